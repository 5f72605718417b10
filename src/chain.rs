//! A gradient on its way back through a chain of single units.
//!
//! Unit l of the chain computes f(z_l) and hands it, through the weight w_l, to the unit above. Writing δ_l for the
//! gradient of the loss with respect to z_l, the chain rule is
//!
//! > δ_l = δ_{l+1} · w_l · f′(z_l)
//!
//! (backpropagation: D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by
//! back-propagating errors", Nature 323, 1986). A chain of k units multiplies the gradient at the output, δ_{k+1}, by k
//! factors, each the product of a weight and a slope:
//!
//! ```
//! use relu_explainer::activation::Activation;
//! use relu_explainer::chain::{Chain, Layer};
//!
//! let relu = Layer { activation: Activation::RELU, z: 1.0, weight: 0.1 };
//! let sigmoid = Layer { activation: Activation::Sigmoid, z: 0.0, weight: 0.1 };
//! let [relu, sigmoid] = [Chain::repeated(relu, 3, 1.0)?, Chain::repeated(sigmoid, 3, 1.0)?];
//!
//! assert_eq!(relu.values(), [1.0, 0.1, 0.01, 0.001]);
//! assert_eq!(sigmoid.values(), [1.0, 0.025, 0.000625, 0.000015625]);
//! assert_eq!(relu.ratios(&sigmoid).last().unwrap().unwrap().value(), 64.0);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! # The numbers of the textbook
//!
//! Products are computed in [`Decimal`]s: each number is taken for the decimal that it is written as, and every
//! gradient is the double nearest to the product of these decimals. That is why the third ReLU gradient above is
//! 0.001 and not 0.0010000000000000002.
//!
//! # What can become of a gradient
//!
//! A slope or a weight of exactly 0 makes it exactly 0 from there on; a long product can fall below the smallest
//! double although no factor of it is 0, or exceed the largest. [`Outcome`] tells these apart, and the decimal keeps
//! the size of what a double no longer holds.

use crate::activation::Activation;
use crate::decimal::Decimal;
use crate::error::ParameterError;

/// The largest number of layers of a [`Chain`].
pub const MOST_LAYERS: usize = 50;

/// A unit of the chain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// Its activation function f.
    pub activation: Activation,
    /// Its pre-activation. Biases can give a unit any, whatever the units below it do.
    pub z: f64,
    /// The weight that leads from its output to the unit above.
    pub weight: f64,
}

/// What has become of a gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A double holds it with full precision.
    Normal,
    /// It is exactly 0.
    Zero(Cause),
    /// It is not 0, but smaller than the smallest normal double, 2.2·10⁻³⁰⁸.
    Underflow,
    /// It is larger than the largest double, 1.8·10³⁰⁸.
    Overflow,
}

/// What made a gradient exactly 0, first on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The gradient at the output was 0 already.
    Output,
    /// The weight of this layer; layer 1 is the one next to the input.
    Weight(usize),
    /// The slope of this layer.
    Slope(usize),
}

/// The gradient with respect to one pre-activation.
#[derive(Clone, Copy, Debug)]
pub struct Gradient {
    /// The number itself: 0, ±∞ or subnormal where `outcome` says why.
    pub value: f64,
    /// What has become of it.
    pub outcome: Outcome,
    /// The number beyond the range of the doubles.
    pub decimal: Decimal,
}

impl Gradient {
    fn new(decimal: Decimal, cause: Option<Cause>) -> Self {
        let value = decimal.value();
        let size = libm::fabs(value);
        let outcome = match cause {
            Some(cause) => Outcome::Zero(cause),
            None if size < f64::MIN_POSITIVE => Outcome::Underflow,
            None if size == f64::INFINITY => Outcome::Overflow,
            None => Outcome::Normal,
        };
        Gradient { value, outcome, decimal }
    }
}

/// One layer on the way back.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The layer's number l: 1 next to the input.
    pub layer: usize,
    /// The first factor, w_l.
    pub weight: f64,
    /// The second factor, f′(z_l).
    pub slope: f64,
    /// Their product: ±∞ beyond the largest double.
    pub factor: f64,
    /// δ_l, which is δ_{l+1} times both.
    pub gradient: Gradient,
}

/// A gradient that has passed a layer, as a decimal alone: to find the double nearest to it takes longer than all else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passed {
    /// The layer's number.
    pub layer: usize,
    /// Its slope.
    pub slope: f64,
    /// The gradient behind it.
    pub decimal: Decimal,
    /// What has made the gradient exactly 0, if anything has.
    pub cause: Option<Cause>,
}

