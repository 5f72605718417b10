//! Exercise 2: one unit by hand, w = (0.5, −0.8, 0.3), b = 0, x = (0.4, 0.6, 0.1).

use super::{Case, plain, product};
use crate::activation::{Activation, SlopeAtZero, relu, sigmoid};
use crate::decimal::Decimal;
use crate::error::ParameterError;
use crate::neuron::Neuron;
use crate::words::{Sentence, indexed};

const WEIGHTS: [f64; 3] = [0.5, -0.8, 0.3];
const INPUT: [f64; 3] = [0.4, 0.6, 0.1];
const LEAKY: Activation = Activation::LeakyRelu { slope: 0.01 };
/// The gradient of the loss with respect to the output of the unit.
const FROM_ABOVE: f64 = 1.0;

fn neuron() -> Result<Neuron, ParameterError> {
    Neuron::new(WEIGHTS.to_vec(), 0.0)
}

fn pre_activation() -> Result<f64, ParameterError> {
    neuron()?.z_by_hand(&INPUT)
}

/// The pre-activation if one summand after the other is changed by hand.
fn changed(change: impl Fn(f64) -> f64) -> [f64; 3] {
    std::array::from_fn(|changed| {
        sum((0..3).map(|i| if i == changed { change(summand(i)) } else { summand(i) }))
    })
}

/// wᵢxᵢ.
fn summand(i: usize) -> f64 {
    product([WEIGHTS[i], INPUT[i]]).value()
}

fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    Decimal::sum(&terms.map(Decimal::of_finite).collect::<Vec<_>>()).value()
}

/// The name of a summand.
fn name(i: usize) -> String {
    format!("{}{}", indexed("w", i + 1), indexed("x", i + 1))
}

fn key(name: &str) -> Sentence {
    Sentence::new(format!("exercise.unit.{name}"))
}

/// What the slope of Leaky ReLU is, as it is shown.
fn leaky_slope(z: f64) -> String {
    plain(LEAKY.derivative(z))
}

pub(super) fn z() -> Result<Vec<Case>, ParameterError> {
    let z = pre_activation()?;
    let mut cases = vec![
        Case::right(z, key("z.right").with("z", plain(z))),
        Case::mistake(relu(z), key("z.clamped").with("output", plain(relu(z)))),
        Case::mistake(-z, key("z.sign")),
        Case::mistake(LEAKY.value(z), key("z.leaky").with("slope", leaky_slope(z))),
    ];
    for (i, number) in changed(|summand| -summand).into_iter().enumerate() {
        cases.push(Case::mistake(number, key("z.flipped").with("product", name(i))));
    }
    for (i, number) in changed(|_| 0.0).into_iter().enumerate() {
        cases.push(Case::mistake(number, key("z.missing").with("product", name(i))));
    }
    cases.push(Case::mistake(sum(INPUT.into_iter()), key("z.weights")));
    cases.push(Case::mistake(product((0..3).map(summand)).value(), key("z.multiplied")));
    Ok(cases)
}

pub(super) fn output() -> Result<Vec<Case>, ParameterError> {
    let z = pre_activation()?;
    let output = relu(z);
    let lost_minus = changed(|summand| -summand)[1];
    Ok(vec![
        Case::right(output, key("output.right").with("z", plain(z)).with("output", plain(output))),
        Case::mistake(z, key("output.clamp").with("z", plain(z)).with("corner", plain(0.0))),
        Case::mistake(-z, key("output.size").with("z", plain(z))),
        Case::mistake(LEAKY.value(z), key("output.leaky").with("slope", leaky_slope(z))),
        Case::mistake(lost_minus, key("output.flipped").with("product", name(1))),
        Case::mistake(sigmoid(z), key("output.sigmoid")),
        Case::mistake(Activation::RELU.derivative(-z), key("output.slope")),
    ])
}

pub(super) fn slope() -> Result<Vec<Case>, ParameterError> {
    let z = pre_activation()?;
    let slope = Activation::RELU.derivative(z);
    Ok(vec![
        Case::right(slope, key("slope.right").with("z", plain(z)).with("slope", plain(slope))),
        Case::mistake(Activation::RELU.derivative(-z), key("slope.active").with("corner", plain(0.0))),
        Case::mistake(LEAKY.derivative(z), key("slope.leaky").with("slope", leaky_slope(z))),
        Case::mistake(z, key("slope.z")),
        Case::mistake(SlopeAtZero::Half.value(), key("slope.corner").with("corner", plain(0.0))),
        Case::mistake(Activation::Sigmoid.derivative(0.0), key("slope.sigmoid")),
        Case::mistake(Activation::Sigmoid.derivative(z), key("slope.sigmoid")),
    ])
}

