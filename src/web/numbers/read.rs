//! Reads what JavaScript passes: whatever it is, the outcome is a value or an error that names it.
//!
//! Only a getter or a proxy of the caller's can run code here; what that throws is thrown on.

use js_sys::{BigInt, JsString, Reflect};
use wasm_bindgen::prelude::*;

use crate::error::ParameterError;

/// How many characters of a string are copied out of JavaScript at most. A seed has 20 digits.
const LONGEST_TEXT: u32 = 100;

/// A property of an object; undefined if the object has none of that name.
pub(super) fn property(object: &JsValue, object_name: &str, name: &str) -> Result<JsValue, JsValue> {
    if object.is_object() {
        Reflect::get(object, &name.into())
    } else {
        Err(ParameterError::new(object_name.to_string(), description(object), "an object").into())
    }
}

/// What may be left out.
pub(super) fn given(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined()).then_some(value)
}

pub(super) fn number(value: &JsValue, name: &str, allowed: &'static str) -> Result<f64, ParameterError> {
    value.as_f64().ok_or_else(|| ParameterError::new(name.to_string(), description(value), allowed))
}

pub(super) fn count(value: &JsValue, name: &'static str, most: usize) -> Result<usize, ParameterError> {
    let allowed = || format!("a whole number from 1 to {most}");
    let Some(number) = value.as_f64() else {
        return Err(ParameterError::new(name, description(value), allowed()));
    };
    if number >= 1.0 && number <= most as f64 && libm::floor(number) == number {
        Ok(number as usize)
    } else {
        Err(ParameterError::number(name, number, allowed()))
    }
}

/// The elements of an array, or of whatever has a length and elements, a typed array for example.
pub(super) fn elements(
    array: &JsValue,
    name: &str,
    of_what: &'static str,
    least: usize,
    most: usize,
) -> Result<Vec<JsValue>, JsValue> {
    let length = if array.is_object() { Reflect::get(array, &"length".into())?.as_f64() } else { None };
    let Some(length) = length else {
        let allowed = format!("an array of {of_what}");
        return Err(ParameterError::new(name.to_string(), description(array), allowed).into());
    };
    if !(length >= least as f64 && length <= most as f64) {
        let allowed = match least == most {
            true => most.to_string(),
            false => format!("a whole number from {least} to {most}"),
        };
        // An array has a whole length, and is not to be told that it has one of 3.0.
        return Err(ParameterError::new(format!("number of {of_what}"), length.to_string(), allowed).into());
    }
    (0..length as u32).map(|index| Reflect::get_u32(array, index)).collect()
}

pub(super) fn numbers(
    array: &JsValue,
    name: &str,
    of_what: &'static str,
    least: usize,
    most: usize,
) -> Result<Vec<f64>, JsValue> {
    let elements = elements(array, name, of_what, least, most)?;
    let singular = of_what.trim_end_matches('s');
    let read = |(index, element)| number(element, &format!("{singular} {}", index + 1), "a finite number");
    elements.iter().enumerate().map(read).collect::<Result<_, _>>().map_err(JsValue::from)
}

/// The beginning of a string, and whether that is all of it.
pub(super) fn text(value: &JsValue) -> Option<(String, bool)> {
    let text = value.dyn_ref::<JsString>()?;
    Some((text.slice(0, LONGEST_TEXT).into(), text.length() <= LONGEST_TEXT))
}

pub(super) fn seed(seed: &JsValue) -> Result<u64, ParameterError> {
    let given = if let Some((digits, whole)) = text(seed) {
        let whole = whole && digits.bytes().all(|byte| byte.is_ascii_digit());
        if let (true, Ok(seed)) = (whole, digits.parse()) {
            return Ok(seed);
        }
        digits
    } else if let Ok(seed) = u64::try_from(seed.clone()) {
        return Ok(seed);
    } else {
        description(seed)
    };
    let allowed = "a BigInt or a string of digits, from 0 to 18446744073709551615";
    Err(ParameterError::new("seed", given, allowed))
}

/// Names a value without running any of its own code, as `toString` would.
pub(super) fn description(value: &JsValue) -> String {
    if let Some((text, _)) = text(value) {
        return text;
    }
    if let Some(number) = value.as_f64() {
        return format!("the number {number}");
    }
    if value.is_bigint() {
        // Writing out a BigInt of a million digits would take minutes.
        let shown = value.lt(&JsValue::from(u128::MAX)) && value.gt(&JsValue::from(i128::MIN));
        if let (true, Some(digits)) =
            (shown, value.dyn_ref::<BigInt>().and_then(|big| big.to_string(10).ok()))
        {
            return digits.into();
        }
        return "a BigInt of more than 38 digits".to_string();
    }
    if value.is_null() {
        return "null".to_string();
    }
    match value.as_bool() {
        Some(truth) => truth.to_string(),
        None if value.is_undefined() => "undefined".to_string(),
        None => value.js_typeof().as_string().map_or_else(String::new, |kind| format!("of type {kind}")),
    }
}
