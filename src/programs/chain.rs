//! The chain of single units, what stands beside it, and sigmoid, which the ratio is of.

use super::template::Filling;
use super::{Recipe, Values, activations, quoted};
use crate::demo::Language;
use crate::figures::inputs;
use crate::state::joined;

pub(super) const RECIPE: Recipe = Recipe {
    figure: "chain",
    parameters: &inputs::CHAIN,
    templates: [
        include_str!("chain/numpy.py.template"),
        include_str!("chain/pytorch.py.template"),
        include_str!("chain/rust.rs.template"),
    ],
    fill,
};

/// How many numbers stand in a line where they do not all fit one.
const IN_LINE: usize = 12;

/// A list of whole numbers, in several lines if it is long.
fn list(numbers: &[String], indent: &str) -> String {
    if numbers.len() <= IN_LINE {
        return format!("[{}]", numbers.join(", "));
    }
    let lines = numbers.chunks(IN_LINE).map(|line| format!("{indent}    {},\n", line.join(", ")));
    format!("[\n{}{indent}]", lines.collect::<String>())
}

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    let factors = values.count("factors");
    for key in ["weight", "z", "output"] {
        filling.set(key, values.literal(key));
    }
    filling.set("factors", factors);
    filling.set("leaky", "0.01");

    let is_there = |layer: &usize| *layer <= factors && values.has("off", &layer.to_string());
    let off: Vec<String> = (1..=factors).filter(is_there).map(|layer| layer.to_string()).collect();
    filling.when("off", !off.is_empty());
    let indent = if language == Language::Rust { "    " } else { "" };
    filling.set("off", list(&off, indent));
    filling.when("same", values.has("at", "same"));

    let alternating = values.has("kind", "alternating");
    let (own, own_function) =
        if alternating { ("ReLU and sigmoid", "relu_and_sigmoid") } else { ("ReLU", "relu") };
    let (mut names, mut functions) = (vec![own, "sigmoid"], vec![own_function, "sigmoid"]);
    for (key, part, name, function) in
        [("tanh", "tanh", "tanh", "tanh"), ("leaky-relu", "leaky", "Leaky ReLU", "leaky_relu")]
    {
        if values.has("beside", key) {
            names.push(name);
            functions.push(function);
            filling.when(part, true);
        }
    }
    filling.set("names", quoted(&names));
    filling.set("count", names.len());
    filling.set("functions", joined(&functions, ", "));
    filling.set("own", own_function);
    for part in ["relu", "sigmoid", "slopes", "zero_at_zero"] {
        filling.when(part, true);
    }
    filling.when("alternating", alternating);
    activations(language, filling);
}
