//! The plane of the inputs: what the network says everywhere, the lines of its first units, and the samples.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::super::Theme;
use super::super::super::panel::Panel;
use super::super::super::pencil::{Pencil, Place};
use super::super::super::surface::Target;
use super::super::super::theme::between;
use super::super::TrainingPicture;
use super::super::scene::{Fate, Scene};
use super::line::{Line, dashed, draw_chosen, line};
use super::{BEFORE, DEAD, outline, pieces, ticks};
use crate::state::limited;
use crate::training::Loss;

/// So many products at the most are worked out for a picture of what the network says, at so many places along an axis.
const MOST_PRODUCTS: f64 = 1.5e6;
const MOST_CELLS: f64 = 48.0;
const FEWEST_CELLS: f64 = 16.0;
const MOST_STEPS: f64 = 240.0;

/// How far from the middle of the outputs each shade begins, and how strong it is; stronger for samples.
const SHADES: [(f64, f64, f64); 3] = [(0.0, 0.07, 0.3), (0.4, 0.17, 0.6), (1.2, 0.28, 1.0)];

/// Ticks and the names of the axes.
pub(super) fn draw_axes<B: Target>(
    panel: &Panel,
    name: &str,
    is_line: bool,
    pencil: &Pencil<B>,
    theme: &Theme,
) {
    let text = theme.text;
    let (below, beside) = (panel.bottom + 0.4 * text, panel.left - 0.5 * text);
    for tick in ticks(panel.x.start, panel.x.end, 5.0) {
        let (x, _) = panel.to_picture((tick.at, panel.y.start));
        if x < panel.right - 2.2 * text {
            pencil.line((x, panel.bottom), (x, panel.bottom + 0.25 * text), theme.muted, theme.fine(1.0));
            pencil.write(&tick.label, (x, below), text, theme.muted, HPos::Center, VPos::Top);
        }
    }
    // Numbers of two digits leave no room for decimals.
    let most = if panel.y.start <= -10.0 || panel.y.end >= 10.0 { 3.0 } else { 5.0 };
    for tick in ticks(panel.y.start, panel.y.end, most) {
        let (_, y) = panel.to_picture((panel.x.start, tick.at));
        if y > panel.top + 1.8 * text {
            pencil.line((panel.left - 0.25 * text, y), (panel.left, y), theme.muted, theme.fine(1.0));
            pencil.write(&tick.label, (beside, y), text, theme.muted, HPos::Right, VPos::Center);
        }
    }
    let names = if is_line { ["x", "y"] } else { ["x₁", "x₂"] };
    pencil.write(names[0], (panel.right, below), text, theme.ink, HPos::Right, VPos::Top);
    pencil.write(names[1], (beside, panel.top + 0.5 * text), text, theme.ink, HPos::Right, VPos::Center);
    let above = (panel.left, panel.top - 0.3 * text);
    pencil.write(name, above, 1.1 * text, theme.ink, HPos::Left, VPos::Bottom);
}

/// How outputs and targets are shaded: the middle, and what counts as far from it.
struct Scale {
    middle: f64,
    unit: f64,
}

impl Scale {
    fn of(scene: &Scene) -> Self {
        let setup = &scene.known.setup;
        match setup.loss {
            // An output is the logarithm of the odds.
            Loss::CrossEntropy => Scale { middle: 0.0, unit: 2.0 },
            Loss::SquaredError if setup.data.set.has_classes() => Scale { middle: 0.5, unit: 0.4 },
            Loss::SquaredError => {
                let targets = scene.descent.targets();
                let count = targets.len() as f64;
                let middle = targets.iter().map(|target| f64::from(*target)).sum::<f64>() / count;
                let square = |target: &f32| (f64::from(*target) - middle) * (f64::from(*target) - middle);
                let unit = libm::sqrt(targets.iter().map(square).sum::<f64>() / count);
                Scale { middle, unit: unit.max(1e-9) }
            }
        }
    }

