//! Starts other programs: where they are found, what they inherit, what becomes of their output.
//!
//! Which programs, and what to do when one is missing, is for [`crate::tools`] and those who call it.

use std::{
    env,
    ffi::OsString,
    fmt,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    failure::{Failure, Result},
    project,
};

/// One line on stderr: what is being done, and what went wrong. A closed stderr is no reason to panic.
pub fn say(text: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// One line on stdout: results.
pub fn print(text: fmt::Arguments<'_>) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Where programs are looked up, and the folder in which they start.
pub struct Shell {
    pub root: PathBuf,
    /// The checkout's own tools first, then the caller's PATH, then cargo's bin folder.
    folders: Vec<PathBuf>,
}

impl Shell {
    pub fn new() -> Self {
        let root = project::root();
        let mut folders = vec![local_tools(&root).join("bin")];
        folders.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
        folders.extend(cargo_root().map(|folder| folder.join("bin")));
        Self { root, folders }
    }

    /// Where `.tools/` of this checkout is.
    pub fn local_tools(&self) -> PathBuf {
        local_tools(&self.root)
    }

    /// The file that would be started for `name`.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        self.folders.iter().find_map(|folder| program(&folder.join(name)))
    }

    /// A command ready to be given arguments: it starts in the root of the workspace, reads nothing, and neither sees
    /// what cargo told *this* program about itself, nor is asked for backtraces.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.find(name).unwrap_or_else(|| PathBuf::from(name)));
        command.current_dir(&self.root).stdin(Stdio::null());
        // A PATH that can't be joined holds a separator in a folder's name: then the caller's own one serves.
        if let Ok(path) = env::join_paths(&self.folders) {
            command.env("PATH", path);
        }
        for (name, _) in env::vars_os() {
            if told_by_cargo(&name) {
                command.env_remove(name);
            }
        }
        command.env("RUST_BACKTRACE", "0");
        command
    }

    /// What a program prints when asked something small, or `None` if it isn't there or fails.
    pub fn ask(&self, name: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(name).args(arguments).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

/// `.tools/` is ignored by git and goes with the checkout.
fn local_tools(root: &Path) -> PathBuf {
    root.join(".tools")
}

/// The folder whose `bin` is where `cargo install` puts programs.
pub fn cargo_root() -> Option<PathBuf> {
    let named = ["CARGO_INSTALL_ROOT", "CARGO_HOME"].iter().find_map(env::var_os).map(PathBuf::from);
    named.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// Whether `path` is a program, with the endings that Windows adds.
pub fn program(path: &Path) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    endings.iter().find_map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let file = PathBuf::from(name);
        is_executable(&file).then_some(file)
    })
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

/// `cargo run` describes the package it runs. Passed on, that would make builds of the same thing look different.
fn told_by_cargo(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    name == "CARGO" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// Runs to the end, its output going where ours goes.
pub fn run(command: &mut Command) -> Result<ExitStatus> {
    start(command)?.wait().map_err(|error| lost(command, &error))
}

/// Runs to the end, or for `limit`: what still runs then is ended, and the answer is `None`.
///
/// Only the program itself is ended. `cargo run` becomes the program that it starts, where the system allows that.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<Option<ExitStatus>> {
    let mut child = start(command)?;
    let end = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait().map_err(|error| lost(command, &error))? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            child.kill().and_then(|()| child.wait()).map_err(|error| lost(command, &error))?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Runs to the end; stdout is shown as it comes and also handed over line by line, without the line's end.
pub fn run_read(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = start(command.stdout(Stdio::piped()))?;
    if let Some(mut output) = child.stdout.take() {
        let mut buffer = [0; 4096];
        let mut line = Vec::new();
        while let Ok(length @ 1..) = output.read(&mut buffer) {
            let mut ours = io::stdout().lock();
            let _ = ours.write_all(&buffer[..length]).and_then(|()| ours.flush());
            for &byte in &buffer[..length] {
                if byte == b'\n' {
                    on_line(String::from_utf8_lossy(&line).trim_end());
                    line.clear();
                } else {
                    line.push(byte);
                }
            }
        }
        on_line(String::from_utf8_lossy(&line).trim_end());
    }
    child.wait().map_err(|error| lost(command, &error))
}

fn start(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|error| {
        let name = command.get_program().to_string_lossy().into_owned();
        if error.kind() == io::ErrorKind::NotFound {
            Failure::new(format!("{name} is not installed"), format!("install {name} and have it on PATH"))
        } else {
            Failure::new(format!("{name} can't be started: {error}"), format!("see that {name} runs by hand"))
        }
    })
}

fn lost(command: &Command, error: &io::Error) -> Failure {
    let name = command.get_program().to_string_lossy();
    Failure::new(format!("{name} was lost while it ran: {error}"), "run the command again")
}

#[cfg(all(test, unix))]
mod tests {
    use std::{process::Command, time::Duration};

    use super::run_within;

    #[test]
    fn what_hangs_is_ended_and_what_ends_keeps_its_status() {
        let hung = run_within(Command::new("sleep").arg("600"), Duration::from_millis(50));
        assert!(hung.is_ok_and(|status| status.is_none()));
        let ended = run_within(Command::new("sh").args(["-c", "exit 3"]), Duration::from_secs(600));
        assert_eq!(ended.ok().flatten().and_then(|status| status.code()), Some(3));
    }
}
