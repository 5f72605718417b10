//! Runs the WebAssembly tests of the crate in a browser: wasm-bindgen's own test runner, in the
//! very version that Cargo.lock names, so that nothing need be installed by hand.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
