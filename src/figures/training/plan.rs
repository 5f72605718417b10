//! Where everything of the picture lies.

mod cells;
mod scales;

pub(super) use self::cells::Grid;
pub(super) use self::scales::{Scales, step_of};
use super::super::Theme;
use super::super::panel::{Frame, Panel};
use super::super::pencil::Place;
use super::TrainingPicture;

/// The panels of the picture: planes and units of the run and of its twin, and what is shown over the whole run.
pub(super) struct Plan {
    pub scales: Scales,
    pub planes: Vec<Panel>,
    pub grids: Vec<Grid>,
    pub loss: Panel,
    pub dead: Panel,
    pub norms: Panel,
    /// What the update did to the chosen unit.
    pub histogram: Option<Panel>,
    /// The updates of an epoch.
    each: f64,
}

/// A rectangle of the picture.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plan {
    pub(super) fn new(picture: &TrainingPicture, frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let scales = Scales::of(picture);
        let all = Area {
            left: frame.left,
            right: frame.left + frame.width,
            top: frame.top,
            bottom: frame.top + frame.height,
        };
        let (networks, courses) = if frame.width > 40.0 * text {
            let middle = frame.left + 0.49 * frame.width;
            (Area { right: middle, ..all }, Area { left: middle, ..all })
        } else {
            let middle = frame.top + 0.44 * frame.height;
            (Area { bottom: middle, ..all }, Area { top: middle, ..all })
        };
        let setup = &picture.scene.known.setup;
        let (mut planes, mut grids) = (Vec::new(), Vec::new());
        if scales.has_twin {
            let half = 0.5 * (networks.top + networks.bottom);
            for (top, bottom) in [(networks.top, half), (half, networks.bottom)] {
                let (plane, grid) = beside(Area { top, bottom, ..networks }, &setup.hidden, &scales, text);
                planes.push(plane);
                grids.push(grid);
            }
        } else {
            let (plane, grid) = above(networks, &setup.hidden, &scales, text);
            planes.push(plane);
            grids.push(grid);
        }

        let (left, right) = (courses.left + 3.4 * text, courses.right - 3.3 * text);
        let strips = if scales.is_chosen { 0.25 * (courses.bottom - courses.top) } else { 0.0 };
        let bottom = courses.bottom - 2.0 * text;
        let histogram = Panel { left, right, top: bottom - strips, bottom, x: 0.0..1.0, y: 0.0..1.0 };
        let foot = if scales.is_chosen { histogram.top - 2.7 * text } else { bottom };
        let (first, between) = (courses.top + 2.6 * text, 1.9 * text);
        let high = (foot - first - 2.0 * between) / 3.0;
        let chart = |place: f64, y| {
            let top = first + place * (high + between);
            Panel { left, right, top, bottom: top + high, x: 0.0..scales.epochs, y }
        };
        Plan {
            planes,
            grids,
            loss: chart(0.0, 0.0..scales.loss),
            dead: chart(1.0, 0.0..1.0),
            norms: chart(2.0, scales.norms()),
            histogram: scales.is_chosen.then_some(histogram),
            each: setup.updates_per_epoch() as f64,
            scales,
        }
    }

    pub(super) fn charts(&self) -> [&Panel; 3] {
        [&self.loss, &self.dead, &self.norms]
    }

    /// The height at which the cursor is taken hold of.
    pub(super) fn head(&self) -> f64 {
        self.loss.top - 9.0
    }

    /// Whether a place lies in one of the charts over the updates, which the cursor is dragged in.
    pub(super) fn is_in_charts(&self, (x, y): Place) -> bool {
        (self.loss.left..=self.loss.right).contains(&x) && (self.loss.top..=self.norms.bottom).contains(&y)
    }

    /// The update at a place of the charts.
    pub(super) fn update_at(&self, at: Place) -> f64 {
        self.loss.to_plane(at).0 * self.each
    }

    /// The unit whose mark is at a place, by layer and place in it.
    pub(super) fn unit_at(&self, at: Place) -> Option<(usize, usize)> {
        self.grids.iter().find_map(|grid| grid.unit_at(at))
    }
}

fn square(left: f64, top: f64, side: f64, scales: &Scales) -> Panel {
    let (x, y) = (scales.x.clone(), scales.y.clone());
    Panel { left, right: left + side, top, bottom: top + side, x, y }
}

/// The plane of a run, and below it a row of units for each layer.
fn above(area: Area, layers: &[usize], scales: &Scales, text: f64) -> (Panel, Grid) {
    let left = area.left + 2.6 * text;
    let top = area.top + 0.9 * text;
    let below = (0.27 * (area.bottom - area.top)).max(9.0 * text);
    let side = (area.right - 0.8 * text - left).min(area.bottom - below - top);
    let plane = square(left, top, side, scales);
    let heads = area.left + 6.0 * text;
    let first = plane.bottom + 2.5 * text;
    let rows = (heads, area.right - 0.8 * text, first, area.bottom - 0.5 * text);
    (plane, Grid::of_rows(rows, layers, text))
}

/// The plane of a run, and beside it a column of units for each layer.
fn beside(area: Area, layers: &[usize], scales: &Scales, text: f64) -> (Panel, Grid) {
    let left = area.left + 2.6 * text;
    let top = area.top + 1.6 * text;
    let side = (area.bottom - 2.0 * text - top).min(0.62 * (area.right - area.left));
    let plane = square(left, top, side, scales);
    let columns = (plane.right + 1.2 * text, area.right - 0.8 * text, area.top + 2.9 * text, plane.bottom);
    (plane, Grid::of_columns(columns, layers, text))
}
