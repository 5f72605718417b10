//! What the crate gives to JavaScript, called as JavaScript calls it.

#![allow(dead_code)]

use js_sys::{Array, Error, Function, Object, Promise, Reflect};
// Whose exports these are: without a mention it would not be linked.
use relu_explainer as _;
use wasm_bindgen::prelude::*;

/// The functions and classes that are exported to JavaScript, as its `import` gives them.
pub async fn exports() -> Object {
    let import = Function::new_no_args("return import('/wasm-bindgen-test')");
    let promise: Promise = import.call0(&JsValue::NULL).unwrap().unchecked_into();
    promise.await.unwrap().unchecked_into()
}

pub fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

pub fn call(object: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = property(object, name).dyn_into().unwrap();
    Reflect::apply(&function, object, &arguments.iter().collect::<Array>())
}

/// The value of a JavaScript expression.
pub fn js(expression: &str) -> JsValue {
    Function::new_no_args(&format!("return {expression}")).call0(&JsValue::NULL).unwrap()
}

/// What an expression may name.
const NAMES: &str = "const { Generator, Work, gradientChain, neuronReport, demoOutput } = exports;";

/// The value of a JavaScript expression that names exports.
pub fn evaluated(exports: &Object, expression: &str) -> Result<JsValue, JsValue> {
    Function::new_with_args("exports", &format!("{NAMES} return {expression}")).call1(&JsValue::NULL, exports)
}

/// The same as JSON, where it can be had.
pub fn shown(exports: &Object, expression: &str) -> String {
    let value = evaluated(exports, expression).unwrap();
    js_sys::JSON::stringify(&value).unwrap().into()
}

/// The sentence that is thrown instead.
pub fn refused(exports: &Object, expression: &str) -> String {
    sentence(evaluated(exports, expression))
}

/// The sentence of the error that was thrown.
pub fn sentence(result: Result<JsValue, JsValue>) -> String {
    let error: Error = result.unwrap_err().dyn_into().unwrap();
    assert_eq!(error.name(), "Error");
    error.message().into()
}

/// What nobody should pass, and some that one may.
pub const ANYTHING: &str = "[
    undefined, null, true, '', 'abc', '1.5', 'é\\ud800', 0, -0, -1, 1.5, NaN, Infinity, -Infinity, 1e300, 2 ** 53,
    0n, -1n, 2n ** 64n, -(2n ** 63n), 1n << 1000000n, Symbol('s'), [], [1, 2], {}, Object(1n), () => 1, /x/,
    new Proxy({}, { get() { throw new Error('trap') }, getPrototypeOf() { throw new Error('trap') } }),
    { toString() { throw new Error('no text') }, valueOf() { throw new Error('no number') } },
    { valueOf() { return {} }, toString() { return {} } }, 'x'.repeat(1 << 20), '0'.repeat(1 << 20),
]";

/// Whether a call ended in a trap, which leaves the module in an unknown state.
pub fn is_trap(result: &Result<JsValue, JsValue>) -> bool {
    let trap: Function = property(&js("WebAssembly"), "RuntimeError").unchecked_into();
    result.as_ref().is_err_and(|error| {
        let is_one: Function = js("(a, b) => a instanceof b").unchecked_into();
        is_one.call2(&JsValue::NULL, error, &trap).unwrap().is_truthy()
    })
}

/// Evaluates expressions with each of [`ANYTHING`] as their `x`: all may throw, and none may trap.
pub fn nothing_traps(exports: &Object, expressions: &[&str]) {
    let anything: Array = js(ANYTHING).unchecked_into();
    for expression in expressions {
        let function = Function::new_with_args("exports, x", &format!("{NAMES} return {expression}"));
        for thing in anything.iter() {
            assert!(!is_trap(&function.call2(&JsValue::NULL, exports, &thing)), "{expression}");
        }
    }
}
