//! Random networks, layer by layer.

use super::template::Filling;
use super::{Kind, Recipe, Values, activations, normals};
use crate::demo::Language;
use crate::demo::number::literal;
use crate::figures::inputs;
use crate::initialisation::Weights;
use crate::signal::Normalisation;

pub(super) const RECIPE: Recipe = Recipe {
    figure: "depth",
    parameters: &inputs::DEPTH,
    templates: [
        include_str!("depth/numpy.py.template"),
        include_str!("depth/pytorch.py.template"),
        include_str!("depth/rust.rs.template"),
    ],
    fill,
};

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    let survey = inputs::survey(values.0);
    let setup = survey.setup;
    let kind = Kind::of(setup.activation);
    kind.set(filling);
    filling.set("width", setup.width);
    filling.set("depth", setup.depth);
    filling.set("bias", literal(setup.bias));
    filling.set("seed", survey.seed);
    filling.set("networks", survey.networks);
    filling.set("batch", setup.inputs());
    filling.set("at", values.count("at").min(setup.depth));
    let (part, rust_weights) = match setup.weights {
        Weights::He => ("he", "Weights::He".to_string()),
        Weights::Xavier => ("xavier", "Weights::Xavier".to_string()),
        Weights::Normal(deviation) => {
            filling.set("deviation", literal(deviation));
            ("normal", format!("Weights::Normal({})", literal(deviation)))
        }
    };
    filling.when(part, true);
    filling.set("rust_weights", rust_weights);
    let (part, rust_normalisation) = match setup.normalisation {
        Normalisation::None => ("plain", "None"),
        Normalisation::Before => ("before", "Before"),
        Normalisation::After => ("after", "After"),
    };
    filling.when(part, true);
    let plain = part == "plain";
    filling.when("normalised", !plain);
    filling.set("rust_normalisation", rust_normalisation);

    // Where every layer multiplies by the same.
    let unbiased = plain && setup.bias == 0.0;
    let theory = unbiased && matches!(kind.part, "relu" | "leaky");
    filling.when("theory", theory);
    filling.when("width", unbiased && kind.part == "relu");
    filling.set(
        "imports",
        match (theory, kind.part) {
            (true, "relu") => "{Weights, layer_factor, neutral_width}",
            (true, _) => "{Weights, leaky_layer_factor}",
            _ => "Weights",
        },
    );
    let (steepest, rust_steepest) = match kind.part {
        "sigmoid" => ("0.25", "0.25"),
        "gelu" => ("gelu_slope(np.sqrt(2))", "setup.activation.derivative(std::f64::consts::SQRT_2)"),
        "silu" => ("silu_slope(2.3993572805)", "setup.activation.derivative(2.3993572805)"),
        _ => ("1.0", "1.0"),
    };
    filling.set("steepest", steepest);
    filling.set("rust_steepest", rust_steepest);
    for part in ["values", "slopes", "zero_at_zero"] {
        filling.when(part, true);
    }
    activations(language, filling);
    normals(language, filling, true);
}
