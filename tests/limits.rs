//! The limits of ReLU: signs that agree, a mean that is not 0, a signal that nothing bounds.

mod oracle;

use oracle::{LIMITS, double};
use relu_explainer::activation::Activation;
use relu_explainer::initialisation::{he, layer_factor};
use relu_explainer::limits::*;
use relu_explainer::random::Generator;

const LEAKY: Activation = Activation::LeakyRelu { slope: 0.01 };

/// The mean over so many seeds of how far signs agree, and its standard error.
fn agreement(activation: Activation, width: usize, batch: usize, seeds: u64) -> (f64, f64) {
    let mut shares = Vec::new();
    for seed in 0..seeds {
        shares.extend(outgoing_gradients(activation, width, batch, seed).unwrap().agreement());
    }
    let count = shares.len() as f64;
    let mean = mean_of(&shares);
    let variance = shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, (variance / count).sqrt())
}

fn near((mean, error): (f64, f64), expected: f64, largest_error: f64) {
    assert!(error <= largest_error, "{error}");
    assert!((mean - expected).abs() <= 4.0 * error, "{mean} ± {error} for {expected}");
}

// Signs.

#[test]
fn on_one_example_the_gradients_behind_relu_and_sigmoid_share_a_sign() {
    for seed in 0..500 {
        let relu = outgoing_gradients(Activation::RELU, 64, 1, seed).unwrap();
        assert_eq!(relu.agreement(), Some(1.0), "seed {seed}");
        assert!(relu.zero() > 0 && relu.positive().min(relu.negative()) == 0);
        let sigmoid = outgoing_gradients(Activation::Sigmoid, 64, 1, seed).unwrap();
        assert_eq!((sigmoid.agreement(), sigmoid.zero()), (Some(1.0), 0));
    }
}

#[test]
fn behind_tanh_either_sign_is_as_common() {
    // Of n fair coins the more common side shows up 1/2 + C(n − 1, ⌊n/2⌋)/2ⁿ of the time, for n = 16 0.598.
    let coins = 0.5 + 6435.0 / 65536.0;
    near(agreement(Activation::Tanh, 16, 1, 4000), coins, 0.002);
    near(agreement(Activation::Tanh, 16, 64, 500), coins, 0.005);
}

#[test]
fn a_leaky_slope_restores_both_signs_but_not_the_balance_of_sizes() {
    let gradients = outgoing_gradients(LEAKY, 4096, 1, 5).unwrap();
    assert_eq!(gradients.zero(), 0);
    let share = gradients.positive() as f64 / 4096.0;
    assert!((share - 0.5).abs() < 4.0 * 0.5 / 64.0, "{share}");
    // One example scales all outputs alike, so the larger sign outweighs the other by 1/slope on average.
    let (mut up, mut down) = (0.0, 0.0);
    for gradient in gradients.gradients() {
        if *gradient > 0.0 { up += gradient } else { down -= gradient }
    }
    let ratio = if up > down { up / down } else { down / up };
    assert!((ratio - 100.0).abs() < 15.0, "{ratio}");
}

#[test]
fn two_examples_agree_on_nineteen_in_twenty_four() {
    // If the two upstream gradients share a sign, all agree. If not, a unit follows the one example that activates it,
    // or the larger product of both; over the angle of two normals that is 7/12 on average.
    near(agreement(Activation::RELU, 2048, 2, 2000), 19.0 / 24.0, 0.005);
}

#[test]
fn sixteen_weights_share_one_sign_on_two_examples_as_often_as_the_integral_says() {
    // Over the ratio of the upstream gradients: 1/2 + 4/(n + 1) · (0.75ⁿ⁺¹ − 0.5ⁿ⁺¹) − 0.25ⁿ/2.
    let expected = 0.5 + 4.0 / 17.0 * (0.75f64.powi(17) - 0.5f64.powi(17)) - 0.25f64.powi(16) / 2.0;
    let seeds = 20_000;
    let shared = (0..seeds).filter(|seed| {
        let gradients = outgoing_gradients(Activation::RELU, 16, 2, *seed).unwrap();
        gradients.positive() == 0 || gradients.negative() == 0
    });
    let share = shared.count() as f64 / seeds as f64;
    assert!((share - expected).abs() < 4.0 * 0.5 / (seeds as f64).sqrt(), "{share} for {expected}");
}

