//! How products are timed, by whoever has a clock: what is to be run next, and what the durations come to.
//!
//! One duration says little: the clock has a step, the machine does other things, and a program is slower while the
//! browser still compiles it. So every layer is timed in rounds. A round runs each way once, long enough for the clock,
//! and the next one in the opposite order, so that what changes slowly favours none. Ways are compared within their
//! round, and what counts of all rounds is the median, with the range in which four fifths of them lie.
//!
//! ```
//! use relu_explainer::zeros::timing::{Comparison, ROUNDS};
//!
//! // A clock with a step of a tenth of a millisecond, on a machine that takes a microsecond for everything.
//! let mut comparison = Comparison::new(0.5, 0.1, f64::INFINITY)?;
//! while let Some(run) = comparison.next() {
//!     comparison.took(run.repeats as f64 * 1e-3);
//! }
//! let half = &comparison.results()[0];
//! assert_eq!((half.size, half.zeros, half.saving), (64, 32, 2.0));
//! assert_eq!(half.skipping.map(|faster| faster.median), Some(1.0));
//! assert_eq!(comparison.progress(), 1.0);
//! # assert!(ROUNDS >= 15);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```

use super::{Inputs, Layer, Way, saving};
use crate::error::ParameterError;

/// The layers that are timed, by their number of units.
pub const SIZES: [usize; 3] = [64, 256, 1024];

/// The shares of zeros that are timed beside the one that is asked for.
pub const FURTHER_SHARES: [f64; 2] = [0.75, 0.9];

/// How many rounds of a layer count.
pub const ROUNDS: usize = 15;

/// How many come before them: the browser still compiles, and how long a product takes is yet to be found.
const ROUNDS_BEFORE: usize = 3;

/// How many steps of the clock a run lasts at least, so that the step is at most a twentieth of it.
pub const STEPS: f64 = 20.0;

/// How long it lasts anyway, in milliseconds.
const RUN: f64 = 6.0;

/// The coarsest clock by which the comparison ends in seconds, in milliseconds.
pub const COARSEST_STEP: f64 = 2.0;

/// The share of what a reader gives that can be timed: with fewer zeros nothing is won, with more nothing is left.
const SHARES: std::ops::RangeInclusive<f64> = 0.05..=0.95;

/// Draws of every layer and its inputs.
const SEED: u64 = 42;

/// How often a run may be repeated at once: enough for the fastest machine, and never for ever.
const MOST_REPEATS: f64 = 1e6;

/// Several numbers by three of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// A tenth of the numbers lies below.
    pub low: f64,
    /// Half lie below.
    pub median: f64,
    /// Nine tenths lie below.
    pub high: f64,
}

impl Spread {
    /// The quantiles of so many numbers, between two neighbours in proportion, as `numpy.quantile` takes them. None of no
    /// numbers, or if one is no number.
    ///
    /// ```
    /// use relu_explainer::zeros::timing::Spread;
    ///
    /// let spread = Spread::of(&[3.0, 1.0, 2.0]);
    /// assert_eq!(spread, Some(Spread { low: 1.2, median: 2.0, high: 2.8 }));
    /// assert_eq!(Spread::of(&[]), None);
    /// ```
    pub fn of(numbers: &[f64]) -> Option<Self> {
        if numbers.is_empty() || numbers.iter().any(|number| number.is_nan()) {
            return None;
        }
        let mut sorted = numbers.to_vec();
        sorted.sort_by(f64::total_cmp);
        let quantile = |share: f64| {
            let place = share * (sorted.len() - 1) as f64;
            let below = libm::floor(place) as usize;
            let above = (below + 1).min(sorted.len() - 1);
            let part = place - below as f64;
            // Equal neighbours give themselves, whatever the part, and so do infinite ones.
            if sorted[below] == sorted[above] {
                return sorted[below];
            }
            sorted[below] + part * (sorted[above] - sorted[below])
        };
        Some(Spread { low: quantile(0.1), median: quantile(0.5), high: quantile(0.9) })
    }
}

/// What is to be timed next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// The layer's number of units.
    pub size: usize,
    /// The inputs' share of zeros.
    pub share: f64,
    /// How the products are computed.
    pub way: Way,
    /// How many of them.
    pub repeats: usize,
}

/// One way with one share of zeros.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    share: usize,
    way: Way,
}

/// The order of a round: what is compared lies close together.
const ORDER: [Entry; 8] = [
    Entry { share: 0, way: Way::Testing },
    Entry { share: 0, way: Way::Skipping },
    Entry { share: 1, way: Way::Testing },
    Entry { share: 1, way: Way::Rows },
    Entry { share: 1, way: Way::Skipping },
    Entry { share: 1, way: Way::Columns },
    Entry { share: 2, way: Way::Skipping },
    Entry { share: 2, way: Way::Testing },
];

