//! Plain objects and arrays of JavaScript.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// An array of values. js-sys's own `collect` is a growth strategy of its own for each iterator; this is one loop.
pub(super) fn array(values: impl IntoIterator<Item = JsValue>) -> Array {
    let array = Array::new();
    for value in values {
        array.push(&value);
    }
    array
}

pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}
