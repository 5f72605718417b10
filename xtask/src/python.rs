//! The article's program in Python, and those of its figures: what they need, and whether they print what the crate does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use relu_explainer::demo::{Language, Program};
use relu_explainer::programs::program;

#[path = "../../tests/support/programs.rs"]
mod cases;

use crate::counts::Counts;
use crate::project::{Project, on_path};
use crate::step::step;
use crate::system;
use cases::{CASES, Case};

const OLDEST: (u32, u32) = (3, 8);

/// Reads a program as the oldest Python would.
const PARSE: &str =
    "import ast, sys; ast.parse(open(sys.argv[1], encoding='ascii').read(), feature_version=(3, 8))";

/// Runs programs one after the other, and writes what each prints beside it; those in PyTorch are only read. One process for all,
/// since to load NumPy takes longer than most of them run.
const RUN: &str = "\
import ast, contextlib, runpy, sys, traceback
for path in sys.argv[1:]:
    ast.parse(open(path, encoding='ascii').read(), feature_version=(3, 8))
    if path.endswith('.numpy.py'):
        with open(path + '.txt', 'w') as out, contextlib.redirect_stdout(out):
            try:
                runpy.run_path(path, run_name='__main__')
            except BaseException:
                traceback.print_exc()
";

/// A Python that has NumPy.
pub struct Python {
    program: PathBuf,
    /// Where its packages lie, if that is a mere folder and no virtual environment.
    packages: Option<PathBuf>,
}

impl Python {
    /// Finds Python and, in `target/python`, NumPy; may install both.
    pub fn ensure(project: &Project, install: bool) -> Result<Self> {
        let python = ensure_interpreter(project, install)?;
        let folder = project.root.join("target").join("python");
        let requirements = project.root.join("tests").join("python").join("requirements.txt");
        // Written last: tells that all is there, and by which list and which Python.
        let record = folder.join("installed.txt");
        let wanted = fs::read_to_string(&requirements)
            .with_context(|| format!("{} cannot be read", requirements.display()))?;
        let wanted = format!("{wanted}# {}\n", python.display());
        let ready = Self::of(python.clone(), &folder);
        let recorded = fs::read_to_string(&record).is_ok_and(|installed| installed == wanted);
        // An environment breaks when the Python that it was made of is removed.
        if recorded && succeeds(ready.command(project).args(["-c", "import numpy"])) {
            return Ok(ready);
        }
        ensure!(
            install,
            "NumPy is needed for the test of the page's programs: run `cargo xtask test --install`, which puts it into \
             target/python and nowhere else."
        );
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        step("Installing NumPy into target/python", || {
            prepare(project, &python, &folder)?;
            let ready = Self::of(python.clone(), &folder);
            let mut pip = ready.command(project);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            if ready.packages.is_some() {
                pip.arg("--target").arg(&folder);
            }
            let installed = pip.arg("--requirement").arg(&requirements).status()?;
            ensure!(installed.success(), "pip cannot install NumPy, which comes from PyPI");
            fs::write(&record, &wanted)?;
            Ok(ready)
        })
    }

    fn of(python: PathBuf, folder: &Path) -> Self {
        let environment = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        if environment.is_file() {
            Self { program: environment, packages: None }
        } else {
            Self { program: python, packages: Some(folder.to_path_buf()) }
        }
    }

    fn command(&self, project: &Project) -> Command {
        let mut command = project.command(&self.program);
        command.env_remove("PYTHONHOME").env_remove("PYTHONPATH");
        if let Some(packages) = &self.packages {
            command.env("PYTHONPATH", packages);
        }
        command
    }

    /// What a Python program prints.
    fn printed(&self, project: &Project, program: &Path) -> Result<String> {
        let ran = self.command(project).arg(program).stderr(Stdio::inherit()).output()?;
        ensure!(ran.status.success(), "Python ended with {}", ran.status);
        Ok(String::from_utf8(ran.stdout)?.replace("\r\n", "\n"))
    }
}

/// An environment of its own or, where the system has no `venv`, an empty folder for pip to write to.
fn prepare(project: &Project, python: &Path, folder: &Path) -> Result<()> {
    if succeeds(project.command(python).args(["-m", "venv"]).arg(folder)) {
        return Ok(());
    }
    // It leaves half an environment behind.
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let has_pip = || succeeds(project.command(python).args(["-m", "pip", "--version"]));
    if !has_pip() {
        let installed = system::install(project, "pip for Python", &["python3-venv", "python3-pip"])?;
        if installed && succeeds(project.command(python).args(["-m", "venv"]).arg(folder)) {
            return Ok(());
        }
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        ensure!(
            has_pip(),
            "{} has neither venv nor pip: install them from your system's packages (on Debian python3-venv).",
            python.display()
        );
    }
    fs::create_dir_all(folder)?;
    Ok(())
}

/// Runs a program of which only this matters.
fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|ended| ended.success())
}

fn ensure_interpreter(project: &Project, install: bool) -> Result<PathBuf> {
    if let Some(python) = interpreter(project) {
        return Ok(python);
    }
    if install {
        system::install(project, "Python", &["python3", "python3-venv"])?;
    }
    let Some(python) = interpreter(project) else {
        bail!(
            "Python {}.{} or later is needed for the test of the page's programs: install it, with pip, from python.org \
             or your system's packages (on Debian python3 and python3-venv).",
            OLDEST.0,
            OLDEST.1
        );
    };
    Ok(python)
}

