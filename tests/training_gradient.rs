//! Training: what a network says, how well, and the slope of that, held to numpy and to central differences.

#[path = "support/naive.rs"]
mod naive;
mod oracle;

use naive::Naive;
use oracle::{TRAINING, double};
use relu_explainer::activation::{Activation, SlopeAtZero};
use relu_explainer::data::DataSet;
use relu_explainer::random::Generator;
use relu_explainer::training::{Data, Descent, Later, Loss, Network, Setup};

/// Uniform on [low, high), one after the other.
fn uniform(generator: &mut Generator, count: usize, low: f64, high: f64) -> Vec<f64> {
    (0..count).map(|_| generator.uniform_in(low, high).unwrap()).collect()
}

fn close(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= tolerance, "{what}, number {place}: {found}, {expected}");
    }
}

// Whole runs, of numpy.

/// The set-up of a row of training.csv, and its samples and network, drawn as the program draws them.
fn of_numpy(columns: &[&str]) -> (Setup, Descent<f64>) {
    let number = |column: usize| columns[column].parse::<f64>().unwrap();
    let loss = if columns[1] == "cross-entropy" { Loss::CrossEntropy } else { Loss::SquaredError };
    let later = Some(Later { update: number(6) as usize, rate: 0.125 }).filter(|later| later.update > 0);
    let setup = Setup {
        data: Data { set: DataSet::Xor, points: 8, ..Setup::default().data },
        hidden: vec![4, 3],
        loss,
        batch_norm: number(2) == 1.0,
        momentum: number(3),
        decay: number(4),
        clip: Some(number(5)).filter(|clip| *clip > 0.0),
        later,
        rate: 0.5,
        batch: 8,
        epochs: 6,
        ..Setup::default()
    };
    let mut generator = Generator::new(7);
    let inputs = uniform(&mut generator, 16, -1.0, 1.0);
    let targets: Vec<f64> = inputs.chunks(2).map(|x| f64::from(u8::from(x[0] * x[1] > 0.0))).collect();
    let mut network = Network::new(&[2, 4, 3, 1], Activation::RELU, setup.batch_norm);
    let mut drawn = Vec::new();
    for (layer, pair) in [2, 4, 3, 1].windows(2).enumerate() {
        drawn.extend(uniform(&mut generator, pair[0] * pair[1], -1.0, 1.0));
        drawn.extend(uniform(&mut generator, pair[1], -0.5, 0.5));
        if setup.batch_norm && layer < 2 {
            drawn.extend([vec![1.0; pair[1]], vec![0.0; pair[1]]].concat());
        }
    }
    network.parameters_mut().copy_from_slice(&drawn);
    let descent = Descent::given(&setup, inputs, targets, network).unwrap();
    (setup, descent)
}

