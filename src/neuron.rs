//! One ReLU unit over the unit cube: for which share of all inputs it fires, how large its pre-activation gets, and
//! whether it is dead.
//!
//! A unit with the weights w and the bias b fires at x where z = w·x + b > 0. All inputs lie in [0, 1]ᵈ, so all of
//! this can be computed instead of guessed from samples:
//!
//! ```
//! use relu_explainer::neuron::Neuron;
//!
//! let half = Neuron::new(vec![1.0, 1.0], -1.0)?;
//! assert_eq!(half.active_share(), 0.5);
//! assert!(half.proof_of_death().is_none());
//!
//! let dead = Neuron::new(vec![0.01, 0.01], -10.0)?;
//! assert_eq!(dead.active_share(), 0.0);
//! let proof = dead.proof_of_death().unwrap();
//! assert_eq!(proof.largest().z, -9.98);
//! assert_eq!(proof.largest().corner, [1.0, 1.0]);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! # What proves what
//!
//! A sample of inputs none of which fires makes a large active share unlikely; it never proves the unit dead.
//! The largest z does: it is attained at a corner of the cube, and if it is not above 0, no input fires. Hence a
//! [`ProofOfDeath`] can be had from a [`Neuron`] alone, and a [`Sample`] has an [`Uncertainty`].
//!
//! # Dead on these inputs
//!
//! Death is a matter of the inputs that occur. The dead unit above fires wherever x₁ + x₂ > 1000.
//!
//! # Accuracy
//!
//! Weights and bias are taken for the decimals that they are written as ([`Decimal`]); the extremes are the doubles
//! nearest to the exact sums, so that 0.1 + 0.2 − 0.3 is 0. The share comes from a formula that cancels badly in
//! floating point and is evaluated in integers; see [`Neuron::active_share`].

mod sample;
mod share;

pub use sample::{MOST_POINTS, Sample, Uncertainty, points};
pub(crate) use sample::{check_count, drawn};

use crate::decimal::Decimal;
use crate::error::ParameterError;

/// The largest number of inputs of a [`Neuron`].
pub const MOST_INPUTS: usize = 8;

/// The largest size of a weight and of the bias. Beyond it, sums could overflow.
pub const LARGEST_SIZE: f64 = 1e300;

/// A unit z = w·x + b whose inputs come from the unit cube [0, 1]ᵈ.
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    weights: Vec<f64>,
    bias: f64,
}

/// The largest or the smallest pre-activation over the cube.
#[derive(Clone, Debug, PartialEq)]
pub struct Extreme {
    /// The pre-activation.
    pub z: f64,
    /// A corner where it is attained. Inputs whose weight is 0 do not matter and are 0 there.
    pub corner: Vec<f64>,
}

/// The proof that no input of the cube fires: the largest pre-activation, which is not above 0.
///
/// Only [`Neuron::proof_of_death`] gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProofOfDeath {
    largest: Extreme,
}

impl ProofOfDeath {
    /// The largest pre-activation and a corner where it is attained.
    pub fn largest(&self) -> &Extreme {
        &self.largest
    }
}

/// For how many inputs of the cube a unit fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Activity {
    /// For none: the largest z is at most 0.
    Dead,
    /// For some of them, and not for others.
    Partial,
    /// For all of them: the smallest z is above 0. Over the cube the unit is linear.
    Always,
}

impl Activity {
    /// Its identifier, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Activity::Dead => "dead",
            Activity::Partial => "partial",
            Activity::Always => "always",
        }
    }
}

impl Neuron {
    /// A unit with these weights, one for each input, and this bias.
    ///
    /// # Errors
    /// Unless there are 1 to [`MOST_INPUTS`] weights, and they and the bias are numbers of size at most
    /// [`LARGEST_SIZE`].
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// let error = Neuron::new(vec![1.0, f64::NAN], 0.0).unwrap_err();
    /// assert_eq!(error.to_string(), "weight 2 is NaN; it must be a number from -1e300 to 1e300");
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn new(weights: Vec<f64>, bias: f64) -> Result<Self, ParameterError> {
        check_dimension(weights.len())?;
        for (index, weight) in weights.iter().enumerate() {
            if !is_allowed(*weight) {
                return Err(out_of_size(format!("weight {}", index + 1), *weight));
            }
        }
        if is_allowed(bias) { Ok(Neuron { weights, bias }) } else { Err(out_of_size("bias", bias)) }
    }

    /// [`Neuron::new`] of numbers that are known to be fit for it.
    pub(crate) fn of_fit(weights: Vec<f64>, bias: f64) -> Self {
        Neuron { weights, bias }
    }

    /// The weights, one for each input.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The bias.
    pub fn bias(&self) -> f64 {
        self.bias
    }

    /// The number of inputs d.
    pub fn inputs(&self) -> usize {
        self.weights.len()
    }

