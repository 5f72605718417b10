//! Numbers that the article quotes and no control moves, computed where they are quoted.
//!
//! A number in the text names what it is, and is filled in by the native build:
//!
//! ```
//! use relu_explainer::quote::quote;
//!
//! assert_eq!(quote("slope sigmoid 0")?, "0.25");
//! assert_eq!(quote("value relu -1")?, "0");
//! assert!(quote("slope cosine 0").is_err());
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```

use crate::activation::{Activation, SlopeAtZero};
use crate::error::ParameterError;
use crate::words::brief;

/// The activations that can be quoted, each with the parameter that its paper began with.
const QUOTED: [Activation; 7] = [
    Activation::Relu { slope_at_zero: SlopeAtZero::Zero },
    Activation::LeakyRelu { slope: 0.01 },
    Activation::Elu { alpha: 1.0 },
    Activation::Gelu,
    Activation::Silu,
    Activation::Sigmoid,
    Activation::Tanh,
];

/// The number that an expression stands for, to four decimals: `value NAME z` or `slope NAME z`, with the name
/// of an activation.
///
/// # Errors
/// Says what is allowed, if the expression is none of this.
pub fn quote(expression: &str) -> Result<String, ParameterError> {
    let refused = || ParameterError::new("quote", expression, "value or slope, an activation's name, and z");
    let words: Vec<&str> = expression.split_whitespace().collect();
    let [what, name, z] = words[..] else { return Err(refused()) };
    let activation = QUOTED.into_iter().find(|activation| activation.name() == name).ok_or_else(refused)?;
    let z: f64 = z.parse().map_err(|_| refused())?;
    match what {
        "value" => Ok(brief(activation.value(z), 4)),
        "slope" => Ok(brief(activation.derivative(z), 4)),
        _ => Err(refused()),
    }
}
