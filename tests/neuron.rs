//! One neuron over the unit cube: how often it fires, how far it is from firing, and what proves it dead.

mod oracle;

use oracle::{SHARES, ShareCase, share_cases};
use relu_explainer::activation::{Activation, relu};
use relu_explainer::error::ParameterError;
use relu_explainer::neuron::*;
use relu_explainer::random::Generator;

fn neuron(weights: &[f64], bias: f64) -> Neuron {
    Neuron::new(weights.to_vec(), bias).unwrap()
}

/// The neurons of the oracle.
fn neurons() -> impl Iterator<Item = (Neuron, ShareCase)> {
    share_cases().map(|case| (neuron(&case.weights, case.bias), case))
}

// The dead neuron of the article.

fn dead() -> Neuron {
    neuron(&[0.01, 0.01], -10.0)
}

#[test]
fn the_dead_neuron_of_the_article_is_dead_on_the_square() {
    assert_eq!(dead().activity(), Activity::Dead);
    assert_eq!(dead().active_share(), 0.0);
    assert_eq!(dead().smallest(), Extreme { z: -10.0, corner: vec![0.0, 0.0] });
    assert_eq!(dead().largest(), Extreme { z: -9.98, corner: vec![1.0, 1.0] });
    assert_eq!(dead().proof_of_death().unwrap().largest(), &dead().largest());
}

#[test]
fn and_it_fires_beyond_it() {
    assert_eq!(dead().z(&[600.0, 600.0]), Ok(2.0));
    assert_eq!(dead().z(&[500.0, 500.0]), Ok(0.0));
}

#[test]
fn how_far_it_is_from_life() {
    assert_eq!(dead().firing_bias(), -0.02);
    let first = neuron(&[0.01, 0.01], dead().firing_bias());
    assert_eq!(first.activity(), Activity::Dead);
    assert_eq!(neuron(&[0.01, 0.01], dead().firing_bias().next_up()).activity(), Activity::Partial);

    // From (1, 1) to the line x1 + x2 = 1000, along the diagonal.
    let distance = dead().distance().unwrap();
    assert!((distance - 998.0 / 2f64.sqrt()).abs() < 1e-10);
    assert_eq!(first.distance(), Some(0.0));
}

#[test]
fn its_pre_activations_on_a_hundred_points_are_those_of_numpy() {
    let sample = dead().sample(42, 100).unwrap();
    assert_eq!(sample.smallest(), (42, f64::from_bits(0xc023_ff6c_340b_6e63)));
    assert_eq!(sample.largest(), (11, f64::from_bits(0xc023_f675_0e12_7840)));
    assert_eq!((sample.active(), sample.share()), (0, 0.0));
    let points = points(2, 42, 100).unwrap();
    assert_eq!(points[2 * 42..2 * 43], [0.022712073133860478, 0.09004786077564175]);
    assert_eq!(points[2 * 11..2 * 12], [0.9706980243949033, 0.8931211213221977]);
}

// The neuron by hand: w = (0.5, -0.8, 0.3), b = 0, x = (0.4, 0.6, 0.1).

fn by_hand() -> Neuron {
    neuron(&[0.5, -0.8, 0.3], 0.0)
}

#[test]
fn the_neuron_by_hand_is_inactive_on_its_input() {
    let z = by_hand().z_by_hand(&[0.4, 0.6, 0.1]).unwrap();
    assert_eq!(z, -0.25);
    assert_eq!((relu(z), Activation::RELU.derivative(z)), (0.0, 0.0));
    let leaky = Activation::LeakyRelu { slope: 0.01 };
    assert_eq!((leaky.value(z), leaky.derivative(z)), (-0.0025, 0.01));
}

#[test]
fn and_it_is_not_dead_but_active_on_exactly_half_of_the_cube() {
    assert_eq!(by_hand().smallest(), Extreme { z: -0.8, corner: vec![0.0, 1.0, 0.0] });
    assert_eq!(by_hand().largest(), Extreme { z: 0.8, corner: vec![1.0, 0.0, 1.0] });
    assert_eq!(by_hand().activity(), Activity::Partial);
    assert_eq!(by_hand().active_share(), 0.5);
}

