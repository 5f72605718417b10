//! A run as a table: how things stand at the end of some epochs.

use super::super::super::{Digits, Table};
use super::super::TrainingPicture;
use super::super::scene::Scene;
use super::{NOTHING, by_layer, number, share};
use crate::words::Sentence;

/// The epochs that are told of, besides the one that is looked at and the last.
const EPOCHS: [usize; 8] = [0, 1, 2, 5, 10, 20, 50, 100];

const COLUMNS: [&str; 9] = ["epoch", "loss", "accuracy", "dead", "died", "revived", "zeros", "first", "last"];
const TWIN_COLUMNS: [&str; 2] = ["twin-dead", "twin-accuracy"];

impl TrainingPicture {
    pub(super) fn tabulated_epochs(&self) -> Vec<usize> {
        let last = self.scene.known.course.epochs.len().saturating_sub(1);
        let mut epochs: Vec<usize> = EPOCHS.into_iter().filter(|epoch| *epoch < last).collect();
        for epoch in [self.scene.epoch().min(last), last] {
            if let Err(place) = epochs.binary_search(&epoch) {
                epochs.insert(place, epoch);
            }
        }
        epochs
    }

    pub(in super::super) fn tabulated(&self, digits: Digits) -> Table {
        let twin = self.twin_scene.as_deref();
        let epochs = self.tabulated_epochs();
        let mut columns = COLUMNS.to_vec();
        if twin.is_some() {
            columns.extend(TWIN_COLUMNS);
        }
        Table {
            caption: Sentence::new("training.table.caption"),
            columns: columns.into_iter().map(|key| Sentence::new(format!("training.table.{key}"))).collect(),
            current: epochs.iter().position(|epoch| *epoch == self.scene.epoch()),
            rows: epochs.into_iter().map(|epoch| row(&self.scene, twin, epoch, digits)).collect(),
        }
    }
}

fn row(scene: &Scene, twin: Option<&Scene>, epoch: usize, digits: Digits) -> Vec<String> {
    let number = |of: f64, most: usize| digits.of(of, |of| number(of, most));
    let share = |of: f64| digits.percent(of, share);
    let course = &scene.known.course;
    let layers = 0..scene.known.setup.hidden.len();
    let so_far = |of: &dyn Fn(usize, usize) -> u64| {
        by_layer(layers.clone().map(|layer| (1..=epoch).map(|epoch| of(epoch, layer).count_ones()).sum()))
    };
    let dead = |scene: &Scene| {
        let layers = 0..scene.known.setup.hidden.len();
        by_layer(layers.map(|layer| scene.known.course.dead(epoch, layer).count_ones()))
    };
    let mut row = vec![epoch.to_string()];
    match course.epochs.get(epoch) {
        Some(known) => {
            let norm = |norm: Option<&f64>| norm.map_or_else(|| NOTHING.to_string(), |norm| number(*norm, 3));
            row.extend([
                number(known.census.loss, 4),
                share(known.census.accuracy),
                dead(scene),
                so_far(&|epoch, layer| course.died(epoch, layer)),
                so_far(&|epoch, layer| course.revived(epoch, layer)),
                share(known.census.zeros),
                norm(known.gradient_norms.first()),
                norm(known.gradient_norms.last()),
            ]);
        }
        None => row.extend(std::iter::repeat_n(NOTHING.to_string(), COLUMNS.len() - 1)),
    }
    if let Some(twin) = twin {
        match twin.known.course.epochs.get(epoch) {
            Some(known) => row.extend([dead(twin), share(known.census.accuracy)]),
            None => row.extend(std::iter::repeat_n(NOTHING.to_string(), TWIN_COLUMNS.len())),
        }
    }
    row
}