/// What came of one layer and one share of zeros.
#[derive(Clone, Debug, PartialEq)]
pub struct Timed {
    /// The layer's number of units.
    pub size: usize,
    /// The share of zeros that was asked for.
    pub share: f64,
    /// How many of the inputs are 0.
    pub zeros: usize,
    /// How many times as many multiply-adds the dense product takes.
    pub saving: f64,
    /// How many times as fast as the dense product the one is that skips columns; none until all rounds are done.
    pub skipping: Option<Spread>,
    /// And the one that tests each number.
    pub testing: Option<Spread>,
}

/// A comparison on its way: it says what to run, is told how long that took, and so on to the end.
#[derive(Clone, Debug)]
pub struct Comparison {
    shares: [f64; 3],
    shortest: f64,
    longest_go: f64,
    /// Milliseconds for a product: by size, by place in [`ORDER`], by round.
    durations: Vec<Vec<f64>>,
    /// How many runs are done.
    done: usize,
    /// Milliseconds for a product of the present layer, as far as is known, by place in [`ORDER`].
    known: [Option<f64>; ORDER.len()],
    /// The run under way, which may take several goes.
    repeats: usize,
    went: f64,
}

impl Comparison {
    /// A comparison with a share of zeros beside [`FURTHER_SHARES`], by a clock with a step of so many milliseconds. No go
    /// is meant to last longer than `longest_go` milliseconds: a run takes several if need be.
    ///
    /// # Errors
    /// Unless the share is from 0.05 to 0.95, the step from 0 to [`COARSEST_STEP`], and the longest go at least 1.
    pub fn new(share: f64, step: f64, longest_go: f64) -> Result<Self, ParameterError> {
        if !SHARES.contains(&share) {
            return Err(ParameterError::number("share of zeros", share, "a number from 0.05 to 0.95"));
        }
        if !(0.0..=COARSEST_STEP).contains(&step) {
            let allowed = format!("a number from 0 to {COARSEST_STEP}");
            return Err(ParameterError::number("step of the clock", step, allowed));
        }
        if longest_go.is_nan() || longest_go < 1.0 {
            return Err(ParameterError::number("longest go", longest_go, "a number, at least 1"));
        }
        let [more, most] = FURTHER_SHARES;
        Ok(Comparison {
            shares: [share, more, most],
            shortest: (STEPS * step).max(RUN),
            longest_go,
            durations: vec![Vec::new(); SIZES.len() * ORDER.len()],
            done: 0,
            known: [None; ORDER.len()],
            repeats: 0,
            went: 0.0,
        })
    }

    /// The shares of zeros that are timed.
    pub fn shares(&self) -> [f64; 3] {
        self.shares
    }

    /// What to run now; none when all is done. A layer's inputs change with the share alone.
    pub fn next(&self) -> Option<Run> {
        let Entry { share, way } = ORDER[self.place()];
        let size = *SIZES.get(self.done / runs_of_a_layer())?;
        Some(Run { size, share: self.shares[share], way, repeats: self.repeats_now() })
    }

    /// Takes note of how many milliseconds it took.
    pub fn took(&mut self, milliseconds: f64) {
        if self.done >= SIZES.len() * runs_of_a_layer() {
            return;
        }
        let place = self.place();
        self.repeats += self.repeats_now();
        self.went += if milliseconds > 0.0 { milliseconds } else { 0.0 };
        // The first run of a layer grows until it can be measured; later ones go on until they have lasted long enough.
        let each = self.went / self.repeats as f64;
        self.known[place] = (each > 0.0).then_some(each);
        // A little less counts: how long a product takes was known from the round before.
        if self.went < 0.9 * self.shortest && (self.repeats as f64) < 100.0 * MOST_REPEATS {
            return;
        }
        let (layer, round) = self.position();
        if round >= ROUNDS_BEFORE {
            self.durations[layer * ORDER.len() + place].push(each);
        }
        (self.repeats, self.went) = (0, 0.0);
        self.done += 1;
        if self.done.is_multiple_of(runs_of_a_layer()) {
            self.known = [None; ORDER.len()];
        }
    }

    /// How much is done, from 0 to 1.
    pub fn progress(&self) -> f64 {
        self.done as f64 / (SIZES.len() * runs_of_a_layer()) as f64
    }

    /// What has come of it so far: for each layer its shares of zeros.
    pub fn results(&self) -> Vec<Timed> {
        let mut all = Vec::new();
        for (layer, size) in SIZES.into_iter().enumerate() {
            for (index, share) in self.shares.into_iter().enumerate() {
                let faster = |way| self.faster(layer, Entry { share: index, way });
                all.push(Timed {
                    skipping: faster(Way::Skipping),
                    testing: faster(Way::Testing),
                    ..Timed::to_come(size, share)
                });
            }
        }
        all
    }

