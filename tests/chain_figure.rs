//! What the figure `chain` says, lets a hand do, and keeps apart. The numbers are those of the textbook.

mod support;

use relu_explainer::figures::{Figure, Frame, Theme};
use relu_explainer::state::{Stride, Value};
use support::{figure, preset, readout, verdict};

const THEME: Theme = Theme::LIGHT;
const FRAMES: [Frame; 2] = [
    Frame { left: 0.0, top: 0.0, width: 960.0, height: 432.0 },
    Frame { left: 0.0, top: 0.0, width: 358.0, height: 384.0 },
];

fn readouts<const N: usize>(figure: &Figure, keys: [&str; N]) -> [String; N] {
    keys.map(|key| readout(figure, key))
}

#[test]
fn it_begins_with_the_worked_example() {
    let chain = figure("chain", "");
    assert_eq!(
        readouts(&chain, ["layers", "factors", "weight", "end", "sigmoid", "ratio"]),
        ["5", "3", "0.1", "0.001", "1.5625·10⁻⁵", "64"]
    );
    assert_eq!(
        verdict(&chain),
        "With ReLU, the gradient reaching layer 1 is 0.001. That is 64 times larger than with sigmoid (1.5625·10⁻⁵). Both \
         chains lose a factor 10 a layer to the weight."
    );
    assert!(chain.state().is(&chain.presets()[0]));
}

#[test]
fn its_table_has_every_gradient_with_its_two_factors() {
    let rows = figure("chain", "").table().rows;
    assert_eq!(rows[0], ["δ₄", "", "", "1", "", "1"]);
    assert_eq!(rows[1], ["δ₃", "0.1", "1", "0.1", "0.25", "0.025"]);
    assert_eq!(rows[2], ["δ₂", "0.1", "1", "0.01", "0.25", "6.25·10⁻⁴"]);
    assert_eq!(rows[3], ["δ₁", "0.1", "1", "0.001", "0.25", "1.5625·10⁻⁵"]);
    assert_eq!(rows.len(), 4);
    assert_eq!(figure("chain", "factors=50").table().rows.len(), 51);
}

#[test]
fn the_presets_show_the_numbers_of_the_article() {
    assert_eq!(readouts(&preset("chain", "half"), ["end", "ratio"]), ["0.125", "64"]);
    let twenty = preset("chain", "twenty");
    assert_eq!(
        readouts(&twenty, ["factors", "layers", "end", "sigmoid"]),
        ["20", "22", "1", "9.09495·10⁻¹³"]
    );
    let exercise = preset("chain", "exercise");
    assert_eq!(
        readouts(&exercise, ["factors", "layers", "end", "sigmoid", "ratio"]),
        ["8", "10", "6.561·10⁻⁵", "1.00113·10⁻⁹", "65,536"]
    );
    // ReLU and sigmoid in turn: two sigmoids at their best in four layers.
    let alternating = preset("chain", "alternating");
    assert_eq!(
        readouts(&alternating, ["factors", "end", "sigmoid", "ratio"]),
        ["4", "0.0625", "0.00390625", "16"]
    );
    assert!(verdict(&alternating).ends_with("2 of its 4 layers are sigmoid and multiply by 0.25 each."));
}

#[test]
fn the_other_two_readings_of_exercise_1_are_one_and_two_factors_on() {
    for (state, end, sigmoid, ratio) in [
        ("factors=9 weight=0.3", "1.9683·10⁻⁵", "7.50847·10⁻¹¹", "262,144"),
        ("factors=10 weight=0.3", "5.9049·10⁻⁶", "5.63135·10⁻¹²", "1,048,576"),
    ] {
        assert_eq!(readouts(&figure("chain", state), ["end", "sigmoid", "ratio"]), [end, sigmoid, ratio]);
    }
}

#[test]
fn alternating_layers_lose_half_the_exponent() {
    // 4 to the power −L/2.
    for (factors, end) in [(10, "9.76563·10⁻⁴"), (20, "9.53674·10⁻⁷"), (50, "8.88178·10⁻¹⁶")]
    {
        let state = format!("kind=alternating weight=1 factors={factors}");
        assert_eq!(readout(&figure("chain", &state), "end"), end);
    }
}

