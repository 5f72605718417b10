//! Which units of a random ReLU layer fire for which inputs, and what its zeros are worth.
//!
//! A unit fires at an input where its pre-activation z = w·x + b is above 0; elsewhere its output is exactly 0. Weights are
//! drawn symmetrically about 0. Without bias z is then as likely above 0 as below, whatever the input, and half of all
//! outputs are 0 on average over the draws. A bias shifts that; inputs that are not centred on 0 leave the average, but
//! units then are off, or on, for nearly all inputs at once:
//!
//! ```
//! use relu_explainer::sparsity::{Inputs, Setup};
//!
//! let centred = Setup { inputs: Inputs::Normal, units: 256, ..Setup::default() }.draw()?;
//! assert!((centred.mask().zeros() - 0.5).abs() < 0.05);
//! assert_eq!(centred.mask().dead(), 0);
//!
//! // The unit square lies to one side of the origin: a quarter of all units never fires on it.
//! let square = Setup { inputs: Inputs::Cube, units: 256, ..Setup::default() }.draw()?;
//! assert!((44..=84).contains(&square.mask().dead()));
//!
//! let biased = Setup { bias: -1.0, ..Setup::default() }.draw()?;
//! assert!(biased.mask().zeros() > 0.7);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! (X. Glorot, A. Bordes, Y. Bengio, "Deep Sparse Rectifier Neural Networks", AISTATS 2011.)

mod arrangement;
mod exact;
mod layer;
mod mask;
mod storage;

pub use arrangement::{Line, Point, Region, Window, cut, regions};
pub use layer::{Layer, silent_share};
pub use mask::{Comparison, Mask};
pub use storage::{BreakEven, Storage, saving};

use crate::data::Spirals;
use crate::error::ParameterError;
use crate::initialisation::{LARGEST_DEVIATION, SMALLEST_DEVIATION, Weights};
use crate::random::Generator;

/// The largest number of units of a layer.
pub const MOST_UNITS: usize = 256;

/// The largest number of coordinates of an input.
pub const MOST_DIMENSIONS: usize = 64;

/// The largest number of inputs.
pub const MOST_INPUTS: usize = 1000;

/// The largest size of the bias and of the shift.
pub const LARGEST_SHIFT: f64 = 1e6;

/// What the inputs of a layer are, before they are shifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inputs {
    /// Every coordinate is standard normal.
    Normal,
    /// Every coordinate is uniform on [0, 1).
    Cube,
    /// [`Spirals`] in two dimensions, standardised.
    Spirals,
}

/// How a layer and its inputs are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setup {
    /// The number of units.
    pub units: usize,
    /// The distribution of the inputs.
    pub inputs: Inputs,
    /// The number of coordinates of an input; 2 for spirals.
    pub dimensions: usize,
    /// The number of inputs.
    pub count: usize,
    /// The distribution of the weights: the fan-in is the number of dimensions, the fan-out the number of units.
    pub weights: Weights,
    /// The bias of every unit.
    pub bias: f64,
    /// What is added to every coordinate of every input. −1/2 centres the cube.
    pub shift: f64,
    /// The seed of the weights and the inputs.
    pub seed: u64,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            units: 32,
            inputs: Inputs::Cube,
            dimensions: 2,
            count: 60,
            weights: Weights::He,
            bias: 0.0,
            shift: 0.0,
            seed: 42,
        }
    }
}

/// A layer, its inputs, and which units fire for which.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    layer: Layer,
    inputs: Vec<f64>,
    mask: Mask,
}

impl Scene {
    /// The layer.
    pub fn layer(&self) -> &Layer {
        &self.layer
    }

    /// The inputs, one after the other.
    pub fn inputs(&self) -> &[f64] {
        &self.inputs
    }

    /// One of the inputs, from 0 on; none beyond the last.
    pub fn input(&self, index: usize) -> Option<&[f64]> {
        self.inputs.chunks_exact(self.layer.dimensions()).nth(index)
    }

    /// Which units fire for which inputs.
    pub fn mask(&self) -> &Mask {
        &self.mask
    }
}

impl Setup {
    /// Draws the layer and its inputs. The two have streams of their own: another bias, shift or deviation keeps what is
    /// drawn, a larger number of units or inputs begins with those of a smaller one. (But for spirals: there the classes
    /// share the inputs evenly.)
    ///
    /// # Errors
    /// Unless units, dimensions and inputs number from 1 to [`MOST_UNITS`], [`MOST_DIMENSIONS`] and [`MOST_INPUTS`], spirals
    /// have two dimensions, bias and shift are of a size up to [`LARGEST_SHIFT`] and a deviation that is chosen is one
    /// that [`initialisation`](crate::initialisation) allows.
    ///
    /// ```
    /// use relu_explainer::sparsity::Setup;
    ///
    /// let scene = Setup::default().draw()?;
    /// let biased = Setup { bias: -0.5, ..Setup::default() }.draw()?;
    /// assert_eq!(scene.inputs(), biased.inputs());
    /// assert_eq!(scene.layer().weights(3), biased.layer().weights(3));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn draw(&self) -> Result<Scene, ParameterError> {
        within("units", self.units, MOST_UNITS)?;
        within("dimensions", self.dimensions, MOST_DIMENSIONS)?;
        within("inputs", self.count, MOST_INPUTS)?;
        if self.inputs == Inputs::Spirals && self.dimensions != 2 {
            return Err(ParameterError::new("dimensions", self.dimensions.to_string(), "2 for spirals"));
        }
        for (name, size) in [("bias", self.bias), ("shift", self.shift)] {
            if !(-LARGEST_SHIFT..=LARGEST_SHIFT).contains(&size) {
                return Err(ParameterError::number(name, size, "a number from -1e6 to 1e6"));
            }
        }
        if let Weights::Normal(deviation) = self.weights
            && !(SMALLEST_DEVIATION..=LARGEST_DEVIATION).contains(&deviation)
        {
            return Err(ParameterError::number("deviation", deviation, "a number from 1e-150 to 1e150"));
        }
        Ok(self.drawn())
    }

    /// [`Setup::draw`] of numbers that are known to be fit for it.
    pub(crate) fn drawn(&self) -> Scene {
        let mut weights = vec![0.0; self.units * self.dimensions];
        Generator::new(self.seed).fill_normal(&mut weights);
        let deviation = self.weights.deviation(self.dimensions, self.units);
        for weight in &mut weights {
            *weight *= deviation;
        }
        let layer = Layer::of_fit(weights, self.dimensions, self.bias);
        let inputs = self.drawn_inputs();
        let mask = layer.mask_of(&inputs);
        Scene { layer, inputs, mask }
    }

    fn drawn_inputs(&self) -> Vec<f64> {
        // A stream of their own, so that they do not follow from the weights.
        let seed = !self.seed;
        let mut inputs = vec![0.0; self.count * self.dimensions];
        match self.inputs {
            Inputs::Normal => Generator::new(seed).fill_normal(&mut inputs),
            Inputs::Cube => Generator::new(seed).fill_uniform(&mut inputs),
            Inputs::Spirals => {
                let spirals = Spirals { points: self.count, ..Spirals::default() };
                inputs = spirals.drawn(seed).standardised().points().concat();
            }
        }
        for x in &mut inputs {
            *x += self.shift;
        }
        inputs
    }
}

fn within(name: &'static str, number: usize, most: usize) -> Result<(), ParameterError> {
    if (1..=most).contains(&number) {
        Ok(())
    } else {
        Err(ParameterError::new(name, number.to_string(), format!("a whole number from 1 to {most}")))
    }
}
