//! The gradient chain as JavaScript gets it.

#![cfg(target_arch = "wasm32")]

mod exports;

use exports::{evaluated, exports, is_trap, nothing_traps, refused, shown};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const RELU: &str = "{ activation: 'relu', z: 1, weight: 0.1 }";
const SIGMOID: &str = "{ activation: 'sigmoid', z: 0, weight: 0.1 }";

/// An array of three equal layers.
fn three(layer: &str) -> String {
    format!("Array(3).fill({layer})")
}

#[wasm_bindgen_test]
async fn the_worked_example() {
    let exports = exports().await;
    let values = |layer: &str| shown(&exports, &format!("gradientChain({}, 1).values", three(layer)));
    assert_eq!(values(RELU), "[1,0.1,0.01,0.001]");
    assert_eq!(values(SIGMOID), "[1,0.025,0.000625,0.000015625]");
}

#[wasm_bindgen_test]
async fn the_gradient_at_the_output_is_1_unless_given() {
    let exports = exports().await;
    let values = |gradient: &str| shown(&exports, &format!("gradientChain([{RELU}]{gradient}).values"));
    assert_eq!([values(""), values(", undefined"), values(", -2")], ["[1,0.1]", "[1,0.1]", "[-2,-0.2]"]);
}

#[wasm_bindgen_test]
async fn each_layer_keeps_its_two_factors_apart() {
    let exports = exports().await;
    let steps = shown(&exports, &format!("gradientChain([{RELU}, {SIGMOID}]).steps"));
    let second = "{\"layer\":2,\"weight\":0.1,\"slope\":0.25,\"factor\":0.025,\"gradient\":{\"value\":0.025,";
    assert!(steps.starts_with(&format!("[{second}")), "the gradient meets the last layer first: {steps}");
    let first = "{\"layer\":1,\"weight\":0.1,\"slope\":1,\"factor\":0.1,\"gradient\":{\"value\":0.0025,";
    assert!(steps.contains(first), "{steps}");
}

#[wasm_bindgen_test]
async fn what_has_become_of_a_gradient() {
    let exports = exports().await;
    let last = |layers: &str, output: &str| {
        shown(
            &exports,
            &format!(
                "(({{ outcome, cause, causeLayer }}) => [outcome, cause, causeLayer])(gradientChain({layers}, {output}).steps.at(-1).gradient)"
            ),
        )
    };
    let [on, off] = [1, -1].map(|z| format!("{{ activation: 'relu', z: {z}, weight: 1 }}"));
    let cut = "{ activation: 'tanh', z: 0, weight: 0 }";
    assert_eq!(last(&format!("[{on}, {on}]"), "1"), "[\"normal\",null,null]");
    assert_eq!(last(&format!("[{on}, {off}, {on}]"), "1"), "[\"zero\",\"slope\",2]");
    assert_eq!(last(&format!("[{on}, {off}, {cut}]"), "1"), "[\"zero\",\"weight\",3]");
    assert_eq!(last(&format!("[{on}]"), "0"), "[\"zero\",\"output\",null]");
    let tiny = "Array(50).fill({ activation: 'relu', z: 1, weight: 1e-10 })";
    assert_eq!(last(tiny, "1"), "[\"underflow\",null,null]");
    let huge = "Array(50).fill({ activation: 'relu', z: 1, weight: 1e10 })";
    assert_eq!(last(huge, "1"), "[\"overflow\",null,null]");
}

#[wasm_bindgen_test]
async fn its_size_is_known_beyond_the_doubles() {
    let exports = exports().await;
    let size = |weight: &str| {
        let layer = format!("{{ activation: 'relu', z: 1, weight: {weight} }}");
        evaluated(&exports, &format!("gradientChain(Array(50).fill({layer})).steps[49].gradient.log10"))
            .unwrap()
    };
    assert_eq!([size("1e-10"), size("-1e10"), size("1")], [-500.0, 500.0, 0.0].map(JsValue::from));
    assert_eq!(size("0"), f64::NEG_INFINITY);
}

