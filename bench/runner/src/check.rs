//! The regression check: compares our code size, exactly, and our instructions per operation, with a tolerance, with
//! `results/limits.csv`. `check --update` accepts the new values.

use subject::Subject;

use crate::{
    bench::{print, say},
    csv::Csv,
    failure::{Failure, Result},
    instructions,
    options::Options,
    results, size,
};

/// The fraction by which instructions per operation may differ: C libraries and processors copy memory in different
/// ways.
const TOLERANCE: f64 = 0.03;

/// A measured value that has a limit.
#[derive(Clone, Debug, PartialEq)]
struct Value {
    kind: &'static str,
    allocator: &'static str,
    /// The functions, or the workload.
    what: &'static str,
    number: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Fine,
    Grew,
    Shrank,
    Unknown,
}

pub fn run(options: &Options) -> Result<()> {
    let subjects = instructions::ours(&options.subjects());
    let mut values = sizes(&subjects)?;
    let mut skipped = 0;
    match instructions::valgrind() {
        Ok(()) => values.extend(counts(&subjects, options)?),
        Err(failure) => {
            say(format_args!("instructions are SKIPPED: {failure}"));
            skipped = 1;
        }
    }
    let file = results::file("limits");
    if options.update {
        if skipped > 0 {
            return Err(Failure::new(
                "without valgrind there are no new limits for instructions",
                "apt-get install valgrind",
            ));
        }
        let mut csv = Csv::new(&["kind", "allocator", "what", "value"]);
        for value in &values {
            csv.row([value.kind, value.allocator, value.what, &value.shown()]);
        }
        return csv.write(&file);
    }
    report(&values, &Csv::read(&file)?, skipped)
}

fn sizes(subjects: &[&'static Subject]) -> Result<Vec<Value>> {
    let sizes = size::of(subjects)?;
    let values = subjects.iter().zip(sizes).flat_map(|(subject, sizes)| {
        let columns = size::COLUMNS.into_iter().zip(sizes);
        columns.map(|((what, _), size)| Value {
            kind: "size",
            allocator: subject.name,
            what,
            number: size as f64,
        })
    });
    Ok(values.collect())
}

fn counts(subjects: &[&'static Subject], options: &Options) -> Result<Vec<Value>> {
    let counts = instructions::of(subjects, &options.workloads())?;
    let mut values = Vec::new();
    for count in counts {
        let (allocator, what) = (count.subject.name, count.workload.name);
        let Some(number) = count.instructions else {
            return Err(Failure::new(format!("{allocator} can't run {what} natively"), "fix the allocator"));
        };
        values.push(Value { kind: "instructions", allocator, what, number });
    }
    Ok(values)
}

/// Each value is one test. The last line has the form of cargo's test harness, so that xtask counts it.
fn report(values: &[Value], limits: &Csv, skipped: usize) -> Result<()> {
    let [mut passed, mut failed, mut shrank] = [0; 3];
    for value in values {
        let limit = value.limit(limits);
        let verdict = value.verdict(limit);
        let word = match verdict {
            Verdict::Fine => "ok",
            Verdict::Shrank => "ok, smaller",
            Verdict::Grew | Verdict::Unknown => "FAILED",
        };
        let limit = limit.map_or_else(|| "none".to_owned(), |limit| value.with(limit).shown());
        let Value { kind, allocator, what, .. } = value;
        print(format_args!("test {kind} {allocator} {what}: {}, limit {limit} ... {word}", value.shown()));
        let counted = match verdict {
            Verdict::Fine => &mut passed,
            Verdict::Shrank => {
                shrank += 1;
                &mut passed
            }
            Verdict::Grew | Verdict::Unknown => &mut failed,
        };
        *counted += 1;
    }
    if shrank > 0 {
        say(format_args!(
            "{shrank} values are smaller than their limits: run cargo xtask bench check --update, and commit the new limits"
        ));
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    print(format_args!("test result: {word}. {passed} passed; {failed} failed; {skipped} ignored"));
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::new(
        format!("{failed} values of code size and instructions grew, or have no limit"),
        "undo what made them grow, or accept it: cargo xtask bench check --update, with the reason in the commit message",
    ))
}

impl Value {
    fn limit(&self, limits: &Csv) -> Option<f64> {
        let wanted = [self.kind, self.allocator, self.what];
        let row = limits
            .rows()
            .find(|row| ["kind", "allocator", "what"].map(|column| row.text(column)) == wanted)?;
        row.number("value")
    }

    fn verdict(&self, limit: Option<f64>) -> Verdict {
        let Some(limit) = limit else { return Verdict::Unknown };
        let tolerance = if self.kind == "size" { 0.0 } else { limit * TOLERANCE };
        match self.number - limit {
            more if more > tolerance => Verdict::Grew,
            more if more < -tolerance => Verdict::Shrank,
            _ => Verdict::Fine,
        }
    }

    fn with(&self, number: f64) -> Self {
        Self { number, ..self.clone() }
    }

    fn shown(&self) -> String {
        let decimals = if self.kind == "size" { 0 } else { 1 };
        format!("{:.*}", decimals, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, Verdict};

    fn value(kind: &'static str, number: f64) -> Value {
        Value { kind, allocator: "a", what: "b", number }
    }

    #[test]
    fn sizes_are_exact() {
        let verdict = |size| value("size", size).verdict(Some(300.0));
        assert_eq!([299.0, 300.0, 301.0].map(verdict), [Verdict::Shrank, Verdict::Fine, Verdict::Grew]);
    }

    #[test]
    fn instructions_may_differ_a_little() {
        let verdict = |count| value("instructions", count).verdict(Some(100.0));
        assert_eq!(
            [96.0, 97.5, 102.5, 104.0].map(verdict),
            [Verdict::Shrank, Verdict::Fine, Verdict::Fine, Verdict::Grew]
        );
    }

    #[test]
    fn a_value_without_a_limit_fails() {
        assert_eq!(value("size", 1.0).verdict(None), Verdict::Unknown);
    }
}
