//! The article's program, for JavaScript.

use wasm_bindgen::prelude::*;

use super::read::{count, given, number, numbers, property, seed};
use crate::demo::{MOST_ANCHORS, Program};
use crate::neuron::MOST_POINTS;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * The constants of the article's program; each is the article's unless given. Anchors, weights and bias are 0 or of
 * size 0.000001 to 1000000.
 */
export interface DemoConstants {
    /** The pre-activations of the table, 1 to 100. */
    anchors?: ArrayLike<number>;
    /** The two weights of the neuron, and its bias. */
    weights?: ArrayLike<number>;
    bias?: number;
    /** The seed of its inputs, and their number, 1 to 1000000. */
    seed?: bigint | string;
    points?: number;
}
"#;

/// What the article's program prints: ReLU and its slope in a table, then a neuron on inputs that are drawn, byte for byte
/// as NumPy does.
///
/// Throws an `Error` that names the value if one is of another type or out of range.
///
/// ```js
/// demoOutput().split('\n')[2]; // ' -3.0 |   0.0000 |       0.0'
/// demoOutput({ bias: -0.01, points: 1000 }); // the same neuron, alive
/// ```
#[wasm_bindgen(js_name = demoOutput)]
pub fn demo_output(
    #[wasm_bindgen(unchecked_optional_param_type = "DemoConstants")] constants: JsValue,
) -> Result<String, JsValue> {
    let mut program = Program::default();
    if let Some(constants) = given(constants) {
        let field = |key: &str| property(&constants, "constants", key).map(given);
        if let Some(anchors) = field("anchors")? {
            program.anchors = numbers(&anchors, "anchors", "anchors", 1, MOST_ANCHORS)?;
        }
        if let Some(weights) = field("weights")? {
            for (place, weight) in numbers(&weights, "weights", "weights", 2, 2)?.into_iter().enumerate() {
                program.weights[place] = weight;
            }
        }
        if let Some(bias) = field("bias")? {
            program.bias = number(&bias, "bias", "a finite number")?;
        }
        if let Some(given) = field("seed")? {
            program.seed = seed(&given)?;
        }
        if let Some(points) = field("points")? {
            program.points = count(&points, "number of points", MOST_POINTS)?;
        }
    }
    Ok(program.run()?)
}
