//! The picture of a layer: the raster of units by inputs with its margins, and the marks of what is compared.

use plotters::style::text_anchor::{HPos, VPos};

use super::super::Theme;
use super::super::panel::{Frame, Panel};
use super::super::pencil::{Pencil, Place, hatch};
use super::super::surface::Target;
use super::super::theme::between;
use super::SparsityPicture;
use super::plane::place_of;
use crate::neuron::Activity;
use crate::state::{Value, limited};

/// Where everything lies. The raster takes whole pixels, so that all its cells are of one size, unless they are too many.
pub(super) struct Plan {
    /// The edges of the raster's columns, and the upper and lower edges of its rows.
    columns: Vec<f64>,
    rows: Vec<(f64, f64)>,
    /// Where the row of a unit begins that has nothing between it and the next.
    pitch: f64,
    /// The marks of dead units and of those that are always on.
    gutter: (f64, f64),
    /// The codes of A and B, with what tells them apart between them.
    codes: [f64; 4],
    /// The shares of the inputs, right of the raster, and of the units, below.
    beside: (f64, f64),
    below: (f64, f64),
    pub(super) plane: Option<Panel>,
}

/// As large as can be, in whole pixels where there is one.
fn whole_share(room: f64, count: usize) -> f64 {
    let share = room / count as f64;
    if share >= 1.0 { libm::floor(share) } else { share }
}

impl Plan {
    pub(super) fn new(picture: &SparsityPicture, frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let (left, right) = (frame.left + 0.6 * text, frame.left + frame.width - 0.8 * text);
        let (top, bottom) = (frame.top + 2.2 * text, frame.top + frame.height - 1.9 * text);
        let is_wide = frame.width > 40.0 * text;
        let (across, down) = (right - left, bottom - top);
        // The raster and its margins may reach so far; the plane is a square beside or below.
        let mut end = (right, bottom);
        let mut square = None;
        if let Some(plane) = picture.plane {
            let side = if is_wide {
                (down + 0.8 * text).min(0.45 * across)
            } else {
                (across - 3.0 * text).min(0.5 * down)
            };
            let corner =
                if is_wide { (right - side, top - 0.8 * text) } else { (right - side, bottom - side) };
            let at = if is_wide { corner } else { (0.5 * (left + 2.0 * text + right - side), corner.1) };
            end = if is_wide {
                (corner.0 - 3.4 * text, bottom + 1.5 * text)
            } else {
                (right, corner.1 - 1.2 * text)
            };
            let range = plane.from..plane.to;
            let (right, bottom) = (at.0 + side, at.1 + side);
            square = Some(Panel { left: at.0, right, top: at.1, bottom, x: range.clone(), y: range });
        }

        let start = libm::ceil(left + 1.3 * text);
        let margin = 6.4 * text;
        let foot = 3.8 * text;
        let width = whole_share(end.0 - margin - start, picture.count());
        let pitch = whole_share(end.1 - foot - top, picture.units());
        let gap = if pitch >= 5.0 { 1.0 } else { 0.0 };
        let spare = end.1 - foot - top - picture.units() as f64 * pitch;
        // Nothing beside or below it tells where it begins.
        let top = libm::ceil(if square.is_none() { top + 0.5 * spare } else { top });
        let mut columns = Vec::with_capacity(picture.count() + 1);
        for index in 0..=picture.count() {
            columns.push(start + index as f64 * width);
        }
        let mut rows = Vec::with_capacity(picture.units());
        for index in 0..picture.units() {
            let from = top + index as f64 * pitch;
            rows.push((from, from + pitch - gap));
        }
        let side = start + picture.count() as f64 * width + 0.7 * text;
        let under = top + picture.units() as f64 * pitch + 0.5 * text;
        let strip = libm::ceil(0.8 * text);
        let first = libm::ceil(side);
        Plan {
            columns,
            rows,
            pitch,
            gutter: (libm::floor(left), libm::floor(left + 0.8 * text)),
            codes: [first, first + strip, first + libm::ceil(1.4 * strip), first + libm::ceil(2.4 * strip)],
            beside: (first + 2.4 * strip + 0.8 * text, side + 5.6 * text),
            below: (under, under + 1.8 * text),
            plane: square,
        }
    }

    fn left(&self) -> f64 {
        self.columns.first().copied().unwrap_or_default()
    }

    fn right(&self) -> f64 {
        self.columns.last().copied().unwrap_or_default()
    }

    fn top(&self) -> f64 {
        self.rows.first().map_or(0.0, |row| row.0)
    }

    fn bottom(&self) -> f64 {
        self.rows.last().map_or(0.0, |row| row.0 + self.pitch)
    }

    /// The place above a column where it is taken hold of.
    pub(super) fn head_of(&self, column: usize) -> Place {
        let (from, to) = self.column(column);
        (0.5 * (from + to), self.top() - 9.0)
    }

