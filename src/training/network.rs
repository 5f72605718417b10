//! A fully connected network: its parameters in one row, and its passes forward and back over a batch.

mod outputs;

use super::float::Float;
use super::matrix::{affine, multiply, multiply_transposed, sum_rows, transpose};
use super::normalisation::{self, Statistics};
use super::setup::{Loss, MOST_LAYERS, WIDTHS};
use crate::activation::Activation;

/// Where the parameters of a layer lie in the row of all of them: weights from each input to all units, biases, and in a hidden
/// layer with batch normalisation a scale and a shift for each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub inputs: usize,
    pub units: usize,
    /// Where it begins.
    first: usize,
    normalised: bool,
}

impl Place {
    fn weights(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.inputs * self.units
    }

    fn biases(&self) -> std::ops::Range<usize> {
        let first = self.weights().end;
        first..first + self.units
    }

    fn scales(&self) -> std::ops::Range<usize> {
        let first = self.biases().end;
        first..first + if self.normalised { self.units } else { 0 }
    }

    fn shifts(&self) -> std::ops::Range<usize> {
        let first = self.scales().end;
        first..first + if self.normalised { self.units } else { 0 }
    }
}

/// One of the parameters of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its layer: 0 is the first hidden layer.
    pub layer: usize,
    /// What it is in its layer.
    pub kind: Kind,
    /// Its unit in that layer.
    pub unit: usize,
}

impl std::fmt::Display for Parameter {
    /// In words that count from 1.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            Kind::Weight(input) => write!(f, "the weight of input {}", input + 1)?,
            Kind::Bias => f.write_str("the bias")?,
            Kind::Scale => f.write_str("the scale")?,
            Kind::Shift => f.write_str("the shift")?,
        }
        write!(f, " of unit {} of layer {}", self.unit + 1, self.layer + 1)
    }
}

/// What a parameter is in its layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The weight of the input at this place.
    Weight(usize),
    /// The bias.
    Bias,
    /// What batch normalisation multiplies by.
    Scale,
    /// What it then adds.
    Shift,
}

/// A network and what it computes with, in 32-bit or 64-bit numbers.
///
/// A hidden layer leads its inputs x to f(z) with z = b + Σ w·x, the output layer to z itself. With batch normalisation z is
/// first brought to mean 0 and variance 1 over the batch, then multiplied by a scale and shifted.
///
/// ```
/// use relu_explainer::activation::Activation;
/// use relu_explainer::training::{Kind, Network};
///
/// let network = Network::<f32>::new(&[2, 16, 16, 1], Activation::RELU, false);
/// assert_eq!(network.parameters().len(), (2 * 16 + 16) + (16 * 16 + 16) + (16 + 1));
/// assert_eq!(network.weights(1).len(), 256);
/// // The bias of the output is the last of all.
/// assert_eq!(network.parameter(336).unwrap().kind, Kind::Bias);
/// ```
#[derive(Clone, Debug)]
pub struct Network<F> {
    pub(crate) layers: Vec<Place>,
    pub(crate) activation: Activation,
    pub(crate) parameters: Vec<F>,
}

/// What a pass over a batch leaves behind.
#[derive(Clone, Debug)]
pub(crate) struct Pass<F> {
    /// Of each hidden layer, what enters the activation: sample after sample, unit after unit; last the outputs.
    pub z: Vec<Vec<F>>,
    /// The activations of each hidden layer.
    pub a: Vec<Vec<F>>,
    /// Of each hidden layer that is normalised.
    statistics: Vec<Statistics<F>>,
    /// Gradients with respect to the z of a layer, and to the activations before it.
    delta: Vec<F>,
    before: Vec<F>,
    transposed: Vec<F>,
}

