//! Training: what holds exactly, to the last bit, whatever the seed.

use relu_explainer::activation::Activation;
use relu_explainer::training::{Course, Data, Descent, Network, Run, Setup};

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

/// What a run tells, in as many parts as there were steps between two askings.
fn parts(setup: &Setup, apart: usize) -> Vec<Vec<f64>> {
    let mut run = Run::new(setup).unwrap();
    let (mut parts, mut steps, mut more) = (Vec::new(), 0, true);
    while more {
        more = run.step();
        steps += 1;
        if steps % apart == 0 || !more {
            parts.push(run.take_part());
        }
    }
    parts
}

// The first layer under plain gradient descent.

#[test]
fn the_dead_of_the_first_layer_stay_dead_and_keep_their_weights_and_deeper_ones_may_come_back() {
    let mut revived = [0, 0];
    let mut kept = 0;
    for rate in [0.5, 1.0] {
        for seed in 0..10 {
            let setup = Setup { rate, seed, ..Setup::default() };
            let course = Course::of(&setup).unwrap();
            let network = Network::<f32>::new(&setup.sizes(), setup.activation, false);
            assert_eq!(course.epochs.len(), 101);
            for epoch in 1..=100 {
                for (layer, revived) in revived.iter_mut().enumerate() {
                    *revived += course.revived(epoch, layer).count_ones();
                }
                let [before, after] = [epoch - 1, epoch].map(|epoch| course.checkpoint(epoch).unwrap().1);
                for unit in (0..16).filter(|unit| course.dead(epoch - 1, 0) >> unit & 1 == 1) {
                    for place in network.of_unit(0, unit) {
                        assert_eq!(
                            before[place].to_bits(),
                            after[place].to_bits(),
                            "unit {unit}, epoch {epoch}"
                        );
                        kept += 1;
                    }
                }
            }
        }
    }
    assert_eq!(revived[0], 0);
    assert!(revived[1] > 100 && kept > 10_000, "{revived:?}, {kept}");
}

#[test]
fn momentum_carries_the_dead_on() {
    // With velocity the law does not hold: the weights of a unit of the first layer move after its death.
    let setup = Setup { rate: 0.1, momentum: 0.9, epochs: 30, ..Setup::default() };
    let course = Course::of(&setup).unwrap();
    let network = Network::<f32>::new(&setup.sizes(), setup.activation, false);
    let moved = (1..30).any(|epoch| {
        let [before, after] = [epoch, epoch + 1].map(|epoch| course.checkpoint(epoch).unwrap().1);
        let both = course.died(epoch, 0) & course.dead(epoch + 1, 0);
        (0..16)
            .filter(|unit| both >> unit & 1 == 1)
            .any(|unit| network.of_unit(0, unit).iter().any(|place| before[*place] != after[*place]))
    });
    assert!(moved);
}

// Symmetry.

#[test]
fn the_sign_of_the_inputs_does_not_matter() {
    for seed in 0..5 {
        for (shift, momentum, batch_norm) in [(0.0, 0.0, false), (5.0, 0.0, false), (-1.0, 0.5, true)] {
            let data = Data { shift, ..Setup::default().data };
            let setup = Setup { data, seed, momentum, batch_norm, rate: 0.3, ..Setup::default() };
            let mut descent = Descent::<f32>::new(&setup).unwrap();
            let mut network = descent.network().clone();
            let count = network.weights(0).len();
            network.parameters_mut()[..count].iter_mut().for_each(|weight| *weight = -*weight);
            let inputs = descent.inputs().iter().map(|input| -input).collect();
            let targets = descent.targets().to_vec();
            let mut mirrored = Descent::given(&setup, inputs, targets, network).unwrap();
            for _ in 0..500 {
                descent.update().unwrap();
                mirrored.update().unwrap();
            }
            assert_eq!(descent.census(), mirrored.census());
            assert_eq!(descent.gradient_norms(), mirrored.gradient_norms());
            let (own, other) = (descent.network().parameters(), mirrored.network().parameters());
            assert_eq!(bits(&own[count..]), bits(&other[count..]));
        }
    }
}

// The order of the samples.

/// The batches of an epoch, one after the other.
fn epoch_of(descent: &mut Descent<f32>) -> Vec<usize> {
    let mut order = Vec::new();
    for _ in 0..descent.setup().updates_per_epoch() {
        order.extend(descent.next_batch());
        descent.update().unwrap();
    }
    order
}

#[test]
fn every_epoch_takes_every_sample_once_in_an_order_of_its_own() {
    let mut orders = Vec::new();
    for seed in [0, 1, u64::MAX] {
        let mut descent = Descent::new(&Setup { seed, rate: 0.01, ..Setup::default() }).unwrap();
        orders.extend((0..4).map(|_| epoch_of(&mut descent)));
    }
    for (place, order) in orders.iter().enumerate() {
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..200).collect::<Vec<_>>());
        assert!(!orders[..place].contains(order));
    }
}

