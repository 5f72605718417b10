//! The numbers, for JavaScript: the activation functions and numpy's generator, the gradient chain, the dead neuron, the
//! article's program.
//!
//! Every number crosses as a double and is checked on this side: an integer parameter would turn NaN into 0
//! and -1 into 4294967295 without a word. Seeds, which need 64 bits, cross as BigInts or decimal strings.

pub mod chain;
pub mod demo;
pub mod neuron;
mod objects;
mod read;

use wasm_bindgen::prelude::*;

use crate::activation::{self, Activation, SlopeAtZero};
use crate::error::ParameterError;
use crate::random;

/// The rectified linear unit: max(0, z).
#[wasm_bindgen]
pub fn relu(z: f64) -> f64 {
    activation::relu(z)
}

/// The derivative of `relu`: 0 for z < 0, 1 for z > 0, and `atZero` (0, unless given) for z = 0.
///
/// Throws an `Error` if `atZero` is none of 0, 0.5 and 1.
#[wasm_bindgen(js_name = reluGrad)]
pub fn relu_grad(
    z: f64,
    #[wasm_bindgen(js_name = atZero, unchecked_optional_param_type = "0 | 0.5 | 1")] at_zero: Option<f64>,
) -> Result<f64, ParameterError> {
    let slope_at_zero = SlopeAtZero::from_value(at_zero.unwrap_or(0.0))?;
    Ok(activation::relu_derivative(z, slope_at_zero))
}

/// The leaky rectified linear unit: z for z > 0, `slope`·z otherwise. The slope is 0.01 unless given.
///
/// Throws an `Error` if the slope is not finite.
#[wasm_bindgen(js_name = leakyRelu)]
pub fn leaky_relu(z: f64, slope: Option<f64>) -> Result<f64, ParameterError> {
    Ok(leaky(slope)?.value(z))
}

/// The derivative of `leakyRelu`: 1 for z > 0, `slope` (0.01 unless given) otherwise.
///
/// Throws an `Error` if the slope is not finite.
#[wasm_bindgen(js_name = leakyReluGrad)]
pub fn leaky_relu_grad(z: f64, slope: Option<f64>) -> Result<f64, ParameterError> {
    Ok(leaky(slope)?.derivative(z))
}

fn leaky(slope: Option<f64>) -> Result<Activation, ParameterError> {
    Activation::leaky_relu(slope.unwrap_or(0.01))
}

/// The exponential linear unit: z for z > 0, `alpha`·(eᶻ − 1) otherwise. Alpha is 1 unless given.
///
/// Throws an `Error` if alpha is negative or not finite.
#[wasm_bindgen]
pub fn elu(z: f64, alpha: Option<f64>) -> Result<f64, ParameterError> {
    Ok(exponential(alpha)?.value(z))
}

/// The derivative of `elu`: 1 for z > 0, `alpha`·eᶻ otherwise. Alpha is 1 unless given.
///
/// Throws an `Error` if alpha is negative or not finite.
#[wasm_bindgen(js_name = eluGrad)]
pub fn elu_grad(z: f64, alpha: Option<f64>) -> Result<f64, ParameterError> {
    Ok(exponential(alpha)?.derivative(z))
}

fn exponential(alpha: Option<f64>) -> Result<Activation, ParameterError> {
    Activation::elu(alpha.unwrap_or(1.0))
}

/// The logistic function: 1 / (1 + e⁻ᶻ).
#[wasm_bindgen]
pub fn sigmoid(z: f64) -> f64 {
    activation::sigmoid(z)
}

/// The derivative of `sigmoid`, at most 1/4.
#[wasm_bindgen(js_name = sigmoidGrad)]
pub fn sigmoid_grad(z: f64) -> f64 {
    activation::sigmoid_derivative(z)
}

/// The hyperbolic tangent, with the same bits in every browser (`Math.tanh` has not).
#[wasm_bindgen]
pub fn tanh(z: f64) -> f64 {
    activation::tanh(z)
}

/// The derivative of `tanh`, at most 1.
#[wasm_bindgen(js_name = tanhGrad)]
pub fn tanh_grad(z: f64) -> f64 {
    activation::tanh_derivative(z)
}

/// The Gaussian error linear unit, exact: z Φ(z), not its approximation by tanh.
#[wasm_bindgen]
pub fn gelu(z: f64) -> f64 {
    activation::gelu(z)
}

/// The derivative of `gelu`.
#[wasm_bindgen(js_name = geluGrad)]
pub fn gelu_grad(z: f64) -> f64 {
    activation::gelu_derivative(z)
}

/// The sigmoid linear unit, also called swish: z σ(z).
#[wasm_bindgen]
pub fn silu(z: f64) -> f64 {
    activation::silu(z)
}

/// The derivative of `silu`.
#[wasm_bindgen(js_name = siluGrad)]
pub fn silu_grad(z: f64) -> f64 {
    activation::silu_derivative(z)
}

/// The random numbers of `numpy.random.default_rng(seed)`, bit for bit.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Generator {
    generator: random::Generator,
}

#[wasm_bindgen]
impl Generator {
    /// Begins at a seed from 0 to 2⁶⁴ − 1: a BigInt, or a string of decimal digits.
    ///
    /// Throws an `Error` for anything else, a number included.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "bigint | string")] seed: JsValue,
    ) -> Result<Generator, ParameterError> {
        Ok(Generator { generator: random::Generator::new(read::seed(&seed)?) })
    }

    /// The next double, uniform on [0, 1): numpy's `random()`.
    pub fn uniform(&mut self) -> f64 {
        self.generator.uniform()
    }

    /// The next double, uniform on [low, high): numpy's `uniform(low, high)`.
    ///
    /// Throws an `Error` if `high - low` is negative or not finite; nothing is drawn then.
    #[wasm_bindgen(js_name = uniformIn)]
    pub fn uniform_in(&mut self, low: f64, high: f64) -> Result<f64, ParameterError> {
        self.generator.uniform_in(low, high)
    }

    /// The next word of 64 bits.
    #[wasm_bindgen(js_name = nextU64)]
    pub fn next_u64(&mut self) -> u64 {
        self.generator.next_u64()
    }

    /// The next `count` doubles, uniform on [0, 1).
    ///
    /// Throws an `Error` unless `count` is a whole number from 0 to 1000000; nothing is drawn then.
    pub fn fill(&mut self, count: f64) -> Result<Vec<f64>, ParameterError> {
        if !((0.0..=1e6).contains(&count) && libm::floor(count) == count) {
            return Err(ParameterError::number("count", count, "a whole number from 0 to 1000000"));
        }
        let mut draws = vec![0.0; count as usize];
        self.generator.fill_uniform(&mut draws);
        Ok(draws)
    }
}
