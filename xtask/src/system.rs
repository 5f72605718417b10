//! Packages of the system, where this tool may install them: as root, on Debian and its relatives.

use anyhow::{Result, ensure};

use crate::project::{Project, on_path};
use crate::step::step;

/// Installs packages where that is possible, and says whether it was.
pub fn install(project: &Project, what: &str, packages: &[&str]) -> Result<bool> {
    if !is_root(project) || on_path("apt-get").is_none() {
        return Ok(false);
    }
    step(&format!("Installing {what} from the system's packages"), || {
        let install = [&["install", "--yes", "--no-install-recommends"], packages].concat();
        for arguments in [&["update"][..], &install] {
            let ran = project
                .command("apt-get")
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .status()?;
            ensure!(ran.success(), "`apt-get {}` failed", arguments.join(" "));
        }
        Ok(())
    })?;
    Ok(true)
}

fn is_root(project: &Project) -> bool {
    let answer = project.command("id").arg("-u").output();
    answer.is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).trim() == "0")
}
