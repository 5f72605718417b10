//! The derivatives of ln Γ.

/// From here on the asymptotic series below have 15 digits.
const FAR: f64 = 12.0;

/// ψ(x), the derivative of ln Γ, for x > 0: ψ(x) = ψ(x + 1) − 1/x, and far out Stirling's series.
pub fn digamma(x: f64) -> f64 {
    let (far, below) = moved(x, |x| 1.0 / x);
    let u = 1.0 / (far * far);
    let series =
        [-1.0 / 12.0, 1.0 / 120.0, -1.0 / 252.0, 1.0 / 240.0, -1.0 / 132.0, 691.0 / 32760.0, -1.0 / 12.0];
    libm::log(far) - 0.5 / far + u * polynomial(&series, u) - below
}

/// ψ′(x) for x > 0.
pub fn trigamma(x: f64) -> f64 {
    let (far, below) = moved(x, |x| 1.0 / (x * x));
    let u = 1.0 / (far * far);
    let series = [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0, 7.0 / 6.0];
    (1.0 + 0.5 / far + u * polynomial(&series, u)) / far + below
}

/// ψ″(x) for x > 0.
pub fn tetragamma(x: f64) -> f64 {
    let (far, below) = moved(x, |x| 2.0 / (x * x * x));
    let u = 1.0 / (far * far);
    let series = [-0.5, 1.0 / 6.0, -1.0 / 6.0, 0.3, -5.0 / 6.0, 691.0 / 210.0, -17.5];
    -u - u / far + u * u * polynomial(&series, u) - below
}

/// An argument far out, and the sum of what the recursion takes off on the way there.
fn moved(mut x: f64, term: impl Fn(f64) -> f64) -> (f64, f64) {
    let mut sum = 0.0;
    while x < FAR {
        sum += term(x);
        x += 1.0;
    }
    (x, sum)
}

fn polynomial(coefficients: &[f64], u: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * u + coefficient)
}
