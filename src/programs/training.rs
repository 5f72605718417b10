//! A run up to the update that is looked at; and what it has in common with a [sweep](super::sweep), a run from many seeds.

use super::template::Filling;
use super::{Kind, Recipe, Values, activations, normals};
use crate::data::DataSet;
use crate::demo::Language;
use crate::demo::number::literal;
use crate::figures::inputs;
use crate::initialisation::Weights;
use crate::state::joined;
use crate::training::{Bias, Initial, Loss, Setup};

pub(super) const RECIPE: Recipe = Recipe {
    figure: "training",
    parameters: &inputs::TRAINING,
    templates: [
        include_str!("training/numpy.py.template"),
        include_str!("training/pytorch.py.template"),
        include_str!("training/rust.rs.template"),
    ],
    fill,
};

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    let setup = inputs::run(values.0);
    filling.set("updates", values.count("at").min(setup.updates()));
    of_run(&setup, language, "Descent", filling);
}

/// Everything that a run needs. The program in Rust names one thing more of the crate's.
pub(super) fn of_run(setup: &Setup, language: Language, named: &'static str, filling: &mut Filling) {
    let kind = Kind::of(setup.activation);
    kind.set(filling);
    // In doubles, and brought back to 32 bits.
    let doubles = ["elu", "gelu", "silu"].contains(&kind.part);
    filling.when("doubles", doubles);
    filling.when("slopes", doubles);
    let module = match kind.part {
        "relu" => "ReLU()",
        "leaky" => "LeakyReLU(0.01)",
        "elu" => "ELU()",
        "sigmoid" => "Sigmoid()",
        "tanh" => "Tanh()",
        "gelu" => "GELU()",
        _ => "SiLU()",
    };
    filling.set("torch_module", module);
    filling.set("torch_class", module.split('(').next().unwrap_or_default());
    filling.set("behind", if setup.batch_norm { 2 } else { 1 });

    let list = |sizes: &[usize]| {
        let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
        joined(&sizes.iter().map(String::as_str).collect::<Vec<_>>(), ", ")
    };
    filling.set("sizes", format!("[{}]", list(&setup.sizes())));
    filling.set("hidden", list(&setup.hidden));
    of_data(setup, filling);
    let drawn_weights = of_beginning(setup, filling);

    let cross_entropy = setup.loss == Loss::CrossEntropy;
    filling.when("cross_entropy", cross_entropy);
    filling.set("rust_loss", if cross_entropy { "CrossEntropy" } else { "SquaredError" });
    filling.set("rate", literal(setup.rate));
    filling.set("batch", setup.batch_size());
    filling.set("epochs", setup.epochs);
    filling.set("seed", setup.seed);
    filling.set("momentum", literal(setup.momentum));
    filling.when("momentum", setup.momentum != 0.0);
    filling.set("decay", literal(setup.decay));
    filling.when("decay", setup.decay != 0.0);
    filling.when("clip", setup.clip.is_some());
    filling.set("clip", setup.clip.map_or_else(String::new, literal));
    filling.set(
        "rust_clip",
        setup.clip.map_or_else(|| "None".to_string(), |clip| format!("Some({})", literal(clip))),
    );
    let mut imports = vec!["Bias", "Data", "Initial", "Loss", "Setup", named];
    filling.when("later", setup.later.is_some());
    match setup.later {
        Some(later) => {
            let (change, then) = (later.update, literal(later.rate));
            filling.set("rust_later", format!("Some(Later {{ update: {change}, rate: {then} }})"));
            filling.set("change", change);
            filling.set("then", then);
            imports.push("Later");
        }
        None => filling.set("rust_later", "None"),
    }
    imports.retain(|name| *name != "Bias" || drawn_weights);
    imports.sort_unstable();
    let imports = joined(&imports, ", ");
    let short = imports.len() < 45;
    filling.set("imports", if short { imports } else { format!("\n    {imports},\n") });

    normals(language, filling, false);
    activations(language, filling);
    let draws = filling.fill(include_str!("shared/draws.py.template"));
    filling.set("draws", draws);
    let (name, shared) = match language {
        Language::NumPy => ("training", include_str!("shared/training.py.template")),
        Language::PyTorch => ("training", include_str!("shared/training.pytorch.template")),
        Language::Rust => ("setup", include_str!("shared/setup.rs.template")),
    };
    let shared = filling.fill(shared);
    filling.set(name, shared);
}

fn of_data(setup: &Setup, filling: &mut Filling) {
    let data = &setup.data;
    let (part, rust) = match data.set {
        DataSet::Moons => ("moons", "Moons"),
        DataSet::Circles => ("circles", "Circles"),
        DataSet::Spirals => ("spirals", "Spirals"),
        DataSet::Xor => ("xor", "Xor"),
        DataSet::Surface => ("surface", "Surface"),
        DataSet::Wave => ("wave", "Wave"),
    };
    filling.when(part, true);
    filling.set("rust_set", rust);
    filling.when("halves", ["moons", "circles", "spirals"].contains(&part));
    filling.when("classes", data.set.has_classes());
    filling.when("standardised", data.standardised);
    filling.set("rust_standardised", data.standardised);
    filling.when("shifted", data.shift != 0.0);
    filling.set("shift", literal(data.shift));
}

/// Says whether weights and biases are drawn as one chooses, and not as PyTorch does.
fn of_beginning(setup: &Setup, filling: &mut Filling) -> bool {
    filling.when("batch_norm", setup.batch_norm);
    filling.set("rust_batch_norm", setup.batch_norm);
    let Initial::Normal { weights, bias } = setup.initial else {
        filling.when("pytorch", true);
        filling.set("rust_initial", "Initial::PyTorch");
        return false;
    };
    filling.when("drawn", true);
    let (part, rust_weights) = match weights {
        Weights::He => ("he", "He".to_string()),
        Weights::Xavier => ("xavier", "Xavier".to_string()),
        Weights::Normal(deviation) => {
            filling.set("deviation", literal(deviation));
            ("chosen", format!("Normal({})", literal(deviation)))
        }
    };
    filling.when(part, true);
    let rust_bias = match bias {
        Bias::Normal => {
            filling.when("normal_bias", true);
            "Normal".to_string()
        }
        Bias::Constant(bias) => {
            filling.when("constant_bias", bias != 0.0);
            filling.set("bias", literal(bias));
            format!("Constant({})", literal(bias))
        }
    };
    filling.set(
        "rust_initial",
        format!(
            "Initial::Normal {{\n            weights: Weights::{rust_weights},\n            \
             bias: Bias::{rust_bias},\n        }}"
        ),
    );
    true
}
