//! Random networks at initialisation: the signal on its way forward, the gradient on its way back.
//!
//! A network here is a pile of square layers, a_l = f(W_l a_(l−1) + b), n units wide, whose weights have just been drawn and
//! not been trained. Each input has |x|² = n, so that its root mean square is 1. What becomes of that size from layer to layer,
//! and of the norm of a gradient that starts with norm 1 at the last layer's activations, is decided by the distribution of
//! the weights: each unit sums n products of random signs, so a ReLU layer multiplies both by s·√(n/2) on the average of
//! squares ([`crate::initialisation::layer_factor`]), and a single network scatters about that.
//!
//! ```
//! use relu_explainer::initialisation::Weights;
//! use relu_explainer::signal::{Setup, Survey};
//!
//! // Standard deviation 0.1, 64 units: 0.566 a layer, e^−28.5 in 50.
//! let setup = Setup { weights: Weights::Normal(0.1), ..Setup::default() };
//! let survey = Survey { setup, networks: 20, seed: 42 };
//! let logs = (0..survey.networks).map(|network| {
//!     let mut walk = survey.walk(network);
//!     while walk.step() {}
//!     walk.passage().log_rms[setup.depth]
//! });
//! let mean = logs.sum::<f64>() / 20.0;
//! assert!((-31.0..-28.0).contains(&mean));
//! ```
//!
//! # Seeds
//!
//! Network i of seed s draws from numpy's `default_rng([s, i])`: first the input, then the gradient, then the weights layer by
//! layer ([`Survey::draw`]). The same survey has the same bits on every machine, and a network does not depend on the others.
//! For networks whose weights are chosen otherwise there is [`pass`].
//!
//! # Batch normalisation
//!
//! With a [`Normalisation`] a batch of [`BATCH`] inputs goes through each network, and each unit is brought to mean 0 and
//! variance 1 over the batch, with 10⁻⁵ added to the variance and no learned scale or shift. The gradient comes back through
//! the statistics too; its norm is that of the whole batch's gradient, and sizes, means and shares are taken over units and
//! inputs.
//!
//! # Sizes beyond the range of doubles
//!
//! The gradient is brought back to norm 1 at each layer and its logarithm is carried, so that it never underflows. The signal
//! is in plain doubles; the logarithm of its size holds as far as they do, also where its square does not. Where a signal
//! leaves them, its size is +∞, or NaN from where infinities cancel, and the gradient of such a layer and of those below
//! may be NaN. A ReLU layer with no active unit is silent: it has the size 0, logarithm −∞, and no gradient passes it.

pub mod finite_width;
mod gamma;
mod layers;
pub mod mean_field;
mod normalisation;
mod numbers;
mod quadrature;
mod size;
mod walk;

pub use walk::{Drawn, MOST_INPUTS, Pass, Walk, pass};

use crate::activation::Activation;
use crate::error::ParameterError;
use crate::initialisation::Weights;
use std::ops::RangeInclusive;

/// Whether the values of a layer are normalised over the batch, and where.
///
/// Source: S. Ioffe, C. Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
/// Shift", ICML 2015.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Normalisation {
    /// They are not.
    #[default]
    None,
    /// The pre-activations are, before the activation. A bias that is the same for the whole batch cancels then.
    Before,
    /// The activations are, before the next layer: they are what counts as the layer's activations in a [`Passage`].
    After,
}

/// How a random network is drawn: square layers, each unit with the same bias.
///
/// The fields can be set to anything; [`Setup::check`] says whether they are allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    /// The activation of every unit.
    pub activation: Activation,
    /// The distribution of the weights.
    pub weights: Weights,
    /// The bias of every unit, of size at most [`LARGEST_PARAMETER`].
    pub bias: f64,
    /// The number n of units in a layer, and of numbers in an input; in [`WIDTHS`].
    pub width: usize,
    /// The number of layers, in [`DEPTHS`].
    pub depth: usize,
    /// Batch normalisation.
    pub normalisation: Normalisation,
}

impl Default for Setup {
    /// ReLU with He's weights and no bias, 64 units wide and 50 layers deep, not normalised.
    fn default() -> Self {
        Setup {
            activation: Activation::RELU,
            weights: Weights::He,
            bias: 0.0,
            width: 64,
            depth: 50,
            normalisation: Normalisation::None,
        }
    }
}

/// How many units a layer may have.
pub const WIDTHS: RangeInclusive<usize> = 4..=256;

/// How many layers a network may have.
pub const DEPTHS: RangeInclusive<usize> = 1..=100;

/// How many networks a survey may have.
pub const NETWORKS: RangeInclusive<usize> = 1..=200;

/// How many inputs make a batch.
pub const BATCH: usize = 16;

/// The largest size of the bias, of the slope of leaky ReLU and of ELU's α.
pub const LARGEST_PARAMETER: f64 = 10.0;

/// The standard deviations that may be chosen for the weights.
pub const DEVIATIONS: RangeInclusive<f64> = 0.001..=10.0;

