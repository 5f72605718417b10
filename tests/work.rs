//! Results that come in parts, from whoever and in whatever order, are the numbers of the piece, each once.

use relu_explainer::activation::Activation;
use relu_explainer::signal::{Setup, Survey};
use relu_explainer::training::{Course, Loss, Outcome, Setup as Plan, Sweep};
use relu_explainer::work::{Job, Results, Streams};

fn survey() -> Job {
    let setup = Setup { width: 8, depth: 4, ..Setup::default() };
    Job::Signal(Survey { setup, networks: 3, seed: 42 })
}

/// The first numbers of a piece, which no two pieces share.
fn numbers(piece: usize, count: usize) -> Vec<f64> {
    (0..count).map(|place| (100 * piece + place) as f64).collect()
}

#[test]
fn parts_in_their_order_are_joined() {
    let mut streams = Streams::new(1);
    let all = numbers(0, 6);
    assert!(streams.take(0, 0, &all[..2], false));
    assert_eq!(streams.numbers(), [&all[..2]]);
    assert!(streams.take(0, 2, &all[2..5], false));
    assert!(!streams.is_complete(0));
    assert!(streams.take(0, 5, &all[5..], true));
    assert_eq!(streams.numbers(), [all]);
    assert!(streams.is_complete(0));
}

#[test]
fn each_piece_is_seen_as_far_as_it_has_come() {
    let mut streams = Streams::new(3);
    assert!(streams.take(2, 0, &numbers(2, 4), true));
    assert!(streams.take(0, 0, &numbers(0, 1), false));
    assert_eq!(streams.numbers(), [numbers(0, 1), numbers(1, 0), numbers(2, 4)]);
    assert_eq!([0, 1, 2, 3].map(|piece| streams.is_complete(piece)), [false, false, true, false]);
}

#[test]
fn of_a_piece_begun_again_only_what_is_new_is_taken() {
    let all = numbers(0, 6);
    // However the second go is cut.
    for cut in 0..=6 {
        let mut streams = Streams::new(1);
        streams.take(0, 0, &all[..4], false);
        assert_eq!(streams.take(0, 0, &all[..cut], false), cut > 4, "cut at {cut}");
        assert_eq!(streams.numbers(), [&all[..cut.max(4)]], "cut at {cut}");
        assert_eq!(streams.take(0, cut, &all[cut..], true), cut < 6, "cut at {cut}");
        assert_eq!(streams.numbers(), [all.as_slice()], "cut at {cut}");
        assert!(streams.is_complete(0), "cut at {cut}");
    }
}

#[test]
fn what_does_not_join_on_is_not_taken_and_what_does_still_is() {
    let all = numbers(0, 6);
    let mut streams = Streams::new(1);
    assert!(streams.take(0, 0, &all[..2], false));
    for from in [3, 6, usize::MAX] {
        assert!(!streams.take(0, from, &all[3..], true));
        assert!(!streams.is_complete(0), "from {from}");
    }
    assert_eq!(streams.numbers(), [&all[..2]]);
    assert!(streams.take(0, 2, &all[2..], true));
    assert_eq!(streams.numbers(), [all]);
}

#[test]
fn the_last_part_may_be_empty_and_after_it_nothing_is_taken() {
    let all = numbers(0, 3);
    let mut streams = Streams::new(1);
    streams.take(0, 0, &all, false);
    assert!(!streams.take(0, 3, &[], true), "no number more");
    assert!(streams.is_complete(0));
    assert!(!streams.take(0, 3, &[7.0], false));
    assert_eq!(streams.numbers(), [all]);
    assert!(streams.is_complete(0));
}

#[test]
fn a_piece_that_there_is_not_is_not_taken() {
    let mut streams = Streams::new(2);
    for piece in [2, usize::MAX] {
        assert!(!streams.take(piece, 0, &[1.0], true));
    }
    assert_eq!(streams, Streams::new(2));
}

#[test]
fn a_job_that_does_not_stream_takes_whole_results_alone() {
    let job = survey();
    assert!(!job.streams());
    let mut results = Results::new(Some(job.clone()));
    assert!(!results.take_part(0, 0, &job.result(0), true));
    assert_eq!(results.of(Some(&job)).len(), 0);
    assert!(results.take(0, job.result(0)));
    assert_eq!(results.of(Some(&job)), [job.result(0)]);
}

#[test]
fn progress_counts_what_is_shown() {
    let job = survey();
    assert_eq!(job.steps(), 3);
    let mut results = Results::new(Some(job.clone()));
    let mut seen = Vec::new();
    for piece in [1, 0, 0, 2] {
        results.take(piece, job.result(piece));
        seen.push(results.steps());
    }
    assert_eq!(seen, [0, 2, 2, 3], "the second waits for the first");
    assert_eq!(Results::new(None).steps(), 0);
}

