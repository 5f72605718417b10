//! What is to be expected of networks before any is drawn: two theories, and the chain of single units.

use crate::activation::Activation;
use crate::signal::finite_width::{Law, law, silent_share};
use crate::signal::mean_field::{MeanField, mean_field};
use crate::signal::{Normalisation, Setup};

/// What theory says of networks of one kind. Sizes are natural logarithms.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub setup: Setup,
    field: Option<MeanField>,
    log_gradient: Vec<f64>,
    law: Option<Law>,
    /// By what a chain of single units multiplies its gradient a layer, and its signal where that makes sense.
    pub chain_gradient: f64,
    pub chain_signal: Option<f64>,
}

impl Expected {
    pub fn of(setup: &Setup) -> Self {
        let field = mean_field(setup);
        let weight = libm::log(setup.weights.deviation(setup.width, setup.width));
        let linear = matches!(
            setup.activation,
            Activation::Relu { .. } | Activation::LeakyRelu { .. } | Activation::Elu { .. }
        );
        Expected {
            setup: *setup,
            log_gradient: field.as_ref().map_or_else(Vec::new, MeanField::log_gradient),
            field,
            law: law(setup),
            chain_gradient: weight + libm::log(steepest(setup.activation)),
            chain_signal: linear.then_some(weight),
        }
    }

    /// Up to which layer the mean-field theory describes networks of this width.
    pub fn holds(&self) -> usize {
        self.field.as_ref().map_or(0, |field| field.holds)
    }

    /// The mean-field theory's signal.
    pub fn signal(&self, layer: usize) -> Option<f64> {
        let field = self.field.as_ref().filter(|field| layer <= field.holds)?;
        field.log_rms.get(layer).copied()
    }

    /// The mean-field theory's gradient. It has come through all layers above, so that the theory must hold for all.
    pub fn gradient(&self, layer: usize) -> Option<f64> {
        self.field.as_ref().filter(|field| field.holds == self.setup.depth)?;
        self.log_gradient.get(layer).copied()
    }

    /// The mean-field theory's mean output of a layer, relative to the root mean square.
    pub fn mean(&self, layer: usize) -> Option<f64> {
        let (field, size) = (self.field.as_ref()?, self.signal(layer)?);
        Some(field.mean.get(layer.checked_sub(1)?)? / libm::exp(size))
    }

    /// The mean-field theory's share of units that are on in a layer.
    pub fn active(&self, layer: usize) -> Option<f64> {
        let field = self.field.as_ref().filter(|field| layer <= field.holds)?;
        field.active.get(layer.checked_sub(1)?).copied()
    }

    /// The factor of the gradient's norm in mean-field theory, on average over the layers.
    pub fn factor(&self) -> Option<f64> {
        self.gradient(0).map(|log| log / self.setup.depth as f64)
    }

    /// The size in the typical network after so many layers, either way, by the law of finite width.
    pub fn typical(&self, layers: usize) -> Option<f64> {
        self.law.as_ref().map(|law| law.median_log_rms(layers))
    }

    /// How far its logarithm scatters.
    pub fn scatter(&self, layers: usize) -> f64 {
        self.law.as_ref().map_or(0.0, |law| law.deviation_log_rms(layers))
    }

    /// Which share of the networks is silent after so many layers, where that is known exactly.
    pub fn silent(&self, layers: usize) -> Option<f64> {
        self.law.as_ref().map(|_| silent_share(self.setup.width, layers))
    }

    /// Whether a layer multiplies signal and gradient by s·√(n/2).
    pub fn is_plain(&self) -> bool {
        let is_relu = matches!(self.setup.activation, Activation::Relu { .. });
        is_relu && self.setup.bias == 0.0 && !self.is_normalised()
    }

    pub fn is_normalised(&self) -> bool {
        self.setup.normalisation != Normalisation::None
    }
}

/// The largest slope of an activation: what a unit of the chain passes on at its best.
fn steepest(activation: Activation) -> f64 {
    match activation {
        Activation::Sigmoid | Activation::Tanh => activation.derivative(0.0),
        // Where the second derivative is 0: φ(z)(2 − z²), and for SiLU the root of z·tanh(z/2) = 2.
        Activation::Gelu => activation.derivative(std::f64::consts::SQRT_2),
        Activation::Silu => activation.derivative(2.399_357_280_515_467_6),
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_slope_is_steeper_than_the_steepest() {
        use Activation::{Elu, Gelu, LeakyRelu, Sigmoid, Silu, Tanh};
        let leaky = LeakyRelu { slope: 0.01 };
        for activation in [Activation::RELU, leaky, Elu { alpha: 1.0 }, Sigmoid, Tanh, Gelu, Silu] {
            let slopes = (-100_000..100_000).map(|i| activation.derivative(f64::from(i) * 1e-4));
            let found = slopes.fold(0.0, f64::max);
            assert!((steepest(activation) - found).abs() < 1e-8, "{activation:?}: {found}");
            assert!(steepest(activation) >= found - 1e-15, "{activation:?}: {found}");
        }
    }
}
