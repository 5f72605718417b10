//! How a run ends that leaves the finite numbers.

use super::network::Parameter;

/// A run that has left the finite numbers.
///
/// ```
/// use relu_explainer::data::DataSet;
/// use relu_explainer::training::{Course, Data, Loss, Setup};
///
/// // Regression with far too high a rate.
/// let data = Data { set: DataSet::Surface, ..Setup::default().data };
/// let setup = Setup { data, loss: Loss::SquaredError, rate: 1e4, ..Setup::default() };
/// let diverged = Course::of(&setup)?.diverged.unwrap();
/// assert!(diverged.update <= 50);
/// assert!(diverged.to_string().ends_with("infinite or NaN"));
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diverged {
    /// The update that did it, counted from 1; 0 if it began so.
    pub update: usize,
    /// The first parameter, in the order of the row, that is no finite number any more; none if it was an output alone.
    pub parameter: Option<Parameter>,
}

impl std::fmt::Display for Diverged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.parameter {
            Some(parameter) => write!(f, "after update {} {parameter} is infinite or NaN", self.update),
            None => write!(f, "after update {} the output is infinite or NaN", self.update),
        }
    }
}

impl std::error::Error for Diverged {}
