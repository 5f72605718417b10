//! Exercise 1: ten layers, w = 0.3, the gradient at the output is 1.

use super::{Case, plain, power, product, sized};
use crate::activation::Activation;
use crate::chain::{Chain, Layer, LayerCount};
use crate::decimal::Decimal;
use crate::error::ParameterError;
use crate::words::{Sentence, significant};

const LAYERS: usize = 10;
const WEIGHT: f64 = 0.3;
const OUTPUT_GRADIENT: f64 = 1.0;

/// An active ReLU: any z above 0 gives the slope 1.
const RELU: Layer = Layer { activation: Activation::RELU, z: 1.0, weight: WEIGHT };
/// A sigmoid where its slope is largest.
const SIGMOID: Layer = Layer { activation: Activation::Sigmoid, z: 0.0, weight: WEIGHT };

/// What a chain of equal layers leaves of the gradient.
fn left(layer: Layer, factors: usize) -> Result<Decimal, ParameterError> {
    Ok(Chain::repeated(layer, factors, OUTPUT_GRADIENT)?.input().decimal)
}

/// How many times more ReLU leaves than sigmoid.
fn ratio_of(factors: usize) -> Result<Decimal, ParameterError> {
    let sigmoid = left(SIGMOID, factors)?;
    Ok(left(RELU, factors)?.divided_by(sigmoid).unwrap_or(Decimal::ZERO))
}

fn slope(layer: Layer) -> f64 {
    layer.activation.derivative(layer.z)
}

/// The factors under the three ways of counting layers: the worked example's, the layers of weights, one a layer.
fn counts() -> Result<[usize; 3], ParameterError> {
    let [example, weights, layers] = LayerCount::ALL.map(|count| count.factors(LAYERS));
    Ok([example?, weights?, layers?])
}

/// The right answers: each way of counting is recognised, and beside the others stands that of the worked example.
fn right(
    of: impl Fn(usize) -> Result<Decimal, ParameterError>,
    written: fn(Decimal) -> String,
) -> Result<Vec<Case>, ParameterError> {
    let counts = counts()?;
    let rule = counts[0];
    let mut cases = Vec::new();
    for (count, factors) in LayerCount::ALL.into_iter().zip(counts) {
        let result = of(factors)?;
        let mut sentence = Sentence::new(format!("exercise.chain.right.{}", count.name()))
            .with("layers", LAYERS.to_string())
            .with("factors", factors.to_string())
            .with("result", written(result));
        if factors != rule {
            sentence = sentence.with("rule", rule.to_string()).with("expected", written(of(rule)?));
        }
        cases.push(Case::right(result.value(), sentence));
    }
    Ok(cases)
}

/// A ratio with the seven digits that it has at most.
fn whole(number: Decimal) -> String {
    significant(number, 7)
}

/// A mistake that each way of counting makes another number of.
fn under_each_count(
    cases: &mut Vec<Case>,
    sentence: &Sentence,
    of: impl Fn(usize) -> Result<Decimal, ParameterError>,
) -> Result<(), ParameterError> {
    for factors in counts()? {
        cases.push(Case::mistake(of(factors)?.value(), sentence.clone()));
    }
    Ok(())
}

/// One factor fewer than the way of counting with the fewest, and one more than that with the most.
fn miscounted(
    cases: &mut Vec<Case>,
    of: impl Fn(usize) -> Result<Decimal, ParameterError>,
) -> Result<(), ParameterError> {
    let [fewest, _, most] = counts()?;
    for (factors, key) in [(fewest - 1, "few"), (most + 1, "many")] {
        let sentence = Sentence::new(format!("exercise.chain.{key}"))
            .with("layers", LAYERS.to_string())
            .with("factors", factors.to_string());
        cases.push(Case::mistake(of(factors)?.value(), sentence));
    }
    Ok(())
}

/// The factors added instead of multiplied, and one of them alone.
fn not_multiplied(cases: &mut Vec<Case>, factor: f64) -> Result<(), ParameterError> {
    let shown = plain(factor);
    let added = Sentence::new("exercise.chain.added").with("factor", shown.clone());
    under_each_count(cases, &added, |factors| Ok(product([factors as f64, factor])))?;
    cases.push(Case::mistake(factor, Sentence::new("exercise.chain.one").with("factor", shown)));
    Ok(())
}

pub(super) fn relu() -> Result<Vec<Case>, ParameterError> {
    let weight = plain(WEIGHT);
    let mut cases = right(|factors| left(RELU, factors), sized)?;
    let sigmoid = Sentence::new("exercise.chain.relu.sigmoid").with("slope", plain(slope(RELU)));
    under_each_count(&mut cases, &sigmoid, |factors| left(SIGMOID, factors))?;
    let no_weight = Sentence::new("exercise.chain.relu.weight").with("weight", weight);
    cases.push(Case::mistake(slope(RELU), no_weight));
    miscounted(&mut cases, |factors| left(RELU, factors))?;
    not_multiplied(&mut cases, WEIGHT * slope(RELU))?;
    Ok(cases)
}

