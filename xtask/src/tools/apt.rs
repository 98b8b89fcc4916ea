//! System packages, on Debian and Ubuntu as root. On other systems the error says what to install by hand.

use std::path::Path;

use super::install as run_installer;
use crate::{
    failure::{Failure, Result},
    shell::{Shell, say},
};

/// Installs `packages`, which contain `what`. `cost` is the size and time to announce, `fix` says what to do where this
/// is impossible.
pub fn install(shell: &Shell, what: &str, packages: &[&str], cost: &str, fix: &str) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || shell.find("apt-get").is_none() {
        return Err(Failure::new(format!("{what} was not found"), fix));
    }
    if shell.ask("id", &["-u"]).as_deref() != Some("0") {
        return Err(Failure::new(
            format!("{what} was not found, and only root may install it"),
            format!("sudo apt-get update && sudo apt-get install {}; or {fix}", packages.join(" ")),
        ));
    }
    say(format_args!("xtask: installing {what} through apt-get ({cost})"));
    let apt = |words: &[&str]| {
        let mut command = shell.command("apt-get");
        // Another apt may hold the lock on a machine that has just started.
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=5"])
            .args(words);
        run_installer(&mut command, what, &format!("check the network and apt's sources, or {fix}"))
    };
    // If one of several sources doesn't answer, the update fails, but the package may come from another: the next step
    // shows whether it does.
    let _ = apt(&["update"]);
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}
