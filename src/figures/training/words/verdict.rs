//! What is said of a run at the update that is looked at, and of its twin there.

use super::super::TrainingPicture;
use super::super::inputs::{AT, PARAMETERS, PRESETS, UNIT};
use super::super::scene::Scene;
use super::{by_layer, count, measure, number, setup, share};
use crate::activation::Activation;
use crate::state::Preset;
use crate::training::Kind;
use crate::words::{Sentence, brief, indexed};

impl TrainingPicture {
    pub(in super::super) fn said(&self) -> Vec<Sentence> {
        let scene = &self.scene;
        let mut said = Vec::new();
        if self.stale {
            said.push(Sentence::new("training.stale"));
        } else {
            said.extend(
                self.scenario().map(|scenario| Sentence::new(format!("training.look.{}", scenario.key))),
            );
            said.extend(self.of_what_has_come());
        }
        said.push(scene.stands());
        said.extend(scene.layer_gone());
        said.append(&mut scene.so_far());
        said.append(&mut self.of_the_unit());
        said.append(&mut self.of_the_twin());
        said.extend(self.of_other_activations());
        said.extend(scene.diverged("training.diverged"));
        said.append(&mut setup::said(&scene.known.setup));
        said
    }

    /// The scenario whose run this is, whichever update and unit of it is looked at.
    fn scenario(&self) -> Option<&'static Preset> {
        PRESETS.iter().find(|preset| {
            let mut state = self.state.clone();
            for index in [AT, UNIT] {
                let wanted = preset.values.iter().find(|(place, _)| *place == index).map(|(_, value)| *value);
                // Of a preset or the table: it is allowed.
                let _ = state.set(index, wanted.unwrap_or(PARAMETERS[index].default));
            }
            state.is(preset)
        })
    }

    /// That the update that is asked for has not come yet.
    fn of_what_has_come(&self) -> Option<Sentence> {
        let scene = &self.scene;
        let asked = (self.state.number(AT) as usize).min(scene.known.setup.updates());
        let known = scene.known.course.epochs.len().saturating_sub(1);
        let said = || Sentence::new("training.coming").with("epoch", known.to_string());
        (!scene.is_whole() && asked > scene.at).then(said)
    }

    fn of_the_twin(&self) -> Vec<Sentence> {
        let Some(twin) = self.twin_scene.as_deref() else { return Vec::new() };
        let scene = &self.scene;
        let (ours, theirs) = (&scene.known.setup, &twin.known.setup);
        let mut said = vec![setup::difference(ours, theirs)];
        if ours == theirs {
            return said;
        }
        if twin.at != scene.at {
            said.push(Sentence::new("training.twin.elsewhere").with("update", count(twin.at)));
        } else if ours.updates_per_epoch() != theirs.updates_per_epoch() {
            let epochs =
                |scene: &Scene| brief(scene.at as f64 / scene.known.setup.updates_per_epoch() as f64, 1);
            said.push(
                Sentence::new("training.twin.epochs")
                    .with("update", count(scene.at))
                    .with("own", epochs(scene))
                    .with("other", epochs(twin)),
            );
        }
        let (own, other) = (scene.census.dead_count(), twin.census.dead_count());
        let key = match other.cmp(&own) {
            std::cmp::Ordering::Less => "training.twin.fewer",
            std::cmp::Ordering::Greater => "training.twin.more",
            std::cmp::Ordering::Equal => "training.twin.equal",
        };
        said.push(
            Sentence::new(key)
                .with("other", other.to_string())
                .with("own", own.to_string())
                .with("units", scene.units.len().to_string())
                .with_word("measure", measure(ours))
                .with("theirs", share(twin.census.accuracy))
                .with("ours", share(scene.census.accuracy)),
        );
        said.extend(twin.diverged("training.twin.diverged"));
        said.push(Sentence::new("training.twin.one"));
        said
    }

    /// What counts as dead where a unit that is never above 0 still learns.
    fn of_other_activations(&self) -> Option<Sentence> {
        let twin = self.twin_scene.as_deref();
        let of = |scene: &Scene| scene.known.setup.activation;
        let other = [Some(of(&self.scene)), twin.map(of)].into_iter().flatten().find(|of| !is_relu(*of))?;
        Some(setup::filled(Sentence::new("training.never"), "activation", setup::activation(other)))
    }
}

