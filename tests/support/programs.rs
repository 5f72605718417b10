//! Programs that compute what figures show, and how what they print is held to the figure.

use relu_explainer::figures::Figure;
use relu_explainer::words::Filling;

/// A figure in a state, `key=value` pairs, whose programs are run.
pub struct Case {
    pub figure: &'static str,
    pub state: &'static str,
}

const fn case(figure: &'static str, state: &'static str) -> Case {
    Case { figure, state }
}

/// Defaults, presets, the ends of ranges, and whatever has a part of its own in a program.
pub const CASES: &[Case] = &[
    case("curves", ""),
    case("curves", "z=-4 over=leaky-relu+elu+gelu+silu+sigmoid+tanh leaky=0.25 elu=1.5 at-zero=1"),
    case("curves", "z=0 over=gelu+silu at-zero=0.5"),
    case("chain", ""),
    case("chain", "factors=20 weight=1 beside=sigmoid+tanh+leaky-relu"),
    case("chain", "factors=50 weight=0.01 z=-0.7 at=same output=1000 beside=sigmoid+leaky-relu off=2+50"),
    case("chain", "factors=4 weight=1.37 kind=alternating at=same z=4 beside=sigmoid+tanh"),
    case("neuron", ""),
    case("neuron", "w1=0.01 w2=0.01 b=-10"),
    case("neuron", "w1=0.5 w2=-0.8 b=0 x1=0.4 x2=0.6 w3=0.3 x3=0.1"),
    case("neuron", "w1=-2 w2=0.003 b=1.9 points=1000 seed=18446744073709551615"),
    case("neuron", "w1=0 w2=0 b=12 points=1"),
    case("sparsity", ""),
    case("sparsity", "inputs=spirals count=200 bias=-0.5 shift=0.3 weights=xavier x1=-1"),
    case("sparsity", "inputs=normal units=256 dimensions=64 first=7 second=200 seed=3"),
    case("sparsity", "inputs=normal weights=normal deviation=0.5 bias=-1 units=9 count=10"),
    case("depth", "networks=20"),
    case("depth", "weights=he width=4 depth=50 networks=50 at=25"),
    case("depth", "activation=gelu weights=xavier depth=6 width=33 networks=5 at=0 seed=3"),
    case("depth", "activation=leaky-relu normalisation=before bias=0.3 depth=12 networks=6 at=4"),
    case("depth", "activation=silu normalisation=after weights=he depth=9 networks=7 at=100"),
    case("depth", "activation=elu deviation=0.05 bias=-0.2 depth=5 networks=4 at=2"),
    case("training", ""),
    case("training", "at=50 rate=0.1 weights=normal data=surface batch=16"),
    case("training", "at=75 data=moons normalisation=batch momentum=0.9 decay=0.01 batch=30 width=8 shift=3"),
    case("training", "at=60 data=wave weights=pytorch activation=tanh clip=0.1 layers=1"),
    case("training", "at=40 data=circles activation=gelu weights=custom deviation=0.5 biases=normal"),
    case("training", "at=45 data=xor activation=leaky-relu bias=-1 loss=squared-error layers=4 change=20"),
    case("training", "at=30 activation=sigmoid weights=xavier standardised=no epochs=1 batch=64"),
    case("sweep", "shown=he+clipped setup=clipped rate=0.5 epochs=2 width=4"),
    case("sweep", "shown=normal-biases rate=2 epochs=1 data=surface layers=1 batch=16"),
    case("limits", ""),
    case("limits", "activation=leaky-relu batch=64 deviation=1 depth=50 width=784"),
    case("limits", "activation=sigmoid batch=3 seed=7"),
    case("limits", "activation=tanh depth=1"),
];

/// What the programs call what a figure reads out: the words before the colon, and the read-out's key.
const LABELS: &[(&str, &[(&str, &str)])] = &[
    ("curves", &[("z", "z"), ("ReLU(z)", "value"), ("ReLU'(z)", "slope")]),
    ("chain", &[("ReLU", "end"), ("ReLU and sigmoid", "end"), ("sigmoid", "sigmoid"), ("ratio", "ratio")]),
    (
        "neuron",
        &[
            ("active on the square", "share"),
            ("active in the sample", "sample"),
            ("largest z", "largest"),
            ("smallest z", "smallest"),
            ("distance of the line z = 0 from the square", "distance"),
            ("fires from this bias on", "firing"),
            ("z at the marked input", "z"),
        ],
    ),
    (
        "limits",
        &[
            ("of one sign", "agreement"),
            ("exactly 0", "zero"),
            ("mean output", "mean"),
            ("mean of 1000 outputs", "sampled"),
            ("factor a layer", "factor"),
            ("size at the last layer", "end"),
            ("deviation that keeps the size", "neutral"),
        ],
    ),
    (
        "depth",
        &[
            ("factor a layer, measured", "measured"),
            ("factor a layer, theory", "factor"),
            ("signal there", "signal"),
            ("gradient there", "gradient"),
            ("gradient of a chain", "chain"),
            ("width that keeps the size", "neutral"),
            ("silent networks", "silent"),
        ],
    ),
    (
        "sparsity",
        &[
            ("zeros", "zeros"),
            ("zeros to be expected", "expected"),
            ("units that never fire", "dead"),
            ("units that always fire", "always"),
            ("units that differ", "distance"),
            ("fewer products by a factor", "factor"),
            ("bytes with a mask", "bytes"),
            ("regions", "regions"),
        ],
    ),
    (
        "training",
        &[
            ("loss", "loss"),
            ("accuracy", "accuracy"),
            ("variance explained", "accuracy"),
            ("dead units", "dead"),
            ("by layer", "layers"),
            ("zeros", "zeros"),
        ],
    ),
    (
        "sweep",
        &[
            ("dead before training", "first"),
            ("accuracy", "accuracy"),
            ("variance explained", "accuracy"),
            ("dead", "dead"),
            ("runs with a layer that is dead", "gone"),
            ("runs lost", "lost"),
        ],
    ),
];

