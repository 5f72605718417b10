//! Everything that a training run follows from.

use crate::activation::Activation;
use crate::data::{DataSet, MOST_POINTS, Samples};
use crate::error::ParameterError;
use crate::initialisation::{LARGEST_DEVIATION, SMALLEST_DEVIATION, Weights};
use crate::message::{Row, activation_to_numbers, seed_to_numbers};

/// The largest number of hidden layers.
pub const MOST_LAYERS: usize = 4;
/// The smallest number of units of a hidden layer, and the largest.
pub const WIDTHS: std::ops::RangeInclusive<usize> = 2..=64;
/// The largest number of epochs.
pub const MOST_EPOCHS: usize = 10_000;
/// The largest learning rate.
pub const LARGEST_RATE: f64 = 1e6;

/// The samples that a network learns from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Data {
    /// Which.
    pub set: DataSet,
    /// How many.
    pub points: usize,
    /// The seed of their draw.
    pub seed: u64,
    /// Whether features, and targets that are numbers, have mean 0 and standard deviation 1.
    pub standardised: bool,
    /// What is added to every feature, after that.
    pub shift: f64,
}

impl Data {
    /// Draws them.
    pub(crate) fn samples(&self) -> Samples {
        let samples = self.set.drawn(self.points, self.seed);
        let samples = if self.standardised { samples.standardised() } else { samples };
        if self.shift == 0.0 { samples } else { samples.shifted(self.shift) }
    }
}

/// The biases that a network begins with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bias {
    /// This number in every hidden unit, 0 in the output.
    Constant(f64),
    /// A standard normal number in every unit, the output included.
    Normal,
}

/// The weights and biases that a network begins with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initial {
    /// Normal weights, and biases of their own.
    Normal {
        /// How wide the weights are.
        weights: Weights,
        /// The biases.
        bias: Bias,
    },
    /// What PyTorch's `nn.Linear` begins with: weights and biases uniform between ±1/√(fan-in).
    PyTorch,
}

/// What is made as small as possible: its mean over a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Loss {
    /// Binary cross-entropy of an output that is taken for the logarithm of the odds: ln(1 + eᵒ) − y·o.
    CrossEntropy,
    /// The squared error (o − y)².
    SquaredError,
}

/// A learning rate that takes effect in the middle of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Later {
    /// How many updates go before.
    pub update: usize,
    /// The rate of all updates after those.
    pub rate: f64,
}

/// A training run: data, network and descent.
///
/// ```
/// use relu_explainer::training::Setup;
///
/// // Two inputs, two hidden layers of 16 units, one output.
/// assert_eq!(Setup::default().sizes(), [2, 16, 16, 1]);
/// assert_eq!(Setup::default().updates_per_epoch(), 50);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// What is learned from.
    pub data: Data,
    /// The units of each hidden layer.
    pub hidden: Vec<usize>,
    /// The activation of all hidden units; the output has none.
    pub activation: Activation,
    /// Whether the pre-activations of each hidden layer are normalised over the batch, with a scale and a shift that are
    /// learned. In a census the batch is all samples.
    pub batch_norm: bool,
    /// What the network begins with.
    pub initial: Initial,
    /// What is made small.
    pub loss: Loss,
    /// The learning rate.
    pub rate: f64,
    /// Another learning rate later on.
    pub later: Option<Later>,
    /// The samples of an update. What is left of an epoch after whole batches is left out; more than there are samples means all.
    pub batch: usize,
    /// How much of the last step is kept in the next: v ← momentum · v + g.
    pub momentum: f64,
    /// What of the parameters is added to their gradient.
    pub decay: f64,
    /// The largest norm of the gradient of all parameters together; a longer one is shortened to it.
    pub clip: Option<f64>,
    /// How often all samples are gone through.
    pub epochs: usize,
    /// The seed of the weights and of the order of the samples.
    pub seed: u64,
}

impl Default for Setup {
    /// 200 points of two spirals, standardised, from data seed 1; 2-16-16-1 with ReLU from He's initialisation; cross-entropy,
    /// rate 0.1, batches of 4, 100 epochs, seed 0.
    fn default() -> Self {
        Setup {
            data: Data { set: DataSet::Spirals, points: 200, seed: 1, standardised: true, shift: 0.0 },
            hidden: vec![16, 16],
            activation: Activation::RELU,
            batch_norm: false,
            initial: Initial::Normal { weights: Weights::He, bias: Bias::Constant(0.0) },
            loss: Loss::CrossEntropy,
            rate: 0.1,
            later: None,
            batch: 4,
            momentum: 0.0,
            decay: 0.0,
            clip: None,
            epochs: 100,
            seed: 0,
        }
    }
}

impl Setup {
    /// The units of every layer, from the input to the output.
    pub fn sizes(&self) -> Vec<usize> {
        let features = if self.data.set == DataSet::Wave { 1 } else { 2 };
        [&[features], self.hidden.as_slice(), &[1]].concat()
    }

