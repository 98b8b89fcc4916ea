//! Rules of this repository that a program can check: every source file says what it is, stays short and has nothing left
//! to do, links in documents lead somewhere, and [`walls`] between crates hold.

mod links;
mod walls;

use std::{fs, path::Path};

use super::Tally;
use crate::{
    failure::{Failure, Result},
    files,
    shell::Shell,
};

const MOST_LINES: usize = 500;

/// In two halves, so that this file doesn't break the rule that it checks.
const UNDONE: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

pub fn run(shell: &Shell, tally: &mut Tally) -> Result<()> {
    for file in files::own(&shell.root) {
        let path = file.strip_prefix(&shell.root).unwrap_or(&file);
        if !is_source(path) {
            continue;
        }
        let kind = path.extension().and_then(|kind| kind.to_str());
        let path = path.display();
        match fs::read_to_string(&file) {
            Ok(text) => {
                let mut faults = faults(&text, kind == Some("rs"));
                if kind == Some("md") {
                    faults.extend(links::faults(&text, file.parent().unwrap_or(&shell.root)));
                }
                let failures = faults.into_iter();
                tally.errors.extend(failures.map(|(what, fix)| Failure::new(format!("{path} {what}"), fix)));
            }
            Err(error) => tally
                .note(Err(Failure::new(format!("{path} can't be read: {error}"), "check that it is UTF-8"))),
        }
    }
    walls::check(shell, tally)
}

/// What people write, and not the generated bundle of the editor.
fn is_source(path: &Path) -> bool {
    let kinds = ["rs", "js", "mjs", "css", "html", "toml", "md", "yml"];
    let kind = path.extension().and_then(|kind| kind.to_str());
    let written = kind.is_some_and(|kind| kinds.contains(&kind)) || path.ends_with(".ci/run");
    written && !path.starts_with("playground/js")
}

/// What is wrong with a file, each with its fix.
fn faults(text: &str, rust: bool) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if rust && !text.starts_with("//!") {
        found.push((
            "doesn't start with `//!`".to_owned(),
            "say first what the file does, and what it leaves to others".to_owned(),
        ));
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        found.push((
            format!("has {lines} lines, more than {MOST_LINES}"),
            "move one of its jobs to another file".to_owned(),
        ));
    }
    for (line, text) in text.lines().enumerate() {
        if let Some(word) = UNDONE.iter().find(|word| words(text).any(|found| found == **word)) {
            found.push((format!("says {word} in line {}", line + 1), "do it, or file an issue".to_owned()));
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{MOST_LINES, UNDONE, faults, is_source};

    #[test]
    fn a_good_file_has_no_faults() {
        assert_eq!(faults("//! What it is.\n\nfn main() {}\n", true), []);
        assert_eq!(faults("export const a = 1;\n", false), []);
    }

    #[test]
    fn each_rule_is_checked() {
        assert_eq!(faults("fn main() {}\n", true).len(), 1, "no opening");
        assert_eq!(faults(&"\n".repeat(MOST_LINES), false).len(), 0, "just short enough");
        assert_eq!(faults(&"\n".repeat(MOST_LINES + 1), false).len(), 1, "too long");
        for word in UNDONE {
            let found = faults(&format!("a\n// {word}: later\n"), false);
            assert_eq!(found.len(), 1);
            assert!(found[0].0.ends_with("in line 2"), "{}", found[0].0);
            assert_eq!(faults(&format!("// {word}S_LIST\n"), false), [], "part of a longer word");
        }
    }

    #[test]
    fn only_what_people_write_is_checked() {
        for path in ["src/main.rs", "playground/e2e/harness.mjs", "README.md", ".ci/run"] {
            assert!(is_source(Path::new(path)), "{path}");
        }
        for path in ["Cargo.lock", "playground/js/editor.js", "a.png", "package-lock.json", "LICENSE"] {
            assert!(!is_source(Path::new(path)), "{path}");
        }
    }
}
