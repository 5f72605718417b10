//! Guesses about a figure, for JavaScript.

use wasm_bindgen::prelude::*;

use super::convert::Message;
use crate::article::predict;

/// What is said to a guess: a sentence.
///
/// # Errors
/// If there is no question about such a figure, or the guess is out of range.
#[wasm_bindgen(js_name = judgeGuess)]
pub fn judge_guess(question: &str, guess: f64) -> Result<String, JsValue> {
    let mut message = Message::new();
    message.sentence(&predict::judge(question, guess)?);
    Ok(message.into_text())
}

/// The parameter that the figure changes once a guess has been made.
///
/// # Errors
/// If there is no question about such a figure.
#[wasm_bindgen(js_name = revealedKey)]
pub fn revealed_key(question: &str) -> Result<String, JsValue> {
    Ok(predict::value(question)?.0.to_string())
}

/// Its value then.
///
/// # Errors
/// If there is no question about such a figure.
#[wasm_bindgen(js_name = revealedValue)]
pub fn revealed_value(question: &str) -> Result<f64, JsValue> {
    Ok(predict::value(question)?.1)
}
