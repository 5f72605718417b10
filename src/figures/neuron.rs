//! One unit on the unit square: where it fires, on sampled inputs and exactly, and how far it is from life.

mod plane;

use std::sync::Arc;

use plotters::prelude::*;
use plotters_backend::text_anchor::{HPos, VPos};

use self::plane::{Boundary, clipped};
use super::panel::{Frame, Panel, Tick, disc, hatch, ring, units};
use super::surface::element::{Bars, Dashed, Marks, Shape, Strokes};
use super::surface::{Drawn, Sheet, Target, stroke, text_style};
use super::{Handle, LegendEntry, Picture, Readout, Table, Theme};
use crate::activation::Activation;
use crate::decimal::Decimal;
use crate::neuron::{Activity, Extreme, Neuron, Sample, Uncertainty, points};
use crate::state::{Domain, Parameter, Preset, Scale, State, Value};
use crate::words::{Sentence, brief, significant};

const W1: usize = 0;
const W2: usize = 1;
const B: usize = 2;
const X1: usize = 3;
const X2: usize = 4;
const POINTS: usize = 5;
const SEED: usize = 6;
const W3: usize = 7;
const X3: usize = 8;

/// What moves: all but the square's frame.
const MOVING: usize = 1;

const MOST_POINTS: f64 = 1000.0;

const TENTHS: Scale = Scale::Linear { per_unit: 10.0, fine: 100.0 };

const fn number(key: &'static str, min: f64, max: f64, default: f64) -> Parameter {
    Parameter {
        key,
        domain: Domain::Number { min, max, scale: TENTHS, anchors: &[] },
        default: Value::Number(default),
        layer: MOVING,
    }
}

const PARAMETERS: [Parameter; 9] = [
    number("w1", -2.0, 2.0, 1.0),
    number("w2", -2.0, 2.0, 1.0),
    number("b", -12.0, 12.0, -1.0),
    number("x1", 0.0, 1.0, 0.7),
    number("x2", 0.0, 1.0, 0.8),
    Parameter {
        key: "points",
        domain: Domain::Number { min: 1.0, max: MOST_POINTS, scale: Scale::Whole, anchors: &[100.0] },
        default: Value::Number(100.0),
        layer: MOVING,
    },
    Parameter { key: "seed", domain: Domain::Seed, default: Value::Seed(42), layer: MOVING },
    number("w3", -2.0, 2.0, 0.0),
    number("x3", 0.0, 1.0, 0.0),
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
    sample: Sample,
    /// The marked input, and the pre-activation there.
    input: [f64; 2],
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
        let corner = if beside { (square.right + 4.2 * text, top + 0.25 * side) } else { (left, bottom - below + 3.4 * text) };
        let histogram = Panel { left: corner.0, right, top: corner.1, bottom, x: 0.0..1.0, y: 0.0..1.0 };
        Plan { square, histogram }
    }
}

/// The pre-activations that the histogram counts.
struct Counts {
    edges: Vec<f64>,
    bins: Vec<usize>,
    /// What the axis shows: the range of z, and 0 where it is not far.
    from: f64,
    to: f64,
    /// The density of z over the square, times the number of points in a bin's width: a trapezium.
    expected: Vec<(f64, f64)>,
}

impl NeuronPicture {
    fn counts(&self) -> Counts {
        let (low, high) = (self.smallest.z, self.largest.z);
        let span = if high > low { high - low } else { 1.0 };
        let width = span / BINS;
        // Where the unit begins to fire, a bin ends.
        let first = if low < 0.0 && high > 0.0 { libm::floor(low / width + 1e-9) * width } else { low };
        let count = libm::ceil((high - first) / width - 1e-9).max(1.0) as usize;
        let mut edges: Vec<f64> = (0..=count).map(|index| first + index as f64 * width).collect();
        // No point is lost to rounding.
        let slack = 1e-9 * span;
        edges[0] -= slack;
        edges[count] = edges[count].max(high) + slack;
        let bins = self.sample.histogram(&edges).unwrap_or_default();
        let near = 1.2 * span;
        let (from, to) = (low.min(if low < near { 0.0 } else { low }), high.max(if high > -near { 0.0 } else { high }));
        let mut sizes = [self.unit.weights()[0], self.unit.weights()[1]].map(libm::fabs);
        if sizes[0] > sizes[1] {
            sizes.swap(0, 1);
        }
        let [short, long] = sizes;
        let expected = if long > 0.0 {
            let height = self.sample.count() as f64 * width / long;
            vec![(low, 0.0), (low + short, height), (high - short, height), (high, 0.0)]
        } else {
            Vec::new()
        };
        let room = 0.06 * (to - from).max(span);
        Counts { edges, bins, from: from - room, to: to + room, expected }
    }

