//! The activation functions: what they are, and how exactly they are computed.

mod oracle;

use oracle::{cases, expected_bits, ulps};
use relu_explainer::activation::*;
use relu_explainer::error::ParameterError;
use relu_explainer::random::Generator;
use std::fmt::Write;

/// The arguments at which the page explains everything.
const ANCHORS: [f64; 6] = [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0];

const ALL: [Activation; 10] = [
    Activation::RELU,
    Activation::Relu { slope_at_zero: SlopeAtZero::Half },
    Activation::Relu { slope_at_zero: SlopeAtZero::One },
    Activation::LeakyRelu { slope: 0.01 },
    Activation::LeakyRelu { slope: -0.5 },
    Activation::Elu { alpha: 1.5 },
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Gelu,
    Activation::Silu,
];

/// Every z that a double can be, in effect: random bits, random sizes, and the edges of the format.
fn arguments() -> impl Iterator<Item = f64> {
    let edges = [0.0, f64::from_bits(1), f64::MIN_POSITIVE, f64::EPSILON, 1.0, f64::MAX, f64::INFINITY];
    let mut generator = Generator::new(1);
    let random = (0..200_000).map(move |i| {
        if i % 2 == 0 {
            f64::from_bits(generator.next_u64())
        } else {
            generator.uniform_in(-800.0, 800.0).unwrap()
        }
    });
    edges.into_iter().flat_map(|z| [z, -z]).chain(random.filter(|z| !z.is_nan()))
}

// What the functions are.

#[test]
fn relu_and_its_slope_at_the_anchors() {
    assert_eq!(ANCHORS.map(relu), [0.0, 0.0, 0.0, 0.5, 1.0, 3.0]);
    let slope = |z| relu_derivative(z, SlopeAtZero::Zero);
    assert_eq!(ANCHORS.map(slope), [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
}

#[test]
fn the_slope_of_relu_at_zero_is_a_convention_and_nowhere_else() {
    for (convention, slope) in [(SlopeAtZero::Zero, 0.0), (SlopeAtZero::Half, 0.5), (SlopeAtZero::One, 1.0)] {
        assert_eq!(relu_derivative(0.0, convention), slope);
        assert_eq!(relu_derivative(-0.0, convention), slope);
        assert_eq!(relu_derivative(f64::from_bits(1), convention), 1.0);
        assert_eq!(relu_derivative(-f64::from_bits(1), convention), 0.0);
    }
    assert_eq!(Activation::default(), Activation::Relu { slope_at_zero: SlopeAtZero::Zero });
}

#[test]
fn the_corners_of_the_relatives_have_the_slope_of_the_negative_side() {
    assert_eq!([leaky_relu_derivative(0.0, 0.1), leaky_relu_derivative(-0.0, 0.1)], [0.1, 0.1]);
    assert_eq!([elu_derivative(0.0, 1.5), elu_derivative(-0.0, 1.5)], [1.5, 1.5]);
}

#[test]
fn the_slope_of_sigmoid_at_the_anchors() {
    let shown = [0.0, 1.0, 3.0].map(|z| format!("{:.4}", sigmoid_derivative(z)));
    assert_eq!(shown, ["0.2500", "0.1966", "0.0452"]);
    assert_eq!(sigmoid_derivative(0.0), 0.25);
}

#[test]
fn leaky_relu_and_elu_become_relu_or_the_identity() {
    for z in arguments() {
        assert_eq!(leaky_relu(z, 0.0).to_bits(), relu(z).to_bits(), "slope 0, z = {z:e}");
        assert_eq!(elu(z, 0.0).to_bits(), relu(z).to_bits(), "alpha 0, z = {z:e}");
        assert_eq!(leaky_relu(z, 1.0), z);
        assert_eq!(leaky_relu_derivative(z, 0.0), relu_derivative(z, SlopeAtZero::Zero));
        assert_eq!(elu_derivative(z, 0.0), relu_derivative(z, SlopeAtZero::Zero));
    }
}

#[test]
fn gelu_is_the_exact_one_and_not_its_approximation_by_tanh() {
    let approximation = |z: f64| {
        let inner = (2.0 / std::f64::consts::PI).sqrt() * (z + 0.044715 * z * z * z);
        0.5 * z * (1.0 + libm::tanh(inner))
    };
    assert_eq!(format!("{:.10}", gelu(-2.0)), "-0.0455002639");
    assert_eq!(format!("{:.4}", approximation(-2.0)), "-0.0454");
}

#[test]
fn mirrored_arguments() {
    for z in (0..4000).map(|k| f64::from(k) / 100.0) {
        assert_eq!(tanh(-z), -tanh(z));
        assert_eq!(tanh_derivative(-z), tanh_derivative(z));
        assert_eq!(sigmoid_derivative(-z), sigmoid_derivative(z));
        assert!((sigmoid(z) + sigmoid(-z) - 1.0).abs() <= 1e-15, "sigmoid, z = {z}");
        assert!((gelu_derivative(z) + gelu_derivative(-z) - 1.0).abs() <= 1e-15, "gelu', z = {z}");
        assert!((silu_derivative(z) + silu_derivative(-z) - 1.0).abs() <= 1e-15, "silu', z = {z}");
    }
}

#[test]
fn the_identifiers_are_distinct_and_stable() {
    let names = ALL.map(Activation::name);
    let expected =
        ["relu", "relu", "relu", "leaky-relu", "leaky-relu", "elu", "sigmoid", "tanh", "gelu", "silu"];
    assert_eq!(names, expected);
}

// How exactly they are computed.

/// The largest errors, in units in the last place, of value and derivative over the table: each is attained.
const WORST: [(&str, [u64; 2]); 5] =
    [("elu", [1, 2]), ("sigmoid", [2, 4]), ("tanh", [2, 3]), ("gelu", [3, 6]), ("silu", [3, 5])];

#[test]
fn the_error_is_a_few_units_in_the_last_place_for_every_z() {
    for (name, worst) in WORST {
        let mut found = [0, 0];
        for case in cases().filter(|case| case.activation.name() == name) {
            let computed = case.computed();
            for i in 0..2 {
                found[i] = found[i].max(ulps(computed[i], case.reference[i]).unsigned_abs());
            }
        }
        assert_eq!(found, worst, "{name}");
    }
}

#[test]
fn every_bit_is_the_one_of_every_other_machine() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return write_deviations();
    }
    for (case, bits) in expected_bits() {
        assert_eq!(case.computed().map(f64::to_bits), bits, "{}", case.key);
    }
}