/// Sends a gradient back through layers that are known to be fit for it, layer 1 first; layer k is passed first.
pub(crate) fn passed(layers: &[Layer], output: Decimal) -> Vec<Passed> {
    let mut gradients: Vec<Passed> = Vec::with_capacity(layers.len());
    let (mut decimal, mut slope) = (output, 0.0);
    let mut cause = decimal.is_zero().then_some(Cause::Output);
    let mut factors = [Decimal::ONE; 2];
    for (index, layer) in layers.iter().enumerate().rev() {
        let number = index + 1;
        // Layers are often alike.
        if gradients.is_empty() || layers[number] != *layer {
            slope = layer.activation.derivative(layer.z);
            factors = [layer.weight, slope].map(Decimal::of_finite);
        }
        cause = cause
            .or((layer.weight == 0.0).then_some(Cause::Weight(number)))
            .or((slope == 0.0).then_some(Cause::Slope(number)));
        decimal = decimal * factors[0] * factors[1];
        gradients.push(Passed { layer: number, slope, decimal, cause });
    }
    gradients
}

/// A chain of layers with the gradients that pass back through it.
#[derive(Clone, Debug)]
pub struct Chain {
    layers: Vec<Layer>,
    output: Gradient,
    steps: Vec<Step>,
}

impl Chain {
    /// Sends a gradient back through the layers, which are given from the input to the output: layer 1 first.
    ///
    /// # Errors
    /// If there are none or more than [`MOST_LAYERS`], or if a number, or a slope, is not finite.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    /// use relu_explainer::chain::{Cause, Chain, Layer, Outcome};
    ///
    /// let on = Layer { activation: Activation::RELU, z: 1.0, weight: 0.5 };
    /// let off = Layer { z: -1.0, ..on };
    /// let chain = Chain::new(vec![on, off, on], 1.0)?;
    ///
    /// // On the way back, the gradient meets layer 3 first.
    /// assert_eq!(chain.values(), [1.0, 0.5, 0.0, 0.0]);
    /// assert_eq!(chain.input().outcome, Outcome::Zero(Cause::Slope(2)));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn new(layers: Vec<Layer>, output_gradient: f64) -> Result<Self, ParameterError> {
        check_count(layers.len())?;
        check_finite("output gradient", output_gradient)?;
        for (index, layer) in layers.iter().enumerate().rev() {
            let slope = layer.activation.derivative(layer.z);
            for (name, value) in [("z", layer.z), ("weight", layer.weight), ("slope", slope)] {
                if !value.is_finite() {
                    check_finite(format!("{name} of layer {}", index + 1), value)?;
                }
            }
        }
        Ok(Chain::multiplied(layers, output_gradient))
    }

    /// [`Chain::new`] of layers that are known to be fit for it.
    fn multiplied(layers: Vec<Layer>, output_gradient: f64) -> Self {
        let decimal = Decimal::of_finite(output_gradient);
        let output = Gradient::new(decimal, decimal.is_zero().then_some(Cause::Output));
        let mut steps: Vec<Step> = Vec::with_capacity(layers.len());
        for Passed { layer: number, slope, decimal, cause } in passed(&layers, decimal) {
            let layer = layers[number - 1];
            let factor = match steps.last().filter(|_| layers[number] == layer) {
                Some(above) => above.factor,
                None => (Decimal::of_finite(layer.weight) * Decimal::of_finite(slope)).value(),
            };
            let gradient = Gradient::new(decimal, cause);
            steps.push(Step { layer: number, weight: layer.weight, slope, factor, gradient });
        }
        Chain { layers, output, steps }
    }

    /// The chain of `count` equal layers.
    ///
    /// # Errors
    /// As [`Chain::new`].
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    /// use relu_explainer::chain::{Chain, Layer};
    ///
    /// let at_its_best = Layer { activation: Activation::Sigmoid, z: 0.0, weight: 1.0 };
    /// let chain = Chain::repeated(at_its_best, 20, 1.0)?;
    /// assert_eq!(chain.input().value, 2f64.powi(-40));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn repeated(layer: Layer, count: usize, output_gradient: f64) -> Result<Self, ParameterError> {
        check_count(count)?;
        Chain::new(vec![layer; count], output_gradient)
    }

    /// The layers, as they were given: layer 1 first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The gradient at the output, δ_{k+1}.
    pub fn output(&self) -> Gradient {
        self.output
    }

    /// The gradient that is left at layer 1, δ_1.
    pub fn input(&self) -> Gradient {
        self.steps.last().map_or(self.output, |step| step.gradient)
    }

    /// The layers in the order in which the gradient passes them: layer k first, layer 1 last.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// All k + 1 gradients on the way back: the one at the output first, δ_1 last.
    pub fn gradients(&self) -> impl Iterator<Item = Gradient> {
        std::iter::once(self.output).chain(self.steps.iter().map(|step| step.gradient))
    }

    /// The numbers of [`Chain::gradients`].
    pub fn values(&self) -> Vec<f64> {
        self.gradients().map(|gradient| gradient.value).collect()
    }

    /// By what the weights alone have multiplied the gradient.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    /// use relu_explainer::chain::{Chain, Layer};
    ///
    /// let chain = Chain::repeated(Layer { activation: Activation::Sigmoid, z: 0.0, weight: 0.1 }, 3, 1.0)?;
    /// assert_eq!(chain.product_of_weights().value(), 0.001);
    /// assert_eq!(chain.product_of_slopes().value(), 1.0 / 64.0);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn product_of_weights(&self) -> Decimal {
        product(self.steps.iter().map(|step| step.weight))
    }

    /// By what the slopes alone have multiplied it.
    pub fn product_of_slopes(&self) -> Decimal {
        product(self.steps.iter().map(|step| step.slope))
    }

    /// How many times larger the gradient is than in another chain, after as many steps: the output first. None where
    /// the other's is exactly 0. As long as the shorter of both.
    pub fn ratios(&self, other: &Chain) -> Vec<Option<Decimal>> {
        let pairs = self.gradients().zip(other.gradients());
        pairs.map(|(own, other)| own.decimal.divided_by(other.decimal)).collect()
    }
}

