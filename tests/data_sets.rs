//! What small networks learn from: the shape of each data set, and what is done to it.

use relu_explainer::data::{DataSet, MOST_POINTS, Samples, Spirals};
use relu_explainer::random::Generator;

fn drawn(set: DataSet, count: usize) -> Samples {
    set.draw(count, 11).unwrap()
}

fn points(samples: &Samples) -> Vec<[f64; 2]> {
    samples.inputs().chunks(2).map(|point| [point[0], point[1]]).collect()
}

/// Mean and deviation of every `apart`-th number.
fn moments(numbers: &[f64], first: usize, apart: usize) -> [f64; 2] {
    let chosen: Vec<f64> = numbers.iter().skip(first).step_by(apart).copied().collect();
    let count = chosen.len() as f64;
    let mean = chosen.iter().sum::<f64>() / count;
    [mean, (chosen.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count).sqrt()]
}

// Where the draws are those of numpy.

#[test]
fn xor_and_the_regressions_are_uniform_draws_of_numpy_on_the_square_from_minus_1_to_1() {
    // >>> r = numpy.random.default_rng(7)
    // >>> r.uniform(-1, 1, 3)
    // array([0.25019093320933394, 0.79442760193915096, 0.55111371 ...])
    let first = DataSet::Xor.draw(1, 7).unwrap();
    assert_eq!(first.inputs()[0], 0.25019093320933394);
    assert_eq!(first.inputs()[1], 0.794427601939151);
    let mut generator = Generator::new(11);
    let mut uniform = || 2.0 * generator.uniform() - 1.0;
    let expected: Vec<[f64; 2]> = (0..300).map(|_| [uniform(), uniform()]).collect();
    let xor = drawn(DataSet::Xor, 300);
    assert_eq!(points(&xor), expected);
    for ([x, y], class) in expected.iter().zip(xor.targets()) {
        assert_eq!(*class == 1.0, x.signum() == y.signum());
    }
    let surface = drawn(DataSet::Surface, 300);
    assert_eq!(points(&surface), expected);
    for ([x, y], target) in expected.iter().zip(surface.targets()) {
        assert!((target - ((3.0 * x).sin() * (2.0 * y).cos() + 0.5 * x)).abs() < 1e-15);
    }
    let wave = drawn(DataSet::Wave, 600);
    assert_eq!(wave.inputs(), expected.as_flattened());
    assert!(wave.inputs().iter().zip(wave.targets()).all(|(x, y)| (y - (3.0 * x).sin()).abs() < 1e-15));
}

// Shapes, within their noise.

/// What is left when each point is moved to the nearest of its shape.
fn residues(set: DataSet, distance: impl Fn([f64; 2], f64) -> f64) -> f64 {
    let samples = drawn(set, 2000);
    let squares =
        points(&samples).into_iter().zip(samples.targets()).map(|(at, class)| distance(at, *class).powi(2));
    (squares.sum::<f64>() / 2000.0).sqrt()
}

#[test]
fn circles_lie_about_radii_of_0_4_and_1() {
    let residue =
        residues(DataSet::Circles, |[x, y], class| x.hypot(y) - if class == 1.0 { 1.0 } else { 0.4 });
    // Noise along the circle is not seen, but for its curvature: deviation 0.08 across, sampling error 0.08/√4000.
    assert!((residue - 0.08).abs() < 4.0 * 0.00127 + 0.002, "{residue}");
    let samples = drawn(DataSet::Circles, 2000);
    // All the way round: 250 of each class in each quadrant, standard error 14.
    for class in [0.0, 1.0] {
        for (right, above) in [(true, true), (true, false), (false, true), (false, false)] {
            let of = points(&samples)
                .into_iter()
                .zip(samples.targets())
                .filter(|([x, y], c)| **c == class && (*x > 0.0) == right && (*y > 0.0) == above);
            assert!(of.count().abs_diff(250) < 4 * 14);
        }
    }
}

