//! What the figures show as programs, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::error::ParameterError;
use crate::programs;
use crate::state::{Domain, Value};

/// The program that computes what a figure shows, in a language: `"numpy"`, `"pytorch"` or `"rust"`. The values are keys and
/// texts in turn, as links and attributes carry them; what is not named has its default.
///
/// # Errors
/// Names the figure, the language, the key or the value that cannot be used, and what is allowed.
#[wasm_bindgen(js_name = figureProgram)]
pub fn figure_program(name: &str, language: &str, values: Vec<String>) -> Result<String, JsValue> {
    let mut state = programs::state(name)?;
    for pair in values.chunks(2) {
        let [key, text] = pair else {
            return Err(
                ParameterError::new("values", "an odd number of texts", "keys and texts in turn").into()
            );
        };
        let index = state.index(key)?;
        let parameter = &state.parameters()[index];
        let value = match parameter.domain {
            // JavaScript reads numbers: the module would have to bring how to.
            Domain::Number { .. } if !text.trim().is_empty() => {
                Value::Number(JsValue::from_str(text).unchecked_into_f64())
            }
            _ => parameter.parse_name(text)?,
        };
        state.set(index, value)?;
    }
    Ok(programs::program(name, super::language(language)?, &state)?)
}
