//! How far the axes reach.

use std::ops::Range;

use super::super::TrainingPicture;
use super::super::scene::Known;
use crate::training::Loss;

/// The ranges of all axes, and what else decides where the panels lie.
pub(in super::super) struct Scales {
    /// The plane of the inputs; of inputs of one number also the targets.
    pub x: Range<f64>,
    pub y: Range<f64>,
    /// Whether an input is one number.
    pub is_line: bool,
    pub epochs: f64,
    /// The loss of the best prediction that is the same for all inputs, and what it is called.
    pub constant: f64,
    pub constant_name: &'static str,
    /// The largest loss that is shown.
    pub loss: f64,
    /// The decades of the norms, and whether some norm is 0, which then has a decade of its own below them.
    pub decades: (i32, i32),
    pub has_zero: bool,
    pub has_twin: bool,
    pub is_chosen: bool,
}

/// The largest multiple of the loss of the constant prediction that is shown.
const MOST_LOSS: f64 = 4.0;
/// The most decades of an axis.
const MOST_DECADES: i32 = 14;

/// The least of 1, 2 and 5 times a power of ten that a span holds at most so many of.
pub(in super::super) fn step_of(span: f64, most: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(span / most)));
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|times| times * unit)
        .find(|step| span <= most * step)
        .unwrap_or(10.0 * unit)
}

/// From the least to the greatest of some numbers, with a margin.
fn range(numbers: impl Iterator<Item = f32>) -> Range<f64> {
    let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
    for number in numbers {
        (from, to) = (from.min(f64::from(number)), to.max(f64::from(number)));
    }
    let margin = if to > from { 0.12 * (to - from) } else { 1.0 };
    from - margin..to + margin
}

impl Scales {
    pub(in super::super) fn of(picture: &TrainingPicture) -> Self {
        let scene = &picture.scene;
        let (inputs, targets) = (scene.descent.inputs(), scene.descent.targets());
        let is_line = inputs.len() == targets.len();
        let each = if is_line { 1 } else { 2 };
        let x = range(inputs.iter().step_by(each).copied());
        let y = if is_line {
            range(targets.iter().copied())
        } else {
            range(inputs.iter().skip(1).step_by(2).copied())
        };
        let count = targets.len() as f64;
        let mean = targets.iter().map(|target| f64::from(*target)).sum::<f64>() / count;
        let squares = targets.iter().map(|target| (f64::from(*target) - mean) * (f64::from(*target) - mean));
        let (constant, constant_name) = match scene.known.setup.loss {
            Loss::CrossEntropy if mean == 0.5 => (std::f64::consts::LN_2, "ln 2"),
            Loss::CrossEntropy => {
                let part = |share: f64| if share > 0.0 { -share * libm::log(share) } else { 0.0 };
                (part(mean) + part(1.0 - mean), "H(y)")
            }
            Loss::SquaredError => (squares.sum::<f64>() / count, "Var y"),
        };
        let (mut loss, mut low, mut high) = (1.3 * constant, f64::INFINITY, f64::NEG_INFINITY);
        let mut has_zero = false;
        let runs = [Some(&scene.known), picture.twin_scene.as_ref().map(|twin| &twin.known)];
        for epoch in runs.into_iter().flatten().flat_map(|known: &Known| &known.course.epochs) {
            let known = epoch.census.loss;
            loss = loss.max(if known.is_finite() { known } else { 0.0 });
            for norm in &epoch.gradient_norms {
                has_zero |= *norm == 0.0;
                if *norm > 0.0 && norm.is_finite() {
                    (low, high) = (low.min(*norm), high.max(*norm));
                }
            }
        }
        let loss = loss.min(MOST_LOSS * constant);
        let step = step_of(loss, 4.0);
        let decades = if low <= high {
            let high = libm::ceil(libm::log10(high)) as i32;
            let low = (libm::floor(libm::log10(low)) as i32).min(high - 1);
            (low.max(high - MOST_DECADES), high)
        } else {
            (-2, 1)
        };
        Scales {
            x,
            y,
            is_line,
            epochs: scene.known.setup.epochs as f64,
            constant,
            constant_name,
            loss: libm::ceil(loss / step - 1e-9) * step,
            decades,
            has_zero,
            has_twin: picture.twin_scene.is_some(),
            is_chosen: picture.chosen.is_some(),
        }
    }

    /// The range of the norms, in decades.
    pub(super) fn norms(&self) -> Range<f64> {
        let foot = if self.has_zero { 1 } else { 0 };
        f64::from(self.decades.0 - foot)..f64::from(self.decades.1)
    }

    /// All of them in three numbers, which others have others of.
    pub(in super::super) fn folded(&self) -> [i32; 3] {
        let mut folded = [17_i32, 19, 23];
        let flags = [self.has_twin, self.is_chosen, self.is_line, self.has_zero];
        let flags = flags.into_iter().fold(0.0, |flags, flag| 2.0 * flags + f64::from(u8::from(flag)));
        let decades = [f64::from(self.decades.0), f64::from(self.decades.1)];
        let ranges = [self.x.start, self.x.end, self.y.start, self.y.end];
        let rest = [self.epochs, self.constant, self.loss, flags];
        for (place, number) in decades.iter().chain(&ranges).chain(&rest).enumerate() {
            let bits = number.to_bits();
            let mixed = &mut folded[place % 3];
            *mixed = mixed.wrapping_mul(16_777_619).wrapping_add((bits ^ bits >> 32) as i32);
        }
        folded
    }
}
