//! Signs of determinants without rounding, for lines that may be parallel, coincide or meet in one point.
//!
//! A sum of products of doubles is kept as an expansion: doubles of which each is smaller than the last place of the next
//! (J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", Discrete &
//! Computational Geometry 18, 1997). Its sign is that of the largest. Most signs are told by the rounded sum already.

/// The coefficients of a linear function of the plane: a x + b y + c.
pub(super) type Coefficients = [f64; 3];

/// The error of a rounded determinant is less than this part of the sum of the sizes of its terms.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// The rounded sum and what was lost.
fn sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    let of_a = sum - of_b;
    (sum, (a - of_a) + (b - of_b))
}

/// A double as two of half its digits.
fn halves(a: f64) -> (f64, f64) {
    let spread = 134_217_729.0 * a;
    let high = spread - (spread - a);
    (high, a - high)
}

/// The rounded product and what was lost.
fn product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let ((a_high, a_low), (b_high, b_low)) = (halves(a), halves(b));
    let error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, error)
}

/// A sum without rounding.
#[derive(Default)]
struct Expansion(Vec<f64>);

impl Expansion {
    fn add(&mut self, number: f64) {
        let mut carried = number;
        let mut kept = Vec::with_capacity(self.0.len() + 1);
        for component in &self.0 {
            let (rounded, error) = sum(carried, *component);
            if error != 0.0 {
                kept.push(error);
            }
            carried = rounded;
        }
        if carried != 0.0 {
            kept.push(carried);
        }
        self.0 = kept;
    }

    fn add_product(&mut self, a: f64, b: f64) {
        let (rounded, error) = product(a, b);
        self.add(error);
        self.add(rounded);
    }

    fn add_multiple(&mut self, other: &Expansion, factor: f64) {
        for component in &other.0 {
            self.add_product(*component, factor);
        }
    }

    fn sign(&self) -> i32 {
        self.0.last().map_or(0, |largest| sign(*largest))
    }
}

fn sign(number: f64) -> i32 {
    i32::from(number > 0.0) - i32::from(number < 0.0)
}

/// The sign of p q − r s.
pub(super) fn sign_of_minor(p: f64, q: f64, r: f64, s: f64) -> i32 {
    let (one, other) = (p * q, r * s);
    if libm::fabs(one - other) > ROUNDING * (libm::fabs(one) + libm::fabs(other)) {
        return sign(one - other);
    }
    minor(p, q, r, s).sign()
}

fn minor(p: f64, q: f64, r: f64, s: f64) -> Expansion {
    let mut minor = Expansion::default();
    minor.add_product(p, q);
    minor.add_product(-r, s);
    minor
}

/// The sign of the determinant of three rows.
pub(super) fn sign_of_determinant(rows: [&Coefficients; 3]) -> i32 {
    let [l, m, n] = rows;
    let minors = [(l[1], m[2], l[2], m[1]), (l[2], m[0], l[0], m[2]), (l[0], m[1], l[1], m[0])];
    let (mut rounded, mut size) = (0.0, 0.0);
    for ((p, q, r, s), factor) in minors.iter().zip(n) {
        rounded += (p * q - r * s) * factor;
        size += (libm::fabs(p * q) + libm::fabs(r * s)) * libm::fabs(*factor);
    }
    // Where all terms are 0, as those of lines through the origin, nothing was rounded.
    if libm::fabs(rounded) > ROUNDING * size || size == 0.0 {
        return sign(rounded);
    }
    let mut determinant = Expansion::default();
    for ((p, q, r, s), factor) in minors.into_iter().zip(n) {
        determinant.add_multiple(&minor(p, q, r, s), *factor);
    }
    determinant.sign()
}

/// The sign of a linear function at a point.
pub(super) fn sign_at(line: &Coefficients, (x, y): (f64, f64)) -> i32 {
    let mut value = minor(line[0], x, -line[1], y);
    value.add(line[2]);
    value.sign()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_below_the_last_place_have_a_sign() {
        let tenth = 0.1;
        // 0.1 · 0.3 and 0.2 · 0.15 are the same double or nearly so; as doubles' products they differ.
        let (p, q, r, s) = (1.0 + f64::EPSILON, 1.0 - f64::EPSILON, 1.0, 1.0);
        assert_eq!(p * q - r * s, 0.0, "doubles lose −ε²");
        assert_eq!(sign_of_minor(p, q, r, s), -1);
        assert_eq!(sign_of_minor(p, q, q, p), 0);
        assert_eq!(sign_at(&[tenth, tenth, -0.2], (1.0, 1.0)), 0);
        assert_eq!(
            sign_at(&[0.1, 0.2, -0.3], (1.0, 1.0)),
            1,
            "the doubles 0.1 and 0.2 sum to more than the double 0.3"
        );
    }

    #[test]
    fn the_sum_of_two_rows_makes_a_determinant_0_until_its_last_place_is_moved() {
        let (l, m) = ([0.75, -1.25, 0.1], [1.0 / 3.0, 2.5, -0.7]);
        // Halves and quarters of doubles are exact, and so are sums of multiples whose digits overlap.
        let n = [l[0] * 2.0, l[1] * 2.0, l[2] * 2.0];
        assert_eq!(sign_of_determinant([&l, &m, &n]), 0);
        let mut moved = n;
        moved[2] = f64::from_bits(moved[2].to_bits() + 1);
        let one = sign_of_determinant([&l, &m, &moved]);
        moved[2] = f64::from_bits(n[2].to_bits() - 1);
        assert_eq!(one * sign_of_determinant([&l, &m, &moved]), -1);
    }
}
