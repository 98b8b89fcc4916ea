//! Starts other programs: finds them, sets their environment, and handles their output.
//!
//! [`crate::tools`] decides which programs are needed, and what happens if one is missing.

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

/// Prints a line on stderr: progress and errors. Does not panic if stderr is closed.
pub fn say(text: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Prints a line on stdout: results.
pub fn print(text: fmt::Arguments<'_>) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// How often cargo, rustup and npm try a download again: a test must not fail because one of hundreds was cut off. Values that
/// are set already stay.
const RETRIES: [(&str, &str); 3] =
    [("CARGO_NET_RETRY", "10"), ("RUSTUP_MAX_RETRIES", "10"), ("npm_config_fetch_retries", "5")];

/// Finds programs and starts them in the root of the workspace.
pub struct Shell {
    pub root: PathBuf,
    /// The search path: `.tools/` of this checkout, then the caller's PATH, then cargo's bin folder.
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

    /// The folder `.tools/` of this checkout.
    pub fn local_tools(&self) -> PathBuf {
        local_tools(&self.root)
    }

    /// The file that is started for `name`.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        self.folders.iter().find_map(|folder| program(&folder.join(name)))
    }

    /// A command without arguments. It starts in the root of the workspace with an empty stdin, without the variables
    /// that cargo set for *this* program, and without backtraces.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.find(name).unwrap_or_else(|| PathBuf::from(name)));
        command.current_dir(&self.root).stdin(Stdio::null());
        // If a folder's name contains the separator, the paths can't be joined, and the caller's PATH is used.
        if let Ok(path) = env::join_paths(&self.folders) {
            command.env("PATH", path);
        }
        for (name, _) in env::vars_os() {
            if set_by_cargo(&name) {
                command.env_remove(name);
            }
        }
        command.env("RUST_BACKTRACE", "0");
        for (name, times) in RETRIES.iter().filter(|(name, _)| env::var_os(name).is_none()) {
            command.env(name, times);
        }
        command
    }

    /// The output of a short command such as `--version`, or `None` if the program is missing or fails.
    pub fn ask(&self, name: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(name).args(arguments).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

/// `.tools/` is ignored by git and belongs to one checkout.
fn local_tools(root: &Path) -> PathBuf {
    root.join(".tools")
}

/// The folder in whose `bin` `cargo install` puts programs.
pub fn cargo_root() -> Option<PathBuf> {
    let named = ["CARGO_INSTALL_ROOT", "CARGO_HOME"].iter().find_map(env::var_os).map(PathBuf::from);
    named.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

/// The program at `path`, with one of the extensions that Windows adds; `None` if there is none.
pub fn program(path: &Path) -> Option<PathBuf> {
    let extensions: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    extensions.iter().find_map(|extension| {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
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

/// `cargo run` describes in these variables the package that it runs. Cargo would rebuild what depends on them.
fn set_by_cargo(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    name == "CARGO" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// Runs a command to its end. Its output goes to our stdout and stderr.
pub fn run(command: &mut Command) -> Result<ExitStatus> {
    start(command)?.wait().map_err(|error| lost(command, &error))
}

/// Runs a command to its end, or kills it after `limit` and returns `None`.
///
/// Only the process itself is killed. On Unix, `cargo run` becomes the program that it starts.
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

/// Runs a command to its end. Copies its stdout to ours, and calls `on_line` with each line, without the line break.
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
            Failure::new(
                format!("{name} can't be started: {error}"),
                format!("check that {name} runs by hand"),
            )
        }
    })
}

fn lost(command: &Command, error: &io::Error) -> Failure {
    let name = command.get_program().to_string_lossy();
    Failure::new(format!("the state of {name} can't be read: {error}"), "run the command again")
}

#[cfg(all(test, unix))]
mod tests {
    use std::{process::Command, time::Duration};

    use super::run_within;

    #[test]
    fn a_hanging_program_is_killed_and_others_keep_their_status() {
        let hung = run_within(Command::new("sleep").arg("600"), Duration::from_millis(50));
        assert!(hung.is_ok_and(|status| status.is_none()));
        let ended = run_within(Command::new("sh").args(["-c", "exit 3"]), Duration::from_secs(600));
        assert_eq!(ended.ok().flatten().and_then(|status| status.code()), Some(3));
    }
}