impl Setup {
    /// How many inputs go through a network at once: one, and [`BATCH`] where statistics are taken over them.
    pub fn inputs(&self) -> usize {
        match self.normalisation {
            Normalisation::None => 1,
            Normalisation::Before | Normalisation::After => BATCH,
        }
    }

    /// Checks every number.
    ///
    /// # Errors
    /// Unless width, depth and the weights' standard deviation lie in [`WIDTHS`], [`DEPTHS`] and [`DEVIATIONS`], and the
    /// bias and the activation's parameter are at most [`LARGEST_PARAMETER`] in size, ELU's α not negative.
    ///
    /// ```
    /// use relu_explainer::signal::Setup;
    ///
    /// assert!(Setup::default().check().is_ok());
    /// let error = Setup { width: 3, ..Setup::default() }.check().unwrap_err();
    /// assert_eq!(error.to_string(), "width is 3; it must be a whole number from 4 to 256");
    /// ```
    pub fn check(&self) -> Result<(), ParameterError> {
        counted("width", self.width, WIDTHS)?;
        counted("depth", self.depth, DEPTHS)?;
        if let Weights::Normal(deviation) = self.weights {
            between("deviation", deviation, DEVIATIONS)?;
        }
        between("bias", self.bias, -LARGEST_PARAMETER..=LARGEST_PARAMETER)?;
        match self.activation {
            Activation::LeakyRelu { slope } => {
                between("slope", slope, -LARGEST_PARAMETER..=LARGEST_PARAMETER)
            }
            Activation::Elu { alpha } => between("alpha", alpha, 0.0..=LARGEST_PARAMETER),
            _ => Ok(()),
        }
    }
}

fn counted(name: &'static str, count: usize, range: RangeInclusive<usize>) -> Result<(), ParameterError> {
    if range.contains(&count) {
        return Ok(());
    }
    let allowed = format!("a whole number from {} to {}", range.start(), range.end());
    Err(ParameterError::new(name, count.to_string(), allowed))
}

fn between(name: &'static str, number: f64, range: RangeInclusive<f64>) -> Result<(), ParameterError> {
    if range.contains(&number) {
        return Ok(());
    }
    Err(ParameterError::number(name, number, format!("a number from {} to {}", range.start(), range.end())))
}

/// A number of random networks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Survey {
    /// How each is drawn.
    pub setup: Setup,
    /// How many, in [`NETWORKS`].
    pub networks: usize,
    /// The seed of all.
    pub seed: u64,
}

impl Survey {
    /// Checks every number; every seed is valid.
    ///
    /// # Errors
    /// As [`Setup::check`], and unless the number of networks lies in [`NETWORKS`].
    pub fn check(&self) -> Result<(), ParameterError> {
        self.setup.check()?;
        counted("networks", self.networks, NETWORKS)
    }
}

/// What became of the signal and of the gradient in one network.
///
/// ```
/// use relu_explainer::signal::{Passage, Setup, Survey};
///
/// let survey = Survey { setup: Setup { depth: 3, ..Setup::default() }, networks: 1, seed: 0 };
/// let mut walk = survey.walk(0);
/// while walk.step() {}
/// let passage = walk.passage();
/// assert_eq!((passage.log_rms[0], passage.log_gradient[3]), (0.0, 0.0));
/// assert_eq!(passage.active.len(), 3);
/// assert_eq!(Passage::from_numbers(&passage.to_numbers(), 3).as_ref(), Some(passage));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// The natural logarithm of the root mean square of the input, 0 in a survey, and of each layer's activations; −∞ where all
    /// are 0.
    pub log_rms: Vec<f64>,
    /// The mean of each layer's activations, in the unit of the input, whose root mean square is 1.
    pub mean: Vec<f64>,
    /// The share of each layer's units with z > 0, where z is what the activation is applied to; NaN where a z is.
    pub active: Vec<f64>,
    /// The natural logarithm of the gradient's norm with respect to the input and to each layer's activations, the last
    /// 0; −∞ where no gradient arrives.
    pub log_gradient: Vec<f64>,
}

impl Passage {
    /// All of it in one row: log_rms, mean, active, log_gradient.
    pub fn to_numbers(&self) -> Vec<f64> {
        [&self.log_rms[..], &self.mean, &self.active, &self.log_gradient].concat()
    }

    /// What [`Passage::to_numbers`] wrote; none if it is not as long as a passage through `depth` layers.
    pub fn from_numbers(numbers: &[f64], depth: usize) -> Option<Self> {
        if numbers.len() != 4 * depth + 2 {
            return None;
        }
        let (log_rms, rest) = numbers.split_at(depth + 1);
        let (mean, rest) = rest.split_at(depth);
        let (active, log_gradient) = rest.split_at(depth);
        Some(Passage {
            log_rms: log_rms.to_vec(),
            mean: mean.to_vec(),
            active: active.to_vec(),
            log_gradient: log_gradient.to_vec(),
        })
    }
}
