//! A run from its beginning to its end, in steps that are short, with everything that it tells on the way.

use super::course::{Course, Death, Epoch};
use super::descent::Descent;
use super::diverged::Diverged;
use super::setup::Setup;

/// How many products of two numbers a step may take: a millisecond or less.
pub(crate) const BUDGET: usize = 1_000_000;

/// A run that is being done: the network is trained in 32-bit numbers.
///
/// ```
/// use relu_explainer::training::{Course, Run, Setup};
///
/// let setup = Setup { epochs: 3, ..Setup::default() };
/// let mut run = Run::new(&setup)?;
/// let mut course = Course::default();
/// while run.step() {
///     course.extend(&setup, &run.take_part());
/// }
/// course.extend(&setup, &run.take_part());
/// assert_eq!(course.epochs.len(), 4);
/// assert!(course.epochs[3].census.loss < course.epochs[0].census.loss);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Run {
    descent: Descent<f32>,
    /// Where the present epoch began.
    start: Vec<f32>,
    /// Goes through an epoch again, to find out when its dead died.
    search: Option<Search>,
    /// The last epoch that was told of.
    last: Option<Epoch>,
    told: Vec<f64>,
    done: bool,
}

/// The search for the updates that killed units, in an epoch at whose end they are dead.
#[derive(Clone, Debug)]
struct Search {
    descent: Box<Descent<f32>>,
    /// The units, each with the last update after which it was still alive.
    alive: Vec<Death>,
    epoch: Epoch,
}

impl Run {
    /// A run that is about to begin.
    ///
    /// # Errors
    /// If the set-up is refused by [`Setup::check`].
    pub fn new(setup: &Setup) -> Result<Self, crate::error::ParameterError> {
        let descent = Descent::new(setup)?;
        let start = descent.checkpoint();
        Ok(Run { descent, start, search: None, last: None, told: Vec::new(), done: false })
    }

    /// What has come of it since this was last asked; [`Course::extend`] reads it.
    pub fn take_part(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.told)
    }

    /// Does the next step; says whether there are more. It takes about a millisecond, and longer where thousands of samples have to
    /// be looked at.
    pub fn step(&mut self) -> bool {
        if self.done {
            return false;
        }
        if self.search.is_some() {
            self.search_on();
        } else if self.last.is_none() {
            self.end_epoch();
        } else {
            self.train();
        }
        !self.done
    }

    fn parameters(&self) -> usize {
        self.descent.network().parameters().len()
    }

    fn train(&mut self) {
        let setup = self.descent.setup();
        let each = setup.updates_per_epoch();
        let at_once = BUDGET / (3 * self.parameters() * setup.batch_size()).max(1);
        for _ in 0..at_once.max(1) {
            if let Err(diverged) = self.descent.update() {
                return self.stop(diverged);
            }
            if self.descent.updates().is_multiple_of(each) {
                return self.end_epoch();
            }
        }
    }

    fn stop(&mut self, diverged: Diverged) {
        diverged.tell(&mut self.told);
        self.done = true;
    }

    fn end_epoch(&mut self) {
        let census = self.descent.census();
        if !census.finite {
            return self.stop(self.descent.diverged());
        }
        let gradient_norms = self.descent.seen_gradient_norms();
        let mut alive = Vec::new();
        if let Some(last) = &self.last {
            let update = self.descent.updates() - self.descent.setup().updates_per_epoch();
            for (layer, (dead, before)) in census.dead.iter().zip(&last.census.dead).enumerate() {
                for unit in (0..64).filter(|unit| (dead & !before) >> unit & 1 == 1) {
                    alive.push(Death { layer, unit, update });
                }
            }
        }
        let epoch = Epoch { census, gradient_norms, deaths: Vec::new(), checkpoint: None };
        if alive.is_empty() {
            return self.tell(epoch);
        }
        let mut descent = Box::new(self.descent.clone());
        descent.restore(self.epochs_done() - 1, &self.start);
        self.search = Some(Search { descent, alive, epoch });
    }

    fn epochs_done(&self) -> usize {
        self.descent.updates() / self.descent.setup().updates_per_epoch()
    }

    fn search_on(&mut self) {
        let Some(search) = &mut self.search else { return };
        let setup = self.descent.setup();
        let samples = setup.data.points + 3 * setup.batch_size();
        let at_once = BUDGET / (samples * self.descent.network().parameters().len()).max(1);
        for _ in 0..at_once.max(1) {
            // It went through these updates before, and they were finite.
            let finite = search.descent.update().is_ok();
            if !finite || search.descent.updates() >= self.descent.updates() {
                let mut epoch = std::mem::take(&mut search.epoch);
                epoch.deaths.append(&mut search.alive);
                // The update after the last one that left it alive.
                epoch.deaths.iter_mut().for_each(|death| death.update += 1);
                self.search = None;
                return self.tell(epoch);
            }
            let deepest = search.alive.iter().map(|death| death.layer + 1).max().unwrap_or(0);
            let update = search.descent.updates();
            let reaches = search.descent.look_through(deepest);
            for death in &mut search.alive {
                if reaches(death.layer, death.unit) {
                    death.update = update;
                }
            }
        }
    }

    fn tell(&mut self, mut epoch: Epoch) {
        let setup = self.descent.setup();
        let checkpoint = self.descent.checkpoint();
        if self.epochs_done().is_multiple_of(Course::checkpoint_distance(setup, checkpoint.len())) {
            epoch.checkpoint = Some(checkpoint.clone());
        }
        epoch.tell(&mut self.told);
        self.start = checkpoint;
        self.done = self.epochs_done() >= setup.epochs;
        self.last = Some(epoch);
    }
}