#[test]
fn on_the_slice_through_its_input_it_is_active_on_exactly_35_percent() {
    let slice = by_hand().slice(&[None, None, Some(0.1)]).unwrap();
    assert_eq!(slice, neuron(&[0.5, -0.8], 0.03));
    assert_eq!(slice.active_share(), 0.35);
}

#[test]
fn slices_through_all_heights_add_up_to_the_cube() {
    // The share over the cube is the integral of the shares of its slices, here by the midpoint rule.
    let share = |height: f64| by_hand().slice(&[None, None, Some(height)]).unwrap().active_share();
    let steps = 1000;
    let sum: f64 = (0..steps).map(|step| share((f64::from(step) + 0.5) / f64::from(steps))).sum();
    assert!((sum / f64::from(steps) - 0.5).abs() < 1e-6);
}

#[test]
fn holding_inputs_keeps_the_others_in_their_order() {
    let four = neuron(&[1.0, 2.0, -3.0, 4.0], 0.5);
    assert_eq!(four.slice(&[Some(1.0), None, Some(0.5), None]), Ok(neuron(&[2.0, 4.0], 0.0)));
    assert_eq!(four.slice(&[None; 4]), Ok(four.clone()));
}

// The exact share.

#[test]
fn two_inputs() {
    for (weights, bias, share) in [
        ([1.0, 1.0], -1.0, 0.5),
        ([1.0, 1.0], -0.5, 0.875),
        ([1.0, 1.0], -1.5, 0.125),
        ([2.0, 1.0], -1.0, 0.75),
        ([1.0, 0.0], -0.25, 0.75),
        ([-1.0, -1.0], 0.5, 0.125),
        ([0.01, 0.01], -10.0, 0.0),
    ] {
        assert_eq!(neuron(&weights, bias).active_share(), share, "{weights:?}, {bias}");
    }
}

#[test]
fn the_biases_for_a_half_a_quarter_a_tenth_and_a_hundredth() {
    for (bias, share) in [(-1.0, 0.5), (-1.292893, 0.25), (-1.552786, 0.1), (-1.858579, 0.01)] {
        // The biases are given to six decimals, and there the share moves by less than one for one.
        assert!((neuron(&[1.0, 1.0], bias).active_share() - share).abs() < 1e-6);
    }
    // Exactly, the bias for a share p below one half is sqrt(2p) - 2.
    for share in [0.5f64, 0.25, 0.1, 0.01, 1e-4, 1e-8] {
        let active = neuron(&[1.0, 1.0], (2.0 * share).sqrt() - 2.0).active_share();
        assert!((active - share).abs() < 1e-15, "{share}: {active}");
    }
}

/// The closed form for two inputs, as one integrates it.
fn closed_form(weights: [f64; 2], bias: f64) -> f64 {
    let [a, b] = weights.map(f64::abs);
    let (a, c) = (a.max(b), a.min(b));
    let t = -(bias + weights[0].min(0.0) + weights[1].min(0.0));
    let inactive = if a == 0.0 {
        f64::from(bias <= 0.0)
    } else if t <= 0.0 {
        0.0
    } else if t <= c {
        t * t / (2.0 * a * c)
    } else if t <= a {
        (t - c / 2.0) / a
    } else if t < a + c {
        1.0 - (a + c - t) * (a + c - t) / (2.0 * a * c)
    } else {
        1.0
    };
    1.0 - inactive
}

#[test]
fn the_closed_form_for_two_inputs() {
    let mut generator = Generator::new(5);
    for case in 0..20_000 {
        let size = [1.0, 1e-3, 1e-9, 1e-17][case % 4];
        let weights =
            [generator.uniform_in(-2.0, 2.0).unwrap(), size * generator.uniform_in(-2.0, 2.0).unwrap()];
        let bias = generator.uniform_in(-4.0, 4.0).unwrap();
        let difference = neuron(&weights, bias).active_share() - closed_form(weights, bias);
        assert!(difference.abs() < 1e-15, "{weights:?}, {bias}: {difference:e}");
    }
}

