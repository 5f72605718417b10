//! Which units of a layer fire, held to closed forms, to numpy and to regions that were made in rational numbers
//! (tests/oracle/sparsity.py).

mod oracle;

use oracle::double;
use relu_explainer::initialisation::Weights;
use relu_explainer::neuron::Activity;
use relu_explainer::random::Generator;
use relu_explainer::sparsity::{
    BreakEven, Comparison, Inputs, Layer, Line, Setup, Storage, Window, cut, regions, saving, silent_share,
};

const REGIONS: &str = include_str!("oracle/regions.csv");
const MASKS: &str = include_str!("oracle/masks.csv");

fn doubles(text: &str) -> Vec<f64> {
    text.split(' ').map(double).collect()
}

fn setup(inputs: Inputs, dimensions: usize) -> Setup {
    Setup { inputs, dimensions, units: 256, count: 200, ..Setup::default() }
}

/// The distribution function of the standard normal distribution, by Simpson's rule.
fn normal_below(z: f64) -> f64 {
    let density = |x: f64| (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let step = z / 2000.0;
    let inner = (1..2000).map(|i| density(i as f64 * step) * if i % 2 == 1 { 4.0 } else { 2.0 });
    0.5 + (density(0.0) + inner.sum::<f64>() + density(z)) * step / 3.0
}

#[test]
fn a_mask_is_that_of_numpy_for_the_same_weights() {
    for row in MASKS.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let layer = Layer::new(doubles(fields[2]), fields[0].parse().unwrap(), double(fields[1])).unwrap();
        let inputs = doubles(fields[3]);
        let mask = layer.mask(&inputs).unwrap();
        let expected: Vec<bool> = fields[4].chars().map(|digit| digit == '1').collect();
        let rows: Vec<bool> = (0..mask.units()).flat_map(|unit| mask.row(unit).unwrap().to_vec()).collect();
        assert_eq!(rows, expected);
        let zeros = expected.iter().filter(|fires| !**fires).count() as f64 / expected.len() as f64;
        assert_eq!(mask.zeros(), zeros);
        for (index, input) in inputs.chunks(layer.dimensions()).enumerate() {
            let signature: Vec<bool> = expected.iter().skip(index).step_by(mask.inputs()).copied().collect();
            assert_eq!(mask.signature(index).unwrap(), signature);
            assert_eq!(layer.code(input).unwrap(), signature);
            assert_eq!(mask.of_inputs()[index], signature.iter().filter(|fires| **fires).count());
        }
        for (unit, row) in expected.chunks(mask.inputs()).enumerate() {
            assert_eq!(mask.of_units()[unit], row.iter().filter(|fires| **fires).count());
        }
    }
}

#[test]
fn units_are_ordered_by_how_often_they_fire_and_otherwise_stay_in_order() {
    let mask = setup(Inputs::Cube, 2).draw().unwrap();
    let (order, counts) = (mask.mask().by_frequency(), mask.mask().of_units());
    let mut seen = order.clone();
    seen.sort_unstable();
    assert!(seen.into_iter().eq(0..256));
    for pair in order.windows(2) {
        let (one, other) = (counts[pair[0]], counts[pair[1]]);
        assert!(one > other || one == other && pair[0] < pair[1]);
    }
}

#[test]
fn without_bias_half_of_all_outputs_are_0_on_average_over_the_weights_whatever_the_inputs() {
    for (inputs, dimensions, shift) in [
        (Inputs::Normal, 2, 0.0),
        (Inputs::Normal, 64, 2.0),
        (Inputs::Cube, 2, 0.0),
        (Inputs::Cube, 16, -0.5),
        (Inputs::Spirals, 2, 0.0),
    ] {
        let mut mean = 0.0;
        for seed in 0..40 {
            let scene = Setup { seed, shift, ..setup(inputs, dimensions) }.draw().unwrap();
            assert_eq!(scene.layer().expected_zeros(0.7, scene.inputs()), 0.5);
            mean += scene.mask().zeros() / 40.0;
        }
        // In the worst case all inputs count as one: 40 · 256 coins.
        assert!((mean - 0.5).abs() < 4.0 * 0.5 / (40.0f64 * 256.0).sqrt(), "{inputs:?} {dimensions}: {mean}");
    }
}

