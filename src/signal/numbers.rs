//! A survey as a row of numbers, as it is sent to whoever walks through its networks.

use super::{Normalisation, Setup, Survey};
use crate::error::ParameterError;
use crate::initialisation::Weights;
use crate::message::{Row, activation_to_numbers, seed_to_numbers};

const NORMALISATIONS: [Normalisation; 3] = [Normalisation::None, Normalisation::Before, Normalisation::After];

impl Survey {
    /// All of it in one row, which [`Survey::from_numbers`] reads.
    pub fn to_numbers(&self) -> Vec<f64> {
        let Setup { activation, weights, bias, width, depth, normalisation } = self.setup;
        let [activation, parameter] = activation_to_numbers(activation);
        let (weights, deviation) = match weights {
            Weights::He => (0, 0.0),
            Weights::Xavier => (1, 0.0),
            Weights::Normal(deviation) => (2, deviation),
        };
        let normalisation = NORMALISATIONS.iter().position(|place| *place == normalisation);
        let [high, low] = seed_to_numbers(self.seed);
        vec![
            activation,
            parameter,
            f64::from(weights),
            deviation,
            bias,
            width as f64,
            depth as f64,
            normalisation.unwrap_or_default() as f64,
            self.networks as f64,
            high,
            low,
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
        let mut row = Row::new("survey", numbers);
        let activation = row.activation()?;
        let weights = row.whole("weights", 2)?;
        let deviation = row.number()?;
        let weights = match weights {
            0 => Weights::He,
            1 => Weights::Xavier,
            _ => Weights::Normal(deviation),
        };
        let bias = row.number()?;
        let (width, depth) = (row.count("width")?, row.count("depth")?);
        let normalisation = row.one_of("normalisation", &NORMALISATIONS)?;
        let setup = Setup { activation, weights, bias, width, depth, normalisation };
        let survey = Survey { setup, networks: row.count("networks")?, seed: row.seed()? };
        row.end()?;
        survey.check()?;
        Ok(survey)
    }
}