    /// Of the two dense ways, the one with the shorter median in a layer; none until it is known.
    pub fn faster_dense(&self, layer: usize) -> Option<Way> {
        let median =
            |way| Spread::of(self.durations_of(layer, |entry| entry.way == way)?).map(|all| all.median);
        Some(if median(Way::Rows)? <= median(Way::Columns)? { Way::Rows } else { Way::Columns })
    }

    /// Round by round, how many times as fast as the dense product.
    fn faster(&self, layer: usize, entry: Entry) -> Option<Spread> {
        let dense = self.faster_dense(layer)?;
        let dense = self.durations_of(layer, |entry| entry.way == dense)?;
        let way = self.durations_of(layer, |other| *other == entry)?;
        let ratios: Vec<f64> = dense.iter().zip(way).map(|(dense, way)| dense / way).collect();
        Spread::of(&ratios)
    }

    /// The durations of the first entry that is wanted, if all rounds of the layer are done.
    fn durations_of(&self, layer: usize, wanted: impl Fn(&Entry) -> bool) -> Option<&[f64]> {
        if layer >= self.position().0 {
            return None;
        }
        let place = ORDER.iter().position(wanted)?;
        self.durations.get(layer * ORDER.len() + place).map(Vec::as_slice)
    }

    /// The layer and its round.
    fn position(&self) -> (usize, usize) {
        (self.done / runs_of_a_layer(), self.done % runs_of_a_layer() / ORDER.len())
    }

    /// The place in [`ORDER`] of the present run: every other round goes back.
    fn place(&self) -> usize {
        let place = self.done % ORDER.len();
        if self.position().1.is_multiple_of(2) { place } else { ORDER.len() - 1 - place }
    }

    fn repeats_now(&self) -> usize {
        let Some(each) = self.known[self.place()] else {
            // Twice as many each time until the clock moves.
            return self.repeats.clamp(1, MOST_REPEATS as usize);
        };
        let left = (self.shortest - self.went).max(0.0).min(self.longest_go);
        // What is known of very few steps of the clock is little: no more than four times as many at once.
        let most = if self.repeats == 0 { MOST_REPEATS } else { 4.0 * self.repeats as f64 };
        libm::ceil(left / each).clamp(1.0, most) as usize
    }
}

fn runs_of_a_layer() -> usize {
    (ROUNDS_BEFORE + ROUNDS) * ORDER.len()
}

impl Timed {
    /// A layer and a share of zeros that are yet to be timed: what can be said by counting.
    pub fn to_come(size: usize, share: f64) -> Self {
        let zeros = super::zeros_of(size, share);
        Timed { size, share, zeros, saving: saving(size, share), skipping: None, testing: None }
    }
}

/// Runs what a comparison asks for: it keeps the layer and the inputs of the last run for the next.
#[derive(Clone, Debug, Default)]
pub struct Runner {
    layer: Option<Layer>,
    inputs: Vec<(f64, Inputs)>,
}

impl Runner {
    /// Draws what a run needs, so that drawing is not timed. Says whether it had to.
    ///
    /// # Errors
    /// If there is no such layer or share.
    pub fn prepare(&mut self, run: &Run) -> Result<bool, ParameterError> {
        if self.layer.as_ref().is_none_or(|layer| layer.size() != run.size) {
            self.layer = Some(Layer::drawn(run.size, SEED)?);
            self.inputs.clear();
        }
        if self.inputs.iter().all(|(share, _)| *share != run.share) {
            self.inputs.push((run.share, Inputs::drawn(run.size, run.share, SEED)?));
            return Ok(true);
        }
        Ok(false)
    }

    /// Does a run that is prepared. Returns the sum of [`Layer::run`]; of one that is not, none.
    pub fn run(&self, run: &Run) -> Option<f32> {
        let (_, inputs) = self.inputs.iter().find(|(share, _)| *share == run.share)?;
        self.layer.as_ref()?.run(inputs, run.way, run.repeats).ok()
    }

    /// Whether the two products by columns of a prepared run give the same bits for all vectors: what skipping leaves out is
    /// nothing.
    pub fn agree(&self, run: &Run) -> bool {
        let Some((_, inputs)) = self.inputs.iter().find(|(share, _)| *share == run.share) else {
            return false;
        };
        let Some(layer) = &self.layer else { return false };
        let bits = |vector: &[f32], way| -> Vec<u32> {
            layer.multiply(vector, way).into_iter().map(f32::to_bits).collect()
        };
        (0..super::VECTORS).all(|index| {
            let vector = inputs.vector(index);
            bits(vector, Way::Columns) == bits(vector, Way::Skipping)
        })
    }
}
