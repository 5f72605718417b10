//! What the runs of a set-up at a rate have in common.

use crate::training::{Outcome, Sweep};

/// A mean and how numbers scatter about it: the standard deviation, the root of the mean squared distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub mean: f64,
    pub deviation: f64,
}

impl Spread {
    /// That of some numbers; none if there are none.
    fn of(numbers: &[f64]) -> Option<Self> {
        let count = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
        (!numbers.is_empty()).then(|| Spread { mean, deviation: libm::sqrt(squares / count) })
    }
}

/// The runs of one set-up at one rate, as far as they are done.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Point {
    /// How many are done.
    pub runs: usize,
    /// How many of them left the finite numbers: they are left out of everything else but the share before training.
    pub lost: usize,
    /// In how many of the others a whole layer is dead at the end.
    pub gone: usize,
    /// The share of units that were dead before training.
    pub first: Option<Spread>,
    /// The share at the end.
    pub dead: Option<Spread>,
    pub accuracy: Option<Spread>,
    /// What training has added to the share, run by run.
    added: Option<Spread>,
}

impl Point {
    fn of(outcomes: &[Outcome]) -> Self {
        let finite: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.finite).collect();
        let spread =
            |of: fn(&Outcome) -> f64| Spread::of(&finite.iter().map(|run| of(run)).collect::<Vec<_>>());
        Point {
            runs: outcomes.len(),
            lost: outcomes.len() - finite.len(),
            gone: finite.iter().filter(|outcome| outcome.layer_gone).count(),
            first: Spread::of(&outcomes.iter().map(|outcome| outcome.dead_at_first).collect::<Vec<_>>()),
            dead: spread(|outcome| outcome.dead),
            accuracy: spread(|outcome| outcome.accuracy),
            added: spread(|outcome| outcome.dead - outcome.dead_at_first),
        }
    }

    /// Whether training has added to the share of dead units, by more than a point and by more than twice what the mean of so
    /// many runs may be off by.
    pub fn is_raised(&self) -> bool {
        let count = (self.runs - self.lost) as f64;
        self.added
            .is_some_and(|added| added.mean > libm::fmax(0.01, 2.0 * added.deviation / libm::sqrt(count)))
    }
}

/// The points of every set-up, rate by rate, in the order of the sweep.
pub(super) fn points(sweep: &Sweep, results: &[Vec<f64>]) -> Vec<Vec<Point>> {
    let mut outcomes = vec![vec![Vec::with_capacity(sweep.seeds); sweep.rates.len()]; sweep.setups.len()];
    for (run, numbers) in results.iter().enumerate() {
        let (setup, rate, _) = sweep.place(run);
        if let (Some(outcome), Some(rates)) = (Outcome::from_numbers(numbers), outcomes.get_mut(setup)) {
            rates[rate].push(outcome);
        }
    }
    outcomes.iter().map(|rates| rates.iter().map(|runs| Point::of(runs)).collect()).collect()
}