pub(super) fn sigmoid() -> Result<Vec<Case>, ParameterError> {
    let (weight, best) = (plain(WEIGHT), plain(slope(SIGMOID)));
    let mut cases = right(|factors| left(SIGMOID, factors), sized)?;
    let relu = Sentence::new("exercise.chain.sigmoid.relu").with("slope", best.clone());
    under_each_count(&mut cases, &relu, |factors| left(RELU, factors))?;
    let no_weight = Sentence::new("exercise.chain.sigmoid.weight").with("weight", weight);
    under_each_count(&mut cases, &no_weight, |factors| Ok(power(slope(SIGMOID), factors)))?;
    miscounted(&mut cases, |factors| left(SIGMOID, factors))?;
    let value = SIGMOID.activation.value(SIGMOID.z);
    let value_taken =
        Sentence::new("exercise.chain.sigmoid.value").with("value", plain(value)).with("slope", best.clone());
    under_each_count(&mut cases, &value_taken, |factors| Ok(power(WEIGHT, factors) * power(value, factors)))?;
    let once = Sentence::new("exercise.chain.sigmoid.once").with("slope", best);
    under_each_count(&mut cases, &once, |factors| Ok(power(WEIGHT, factors) * power(slope(SIGMOID), 1)))?;
    not_multiplied(&mut cases, product([WEIGHT, slope(SIGMOID)]).value())?;
    Ok(cases)
}

pub(super) fn ratio() -> Result<Vec<Case>, ParameterError> {
    let mut cases = right(ratio_of, whole)?;
    let inverted = Sentence::new("exercise.chain.ratio.inverted");
    under_each_count(&mut cases, &inverted, |factors| Ok(ratio_of(factors)?.inverse()))?;
    miscounted(&mut cases, ratio_of)?;
    // A difference of both is no different from the first alone, to three digits.
    let first = Sentence::new("exercise.chain.ratio.difference");
    under_each_count(&mut cases, &first, |factors| left(RELU, factors))?;
    let second = Sentence::new("exercise.chain.ratio.second");
    under_each_count(&mut cases, &second, |factors| left(SIGMOID, factors))?;
    let weight = Sentence::new("exercise.chain.ratio.weight").with("weight", plain(WEIGHT));
    under_each_count(&mut cases, &weight, |factors| {
        Ok(left(RELU, factors)? * power(slope(SIGMOID), factors).inverse())
    })?;
    under_each_count(&mut cases, &weight, |factors| Ok(left(SIGMOID, factors)?.inverse()))?;
    let value = SIGMOID.activation.value(SIGMOID.z);
    let value_taken = Sentence::new("exercise.chain.sigmoid.value")
        .with("value", plain(value))
        .with("slope", plain(slope(SIGMOID)));
    under_each_count(&mut cases, &value_taken, |factors| Ok(power(value, factors).inverse()))?;
    not_multiplied(&mut cases, slope(RELU) / slope(SIGMOID))?;
    Ok(cases)
}

pub(super) fn worked() -> Result<Vec<Sentence>, ParameterError> {
    let mut said = vec![
        Sentence::new("exercise.chain.worked.factor")
            .with("weight", plain(WEIGHT))
            .with("relu_slope", plain(slope(RELU)))
            .with("relu", sized(left(RELU, 1)?))
            .with("sigmoid_slope", plain(slope(SIGMOID)))
            .with("sigmoid", sized(left(SIGMOID, 1)?)),
    ];
    for (count, factors) in LayerCount::ALL.into_iter().zip(counts()?) {
        said.push(
            Sentence::new(format!("exercise.chain.worked.{}", count.name()))
                .with("layers", LAYERS.to_string())
                .with("factors", factors.to_string())
                .with("relu", sized(left(RELU, factors)?))
                .with("sigmoid", sized(left(SIGMOID, factors)?))
                .with("ratio", whole(ratio_of(factors)?)),
        );
    }
    said.push(Sentence::new("exercise.chain.worked.ratio").with("ratio", sized(ratio_of(1)?)));
    said.push(Sentence::new("exercise.chain.worked.vanish").with("weight", plain(WEIGHT)));
    // Half of the units let a gradient through, and each adds the variance of its weight (He et al., 2015).
    let neutral = Decimal::of_finite(2.0).divided_by(power(WEIGHT, 2)).unwrap_or(Decimal::ZERO);
    said.push(
        Sentence::new("exercise.chain.worked.width")
            .with("weight", plain(WEIGHT))
            .with("width", significant(neutral, 3)),
    );
    Ok(said)
}