#[test]
fn a_gaussian_pre_activation_is_at_most_0_with_the_probability_phi() {
    // One input of length 5, weights of deviation 0.3: z has mean b and deviation 1.5.
    for bias in [-2.0, -0.75, 0.25, 1.5] {
        let setup = Setup { units: 256, weights: Weights::Normal(0.3), bias, ..Setup::default() };
        let input = [3.0, 4.0];
        let expected = normal_below(-bias / 1.5);
        let (mut zeros, mut told) = (0, 0.0);
        for seed in 0..40 {
            let scene = Setup { seed, ..setup }.draw().unwrap();
            zeros += scene.layer().code(&input).unwrap().iter().filter(|fires| !**fires).count();
            told = scene.layer().expected_zeros(0.3, &input);
        }
        assert!((told - expected).abs() < 1e-9, "{bias}: {told} for {expected}");
        let count = 40.0 * 256.0;
        let error = (expected * (1.0 - expected) / count).sqrt();
        assert!((zeros as f64 / count - expected).abs() < 4.0 * error, "{bias}: {zeros}");
    }
}

#[test]
fn more_bias_means_fewer_zeros_unit_by_unit() {
    let mut before = vec![0; 256];
    for bias in [-2.0, -0.5, 0.0, 0.5, 2.0] {
        let scene = Setup { bias, ..setup(Inputs::Normal, 8) }.draw().unwrap();
        let counts = scene.mask().of_units();
        assert!(counts.iter().zip(&before).all(|(now, before)| now >= before), "{bias}");
        before = counts.to_vec();
    }
}

#[test]
fn on_the_cube_2_to_the_minus_d_of_units_without_bias_are_dead_and_as_many_always_on() {
    for dimensions in 1..=4 {
        let share = 0.5f64.powi(dimensions as i32);
        assert_eq!(silent_share(dimensions), share);
        let (mut dead, mut always) = (0, 0);
        for seed in 0..20 {
            let scene = Setup { seed, ..setup(Inputs::Cube, dimensions) }.draw().unwrap();
            let (layer, mask) = (scene.layer(), scene.mask());
            let mut found = [0, 0];
            for unit in 0..256 {
                let weights = layer.weights(unit).unwrap();
                let activity = layer.on_cube(unit, 0.0).unwrap();
                assert_eq!(activity == Activity::Dead, weights.iter().all(|weight| *weight < 0.0));
                assert_eq!(activity == Activity::Always, weights.iter().all(|weight| *weight > 0.0));
                found[0] += usize::from(activity == Activity::Dead);
                found[1] += usize::from(weights.iter().all(|weight| *weight > 0.0));
            }
            assert!(mask.dead() >= found[0] && mask.always() >= found[1], "a sample shows more");
            dead += found[0];
            always += found[1];
        }
        let count = 20.0 * 256.0;
        let error = (share * (1.0 - share) / count).sqrt();
        for found in [dead, always] {
            assert!((f64::from(found as u32) / count - share).abs() < 4.0 * error, "{dimensions}: {found}");
        }
    }
}

#[test]
fn dead_on_the_cube_is_a_share_of_0_there_and_always_on_one_of_1() {
    for (bias, shift) in [(-0.4, 0.0), (0.3, -0.5), (0.5, 1.0), (0.0, -2.0)] {
        let scene = Setup { bias, shift, ..setup(Inputs::Cube, 3) }.draw().unwrap();
        for unit in 0..256 {
            let share = scene.layer().share_of_cube(unit, shift).unwrap();
            let expected = match scene.layer().on_cube(unit, shift).unwrap() {
                Activity::Dead => share == 0.0,
                Activity::Always => share == 1.0,
                Activity::Partial => share > 0.0 && share < 1.0,
            };
            assert!(expected, "{bias} {shift} unit {unit}: {share}");
            let sampled = f64::from(scene.mask().of_units()[unit] as u32) / 200.0;
            let error = (share * (1.0 - share) / 200.0).sqrt() + 0.01;
            assert!(
                (sampled - share).abs() < 5.0 * error,
                "{bias} {shift} unit {unit}: {sampled} for {share}"
            );
        }
    }
}

