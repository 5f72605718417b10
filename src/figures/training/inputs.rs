//! What can be chosen of a run and its twin, and the set-ups that follow from it.

use super::super::{Group, Played};
use crate::activation::Activation;
use crate::data::DataSet;
use crate::initialisation::Weights;
use crate::state::{Domain, Parameter, Preset, Scale, State, Value};
use crate::training::{Bias, Data, Initial, Later, Loss, Setup};

pub(super) const AT: usize = 0;
pub(super) const UNIT: usize = 1;
const ACTIVATION: usize = 2;
pub(super) const RATE: usize = 3;
const WEIGHTS: usize = 4;
const CLIP: usize = 5;
const BATCH: usize = 6;
const LAYERS: usize = 7;
const WIDTH: usize = 8;
const DEVIATION: usize = 9;
const BIASES: usize = 10;
const BIAS: usize = 11;
const NORMALISATION: usize = 12;
const DATA: usize = 13;
const STANDARDISED: usize = 14;
const SHIFT: usize = 15;
const LOSS: usize = 16;
const MOMENTUM: usize = 17;
const DECAY: usize = 18;
const EPOCHS: usize = 19;
pub(super) const SEED: usize = 20;
pub(super) const CHANGE: usize = 21;
pub(super) const THEN: usize = 22;
const TWIN: usize = 23;
const TWIN_ACTIVATION: usize = 24;
const TWIN_RATE: usize = 25;
const TWIN_WEIGHTS: usize = 26;
const TWIN_CLIP: usize = 27;
const TWIN_BATCH: usize = 28;

/// The axes, which follow the run's length and whether there is a twin.
pub(super) const GROUND_LAYER: usize = 0;
/// What is known of the runs from their beginning to their end.
pub(super) const COURSE_LAYER: usize = 1;
/// The update that is looked at, and the chosen unit.
pub(super) const SCENE_LAYER: usize = 2;

/// The samples of every run.
const POINTS: usize = 200;
/// The seed of their draw, the same for all runs: what is compared differs in other things.
const DATA_SEED: u64 = 1;
/// The most epochs of a run, and the most updates: of batches of one.
const MOST_EPOCHS: f64 = 300.0;
pub(super) const MOST_UPDATES: f64 = MOST_EPOCHS * POINTS as f64;
/// The units of the largest network.
const MOST_UNITS: f64 = 256.0;

pub(super) const GROUPS: [Group; 4] = [
    Group { key: "network", first: LAYERS },
    Group { key: "data", first: DATA },
    Group { key: "descent", first: LOSS },
    Group { key: "twin", first: TWIN },
];

pub(super) const PLAYED: Played = Played { parameter: AT, paces: &[1, 5, 25, 100, 500, 2500] };

const ACTIVATIONS: &[&str] = &["relu", "leaky-relu", "elu", "sigmoid", "tanh", "gelu", "silu"];
const INITIALISATIONS: &[&str] = &["he", "xavier", "normal", "pytorch", "custom"];
const CLIPS: &[&str] = &["none", "10", "1", "0.1"];
const LIMITS: [Option<f64>; 4] = [None, Some(10.0), Some(1.0), Some(0.1)];

const fn number(key: &'static str, domain: Domain, default: f64) -> Parameter {
    Parameter { key, domain, default: Value::Number(default), layer: GROUND_LAYER }
}

const fn rate(key: &'static str, default: f64) -> Parameter {
    let anchors = &[0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 2.0];
    number(key, Domain::Number { min: 0.001, max: 2.0, scale: Scale::Logarithmic, anchors }, default)
}

const fn batch(key: &'static str, default: f64) -> Parameter {
    let anchors = &[1.0, 4.0, 16.0, 64.0, 200.0];
    number(
        key,
        Domain::Number { min: 1.0, max: POINTS as f64, scale: Scale::WholeLogarithmic, anchors },
        default,
    )
}

const fn linear(
    key: &'static str,
    (min, max): (f64, f64),
    (per_unit, fine): (f64, f64),
    default: f64,
) -> Parameter {
    let scale = Scale::Linear { per_unit, fine };
    number(key, Domain::Number { min, max, scale, anchors: &[0.0] }, default)
}

