//! What the figure `training` says, shows in numbers and lets a hand do.

mod support;

use relu_explainer::figures::{Figure, Theme};
use relu_explainer::state::Value;
use relu_explainer::training::{Course, Descent, Setup};
use relu_explainer::work::Job;
use support::{figure, finished, preset, readout, say, verdict};

/// The figure in a state, with its runs done.
fn trained(state: &str) -> Figure {
    finished(figure("training", state))
}

/// The runs that a figure asks for.
fn runs(figure: &Figure) -> Vec<Setup> {
    match figure.work() {
        Some(Job::Training(runs)) => runs,
        other => panic!("{other:?} is no training"),
    }
}

/// The run of a figure, gone through from its beginning to an update, with a look at all samples there.
fn gone_through(figure: &Figure, updates: usize) -> Descent<f32> {
    let mut descent = Descent::new(&runs(figure)[0]).unwrap();
    for _ in 0..updates {
        descent.update().unwrap();
    }
    descent.census();
    descent
}

/// The z of a unit on all samples.
fn z(descent: &Descent<f32>, layer: usize, unit: usize) -> Vec<f32> {
    let width = descent.setup().hidden[layer];
    descent.pre_activations(layer).iter().skip(unit).step_by(width).copied().collect()
}

fn largest(z: impl IntoIterator<Item = f64>) -> f64 {
    z.into_iter().fold(f64::NEG_INFINITY, f64::max)
}

/// The number that follows a text in what is said.
fn number_after(said: &str, text: &str) -> f64 {
    let rest = said.split_once(text).unwrap_or_else(|| panic!("no “{text}” in: {said}")).1;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || ".,−".contains(c))).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['.', ',']).replace(',', "").replace('−', "-");
    number.parse().unwrap_or_else(|_| panic!("no number after “{text}”: {rest}"))
}

/// Counts for every layer, as the figure writes them.
fn by_layer(text: &str) -> Vec<u32> {
    text.split(" + ").map(|count| count.parse().unwrap()).collect()
}

fn dead(course: &Course, epoch: usize, layers: usize) -> Vec<u32> {
    (0..layers).map(|layer| course.dead(epoch, layer).count_ones()).collect()
}

/// How often units of a layer have died, or come back, up to an epoch.
fn so_far(epoch: usize, of: impl Fn(usize) -> u64) -> u32 {
    (1..=epoch).map(|epoch| of(epoch).count_ones()).sum()
}

#[test]
fn an_update_within_an_epoch_is_told_as_the_run_itself_has_it() {
    let figure = trained("at=717 epochs=20");
    let mut before = gone_through(&figure, 716);
    let batch = before.next_batch();
    before.update().unwrap();
    let census = before.census();
    let said = verdict(&figure);
    assert!(said.contains("Update 717 of 1000, in epoch 15: loss "), "{said}");
    assert!((number_after(&said, "in epoch 15: loss ") / census.loss - 1.0).abs() < 5e-4);
    assert!((number_after(&said, "accuracy ") - 100.0 * census.accuracy).abs() < 0.05);
    let counts: Vec<u32> = census.dead.iter().map(|dead| dead.count_ones()).collect();
    assert_eq!(by_layer(&readout(&figure, "layers")), counts);
    assert_eq!(readout(&figure, "dead"), format!("{} / 32", counts.iter().sum::<u32>()));
    let silent = (0..2).flat_map(|layer| (0..16).map(move |unit| (layer, unit))).filter(|(layer, unit)| {
        let z = z(&before, *layer, *unit);
        batch.iter().all(|sample| z[*sample] <= 0.0) && z.iter().any(|z| *z > 0.0)
    });
    assert_eq!(number_after(&said, "silent on this batch: "), silent.count() as f64);
}

