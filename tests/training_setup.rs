//! Training: which set-ups there are, how they and what comes of a run are written as numbers, and what is refused.

use relu_explainer::activation::{Activation, SlopeAtZero};
use relu_explainer::data::DataSet;
use relu_explainer::error::ParameterError;
use relu_explainer::initialisation::Weights;
use relu_explainer::training::{
    Bias, Course, Data, Descent, Initial, Later, Loss, Network, Run, Setup, Sweep,
};

fn base() -> Setup {
    Setup::default()
}

fn said<T: std::fmt::Debug>(result: Result<T, ParameterError>) -> String {
    result.unwrap_err().to_string()
}

fn normal(weights: Weights, bias: Bias) -> Initial {
    Initial::Normal { weights, bias }
}

fn of_data(change: impl Fn(&mut Data)) -> Setup {
    let mut setup = base();
    change(&mut setup.data);
    setup
}

#[test]
fn each_limit_is_named_in_a_sentence() {
    let zero = Bias::Constant(0.0);
    for (setup, sentence) in [
        (Setup { hidden: vec![], ..base() }, "hidden layers is 0; it must be a whole number from 1 to 4"),
        (Setup { hidden: vec![2; 5], ..base() }, "hidden layers is 5; it must be a whole number from 1 to 4"),
        (Setup { hidden: vec![16, 1], ..base() }, "width is 1; it must be a whole number from 2 to 64"),
        (Setup { hidden: vec![65], ..base() }, "width is 65; it must be a whole number from 2 to 64"),
        (of_data(|data| data.points = 1), "points is 1; it must be a whole number from 2 to 10000"),
        (of_data(|data| data.points = 10_001), "points is 10001; it must be a whole number from 2 to 10000"),
        (of_data(|data| data.shift = f64::NAN), "shift is NaN; it must be a number from -1000000 to 1000000"),
        (
            of_data(|data| data.shift = -2e6),
            "shift is -2000000.0; it must be a number from -1000000 to 1000000",
        ),
        (
            Setup { activation: Activation::LeakyRelu { slope: f64::NAN }, ..base() },
            "slope is NaN; it must be a finite number",
        ),
        (
            Setup { activation: Activation::Elu { alpha: -1.0 }, ..base() },
            "alpha is -1.0; it must be a finite number, at least 0",
        ),
        (Setup { rate: -0.1, ..base() }, "rate is -0.1; it must be a number from 0 to 1000000"),
        (Setup { rate: f64::INFINITY, ..base() }, "rate is inf; it must be a number from 0 to 1000000"),
        (
            Setup { later: Some(Later { update: 5, rate: f64::NAN }), ..base() },
            "rate is NaN; it must be a number from 0 to 1000000",
        ),
        (
            Setup { later: Some(Later { update: 100_000_001, rate: 0.1 }), ..base() },
            "update is 100000001; it must be a whole number from 0 to 100000000",
        ),
        (Setup { batch: 0, ..base() }, "batch is 0; it must be a whole number from 1 to 2147483647"),
        (Setup { momentum: 1.0, ..base() }, "momentum is 1.0; it must be a number from 0 to below 1"),
        (Setup { decay: 1.5, ..base() }, "decay is 1.5; it must be a number from 0 to 1"),
        (Setup { clip: Some(0.0), ..base() }, "clip is 0.0; it must be a number above 0"),
        (Setup { epochs: 0, ..base() }, "epochs is 0; it must be a whole number from 1 to 10000"),
        (
            Setup { epochs: usize::MAX, ..base() },
            &format!("epochs is {}; it must be a whole number from 1 to 10000", usize::MAX),
        ),
        (
            of_data(|data| data.set = DataSet::Wave),
            "loss is cross-entropy; it must be the squared error where targets are numbers",
        ),
        (
            Setup { initial: normal(Weights::Normal(-1.0), zero), ..base() },
            "deviation is -1.0; it must be 0 or a number from 1e-150 to 1e150",
        ),
        (
            Setup { initial: normal(Weights::He, Bias::Constant(f64::INFINITY)), ..base() },
            "bias is inf; it must be a finite number",
        ),
    ] {
        assert_eq!(said(setup.check()), sentence);
        // Whatever would run it says the same, and nothing that is asked of it panics.
        assert_eq!(said(Descent::<f32>::new(&setup)), sentence);
        assert_eq!(said(Run::new(&setup)), sentence);
        assert_eq!(said(Course::of(&setup)), sentence);
        let sweep = Sweep { rates: vec![setup.rate], setups: vec![setup.clone()], seeds: 1 };
        assert_eq!(said(sweep.check()), sentence);
        assert!(sweep.begin(0).is_none());
        let _ = (
            setup.sizes(),
            setup.batch_size(),
            setup.updates(),
            setup.updates_per_epoch(),
            setup.to_numbers(),
        );
        let mut course = Course::default();
        course.extend(&setup, &[1.0; 50]);
        assert_eq!(course, Course::default());
    }
}

