//! Every check and test, one after the other, to the end even where one fails.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::bindings::{ARTEFACTS, BENCH};
use crate::counts::{self, Counts};
use crate::project::{Project, WASM};
use crate::python::{self, Python};
use crate::step::{seconds, step};
use crate::{browser, build, fill, package, toolchain};

/// Sets up what is missing, then runs all steps.
pub fn test(project: &Project, install: bool, with_browser: bool) -> Result<ExitCode> {
    toolchain::ensure_wasm_target(project)?;
    toolchain::ensure_components(project, install)?;
    browser::ensure_node(project)?;
    browser::ensure_packages(project)?;
    let python = Python::ensure(project, install)?;
    let browser = if with_browser { Some(Browser::ensure(project, install)?) } else { None };

    // To optimise a module as a whole takes one core, and long: it is done beside the checks that need no built page.
    let page = thread::spawn({
        let project = project.clone();
        move || build::build_and_weigh(&project, None)
    });

    let mut report = Report::default();
    report.check("Formatting", || succeeds(project.cargo().args(["fmt", "--all", "--check"])));
    report.check("Lints, native", || {
        let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        succeeds(project.cargo().args(clippy))
    });
    report.check("Lints, WebAssembly", || {
        let clippy = |what: &[&str]| {
            let mut cargo = project.cargo();
            cargo.args(["clippy", "--lib", "--target", WASM]).args(what);
            succeeds(cargo.args(["--", "-D", "warnings"]))
        };
        clippy(&["--tests"])?;
        let mut artefacts = ARTEFACTS.iter().chain([&BENCH]);
        artefacts.try_for_each(|of| clippy(&["--no-default-features", "--features", of.feature]))
    });
    report.tests("Native tests and examples of the documentation", || {
        // The runner of the WebAssembly tests holds no test, and takes long to compile.
        let test = ["test", "--workspace", "--exclude", "wasm-test-runner", "--no-fail-fast"];
        counted(project.cargo().args(test), counts::in_cargo_line)
    });
    report.tests("The page's programs in Python", || python::check_programs(project, &python));
    report.check("Generated figures and numbers are up to date", || up_to_date(project));
    report.check("The crate's package has all that it names", || package::check(project));
    report.check("The documentation", || {
        let mut cargo = project.cargo();
        succeeds(cargo.args(["doc", "--no-deps", "--lib"]).env("RUSTDOCFLAGS", "-D warnings"))
    });
    report.check("The page is built", || {
        page.join().unwrap_or_else(|_| Err(anyhow!("what builds the page broke off")))
    });
    report.check("Types of the JavaScript", || {
        let tsc = if cfg!(windows) { "tsc.cmd" } else { "tsc" };
        let tsc = project.browser_tests().join("node_modules").join(".bin").join(tsc);
        for of in ["www/tsconfig.json", "www/offline/tsconfig.json", "tests/browser/tsconfig.json"] {
            succeeds(project.command(&tsc).args(["-p", of]))?;
        }
        Ok(())
    });
    match &browser {
        Some(browser) => {
            report.tests("WebAssembly tests, in Chromium", || wasm_tests(project, browser));
            report.tests("The page, in Chromium", || page_tests(project, browser));
        }
        None => report.leave_out(
            "Left out because of --no-browser: the WebAssembly tests, and the tests of the page \
             in a browser.",
        ),
    }
    Ok(report.close())
}

struct Browser {
    chromium: PathBuf,
    driver: PathBuf,
}

impl Browser {
    fn ensure(project: &Project, install: bool) -> Result<Self> {
        Ok(Self {
            chromium: browser::ensure_chromium(project, install)?,
            driver: browser::ensure_chromedriver(project, install)?,
        })
    }
}

/// What the steps said so far.
#[derive(Default)]
struct Report {
    counts: Counts,
    lines: Vec<String>,
}

impl Report {
    /// A step that counts as one.
    fn check(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        self.tests(name, || work().map(|()| Counts { passed: 1, ..Counts::default() }));
    }

    /// A step that counts its own tests; one that breaks off counts as one failure.
    fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) {
        println!("\n== {name}");
        let start = Instant::now();
        let counts = work().unwrap_or_else(|error| {
            println!("{error:#}");
            Counts { failed: 1, ..Counts::default() }
        });
        self.counts += counts;
        let mut line = format!("{name}: {} passed, {} failed", counts.passed, counts.failed);
        if counts.left_out > 0 {
            line.push_str(&format!(", {} marked by their authors not to run", counts.left_out));
        }
        line.push_str(&format!(" ({})", seconds(start.elapsed())));
        println!("== {line}");
        self.lines.push(line);
    }

    fn leave_out(&mut self, sentence: &str) {
        self.lines.push(sentence.to_string());
    }

    /// Says all again in short; the last line is the sum.
    fn close(self) -> ExitCode {
        println!("\n{}\n", self.lines.join("\n"));
        println!("{} passed, {} failed", self.counts.passed, self.counts.failed);
        if self.counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn succeeds(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let ended = command.status().with_context(|| format!("{program} cannot be started"))?;
    ensure!(ended.success(), "{program} ended with {ended}");
    Ok(())
}

/// Runs tests, shows what they print, and counts them.
fn counted(command: &mut Command, read: fn(&str) -> Counts) -> Result<Counts> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut running = command
        .env_remove("FORCE_COLOR")
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{program} cannot be started"))?;
    let output = running.stdout.take().context("the output cannot be read")?;
    let mut counts = Counts::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        counts += read(&line);
    }
    verdict(counts, running.wait()?.success())
}

