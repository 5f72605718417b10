//! The function and its slope: f above, f′ below, over one axis of pre-activations z.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use super::panel::{Frame, Panel, Tick};
use super::pencil::Pencil;
use super::surface::Target;
use super::theme::{Theme, pen};
use super::{Digits, Handle, LegendEntry, Mark, Picture, Readout, Table};
use crate::activation::{Activation, SlopeAtZero};
use crate::state::{Domain, Parameter, Scale, State, Value, limited};
use crate::words::{Sentence, brief, decimals};

/// The values of z that the article uses throughout.
pub const ANCHORS: [f64; 6] = [-3.0, -1.0, 0.0, 0.5, 1.0, 3.0];

/// What a pre-activation that a hand sets may be.
pub(super) const PRE_ACTIVATION: Domain = Domain::Number {
    min: -4.0,
    max: 4.0,
    scale: Scale::Linear { per_unit: 10.0, fine: 100.0 },
    anchors: &ANCHORS,
};

const Z: usize = 0;
const AT_ZERO: usize = 1;
const OVER: usize = 2;
const LEAKY: usize = 3;
const ELU: usize = 4;

const FRAME_LAYER: usize = 0;
const CURVE_LAYER: usize = 1;
const MARK_LAYER: usize = 2;

const HUNDREDTHS: Scale = Scale::Linear { per_unit: 100.0, fine: 1000.0 };

pub(crate) const PARAMETERS: [Parameter; 5] = [
    Parameter { key: "z", domain: PRE_ACTIVATION, default: Value::Number(0.5), layer: MARK_LAYER },
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
    let mut ticks = Vec::with_capacity(places.len());
    for at in places {
        ticks.push(Tick { at: *at, label: String::new() });
    }
    ticks
}

