//! The browser boundary: the only code that names wasm-bindgen, web-sys, js-sys and plotters-canvas. It
//! converts and computes nothing.
//!
//! Who wants one thing does not load the others: the first figure, the later figures, what the article computes beside them,
//! what they show as programs, the numbers for scripts and long work are each a feature, and a WebAssembly module of its own.

#[cfg(feature = "article-for-js")]
pub mod article;
#[cfg(feature = "bench-for-js")]
pub mod bench;
#[cfg(feature = "figures-for-js")]
mod canvas;
#[cfg(any(feature = "figures-for-js", feature = "article-for-js", feature = "worker-for-js"))]
mod convert;
#[cfg(feature = "figures-for-js")]
pub mod figure;
#[cfg(feature = "numbers-for-js")]
pub mod numbers;
#[cfg(feature = "light-figures")]
mod paper;
#[cfg(feature = "later-figures")]
pub mod predict;
#[cfg(feature = "programs-for-js")]
pub mod programs;
#[cfg(feature = "worker-for-js")]
pub mod worker;

use js_sys::Error;
use wasm_bindgen::JsValue;

#[cfg(any(feature = "article-for-js", feature = "programs-for-js"))]
use crate::demo::Language;
use crate::error::ParameterError;

/// A language by its name.
#[cfg(any(feature = "article-for-js", feature = "programs-for-js"))]
fn language(name: &str) -> Result<Language, ParameterError> {
    let found = Language::ALL.into_iter().find(|known| known.name() == name);
    found.ok_or_else(|| ParameterError::new("language", name, "numpy, pytorch or rust"))
}

/// What JavaScript gets is an `Error` with the same sentence.
impl From<ParameterError> for JsValue {
    fn from(error: ParameterError) -> Self {
        Error::new(&error.to_string()).into()
    }
}

/// Half the weight of the standard allocator for WebAssembly.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
