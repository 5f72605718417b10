//! The picture of the limits: bars of gradients, a histogram of outputs, the size of the signal by layer.

use plotters::style::text_anchor::{HPos, VPos};

use super::super::panel::{Frame, Panel, Tick, round_below, spacing};
use super::super::pencil::{Pencil, Place, hatch};
use super::super::surface::Target;
use super::super::text;
use super::super::theme::{Theme, pen};
use super::{Growth, LimitsPicture, WEIGHTS, shown_mean, size};
use crate::activation::Activation;
use crate::limits::overflow;
use crate::words::{brief, decimals};

/// The panels: beside each other, or the growth below the other two.
pub(super) struct Plan {
    pub(super) gradients: Panel,
    pub(super) outputs: Panel,
    pub(super) growth: Panel,
}

/// What the histogram shows: from here to there, in bins of which five make 1.
const LEAST_OUTPUT: f64 = -1.2;
const MOST_OUTPUT: f64 = 3.6;
const BINS_PER_UNIT: f64 = 5.0;

/// How many decades the axis of the growth reaches either way for each layer, and at least. Within a reach it does not
/// follow the values, so that a hand that drags the end is not led away from it.
const NEAR: f64 = 0.29;
const FAR: f64 = 1.9;
const LEAST_DECADES: f64 = 1.1;

/// How many decades a layer may take before the axis reaches far.
pub(super) const NEAR_ENOUGH: f64 = 0.27;

impl Plan {
    pub(super) fn new(picture: &LimitsPicture, frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let (left, top) = (frame.left + 3.6 * text, frame.top + 1.8 * text);
        let (right, bottom) = (frame.left + frame.width - text, frame.top + frame.height - 1.9 * text);
        let room = right - left;
        let (units, growth) = if frame.width > 40.0 * text {
            let each = 0.29 * (room - 6.8 * text);
            let first = [left, left + each, left + each + 3.2 * text, left + 2.0 * each + 3.2 * text];
            (first, (first[3] + 3.6 * text, top))
        } else {
            let each = 0.5 * (room - 3.2 * text);
            ([left, left + each, right - each, right], (left, top + 0.5 * (bottom - top) + 1.8 * text))
        };
        let middle = if growth.1 > top { growth.1 - 3.7 * text } else { bottom };
        let [first, first_end, second, second_end] = units;
        let layers = picture.depth as f64;
        let decades = (if picture.is_far() { FAR } else { NEAR } * layers).max(LEAST_DECADES);
        let panel = |left, right, top, bottom, x, y| Panel { left, right, top, bottom, x, y };
        Plan {
            gradients: panel(first, first_end, top, middle, 0.0..WEIGHTS as f64, -1.0..1.0),
            outputs: panel(second, second_end, top, middle, LEAST_OUTPUT..MOST_OUTPUT, 0.0..1.0),
            growth: panel(growth.0, right, growth.1, bottom, 0.0..layers, -decades..decades),
        }
    }
}

impl LimitsPicture {
    pub(super) fn draw_ground<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        let text = theme.text;
        for (name, panel) in [("∂L/∂w", &plan.gradients), ("n", &plan.outputs), ("rms", &plan.growth)] {
            let at = (panel.left, panel.top - 0.5 * text);
            pencil.write(name, at, text, theme.ink, HPos::Left, VPos::Bottom);
        }

