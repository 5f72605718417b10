//! What the browser tests need beside Rust: Node, npm packages, Chromium and its driver.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::bindings::{self, BENCH};
use crate::build::Builder;
use crate::project::{Project, on_path};
use crate::step::step;
use crate::system;

const OLDEST_NODE: u32 = 20;

/// Runs one of the scripts beside the browser tests on the finished page.
pub fn run_script_on_page(project: &Project, script: &str, install: bool) -> Result<()> {
    // What is missing is said before the reader waits for a build.
    let chromium = ensure_tools(project, install)?;
    Builder::new(project.clone()).build()?;
    start(project, script, &chromium)
}

/// Measures the finished page.
pub fn bench(project: &Project, install: bool) -> Result<()> {
    let chromium = ensure_tools(project, install)?;
    Builder::new(project.clone()).build()?;
    step("Compiling random networks to WebAssembly", || {
        let module = bindings::compile(project, &BENCH)?;
        bindings::bind(&module, &BENCH, &bindings::bench_folder(project))
    })?;
    start(project, "bench.js", &chromium)
}

/// Runs one of the scripts beside the browser tests that need no page.
pub fn run_script(project: &Project, script: &str, install: bool) -> Result<()> {
    let chromium = ensure_tools(project, install)?;
    start(project, script, &chromium)
}

fn ensure_tools(project: &Project, install: bool) -> Result<PathBuf> {
    ensure_node(project)?;
    ensure_packages(project)?;
    ensure_chromium(project, install)
}

fn start(project: &Project, script: &str, chromium: &Path) -> Result<()> {
    let path = project.browser_tests().join(script);
    ensure!(path.is_file(), "{} does not exist", path.display());
    let ran = project.command("node").arg(path).env("CHROMIUM", chromium).status()?;
    ensure!(ran.success(), "{script} failed");
    Ok(())
}

/// Sees to it that Node is there and not too old.
pub fn ensure_node(project: &Project) -> Result<()> {
    let answer = project.command("node").arg("--version").output();
    let version = answer.map(|answer| String::from_utf8_lossy(&answer.stdout).trim().to_string());
    match version.as_deref().ok().map(|version| (version, major(version))) {
        Some((_, Some(found))) if found >= OLDEST_NODE => Ok(()),
        Some((version, Some(_))) => bail!(
            "Node {OLDEST_NODE} or later is needed for the browser tests and this is {version}: \
             install a newer one from nodejs.org or your system's packages."
        ),
        _ => bail!(
            "Node {OLDEST_NODE} or later is needed for the browser tests: install it from \
             nodejs.org or your system's packages."
        ),
    }
}

/// `v20.1.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs the npm packages of the browser tests where they are missing or out of date.
pub fn ensure_packages(project: &Project) -> Result<()> {
    let folder = project.browser_tests();
    let lock = folder.join("package-lock.json");
    let wanted = time_of(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    // npm writes this file last.
    let installed = time_of(&folder.join("node_modules").join(".package-lock.json"));
    if installed.is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    step("Installing the npm packages of the browser tests", || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let installed = project
            .command(npm)
            .current_dir(&folder)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .status()
            .context("npm, which belongs to Node, cannot be started")?;
        ensure!(installed.success(), "`npm ci` failed in {}", folder.display());
        Ok(())
    })
}

fn time_of(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|facts| facts.modified()).ok()
}

/// Finds Chromium or Chrome; may install it.
pub fn ensure_chromium(project: &Project, install: bool) -> Result<PathBuf> {
    ensure_program(
        project,
        install,
        chromium,
        "Chromium or Chrome is needed for the browser tests: install one of them (on Debian the \
         packages chromium and chromium-driver), or set CHROMIUM to its path.",
    )
}

/// Finds the program that steers Chromium for the WebAssembly tests; may install it.
pub fn ensure_chromedriver(project: &Project, install: bool) -> Result<PathBuf> {
    ensure_program(
        project,
        install,
        chromedriver,
        "ChromeDriver is needed for the WebAssembly tests: install the version that belongs to \
         your Chrome or Chromium (on Debian the package chromium-driver), or set CHROMEDRIVER to \
         its path.",
    )
}

fn ensure_program(
    project: &Project,
    install: bool,
    find: fn() -> Result<Option<PathBuf>>,
    missing: &'static str,
) -> Result<PathBuf> {
    if let Some(program) = find()? {
        return Ok(program);
    }
    if install {
        let packages = ["chromium", "chromium-driver", "fonts-dejavu-core"];
        system::install(project, "Chromium, its driver and a font", &packages)?;
    }
    find()?.context(missing)
}

fn chromium() -> Result<Option<PathBuf>> {
    for variable in ["CHROMIUM", "CHROME"] {
        if let Some(path) = named_by(variable)? {
            return Ok(Some(path));
        }
    }
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
    let elsewhere = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
        "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    ];
    let installed = || elsewhere.map(PathBuf::from).into_iter().find(|path| path.is_file());
    Ok(names.into_iter().find_map(on_path).or_else(installed))
}

fn chromedriver() -> Result<Option<PathBuf>> {
    let named = named_by("CHROMEDRIVER")?;
    Ok(named.or_else(|| ["chromedriver", "chromium.chromedriver"].into_iter().find_map(on_path)))
}

fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = env::var_os(variable).filter(|path| !path.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(path);
    ensure!(path.is_file(), "{variable} names {}, which is no file", path.display());
    Ok(Some(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0-pre"), Some(9));
        assert_eq!(major("20.1.2"), None);
        assert_eq!(major(""), None);
    }
}