    /// 0 for what is no number; then from the farthest below to the farthest above.
    fn shade(&self, output: f32) -> u8 {
        let from = (f64::from(output) - self.middle) / self.unit;
        if from.is_nan() {
            return 0;
        }
        let far = SHADES.iter().filter(|(begin, ..)| libm::fabs(from) >= *begin).count() as u8;
        if from > 0.0 { 3 + far } else { 4 - far }
    }
}

/// The colours of the shades, that of what is no number first.
fn colours(theme: &Theme, strong: bool) -> [RGBColor; 7] {
    let mut colours = [theme.background; 7];
    for (place, (_, pale, full)) in SHADES.iter().enumerate() {
        let part = if strong { *full } else { *pale };
        colours[3 - place] = between(theme.background, theme.gradient, part);
        colours[4 + place] = between(theme.background, theme.signal, part);
    }
    colours
}

impl TrainingPicture {
    pub(super) fn draw_plane<B: Target>(
        &self,
        panel: &Panel,
        scene: &Scene,
        is_line: bool,
        pencil: &Pencil<B>,
        theme: &Theme,
    ) {
        let scale = Scale::of(scene);
        if !is_line {
            draw_surface(panel, scene, &scale, pencil, theme);
        }
        self.draw_lines(panel, scene, pencil, theme);
        if is_line {
            draw_output(panel, scene, pencil, theme);
        }
        draw_samples(panel, scene, &scale, is_line, pencil, theme);
        pencil.lines(&outline(panel), 5, theme.muted, theme.fine(1.0));
        if let Some((0, unit)) = self.chosen {
            let line = line(scene, unit);
            let change = self.change.as_deref().filter(|_| std::ptr::eq(scene, &raw const *self.scene));
            let before = change.and_then(|change| {
                Line::of(&scene.descent.network().line(&change.before, scene.descent.inputs()))
            });
            if let Some(ends) = before.and_then(|before| before.within(panel)) {
                pencil.path(&ends, theme.background, theme.fine(2.5) + 2.0, &[]);
                pencil.path(&ends, theme.ink, theme.fine(2.5), BEFORE);
            }
            if let Some(line) = line {
                draw_chosen(panel, &line, pencil, theme);
            }
        }
    }

    /// The lines of the first layer but for the chosen unit's.
    fn draw_lines<B: Target>(&self, panel: &Panel, scene: &Scene, pencil: &Pencil<B>, theme: &Theme) {
        let (mut alive, mut dead) = (Vec::new(), Vec::new());
        for unit in scene.units.iter().filter(|unit| unit.layer == 0) {
            if self.chosen == Some((0, unit.unit)) {
                continue;
            }
            if let Some(ends) = line(scene, unit.unit).and_then(|line| line.within(panel)) {
                if unit.fate == Fate::Dead {
                    dashed(ends, DEAD, &mut dead);
                } else {
                    alive.extend_from_slice(&ends);
                }
            }
        }
        pencil.strokes(&alive, between(theme.background, theme.ink, 0.75), theme.fine(1.0));
        pencil.strokes(&dead, theme.muted, theme.fine(1.0));
    }
}

/// How many products an output takes.
fn products(scene: &Scene) -> f64 {
    scene.known.setup.sizes().windows(2).map(|pair| (pair[0] * pair[1]) as f64).sum()
}

