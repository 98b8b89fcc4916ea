//! Links in Markdown files: a relative one must lead to a file or folder that exists.

use std::path::Path;

/// The links in `text` that lead nowhere, each with its fix. `folder` is where the file is.
pub fn faults(text: &str, folder: &Path) -> Vec<(String, String)> {
    let broken = targets(text).filter(|(_, target)| !folder.join(target).exists());
    let fault = |(line, target)| {
        (format!("links to {target} in line {line}, which doesn't exist"), "correct the path".to_owned())
    };
    broken.map(fault).collect()
}

/// The relative targets of the links outside of code blocks, each with its line and without its `#fragment`. Claims of
/// lessons, `[64 bytes](=largest)`, are no links.
fn targets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    let prose = text.lines().enumerate().filter(move |(_, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !in_code && !is_fence
    });
    prose.flat_map(|(index, line)| {
        let ends = line.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        let relative = ends.map(|(target, _)| target.split('#').next().unwrap_or_default());
        let relative =
            relative.filter(|target| !target.is_empty() && !target.starts_with('=') && !target.contains(':'));
        relative.map(move |target| (index + 1, target))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{faults, targets};

    #[test]
    fn relative_links_outside_of_code_are_found() {
        let text = "[a](b.md) and [c](d/e.rs#L3), ![f](g.png)\n[h](#here) [i](https://example.org/j.md)\n\
                    [64](=largest#3)\n```rust\n[k](l.md)\n```\n[m](n.md)\n";
        assert_eq!(
            targets(text).collect::<Vec<_>>(),
            [(1, "b.md"), (1, "d/e.rs"), (1, "g.png"), (7, "n.md")]
        );
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_fault() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = faults("[a](Cargo.toml) [b](src)\n[c](missing.md)\n", here);
        assert_eq!(found.len(), 1);
        assert!(found[0].0.contains("missing.md in line 2"), "{}", found[0].0);
    }
}