#[test]
fn what_is_left_of_an_epoch_after_whole_batches_is_left_out() {
    for (batch, updates, taken) in [(7, 28, 196), (64, 3, 192), (200, 1, 200), (1000, 1, 200)] {
        let setup = Setup { batch, rate: 0.01, ..Setup::default() };
        assert_eq!(setup.updates_per_epoch(), updates);
        let mut order = epoch_of(&mut Descent::new(&setup).unwrap());
        order.sort_unstable();
        order.dedup();
        assert_eq!(order.len(), taken);
    }
}

#[test]
fn every_order_is_as_likely_as_another() {
    // Three samples have six orders; 1200 epochs give each of them 200 times, give or take 13.
    let data = Data { points: 3, ..Setup::default().data };
    let setup = Setup { data, batch: 1, rate: 0.0, ..Setup::default() };
    let mut descent = Descent::new(&setup).unwrap();
    let mut counts = std::collections::BTreeMap::new();
    for _ in 0..1200 {
        *counts.entry(epoch_of(&mut descent)).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 6);
    assert!(counts.values().all(|count| (140..260).contains(count)), "{counts:?}");
}

// Checkpoints and parts.

fn kinds() -> Vec<Setup> {
    let base = Setup { rate: 0.5, epochs: 12, ..Setup::default() };
    vec![
        base.clone(),
        Setup { momentum: 0.9, rate: 0.1, decay: 1e-3, ..base.clone() },
        Setup { batch_norm: true, clip: Some(1.0), batch: 16, ..base.clone() },
        Setup {
            activation: Activation::Gelu,
            hidden: vec![5, 3, 2],
            momentum: 0.5,
            batch_norm: true,
            ..base
        },
    ]
}

#[test]
fn a_run_that_is_taken_up_at_a_checkpoint_goes_on_as_it_did() {
    for setup in kinds() {
        let course = Course::of(&setup).unwrap();
        for start in 0..12 {
            let (epoch, kept) = course.checkpoint(start).unwrap();
            assert_eq!(epoch, start);
            let mut descent = Descent::new(&setup).unwrap();
            // Wherever it is: in the middle of another epoch.
            (0..7).for_each(|_| descent.update().unwrap());
            assert!(descent.restore(epoch, kept));
            for next in start + 1..=12 {
                (0..setup.updates_per_epoch()).for_each(|_| descent.update().unwrap());
                assert_eq!(bits(&descent.checkpoint()), bits(course.checkpoint(next).unwrap().1));
                assert_eq!(descent.census(), course.epochs[next].census);
                assert_eq!(descent.gradient_norms(), course.epochs[next].gradient_norms);
            }
        }
    }
}

#[test]
fn a_silly_checkpoint_changes_nothing() {
    let mut descent = Descent::<f32>::new(&Setup::default()).unwrap();
    descent.update().unwrap();
    let before = descent.checkpoint();
    for (epoch, row) in [(0, vec![]), (0, vec![1.0; 336]), (0, vec![1.0; 338]), (usize::MAX, vec![1.0; 337])]
    {
        assert!(!descent.restore(epoch, &row));
        assert_eq!((descent.checkpoint(), descent.updates()), (before.clone(), 1));
    }
}

#[test]
fn a_run_tells_the_same_in_whatever_parts_it_is_asked() {
    for setup in kinds() {
        let whole = parts(&setup, usize::MAX).concat();
        for apart in [1, 2, 3, 7] {
            let cut = parts(&setup, apart);
            assert_eq!(cut.concat(), whole);
            let mut course = Course::default();
            cut.iter().for_each(|part| course.extend(&setup, part));
            assert_eq!(course, Course::of(&setup).unwrap());
        }
    }
}

#[test]
fn the_memory_of_a_run_is_bounded() {
    // Two points make an epoch of one update; the widest network has 12,737 parameters.
    let data = Data { points: 2, ..Setup::default().data };
    let setup = Setup { data, hidden: vec![64; 4], rate: 1e-3, epochs: 400, ..Setup::default() };
    let course = Course::of(&setup).unwrap();
    let kept: Vec<usize> = (0..=400).filter(|epoch| course.epochs[*epoch].checkpoint.is_some()).collect();
    let numbers: usize =
        course.epochs.iter().filter_map(|epoch| epoch.checkpoint.as_ref()).map(Vec::len).sum();
    assert_eq!(course.epochs[0].checkpoint.as_ref().unwrap().len(), 12_737);
    assert!(numbers <= 2_000_000 + 12_737, "{numbers}");
    // At equal distances, so that none is far.
    assert!(kept.windows(2).all(|pair| pair[1] - pair[0] == kept[1]), "{kept:?}");
    assert_eq!(course.checkpoint(kept[1] + 1).unwrap().0, kept[1]);
    assert_eq!(course.checkpoint(usize::MAX).unwrap().0, *kept.last().unwrap());
}
