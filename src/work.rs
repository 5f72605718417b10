//! Long work: what takes too long for a frame, in pieces that do not depend on each other.
//!
//! A [`Job`] says what is to be computed. Each of its pieces has a number, and its result follows from the job and that
//! number alone, so that it does not matter who computes it, when, and in which order. A piece is taken in
//! [steps](Piece::step) that are short, so that whoever has other things to do can look up between them.
//!
//! A job may [stream](Job::streams): its pieces are so long that what comes of one is shown before it is done. Its result
//! then comes in [parts](Piece::take_part), one after the other, and is what they make together; wherever it is cut, and
//! however often a piece is begun anew, the numbers are the same.
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

mod results;

pub use results::{Results, Streams};

use crate::error::ParameterError;
use crate::signal::{Survey, Walk};
use crate::training::{Course, Run, Setup, Sweep, SweepRun};

/// Work in pieces.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// The signal and the gradient in random networks; a piece is a network.
    Signal(Survey),
    /// Runs of training that are looked at update by update; a piece is a run, and streams.
    Training(Vec<Setup>),
    /// Many runs, of which the end alone counts; a piece is a run.
    Sweep(Sweep),
}

/// Which kind of job a message tells of.
const SIGNAL: f64 = 0.0;
const TRAINING: f64 = 1.0;
const SWEEP: f64 = 2.0;

impl Job {
    /// The same job as numbers, as it is sent to whoever does it.
    pub fn to_numbers(&self) -> Vec<f64> {
        match self {
            Job::Signal(survey) => [&[SIGNAL], survey.to_numbers().as_slice()].concat(),
            Job::Training(runs) => {
                let mut numbers = vec![TRAINING];
                for setup in runs {
                    let run = setup.to_numbers();
                    numbers.push(run.len() as f64);
                    numbers.extend(run);
                }
                numbers
            }
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
            [TRAINING, runs @ ..] => read_runs(runs).map(Job::Training),
            [SWEEP, sweep @ ..] => Sweep::from_numbers(sweep).map(Job::Sweep),
            _ => Err(refused(numbers)),
        }
    }

    /// How many pieces it has.
    pub fn pieces(&self) -> usize {
        match self {
            Job::Signal(survey) => survey.networks,
            Job::Training(runs) => runs.len(),
            Job::Sweep(sweep) => sweep.runs(),
        }
    }

    /// Whether the results of its pieces come in parts.
    pub fn streams(&self) -> bool {
        matches!(self, Job::Training(_))
    }

    /// How much of its progress a piece is: so many steps, of whatever the reader is told of.
    pub fn steps_of(&self, piece: usize) -> usize {
        match self {
            Job::Training(runs) => runs.get(piece).map_or(0, |setup| setup.epochs),
            _ => 1,
        }
    }

    /// How many steps all of its pieces are.
    pub fn steps(&self) -> usize {
        (0..self.pieces()).map(|piece| self.steps_of(piece)).sum()
    }

    /// How many steps of a piece those numbers hold, the first that have come of it. Asked for what streams; a piece that is
    /// done counts [whole](Job::steps_of), though it may have ended early.
    pub fn steps_in(&self, piece: usize, numbers: &[f64]) -> usize {
        match self {
            Job::Training(runs) => {
                runs.get(piece).map_or(0, |setup| Course::epochs_in(setup, numbers).saturating_sub(1))
            }
            _ if numbers.is_empty() => 0,
            _ => self.steps_of(piece),
        }
    }

    /// Begins a piece.
    pub fn begin(&self, piece: usize) -> Piece {
        match self {
            Job::Signal(survey) => Piece::Signal(Box::new(survey.walk(piece))),
            Job::Training(runs) => {
                let run = runs.get(piece).and_then(|setup| Run::new(setup).ok());
                Piece::Training(run.map(Box::new))
            }
            Job::Sweep(sweep) => Piece::Sweep(sweep.begin(piece).map(Box::new)),
        }
    }

    /// The result of a piece, all at once.
    pub fn result(&self, piece: usize) -> Vec<f64> {
        let mut piece = self.begin(piece);
        while piece.step() {}
        piece.result()
    }
}

fn refused(numbers: &[f64]) -> ParameterError {
    ParameterError::new("job", format!("{numbers:?}"), "one that was written as numbers")
}

/// Set-ups, each with the count of its numbers before it.
fn read_runs(numbers: &[f64]) -> Result<Vec<Setup>, ParameterError> {
    let mut runs = Vec::new();
    let mut rest = numbers;
    while let Some((count, following)) = rest.split_first() {
        let Some((run, next)) = following.split_at_checked(*count as usize) else {
            return Err(refused(numbers));
        };
        runs.push(Setup::from_numbers(run)?);
        rest = next;
    }
    Ok(runs)
}

/// A piece of a job that is being done.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A random network.
    Signal(Box<Walk>),
    /// A run; none of a set-up that cannot be run.
    Training(Option<Box<Run>>),
    /// A run of a sweep, likewise.
    Sweep(Option<Box<SweepRun>>),
}

impl Piece {
    /// Does the next step, one to two milliseconds long at the most; says whether there are more.
    pub fn step(&mut self) -> bool {
        match self {
            Piece::Signal(walk) => walk.step(),
            Piece::Training(run) => run.as_mut().is_some_and(|run| run.step()),
            Piece::Sweep(run) => run.as_mut().is_some_and(|run| run.step()),
        }
    }

    /// What has come of it since this was last asked, if it streams; empty if that is nothing.
    pub fn take_part(&mut self) -> Vec<f64> {
        match self {
            Piece::Training(Some(run)) => run.take_part(),
            _ => Vec::new(),
        }
    }

    /// What has come of it when it is done, as numbers; if it streams, what has not been taken yet.
    pub fn result(&mut self) -> Vec<f64> {
        match self {
            Piece::Signal(walk) => walk.passage().to_numbers(),
            Piece::Training(_) => self.take_part(),
            Piece::Sweep(run) => run.as_ref().map_or_else(Vec::new, |run| run.outcome().to_numbers()),
        }
    }
}
