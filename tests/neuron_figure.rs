//! What the figure `neuron` says, and what its handles do.

mod support;

use relu_explainer::figures::{Figure, Frame, Theme};
use relu_explainer::state::Value;
use support::{figure, preset, readout, verdict};

const THEME: Theme = Theme::LIGHT;
const FRAMES: [Frame; 2] = [
    Frame { left: 0.0, top: 0.0, width: 960.0, height: 432.0 },
    Frame { left: 0.0, top: 0.0, width: 358.0, height: 496.0 },
];
const INPUT: usize = 0;
const LINE: usize = 1;
const TURN: usize = 2;

fn number(figure: &Figure, key: &str) -> f64 {
    let index = figure.state().index(key).unwrap();
    match figure.state().get(index) {
        Some(Value::Number(number)) => number,
        other => panic!("{other:?}"),
    }
}

/// Where a point of the plane lies in the picture, read off the marked input.
fn place(figure: &Figure, point: (f64, f64), frame: &Frame) -> (f64, f64) {
    let corner = |x: f64, y: f64| {
        let mut figure = figure.clone();
        figure.state_mut().assign("x1", &x.to_string()).unwrap();
        figure.state_mut().assign("x2", &y.to_string()).unwrap();
        figure.handles(frame, &THEME)[INPUT].at
    };
    let (origin, end) = (corner(0.0, 0.0), corner(1.0, 1.0));
    (origin.0 + point.0 * (end.0 - origin.0), origin.1 + point.1 * (end.1 - origin.1))
}

#[test]
fn it_begins_with_a_unit_that_fires_on_half_of_the_square() {
    let neuron = figure("neuron", "");
    for (key, shown) in [
        ("state", "active on a part"),
        ("share", "50\u{a0}%"),
        ("sample", "47\u{a0}%"),
        ("largest", "1"),
        ("smallest", "−1"),
        ("distance", "0"),
        ("firing", "−2"),
        ("z", "0.5"),
    ] {
        assert_eq!(readout(&neuron, key), shown, "{key}");
    }
    assert_eq!(
        verdict(&neuron),
        "Active on 50\u{a0}% of the square, exactly, and silent on 50\u{a0}%, its sparsity; z runs from −1 at (0, 0) to 1 at (1, 1). Of 100 sampled inputs 47 fire: \
         47\u{a0}%, with a standard error of 5 points. At the marked input (0.7, 0.8) z = 0.5: active."
    );
}

#[test]
fn the_dead_example_is_proved_dead_and_told_to_fire_elsewhere() {
    let dead = preset("neuron", "dead");
    for (key, shown) in [
        ("state", "dead here"),
        ("share", "0\u{a0}%"),
        ("sample", "0\u{a0}%"),
        ("largest", "−9.98"),
        ("smallest", "−10"),
        ("distance", "705.7"),
        ("firing", "−0.02"),
    ] {
        assert_eq!(readout(&dead, key), shown, "{key}");
    }
    let said = verdict(&dead);
    assert!(said.starts_with(
        "Dead on this square: the largest z, −9.98 at (1, 1), is not above 0, which proves it. It fires where x₁ + x₂ > 1000. \
         That none of 100 sampled inputs fires would prove nothing: it bounds the share by 3\u{a0}%"
    ));
    assert!(!said.contains("not dead"));
}

#[test]
fn a_sample_without_a_firing_input_does_not_make_a_unit_dead() {
    let rare = figure("neuron", "b=-1.99");
    assert_eq!(readout(&rare, "state"), "active on a part");
    // A corner with sides of 0.01: half of its square.
    assert_eq!(readout(&rare, "share"), "0.005\u{a0}%");
    assert_eq!(readout(&rare, "sample"), "0\u{a0}%");
    let said = verdict(&rare);
    assert!(said.contains("None of 100 sampled inputs fires. That bounds the share by 3\u{a0}%"), "{said}");
    assert!(said.contains("and proves no death; the largest z is above 0."), "{said}");
}

#[test]
fn a_share_just_below_all_is_not_called_all() {
    let nearly = figure("neuron", "b=-0.01");
    assert_eq!(readout(&nearly, "share"), "> 99.9\u{a0}%");
    assert_eq!(readout(&preset("neuron", "always"), "share"), "100\u{a0}%");
    assert_eq!(readout(&preset("neuron", "always"), "state"), "always active");
}

#[test]
fn exercise_2_is_a_slice_on_which_the_marked_input_is_silent_but_the_unit_is_not_dead() {
    let slice = preset("neuron", "exercise");
    assert_eq!(readout(&slice, "share"), "35\u{a0}%");
    assert_eq!(readout(&slice, "z"), "−0.25");
    let said = verdict(&slice);
    assert!(
        said.contains("This is the slice x₃ = 0.1; over the whole cube the unit is active on 50\u{a0}%."),
        "{said}"
    );
    assert!(
        said.ends_with("At the marked input (0.4, 0.6, 0.1) z = −0.25: inactive on this input, not dead."),
        "{said}"
    );
}

