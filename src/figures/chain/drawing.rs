//! The picture of the chain: the gradients above, the units in a row, the factors below.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::panel::{Frame, Panel, spacing};
use super::super::pencil::{Pencil, Place, hatch};
use super::super::surface::Target;
use super::super::text;
use super::super::theme::{Theme, pen};
use super::{ChainPicture, Strand};
use crate::activation::Activation;
use crate::words::brief;

/// How far apart the strokes of a hatch are, in CSS pixels.
const HATCH: f64 = 6.0;

/// How a strand is drawn: in the gradient's own colour if it is the one that the figure is about.
pub(super) fn pen_of(activation: Activation, theme: &Theme) -> (RGBColor, &'static [f64]) {
    match activation {
        Activation::Relu { .. } => (theme.gradient, &[]),
        _ => pen(activation, theme),
    }
}

/// The panel of the gradients, the panel of the factors, and between them the row of units.
pub(super) struct Plan {
    pub(super) gradient: Panel,
    pub(super) factor: Panel,
    /// The middle of the band in which what is exactly 0 is drawn.
    zero: f64,
    /// The middle of the row of units.
    units: f64,
    /// Where the first column begins, and how wide each is.
    pub(super) first: f64,
    pub(super) column: f64,
}

impl Plan {
    pub(super) fn new(picture: &ChainPicture, frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let (left, right) = (frame.left + 3.9 * text, frame.left + frame.width - 0.6 * text);
        let (top, bottom) = (frame.top + 1.7 * text, frame.top + frame.height - 0.7 * text);
        let between = 7.9 * text;
        let middle = top + 0.6 * (bottom - top - between);
        // Left of layer 1 there is room for the names of the chains.
        let columns = picture.factors as f64 + 1.0;
        let half = 0.5 / columns;
        let gutter = ((4.6 * text - half * (right - left)) / (1.0 - half)).max(0.0);
        let column = (right - left - gutter) / columns;
        let x = 0.5 - gutter / column..columns + 0.5;
        let panel = |top, bottom, y| Panel { left, right, top, bottom, x: x.clone(), y };
        // No mark is cut at an edge.
        let room = 0.04 * f64::from(picture.high - picture.low);
        let (low, high) = (f64::from(picture.low) - room, f64::from(picture.high) + room);
        Plan {
            gradient: panel(top, middle, low..high),
            factor: panel(middle + between, bottom, f64::from(picture.floor)..0.5),
            zero: middle + 1.1 * text,
            units: middle + 3.7 * text,
            first: left + gutter,
            column,
        }
    }

    fn x(&self, layer: usize) -> f64 {
        self.first + (layer as f64 - 0.5) * self.column
    }

    /// Where the unit of a layer stands.
    pub(super) fn unit(&self, layer: usize) -> Place {
        (self.x(layer), self.units)
    }

    /// How high a power of ten stands in the panel of the factors.
    fn factor_y(&self, exponent: f64) -> f64 {
        self.factor.to_picture((0.0, exponent)).1
    }

    fn radius(&self, theme: &Theme) -> f64 {
        (0.38 * self.column).min(0.62 * theme.text)
    }

    /// How high a gradient of that exponent stands: on the axis, or in the band of what is exactly 0.
    fn height(&self, exponent: f64) -> f64 {
        if exponent.is_finite() { self.gradient.to_picture((0.0, exponent)).1 } else { self.zero }
    }

    /// Where the two bars of a strand begin in a layer's column, and how wide each is: the weight's is the left one.
    fn bars(&self, layer: usize, strand: usize, strands: usize, theme: &Theme) -> (f64, f64) {
        let each = 0.84 * self.column / strands as f64;
        let width = (0.4 * each).min(1.4 * theme.text);
        let pair = each.min(2.0 * width + 3.2 * theme.text);
        (self.x(layer) + (strand as f64 + 0.5 - 0.5 * strands as f64) * pair - width, width)
    }
}

impl ChainPicture {
    pub(super) fn draw_ground<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        let text = theme.text;
        let (upper, lower) = (&plan.gradient, &plan.factor);
        let (left, right) = (upper.left, upper.right);
        upper.grid(pencil, theme, &[], &upper.powers(self.low, self.high, theme));
        lower.grid(pencil, theme, &[], &lower.powers(self.floor, 0, theme));