    fn column(&self, column: usize) -> (f64, f64) {
        let edge = |index: usize| self.columns.get(index).copied().unwrap_or_else(|| self.right());
        (edge(column), edge(column + 1))
    }

    /// The number of the input whose column is at, or nearest to, a place.
    pub(super) fn column_at(&self, x: f64) -> Value {
        let count = (self.columns.len() - 1) as f64;
        let part = (x - self.left()) / (self.right() - self.left());
        Value::Number(limited(libm::floor(part * count) + 1.0, 1.0, count))
    }

    pub(super) fn is_in_raster(&self, (x, y): Place) -> bool {
        self.left() <= x && x < self.right() && self.top() <= y && y < self.bottom()
    }

    /// From the first to the last of some rows.
    fn span(&self, first: usize, last: usize) -> (f64, f64) {
        (self.top() + first as f64 * self.pitch, self.top() + (last + 1) as f64 * self.pitch)
    }
}

/// The centres of the names of two points, beside each: where the points are close, on either side of the pair, and at the
/// right edge one above the other.
fn named_at(points: [Place; 2], right: f64, text: f64) -> [Place; 2] {
    let [first, second] = points;
    let at_edge = first.0.max(second.0) > right - 2.0 * text;
    let is_close = (first.0 - second.0).abs() < 2.4 * text && (first.1 - second.1).abs() < 1.2 * text;
    if !is_close {
        return points.map(|(x, y)| (x + if x > right - 2.0 * text { -1.15 } else { 1.15 } * text, y));
    }
    if at_edge {
        let (x, y) = (first.0.min(second.0) - 1.15 * text, 0.5 * (first.1 + second.1));
        let up = if first.1 <= second.1 { 0.6 } else { -0.6 } * text;
        return [(x, y - up), (x, y + up)];
    }
    let side = if first.0 < second.0 { -1.15 } else { 1.15 } * text;
    [(first.0 + side, first.1), (second.0 - side, second.1)]
}