#[test]
fn sigmoid_layers_that_are_off_have_a_slope_of_their_own_where_z_is_the_same_for_all() {
    // e^-z / (1 + e^-z)^2 is 0.22171 at z = -0.7, and 0.19661 at -1.
    let of = |state: &str| {
        let chain = figure("chain", &format!("kind=alternating factors=50 z=-0.7 {state}"));
        assert_eq!(readout(&chain, "slope"), "0", "that of ReLU at z, whatever the last layer is");
        verdict(&chain)
    };
    let all = |slope: &str| format!("25 of its 50 layers are sigmoid and multiply by {slope} each.");
    assert!(of("at=same").ends_with(&all("0.2217")));
    assert!(of("at=same off=1+49").ends_with(&all("0.2217")), "no sigmoid layer is off");
    assert!(of("at=same off=2+50").ends_with(
        "25 of its 50 layers are sigmoid and multiply by 0.2217 each, those of them that are off by 0.1966."
    ));
    assert!(of("at=best off=2+50").ends_with(&all("0.25")), "at their best all are at z = 0");
}

#[test]
fn the_count_of_layers_follows_the_convention() {
    for (convention, layers) in [("with-input", "5"), ("of-weights", "4"), ("of-factors", "3")] {
        let chain = figure("chain", &format!("layers={convention}"));
        assert_eq!(readouts(&chain, ["factors", "layers"]), ["3", layers]);
    }
}

#[test]
fn a_layer_that_is_off_leaves_exactly_nothing_below_it() {
    let chain = figure("chain", "off=2 beside=sigmoid+tanh+leaky-relu");
    assert_eq!(readouts(&chain, ["end", "ratio"]), ["0", "0"]);
    assert!(verdict(&chain).starts_with(
        "The gradient is exactly 0 from layer 2 down: that unit is off, its slope is 0, and nothing reaches layer 1."
    ));
    let rows = chain.table().rows;
    let own: Vec<&str> = rows.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(own, ["1", "0.1", "0", "0"]);
    // Leaky ReLU lets a hundredth pass where the unit is off; sigmoid and tanh at their best know nothing of it.
    let leaky: Vec<&str> = rows.iter().map(|row| row[9].as_str()).collect();
    assert_eq!(leaky, ["1", "0.1", "10⁻⁴", "10⁻⁵"]);
    assert_eq!(rows[3][5], "1.5625·10⁻⁵");
    assert_eq!(rows[3][7], "0.001");
}

#[test]
fn a_unit_at_the_corner_counts_as_off() {
    let chain = figure("chain", "z=0");
    assert_eq!(readout(&chain, "end"), "0");
    assert!(chain.to_svg((960, 432), &THEME).contains("z = 0"));
}

#[test]
fn rivals_stand_at_their_best_or_at_the_same_z() {
    // The slope of the sigmoid at 3 is e^-3 / (1 + e^-3)^2, that of tanh 1 - tanh(3)^2.
    let e = (-3.0f64).exp();
    let (sigmoid, tanh) = (e / (1.0 + e).powi(2), 1.0 - 3.0f64.tanh().powi(2));
    let rows = figure("chain", "at=same z=3 weight=1 factors=1 beside=sigmoid+tanh").table().rows;
    let slopes = [&rows[1][4], &rows[1][6]].map(|text| text.parse::<f64>().unwrap());
    for (slope, oracle) in slopes.into_iter().zip([sigmoid, tanh]) {
        assert!((slope - oracle).abs() < 1e-6, "{slope} {oracle}");
    }
    assert!(!figure("chain", "beside=leaky-relu").relevant(7), "of ReLU and Leaky ReLU neither saturates");
}

#[test]
fn what_the_weight_does_is_said_of_all_chains_alike() {
    for (state, end) in [
        ("beside=none", "The chain loses a factor 10 a layer to the weight."),
        ("weight=0.3", "Both chains lose a factor 3.33 a layer to the weight."),
        ("weight=2", "Both chains gain a factor 2 a layer from the weight."),
        ("weight=1", "The weight, 1, takes nothing."),
        ("beside=sigmoid+tanh", "All chains lose a factor 10 a layer to the weight."),
    ] {
        let said = verdict(&figure("chain", state));
        assert!(said.ends_with(end), "{said}");
    }
}

