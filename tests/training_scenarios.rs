//! The scenarios of the figure `training`: each run shows what the words beside it say to look for, and is no exception among
//! those of other seeds.

mod support;

use relu_explainer::activation::Activation;
use relu_explainer::training::{Course, Setup};
use relu_explainer::work::Job;
use support::{preset, verdict};

const SEEDS: u64 = 20;

/// The runs of a scenario, from the first to the last epoch.
fn courses(key: &str) -> Vec<(Setup, Course)> {
    let figure = preset("training", key);
    let Some(Job::Training(runs)) = figure.work() else { panic!("{key} trains nothing") };
    let of = |setup: Setup| {
        let course = Course::of(&setup).unwrap();
        (setup, course)
    };
    runs.into_iter().map(of).collect()
}

/// The only run of a scenario without a twin.
fn course(key: &str) -> Course {
    let [(_, course)] = <[_; 1]>::try_from(courses(key)).unwrap();
    course
}

fn dead(course: &Course, epoch: usize, layer: usize) -> u32 {
    course.dead(epoch, layer).count_ones()
}

fn died(course: &Course, layer: usize) -> u32 {
    (1..course.epochs.len()).map(|epoch| course.died(epoch, layer).count_ones()).sum()
}

fn revived(course: &Course, layer: usize) -> u32 {
    (1..course.epochs.len()).map(|epoch| course.revived(epoch, layer).count_ones()).sum()
}

fn all_dead(course: &Course, epoch: usize) -> u32 {
    course.epochs[epoch].census.dead_count()
}

/// The mean share of dead units and the mean accuracy at an update, over runs from other seeds.
fn usual(setup: &Setup, update: usize) -> (f64, f64) {
    let epoch = update / setup.updates_per_epoch();
    let units = setup.hidden.iter().sum::<usize>() as f64;
    let of = |seed| {
        let census = Course::of(&Setup { seed, ..setup.clone() }).unwrap().epochs[epoch].census.clone();
        (f64::from(census.dead_count()) / units, census.accuracy)
    };
    let sum = (0..SEEDS).map(of).fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (sum.0 / SEEDS as f64, sum.1 / SEEDS as f64)
}

#[test]
fn each_scenario_says_what_to_look_for_and_no_other_state_does() {
    for scenario in preset("training", "progressive").presets() {
        let mut figure = preset("training", scenario.key);
        assert!(verdict(&figure).starts_with("Look "), "{}", scenario.key);
        // Whichever update and unit is looked at.
        for (key, value) in [("at", "77"), ("unit", "5")] {
            figure.state_mut().assign(key, value).unwrap();
            assert!(verdict(&figure).starts_with("Look "), "{}", scenario.key);
        }
        figure.state_mut().assign("seed", "4711").unwrap();
        assert!(!verdict(&figure).contains("Look "), "{}", scenario.key);
    }
}

#[test]
fn progressive_one_way_in_the_first_layer_and_to_and_fro_in_the_second() {
    let course = course("progressive");
    let first: Vec<u32> = [1, 10, 20, 50, 100].map(|epoch| dead(&course, epoch, 0)).to_vec();
    assert!(first.is_sorted() && first[0] == 0, "{first:?}");
    // In the last half too.
    assert!(first[4] > first[3] && first[3] > first[2] && first[2] > first[1], "{first:?}");
    assert_eq!(revived(&course, 0), 0);
    assert!(died(&course, 1) > 10 && revived(&course, 1) > 10);
    // 13 of 32 units; the mean over seeds is as many.
    let (usual, _) = usual(&courses("progressive")[0].0, 5000);
    assert!((f64::from(all_dead(&course, 100)) / 32.0 - usual).abs() < 0.05, "{usual}");
}

#[test]
fn healthy_no_death_in_the_first_layer_some_to_and_fro_in_the_second_and_all_is_learned() {
    let course = course("healthy");
    assert_eq!(died(&course, 0), 0);
    assert!(died(&course, 1) >= 2 && revived(&course, 1) >= 2);
    assert_eq!(course.epochs[100].census.accuracy, 1.0);
}

