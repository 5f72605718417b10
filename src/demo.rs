//! The article's program: ReLU and its slope in a table, and a dead neuron on a hundred random inputs.
//!
//! [`Program::run`] gives what it prints, computed by the crate's own functions; [`Program::source`] gives the program itself,
//! in NumPy, in PyTorch and in Rust. Both follow the constants, so that a changed program and its output never part.
//!
//! What the last line calls the share of active neurons is the share of inputs at which the one neuron is active.
//!
//! # How numbers are printed
//!
//! Every program spells out how many decimals it prints, instead of leaving it to a library: the article's own print of an
//! array changes its look with the numbers in it. Bias and weights have as many decimals as their shortest decimals
//! need, the anchors likewise, but 17 at most and at least 1, 2 and 1 (bias, weights, anchors); ReLU(z) has 4, or as many as
//! the anchors. The columns of z and ReLU(z) are 5 and 8 characters wide, as in the article, and wider where a number needs it;
//! the rule beneath the heads grows with them. Halves are rounded by the exact value of the double, to even, as Python
//! and Rust both do.

pub(crate) mod number;

use crate::activation::{SlopeAtZero, relu, relu_derivative};
use crate::error::ParameterError;
use crate::neuron::{Neuron, check_count};
use number::{decimals, fixed, literal};

/// The largest number of anchors.
pub const MOST_ANCHORS: usize = 100;

/// The sizes of numbers, other than 0, that fixed decimals show well.
const SIZES: std::ops::RangeInclusive<f64> = 1e-6..=1e6;

/// No double from 0.1 on needs more to be told from its neighbours.
const MOST_DECIMALS: usize = 17;

/// The program's constants. Where one is −0, it counts as 0.
///
/// ```
/// use relu_explainer::demo::Program;
///
/// let printed = Program::default().run()?;
/// assert!(printed.ends_with("Min z: -10.00, Max z: -9.98\nActive neurons: 0.0% (0% = fully dead)\n"));
///
/// let alive = Program { bias: -0.01, ..Program::default() };
/// assert!(alive.run()?.ends_with("Min z: -0.01, Max z: 0.01\nActive neurons: 47.0% (0% = fully dead)\n"));
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// The pre-activations of the table: 1 to [`MOST_ANCHORS`], each 0 or of size 0.000001 to 1000000.
    pub anchors: Vec<f64>,
    /// The weights of the neuron, each 0 or of such a size.
    pub weights: [f64; 2],
    /// Its bias, 0 or of such a size.
    pub bias: f64,
    /// The seed of its inputs.
    pub seed: u64,
    /// Their number, 1 to [`MOST_POINTS`](crate::neuron::MOST_POINTS).
    pub points: usize,
}

/// What the program is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Python, version 3.8 or later, with NumPy.
    NumPy,
    /// Python with PyTorch, in doubles; the slope comes from its automatic differentiation, the inputs from NumPy. Our tests
    /// read this program and do not run it.
    PyTorch,
    /// Rust, with this crate.
    Rust,
}

impl Language {
    /// All of them, the article's own first.
    pub const ALL: [Language; 3] = [Language::NumPy, Language::PyTorch, Language::Rust];

    /// Its identifier, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Language::NumPy => "numpy",
            Language::PyTorch => "pytorch",
            Language::Rust => "rust",
        }
    }

    /// The program with names between dollar signs where [`Program::source`] writes constants and formats.
    fn template(self) -> &'static str {
        match self {
            Language::NumPy => include_str!("demo/numpy.py.template"),
            Language::PyTorch => include_str!("demo/pytorch.py.template"),
            Language::Rust => include_str!("demo/rust.rs.template"),
        }
    }
}

impl Default for Program {
    /// The article's.
    fn default() -> Self {
        Program {
            anchors: vec![-3.0, -1.0, 0.0, 0.5, 1.0, 3.0],
            weights: [0.01, 0.01],
            bias: -10.0,
            seed: 42,
            points: 100,
        }
    }
}

impl Program {
    /// What the program prints, in each of the languages.
    ///
    /// # Errors
    /// If a constant is out of its range; the ranges stand with the fields.
    pub fn run(&self) -> Result<String, ParameterError> {
        let (program, format) = self.checked()?;
        let sample =
            Neuron::new(program.weights.to_vec(), program.bias)?.sample(program.seed, program.points)?;

        let (z_width, output_width) = (format.z_width, format.output_width);
        let heads = ("z", "ReLU(z)", "ReLU'(z)");
        let mut printed = format!("{:>z_width$} | {:>output_width$} | {:>9}\n", heads.0, heads.1, heads.2);
        printed += &format!("{}\n", "-".repeat(format.rule()));
        for &z in &program.anchors {
            let output = fixed(relu(z), format.output_decimals);
            let slope = fixed(relu_derivative(z, SlopeAtZero::Zero), 1);
            let z = fixed(z, format.z_decimals);
            printed += &format!("{z:>z_width$} | {output:>output_width$} | {slope:>9}\n");
        }

        let [first, second] = program.weights.map(|weight| fixed(weight, format.weight_decimals));
        let bias = fixed(program.bias, format.bias_decimals);
        let [min, max] = [sample.smallest().1, sample.largest().1].map(|z| fixed(z, 2));
        let percent = fixed(sample.share() * 100.0, 1);
        printed += "\n--- Dead Neuron Demo ---\n";
        printed += &format!("Weights: [{first} {second}], Bias: {bias}\n");
        printed += &format!("Min z: {min}, Max z: {max}\n");
        printed += &format!("Active neurons: {percent}% (0% = fully dead)\n");
        Ok(printed)
    }