fn draw_surface<B: Target>(panel: &Panel, scene: &Scene, scale: &Scale, pencil: &Pencil<B>, theme: &Theme) {
    let most = libm::floor(libm::sqrt(MOST_PRODUCTS / products(scene)));
    let count = limited(most, FEWEST_CELLS, MOST_CELLS) as usize;
    let edge = |from: f64, to: f64, index: usize| from + (to - from) * index as f64 / count as f64;
    let columns: Vec<f64> = (0..=count).map(|index| edge(panel.left, panel.right, index)).collect();
    let tops: Vec<f64> = (0..=count).map(|index| edge(panel.top, panel.bottom, index)).collect();
    let rows: Vec<(f64, f64)> = tops.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let mut points = Vec::with_capacity(2 * count * count);
    for (top, bottom) in &rows {
        for pair in columns.windows(2) {
            let (x, y) = panel.to_plane((0.5 * (pair[0] + pair[1]), 0.5 * (top + bottom)));
            points.extend_from_slice(&[x as f32, y as f32]);
        }
    }
    let outputs = scene.descent.network().outputs(scene.descent.inputs(), &points);
    let mut kinds = Vec::with_capacity(outputs.len());
    for output in &outputs {
        kinds.push(scale.shade(*output));
    }
    pencil.cells(&columns, &rows, &kinds, &colours(theme, false));

    // Along the edges of cells of which one says one class and the other the other.
    let is_above = |row: usize, column: usize| kinds[row * count + column] >= 4;
    let mut boundary = Vec::new();
    for row in 0..count {
        for column in 0..count {
            let here = is_above(row, column);
            if column + 1 < count && here != is_above(row, column + 1) {
                let x = columns[column + 1];
                boundary.extend_from_slice(&[(x, tops[row]), (x, tops[row + 1])]);
            }
            if row + 1 < count && here != is_above(row + 1, column) {
                let y = tops[row + 1];
                boundary.extend_from_slice(&[(columns[column], y), (columns[column + 1], y)]);
            }
        }
    }
    pencil.strokes(&boundary, theme.ink, theme.fine(2.0));
}

/// What the network says to inputs of one number.
fn draw_output<B: Target>(panel: &Panel, scene: &Scene, pencil: &Pencil<B>, theme: &Theme) {
    let steps = limited(MOST_PRODUCTS / products(scene), FEWEST_CELLS, MOST_STEPS) as usize;
    let mut inputs = Vec::with_capacity(steps + 1);
    for step in 0..=steps {
        inputs.push((panel.x.start + (panel.x.end - panel.x.start) * step as f64 / steps as f64) as f32);
    }
    let outputs = scene.descent.network().outputs(scene.descent.inputs(), &inputs);
    let points: Vec<(f64, f64)> =
        inputs.iter().zip(&outputs).map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
    for piece in pieces(panel, &points) {
        pencil.path(&piece, theme.signal, theme.stroke, &[]);
    }
}

fn draw_samples<B: Target>(
    panel: &Panel,
    scene: &Scene,
    scale: &Scale,
    is_line: bool,
    pencil: &Pencil<B>,
    theme: &Theme,
) {
    let (inputs, targets) = (scene.descent.inputs(), scene.descent.targets());
    let place = |sample: usize| {
        let (x, y) = if is_line {
            (inputs[sample], targets[sample])
        } else {
            (inputs[2 * sample], inputs[2 * sample + 1])
        };
        panel.to_picture((f64::from(x), f64::from(y)))
    };
    let radius = limited((panel.right - panel.left) / 120.0, 2.3, 3.2);
    let batch: Vec<Place> = scene.batch.iter().map(|sample| place(*sample)).collect();
    pencil.discs(&batch, radius + 3.4, theme.ink);
    pencil.discs(&batch, radius + 1.6, theme.background);
    let everywhere = 0..targets.len();
    if is_line {
        let all: Vec<Place> = everywhere.map(place).collect();
        return pencil.discs(&all, radius, theme.ink);
    }
    if scene.known.setup.data.set.has_classes() {
        let (one, other): (Vec<usize>, Vec<usize>) = everywhere.partition(|sample| targets[*sample] > 0.5);
        let places = |samples: Vec<usize>| samples.into_iter().map(place).collect::<Vec<_>>();
        let (one, other) = (places(one), places(other));
        pencil.discs(&other, radius + 0.4, theme.gradient);
        pencil.discs(&other, radius - 1.2, theme.background);
        return pencil.discs(&one, radius, theme.signal);
    }
    let all: Vec<Place> = everywhere.clone().map(place).collect();
    pencil.discs(&all, radius + 1.0, theme.ink);
    for (shade, colour) in colours(theme, true).into_iter().enumerate().skip(1) {
        let of_shade =
            everywhere.clone().filter(|sample| usize::from(scale.shade(targets[*sample])) == shade);
        pencil.discs(&of_shade.map(place).collect::<Vec<_>>(), radius, colour);
    }
}