#[test]
fn the_exact_share_meets_the_reference_on_every_sign_and_shape() {
    for (state, share) in [
        ("w1=1 w2=1 b=-1", "50"),
        ("w1=1 w2=1 b=-0.5", "87.5"),
        ("w1=1 w2=1 b=-1.5", "12.5"),
        ("w1=2 w2=1 b=-1", "75"),
        ("w1=1 w2=0 b=-0.25", "75"),
        ("w1=-1 w2=-1 b=0.5", "12.5"),
        ("w1=0 w2=0 b=-1", "0"),
        ("w1=0 w2=0 b=1", "100"),
        ("w1=1 w2=1 b=-1.292893", "25"),
    ] {
        assert_eq!(readout(&figure("neuron", state), "share"), format!("{share}\u{a0}%"), "{state}");
    }
}

#[test]
fn where_it_fires_is_written_without_a_common_factor() {
    for (state, condition) in [
        ("w1=0.01 w2=0.01 b=-10", "x₁ + x₂ > 1000"),
        ("w1=-0.5 w2=0.5 b=-2", "−x₁ + x₂ > 4"),
        ("w1=0 w2=0.5 b=-2", "x₂ > 4"),
        ("w1=-0.1 w2=0 b=-2", "−x₁ > 20"),
        ("w1=0.3 w2=-0.2 b=-2", "0.3 x₁ − 0.2 x₂ > 2"),
    ] {
        let said = verdict(&figure("neuron", state));
        assert!(said.contains(&format!("It fires where {condition}.")), "{said}");
    }
    assert!(
        verdict(&figure("neuron", "w1=0 w2=0 b=-1")).contains("Without weights it fires nowhere at all.")
    );
}

#[test]
fn the_corners_in_the_table_hold_the_extremes() {
    let rows = figure("neuron", "w1=0.5 w2=-0.8 b=0.1").table().rows;
    assert_eq!(rows[0], ["(0, 0)", "0.1", "0.1", "1"]);
    assert_eq!(rows[1], ["(1, 0)", "0.6", "0.6", "1"]);
    assert_eq!(rows[2], ["(0, 1)", "−0.7", "0", "0"]);
    assert_eq!(rows[3], ["(1, 1)", "−0.2", "0", "0"]);
}

#[test]
fn dragging_the_line_brings_it_under_the_hand_and_changes_the_bias_alone() {
    for frame in FRAMES {
        let mut neuron = figure("neuron", "w1=1.5 w2=-0.5 b=-0.25");
        for point in [(0.2, 0.3), (0.9, 0.5), (0.5, 0.95)] {
            let to = place(&neuron, point, &frame);
            neuron.drag(LINE, to, &frame, &THEME);
            assert_eq!((number(&neuron, "w1"), number(&neuron, "w2")), (1.5, -0.5));
            let z = 1.5 * point.0 - 0.5 * point.1 + number(&neuron, "b");
            assert!(z.abs() < 0.01, "{z}");
        }
    }
}

#[test]
fn turning_the_line_keeps_the_length_of_w_and_the_distance_from_the_centre() {
    for frame in FRAMES {
        let mut neuron = figure("neuron", "w1=0.9 w2=0.3 b=-0.5");
        let length = |neuron: &Figure| number(neuron, "w1").hypot(number(neuron, "w2"));
        let centre =
            |neuron: &Figure| 0.5 * (number(neuron, "w1") + number(neuron, "w2")) + number(neuron, "b");
        let (before, middle) = (length(&neuron), centre(&neuron));
        for step in 0..60 {
            let angle = f64::from(step) * 0.3;
            let to = place(&neuron, (0.5 + 0.3 * angle.cos(), 0.5 + 0.3 * angle.sin()), &frame);
            neuron.drag(TURN, to, &frame, &THEME);
        }
        assert!((length(&neuron) - before).abs() < 1e-4, "{} {before}", length(&neuron));
        assert!((centre(&neuron) - middle).abs() < 1e-3, "{} {middle}", centre(&neuron));
    }
}

#[test]
fn a_turn_ends_on_axes_and_diagonals_when_it_comes_near_and_never_leaves_the_range() {
    let frame = FRAMES[0];
    let mut neuron = figure("neuron", "w1=1 w2=1 b=-1");
    // From the centre the turning point lies to the lower right; a quarter turn brings it to the upper right.
    let to = place(&neuron, (0.702, 0.70), &frame);
    neuron.drag(TURN, to, &frame, &THEME);
    assert_eq!((number(&neuron, "w1"), number(&neuron, "w2")), (-1.0, 1.0));
    let mut long = figure("neuron", "w1=2 w2=2 b=-2");
    for step in 0..100 {
        let angle = f64::from(step) * 0.17;
        let to = place(&long, (0.5 + 0.3 * angle.cos(), 0.5 + 0.3 * angle.sin()), &frame);
        long.drag(TURN, to, &frame, &THEME);
        assert!(number(&long, "w1").abs() <= 2.0 && number(&long, "w2").abs() <= 2.0);
        assert!((number(&long, "w1").hypot(number(&long, "w2")) - 8f64.sqrt()).abs() < 1e-4);
    }
}

