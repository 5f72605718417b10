//! Training: a small network learns, some of its units die, and some of those come back. The run can be looked at update by
//! update, beside a twin that differs in one thing.

mod drawing;
mod inputs;
mod plan;
mod scene;
mod words;

use std::rc::Rc;

use self::inputs::{
    AT, CHANGE, COURSE_LAYER, GROUND_LAYER, GROUPS, MOST_UPDATES, PLAYED, PRESETS, RATE, SEED, THEN, UNIT,
};
pub(crate) use self::inputs::{PARAMETERS, setup};
use self::plan::Plan;
use self::scene::{Change, Known, Scene};
use super::panel::Frame;
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::theme::Theme;
use super::{Digits, Group, Handle, LegendEntry, Picture, Played, Readout, Table};
use crate::state::{Parameter, Preset, State, Value, limited};
use crate::training::{Loss, Setup};
use crate::words::Sentence;
use crate::work::Job;

/// A run, its twin if there is one, and the update that both are looked at.
#[derive(Clone, Debug)]
pub(super) struct TrainingPicture {
    /// What the values ask for, which what is shown may not be yet.
    state: State,
    setup: Rc<Setup>,
    scene: Rc<Scene>,
    twin_scene: Option<Rc<Scene>>,
    /// Whether what is shown is still of other values, because nothing of the new run has come yet.
    stale: bool,
    /// The chosen unit, layer and place, and what the update that is shown did to it.
    chosen: Option<(usize, usize)>,
    change: Option<Rc<Change>>,
}

/// The actions, in the order of their buttons.
const LOWER_NOW: usize = 0;
const LOWER_FROM_START: usize = 1;
const TO_DEATH: usize = 2;
const NEXT_DEAD: usize = 3;
const NEW_SEED: usize = 4;

impl TrainingPicture {
    /// A scene of a run, from what has been told of it; the one before as long as there is nothing.
    fn scene(setup: &Setup, told: &[f64], at: usize, before: Option<&Rc<Scene>>) -> (Rc<Scene>, bool) {
        let other = before.filter(|before| *before.known.setup != *setup && told.is_empty());
        if let Some(other) = other {
            return (Rc::clone(other), true);
        }
        let known = Known::of(setup, told, before.map(|before| &before.known));
        (Rc::new(Scene::of(known, at, before.map(Rc::as_ref))), false)
    }

    /// The place of a unit among all hidden units, from 1 on.
    fn number_of(&self, layer: usize, unit: usize) -> usize {
        self.scene.known.setup.hidden.iter().take(layer).sum::<usize>() + unit + 1
    }

    /// The unit at a place among all hidden units.
    fn unit_at(setup: &Setup, number: usize) -> Option<(usize, usize)> {
        let mut left = number.checked_sub(1)?;
        for (layer, width) in setup.hidden.iter().enumerate() {
            if left < *width {
                return Some((layer, left));
            }
            left -= width;
        }
        None
    }

    /// The next unit after the chosen one that is dead.
    fn next_dead(&self) -> Option<usize> {
        let units = &self.scene.units;
        let from = self.chosen.map_or(0, |(layer, unit)| self.number_of(layer, unit));
        let mut places = (from..units.len()).chain(0..from.min(units.len()));
        places.find(|place| units[*place].fate == scene::Fate::Dead).map(|place| place + 1)
    }

    /// What choosing a unit sets: with a dead one the run goes to the update that killed it.
    fn choose(&self, number: usize) -> Vec<(usize, Value)> {
        let mut values = vec![(UNIT, Value::Number(number as f64))];
        if let Some((layer, unit)) = Self::unit_at(&self.scene.known.setup, number)
            && self.is_dead(layer, unit)
            && let Some(update) = self.scene.killed_at(layer, unit)
        {
            values.push((AT, Value::Number(update as f64)));
        }
        values
    }

    fn is_dead(&self, layer: usize, unit: usize) -> bool {
        let number = self.number_of(layer, unit);
        self.scene.units.get(number - 1).is_some_and(|unit| unit.fate == scene::Fate::Dead)
    }

    /// A tenth of the rate that is in effect at the update that is looked at.
    fn lower(&self) -> Option<f64> {
        let rate = self.setup.rate_after(self.scene.at) / 10.0;
        (rate >= 0.001).then_some(rate)
    }

    fn plan(&self, frame: &Frame, theme: &Theme) -> Plan {
        Plan::new(self, frame, theme)
    }
}

/// What is the same in all runs, and what follows from the data.
#[inline(never)]
pub(super) fn fixed_of(setup: &Setup) -> Sentence {
    let loss = match setup.loss {
        Loss::CrossEntropy => "training.loss.cross-entropy",
        Loss::SquaredError => "training.loss.squared-error",
    };
    Sentence::new("training.fixed")
        .with("points", setup.data.points.to_string())
        .with("seed", setup.data.seed.to_string())
        .with_word("loss", loss)
}

