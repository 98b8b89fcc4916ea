//! Counts tests from the output of test runners.

use std::{fmt, ops::AddAssign};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// The runner that prints the output.
#[derive(Clone, Copy, Debug)]
pub enum Runner {
    /// cargo's test harness, and wasm-bindgen's, which prints the same lines.
    Cargo,
    /// The test runner of Node.js with its `spec` reporter.
    Node,
}

impl Runner {
    /// The counts in a line of output. Only lines that start like the runner's own summary are read: the output of a
    /// failed test is repeated indented, or inside the report.
    pub fn read(self, line: &str) -> Count {
        match self {
            Self::Cargo => cargo(line),
            Self::Node => node(line),
        }
        .unwrap_or_default()
    }
}

/// `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.00s`
fn cargo(line: &str) -> Option<Count> {
    let (_verdict, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut count = Count::default();
    for part in numbers.split("; ") {
        let Some((number, what)) = part.split_once(' ') else { continue };
        let field = match what {
            "passed" => &mut count.passed,
            "failed" => &mut count.failed,
            "ignored" => &mut count.skipped,
            _ => continue,
        };
        *field = number.parse().ok()?;
    }
    Some(count)
}

/// `ℹ pass 5`, one line for each kind. A cancelled test reached its time limit or lost its parent: it failed.
fn node(line: &str) -> Option<Count> {
    let (what, number) = line.strip_prefix("ℹ ")?.split_once(' ')?;
    let number = number.parse().ok()?;
    let mut count = Count::default();
    match what {
        "pass" => count.passed = number,
        "fail" | "cancelled" => count.failed = number,
        "skipped" | "todo" => count.skipped = number,
        _ => return None,
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::{Count, Runner};

    fn count(runner: Runner, output: &str) -> Count {
        let mut sum = Count::default();
        output.lines().for_each(|line| sum += runner.read(line));
        sum
    }

    #[test]
    fn every_test_binary_of_a_cargo_run_is_added() {
        let output = "\nrunning 2 tests\ntest a ... ok\ntest b ... ok\n\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n\
            running 3 tests\ntest c ... FAILED\ntest d ... ignored, slow\ntest e ... ok\n\n\
            test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.12s\n";
        assert_eq!(count(Runner::Cargo, output), Count { passed: 3, failed: 1, skipped: 1 });
    }

    #[test]
    fn the_shorter_line_of_wasm_bindgen_is_read_too() {
        let output = "test result: ok. 4 passed; 0 failed; 1 ignored; 0 filtered out; finished in 0.01s";
        assert_eq!(count(Runner::Cargo, output), Count { passed: 4, failed: 0, skipped: 1 });
    }

    #[test]
    fn the_kinds_of_node_are_distinguished() {
        let output = "✔ opens (12.3ms)\nℹ tests 7\nℹ suites 1\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\n\
            ℹ todo 1\nℹ duration_ms 101.8\n";
        assert_eq!(count(Runner::Node, output), Count { passed: 3, failed: 2, skipped: 2 });
    }

    #[test]
    fn similar_lines_add_nothing() {
        for line in [
            "",
            "test result: ",
            "test result: ok.",
            "  test result: ok. 9 passed; 0 failed",
            "test result: ok. many passed; 0 failed",
        ] {
            assert_eq!(Runner::Cargo.read(line), Count::default(), "{line:?}");
        }
        for line in ["", "ℹ pass", "ℹ pass all", "  ℹ pass 9", "ℹ tests 9", "pass 9"] {
            assert_eq!(Runner::Node.read(line), Count::default(), "{line:?}");
        }
    }

    #[test]
    fn the_total_has_exactly_this_form() {
        let count = Count { passed: 12, failed: 0, skipped: 3 };
        assert_eq!(count.to_string(), "12 passed, 0 failed, 3 skipped");
    }
}