        // What is exactly 0 has no place on a logarithmic axis: it gets a band of its own.
        pencil.bars(&[(left, plan.zero - 0.6 * text), (right, plan.zero + 0.6 * text)], theme.shade);
        pencil.write("0", (left - 0.5 * text, plan.zero), text, theme.muted, HPos::Right, VPos::Center);
        for (name, panel) in [("δ", upper), ("w · f′(z)", lower)] {
            let at = (left, panel.top - 0.45 * text);
            pencil.write(name, at, text, theme.ink, HPos::Left, VPos::Bottom);
        }

        // The gradient's way: from the output back to layer 1.
        let (head, barb, y) = (right - 5.0 * text, 0.35 * text, upper.top - 0.9 * text);
        pencil.path(&[(right, y), (head, y)], theme.muted, theme.fine(1.5), &[]);
        let tip = [(head + barb, y - barb), (head, y), (head + barb, y + barb)];
        pencil.path(&tip, theme.muted, theme.fine(1.5), &[]);

        let row = plan.units;
        pencil.line((plan.x(1), row), (plan.x(self.factors + 1), row), theme.muted, theme.fine(1.0));
        let every = spacing(plan.column, 1.8 * text) as usize;
        for layer in 1..=self.factors {
            if layer == 1 || layer % every == 0 {
                let at = (plan.x(layer), row + 0.95 * text);
                pencil.write(&layer.to_string(), at, text, theme.muted, HPos::Center, VPos::Top);
            }
        }
    }

    /// All that moves.
    pub(super) fn draw_chains<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let zeros = self.own().exponents.iter().filter(|exponent| !exponent.is_finite()).count();
        if zeros > 0 {
            let half = 0.6 * theme.text;
            let (left, right) = (plan.x(1) - 0.5 * plan.column, plan.x(zeros) + 0.5 * plan.column);
            let band = hatch((left, plan.zero - half), (right, plan.zero + half), HATCH);
            pencil.strokes(&band, theme.muted, 1.0);
        }
        self.draw_factors(plan, pencil, theme);
        self.draw_units(plan, pencil, theme);
        for strand in self.strands.iter().rev() {
            self.draw_strand(strand, plan, pencil, theme);
        }
        self.draw_names(plan, pencil, theme);
    }

    /// The units of the own chain, each where its layer is.
    fn draw_units<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (radius, y) = (plan.radius(theme), plan.units);
        let (mut active, mut saturating) = (Vec::new(), Vec::new());
        let own = self.own();
        for step in &own.steps {
            let x = plan.x(step.layer);
            let layer = own.layers[step.layer - 1];
            if step.slope != 0.0 {
                let sigmoid = layer.activation == Activation::Sigmoid;
                if sigmoid { &mut saturating } else { &mut active }.push((x, y));
                continue;
            }
            pencil.discs(&[(x, y)], radius, theme.background);
            pencil.ring((x, y), radius, theme.muted, theme.fine(1.0));
            let half = 0.72 * radius;
            pencil.strokes(&[(x - half, y + half), (x + half, y - half)], theme.muted, theme.fine(1.0));
            if plan.column > 2.4 * theme.text {
                let why = if layer.z < 0.0 { "z < 0" } else { "z = 0" };
                let at = (x, y - 0.85 * theme.text);
                pencil.write(why, at, theme.text, theme.muted, HPos::Center, VPos::Bottom);
            }
        }
        pencil.discs(&active, radius, theme.gradient);
        pencil.discs(&saturating, radius, theme.rival);
        // The output, where the gradient begins.
        let output = (plan.x(self.factors + 1), y);
        pencil.discs(&[output], radius, theme.background);
        pencil.ring(output, radius, theme.ink, theme.fine(1.5));
    }

    fn draw_strand<B: Target>(&self, strand: &Strand, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (colour, dashes) = pen_of(strand.activation, theme);
        let width = if dashes.is_empty() { theme.stroke } else { 0.7 * theme.stroke };
        let (mut sized, mut zeros) = (Vec::new(), Vec::new());
        let mut layer = self.factors + 1;
        for exponent in &strand.exponents {
            let at = (plan.x(layer), plan.height(*exponent));
            if exponent.is_finite() { &mut sized } else { &mut zeros }.push(at);
            layer -= 1;
        }
        if let (Some(last), Some(first)) = (sized.last(), zeros.first()) {
            pencil.path(&[*last, *first], theme.muted, theme.fine(1.0), &[4.0, 3.0]);
        }
        pencil.discs(&sized, (1.5 * width).min(0.36 * plan.column), colour);
        pencil.path(&sized, colour, width, dashes);
        let half = (0.3 * theme.text).min(0.36 * plan.column);
        let mut crosses = Vec::new();
        for (x, y) in zeros {
            let (left, right, top, bottom) = (x - half, x + half, y - half, y + half);
            crosses.extend_from_slice(&[(left, top), (right, bottom), (left, bottom), (right, top)]);
        }
        pencil.strokes(&crosses, theme.ink, theme.fine(1.5));
    }

    /// The names of the chains, at their ends and apart from each other.
    fn draw_names<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let size = theme.text;
        let mut named: Vec<(f64, &str)> = Vec::new();
        for strand in &self.strands {
            let name = match strand.activation {
                Activation::Sigmoid => "sigmoid",
                Activation::Tanh => "tanh",
                Activation::LeakyRelu { .. } => "leaky",
                _ if self.alternating => "ReLU, σ",
                _ => "ReLU",
            };
            // Sorted as one sorts a hand of cards: equals stay in their order.
            let y = plan.height(strand.exponents[self.factors]);
            let place = named.iter().position(|(other, _)| y < *other).unwrap_or(named.len());
            named.insert(place, (y, name));
        }
        let right = plan.x(1) - plan.radius(theme).max(0.5 * size) - 0.2 * size;
        let mut free = f64::NEG_INFINITY;
        for (y, name) in named {
            let y = y.max(free);
            free = y + 1.1 * size;
            // No line of the grid runs through a name.
            let (left, half) = (right - 1.1 * text::width(name, size), 0.55 * size);
            pencil.bars(&[(left, y - half), (right + 0.2 * size, y + half)], theme.background);
            pencil.write(name, (right, y), size, theme.ink, HPos::Right, VPos::Center);
        }
    }

    /// Each layer's factor in two bars: what the weight does, and from there on what the slope does.
    fn draw_factors<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let count = self.strands_in_bars(plan);
        let weight = libm::log10(self.weight);
        let (one, weighted) = (plan.factor_y(0.0), plan.factor_y(weight));
        let (size, of_weight) = (theme.text, brief(self.weight, 3));
        let labelled = plan.column > 6.6 * theme.text * count as f64;
        let mut weights = Vec::new();
        let mut hatched = Vec::new();
        for (index, strand) in self.strands[..count].iter().enumerate() {
            let (mut slopes, mut saturating) = (Vec::new(), Vec::new());
            // Layers are often alike.
            let (mut slope, mut of_slope) = (f64::NAN, String::new());
            for step in &strand.steps {
                let (left, width) = plan.bars(step.layer, index, count, theme);
                let middle = left + width;
                weights.extend_from_slice(&[(left, one), (middle, weighted)]);
                if step.slope == 0.0 {
                    let end = (middle + width, plan.factor.bottom);
                    hatched.extend_from_slice(&hatch((middle, weighted), end, HATCH));
                } else {
                    let low = plan.factor_y((weight + libm::log10(step.slope)).max(plan.factor.y.start));
                    // A slope of 1 takes nothing, and is seen to take nothing.
                    let bar = [(middle, weighted), (middle + width, low.max(weighted + 2.0))];
                    let sigmoid = strand.layers[step.layer - 1].activation == Activation::Sigmoid;
                    if sigmoid { &mut saturating } else { &mut slopes }.extend_from_slice(&bar);
                }
                if labelled {
                    let y = one.min(weighted) - 0.25 * size;
                    if slope != step.slope {
                        slope = step.slope;
                        of_slope = brief(slope, 3);
                    }
                    // Back to back, so that long numbers keep apart.
                    let (left, right) = ((middle - 0.3 * size, y), (middle + 0.3 * size, y));
                    pencil.write(&of_weight, left, size, theme.muted, HPos::Right, VPos::Bottom);
                    pencil.write(&of_slope, right, size, theme.muted, HPos::Left, VPos::Bottom);
                }
            }
            pencil.bars(&slopes, pen_of(strand.activation, theme).0);
            pencil.bars(&saturating, theme.rival);
        }
        pencil.strokes(&hatched, theme.muted, 1.0);
        pencil.bars(&weights, theme.muted);
        pencil.handle(self.weight_handle(plan, theme), 2.5 * theme.stroke, theme.ink, theme.background);
    }

    /// How many chains have room for their bars in a column: the own and the first beside it always.
    fn strands_in_bars(&self, plan: &Plan) -> usize {
        let room = (plan.column / 6.0) as usize;
        self.strands.len().min(room.max(2))
    }

    /// The end of the weight's bar that a hand can pull: that of the layer next to the output.
    pub(super) fn weight_handle(&self, plan: &Plan, theme: &Theme) -> Place {
        let (left, width) = plan.bars(self.factors, 0, self.strands_in_bars(plan), theme);
        (left + 0.5 * width, plan.factor_y(libm::log10(self.weight)))
    }
}
