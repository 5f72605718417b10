//! What becomes of signal and gradient in the limit of wide layers, and up to where it describes networks that are not.

mod oracle;

use oracle::PROPAGATION;
use relu_explainer::activation::Activation;
use relu_explainer::initialisation::Weights;
use relu_explainer::signal::mean_field::{MeanField, mean_field};
use relu_explainer::signal::{Normalisation, Setup, Survey};

const LEAKY: Activation = Activation::LeakyRelu { slope: 0.01 };
const ELU: Activation = Activation::Elu { alpha: 1.0 };
const ALL: [Activation; 7] =
    [Activation::RELU, LEAKY, ELU, Activation::Tanh, Activation::Sigmoid, Activation::Gelu, Activation::Silu];

/// n s² = `gain`.
fn with(activation: Activation, gain: f64, width: usize) -> Setup {
    Setup { activation, weights: Weights::Normal((gain / width as f64).sqrt()), width, ..Setup::default() }
}

fn theory(setup: Setup) -> MeanField {
    mean_field(&setup).unwrap()
}

/// So many significant digits as `printed` has.
fn printed(computed: f64, printed: &str) {
    let expected: f64 = printed.parse().unwrap();
    let mantissa = printed.split('e').next().unwrap();
    let digits = mantissa.replace('.', "").trim_start_matches('0').len();
    let places = digits as i32 - 1 - expected.log10().floor() as i32;
    assert!((computed - expected).abs() <= 0.5001 * 10f64.powi(-places), "{computed} for {printed}");
}

#[test]
fn the_table_of_root_mean_squares_and_factors() {
    // n s²; activation; root mean square after layers 1, 2, 5, 10, 50; factor of layers 1, 5, 10, 50. By scipy's quadrature.
    let rows = [
        "1 relu .707107 .500000 .176777 .0312500 2.98023e-8 .707107 .707107 .707107 .707107",
        "1 leaky .707142 .50005 .176821 .0312656 2.98769e-8 .707142 .707142 .707142 .707142",
        "1 tanh .627929 .486262 .321622 .228473 .101091 .681471 .904874 .950171 .989882",
        "1 sigmoid .541645 .515841 .514477 .514477 .514477 .211746 .236052 .236052 .236052",
        "1 gelu .652090 .395595 .0579945 .00182006 1.65534e-15 .675167 .508080 .500008 .5",
        "1 silu .596469 .327743 .0430210 .00134565 1.22386e-15 .616021 .501824 .500002 .5",
        "2 relu 1.00000 1.00000 1.00000 1.00000 1.00000 1.00000 1.00000 1.00000 1.00000",
        "2 leaky 1.00005 1.0001 1.00025 1.0005 1.0025 1.00005 1.00005 1.00005 1.00005",
        "2 tanh .721093 .633580 .567261 .556435 .555862 .836072 1.03814 1.05078 1.05144",
        "2 sigmoid .564286 .529950 .526922 .526920 .526920 .272127 .317767 .317769 .317769",
        "2 gelu .960251 .918637 .780783 .497210 1.13e-6 .989456 .973202 .920975 .707107",
        "2 silu .893954 .784825 .457773 .106209 1.03e-7 .923983 .835869 .721774 .707107",
        "4 relu 1.41421 2.00000 5.65685 32.0000 3.36e7 1.41421 1.41421 1.41421 1.41421",
        "4 tanh .797033 .749400 .729005 .728267 .728264 1.01183 1.16577 1.16733 1.16734",
        "4 sigmoid .590401 .551875 .547025 .547018 .547018 .340736 .414212 .414224 .414224",
        "4 gelu 1.38920 1.94989 5.49094 31.0548 3.26e7 1.42274 1.42375 1.41602 1.41421",
        "4 silu 1.32585 1.80633 4.95646 27.9828 2.93e7 1.36591 1.42595 1.41724 1.41421",
    ];
    let activation = |name: &str| match name {
        "leaky" => LEAKY,
        name => ALL.into_iter().find(|activation| activation.name() == name).unwrap(),
    };
    for row in rows {
        let columns: Vec<_> = row.split(' ').collect();
        let theory = theory(with(activation(columns[1]), columns[0].parse().unwrap(), 128));
        for (layer, expected) in [1, 2, 5, 10, 50].into_iter().zip(&columns[2..7]) {
            printed(theory.log_rms[layer].exp(), expected);
        }
        for (layer, expected) in [1, 5, 10, 50].into_iter().zip(&columns[7..]) {
            printed(theory.log_factor[layer - 1].exp(), expected);
        }
    }
}

