//! The lines z = 0 of the first layer's units in the plane of the inputs.

use super::super::super::Theme;
use super::super::super::panel::Panel;
use super::super::super::pencil::{Pencil, Place};
use super::super::super::surface::Target;
use super::super::scene::Scene;

/// The line z = 0: w and b.
#[derive(Clone, Copy)]
pub(super) struct Line {
    w: (f64, f64),
    b: f64,
}

impl Line {
    pub fn of(numbers: &[f64]) -> Option<Self> {
        match numbers {
            [w, b] => Some(Line { w: (*w, 0.0), b: *b }),
            [w1, w2, b] => Some(Line { w: (*w1, *w2), b: *b }),
            _ => None,
        }
    }

    fn z(&self, (x, y): (f64, f64)) -> f64 {
        self.w.0 * x + self.w.1 * y + self.b
    }

    /// What of it lies in the panel.
    pub fn within(&self, panel: &Panel) -> Option<[Place; 2]> {
        let (x, y) = (&panel.x, &panel.y);
        let corners = [(x.start, y.start), (x.end, y.start), (x.end, y.end), (x.start, y.end)];
        let mut met = [(0.0, 0.0); 4];
        let mut count = 0;
        for side in 0..4 {
            let (a, b) = (corners[side], corners[(side + 1) % 4]);
            let (at_a, at_b) = (self.z(a), self.z(b));
            if (at_a > 0.0) != (at_b > 0.0) {
                let part = at_a / (at_a - at_b);
                met[count] = panel.to_picture((a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1)));
                count += 1;
            }
        }
        (count >= 2).then(|| [met[0], met[count - 1]])
    }

    /// The direction in the picture in which z grows.
    fn uphill(&self, panel: &Panel) -> Option<(f64, f64)> {
        let (x, y) = (self.w.0 / panel.pixels_across(), -self.w.1 / panel.pixels_up());
        let length = libm::hypot(x, y);
        (length > 0.0).then(|| (x / length, y / length))
    }
}

/// The line of a unit of the first layer.
pub(super) fn line(scene: &Scene, unit: usize) -> Option<Line> {
    let network = scene.descent.network();
    let mut own = Vec::with_capacity(5);
    for place in network.of_unit(0, unit) {
        own.push(*network.parameters().get(place)?);
    }
    Line::of(&network.line(&own, scene.descent.inputs()))
}

/// The strokes of a dashed line.
pub(super) fn dashed([from, to]: [Place; 2], pattern: &[f64], ends: &mut Vec<Place>) {
    let length = libm::hypot(to.0 - from.0, to.1 - from.1);
    let at = |along: f64| {
        let part = along.min(length) / length;
        (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1))
    };
    let mut along = 0.0;
    while along < length {
        ends.extend_from_slice(&[at(along), at(along + pattern[0])]);
        along += pattern[0] + pattern[1];
    }
}

/// The line of the chosen unit with an arrow to where it fires; where it lies elsewhere, an arrow at the edge says where.
pub(super) fn draw_chosen<B: Target>(panel: &Panel, line: &Line, pencil: &Pencil<B>, theme: &Theme) {
    let Some((x, y)) = line.uphill(panel) else { return };
    if let Some(ends) = line.within(panel) {
        pencil.path(&ends, theme.background, theme.stroke + 2.5, &[]);
        pencil.path(&ends, theme.ink, theme.stroke, &[]);
        let (left, top) = (0.5 * (ends[0].0 + ends[1].0), 0.5 * (ends[0].1 + ends[1].1));
        let at = |ahead: f64, aside: f64| (left + ahead * x - aside * y, top + ahead * y + aside * x);
        let arrow = [at(0.0, 0.0), at(18.0, 0.0), at(12.0, 5.0), at(18.0, 0.0), at(12.0, -5.0)];
        pencil.path(&arrow, theme.background, theme.stroke + 1.5, &[]);
        return pencil.path(&arrow, theme.signal, 0.8 * theme.stroke, &[]);
    }
    let (left, top) = (0.5 * (panel.left + panel.right), 0.5 * (panel.top + panel.bottom));
    let is_behind = line.z(panel.to_plane((left, top))) > 0.0;
    let (x, y) = if is_behind { (-x, -y) } else { (x, y) };
    let reach = 0.5 * (panel.right - panel.left) / libm::fabs(x).max(libm::fabs(y)) - 3.0;
    let at = |back: f64, aside: f64| {
        let along = reach - back;
        (left + along * x - aside * y, top + along * y + aside * x)
    };
    pencil.path(&[at(2.0, 0.0), at(30.0, 0.0)], theme.background, theme.stroke + 2.5, &[]);
    pencil.path(&[at(8.0, 0.0), at(30.0, 0.0)], theme.ink, theme.stroke, &[]);
    pencil.polygon(&[at(0.0, 0.0), at(13.0, 7.0), at(13.0, -7.0)], theme.ink);
}
