//! What the choice of ReLU′(0) does: the same small network trained under each of its three conventions.
//!
//! ReLU has no slope at z = 0, and any number from 0 to 1 may stand for it ([`SlopeAtZero`]). Whether that matters
//! depends on whether z = 0 occurs at all:
//!
//! ```
//! use relu_explainer::activation::SlopeAtZero;
//! use relu_explainer::corner::{Data, run};
//!
//! // Numbers drawn at random never meet the corner, and all three choices end in the same weights, bit for bit.
//! let drawn = |slope| run(Data::RealValued { seed: 42 }, slope, 50);
//! assert_eq!(drawn(SlopeAtZero::Zero)?.exact_zeros, 0);
//! assert_eq!(drawn(SlopeAtZero::Zero)?, drawn(SlopeAtZero::One)?);
//!
//! // Where zeros are built in, the choice decides whether anything is learned.
//! let built_in = |slope| run(Data::StructuralZeros, slope, 50);
//! assert_eq!(built_in(SlopeAtZero::Zero)?.last_loss(), built_in(SlopeAtZero::Zero)?.first_loss());
//! assert!(built_in(SlopeAtZero::One)?.last_loss() < 0.1 * built_in(SlopeAtZero::One)?.first_loss());
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! The network has two inputs, two hidden layers of three ReLU units and one linear output. It is trained by gradient
//! descent on the mean squared error of all points at once.

use crate::activation::{SlopeAtZero, relu, relu_derivative};
use crate::error::ParameterError;
use crate::random::Generator;
use crate::words::{Sentence, brief, in_digits};

/// The largest number of steps of a run.
pub const MOST_STEPS: usize = 10_000;

/// The units of a hidden layer.
const WIDTH: usize = 3;

/// The points that are drawn.
const DRAWN_POINTS: usize = 100;

/// What is learned, and from which weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Data {
    /// z = 0 is built in. All weights of the first layer are negative and all biases 0, so that on inputs that are 0
    /// or more the first layer is off and every pre-activation of the second is exactly 0: with ReLU′(0) = 0 no gradient
    /// comes through, with 1/2 or 1 the input (0, 0) sends one to the biases of the first layer.
    ///
    /// The inputs are a grid of 4 × 4 points from 0 to 3/4, the target is 3/4 − x₁ − x₂. Its mean is 0, so that the bias
    /// of the output has nothing to learn alone. The rate is 1/4.
    StructuralZeros,
    /// 100 inputs and all weights and biases are drawn uniformly from −1 to 1, in this order, layer by layer. The target
    /// is x₁x₂, the rate 1/8.
    RealValued {
        /// The seed of the draws.
        seed: u64,
    },
}

/// What has become of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The mean squared error before each step and after the last.
    pub losses: Vec<f64>,
    /// How many pre-activations of hidden units were exactly 0, over all points and steps.
    pub exact_zeros: usize,
    /// How many pre-activations of hidden units there were.
    pub pre_activations: usize,
    /// All weights after the last step: layer by layer from the input, a layer's weights unit by unit, then its biases.
    pub weights: Vec<f64>,
}

impl Outcome {
    /// The loss before the first step.
    pub fn first_loss(&self) -> f64 {
        self.losses.first().copied().unwrap_or(f64::NAN)
    }

    /// The loss after the last step.
    pub fn last_loss(&self) -> f64 {
        self.losses.last().copied().unwrap_or(f64::NAN)
    }

    /// The share of pre-activations that were exactly 0, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.exact_zeros as f64 / self.pre_activations as f64
    }
}

/// Trains a network with one choice of ReLU′(0).
///
/// # Errors
/// Unless there are 1 to [`MOST_STEPS`] steps.
///
/// ```
/// use relu_explainer::activation::SlopeAtZero;
/// use relu_explainer::corner::{Data, run};
///
/// let outcome = run(Data::StructuralZeros, SlopeAtZero::Zero, 10)?;
/// assert_eq!((outcome.exact_zeros, outcome.pre_activations), (510, 960));
///
/// let error = run(Data::StructuralZeros, SlopeAtZero::Zero, 0).unwrap_err();
/// assert_eq!(error.to_string(), "number of steps is 0; it must be a whole number from 1 to 10000");
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn run(data: Data, slope: SlopeAtZero, steps: usize) -> Result<Outcome, ParameterError> {
    if !(1..=MOST_STEPS).contains(&steps) {
        let allowed = format!("a whole number from 1 to {MOST_STEPS}");
        return Err(ParameterError::new("number of steps", steps.to_string(), allowed));
    }
    let (points, mut network, rate) = data.prepared();
    let mut losses = Vec::with_capacity(steps + 1);
    let mut exact_zeros = 0;
    for _ in 0..steps {
        let backward = network.backward(&points, slope);
        losses.push(backward.loss);
        exact_zeros += backward.exact_zeros;
        network.step(&backward.gradient, rate);
    }
    losses.push(network.backward(&points, slope).loss);
    let pre_activations = steps * points.len() * 2 * WIDTH;
    Ok(Outcome { losses, exact_zeros, pre_activations, weights: network.numbers() })
}