impl<F: Float> Pass<F> {
    pub fn new(layers: &[Place], rows: usize) -> Self {
        let widest = layers.iter().map(|layer| layer.units.max(layer.inputs)).max().unwrap_or(0);
        let largest = layers.iter().map(|layer| layer.units * layer.inputs).max().unwrap_or(0);
        let rooms = |layers: &[Place]| layers.iter().map(|layer| vec![F::ZERO; rows * layer.units]).collect();
        let hidden = &layers[..layers.len().saturating_sub(1)];
        Pass {
            z: rooms(layers),
            a: rooms(hidden),
            statistics: hidden.iter().map(|layer| Statistics::new(layer.units, rows)).collect(),
            delta: vec![F::ZERO; rows * widest],
            before: vec![F::ZERO; rows * widest],
            transposed: vec![F::ZERO; largest],
        }
    }

    /// What the network says to each of the samples of the last pass.
    pub fn outputs(&self, rows: usize) -> &[F] {
        self.z.last().map_or(&[], |outputs| &outputs[..rows])
    }
}

impl<F: Float> Network<F> {
    /// A network of layers of these sizes, from the input to the output, all parameters 0 but for the scales of batch
    /// normalisation, which are 1.
    ///
    /// Sizes that no network of the laboratory has make one without layers and parameters: fewer than two of them or more than
    /// [`MOST_LAYERS`] + 2, or one that is 0 or above the largest of [`WIDTHS`].
    pub fn new(sizes: &[usize], activation: Activation, batch_norm: bool) -> Self {
        let fits =
            sizes.len() <= MOST_LAYERS + 2 && sizes.iter().all(|size| (1..=*WIDTHS.end()).contains(size));
        let sizes = if fits { sizes } else { &[] };
        let mut layers = Vec::new();
        let mut first = 0;
        for (index, pair) in sizes.windows(2).enumerate() {
            let normalised = batch_norm && index + 2 < sizes.len();
            let place = Place { inputs: pair[0], units: pair[1], first, normalised };
            first = place.shifts().end;
            layers.push(place);
        }
        let mut network = Network { layers, activation, parameters: vec![F::ZERO; first] };
        for place in &network.layers {
            network.parameters[place.scales()].fill(F::ONE);
        }
        network
    }

    /// How many layers have weights: the hidden ones and the output.
    pub fn layers(&self) -> usize {
        self.layers.len()
    }

    /// All parameters in a row: of each layer the weights, input by input, then the biases, then what batch normalisation
    /// multiplies by and what it adds.
    pub fn parameters(&self) -> &[F] {
        &self.parameters
    }

    /// The parameters, to be changed.
    pub fn parameters_mut(&mut self) -> &mut [F] {
        &mut self.parameters
    }

    /// The activation of its hidden units.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// The weights of a layer, 0 the first hidden one: from input i to unit j at i·units + j. None of a layer that it does not
    /// have.
    pub fn weights(&self, layer: usize) -> &[F] {
        self.layers.get(layer).map_or(&[], |place| &self.parameters[place.weights()])
    }

    pub(crate) fn weights_mut(&mut self, layer: usize) -> &mut [F] {
        &mut self.parameters[self.layers[layer].weights()]
    }

    /// The biases of a layer, 0 the first hidden one: one for each unit. None of a layer that it does not have.
    pub fn biases(&self, layer: usize) -> &[F] {
        self.layers.get(layer).map_or(&[], |place| &self.parameters[place.biases()])
    }

    pub(crate) fn biases_mut(&mut self, layer: usize) -> &mut [F] {
        &mut self.parameters[self.layers[layer].biases()]
    }

    /// What the parameter at a place in the row is; none if the row is shorter.
    pub fn parameter(&self, index: usize) -> Option<Parameter> {
        let (layer, place) = self.layers.iter().enumerate().find(|(_, place)| index < place.shifts().end)?;
        let (kind, unit) = if place.weights().contains(&index) {
            let within = index - place.first;
            (Kind::Weight(within / place.units), within % place.units)
        } else if place.biases().contains(&index) {
            (Kind::Bias, index - place.biases().start)
        } else if place.scales().contains(&index) {
            (Kind::Scale, index - place.scales().start)
        } else {
            (Kind::Shift, index - place.shifts().start)
        };
        Some(Parameter { layer, kind, unit })
    }

