//! The signs, the mean and the growth.

use super::template::Filling;
use super::{Recipe, Values, activations, normals};
use crate::demo::Language;
use crate::figures::inputs;

pub(super) const RECIPE: Recipe = Recipe {
    figure: "limits",
    parameters: &inputs::LIMITS,
    templates: [
        include_str!("limits/numpy.py.template"),
        include_str!("limits/pytorch.py.template"),
        include_str!("limits/rust.rs.template"),
    ],
    fill,
};

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    let (part, function) = match values.text("activation").as_str() {
        "leaky-relu" => ("leaky", "leaky_relu"),
        "sigmoid" => ("sigmoid", "sigmoid"),
        "tanh" => ("tanh", "tanh"),
        _ => ("relu", "relu"),
    };
    filling.when(part, true);
    filling.when("values", true);
    filling.when("growth", ["relu", "leaky"].contains(&part));
    filling.set("f", function);
    filling.set("leaky", "0.01");
    filling.set("seed", values.seed("seed"));
    for key in ["batch", "width", "depth"] {
        filling.set(key, values.count(key));
    }
    filling.set("width_float", values.literal("width"));
    filling.set("deviation", values.literal("deviation"));
    activations(language, filling);
    normals(language, filling, false);
}