/// Trains a network under every choice of ReLU′(0): 0, 1/2 and 1, in this order.
///
/// # Errors
/// As [`run`].
pub fn compare(data: Data, steps: usize) -> Result<Vec<(SlopeAtZero, Outcome)>, ParameterError> {
    let choices = [SlopeAtZero::Zero, SlopeAtZero::Half, SlopeAtZero::One];
    choices.into_iter().map(|slope| Ok((slope, run(data, slope, steps)?))).collect()
}

/// What the comparison shows, in sentences.
///
/// # Errors
/// As [`run`].
pub fn verdict(data: Data, steps: usize) -> Result<Vec<Sentence>, ParameterError> {
    let compared = compare(data, steps)?;
    let mut said = vec![match data {
        Data::StructuralZeros => Sentence::new("corner.structural").with("steps", steps.to_string()),
        Data::RealValued { seed } => Sentence::new("corner.drawn")
            .with("count", DRAWN_POINTS.to_string())
            .with("seed", seed.to_string())
            .with("steps", steps.to_string()),
    }];
    let same = compared.windows(2).all(|pair| {
        let [left, right] = [&pair[0].1.weights, &pair[1].1.weights];
        left.iter().zip(right).all(|(left, right)| left.to_bits() == right.to_bits())
    });
    if same {
        let total = |of: fn(&Outcome) -> usize| {
            let sum: usize = compared.iter().map(|(_, outcome)| of(outcome)).sum();
            in_digits(sum as f64, 7)
        };
        said.push(
            Sentence::new("corner.same")
                .with("zeros", total(|outcome| outcome.exact_zeros))
                .with("count", total(|outcome| outcome.pre_activations)),
        );
    } else {
        said.extend(compared.iter().map(|(slope, outcome)| {
            Sentence::new("corner.choice")
                .with("slope", brief(slope.value(), 1))
                .with("first", brief(outcome.first_loss(), 4))
                .with("last", brief(outcome.last_loss(), 4))
                .with("share", brief(100.0 * outcome.share(), 2))
        }));
    }
    Ok(said)
}

/// An input and what the output should be there.
struct Point {
    x: [f64; 2],
    target: f64,
}

impl Data {
    /// The points, the network before the first step, and the rate.
    fn prepared(self) -> (Vec<Point>, Network, f64) {
        match self {
            Data::StructuralZeros => {
                // Few binary digits each: the first sums are exact in any order, and a zero stays a zero.
                let grid = (0..16).map(|place| [f64::from(place / 4) / 4.0, f64::from(place % 4) / 4.0]);
                let points = grid.map(|x| Point { x, target: 0.75 - x[0] - x[1] }).collect();
                let first = [[-1.0, -0.5], [-0.5, -1.0], [-0.75, -0.75]];
                let second = [[1.0, 0.5, 0.25], [-0.5, 0.5, 1.0], [0.25, -1.0, -0.5]];
                let network = Network {
                    first: Dense { weights: first, biases: [0.0; WIDTH] },
                    second: Dense { weights: second, biases: [0.0; WIDTH] },
                    output: Dense { weights: [[1.0, 0.5, -1.0]], biases: [0.0] },
                };
                (points, network, 0.25)
            }
            Data::RealValued { seed } => {
                let mut generator = Generator::new(seed);
                let mut draw = || 2.0 * generator.uniform() - 1.0;
                let mut points = Vec::with_capacity(DRAWN_POINTS);
                for _ in 0..DRAWN_POINTS {
                    let x = [draw(), draw()];
                    points.push(Point { x, target: x[0] * x[1] });
                }
                let network = Network {
                    first: Dense::drawn(&mut draw),
                    second: Dense::drawn(&mut draw),
                    output: Dense::drawn(&mut draw),
                };
                (points, network, 0.125)
            }
        }
    }
}

/// A fully connected layer; of a network, or of the gradient with respect to one.
#[derive(Clone, Debug)]
struct Dense<const I: usize, const O: usize> {
    weights: [[f64; I]; O],
    biases: [f64; O],
}

impl<const I: usize, const O: usize> Dense<I, O> {
    const ZERO: Self = Dense { weights: [[0.0; I]; O], biases: [0.0; O] };

