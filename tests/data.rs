//! Data sets of the plane: their shape, and what standardising does.

use relu_explainer::data::{Labelled, MOST_POINTS, Spirals};

fn spirals(noise: f64) -> Labelled {
    Spirals { noise, ..Spirals::default() }.draw(42).unwrap()
}

#[test]
fn without_noise_every_point_lies_on_the_spiral_of_its_class() {
    let bare = spirals(0.0);
    let mut radii = 0.0;
    for ([x, y], second) in bare.points().iter().zip(bare.labels()) {
        let radius = x.hypot(*y);
        // The angle follows from the radius: 1.5 turns at the end, half a turn more for the second class.
        let angle = std::f64::consts::TAU * (1.5 * radius + if *second { 0.5 } else { 0.0 });
        assert!((x - radius * angle.cos()).abs() < 1e-12 && (y - radius * angle.sin()).abs() < 1e-12);
        radii += radius * radius / 200.0;
    }
    // r² is uniform on [0, 1): mean 1/2, standard error √(1/12/200).
    assert!((radii - 0.5).abs() < 4.0 * 0.0204, "{radii}");
}

#[test]
fn noise_is_normal_with_its_deviation_in_both_coordinates() {
    let (bare, noisy) = (spirals(0.0), spirals(0.05));
    assert_eq!(bare.labels(), noisy.labels());
    let differences = bare.points().iter().zip(noisy.points()).flat_map(|(a, b)| [b[0] - a[0], b[1] - a[1]]);
    let squares: f64 = differences.map(|difference| difference * difference / 400.0).sum();
    // The variance of 400 normal numbers has the relative error √(2/400).
    assert!((squares / 0.0025 - 1.0).abs() < 4.0 * 0.0707, "{squares}");
}

#[test]
fn standardised_points_have_mean_0_and_deviation_1_along_each_axis() {
    let (raw, standardised) = (spirals(0.05), spirals(0.05).standardised());
    for axis in 0..2 {
        let mean: f64 = standardised.points().iter().map(|point| point[axis] / 200.0).sum();
        let squares: f64 = standardised.points().iter().map(|point| point[axis] * point[axis] / 200.0).sum();
        assert!(mean.abs() < 1e-14 && (squares - 1.0).abs() < 1e-13);
        // A straight line leads from the one to the other.
        let [first, second, third] =
            [0, 1, 2].map(|i| (raw.points()[i][axis], standardised.points()[i][axis]));
        let slope = (second.1 - first.1) / (second.0 - first.0);
        assert!((third.1 - first.1 - slope * (third.0 - first.0)).abs() < 1e-9);
    }
    let one = Spirals { points: 1, ..Spirals::default() }.draw(3).unwrap().standardised();
    assert_eq!(one.points(), [[0.0, 0.0]]);
}

#[test]
fn classes_are_of_equal_size_or_the_second_one_larger_by_one() {
    for (points, second) in [(1, 1), (2, 1), (11, 6), (200, 100)] {
        let drawn = Spirals { points, ..Spirals::default() }.draw(0).unwrap();
        assert_eq!(drawn.labels().iter().filter(|label| **label).count(), second);
    }
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let base = Spirals::default();
    for (spirals, said) in [
        (Spirals { points: 0, ..base }, "points is 0; it must be a whole number from 1 to 10000"),
        (
            Spirals { points: MOST_POINTS + 1, ..base },
            "points is 10001; it must be a whole number from 1 to 10000",
        ),
        (Spirals { turns: -1.0, ..base }, "turns is -1.0; it must be a number from 0 to 100"),
        (Spirals { noise: f64::NAN, ..base }, "noise is NaN; it must be a number from 0 to 100"),
    ] {
        assert_eq!(spirals.draw(1).unwrap_err().to_string(), said);
    }
}
