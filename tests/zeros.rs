//! A layer's product with and without its zeros, and how it is timed.

use relu_explainer::random::Generator;
use relu_explainer::zeros::timing::{
    COARSEST_STEP, Comparison, FURTHER_SHARES, ROUNDS, Run, Runner, SIZES, STEPS, Spread, Timed,
};
use relu_explainer::zeros::{Inputs, Layer, VECTORS, WIDEST, Way, saving};

/// Sizes below, at and off every block of rows, columns and lanes.
const ODD_SIZES: [usize; 12] = [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 67, 129];
const SHARES: [f64; 6] = [0.0, 0.3, 0.5, 0.75, 0.9, 1.0];

/// W x in doubles, as the definition has it, and the sum of the sizes of what is added.
fn by_definition(layer: &Layer, x: &[f32]) -> Vec<(f64, f64)> {
    let products =
        |row: &[f32]| -> Vec<f64> { row.iter().zip(x).map(|(w, x)| f64::from(*w) * f64::from(*x)).collect() };
    let rows = layer.weights().chunks_exact(layer.size());
    rows.map(products).map(|row| (row.iter().sum(), row.iter().map(|term| term.abs()).sum())).collect()
}

#[test]
fn every_way_gives_the_product_up_to_rounding() {
    for size in ODD_SIZES {
        let layer = Layer::drawn(size, 3).unwrap();
        for share in SHARES {
            let inputs = Inputs::drawn(size, share, 4).unwrap();
            let exact = by_definition(&layer, inputs.vector(1));
            // Each of n additions and the multiplication lose at most half of a unit in the last place of the whole.
            let unit = f64::from(f32::EPSILON) / 2.0 * (size + 1) as f64;
            for way in Way::ALL {
                let y = layer.multiply(inputs.vector(1), way);
                assert_eq!(y.len(), size);
                for (y, (sum, of_sizes)) in y.iter().zip(&exact) {
                    let error = (f64::from(*y) - sum).abs();
                    assert!(error <= unit * of_sizes, "{way:?}, n = {size}, s = {share}: {error:e}");
                }
            }
        }
    }
}

#[test]
fn what_is_skipped_changes_no_bit() {
    for size in ODD_SIZES {
        let layer = Layer::drawn(size, 5).unwrap();
        for share in SHARES {
            let inputs = Inputs::drawn(size, share, 6).unwrap();
            let bits = |index, way| {
                let y = layer.multiply(inputs.vector(index), way);
                y.into_iter().map(f32::to_bits).collect::<Vec<_>>()
            };
            for index in 0..VECTORS {
                assert_eq!(bits(index, Way::Columns), bits(index, Way::Skipping), "n = {size}, s = {share}");
            }
        }
    }
}

#[test]
fn the_columns_that_are_skipped_are_not_read() {
    // Infinity times nought is no number: a dense product cannot pass over it, and one that skips does not meet it.
    let layer = Layer::drawn(16, 1).unwrap();
    let mut x = vec![0.0; 16];
    (x[2], x[9]) = (1.0, f32::INFINITY);
    assert!(layer.multiply(&x, Way::Skipping).iter().all(|y| y.is_infinite()));
    x[9] = 0.0;
    let first: Vec<f32> = layer.weights().iter().skip(2).step_by(16).copied().collect();
    assert_eq!(layer.multiply(&x, Way::Skipping), first);
    assert_eq!(layer.multiply(&x, Way::Testing), first);
}

