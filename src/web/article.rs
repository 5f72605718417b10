//! What the article computes beside its figures, for JavaScript: answers, programs, a small network. Sentences and tables
//! cross as those of a figure do.

use wasm_bindgen::prelude::*;

use super::convert::Message;
use crate::article::corner_table;
use crate::demo::Program;
use crate::error::ParameterError;
use crate::exercises;

fn whole(name: &'static str, number: f64) -> Result<usize, ParameterError> {
    if number >= 0.0 && number <= f64::from(u32::MAX) && libm::floor(number) == number {
        return Ok(number as usize);
    }
    Err(ParameterError::number(name, number, "a whole number"))
}

/// What is said to an answer, in two groups: 1 if it is right, else 0, and the sentence.
///
/// # Errors
/// If there is no such question, or the answer is not a finite number.
#[wasm_bindgen(js_name = judgeAnswer)]
pub fn judge_answer(question: &str, answer: f64) -> Result<String, JsValue> {
    let judgement = exercises::judge(question, answer)?;
    let mut message = Message::new();
    message.member(if judgement.right { "1" } else { "0" });
    message.group();
    message.sentence(&judgement.sentence);
    Ok(message.into_text())
}

/// The table of what the slope at zero does, after so many steps.
///
/// # Errors
/// Names the number of steps and what is allowed.
#[wasm_bindgen(js_name = cornerTable)]
pub fn corner_table_of(steps: f64) -> Result<String, JsValue> {
    let mut message = Message::new();
    message.table(&corner_table(whole("number of steps", steps)?)?);
    Ok(message.into_text())
}

/// The article's program with numbers of the reader's.
fn program(weights: [f64; 2], bias: f64, seed: u64, points: f64) -> Result<Program, ParameterError> {
    Ok(Program { weights, bias, seed, points: whole("number of points", points)?, ..Program::default() })
}

/// The article's program in a language: `"numpy"`, `"pytorch"` or `"rust"`.
///
/// # Errors
/// Names the number that cannot be used and what is allowed.
#[wasm_bindgen(js_name = programSource)]
pub fn program_source(
    language: &str,
    w1: f64,
    w2: f64,
    bias: f64,
    seed: u64,
    points: f64,
) -> Result<String, JsValue> {
    Ok(program([w1, w2], bias, seed, points)?.source(super::language(language)?)?)
}

/// What that program prints.
///
/// # Errors
/// Names the number that cannot be used and what is allowed.
#[wasm_bindgen(js_name = programOutput)]
pub fn program_output(w1: f64, w2: f64, bias: f64, seed: u64, points: f64) -> Result<String, JsValue> {
    Ok(program([w1, w2], bias, seed, points)?.run()?)
}
