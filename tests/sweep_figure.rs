//! What the figure `sweep` says, shows in numbers and lets a hand move. Results are made up where the figure's own arithmetic
//! is looked at, and trained where the numbers of the article are.

mod support;

use relu_explainer::figures::{Figure, Frame, Theme};
use relu_explainer::state::Value;
use relu_explainer::training::Sweep;
use relu_explainer::work::Job;
use support::{figure, finished, preset, readout, say, verdict};

const THEME: Theme = Theme::LIGHT;
const FRAMES: [Frame; 2] = [
    Frame { left: 0.0, top: 0.0, width: 960.0, height: 520.0 },
    Frame { left: 0.0, top: 0.0, width: 358.0, height: 520.0 },
];
const RATES: [f64; 8] = [0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 2.0];

/// What a run is made to come to.
struct Made {
    first: f64,
    dead: f64,
    accuracy: f64,
    finite: bool,
    gone: bool,
}

/// The figure in a state, with runs that came to what `of` says of set-up, rate and seed: the first of them.
fn made(state: &str, runs: usize, of: impl Fn(usize, f64, usize) -> Made) -> Figure {
    let mut figure = figure("sweep", state);
    let job = figure.begin_work().flatten().expect("work");
    let Job::Sweep(sweep) = &job else { panic!("another job") };
    for run in 0..runs.min(job.pieces()) {
        let (setup, rate, seed) = sweep.place(run);
        let Made { first, dead, accuracy, finite, gone } = of(setup, sweep.rates[rate], seed);
        let flag = |flag| f64::from(u8::from(flag));
        figure.take(run, vec![first, dead, accuracy, flag(finite), flag(gone)]);
    }
    figure
}

fn job(figure: &Figure) -> Sweep {
    match figure.work() {
        Some(Job::Sweep(sweep)) => sweep,
        _ => panic!("no sweep"),
    }
}

/// A cell of the table, by its rate and its column.
fn cell(figure: &Figure, rate: &str, column: usize) -> String {
    let table = figure.table();
    table.rows.iter().find(|row| row[0] == rate).expect("a row of that rate")[column].clone()
}

#[test]
fn means_and_deviations_are_those_of_the_runs_that_stayed_finite() {
    // Seeds 0 to 9 end with 10 % to 100 % dead; seed 9 of them is lost at a rate of 2.
    let figure = made("shown=he rate=2", 80, |_, rate, seed| Made {
        first: 0.05,
        dead: 0.1 * (seed + 1) as f64,
        accuracy: 0.5,
        finite: !(rate == 2.0 && seed == 9),
        gone: seed >= 8,
    });
    // The mean square of 1 to n about their mean is (n² − 1)/12.
    assert_eq!(cell(&figure, "1", 1), format!("55.0 ± {:.1}", 10.0 * (99.0f64 / 12.0).sqrt()));
    assert_eq!(cell(&figure, "2", 1), format!("50.0 ± {:.1} (1 nf)", 10.0 * (80.0f64 / 12.0).sqrt()));
    assert_eq!((cell(&figure, "0", 1), cell(&figure, "0", 2)), ("5.0 ± 0.0".into(), "–".into()));
    assert_eq!(cell(&figure, "2", 2), "0.50");
    for (key, shown) in [
        ("first", "5\u{a0}%"),
        ("dead", "50.0 ± 25.8\u{a0}%"),
        ("accuracy", "0.50"),
        ("gone", "1 / 9"),
        ("lost", "1 / 10"),
        ("done", "80 / 80"),
    ] {
        assert_eq!(readout(&figure, key), shown, "{key}");
    }
    assert!(verdict(&figure).contains("1 of 80 runs left the finite numbers"));
    assert!(figure.legend(&THEME).iter().any(|entry| say(&entry.sentence).starts_with('×')));
}

