//! Batch normalisation: each unit's z over the batch to mean 0 and variance 1, then scaled and shifted by what is learned.
//!
//! Source: S. Ioffe, C. Szegedy, "Batch Normalization", ICML 2015. The variance is that of the batch itself (divided by its
//! size), ε is 10⁻⁵.

use super::float::Float;

const EPSILON: f64 = 1e-5;

/// What the pass forward leaves for the pass back.
#[derive(Clone, Debug)]
pub(crate) struct Statistics<F> {
    /// The normalised z, before scale and shift.
    normalised: Vec<F>,
    /// 1/√(variance + ε) of each unit.
    inverse: Vec<F>,
}

impl<F: Float> Statistics<F> {
    pub fn new(units: usize, rows: usize) -> Self {
        Statistics { normalised: vec![F::ZERO; units * rows], inverse: vec![F::ZERO; units] }
    }
}

/// The mean of the z of a unit over the batch, and 1/√(variance + ε).
pub(crate) fn moments<F: Float>(z: &[F], units: usize, unit: usize) -> (F, F) {
    let count = F::from_f64((z.len() / units) as f64);
    let mut sum = F::ZERO;
    for z in z.iter().skip(unit).step_by(units) {
        sum += *z;
    }
    let mean = sum / count;
    let mut squares = F::ZERO;
    for z in z.iter().skip(unit).step_by(units) {
        squares += (*z - mean) * (*z - mean);
    }
    let variance = (squares / count).to_f64();
    (mean, F::from_f64(1.0 / libm::sqrt(variance + EPSILON)))
}

/// Normalises the z of a batch, in their place.
pub(crate) fn forward<F: Float>(z: &mut [F], scales: &[F], shifts: &[F], statistics: &mut Statistics<F>) {
    let units = scales.len();
    for unit in 0..units {
        let (mean, inverse) = moments(z, units, unit);
        statistics.inverse[unit] = inverse;
        let normalised = statistics.normalised.iter_mut().skip(unit).step_by(units);
        for (z, normalised) in z.iter_mut().skip(unit).step_by(units).zip(normalised) {
            *normalised = (*z - mean) * inverse;
            *z = scales[unit] * *normalised + shifts[unit];
        }
    }
}

/// Leads a gradient with respect to the normalised, scaled and shifted z back to the z before; `own` takes that of the scales
/// and shifts.
pub(crate) fn backward<F: Float>(delta: &mut [F], scales: &[F], own: &mut [F], statistics: &Statistics<F>) {
    let units = scales.len();
    let count = F::from_f64((delta.len() / units) as f64);
    for unit in 0..units {
        let (mut along, mut sum) = (F::ZERO, F::ZERO);
        let normalised = || statistics.normalised.iter().skip(unit).step_by(units);
        for (delta, normalised) in delta.iter().skip(unit).step_by(units).zip(normalised()) {
            along += *delta * *normalised;
            sum += *delta;
        }
        own[unit] += along;
        own[units + unit] += sum;
        let factor = scales[unit] * statistics.inverse[unit];
        let (mean, along) = (sum / count, along / count);
        for (delta, normalised) in delta.iter_mut().skip(unit).step_by(units).zip(normalised()) {
            *delta = factor * (*delta - mean - *normalised * along);
        }
    }
}
