//! Training: what twenty seeds say together, held to what an independent program measured with other random numbers.

use relu_explainer::activation::Activation;
use relu_explainer::data::DataSet;
use relu_explainer::initialisation::Weights;
use relu_explainer::training::{Bias, Course, Data, Initial, Loss, Outcome, Setup, Sweep};

const SEEDS: usize = 20;

/// What has come of twenty seeds.
fn outcomes(setup: Setup) -> Vec<Outcome> {
    let sweep = Sweep { rates: vec![setup.rate], setups: vec![setup], seeds: SEEDS };
    (0..SEEDS)
        .map(|run| {
            let mut run = sweep.begin(run).unwrap();
            while run.step() {}
            run.outcome()
        })
        .collect()
}

/// The mean of something over the runs.
fn mean(outcomes: &[Outcome], of: impl Fn(&Outcome) -> f64) -> f64 {
    outcomes.iter().map(of).sum::<f64>() / outcomes.len() as f64
}

/// The share of dead units at the end, and the accuracy, in the mean over the runs, all of which stayed finite.
fn ended(setup: Setup) -> (f64, f64) {
    let outcomes = outcomes(setup);
    assert!(outcomes.iter().all(|outcome| outcome.finite));
    (mean(&outcomes, |outcome| outcome.dead), mean(&outcomes, |outcome| outcome.accuracy))
}

fn at(rate: f64) -> Setup {
    Setup { rate, ..Setup::default() }
}

// The learning rate.

#[test]
fn small_rates_kill_nobody() {
    for rate in [0.001, 0.01] {
        let outcomes = outcomes(at(rate));
        // The mean change since before training within three of its own standard errors, or half a unit of 32.
        let changes: Vec<f64> = outcomes.iter().map(|outcome| outcome.dead - outcome.dead_at_first).collect();
        let change = changes.iter().sum::<f64>() / SEEDS as f64;
        let squares: f64 = changes.iter().map(|each| (each - change).powi(2)).sum();
        let error = (squares / (SEEDS * (SEEDS - 1)) as f64).sqrt();
        assert!(change.abs() <= (3.0 * error).max(0.5 / 32.0), "{rate}: {change} ± {error}");
    }
}

#[test]
fn the_higher_the_rate_the_more_units_die() {
    for (rate, dead, accuracy) in
        [(0.1, 0.0..=0.08, 0.98..=1.0), (0.5, 0.25..=0.5, 0.8..=0.95), (1.0, 0.55..=0.85, 0.5..=0.65)]
    {
        let (found, right) = ended(at(rate));
        assert!(dead.contains(&found) && accuracy.contains(&right), "{rate}: {found}, {right}");
    }
}

// Remedies.

#[test]
fn a_leaky_slope_helps_a_little_and_a_clipped_step_a_lot() {
    let (relu, _) = ended(at(0.5));
    let (leaky, _) = ended(Setup { activation: Activation::LeakyRelu { slope: 0.01 }, ..at(0.5) });
    let (clipped, accuracy) = ended(Setup { clip: Some(1.0), ..at(0.5) });
    assert!(leaky < relu && leaky > 0.1, "{relu}, {leaky}");
    assert!(clipped < 0.08 && accuracy > 0.98, "{clipped}, {accuracy}");
}

#[test]
fn larger_batches_kill_fewer() {
    // 1200 updates of each.
    let dead = |batch, epochs| ended(Setup { batch, epochs, ..at(0.5) }).0;
    let (four, sixteen) = (dead(4, 24), dead(16, 100));
    assert!(sixteen < four / 2.0, "{four}, {sixteen}");
}

// Inputs that are not centred.

