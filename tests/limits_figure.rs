//! What the figure `limits` says, and what its handle does.

mod support;

use relu_explainer::figures::{Figure, Frame, Theme};
use relu_explainer::state::Value;
use support::{figure, preset, readout, say, verdict};

const THEME: Theme = Theme::LIGHT;
const FRAMES: [Frame; 2] = [
    Frame { left: 0.0, top: 0.0, width: 960.0, height: 432.0 },
    Frame { left: 0.0, top: 0.0, width: 358.0, height: 480.0 },
];

fn deviation(figure: &Figure) -> f64 {
    let index = figure.state().index("deviation").unwrap();
    match figure.state().get(index) {
        Some(Value::Number(number)) => number,
        other => panic!("{other:?}"),
    }
}

/// The size at the last layer, from the table.
fn last(figure: &Figure) -> String {
    figure.table().rows.last().unwrap()[1].clone()
}

#[test]
fn it_begins_with_gradients_of_one_sign_a_mean_off_0_and_a_signal_that_grows() {
    let limits = figure("limits", "");
    for (key, shown) in [
        ("agreement", "100\u{a0}%"),
        ("zero", "6"),
        ("mean", "0.399"),
        ("factor", "1.13"),
        ("end", "11.8"),
        // He's for 256 inputs.
        ("neutral", "0.0884"),
    ] {
        assert_eq!(readout(&limits, key), shown, "{key}");
    }
    assert_eq!(
        verdict(&limits),
        "Not counting zeros (6 of 16), all gradients share one sign: one step can only move these weights up together, or down \
         together. The mean output is 0.399, not 0. Normalising the batch before ReLU leaves it there; only after ReLU would \
         that centre what the next layer gets. Each layer multiplies the signal by 1.13; at layer 20 it is 11.8 times as large \
         as at the input."
    );
}

#[test]
fn the_sample_has_a_mean_near_that_of_the_distribution() {
    for seed in ["1", "42", "18446744073709551615"] {
        for (activation, mean, deviation) in [
            ("relu", 0.3989, 0.584),
            ("leaky-relu", 0.395, 0.588),
            ("sigmoid", 0.5, 0.209),
            ("tanh", 0.0, 0.628),
        ] {
            let limits = figure("limits", &format!("seed={seed} activation={activation}"));
            let sampled: f64 = readout(&limits, "sampled").replace('−', "-").parse().unwrap();
            // A thousand outputs.
            assert!((sampled - mean).abs() < 4.0 * deviation / 31.6, "{activation} {seed}: {sampled}");
        }
    }
}

#[test]
fn on_one_example_relu_and_sigmoid_agree_whatever_the_seed_and_tanh_does_not() {
    let mut centred = 0;
    for seed in 0..40 {
        assert_eq!(readout(&figure("limits", &format!("seed={seed}")), "agreement"), "100\u{a0}%");
        let sigmoid = figure("limits", &format!("seed={seed} activation=sigmoid"));
        assert!(verdict(&sigmoid).starts_with("All 16 gradients share one sign:"), "{seed}");
        assert_eq!(readout(&sigmoid, "zero"), "0");
        let tanh = figure("limits", &format!("seed={seed} activation=tanh"));
        centred += usize::from(verdict(&tanh).starts_with("The gradients differ in sign:"));
    }
    assert_eq!(centred, 40, "sixteen fair coins agree once in 32,768 times");
}

#[test]
fn a_larger_batch_is_told_not_to_cure_it() {
    let said = verdict(&figure("limits", "batch=32"));
    assert!(
        said.contains("however large the batch, 69\u{a0}% share the more common sign on average"),
        "{said}"
    );
    for state in ["batch=1", "batch=32 activation=tanh"] {
        assert!(!verdict(&figure("limits", state)).contains("however large the batch"), "{state}");
    }
}

#[test]
fn the_examples_are_neutral_explode_fade_and_are_centred() {
    let he = preset("limits", "he");
    assert_eq!((readout(&he, "factor"), readout(&he, "end")), ("1".into(), "1".into()));
    assert!(
        verdict(&he)
            .ends_with("Each layer keeps the size of the signal: s = 0.1 is He’s deviation for 200 inputs.")
    );

    let large = preset("limits", "large");
    // √128 twenty times over is 2⁷⁰.
    assert_eq!((readout(&large, "factor"), readout(&large, "end")), ("11.3".into(), "1.18·10²¹".into()));

    let fades = preset("limits", "fades");
    // √0.32 twenty times over is 0.32¹⁰.
    assert_eq!((readout(&fades, "factor"), readout(&fades, "end")), ("0.566".into(), "1.13·10⁻⁵".into()));
    assert!(verdict(&fades).ends_with("by 0.566; at layer 20 only 1.13·10⁻⁵ of it is left."));

    let centred = preset("limits", "centred");
    assert_eq!((readout(&centred, "mean"), readout(&centred, "factor")), ("0".into(), "–".into()));
    assert!(verdict(&centred).contains("The mean output is 0: tanh is centred."));
    assert_eq!(last(&centred), "< 1");
}

