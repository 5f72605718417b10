//! What an update did to the chosen unit: its z on all samples before, with its own parameters changed alone, and after.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::super::panel::Panel;
use super::super::super::pencil::{Pencil, Place};
use super::super::super::surface::Target;
use super::super::super::{Theme, text};
use super::super::TrainingPicture;
use crate::words::in_digits;

/// Into how many bins the range of z is cut.
const BINS: f64 = 48.0;

/// One distribution, and what it is called.
struct Strip<'z> {
    name: &'static str,
    colour: RGBColor,
    z: &'z [f32],
}

impl TrainingPicture {
    pub(super) fn draw_histogram<B: Target>(&self, panel: &Panel, pencil: &Pencil<B>, theme: &Theme) {
        let Some((layer, unit)) = self.chosen else { return };
        let size = theme.text;
        let now: Vec<f32>;
        let strips = if let Some(change) = self.change.as_deref() {
            [
                ("n−1", theme.muted, &change.z_before),
                ("Δw", theme.gradient, &change.z_own),
                ("n", theme.ink, &change.z_after),
            ]
            .map(|(name, colour, z)| Strip { name, colour, z })
        } else {
            let width = self.scene.known.setup.hidden.get(layer).copied().unwrap_or(1);
            now =
                self.scene.descent.pre_activations(layer).iter().skip(unit).step_by(width).copied().collect();
            [("", theme.muted, &[][..]), ("", theme.muted, &[][..]), ("n", theme.ink, now.as_slice())]
                .map(|(name, colour, z)| Strip { name, colour, z })
        };

        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for z in strips.iter().flat_map(|strip| strip.z).filter(|z| z.is_finite()) {
            (low, high) = (low.min(f64::from(*z)), high.max(f64::from(*z)));
        }
        let span = if high > low { high - low } else { 1.0 };
        // Where the unit begins to fire, a bin ends.
        let width = span / BINS;
        let first = libm::floor(low / width + 1e-9);
        let bins = (libm::ceil(high / width - 1e-9) - first).max(1.0) as usize;
        let panel = &Panel { x: (first - 1.0) * width..(first + bins as f64 + 1.0) * width, ..panel.clone() };
        let counts = strips.each_ref().map(|strip| {
            let mut counts = vec![0_usize; bins];
            for z in strip.z.iter().filter(|z| z.is_finite()) {
                // z ≤ 0 is silent: 0 itself belongs to the bin below.
                let place = libm::ceil(f64::from(*z) / width) - 1.0 - first;
                counts[(place.max(0.0) as usize).min(bins - 1)] += 1;
            }
            counts
        });
        let peak = counts.iter().flatten().copied().max().unwrap_or(1).max(1) as f64;

        let pitch = (panel.bottom - panel.top) / strips.len() as f64;
        let (mut silent, mut firing, mut feet) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (strip, counts)) in strips.iter().zip(&counts).enumerate() {
            let foot = panel.top + (place + 1) as f64 * pitch;
            feet.extend_from_slice(&[(panel.left, foot), (panel.right, foot)]);
            let at = (panel.left - 0.5 * size, foot - 0.4 * pitch);
            pencil.write(strip.name, at, size, strip.colour, HPos::Right, VPos::Center);
            for (bin, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let from = first + bin as f64;
                let height = (*count as f64 / peak * (pitch - 0.4 * size)).max(1.5);
                let left = panel.to_picture((from * width, 0.0)).0;
                let right = panel.to_picture(((from + 1.0) * width, 0.0)).0;
                let bars = if from >= 0.0 { &mut firing } else { &mut silent };
                bars.extend_from_slice(&[(left + 0.5, foot - height), (right - 0.5, foot)]);
            }
        }
        pencil.bars(&silent, theme.muted);
        pencil.bars(&firing, theme.signal);
        pencil.strokes(&feet, theme.grid, theme.fine(1.0));
        let (zero, _) = panel.to_picture((0.0, 0.0));
        pencil.path(
            &[(zero, panel.top - 0.3 * size), (zero, panel.bottom + 0.3 * size)],
            theme.ink,
            theme.fine(1.5),
            &[],
        );
        let mut named: Vec<(f64, f64)> = Vec::new();
        for at in [0.0, low, high] {
            let label = in_digits(at, 2);
            let half = 0.5 * text::width(&label, size);
            let (x, _): Place = panel.to_picture((at, 0.0));
            if named.iter().all(|(other, room)| libm::fabs(other - x) > half + room + 0.6 * size) {
                named.push((x, half));
                pencil.write(
                    &label,
                    (x, panel.bottom + 0.5 * size),
                    size,
                    theme.muted,
                    HPos::Center,
                    VPos::Top,
                );
            }
        }
        let end = (panel.right + 0.5 * size, panel.bottom);
        pencil.write("z", end, size, theme.ink, HPos::Left, VPos::Center);
    }
}
