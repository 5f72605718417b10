//! The size of a vector whose squares may be beyond the range of doubles.

use crate::product::{dot, sum};

/// A norm as a product, scale · root, of which the root is neither huge nor tiny.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Norm {
    scale: f64,
    root: f64,
}

impl Norm {
    /// The Euclidean norm: 0 where all are 0, +∞ where one is infinite, NaN where one is NaN.
    pub(super) fn of(values: &[f64]) -> Norm {
        let square = dot(values, values);
        // Far enough from both ends that what a square loses there is below half a unit in the last place of the sum.
        if (1e-200..1e200).contains(&square) {
            return Norm { scale: 1.0, root: libm::sqrt(square) };
        }
        let largest = values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        if square.is_nan() || largest == 0.0 || largest == f64::INFINITY {
            let scale = if square.is_nan() { f64::NAN } else { largest };
            return Norm { scale, root: 1.0 };
        }
        let square: f64 = values.iter().map(|value| (value / largest) * (value / largest)).sum();
        Norm { scale: largest, root: libm::sqrt(square) }
    }

    /// Its natural logarithm.
    pub(super) fn log(self) -> f64 {
        libm::log(self.scale) + libm::log(self.root)
    }

    /// The natural logarithm of the root mean square of so many values.
    pub(super) fn log_rms(self, count: usize) -> f64 {
        libm::log(self.scale) + libm::log(self.root / libm::sqrt(count as f64))
    }

    /// Brings the values that have this norm to norm 1; values that are all 0 stay.
    pub(super) fn divide(self, values: &mut [f64]) {
        if self.scale == 1.0 {
            // Its root is far from both ends of the range: so is one over it.
            let factor = 1.0 / self.root;
            values.iter_mut().for_each(|value| *value *= factor);
        } else if self.scale != 0.0 {
            values.iter_mut().for_each(|value| *value = *value / self.scale / self.root);
        }
    }
}

/// The mean of values whose sum may be beyond the range of doubles.
pub(super) fn mean(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let sum = sum(values);
    if sum.is_finite() { sum / count } else { values.iter().map(|value| value / count).sum() }
}