#[test]
fn the_share_of_zeros_is_exact_in_every_vector_and_the_places_are_drawn() {
    for size in ODD_SIZES {
        for share in SHARES {
            let inputs = Inputs::drawn(size, share, 7).unwrap();
            assert_eq!(inputs.zeros(), (size as f64 * share).round() as usize);
            for index in 0..VECTORS {
                let vector = inputs.vector(index);
                assert_eq!(vector.iter().filter(|x| **x == 0.0).count(), inputs.zeros());
                assert!(vector.iter().all(|x| (0.0..=1.0).contains(x)));
            }
        }
    }
    // Each place is as likely as every other: 8000 vectors, each 4 of 16. The standard error of a share of 1/4 is 0.0048.
    let mut zero = [0; 16];
    for seed in 0..1000 {
        let inputs = Inputs::drawn(16, 0.25, seed).unwrap();
        for index in 0..VECTORS {
            for (count, x) in zero.iter_mut().zip(inputs.vector(index)) {
                *count += usize::from(*x == 0.0);
            }
        }
    }
    assert!(zero.iter().all(|count| (f64::from(*count as u32) / 8000.0 - 0.25).abs() < 0.02), "{zero:?}");
    let inputs = Inputs::drawn(64, 0.5, 1).unwrap();
    assert_ne!(inputs.vector(0), inputs.vector(1));
    assert_eq!(inputs.vector(0), inputs.vector(VECTORS));
    assert_eq!(inputs, Inputs::drawn(64, 0.5, 1).unwrap());
}

#[test]
fn multiply_adds_are_counted_by_the_rows_and_columns_that_are_left() {
    let inputs = Inputs::drawn(10, 0.7, 0).unwrap();
    let counted = Way::ALL.map(|way| inputs.multiply_adds(way));
    assert_eq!(counted, [100, 100, 30, 30]);
    // 1/(1 − s): 2 at a half, 4 at three quarters; of 64 numbers nine tenths are 58.
    assert_eq!(saving(64, 0.5), 2.0);
    assert_eq!(saving(1024, 0.75), 4.0);
    assert_eq!(saving(64, 0.9), 64.0 / 6.0);
    assert_eq!(saving(7, 0.0), 1.0);
    assert_eq!(saving(7, 1.0), f64::INFINITY);
}

#[test]
fn a_run_goes_through_the_vectors_in_turn() {
    let layer = Layer::drawn(24, 2).unwrap();
    let inputs = Inputs::drawn(24, 0.5, 2).unwrap();
    for way in Way::ALL {
        let firsts: Vec<f32> = (0..11).map(|index| layer.multiply(inputs.vector(index), way)[0]).collect();
        let sum = firsts.iter().fold(0.0, |sum, y| sum + y);
        assert_eq!(layer.run(&inputs, way, 11), Ok(sum));
        assert_eq!(layer.run(&inputs, way, 0), Ok(0.0));
    }
}

#[test]
fn what_cannot_be_multiplied_is_refused() {
    for size in [0, WIDEST + 1] {
        let expected = format!("size is {size}; it must be a whole number from 1 to 4096");
        assert_eq!(Layer::drawn(size, 0).unwrap_err().to_string(), expected);
        assert_eq!(Inputs::drawn(size, 0.5, 0).unwrap_err().to_string(), expected);
    }
    for (share, shown) in [(-0.1, "-0.1"), (1.5, "1.5"), (f64::NAN, "NaN")] {
        let expected = format!("share of zeros is {shown}; it must be a number from 0 to 1");
        assert_eq!(Inputs::drawn(8, share, 0).unwrap_err().to_string(), expected);
    }
    let layer = Layer::drawn(8, 0).unwrap();
    let refused = layer.run(&Inputs::drawn(9, 0.5, 0).unwrap(), Way::Rows, 1).unwrap_err();
    assert_eq!(refused.to_string(), "number of inputs is 9; it must be 8");
    // A vector of another length is as long as it has to be.
    assert_eq!(layer.multiply(&[], Way::Columns), vec![0.0; 8]);
    assert_eq!(layer.multiply(&[1.0; 20], Way::Rows), layer.multiply(&[1.0; 8], Way::Rows));
}

// Statistics.

