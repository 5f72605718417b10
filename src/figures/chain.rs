//! The gradient on its way back through a chain of layers: its size at every layer above, and below each layer's two
//! factors apart, weight and slope.

mod drawing;

use self::drawing::{Plan, pen_of};

use super::panel::Frame;
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::theme::Theme;
use super::{Digits, Handle, LegendEntry, Mark, Picture, Readout, Table};
use crate::activation::Activation;
use crate::chain::{Cause, Layer, LayerCount, MOST_LAYERS, Passed, passed};
use crate::decimal::Decimal;
use crate::state::{Domain, Parameter, Preset, Scale, State, Value, append};
use crate::words::{Sentence, brief, indexed, significant};

const FACTORS: usize = 0;
const WEIGHT: usize = 1;
const Z: usize = 2;
const OUTPUT: usize = 3;
const LAYERS: usize = 4;
const KIND: usize = 5;
const BESIDE: usize = 6;
const AT: usize = 7;
const OFF: usize = 8;

/// What moves: all but the axes. They are the ground.
const MOVING: usize = 1;

pub(crate) const PARAMETERS: [Parameter; 9] = [
    Parameter {
        key: "factors",
        domain: Domain::Number { min: 1.0, max: MOST_LAYERS as f64, scale: Scale::Whole, anchors: &[] },
        default: Value::Number(3.0),
        layer: MOVING,
    },
    Parameter {
        key: "weight",
        domain: Domain::Number {
            min: 0.01,
            max: 2.0,
            scale: Scale::Logarithmic,
            anchors: &[0.01, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0],
        },
        default: Value::Number(0.1),
        layer: MOVING,
    },
    Parameter { key: "z", domain: super::PRE_ACTIVATION, default: Value::Number(1.0), layer: MOVING },
    Parameter {
        key: "output",
        domain: Domain::Number { min: 0.001, max: 1000.0, scale: Scale::Logarithmic, anchors: &[1.0] },
        default: Value::Number(1.0),
        layer: MOVING,
    },
    Parameter {
        key: "layers",
        domain: Domain::Choice(&["with-input", "of-weights", "of-factors"]),
        default: Value::Choice(0),
        layer: MOVING,
    },
    Parameter {
        key: "kind",
        domain: Domain::Choice(&["relu", "alternating"]),
        default: Value::Choice(0),
        layer: MOVING,
    },
    Parameter {
        key: "beside",
        domain: Domain::Set(&["sigmoid", "tanh", "leaky-relu"]),
        default: Value::Set(SIGMOID),
        layer: MOVING,
    },
    Parameter {
        key: "at",
        domain: Domain::Choice(&["best", "same"]),
        default: Value::Choice(0),
        layer: MOVING,
    },
    Parameter { key: "off", domain: Domain::Numbered(MOST_LAYERS), default: Value::Set(0), layer: MOVING },
];

/// Sigmoid alone, of those beside.
const SIGMOID: u64 = 1;

const PRESETS: [Preset; 5] = [
    Preset { key: "worked", values: &[] },
    Preset { key: "half", values: &[(WEIGHT, Value::Number(0.5))] },
    Preset { key: "twenty", values: &[(FACTORS, Value::Number(20.0)), (WEIGHT, Value::Number(1.0))] },
    Preset { key: "exercise", values: &[(FACTORS, Value::Number(8.0)), (WEIGHT, Value::Number(0.3))] },
    Preset {
        key: "alternating",
        values: &[(FACTORS, Value::Number(4.0)), (WEIGHT, Value::Number(1.0)), (KIND, Value::Choice(1))],
    },
];

/// The pre-activation of a layer that is switched off.
const OFF_Z: f64 = -1.0;

/// The slope that Leaky ReLU has on the left: that of its paper.
const LEAKY: Activation = Activation::LeakyRelu { slope: 0.01 };

/// What can stand beside the chain, in the order of the parameter.
const RIVALS: [Activation; 3] = [Activation::Sigmoid, Activation::Tanh, LEAKY];

/// A chain of one kind, and the gradients in it.
#[derive(Clone, Debug)]
struct Strand {
    /// What it is made of; in the alternating chain, of every second layer.
    activation: Activation,
    /// Layer 1 first.
    layers: Vec<Layer>,
    /// The gradient at the output, and behind each layer: layer k first.
    output: Decimal,
    steps: Vec<Passed>,
    /// log₁₀ of these gradients, that of the output first; −∞ of 0.
    exponents: Vec<f64>,
    /// The gradient that is left at layer 1, as it is written.
    end: String,
}