pub(crate) const PARAMETERS: [Parameter; 29] = [
    Parameter::count("at", 0.0, MOST_UPDATES, 5000.0, SCENE_LAYER),
    Parameter::count("unit", 0.0, MOST_UNITS, 0.0, SCENE_LAYER),
    Parameter::choice("activation", ACTIVATIONS, 0, GROUND_LAYER),
    rate("rate", 0.5),
    Parameter::choice("weights", INITIALISATIONS, 0, GROUND_LAYER),
    Parameter::choice("clip", CLIPS, 0, GROUND_LAYER),
    batch("batch", 4.0),
    Parameter::count("layers", 1.0, 4.0, 2.0, GROUND_LAYER),
    number(
        "width",
        Domain::Number {
            min: 2.0,
            max: 64.0,
            scale: Scale::WholeLogarithmic,
            anchors: &[2.0, 4.0, 8.0, 16.0, 32.0, 64.0],
        },
        16.0,
    ),
    number(
        "deviation",
        Domain::Number { min: 0.01, max: 2.0, scale: Scale::Logarithmic, anchors: &[0.01, 0.1, 1.0] },
        0.01,
    ),
    Parameter::choice("biases", &["constant", "normal"], 0, GROUND_LAYER),
    linear("bias", (-2.0, 2.0), (10.0, 100.0), 0.0),
    Parameter::choice("normalisation", &["none", "batch"], 0, GROUND_LAYER),
    Parameter::choice("data", &["moons", "circles", "spirals", "xor", "surface", "wave"], 2, GROUND_LAYER),
    Parameter::choice("standardised", &["yes", "no"], 0, GROUND_LAYER),
    linear("shift", (-20.0, 20.0), (2.0, 10.0), 0.0),
    Parameter::choice("loss", &["cross-entropy", "squared-error"], 0, GROUND_LAYER),
    linear("momentum", (0.0, 0.99), (20.0, 100.0), 0.0),
    linear("decay", (0.0, 0.1), (100.0, 1000.0), 0.0),
    Parameter::count("epochs", 1.0, MOST_EPOCHS, 100.0, GROUND_LAYER),
    Parameter { key: "seed", domain: Domain::Seed, default: Value::Seed(0), layer: GROUND_LAYER },
    Parameter::count("change", 0.0, MOST_UPDATES, MOST_UPDATES, GROUND_LAYER),
    rate("then", 0.05),
    Parameter::choice("twin", &["none", "activation", "rate", "weights", "clip", "batch"], 0, GROUND_LAYER),
    Parameter::choice("twin-activation", ACTIVATIONS, 1, GROUND_LAYER),
    rate("twin-rate", 0.1),
    Parameter::choice("twin-weights", INITIALISATIONS, 2, GROUND_LAYER),
    Parameter::choice("twin-clip", CLIPS, 2, GROUND_LAYER),
    batch("twin-batch", 16.0),
];

/// What the twin has that the run has not: a place in the list of the parameter.
const BY_ACTIVATION: usize = 1;
const BY_RATE: usize = 2;
const BY_WEIGHTS: usize = 3;
const BY_CLIP: usize = 4;
const BY_BATCH: usize = 5;

/// Whether the rate changes in the middle of the run.
pub(super) fn changes(state: &State) -> bool {
    state.number(CHANGE) < MOST_UPDATES
}

/// Whether there is a twin.
pub(super) fn has_twin(state: &State) -> bool {
    state.choice(TWIN) > 0
}

/// Whether a parameter has an effect.
pub(super) fn is_relevant(state: &State, index: usize) -> bool {
    let custom = INITIALISATIONS.len() - 1;
    let pytorch = INITIALISATIONS.len() - 2;
    match index {
        DEVIATION => {
            state.choice(WEIGHTS) == custom
                || state.choice(TWIN) == BY_WEIGHTS && state.choice(TWIN_WEIGHTS) == custom
        }
        BIASES => state.choice(WEIGHTS) != pytorch,
        BIAS => state.choice(WEIGHTS) != pytorch && state.choice(BIASES) == 0,
        LOSS => data(state).has_classes(),
        CHANGE | THEN => changes(state),
        TWIN_ACTIVATION | TWIN_RATE | TWIN_WEIGHTS | TWIN_CLIP | TWIN_BATCH => {
            state.choice(TWIN) == index - TWIN_ACTIVATION + BY_ACTIVATION
        }
        _ => true,
    }
}

