//! Products of small matrices, row by row in one slice each, in an order that SIMD keeps.
//!
//! Every number of a product is one sum from left to right, whatever is taken at once beside it. So its bits do not depend on
//! how many numbers a machine adds at a time, and no product is fused with a sum.

use std::array::from_fn;

use super::float::Float;

/// How many columns are taken at once, and how many rows.
const COLUMNS: usize = 8;
const ROWS: usize = 4;

/// left · right with the biases added to each row (the sums begin with them), for `left` of rows × inner, `right` of
/// inner × columns.
pub(crate) fn affine<F: Float>(to: &mut [F], biases: &[F], left: &[F], right: &[F], inner: usize) {
    product(to, Left::rows(left, inner), right, biases.len(), Some(biases));
}

/// left · right, for `left` of rows × inner, `right` of inner × columns.
pub(crate) fn multiply<F: Float>(to: &mut [F], left: &[F], right: &[F], inner: usize, columns: usize) {
    product(to, Left::rows(left, inner), right, columns, None);
}

/// leftᵀ · right, for `left` of inner × rows, `right` of inner × columns.
pub(crate) fn multiply_transposed<F: Float>(
    to: &mut [F],
    left: &[F],
    right: &[F],
    rows: usize,
    columns: usize,
) {
    product(to, Left { numbers: left, width: rows, transposed: true }, right, columns, None);
}

/// The sum of the rows, from the first to the last.
pub(crate) fn sum_rows<F: Float>(to: &mut [F], rows: &[F]) {
    let columns = to.len();
    let (eights, rest) = to.as_chunks_mut::<COLUMNS>();
    let mut column = 0;
    for to in eights {
        let mut sums = [F::ZERO; COLUMNS];
        for row in rows.chunks_exact(columns) {
            for (sum, number) in sums.iter_mut().zip(&row[column..column + COLUMNS]) {
                *sum += *number;
            }
        }
        *to = sums;
        column += COLUMNS;
    }
    for to in rest {
        *to = F::ZERO;
        for row in rows.chunks_exact(columns) {
            *to += row[column];
        }
        column += 1;
    }
}

/// The transposed of a matrix of rows × columns.
pub(crate) fn transpose<F: Float>(to: &mut [F], matrix: &[F], rows: usize, columns: usize) {
    // In blocks of four by four, which shuffles transpose; then what is left at the right and at the bottom.
    let mut above = 0;
    for four in matrix.chunks_exact(4 * columns) {
        let (ab, cd) = four.split_at(2 * columns);
        let ((a, b), (c, d)) = (ab.split_at(columns), cd.split_at(columns));
        let [a, b, c, d] = [a, b, c, d].map(|row| row.as_chunks::<4>().0);
        let to = to.chunks_exact_mut(4 * rows);
        for ((((a, b), c), d), to) in a.iter().zip(b).zip(c).zip(d).zip(to) {
            for (lane, to) in to.chunks_exact_mut(rows).enumerate() {
                to[above..above + 4].copy_from_slice(&[a[lane], b[lane], c[lane], d[lane]]);
            }
        }
        above += 4;
    }
    let left = columns - columns % 4;
    for (row, numbers) in matrix.chunks_exact(columns).enumerate() {
        let from = if row < above { left } else { 0 };
        for (column, number) in numbers.iter().enumerate().skip(from) {
            to[column * rows + row] = *number;
        }
    }
}

/// What a product has on its left: its rows as they lie there, each of this width, or its columns.
#[derive(Clone, Copy)]
struct Left<'a, F> {
    numbers: &'a [F],
    width: usize,
    transposed: bool,
}

impl<'a, F: Float> Left<'a, F> {
    fn rows(numbers: &'a [F], width: usize) -> Self {
        Left { numbers, width, transposed: false }
    }
}

fn product<F: Float>(to: &mut [F], left: Left<F>, right: &[F], columns: usize, biases: Option<&[F]>) {
    let mut row = 0;
    let mut blocks = to.chunks_exact_mut(ROWS * columns);
    for to in &mut blocks {
        some_rows::<F, ROWS>(to, left, row, right, columns, biases);
        row += ROWS;
    }
    let mut pairs = blocks.into_remainder().chunks_exact_mut(2 * columns);
    for to in &mut pairs {
        some_rows::<F, 2>(to, left, row, right, columns, biases);
        row += 2;
    }
    for to in pairs.into_remainder().chunks_exact_mut(columns) {
        some_rows::<F, 1>(to, left, row, right, columns, biases);
    }
}

/// Some rows of the product, from that one on.
#[inline]
fn some_rows<F: Float, const R: usize>(
    to: &mut [F],
    left: Left<F>,
    row: usize,
    right: &[F],
    columns: usize,
    biases: Option<&[F]>,
) {
    let Left { numbers, width, transposed } = left;
    if transposed {
        let factors = numbers.chunks_exact(width).map(|numbers| {
            let numbers = &numbers[row..row + R];
            from_fn(|row| numbers[row])
        });
        all_columns::<F, R>(to, factors, right, columns, biases);
    } else {
        let rows: [&[F]; R] = from_fn(|r| &numbers[(row + r) * width..][..width]);
        let factors = (0..width).map(|k| from_fn(|r| rows[r][k]));
        all_columns::<F, R>(to, factors, right, columns, biases);
    }
}

#[inline(always)]
fn all_columns<F: Float, const R: usize>(
    to: &mut [F],
    factors: impl Iterator<Item = [F; R]> + Clone,
    right: &[F],
    columns: usize,
    biases: Option<&[F]>,
) {
    let pairs = factors.zip(right.chunks_exact(columns));
    let mut column = 0;
    while column + COLUMNS <= columns {
        tile::<F, R, COLUMNS>(to, pairs.clone(), columns, column, biases);
        column += COLUMNS;
    }
    if column + 4 <= columns {
        tile::<F, R, 4>(to, pairs.clone(), columns, column, biases);
        column += 4;
    }
    while column < columns {
        tile::<F, R, 1>(to, pairs.clone(), columns, column, biases);
        column += 1;
    }
}

/// Some columns of some rows of the product: their sums stay in registers until they are done.
#[inline(always)]
fn tile<'a, F: Float + 'a, const R: usize, const C: usize>(
    to: &mut [F],
    pairs: impl Iterator<Item = ([F; R], &'a [F])>,
    columns: usize,
    column: usize,
    biases: Option<&[F]>,
) {
    let mut first = [F::ZERO; C];
    if let Some(biases) = biases {
        first.copy_from_slice(&biases[column..column + C]);
    }
    let mut sums = [first; R];
    for (factors, right) in pairs {
        let right = &right[column..column + C];
        for (sums, factor) in sums.iter_mut().zip(factors) {
            for (sum, number) in sums.iter_mut().zip(right) {
                *sum += factor * *number;
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        to[row * columns + column..][..C].copy_from_slice(sums);
    }
}