impl Strand {
    fn new(activation: Activation, layers: Vec<Layer>, output: f64) -> Self {
        let output = Decimal::of_finite(output);
        let steps = passed(&layers, output);
        let mut exponents = Vec::with_capacity(steps.len() + 1);
        exponents.push(output.log10());
        for step in &steps {
            exponents.push(step.decimal.log10());
        }
        let end = size(steps.last().map_or(output, |step| step.decimal));
        Strand { activation, layers, output, steps, exponents, end }
    }

    /// The gradient that is left at layer 1.
    fn end(&self) -> Decimal {
        self.steps.last().map_or(self.output, |step| step.decimal)
    }
}

/// The inputs of the figure, and the chains that it shows.
#[derive(Clone, Debug)]
pub(super) struct ChainPicture {
    factors: usize,
    weight: f64,
    z: f64,
    output: f64,
    count: LayerCount,
    alternating: bool,
    same: bool,
    off: u64,
    /// The chain that the figure is about, and those beside it.
    strands: Vec<Strand>,
    /// What the sigmoid chain, beside it or not, leaves of the gradient, and how many times more the own one leaves: the
    /// article quotes it.
    sigmoid: String,
    ratio: Option<(Decimal, String)>,
    /// The exponents of ten between which the upper axis runs.
    low: i32,
    high: i32,
    /// The exponent of ten that the axis of the factors ends at.
    floor: i32,
}

/// The exponents that an axis may end at.
const ENDS: [i32; 11] = [0, 2, 4, 8, 12, 16, 24, 32, 64, 128, 256];

/// The nearest such exponent that is not nearer to 0.
fn end(exponent: f64) -> i32 {
    ENDS.into_iter().find(|end| f64::from(*end) >= exponent).unwrap_or(512)
}

impl ChainPicture {
    fn own(&self) -> &Strand {
        &self.strands[0]
    }

    fn beside(&self) -> &[Strand] {
        &self.strands[1..]
    }

    fn is_off(&self, layer: usize) -> bool {
        self.off >> (layer - 1) & 1 == 1
    }

    fn name(&self, strand: &Strand) -> String {
        let own = strand.activation == Activation::RELU && self.alternating;
        if own { "chain.alternating".to_string() } else { format!("activation.{}", strand.activation.name()) }
    }
}

impl ChainPicture {
    fn layers(&self) -> String {
        self.count.layers(self.factors).to_string()
    }

    /// A sentence about the count of layers.
    fn counted(&self, key: &str) -> Sentence {
        Sentence::new(key)
            .with("factors", self.factors.to_string())
            .with("layers", self.layers())
            .with_word("count", format!("chain.count.{}", self.count.name()))
    }

    /// What became of a rival's gradient, beside the own one.
    fn compared(&self, rival: &Strand) -> Sentence {
        let named = |key: &str| Sentence::new(key).with_word("name", self.name(rival));
        let end = rival.end.clone();
        let ratio = match rival.activation {
            Activation::Sigmoid => self.ratio.clone(),
            _ => ratio(self.own().end(), rival.end()),
        };
        let Some((ratio, shown)) = ratio else {
            // No slope of a rival is ever 0.
            return named("chain.verdict.some").with("end", end);
        };
        let exponent = ratio.log10();
        if exponent == 0.0 {
            return named("chain.verdict.equal");
        }
        let (key, shown) = if exponent > 0.0 {
            ("chain.verdict.larger", shown)
        } else {
            ("chain.verdict.smaller", times(ratio.inverse()))
        };
        named(key).with("ratio", shown).with("end", end)
    }

    /// What the weight does to all chains alike.
    fn of_the_weight(&self) -> Sentence {
        let many = ["one", "both", "all"][self.beside().len().min(2)];
        let weight = Decimal::of_finite(self.weight);
        let (what, factor) = if self.weight < 1.0 {
            ("lose", weight.inverse())
        } else if self.weight > 1.0 {
            ("gain", weight)
        } else {
            return Sentence::new("chain.verdict.keep").with("weight", brief(self.weight, 4));
        };
        Sentence::new(format!("chain.verdict.{what}.{many}")).with("factor", times(factor))
    }
}

/// How many digits of a gradient are shown.
const SHOWN: usize = 6;

fn size(gradient: Decimal) -> String {
    significant(gradient, SHOWN)
}

/// How many times larger the own gradient at layer 1 is than a rival's, and as it is said; none where it is exactly 0.
fn ratio(own: Decimal, rival: Decimal) -> Option<(Decimal, String)> {
    let ratio = own.divided_by(rival)?;
    (!ratio.is_zero()).then(|| (ratio, times(ratio)))
}

/// A ratio as it is said: whole where it is whole, to three digits elsewhere.
fn times(ratio: Decimal) -> String {
    let whole = ratio.value();
    let digits = if whole < 1e7 && libm::round(whole) == whole { 7 } else { 3 };
    significant(ratio, digits)
}

