//! ReLU, leaky ReLU and ELU: the identity on the right, something flatter on the left.

use crate::error::ParameterError;

/// Which number stands for the derivative of ReLU at z = 0, where it has none.
///
/// Every number from 0 to 1 is a subgradient there. PyTorch, TensorFlow and JAX take 0 for the function
/// they call relu; Theano took 1/2; the same function written otherwise, such as `torch.clamp(z, min=0)`,
/// can have 1. D. Bertoin, J. Bolte, S. Gerchinovitz, E. Pauwels, "Numerical influence of ReLU'(0) on
/// backpropagation", NeurIPS 2021, measure when it matters.
///
/// ```
/// use relu_explainer::activation::SlopeAtZero;
///
/// assert_eq!(SlopeAtZero::default(), SlopeAtZero::Zero);
/// assert_eq!(SlopeAtZero::from_value(0.5), Ok(SlopeAtZero::Half));
/// assert_eq!(SlopeAtZero::Half.value(), 0.5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SlopeAtZero {
    /// 0, the usual choice: a unit whose output is 0 has no gradient.
    #[default]
    Zero,
    /// 1/2, the mean of the two sides.
    Half,
    /// 1, as if 0 were on the positive side.
    One,
}

impl SlopeAtZero {
    /// The number itself.
    ///
    /// ```
    /// use relu_explainer::activation::SlopeAtZero;
    ///
    /// assert_eq!(SlopeAtZero::One.value(), 1.0);
    /// ```
    pub fn value(self) -> f64 {
        match self {
            SlopeAtZero::Zero => 0.0,
            SlopeAtZero::Half => 0.5,
            SlopeAtZero::One => 1.0,
        }
    }

    /// The convention with this number.
    ///
    /// # Errors
    /// If the number is none of 0, 0.5 and 1.
    ///
    /// ```
    /// use relu_explainer::activation::SlopeAtZero;
    ///
    /// assert_eq!(SlopeAtZero::from_value(1.0), Ok(SlopeAtZero::One));
    /// let error = SlopeAtZero::from_value(0.3).unwrap_err();
    /// assert_eq!(error.to_string(), "slope at zero is 0.3; it must be 0, 0.5 or 1");
    /// ```
    pub fn from_value(value: f64) -> Result<Self, ParameterError> {
        let all = [SlopeAtZero::Zero, SlopeAtZero::Half, SlopeAtZero::One];
        let found = all.into_iter().find(|slope| slope.value() == value);
        found.ok_or_else(|| ParameterError::number("slope at zero", value, "0, 0.5 or 1"))
    }
}

/// The rectified linear unit: max(0, z).
///
/// Source: V. Nair, G. E. Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines",
/// ICML 2010.
///
/// ```
/// use relu_explainer::activation::relu;
///
/// assert_eq!([-3.0, -1.0, 0.0, 0.5, 1.0, 3.0].map(relu), [0.0, 0.0, 0.0, 0.5, 1.0, 3.0]);
/// assert!(relu(-0.0).is_sign_positive());
/// assert!(relu(f64::NAN).is_nan());
/// ```
pub fn relu(z: f64) -> f64 {
    // Not `z.max(0.0)`, which turns NaN into 0.
    if z <= 0.0 { 0.0 } else { z }
}

/// The derivative of [`relu`]: 0 for z < 0, 1 for z > 0, and by convention `at_zero` for z = 0.
///
/// ```
/// use relu_explainer::activation::{SlopeAtZero, relu_derivative};
///
/// let slope = |z| relu_derivative(z, SlopeAtZero::Zero);
/// assert_eq!([-3.0, -1.0, 0.0, 0.5, 1.0, 3.0].map(slope), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
/// assert_eq!(relu_derivative(0.0, SlopeAtZero::Half), 0.5);
/// ```
pub fn relu_derivative(z: f64, at_zero: SlopeAtZero) -> f64 {
    if z > 0.0 {
        1.0
    } else if z < 0.0 {
        0.0
    } else if z == 0.0 {
        at_zero.value()
    } else {
        f64::NAN
    }
}

/// The leaky rectified linear unit: z for z > 0, `slope`·z otherwise.
///
/// The usual fixed slope is 0.01 (A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier Nonlinearities Improve
/// Neural Network Acoustic Models", 2013). Where the slope is learned with the weights, beginning at 0.25,
/// the same function is called PReLU (K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers",
/// ICCV 2015).
///
/// ```
/// use relu_explainer::activation::leaky_relu;
///
/// assert_eq!(leaky_relu(-3.0, 0.01), -0.03);
/// assert_eq!(leaky_relu(3.0, 0.01), 3.0);
/// assert_eq!(leaky_relu(f64::NEG_INFINITY, 0.0), 0.0);
/// ```
pub fn leaky_relu(z: f64, slope: f64) -> f64 {
    if z > 0.0 {
        z
    } else if slope == 0.0 {
        // Otherwise the product with -∞ would be NaN.
        relu(z)
    } else {
        // + 0.0 makes -0 into +0 and changes nothing else.
        slope * z + 0.0
    }
}

/// The derivative of [`leaky_relu`]: 1 for z > 0, `slope` for z < 0 and by convention for z = 0.
///
/// ```
/// use relu_explainer::activation::leaky_relu_derivative;
///
/// assert_eq!([-3.0, 0.0, 3.0].map(|z| leaky_relu_derivative(z, 0.01)), [0.01, 0.01, 1.0]);
/// ```
pub fn leaky_relu_derivative(z: f64, slope: f64) -> f64 {
    if z > 0.0 {
        1.0
    } else if z <= 0.0 {
        slope
    } else {
        f64::NAN
    }
}

/// The exponential linear unit: z for z > 0, `alpha`·(eᶻ − 1) otherwise.
///
/// Smooth at z = 0 only for alpha = 1, the usual choice.
///
/// Source: D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by
/// Exponential Linear Units (ELUs)", ICLR 2016.
///
/// ```
/// use relu_explainer::activation::elu;
///
/// assert_eq!(elu(2.0, 1.0), 2.0);
/// assert_eq!(elu(-1e-20, 1.0), -1e-20);
/// assert_eq!(elu(-1000.0, 1.5), -1.5);
/// ```
pub fn elu(z: f64, alpha: f64) -> f64 {
    if z > 0.0 { z } else { alpha * libm::expm1(z) + 0.0 }
}

/// The derivative of [`elu`]: 1 for z > 0, `alpha`·eᶻ for z < 0 and by convention, as `alpha`, for z = 0.
///
/// ```
/// use relu_explainer::activation::elu_derivative;
///
/// assert_eq!([-1000.0, 0.0, 3.0].map(|z| elu_derivative(z, 1.5)), [0.0, 1.5, 1.0]);
/// ```
pub fn elu_derivative(z: f64, alpha: f64) -> f64 {
    if z > 0.0 { 1.0 } else { super::saturating::times_exp(alpha, z) }
}
