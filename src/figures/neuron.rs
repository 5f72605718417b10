//! One unit on the unit square: where it fires, on sampled inputs and exactly, and how far it is from life.

mod drawing;
mod plane;

use std::sync::Arc;

use self::drawing::Plan;
use self::plane::{Boundary, Point};
use super::panel::Frame;
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::{Digits, Handle, LegendEntry, Mark, Picture, Readout, Table, Theme};
use crate::activation::Activation;
use crate::decimal::Decimal;
use crate::neuron::{Activity, Extreme, Neuron, Sample, Uncertainty, drawn};
use crate::state::{Domain, Parameter, Preset, Scale, State, Value, limited, on_grid};
use crate::words::{Sentence, brief, in_digits, significant};

const W1: usize = 0;
const W2: usize = 1;
const B: usize = 2;
const POINTS: usize = 3;
const X1: usize = 4;
const X2: usize = 5;
const W3: usize = 6;
const X3: usize = 7;
const SEED: usize = 8;

const FRAME_LAYER: usize = 0;
/// What depends on the unit and its sample.
const UNIT_LAYER: usize = 1;
/// The marked input, in the square and among the values of z.
const MARK_LAYER: usize = 2;

const MOST_POINTS: f64 = 1000.0;

/// The largest size of a weight, and of the bias.
const MOST_WEIGHT: f64 = 2.0;
const MOST_BIAS: f64 = 12.0;

const TENTHS: Scale = Scale::Linear { per_unit: 10.0, fine: 100.0 };

const fn number(key: &'static str, min: f64, max: f64, default: f64, layer: usize) -> Parameter {
    Parameter {
        key,
        domain: Domain::Number { min, max, scale: TENTHS, anchors: &[] },
        default: Value::Number(default),
        layer,
    }
}

pub(crate) const PARAMETERS: [Parameter; 9] = [
    number("w1", -MOST_WEIGHT, MOST_WEIGHT, 1.0, UNIT_LAYER),
    number("w2", -MOST_WEIGHT, MOST_WEIGHT, 1.0, UNIT_LAYER),
    number("b", -MOST_BIAS, MOST_BIAS, -1.0, UNIT_LAYER),
    Parameter {
        key: "points",
        domain: Domain::Number { min: 1.0, max: MOST_POINTS, scale: Scale::Whole, anchors: &[100.0] },
        default: Value::Number(100.0),
        layer: UNIT_LAYER,
    },
    number("x1", 0.0, 1.0, 0.7, MARK_LAYER),
    number("x2", 0.0, 1.0, 0.8, MARK_LAYER),
    number("w3", -MOST_WEIGHT, MOST_WEIGHT, 0.0, UNIT_LAYER),
    number("x3", 0.0, 1.0, 0.0, UNIT_LAYER),
    Parameter { key: "seed", domain: Domain::Seed, default: Value::Seed(42), layer: UNIT_LAYER },
];

const PRESETS: [Preset; 4] = [
    Preset {
        key: "dead",
        values: &[(W1, Value::Number(0.01)), (W2, Value::Number(0.01)), (B, Value::Number(-10.0))],
    },
    Preset { key: "half", values: &[] },
    Preset { key: "always", values: &[(B, Value::Number(0.5))] },
    Preset {
        key: "exercise",
        values: &[
            (W1, Value::Number(0.5)),
            (W2, Value::Number(-0.8)),
            (B, Value::Number(0.0)),
            (X1, Value::Number(0.4)),
            (X2, Value::Number(0.6)),
            (W3, Value::Number(0.3)),
            (X3, Value::Number(0.1)),
        ],
    },
];

/// The handles, in the order of [`NeuronPicture::handles`]. Without a boundary there is the marked input alone.
const INPUT: usize = 0;
const SHIFT: usize = 1;
const TURN: usize = 2;

/// The inputs of the figure, and all that is known of the unit.
#[derive(Clone, Debug)]
pub(super) struct NeuronPicture {
    /// The unit with all its inputs: two, or three where the third has a weight.
    whole: Neuron,
    /// The unit on the square: a third input is held at `x3`.
    unit: Neuron,
    x3: f64,
    /// The unit's bias is the parameter and this, which the held input contributes.
    held: Decimal,
    seed: u64,
    /// The sampled inputs, and where the unit fires among them.
    points: Arc<[f64]>,
    sample: Arc<Sample>,
    /// The marked input, and the pre-activation there.
    input: Point,
    z: f64,
    share: f64,
    smallest: Extreme,
    largest: Extreme,
    activity: Activity,
}

