//! The picture of a run.

mod charts;
mod grid;
mod histogram;
mod legend;
mod line;
mod plane;

use super::super::Theme;
use super::super::panel::{Panel, Tick};
use super::super::pencil::{Pencil, Place};
use super::super::surface::Target;
use super::TrainingPicture;
use super::plan::{Plan, Scales, step_of};
use crate::words::brief;

/// How the twin is told from the run, the line of a unit that is dead from one that is not, and what was from what is.
const TWIN: &[f64] = &[6.0, 3.0];
const DEAD: &[f64] = &[4.0, 4.0];
const BEFORE: &[f64] = &[1.5, 3.0];

/// Ticks at round numbers, so many at the most and one more.
fn ticks(from: f64, to: f64, most: f64) -> Vec<Tick> {
    let step = step_of(to - from, most);
    let mut ticks = Vec::new();
    let mut count = libm::ceil(from / step - 1e-9);
    while count * step <= to + 1e-9 * step {
        ticks.push(Tick { at: count * step, label: brief(count * step, 2) });
        count += 1.0;
    }
    ticks
}

fn outline(panel: &Panel) -> [Place; 5] {
    let Panel { left, right, top, bottom, .. } = *panel;
    [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
}

/// The strokes of crosses at some places.
fn crosses(places: &[Place], half: f64) -> Vec<Place> {
    let cross = |(x, y): &Place| {
        [(x - half, y - half), (x + half, y + half), (x - half, y + half), (x + half, y - half)]
    };
    places.iter().flat_map(cross).collect()
}

/// What of a line through points of a panel lies between its lower and its upper edge, piece by piece; where it is no number, it
/// breaks off.
fn pieces(panel: &Panel, points: &[(f64, f64)]) -> Vec<Vec<Place>> {
    let mut pieces: Vec<Vec<Place>> = Vec::new();
    let mut goes_on = false;
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let along =
            |part: f64| panel.to_picture((from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1)));
        let rise = to.1 - from.1;
        let parts = if rise == 0.0 {
            if panel.y.start <= from.1 && from.1 <= panel.y.end { (0.0, 1.0) } else { (1.0, 0.0) }
        } else {
            let (one, other) = ((panel.y.start - from.1) / rise, (panel.y.end - from.1) / rise);
            (one.min(other).max(0.0), one.max(other).min(1.0))
        };
        if !rise.is_finite() || parts.0 >= parts.1 {
            goes_on = false;
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if goes_on && parts.0 == 0.0 => piece.push(along(parts.1)),
            _ => pieces.push(vec![along(parts.0), along(parts.1)]),
        }
        goes_on = parts.1 == 1.0;
    }
    pieces
}

impl TrainingPicture {
    /// What the axes depend on.
    pub(super) fn axes(&self) -> [i32; 3] {
        Scales::of(self).folded()
    }

    pub(super) fn draw_ground<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        for (place, panel) in plan.planes.iter().enumerate() {
            let name = if !plan.scales.has_twin { "" } else { ["a", "b"][place.min(1)] };
            plane::draw_axes(panel, name, plan.scales.is_line, pencil, theme);
        }
        self.draw_chart_axes(plan, pencil, theme);
    }

    pub(super) fn draw_course<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        self.draw_curves(plan, pencil, theme);
    }

    pub(super) fn draw_scene<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let scenes = [Some(&self.scene), self.twin_scene.as_ref()];
        for (place, scene) in scenes.into_iter().flatten().enumerate() {
            if let (Some(panel), Some(grid)) = (plan.planes.get(place), plan.grids.get(place)) {
                self.draw_plane(panel, scene, plan.scales.is_line, pencil, theme);
                self.draw_grid(grid, scene, pencil, theme);
            }
        }
        if let Some(panel) = &plan.histogram {
            self.draw_histogram(panel, pencil, theme);
        }
        self.draw_cursor(plan, pencil, theme);
    }

    /// Where the cursor of the charts is taken hold of.
    pub(super) fn cursor(&self, plan: &Plan) -> Place {
        (self.cursor_at(plan, &self.scene), plan.head())
    }
}
