//! The share of the unit cube below a hyperplane, by inclusion and exclusion in integers.

use crate::decimal::Decimal;

/// The share of the unit cube where Σ |wᵢ| xᵢ < t. `t` is above 0 and at most half of Σ |wᵢ|.
///
/// Lengths are integers, in units of 10⁻¹⁸ of the first digit of t, so that they fit 64 bits. A weight below half a
/// unit is 0: it would move the share by less than the last place.
pub fn below(t: Decimal, weights: &[f64]) -> f64 {
    let unit = t.magnitude() - 18;
    let Some(target) = t.in_units(unit) else { return f64::NAN };
    let mut numerator = Wide::ZERO;
    let mut denominator = Wide::ONE;
    let mut beyond = 1.0;
    let mut edges = Vec::new();
    let mut dimension = 0;
    for weight in weights {
        let length = Decimal::of_finite(libm::fabs(*weight));
        let units = match length.in_units(unit) {
            Some(0) => continue,
            Some(units) => units,
            // Far beyond t, an edge only divides the share. That it is longer than t is all that the integers
            // need to know.
            None => {
                let scale = t.divided_by(length).map_or(0.0, Decimal::value);
                beyond *= scale;
                target
            }
        };
        dimension += 1;
        denominator.multiply(units);
        denominator.multiply(dimension);
        if units < target {
            edges.push(units);
        }
    }
    let mut removed = Wide::ZERO;
    for subset in 0..1u32 << edges.len() {
        let mut rest = Some(target);
        for (index, edge) in edges.iter().enumerate() {
            if subset >> index & 1 == 1 {
                rest = rest.and_then(|rest| rest.checked_sub(*edge));
            }
        }
        let Some(rest) = rest else { continue };
        let mut power = Wide::ONE;
        for _ in 0..dimension {
            power.multiply(rest);
        }
        if subset.count_ones() % 2 == 0 { &mut numerator } else { &mut removed }.add(&power);
    }
    numerator.subtract(&removed);
    numerator.divided_by(denominator) * beyond
}

/// How many limbs hold the largest number: 8 factors of 64 bits, times 8! < 2¹⁶, and a bit to spare.
const LIMBS: usize = 9;

/// An unsigned integer of 576 bits, least significant limb first.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Wide([u64; LIMBS]);

impl Wide {
    const ZERO: Wide = Wide([0; LIMBS]);
    const ONE: Wide = {
        let mut limbs = [0; LIMBS];
        limbs[0] = 1;
        Wide(limbs)
    };

    fn multiply(&mut self, factor: u64) {
        let mut carry = 0;
        for limb in &mut self.0 {
            let product = u128::from(*limb) * u128::from(factor) + carry;
            *limb = product as u64;
            carry = product >> 64;
        }
    }

    fn add(&mut self, other: &Wide) {
        let mut carry = 0;
        for (limb, added) in self.0.iter_mut().zip(other.0) {
            let sum = u128::from(*limb) + u128::from(added) + carry;
            *limb = sum as u64;
            carry = sum >> 64;
        }
    }

    /// Subtracts what is not larger.
    fn subtract(&mut self, other: &Wide) {
        let mut borrow = false;
        for (limb, taken) in self.0.iter_mut().zip(other.0) {
            let (difference, first) = limb.overflowing_sub(taken);
            let (difference, second) = difference.overflowing_sub(u64::from(borrow));
            *limb = difference;
            borrow = first || second;
        }
    }

    fn is_below(&self, other: &Wide) -> bool {
        self.0.iter().rev().lt(other.0.iter().rev())
    }

    fn double(&mut self) {
        let mut carry = 0;
        for limb in &mut self.0 {
            let top = *limb >> 63;
            *limb = *limb << 1 | carry;
            carry = top;
        }
    }

    /// The double nearest to the quotient, which is below 1.
    fn divided_by(mut self, divisor: Wide) -> f64 {
        if self == Wide::ZERO {
            return 0.0;
        }
        let mut exponent = 0;
        while self.is_below(&divisor) {
            self.double();
            exponent -= 1;
        }
        let mut quotient: u64 = 0;
        for _ in 0..63 {
            quotient <<= 1;
            if !self.is_below(&divisor) {
                self.subtract(&divisor);
                quotient |= 1;
            }
            self.double();
        }
        // What is left decides on which side of the middle between two doubles the quotient lies.
        quotient |= u64::from(self != Wide::ZERO);
        libm::ldexp(quotient as f64, exponent - 62)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_is_the_nearest_double() {
        let wide = |number: u64| {
            let mut wide = Wide::ONE;
            wide.multiply(number);
            wide
        };
        for (numerator, divisor) in [(1, 3), (1, 10), (7, 20), (1, u64::MAX), (123_456_789, 987_654_321_000)]
        {
            // Below 2⁵³ the division of doubles is the nearest double, too; u64::MAX is 2⁶⁴ as a double.
            assert_eq!(wide(numerator).divided_by(wide(divisor)), numerator as f64 / divisor as f64);
        }
        // 2⁵³ + 1 over 2⁵⁴ lies in the middle of two doubles; a little more or less decides.
        let mut divisor = wide(1 << 54);
        let mut middle = wide((1 << 53) + 1);
        assert_eq!(middle.divided_by(divisor), 0.5);
        middle.multiply(1 << 62);
        divisor.multiply(1 << 62);
        middle.add(&Wide::ONE);
        assert_eq!(middle.divided_by(divisor), 0.5f64.next_up());
        middle.subtract(&wide(2));
        assert_eq!(middle.divided_by(divisor), 0.5);
    }

    #[test]
    fn the_largest_integers_fit() {
        let mut factorial = Wide::ONE;
        let mut power = Wide::ONE;
        for k in 1..=8 {
            power.multiply(u64::MAX);
            factorial.multiply(u64::MAX);
            factorial.multiply(k);
        }
        assert_eq!(power.divided_by(factorial), 1.0 / 40320.0);
    }
}
