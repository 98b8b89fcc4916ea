//! Walls between crates: the core of the playground must not depend on a browser, so that it can be tested natively and
//! used elsewhere.

use std::process::Command;

use crate::{
    failure::{Failure, Result},
    shell::Shell,
    test::Tally,
};

const CORE: &str = "heap-lab";

/// Crates that only work on a page.
const BROWSER: [&str; 5] = ["yew", "web-sys", "js-sys", "wasm-bindgen", "wasm-bindgen-futures"];

/// Each check is one test.
pub fn check(shell: &Shell, tally: &mut Tally) -> Result<()> {
    // Rhai itself needs wasm-bindgen for random numbers on wasm, so there only the crate's own dependencies count.
    for (name, words) in [
        ("natively", ["--depth", "1000", "--target", "x86_64-unknown-linux-gnu"].as_slice()),
        ("by itself on any target", ["--depth", "1", "--target", "all"].as_slice()),
    ] {
        let mut command = shell.command("cargo");
        command.args(["tree", "--locked", "--package", CORE, "--edges", "normal,build", "--prefix", "none"]);
        let tree = output(command.args(words))?;
        let found = browser_crates(&tree).join(", ");
        let result = if found.is_empty() {
            Ok(())
        } else {
            let problem = format!("{CORE} depends on {found}");
            Err(Failure::new(problem, "move what needs the browser to playground/src/browser/"))
        };
        tally.check(&format!("{CORE} needs no browser {name}"), result);
    }
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let lost =
        |reason: String| Failure::new(format!("cargo tree failed: {reason}"), "run cargo tree by hand");
    let output = command.output().map_err(|error| lost(error.to_string()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(lost(String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; ")))
}

/// The crates of a browser in the output of `cargo tree --prefix none`: a line is a name, a version, and more.
fn browser_crates(tree: &str) -> Vec<&str> {
    let is_browser = |name: &&str| BROWSER.contains(name) || name.starts_with("gloo");
    let mut found: Vec<&str> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).filter(is_browser).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::browser_crates;

    #[test]
    fn crates_of_a_browser_are_found_and_similar_names_are_not() {
        let tree = "heap-lab v0.2.0 (/checkout/heap-lab)\nrhai v1.27.0\nweb-sys v0.3.95\njs-sys v0.3.95\n\
                    gloo-timers v0.3.0\nweb-sys v0.3.95 (*)\n";
        assert_eq!(browser_crates(tree), ["gloo-timers", "js-sys", "web-sys"]);
        assert_eq!(browser_crates("heap-lab v0.2.0\nweb-time v1.0.0\nyewless v1.0.0\n"), [""; 0]);
    }
}
