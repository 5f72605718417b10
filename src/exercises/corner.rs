//! Exercise 4: why the choice of ReLU′(0) is nearly always harmless.

use crate::activation::SlopeAtZero;
use crate::corner::{Data, verdict};
use crate::error::ParameterError;
use crate::words::{Sentence, brief};

/// The runs that the answer quotes: long enough that the networks that learn have learned.
const STEPS: usize = 200;
const SEED: u64 = 42;

fn key(name: &str) -> Sentence {
    Sentence::new(format!("exercise.corner.{name}"))
        .with("low", brief(SlopeAtZero::Zero.value(), 0))
        .with("high", brief(SlopeAtZero::One.value(), 0))
}

pub(super) fn worked() -> Result<Vec<Sentence>, ParameterError> {
    let mut said = vec![key("worked.measure")];
    said.extend(verdict(Data::RealValued { seed: SEED }, STEPS)?);
    said.extend(["subgradient", "batch", "merits", "limits"].map(|point| key(&format!("worked.{point}"))));
    said.extend(verdict(Data::StructuralZeros, STEPS)?);
    said.push(key("worked.choices"));
    Ok(said)
}

pub(super) fn checklist() -> Vec<Sentence> {
    ["measure", "subgradient", "batch", "merits", "limits"]
        .map(|point| key(&format!("check.{point}")))
        .to_vec()
}
