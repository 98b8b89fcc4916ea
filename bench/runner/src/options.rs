//! The command line of the runner.

use std::ffi::OsString;

use lexopt::Parser;
use lexopt::prelude::*;
use subject::Subject;
use workloads::Workload;

use crate::failure::{Failure, Result};

pub const USAGE: &str = "\
Usage: cargo xtask bench [part...] [--quick] [--only NAME,...] [--save]

  size            bytes of wasm that each allocator adds
  programs        bytes of a whole program with each
  speed           time of each workload, as a ratio to dlmalloc
  memory          size of the heap compared with live bytes, and how much of it can be reused
  instructions    instructions per operation, counted by callgrind
  riscv           instructions per operation on bare-metal riscv32im, counted by QEMU
  report          tables and charts from bench/results, without measuring
  check           compare our code size and instructions with bench/results/limits.csv

Without a part: everything is measured, then report.

  --quick         fewer rounds, for a first look: about 5 minutes for everything, plus the builds
  --only NAMES    only these allocators and workloads, separated by commas
  --save          save results even if they are partial (--quick, --only)
  --update        with check: save the measured values as the new limits
  --check         with report: change nothing, and fail if a file is out of date";

/// The parts that measure.
const MEASURING: [&str; 6] = ["size", "programs", "speed", "memory", "instructions", "riscv"];

const REPORT: &str = "report";
const CHECK: &str = "check";

#[derive(Debug, Default)]
pub struct Options {
    /// The usage was asked for.
    pub help: bool,
    pub quick: bool,
    pub save: bool,
    pub update: bool,
    pub check: bool,
    parts: Vec<String>,
    only: Vec<String>,
}

impl Options {
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut options = Self::default();
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next().map_err(invalid)? {
            match argument {
                Long("quick") => options.quick = true,
                Long("save") => options.save = true,
                Long("update") => options.update = true,
                Long("check") => options.check = true,
                Long("only") => options.only(&parser.value().and_then(ValueExt::string).map_err(invalid)?)?,
                Long("help") | Short('h') => options.help = true,
                Value(part) => options.part(part.string().map_err(invalid)?)?,
                other => return Err(invalid(other.unexpected())),
            }
        }
        if !options.help {
            options.refuse_ignored()?;
        }
        Ok(options)
    }

    fn part(&mut self, part: String) -> Result<()> {
        if part == "help" {
            self.help = true;
        } else if parts().any(|known| known == part) {
            self.parts.push(part);
        } else {
            let known = parts().collect::<Vec<_>>().join(", ");
            return Err(Failure::new(format!("there is no part {part:?}"), format!("pick from {known}")));
        }
        Ok(())
    }

    /// An option that no requested part reads is a mistake: nothing would show that it was ignored.
    fn refuse_ignored(&self) -> Result<()> {
        let measures = MEASURING.iter().any(|part| self.wants(part));
        let checks = self.asks(CHECK);
        let options = [
            ("--quick", self.quick, measures, "a part that measures"),
            ("--save", self.save, measures, "a part that measures"),
            ("--only", !self.only.is_empty(), measures || checks, "a part that measures, or check"),
            ("--update", self.update, checks, "the part check"),
            ("--check", self.check, self.asks(REPORT), "the part report"),
        ];
        for (option, given, is_read, readers) in options {
            if given && !is_read {
                return Err(Failure::new(
                    format!("{option} would be ignored: no requested part reads it"),
                    format!("leave it out, or add {readers}"),
                ));
            }
        }
        if self.update && !self.only.is_empty() {
            return Err(Failure::new(
                "--update with --only would drop the limits of everything that isn't named",
                "leave out --only",
            ));
        }
        Ok(())
    }

    fn only(&mut self, names: &str) -> Result<()> {
        for name in names.split(',') {
            let known = allocators().any(|subject| subject.name == name);
            if !known && workloads::named(name).is_none() {
                let mut names: Vec<_> = allocators().map(|subject| subject.name).collect();
                names.sort_unstable();
                names.dedup();
                names.extend(workloads::ALL.iter().map(|workload| workload.name));
                return Err(Failure::new(
                    format!("there is no allocator or workload {name:?}"),
                    format!("pick from {}", names.join(", ")),
                ));
            }
            self.only.push(name.to_owned());
        }
        Ok(())
    }

    /// Whether a part that measures runs: all do unless parts are named.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.asks(part)
    }

    /// Whether a part is named.
    pub fn asks(&self, part: &str) -> bool {
        self.parts.iter().any(|wanted| wanted == part)
    }

    /// Whether results are saved: if they are complete, or with `--save`.
    pub fn saves(&self) -> bool {
        self.save || (!self.quick && self.only.is_empty())
    }

    /// The allocators to measure on wasm; all if none is named.
    pub fn subjects(&self) -> Vec<&'static Subject> {
        self.subjects_of(subject::ALL)
    }

    /// The allocators of `list` to measure: those that are named, or all if `--only` names no allocator of any list.
    pub fn subjects_of(&self, list: &'static [Subject]) -> Vec<&'static Subject> {
        let all = !allocators().any(|subject| self.names(subject.name));
        list.iter().filter(|subject| all || self.names(subject.name)).collect()
    }

    /// The workloads to run; all if none is named.
    pub fn workloads(&self) -> Vec<&'static Workload> {
        let all = !workloads::ALL.iter().any(|workload| self.names(workload.name));
        workloads::ALL.iter().filter(|workload| all || self.names(workload.name)).collect()
    }

    fn names(&self, name: &str) -> bool {
        self.only.iter().any(|only| only == name)
    }
}

