//! The function and its slope: f above, f′ below, over one axis of pre-activations z.

use plotters::prelude::*;
use plotters_backend::text_anchor::{HPos, VPos};

use super::panel::{Frame, Panel, Plane, Tick, disc, ring, units};
use super::surface::element::Dashed;
use super::surface::{Drawn, Sheet, Target, stroke, text_style};
use super::theme::{Theme, pen};
use super::{Handle, LegendEntry, Picture, Readout, Table};
use crate::activation::{Activation, SlopeAtZero};
use crate::state::{Domain, Parameter, Scale, State, Value};
use crate::words::{Sentence, brief, decimals};

/// The values of z that the article uses throughout.
pub const ANCHORS: [f64; 6] = [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0];

const Z: usize = 0;
const AT_ZERO: usize = 1;
const OVER: usize = 2;
const LEAKY: usize = 3;
const ELU: usize = 4;

const FRAME_LAYER: usize = 0;
const CURVE_LAYER: usize = 1;
const MARK_LAYER: usize = 2;

const HUNDREDTHS: Scale = Scale::Linear { per_unit: 100.0, fine: 1000.0 };

const PARAMETERS: [Parameter; 5] = [
    Parameter {
        key: "z",
        domain: Domain::Number {
            min: -4.0,
            max: 4.0,
            scale: Scale::Linear { per_unit: 10.0, fine: 100.0 },
            anchors: &ANCHORS,
        },
        default: Value::Number(0.5),
        layer: MARK_LAYER,
    },
    Parameter {
        key: "at-zero",
        domain: Domain::Choice(&["0", "0.5", "1"]),
        default: Value::Choice(0),
        layer: CURVE_LAYER,
    },
    Parameter {
        key: "over",
        domain: Domain::Set(&["leaky-relu", "elu", "gelu", "silu", "sigmoid", "tanh"]),
        default: Value::Set(0),
        layer: CURVE_LAYER,
    },
    Parameter {
        key: "leaky",
        domain: Domain::Number { min: 0.0, max: 0.3, scale: HUNDREDTHS, anchors: &[0.01, 0.25] },
        default: Value::Number(0.01),
        layer: CURVE_LAYER,
    },
    Parameter {
        key: "elu",
        domain: Domain::Number { min: 0.0, max: 1.5, scale: HUNDREDTHS, anchors: &[1.0] },
        default: Value::Number(1.0),
        layer: CURVE_LAYER,
    },
];

/// The figure's inputs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curves {
    /// The pre-activation at the point.
    z: f64,
    /// ReLU with the chosen slope at zero.
    relu: Activation,
    /// The activations laid over it.
    over: Vec<Activation>,
}

impl Curves {
    fn key(&self) -> &'static str {
        if self.z > 0.0 {
            "active"
        } else if self.z < 0.0 {
            "inactive"
        } else {
            "corner"
        }
    }
}

/// The two panels in a picture of the given size.
struct Plan {
    value: Panel,
    slope: Panel,
}

impl Plan {
    fn new(frame: &Frame, theme: &Theme) -> Self {
        let (left, right) = (frame.left + 3.0 * theme.text, frame.left + frame.width - theme.text);
        let (top, bottom) = (frame.top + 1.6 * theme.text, frame.top + frame.height - 2.0 * theme.text);
        let gap = 2.2 * theme.text;
        let middle = top + 0.62 * (bottom - top - gap);
        let panel = |top, bottom, y| Panel { left, right, top, bottom, x: -4.0..4.0, y };
        Plan { value: panel(top, middle, -1.6..4.1), slope: panel(middle + gap, bottom, -0.25..1.6) }
    }
}

/// Ticks without labels.
fn bare(places: &[f64]) -> Vec<Tick> {
    places.iter().map(|at| Tick { at: *at, label: String::new() }).collect()
}

/// Ticks at multiples of `step`, of which those are labelled that leave `room` pixels for each label: every one, every
/// second or every fourth. `pixels` is the distance between two ticks.
fn ticks(places: &[f64], step: f64, pixels: f64, room: f64) -> Vec<Tick> {
    let every = [1, 2].into_iter().find(|every| f64::from(*every) * pixels >= room).unwrap_or(4);
    let label = |at: f64| {
        let named = libm::round(at / step) as i32 % every == 0;
        if named { brief(at, 1) } else { String::new() }
    };
    places.iter().map(|at| Tick { at: *at, label: label(*at) }).collect()
}

