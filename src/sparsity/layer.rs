//! A layer of ReLU units: its pre-activations, where its units fire, and what is known of them without inputs.

use super::arrangement::Line;
use super::mask::Mask;
use super::{MOST_DIMENSIONS, MOST_UNITS, within};
use crate::error::ParameterError;
use crate::neuron::{Activity, MOST_INPUTS, Neuron};

/// The largest size of a weight, of the bias and of a coordinate of an input. Beyond it sums could overflow.
const LARGEST: f64 = 1e150;

/// Units with weights of their own and one bias.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Unit by unit.
    weights: Vec<f64>,
    dimensions: usize,
    bias: f64,
}

impl Layer {
    /// A layer with these weights, unit by unit, and this bias.
    ///
    /// # Errors
    /// Unless there are 1 to [`MOST_DIMENSIONS`] dimensions, weights for 1 to [`MOST_UNITS`] whole units, and all numbers
    /// are of a size up to 1e150.
    ///
    /// ```
    /// use relu_explainer::sparsity::Layer;
    ///
    /// let layer = Layer::new(vec![1.0, 1.0, -1.0, 2.0], 2, -0.5)?;
    /// assert_eq!(layer.units(), 2);
    /// assert_eq!(layer.weights(1), Some(&[-1.0, 2.0][..]));
    /// assert!(Layer::new(vec![1.0, f64::NAN], 2, 0.0).is_err());
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn new(weights: Vec<f64>, dimensions: usize, bias: f64) -> Result<Self, ParameterError> {
        within("dimensions", dimensions, MOST_DIMENSIONS)?;
        if !weights.len().is_multiple_of(dimensions) {
            let allowed = format!("a multiple of {dimensions}");
            return Err(ParameterError::new("number of weights", weights.len().to_string(), allowed));
        }
        within("units", weights.len() / dimensions, MOST_UNITS)?;
        for weight in &weights {
            sized("weight", *weight)?;
        }
        sized("bias", bias)?;
        Ok(Layer { weights, dimensions, bias })
    }

    /// [`Layer::new`] of numbers that are known to be fit for it.
    pub(super) fn of_fit(weights: Vec<f64>, dimensions: usize, bias: f64) -> Self {
        Layer { weights, dimensions, bias }
    }

    /// The number of units.
    pub fn units(&self) -> usize {
        self.weights.len() / self.dimensions
    }

    /// The number of coordinates of an input.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The bias of every unit.
    pub fn bias(&self) -> f64 {
        self.bias
    }

    /// The weights of a unit, from 0 on; none beyond the last.
    pub fn weights(&self, unit: usize) -> Option<&[f64]> {
        self.weights.chunks_exact(self.dimensions).nth(unit)
    }

    /// The pre-activation of a unit: w₁x₁ + w₂x₂ + … + b, from left to right.
    fn z(&self, weights: &[f64], input: &[f64]) -> f64 {
        let terms = weights.iter().zip(input).map(|(weight, x)| weight * x);
        terms.fold(0.0, |sum, term| sum + term) + self.bias
    }