/// No failure of the runner may hide behind its counts, and neither may a run of no test.
fn verdict(mut counts: Counts, succeeded: bool) -> Result<Counts> {
    if succeeded && counts.passed + counts.failed == 0 {
        bail!("no test was run");
    }
    if !succeeded && counts.failed == 0 {
        println!("The test runner broke off.");
        counts.failed = 1;
    }
    Ok(counts)
}

fn up_to_date(project: &Project) -> Result<()> {
    let stale = fill::stale(&project.root)?;
    for path in &stale {
        println!("out of date: {}", path.display());
    }
    ensure!(stale.is_empty(), "run `cargo xtask fill`");
    Ok(())
}

fn wasm_tests(project: &Project, browser: &Browser) -> Result<Counts> {
    let runner = step("Compiling the runner of the WebAssembly tests", || test_runner(project))?;
    let mut cargo = project.cargo();
    // Each of these would make the runner take another browser.
    for variable in ["GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER", "CHROMEDRIVER"] {
        cargo.env_remove(variable).env_remove(format!("{variable}_REMOTE"));
    }
    cargo
        .args(["test", "--target", WASM, "--test", "wasm*", "--no-fail-fast"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(project, &browser.chromium)?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    counted(&mut cargo, counts::in_cargo_line)
}

fn test_runner(project: &Project) -> Result<PathBuf> {
    let mut cargo = project
        .cargo()
        .args(["build", "--package", "wasm-test-runner"])
        .arg("--message-format=json-render-diagnostics")
        .stdout(Stdio::piped())
        .spawn()?;
    let messages = cargo.stdout.take().context("cargo's output cannot be read")?;
    let mut runner = None;
    for line in BufReader::new(messages).lines() {
        let message: serde_json::Value = serde_json::from_str(&line?)?;
        if message["target"]["name"] == "wasm-test-runner"
            && let Some(program) = message["executable"].as_str()
        {
            runner = Some(PathBuf::from(program));
        }
    }
    ensure!(cargo.wait()?.success(), "the runner does not compile");
    runner.context("cargo named no runner")
}

/// The committed wishes to the browser, and which one it is.
fn capabilities(project: &Project, chromium: &Path) -> Result<PathBuf> {
    let wishes =
        fs::read_to_string(project.root.join("webdriver.json")).context("webdriver.json cannot be read")?;
    let mut wishes: serde_json::Value = serde_json::from_str(&wishes)?;
    wishes["goog:chromeOptions"]["binary"] = chromium.to_string_lossy().into();
    let path = project.root.join("target").join("webdriver.json");
    fs::write(&path, wishes.to_string())?;
    Ok(path)
}

fn page_tests(project: &Project, browser: &Browser) -> Result<Counts> {
    let mut files = Vec::new();
    for entry in fs::read_dir(project.browser_tests())? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    ensure!(!files.is_empty(), "there is no test in {}", project.browser_tests().display());
    files.sort();
    let mut node = project.command("node");
    // One at a time: they measure time.
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(files)
        .env("CHROMIUM", &browser.chromium);
    counted(&mut node, counts::in_node_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_no_test_and_a_runner_that_breaks_off_are_failures() {
        let counts = |passed, failed| Counts { passed, failed, left_out: 0 };
        assert!(verdict(counts(0, 0), true).is_err());
        assert_eq!(verdict(counts(0, 0), false).unwrap(), counts(0, 1));
        assert_eq!(verdict(counts(3, 0), false).unwrap(), counts(3, 1));
        assert_eq!(verdict(counts(3, 2), false).unwrap(), counts(3, 2));
        assert_eq!(verdict(counts(3, 0), true).unwrap(), counts(3, 0));
    }

    #[test]
    fn a_step_that_breaks_off_fails_and_the_next_one_still_runs() {
        let mut report = Report::default();
        report.check("first", || bail!("no"));
        report.check("second", || Ok(()));
        assert_eq!(report.counts, Counts { passed: 1, failed: 1, left_out: 0 });
        assert_eq!(report.lines.len(), 2);
        assert_eq!(report.close(), ExitCode::FAILURE);
    }
}