#[test]
fn what_is_not_there_yet_is_said_and_counts_for_nothing() {
    let begun = figure("sweep", "");
    assert!(verdict(&begun).contains("None of the 320 runs is done yet."));
    assert_eq!((readout(&begun, "dead"), readout(&begun, "done")), ("–".into(), "0 / 320".into()));
    // All set-ups at all rates from the first seed, and one more run.
    let dead = |_, _, seed| Made {
        first: 0.0,
        dead: if seed == 0 { 0.25 } else { 0.75 },
        accuracy: 1.0,
        finite: true,
        gone: false,
    };
    let partial = made("", 33, dead);
    assert!(verdict(&partial).contains("So far 33 of 320 runs are done; the means are over these."));
    assert_eq!(
        (cell(&partial, "0.001", 1), cell(&partial, "0.001", 3)),
        ("50.0 ± 25.0".into(), "25.0 ± 0.0".into())
    );
    assert!(!verdict(&made("", 320, dead)).contains("So far"));
}

#[test]
fn the_rate_from_which_training_kills_is_where_the_share_stays_above_that_before() {
    let rising = |_, rate: f64, _| Made {
        first: 0.03,
        dead: if rate >= 0.3 || rate == 0.01 { 0.2 } else { 0.03 },
        accuracy: 0.9,
        finite: true,
        gone: false,
    };
    let said = verdict(&made("shown=he", 80, rising));
    assert!(
        said.contains(
            "He: 3\u{a0}% are dead before training, and training adds to that from a rate of 0.3 on."
        ),
        "{said}"
    );
    assert!(
        said.contains(
            "At a rate of 0.1, 3\u{a0}% are dead at the end (accuracy 0.90); at 0.5, 20\u{a0}% (0.90)"
        ),
        "{said}"
    );
    let flat = |_, _, seed: usize| Made {
        first: 0.03,
        // Up in as many runs as down.
        dead: 0.03 + if seed.is_multiple_of(2) { 0.03 } else { -0.03 },
        accuracy: 0.9,
        finite: true,
        gone: false,
    };
    assert!(verdict(&made("shown=he", 80, flat)).contains("training does not clearly add to that"));
}

#[test]
fn what_is_often_said_is_compared_with_what_came_out() {
    let said = |hundredth: f64, tenth: f64| {
        verdict(&made("shown=he", 80, |_, rate, _| Made {
            first: 0.0,
            dead: if rate == 0.01 { hundredth } else { tenth },
            accuracy: 0.5,
            finite: true,
            gone: false,
        }))
    };
    assert!(
        said(0.02, 0.03)
            .contains("does not come out in any of these set-ups: at 0.1 they have 3\u{a0}% to 3\u{a0}%.")
    );
    assert!(
        said(0.02, 0.38)
            .contains("comes near the quoted 40\u{a0}% at 0.1, with 38\u{a0}%, but has 2\u{a0}% at 0.01")
    );
    assert!(said(0.09, 0.45).contains("happens to come near both quoted numbers"));
    let legend = figure("sweep", "").legend(&THEME);
    assert!(legend.iter().any(|entry| say(&entry.sentence).contains("no experiment behind it")));
}

#[test]
fn the_default_is_the_main_table_of_the_laboratory() {
    let figure = finished(preset("sweep", "remedies"));
    let percent =
        |rate: &str, column| cell(&figure, rate, column).split(' ').next().unwrap().parse::<f64>().unwrap();
    // Means over 20 seeds elsewhere, with deviations of a run; two means differ by four of √(1/10 + 1/20) of them at most.
    for (column, rate, mean, deviation) in [
        (1, "0.1", 2.8, 3.0),
        (1, "0.3", 14.8, 11.7),
        (1, "0.5", 37.5, 12.9),
        (1, "1", 71.2, 15.2),
        (3, "0.3", 25.3, 11.8),
        (3, "0.5", 45.8, 13.8),
        (3, "1", 71.9, 8.8),
        (5, "0.5", 26.1, 8.9),
        (5, "1", 59.2, 12.8),
    ] {
        let shown = percent(rate, column);
        assert!(
            (shown - mean).abs() < 4.0 * deviation * 0.15f64.sqrt(),
            "{column} at {rate}: {shown}, {mean}"
        );
    }
    // Clipped: 4.1 % at 0.5 and 8.3 % at 1.
    assert!((percent("0.5", 7) - 4.1).abs() < 4.0 && (percent("1", 7) - 8.3).abs() < 5.0);
    let said = verdict(&figure);
    assert!(said.contains("Data: spirals; network 2-16-16-1, batch 4, 100 epochs, cross-entropy."), "{said}");
    assert!(said.contains("training adds to that from a rate of 0.3 on"), "{said}");
    assert!(said.contains("does not come out in any of these set-ups"), "{said}");
    assert!(said.contains("fewest are dead with “He, gradient clipped at norm 1”"), "{said}");
}

