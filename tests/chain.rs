//! A gradient on its way back through a chain: by what it is multiplied, and what becomes of it.

use relu_explainer::activation::{Activation, SlopeAtZero};
use relu_explainer::chain::*;
use relu_explainer::random::Generator;

fn relu(weight: f64) -> Layer {
    Layer { activation: Activation::RELU, z: 1.0, weight }
}

/// At z = 0, where its slope is largest, 1/4.
fn sigmoid(weight: f64) -> Layer {
    Layer { activation: Activation::Sigmoid, z: 0.0, weight }
}

fn repeated(layer: Layer, count: usize) -> Chain {
    Chain::repeated(layer, count, 1.0).unwrap()
}

/// How many times larger the gradient at layer 1 is in the first chain.
fn ratio(one: &Chain, other: &Chain) -> f64 {
    one.ratios(other).last().unwrap().unwrap().value()
}

// The worked example: a network of 5 layers, the input counted, w = 0.1, gradient 1 at the output.

#[test]
fn five_layers_counting_the_input_give_three_factors() {
    assert_eq!(LayerCount::default().factors(5), Ok(3));
}

#[test]
fn the_worked_example() {
    let [relu, sigmoid] = [relu(0.1), sigmoid(0.1)].map(|layer| repeated(layer, 3));
    assert_eq!(relu.values(), [1.0, 0.1, 0.01, 0.001]);
    assert_eq!(sigmoid.values(), [1.0, 0.025, 6.25e-4, 1.5625e-5]);
    let ratios: Vec<f64> = relu.ratios(&sigmoid).into_iter().map(|ratio| ratio.unwrap().value()).collect();
    assert_eq!(ratios, [1.0, 4.0, 16.0, 64.0]);
}

#[test]
fn the_ratio_is_four_to_the_number_of_factors_whatever_the_weight() {
    for weight in [0.01, 0.1, 0.3, 0.5, 1.0, 1.9, 2.0] {
        for count in 1..=MOST_LAYERS {
            let ratio = ratio(&repeated(relu(weight), count), &repeated(sigmoid(weight), count));
            assert_eq!(ratio, 4f64.powi(count as i32), "w = {weight}, k = {count}");
        }
    }
}

#[test]
fn both_chains_lose_the_same_to_the_weights() {
    let [relu, sigmoid] = [relu(0.1), sigmoid(0.1)].map(|layer| repeated(layer, 3));
    assert_eq!(relu.product_of_weights().value(), 0.001);
    assert_eq!(sigmoid.product_of_weights().value(), 0.001);
    assert_eq!(relu.product_of_slopes().value(), 1.0);
    assert_eq!(sigmoid.product_of_slopes().value(), 1.0 / 64.0);
}

#[test]
fn half_is_an_attenuation_too() {
    assert_eq!(repeated(relu(0.5), 3).input().value, 0.125);
    assert_eq!(repeated(relu(0.5), 18).input().value, 0.5f64.powi(18));
    assert_eq!(repeated(relu(1.0), 50).input().value, 1.0);
}

#[test]
fn twenty_layers() {
    assert_eq!(repeated(relu(1.0), 20).input().value, 1.0);
    let sigmoid = repeated(sigmoid(1.0), 20).input();
    assert_eq!(sigmoid.value, 0.25f64.powi(20));
    assert_eq!(sigmoid.decimal.scientific(2), (9.09, -13));
}

#[test]
fn after_three_factors_sigmoid_has_lost_64_000_and_after_four_2_560_000() {
    let lost = |count: usize| {
        let chain = repeated(sigmoid(0.1), count);
        chain.output().decimal.divided_by(chain.input().decimal).unwrap().value()
    };
    assert_eq!([lost(3), lost(4)], [64_000.0, 2_560_000.0]);
}

// Exercise 1: ten layers, w = 0.3.

