//! Questions that the reader answers with a guess before a figure shows the truth.
//!
//! ```
//! use relu_explainer::article::predict::{judge, truth};
//!
//! assert_eq!(truth("chain")?, 8.0); // Ten layers, the input counted, leave eight factors of 0.1: eight powers of ten.
//! assert_eq!(truth("neuron")?, 12.5); // A corner of an eighth of the square, in percent.
//! assert_eq!(judge("neuron", 25.0)?.key, "predict.neuron.off");
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```

use crate::activation::Activation;
use crate::chain::{Chain, Layer, LayerCount};
use crate::error::ParameterError;
use crate::figures::Figure;
use crate::neuron::Neuron;
use crate::state::Value;
use crate::words::{Sentence, brief};

/// The figures about which a question is asked.
pub const QUESTIONS: [&str; 2] = ["chain", "neuron"];

/// Layers of the network that the reader is asked about, the input counted.
const LAYERS: usize = 10;

/// The largest guess that means anything: no chain loses more powers of ten, no share is more than the whole.
pub const LARGEST: f64 = 100.0;

/// The figure in the state that a question is about: what the figure shows once the guess has been made.
fn revealed(question: &str) -> Result<Figure, ParameterError> {
    let mut figure = Figure::new(question)?;
    let (key, value) = value(question)?;
    let index = figure.state().index(key)?;
    figure.state_mut().set(index, Value::Number(value))?;
    Ok(figure)
}

/// The parameter by which that state differs from the figure's first one, and its value there.
///
/// # Errors
/// If there is no question about a figure of that name.
pub fn value(question: &str) -> Result<(&'static str, f64), ParameterError> {
    match question {
        "chain" => Ok(("factors", LayerCount::WithInput.factors(LAYERS)? as f64)),
        "neuron" => Ok(("b", -1.5)),
        _ => Err(unknown(question)),
    }
}

/// The answer: by how many powers of ten the gradient is smaller at the first layer than at the output, or the active
/// share of the square in percent.
///
/// # Errors
/// If there is no question about a figure of that name.
pub fn truth(question: &str) -> Result<f64, ParameterError> {
    let figure = revealed(question)?;
    let number = |key: &str| match figure.state().get(figure.state().index(key)?) {
        Some(Value::Number(number)) => Ok(number),
        _ => Err(unknown(question)),
    };
    match question {
        "chain" => {
            let layer = Layer { activation: Activation::RELU, z: number("z")?, weight: number("weight")? };
            let chain = Chain::repeated(layer, LayerCount::WithInput.factors(LAYERS)?, 1.0)?;
            Ok(-chain.input().decimal.log10())
        }
        _ => Ok(100.0 * Neuron::new(vec![number("w1")?, number("w2")?], number("b")?)?.active_share()),
    }
}

/// What is said to a guess.
///
/// # Errors
/// If there is no question about a figure of that name, or unless the guess is a number from 0 to [`LARGEST`].
pub fn judge(question: &str, guess: f64) -> Result<Sentence, ParameterError> {
    let truth = truth(question)?;
    if !(0.0..=LARGEST).contains(&guess) {
        return Err(ParameterError::number("guess", guess, format!("a number from 0 to {LARGEST}")));
    }
    let off = libm::fabs(guess - truth);
    // What is shown as equal is equal.
    let verdict = if off < 0.005 { "right" } else { "off" };
    let mut sentence = Sentence::new(format!("predict.{question}.{verdict}"))
        .with("guess", brief(guess, 2))
        .with("truth", brief(truth, 2))
        .with("off", brief(off, 2));
    if question == "chain" {
        sentence = sentence
            .with("layers", LAYERS.to_string())
            .with("factors", LayerCount::WithInput.factors(LAYERS)?.to_string());
    }
    Ok(sentence)
}

fn unknown(question: &str) -> ParameterError {
    ParameterError::new("question", question, "chain or neuron")
}