#[test]
fn one_input() {
    for (weight, bias, share) in [
        (1.0, -0.25, 0.75),
        (-1.0, 0.25, 0.25),
        (0.1, -0.03, 0.7),
        (-0.3, 0.1, 1.0 / 3.0),
        (1e-300, -3e-301, 0.7),
        (1e300, -1e300, 0.0),
        (1e-300, 1e300, 1.0),
    ] {
        assert_eq!(neuron(&[weight], bias).active_share(), share, "{weight}, {bias}");
    }
}

#[test]
fn up_to_eight_inputs_against_exact_rational_numbers() {
    let mut worst: f64 = 0.0;
    let mut counts = [0; MOST_INPUTS + 1];
    for (neuron, case) in neurons() {
        let error = (neuron.active_share() - case.active).abs();
        assert!(error <= 1.2e-16, "{neuron:?}: {error:e}");
        // The smaller of both shares has all its digits.
        let (found, expected) = if case.active < 0.5 {
            (neuron.active_share(), case.active)
        } else {
            (mirrored(&neuron).active_share(), case.inactive)
        };
        if expected > 1e-290 {
            let relative = (found - expected).abs() / expected;
            assert!(relative < 1e-15, "{neuron:?}: {found:e}, not {expected:e}");
            worst = worst.max(relative);
        }
        counts[neuron.inputs()] += 1;
    }
    println!("relative to the smaller share, wrong by {worst:e} at most");
    assert!(counts[1..=6].iter().all(|count| *count >= 100) && counts[7..].iter().all(|count| *count >= 50));
    assert_eq!(SHARES.lines().count(), 1 + counts.iter().sum::<usize>());
}

#[test]
fn a_weight_of_zero_does_not_matter() {
    for (neuron, case) in neurons().filter(|(neuron, _)| neuron.inputs() < MOST_INPUTS) {
        for place in 0..=neuron.inputs() {
            let mut weights = case.weights.clone();
            weights.insert(place, 0.0);
            let wider = Neuron::new(weights, case.bias).unwrap();
            assert_eq!(wider.active_share(), neuron.active_share());
        }
    }
    for (bias, share) in [(-1.0, 0.0), (0.0, 0.0), (1e-300, 1.0)] {
        assert_eq!(neuron(&[0.0, -0.0, 0.0], bias).active_share(), share);
    }
}

#[test]
fn a_weight_that_shrinks_to_zero_moves_the_share_to_its_limit() {
    for exponent in 1..300 {
        let weight = 10f64.powi(-exponent);
        for (bias, limit) in [(-0.25, 0.75), (-1.0, 0.0), (-1e-3, 0.999), (0.0, 1.0)] {
            let difference = neuron(&[1.0, weight], bias).active_share() - limit;
            assert!(difference.abs() <= weight, "{weight:e}, {bias}: {difference:e}");
            let many = neuron(&[1.0, weight, -weight, weight, weight, -weight, weight, weight], bias);
            assert!((many.active_share() - limit).abs() <= 7.0 * weight);
        }
    }
}

#[test]
fn the_share_grows_with_the_bias() {
    for (neuron, case) in neurons() {
        let (low, high) = (neuron.smallest().z, neuron.largest().z);
        let share = |part: f64| {
            let bias = (case.bias - high) + part * (high - low);
            Neuron::new(case.weights.clone(), bias).unwrap().active_share()
        };
        let shares: Vec<f64> = (-2..=22).map(|part| share(f64::from(part) / 20.0)).collect();
        assert!(shares.is_sorted(), "{neuron:?}: {shares:?}");
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
    }
}

/// -w, -b: active where the other is not, but for the boundary.
fn mirrored(neuron: &Neuron) -> Neuron {
    Neuron::new(neuron.weights().iter().map(|weight| -weight).collect(), -neuron.bias()).unwrap()
}

#[test]
fn a_neuron_and_its_mirror_image_share_the_cube() {
    for (neuron, _) in neurons().filter(|(neuron, _)| neuron.weights().iter().any(|weight| *weight != 0.0)) {
        assert_eq!(neuron.active_share() + mirrored(&neuron).active_share(), 1.0, "{neuron:?}");
    }
}

