//! Products with and without zeros, for JavaScript, which has the clock: it does what is asked for and says how long it took.

use wasm_bindgen::prelude::*;

use crate::article::zeros;
use crate::web::convert::Message;
use crate::zeros::timing::{self, COARSEST_STEP, Run, Runner};

/// A comparison on its way.
#[wasm_bindgen]
pub struct Comparison {
    comparison: timing::Comparison,
    runner: Runner,
    run: Option<Run>,
    same: bool,
    /// What the products summed up to: as long as it is kept, they have to be computed.
    sum: f32,
}

#[wasm_bindgen]
impl Comparison {
    /// A comparison at a share of zeros, by a clock with a step of so many milliseconds, in goes that are not meant to last
    /// longer than others.
    ///
    /// # Errors
    /// Names the number that cannot be used and what is allowed.
    #[wasm_bindgen(constructor)]
    pub fn new(share: f64, step: f64, longest_go: f64) -> Result<Comparison, JsValue> {
        let comparison = timing::Comparison::new(share, step, longest_go)?;
        Ok(Comparison { comparison, runner: Runner::default(), run: None, same: true, sum: 0.0 })
    }

    /// The coarsest clock that serves, by its step in milliseconds.
    #[wasm_bindgen(js_name = coarsestStep)]
    pub fn coarsest_step() -> f64 {
        COARSEST_STEP
    }

    /// Makes ready what is to be timed next; says whether there is anything.
    ///
    /// # Errors
    /// If it cannot be.
    pub fn prepare(&mut self) -> Result<bool, JsValue> {
        self.run = self.comparison.next();
        if let Some(run) = &self.run
            && self.runner.prepare(run)?
        {
            self.same &= self.runner.agree(run);
        }
        Ok(self.run.is_some())
    }

    /// Does it. This is what is timed.
    pub fn run(&mut self) {
        if let Some(run) = &self.run {
            self.sum += self.runner.run(run).unwrap_or(0.0);
        }
    }

    /// How long it took, in milliseconds.
    pub fn took(&mut self, milliseconds: f64) {
        self.comparison.took(milliseconds);
    }

    /// How much is done, from 0 to 1.
    #[wasm_bindgen(getter)]
    pub fn progress(&self) -> f64 {
        self.comparison.progress()
    }

    /// What the products summed up to.
    #[wasm_bindgen(getter)]
    pub fn sum(&self) -> f32 {
        self.sum
    }

    /// The table of what is known so far.
    pub fn table(&self) -> String {
        let mut message = Message::new();
        message.table(&zeros::table(&self.comparison.results()));
        message.into_text()
    }

    /// What was measured, in sentences; none until it is done.
    pub fn verdict(&self) -> String {
        let mut message = Message::new();
        message.sentences(&zeros::verdict(&self.comparison.results(), self.same));
        message.into_text()
    }
}
