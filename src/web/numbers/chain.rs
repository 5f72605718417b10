//! The gradient chain, for JavaScript.

use wasm_bindgen::prelude::*;

use super::objects::{array, object};
use super::read::{description, elements, given, number, property, text};
use crate::activation::{Activation, SlopeAtZero};
use crate::chain::{Cause, Chain, Gradient, Layer, MOST_LAYERS, Outcome, Step};
use crate::error::ParameterError;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A unit of a chain. */
export interface ChainLayer {
    activation: "relu" | "leaky-relu" | "elu" | "sigmoid" | "tanh" | "gelu" | "silu";
    /** Its pre-activation. */
    z: number;
    /** The weight that leads from its output to the unit above. */
    weight: number;
    /** The slope of ReLU at z = 0; 0 unless given. */
    atZero?: 0 | 0.5 | 1;
    /** The slope of leaky ReLU for z <= 0; 0.01 unless given. */
    slope?: number;
    /** ELU's alpha; 1 unless given. */
    alpha?: number;
}

/** A gradient, and what has become of it. */
export interface ChainGradient {
    /** 0, infinite or less precise where `outcome` says why. */
    value: number;
    /** "underflow": not 0, but smaller than the smallest normal double. "overflow": larger than the largest. */
    outcome: "normal" | "zero" | "underflow" | "overflow";
    /** What made it exactly 0, first on its way back; null unless something did. */
    cause: "output" | "weight" | "slope" | null;
    /** The layer of the weight or the slope that did, or null. */
    causeLayer: number | null;
    /** The decimal logarithm of its size, beyond the range of doubles as well; -Infinity for 0. */
    log10: number;
}

/** One layer on the way back. */
export interface ChainStep {
    /** 1 next to the input. */
    layer: number;
    /** The two factors by which the layer multiplies the gradient. */
    weight: number;
    slope: number;
    /** Their product. */
    factor: number;
    /** What is left behind the layer. */
    gradient: ChainGradient;
}

/** A chain with the gradients that pass back through it. */
export interface GradientChain {
    /** The numbers of all gradients: the one at the output first, that of layer 1 last. */
    values: number[];
    /** The gradient at the output. */
    output: ChainGradient;
    /** The layers in the order in which the gradient passes them, layer 1 last. */
    steps: ChainStep[];
}
"#;

/// Sends a gradient back through a chain of 1 to 50 units, which are given from the input to the output. The gradient
/// at the output is 1 unless given.
///
/// Throws an `Error` that names the value if one is missing, of another type, or not finite.
///
/// ```js
/// const layer = { activation: 'sigmoid', z: 0, weight: 0.1 };
/// gradientChain([layer, layer, layer], 1).values; // [1, 0.025, 0.000625, 0.000015625]
/// ```
#[wasm_bindgen(js_name = gradientChain, unchecked_return_type = "GradientChain")]
pub fn gradient_chain(
    #[wasm_bindgen(unchecked_param_type = "readonly ChainLayer[]")] layers: JsValue,
    #[wasm_bindgen(js_name = outputGradient)] output_gradient: Option<f64>,
) -> Result<JsValue, JsValue> {
    let layers = elements(&layers, "chain", "layers", 1, MOST_LAYERS)?;
    let layers = layers.iter().enumerate().map(|(index, given)| layer(given, index + 1));
    let chain = Chain::new(layers.collect::<Result<_, _>>()?, output_gradient.unwrap_or(1.0))?;
    Ok(object(&[
        ("values", array(chain.values().into_iter().map(JsValue::from_f64)).into()),
        ("output", gradient(&chain.output())),
        ("steps", array(chain.steps().iter().map(step)).into()),
    ]))
}

fn layer(layer: &JsValue, place: usize) -> Result<Layer, JsValue> {
    let name = format!("layer {place}");
    let field = |key: &str| property(layer, &name, key);
    let finite = |key: &str, value: &JsValue| number(value, &format!("{key} of {name}"), "a finite number");
    let required = |key: &str| field(key).and_then(|value| finite(key, &value).map_err(JsValue::from));
    let optional = |key: &str, default: f64| match given(field(key)?) {
        Some(value) => finite(key, &value).map_err(JsValue::from),
        None => Ok(default),
    };
    let activation = field("activation")?;
    let activation = match text(&activation).as_ref().map(|(text, _)| text.as_str()) {
        Some("relu") => {
            Activation::Relu { slope_at_zero: SlopeAtZero::from_value(optional("atZero", 0.0)?)? }
        }
        Some("leaky-relu") => Activation::leaky_relu(optional("slope", 0.01)?)?,
        Some("elu") => Activation::elu(optional("alpha", 1.0)?)?,
        Some("sigmoid") => Activation::Sigmoid,
        Some("tanh") => Activation::Tanh,
        Some("gelu") => Activation::Gelu,
        Some("silu") => Activation::Silu,
        _ => {
            let allowed = "relu, leaky-relu, elu, sigmoid, tanh, gelu or silu";
            let parameter = format!("activation of {name}");
            return Err(ParameterError::new(parameter, description(&activation), allowed).into());
        }
    };
    Ok(Layer { activation, z: required("z")?, weight: required("weight")? })
}

fn gradient(gradient: &Gradient) -> JsValue {
    let (outcome, cause) = match gradient.outcome {
        Outcome::Normal => ("normal", None),
        Outcome::Zero(cause) => ("zero", Some(cause)),
        Outcome::Underflow => ("underflow", None),
        Outcome::Overflow => ("overflow", None),
    };
    let (cause, layer) = match cause {
        None => (JsValue::NULL, JsValue::NULL),
        Some(Cause::Output) => ("output".into(), JsValue::NULL),
        Some(Cause::Weight(layer)) => ("weight".into(), JsValue::from(layer as f64)),
        Some(Cause::Slope(layer)) => ("slope".into(), JsValue::from(layer as f64)),
    };
    object(&[
        ("value", gradient.value.into()),
        ("outcome", outcome.into()),
        ("cause", cause),
        ("causeLayer", layer),
        ("log10", gradient.decimal.log10().into()),
    ])
}

fn step(step: &Step) -> JsValue {
    object(&[
        ("layer", (step.layer as f64).into()),
        ("weight", step.weight.into()),
        ("slope", step.slope.into()),
        ("factor", step.factor.into()),
        ("gradient", gradient(&step.gradient)),
    ])
}