#[test]
fn the_order_of_the_inputs_does_not_matter() {
    for (neuron, case) in neurons() {
        let mut weights = case.weights.clone();
        for _ in 1..weights.len() {
            weights.rotate_left(1);
            let rotated = Neuron::new(weights.clone(), case.bias).unwrap();
            let difference = rotated.active_share() - neuron.active_share();
            assert!(difference.abs() <= 2.0 * f64::EPSILON * neuron.active_share(), "{neuron:?}");
            assert_eq!(rotated.largest().z, neuron.largest().z);
            assert_eq!(rotated.smallest().z, neuron.smallest().z);
        }
    }
}

#[test]
fn an_input_can_be_counted_from_its_other_end() {
    // x -> 1 - x turns w into -w and b into b + w; on a grid of hundredths, b + w is exact as a decimal.
    let mut generator = Generator::new(9);
    let mut hundredths = || (generator.next_u64() % 401) as f64 / 100.0 - 2.0;
    let on_grid = |number: f64| (number * 100.0).round() / 100.0;
    for _ in 0..2000 {
        let weights = [(); 3].map(|()| on_grid(hundredths()));
        let bias = on_grid(hundredths());
        let share = neuron(&weights, bias).active_share();
        for place in 0..3 {
            let mut turned = weights;
            turned[place] = -turned[place];
            let other = neuron(&turned, on_grid(bias + weights[place]));
            assert_eq!(other.active_share(), share, "{weights:?}, {bias}");
        }
    }
}

#[test]
fn the_unit_of_weights_and_bias_does_not_matter() {
    for (neuron, case) in neurons() {
        if case.weights.iter().chain([&case.bias]).all(|number| *number == 0.0 || number.abs() > 1e-200) {
            for factor in [2f64.powi(-300), 2f64.powi(30)] {
                let weights = case.weights.iter().map(|weight| weight * factor).collect();
                let scaled = Neuron::new(weights, case.bias * factor).unwrap();
                // Other doubles have other shortest decimals, and a sum that cancels shows it.
                let difference = scaled.active_share() - neuron.active_share();
                assert!(difference.abs() < 1e-14, "{neuron:?}: {difference:e}");
            }
        }
    }
}

#[test]
fn samples_agree_with_the_exact_share() {
    for (index, (neuron, case)) in neurons().enumerate() {
        let count = 4000;
        let sample = neuron.sample(index as u64, count).unwrap();
        let error = (case.active * case.inactive / count as f64).sqrt();
        // Beside a share of less than 1 / count, one point more or less is no matter of standard errors.
        let allowed = 4.0 * error + 1.0 / count as f64;
        assert!((sample.share() - case.active).abs() <= allowed, "{neuron:?}: {}", sample.share());
    }
}

// Extremes, activity, distance.

#[test]
fn extremes_are_attained_at_their_corners_and_nowhere_exceeded() {
    for (neuron, _) in neurons() {
        let (smallest, largest) = (neuron.smallest(), neuron.largest());
        assert_eq!(neuron.z_by_hand(&smallest.corner), Ok(smallest.z));
        assert_eq!(neuron.z_by_hand(&largest.corner), Ok(largest.z));
        for corner in 0..1u32 << neuron.inputs() {
            let corner: Vec<f64> = (0..neuron.inputs()).map(|i| f64::from(corner >> i & 1)).collect();
            let z = neuron.z_by_hand(&corner).unwrap();
            assert!((smallest.z..=largest.z).contains(&z));
        }
    }
}

#[test]
fn activity_follows_from_the_extremes_and_the_share_from_the_activity() {
    for (neuron, case) in neurons() {
        let expected = if neuron.largest().z <= 0.0 {
            Activity::Dead
        } else if neuron.smallest().z > 0.0 {
            Activity::Always
        } else {
            Activity::Partial
        };
        assert_eq!(neuron.activity(), expected);
        assert_eq!(neuron.proof_of_death().is_some(), expected == Activity::Dead);
        match expected {
            Activity::Dead => assert_eq!(case.active, 0.0),
            Activity::Always => assert_eq!(case.active, 1.0),
            Activity::Partial => assert!(case.inactive > 0.0 || neuron.smallest().z == 0.0),
        }
    }
}

