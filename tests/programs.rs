//! The programs that compute what figures show: those in Rust are compiled and run, and print what the figures say. Those in
//! NumPy are held to the same by `cargo xtask test`, which has Python.

#[path = "support/programs.rs"]
mod cases;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use cases::CASES;
use relu_explainer::figures::{Figure, NAMES};
use relu_explainer::programs::{Language, program, state};
use relu_explainer::state::{Domain, State, Value};

#[test]
fn every_figure_has_programs_and_they_know_its_parameters() {
    for name in NAMES {
        let figure = Figure::new(name).unwrap();
        assert_eq!(state(name).unwrap(), *figure.state(), "{name}");
        for language in Language::ALL {
            assert!(program(name, language, figure.state()).is_ok(), "{name} {}", language.name());
        }
        assert!(CASES.iter().any(|case| case.figure == *name), "no program of {name} is run");
    }
}

#[test]
fn the_rust_programs_print_what_the_figures_say() {
    // All in one package, each a module of its own, that depends on the crate as a reader's would.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figure-programs");
    let sources = folder.join("src");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if sources.exists() {
        fs::remove_dir_all(&sources).unwrap();
    }
    fs::create_dir_all(&sources).unwrap();
    let manifest = format!(
        "[package]\nname = \"figure-programs\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nrelu-explainer = {{ path = {root:?}, default-features = false }}\n\n\
         [profile.dev]\ndebug = false\nopt-level = 1\n\n[lints.rust]\nwarnings = \"deny\"\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // The versions that the tests themselves are built with: nothing is downloaded.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let (mut modules, mut arms) = (String::new(), String::new());
    for (index, case) in CASES.iter().enumerate() {
        let source = program(case.figure, Language::Rust, case.still().state()).unwrap();
        // What is a program by itself is called from another here.
        let main = "\nfn main()";
        assert_eq!(source.matches(main).count(), 1, "{}", case.figure);
        fs::write(sources.join(format!("case{index}.rs")), source.replace(main, "\npub fn main()")).unwrap();
        modules += &format!("mod case{index};\n");
        arms += &format!("        \"{index}\" => drop(case{index}::main()),\n");
    }
    let main = format!(
        "#![allow(dropping_copy_types, unused_must_use)]\n{modules}\nfn main() {{\n    \
         match std::env::args().nth(1).unwrap_or_default().as_str() {{\n{arms}        _ => {{}}\n    }}\n}}\n"
    );
    fs::write(sources.join("main.rs"), main).unwrap();
    let target = folder.join("target");
    let built = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--offline", "--quiet", "--target-dir"])
        .arg(&target)
        .current_dir(&folder)
        .env_remove("CARGO_BUILD_TARGET")
        .status()
        .unwrap();
    assert!(built.success(), "the programs do not compile");

    let path = target.join("debug").join(format!("figure-programs{}", env::consts::EXE_SUFFIX));
    for (index, case) in CASES.iter().enumerate() {
        let ran = Command::new(&path).arg(index.to_string()).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{} {}: {said}", case.figure, case.state);
        let different = case.differences(&String::from_utf8(ran.stdout).unwrap());
        assert!(different.is_empty(), "{} {}: {different:#?}", case.figure, case.state);
    }
}

/// States of a figure in which each parameter in turn has each of its names, or an end of its range.
fn states(name: &str) -> Vec<State> {
    let base = state(name).unwrap();
    let mut states = vec![base.clone()];
    for (index, parameter) in base.parameters().iter().enumerate() {
        let values: Vec<Value> = match parameter.domain {
            Domain::Number { min, max, .. } => vec![Value::Number(min), Value::Number(max)],
            Domain::Choice(names) => (0..names.len()).map(Value::Choice).collect(),
            Domain::Set(names) => vec![Value::Set(0), Value::Set((1 << names.len()) - 1)],
            Domain::Numbered(most) => vec![Value::Set((1 << most) - 1), Value::Set(1)],
            Domain::Seed => vec![Value::Seed(u64::MAX)],
        };
        for value in values {
            let mut state = base.clone();
            state.set(index, value).unwrap();
            states.push(state);
        }
    }
    states.extend(CASES.iter().filter(|case| case.figure == name).map(|case| case.still().state().clone()));
    states
}

#[test]
fn programs_fit_a_column_and_nothing_is_left_to_fill_in() {
    let mut misfits = BTreeSet::new();
    for name in NAMES {
        for state in states(name) {
            for language in Language::ALL {
                let source = program(name, language, &state).unwrap();
                let what = format!("{name} in {}: {state:?}", language.name());
                assert!(source.is_ascii() && source.ends_with('\n') && !source.contains('$'), "{what}");
                assert!(!source.lines().any(|line| line.starts_with('%')), "{what}");
                assert!(!source.contains("\n\n\n\n") && !source.ends_with("\n\n"), "{what}");
                for line in source.lines() {
                    if line.len() > 80 || line.trim_end() != line {
                        misfits.insert(format!("{name} {}: {line}", language.name()));
                    }
                }
            }
        }
    }
    assert!(misfits.is_empty(), "{misfits:#?}");
}

#[test]
fn the_programs_that_are_not_run_say_so_and_draw_what_the_figures_draw() {
    for name in NAMES {
        for language in Language::ALL {
            let source = program(name, language, &state(name).unwrap()).unwrap();
            let says = source.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(says.contains("not run by our tests"), language == Language::PyTorch, "{name}");
            // PyTorch's own generator would give other numbers.
            assert!(!says.contains("torch.rand") && !says.contains("manual_seed"), "{name}");
        }
    }
}

#[test]
fn the_rust_programs_that_use_the_crate_say_how_it_is_had() {
    for name in NAMES {
        let source = program(name, Language::Rust, &state(name).unwrap()).unwrap();
        let head: Vec<&str> = source.lines().take_while(|line| line.starts_with("//!")).collect();
        let says = head.iter().any(|line| line.contains("cargo add --path"));
        assert_eq!(says, source.contains("relu_explainer::"), "{name}");
    }
}

#[test]
fn what_is_no_figure_or_another_figures_state_is_refused() {
    let error = program("sheet", Language::NumPy, &state("curves").unwrap()).unwrap_err();
    assert_eq!((error.parameter(), error.value()), ("figure", "sheet"));
    assert!(error.allowed().contains("curves, chain"), "{error}");
    let error = program("chain", Language::NumPy, &state("curves").unwrap()).unwrap_err();
    assert_eq!(error.parameter(), "state");
    assert!(error.value().contains("at-zero") && error.allowed().contains("factors"), "{error}");
}
