//! What the figure says of the layer.

use super::super::Digits;
use super::{BIAS, DIMENSIONS, FIRST, SECOND, SHIFT, SparsityPicture, X1, X2};
use crate::figures::{Readout, Table};
use crate::sparsity::{Inputs, Storage, saving, silent_share};
use crate::words::{Sentence, brief, in_digits};

/// In how many dimensions the exact share of the cube is computed for every unit of the table.
const CHEAP: usize = 3;

/// A share in per cent. What is not all is not called all, and what is something not nothing.
fn percent(share: f64) -> String {
    let text = brief(100.0 * share, 1);
    match text.as_str() {
        "100" if share < 1.0 => "> 99.9".to_string(),
        "0" if share > 0.0 => "< 0.1".to_string(),
        _ => text,
    }
}

impl SparsityPicture {
    fn zeros(&self) -> f64 {
        self.scene.mask().zeros()
    }

    /// Bytes of the outputs for one input, on average: dense, as mask and values, as indices and values.
    fn bytes(&self) -> [f64; 3] {
        let mut totals = [0.0; 3];
        for active in self.scene.mask().of_inputs() {
            let Storage { dense, mask, list } = Storage::new(self.units(), *active);
            for (total, bytes) in totals.iter_mut().zip([dense, mask, list]) {
                *total += bytes as f64;
            }
        }
        totals.map(|total| total / self.count() as f64)
    }

    fn is_centred(&self) -> bool {
        let centre = if self.setup.inputs == Inputs::Cube { -0.5 } else { 0.0 };
        self.setup.shift == centre
    }

    /// How many units fire for fewer than a tenth of the inputs, or for more than nine tenths.
    fn lopsided(&self) -> usize {
        let mut units = 0;
        for fires in self.scene.mask().of_units() {
            let share = *fires as f64 / self.count() as f64;
            units += usize::from(!(0.1..=0.9).contains(&share));
        }
        units
    }

    fn of_the_zeros(&self) -> Vec<Sentence> {
        let lopsided = self.lopsided();
        let why = match self.setup.bias {
            bias if bias < 0.0 => "sparsity.why.negative",
            bias if bias > 0.0 => "sparsity.why.positive",
            _ if self.is_centred() => "sparsity.why.centred",
            _ if lopsided == 0 => "sparsity.why.nearly",
            _ => "sparsity.why.uncentred",
        };
        vec![
            Sentence::new("sparsity.zeros")
                .with("zeros", percent(self.zeros()))
                .with("outputs", in_digits((self.units() * self.count()) as f64, 7))
                .with("expected", percent(self.expected)),
            Sentence::new(why)
                .with("bias", brief(self.setup.bias, 2))
                .with("lopsided", lopsided.to_string())
                .with("units", self.units().to_string()),
        ]
    }

    fn of_the_dead(&self) -> Vec<Sentence> {
        let mask = self.scene.mask();
        let none = mask.dead() + mask.always() == 0;
        let mut said = vec![
            Sentence::new(if none { "sparsity.dead.none" } else { "sparsity.dead" })
                .with("dead", mask.dead().to_string())
                .with("always", mask.always().to_string())
                .with("units", self.units().to_string()),
        ];
        let dimensions = self.setup.dimensions;
        let is_plain = self.setup.bias == 0.0 && self.setup.shift == 0.0;
        // Where the sample shows none, the whole cube has none.
        if let Some([dead, always]) = self.on_cube.filter(|_| is_plain || !none) {
            let key = if is_plain { "sparsity.cube.exact" } else { "sparsity.cube" };
            said.push(
                Sentence::new(key)
                    .with("dead", dead.to_string())
                    .with("always", always.to_string())
                    .with("share", percent(silent_share(dimensions))),
            );
        }
        said
    }

    fn of_the_codes(&self) -> Vec<Sentence> {
        let common = self.comparison;
        let key = match common.distance() {
            0 => "sparsity.same",
            _ if self.plane.is_some() => "sparsity.between",
            _ => "sparsity.compared",
        };
        let mut said = vec![
            Sentence::new(key)
                .with("distance", common.distance().to_string())
                .with("units", self.units().to_string())
                .with("shared", common.shared.to_string())
                .with("first", common.first.to_string())
                .with("second", common.second.to_string()),
        ];
        if let Some(plane) = self.plane {
            let key = if plane.regions == 1 { "sparsity.regions.one" } else { "sparsity.regions" };
            said.push(Sentence::new(key).with("regions", in_digits(plane.regions as f64, 7)));
        }
        said
    }

    fn of_the_worth(&self) -> Vec<Sentence> {
        let zeros = self.zeros();
        let key = match zeros {
            0.0 => "sparsity.saving.none",
            1.0 => "sparsity.saving.all",
            _ => "sparsity.saving",
        };
        let mut said = vec![
            Sentence::new(key)
                .with("left", in_digits(100.0 * (1.0 - zeros), 3))
                .with("factor", in_digits(saving(zeros), 3)),
        ];
        let [dense, mask, list] = self.bytes().map(|bytes| brief(bytes, 0));
        said.push(
            Sentence::new("sparsity.storage").with("dense", dense).with("mask", mask).with("list", list),
        );
        said
    }