#[test]
fn sums_are_those_of_the_decimals_and_lose_nothing() {
    // In doubles, 0.1 + 0.2 - 0.3 is 5.6e-17, and the unit would seem to fire in a corner.
    assert_eq!(neuron(&[0.1, 0.2], -0.3).largest().z, 0.0);
    assert_eq!(neuron(&[0.1, 0.2], -0.3).activity(), Activity::Dead);
    assert_eq!(neuron(&[-0.1, -0.2], 0.3).smallest().z, 0.0);
    // And 1 would be lost between 1e300 and -1e300.
    assert_eq!(neuron(&[1e300, 1.0], -1e300).largest().z, 1.0);
    assert_eq!(neuron(&[1.0, 1e300], -1e300).activity(), Activity::Partial);
    assert_eq!(neuron(&[1e300, 5e-324], -1e300).largest().z, 5e-324);
    assert_eq!(neuron(&[1e300; 8], 1e300).largest().z, 9e300);
}

#[test]
fn a_share_below_every_double_is_not_death() {
    let unit = neuron(&[1.0; 8], -8.0 + 1e-15);
    assert!(unit.active_share() > 0.0 && unit.active_share() < 1e-120);
    assert_eq!(unit.activity(), Activity::Partial);
    let unit = neuron(&[1e300, 1.0, 1.0], -1e300);
    assert_eq!(unit.active_share(), 1e-300);
    let unit = neuron(&[5e299, 5e299, 1.0], -1e300);
    assert_eq!((unit.active_share(), unit.activity()), (0.0, Activity::Partial));
}

#[test]
fn the_distance_is_that_of_the_nearest_corner_to_the_boundary() {
    assert_eq!(neuron(&[3.0, 4.0], -12.0).distance(), Some(1.0));
    assert_eq!(neuron(&[3.0, 4.0], 5.0).distance(), Some(1.0));
    assert_eq!(neuron(&[-3.0, 4.0], -9.0).distance(), Some(1.0));
    assert_eq!(neuron(&[3.0, 4.0], -3.5).distance(), Some(0.0));
    assert_eq!(neuron(&[0.0, 0.5], -2.0).distance(), Some(3.0));
    assert_eq!(neuron(&[0.0], -2.0).distance(), None);
    // The squares of these weights overflow, or vanish.
    for unit in [1e298, 1e-300] {
        let distance = neuron(&[3.0 * unit, 4.0 * unit], -12.0 * unit).distance().unwrap();
        assert!((distance - 1.0).abs() <= 2.0 * f64::EPSILON);
    }
    for (neuron, _) in neurons() {
        if let Some(distance) = neuron.distance() {
            assert_eq!(
                distance == 0.0,
                neuron.largest().z >= 0.0 && neuron.smallest().z <= 0.0,
                "{neuron:?}"
            );
        }
    }
}

#[test]
fn the_firing_bias_is_the_last_at_which_the_unit_is_dead() {
    for (neuron, case) in neurons() {
        let bias = neuron.firing_bias();
        assert!(bias <= 0.0 && !(bias == 0.0 && bias.is_sign_negative()));
        let at = |bias| Neuron::new(case.weights.clone(), bias).unwrap().activity();
        // The bias is a double, and the exact one may lie a little to either side of it.
        assert_eq!(at(bias - 1e-15 * bias.abs()), Activity::Dead);
        assert_ne!(at(bias + 1e-15 * bias.abs() + f64::MIN_POSITIVE), Activity::Dead);
    }
}

// Sampling.

#[test]
fn points_are_drawn_as_numpy_fills_an_array() {
    let mut generator = Generator::new(3);
    let drawn = points(3, 3, 50).unwrap();
    assert!(drawn.iter().all(|x| *x == generator.uniform()));
    assert_eq!(drawn.len(), 150);
}

