//! Many runs that differ in the learning rate, the seed and a few things more: how many units are dead at the end, and how well the
//! network has learned.

use super::descent::Descent;
use super::run::BUDGET;
use super::setup::Setup;
use crate::error::ParameterError;
use crate::message::Row;

/// Set-ups, each run with every rate and from every seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// What is compared; their rates and seeds count for nothing.
    pub setups: Vec<Setup>,
    /// The learning rates.
    pub rates: Vec<f64>,
    /// From how many seeds, 0 and the numbers that follow.
    pub seeds: usize,
}

/// What has come of one of the runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The share of hidden units that were dead before training.
    pub dead_at_first: f64,
    /// The share that is dead at the end.
    pub dead: f64,
    /// The accuracy at the end, as in [`Census::accuracy`](super::Census::accuracy).
    pub accuracy: f64,
    /// Whether the run stayed within the finite numbers. If not, nothing is called dead and the accuracy means nothing.
    pub finite: bool,
    /// Whether a whole layer is dead at the end.
    pub layer_gone: bool,
}

impl Sweep {
    /// The largest number of set-ups, of rates and of seeds.
    pub const MOST: [usize; 3] = [16, 64, 100];

    /// How many runs it has.
    pub fn runs(&self) -> usize {
        self.setups.len().saturating_mul(self.rates.len()).saturating_mul(self.seeds)
    }

    /// Which set-up, rate and seed a run has, by their places: all set-ups at all rates from the first seed come first, so that
    /// a sweep that is stopped knows something of all of them.
    pub fn place(&self, run: usize) -> (usize, usize, usize) {
        let (setups, rates) = (self.setups.len().max(1), self.rates.len().max(1));
        (run % setups, run / setups % rates, run / setups / rates)
    }

    /// What a run follows from; none if the sweep does not have it.
    pub fn setup(&self, run: usize) -> Option<Setup> {
        if run >= self.runs() {
            return None;
        }
        let (setup, rate, seed) = self.place(run);
        let (setup, rate) = (self.setups.get(setup)?, self.rates.get(rate)?);
        Some(Setup { rate: *rate, seed: seed as u64, ..setup.clone() })
    }

    /// Whether it can be run.
    ///
    /// # Errors
    /// If there is none or more than [`Sweep::MOST`] of set-ups, rates or seeds, or [`Setup::check`] refuses one of the runs.
    pub fn check(&self) -> Result<(), ParameterError> {
        let counts = [("set-ups", self.setups.len()), ("rates", self.rates.len()), ("seeds", self.seeds)];
        for ((name, count), most) in counts.into_iter().zip(Sweep::MOST) {
            if !(1..=most).contains(&count) {
                return Err(ParameterError::new(
                    name,
                    count.to_string(),
                    format!("a whole number from 1 to {most}"),
                ));
            }
        }
        // The seeds come last in the order, and each is allowed.
        (0..self.setups.len() * self.rates.len())
            .filter_map(|run| self.setup(run))
            .try_for_each(|setup| setup.check())
    }

    /// All of it in one row, which [`Sweep::from_numbers`] reads.
    pub fn to_numbers(&self) -> Vec<f64> {
        let mut row = vec![self.seeds as f64, self.rates.len() as f64];
        row.extend_from_slice(&self.rates);
        row.push(self.setups.len() as f64);
        for setup in &self.setups {
            row.extend(setup.to_numbers());
        }
        row
    }

    /// The sweep that [`Sweep::to_numbers`] wrote.
    ///
    /// # Errors
    /// If the row has another length, or a number does not mean anything at its place or is refused by [`Sweep::check`].
    ///
    /// ```
    /// use relu_explainer::training::{Setup, Sweep};
    ///
    /// let sweep = Sweep { setups: vec![Setup::default()], rates: vec![0.1, 1.0], seeds: 10 };
    /// assert_eq!(Sweep::from_numbers(&sweep.to_numbers())?, sweep);
    /// assert_eq!(sweep.setup(3).unwrap().rate, 1.0);
    /// assert_eq!(sweep.setup(3).unwrap().seed, 1);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn from_numbers(numbers: &[f64]) -> Result<Self, ParameterError> {
        let mut row = Row::new("sweep", numbers);
        let seeds = row.count("seeds")?;
        let count = row.whole("rates", Sweep::MOST[1] as u64)?;
        let rates = (0..count).map(|_| row.number()).collect::<Result<Vec<_>, _>>()?;
        let count = row.whole("set-ups", Sweep::MOST[0] as u64)?;
        let setups = (0..count).map(|_| Setup::read(&mut row)).collect::<Result<Vec<_>, _>>()?;
        row.end()?;
        let sweep = Sweep { setups, rates, seeds };
        sweep.check()?;
        Ok(sweep)
    }

    /// Begins a run; none if it does not have it, or its set-up is refused.
    pub fn begin(&self, run: usize) -> Option<SweepRun> {
        SweepRun::new(&self.setup(run)?)
    }
}

/// A run of a sweep that is being done.
#[derive(Clone, Debug)]
pub struct SweepRun {
    descent: Box<Descent<f32>>,
    outcome: Outcome,
    done: bool,
}

impl SweepRun {
    fn new(setup: &Setup) -> Option<Self> {
        let mut descent = Box::new(Descent::new(setup).ok()?);
        let outcome = outcome(&mut descent, None);
        Some(SweepRun { descent, outcome, done: false })
    }

    /// Does the next step, about a millisecond long; says whether there are more.
    pub fn step(&mut self) -> bool {
        let setup = self.descent.setup();
        let (all, batch) = (setup.updates(), setup.batch_size());
        let at_once = BUDGET / (3 * self.descent.network().parameters().len() * batch).max(1);
        for _ in 0..at_once.max(1) {
            if self.done {
                return false;
            }
            let finite = self.descent.update().is_ok();
            if !finite || self.descent.updates() >= all {
                let first = Some(self.outcome.dead_at_first);
                self.outcome = outcome(&mut self.descent, first);
                self.outcome.finite &= finite;
                self.done = true;
            }
        }
        !self.done
    }

    /// What has come of it.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}

fn outcome(descent: &mut Descent<f32>, first: Option<f64>) -> Outcome {
    let census = descent.census();
    let widths = &descent.setup().hidden;
    let units: usize = widths.iter().sum();
    let dead = f64::from(census.dead_count()) / units as f64;
    let gone = census.dead.iter().zip(widths).any(|(dead, width)| dead.count_ones() as usize == *width);
    Outcome {
        dead_at_first: first.unwrap_or(dead),
        dead,
        accuracy: census.accuracy,
        finite: census.finite,
        layer_gone: gone,
    }
}

impl Outcome {
    /// As numbers, which [`Outcome::from_numbers`] reads.
    pub fn to_numbers(self) -> Vec<f64> {
        let flag = |flag: bool| f64::from(u8::from(flag));
        vec![self.dead_at_first, self.dead, self.accuracy, flag(self.finite), flag(self.layer_gone)]
    }

    /// The outcome that [`Outcome::to_numbers`] wrote; none if the row has another length.
    pub fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let &[dead_at_first, dead, accuracy, finite, layer_gone] = numbers else { return None };
        Some(Outcome { dead_at_first, dead, accuracy, finite: finite == 1.0, layer_gone: layer_gone == 1.0 })
    }
}
