//! numpy's generator: `numpy.random.default_rng(seed)`, bit for bit.

mod oracle;

use oracle::{GENERATOR, double, word};
use relu_explainer::random::Generator;

/// The rows of one kind, without their first column.
fn rows(kind: &str) -> Vec<Vec<&'static str>> {
    let rows = GENERATOR.lines().map(|row| row.split(',').collect::<Vec<_>>());
    rows.filter(|row| row[0] == kind && row[1] != "seed").map(|row| row[1..].to_vec()).collect()
}

fn words<const N: usize>(seed: u64) -> [u64; N] {
    let mut generator = Generator::new(seed);
    std::array::from_fn(|_| generator.next_u64())
}

/// PCG XSL RR 128/64 from a given state, as its definition has it: step, then permute the new state.
struct Pcg64 {
    state: u128,
    increment: u128,
}

impl Pcg64 {
    fn next_u64(&mut self) -> u64 {
        const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }
}

#[test]
fn the_first_words_of_the_usual_seeds() {
    assert_eq!(words(0), [11_749_869_230_777_074_271, 4_976_686_463_289_251_617]);
    assert_eq!(words(1), [9_441_442_522_235_856_127, 17_532_960_557_476_522_086]);
    assert_eq!(words(42), [14_276_969_152_011_380_360, 8_095_878_257_575_067_585]);
}

#[test]
fn the_words_of_a_hundred_seeds_from_0_to_the_largest() {
    let rows = rows("state");
    assert!(rows.len() >= 90);
    for seed in [0, 1 << 32, 1 << 63, u64::MAX] {
        assert!(rows.iter().any(|row| row[0] == seed.to_string()), "seed {seed} is in the table");
    }
    for row in rows {
        let words: [u64; 1001] = words(row[0].parse().unwrap());
        let chosen = [words[0], words[1], words[2], words[3], words[1000]];
        let expected: Vec<_> = row[3..].iter().copied().map(word).collect();
        assert_eq!(chosen.as_slice(), expected, "seed {}", row[0]);
    }
}

#[test]
fn a_seed_with_an_index_gives_numpy_s_stream_of_both() {
    let rows = rows("indexed");
    assert_eq!(rows.len(), 49);
    for row in rows {
        let mut generator = Generator::with_index(row[0].parse().unwrap(), row[1].parse().unwrap());
        let words: Vec<u64> = (0..4).map(|_| generator.next_u64()).collect();
        let expected: Vec<_> = row[2..].iter().copied().map(word).collect();
        assert_eq!(words, expected, "seed {}, index {}", row[0], row[1]);
    }
}

#[test]
fn the_stream_runs_from_the_state_that_numpy_reports() {
    let wide = |text| u128::from_str_radix(text, 16).unwrap();
    for row in rows("state") {
        let mut reference = Pcg64 { state: wide(row[1]), increment: wide(row[2]) };
        let mut generator = Generator::new(row[0].parse().unwrap());
        for _ in 0..10_000 {
            assert_eq!(generator.next_u64(), reference.next_u64(), "seed {}", row[0]);
        }
    }
}

#[test]
fn the_first_ten_doubles_of_seed_42() {
    let mut generator = Generator::new(42);
    let doubles: [u64; 10] = std::array::from_fn(|_| generator.uniform().to_bits());
    assert_eq!(
        doubles,
        [
            0x3fe8c43f79a2db24,
            0x3fdc16959869e47e,
            0x3feb79a2584ddb42,
            0x3fe650d6c1c2c011,
            0x3fb81c01b5339380,
            0x3fef384c5db0d8ea,
            0x3fe85b41a5f78b48,
            0x3fe927705476f592,
            0x3fc066070b41b168,
            0x3fdcd31f8a75be6e,
        ]
    );
}

#[test]
fn a_hundred_points_of_the_unit_square() {
    let mut points = [[0.0; 2]; 100];
    Generator::new(42).fill_uniform(points.as_flattened_mut());

    let row = &rows("points")[0];
    assert_eq!(row[..2], ["42", "200"]);
    let draws: Vec<_> = row[3..].iter().copied().map(double).collect();
    assert_eq!(points.as_flattened(), draws);
    assert_eq!(points[99], [0.19643466571457324, 0.31032367290009477]);

    // Multiples of 2^-53 add up exactly as integers.
    let unit = 2.0_f64.powi(-53);
    let sum: u64 = draws.iter().map(|draw| (draw / unit) as u64).sum();
    assert_eq!(sum as f64 * unit, 98.77391086725915);
    assert_eq!(double(row[2]), 98.77391086725915);
}

#[test]
fn the_pre_activations_of_a_dead_neuron_on_these_points() {
    let mut points = [[0.0; 2]; 100];
    Generator::new(42).fill_uniform(points.as_flattened_mut());
    let z = points.map(|[x1, x2]| x1 * 0.01 + x2 * 0.01 + -10.0);
    let place = |extreme: f64| z.iter().position(|z| *z == extreme);
    let lowest = z.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    assert_eq!([lowest.to_bits(), highest.to_bits()], [0xc023_ff6c_340b_6e63, 0xc023_f675_0e12_7840]);
    assert_eq!([place(lowest), place(highest)], [Some(42), Some(11)]);
}

