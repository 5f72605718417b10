//! Long work as JavaScript gets it: the same bits as natively, and an `Error` for what makes no sense.

#![cfg(target_arch = "wasm32")]

mod exports;

use exports::{evaluated, exports, nothing_traps, refused, shown};
use js_sys::Float64Array;
use relu_explainer::signal::{Setup, Survey};
use relu_explainer::training::Setup as Plan;
use relu_explainer::work::Job;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn job() -> Job {
    let setup = Setup { width: 8, depth: 6, ..Setup::default() };
    Job::Signal(Survey { setup, networks: 5, seed: 42 })
}

/// The job as a JavaScript expression.
fn written() -> String {
    expression(&job())
}

fn expression(job: &Job) -> String {
    let numbers: Vec<String> = job.to_numbers().iter().map(|number| format!("{number:?}")).collect();
    format!("new Work(new Float64Array([{}]))", numbers.join(","))
}

#[wasm_bindgen_test]
async fn every_piece_has_the_bits_of_the_native_program() {
    let exports = exports().await;
    let job = job();
    for piece in [4, 0, 2] {
        let doing = format!(
            "(() => {{ const work = {}; work.begin({piece}); while (work.step()); return work.result() }})()",
            written()
        );
        let result: Float64Array = evaluated(&exports, &doing).unwrap().dyn_into().unwrap();
        let expected = job.result(piece);
        assert_eq!(result.length() as usize, 4 * 6 + 2);
        for (index, expected) in expected.iter().enumerate() {
            assert_eq!(result.get_index(index as u32).to_bits(), expected.to_bits(), "{piece}, {index}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_run_in_parts_has_the_bits_of_the_native_program() {
    let exports = exports().await;
    let plan = Plan { rate: 0.5, epochs: 8, ..Plan::default() };
    let job = Job::Training(vec![plan.clone(), Plan { seed: 1, ..plan }]);
    let doing = format!(
        "(() => {{ const work = {}; work.begin(1); const parts = []; while (work.step()) parts.push(work.takePart()); \
         parts.push(work.result()); return Float64Array.from(parts.flatMap((part) => [...part])) }})()",
        expression(&job)
    );
    let joined: Float64Array = evaluated(&exports, &doing).unwrap().dyn_into().unwrap();
    let expected = job.result(1);
    assert_eq!(joined.length() as usize, expected.len());
    for (index, expected) in expected.iter().enumerate() {
        assert_eq!(joined.get_index(index as u32).to_bits(), expected.to_bits(), "{index}");
    }
    let none = format!("{}.takePart().length", expression(&job));
    assert_eq!(shown(&exports, &none), "0", "nothing was begun");
}

#[wasm_bindgen_test]
async fn a_piece_can_be_dropped_for_another() {
    let exports = exports().await;
    assert_eq!(shown(&exports, &format!("{}.pieces", written())), "5");
    let results = |doing: &str| {
        shown(
            &exports,
            &format!(
                "(() => {{ const work = {}; {doing}; while (work.step()); return [...work.result()] }})()",
                written()
            ),
        )
    };
    assert_eq!(results("work.begin(1); work.step(); work.step(); work.begin(3)"), results("work.begin(3)"));
    assert_ne!(results("work.begin(3)"), results("work.begin(1)"));
}

#[wasm_bindgen_test]
async fn what_makes_no_sense_is_refused_in_a_sentence() {
    let exports = exports().await;
    for piece in ["5", "-1", "0.5", "NaN", "Infinity"] {
        let sentence = refused(&exports, &format!("{}.begin({piece})", written()));
        assert!(sentence.contains("it must be a whole number from 0 to 4"), "{sentence}");
    }
    assert_eq!(refused(&exports, &format!("{}.result()", written())), "no piece of the work was begun");
    let sentence = refused(&exports, "new Work(new Float64Array([77]))");
    assert!(sentence.contains("one that was written as numbers"), "{sentence}");
    assert_eq!(shown(&exports, &format!("{}.step()", written())), "false", "nothing was begun");
}

#[wasm_bindgen_test]
async fn whatever_is_passed_nothing_traps() {
    let exports = exports().await;
    let begin = format!("{}.begin(x)", written());
    let others = format!("{{ const work = {}; work.begin(1); work.step(x); work.result(x) }}", written());
    nothing_traps(&exports, &["new Work(x)", &begin, &format!("(() => {others})()")]);
}
