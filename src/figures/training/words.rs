//! What is said of a run.

mod certificate;
mod setup;
mod table;
mod verdict;

use super::super::Readout;
use super::TrainingPicture;
use super::inputs::{AT, CHANGE, PARAMETERS, THEN, UNIT, changes};
use super::scene::{Fate, Scene};
use crate::state::Value;
use crate::training::{Loss, Setup};
use crate::words::{Sentence, in_digits, percent};

/// What stands where there is nothing.
const NOTHING: &str = "–";

/// A number in so many digits; one that is none is not written.
fn number(number: f64, digits: usize) -> String {
    if number.is_finite() { in_digits(number, digits) } else { NOTHING.to_string() }
}

fn count(count: usize) -> String {
    in_digits(count as f64, 9)
}

fn share(share: f64) -> String {
    if share.is_finite() { percent(share, 1) } else { NOTHING.to_string() }
}

/// A count for every layer, from the first on.
fn by_layer(counts: impl Iterator<Item = u32>) -> String {
    counts.map(|count| count.to_string()).collect::<Vec<_>>().join(" + ")
}

/// What tells how well a network does: the word for it.
fn measure(setup: &Setup) -> &'static str {
    match setup.data.set.has_classes() {
        true => "training.measure.accuracy",
        false => "training.measure.explained",
    }
}

impl Scene {
    /// How many units are dead, by layer.
    fn dead_by_layer(&self) -> String {
        by_layer(self.census.dead.iter().map(|dead| dead.count_ones()))
    }

    /// How many epochs have been finished.
    fn past(&self) -> usize {
        self.at / self.known.setup.updates_per_epoch()
    }

    fn epoch(&self) -> usize {
        self.known.epoch_of(self.at)
    }

    /// Whether all of the run is known that there will be.
    fn is_whole(&self) -> bool {
        let course = &self.known.course;
        course.diverged.is_some() || course.epochs.len() > self.known.setup.epochs
    }

    /// What the best answer costs that is the same for all inputs, and what that is called.
    fn constant_answer(&self) -> (f64, &'static str) {
        let targets = self.descent.targets();
        let count = targets.len().max(1) as f64;
        let mean = targets.iter().map(|target| f64::from(*target)).sum::<f64>() / count;
        match self.known.setup.loss {
            Loss::CrossEntropy => {
                let of = |share: f64| if share > 0.0 { -share * libm::log(share) } else { 0.0 };
                let name = if mean == 0.5 { "training.constant.even" } else { "training.constant.uneven" };
                (of(mean) + of(1.0 - mean), name)
            }
            Loss::SquaredError => {
                let squares = targets.iter().map(|target| {
                    let apart = f64::from(*target) - mean;
                    apart * apart
                });
                (squares.sum::<f64>() / count, "training.constant.variance")
            }
        }
    }
}

impl TrainingPicture {
    pub(super) fn described(&self) -> Vec<Sentence> {
        let mut said = vec![Sentence::new("training.description")];
        if self.twin_scene.is_some() {
            said.push(Sentence::new("training.description.twin"));
        }
        if self.chosen.is_some() {
            said.push(Sentence::new("training.description.unit"));
        }
        said.append(&mut self.said());
        said
    }

    /// Always as many, and in the same order: what is not there is a dash.
    pub(super) fn shown_values(&self) -> Vec<Readout> {
        let scene = &self.scene;
        let (setup, course) = (&scene.known.setup, &scene.known.course);
        let layers = 0..setup.hidden.len();
        let epoch = scene.epoch();
        let known = epoch < course.epochs.len();
        let of_epoch = |of: &dyn Fn(usize) -> u64| match known {
            true => by_layer(layers.clone().map(|layer| of(layer).count_ones())),
            false => NOTHING.to_string(),
        };
        let died = match epoch {
            0 => NOTHING.to_string(),
            _ => of_epoch(&|layer| course.died(epoch, layer)),
        };
        let chosen = self.chosen.and_then(|(layer, unit)| scene.units.get(self.number_of(layer, unit) - 1));
        let twin = self.twin_scene.as_deref();
        let or_nothing = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_string());
        let units = scene.units.len();
        vec![
            Readout::number("update", format!("{} / {}", count(scene.at), count(setup.updates()))),
            Readout::number("epoch", format!("{epoch} / {}", setup.epochs)),
            Readout::number("loss", number(scene.census.loss, 4)),
            Readout::number("accuracy", share(scene.census.accuracy)),
            Readout::number("dead", format!("{} / {units}", scene.census.dead_count())),
            Readout::number("layers", scene.dead_by_layer()),
            Readout::number("died", died),
            Readout::number("revived", of_epoch(&|layer| course.revived(epoch, layer))),
            Readout::number("zeros", share(scene.census.zeros)),
            Readout::number("effective", number(setup.rate_after(scene.at.saturating_sub(1)), 3)),
            Readout::number("share", or_nothing(chosen.map(|unit| share(unit.share)))),
            Readout::number(
                "twin-dead",
                or_nothing(twin.map(|twin| format!("{} / {units}", twin.census.dead_count()))),
            ),
            Readout::number("twin-accuracy", or_nothing(twin.map(|twin| share(twin.census.accuracy)))),
        ]
    }

    /// What the value of a parameter means.
    pub(super) fn meaning(&self, index: usize) -> Option<Sentence> {
        let Some(Value::Number(value)) = self.state.get(index) else { return None };
        let scene = &self.scene;
        let value = number(value, 5);
        match index {
            AT => Some(
                Sentence::new("training.at.value")
                    .with("update", count(scene.at))
                    .with("epoch", scene.epoch().to_string())
                    .with("loss", number(scene.census.loss, 3))
                    .with("dead", scene.census.dead_count().to_string())
                    .with("units", scene.units.len().to_string()),
            ),
            UNIT => Some(match self.chosen {
                None => Sentence::new("training.unit.none"),
                Some((layer, unit)) => {
                    let fate = scene.units.get(self.number_of(layer, unit) - 1).map(|unit| unit.fate);
                    Sentence::new("training.unit.value")
                        .with("unit", (unit + 1).to_string())
                        .with("layer", (layer + 1).to_string())
                        .with_word("fate", word_of(fate.unwrap_or(Fate::Alive)))
                }
            }),
            CHANGE | THEN if !changes(&self.state) => Some(Sentence::new("training.change.never")),
            CHANGE => Some(Sentence::new("training.change.value").with("update", value)),
            THEN => Some(Sentence::new("training.then.value").with("rate", value)),
            _ => {
                let key = PARAMETERS[index].key;
                let key = if key.starts_with("twin") { "training.anew.twin" } else { "training.anew" };
                Some(Sentence::new(key).with("value", value))
            }
        }
    }
}

fn word_of(fate: Fate) -> &'static str {
    match fate {
        Fate::Alive => "training.fate.alive",
        Fate::Dead => "training.fate.dead",
        Fate::Revived => "training.fate.revived",
    }
}
