//! Three limits of ReLU: its outputs are not centred on 0, so gradients of weights share a sign, and nothing bounds them.
//!
//! # Signs
//!
//! A weight that leads from unit j of a layer to a unit above it has, on one example, the gradient
//!
//! > δ · f(z_j)
//!
//! where δ is the gradient that arrives at the unit above. All weights into that unit share the δ. Where f is
//! never negative, as ReLU and the sigmoid, their gradients therefore share its sign as far as they are not 0: a step on
//! one example moves all these weights up, or all of them down. In a batch the gradients of several examples add up, and
//! signs mix:
//!
//! ```
//! use relu_explainer::activation::Activation;
//! use relu_explainer::limits::outgoing_gradients;
//!
//! let one_example = outgoing_gradients(Activation::RELU, 16, 1, 7)?;
//! assert_eq!(one_example.agreement(), Some(1.0));
//!
//! let centred = outgoing_gradients(Activation::Tanh, 16, 1, 7)?;
//! assert!(centred.positive() > 0 && centred.negative() > 0);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! (Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998, section 4.3.)
//!
//! # Mean and size
//!
//! [`mean_output`] is what a unit hands on on average, and [`growth`] what becomes of the signal's size from layer to
//! layer.

use crate::activation::Activation;
use crate::error::ParameterError;
use crate::random::Generator;

/// The largest number of units of the layer.
pub const MOST_UNITS: usize = 4096;

/// The largest number of examples of a batch.
pub const MOST_EXAMPLES: usize = 4096;

/// The largest number of outputs of a sample.
pub const MOST_OUTPUTS: usize = 1_000_000;

/// The largest number of layers of [`growth`].
pub const MOST_LAYERS: usize = 1000;

/// The gradients of the weights that lead from a layer into one unit of the next.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingGradients {
    gradients: Vec<f64>,
    positive: usize,
    negative: usize,
}

impl OutgoingGradients {
    fn new(gradients: Vec<f64>) -> Self {
        let (mut positive, mut negative) = (0, 0);
        for gradient in &gradients {
            positive += usize::from(*gradient > 0.0);
            negative += usize::from(*gradient < 0.0);
        }
        OutgoingGradients { gradients, positive, negative }
    }

    /// The gradient of each weight.
    pub fn gradients(&self) -> &[f64] {
        &self.gradients
    }

    /// How many of them are above 0.
    pub fn positive(&self) -> usize {
        self.positive
    }

    /// How many of them are below 0.
    pub fn negative(&self) -> usize {
        self.negative
    }

    /// How many of them are exactly 0: those of units that no example of the batch activates.
    pub fn zero(&self) -> usize {
        self.gradients.len() - self.positive - self.negative
    }

    /// The share of the more common sign among the gradients that are not 0: from 1/2 to 1. None if all are 0.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    /// use relu_explainer::limits::outgoing_gradients;
    ///
    /// let batch = outgoing_gradients(Activation::RELU, 1000, 64, 1)?;
    /// let agreement = batch.agreement().unwrap();
    /// assert!((0.5..1.0).contains(&agreement));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn agreement(&self) -> Option<f64> {
        let signed = self.positive + self.negative;
        (signed > 0).then(|| self.positive.max(self.negative) as f64 / signed as f64)
    }
}

/// The gradients of the weights from a layer of `width` units into one unit of the next, each the mean over a batch:
///
/// > g_j = (1/batch) Σᵢ δᵢ · f(z_ij)
///
/// The pre-activations z_ij and the gradients δᵢ that arrive at the unit above are drawn from the standard normal
/// distribution, all independently: a layer whose pre-activations have mean 0 and variance 1, as batch normalisation
/// makes them. They are drawn example by example, δ first, so a larger batch begins with the examples of a smaller one.
///
/// # Errors
/// Unless `width` is 1 to [`MOST_UNITS`] and `batch` 1 to [`MOST_EXAMPLES`].
///
/// ```
/// use relu_explainer::activation::Activation;
/// use relu_explainer::limits::outgoing_gradients;
///
/// // About half of the units are off, and the gradients of their weights exactly 0.
/// let gradients = outgoing_gradients(Activation::RELU, 1000, 1, 3)?;
/// assert!((450..550).contains(&gradients.zero()));
/// assert!(outgoing_gradients(Activation::RELU, 0, 1, 3).is_err());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn outgoing_gradients(
    activation: Activation,
    width: usize,
    batch: usize,
    seed: u64,
) -> Result<OutgoingGradients, ParameterError> {
    checked("width", width, MOST_UNITS)?;
    checked("batch", batch, MOST_EXAMPLES)?;
    Ok(drawn_gradients(activation, width, batch, seed))
}