#[test]
fn a_piece_that_does_not_stream_has_no_parts() {
    let job = survey();
    let mut piece = job.begin(1);
    while piece.step() {
        assert_eq!(piece.take_part().len(), 0);
    }
    assert_eq!(piece.result(), job.result(1));
}

/// A run in which units die, and one that leaves the finite numbers: none of its units can die, and its error grows with its
/// weights.
fn runs() -> Vec<Plan> {
    let dying = Plan { rate: 0.5, epochs: 12, ..Plan::default() };
    let diverging = Plan {
        rate: 1e6,
        hidden: vec![5, 4, 3],
        activation: Activation::LeakyRelu { slope: 0.5 },
        loss: Loss::SquaredError,
        ..dying.clone()
    };
    vec![dying, diverging]
}

#[test]
fn a_run_in_parts_is_the_run() {
    for (piece, plan) in runs().iter().enumerate() {
        let job = Job::Training(runs());
        let mut doing = job.begin(piece);
        let mut joined = Vec::new();
        let mut parts = 0;
        while doing.step() {
            let part = doing.take_part();
            parts += usize::from(!part.is_empty());
            joined.extend(part);
        }
        joined.extend(doing.result());
        assert!(piece == 1 || parts > 5, "{parts} parts");
        assert_eq!(job.result(piece), joined, "in one, and in parts");
        let mut course = Course::default();
        course.extend(plan, &joined);
        assert_eq!(course, Course::of(plan).unwrap());
        assert_eq!(course.diverged.is_some(), piece == 1);
        if piece == 0 {
            assert!(course.epochs.iter().any(|epoch| !epoch.deaths.is_empty()), "or the test tests little");
        }
    }
}

#[test]
fn progress_of_runs_counts_epochs_that_are_there_in_full() {
    let job = Job::Training(runs());
    assert_eq!(job.steps(), 2 * 12);
    let all = job.result(0);
    for count in 0..=all.len() {
        let mut course = Course::default();
        course.extend(&runs()[0], &all[..count]);
        assert_eq!(job.steps_in(0, &all[..count]), course.epochs.len().saturating_sub(1), "{count} numbers");
    }
    let ended = job.result(1);
    assert!(job.steps_in(1, &ended) < 12, "it ends early");
    let mut results = Results::new(Some(job.clone()));
    assert!(results.take_part(1, 0, &ended, true));
    assert_eq!(results.steps(), 12, "and is done all the same");
    assert!(results.take_part(0, 0, &all[..all.len() / 2], false));
    assert!((13..24).contains(&results.steps()));
    assert!(!results.take(0, all.clone()), "whole results are not for a job that streams");
    assert!(results.take_part(0, 0, &all, true));
    assert_eq!(results.of(Some(&job)), [all, ended]);
    assert_eq!(results.steps(), 24);
}

#[test]
fn runs_and_sweeps_are_read_back_and_what_makes_no_sense_is_refused() {
    let sweep = Sweep { setups: runs(), rates: vec![0.1, 0.5], seeds: 2 };
    for job in [Job::Training(runs()), Job::Sweep(sweep)] {
        let numbers = job.to_numbers();
        assert_eq!(Job::from_numbers(&numbers), Ok(job.clone()));
        for count in 0..numbers.len() {
            // Between two runs a row may end: then it tells of the first alone.
            let cut = Job::from_numbers(&numbers[..count]);
            assert!(cut.is_err() || cut.is_ok_and(|cut| cut.pieces() < job.pieces()), "{count} numbers");
        }
        assert!(Job::from_numbers(&[numbers.as_slice(), &[0.0]].concat()).is_err());
    }
    let refused = Plan { epochs: 0, ..Plan::default() };
    let job = Job::Training(vec![refused]);
    assert!(Job::from_numbers(&job.to_numbers()).is_err());
    assert_eq!(job.result(0), [], "nor does it come to anything here");
    assert_eq!(Job::Training(runs()).result(2), []);
}

#[test]
fn a_piece_of_a_sweep_is_a_run() {
    let sweep = Sweep { setups: vec![runs()[0].clone()], rates: vec![0.1, 0.5], seeds: 2 };
    let job = Job::Sweep(sweep.clone());
    assert_eq!((job.pieces(), job.steps()), (4, 4));
    for run in 0..4 {
        let plan = sweep.setup(run).unwrap();
        let last = Course::of(&plan).unwrap().epochs.pop().unwrap().census;
        let outcome = Outcome::from_numbers(&job.result(run)).unwrap();
        assert_eq!(outcome.dead, f64::from(last.dead_count()) / 32.0);
        assert_eq!(outcome.accuracy, last.accuracy);
    }
}