/// Ticks at multiples of `step`, of which those are labelled that leave `room` pixels for each label: every one, every
/// second or every fourth. `pixels` is the distance between two ticks.
fn ticks(places: &[f64], step: f64, pixels: f64, room: f64) -> Vec<Tick> {
    let every = if pixels >= room {
        1
    } else if 2.0 * pixels >= room {
        2
    } else {
        4
    };
    let mut ticks = Vec::with_capacity(places.len());
    for at in places {
        let named = libm::round(at / step) as i32 % every == 0;
        ticks.push(Tick { at: *at, label: if named { brief(*at, 1) } else { String::new() } });
    }
    ticks
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
fn branch(from: f64, to: f64, straight: bool, f: &dyn Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let pieces = if straight { 1 } else { SAMPLES };
    let mut points = Vec::with_capacity(pieces + 1);
    for i in 0..=pieces {
        let z = from + (to - from) * i as f64 / pieces as f64;
        points.push((z, f(z)));
    }
    points
}

/// How a curve is stroked.
struct Stroke {
    colours: (RGBColor, RGBColor),
    width: f64,
    dashes: &'static [f64],
}

fn draw_activation<B: Target>(plan: &Plan, pencil: &Pencil<B>, activation: Activation, stroke: &Stroke) {
    let straight = matches!(activation, Activation::Relu { .. } | Activation::LeakyRelu { .. });
    let right = straight || matches!(activation, Activation::Elu { .. });
    let curve = |panel: &Panel, points: &[(f64, f64)], colour| {
        pencil.path(&panel.all_to_picture(points), colour, stroke.width, stroke.dashes);
    };
    // Two branches that meet at 0, where the first ends.
    let whole = |f: &dyn Fn(f64) -> f64, g: &dyn Fn(f64) -> f64| {
        let mut points = branch(-4.0, 0.0, straight, f);
        points.pop();
        points.extend_from_slice(&branch(0.0, 4.0, right, g));
        points
    };
    let f = |z| activation.value(z);
    curve(&plan.value, &whole(&f, &f), stroke.colours.0);

    // The smallest step right of 0: the right-hand limit of the derivative.
    let beyond = |z: f64| activation.derivative(z.max(f64::MIN_POSITIVE));
    let before = |z: f64| activation.derivative(z.min(-f64::MIN_POSITIVE));
    if has_corner(activation) {
        curve(&plan.slope, &branch(-4.0, 0.0, straight, &before), stroke.colours.1);
        curve(&plan.slope, &branch(0.0, 4.0, right, &beyond), stroke.colours.1);
    } else {
        curve(&plan.slope, &whole(&before, &beyond), stroke.colours.1);
    }
}

/// The part of the line through `at` with the given slope that lies within the panel and within `reach` of it.
fn tangent(panel: &Panel, (z, value): (f64, f64), slope: f64, reach: f64) -> [(f64, f64); 2] {
    let clip = |mut dz: f64| {
        let ahead = value + slope * dz;
        let kept = limited(ahead, panel.y.start, panel.y.end);
        if kept != ahead {
            dz = (kept - value) / slope;
        }
        limited(dz, panel.x.start - z, panel.x.end - z)
    };
    let (back, ahead) = (clip(-reach), clip(reach));
    [(z + back, value + slope * back), (z + ahead, value + slope * ahead)]
}

impl Curves {
    fn draw_frame<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        let text = theme.text;
        let z = [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0];
        let values = [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0];
        let slopes = [0.0, 0.5, 1.0, 1.5];
        let (wide, high) = (2.1 * text, 1.2 * text);
        let (value, slope) = (&plan.value, &plan.slope);
        let panels = [
            (value, "f(z)", bare(&z), ticks(&values, 1.0, value.pixels_up(), high)),
            (
                slope,
                "f′(z)",
                ticks(&z, 1.0, slope.pixels_across(), wide),
                ticks(&slopes, 0.5, 0.5 * slope.pixels_up(), high),
            ),
        ];
        for (panel, name, x, y) in panels {
            let (zero, _) = panel.to_picture((0.0, 0.0));
            pencil.bars(&[(panel.left, panel.top), (zero, panel.bottom)], theme.shade);
            panel.grid(pencil, theme, &x, &y);
            let at = (panel.left, panel.top - 0.3 * text);
            pencil.write(name, at, text, theme.ink, HPos::Left, VPos::Bottom);
        }
        let at = (slope.right, slope.top - 0.3 * text);
        pencil.write("z →", at, text, theme.ink, HPos::Right, VPos::Bottom);
    }

    fn draw_curves<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let own = Stroke { colours: (theme.signal, theme.gradient), width: theme.stroke, dashes: &[] };
        draw_activation(plan, pencil, self.relu, &own);
        for activation in &self.over {
            let (colour, dashes) = pen(*activation, theme);
            let stroke = Stroke { colours: (colour, colour), width: 0.7 * theme.stroke, dashes };
            draw_activation(plan, pencil, *activation, &stroke);
        }
        // At 0 neither one-sided slope is the slope: both ends are open, the convention is filled.
        for end in [0.0, 1.0] {
            let at = plan.slope.to_picture((0.0, end));
            pencil.discs(&[at], 1.5 * theme.stroke, theme.background);
            pencil.ring(at, 1.5 * theme.stroke, theme.gradient, 0.6 * theme.stroke);
        }
        let convention = plan.slope.to_picture((0.0, self.relu.derivative(0.0)));
        pencil.discs(&[convention], 1.6 * theme.stroke, theme.gradient);
    }

    fn draw_marks<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let (value, slope) = (&plan.value, &plan.slope);
        let (f, df) = (self.relu.value(self.z), self.relu.derivative(self.z));
        let above = value.to_picture((self.z, f));
        for panel in [value, slope] {
            let ends = [(above.0, panel.bottom), (above.0, panel.top)];
            pencil.path(&ends, theme.muted, theme.fine(1.0), &[4.0, 3.0]);
        }
        // Dashed, so that the curve shows through where the two coincide.
        let line = value.all_to_picture(&tangent(value, (self.z, f), df, 1.3));
        pencil.path(&line, theme.gradient, 0.7 * theme.stroke, &[7.0, 5.0]);
        for activation in &self.over {
            let (colour, _) = pen(*activation, theme);
            let (f, df) = (activation.value(self.z), activation.derivative(self.z));
            let places = [value.to_picture((self.z, f)), slope.to_picture((self.z, df))];
            pencil.discs(&places, 1.3 * theme.stroke, colour);
        }
        pencil.discs(&[slope.to_picture((self.z, df))], 2.0 * theme.stroke, theme.gradient);
        pencil.handle(above, 2.7 * theme.stroke, theme.signal, theme.background);
    }
}

impl Picture for Curves {
    const NAME: &'static str = "curves";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 3;

