//! Walls between crates: the core of the playground doesn't depend on a browser, so that it is tested natively and can be
//! used elsewhere; the library and xtask depend on nothing.

use std::process::Command;

use crate::{
    failure::{Failure, Result},
    shell::Shell,
    test::Tally,
};

struct Wall {
    package: &'static str,
    /// Which dependencies count, as arguments of `cargo tree`.
    scope: &'static [&'static str],
    is_forbidden: fn(&str) -> bool,
    /// The name of the test.
    name: &'static str,
    fix: &'static str,
}

const NATIVE: &str = "x86_64-unknown-linux-gnu";

const WALLS: [Wall; 4] = [
    Wall {
        package: "heap-lab",
        scope: &["--target", NATIVE],
        is_forbidden: is_browser,
        name: "heap-lab needs no browser natively",
        fix: "move what needs the browser to playground/src/browser/",
    },
    // Rhai needs wasm-bindgen for random numbers on wasm, so there only the package's own dependencies count.
    Wall {
        package: "heap-lab",
        scope: &["--target", "all", "--depth", "1"],
        is_forbidden: is_browser,
        name: "heap-lab names no crate of a browser",
        fix: "move what needs the browser to playground/src/browser/",
    },
    Wall {
        package: "lite-alloc",
        scope: &["--target", "all"],
        is_forbidden: |_| true,
        name: "lite-alloc depends on nothing by default",
        fix: "do without, or make it optional",
    },
    Wall {
        package: "xtask",
        scope: &["--target", "all"],
        is_forbidden: |_| true,
        name: "xtask depends on nothing",
        fix: "do without: xtask must build before anything is installed",
    },
];

/// Each wall is one test.
pub fn check(shell: &Shell, tally: &mut Tally) -> Result<()> {
    for wall in &WALLS {
        let mut command = shell.command("cargo");
        command.args(["tree", "--locked", "--package", wall.package, "--edges", "normal,build"]);
        let tree = output(command.args(["--prefix", "none"]).args(wall.scope))?;
        tally.check(wall.name, wall.holds(&tree));
    }
    Ok(())
}

impl Wall {
    /// `tree` is the output of `cargo tree --prefix none`: a line starts with a name, and the first is the package.
    fn holds(&self, tree: &str) -> Result<()> {
        let names = tree.lines().skip(1).filter_map(|line| line.split_whitespace().next());
        let mut found: Vec<&str> = names.filter(|name| (self.is_forbidden)(name)).collect();
        found.sort_unstable();
        found.dedup();
        if found.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("{} depends on {}", self.package, found.join(", ")), self.fix))
    }
}

/// Crates that only work on a page.
fn is_browser(name: &str) -> bool {
    ["yew", "web-sys", "js-sys", "wasm-bindgen", "wasm-bindgen-futures"].contains(&name)
        || name.starts_with("gloo")
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

#[cfg(test)]
mod tests {
    use super::WALLS;

    /// What the first wall of a package says about a tree.
    fn said(package: &str, tree: &str) -> String {
        let wall = WALLS.iter().find(|wall| wall.package == package).unwrap();
        wall.holds(tree).err().map_or(String::new(), |failure| failure.to_string())
    }

    #[test]
    fn crates_of_a_browser_are_found_and_similar_names_are_not() {
        let tree = "heap-lab v0.2.0 (/checkout/heap-lab)\nrhai v1.27.0\nweb-sys v0.3.95\njs-sys v0.3.95\n\
                    gloo-timers v0.3.0\nweb-sys v0.3.95 (*)\n";
        assert!(said("heap-lab", tree).starts_with("heap-lab depends on gloo-timers, js-sys, web-sys — "));
        assert_eq!(said("heap-lab", "heap-lab v0.2.0\nrhai v1.27.0\nweb-time v1.0.0\nyewless v1.0.0\n"), "");
    }

    #[test]
    fn where_nothing_is_allowed_anything_is_found() {
        assert_eq!(said("lite-alloc", "lite-alloc v0.2.0 (/checkout/lite-alloc)\n"), "");
        assert!(
            said("lite-alloc", "lite-alloc v0.2.0\ncritical-section v1.2.0\n").contains("critical-section")
        );
    }
}