    /// Which units fire at an input: its code.
    ///
    /// # Errors
    /// Unless the input has as many coordinates as the layer has dimensions, all of a size up to 1e150.
    ///
    /// ```
    /// use relu_explainer::sparsity::Layer;
    ///
    /// let layer = Layer::new(vec![1.0, 1.0, -1.0, 2.0], 2, -0.5)?;
    /// assert_eq!(layer.code(&[0.5, 0.25])?, [true, false]);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn code(&self, input: &[f64]) -> Result<Vec<bool>, ParameterError> {
        if input.len() != self.dimensions {
            let allowed = self.dimensions.to_string();
            return Err(ParameterError::new("number of coordinates", input.len().to_string(), allowed));
        }
        for x in input {
            sized("coordinate", *x)?;
        }
        Ok(self.code_at(input))
    }

    /// [`Layer::code`] of an input that is known to be fit for it.
    pub(crate) fn code_at(&self, input: &[f64]) -> Vec<bool> {
        let units = self.weights.chunks_exact(self.dimensions);
        units.map(|weights| self.z(weights, input) > 0.0).collect()
    }

    /// How many units of a layer with two dimensions fire at each of the inputs of a row: `x` grows, `y` stays.
    pub(crate) fn active_along(&self, x: &[f64], y: f64) -> Vec<usize> {
        // By how many more than before it.
        let mut more = vec![0isize; x.len() + 1];
        for weights in self.weights.chunks_exact(self.dimensions) {
            // Along the row z grows or falls, rounded as it is, so that it passes 0 at one place only.
            let rises = weights.first().is_some_and(|weight| *weight > 0.0);
            let place = x.partition_point(|x| (self.z(weights, &[*x, y]) > 0.0) != rises);
            if rises {
                more[place] += 1;
            } else {
                more[0] += 1;
                more[place] -= 1;
            }
        }
        let mut active = 0;
        let counts = more.into_iter().take(x.len()).map(|more| {
            active += more;
            active as usize
        });
        counts.collect()
    }

    /// Which units fire for which of several inputs, given one after the other.
    ///
    /// # Errors
    /// Unless there are 1 to [`MOST_INPUTS`](super::MOST_INPUTS) whole inputs, with coordinates of a size up to 1e150.
    ///
    /// ```
    /// use relu_explainer::sparsity::Layer;
    ///
    /// let layer = Layer::new(vec![1.0, -1.0, 0.5], 1, 0.0)?;
    /// let mask = layer.mask(&[2.0, -3.0, 0.0, -1.0])?;
    /// assert_eq!(mask.row(1), Some(&[false, true, false, true][..]));
    /// assert_eq!(mask.zeros(), 8.0 / 12.0);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn mask(&self, inputs: &[f64]) -> Result<Mask, ParameterError> {
        if !inputs.len().is_multiple_of(self.dimensions) {
            let allowed = format!("a multiple of {}", self.dimensions);
            return Err(ParameterError::new("number of coordinates", inputs.len().to_string(), allowed));
        }
        within("inputs", inputs.len() / self.dimensions, super::MOST_INPUTS)?;
        for x in inputs {
            sized("coordinate", *x)?;
        }
        Ok(self.mask_of(inputs))
    }

    /// [`Layer::mask`] of inputs that are known to be fit for it.
    pub(super) fn mask_of(&self, inputs: &[f64]) -> Mask {
        let mut fires = Vec::with_capacity(self.units() * inputs.len() / self.dimensions);
        for weights in self.weights.chunks_exact(self.dimensions) {
            for input in inputs.chunks_exact(self.dimensions) {
                fires.push(self.z(weights, input) > 0.0);
            }
        }
        Mask::new(fires, inputs.len() / self.dimensions)
    }

    /// Whether a unit, from 0 on, fires for no, some or all inputs of the cube from `shift` to `shift` + 1 along every
    /// axis, but for a part of it that has no volume, such as a corner; none beyond the last.
    ///
    /// ```
    /// use relu_explainer::neuron::Activity;
    /// use relu_explainer::sparsity::Layer;
    ///
    /// let layer = Layer::new(vec![-1.0, -2.0, 1.0, -1.0], 2, 0.0)?;
    /// assert_eq!(layer.on_cube(0, 0.0), Some(Activity::Dead));
    /// assert_eq!(layer.on_cube(0, -0.5), Some(Activity::Partial));
    /// assert_eq!(layer.on_cube(0, -1.0), Some(Activity::Always));
    /// assert_eq!(layer.on_cube(1, 0.0), Some(Activity::Partial));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn on_cube(&self, unit: usize, shift: f64) -> Option<Activity> {
        let weights = self.weights(unit)?;
        let (mut smallest, mut largest) = (self.bias, self.bias);
        for weight in weights {
            let ends = [weight * shift, weight * (shift + 1.0)];
            smallest += ends[0].min(ends[1]);
            largest += ends[0].max(ends[1]);
        }
        Some(if largest <= 0.0 {
            Activity::Dead
        } else if smallest >= 0.0 {
            Activity::Always
        } else {
            Activity::Partial
        })
    }

    /// The share of that cube at which a unit fires, exactly; none beyond the last unit, or in more than
    /// [`MOST_INPUTS`] dimensions.
    ///
    /// ```
    /// use relu_explainer::sparsity::Layer;
    ///
    /// let layer = Layer::new(vec![1.0, 1.0], 2, -0.5)?;
    /// assert_eq!(layer.share_of_cube(0, 0.0), Some(0.875));
    /// assert_eq!(layer.share_of_cube(0, -0.25), Some(0.5));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn share_of_cube(&self, unit: usize, shift: f64) -> Option<f64> {
        let weights = self.weights(unit)?.to_vec();
        if weights.len() > MOST_INPUTS {
            return None;
        }
        let bias = weights.iter().fold(self.bias, |bias, weight| bias + weight * shift);
        Some(Neuron::new(weights, bias).ok()?.active_share())
    }

    /// The share of zeros that is expected at these inputs, over all draws of such a layer's weights from N(0, s²): the mean
    /// of Φ(−b/(s|x|)). Exactly half without bias, whatever the inputs, unless one is 0.
    ///
    /// A pre-activation is a sum of the bias and independent normal numbers with the standard deviations s|xᵢ|, hence
    /// normal with the mean b and the standard deviation s|x|.
    ///
    /// ```
    /// use relu_explainer::sparsity::Layer;
    ///
    /// let unbiased = Layer::new(vec![0.1, 0.7], 2, 0.0)?;
    /// assert_eq!(unbiased.expected_zeros(1.0, &[3.0, 4.0, 0.5, -2.0]), 0.5);
    /// let biased = Layer::new(vec![0.1, 0.7], 2, -5.0)?;
    /// assert!((biased.expected_zeros(1.0, &[3.0, 4.0]) - 0.8413447460685429).abs() < 1e-15);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn expected_zeros(&self, deviation: f64, inputs: &[f64]) -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for input in inputs.chunks_exact(self.dimensions) {
            let length = libm::sqrt(input.iter().map(|x| x * x).sum::<f64>());
            let spread = deviation * length;
            sum += if spread > 0.0 {
                0.5 * libm::erfc(self.bias / spread * std::f64::consts::FRAC_1_SQRT_2)
            } else {
                f64::from(self.bias <= 0.0)
            };
            count += 1.0;
        }
        sum / count
    }

    /// The line of a unit, from 0 on, on which its z is 0; none unless the layer has two dimensions, beyond the last unit,
    /// and where its weights make no [`Line`].
    pub fn line(&self, unit: usize) -> Option<Line> {
        match self.weights(unit)? {
            [a, b] => Line::new(*a, *b, self.bias).ok(),
            _ => None,
        }
    }

    /// All its lines.
    pub fn lines(&self) -> Vec<Line> {
        (0..self.units()).filter_map(|unit| self.line(unit)).collect()
    }
}

