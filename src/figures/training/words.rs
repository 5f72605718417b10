//! What is said of a run.

use super::super::{Readout, Table};
use super::TrainingPicture;
use crate::words::Sentence;

impl TrainingPicture {
    pub(super) fn said(&self) -> Vec<Sentence> {
        vec![Sentence::new("training.verdict")]
    }

    pub(super) fn described(&self) -> Vec<Sentence> {
        vec![Sentence::new("training.description")]
    }

    pub(super) fn shown_values(&self) -> Vec<Readout> {
        vec![
            Readout::number("update", format!("{} / {}", self.scene.at, self.setup.updates())),
            Readout::number("dead", self.scene.census.dead_count().to_string()),
        ]
    }

    pub(super) fn tabulated(&self) -> Table {
        Table {
            caption: Sentence::new("training.table.caption"),
            columns: Vec::new(),
            rows: Vec::new(),
            current: None,
        }
    }

    /// What the value of a parameter means.
    pub(super) fn meaning(&self, _index: usize) -> Option<Sentence> {
        None
    }
}
