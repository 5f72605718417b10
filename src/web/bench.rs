//! A random network for `cargo xtask bench`, which times a pass through it beside JavaScript that does the same.

use wasm_bindgen::prelude::*;

use crate::signal::{Drawn, Setup, Survey, pass};

/// A network whose numbers have been drawn: ReLU with He's weights and no bias.
#[wasm_bindgen]
pub struct Network {
    setup: Setup,
    drawn: Drawn,
}

#[wasm_bindgen]
impl Network {
    /// Draws network number `index` of a survey.
    ///
    /// # Errors
    /// If [`Setup::check`] refuses width or depth.
    pub fn draw(width: usize, depth: usize, seed: u64, index: usize) -> Result<Network, JsValue> {
        let setup = Setup { width, depth, ..Setup::default() };
        setup.check()?;
        Ok(Network { setup, drawn: Survey { setup, networks: 1, seed }.draw(index) })
    }

    /// The weights, layer by layer; in each, from input i to unit j at i · width + j.
    pub fn weights(&self) -> Vec<f64> {
        self.drawn.weights.clone()
    }

    /// The input.
    pub fn input(&self) -> Vec<f64> {
        self.drawn.input.clone()
    }

    /// The gradient with respect to the last layer's activations.
    pub fn gradient(&self) -> Vec<f64> {
        self.drawn.gradient.clone()
    }

    /// Writes the weights anew, so that they lie as near as when they were drawn.
    pub fn write(&mut self, weights: Vec<f64>) {
        self.drawn.weights = weights;
    }

    /// Goes forward and back, and tells all that is measured on the way, as `Passage::to_numbers` does.
    ///
    /// # Errors
    /// If weights were written of which there are not as many as were drawn.
    pub fn pass(&self) -> Result<Vec<f64>, JsValue> {
        let Drawn { input, gradient, weights } = &self.drawn;
        Ok(pass(&self.setup, weights, input, gradient)?.passage.to_numbers())
    }
}
