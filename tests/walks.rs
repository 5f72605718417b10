//! Whatever way leads to a state, and however much of its work has come: a figure draws, speaks and answers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use relu_explainer::figures::{Digits, Figure, Frame, Theme};
use relu_explainer::random::Generator;
use relu_explainer::state::{Domain, Parameter, Value};
use relu_explainer::work::Job;

const FIGURES: [&str; 8] = ["curves", "chain", "neuron", "limits", "depth", "sparsity", "sweep", "training"];
const SIZES: [(u32, u32); 4] = [(960, 640), (640, 640), (358, 1040), (40, 30)];

/// How many changes each figure goes through; one whole picture costs what a hundred of the light ones do.
const CHANGES: usize = 40;

fn below(chance: &mut Generator, end: usize) -> usize {
    ((chance.uniform() * end as f64) as usize).min(end - 1)
}

/// A value that the parameter allows: often an end of its range, a default or none.
fn any_value(parameter: &Parameter, chance: &mut Generator) -> Value {
    match parameter.domain {
        Domain::Number { .. } => {
            let position = [0.0, 1.0, chance.uniform(), chance.uniform()][below(chance, 4)];
            Value::Number(parameter.at_position(position, 0.0, false))
        }
        Domain::Choice(names) => Value::Choice(below(chance, names.len())),
        Domain::Set(names) => Value::Set(chance.next_u64() & ((1 << names.len()) - 1)),
        Domain::Numbered(count) => Value::Set(chance.next_u64() & (u64::MAX >> (64 - count))),
        Domain::Seed => Value::Seed(chance.next_u64() % 1000),
    }
}

/// Some of the figure's work is done, as a worker would send it.
fn work_a_little(figure: &mut Figure, chance: &mut Generator) {
    figure.begin_work();
    let Some(job) = figure.work() else { return };
    for _ in 0..2 {
        let piece = below(chance, job.pieces());
        let mut work = job.begin(piece);
        if matches!(job, Job::Training(_)) {
            let more = (0..below(chance, 12)).all(|_| work.step());
            if more {
                figure.take_part(piece, 0, &work.take_part(), false);
                continue;
            }
        }
        while work.step() {}
        if job.streams() {
            figure.take_part(piece, 0, &work.result(), true);
        } else {
            figure.take(piece, work.result());
        }
    }
}

/// Everything that a page asks of a figure.
fn ask(figure: &Figure, frame: (u32, u32)) {
    let theme = &Theme::LIGHT;
    figure.to_svg(frame, theme);
    figure.verdict();
    figure.description();
    figure.readouts();
    figure.legend(theme);
    figure.table();
    figure.tabled(Digits::All);
    figure.handles(&Frame::whole(frame), theme);
    figure.progress();
    for index in 0..figure.parameters().len() {
        figure.value_text(index);
        figure.relevant(index);
        figure.numbers(index);
    }
}

/// The figure is changed in one of the ways that a page has; says in which.
fn change(figure: &mut Figure, frame: (u32, u32), chance: &mut Generator) -> String {
    let theme = &Theme::LIGHT;
    let place = (chance.uniform() * f64::from(frame.0), chance.uniform() * f64::from(frame.1));
    match below(chance, 8) {
        0 => {
            let preset = figure.presets().get(below(chance, figure.presets().len().max(1)));
            if let Some(preset) = preset {
                figure.state_mut().adopt(preset).unwrap();
            }
            format!("preset {:?}", preset.map(|preset| preset.key))
        }
        1 => {
            let handles = figure.handles(&Frame::whole(frame), theme).len();
            if handles > 0 {
                figure.drag(below(chance, handles), place, &Frame::whole(frame), theme);
            }
            format!("dragged to {place:?}")
        }
        2 => {
            figure.tap(place, &Frame::whole(frame), theme);
            format!("tapped at {place:?}")
        }
        3 if !figure.actions().is_empty() => {
            let action = below(chance, figure.actions().len());
            if figure.can(action) {
                figure.act(action);
            }
            format!("action {}", figure.actions()[action])
        }
        4 => {
            figure.attend(Some(below(chance, figure.parameters().len())));
            String::from("attended")
        }
        // A link, or attributes: several values at once.
        _ => {
            let mut said = Vec::new();
            let all = chance.uniform() < 0.3;
            for (index, parameter) in figure.parameters().iter().enumerate() {
                // What is looked at changes with numbers, and what there is to be seen with the rest.
                let often = if all && !matches!(parameter.domain, Domain::Number { .. }) { 0.8 } else { 0.1 };
                if chance.uniform() > often {
                    continue;
                }
                let value = any_value(parameter, chance);
                figure.state_mut().set(index, value).unwrap();
                said.push(format!("{}={}", parameter.key, parameter.text(value)));
            }
            said.join(" ")
        }
    }
}

#[test]
fn every_figure_survives_every_way() {
    let seed = std::env::var("WALK_SEED").ok().map_or(1, |seed| seed.parse().expect("a whole number"));
    let changes =
        std::env::var("WALK_CHANGES").ok().map_or(CHANGES, |count| count.parse().expect("a whole number"));
    for (index, name) in FIGURES.iter().enumerate() {
        let mut chance = Generator::with_index(seed, index as u64);
        let mut figure = Figure::new(name).unwrap();
        let mut way = Vec::new();
        for _ in 0..changes {
            let frame = SIZES[below(&mut chance, SIZES.len())];
            let gone = catch_unwind(AssertUnwindSafe(|| {
                way.push(change(&mut figure, frame, &mut chance));
                ask(&figure, frame);
                if chance.uniform() < 0.5 {
                    way.push(String::from("worked"));
                    work_a_little(&mut figure, &mut chance);
                    ask(&figure, frame);
                }
            }));
            assert!(gone.is_ok(), "{name} at {frame:?} with seed {seed}, after {}", way.join(", "));
        }
    }
}
