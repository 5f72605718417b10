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

/// p q − r s.
fn minor(p: f64, q: f64, r: f64, s: f64) -> Expansion {
    let mut minor = Expansion::default();
    minor.add_product(p, q);
    minor.add_product(-r, s);
    minor
}

/// The minors of two lines: their point of crossing in homogeneous coordinates, rounded.
pub(super) struct Minors<'l> {
    lines: [&'l Coefficients; 2],
    rounded: Coefficients,
    /// The sizes of what was subtracted.
    sizes: Coefficients,
}

impl<'l> Minors<'l> {
    pub fn of(l: &'l Coefficients, m: &'l Coefficients) -> Self {
        let (mut rounded, mut sizes) = ([0.0; 3], [0.0; 3]);
        for (index, [p, q, r, s]) in factors(l, m).into_iter().enumerate() {
            let (one, other) = (p * q, r * s);
            rounded[index] = one - other;
            sizes[index] = libm::fabs(one) + libm::fabs(other);
        }
        Minors { lines: [l, m], rounded, sizes }
    }

    /// The sign of one of them.
    pub fn sign(&self, index: usize) -> i32 {
        let rounded = self.rounded[index];
        if libm::fabs(rounded) > ROUNDING * self.sizes[index] || self.sizes[index] == 0.0 {
            return sign(rounded);
        }
        let [p, q, r, s] = factors(self.lines[0], self.lines[1])[index];
        minor(p, q, r, s).sign()
    }

    /// The sign of the determinant of both lines and a third one.
    pub fn sign_with(&self, n: &Coefficients) -> i32 {
        let (mut rounded, mut size) = (0.0, 0.0);
        for (index, factor) in n.iter().enumerate() {
            rounded += self.rounded[index] * factor;
            size += self.sizes[index] * libm::fabs(*factor);
        }
        // Where all terms are 0, as those of lines through the origin, nothing was rounded.
        if libm::fabs(rounded) > ROUNDING * size || size == 0.0 {
            return sign(rounded);
        }
        let mut determinant = Expansion::default();
        for ([p, q, r, s], factor) in factors(self.lines[0], self.lines[1]).into_iter().zip(n) {
            determinant.add_multiple(&minor(p, q, r, s), *factor);
        }
        determinant.sign()
    }

    /// Between which numbers a coordinate of the crossing lies, 0 for x and 1 for y.
    pub fn bounds(&self, coordinate: usize) -> (f64, f64) {
        let lost = ROUNDING * self.sizes[2];
        let least = libm::fabs(self.rounded[2]) - lost;
        if least <= 0.0 {
            return (f64::NEG_INFINITY, f64::INFINITY);
        }
        let at = self.rounded[coordinate] / self.rounded[2];
        let size = libm::fabs(at);
        let error = (ROUNDING * self.sizes[coordinate] + size * lost) / least + ROUNDING * size;
        (at - error, at + error)
    }
}

/// What the three minors of two lines are made of: p q − r s each.
fn factors(l: &Coefficients, m: &Coefficients) -> [[f64; 4]; 3] {
    [[l[1], m[2], l[2], m[1]], [l[2], m[0], l[0], m[2]], [l[0], m[1], l[1], m[0]]]
}

/// The sign of the determinant of three rows.
pub(super) fn sign_of_determinant([l, m, n]: [&Coefficients; 3]) -> i32 {
    Minors::of(l, m).sign_with(n)
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
        let sign = |[p, q, r, s]: [f64; 4]| Minors::of(&[p, r, 0.0], &[s, q, 0.0]).sign(2);
        assert_eq!(sign([p, q, r, s]), -1);
        assert_eq!(sign([p, q, q, p]), 0);
        assert_eq!(sign_at(&[tenth, tenth, -0.2], (1.0, 1.0)), 0);
        assert_eq!(
            sign_at(&[0.1, 0.2, -0.3], (1.0, 1.0)),
            1,
            "the doubles 0.1 and 0.2 sum to more than the double 0.3"
        );
    }

    #[test]
    fn a_crossing_lies_between_its_bounds_however_flat_the_angle() {
        // Both pass through (3/4, −1/2), where nothing is rounded.
        let through = |a: f64, b: f64| [a, b, 0.5 * b - 0.75 * a];
        let l = through(1.0, 2.0);
        for exponent in 0..=52 {
            let m = through(1.0, 2.0 + 2.0 * libm::exp2(f64::from(-exponent)));
            let minors = Minors::of(&l, &m);
            assert_eq!(minors.sign(2), 1);
            for (coordinate, at) in [(0, 0.75), (1, -0.5)] {
                let (least, most) = minors.bounds(coordinate);
                assert!(least <= at && at <= most, "{exponent}: {least} to {most}");
                assert!(exponent > 20 || most - least < 1e-7, "{exponent}: {least} to {most}");
            }
        }
        assert_eq!(Minors::of(&l, &l).bounds(0), (f64::NEG_INFINITY, f64::INFINITY));
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
