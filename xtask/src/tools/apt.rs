//! Packages of the system, on Debian and Ubuntu as root. Elsewhere the caller's mend says what to do by hand.

use std::path::Path;

use super::install as run_installer;
use crate::{
    failure::{Failure, Result},
    shell::{Shell, say},
};

/// Installs `packages`, which bring `what`. `cost` tells the user what to expect, `mend` what to do where this is
/// impossible.
pub fn install(shell: &Shell, what: &str, packages: &[&str], cost: &str, mend: &str) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || shell.find("apt-get").is_none() {
        return Err(Failure::new(format!("{what} was not found"), mend));
    }
    if shell.ask("id", &["-u"]).as_deref() != Some("0") {
        return Err(Failure::new(
            format!("{what} was not found, and only root may install it"),
            format!("sudo apt-get update && sudo apt-get install {}; or {mend}", packages.join(" ")),
        ));
    }
    say(format_args!("xtask: installing {what} through apt-get ({cost})"));
    let apt = |words: &[&str]| {
        let mut command = shell.command("apt-get");
        // Another apt may hold the lock on a machine that has just started.
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-q", "-o", "DPkg::Lock::Timeout=300"])
            .args(words);
        run_installer(&mut command, what, &format!("check the network and apt's sources, or {mend}"))
    };
    // One source out of many that doesn't answer fails the update, but not what is installed from the others: whether
    // it was good enough, the next step tells.
    let _ = apt(&["update"]);
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}
