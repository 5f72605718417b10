//! The browser boundary: the only code that names wasm-bindgen, web-sys, js-sys and plotters-canvas. It
//! converts and computes nothing.
//!
//! A page with figures loads them without the numbers for scripts, and a script that wants the numbers loads those without
//! the figures: two features, and a WebAssembly module of each.

#[cfg(feature = "figures-for-js")]
mod canvas;
#[cfg(feature = "figures-for-js")]
mod convert;
#[cfg(feature = "figures-for-js")]
pub mod figure;
#[cfg(feature = "numbers-for-js")]
pub mod numbers;

use js_sys::Error;
use wasm_bindgen::JsValue;

use crate::error::ParameterError;

/// What JavaScript gets is an `Error` with the same sentence.
impl From<ParameterError> for JsValue {
    fn from(error: ParameterError) -> Self {
        Error::new(&error.to_string()).into()
    }
}

/// Half the weight of the standard allocator for WebAssembly.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
