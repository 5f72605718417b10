//! What the figure `sparsity` says, and what its handles do.

mod support;

use relu_explainer::figures::{Figure, Frame, Theme};
use relu_explainer::state::Value;
use support::{figure, preset, readout, say, verdict};

const THEME: Theme = Theme::LIGHT;
const FRAMES: [Frame; 2] = [
    Frame { left: 0.0, top: 0.0, width: 960.0, height: 544.0 },
    Frame { left: 0.0, top: 0.0, width: 358.0, height: 544.0 },
];

fn number(figure: &Figure, key: &str) -> f64 {
    match figure.state().get(figure.state().index(key).unwrap()) {
        Some(Value::Number(number)) => number,
        other => panic!("{other:?}"),
    }
}

/// A number of the read-outs, or a column of the table.
fn shown(figure: &Figure, key: &str) -> f64 {
    readout(figure, key).replace("\u{a0}%", "").replace(',', "").parse().unwrap()
}

fn column(figure: &Figure, index: usize) -> Vec<f64> {
    let rows = figure.table().rows.into_iter();
    rows.map(|row| row[index].replace("\u{a0}%", "").parse().unwrap()).collect()
}

#[test]
fn it_begins_with_a_layer_that_is_half_silent_and_units_that_are_so_altogether() {
    let sparsity = figure("sparsity", "");
    for (key, value) in [
        ("zeros", "47.6\u{a0}%"),
        ("expected", "50\u{a0}%"),
        ("dead", "9"),
        ("always", "9"),
        ("regions", "64"),
    ] {
        assert_eq!(readout(&sparsity, key), value, "{key}");
    }
    let said = verdict(&sparsity);
    assert!(said.starts_with("47.6\u{a0}% of the 1920 outputs are exactly 0 (50\u{a0}% over all draws of the weights). Over all draws of the weights z is as often above 0 as below, hence half; but with inputs off centre not for each unit:"), "{said}");
    assert!(said.contains("9 of 32 units are dead on these inputs, 9 always on. On the whole cube 9 are dead and 9 always on (expected of each: 2⁻ᵈ = 25\u{a0}%)"), "{said}");
}

#[test]
fn the_words_follow_from_the_table() {
    for state in [
        "",
        "inputs=normal bias=-0.6 units=40 count=77 seed=5",
        "inputs=spirals shift=1.3 order=drawn",
        "inputs=normal dimensions=9 first=3 second=8 weights=normal deviation=0.4 bias=0.7",
    ] {
        let sparsity = figure("sparsity", state);
        let (units, count) = (number(&sparsity, "units"), number(&sparsity, "count"));
        let fires = column(&sparsity, 1);
        assert_eq!(fires.len() as f64, units);
        let zeros = 1.0 - fires.iter().sum::<f64>() / (units * count);
        assert!((shown(&sparsity, "zeros") - 100.0 * zeros).abs() <= 0.05 + 1e-9, "{state}");
        assert!((shown(&sparsity, "factor") - 1.0 / (1.0 - zeros)).abs() < 0.05, "{state}");
        let counted = |of: f64| fires.iter().filter(|fires| **fires == of).count() as f64;
        assert_eq!([shown(&sparsity, "dead"), shown(&sparsity, "always")], [counted(0.0), counted(count)]);
        let codes = [column(&sparsity, 3), column(&sparsity, 4)];
        let differ = codes[0].iter().zip(&codes[1]).filter(|(a, b)| a != b).count();
        assert_eq!(shown(&sparsity, "distance"), differ as f64, "{state}");
        // Four bytes a value and a bit a unit.
        let bytes = (units / 8.0).ceil() + 4.0 * units * (1.0 - zeros);
        assert!((shown(&sparsity, "bytes") - bytes).abs() <= 0.5 + 1e-9, "{state}");
    }
}

