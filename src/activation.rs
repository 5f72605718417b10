//! Activation functions and their derivatives: ReLU, its relatives and its rivals.
//!
//! Each function exists twice: by itself ([`relu`], [`relu_derivative`], ...) and as a case of
//! [`Activation`], for code that is generic over the choice.
//!
//! | function | f(z) | f′(z) | |
//! |---|---|---|---|
//! | [`relu`] | max(0, z) | 0 for z < 0, 1 for z > 0 | at 0 a convention, [`SlopeAtZero`] |
//! | [`leaky_relu`] | z for z > 0, slope·z otherwise | 1, slope | PReLU where the slope is learned |
//! | [`elu`] | z for z > 0, α(eᶻ − 1) otherwise | 1, α eᶻ | |
//! | [`sigmoid`] | σ(z) = 1 / (1 + e⁻ᶻ) | σ(z)(1 − σ(z)) | at most 1/4 |
//! | [`tanh`] | tanh z | 1 − tanh² z | at most 1 |
//! | [`gelu`] | z Φ(z) | Φ(z) + z φ(z) | Φ, φ of the standard normal distribution |
//! | [`silu`] | z σ(z) | σ(z)(1 + z(1 − σ(z))) | also called swish |
//!
//! # The same bits everywhere
//!
//! Exponentials, the error function and their kin come from the `libm` crate and no operation is fused, so
//! a result has the same bits in a native program and in every WebAssembly engine.
//!
//! # Accuracy
//!
//! Every z is allowed. No formula here cancels, overflows half-way, or loses digits to subnormal
//! intermediates, in the far tails and next to the zeros of the derivatives of GELU and SiLU either. Held
//! against correctly rounded values at 45,000 random arguments of each function, |z| from 10⁻¹⁸ to 746, the
//! functions were wrong by at most 3 units in the last place and the derivatives by at most 6;
//! `tests/activation.rs` holds the bound of each on a table that reaches from 5·10⁻³²⁴ to the largest double.
//!
//! # Special values
//!
//! - NaN gives NaN. (`z.max(0.0)`, the obvious ReLU, would give 0 and hide a network that has diverged.)
//! - ±∞ gives the limit: `gelu(-∞)` is 0, `elu(-∞, α)` is −α, every derivative at −∞ is 0 but that of
//!   leaky ReLU.
//! - A zero is +0, whatever the sign of z, so that no "-0" is ever printed. The one exception is
//!   tanh(−0) = −0, for which IEEE 754 itself lays down the sign (section 9.2.1).
//!
//! # At the corner
//!
//! Where a function has a corner at z = 0, its derivative there is by convention that of the negative
//! side: 0 for ReLU, the slope for leaky ReLU, α for ELU. Only for ReLU can another convention be chosen.

mod gated;
mod rectified;
mod saturating;

pub use gated::{gelu, gelu_derivative, silu, silu_derivative};
pub use rectified::{
    SlopeAtZero, elu, elu_derivative, leaky_relu, leaky_relu_derivative, relu, relu_derivative,
};
pub use saturating::{sigmoid, sigmoid_derivative, tanh, tanh_derivative};

use crate::error::ParameterError;

/// An activation function with its parameters.
///
/// ```
/// use relu_explainer::activation::Activation;
///
/// // How much of a gradient is left after five units of either kind, at best?
/// let through_five = |activation: Activation, z: f64| activation.derivative(z).powi(5);
/// assert_eq!(through_five(Activation::RELU, 0.5), 1.0);
/// assert_eq!(through_five(Activation::Sigmoid, 0.0), 0.0009765625);
/// ```
///
/// The parameters are public, for patterns. [`Activation::leaky_relu`] and [`Activation::elu`] check
/// theirs; with a parameter that they refuse, the functions still return what their formula gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activation {
    /// The rectified linear unit, [`relu`].
    Relu {
        /// The derivative where the function has none.
        slope_at_zero: SlopeAtZero,
    },
    /// The leaky or parametric rectified linear unit, [`leaky_relu`].
    LeakyRelu {
        /// The derivative for z ≤ 0.
        slope: f64,
    },
    /// The exponential linear unit, [`elu`].
    Elu {
        /// The function tends to −α for z → −∞.
        alpha: f64,
    },
    /// The logistic function, [`sigmoid`].
    Sigmoid,
    /// The hyperbolic tangent, [`tanh`].
    Tanh,
    /// The Gaussian error linear unit, [`gelu`].
    Gelu,
    /// The sigmoid linear unit, [`silu`].
    Silu,
}

