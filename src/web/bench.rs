//! A random network and one that is trained, for `cargo xtask bench`, which times both beside JavaScript that does the same.

use wasm_bindgen::prelude::*;

use crate::signal::{Drawn, Setup, Survey, pass};
use crate::training::{self, Course, Descent, Run, Sweep};

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

/// The training of a network with two hidden layers of the same width, from the default set-up: in 32-bit numbers, and in 64-bit
/// numbers to hold the JavaScript against.
#[wasm_bindgen]
pub struct Training {
    setup: training::Setup,
    descent: Descent<f32>,
    exact: Descent<f64>,
}

#[wasm_bindgen]
impl Training {
    /// Draws data and network.
    ///
    /// # Errors
    /// If the set-up is refused.
    #[wasm_bindgen(constructor)]
    pub fn new(width: usize, batch: usize, rate: f64, epochs: usize) -> Result<Training, JsValue> {
        let setup =
            training::Setup { hidden: vec![width, width], batch, rate, epochs, ..training::Setup::default() };
        Ok(Training { descent: Descent::new(&setup)?, exact: Descent::new(&setup)?, setup })
    }

    /// The inputs of all samples.
    pub fn inputs(&self) -> Vec<f64> {
        self.exact.inputs().to_vec()
    }

    /// The targets of all samples.
    pub fn targets(&self) -> Vec<f64> {
        self.exact.targets().to_vec()
    }

    /// The parameters in 64-bit numbers.
    pub fn exact(&self) -> Vec<f64> {
        self.exact.network().parameters().to_vec()
    }

    /// The parameters in 32-bit numbers.
    pub fn parameters(&self) -> Vec<f32> {
        self.descent.network().parameters().to_vec()
    }

    /// Goes through all epochs in 64-bit numbers; the places of the samples that the updates have learned from.
    pub fn learn_exactly(&mut self) -> Vec<u32> {
        let mut batches = Vec::new();
        for _ in 0..self.setup.updates() {
            batches.extend(self.exact.next_batch().into_iter().map(|sample| sample as u32));
            let _ = self.exact.update();
        }
        batches
    }

    /// Goes through all epochs from the beginning, without looking at what becomes of the units.
    pub fn learn(&mut self, beginning: &[f32]) {
        self.descent.restore(0, beginning);
        for _ in 0..self.setup.updates() {
            let _ = self.descent.update();
        }
    }

    /// Goes through all epochs with everything that is told of a run; how many units died.
    ///
    /// # Errors
    /// If the set-up is refused.
    pub fn run(&self) -> Result<usize, JsValue> {
        let mut run = Run::new(&self.setup)?;
        while run.step() {}
        let mut course = Course::default();
        course.extend(&self.setup, &run.take_part());
        Ok(course.epochs.iter().map(|epoch| epoch.deaths.len()).sum())
    }

    /// Runs from so many seeds at each of these rates; the mean share of the dead.
    pub fn sweep(&self, rates: Vec<f64>, seeds: usize) -> f64 {
        let sweep = Sweep { setups: vec![self.setup.clone()], rates, seeds };
        let dead = (0..sweep.runs()).filter_map(|run| sweep.begin(run)).map(|mut run| {
            while run.step() {}
            run.outcome().dead
        });
        dead.sum::<f64>() / sweep.runs() as f64
    }
}
