//! Means over a normal distribution of what an activation makes of it.

use crate::activation::Activation;

/// Half the nodes of the Gauss-Legendre rule with 12 points on [−1, 1], and their weights; the other half mirrors them.
const NODES: [(f64, f64); 6] = [
    (0.1252334085114689, 0.24914704581340277),
    (0.3678314989981802, 0.2334925365383548),
    (0.5873179542866175, 0.20316742672306592),
    (0.7699026741943047, 0.16007832854334622),
    (0.9041172563704749, 0.10693932599531843),
    (0.9815606342467192, 0.04717533638651183),
];
/// 1/√(2π), the height of the normal density.
const FRAC_1_SQRT_TAU: f64 = 0.3989422804014327;
/// Beyond so many standard deviations lies 10⁻¹⁹ of the distribution.
const REACH: f64 = 9.0;
/// How far past its bend an activation is followed where the bend lies beyond that reach: what counts is there, and falls
/// off faster than the density does at the reach.
const PAST_BEND: f64 = 4.0;
/// Where the density, multiplied by anything, is 0.
const END: f64 = 38.0;
/// How wide, in standard deviations, a piece may be for 12 points to give 14 digits.
const PIECE: f64 = 3.0;
/// How far from z = 0, on both sides, activations are cut: near their bend they vary on the scale of 1, and ever more slowly
/// away from it.
const CUTS: [f64; 6] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// Cuts about a bend in the tail of the density, in standard deviations: there the density itself falls off fast.
const TAIL_CUTS: [f64; 3] = [0.5, 1.0, 2.0];
/// From here on it is the tail.
const TAIL: f64 = 3.0;
/// The largest number of cuts.
const MOST: usize = 48;

/// Means over z = b + sZ, Z standard normal, of powers of an activation f, with a unit c of f's values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Means {
    /// E f/c.
    pub value: f64,
    /// E (f/c)².
    pub square: f64,
    /// E (f/c)⁴.
    pub fourth: f64,
    /// E f′².
    pub slope_square: f64,
    /// E f′⁴.
    pub slope_fourth: f64,
    /// E (f/c)² (Z² − 1).
    pub square_by_variance: f64,
    /// E (f/c)² (Z⁴ − 4Z² + 1).
    pub square_by_variance_twice: f64,
}

/// The means, to about 13 digits. `deviation` is s, above 0; `unit` is c.
///
/// The line is cut where the activation bends, z = 0, and so finely about it that both the activation and the density are
/// smooth on every piece, however narrow or wide the density is; a Gauss-Legendre rule takes each.
pub fn means(activation: Activation, bias: f64, deviation: f64, unit: f64) -> Means {
    let mut cuts = [0.0; MOST];
    let count = cut(&mut cuts, bias, deviation);
    let mut means = Means::default();
    for piece in cuts[..count].windows(2) {
        let (middle, half) = (0.5 * (piece[0] + piece[1]), 0.5 * (piece[1] - piece[0]));
        if half <= 0.0 {
            continue;
        }
        for (node, weight) in NODES {
            for t in [middle - half * node, middle + half * node] {
                let square = t * t;
                let share = half * weight * FRAC_1_SQRT_TAU * libm::exp(-0.5 * square);
                means.add(activation, bias + deviation * t, unit, square, share);
            }
        }
    }
    means
}

impl Means {
    fn add(&mut self, activation: Activation, z: f64, unit: f64, t_square: f64, share: f64) {
        let value = activation.value(z) / unit;
        let slope = activation.derivative(z);
        let square = share * value * value;
        let slope_square = share * slope * slope;
        self.value += share * value;
        self.square += square;
        self.fourth += square * value * value;
        self.slope_square += slope_square;
        self.slope_fourth += slope_square * slope * slope;
        self.square_by_variance += square * (t_square - 1.0);
        self.square_by_variance_twice += square * ((t_square - 4.0) * t_square + 1.0);
    }
}

/// Where the line of Z is cut, in ascending order; says how many places there are.
fn cut(cuts: &mut [f64; MOST], bias: f64, deviation: f64) -> usize {
    let bend = (-bias / deviation).clamp(-END, END);
    let low = (bend - PAST_BEND).clamp(-END, -REACH);
    let high = (bend + PAST_BEND).clamp(REACH, END);
    let even = (-13..=13).map(|k| PIECE * f64::from(k));
    let about = CUTS.iter().flat_map(|cut| [(-cut - bias) / deviation, (cut - bias) / deviation]);
    let tail = libm::fabs(bend) > TAIL;
    let in_tail = TAIL_CUTS.iter().filter(|_| tail).flat_map(|cut| [bend - cut, bend + cut]);
    let mut count = 0;
    for place in [low, high, bend].into_iter().chain(even).chain(about).chain(in_tail) {
        if (low..=high).contains(&place) {
            cuts[count] = place;
            count += 1;
        }
    }
    cuts[..count].sort_unstable_by(f64::total_cmp);
    count
}
