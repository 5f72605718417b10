//! Sigmoid and tanh: the functions whose slope fades on both sides.

/// The logistic function: 1 / (1 + e⁻ᶻ).
///
/// ```
/// use relu_explainer::activation::sigmoid;
///
/// assert_eq!(sigmoid(0.0), 0.5);
/// assert_eq!(sigmoid(f64::INFINITY), 1.0);
/// assert_eq!(sigmoid(-700.0), libm::exp(-700.0));
/// ```
pub fn sigmoid(z: f64) -> f64 {
    // The exponential of a number above 709 would overflow.
    if z < 0.0 {
        let e = libm::exp(z);
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + libm::exp(-z))
    }
}

/// The derivative of [`sigmoid`]: σ(z)(1 − σ(z)), at most 1/4.
///
/// Computed as e⁻|ᶻ| / (1 + e⁻|ᶻ|)², in which nothing cancels where σ is close to 1.
///
/// ```
/// use relu_explainer::activation::sigmoid_derivative;
///
/// assert_eq!(sigmoid_derivative(0.0), 0.25);
/// assert_eq!(format!("{:.4}", sigmoid_derivative(1.0)), "0.1966");
/// assert_eq!(format!("{:.4}", sigmoid_derivative(3.0)), "0.0452");
/// assert_eq!(sigmoid_derivative(40.0), sigmoid_derivative(-40.0));
/// assert!(sigmoid_derivative(40.0) > 0.0);
/// ```
pub fn sigmoid_derivative(z: f64) -> f64 {
    bell(z, 1.0)
}

/// The hyperbolic tangent.
///
/// ```
/// use relu_explainer::activation::tanh;
///
/// assert_eq!(tanh(0.0), 0.0);
/// assert_eq!(tanh(f64::NEG_INFINITY), -1.0);
/// ```
pub fn tanh(z: f64) -> f64 {
    libm::tanh(z)
}

/// The derivative of [`tanh`]: 1 − tanh² z, at most 1.
///
/// Computed as 4 e⁻²|ᶻ| / (1 + e⁻²|ᶻ|)², in which nothing cancels where |tanh| is close to 1.
///
/// ```
/// use relu_explainer::activation::tanh_derivative;
///
/// assert_eq!(tanh_derivative(0.0), 1.0);
/// assert_eq!(format!("{:.4}", tanh_derivative(1.0)), "0.4200");
/// assert!(tanh_derivative(20.0) > 0.0);
/// ```
pub fn tanh_derivative(z: f64) -> f64 {
    bell(2.0 * z, 4.0)
}

/// factor·e⁻|ᶻ| / (1 + e⁻|ᶻ|)², which is `factor`/4 at most.
fn bell(z: f64, factor: f64) -> f64 {
    let exponent = -libm::fabs(z);
    let sum = 1.0 + libm::exp(exponent);
    let height = times_exp(factor, exponent) / (sum * sum);
    // Close to the peak, rounding could exceed it.
    let peak = 0.25 * factor;
    if height > peak { peak } else { height }
}

/// factor·eᶻ for z ≤ 0, which may be a normal number where eᶻ alone is too small for one.
pub(super) fn times_exp(factor: f64, z: f64) -> f64 {
    if z < -700.0 {
        let root = libm::exp(0.5 * z);
        factor * root * root + 0.0
    } else {
        factor * libm::exp(z)
    }
}