#[test]
fn the_arrow_at_the_edge_drags_a_far_line_in() {
    for frame in FRAMES {
        let mut neuron = preset("neuron", "dead");
        assert_eq!(neuron.handles(&frame, &THEME).len(), 2, "the marked input, and the arrow");
        let arrow = neuron.handles(&frame, &THEME)[LINE].at;
        let corner = place(&neuron, (1.0, 1.0), &frame);
        assert!(arrow.0 > corner.0 && arrow.1 < corner.1, "beyond the upper right corner");
        let to = place(&neuron, (0.5, 0.5), &frame);
        neuron.drag(LINE, to, &frame, &THEME);
        assert_eq!(readout(&neuron, "state"), "active on a part");
        assert!((number(&neuron, "b") + 0.01).abs() < 1e-4, "{}", number(&neuron, "b"));
        assert_eq!(neuron.handles(&frame, &THEME).len(), 3);
    }
}

#[test]
fn a_hand_far_away_leaves_every_value_in_its_range() {
    for handle in [INPUT, LINE, TURN, 99] {
        let mut neuron = figure("neuron", "w1=0.3 w2=-0.7 b=0.1");
        for to in [(1e300, -1e300), (-1e9, 3.0), (0.0, 0.0), (f64::MAX, f64::MAX)] {
            neuron.drag(handle, to, &FRAMES[0], &THEME);
            for (key, most) in [("w1", 2.0), ("w2", 2.0), ("b", 12.0), ("x1", 1.0), ("x2", 1.0)] {
                assert!(number(&neuron, key).abs() <= most, "{key} after {handle} to {to:?}");
            }
        }
    }
}

#[test]
fn without_weights_there_is_no_line_to_hold() {
    let mut neuron = figure("neuron", "w1=0 w2=0 b=-1");
    assert_eq!(neuron.handles(&FRAMES[0], &THEME).len(), 1);
    assert_eq!(neuron.drag(LINE, (100.0, 100.0), &FRAMES[0], &THEME), None);
    assert_eq!(readout(&neuron, "distance"), "–");
}

#[test]
fn a_mouse_takes_the_line_anywhere_and_a_click_sets_the_marked_input() {
    let frame = FRAMES[0];
    let mut neuron = figure("neuron", "");
    let on_the_line = place(&neuron, (0.1, 0.9), &frame);
    assert_eq!(neuron.grab(on_the_line, false, &frame, &THEME), Some(LINE));
    assert_eq!(neuron.grab(on_the_line, true, &frame, &THEME), None, "a finger there scrolls");
    let free = place(&neuron, (0.25, 0.1), &frame);
    assert_eq!(neuron.grab(free, false, &frame, &THEME), None);
    neuron.tap(free, &frame, &THEME);
    assert_eq!((number(&neuron, "x1"), number(&neuron, "x2")), (0.25, 0.1));
    let outside = place(&neuron, (1.1, 0.5), &frame);
    assert_eq!(neuron.tap(outside, &frame, &THEME), None);
}

#[test]
fn the_third_input_matters_only_with_a_weight() {
    assert!(!figure("neuron", "").relevant(7));
    assert!(figure("neuron", "w3=0.5").relevant(7));
    assert_eq!(readout(&figure("neuron", "x3=1"), "share"), "50\u{a0}%");
}

#[test]
fn the_histogram_counts_every_point() {
    for state in [
        "",
        "b=-10 w1=0.01 w2=0.01",
        "w1=0 w2=0",
        "points=1 seed=9",
        "points=1000 w1=-1.3 w2=0.7 b=0.2",
        "w1=2 w2=0 b=-1",
    ] {
        let svg = figure("neuron", state).to_svg((960, 432), &THEME);
        assert!(svg.ends_with("</svg>\n"));
    }
}

#[test]
fn any_state_can_be_drawn_at_any_size() {
    for state in
        ["b=12", "b=-12 w1=2 w2=-2", "w1=0 w2=0 b=0", "w1=1 w2=-1 b=0", "w1=0.01 w2=0 b=-0.005", "points=1"]
    {
        for size in [(1, 1), (40, 2000), (300, 200), (4000, 500)] {
            assert!(figure("neuron", state).to_svg(size, &THEME).ends_with("</svg>\n"));
        }
    }
}
