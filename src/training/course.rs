//! What has come of a run, epoch by epoch, and how that is told in numbers.

use super::census::Census;
use super::descent::Diverged;
use super::network::{Kind, Parameter};
use super::setup::Setup;

/// So many numbers of checkpoints are kept of a run at the most.
const MOST_KEPT: usize = 2_000_000;

/// A unit that has died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Death {
    /// Its hidden layer, from 0.
    pub layer: usize,
    /// Its place in the layer.
    pub unit: usize,
    /// The update that killed it, counted from 1: the first after which z ≤ 0 on all samples until the end of the epoch.
    pub update: usize,
}

/// How things stand at the end of an epoch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Epoch {
    /// What all samples say.
    pub census: Census,
    /// The norm of the gradient over all samples, of each layer from the first hidden one to the output.
    pub gradient_norms: Vec<f64>,
    /// The units that were not dead at the end of the epoch before and are now, with the updates that killed them.
    pub deaths: Vec<Death>,
    /// What the rest of the run depends on; of some epochs only, so that memory is bounded.
    pub checkpoint: Option<Vec<f32>>,
}

/// A run as far as it has come: epoch 0 is the network before it is trained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// From epoch 0 on.
    pub epochs: Vec<Epoch>,
    /// Where it left the finite numbers, if it did; it has stopped there.
    pub diverged: Option<Diverged>,
}

const EPOCH: f64 = 1.0;
const DIVERGED: f64 = 2.0;

impl Course {
    /// All of a run, here and now, however long that takes.
    ///
    /// # Errors
    /// If the set-up is refused by [`Setup::check`].
    pub fn of(setup: &Setup) -> Result<Self, crate::error::ParameterError> {
        let mut run = super::run::Run::new(setup)?;
        while run.step() {}
        let mut course = Course::default();
        course.extend(setup, &run.take_part());
        Ok(course)
    }

    /// After how many epochs another checkpoint is kept.
    pub(crate) fn checkpoint_distance(setup: &Setup, parameters: usize) -> usize {
        (parameters * (setup.epochs + 1)).div_ceil(MOST_KEPT).max(1)
    }

    /// The last checkpoint at or before the end of an epoch: of which epoch it is, and what was kept.
    pub fn checkpoint(&self, epoch: usize) -> Option<(usize, &[f32])> {
        let known = self.epochs.iter().enumerate().take(epoch + 1).rev();
        known.filter_map(|(epoch, kept)| Some((epoch, kept.checkpoint.as_deref()?))).next()
    }

    /// The units of a hidden layer that are dead at the end of an epoch and were not before: bit j for unit j.
    pub fn died(&self, epoch: usize, layer: usize) -> u64 {
        self.dead(epoch, layer) & !epoch.checked_sub(1).map_or(u64::MAX, |before| self.dead(before, layer))
    }

    /// The units of a hidden layer that were dead at the end of the epoch before and are not any more.
    pub fn revived(&self, epoch: usize, layer: usize) -> u64 {
        epoch.checked_sub(1).map_or(0, |before| self.dead(before, layer)) & !self.dead(epoch, layer)
    }

    /// The units of a hidden layer that are dead at the end of an epoch; none of an epoch that is not known.
    pub fn dead(&self, epoch: usize, layer: usize) -> u64 {
        self.epochs.get(epoch).and_then(|epoch| epoch.census.dead.get(layer)).copied().unwrap_or(0)
    }

    /// The last death of a unit that happened in this epoch or before it.
    pub fn death_of(&self, layer: usize, unit: usize, epoch: usize) -> Option<Death> {
        let deaths = self.epochs.iter().take(epoch + 1).flat_map(|epoch| &epoch.deaths);
        deaths.copied().rfind(|death| (death.layer, death.unit) == (layer, unit))
    }

