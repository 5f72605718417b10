//! Depth: what many layers of random weights make of the signal and of its gradient, beside what theory says and what a
//! chain of single units does.

mod crowd;
mod drawing;

use std::rc::Rc;

use self::crowd::Crowd;
use self::drawing::Plan;
use super::panel::Frame;
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::theme::Theme;
use super::{Handle, LegendEntry, Picture, Readout, Table};
use crate::activation::Activation;
use crate::initialisation::Weights;
use crate::signal::{Normalisation, Setup, Survey};
use crate::state::{Domain, Parameter, Preset, Scale, State, Value, limited};
use crate::words::{Sentence, brief, in_digits};
use crate::work::Job;

const ACTIVATION: usize = 0;
const WEIGHTS: usize = 1;
const DEVIATION: usize = 2;
const WIDTH: usize = 3;
const DEPTH: usize = 4;
const BIAS: usize = 5;
const NORMALISATION: usize = 6;
const NETWORKS: usize = 7;
const AT: usize = 8;
const SEED: usize = 9;

/// The axes, which follow the depth and the sizes.
const GROUND_LAYER: usize = 0;
/// The networks.
const CROWD_LAYER: usize = 1;
/// The layer that is pointed at.
const AT_LAYER: usize = 2;

const fn count(key: &'static str, min: f64, max: f64, default: f64, layer: usize) -> Parameter {
    Parameter {
        key,
        domain: Domain::Number { min, max, scale: Scale::Whole, anchors: &[] },
        default: Value::Number(default),
        layer,
    }
}

