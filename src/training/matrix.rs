//! Products of small matrices, row by row in one slice each, in an order that SIMD keeps.
//!
//! Every number of a product is one sum from left to right, whatever is taken at once beside it. So its bits do not depend on
//! how many numbers a machine adds at a time, and no product is fused with a sum.

use super::float::Float;

/// How many columns are taken at once, and how many rows.
const COLUMNS: usize = 8;
const ROWS: usize = 4;

/// What one row of the left factor is multiplied from: its number k lies at `first + k·step`.
#[derive(Clone, Copy)]
struct Left<'a, F> {
    numbers: &'a [F],
    /// From one row to the next.
    row: usize,
    /// From one number of a row to the next.
    step: usize,
}

/// to + left · right, for `left` of rows × inner, `right` of inner × columns.
pub(crate) fn add_product<F: Float>(to: &mut [F], left: &[F], right: &[F], inner: usize, columns: usize) {
    product(to, Left { numbers: left, row: inner, step: 1 }, right, inner, columns);
}

/// to + leftᵀ · right, for `left` of inner × rows, `right` of inner × columns.
pub(crate) fn add_transposed_product<F: Float>(
    to: &mut [F],
    left: &[F],
    right: &[F],
    rows: usize,
    inner: usize,
    columns: usize,
) {
    product(to, Left { numbers: left, row: 1, step: rows }, right, inner, columns);
}

/// The transposed of a matrix of rows × columns.
pub(crate) fn transpose<F: Float>(to: &mut [F], matrix: &[F], rows: usize, columns: usize) {
    for (row, numbers) in matrix.chunks_exact(columns).take(rows).enumerate() {
        for (number, to) in numbers.iter().zip(to[row..].iter_mut().step_by(rows)) {
            *to = *number;
        }
    }
}

fn product<F: Float>(to: &mut [F], left: Left<F>, right: &[F], inner: usize, columns: usize) {
    for (block, to) in to.chunks_mut(ROWS * columns).enumerate() {
        let left = Left { numbers: &left.numbers[block * ROWS * left.row..], ..left };
        if to.len() == ROWS * columns {
            rows::<F, ROWS>(to, left, right, inner, columns);
        } else {
            for (row, to) in to.chunks_mut(columns).enumerate() {
                let left = Left { numbers: &left.numbers[row * left.row..], ..left };
                rows::<F, 1>(to, left, right, inner, columns);
            }
        }
    }
}

fn rows<F: Float, const R: usize>(to: &mut [F], left: Left<F>, right: &[F], inner: usize, columns: usize) {
    let mut column = 0;
    while column + COLUMNS <= columns {
        tile::<F, R, COLUMNS>(to, left, right, inner, columns, column);
        column += COLUMNS;
    }
    while column + 4 <= columns {
        tile::<F, R, 4>(to, left, right, inner, columns, column);
        column += 4;
    }
    while column < columns {
        tile::<F, R, 1>(to, left, right, inner, columns, column);
        column += 1;
    }
}

/// Some columns of some rows of the product.
fn tile<F: Float, const R: usize, const C: usize>(
    to: &mut [F],
    left: Left<F>,
    right: &[F],
    inner: usize,
    columns: usize,
    column: usize,
) {
    let mut sums = [[F::ZERO; C]; R];
    for (row, sums) in sums.iter_mut().enumerate() {
        sums.copy_from_slice(&to[row * columns + column..][..C]);
    }
    for k in 0..inner {
        let factors = &right[k * columns + column..][..C];
        for (row, sums) in sums.iter_mut().enumerate() {
            let x = left.numbers[row * left.row + k * left.step];
            for (sum, factor) in sums.iter_mut().zip(factors) {
                *sum += x * *factor;
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        to[row * columns + column..][..C].copy_from_slice(sums);
    }
}
