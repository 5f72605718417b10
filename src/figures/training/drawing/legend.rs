//! What the colours and dashes of the picture stand for.

use plotters::style::RGBColor;

use super::super::super::theme::between;
use super::super::super::{LegendEntry, Theme};
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
        let mut add = |key: &'static str, colour: RGBColor, dashes: &'static [f64]| {
            entries.push(LegendEntry { colour, dashes, sentence: Sentence::new(key) });
        };
        if setup.sizes()[0] == 1 {
            add("training.legend.samples", theme.ink, &[]);
            add("training.legend.output", theme.signal, &[]);
        } else if setup.data.set.has_classes() {
            add("training.legend.class-one", theme.signal, &[]);
            add("training.legend.class-zero", theme.gradient, &[]);
        } else {
            add("training.legend.above", theme.signal, &[]);
            add("training.legend.below", theme.gradient, &[]);
        }
        add("training.legend.batch", theme.ink, &[]);
        add("training.legend.line", theme.ink, &[]);
        add("training.legend.dead-line", theme.muted, DEAD);
        if matches!(self.chosen, Some((0, _))) {
            add("training.legend.line-before", theme.ink, BEFORE);
        }
        add("training.legend.share", theme.signal, &[]);
        add("training.legend.silent", between(theme.background, theme.signal, PALE), &[]);
        add("training.legend.dead", theme.muted, &[]);
        add("training.legend.revived", theme.relative, &[]);
        add("training.legend.loss", theme.ink, &[]);
        add(
            match setup.loss {
                Loss::CrossEntropy => "training.legend.constant-class",
                Loss::SquaredError => "training.legend.constant-number",
            },
            theme.muted,
            CONSTANT,
        );
        add("training.legend.dead-share", theme.signal, &[]);
        add("training.legend.norm", theme.gradient, &[]);
        if setup.later.is_some() {
            add("training.legend.later", theme.ink, LATER);
        }
        if self.twin_scene.is_some() {
            add("training.legend.twin", theme.ink, TWIN);
        }
        if self.chosen.is_some() {
            add("training.legend.z-before", theme.muted, &[]);
            add("training.legend.z-own", theme.gradient, &[]);
            add("training.legend.z-after", theme.ink, &[]);
        }
        entries
    }
}