#[test]
fn the_three_readings_of_ten_layers() {
    let expected = [
        (LayerCount::WithInput, 8, 6.561e-5, 1.00113, -9, 65_536.0),
        (LayerCount::OfWeights, 9, 1.9683e-5, 7.50847, -11, 262_144.0),
        (LayerCount::OfFactors, 10, 5.9049e-6, 5.63135, -12, 1_048_576.0),
    ];
    for (count, factors, through_relu, significand, exponent, times) in expected {
        assert_eq!(count.factors(10), Ok(factors));
        let [relu, sigmoid] = [relu(0.3), sigmoid(0.3)].map(|layer| repeated(layer, factors));
        assert_eq!(relu.input().value, through_relu);
        assert_eq!(sigmoid.input().decimal.scientific(5), (significand, exponent));
        assert_eq!(sigmoid.steps()[0].factor, 0.075);
        assert_eq!(ratio(&relu, &sigmoid), times);
    }
}

// Exercise 5: layers that alternate.

#[test]
fn alternating_layers_lose_at_half_the_rate() {
    let alternating = |count: usize| {
        let layers = (0..count).map(|index| if index % 2 == 0 { relu(1.0) } else { sigmoid(1.0) });
        Chain::new(layers.collect(), 1.0).unwrap()
    };
    assert_eq!(alternating(4).input().value, 0.0625);
    for count in (2..=50).step_by(2) {
        assert_eq!(alternating(count).input().value, 0.5f64.powi(count as i32));
    }
    // The output comes first, and with it the sigmoid of layer 4.
    assert_eq!(alternating(4).values(), [1.0, 0.25, 0.25, 0.0625, 0.0625]);
}

// The chain rule.

#[test]
fn each_gradient_is_the_one_before_times_weight_and_slope() {
    let mut generator = Generator::new(11);
    let mut draw = || generator.uniform_in(-3.0, 3.0).unwrap();
    let activations = [Activation::Tanh, Activation::Gelu, Activation::Silu, Activation::Elu { alpha: 1.5 }];
    for count in 1..=MOST_LAYERS {
        let layers: Vec<_> = (0..count)
            .map(|index| Layer { activation: activations[index % 4], z: draw(), weight: draw() })
            .collect();
        let output = draw();
        let chain = Chain::new(layers.clone(), output).unwrap();
        assert_eq!(chain.layers(), layers);
        assert_eq!((chain.output().value, chain.steps().len()), (output, count));
        let mut above = output;
        for (step, number) in chain.steps().iter().zip((1..=count).rev()) {
            let layer = layers[number - 1];
            assert_eq!((step.layer, step.weight), (number, layer.weight));
            assert_eq!(step.slope, layer.activation.derivative(layer.z));
            let [factor, gradient] = [step.weight * step.slope, above * step.weight * step.slope];
            // A double and its shortest decimal differ by half a place at most; two or three numbers, one product.
            assert!((step.factor - factor).abs() <= 2.0 * f64::EPSILON * factor.abs());
            assert!((step.gradient.value - gradient).abs() <= 3.0 * f64::EPSILON * gradient.abs());
            above = step.gradient.value;
        }
        assert_eq!(chain.input().value, above);
        assert_eq!(chain.values().len(), count + 1);
    }
}

#[test]
fn gradients_are_the_limits_of_difference_quotients() {
    let mut generator = Generator::new(12);
    let activations = [Activation::Sigmoid, Activation::Tanh, Activation::Gelu, Activation::Silu];
    for count in 1..=8 {
        for _ in 0..50 {
            let layers: Vec<_> = (0..count)
                .map(|_| Layer {
                    activation: activations[(generator.next_u64() % 4) as usize],
                    z: generator.uniform_in(-2.0, 2.0).unwrap(),
                    weight: generator.uniform_in(-2.0, 2.0).unwrap(),
                })
                .collect();
            let output_gradient = generator.uniform_in(-2.0, 2.0).unwrap();
            // The bias above each layer is the one that gives the next its z; the uppermost needs none.
            let biases: Vec<f64> = (0..count)
                .map(|l| {
                    let next = layers.get(l + 1).map_or(0.0, |above| above.z);
                    next - layers[l].weight * layers[l].activation.value(layers[l].z)
                })
                .collect();
            let loss = |from: usize, z: f64| {
                let mut z = z;
                for (layer, bias) in layers[from..].iter().zip(&biases[from..]) {
                    z = layer.weight * layer.activation.value(z) + bias;
                }
                output_gradient * z
            };
            let chain = Chain::new(layers.clone(), output_gradient).unwrap();
            for step in chain.steps() {
                let from = step.layer - 1;
                let z = layers[from].z;
                let quotient = |h: f64| (loss(from, z + h) - loss(from, z - h)) / (2.0 * h);
                // Richardson's extrapolation: the error of second order cancels.
                let [coarse, fine] = [2e-4, 1e-4].map(quotient);
                let limit = (4.0 * fine - coarse) / 3.0;
                let error = (step.gradient.value - limit).abs();
                assert!(error <= 1e-9 * limit.abs().max(1.0), "{layers:?}, layer {}", step.layer);
            }
        }
    }
}

