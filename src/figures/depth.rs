//! Depth: what many layers of random weights make of the signal and of its gradient, beside what theory says and what a
//! chain of single units does.

mod axes;
mod crowd;
mod drawing;
mod expected;
mod inputs;
mod words;

use std::rc::Rc;

use self::axes::Plan;
use self::crowd::Crowd;
use self::drawing::{CHAIN, FIELD, LIMIT, TYPICAL};
use self::expected::Expected;
use self::inputs::{AT, CROWD_LAYER, DEVIATION, GROUND_LAYER, PRESETS, WIDTH};
pub(crate) use self::inputs::{PARAMETERS, survey};
use self::words::{columns, factor};
use super::panel::{Frame, Panel};
use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::theme::Theme;
use super::{Digits, Handle, LegendEntry, Mark, Picture, Readout, Table};
use crate::activation::Activation;
use crate::initialisation::{Weights, neutral_width};
use crate::signal::Survey;
use crate::state::{Parameter, Preset, State, Value, limited};
use crate::words::{Sentence, brief, in_digits, power_of_ten};
use crate::work::Job;

/// ln of the largest 32-bit float, 3.4·10³⁸, and of the smallest with all its digits, 1.2·10⁻³⁸.
const FLOAT_LARGEST: f64 = 88.722_839_052_068_35;
const FLOAT_SMALLEST: f64 = -87.336_544_750_553_1;

/// ln 10³⁰⁰, a little below the largest double.
const FAR: f64 = 300.0 * std::f64::consts::LN_10;

/// The survey of the figure, what has come of it, and what was to be expected.
#[derive(Clone, Debug)]
pub(super) struct DepthPicture {
    survey: Survey,
    /// The layer that is pointed at: 0 is the input.
    at: usize,
    /// The standard deviation of the weights.
    deviation: f64,
    expected: Rc<Expected>,
    crowd: Rc<Crowd>,
    /// The decades that the axes of the sizes reach from and to.
    decades: (i32, i32),
}

impl DepthPicture {
    fn depth(&self) -> usize {
        self.survey.setup.depth
    }

    fn name(&self) -> String {
        format!("activation.{}", self.survey.setup.activation.name())
    }

    fn plan(&self, frame: &Frame, theme: &Theme) -> Plan {
        Plan::new(self.depth(), self.decades, frame, theme)
    }

    /// The size of signal or gradient at a layer, its logarithm: in the median network, and as long as there is none, in
    /// theory. Says whether it is measured.
    fn reached(&self, back: bool, layer: usize) -> (Option<f64>, bool) {
        let columns = if back { &self.crowd.gradient } else { &self.crowd.signal };
        let median = columns.get(layer).map(crowd::Column::median).filter(|median| median.is_finite());
        if self.crowd.count() > 0 {
            return (median, true);
        }
        let expected = &self.expected;
        let layers = if back { self.depth() - layer } else { layer };
        let field = if back { expected.gradient(layer) } else { expected.signal(layer) };
        (expected.typical(layers).or(field), false)
    }

    /// The factor of the gradient a layer in the median network, on average over the layers; its logarithm.
    fn measured_factor(&self) -> Option<f64> {
        let median = self.crowd.gradient.first()?.median();
        median.is_finite().then(|| median / self.depth() as f64)
    }

    /// The mean output of a layer relative to the root mean square, measured or in theory.
    fn mean(&self, layer: usize) -> Option<f64> {
        let column = self.crowd.mean.get(layer.checked_sub(1)?)?;
        Some(column.median()).filter(|mean| mean.is_finite()).or_else(|| self.expected.mean(layer))
    }

    /// The width at which layers with such weights keep the size of signal and gradient.
    fn neutral_width(&self) -> Option<String> {
        let width = neutral_width(self.deviation).ok()?;
        self.expected.is_plain().then(|| in_digits(width, 3))
    }

    /// What the chain of single units is called in the picture.
    fn chain_name(&self, back: bool) -> &'static str {
        match self.survey.setup.activation {
            _ if !back => "wˡ",
            Activation::Sigmoid => "(w/4)ᵏ",
            Activation::Gelu => "(1.13w)ᵏ",
            Activation::Silu => "(1.1w)ᵏ",
            _ => "wᵏ",
        }
    }
}

/// A size of which the natural logarithm is known, as it is shown.
fn size(log: f64, digits: usize) -> String {
    if log.is_nan() {
        "–".to_string()
    } else if log == f64::NEG_INFINITY {
        "0".to_string()
    } else if log < -FAR {
        format!("< {}", power_of_ten(-300))
    } else if log > FAR {
        format!("> {}", power_of_ten(300))
    } else {
        in_digits(libm::exp(log), digits)
    }
}

impl Picture for DepthPicture {
    const NAME: &'static str = "depth";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;
    const PRESETS: &'static [Preset] = &PRESETS;
    const WORK_LAYER: usize = CROWD_LAYER;

    fn work(state: &State) -> Option<Job> {
        Some(Job::Signal(survey(state)))
    }

