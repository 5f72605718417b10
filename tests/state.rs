//! What a link, a slider and a key press make of a figure's state.

use relu_explainer::figures::{ANCHORS, Figure, Frame, Theme};
use relu_explainer::state::{Stride, Value};

const Z: usize = 0;
const FRAMES: [Frame; 2] = [
    Frame { left: 0.0, top: 0.0, width: 960.0, height: 432.0 },
    Frame { left: 0.0, top: 0.0, width: 358.0, height: 384.0 },
];

fn curves() -> Figure {
    Figure::new("curves").unwrap()
}

fn number(figure: &Figure) -> f64 {
    match figure.state().get(Z) {
        Some(Value::Number(number)) => number,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_value_is_read_back_from_its_text() {
    let mut figure = curves();
    for (key, text) in
        [("z", "-3.25"), ("at-zero", "0.5"), ("over", "elu+tanh"), ("over", "none"), ("elu", "0.125")]
    {
        figure.state_mut().assign(key, text).unwrap();
        assert_eq!(figure.state().text(key).unwrap(), text);
    }
}

#[test]
fn what_is_refused_names_the_value_and_what_is_allowed_and_changes_nothing() {
    let mut figure = curves();
    for (key, text, sentence) in [
        ("z", "4.5", "z is 4.5; it must be a number from -4 to 4"),
        ("z", "NaN", "z is NaN; it must be a number from -4 to 4"),
        ("z", "inf", "z is inf; it must be a number from -4 to 4"),
        ("z", "left", "z is left; it must be a number from -4 to 4"),
        ("at-zero", "2", "at-zero is 2; it must be one of 0, 0.5, 1"),
        (
            "over",
            "relu",
            "over is relu; it must be any of leaky-relu, elu, gelu, silu, sigmoid, tanh, joined by +",
        ),
        ("w", "1", "key is w; it must be one of z, at-zero, over, leaky, elu"),
    ] {
        let before = figure.state().clone();
        assert_eq!(figure.state_mut().assign(key, text).unwrap_err().to_string(), sentence);
        assert_eq!(figure.state(), &before);
    }
}

#[test]
fn out_of_range_is_clamped_on_request_and_minus_zero_is_zero() {
    let z = curves().parameters()[Z];
    assert_eq!(z.clamp(Value::Number(7.0)), Ok(Value::Number(4.0)));
    assert_eq!(z.clamp(Value::Number(-1e300)), Ok(Value::Number(-4.0)));
    assert!(z.clamp(Value::Number(f64::NAN)).is_err());
    let Ok(Value::Number(zero)) = z.clamp(Value::Number(-0.0)) else { panic!() };
    assert!(zero.is_sign_positive());
}

#[test]
fn arrows_walk_the_decimal_grid_without_drift() {
    let z = curves().parameters()[Z];
    let mut at = -4.0;
    for tenth in -39..=40 {
        at = z.stepped(at, Stride::Step, true);
        assert_eq!(at, f64::from(tenth) / 10.0);
    }
    assert_eq!(z.stepped(at, Stride::Step, true), 4.0);
    assert_eq!(z.stepped(0.5, Stride::Fine, false), 0.49);
    assert_eq!(z.stepped(0.5, Stride::Page, true), 1.3);
    assert_eq!(z.stepped(0.5, Stride::End, false), -4.0);
}

#[test]
fn the_slider_meets_every_anchor_exactly() {
    let z = curves().parameters()[Z];
    for anchor in ANCHORS {
        for near in [-0.03, 0.0, 0.03] {
            assert_eq!(z.at_position(anchor + near, 0.04, false), anchor);
        }
    }
}

#[test]
fn the_pointer_meets_every_anchor_exactly_at_any_width() {
    for frame in FRAMES {
        for anchor in ANCHORS {
            let mut figure = curves();
            figure.state_mut().set(Z, Value::Number(anchor)).unwrap();
            let there = figure.handles(&frame, &Theme::LIGHT)[0].at;
            figure.state_mut().set(Z, Value::Number(2.0)).unwrap();
            figure.drag(0, (libm::round(there.0), there.1), &frame, &Theme::LIGHT);
            assert_eq!(number(&figure), anchor);
        }
    }
}

#[test]
fn a_drag_beyond_the_panel_ends_at_its_edge() {
    let mut figure = curves();
    figure.drag(0, (1e6, 0.0), &FRAMES[0], &Theme::LIGHT);
    assert_eq!(number(&figure), 4.0);
    figure.drag(0, (-1e6, 0.0), &FRAMES[0], &Theme::LIGHT);
    assert_eq!(number(&figure), -4.0);
}

#[test]
fn a_finger_takes_only_what_it_touches_and_a_mouse_the_nearest_point() {
    let figure = curves();
    let at = figure.handles(&FRAMES[1], &Theme::LIGHT)[0].at;
    let grab = |dx: f64, finger| figure.grab((at.0 + dx, at.1), finger, &FRAMES[1], &Theme::LIGHT);
    assert_eq!(grab(0.0, true), Some(0));
    assert_eq!(grab(21.0, true), Some(0));
    assert_eq!(grab(23.0, true), None);
    assert_eq!(grab(23.0, false), Some(0));
    assert_eq!(figure.grab((2.0, at.1), false, &FRAMES[1], &Theme::LIGHT), None);
}

#[test]
fn only_what_depends_on_a_parameter_is_drawn_again() {
    let mut figure = curves();
    let marks = figure.layers() - 1;
    assert_eq!(figure.drag(0, (100.0, 100.0), &FRAMES[0], &Theme::LIGHT), Some(marks));
    assert_eq!(figure.drag(0, (100.0, 100.0), &FRAMES[0], &Theme::LIGHT), None);
}
