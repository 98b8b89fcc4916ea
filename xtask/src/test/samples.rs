//! The samples: the code of their programs, and that these still make the files that the page ships.

use std::fs;

use super::{Tally, count::Runner, passes};
use crate::{
    failure::{Failure, Result},
    record,
    shell::Shell,
    tools::rust,
};

pub fn test(shell: &Shell, tally: &mut Tally) -> Result<()> {
    rust::component(shell, "rustfmt", "fmt")?;
    rust::component(shell, "clippy", "clippy")?;
    tally.note(passes(
        record::cargo(shell, "fmt").arg("--check"),
        "the code of the samples isn't formatted",
        "cargo fmt in samples",
    ));
    let mut clippy = record::cargo(shell, "clippy");
    clippy.args(["--all-targets", "--release", "--", "--deny", "warnings"]);
    tally.note(passes(&mut clippy, "clippy reports warnings in samples", "fix what is reported above"));
    let tests = tally.tests(Runner::Cargo, record::cargo(shell, "test").arg("--release"));
    tally.note(tests);
    // The sizes of blocks depend on the size of pointers, and on the system's part of the standard library.
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return same(shell, tally);
    }
    tally.skip(
        "recording the samples again",
        &Failure::new("they are recorded on x86-64 Linux", "run this there"),
    );
    Ok(())
}

/// Each program is one test.
fn same(shell: &Shell, tally: &mut Tally) -> Result<()> {
    record::build(shell)?;
    let folder = shell.root.join("target/samples");
    let lost = |error| {
        Failure::new(format!("target/samples can't be made: {error}"), "check that the disk has space")
    };
    fs::create_dir_all(&folder).map_err(lost)?;
    for name in record::programs(shell)? {
        let made = record::file(&folder, &name);
        let shipped = record::file(&shell.root.join(record::FILES), &name);
        let result = record::record(shell, &name, &made).and_then(|()| {
            if fs::read(&made).ok() == fs::read(&shipped).ok() {
                return Ok(());
            }
            Err(Failure::new(
                "its file is another one",
                format!("cargo xtask record {name}, and commit what it writes"),
            ))
        });
        tally.check(&format!("the sample {name} is recorded again as the same file"), result);
    }
    Ok(())
}
