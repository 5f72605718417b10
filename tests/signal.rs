//! Random networks: the signal on its way forward, the gradient on its way back.

mod oracle;

use oracle::{NETWORKS, double};
use relu_explainer::activation::Activation;
use relu_explainer::initialisation::Weights;
use relu_explainer::random::Generator;
use relu_explainer::signal::{Drawn, Normalisation, Passage, Setup, Survey, pass};

const ACTIVATIONS: [Activation; 7] = [
    Activation::RELU,
    Activation::LeakyRelu { slope: 0.01 },
    Activation::Elu { alpha: 1.0 },
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Gelu,
    Activation::Silu,
];

const PLACES: [Normalisation; 3] = [Normalisation::None, Normalisation::Before, Normalisation::After];

fn walked(survey: &Survey, network: usize) -> Passage {
    let mut walk = survey.walk(network);
    while walk.step() {}
    walk.passage().clone()
}

fn passages(setup: Setup, networks: usize, seed: u64) -> Vec<Passage> {
    let survey = Survey { setup, networks, seed };
    (0..networks).map(|network| walked(&survey, network)).collect()
}

fn through(setup: &Setup, drawn: &Drawn) -> Passage {
    pass(setup, &drawn.weights, &drawn.input, &drawn.gradient).unwrap().passage
}

fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.into_iter().collect();
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let centre = mean(values.iter().copied());
    values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

fn bits(passage: &Passage) -> Vec<u64> {
    passage.to_numbers().into_iter().map(f64::to_bits).collect()
}

/// The logarithm of a ratio of squares from one entry to the next.
fn steps(logs: &[f64]) -> Vec<f64> {
    logs.windows(2).map(|pair| 2.0 * (pair[1] - pair[0])).collect()
}

// What a layer does to given numbers.

#[test]
fn small_networks_with_given_weights_give_what_numpy_gives() {
    let mut cases = 0;
    for row in NETWORKS.lines().skip(1) {
        let columns: Vec<_> = row.split(',').collect();
        let activation = ACTIVATIONS.into_iter().find(|activation| activation.name() == columns[0]).unwrap();
        let places = ["none", "before", "after"];
        let normalisation = PLACES[places.iter().position(|place| *place == columns[1]).unwrap()];
        let bias = double(columns[2]);
        let setup = Setup { activation, bias, width: 5, depth: 3, normalisation, ..Setup::default() };
        let batch: usize = columns[3].parse().unwrap();
        let mut generator = Generator::new(columns[4].parse().unwrap());
        let [input, gradient, weights] = [batch * 5, batch * 5, 3 * 25]
            .map(|count| (0..count).map(|_| generator.uniform_in(-1.0, 1.0).unwrap()).collect::<Vec<_>>());
        let passage = pass(&setup, &weights, &input, &gradient).unwrap().passage;
        let expected: Vec<f64> = columns[5].split(' ').map(double).collect();
        for (place, (found, expected)) in passage.to_numbers().into_iter().zip(&expected).enumerate() {
            let close = (found - expected).abs() <= 1e-12 * expected.abs().max(1.0);
            assert!(close || found == *expected, "{row}, number {place}: {found}, {expected}");
        }
        assert_eq!(passage.to_numbers().len(), expected.len());
        cases += 1;
    }
    assert_eq!(cases, 56);
}

#[test]
fn the_gradient_is_that_of_central_differences() {
    for activation in ACTIVATIONS {
        for normalisation in PLACES {
            let setup =
                Setup { activation, bias: 0.1, width: 6, depth: 3, normalisation, ..Setup::default() };
            let drawn = Survey { setup, networks: 1, seed: 7 }.draw(0);
            let passed = pass(&setup, &drawn.weights, &drawn.input, &drawn.gradient).unwrap();
            let size = passed.passage.log_gradient[0].exp();
            assert!(size > 0.0, "{activation:?}");
            let loss = |at: usize, step: f64| {
                let mut input = drawn.input.clone();
                input[at] += step;
                let output = pass(&setup, &drawn.weights, &input, &drawn.gradient).unwrap().output;
                output.iter().zip(&drawn.gradient).map(|(a, g)| a * g).sum::<f64>()
            };
            for (at, direction) in passed.gradient.iter().enumerate() {
                let difference = (loss(at, 1e-6) - loss(at, -1e-6)) / 2e-6;
                let error = (difference - direction * size).abs();
                assert!(
                    error < 1e-6 * size.max(1e-2),
                    "{activation:?}, {normalisation:?}, input {at}: {error}"
                );
            }
        }
    }
}

