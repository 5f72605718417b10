//! Random networks walked through in short steps, and networks whose weights are given.

use super::layers::Layers;
use super::size::Norm;
use super::{DEPTHS, Passage, Setup, Survey, WIDTHS};
use crate::error::ParameterError;
use crate::random::Generator;

/// How many weights are drawn in one step at the most: what takes about half a millisecond in WebAssembly, and at the very
/// first, before a browser has compiled it for speed, a few times as long.
const MOST_DRAWN: usize = 1 << 14;

/// The most inputs that [`pass`] takes at once.
pub const MOST_INPUTS: usize = 256;

/// Everything that is drawn for a network of a [`Survey`].
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The inputs, one after the other, each with |x|² equal to the width.
    pub input: Vec<f64>,
    /// The gradient with respect to the last layer's activations, of norm 1 over all inputs.
    pub gradient: Vec<f64>,
    /// The weights, layer by layer; in each, from input i to unit j at i · width + j.
    pub weights: Vec<f64>,
}

impl Survey {
    /// Begins the walk through a network: its input is drawn, its weights are drawn on the way.
    ///
    /// The numbers come from `default_rng([seed, network])` of numpy and depend neither on other networks nor on how many
    /// there are. Nothing makes this panic: of what [`Survey::check`] refuses, a width or a depth is taken for the nearest
    /// that is allowed, and other numbers have the consequences that arithmetic gives them.
    ///
    /// ```
    /// use relu_explainer::signal::{Setup, Survey};
    ///
    /// let survey = Survey { setup: Setup { depth: 5, ..Setup::default() }, networks: 1, seed: 42 };
    /// let mut walk = survey.walk(0);
    /// while walk.step() {}
    /// assert_eq!(walk.passage().log_rms.len(), 6);
    /// assert_eq!(walk.passage().log_gradient.len(), 6);
    /// ```
    pub fn walk(&self, network: usize) -> Walk {
        let (setup, generator, input, gradient) = self.begin(network);
        let mut layers = Layers::new(setup, input, gradient);
        // What was meant, without the rounding of the input.
        layers.passage.log_rms[0] = 0.0;
        Walk { setup, generator, layers, weights: Vec::new(), inputs: 0 }
    }

    /// Draws a network whole, the one that [`Survey::walk`] walks through.
    ///
    /// ```
    /// use relu_explainer::signal::{Setup, Survey, pass};
    ///
    /// let survey = Survey { setup: Setup::default(), networks: 1, seed: 42 };
    /// let drawn = survey.draw(0);
    /// let passed = pass(&survey.setup, &drawn.weights, &drawn.input, &drawn.gradient)?;
    ///
    /// let mut walk = survey.walk(0);
    /// while walk.step() {}
    /// assert_eq!(walk.passage().log_gradient, passed.passage.log_gradient);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn draw(&self, network: usize) -> Drawn {
        let (setup, mut generator, input, gradient) = self.begin(network);
        let layer = setup.width * setup.width;
        let mut weights = vec![0.0; setup.depth * layer];
        weights.chunks_exact_mut(layer).for_each(|weights| draw_weights(&mut generator, setup, weights));
        Drawn { input, gradient, weights }
    }

    /// What comes before the weights.
    fn begin(&self, network: usize) -> (Setup, Generator, Vec<f64>, Vec<f64>) {
        let mut setup = self.setup;
        setup.width = setup.width.clamp(*WIDTHS.start(), *WIDTHS.end());
        setup.depth = setup.depth.clamp(*DEPTHS.start(), *DEPTHS.end());
        let mut generator = Generator::with_index(self.seed, network as u64);
        let mut input = vec![0.0; setup.inputs() * setup.width];
        generator.fill_normal(&mut input);
        for input in input.chunks_exact_mut(setup.width) {
            Norm::of(input).divide(input);
            let size = libm::sqrt(setup.width as f64);
            input.iter_mut().for_each(|x| *x *= size);
        }
        let mut gradient = vec![0.0; input.len()];
        generator.fill_normal(&mut gradient);
        Norm::of(&gradient).divide(&mut gradient);
        (setup, generator, input, gradient)
    }
}

fn draw_weights(generator: &mut Generator, setup: Setup, weights: &mut [f64]) {
    generator.fill_normal(weights);
    let deviation = setup.weights.deviation(setup.width, setup.width);
    weights.iter_mut().for_each(|weight| *weight *= deviation);
}

/// A random network that is being walked through: first forward, layer by layer, then back.
#[derive(Clone, Debug)]
pub struct Walk {
    setup: Setup,
    generator: Generator,
    layers: Layers,
    /// Of all layers that the way back has not passed.
    weights: Vec<f64>,
    /// How many inputs of the next layer have their weights.
    inputs: usize,
}

