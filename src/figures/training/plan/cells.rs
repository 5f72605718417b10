//! The cells of the hidden units.

use super::super::super::pencil::Place;

/// A cell for each unit: a row of them for each layer, or a column.
pub(in super::super) struct Grid {
    /// Whether the units of a layer stand beside each other, else below.
    pub are_rows: bool,
    left: f64,
    top: f64,
    /// From one layer to the next, and how much of that a cell takes.
    pub pitch: f64,
    thickness: f64,
    /// Of each layer, how many units there are, and how far it is from one to the next.
    layers: Vec<(usize, f64)>,
}

/// As large as can be, in whole pixels where there are a few.
fn share(room: f64, count: usize, most: f64) -> f64 {
    let share = (room / count as f64).min(most);
    if share >= 4.0 { libm::floor(share) } else { share }
}

impl Grid {
    pub(super) fn of_rows(
        (left, right, top, bottom): (f64, f64, f64, f64),
        layers: &[usize],
        text: f64,
    ) -> Self {
        let pitch = libm::floor(((bottom - top) / layers.len() as f64).min(4.4 * text));
        let gap = (0.22 * pitch).min(0.8 * text);
        let across = |units: &usize| (*units, share(right - left, *units, 2.6 * text));
        Grid {
            are_rows: true,
            left: libm::round(left),
            top: libm::round(top),
            pitch,
            thickness: libm::round(pitch - gap),
            layers: layers.iter().map(across).collect(),
        }
    }

    pub(super) fn of_columns(
        (left, right, top, bottom): (f64, f64, f64, f64),
        layers: &[usize],
        text: f64,
    ) -> Self {
        let pitch = libm::floor(((right - left) / layers.len() as f64).min(4.8 * text));
        let gap = (0.22 * pitch).min(0.8 * text);
        let down = |units: &usize| (*units, share(bottom - top, *units, 1.6 * text));
        Grid {
            are_rows: false,
            left: libm::round(left),
            top: libm::round(top),
            pitch,
            thickness: libm::round(pitch - gap),
            layers: layers.iter().map(down).collect(),
        }
    }

    /// Two opposite corners of the cell of a unit, upper left and lower right.
    pub fn cell(&self, layer: usize, unit: usize) -> (Place, Place) {
        let step = self.layers.get(layer).map_or(0.0, |(_, step)| *step);
        let gap = if step >= 4.0 { 1.0 } else { 0.0 };
        let (across, along) = (layer as f64 * self.pitch, unit as f64 * step);
        let (from, to) = if self.are_rows {
            (self.left + along, self.top + across)
        } else {
            (self.left + across, self.top + along)
        };
        let (width, height) =
            if self.are_rows { (step - gap, self.thickness) } else { (self.thickness, step - gap) };
        ((from, to), (from + width, to + height))
    }

    /// Two opposite corners of all cells of a layer.
    pub fn layer(&self, layer: usize) -> (Place, Place) {
        let units = self.layers.get(layer).map_or(1, |(units, _)| *units);
        (self.cell(layer, 0).0, self.cell(layer, units.saturating_sub(1)).1)
    }

    /// How far it is from a unit of a layer to the next.
    pub fn step(&self, layer: usize) -> f64 {
        self.layers.get(layer).map_or(0.0, |(_, step)| *step)
    }

    /// The unit at a place; what lies between two layers belongs to the one before.
    pub(super) fn unit_at(&self, (x, y): Place) -> Option<(usize, usize)> {
        let (x, y) = (x - self.left, y - self.top);
        let (across, along) = if self.are_rows { (y, x) } else { (x, y) };
        if across < 0.0 || along < 0.0 {
            return None;
        }
        let layer = libm::floor(across / self.pitch) as usize;
        let (units, step) = self.layers.get(layer)?;
        let unit = libm::floor(along / step) as usize;
        (unit < *units).then_some((layer, unit))
    }
}