#[test]
fn an_input_with_its_signs_changed_and_first_weights_with_theirs_is_the_same_network() {
    for activation in ACTIVATIONS {
        for normalisation in PLACES {
            let setup =
                Setup { activation, bias: 0.3, width: 9, depth: 6, normalisation, ..Setup::default() };
            let drawn = Survey { setup, networks: 1, seed: 3 }.draw(0);
            let mut mirrored = drawn.clone();
            mirrored.input.iter_mut().for_each(|x| *x = -*x);
            mirrored.weights[..81].iter_mut().for_each(|w| *w = -*w);
            assert_eq!(bits(&through(&setup, &drawn)), bits(&through(&setup, &mirrored)), "{setup:?}");
        }
    }
}

// The laws of many random networks.

#[test]
fn relu_with_he_weights_follows_the_exact_law_forward_and_back() {
    // E log of a layer's ratio of squares is -0.040109 at 64 units and its variance 0.082997, so that 200 networks of 50
    // layers have a mean of -2.005 with a standard error of 0.144. Xavier's weights have half the variance of He's.
    let deviations = 4.0 * (50.0 * 0.082997f64 / 200.0).sqrt();
    for (weights, shift) in [(Weights::He, 0.0), (Weights::Xavier, 50.0 * 0.5f64.ln())] {
        let all = passages(Setup { weights, ..Setup::default() }, 200, 42);
        let forward: Vec<f64> = all.iter().map(|one| 2.0 * one.log_rms[50]).collect();
        let back: Vec<f64> = all.iter().map(|one| 2.0 * one.log_gradient[0]).collect();
        for (name, logs) in [("forward", forward), ("back", back)] {
            let found = mean(logs);
            assert!((found - shift + 2.005).abs() < deviations, "{weights:?} {name}: {found}");
        }
        // 10,000 layers: the variance of a sample has a relative standard error of about √(2/10,000).
        let layers: Vec<f64> = all.iter().flat_map(|one| steps(&one.log_rms)).collect();
        assert!((variance(&layers) / 0.082997 - 1.0).abs() < 0.06, "{}", variance(&layers));
        let layers: Vec<f64> = all.iter().flat_map(|one| steps(&one.log_gradient)).collect();
        assert!((variance(&layers) / 0.082997 - 1.0).abs() < 0.06, "{}", variance(&layers));
    }
}

#[test]
fn half_of_the_relu_units_are_active_each_by_itself() {
    let all = passages(Setup::default(), 200, 1);
    let shares: Vec<f64> = all.iter().flat_map(|one| one.active.iter().copied()).collect();
    // A layer's share has the standard deviation 0.5/√64 = 0.0625.
    assert!((mean(shares.iter().copied()) - 0.5).abs() < 4.0 * 0.0625 / (shares.len() as f64).sqrt());
    assert!((variance(&shares).sqrt() / 0.0625 - 1.0).abs() < 0.04, "{}", variance(&shares).sqrt());
}

