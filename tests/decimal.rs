//! Decimal arithmetic: the numbers that are written down, not the doubles beside them.

use relu_explainer::decimal::Decimal;
use relu_explainer::random::Generator;

fn decimal(number: f64) -> Decimal {
    Decimal::new(number).unwrap()
}

/// Doubles of all sizes, by random bits, and the edges of the format.
fn doubles() -> impl Iterator<Item = f64> {
    let edges =
        [0.0, -0.0, 5e-324, -5e-324, f64::MIN_POSITIVE, f64::MAX, f64::MIN, 1.0, 0.1, 1e22, 1e23, 9.5e-5];
    let mut generator = Generator::new(2);
    let random = std::iter::repeat_with(move || f64::from_bits(generator.next_u64()));
    edges.into_iter().chain(random.filter(|double| double.is_finite()).take(100_000))
}

#[test]
fn a_double_is_the_shortest_decimal_that_denotes_it_and_comes_back() {
    for double in doubles() {
        assert_eq!(decimal(double).value(), double);
        assert_eq!(decimal(double).is_zero(), double == 0.0);
        assert_eq!(decimal(double).is_negative(), double < 0.0);
        assert!(!(decimal(double).value() == 0.0 && decimal(double).value().is_sign_negative()));
    }
}

#[test]
fn products_are_those_of_the_textbook() {
    let powers = |base: f64, count: usize| {
        let mut power = Decimal::ONE;
        std::iter::repeat_with(|| {
            power = power * decimal(base);
            power.value()
        })
        .take(count)
        .collect::<Vec<_>>()
    };
    assert_eq!(powers(0.1, 4), [0.1, 0.01, 0.001, 0.0001]);
    assert_eq!(powers(0.3, 5), [0.3, 0.09, 0.027, 0.0081, 0.00243]);
    assert_eq!(powers(-0.2, 3), [-0.2, 0.04, -0.008]);
    for exponent in 1..=300 {
        assert_eq!(powers(0.1, exponent)[exponent - 1], format!("1e-{exponent}").parse().unwrap());
    }
    // More digits than are kept, and still the nearest double: 0.25^k is one.
    for (index, power) in powers(0.25, 100).into_iter().enumerate() {
        assert_eq!(power, 0.25f64.powi(index as i32 + 1));
    }
    assert_eq!(powers(2.0, 1000)[999], 2f64.powi(1000));
}

#[test]
fn a_product_is_the_one_of_doubles_within_a_rounding_error() {
    let mut numbers = doubles().filter(|double| double.abs() > 1e-70 && double.abs() < 1e70);
    while let (Some(a), Some(b)) = (numbers.next(), numbers.next()) {
        let product = (decimal(a) * decimal(b)).value();
        // A double and its shortest decimal differ by half a place at most.
        assert!((product - a * b).abs() <= 2.0 * f64::EPSILON * (a * b).abs(), "{a:e} * {b:e}");
        // Full length times full length.
        let square = (decimal(a) * decimal(b)) * (decimal(a) * decimal(b));
        assert!((square.value() - (a * b) * (a * b)).abs() <= 4.0 * f64::EPSILON * (a * b) * (a * b));
    }
}

#[test]
fn nothing_is_lost_beyond_the_doubles() {
    let mut tiny = Decimal::ONE;
    let mut huge = Decimal::ONE;
    for _ in 0..101 {
        tiny = tiny * decimal(1e-308);
        huge = huge * decimal(-1e308);
    }
    assert_eq!((tiny.value(), tiny.log10(), tiny.is_zero()), (0.0, -31_108.0, false));
    assert_eq!((huge.value(), huge.log10()), (f64::NEG_INFINITY, 31_108.0));
    assert_eq!(tiny.scientific(3), (1.0, -31_108));
    assert_eq!((tiny * huge).value(), -1.0);
    assert_eq!((decimal(5e-324) * decimal(0.4)).value(), 0.0);
    assert_eq!((decimal(5e-324) * decimal(0.6)).value(), 5e-324);
    assert_eq!((decimal(f64::MAX) * decimal(1.1)).value(), f64::INFINITY);
}

#[test]
fn a_product_with_zero_is_zero_whatever_comes_after() {
    let zero = decimal(-3.0) * decimal(0.0) * decimal(f64::MAX);
    assert!(zero.is_zero() && !zero.is_negative());
    assert_eq!((zero.log10(), zero.scientific(2)), (f64::NEG_INFINITY, (0.0, 0)));
}

#[test]
fn quotients() {
    let quotient = |a: f64, b: f64| decimal(a).divided_by(decimal(b)).map(Decimal::value);
    assert_eq!(quotient(0.001, 1.5625e-5), Some(64.0));
    assert_eq!(quotient(-0.3, 0.1), Some(-3.0));
    assert_eq!(quotient(1.0, 3.0), Some(1.0 / 3.0));
    assert_eq!(quotient(0.0, 3.0), Some(0.0));
    assert_eq!((quotient(1.0, 0.0), quotient(0.0, 0.0)), (None, None));
    let mut numbers = doubles().filter(|double| double.abs() > 1e-150 && double.abs() < 1e150);
    while let (Some(a), Some(b)) = (numbers.next(), numbers.next()) {
        let found = quotient(a, b).unwrap();
        assert!((found - a / b).abs() <= 2.0 * f64::EPSILON * (a / b).abs(), "{a:e} / {b:e}");
        let back = (decimal(a) * decimal(b)).divided_by(decimal(b)).unwrap().value();
        assert!((back - a).abs() <= f64::EPSILON * a.abs(), "{a:e} * {b:e} / {b:e}");
    }
}

/// 10 to a power below the least of the doubles as well.
fn decimal_power(exponent: i32) -> Decimal {
    let half = exponent / 2;
    let [one, other] = [half, exponent - half].map(|exponent| format!("1e{exponent}").parse().unwrap());
    decimal(one) * decimal(other)
}

#[test]
fn scientific_notation_rounds_its_significand_and_carries() {
    let shown = |number: f64, places: usize| decimal(number).scientific(places);
    assert_eq!(shown(1.5625e-5, 4), (1.5625, -5));
    assert_eq!(shown(1.5625e-5, 2), (1.56, -5));
    assert_eq!(shown(1.5625e-5, 0), (2.0, -5));
    assert_eq!(shown(9.9996e10, 3), (1.0, 11));
    assert_eq!(shown(-9.994e10, 2), (-9.99, 10));
    assert_eq!(shown(64.0, 100), (6.4, 1));
    for double in doubles().filter(|double| *double != 0.0) {
        let (significand, exponent) = decimal(double).scientific(16);
        assert!((1.0..10.0).contains(&significand.abs()));
        let back = decimal(significand) * decimal_power(exponent);
        let error = back.divided_by(decimal(double)).unwrap().value() - 1.0;
        assert!(error.abs() <= f64::EPSILON, "{double:e}: {error:e}");
        // The shortest decimal of a subnormal double can be far from it.
        let error = (decimal(double).log10() - libm::log10(double.abs())).abs();
        assert!(error <= 1e-13 || double.is_subnormal(), "{double:e}");
    }
}

#[test]
fn what_is_not_finite_is_refused() {
    for (number, named) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let sentence = Decimal::new(number).unwrap_err().to_string();
        assert_eq!(sentence, format!("number is {named}; it must be a finite number"));
    }
}
