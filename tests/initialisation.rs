//! How wide weights are drawn, and the factor by which a layer then multiplies the signal and the gradient.

mod oracle;

use oracle::{LIMITS, double, ulps};
use relu_explainer::activation::Activation;
use relu_explainer::error::ParameterError;
use relu_explainer::initialisation::*;
use relu_explainer::random::Generator;

fn close(computed: f64, expected: f64) {
    assert!(ulps(computed, expected).abs() <= 2, "{computed} for {expected}");
}

#[test]
fn he_is_half_at_eight_inputs_and_a_tenth_at_two_hundred() {
    for (fan_in, shown) in [
        (1, "1.414"),
        (8, "0.500"),
        (64, "0.177"),
        (128, "0.125"),
        (200, "0.100"),
        (256, "0.088"),
        (784, "0.051"),
    ] {
        assert_eq!(format!("{:.3}", he(fan_in).unwrap()), shown, "{fan_in} inputs");
    }
    assert_eq!(format!("{:.4}", he(784).unwrap()), "0.0505");
}

#[test]
fn a_weight_beyond_a_half_is_common_with_eight_inputs_alone() {
    let beyond = |fan_in| share_beyond(0.5, he(fan_in).unwrap()).unwrap();
    assert_eq!(format!("{:.2}", beyond(8)), "0.32");
    assert_eq!(format!("{:.4}", beyond(64)), "0.0047");
    assert_eq!(format!("{:.1e}", beyond(256)), "1.5e-8");
}

#[test]
fn deviations_and_tails_are_those_of_the_integral() {
    let mut seen = 0;
    for row in LIMITS.lines().filter(|row| row.starts_with("tail,") && !row.contains("size")) {
        let columns: Vec<_> = row.split(',').collect();
        let deviation = he(columns[2].parse().unwrap()).unwrap();
        close(deviation, double(columns[3]));
        let (share, expected) = (share_beyond(double(columns[1]), deviation).unwrap(), double(columns[4]));
        // The rounding of the deviation alone moves a tail so far out by this much.
        assert!((share - expected).abs() <= 1e-13 * expected, "{row}");
        seen += 1;
    }
    assert_eq!(seen, 10);
}

#[test]
fn a_tail_ends_at_all_and_at_nothing() {
    assert_eq!(share_beyond(0.0, 0.1), Ok(1.0));
    assert_eq!(share_beyond(f64::INFINITY, 0.1), Ok(0.0));
}

#[test]
fn under_he_a_layer_is_neutral_at_every_width() {
    for width in [1, 2, 3, 8, 64, 200, 256, 1024, 1_000_000] {
        close(layer_factor(he(width).unwrap(), width).unwrap(), 1.0);
        close(neutral_width(he(width).unwrap()).unwrap(), width as f64);
    }
}

#[test]
fn under_xavier_it_loses_a_factor_of_the_root_of_two() {
    for width in [1, 8, 64, 200, 1024] {
        close(layer_factor(xavier(width, width).unwrap(), width).unwrap(), 0.5f64.sqrt());
    }
    assert_eq!(xavier(1, 7), Ok(0.5));
    // A rectangular layer takes both its sides into account; He's takes the inputs alone.
    assert_eq!(xavier(2, 6), xavier(7, 1));
}

#[test]
fn the_deviation_of_a_tenth_fades_grows_or_is_neutral_by_width() {
    for (deviation, width, factor) in [
        (0.1, 64, "0.566"),
        (0.1, 200, "1.000"),
        (0.1, 256, "1.131"),
        (1.0, 256, "11.314"),
        (0.5, 8, "1.000"),
        (0.5, 64, "2.828"),
        (0.1, 16, "0.283"),
    ] {
        assert_eq!(format!("{:.3}", layer_factor(deviation, width).unwrap()), factor, "{deviation} {width}");
    }
    // Exercise 1 with a real layer in place of its single units.
    assert_eq!(format!("{:.1}", neutral_width(0.3).unwrap()), "22.2");
}

#[test]
fn twice_the_variance_of_he_is_a_factor_of_the_root_of_two() {
    close(layer_factor(2f64.sqrt() * he(128).unwrap(), 128).unwrap(), 2f64.sqrt());
}

