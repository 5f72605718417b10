//! Numbers that the article quotes and no control moves, computed where they are quoted.
//!
//! A number in the text names what it is, and is filled in by the native build:
//!
//! ```
//! use relu_explainer::article::quote::quote;
//!
//! assert_eq!(quote("slope sigmoid 0")?, "0.25");
//! assert_eq!(quote("chain sigmoid 1 20")?, "9.09·10⁻¹³");
//! assert_eq!(quote("factor 0.1 64")?, "0.566");
//! assert!(quote("slope cosine 0").is_err());
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! | expression | number |
//! |---|---|
//! | `value NAME z`, `slope NAME z` | an activation, to four decimals |
//! | `chain NAME w k` | what k factors with weight w leave of a gradient of 1, every unit active or at its best |
//! | `ratio k` | how much more that is with ReLU than with the sigmoid |
//! | `dead weight`, `bias`, `smallest`, `largest`, `threshold`, `share` | the neuron of the article's program: its weights, its bias, its smallest and largest z on the unit square, the sum of inputs above which it fires, the share of the program's inputs at which it does |
//! | `dead z x` | its z where both inputs are x |
//! | `share w₁ w₂ b` | the share of the unit square on which a unit is active |
//! | `he n`, `xavier n` | the standard deviation of the weights of a layer of n inputs and n units |
//! | `factor INIT n` | what such a layer with ReLU multiplies the size of the signal by; INIT is `he`, `xavier` or a standard deviation |
//! | `gain INIT n L` | the same for L layers |
//! | `typical n L` | the median size of the signal after L layers of n units with ReLU and He's weights |
//! | `silent-networks n L` | the share of networks with ReLU and no bias, L layers of n units, whose output is 0 |
//! | `neutral s` | the width at which that factor is 1 |
//! | `saving s` | how many times fewer multiply-adds there are where a share of s percent of the inputs is zero and left out |
//! | `mean NAME` | the mean output at standard normal pre-activations |
//! | `silent d` | the share of units without bias that are off on the whole cube of d inputs |
//! | `constant-loss` | the cross-entropy of one answer for all, two balanced classes |
//! | `domain FIGURE KEY min`, `max`, `default` | of a figure's parameter |
//! | `predict FIGURE` | what the reader is asked to imagine of a figure |
//! | `given x` | a number that the text sets, for the computed ones beside it |

use crate::activation::Activation;
use crate::chain::{Chain, Layer};
use crate::demo::Program;
use crate::error::ParameterError;
use crate::figures::Figure;
use crate::initialisation::{Weights, he, layer_factor, neutral_width, xavier};
use crate::limits::mean_output;
use crate::neuron::Neuron;
use crate::signal::Setup;
use crate::signal::finite_width::{self, law};
use crate::sparsity::silent_share;
use crate::state::{Domain, Value};
use crate::words::{brief, in_digits, percent, significant};

/// The number that an expression stands for, as it is written in the text.
///
/// # Errors
/// Says what is allowed, if the expression is none of those above.
pub fn quote(expression: &str) -> Result<String, ParameterError> {
    let words: Vec<&str> = expression.split_whitespace().collect();
    match words[..] {
        ["value", name, z] => Ok(brief(activation(name)?.value(number(z)?), 4)),
        ["slope", name, z] => Ok(brief(activation(name)?.derivative(number(z)?), 4)),
        ["chain", name, weight, factors] => {
            Ok(significant(chain(activation(name)?, number(weight)?, count(factors)?)?.input().decimal, 3))
        }
        ["ratio", factors] => ratio(count(factors)?),
        ["dead", what] => dead(what),
        ["dead", "z", input] => {
            // Far outside the cube, where `Neuron` does not look.
            let (input, Program { weights: [first, second], bias, .. }) =
                (number(input)?, Program::default());
            Ok(brief(first * input + second * input + bias, 4))
        }
        ["share", first, second, bias] => {
            let neuron = Neuron::new(vec![number(first)?, number(second)?], number(bias)?)?;
            Ok(percent(neuron.active_share(), 4))
        }
        ["saving", percent] => {
            let share = number(percent)? / 100.0;
            if !(0.0..1.0).contains(&share) {
                return Err(ParameterError::new(
                    "percentage of zeros",
                    percent,
                    "a number from 0 to below 100",
                ));
            }
            Ok(in_digits(1.0 / (1.0 - share), 3))
        }
        ["he", width] => Ok(three_digits(he(count(width)?)?)),
        ["xavier", width] => Ok(three_digits(xavier(count(width)?, count(width)?)?)),
        ["factor", drawn, width] => Ok(three_digits(factor(drawn, count(width)?)?)),
        ["gain", drawn, width, depth] => {
            Ok(three_digits(libm::pow(factor(drawn, count(width)?)?, number(depth)?)))
        }
        ["typical", width, depth] => typical(count(width)?, count(depth)?),
        ["silent-networks", width, depth] => {
            Ok(percent(finite_width::silent_share(count(width)?, count(depth)?), 0))
        }
        ["neutral", deviation] => Ok(three_digits(neutral_width(number(deviation)?)?)),
        ["mean", name] => mean_output(activation(name)?).map(three_digits).ok_or_else(|| {
            ParameterError::new("activation", name, "one whose mean output has a closed form")
        }),
        ["silent", inputs] => Ok(percent(silent_share(count(inputs)?), 4)),
        ["constant-loss"] => Ok(brief(std::f64::consts::LN_2, 4)),
        ["domain", figure, key, end] => domain(figure, key, end),
        ["predict", question] => Ok(brief(crate::article::predict::value(question)?.1, 4)),
        ["given", given] => Ok(brief(number(given)?, 4)),
        _ => Err(ParameterError::new(
            "quote",
            expression,
            "one of the expressions of the table in src/article/quote.rs",
        )),
    }
}