// What becomes of a gradient.

fn outcomes(chain: &Chain) -> Vec<Outcome> {
    chain.gradients().map(|gradient| gradient.outcome).collect()
}

#[test]
fn a_slope_of_zero_gives_zero_from_there_on_and_is_named() {
    for off in 1..=5 {
        let mut layers = vec![relu(0.1); 5];
        layers[off - 1].z = -1.0;
        let chain = Chain::new(layers, 1.0).unwrap();
        let passed = 6 - off;
        let zero = Outcome::Zero(Cause::Slope(off));
        assert!(outcomes(&chain)[..passed].iter().all(|outcome| *outcome == Outcome::Normal));
        assert!(outcomes(&chain)[passed..].iter().all(|outcome| *outcome == zero));
        assert!(chain.values()[passed..].iter().all(|value| value.to_bits() == 0));
        assert!(chain.values()[..passed].iter().all(|value| *value > 0.0));
    }
}

#[test]
fn the_first_zero_on_the_way_back_is_the_cause() {
    let off = Layer { z: -1.0, ..relu(1.0) };
    let cut = relu(0.0);
    let both = Layer { z: -1.0, ..cut };
    let cause = |layers: Vec<Layer>, output: f64| Chain::new(layers, output).unwrap().input().outcome;
    assert_eq!(cause(vec![off, cut, relu(1.0)], 1.0), Outcome::Zero(Cause::Weight(2)));
    assert_eq!(cause(vec![cut, off, relu(1.0)], 1.0), Outcome::Zero(Cause::Slope(2)));
    assert_eq!(cause(vec![relu(1.0), both], 1.0), Outcome::Zero(Cause::Weight(2)));
    assert_eq!(cause(vec![off, cut], 0.0), Outcome::Zero(Cause::Output));
    assert_eq!(cause(vec![relu(-0.0)], -1.0), Outcome::Zero(Cause::Weight(1)));
}

#[test]
fn at_the_corner_the_convention_decides() {
    let at = |slope_at_zero| {
        let layer = Layer { activation: Activation::Relu { slope_at_zero }, z: 0.0, weight: 1.0 };
        repeated(layer, 2).input()
    };
    assert_eq!(at(SlopeAtZero::Zero).outcome, Outcome::Zero(Cause::Slope(2)));
    assert_eq!(at(SlopeAtZero::Half).value, 0.25);
    assert_eq!(at(SlopeAtZero::One).value, 1.0);
}

#[test]
fn underflow_is_no_zero() {
    let leaky = Layer { activation: Activation::LeakyRelu { slope: 0.01 }, z: -1.0, weight: 1e-6 };
    let chain = repeated(leaky, 50);
    for (passed, gradient) in chain.gradients().enumerate() {
        let exponent = -8.0 * passed as f64;
        assert_eq!(gradient.decimal.log10(), exponent);
        let expected = if exponent >= -307.0 { Outcome::Normal } else { Outcome::Underflow };
        assert_eq!(gradient.outcome, expected, "1e{exponent}");
        assert!(!gradient.decimal.is_zero());
    }
    // A double still holds 1e-320, with less precision, and 1e-328 not at all.
    assert_eq!((chain.values()[40], chain.values()[41]), (1e-320, 0.0));
    assert_eq!(chain.input().decimal.scientific(3), (1.0, -400));
    // Where it has underflowed in both chains, the ratio is still right.
    assert_eq!(ratio(&chain, &repeated(Layer { weight: 5e-7, ..leaky }, 50)), 2f64.powi(50));
}

