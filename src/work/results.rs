//! What has come of a job so far.

use super::Job;

/// The results of a job, in whatever order they come: those of the first pieces, or, if it streams, of each piece as far as
/// it has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    job: Option<Job>,
    /// Those of the first pieces.
    in_order: Vec<Vec<f64>>,
    /// What has come too early, from the piece on that is waited for.
    early: Vec<Option<Vec<f64>>>,
    /// Of a job that streams, instead of both.
    streams: Streams,
}

impl Results {
    /// Waits for the results of a job.
    pub fn new(job: Option<Job>) -> Self {
        let streaming = job.as_ref().filter(|job| job.streams());
        let streams = Streams::new(streaming.map_or(0, Job::pieces));
        Results { job, streams, ..Results::default() }
    }

    /// Whether they are of that job.
    pub fn are_of(&self, job: Option<&Job>) -> bool {
        self.job.as_ref() == job
    }

    /// The results of the first pieces; of a job that streams, of every piece as far as it has come. None if they are of
    /// another job.
    pub fn of(&self, job: Option<&Job>) -> &[Vec<f64>] {
        match &self.job {
            _ if !self.are_of(job) => &[],
            Some(job) if job.streams() => self.streams.numbers(),
            _ => &self.in_order,
        }
    }

    /// How many of the job's [steps](Job::steps) the results hold.
    pub fn steps(&self) -> usize {
        let Some(job) = &self.job else { return 0 };
        if !job.streams() {
            return (0..self.in_order.len()).map(|piece| job.steps_of(piece)).sum();
        }
        let mut steps = 0;
        for (piece, numbers) in self.streams.numbers().iter().enumerate() {
            steps += match self.streams.is_complete(piece) {
                true => job.steps_of(piece),
                false => job.steps_in(piece, numbers),
            };
        }
        steps
    }

    /// Takes the result of a piece; says whether there are more in order now. A result that is there already, of a piece
    /// that the job does not have, or of a job that streams, is not taken.
    pub fn take(&mut self, piece: usize, result: Vec<f64>) -> bool {
        let pieces = self.job.as_ref().filter(|job| !job.streams()).map_or(0, Job::pieces);
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

    /// Takes a part of the result of a piece, as [`Streams::take`] does; says whether there are more numbers now. Nothing is
    /// taken for a job that does not stream.
    pub fn take_part(&mut self, piece: usize, from: usize, part: &[f64], last: bool) -> bool {
        self.streams.take(piece, from, part, last)
    }
}

/// Results that come in parts, each a number after number. A piece that was begun again, as whoever did it broke down, gives
/// its first numbers once more: the same, so they are not looked at.
///
/// ```
/// use relu_explainer::work::Streams;
///
/// let mut streams = Streams::new(1);
/// assert!(streams.take(0, 0, &[1.0, 2.0], false));
/// assert!(streams.take(0, 0, &[1.0, 2.0, 3.0], true));
/// assert_eq!(streams.numbers(), [[1.0, 2.0, 3.0]]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Streams {
    numbers: Vec<Vec<f64>>,
    complete: Vec<bool>,
}

impl Streams {
    /// Waits for so many pieces.
    pub fn new(pieces: usize) -> Self {
        Streams { numbers: vec![Vec::new(); pieces], complete: vec![false; pieces] }
    }

    /// The numbers of each piece, as far as they have come.
    pub fn numbers(&self) -> &[Vec<f64>] {
        &self.numbers
    }

    /// Whether all numbers of a piece are there.
    pub fn is_complete(&self, piece: usize) -> bool {
        self.complete.get(piece).is_some_and(|complete| *complete)
    }

    /// Takes a part of a piece that `from` numbers came before, and after the `last` of which none will come; says whether
    /// there are more numbers now. What is there already is cut off. A part that does not join on, or is of no piece that is
    /// waited for, is not taken.
    pub fn take(&mut self, piece: usize, from: usize, part: &[f64], last: bool) -> bool {
        let (Some(numbers), Some(complete)) = (self.numbers.get_mut(piece), self.complete.get_mut(piece))
        else {
            return false;
        };
        let Some(known) = numbers.len().checked_sub(from).filter(|_| !*complete) else { return false };
        let new = part.get(known..).unwrap_or_default();
        numbers.extend_from_slice(new);
        *complete = last;
        !new.is_empty()
    }
}
