//! The picture of the sweep: shares of dead units above, accuracy below, over the logarithm of the learning rate.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use super::super::panel::{Frame, Panel, Tick};
use super::super::pencil::{Pencil, Place};
use super::super::surface::Target;
use super::super::text;
use super::super::theme::Theme;
use super::SweepPicture;
use super::arm::{Arm, Mark};
use super::inputs::RATES;
use super::points::{Point, Spread};
use crate::state::limited;
use crate::words::{brief, percent};

/// The stroke of what no experiment is behind.
pub(super) const FOLKLORE: &[f64] = &[1.5, 3.5];

/// Rates and shares that are quoted from page to page.
const QUOTED: [(f64, f64); 2] = [(0.01, 0.1), (0.1, 0.4)];
/// The share that is given as the most, without a rate.
const AT_MOST: f64 = 0.4;

/// Where a rate stands on the logarithmic axis: decades above 0.0001, so that none stands at 0, where a panel has its axis.
fn across(rate: f64) -> f64 {
    4.0 + libm::log10(rate)
}

/// Fonts differ in width by a sixth.
const ALLOWANCE: f64 = 1.17;

/// The two panels over one axis.
pub(super) struct Plan {
    pub dead: Panel,
    pub accuracy: Panel,
    /// How far the set-ups stand apart at a rate, so that their whiskers do not cover each other.
    apart: f64,
    count: usize,
}

impl Plan {
    pub fn new(arms: &[Arm], classes: bool, frame: &Frame, theme: &Theme) -> Self {
        let size = theme.text;
        let widest = arms.iter().map(|arm| text::width(arm.label(), size)).fold(0.0, f64::max);
        let (left, right) =
            (frame.left + 4.2 * size, frame.left + frame.width - ALLOWANCE * widest - 2.2 * size);
        let (top, bottom) = (frame.top + 2.9 * size, frame.top + frame.height - 2.2 * size);
        let foot = top + 0.62 * (bottom - top);
        let x = across(RATES[0]) - 0.1..across(RATES[RATES.len() - 1]) + 0.1;
        let accuracy = if classes { 0.4..1.0 } else { 0.0..1.0 };
        let panel = |top, bottom, y| Panel { left, right, top, bottom, x: x.clone(), y };
        let dead = panel(top, foot, 0.0..1.0);
        // The rates that lie closest are 0.3 and 0.5.
        let closest = dead.pixels_across() * libm::log10(5.0 / 3.0);
        let apart = (0.75 * closest / arms.len().max(1) as f64).min(0.4 * size);
        Plan { accuracy: panel(foot + 2.1 * size, bottom, accuracy), dead, apart, count: arms.len() }
    }

    /// Where a set-up has a value at a rate, by their places; beyond the axis, at its end.
    pub fn place(&self, panel: &Panel, arm: usize, rate: usize, value: f64) -> Place {
        let value = limited(value, panel.y.start, panel.y.end);
        let (x, y) = panel.to_picture((across(RATES[rate.min(RATES.len() - 1)]), value));
        (x + self.apart * (arm as f64 - 0.5 * (self.count as f64 - 1.0)), y)
    }
}

/// A colour half of the way to the ground.
fn faint(colour: RGBColor, ground: RGBColor) -> RGBColor {
    let half = |one: u8, other: u8| ((u16::from(one) + u16::from(other)) / 2) as u8;
    RGBColor(half(colour.0, ground.0), half(colour.1, ground.1), half(colour.2, ground.2))
}

fn mark<B: Target>(pencil: &Pencil<B>, mark: Mark, (x, y): Place, half: f64, colour: RGBColor) {
    match mark {
        Mark::Disc => pencil.discs(&[(x, y)], half, colour),
        Mark::Square => {
            pencil.bars(&[(x - 0.9 * half, y - 0.9 * half), (x + 0.9 * half, y + 0.9 * half)], colour)
        }
        Mark::Triangle => pencil.polygon(
            &[(x, y - 1.2 * half), (x + 1.1 * half, y + 0.9 * half), (x - 1.1 * half, y + 0.9 * half)],
            colour,
        ),
        Mark::Diamond => pencil.polygon(
            &[(x, y - 1.3 * half), (x + 1.3 * half, y), (x, y + 1.3 * half), (x - 1.3 * half, y)],
            colour,
        ),
    }
}

