//! What the figure of the sweep says.

use super::super::csv::of_group;
use super::super::{Digits, Table};
use super::SweepPicture;
use super::inputs::RATES;
use super::points::{Point, Spread};
use crate::words::{Sentence, brief, decimals, in_digits, percent};

/// The places of the rates 0.01, 0.1, 0.5 and 1.
const HUNDREDTH: usize = 1;
const TENTH: usize = 3;
const HALF: usize = 5;
const ONE: usize = 6;

fn none() -> String {
    "–".to_string()
}

fn share(spread: Option<Spread>) -> String {
    spread.map_or_else(none, |spread| percent(spread.mean, 1))
}

/// An accuracy, or a share of the variance that is explained: far below 0 where a network is worse than a constant.
fn accuracy(spread: Option<Spread>) -> String {
    let shown = |mean: f64| if mean > -10.0 { decimals(mean, 2) } else { in_digits(mean, 2) };
    spread.filter(|spread| spread.mean.is_finite()).map_or_else(none, |spread| shown(spread.mean))
}

/// A share and its scatter in percent, without the sign.
fn scattered(spread: Spread) -> String {
    format!("{} ± {}", decimals(100.0 * spread.mean, 1), decimals(100.0 * spread.deviation, 1))
}

/// A share and its scatter in percent, without the sign, each in a cell of its own and in all digits.
fn apart(spread: Option<Spread>) -> [String; 2] {
    let cell = |share: f64| Digits::All.of(100.0 * share, |_| none());
    spread.map_or_else(|| [none(), none()], |Spread { mean, deviation }| [cell(mean), cell(deviation)])
}

fn rate(place: usize) -> String {
    brief(RATES[place], 3)
}

impl SweepPicture {
    fn dead(&self, arm: usize, rate: usize) -> Option<Spread> {
        self.point(arm, rate)?.dead
    }

    fn learned(&self, arm: usize, rate: usize) -> Option<Spread> {
        self.point(arm, rate)?.accuracy
    }