fn is_relu(activation: Activation) -> bool {
    matches!(activation, Activation::Relu { .. })
}

impl Scene {
    /// Loss, accuracy and dead units at the update.
    fn stands(&self) -> Sentence {
        let setup = &self.known.setup;
        let silent = self.units.iter().filter(|unit| unit.silent_on_batch && unit.share > 0.0).count();
        let (key, end) = match self.at {
            0 => ("training.stands.first", "training.where.end"),
            at if at.is_multiple_of(setup.updates_per_epoch()) => ("training.stands", "training.where.end"),
            _ => ("training.stands", "training.where.within"),
        };
        let said = Sentence::new(key)
            .with("all", count(setup.updates()))
            .with("loss", number(self.census.loss, 4))
            .with_word("measure", measure(setup))
            .with("accuracy", share(self.census.accuracy))
            .with("dead", self.census.dead_count().to_string())
            .with("units", self.units.len().to_string())
            .with("layers", self.dead_by_layer());
        if self.at == 0 {
            return said;
        }
        said.with("update", count(self.at))
            .with_word("where", end)
            .with("epoch", self.epoch().to_string())
            .with("silent", silent.to_string())
    }

    /// The first hidden layer that is dead as a whole.
    pub(super) fn dead_layer(&self) -> Option<usize> {
        let widths = &self.known.setup.hidden;
        widths.iter().zip(&self.census.dead).position(|(width, dead)| dead.count_ones() as usize == *width)
    }

    fn layer_gone(&self) -> Option<Sentence> {
        let setup = &self.known.setup;
        let layer = self.dead_layer().filter(|_| is_relu(setup.activation))?;
        let (constant, name) = self.constant_answer();
        let key = if setup.batch_norm { "training.gone.normalised" } else { "training.gone" };
        Some(
            Sentence::new(key)
                .with("layer", (layer + 1).to_string())
                .with("loss", number(self.census.loss, 4))
                .with("constant", number(constant, 4))
                .with_word("name", name),
        )
    }

    /// How many were dead before the first update, and what has come and gone since.
    fn so_far(&self) -> Vec<Sentence> {
        let (course, layers) = (&self.known.course, 0..self.known.setup.hidden.len());
        let born = layers.clone().map(|layer| course.dead(0, layer).count_ones());
        let born_dead: u32 = born.clone().sum();
        let mut said = Vec::new();
        if born_dead > 0 {
            let key = if self.at == 0 { "training.born.now" } else { "training.born" };
            let born = Sentence::new(key).with("born", born_dead.to_string()).with("layers", by_layer(born));
            said.push(born);
        }
        let past = self.past();
        if past > 0 {
            let of = |of: &dyn Fn(usize, usize) -> u64| {
                by_layer(
                    layers.clone().map(|layer| (1..=past).map(|epoch| of(epoch, layer).count_ones()).sum()),
                )
            };
            said.push(
                Sentence::new("training.since")
                    .with("epoch", past.to_string())
                    .with("died", of(&|epoch, layer| course.died(epoch, layer)))
                    .with("revived", of(&|epoch, layer| course.revived(epoch, layer))),
            );
        }
        said
    }

    /// Where the run left the finite numbers.
    fn diverged(&self, key: &str) -> Option<Sentence> {
        let diverged = self.known.course.diverged?;
        let hidden = self.known.setup.hidden.len();
        let (layer, unit) = diverged.parameter.map_or((hidden, 0), |found| (found.layer, found.unit));
        let symbol = match diverged.parameter.map(|found| found.kind) {
            Some(Kind::Weight(input)) => indexed("w", input + 1),
            Some(Kind::Bias) => "b".to_string(),
            Some(Kind::Scale) => "γ".to_string(),
            Some(Kind::Shift) => "β".to_string(),
            None => "z".to_string(),
        };
        Some(
            Sentence::new(key)
                .with("update", count(diverged.update))
                .with("symbol", symbol)
                .with("unit", (unit + 1).to_string())
                .with("layer", (layer + 1).to_string())
                .with("epoch", (self.known.course.epochs.len().saturating_sub(1)).to_string()),
        )
    }
}
