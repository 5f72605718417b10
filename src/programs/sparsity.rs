//! A random layer and its inputs.

use super::template::Filling;
use super::{Recipe, Values, normals};
use crate::demo::Language;
use crate::demo::number::literal;
use crate::figures::inputs;
use crate::initialisation::Weights;
use crate::sparsity::Inputs;

pub(super) const RECIPE: Recipe = Recipe {
    figure: "sparsity",
    parameters: &inputs::SPARSITY,
    templates: [
        include_str!("sparsity/numpy.py.template"),
        include_str!("sparsity/pytorch.py.template"),
        include_str!("sparsity/rust.rs.template"),
    ],
    fill,
};

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    let setup = inputs::layer(values.0);
    filling.set("units", setup.units);
    filling.set("dimensions", setup.dimensions);
    filling.set("count", setup.count);
    filling.set("bias", literal(setup.bias));
    filling.set("shift", literal(setup.shift));
    filling.set("seed", setup.seed);
    let (part, rust_weights) = match setup.weights {
        Weights::He => ("he", "Weights::He".to_string()),
        Weights::Xavier => ("xavier", "Weights::Xavier".to_string()),
        Weights::Normal(deviation) => {
            filling.set("deviation", literal(deviation));
            ("chosen", format!("Weights::Normal({})", literal(deviation)))
        }
    };
    filling.when(part, true);
    filling.set("rust_weights", rust_weights);
    let (part, rust_inputs) = match setup.inputs {
        Inputs::Normal => ("normal", "Normal"),
        Inputs::Cube => ("cube", "Cube"),
        Inputs::Spirals => ("spirals", "Spirals"),
    };
    filling.when(part, true);
    filling.set("rust_inputs", rust_inputs);

    filling.when("plane", setup.dimensions == 2);
    for key in ["first", "second"] {
        filling.set(key, values.count(key).min(setup.count));
    }
    for key in ["x1", "x2"] {
        filling.set(key, values.literal(key));
    }
    let (low, high) = inputs::window(&setup);
    filling.set("low", literal(low));
    filling.set("high", literal(high));
    normals(language, filling, false);
    let layer = filling.fill(include_str!("shared/layer.py.template"));
    filling.set("layer", layer);
}