fn data(state: &State) -> DataSet {
    DataSet::ALL[state.choice(DATA).min(DataSet::ALL.len() - 1)]
}

/// The run that a state asks for.
pub(crate) fn setup(state: &State) -> Setup {
    run(state, [ACTIVATION, RATE, WEIGHTS, CLIP, BATCH])
}

/// Its twin: the same but for one thing.
pub(super) fn twin(state: &State) -> Option<Setup> {
    let by = state.choice(TWIN);
    let own = |kind, own, other| if by == kind { other } else { own };
    has_twin(state).then(|| {
        run(
            state,
            [
                own(BY_ACTIVATION, ACTIVATION, TWIN_ACTIVATION),
                own(BY_RATE, RATE, TWIN_RATE),
                own(BY_WEIGHTS, WEIGHTS, TWIN_WEIGHTS),
                own(BY_CLIP, CLIP, TWIN_CLIP),
                own(BY_BATCH, BATCH, TWIN_BATCH),
            ],
        )
    })
}

fn run(state: &State, [activation, rate, weights, clip, batch]: [usize; 5]) -> Setup {
    let bias = match state.choice(BIASES) {
        0 => Bias::Constant(state.number(BIAS)),
        _ => Bias::Normal,
    };
    let initial = match state.choice(weights) {
        0 => Initial::Normal { weights: Weights::He, bias },
        1 => Initial::Normal { weights: Weights::Xavier, bias },
        2 => Initial::Normal { weights: Weights::Normal(1.0), bias },
        3 => Initial::PyTorch,
        _ => Initial::Normal { weights: Weights::Normal(state.number(DEVIATION)), bias },
    };
    let set = data(state);
    let squared = state.choice(LOSS) == 1 || !set.has_classes();
    let later = Later { update: state.number(CHANGE) as usize, rate: state.number(THEN) };
    Setup {
        data: Data {
            set,
            points: POINTS,
            seed: DATA_SEED,
            standardised: state.choice(STANDARDISED) == 0,
            shift: state.number(SHIFT),
        },
        hidden: vec![state.number(WIDTH) as usize; state.number(LAYERS) as usize],
        activation: Activation::ALL[state.choice(activation).min(Activation::ALL.len() - 1)],
        batch_norm: state.choice(NORMALISATION) == 1,
        initial,
        loss: if squared { Loss::SquaredError } else { Loss::CrossEntropy },
        rate: state.number(rate),
        later: changes(state).then_some(later),
        batch: state.number(batch) as usize,
        momentum: state.number(MOMENTUM),
        decay: state.number(DECAY),
        clip: LIMITS[state.choice(clip).min(LIMITS.len() - 1)],
        epochs: state.number(EPOCHS) as usize,
        seed: state.seed(SEED),
    }
}

const fn set(index: usize, number: f64) -> (usize, Value) {
    (index, Value::Number(number))
}

const fn pick(index: usize, place: usize) -> (usize, Value) {
    (index, Value::Choice(place))
}

const fn seed(seed: u64) -> (usize, Value) {
    (SEED, Value::Seed(seed))
}

/// The scenarios. Each of them is told, in a sentence of its own, what to look for.
pub(super) const PRESETS: [Preset; 8] = [
    Preset { key: "progressive", values: &[] },
    Preset { key: "healthy", values: &[set(RATE, 0.1)] },
    Preset { key: "burst", values: &[set(AT, 50.0), set(RATE, 1.0), pick(WEIGHTS, 2)] },
    Preset { key: "unborn", values: &[set(AT, 0.0), set(RATE, 0.1), set(SHIFT, 5.0)] },
    Preset {
        key: "plateau",
        values: &[set(AT, 150.0), pick(WEIGHTS, 2), set(LAYERS, 4.0), set(WIDTH, 8.0), seed(10)],
    },
    // Pairs that differ about as much as the means over many seeds do.
    Preset { key: "leaky", values: &[seed(17), pick(TWIN, BY_ACTIVATION)] },
    Preset { key: "clipped", values: &[pick(TWIN, BY_CLIP)] },
    Preset { key: "batches", values: &[set(AT, 1200.0), seed(1), pick(TWIN, BY_BATCH)] },
];