fn activation(name: &str) -> Result<Activation, ParameterError> {
    let found = Activation::ALL.into_iter().find(|activation| activation.name() == name);
    found.ok_or_else(|| ParameterError::new("activation", name, "the name of one that can be quoted"))
}

fn number(text: &str) -> Result<f64, ParameterError> {
    text.parse().map_err(|_| ParameterError::new("number", text, "a decimal number"))
}

fn count(text: &str) -> Result<usize, ParameterError> {
    text.parse().map_err(|_| ParameterError::new("count", text, "a whole number"))
}

fn three_digits(number: f64) -> String {
    in_digits(number, 3)
}

/// Every unit where its slope is largest.
fn chain(activation: Activation, weight: f64, factors: usize) -> Result<Chain, ParameterError> {
    let z = if activation == Activation::RELU { 1.0 } else { 0.0 };
    Chain::repeated(Layer { activation, z, weight }, factors, 1.0)
}

fn ratio(factors: usize) -> Result<String, ParameterError> {
    let [relu, sigmoid] = [chain(Activation::RELU, 1.0, factors)?, chain(Activation::Sigmoid, 1.0, factors)?];
    let ratio = relu.ratios(&sigmoid).last().copied().flatten();
    Ok(ratio.map_or_else(String::new, |ratio| significant(ratio, 6)))
}

fn the_dead_one() -> Result<Neuron, ParameterError> {
    let Program { weights, bias, .. } = Program::default();
    Neuron::new(weights.to_vec(), bias)
}

fn dead(what: &str) -> Result<String, ParameterError> {
    let program = Program::default();
    let neuron = the_dead_one()?;
    match what {
        "weight" => Ok(brief(program.weights[0], 4)),
        "bias" => Ok(brief(program.bias, 4)),
        "smallest" => Ok(brief(neuron.smallest().z, 4)),
        "largest" => Ok(brief(neuron.largest().z, 4)),
        // Both weights are equal, so only the sum of the inputs counts.
        "threshold" => Ok(in_digits(-program.bias / program.weights[0], 6)),
        "share" => Ok(percent(neuron.sample(program.seed, program.points)?.share(), 4)),
        _ => Err(ParameterError::new(
            "number of the dead neuron",
            what,
            "one of those of the table in src/article/quote.rs",
        )),
    }
}

fn factor(drawn: &str, width: usize) -> Result<f64, ParameterError> {
    let deviation = match drawn {
        "he" => he(width)?,
        "xavier" => xavier(width, width)?,
        deviation => number(deviation)?,
    };
    layer_factor(deviation, width)
}

fn typical(width: usize, depth: usize) -> Result<String, ParameterError> {
    let setup = Setup { weights: Weights::He, width, depth, ..Setup::default() };
    setup.check()?;
    let law =
        law(&setup).ok_or_else(|| ParameterError::new("network", "this one", "one with a known law"))?;
    Ok(in_digits(libm::exp(law.median_log_rms(depth)), 2))
}

fn domain(figure: &str, key: &str, end: &str) -> Result<String, ParameterError> {
    let figure = Figure::new(figure)?;
    let parameter = figure.parameters()[figure.state().index(key)?];
    let number = match (parameter.domain, parameter.default, end) {
        (Domain::Number { min, .. }, _, "min") => min,
        (Domain::Number { max, .. }, _, "max") => max,
        (_, Value::Number(default), "default") => default,
        _ => return Err(ParameterError::new("end", end, "min, max or default, of a number")),
    };
    Ok(brief(number, 4))
}