#[test]
fn the_end_of_an_epoch_is_told_with_all_that_has_come_and_gone() {
    let figure = trained("at=1000 epochs=20");
    let course = Course::of(&runs(&figure)[0]).unwrap();
    let said = verdict(&figure);
    assert!(said.contains("Update 1000 of 1000, the end of epoch 20"), "{said}");
    let counts = [0, 1].map(|layer| {
        (so_far(20, |epoch| course.died(epoch, layer)), so_far(20, |epoch| course.revived(epoch, layer)))
    });
    let [(a, c), (b, d)] = counts;
    assert!(said.contains(&format!("deaths {a} + {b}, revivals {c} + {d}, by layer")), "{said}");
    // What the first layer loses it does not get back.
    assert_eq!(c, 0);
    let rows = figure.table().rows;
    let row = rows.last().unwrap();
    assert_eq!(row[0], "20");
    assert_eq!(by_layer(&row[3]), dead(&course, 20, 2));
    assert_eq!((by_layer(&row[4]), by_layer(&row[5])), (vec![a, b], vec![c, d]));
}

#[test]
fn the_set_up_stands_beside_the_numbers() {
    let said = verdict(&trained("epochs=2 at=0"));
    assert!(
        said.ends_with(
            "Set-up: two spirals, 200 points; 2-16-16-1 units, ReLU; first weights He, biases 0; cross-entropy; batches of \
             4, rate 0.5; seed 0."
        ),
        "{said}"
    );
    let other = verdict(&trained(
        "epochs=2 at=0 data=wave weights=custom deviation=0.1 biases=normal clip=1 momentum=0.9 decay=0.01 \
         normalisation=batch standardised=no shift=-2 change=50 then=0.05 batch=200 activation=tanh layers=1 width=8",
    ));
    for part in [
        "regression in one dimension, 200 points; 1-8-1 units, tanh; first weights N(0, 0.1²), biases N(0, 1); mean \
         squared error; batches of 200, rate 0.5; seed 0.",
        "The gradient is clipped at norm 1.",
        "The inputs are not standardised.",
        "The inputs are shifted by −2.",
        "Batch normalisation before every activation.",
        "Momentum 0.9.",
        "Weight decay 0.01.",
        "With tanh, units whose z is never above 0 are counted as dead",
        "share of variance explained",
    ] {
        assert!(other.contains(part), "{part}: {other}");
    }
    // Two updates in all: the rate is never changed.
    assert!(!other.contains("From update 50 on"), "{other}");
    assert!(
        verdict(&trained("epochs=2 change=50 then=0.05")).contains("From update 50 on the rate is 0.05.")
    );
}

#[test]
fn a_death_in_the_first_layer_is_certified_by_the_weights_that_did_it() {
    let figure = trained("at=717 unit=4 epochs=20");
    let (before, after) = (gone_through(&figure, 716), gone_through(&figure, 717));
    let [was, is] = [&before, &after].map(|run| largest(z(run, 0, 3).into_iter().map(f64::from)));
    assert!(was > 0.0 && is <= 0.0);
    let said = verdict(&figure);
    assert!(said.contains("Unit 4 of layer 1 is dead: update 717, this one, killed it."), "{said}");
    assert!((number_after(&said, "its largest z went from ") - was).abs() < 5e-4);
    assert!((number_after(&said, &format!("{was:.3} to ")) - is).abs() < 5e-4);
    assert!(said.contains("so its own weights did it"));
    for (run, weight, bias) in [(&before, "Weights (", "bias "), (&after, ") → (", "bias −1.798 → ")] {
        for (text, exact) in [(weight, run.network().weights(0)[3]), (bias, run.network().biases(0)[3])] {
            assert!((number_after(&said, text) / f64::from(exact) - 1.0).abs() < 5e-3, "{exact} {said}");
        }
    }
    let samples: Vec<String> = before.next_batch().iter().map(|sample| (sample + 1).to_string()).collect();
    assert!(said.contains(&format!("Samples of the batch: {}.", samples.join(", "))));
    assert!(said.contains("It cannot come back: its inputs do not move"));
    // Once dead, nothing moves it.
    let later = verdict(&trained("at=900 unit=4 epochs=20"));
    assert!(later.contains("Update 717 killed it. Its largest z stays at −0.294."), "{later}");
    assert!(later.contains("Its gradient is exactly 0 on this batch, and its weights and bias stay"));
    let alive = verdict(&trained("at=716 unit=4 epochs=20"));
    assert!(alive.contains("Unit 4 of layer 1 is alive"), "{alive}");
}

