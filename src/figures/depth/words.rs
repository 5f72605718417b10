//! What the figure of the depth says.

use super::super::Digits;
use super::super::csv::of_group;
use super::{DepthPicture, FAR, FLOAT_LARGEST, FLOAT_SMALLEST, size};
use crate::activation::Activation;
use crate::initialisation::Weights;
use crate::limits::mean_output;
use crate::signal::{Normalisation, WIDTHS};
use crate::words::{Sentence, brief, in_digits, percent};

/// Below which share nobody would notice that some networks are silent.
const NOTICED: f64 = 0.005;
/// From which distance on the typical network is told from the mean of the squares; a logarithm.
const TYPICAL_APART: f64 = 0.1;
/// Within which distance from 0 a mean is 0 but for chance, in units of the root mean square.
const CENTRED: f64 = 0.06;

/// A factor that is nearly 1 is told from it.
pub(super) fn factor(log: f64) -> String {
    size(log, if libm::fabs(log) < 0.01 { 4 } else { 3 })
}

impl DepthPicture {
    /// What multiplies at every layer: in the chain, and in a random layer.
    fn of_the_layer(&self) -> Sentence {
        let expected = &self.expected;
        let said = |key: &str| {
            Sentence::new(key)
                .with("s", in_digits(self.deviation, 3))
                .with("n", self.survey.setup.width.to_string())
                .with("chain", factor(expected.chain_gradient))
        };
        match expected.factor().or(self.measured_factor()) {
            Some(log) if expected.is_plain() => said("depth.layer.plain").with("factor", factor(log)),
            Some(log) if expected.is_normalised() => {
                said("depth.layer.normalised").with("factor", factor(log))
            }
            None if expected.is_normalised() => said("depth.layer.renewed"),
            Some(log) => said("depth.layer.other").with("factor", factor(log)),
            None => said("depth.layer.unknown"),
        }
    }

    /// What is left at the ends, and what the chain would leave.
    fn of_the_ends(&self) -> Vec<Sentence> {
        let (silent, all) = self.silent();
        if all > 0 && silent == all {
            return vec![Sentence::new("depth.ends.silent")];
        }
        let (gradient, measured) = self.reached(true, 0);
        let Some((gradient, signal)) = gradient.zip(self.reached(false, self.depth()).0) else {
            return Vec::new();
        };
        let decades = gradient / std::f64::consts::LN_10;
        let key = match decades {
            ..-3.0 => "depth.ends.vanishes",
            ..-1.0 => "depth.ends.fades",
            ..=1.0 => "depth.ends.keeps",
            ..=3.0 => "depth.ends.grows",
            _ => "depth.ends.explodes",
        };
        let of_which = match (measured, all, silent) {
            (false, ..) => "depth.where.theory",
            (true, 1, _) => "depth.where.one",
            (true, _, 0) => "depth.where.median",
            _ => "depth.where.heard",
        };
        let mut said = vec![
            Sentence::new(key)
                .with_word("where", of_which)
                .with("depth", self.depth().to_string())
                .with("signal", size(signal, 2))
                .with("gradient", size(gradient, 2)),
        ];
        // The chain knows of no batch.
        if !self.expected.is_normalised() {
            let chain = self.expected.chain_gradient * self.depth() as f64;
            let key = if chain > 0.0 { "depth.ends.chain.grows" } else { "depth.ends.chain.fades" };
            said.push(Sentence::new(key).with("chain", size(chain, 2)));
        }
        said
    }

    /// How far the typical network is from what holds for the mean of the squares, where that is much.
    fn of_the_typical(&self) -> Option<Sentence> {
        let depth = self.depth();
        let typical = self.expected.typical(depth)?;
        let apart = self.expected.signal(depth)? - typical;
        let said = Sentence::new("depth.typical")
            .with("n", self.survey.setup.width.to_string())
            .with("factor", factor(typical / depth as f64));
        (apart > TYPICAL_APART).then_some(said)
    }

