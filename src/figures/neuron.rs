//! One unit on the unit square: where it fires, on sampled inputs and exactly, and how far it is from life.

mod plane;

use std::sync::Arc;

use plotters::style::text_anchor::{HPos, VPos};

use self::plane::{Boundary, Point, clipped};
use super::panel::{Frame, Panel, Tick};
use super::pencil::{Pencil, Place, hatch, minus_signs};
use super::surface::Target;
use super::{Handle, LegendEntry, Picture, Readout, Table, Theme, text};
use crate::activation::Activation;
use crate::decimal::Decimal;
use crate::neuron::{Activity, Extreme, Neuron, Sample, Uncertainty, drawn};
use crate::state::{Domain, Parameter, Preset, Scale, State, Value, limited};
use crate::words::{Sentence, brief, significant};

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

const TENTHS: Scale = Scale::Linear { per_unit: 10.0, fine: 100.0 };

const fn number(key: &'static str, min: f64, max: f64, default: f64, layer: usize) -> Parameter {
    Parameter {
        key,
        domain: Domain::Number { min, max, scale: TENTHS, anchors: &[] },
        default: Value::Number(default),
        layer,
    }
}

const PARAMETERS: [Parameter; 9] = [
    number("w1", -2.0, 2.0, 1.0, UNIT_LAYER),
    number("w2", -2.0, 2.0, 1.0, UNIT_LAYER),
    number("b", -12.0, 12.0, -1.0, UNIT_LAYER),
    Parameter {
        key: "points",
        domain: Domain::Number { min: 1.0, max: MOST_POINTS, scale: Scale::Whole, anchors: &[100.0] },
        default: Value::Number(100.0),
        layer: UNIT_LAYER,
    },
    number("x1", 0.0, 1.0, 0.7, MARK_LAYER),
    number("x2", 0.0, 1.0, 0.8, MARK_LAYER),
    number("w3", -2.0, 2.0, 0.0, UNIT_LAYER),
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

/// The square with its surroundings, and the histogram.
struct Plan {
    square: Panel,
    histogram: Panel,
}

/// How much of its surroundings the square is shown with.
const MARGIN: f64 = 0.12;

/// Into how many bins the range of z is cut.
const BINS: f64 = 24.0;

impl Plan {
    fn new(frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let view = -MARGIN..1.0 + MARGIN;
        let (left, top) = (frame.left + 2.6 * text, frame.top + 1.6 * text);
        let (right, bottom) = (frame.left + frame.width - 0.8 * text, frame.top + frame.height - 1.9 * text);
        let beside = frame.width > 40.0 * text;
        let below = 11.0 * text;
        let side = if beside { bottom - top } else { (right - left).min(bottom - top - below) };
        let square_left = if beside { left } else { left + 0.5 * (right - left - side) };
        let square = Panel {
            left: square_left,
            right: square_left + side,
            top,
            bottom: top + side,
            x: view.clone(),
            y: view,
        };
        let corner = if beside {
            (square.right + 4.2 * text, top + 0.25 * side)
        } else {
            (left, bottom - below + 3.4 * text)
        };
        let histogram = Panel { left: corner.0, right, top: corner.1, bottom, x: 0.0..1.0, y: 0.0..1.0 };
        Plan { square, histogram }
    }
}

/// The pre-activations that the histogram counts.
struct Counts {
    edges: Vec<f64>,
    bins: Vec<usize>,
    /// The density of z over the square, times the number of points in a bin's width: a trapezium.
    expected: Vec<(f64, f64)>,
}

impl NeuronPicture {
    fn counts(&self) -> Counts {
        let (low, high) = (self.smallest.z, self.largest.z);
        let span = self.span();
        let width = span / BINS;
        // Where the unit begins to fire, a bin ends.
        let first = if low < 0.0 && high > 0.0 { libm::floor(low / width + 1e-9) * width } else { low };
        let count = libm::ceil((high - first) / width - 1e-9).max(1.0) as usize;
        let mut edges = Vec::with_capacity(count + 1);
        for index in 0..=count {
            edges.push(first + index as f64 * width);
        }
        // No point is lost to rounding.
        let slack = 1e-9 * span;
        edges[0] -= slack;
        edges[count] = edges[count].max(high) + slack;
        let bins = self.sample.counted(&edges);
        let [w1, w2] = self.weights();
        let (one, other) = (libm::fabs(w1), libm::fabs(w2));
        let (short, long) = (one.min(other), one.max(other));
        let expected = if long > 0.0 {
            let height = self.sample.count() as f64 * width / long;
            vec![(low, 0.0), (low + short, height), (high - short, height), (high, 0.0)]
        } else {
            Vec::new()
        };
        Counts { edges, bins, expected }
    }

    /// What the histogram shows of z: its range, and 0 where it is not far.
    fn shown(&self) -> (f64, f64) {
        let (low, high) = (self.smallest.z, self.largest.z);
        let span = self.span();
        let near = 1.2 * span;
        let (from, to) =
            (low.min(if low < near { 0.0 } else { low }), high.max(if high > -near { 0.0 } else { high }));
        let room = 0.06 * (to - from).max(span);
        (from - room, to + room)
    }

    /// How far z runs; 1 where it is the same everywhere.
    fn span(&self) -> f64 {
        let span = self.largest.z - self.smallest.z;
        if span > 0.0 { span } else { 1.0 }
    }

    /// The weights of the two inputs of the square.
    fn weights(&self) -> [f64; 2] {
        let weights = self.unit.weights();
        [weights[0], weights[1]]
    }

    fn boundary(&self) -> Option<Boundary> {
        Boundary::new(self.weights(), self.unit.bias())
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is at most `most`.
fn round_below(most: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 10.0 <= most {
        unit *= 10.0;
    }
    if 5.0 * unit <= most {
        5.0 * unit
    } else if 2.0 * unit <= most {
        2.0 * unit
    } else {
        unit
    }
}

impl NeuronPicture {
    fn draw_frame<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        let text = theme.text;
        let Plan { square, histogram } = plan;
        let (below, beside) = (square.bottom + 0.3 * text, square.left - 0.3 * text);
        for at in [0.0, 0.5, 1.0] {
            let (x, y) = square.to_picture((at, at));
            let label = brief(at, 1);
            pencil.write(&label, (x, below), text, theme.muted, HPos::Center, VPos::Top);
            pencil.write(&label, (beside, y), text, theme.muted, HPos::Right, VPos::Center);
        }
        let (left, above) = (histogram.left, histogram.top - 0.5 * text);
        let end = (histogram.right + 0.15 * text, histogram.bottom);
        for (name, at, h_pos, v_pos) in [
            ("x₂", (beside, square.top + 0.5 * text), HPos::Right, VPos::Center),
            ("x₁", (square.right, below), HPos::Right, VPos::Top),
            ("n", (left, above), HPos::Left, VPos::Bottom),
            ("z", end, HPos::Left, VPos::Center),
        ] {
            pencil.write(name, at, text, theme.ink, h_pos, v_pos);
        }
    }

    fn draw_square<B: Target>(&self, square: &Panel, pencil: &Pencil<B>, theme: &Theme) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
        let outline = square.all_to_picture(&corners);
        match self.activity {
            Activity::Dead => {
                pencil.polygon(&outline, theme.shade);
                pencil.strokes(&hatch(outline[3], outline[1], 14.0), theme.muted, 1.0);
            }
            Activity::Partial => {
                let [w1, w2] = self.weights();
                let silent = clipped(&corners, &|(x, y)| -(w1 * x + w2 * y + self.unit.bias()));
                pencil.polygon(&square.all_to_picture(&silent), theme.shade);
            }
            Activity::Always => {}
        }
        for side in 0..4 {
            pencil.line(outline[side], outline[(side + 1) % 4], theme.muted, 1.0);
        }

        let (mut active, mut inactive) = (Vec::new(), Vec::new());
        for (index, z) in self.sample.z().iter().enumerate() {
            let place = square.to_picture((self.points[2 * index], self.points[2 * index + 1]));
            if *z > 0.0 { &mut active } else { &mut inactive }.push(place);
        }
        let radius = if self.sample.count() > 300 { 2.4 } else { 3.4 };
        // Over a hatch the marks need more weight.
        let (colour, width) = match self.activity {
            Activity::Dead => (theme.ink, 2.0),
            _ => (theme.muted, 1.5),
        };
        pencil.strokes(&minus_signs(&inactive, 1.2 * radius), colour, width);
        pencil.discs(&active, radius, theme.signal);

        if let Some(boundary) = self.boundary() {
            self.draw_boundary(&boundary, square, pencil, theme);
        }
    }

    /// The marked input in the square, and its z in the histogram.
    fn draw_mark<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (input, bold) = (plan.square.to_picture(self.input), 0.6 * theme.stroke);
        pencil.discs(&[input], 2.6 * theme.stroke, theme.background);
        pencil.ring(input, 2.2 * theme.stroke, theme.ink, bold);
        if self.z > 0.0 {
            pencil.discs(&[input], 1.2 * theme.stroke, theme.signal);
        } else {
            pencil.strokes(&minus_signs(&[input], 1.2 * theme.stroke), theme.ink, bold);
        }

        let (panel, (from, to)) = (&plan.histogram, self.shown());
        let x = panel.left + (self.z - from) / (to - from) * (panel.right - panel.left);
        pencil.path(&[(x, panel.top), (x, panel.bottom)], theme.ink, 1.0, &[2.0, 3.0]);
        pencil.discs(&[(x, panel.top)], 1.8 * theme.stroke, theme.background);
        pencil.ring((x, panel.top), 1.5 * theme.stroke, theme.ink, bold);
    }

    fn draw_boundary<B: Target>(
        &self,
        boundary: &Boundary,
        square: &Panel,
        pencil: &Pencil<B>,
        theme: &Theme,
    ) {
        if let Some((from, to)) = boundary.within(-MARGIN, 1.0 + MARGIN) {
            let (from, to) = (square.to_picture(from), square.to_picture(to));
            pencil.line(from, to, theme.ink, 0.7 * theme.stroke);
        }
        if boundary.is_near() {
            // An arrow towards where the unit fires.
            let arrow = [(0.0, 0.0), (0.15, 0.0), (0.115, 0.03), (0.15, 0.0), (0.115, -0.03)];
            let arrow = arrow.map(|(ahead, aside)| square.to_picture(boundary.beside_foot(ahead, aside)));
            pencil.path(&arrow, theme.signal, 0.8 * theme.stroke, &[]);
            let turn = square.to_picture(boundary.turning_point());
            pencil.discs(&[turn], 2.6 * theme.stroke, theme.background);
            pencil.ring(turn, 2.2 * theme.stroke, theme.ink, 0.8 * theme.stroke);
            return pencil.handle(arrow[0], 2.5 * theme.stroke, theme.ink, theme.background);
        }
        // The boundary lies elsewhere: an arrow says where, and how far.
        let back = [(0.0, 0.0), (0.09, 0.05), (0.09, -0.05), (0.16, 0.0), (0.3, 0.0)];
        let [tip, one, other, end, (x, y)] =
            back.map(|(by, aside)| square.to_picture(boundary.behind_edge(by, aside)));
        pencil.polygon(&[tip, one, other], theme.ink);
        pencil.line(tip, end, theme.ink, theme.stroke);
        let size = theme.text;
        let label = significant(Decimal::of_finite(self.unit.distance().unwrap_or(0.0)), 3);
        let (across, up) = (0.55 * text::width(&label, size) + 2.0, 0.65 * size);
        pencil.bars(&[(x - across, y - up), (x + across, y + up)], theme.background);
        pencil.write(&label, (x, y), size, theme.ink, HPos::Center, VPos::Center);
    }

    fn draw_histogram<B: Target>(&self, panel: &Panel, pencil: &Pencil<B>, theme: &Theme) {
        let size = theme.text;
        let counts = self.counts();
        let mut peak: f64 = 1.0;
        for count in &counts.bins {
            peak = peak.max(*count as f64);
        }
        for (_, height) in &counts.expected {
            peak = peak.max(*height);
        }
        let (from, to) = self.shown();
        let panel = &Panel { x: from..to, y: 0.0..1.08 * peak, ..panel.clone() };
        let step = round_below((peak / 2.0).max(1.0));
        let mut rows = Vec::new();
        while rows.len() as f64 * step <= peak {
            let at = rows.len() as f64 * step;
            rows.push(Tick { at, label: brief(at, 0) });
        }

        // The ends of the range, and 0: as many as have room, 0 first.
        let mut columns: Vec<Tick> = Vec::new();
        for at in [0.0, self.largest.z, self.smallest.z] {
            let label = shown(at);
            let mut free = from <= at && at <= to;
            for tick in &columns {
                let room = 0.5 * (text::width(&label, size) + text::width(&tick.label, size)) + size;
                free &= libm::fabs(tick.at - at) * panel.pixels_across() > room;
            }
            if free {
                columns.push(Tick { at, label });
            }
        }
        panel.grid(pencil, theme, &columns, &rows);

        let (mut silent, mut firing) = (Vec::new(), Vec::new());
        for (index, count) in counts.bins.iter().enumerate() {
            let (from, to) = (counts.edges[index], counts.edges[index + 1]);
            let (left, top) = panel.to_picture((from, *count as f64));
            let (right, bottom) = panel.to_picture((to, 0.0));
            let gap = if right - left > 4.0 { 0.5 } else { 0.0 };
            let bars = if from + to > 0.0 { &mut firing } else { &mut silent };
            bars.extend_from_slice(&[(left + gap, top), (right - gap, bottom)]);
        }
        pencil.bars(&silent, theme.muted);
        pencil.bars(&firing, theme.signal);
        // Over a light line, so that it is seen on the bars too.
        let expected = panel.all_to_picture(&counts.expected);
        pencil.path(&expected, theme.background, 3.5, &[]);
        pencil.path(&expected, theme.ink, 1.5, &[5.0, 3.0]);

        // Where 0 is too far to be shown, an arrow says on which side it lies.
        let right = to < 0.0;
        if right || from > 0.0 {
            let (end, sign, h_pos) = if right {
                (panel.right, size, HPos::Right)
            } else {
                (panel.left + 1.6 * size, -size, HPos::Left)
            };
            let y = panel.top - 0.9 * size;
            let (barb, up) = (end - 0.4 * sign, 0.4 * size);
            let arrow = [(end - 2.0 * sign, y), (end, y), (barb, y - up), (end, y), (barb, y + up)];
            pencil.path(&arrow, theme.ink, 1.5, &[]);
            pencil.write("z = 0", (end - 2.4 * sign, y), size, theme.ink, h_pos, VPos::Center);
        }
    }

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

    fn state(&self) -> &'static str {
        match self.activity {
            Activity::Dead => "dead",
            Activity::Partial => "partial",
            Activity::Always => "always",
        }
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
    significant(Decimal::of_finite(number), 5)
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

    fn read(state: &State, before: Option<&Self>) -> Self {
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
            Sentence::new(format!("neuron.verdict.{}", self.state()))
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
        let entry = |colour, dashes, key: &str| LegendEntry { colour, dashes, sentence: Sentence::new(key) };
        vec![
            entry(theme.signal, &[4.0, 4.0][..], "neuron.legend.active"),
            entry(theme.muted, &[8.0, 4.0], "neuron.legend.inactive"),
            entry(theme.ink, &[], "neuron.legend.boundary"),
            entry(theme.ink, &[5.0, 3.0], "neuron.legend.expected"),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let distance = match self.unit.distance() {
            Some(distance) => significant(Decimal::of_finite(distance), 4),
            None => "–".to_string(),
        };
        vec![
            Readout::word("state", format!("neuron.state.{}", self.state())),
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

    fn table(&self) -> Table {
        let mut columns = Vec::new();
        for key in ["neuron.table.x", "neuron.table.z", "neuron.table.output", "neuron.table.slope"] {
            columns.push(Sentence::new(key));
        }
        let mut rows = Vec::new();
        for x in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), self.input] {
            let (z, relu) = (by_hand(&self.unit, x), Activation::RELU);
            let (value, slope) = (shown(relu.value(z)), brief(relu.derivative(z), 1));
            rows.push(vec![self.place(x), shown(z), value, slope]);
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
                .with_word("state", format!("neuron.state.{}", self.state())),
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
            let ([w1, w2], bias) = boundary.turned(to, 2.0);
            return vec![
                (W1, Value::Number(libm::round(w1 * 1e6) / 1e6 + 0.0)),
                (W2, Value::Number(libm::round(w2 * 1e6) / 1e6 + 0.0)),
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
        Value::Number(limited(libm::round(bias * per_unit) / per_unit + 0.0, -12.0, 12.0))
    }
}

fn moved_input((x, y): Point) -> Vec<(usize, Value)> {
    let hundredths = |x: f64| Value::Number(limited(libm::round(x * 100.0) / 100.0, 0.0, 1.0));
    vec![(X1, hundredths(x)), (X2, hundredths(y))]
}

/// The pre-activation at an input of the square.
fn by_hand(unit: &Neuron, (x, y): Point) -> f64 {
    unit.by_hand(&[x, y])
}
