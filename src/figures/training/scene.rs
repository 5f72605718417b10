//! A run at the update that is looked at: what is known of it, its network there, and what that update did to a unit.

use std::rc::Rc;

use crate::training::{Census, Course, Death, Descent, Network, Setup};

/// A run as far as it has come.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub setup: Rc<Setup>,
    pub course: Rc<Course>,
    /// How many numbers of it have been taken.
    taken: usize,
}

impl Known {
    /// What is known of a run from all that has been told of it so far; `before` spares taking what was taken already.
    pub fn of(setup: &Setup, told: &[f64], before: Option<&Known>) -> Self {
        let before = before.filter(|before| *before.setup == *setup && before.taken <= told.len());
        match before {
            Some(before) if before.taken == told.len() => before.clone(),
            _ => {
                let (known, taken) =
                    before.map_or_else(|| (Rc::new(setup.clone()), 0), |b| (Rc::clone(&b.setup), b.taken));
                let mut course = before.map(|before| (*before.course).clone()).unwrap_or_default();
                course.extend(setup, &told[taken..]);
                Known { setup: known, course: Rc::new(course), taken: told.len() }
            }
        }
    }

    /// The last update that can be shown. A run that has left the finite numbers is shown as it was at the end of the epoch before.
    pub fn end(&self) -> usize {
        self.course.epochs.len().saturating_sub(1) * self.setup.updates_per_epoch()
    }

    /// The epoch whose end is at an update or the first after it.
    pub fn epoch_of(&self, update: usize) -> usize {
        update.div_ceil(self.setup.updates_per_epoch())
    }
}

/// What has become of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Some sample reaches it.
    Alive,
    /// None does, at this update.
    Dead,
    /// Some sample reaches it again: it was dead at the end of an epoch before.
    Revived,
}

/// A hidden unit at the update that is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub layer: usize,
    pub unit: usize,
    pub fate: Fate,
    /// The share of samples for which z > 0.
    pub share: f64,
    /// Whether z ≤ 0 on all samples of the batch that led to this update.
    pub silent_on_batch: bool,
}

/// What an update did to a unit.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Its weights, in the order of its inputs, and last its bias (with batch normalisation then scale and shift).
    pub before: Vec<f32>,
    pub after: Vec<f32>,
    /// The gradient of the batch with respect to them, before it is clipped.
    pub gradient: Vec<f32>,
    /// Its z on all samples: before, with its own parameters alone changed, and after.
    pub z_before: Vec<f32>,
    pub z_own: Vec<f32>,
    pub z_after: Vec<f32>,
}

/// A run at an update.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub known: Known,
    /// The update that is shown: 0 is the network before it is trained.
    pub at: usize,
    /// The run there; its last look was at all samples.
    pub descent: Descent<f32>,
    /// The same one update before; none at update 0.
    previous: Option<Box<Descent<f32>>>,
    pub census: Census,
    /// The samples that the update learned from; none at update 0.
    pub batch: Vec<usize>,
    /// All hidden units, layer after layer.
    pub units: Vec<Unit>,
}

impl Scene {
    /// The run at an update, or at the last that is known.
    pub fn of(known: Known, at: usize, before: Option<&Scene>) -> Self {
        let at = at.min(known.end());
        let from = before.filter(|before| *before.known.setup == *known.setup);
        if let Some(same) = from.filter(|from| from.at == at) {
            let mut scene = same.clone();
            scene.known = known;
            scene.settle();
            return scene;
        }
        let target = at.saturating_sub(1);
        let each = known.setup.updates_per_epoch();
        let kept = known.course.checkpoint(target / each);
        let start = kept.map_or(0, |(epoch, _)| epoch * each);
        let mut descent = match from.filter(|from| from.at <= target && from.at >= start) {
            Some(from) => from.descent.clone(),
            None => {
                let mut descent = Descent::of_checked(&known.setup);
                if let Some((epoch, checkpoint)) = kept {
                    descent.restore(epoch, checkpoint);
                }
                descent
            }
        };
        // The run has gone through all of these, and they were finite.
        while descent.updates() < target && descent.update().is_ok() {}
        let mut batch = Vec::new();
        let mut previous = None;
        if at > 0 {
            batch = descent.next_batch();
            previous = Some(Box::new(descent.clone()));
            // As above.
            let _ = descent.update();
        }
        let census = descent.census();
        let mut scene = Scene { known, at, descent, previous, census, batch, units: Vec::new() };
        scene.settle();
        scene
    }

    /// Works out what has become of every unit.
    fn settle(&mut self) {
        let samples = self.descent.targets().len();
        let course = &self.known.course;
        let past = self.at / self.known.setup.updates_per_epoch();
        self.units.clear();
        for (layer, width) in self.known.setup.hidden.iter().enumerate() {
            let z = self.descent.pre_activations(layer);
            let ever_dead = (0..=past).fold(0, |dead, epoch| dead | course.dead(epoch, layer));
            for unit in 0..*width {
                let active = z.iter().skip(unit).step_by(*width).take(samples).filter(|z| **z > 0.0).count();
                let was_dead = ever_dead >> unit & 1 == 1;
                let fate = match active {
                    0 => Fate::Dead,
                    _ if was_dead => Fate::Revived,
                    _ => Fate::Alive,
                };
                let silent = |sample: &usize| z.get(sample * width + unit).is_none_or(|z| *z <= 0.0);
                let silent_on_batch = !self.batch.is_empty() && self.batch.iter().all(silent);
                self.units.push(Unit {
                    layer,
                    unit,
                    fate,
                    share: active as f64 / samples as f64,
                    silent_on_batch,
                });
            }
        }
    }

    /// The last death of a unit up to the epoch that is shown; if it was born dead there is none.
    pub fn death(&self, layer: usize, unit: usize) -> Option<Death> {
        let death = self.known.course.death_of(layer, unit, self.known.epoch_of(self.at))?;
        (death.update <= self.at).then_some(death)
    }

    /// Whether a unit that is dead can come back at all: never in the first layer under plain gradient descent.
    pub fn can_come_back(&self, layer: usize) -> bool {
        let setup = &self.known.setup;
        let keeps = matches!(setup.activation, crate::activation::Activation::Relu { .. });
        !(layer == 0 && keeps && setup.momentum == 0.0 && setup.decay == 0.0 && !setup.batch_norm)
    }

    /// What the update that is shown did to a unit; none at update 0.
    pub fn change(&self, layer: usize, unit: usize) -> Option<Change> {
        let mut before = self.previous.as_deref()?.clone();
        let places = self.descent.network().of_unit(layer, unit);
        let taken = |numbers: &[f32]| {
            places.iter().filter_map(|place| numbers.get(*place).copied()).collect::<Vec<_>>()
        };
        let gradient = taken(before.find_gradient());
        let width = *self.known.setup.hidden.get(layer)?;
        let z = |descent: &Descent<f32>| {
            descent.pre_activations(layer).iter().skip(unit).step_by(width).copied().collect::<Vec<_>>()
        };
        before.census();
        let z_before = z(&before);
        let old = taken(before.network().parameters());
        let new = taken(self.descent.network().parameters());
        let mut mixed: Network<f32> = before.network().clone();
        for (place, number) in places.iter().zip(&new) {
            mixed.parameters_mut()[*place] = *number;
        }
        before.replace(mixed);
        before.census();
        Some(Change {
            before: old,
            after: new,
            gradient,
            z_before,
            z_own: z(&before),
            z_after: z(&self.descent),
        })
    }
}