#[test]
fn centring_the_cube_leaves_no_unit_dead() {
    for seed in 0..10 {
        let off = Setup { seed, ..setup(Inputs::Cube, 2) }.draw().unwrap();
        let centred = Setup { seed, shift: -0.5, ..setup(Inputs::Cube, 2) }.draw().unwrap();
        assert!(off.mask().dead() > 30 && off.mask().always() > 30);
        assert_eq!((centred.mask().dead(), centred.mask().always()), (0, 0));
    }
}

#[test]
fn shifting_the_inputs_either_way_makes_as_many_units_dead() {
    // Turning all signs about is no change: x → −x is w → −w, and weights are symmetric.
    let mut dead = [0, 0];
    for seed in 0..40 {
        for (count, shift) in dead.iter_mut().zip([2.0, -2.0]) {
            *count += Setup { seed, shift, ..setup(Inputs::Normal, 4) }.draw().unwrap().mask().dead();
        }
    }
    let [up, down] = dead.map(|count| count as f64);
    assert!(up > 0.0 && (up - down).abs() < 4.0 * (up + down).sqrt(), "{dead:?}");

    let scene = Setup { shift: 2.0, ..setup(Inputs::Normal, 4) }.draw().unwrap();
    let turned = |numbers: &[f64]| -> Vec<f64> { numbers.iter().map(|number| -number).collect() };
    let weights =
        turned(&(0..256).flat_map(|unit| scene.layer().weights(unit).unwrap().to_vec()).collect::<Vec<_>>());
    let mirrored = Layer::new(weights, 4, 0.0).unwrap();
    assert_eq!(&mirrored.mask(&turned(scene.inputs())).unwrap(), scene.mask());
}

#[test]
fn the_scale_of_the_weights_matters_to_the_bias_alone() {
    let of = |weights, bias| Setup { weights, bias, ..setup(Inputs::Normal, 8) }.draw().unwrap();
    let he = of(Weights::He, 0.0);
    assert_eq!(of(Weights::Normal(0.01), 0.0).mask(), he.mask());
    assert_eq!(of(Weights::Xavier, 0.0).mask(), he.mask());
    assert!(of(Weights::Normal(0.01), -0.5).mask().zeros() == 1.0);
}

#[test]
fn weights_and_inputs_are_drawn_apart_and_smaller_layers_begin_larger_ones() {
    let scene = setup(Inputs::Normal, 3).draw().unwrap();
    let first: Vec<f64> = (0..8).flat_map(|unit| scene.layer().weights(unit).unwrap().to_vec()).collect();
    let small = Setup { units: 8, count: 10, ..setup(Inputs::Normal, 3) }.draw().unwrap();
    assert_eq!(small.inputs(), &scene.inputs()[..30]);
    assert_eq!(
        (0..8).flat_map(|unit| small.layer().weights(unit).unwrap().to_vec()).collect::<Vec<_>>(),
        first
    );
    let drawn: f64 = scene.inputs().iter().zip(&first).map(|(x, w)| x * w).sum();
    let sizes: f64 = first.iter().map(|w| w * w).sum();
    assert!((drawn / sizes.sqrt()).abs() < 4.0, "uncorrelated, not one stream twice");
    let other = Setup { seed: 43, ..setup(Inputs::Normal, 3) }.draw().unwrap();
    assert_ne!(other.mask(), scene.mask());
    let shifted = Setup { shift: 1.5, ..setup(Inputs::Normal, 3) }.draw().unwrap();
    for (shifted, x) in shifted.inputs().iter().zip(scene.inputs()) {
        assert_eq!(*shifted, x + 1.5);
    }
}