    fn drawn(draw: &mut impl FnMut() -> f64) -> Self {
        let mut layer = Self::ZERO;
        for number in layer.numbers_mut() {
            *number = draw();
        }
        layer
    }

    fn numbers_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        self.weights.as_flattened_mut().iter_mut().chain(&mut self.biases)
    }

    fn forward(&self, input: &[f64; I]) -> [f64; O] {
        let mut z = [0.0; O];
        for (z, (weights, bias)) in z.iter_mut().zip(self.weights.iter().zip(self.biases)) {
            *z = weights.iter().zip(input).map(|(weight, x)| weight * x).sum::<f64>() + bias;
        }
        z
    }

    /// Adds what one point, with the gradients `delta` at the pre-activations, gives to the gradient of the layer. Returns
    /// the gradient at the inputs.
    fn backward(&self, gradient: &mut Self, input: &[f64; I], delta: &[f64; O]) -> [f64; I] {
        let mut passed = [0.0; I];
        for (unit, delta) in delta.iter().enumerate() {
            for (place, x) in input.iter().enumerate() {
                gradient.weights[unit][place] += delta * x;
                passed[place] += delta * self.weights[unit][place];
            }
            gradient.biases[unit] += delta;
        }
        passed
    }
}

/// What a pass over all points gives.
struct Backward {
    loss: f64,
    gradient: Network,
    exact_zeros: usize,
}

#[derive(Clone, Debug)]
struct Network {
    first: Dense<2, WIDTH>,
    second: Dense<WIDTH, WIDTH>,
    output: Dense<WIDTH, 1>,
}

impl Network {
    const ZERO: Self = Network { first: Dense::ZERO, second: Dense::ZERO, output: Dense::ZERO };

    fn numbers_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        self.first.numbers_mut().chain(self.second.numbers_mut()).chain(self.output.numbers_mut())
    }

    fn numbers(&self) -> Vec<f64> {
        self.clone().numbers_mut().map(|number| *number).collect()
    }

    fn backward(&self, points: &[Point], slope: SlopeAtZero) -> Backward {
        let mut all = Backward { loss: 0.0, gradient: Network::ZERO, exact_zeros: 0 };
        let count = points.len() as f64;
        for Point { x, target } in points {
            let first = self.first.forward(x);
            let below = first.map(relu);
            let second = self.second.forward(&below);
            let above = second.map(relu);
            let [output] = self.output.forward(&above);
            all.exact_zeros += first.iter().chain(&second).filter(|z| **z == 0.0).count();

            let error = output - target;
            all.loss += error * error / count;
            let gradient = &mut all.gradient;
            let passed = self.output.backward(&mut gradient.output, &above, &[2.0 * error / count]);
            let delta = through(passed, second, slope);
            let passed = self.second.backward(&mut gradient.second, &below, &delta);
            self.first.backward(&mut gradient.first, x, &through(passed, first, slope));
        }
        all
    }

    fn step(&mut self, gradient: &Network, rate: f64) {
        for (number, gradient) in self.numbers_mut().zip(gradient.numbers()) {
            *number -= rate * gradient;
        }
    }
}

/// A gradient on its way back through the units of a layer.
fn through(gradient: [f64; WIDTH], z: [f64; WIDTH], slope: SlopeAtZero) -> [f64; WIDTH] {
    std::array::from_fn(|unit| gradient[unit] * relu_derivative(z[unit], slope))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where no pre-activation is as near to the corner as the differences reach, the loss is smooth.
    #[test]
    fn away_from_the_corner_the_gradient_is_that_of_central_differences() {
        const STEP: f64 = 1e-6;
        let mut checked = 0;
        for seed in 0..20 {
            let (points, network, _) = Data::RealValued { seed }.prepared();
            let nearest = points.iter().flat_map(|point| {
                let first = network.first.forward(&point.x);
                first.into_iter().chain(network.second.forward(&first.map(relu)))
            });
            if nearest.map(f64::abs).fold(f64::INFINITY, f64::min) < 10.0 * STEP {
                continue;
            }
            checked += 1;

            let gradient = network.backward(&points, SlopeAtZero::Zero).gradient.numbers();
            for (place, computed) in gradient.into_iter().enumerate() {
                let loss = |difference: f64| {
                    let mut moved = network.clone();
                    *moved.numbers_mut().nth(place).unwrap() += difference;
                    moved.backward(&points, SlopeAtZero::Zero).loss
                };
                let difference = (loss(STEP) - loss(-STEP)) / (2.0 * STEP);
                assert!(
                    (computed - difference).abs() < 1e-8,
                    "seed {seed}, {place}: {computed} {difference}"
                );
            }
        }
        assert!(checked >= 15, "{checked}");
    }
}
