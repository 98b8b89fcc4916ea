//! Generates from the results, without measuring: tables between markers, the table of the documentation, charts.

use std::{fs, path::PathBuf};

use crate::{
    bench::{folder, print, read, say, write},
    chart,
    failure::{Failure, Result},
    markers,
    measured::{self, Language},
    results::Results,
    tables,
};

/// Texts that may have marked parts; paths from the root of the repository.
const TEXTS: [&str; 4] = ["bench/README.md", "README.md", "README_CN.md", "docs/which-allocator.md"];

/// Generates everything and writes the files that changed, or with `check` only reports them.
pub fn run(check: bool) -> Result<()> {
    let results = Results::read()?;
    let root = folder().parent().map(PathBuf::from).unwrap_or_default();
    let mut made = Vec::new();
    for name in TEXTS {
        let file = root.join(name);
        let filled = markers::fill(&read(&file)?, |name| part(&results, name));
        let filled = filled.map_err(|fault| Failure::new(format!("{name}: {fault}"), "fix the marker"))?;
        made.push((file, filled));
    }
    made.push((root.join("lite-alloc/src/measured.md"), measured::text(&results)));
    let charts = folder().join("charts");
    for (name, svg) in chart::all(&results)? {
        made.push((charts.join(name).with_extension("svg"), svg));
    }
    if !check {
        fs::create_dir_all(&charts).map_err(|error| {
            Failure::new(
                format!("bench/charts can't be created: {error}"),
                "check that bench can be written to",
            )
        })?;
    }
    let mut old = 0;
    for (file, text) in &made {
        if fs::read_to_string(file).is_ok_and(|current| current == *text) {
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
        format!("{old} generated files are out of date"),
        "run cargo xtask bench report, and commit the changes",
    ))
}

/// The generated part of this name, in Markdown.
fn part(results: &Results, name: &str) -> Option<String> {
    Some(match name {
        "size" => tables::size(&results.size).markdown(),
        "programs" => tables::programs(&results.programs).markdown(),
        "speed" => tables::speed(&tables::without_old(&results.speed)).markdown(),
        "spread" => tables::spread(&tables::without_old(&results.speed)).markdown(),
        "memory" => tables::memory(&tables::without_old(&results.memory)).markdown(),
        "reuse" => tables::reuse(&results.reuse).markdown(),
        "instructions" => tables::instructions(&results.instructions).markdown(),
        "riscv" => tables::riscv(&results.riscv).markdown(),
        "riscv-some" => tables::riscv_some(&results.riscv).markdown(),
        "machine" => tables::machine(&results.machine, &results.speed).markdown(),
        "measured" => measured::table(results, Language::English),
        "measured-cn" => measured::table(results, Language::Chinese),
        "workloads" => tables::workloads().markdown(),
        _ => return None,
    })
}