#[test]
fn small_networks_are_trained_as_numpy_trains_them() {
    let mut cases = 0;
    for row in TRAINING.lines().skip(1) {
        let columns: Vec<_> = row.split(',').collect();
        let expected = |column: usize| columns[column].split(' ').map(double).collect::<Vec<_>>();
        let (setup, mut descent) = of_numpy(&columns);
        let name = columns[0];
        descent.census();
        let active: Vec<f64> = (0..2)
            .flat_map(|layer| {
                let z = descent.pre_activations(layer);
                let width = setup.hidden[layer];
                let above = |unit| z.iter().skip(unit).step_by(width).filter(|z| **z > 0.0).count();
                (0..width).map(|unit| above(unit) as f64 / 8.0).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(active, expected(9), "{name}");
        close(descent.find_gradient(), &expected(8), 1e-12, &format!("{name}, gradient"));
        let mut losses = Vec::new();
        for _ in 0..6 {
            losses.push(descent.census().loss);
            descent.update().unwrap();
        }
        close(&losses, &expected(7), 1e-12, &format!("{name}, losses"));
        close(descent.network().parameters(), &expected(10), 1e-12, &format!("{name}, parameters"));
        cases += 1;
    }
    assert_eq!(cases, 9);
}

#[test]
fn the_golden_trace_is_met() {
    // Digits that another program printed, which draws the same numbers and trains the same network.
    let golden = TRAINING.lines().nth(1).unwrap().split(',').collect::<Vec<_>>();
    let (_, mut descent) = of_numpy(&golden);
    assert_eq!(descent.inputs()[..2], [0.25019093320933394, 0.794427601939151]);
    assert_eq!(descent.targets(), [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    let first = [0.000500518617309364, -0.0248453620344505, 0.00377049990954224, 0.0231592206050201];
    close(&descent.find_gradient()[..4], &first, 1e-12, "gradient");
    let losses = [
        0.706074520835597,
        0.702000424784389,
        0.698700961061181,
        0.695714494129795,
        0.692925540104217,
        0.690178594567821,
    ];
    for loss in losses {
        close(&[descent.census().loss], &[loss], 1e-12, "loss");
        descent.update().unwrap();
    }
    let weights = [0.990030145267384, 0.670022434481776, 0.239723577765025, 0.905650878306084];
    close(&descent.network().weights(0)[..4], &weights, 1e-12, "weights");
    close(descent.network().biases(2), &[-0.266501346073999], 1e-12, "bias");
}

// Gradients, of central differences.

/// Holds the gradient at random parameters to differences of the naive loss; says how many were held, and how many lay at a kink.
fn held(setup: &Setup, seed: u64) -> (usize, usize) {
    let mut generator = Generator::new(seed);
    let features = setup.sizes()[0];
    let points = setup.data.points;
    let inputs = uniform(&mut generator, points * features, -2.0, 2.0);
    let targets: Vec<f64> = match setup.loss {
        Loss::CrossEntropy => uniform(&mut generator, points, 0.0, 1.0).iter().map(|u| u.round()).collect(),
        Loss::SquaredError => uniform(&mut generator, points, -2.0, 2.0),
    };
    let rows: Vec<Vec<f64>> = inputs.chunks(features).map(<[f64]>::to_vec).collect();
    let mut network = Network::new(&setup.sizes(), setup.activation, setup.batch_norm);
    for index in 0..network.parameters().len() {
        let layer = network.parameter(index).unwrap().layer;
        let bound = (6.0 / setup.sizes()[layer] as f64).sqrt();
        network.parameters_mut()[index] = generator.uniform_in(-bound, bound).unwrap();
    }
    let row = network.parameters().to_vec();
    let mut descent = Descent::given(setup, inputs, targets.clone(), network).unwrap();
    // The order of the batch does not change what its mean is.
    let gradient = descent.find_gradient().to_vec();
    let passed = Naive::new(setup, &row).pass(&rows, &targets);
    let census = descent.census();
    assert!((census.loss - passed.loss).abs() < 1e-12 * (1.0 + passed.loss), "{setup:?}");
    let (mut at_kink, step) = (0, 1e-6);
    for (index, slope) in gradient.iter().enumerate() {
        let at = |by: f64| {
            let mut moved = row.clone();
            moved[index] += by;
            Naive::new(setup, &moved).pass(&rows, &targets)
        };
        let (above, below) = (at(step), at(-step));
        if above.signs() != below.signs() {
            at_kink += 1;
            continue;
        }
        let difference = (above.loss - below.loss) / (2.0 * step);
        // The differences cut off step²/6 of a third derivative, and carry the rounding of a loss, 10⁻¹⁶/step of its size.
        let tolerance = 1e-7 * (1.0 + passed.loss) + 1e-6 * slope.abs();
        assert!(
            (difference - slope).abs() < tolerance,
            "{setup:?}, parameter {:?}: {slope}, {difference}",
            descent.network().parameter(index)
        );
    }
    (gradient.len(), at_kink)
}

#[test]
fn gradients_are_the_slopes_of_the_loss() {
    let more = [
        Activation::LeakyRelu { slope: 0.3 },
        Activation::LeakyRelu { slope: -0.5 },
        Activation::Elu { alpha: 0.0 },
        Activation::Elu { alpha: 2.5 },
        Activation::Relu { slope_at_zero: SlopeAtZero::One },
    ];
    let shapes: [&[usize]; 5] = [&[2], &[3, 17], &[17, 5, 3], &[5, 2, 3, 17], &[64, 2]];
    let (mut all, mut at_kinks, mut seed) = (0, 0, 0);
    for activation in Activation::ALL.into_iter().chain(more) {
        for loss in [Loss::CrossEntropy, Loss::SquaredError] {
            for batch_norm in [false, true] {
                for (shape, set) in shapes.iter().zip([DataSet::Surface, DataSet::Wave].iter().cycle()) {
                    let set = if loss == Loss::CrossEntropy { DataSet::Xor } else { *set };
                    let points = 7;
                    let data = Data { set, points, ..Setup::default().data };
                    let hidden = shape.to_vec();
                    let setup = Setup {
                        data,
                        hidden,
                        activation,
                        loss,
                        batch_norm,
                        batch: points,
                        ..Setup::default()
                    };
                    seed += 1;
                    let (held, at_kink) = held(&setup, seed);
                    (all, at_kinks) = (all + held, at_kinks + at_kink);
                }
            }
        }
    }
    assert!(at_kinks * 1000 < all, "{at_kinks} of {all} were not held");
}