#[test]
fn half_is_not_half_under_a_bias_and_not_unit_by_unit_off_centre() {
    let symmetric = preset("sparsity", "symmetric");
    assert!((shown(&symmetric, "zeros") - 50.0).abs() < 15.0);
    assert_eq!((shown(&symmetric, "dead"), shown(&symmetric, "always")), (0.0, 0.0));
    assert!(verdict(&symmetric).contains("single units are near half, too"));

    let negative = preset("sparsity", "negative");
    assert!(shown(&negative, "zeros") > 65.0 && shown(&negative, "expected") > 65.0);
    assert!(verdict(&negative).contains(
        "The bias of −1 lowers every z, so that over all draws of the weights more than half are 0"
    ));

    let centred = preset("sparsity", "centred");
    assert_eq!((shown(&centred, "dead"), shown(&centred, "always")), (0.0, 0.0));
    assert!(verdict(&centred).contains("No unit is dead on these inputs, and none is always on."));

    let shifted = figure("sparsity", "inputs=normal shift=2");
    assert!(shown(&shifted, "dead") + shown(&shifted, "always") > 3.0);
    assert_eq!(readout(&shifted, "expected"), "50\u{a0}%", "the average stays");
    assert!(verdict(&shifted).contains("fire for under 10\u{a0}% or over 90\u{a0}% of them"));
    assert!(verdict(&figure("sparsity", "bias=1")).contains("fewer than half are 0"));
}

#[test]
fn a_layer_that_is_silent_altogether_says_so() {
    let silent = figure("sparsity", "weights=normal deviation=0.01 bias=-2");
    assert_eq!((readout(&silent, "zeros"), readout(&silent, "factor")), ("100\u{a0}%".into(), "∞".into()));
    assert!(verdict(&silent).contains("All outputs are 0"));
    assert_eq!(readout(&silent, "bytes"), "4");
}

#[test]
fn the_exact_share_of_the_cube_stands_beside_that_of_the_sample() {
    let sparsity = figure("sparsity", "count=200");
    let exact = column(&sparsity, 5);
    for (sampled, exact) in column(&sparsity, 2).into_iter().zip(exact) {
        let part = exact / 100.0;
        assert!((sampled - exact).abs() < 100.0 * 5.0 * (part * (1.0 - part) / 200.0).sqrt() + 2.0);
    }
    assert_eq!(figure("sparsity", "dimensions=4").table().columns.len(), 5);
    assert_eq!(figure("sparsity", "inputs=normal").table().columns.len(), 5);
}

#[test]
fn the_order_changes_the_rows_and_nothing_else() {
    let (drawn, sorted) = (figure("sparsity", "order=drawn"), figure("sparsity", ""));
    assert_eq!(verdict(&drawn), verdict(&sorted));
    assert!(column(&drawn, 0).into_iter().eq((1..=32).map(f64::from)));
    assert!(column(&sorted, 1).is_sorted_by(|one, other| one >= other));
    let mut rows = [drawn.table().rows, sorted.table().rows];
    rows.iter_mut().for_each(|rows| rows.sort());
    assert_eq!(rows[0], rows[1]);
}

#[test]
fn the_point_follows_the_hand_and_changes_as_many_places_of_its_code_as_it_crosses_lines() {
    for frame in FRAMES {
        for state in ["", "inputs=normal bias=-0.5 units=64", "inputs=spirals shift=0.5"] {
            let mut sparsity = figure("sparsity", state);
            let start = sparsity.handles(&frame, &THEME)[0].at;
            let before = column(&sparsity, 3);
            let layer = sparsity.drag(0, (start.0 - 30.0, start.1 - 40.0), &frame, &THEME);
            assert_eq!(layer, Some(1), "only the marks are drawn again");
            let at = sparsity.handles(&frame, &THEME)[0].at;
            assert!((at.0 - start.0 + 30.0).abs() < 1.5 && (at.1 - start.1 + 40.0).abs() < 1.5, "{at:?}");
            assert_ne!(column(&sparsity, 3), before, "{state}");
            // At B itself there is no line between.
            let [x, y] = ["x1", "x2"].map(|key| number(&sparsity, key));
            assert!(x.abs() <= 5.0 && y.abs() <= 5.0);
        }
    }
}

#[test]
fn a_hand_far_away_leaves_the_point_in_the_plane_that_is_shown() {
    for to in [(1e300, -1e300), (-1e9, 3.0), (f64::MAX, f64::MAX)] {
        let mut sparsity = figure("sparsity", "inputs=normal shift=2");
        sparsity.drag(0, to, &FRAMES[0], &THEME);
        for key in ["x1", "x2"] {
            assert!((-3.0..=5.0).contains(&number(&sparsity, key)), "{to:?}");
        }
        sparsity.drag(1, to, &FRAMES[0], &THEME);
        assert!((1.0..=60.0).contains(&number(&sparsity, "second")));
    }
}