/// Points per branch of a smooth curve.
const SAMPLES: usize = 160;

/// Whether the derivative jumps at 0, so that its curve is drawn as two branches.
fn has_corner(activation: Activation) -> bool {
    match activation {
        Activation::Relu { .. } => true,
        Activation::LeakyRelu { slope } => slope != 1.0,
        Activation::Elu { alpha } => alpha != 1.0,
        _ => false,
    }
}

/// The branch of a function over `from..=to`. The corner of a piecewise linear function needs no samples
/// between its ends, and is exactly sharp.
fn branch(from: f64, to: f64, straight: bool, f: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let pieces = if straight { 1 } else { SAMPLES };
    let at = |i: usize| from + (to - from) * i as f64 / pieces as f64;
    (0..=pieces).map(|i| (at(i), f(at(i)))).collect()
}

fn draw_activation<B: Target>(
    value: &Plane<B>,
    slope: &Plane<B>,
    activation: Activation,
    colours: (RGBColor, RGBColor),
    width: f64,
    dashes: &[f64],
) -> Drawn<B> {
    let straight = matches!(activation, Activation::Relu { .. } | Activation::LeakyRelu { .. });
    let curve = |points, colour| Dashed { points, style: stroke(colour, width), dashes };
    let f = |z| activation.value(z);
    let left = branch(-4.0, 0.0, straight, f);
    let right = branch(0.0, 4.0, straight || matches!(activation, Activation::Elu { .. }), f);
    value.draw(&curve(left.into_iter().chain(right.into_iter().skip(1)).collect(), colours.0))?;

    // The smallest step right of 0: the right-hand limit of the derivative.
    let beyond = |z: f64| activation.derivative(z.max(f64::MIN_POSITIVE));
    let before = |z: f64| activation.derivative(z.min(-f64::MIN_POSITIVE));
    let left = branch(-4.0, 0.0, straight, before);
    let right = branch(0.0, 4.0, straight || matches!(activation, Activation::Elu { .. }), beyond);
    if has_corner(activation) {
        slope.draw(&curve(left, colours.1))?;
        slope.draw(&curve(right, colours.1))
    } else {
        slope.draw(&curve(left.into_iter().chain(right.into_iter().skip(1)).collect(), colours.1))
    }
}

/// The part of the line through `at` with the given slope that lies within the panel and within `reach` of it.
fn tangent(panel: &Panel, (z, value): (f64, f64), slope: f64, reach: f64) -> Vec<(f64, f64)> {
    let clip = |mut dz: f64| {
        let ahead = value + slope * dz;
        let kept = ahead.clamp(panel.y.start, panel.y.end);
        if kept != ahead {
            dz = (kept - value) / slope;
        }
        dz.clamp(panel.x.start - z, panel.x.end - z)
    };
    let (back, ahead) = (clip(-reach), clip(reach));
    vec![(z + back, value + slope * back), (z + ahead, value + slope * ahead)]
}

impl Curves {
    fn draw_frame<B: Target>(&self, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        sheet.fill(&theme.background)?;
        let z = [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0];
        let column = (plan.value.right - plan.value.left) / 8.0;
        let row =
            |panel: &Panel, step: f64| step * (panel.bottom - panel.top) / (panel.y.end - panel.y.start);
        let (wide, high) = (2.1 * theme.text, 1.2 * theme.text);
        let values = [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0];
        let slopes = [0.0, 0.5, 1.0, 1.5];
        let panels = [
            (&plan.value, "f(z)", bare(&z), ticks(&values, 1.0, row(&plan.value, 1.0), high)),
            (
                &plan.slope,
                "f′(z)",
                ticks(&z, 1.0, column, wide),
                ticks(&slopes, 0.5, row(&plan.slope, 0.5), high),
            ),
        ];
        for (panel, name, x, y) in panels {
            panel.band(sheet, -4.0..0.0, theme.shade)?;
            panel.grid(sheet, theme, &x, &y)?;
            let at = units((panel.left, panel.top - 0.3 * theme.text));
            sheet.draw(&Text::new(name, at, text_style(theme.text, theme.ink, HPos::Left, VPos::Bottom)))?;
        }
        let at = units((plan.slope.right, plan.slope.top - 0.3 * theme.text));
        sheet.draw(&Text::new("z →", at, text_style(theme.text, theme.ink, HPos::Right, VPos::Bottom)))
    }

