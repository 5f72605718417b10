//! What all samples say of a network: its loss, and which units none of them reaches.

use super::float::Float;
use super::network::{Network, Pass};
use super::setup::Loss;

/// A look at all samples, of which nothing is left out and nothing drawn: with batch normalisation they are one batch.
///
/// ```
/// use relu_explainer::training::{Descent, Setup};
///
/// let census = Descent::<f32>::new(&Setup::default())?.census();
/// // Random networks say little more than a coin, and half of the pre-activations are above 0.
/// assert!(census.finite && (census.accuracy - 0.5).abs() < 0.3);
/// assert!((census.zeros - 0.5).abs() < 0.2);
/// // Two hidden layers.
/// assert_eq!(census.dead.len(), 2);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Census {
    /// The mean loss.
    pub loss: f64,
    /// With cross-entropy, the share of samples whose class is told rightly (o > 0 means class 1). With the squared error, the
    /// share of the targets' variance that is explained, 1 − loss/variance: below 0 where the mean would do better, no finite
    /// number where all targets are the same.
    pub accuracy: f64,
    /// Whether all outputs are finite. If they are not, nothing is called dead: NaN > 0 is false.
    pub finite: bool,
    /// The units of each hidden layer that are dead, z ≤ 0 on every sample: bit j for unit j. Where the activation is not ReLU
    /// they are the units that never go above 0. With batch normalisation z is what it leads to.
    pub dead: Vec<u64>,
    /// The share of pre-activations of hidden units that are at most 0: with ReLU, of activations that are zeros.
    pub zeros: f64,
}

impl Census {
    pub(crate) fn of<F: Float>(network: &Network<F>, pass: &Pass<F>, targets: &[F], loss: Loss) -> Self {
        let rows = targets.len();
        let outputs = pass.outputs(rows);
        let count = rows as f64;
        let mut census =
            Census { finite: outputs.iter().all(|output| output.to_f64().is_finite()), ..Census::default() };
        let mut right = 0;
        for (output, target) in outputs.iter().zip(targets) {
            let (output, target) = (output.to_f64(), target.to_f64());
            census.loss += loss.value(output, target);
            right += usize::from((output > 0.0) == (target > 0.5));
        }
        census.loss /= count;
        census.accuracy = match loss {
            Loss::CrossEntropy => right as f64 / count,
            Loss::SquaredError => 1.0 - census.loss / variance(targets),
        };
        let hidden = &network.layers[..network.layers.len() - 1];
        let (mut zeros, mut all) = (0.0, 0.0);
        for (layer, z) in hidden.iter().zip(&pass.z) {
            // A NaN is silent no more than it is active.
            let mut silent = [0_u32; 64];
            for z in z[..rows * layer.units].chunks_exact(layer.units) {
                for (silent, z) in silent.iter_mut().zip(z) {
                    *silent += u32::from(*z <= F::ZERO);
                }
            }
            let mut dead = 0;
            for (unit, silent) in silent.iter().take(layer.units).enumerate() {
                dead |= u64::from(census.finite && *silent as usize == rows) << unit;
                zeros += f64::from(*silent);
            }
            all += count * layer.units as f64;
            census.dead.push(dead);
        }
        census.zeros = zeros / all;
        census
    }

    /// How many hidden units are dead.
    pub fn dead_count(&self) -> u32 {
        self.dead.iter().map(|dead| dead.count_ones()).sum()
    }
}

/// The mean squared distance from the mean.
fn variance<F: Float>(targets: &[F]) -> f64 {
    let count = targets.len() as f64;
    let mean = targets.iter().map(|target| target.to_f64()).sum::<f64>() / count;
    targets.iter().map(|target| (target.to_f64() - mean) * (target.to_f64() - mean)).sum::<f64>() / count
}
