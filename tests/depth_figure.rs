//! What the figure `depth` says, shows in numbers and lets a hand move.

mod support;

use relu_explainer::figures::{Figure, Frame, Theme};
use relu_explainer::signal::finite_width::silent_share;
use relu_explainer::state::Value;
use support::{figure, finished, preset, readout, say, verdict};

const THEME: Theme = Theme::LIGHT;
const FRAMES: [Frame; 2] = [
    Frame { left: 0.0, top: 0.0, width: 960.0, height: 608.0 },
    Frame { left: 0.0, top: 0.0, width: 358.0, height: 608.0 },
];

/// The figure in a state, with all networks drawn.
fn drawn(state: &str) -> Figure {
    finished(figure("depth", state))
}

/// A number as the figure writes it.
fn number(text: &str) -> f64 {
    let raised = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c).map(|digit| digit.to_string());
    let plain =
        |c: char| if c == '⁻' { "-".to_string() } else { raised(c).unwrap_or_else(|| c.to_string()) };
    let (significand, exponent) = match text
        .split_once("10")
        .filter(|(_, power)| power.starts_with(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".contains(c)))
    {
        Some((significand, power)) => (significand.trim_end_matches('·'), power.chars().map(plain).collect()),
        None => (text, "0".to_string()),
    };
    let significand = if significand.is_empty() { "1" } else { significand };
    let significand: f64 = significand.replace([',', '\u{a0}', '%'], "").replace('−', "-").parse().unwrap();
    significand * 10f64.powi(exponent.parse().unwrap())
}

/// A cell of the table: the row of a layer, and the column.
fn cell(figure: &Figure, layer: usize, column: usize) -> String {
    let table = figure.table();
    let row = table.rows.iter().find(|row| row[0] == layer.to_string()).expect("a row of that layer");
    row[column].clone()
}

fn close(text: &str, to: f64, within: f64) {
    assert!((number(text) / to - 1.0).abs() < within, "{text} is not {to}");
}

#[test]
fn the_number_of_a_text_is_the_one_that_was_written() {
    for (text, value) in
        [("3.4·10³⁸", 3.4e38), ("10⁻²⁰", 1e-20), ("0.566", 0.566), ("−1,050", -1050.0), ("10", 10.0)]
    {
        assert!((number(text) / value - 1.0).abs() < 1e-12, "{text}");
    }
}

#[test]
fn a_tenth_fades_at_width_64_stays_at_200_and_grows_at_256() {
    // s·√(n/2): √0.32, 1, √1.28.
    for (key, factor, size) in
        [("fades", "0.566", 1.125_9e-5), ("neutral", "1", 1.0), ("grows", "1.13", 11.805_9)]
    {
        let figure = finished(preset("depth", key));
        assert_eq!(readout(&figure, "factor"), factor);
        assert_eq!(readout(&figure, "neutral"), "200");
        // Column 1 is what theory says of the signal, column 5 of the gradient.
        close(&cell(&figure, 20, 1), size, 1e-2);
        close(&cell(&figure, 0, 5), size, 1e-2);
        assert!(verdict(&figure).contains("With s = 0.1 the neutral width is 2/s² = 200"));
    }
}

#[test]
fn the_chain_and_the_layer_are_told_apart() {
    let figure = drawn("");
    let said = verdict(&figure);
    assert!(said.starts_with(
        "A chain of single units multiplies by its weight, here w = s = 0.1, at every layer: one path, and every unit on \
         it is on. A random layer sums 64 paths: their signs are random, so that squares add, and half of them are off. It \
         multiplies by s·√(n/2) = 0.566, forward and back."
    ));
    assert!(said.contains("The chain would leave 10⁻²⁰ of its gradient."), "{said}");
    let at_input = drawn("at=0");
    assert_eq!(readout(&at_input, "chain"), "10⁻²⁰");
    // Of the law of finite width: 20 layers at E ln = (−0.0401 + ln 0.32)/2, where a network scatters by e^±0.64.
    let typical = (10.0 * (-0.040_109 + 0.32f64.ln())).exp();
    let median = number(&readout(&at_input, "gradient"));
    // The median of 50 scatters by 1.2533·0.64/√50.
    assert!((median / typical).ln().abs() < 4.0 * 0.114, "{median} {typical}");
    assert!(said.contains("The gradient vanishes: in the median network"), "{said}");
}

#[test]
fn he_keeps_the_size_because_half_is_off_and_xavier_lacks_the_2() {
    let he = finished(preset("depth", "he"));
    assert_eq!(readout(&he, "factor"), "1");
    let said = verdict(&he);
    assert!(said.contains(
        "Its 2 makes up for the units that are off: half of them, and with them half of the mean square."
    ));
    assert!(said.contains("stays within a factor of ten"), "{said}");
    // Facts: the median network keeps 0.367 of the signal over 50 layers; a network scatters by e^±1.02, a median of
    // 50 by 0.18.
    assert!((number(&readout(&he, "signal")) / 0.367).ln().abs() < 4.0 * 0.18);

    let xavier = finished(preset("depth", "xavier"));
    assert_eq!(readout(&xavier, "factor"), "0.707");
    assert_eq!(readout(&xavier, "neutral"), "128");
    close(&cell(&xavier, 50, 1), 2.980_23e-8, 5e-3);
    assert!(verdict(&xavier).contains("its factor is 1/√2 = 0.707 at every width"));
}

#[test]
fn the_typical_network_is_told_from_the_mean_of_the_squares() {
    // Facts: E ln of the square is −0.0401 a layer at width 64, −0.0098 at 256; e^(−0.0401/2) = 0.9802.
    let said = verdict(&figure("depth", "weights=he depth=50"));
    assert!(said.contains("a typical network of width 64 has 0.98 a layer"), "{said}");
    assert!(!verdict(&figure("depth", "weights=he depth=5 width=256")).contains("a typical network"));
}

#[test]
fn too_large_weights_leave_the_range_of_32_bit_numbers() {
    let large = finished(preset("depth", "large"));
    let said = verdict(&large);
    assert!(said.contains("The gradient explodes"), "{said}");
    // 11.3137^36 = 8.5e37, 11.3137^37 = 9.7e38 > 3.4e38; a network scatters by a factor of e^0.4 there.
    assert!(
        said.contains("From layer 37 on the signal exceeds the largest 32-bit number, 3.4·10³⁸."),
        "{said}"
    );
    assert!(said.contains("From layer 13 down the gradient exceeds the largest 32-bit number"), "{said}");
    let small = verdict(&drawn("deviation=0.02 depth=60 networks=5"));
    // 0.1131^41 = 1.6e-39, 0.1131^40 = 1.4e-38.
    assert!(small.contains("on the signal is smaller than 1.2·10⁻³⁸"), "{small}");
    assert!(small.contains("down the gradient is smaller than 1.2·10⁻³⁸"), "{small}");
    for state in ["", "weights=he depth=50"] {
        assert!(!verdict(&drawn(state)).contains("32-bit"), "{state}");
    }
}

#[test]
fn narrow_networks_fall_silent_as_often_as_is_computed() {
    let narrow = finished(preset("depth", "narrow"));
    let share = silent_share(4, 50);
    let said = verdict(&narrow);
    assert!(said.contains("Expected at width 4 and depth 50: 1 − (1 − 2⁻ⁿ)ᴸ = 96\u{a0}%."), "{said}");
    let (silent, all) =
        readout(&narrow, "silent").split_once(" / ").map(|(s, a)| (number(s), number(a))).unwrap();
    assert_eq!(all, 200.0);
    let scatter = (200.0 * share * (1.0 - share)).sqrt();
    assert!((silent - 200.0 * share).abs() < 4.0 * scatter, "{silent} of 200");
    assert!(said.contains(&format!("{silent} of 200 networks are silent")), "{said}");
    // What has not been drawn yet is not counted.
    assert!(!verdict(&preset("depth", "narrow")).contains("of 200"));
    for wide in ["", "weights=he width=16"] {
        assert!(!verdict(&drawn(wide)).contains("silent"), "{wide}");
    }
}

#[test]
fn what_is_centred_and_what_is_not() {
    // E ReLU(z)/√(E ReLU(z)²) = (1/√2π)/√½ = 0.5642.
    let relu = drawn("width=256 networks=20");
    close(&cell(&relu, 20, 9), 0.5642, 0.05);
    assert!(verdict(&relu).contains("not centred: at the last layer their mean is 0.5"));
    for centred in ["activation=tanh", "normalisation=after"] {
        let figure = drawn(centred);
        assert!(number(&cell(&figure, 20, 9)).abs() < 0.06, "{centred}");
        assert!(
            verdict(&figure).contains("centred") && !verdict(&figure).contains("not centred"),
            "{centred}"
        );
    }
    let before = finished(preset("depth", "normalised"));
    close(&cell(&before, 20, 9), 0.5642, 0.02);
    let said = verdict(&before);
    assert!(
        said.contains("z is centred and the outputs are not: with z of variance 1 their mean is 0.399."),
        "{said}"
    );
    // Half are on, whatever the activation.
    for state in ["", "activation=silu", "activation=sigmoid"] {
        close(&cell(&drawn(state), 10, 10), 50.0, 0.1);
    }
}

#[test]
fn theories_that_do_not_hold_are_withdrawn_and_the_words_say_why() {
    let legends = |figure: &Figure| {
        figure.legend(&THEME).iter().map(|entry| say(&entry.sentence)).collect::<Vec<_>>().join("; ")
    };
    let plain = drawn("");
    assert!(legends(&plain).contains("mean-field") && legends(&plain).contains("finite width"));
    let normalised = drawn("normalisation=before networks=5");
    assert!(!legends(&normalised).contains("mean-field") && !legends(&normalised).contains("finite width"));
    assert!(verdict(&normalised).contains("leave the batch out of account"));
    assert_eq!((cell(&normalised, 10, 1), cell(&normalised, 10, 5)), ("–".to_string(), "–".to_string()));
    assert_eq!(readout(&normalised, "factor"), "–");

    let biased = drawn("bias=0.1 width=200 networks=5 depth=5");
    assert!(legends(&biased).contains("mean-field") && !legends(&biased).contains("finite width"));
    assert!(verdict(&biased).contains("The law of finite width asks for a bias of 0"));

    for activation in ["gelu", "silu"] {
        let figure = drawn(&format!("activation={activation} weights=he depth=50 networks=5"));
        let said = verdict(&figure);
        assert!(said.contains("stray too far from the mean-field theory"), "{said}");
        assert_ne!(cell(&figure, 4, 1), "–");
        assert_eq!((cell(&figure, 50, 1), cell(&figure, 0, 5)), ("–".to_string(), "–".to_string()));
    }
    assert!(
        !verdict(&drawn("activation=tanh weights=he")).contains("stray too far from the mean-field theory")
    );
}

#[test]
fn a_chain_of_sigmoids_loses_a_quarter_at_best() {
    // (0.1/4)²⁰ = 9.09·10⁻³³.
    let sigmoid = drawn("activation=sigmoid at=0");
    assert_eq!(readout(&sigmoid, "chain"), "9.09·10⁻³³");
    // tanh at its best passes all on.
    assert_eq!(readout(&drawn("activation=tanh at=0"), "chain"), "10⁻²⁰");
}

#[test]
fn results_come_one_after_the_other_and_theory_is_there_before() {
    let mut figure = figure("depth", "networks=9");
    assert_eq!((readout(&figure, "shown"), readout(&figure, "measured")), ("0 / 9".into(), "–".into()));
    assert!(verdict(&figure).contains("The gradient vanishes: in theory"));
    figure.begin_work();
    let job = figure.work().unwrap();
    for piece in 0..4 {
        figure.take(piece, job.result(piece));
        assert_eq!(readout(&figure, "shown"), format!("{} / 9", piece + 1));
    }
    let by_and_by = (4..9).fold(figure, |mut figure, piece| {
        figure.take(piece, job.result(piece));
        // Asked in between, as a frame does.
        assert!(!figure.table().rows.is_empty());
        figure
    });
    assert_eq!(by_and_by.table(), drawn("networks=9").table());
    assert_eq!(by_and_by.verdict(), drawn("networks=9").verdict());
}

#[test]
fn medians_and_bands_are_those_of_the_networks() {
    let figure = drawn("networks=11 depth=3");
    let job = figure.work().unwrap();
    let mut logs: Vec<f64> = (0..11).map(|piece| job.result(piece)[3]).collect();
    logs.sort_by(f64::total_cmp);
    // Eleven numbers: the tenth in a hundred is the second, the middle the sixth, the ninetieth the tenth.
    for (column, rank) in [(2, 5), (3, 1), (4, 9)] {
        close(&cell(&figure, 3, column), logs[rank].exp(), 5e-3);
    }
}

#[test]
fn the_table_has_every_layer_of_a_shallow_network_and_some_of_a_deep_one() {
    assert_eq!(figure("depth", "").table().rows.len(), 21);
    let deep = figure("depth", "depth=98 at=33").table();
    assert!(deep.rows.len() <= 25);
    assert_eq!(deep.rows[deep.current.unwrap()][0], "33");
    assert_eq!((deep.rows[0][0].as_str(), deep.rows.last().unwrap()[0].as_str()), ("0", "98"));
    assert!(deep.rows.iter().all(|row| row.len() == deep.columns.len()));
}

#[test]
fn the_handles_move_the_layer_and_nothing_else() {
    for frame in FRAMES {
        for state in ["", "weights=he width=4 depth=50", "deviation=1 width=256 depth=100 networks=2"] {
            let mut figure = drawn(state);
            let ground = figure.ground();
            let at = figure.state().index("at").unwrap();
            for (handle, layer) in [(0, 3.0), (1, 17.0), (0, 0.0)] {
                let places = [0.0, 20.0].map(|layer| {
                    figure.state_mut().set(at, Value::Number(layer)).unwrap();
                    figure.handles(&frame, &THEME)[handle].at.0
                });
                let x = places[0] + layer / 20.0 * (places[1] - places[0]);
                assert_eq!(figure.drag(handle, (x, 100.0), &frame, &THEME), Some(2));
                assert_eq!(figure.state().get(at), Some(Value::Number(layer)));
            }
            figure.drag(0, (-1e6, 0.0), &frame, &THEME);
            assert_eq!(figure.state().get(at), Some(Value::Number(0.0)));
            assert_eq!(figure.ground(), ground);
            // Nothing is computed anew.
            assert_eq!(figure.begin_work(), None);
        }
    }
}

#[test]
fn a_press_anywhere_in_a_panel_takes_its_handle() {
    for frame in FRAMES {
        let figure = drawn("");
        for (index, handle) in figure.handles(&frame, &THEME).iter().enumerate() {
            let beside = (handle.at.0 + 60.0, handle.at.1 + 40.0);
            assert_eq!(figure.grab(beside, false, &frame, &THEME), Some(index));
            assert_eq!(figure.grab(beside, true, &frame, &THEME), None);
        }
    }
}

#[test]
fn the_deviation_counts_where_it_is_chosen_alone() {
    let deviation = figure("depth", "").state().index("deviation").unwrap();
    assert!(figure("depth", "").relevant(deviation));
    assert!(!figure("depth", "weights=he").relevant(deviation));
    let text = figure("depth", "").value_text(deviation).map(|said| say(&said));
    assert_eq!(text.as_deref(), Some("s = 0.1; factor 0.566 a layer"));
}

#[test]
fn no_picture_has_a_number_that_is_none_and_no_axis_more_than_a_dozen_ticks() {
    for activation in ["relu", "elu", "sigmoid", "gelu"] {
        for state in [
            "deviation=0.01 width=4",
            "deviation=2 width=64 bias=1",
            "bias=-1 width=8",
            "normalisation=after width=4",
        ] {
            let figure = drawn(&format!("activation={activation} {state} depth=100 networks=3"));
            for frame in FRAMES {
                let svg = figure.to_svg((frame.width as u32, frame.height as u32), &THEME);
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{activation} {state}");
                let powers = svg.matches("\n10").count();
                assert!(
                    (6..=24).contains(&powers),
                    "{powers} powers of ten on two axes: {activation} {state}"
                );
            }
            for cell in figure.table().rows.concat() {
                assert!(!cell.contains("NaN") && !cell.contains('∞'), "{cell}: {activation} {state}");
            }
        }
    }
}