const fn choice(key: &'static str, of: &'static [&'static str], default: usize) -> Parameter {
    Parameter { key, domain: Domain::Choice(of), default: Value::Choice(default), layer: CROWD_LAYER }
}

const PARAMETERS: [Parameter; 10] = [
    choice("activation", &["relu", "leaky-relu", "elu", "sigmoid", "tanh", "gelu", "silu"], 0),
    choice("weights", &["he", "xavier", "normal"], NORMAL),
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
    count("depth", 1.0, 100.0, 20.0, CROWD_LAYER),
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
    choice("normalisation", &["none", "before", "after"], 0),
    count("networks", 1.0, 200.0, 50.0, CROWD_LAYER),
    count("at", 0.0, 100.0, 10.0, AT_LAYER),
    Parameter { key: "seed", domain: Domain::Seed, default: Value::Seed(42), layer: CROWD_LAYER },
];

/// The activations, in the order of the parameter.
const ACTIVATIONS: [Activation; 7] = [
    Activation::RELU,
    Activation::LeakyRelu { slope: 0.01 },
    Activation::Elu { alpha: 1.0 },
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Gelu,
    Activation::Silu,
];

/// Places in the list of initialisations.
const HE: usize = 0;
const XAVIER: usize = 1;
const NORMAL: usize = 2;

const fn number(index: usize, number: f64) -> (usize, Value) {
    (index, Value::Number(number))
}

const PRESETS: [Preset; 8] = [
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
fn survey(state: &State) -> Survey {
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
        activation: ACTIVATIONS[state.choice(ACTIVATION).min(ACTIVATIONS.len() - 1)],
        weights,
        bias: state.number(BIAS),
        width: state.number(WIDTH) as usize,
        depth: state.number(DEPTH) as usize,
        normalisation,
    };
    Survey { setup, networks: state.number(NETWORKS) as usize, seed: state.seed(SEED) }
}

/// The survey of the figure, and what has come of it.
#[derive(Clone, Debug)]
pub(super) struct DepthPicture {
    survey: Survey,
    /// The layer that is pointed at: 0 is the input.
    at: usize,
    /// The standard deviation of the weights.
    deviation: f64,
    crowd: Rc<Crowd>,
    /// The decades that the axes of the sizes reach from and to.
    decades: (i32, i32),
}

impl DepthPicture {
    fn depth(&self) -> usize {
        self.survey.setup.depth
    }

    fn name(&self) -> String {
        format!("activation.{}", self.survey.setup.activation.name())
    }
}

/// A size of which the natural logarithm is known, as it is shown.
fn size(log: f64) -> String {
    if !log.is_finite() {
        return if log < 0.0 { "0" } else { "–" }.to_string();
    }
    in_digits(libm::exp(log), 3)
}

impl Picture for DepthPicture {
    const NAME: &'static str = "depth";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;
    const PRESETS: &'static [Preset] = &PRESETS;
    const WORK_LAYER: usize = CROWD_LAYER;

    fn work(state: &State) -> Option<Job> {
        Some(Job::Signal(survey(state)))
    }

    fn read(state: &State, before: Option<&Self>, results: &[Vec<f64>]) -> Self {
        let survey = survey(state);
        let before = before.filter(|before| before.survey == survey).map(|before| &before.crowd);
        let crowd = Crowd::of(results, survey.setup.depth, before);
        let (low, high) = crowd.range();
        let decades = (libm::floor(low.min(-1.0)) as i32, libm::ceil(high.max(1.0)) as i32);
        DepthPicture {
            survey,
            at: (state.number(AT) as usize).min(survey.setup.depth),
            deviation: survey.setup.weights.deviation(survey.setup.width, survey.setup.width),
            crowd,
            decades,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = Plan::new(self, frame, theme);
        match layer {
            GROUND_LAYER => self.draw_ground(&plan, pencil, theme),
            CROWD_LAYER => self.draw_crowd(&plan, pencil, theme),
            _ => self.draw_at(&plan, pencil, theme),
        }
    }

    fn ground(&self) -> [i32; 3] {
        [self.depth() as i32, self.decades.0, self.decades.1]
    }

    fn verdict(&self) -> Vec<Sentence> {
        vec![
            Sentence::new("depth.verdict")
                .with("at", self.at.to_string())
                .with("signal", size(self.crowd.signal[self.at].median()))
                .with("gradient", size(self.crowd.gradient[self.at].median())),
        ]
    }

    fn description(&self) -> Vec<Sentence> {
        let mut said = vec![Sentence::new("depth.description").with_word("name", self.name())];
        said.append(&mut self.verdict());
        said
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |colour, dashes, sentence| LegendEntry { colour, dashes, sentence };
        vec![
            entry(theme.signal, &[], Sentence::new("depth.legend.signal")),
            entry(theme.gradient, &[], Sentence::new("depth.legend.gradient")),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let shown = format!("{} of {}", self.crowd.count(), self.survey.networks);
        vec![
            Readout::number("signal", size(self.crowd.signal[self.at].median())),
            Readout::number("gradient", size(self.crowd.gradient[self.at].median())),
            Readout::number("shown", shown),
        ]
    }

    fn table(&self) -> Table {
        let mut rows = Vec::new();
        for layer in 0..=self.depth() {
            rows.push(vec![
                layer.to_string(),
                size(self.crowd.signal[layer].median()),
                size(self.crowd.gradient[layer].median()),
            ]);
        }
        let columns = ["layer", "signal", "gradient"]
            .into_iter()
            .map(|key| Sentence::new(format!("depth.table.{key}")))
            .collect();
        let caption = Sentence::new("depth.table.caption").with_word("name", self.name());
        Table { caption, columns, rows, current: Some(self.at) }
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        match index {
            DEVIATION => Some(Sentence::new("depth.deviation.value").with("value", brief(self.deviation, 4))),
            _ => None,
        }
    }

    fn relevant(&self, index: usize) -> bool {
        index != DEVIATION || matches!(self.survey.setup.weights, Weights::Normal(_))
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = Plan::new(self, frame, theme);
        let x = self.at as f64;
        [&plan.signal, &plan.gradient]
            .map(|panel| Handle { at: panel.to_picture((x, f64::from(self.decades.0))), parameter: AT })
            .to_vec()
    }

    fn drag(&self, handle: usize, to: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = Plan::new(self, frame, theme);
        let panel = if handle == 0 { &plan.signal } else { &plan.gradient };
        let (layer, _) = panel.to_plane(to);
        vec![(AT, Value::Number(limited(libm::round(layer), 0.0, self.depth() as f64)))]
    }
}
