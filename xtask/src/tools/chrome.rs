//! Chrome or Chromium for the end-to-end tests: `$CHROME`, an installed one, or, on Debian and Ubuntu as root, the
//! system's package.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::install;
use crate::{
    failure::{Failure, Result},
    shell::{Shell, program, say},
};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Fonts too: without any, text in screenshots is boxes.
const PACKAGES: [&str; 3] = ["chromium", "fonts-liberation", "fonts-dejavu-core"];

const MEND: &str = "install Chrome or Chromium, or set CHROME to the path of one";

/// The browser's program.
pub fn chrome(shell: &Shell) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROME").filter(|named| !named.is_empty()) {
        let found = named.to_str().and_then(|name| shell.find(name)).or_else(|| program(Path::new(&named)));
        return found.ok_or_else(|| {
            let named = Path::new(&named).display();
            Failure::new(
                format!("CHROME is {named}, which is no program"),
                "set it to the path of Chrome or Chromium, or unset it",
            )
        });
    }
    if let Some(found) = installed(shell) {
        return Ok(found);
    }
    if !Path::new("/etc/debian_version").exists() || shell.find("apt-get").is_none() {
        return Err(Failure::new("no Chrome or Chromium was found", MEND));
    }
    if shell.ask("id", &["-u"]).as_deref() != Some("0") {
        return Err(Failure::new(
            "no Chrome or Chromium was found, and only root may install one",
            "sudo apt-get update && sudo apt-get install chromium, or set CHROME to the path of a browser",
        ));
    }
    from_apt(shell)
}

fn installed(shell: &Shell) -> Option<PathBuf> {
    NAMES
        .iter()
        .find_map(|name| shell.find(name))
        .or_else(|| usual_places().iter().find_map(|file| program(file)))
}

/// Where installers put it without touching PATH.
fn usual_places() -> Vec<PathBuf> {
    if cfg!(target_os = "macos") {
        let folders = [Some(PathBuf::from("/")), env::home_dir()];
        let programs = [
            "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "Applications/Chromium.app/Contents/MacOS/Chromium",
        ];
        folders.iter().flatten().flat_map(|folder| programs.map(|program| folder.join(program))).collect()
    } else if cfg!(windows) {
        let folders = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
        let programs = [r"Google\Chrome\Application\chrome", r"Chromium\Application\chrome"];
        let folders = folders.iter().filter_map(env::var_os).map(PathBuf::from);
        folders.flat_map(|folder| programs.map(|program| folder.join(program))).collect()
    } else {
        vec![PathBuf::from("/opt/google/chrome/chrome")]
    }
}

fn from_apt(shell: &Shell) -> Result<PathBuf> {
    say(format_args!("xtask: installing Chromium through apt-get (some 100 MB, one to three minutes)"));
    let apt = |words: &[&str]| {
        let mut command = shell.command("apt-get");
        // Another apt may hold the lock on a machine that has just started.
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-q", "-o", "DPkg::Lock::Timeout=300"])
            .args(words);
        install(&mut command, "Chromium", &format!("check the network and apt's sources, or {MEND}"))
    };
    // One source out of many that doesn't answer fails the update, but not what is installed from the others: whether
    // it was good enough, the next step tells.
    let _ = apt(&["update"]);
    apt(&[&["install", "-y", "--no-install-recommends"], &PACKAGES[..]].concat())?;
    // Ubuntu's package only points to a snap, which may not start.
    let found = installed(shell)
        .filter(|file| file.to_str().is_some_and(|file| shell.ask(file, &["--version"]).is_some()));
    found.ok_or_else(|| Failure::new("the system's chromium package brought no browser that starts", MEND))
}
