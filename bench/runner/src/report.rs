//! From results to what people read, without measuring: tables between markers, the table of the documentation, charts.

use std::{fs, path::PathBuf};

use crate::{
    bench::{folder, print, read, say, write},
    chart,
    csv::Csv,
    failure::{Failure, Result},
    markers,
    measured::{self, Language},
    results, tables,
};

/// Texts that may have marked parts, from the root of the repository.
const TEXTS: [&str; 4] = ["bench/README.md", "README.md", "README_CN.md", "docs/which-allocator.md"];

/// Results that every report is made of.
pub struct Results {
    pub size: Csv,
    pub programs: Csv,
    pub speed: Csv,
    pub memory: Csv,
    pub reuse: Csv,
    pub instructions: Csv,
    pub riscv: Csv,
    pub machine: Csv,
}

impl Results {
    fn read() -> Result<Self> {
        let read = |name| Csv::read(&results::file(name));
        Ok(Self {
            size: read("size")?,
            programs: read("programs")?,
            speed: read("speed")?,
            memory: read("memory")?,
            reuse: read("reuse")?,
            instructions: read("instructions")?,
            riscv: read("riscv")?,
            machine: read("machine")?,
        })
    }

    /// The generated part of that name, in Markdown.
    fn part(&self, name: &str) -> Option<String> {
        Some(match name {
            "size" => tables::size(&self.size).markdown(),
            "programs" => tables::programs(&self.programs).markdown(),
            "speed" => tables::speed(&tables::without_old(&self.speed)).markdown(),
            "spread" => tables::spread(&tables::without_old(&self.speed)).markdown(),
            "memory" => tables::memory(&tables::without_old(&self.memory)).markdown(),
            "reuse" => tables::reuse(&self.reuse).markdown(),
            "instructions" => tables::instructions(&self.instructions).markdown(),
            "riscv" => tables::riscv(&self.riscv).markdown(),
            "riscv-some" => tables::riscv_some(&self.riscv).markdown(),
            "machine" => tables::machine(&self.machine, &self.speed).markdown(),
            "measured" => measured::table(self, Language::English),
            "measured-cn" => measured::table(self, Language::Chinese),
            "workloads" => tables::workloads().markdown(),
            _ => return None,
        })
    }
}

/// Makes everything anew and writes what has changed; or only checks that nothing would.
pub fn run(check: bool) -> Result<()> {
    let results = Results::read()?;
    let root = folder().parent().map(PathBuf::from).unwrap_or_default();
    let mut made = Vec::new();
    for name in TEXTS {
        let file = root.join(name);
        let filled = markers::fill(&read(&file)?, |part| results.part(part));
        let filled = filled.map_err(|fault| Failure::new(format!("{name}: {fault}"), "mend the marker"))?;
        made.push((file, filled));
    }
    made.push((root.join("lite-alloc/src/measured.md"), measured::text(&results)));
    let charts = folder().join("charts");
    for (name, svg) in chart::all(&results)? {
        made.push((charts.join(name).with_extension("svg"), svg));
    }
    if !check {
        fs::create_dir_all(&charts).map_err(|error| {
            Failure::new(format!("bench/charts can't be made: {error}"), "see that it can")
        })?;
    }
    let mut old = 0;
    for (file, text) in &made {
        if fs::read_to_string(file).is_ok_and(|there| there == *text) {
            continue;
        }
        let name = file.strip_prefix(&root).unwrap_or(file).display();
        if check {
            old += 1;
            print(format_args!("test report {name} ... FAILED"));
        } else {
            say(format_args!("report: {name}"));
            write(file, text)?;
        }
    }
    if !check {
        return Ok(());
    }
    let word = if old == 0 { "ok" } else { "FAILED" };
    print(format_args!("test result: {word}. {} passed; {old} failed; 0 ignored", made.len() - old));
    if old == 0 {
        return Ok(());
    }
    Err(Failure::new(
        format!("{old} files aren't what bench/results makes of them"),
        "cargo xtask bench report, and commit what changes",
    ))
}
