//! How a figure's words, tables and parameters look in JavaScript.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::state::{Domain, Parameter};
use crate::words::{Filling, Sentence};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A sentence: the key of its template, then name and filling of each gap in turn. A filling that begins with "@" is the key of a word. */
export type Sentence = string[];

/** What a figure's parameter may be. */
export interface Parameter {
    /** Its name in links and attributes. */
    key: string;
    /** A number, one name, any of several names, any of the numbers from 1 to `max`, or a seed. */
    kind: "number" | "choice" | "set" | "numbered" | "seed";
    /** Smallest and largest number. */
    min: number;
    max: number;
    /** Slider position of the smallest and the largest number. */
    from: number;
    to: number;
    /** Numbers that must be reachable exactly. */
    anchors: number[];
    /** The names of a choice or a set. */
    options: string[];
    /** The default as a link would carry it. */
    default: string;
    /** What is allowed, in words. */
    allowed: string;
}

/** The numbers of a figure. */
export interface Table {
    caption: Sentence;
    columns: Sentence[];
    rows: string[][];
    /** The row the handle stands at, or -1. */
    current: number;
}
"#;

pub(super) fn push_filling(text: &mut String, filling: &Filling) {
    match filling {
        Filling::Text(shown) => text.push_str(shown),
        Filling::Word(key) => {
            text.push('@');
            text.push_str(key);
        }
    }
}

pub(super) fn push_sentence(text: &mut String, sentence: &Sentence) {
    text.push_str(&sentence.key);
    for (name, filling) in &sentence.slots {
        text.push('\u{1f}');
        text.push_str(name);
        text.push('\u{1f}');
        push_filling(text, filling);
    }
}

pub(super) fn text(filling: &Filling) -> JsValue {
    let mut text = String::new();
    push_filling(&mut text, filling);
    JsValue::from_str(&text)
}

/// An array of values. js-sys's own `collect` is a growth strategy of its own for each iterator; this is one loop.
pub(super) fn array(values: impl IntoIterator<Item = JsValue>) -> Array {
    let array = Array::new();
    for value in values {
        array.push(&value);
    }
    array
}

pub(super) fn sentence(sentence: &Sentence) -> JsValue {
    let parts = Array::of1(&JsValue::from_str(&sentence.key));
    for (name, filling) in &sentence.slots {
        parts.push(&JsValue::from_str(name));
        parts.push(&text(filling));
    }
    parts.into()
}

pub(super) fn sentences(all: &[Sentence]) -> Array {
    array(all.iter().map(sentence))
}

pub(super) fn strings<'a>(all: impl IntoIterator<Item = &'a str>) -> Array {
    array(all.into_iter().map(JsValue::from_str))
}

pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

pub(super) fn describe(parameter: &Parameter) -> JsValue {
    let (kind, min, max, anchors, options): (_, _, _, &[f64], &[&str]) = match parameter.domain {
        Domain::Number { min, max, anchors, .. } => ("number", min, max, anchors, &[]),
        Domain::Choice(names) => ("choice", 0.0, 0.0, &[], names),
        Domain::Set(names) => ("set", 0.0, 0.0, &[], names),
        Domain::Numbered(most) => ("numbered", 1.0, most as f64, &[], &[]),
        Domain::Seed => ("seed", 0.0, 0.0, &[], &[]),
    };
    object(&[
        ("key", parameter.key.into()),
        ("kind", kind.into()),
        ("min", min.into()),
        ("max", max.into()),
        ("from", parameter.position(min).into()),
        ("to", parameter.position(max).into()),
        ("anchors", array(anchors.iter().map(|anchor| JsValue::from_f64(*anchor))).into()),
        ("options", strings(options.iter().copied()).into()),
        ("default", parameter.text(parameter.default).into()),
        ("allowed", parameter.allowed().into()),
    ])
}
