//! Batch normalisation: each unit's values over the batch are brought to mean 0 and variance 1.
//!
//! Source: S. Ioffe, C. Szegedy, "Batch Normalization", ICML 2015, algorithm 1, without the learned scale and shift; the way
//! back, section 3.

/// What is added to the variance, so that a unit with one value on the whole batch is not divided by zero.
pub(super) const EPSILON: f64 = 1e-5;

/// Normalises the values, one row of units for each input of the batch; adds the factor of each unit, 1/√(variance +
/// [`EPSILON`]), to `factors`.
pub(super) fn normalise(values: &mut [f64], units: usize, factors: &mut Vec<f64>) {
    let batch = (values.len() / units) as f64;
    for unit in 0..units {
        let of_unit = || (unit..values.len()).step_by(units);
        let mean = of_unit().map(|at| values[at]).sum::<f64>() / batch;
        let square = |at: usize| (values[at] - mean) * (values[at] - mean);
        let variance = of_unit().map(square).sum::<f64>() / batch;
        let factor = 1.0 / libm::sqrt(variance + EPSILON);
        for at in of_unit() {
            values[at] = (values[at] - mean) * factor;
        }
        factors.push(factor);
    }
}

/// Turns the gradient with respect to the normalised values into that with respect to the values as they were: what
/// moves one of them moves mean and variance too.
pub(super) fn back_through(gradient: &mut [f64], normalised: &[f64], factors: &[f64]) {
    let units = factors.len();
    let batch = (gradient.len() / units) as f64;
    for (unit, factor) in factors.iter().enumerate() {
        let of_unit = || (unit..gradient.len()).step_by(units);
        let mean = of_unit().map(|at| gradient[at]).sum::<f64>() / batch;
        let slope = of_unit().map(|at| gradient[at] * normalised[at]).sum::<f64>() / batch;
        for at in of_unit() {
            gradient[at] = (gradient[at] - mean - normalised[at] * slope) * factor;
        }
    }
}
