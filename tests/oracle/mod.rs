//! The reference values of the tables beside this file, each with the program that computed it, and where the crate's last
//! bits differ.

#![allow(dead_code, reason = "each test file uses its part")]

use relu_explainer::activation::Activation;
use std::collections::HashMap;

/// Values and derivatives, correctly rounded, by `activations.py`.
const ACTIVATIONS: &str = include_str!("activations.csv");
/// By how many units in the last place the crate's results differ from these, where they do: written by
/// `UPDATE_GOLDEN=1 cargo test --test activation`.
const DEVIATIONS: &str = include_str!("deviations.csv");
/// States, words and draws of numpy's generator, by `generator.py`.
pub const GENERATOR: &str = include_str!("generator.csv");
/// Mean outputs of activations on standard normal inputs, and tails of normal weights, by `limits.py`.
pub const LIMITS: &str = include_str!("limits.csv");
/// The mean-field recursion, and the law of ReLU networks of finite width, by `propagation.py`.
pub const PROPAGATION: &str = include_str!("propagation.csv");
/// Neurons and the shares of the unit cube where they fire, in exact rational numbers, by `share.py`.
pub const SHARES: &str = include_str!("share.csv");

/// Signal and gradient in small networks with given weights, by `networks.py`.
pub const NETWORKS: &str = include_str!("networks.csv");
/// Small networks, trained for a few updates, by `training.py`.
pub const TRAINING: &str = include_str!("training.csv");

/// f(z) and f′(z), in this order.
pub type Pair<T> = [T; 2];

/// An activation function at one z.
pub struct Case {
    /// The first columns of the row: function, parameter and z.
    pub key: &'static str,
    pub activation: Activation,
    pub z: f64,
    /// Correctly rounded.
    pub reference: Pair<f64>,
}

impl Case {
    pub fn computed(&self) -> Pair<f64> {
        [self.activation.value(self.z), self.activation.derivative(self.z)]
    }
}

/// Sixteen hexadecimal digits as a word.
pub fn word(text: &str) -> u64 {
    u64::from_str_radix(text, 16).unwrap()
}

/// Sixteen hexadecimal digits as the double with these bits.
pub fn double(text: &str) -> f64 {
    f64::from_bits(word(text))
}

pub fn cases() -> impl Iterator<Item = Case> {
    ACTIVATIONS.lines().skip(1).map(|row| {
        let columns: Vec<_> = row.split(',').collect();
        let activation = match columns[0] {
            "sigmoid" => Activation::Sigmoid,
            "tanh" => Activation::Tanh,
            "gelu" => Activation::Gelu,
            "silu" => Activation::Silu,
            "elu" => Activation::elu(double(columns[1])).unwrap(),
            other => panic!("unknown function {other}"),
        };
        let key = &row[..row.len() - 34];
        let reference = [double(columns[3]), double(columns[4])];
        Case { key, activation, z: double(columns[2]), reference }
    })
}

/// How many doubles `computed` lies above `reference`.
pub fn ulps(computed: f64, reference: f64) -> i64 {
    let place = |x: f64| {
        let magnitude = (x.to_bits() & !(1 << 63)) as i64;
        if x.is_sign_negative() { -magnitude } else { magnitude }
    };
    place(computed) - place(reference)
}

/// Every case with the bits that the crate gives on every machine.
pub fn expected_bits() -> impl Iterator<Item = (Case, Pair<u64>)> {
    let deviations: HashMap<&str, Pair<i64>> = DEVIATIONS.lines().skip(1).map(deviation).collect();
    cases().map(move |case| {
        let deviation = deviations.get(case.key).copied().unwrap_or([0, 0]);
        let bits = std::array::from_fn(|i| {
            let reference = case.reference[i];
            let away_from_zero = if reference.is_sign_negative() { -deviation[i] } else { deviation[i] };
            reference.to_bits().checked_add_signed(away_from_zero).unwrap()
        });
        (case, bits)
    })
}

fn deviation(row: &'static str) -> (&'static str, Pair<i64>) {
    let mut columns = row.rsplitn(3, ',');
    let [derivative, value] = std::array::from_fn(|_| columns.next().unwrap().parse().unwrap());
    (columns.next().unwrap(), [value, derivative])
}

/// A neuron and the shares of the unit cube where it fires and where it does not, correctly rounded.
pub struct ShareCase {
    pub weights: Vec<f64>,
    pub bias: f64,
    pub active: f64,
    pub inactive: f64,
}

pub fn share_cases() -> impl Iterator<Item = ShareCase> {
    SHARES.lines().skip(1).map(|row| {
        let columns: Vec<_> = row.split(',').collect();
        let weights = columns[1].split(' ').map(double).collect();
        let [bias, active, inactive] = [2, 3, 4].map(|column| double(columns[column]));
        ShareCase { weights, bias, active, inactive }
    })
}