/// Set-ups with everything that there is.
fn all() -> Vec<Setup> {
    let mut setups = vec![
        Setup { later: Some(Later { update: 17, rate: 0.0 }), momentum: 0.99, decay: 1.0, ..base() },
        Setup { clip: Some(f64::MAX), batch_norm: true, loss: Loss::SquaredError, seed: u64::MAX, ..base() },
        Setup { hidden: vec![2, 64, 3, 5], batch: 1, rate: 1e6, epochs: 10_000, seed: 1 << 53 | 1, ..base() },
        of_data(|data| (data.seed, data.shift, data.standardised) = (u64::MAX - 7, -5.5, false)),
        Setup { activation: Activation::Relu { slope_at_zero: SlopeAtZero::Half }, ..base() },
        Setup { initial: Initial::PyTorch, ..base() },
        Setup { initial: normal(Weights::Xavier, Bias::Normal), ..base() },
        Setup { initial: normal(Weights::Normal(0.25), Bias::Constant(-1.0)), ..base() },
    ];
    setups.extend(Activation::ALL.map(|activation| Setup { activation, ..base() }));
    setups
        .extend(DataSet::ALL.map(|set| Setup { loss: Loss::SquaredError, ..of_data(|data| data.set = set) }));
    setups
}

#[test]
fn set_ups_and_sweeps_are_read_back_from_their_numbers() {
    for setup in all() {
        let numbers = setup.to_numbers();
        assert_eq!(Setup::from_numbers(&numbers).unwrap(), setup);
        let long = [numbers.as_slice(), &[0.0]].concat();
        assert!(said(Setup::from_numbers(&long)).starts_with("run is a row that goes on"));
        for end in 0..numbers.len() {
            assert!(said(Setup::from_numbers(&numbers[..end])).starts_with("run is a row that ends early"));
        }
    }
    let sweep = Sweep { setups: all()[..16].to_vec(), rates: vec![1e-3, 0.5, 2.0], seeds: 100 };
    let numbers = sweep.to_numbers();
    assert_eq!(Sweep::from_numbers(&numbers).unwrap(), sweep);
    assert!(Sweep::from_numbers(&[numbers.as_slice(), &[0.0]].concat()).is_err());
    assert!((0..numbers.len()).all(|end| Sweep::from_numbers(&numbers[..end]).is_err()));
}

#[test]
fn whatever_number_stands_at_a_place_it_is_refused_or_means_what_it_is_written_as() {
    let strange = [f64::NAN, f64::INFINITY, -1.0, 0.5, 1.0, 3.0, 7.0, 1e10, 1e300, -0.0];
    for setup in [all()[0].clone(), all()[2].clone()] {
        let numbers = setup.to_numbers();
        for (place, number) in (0..numbers.len()).flat_map(|place| strange.map(|number| (place, number))) {
            let mut row = numbers.clone();
            row[place] = number;
            if let Ok(read) = Setup::from_numbers(&row) {
                assert!(read.check().is_ok());
                assert_eq!(Setup::from_numbers(&read.to_numbers()).unwrap(), read);
            }
            assert!(!number.is_nan() || Setup::from_numbers(&row).is_err() || is_unused(&numbers, &row));
        }
    }
}

/// What means nothing, because a flag says so or another number does, may be anything.
fn is_unused(numbers: &[f64], row: &[f64]) -> bool {
    Setup::from_numbers(row).ok() == Setup::from_numbers(numbers).ok()
}

#[test]
fn a_rate_that_comes_later_takes_effect_after_so_many_updates() {
    let setup = Setup { rate: 0.5, later: Some(Later { update: 3, rate: 0.0 }), ..base() };
    assert_eq!([0, 2, 3, 4].map(|updates| setup.rate_after(updates)), [0.5, 0.5, 0.0, 0.0]);
    let mut descent = Descent::<f32>::new(&setup).unwrap();
    let mut rows = vec![descent.checkpoint()];
    for _ in 0..5 {
        descent.update().unwrap();
        rows.push(descent.checkpoint());
    }
    assert!(rows[..4].windows(2).all(|pair| pair[0] != pair[1]));
    assert!(rows[3..].windows(2).all(|pair| pair[0] == pair[1]));
}