impl Activation {
    /// ReLU with the usual convention, derivative 0 at z = 0.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    ///
    /// assert_eq!(Activation::RELU.derivative(0.0), 0.0);
    /// ```
    pub const RELU: Activation = Activation::Relu { slope_at_zero: SlopeAtZero::Zero };

    /// All of them, each with the parameter that its paper began with.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    ///
    /// assert!(Activation::ALL.contains(&Activation::Elu { alpha: 1.0 }));
    /// ```
    pub const ALL: [Activation; 7] = [
        Activation::RELU,
        Activation::LeakyRelu { slope: 0.01 },
        Activation::Elu { alpha: 1.0 },
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Gelu,
        Activation::Silu,
    ];

    /// Leaky ReLU, or PReLU with the slope it has learned: any finite slope, negative and above 1 included,
    /// because learning may lead there.
    ///
    /// # Errors
    /// If the slope is not finite.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    ///
    /// assert_eq!(Activation::leaky_relu(0.25)?.value(-2.0), -0.5);
    /// let error = Activation::leaky_relu(f64::NAN).unwrap_err();
    /// assert_eq!(error.to_string(), "slope is NaN; it must be a finite number");
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn leaky_relu(slope: f64) -> Result<Self, ParameterError> {
        if slope.is_finite() {
            Ok(Activation::LeakyRelu { slope })
        } else {
            Err(ParameterError::number("slope", slope, "a finite number"))
        }
    }

    /// ELU.
    ///
    /// # Errors
    /// If `alpha` is negative or not finite.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    ///
    /// assert_eq!(Activation::elu(1.5)?.value(f64::NEG_INFINITY), -1.5);
    /// let error = Activation::elu(f64::INFINITY).unwrap_err();
    /// assert_eq!(error.to_string(), "alpha is inf; it must be a finite number, at least 0");
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn elu(alpha: f64) -> Result<Self, ParameterError> {
        if alpha.is_finite() && alpha >= 0.0 {
            Ok(Activation::Elu { alpha })
        } else {
            Err(ParameterError::number("alpha", alpha, "a finite number, at least 0"))
        }
    }

    /// f(z).
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    ///
    /// assert_eq!(Activation::RELU.value(-3.0), 0.0);
    /// assert_eq!(Activation::RELU.value(0.5), 0.5);
    /// assert!(Activation::RELU.value(f64::NAN).is_nan());
    /// ```
    pub fn value(self, z: f64) -> f64 {
        match self {
            Activation::Relu { .. } => relu(z),
            Activation::LeakyRelu { slope } => leaky_relu(z, slope),
            Activation::Elu { alpha } => elu(z, alpha),
            Activation::Sigmoid => sigmoid(z),
            Activation::Tanh => tanh(z),
            Activation::Gelu => gelu(z),
            Activation::Silu => silu(z),
        }
    }

    /// f′(z).
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    ///
    /// assert_eq!(Activation::RELU.derivative(3.0), 1.0);
    /// assert_eq!(Activation::Sigmoid.derivative(0.0), 0.25);
    /// assert_eq!(Activation::Gelu.derivative(0.0), 0.5);
    /// ```
    pub fn derivative(self, z: f64) -> f64 {
        match self {
            Activation::Relu { slope_at_zero } => relu_derivative(z, slope_at_zero),
            Activation::LeakyRelu { slope } => leaky_relu_derivative(z, slope),
            Activation::Elu { alpha } => elu_derivative(z, alpha),
            Activation::Sigmoid => sigmoid_derivative(z),
            Activation::Tanh => tanh_derivative(z),
            Activation::Gelu => gelu_derivative(z),
            Activation::Silu => silu_derivative(z),
        }
    }

    /// The function's identifier, the same for all parameters: lower case, words joined by hyphens.
    ///
    /// ```
    /// use relu_explainer::activation::Activation;
    ///
    /// assert_eq!(Activation::LeakyRelu { slope: 0.01 }.name(), "leaky-relu");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Activation::Relu { .. } => "relu",
            Activation::LeakyRelu { .. } => "leaky-relu",
            Activation::Elu { .. } => "elu",
            Activation::Sigmoid => "sigmoid",
            Activation::Tanh => "tanh",
            Activation::Gelu => "gelu",
            Activation::Silu => "silu",
        }
    }
}

impl Default for Activation {
    /// [`Activation::RELU`].
    fn default() -> Self {
        Activation::RELU
    }
}
