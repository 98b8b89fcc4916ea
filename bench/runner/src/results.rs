//! What was measured: shown at once, and kept in `results/` when it is whole.

use std::{fs, path::PathBuf};

use crate::{
    bench::{folder, print},
    csv::Csv,
    failure::{Failure, Result},
    options::Options,
    tables,
};

/// The file of results of that name.
pub fn file(name: &str) -> PathBuf {
    folder().join("results").join(name).with_extension("csv")
}

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

/// Shows results as a table, and writes them if they are to be kept.
pub fn take(name: &str, csv: &Csv, options: &Options) -> Result<()> {
    print(format_args!("\n{name}\n\n{}", tables::of(name, csv)));
    if !options.saves() {
        return Ok(());
    }
    let file = file(name);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::new(format!("bench/results can't be made: {error}"), "see that bench can be written to")
        })?;
    }
    csv.write(&file)
}