#[test]
fn a_saturated_slope_is_tiny_or_underflows_to_an_exact_zero() {
    let at = |z: f64| repeated(Layer { z, ..sigmoid(1.0) }, 1).input();
    assert_eq!(at(700.0).outcome, Outcome::Normal);
    assert_eq!(at(740.0).outcome, Outcome::Underflow);
    assert_eq!(at(800.0).outcome, Outcome::Zero(Cause::Slope(1)));
}

#[test]
fn overflow_is_named_and_what_follows_can_come_back() {
    let huge = relu(-1e300);
    let tiny = relu(1e-300);
    let chain = Chain::new(vec![tiny, huge, huge], 1.0).unwrap();
    assert_eq!(chain.values(), [1.0, -1e300, f64::INFINITY, 1e300]);
    let expected = [Outcome::Normal, Outcome::Normal, Outcome::Overflow, Outcome::Normal];
    assert_eq!(outcomes(&chain), expected);
    assert_eq!(chain.steps()[1].gradient.decimal.log10(), 600.0);
    let off = Layer { z: -1.0, ..huge };
    let stopped = Chain::new(vec![huge, off, huge, huge], 1.0).unwrap();
    assert_eq!(stopped.input().outcome, Outcome::Zero(Cause::Slope(2)));
    assert_eq!(repeated(relu(f64::MAX), 50).input().outcome, Outcome::Overflow);
}

#[test]
fn there_is_no_ratio_to_an_exact_zero() {
    let on = repeated(relu(0.5), 2);
    let off = repeated(Layer { z: -1.0, ..relu(0.5) }, 2);
    let sizes = |ratios: Vec<Option<_>>| ratios.into_iter().map(|ratio| ratio.is_some()).collect::<Vec<_>>();
    assert_eq!(sizes(on.ratios(&off)), [true, false, false]);
    assert_eq!(off.ratios(&on)[1].unwrap().value(), 0.0);
    assert_eq!(on.ratios(&repeated(relu(0.5), 7)).len(), 3);
}

// What is refused, and what a layer is.

#[test]
fn one_to_fifty_layers_of_finite_numbers() {
    let sentence = |layers: Vec<Layer>, output| Chain::new(layers, output).unwrap_err().to_string();
    for count in [0, 51, 1000] {
        let expected = format!("number of layers is {count}; it must be a whole number from 1 to 50");
        assert_eq!(sentence(vec![relu(1.0); count], 1.0), expected);
    }
    let error = Chain::repeated(relu(1.0), usize::MAX, 1.0).unwrap_err();
    assert_eq!(error.value(), usize::MAX.to_string());
    for (bad, named) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let refused = format!("is {named}; it must be a finite number");
        assert_eq!(sentence(vec![relu(1.0)], bad), format!("output gradient {refused}"));
        assert_eq!(sentence(vec![relu(1.0), relu(bad)], 1.0), format!("weight of layer 2 {refused}"));
        let z = Layer { z: bad, ..relu(1.0) };
        assert_eq!(sentence(vec![z, relu(1.0)], 1.0), format!("z of layer 1 {refused}"));
        let slope = Layer { activation: Activation::LeakyRelu { slope: bad }, z: -1.0, weight: 1.0 };
        assert_eq!(sentence(vec![slope], 1.0), format!("slope of layer 1 {refused}"));
    }
}

#[test]
fn the_conventions_of_counting_layers() {
    for count in LayerCount::ALL {
        for factors in 1..=MOST_LAYERS {
            assert_eq!(count.factors(count.layers(factors)), Ok(factors));
        }
        assert!(count.factors(count.without_factor()).is_err());
        assert!(count.factors(count.layers(MOST_LAYERS) + 1).is_err());
        assert!(count.factors(usize::MAX).is_err());
        assert_eq!(count.layers(usize::MAX), usize::MAX);
    }
    assert_eq!(LayerCount::ALL.map(|count| count.layers(20)), [22, 21, 20]);
    assert_eq!(LayerCount::ALL.map(LayerCount::name), ["with-input", "of-weights", "of-factors"]);
    assert_eq!(
        LayerCount::OfWeights.factors(1).unwrap_err().to_string(),
        "number of layers is 1; it must be a whole number from 2 to 51"
    );
}