#[test]
fn a_sample_is_the_neuron_at_these_points() {
    for inputs in 1..=MOST_INPUTS {
        let weights: Vec<f64> =
            (1..=inputs).map(|k| if k % 2 == 0 { 0.3 } else { -0.2 } * k as f64).collect();
        let neuron = neuron(&weights, 0.05);
        let points = points(inputs, 8, 200).unwrap();
        let sample = neuron.sample(8, 200).unwrap();
        let z: Vec<f64> = points.chunks(inputs).map(|point| neuron.z(point).unwrap()).collect();
        assert_eq!(sample.z(), z);
        assert_eq!(sample, neuron.sample_at(&points).unwrap());
        assert_eq!(sample.active(), z.iter().filter(|z| **z > 0.0).count());
        assert_eq!(sample.count(), 200);
    }
}

#[test]
fn a_share_that_was_sampled_comes_with_its_standard_error() {
    let sample = neuron(&[1.0], -0.5).sample_at(&[0.1, 0.2, 0.6, 0.3]).unwrap();
    assert_eq!(sample.share(), 0.25);
    assert_eq!(sample.uncertainty(), Uncertainty::StandardError((0.25f64 * 0.75 / 4.0).sqrt()));
}

#[test]
fn none_and_all_come_with_the_bound_of_the_rule_of_three() {
    let sample = |bias, count| neuron(&[1.0, 1.0], bias).sample(1, count).unwrap().uncertainty();
    assert_eq!(sample(-3.0, 100), Uncertainty::ActiveAtMost(0.03));
    assert_eq!(sample(1.0, 100), Uncertainty::InactiveAtMost(0.03));
    assert_eq!(sample(-3.0, 1), Uncertainty::ActiveAtMost(1.0));
    assert_eq!(sample(-3.0, 3), Uncertainty::ActiveAtMost(1.0));
    assert_eq!(sample(-3.0, 4), Uncertainty::ActiveAtMost(0.75));
    // The bound is a little above the exact one, 1 - 0.05^(1/n).
    for count in [10, 100, 1000, 10_000] {
        let Uncertainty::ActiveAtMost(bound) = sample(-3.0, count) else { panic!("none fires") };
        let exact = 1.0 - 0.05f64.powf(1.0 / count as f64);
        assert!(bound > exact && bound < 1.2 * exact);
    }
}

#[test]
fn a_sample_without_activity_is_no_proof_and_the_largest_z_is_one() {
    let rare = neuron(&[1.0, 1.0], -1.99);
    assert_eq!(rare.sample(42, 100).unwrap().active(), 0);
    assert!(rare.proof_of_death().is_none());
    assert!((rare.active_share() - 0.00005).abs() < 1e-18);
    assert!(rare.sample(42, 1_000_000).unwrap().active() > 0);
}

#[test]
fn bins_hold_their_lower_edge_and_the_last_one_both() {
    let sample = neuron(&[1.0], 0.0).sample_at(&[0.0, 0.25, 0.5, 0.5, 0.75, 1.0]).unwrap();
    assert_eq!(sample.histogram(&[0.0, 0.5, 1.0]), Ok(vec![2, 4]));
    assert_eq!(sample.histogram(&[0.25, 0.5]), Ok(vec![3]));
    assert_eq!(sample.histogram(&[0.1, 0.2, 0.3, 0.75]), Ok(vec![0, 1, 3]));
    assert_eq!(sample.histogram(&[-2.0, -1.0]), Ok(vec![0]));
}

#[test]
fn every_point_falls_into_one_bin_between_the_extremes() {
    for (neuron, _) in neurons() {
        let (low, high) = (neuron.smallest().z, neuron.largest().z);
        let edges: Vec<f64> = (0..=20).map(|k| low + (high - low) * f64::from(k) / 20.0).collect();
        if !edges.is_sorted_by(|a, b| a < b) {
            continue;
        }
        let sample = neuron.sample(0, 500).unwrap();
        let outside = sample.z().iter().filter(|z| **z < edges[0] || **z > edges[20]).count();
        assert_eq!(sample.histogram(&edges).unwrap().iter().sum::<usize>(), 500 - outside);
        // Doubles can be a rounding error beyond the decimals' extremes where x moves z by no more than that.
        assert!(outside == 0 || (high - low) < 1e-13 * low.abs().max(high.abs()), "{neuron:?}: {outside}");
    }
}

