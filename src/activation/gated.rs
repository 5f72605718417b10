//! GELU and SiLU: z times a number that rises from 0 to 1.
//!
//! Both derivatives pass through zero on the negative side, where their textbook formulas cancel, and both
//! functions tend to zero so fast that the argument's rounding matters: e^(-z²/2) magnifies a relative
//! error of z by z². The formulas here are exact rearrangements that do neither.

use super::saturating::{sigmoid, times_exp};

/// 1/√2 and what is missing from it.
const FRAC_1_SQRT_2: f64 = std::f64::consts::FRAC_1_SQRT_2;
const FRAC_1_SQRT_2_REST: f64 = -4.833646656726457e-17;
/// 1/√(2π), the height of the normal density.
const FRAC_1_SQRT_TAU: f64 = 0.3989422804014327;
/// 1/√π.
const FRAC_1_SQRT_PI: f64 = 0.5641895835477563;

/// Beyond this |z|, e^(-z²/2) is 0 even after a multiplication by z².
const GAUSSIAN_END: f64 = 39.0;
/// From this -z on, the continued fraction of [`mills_ratio`] has converged.
const FAR_TAIL: f64 = 8.0;

/// The Gaussian error linear unit, exact: z Φ(z) = z/2 · (1 + erf(z/√2)).
///
/// Source: D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv 1606.08415, 2016. Their
/// approximation by tanh, which some libraries use under the same name, differs by up to 5·10⁻⁴.
///
/// ```
/// use relu_explainer::activation::gelu;
///
/// assert_eq!(gelu(0.0), 0.0);
/// assert_eq!(format!("{:.6}", gelu(1.0)), "0.841345");
/// assert_eq!(format!("{:.6}", gelu(-1.0)), "-0.158655");
/// assert_eq!(gelu(f64::NEG_INFINITY), 0.0);
/// ```
pub fn gelu(z: f64) -> f64 {
    if z < -GAUSSIAN_END {
        0.0
    } else if z < -FAR_TAIL {
        times_gaussian(z * FRAC_1_SQRT_TAU * mills_ratio(-z), z)
    } else {
        z * normal_cdf(z) + 0.0
    }
}

/// The derivative of [`gelu`]: Φ(z) + z φ(z).
///
/// It is 0 at z = −0.75179…, where GELU is smallest, and exceeds 1 for z > 0.75179…
///
/// ```
/// use relu_explainer::activation::gelu_derivative;
///
/// assert_eq!(gelu_derivative(0.0), 0.5);
/// assert_eq!(format!("{:.6}", gelu_derivative(1.0)), "1.083315");
/// assert_eq!(gelu_derivative(f64::INFINITY), 1.0);
/// ```
pub fn gelu_derivative(z: f64) -> f64 {
    let from_zero = (z - GELU_MINIMUM) - GELU_MINIMUM_REST;
    if z > GAUSSIAN_END {
        1.0
    } else if z < -GAUSSIAN_END {
        0.0
    } else if z < -FAR_TAIL {
        times_gaussian(FRAC_1_SQRT_TAU * (mills_ratio(-z) + z), z)
    } else if libm::fabs(from_zero) < GELU_SERIES_RADIUS {
        let series = GELU_SERIES.iter().rev();
        from_zero * series.fold(0.0, |sum, coefficient| sum * from_zero + coefficient)
    } else {
        normal_cdf(z) + times_gaussian(FRAC_1_SQRT_TAU * z, z)
    }
}

/// The sigmoid linear unit, also called swish: z σ(z) = z / (1 + e⁻ᶻ).
///
/// Sources: S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-Weighted Linear Units for Neural Network Function
/// Approximation in Reinforcement Learning", Neural Networks 107, 2018; P. Ramachandran, B. Zoph,
/// Q. V. Le, "Searching for Activation Functions", arXiv 1710.05941, 2017.
///
/// ```
/// use relu_explainer::activation::silu;
///
/// assert_eq!(silu(0.0), 0.0);
/// assert_eq!(format!("{:.6}", silu(1.0)), "0.731059");
/// assert_eq!(silu(f64::NEG_INFINITY), 0.0);
/// ```
pub fn silu(z: f64) -> f64 {
    if z == f64::NEG_INFINITY {
        0.0
    } else if z < -700.0 {
        // 1 + e^z rounds to 1.
        times_exp(z, z)
    } else {
        z * sigmoid(z) + 0.0
    }
}

