//! The numbers as JavaScript gets them: the same bits as natively, and an `Error` for what makes no sense.

#![cfg(target_arch = "wasm32")]

mod exports;
mod oracle;

use exports::{ANYTHING, call, exports, is_trap, js, property, sentence};
use js_sys::{Array, BigInt, Error, Float64Array, Function, JsString, Object, Reflect};
use oracle::{GENERATOR, double, expected_bits, word};
use relu_explainer::activation::Activation;
use relu_explainer::web::numbers;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn generator(exports: &Object, seed: &JsValue) -> Result<JsValue, JsValue> {
    let class: Function = property(exports, "Generator").dyn_into().unwrap();
    Reflect::construct(&class, &Array::of1(seed))
}

const FUNCTIONS: [&str; 14] = [
    "relu",
    "reluGrad",
    "leakyRelu",
    "leakyReluGrad",
    "elu",
    "eluGrad",
    "sigmoid",
    "sigmoidGrad",
    "tanh",
    "tanhGrad",
    "gelu",
    "geluGrad",
    "silu",
    "siluGrad",
];

#[wasm_bindgen_test]
fn every_bit_is_the_one_of_the_native_program() {
    for (case, bits) in expected_bits() {
        assert_eq!(case.computed().map(f64::to_bits), bits, "{}", case.key);
    }
}

#[wasm_bindgen_test]
async fn every_export_is_the_function_of_its_name() {
    let exports = exports().await;
    for (case, bits) in expected_bits() {
        let name = case.activation.name();
        let mut arguments = vec![JsValue::from(case.z)];
        if let Activation::Elu { alpha } = case.activation {
            arguments.push(alpha.into());
        }
        let [value, derivative] = [name.to_string(), format!("{name}Grad")]
            .map(|name| call(&exports, &name, &arguments).unwrap().as_f64().unwrap().to_bits());
        assert_eq!([value, derivative], bits, "{}", case.key);
    }
}