impl NeuronPicture {
    /// The weights of the two inputs of the square.
    fn weights(&self) -> [f64; 2] {
        let weights = self.unit.weights();
        [weights[0], weights[1]]
    }

    fn boundary(&self) -> Option<Boundary> {
        Boundary::new(self.weights(), self.unit.bias())
    }
}

impl NeuronPicture {
    /// Where the unit fires, as an inequality: without a factor that both sides share.
    fn condition(&self) -> Option<String> {
        let [first, second] = self.weights();
        let common = match (libm::fabs(first), libm::fabs(second)) {
            (0.0, 0.0) => return None,
            (0.0, size) | (size, 0.0) => size,
            (one, other) if one == other => one,
            _ => 1.0,
        };
        let common = Decimal::of_finite(common);
        let mut text = String::new();
        for (weight, name) in [(first, "x₁"), (second, "x₂")] {
            let size = Decimal::of_finite(libm::fabs(weight)).divided_by(common)?;
            if size.is_zero() {
                continue;
            }
            text.push_str(match (weight < 0.0, text.is_empty()) {
                (true, true) => "−",
                (true, false) => " − ",
                (false, true) => "",
                (false, false) => " + ",
            });
            if size.value() != 1.0 {
                text.push_str(&significant(size, 4));
                text.push(' ');
            }
            text.push_str(name);
        }
        let threshold = Decimal::of_finite(self.unit.bias()).negated().divided_by(common)?;
        Some(format!("{text} > {}", significant(threshold, 4)))
    }

    /// Coordinates as they are written.
    fn place(&self, (x1, x2): Point) -> String {
        let mut text = String::from("(");
        text.push_str(&brief(x1, 4));
        text.push_str(", ");
        text.push_str(&brief(x2, 4));
        if self.is_slice() {
            text.push_str(", ");
            text.push_str(&brief(self.x3, 4));
        }
        text.push(')');
        text
    }

    fn corner(&self, extreme: &Extreme) -> String {
        self.place((extreme.corner[0], extreme.corner[1]))
    }

    fn is_slice(&self) -> bool {
        self.whole.inputs() > 2
    }

    fn bound(&self) -> String {
        match self.sample.uncertainty() {
            Uncertainty::StandardError(error) => significant(hundredfold(error), 2),
            Uncertainty::ActiveAtMost(bound) | Uncertainty::InactiveAtMost(bound) => {
                significant(hundredfold(bound), 2)
            }
        }
    }

    fn of_the_sample(&self) -> Sentence {
        let key = match (self.activity, self.sample.uncertainty()) {
            (Activity::Dead, _) => "neuron.sample.dead",
            (Activity::Always, _) => "neuron.sample.always",
            (_, Uncertainty::StandardError(_)) => "neuron.sample.some",
            (_, Uncertainty::ActiveAtMost(_)) => "neuron.sample.none",
            (_, Uncertainty::InactiveAtMost(_)) => "neuron.sample.all",
        };
        Sentence::new(key)
            .with("count", self.sample.count().to_string())
            .with("active", self.sample.active().to_string())
            .with("sample", percent(self.sample.share()))
            .with("bound", self.bound())
    }

    fn of_the_input(&self) -> Sentence {
        let key = match (self.z > 0.0, self.activity) {
            (true, _) => "neuron.input.active",
            (false, Activity::Dead) => "neuron.input.dead",
            (false, _) => "neuron.input.inactive",
        };
        Sentence::new(key).with("x", self.place(self.input)).with("z", shown(self.z))
    }

    /// The bias above which a first input of the square fires.
    fn firing_bias(&self) -> f64 {
        Decimal::sum(&[Decimal::of_finite(self.unit.firing_bias()), self.held.negated()]).value()
    }
}

/// A pre-activation, a weight or a bias as it is written: however small, it is not 0 unless it is.
fn shown(number: f64) -> String {
    in_digits(number, 5)
}

fn hundredfold(share: f64) -> Decimal {
    Decimal::of_finite(share) * Decimal::of_finite(100.0)
}

/// A share in per cent. What is not all is not called all.
fn percent(share: f64) -> String {
    let text = significant(hundredfold(share), 3);
    if share < 1.0 && text == "100" { "> 99.9".to_string() } else { text }
}

impl Picture for NeuronPicture {
    const NAME: &'static str = "neuron";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;
    const PRESETS: &'static [Preset] = &PRESETS;

