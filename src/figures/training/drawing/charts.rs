//! What is known of a run from its beginning to its end: loss, dead units, norms of the gradient.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::super::Theme;
use super::super::super::panel::{Panel, Tick};
use super::super::super::pencil::{Pencil, Place};
use super::super::super::surface::Target;
use super::super::super::theme::between;
use super::super::TrainingPicture;
use super::super::plan::Plan;
use super::super::scene::{Known, Scene};
use super::{TWIN, crosses, pieces, ticks};
use crate::state::limited;

/// How the loss of the constant prediction and the change of the rate are drawn.
pub(super) const CONSTANT: &[f64] = &[3.0, 4.0];
pub(super) const LATER: &[f64] = &[9.0, 4.0];

/// How far above each other the strokes of norms that are 0 lie, layer by layer.
const ZEROS: f64 = 3.5;

/// The colour of a layer's line, paler from the first layer to the last.
fn of_layer(colour: RGBColor, layer: usize, last: usize, theme: &Theme) -> RGBColor {
    between(theme.background, colour, 1.0 - 0.4 * layer as f64 / last.max(1) as f64)
}

/// Places at least so far apart, none below the lowest allowed: each with what it is of.
fn spread(mut places: Vec<(f64, usize)>, apart: f64, lowest: f64) -> Vec<(f64, usize)> {
    places.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut free = f64::NEG_INFINITY;
    for (y, _) in &mut places {
        *y = y.max(free);
        free = *y + apart;
    }
    let mut free = lowest;
    for (y, _) in places.iter_mut().rev() {
        *y = y.min(free);
        free = *y - apart;
    }
    places
}

impl TrainingPicture {
    pub(super) fn draw_chart_axes<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let text = theme.text;
        let scales = &plan.scales;
        let across = ((plan.loss.right - plan.loss.left) / (3.0 * text)).min(6.0);
        let columns = ticks(0.0, scales.epochs, across);
        let unnamed: Vec<Tick> =
            columns.iter().map(|tick| Tick { at: tick.at, label: String::new() }).collect();
        let room = (plan.loss.bottom - plan.loss.top) / (1.25 * text);
        plan.loss.grid(pencil, theme, &unnamed, &ticks(0.0, scales.loss, room.min(4.0)));
        let percent = |at: f64, label: &str| Tick { at, label: label.to_string() };
        let shares = [percent(0.0, "0"), percent(0.5, "50"), percent(1.0, "100")];
        plan.dead.grid(pencil, theme, &unnamed, &shares);
        let mut powers = plan.norms.powers(scales.decades.0, scales.decades.1, theme);
        if scales.has_zero {
            powers.push(Tick { at: plan.norms.y.start, label: "0".to_string() });
        }
        plan.norms.grid(pencil, theme, &columns, &powers);
        for (panel, name) in [(&plan.loss, "L"), (&plan.dead, "z ≤ 0 ∀x, %"), (&plan.norms, "|∂L/∂θ|")]
        {
            pencil.line(
                (panel.left, panel.bottom),
                (panel.right, panel.bottom),
                theme.muted,
                theme.fine(1.0),
            );
            let above = if name == "L" { 1.25 } else { 0.4 };
            let at = (panel.left, panel.top - above * text);
            pencil.write(name, at, text, theme.ink, HPos::Left, VPos::Bottom);
        }
        let end = (plan.norms.right + 1.6 * text, plan.norms.bottom + 0.4 * text);
        pencil.write("t", end, text, theme.ink, HPos::Left, VPos::Top);
        let (left, y) = plan.loss.to_picture((0.0, scales.constant));
        pencil.path(&[(left, y), (plan.loss.right, y)], theme.muted, theme.fine(1.5), CONSTANT);
        let beside = (plan.loss.right + 0.3 * text, y);
        pencil.write(scales.constant_name, beside, text, theme.muted, HPos::Left, VPos::Center);
    }

    pub(super) fn draw_curves<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        if let Some(twin) = &self.twin_scene {
            draw_run(plan, &twin.known, true, pencil, theme);
        }
        draw_run(plan, &self.scene.known, false, pencil, theme);
        let setup = &self.scene.known.setup;
        let epoch = setup.later.map(|later| later.update as f64 / setup.updates_per_epoch() as f64);
        if let Some(epoch) = epoch.filter(|epoch| *epoch <= plan.scales.epochs) {
            for panel in plan.charts() {
                let (x, _) = panel.to_picture((epoch, panel.y.start));
                pencil.path(&[(x, panel.top), (x, panel.bottom)], theme.ink, theme.fine(1.0), LATER);
            }
        }
    }

    /// How far to the right the update is that a scene shows.
    pub(super) fn cursor_at(&self, plan: &Plan, scene: &Scene) -> f64 {
        let epoch = scene.at as f64 / scene.known.setup.updates_per_epoch() as f64;
        plan.loss.to_picture((epoch.min(plan.scales.epochs), 0.0)).0
    }

    pub(super) fn draw_cursor<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let x = self.cursor_at(plan, &self.scene);
        if let Some(twin) = &self.twin_scene {
            // With another batch size an update lies elsewhere in the epochs.
            let other = self.cursor_at(plan, twin);
            if libm::fabs(other - x) > 0.5 {
                for panel in plan.charts() {
                    pencil.path(
                        &[(other, panel.top), (other, panel.bottom)],
                        theme.ink,
                        theme.fine(1.0),
                        TWIN,
                    );
                }
            }
        }
        let ends = |x: f64| plan.charts().map(|panel| [(x, panel.top), (x, panel.bottom)]);
        pencil.strokes(ends(x).as_flattened(), theme.ink, theme.fine(1.5));
        pencil.line((x, plan.head()), (x, plan.loss.top), theme.ink, theme.fine(1.5));
        pencil.handle((x, plan.head()), 2.2 * theme.stroke, theme.ink, theme.background);
    }
}