fn parts() -> impl Iterator<Item = &'static str> {
    MEASURING.into_iter().chain([REPORT, CHECK])
}

fn invalid(error: lexopt::Error) -> Failure {
    Failure::new(error.to_string(), "see cargo xtask bench --help")
}

/// All allocators that can be named: those of wasm and those of bare metal. Most are in both lists.
fn allocators() -> impl Iterator<Item = &'static Subject> {
    subject::ALL.iter().chain(riscv::ALL)
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn read(line: &str) -> Result<Options, String> {
        Options::read(line.split_whitespace().map(Into::into)).map_err(|failure| failure.to_string())
    }

    #[test]
    fn without_arguments_everything_is_measured_and_saved() {
        let options = read("").unwrap();
        assert!(options.wants("size") && options.wants("memory") && options.saves());
        assert_eq!(options.subjects().len(), subject::ALL.len());
        assert_eq!(options.workloads().len(), workloads::ALL.len());
    }

    #[test]
    fn names_select_allocators_and_workloads() {
        let options = read("speed --only talc,json,tree").unwrap();
        assert!(options.wants("speed") && !options.wants("size"));
        assert_eq!(options.subjects().iter().map(|subject| subject.name).collect::<Vec<_>>(), ["talc"]);
        assert_eq!(options.workloads().iter().map(|work| work.name).collect::<Vec<_>>(), ["tree", "json"]);
        assert!(!options.saves(), "partial results don't replace the committed ones");
        assert!(read("--quick --save").unwrap().saves());
        let only_on_bare_metal = read("--only embedded-llff").unwrap();
        assert_eq!(only_on_bare_metal.subjects().len(), 0, "and not all others");
        assert_eq!(only_on_bare_metal.subjects_of(riscv::ALL).len(), 1);
    }

    #[test]
    fn both_spellings_of_a_value_are_read() {
        for line in ["speed --only=talc,json", "speed --only talc,json", "--only talc speed --only=json"] {
            let options = read(line).unwrap();
            assert_eq!(options.subjects().len(), 1, "{line}");
            assert_eq!(options.workloads().len(), 1, "{line}");
        }
        assert!(read("--quick=yes").is_err(), "a value where none belongs");
        assert!(read("--only").is_err(), "no value where one belongs");
    }

    #[test]
    fn unknown_words_are_refused_with_those_there_are() {
        assert!(read("sped").unwrap_err().contains("pick from size, "));
        assert!(read("--only jemalloc").unwrap_err().contains("dlmalloc, embedded-llff"));
        assert!(read("--only=").is_err());
        assert!(read("--fast").unwrap_err().contains("--fast"));
    }

    #[test]
    fn an_option_that_no_requested_part_reads_is_refused() {
        for line in [
            "--update",
            "report --update",
            "size --update",
            "--check",
            "check --check",
            "report --quick",
            "check --save",
            "report --only talc",
            "check --update --only talc",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
        for line in
            ["check --update", "report --check", "report check --update", "check --only lite-free-list"]
        {
            assert!(read(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn help_is_found_wherever_it_stands() {
        for line in ["help", "--help", "-h", "speed --help", "--update -h"] {
            assert!(read(line).unwrap().help, "{line}");
        }
    }
}
