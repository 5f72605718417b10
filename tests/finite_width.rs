//! The exact law of random ReLU networks of finite width.

mod oracle;

use oracle::PROPAGATION;
use relu_explainer::activation::Activation;
use relu_explainer::initialisation::Weights;
use relu_explainer::random::Generator;
use relu_explainer::signal::finite_width::{Law, law, silent_share};
use relu_explainer::signal::{Normalisation, Setup, Survey};

fn he(width: usize) -> Law {
    law(&Setup { width, ..Setup::default() }).unwrap()
}

fn rows(kind: &str) -> impl Iterator<Item = Vec<f64>> {
    let rows = PROPAGATION.lines().filter(move |row| row.split(',').next() == Some(kind));
    rows.map(|row| row.split(',').skip(1).map(|column| column.parse().unwrap()).collect())
}

#[test]
fn the_moments_are_those_of_the_density() {
    let mut seen = 0;
    for row in rows("law") {
        let law = he(row[0] as usize);
        for (computed, expected) in [law.mean_log, law.variance_log, law.third_log].into_iter().zip(&row[1..])
        {
            assert!(
                (computed - expected).abs() <= 1e-12 * (0.1 + expected.abs()),
                "{computed} for {expected}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[test]
fn he_loses_little_in_a_wide_layer_and_much_in_a_narrow_one() {
    for (width, mean, variance, median, deviation) in [
        (16, "-0.176397", "0.419593", "0.013", "2.29"),
        (64, "-0.040109", "0.082997", "0.370", "1.02"),
        (256, "-0.009829", "0.019819", "0.784", "0.50"),
    ] {
        let law = he(width);
        assert_eq!(format!("{:.6}", law.mean_log), mean);
        assert_eq!(format!("{:.6}", law.variance_log), variance);
        assert_eq!(format!("{:.3}", law.median_log_rms(50).exp()), median);
        assert_eq!(format!("{:.2}", law.deviation_log_rms(50)), deviation);
    }
}

#[test]
fn other_weights_shift_the_logarithm_and_leave_its_spread() {
    let (he, xavier) = (he(64), law(&Setup { weights: Weights::Xavier, ..Setup::default() }).unwrap());
    assert!((he.mean_log - xavier.mean_log - 2f64.ln()).abs() < 1e-14);
    assert_eq!((he.variance_log, he.third_log), (xavier.variance_log, xavier.third_log));
}

#[test]
fn before_the_first_layer_nothing_is_spread() {
    assert_eq!((he(64).median_log_rms(0), he(64).deviation_log_rms(0), silent_share(64, 0)), (0.0, 0.0, 0.0));
}

#[test]
fn the_share_of_silent_networks_is_exact() {
    assert_eq!(format!("{:.4}", silent_share(4, 50)), "0.9603");
    let mut seen = 0;
    for row in rows("silent") {
        let share = silent_share(row[0] as usize, row[1] as usize);
        assert!((share - row[2]).abs() <= 4e-16 * row[2], "{share} for {}", row[2]);
        seen += 1;
    }
    assert_eq!(seen, 6);
    assert_eq!((silent_share(0, 3), silent_share(usize::MAX, 100)), (1.0, 0.0));
}

#[test]
fn what_is_not_plain_relu_has_no_such_law() {
    for setup in [
        Setup { activation: Activation::Gelu, ..Setup::default() },
        Setup { activation: Activation::LeakyRelu { slope: 0.01 }, ..Setup::default() },
        Setup { bias: 0.1, ..Setup::default() },
        Setup { normalisation: Normalisation::Before, ..Setup::default() },
        Setup { width: 0, ..Setup::default() },
        Setup { weights: Weights::Normal(f64::NAN), ..Setup::default() },
    ] {
        assert_eq!(law(&setup), None);
    }
}

/// Mean, variance and median.
fn summary(mut numbers: Vec<f64>) -> (f64, f64, f64) {
    numbers.sort_by(f64::total_cmp);
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let variance = numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, variance, numbers[numbers.len() / 2])
}

#[test]
fn drawn_networks_follow_it_forward_and_back() {
    const NETWORKS: usize = 400;
    let setup = Setup { width: 32, depth: 20, ..Setup::default() };
    let survey = Survey { setup, networks: NETWORKS, seed: 5 };
    let passages: Vec<_> = (0..NETWORKS)
        .map(|network| {
            let mut walk = survey.walk(network);
            while walk.step() {}
            walk.passage().clone()
        })
        .collect();
    let law = he(32);
    let (expected, spread) = (20.0 * law.mean_log, 20.0 * law.variance_log);
    let forward = passages.iter().map(|passage| 2.0 * passage.log_rms[20]).collect();
    let backward = passages.iter().map(|passage| 2.0 * passage.log_gradient[0]).collect();
    for squares in [forward, backward] {
        let (mean, variance, median) = summary(squares);
        // Four standard errors of each.
        let count = NETWORKS as f64;
        assert!((mean - expected).abs() < 4.0 * (spread / count).sqrt(), "{mean} for {expected}");
        assert!((variance / spread - 1.0).abs() < 4.0 * (2.0 / count).sqrt(), "{variance} for {spread}");
        let middle = 2.0 * law.median_log_rms(20);
        assert!((median - middle).abs() < 4.0 * (1.571 * spread / count).sqrt(), "{median} for {middle}");
    }
}

/// Medians of ln rms after each of so many layers, over networks of independent layers: the sum of the squares of those of
/// `width` normal numbers that are positive, not all of them negative.
fn medians(width: usize, layers: usize, networks: usize) -> Vec<f64> {
    let mut generator = Generator::new(9);
    let mut sizes = vec![vec![]; layers];
    for _ in 0..networks {
        let mut log_square = 0.0;
        for sizes in &mut sizes {
            let mut square = 0.0;
            while square == 0.0 {
                let active = (0..width).map(|_| generator.standard_normal().max(0.0));
                square = active.map(|z| z * z).sum::<f64>();
            }
            log_square += (2.0 / width as f64 * square).ln();
            sizes.push(0.5 * log_square);
        }
    }
    sizes.into_iter().map(|sizes| summary(sizes).2).collect()
}

#[test]
fn from_twenty_four_units_on_the_median_is_within_a_twentieth_of_the_spread() {
    for width in [4, 8, 16, 64] {
        let law = he(width);
        for (layer, median) in (1..).zip(medians(width, 12, 20_000)) {
            let off = (law.median_log_rms(layer) - median) / law.deviation_log_rms(layer);
            // Of which the drawing itself accounts for up to 0.03.
            assert!(off.abs() < 0.05 || width * layer < 24, "{width} {layer}: {off}");
        }
    }
}
