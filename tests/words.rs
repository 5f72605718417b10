//! Every sentence that the crate or the page asks for has a template, every template is asked for, and the gaps of
//! a template are those that are filled.

mod support;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;

use relu_explainer::article::{corner_table, predict, zeros};
use relu_explainer::corner::{Data, verdict};
use relu_explainer::exercises::{EXERCISES, QUESTIONS, checklist, foreseen, judge, worked};
use relu_explainer::figures::{Figure, NAMES, Theme};
use relu_explainer::random::Generator;
use relu_explainer::state::{Domain, Parameter, Value};
use relu_explainer::words::{Filling, Sentence};
use relu_explainer::work::Job;
use relu_explainer::zeros::timing::{Comparison, Spread};
use support::{finished, path, say, words};

/// Every sentence that a figure says in some thousand states drawn at random, ends and anchors of
/// the ranges preferred.
fn said(name: &str) -> Vec<Sentence> {
    let figure = Figure::new(name).unwrap();
    let parameters = figure.parameters();
    let mut all = vec![Sentence::new(format!("{name}.name"))];
    for parameter in parameters {
        all.push(Sentence::new(format!("{name}.{}", parameter.key)));
        if let Domain::Numbered(_) = parameter.domain {
            all.push(Sentence::new(format!("{name}.{}.each", parameter.key)));
        }
        if let Domain::Choice(options) | Domain::Set(options) = parameter.domain {
            all.extend(
                options.iter().map(|option| Sentence::new(format!("{name}.{}.{option}", parameter.key))),
            );
        }
    }
    all.extend(figure.groups().iter().map(|group| Sentence::new(format!("{name}.group.{}", group.key))));
    all.extend(figure.actions().iter().map(|action| Sentence::new(format!("{name}.action.{action}"))));
    if figure.has_work() {
        let counts = ["shown", "all"];
        let shown = Sentence::new(format!("{name}.work.shown"));
        all.push(counts.into_iter().fold(shown, |sentence, gap| sentence.with(gap, "3")));
    }
    for preset in figure.presets() {
        all.push(Sentence::new(format!("{name}.preset.{}", preset.key)));
        let mut figure = figure.clone();
        figure.state_mut().adopt(preset).unwrap();
        all.extend(said_in(&figure));
        if name == "sweep" {
            all.extend(said_of_runs(figure));
        } else {
            let mut done = finished(figure);
            all.extend(said_in(&done));
            // Until anything comes of another state, what there is may be still of the one before.
            if done.has_work() {
                done.state_mut().assign("seed", "12345").unwrap();
                all.extend(said_in(&done));
            }
        }
    }
    for state in RARE.iter().filter(|(of, _)| *of == name).flat_map(|(_, states)| *states) {
        let figure = support::figure(name, state);
        all.extend(said_in(&figure));
        all.extend(said_in(&finished(figure)));
    }
    let mut generator = Generator::new(1);
    for drawn in 0..3000 {
        let mut figure = figure.clone();
        for (index, parameter) in parameters.iter().enumerate() {
            let value = any_value(parameter, &mut generator);
            figure.state_mut().set(index, value).unwrap();
        }
        all.extend(said_in(&figure));
        if name == "sweep" {
            continue;
        }
        if figure.work().is_some() && drawn % 10 == 0 {
            let networks = if drawn % 20 == 0 { "1" } else { "3" };
            all.extend(said_in(&finished(small(figure, networks))));
        }
    }
    all
}

/// What the figure of the sweep says of runs that came to this or that; to train them would take minutes.
fn said_of_runs(figure: Figure) -> Vec<Sentence> {
    let mut all = Vec::new();
    // Dead before training, at 0.01, at 0.1 and at the end; and whether every third run is lost.
    for (first, hundredth, tenth, end, lost) in [
        (0.03, 0.03, 0.03, 0.7, false),
        (0.1, 0.1, 0.4, 0.5, true),
        (0.03, 0.03, 0.4, 0.4, false),
        (0.2, 0.2, 0.2, 0.2, true),
    ] {
        let mut figure = figure.clone();
        let Some(Some(job)) = figure.begin_work() else { continue };
        let Job::Sweep(sweep) = &job else { panic!("the sweep\u{2019}s work is a sweep") };
        for run in 0..job.pieces() {
            let (setup, rate, _) = sweep.place(run);
            let dead = match sweep.rates[rate] {
                rate if rate <= 0.01 => hundredth,
                rate if rate <= 0.1 => tenth,
                _ => end,
            };
            let finite = f64::from(u8::from(!(lost && run % 3 == 0)));
            figure.take(run, vec![first, dead + 0.001 * setup as f64, 0.9, finite, 0.0]);
            if run == 20 {
                all.extend(said_in(&figure));
            }
        }
        all.extend(said_in(&figure));
    }
    all
}
/// States of which something is said that chance would hardly come upon.
const RARE: &[(&str, &[&str])] = &[(
    "training",
    &[
        // Of the first layer, dead for good; of the second, killed by its own weights, and by its inputs.
        "epochs=20 unit=4 at=717",
        "epochs=20 unit=31 at=11",
        "epochs=20 unit=25 at=48",
        // Dead at the end of an epoch, alive again, and dead for a while.
        "epochs=20 unit=25 at=155",
        "epochs=20 unit=31 at=600",
        // All of the second layer is dead.
        "weights=normal rate=1 epochs=10 at=500 unit=17",
        "data=xor weights=normal rate=2 epochs=10 at=500 unit=17",
    ],
)];