    /// What is told of how well the network has learned.
    fn measure(&self) -> &'static str {
        if self.tells_classes() { "sweep.table.accuracy" } else { "sweep.table.variance" }
    }

    fn name(&self, arm: usize) -> String {
        self.arms.get(arm).map_or_else(String::new, |arm| arm.word())
    }

    /// What was run.
    fn of_the_setup(&self) -> Option<Sentence> {
        let setup = self.sweep.setups.first()?;
        let sizes: Vec<String> = setup.sizes().iter().map(usize::to_string).collect();
        let (loss, learned) = if self.tells_classes() {
            ("sweep.loss.cross-entropy", "sweep.accuracy.classes")
        } else {
            ("sweep.loss.squared-error", "sweep.accuracy.variance")
        };
        Some(
            Sentence::new("sweep.set-up")
                .with_word("data", format!("sweep.data.{}", setup.data.set.name()))
                .with("sizes", sizes.join("-"))
                .with("batch", setup.batch_size().to_string())
                .with("epochs", setup.epochs.to_string())
                .with_word("loss", loss)
                .with_word("accuracy", learned)
                .with("seeds", self.sweep.seeds.to_string()),
        )
    }

    fn of_the_progress(&self) -> Option<Sentence> {
        let said = |key: &str| {
            Sentence::new(key).with("done", self.done.to_string()).with("all", self.sweep.runs().to_string())
        };
        match self.done {
            _ if self.arms.is_empty() => Some(said("sweep.nothing")),
            0 => Some(said("sweep.begun")),
            done if done < self.sweep.runs() => Some(said("sweep.partial")),
            _ => None,
        }
    }

    /// From which rate on training kills, and how many.
    fn of_the_set_up_pointed_at(&self) -> Vec<Sentence> {
        let points = self.points.get(self.arm).map_or(&[][..], Vec::as_slice);
        let Some(first) = points.first().and_then(|point| point.first) else { return Vec::new() };
        // Where all runs are lost nothing is said of their units.
        let raised = |point: &Point| point.dead.is_none() || point.is_raised();
        let from = points.iter().rposition(|point| !raised(point)).map_or(0, |last| last + 1);
        let key = if points.get(from).is_some_and(|point| point.dead.is_some()) {
            "sweep.raised"
        } else {
            "sweep.not-raised"
        };
        let mut said = Sentence::new("sweep.ends").with_word("measure", self.measure());
        for (place, dead, learned) in
            [(TENTH, "dead1", "accuracy1"), (HALF, "dead2", "accuracy2"), (ONE, "dead3", "accuracy3")]
        {
            said = said
                .with(dead, share(self.dead(self.arm, place)))
                .with(learned, accuracy(self.learned(self.arm, place)));
        }
        vec![
            Sentence::new(key)
                .with_word("name", self.name(self.arm))
                .with("first", percent(first.mean, 1))
                .with("rate", rate(from.min(RATES.len() - 1))),
            said,
        ]
    }

    /// Which set-up loses least at the rate pointed at, and which most.
    fn of_the_comparison(&self) -> Option<Sentence> {
        let shares = || (0..self.arms.len()).filter_map(|arm| Some((arm, self.dead(arm, self.rate)?.mean)));
        let least = shares().min_by(|one, other| one.1.total_cmp(&other.1));
        let most = shares().max_by(|one, other| one.1.total_cmp(&other.1));
        let (least, most) = least.zip(most).filter(|(least, most)| least.1 < most.1)?;
        Some(
            Sentence::new("sweep.least")
                .with("rate", rate(self.rate))
                .with_word("measure", self.measure())
                .with_word("least", self.name(least.0))
                .with("dead1", percent(least.1, 1))
                .with("accuracy1", accuracy(self.learned(least.0, self.rate)))
                .with_word("most", self.name(most.0))
                .with("dead2", percent(most.1, 1))
                .with("accuracy2", accuracy(self.learned(most.0, self.rate))),
        )
    }

    /// Whether what is often said shows here: within 3 points of 10 % at 0.01, within 10 of 40 % at 0.1.
    fn of_the_folklore(&self) -> Option<Sentence> {
        let arms = 0..self.arms.len();
        let pairs: Vec<(usize, f64, f64)> = arms
            .filter_map(|arm| Some((arm, self.dead(arm, HUNDREDTH)?.mean, self.dead(arm, TENTH)?.mean)))
            .collect();
        let near = |mean: f64, share: f64, within: f64| libm::fabs(mean - share) <= within;
        let second = |pair: &&(usize, f64, f64)| near(pair.2, 0.4, 0.1);
        let both = pairs.iter().find(|pair| second(pair) && near(pair.1, 0.1, 0.03));
        let told = |key: &str, (arm, hundredth, tenth): (usize, f64, f64)| {
            Sentence::new(key)
                .with_word("name", self.name(arm))
                .with("dead1", percent(hundredth, 1))
                .with("dead2", percent(tenth, 1))
        };
        if let Some(both) = both {
            return Some(told("sweep.folklore.both", *both));
        }
        if let Some(one) = pairs.iter().find(second) {
            return Some(told("sweep.folklore.second", *one));
        }
        let low = pairs.iter().map(|pair| pair.2).reduce(f64::min)?;
        let high = pairs.iter().map(|pair| pair.2).reduce(f64::max)?;
        Some(Sentence::new("sweep.folklore.none").with("low", percent(low, 1)).with("high", percent(high, 1)))
    }

    fn of_the_lost(&self) -> Option<Sentence> {
        let lost = self.lost();
        let said =
            Sentence::new("sweep.lost").with("lost", lost.to_string()).with("done", self.done.to_string());
        (lost > 0).then_some(said)
    }

    pub(super) fn said(&self) -> Vec<Sentence> {
        let mut said = Vec::new();
        said.extend(self.of_the_setup());
        said.extend(self.of_the_progress());
        said.append(&mut self.of_the_set_up_pointed_at());
        said.extend(self.of_the_comparison());
        said.extend(self.of_the_folklore());
        said.extend(self.of_the_lost());
        said
    }

    pub(super) fn described(&self) -> Vec<Sentence> {
        let mut said = vec![Sentence::new("sweep.description"), Sentence::new("sweep.description.folklore")];
        said.append(&mut self.said());
        said
    }

    /// The values beside the picture: of the set-up and the rate pointed at.
    pub(super) fn values(&self) -> [(&'static str, String); 6] {
        let point = self.point(self.arm, self.rate).cloned().unwrap_or_default();
        let of = |count: usize, all: usize| format!("{count} / {all}");
        [
            ("first", share(point.first)),
            ("dead", point.dead.map_or_else(none, |dead| format!("{}\u{a0}%", scattered(dead)))),
            ("accuracy", accuracy(point.accuracy)),
            ("gone", of(point.gone, point.runs - point.lost)),
            ("lost", of(point.lost, point.runs)),
            ("done", of(self.done, self.sweep.runs())),
        ]
    }

    /// A row for each rate, before it one for a rate of 0: the share before training.
    pub(super) fn tabled(&self, digits: Digits) -> Table {
        let caption = Sentence::new("sweep.table.caption")
            .with("done", self.done.to_string())
            .with("all", self.sweep.runs().to_string());
        let mut columns = vec![Sentence::new("sweep.table.rate")];
        let mut rows = vec![vec!["0".to_string()]];
        rows.extend((0..RATES.len()).map(|place| vec![digits.of(RATES[place], |_| rate(place))]));
        for (arm, kind) in self.arms.iter().enumerate() {
            columns.push(Sentence::new(kind.word()));
            // Where the table is taken along, each column has a name of its own.
            if digits == Digits::All {
                for column in ["sweep.table.deviation", "sweep.table.lost", self.measure()] {
                    columns.push(of_group(&kind.word(), column));
                }
            } else {
                columns.push(Sentence::new(self.measure()));
            }
            let first = self.point(arm, 0).and_then(|point| point.first);
            if digits == Digits::All {
                rows[0].extend(apart(first));
                rows[0].extend([none(), none()]);
            } else {
                rows[0].extend([first.map_or_else(none, scattered), none()]);
            }
            for (place, row) in rows.iter_mut().skip(1).enumerate() {
                let point = self.point(arm, place).cloned().unwrap_or_default();
                if digits == Digits::All {
                    let learned = point.accuracy.filter(|spread| spread.mean.is_finite());
                    row.extend(apart(point.dead));
                    row.push(point.lost.to_string());
                    row.push(learned.map_or_else(none, |spread| digits.of(spread.mean, |_| none())));
                    continue;
                }
                let dead = point.dead.map_or_else(none, scattered);
                let lost = if point.lost > 0 { format!(" ({} nf)", point.lost) } else { String::new() };
                row.extend([dead + &lost, accuracy(point.accuracy)]);
            }
        }
        Table { caption, columns, rows, current: Some(self.rate + 1) }
    }
}
