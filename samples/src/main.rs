//! Records the samples that the playground ships: real programs built on well-known crates, with inputs that they make
//! themselves. `cargo xtask record` runs this, once for each program, so that none depends on what ran before it.
//!
//! The programs are in [`programs`]. [`pack`] makes the small file of a recording, [`index`] the list of all files.

mod index;
mod pack;
mod programs;
mod random;
#[cfg(target_os = "linux")]
mod seed;

use std::{alloc::System, env, error::Error, fs, path::Path, process::ExitCode};

use lite_alloc::record::Recorder;

#[global_allocator]
pub static ALLOCATOR: Recorder<System> = Recorder::new(System);

const USAGE: &str = "\
Usage: samples record PROGRAM FILE.trace.gz   runs a program, and writes its recording
       samples pack FILE.trace FILE.trace.gz  writes a recording from elsewhere as a small file
       samples index FOLDER FILE.rs           writes the list of the files in a folder
       samples list                           prints the names of the programs";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["record", program, file] => record(program, Path::new(file)),
        ["pack", from, to] => pack(Path::new(from), Path::new(to)),
        ["index", folder, file] => index::write(Path::new(folder), Path::new(file)),
        ["list"] => {
            programs::ALL.iter().for_each(|(name, _)| println!("{name}"));
            Ok(())
        }
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn record(name: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    let (_, prepare) = programs::ALL
        .iter()
        .find(|(program, _)| *program == name)
        .ok_or_else(|| format!("there is no program {name:?}; samples list prints their names"))?;
    // The input is made before the recording, and the program is what reads it.
    let run = prepare();
    ALLOCATOR.start()?;
    run();
    let text = ALLOCATOR.stop();
    if let Some(error) = ALLOCATOR.error() {
        return Err(format!("the recording ended early: {error}").into());
    }
    fs::write(file, pack::pack(&text)?)?;
    Ok(())
}

fn pack(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::write(to, pack::pack(&fs::read(from)?)?)?;
    Ok(())
}