#[test]
fn a_death_further_up_is_laid_to_its_own_weights_or_to_its_inputs() {
    for (unit, update, own_is_enough) in [(14, 11, true), (8, 48, false), (8, 162, true), (14, 543, false)] {
        let figure = trained(&format!("at={update} unit={} epochs=20", 17 + unit));
        let (before, after) = (gone_through(&figure, update - 1), gone_through(&figure, update));
        // Its new weights, on what the layer below sent before.
        let (weights, bias) = (after.network().weights(1), after.network().biases(1)[unit]);
        let own = largest((0..200).map(|sample| {
            let inputs = &before.activations(0)[16 * sample..][..16];
            let sum: f64 = (0..16).map(|i| f64::from(inputs[i]) * f64::from(weights[16 * i + unit])).sum();
            sum + f64::from(bias)
        }));
        assert_eq!(own <= 0.0, own_is_enough);
        let said = verdict(&figure);
        let text = if own_is_enough { "own weights moved it is " } else { "own weights moved it is still " };
        assert!((number_after(&said, text) / own - 1.0).abs() < 6e-3, "{own}: {said}");
        let was = largest(z(&before, 1, unit).into_iter().map(f64::from));
        assert!((number_after(&said, "Its largest z was ") / was - 1.0).abs() < 6e-3, "{was}: {said}");
        assert!(said.contains("It may come back: its own weights do not move, but its inputs do"), "{said}");
    }
    assert!(
        verdict(&trained("at=155 unit=25 epochs=20")).contains("and is alive again: z > 0 for 10.5\u{a0}%")
    );
}

#[test]
fn a_unit_can_come_back_where_something_moves_it_without_a_gradient() {
    // The line is off the data from the start.
    let born = "data=moons shift=20 epochs=1 at=1";
    let unit = |state: &str| {
        let figure = trained(state);
        let dead = gone_through(&figure, 1).census().dead[0] & gone_through(&figure, 0).census().dead[0];
        assert_ne!(dead, 0, "{state}");
        verdict(&trained(&format!("{state} unit={}", dead.trailing_zeros() + 1)))
    };
    let plain = unit(born);
    assert!(plain.contains("has been from the beginning: no update killed it"), "{plain}");
    assert!(plain.contains("It cannot come back"), "{plain}");
    for (also, why) in [
        ("momentum=0.5", "momentum or decay moves its weights"),
        ("decay=0.01", "momentum or decay moves its weights"),
        ("activation=leaky-relu", "with this activation some gradient reaches it"),
    ] {
        let said = unit(&format!("{born} {also}"));
        assert!(said.contains("It may come back") && said.contains(why), "{said}");
    }
}

#[test]
fn a_layer_that_is_gone_leaves_the_loss_of_a_constant_answer() {
    let gone = preset("training", "plateau");
    let course = Course::of(&runs(&gone)[0]).unwrap();
    let said = verdict(&finished(gone));
    assert!(
        said.contains("All units of layer 4 are dead, so the output is the same for every input"),
        "{said}"
    );
    assert!(said.contains("the best constant answer costs 0.6931 (ln 2)"), "{said}");
    // Nothing comes through.
    for epoch in &course.epochs[3..] {
        assert_eq!(epoch.gradient_norms[..4], [0.0; 4]);
        assert!(epoch.gradient_norms[4] > 0.0);
        // No constant answer costs less than ln 2, and none in the neighbourhood of the best costs much more.
        assert!((epoch.census.loss - std::f64::consts::LN_2).abs() < 0.05 && epoch.census.loss > 0.693_146);
    }
    // Standardised targets have the variance 1.
    let numbers = verdict(&trained("data=wave weights=normal rate=0.1 epochs=20 at=240 batch=16 seed=1"));
    assert!(numbers.contains("All units of layer 2 are dead"), "{numbers}");
    assert!(numbers.contains("costs 1 (the targets’ variance)"), "{numbers}");
    assert!(!verdict(&trained("epochs=2")).contains("All units of layer"));
}