#[test]
fn tanh_and_sigmoid_follow_their_mean_field() {
    // Root mean square and factor of the gradient at layers 1, 5 and 10, to six digits by quadrature.
    let cases = [
        (Weights::Xavier, Activation::Tanh, [0.627929, 0.321622, 0.228473], [0.681471, 0.904874, 0.950171]),
        (
            Weights::Xavier,
            Activation::Sigmoid,
            [0.541645, 0.514477, 0.514477],
            [0.211746, 0.236052, 0.236052],
        ),
        (Weights::He, Activation::Tanh, [0.721093, 0.567261, 0.556435], [0.836072, 1.03814, 1.05078]),
        (Weights::He, Activation::Sigmoid, [0.564286, 0.526922, 0.526920], [0.272127, 0.317767, 0.317769]),
    ];
    for (weights, activation, rms, factors) in cases {
        let setup = Setup { activation, weights, width: 256, depth: 10, ..Setup::default() };
        // Sixteen inputs and gradients for each of 20 networks: one alone scatters more than the band is wide.
        let of_batches = Setup { normalisation: Normalisation::Before, ..setup };
        let survey = Survey { setup: of_batches, networks: 20, seed: 5 };
        let all: Vec<Passage> = (0..20).map(|network| through(&setup, &survey.draw(network))).collect();
        for (place, layer) in [1, 5, 10].into_iter().enumerate() {
            let square = mean(all.iter().map(|one| (2.0 * one.log_rms[layer]).exp()));
            let found = square.sqrt() / rms[place];
            assert!((found - 1.0).abs() < 0.03, "{weights:?} {activation:?} layer {layer}: {found}");
            let factor =
                |one: &Passage| (2.0 * (one.log_gradient[layer - 1] - one.log_gradient[layer])).exp();
            let found = mean(all.iter().map(factor)).sqrt() / factors[place];
            assert!((found - 1.0).abs() < 0.03, "{weights:?} {activation:?} layer {layer}, back: {found}");
        }
    }
}

#[test]
fn narrow_networks_fall_silent_as_often_as_they_must_and_then_let_no_gradient_through() {
    // A layer of n units is silent with the probability 2⁻ⁿ.
    for (width, depth) in [(4, 10), (4, 50), (8, 50), (8, 100)] {
        let all = passages(Setup { width, depth, ..Setup::default() }, 200, 11);
        let silent = |one: &Passage| one.log_rms[depth] == f64::NEG_INFINITY;
        let share = 1.0 - (1.0 - 0.5f64.powi(width as i32)).powi(depth as i32);
        let found = all.iter().filter(|one| silent(one)).count() as f64 / 200.0;
        let band = 3.0 * (share * (1.0 - share) / 200.0).sqrt();
        assert!((found - share).abs() < band, "width {width}, depth {depth}: {found}, not {share}");
        for one in &all {
            assert_eq!(silent(one), one.log_gradient[0] == f64::NEG_INFINITY);
            if let Some(first) = one.active.iter().position(|share| *share == 0.0) {
                assert!(one.log_rms[..=first].iter().all(|log| log.is_finite()));
                assert!(one.log_rms[first + 1..].iter().all(|log| *log == f64::NEG_INFINITY));
                assert!(one.log_gradient[..=first].iter().all(|log| *log == f64::NEG_INFINITY));
            }
        }
    }
}

#[test]
fn normalised_layers_keep_their_size_and_the_place_of_the_normalisation_shows_in_the_mean() {
    let of =
        |normalisation| passages(Setup { normalisation, width: 128, depth: 20, ..Setup::default() }, 5, 9);
    for one in of(Normalisation::After) {
        assert!(one.mean.iter().all(|mean| mean.abs() < 1e-12), "the outputs are centred");
        // Units that are off on the whole batch stay at 0, and take their part from the mean of the squares.
        assert!(one.log_rms.iter().all(|log| (-0.2..1e-3).contains(log)), "{:?}", one.log_rms);
    }
    for one in of(Normalisation::Before) {
        // ReLU of a centred unit of variance 1: mean squares are 1/2 and means 0.399 for normal ones.
        assert!(
            one.log_rms[1..].iter().all(|log| (log.exp() - 0.5f64.sqrt()).abs() < 0.05),
            "{:?}",
            one.log_rms
        );
        assert!(one.mean.iter().all(|mean| (0.33..0.45).contains(mean)), "{:?}", one.mean);
    }
}

// Reproducibility and the ends of the range.