#[test]
fn regions_are_as_many_as_are_made_in_rational_numbers() {
    let mut told = 0;
    for row in REGIONS.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let window = doubles(fields[1]);
        let window = Window::new((window[0], window[1]), (window[2], window[3])).unwrap();
        let mut lines = Vec::new();
        for line in doubles(fields[2]).chunks(3) {
            lines.push(Line::new(line[0], line[1], line[2]).unwrap());
        }
        let expected: usize = fields[3].parse().unwrap();
        assert_eq!(regions(&lines, &window), expected, "{row}");
        lines.reverse();
        assert_eq!(regions(&lines, &window), expected, "the order of the lines does not matter");
        // Lines that pass each other by some 10⁻¹² make slivers, which a picture can do without.
        let cut = cut(&lines, &window).len();
        let slivers = if fields[0] == "nearly" { expected / 2 } else { 0 };
        assert!(cut <= expected && cut + slivers >= expected, "{cut} of {expected}: {row}");
        told += 1;
    }
    assert_eq!(told, 75);
}

#[test]
fn n_lines_through_one_point_make_2n_regions_and_n_in_general_position_one_more_for_each_crossing() {
    let window = Window::new((-1e3, -1e3), (1e3, 1e3)).unwrap();
    for units in [1, 8, 64, 256] {
        let of = |bias| Setup { bias, units, ..Setup::default() }.draw().unwrap().layer().lines();
        assert_eq!(regions(&of(0.0), &window), 2 * units);
    }
    let lines = Setup { bias: -0.5, units: 8, ..Setup::default() }.draw().unwrap().layer().lines();
    assert_eq!(regions(&lines, &window), 1 + 8 + 8 * 7 / 2);
}

#[test]
fn every_region_has_a_code_of_its_own_and_its_number_of_active_units() {
    let scene = Setup { bias: -0.4, units: 12, inputs: Inputs::Normal, ..Setup::default() }.draw().unwrap();
    let (layer, window) = (scene.layer(), Window::new((-2.0, -2.0), (2.0, 2.0)).unwrap());
    let mut codes = Vec::new();
    let mut area = 0.0;
    for region in cut(&layer.lines(), &window) {
        let count = region.corners.len() as f64;
        let (x, y) =
            region.corners.iter().fold((0.0, 0.0), |(x, y), at| (x + at.0 / count, y + at.1 / count));
        let code = layer.code(&[x, y]).unwrap();
        assert_eq!(code.iter().filter(|fires| **fires).count(), region.active);
        assert!(!codes.contains(&code), "two regions with one code");
        codes.push(code);
        for (at, from) in region.corners.iter().enumerate() {
            let to = region.corners[(at + 1) % region.corners.len()];
            area += 0.5 * (from.0 * to.1 - from.1 * to.0);
        }
    }
    assert!((area - 16.0).abs() < 1e-9, "they fill the window: {area}");
    assert_eq!(codes.len(), regions(&layer.lines(), &window));
    let mut generator = Generator::new(3);
    for _ in 0..2000 {
        let input = [4.0 * generator.uniform() - 2.0, 4.0 * generator.uniform() - 2.0];
        assert!(codes.contains(&layer.code(&input).unwrap()), "{input:?} lies in none of them");
    }
}

#[test]
fn as_many_lines_lie_between_two_points_as_their_codes_differ() {
    let scene = Setup { bias: 0.3, units: 64, ..Setup::default() }.draw().unwrap();
    for pair in scene.inputs().chunks(4) {
        let codes = [&pair[..2], &pair[2..]].map(|input| scene.layer().code(input).unwrap());
        let between = scene
            .layer()
            .lines()
            .into_iter()
            .filter(|line| line.height((pair[0], pair[1])) * line.height((pair[2], pair[3])) < 0.0);
        let comparison = Comparison::new(&codes[0], &codes[1]).unwrap();
        assert_eq!(comparison.distance(), between.count());
        assert_eq!(comparison.shared + comparison.first + comparison.second + comparison.neither, 64);
        let swapped = Comparison::new(&codes[1], &codes[0]).unwrap();
        assert_eq!((swapped.first, swapped.second), (comparison.second, comparison.first));
    }
}