    fn read(state: &State, before: Option<&Self>, _results: &[Vec<f64>]) -> Self {
        let (w1, w2, b) = (state.number(W1), state.number(W2), state.number(B));
        let (w3, x3) = (state.number(W3), state.number(X3));
        let held = Decimal::of_finite(w3) * Decimal::of_finite(x3);
        let bias = Decimal::sum(&[held, Decimal::of_finite(b)]).value();
        let unit = Neuron::of_fit(vec![w1, w2], bias);
        let whole = if w3 == 0.0 { unit.clone() } else { Neuron::of_fit(vec![w1, w2, w3], b) };
        let input = (state.number(X1), state.number(X2));
        let seed = state.seed(SEED);
        let count = state.number(POINTS) as usize;
        let before = before.filter(|before| before.seed == seed && before.sample.count() == count);
        let points = match before {
            Some(before) => before.points.clone(),
            None => drawn(2, seed, count).into(),
        };
        let (sample, share) = match before.filter(|before| before.unit == unit) {
            Some(before) => (before.sample.clone(), before.share),
            None => (unit.at_points(&points).into(), unit.active_share()),
        };
        NeuronPicture {
            z: by_hand(&unit, input),
            share,
            smallest: unit.smallest(),
            largest: unit.largest(),
            activity: unit.activity(),
            whole,
            unit,
            x3,
            held,
            seed,
            points,
            sample,
            input,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = Plan::new(frame, theme);
        match layer {
            FRAME_LAYER => self.draw_frame(&plan, pencil, theme),
            UNIT_LAYER => {
                self.draw_square(&plan.square, pencil, theme);
                self.draw_histogram(&plan.histogram, pencil, theme);
            }
            _ => self.draw_mark(&plan, pencil, theme),
        }
    }

    fn verdict(&self) -> Vec<Sentence> {
        let mut said = vec![
            Sentence::new(format!("neuron.verdict.{}", self.activity.name()))
                .with("share", percent(self.share))
                .with("silent", percent(1.0 - self.share))
                .with("largest", shown(self.largest.z))
                .with("highest", self.corner(&self.largest))
                .with("smallest", shown(self.smallest.z))
                .with("lowest", self.corner(&self.smallest)),
        ];
        if self.activity == Activity::Dead {
            said.push(match self.condition() {
                Some(condition) => Sentence::new("neuron.where").with("condition", condition),
                None => Sentence::new("neuron.nowhere"),
            });
        }
        said.push(self.of_the_sample());
        if self.is_slice() {
            said.push(
                Sentence::new("neuron.slice")
                    .with("x3", brief(self.x3, 4))
                    .with("share", percent(self.whole.active_share())),
            );
        }
        said.push(self.of_the_input());
        said
    }

    fn description(&self) -> Vec<Sentence> {
        let [w1, w2] = self.weights();
        let mut said = vec![
            Sentence::new("neuron.description")
                .with("w1", shown(w1))
                .with("w2", shown(w2))
                .with("b", shown(self.unit.bias()))
                .with("count", self.sample.count().to_string())
                .with("seed", self.seed.to_string()),
        ];
        said.append(&mut self.verdict());
        said
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |colour, dashes, key: &str| LegendEntry {
            colour,
            mark: Mark::Line(dashes),
            sentence: Sentence::new(key),
        };
        vec![
            entry(theme.signal, &[4.0, 4.0][..], "neuron.legend.active"),
            entry(theme.muted, &[8.0, 4.0], "neuron.legend.inactive"),
            entry(theme.ink, &[], "neuron.legend.boundary"),
            entry(theme.ink, &[5.0, 3.0], "neuron.legend.expected"),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let distance = match self.unit.distance() {
            Some(distance) => in_digits(distance, 4),
            None => "–".to_string(),
        };
        vec![
            Readout::word("state", format!("neuron.state.{}", self.activity.name())),
            Readout::number("share", format!("{}\u{a0}%", percent(self.share))),
            Readout::number("sample", format!("{}\u{a0}%", percent(self.sample.share()))),
            Readout::number("largest", shown(self.largest.z)),
            Readout::number("smallest", shown(self.smallest.z)),
            Readout::number("distance", distance),
            Readout::number("firing", shown(self.firing_bias())),
            Readout::number("z", shown(self.z)),
            Readout::number("bias", shown(self.unit.bias())),
        ]
    }

    fn table(&self, digits: Digits) -> Table {
        let mut columns = Vec::new();
        for key in ["neuron.table.x", "neuron.table.z", "neuron.table.output", "neuron.table.slope"] {
            columns.push(Sentence::new(key));
        }
        let mut rows = Vec::new();
        for x in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), self.input] {
            let (z, relu) = (by_hand(&self.unit, x), Activation::RELU);
            let (value, slope) = (digits.of(relu.value(z), shown), brief(relu.derivative(z), 1));
            rows.push(vec![self.place(x), digits.of(z, shown), value, slope]);
        }
        Table { caption: Sentence::new("neuron.table.caption"), columns, rows, current: Some(4) }
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        let said = Sentence::new(match index {
            W1 | W2 | W3 => "neuron.weight.value",
            B => "neuron.b.value",
            X1 | X2 | X3 => "neuron.x.value",
            _ => return None,
        });
        let number = match index {
            W1 | W2 | W3 => {
                self.whole.weights().get(if index == W3 { 2 } else { index }).copied().unwrap_or(0.0)
            }
            B => self.whole.bias(),
            X1 => self.input.0,
            X2 => self.input.1,
            _ => self.x3,
        };
        Some(
            said.with("value", brief(number, 6))
                .with("share", percent(self.share))
                .with("z", shown(self.z))
                .with_word("state", format!("neuron.state.{}", self.activity.name())),
        )
    }