#[test]
fn moons_are_half_circles_the_second_turned_and_moved_into_the_first() {
    // Over the open half of each circle, where no end is near.
    let samples = drawn(DataSet::Moons, 2000);
    for (class, centre, sign) in [(0.0, [0.0, 0.0], 1.0), (1.0, [1.0, 0.5], -1.0)] {
        let mut radii = Vec::new();
        for ([x, y], _) in points(&samples).into_iter().zip(samples.targets()).filter(|(_, c)| **c == class) {
            let (x, y) = (sign * (x - centre[0]), sign * (y - centre[1]));
            assert!(y > -0.8 && x.abs() < 1.8);
            if y > 0.4 {
                radii.push(x.hypot(y));
            }
        }
        let [mean, deviation] = moments(&radii, 0, 1);
        assert!(radii.len() > 500);
        assert!(
            (mean - 1.0).abs() < 0.04 && (deviation - 0.15).abs() < 4.0 * 0.15 / 1000_f64.sqrt(),
            "{mean}, {deviation}"
        );
    }
}

#[test]
fn spirals_are_the_spirals_by_themselves() {
    let (samples, spirals) = (drawn(DataSet::Spirals, 200), Spirals::default().draw(11).unwrap());
    assert_eq!(points(&samples), spirals.points());
    let classes: Vec<bool> = samples.targets().iter().map(|target| *target == 1.0).collect();
    assert_eq!(classes, spirals.labels());
}

// What holds of all.

#[test]
fn every_set_has_as_many_samples_as_are_asked_for_and_classes_of_equal_size_where_they_are_drawn_by_turns() {
    for set in DataSet::ALL {
        for count in [1, 2, 11, 200] {
            let samples = drawn(set, count);
            assert_eq!((samples.count(), samples.inputs().len()), (count, count * samples.features()));
            assert_eq!(samples.features(), if set == DataSet::Wave { 1 } else { 2 });
            assert_eq!(samples.has_classes(), set.has_classes());
            assert_eq!(samples, drawn(set, count));
            assert_ne!(samples.inputs(), set.draw(count, 12).unwrap().inputs());
            if set.has_classes() {
                assert!(samples.targets().iter().all(|target| [0.0, 1.0].contains(target)));
                let second = samples.targets().iter().filter(|target| **target == 1.0).count();
                assert!(set == DataSet::Xor || second == count - count / 2);
            }
        }
    }
}

#[test]
fn standardised_features_have_mean_0_and_deviation_1_and_targets_that_are_numbers_too() {
    for set in DataSet::ALL {
        let (raw, standardised) = (drawn(set, 333), drawn(set, 333).standardised());
        for feature in 0..raw.features() {
            let [mean, deviation] = moments(standardised.inputs(), feature, raw.features());
            assert!(mean.abs() < 1e-12 && (deviation - 1.0).abs() < 1e-12);
            // Each is the raw one moved and stretched.
            let [centre, scale] = moments(raw.inputs(), feature, raw.features());
            for (raw, standardised) in
                raw.inputs().iter().zip(standardised.inputs()).skip(feature).step_by(raw.features())
            {
                assert!(((raw - centre) / scale - standardised).abs() < 1e-12);
            }
        }
        if set.has_classes() {
            assert_eq!(raw.targets(), standardised.targets());
        } else {
            let [mean, deviation] = moments(standardised.targets(), 0, 1);
            assert!(mean.abs() < 1e-12 && (deviation - 1.0).abs() < 1e-12);
        }
        let one = drawn(set, 1).standardised();
        assert!(one.inputs().iter().all(|input| *input == 0.0));
    }
}

#[test]
fn a_shift_moves_all_features_and_no_target() {
    for set in DataSet::ALL {
        let (raw, shifted) = (drawn(set, 50), drawn(set, 50).shifted(-5.0));
        assert!(raw.inputs().iter().zip(shifted.inputs()).all(|(raw, shifted)| *shifted == raw - 5.0));
        assert_eq!(raw.targets(), shifted.targets());
    }
}

#[test]
fn names_are_each_other_and_counts_out_of_range_are_refused_in_words() {
    let names = DataSet::ALL.map(DataSet::name);
    assert_eq!(names, ["moons", "circles", "spirals", "xor", "surface", "wave"]);
    for set in DataSet::ALL {
        for count in [0, MOST_POINTS + 1, usize::MAX] {
            let sentence = format!("points is {count}; it must be a whole number from 1 to 10000");
            assert_eq!(set.draw(count, 0).unwrap_err().to_string(), sentence);
        }
        assert_eq!(set.draw(MOST_POINTS, 0).unwrap().count(), MOST_POINTS);
    }
}