/// The derivative of [`silu`]: σ(z)(1 + z(1 − σ(z))).
///
/// It is 0 at z = −1.27846…, where SiLU is smallest, and exceeds 1 for z > 1.27846…
///
/// ```
/// use relu_explainer::activation::silu_derivative;
///
/// assert_eq!(silu_derivative(0.0), 0.5);
/// assert_eq!(format!("{:.6}", silu_derivative(1.0)), "0.927671");
/// assert_eq!(silu_derivative(f64::INFINITY), 1.0);
/// ```
pub fn silu_derivative(z: f64) -> f64 {
    if z == f64::NEG_INFINITY {
        return 0.0;
    }
    if z < 0.0 {
        // e^z (1 + z + e^z) / (1 + e^z)², and with z₀ + d for z the bracket is d + e^z₀ (e^d - 1), because
        // 1 + z₀ + e^z₀ = 0: two terms of one sign.
        let from_zero = (z - SILU_MINIMUM) - SILU_MINIMUM_REST;
        let bracket = from_zero + EXP_SILU_MINIMUM * libm::expm1(from_zero);
        let sum = 1.0 + libm::exp(z);
        times_exp(bracket / (sum * sum), z)
    } else {
        let e = libm::exp(-z);
        let sum = 1.0 + e;
        // The product with z would be NaN at infinity.
        let product = if e == 0.0 { 0.0 } else { z * e };
        (sum + product) / (sum * sum)
    }
}

/// Φ(z) for z ≥ -[`FAR_TAIL`], the distribution function of the standard normal distribution.
fn normal_cdf(z: f64) -> f64 {
    let x = -z * FRAC_1_SQRT_2;
    let half_erfc = 0.5 * libm::erfc(x);
    if z > -0.5 {
        return half_erfc;
    }
    // In the tail the rounding of x matters: take it back to first order,
    // erfc(x + rest) = erfc(x) - 2/√π e^(-x²) rest.
    let rest = product_error(-z, FRAC_1_SQRT_2, x) - z * FRAC_1_SQRT_2_REST;
    half_erfc - FRAC_1_SQRT_PI * libm::exp(-x * x) * rest
}

/// a·b − `product`, where `product` is a·b rounded (T. J. Dekker, 1971).
fn product_error(a: f64, b: f64, product: f64) -> f64 {
    let (a_high, b_high) = (upper_half(a), upper_half(b));
    let (a_low, b_low) = (a - a_high, b - b_high);
    ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
}

/// `a` with 26 significant bits, so that products of two such numbers are exact.
fn upper_half(a: f64) -> f64 {
    f64::from_bits(a.to_bits() & !((1 << 27) - 1))
}

/// factor·e^(-z²/2), which may be a normal number where e^(-z²/2) alone is too small for one.
fn times_gaussian(factor: f64, z: f64) -> f64 {
    // The square of the upper half is exact, and what is left of z² is small.
    let high = upper_half(z);
    let rest = libm::exp(-0.5 * (z - high) * (z + high));
    let square = high * high;
    if square < 1400.0 {
        factor * rest * libm::exp(-0.5 * square)
    } else {
        let root = libm::exp(-0.25 * square);
        factor * rest * root * root + 0.0
    }
}

/// Φ(−t)/φ(t) for t ≥ [`FAR_TAIL`]: Laplace's continued fraction 1/(t + 1/(t + 2/(t + 3/(t + ...)))).
fn mills_ratio(t: f64) -> f64 {
    1.0 / (1..=16).rev().fold(t, |tail, numerator| t + f64::from(numerator) / tail)
}

/// Where the derivative of GELU is zero, in two parts; its Taylor series about that point from the linear
/// term on, and how far from it the series is used.
const GELU_MINIMUM: f64 = -0.7517915246935645;
const GELU_MINIMUM_REST: f64 = 1.4956759177009883e-17;
const GELU_SERIES_RADIUS: f64 = 0.5;
const GELU_SERIES: [f64; 22] = [
    0.4314939923140469,
    0.388284982990552,
    -0.018199676398671087,
    -0.1140082332972217,
    -0.014771522148244337,
    0.019421679838189067,
    0.004539228379125415,
    -0.002239538068073497,
    -0.0007448268386746817,
    0.00018633974623233514,
    8.615947861116571e-05,
    -1.121438018842664e-05,
    -7.74846130700372e-06,
    4.3284506257392273e-07,
    5.702764979242107e-07,
    -1.6044265494246427e-09,
    -3.5459866461783865e-08,
    -1.396942086426202e-09,
    1.90319840501314e-09,
    1.4506418938779426e-10,
    -8.950037692726255e-11,
    -9.950340824808053e-12,
];

/// Where the derivative of SiLU is zero, in two parts, and the exponential of that.
const SILU_MINIMUM: f64 = -1.2784645427610737;
const SILU_MINIMUM_REST: f64 = -1.0946994183093437e-16;
const EXP_SILU_MINIMUM: f64 = 0.2784645427610738;
