//! A layer's weights times a vector, forward and back.

use relu_explainer::product::{add_forward, back, dot, sum};
use relu_explainer::random::Generator;

fn drawn(count: usize, seed: u64) -> Vec<f64> {
    let mut values = vec![0.0; count];
    Generator::new(seed).fill_normal(&mut values);
    values
}

/// A bound of the rounding of a sum of so many products, whatever their order: n·ε times the sum of their sizes.
fn rounding(terms: impl Iterator<Item = f64>) -> f64 {
    let sizes: Vec<f64> = terms.map(f64::abs).collect();
    (sizes.len() + 1) as f64 * f64::EPSILON * sizes.iter().sum::<f64>()
}

#[test]
fn forward_each_unit_adds_its_products_from_left_to_right_at_every_width() {
    for inputs in 0..13 {
        for units in 1..13 {
            let (x, weights, before) = (drawn(inputs, 1), drawn(inputs * units, 2), drawn(units, 3));
            let mut z = before.clone();
            add_forward(&mut z, &x, &weights);
            for unit in 0..units {
                let expected =
                    (0..inputs).fold(before[unit], |sum, i| sum + x[i] * weights[i * units + unit]);
                assert_eq!(z[unit].to_bits(), expected.to_bits(), "{inputs} inputs, unit {unit} of {units}");
            }
        }
    }
}

#[test]
fn back_each_input_has_its_dot_product_at_every_width() {
    for inputs in 1..13 {
        for units in 1..13 {
            let (weights, g) = (drawn(inputs * units, 4), drawn(units, 5));
            let mut gradient = vec![f64::NAN; inputs];
            back(&mut gradient, &weights, &g);
            for (row, found) in weights.chunks(units).zip(gradient) {
                assert_eq!(found.to_bits(), dot(row, &g).to_bits(), "four rows at once or one");
                let terms = || row.iter().zip(&g).map(|(w, g)| w * g);
                assert!((found - terms().sum::<f64>()).abs() <= rounding(terms()), "{inputs} × {units}");
            }
        }
    }
}

#[test]
fn a_dot_product_has_four_partial_sums() {
    for length in 0..40 {
        let (left, right) = (drawn(length, 6), drawn(length, 7));
        let mut sums = [0.0; 4];
        for at in 0..length {
            sums[at % 4] += left[at] * right[at];
        }
        let expected = (sums[0] + sums[2]) + (sums[1] + sums[3]);
        assert_eq!(dot(&left, &right).to_bits(), expected.to_bits(), "length {length}");
        assert_eq!(sum(&left).to_bits(), dot(&left, &vec![1.0; length]).to_bits(), "length {length}");
    }
}

#[test]
fn nothing_is_read_beyond_the_shorter() {
    assert_eq!(dot(&[1.0, 2.0], &[3.0; 9]), 9.0);
    let mut z = [1.0; 2];
    // Three rows for two inputs, then one row and a half for two.
    add_forward(&mut z, &[1.0, 1.0], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(z, [5.0, 7.0]);
    add_forward(&mut z, &[1.0, 1.0], &[1.0, 2.0, 3.0]);
    assert_eq!(z, [6.0, 9.0]);
    add_forward(&mut [], &[1.0], &[1.0]);
    let mut inputs = [0.5; 6];
    back(&mut inputs, &[1.0; 5], &[1.0, 2.0]);
    assert_eq!(inputs, [3.0, 3.0, 0.5, 0.5, 0.5, 0.5]);
    back(&mut inputs, &[1.0; 4], &[]);
}