#[test]
fn the_same_seed_gives_the_same_bits_whatever_else_is_computed() {
    for normalisation in PLACES {
        for width in [4, 7, 64, 131, 255] {
            let setup =
                Setup { normalisation, width, depth: 3, activation: Activation::Gelu, ..Setup::default() };
            let few = Survey { setup, networks: 1, seed: 1 << 40 };
            let many = Survey { networks: 200, ..few };
            assert_eq!(bits(&walked(&few, 3)), bits(&walked(&many, 3)));
            assert_ne!(bits(&walked(&few, 3)), bits(&walked(&few, 4)));
            // In steps, or all at once from what was drawn before.
            let (mut whole, walked) = (through(&setup, &few.draw(3)), walked(&few, 3));
            assert!(whole.log_rms[0].abs() < 1e-15);
            whole.log_rms[0] = 0.0;
            assert_eq!(bits(&whole), bits(&walked), "width {width}");
        }
    }
}

#[test]
fn every_input_has_the_size_of_the_width_and_the_gradient_norm_1() {
    for normalisation in PLACES {
        let setup = Setup { normalisation, width: 33, depth: 1, ..Setup::default() };
        let drawn = Survey { setup, networks: 1, seed: 0 }.draw(0);
        assert_eq!(drawn.input.len(), if normalisation == Normalisation::None { 33 } else { 16 * 33 });
        for input in drawn.input.chunks(33) {
            assert!((input.iter().map(|x| x * x).sum::<f64>() - 33.0).abs() < 1e-12);
        }
        assert!((drawn.gradient.iter().map(|g| g * g).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn weights_have_the_deviation_that_was_asked_for() {
    for (weights, deviation) in
        [(Weights::He, 0.25), (Weights::Xavier, (1.0f64 / 32.0).sqrt()), (Weights::Normal(0.1), 0.1)]
    {
        let setup = Setup { weights, width: 32, depth: 100, ..Setup::default() };
        let drawn = Survey { setup, networks: 1, seed: 0 }.draw(0).weights;
        // 102,400 weights: a relative standard error of 0.22 %.
        assert!((variance(&drawn).sqrt() / deviation - 1.0).abs() < 0.01);
    }
}

#[test]
fn squares_beyond_the_range_of_doubles_do_not_spoil_the_sizes() {
    // Linear units: each layer multiplies by s·√n on the average of squares.
    let linear = Activation::LeakyRelu { slope: 1.0 };
    for (deviation, width) in [(10.0, 256), (0.001, 16)] {
        let setup = Setup {
            activation: linear,
            weights: Weights::Normal(deviation),
            width,
            depth: 100,
            ..Setup::default()
        };
        let one = &passages(setup, 1, 2)[0];
        let expected = 100.0 * (deviation * (width as f64).sqrt()).ln();
        // The squares alone would come to e^±900, and doubles end at e^±709.
        assert!(2.0 * expected.abs() > 745.0);
        assert!((one.log_rms[100] / expected - 1.0).abs() < 0.02, "{}, {expected}", one.log_rms[100]);
        assert!((one.log_gradient[0] / expected - 1.0).abs() < 0.02, "{}", one.log_gradient[0]);
    }
}

#[test]
fn a_signal_beyond_the_range_of_doubles_is_told_as_such() {
    let setup = Setup { bias: 1.0, width: 4, depth: 2, ..Setup::default() };
    let through = |input: [f64; 4]| pass(&setup, &[f64::MAX; 32], &input, &[1.0; 4]).unwrap().passage;
    let infinite = through([10.0; 4]);
    assert_eq!(infinite.log_rms[1..], [f64::INFINITY; 2]);
    assert_eq!(infinite.active, [1.0; 2]);
    let undefined = through([f64::NAN, 1.0, 1.0, 1.0]);
    assert!(undefined.log_rms.iter().chain(&undefined.active).all(|number| number.is_nan()));
    assert!(undefined.log_gradient[0].is_nan());
}

#[test]
fn bias_alone_moves_all_units_at_once() {
    let share = |bias| mean(passages(Setup { bias, depth: 1, ..Setup::default() }, 50, 6)[0].active.clone());
    assert!(share(10.0) == 1.0 && share(-10.0) == 0.0);
}

// What is refused.

#[test]
fn a_number_out_of_its_range_is_refused_by_name() {
    let fit = Setup::default();
    let sentence = |setup: Setup| setup.check().unwrap_err().to_string();
    for (setup, expected) in [
        (Setup { width: 257, ..fit }, "width is 257; it must be a whole number from 4 to 256"),
        (Setup { depth: 0, ..fit }, "depth is 0; it must be a whole number from 1 to 100"),
        (Setup { bias: f64::NAN, ..fit }, "bias is NaN; it must be a number from -10 to 10"),
        (
            Setup { weights: Weights::Normal(0.0), ..fit },
            "deviation is 0.0; it must be a number from 0.001 to 10",
        ),
        (
            Setup { activation: Activation::LeakyRelu { slope: -11.0 }, ..fit },
            "slope is -11.0; it must be a number from -10 to 10",
        ),
        (
            Setup { activation: Activation::Elu { alpha: -1.0 }, ..fit },
            "alpha is -1.0; it must be a number from 0 to 10",
        ),
    ] {
        assert_eq!(sentence(setup), expected);
    }
}

#[test]
fn a_survey_survives_the_way_through_numbers_and_spoilt_numbers_do_not() {
    for activation in ACTIVATIONS {
        for weights in [Weights::He, Weights::Xavier, Weights::Normal(0.1)] {
            for normalisation in PLACES {
                let setup = Setup { activation, weights, bias: -0.5, normalisation, ..Setup::default() };
                let survey = Survey { setup, networks: 7, seed: 0xfedc_ba98_7654_3210 };
                let numbers = survey.to_numbers();
                assert_eq!(Survey::from_numbers(&numbers), Ok(survey));
                assert!(Survey::from_numbers(&numbers[1..]).is_err());
                for at in [0, 2, 5, 6, 7, 8, 9, 10] {
                    for spoilt in [f64::NAN, -1.0, 0.5, 1e300, f64::INFINITY] {
                        let mut numbers = numbers.clone();
                        numbers[at] = spoilt;
                        assert!(Survey::from_numbers(&numbers).is_err(), "{spoilt} at {at}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_number_makes_a_walk_panic() {
    for number in [f64::NAN, f64::INFINITY, -1e308, 1e308, 0.0] {
        for (width, depth) in [(0, 0), (0, 3), (5, 0)] {
            for normalisation in PLACES {
                let setup = Setup {
                    activation: Activation::LeakyRelu { slope: number },
                    weights: Weights::Normal(number),
                    bias: number,
                    width,
                    depth,
                    normalisation,
                };
                let survey = Survey { setup, networks: 0, seed: u64::MAX };
                let passage = walked(&survey, usize::MAX);
                let depth = depth.max(1);
                assert_eq!(Passage::from_numbers(&passage.to_numbers(), depth).unwrap().mean.len(), depth);
            }
        }
    }
}

#[test]
fn given_numbers_that_do_not_fit_together_are_refused() {
    let setup = Setup { width: 4, depth: 2, ..Setup::default() };
    let sentence = |weights: usize, input: usize, gradient: &[f64]| {
        pass(&setup, &vec![1.0; weights], &vec![1.0; input], gradient).unwrap_err().to_string()
    };
    assert_eq!(sentence(31, 4, &[1.0; 4]), "number of weights is 31; it must be 32");
    assert_eq!(sentence(32, 5, &[1.0; 5]), "length of the input is 5; it must be 8");
    assert_eq!(sentence(32, 4, &[1.0; 8]), "length of the gradient is 8; it must be 4");
    assert_eq!(sentence(32, 4, &[0.0; 4]), "gradient is 0; it must be finite, and not 0");
    assert_eq!(sentence(32, 4, &[f64::NAN; 4]), "gradient is not finite; it must be finite, and not 0");
}
