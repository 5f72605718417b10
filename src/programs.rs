//! What a figure shows, as a program: in NumPy, in PyTorch and in Rust, at the values that the figure has.
//!
//! A program is whole, and short enough to be read: the values stand at its top, and only what they need follows. It prints what
//! the figure's read-outs say, mostly with a digit or two more.
//!
//! Where something is drawn at random, the programs draw the same numbers as the figure, those in PyTorch by NumPy. A network
//! that is trained is one of 32-bit numbers, which PyTorch sums in another order: over many updates its run can part from the
//! figure's. Our tests run the programs in NumPy and in Rust and hold what they print to the figure; those in PyTorch are only
//! read by Python.
//!
//! Programs in Rust whose figure draws anything, and those of whole networks, use this crate, and begin with how they are run;
//! the others need nothing but the standard library.
//!
//! ```
//! use relu_explainer::programs::{Language, program, state};
//!
//! let mut chain = state("chain")?;
//! chain.assign("weight", "0.5")?;
//! let source = program("chain", Language::NumPy, &chain)?;
//! assert!(source.contains("\nw = 0.5  # the weight of every layer\n"));
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```

mod chain;
mod curves;
mod depth;
mod limits;
mod neuron;
mod sparsity;
mod sweep;
mod template;
mod training;

pub use crate::demo::Language;

use crate::activation::Activation;
use crate::demo::number::literal;
use crate::error::ParameterError;
use crate::state::{Parameter, State, Value, joined};
use template::Filling;

/// What the programs of a figure are made of.
struct Recipe {
    figure: &'static str,
    parameters: &'static [Parameter],
    /// In the order of [`Language::ALL`].
    templates: [&'static str; 3],
    /// Fills in what the values ask for.
    fill: fn(&Values, Language, &mut Filling),
}

const RECIPES: &[Recipe] = &[
    curves::RECIPE,
    chain::RECIPE,
    neuron::RECIPE,
    sparsity::RECIPE,
    depth::RECIPE,
    sweep::RECIPE,
    training::RECIPE,
    limits::RECIPE,
];

fn recipe(figure: &str) -> Result<&'static Recipe, ParameterError> {
    RECIPES.iter().find(|recipe| recipe.figure == figure).ok_or_else(|| {
        let names: Vec<&str> = RECIPES.iter().map(|recipe| recipe.figure).collect();
        ParameterError::new("figure", figure, format!("one of {}", joined(&names, ", ")))
    })
}

/// The state of a figure with every parameter at its default: that of [`Figure`](crate::figures::Figure), without the figure.
///
/// # Errors
/// Names the figures that there are programs for, if this is none.
///
/// ```
/// use relu_explainer::programs::state;
///
/// assert_eq!(state("curves")?.text("z")?, "0.5");
/// assert!(state("sheet").is_err());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn state(figure: &str) -> Result<State, ParameterError> {
    Ok(State::new(recipe(figure)?.parameters))
}

/// The program in a language that computes what a figure shows in a state: ASCII, in lines of 80 characters at most.
///
/// # Errors
/// If there is no such figure, or the state is another figure's.
///
/// ```
/// use relu_explainer::figures::Figure;
/// use relu_explainer::programs::{Language, program};
///
/// let figure = Figure::new("curves")?;
/// let source = program(figure.name(), Language::Rust, figure.state())?;
/// assert!(source.contains("let z = 0.5;"));
/// assert!(program("chain", Language::Rust, figure.state()).is_err());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn program(figure: &str, language: Language, state: &State) -> Result<String, ParameterError> {
    let recipe = recipe(figure)?;
    if !keys(recipe.parameters).eq(keys(state.parameters())) {
        let [given, allowed] = [state.parameters(), recipe.parameters]
            .map(|parameters| format!("one of {}", joined(&keys(parameters).collect::<Vec<_>>(), ", ")));
        return Err(ParameterError::new("state", given, allowed));
    }
    let mut filling = Filling::default();
    (recipe.fill)(&Values(state), language, &mut filling);
    let template = Language::ALL.iter().zip(recipe.templates).find(|(known, _)| **known == language);
    Ok(filling.fill(template.map_or("", |(_, template)| template)))
}