    /// The samples of an update.
    pub fn batch_size(&self) -> usize {
        self.batch.min(self.data.points).max(1)
    }

    /// How many updates an epoch has.
    pub fn updates_per_epoch(&self) -> usize {
        (self.data.points / self.batch_size()).max(1)
    }

    /// How many updates the run has.
    pub fn updates(&self) -> usize {
        self.epochs.saturating_mul(self.updates_per_epoch())
    }

    /// How many numbers a checkpoint has: all parameters, with momentum twice.
    pub(crate) fn checkpoint_length(&self) -> usize {
        let sizes = self.sizes();
        let linear: usize = sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
        let normalised: usize = if self.batch_norm { 2 * self.hidden.iter().sum::<usize>() } else { 0 };
        (linear + normalised) * if self.momentum == 0.0 { 1 } else { 2 }
    }

    /// The learning rate of the update that comes after so many.
    pub fn rate_after(&self, updates: usize) -> f64 {
        match self.later {
            Some(later) if updates >= later.update => later.rate,
            _ => self.rate,
        }
    }

    /// Whether it can be run.
    ///
    /// # Errors
    /// Names the first thing that is out of range: 1 to [`MOST_LAYERS`] hidden layers, each of [`WIDTHS`] units; 2 to
    /// [`MOST_POINTS`] points, shifted by up to 10⁶; a parameter of the activation that that refuses; rates from 0 to
    /// [`LARGEST_RATE`], a later one after no more than 10⁸ updates; batches of 1 to 2³¹ − 1, momentum from 0 to below 1, decay
    /// from 0 to 1, a clip above 0, 1 to [`MOST_EPOCHS`] epochs; cross-entropy for classes alone; weights of deviation 0 or from
    /// 10⁻¹⁵⁰ to 10¹⁵⁰, and finite biases. (In 32 bits the largest of these are infinite: such a run ends before its first update.)
    ///
    /// ```
    /// use relu_explainer::training::Setup;
    ///
    /// let setup = Setup { hidden: vec![16, 100], ..Setup::default() };
    /// assert_eq!(setup.check().unwrap_err().to_string(), "width is 100; it must be a whole number from 2 to 64");
    /// ```
    pub fn check(&self) -> Result<(), ParameterError> {
        let whole = |name, number: usize, range: std::ops::RangeInclusive<usize>| {
            if range.contains(&number) {
                return Ok(());
            }
            let allowed = format!("a whole number from {} to {}", range.start(), range.end());
            Err(ParameterError::new(name, number.to_string(), allowed))
        };
        let real = |name, number: f64, fits: bool, allowed: &'static str| {
            if number.is_finite() && fits {
                Ok(())
            } else {
                Err(ParameterError::number(name, number, allowed))
            }
        };
        whole("hidden layers", self.hidden.len(), 1..=MOST_LAYERS)?;
        for width in &self.hidden {
            whole("width", *width, WIDTHS)?;
        }
        whole("points", self.data.points, 2..=MOST_POINTS)?;
        real(
            "shift",
            self.data.shift,
            libm::fabs(self.data.shift) <= 1e6,
            "a number from -1000000 to 1000000",
        )?;
        let rate = |rate: f64| {
            real("rate", rate, (0.0..=LARGEST_RATE).contains(&rate), "a number from 0 to 1000000")
        };
        match self.activation {
            Activation::LeakyRelu { slope } => Activation::leaky_relu(slope).map(|_| ())?,
            Activation::Elu { alpha } => Activation::elu(alpha).map(|_| ())?,
            _ => {}
        }
        rate(self.rate)?;
        if let Some(later) = self.later {
            whole("update", later.update, 0..=MOST_EPOCHS * MOST_POINTS)?;
            rate(later.rate)?;
        }
        whole("batch", self.batch, 1..=i32::MAX as usize)?;
        real("momentum", self.momentum, (0.0..1.0).contains(&self.momentum), "a number from 0 to below 1")?;
        real("decay", self.decay, (0.0..=1.0).contains(&self.decay), "a number from 0 to 1")?;
        if let Some(clip) = self.clip {
            real("clip", clip, clip > 0.0, "a number above 0")?;
        }
        whole("epochs", self.epochs, 1..=MOST_EPOCHS)?;
        if self.loss == Loss::CrossEntropy && !self.data.set.has_classes() {
            let allowed = "the squared error where targets are numbers";
            return Err(ParameterError::new("loss", "cross-entropy", allowed));
        }
        if let Initial::Normal { weights, bias } = self.initial {
            if let Weights::Normal(deviation) = weights {
                let fits = deviation == 0.0 || (SMALLEST_DEVIATION..=LARGEST_DEVIATION).contains(&deviation);
                real("deviation", deviation, fits, "0 or a number from 1e-150 to 1e150")?;
            }
            if let Bias::Constant(bias) = bias {
                real("bias", bias, true, "a finite number")?;
            }
        }
        Ok(())
    }

    /// All of it in one row, which [`Setup::from_numbers`] reads.
    pub fn to_numbers(&self) -> Vec<f64> {
        let flag = |flag: bool| f64::from(u8::from(flag));
        let set = DataSet::ALL.iter().position(|set| *set == self.data.set).unwrap_or_default();
        let (initial, deviation) = match self.initial {
            Initial::PyTorch => (3, 0.0),
            Initial::Normal { weights: Weights::He, .. } => (0, 0.0),
            Initial::Normal { weights: Weights::Xavier, .. } => (1, 0.0),
            Initial::Normal { weights: Weights::Normal(deviation), .. } => (2, deviation),
        };
        let (normal_bias, bias) = match self.initial {
            Initial::Normal { bias: Bias::Constant(bias), .. } => (false, bias),
            Initial::Normal { bias: Bias::Normal, .. } => (true, 0.0),
            Initial::PyTorch => (false, 0.0),
        };
        let mut row = vec![set as f64, self.data.points as f64];
        row.extend(seed_to_numbers(self.data.seed));
        row.extend([flag(self.data.standardised), self.data.shift, self.hidden.len() as f64]);
        row.extend(self.hidden.iter().map(|width| *width as f64));
        row.extend(activation_to_numbers(self.activation));
        row.extend([flag(self.batch_norm), f64::from(initial), deviation, flag(normal_bias), bias]);
        let later = self.later.unwrap_or(Later { update: 0, rate: 0.0 });
        row.extend([
            flag(self.loss == Loss::SquaredError),
            self.rate,
            flag(self.later.is_some()),
            later.update as f64,
            later.rate,
            self.batch as f64,
            self.momentum,
            self.decay,
            flag(self.clip.is_some()),
            self.clip.unwrap_or(0.0),
            self.epochs as f64,
        ]);
        row.extend(seed_to_numbers(self.seed));
        row
    }

    /// The run that [`Setup::to_numbers`] wrote.
    ///
    /// # Errors
    /// If the row has another length, or a number does not mean anything at its place or is refused by [`Setup::check`].
    ///
    /// ```
    /// use relu_explainer::training::Setup;
    ///
    /// let setup = Setup { seed: u64::MAX, clip: Some(0.1), hidden: vec![2, 3, 4, 5], ..Setup::default() };
    /// assert_eq!(Setup::from_numbers(&setup.to_numbers())?, setup);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn from_numbers(numbers: &[f64]) -> Result<Self, ParameterError> {
        let mut row = Row::new("run", numbers);
        let setup = Setup::read(&mut row)?;
        row.end()?;
        setup.check()?;
        Ok(setup)
    }

    /// Reads one off a row that goes on.
    pub(crate) fn read(row: &mut Row) -> Result<Self, ParameterError> {
        let flags = [false, true];
        let data = Data {
            set: row.one_of("data", &DataSet::ALL)?,
            points: row.count("points")?,
            seed: row.seed()?,
            standardised: row.one_of("standardised", &flags)?,
            shift: row.number()?,
        };
        let layers = row.whole("hidden layers", MOST_LAYERS as u64)?;
        let hidden = (0..layers).map(|_| row.count("width")).collect::<Result<Vec<_>, _>>()?;
        let activation = row.activation()?;
        let batch_norm = row.one_of("batch normalisation", &flags)?;
        let initial = row.whole("initialisation", 3)?;
        let deviation = row.number()?;
        let normal_bias = row.one_of("normal bias", &flags)?;
        let bias = row.number()?;
        let bias = if normal_bias { Bias::Normal } else { Bias::Constant(bias) };
        let initial = match initial {
            0 => Initial::Normal { weights: Weights::He, bias },
            1 => Initial::Normal { weights: Weights::Xavier, bias },
            2 => Initial::Normal { weights: Weights::Normal(deviation), bias },
            _ => Initial::PyTorch,
        };
        let loss = row.one_of("loss", &[Loss::CrossEntropy, Loss::SquaredError])?;
        let rate = row.number()?;
        let changes = row.one_of("later rate", &flags)?;
        let later = Later { update: row.count("update")?, rate: row.number()? };
        let batch = row.count("batch")?;
        let (momentum, decay) = (row.number()?, row.number()?);
        let clips = row.one_of("clips", &flags)?;
        let clip = row.number()?;
        Ok(Setup {
            data,
            hidden,
            activation,
            batch_norm,
            initial,
            loss,
            rate,
            later: changes.then_some(later),
            batch,
            momentum,
            decay,
            clip: clips.then_some(clip),
            epochs: row.count("epochs")?,
            seed: row.seed()?,
        })
    }
}
