//! What a hand reaches in the picture of a run, and that its numbers can be read.

mod support;

use std::collections::BTreeSet;

use relu_explainer::figures::{Figure, Frame, Theme};
use relu_explainer::state::Value;
use support::{figure, finished};

const THEME: Theme = Theme::LIGHT;
const SIZES: [(u32, u32); 3] = [(960, 640), (640, 640), (358, 1040)];

fn number(figure: &Figure, key: &str) -> f64 {
    match figure.state().get(figure.state().index(key).unwrap()) {
        Some(Value::Number(number)) => number,
        other => panic!("{other:?}"),
    }
}

/// The numbers of all units that a tap somewhere in the picture chooses, with how many of the taps did.
fn tapped(state: &str, size: (u32, u32)) -> (BTreeSet<usize>, usize) {
    let shown = figure("training", state);
    shown.verdict();
    let (mut units, mut taps) = (BTreeSet::new(), 0);
    for top in (1..size.1).step_by(2) {
        for left in (1..size.0).step_by(2) {
            let mut run = shown.clone();
            if run.tap((f64::from(left), f64::from(top)), &Frame::whole(size), &THEME).is_some() {
                units.insert(number(&run, "unit") as usize);
                taps += 1;
            }
        }
    }
    (units, taps)
}

#[test]
fn every_unit_can_be_chosen_by_a_tap() {
    for size in SIZES {
        for (state, units) in [
            ("", 32),
            ("twin=rate", 32),
            ("layers=1 width=2", 2),
            ("layers=4 width=64 epochs=1", 256),
            ("layers=4 width=64 epochs=1 twin=rate", 256),
        ] {
            let (chosen, taps) = tapped(&format!("at=0 {state}"), size);
            assert!(chosen.into_iter().eq(1..=units), "{state} {size:?}");
            assert!(taps >= units, "{state} {size:?}");
        }
    }
}

#[test]
fn a_tap_on_a_dead_unit_goes_to_the_update_that_killed_it() {
    let frame = Frame::whole(SIZES[0]);
    let shown = finished(figure("training", "at=5000"));
    shown.verdict();
    let mut run = shown.clone();
    // Unit 9 of the first layer died by update 705 and, under plain gradient descent, for good.
    'found: for top in (400..640).step_by(5) {
        for left in (0..480).step_by(5) {
            run.tap((f64::from(left), f64::from(top)), &frame, &THEME);
            if number(&run, "unit") == 9.0 {
                break 'found;
            }
            run = shown.clone();
        }
    }
    assert_eq!((number(&run, "unit"), number(&run, "at")), (9.0, 705.0));
}

#[test]
fn the_cursor_follows_the_hand_along_the_epochs() {
    for size in SIZES {
        let frame = Frame::whole(size);
        for state in ["", "twin=clip unit=3", "batch=64"] {
            let mut run = finished(figure("training", state));
            let end = run.end();
            let place = |run: &mut Figure, to: (f64, f64)| {
                run.drag(0, to, &frame, &THEME);
                run.handles(&frame, &THEME)[0].at
            };
            let right = place(&mut run, (1e9, 0.0));
            assert_eq!(number(&run, "at"), end);
            let left = place(&mut run, (-1e9, 0.0));
            assert_eq!(number(&run, "at"), 0.0);
            place(&mut run, (0.75 * left.0 + 0.25 * right.0, -1e9));
            assert!((number(&run, "at") - 0.25 * end).abs() <= 1.0, "{state}");
            assert!(left.0 > 0.0 && right.0 < frame.width, "{state}");
            // A mouse takes hold of it anywhere in the charts, a finger at its head alone.
            let inside = (0.5 * (left.0 + right.0), left.1 + 60.0);
            assert_eq!(run.grab(inside, false, &frame, &THEME), Some(0));
            assert_eq!(run.grab(inside, true, &frame, &THEME), None);
            let head = run.handles(&frame, &THEME)[0].at;
            assert_eq!(run.grab(head, true, &frame, &THEME), Some(0));
        }
    }
}

/// The texts of a picture with their rectangles: left, top, right, bottom.
fn texts(svg: &str) -> Vec<(String, [f64; 4])> {
    let mut texts = Vec::new();
    for element in svg.split("<text ").skip(1) {
        let (attributes, rest) = element.split_once('>').expect("a tag");
        let text = rest.split_once("</text>").expect("its end").0.trim().to_string();
        let value = |name: &str| {
            let (_, from) = attributes.split_once(&format!("{name}=\"")).unwrap_or(("", "\""));
            from.split_once('"').expect("a quoted value").0
        };
        let number = |name: &str| value(name).parse::<f64>().expect("a number") / 16.0;
        let (x, y, size) = (number("x"), number("y"), number("font-size"));
        // Wide for a sans-serif face; digits are as high as 0.73 of their size.
        let (width, height) = (0.57 * size * text.chars().count() as f64, 0.73 * size);
        let left = match value("text-anchor") {
            "end" => x - width,
            "middle" => x - 0.5 * width,
            _ => x,
        };
        let top = match value("dy") {
            "0.5ex" => y - 0.5 * height,
            "" => y - height,
            _ => y,
        };
        texts.push((text, [left, top, left + width, top + height]));
    }
    texts
}

#[test]
fn no_text_covers_another_or_leaves_the_picture() {
    for (width, height) in SIZES {
        for state in [
            "",
            "at=0",
            "unit=9 at=705",
            "unit=20 twin=clip at=2000",
            "layers=4 width=64 epochs=5 unit=200 at=100",
            "layers=4 width=64 epochs=5 at=100 twin=rate",
            "weights=normal deviation=1 layers=4 epochs=200 batch=16 at=2500",
            "shift=-20 rate=1 standardised=no epochs=300",
            "data=wave rate=0.1 change=2000 then=2 twin=batch",
            "data=surface shift=5 unit=1 at=10",
            "data=xor loss=squared-error normalisation=batch epochs=3 at=3",
        ] {
            let texts = texts(&finished(figure("training", state)).to_svg((width, height), &THEME));
            assert!(texts.len() > 15, "{state}");
            for (place, (text, [left, top, right, bottom])) in texts.iter().enumerate() {
                let inside =
                    *left >= 0.0 && *top >= 0.0 && *right <= f64::from(width) && *bottom <= f64::from(height);
                assert!(inside, "{text} at {left} {top} {right} {bottom}: {state} {width}");
                for (other, [from, head, to, foot]) in &texts[..place] {
                    let apart = from >= right || left >= to || head >= bottom || top >= foot;
                    assert!(apart, "{text} and {other} at {left} {top}: {state} {width}");
                }
            }
        }
    }
}
