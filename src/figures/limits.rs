//! The limits of ReLU: the signs of the gradients behind it, the mean of its outputs, the growth of the signal.

mod drawing;

use self::drawing::{NEAR_ENOUGH, Plan};
use super::panel::Frame;
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::theme::{Theme, pen};
use super::{Digits, Handle, LegendEntry, Mark, Picture, Readout, Table};
use crate::activation::Activation;
use crate::initialisation::factor;
use crate::limits::{
    OutgoingGradients, drawn_gradients, drawn_outputs, grown, lasting_agreement, mean_of, mean_output,
    overflow,
};
use crate::state::{Domain, Parameter, Preset, Scale, State, Value, limited};
use crate::words::{Sentence, brief, decimals, in_digits, percent};

const ACTIVATION: usize = 0;
const BATCH: usize = 1;
const DEVIATION: usize = 2;
const WIDTH: usize = 3;
const DEPTH: usize = 4;
const SEED: usize = 5;

/// The axes; those of the growth follow its depth and how steep it is.
const GROUND_LAYER: usize = 0;
/// The gradients and the outputs.
const UNITS_LAYER: usize = 1;
const GROWTH_LAYER: usize = 2;

const LEAST_DEVIATION: f64 = 0.01;
const MOST_DEVIATION: f64 = 2.0;

pub(crate) const PARAMETERS: [Parameter; 6] = [
    Parameter {
        key: "activation",
        domain: Domain::Choice(&["relu", "leaky-relu", "sigmoid", "tanh"]),
        default: Value::Choice(0),
        layer: UNITS_LAYER,
    },
    Parameter::count("batch", 1.0, 64.0, 1.0, UNITS_LAYER),
    Parameter {
        key: "deviation",
        domain: Domain::Number {
            min: LEAST_DEVIATION,
            max: MOST_DEVIATION,
            scale: Scale::Logarithmic,
            anchors: &[LEAST_DEVIATION, 0.1, 0.5, 1.0, MOST_DEVIATION],
        },
        default: Value::Number(0.1),
        layer: GROWTH_LAYER,
    },
    Parameter {
        key: "width",
        domain: Domain::Number {
            min: 4.0,
            max: 1024.0,
            scale: Scale::WholeLogarithmic,
            anchors: &[8.0, 64.0, 200.0, 256.0, 784.0, 1024.0],
        },
        default: Value::Number(256.0),
        layer: GROWTH_LAYER,
    },
    Parameter::count("depth", 1.0, 50.0, 20.0, GROWTH_LAYER),
    Parameter { key: "seed", domain: Domain::Seed, default: Value::Seed(42), layer: UNITS_LAYER },
];

/// The activations, in the order of the parameter.
const ACTIVATIONS: [Activation; 4] =
    [Activation::RELU, Activation::LeakyRelu { slope: 0.01 }, Activation::Sigmoid, Activation::Tanh];

const PRESETS: [Preset; 4] = [
    Preset { key: "he", values: &[(WIDTH, Value::Number(200.0))] },
    Preset { key: "large", values: &[(DEVIATION, Value::Number(1.0))] },
    Preset { key: "fades", values: &[(WIDTH, Value::Number(64.0))] },
    Preset { key: "centred", values: &[(ACTIVATION, Value::Choice(3))] },
];

/// How many weights are shown, and how many outputs are sampled.
const WEIGHTS: usize = 16;
const OUTPUTS: usize = 1000;

/// The inputs of the figure, and what follows from them.
#[derive(Clone, Debug)]
pub(super) struct LimitsPicture {
    activation: Activation,
    batch: usize,
    deviation: f64,
    width: f64,
    depth: usize,
    gradients: OutgoingGradients,
    outputs: Vec<f64>,
    /// The mean output, of the distribution and of the sample.
    mean: f64,
    sampled: f64,
    /// What becomes of the signal; none where the activation is bounded.
    growth: Option<Growth>,
}

/// A signal that every layer multiplies by the same factor.
#[derive(Clone, Debug)]
struct Growth {
    factor: f64,
    /// The factor of weights with standard deviation 1.
    of_one: f64,
    /// The size at the input and after each layer.
    sizes: Vec<f64>,
}

impl Growth {
    fn end(&self) -> f64 {
        self.sizes[self.sizes.len() - 1]
    }

    /// By how many powers of ten a layer changes the size.
    fn decades(&self) -> f64 {
        libm::log10(self.factor)
    }

    /// Whether the size stays what it is, as far as three digits tell.
    fn is_neutral(&self) -> bool {
        libm::fabs(self.end() - 1.0) < 0.005
    }

