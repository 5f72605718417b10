//! The browser boundary: the only code that names wasm-bindgen, web-sys, js-sys and plotters-canvas. It
//! converts and computes nothing.

mod canvas;
mod convert;
pub mod figure;
pub mod numbers;
mod objects;

/// Half the weight of the standard allocator for WebAssembly.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
