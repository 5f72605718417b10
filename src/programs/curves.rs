//! ReLU and its slope, and what is laid over it.

use super::template::Filling;
use super::{Recipe, Values, activations};
use crate::demo::Language;
use crate::figures::inputs;

pub(super) const RECIPE: Recipe = Recipe {
    figure: "curves",
    parameters: &inputs::CURVES,
    templates: [
        include_str!("curves/numpy.py.template"),
        include_str!("curves/pytorch.py.template"),
        include_str!("curves/rust.rs.template"),
    ],
    fill,
};

/// Names of the activations in links, and of their parts in the templates.
const OVER: [(&str, &str); 6] = [
    ("leaky-relu", "leaky"),
    ("elu", "elu"),
    ("gelu", "gelu"),
    ("silu", "silu"),
    ("sigmoid", "sigmoid"),
    ("tanh", "tanh"),
];

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    filling.set("z", values.literal("z"));
    filling.set("at_zero", if values.has("at-zero", "1") { "1.0" } else { "0.5" });
    filling.set("leaky", values.literal("leaky"));
    filling.set("elu", values.literal("elu"));
    for part in ["relu", "values", "slopes"] {
        filling.when(part, true);
    }
    filling.when("zero_at_zero", values.has("at-zero", "0"));
    filling.when("one_at_zero", values.has("at-zero", "1"));
    let over = OVER.iter().filter(|(name, _)| values.has("over", name));
    filling.set("count", 1 + over.clone().count());
    over.for_each(|(_, part)| filling.when(part, true));
    activations(language, filling);
}
