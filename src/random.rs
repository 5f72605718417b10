//! numpy's random numbers: the generator behind `numpy.random.default_rng(seed)`, bit for bit.
//!
//! Whoever runs a Python program with a seed and the same experiment here gets the same draws. The seed is
//! spread by `SeedSequence` over the state of a PCG64 generator, and a double takes the 53 upper bits of
//! a word:
//!
//! ```
//! use relu_explainer::random::Generator;
//!
//! // >>> numpy.random.default_rng(42).uniform(0, 1, 3)
//! // array([0.77395605, 0.43887844, 0.85859792])
//! let mut generator = Generator::new(42);
//! assert_eq!(generator.uniform(), 0.77395604855596334);
//! assert_eq!(generator.uniform(), 0.43887843975205232);
//! assert_eq!(generator.uniform(), 0.85859791991138246);
//! ```

use crate::error::ParameterError;
use rand_core::Rng;
use rand_pcg::Pcg64;

/// The generator of `numpy.random.default_rng(seed)`: PCG64 (PCG XSL RR 128/64), seeded by `SeedSequence`.
///
/// Two generators of one seed give the same numbers on every machine. This is no generator for secrets.
///
/// Sources: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
/// Random Number Generation", Harvey Mudd College HMC-CS-2014-0905, 2014; the seeding, M. E. O'Neill,
/// "Developing a `seed_seq` Alternative", 2015, as numpy's `SeedSequence` implements it.
///
/// ```
/// use relu_explainer::random::Generator;
///
/// let mut generator = Generator::new(0);
/// assert_eq!(generator.next_u64(), 11_749_869_230_777_074_271);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generator {
    pcg: Pcg64,
}

impl Generator {
    /// `numpy.random.default_rng(seed)`; every seed is valid.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// assert_eq!(Generator::new(7), Generator::new(7));
    /// assert_ne!(Generator::new(7), Generator::new(u64::MAX));
    /// ```
    pub fn new(seed: u64) -> Self {
        Generator::seeded(&SeedSequence::new(&[seed]))
    }

    /// One of many streams of the same seed, which do not depend on each other: `numpy.random.default_rng([seed, index])`.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// // >>> numpy.random.default_rng([42, 1]).bit_generator.random_raw()
    /// // 14637540996126288189
    /// assert_eq!(Generator::with_index(42, 1).next_u64(), 14_637_540_996_126_288_189);
    /// // numpy does not tell an index 0 from none.
    /// assert_eq!(Generator::with_index(42, 0), Generator::new(42));
    /// ```
    pub fn with_index(seed: u64, index: u64) -> Self {
        Generator::seeded(&SeedSequence::new(&[seed, index]))
    }

    fn seeded(sequence: &SeedSequence) -> Self {
        let [state_high, state_low, stream_high, stream_low] = sequence.generate_state();
        let join = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
        Generator { pcg: Pcg64::new(join(state_high, state_low), join(stream_high, stream_low)) }
    }

    /// The next word, `bit_generator.random_raw()` in numpy.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// let mut generator = Generator::new(42);
    /// assert_eq!(generator.next_u64(), 14_276_969_152_011_380_360);
    /// assert_eq!(generator.next_u64(), 8_095_878_257_575_067_585);
    /// ```
    pub fn next_u64(&mut self) -> u64 {
        self.pcg.next_u64()
    }

    /// The next double, uniform on [0, 1): a multiple of 2⁻⁵³, `random()` in numpy.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// assert_eq!(Generator::new(42).uniform(), 0.77395604855596334);
    /// ```
    pub fn uniform(&mut self) -> f64 {
        const UNIT: f64 = 1.0 / (1u64 << 53) as f64;
        (self.next_u64() >> 11) as f64 * UNIT
    }

    /// The next double, uniform on [`low`, `high`): `low + (high - low) * u`, `uniform(low, high)` in numpy.
    ///
    /// As in numpy, rounding can make it equal to `high`, and equal ends are allowed.
    ///
    /// # Errors
    /// As numpy: if the width `high - low` is negative or not finite. Nothing is drawn then.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// // >>> numpy.random.default_rng(7).uniform(-1, 1)
    /// // 0.25019093320933394
    /// let mut generator = Generator::new(7);
    /// assert_eq!(generator.uniform_in(-1.0, 1.0)?, 0.25019093320933394);
    /// assert!(generator.uniform_in(0.0, f64::INFINITY).is_err());
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn uniform_in(&mut self, low: f64, high: f64) -> Result<f64, ParameterError> {
        let width = high - low;
        if width.is_finite() && width >= 0.0 {
            Ok(low + width * self.uniform())
        } else {
            Err(ParameterError::number("high - low", width, "a finite number, at least 0"))
        }
    }