#[test]
fn a_large_batch_does_not_bring_the_balance_back() {
    for activation in [Activation::RELU, LEAKY, Activation::LeakyRelu { slope: 0.5 }] {
        let expected = lasting_agreement(activation).unwrap();
        near(agreement(activation, 256, 256, 400), expected, 0.008);
    }
    assert_eq!(format!("{:.3}", lasting_agreement(Activation::RELU).unwrap()), "0.691");
    assert_eq!(lasting_agreement(Activation::Tanh), Some(0.5));
    assert_eq!(lasting_agreement(Activation::Silu), None);
    // With slope 1 nothing is rectified.
    assert_eq!(lasting_agreement(Activation::LeakyRelu { slope: 1.0 }), Some(0.5));
}

#[test]
fn a_larger_batch_begins_with_the_examples_of_a_smaller_one() {
    let sum = |batch: usize| {
        let gradients = outgoing_gradients(Activation::RELU, 8, batch, 3).unwrap();
        gradients.gradients().iter().map(|gradient| gradient * batch as f64).collect::<Vec<_>>()
    };
    // The fourth example adds its own gradients, and they share a sign.
    let added: Vec<f64> = sum(4).iter().zip(sum(3)).map(|(four, three)| four - three).collect();
    let signs = added.iter().filter(|gradient| gradient.abs() > 1e-12).map(|gradient| gradient.signum());
    let signs: Vec<f64> = signs.collect();
    assert!(signs.len() > 1 && signs.iter().all(|sign| *sign == signs[0]), "{added:?}");
}

// The mean.

fn named(name: &str, parameter: f64) -> Activation {
    match name {
        "relu" => Activation::RELU,
        "leaky-relu" => Activation::LeakyRelu { slope: parameter },
        "elu" => Activation::Elu { alpha: parameter },
        "gelu" => Activation::Gelu,
        "sigmoid" => Activation::Sigmoid,
        "tanh" => Activation::Tanh,
        other => panic!("unknown function {other}"),
    }
}

/// Each activation of the oracle with the mean and the mean square of its outputs.
fn moments() -> Vec<(Activation, f64, f64)> {
    let mut moments = Vec::new();
    for row in LIMITS.lines().filter(|row| row.starts_with("mean,") && !row.contains("function")) {
        let columns: Vec<_> = row.split(',').collect();
        let [parameter, mean, square] = [2, 3, 4].map(|column| double(columns[column]));
        moments.push((named(columns[1], parameter), mean, square));
    }
    moments
}

#[test]
fn mean_outputs_are_those_of_the_integral() {
    assert_eq!(moments().len(), 9);
    for (activation, mean, _) in moments() {
        let computed = mean_output(activation).unwrap();
        assert!((computed - mean).abs() <= 1e-15, "{activation:?}: {computed} for {mean}");
    }
    assert_eq!(mean_output(Activation::Silu), None);
}

#[test]
fn the_mean_of_a_rectified_normal_is_0_399_not_0() {
    assert_eq!(format!("{:.3}", mean_output(Activation::RELU).unwrap()), "0.399");
}

#[test]
fn sampled_outputs_have_the_mean_and_the_mean_square_of_the_integral() {
    const COUNT: usize = 200_000;
    for (activation, mean, square) in moments() {
        let outputs = sampled_outputs(activation, COUNT, 17).unwrap();
        let error = ((square - mean * mean) / COUNT as f64).sqrt();
        assert!((mean_of(&outputs) - mean).abs() < 4.0 * error, "{activation:?}");
        let squares: Vec<f64> = outputs.iter().map(|output| output * output).collect();
        assert!((mean_of(&squares) - square).abs() < 0.02 * square.max(0.1), "{activation:?}");
    }
}

/// What batch normalisation does to a batch, before its own scale and shift.
fn normalised(batch: &[f64]) -> Vec<f64> {
    let mean = mean_of(batch);
    let squares: Vec<f64> = batch.iter().map(|x| (x - mean).powi(2)).collect();
    let deviation = mean_of(&squares).sqrt();
    batch.iter().map(|x| (x - mean) / deviation).collect()
}