/// The first on the PATH that is new enough.
fn interpreter(project: &Project) -> Option<PathBuf> {
    let new_enough = |python: &PathBuf| {
        let answer = project.command(python).arg("--version").output();
        answer.is_ok_and(|answer| {
            version(&String::from_utf8_lossy(&answer.stdout)).is_some_and(|found| found >= OLDEST)
        })
    };
    ["python3", "python"].into_iter().filter_map(on_path).find(new_enough)
}

/// `Python 3.11.7` is (3, 11).
fn version(answer: &str) -> Option<(u32, u32)> {
    let mut numbers = answer.trim().strip_prefix("Python ")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// The article's program and others that look different: negative weights, more decimals, zeros, wide columns, the ends
/// of all ranges.
fn programs() -> Vec<Program> {
    let article = Program::default();
    let with = |weights, bias, seed, points| Program { weights, bias, seed, points, ..article.clone() };
    vec![
        article.clone(),
        with([0.01, 0.01], -0.01, 42, 100),
        with([-0.5, -0.25], 0.375, 7, 1000),
        with([0.125, -1.005], 0.0, 0, 1),
        with([0.0, 0.0], 0.0, 1, 10),
        with([2.0, -3.0], -999_999.5, u64::MAX, 12_345),
        with([1e-6, 1e6], 1e-6, 3, 1_000_000),
        with([1.0 / 3.0, -2.0 / 3.0], 0.1 + 0.2, 12_345_678_901, 777),
        Program { anchors: vec![-0.0, 0.25, -12.345, 1e6, 1e-6], ..article.clone() },
        Program { anchors: (-50..50).map(|k| f64::from(k) / 8.0).collect(), ..article },
    ]
}

/// Reads and runs each program; the one in PyTorch is only read, since that is a download of a gigabyte.
pub fn check_programs(project: &Project, python: &Python) -> Result<Counts> {
    let folder = project.root.join("target").join("programs");
    fs::create_dir_all(&folder)?;
    let mut counts = Counts::default();
    for (index, program) in programs().iter().enumerate() {
        match check_program(project, python, program, &folder.join(format!("{index}"))) {
            Ok(()) => counts.passed += 1,
            Err(error) => {
                counts.failed += 1;
                println!("{program:?}: {error:#}");
            }
        }
    }
    let written = CASES.iter().enumerate().map(|(index, case)| write_case(case, &folder, index));
    let written = written.collect::<Result<Vec<_>>>()?;
    let paths = written.iter().flatten();
    let ran = python.command(project).args(["-c", RUN]).args(paths).stderr(Stdio::inherit()).status()?;
    ensure!(ran.success(), "Python 3.8 cannot read the programs of the figures in {}", folder.display());
    for (case, [numpy, _]) in CASES.iter().zip(&written) {
        let printed = fs::read_to_string(format!("{}.txt", numpy.display()))?;
        let different = case.differences(&printed.replace("\r\n", "\n"));
        if different.is_empty() {
            counts.passed += 1;
        } else {
            counts.failed += 1;
            println!("{} {}, {}: {}", case.figure, case.state, numpy.display(), different.join("; "));
        }
    }
    Ok(counts)
}

/// Writes the programs of a figure in NumPy and in PyTorch.
fn write_case(case: &Case, folder: &Path, index: usize) -> Result<[PathBuf; 2]> {
    let paths = [Language::NumPy, Language::PyTorch]
        .map(|language| folder.join(format!("{}{index}.{}.py", case.figure, language.name())));
    for (language, path) in [Language::NumPy, Language::PyTorch].into_iter().zip(&paths) {
        fs::write(path, program(case.figure, language, case.still().state())?)?;
    }
    Ok(paths)
}

fn check_program(project: &Project, python: &Python, program: &Program, path: &Path) -> Result<()> {
    for language in [Language::PyTorch, Language::NumPy] {
        let path = path.with_extension(format!("{}.py", language.name()));
        fs::write(&path, program.source(language)?)?;
        let read = python.command(project).args(["-c", PARSE]).arg(&path).status()?;
        ensure!(read.success(), "Python 3.8 cannot read {}", path.display());
        if language == Language::NumPy {
            let (printed, expected) = (python.printed(project, &path)?, program.run()?);
            ensure!(printed == expected, "{} prints {}", path.display(), difference(&printed, &expected));
        }
    }
    Ok(())
}

/// The first line of two outputs in which they differ.
fn difference(printed: &str, expected: &str) -> String {
    let mut expected = expected.split('\n');
    for (index, line) in printed.split('\n').enumerate() {
        match expected.next() {
            Some(same) if same == line => {}
            Some(other) => return format!("{line:?} in line {} instead of {other:?}", index + 1),
            None => return format!("{line:?} where nothing is expected"),
        }
    }
    format!("nothing instead of {:?}", expected.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_named() {
        assert_eq!(difference("a\nb\n", "a\nc\n"), "\"b\" in line 2 instead of \"c\"");
        assert_eq!(difference("a\n", "a"), "\"\" where nothing is expected");
        assert_eq!(difference("a", "a\nb"), "nothing instead of \"b\"");
    }

    #[test]
    fn the_version_of_python_is_read() {
        assert_eq!(version("Python 3.11.7\n"), Some((3, 11)));
        assert_eq!(version("Python 3.8.18"), Some((3, 8)));
        assert_eq!(version("Python 3.15.0a1"), Some((3, 15)));
        assert_eq!(version(""), None);
        assert!(version("Python 2.7.18").is_some_and(|old| old < OLDEST));
    }

    #[test]
    fn every_program_of_the_test_can_be_run() {
        for program in programs() {
            assert!(program.run().is_ok(), "{program:?}");
        }
    }
}