    /// Fills a slice with doubles uniform on [0, 1), in the order in which numpy fills an array.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// let mut points = [[0.0; 2]; 100];
    /// Generator::new(42).fill_uniform(points.as_flattened_mut());
    /// assert_eq!(points[99], [0.19643466571457324, 0.31032367290009477]);
    /// ```
    pub fn fill_uniform(&mut self, slice: &mut [f64]) {
        for number in slice {
            *number = self.uniform();
        }
    }

    /// The next double of the standard normal distribution: mean 0, variance 1.
    ///
    /// By the polar method: a point of the unit disc is drawn, anew until it lies inside, and its angle and distance
    /// make two normal numbers, of which this keeps one and [`Generator::fill_normal`] both. numpy's
    /// `standard_normal` cuts the distribution into layers (a ziggurat), so it draws other numbers from the same seed.
    ///
    /// Source: G. Marsaglia, T. A. Bray, "A Convenient Method for Generating Normal Variables", SIAM Review 6 (3), 1964.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// let mut generator = Generator::new(42);
    /// let beyond = (0..1000).filter(|_| generator.standard_normal().abs() > 1.96).count();
    /// // One in twenty.
    /// assert!((30..70).contains(&beyond));
    /// ```
    pub fn standard_normal(&mut self) -> f64 {
        self.normal_pair().0
    }

    /// Fills a slice with doubles of the standard normal distribution.
    ///
    /// ```
    /// use relu_explainer::random::Generator;
    ///
    /// let mut inputs = [0.0; 3];
    /// Generator::new(42).fill_normal(&mut inputs);
    /// assert_eq!(inputs[0], Generator::new(42).standard_normal());
    /// ```
    pub fn fill_normal(&mut self, slice: &mut [f64]) {
        for pair in slice.chunks_mut(2) {
            let (one, other) = self.normal_pair();
            pair[0] = one;
            if let Some(second) = pair.get_mut(1) {
                *second = other;
            }
        }
    }

    fn normal_pair(&mut self) -> (f64, f64) {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let stretch = libm::sqrt(-2.0 * libm::log(square) / square);
                return (x * stretch, y * stretch);
            }
        }
    }
}

/// numpy's `SeedSequence`: a pool of four words, each of which depends on every bit of the seed.
struct SeedSequence {
    pool: [u32; 4],
}

impl SeedSequence {
    /// Of two numbers at the most.
    fn new(numbers: &[u64]) -> Self {
        let mut hash = Hash { constant: 0x43b0_d7e5, multiplier: 0x931e_8875 };
        // The entropy is the digits in base 2^32 of one number after the other, least significant first, without leading
        // zeros but for that of 0 itself; missing ones are hashed as zeros.
        let mut entropy = numbers.iter().flat_map(|number| {
            let (low, high) = (*number as u32, (*number >> 32) as u32);
            std::iter::once(low).chain((high > 0).then_some(high))
        });
        let mut pool = [0; 4].map(|_: u32| hash.next(entropy.next().unwrap_or(0)));
        for source in 0..pool.len() {
            for target in 0..pool.len() {
                if source != target {
                    pool[target] = mix(pool[target], hash.next(pool[source]));
                }
            }
        }
        SeedSequence { pool }
    }

    /// `generate_state(4, numpy.uint64)`.
    fn generate_state(&self) -> [u64; 4] {
        let mut hash = Hash { constant: 0x8b51_f9dd, multiplier: 0x58f3_8ded };
        let mut words = self.pool.iter().cycle().map(|word| u64::from(hash.next(*word)));
        std::array::from_fn(|_| {
            let low = words.next().unwrap_or_default();
            let high = words.next().unwrap_or_default();
            high << 32 | low
        })
    }
}

/// A hash whose constant changes from one call to the next.
struct Hash {
    constant: u32,
    multiplier: u32,
}

impl Hash {
    fn next(&mut self, value: u32) -> u32 {
        let value = value ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.multiplier);
        let value = value.wrapping_mul(self.constant);
        value ^ value >> 16
    }
}

fn mix(x: u32, y: u32) -> u32 {
    let difference = x.wrapping_mul(0xca01_f9dd).wrapping_sub(y.wrapping_mul(0x4973_f715));
    difference ^ difference >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pool_of_seed_42_is_that_of_numpy() {
        assert_eq!(SeedSequence::new(&[42]).pool, [0x631d_3606, 0x07ae_90ae, 0x6fc4_be28, 0x2ced_5c75]);
    }

    #[test]
    fn the_state_words_of_seed_42_are_those_of_numpy() {
        assert_eq!(
            SeedSequence::new(&[42]).generate_state(),
            [0x9f1e_2e6d_cd54_0ab7, 0xd578_73dc_79fb_94b6, 0x7d28_2a1b_64d4_20b7, 0x3365_7971_4692_d5ff]
        );
    }
}
