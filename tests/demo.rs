//! The article's program: the same bytes as NumPy prints.

use relu_explainer::demo::Program;

const PRINTED: &str = include_str!("oracle/dead_neuron_demo.txt");
/// The program with other constants: a line that names them, then what is printed.
const VARIANTS: &str = include_str!("oracle/dead_neuron_variants.txt");

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
    let mut count = 0;
    for variant in VARIANTS.split_inclusive("fully dead)\n") {
        let (constants, printed) = variant.split_once('\n').unwrap();
        let groups: Vec<Vec<&str>> =
            constants[1..].split(';').map(|group| group.split_whitespace().collect()).collect();
        let numbers = |group: usize| groups[group].iter().map(|number| number.parse().unwrap()).collect();
        let anchors: Vec<f64> = numbers(0);
        let weights: Vec<f64> = numbers(1);
        let program = Program {
            anchors,
            weights: weights.try_into().unwrap(),
            bias: groups[2][0].parse().unwrap(),
            seed: groups[3][0].parse().unwrap(),
            points: groups[4][0].parse().unwrap(),
        };
        assert_eq!(program.run().unwrap(), printed, "{constants}");
        count += 1;
    }
    assert_eq!(count, VARIANTS.lines().filter(|line| line.starts_with('#')).count());
    assert!(count >= 13);
}

fn sentence(program: Program) -> String {
    program.run().unwrap_err().to_string()
}

#[test]
fn constants_that_make_no_sense_are_refused() {
    let program = Program::default;
    assert_eq!(
        sentence(Program { anchors: vec![1.0, f64::INFINITY], ..program() }),
        "anchor is inf; it must be a finite number"
    );
    assert_eq!(
        sentence(Program { weights: [0.0, f64::NAN], ..program() }),
        "weight 2 is NaN; it must be a number from -1e300 to 1e300"
    );
    assert_eq!(
        sentence(Program { bias: f64::INFINITY, ..program() }),
        "bias is inf; it must be a number from -1e300 to 1e300"
    );
    assert_eq!(
        sentence(Program { points: 0, ..program() }),
        "number of points is 0; it must be a whole number from 1 to 1000000"
    );
}

#[test]
fn constants_that_python_writes_with_an_exponent_are_refused() {
    for weights in [[1e8, 1e7], [9.9e-5, 1e-3], [1000.5, -1.0], [0.0, 1e-5], [1e300, 1e-300]] {
        let allowed = "0 or of size 0.0001 to below 1e8, at most a factor of 1000 apart";
        let expected = format!("pair of weights is {weights:?}; it must be {allowed}");
        assert_eq!(sentence(Program { weights, ..Program::default() }), expected);
    }
    for bias in [1e16, -9.9e-5] {
        let expected = format!("bias is {bias:?}; it must be 0 or of size 0.0001 to below 1e16");
        assert_eq!(sentence(Program { bias, ..Program::default() }), expected);
    }
}