impl Picture for TrainingPicture {
    const NAME: &'static str = "training";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;
    const PRESETS: &'static [Preset] = &PRESETS;
    const WORK_LAYER: usize = COURSE_LAYER;
    const GROUPS: &'static [Group] = &GROUPS;
    const PLAYED: Option<Played> = Some(PLAYED);
    const ACTIONS: &'static [&'static str] =
        &["lower-now", "lower-from-start", "to-death", "next-dead", "new-seed"];

    fn work(state: &State) -> Option<Job> {
        let mut runs = vec![inputs::setup(state)];
        runs.extend(inputs::twin(state));
        Some(Job::Training(runs))
    }

    fn read(state: &State, before: Option<&Self>, results: &[Vec<f64>]) -> Self {
        let (setup, twin) = (inputs::setup(state), inputs::twin(state));
        let at = state.number(AT) as usize;
        let told = |piece: usize| results.get(piece).map_or(&[][..], Vec::as_slice);
        let (scene, stale) = Self::scene(&setup, told(0), at, before.map(|before| &before.scene));
        // Both are drawn on the same samples: a twin waits for the run, and goes with those that it was shown with.
        let twin_before = before
            .and_then(|before| before.twin_scene.as_ref())
            .filter(|before| before.known.setup.data == scene.known.setup.data);
        let twin_scene = match twin.as_ref() {
            Some(twin) if twin.data == scene.known.setup.data => {
                Some(Self::scene(twin, told(1), at, twin_before))
            }
            Some(_) => twin_before.map(|before| (Rc::clone(before), true)),
            None => None,
        };
        let stale = stale || twin_scene.as_ref().is_some_and(|(_, stale)| *stale);
        let chosen = Self::unit_at(&scene.known.setup, state.number(UNIT) as usize);
        let change = chosen.and_then(|(layer, unit)| scene.change(layer, unit)).map(Rc::new);
        TrainingPicture {
            state: state.clone(),
            setup: Rc::new(setup),
            scene,
            twin_scene: twin_scene.map(|(scene, _)| scene),
            stale,
            chosen,
            change,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = self.plan(frame, theme);
        match layer {
            GROUND_LAYER => self.draw_ground(&plan, pencil, theme),
            COURSE_LAYER => self.draw_course(&plan, pencil, theme),
            _ => self.draw_scene(&plan, pencil, theme),
        }
    }

    fn ground(&self) -> [i32; 3] {
        self.axes()
    }

    fn verdict(&self) -> Vec<Sentence> {
        self.said()
    }

    fn description(&self) -> Vec<Sentence> {
        self.described()
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        self.legend_entries(theme)
    }

    fn readouts(&self) -> Vec<Readout> {
        self.shown_values()
    }

    fn table(&self, digits: Digits) -> Table {
        self.tabulated(digits)
    }

    fn fixed(&self) -> Vec<Sentence> {
        vec![fixed_of(&self.scene.known.setup)]
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        self.meaning(index)
    }

    fn relevant(&self, index: usize) -> bool {
        inputs::is_relevant(&self.state, index)
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = self.plan(frame, theme);
        vec![Handle { at: self.cursor(&plan), parameter: AT }]
    }

    fn press(&self, at: Place, frame: &Frame, theme: &Theme) -> Option<usize> {
        self.plan(frame, theme).is_in_charts(at).then_some(0)
    }

    fn drag(&self, _handle: usize, to: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = self.plan(frame, theme);
        let update = limited(libm::round(plan.update_at(to)), 0.0, self.end());
        vec![(AT, Value::Number(update))]
    }

    fn tap(&self, at: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = self.plan(frame, theme);
        match plan.unit_at(at) {
            Some((layer, unit)) => self.choose(self.number_of(layer, unit)),
            None => Vec::new(),
        }
    }

    fn can(&self, action: usize) -> bool {
        match action {
            LOWER_NOW => !self.stale && self.lower().is_some() && self.scene.at > 0,
            LOWER_FROM_START => self.lower().is_some(),
            TO_DEATH => self.chosen.is_some_and(|(layer, unit)| {
                self.scene.death(layer, unit).is_some_and(|death| death.update != self.scene.at)
            }),
            NEXT_DEAD => self.next_dead().is_some(),
            _ => action == NEW_SEED,
        }
    }

    fn act(&self, action: usize) -> Vec<(usize, Value)> {
        let number = |index, number| (index, Value::Number(number));
        match action {
            LOWER_NOW => self
                .lower()
                .map_or_else(Vec::new, |rate| vec![number(CHANGE, self.scene.at as f64), number(THEN, rate)]),
            LOWER_FROM_START => self.lower().map_or_else(Vec::new, |rate| {
                vec![number(RATE, rate), number(CHANGE, MOST_UPDATES), number(AT, 0.0)]
            }),
            TO_DEATH => self
                .chosen
                .and_then(|(layer, unit)| self.scene.death(layer, unit))
                .map_or_else(Vec::new, |death| vec![number(AT, death.update as f64)]),
            NEXT_DEAD => self.next_dead().map_or_else(Vec::new, |unit| self.choose(unit)),
            _ => vec![(SEED, Value::Seed(self.state.seed(SEED).wrapping_add(1)))],
        }
    }

    fn end(&self) -> f64 {
        let twin = self.twin_scene.as_ref().map_or(usize::MAX, |twin| twin.known.end());
        self.scene.known.end().min(twin) as f64
    }

    fn stride(&self) -> f64 {
        self.scene.known.setup.updates_per_epoch() as f64
    }
}
