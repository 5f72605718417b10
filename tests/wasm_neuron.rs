//! The dead neuron as JavaScript gets it, and the article's program.

#![cfg(target_arch = "wasm32")]

mod exports;

use exports::{evaluated, exports, nothing_traps, refused, shown};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const PRINTED: &str = include_str!("oracle/dead_neuron_demo.txt");
const COUNT: &str = "it must be a whole number from 1 to 1000000";
const SIZE: &str = "it must be 0 or of size 0.000001 to 1000000";
const SEED: &str = "it must be a BigInt or a string of digits, from 0 to 18446744073709551615";

#[wasm_bindgen_test]
async fn the_dead_neuron_of_the_article() {
    let exports = exports().await;
    let of_it = |key: &str| shown(&exports, &format!("neuronReport([0.01, 0.01], -10){key}"));
    assert_eq!(of_it(".activeShare"), "0");
    assert_eq!(of_it(".largest"), "{\"z\":-9.98,\"corner\":[1,1]}");
    assert_eq!(of_it(".smallest"), "{\"z\":-10,\"corner\":[0,0]}");
    assert_eq!(of_it(".activity"), "\"dead\"");
    assert_eq!(of_it(".proofOfDeath"), of_it(".largest"));
    assert_eq!(of_it(".firingBias"), "-0.02");
    assert_eq!(of_it(".sample"), "null");
    assert_eq!(of_it(".z"), "null");
    let distance = evaluated(&exports, "neuronReport([0.01, 0.01], -10).distance").unwrap().as_f64().unwrap();
    assert!((distance - 998.0 / 2f64.sqrt()).abs() < 1e-10);
}

#[wasm_bindgen_test]
async fn a_neuron_that_fires_for_half_of_all_inputs_and_for_47_of_100() {
    let exports = exports().await;
    let of_it =
        |key: &str| shown(&exports, &format!("neuronReport([1, 1], -1, {{ seed: 42n, count: 100 }}){key}"));
    assert_eq!(of_it(".activeShare"), "0.5");
    assert_eq!(of_it(".activity"), "\"partial\"");
    assert_eq!(of_it(".proofOfDeath"), "null");
    assert_eq!(of_it(".distance"), "0");
    assert_eq!(of_it(".sample.count"), "100");
    assert_eq!(of_it(".sample.active"), "47");
    assert_eq!(of_it(".sample.share"), "0.47");
    let error = evaluated(&exports, "neuronReport([1, 1], -1, { seed: '42' }).sample.standardError").unwrap();
    assert_eq!(error, (0.47f64 * 0.53 / 100.0).sqrt());
    assert_eq!(of_it(".sample.activeAtMost"), "null");
    let extremes =
        "[sample.smallest, sample.largest].every((z) => z > report.smallest.z && z < report.largest.z)";
    let within = format!(
        "((report) => {{ const {{ sample }} = report; return {extremes} }})(neuronReport([1, 1], -1, {{ count: 100 }}))"
    );
    assert_eq!(shown(&exports, &within), "true");
}

#[wasm_bindgen_test]
async fn a_sample_in_which_none_fires_proves_nothing() {
    let exports = exports().await;
    let of_it = |weights: &str, key: &str| {
        shown(&exports, &format!("neuronReport({weights}, {{ count: 100 }}){key}"))
    };
    assert_eq!(of_it("[1, 1], -1.99", ".sample.activeAtMost"), "0.03");
    assert_eq!(of_it("[1, 1], -1.99", ".sample.standardError"), "null");
    assert_eq!(of_it("[1, 1], -1.99", ".proofOfDeath"), "null");
    assert_eq!(of_it("[1, 1], 0.5", ".sample.inactiveAtMost"), "0.03");
    assert_eq!(of_it("[1, 1], 0.5", ".activity"), "\"always\"");
}