fn product(factors: impl Iterator<Item = f64>) -> Decimal {
    factors.fold(Decimal::ONE, |product, factor| product * Decimal::of_finite(factor))
}

fn check_count(count: usize) -> Result<(), ParameterError> {
    if (1..=MOST_LAYERS).contains(&count) {
        Ok(())
    } else {
        let allowed = format!("a whole number from 1 to {MOST_LAYERS}");
        Err(ParameterError::new("number of layers", count.to_string(), allowed))
    }
}

fn check_finite(name: impl Into<std::borrow::Cow<'static, str>>, number: f64) -> Result<(), ParameterError> {
    if number.is_finite() { Ok(()) } else { Err(ParameterError::number(name, number, "a finite number")) }
}

/// What "a network of N layers" means: how many factors lie between the gradient at the output and δ_1.
///
/// ```
/// use relu_explainer::chain::LayerCount;
///
/// // Ten layers:
/// assert_eq!(LayerCount::ALL.map(|count| count.factors(10)), [Ok(8), Ok(9), Ok(10)]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LayerCount {
    /// The input counts as a layer, and so does the output, where the gradient is given: k = N − 2.
    #[default]
    WithInput,
    /// N layers of weights, and the gradient is given at the uppermost unit: k = N − 1.
    OfWeights,
    /// One factor per layer: k = N.
    OfFactors,
}

impl LayerCount {
    /// The three conventions.
    pub const ALL: [LayerCount; 3] = [LayerCount::WithInput, LayerCount::OfWeights, LayerCount::OfFactors];

    /// The layers that give no factor: N − k.
    pub fn without_factor(self) -> usize {
        match self {
            LayerCount::WithInput => 2,
            LayerCount::OfWeights => 1,
            LayerCount::OfFactors => 0,
        }
    }

    /// The factors k of a network of this many layers.
    ///
    /// # Errors
    /// Unless there are 1 to [`MOST_LAYERS`] factors.
    ///
    /// ```
    /// use relu_explainer::chain::LayerCount;
    ///
    /// assert_eq!(LayerCount::WithInput.factors(5), Ok(3));
    /// let error = LayerCount::WithInput.factors(2).unwrap_err();
    /// assert_eq!(error.to_string(), "number of layers is 2; it must be a whole number from 3 to 52");
    /// ```
    pub fn factors(self, layers: usize) -> Result<usize, ParameterError> {
        let without = self.without_factor();
        let factors = layers.checked_sub(without).filter(|factors| (1..=MOST_LAYERS).contains(factors));
        factors.ok_or_else(|| {
            let allowed = format!("a whole number from {} to {}", without + 1, without + MOST_LAYERS);
            ParameterError::new("number of layers", layers.to_string(), allowed)
        })
    }

    /// The layers N of a network with this many factors.
    ///
    /// ```
    /// use relu_explainer::chain::LayerCount;
    ///
    /// assert_eq!(LayerCount::WithInput.layers(3), 5);
    /// ```
    pub fn layers(self, factors: usize) -> usize {
        factors.saturating_add(self.without_factor())
    }

    /// The convention's identifier: lower case, words joined by hyphens.
    pub fn name(self) -> &'static str {
        match self {
            LayerCount::WithInput => "with-input",
            LayerCount::OfWeights => "of-weights",
            LayerCount::OfFactors => "of-factors",
        }
    }
}