    fn boundary(&self) -> Option<Boundary> {
        Boundary::new([self.unit.weights()[0], self.unit.weights()[1]], self.unit.bias())
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is at most `most`.
fn round_below(most: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 10.0 <= most {
        unit *= 10.0;
    }
    [5.0, 2.0, 1.0].into_iter().map(|digit| digit * unit).find(|step| *step <= most).unwrap_or(unit)
}

impl NeuronPicture {
    fn draw_frame<S: Target>(&self, plan: &Plan, sheet: &Sheet<S>, theme: &Theme) -> Drawn<S> {
        sheet.fill(&theme.background)?;
        let text = theme.text;
        let square = &plan.square;
        let write = |what: String, at: (f64, f64), h_pos, v_pos| {
            sheet.draw(&Text::new(what, units(at), text_style(text, theme.muted, h_pos, v_pos)))
        };
        for at in [0.0, 0.5, 1.0] {
            let (x, y) = square.to_picture((at, at));
            write(brief(at, 1), (x, square.bottom + 0.3 * text), HPos::Center, VPos::Top)?;
            write(brief(at, 1), (square.left - 0.3 * text, y), HPos::Right, VPos::Center)?;
        }
        let histogram = &plan.histogram;
        for (name, at, h_pos, v_pos) in [
            ("x₂", (square.left - 0.3 * text, square.top + 0.5 * text), HPos::Right, VPos::Center),
            ("x₁", (square.right, square.bottom + 0.3 * text), HPos::Right, VPos::Top),
            ("n", (histogram.left, histogram.top - 0.5 * text), HPos::Left, VPos::Bottom),
            ("z", (histogram.right + 0.6 * text, histogram.bottom + 0.4 * text), HPos::Right, VPos::Top),
        ] {
            sheet.draw(&Text::new(name, units(at), text_style(text, theme.ink, h_pos, v_pos)))?;
        }
        Ok(())
    }

    fn draw_square<S: Target>(&self, plan: &Plan, sheet: &Sheet<S>, theme: &Theme) -> Drawn<S> {
        let square = &plan.square;
        let at = |point: [f64; 2]| units(square.to_picture((point[0], point[1])));
        let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
        let z = |point: [f64; 2]| self.unit.weights()[0] * point[0] + self.unit.weights()[1] * point[1] + self.unit.bias();
        match self.activity {
            Activity::Dead => {
                let ends = hatch([square.to_picture((0.0, 1.0)), square.to_picture((1.0, 0.0))], 14.0);
                sheet.draw(&Polygon::new(corners.map(at).to_vec(), theme.shade.filled()))?;
                sheet.draw(&Strokes { points: &ends, style: stroke(theme.muted, 1.0) })?;
            }
            Activity::Partial => {
                let silent: Vec<_> = clipped(&corners, |point| -z(point)).into_iter().map(at).collect();
                sheet.draw(&Polygon::new(silent, theme.shade.filled()))?;
            }
            Activity::Always => {}
        }
        let mut outline = corners.map(at).to_vec();
        outline.push(at(corners[0]));
        let sides = outline.windows(2);
        for side in sides {
            sheet.draw(&PathElement::new(side.to_vec(), stroke(theme.muted, 1.0)))?;
        }

        let (mut active, mut inactive) = (Vec::new(), Vec::new());
        for (point, z) in self.points.chunks_exact(2).zip(self.sample.z()) {
            if *z > 0.0 { &mut active } else { &mut inactive }.push(at([point[0], point[1]]));
        }
        let radius = if self.sample.count() > 300 { 2.4 } else { 3.4 };
        // Over a hatch the marks need more weight.
        let style = match self.activity {
            Activity::Dead => stroke(theme.ink, 2.0),
            _ => stroke(theme.muted, 1.5),
        };
        sheet.draw(&Marks { points: &inactive, shape: Shape::Minus, radius: 1.2 * radius, style })?;
        sheet.draw(&Marks { points: &active, shape: Shape::Disc, radius, style: theme.signal.filled() })?;

        if let Some(boundary) = self.boundary() {
            self.draw_boundary(&boundary, square, sheet, theme)?;
        }
        let input = at(self.input);
        disc(sheet, input, 2.6 * theme.stroke, theme.background)?;
        ring(sheet, input, 2.2 * theme.stroke, stroke(theme.ink, 0.6 * theme.stroke))?;
        let (shape, style) = if self.z > 0.0 {
            (Shape::Disc, theme.signal.filled())
        } else {
            (Shape::Minus, stroke(theme.ink, 0.6 * theme.stroke))
        };
        sheet.draw(&Marks { points: &[input], shape, radius: 1.2 * theme.stroke, style })
    }

    fn draw_boundary<S: Target>(
        &self,
        boundary: &Boundary,
        square: &Panel,
        sheet: &Sheet<S>,
        theme: &Theme,
    ) -> Drawn<S> {
        let at = |point: [f64; 2]| square.to_picture((point[0], point[1]));
        let line = |from: [f64; 2], to: [f64; 2], style: ShapeStyle| {
            sheet.draw(&PathElement::new(vec![units(at(from)), units(at(to))], style))
        };
        if let Some([from, to]) = boundary.within(-MARGIN, 1.0 + MARGIN) {
            line(from, to, stroke(theme.ink, 0.7 * theme.stroke))?;
        }
        if boundary.is_near() {
            // Towards where the unit fires.
            let foot = boundary.foot();
            let tip = boundary.ahead(0.15);
            line(foot, tip, stroke(theme.signal, 0.8 * theme.stroke))?;
            for aside in [-0.03, 0.03] {
                let barb = boundary.ahead(0.115);
                let barb = [barb[0] + aside * boundary.along()[0], barb[1] + aside * boundary.along()[1]];
                line(tip, barb, stroke(theme.signal, 0.8 * theme.stroke))?;
            }
            let turn = units(at(boundary.turning_point()));
            disc(sheet, turn, 2.6 * theme.stroke, theme.background)?;
            ring(sheet, turn, 2.2 * theme.stroke, stroke(theme.ink, 0.8 * theme.stroke))?;
            let grip = units(at(foot));
            disc(sheet, grip, 3.0 * theme.stroke, theme.background)?;
            return disc(sheet, grip, 2.5 * theme.stroke, theme.ink);
        }
        // The boundary lies elsewhere: an arrow says where, and how far.
        let (tip, out) = (boundary.at_edge(), boundary.outward());
        let back = |by: f64, aside: f64| {
            [tip[0] - by * out[0] - aside * out[1], tip[1] - by * out[1] + aside * out[0]]
        };
        let arrow = [tip, back(0.09, 0.05), back(0.09, -0.05)].map(|point| units(at(point)));
        sheet.draw(&Polygon::new(arrow.to_vec(), theme.ink.filled()))?;
        line(tip, back(0.16, 0.0), stroke(theme.ink, theme.stroke))?;
        let distance = self.unit.distance().map_or(Decimal::ZERO, Decimal::of_finite);
        let label = significant(distance, 3);
        let (x, y) = at(back(0.3, 0.0));
        let half = (0.55 * super::text::width(&label, theme.text) + 2.0, 0.65 * theme.text);
        let ground = [units((x - half.0, y - half.1)), units((x + half.0, y + half.1))];
        sheet.draw(&Rectangle::new(ground, theme.background.filled()))?;
        let style = text_style(theme.text, theme.ink, HPos::Center, VPos::Center);
        sheet.draw(&Text::new(label, units((x, y)), style))
    }

    fn draw_histogram<S: Target>(&self, plan: &Plan, sheet: &Sheet<S>, theme: &Theme) -> Drawn<S> {
        let text = theme.text;
        let counts = self.counts();
        let peak = counts.bins.iter().map(|count| *count as f64).fold(1.0, f64::max);
        let peak = counts.expected.iter().fold(peak, |peak, (_, height)| peak.max(*height));
        let panel = Panel { x: counts.from..counts.to, y: 0.0..1.08 * peak, ..plan.histogram.clone() };
        let step = round_below((peak / 2.0).max(1.0));
        let most = libm::floor(peak / step) as usize;
        let rows: Vec<Tick> = (0..=most).map(|i| i as f64 * step).map(|at| Tick { at, label: brief(at, 0) }).collect();

        // The ends of the range, and 0: as many as have room, 0 first.
        let mut columns: Vec<Tick> = Vec::new();
        let pixels = (panel.right - panel.left) / (counts.to - counts.from);
        for at in [0.0, self.largest.z, self.smallest.z] {
            let label = brief(at, 4);
            let width = super::text::width(&label, text);
            let room = |tick: &Tick| {
                0.5 * (width + super::text::width(&tick.label, text)) + text
            };
            let free = columns.iter().all(|tick| libm::fabs(tick.at - at) * pixels > room(tick));
            if free && (counts.from..=counts.to).contains(&at) {
                columns.push(Tick { at, label });
            }
        }
        panel.grid(sheet, theme, &columns, &rows)?;

        let (mut silent, mut firing) = (Vec::new(), Vec::new());
        for (edges, count) in counts.edges.windows(2).zip(&counts.bins).filter(|(_, count)| **count > 0) {
            let (left, top) = panel.to_picture((edges[0], *count as f64));
            let (right, bottom) = panel.to_picture((edges[1], 0.0));
            let gap = if right - left > 4.0 { 0.5 } else { 0.0 };
            let bars = if 0.5 * (edges[0] + edges[1]) > 0.0 { &mut firing } else { &mut silent };
            bars.extend([units((left + gap, top)), units((right - gap, bottom))]);
        }
        sheet.draw(&Bars { points: &silent, style: theme.muted.filled() })?;
        sheet.draw(&Bars { points: &firing, style: theme.signal.filled() })?;
        let points = counts.expected.iter().map(|point| units(panel.to_picture(*point))).collect();
        sheet.draw(&Dashed { points, style: stroke(theme.ink, 1.5), dashes: &[5.0, 3.0] })?;

        let (x, _) = panel.to_picture((self.z, 0.0));
        let points = vec![units((x, panel.top)), units((x, panel.bottom))];
        sheet.draw(&Dashed { points, style: stroke(theme.ink, 1.0), dashes: &[2.0, 3.0] })?;
        let at = units((x, panel.top));
        disc(sheet, at, 1.8 * theme.stroke, theme.background)?;
        ring(sheet, at, 1.5 * theme.stroke, stroke(theme.ink, 0.6 * theme.stroke))?;

        // Where 0 is too far to be shown, an arrow says on which side it lies.
        if !(counts.from..=counts.to).contains(&0.0) {
            let right = counts.to < 0.0;
            let sign = if right { 1.0 } else { -1.0 };
            let (end, y) = (if right { panel.right } else { panel.left + 1.6 * text }, panel.top - 0.9 * text);
            let style = stroke(theme.ink, 1.5);
            for (from, to) in [
                ((end - 2.0 * sign * text, y), (end, y)),
                ((end - 0.4 * sign * text, y - 0.4 * text), (end, y)),
                ((end - 0.4 * sign * text, y + 0.4 * text), (end, y)),
            ] {
                sheet.draw(&PathElement::new(vec![units(from), units(to)], style))?;
            }
            let h_pos = if right { HPos::Right } else { HPos::Left };
            let style = text_style(text, theme.ink, h_pos, VPos::Center);
            sheet.draw(&Text::new("z = 0", units((end - 2.4 * sign * text, y)), style))?;
        }
        Ok(())
    }

    /// Where the unit fires, as an inequality: without a factor that both sides share.
    fn condition(&self) -> Option<String> {
        let [first, second] = [self.unit.weights()[0], self.unit.weights()[1]];
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
    fn place(&self, x: &[f64]) -> String {
        let mut text = String::from("(");
        for (index, x) in x.iter().chain(self.is_slice().then_some(&self.x3)).enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            text.push_str(&brief(*x, 4));
        }
        text.push(')');
        text
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
            Uncertainty::ActiveAtMost(bound) | Uncertainty::InactiveAtMost(bound) => significant(hundredfold(bound), 2),
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
        Sentence::new(key).with("x", self.place(&self.input)).with("z", brief(self.z, 4))
    }

    /// The bias above which a first input of the square fires.
    fn firing_bias(&self) -> f64 {
        Decimal::sum([Decimal::of_finite(self.unit.firing_bias()), self.held.negated()]).value()
    }
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
    const LAYERS: usize = 2;
    const PRESETS: &'static [Preset] = &PRESETS;

    fn read(state: &State, before: Option<&Self>) -> Self {
        let [w1, w2, b] = [W1, W2, B].map(|index| state.number(index));
        let (w3, x3) = (state.number(W3), state.number(X3));
        let held = Decimal::of_finite(w3) * Decimal::of_finite(x3);
        let bias = Decimal::sum([held, Decimal::of_finite(b)]).value();
        let unit = Neuron::of_fit(vec![w1, w2], bias);
        let whole = if w3 == 0.0 { unit.clone() } else { Neuron::of_fit(vec![w1, w2, w3], b) };
        let seed = state.seed(SEED);
        let count = state.number(POINTS) as usize;
        let points = match before.filter(|before| before.seed == seed && before.sample.count() == count) {
            Some(before) => before.points.clone(),
            None => points(2, seed, count).unwrap_or_default().into(),
        };
        let sample = unit.at_points(&points);
        let input = [X1, X2].map(|index| state.number(index));
        NeuronPicture {
            z: unit.z_by_hand(&input).unwrap_or(f64::NAN),
            share: unit.active_share(),
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

    fn draw<S: Target>(&self, layer: usize, sheet: &Sheet<S>, frame: &Frame, theme: &Theme) -> Drawn<S> {
        let plan = Plan::new(frame, theme);
        if layer == 0 {
            return self.draw_frame(&plan, sheet, theme);
        }
        self.draw_square(&plan, sheet, theme)?;
        self.draw_histogram(&plan, sheet, theme)
    }

    fn verdict(&self) -> Vec<Sentence> {
        let mut said = vec![
            Sentence::new(format!("neuron.verdict.{}", self.state()))
                .with("share", percent(self.share))
                .with("largest", brief(self.largest.z, 4))
                .with("highest", self.place(&self.largest.corner))
                .with("smallest", brief(self.smallest.z, 4))
                .with("lowest", self.place(&self.smallest.corner)),
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
        let [w1, w2] = [self.unit.weights()[0], self.unit.weights()[1]];
        let mut said = vec![
            Sentence::new("neuron.description")
                .with("w1", brief(w1, 4))
                .with("w2", brief(w2, 4))
                .with("b", brief(self.unit.bias(), 4))
                .with("count", self.sample.count().to_string())
                .with("seed", self.seed.to_string()),
        ];
        said.extend(self.verdict());
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
            Readout::number("share", format!("{} %", percent(self.share))),
            Readout::number("sample", format!("{} %", percent(self.sample.share()))),
            Readout::number("largest", brief(self.largest.z, 4)),
            Readout::number("smallest", brief(self.smallest.z, 4)),
            Readout::number("distance", distance),
            Readout::number("firing", brief(self.firing_bias(), 4)),
            Readout::number("z", brief(self.z, 4)),
            Readout::number("bias", brief(self.unit.bias(), 4)),
        ]
    }

    fn table(&self) -> Table {
        let mut columns: Vec<Sentence> = vec![Sentence::new("neuron.table.x")];
        columns.extend(["neuron.table.z", "neuron.table.output", "neuron.table.slope"].map(Sentence::new));
        let row = |x: [f64; 2]| {
            let z = self.unit.z_by_hand(&x).unwrap_or(f64::NAN);
            let relu = Activation::RELU;
            vec![self.place(&x), brief(z, 4), brief(relu.value(z), 4), brief(relu.derivative(z), 1)]
        };
        let places = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0], self.input];
        Table {
            caption: Sentence::new("neuron.table.caption"),
            columns,
            rows: places.into_iter().map(row).collect(),
            current: Some(4),
        }
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        let said = Sentence::new(match index {
            W1 | W2 | W3 => "neuron.weight.value",
            B => "neuron.b.value",
            X1 | X2 | X3 => "neuron.x.value",
            _ => return None,
        });
        let number = match index {
            W1 | W2 => self.unit.weights()[index],
            W3 => self.whole.weights().get(2).copied().unwrap_or(0.0),
            B => self.whole_bias(),
            X3 => self.x3,
            _ => self.input[index - X1],
        };
        Some(
            said.with("value", brief(number, 6))
                .with("share", percent(self.share))
                .with("z", brief(self.z, 4))
                .with_word("state", format!("neuron.state.{}", self.state())),
        )
    }

    fn relevant(&self, index: usize) -> bool {
        index != X3 || self.is_slice()
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let square = Plan::new(frame, theme).square;
        let handle = |point: [f64; 2], parameter| Handle { at: square.to_picture((point[0], point[1])), parameter };
        let mut handles = vec![handle(self.input, X1)];
        if let Some(boundary) = self.boundary() {
            if boundary.is_near() {
                handles.extend([handle(boundary.foot(), B), handle(boundary.turning_point(), W1)]);
            } else {
                handles.push(handle(boundary.at_edge(), B));
            }
        }
        handles
    }

    fn press(&self, at: (f64, f64), frame: &Frame, theme: &Theme) -> Option<usize> {
        let square = Plan::new(frame, theme).square;
        let inside = |(x, y): (f64, f64)| {
            (square.left..=square.right).contains(&x) && (square.top..=square.bottom).contains(&y)
        };
        let boundary = self.boundary().filter(|_| inside(at))?;
        let (x, y) = square.to_plane(at);
        let pixels = (square.right - square.left) / (square.x.end - square.x.start);
        (libm::fabs(boundary.distance_to([x, y])) * pixels < 10.0).then_some(SHIFT)
    }

    fn drag(&self, handle: usize, to: (f64, f64), frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let square = Plan::new(frame, theme).square;
        let (x, y) = square.to_plane(to);
        if handle == INPUT {
            return self.moved_input((x, y));
        }
        let Some(boundary) = self.boundary() else { return Vec::new() };
        let pixels = (square.right - square.left) / (square.x.end - square.x.start);
        // As many decimals as a pixel can tell.
        let bias = |bias: f64, size: f64| {
            let bias = bias - self.held.value();
            let mut unit = 1.0;
            while unit * size < pixels {
                unit *= 10.0;
            }
            (B, Value::Number((libm::round(bias * unit) / unit + 0.0).clamp(-12.0, 12.0)))
        };
        if handle == SHIFT {
            return vec![bias(boundary.bias_through([x, y]), boundary.size())];
        }
        if handle != TURN {
            return Vec::new();
        }
        let ([w1, w2], new_bias) = boundary.turned([x, y], 2.0);
        let millionths = |weight: f64| Value::Number(libm::round(weight * 1e6) / 1e6 + 0.0);
        vec![(W1, millionths(w1)), (W2, millionths(w2)), bias(new_bias, 1e-4 * boundary.size())]
    }

    fn tap(&self, at: (f64, f64), frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let (x, y) = Plan::new(frame, theme).square.to_plane(at);
        let square = 0.0..=1.0;
        if square.contains(&x) && square.contains(&y) { self.moved_input((x, y)) } else { Vec::new() }
    }
}

impl NeuronPicture {
    /// The bias without what a held input contributes.
    fn whole_bias(&self) -> f64 {
        self.whole.bias()
    }

    fn moved_input(&self, (x, y): (f64, f64)) -> Vec<(usize, Value)> {
        let hundredths = |x: f64| Value::Number((libm::round(x * 100.0) / 100.0).clamp(0.0, 1.0));
        vec![(X1, hundredths(x)), (X2, hundredths(y))]
    }
}
