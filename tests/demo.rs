//! The article's program: the same bytes as NumPy prints, from the crate and from the program in Rust. What the one in Python
//! prints is held by `cargo xtask test`, which has Python.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use relu_explainer::demo::{Language, Program};

const PRINTED: &str = include_str!("oracle/dead_neuron_demo.txt");
/// The program with other constants: a line that names them, then what is printed.
const VARIANTS: &str = include_str!("oracle/dead_neuron_variants.txt");

/// Each with what NumPy prints for it.
fn variants() -> Vec<(Program, &'static str)> {
    let variant = |text: &'static str| {
        let (constants, printed) = text.split_once('\n').unwrap();
        let groups: Vec<Vec<&str>> =
            constants[1..].split(';').map(|group| group.split_whitespace().collect()).collect();
        let numbers =
            |group: usize| groups[group].iter().map(|number| number.parse().unwrap()).collect::<Vec<f64>>();
        let program = Program {
            anchors: numbers(0),
            weights: numbers(1).try_into().unwrap(),
            bias: numbers(2)[0],
            seed: groups[3][0].parse().unwrap(),
            points: groups[4][0].parse().unwrap(),
        };
        (program, printed)
    };
    let variants: Vec<_> = VARIANTS.split_inclusive("fully dead)\n").map(variant).collect();
    assert_eq!(variants.len(), VARIANTS.lines().filter(|line| line.starts_with('#')).count());
    variants
}

#[test]
fn the_program_prints_what_it_prints_in_python() {
    assert_eq!(Program::default().run().unwrap(), PRINTED);
}

#[test]
fn the_constants_are_those_of_the_article() {
    let program = Program::default();
    assert_eq!(program.anchors, [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0]);
    assert_eq!((program.weights, program.bias), ([0.01, 0.01], -10.0));
    assert_eq!((program.seed, program.points), (42, 100));
}

#[test]
fn and_so_it_does_with_other_constants() {
    assert!(variants().len() >= 20);
    for (program, printed) in variants() {
        assert_eq!(program.run().unwrap(), printed, "{program:?}");
    }
}

#[test]
fn a_negative_zero_counts_as_zero() {
    let zeros =
        |zero: f64| Program { anchors: vec![zero], weights: [zero, zero], bias: zero, ..Program::default() };
    assert_eq!(zeros(-0.0).run(), zeros(0.0).run());
    for language in Language::ALL {
        assert_eq!(zeros(-0.0).source(language), zeros(0.0).source(language));
    }
}

#[test]
fn the_rust_program_prints_the_same() {
    let mut programs = vec![("article".to_string(), Program::default(), PRINTED)];
    for (index, (program, printed)) in variants().into_iter().enumerate() {
        // Narrow and wide columns, lists of one line and of many, the largest seed.
        if [4, 5, 12, 13].contains(&index) {
            programs.push((format!("variant{index}"), program, printed));
        }
    }

    // A package of its own that depends on the crate as a reader's would.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    let sources = folder.join("src").join("bin");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if sources.exists() {
        fs::remove_dir_all(&sources).unwrap();
    }
    fs::create_dir_all(&sources).unwrap();
    let manifest = format!(
        "[package]\nname = \"programs\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nrelu-explainer = {{ path = {root:?} }}\n\n[profile.dev]\ndebug = false\n\n\
         [lints.rust]\nwarnings = \"deny\"\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // The versions that the tests themselves are built with: nothing is downloaded.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for (name, program, _) in &programs {
        fs::write(sources.join(format!("{name}.rs")), program.source(Language::Rust).unwrap()).unwrap();
    }
    let target = folder.join("target");
    let built = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--offline", "--quiet", "--bins", "--target-dir"])
        .arg(&target)
        .current_dir(&folder)
        .env_remove("CARGO_BUILD_TARGET")
        .status()
        .unwrap();
    assert!(built.success(), "the programs do not compile");

    for (name, program, expected) in &programs {
        let path = target.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let ran = Command::new(path).output().unwrap();
        assert!(ran.status.success(), "{program:?}");
        assert_eq!(String::from_utf8(ran.stdout).unwrap(), *expected, "{program:?}");
    }
}

#[test]
fn the_example_is_the_articles_program_in_rust() {
    let source = Program::default().source(Language::Rust).unwrap();
    let example = include_str!("../examples/dead_neuron.rs");
    assert_eq!(example, source, "copy the right-hand side to examples/dead_neuron.rs");
}

#[test]
fn programs_fit_a_narrow_column_and_nothing_is_left_to_fill_in() {
    let longest = Program {
        anchors: vec![-1.234_567_890_123_456_7e-6; 100],
        weights: [-1.234_567_890_123_456_7e-6; 2],
        bias: -1.234_567_890_123_456_7e-6,
        seed: u64::MAX,
        points: 1_000_000,
    };
    let programs = variants().into_iter().map(|(program, _)| program).chain([Program::default(), longest]);
    for program in programs {
        for language in Language::ALL {
            let source = program.source(language).unwrap();
            assert!(source.is_ascii() && source.ends_with('\n') && !source.contains('$'));
            for line in source.lines() {
                assert!(line.len() <= 72 && line.trim_end() == line, "{}: {line}", language.name());
            }
        }
    }
    for language in Language::ALL {
        let source = Program::default().source(language).unwrap();
        assert!(source.lines().count() <= 40, "{}", language.name());
    }
}

#[test]
fn the_program_that_is_not_run_says_so() {
    for language in Language::ALL {
        let source = Program::default().source(language).unwrap();
        assert_eq!(source.contains("not run by our tests"), language == Language::PyTorch);
    }
}

#[test]
fn constants_that_make_no_sense_are_refused() {
    let allowed = "0 or of size 0.000001 to 1000000";
    let article = Program::default;
    for (program, sentence) in [
        (
            Program { anchors: vec![1.0, f64::INFINITY], ..article() },
            format!("anchor 2 is inf; it must be {allowed}"),
        ),
        (Program { weights: [0.0, f64::NAN], ..article() }, format!("weight 2 is NaN; it must be {allowed}")),
        (
            Program { weights: [-1_000_000.5, 1.0], ..article() },
            format!("weight 1 is -1000000.5; it must be {allowed}"),
        ),
        (Program { bias: 9e-7, ..article() }, format!("bias is 9e-7; it must be {allowed}")),
        (
            Program { anchors: vec![], ..article() },
            "number of anchors is 0; it must be a whole number from 1 to 100".to_string(),
        ),
        (
            Program { anchors: vec![0.0; 101], ..article() },
            "number of anchors is 101; it must be a whole number from 1 to 100".to_string(),
        ),
        (
            Program { points: 0, ..article() },
            "number of points is 0; it must be a whole number from 1 to 1000000".to_string(),
        ),
        (
            Program { points: 1_000_001, ..article() },
            "number of points is 1000001; it must be a whole number from 1 to 1000000".to_string(),
        ),
    ] {
        assert_eq!(program.run().unwrap_err().to_string(), sentence);
        for language in Language::ALL {
            assert_eq!(program.source(language).unwrap_err().to_string(), sentence);
        }
    }
    for edge in [1e-6, -1e-6, 1e6, -1e6] {
        let program = Program { anchors: vec![edge], weights: [edge, edge], bias: edge, ..article() };
        assert!(program.run().is_ok(), "{edge}");
    }
}
