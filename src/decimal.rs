//! Decimal arithmetic, as one does it by hand: products and sums of the numbers that are written down.
//!
//! A reader who sees 0.1 means one tenth. The double that stands for it is a little more, and 0.1·0.1·0.1 in
//! doubles is 0.0010000000000000002. Here a double is taken for the shortest decimal that denotes it,
//! products are rounded to 21 digits, and only the result becomes a double again:
//!
//! ```
//! use relu_explainer::decimal::Decimal;
//!
//! let tenth = Decimal::new(0.1)?;
//! assert_eq!((tenth * tenth * tenth).value(), 0.001);
//! assert_ne!(0.1 * 0.1 * 0.1, 0.001);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! The exponent has 32 bits, so that a product leaves the range of the doubles without being lost.

use std::ops::Mul;

use crate::error::ParameterError;

/// How many digits a number has at most: 21, so that its product with the 17 of a double fits 128 bits.
const PRECISION: i32 = 21;

/// A decimal number: ± digits · 10^exponent.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    negative: bool,
    /// Below 10^PRECISION; 0 for a zero, which is never negative.
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// The number 0.
    pub const ZERO: Decimal = Decimal { negative: false, digits: 0, exponent: 0 };

    /// The number 1.
    pub const ONE: Decimal = Decimal { negative: false, digits: 1, exponent: 0 };

    /// The shortest decimal that is read back as this double.
    ///
    /// # Errors
    /// If the double is not finite.
    ///
    /// ```
    /// use relu_explainer::decimal::Decimal;
    ///
    /// assert_eq!(Decimal::new(-0.3)?.value(), -0.3);
    /// assert!(Decimal::new(f64::NAN).is_err());
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn new(number: f64) -> Result<Self, ParameterError> {
        if number.is_finite() {
            Ok(Decimal::of_finite(number))
        } else {
            Err(ParameterError::number("number", number, "a finite number"))
        }
    }

    /// [`Decimal::new`] of a double that is known to be finite; anything else is taken for 0.
    pub(crate) fn of_finite(number: f64) -> Self {
        if number == 0.0 || !number.is_finite() {
            return Decimal::ZERO;
        }
        let size = libm::fabs(number);
        if let Some((digits, exponent)) = of_few_places(size) {
            return Decimal { negative: number < 0.0, digits: digits.into(), exponent };
        }
        // Written without an exponent: the page has that way of writing numbers on board anyway.
        let text = format!("{size}");
        let (mut digits, mut zeros, mut exponent): (u64, u32, i32) = (0, 0, 0);
        let mut fraction = false;
        for byte in text.bytes() {
            match byte {
                b'.' => {
                    fraction = true;
                    continue;
                }
                b'0' => zeros += 1,
                _ => {
                    let shift = if digits == 0 { 0 } else { 10u64.pow(zeros) };
                    digits = 10 * digits * shift + u64::from(byte - b'0');
                    zeros = 0;
                }
            }
            exponent -= i32::from(fraction);
        }
        Decimal { negative: number < 0.0, digits: digits.into(), exponent: exponent + zeros as i32 }
    }

    /// Rounds to the precision, halves away from zero.
    fn rounded(negative: bool, digits: u128, exponent: i32) -> Self {
        let excess = length(digits) - PRECISION;
        if excess <= 0 {
            return Decimal { negative: negative && digits != 0, digits, exponent };
        }
        let unit = power_of_ten(excess);
        Decimal { negative, digits: (digits + unit / 2) / unit, exponent: exponent + excess }
    }

    /// The nearest double: ±∞ beyond the largest one; 0 and the subnormal numbers below the smallest normal one.
    pub fn value(self) -> f64 {
        let size = nearest_double(self.digits, self.exponent);
        if self.negative { -size } else { size }
    }

    /// Whether the number is exactly 0.
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Whether the number is below 0.
    pub fn is_negative(self) -> bool {
        self.negative
    }

    /// log₁₀ |x|; −∞ for 0.
    ///
    /// ```
    /// use relu_explainer::decimal::Decimal;
    ///
    /// let tiny = Decimal::new(1e-300)?;
    /// assert_eq!((tiny * tiny).value(), 0.0);
    /// assert_eq!((tiny * tiny).log10(), -600.0);
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn log10(self) -> f64 {
        if self.is_zero() {
            return f64::NEG_INFINITY;
        }
        let last = length(self.digits) - 1;
        let significand = self.digits as f64 / power_of_ten(last) as f64;
        libm::log10(significand) + f64::from(self.exponent + last)
    }

    /// Significand and exponent in scientific notation, the significand rounded to `places` decimals and from 1 to
    /// below 10 in size; (0, 0) for 0.
    ///
    /// ```
    /// use relu_explainer::decimal::Decimal;
    ///
    /// assert_eq!(Decimal::new(0.00015625)?.scientific(2), (1.56, -4));
    /// assert_eq!(Decimal::new(-9.999)?.scientific(1), (-1.0, 1));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn scientific(self, places: usize) -> (f64, i32) {
        if self.is_zero() {
            return (0.0, 0);
        }
        let places = places.min(PRECISION as usize - 1) as i32;
        let excess = length(self.digits) - 1 - places;
        let mut shown = self;
        if excess > 0 {
            let unit = power_of_ten(excess);
            shown.digits = (self.digits + unit / 2) / unit;
            shown.exponent += excess;
        }
        let exponent = shown.exponent + length(shown.digits) - 1;
        shown.exponent -= exponent;
        (shown.value(), exponent)
    }

    /// The quotient, to 20 digits or more; none where the divisor is 0.
    ///
    /// ```
    /// use relu_explainer::decimal::Decimal;
    ///
    /// let ratio = Decimal::new(0.001)?.divided_by(Decimal::new(1.5625e-5)?);
    /// assert_eq!(ratio.map(Decimal::value), Some(64.0));
    /// assert!(Decimal::ONE.divided_by(Decimal::ZERO).is_none());
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn divided_by(self, divisor: Decimal) -> Option<Decimal> {
        if divisor.is_zero() {
            return None;
        }
        if self.is_zero() {
            return Some(Decimal::ZERO);
        }
        // 38 digits are all that 128 bits hold: the first division leaves 17 at least, the second adds four.
        let first = 38 - length(self.digits);
        let dividend = self.digits * power_of_ten(first);
        let (quotient, remainder) = (dividend / divisor.digits, dividend % divisor.digits);
        let exponent = self.exponent - first - divisor.exponent;
        let negative = self.negative != divisor.negative;
        if length(quotient) > 30 {
            return Some(Decimal::rounded(negative, quotient, exponent));
        }
        let more = remainder * 10_000 / divisor.digits;
        Some(Decimal::rounded(negative, quotient * 10_000 + more, exponent - 4))
    }

    /// 1/x; 0 for 0, which has no inverse.
    pub(crate) fn inverse(self) -> Decimal {
        Decimal::ONE.divided_by(self).unwrap_or(Decimal::ZERO)
    }

    /// The place of the first digit: 10 to this power is at most |x|, ten times as much is above it.
    pub(crate) fn magnitude(self) -> i32 {
        self.exponent + length(self.digits) - 1
    }

    /// |x| in units of 10^`exponent`, rounded; none where it takes more than 64 bits.
    pub(crate) fn in_units(self, exponent: i32) -> Option<u64> {
        let shift = self.exponent - exponent;
        let units = if shift < -38 {
            0
        } else if shift < 0 {
            let unit = power_of_ten(-shift);
            (self.digits + unit / 2) / unit
        } else {
            // More than 19 digits do not fit anyway.
            self.digits.checked_mul(power_of_ten(shift.min(20)))?
        };
        u64::try_from(units).ok()
    }

    /// The number with its sign changed.
    pub(crate) fn negated(self) -> Self {
        Decimal { negative: !self.negative && self.digits != 0, ..self }
    }

    /// The sum, rounded once. Terms must be below 10³⁰⁰ in size, ten at most; digits beyond the 360th decimal place
    /// are cut off.
    pub(crate) fn sum(terms: &[Decimal]) -> Decimal {
        let mut positive = FixedPoint::ZERO;
        let mut negative = FixedPoint::ZERO;
        for term in terms {
            if term.negative { &mut negative } else { &mut positive }.add(term.digits, term.exponent);
        }
        if positive.0.iter().rev().lt(negative.0.iter().rev()) {
            negative.subtract(&positive);
            negative.leading().negated()
        } else {
            positive.subtract(&negative);
            positive.leading()
        }
    }
}

