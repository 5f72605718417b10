//! What a network's layers do to a batch of inputs and, on the way back, to the gradient.

use std::ops::Range;

use super::normalisation::{back_through, normalise};
use super::size::{Norm, mean};
use super::{Normalisation, Passage, Setup};
use crate::activation::{Activation, relu, relu_derivative};
use crate::product::{add_forward, back};

/// How many inputs of a layer are taken at once where a batch goes through it: their weights stay near while the whole batch
/// takes them.
const BAND: usize = 4;

/// A batch on its way through the layers. Weights are given layer by layer; what the way back needs is kept.
///
/// All values of a layer lie in one row, the units of the first input of the batch first.
#[derive(Clone, Debug)]
pub(super) struct Layers {
    setup: Setup,
    /// Activations of the last layer so far, normalised where [`Normalisation::After`] has it.
    signal: Vec<f64>,
    /// Of norm 1, or all 0.
    gradient: Vec<f64>,
    /// The gradient with respect to z while a layer is taken back.
    arriving: Vec<f64>,
    /// What the activation was applied to, layer by layer.
    arguments: Vec<f64>,
    /// The outputs of the layers and the units' factors, where they are normalised.
    outputs: Vec<f64>,
    factors: Vec<f64>,
    pub(super) passage: Passage,
}

impl Layers {
    /// At the input. The gradient is that with respect to the last layer's activations; its norm does not matter.
    pub(super) fn new(setup: Setup, input: Vec<f64>, mut gradient: Vec<f64>) -> Self {
        let (depth, values) = (setup.depth, input.len());
        Norm::of(&gradient).divide(&mut gradient);
        let normalised = if setup.normalisation == Normalisation::None { 0 } else { depth };
        let outputs = if setup.normalisation == Normalisation::After { depth * values } else { 0 };
        let mut passage = Passage {
            log_rms: Vec::with_capacity(depth + 1),
            mean: Vec::with_capacity(depth),
            active: Vec::with_capacity(depth),
            log_gradient: Vec::with_capacity(depth + 1),
        };
        passage.log_rms.push(Norm::of(&input).log_rms(values));
        passage.log_gradient.push(0.0);
        Layers {
            setup,
            arriving: vec![0.0; values],
            arguments: Vec::with_capacity(depth * values),
            outputs: Vec::with_capacity(outputs),
            factors: Vec::with_capacity(normalised * setup.width),
            signal: input,
            gradient,
            passage,
        }
    }

    /// The activations of the last layer that is done.
    pub(super) fn signal(&self) -> &[f64] {
        &self.signal
    }

    /// The direction of the gradient.
    pub(super) fn gradient(&self) -> &[f64] {
        &self.gradient
    }

    /// How many layers have been gone through forward.
    pub(super) fn forward(&self) -> usize {
        self.passage.mean.len()
    }

    /// How many of them have not been gone through on the way back.
    pub(super) fn remaining(&self) -> usize {
        self.forward() + 1 - self.passage.log_gradient.len()
    }

    /// Begins the next layer: z is the bias.
    pub(super) fn begin(&mut self) {
        let length = self.arguments.len() + self.signal.len();
        self.arguments.resize(length, self.setup.bias);
    }

    /// Adds to z what some of the inputs bring, whose rows of weights these are.
    pub(super) fn add(&mut self, inputs: Range<usize>, weights: &[f64]) {
        let width = self.setup.width;
        let most = self.band();
        let begun = self.arguments.len() - self.signal.len();
        let z = &mut self.arguments[begun..];
        let bands = inputs.clone().step_by(most).zip(weights.chunks(most * width));
        for (first, rows) in bands {
            let band = first..(first + most).min(inputs.end);
            for (z, signal) in z.chunks_exact_mut(width).zip(self.signal.chunks_exact(width)) {
                add_forward(z, &signal[band.clone()], rows);
            }
        }
    }

    /// How many inputs of a layer are taken at once.
    fn band(&self) -> usize {
        let alone = self.signal.len() == self.setup.width;
        if alone { self.setup.width } else { BAND }
    }

    /// Applies normalisation and activation to z.
    pub(super) fn finish(&mut self) {
        let Setup { activation, width, normalisation, .. } = self.setup;
        let begun = self.arguments.len() - self.signal.len();
        let z = &mut self.arguments[begun..];
        if normalisation == Normalisation::Before {
            normalise(z, width, &mut self.factors);
        }
        apply(activation, z, &mut self.signal);
        let active = active_share(z);
        if normalisation == Normalisation::After {
            normalise(&mut self.signal, width, &mut self.factors);
            self.outputs.extend_from_slice(&self.signal);
        }
        self.passage.active.push(active);
        self.passage.mean.push(mean(&self.signal));
        self.passage.log_rms.push(Norm::of(&self.signal).log_rms(self.signal.len()));
    }

    /// Takes the gradient back through the uppermost layer that is left, whose weights these are.
    pub(super) fn back(&mut self, weights: &[f64]) {
        let Setup { activation, width, normalisation, .. } = self.setup;
        let values = self.gradient.len();
        let begun = self.arguments.len() - values;
        let factors = self.factors.len().saturating_sub(width);
        if normalisation == Normalisation::After {
            let outputs = self.outputs.len() - values;
            back_through(&mut self.gradient, &self.outputs[outputs..], &self.factors[factors..]);
            self.outputs.truncate(outputs);
        }
        let z = &self.arguments[begun..];
        apply_slopes(activation, z, &self.gradient, &mut self.arriving);
        if normalisation == Normalisation::Before {
            back_through(&mut self.arriving, z, &self.factors[factors..]);
        }
        self.factors.truncate(factors);
        self.arguments.truncate(begun);
        let most = self.band();
        for (first, rows) in (0..width).step_by(most).zip(weights.chunks(most * width)) {
            let inputs = first..(first + most).min(width);
            for (gradient, arriving) in
                self.gradient.chunks_exact_mut(width).zip(self.arriving.chunks_exact(width))
            {
                back(&mut gradient[inputs.clone()], rows, arriving);
            }
        }
        let norm = Norm::of(&self.gradient);
        norm.divide(&mut self.gradient);
        let above = self.passage.log_gradient[0];
        self.passage.log_gradient.insert(0, above + norm.log());
    }
}

/// f(z) of every z.
fn apply(activation: Activation, z: &[f64], signal: &mut [f64]) {
    let places = signal.iter_mut().zip(z);
    match activation {
        // By itself the loop is a comparison of two numbers at a time.
        Activation::Relu { .. } => places.for_each(|(a, z)| *a = relu(*z)),
        _ => places.for_each(|(a, z)| *a = activation.value(*z)),
    }
}

/// f′(z) times the gradient that arrives from above.
fn apply_slopes(activation: Activation, z: &[f64], above: &[f64], below: &mut [f64]) {
    let places = below.iter_mut().zip(above).zip(z);
    match activation {
        Activation::Relu { slope_at_zero } => {
            places.for_each(|((below, above), z)| *below = above * relu_derivative(*z, slope_at_zero));
        }
        _ => places.for_each(|((below, above), z)| *below = above * activation.derivative(*z)),
    }
}

/// The share of z above 0; NaN where one is NaN, which is neither above nor below.
fn active_share(z: &[f64]) -> f64 {
    // Two counts and no way out in between: so numbers can be compared two at a time.
    let count = |holds: fn(f64) -> bool| z.iter().map(|z| u64::from(holds(*z))).sum::<u64>();
    let (active, others) = (count(|z| z > 0.0), count(|z| z <= 0.0));
    if active + others < z.len() as u64 { f64::NAN } else { active as f64 / z.len() as f64 }
}