#[wasm_bindgen_test]
async fn the_rectifiers_and_their_parameters() {
    let exports = exports().await;
    let number = |name: &str, arguments: &[f64]| {
        let arguments: Vec<_> = arguments.iter().copied().map(JsValue::from).collect();
        call(&exports, name, &arguments).unwrap().as_f64().unwrap()
    };
    assert_eq!([-3.0, 0.0, 0.5].map(|z| number("relu", &[z])), [0.0, 0.0, 0.5]);
    assert!(number("relu", &[-0.0]).is_sign_positive());
    assert_eq!([-3.0, 0.0, 0.5].map(|z| number("reluGrad", &[z])), [0.0, 0.0, 1.0]);
    assert_eq!([0.0, 0.5, 1.0].map(|at_zero| number("reluGrad", &[0.0, at_zero])), [0.0, 0.5, 1.0]);
    assert_eq!([number("leakyRelu", &[-3.0]), number("leakyRelu", &[-3.0, 0.25])], [-0.03, -0.75]);
    assert_eq!([number("leakyReluGrad", &[-3.0]), number("leakyReluGrad", &[0.0, 0.25])], [0.01, 0.25]);
    assert_eq!([number("elu", &[-1000.0]), number("elu", &[-1000.0, 1.5])], [-1.0, -1.5]);
    assert_eq!([number("eluGrad", &[0.0]), number("eluGrad", &[0.0, 1.5])], [1.0, 1.5]);
    for name in FUNCTIONS {
        assert!(number(name, &[f64::NAN]).is_nan(), "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_parameter_that_makes_no_sense_is_an_error_that_says_so() {
    let exports = exports().await;
    let refused =
        |name: &str, parameter: f64| sentence(call(&exports, name, &[1.0.into(), parameter.into()]));
    for name in ["leakyRelu", "leakyReluGrad"] {
        assert_eq!(refused(name, f64::NAN), "slope is NaN; it must be a finite number");
        assert_eq!(refused(name, f64::INFINITY), "slope is inf; it must be a finite number");
    }
    for name in ["elu", "eluGrad"] {
        assert_eq!(refused(name, -1.0), "alpha is -1.0; it must be a finite number, at least 0");
        assert_eq!(refused(name, f64::NAN), "alpha is NaN; it must be a finite number, at least 0");
    }
    assert_eq!(refused("reluGrad", 0.3), "slope at zero is 0.3; it must be 0, 0.5 or 1");
    assert_eq!(refused("reluGrad", f64::NAN), "slope at zero is NaN; it must be 0, 0.5 or 1");
}

#[wasm_bindgen_test]
async fn seeds_cross_whole_as_bigints_and_as_strings() {
    let exports = exports().await;
    let mut seeds = 0;
    for row in GENERATOR.lines().filter(|row| row.starts_with("state,") && !row.starts_with("state,seed")) {
        let columns: Vec<_> = row.split(',').collect();
        for seed in [JsValue::from_str(columns[1]), js(&format!("{}n", columns[1]))] {
            let generator = generator(&exports, &seed).unwrap();
            for expected in &columns[4..8] {
                let drawn: BigInt = call(&generator, "nextU64", &[]).unwrap().dyn_into().unwrap();
                assert_eq!(drawn, BigInt::from(word(expected)), "seed {}", columns[1]);
            }
        }
        seeds += 1;
    }
    assert!(seeds >= 90);
}

#[wasm_bindgen_test]
async fn a_seed_that_is_none_is_an_error_that_says_so() {
    let exports = exports().await;
    for (seed, named) in [
        ("undefined", "undefined"),
        ("null", "null"),
        ("true", "true"),
        ("42", "the number 42"),
        ("-1", "the number -1"),
        ("NaN", "the number NaN"),
        ("''", "empty"),
        ("'1.5'", "1.5"),
        ("'-1'", "-1"),
        ("'+1'", "+1"),
        ("' 1'", " 1"),
        ("'0x10'", "0x10"),
        ("'1e3'", "1e3"),
        ("'٣'", "٣"),
        ("'18446744073709551616'", "18446744073709551616"),
        ("'7'.repeat(61)", "777777777777777777777777777777777777777777777777777777777777…"),
        ("'0'.repeat(1 << 24) + '1'", "000000000000000000000000000000000000000000000000000000000000…"),
        ("-1n", "-1"),
        ("2n ** 64n", "18446744073709551616"),
        ("1n << 1000000n", "a BigInt of more than 38 digits"),
        ("-1n << 1000000n", "a BigInt of more than 38 digits"),
        ("Symbol('s')", "of type symbol"),
        ("({})", "of type object"),
        ("Object(1n)", "of type object"),
        ("({ toString() { throw new Error('no text') } })", "of type object"),
        ("(() => '1')", "of type function"),
    ] {
        assert_eq!(
            sentence(generator(&exports, &js(seed))),
            format!(
                "seed is {named}; it must be a BigInt or a string of digits, from 0 to 18446744073709551615"
            )
        );
    }
}

#[wasm_bindgen_test]
async fn draws_are_those_of_numpy() {
    let exports = exports().await;
    let rows: Vec<Vec<_>> = GENERATOR.lines().map(|row| row.split(',').collect()).collect();
    let points = rows.iter().find(|row| row[0] == "points" && row[1] == "42").unwrap();
    let expected: Vec<_> = points[4..].iter().copied().map(double).collect();

    let whole = generator(&exports, &"42".into()).unwrap();
    let draws: Float64Array = call(&whole, "fill", &[200.into()]).unwrap().dyn_into().unwrap();
    assert_eq!(draws.to_vec(), expected);

    let single = generator(&exports, &"42".into()).unwrap();
    for draw in expected {
        assert_eq!(call(&single, "uniform", &[]).unwrap(), draw);
    }

    for row in rows.iter().filter(|row| row[0] == "uniform" && row[1] != "seed") {
        let generator = generator(&exports, &row[1].into()).unwrap();
        let ends = [double(row[2]).into(), double(row[3]).into()];
        for draw in &row[4..] {
            assert_eq!(call(&generator, "uniformIn", &ends).unwrap(), double(draw));
        }
    }
}

#[wasm_bindgen_test]
async fn counts_and_intervals_that_make_no_sense_draw_nothing() {
    let exports = exports().await;
    let generator = generator(&exports, &"42".into()).unwrap();
    for (count, named) in [
        ("NaN", "NaN"),
        ("-1", "-1.0"),
        ("0.5", "0.5"),
        ("1000001", "1000001.0"),
        ("Infinity", "inf"),
        ("4294967296", "4294967296.0"),
        ("undefined", "NaN"),
    ] {
        assert_eq!(
            sentence(call(&generator, "fill", &[js(count)])),
            format!("count is {named}; it must be a whole number from 0 to 1000000")
        );
    }
    assert_eq!(
        sentence(call(&generator, "uniformIn", &[0.into(), f64::INFINITY.into()])),
        "high - low is inf; it must be a finite number, at least 0"
    );
    assert_eq!(call(&generator, "uniform", &[]).unwrap(), 0.7739560485559633);

    let length =
        |count: f64| call(&generator, "fill", &[count.into()]).map(|draws| property(&draws, "length"));
    assert_eq!(length(0.0).unwrap(), 0);
    assert_eq!(length(-0.0).unwrap(), 0);
    assert_eq!(length(1e6).unwrap(), 1e6);
}

#[wasm_bindgen_test]
async fn nothing_that_javascript_passes_traps() {
    let exports = exports().await;
    let anything: Array = js(ANYTHING).unchecked_into();
    for first in anything.iter() {
        let drawn = generator(&exports, &"42".into()).unwrap();
        assert!(!is_trap(&call(&drawn, "fill", std::slice::from_ref(&first))));
        assert!(!is_trap(&generator(&exports, &first)));
        for second in anything.iter() {
            for name in FUNCTIONS {
                assert!(!is_trap(&call(&exports, name, &[first.clone(), second.clone()])), "{name}");
            }
            assert!(!is_trap(&call(&drawn, "uniformIn", &[first.clone(), second])));
        }
    }
    assert_eq!(call(&exports, "relu", &[3.into()]).unwrap(), 3);
}

#[wasm_bindgen_test]
async fn a_generator_that_was_freed_is_an_error() {
    let exports = exports().await;
    let generator = generator(&exports, &"42".into()).unwrap();
    call(&generator, "free", &[]).unwrap();
    assert!(call(&generator, "uniform", &[]).unwrap_err().is_instance_of::<Error>());
}

#[wasm_bindgen_test]
fn the_same_functions_answer_in_rust() {
    let mut generator = numbers::Generator::new(JsString::from("42").into()).unwrap();
    assert_eq!(generator.uniform(), 0.7739560485559633);
    assert_eq!(numbers::relu_grad(0.0, Some(0.5)), Ok(0.5));
}