    /// How many epochs are told of in what a run has told from its beginning, epoch 0 included.
    pub fn epochs_in(setup: &Setup, told: &[f64]) -> usize {
        let layers = setup.hidden.len();
        let (mut rest, mut epochs) = (told, 0);
        while let [EPOCH, following @ ..] = rest {
            let deaths = 4 + 2 * layers + layers + 1;
            let kept = deaths + 1 + 3 * following.get(deaths).map_or(0, |count| *count as usize);
            let next = kept + 1 + following.get(kept).map_or(0, |count| *count as usize);
            let Some(after) = following.get(next..) else { break };
            (rest, epochs) = (after, epochs + 1);
        }
        epochs
    }

    /// Takes what a run tells next; as many layers as there are in its set-up. What makes no sense is left out, with all that
    /// follows.
    pub fn extend(&mut self, setup: &Setup, told: &[f64]) {
        let mut rest = told;
        while let Some(()) = self.extend_by_one(setup, &mut rest) {}
    }

    fn extend_by_one(&mut self, setup: &Setup, told: &mut &[f64]) -> Option<()> {
        let mut next = || {
            let (number, rest) = told.split_first()?;
            *told = rest;
            Some(*number)
        };
        match next()? {
            EPOCH => {
                let layers = setup.hidden.len();
                let mut census = Census {
                    loss: next()?,
                    accuracy: next()?,
                    finite: next()? == 1.0,
                    zeros: next()?,
                    dead: Vec::new(),
                };
                for _ in 0..layers {
                    census.dead.push((next()? as u64) << 32 | next()? as u64);
                }
                let gradient_norms = (0..=layers).map(|_| next()).collect::<Option<Vec<_>>>()?;
                let count = next()? as usize;
                let mut deaths = Vec::new();
                for _ in 0..count {
                    let (layer, unit, update) = (next()? as usize, next()? as usize, next()? as usize);
                    deaths.push(Death { layer, unit, update });
                }
                let kept = next()? as usize;
                let numbers = told.get(..kept)?;
                *told = &told[kept..];
                let checkpoint = (kept > 0).then(|| numbers.iter().map(|number| *number as f32).collect());
                self.epochs.push(Epoch { census, gradient_norms, deaths, checkpoint });
            }
            DIVERGED => {
                let update = next()? as usize;
                let (which, layer, input, unit) =
                    (next()?, next()? as usize, next()? as usize, next()? as usize);
                let kind = match which as i32 {
                    1 => Some(Kind::Weight(input)),
                    2 => Some(Kind::Bias),
                    3 => Some(Kind::Scale),
                    4 => Some(Kind::Shift),
                    _ => None,
                };
                let parameter = kind.map(|kind| Parameter { layer, kind, unit });
                self.diverged = Some(Diverged { update, parameter });
            }
            _ => return None,
        }
        Some(())
    }
}

impl Epoch {
    /// Appends it to what is told of a run.
    pub(crate) fn tell(&self, told: &mut Vec<f64>) {
        let Census { loss, accuracy, finite, zeros, dead } = &self.census;
        told.extend([EPOCH, *loss, *accuracy, f64::from(u8::from(*finite)), *zeros]);
        for dead in dead {
            told.extend([(dead >> 32) as f64, (dead & u64::from(u32::MAX)) as f64]);
        }
        told.extend_from_slice(&self.gradient_norms);
        told.push(self.deaths.len() as f64);
        for death in &self.deaths {
            told.extend([death.layer as f64, death.unit as f64, death.update as f64]);
        }
        let kept = self.checkpoint.as_deref().unwrap_or(&[]);
        told.push(kept.len() as f64);
        told.extend(kept.iter().map(|number| f64::from(*number)));
    }
}

impl Diverged {
    /// Appends it to what is told of a run.
    pub(crate) fn tell(&self, told: &mut Vec<f64>) {
        let (which, input) = match self.parameter.map(|parameter| parameter.kind) {
            Some(Kind::Weight(input)) => (1, input),
            Some(Kind::Bias) => (2, 0),
            Some(Kind::Scale) => (3, 0),
            Some(Kind::Shift) => (4, 0),
            None => (0, 0),
        };
        let (layer, unit) = self.parameter.map_or((0, 0), |parameter| (parameter.layer, parameter.unit));
        told.extend([
            DIVERGED,
            self.update as f64,
            f64::from(which),
            layer as f64,
            input as f64,
            unit as f64,
        ]);
    }
}