    /// The standard deviation that keeps the size.
    fn neutral_deviation(&self) -> f64 {
        1.0 / self.of_one
    }
}

impl LimitsPicture {
    fn name(&self) -> String {
        format!("activation.{}", self.activation.name())
    }

    /// Whether the growth is so steep that its axis must reach far.
    fn is_far(&self) -> bool {
        self.growth.as_ref().is_some_and(|growth| libm::fabs(growth.decades()) > NEAR_ENOUGH)
    }

    fn of_the_signs(&self) -> Vec<Sentence> {
        let (positive, negative) = (self.gradients.positive(), self.gradients.negative());
        let key = if positive.min(negative) > 0 || positive + negative < 2 {
            "limits.signs.mixed"
        } else if self.gradients.zero() > 0 {
            "limits.signs.some"
        } else {
            "limits.signs.all"
        };
        let mut said = vec![
            Sentence::new(key)
                .with("count", WEIGHTS.to_string())
                .with("positive", positive.to_string())
                .with("negative", negative.to_string())
                .with("zero", self.gradients.zero().to_string()),
        ];
        let lasting = lasting_agreement(self.activation).filter(|share| self.batch > 1 && *share > 0.5);
        if let Some(share) = lasting {
            said.push(Sentence::new("limits.signs.lasting").with("share", brief(100.0 * share, 0)));
        }
        said
    }

    fn of_the_mean(&self) -> Sentence {
        let key = if self.mean == 0.0 { "limits.mean.centred" } else { "limits.mean.off" };
        Sentence::new(key).with_word("name", self.name()).with("mean", shown_mean(self.mean))
    }

    fn of_the_growth(&self) -> Vec<Sentence> {
        let Some(growth) = &self.growth else {
            return vec![Sentence::new("limits.growth.bounded").with_word("name", self.name())];
        };
        let key = if growth.is_neutral() {
            "limits.growth.neutral"
        } else if growth.factor > 1.0 {
            "limits.growth.grows"
        } else {
            "limits.growth.fades"
        };
        let mut said = vec![
            Sentence::new(key)
                .with("deviation", brief(self.deviation, 4))
                .with("width", brief(self.width, 0))
                .with("factor", shown_factor(growth.factor))
                .with("depth", self.depth.to_string())
                .with("size", size(growth.end())),
        ];
        if let Some(layer) = overflow(&growth.sizes) {
            said.push(Sentence::new("limits.growth.overflow").with("layer", layer.to_string()));
        }
        said
    }
}

fn size(number: f64) -> String {
    in_digits(number, 3)
}

/// A factor that is nearly 1 is told from it.
fn shown_factor(factor: f64) -> String {
    let digits = if libm::fabs(factor - 1.0) < 0.01 { 5 } else { 3 };
    in_digits(factor, digits)
}

fn shown_mean(mean: f64) -> String {
    brief(mean, 3)
}

impl Picture for LimitsPicture {
    const NAME: &'static str = "limits";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;
    const PRESETS: &'static [Preset] = &PRESETS;

