//! The plane of two inputs: the units' lines, the regions between, and the inputs.

use plotters::style::text_anchor::{HPos, VPos};

use super::super::Theme;
use super::super::panel::{Panel, Tick, round_below};
use super::super::pencil::{Pencil, Place};
use super::super::surface::Target;
use super::super::theme::between;
use super::{Plane, SparsityPicture};
use crate::sparsity::{Inputs, cut};
use crate::state::{limited, on_grid};
use crate::words::brief;

/// How many regions are drawn one by one. More of them are too small for it, and are drawn as a raster.
const MOST_REGIONS: usize = 600;

/// The cells of that raster along each axis, and in how many steps regions are shaded.
const CELLS: usize = 60;
const SHADES: usize = 8;

/// The shade of each of some counts, from 1 for the least to [`SHADES`] for the most.
fn shaded(counts: Vec<usize>) -> Vec<u8> {
    let least = counts.iter().copied().min().unwrap_or(0);
    let span = counts.iter().copied().max().unwrap_or(0).saturating_sub(least).max(1);
    let mut shades = Vec::with_capacity(counts.len());
    for count in counts {
        shades.push(1 + ((count - least) * (SHADES - 1) / span) as u8);
    }
    shades
}

impl SparsityPicture {
    pub(super) fn draw_plane<B: Target>(
        &self,
        panel: &Panel,
        plane: &Plane,
        pencil: &Pencil<B>,
        theme: &Theme,
    ) {
        let text = theme.text;
        self.draw_regions(panel, plane, pencil, theme);
        let span = plane.to - plane.from;
        let step = if span < 2.0 { 0.5 } else { round_below(span / 2.0) };
        let mut ticks = [Vec::new(), Vec::new()];
        let mut at = libm::ceil(plane.from / step) * step;
        while at <= plane.to {
            let at_tenth = on_grid(at, 10.0);
            for axis in &mut ticks {
                axis.push(Tick { at: at_tenth, label: brief(at_tenth, 1) });
            }
            at += step;
        }
        panel.grid(pencil, theme, &ticks[0], &ticks[1]);
        let lines = self.scene.layer().lines();
        let mut ends = Vec::with_capacity(2 * lines.len());
        for line in &lines {
            let corners = [
                (plane.from, plane.from),
                (plane.to, plane.from),
                (plane.to, plane.to),
                (plane.from, plane.to),
            ];
            let mut met = Vec::new();
            for side in 0..4 {
                let (from, to) = (corners[side], corners[(side + 1) % 4]);
                let (at_from, at_to) = (line.height(from), line.height(to));
                if (at_from > 0.0) != (at_to > 0.0) {
                    let part = at_from / (at_from - at_to);
                    met.push((from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1)));
                }
            }
            if let [from, .., to] = met[..] {
                ends.extend_from_slice(&[panel.to_picture(from), panel.to_picture(to)]);
            }
        }
        let crowded = lines.len() > 64;
        let colour = if crowded { between(theme.background, theme.muted, 0.5) } else { theme.muted };
        pencil.strokes(&ends, colour, theme.fine(1.0));
        if self.setup.inputs == Inputs::Cube {
            let (low, high) = (self.setup.shift, self.setup.shift + 1.0);
            let cube = [(low, low), (high, low), (high, high), (low, high), (low, low)];
            pencil.path(&panel.all_to_picture(&cube), theme.ink, theme.fine(2.0), &[]);
        }
        let mut dots = Vec::with_capacity(self.count());
        for input in self.scene.inputs().chunks_exact(2) {
            if panel.x.contains(&input[0]) && panel.y.contains(&input[1]) {
                dots.push(panel.to_picture((input[0], input[1])));
            }
        }
        pencil.discs(&dots, 2.2, theme.ink);
        let outline = [
            (panel.left, panel.top),
            (panel.right, panel.top),
            (panel.right, panel.bottom),
            (panel.left, panel.bottom),
        ];
        for side in 0..4 {
            pencil.line(outline[side], outline[(side + 1) % 4], theme.muted, theme.fine(1.0));
        }
        let below = panel.bottom + 0.4 * text;
        pencil.write("x₁", (panel.right + 0.4 * text, below), text, theme.ink, HPos::Right, VPos::Top);
        let beside = (panel.left - 0.5 * text, panel.top + 0.5 * text);
        pencil.write("x₂", beside, text, theme.ink, HPos::Right, VPos::Center);
    }

    /// The regions, the darker the more units are on: from the lightest to the darkest that there is.
    fn draw_regions<B: Target>(&self, panel: &Panel, plane: &Plane, pencil: &Pencil<B>, theme: &Theme) {
        let mut shades = vec![theme.background];
        for step in 0..SHADES {
            shades.push(between(
                theme.background,
                theme.signal,
                0.06 + 0.5 * step as f64 / (SHADES - 1) as f64,
            ));
        }
        if plane.regions <= MOST_REGIONS
            && let Some(window) = plane.window()
        {
            let cut = cut(&self.scene.layer().lines(), &window);
            let steps = shaded(cut.iter().map(|region| region.active).collect());
            for (region, step) in cut.iter().zip(steps) {
                pencil.polygon(&panel.all_to_picture(&region.corners), shades[usize::from(step)]);
            }
            return;
        }
        let edge = |from: f64, to: f64, index: usize| from + (to - from) * index as f64 / CELLS as f64;
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
        for index in 0..=CELLS {
            columns.push(edge(panel.left, panel.right, index));
        }
        let middles: Vec<f64> =
            columns.windows(2).map(|pair| panel.to_plane((0.5 * (pair[0] + pair[1]), 0.0)).0).collect();
        let mut active = Vec::with_capacity(CELLS * CELLS);
        for index in 0..CELLS {
            let row = (edge(panel.top, panel.bottom, index), edge(panel.top, panel.bottom, index + 1));
            rows.push(row);
            let (_, y) = panel.to_plane((0.0, 0.5 * (row.0 + row.1)));
            active.append(&mut self.scene.layer().active_along(&middles, y));
        }
        pencil.cells(&columns, &rows, &shaded(active), &shades);
    }
}

/// Where a point is shown: at the edge of the plane, if it lies farther out.
pub(super) fn place_of((x, y): (f64, f64), panel: &Panel) -> Place {
    panel.to_picture((limited(x, panel.x.start, panel.x.end), limited(y, panel.y.start, panel.y.end)))
}