/// The share of units without bias that are off on the whole cube [0, 1]ᵈ, over all draws of symmetric weights: 2⁻ᵈ, since
/// all weights must be below 0. As many are on on the whole cube. On a finite sample more of either are seen.
///
/// ```
/// use relu_explainer::sparsity::silent_share;
///
/// assert_eq!(silent_share(2), 0.25);
/// ```
pub fn silent_share(dimensions: usize) -> f64 {
    libm::pow(0.5, dimensions as f64)
}

fn sized(name: &'static str, number: f64) -> Result<(), ParameterError> {
    if libm::fabs(number) <= LARGEST {
        Ok(())
    } else {
        Err(ParameterError::number(name, number, "a number from -1e150 to 1e150"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Generator;

    #[test]
    fn along_a_row_as_many_units_fire_as_in_each_input_s_code() {
        let mut generator = Generator::new(7);
        let mut weights = vec![0.0; 60];
        for bias in [0.0, 0.5, -0.5] {
            generator.fill_normal(&mut weights);
            // Units that do not change along it, fire or not, and one that is off where it passes 0.
            weights[..8].copy_from_slice(&[0.0, 1.0, -0.0, -1.0, 0.0, 0.0, 1.0, 0.0]);
            let layer = Layer::new(weights.clone(), 2, bias).unwrap();
            let x: Vec<f64> = (-20..=20).map(|tenth| f64::from(tenth) / 8.0).collect();
            for y in [-1.0, 0.0, 0.7] {
                let codes = x.iter().map(|x| layer.code(&[*x, y]).unwrap());
                let expected: Vec<usize> =
                    codes.map(|code| code.into_iter().filter(|fires| *fires).count()).collect();
                assert_eq!(layer.active_along(&x, y), expected, "bias {bias}, y {y}");
            }
        }
        assert!(Layer::new(vec![1.0, 1.0], 2, 0.0).unwrap().active_along(&[], 0.0).is_empty());
    }
}