fn keys(parameters: &'static [Parameter]) -> impl Iterator<Item = &'static str> {
    parameters.iter().map(|parameter| parameter.key)
}

/// A figure's values under their keys. A key that the figure does not have has the value 0, or no names.
struct Values<'a>(&'a State);

impl Values<'_> {
    fn get(&self, key: &str) -> Option<Value> {
        self.0.index(key).ok().and_then(|index| self.0.get(index))
    }

    fn number(&self, key: &str) -> f64 {
        match self.get(key) {
            Some(Value::Number(number)) => number,
            _ => 0.0,
        }
    }

    /// A number as it stands in a program.
    fn literal(&self, key: &str) -> String {
        literal(self.number(key))
    }

    fn count(&self, key: &str) -> usize {
        self.number(key) as usize
    }

    /// What is chosen, or all that is chosen, joined by +.
    fn text(&self, key: &str) -> String {
        self.0.text(key).unwrap_or_default()
    }

    /// Whether a name is chosen, or one of those that are.
    fn has(&self, key: &str, name: &str) -> bool {
        self.text(key).split('+').any(|chosen| chosen == name)
    }

    fn seed(&self, key: &str) -> u64 {
        match self.get(key) {
            Some(Value::Seed(seed)) => seed,
            _ => 0,
        }
    }
}

/// What an activation is called in programs.
struct Kind {
    /// In templates.
    part: &'static str,
    python: &'static str,
    torch: String,
    rust: String,
}

impl Kind {
    fn of(activation: Activation) -> Self {
        let (part, python, torch, rust) = match activation {
            Activation::Relu { .. } => ("relu", "relu", "torch.relu".to_string(), "RELU".to_string()),
            Activation::LeakyRelu { slope } => {
                let slope = literal(slope);
                let torch = format!("torch.nn.LeakyReLU({slope})");
                ("leaky", "leaky_relu", torch, format!("LeakyRelu {{ slope: {slope} }}"))
            }
            Activation::Elu { alpha } => {
                let alpha = literal(alpha);
                ("elu", "elu", format!("torch.nn.ELU({alpha})"), format!("Elu {{ alpha: {alpha} }}"))
            }
            Activation::Sigmoid => ("sigmoid", "sigmoid", "torch.sigmoid".to_string(), "Sigmoid".to_string()),
            Activation::Tanh => ("tanh", "tanh", "torch.tanh".to_string(), "Tanh".to_string()),
            Activation::Gelu => ("gelu", "gelu", "F.gelu".to_string(), "Gelu".to_string()),
            Activation::Silu => ("silu", "silu", "F.silu".to_string(), "Silu".to_string()),
        };
        Kind { part, python, torch, rust: format!("Activation::{rust}") }
    }

    /// Its names, its part and its parameter.
    fn set(&self, filling: &mut Filling) {
        filling.when(self.part, true);
        filling.set("f", self.python);
        filling.set("torch_function", &self.torch);
        filling.set("rust_activation", &self.rust);
        // Those that no figure but the curves lets a reader change.
        filling.set("leaky", "0.01");
        filling.set("elu", "1.0");
    }
}

/// The definitions of the activations that a template needs, which [`Filling::when`] names, with their slopes where it names those.
fn activations(language: Language, filling: &mut Filling) {
    let template = match language {
        Language::NumPy => include_str!("programs/shared/activations.py.template"),
        Language::PyTorch => return,
        Language::Rust => include_str!("programs/shared/activations.rs.template"),
    };
    let definitions = filling.fill(template);
    filling.set("activations", definitions);
}

/// The source of normal numbers, where a language has not the figure's: in Rust this crate has it, and so it is said how that is
/// had. `many` at once, for whole networks.
fn normals(language: Language, filling: &mut Filling, many: bool) {
    let (name, source) = match language {
        Language::Rust => ("crate", include_str!("programs/shared/crate.rs.template")),
        _ if many => ("normals_from", include_str!("programs/shared/normals_from.py.template")),
        _ => ("normals", include_str!("programs/shared/normals.py.template")),
    };
    filling.set(name, source);
}

/// Names of a list between quotes, as all three languages write them.
fn quoted(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    joined(&quoted, ", ")
}