/// The figure with less to compute.
fn small(mut figure: Figure, networks: &str) -> Figure {
    for (key, value) in [("networks", networks), ("width", "5"), ("epochs", networks)] {
        if figure.state().index(key).is_ok() {
            figure.state_mut().assign(key, value).unwrap();
        }
    }
    figure
}

fn any_value(parameter: &Parameter, generator: &mut Generator) -> Value {
    let mut below = |count: usize| (generator.uniform() * count as f64) as usize;
    match parameter.domain {
        Domain::Number { min, max, anchors, .. } => {
            let near = [min, max, 0.0, 1.0].into_iter().chain(anchors.iter().copied()).collect::<Vec<_>>();
            let number = match below(3) {
                0 => near[below(near.len())].clamp(min, max),
                1 => return parameter.default,
                _ => min + (max - min) * below(1000) as f64 / 1000.0,
            };
            // A count takes the nearest whole number.
            parameter.clamp(Value::Number(number)).unwrap()
        }
        Domain::Choice(options) => Value::Choice(below(options.len())),
        Domain::Set(options) => match below(3) {
            0 => Value::Set(0),
            1 => Value::Set((1 << options.len()) - 1),
            _ => Value::Set(1 << below(options.len())),
        },
        Domain::Numbered(most) => match below(3) {
            0 => Value::Set(0),
            1 => Value::Set(0b1011),
            _ => Value::Set(1 << below(most)),
        },
        Domain::Seed => Value::Seed(below(1000) as u64),
    }
}

fn said_in(figure: &Figure) -> Vec<Sentence> {
    let mut all = figure.verdict();
    all.extend(figure.description());
    all.extend((0..figure.parameters().len()).filter_map(|index| figure.value_text(index)));
    all.extend(figure.legend(&Theme::LIGHT).into_iter().map(|entry| entry.sentence));
    let table = figure.table();
    all.push(table.caption);
    all.extend(table.columns);
    let taken_along = RefCell::new(Vec::new());
    figure.to_csv("", |sentence| {
        taken_along.borrow_mut().push(sentence.clone());
        String::new()
    });
    all.append(&mut taken_along.into_inner());
    for readout in figure.readouts() {
        all.push(Sentence::new(format!("{}.readout.{}", figure.name(), readout.key)));
        if let Filling::Word(key) = readout.filling {
            all.push(Sentence::new(key));
        }
    }
    all
}

/// Every sentence on the choice of ReLU′(0).
fn said_at_the_corner() -> Vec<Sentence> {
    let data = [Data::StructuralZeros, Data::RealValued { seed: 42 }];
    let mut all: Vec<Sentence> = data.into_iter().flat_map(|data| verdict(data, 10).unwrap()).collect();
    let table = corner_table(10).unwrap();
    all.push(table.caption);
    all.extend(table.columns);
    all
}

/// Every sentence on a guess: right, and off.
fn said_to_guesses() -> Vec<Sentence> {
    let guesses = |question: &str| [predict::truth(question).unwrap(), 1.0];
    let said =
        |question: &'static str| guesses(question).map(|guess| predict::judge(question, guess).unwrap());
    predict::QUESTIONS.into_iter().flat_map(said).collect()
}

