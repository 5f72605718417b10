//! The weights and biases that a network begins with.

use super::float::Float;
use super::network::Network;
use super::setup::{Bias, Initial, Setup};
use crate::random::Generator;

/// Draws the weights and biases that a network begins with, layer by layer: weights input by input, then biases.
pub(crate) fn begin<F: Float>(network: &mut Network<F>, setup: &Setup) {
    let mut generator = Generator::new(setup.seed);
    let last = network.layers() - 1;
    for layer in 0..network.layers() {
        let place = network.layers[layer];
        let mut weights = vec![0.0; place.inputs * place.units];
        let mut biases = vec![0.0; place.units];
        match setup.initial {
            Initial::Normal { weights: how, bias } => {
                let deviation = how.deviation(place.inputs, place.units);
                generator.fill_normal(&mut weights);
                weights.iter_mut().for_each(|weight| *weight *= deviation);
                match bias {
                    Bias::Constant(bias) if layer < last => biases.fill(bias),
                    Bias::Constant(_) => {}
                    Bias::Normal => generator.fill_normal(&mut biases),
                }
            }
            Initial::PyTorch => {
                let bound = 1.0 / libm::sqrt(place.inputs as f64);
                for numbers in [&mut weights, &mut biases] {
                    generator.fill_uniform(numbers);
                    numbers.iter_mut().for_each(|number| *number = bound * (2.0 * *number - 1.0));
                }
            }
        }
        let give = |to: &mut [F], numbers: &[f64]| {
            to.iter_mut().zip(numbers).for_each(|(to, number)| *to = F::from_f64(*number));
        };
        give(network.weights_mut(layer), &weights);
        give(network.biases_mut(layer), &biases);
    }
}