#[test]
fn a_run_that_leaves_the_finite_numbers_says_where() {
    let figure = trained("layers=4 weights=normal seed=3 batch=16 epochs=5");
    let mut descent = Descent::<f32>::new(&runs(&figure)[0]).unwrap();
    let diverged = loop {
        match descent.update() {
            Ok(()) => {}
            Err(diverged) => break diverged,
        }
    };
    let parameter = diverged.parameter.unwrap();
    let said = verdict(&figure);
    let text = format!(
        "At update {} the run left the finite numbers, first in w₁ of unit {} in layer {}",
        diverged.update,
        parameter.unit + 1,
        parameter.layer + 1
    );
    assert!(said.contains(&text), "{text}: {said}");
    assert!(said.contains("Before the first of 60 updates"), "{said}");
    assert_eq!(figure.end(), 0.0);
    assert_eq!(figure.table().rows.len(), 1);
}

#[test]
fn what_is_shown_of_the_values_before_is_said_to_be() {
    let mut figure = trained("epochs=2 at=100");
    let before = figure.readouts();
    figure.state_mut().assign("rate", "0.2").unwrap();
    let said = verdict(&figure);
    assert!(
        said.starts_with("The new run is being computed; what is shown is still that of the values before.")
    );
    assert!(said.contains("rate 0.5"), "{said}");
    assert_eq!(figure.readouts()[..6], before[..6]);
    figure.complete();
    assert!(verdict(&figure).contains("rate 0.2") && !verdict(&figure).contains("being computed"));
    // Before anything has come, and as long as the update has not.
    let empty = self::figure("training", "epochs=2 at=100");
    assert!(verdict(&empty).contains("it has come to epoch 0"), "{}", verdict(&empty));
}

#[test]
fn a_run_and_its_twin_are_drawn_on_the_same_samples_while_the_new_ones_are_awaited() {
    // Of one number, where those before are points of a plane: by a link, both come at once.
    for before in ["epochs=1", "epochs=1 twin=rate"] {
        let mut figure = trained(before);
        let shown = figure.to_svg((960, 640), &Theme::LIGHT);
        for (key, value) in [("data", "wave"), ("twin", "clip")] {
            figure.state_mut().assign(key, value).unwrap();
        }
        assert!(figure.to_svg((960, 640), &Theme::LIGHT) == shown, "{before}: the picture before stays");
        let Some(Some(job)) = figure.begin_work() else { panic!("a run and its twin") };
        for piece in [0, 1] {
            let mut other = figure.clone();
            other.take_part(piece, 0, &job.result(piece), true);
            assert!(!other.to_svg((960, 640), &Theme::LIGHT).is_empty());
            assert_eq!(verdict(&other).contains("being computed"), piece == 1, "{before}");
        }
    }
}

