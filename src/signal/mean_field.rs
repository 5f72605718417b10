//! The mean-field theory of random networks: what becomes of signal and gradient in the limit of wide layers.
//!
//! In a wide layer the pre-activations of a random network are normal numbers with mean b, the bias, and a variance that
//! only depends on the mean square of the layer below. So the mean squares m follow a recursion: with weights of standard
//! deviation s and layers of n units,
//!
//! > mₗ = E f(z)², z ~ N(b, n s² mₗ₋₁),
//!
//! and the norm of the gradient, on its way back through layer l, is multiplied by the root of χₗ = n s² E f′(z)².
//!
//! Source: S. Schoenholz, J. Gilmer, S. Ganguli, J. Sohl-Dickstein, "Deep Information Propagation", ICLR 2017, with the same
//! bias for every unit in place of random ones.
//!
//! # Up to which layer it holds
//!
//! Networks of finite width scatter about the theory. Two things end what it says of them, and
//! [`MeanField::holds`] counts the layers before either:
//!
//! - The recursion carries each layer's scatter on, and multiplies it where it has an unstable point near, as that of GELU
//!   and SiLU under He's initialisation has. To first order in 1/n the root mean square over all networks is then off by a
//!   factor that can be computed; it must be at most e^0.1.
//! - The logarithms of the sizes spread so far that the mean square over all networks rests on such as nobody draws: a mean
//!   of N lognormal numbers comes to the true one as long as the variance of their logarithms is below about 2 ln N. The
//!   variance, forward and backward, must be at most 5.
//!
//! This was compared with networks of every activation that were drawn, with n s² from 0.25 to 4, biases from −1 to 1 and 50
//! layers: 200 of each kind at width 64, 80 at 128 and 40 at 256. On every layer that is said to hold, the theory's root
//! mean square lay within a factor e^0.3 of their median or of their root mean square, and within e^0.1 in nine kinds of
//! ten. Where all 50 layers hold, so did the gradient's norm at the input, within e^0.5 in 99 kinds of 100 at width 64 and
//! within e^0.3 at 256. Of width 16 no kind is followed through 50 layers, and the factor may be e^0.5. Under He's
//! initialisation GELU holds through 8, 9 and 10 layers at widths 64, 128 and 256, and SiLU through 5, 6 and 9.
//!
//! ReLU without bias counts as holding throughout: there the mean square is exact at every width, and so is the law of the
//! networks about it ([`finite_width`](super::finite_width)).

use super::quadrature::{Means, means};
use super::{Normalisation, Setup};
use crate::activation::Activation;

/// By how much, in natural logarithms, the root mean square over all networks may be off where the theory holds.
const LARGEST_SHIFT: f64 = 0.1;
/// The largest variance of the logarithm of the square of a network's signal or gradient where it holds.
const LARGEST_VARIANCE: f64 = 5.0;

/// What becomes of signal and gradient in the limit of wide layers.
#[derive(Clone, Debug, PartialEq)]
pub struct MeanField {
    /// The natural logarithm of the root mean square of the input, 0, and of each layer's activations; −∞ where it is
    /// below e⁻³⁰⁰ because of a negative bias.
    pub log_rms: Vec<f64>,
    /// The mean of each layer's activations.
    pub mean: Vec<f64>,
    /// The share of each layer's units with z > 0.
    pub active: Vec<f64>,
    /// The natural logarithm of the factor by which each layer multiplies the gradient's norm on its way back.
    pub log_factor: Vec<f64>,
    /// The number of layers up to which the theory describes networks of the width asked about, in both directions; the
    /// depth where it does throughout.
    pub holds: usize,
}

impl MeanField {
    /// The natural logarithm of the gradient's norm with respect to the input and to each layer's activations, the last 0.
    pub fn log_gradient(&self) -> Vec<f64> {
        let mut log_gradient = vec![0.0; self.log_factor.len() + 1];
        for (layer, log_factor) in self.log_factor.iter().enumerate().rev() {
            log_gradient[layer] = log_gradient[layer + 1] + log_factor;
        }
        log_gradient
    }
}

/// The theory for networks of this kind, for an input of root mean square 1; none under batch normalisation, and none for
/// what is no network.
///
/// ```
/// use relu_explainer::initialisation::Weights;
/// use relu_explainer::signal::Setup;
/// use relu_explainer::signal::mean_field::mean_field;
///
/// // Under Xavier's initialisation a ReLU network loses a factor √2 at every layer, in both directions.
/// let xavier = mean_field(&Setup { weights: Weights::Xavier, ..Setup::default() }).ok_or("a network")?;
/// assert!((libm::exp(xavier.log_rms[50]) - 2.98023e-8).abs() < 1e-13);
/// assert!((libm::exp(xavier.log_factor[49]) - 0.707107).abs() < 1e-6);
/// # Ok::<(), &str>(())
/// ```
pub fn mean_field(setup: &Setup) -> Option<MeanField> {
    let deviation = setup.weights.deviation(setup.width, setup.width);
    let width = setup.width as f64;
    let log_gain = libm::log(width * deviation * deviation);
    if setup.normalisation != Normalisation::None || !log_gain.is_finite() || !setup.bias.is_finite() {
        return None;
    }
    let mut theory = MeanField {
        log_rms: vec![0.0],
        mean: Vec::new(),
        active: Vec::new(),
        log_factor: Vec::new(),
        holds: 0,
    };
    let mut log_rms = 0.0;
    let exact = setup.bias == 0.0 && matches!(setup.activation, Activation::Relu { .. });
    let mut holding = true;
    let mut settled = None;
    let mut scatter = Scatter::default();
    for layer in 1..=setup.depth {
        let passed = match settled {
            Some(layer) => layer,
            None => Layer::new(setup, 0.5 * log_gain + log_rms),
        };
        if libm::fabs(passed.log_rms - log_rms) <= 1e-15 {
            settled = Some(passed);
        }
        log_rms = passed.log_rms;
        theory.log_rms.push(log_rms);
        theory.mean.push(passed.mean);
        theory.active.push(passed.active);
        theory.log_factor.push(0.5 * log_gain + passed.log_slope);
        scatter.pass(&passed, width);
        holding = holding && (exact || scatter.is_small());
        if holding {
            theory.holds = layer;
        }
    }
    Some(theory)
}