impl SparsityPicture {
    pub(super) fn draw_raster<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let mask = self.scene.mask();
        let mut kinds = Vec::with_capacity(self.units() * self.count());
        for unit in &self.order {
            let dead = self.activity(*unit) == Activity::Dead;
            for fires in mask.row(*unit).unwrap_or_default() {
                kinds.push(if *fires { 1 } else { 2 * u8::from(dead) });
            }
        }
        pencil.cells(&plan.columns, &plan.rows, &kinds, &[theme.background, theme.signal, theme.grid]);
        let (left, right, top, bottom) = (plan.left(), plan.right(), plan.top(), plan.bottom());
        let corners =
            [(left - 1.0, top - 1.0), (right + 1.0, top - 1.0), (right + 1.0, bottom), (left - 1.0, bottom)];
        for side in 0..4 {
            pencil.line(corners[side], corners[(side + 1) % 4], theme.muted, theme.fine(1.0));
        }
        self.draw_gutter(plan, pencil, theme);
        self.draw_shares(plan, pencil, theme);
    }

    /// What fires never is hatched beside its row, what always does has a bar.
    fn draw_gutter<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (left, right) = plan.gutter;
        let (mut bars, mut strokes, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
        let mut row = 0;
        while row < self.order.len() {
            let activity = self.activity(self.order[row]);
            let mut last = row;
            while self.order.get(last + 1).is_some_and(|unit| self.activity(*unit) == activity) {
                last += 1;
            }
            let (top, bottom) = plan.span(row, last);
            match activity {
                Activity::Always => bars.extend_from_slice(&[(left + 3.0, top), (right - 3.0, bottom)]),
                Activity::Dead => {
                    strokes.append(&mut hatch((left, top), (right, bottom), 5.0));
                    boxes.push((top, bottom));
                }
                Activity::Partial => {}
            }
            row = last + 1;
        }
        pencil.bars(&bars, theme.relative);
        pencil.strokes(&strokes, theme.muted, 1.0);
        for (top, bottom) in boxes {
            let outline = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
            pencil.path(&outline, theme.muted, theme.fine(1.0), &[]);
        }
    }

    fn draw_shares<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (text, mask) = (theme.text, self.scene.mask());
        let (from, to) = plan.beside;
        let share = |count: usize, of: usize| count as f64 / of as f64;
        // One outline for all bars of a margin.
        let mut of_units = vec![(from, plan.top())];
        for (row, unit) in self.order.iter().enumerate() {
            let count = mask.of_units().get(*unit).copied().unwrap_or(0);
            let (end, (top, bottom)) = (from + share(count, self.count()) * (to - from), plan.span(row, row));
            of_units.extend_from_slice(&[(end, top), (end, bottom)]);
        }
        of_units.push((from, plan.bottom()));
        let (head, foot) = plan.below;
        let mut of_inputs = vec![(plan.left(), head)];
        for (index, count) in mask.of_inputs().iter().enumerate() {
            let (end, (left, right)) =
                (head + share(*count, self.units()) * (foot - head), plan.column(index));
            of_inputs.extend_from_slice(&[(left, end), (right, end)]);
        }
        of_inputs.push((plan.right(), head));
        for outline in [of_units, of_inputs] {
            pencil.polygon(&outline, between(theme.background, theme.signal, 0.55));
        }
        let (top, bottom) = (plan.top(), plan.bottom());
        pencil.line((from, top), (from, bottom), theme.muted, theme.fine(1.0));
        pencil.line((plan.left(), head), (plan.right(), head), theme.muted, theme.fine(1.0));
        let (across, down) = (0.5 * (from + to), 0.5 * (head + foot));
        pencil.path(&[(across, top), (across, bottom)], theme.muted, theme.fine(1.0), &[]);
        pencil.path(&[(plan.left(), down), (plan.right(), down)], theme.muted, theme.fine(1.0), &[]);
        let above = top - 0.4 * text;
        pencil.write("½", (across, above), text, theme.muted, HPos::Center, VPos::Bottom);
        pencil.write("½", (plan.right() + 0.3 * text, down), text, theme.muted, HPos::Left, VPos::Center);
        let mut name = self.units().to_string();
        name.push_str(" × ");
        name.push_str(&self.count().to_string());
        let at = (plan.left() - 1.0, foot + 0.3 * text);
        pencil.write(&name, at, text, theme.muted, HPos::Left, VPos::Top);
    }

    pub(super) fn draw_marks<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let text = theme.text;
        let mut kinds = Vec::with_capacity(3 * self.units());
        for unit in &self.order {
            let [first, second] = [0, 1].map(|pick| self.codes[pick].get(*unit) == Some(&true));
            kinds.extend_from_slice(&[u8::from(first), 2 * u8::from(first != second), u8::from(second)]);
        }
        pencil.cells(&plan.codes, &plan.rows, &kinds, &[theme.background, theme.signal, theme.ink]);
        let (top, bottom) = (plan.top() - 1.0, plan.bottom());
        for (name, from, to) in [("A", plan.codes[0], plan.codes[1]), ("B", plan.codes[2], plan.codes[3])] {
            let outline = [(from - 1.0, top), (to + 1.0, top), (to + 1.0, bottom), (from - 1.0, bottom)];
            for side in 0..4 {
                pencil.line(outline[side], outline[(side + 1) % 4], theme.muted, theme.fine(1.0));
            }
            let at = (0.5 * (from + to), top - 0.3 * text);
            pencil.write(name, at, text, theme.ink, HPos::Center, VPos::Bottom);
        }

        if self.plane.is_none() {
            self.draw_column(plan, "A", self.picked[0], pencil, theme);
        }
        self.draw_column(plan, "B", self.picked[1], pencil, theme);
        if let Some(panel) = &plan.plane {
            let [first, second] = [self.point, self.second_point()].map(|point| place_of(point, panel));
            pencil.path(&[first, second], theme.background, theme.fine(1.5) + 2.5, &[]);
            pencil.path(&[first, second], theme.ink, theme.fine(1.5), &[3.0, 3.0]);
            pencil.discs(&[second], 2.4 * theme.stroke, theme.background);
            pencil.ring(second, 2.2 * theme.stroke, theme.ink, 0.6 * theme.stroke);
            pencil.handle(first, 2.5 * theme.stroke, theme.ink, theme.background);
            for (name, centre) in ["A", "B"].into_iter().zip(named_at([first, second], panel.right, text)) {
                let (across, up) = (0.42 * text, 0.55 * text);
                pencil.bars(
                    &[(centre.0 - across, centre.1 - up), (centre.0 + across, centre.1 + up)],
                    theme.background,
                );
                pencil.write(name, centre, text, theme.ink, HPos::Center, VPos::Center);
            }
        }
    }

    /// The mark about the column of an input, and its handle above.
    fn draw_column<B: Target>(
        &self,
        plan: &Plan,
        name: &str,
        column: usize,
        pencil: &Pencil<B>,
        theme: &Theme,
    ) {
        let (from, to) = plan.column(column);
        let (top, bottom) = (plan.top() - 2.0, plan.below.1);
        for x in [from - 1.0, to + 1.0] {
            pencil.path(&[(x, top), (x, bottom)], theme.background, theme.fine(1.5) + 1.5, &[]);
            pencil.path(&[(x, top), (x, bottom)], theme.ink, theme.fine(1.5), &[]);
        }
        let (x, y) = plan.head_of(column);
        pencil.handle((x, y), 1.7 * theme.stroke, theme.ink, theme.background);
        let at = (x, y - 0.6 * theme.text);
        pencil.write(name, at, theme.text, theme.ink, HPos::Center, VPos::Bottom);
    }
}