impl Picture for ChainPicture {
    const NAME: &'static str = "chain";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 2;
    const PRESETS: &'static [Preset] = &PRESETS;

    fn read(state: &State, _before: Option<&Self>, _results: &[Vec<f64>]) -> Self {
        let factors = (state.number(FACTORS) as usize).clamp(1, MOST_LAYERS);
        let (weight, z, output) = (state.number(WEIGHT), state.number(Z), state.number(OUTPUT));
        let (alternating, same) = (state.choice(KIND) == 1, state.choice(AT) == 1);
        let strand = |of_the_chain: Activation| {
            let alternates = alternating && of_the_chain == Activation::RELU;
            let mut layers = Vec::with_capacity(factors);
            for number in 1..=factors {
                let second = alternates && number.is_multiple_of(2);
                let activation = if second { Activation::Sigmoid } else { of_the_chain };
                let z = match activation {
                    Activation::Sigmoid | Activation::Tanh if !same => 0.0,
                    _ if state.has(OFF, number - 1) => OFF_Z,
                    _ => z,
                };
                layers.push(Layer { activation, z, weight });
            }
            Strand::new(of_the_chain, layers, output)
        };
        let mut strands = vec![strand(Activation::RELU)];
        for (index, rival) in RIVALS.into_iter().enumerate() {
            if state.has(BESIDE, index) {
                strands.push(strand(rival));
            }
        }
        let beside = strands.get(1).filter(|first| first.activation == Activation::Sigmoid);
        let apart = beside.is_none().then(|| strand(Activation::Sigmoid));
        let (sigmoid, ratio) = match beside.or(apart.as_ref()) {
            Some(sigmoid) => (sigmoid.end.clone(), ratio(strands[0].end(), sigmoid.end())),
            None => (String::new(), None),
        };
        let (mut low, mut high, mut floor) = (0.0f64, 0.0f64, -3);
        for strand in &strands {
            for exponent in &strand.exponents {
                if exponent.is_finite() {
                    (low, high) = (low.min(*exponent), high.max(*exponent));
                }
            }
            for step in &strand.steps {
                if step.slope != 0.0 && step.slope < 0.1 {
                    floor = -5;
                }
            }
        }
        ChainPicture {
            factors,
            weight,
            z,
            output,
            count: LayerCount::ALL[state.choice(LAYERS).min(2)],
            alternating,
            same,
            off: state.bits(OFF),
            low: -end(-low).max(2),
            high: end(high),
            floor,
            strands,
            sigmoid,
            ratio,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = Plan::new(self, frame, theme);
        if layer == 0 {
            self.draw_ground(&plan, pencil, theme);
        } else {
            self.draw_chains(&plan, pencil, theme);
        }
    }

    fn ground(&self) -> [i32; 3] {
        [self.factors as i32, self.low << 16 | self.high, self.floor]
    }

    fn verdict(&self) -> Vec<Sentence> {
        let own = self.own();
        let mut said = vec![match own.steps.last().and_then(|step| step.cause) {
            Some(Cause::Slope(layer)) => Sentence::new("chain.verdict.zero").with("layer", layer.to_string()),
            _ => Sentence::new("chain.verdict.end")
                .with("end", own.end.clone())
                .with_word("name", self.name(own)),
        }];
        for rival in self.beside() {
            said.push(self.compared(rival));
        }
        said.push(self.of_the_weight());
        if self.alternating {
            // Every second layer, beginning with the second. Where they are at their best, none is off.
            let slope = |z: f64| brief(Activation::Sigmoid.derivative(z), 4);
            let count = self.factors / 2;
            let off = (1..=count).filter(|half| self.same && self.is_off(2 * half)).count();
            let some = off > 0 && off < count;
            let all_off = off > 0 && !some;
            let z = if all_off {
                OFF_Z
            } else if self.same {
                self.z
            } else {
                0.0
            };
            let mut sentence = Sentence::new(if some {
                "chain.verdict.alternating.off"
            } else {
                "chain.verdict.alternating"
            })
            .with("count", count.to_string())
            .with("factors", self.factors.to_string())
            .with("slope", slope(z));
            if some {
                sentence = sentence.with("off", slope(OFF_Z));
            }
            said.push(sentence);
        }
        said
    }

    fn description(&self) -> Vec<Sentence> {
        let at = if self.same { "chain.at.same" } else { "chain.at.best" };
        let mut said = vec![
            Sentence::new("chain.description")
                .with("factors", self.factors.to_string())
                .with("weight", brief(self.weight, 4))
                .with("z", brief(self.z, 4))
                .with("output", brief(self.output, 4))
                .with_word("at", at),
        ];
        let mut off = String::new();
        for layer in 1..=self.factors {
            if self.is_off(layer) {
                append(&mut off, ", ", &layer.to_string());
            }
        }
        if !off.is_empty() {
            said.push(Sentence::new("chain.description.off").with("layers", off));
        }
        said.append(&mut self.verdict());
        said
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let mut entries = Vec::new();
        for strand in &self.strands {
            let (colour, dashes) = pen_of(strand.activation, theme);
            let (mark, sentence) = (Mark::Line(dashes), Sentence::new(self.name(strand)));
            entries.push(LegendEntry { colour, mark, sentence });
        }
        let sentence = Sentence::new("chain.legend.weight");
        entries.push(LegendEntry { colour: theme.muted, mark: Mark::Line(&[]), sentence });
        entries
    }

    fn readouts(&self) -> Vec<Readout> {
        // Nothing is no times the rest: no slope of sigmoid is ever 0.
        let ratio = self.ratio.as_ref().map_or_else(|| "0".to_string(), |(_, shown)| shown.clone());
        vec![
            Readout::number("layers", self.layers()),
            Readout::number("factors", self.factors.to_string()),
            Readout::number("weight", brief(self.weight, 4)),
            Readout::number("slope", brief(Activation::RELU.derivative(self.z), 4)),
            Readout::number("end", self.own().end.clone()),
            Readout::number("sigmoid", self.sigmoid.clone()),
            Readout::number("ratio", ratio),
        ]
    }

    fn table(&self, digits: Digits) -> Table {
        // Beyond the doubles a gradient is a decimal of some sixteen digits.
        let size = |gradient| significant(gradient, if digits == Digits::All { 16 } else { SHOWN });
        let mut columns = vec![Sentence::new("chain.table.delta"), Sentence::new("chain.table.weight")];
        for strand in &self.strands {
            for column in ["chain.table.slope", "chain.table.gradient"] {
                columns.push(Sentence::new(column).with_word("name", self.name(strand)));
            }
        }
        // The output has no factor of its own.
        let mut first = vec![indexed("δ", self.factors + 1), String::new()];
        for strand in &self.strands {
            first.push(String::new());
            first.push(size(strand.output));
        }
        let mut rows = vec![first];
        for back in 0..self.factors {
            let mut row =
                vec![indexed("δ", self.factors - back), digits.of(self.weight, |weight| brief(weight, 4))];
            for strand in &self.strands {
                let step = strand.steps[back];
                row.push(digits.of(step.slope, |slope| brief(slope, 6)));
                row.push(size(step.decimal));
            }
            rows.push(row);
        }
        Table { caption: self.counted("chain.table.caption"), columns, rows, current: None }
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        match index {
            FACTORS => Some(self.counted("chain.factors.value")),
            Z => Some(
                Sentence::new("chain.z.value")
                    .with("z", brief(self.z, 4))
                    .with("slope", brief(Activation::RELU.derivative(self.z), 4)),
            ),
            _ => None,
        }
    }

    fn relevant(&self, index: usize) -> bool {
        let saturating =
            |strand: &Strand| matches!(strand.activation, Activation::Sigmoid | Activation::Tanh);
        index != AT || self.alternating || self.beside().iter().any(saturating)
    }

    fn numbers(&self, index: usize) -> usize {
        if index == OFF { self.factors } else { 0 }
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = Plan::new(self, frame, theme);
        vec![Handle { at: self.weight_handle(&plan, theme), parameter: WEIGHT }]
    }

    fn marks(&self, index: usize, frame: &Frame, theme: &Theme) -> Vec<Place> {
        let plan = Plan::new(self, frame, theme);
        match index {
            WEIGHT => vec![self.weight_handle(&plan, theme)],
            OUTPUT => vec![plan.unit(self.factors + 1)],
            FACTORS | LAYERS => vec![plan.unit(1), plan.unit(self.factors)],
            Z | KIND | AT | OFF => (1..=self.factors).map(|layer| plan.unit(layer)).collect(),
            _ => Vec::new(),
        }
    }

    fn drag(&self, _handle: usize, to: (f64, f64), frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let panel = Plan::new(self, frame, theme).factor;
        let (_, exponent) = panel.to_plane(to);
        let reach = 3.0 / panel.pixels_up();
        vec![(WEIGHT, Value::Number(PARAMETERS[WEIGHT].at_position(exponent, reach, false)))]
    }

    fn tap(&self, (x, _): Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = Plan::new(self, frame, theme);
        let column = libm::floor((x - plan.first) / plan.column);
        if column >= 0.0 && column < self.factors as f64 {
            vec![(OFF, Value::Set(self.off ^ 1 << column as u32))]
        } else {
            Vec::new()
        }
    }
}