/// Every sentence on the exercises: solutions, lists, and what is said to answers that are foreseen, to their
/// opposites, reciprocals and neighbours, and to any number.
fn said_in_the_exercises() -> Vec<Sentence> {
    let mut all = Vec::new();
    for exercise in EXERCISES {
        all.extend(worked(exercise).unwrap());
        all.extend(checklist(exercise).unwrap_or_default());
    }
    for question in QUESTIONS {
        let mut answers = vec![123.456];
        for answer in foreseen(question).unwrap() {
            answers.push(answer);
            if answer != 0.0 {
                answers.extend([-answer, 1.0 / answer, 100.0 * answer, 0.97 * answer]);
            }
        }
        all.extend(answers.into_iter().map(|answer| judge(question, answer).unwrap().sentence));
    }
    all
}

/// Every sentence on what zeros buy: where skipping gains as much as is counted, more, and nothing.
fn said_of_zeros() -> Vec<Sentence> {
    let table = zeros::table_to_come(zeros::SHARE).unwrap();
    let mut all = vec![table.caption];
    all.extend(table.columns);
    for gain in [0.5, 1.0, 2.0] {
        let mut results = Comparison::new(0.5, 0.0, 8.0).unwrap().results();
        for result in &mut results {
            let faster = gain * result.saving.powf(2.0 * gain - 1.0);
            result.skipping = Some(Spread { low: faster, median: faster, high: faster });
            result.testing = result.skipping;
        }
        all.extend(zeros::verdict(&results, true));
    }
    all
}

fn all_said() -> Vec<Sentence> {
    let mut all: Vec<Sentence> = NAMES.iter().copied().flat_map(said).collect();
    all.extend(said_at_the_corner());
    all.extend(said_of_zeros());
    all.extend(said_in_the_exercises());
    all.extend(said_to_guesses());
    // The page asks with a unit of each question's own.
    all.extend(
        predict::QUESTIONS
            .map(|question| Sentence::new(format!("reading.guess.{question}")).with("guess", "1")),
    );
    all
}

/// The keys that the page's scripts and the build name themselves.
fn named_in_code() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for folder in [
        "www",
        "www/figure",
        "www/figure/controls",
        "www/page",
        "www/work",
        "www/share",
        "www/classroom",
        "www/alone",
        "xtask/src",
    ] {
        for entry in fs::read_dir(path(folder)).unwrap() {
            let file = entry.unwrap().path();
            if file.is_file() {
                let code = fs::read_to_string(&file).unwrap_or_default();
                let quoted = code.split(['\'', '"']).filter(|text| text.contains('.') && !text.contains('/'));
                keys.extend(quoted.map(str::to_string));
            }
        }
    }
    keys
}

fn gaps(template: &str) -> BTreeSet<String> {
    let rest = template.split('{').skip(1);
    rest.filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_string()).collect()
}

#[test]
fn no_word_is_missing() {
    let words = words();
    for sentence in all_said() {
        assert!(words.contains_key(&sentence.key), "en.json lacks {}", sentence.key);
        for (_, filling) in &sentence.slots {
            if let Filling::Word(key) = filling {
                assert!(words.contains_key(key), "en.json lacks {key}");
            }
        }
    }
}

#[test]
fn every_gap_is_filled_and_every_filling_has_its_gap() {
    let words = words();
    for sentence in all_said() {
        let filled: BTreeSet<String> = sentence.slots.iter().map(|(name, _)| name.to_string()).collect();
        let open = gaps(&words[&sentence.key]);
        assert!(open.is_subset(&filled), "{}: {open:?} are not all filled by {filled:?}", sentence.key);
    }
}

#[test]
fn numbers_in_the_sentences_of_the_exercises_are_filled_in_by_the_crate() {
    for (key, template) in words() {
        if ["exercise.", "corner.", "zeros."].iter().any(|part| key.starts_with(part)) {
            // An index of a symbol is part of its name.
            let digit = template.chars().find(|c| c.is_numeric() && !('₀'..='₉').contains(c));
            assert_eq!(digit, None, "{key}: {template}");
        }
    }
}

#[test]
fn no_sentence_of_the_exercises_keeps_a_gap() {
    for sentence in said_in_the_exercises() {
        let said = say(&sentence);
        assert!(!said.contains(['{', '}']), "{said}");
    }
}

#[test]
fn no_word_is_unused() {
    let mut used = named_in_code();
    for sentence in all_said() {
        used.insert(sentence.key);
        used.extend(sentence.slots.into_iter().filter_map(|(_, filling)| match filling {
            Filling::Word(key) => Some(key),
            Filling::Text(_) => None,
        }));
    }
    let idle: Vec<String> = words().into_keys().filter(|key| !used.contains(key)).collect();
    assert!(idle.is_empty(), "nothing says {idle:?}");
}
