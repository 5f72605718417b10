//! A fully connected network as its definition says it, number by number: what the crate's is held to.

#![allow(dead_code, reason = "each test file uses its part")]

use relu_explainer::activation::Activation;
use relu_explainer::training::{Loss, Setup};

/// A layer: weights by input and unit, biases, and the scales and shifts of batch normalisation where there are any.
struct Layer {
    weights: Vec<Vec<f64>>,
    biases: Vec<f64>,
    normalised: Option<(Vec<f64>, Vec<f64>)>,
}

pub struct Naive {
    layers: Vec<Layer>,
    activation: Activation,
    loss: Loss,
}

/// What all samples come to: the mean loss, and z of each hidden layer, sample by sample.
pub struct Passed {
    pub loss: f64,
    pub z: Vec<Vec<Vec<f64>>>,
}

impl Passed {
    /// Which units are above 0 on which sample.
    pub fn signs(&self) -> Vec<bool> {
        self.z.iter().flatten().flatten().map(|z| *z > 0.0).collect()
    }
}

impl Naive {
    /// With its parameters in a row, as `Network::parameters` lays them down.
    pub fn new(setup: &Setup, parameters: &[f64]) -> Self {
        let mut rest = parameters.iter().copied();
        let mut take = |count: usize| rest.by_ref().take(count).collect::<Vec<f64>>();
        let sizes = setup.sizes();
        let layers = sizes.windows(2).enumerate().map(|(index, pair)| Layer {
            weights: (0..pair[0]).map(|_| take(pair[1])).collect(),
            biases: take(pair[1]),
            normalised: (setup.batch_norm && index < setup.hidden.len())
                .then(|| (take(pair[1]), take(pair[1]))),
        });
        let layers = layers.collect();
        assert_eq!(rest.count(), 0, "parameters are left over");
        Naive { layers, activation: setup.activation, loss: setup.loss }
    }

    pub fn pass(&self, inputs: &[Vec<f64>], targets: &[f64]) -> Passed {
        let mut a = inputs.to_vec();
        let mut hidden = Vec::new();
        for layer in &self.layers {
            let mut z: Vec<Vec<f64>> = a
                .iter()
                .map(|a| {
                    let unit = |j: usize| layer.biases[j] + dot(a, layer.weights.iter().map(|row| row[j]));
                    (0..layer.biases.len()).map(unit).collect()
                })
                .collect();
            if let Some((scales, shifts)) = &layer.normalised {
                for unit in 0..scales.len() {
                    let count = z.len() as f64;
                    let mean = z.iter().map(|z| z[unit]).sum::<f64>() / count;
                    let variance = z.iter().map(|z| (z[unit] - mean).powi(2)).sum::<f64>() / count;
                    for z in &mut z {
                        z[unit] = scales[unit] * (z[unit] - mean) / (variance + 1e-5).sqrt() + shifts[unit];
                    }
                }
            }
            a = z.iter().map(|z| z.iter().map(|z| self.activation.value(*z)).collect()).collect();
            hidden.push(z);
        }
        let outputs = hidden.pop().unwrap();
        let losses = outputs.iter().zip(targets).map(|(output, target)| match self.loss {
            Loss::CrossEntropy => (1.0 + output[0].exp()).ln() - target * output[0],
            Loss::SquaredError => (output[0] - target).powi(2),
        });
        Passed { loss: losses.sum::<f64>() / targets.len() as f64, z: hidden }
    }
}

fn dot(a: &[f64], b: impl Iterator<Item = f64>) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
