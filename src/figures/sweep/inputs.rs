//! What can be chosen of the runs of the figure, and the sweep that follows from it.

use super::arm::Arm;
use crate::data::DataSet;
use crate::state::{Domain, Parameter, Preset, Scale, State, Value};
use crate::training::{Data, Loss, Setup, Sweep};

pub(super) const SHOWN: usize = 0;
pub(super) const ARM: usize = 1;
pub(super) const RATE: usize = 2;
const DATA: usize = 3;
const BATCH: usize = 4;
const EPOCHS: usize = 5;
const LAYERS: usize = 6;
const WIDTH: usize = 7;
const SEEDS: usize = 8;

/// The axes, and what is said elsewhere.
pub(super) const GROUND_LAYER: usize = 0;
/// The results.
pub(super) const RESULTS_LAYER: usize = 1;
/// What is pointed at.
const AT_LAYER: usize = 2;

/// The learning rates that are tried.
pub(super) const RATES: [f64; 8] = [0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 2.0];
/// The same as links write them.
const RATE_NAMES: [&str; 8] = ["0.001", "0.01", "0.03", "0.1", "0.3", "0.5", "1", "2"];
/// The place of 0.5 among them.
const HALF: usize = 5;

const fn logarithmic(
    key: &'static str,
    min: f64,
    max: f64,
    default: f64,
    anchors: &'static [f64],
) -> Parameter {
    Parameter {
        key,
        domain: Domain::Number { min, max, scale: Scale::WholeLogarithmic, anchors },
        default: Value::Number(default),
        layer: RESULTS_LAYER,
    }
}

const fn arms(of: &[Arm]) -> Value {
    let (mut bits, mut next) = (0, 0);
    while next < of.len() {
        bits |= 1 << of[next] as u64;
        next += 1;
    }
    Value::Set(bits)
}

pub(crate) const PARAMETERS: [Parameter; 9] = [
    Parameter {
        key: "shown",
        domain: Domain::Set(&Arm::NAMES),
        default: arms(&[Arm::He, Arm::Normal, Arm::Leaky, Arm::Clipped]),
        layer: RESULTS_LAYER,
    },
    Parameter::choice("setup", &Arm::NAMES, Arm::He as usize, AT_LAYER),
    Parameter::choice("rate", &RATE_NAMES, HALF, AT_LAYER),
    Parameter::choice("data", &["spirals", "moons", "circles", "xor", "surface", "wave"], 0, RESULTS_LAYER),
    logarithmic("batch", 1.0, 200.0, 4.0, &[1.0, 4.0, 16.0, 64.0, 200.0]),
    Parameter::count("epochs", 1.0, 100.0, 100.0, RESULTS_LAYER),
    Parameter::count("layers", 1.0, 4.0, 2.0, RESULTS_LAYER),
    logarithmic("width", 2.0, 64.0, 16.0, &[2.0, 4.0, 8.0, 16.0, 32.0, 64.0]),
    Parameter::count("seeds", 10.0, 40.0, 10.0, RESULTS_LAYER),
];

const fn number(index: usize, number: f64) -> (usize, Value) {
    (index, Value::Number(number))
}

const SURFACE: usize = 4;

pub(super) const PRESETS: [Preset; 7] = [
    Preset { key: "remedies", values: &[] },
    Preset {
        key: "starts",
        values: &[(
            SHOWN,
            arms(&[Arm::He, Arm::Xavier, Arm::PyTorch, Arm::Normal, Arm::NormalBiases, Arm::MinusOne]),
        )],
    },
    Preset { key: "batch-16", values: &[number(BATCH, 16.0)] },
    Preset { key: "batch-1", values: &[number(BATCH, 1.0), number(EPOCHS, 20.0)] },
    Preset {
        key: "regression",
        values: &[
            (SHOWN, arms(&[Arm::He, Arm::Normal])),
            (DATA, Value::Choice(SURFACE)),
            number(BATCH, 16.0),
            (RATE, Value::Choice(3)),
        ],
    },
    Preset { key: "deep", values: &[number(LAYERS, 4.0)] },
    Preset {
        key: "leaky",
        values: &[(SHOWN, arms(&[Arm::He, Arm::Leaky])), (ARM, Value::Choice(Arm::Leaky as usize))],
    },
];

/// Which set-ups are shown, in their order.
pub(super) fn shown(state: &State) -> Vec<Arm> {
    Arm::ALL.into_iter().filter(|arm| state.has(SHOWN, *arm as usize)).collect()
}

/// The sweep that a state asks for; it has no runs if no set-up is shown.
pub(super) fn sweep(state: &State) -> Sweep {
    let set = match state.choice(DATA) {
        0 => DataSet::Spirals,
        1 => DataSet::Moons,
        2 => DataSet::Circles,
        3 => DataSet::Xor,
        SURFACE => DataSet::Surface,
        _ => DataSet::Wave,
    };
    let loss = if set.has_classes() { Loss::CrossEntropy } else { Loss::SquaredError };
    let base = Setup {
        data: Data { set, ..Setup::default().data },
        hidden: vec![state.number(WIDTH) as usize; state.number(LAYERS) as usize],
        loss,
        batch: state.number(BATCH) as usize,
        epochs: state.number(EPOCHS) as usize,
        ..Setup::default()
    };
    Sweep {
        setups: shown(state).into_iter().map(|arm| arm.of(&base)).collect(),
        rates: RATES.to_vec(),
        seeds: state.number(SEEDS) as usize,
    }
}

/// The place, among those shown, of the set-up that is pointed at; of the first where that is not shown.
pub(super) fn arm(state: &State, shown: &[Arm]) -> usize {
    shown.iter().position(|arm| *arm as usize == state.choice(ARM)).unwrap_or(0)
}

/// The place of the rate that is pointed at.
pub(super) fn rate(state: &State) -> usize {
    state.choice(RATE).min(RATES.len() - 1)
}

/// The first run, that of seed 0, of the set-up and the rate that are pointed at, and how many seeds there are; none if no set-up
/// is shown.
pub(crate) fn pointed(state: &State) -> Option<(Setup, usize)> {
    let sweep = sweep(state);
    let setup = sweep.setups.get(arm(state, &shown(state)))?;
    Some((Setup { rate: RATES[rate(state)], seed: 0, ..setup.clone() }, sweep.seeds))
}
