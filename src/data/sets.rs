//! What small networks learn from: inputs of one or two numbers, each with a target.

use super::{MOST_POINTS, Spirals};
use crate::error::ParameterError;
use crate::random::Generator;

/// Inputs and what is to be said of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// Input after input, each of `features` numbers.
    inputs: Vec<f64>,
    features: usize,
    /// 0 or 1 where there are two classes, else any number.
    targets: Vec<f64>,
    classes: bool,
}

impl Samples {
    /// Input after input, each of [`Samples::features`] numbers.
    pub fn inputs(&self) -> &[f64] {
        &self.inputs
    }

    /// How many numbers an input has: 1 or 2.
    pub fn features(&self) -> usize {
        self.features
    }

    /// What is to be said of each input: its class, 0 or 1, or a number.
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// Whether the targets are classes.
    pub fn has_classes(&self) -> bool {
        self.classes
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.targets.len()
    }

    /// The same with each feature moved and stretched to mean 0 and standard deviation 1, and so a target that is a number.
    /// What is the same everywhere is only moved.
    ///
    /// ```
    /// use relu_explainer::data::DataSet;
    ///
    /// let samples = DataSet::Moons.draw(200, 1)?.standardised();
    /// let mean: f64 = samples.inputs().iter().step_by(2).sum::<f64>() / 200.0;
    /// assert!(mean.abs() < 1e-12);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    #[must_use]
    pub fn standardised(mut self) -> Self {
        for feature in 0..self.features {
            standardise(&mut self.inputs, feature, self.features);
        }
        if !self.classes {
            standardise(&mut self.targets, 0, 1);
        }
        self
    }

    /// The same with this added to every feature.
    ///
    /// ```
    /// use relu_explainer::data::DataSet;
    ///
    /// let samples = DataSet::Xor.draw(10, 1)?;
    /// let shifted = samples.clone().shifted(5.0);
    /// assert_eq!(shifted.inputs()[3], samples.inputs()[3] + 5.0);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    #[must_use]
    pub fn shifted(mut self, by: f64) -> Self {
        for input in &mut self.inputs {
            *input += by;
        }
        self
    }
}

/// Moves and stretches every `apart`-th number from `first` on to mean 0 and standard deviation 1.
fn standardise(numbers: &mut [f64], first: usize, apart: usize) {
    let count = numbers.len() as f64 / apart as f64;
    let chosen = |numbers: &[f64]| numbers.iter().skip(first).step_by(apart).copied().collect::<Vec<f64>>();
    let mean = chosen(numbers).iter().sum::<f64>() / count;
    let squares: f64 = chosen(numbers).iter().map(|number| (number - mean) * (number - mean)).sum();
    let deviation = libm::sqrt(squares / count);
    for number in numbers.iter_mut().skip(first).step_by(apart) {
        *number -= mean;
        if deviation > 0.0 {
            *number /= deviation;
        }
    }
}

/// The data sets that can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataSet {
    /// Two half circles that reach into each other, with noise of deviation 0.15.
    Moons,
    /// A circle of radius 0.4 within one of radius 1, with noise of deviation 0.08.
    Circles,
    /// [`Spirals`].
    Spirals,
    /// The square from −1 to 1; the class is whether both coordinates have the same sign.
    Xor,
    /// Regression in the plane: sin 3x₁ · cos 2x₂ + x₁/2 on the square from −1 to 1.
    Surface,
    /// Regression on the line: sin 3x from −1 to 1.
    Wave,
}

impl DataSet {
    /// All of them.
    pub const ALL: [DataSet; 6] =
        [DataSet::Moons, DataSet::Circles, DataSet::Spirals, DataSet::Xor, DataSet::Surface, DataSet::Wave];

    /// Its identifier in lower case.
    pub fn name(self) -> &'static str {
        match self {
            DataSet::Moons => "moons",
            DataSet::Circles => "circles",
            DataSet::Spirals => "spirals",
            DataSet::Xor => "xor",
            DataSet::Surface => "surface",
            DataSet::Wave => "wave",
        }
    }

    /// Whether its targets are two classes.
    pub fn has_classes(self) -> bool {
        !matches!(self, DataSet::Surface | DataSet::Wave)
    }

    /// Draws samples, as they come: not standardised.
    ///
    /// # Errors
    /// Unless there are 1 to [`MOST_POINTS`] of them.
    ///
    /// ```
    /// use relu_explainer::data::DataSet;
    ///
    /// let samples = DataSet::Wave.draw(50, 7)?;
    /// assert_eq!((samples.count(), samples.features()), (50, 1));
    /// assert_eq!(samples.targets()[0], libm::sin(3.0 * samples.inputs()[0]));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn draw(self, count: usize, seed: u64) -> Result<Samples, ParameterError> {
        if (1..=MOST_POINTS).contains(&count) {
            Ok(self.drawn(count, seed))
        } else {
            let allowed = format!("a whole number from 1 to {MOST_POINTS}");
            Err(ParameterError::new("points", count.to_string(), allowed))
        }
    }

    /// [`DataSet::draw`] of a number that is known to be fit for it.
    pub(crate) fn drawn(self, count: usize, seed: u64) -> Samples {
        let mut generator = Generator::new(seed);
        let features = if self == DataSet::Wave { 1 } else { 2 };
        let mut samples =
            Samples { inputs: Vec::new(), features, targets: Vec::new(), classes: self.has_classes() };
        if self == DataSet::Spirals {
            let spirals = Spirals { points: count, ..Spirals::default() }.drawn(seed);
            samples.inputs = spirals.points().as_flattened().to_vec();
            samples.targets = spirals.labels().iter().map(|label| f64::from(u8::from(*label))).collect();
            return samples;
        }
        for index in 0..count {
            let second = index >= count / 2;
            let (point, target) = self.sample(&mut generator, second);
            samples.inputs.extend_from_slice(&point[..features]);
            samples.targets.push(target);
        }
        samples
    }

    fn sample(self, generator: &mut Generator, second: bool) -> ([f64; 2], f64) {
        let class = f64::from(u8::from(second));
        let pi = std::f64::consts::PI;
        match self {
            DataSet::Moons => {
                let angle = pi * generator.uniform();
                let (x, y) = (libm::cos(angle), libm::sin(angle));
                let at = if second { [1.0 - x, 0.5 - y] } else { [x, y] };
                (noisy(at, 0.15, generator), class)
            }
            DataSet::Circles => {
                let angle = 2.0 * pi * generator.uniform();
                let radius = if second { 1.0 } else { 0.4 };
                let at = [radius * libm::cos(angle), radius * libm::sin(angle)];
                (noisy(at, 0.08, generator), class)
            }
            DataSet::Xor | DataSet::Spirals => {
                let [x, y] = square(generator);
                ([x, y], f64::from(u8::from(x * y > 0.0)))
            }
            DataSet::Surface => {
                let [x, y] = square(generator);
                ([x, y], libm::sin(3.0 * x) * libm::cos(2.0 * y) + 0.5 * x)
            }
            DataSet::Wave => {
                let x = 2.0 * generator.uniform() - 1.0;
                ([x, 0.0], libm::sin(3.0 * x))
            }
        }
    }
}

/// A point uniform on the square from −1 to 1.
fn square(generator: &mut Generator) -> [f64; 2] {
    [generator.uniform(), generator.uniform()].map(|u| 2.0 * u - 1.0)
}

fn noisy([x, y]: [f64; 2], deviation: f64, generator: &mut Generator) -> [f64; 2] {
    let mut noise = [0.0; 2];
    generator.fill_normal(&mut noise);
    [x + deviation * noise[0], y + deviation * noise[1]]
}