impl Walk {
    /// Takes the next step: a layer forward, or a part of one that is wide, or a layer back. Says whether there are more; when
    /// there are none, nothing happens, and the weights are no longer kept.
    pub fn step(&mut self) -> bool {
        if self.layers.forward() < self.setup.depth {
            self.step_forward();
        } else if let Some(uppermost) = self.layers.remaining().checked_sub(1) {
            let begun = uppermost * self.setup.width * self.setup.width;
            self.layers.back(&self.weights[begun..]);
            self.weights.truncate(begun);
        }
        let more = self.layers.forward() < self.setup.depth || self.layers.remaining() > 0;
        if !more {
            self.weights = Vec::new();
        }
        more
    }

    fn step_forward(&mut self) {
        let width = self.setup.width;
        if self.weights.is_empty() {
            self.weights.reserve_exact(self.setup.depth * width * width);
        }
        if self.inputs == 0 {
            self.layers.begin();
        }
        // Whole fours, so that the drawing does not depend on where a step ends: normal numbers come in pairs.
        let most = MOST_DRAWN / width / 4 * 4;
        let inputs = self.inputs..(self.inputs + most).min(width);
        let begun = self.weights.len();
        self.weights.resize(begun + inputs.len() * width, 0.0);
        draw_weights(&mut self.generator, self.setup, &mut self.weights[begun..]);
        self.layers.add(inputs.clone(), &self.weights[begun..]);
        self.inputs = inputs.end % width;
        if self.inputs == 0 {
            self.layers.finish();
        }
    }

    /// What has become of signal and gradient so far. On the way back the first of `log_gradient` belongs to the layer that
    /// has been reached.
    pub fn passage(&self) -> &Passage {
        &self.layers.passage
    }
}

/// What [`pass`] finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// Sizes, layer by layer.
    pub passage: Passage,
    /// The last layer's activations.
    pub output: Vec<f64>,
    /// The direction of the gradient with respect to the input: of norm 1, or all 0. Its size is `passage.log_gradient[0]`.
    pub gradient: Vec<f64>,
}

/// Takes inputs forward through a network with the given weights, and a gradient back.
///
/// The weights and the order of everything are those of [`Drawn`]; [`Setup::weights`] does not matter. Inputs may be several,
/// one after the other. Of the gradient with respect to the last layer's activations only the direction counts.
///
/// # Errors
/// If [`Setup::check`] refuses the set-up, there are not depth · width² weights, not 1 to [`MOST_INPUTS`] whole inputs, not as
/// many numbers in the gradient as in the input, or if the gradient is 0 or not finite.
///
/// ```
/// use relu_explainer::signal::{Setup, pass};
///
/// // Each unit sees one input, doubled: an active unit doubles the gradient too.
/// let setup = Setup { width: 4, depth: 1, ..Setup::default() };
/// let mut weights = [0.0; 16];
/// (0..4).for_each(|unit| weights[unit * 4 + unit] = 2.0);
/// let passed = pass(&setup, &weights, &[1.0, -1.0, 3.0, 0.5], &[1.0, 0.0, 0.0, 0.0])?;
/// assert_eq!(passed.output, [2.0, 0.0, 6.0, 1.0]);
/// assert_eq!(passed.passage.active, [0.75]);
/// assert_eq!(passed.passage.log_gradient, [2f64.ln(), 0.0]);
///
/// let error = pass(&setup, &weights, &[], &[]).unwrap_err();
/// assert_eq!(error.to_string(), "number of inputs is 0; it must be a whole number from 1 to 256");
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn pass(setup: &Setup, weights: &[f64], input: &[f64], gradient: &[f64]) -> Result<Pass, ParameterError> {
    setup.check()?;
    let Setup { width, depth, .. } = *setup;
    let layer = width * width;
    has_length("number of weights", weights.len(), depth * layer)?;
    super::counted("number of inputs", input.len().div_ceil(width), 1..=MOST_INPUTS)?;
    has_length("length of the input", input.len(), input.len().next_multiple_of(width))?;
    has_length("length of the gradient", gradient.len(), input.len())?;
    let norm = Norm::of(gradient).log();
    if !norm.is_finite() {
        let value = if norm == f64::NEG_INFINITY { "0" } else { "not finite" };
        return Err(ParameterError::new("gradient", value, "finite, and not 0"));
    }
    let mut layers = Layers::new(*setup, input.to_vec(), gradient.to_vec());
    for weights in weights.chunks_exact(layer) {
        layers.begin();
        layers.add(0..width, weights);
        layers.finish();
    }
    let output = layers.signal().to_vec();
    weights.chunks_exact(layer).rev().for_each(|weights| layers.back(weights));
    Ok(Pass { gradient: layers.gradient().to_vec(), output, passage: layers.passage })
}

fn has_length(name: &'static str, length: usize, allowed: usize) -> Result<(), ParameterError> {
    if length == allowed {
        return Ok(());
    }
    Err(ParameterError::new(name, length.to_string(), allowed.to_string()))
}
