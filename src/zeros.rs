//! What zeros buy: a square layer's weights times one vector, with the zeros of the vector multiplied or left out.
//!
//! y = W x takes n² multiply-adds. A column of W that meets an input of exactly 0 adds nothing, and after ReLU about half
//! of the inputs are such zeros. Leaving their columns out leaves n² (1 − s) multiply-adds at a share s of zeros; whether it
//! saves as much time is for the clock to say, which [`timing`] asks.
//!
//! ```
//! use relu_explainer::zeros::{Inputs, Layer, Way};
//!
//! let layer = Layer::drawn(64, 1)?;
//! let inputs = Inputs::drawn(64, 0.75, 1)?;
//! assert_eq!(inputs.zeros(), 48);
//! assert_eq!(inputs.multiply_adds(Way::Skipping), 64 * 16);
//!
//! // What is left out adds nothing, not even a rounding error.
//! let mut product = |way| layer.multiply(inputs.vector(0), way);
//! assert_eq!(product(Way::Skipping), product(Way::Columns));
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! Everything is in single precision, as networks are run. The order of all additions is laid down, and no product is
//! fused with a sum, so that the bits are the same everywhere.

mod kernel;
pub mod timing;

use crate::error::ParameterError;
use crate::random::Generator;

/// The widest layer, in units: its weights take 64 MB.
pub const WIDEST: usize = 4096;

/// How many vectors [`Inputs`] holds. Each has its zeros elsewhere: a processor that guesses which numbers are zero cannot
/// learn one vector by heart.
pub const VECTORS: usize = 8;

/// How a product is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Dense: every row of W as a dot product with x, in partial sums.
    Rows,
    /// Dense: every column of W, multiplied by its input, is added to y.
    Columns,
    /// As [`Way::Columns`], but the columns whose input is 0 are left out.
    Skipping,
    /// As one would write it first: row by row, each input is tested, and multiplied unless it is 0. The weights are
    /// read all the same, and a test for every weight keeps the processor from taking several at once.
    Testing,
}

impl Way {
    /// All of them.
    pub const ALL: [Way; 4] = [Way::Rows, Way::Columns, Way::Skipping, Way::Testing];
}

/// The weights of a square layer, in both orders, so that every way reads them in the order in which they lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    size: usize,
    rows: Vec<f32>,
    columns: Vec<f32>,
}

impl Layer {
    /// Weights drawn uniformly from −1 to 1.
    ///
    /// # Errors
    /// Unless the size is from 1 to [`WIDEST`].
    pub fn drawn(size: usize, seed: u64) -> Result<Self, ParameterError> {
        check_size(size)?;
        let mut generator = Generator::new(seed);
        let rows: Vec<f32> = (0..size * size).map(|_| symmetric(&mut generator)).collect();
        let columns = (0..size * size).map(|place| rows[place % size * size + place / size]).collect();
        Ok(Layer { size, rows, columns })
    }

    /// The number of its inputs, which is that of its units.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The weights, row by row: those of unit i from i n.
    pub fn weights(&self) -> &[f32] {
        &self.rows
    }

    /// W x, one z for every unit. Inputs beyond the size are left out, and missing ones are 0.
    pub fn multiply(&self, x: &[f32], way: Way) -> Vec<f32> {
        let mut x = x.to_vec();
        x.resize(self.size, 0.0);
        let mut product = Product::new(self.size);
        product.compute(self, &x, way);
        product.y
    }

    /// Computes so many products in one way, with one vector of the inputs after the other, as often as it takes. Returns
    /// the sum of the first elements of all products: who times the products has to ask for something of each, or a
    /// compiler would leave them out.
    ///
    /// # Errors
    /// If the vectors have another length than the layer has inputs.
    pub fn run(&self, inputs: &Inputs, way: Way, repeats: usize) -> Result<f32, ParameterError> {
        if inputs.size != self.size {
            return Err(ParameterError::new(
                "number of inputs",
                inputs.size.to_string(),
                self.size.to_string(),
            ));
        }
        let mut product = Product::new(self.size);
        let mut sum = 0.0;
        for vector in inputs.numbers.chunks_exact(self.size).cycle().take(repeats) {
            product.compute(self, vector, way);
            sum += product.y.first().copied().unwrap_or(0.0);
        }
        Ok(sum)
    }
}

