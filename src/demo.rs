//! The article's program: ReLU and its slope in a table, and a dead neuron on a hundred random inputs.
//!
//! In Python it is this; [`Program::run`] prints the same bytes, from the crate's own functions.
//!
//! ```python
//! import numpy as np
//!
//! def relu(z):
//!     return np.maximum(0, z)
//!
//! def relu_grad(z):
//!     return (z > 0).astype(float)
//!
//! head = "ReLU'(z)"
//! print(f"{'z':>5} | {'ReLU(z)':>8} | {head:>9}")
//! print("-" * 32)
//! for z in [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0]:
//!     print(f"{z:5.1f} | {relu(z):8.4f} | {relu_grad(np.array(z)):9.1f}")
//!
//! print("\n--- Dead Neuron Demo ---")
//! rng = np.random.default_rng(42)
//! x = rng.uniform(0, 1, (100, 2))
//! w, b = np.array([0.01, 0.01]), -10.0
//! z = x @ w + b
//! print(f"Weights: {w}, Bias: {b}")
//! print(f"Min z: {z.min():.2f}, Max z: {z.max():.2f}")
//! print(f"Active neurons: {(relu(z) > 0).mean() * 100:.1f}% (0% = fully dead)")
//! ```
//!
//! What the last line calls the share of active neurons is the share of inputs at which the one neuron is active.

use crate::activation::{SlopeAtZero, relu, relu_derivative};
use crate::error::ParameterError;
use crate::neuron::Neuron;

/// The program's constants.
///
/// ```
/// use relu_explainer::demo::Program;
///
/// let printed = Program::default().run()?;
/// assert!(printed.ends_with("Min z: -10.00, Max z: -9.98\nActive neurons: 0.0% (0% = fully dead)\n"));
///
/// let alive = Program { bias: -0.01, ..Program::default() };
/// assert!(alive.run()?.ends_with("Min z: -0.01, Max z: 0.01\nActive neurons: 47.0% (0% = fully dead)\n"));
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// The pre-activations of the table.
    pub anchors: Vec<f64>,
    /// The weights of the neuron.
    pub weights: [f64; 2],
    /// Its bias.
    pub bias: f64,
    /// The seed of its inputs.
    pub seed: u64,
    /// Their number.
    pub points: usize,
}

impl Default for Program {
    /// The program as printed above.
    fn default() -> Self {
        Program {
            anchors: vec![-3.0, -1.0, 0.0, 0.5, 1.0, 3.0],
            weights: [0.01, 0.01],
            bias: -10.0,
            seed: 42,
            points: 100,
        }
    }
}

impl Program {
    /// What the program prints.
    ///
    /// # Errors
    /// If [`Neuron`] refuses the weights, the bias or the number of points, if an anchor is not finite, or if NumPy would
    /// write the weights, or Python the bias, with an exponent: all are 0 or 0.0001 at least in size, weights are below
    /// 10⁸ and at most a factor of 1000 apart, and the bias is below 10¹⁶.
    pub fn run(&self) -> Result<String, ParameterError> {
        let neuron = Neuron::new(self.weights.to_vec(), self.bias)?;
        let sample = neuron.sample(self.seed, self.points)?;

        let [first, second] = self.weights.map(libm::fabs);
        let apart = first * second != 0.0 && first.max(second) > 1000.0 * first.min(second);
        if apart || !self.weights.iter().all(|weight| is_plain(*weight, 1e8)) {
            let allowed = "0 or of size 0.0001 to below 1e8, at most a factor of 1000 apart";
            return Err(ParameterError::new("pair of weights", format!("{:?}", self.weights), allowed));
        }
        if !is_plain(self.bias, 1e16) {
            return Err(ParameterError::number("bias", self.bias, "0 or of size 0.0001 to below 1e16"));
        }

        let mut printed = String::from("    z |  ReLU(z) |  ReLU'(z)\n--------------------------------\n");
        for &z in &self.anchors {
            if !z.is_finite() {
                return Err(ParameterError::number("anchor", z, "a finite number"));
            }
            let slope = relu_derivative(z, SlopeAtZero::Zero);
            printed += &format!("{z:5.1} | {:8.4} | {slope:9.1}\n", relu(z));
        }

        let outputs = sample.z().iter().map(|z| relu(*z));
        let active = outputs.filter(|output| *output > 0.0).count();
        let percent = active as f64 / sample.count() as f64 * 100.0;
        printed += "\n--- Dead Neuron Demo ---\n";
        printed += &format!("Weights: {}, Bias: {:?}\n", numpy_text(self.weights), self.bias);
        printed += &format!("Min z: {:.2}, Max z: {:.2}\n", sample.smallest().1, sample.largest().1);
        printed += &format!("Active neurons: {percent:.1}% (0% = fully dead)\n");
        Ok(printed)
    }
}

/// Whether Python and NumPy write a number of this size without an exponent.
fn is_plain(number: f64, limit: f64) -> bool {
    let size = libm::fabs(number);
    size == 0.0 || (1e-4..limit).contains(&size)
}

/// An array of two as NumPy writes it: eight decimals at most, and columns of one width.
fn numpy_text(numbers: [f64; 2]) -> String {
    let texts = numbers.map(|number| format!("{number:.8}"));
    let parts = texts.each_ref().map(|text| text.trim_end_matches('0').split_once('.').unwrap_or((text, "")));
    let [before, after] = parts.iter().fold([0, 0], |[before, after], (whole, fraction)| {
        [whole.len().max(before), fraction.len().max(after)]
    });
    let [first, second] = parts.map(|(whole, fraction)| format!("{whole:>before$}.{fraction:<after$}"));
    format!("[{first} {second}]")
}