/// [`outgoing_gradients`] of numbers that are known to be fit for it.
pub(crate) fn drawn_gradients(
    activation: Activation,
    width: usize,
    batch: usize,
    seed: u64,
) -> OutgoingGradients {
    let mut generator = Generator::new(seed);
    let mut gradients = vec![0.0; width];
    let mut z = vec![0.0; width];
    for _ in 0..batch {
        let upstream = generator.standard_normal();
        generator.fill_normal(&mut z);
        for (gradient, z) in gradients.iter_mut().zip(&z) {
            *gradient += upstream * activation.value(*z);
        }
    }
    for gradient in &mut gradients {
        *gradient /= batch as f64;
    }
    OutgoingGradients::new(gradients)
}

/// The mean output of a unit whose pre-activation is standard normal, for those activations that have a closed form:
/// all but SiLU.
///
/// | activation | E f(z), z ~ N(0, 1) |
/// |---|---|
/// | ReLU | 1/√(2π) = 0.3989… |
/// | leaky ReLU, slope a | (1 − a)/√(2π) |
/// | ELU | 1/√(2π) + α(√e Φ(−1) − 1/2) |
/// | GELU | 1/(2√π) |
/// | sigmoid | 1/2 |
/// | tanh | 0 |
///
/// Batch normalisation before the activation (S. Ioffe, C. Szegedy, "Batch Normalization", ICML 2015) makes just such
/// pre-activations, as far as they are normal, and so leaves the outputs' mean where it is.
///
/// ```
/// use relu_explainer::activation::Activation;
/// use relu_explainer::limits::mean_output;
///
/// assert_eq!(mean_output(Activation::RELU), Some(0.3989422804014327));
/// assert_eq!(mean_output(Activation::Tanh), Some(0.0));
/// ```
pub fn mean_output(activation: Activation) -> Option<f64> {
    use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};
    // 1/√(2π).
    let rectified = 0.5 * FRAC_2_SQRT_PI * FRAC_1_SQRT_2;
    match activation {
        Activation::Relu { .. } => Some(rectified),
        Activation::LeakyRelu { slope } => Some((1.0 - slope) * rectified),
        Activation::Elu { alpha } => {
            let below = 0.5 * libm::erfc(FRAC_1_SQRT_2);
            Some(rectified + alpha * (libm::exp(0.5) * below - 0.5))
        }
        Activation::Gelu => Some(0.25 * FRAC_2_SQRT_PI),
        Activation::Sigmoid => Some(0.5),
        Activation::Tanh => Some(0.0),
        Activation::Silu => None,
    }
}

/// Which share of the outgoing gradients has the more common sign on average, however large the batch is: 1/2 +
/// arctan(m/σ)/π, where m and σ are mean and standard deviation of the outputs. 1/2 for a centred activation; none where
/// [`mean_output`] or the variance has no closed form.
///
/// Over a large batch a gradient is normal, given the gradients that arrive: its mean is m times their sum, and its variance
/// σ² times the sum of their squares. The ratio of the sum to the root of the sum of squares is itself standard normal, Z,
/// and E Φ(|Z| m/σ) is the expression above.
///
/// ```
/// use relu_explainer::activation::Activation;
/// use relu_explainer::limits::lasting_agreement;
///
/// assert!((lasting_agreement(Activation::RELU).unwrap() - 0.691).abs() < 5e-4);
/// assert_eq!(lasting_agreement(Activation::Tanh), Some(0.5));
/// ```
pub fn lasting_agreement(activation: Activation) -> Option<f64> {
    let slope = match activation {
        Activation::Relu { .. } => 0.0,
        Activation::LeakyRelu { slope } => slope,
        Activation::Tanh => return Some(0.5),
        _ => return None,
    };
    let mean = mean_output(activation)?;
    let deviation = libm::sqrt(0.5 * (1.0 + slope * slope) - mean * mean);
    Some(0.5 + libm::atan(libm::fabs(mean) / deviation) / std::f64::consts::PI)
}