#[test]
fn a_spread_is_that_of_numpy() {
    // numpy.quantile(numbers, [0.1, 0.5, 0.9])
    for (numbers, [low, median, high]) in [
        (vec![4.5, 0.25, 9.0, -2.0, 7.75, 3.0, 1.5], [-0.65, 3.0, 8.25]),
        (vec![1.0, 2.0], [1.1, 1.5, 1.9]),
        (vec![5.0], [5.0, 5.0, 5.0]),
        (vec![2.5, 2.5, 1e9, 2.5, 2.5], [2.5, 2.5, 600_000_001.0]),
        ((0..15).map(f64::from).collect(), [1.4, 7.0, 12.6]),
    ] {
        let spread = Spread::of(&numbers).unwrap();
        for (computed, oracle) in [(spread.low, low), (spread.median, median), (spread.high, high)] {
            assert!((computed - oracle).abs() <= 4.0 * f64::EPSILON * oracle.abs(), "{spread:?}");
        }
    }
    assert_eq!(Spread::of(&[1.0, f64::NAN]), None);
    let infinite = Spread::of(&[f64::INFINITY; 3]).unwrap();
    assert_eq!((infinite.low, infinite.median), (f64::INFINITY, f64::INFINITY));
}

// Timing, by a clock that is made up.

/// How long a product takes, in milliseconds.
type Machine<'a> = &'a mut dyn FnMut(&Run) -> f64;

/// A comparison to its end by a clock with such a step. Returns it with all runs and their durations.
fn timed(share: f64, step: f64, longest_go: f64, machine: Machine) -> (Comparison, Vec<(Run, f64)>) {
    let mut comparison = Comparison::new(share, step, longest_go).unwrap();
    let mut runs = Vec::new();
    let mut now = 0.0;
    while let Some(run) = comparison.next() {
        let began = now;
        now += machine(&run) * run.repeats as f64;
        let read = |time: f64| if step > 0.0 { (time / step).floor() * step } else { time };
        let took = read(now) - read(began);
        comparison.took(took);
        runs.push((run, now - began));
        assert!(runs.len() < 20_000, "it does not end: {run:?}");
    }
    (comparison, runs)
}

/// A machine on which a multiply-add takes the same time everywhere, but testing takes thrice as long for every weight.
fn even(run: &Run) -> f64 {
    let inputs = Inputs::drawn(run.size, run.share, 0).unwrap();
    let work = match run.way {
        Way::Testing => 3 * run.size * run.size,
        way => inputs.multiply_adds(way),
    };
    // Columns are the slower of the two dense ways.
    work as f64 * if run.way == Way::Columns { 1.5e-6 } else { 1e-6 }
}

#[test]
fn on_an_even_machine_the_ratio_is_that_of_the_multiply_adds() {
    for step in [0.0, 0.005, 0.1, 1.0, COARSEST_STEP] {
        let (comparison, _) = timed(0.5, step, f64::INFINITY, &mut even);
        let results = comparison.results();
        assert_eq!(results.len(), 9);
        // A duration of at least 18 steps is read off with an error of less than one, and so is the other.
        let off = |ratio: f64, expected: f64| (ratio / expected - 1.0).abs() / (1.0 / 17.0 + 1.0 / 18.0);
        for (index, result) in results.iter().enumerate() {
            let (skipping, testing) = (result.skipping.unwrap(), result.testing.unwrap());
            assert_eq!(result.size, SIZES[index / 3]);
            assert_eq!(comparison.faster_dense(index / 3), Some(Way::Rows));
            assert!(off(skipping.median, result.saving) < 1.0, "{step}: {result:?}");
            assert!(off(testing.median, 1.0 / 3.0) < 1.0, "{step}: {result:?}");
            if step == 0.0 {
                assert!((skipping.low / skipping.high - 1.0).abs() < 1e-9, "{skipping:?}");
            }
        }
    }
}

