//! The products themselves. `y` and `x` have n numbers, the weights n².
//!
//! Several columns or rows are taken at once: what is read of y or x then serves all of them, which is what makes a dense
//! product fast, and the one that skips as well.

/// How many columns are added at once.
const COLUMNS: usize = 8;

/// How many rows are taken at once, and how many partial sums each has.
const ROWS: usize = 4;
const LANES: usize = 8;

/// Dense, from weights that lie row by row.
pub(super) fn by_rows(y: &mut [f32], rows: &[f32], x: &[f32]) {
    let n = x.len().max(1);
    let mut blocks = rows.chunks_exact(ROWS * n);
    let mut whole = y.chunks_exact_mut(ROWS);
    for (y, block) in whole.by_ref().zip(blocks.by_ref()) {
        y.copy_from_slice(&dots(block, x));
    }
    for (y, row) in whole.into_remainder().iter_mut().zip(blocks.remainder().chunks_exact(n)) {
        let mut sums = [0.0; LANES];
        for (w, x) in row.chunks(LANES).zip(x.chunks(LANES)) {
            for (sum, (w, x)) in sums.iter_mut().zip(w.iter().zip(x)) {
                *sum += w * x;
            }
        }
        *y = total(sums);
    }
}

fn dots(block: &[f32], x: &[f32]) -> [f32; ROWS] {
    let (ab, cd) = block.split_at(2 * x.len());
    let ((a, b), (c, d)) = (ab.split_at(x.len()), cd.split_at(x.len()));
    let chunks = |row| <[f32]>::chunks_exact(row, LANES);
    let mut sums = [[0.0; LANES]; ROWS];
    for ((((x, a), b), c), d) in chunks(x).zip(chunks(a)).zip(chunks(b)).zip(chunks(c)).zip(chunks(d)) {
        for lane in 0..LANES {
            sums[0][lane] += a[lane] * x[lane];
            sums[1][lane] += b[lane] * x[lane];
            sums[2][lane] += c[lane] * x[lane];
            sums[3][lane] += d[lane] * x[lane];
        }
    }
    let rest = chunks(x).remainder();
    for (sums, row) in sums.iter_mut().zip([a, b, c, d]) {
        for (sum, (w, x)) in sums.iter_mut().zip(chunks(row).remainder().iter().zip(rest)) {
            *sum += w * x;
        }
    }
    sums.map(total)
}

fn total(sums: [f32; LANES]) -> f32 {
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// Dense, from weights that lie column by column.
pub(super) fn by_columns(y: &mut [f32], columns: &[f32], x: &[f32]) {
    let n = y.len().max(1);
    y.fill(0.0);
    let mut blocks = columns.chunks_exact(COLUMNS * n);
    let mut eights = x.chunks_exact(COLUMNS);
    for (block, x) in blocks.by_ref().zip(eights.by_ref()) {
        add_eight(y, std::array::from_fn(|k| &block[k * n..(k + 1) * n]), std::array::from_fn(|k| x[k]));
    }
    for (column, x) in blocks.remainder().chunks_exact(n).zip(eights.remainder()) {
        add(y, column, *x);
    }
}

/// The same without the columns whose input is 0. `live` is room for n places.
pub(super) fn skipping(y: &mut [f32], live: &mut [usize], columns: &[f32], x: &[f32]) {
    let n = y.len().max(1);
    y.fill(0.0);
    // Written always and kept only if it counts: there is nothing to guess for the processor.
    let mut count = 0;
    for (place, x) in x.iter().enumerate() {
        if let Some(slot) = live.get_mut(count) {
            *slot = place;
        }
        count += usize::from(*x != 0.0);
    }
    let column = |place: usize| &columns[place * n..(place + 1) * n];
    let mut eights = live[..count].chunks_exact(COLUMNS);
    for places in eights.by_ref() {
        add_eight(y, std::array::from_fn(|k| column(places[k])), std::array::from_fn(|k| x[places[k]]));
    }
    // In narrow layers much of what is live is left over.
    let mut fours = eights.remainder().chunks_exact(COLUMNS / 2);
    for places in fours.by_ref() {
        add_four(y, std::array::from_fn(|k| column(places[k])), std::array::from_fn(|k| x[places[k]]));
    }
    for place in fours.remainder() {
        add(y, column(*place), x[*place]);
    }
}

/// Adds eight columns, one after the other in every element, as if each were added alone.
fn add_eight(y: &mut [f32], columns: [&[f32]; COLUMNS], x: [f32; COLUMNS]) {
    let n = y.len();
    let [a, b, c, d, e, f, g, h] = columns.map(|column| &column[..n]);
    for i in 0..n {
        let four = y[i] + x[0] * a[i] + x[1] * b[i] + x[2] * c[i] + x[3] * d[i];
        y[i] = four + x[4] * e[i] + x[5] * f[i] + x[6] * g[i] + x[7] * h[i];
    }
}

/// The same with four.
fn add_four(y: &mut [f32], columns: [&[f32]; COLUMNS / 2], x: [f32; COLUMNS / 2]) {
    let n = y.len();
    let [a, b, c, d] = columns.map(|column| &column[..n]);
    for i in 0..n {
        y[i] = y[i] + x[0] * a[i] + x[1] * b[i] + x[2] * c[i] + x[3] * d[i];
    }
}

fn add(y: &mut [f32], column: &[f32], x: f32) {
    for (y, w) in y.iter_mut().zip(column) {
        *y += x * w;
    }
}

/// Row by row, each input tested before it is multiplied.
pub(super) fn testing(y: &mut [f32], rows: &[f32], x: &[f32]) {
    for (y, row) in y.iter_mut().zip(rows.chunks_exact(x.len().max(1))) {
        let mut sum = 0.0;
        for (w, x) in row.iter().zip(x) {
            if *x != 0.0 {
                sum += w * x;
            }
        }
        *y = sum;
    }
}