    fn read(state: &State, before: Option<&Self>, results: &[Vec<f64>]) -> Self {
        let survey = survey(state);
        let depth = survey.setup.depth;
        let known = before.filter(|before| before.survey.setup == survey.setup);
        let expected =
            known.map_or_else(|| Rc::new(Expected::of(&survey.setup)), |known| Rc::clone(&known.expected));
        // With another seed or number come other results.
        let known = known.filter(|known| known.survey == survey);
        let crowd = Crowd::of(results, depth, known.map(|known| &known.crowd));
        let same = known.filter(|known| Rc::ptr_eq(&known.crowd, &crowd));
        DepthPicture {
            survey,
            at: (state.number(AT) as usize).min(depth),
            deviation: survey.setup.weights.deviation(survey.setup.width, survey.setup.width),
            decades: same.map_or_else(|| axes::decades(&crowd, &expected), |same| same.decades),
            expected,
            crowd,
        }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = self.plan(frame, theme);
        match layer {
            GROUND_LAYER => self.draw_ground(&plan, pencil, theme),
            CROWD_LAYER => self.draw_crowd(&plan, pencil, theme),
            _ => self.draw_at(&plan, pencil, theme),
        }
    }

    fn ground(&self) -> [i32; 3] {
        [self.depth() as i32, self.decades.0, self.decades.1]
    }

    fn verdict(&self) -> Vec<Sentence> {
        self.said()
    }

    fn description(&self) -> Vec<Sentence> {
        self.described()
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |colour, dashes, key| LegendEntry {
            colour,
            mark: Mark::Line(dashes),
            sentence: Sentence::new(key),
        };
        let mut entries = vec![
            entry(theme.signal, &[][..], "depth.legend.signal"),
            entry(theme.gradient, &[], "depth.legend.gradient"),
        ];
        if self.expected.holds() > 0 {
            entries.push(entry(theme.ink, FIELD, "depth.legend.field"));
        }
        if self.expected.typical(0).is_some() {
            entries.push(entry(theme.ink, TYPICAL, "depth.legend.typical"));
        }
        entries.push(entry(theme.ink, CHAIN, "depth.legend.chain"));
        let (low, high) = self.decades;
        let decades = |log: f64| log / std::f64::consts::LN_10;
        if f64::from(low) < decades(FLOAT_SMALLEST) || f64::from(high) > decades(FLOAT_LARGEST) {
            entries.push(entry(theme.muted, LIMIT, "depth.legend.float"));
        }
        if self.is_silence_shown() {
            entries.push(entry(theme.muted, &[], "depth.legend.silent"));
        }
        entries
    }

    fn readouts(&self) -> Vec<Readout> {
        let none = || "–".to_string();
        let of = |log: Option<f64>| log.map_or_else(none, factor);
        let at = |back| self.reached(back, self.at).0.map_or_else(none, |log| size(log, 3));
        let (silent, all) = self.silent();
        vec![
            Readout::number("factor", of(self.expected.factor())),
            Readout::number("measured", of(self.measured_factor())),
            Readout::number("signal", at(false)),
            Readout::number("gradient", at(true)),
            Readout::number("chain", size(self.expected.chain_gradient * (self.depth() - self.at) as f64, 3)),
            Readout::number("neutral", self.neutral_width().unwrap_or_else(none)),
            Readout::number("silent", format!("{silent} / {all}")),
            Readout::number("shown", format!("{all} / {}", self.survey.networks)),
        ]
    }

    fn table(&self, digits: Digits) -> Table {
        let layers = self.rows();
        let current = layers.iter().position(|layer| *layer == self.at);
        let rows = layers.into_iter().map(|layer| self.row(layer, digits)).collect();
        let caption = Sentence::new("depth.table.caption")
            .with_word("name", self.name())
            .with("all", self.crowd.count().to_string());
        Table { caption, columns: columns(digits), rows, current }
    }

    fn fixed(&self) -> Vec<Sentence> {
        vec![Sentence::new("depth.fixed").with("inputs", self.survey.setup.inputs().to_string())]
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        let setup = &self.survey.setup;
        let (key, value) = match index {
            DEVIATION if self.relevant(DEVIATION) => ("depth.deviation.value", brief(self.deviation, 4)),
            WIDTH => ("depth.width.value", setup.width.to_string()),
            AT => {
                let shown =
                    |back| self.reached(back, self.at).0.map_or_else(|| "–".to_string(), |log| size(log, 3));
                return Some(
                    Sentence::new("depth.at.value")
                        .with("layer", self.at.to_string())
                        .with("signal", shown(false))
                        .with("gradient", shown(true)),
                );
            }
            _ => return None,
        };
        let log = self.expected.factor()?;
        Some(Sentence::new(key).with("value", value).with("factor", factor(log)))
    }

    fn relevant(&self, index: usize) -> bool {
        index != DEVIATION || matches!(self.survey.setup.weights, Weights::Normal(_))
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = self.plan(frame, theme);
        [(&plan.signal, false), (&plan.gradient, true)]
            .map(|(panel, back)| Handle { at: self.handle_at(panel, back), parameter: AT })
            .to_vec()
    }

    fn press(&self, at: Place, frame: &Frame, theme: &Theme) -> Option<usize> {
        let plan = self.plan(frame, theme);
        let inside = |panel: &Panel| {
            (panel.left..=panel.right).contains(&at.0) && (panel.top..=panel.bottom).contains(&at.1)
        };
        if inside(&plan.signal) || inside(&plan.mean) {
            Some(0)
        } else {
            (inside(&plan.gradient) || inside(&plan.active)).then_some(1)
        }
    }

    fn drag(&self, handle: usize, to: Place, frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = self.plan(frame, theme);
        let panel = if handle == 0 { &plan.signal } else { &plan.gradient };
        let (layer, _) = panel.to_plane(to);
        vec![(AT, Value::Number(limited(libm::round(layer), 0.0, self.depth() as f64)))]
    }
}
