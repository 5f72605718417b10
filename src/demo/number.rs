//! Numbers as programs write them: with a plain minus sign, and rounded as Python and Rust round.

/// The least decimal that denotes a number, without an exponent: as it stands in a program.
pub(crate) fn literal(number: f64) -> String {
    let text = format!("{number}");
    if text.contains('.') { text } else { text + ".0" }
}

/// How many decimals that has.
pub(super) fn decimals(number: f64) -> usize {
    literal(number).split('.').next_back().map_or(0, str::len)
}

/// A number as `f"{number:.{places}f}"` writes it in Python, and `{number:.places$}` in Rust: the exact value of the double
/// is rounded, halves to even, and a negative number keeps its sign even where it rounds to 0.
///
/// Right for numbers below 2⁵³ in size and up to 17 places.
pub(super) fn fixed(number: f64, places: usize) -> String {
    // A double is mantissa / 2^shift. The product has at most 53 + 57 bits.
    let bits = number.to_bits();
    let biased = (bits >> 52) & 0x7ff;
    let hidden = if biased == 0 { 0 } else { 1 << 52 };
    let mantissa = u128::from(bits & ((1 << 52) - 1) | hidden);
    let shift = 1075u64.saturating_sub(biased.max(1));
    let scaled = mantissa * 10u128.pow(places.min(17) as u32);

    let mut units = 0;
    if shift < 128 {
        units = scaled >> shift;
        let rest = scaled - (units << shift);
        let half = (1u128 << shift) >> 1;
        if rest > half || (rest == half && half > 0 && units % 2 == 1) {
            units += 1;
        }
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let mut text = format!("{sign}{units:0>width$}", width = places + 1);
    if places > 0 {
        text.insert(text.len() - places, '.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Generator;

    #[test]
    fn decimals_are_rounded_as_the_standard_library_rounds_them() {
        let mut generator = Generator::new(17);
        for i in 0..100_000 {
            let size = [1e-30, 1e-6, 1e-4, 0.1, 1.0, 100.0, 1e6, 9e15][i % 8];
            let number = (generator.uniform() - 0.5) * size;
            // Halves, which the shortest decimal of a double shows and its value mostly is not: 2.675, 0.125.
            let half = libm::round(number * 2000.0) / 2000.0;
            for number in [number, half] {
                let places = i / 8 % 18;
                assert_eq!(fixed(number, places), format!("{number:.places$}"), "{number:e} {places}");
            }
        }
        for number in [0.0, -0.0, 5e-324, -1e-300, 0.5, 1.5, 2.5, 0.125, 0.375, 1e6, 4_503_599_627_370_496.5]
        {
            for places in 0..18 {
                assert_eq!(fixed(number, places), format!("{number:.places$}"), "{number:e} {places}");
            }
        }
    }

    #[test]
    fn a_literal_is_read_back_and_has_a_point_and_no_exponent() {
        for (number, text, places) in [
            (1e6, "1000000.0", 1),
            (-3.0, "-3.0", 1),
            (0.25, "0.25", 2),
            (-1e-6, "-0.000001", 6),
            (0.0, "0.0", 1),
        ] {
            assert_eq!((literal(number).as_str(), decimals(number)), (text, places));
        }
        assert_eq!(decimals(1.0 / 3.0), 16);
        assert_eq!(literal(1.234_567_890_123_456_7e-6).parse(), Ok(1.234_567_890_123_456_7e-6));
    }
}
