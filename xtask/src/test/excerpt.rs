//! What a reader of only the end of a long output needs: the failures in it, each with the lines around it.

/// The lines before and after a failure: what a program printed before it, the first part of a report after it.
const BEFORE: usize = 15;
const AFTER: usize = 15;

/// The lines of an excerpt. Of a longer one, the first and the last are kept.
const LENGTH: usize = 120;

/// The failures in `output`, each with the lines around it; its end if nothing in it looks like a failure.
pub fn excerpt(output: &str) -> String {
    let lines: Vec<&str> = output.lines().collect();
    let failures = lines.iter().enumerate().filter(|(_, line)| is_failure(line)).map(|(index, _)| index);
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for failure in failures {
        let (start, end) = (failure.saturating_sub(BEFORE), (failure + AFTER + 1).min(lines.len()));
        match ranges.last_mut() {
            Some((_, before)) if start <= *before => *before = end,
            _ => ranges.push((start, end)),
        }
    }
    if ranges.is_empty() {
        ranges.push((lines.len().saturating_sub(BEFORE + AFTER), lines.len()));
    }
    let mut kept: Vec<&str> = Vec::new();
    for (start, end) in ranges {
        if start > 0 {
            kept.push("…");
        }
        kept.extend(&lines[start..end]);
    }
    if kept.len() > LENGTH {
        let half = LENGTH / 2;
        kept.splice(half..kept.len() - half, ["…"]);
    }
    kept.join("\n")
}

/// Whether test runners, compilers and xtask print such a line for a failure.
fn is_failure(line: &str) -> bool {
    line.ends_with("... FAILED")
        || line.contains("panicked at")
        || ["error:", "error[", "✖"].iter().any(|start| line.trim_start().starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{AFTER, BEFORE, LENGTH, excerpt};

    /// Many lines of a run in which all is well.
    fn quiet(lines: usize) -> String {
        (0..lines).map(|line| format!("test number_{line} ... ok\n")).collect()
    }

    #[test]
    fn each_kind_of_failure_is_found_with_what_was_printed_around_it() {
        for failure in [
            "test shadow::replays ... FAILED",
            "error: machines: the program ended with exit status: 101 — fix: what it reports above",
            "error[E0308]: mismatched types",
            "✖ a trace is pasted (812.4ms)",
            "thread 'main' (17) panicked at src/lib.rs:7:5:",
        ] {
            let output = format!("{}said before\n{failure}\nsaid after\n{}", quiet(500), quiet(500));
            let found = excerpt(&output);
            assert!(found.contains(&format!("said before\n{failure}\nsaid after\n")), "{found}");
            assert!(found.lines().count() <= BEFORE + AFTER + 2, "{found}");
        }
    }

    #[test]
    fn failures_near_each_other_are_one_piece() {
        let output = format!("{}test a ... FAILED\ntest b ... FAILED\n{}", quiet(100), quiet(100));
        let found = excerpt(&output);
        assert_eq!(found.matches("FAILED").count(), 2, "{found}");
        assert_eq!(found.matches('…').count(), 1, "{found}");
    }

    #[test]
    fn of_many_failures_the_first_and_the_last_are_kept() {
        let output: String =
            (0..50).map(|number| format!("{}test f{number} ... FAILED\n", quiet(40))).collect();
        let found = excerpt(&output);
        assert!(found.contains("test f0 ... FAILED") && found.contains("test f49 ... FAILED"), "{found}");
        assert_eq!(found.lines().count(), LENGTH + 1);
    }

    #[test]
    fn an_end_without_a_known_failure_is_kept() {
        let output = format!("{}Segmentation fault", quiet(100));
        assert!(excerpt(&output).ends_with("Segmentation fault"));
        assert_eq!(excerpt(""), "");
    }
}
