//! A figure's table as CSV: what stands above it, how fields and numbers are written, and that they are those of the page in
//! more digits.

mod support;

use std::collections::BTreeSet;

use relu_explainer::figures::{Digits, Figure, NAMES};
use support::{figure, finished, read, say, words};

const ADDRESS: &str = "https://example.org/relu/#chain?v=1&chain.weight=0.5";

/// The records of a CSV as RFC 4180 has them, behind the lines that begin with "# ".
fn parsed(csv: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let head: Vec<String> =
        csv.split("\r\n").take_while(|line| line.starts_with("# ")).map(str::to_string).collect();
    let skipped: usize = head.iter().map(|line| line.len() + 2).sum();
    let (mut records, mut record, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = csv[skipped..].chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' if quoted && rest.peek() == Some(&'"') => field.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {
                assert_eq!(rest.next(), Some('\n'), "a line ends in CR LF");
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    assert!(!quoted && field.is_empty() && record.is_empty(), "the last line is ended");
    (head, records)
}

fn csv(name: &str, state: &str) -> String {
    finished(quick(name, state)).to_csv(ADDRESS, say)
}

/// A figure in a state; of what would train hundreds of networks, a few.
fn quick(name: &str, state: &str) -> Figure {
    let mut figure = figure(name, state);
    for (key, value) in [("epochs", "2"), ("networks", "5"), ("shown", "he")] {
        if figure.state().index(key).is_ok() {
            figure.state_mut().assign(key, value).unwrap();
        }
    }
    figure
}

#[test]
fn the_head_names_figure_table_every_parameter_program_and_address() {
    for name in NAMES {
        let csv = csv(name, "");
        let (head, _) = parsed(&csv);
        let figure = quick(name, "");
        let mut expected = vec![format!("# {}", words()[&format!("{name}.name")])];
        expected.push(format!("# {}", say(&finished(figure.clone()).table().caption)));
        for (index, parameter) in figure.parameters().iter().enumerate() {
            let value = parameter.text(figure.state().get(index).unwrap());
            let label = &words()[&format!("{name}.{}", parameter.key)];
            let idle = if figure.relevant(index) { "" } else { "; without effect here" };
            expected.push(format!("# {} = {value} ({label}{idle})", parameter.key));
        }
        // What stands in no parameter, and decides on the numbers all the same.
        let samples = "# 200 samples, drawn from seed 1; loss: cross-entropy.";
        let fixed: &[&str] = match *name {
            "depth" => &["# Inputs that go through a network at once: 1."],
            "training" => &[samples],
            "sweep" => &[samples, "# Runs from seeds 0 to 9, without momentum and weight decay."],
            _ => &[],
        };
        expected.extend(fixed.iter().map(|line| line.to_string()));
        expected.push(format!("# relu-explainer {}", env!("CARGO_PKG_VERSION")));
        expected.push(format!("# {ADDRESS}"));
        assert_eq!(head, expected);
    }
}

#[test]
fn what_follows_from_other_parameters_stands_in_the_head() {
    for (name, state, line) in [
        ("training", "data=surface", "# 200 samples, drawn from seed 1; loss: mean squared error."),
        ("training", "data=surface", "# loss = cross-entropy (Loss; without effect here)"),
        ("sweep", "data=wave", "# 200 samples, drawn from seed 1; loss: mean squared error."),
        ("depth", "normalisation=after", "# Inputs that go through a network at once: 16."),
    ] {
        let (head, _) = parsed(&csv(name, state));
        assert!(head.iter().any(|given| given == line), "{head:#?}");
    }
}

#[test]
fn no_two_columns_have_the_same_name() {
    for (name, state) in [
        ("curves", "over=leaky-relu+elu+gelu+silu+sigmoid+tanh"),
        ("chain", "kind=alternating beside=sigmoid+tanh+leaky-relu"),
        ("neuron", ""),
        ("sparsity", ""),
        ("sparsity", "inputs=normal"),
        ("depth", ""),
        ("training", "twin=rate"),
        ("sweep", ""),
        ("limits", ""),
    ] {
        // Nothing is run: the names are there before.
        let mut figure = quick(name, state);
        if name == "sweep" {
            figure.state_mut().assign("shown", "he+xavier+normal").unwrap();
        }
        let (_, records) = parsed(&figure.to_csv(ADDRESS, say));
        let names: BTreeSet<&String> = records[0].iter().collect();
        assert_eq!(names.len(), records[0].len(), "{:?}", records[0]);
    }
}

#[test]
fn every_record_has_a_field_for_every_column() {
    for name in NAMES {
        let (_, records) = parsed(&csv(name, ""));
        assert_eq!(records.len(), finished(quick(name, "")).table().rows.len() + 1, "{name}");
        assert!(records.iter().all(|record| record.len() == records[0].len()), "{name}");
    }
}

#[test]
fn numbers_are_read_back_as_the_doubles_of_the_crate() {
    let (_, records) = parsed(&csv("curves", "z=-1.25 over=sigmoid+gelu"));
    use relu_explainer::activation::Activation;
    let activations = [Activation::RELU, Activation::Gelu, Activation::Sigmoid];
    assert_eq!(records[0], ["z", "ReLU(z)", "ReLU′(z)", "GELU(z)", "GELU′(z)", "sigmoid(z)", "sigmoid′(z)"]);
    for record in &records[1..] {
        let numbers: Vec<f64> = record.iter().map(|field| field.parse().unwrap()).collect();
        let z = numbers[0];
        for (activation, pair) in activations.iter().zip(numbers[1..].chunks(2)) {
            assert_eq!(pair, [activation.value(z), activation.derivative(z)], "{activation:?} at {z}");
        }
    }
    assert!(records.iter().any(|record| record[0] == "-1.25"));
}

#[test]
fn numbers_are_those_of_the_table_but_for_their_digits() {
    let mut compared = 0;
    for (name, state) in [
        ("curves", "over=tanh+silu"),
        ("chain", "factors=50 weight=0.01 beside=sigmoid+tanh"),
        ("neuron", "w1=0.3 w2=-0.7"),
        ("sparsity", ""),
        ("depth", ""),
        ("training", "rate=0.3"),
        ("limits", "deviation=1 depth=50"),
    ] {
        let figure = finished(quick(name, state));
        let (_, records) = parsed(&figure.to_csv(ADDRESS, say));
        for (row, record) in figure.table().rows.iter().zip(&records[1..]) {
            for (shown, written) in row.iter().zip(record) {
                let (Some(shown), Ok(written)) = (number(shown), written.parse::<f64>()) else {
                    assert!(
                        shown == written || shown == "–" && written.is_empty(),
                        "{name}: {shown} {written}"
                    );
                    continue;
                };
                // At least two digits are shown, and four decimals at the most.
                assert!((shown - written).abs() <= 0.05 * written.abs() + 5e-5, "{name}: {shown} {written}");
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

/// A number as the page shows it.
fn number(shown: &str) -> Option<f64> {
    let bare = shown.replace('−', "-").replace([',', '\u{a0}', '%'], "");
    let raised = |text: &str| -> Option<i32> {
        let digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        let lower = |c: char| match c {
            '⁻' => Some('-'),
            c => digits
                .chars()
                .position(|digit| digit == c)
                .and_then(|digit| char::from_digit(digit as u32, 10)),
        };
        text.chars().map(lower).collect::<Option<String>>()?.parse().ok()
    };
    match bare.strip_prefix("10").map(|power| ("1", power)).or_else(|| bare.split_once("·10")) {
        Some((factor, power)) if raised(power).is_some() => {
            format!("{factor}e{}", raised(power)?).parse().ok()
        }
        _ => bare.parse().ok(),
    }
}

#[test]
fn a_gradient_beyond_the_doubles_keeps_its_power_of_ten() {
    let (_, records) = parsed(&csv("chain", "factors=50 weight=0.01 output=0.001 beside=sigmoid"));
    let last = records.last().unwrap();
    assert_eq!(last[0], "δ₁");
    assert_eq!(last[3], "1e-103", "0.001 · 0.01⁵⁰ with ReLU");
    let sigmoid: f64 = last[5].parse().unwrap();
    assert!((sigmoid / (1e-103 / 4f64.powi(50)) - 1.0).abs() < 1e-12, "{sigmoid}");
}

#[test]
fn places_with_commas_stand_in_quotes_and_shares_have_their_sign_in_the_head() {
    let neuron = csv("neuron", "");
    assert!(neuron.contains("\r\n\"(0, 1)\","), "{neuron}");
    let (_, records) = parsed(&csv("sparsity", "units=8 count=30"));
    let share = records[0].iter().position(|head| head.ends_with(" (%)")).unwrap();
    for record in &records[1..] {
        let (fires, share): (f64, f64) = (record[1].parse().unwrap(), record[share].parse().unwrap());
        assert_eq!(share, 100.0 * (fires / 30.0));
    }
}

#[test]
fn a_sweep_has_mean_deviation_and_lost_runs_each_in_a_column() {
    let figure = finished(quick("sweep", "batch=16"));
    let (_, records) = parsed(&figure.to_csv(ADDRESS, say));
    let heads = ["rate", "He", "He: standard deviation", "He: runs not finite", "He: accuracy"];
    assert_eq!(records[0], heads);
    for (shown, record) in figure.table().rows.iter().zip(&records[1..]) {
        let mean: f64 = record[1].parse().unwrap();
        let deviation: f64 = record[2].parse().unwrap();
        let (first, second) = shown[1].split_once(" ± ").unwrap();
        let second = second.split(' ').next().unwrap();
        for (shown, exact) in [(first, mean), (second, deviation)] {
            assert!((shown.parse::<f64>().unwrap() - exact).abs() < 0.051, "{shown} {exact}");
        }
    }
}

#[test]
fn a_table_in_few_digits_is_that_of_the_page() {
    for name in NAMES {
        let figure = Figure::new(name).unwrap();
        assert_eq!(figure.tabled(Digits::Few), figure.table());
    }
}

#[test]
fn the_citation_names_the_holders_the_year_and_the_title_that_the_project_has() {
    let words = words();
    let (author, year) = (&words["share.cite.author"], &words["share.cite.year"]);
    assert!(read("LICENSE").contains(&format!("Copyright (c) {year} {author}")));
    assert!(read("index.html").contains(&format!("<title>{}</title>", words["share.cite.title"])));
}