fn write_deviations() {
    let mut file = String::from("function,alpha,z,value,derivative\n");
    for case in cases() {
        let computed = case.computed();
        let deviation: [i64; 2] = std::array::from_fn(|i| ulps(computed[i], case.reference[i]));
        if deviation != [0, 0] {
            writeln!(file, "{},{},{}", case.key, deviation[0], deviation[1]).unwrap();
        }
    }
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/deviations.csv"), file).unwrap();
}

#[test]
fn the_derivative_is_the_limit_of_the_difference_quotient() {
    let has_corner = |activation| {
        matches!(activation, Activation::Relu { .. } | Activation::LeakyRelu { .. } | Activation::Elu { .. })
    };
    let step = 1e-5;
    for activation in ALL {
        for z in (-1000..=1000).map(|k| f64::from(k) / 100.0) {
            if has_corner(activation) && z.abs() <= step {
                continue;
            }
            let quotient = (activation.value(z + step) - activation.value(z - step)) / (2.0 * step);
            let error = (quotient - activation.derivative(z)).abs();
            // The third derivatives are below 1.5, so the quotient is off by 0.25 step² and by the rounding
            // of two numbers up to 10 over twice the step.
            assert!(error <= 3e-10, "{activation:?}, z = {z}: {error:e}");
        }
    }
}

#[test]
fn the_derivatives_of_gelu_and_silu_change_their_sign_between_two_neighbouring_doubles() {
    let signs = |derivative: fn(f64) -> f64, zero: f64| {
        [zero.next_down(), zero, zero.next_up()].map(|z| derivative(z).signum())
    };
    // The zeros are -0.75179152469356445746 and -1.27846454276107379511, of which the first lies just above
    // the nearest double and the second just below.
    assert_eq!(signs(gelu_derivative, -0.7517915246935645), [-1.0, -1.0, 1.0]);
    assert_eq!(signs(silu_derivative, -1.2784645427610737), [-1.0, 1.0, 1.0]);
}

#[test]
fn the_slope_of_a_saturated_unit_is_tiny_but_not_zero() {
    assert_eq!(format!("{:e}", sigmoid_derivative(700.0)), format!("{:e}", libm::exp(-700.0)));
    assert!(tanh_derivative(-350.0) > 0.0);
    assert!(gelu(-37.0) < 0.0);
    assert!(silu(-740.0) < 0.0);
}

// What happens at the ends of the number line.

#[test]
fn nan_in_is_nan_out() {
    for activation in ALL {
        for nan in [f64::NAN, -f64::NAN] {
            assert!(activation.value(nan).is_nan(), "{activation:?}");
            assert!(activation.derivative(nan).is_nan(), "{activation:?}");
        }
    }
}