#[test]
fn twins_are_compared_at_the_same_update() {
    let figure = finished(preset("training", "batches"));
    let [own, twin] = <[Setup; 2]>::try_from(runs(&figure)).unwrap();
    let (own, twin) = (Course::of(&own).unwrap(), Course::of(&twin).unwrap());
    // 50 updates an epoch, and 12.
    let (ours, theirs) = (own.epochs[24].census.clone(), twin.epochs[100].census.clone());
    let said = verdict(&figure);
    assert!(
        said.contains(
            "The twin learns from batches of 16 instead of 4; seed, data and all else are the same."
        )
    );
    assert!(said.contains("1200 updates are 24 epochs of this run and 100 of the twin."), "{said}");
    let text = format!(
        "It has fewer dead units, {} of 32 against {}; accuracy {}\u{a0}% against {}\u{a0}%.",
        theirs.dead_count(),
        ours.dead_count(),
        100.0 * theirs.accuracy,
        100.0 * ours.accuracy
    );
    assert!(said.contains(&text), "{text} {said}");
    assert!(said.contains("That is one pair of runs"));
    assert_eq!(readout(&figure, "twin-dead"), format!("{} / 32", theirs.dead_count()));
    assert_eq!(figure.end(), 1200.0);
    // Later than the twin goes.
    assert!(verdict(&trained("twin=batch epochs=2 at=100")).contains("It is shown at its update 24."));
    assert!(verdict(&trained("twin=rate twin-rate=0.5 epochs=2")).contains("The twin does not differ"));
    assert_eq!(readout(&trained("epochs=2"), "twin-dead"), "–");
    for (state, text) in [
        ("twin=clip", "The twin’s gradient is clipped at norm 1, this run’s is not;"),
        ("twin=clip clip=10 twin-clip=none", "This run’s gradient is clipped at norm 10, the twin’s is not;"),
        ("twin=clip clip=10", "The twin’s gradient is clipped at norm 1, this run’s at 10;"),
        ("twin=activation", "The twin has Leaky ReLU instead of ReLU;"),
        ("twin=weights", "The twin’s first weights are N(0, 1) instead of He;"),
        ("twin=rate", "The twin learns at the rate 0.1 instead of 0.5;"),
    ] {
        let said = verdict(&trained(&format!("{state} epochs=2")));
        assert!(said.contains(text), "{text} {said}");
    }
}

// What can be done.

const LOWER_NOW: usize = 0;
const LOWER_FROM_START: usize = 1;
const TO_DEATH: usize = 2;
const NEXT_DEAD: usize = 3;
const NEW_SEED: usize = 4;

#[test]
fn the_rate_is_lowered_from_here_on_or_from_the_start() {
    let mut now = trained("at=500 epochs=20");
    now.act(LOWER_NOW);
    assert_eq!(
        (now.state().text("change").unwrap(), now.state().text("then").unwrap()),
        ("500".into(), "0.05".into())
    );
    now.complete();
    assert!(verdict(&now).contains("From update 500 on the rate is 0.05."));
    // The run up to there is what it was.
    let bits = |figure: &Figure| gone_through(figure, 500).network().parameters().to_vec();
    assert_eq!(bits(&now), bits(&trained("at=500 epochs=20")));
    assert_eq!(readout(&now, "effective"), "0.5");
    now.state_mut().assign("at", "501").unwrap();
    assert_eq!(readout(&now, "effective"), "0.05");

    let mut start = trained("at=500 epochs=20");
    start.act(LOWER_FROM_START);
    assert_eq!(start.state().text("rate").unwrap(), "0.05");
    assert_eq!(runs(&start)[0].later, None);

    assert!(!trained("at=0 epochs=2").can(LOWER_NOW), "it would be the same as from the start");
    // No rate below a thousandth can be chosen.
    assert!(!trained("rate=0.005 epochs=2 at=50").can(LOWER_NOW));
    assert!(!trained("rate=0.005 epochs=2 at=50").can(LOWER_FROM_START));
}

