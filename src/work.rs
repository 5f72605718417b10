//! Long work: what takes too long for a frame, in pieces that do not depend on each other.
//!
//! A [`Job`] says what is to be computed. Each of its pieces has a number, and its result follows from the job and that
//! number alone, so that it does not matter who computes it, when, and in which order. A piece is taken in
//! [steps](Piece::step) that are short, so that whoever has other things to do can look up between them.
//!
//! ```
//! use relu_explainer::signal::{Setup, Survey};
//! use relu_explainer::work::Job;
//!
//! let job = Job::Signal(Survey { setup: Setup::default(), networks: 3, seed: 42 });
//! let mut piece = job.begin(2);
//! while piece.step() {}
//! assert_eq!(piece.result(), job.result(2));
//! ```

use crate::error::ParameterError;
use crate::signal::{Survey, Walk};
use crate::training::{Sweep, SweepRun};

/// Work in pieces.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// The signal and the gradient in random networks; a piece is a network.
    Signal(Survey),
    /// Training runs that differ in set-up, learning rate and seed; a piece is a run.
    Sweep(Sweep),
}

/// Which kind of job a message tells of.
const SIGNAL: f64 = 0.0;
const SWEEP: f64 = 2.0;

impl Job {
    /// The same job as numbers, as it is sent to whoever does it.
    pub fn to_numbers(&self) -> Vec<f64> {
        match self {
            Job::Signal(survey) => [&[SIGNAL], survey.to_numbers().as_slice()].concat(),
            Job::Sweep(sweep) => [&[SWEEP], sweep.to_numbers().as_slice()].concat(),
        }
    }

    /// The job that [`Job::to_numbers`] wrote.
    ///
    /// # Errors
    /// If the numbers tell of none.
    pub fn from_numbers(numbers: &[f64]) -> Result<Self, ParameterError> {
        match numbers {
            [SIGNAL, survey @ ..] => Survey::from_numbers(survey).map(Job::Signal),
            [SWEEP, sweep @ ..] => Sweep::from_numbers(sweep).map(Job::Sweep),
            _ => Err(ParameterError::new("job", format!("{numbers:?}"), "one that was written as numbers")),
        }
    }

    /// How many pieces it has.
    pub fn pieces(&self) -> usize {
        match self {
            Job::Signal(survey) => survey.networks,
            Job::Sweep(sweep) => sweep.runs(),
        }
    }

    /// Begins a piece.
    pub fn begin(&self, piece: usize) -> Piece {
        match self {
            Job::Signal(survey) => Piece::Signal(Box::new(survey.walk(piece))),
            Job::Sweep(sweep) => Piece::Sweep(sweep.begin(piece)),
        }
    }

    /// The result of a piece, all at once.
    pub fn result(&self, piece: usize) -> Vec<f64> {
        let mut piece = self.begin(piece);
        while piece.step() {}
        piece.result()
    }
}

/// A piece of a job that is being done.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A random network.
    Signal(Box<Walk>),
    /// A training run; none if the sweep does not have it.
    Sweep(Option<SweepRun>),
}

impl Piece {
    /// Does the next step, one to two milliseconds long at the most; says whether there are more.
    pub fn step(&mut self) -> bool {
        match self {
            Piece::Signal(walk) => walk.step(),
            Piece::Sweep(run) => run.as_mut().is_some_and(SweepRun::step),
        }
    }

    /// What has come of it, as numbers.
    pub fn result(&self) -> Vec<f64> {
        match self {
            Piece::Signal(walk) => walk.passage().to_numbers(),
            Piece::Sweep(run) => run.as_ref().map_or_else(Vec::new, |run| run.outcome().to_numbers()),
        }
    }
}

/// The results of a job, in the order of its pieces, in whatever order they come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    job: Option<Job>,
    /// Those of the first pieces.
    in_order: Vec<Vec<f64>>,
    /// What has come too early, from the piece on that is waited for.
    early: Vec<Option<Vec<f64>>>,
}

impl Results {
    /// Waits for the results of a job.
    pub fn new(job: Option<Job>) -> Self {
        Results { job, ..Results::default() }
    }

    /// Whether they are of that job.
    pub fn are_of(&self, job: Option<&Job>) -> bool {
        self.job.as_ref() == job
    }

    /// The results of the first pieces; none if they are of another job.
    pub fn of(&self, job: Option<&Job>) -> &[Vec<f64>] {
        if self.are_of(job) { &self.in_order } else { &[] }
    }

    /// Takes the result of a piece; says whether there are more in order now. A result that is there already, or of a piece
    /// that the job does not have, is not taken.
    pub fn take(&mut self, piece: usize, result: Vec<f64>) -> bool {
        let pieces = self.job.as_ref().map_or(0, Job::pieces);
        let Some(ahead) = piece.checked_sub(self.in_order.len()).filter(|_| piece < pieces) else {
            return false;
        };
        if self.early.len() <= ahead {
            self.early.resize(ahead + 1, None);
        }
        self.early[ahead].get_or_insert(result);
        let before = self.in_order.len();
        let ready = self.early.iter().take_while(|result| result.is_some()).count();
        self.in_order.extend(self.early.drain(..ready).flatten());
        self.in_order.len() > before
    }
}