    fn draw_curves<B: Target>(&self, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        let (value, slope) = (plan.value.plane(sheet), plan.slope.plane(sheet));
        draw_activation(&value, &slope, self.relu, (theme.signal, theme.gradient), theme.stroke, &[])?;
        for activation in &self.over {
            let (colour, dashes) = pen(*activation, theme);
            draw_activation(&value, &slope, *activation, (colour, colour), 0.7 * theme.stroke, dashes)?;
        }
        // At 0 neither one-sided slope is the slope: both ends are open, the convention is filled.
        let edge = stroke(theme.gradient, 0.6 * theme.stroke);
        for end in [0.0, 1.0] {
            disc(&slope, (0.0, end), 1.5 * theme.stroke, theme.background)?;
            ring(&slope, (0.0, end), 1.5 * theme.stroke, edge)?;
        }
        disc(&slope, (0.0, self.relu.derivative(0.0)), 1.6 * theme.stroke, theme.gradient)
    }

    fn draw_marks<B: Target>(&self, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        let (value, slope) = (plan.value.plane(sheet), plan.slope.plane(sheet));
        let (f, df) = (self.relu.value(self.z), self.relu.derivative(self.z));
        for (plane, panel) in [(&value, &plan.value), (&slope, &plan.slope)] {
            let points = vec![(self.z, panel.y.start), (self.z, panel.y.end)];
            plane.draw(&Dashed { points, style: stroke(theme.muted, 1.0), dashes: &[4.0, 3.0] })?;
        }
        let line = tangent(&plan.value, (self.z, f), df, 1.3);
        // Dashed, so that the curve shows through where the two coincide.
        let style = stroke(theme.gradient, 0.7 * theme.stroke);
        value.draw(&Dashed { points: line, style, dashes: &[7.0, 5.0] })?;
        for activation in &self.over {
            let (colour, _) = pen(*activation, theme);
            disc(&value, (self.z, activation.value(self.z)), 1.3 * theme.stroke, colour)?;
            disc(&slope, (self.z, activation.derivative(self.z)), 1.3 * theme.stroke, colour)?;
        }
        disc(&slope, (self.z, df), 2.0 * theme.stroke, theme.gradient)?;
        disc(&value, (self.z, f), 3.2 * theme.stroke, theme.background)?;
        disc(&value, (self.z, f), 2.7 * theme.stroke, theme.signal)
    }
}

impl Picture for Curves {
    const NAME: &'static str = "curves";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;

    fn read(state: &State, _before: Option<&Self>) -> Self {
        let slope_at_zero = [SlopeAtZero::Zero, SlopeAtZero::Half, SlopeAtZero::One];
        let over = [
            Activation::LeakyRelu { slope: state.number(LEAKY) },
            Activation::Elu { alpha: state.number(ELU) },
            Activation::Gelu,
            Activation::Silu,
            Activation::Sigmoid,
            Activation::Tanh,
        ];
        Curves {
            z: state.number(Z),
            relu: Activation::Relu { slope_at_zero: slope_at_zero[state.choice(AT_ZERO).min(2)] },
            over: over.into_iter().enumerate().filter(|(i, _)| state.has(OVER, *i)).map(|(_, a)| a).collect(),
        }
    }

    fn draw<B: Target>(&self, layer: usize, sheet: &Sheet<B>, frame: &Frame, theme: &Theme) -> Drawn<B> {
        let plan = Plan::new(frame, theme);
        match layer {
            FRAME_LAYER => self.draw_frame(&plan, sheet, theme),
            CURVE_LAYER => self.draw_curves(&plan, sheet, theme),
            _ => self.draw_marks(&plan, sheet, theme),
        }
    }