    /// Where 32-bit numbers no longer do.
    fn of_the_floats(&self) -> Vec<Sentence> {
        let mut said = Vec::new();
        for (back, over, under) in [
            (false, "depth.float.signal.over", "depth.float.signal.under"),
            (true, "depth.float.gradient.over", "depth.float.gradient.under"),
        ] {
            let first = |beyond: &dyn Fn(f64) -> bool| {
                let mut layers =
                    (0..=self.depth()).map(|passed| if back { self.depth() - passed } else { passed });
                layers.find(|layer| self.reached(back, *layer).0.is_some_and(beyond))
            };
            let beyond = [
                (over, FLOAT_LARGEST, first(&|log| log > FLOAT_LARGEST)),
                (under, FLOAT_SMALLEST, first(&|log| log < FLOAT_SMALLEST)),
            ];
            for (key, limit, layer) in beyond {
                if let Some(layer) = layer {
                    said.push(
                        Sentence::new(key).with("layer", layer.to_string()).with("limit", size(limit, 2)),
                    );
                }
            }
        }
        said
    }

    /// The width at which the factor is 1, and the 2 in it.
    fn of_the_width(&self) -> Option<Sentence> {
        let offered = WIDTHS.contains(&(libm::round(2.0 / (self.deviation * self.deviation)) as usize));
        let key = match self.survey.setup.weights {
            Weights::Normal(_) if !offered => "depth.width.none",
            Weights::He => "depth.width.he",
            Weights::Xavier => "depth.width.xavier",
            Weights::Normal(_) => "depth.width.normal",
        };
        let neutral = self.neutral_width()?;
        Some(Sentence::new(key).with("s", in_digits(self.deviation, 3)).with("neutral", neutral))
    }

    /// Whether enough networks are silent for anybody to notice.
    pub(super) fn is_silence_shown(&self) -> bool {
        let (nothing, _) = self.silent();
        nothing > 0 || self.expected.silent(self.depth()).is_some_and(|share| share > NOTICED)
    }

    /// How many networks are silent at the last layer, and how many there are.
    pub(super) fn silent(&self) -> (usize, usize) {
        let nothing = self.crowd.signal.last().map_or(0, |column| column.nothing);
        (nothing, self.crowd.count())
    }

    fn of_the_silence(&self) -> Vec<Sentence> {
        let ((nothing, all), exact) = (self.silent(), self.expected.silent(self.depth()));
        let key = match exact {
            Some(_) if all == 0 => "depth.silent.expected",
            Some(_) => "depth.silent.both",
            None => "depth.silent.measured",
        };
        let said = Sentence::new(key)
            .with("share", exact.map_or_else(String::new, |share| percent(share, 1)))
            .with("count", nothing.to_string())
            .with("all", all.to_string())
            .with("n", self.survey.setup.width.to_string())
            .with("depth", self.depth().to_string());
        let bias = self.survey.setup.bias;
        let why = Sentence::new("depth.silent.bias").with("bias", brief(bias, 2));
        match (self.is_silence_shown(), bias < 0.0) {
            (false, _) => Vec::new(),
            (true, false) => vec![said],
            (true, true) => vec![said, why],
        }
    }

    /// Whether what the next layer gets is centred.
    fn of_the_mean(&self) -> Option<Sentence> {
        let said = |key: &str| Sentence::new(key).with_word("name", self.name());
        let setup = &self.survey.setup;
        match (setup.normalisation, mean_output(setup.activation)) {
            (Normalisation::After, _) => return Some(said("depth.mean.after")),
            (Normalisation::Before, Some(mean)) if mean != 0.0 && setup.bias == 0.0 => {
                return Some(said("depth.mean.before").with("mean", brief(mean, 3)));
            }
            _ => {}
        }
        let mean = self.mean(self.depth())?;
        let key = match setup.activation {
            _ if libm::fabs(mean) >= CENTRED => "depth.mean.off",
            Activation::Tanh => "depth.mean.centred",
            // Not by itself: it is bent at 0 less than anywhere else.
            _ => "depth.mean.faded",
        };
        Some(said(key).with("mean", brief(mean, 2)))
    }

    /// Why a line of theory is missing.
    fn of_the_theories(&self) -> Option<Sentence> {
        let (expected, setup) = (&self.expected, &self.survey.setup);
        if expected.is_normalised() {
            Some(Sentence::new("depth.theory.normalised"))
        } else if expected.holds() < self.depth() {
            let said = Sentence::new("depth.theory.ends").with_word("name", self.name());
            Some(said.with("layer", expected.holds().to_string()))
        } else if matches!(setup.activation, Activation::Relu { .. }) && setup.bias != 0.0 {
            Some(Sentence::new("depth.theory.bias"))
        } else {
            None
        }
    }

