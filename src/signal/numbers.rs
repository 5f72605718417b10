//! A survey as a row of numbers, as it is sent to whoever walks through its networks.

use super::{Normalisation, Setup, Survey};
use crate::activation::{Activation, SlopeAtZero};
use crate::error::ParameterError;
use crate::initialisation::Weights;

const NORMALISATIONS: [Normalisation; 3] = [Normalisation::None, Normalisation::Before, Normalisation::After];

impl Survey {
    /// All of it in one row, which [`Survey::from_numbers`] reads.
    pub fn to_numbers(&self) -> Vec<f64> {
        let Setup { activation, weights, bias, width, depth, normalisation } = self.setup;
        let (activation, parameter) = match activation {
            Activation::Relu { slope_at_zero } => (0, slope_at_zero.value()),
            Activation::LeakyRelu { slope } => (1, slope),
            Activation::Elu { alpha } => (2, alpha),
            Activation::Sigmoid => (3, 0.0),
            Activation::Tanh => (4, 0.0),
            Activation::Gelu => (5, 0.0),
            Activation::Silu => (6, 0.0),
        };
        let (weights, deviation) = match weights {
            Weights::He => (0, 0.0),
            Weights::Xavier => (1, 0.0),
            Weights::Normal(deviation) => (2, deviation),
        };
        let normalisation = NORMALISATIONS.iter().position(|place| *place == normalisation);
        // A double holds 53 bits of a whole number: half a seed.
        let (high, low) = (self.seed >> 32, self.seed & u64::from(u32::MAX));
        vec![
            f64::from(activation),
            parameter,
            f64::from(weights),
            deviation,
            bias,
            width as f64,
            depth as f64,
            normalisation.unwrap_or_default() as f64,
            self.networks as f64,
            high as f64,
            low as f64,
        ]
    }

    /// The survey that [`Survey::to_numbers`] wrote.
    ///
    /// # Errors
    /// If the row has another length, or a number does not mean anything at its place or is refused by
    /// [`Survey::check`].
    ///
    /// ```
    /// use relu_explainer::signal::{Setup, Survey};
    ///
    /// let survey = Survey { setup: Setup::default(), networks: 200, seed: u64::MAX };
    /// assert_eq!(Survey::from_numbers(&survey.to_numbers())?, survey);
    ///
    /// let none = Survey { networks: 0, ..survey };
    /// let error = Survey::from_numbers(&none.to_numbers()).unwrap_err();
    /// assert_eq!(error.to_string(), "networks is 0; it must be a whole number from 1 to 200");
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn from_numbers(numbers: &[f64]) -> Result<Self, ParameterError> {
        let &[
            activation,
            parameter,
            weights,
            deviation,
            bias,
            width,
            depth,
            normalisation,
            networks,
            high,
            low,
        ] = numbers
        else {
            return Err(ParameterError::new("survey", format!("{numbers:?}"), "a row of 11 numbers"));
        };
        let activation = match whole("activation", activation, 6)? {
            0 => Activation::Relu { slope_at_zero: SlopeAtZero::from_value(parameter)? },
            1 => Activation::leaky_relu(parameter)?,
            2 => Activation::elu(parameter)?,
            3 => Activation::Sigmoid,
            4 => Activation::Tanh,
            5 => Activation::Gelu,
            _ => Activation::Silu,
        };
        let weights = match whole("weights", weights, 2)? {
            0 => Weights::He,
            1 => Weights::Xavier,
            _ => Weights::Normal(deviation),
        };
        let digit = u64::from(u32::MAX);
        let setup = Setup {
            activation,
            weights,
            bias,
            width: whole("width", width, digit)? as usize,
            depth: whole("depth", depth, digit)? as usize,
            normalisation: NORMALISATIONS[whole("normalisation", normalisation, 2)? as usize],
        };
        let survey = Survey {
            setup,
            networks: whole("networks", networks, digit)? as usize,
            seed: whole("seed", high, digit)? << 32 | whole("seed", low, digit)?,
        };
        survey.check()?;
        Ok(survey)
    }
}

/// A number as a whole one from 0 to `largest`.
fn whole(name: &'static str, number: f64, largest: u64) -> Result<u64, ParameterError> {
    let rounded = number as u64;
    if rounded as f64 == number && rounded <= largest {
        Ok(rounded)
    } else {
        Err(ParameterError::number(name, number, format!("a whole number from 0 to {largest}")))
    }
}