    /// The pre-activation at an input, which may lie outside the cube: w₁x₁ + w₂x₂ + … + b in doubles, from left to
    /// right, as numpy's `x @ w + b` gives it.
    ///
    /// # Errors
    /// If there are not as many numbers as weights.
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// let neuron = Neuron::new(vec![0.01, 0.01], -10.0)?;
    /// assert_eq!(neuron.z(&[600.0, 600.0])?, 2.0);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn z(&self, input: &[f64]) -> Result<f64, ParameterError> {
        self.check_length(input.len())?;
        Ok(self.z_at(input))
    }

    /// [`Neuron::z`] of an input that has the right length.
    fn z_at(&self, input: &[f64]) -> f64 {
        let terms = self.weights.iter().zip(input).map(|(weight, x)| weight * x);
        terms.reduce(|sum, term| sum + term).unwrap_or(0.0) + self.bias
    }

    /// The pre-activation as one computes it by hand: in decimals, rounded to a double once.
    ///
    /// # Errors
    /// If there are not as many numbers as weights, or if one is not in [0, 1].
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// let neuron = Neuron::new(vec![0.5, -0.8, 0.3], 0.0)?;
    /// assert_eq!(neuron.z_by_hand(&[0.4, 0.6, 0.1])?, -0.25);
    /// assert_eq!(neuron.z(&[0.4, 0.6, 0.1])?, -0.24999999999999997);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn z_by_hand(&self, input: &[f64]) -> Result<f64, ParameterError> {
        self.check_length(input.len())?;
        for (index, x) in input.iter().enumerate() {
            check_input(index, *x)?;
        }
        Ok(self.by_hand(input))
    }

    /// [`Neuron::z_by_hand`] of an input that is known to be fit for it.
    pub(crate) fn by_hand(&self, input: &[f64]) -> f64 {
        let mut terms = vec![Decimal::of_finite(self.bias)];
        for (weight, x) in self.weights.iter().zip(input) {
            terms.push(Decimal::of_finite(*weight) * Decimal::of_finite(*x));
        }
        Decimal::sum(&terms).value()
    }

    /// The largest pre-activation: b plus the positive weights, where their inputs are 1 and all others 0.
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// let largest = Neuron::new(vec![0.5, -0.8, 0.3], 0.0)?.largest();
    /// assert_eq!(largest.z, 0.8);
    /// assert_eq!(largest.corner, [1.0, 0.0, 1.0]);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn largest(&self) -> Extreme {
        self.extreme(|weight| weight > 0.0)
    }

    /// The smallest pre-activation: b plus the negative weights.
    pub fn smallest(&self) -> Extreme {
        self.extreme(|weight| weight < 0.0)
    }

    fn extreme(&self, chosen: fn(f64) -> bool) -> Extreme {
        let mut corner = Vec::with_capacity(self.inputs());
        for weight in &self.weights {
            corner.push(f64::from(chosen(*weight)));
        }
        Extreme { z: self.total(self.bias, chosen).value(), corner }
    }

    /// A bias plus the weights that are chosen.
    fn total(&self, bias: f64, chosen: fn(f64) -> bool) -> Decimal {
        let mut terms = vec![Decimal::of_finite(bias)];
        for weight in &self.weights {
            if chosen(*weight) {
                terms.push(Decimal::of_finite(*weight));
            }
        }
        Decimal::sum(&terms)
    }

    /// Whether no, some or all inputs of the cube fire.
    ///
    /// ```
    /// use relu_explainer::neuron::{Activity, Neuron};
    ///
    /// let activity = |bias| Neuron::new(vec![1.0, 1.0], bias).map(|neuron| neuron.activity());
    /// assert_eq!([-2.0, -1.0, 0.5].map(activity), [Ok(Activity::Dead), Ok(Activity::Partial), Ok(Activity::Always)]);
    /// ```
    pub fn activity(&self) -> Activity {
        if self.largest().z <= 0.0 {
            Activity::Dead
        } else if self.smallest().z > 0.0 {
            Activity::Always
        } else {
            Activity::Partial
        }
    }

    /// The proof that the unit is dead on the cube, if it is.
    pub fn proof_of_death(&self) -> Option<ProofOfDeath> {
        let largest = self.largest();
        (largest.z <= 0.0).then_some(ProofOfDeath { largest })
    }

    /// The bias above which a first input fires: minus the sum of the positive weights.
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// assert_eq!(Neuron::new(vec![0.01, 0.01], -10.0)?.firing_bias(), -0.02);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn firing_bias(&self) -> f64 {
        self.total(0.0, |weight| weight > 0.0).negated().value()
    }

    /// How far the boundary w·x + b = 0 lies from the cube, in units of the inputs: 0 where it meets the cube, none
    /// where all weights are 0 and there is no boundary.
    ///
    /// A dead unit is that far from its first firing input, if the weights stay as they are.
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// assert_eq!(Neuron::new(vec![3.0, 4.0], -12.0)?.distance(), Some(1.0));
    /// assert_eq!(Neuron::new(vec![3.0, 4.0], -7.0)?.distance(), Some(0.0));
    /// assert_eq!(Neuron::new(vec![0.0, 0.0], -7.0)?.distance(), None);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn distance(&self) -> Option<f64> {
        let length = self.weights.iter().fold(0.0, |length, weight| libm::hypot(length, *weight));
        let (smallest, largest) = (self.smallest().z, self.largest().z);
        let nearest = if largest < 0.0 {
            -largest
        } else if smallest > 0.0 {
            smallest
        } else {
            0.0
        };
        (length > 0.0).then_some(nearest / length)
    }

    /// The share of the cube in which the unit fires: the probability of z > 0 for inputs that are independent and
    /// uniform on [0, 1].
    ///
    /// With the inputs of negative weights mirrored, the unit fires where Σ aᵢ xᵢ < s, for aᵢ = |wᵢ| and the largest
    /// pre-activation s. By inclusion and exclusion over the corners e of the cube, that share is
    ///
    /// > Σₑ (−1)^|e| max(0, s − e·a)ᵈ / (d! ∏ aᵢ)
    ///
    /// over the weights that are not 0. (D. L. Barrow, P. W. Smith, "Spline notation applied to a volume problem",
    /// American Mathematical Monthly 86, 1979; for one or two inputs it is elementary geometry.) Where weights are small
    /// the terms cancel, and doubles would lose everything. The sum is therefore taken in integers, of s or of the
    /// mirrored problem, whichever is the smaller, to 19 digits of it: relative to the smaller of the two shares,
    /// active and inactive, the result is right to a few units of the last place.
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// let share = |weights, bias| Neuron::new(weights, bias).map(|neuron| neuron.active_share());
    /// assert_eq!(share(vec![1.0, 1.0], -0.5), Ok(0.875));
    /// assert_eq!(share(vec![0.5, -0.8, 0.3], 0.0), Ok(0.5));
    /// assert_eq!(share(vec![1.0, 1e-300], -1.0), Ok(5e-301));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn active_share(&self) -> f64 {
        let largest = self.total(self.bias, |weight| weight > 0.0);
        let smallest = self.total(self.bias, |weight| weight < 0.0);
        if largest.is_zero() || largest.is_negative() {
            0.0
        } else if smallest.is_zero() || !smallest.is_negative() {
            1.0
        } else {
            let below = smallest.negated();
            if largest.value() <= below.value() {
                share::below(largest, &self.weights)
            } else {
                1.0 - share::below(below, &self.weights)
            }
        }
    }

    /// The unit that is left when some inputs are held: `held` has a number in [0, 1] for each of those and none for
    /// each that stays free. What the held ones contribute goes into the bias, computed by hand as in
    /// [`Neuron::z_by_hand`].
    ///
    /// # Errors
    /// If there are not as many entries as weights, if one is not in [0, 1], or if no input stays free.
    ///
    /// ```
    /// use relu_explainer::neuron::Neuron;
    ///
    /// let neuron = Neuron::new(vec![0.5, -0.8, 0.3], 0.0)?;
    /// let slice = neuron.slice(&[None, None, Some(0.1)])?;
    /// assert_eq!(slice, Neuron::new(vec![0.5, -0.8], 0.03)?);
    /// assert_eq!(slice.active_share(), 0.35);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn slice(&self, held: &[Option<f64>]) -> Result<Neuron, ParameterError> {
        self.check_length(held.len())?;
        let mut weights = Vec::new();
        let mut input = Vec::new();
        for (weight, held) in self.weights.iter().zip(held) {
            if held.is_none() {
                weights.push(*weight);
            }
            input.push(held.unwrap_or(0.0));
        }
        Neuron::new(weights, self.z_by_hand(&input)?)
    }

    fn check_length(&self, found: usize) -> Result<(), ParameterError> {
        if found == self.inputs() {
            Ok(())
        } else {
            Err(ParameterError::new("number of inputs", found.to_string(), self.inputs().to_string()))
        }
    }
}

fn is_allowed(number: f64) -> bool {
    libm::fabs(number) <= LARGEST_SIZE
}

fn out_of_size(name: impl Into<std::borrow::Cow<'static, str>>, number: f64) -> ParameterError {
    ParameterError::number(name, number, "a number from -1e300 to 1e300")
}

fn check_input(index: usize, x: f64) -> Result<(), ParameterError> {
    if (0.0..=1.0).contains(&x) {
        Ok(())
    } else {
        Err(ParameterError::number(format!("input {}", index + 1), x, "a number from 0 to 1"))
    }
}

fn check_dimension(inputs: usize) -> Result<(), ParameterError> {
    if (1..=MOST_INPUTS).contains(&inputs) {
        Ok(())
    } else {
        let allowed = format!("a whole number from 1 to {MOST_INPUTS}");
        Err(ParameterError::new("number of inputs", inputs.to_string(), allowed))
    }
}
