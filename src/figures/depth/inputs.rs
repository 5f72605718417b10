//! What can be chosen of the networks of the figure, and the survey that follows from it.

use crate::activation::Activation;
use crate::initialisation::Weights;
use crate::signal::{Normalisation, Setup, Survey};
use crate::state::{Domain, Parameter, Preset, Scale, State, Value};

const ACTIVATION: usize = 0;
const WEIGHTS: usize = 1;
pub(super) const DEVIATION: usize = 2;
pub(super) const WIDTH: usize = 3;
const DEPTH: usize = 4;
const BIAS: usize = 5;
const NORMALISATION: usize = 6;
const NETWORKS: usize = 7;
pub(super) const AT: usize = 8;
const SEED: usize = 9;

/// The axes, which follow the depth and the sizes.
pub(super) const GROUND_LAYER: usize = 0;
/// The networks.
pub(super) const CROWD_LAYER: usize = 1;
/// The layer that is pointed at.
const AT_LAYER: usize = 2;

pub(crate) const PARAMETERS: [Parameter; 10] = [
    Parameter::choice(
        "activation",
        &["relu", "leaky-relu", "elu", "sigmoid", "tanh", "gelu", "silu"],
        0,
        CROWD_LAYER,
    ),
    Parameter::choice("weights", &["he", "xavier", "normal"], NORMAL, CROWD_LAYER),
    Parameter {
        key: "deviation",
        domain: Domain::Number {
            min: 0.01,
            max: 2.0,
            scale: Scale::Logarithmic,
            anchors: &[0.01, 0.1, 0.5, 1.0, 2.0],
        },
        default: Value::Number(0.1),
        layer: CROWD_LAYER,
    },
    Parameter {
        key: "width",
        domain: Domain::Number {
            min: 4.0,
            max: 256.0,
            scale: Scale::WholeLogarithmic,
            anchors: &[4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 200.0, 256.0],
        },
        default: Value::Number(64.0),
        layer: CROWD_LAYER,
    },
    Parameter::count("depth", 1.0, 100.0, 20.0, CROWD_LAYER),
    Parameter {
        key: "bias",
        domain: Domain::Number {
            min: -1.0,
            max: 1.0,
            scale: Scale::Linear { per_unit: 20.0, fine: 100.0 },
            anchors: &[0.0],
        },
        default: Value::Number(0.0),
        layer: CROWD_LAYER,
    },
    Parameter::choice("normalisation", &["none", "before", "after"], 0, CROWD_LAYER),
    Parameter::count("networks", 1.0, 200.0, 50.0, CROWD_LAYER),
    Parameter::count("at", 0.0, 100.0, 10.0, AT_LAYER),
    Parameter { key: "seed", domain: Domain::Seed, default: Value::Seed(42), layer: CROWD_LAYER },
];

/// Places in the list of initialisations.
const HE: usize = 0;
const XAVIER: usize = 1;
const NORMAL: usize = 2;

const fn number(index: usize, number: f64) -> (usize, Value) {
    (index, Value::Number(number))
}

pub(super) const PRESETS: [Preset; 8] = [
    Preset { key: "fades", values: &[] },
    Preset { key: "neutral", values: &[number(WIDTH, 200.0)] },
    Preset { key: "grows", values: &[number(WIDTH, 256.0)] },
    Preset { key: "he", values: &[(WEIGHTS, Value::Choice(HE)), number(DEPTH, 50.0), number(AT, 50.0)] },
    Preset {
        key: "xavier",
        values: &[(WEIGHTS, Value::Choice(XAVIER)), number(DEPTH, 50.0), number(AT, 50.0)],
    },
    Preset {
        key: "large",
        values: &[number(DEVIATION, 1.0), number(WIDTH, 256.0), number(DEPTH, 50.0), number(AT, 50.0)],
    },
    Preset {
        key: "narrow",
        values: &[
            (WEIGHTS, Value::Choice(HE)),
            number(WIDTH, 4.0),
            number(DEPTH, 50.0),
            number(NETWORKS, 200.0),
            number(AT, 25.0),
        ],
    },
    Preset { key: "normalised", values: &[(NORMALISATION, Value::Choice(1))] },
];

/// The survey that a state asks for.
pub(crate) fn survey(state: &State) -> Survey {
    let weights = match state.choice(WEIGHTS) {
        HE => Weights::He,
        XAVIER => Weights::Xavier,
        _ => Weights::Normal(state.number(DEVIATION)),
    };
    let normalisation = match state.choice(NORMALISATION) {
        0 => Normalisation::None,
        1 => Normalisation::Before,
        _ => Normalisation::After,
    };
    let setup = Setup {
        activation: Activation::ALL[state.choice(ACTIVATION).min(Activation::ALL.len() - 1)],
        weights,
        bias: state.number(BIAS),
        width: state.number(WIDTH) as usize,
        depth: state.number(DEPTH) as usize,
        normalisation,
    };
    Survey { setup, networks: state.number(NETWORKS) as usize, seed: state.seed(SEED) }
}