#[test]
fn skipping_zeros_saves_the_reciprocal_of_what_is_left() {
    for (active, factor) in [(256, 1.0), (128, 2.0), (64, 4.0), (0, f64::INFINITY)] {
        assert_eq!(saving(1.0 - f64::from(active) / 256.0), factor);
    }
}

#[test]
fn storage_breaks_even_where_the_bytes_are_equal() {
    for units in [8, 9, 32, 64, 100, 256] {
        let even = BreakEven::new(units);
        for active in 0..=units {
            let zeros = 1.0 - active as f64 / units as f64;
            // Byte by byte: 4 a value, 1 an index, 1 the count (2 of 256 units), a bit a unit.
            let dense = 4 * units;
            let mask = units / 8 + usize::from(!units.is_multiple_of(8)) + 4 * active;
            let list = if units < 256 { 1 } else { 2 } + 5 * active;
            assert_eq!(Storage::new(units, active), Storage { dense, mask, list });
            for (cheaper, limit) in
                [(mask < dense, even.mask), (list < dense, even.list), (list < mask, even.list_to_mask)]
            {
                let at_the_limit = (zeros - limit).abs() < 1e-12;
                assert!(at_the_limit || cheaper == (zeros > limit), "{units} {active}: {limit}");
            }
        }
    }
    // Indices as wide as values would pay past a half; a byte each past a fifth; a bit each at once.
    assert!((BreakEven::new(200).list - 0.2).abs() < 0.002 && BreakEven::new(200).mask == 0.03125);
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let refused = |setup: Setup| setup.draw().unwrap_err().to_string();
    let base = Setup::default();
    for (setup, said) in [
        (Setup { units: 0, ..base }, "units is 0; it must be a whole number from 1 to 256"),
        (Setup { units: 257, ..base }, "units is 257; it must be a whole number from 1 to 256"),
        (Setup { dimensions: 65, ..base }, "dimensions is 65; it must be a whole number from 1 to 64"),
        (Setup { count: 1001, ..base }, "inputs is 1001; it must be a whole number from 1 to 1000"),
        (
            Setup { inputs: Inputs::Spirals, dimensions: 3, ..base },
            "dimensions is 3; it must be 2 for spirals",
        ),
        (Setup { bias: f64::NAN, ..base }, "bias is NaN; it must be a number from -1e6 to 1e6"),
        (Setup { shift: f64::INFINITY, ..base }, "shift is inf; it must be a number from -1e6 to 1e6"),
        (
            Setup { weights: Weights::Normal(0.0), ..base },
            "deviation is 0.0; it must be a number from 1e-150 to 1e150",
        ),
    ] {
        assert_eq!(refused(setup), said);
    }
    let layer = Layer::new(vec![1.0, 2.0], 2, 0.0).unwrap();
    assert!(layer.code(&[f64::NAN, 0.0]).is_err(), "what is not finite is no zero");
    assert!(layer.code(&[1.0]).is_err() && layer.mask(&[1.0]).is_err() && layer.mask(&[]).is_err());
    assert!(layer.mask(&[1.0, f64::NEG_INFINITY]).is_err());
    assert!(Layer::new(vec![], 2, 0.0).is_err() && Layer::new(vec![1.0], 0, 0.0).is_err());
    assert!(Comparison::new(&[true], &[]).is_err());
    assert!(Line::new(1e-200, 1.0, 0.0).is_err() && Line::new(1.0, 1.0, f64::NAN).is_err());
    assert!(
        Window::new((0.0, 0.0), (0.0, 1.0)).is_err() && Window::new((0.0, f64::NAN), (1.0, 1.0)).is_err()
    );
    assert_eq!((layer.weights(1), layer.line(7), layer.on_cube(1, 0.0)), (None, None, None));
    assert_eq!(layer.share_of_cube(3, 0.0), None);
}