    pub(super) fn said(&self) -> Vec<Sentence> {
        let mut said = vec![self.of_the_layer()];
        said.extend(self.of_the_typical());
        said.append(&mut self.of_the_ends());
        said.append(&mut self.of_the_floats());
        said.extend(self.of_the_width());
        said.append(&mut self.of_the_silence());
        said.extend(self.of_the_mean());
        said.extend(self.of_the_theories());
        said
    }

    pub(super) fn described(&self) -> Vec<Sentence> {
        let setup = &self.survey.setup;
        let normalised = match setup.normalisation {
            Normalisation::None => "none",
            Normalisation::Before => "before",
            Normalisation::After => "after",
        };
        let mut said = vec![
            Sentence::new("depth.description")
                .with("networks", self.survey.networks.to_string())
                .with("depth", self.depth().to_string())
                .with("n", setup.width.to_string())
                .with_word("name", self.name())
                .with("s", in_digits(self.deviation, 3))
                .with("bias", brief(setup.bias, 2))
                .with_word("normalisation", format!("depth.normalisation.{normalised}")),
            Sentence::new("depth.description.lines"),
            Sentence::new("depth.description.strips"),
        ];
        said.append(&mut self.said());
        said
    }

    /// The layers that the table has a row for: all of a shallow network, some twenty of a deep one.
    pub(super) fn rows(&self) -> Vec<usize> {
        let step = match self.depth() {
            0..=25 => 1,
            26..=50 => 2,
            _ => 5,
        };
        let wanted = |layer: usize| layer.is_multiple_of(step) || [1, self.at, self.depth()].contains(&layer);
        (0..=self.depth()).filter(|layer| wanted(*layer)).collect()
    }

    pub(super) fn row(&self, layer: usize, digits: Digits) -> Vec<String> {
        let shown = |log: Option<f64>| match log {
            Some(log) if digits == Digits::All && libm::fabs(log) <= FAR => {
                digits.of(libm::exp(log), |size| in_digits(size, 3))
            }
            log => size(log.unwrap_or(f64::NAN), 3),
        };
        let share = |share: Option<f64>| share.filter(|share| share.is_finite());
        let mut row = vec![layer.to_string()];
        for (theory, columns) in [
            (self.expected.signal(layer), &self.crowd.signal),
            (self.expected.gradient(layer), &self.crowd.gradient),
        ] {
            row.push(shown(theory));
            for part in [0.5, 0.1, 0.9] {
                row.push(shown(columns.get(layer).map(|column| column.quantile(part))));
            }
        }
        let of_layer = |columns: &[super::crowd::Column]| {
            share(columns.get(layer.checked_sub(1)?).map(super::crowd::Column::median))
        };
        let none = || size(f64::NAN, 3);
        row.push(of_layer(&self.crowd.mean).map_or_else(none, |mean| digits.of(mean, |mean| brief(mean, 3))));
        row.push(
            of_layer(&self.crowd.active)
                .map_or_else(none, |active| digits.percent(active, |active| percent(active, 1))),
        );
        row
    }
}

/// The keys of the table's columns.
const COLUMNS: [&str; 11] = [
    "depth.table.layer",
    "depth.table.signal.theory",
    "depth.table.signal.median",
    "depth.table.signal.low",
    "depth.table.signal.high",
    "depth.table.gradient.theory",
    "depth.table.gradient.median",
    "depth.table.gradient.low",
    "depth.table.gradient.high",
    "depth.table.mean",
    "depth.table.active",
];

/// The table's columns. Where it is taken along, each has a name of its own.
pub(super) fn columns(digits: Digits) -> Vec<Sentence> {
    let mut columns = Vec::with_capacity(COLUMNS.len());
    for (place, key) in COLUMNS.into_iter().enumerate() {
        let group = match place {
            2..=4 => "depth.table.signal",
            6..=8 => "depth.table.gradient",
            _ => "",
        };
        let named = digits == Digits::All && !group.is_empty();
        columns.push(if named { of_group(group, key) } else { Sentence::new(key) });
    }
    columns
}
