//! Exercise 3: a run at a rate of 0.5 whose loss drops for three epochs and then stalls.

use super::Case;
use crate::words::{Sentence, brief};

/// The share of either class, and what the best constant guess says of each.
const HALF: f64 = 0.5;
/// By how much the rate should be lowered for the next run, at least and at most.
const SMALLER: [f64; 2] = [3.0, 10.0];

/// The cross-entropy −ln p of a guess that gives the true class the probability p.
fn cross_entropy(p: f64) -> f64 {
    -libm::log(p)
}

fn key(name: &str) -> Sentence {
    Sentence::new(format!("exercise.plateau.{name}"))
}

pub(super) fn loss() -> Vec<Case> {
    let loss = cross_entropy(HALF);
    let p = brief(HALF, 4);
    vec![
        Case::right(loss, key("loss.right").with("p", p.clone()).with("loss", brief(loss, 4))),
        Case::mistake(-libm::log10(HALF), key("loss.common")),
        Case::mistake(-libm::log2(HALF), key("loss.binary")),
        Case::mistake(HALF, key("loss.probability").with("p", p.clone())),
        Case::mistake(HALF * (1.0 - HALF), key("loss.variance")),
        Case::mistake(-loss, key("loss.sign")),
        Case::mistake(HALF * loss, key("loss.one-class")),
        Case::mistake(2.0 * loss, key("loss.added")),
        Case::mistake(0.0, key("loss.zero").with("p", p)),
    ]
}

pub(super) fn worked() -> Vec<Sentence> {
    let loss = brief(cross_entropy(HALF), 4);
    let [least, most] = SMALLER.map(|times| brief(times, 0));
    vec![
        key("worked.maybe"),
        key("worked.constant").with("p", brief(HALF, 4)).with("loss", loss),
        key("worked.bias"),
        key("worked.units").with("corner", brief(0.0, 0)),
        key("worked.gradient").with("corner", brief(0.0, 0)),
        key("worked.nan"),
        key("worked.restart").with("least", least).with("most", most),
        key("worked.then"),
        key("worked.leaky"),
    ]
}

pub(super) fn checklist() -> Vec<Sentence> {
    ["constant", "units", "gradient", "nan", "restart", "leaky"]
        .map(|point| {
            key(&format!("check.{point}"))
                .with("loss", brief(cross_entropy(HALF), 4))
                .with("corner", brief(0.0, 0))
        })
        .to_vec()
}
