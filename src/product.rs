//! A layer's weights times a vector, forward and back: the sums that networks spend their time on.
//!
//! The weights of a layer with n inputs and m units are one row of numbers, from input i to unit j at i·m + j: the weights
//! that leave one input lie together. Hence both directions read them in the order in which they lie:
//!
//! - forward, [`add_forward`], each input adds its multiple of its row to all z at once;
//! - back, [`back`], the gradient of an input is the dot product of its row with the gradients of the units.
//!
//! ```
//! use relu_explainer::product::{add_forward, back};
//!
//! // Two inputs, three units.
//! let weights = [1.0, 2.0, 3.0, 10.0, 20.0, 30.0];
//! let mut z = [0.5; 3];
//! add_forward(&mut z, &[1.0, 0.1], &weights);
//! assert_eq!(z, [2.5, 4.5, 6.5]);
//!
//! let mut gradient = [0.0; 2];
//! back(&mut gradient, &weights, &[1.0, 0.0, 2.0]);
//! assert_eq!(gradient, [7.0, 70.0]);
//! ```
//!
//! # The same bits everywhere
//!
//! The order of all additions is laid down here: forward by input, back in [`LANES`] partial sums. Both leave
//! neighbouring numbers independent of each other, so that a compiler can take two or four at once without changing a
//! bit, and no product is fused with a sum.

/// How many partial sums a dot product has: number k of it goes into the partial sum k modulo this.
pub const LANES: usize = 4;

/// How many inputs are taken at once on the way forward, and how many units; and rows on the way back.
const AT_ONCE: usize = 4;

/// Adds to z what so many inputs bring: z_j + x_0 w_0j + x_1 w_1j + …, added from left to right.
///
/// `weights` holds a row of `z.len()` weights for each input. Inputs without a whole row, and rows without an input,
/// count for nothing.
pub fn add_forward(z: &mut [f64], inputs: &[f64], weights: &[f64]) {
    let units = z.len().max(1);
    let mut blocks = weights.chunks_exact(AT_ONCE * units);
    let mut fours = inputs.chunks_exact(AT_ONCE);
    let mut taken = 0;
    for (block, four) in blocks.by_ref().zip(fours.by_ref()) {
        add_four(z, four, block);
        taken += AT_ONCE;
    }
    let rows = weights.chunks_exact(units).zip(inputs).skip(taken);
    for (row, x) in rows {
        for (z, w) in z.iter_mut().zip(row) {
            *z += x * w;
        }
    }
}

/// Adds what four inputs bring, with their four rows of weights.
fn add_four(z: &mut [f64], inputs: &[f64], rows: &[f64]) {
    let units = z.len();
    let (ab, cd) = rows.split_at(2 * units);
    let ((a, b), (c, d)) = (ab.split_at(units), cd.split_at(units));
    let added = |z, a, b, c, d| z + inputs[0] * a + inputs[1] * b + inputs[2] * c + inputs[3] * d;
    let (z, z_rest) = z.as_chunks_mut::<AT_ONCE>();
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] =
        [a, b, c, d].map(<[f64]>::as_chunks::<AT_ONCE>);
    for ((((z, a), b), c), d) in z.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        for lane in 0..AT_ONCE {
            z[lane] = added(z[lane], a[lane], b[lane], c[lane], d[lane]);
        }
    }
    for ((((z, a), b), c), d) in z_rest.iter_mut().zip(a_rest).zip(b_rest).zip(c_rest).zip(d_rest) {
        *z = added(*z, *a, *b, *c, *d);
    }
}

/// The gradient with respect to each input: the [`dot`] product of its row of weights with the units' gradients.
///
/// An input without a whole row keeps what it has.
pub fn back(inputs: &mut [f64], weights: &[f64], units: &[f64]) {
    let width = units.len().max(1);
    for (inputs, rows) in inputs.chunks_mut(AT_ONCE).zip(weights.chunks(AT_ONCE * width)) {
        if inputs.len() == AT_ONCE && rows.len() == AT_ONCE * width {
            inputs.copy_from_slice(&four_dots(rows, units));
        } else {
            for (input, row) in inputs.iter_mut().zip(rows.chunks_exact(width)) {
                *input = dot(row, units);
            }
        }
    }
}

/// The dot product of two vectors of the same length, in [`LANES`] partial sums: (s₀ + s₂) + (s₁ + s₃). Of a longer one, what
/// exceeds the other is left out.
///
/// ```
/// use relu_explainer::product::dot;
///
/// assert_eq!(dot(&[1.0, 2.0, 3.0, 4.0, 5.0], &[1.0; 5]), 15.0);
/// ```
pub fn dot(left: &[f64], right: &[f64]) -> f64 {
    let length = left.len().min(right.len());
    let (left, right) = (left[..length].chunks_exact(LANES), right[..length].chunks_exact(LANES));
    let mut sums = [0.0; LANES];
    let (left_rest, right_rest) = (left.remainder(), right.remainder());
    for (left, right) in left.zip(right) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    for ((sum, left), right) in sums.iter_mut().zip(left_rest).zip(right_rest) {
        *sum += left * right;
    }
    total(sums)
}

/// The dot products of four rows with the same vector, bit for bit those of [`dot`]: what is read of the vector serves all.
fn four_dots(rows: &[f64], vector: &[f64]) -> [f64; AT_ONCE] {
    let width = vector.len();
    let (ab, cd) = rows.split_at(2 * width);
    let ((a, b), (c, d)) = (ab.split_at(width), cd.split_at(width));
    let chunks = |row| <[f64]>::chunks_exact(row, LANES);
    let mut sums = [[0.0; LANES]; AT_ONCE];
    let whole = chunks(vector).zip(chunks(a)).zip(chunks(b)).zip(chunks(c)).zip(chunks(d));
    for ((((v, a), b), c), d) in whole {
        for lane in 0..LANES {
            sums[0][lane] += a[lane] * v[lane];
            sums[1][lane] += b[lane] * v[lane];
            sums[2][lane] += c[lane] * v[lane];
            sums[3][lane] += d[lane] * v[lane];
        }
    }
    let rest = chunks(vector).remainder();
    for (sums, row) in sums.iter_mut().zip([a, b, c, d]) {
        for ((sum, w), v) in sums.iter_mut().zip(chunks(row).remainder()).zip(rest) {
            *sum += w * v;
        }
    }
    sums.map(total)
}

/// The sum of numbers, in the order in which [`dot`] would multiply them by 1 and add them.
///
/// ```
/// use relu_explainer::product::sum;
///
/// assert_eq!(sum(&[1.0, 2.0, 3.0, 4.0, 5.0]), 15.0);
/// ```
pub fn sum(numbers: &[f64]) -> f64 {
    let (fours, rest) = numbers.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for four in fours {
        for (sum, number) in sums.iter_mut().zip(four) {
            *sum += number;
        }
    }
    for (sum, number) in sums.iter_mut().zip(rest) {
        *sum += number;
    }
    total(sums)
}

fn total(sums: [f64; LANES]) -> f64 {
    (sums[0] + sums[2]) + (sums[1] + sums[3])
}
