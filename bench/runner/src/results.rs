//! Results: printed when they are measured, and saved in `results/` if they are complete.

use std::{fs, path::PathBuf};

use crate::{
    bench::{folder, print},
    csv::Csv,
    failure::{Failure, Result},
    options::Options,
    tables,
};

/// The file of the results of this name.
pub fn file(name: &str) -> PathBuf {
    folder().join("results").join(name).with_extension("csv")
}

/// The saved results from which reports are generated.
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
    pub fn read() -> Result<Self> {
        let read = |name| Csv::read(&file(name));
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
}

/// Prints results as a table, and saves them unless they are partial.
pub fn take(name: &str, csv: &Csv, options: &Options) -> Result<()> {
    print(format_args!("\n{name}\n\n{}", tables::of(name, csv)));
    if !options.saves() {
        return Ok(());
    }
    let file = file(name);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::new(
                format!("bench/results can't be created: {error}"),
                "check that bench can be written to",
            )
        })?;
    }
    csv.write(&file)
}