#[test]
fn a_column_is_dragged_and_clicked_to_an_input() {
    for frame in FRAMES {
        let mut sparsity = figure("sparsity", "dimensions=5 first=10 second=20 count=50");
        let [first, second] = [0, 1].map(|handle| sparsity.handles(&frame, &THEME)[handle].at);
        let width = (second.0 - first.0) / 10.0;
        sparsity.drag(0, (first.0 + 3.0 * width, 300.0), &frame, &THEME);
        assert_eq!((number(&sparsity, "first"), number(&sparsity, "second")), (13.0, 20.0));
        sparsity.drag(1, (second.0 - 19.0 * width, 0.0), &frame, &THEME);
        assert_eq!(number(&sparsity, "second"), 1.0);
        sparsity.tap((second.0 + width, first.1 + 30.0), &frame, &THEME);
        assert_eq!(number(&sparsity, "first"), 21.0, "a click in the raster picks A");
        assert_eq!(sparsity.tap((second.0, first.1 - 5.0), &frame, &THEME), None, "and none above it");

        let mut plane = figure("sparsity", "count=50 second=20");
        let (head, point) = (plane.handles(&frame, &THEME)[1].at, plane.handles(&frame, &THEME)[0].at);
        plane.tap((head.0, head.1 + 30.0), &frame, &THEME);
        assert_eq!(number(&plane, "second"), 20.0);
        plane.tap((point.0 - 20.0, point.1 - 20.0), &frame, &THEME);
        let moved = plane.handles(&frame, &THEME)[0].at;
        assert!((moved.0 - point.0 + 20.0).abs() < 1.5, "a click in the plane moves A there");
    }
}

#[test]
fn an_input_beyond_the_last_is_the_last() {
    let sparsity = figure("sparsity", "count=10 first=200 second=150 dimensions=3");
    let index = sparsity.state().index("first").unwrap();
    assert!(say(&sparsity.value_text(index).unwrap()).starts_with("input 10;"));
    assert_eq!(readout(&sparsity, "distance"), "0");
}

#[test]
fn what_has_no_effect_is_not_offered() {
    for (state, key, relevant) in [
        ("", "first", false),
        ("", "x1", true),
        ("", "dimensions", true),
        ("", "deviation", false),
        ("weights=normal", "deviation", true),
        ("inputs=spirals", "dimensions", false),
        ("inputs=spirals dimensions=7", "x2", true),
        ("dimensions=7", "x2", false),
        ("dimensions=7", "first", true),
        ("dimensions=1", "first", true),
    ] {
        let sparsity = figure("sparsity", state);
        let index = sparsity.state().index(key).unwrap();
        assert_eq!(sparsity.relevant(index), relevant, "{state} {key}");
    }
}

#[test]
fn everything_stays_in_its_frame() {
    for frame in FRAMES {
        for units in [8, 33, 256] {
            for count in [10, 61, 200] {
                for rest in ["", "dimensions=64", "inputs=spirals shift=-2", "inputs=normal shift=2 bias=2"] {
                    let sparsity = figure("sparsity", &format!("units={units} count={count} {rest}"));
                    for handle in sparsity.handles(&frame, &THEME) {
                        let (x, y) = handle.at;
                        let inside = x > 0.0 && x < frame.width && y > 4.0 && y < frame.height - 10.0;
                        assert!(inside, "{units} {count} {rest} {}: {handle:?}", frame.width);
                    }
                }
            }
        }
    }
}

#[test]
fn a_raster_of_any_size_is_drawn_with_few_elements() {
    for state in ["units=256 count=200 dimensions=8 order=drawn", "units=64 inputs=normal bias=-0.5"] {
        let svg = figure("sparsity", state).to_svg((960, 432), &THEME);
        // Regions have a polygon each, up to a limit.
        let elements = svg.matches("/>").count();
        assert!(elements < 900, "{state}: {elements}");
    }
}

#[test]
fn the_still_picture_is_small() {
    let svg = figure("sparsity", "").to_svg((960, 432), &THEME);
    assert!(svg.len() < 40_000, "{}", svg.len());
}