    fn verdict(&self) -> Vec<Sentence> {
        let (f, df) = (self.relu.value(self.z), self.relu.derivative(self.z));
        let own = Sentence::new(format!("curves.verdict.{}", self.key()))
            .with("z", brief(self.z, 4))
            .with("value", brief(f, 4))
            .with("slope", brief(df, 4));
        let others = self.over.iter().map(|activation| {
            Sentence::new("curves.verdict.over")
                .with_word("name", format!("activation.{}", activation.name()))
                .with("value", decimals(activation.value(self.z), 4))
                .with("slope", decimals(activation.derivative(self.z), 4))
        });
        std::iter::once(own).chain(others).collect()
    }

    fn description(&self) -> Vec<Sentence> {
        let mut sentences =
            vec![Sentence::new("curves.description").with("convention", brief(self.relu.derivative(0.0), 1))];
        sentences.extend(self.verdict());
        sentences
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |colour, dashes, sentence| LegendEntry { colour, dashes, sentence };
        let mut entries = vec![
            entry(theme.signal, &[][..], Sentence::new("curves.legend.value")),
            entry(theme.gradient, &[][..], Sentence::new("curves.legend.slope")),
        ];
        for activation in &self.over {
            let (colour, dashes) = pen(*activation, theme);
            let word = format!("activation.{}", activation.name());
            entries.push(entry(colour, dashes, Sentence::new(word)));
        }
        entries
    }

    fn readouts(&self) -> Vec<Readout> {
        vec![
            Readout::number("z", brief(self.z, 4)),
            Readout::number("value", brief(self.relu.value(self.z), 4)),
            Readout::number("slope", brief(self.relu.derivative(self.z), 4)),
            Readout::word("state", format!("curves.state.{}", self.key())),
            Readout::number("convention", brief(self.relu.derivative(0.0), 1)),
        ]
    }

    fn table(&self) -> Table {
        let all: Vec<Activation> = std::iter::once(self.relu).chain(self.over.iter().copied()).collect();
        let mut columns = vec![Sentence::new("curves.table.z")];
        for activation in &all {
            for column in ["curves.table.value", "curves.table.slope"] {
                let name = format!("activation.{}", activation.name());
                columns.push(Sentence::new(column).with_word("name", name));
            }
        }
        let row = |z: f64| {
            let cells = all.iter().flat_map(|activation| {
                [decimals(activation.value(z), 4), decimals(activation.derivative(z), 4)]
            });
            std::iter::once(brief(z, 4)).chain(cells).collect()
        };
        let mut places = ANCHORS.to_vec();
        if !places.contains(&self.z) {
            let at = places.iter().position(|place| *place > self.z).unwrap_or(places.len());
            places.insert(at, self.z);
        }
        Table {
            caption: Sentence::new("curves.table.caption")
                .with("convention", brief(self.relu.derivative(0.0), 1)),
            columns,
            rows: places.iter().map(|z| row(*z)).collect(),
            current: places.iter().position(|z| *z == self.z),
        }
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        (index == Z).then(|| {
            Sentence::new("curves.z.value")
                .with("z", brief(self.z, 4))
                .with_word("state", format!("curves.state.{}", self.key()))
                .with("slope", brief(self.relu.derivative(self.z), 4))
        })
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = Plan::new(frame, theme);
        let above = plan.value.to_picture((self.z, self.relu.value(self.z)));
        let below = plan.slope.to_picture((self.z, self.relu.derivative(self.z)));
        [above, below].map(|at| Handle { at, parameter: Z }).to_vec()
    }

    fn relevant(&self, index: usize) -> bool {
        match index {
            LEAKY => self.over.iter().any(|over| matches!(over, Activation::LeakyRelu { .. })),
            ELU => self.over.iter().any(|over| matches!(over, Activation::Elu { .. })),
            _ => true,
        }
    }

    fn press(&self, (x, _): (f64, f64), frame: &Frame, theme: &Theme) -> Option<usize> {
        let panel = Plan::new(frame, theme).value;
        (panel.left..=panel.right).contains(&x).then_some(0)
    }

    fn drag(&self, _handle: usize, to: (f64, f64), frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let panel = Plan::new(frame, theme).value;
        let (z, _) = panel.to_plane(to);
        let reach = 4.0 * (panel.x.end - panel.x.start) / (panel.right - panel.left);
        vec![(Z, Value::Number(PARAMETERS[Z].at_position(z, reach, true)))]
    }
}