#[test]
fn the_first_layer_that_no_32_bit_number_holds_is_named() {
    // √128³⁶ is 2¹²⁶, one layer more exceeds 2¹²⁸.
    let said = verdict(&figure("limits", "deviation=1 depth=50"));
    assert!(said.ends_with("From layer 37 on no 32-bit number holds it."), "{said}");
    assert!(!verdict(&figure("limits", "deviation=1 depth=36")).contains("32-bit"));
}

#[test]
fn the_table_has_the_size_at_every_layer() {
    let table = figure("limits", "deviation=1 width=200 depth=3").table();
    assert_eq!(table.rows, [["0", "1"], ["1", "10"], ["2", "100"], ["3", "1000"]]);
    assert_eq!(say(&table.caption), "The size of the signal (root mean square) layer by layer, with ReLU.");
}

#[test]
fn a_far_axis_comes_near_when_the_hand_comes_near_the_middle() {
    let frame = FRAMES[0];
    let mut limits = figure("limits", "deviation=1");
    let (x, middle) = figure("limits", "width=200").handles(&frame, &THEME)[0].at;
    let far = limits.ground();
    limits.drag(0, (x, middle - 60.0), &frame, &THEME);
    assert_eq!(limits.ground(), far);
    limits.drag(0, (x, middle - 20.0), &frame, &THEME);
    assert_ne!(limits.ground(), far);
    limits.drag(0, (x, middle - 20.0), &frame, &THEME);
    let at = limits.handles(&frame, &THEME)[0].at;
    assert!((at.1 - middle + 20.0).abs() < 1.0, "from then on it follows on the near axis");
}

#[test]
fn a_bounded_activation_has_no_line_to_hold_and_no_use_for_the_weights() {
    for activation in ["tanh", "sigmoid"] {
        let mut bounded = figure("limits", &format!("activation={activation}"));
        assert!(bounded.handles(&FRAMES[0], &THEME).is_empty());
        assert_eq!(bounded.drag(0, (900.0, 50.0), &FRAMES[0], &THEME), None);
        for (key, relevant) in [("deviation", false), ("width", false), ("batch", true), ("depth", true)] {
            let index = bounded.state().index(key).unwrap();
            assert_eq!(bounded.relevant(index), relevant, "{key}");
        }
    }
}

#[test]
fn the_end_of_the_line_follows_the_hand_and_sets_the_deviation_alone() {
    for frame in FRAMES {
        for state in
            ["", "activation=leaky-relu depth=7 width=64", "deviation=1", "deviation=0.02 width=16 depth=50"]
        {
            let mut limits = figure("limits", state);
            let before = limits.state().clone();
            let start = limits.handles(&frame, &THEME)[0].at;
            for step in [-8.0, 11.0, -20.0] {
                let to = (start.0, start.1 + step);
                limits.drag(0, to, &frame, &THEME);
                let at = limits.handles(&frame, &THEME)[0].at;
                // Three digits of the deviation, and where the line is held at 1, five pixels.
                assert!((at.1 - to.1).abs() < 6.0, "{state} {step}: {at:?} for {to:?}");
                assert_eq!(at.0, start.0);
            }
            limits.state_mut().set(2, before.get(2).unwrap()).unwrap();
            assert_eq!(limits.state(), &before, "nothing else has changed");
        }
    }
}

#[test]
fn near_the_line_of_what_stays_the_hand_is_held_at_he() {
    for (width, he) in [("200", 0.1), ("8", 0.5), ("64", 2f64.sqrt() / 8.0)] {
        let mut limits = figure("limits", &format!("width={width} deviation=0.15"));
        let neutral = figure("limits", "width=200").handles(&FRAMES[0], &THEME)[0].at;
        // The axes differ in reach, but 1 is in the middle of both.
        limits.drag(0, (neutral.0, neutral.1 + 3.0), &FRAMES[0], &THEME);
        assert!((deviation(&limits) - he).abs() < 1e-15, "{}", deviation(&limits));
        assert_eq!(readout(&limits, "factor"), "1");
    }
}

#[test]
fn a_hand_far_away_leaves_the_deviation_in_its_range_and_a_near_axis_near() {
    for to in [(1e300, -1e300), (-1e9, 3.0), (0.0, 0.0), (f64::MAX, f64::MAX)] {
        let mut far = figure("limits", "deviation=1.5");
        far.drag(0, to, &FRAMES[0], &THEME);
        assert!((0.01..=2.0).contains(&deviation(&far)), "{to:?}");
        let mut near = figure("limits", "");
        let ground = near.ground();
        near.drag(0, to, &FRAMES[0], &THEME);
        assert_eq!(near.ground(), ground, "{to:?}");
    }
}

#[test]
fn the_picture_stays_in_its_frame_at_every_reach() {
    for frame in FRAMES {
        for state in ["deviation=2 width=1024", "deviation=0.01 width=4", "", "width=64"] {
            for depth in [1, 2, 3, 24, 50] {
                let limits = figure("limits", &format!("{state} depth={depth}"));
                let (x, y) = limits.handles(&frame, &THEME)[0].at;
                assert!(
                    x > 0.0 && x < frame.width - 10.0 && y > 10.0 && y < frame.height - 10.0,
                    "{state} {depth}"
                );
            }
        }
    }
}