#[test]
fn a_run_that_counts_lasts_for_twenty_steps_of_the_clock_or_nearly() {
    for (step, shortest) in [(0.005, 6.0), (0.1, 6.0), (1.0, 20.0), (COARSEST_STEP, 40.0)] {
        assert!(shortest >= STEPS * step);
        let (_, runs) = timed(0.5, step, f64::INFINITY, &mut even);
        let mut whole: Vec<f64> = Vec::new();
        let mut last: Option<Run> = None;
        for (run, lasted) in runs {
            match (&last, whole.last_mut()) {
                (Some(last), Some(sum))
                    if (last.way, last.share, last.size) == (run.way, run.share, run.size) =>
                {
                    *sum += lasted;
                }
                _ => whole.push(lasted),
            }
            last = Some(run);
        }
        // The last run of a round and the first of the next are the same way, so that two stand together.
        assert!(whole.iter().all(|lasted| *lasted > 0.9 * shortest - step), "{step}");
        // No longer than needed, but for products that last longer than a run alone.
        let mean = whole.iter().sum::<f64>() / whole.len() as f64;
        assert!(mean < 1.6 * shortest, "{step}: {mean}");
    }
}

#[test]
fn what_changes_slowly_favours_none() {
    // A machine that grows slower and slower, to half its speed.
    let mut ran = 0.0;
    let mut tiring = |run: &Run| {
        let each = even(run) * (1.0 + ran / 3000.0);
        ran += each * run.repeats as f64;
        each
    };
    let (comparison, _) = timed(0.5, 0.0, f64::INFINITY, &mut tiring);
    for result in comparison.results() {
        let median = result.skipping.unwrap().median;
        assert!((median / result.saving - 1.0).abs() < 0.02, "{result:?}");
    }
}

#[test]
fn a_disturbance_now_and_then_moves_the_range_and_hardly_the_median() {
    let mut generator = Generator::new(8);
    let mut disturbed = |run: &Run| even(run) * if generator.uniform() < 0.15 { 3.0 } else { 1.0 };
    let (comparison, _) = timed(0.5, 0.0, f64::INFINITY, &mut disturbed);
    let results = comparison.results();
    assert!(results.iter().all(|result| {
        let skipping = result.skipping.unwrap();
        skipping.low <= skipping.median && skipping.median <= skipping.high
    }));
    let near =
        results.iter().filter(|result| (result.skipping.unwrap().median / result.saving - 1.0).abs() < 0.01);
    assert!(near.count() >= 8, "{results:?}");
    assert!(results.iter().any(|result| result.skipping.unwrap().high > 1.5 * result.saving));
}

#[test]
fn rounds_go_to_and_fro_and_hold_each_way_once() {
    let (_, runs) = timed(0.5, 0.0, f64::INFINITY, &mut even);
    // Runs of several goes count once.
    let mut order: Vec<(usize, Way, f64)> = Vec::new();
    let counted = runs.iter().filter(|(run, lasted)| *lasted >= 5.0 && run.size == 256);
    order.extend(counted.map(|(run, _)| (run.size, run.way, run.share)));
    let rounds: Vec<_> = order.chunks(8).rev().take(ROUNDS).collect();
    for pair in rounds.windows(2) {
        assert!(pair[0].iter().eq(pair[1].iter().rev()), "{pair:?}");
    }
    for round in rounds {
        for way in [Way::Skipping, Way::Testing] {
            let shares: Vec<f64> = round.iter().filter(|run| run.1 == way).map(|run| run.2).collect();
            assert_eq!(shares.len(), 3);
            assert!([0.5, 0.75, 0.9].iter().all(|share| shares.contains(share)));
        }
        for way in [Way::Rows, Way::Columns] {
            assert_eq!(round.iter().filter(|run| run.1 == way).count(), 1);
        }
    }
}

#[test]
fn a_go_is_as_short_as_is_asked_for() {
    for step in [0.1, 1.0] {
        let (comparison, runs) = timed(0.5, step, 5.0, &mut even);
        for (run, lasted) in runs {
            // A product is never cut in two; and what is known by few steps of the clock is known roughly.
            assert!(lasted <= 8.0 || run.repeats == 1, "{lasted} {run:?}");
        }
        assert!(comparison.results().iter().all(|result| result.skipping.is_some()));
    }
}