/// Room for a product, kept from one to the next.
struct Product {
    y: Vec<f32>,
    live: Vec<usize>,
}

impl Product {
    fn new(size: usize) -> Self {
        Product { y: vec![0.0; size], live: vec![0; size] }
    }

    fn compute(&mut self, layer: &Layer, x: &[f32], way: Way) {
        match way {
            Way::Rows => kernel::by_rows(&mut self.y, &layer.rows, x),
            Way::Columns => kernel::by_columns(&mut self.y, &layer.columns, x),
            Way::Skipping => kernel::skipping(&mut self.y, &mut self.live, &layer.columns, x),
            Way::Testing => kernel::testing(&mut self.y, &layer.rows, x),
        }
    }
}

/// [`VECTORS`] vectors with the same number of zeros, as the layer below leaves them: every other number is above 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    size: usize,
    zeros: usize,
    numbers: Vec<f32>,
}

impl Inputs {
    /// Vectors of so many numbers, of which the whole number that comes nearest to the share is 0, at drawn places; the
    /// others are drawn uniformly from (0, 1].
    ///
    /// # Errors
    /// Unless the size is from 1 to [`WIDEST`] and the share from 0 to 1.
    pub fn drawn(size: usize, share: f64, seed: u64) -> Result<Self, ParameterError> {
        check_size(size)?;
        if !(0.0..=1.0).contains(&share) {
            return Err(ParameterError::number("share of zeros", share, "a number from 0 to 1"));
        }
        let zeros = zeros_of(size, share);
        let mut generator = Generator::new(seed);
        let mut numbers = vec![0.0; VECTORS * size];
        for vector in numbers.chunks_exact_mut(size) {
            for x in &mut vector[zeros..] {
                // 1 − u is never 0, in single precision either.
                *x = (1.0 - generator.uniform()) as f32;
            }
            // Fisher and Yates: every order is as likely as every other.
            for place in (1..size).rev() {
                let other = (generator.uniform() * (place + 1) as f64) as usize;
                vector.swap(place, other.min(place));
            }
        }
        Ok(Inputs { size, zeros, numbers })
    }

    /// One of the vectors; after the last the first follows again.
    pub fn vector(&self, index: usize) -> &[f32] {
        let start = index % VECTORS * self.size;
        &self.numbers[start..start + self.size]
    }

    /// How many numbers of each vector are 0.
    pub fn zeros(&self) -> usize {
        self.zeros
    }

    /// How many products of a weight and an input one way computes for a vector.
    pub fn multiply_adds(&self, way: Way) -> usize {
        match way {
            Way::Rows | Way::Columns => self.size * self.size,
            Way::Skipping | Way::Testing => self.size * (self.size - self.zeros),
        }
    }
}

/// How many times as many multiply-adds the dense product takes as the one that skips: n / (n − zeros), about 1/(1 − s).
/// Infinite if all are zeros.
pub fn saving(size: usize, share: f64) -> f64 {
    size as f64 / (size - zeros_of(size, share)) as f64
}

fn zeros_of(size: usize, share: f64) -> usize {
    (libm::round(size as f64 * share) as usize).min(size)
}

fn symmetric(generator: &mut Generator) -> f32 {
    (2.0 * generator.uniform() - 1.0) as f32
}

fn check_size(size: usize) -> Result<(), ParameterError> {
    if (1..=WIDEST).contains(&size) {
        return Ok(());
    }
    Err(ParameterError::new("size", size.to_string(), format!("a whole number from 1 to {WIDEST}")))
}