#[test]
fn a_chain_that_is_as_good_or_better_is_told_too() {
    let said = verdict(&figure("chain", "beside=tanh+leaky-relu"));
    assert!(said.contains("With tanh it is the same. With Leaky ReLU it is the same."), "{said}");
    let said = verdict(&figure("chain", "kind=alternating factors=2 beside=tanh weight=1"));
    assert!(said.contains("That is 4 times smaller than with tanh (1)."), "{said}");
}

#[test]
fn the_end_of_the_weights_bar_is_dragged_along_its_powers_of_ten() {
    for frame in FRAMES {
        let mut chain = figure("chain", "factors=8");
        for weight in [0.01, 0.1, 0.3, 0.5, 1.0, 2.0] {
            let mut there = chain.clone();
            there.state_mut().assign("weight", &weight.to_string()).unwrap();
            let (_, y) = there.handles(&frame, &THEME)[0].at;
            let (x, _) = chain.handles(&frame, &THEME)[0].at;
            chain.drag(0, (x, libm::round(y)), &frame, &THEME);
            assert_eq!(chain.state().text("weight").unwrap(), weight.to_string());
        }
        for (y, end) in [(1e6, "0.01"), (-1e6, "2"), (1e300, "0.01"), (-1e300, "2")] {
            chain.drag(0, (0.0, y), &frame, &THEME);
            assert_eq!(chain.state().text("weight").unwrap(), end);
        }
    }
}

#[test]
fn a_click_switches_the_layer_of_its_column() {
    let frame = FRAMES[0];
    let mut chain = figure("chain", "");
    let off = |chain: &Figure| chain.state().text("off").unwrap();
    // Four columns, of which the output's is the last.
    for (x, expected) in
        [(160.0, "1"), (390.0, "1+2"), (160.0, "2"), (610.0, "2+3"), (840.0, "2+3"), (10.0, "2+3")]
    {
        chain.tap((x, 100.0), &frame, &THEME);
        assert_eq!(off(&chain), expected);
    }
}

#[test]
fn the_axes_are_drawn_again_only_when_they_change() {
    let ground = |state: &str| figure("chain", state).ground();
    assert_eq!(ground("weight=0.1"), ground("weight=0.08"));
    assert_eq!(ground("off=1"), ground(""));
    assert_ne!(ground("factors=4"), ground("factors=3"));
    assert_ne!(ground("factors=8 weight=0.01"), ground("factors=8 weight=0.1"));
    assert_ne!(ground("at=same z=4"), ground(""));
}

#[test]
fn switches_reach_as_far_as_there_are_layers() {
    assert_eq!(figure("chain", "").numbers(8), 3);
    assert_eq!(figure("chain", "factors=50").numbers(8), 50);
    // What is off beyond the last layer waits until there is such a layer.
    let mut chain = figure("chain", "off=10");
    assert_eq!(readout(&chain, "end"), "0.001");
    chain.state_mut().assign("factors", "10").unwrap();
    assert_eq!(readout(&chain, "end"), "0");
}

#[test]
fn keys_walk_the_weight_through_round_numbers() {
    let weight = figure("chain", "").parameters()[1];
    assert_eq!(weight.stepped(0.1, Stride::Step, true), 0.2);
    assert_eq!(weight.stepped(0.1, Stride::Step, false), 0.09);
    assert_eq!(weight.stepped(0.3, Stride::Fine, true), 0.31);
    assert_eq!(weight.stepped(0.1, Stride::End, true), 2.0);
    assert_eq!(
        weight.check(Value::Number(3.0)).unwrap_err().to_string(),
        "weight is 3; it must be a number from 0.01 to 2"
    );
}

#[test]
fn any_state_can_be_drawn_at_any_size() {
    for factors in [1, 2, 17, 50] {
        for state in [
            "off=1+50 beside=none",
            "z=-4 output=0.001",
            "weight=2 output=1000 at=same beside=sigmoid+tanh+leaky-relu",
        ] {
            let chain = figure("chain", &format!("factors={factors} {state}"));
            for size in [(1, 1), (40, 2000), (200, 120), (4000, 500)] {
                assert!(chain.to_svg(size, &THEME).ends_with("</svg>\n"));
            }
        }
    }
}
