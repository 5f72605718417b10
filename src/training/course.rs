//! What has come of a run, epoch by epoch, and how that is told in numbers.

use super::census::Census;
use super::diverged::Diverged;
use super::network::{Kind, Parameter};
use super::setup::Setup;
use crate::error::ParameterError;
use crate::message::Row;

/// About so many numbers of checkpoints are kept of a run at the most.
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
    /// What the rest of the run depends on, for [`Descent::restore`](super::Descent::restore): of every epoch while all of them
    /// together are no more than two million numbers, of every second, third, … in longer runs.
    pub checkpoint: Option<Vec<f32>>,
}

/// A run as far as it has come: epoch 0 is the network before it is trained.
///
/// ```
/// use relu_explainer::training::{Course, Setup};
///
/// let setup = Setup { rate: 0.5, epochs: 20, ..Setup::default() };
/// let course = Course::of(&setup)?;
/// // Every unit that a death is told of is dead at the end of that epoch.
/// for (number, epoch) in course.epochs.iter().enumerate() {
///     for death in &epoch.deaths {
///         assert_eq!(course.dead(number, death.layer) >> death.unit & 1, 1);
///         assert_eq!((death.update - 1) / setup.updates_per_epoch(), number - 1);
///     }
/// }
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// From epoch 0 on.
    pub epochs: Vec<Epoch>,
    /// Where it left the finite numbers, if it did; it has stopped there, and of that epoch nothing is told.
    pub diverged: Option<Diverged>,
}

/// What a record in the row begins with.
const EPOCH: u64 = 1;
const DIVERGED: u64 = 2;

impl Course {
    /// All of a run, here and now, however long that takes.
    ///
    /// # Errors
    /// If the set-up is refused by [`Setup::check`].
    pub fn of(setup: &Setup) -> Result<Self, ParameterError> {
        let mut run = super::run::Run::new(setup)?;
        while run.step() {}
        let mut course = Course::default();
        course.extend(setup, &run.take_part());
        Ok(course)
    }

    /// After how many epochs another checkpoint is kept, if one has so many numbers.
    pub(crate) fn checkpoint_distance(setup: &Setup, numbers: usize) -> usize {
        (numbers * (setup.epochs + 1)).div_ceil(MOST_KEPT).max(1)
    }

    /// The last checkpoint at or before the end of an epoch: of which epoch it is, and what was kept. None before the run has told
    /// of epoch 0.
    pub fn checkpoint(&self, epoch: usize) -> Option<(usize, &[f32])> {
        let known = self.epochs.iter().enumerate().take(epoch.saturating_add(1)).rev();
        known.filter_map(|(epoch, kept)| Some((epoch, kept.checkpoint.as_deref()?))).next()
    }

    /// The units of a hidden layer that are dead at the end of an epoch and were not before: bit j for unit j.
    pub fn died(&self, epoch: usize, layer: usize) -> u64 {
        self.dead(epoch, layer) & !epoch.checked_sub(1).map_or(u64::MAX, |before| self.dead(before, layer))
    }

    /// The units of a hidden layer that were dead at the end of the epoch before and are not any more. Of an epoch that is not
    /// known it tells nothing.
    pub fn revived(&self, epoch: usize, layer: usize) -> u64 {
        if epoch >= self.epochs.len() {
            return 0;
        }
        epoch.checked_sub(1).map_or(0, |before| self.dead(before, layer)) & !self.dead(epoch, layer)
    }

    /// The units of a hidden layer that are dead at the end of an epoch: bit j for unit j. None of an epoch or a layer that is not
    /// known.
    pub fn dead(&self, epoch: usize, layer: usize) -> u64 {
        self.epochs.get(epoch).and_then(|epoch| epoch.census.dead.get(layer)).copied().unwrap_or(0)
    }

    /// The last death of a unit that happened in this epoch or before it; the unit may have come back since.
    pub fn death_of(&self, layer: usize, unit: usize, epoch: usize) -> Option<Death> {
        let deaths = self.epochs.iter().take(epoch.saturating_add(1)).flat_map(|epoch| &epoch.deaths);
        deaths.copied().rfind(|death| (death.layer, death.unit) == (layer, unit))
    }

