//! Training: what an update does to the parameters, and how much of it 32 bits keep.

#[path = "support/naive.rs"]
mod naive;

use naive::Naive;
use relu_explainer::activation::Activation;
use relu_explainer::data::DataSet;
use relu_explainer::initialisation::Weights;
use relu_explainer::training::{Bias, Data, Descent, Initial, Later, Loss, Setup};

fn base() -> Setup {
    let data = Data { points: 50, ..Setup::default().data };
    Setup { data, hidden: vec![5, 3], rate: 0.2, batch: 6, ..Setup::default() }
}

fn kinds() -> Vec<Setup> {
    let later = Some(Later { update: 11, rate: 0.03 });
    let surface = Data { set: DataSet::Surface, ..base().data };
    vec![
        base(),
        Setup { momentum: 0.9, rate: 0.05, ..base() },
        Setup { decay: 0.1, ..base() },
        Setup { clip: Some(0.2), ..base() },
        Setup { later, ..base() },
        Setup { later, momentum: 0.5, decay: 0.01, clip: Some(0.5), batch_norm: true, ..base() },
        Setup {
            data: surface,
            loss: Loss::SquaredError,
            momentum: 0.3,
            clip: Some(1.0),
            rate: 0.02,
            ..base()
        },
    ]
}

#[test]
fn an_update_clips_decays_remembers_and_steps_in_this_order() {
    for setup in kinds() {
        let mut descent = Descent::<f64>::new(&setup).unwrap();
        let mut expected = descent.network().parameters().to_vec();
        let mut velocity = vec![0.0; expected.len()];
        let mut clipped = 0;
        for update in 0..40 {
            let mut gradient = descent.find_gradient().to_vec();
            let norm = gradient.iter().map(|slope| slope * slope).sum::<f64>().sqrt();
            if let Some(clip) = setup.clip.filter(|clip| norm > *clip) {
                gradient.iter_mut().for_each(|slope| *slope *= clip / norm);
                clipped += 1;
            }
            let rate =
                setup.later.filter(|later| update >= later.update).map_or(setup.rate, |later| later.rate);
            for ((parameter, velocity), slope) in expected.iter_mut().zip(&mut velocity).zip(gradient) {
                *velocity = setup.momentum * *velocity + slope + setup.decay * *parameter;
                *parameter -= rate * *velocity;
            }
            descent.update().unwrap();
            for (found, expected) in descent.network().parameters().iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-12, "{setup:?}, update {update}: {found}, {expected}");
            }
        }
        assert!(setup.clip.is_none() || (1..40).contains(&clipped), "{clipped}");
    }
}

#[test]
fn an_update_learns_from_the_samples_of_its_batch_and_no_others() {
    for setup in kinds() {
        let mut descent = Descent::<f64>::new(&setup).unwrap();
        for _ in 0..20 {
            let batch = descent.next_batch();
            assert_eq!(batch.len(), 6);
            let rows: Vec<Vec<f64>> =
                batch.iter().map(|sample| descent.inputs()[2 * sample..][..2].to_vec()).collect();
            let targets: Vec<f64> = batch.iter().map(|sample| descent.targets()[*sample]).collect();
            let row = descent.network().parameters().to_vec();
            let last = row.len() - 1;
            let loss = |by: f64| {
                let mut moved = row.clone();
                moved[last] += by;
                Naive::new(&setup, &moved).pass(&rows, &targets).loss
            };
            // The bias of the output: no kink lies behind it.
            let difference = (loss(1e-6) - loss(-1e-6)) / 2e-6;
            assert!((descent.find_gradient()[last] - difference).abs() < 1e-8);
            descent.update().unwrap();
        }
    }
}

#[test]
fn in_32_bits_the_first_updates_are_those_in_64_bits_but_for_rounding() {
    for setup in kinds() {
        for activation in Activation::ALL {
            let setup = Setup { activation, ..setup.clone() };
            let mut single = Descent::<f32>::new(&setup).unwrap();
            let mut double = Descent::<f64>::new(&setup).unwrap();
            for update in 1..=16 {
                assert_eq!(single.next_batch(), double.next_batch());
                single.update().unwrap();
                double.update().unwrap();
                // Each update adds the rounding of a gradient whose sums have up to about 16 terms of size 1, and stretches what
                // was there before by little.
                let tolerance = f64::from(update) * 16.0 * f64::from(f32::EPSILON);
                let both = single.network().parameters().iter().zip(double.network().parameters());
                for (single, double) in both {
                    let difference = (f64::from(*single) - double).abs();
                    assert!(
                        difference < tolerance * (1.0 + double.abs()),
                        "{setup:?}, {update}: {difference:e}"
                    );
                }
            }
        }
    }
}

// How a network begins.

#[test]
fn weights_and_biases_are_drawn_as_wide_as_is_said() {
    let widths = vec![64; 4];
    let begun = |initial| {
        let setup = Setup { initial, hidden: widths.clone(), ..Setup::default() };
        Descent::<f64>::new(&setup).unwrap().network().clone()
    };
    let deviation = |numbers: &[f64]| {
        (numbers.iter().map(|number| number * number).sum::<f64>() / numbers.len() as f64).sqrt()
    };
    // The deviation of 4096 numbers has the relative error 1/√8192.
    let near = |found: f64, expected: f64| {
        assert!((found / expected - 1.0).abs() < 4.0 * 0.0111, "{found}, {expected}")
    };
    for (weights, expected) in
        [(Weights::He, (2.0_f64 / 64.0).sqrt()), (Weights::Xavier, 0.125), (Weights::Normal(1.0), 1.0)]
    {
        let network = begun(Initial::Normal { weights, bias: Bias::Constant(-1.0) });
        near(deviation(network.weights(2)), expected);
        assert!((0..4).all(|layer| network.biases(layer) == [-1.0; 64]) && network.biases(4) == [0.0]);
    }
    let network = begun(Initial::Normal { weights: Weights::He, bias: Bias::Normal });
    let biases: Vec<f64> = (0..5).flat_map(|layer| network.biases(layer).to_vec()).collect();
    // 257 biases: 1/√514.
    assert!((deviation(&biases) - 1.0).abs() < 4.0 * 0.0441);
    let network = begun(Initial::PyTorch);
    near(deviation(network.weights(1)), 0.125 / 3.0_f64.sqrt());
    let all = network.weights(1).iter().chain(network.biases(1));
    assert!(
        all.clone().all(|number| number.abs() <= 0.125) && all.clone().any(|number| number.abs() > 0.1245)
    );
    // With two inputs.
    assert!(network.weights(0).iter().all(|weight| weight.abs() <= 0.5_f64.sqrt()));
}

#[test]
fn the_same_seed_begins_alike_and_another_otherwise() {
    let begun = |seed| Descent::<f32>::new(&Setup { seed, ..base() }).unwrap().checkpoint();
    assert_eq!(begun(3), begun(3));
    assert_ne!(begun(3), begun(4));
    assert_ne!(begun(0), begun(u64::MAX));
}