#[test]
fn each_control_changes_the_runs_that_it_names() {
    let setup = |state: &str| job(&figure("sweep", state)).setups[0].clone();
    assert_eq!(setup("layers=4 width=9").sizes(), [2, 9, 9, 9, 9, 1]);
    assert_eq!((setup("batch=16").batch, setup("epochs=7").epochs), (16, 7));
    assert_eq!(setup("data=wave").sizes(), [1, 16, 16, 1]);
    assert!(verdict(&figure("sweep", "data=surface")).contains("squared error"));
    assert_eq!(job(&figure("sweep", "seeds=40 shown=he+xavier")).runs(), 2 * 8 * 40);
    assert_eq!(job(&figure("sweep", "")).rates, RATES);
    for state in ["shown=he", "shown=he+clipped", "shown=leaky", "shown=pytorch+normal-biases+minus-one"] {
        job(&figure("sweep", state)).check().unwrap();
    }
    let begun = figure("sweep", "");
    for unmoved in ["rate=1", "setup=leaky"] {
        assert_eq!(figure("sweep", unmoved).work(), begun.work(), "{unmoved}");
    }
    let none = figure("sweep", "shown=none");
    assert!(none.work().is_none() && none.handles(&FRAMES[0], &THEME).is_empty());
    assert_eq!(verdict(&none), "No set-up is chosen.");
}

#[test]
fn a_handle_on_each_line_points_at_the_set_up_and_at_the_nearest_rate() {
    let dead = |setup, rate: f64, _| Made {
        first: 0.0,
        dead: 0.1 * (setup + 1) as f64 + 0.1 * rate,
        accuracy: 0.9,
        finite: true,
        gone: false,
    };
    for frame in FRAMES {
        let mut figure = made("", 320, dead);
        let handles = figure.handles(&frame, &THEME);
        assert_eq!(handles.len(), 4);
        for (handle, setup) in ["he", "normal", "leaky", "clipped"].into_iter().enumerate() {
            for (rate, name) in
                ["0.001", "0.01", "0.03", "0.1", "0.3", "0.5", "1", "2"].into_iter().enumerate()
            {
                figure.state_mut().set(2, Value::Choice(rate)).unwrap();
                let (x, y) = figure.handles(&frame, &THEME)[handle].at;
                assert!((0.0..frame.width).contains(&x) && (0.0..frame.height).contains(&y));
                figure.state_mut().assign("rate", if rate == 0 { "2" } else { "0.001" }).unwrap();
                figure.drag(handle, (x + 3.0, y - 40.0), &frame, &THEME);
                assert_eq!(figure.state().text("rate").unwrap(), name);
                assert_eq!(figure.state().text("setup").unwrap(), setup);
                let shown = format!("{:.1} ± 0.0\u{a0}%", 10.0 * (handle + 1) as f64 + 10.0 * RATES[rate]);
                assert_eq!(readout(&figure, "dead"), shown);
            }
        }
        assert_eq!(
            figure.grab((0.5 * frame.width, 60.0), false, &frame, &THEME),
            Some(3),
            "a press on the picture"
        );
        assert_eq!(figure.grab((0.5 * frame.width, 60.0), true, &frame, &THEME), None, "a finger scrolls");
    }
}