#[test]
fn batch_normalisation_before_relu_leaves_the_mean_and_after_it_removes_it() {
    let mut generator = Generator::new(23);
    // Far off 0 and wide: without normalisation next to all units would fire.
    let z: Vec<f64> = (0..100_000).map(|_| 7.0 + 3.0 * generator.standard_normal()).collect();
    let relu = |z: &[f64]| z.iter().map(|z| Activation::RELU.value(*z)).collect::<Vec<_>>();
    let before = mean_of(&relu(&normalised(&z)));
    assert!((before - mean_output(Activation::RELU).unwrap()).abs() < 4.0 * 0.584 / 316.0, "{before}");
    let after = mean_of(&normalised(&relu(&z)));
    assert!(after.abs() < 1e-12, "{after}");
}

// The size.

#[test]
fn a_signal_grows_fades_or_stays_by_the_factor_of_its_layers() {
    for (deviation, width, depth, shown) in [
        (1.0, 256, 1, "11.3"),
        (0.1, 256, 20, "11.8"),
        (0.1, 200, 20, "1.0"),
        (0.1, 64, 20, "0.0"),
        (he(64).unwrap(), 64, 50, "1.0"),
    ] {
        let sizes = growth(layer_factor(deviation, width).unwrap(), depth).unwrap();
        assert_eq!((sizes.len(), sizes[0]), (depth + 1, 1.0));
        assert_eq!(format!("{:.1}", sizes[depth]), shown);
    }
    let fading = growth(layer_factor(0.1, 64).unwrap(), 20).unwrap();
    // 0.1 · √32 twice is 0.32.
    assert!((fading[20] / 0.32f64.powi(10) - 1.0).abs() < 1e-14);
    let xavier = growth(0.5f64.sqrt(), 50).unwrap();
    assert_eq!(format!("{:.2e}", xavier[50]), "2.98e-8");
}

#[test]
fn the_first_layer_beyond_the_largest_number_of_32_bits_is_named() {
    let sizes = growth(10.0, 50).unwrap();
    assert_eq!(overflow(&sizes), Some(39), "10³⁸ fits, 10³⁹ does not");
    assert_eq!(overflow(&sizes[..39]), None);
    let infinite = growth(1e300, 3).unwrap();
    assert_eq!((infinite[2], overflow(&infinite)), (f64::INFINITY, Some(1)));
}

#[test]
fn what_has_no_layer_no_batch_and_no_factor_is_refused() {
    let relu = Activation::RELU;
    for (refused, sentence) in [
        (outgoing_gradients(relu, 0, 1, 0).err(), "width is 0; it must be a whole number from 1 to 4096"),
        (
            outgoing_gradients(relu, 4097, 1, 0).err(),
            "width is 4097; it must be a whole number from 1 to 4096",
        ),
        (outgoing_gradients(relu, 1, 0, 0).err(), "batch is 0; it must be a whole number from 1 to 4096"),
        (sampled_outputs(relu, 0, 0).err(), "count is 0; it must be a whole number from 1 to 1000000"),
        (growth(-1.0, 3).err(), "factor is -1.0; it must be a finite number, at least 0"),
        (growth(f64::NAN, 3).err(), "factor is NaN; it must be a finite number, at least 0"),
        (growth(f64::INFINITY, 3).err(), "factor is inf; it must be a finite number, at least 0"),
        (growth(1.0, 1001).err(), "depth is 1001; it must be at most 1000"),
    ] {
        assert_eq!(refused.expect("refused").to_string(), sentence);
    }
}

#[test]
fn a_layer_whose_units_are_all_off_has_no_sign_to_agree_on() {
    let off = (0..50).map(|seed| outgoing_gradients(Activation::RELU, 1, 1, seed).unwrap());
    let off: Vec<_> = off.filter(|gradients| gradients.zero() == 1).collect();
    assert!(!off.is_empty());
    for gradients in off {
        assert_eq!((gradients.agreement(), gradients.gradients()), (None, &[0.0][..]));
    }
}