impl Mul for Decimal {
    type Output = Decimal;

    fn mul(self, factor: Decimal) -> Decimal {
        let negative = self.negative != factor.negative;
        let exponent = self.exponent.saturating_add(factor.exponent);
        match self.digits.checked_mul(factor.digits) {
            Some(digits) => Decimal::rounded(negative, digits, exponent),
            None => {
                // Two numbers of full length: the product without its last ten digits.
                const HALF: u128 = 10_000_000_000;
                let upper = self.digits * (factor.digits / HALF);
                let lower = self.digits * (factor.digits % HALF);
                Decimal::rounded(negative, upper + lower / HALF, exponent.saturating_add(10))
            }
        }
    }
}

/// Digits and exponent of a number that has at most six decimal places and fifteen digits, as most have that a hand has
/// set: found by one division, not by writing the number down. No two numbers of so few digits are the same double, so
/// what is read back as this one is the shortest that is.
fn of_few_places(size: f64) -> Option<(u64, i32)> {
    const MILLION: f64 = 1e6;
    let millionths = libm::rint(size * MILLION);
    if !(1.0..1e15).contains(&millionths) || millionths / MILLION != size {
        return None;
    }
    let (mut digits, mut exponent) = (millionths as u64, -6);
    while digits.is_multiple_of(10) {
        digits /= 10;
        exponent += 1;
    }
    Some((digits, exponent))
}