impl Case {
    /// The figure with its work done.
    pub fn figure(&self) -> Figure {
        let mut figure = self.still();
        figure.complete();
        figure
    }

    /// The figure before that.
    pub fn still(&self) -> Figure {
        let mut figure = Figure::new(self.figure).expect("a figure's name");
        for pair in self.state.split_whitespace() {
            let (key, value) = pair.split_once('=').expect("key=value");
            figure.state_mut().assign(key, value).expect("a value that is allowed");
        }
        figure
    }

    /// What differs between what a program has printed and what the figure shows.
    pub fn differences(&self, printed: &str) -> Vec<String> {
        let figure = self.figure();
        let (_, labels) = LABELS.iter().find(|(name, _)| *name == self.figure).expect("labels");
        let mut different = Vec::new();
        let mut found = 0;
        let readouts = figure.readouts();
        for (label, key) in *labels {
            let line = printed.lines().find_map(|line| line.strip_prefix(label)?.strip_prefix(": "));
            let Some(line) = line else { continue };
            let readout = readouts.iter().find(|readout| readout.key == *key).expect("a read-out");
            let Filling::Text(shown) = &readout.filling else { panic!("{key} is a word") };
            if !agree(line, shown) {
                different.push(format!("{label} is {line} instead of {shown}"));
            }
            found += 1;
        }
        if found < labels.len().min(3) {
            different.push(format!("only {found} values are named"));
        }
        different.append(&mut self.rows(&figure, printed));
        different
    }

    /// The same of rows of numbers, which are those of the figure's table, its last ones if it has more, and a column may
    /// hold no number there.
    fn rows(&self, figure: &Figure, printed: &str) -> Vec<String> {
        let rows: Vec<Vec<&str>> = printed
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .filter(|row| row.len() > 1 && row.iter().all(|cell| cell.parse::<f64>().is_ok()))
            .collect();
        let table = figure.table().rows;
        if rows.is_empty() {
            return Vec::new();
        }
        if rows.len() > table.len() {
            return vec![format!("{} rows instead of {}", rows.len(), table.len())];
        }
        let mut different = Vec::new();
        for (row, shown) in rows.iter().zip(&table[table.len() - rows.len()..]) {
            // The chain's ratio needs sigmoid, which need not stand beside it.
            if row.len() != shown.len() {
                continue;
            }
            let pairs = row.iter().zip(shown).filter(|(_, shown)| number(shown).is_some());
            for (cell, shown) in pairs.filter(|(cell, shown)| !agree(cell, shown)) {
                different.push(format!("{cell} instead of {shown} in {row:?}"));
            }
        }
        different
    }
}

/// Whether what a program prints is what a figure shows, as far as both have digits. A dash says nothing.
fn agree(printed: &str, shown: &str) -> bool {
    if shown == "–" {
        return true;
    }
    // As "5 / 32" and "2 + 3".
    for separator in [" / ", " + "] {
        if shown.contains(separator) {
            return printed == shown;
        }
    }
    if let (Some(printed), Some(shown)) = (printed.split_once(" +- "), shown.split_once(" ± ")) {
        return agree(printed.0, shown.0) && agree(printed.1, shown.1);
    }
    if shown == "∞" {
        return printed == "inf";
    }
    let (Some((found, finest)), Some((value, unit))) = (plain(printed), number(shown)) else {
        return printed == shown;
    };
    // Both are rounded; below the twelfth digit doubles are not what decimals are.
    (found - value).abs() <= 0.5 * (unit + finest) * 1.000_001 + 1e-12 * value.abs()
}

/// A number as a program prints it, and the unit of its last digit.
fn plain(text: &str) -> Option<(f64, f64)> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let value: f64 = text.parse().ok()?;
    let (significand, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let decimals = significand.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Some((value, 10f64.powi(exponent.parse::<i32>().ok()? - decimals as i32)))
}

/// A number as a figure writes it, and the unit of its last digit.
fn number(text: &str) -> Option<(f64, f64)> {
    let raised = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c);
    let text = text.replace(['\u{a0}', '%', ','], "").replace('−', "-");
    let power = |text: &str| {
        let digits: String = text
            .chars()
            .map(|c| if c == '⁻' { Some('-') } else { char::from_digit(raised(c)? as u32, 10) })
            .collect::<Option<_>>()?;
        digits.parse::<i32>().ok()
    };
    let parts = text.rsplit_once("10").and_then(|(before, after)| Some((before.to_string(), power(after)?)));
    let (significand, exponent) = match parts {
        Some((before, exponent)) => match before.strip_suffix('·') {
            Some(significand) => (significand.to_string(), exponent),
            None => (before + "1", exponent),
        },
        None => (text, 0),
    };
    let decimals = significand.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
    let value: f64 = format!("{significand}e{exponent}").parse().ok()?;
    // Zeros at the end of a whole number may only stand for digits that are not shown, from the fourth on.
    let digits = significand.trim_start_matches('-');
    let zeros = if digits.contains('.') { 0 } else { digits.len() - digits.trim_end_matches('0').len() };
    let hidden = zeros.min(digits.len().saturating_sub(3)) as i32;
    Some((value, 10f64.powi(exponent - decimals + hidden)))
}
