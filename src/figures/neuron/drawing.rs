//! The picture of the unit: the square with its boundary, and the histogram of its pre-activations.

use plotters::style::text_anchor::{HPos, VPos};

use super::super::panel::{Frame, Panel, Tick, round_below};
use super::super::pencil::{Pencil, hatch, minus_signs};
use super::super::surface::Target;
use super::super::{Theme, text};
use super::plane::{Boundary, MARGIN, clipped};
use super::{NeuronPicture, shown};
use crate::neuron::Activity;
use crate::words::{brief, in_digits};

/// The square with its surroundings, and the histogram.
pub(super) struct Plan {
    pub(super) square: Panel,
    pub(super) histogram: Panel,
}

/// Into how many bins the range of z is cut.
const BINS: f64 = 24.0;

impl Plan {
    pub(super) fn new(frame: &Frame, theme: &Theme) -> Self {
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
    fn range(&self) -> (f64, f64) {
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
}

impl NeuronPicture {
    pub(super) fn draw_frame<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
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

    pub(super) fn draw_square<B: Target>(&self, square: &Panel, pencil: &Pencil<B>, theme: &Theme) {
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
            pencil.line(outline[side], outline[(side + 1) % 4], theme.muted, theme.fine(1.0));
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
    pub(super) fn draw_mark<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (input, bold) = (plan.square.to_picture(self.input), 0.6 * theme.stroke);
        pencil.discs(&[input], 2.6 * theme.stroke, theme.background);
        pencil.ring(input, 2.2 * theme.stroke, theme.ink, bold);
        if self.z > 0.0 {
            pencil.discs(&[input], 1.2 * theme.stroke, theme.signal);
        } else {
            pencil.strokes(&minus_signs(&[input], 1.2 * theme.stroke), theme.ink, bold);
        }

        let (panel, (from, to)) = (&plan.histogram, self.range());
        let x = panel.left + (self.z - from) / (to - from) * (panel.right - panel.left);
        pencil.path(&[(x, panel.top), (x, panel.bottom)], theme.ink, theme.fine(1.0), &[2.0, 3.0]);
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
        let label = in_digits(self.unit.distance().unwrap_or(0.0), 3);
        let (across, up) = (0.55 * text::width(&label, size) + 2.0, 0.65 * size);
        pencil.bars(&[(x - across, y - up), (x + across, y + up)], theme.background);
        pencil.write(&label, (x, y), size, theme.ink, HPos::Center, VPos::Center);
    }

    pub(super) fn draw_histogram<B: Target>(&self, panel: &Panel, pencil: &Pencil<B>, theme: &Theme) {
        let size = theme.text;
        let counts = self.counts();
        let mut peak: f64 = 1.0;
        for count in &counts.bins {
            peak = peak.max(*count as f64);
        }
        for (_, height) in &counts.expected {
            peak = peak.max(*height);
        }
        let (from, to) = self.range();
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
        pencil.path(&expected, theme.background, theme.fine(1.5) + 2.0, &[]);
        pencil.path(&expected, theme.ink, theme.fine(1.5), &[5.0, 3.0]);

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
            pencil.path(&arrow, theme.ink, theme.fine(1.5), &[]);
            pencil.write("z = 0", (end - 2.4 * sign, y), size, theme.ink, h_pos, VPos::Center);
        }
    }
}