    fn relevant(&self, index: usize) -> bool {
        index != X3 || self.is_slice()
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let square = Plan::new(frame, theme).square;
        let handle = |point: Point, parameter| Handle { at: square.to_picture(point), parameter };
        let mut handles = vec![handle(self.input, X1)];
        match self.boundary() {
            Some(boundary) if boundary.is_near() => {
                handles.push(handle(boundary.foot(), B));
                handles.push(handle(boundary.turning_point(), W1));
            }
            Some(boundary) => handles.push(handle(boundary.behind_edge(0.0, 0.0), B)),
            None => {}
        }
        handles
    }

    fn marks(&self, index: usize, frame: &Frame, theme: &Theme) -> Vec<Place> {
        // Both weights turn the line, both coordinates move the input.
        let governed = match index {
            W2 => W1,
            X2 => X1,
            other => other,
        };
        let handles = self.handles(frame, theme).into_iter();
        handles.filter(|handle| handle.parameter == governed).map(|handle| handle.at).collect()
    }

    fn press(&self, at: Place, frame: &Frame, theme: &Theme) -> Option<usize> {
        let square = Plan::new(frame, theme).square;
        let (x, y) = square.to_plane(at);
        let shown = square.x.contains(&x) && square.y.contains(&y);
        let boundary = self.boundary().filter(|_| shown)?;
        (libm::fabs(boundary.distance_to((x, y))) * square.pixels_across() < 10.0).then_some(SHIFT)
    }

    fn drag(&self, handle: usize, to: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let square = Plan::new(frame, theme).square;
        let to = square.to_plane(to);
        if handle == INPUT {
            return moved_input(to);
        }
        let Some(boundary) = self.boundary() else { return Vec::new() };
        if handle == SHIFT {
            // As many decimals as a pixel can tell.
            let mut unit = 1.0;
            while unit * boundary.size() < square.pixels_across() {
                unit *= 10.0;
            }
            return vec![(B, self.bias_of(boundary.bias_through(to), unit))];
        }
        if handle == TURN {
            let ([w1, w2], bias) = boundary.turned(to, MOST_WEIGHT);
            return vec![
                (W1, Value::Number(on_grid(w1, 1e6))),
                (W2, Value::Number(on_grid(w2, 1e6))),
                (B, self.bias_of(bias, 1e6)),
            ];
        }
        Vec::new()
    }

    fn tap(&self, at: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let (x, y) = Plan::new(frame, theme).square.to_plane(at);
        let square = 0.0..=1.0;
        if square.contains(&x) && square.contains(&y) { moved_input((x, y)) } else { Vec::new() }
    }
}

impl NeuronPicture {
    /// The bias parameter for a bias on the square, on a grid of so many points per unit.
    fn bias_of(&self, on_the_square: f64, per_unit: f64) -> Value {
        let bias = on_the_square - self.held.value();
        Value::Number(limited(on_grid(bias, per_unit), -MOST_BIAS, MOST_BIAS))
    }
}

fn moved_input((x, y): Point) -> Vec<(usize, Value)> {
    let hundredths = |x: f64| Value::Number(limited(on_grid(x, 100.0), 0.0, 1.0));
    vec![(X1, hundredths(x)), (X2, hundredths(y))]
}

/// The pre-activation at an input of the square.
fn by_hand(unit: &Neuron, (x, y): Point) -> f64 {
    unit.by_hand(&[x, y])
}