    /// The places in the row of all parameters that belong to a layer, which there must be.
    pub(crate) fn range(&self, layer: usize) -> std::ops::Range<usize> {
        let place = &self.layers[layer];
        place.first..place.shifts().end
    }

    /// The places in the row of what belongs to one unit of a layer: its weights in the order of the inputs, its bias, and with
    /// batch normalisation scale and shift. None of a unit that there is not.
    pub fn of_unit(&self, layer: usize, unit: usize) -> Vec<usize> {
        let Some(place) = self.layers.get(layer).filter(|place| unit < place.units) else {
            return Vec::new();
        };
        let mut places: Vec<usize> = place.weights().skip(unit).step_by(place.units).collect();
        places.push(place.biases().start + unit);
        if place.normalised {
            places.extend([place.scales().start + unit, place.shifts().start + unit]);
        }
        places
    }

    /// One pass forward over a batch of inputs, one after the other.
    pub(crate) fn forward(&self, inputs: &[F], rows: usize, pass: &mut Pass<F>) {
        self.forward_through(self.layers.len(), inputs, rows, pass);
    }

    /// The same through so many of the layers alone.
    pub(crate) fn forward_through(&self, layers: usize, inputs: &[F], rows: usize, pass: &mut Pass<F>) {
        let hidden = self.layers.len() - 1;
        for (index, place) in self.layers.iter().enumerate().take(layers) {
            let (done, rest) = pass.a.split_at_mut(index);
            let inputs = done.last().map_or(inputs, |before| before.as_slice());
            let z = &mut pass.z[index][..rows * place.units];
            affine(
                z,
                &self.parameters[place.biases()],
                &inputs[..rows * place.inputs],
                &self.parameters[place.weights()],
                place.inputs,
            );
            if index == hidden {
                return;
            }
            if place.normalised {
                let (scales, shifts) = (&self.parameters[place.scales()], &self.parameters[place.shifts()]);
                normalisation::forward(z, scales, shifts, &mut pass.statistics[index]);
            }
            activate(self.activation, z, &mut rest[0][..rows * place.units]);
        }
    }

    /// The gradient of the mean loss over the batch of the last pass forward with respect to every parameter, written in
    /// their order.
    pub(crate) fn backward(
        &self,
        inputs: &[F],
        targets: &[F],
        loss: Loss,
        pass: &mut Pass<F>,
        gradient: &mut [F],
    ) {
        let rows = targets.len();
        output_gradient(loss, pass, targets);
        for (index, place) in self.layers.iter().enumerate().rev() {
            let delta = &mut pass.delta[..rows * place.units];
            if let Some(a) = pass.a.get(index) {
                pull_back(self.activation, &pass.z[index][..delta.len()], &a[..delta.len()], delta);
                if place.normalised {
                    let scales = &self.parameters[place.scales()];
                    let own = &mut gradient[place.scales().start..place.shifts().end];
                    own.fill(F::ZERO);
                    normalisation::backward(delta, scales, own, &pass.statistics[index]);
                }
            }
            let inputs = if index == 0 { inputs } else { &pass.a[index - 1] };
            let inputs = &inputs[..rows * place.inputs];
            let weights = &mut gradient[place.weights()];
            if place.units == 1 {
                // Its column as a row: the same sums, but many at once.
                multiply(weights, delta, inputs, rows, place.inputs);
            } else {
                multiply_transposed(weights, inputs, delta, place.inputs, place.units);
            }
            sum_rows(&mut gradient[place.biases()], delta);
            if index > 0 {
                let mut transposed = &self.parameters[place.weights()];
                if place.units > 1 {
                    let room = &mut pass.transposed[..transposed.len()];
                    transpose(room, transposed, place.inputs, place.units);
                    transposed = room;
                }
                let before = &mut pass.before[..rows * place.inputs];
                multiply(before, delta, transposed, place.units, place.inputs);
                std::mem::swap(&mut pass.before, &mut pass.delta);
            }
        }
    }
}

