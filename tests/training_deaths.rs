//! Training: who died, and by which update, found again by looking at every sample after every update.

#[path = "support/naive.rs"]
mod naive;

use std::collections::BTreeMap;

use naive::Naive;
use relu_explainer::activation::Activation;
use relu_explainer::training::{Bias, Course, Death, Descent, Initial, Setup};

/// For every unit the largest z over all samples, in 64 bits and number by number.
fn largest(setup: &Setup, descent: &Descent<f32>) -> Vec<Vec<f64>> {
    let doubles = |numbers: &[f32]| numbers.iter().map(|number| f64::from(*number)).collect::<Vec<_>>();
    let inputs = doubles(descent.inputs());
    let rows: Vec<Vec<f64>> = inputs.chunks(setup.sizes()[0]).map(<[f64]>::to_vec).collect();
    let naive = Naive::new(setup, &doubles(descent.network().parameters()));
    let passed = naive.pass(&rows, &doubles(descent.targets()));
    let over_samples = |z: Vec<Vec<f64>>| {
        let width = z[0].len();
        (0..width).map(|unit| z.iter().map(|z| z[unit]).fold(f64::NEG_INFINITY, f64::max)).collect()
    };
    passed.z.into_iter().map(over_samples).collect()
}

/// Replays every epoch from its checkpoint and holds the deaths that are told to those that are seen; says how many there were.
fn held(setup: &Setup) -> usize {
    let course = Course::of(setup).unwrap();
    let each = setup.updates_per_epoch();
    let mut descent = Descent::<f32>::new(setup).unwrap();
    let mut count = 0;
    for (number, epoch) in course.epochs.iter().enumerate().skip(1) {
        let (begun, kept) = course.checkpoint(number - 1).unwrap();
        assert!(begun == number - 1 && descent.restore(begun, kept));
        // The last update after which a unit is alive; none if it was not alive at the beginning of the epoch.
        let mut alive: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut dead_at_end = Vec::new();
        for update in begun * each..=number * each {
            if update > begun * each {
                descent.update().unwrap();
            }
            dead_at_end.clear();
            for (layer, units) in largest(setup, &descent).into_iter().enumerate() {
                for (unit, z) in units.into_iter().enumerate() {
                    // At 0 itself 32 bits may say otherwise.
                    assert!(z.abs() > 1e-7, "unit {unit} of layer {layer} after update {update}");
                    if z > 0.0 {
                        alive.insert((layer, unit), update);
                    } else {
                        dead_at_end.push((layer, unit));
                    }
                }
            }
        }
        let masks = |layer: usize| {
            dead_at_end.iter().filter(|place| place.0 == layer).fold(0, |mask, place| mask | 1_u64 << place.1)
        };
        let layers = 0..setup.hidden.len();
        assert_eq!(epoch.census.dead, layers.clone().map(masks).collect::<Vec<_>>(), "epoch {number}");
        let was_dead = |place: &(usize, usize)| course.dead(number - 1, place.0) >> place.1 & 1 == 1;
        let expected: Vec<Death> = dead_at_end
            .iter()
            .filter(|place| !was_dead(place))
            .map(|place| Death { layer: place.0, unit: place.1, update: alive[place] + 1 })
            .collect();
        assert_eq!(epoch.deaths, expected, "epoch {number}");
        count += expected.len();
        for layer in layers {
            let told = epoch.deaths.iter().filter(|death| death.layer == layer);
            assert_eq!(course.died(number, layer), told.fold(0, |mask, death| mask | 1 << death.unit));
            // What was dead, and has died, but has not come back, is dead.
            let left = (course.dead(number - 1, layer) | course.died(number, layer))
                & !course.revived(number, layer);
            assert_eq!(course.dead(number, layer), left);
        }
    }
    count
}

#[test]
fn the_update_that_killed_a_unit_is_the_first_after_which_it_is_silent_to_the_end_of_the_epoch() {
    let mut deaths = 0;
    for seed in 0..3 {
        deaths += held(&Setup { rate: 0.5, epochs: 40, seed, ..Setup::default() });
        deaths += held(&Setup { rate: 1.0, epochs: 20, hidden: vec![7, 9, 3], seed, ..Setup::default() });
    }
    assert!(deaths > 50, "{deaths}");
}

#[test]
fn so_it_is_with_momentum_decay_clipping_and_other_activations() {
    let base = Setup { epochs: 20, ..Setup::default() };
    let initial = Initial::Normal {
        weights: relu_explainer::initialisation::Weights::Normal(1.0),
        bias: Bias::Constant(-1.0),
    };
    let deaths = [
        Setup { rate: 0.2, momentum: 0.9, batch: 16, ..base.clone() },
        Setup { rate: 0.5, decay: 1e-3, initial, ..base.clone() },
        Setup { rate: 1.0, clip: Some(2.0), initial, ..base.clone() },
        Setup { rate: 1.0, activation: Activation::LeakyRelu { slope: 0.01 }, ..base.clone() },
        Setup { rate: 1.0, activation: Activation::Silu, ..base.clone() },
        Setup { rate: 1.0, batch_norm: true, batch: 8, ..base },
    ]
    .map(|setup| held(&setup));
    assert!(deaths.iter().all(|deaths| *deaths > 0), "{deaths:?}");
}

#[test]
fn the_last_death_of_a_unit_is_found_up_to_any_epoch() {
    let setup = Setup { rate: 0.5, epochs: 40, ..Setup::default() };
    let course = Course::of(&setup).unwrap();
    let mut last = BTreeMap::new();
    for (number, epoch) in course.epochs.iter().enumerate() {
        for death in &epoch.deaths {
            last.insert((death.layer, death.unit), *death);
        }
        for (layer, unit) in (0..2).flat_map(|layer| (0..16).map(move |unit| (layer, unit))) {
            assert_eq!(course.death_of(layer, unit, number), last.get(&(layer, unit)).copied());
        }
    }
    assert!(!last.is_empty());
    assert_eq!(course.death_of(5, 0, usize::MAX), None);
    assert_eq!((course.dead(41, 0), course.died(41, 0), course.revived(41, 0)), (0, 0, 0));
    assert_eq!((course.dead(1, 2), course.died(usize::MAX, 0), course.revived(usize::MAX, 0)), (0, 0, 0));
}
