//! Exercise 5: layers of ReLU and sigmoid in turn. Weights are left out, and every unit is at its best.

use super::{Case, plain, power, product, sized};
use crate::activation::Activation;
use crate::chain::{Chain, Layer};
use crate::decimal::Decimal;
use crate::error::ParameterError;
use crate::words::Sentence;

const FOUR: usize = 4;
const TEN: usize = 10;
/// The depths of the worked solution.
const DEPTHS: [usize; 3] = [10, 20, 50];

const RELU: Layer = Layer { activation: Activation::RELU, z: 1.0, weight: 1.0 };
const SIGMOID: Layer = Layer { activation: Activation::Sigmoid, z: 0.0, weight: 1.0 };

/// What is left of a gradient 1 behind so many layers, ReLU next to the input and then in turn.
fn in_turn(layers: usize) -> Result<Decimal, ParameterError> {
    let layers = (0..layers).map(|below| if below % 2 == 0 { RELU } else { SIGMOID });
    Ok(Chain::new(layers.collect(), 1.0)?.input().decimal)
}

/// The same of sigmoids alone.
fn all_sigmoid(layers: usize) -> Result<Decimal, ParameterError> {
    Ok(Chain::repeated(SIGMOID, layers, 1.0)?.input().decimal)
}

fn best_slope() -> f64 {
    SIGMOID.activation.derivative(SIGMOID.z)
}

fn key(name: &str) -> Sentence {
    Sentence::new(format!("exercise.mixed.{name}"))
}

/// What is asked three times: how many layers there are, and how many of them are sigmoids.
struct Asked {
    layers: usize,
    sigmoids: usize,
}

impl Asked {
    fn key(&self, name: &str) -> Sentence {
        key(name)
            .with("layers", self.layers.to_string())
            .with("sigmoids", self.sigmoids.to_string())
            .with("slope", plain(best_slope()))
            .with("relu", plain(RELU.activation.derivative(RELU.z)))
    }

    fn right(&self, answer: Decimal, name: &str) -> Vec<Case> {
        vec![Case::right(answer.value(), self.key(name).with("result", sized(answer)))]
    }

    /// The mistakes that the three questions share.
    fn mistakes(&self, cases: &mut Vec<Case>) {
        let slope = best_slope();
        let wrong = [
            (power(slope, self.sigmoids - 1), "few"),
            (power(slope, self.sigmoids + 1), "many"),
            (power(SIGMOID.activation.value(SIGMOID.z), self.sigmoids), "value"),
            (product([slope, self.sigmoids as f64]), "added"),
            (Decimal::ONE, "relu"),
            (power(slope, 1), "one"),
        ];
        for (number, name) in wrong {
            let value = plain(SIGMOID.activation.value(SIGMOID.z));
            cases.push(Case::mistake(number.value(), self.key(name).with("value", value)));
        }
    }
}

pub(super) fn four() -> Result<Vec<Case>, ParameterError> {
    in_turn_asked(FOUR)
}

pub(super) fn ten() -> Result<Vec<Case>, ParameterError> {
    in_turn_asked(TEN)
}

fn in_turn_asked(layers: usize) -> Result<Vec<Case>, ParameterError> {
    let asked = Asked { layers, sigmoids: layers / 2 };
    let mut cases = asked.right(in_turn(layers)?, "right");
    cases.push(Case::mistake(all_sigmoid(layers)?.value(), asked.key("all-slopes")));
    asked.mistakes(&mut cases);
    cases.push(Case::mistake(0.0, asked.key("off")));
    let all_added = layers as f64 / 2.0 * (best_slope() + RELU.activation.derivative(RELU.z));
    cases.push(Case::mistake(all_added, asked.key("added")));
    Ok(cases)
}

pub(super) fn all() -> Result<Vec<Case>, ParameterError> {
    let asked = Asked { layers: TEN, sigmoids: TEN };
    let mut cases = asked.right(all_sigmoid(TEN)?, "all.right");
    cases.push(Case::mistake(in_turn(TEN)?.value(), asked.key("all.in-turn")));
    asked.mistakes(&mut cases);
    Ok(cases)
}

pub(super) fn worked() -> Result<Vec<Sentence>, ParameterError> {
    let four = in_turn(FOUR)?;
    let mut said = vec![
        Asked { layers: FOUR, sigmoids: FOUR / 2 }
            .key("worked.four")
            .with("result", sized(four))
            .with("fraction", format!("{}/{}", plain(1.0), plain(four.inverse().value()))),
    ];
    for layers in DEPTHS {
        said.push(
            key("worked.depth")
                .with("layers", layers.to_string())
                .with("sigmoids", (layers / 2).to_string())
                .with("turn", short(in_turn(layers)?))
                .with("sigmoid", short(all_sigmoid(layers)?)),
        );
    }
    said.push(key("worked.half"));
    said.push(key("worked.memory"));
    // The sigmoid's limits, which it does not reach.
    let [low, high] = [f64::NEG_INFINITY, f64::INFINITY].map(|z| plain(Activation::Sigmoid.value(z)));
    said.push(key("worked.uncentred").with("low", low).with("high", high));
    Ok(said)
}

/// Three significant digits, as one compares sizes.
fn short(number: Decimal) -> String {
    crate::words::significant(number, 3)
}
