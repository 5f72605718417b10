//! A neuron on inputs that were drawn.

use super::{Neuron, check_dimension, check_input};
use crate::error::ParameterError;
use crate::random::Generator;

/// The largest number of points of a [`Sample`].
pub const MOST_POINTS: usize = 1_000_000;

/// The largest number of bins of a histogram.
const MOST_BINS: usize = 1000;

/// Inputs drawn uniformly from the unit cube, one after the other: what
/// `numpy.random.default_rng(seed).uniform(0, 1, (count, inputs))` gives, in C order.
///
/// # Errors
/// Unless `inputs` is 1 to [`MOST_INPUTS`](super::MOST_INPUTS) and `count` 1 to [`MOST_POINTS`].
///
/// ```
/// use relu_explainer::neuron::points;
///
/// assert_eq!(points(2, 42, 100)?[..2], [0.7739560485559633, 0.4388784397520523]);
/// assert!(points(2, 42, 0).is_err());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn points(inputs: usize, seed: u64, count: usize) -> Result<Vec<f64>, ParameterError> {
    check_dimension(inputs)?;
    check_count(count)?;
    Ok(drawn(inputs, seed, count))
}

/// [`points`] of numbers that are known to be fit for it.
pub(crate) fn drawn(inputs: usize, seed: u64, count: usize) -> Vec<f64> {
    let mut points = vec![0.0; inputs * count];
    Generator::new(seed).fill_uniform(&mut points);
    points
}

/// What a sample says about the share of all inputs that fire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Uncertainty {
    /// Some of n fire and some do not: the standard error √(p(1 − p)/n) of their share p.
    StandardError(f64),
    /// None of n fires: with 95 % confidence, at most this share of all inputs does, 3/n.
    ///
    /// The rule of three: J. A. Hanley, A. Lippman-Hand, "If Nothing Goes Wrong, Is Everything All Right?",
    /// JAMA 249, 1983.
    ActiveAtMost(f64),
    /// All of n fire: by the same rule, at most this share of all inputs does not.
    InactiveAtMost(f64),
}

/// The pre-activations of a [`Neuron`] at inputs that were drawn.
///
/// ```
/// use relu_explainer::neuron::{Neuron, Uncertainty};
///
/// let half = Neuron::new(vec![1.0, 1.0], -1.0)?.sample(42, 100)?;
/// assert_eq!(half.share(), 0.47);
/// assert_eq!(half.uncertainty(), Uncertainty::StandardError((0.47f64 * 0.53 / 100.0).sqrt()));
///
/// // None fires, which proves nothing: the unit fires in a corner that no point lies in.
/// let rare = Neuron::new(vec![1.0, 1.0], -1.99)?;
/// assert_eq!(rare.sample(42, 100)?.uncertainty(), Uncertainty::ActiveAtMost(0.03));
/// assert!(rare.proof_of_death().is_none());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// At least one.
    z: Vec<f64>,
    active: usize,
}

impl Neuron {
    /// The unit at `count` inputs of the cube, drawn from a seed as by [`points`].
    ///
    /// # Errors
    /// Unless `count` is 1 to [`MOST_POINTS`].
    pub fn sample(&self, seed: u64, count: usize) -> Result<Sample, ParameterError> {
        check_count(count)?;
        let mut generator = Generator::new(seed);
        let mut input = vec![0.0; self.inputs()];
        let next = |_| {
            generator.fill_uniform(&mut input);
            self.z_at(&input)
        };
        Ok(Sample::new((0..count).map(next).collect()))
    }

    /// The unit at given inputs of the cube, one after the other.
    ///
    /// # Errors
    /// Unless there are 1 to [`MOST_POINTS`] whole points with all numbers in [0, 1].
    ///
    /// ```
    /// use relu_explainer::neuron::{Neuron, points};
    ///
    /// let neuron = Neuron::new(vec![0.5, -0.5], 0.1)?;
    /// assert_eq!(neuron.sample_at(&points(2, 7, 1000)?)?, neuron.sample(7, 1000)?);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn sample_at(&self, points: &[f64]) -> Result<Sample, ParameterError> {
        let inputs = self.inputs();
        if !points.len().is_multiple_of(inputs) {
            let allowed = format!("a multiple of {inputs}");
            return Err(ParameterError::new("number of coordinates", points.len().to_string(), allowed));
        }
        check_count(points.len() / inputs)?;
        for (index, x) in points.iter().enumerate() {
            check_input(index % inputs, *x)?;
        }
        Ok(self.at_points(points))
    }

    /// [`Neuron::sample_at`] of points that are known to be fit for it.
    pub(crate) fn at_points(&self, points: &[f64]) -> Sample {
        let mut z = Vec::with_capacity(points.len() / self.inputs());
        for point in points.chunks_exact(self.inputs()) {
            z.push(self.z_at(point));
        }
        Sample::new(z)
    }
}

