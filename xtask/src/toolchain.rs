//! What the Rust toolchain must hold: the browser's target, the formatter and the linter.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use crate::project::{Project, WASM, on_path};
use crate::step::step;

/// Adds the WebAssembly target where it is missing.
pub fn ensure_wasm_target(project: &Project) -> Result<()> {
    if has_wasm_target(project)? {
        return Ok(());
    }
    ensure!(
        on_path("rustup").is_some(),
        "Rust's target {WASM} is missing and there is no rustup to add it: get Rust from \
         rustup.rs, or install your system's package for that target."
    );
    step(&format!("Adding Rust's target {WASM}"), || {
        let added = project.command("rustup").args(["target", "add", WASM]).status()?;
        ensure!(added.success(), "`rustup target add {WASM}` failed");
        Ok(())
    })
}

fn has_wasm_target(project: &Project) -> Result<bool> {
    let printed = project
        .command("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output()
        .context("rustc cannot be started")?;
    let folder = PathBuf::from(String::from_utf8_lossy(&printed.stdout).trim());
    Ok(printed.status.success() && folder.is_dir())
}

/// Sees to it that `cargo fmt` and `cargo clippy` are there.
pub fn ensure_components(project: &Project, install: bool) -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let answers = project
            .cargo()
            .args([subcommand, "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?
            .success();
        if answers {
            continue;
        }
        if !install || on_path("rustup").is_none() {
            bail!("`cargo {subcommand}` is missing: install it with `rustup component add {component}`.");
        }
        step(&format!("Adding Rust's component {component}"), || {
            let added = project.command("rustup").args(["component", "add", component]).status()?;
            ensure!(added.success(), "`rustup component add {component}` failed");
            Ok(())
        })?;
    }
    Ok(())
}