    /// The whole program in a language, to be copied and run: ASCII, in lines of 72 characters at most.
    ///
    /// # Errors
    /// As [`Program::run`].
    ///
    /// ```
    /// use relu_explainer::demo::{Language, Program};
    ///
    /// let program = Program { bias: -0.015, ..Program::default() };
    /// let source = program.source(Language::NumPy)?;
    /// assert!(source.contains("\nb = -0.015\n") && source.contains("Bias: {b:.3f}"));
    /// assert!(program.run()?.contains("Bias: -0.015\n"));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn source(&self, language: Language) -> Result<String, ParameterError> {
        let (program, format) = self.checked()?;
        let (kind, indent) = match language {
            Language::NumPy | Language::PyTorch => ("f", ""),
            Language::Rust => ("", "    "),
        };
        let decimals = |places: usize| format!(".{places}{kind}");
        let mut source = String::new();
        for (index, part) in language.template().split('$').enumerate() {
            if index % 2 == 0 {
                source += part;
                continue;
            }
            source += &match part {
                "anchors" => list(&program.anchors, indent),
                "weights" => list(&program.weights, indent),
                "bias" => literal(program.bias),
                "seed" => program.seed.to_string(),
                "points" => program.points.to_string(),
                "z_width" => format.z_width.to_string(),
                "z_format" => format!("{}{}", format.z_width, decimals(format.z_decimals)),
                "output_width" => format.output_width.to_string(),
                "output_format" => format!("{}{}", format.output_width, decimals(format.output_decimals)),
                "rule" => format.rule().to_string(),
                "weight_format" => decimals(format.weight_decimals),
                "bias_format" => decimals(format.bias_decimals),
                // A name that is not known stays as it is; no language takes it.
                unknown => format!("${unknown}$"),
            };
        }
        Ok(source)
    }

    /// The program with every −0 as 0, and how its numbers are printed.
    fn checked(&self) -> Result<(Program, Format), ParameterError> {
        let count = self.anchors.len();
        if !(1..=MOST_ANCHORS).contains(&count) {
            let allowed = format!("a whole number from 1 to {MOST_ANCHORS}");
            return Err(ParameterError::new("number of anchors", count.to_string(), allowed));
        }
        let mut program = self.clone();
        for (index, anchor) in program.anchors.iter_mut().enumerate() {
            check(anchor, || format!("anchor {}", index + 1))?;
        }
        for (index, weight) in program.weights.iter_mut().enumerate() {
            check(weight, || format!("weight {}", index + 1))?;
        }
        check(&mut program.bias, || "bias".to_string())?;
        check_count(program.points)?;
        let format = Format::of(&program);
        Ok((program, format))
    }
}

fn check(number: &mut f64, name: impl Fn() -> String) -> Result<(), ParameterError> {
    if *number == 0.0 {
        *number = 0.0;
    } else if !SIZES.contains(&libm::fabs(*number)) {
        return Err(ParameterError::number(name(), *number, "0 or of size 0.000001 to 1000000"));
    }
    Ok(())
}

/// How the numbers of one program are printed.
struct Format {
    z_width: usize,
    z_decimals: usize,
    output_width: usize,
    output_decimals: usize,
    weight_decimals: usize,
    bias_decimals: usize,
}

impl Format {
    fn of(program: &Program) -> Self {
        let z_decimals = enough_decimals(&program.anchors, 1);
        let output_decimals = z_decimals.max(4);
        let (mut z_width, mut output_width) = (5, 8);
        for &z in &program.anchors {
            z_width = fixed(z, z_decimals).len().max(z_width);
            output_width = fixed(relu(z), output_decimals).len().max(output_width);
        }
        Format {
            z_width,
            z_decimals,
            output_width,
            output_decimals,
            weight_decimals: enough_decimals(&program.weights, 2),
            bias_decimals: enough_decimals(&[program.bias], 1),
        }
    }

    /// The length of the rule: in the article 32, four more than the heads above it.
    fn rule(&self) -> usize {
        self.z_width + self.output_width + 19
    }
}

/// How many decimals tell all numbers exactly, at least so many.
fn enough_decimals(numbers: &[f64], least: usize) -> usize {
    numbers.iter().map(|number| decimals(*number)).fold(least, usize::max).min(MOST_DECIMALS)
}

/// A list as Python and Rust write it: in one line, if it is short, else in lines that are indented one step more than the
/// statement.
fn list(numbers: &[f64], indent: &str) -> String {
    const LONGEST: usize = 72;
    /// What the longest statement with a list leaves of a line.
    const SHORT: usize = 52;
    let one_line = numbers.iter().map(|number| literal(*number)).collect::<Vec<_>>().join(", ");
    if one_line.len() + 2 <= SHORT {
        return format!("[{one_line}]");
    }
    let mut text = String::from("[");
    let mut column = LONGEST;
    for number in numbers {
        let item = format!("{},", literal(*number));
        if column + 1 + item.len() > LONGEST {
            text += &format!("\n{indent}    {item}");
            column = indent.len() + 4 + item.len();
        } else {
            text += &format!(" {item}");
            column += 1 + item.len();
        }
    }
    text + "\n" + indent + "]"
}
