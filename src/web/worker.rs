//! Long work for JavaScript: whoever does it, a worker or the page in slices, does it with this.

mod comparison;

use js_sys::Error;
use wasm_bindgen::prelude::*;

use crate::error::ParameterError;
use crate::work::{Job, Piece};

/// A job and the piece of it that is being done.
#[wasm_bindgen]
pub struct Work {
    job: Job,
    piece: Option<Piece>,
}

#[wasm_bindgen]
impl Work {
    /// The job that a figure's `beginWork` tells of.
    ///
    /// # Errors
    /// If the numbers tell of none.
    #[wasm_bindgen(constructor)]
    pub fn new(numbers: &[f64]) -> Result<Work, JsValue> {
        let job = Job::from_numbers(numbers).map_err(JsValue::from)?;
        Ok(Work { job, piece: None })
    }

    /// How many pieces it has.
    #[wasm_bindgen(getter)]
    pub fn pieces(&self) -> usize {
        self.job.pieces()
    }

    /// Begins a piece; the one that was begun before is dropped.
    ///
    /// # Errors
    /// If the job has no such piece.
    pub fn begin(&mut self, piece: f64) -> Result<(), JsValue> {
        let pieces = self.job.pieces();
        let exists = piece >= 0.0 && piece < pieces as f64 && libm::floor(piece) == piece;
        if !exists {
            let allowed = format!("a whole number from 0 to {}", pieces.saturating_sub(1));
            return Err(ParameterError::new("piece", format!("{piece}"), allowed).into());
        }
        self.piece = Some(self.job.begin(piece as usize));
        Ok(())
    }

    /// Does the next step of the piece, a millisecond or two long; says whether there are more.
    pub fn step(&mut self) -> bool {
        self.piece.as_mut().is_some_and(Piece::step)
    }

    /// What has come of the piece since this was last asked, if it gives its result in parts; empty if that is nothing.
    #[wasm_bindgen(js_name = takePart)]
    pub fn take_part(&mut self) -> Vec<f64> {
        self.piece.as_mut().map_or_else(Vec::new, Piece::take_part)
    }

    /// What has come of the piece, which then is done; if it gives its result in parts, the last of them.
    ///
    /// # Errors
    /// If none was begun.
    pub fn result(&mut self) -> Result<Vec<f64>, JsValue> {
        let mut piece = self.piece.take().ok_or_else(|| Error::new("no piece of the work was begun"))?;
        Ok(piece.result())
    }
}