#[test]
fn infinity_gives_the_limit() {
    let limits = |activation: Activation| {
        [f64::NEG_INFINITY, f64::INFINITY].map(|z| (activation.value(z), activation.derivative(z)))
    };
    let infinity = f64::INFINITY;
    assert_eq!(limits(Activation::RELU), [(0.0, 0.0), (infinity, 1.0)]);
    assert_eq!(limits(Activation::LeakyRelu { slope: 0.01 }), [(-infinity, 0.01), (infinity, 1.0)]);
    assert_eq!(limits(Activation::LeakyRelu { slope: -0.5 }), [(infinity, -0.5), (infinity, 1.0)]);
    assert_eq!(limits(Activation::LeakyRelu { slope: 0.0 }), [(0.0, 0.0), (infinity, 1.0)]);
    assert_eq!(limits(Activation::Elu { alpha: 1.5 }), [(-1.5, 0.0), (infinity, 1.0)]);
    assert_eq!(limits(Activation::Sigmoid), [(0.0, 0.0), (1.0, 0.0)]);
    assert_eq!(limits(Activation::Tanh), [(-1.0, 0.0), (1.0, 0.0)]);
    assert_eq!(limits(Activation::Gelu), [(0.0, 0.0), (infinity, 1.0)]);
    assert_eq!(limits(Activation::Silu), [(0.0, 0.0), (infinity, 1.0)]);
}

#[test]
fn no_argument_overflows_on_the_way() {
    for z in arguments() {
        for activation in ALL {
            let (value, derivative) = (activation.value(z), activation.derivative(z));
            assert!(!value.is_nan() && !derivative.is_nan(), "{activation:?}, z = {z:e}");
            assert!(value.abs() <= z.abs().max(1.5), "{activation:?}, z = {z:e}: {value:e}");
            assert!(derivative.abs() <= 1.5, "{activation:?}, z = {z:e}: {derivative:e}");
        }
        assert!((0.0..=1.0).contains(&sigmoid(z)));
        assert!((0.0..=0.25).contains(&sigmoid_derivative(z)));
        assert!((0.0..=1.0).contains(&tanh_derivative(z)));
        assert!(gelu(z) >= -0.17 && silu(z) >= -0.28);
    }
}

#[test]
fn a_zero_is_never_negative_but_that_of_tanh() {
    let negative_zero = |x: f64| x == 0.0 && x.is_sign_negative();
    for z in arguments() {
        for activation in ALL {
            let kept = activation == Activation::Tanh && negative_zero(z);
            assert_eq!(negative_zero(activation.value(z)), kept, "{activation:?}, z = {z:e}");
            assert!(!negative_zero(activation.derivative(z)), "{activation:?}, z = {z:e}");
        }
    }
}

// What is refused.

#[test]
fn parameters_must_be_finite_and_in_range() {
    for slope in [-2.0, -0.0, 0.0, 0.01, 0.25, 3.0, f64::MAX] {
        assert_eq!(Activation::leaky_relu(slope), Ok(Activation::LeakyRelu { slope }));
    }
    for alpha in [0.0, 1.0, 1.6732632423543772, f64::MAX] {
        assert_eq!(Activation::elu(alpha), Ok(Activation::Elu { alpha }));
    }
    let sentence = |result: Result<Activation, ParameterError>| result.unwrap_err().to_string();
    let not_finite = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    assert_eq!(
        not_finite.map(|slope| sentence(Activation::leaky_relu(slope))),
        [
            "slope is NaN; it must be a finite number",
            "slope is inf; it must be a finite number",
            "slope is -inf; it must be a finite number",
        ]
    );
    assert_eq!(
        [f64::NAN, f64::INFINITY, -0.1].map(|alpha| sentence(Activation::elu(alpha))),
        [
            "alpha is NaN; it must be a finite number, at least 0",
            "alpha is inf; it must be a finite number, at least 0",
            "alpha is -0.1; it must be a finite number, at least 0",
        ]
    );
}

#[test]
fn the_slope_at_zero_is_one_of_three() {
    for slope in [SlopeAtZero::Zero, SlopeAtZero::Half, SlopeAtZero::One] {
        assert_eq!(SlopeAtZero::from_value(slope.value()), Ok(slope));
    }
    assert_eq!(SlopeAtZero::from_value(-0.0), Ok(SlopeAtZero::Zero));
    for refused in [f64::NAN, 0.25, -1.0, 2.0, f64::INFINITY] {
        let sentence = SlopeAtZero::from_value(refused).unwrap_err().to_string();
        assert_eq!(sentence, format!("slope at zero is {refused:?}; it must be 0, 0.5 or 1"));
    }
}
