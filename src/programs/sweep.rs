//! The runs of the set-up and the rate that the sweep points at, from all its seeds.

use super::template::Filling;
use super::training::of_run;
use super::{Recipe, Values};
use crate::demo::Language;
use crate::figures::inputs;
use crate::training::Setup;

pub(super) const RECIPE: Recipe = Recipe {
    figure: "sweep",
    parameters: &inputs::SWEEP,
    templates: [
        include_str!("sweep/numpy.py.template"),
        include_str!("sweep/pytorch.py.template"),
        include_str!("sweep/rust.rs.template"),
    ],
    fill,
};

fn fill(values: &Values, language: Language, filling: &mut Filling) {
    // Where no set-up is shown the figure has no runs; the program has those of the crate's own set-up.
    let (setup, seeds) =
        inputs::pointed(values.0).unwrap_or_else(|| (Setup::default(), values.count("seeds")));
    filling.set("seeds", seeds);
    of_run(&setup, language, "Sweep", filling);
}
