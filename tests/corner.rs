//! The choice of ReLU′(0): without effect on numbers drawn at random, decisive where zeros are built in.

mod support;

use relu_explainer::activation::SlopeAtZero;
use relu_explainer::corner::{Data, MOST_STEPS, Outcome, compare, run, verdict};
use support::say;

/// Runs of the same networks in numpy.
const RUNS: &str = include_str!("oracle/corner.csv");

const CHOICES: [SlopeAtZero; 3] = [SlopeAtZero::Zero, SlopeAtZero::Half, SlopeAtZero::One];

fn outcomes(data: Data, steps: usize) -> [Outcome; 3] {
    CHOICES.map(|slope| run(data, slope, steps).unwrap())
}

fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

#[test]
fn every_run_is_that_of_numpy() {
    let mut count = 0;
    for row in RUNS.lines().skip(1) {
        let columns: Vec<_> = row.split(',').collect();
        let numbers = |column: usize| columns[column].split(' ').map(|text| text.parse::<f64>().unwrap());
        let data = match columns[0] {
            "structural" => Data::StructuralZeros,
            _ => Data::RealValued { seed: columns[1].parse().unwrap() },
        };
        let slope = SlopeAtZero::from_value(columns[2].parse().unwrap()).unwrap();
        let outcome = run(data, slope, columns[3].parse().unwrap()).unwrap();

        assert_eq!(outcome.exact_zeros.to_string(), columns[4], "{}", &row[..30]);
        assert_eq!(outcome.pre_activations.to_string(), columns[5]);
        for (computed, column) in [(&outcome.losses, 6), (&outcome.weights, 7)] {
            assert_eq!(computed.len(), numbers(column).count());
            for (computed, reference) in computed.iter().zip(numbers(column)) {
                assert!((computed - reference).abs() < 1e-12, "{computed} {reference} {}", &row[..30]);
            }
        }
        count += 1;
    }
    assert_eq!(count, 21);
}

// Zeros built in.

#[test]
fn where_zeros_are_built_in_the_usual_choice_learns_nothing() {
    let [zero, ..] = outcomes(Data::StructuralZeros, 400);
    // The variance of the target: twice that of one coordinate of the grid, 5/64.
    assert!(zero.losses.iter().all(|loss| *loss == 5.0 / 32.0));
    let [first, ..] = outcomes(Data::StructuralZeros, 1);
    assert_eq!(bits(&zero.weights), bits(&first.weights));
    // In every step all 48 pre-activations of the second layer, and those of the first at the input (0, 0).
    assert_eq!(zero.exact_zeros, 400 * (48 + 3));
}

#[test]
fn and_the_others_learn() {
    let [_, half, one] = outcomes(Data::StructuralZeros, 400);
    for outcome in [half, one] {
        assert_eq!(outcome.first_loss(), 5.0 / 32.0);
        assert!(outcome.last_loss() < 0.001, "{}", outcome.last_loss());
        assert!(outcome.exact_zeros > 0);
    }
}

#[test]
fn the_gradient_of_a_bias_doubles_with_the_slope_twice() {
    // It passes two corners, so one step with slope 1 moves the first biases four times as far as with 1/2.
    let [zero, half, one] = outcomes(Data::StructuralZeros, 1);
    for bias in 6..9 {
        assert_eq!(zero.weights[bias], 0.0);
        assert_ne!(half.weights[bias], 0.0);
        assert_eq!(one.weights[bias], 4.0 * half.weights[bias]);
    }
}

// Numbers drawn at random.

#[test]
fn on_numbers_drawn_at_random_the_choice_changes_no_bit() {
    for seed in 0..10 {
        let [zero, half, one] = outcomes(Data::RealValued { seed }, 200);
        assert_eq!([zero.exact_zeros, half.exact_zeros, one.exact_zeros], [0; 3], "seed {seed}");
        assert_eq!(zero.pre_activations, 200 * 100 * 6);
        assert_eq!(bits(&zero.weights), bits(&half.weights), "seed {seed}");
        assert_eq!(bits(&zero.weights), bits(&one.weights), "seed {seed}");
        assert!(zero.last_loss() < zero.first_loss());
    }
}

#[test]
fn a_run_has_a_loss_before_each_step_and_one_after_the_last() {
    let short = run(Data::RealValued { seed: 1 }, SlopeAtZero::Zero, 5).unwrap();
    let long = run(Data::RealValued { seed: 1 }, SlopeAtZero::Zero, 6).unwrap();
    assert_eq!((short.losses.len(), short.weights.len()), (6, 25));
    assert_eq!(short.losses[..], long.losses[..6]);
    assert_eq!((short.first_loss(), short.last_loss()), (short.losses[0], short.losses[5]));
    assert_eq!(short.share(), 0.0);
}

#[test]
fn another_seed_is_another_network() {
    let [one, two] = [1, 2].map(|seed| run(Data::RealValued { seed }, SlopeAtZero::Zero, 1).unwrap());
    assert_ne!(one.weights, two.weights);
}

// What is said.

#[test]
fn the_sentences_quote_the_runs() {
    let compared = compare(Data::StructuralZeros, 100).unwrap();
    assert_eq!(compared.iter().map(|(slope, _)| *slope).collect::<Vec<_>>(), CHOICES);
    let said: Vec<String> = verdict(Data::StructuralZeros, 100).unwrap().iter().map(say).collect();
    assert_eq!(said.len(), 4);
    assert!(said[0].contains("100 steps"), "{}", said[0]);
    assert!(said[1].contains("0.1563") && said[1].contains("53.13 %"), "{}", said[1]);
    let last = format!("{:.4}", compared[2].1.last_loss());
    assert!(said[3].contains(&last), "{} {last}", said[3]);

    let said: Vec<String> = verdict(Data::RealValued { seed: 42 }, 100).unwrap().iter().map(say).collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].contains("100 points") && said[0].contains("42"), "{}", said[0]);
    // Three networks, a hundred steps, a hundred points, six units.
    assert!(said[1].contains("180,000"), "{}", said[1]);
}

#[test]
fn too_few_and_too_many_steps_are_refused() {
    for steps in [0, MOST_STEPS + 1, usize::MAX] {
        let expected = format!("number of steps is {steps}; it must be a whole number from 1 to 10000");
        assert_eq!(run(Data::StructuralZeros, SlopeAtZero::Half, steps).unwrap_err().to_string(), expected);
        assert_eq!(verdict(Data::StructuralZeros, steps).unwrap_err().to_string(), expected);
    }
    assert!(run(Data::StructuralZeros, SlopeAtZero::Half, MOST_STEPS).is_ok());
}