#[test]
fn every_layer_is_that_of_the_adaptive_quadrature_with_biases_too() {
    let mut seen = 0;
    for row in PROPAGATION.lines().filter(|row| row.starts_with("mean,")) {
        let columns: Vec<_> = row.split(',').collect();
        let number = |column: usize| columns[column].parse::<f64>().unwrap();
        let activation = match (columns[1], number(2)) {
            ("leaky-relu", slope) => Activation::LeakyRelu { slope },
            ("elu", alpha) => Activation::Elu { alpha },
            (name, _) => ALL.into_iter().find(|activation| activation.name() == name).unwrap(),
        };
        let layer: usize = columns[5].parse().unwrap();
        let theory = theory(Setup { bias: number(4), ..with(activation, number(3), 64) });
        let computed = [
            theory.log_rms[layer],
            theory.mean[layer - 1],
            theory.active[layer - 1],
            theory.log_factor[layer - 1],
        ];
        let size = theory.log_rms[layer].exp();
        for (column, computed) in (6..).zip(computed) {
            // Means may cancel: they are as exact as the values that they are made of.
            let scale = if column == 7 { size } else { 1.0 + number(column).abs() };
            assert!(
                (computed - number(column)).abs() <= 1e-10 * scale,
                "{computed}, column {column} of {row}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 675);
}

#[test]
fn relus_with_bias_follow_the_closed_form() {
    // E ReLU(b + sZ)² = (b² + s²)Φ(b/s) + b s φ(b/s), E ReLU = bΦ + sφ, E ReLU′² = Φ.
    let density = |t: f64| (-0.5 * t * t).exp() / std::f64::consts::TAU.sqrt();
    for (gain, bias) in [(2.0, 0.5), (0.3, 1.0), (4.0, -0.7), (1e-4, 0.2), (1e4, -1.0)] {
        let theory = theory(Setup { bias, depth: 3, ..with(Activation::RELU, gain, 16) });
        for layer in 1..=3 {
            let deviation = (gain * (2.0 * theory.log_rms[layer - 1]).exp()).sqrt();
            let (ratio, below) = (bias / deviation, theory.active[layer - 1]);
            let square = (bias * bias + deviation * deviation) * below + bias * deviation * density(ratio);
            let mean = bias * below + deviation * density(ratio);
            assert!((theory.log_rms[layer] - 0.5 * square.ln()).abs() < 1e-12);
            assert!((theory.mean[layer - 1] - mean).abs() < 1e-12 * mean);
            assert!((theory.log_factor[layer - 1] - 0.5 * (gain * below).ln()).abs() < 1e-12);
        }
    }
}

#[test]
fn without_bias_half_of_the_units_are_active_and_odd_functions_have_no_mean() {
    for activation in ALL {
        let theory = theory(with(activation, 1.5, 64));
        assert!(theory.active.iter().all(|active| *active == 0.5));
        if activation == Activation::Tanh {
            assert!(theory.mean.iter().all(|mean| mean.abs() < 1e-15));
        }
    }
}

#[test]
fn the_gradients_norm_is_the_product_of_the_factors_above() {
    let theory = theory(Setup { depth: 7, ..with(Activation::Silu, 3.0, 64) });
    let gradient = theory.log_gradient();
    assert_eq!((gradient.len(), gradient[7]), (8, 0.0));
    for (layer, arrived) in gradient.iter().enumerate() {
        assert!((arrived - theory.log_factor[layer..].iter().sum::<f64>()).abs() < 1e-13);
    }
}

#[test]
fn nothing_over_or_underflows_at_the_ends_of_the_ranges() {
    for activation in ALL {
        for (deviation, width) in [(1e-3, 4), (1e-3, 256), (10.0, 4), (10.0, 256), (1e-150, 4), (1e150, 256)]
        {
            let weights = Weights::Normal(deviation);
            let theory = theory(Setup { activation, weights, width, depth: 100, ..Setup::default() });
            let gradient = theory.log_gradient();
            let all = theory.log_rms.iter().chain(&theory.log_factor).chain(&gradient);
            assert!(all.copied().all(f64::is_finite), "{activation:?} {deviation} {width}");
            assert_eq!(theory.log_rms.len(), 101);
            if !matches!(activation, Activation::Sigmoid | Activation::Tanh) && deviation > 1.0 {
                // So large a signal sees a ReLU, but for the left side of leaky ReLU.
                let slope = if activation == LEAKY { 0.01 } else { 0.0 };
                let factor =
                    (deviation.ln() + 0.5 * (width as f64 * (1.0 + slope * slope) / 2.0).ln()) * 90.0;
                assert!(((theory.log_rms[100] - theory.log_rms[10]) - factor).abs() < 1e-9 * factor);
            }
        }
    }
    // ReLUs that are ever rarer on die out, and the numbers say so.
    let dying = theory(Setup { bias: -1.0, ..with(Activation::RELU, 1.0, 64) });
    assert_eq!((dying.log_rms[50], dying.mean[49], dying.active[49]), (f64::NEG_INFINITY, 0.0, 0.0));
    assert_eq!(dying.log_gradient()[0], f64::NEG_INFINITY);
    assert!(dying.holds <= 2);
}

#[test]
fn what_is_normalised_or_no_network_has_no_theory() {
    let none = |setup: Setup| assert_eq!(mean_field(&setup), None);
    none(Setup { normalisation: Normalisation::Before, ..Setup::default() });
    none(Setup { normalisation: Normalisation::After, ..Setup::default() });
    none(Setup { width: 0, ..Setup::default() });
    none(Setup { bias: f64::NAN, ..Setup::default() });
    for deviation in [0.0, f64::NAN, f64::INFINITY] {
        none(Setup { weights: Weights::Normal(deviation), ..Setup::default() });
    }
}

#[test]
fn it_holds_for_some_layers_of_gelu_and_silu_under_he_and_else_throughout() {
    for (width, gelu, silu) in [(64, 8, 5), (128, 9, 6), (256, 10, 9)] {
        assert_eq!(theory(with(Activation::Gelu, 2.0, width)).holds, gelu);
        assert_eq!(theory(with(Activation::Silu, 2.0, width)).holds, silu);
    }
    for activation in ALL {
        for gain in [1.0, 1.28, 4.0] {
            assert_eq!(theory(with(activation, gain, 128)).holds, 50, "{activation:?} {gain}");
        }
        if !matches!(activation, Activation::Gelu | Activation::Silu) {
            assert_eq!(theory(with(activation, 2.0, 128)).holds, 50, "{activation:?}");
        }
    }
    for width in [4, 16, 256] {
        assert_eq!(theory(Setup { width, ..Setup::default() }).holds, 50);
    }
    // Of such narrow networks those that are drawn say little about their mean square.
    assert!(theory(with(LEAKY, 2.0, 4)).holds < 5);
}

/// The logarithms of the root mean squares of each layer, of so many networks.
fn drawn(setup: Setup, networks: usize) -> Vec<Vec<f64>> {
    let survey = Survey { setup, networks, seed: 3 };
    let passed = (0..networks).map(|network| {
        let mut walk = survey.walk(network);
        while walk.passage().log_rms.len() <= setup.depth {
            walk.step();
        }
        walk.passage().log_rms.clone()
    });
    passed.collect()
}

/// Median, and the logarithm of the root mean square over the networks, after a layer.
fn middle(networks: &[Vec<f64>], layer: usize) -> (f64, f64) {
    let mut sizes: Vec<f64> = networks.iter().map(|network| network[layer]).collect();
    sizes.sort_by(f64::total_cmp);
    let square = sizes.iter().map(|size| (2.0 * size).exp()).sum::<f64>() / sizes.len() as f64;
    (sizes[sizes.len() / 2], 0.5 * square.ln())
}

#[test]
fn where_it_holds_drawn_networks_follow_it() {
    for (activation, gain, bias) in [
        (Activation::Tanh, 2.0, 0.0),
        (Activation::Tanh, 1.0, 0.5),
        (Activation::Sigmoid, 2.0, 0.0),
        (ELU, 2.0, 0.0),
        (ELU, 1.0, -0.5),
        (Activation::Gelu, 1.0, 0.1),
        (Activation::Gelu, 4.0, 0.0),
        (Activation::Gelu, 2.0, 0.0),
        (Activation::Silu, 2.0, 0.0),
        (Activation::Silu, 1.0, -1.0),
        (Activation::RELU, 2.0, 0.1),
        (Activation::RELU, 2.0, -0.1),
        (Activation::RELU, 0.5, -1.0),
    ] {
        let setup = Setup { bias, depth: 30, ..with(activation, gain, 64) };
        let theory = theory(setup);
        let networks = drawn(setup, 40);
        for layer in 1..=theory.holds {
            let (median, rms) = middle(&networks, layer);
            let off = (median - theory.log_rms[layer]).abs().min((rms - theory.log_rms[layer]).abs());
            assert!(off < 0.3, "{activation:?} {gain} {bias}, layer {layer}: {off}");
        }
    }
}

#[test]
fn where_it_is_withdrawn_drawn_networks_leave_it() {
    for (activation, bias, after) in [(Activation::Gelu, 0.0, 30), (Activation::RELU, -0.1, 20)] {
        let setup = Setup { bias, depth: 30, ..with(activation, 2.0, 64) };
        let theory = theory(setup);
        assert!(theory.holds < after);
        let (median, rms) = middle(&drawn(setup, 40), after);
        for middle in [median, rms] {
            assert!((middle - theory.log_rms[after]).abs() > 0.6, "{activation:?}: {middle}");
        }
    }
}