    /// How many epochs are told of in what a run has told from its beginning, epoch 0 included.
    pub fn epochs_in(setup: &Setup, told: &[f64]) -> usize {
        let layers = setup.hidden.len();
        let (mut rest, mut epochs) = (told, 0);
        while let Some((kind, following)) = rest.split_first()
            && *kind == EPOCH as f64
        {
            let count = |place: usize| following.get(place).map_or(0, |count| *count as usize);
            let deaths = 4 + 2 * layers + layers + 1;
            let kept = count(deaths).saturating_mul(3).saturating_add(deaths + 1);
            let next = count(kept).saturating_add(kept).saturating_add(1);
            let Some(after) = following.get(next..) else { break };
            (rest, epochs) = (after, epochs + 1);
        }
        epochs
    }

    /// Takes what a run tells next, cut anywhere between two calls of [`Run::take_part`](super::Run::take_part). What makes no
    /// sense as the next of a run of this set-up is left out, with all that follows in the row.
    pub fn extend(&mut self, setup: &Setup, told: &[f64]) {
        if setup.check().is_err() {
            return;
        }
        let mut row = Row::new("course", told);
        while self.diverged.is_none() && self.epochs.len() <= setup.epochs {
            let next = match row.whole("record", DIVERGED) {
                Ok(EPOCH) => Epoch::heard(setup, &mut row).map(|epoch| self.epochs.push(epoch)),
                Ok(DIVERGED) => Diverged::heard(setup, &mut row).map(|end| self.diverged = Some(end)),
                _ => return,
            };
            if next.is_err() {
                return;
            }
        }
    }
}

impl Epoch {
    /// What [`Epoch::tell`] told.
    fn heard(setup: &Setup, row: &mut Row) -> Result<Self, ParameterError> {
        let [loss, accuracy] = [row.number()?, row.number()?];
        let finite = row.one_of("finite", &[false, true])?;
        let mut census = Census { loss, accuracy, finite, zeros: row.number()?, dead: Vec::new() };
        for width in &setup.hidden {
            // The units from 32 on, then those before.
            let units = 1_u64.checked_shl(*width as u32).unwrap_or(0).wrapping_sub(1);
            let upper = row.whole("dead", units >> 32)?;
            census.dead.push(upper << 32 | row.whole("dead", units & u64::from(u32::MAX))?);
        }
        let gradient_norms =
            setup.hidden.iter().chain([&1]).map(|_| row.number()).collect::<Result<_, _>>()?;
        let mut deaths = Vec::new();
        for _ in 0..row.whole("deaths", setup.hidden.iter().sum::<usize>() as u64)? {
            let layer = row.whole("layer", setup.hidden.len() as u64 - 1)? as usize;
            let unit = row.whole("unit", setup.hidden[layer] as u64 - 1)? as usize;
            deaths.push(Death { layer, unit, update: row.whole("update", setup.updates() as u64)? as usize });
        }
        let checkpoint = match row.count("checkpoint")? {
            0 => None,
            kept if kept == setup.checkpoint_length() => {
                Some((0..kept).map(|_| Ok(row.number()? as f32)).collect::<Result<_, _>>()?)
            }
            kept => {
                return Err(ParameterError::number("checkpoint", kept as f64, "as long as all parameters"));
            }
        };
        Ok(Epoch { census, gradient_norms, deaths, checkpoint })
    }

    /// Appends it to what is told of a run.
    pub(crate) fn tell(&self, told: &mut Vec<f64>) {
        let Census { loss, accuracy, finite, zeros, dead } = &self.census;
        told.extend([EPOCH as f64, *loss, *accuracy, f64::from(u8::from(*finite)), *zeros]);
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
    /// What [`Diverged::tell`] told.
    fn heard(setup: &Setup, row: &mut Row) -> Result<Self, ParameterError> {
        let update = row.whole("update", setup.updates() as u64)? as usize;
        let which = row.whole("parameter", 4)?;
        let sizes = setup.sizes();
        let layer = row.whole("layer", setup.hidden.len() as u64)? as usize;
        let input = row.whole("input", sizes[layer] as u64 - 1)? as usize;
        let unit = row.whole("unit", sizes[layer + 1] as u64 - 1)? as usize;
        let kinds = [None, Some(Kind::Weight(input)), Some(Kind::Bias), Some(Kind::Scale), Some(Kind::Shift)];
        let parameter = kinds[which as usize].map(|kind| Parameter { layer, kind, unit });
        Ok(Diverged { update, parameter })
    }

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
            DIVERGED as f64,
            self.update as f64,
            f64::from(which),
            layer as f64,
            input as f64,
            unit as f64,
        ]);
    }
}