/// The outputs of `count` units whose pre-activations are drawn from the standard normal distribution.
///
/// # Errors
/// Unless `count` is 1 to [`MOST_OUTPUTS`].
///
/// ```
/// use relu_explainer::activation::Activation;
/// use relu_explainer::limits::{mean_of, sampled_outputs};
///
/// let outputs = sampled_outputs(Activation::RELU, 10_000, 42)?;
/// assert!((mean_of(&outputs) - 0.3989).abs() < 0.02);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn sampled_outputs(activation: Activation, count: usize, seed: u64) -> Result<Vec<f64>, ParameterError> {
    checked("count", count, MOST_OUTPUTS)?;
    Ok(drawn_outputs(activation, count, seed))
}

/// [`sampled_outputs`] of a count that is known to be fit for it.
pub(crate) fn drawn_outputs(activation: Activation, count: usize, seed: u64) -> Vec<f64> {
    let mut outputs = vec![0.0; count];
    Generator::new(seed).fill_normal(&mut outputs);
    for output in &mut outputs {
        *output = activation.value(*output);
    }
    outputs
}

/// The arithmetic mean; NaN of nothing.
pub fn mean_of(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// What becomes of a signal of size 1 that every layer multiplies by the same factor: its size at the input and after
/// each of `depth` layers. Beyond the largest double it is infinite.
///
/// The factor is that of [`layer_factor`](crate::initialisation::layer_factor), the size a root mean square.
///
/// # Errors
/// Unless `factor` is a number from 0 on and `depth` at most [`MOST_LAYERS`].
///
/// ```
/// use relu_explainer::initialisation::layer_factor;
/// use relu_explainer::limits::{growth, overflow};
///
/// // Weights of twice He's variance: √2 a layer.
/// let sizes = growth(layer_factor(0.5, 16)?, 20)?;
/// assert!((sizes[20] - 1024.0).abs() < 1e-9);
///
/// // Standard normal weights, 256 wide: no 32-bit number holds the signal after 37 layers.
/// assert_eq!(overflow(&growth(layer_factor(1.0, 256)?, 50)?), Some(37));
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn growth(factor: f64, depth: usize) -> Result<Vec<f64>, ParameterError> {
    if factor.is_finite() && factor >= 0.0 && depth <= MOST_LAYERS {
        return Ok(grown(factor, depth));
    }
    if depth > MOST_LAYERS {
        return Err(ParameterError::new("depth", depth.to_string(), format!("at most {MOST_LAYERS}")));
    }
    Err(ParameterError::number("factor", factor, "a finite number, at least 0"))
}

/// [`growth`] of numbers that are known to be fit for it.
pub(crate) fn grown(factor: f64, depth: usize) -> Vec<f64> {
    let mut sizes = vec![1.0; depth + 1];
    for layer in 1..=depth {
        sizes[layer] = sizes[layer - 1] * factor;
    }
    sizes
}

/// The first layer at which a size exceeds the largest 32-bit floating-point number, 3.4·10³⁸, in which most networks
/// are trained.
pub fn overflow(sizes: &[f64]) -> Option<usize> {
    sizes.iter().position(|size| *size > f64::from(f32::MAX))
}

fn checked(parameter: &'static str, count: usize, most: usize) -> Result<(), ParameterError> {
    if (1..=most).contains(&count) {
        return Ok(());
    }
    Err(ParameterError::new(parameter, count.to_string(), format!("a whole number from 1 to {most}")))
}