        let panel = &plan.growth;
        let highest = panel.y.end as i32;
        let mut columns = Vec::new();
        let step = spacing(panel.pixels_across(), 2.4 * text) as usize;
        for layer in 0..=self.depth {
            if layer % step == 0 {
                columns.push(Tick { at: layer as f64, label: layer.to_string() });
            }
        }
        panel.grid(pencil, theme, &columns, &panel.powers(-highest, highest, theme));
        let at = (panel.left - 1.2 * text, panel.bottom + 0.4 * text);
        pencil.write("ℓ", at, text, theme.ink, HPos::Right, VPos::Top);
    }

    pub(super) fn draw_gradients<B: Target>(&self, panel: &Panel, pencil: &Pencil<B>, theme: &Theme) {
        let (text, gradients) = (theme.text, self.gradients.gradients());
        let mut peak = 0.0f64;
        for gradient in gradients {
            peak = peak.max(libm::fabs(*gradient));
        }
        let peak = if peak > 0.0 { peak } else { 1.0 };
        let panel = &Panel { y: -1.08 * peak..1.08 * peak, ..panel.clone() };
        let mut rows = Vec::new();
        for at in [-peak, 0.0, peak] {
            rows.push(Tick { at, label: if at == 0.0 { "0".to_string() } else { decimals(at, 2) } });
        }
        panel.grid(pencil, theme, &[], &rows);

        let (mut bars, mut off) = (Vec::new(), Vec::new());
        let (half, zero) = (0.36 * panel.pixels_across(), panel.to_picture((0.0, 0.0)).1);
        for (index, gradient) in gradients.iter().enumerate() {
            let (x, y) = panel.to_picture((index as f64 + 0.5, *gradient));
            if *gradient != 0.0 {
                // However small, a gradient is not 0 unless it is.
                let y = if *gradient > 0.0 { y.min(zero - 1.5) } else { y.max(zero + 1.5) };
                bars.extend_from_slice(&[(x - half, zero), (x + half, y)]);
            } else {
                off.push(x);
            }
        }
        let height = 0.4 * text;
        for x in off {
            let (from, to) = ((x - half, zero - height), (x + half, zero + height));
            pencil.bars(&[from, to], theme.background);
            pencil.strokes(&hatch(from, to, 4.0), theme.muted, 1.0);
            pencil.path(&[from, (to.0, from.1), to, (from.0, to.1), from], theme.muted, theme.fine(1.0), &[]);
        }
        pencil.bars(&bars, theme.gradient);
        for number in [1, WEIGHTS] {
            let (x, _) = panel.to_picture((number as f64 - 0.5, 0.0));
            let at = (x, panel.bottom + 0.4 * text);
            pencil.write(&number.to_string(), at, text, theme.muted, HPos::Center, VPos::Top);
        }
    }

    pub(super) fn draw_outputs<B: Target>(&self, panel: &Panel, pencil: &Pencil<B>, theme: &Theme) {
        let text = theme.text;
        let mut bins = [0usize; ((MOST_OUTPUT - LEAST_OUTPUT) * BINS_PER_UNIT + 0.5) as usize];
        let last = bins.len() - 1;
        let (mut zeros, mut peak) = (0usize, 1);
        for output in &self.outputs {
            if *output == 0.0 {
                zeros += 1;
                continue;
            }
            let bin = libm::floor((output - LEAST_OUTPUT) * BINS_PER_UNIT + 1e-9).max(0.0) as usize;
            bins[bin.min(last)] += 1;
        }
        for count in bins {
            peak = peak.max(count);
        }
        let peak = peak.max(zeros);
        let panel = &Panel { y: 0.0..1.08 * peak as f64, ..panel.clone() };
        let step = round_below(peak as f64 / 2.0);
        let (mut rows, mut columns) = (Vec::new(), Vec::new());
        while rows.len() as f64 * step <= peak as f64 {
            let at = rows.len() as f64 * step;
            rows.push(Tick { at, label: brief(at, 0) });
        }
        for at in [-1.0, 0.0, 1.0, 2.0, 3.0] {
            columns.push(Tick { at, label: brief(at, 0) });
        }
        panel.grid(pencil, theme, &columns, &rows);

        let mut bars = Vec::new();
        for (bin, count) in bins.iter().enumerate() {
            if *count > 0 {
                let from = LEAST_OUTPUT + bin as f64 / BINS_PER_UNIT;
                let (left, top) = panel.to_picture((from, *count as f64));
                let (right, bottom) = panel.to_picture((from + 1.0 / BINS_PER_UNIT, 0.0));
                bars.extend_from_slice(&[(left + 0.5, top), (right - 0.5, bottom)]);
            }
        }
        pencil.bars(&bars, pen(self.activation, theme).0);
        if zeros > 0 {
            let (x, top) = panel.to_picture((0.0, zeros as f64));
            let half = (0.05 * panel.pixels_across()).min(3.0);
            pencil.bars(&[(x - half, top), (x + half, panel.bottom)], theme.muted);
        }

        let (x, _) = panel.to_picture((self.mean, 0.0));
        let line = [(x, panel.top), (x, panel.bottom)];
        pencil.path(&line, theme.background, theme.fine(1.5) + 2.0, &[]);
        pencil.path(&line, theme.ink, theme.fine(1.5), &[5.0, 3.0]);
        let at = (x, panel.top - 0.5 * text);
        pencil.write(&shown_mean(self.mean), at, text, theme.ink, HPos::Center, VPos::Bottom);
        let name = match self.activation {
            Activation::Tanh => "tanh(z)",
            Activation::Sigmoid => "sigmoid(z)",
            Activation::LeakyRelu { .. } => "leaky(z)",
            _ => "ReLU(z)",
        };
        let at = (panel.right, panel.top + 0.3 * text);
        pencil.write(name, at, text, theme.ink, HPos::Right, VPos::Top);
    }

    /// Where the line of the growth ends.
    pub(super) fn end_of(&self, growth: &Growth, panel: &Panel) -> Place {
        let depth = self.depth as f64;
        panel.to_picture((depth, depth * growth.decades()))
    }

    pub(super) fn draw_growth<B: Target>(&self, panel: &Panel, pencil: &Pencil<B>, theme: &Theme) {
        let size_of_text = theme.text;
        let (colour, dashes) = pen(self.activation, theme);
        let Some(growth) = &self.growth else {
            // There is no line: only the bound is known.
            let (from, to) = (panel.to_picture((0.0, 0.0)), panel.to_picture((self.depth as f64, 0.0)));
            pencil.line(from, to, theme.background, 0.7 * theme.stroke);
            pencil.path(&[from, to], colour, 0.7 * theme.stroke, dashes);
            let name = if self.activation == Activation::Tanh { "|tanh| < 1" } else { "sigmoid < 1" };
            let at = (to.0, to.1 - 0.4 * size_of_text);
            return pencil.write(name, at, size_of_text, theme.ink, HPos::Right, VPos::Bottom);
        };
        let start = panel.to_picture((0.0, 0.0));
        let end = self.end_of(growth, panel);
        pencil.path(&[start, end], colour, theme.stroke, dashes);
        let radius = (0.3 * panel.pixels_across()).min(1.2 * theme.stroke);
        if radius > 0.8 * theme.stroke {
            let mut layers = Vec::new();
            for layer in 0..self.depth {
                layers.push(panel.to_picture((layer as f64, layer as f64 * growth.decades())));
            }
            pencil.discs(&layers, radius, colour);
        }

        let largest = libm::log10(f64::from(f32::MAX));
        if largest < panel.y.end && overflow(&growth.sizes).is_some() {
            let (x, y) = panel.to_picture((0.0, largest));
            pencil.path(&[(x, y), (panel.right, y)], theme.ink, theme.fine(1.5), &[2.0, 3.0]);
            let at = (x + 0.4 * size_of_text, y + 0.2 * size_of_text);
            pencil.write(&size(f64::from(f32::MAX)), at, size_of_text, theme.ink, HPos::Left, VPos::Top);
        }

        // Above the handle, and above the line as far as the label reaches back over it.
        let label = size(growth.end());
        let width = 1.1 * text::width(&label, size_of_text);
        let right = (end.0 + 0.5 * width).min(panel.right + 0.8 * size_of_text);
        let steepness = (end.1 - start.1) / (end.0 - start.0);
        let over = steepness.max(0.0) * (end.0 - right + width);
        let at = (right, end.1 - over.max(0.6 * size_of_text) - 0.3 * size_of_text);
        pencil.write(&label, at, size_of_text, theme.ink, HPos::Right, VPos::Bottom);
        pencil.handle(end, 2.5 * theme.stroke, theme.ink, theme.background);
    }
}