/// The lines of a run in all charts.
fn draw_run<B: Target>(plan: &Plan, known: &Known, is_twin: bool, pencil: &Pencil<B>, theme: &Theme) {
    let epochs = &known.course.epochs;
    let layers = known.setup.hidden.len();
    let (dashes, width) = if is_twin { (TWIN, theme.fine(1.5)) } else { (&[][..], 2.0) };
    let mut ends = Vec::new();
    let mut draw = |panel: &Panel, points: &[(f64, f64)], colour: RGBColor| {
        for piece in pieces(panel, points) {
            pencil.path(&piece, colour, width, dashes);
        }
        let (x, y) = points.iter().rfind(|(_, y)| !y.is_nan())?;
        let end = panel.to_picture((*x, limited(*y, panel.y.start, panel.y.end)));
        ends.push(end);
        Some(end)
    };
    let along = |of: &dyn Fn(usize) -> f64| {
        (0..epochs.len()).map(|epoch| (epoch as f64, of(epoch))).collect::<Vec<_>>()
    };

    let (mut dead_ends, mut norm_ends) = (Vec::new(), Vec::new());
    for layer in (0..=layers).rev() {
        if layer < layers {
            // From one epoch to the next it is not known more exactly.
            let mut steps = Vec::with_capacity(2 * epochs.len());
            for (epoch, kept) in epochs.iter().enumerate() {
                let dead = kept.census.dead.get(layer).map_or(0, |dead| dead.count_ones());
                let share = f64::from(dead) / known.setup.hidden[layer] as f64;
                if let Some((_, before)) = steps.last().copied() {
                    steps.push((epoch as f64, before));
                }
                steps.push((epoch as f64, share));
            }
            let end = draw(&plan.dead, &steps, of_layer(theme.signal, layer, layers - 1, theme));
            dead_ends.extend(end.map(|end| (end, layer)));
        }
        let norm = |epoch: usize| epochs[epoch].gradient_norms.get(layer).copied().unwrap_or(f64::NAN);
        let colour = of_layer(theme.gradient, layer, layers, theme);
        let end = draw(&plan.norms, &along(&|epoch| libm::log10(norm(epoch))), colour);
        let is_zero = epochs.len().checked_sub(1).is_some_and(|last| norm(last) == 0.0);
        let up = if is_zero { ZEROS * layer as f64 } else { 0.0 };
        norm_ends.extend(end.map(|(x, y)| ((x, y - up), layer)));
        draw_zeros(&plan.norms, &along(&norm), (layer, is_twin), colour, pencil);
    }
    draw(&plan.loss, &along(&|epoch| epochs[epoch].census.loss), theme.ink);
    if known.course.diverged.is_some() {
        pencil.strokes(&crosses(&ends, 0.36 * theme.text), theme.ink, theme.fine(2.0));
    }
    if !is_twin {
        name_layers(&plan.dead, &dead_ends, theme.signal, pencil, theme);
        name_layers(&plan.norms, &norm_ends, theme.gradient, pencil, theme);
    }
}

/// A norm that is 0 has no place on the axis: a stroke at its foot says so.
fn draw_zeros<B: Target>(
    panel: &Panel,
    norms: &[(f64, f64)],
    (layer, is_twin): (usize, bool),
    colour: RGBColor,
    pencil: &Pencil<B>,
) {
    let mut bars = Vec::new();
    let up = ZEROS * layer as f64;
    let thickness = if is_twin { 1.0 } else { 2.5 };
    for run in norms.chunk_by(|one, next| (one.1 == 0.0) == (next.1 == 0.0)) {
        if let [(from, 0.0), ..] = run {
            let (left, foot) = panel.to_picture((*from, panel.y.start));
            let (right, _) = panel.to_picture((from + run.len() as f64, panel.y.start));
            bars.push((left, foot - up - thickness));
            bars.push((right.min(panel.right).max(left + 2.0), foot - up));
        }
    }
    pencil.bars(&bars, colour);
}

/// The numbers of the layers, each at the end of its line.
fn name_layers<B: Target>(
    panel: &Panel,
    ends: &[(Place, usize)],
    colour: RGBColor,
    pencil: &Pencil<B>,
    theme: &Theme,
) {
    let text = theme.text;
    let heights = ends.iter().map(|((_, y), layer)| (*y, *layer)).collect();
    let right = ends.iter().fold(panel.left, |right, ((x, _), _)| right.max(*x));
    for (y, layer) in spread(heights, 1.05 * text, panel.bottom) {
        let at = (right + 0.5 * text, y);
        pencil.write(&(layer + 1).to_string(), at, text, colour, HPos::Left, VPos::Center);
    }
}
