//! Data sets, drawn from a seed: points of the plane with two classes, and what networks learn from.
//!
//! ```
//! use relu_explainer::data::Spirals;
//!
//! let spirals = Spirals::default().draw(42)?;
//! assert_eq!(spirals.points().len(), 200);
//! assert_eq!(spirals.labels().iter().filter(|label| **label).count(), 100);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```

mod sets;

pub use sets::{DataSet, Samples};

use crate::error::ParameterError;
use crate::random::Generator;

/// The largest number of points of a data set.
pub const MOST_POINTS: usize = 10_000;

/// Points of the plane, each of one of two classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    points: Vec<[f64; 2]>,
    labels: Vec<bool>,
}

impl Labelled {
    /// The points.
    pub fn points(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// The class of each point.
    pub fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// The same points, moved and stretched along each axis so that their mean is 0 and their standard deviation 1. Where
    /// all lie at one place of an axis, they are only moved.
    ///
    /// ```
    /// use relu_explainer::data::Spirals;
    ///
    /// let spirals = Spirals::default().draw(42)?.standardised();
    /// let squares: f64 = spirals.points().iter().map(|[x, _]| x * x).sum();
    /// assert!((squares - 200.0).abs() < 1e-9);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    #[must_use]
    pub fn standardised(mut self) -> Self {
        let count = self.points.len() as f64;
        for axis in 0..2 {
            let mean = self.points.iter().map(|point| point[axis]).sum::<f64>() / count;
            let mut squares = 0.0;
            for point in &mut self.points {
                point[axis] -= mean;
                squares += point[axis] * point[axis];
            }
            let deviation = libm::sqrt(squares / count);
            if deviation > 0.0 {
                for point in &mut self.points {
                    point[axis] /= deviation;
                }
            }
        }
        self
    }
}

/// Two spirals about the origin, one the other turned by half a turn: a class each, which no straight line separates.
///
/// A point lies at a radius r = √u, for u uniform on [0, 1), so that its turn of the spiral is filled evenly, and at the
/// angle 2π · turns · r; to both coordinates normal noise is added.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spirals {
    /// How many points, of both classes together: the first half of them, rounded down, is of the first class.
    pub points: usize,
    /// How often each spiral winds about the origin.
    pub turns: f64,
    /// The standard deviation of the noise.
    pub noise: f64,
}

impl Default for Spirals {
    fn default() -> Self {
        Spirals { points: 200, turns: 1.5, noise: 0.05 }
    }
}

impl Spirals {
    /// The largest number of turns.
    pub const MOST_TURNS: f64 = 100.0;
    /// The largest deviation of the noise.
    pub const MOST_NOISE: f64 = 100.0;

    /// Draws the points. Those at the same place in the order have the same radius and noise for the same seed, however
    /// many turns there are.
    ///
    /// # Errors
    /// Unless there are 1 to [`MOST_POINTS`] points, `turns` is from 0 to [`Spirals::MOST_TURNS`] and `noise` from 0 to
    /// [`Spirals::MOST_NOISE`].
    ///
    /// ```
    /// use relu_explainer::data::Spirals;
    ///
    /// let bare = Spirals { noise: 0.0, ..Spirals::default() }.draw(1)?;
    /// for [x, y] in bare.points() {
    ///     assert!(x.hypot(*y) < 1.0);
    /// }
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn draw(self, seed: u64) -> Result<Labelled, ParameterError> {
        if !(1..=MOST_POINTS).contains(&self.points) {
            let allowed = format!("a whole number from 1 to {MOST_POINTS}");
            return Err(ParameterError::new("points", self.points.to_string(), allowed));
        }
        for (name, value, most) in
            [("turns", self.turns, Self::MOST_TURNS), ("noise", self.noise, Self::MOST_NOISE)]
        {
            if !(0.0..=most).contains(&value) {
                return Err(ParameterError::number(name, value, format!("a number from 0 to {most}")));
            }
        }
        Ok(self.drawn(seed))
    }

    /// [`Spirals::draw`] of numbers that are known to be fit for it.
    pub(crate) fn drawn(self, seed: u64) -> Labelled {
        let mut generator = Generator::new(seed);
        let mut points = Vec::with_capacity(self.points);
        let mut labels = Vec::with_capacity(self.points);
        let full_turn = std::f64::consts::TAU;
        for index in 0..self.points {
            let second = index >= self.points / 2;
            let radius = libm::sqrt(generator.uniform());
            let angle = full_turn * (self.turns * radius + if second { 0.5 } else { 0.0 });
            let mut noise = [0.0; 2];
            generator.fill_normal(&mut noise);
            points.push([
                radius * libm::cos(angle) + self.noise * noise[0],
                radius * libm::sin(angle) + self.noise * noise[1],
            ]);
            labels.push(second);
        }
        Labelled { points, labels }
    }
}