/// The number of digits; 1 for 0.
fn length(digits: u128) -> i32 {
    digits.checked_ilog10().map_or(1, |last| last as i32 + 1)
}

/// 10 to a power from 0 to 38.
fn power_of_ten(exponent: i32) -> u128 {
    10u128.pow(exponent.clamp(0, 38) as u32)
}

/// The digits of a limb: 18, the most of which 64 bits hold a sum of two.
const LIMB_DIGITS: i32 = 18;
const LIMB: u128 = 1_000_000_000_000_000_000;

/// The place of the last digit of the lowest limb.
const LOWEST: i32 = -360;

/// How many limbs reach from there to 10³²³.
const LIMBS: usize = 38;

/// A sum without rounding. Each limb is below 10^LIMB_DIGITS, the least significant comes first.
struct FixedPoint([u64; LIMBS]);

impl FixedPoint {
    const ZERO: FixedPoint = FixedPoint([0; LIMBS]);

    /// Adds digits · 10^exponent.
    fn add(&mut self, digits: u128, exponent: i32) {
        let cut = LOWEST.saturating_sub(exponent).clamp(0, 38);
        let place = exponent.saturating_sub(LOWEST).max(0);
        let digits = digits / power_of_ten(cut);
        let lowest = (place / LIMB_DIGITS) as usize;
        let shift = power_of_ten(place % LIMB_DIGITS);
        let low = digits % LIMB * shift;
        let high = digits / LIMB * shift + low / LIMB;
        let mut carry = 0;
        let mut chunks = [low % LIMB, high % LIMB, high / LIMB].into_iter();
        for limb in self.0.iter_mut().skip(lowest) {
            let sum = *limb + chunks.next().unwrap_or(0) as u64 + carry;
            carry = sum / LIMB as u64;
            *limb = sum % LIMB as u64;
        }
    }

    /// Subtracts what is not larger.
    fn subtract(&mut self, other: &FixedPoint) {
        let mut borrow = 0;
        for (limb, taken) in self.0.iter_mut().zip(other.0) {
            let taken = taken + borrow;
            borrow = u64::from(*limb < taken);
            *limb = *limb + borrow * LIMB as u64 - taken;
        }
    }

    /// Rounded to a decimal's precision.
    fn leading(&self) -> Decimal {
        let top = self.0.iter().rposition(|limb| *limb != 0).unwrap_or(0);
        let limb = |below: usize| u128::from(top.checked_sub(below).map_or(0, |index| self.0[index]));
        let mut digits = limb(0) * LIMB + limb(1);
        let mut last = 1;
        if limb(0) < 100 {
            digits = digits * LIMB + limb(2);
            last = 2;
        }
        Decimal::rounded(false, digits, LOWEST + LIMB_DIGITS * (top as i32 - last))
    }
}

