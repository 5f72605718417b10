//! How wide the weights of a layer are drawn, and what that does to the signal that passes it.
//!
//! A unit sums n products of a weight and an output below. Where the weights are independent, of mean 0 and standard
//! deviation s, and the pre-activations below are symmetric about 0, the layers of a ReLU network multiply the root mean
//! square of the signal, layer by layer, by
//!
//! > s · √(n/2)
//!
//! because half of the outputs are 0: E ReLU(z)² = Var(z)/2. The norm of the gradient, on its way back, meets the same
//! factor. It is 1 if s = √(2/n), which is He's initialisation:
//!
//! ```
//! use relu_explainer::initialisation::{he, layer_factor, neutral_width, xavier};
//!
//! assert_eq!(he(200)?, 0.1);
//! assert_eq!(layer_factor(0.1, 200)?, 1.0);
//! assert_eq!(neutral_width(0.5)?, 8.0);
//!
//! // Xavier's was made for tanh. Under it, a ReLU network loses a factor √2 at every layer.
//! assert!((layer_factor(xavier(256, 256)?, 256)? - 0.5f64.sqrt()).abs() < 1e-15);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! The factor is one of mean squares, over all draws of the weights. The network of a single draw scatters about it, the
//! more so the narrower and the deeper it is (B. Hanin, "Which Neural Net Architectures Give Rise to Exploding and
//! Vanishing Gradients?", NeurIPS 2018).

use crate::error::ParameterError;

/// The smallest standard deviation of a weight that can be asked about.
pub const SMALLEST_DEVIATION: f64 = 1e-150;

/// The largest standard deviation of a weight that can be asked about.
pub const LARGEST_DEVIATION: f64 = 1e150;

/// He's standard deviation for the weights of a ReLU layer, √(2/fan-in), where the fan-in is the number of inputs of a
/// unit.
///
/// Source: K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015, equation 10.
///
/// # Errors
/// If `fan_in` is 0.
///
/// ```
/// use relu_explainer::initialisation::he;
///
/// assert_eq!(he(8)?, 0.5);
/// assert_eq!(he(0).unwrap_err().to_string(), "fan-in is 0; it must be a whole number, at least 1");
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn he(fan_in: usize) -> Result<f64, ParameterError> {
    let fan_in = counted("fan-in", fan_in)?;
    Ok(libm::sqrt(2.0 / fan_in))
}

/// Xavier's standard deviation, also called Glorot's: √(2/(fan-in + fan-out)), where the fan-out is the number of units
/// that an input leads to.
///
/// Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
/// AISTATS 2010, equation 12.
///
/// # Errors
/// If `fan_in` or `fan_out` is 0.
///
/// ```
/// use relu_explainer::initialisation::xavier;
///
/// assert_eq!(xavier(100, 100)?, 0.1);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn xavier(fan_in: usize, fan_out: usize) -> Result<f64, ParameterError> {
    let sum = counted("fan-in", fan_in)? + counted("fan-out", fan_out)?;
    Ok(libm::sqrt(2.0 / sum))
}

/// How the weights of a layer are drawn: normal numbers of mean 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weights {
    /// With the standard deviation [`he`].
    He,
    /// With the standard deviation [`xavier`].
    Xavier,
    /// With this standard deviation, however wide the layer is.
    Normal(f64),
}

impl Weights {
    /// Their standard deviation in a layer with so many inputs and units, infinite where there are none.
    ///
    /// ```
    /// use relu_explainer::initialisation::Weights;
    ///
    /// assert_eq!(Weights::He.deviation(200, 10), 0.1);
    /// assert_eq!(Weights::Normal(0.3).deviation(200, 10), 0.3);
    /// ```
    pub fn deviation(self, fan_in: usize, fan_out: usize) -> f64 {
        match self {
            Weights::He => libm::sqrt(2.0 / fan_in as f64),
            Weights::Xavier => libm::sqrt(2.0 / (fan_in + fan_out) as f64),
            Weights::Normal(deviation) => deviation,
        }
    }
}

