//! What the colours and dashes of the picture stand for.

use plotters::style::RGBColor;

use super::super::super::theme::between;
use super::super::super::{LegendEntry, Mark, Theme};
use super::super::TrainingPicture;
use super::charts::{CONSTANT, LATER};
use super::grid::PALE;
use super::{BEFORE, DEAD, TWIN};
use crate::training::Loss;
use crate::words::Sentence;

impl TrainingPicture {
    pub(in super::super) fn legend_entries(&self, theme: &Theme) -> Vec<LegendEntry> {
        let setup = &self.scene.known.setup;
        let mut entries = Vec::new();
        let mut add = |key: &'static str, colour: RGBColor, mark: Mark| {
            entries.push(LegendEntry { colour, mark, sentence: Sentence::new(key) });
        };
        let line = Mark::Line(&[]);
        if setup.sizes()[0] == 1 {
            add("training.legend.samples", theme.ink, Mark::Disc);
            add("training.legend.output", theme.signal, line);
        } else if setup.data.set.has_classes() {
            add("training.legend.class-one", theme.signal, Mark::Disc);
            add("training.legend.class-zero", theme.gradient, Mark::Ring);
        } else {
            add("training.legend.above", theme.signal, Mark::Disc);
            add("training.legend.below", theme.gradient, Mark::Disc);
        }
        add("training.legend.batch", theme.ink, Mark::Ring);
        add("training.legend.line", theme.ink, line);
        add("training.legend.dead-line", theme.muted, Mark::Line(DEAD));
        if matches!(self.chosen, Some((0, _))) {
            add("training.legend.line-before", theme.ink, Mark::Line(BEFORE));
        }
        add("training.legend.share", theme.signal, line);
        add("training.legend.silent", between(theme.background, theme.signal, PALE), line);
        add("training.legend.dead", theme.muted, Mark::Hatched);
        add("training.legend.revived", theme.relative, Mark::Disc);
        add("training.legend.loss", theme.ink, line);
        add(
            match setup.loss {
                Loss::CrossEntropy => "training.legend.constant-class",
                Loss::SquaredError => "training.legend.constant-number",
            },
            theme.muted,
            Mark::Line(CONSTANT),
        );
        add("training.legend.dead-share", theme.signal, line);
        add("training.legend.norm", theme.gradient, line);
        if setup.later.is_some() {
            add("training.legend.later", theme.ink, Mark::Line(LATER));
        }
        if self.twin_scene.is_some() {
            add("training.legend.twin", theme.ink, Mark::Line(TWIN));
        }
        if self.chosen.is_some() {
            add("training.legend.z-before", theme.muted, line);
            add("training.legend.z-own", theme.gradient, line);
            add("training.legend.z-after", theme.ink, line);
        }
        entries
    }
}