/// Writes the gradient of the mean loss with respect to the outputs.
fn output_gradient<F: Float>(loss: Loss, pass: &mut Pass<F>, targets: &[F]) {
    let count = targets.len() as f64;
    let outputs = pass.z.last().map_or(&[][..], Vec::as_slice);
    for ((output, target), delta) in outputs.iter().zip(targets).zip(&mut pass.delta) {
        *delta = F::from_f64(loss.derivative(output.to_f64(), target.to_f64()) / count);
    }
}

/// f(z) of every z.
fn activate<F: Float>(activation: Activation, z: &[F], a: &mut [F]) {
    match activation {
        Activation::Relu { .. } => {
            for (a, z) in a.iter_mut().zip(z) {
                // A NaN passes: it is no zero.
                *a = if *z <= F::ZERO { F::ZERO } else { *z };
            }
        }
        Activation::LeakyRelu { slope } => {
            let slope = F::from_f64(slope);
            for (a, z) in a.iter_mut().zip(z) {
                *a = if *z <= F::ZERO { *z * slope } else { *z };
            }
        }
        _ => {
            for (a, z) in a.iter_mut().zip(z) {
                *a = F::from_f64(activation.value(z.to_f64()));
            }
        }
    }
}

/// Multiplies a gradient with respect to f(z) by f′(z).
fn pull_back<F: Float>(activation: Activation, z: &[F], a: &[F], delta: &mut [F]) {
    match activation {
        Activation::Relu { slope_at_zero } if slope_at_zero.value() == 0.0 => {
            for (delta, z) in delta.iter_mut().zip(z) {
                *delta = if *z <= F::ZERO { F::ZERO } else { *delta };
            }
        }
        Activation::LeakyRelu { slope } => {
            let slope = F::from_f64(slope);
            for (delta, z) in delta.iter_mut().zip(z) {
                *delta = if *z <= F::ZERO { *delta * slope } else { *delta };
            }
        }
        Activation::Sigmoid => {
            for (delta, a) in delta.iter_mut().zip(a) {
                *delta *= *a * (F::ONE - *a);
            }
        }
        Activation::Tanh => {
            for (delta, a) in delta.iter_mut().zip(a) {
                *delta *= F::ONE - *a * *a;
            }
        }
        _ => {
            for (delta, z) in delta.iter_mut().zip(z) {
                *delta *= F::from_f64(activation.derivative(z.to_f64()));
            }
        }
    }
}

impl Loss {
    /// The loss of one output.
    ///
    /// ```
    /// use relu_explainer::training::Loss;
    ///
    /// assert_eq!(Loss::CrossEntropy.value(0.0, 1.0), std::f64::consts::LN_2);
    /// assert_eq!(Loss::SquaredError.value(0.5, 1.0), 0.25);
    /// ```
    pub fn value(self, output: f64, target: f64) -> f64 {
        match self {
            // ln(1 + eᵒ), without an exponential that overflows.
            Loss::CrossEntropy => {
                let above = if output <= 0.0 { 0.0 } else { output };
                above + libm::log1p(libm::exp(-libm::fabs(output))) - target * output
            }
            Loss::SquaredError => (output - target) * (output - target),
        }
    }

    /// Its derivative with respect to the output.
    ///
    /// ```
    /// use relu_explainer::training::Loss;
    ///
    /// assert_eq!(Loss::CrossEntropy.derivative(0.0, 1.0), -0.5);
    /// assert_eq!(Loss::SquaredError.derivative(0.5, 1.0), -1.0);
    /// ```
    pub fn derivative(self, output: f64, target: f64) -> f64 {
        match self {
            Loss::CrossEntropy => crate::activation::sigmoid(output) - target,
            Loss::SquaredError => 2.0 * (output - target),
        }
    }
}