#[test]
fn on_positive_inputs_a_quarter_of_the_units_is_dead_before_training() {
    // Where the inputs fill the positive quadrant in all its directions, a unit without bias is dead if both weights are negative.
    let shifted = |set, shift| {
        let data = Data { set, points: 200, shift, standardised: false, ..Setup::default().data };
        let setup = Setup { data, hidden: vec![64], ..Setup::default() };
        mean(&outcomes_at_first(setup), |outcome| outcome.dead_at_first)
    };
    // 1280 units: standard error 0.012. The square from 0 to 2.
    let quarter = shifted(DataSet::Xor, 1.0);
    assert!((quarter - 0.25).abs() < 4.0 * 0.0121, "{quarter}");
    // A square that is far away is seen at one place: half of the units are dead.
    let half = shifted(DataSet::Xor, 1000.0);
    assert!((half - 0.5).abs() < 4.0 * 0.014, "{half}");
    // One input: dead where the weight is negative.
    let line = shifted(DataSet::Wave, 1.0);
    assert!((line - 0.5).abs() < 4.0 * 0.014, "{line}");
}

fn outcomes_at_first(setup: Setup) -> Vec<Outcome> {
    let loss = if setup.data.set.has_classes() { Loss::CrossEntropy } else { Loss::SquaredError };
    let sweep = Sweep { rates: vec![0.1], setups: vec![Setup { loss, ..setup }], seeds: SEEDS };
    (0..SEEDS).map(|run| sweep.begin(run).unwrap().outcome()).collect()
}

#[test]
fn a_shift_to_either_side_kills() {
    let dead = |shift| {
        let data = Data { set: DataSet::Moons, shift, ..Setup::default().data };
        let outcomes = outcomes(Setup { data, batch: 16, epochs: 40, ..at(0.3) });
        [mean(&outcomes, |outcome| outcome.dead_at_first), mean(&outcomes, |outcome| outcome.dead)]
    };
    let [centred, above, below] = [0.0, 5.0, -5.0].map(dead);
    assert!(centred[0] < 0.1 && centred[1] < 0.1, "{centred:?}");
    for shifted in [above, below] {
        assert!((0.3..0.6).contains(&shifted[0]) && (0.5..0.95).contains(&shifted[1]), "{shifted:?}");
    }
}

// Leaving the finite numbers.

#[test]
fn regression_at_too_high_a_rate_leaves_the_finite_numbers_and_nobody_is_called_dead() {
    let data = Data { set: DataSet::Surface, ..Setup::default().data };
    let setup = Setup {
        data,
        loss: Loss::SquaredError,
        batch: 16,
        activation: Activation::LeakyRelu { slope: 0.01 },
        initial: Initial::Normal { weights: Weights::Normal(1.0), bias: Bias::Constant(0.0) },
        ..at(0.5)
    };
    for seed in 0..5 {
        let setup = Setup { seed, ..setup.clone() };
        let course = Course::of(&setup).unwrap();
        let diverged = course.diverged.expect("it diverges");
        // The very update: before it all parameters were finite, after it the one that is named is the first that is not.
        let mut descent = relu_explainer::training::Descent::<f32>::new(&setup).unwrap();
        for _ in 1..diverged.update {
            descent.update().unwrap();
            assert!(descent.network().parameters().iter().all(|parameter| parameter.is_finite()));
        }
        assert_eq!(descent.update(), Err(diverged));
        let parameters = descent.network().parameters();
        let first = parameters.iter().position(|parameter| !parameter.is_finite()).unwrap();
        assert_eq!(descent.network().parameter(first), diverged.parameter);
        let census = descent.census();
        assert!(!census.finite && census.dead_count() == 0);
        // All that is told of are whole epochs before.
        assert_eq!(course.epochs.len(), (diverged.update - 1) / setup.updates_per_epoch() + 1);
        assert!(course.epochs.iter().all(|epoch| epoch.census.finite));
    }
    let outcomes = outcomes(setup);
    assert!(outcomes.iter().all(|outcome| !outcome.finite && outcome.dead == 0.0 && !outcome.layer_gone));
}

#[test]
fn a_run_that_begins_beyond_the_finite_numbers_ends_before_its_first_update() {
    let initial = Initial::Normal { weights: Weights::Normal(1e150), bias: Bias::Constant(0.0) };
    let course = Course::of(&Setup { initial, ..Setup::default() }).unwrap();
    assert!(course.epochs.is_empty());
    assert_eq!(
        course.diverged.unwrap().to_string(),
        "after update 0 the weight of input 1 of unit 1 of layer 1 is infinite or NaN"
    );
}