// What a network and a descent answer to silly questions.

#[test]
fn what_there_is_not_is_answered_with_nothing() {
    for sizes in [&[][..], &[2], &[2, 0, 1], &[usize::MAX, usize::MAX], &[2, 65, 1], &[2; 7]] {
        let network = Network::<f32>::new(sizes, Activation::RELU, true);
        assert_eq!((network.layers(), network.parameters().len()), (0, 0));
        assert!(network.parameter(0).is_none());
        assert!(Descent::given(&base(), vec![0.0; 400], vec![0.0; 200], network).is_err());
    }
    let mut descent = Descent::<f32>::new(&base()).unwrap();
    let network = descent.network();
    assert!(network.weights(3).is_empty() && network.biases(usize::MAX).is_empty());
    assert!(network.of_unit(3, 0).is_empty() && network.of_unit(0, 16).is_empty());
    assert!(network.parameter(337).is_none());
    assert!(descent.pre_activations(0).iter().all(|z| *z == 0.0));
    descent.census();
    assert_eq!([0, 1, 2, 3].map(|layer| descent.pre_activations(layer).len()), [3200, 3200, 200, 0]);
    assert_eq!([0, 1, 2, 3].map(|layer| descent.activations(layer).len()), [3200, 3200, 0, 0]);
}

#[test]
fn the_places_of_all_units_are_those_of_all_parameters() {
    for batch_norm in [false, true] {
        let network = Network::<f32>::new(&[2, 5, 3, 1], Activation::RELU, batch_norm);
        let mut places = Vec::new();
        for (layer, width) in [5, 3, 1].into_iter().enumerate() {
            for unit in 0..width {
                for place in network.of_unit(layer, unit) {
                    let parameter = network.parameter(place).unwrap();
                    assert_eq!((parameter.layer, parameter.unit), (layer, unit));
                    places.push(place);
                }
            }
        }
        places.sort_unstable();
        assert_eq!(places, (0..network.parameters().len()).collect::<Vec<_>>());
    }
}

#[test]
fn samples_and_networks_that_do_not_fit_are_refused() {
    let network = |activation| Network::<f64>::new(&[2, 16, 16, 1], activation, false);
    let given = |inputs, targets, activation| {
        said(Descent::given(&base(), vec![0.0; inputs], vec![0.0; targets], network(activation)))
    };
    let sentence = given(399, 200, Activation::RELU);
    assert!(
        sentence.starts_with("samples is 399 numbers and 200 targets; it must be 200 inputs of 2 numbers")
    );
    assert!(given(0, 0, Activation::RELU).starts_with("samples is 0 numbers and 0 targets"));
    assert!(
        given(400, 200, Activation::Tanh).starts_with("activation of the network is tanh; it must be relu")
    );
}

// What a course believes.

#[test]
fn a_course_takes_nothing_that_a_run_of_its_set_up_cannot_have_told() {
    let setup = Setup { rate: 0.5, epochs: 3, hidden: vec![3, 40], ..base() };
    let mut run = Run::new(&setup).unwrap();
    while run.step() {}
    let told = run.take_part();
    let whole = Course::of(&setup).unwrap();
    assert!(whole.epochs.iter().any(|epoch| !epoch.deaths.is_empty()));
    for end in 0..told.len() {
        let mut course = Course::default();
        course.extend(&setup, &told[..end]);
        assert!(course.epochs.len() < 4 && course.epochs[..] == whole.epochs[..course.epochs.len()]);
    }
    let strange =
        [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.5, 2.0, 1e6, 4_294_967_295.0, 1e19, 1e300];
    for (place, number) in (0..told.len()).flat_map(|place| strange.map(|number| (place, number))) {
        let mut row = told.clone();
        row[place] = number;
        let mut course = Course::default();
        course.extend(&setup, &row);
        assert!(course.epochs.len() <= 4);
        for epoch in &course.epochs {
            assert!(epoch.census.dead[0] < 1 << 3 && epoch.census.dead[1] < 1 << 40);
            assert!(
                epoch
                    .deaths
                    .iter()
                    .all(|death| death.unit < setup.hidden[death.layer] && death.update <= 150)
            );
            assert!(epoch.checkpoint.as_ref().is_none_or(|kept| kept.len() == 3 * 3 + 40 * 4 + 41));
        }
    }
    // Nothing comes after the end.
    let mut course = whole.clone();
    course.extend(&setup, &told);
    assert_eq!(course, whole);
    course.extend(&setup, &[2.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(course, whole);
}