#[test]
fn burst_nearly_all_deaths_are_those_of_the_first_epoch() {
    let course = course("burst");
    let (first, last) = (all_dead(&course, 1), all_dead(&course, 100));
    assert!(first >= 20 && last - first <= 2, "{first} {last}");
    assert!((10..=100).all(|epoch| all_dead(&course, epoch) == last));
}

#[test]
fn unborn_many_are_dead_in_both_layers_before_training_and_then_the_second_follows() {
    let course = course("unborn");
    assert!((0..2).all(|layer| dead(&course, 0, layer) >= 4));
    assert_eq!(dead(&course, 5, 1), 16);
    assert!((all_dead(&course, 0) as f64 / 32.0 - usual(&courses("unborn")[0].0, 0).0).abs() < 0.06);
}

#[test]
fn plateau_the_loss_falls_and_stands_still_when_the_last_hidden_layer_is_gone() {
    let (setup, course) = courses("plateau").remove(0);
    let loss = |epoch: usize| course.epochs[epoch].census.loss;
    assert!(loss(0) > 1.0 && loss(1) < 0.65 && loss(2) < loss(1));
    assert_ne!(dead(&course, 2, 3), 8);
    for epoch in 3..=100 {
        assert_eq!(dead(&course, epoch, 3), 8);
        assert!((loss(epoch) - std::f64::consts::LN_2).abs() < 0.06, "{epoch}: {}", loss(epoch));
    }
    // No exception: with this set-up every run loses a layer.
    for seed in 0..SEEDS {
        let course = Course::of(&Setup { seed, ..setup.clone() }).unwrap();
        assert!(course.diverged.is_none() && (0..4).any(|layer| dead(&course, 100, layer) == 8), "{seed}");
    }
}

/// How a scenario's two runs stand at an update, and the means of both set-ups: shares of dead units, and accuracies.
fn pair(key: &str, update: usize) -> [[(f64, f64); 2]; 2] {
    let of = |(setup, course): &(Setup, Course)| {
        let census = &course.epochs[update.min(setup.updates()) / setup.updates_per_epoch()].census;
        (f64::from(census.dead_count()) / 32.0, census.accuracy)
    };
    let runs = courses(key);
    [[of(&runs[0]), of(&runs[1])], [usual(&runs[0].0, update), usual(&runs[1].0, update)]]
}

#[test]
fn leaky_helps_a_little_in_this_pair_as_in_the_mean() {
    for [own, twin] in pair("leaky", 5000) {
        let spared = own.0 - twin.0;
        assert!((0.05..0.15).contains(&spared), "{spared}");
        assert!((own.1 - twin.1).abs() < 0.05, "{own:?} {twin:?}");
    }
}

#[test]
fn clipping_helps_much_in_this_pair_as_in_the_mean() {
    for [own, twin] in pair("clipped", 5000) {
        assert!(own.0 > 0.35 && twin.0 < 0.05, "{own:?} {twin:?}");
        assert!(own.1 < 0.9 && twin.1 > 0.98, "{own:?} {twin:?}");
    }
}

#[test]
fn larger_batches_spare_units_at_equally_many_updates_in_this_pair_as_in_the_mean() {
    for [own, twin] in pair("batches", 1200) {
        assert!(own.0 > 0.2 && twin.0 < 0.05, "{own:?} {twin:?}");
    }
}

#[test]
fn the_article_s_words_for_twenty_seeds_are_what_they_give() {
    let at = |setup: Setup| usual(&setup, 5000);
    let half = Setup { rate: 0.5, ..Setup::default() };
    let tenth = Setup { rate: 0.1, ..Setup::default() };
    // “About two in five”, “hardly more than one in forty, no more than before training”, “one in twenty-five”, “three in ten”.
    assert!((at(half.clone()).0 - 0.4).abs() < 0.02);
    let (dead, right) = at(tenth.clone());
    assert!((dead - 0.025).abs() < 0.005 && dead <= usual(&tenth, 0).0 && right > 0.99);
    let (dead, right) = at(Setup { clip: Some(1.0), ..half.clone() });
    assert!((dead - 0.04).abs() < 0.005 && right > 0.99);
    assert!((at(Setup { activation: Activation::LeakyRelu { slope: 0.01 }, ..half }).0 - 0.3).abs() < 0.02);
}