/// What a ReLU layer of `width` inputs, with weights of this standard deviation and no biases, multiplies the signal's root
/// mean square by on its way forward, and the gradient's norm on its way back where the layer has as many outputs:
/// s·√(n/2).
///
/// Source: K. He et al., ICCV 2015, equations 9 and 13.
///
/// # Errors
/// Unless `deviation` is from [`SMALLEST_DEVIATION`] to [`LARGEST_DEVIATION`] and `width` at least 1.
///
/// ```
/// use relu_explainer::initialisation::layer_factor;
///
/// // Standard normal weights, 200 inputs: tenfold at every layer.
/// assert_eq!(layer_factor(1.0, 200)?, 10.0);
/// assert!(layer_factor(0.0, 200).is_err());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn layer_factor(deviation: f64, width: usize) -> Result<f64, ParameterError> {
    leaky_layer_factor(deviation, width, 0.0)
}

/// [`layer_factor`] of leaky ReLU with slope a on the left: s·√(n(1 + a²)/2).
///
/// Source: K. He et al., ICCV 2015, equation 15.
///
/// # Errors
/// As [`layer_factor`], and if `slope` is not from −1 to 1.
///
/// ```
/// use relu_explainer::initialisation::leaky_layer_factor;
///
/// // With slope 1 nothing is rectified: all n products count.
/// assert_eq!(leaky_layer_factor(0.1, 100, 1.0)?, 1.0);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn leaky_layer_factor(deviation: f64, width: usize, slope: f64) -> Result<f64, ParameterError> {
    let deviation = spread(deviation)?;
    let width = counted("width", width)?;
    if (-1.0..=1.0).contains(&slope) {
        Ok(factor(deviation, width, slope))
    } else {
        Err(ParameterError::number("slope", slope, "a number from -1 to 1"))
    }
}

/// [`leaky_layer_factor`] of numbers that are known to be fit for it.
pub(crate) fn factor(deviation: f64, width: f64, slope: f64) -> f64 {
    deviation * libm::sqrt(width * (1.0 + slope * slope) / 2.0)
}

/// The width at which ReLU layers with weights of this standard deviation keep the size of the signal: 2/s², not a whole
/// number as a rule. Narrower layers let it fade, wider ones let it grow.
///
/// # Errors
/// Unless `deviation` is from [`SMALLEST_DEVIATION`] to [`LARGEST_DEVIATION`].
///
/// ```
/// use relu_explainer::initialisation::neutral_width;
///
/// assert_eq!(neutral_width(1.0)?, 2.0);
/// assert!(neutral_width(-1.0).is_err());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn neutral_width(deviation: f64) -> Result<f64, ParameterError> {
    let deviation = spread(deviation)?;
    Ok(2.0 / (deviation * deviation))
}

/// Which share of weights drawn from N(0, s²) is larger than `size`, with either sign: erfc(size/(s√2)).
///
/// # Errors
/// Unless `deviation` is from [`SMALLEST_DEVIATION`] to [`LARGEST_DEVIATION`] and `size` a number from 0 on.
///
/// ```
/// use relu_explainer::initialisation::{he, share_beyond};
///
/// // A weight of size 0.5 or more is common under He's initialisation with 8 inputs, and all but unknown with 256.
/// assert!((share_beyond(0.5, he(8)?)? - 0.3173).abs() < 1e-4);
/// assert!(share_beyond(0.5, he(256)?)? < 2e-8);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn share_beyond(size: f64, deviation: f64) -> Result<f64, ParameterError> {
    let deviation = spread(deviation)?;
    if size >= 0.0 {
        Ok(libm::erfc(size / deviation * std::f64::consts::FRAC_1_SQRT_2))
    } else {
        Err(ParameterError::number("size", size, "a number, at least 0"))
    }
}

fn counted(parameter: &'static str, count: usize) -> Result<f64, ParameterError> {
    if count > 0 {
        Ok(count as f64)
    } else {
        Err(ParameterError::new(parameter, count.to_string(), "a whole number, at least 1"))
    }
}

fn spread(deviation: f64) -> Result<f64, ParameterError> {
    if (SMALLEST_DEVIATION..=LARGEST_DEVIATION).contains(&deviation) {
        Ok(deviation)
    } else {
        Err(ParameterError::number("deviation", deviation, "a number from 1e-150 to 1e150"))
    }
}