#[test]
fn a_leaky_slope_lets_a_little_more_through() {
    for (slope, factor) in [(0.01, "1.00005"), (0.0, "1.00000"), (1.0, "1.41421"), (-1.0, "1.41421")] {
        let computed = leaky_layer_factor(he(256).unwrap(), 256, slope).unwrap();
        assert_eq!(format!("{computed:.5}"), factor);
    }
}

/// A layer of normal weights, drawn.
fn weights(generator: &mut Generator, width: usize, deviation: f64) -> Vec<f64> {
    let mut weights = vec![0.0; width * width];
    generator.fill_normal(&mut weights);
    weights.iter().map(|weight| deviation * weight).collect()
}

fn square(vector: &[f64]) -> f64 {
    vector.iter().map(|x| x * x).sum()
}

/// The mean of so many ratios, and its standard error.
fn estimated(ratios: &[f64]) -> (f64, f64) {
    let count = ratios.len() as f64;
    let mean = ratios.iter().sum::<f64>() / count;
    let variance = ratios.iter().map(|ratio| (ratio - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, (variance / count).sqrt())
}

#[test]
fn drawn_layers_multiply_the_signal_and_the_gradient_by_the_factor() {
    const WIDTH: usize = 24;
    let mut generator = Generator::new(11);
    for (activation, slope) in [(Activation::RELU, 0.0), (Activation::LeakyRelu { slope: 0.4 }, 0.4)] {
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        for _ in 0..4000 {
            let mut signal = vec![0.0; WIDTH];
            let mut gradient = vec![0.0; WIDTH];
            generator.fill_normal(&mut signal);
            generator.fill_normal(&mut gradient);
            let weights = weights(&mut generator, WIDTH, 0.3);
            let z: Vec<f64> =
                weights.chunks(WIDTH).map(|row| row.iter().zip(&signal).map(|(w, a)| w * a).sum()).collect();
            let output: Vec<f64> = z.iter().map(|z| activation.value(*z)).collect();
            forward.push(square(&output) / square(&signal));
            let below: Vec<f64> = (0..WIDTH)
                .map(|column| {
                    (0..WIDTH)
                        .map(|row| {
                            weights[row * WIDTH + column] * activation.derivative(z[row]) * gradient[row]
                        })
                        .sum()
                })
                .collect();
            backward.push(square(&below) / square(&gradient));
        }
        let expected = leaky_layer_factor(0.3, WIDTH, slope).unwrap().powi(2);
        for ratios in [forward, backward] {
            let (mean, error) = estimated(&ratios);
            assert!(error < 0.01 * expected, "{error}");
            assert!((mean - expected).abs() < 4.0 * error, "{mean} for {expected}");
        }
    }
}

#[test]
fn what_is_no_layer_is_refused() {
    let said = |refused: Result<f64, ParameterError>| refused.unwrap_err().to_string();
    assert_eq!(said(he(0)), "fan-in is 0; it must be a whole number, at least 1");
    assert_eq!(said(xavier(0, 3)), "fan-in is 0; it must be a whole number, at least 1");
    assert_eq!(said(xavier(3, 0)), "fan-out is 0; it must be a whole number, at least 1");
    assert_eq!(said(layer_factor(0.1, 0)), "width is 0; it must be a whole number, at least 1");
    for deviation in [0.0, -0.1, f64::NAN, f64::INFINITY, 1e-151, 1e151] {
        let sentence = format!("deviation is {deviation:?}; it must be a number from 1e-150 to 1e150");
        assert_eq!(said(layer_factor(deviation, 8)), sentence);
        assert_eq!(said(neutral_width(deviation)), sentence);
        assert_eq!(said(share_beyond(0.5, deviation)), sentence);
    }
    for slope in [1.5, -1.5, f64::NAN] {
        let sentence = format!("slope is {slope:?}; it must be a number from -1 to 1");
        assert_eq!(said(leaky_layer_factor(0.1, 8, slope)), sentence);
    }
    for size in [-0.1, f64::NAN] {
        assert_eq!(
            said(share_beyond(size, 0.1)),
            format!("size is {size:?}; it must be a number, at least 0")
        );
    }
}

#[test]
fn at_the_ends_of_the_range_nothing_overflows() {
    for deviation in [SMALLEST_DEVIATION, LARGEST_DEVIATION] {
        for width in [1, usize::MAX] {
            let factor = layer_factor(deviation, width).unwrap();
            assert!(factor.is_finite() && factor > 0.0);
        }
        let width = neutral_width(deviation).unwrap();
        assert!(width.is_finite() && width > 0.0);
    }
}