/// What one layer makes of a signal.
#[derive(Clone, Copy, Debug)]
struct Layer {
    log_rms: f64,
    mean: f64,
    active: f64,
    /// ln √(E f′²).
    log_slope: f64,
    /// The first and the second derivative of ln m by the logarithm of the pre-activations' variance.
    first: f64,
    second: f64,
    /// The variance of f² over the square of its mean, and the same of f′².
    relative_variance: f64,
    slope_relative_variance: f64,
}

impl Layer {
    /// `log_deviation` is that of the pre-activations.
    fn new(setup: &Setup, log_deviation: f64) -> Layer {
        let Setup { activation, bias, .. } = *setup;
        // Beyond these limits every activation is as linear, or as saturated, as at them.
        let deviation = libm::exp(log_deviation.clamp(-345.0, 345.0));
        let (unit, log_unit) = unit(activation, bias, deviation, log_deviation);
        let means = means(activation, bias, deviation, unit);
        let active = 0.5 * libm::erfc(-bias / deviation * std::f64::consts::FRAC_1_SQRT_2);
        let Means { square, .. } = means;
        let first = 0.5 * means.square_by_variance / square;
        let mut layer = Layer {
            log_rms: log_unit + 0.5 * libm::log(square),
            mean: libm::exp(log_unit) * means.value,
            active,
            log_slope: 0.5 * libm::log(means.slope_square),
            first,
            second: 0.25 * means.square_by_variance_twice / square - first * first,
            relative_variance: means.fourth / (square * square) - 1.0,
            slope_relative_variance: means.slope_fourth / (means.slope_square * means.slope_square) - 1.0,
        };
        if let (0.0, Some(slope)) = (bias, slope(activation)) {
            let half_square = 0.5 * (1.0 + slope * slope);
            layer.log_slope = 0.5 * libm::log(half_square);
            layer.log_rms = log_deviation + layer.log_slope;
            layer.first = 1.0;
            layer.second = 0.0;
        }
        layer
    }
}

/// The slope on the left of an activation that is linear on both sides.
fn slope(activation: Activation) -> Option<f64> {
    match activation {
        Activation::Relu { .. } => Some(0.0),
        Activation::LeakyRelu { slope } => Some(slope),
        _ => None,
    }
}

/// A size that the activation's values have, so that their squares neither overflow nor vanish, and its logarithm.
fn unit(activation: Activation, bias: f64, deviation: f64, log_deviation: f64) -> (f64, f64) {
    let size = libm::fmax(deviation, libm::fabs(bias));
    match activation {
        Activation::Sigmoid => (1.0, 0.0),
        Activation::Tanh if size > 1.0 => (1.0, 0.0),
        _ if size == deviation => (deviation, log_deviation),
        _ => (size, libm::log(size)),
    }
}

/// How far networks of finite width lie from the theory.
///
/// Given the size of the signal below, the values of a layer are independent; so ln m, m the mean square of a layer of a
/// network, takes a step of variance v = (E f⁴/(E f²)² − 1)/n and passes on what it has by the theory's own recursion. The
/// recursion's first and second derivative, D and C, tell what becomes of the mean and the variance of its distance from
/// the theory:
///
/// > shift ← D·shift + C·variance/2 − v/2, variance ← D²·variance + v.
///
/// The logarithm of the mean of m over all networks is then off by shift + variance/2.
#[derive(Clone, Copy, Debug, Default)]
struct Scatter {
    shift: f64,
    variance: f64,
    /// The variance once more, with steps of v(1 + v), which is close to the exact one of ReLUs' logarithms.
    forward: f64,
    /// The same for the logarithm of the square of the gradient's norm, on its way back through these layers: a random
    /// direction passes the slopes, then the weights.
    backward: f64,
}

impl Scatter {
    fn pass(&mut self, layer: &Layer, width: f64) {
        let second_order = |step: f64| step * (1.0 + step);
        let step = layer.relative_variance / width;
        let step_back = (3.0 * layer.slope_relative_variance + 2.0) / width;
        let kept = layer.first * layer.first;
        self.shift = layer.first * self.shift + 0.5 * (layer.second * self.variance - step);
        self.variance = kept * self.variance + step;
        self.forward = kept * self.forward + second_order(step);
        self.backward += second_order(step_back);
    }

    /// Whether networks of this width still follow the theory. NaN, where no signal is left, says no.
    fn is_small(&self) -> bool {
        let off = libm::fabs(self.shift + 0.5 * self.variance);
        off <= 2.0 * LARGEST_SHIFT && self.forward <= LARGEST_VARIANCE && self.backward <= LARGEST_VARIANCE
    }
}
