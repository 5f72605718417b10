//! One unit over the unit cube, for JavaScript.

use wasm_bindgen::prelude::*;

use super::objects::{array, object};
use super::read::{count, given, numbers, property, seed};
use crate::demo::Program;
use crate::neuron::{Extreme, MOST_INPUTS, MOST_POINTS, Neuron, Sample, Uncertainty};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What else is wanted of a neuron. */
export interface NeuronOptions {
    /** The seed of a sample of inputs; 42 unless given. */
    seed?: bigint | string;
    /** How many inputs are drawn, 1 to 1000000; 100 unless given. */
    count?: number;
    /** One input, a number from 0 to 1 for each weight. */
    input?: ArrayLike<number>;
}

/** The largest or the smallest pre-activation, and a corner of the cube where it is attained. */
export interface NeuronExtreme {
    z: number;
    corner: number[];
}

/** What inputs that were drawn say of a neuron. */
export interface NeuronSample {
    count: number;
    /** How many of them fire, and which share. */
    active: number;
    share: number;
    /** Their smallest and largest pre-activation. */
    smallest: number;
    largest: number;
    /** The standard error of the share; null where none or all fire. */
    standardError: number | null;
    /** Where none fires: at most this share of all inputs does, with 95 % confidence; else null. */
    activeAtMost: number | null;
    /** Where all fire: at most this share of all inputs does not, with 95 % confidence; else null. */
    inactiveAtMost: number | null;
}

/** A neuron on all inputs from 0 to 1. */
export interface NeuronReport {
    /** The share of all inputs for which it fires, exactly. */
    activeShare: number;
    smallest: NeuronExtreme;
    largest: NeuronExtreme;
    /** Whether no, some or all inputs fire. */
    activity: "dead" | "partial" | "always";
    /** What proves that no input fires: the largest pre-activation, which is not above 0; null unless dead. */
    proofOfDeath: NeuronExtreme | null;
    /** The bias above which a first input fires. */
    firingBias: number;
    /** How far from the cube the inputs begin for which it fires or does not; null where all weights are 0. */
    distance: number | null;
    /** Null unless a seed or a count was given. */
    sample: NeuronSample | null;
    /** The pre-activation at the input, in doubles from left to right as numpy computes it; null without an input. */
    z: number | null;
    /** The same as one computes it by hand: in decimals, rounded to a double once. */
    zByHand: number | null;
}
"#;

/// One unit z = w·x + b on the inputs from 0 to 1: for which share of them it fires, how large z gets, and whether it is
/// dead. Takes 1 to 8 weights.
///
/// Throws an `Error` that names the value if one is missing, of another type or out of range.
///
/// ```js
/// const { activeShare, largest } = neuronReport([0.01, 0.01], -10);
/// activeShare; // 0
/// largest; // { z: -9.98, corner: [1, 1] }
/// neuronReport([1, 1], -1, { seed: 42n, count: 100 }).sample.share; // 0.47, and activeShare is 0.5
/// neuronReport([0.5, -0.8, 0.3], 0, { input: [0.4, 0.6, 0.1] }).zByHand; // -0.25
/// ```
#[wasm_bindgen(js_name = neuronReport, unchecked_return_type = "NeuronReport")]
pub fn neuron_report(
    #[wasm_bindgen(unchecked_param_type = "ArrayLike<number>")] weights: JsValue,
    bias: f64,
    #[wasm_bindgen(unchecked_optional_param_type = "NeuronOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let weights = numbers(&weights, "weights", "weights", 1, MOST_INPUTS)?;
    let neuron = Neuron::new(weights, bias)?;
    let proof = neuron.proof_of_death();
    let [drawn, z, by_hand] = wanted(&neuron, options)?;
    Ok(object(&[
        ("activeShare", neuron.active_share().into()),
        ("smallest", extreme(&neuron.smallest())),
        ("largest", extreme(&neuron.largest())),
        ("activity", neuron.activity().name().into()),
        ("proofOfDeath", proof.map_or(JsValue::NULL, |proof| extreme(proof.largest()))),
        ("firingBias", neuron.firing_bias().into()),
        ("distance", neuron.distance().map_or(JsValue::NULL, JsValue::from)),
        ("sample", drawn),
        ("z", z),
        ("zByHand", by_hand),
    ]))
}

/// The sample, and the pre-activation at an input in doubles and by hand: null each, unless it is wanted.
fn wanted(neuron: &Neuron, options: JsValue) -> Result<[JsValue; 3], JsValue> {
    let [mut drawn, mut z, mut by_hand] = [JsValue::NULL; 3];
    let Some(options) = given(options) else {
        return Ok([drawn, z, by_hand]);
    };
    let field = |key: &str| property(&options, "options", key).map(given);
    let (seeded, counted) = (field("seed")?, field("count")?);
    if seeded.is_some() || counted.is_some() {
        let Program { seed: standard, points, .. } = Program::default();
        let seed = seeded.as_ref().map_or(Ok(standard), seed)?;
        let count =
            counted.as_ref().map_or(Ok(points), |given| count(given, "number of points", MOST_POINTS))?;
        drawn = sample(&neuron.sample(seed, count)?);
    }
    if let Some(input) = field("input")? {
        let input = numbers(&input, "input", "inputs", neuron.inputs(), neuron.inputs())?;
        by_hand = neuron.z_by_hand(&input)?.into();
        z = neuron.z(&input)?.into();
    }
    Ok([drawn, z, by_hand])
}

fn extreme(extreme: &Extreme) -> JsValue {
    let corner = extreme.corner.iter().copied().map(JsValue::from_f64);
    object(&[("z", extreme.z.into()), ("corner", array(corner).into())])
}

fn sample(sample: &Sample) -> JsValue {
    let [mut error, mut active, mut inactive] = [JsValue::NULL; 3];
    match sample.uncertainty() {
        Uncertainty::StandardError(size) => error = size.into(),
        Uncertainty::ActiveAtMost(bound) => active = bound.into(),
        Uncertainty::InactiveAtMost(bound) => inactive = bound.into(),
    }
    object(&[
        ("count", (sample.count() as f64).into()),
        ("active", (sample.active() as f64).into()),
        ("share", sample.share().into()),
        ("smallest", sample.smallest().1.into()),
        ("largest", sample.largest().1.into()),
        ("standardError", error),
        ("activeAtMost", active),
        ("inactiveAtMost", inactive),
    ])
}