impl Sample {
    fn new(z: Vec<f64>) -> Self {
        let active = z.iter().filter(|z| **z > 0.0).count();
        Sample { z, active }
    }

    /// The pre-activations, in the order of the points.
    pub fn z(&self) -> &[f64] {
        &self.z
    }

    /// The number of points.
    pub fn count(&self) -> usize {
        self.z.len()
    }

    /// How many of them fire.
    pub fn active(&self) -> usize {
        self.active
    }

    /// Which share of them fires.
    pub fn share(&self) -> f64 {
        self.active as f64 / self.count() as f64
    }

    /// What this says about all inputs.
    pub fn uncertainty(&self) -> Uncertainty {
        let count = self.count() as f64;
        let rule_of_three = if count > 3.0 { 3.0 / count } else { 1.0 };
        if self.active == 0 {
            Uncertainty::ActiveAtMost(rule_of_three)
        } else if self.active == self.count() {
            Uncertainty::InactiveAtMost(rule_of_three)
        } else {
            let share = self.share();
            Uncertainty::StandardError(libm::sqrt(share * (1.0 - share) / count))
        }
    }

    /// The smallest pre-activation among them and the number of its point, counted from 0.
    pub fn smallest(&self) -> (usize, f64) {
        self.first(|z, best| z < best)
    }

    /// The largest pre-activation among them and the number of its point. It is no bound for other points:
    /// [`Neuron::largest`] is.
    pub fn largest(&self) -> (usize, f64) {
        self.first(|z, best| z > best)
    }

    fn first(&self, better: fn(f64, f64) -> bool) -> (usize, f64) {
        let places = self.z.iter().copied().enumerate();
        places.reduce(|best, next| if better(next.1, best.1) { next } else { best }).unwrap_or((0, f64::NAN))
    }

    /// How many pre-activations lie in each bin between two neighbouring edges, as `numpy.histogram` counts them: a bin
    /// holds its lower edge and not its upper one, but the last holds both, and what lies beyond is left out.
    ///
    /// # Errors
    /// Unless there are 2 to 1001 edges, finite and ascending.
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// let sample = Neuron::new(vec![1.0], -0.5)?.sample_at(&[0.0, 0.5, 0.75, 1.0])?;
    /// assert_eq!(sample.histogram(&[-0.5, 0.0, 0.5])?, [1, 3]);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn histogram(&self, edges: &[f64]) -> Result<Vec<usize>, ParameterError> {
        if !(2..=MOST_BINS + 1).contains(&edges.len()) {
            let allowed = format!("a whole number from 2 to {}", MOST_BINS + 1);
            return Err(ParameterError::new("number of edges", edges.len().to_string(), allowed));
        }
        for (index, edge) in edges.iter().enumerate() {
            let ascending = index == 0 || edges[index - 1] < *edge;
            if !(edge.is_finite() && ascending) {
                let allowed = "a finite number, above the edge before it";
                return Err(ParameterError::number(format!("edge {}", index + 1), *edge, allowed));
            }
        }
        Ok(self.counted(edges))
    }

    /// [`Sample::histogram`] between edges that are known to be fit for it.
    pub(crate) fn counted(&self, edges: &[f64]) -> Vec<usize> {
        let last = edges.len() - 1;
        let mut bins = vec![0; last];
        for z in &self.z {
            if edges[0] <= *z && *z <= edges[last] {
                let above = edges.partition_point(|edge| edge <= z);
                bins[above.min(last) - 1] += 1;
            }
        }
        bins
    }
}

pub(crate) fn check_count(count: usize) -> Result<(), ParameterError> {
    if (1..=MOST_POINTS).contains(&count) {
        Ok(())
    } else {
        let allowed = format!("a whole number from 1 to {MOST_POINTS}");
        Err(ParameterError::new("number of points", count.to_string(), allowed))
    }
}