#[wasm_bindgen_test]
async fn the_neuron_by_hand() {
    let exports = exports().await;
    let of_it = |key: &str| {
        shown(&exports, &format!("neuronReport([0.5, -0.8, 0.3], 0, {{ input: [0.4, 0.6, 0.1] }}){key}"))
    };
    assert_eq!(of_it(".activeShare"), "0.5");
    assert_eq!(of_it(".zByHand"), "-0.25");
    assert_eq!(of_it(".z"), "-0.24999999999999997");
    assert_eq!(of_it(".sample"), "null");
    assert_eq!(of_it(".largest"), "{\"z\":0.8,\"corner\":[1,0,1]}");
}

#[wasm_bindgen_test]
async fn a_neuron_without_weights_has_no_boundary() {
    let exports = exports().await;
    assert_eq!(shown(&exports, "neuronReport([0], 1).distance"), "null");
}

#[wasm_bindgen_test]
async fn weights_come_in_any_array() {
    let exports = exports().await;
    for weights in ["new Float64Array([1, 1])", "Object.freeze([1, 1])", "{ length: 2, 0: 1, 1: 1 }"] {
        assert_eq!(shown(&exports, &format!("neuronReport({weights}, -1).activeShare")), "0.5", "{weights}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_neuron_is_an_error_that_says_so() {
    let exports = exports().await;
    let neuron = |given: &str| refused(&exports, &format!("neuronReport({given})"));
    assert_eq!(neuron("[], 0"), "number of weights is 0; it must be a whole number from 1 to 8");
    assert_eq!(neuron("Array(9), 0"), "number of weights is 9; it must be a whole number from 1 to 8");
    assert_eq!(
        neuron("{ length: 1e300 }, 0"),
        format!("number of weights is 1{}…; it must be a whole number from 1 to 8", "0".repeat(59))
    );
    assert_eq!(neuron("1, 0"), "weights is the number 1; it must be an array of weights");
    assert_eq!(neuron("[1, '1'], 0"), "weight 2 is 1; it must be a finite number");
    assert_eq!(neuron("[1, NaN], 0"), "weight 2 is NaN; it must be a number from -1e300 to 1e300");
    assert_eq!(neuron("[1, 1]"), "bias is NaN; it must be a number from -1e300 to 1e300");
    assert_eq!(neuron("[1, 1], 0, 7"), "options is the number 7; it must be an object");
    assert_eq!(neuron("[1, 1], 0, null"), "options is null; it must be an object");
    for (count, named) in [
        ("0", "0.0"),
        ("-1", "-1.0"),
        ("0.5", "0.5"),
        ("NaN", "NaN"),
        ("1e6 + 1", "1000001.0"),
        ("2 ** 32 + 1", "4294967297.0"),
        ("Infinity", "inf"),
        ("'100'", "100"),
        ("100n", "100"),
        ("null", "null"),
    ] {
        let expected = format!("number of points is {named}; {COUNT}");
        assert_eq!(neuron(&format!("[1], 0, {{ count: {count} }}")), expected);
    }
    assert_eq!(neuron("[1], 0, { seed: 42 }"), format!("seed is the number 42; {SEED}"));
    assert_eq!(neuron("[1], 0, { seed: -1n }"), format!("seed is -1; {SEED}"));
    assert_eq!(neuron("[1, 1], 0, { input: [0] }"), "number of inputs is 1; it must be 2");
    assert_eq!(neuron("[1], 0, { input: 'x' }"), "input is x; it must be an array of inputs");
    assert_eq!(neuron("[1], 0, { input: [1.5] }"), "input 1 is 1.5; it must be a number from 0 to 1");
    assert_eq!(neuron("[1], 0, { input: [NaN] }"), "input 1 is NaN; it must be a number from 0 to 1");
}

#[wasm_bindgen_test]
async fn the_program_prints_what_it_prints_in_python() {
    let exports = exports().await;
    for call in ["demoOutput()", "demoOutput({})", "demoOutput({ bias: -10, seed: 42n, points: 100 })"] {
        assert_eq!(evaluated(&exports, call).unwrap().as_string().unwrap(), PRINTED, "{call}");
    }
}

#[wasm_bindgen_test]
async fn the_constants_of_the_program_can_be_others() {
    let exports = exports().await;
    let printed = |constants: &str| {
        evaluated(&exports, &format!("demoOutput({{ {constants} }})")).unwrap().as_string().unwrap()
    };
    assert!(printed("anchors: [2]").starts_with(
        "    z |  ReLU(z) |  ReLU'(z)\n--------------------------------\n  2.0 |   2.0000 |       1.0\n\n"
    ));
    assert!(printed("weights: [1, 1], bias: -1").ends_with("Active neurons: 47.0% (0% = fully dead)\n"));
    assert!(
        printed("weights: new Float64Array([1, 1]), bias: 0.5, points: 1")
            .contains("Weights: [1.00 1.00], Bias: 0.5\n")
    );
    assert!(
        printed("weights: [1, 1], bias: -1, seed: '7', points: 3")
            != printed("weights: [1, 1], bias: -1, points: 3")
    );
}

#[wasm_bindgen_test]
async fn constants_that_make_no_sense_are_an_error_that_says_so() {
    let exports = exports().await;
    let demo = |constants: &str| refused(&exports, &format!("demoOutput({constants})"));
    assert_eq!(demo("1"), "constants is the number 1; it must be an object");
    assert_eq!(demo("{ anchors: 1 }"), "anchors is the number 1; it must be an array of anchors");
    assert_eq!(
        demo("{ anchors: Array(101) }"),
        "number of anchors is 101; it must be a whole number from 1 to 100"
    );
    assert_eq!(demo("{ anchors: [] }"), "number of anchors is 0; it must be a whole number from 1 to 100");
    assert_eq!(demo("{ anchors: [1, Infinity] }"), format!("anchor 2 is inf; {SIZE}"));
    assert_eq!(demo("{ weights: [1] }"), "number of weights is 1; it must be 2");
    assert_eq!(demo("{ weights: [1, null] }"), "weight 2 is null; it must be a finite number");
    assert_eq!(demo("{ weights: [1e8, 1] }"), format!("weight 1 is 100000000.0; {SIZE}"));
    assert_eq!(demo("{ bias: '0' }"), "bias is 0; it must be a finite number");
    assert_eq!(demo("{ bias: 1e16 }"), format!("bias is 1e16; {SIZE}"));
    assert_eq!(demo("{ points: 0.5 }"), format!("number of points is 0.5; {COUNT}"));
    assert_eq!(demo("{ seed: 1 }"), format!("seed is the number 1; {SEED}"));
    assert_eq!(
        demo("{ get seed() { throw new Error('mine') } }"),
        "mine",
        "what a getter throws is thrown on"
    );
}

#[wasm_bindgen_test]
async fn nothing_that_javascript_passes_traps() {
    let exports = exports().await;
    nothing_traps(
        &exports,
        &[
            "neuronReport(x, x, x)",
            "neuronReport([x], 0)",
            "neuronReport([1, x], x)",
            "neuronReport({ length: x, 0: x }, 0)",
            "neuronReport([1], 0, x)",
            "neuronReport([1], 0, { seed: x })",
            "neuronReport([1], 0, { count: x })",
            "neuronReport([1], 0, { input: x })",
            "neuronReport([1], 0, { input: [x] })",
            "demoOutput(x)",
            "demoOutput({ anchors: x })",
            "demoOutput({ anchors: [x] })",
            "demoOutput({ weights: x })",
            "demoOutput({ weights: [x, x] })",
            "demoOutput({ bias: x })",
            "demoOutput({ seed: x })",
            "demoOutput({ points: x })",
        ],
    );
    assert_eq!(shown(&exports, "neuronReport([1, 1], -1).activeShare"), "0.5", "and it still answers");
}