#[wasm_bindgen_test]
async fn every_activation_has_its_slope_and_its_parameter() {
    let exports = exports().await;
    let slope =
        |layer: &str| shown(&exports, &format!("gradientChain([{{ {layer}, weight: 1 }}]).steps[0].slope"));
    for (layer, expected) in [
        ("activation: 'relu', z: 0", "0"),
        ("activation: 'relu', z: 0, atZero: 0.5", "0.5"),
        ("activation: 'leaky-relu', z: -1", "0.01"),
        ("activation: 'leaky-relu', z: -1, slope: 0.25", "0.25"),
        ("activation: 'elu', z: 0", "1"),
        ("activation: 'elu', z: 0, alpha: 1.5", "1.5"),
        ("activation: 'sigmoid', z: 0", "0.25"),
        ("activation: 'tanh', z: 0", "1"),
        ("activation: 'gelu', z: 0", "0.5"),
        ("activation: 'silu', z: 0", "0.5"),
    ] {
        assert_eq!(slope(layer), expected, "{layer}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_chain_is_an_error_that_says_so() {
    let exports = exports().await;
    let chain = |layers: &str| refused(&exports, &format!("gradientChain({layers})"));
    let one = |layer: &str| chain(&format!("[{RELU}, {layer}]"));
    let count = "it must be a whole number from 1 to 50";
    assert_eq!(chain("[]"), format!("number of layers is 0; {count}"));
    assert_eq!(chain("Array(51)"), format!("number of layers is 51; {count}"));
    assert_eq!(chain("Array(2 ** 32 - 1)"), format!("number of layers is 4294967295; {count}"));
    assert_eq!(chain("{ length: NaN }"), format!("number of layers is NaN; {count}"));
    assert_eq!(chain(""), "chain is undefined; it must be an array of layers");
    assert_eq!(chain("'relu'"), "chain is relu; it must be an array of layers");
    assert_eq!(chain("{}"), "chain is of type object; it must be an array of layers");
    assert_eq!(one("null"), "layer 2 is null; it must be an object");
    let names = "it must be relu, leaky-relu, elu, sigmoid, tanh, gelu or silu";
    assert_eq!(one("{}"), format!("activation of layer 2 is undefined; {names}"));
    assert_eq!(one("{ activation: 'step' }"), format!("activation of layer 2 is step; {names}"));
    assert_eq!(one("{ activation: 'tanh' }"), "z of layer 2 is undefined; it must be a finite number");
    assert_eq!(
        one("{ activation: 'tanh', z: '1' }"),
        "z of layer 2 is 1; it must be a finite number",
        "a text is none, whatever it says"
    );
    assert_eq!(
        one("{ activation: 'tanh', z: 1, weight: Infinity }"),
        "weight of layer 2 is inf; it must be a finite number"
    );
    assert_eq!(
        one("{ activation: 'elu', z: 1, weight: 1, alpha: -1 }"),
        "alpha is -1.0; it must be a finite number, at least 0"
    );
    assert_eq!(
        one("{ activation: 'relu', z: 1, weight: 1, atZero: 0.3 }"),
        "slope at zero is 0.3; it must be 0, 0.5 or 1"
    );
    let output = |gradient: &str| refused(&exports, &format!("gradientChain([{RELU}], {gradient})"));
    assert_eq!(output("NaN"), "output gradient is NaN; it must be a finite number");
    assert_eq!(output("-Infinity"), "output gradient is -inf; it must be a finite number");
}

#[wasm_bindgen_test]
async fn what_a_getter_throws_is_thrown_on() {
    let exports = exports().await;
    for layers in [
        "[{ get activation() { throw new Error('mine') } }]",
        "[{ activation: 'tanh', z: 1, get weight() { throw new Error('mine') } }]",
        "{ get length() { throw new Error('mine') } }",
        "{ length: 1, get 0() { throw new Error('mine') } }",
        "new Proxy([], { get() { throw new Error('mine') } })",
    ] {
        assert_eq!(refused(&exports, &format!("gradientChain({layers})")), "mine", "{layers}");
    }
}

#[wasm_bindgen_test]
async fn nothing_that_javascript_passes_traps() {
    let exports = exports().await;
    nothing_traps(
        &exports,
        &[
            "gradientChain(x)",
            "gradientChain(x, x)",
            "gradientChain([x])",
            "gradientChain({ length: x, 0: x })",
            "gradientChain([{ activation: x, z: 1, weight: 1 }])",
            "gradientChain([{ activation: 'tanh', z: x, weight: 1 }])",
            "gradientChain([{ activation: 'tanh', z: 1, weight: x }])",
            "gradientChain([{ activation: 'relu', z: 1, weight: 1, atZero: x }])",
            "gradientChain([{ activation: 'leaky-relu', z: x, weight: x, slope: x }], x)",
            "gradientChain([{ activation: 'elu', z: 1, weight: 1, alpha: x }])",
            "gradientChain([{ __proto__: x, activation: 'tanh' }])",
        ],
    );
    let revoked = "(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy })()";
    for thing in
        [revoked, &format!("[{revoked}]"), "{ length: 2 ** 53 }", "{ length: -1 }", "{ length: 1.5 }"]
    {
        assert!(!is_trap(&evaluated(&exports, &format!("gradientChain({thing})"))), "{thing}");
    }
    assert_eq!(
        shown(&exports, &format!("gradientChain([{RELU}]).values")),
        "[1,0.1]",
        "and it still answers"
    );
}
