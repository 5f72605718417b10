//! The picture of a run.

use super::super::pencil::{Pencil, Place};
use super::super::surface::Target;
use super::super::{LegendEntry, Theme};
use super::TrainingPicture;
use super::plan::Plan;

impl TrainingPicture {
    /// What the axes depend on.
    pub(super) fn axes(&self) -> [i32; 3] {
        [0; 3]
    }

    pub(super) fn draw_ground<B: Target>(&self, _plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
    }

    pub(super) fn draw_course<B: Target>(&self, _plan: &Plan, _pencil: &Pencil<B>, _theme: &Theme) {}

    pub(super) fn draw_scene<B: Target>(&self, _plan: &Plan, _pencil: &Pencil<B>, _theme: &Theme) {}

    /// Where the cursor of the charts is taken hold of.
    pub(super) fn cursor(&self, _plan: &Plan) -> Place {
        (0.0, 0.0)
    }

    pub(super) fn legend_entries(&self, _theme: &Theme) -> Vec<LegendEntry> {
        Vec::new()
    }
}
