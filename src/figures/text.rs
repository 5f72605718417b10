//! Widths of text without a font and without a browser.
//!
//! plotters asks its backend for the size of every label. Measuring in a browser costs a layout and cannot
//! be had in a worker or natively, so every backend answers from this one table: the advance widths of
//! a common sans-serif face, in thousandths of the font size.

/// Advance widths of the characters from space to `~`.
const ASCII: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
];

fn thousandths(character: char) -> u16 {
    match character {
        ' '..='~' => ASCII[character as usize - ' ' as usize],
        '\u{a0}' => 278,
        '⁰'..='⁹' | '⁻' | '¹' | '²' | '³' => 333,
        '′' => 187,
        '−' | '×' | '≤' | '≥' => 584,
        '∞' => 713,
        _ => 556,
    }
}

/// The width of a line of text set at `size`, in the unit of `size`.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|character| f64::from(thousandths(character))).sum::<f64>() * size / 1000.0
}