    fn read(state: &State, _before: Option<&Self>, _results: &[Vec<f64>]) -> Self {
        let activation = ACTIVATIONS[state.choice(ACTIVATION).min(3)];
        let (deviation, width) = (state.number(DEVIATION), state.number(WIDTH));
        let (batch, depth) = (state.number(BATCH) as usize, state.number(DEPTH) as usize);
        let seed = state.seed(SEED);
        let slope = match activation {
            Activation::Relu { .. } => Some(0.0),
            Activation::LeakyRelu { slope } => Some(slope),
            _ => None,
        };
        let growth = slope.map(|slope| {
            let factor_of = |deviation| factor(deviation, width, slope);
            let factor = factor_of(deviation);
            Growth { factor, of_one: factor_of(1.0), sizes: grown(factor, depth) }
        });
        let outputs = drawn_outputs(activation, OUTPUTS, seed);
        LimitsPicture {
            activation,
            batch,
            deviation,
            width,
            depth,
            gradients: drawn_gradients(activation, WEIGHTS, batch, seed),
            mean: mean_output(activation).unwrap_or(f64::NAN),
            sampled: mean_of(&outputs),
            outputs,
            growth,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = Plan::new(self, frame, theme);
        match layer {
            GROUND_LAYER => self.draw_ground(&plan, pencil, theme),
            UNITS_LAYER => {
                self.draw_gradients(&plan.gradients, pencil, theme);
                self.draw_outputs(&plan.outputs, pencil, theme);
            }
            _ => self.draw_growth(&plan.growth, pencil, theme),
        }
    }

    fn ground(&self) -> [i32; 3] {
        [self.depth as i32, i32::from(self.is_far()), 0]
    }

    fn verdict(&self) -> Vec<Sentence> {
        let mut said = self.of_the_signs();
        said.push(self.of_the_mean());
        said.append(&mut self.of_the_growth());
        said
    }

    fn description(&self) -> Vec<Sentence> {
        let mut said = vec![
            Sentence::new("limits.description")
                .with("weights", WEIGHTS.to_string())
                .with_word("name", self.name())
                .with("batch", self.batch.to_string())
                .with("outputs", OUTPUTS.to_string())
                .with("mean", shown_mean(self.mean)),
        ];
        said.push(match &self.growth {
            Some(_) => Sentence::new("limits.description.growth")
                .with("depth", self.depth.to_string())
                .with("width", brief(self.width, 0))
                .with("deviation", brief(self.deviation, 4)),
            None => Sentence::new("limits.description.bound"),
        });
        said.append(&mut self.verdict());
        said
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |colour, mark, sentence| LegendEntry { colour, mark, sentence };
        let line = Mark::Line(&[]);
        let (colour, _) = pen(self.activation, theme);
        let mut entries = vec![
            entry(theme.gradient, line, Sentence::new("limits.legend.gradient")),
            entry(colour, line, Sentence::new("limits.legend.signal")),
            entry(theme.ink, Mark::Line(&[5.0, 3.0]), Sentence::new("limits.legend.mean")),
        ];
        if self.gradients.zero() > 0 || self.activation == Activation::RELU {
            entries.insert(1, entry(theme.muted, Mark::Hatched, Sentence::new("limits.legend.zero")));
        }
        entries
    }

    fn readouts(&self) -> Vec<Readout> {
        let share = self.gradients.agreement().map(|share| percent(share, 0));
        let none = || "–".to_string();
        let of_growth = |of: fn(&Growth) -> String| self.growth.as_ref().map_or_else(none, of);
        vec![
            Readout::number("agreement", share.unwrap_or_else(none)),
            Readout::number("zero", self.gradients.zero().to_string()),
            Readout::number("mean", shown_mean(self.mean)),
            Readout::number("sampled", decimals(self.sampled, 3)),
            Readout::number("factor", of_growth(|growth| shown_factor(growth.factor))),
            Readout::number("end", of_growth(|growth| size(growth.end()))),
            Readout::number("neutral", of_growth(|growth| size(growth.neutral_deviation()))),
        ]
    }

    fn table(&self, digits: Digits) -> Table {
        let mut rows = Vec::new();
        for layer in 0..=self.depth {
            let shown = match &self.growth {
                Some(growth) => digits.of(growth.sizes[layer], |size| in_digits(size, 6)),
                None if layer == 0 => "1".to_string(),
                None => "< 1".to_string(),
            };
            rows.push(vec![layer.to_string(), shown]);
        }
        let columns = vec![Sentence::new("limits.table.layer"), Sentence::new("limits.table.size")];
        let caption = Sentence::new("limits.table.caption").with_word("name", self.name());
        Table { caption, columns, rows, current: None }
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        let growth = self.growth.as_ref()?;
        let (key, number) = match index {
            DEVIATION => ("limits.deviation.value", self.deviation),
            WIDTH => ("limits.width.value", self.width),
            _ => return None,
        };
        Some(Sentence::new(key).with("value", brief(number, 4)).with("factor", shown_factor(growth.factor)))
    }

    fn relevant(&self, index: usize) -> bool {
        self.growth.is_some() || !matches!(index, DEVIATION | WIDTH)
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let panel = Plan::new(self, frame, theme).growth;
        let Some(growth) = &self.growth else { return Vec::new() };
        vec![Handle { at: self.end_of(growth, &panel), parameter: DEVIATION }]
    }

    fn drag(&self, _handle: usize, to: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let panel = Plan::new(self, frame, theme).growth;
        let Some(growth) = &self.growth else { return Vec::new() };
        let (_, exponent) = panel.to_plane(to);
        // The line of what stays the same holds the hand.
        let deviation = if libm::fabs(exponent) * panel.pixels_up() < 5.0 {
            growth.neutral_deviation()
        } else {
            // A near axis stays near under the hand.
            let most = if self.is_far() { f64::INFINITY } else { 0.99 * NEAR_ENOUGH };
            let decades = limited(exponent / self.depth as f64, -most, most);
            let position = decades - libm::log10(growth.of_one);
            PARAMETERS[DEVIATION].at_position(position, 0.0, true)
        };
        vec![(DEVIATION, Value::Number(limited(deviation, LEAST_DEVIATION, MOST_DEVIATION)))]
    }
}