impl SweepPicture {
    pub(super) fn draw_ground<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        let size = theme.text;
        let fits = plan.dead.pixels_across() > 8.0 * size;
        let rates: Vec<Tick> = RATES
            .into_iter()
            .filter(|rate| fits || ![0.03, 0.3, 0.5].contains(rate))
            .map(|rate| Tick { at: across(rate), label: brief(rate, 3) })
            .collect();
        let unnamed: Vec<Tick> =
            rates.iter().map(|tick| Tick { at: tick.at, label: String::new() }).collect();
        let shares = [0.0, 0.25, 0.5, 0.75, 1.0].map(|at| Tick { at, label: percent(at, 0) });
        plan.dead.grid(pencil, theme, &unnamed, &shares);
        let low = plan.accuracy.y.start;
        let (levels, title) = if self.tells_classes() {
            (vec![low, 0.5, 0.75, 1.0], "P(o > 0 ⇔ y = 1)")
        } else {
            (vec![0.0, 0.5, 1.0], "R²")
        };
        let levels: Vec<Tick> = levels.into_iter().map(|at| Tick { at, label: brief(at, 2) }).collect();
        plan.accuracy.grid(pencil, theme, &rates, &levels[usize::from(self.tells_classes())..]);
        for (panel, title) in [(&plan.dead, "P(z ≤ 0 ∀ x)"), (&plan.accuracy, title)] {
            let rise = if std::ptr::eq(panel, &plan.dead) { 1.3 } else { 0.5 };
            let at = (panel.left, panel.top - rise * size);
            pencil.write(title, at, size, theme.ink, HPos::Left, VPos::Bottom);
        }
        let at = (plan.accuracy.right + 0.6 * size, plan.accuracy.bottom + 0.4 * size);
        pencil.write("η", at, size, theme.ink, HPos::Left, VPos::Top);
        self.draw_folklore(plan, pencil, theme);
    }

    /// What is often said: marks that are open, as nothing fills them.
    fn draw_folklore<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (panel, size) = (&plan.dead, theme.text);
        let (_, level) = panel.to_picture((0.0, AT_MOST));
        pencil.path(&[(panel.left, level), (panel.right, level)], theme.muted, theme.fine(1.5), FOLKLORE);
        let label = format!("≤ {} ?", percent(AT_MOST, 0));
        let at = (panel.left + 0.4 * size, level - 0.3 * size);
        pencil.write(&label, at, size, theme.muted, HPos::Left, VPos::Bottom);
        for (rate, share) in QUOTED {
            let (x, y) = panel.to_picture((across(rate), share));
            pencil.discs(&[(x, y)], 0.4 * size, theme.background);
            pencil.ring((x, y), 0.4 * size, theme.muted, theme.fine(2.0));
            pencil.write("?", (x, y - 0.6 * size), size, theme.muted, HPos::Center, VPos::Bottom);
        }
    }

    pub(super) fn draw_results<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        for (arm, kind) in self.arms.iter().enumerate() {
            self.draw_spreads(plan, &plan.dead, arm, *kind, |point| point.dead, pencil, theme);
            self.draw_spreads(plan, &plan.accuracy, arm, *kind, |point| point.accuracy, pencil, theme);
            let half = 0.25 * theme.text;
            let mut crosses = Vec::new();
            for rate in 0..RATES.len() {
                if self.point(arm, rate).is_some_and(|point| point.lost > 0) {
                    let (x, y) = plan.place(&plan.dead, arm, rate, 1.0);
                    let y = y - 0.6 * theme.text;
                    crosses.extend([
                        (x - half, y - half),
                        (x + half, y + half),
                        (x - half, y + half),
                        (x + half, y - half),
                    ]);
                }
            }
            pencil.strokes(&crosses, kind.pen(theme).0, theme.fine(2.0));
        }
        self.draw_labels(plan, pencil, theme);
    }

    /// Means, joined where rates are neighbours, and whiskers of a standard deviation either way.
    #[expect(clippy::too_many_arguments, reason = "what is drawn, where, and with what")]
    fn draw_spreads<B: Target>(
        &self,
        plan: &Plan,
        panel: &Panel,
        arm: usize,
        kind: Arm,
        of: impl Fn(&Point) -> Option<Spread>,
        pencil: &Pencil<B>,
        theme: &Theme,
    ) {
        let (colour, dashes) = kind.pen(theme);
        let (mut whiskers, mut line, mut means) = (Vec::new(), Vec::new(), Vec::new());
        for rate in 0..=RATES.len() {
            if let Some(spread) = self.point(arm, rate).and_then(&of) {
                let place = |value| plan.place(panel, arm, rate, value);
                whiskers
                    .extend([place(spread.mean - spread.deviation), place(spread.mean + spread.deviation)]);
                line.push(place(spread.mean));
                means.push(place(spread.mean));
            } else {
                if line.len() > 1 {
                    pencil.path(&line, colour, 0.7 * theme.stroke, dashes);
                }
                line.clear();
            }
        }
        pencil.strokes(&whiskers, faint(colour, theme.background), theme.fine(1.5));
        for at in means {
            mark(pencil, kind.mark(), at, 1.3 * theme.stroke, colour);
        }
    }

    /// The names of the set-ups at the ends of their lines, spread so that each has its room.
    fn draw_labels<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (panel, room) = (&plan.dead, 1.25 * theme.text);
        let mut labels: Vec<(f64, Place, Arm)> = Vec::new();
        for (arm, kind) in self.arms.iter().enumerate() {
            let last =
                (0..RATES.len()).rev().find_map(|rate| Some((rate, self.point(arm, rate)?.dead?.mean)));
            if let Some((rate, mean)) = last {
                let end = plan.place(panel, arm, rate, mean);
                labels.push((end.1, end, *kind));
            }
        }
        labels.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        // Each is pushed below the one before, and then all that hang over the foot back up.
        let mut least = panel.top;
        for (y, ..) in &mut labels {
            *y = y.max(least);
            least = *y + room;
        }
        let mut most = panel.bottom;
        for (y, ..) in labels.iter_mut().rev() {
            *y = y.min(most);
            most = *y - room;
        }
        for (y, end, kind) in labels {
            let (colour, _) = kind.pen(theme);
            let x = panel.right + 0.9 * theme.text;
            pencil.path(
                &[end, (x - 0.3 * theme.text, y)],
                faint(colour, theme.background),
                theme.fine(1.0),
                &[],
            );
            pencil.write(kind.label(), (x, y), theme.text, theme.ink, HPos::Left, VPos::Center);
        }
    }

    pub(super) fn draw_at<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let Some(kind) = self.arms.get(self.arm) else { return };
        let at = self.handle_at(plan, self.arm);
        for panel in [&plan.dead, &plan.accuracy] {
            pencil.line((at.0, panel.top), (at.0, panel.bottom), theme.muted, theme.fine(1.0));
        }
        pencil.handle(at, 2.3 * theme.stroke, theme.ink, theme.background);
        mark(pencil, kind.mark(), at, 1.3 * theme.stroke, kind.pen(theme).0);
    }

    /// Where a set-up is taken hold of: at its share of dead units, and as long as there is none, at the foot.
    pub(super) fn handle_at(&self, plan: &Plan, arm: usize) -> Place {
        let share = self.point(arm, self.rate).and_then(|point| point.dead).map_or(0.0, |dead| dead.mean);
        plan.place(&plan.dead, arm, self.rate, share)
    }
}