    fn read(state: &State, _before: Option<&Self>, _results: &[Vec<f64>]) -> Self {
        let slope_at_zero = [SlopeAtZero::Zero, SlopeAtZero::Half, SlopeAtZero::One];
        let all = [
            Activation::LeakyRelu { slope: state.number(LEAKY) },
            Activation::Elu { alpha: state.number(ELU) },
            Activation::Gelu,
            Activation::Silu,
            Activation::Sigmoid,
            Activation::Tanh,
        ];
        let mut over = Vec::new();
        for (index, activation) in all.iter().enumerate() {
            if state.has(OVER, index) {
                over.push(*activation);
            }
        }
        let relu = Activation::Relu { slope_at_zero: slope_at_zero[state.choice(AT_ZERO).min(2)] };
        Curves { z: state.number(Z), relu, over }
    }

    fn draw<B: Target>(&self, layer: usize, pencil: &Pencil<B>, frame: &Frame, theme: &Theme) {
        let plan = Plan::new(frame, theme);
        match layer {
            FRAME_LAYER => self.draw_frame(&plan, pencil, theme),
            CURVE_LAYER => self.draw_curves(&plan, pencil, theme),
            _ => self.draw_marks(&plan, pencil, theme),
        }
    }

    fn verdict(&self) -> Vec<Sentence> {
        let (f, df) = (self.relu.value(self.z), self.relu.derivative(self.z));
        let own = Sentence::new(format!("curves.verdict.{}", self.key()))
            .with("z", brief(self.z, 4))
            .with("value", brief(f, 4))
            .with("slope", brief(df, 4));
        let mut said = vec![own];
        for activation in &self.over {
            said.push(
                Sentence::new("curves.verdict.over")
                    .with_word("name", name_of(*activation))
                    .with("value", decimals(activation.value(self.z), 4))
                    .with("slope", decimals(activation.derivative(self.z), 4)),
            );
        }
        said
    }

    fn description(&self) -> Vec<Sentence> {
        let mut sentences =
            vec![Sentence::new("curves.description").with("convention", brief(self.relu.derivative(0.0), 1))];
        sentences.append(&mut self.verdict());
        sentences
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |colour, dashes, sentence| LegendEntry { colour, mark: Mark::Line(dashes), sentence };
        let mut entries = vec![
            entry(theme.signal, &[][..], Sentence::new("curves.legend.value")),
            entry(theme.gradient, &[][..], Sentence::new("curves.legend.slope")),
        ];
        for activation in &self.over {
            let (colour, dashes) = pen(*activation, theme);
            entries.push(entry(colour, dashes, Sentence::new(name_of(*activation))));
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

    fn table(&self, digits: Digits) -> Table {
        let mut all = vec![self.relu];
        all.extend_from_slice(&self.over);
        let mut columns = vec![Sentence::new("curves.table.z")];
        for activation in &all {
            for column in ["curves.table.value", "curves.table.slope"] {
                columns.push(Sentence::new(column).with_word("name", name_of(*activation)));
            }
        }
        let mut places = ANCHORS.to_vec();
        if !places.contains(&self.z) {
            let at = places.iter().position(|place| *place > self.z).unwrap_or(places.len());
            places.insert(at, self.z);
        }
        let mut rows = Vec::new();
        for z in &places {
            let mut row = vec![digits.of(*z, |z| brief(z, 4))];
            for activation in &all {
                row.push(digits.of(activation.value(*z), |value| decimals(value, 4)));
                row.push(digits.of(activation.derivative(*z), |slope| decimals(slope, 4)));
            }
            rows.push(row);
        }
        Table {
            caption: Sentence::new("curves.table.caption")
                .with("convention", brief(self.relu.derivative(0.0), 1)),
            columns,
            rows,
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
        vec![Handle { at: above, parameter: Z }, Handle { at: below, parameter: Z }]
    }

    fn marks(&self, index: usize, frame: &Frame, theme: &Theme) -> Vec<(f64, f64)> {
        let plan = Plan::new(frame, theme);
        match index {
            Z => vec![plan.value.to_picture((self.z, self.relu.value(self.z)))],
            AT_ZERO => vec![plan.slope.to_picture((0.0, self.relu.derivative(0.0)))],
            _ => Vec::new(),
        }
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

/// The key of an activation's name.
fn name_of(activation: Activation) -> String {
    format!("activation.{}", activation.name())
}