#[test]
fn it_ends_on_fast_and_slow_machines_and_with_a_clock_that_stands_or_goes_back() {
    for speed in [1e-4, 1.0, 1e3] {
        let (comparison, _) = timed(0.5, 0.1, f64::INFINITY, &mut |run| speed * even(run));
        assert_eq!((comparison.next(), comparison.progress()), (None, 1.0));
    }
    for read in [0.0, -5.0, f64::NAN] {
        let mut comparison = Comparison::new(0.5, 0.1, f64::INFINITY).unwrap();
        let mut runs = 0;
        while comparison.next().is_some() {
            comparison.took(read);
            runs += 1;
            assert!(runs < 100_000);
        }
        // Nothing can be said, and nothing is.
        assert!(comparison.results().iter().all(|result| result.skipping.is_none()), "{read}");
    }
}

#[test]
fn a_result_is_shown_when_all_its_rounds_are_done_and_not_before() {
    let mut comparison = Comparison::new(0.4, 0.1, f64::INFINITY).unwrap();
    assert_eq!(comparison.shares(), [0.4, FURTHER_SHARES[0], FURTHER_SHARES[1]]);
    let mut last = 0.0;
    while let Some(run) = comparison.next() {
        let known = comparison.results().iter().filter(|result| result.skipping.is_some()).count();
        assert_eq!(known, 3 * SIZES.iter().position(|size| *size == run.size).unwrap());
        assert!(comparison.progress() >= last);
        last = comparison.progress();
        comparison.took(even(&run) * run.repeats as f64);
    }
    for (result, share) in comparison.results().iter().zip(comparison.shares().into_iter().cycle()) {
        let expected = Timed {
            skipping: result.skipping,
            testing: result.testing,
            ..Timed::to_come(result.size, share)
        };
        assert_eq!(*result, expected);
    }
}

#[test]
fn what_cannot_be_timed_is_refused() {
    let refused = |share, step, go| Comparison::new(share, step, go).unwrap_err().to_string();
    assert_eq!(refused(0.0, 0.1, 8.0), "share of zeros is 0.0; it must be a number from 0.05 to 0.95");
    assert_eq!(refused(f64::NAN, 0.1, 8.0), "share of zeros is NaN; it must be a number from 0.05 to 0.95");
    assert_eq!(refused(0.5, 100.0, 8.0), "step of the clock is 100.0; it must be a number from 0 to 2");
    assert_eq!(refused(0.5, f64::NAN, 8.0), "step of the clock is NaN; it must be a number from 0 to 2");
    assert_eq!(refused(0.5, 0.1, 0.5), "longest go is 0.5; it must be a number, at least 1");
    assert_eq!(refused(0.5, 0.1, f64::NAN), "longest go is NaN; it must be a number, at least 1");
}

#[test]
fn the_runner_does_what_it_is_asked_for() {
    let comparison = Comparison::new(0.5, 0.1, f64::INFINITY).unwrap();
    let run = comparison.next().unwrap();
    let mut runner = Runner::default();
    assert_eq!((runner.run(&run), runner.agree(&run)), (None, false));
    assert_eq!(runner.prepare(&run), Ok(true));
    assert_eq!(runner.prepare(&run), Ok(false));
    assert!(runner.agree(&run));
    let layer = Layer::drawn(run.size, 42).unwrap();
    let inputs = Inputs::drawn(run.size, run.share, 42).unwrap();
    assert_eq!(runner.run(&run), layer.run(&inputs, run.way, run.repeats).ok());
    let other = Run { share: 0.75, ..run };
    assert_eq!(runner.run(&other), None);
    assert_eq!(runner.prepare(&other), Ok(true));
    assert!(runner.run(&other).is_some() && runner.run(&run).is_some());
    assert!(runner.prepare(&Run { size: 0, ..run }).is_err());
}
