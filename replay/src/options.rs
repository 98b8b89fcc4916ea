//! The arguments of `cargo xtask replay`.

use std::{ffi::OsString, path::PathBuf};

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, Lanes},
    text::Language,
};

use crate::Problem;

/// What is printed without arguments.
pub const USAGE: &str = "\
Usage: cargo xtask replay FILE [options]

Runs the trace of FILE on each allocator and says what kind of program it is, what each allocator made of it, and which
one fits. FILE is a recorded trace in any format that the page reads (also compressed with gzip), or a script of the page;
- is the standard input.

  --json               print JSON: the operations, the notes on the file, a list of lanes, the recommendation
  --lanes a,b          run only these allocators (bump-free-list, segregated-bump, free-list, boundary-tag,
                       dlmalloc, talc); without it, the first four
  --page-size N        bytes of a page of the arena: a power of two from 64 to 65536
  --max-pages N        the most pages of the arena
  --lang en|zh         the language of the report

Without --page-size and --max-pages the arena has pages of 64 KiB, and room for at least twice what is live at once.
Exit codes: 0 done, 1 something is wrong with the file, 2 something is wrong with the arguments.
";

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The file; `-` is the standard input. Without it there is nothing to do.
    pub file: Option<PathBuf>,
    /// Whether JSON is wanted.
    pub json: bool,
    /// The lanes to run.
    pub lanes: Lanes,
    /// Bytes of a page, if they are given.
    pub page_size: Option<u32>,
    /// The most pages, if they are given.
    pub max_pages: Option<u32>,
    /// The language of the report.
    pub language: Language,
}

/// Reads the arguments.
///
/// # Errors
/// Which of them is wrong, and what it could be.
pub fn read(arguments: &[OsString]) -> Result<Options, Problem> {
    let mut options = Options {
        file: None,
        json: false,
        lanes: Lanes::ours(),
        page_size: None,
        max_pages: None,
        language: Language::English,
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let name = argument.to_str().unwrap_or_default();
        let mut value = || {
            let value = rest.next().and_then(|value| value.to_str());
            value.ok_or_else(|| Problem::usage(format!("{name} needs a value. See --help.")))
        };
        match name {
            "--help" | "-h" => return Ok(Options { file: None, ..options }),
            "--json" => options.json = true,
            "--lanes" => options.lanes = lanes(value()?)?,
            "--page-size" => options.page_size = Some(number(name, value()?)?),
            "--max-pages" => options.max_pages = Some(number(name, value()?)?),
            "--lang" => {
                let tag = value()?;
                options.language = Language::of_tag(tag)
                    .ok_or_else(|| Problem::usage(format!("There is no language {tag:?}: use en or zh.")))?;
            }
            name if name.starts_with("--") => {
                return Err(Problem::usage(format!("There is no option {name}. See --help.")));
            }
            _ if options.file.is_some() => {
                return Err(Problem::usage("There is more than one file: run the command once for each."));
            }
            _ => options.file = Some(PathBuf::from(argument)),
        }
    }
    Ok(options)
}

impl Options {
    /// The arena, where the arguments say it; else as `usual`.
    ///
    /// # Errors
    /// No arena can be like that.
    pub fn arena(&self, usual: Settings) -> Result<Settings, Problem> {
        let page_size = self.page_size.unwrap_or(usual.page_size);
        // Other pages, but as much memory.
        let pages = usual.bytes().checked_div(page_size).unwrap_or(1).max(1);
        let max_pages = self.max_pages.unwrap_or(pages);
        Settings::new(page_size, max_pages)
            .map_err(|error| Problem::usage(self.language.text().settings_error(error)))
    }
}

fn lanes(list: &str) -> Result<Lanes, Problem> {
    let known = || LaneKind::ALL.map(LaneKind::slug).join(", ");
    let lane = |slug: &str| {
        let lane = LaneKind::of_slug(slug.trim());
        lane.ok_or_else(|| Problem::usage(format!("There is no allocator {slug:?}: use {}.", known())))
    };
    list.split(',').map(lane).collect()
}

fn number(name: &str, value: &str) -> Result<u32, Problem> {
    value.parse().map_err(|_| Problem::usage(format!("{name} takes a whole number, not {value:?}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(arguments: &[&str]) -> Result<Options, String> {
        let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
        read(&arguments).map_err(|problem| {
            assert_eq!(problem.code, Problem::USAGE);
            problem.words
        })
    }

    #[test]
    fn arguments_are_read_in_any_order() {
        let arguments =
            ["--json", "a.trace", "--lanes", "free-list,boundary-tag", "--page-size", "4096", "--lang", "zh"];
        let options = options(&arguments).unwrap();
        assert_eq!(options.file, Some(PathBuf::from("a.trace")));
        assert!(options.json && options.language == Language::Chinese);
        assert!(options.lanes.iter().eq([LaneKind::FreeList, LaneKind::BoundaryTag]));
        let usual = Settings { page_size: 1 << 16, max_pages: 16 };
        assert_eq!(options.arena(usual), Ok(Settings { page_size: 4096, max_pages: 256 }));
    }

    #[test]
    fn wrong_arguments_say_what_is_right() {
        for (arguments, words) in [
            (&["a", "b"][..], "more than one file"),
            (&["--lanes", "tlsf"], "boundary-tag"),
            (&["--lanes"], "needs a value"),
            (&["--page-size", "big"], "whole number"),
            (&["--lang", "fr"], "en or zh"),
            (&["--quick"], "--help"),
        ] {
            let said = options(arguments).unwrap_err();
            assert!(said.contains(words), "{said}");
        }
        let usual = Settings { page_size: 1 << 16, max_pages: 16 };
        let error = options(&["a", "--page-size", "100"]).unwrap().arena(usual).unwrap_err();
        assert!(error.words.contains("100"), "{}", error.words);
        assert!(options(&["a", "--page-size", "0"]).unwrap().arena(usual).is_err());
    }
}