#[test]
fn dead_units_are_gone_through_and_each_leads_to_the_update_that_killed_it() {
    let mut figure = trained("at=1000 epochs=20");
    let course = Course::of(&runs(&figure)[0]).unwrap();
    let last: Vec<usize> =
        (0..32).filter(|unit| course.dead(20, unit / 16) >> (unit % 16) & 1 == 1).collect();
    let mut seen = Vec::new();
    for _ in &last {
        figure.state_mut().assign("at", "1000").unwrap();
        assert!(figure.can(NEXT_DEAD));
        figure.act(NEXT_DEAD);
        let unit: usize = figure.state().text("unit").unwrap().parse().unwrap();
        seen.push(unit - 1);
        let death = course.death_of((unit - 1) / 16, (unit - 1) % 16, 20).unwrap();
        assert_eq!(figure.state().text("at").unwrap(), death.update.to_string());
        assert!(verdict(&figure).contains("this one, killed it"), "{}", verdict(&figure));
        assert!(!figure.can(TO_DEATH), "it is there");
        figure.state_mut().assign("at", "1000").unwrap();
        assert!(figure.can(TO_DEATH));
        figure.act(TO_DEATH);
        assert_eq!(figure.state().text("at").unwrap(), death.update.to_string());
    }
    assert_eq!(seen, last);
    assert!(!trained("at=0 epochs=1 rate=0.1 seed=1").can(NEXT_DEAD), "none is dead");
}

#[test]
fn a_new_seed_is_another_run() {
    let mut figure = trained("epochs=2");
    assert!(figure.can(NEW_SEED));
    figure.act(NEW_SEED);
    let seed = figure.state().index("seed").unwrap();
    assert_eq!(figure.state().get(seed), Some(Value::Seed(1)));
    assert_eq!(figure.actions().len(), NEW_SEED + 1);
}

#[test]
fn a_state_comes_back_from_its_texts() {
    for preset in figure("training", "").presets() {
        let mut given = figure("training", "unit=20");
        given.state_mut().adopt(preset).unwrap();
        let mut read = figure("training", "");
        for parameter in given.parameters() {
            let text = given.state().text(parameter.key).unwrap();
            read.state_mut().assign(parameter.key, &text).unwrap();
        }
        assert_eq!(read.state(), given.state(), "{}", preset.key);
        assert_eq!(runs(&read), runs(&given));
    }
}

// Numbers beside the picture.

#[test]
fn as_many_values_in_the_same_order_whatever_is_shown() {
    let keys = |figure: &Figure| figure.readouts().iter().map(|readout| readout.key).collect::<Vec<_>>();
    let first = keys(&figure("training", ""));
    for state in
        ["epochs=2", "epochs=2 twin=clip unit=3", "epochs=1 at=0", "layers=4 weights=normal seed=3 batch=16"]
    {
        assert_eq!(keys(&trained(state)), first, "{state}");
    }
}

#[test]
fn the_table_has_some_epochs_and_the_one_that_is_looked_at() {
    let epochs = |figure: &Figure| figure.table().rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>();
    let whole = finished(preset("training", "batches"));
    assert_eq!(epochs(&whole), ["0", "1", "2", "5", "10", "20", "24", "50", "100"]);
    assert_eq!(whole.table().current, Some(6));
    let short = trained("epochs=7 at=160 twin=rate");
    assert_eq!(epochs(&short), ["0", "1", "2", "4", "5", "7"]);
    for figure in [whole, short] {
        let table = figure.table();
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }
}

#[test]
fn a_knob_says_when_it_takes_effect() {
    let said = |state: &str, key: &str| {
        let figure = trained(state);
        let index = figure.state().index(key).unwrap();
        say(&figure.value_text(index).unwrap())
    };
    assert_eq!(said("epochs=2", "rate"), "0.5, from the start: the run is computed anew");
    assert_eq!(said("epochs=2", "twin-rate"), "0.1, from the twin’s start: the twin is computed anew");
    assert_eq!(said("epochs=2 change=50", "change"), "from update 50 on; the run up to there stays as it is");
    assert!(said("epochs=2 at=50", "at").starts_with("update 50, epoch 1: loss "));
    assert_eq!(said("epochs=20 at=900 unit=4", "unit"), "unit 4 of layer 1, dead");
    assert_eq!(said("epochs=2", "unit"), "none");
}