pub(super) fn gradient() -> Result<Vec<Case>, ParameterError> {
    let z = pre_activation()?;
    let x = INPUT[0];
    let slope = Activation::RELU.derivative(z);
    let with = |slope: f64| product([FROM_ABOVE, slope, x]).value();
    Ok(vec![
        Case::right(
            with(slope),
            key("gradient.right").with("slope", plain(slope)).with("gradient", plain(with(slope))),
        ),
        Case::mistake(with(1.0), key("gradient.slope").with("input", plain(x))),
        Case::mistake(WEIGHTS[0], key("gradient.weight").with("input", plain(x))),
        Case::mistake(FROM_ABOVE, key("gradient.above").with("above", plain(FROM_ABOVE))),
        Case::mistake(with(LEAKY.derivative(z)), key("gradient.leaky").with("slope", leaky_slope(z))),
        Case::mistake(with(z), key("gradient.z")),
        Case::mistake(z, key("gradient.z")),
        Case::mistake(with(Activation::Sigmoid.derivative(0.0)), key("gradient.sigmoid")),
        Case::mistake(with(Activation::Sigmoid.derivative(z)), key("gradient.sigmoid")),
    ])
}

pub(super) fn share() -> Result<Vec<Case>, ParameterError> {
    let neuron = neuron()?;
    let share = neuron.active_share();
    let slice = neuron.slice(&[None, None, Some(INPUT[2])])?.active_share();
    let positive = WEIGHTS.iter().filter(|weight| **weight > 0.0).count() as f64 / WEIGHTS.len() as f64;
    let [smallest, largest] = [neuron.smallest().z, neuron.largest().z];

    let right = key("share.right")
        .with("share", plain(100.0 * share))
        .with("smallest", plain(smallest))
        .with("largest", plain(largest));
    let mut cases = vec![Case::right(share, right.clone()), Case::right(100.0 * share, right)];
    cases.push(Case::mistake(0.0, key("share.none")));
    for (number, sentence) in [
        (1.0, key("share.all")),
        (slice, key("share.slice").with("x", indexed("x", 3)).with("held", plain(INPUT[2]))),
        (positive, key("share.weights")),
        (firing_corners(&neuron)?, key("share.corners")),
    ] {
        cases.push(Case::mistake(number, sentence.clone()));
        cases.push(Case::mistake(100.0 * number, sentence));
    }
    for number in [share / 100.0, 10_000.0 * share] {
        cases.push(Case::mistake(number, key("share.percent")));
    }
    Ok(cases)
}

/// The share of the cube's corners at which the unit fires, which is another one.
fn firing_corners(neuron: &Neuron) -> Result<f64, ParameterError> {
    let mut firing = 0;
    for corner in 0..8 {
        let input = [1, 2, 4].map(|bit| f64::from(u8::from(corner & bit != 0)));
        firing += u8::from(neuron.z_by_hand(&input)? > 0.0);
    }
    Ok(f64::from(firing) / 8.0)
}

pub(super) fn leaky() -> Result<Vec<Case>, ParameterError> {
    let z = pre_activation()?;
    let output = LEAKY.value(z);
    let right =
        key("leaky.right").with("slope", leaky_slope(z)).with("z", plain(z)).with("output", plain(output));
    Ok(vec![
        Case::right(output, right),
        Case::mistake(relu(z), key("leaky.relu")),
        Case::mistake(z, key("leaky.z").with("slope", leaky_slope(z))),
        Case::mistake(LEAKY.derivative(z), key("leaky.slope").with("slope", leaky_slope(z))),
        Case::mistake(
            LEAKY.value(changed(|summand| -summand)[1]),
            key("leaky.flipped").with("product", name(1)),
        ),
    ])
}

pub(super) fn worked() -> Result<Vec<Sentence>, ParameterError> {
    let neuron = neuron()?;
    let z = pre_activation()?;
    let slope = Activation::RELU.derivative(z);
    let mut said = Vec::new();
    for i in 0..3 {
        said.push(
            key("worked.product")
                .with("product", name(i))
                .with("weight", plain(WEIGHTS[i]))
                .with("input", plain(INPUT[i]))
                .with("result", plain(summand(i))),
        );
    }
    said.push(
        key("worked.sum")
            .with("sum", written((0..3).map(summand)))
            .with("bias", plain(neuron.bias()))
            .with("z", plain(z)),
    );
    said.push(
        key("worked.output")
            .with("corner", plain(0.0))
            .with("output", plain(relu(z)))
            .with("slope", plain(slope)),
    );
    said.push(
        key("worked.gradient")
            .with("above", plain(FROM_ABOVE))
            .with("slope", plain(slope))
            .with("input", plain(INPUT[0]))
            .with("gradient", plain(product([FROM_ABOVE, slope, INPUT[0]]).value())),
    );
    said.push(
        key("worked.share")
            .with("smallest", plain(neuron.smallest().z))
            .with("largest", plain(neuron.largest().z))
            .with("share", plain(100.0 * neuron.active_share())),
    );
    said.push(
        key("worked.leaky")
            .with("slope", leaky_slope(z))
            .with("z", plain(z))
            .with("output", plain(LEAKY.value(z))),
    );
    Ok(said)
}

/// Terms with their signs between them.
fn written(terms: impl Iterator<Item = f64>) -> String {
    let mut text = String::new();
    for term in terms {
        let sign = if term < 0.0 { " − " } else { " + " };
        text += if text.is_empty() { "" } else { sign };
        text += &plain(if text.is_empty() { term } else { libm::fabs(term) });
    }
    text
}
