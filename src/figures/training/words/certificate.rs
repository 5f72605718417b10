//! What is said of the chosen unit: what has become of it, what the update did to it, and whether it can come back.

use super::super::TrainingPicture;
use super::super::scene::{Change, Fate, Scene};
use super::{count, number, share};
use crate::training::norm;
use crate::words::Sentence;

/// The longest batch whose samples are all named.
const NAMED: usize = 16;

/// Since when a unit is dead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Since {
    /// Before the first update.
    Birth,
    /// The update that killed it.
    Update(usize),
    /// Only now: it is not so until the end of the epoch.
    Now,
}

impl Scene {
    /// Since when a unit is dead that is dead at the update.
    fn since(&self, layer: usize, unit: usize) -> Since {
        let course = &self.known.course;
        let dead_from =
            |epoch: usize| (epoch..=self.past()).all(|epoch| course.dead(epoch, layer) >> unit & 1 == 1);
        match self.death(layer, unit) {
            Some(death) if dead_from(self.known.epoch_of(death.update)) => Since::Update(death.update),
            _ if dead_from(0) => Since::Birth,
            _ => Since::Now,
        }
    }

    /// The update that killed a unit that is dead, and has been since.
    pub(in super::super) fn killed_at(&self, layer: usize, unit: usize) -> Option<usize> {
        match self.since(layer, unit) {
            Since::Update(update) => Some(update),
            _ => None,
        }
    }
}

fn largest(z: &[f32]) -> f64 {
    z.iter()
        .fold(f64::NEG_INFINITY, |largest, z| if f64::from(*z) > largest { f64::from(*z) } else { largest })
}

fn listed(numbers: &[f32]) -> String {
    numbers.iter().map(|one| number(f64::from(*one), 3)).collect::<Vec<_>>().join(", ")
}

impl TrainingPicture {
    /// The death certificate, or what there is to say of a unit that lives.
    pub(super) fn of_the_unit(&self) -> Vec<Sentence> {
        let Some((layer, unit)) = self.chosen else { return Vec::new() };
        let scene = &*self.scene;
        let Some(seen) = scene.units.get(self.number_of(layer, unit) - 1) else { return Vec::new() };
        let since = (seen.fate == Fate::Dead).then(|| scene.since(layer, unit));
        let (key, update) = match (seen.fate, since) {
            (Fate::Alive, _) => ("training.unit.alive", 0),
            (Fate::Revived, _) => ("training.unit.revived", 0),
            (Fate::Dead, Some(Since::Update(update))) if update == scene.at => {
                ("training.unit.killed", update)
            }
            (Fate::Dead, Some(Since::Update(update))) => ("training.unit.dead", update),
            (Fate::Dead, Some(Since::Birth)) => ("training.unit.born", 0),
            (Fate::Dead, _) => ("training.unit.now", 0),
        };
        let mut said = vec![
            Sentence::new(key)
                .with("unit", (unit + 1).to_string())
                .with("layer", (layer + 1).to_string())
                .with("share", share(seen.share))
                .with("points", scene.descent.targets().len().to_string())
                .with("update", count(update)),
        ];
        if let Some(change) = self.change.as_deref() {
            said.push(of_its_z(change, layer));
            said.push(self.of_its_parameters(change, layer));
            said.push(self.of_the_batch());
        }
        if seen.fate == Fate::Dead && since != Some(Since::Now) {
            said.push(self.of_its_return(layer));
        }
        said
    }

    /// What the update did to its weights.
    fn of_its_parameters(&self, change: &Change, layer: usize) -> Sentence {
        let gradient = norm(&change.gradient);
        if gradient == 0.0 {
            let moved = change.before != change.after;
            return Sentence::new(if moved { "training.gradient.carried" } else { "training.gradient.none" });
        }
        let weights = self.scene.known.setup.sizes()[layer];
        let halves = |numbers: &[f32]| {
            let (weights, rest) = numbers.split_at(weights.min(numbers.len()));
            let weights = match weights.len() {
                0..=2 => listed(weights),
                _ => number(norm(weights), 4),
            };
            (weights, rest.first().map_or(f64::NAN, |bias| f64::from(*bias)))
        };
        let ((before, bias_before), (after, bias_after)) = (halves(&change.before), halves(&change.after));
        let key = if weights <= 2 { "training.parameters.first" } else { "training.parameters" };
        Sentence::new(key)
            .with("before", before)
            .with("after", after)
            .with("bias-before", number(bias_before, 4))
            .with("bias-after", number(bias_after, 4))
            .with("gradient", number(gradient, 3))
    }

    fn of_the_batch(&self) -> Sentence {
        let batch = &self.scene.batch;
        if batch.len() > NAMED {
            return Sentence::new("training.batch.many").with("count", batch.len().to_string());
        }
        let samples = batch.iter().map(|sample| (sample + 1).to_string()).collect::<Vec<_>>().join(", ");
        Sentence::new("training.batch.named").with("samples", samples)
    }

    /// Whether a dead unit can come back, and why.
    fn of_its_return(&self, layer: usize) -> Sentence {
        let scene = &*self.scene;
        let setup = &scene.known.setup;
        let is_plain = scene.can_come_back(1) && !scene.can_come_back(0);
        // Where a layer is dead as a whole, no gradient comes to what is below it.
        let above = (layer..setup.hidden.len()).find(|layer| {
            scene
                .census
                .dead
                .get(*layer)
                .is_some_and(|dead| dead.count_ones() as usize == setup.hidden[*layer])
        });
        match above {
            _ if !scene.can_come_back(layer) => Sentence::new("training.return.never"),
            Some(above) if is_plain => {
                Sentence::new("training.return.cut").with("above", (above + 1).to_string())
            }
            _ if is_plain => Sentence::new("training.return.deeper"),
            _ if setup.batch_norm => Sentence::new("training.return.normalised"),
            _ if setup.momentum != 0.0 || setup.decay != 0.0 => Sentence::new("training.return.carried"),
            _ => Sentence::new("training.return.slope"),
        }
    }
}

/// What the update did to its largest z, and whether its own weights did it or its inputs.
fn of_its_z(change: &Change, layer: usize) -> Sentence {
    let [before, own, after] = [&change.z_before, &change.z_own, &change.z_after].map(|z| largest(z));
    let shown = [before, own, after].map(|z| number(z, 3));
    let killed = before > 0.0 && after <= 0.0;
    let key = match (layer, killed) {
        _ if !killed && shown[0] == shown[1] && shown[1] == shown[2] => "training.z.same",
        (0, true) => "training.z.first.killed",
        (0, false) => "training.z.first",
        (_, true) if own <= 0.0 => "training.z.killed.own",
        (_, true) => "training.z.killed.inputs",
        _ => "training.z",
    };
    let [before, own, after] = shown;
    Sentence::new(key).with("before", before).with("own", own).with("after", after)
}
