//! Products of small matrices, row by row in one slice each, in an order that SIMD keeps.
//!
//! Every number of a product is one sum from left to right, whatever is taken at once beside it. So its bits do not depend on
//! how many numbers a machine adds at a time, and no product is fused with a sum.

use super::float::Float;

/// How many columns are taken at once, and how many rows.
const COLUMNS: usize = 8;
const ROWS: usize = 4;

/// left · right with the biases added to each row (the sums begin with them), for `left` of rows × inner, `right` of
/// inner × columns.
pub(crate) fn affine<F: Float>(to: &mut [F], biases: &[F], left: &[F], right: &[F], inner: usize) {
    product(to, Left { numbers: left, down: inner, along: 1 }, right, biases.len(), Some(biases));
}

/// left · right, for `left` of rows × inner, `right` of inner × columns.
pub(crate) fn multiply<F: Float>(to: &mut [F], left: &[F], right: &[F], inner: usize, columns: usize) {
    product(to, Left { numbers: left, down: inner, along: 1 }, right, columns, None);
}

/// leftᵀ · right, for `left` of inner × rows, `right` of inner × columns.
pub(crate) fn multiply_transposed<F: Float>(
    to: &mut [F],
    left: &[F],
    right: &[F],
    rows: usize,
    columns: usize,
) {
    product(to, Left { numbers: left, down: 1, along: rows }, right, columns, None);
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
                if let Some(to) = to.get_mut(above..).and_then(|to| to.first_chunk_mut()) {
                    *to = [a[lane], b[lane], c[lane], d[lane]];
                }
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

/// What a product has on its left: its numbers, and how far it is from one to that below it, and to that beside it. So a
/// transposed matrix is read where it lies.
#[derive(Clone, Copy)]
struct Left<'a, F> {
    numbers: &'a [F],
    down: usize,
    along: usize,
}

fn product<F: Float>(to: &mut [F], left: Left<F>, right: &[F], columns: usize, biases: Option<&[F]>) {
    let rows = to.len() / columns;
    let mut row = 0;
    while row + ROWS <= rows {
        some_rows::<F, ROWS>(to, left, row, right, columns, biases);
        row += ROWS;
    }
    if row + 2 <= rows {
        some_rows::<F, 2>(to, left, row, right, columns, biases);
        row += 2;
    }
    if row < rows {
        some_rows::<F, 1>(to, left, row, right, columns, biases);
    }
}

/// Writes a statement out for each of some numbers, as far as they are below a limit: the compiler keeps what is not in a loop
/// in registers, also when it is told to make little of it.
macro_rules! each {
    ($index:ident of $($number:literal)*; below $limit:ident: $body:expr) => {
        $({
            const $index: usize = $number;
            if $index < $limit {
                $body
            }
        })*
    };
}

/// Some rows of what stands on the left: each from its first number to its last, however far they are from each other. All are
/// equally long, so that one look at an index is enough for all.
#[derive(Clone, Copy)]
struct Rows<'a, F, const R: usize> {
    numbers: [&'a [F]; R],
    span: usize,
    along: usize,
}

/// Some rows of the product, from that one on.
fn some_rows<F: Float, const R: usize>(
    to: &mut [F],
    left: Left<F>,
    row: usize,
    right: &[F],
    columns: usize,
    biases: Option<&[F]>,
) {
    let span = (right.len() / columns).saturating_sub(1) * left.along + 1;
    let mut rows = Rows { numbers: [left.numbers; R], span, along: left.along };
    each!(ROW of 0 1 2 3; below R: rows.numbers[ROW] = &left.numbers[(row + ROW) * left.down..][..span]);
    let to = &mut to[row * columns..];
    let mut column = 0;
    while column + COLUMNS <= columns {
        tile::<F, R, COLUMNS>(to, rows, right, columns, column, biases);
        column += COLUMNS;
    }
    if column + 4 <= columns {
        tile::<F, R, 4>(to, rows, right, columns, column, biases);
        column += 4;
    }
    while column < columns {
        tile::<F, R, 1>(to, rows, right, columns, column, biases);
        column += 1;
    }
}

/// Some columns of some rows of the product: their sums stay in registers until they are done.
#[inline(always)]
fn tile<F: Float, const R: usize, const C: usize>(
    to: &mut [F],
    rows: Rows<F, R>,
    right: &[F],
    columns: usize,
    column: usize,
    biases: Option<&[F]>,
) {
    let mut sums = [[F::ZERO; C]; R];
    if let Some(biases) = biases.and_then(|biases| some::<F, C>(biases, column)) {
        each!(ROW of 0 1 2 3; below R: {
            each!(COLUMN of 0 1 2 3 4 5 6 7; below C: sums[ROW][COLUMN] = biases[COLUMN]);
        });
    }
    let mut at = 0;
    let mut rest = right;
    while at < rows.span && rest.len() >= columns {
        let (numbers, after) = rest.split_at(columns);
        let mut factors = [F::ZERO; R];
        each!(ROW of 0 1 2 3; below R: factors[ROW] = rows.numbers[ROW][at]);
        let Some(numbers) = some::<F, C>(numbers, column) else { break };
        each!(ROW of 0 1 2 3; below R: {
            each!(COLUMN of 0 1 2 3 4 5 6 7; below C: sums[ROW][COLUMN] += factors[ROW] * numbers[COLUMN]);
        });
        at += rows.along;
        rest = after;
    }
    each!(ROW of 0 1 2 3; below R: {
        if let Some(to) = to.get_mut(ROW * columns + column..).and_then(|to| to.first_chunk_mut::<C>()) {
            each!(COLUMN of 0 1 2 3 4 5 6 7; below C: to[COLUMN] = sums[ROW][COLUMN]);
        }
    });
}

/// Some numbers of many, from that one on; none if there are not so many.
#[inline(always)]
fn some<F: Float, const C: usize>(numbers: &[F], from: usize) -> Option<&[F; C]> {
    numbers.get(from..).and_then(|numbers| numbers.first_chunk())
}
