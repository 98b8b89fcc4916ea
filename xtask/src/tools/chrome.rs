//! Chrome or Chromium for the end-to-end tests: `$CHROME`, an installed one, or the system package on Debian and Ubuntu
//! as root.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::apt;
use crate::{
    failure::{Failure, Result},
    shell::{Shell, program},
};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// With fonts: without any, text in screenshots is shown as boxes.
const PACKAGES: [&str; 3] = ["chromium", "fonts-liberation", "fonts-dejavu-core"];

const FIX: &str = "install Chrome or Chromium, or set CHROME to the path of one";

/// The path of the browser.
pub fn chrome(shell: &Shell) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROME").filter(|named| !named.is_empty()) {
        let found = named.to_str().and_then(|name| shell.find(name)).or_else(|| program(Path::new(&named)));
        return found.ok_or_else(|| {
            let named = Path::new(&named).display();
            Failure::new(
                format!("CHROME is {named}, which is not a program"),
                "set it to the path of Chrome or Chromium, or unset it",
            )
        });
    }
    if let Some(found) = installed(shell) {
        return Ok(found);
    }
    apt::install(shell, "Chromium", &PACKAGES, "about 100 MB, one to three minutes", FIX)?;
    // Ubuntu's package only installs a snap, which may not start.
    let found = installed(shell)
        .filter(|file| file.to_str().is_some_and(|file| shell.ask(file, &["--version"]).is_some()));
    found.ok_or_else(|| {
        Failure::new("the chromium package of the system was installed, but its browser doesn't start", FIX)
    })
}

fn installed(shell: &Shell) -> Option<PathBuf> {
    NAMES
        .iter()
        .find_map(|name| shell.find(name))
        .or_else(|| usual_paths().iter().find_map(|file| program(file)))
}

/// Where installers put it without changing PATH.
fn usual_paths() -> Vec<PathBuf> {
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
