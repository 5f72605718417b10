//! Which units fire for which inputs.

use crate::error::ParameterError;

/// A table of units by inputs: whether the unit fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Unit by unit.
    fires: Vec<bool>,
    inputs: usize,
    of_units: Vec<usize>,
    of_inputs: Vec<usize>,
}

impl Mask {
    /// Of at least one unit and at least one input.
    pub(super) fn new(fires: Vec<bool>, inputs: usize) -> Self {
        let mut of_units = Vec::with_capacity(fires.len() / inputs);
        let mut of_inputs = vec![0; inputs];
        for row in fires.chunks_exact(inputs) {
            let mut count = 0;
            for (input, fires) in of_inputs.iter_mut().zip(row) {
                *input += usize::from(*fires);
                count += usize::from(*fires);
            }
            of_units.push(count);
        }
        Mask { fires, inputs, of_units, of_inputs }
    }

    /// The number of units.
    pub fn units(&self) -> usize {
        self.of_units.len()
    }

    /// The number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// For which inputs a unit, from 0 on, fires; none beyond the last.
    pub fn row(&self, unit: usize) -> Option<&[bool]> {
        self.fires.chunks_exact(self.inputs).nth(unit)
    }

    /// Which units fire for an input, from 0 on: its signature, or code; none beyond the last.
    pub fn signature(&self, input: usize) -> Option<Vec<bool>> {
        (input < self.inputs).then(|| self.fires.iter().skip(input).step_by(self.inputs).copied().collect())
    }

    /// For how many inputs each unit fires.
    pub fn of_units(&self) -> &[usize] {
        &self.of_units
    }

    /// How many units fire for each input.
    pub fn of_inputs(&self) -> &[usize] {
        &self.of_inputs
    }

    /// The number of outputs that are above 0.
    pub fn active(&self) -> usize {
        self.of_units.iter().sum()
    }

    /// The share of outputs that are exactly 0.
    pub fn zeros(&self) -> f64 {
        (self.fires.len() - self.active()) as f64 / self.fires.len() as f64
    }

    /// The number of units that fire for none of the inputs: dead on these.
    pub fn dead(&self) -> usize {
        self.of_units.iter().filter(|count| **count == 0).count()
    }

    /// The number of units that fire for all of the inputs: linear on these.
    pub fn always(&self) -> usize {
        self.of_units.iter().filter(|count| **count == self.inputs).count()
    }

    /// The units by how often they fire, most often first; those that fire equally often stay in order.
    ///
    /// ```
    /// use relu_explainer::sparsity::Layer;
    ///
    /// let layer = Layer::new(vec![1.0, -1.0, 2.0], 1, 0.0)?;
    /// assert_eq!(layer.mask(&[-1.0, -2.0, 1.0])?.by_frequency(), [1, 0, 2]);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn by_frequency(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.units()).collect();
        order.sort_by(|one, other| self.of_units[*other].cmp(&self.of_units[*one]));
        order
    }
}

/// What two codes have in common, counted in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// On in both.
    pub shared: usize,
    /// On in the first alone.
    pub first: usize,
    /// On in the second alone.
    pub second: usize,
    /// Off in both.
    pub neither: usize,
}

impl Comparison {
    /// Compares two codes.
    ///
    /// # Errors
    /// Unless they are equally long.
    ///
    /// ```
    /// use relu_explainer::sparsity::Comparison;
    ///
    /// let comparison = Comparison::new(&[true, true, false, false], &[true, false, true, true])?;
    /// assert_eq!((comparison.shared, comparison.first, comparison.second), (1, 1, 2));
    /// assert_eq!(comparison.distance(), 3);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn new(first: &[bool], second: &[bool]) -> Result<Self, ParameterError> {
        if first.len() != second.len() {
            let allowed = first.len().to_string();
            return Err(ParameterError::new("length of the second code", second.len().to_string(), allowed));
        }
        Ok(Self::of(first, second))
    }

    /// [`Comparison::new`] of codes of one length.
    pub(crate) fn of(first: &[bool], second: &[bool]) -> Self {
        let mut comparison = Comparison::default();
        for pair in first.iter().zip(second) {
            *match pair {
                (true, true) => &mut comparison.shared,
                (true, false) => &mut comparison.first,
                (false, true) => &mut comparison.second,
                (false, false) => &mut comparison.neither,
            } += 1;
        }
        comparison
    }

    /// In how many units they differ: their Hamming distance. With two dimensions, as many units' lines lie between the
    /// two inputs.
    pub fn distance(&self) -> usize {
        self.first + self.second
    }
}
