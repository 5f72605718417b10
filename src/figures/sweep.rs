//! The sweep: how many units are dead at the end of training, and how well the network has learned, against the learning rate;
//! several set-ups from the same seeds, beside what is often said of them.

mod arm;
mod drawing;
mod inputs;
mod points;
mod words;

use std::rc::Rc;

use self::arm::Arm;
use self::drawing::{FOLKLORE, Plan};
use self::inputs::{ARM, GROUND_LAYER, PRESETS, RATE, RATES, RESULTS_LAYER, arm, rate, shown, sweep};
pub(crate) use self::inputs::{PARAMETERS, pointed};
use self::points::{Point, points};
use super::panel::{Frame, Panel};
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::theme::Theme;
use super::training::fixed_of;
use super::{Digits, Handle, LegendEntry, Mark, Picture, Readout, Table};
use crate::state::{Parameter, Preset, State, Value};
use crate::training::{Loss, Sweep};
use crate::words::Sentence;
use crate::work::Job;

/// The sweep of the figure, and what has come of it.
#[derive(Clone, Debug)]
pub(super) struct SweepPicture {
    sweep: Sweep,
    /// What is compared, in the order of the sweep's set-ups.
    arms: Vec<Arm>,
    /// The place of the set-up that is pointed at; of the first where that is not shown.
    arm: usize,
    /// The place of the rate that is pointed at.
    rate: usize,
    /// How many runs are done.
    done: usize,
    points: Rc<Vec<Vec<Point>>>,
}

impl SweepPicture {
    /// Whether the network learns classes.
    fn tells_classes(&self) -> bool {
        self.sweep.setups.first().is_none_or(|setup| setup.loss == Loss::CrossEntropy)
    }

    fn plan(&self, frame: &Frame, theme: &Theme) -> Plan {
        Plan::new(&self.arms, self.tells_classes(), frame, theme)
    }

    /// The runs of a set-up at a rate, by their places.
    fn point(&self, arm: usize, rate: usize) -> Option<&Point> {
        self.points.get(arm)?.get(rate)
    }

    fn all(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().flatten()
    }

    /// How many runs have left the finite numbers.
    fn lost(&self) -> usize {
        self.all().map(|point| point.lost).sum()
    }
}

impl Picture for SweepPicture {
    const NAME: &'static str = "sweep";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;
    const PRESETS: &'static [Preset] = &PRESETS;
    const WORK_LAYER: usize = RESULTS_LAYER;

    fn work(state: &State) -> Option<Job> {
        Some(sweep(state)).filter(|sweep| sweep.runs() > 0).map(Job::Sweep)
    }

    fn read(state: &State, before: Option<&Self>, results: &[Vec<f64>]) -> Self {
        let (sweep, arms) = (sweep(state), shown(state));
        let same = before.filter(|before| before.done == results.len() && before.sweep == sweep);
        SweepPicture {
            arm: arm(state, &arms),
            rate: rate(state),
            done: results.len(),
            points: same.map_or_else(|| Rc::new(points(&sweep, results)), |same| Rc::clone(&same.points)),
            sweep,
            arms,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = self.plan(frame, theme);
        match layer {
            GROUND_LAYER => self.draw_ground(&plan, pencil, theme),
            RESULTS_LAYER => self.draw_results(&plan, pencil, theme),
            _ => self.draw_at(&plan, pencil, theme),
        }
    }

    fn ground(&self) -> [i32; 3] {
        let bits = self.arms.iter().fold(0, |bits, arm| bits | 1 << *arm as i32);
        [bits, i32::from(self.tells_classes()), 0]
    }

    fn verdict(&self) -> Vec<Sentence> {
        self.said()
    }

    fn description(&self) -> Vec<Sentence> {
        self.described()
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let mut entries = Vec::with_capacity(self.arms.len() + 2);
        for arm in &self.arms {
            let (colour, dashes) = arm.pen(theme);
            let mark = Mark::Line(dashes);
            entries.push(LegendEntry { colour, mark, sentence: Sentence::new(arm.word()) });
        }
        let (colour, sentence) = (theme.muted, Sentence::new("sweep.legend.folklore"));
        entries.push(LegendEntry { colour, mark: Mark::Line(FOLKLORE), sentence });
        if self.lost() > 0 {
            let (mark, sentence) = (Mark::Line(&[]), Sentence::new("sweep.legend.lost"));
            entries.push(LegendEntry { colour, mark, sentence });
        }
        entries
    }

    fn readouts(&self) -> Vec<Readout> {
        self.values().into_iter().map(|(key, text)| Readout::number(key, text)).collect()
    }

    fn table(&self, digits: Digits) -> Table {
        self.tabled(digits)
    }

    fn fixed(&self) -> Vec<Sentence> {
        let mut fixed = Vec::new();
        if let Some(setup) = self.sweep.setups.first() {
            fixed.push(fixed_of(setup));
        }
        fixed.push(Sentence::new("sweep.fixed").with("last", self.sweep.seeds.saturating_sub(1).to_string()));
        fixed
    }

    fn value_text(&self, _index: usize) -> Option<Sentence> {
        None
    }

    fn relevant(&self, index: usize) -> bool {
        index != ARM || self.arms.len() > 1
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = self.plan(frame, theme);
        let places = 0..self.arms.len();
        places.map(|arm| Handle { at: self.handle_at(&plan, arm), parameter: RATE }).collect()
    }

    fn marks(&self, index: usize, frame: &Frame, theme: &Theme) -> Vec<Place> {
        let governed = [ARM, RATE].contains(&index) && !self.arms.is_empty();
        governed.then(|| self.handle_at(&self.plan(frame, theme), self.arm)).into_iter().collect()
    }

    fn press(&self, at: Place, frame: &Frame, theme: &Theme) -> Option<usize> {
        let plan = self.plan(frame, theme);
        let inside = |panel: &Panel| {
            (panel.left..=panel.right).contains(&at.0) && (panel.top..=panel.bottom).contains(&at.1)
        };
        let hit = !self.arms.is_empty() && (inside(&plan.dead) || inside(&plan.accuracy));
        hit.then_some(self.arm)
    }

    fn drag(&self, handle: usize, to: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = self.plan(frame, theme);
        let away = |rate: &usize| libm::fabs(plan.place(&plan.dead, handle, *rate, 0.0).0 - to.0);
        let nearest = (0..RATES.len()).min_by(|one, other| away(one).total_cmp(&away(other)));
        let arm = self.arms.get(handle).map(|arm| (ARM, Value::Choice(*arm as usize)));
        arm.into_iter().chain(nearest.map(|rate| (RATE, Value::Choice(rate)))).collect()
    }
}