#[test]
fn uniform_draws_from_an_interval() {
    let rows = rows("uniform");
    assert!(rows.iter().any(|row| row[0] == "7" && double(row[1]) == -1.0 && double(row[2]) == 1.0));
    for row in rows {
        let (low, high) = (double(row[1]), double(row[2]));
        let mut generator = Generator::new(row[0].parse().unwrap());
        for (i, draw) in row[3..].iter().enumerate() {
            let drawn = generator.uniform_in(low, high).unwrap();
            assert_eq!(drawn.to_bits(), word(draw), "seed {}, draw {i} of [{low}, {high})", row[0]);
        }
    }
}

#[test]
fn doubles_lie_in_the_unit_interval_and_take_53_bits_of_a_word() {
    let (mut words, mut doubles) = (Generator::new(3), Generator::new(3));
    for _ in 0..100_000 {
        let double = doubles.uniform();
        assert!((0.0..1.0).contains(&double));
        assert_eq!(double * 2.0_f64.powi(53), (words.next_u64() >> 11) as f64);
    }
}

#[test]
fn an_interval_without_a_finite_width_is_refused_as_numpy_refuses_it() {
    let infinity = f64::INFINITY;
    for (low, high, width) in [
        (0.0, infinity, "inf"),
        (-infinity, 0.0, "inf"),
        (-f64::MAX, f64::MAX, "inf"),
        (0.0, f64::NAN, "NaN"),
        (infinity, infinity, "NaN"),
        (1.0, 0.0, "-1.0"),
    ] {
        let mut generator = Generator::new(0);
        let sentence = generator.uniform_in(low, high).unwrap_err().to_string();
        assert_eq!(sentence, format!("high - low is {width}; it must be a finite number, at least 0"));
        assert_eq!(generator, Generator::new(0), "nothing is drawn");
    }
}

/// Φ, by numerical integration of the density: the distribution that normal draws are held to.
fn normal_distribution(z: f64) -> f64 {
    let steps = 400;
    let width = z / f64::from(steps);
    let density = |z: f64| (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let inner = |step: i32| density(f64::from(step) * width) * if step % 2 == 0 { 2.0 } else { 4.0 };
    0.5 + (density(0.0) + density(z) + (1..steps).map(inner).sum::<f64>()) * width / 3.0
}

#[test]
fn normal_draws_have_the_moments_of_the_standard_normal_distribution() {
    const COUNT: usize = 400_000;
    let mut draws = vec![0.0; COUNT];
    Generator::new(1).fill_normal(&mut draws);
    // The k-th moment with the standard error √((E z²ᵏ − (E zᵏ)²)/n).
    for (power, moment, of_twice) in [(1, 0.0, 1.0), (2, 1.0, 3.0), (3, 0.0, 15.0), (4, 3.0, 105.0)] {
        let mean = draws.iter().map(|z| z.powi(power)).sum::<f64>() / COUNT as f64;
        let error = ((of_twice - moment * moment) / COUNT as f64).sqrt();
        assert!((mean - moment).abs() < 4.0 * error, "moment {power} is {mean}");
    }
    // Neighbours, among them the two halves of a pair, do not depend on each other.
    let product = draws.windows(2).map(|pair| pair[0] * pair[1]).sum::<f64>() / COUNT as f64;
    assert!(product.abs() < 4.0 / (COUNT as f64).sqrt(), "{product}");
}

#[test]
fn normal_draws_follow_the_standard_normal_distribution() {
    const COUNT: usize = 20_000;
    for seed in [0, 42, u64::MAX] {
        let (mut filled, mut generator) = (vec![0.0; COUNT], Generator::new(seed));
        generator.fill_normal(&mut filled);
        let single: Vec<f64> = (0..COUNT).map(|_| generator.standard_normal()).collect();
        for mut draws in [filled, single] {
            draws.sort_by(f64::total_cmp);
            let mut distance = 0.0f64;
            for (place, z) in draws.iter().enumerate() {
                let expected = normal_distribution(*z);
                let below = expected - place as f64 / COUNT as f64;
                distance = distance.max(below).max(1.0 / COUNT as f64 - below);
            }
            // Kolmogorov–Smirnov: a distance beyond 1.63/√n has a probability of 1 %, and of 0.03 % beyond 2.1/√n.
            assert!(distance < 2.1 / (COUNT as f64).sqrt(), "seed {seed}: {distance}");
        }
    }
}

#[test]
fn one_normal_draw_is_the_first_of_a_pair() {
    for count in [1, 2, 3, 7] {
        let mut filled = vec![0.0; count];
        let mut generator = Generator::new(9);
        generator.fill_normal(&mut filled);
        let mut again = Generator::new(9);
        for pair in filled.chunks(2) {
            assert_eq!(pair[0], again.standard_normal());
        }
        assert_eq!(generator, again, "an odd end costs a whole pair");
    }
}
