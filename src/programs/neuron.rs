//! One unit on the unit square.

use super::template::Filling;
use super::{Recipe, Values, normals};
use crate::demo::Language;
use crate::figures::inputs;

pub(super) const RECIPE: Recipe = Recipe {
    figure: "neuron",
    parameters: &inputs::NEURON,
    templates: [
        include_str!("neuron/numpy.py.template"),
        include_str!("neuron/pytorch.py.template"),
        include_str!("neuron/rust.rs.template"),
    ],
    fill,
};

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    for key in ["w1", "w2", "b", "x1", "x2", "w3", "x3"] {
        filling.set(key, values.literal(key));
    }
    filling.set("seed", values.seed("seed"));
    filling.set("points", values.count("points"));
    // A third input without a weight is none.
    filling.when("slice", values.number("w3") != 0.0);
    filling.when("line", values.number("w1") != 0.0 || values.number("w2") != 0.0);
    normals(language, filling, false);
}
