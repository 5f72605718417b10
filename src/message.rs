//! Rows of numbers: what whoever does long work is told, read back number by number.

use crate::activation::{Activation, SlopeAtZero};
use crate::error::ParameterError;

/// An activation as two numbers: which one, and its parameter.
pub(crate) fn activation_to_numbers(activation: Activation) -> [f64; 2] {
    match activation {
        Activation::Relu { slope_at_zero } => [0.0, slope_at_zero.value()],
        Activation::LeakyRelu { slope } => [1.0, slope],
        Activation::Elu { alpha } => [2.0, alpha],
        Activation::Sigmoid => [3.0, 0.0],
        Activation::Tanh => [4.0, 0.0],
        Activation::Gelu => [5.0, 0.0],
        Activation::Silu => [6.0, 0.0],
    }
}

/// A seed as two numbers: a double holds 53 bits of a whole number, half a seed.
pub(crate) fn seed_to_numbers(seed: u64) -> [f64; 2] {
    [(seed >> 32) as f64, (seed & u64::from(u32::MAX)) as f64]
}

/// Reads a row of numbers from its beginning.
pub(crate) struct Row<'a> {
    of: &'static str,
    rest: &'a [f64],
}

impl<'a> Row<'a> {
    /// A row that tells of something.
    pub fn new(of: &'static str, numbers: &'a [f64]) -> Self {
        Row { of, rest: numbers }
    }

    /// The next number, whatever it is.
    pub fn number(&mut self) -> Result<f64, ParameterError> {
        let Some((number, rest)) = self.rest.split_first() else {
            return Err(ParameterError::new(
                self.of,
                "a row that ends early",
                "as many numbers as it was written in",
            ));
        };
        self.rest = rest;
        Ok(*number)
    }

    /// The next number, a whole one from 0 to `largest`.
    pub fn whole(&mut self, name: &'static str, largest: u64) -> Result<u64, ParameterError> {
        let number = self.number()?;
        let rounded = number as u64;
        if rounded as f64 == number && rounded <= largest {
            Ok(rounded)
        } else {
            Err(ParameterError::number(name, number, format!("a whole number from 0 to {largest}")))
        }
    }

    /// A count, which is checked elsewhere.
    pub fn count(&mut self, name: &'static str) -> Result<usize, ParameterError> {
        Ok(self.whole(name, u64::from(u32::MAX))? as usize)
    }

    /// One of the things in a list, by its place.
    pub fn one_of<T: Copy>(&mut self, name: &'static str, list: &[T]) -> Result<T, ParameterError> {
        let place = self.whole(name, list.len().saturating_sub(1) as u64)?;
        list.get(place as usize).copied().ok_or_else(|| ParameterError::new(name, "one of none", "in a list"))
    }

    /// What [`seed_to_numbers`] wrote.
    pub fn seed(&mut self) -> Result<u64, ParameterError> {
        let digit = u64::from(u32::MAX);
        Ok(self.whole("seed", digit)? << 32 | self.whole("seed", digit)?)
    }

    /// What [`activation_to_numbers`] wrote.
    pub fn activation(&mut self) -> Result<Activation, ParameterError> {
        let which = self.whole("activation", 6)?;
        let parameter = self.number()?;
        Ok(match which {
            0 => Activation::Relu { slope_at_zero: SlopeAtZero::from_value(parameter)? },
            1 => Activation::leaky_relu(parameter)?,
            2 => Activation::elu(parameter)?,
            3 => Activation::Sigmoid,
            4 => Activation::Tanh,
            5 => Activation::Gelu,
            _ => Activation::Silu,
        })
    }

    /// That nothing is left.
    pub fn end(self) -> Result<(), ParameterError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(ParameterError::new(self.of, "a row that goes on", "as many numbers as it was written in"))
        }
    }
}
