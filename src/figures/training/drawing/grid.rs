//! The hidden units, a cell each.

use plotters::style::text_anchor::{HPos, VPos};

use super::super::super::pencil::{Pencil, Place, hatch};
use super::super::super::surface::Target;
use super::super::super::theme::between;
use super::super::super::{Theme, text};
use super::super::TrainingPicture;
use super::super::plan::Grid;
use super::super::scene::{Fate, Scene};

/// What is pale, of the colour that it would have.
pub(super) const PALE: f64 = 0.45;

fn outline((left, top): Place, (right, bottom): Place, by: f64) -> [Place; 5] {
    let (left, top, right, bottom) = (left - by, top - by, right + by, bottom + by);
    [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
}

impl TrainingPicture {
    pub(super) fn draw_grid<B: Target>(&self, grid: &Grid, scene: &Scene, pencil: &Pencil<B>, theme: &Theme) {
        let (mut dead, mut strokes) = (Vec::new(), Vec::new());
        let (mut bars, mut pale, mut revived) = (Vec::new(), Vec::new(), Vec::new());
        let mut outlines = Vec::new();
        let mut radius = f64::INFINITY;
        for unit in &scene.units {
            let (from, to) = grid.cell(unit.layer, unit.unit);
            let thin = (to.0 - from.0).min(to.1 - from.1);
            if thin >= 6.0 {
                outlines.extend_from_slice(&outline(from, to, -0.5));
            }
            if unit.fate == Fate::Dead {
                dead.extend_from_slice(&[from, to]);
                strokes.append(&mut hatch(from, to, 5.0));
                continue;
            }
            let bars = if unit.silent_on_batch { &mut pale } else { &mut bars };
            if grid.are_rows {
                bars.extend_from_slice(&[(from.0, to.1 - unit.share * (to.1 - from.1)), to]);
            } else {
                bars.extend_from_slice(&[from, (from.0 + unit.share * (to.0 - from.0), to.1)]);
            }
            if unit.fate == Fate::Revived {
                radius = radius.min(0.5 * thin - 0.5).min(4.0);
                let inset = 0.5 * thin;
                let (x, y) = (0.5 * (from.0 + to.0), 0.5 * (from.1 + to.1));
                revived.push(if grid.are_rows { (x, from.1 + inset) } else { (to.0 - inset, y) });
            }
        }
        for layer in 0..scene.known.setup.hidden.len() {
            if grid.step(layer) < 7.0 {
                let (from, to) = grid.layer(layer);
                outlines.extend_from_slice(&outline(from, to, 0.5));
            }
        }
        pencil.bars(&dead, theme.grid);
        pencil.bars(&bars, theme.signal);
        pencil.bars(&pale, between(theme.background, theme.signal, PALE));
        pencil.strokes(&strokes, theme.muted, 1.0);
        pencil.lines(&outlines, 5, theme.muted, theme.fine(1.0));
        let radius = radius.max(1.5);
        pencil.discs(&revived, radius + 1.0, theme.background);
        pencil.discs(&revived, radius, theme.relative);
        if let Some((layer, unit)) = self.chosen {
            let (from, to) = grid.cell(layer, unit);
            pencil.lines(&outline(from, to, 2.5), 5, theme.background, 2.0);
            pencil.lines(&outline(from, to, 1.0), 5, theme.ink, theme.fine(2.5));
        }
        draw_heads(grid, scene, pencil, theme);
    }
}

/// The number of each layer, and how many of its units are dead.
fn draw_heads<B: Target>(grid: &Grid, scene: &Scene, pencil: &Pencil<B>, theme: &Theme) {
    let size = theme.text;
    for (layer, units) in scene.known.setup.hidden.iter().enumerate() {
        let dead = scene.units.iter().filter(|unit| unit.layer == layer && unit.fate == Fate::Dead).count();
        let mut count = dead.to_string();
        let mut all = " / ".to_string();
        all.push_str(&units.to_string());
        let number = (layer + 1).to_string();
        let (from, to) = grid.layer(layer);
        if grid.are_rows {
            count.push_str(&all);
            let middle = 0.5 * (from.1 + to.1);
            pencil.write(&count, (from.0 - 0.5 * size, middle), size, theme.ink, HPos::Right, VPos::Center);
            let at = (from.0 - 4.7 * size, middle);
            pencil.write(&number, at, size, theme.muted, HPos::Right, VPos::Center);
        } else {
            // Two digits on either side are the most.
            if text::width("00 / 00", size) <= grid.pitch {
                count.push_str(&all);
            }
            let middle = 0.5 * (from.0 + to.0);
            let foot = from.1 - 0.3 * size;
            pencil.write(&count, (middle, foot), size, theme.ink, HPos::Center, VPos::Bottom);
            let at = (middle, foot - 1.2 * size);
            pencil.write(&number, at, size, theme.muted, HPos::Center, VPos::Bottom);
        }
    }
}