// What is refused.

fn sentence<T: std::fmt::Debug>(result: Result<T, ParameterError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn weights_and_bias_must_be_numbers_of_a_size_that_can_be_added_up() {
    let allowed = "it must be a number from -1e300 to 1e300";
    for (bad, named) in
        [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf"), (-1.1e300, "-1.1e300")]
    {
        assert_eq!(sentence(Neuron::new(vec![0.0, bad], 0.0)), format!("weight 2 is {named}; {allowed}"));
        assert_eq!(sentence(Neuron::new(vec![0.0], bad)), format!("bias is {named}; {allowed}"));
    }
    for count in [0, 9, 1000] {
        assert_eq!(
            sentence(Neuron::new(vec![0.0; count], 0.0)),
            format!("number of inputs is {count}; it must be a whole number from 1 to 8")
        );
    }
}

#[test]
fn inputs_must_fit_the_weights() {
    assert_eq!(sentence(dead().z(&[1.0])), "number of inputs is 1; it must be 2");
    assert_eq!(sentence(dead().z_by_hand(&[0.0; 3])), "number of inputs is 3; it must be 2");
    assert_eq!(sentence(dead().slice(&[None; 3])), "number of inputs is 3; it must be 2");
    let allowed = "it must be a number from 0 to 1";
    for (bad, named) in [(f64::NAN, "NaN"), (-0.1, "-0.1"), (1.5, "1.5"), (f64::INFINITY, "inf")] {
        assert_eq!(sentence(dead().z_by_hand(&[0.5, bad])), format!("input 2 is {named}; {allowed}"));
        assert_eq!(sentence(dead().slice(&[None, Some(bad)])), format!("input 2 is {named}; {allowed}"));
        assert_eq!(
            sentence(dead().sample_at(&[0.5, 0.5, bad, 0.5])),
            format!("input 1 is {named}; {allowed}")
        );
    }
    let none_left = dead().slice(&[Some(0.5), Some(0.5)]);
    assert_eq!(sentence(none_left), "number of inputs is 0; it must be a whole number from 1 to 8");
    assert_eq!(
        sentence(dead().sample_at(&[0.5; 3])),
        "number of coordinates is 3; it must be a multiple of 2"
    );
    assert_eq!(dead().z(&[f64::NAN, 0.0]).map(f64::is_nan), Ok(true));
}

#[test]
fn there_are_one_to_a_million_points() {
    let allowed = "it must be a whole number from 1 to 1000000";
    for count in [0, 1_000_001, usize::MAX] {
        let expected = format!("number of points is {count}; {allowed}");
        assert_eq!(sentence(dead().sample(0, count)), expected);
        assert_eq!(sentence(points(2, 0, count)), expected);
    }
    assert_eq!(sentence(dead().sample_at(&[])), format!("number of points is 0; {allowed}"));
    assert!(points(9, 0, 1).is_err());
}

#[test]
fn edges_ascend() {
    let histogram = |edges: &[f64]| sentence(dead().sample(0, 10).unwrap().histogram(edges));
    let allowed = "it must be a finite number, above the edge before it";
    assert_eq!(histogram(&[0.0, 0.0]), format!("edge 2 is 0.0; {allowed}"));
    assert_eq!(histogram(&[f64::NAN, 0.0]), format!("edge 1 is NaN; {allowed}"));
    assert_eq!(histogram(&[0.0, 1.0, f64::INFINITY]), format!("edge 3 is inf; {allowed}"));
    assert_eq!(histogram(&[0.0]), "number of edges is 1; it must be a whole number from 2 to 1001");
    assert_eq!(histogram(&[0.0; 1002]), "number of edges is 1002; it must be a whole number from 2 to 1001");
}