/// The double nearest to `digits` · 10^`exponent`, halves to even.
///
/// The standard library reads numbers by tables of powers, a sixth of what the page downloads; this divides a long
/// integer instead.
fn nearest_double(digits: u128, exponent: i32) -> f64 {
    // Beyond these, digits of up to 128 bits cannot reach the doubles' range any more.
    if digits == 0 || exponent < -400 {
        return 0.0;
    }
    if exponent > 400 {
        return f64::INFINITY;
    }
    if digits < 1 << 53 && exponent.abs() <= 22 {
        // Digits and power are doubles exactly, and what comes of them is rounded once.
        let (digits, power) = (digits as u64 as f64, power_of_ten(exponent.abs()) as f64);
        return if exponent < 0 { digits / power } else { digits * power };
    }
    // The number is `words`, least significant first, times 2^`binary`; `rest` says whether a little is missing.
    let (mut binary, mut rest) = (0, false);
    let mut words: Vec<u32> = Vec::new();
    if exponent < 0 {
        // Enough zeros below that at least 64 bits are left of the quotient.
        let zeros = (-exponent) as usize / 9 + 4;
        words.resize(zeros, 0);
        binary = -32 * zeros as i32;
    }
    for place in 0..4 {
        words.push((digits >> (32 * place)) as u32);
    }
    let mut left = exponent.unsigned_abs();
    while left > 0 {
        let step = left.min(9);
        let unit = 10u64.pow(step);
        left -= step;
        let mut carry = 0;
        if exponent > 0 {
            for word in &mut words {
                carry += u64::from(*word) * unit;
                *word = carry as u32;
                carry >>= 32;
            }
            words.push(carry as u32);
        } else {
            for word in words.iter_mut().rev() {
                carry = carry << 32 | u64::from(*word);
                *word = (carry / unit) as u32;
                carry %= unit;
            }
            rest |= carry != 0;
        }
    }
    while words.last() == Some(&0) {
        words.pop();
    }
    // The upper three words hold at least 65 bits; all below them only says whether there is more.
    let below = words.len().saturating_sub(3);
    rest |= words[..below].iter().any(|word| *word != 0);
    let mut upper: u128 = 0;
    for word in words[below..].iter().rev() {
        upper = upper << 32 | u128::from(*word);
    }
    let binary = binary + 32 * below as i32;
    round_to_double(upper, binary, rest)
}

/// The double nearest to `upper` · 2^`binary`, and a little more if `rest`.
fn round_to_double(upper: u128, binary: i32, rest: bool) -> f64 {
    let length = 128 - upper.leading_zeros() as i32;
    // The place of the last bit of the double: 53 bits, fewer among the subnormal numbers.
    let last = (binary + length - 53).max(-1074);
    let cut = last - binary;
    if cut <= 0 {
        return libm::ldexp(upper as u64 as f64, binary);
    }
    if cut > 127 {
        return 0.0;
    }
    let kept = (upper >> cut) as u64;
    let half = 1u128 << (cut - 1);
    let tail = upper & ((1u128 << cut) - 1);
    let up = tail > half || (tail == half && (rest || kept % 2 == 1));
    libm::ldexp((kept + u64::from(up)) as f64, last)
}

#[cfg(test)]
mod rounding {
    use super::*;
    use crate::random::Generator;

    #[test]
    fn the_nearest_double_is_that_of_the_standard_library() {
        let mut generator = Generator::new(42);
        for i in 0..40_000 {
            let digits = u128::from(generator.next_u64()) * u128::from(generator.next_u64() >> (i % 64));
            let exponent = (generator.uniform() * 760.0) as i32 - 390;
            let oracle: f64 = format!("{digits}e{exponent}").parse().unwrap();
            assert_eq!(nearest_double(digits, exponent).to_bits(), oracle.to_bits(), "{digits}e{exponent}");
        }
    }

    #[test]
    fn a_number_of_few_places_is_the_shortest_that_the_standard_library_writes() {
        let mut generator = Generator::new(7);
        let mut found = 0;
        for i in 0..40_000 {
            let [large, small] = [i % 17, i % 8].map(|places| libm::exp10(f64::from(places)));
            let hand = libm::round(generator.uniform() * large) / small;
            // What is set by hand, and its neighbours, which take all digits.
            for size in [hand, f64::from_bits(hand.to_bits() + 1), generator.uniform()] {
                let Some((digits, exponent)) = of_few_places(size) else { continue };
                found += 1;
                let text = format!("{size:e}");
                let (significand, power) = text.split_once('e').unwrap();
                let whole = significand.replace('.', "");
                let places = whole.len() as i32 - 1;
                let oracle = (whole.parse().unwrap(), power.parse::<i32>().unwrap() - places);
                assert_eq!((digits, exponent), oracle, "{text}");
            }
        }
        assert!(found > 25_000, "{found}");
        for none in [0.0, 1e-7, 0.1 + 0.2, 1e9 + 1e-6, 1e300] {
            assert_eq!(of_few_places(none), None, "{none}");
        }
    }

    #[test]
    fn ties_and_the_ends_of_the_range_round_as_the_standard_library_does() {
        for text in [
            "9007199254740993e0",
            "9007199254740995e0",
            "1e23",
            "5e-324",
            "24703282292062327208e-343",
            "24703282292062328e-340",
            "2225073858507201e-323",
            "22250738585072014e-324",
            "179769313486231570e291",
            "17976931348623159e292",
            "1797693134862315807e290",
            "1797693134862315808e290",
            "1e0",
            "125e-3",
            "1e-5",
        ] {
            let (digits, exponent) = text.split_once('e').unwrap();
            let found = nearest_double(digits.parse().unwrap(), exponent.parse().unwrap());
            assert_eq!(found.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
    }
}