    pub(super) fn said(&self) -> Vec<Sentence> {
        let mut said = self.of_the_zeros();
        said.append(&mut self.of_the_dead());
        said.append(&mut self.of_the_codes());
        said.append(&mut self.of_the_worth());
        said
    }

    fn kind(&self) -> &'static str {
        match self.setup.inputs {
            Inputs::Normal => "sparsity.inputs.normal",
            Inputs::Cube => "sparsity.inputs.cube",
            Inputs::Spirals => "sparsity.inputs.spirals",
        }
    }

    pub(super) fn described(&self) -> Vec<Sentence> {
        let mut said = vec![
            Sentence::new("sparsity.description")
                .with("units", self.units().to_string())
                .with("count", self.count().to_string())
                .with("dimensions", self.setup.dimensions.to_string())
                .with("shift", brief(self.setup.shift, 2))
                .with_word("inputs", self.kind()),
            Sentence::new(if self.by_frequency {
                "sparsity.description.frequency"
            } else {
                "sparsity.description.drawn"
            }),
        ];
        if let Some(plane) = self.plane {
            said.push(
                Sentence::new("sparsity.description.plane")
                    .with("from", brief(plane.from, 2))
                    .with("to", brief(plane.to, 2))
                    .with("x1", brief(self.point.0, 4))
                    .with("x2", brief(self.point.1, 4)),
            );
        }
        said.append(&mut self.said());
        said
    }

    pub(super) fn read_out(&self) -> Vec<Readout> {
        let mask = self.scene.mask();
        let none = || "–".to_string();
        let factor = if self.zeros() < 1.0 { in_digits(saving(self.zeros()), 3) } else { "∞".to_string() };
        let share = |share| format!("{}\u{a0}%", percent(share));
        vec![
            Readout::number("zeros", share(self.zeros())),
            Readout::number("expected", share(self.expected)),
            Readout::number("dead", mask.dead().to_string()),
            Readout::number("always", mask.always().to_string()),
            Readout::number("distance", self.comparison.distance().to_string()),
            Readout::number(
                "regions",
                self.plane.map_or_else(none, |plane| in_digits(plane.regions as f64, 7)),
            ),
            Readout::number("factor", factor),
            Readout::number("bytes", brief(self.bytes()[1], 0)),
        ]
    }

    pub(super) fn tabled(&self, digits: Digits) -> Table {
        let exact = self.on_cube.is_some() && self.setup.dimensions <= CHEAP;
        let mut keys = vec!["unit", "fires", "share", "first", "second"];
        if exact {
            keys.push("exact");
        }
        let mut columns = Vec::with_capacity(keys.len());
        for key in keys {
            columns.push(Sentence::new(format!("sparsity.table.{key}")));
        }
        let shown = |share| format!("{}\u{a0}%", percent(share));
        let mut rows = Vec::with_capacity(self.units());
        for unit in &self.order {
            let fires = self.scene.mask().of_units().get(*unit).copied().unwrap_or(0);
            let mut row = vec![
                (unit + 1).to_string(),
                fires.to_string(),
                digits.percent(fires as f64 / self.count() as f64, shown),
            ];
            for code in &self.codes {
                row.push(if code.get(*unit) == Some(&true) { "1" } else { "0" }.to_string());
            }
            if exact {
                let share = self.scene.layer().share_of_cube(*unit, self.setup.shift).unwrap_or(f64::NAN);
                row.push(digits.percent(share, shown));
            }
            rows.push(row);
        }
        let caption = Sentence::new("sparsity.table.caption").with("count", self.count().to_string());
        Table { caption, columns, rows, current: None }
    }

    pub(super) fn value_said(&self, index: usize) -> Option<Sentence> {
        let active = |pick: usize| self.codes[pick].iter().filter(|fires| **fires).count().to_string();
        let moved = |key, value: f64| {
            Some(Sentence::new(key).with("value", brief(value, 4)).with("zeros", percent(self.zeros())))
        };
        let picked = |pick: usize| {
            Some(
                Sentence::new("sparsity.picked.value")
                    .with("value", (self.picked[pick] + 1).to_string())
                    .with("active", active(pick)),
            )
        };
        let point = |value: f64| {
            Some(
                Sentence::new("sparsity.point.value")
                    .with("value", brief(value, 4))
                    .with("active", active(0))
                    .with("distance", self.comparison.distance().to_string()),
            )
        };
        match index {
            DIMENSIONS => Some(
                Sentence::new("sparsity.dimensions.value")
                    .with("value", self.setup.dimensions.to_string())
                    .with("share", in_digits(100.0 * silent_share(self.setup.dimensions), 3)),
            ),
            BIAS => moved("sparsity.bias.value", self.setup.bias),
            SHIFT => moved("sparsity.shift.value", self.setup.shift),
            FIRST => picked(0),
            SECOND => picked(1),
            X1 => point(self.point.0),
            X2 => point(self.point.1),
            _ => None,
        }
    }
}
