//! The gradient on its way back through a chain of layers: its size at every layer above, and below each layer's two
//! factors apart, weight and slope.

use plotters::prelude::*;
use plotters_backend::text_anchor::{HPos, VPos};

use super::panel::{Frame, Panel, Tick, disc, hatch, ring, units};
use super::surface::element::{Bars, Dashed, Marks, Shape, Strokes};
use super::surface::{Drawn, Sheet, Target, stroke, text_style};
use super::theme::{Theme, pen};
use super::{Handle, LegendEntry, Picture, Readout, Table, text};
use crate::activation::Activation;
use crate::chain::{Cause, Chain, Gradient, Layer, LayerCount, MOST_LAYERS, Outcome};
use crate::decimal::Decimal;
use crate::state::{Domain, Parameter, Preset, Scale, State, Value};
use crate::words::{Sentence, brief, indexed, power_of_ten, significant};

const FACTORS: usize = 0;
const WEIGHT: usize = 1;
const Z: usize = 2;
const OUTPUT: usize = 3;
const LAYERS: usize = 4;
const KIND: usize = 5;
const BESIDE: usize = 6;
const AT: usize = 7;
const OFF: usize = 8;

/// What moves: all but the axes. They are the ground.
const MOVING: usize = 1;

const PARAMETERS: [Parameter; 9] = [
    Parameter {
        key: "factors",
        domain: Domain::Number { min: 1.0, max: MOST_LAYERS as f64, scale: Scale::Whole, anchors: &[] },
        default: Value::Number(3.0),
        layer: MOVING,
    },
    Parameter {
        key: "weight",
        domain: Domain::Number {
            min: 0.01,
            max: 2.0,
            scale: Scale::Logarithmic,
            anchors: &[0.1, 0.2, 0.3, 0.5, 1.0],
        },
        default: Value::Number(0.1),
        layer: MOVING,
    },
    Parameter {
        key: "z",
        domain: Domain::Number {
            min: -4.0,
            max: 4.0,
            scale: Scale::Linear { per_unit: 10.0, fine: 100.0 },
            anchors: &super::ANCHORS,
        },
        default: Value::Number(1.0),
        layer: MOVING,
    },
    Parameter {
        key: "output",
        domain: Domain::Number { min: 0.001, max: 1000.0, scale: Scale::Logarithmic, anchors: &[1.0] },
        default: Value::Number(1.0),
        layer: MOVING,
    },
    Parameter {
        key: "layers",
        domain: Domain::Choice(&["with-input", "of-weights", "of-factors"]),
        default: Value::Choice(0),
        layer: MOVING,
    },
    Parameter {
        key: "kind",
        domain: Domain::Choice(&["relu", "alternating"]),
        default: Value::Choice(0),
        layer: MOVING,
    },
    Parameter {
        key: "beside",
        domain: Domain::Set(&["sigmoid", "tanh", "leaky-relu"]),
        default: Value::Set(SIGMOID),
        layer: MOVING,
    },
    Parameter {
        key: "at",
        domain: Domain::Choice(&["best", "same"]),
        default: Value::Choice(0),
        layer: MOVING,
    },
    Parameter {
        key: "off",
        domain: Domain::Numbered(MOST_LAYERS),
        default: Value::Set(0),
        layer: MOVING,
    },
];

/// Sigmoid alone, of those beside.
const SIGMOID: u64 = 1;

/// The convention in which N layers are N factors.
const OF_FACTORS: Value = Value::Choice(2);

const PRESETS: [Preset; 5] = [
    Preset { key: "worked", values: &[] },
    Preset { key: "half", values: &[(WEIGHT, Value::Number(0.5))] },
    Preset {
        key: "twenty",
        values: &[(FACTORS, Value::Number(20.0)), (WEIGHT, Value::Number(1.0)), (LAYERS, OF_FACTORS)],
    },
    Preset { key: "exercise", values: &[(FACTORS, Value::Number(8.0)), (WEIGHT, Value::Number(0.3))] },
    Preset {
        key: "alternating",
        values: &[
            (FACTORS, Value::Number(4.0)),
            (WEIGHT, Value::Number(1.0)),
            (LAYERS, OF_FACTORS),
            (KIND, Value::Choice(1)),
        ],
    },
];

/// The pre-activation of a layer that is switched off.
const OFF_Z: f64 = -1.0;

/// How far apart the strokes of a hatch are, in CSS pixels.
const HATCH: f64 = 6.0;

/// The slope that Leaky ReLU has on the left: that of its paper.
const LEAKY: Activation = Activation::LeakyRelu { slope: 0.01 };

/// A chain of one kind, and the gradients in it.
#[derive(Clone, Debug)]
struct Strand {
    /// What it is made of; in the alternating chain, of every second layer.
    activation: Activation,
    chain: Chain,
}

impl Strand {
    fn end(&self) -> Gradient {
        self.chain.input()
    }
}

/// The inputs of the figure, and the chains that it shows.
#[derive(Clone, Debug)]
pub(super) struct ChainPicture {
    factors: usize,
    weight: f64,
    z: f64,
    output: f64,
    count: LayerCount,
    alternating: bool,
    same: bool,
    off: u64,
    own: Strand,
    /// The sigmoid chain, beside it or not: the article quotes it.
    sigmoid: Strand,
    beside: Vec<Strand>,
    /// The exponents of ten between which the upper axis runs.
    low: i32,
    high: i32,
    /// The exponent of ten that the axis of the factors ends at.
    floor: i32,
}

/// The exponents that an axis may end at.
const ENDS: [i32; 11] = [0, 2, 4, 8, 12, 16, 24, 32, 64, 128, 256];

/// The nearest such exponent that is not nearer to 0.
fn end(exponent: f64) -> i32 {
    ENDS.into_iter().find(|end| f64::from(*end) >= exponent).unwrap_or(512)
}

impl ChainPicture {
    /// The layers that are switched off.
    fn off_layers(&self) -> impl Iterator<Item = usize> {
        (1..=self.factors).filter(|layer| self.off >> (layer - 1) & 1 == 1)
    }

    fn strands(&self) -> impl Iterator<Item = &Strand> {
        std::iter::once(&self.own).chain(&self.beside)
    }

    /// The activation of a layer. In an alternating chain every second one is a sigmoid.
    fn activation(of_the_chain: Activation, alternates: bool, layer: usize) -> Activation {
        if alternates && layer.is_multiple_of(2) { Activation::Sigmoid } else { of_the_chain }
    }

    fn name(&self, strand: &Strand) -> String {
        let own = strand.activation == Activation::RELU && self.alternating;
        if own { "chain.alternating".to_string() } else { format!("activation.{}", strand.activation.name()) }
    }

    /// How a strand is drawn: the gradient's own colour for the chain that the figure is about.
    fn pen(&self, strand: &Strand, theme: &Theme) -> (RGBColor, &'static [f64]) {
        match strand.activation {
            Activation::Relu { .. } => (theme.gradient, &[]),
            activation => pen(activation, theme),
        }
    }
}

/// The panel of the gradients, the panel of the factors, and between them the row of units.
struct Plan {
    gradient: Panel,
    factor: Panel,
    /// The middle of the band in which what is exactly 0 is drawn.
    zero: f64,
    /// The middle of the row of units.
    units: f64,
    /// Where the first column begins, and how wide each is.
    first: f64,
    column: f64,
}

impl Plan {
    fn new(picture: &ChainPicture, frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let (left, right) = (frame.left + 3.4 * text, frame.left + frame.width - 0.6 * text);
        let (top, bottom) = (frame.top + 1.7 * text, frame.top + frame.height - 0.7 * text);
        let between = 7.9 * text;
        let middle = top + 0.6 * (bottom - top - between);
        // Left of layer 1 there is room for the names of the chains.
        let columns = picture.factors as f64 + 1.0;
        let half = 0.5 / columns;
        let gutter = ((4.6 * text - half * (right - left)) / (1.0 - half)).max(0.0);
        let column = (right - left - gutter) / columns;
        let x = 0.5 - gutter / column..columns + 0.5;
        let panel = |top, bottom, y| Panel { left, right, top, bottom, x: x.clone(), y };
        // No mark is cut at an edge.
        let room = 0.04 * f64::from(picture.high - picture.low);
        let (low, high) = (f64::from(picture.low) - room, f64::from(picture.high) + room);
        Plan {
            gradient: panel(top, middle, low..high),
            factor: panel(middle + between, bottom, f64::from(picture.floor)..0.5),
            zero: middle + 1.1 * text,
            units: middle + 3.7 * text,
            first: left + gutter,
            column,
        }
    }

    fn x(&self, layer: usize) -> f64 {
        self.first + (layer as f64 - 0.5) * self.column
    }

    /// How high a power of ten stands in the panel of the factors.
    fn factor_y(&self, exponent: f64) -> f64 {
        self.factor.to_picture((0.0, exponent)).1
    }

    fn radius(&self, theme: &Theme) -> f64 {
        (0.38 * self.column).min(0.62 * theme.text)
    }

    /// Where the two bars of a strand begin in a layer's column, weight and slope, and how wide they are.
    fn bars(&self, layer: usize, strand: usize, strands: usize, theme: &Theme) -> ([f64; 2], f64) {
        let each = 0.84 * self.column / strands as f64;
        let width = (0.4 * each).min(1.4 * theme.text);
        let pair = each.min(2.0 * width + 2.4 * theme.text);
        let left = self.x(layer) + (strand as f64 + 0.5 - 0.5 * strands as f64) * pair - width;
        ([left, left + width], width)
    }
}

/// The least of the round distances between ticks that leaves each label its room.
fn spacing(pixels: f64, room: f64) -> i32 {
    [1, 2, 4, 8, 16, 32, 64].into_iter().find(|step| f64::from(*step) * pixels >= room).unwrap_or(128)
}

/// Ticks at powers of ten.
fn powers(panel: &Panel, low: i32, high: i32, theme: &Theme) -> Vec<Tick> {
    let pixels = (panel.bottom - panel.top) / (panel.y.end - panel.y.start);
    let step = spacing(pixels, 1.25 * theme.text);
    let label = |exponent| if exponent == 0 { "1".to_string() } else { power_of_ten(exponent) };
    let tick = |exponent| Tick { at: f64::from(exponent), label: label(exponent) };
    (low..=high).filter(|exponent| exponent % step == 0).map(tick).collect()
}

/// Places moved down, from the uppermost on, until each is `room` below the one before.
fn spread(places: &mut [f64], room: f64) {
    for index in 1..places.len() {
        places[index] = places[index].max(places[index - 1] + room);
    }
}

impl ChainPicture {
    fn draw_ground<B: Target>(&self, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        sheet.fill(&theme.background)?;
        let text = theme.text;
        let write = |what: &str, at: (f64, f64), colour, h_pos, v_pos| {
            sheet.draw(&Text::new(what.to_string(), units(at), text_style(text, colour, h_pos, v_pos)))
        };
        let (left, right) = (plan.gradient.left, plan.gradient.right);
        plan.gradient.grid(sheet, theme, &[], &powers(&plan.gradient, self.low, self.high, theme))?;
        plan.factor.grid(sheet, theme, &[], &powers(&plan.factor, self.floor, 0, theme))?;

        // What is exactly 0 has no place on a logarithmic axis: it gets a band of its own.
        let band = [units((left, plan.zero - 0.6 * text)), units((right, plan.zero + 0.6 * text))];
        sheet.draw(&Rectangle::new(band, theme.shade.filled()))?;
        write("0", (left - 0.5 * text, plan.zero), theme.muted, HPos::Right, VPos::Center)?;
        let above = 0.45 * text;
        write("δ", (left, plan.gradient.top - above), theme.ink, HPos::Left, VPos::Bottom)?;
        write("w · f′(z)", (left, plan.factor.top - above), theme.ink, HPos::Left, VPos::Bottom)?;

        // The gradient's way: from the output back to layer 1.
        let (tail, head, barb) = (right, right - 5.0 * text, 0.35 * text);
        let y = plan.gradient.top - 0.9 * text;
        for (from, to) in [((tail, y), (head, y)), ((head + barb, y - barb), (head, y)), ((head, y), (head + barb, y + barb))] {
            sheet.draw(&PathElement::new(vec![units(from), units(to)], stroke(theme.muted, 1.5)))?;
        }

        let ends = vec![units((plan.x(1), plan.units)), units((plan.x(self.factors + 1), plan.units))];
        sheet.draw(&PathElement::new(ends, stroke(theme.muted, 1.0)))?;
        let every = spacing(plan.column, 1.8 * text) as usize;
        for layer in (1..=self.factors).filter(|layer| *layer == 1 || layer % every == 0) {
            let at = (plan.x(layer), plan.units + 0.95 * text);
            write(&layer.to_string(), at, theme.muted, HPos::Center, VPos::Top)?;
        }
        Ok(())
    }

    /// The units of the own chain, each where its layer is.
    fn draw_units<B: Target>(&self, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        let radius = plan.radius(theme);
        let at = |layer: usize| units((plan.x(layer), plan.units));
        let mut passing: [Vec<_>; 2] = Default::default();
        for (layer, step) in (1..=self.factors).rev().zip(self.own.chain.steps()) {
            if step.slope != 0.0 {
                let saturating = self.own.chain.layers()[layer - 1].activation == Activation::Sigmoid;
                passing[usize::from(saturating)].push(at(layer));
                continue;
            }
            disc(sheet, at(layer), radius, theme.background)?;
            ring(sheet, at(layer), radius, stroke(theme.muted, 1.0))?;
            let (x, y) = (plan.x(layer), plan.units);
            let half = 0.72 * radius;
            sheet.draw(&Strokes {
                points: &[units((x - half, y + half)), units((x + half, y - half))],
                style: stroke(theme.muted, 1.0),
            })?;
            if plan.column > 2.4 * theme.text {
                let style = text_style(theme.text, theme.muted, HPos::Center, VPos::Bottom);
                sheet.draw(&Text::new(self.why_off(layer), units((x, y - 0.85 * theme.text)), style))?;
            }
        }
        for (points, colour) in passing.iter().zip([theme.gradient, theme.rival]) {
            sheet.draw(&Marks { points, shape: Shape::Disc, radius, style: colour.filled() })?;
        }
        // The output, where the gradient begins.
        let output = at(self.factors + 1);
        disc(sheet, output, radius, theme.background)?;
        ring(sheet, output, radius, stroke(theme.ink, 1.5))
    }

    /// Why a layer's slope is 0.
    fn why_off(&self, layer: usize) -> &'static str {
        if self.own.chain.layers()[layer - 1].z < 0.0 { "z < 0" } else { "z = 0" }
    }

    fn draw_strand<B: Target>(&self, strand: &Strand, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        let (colour, dashes) = self.pen(strand, theme);
        let own = dashes.is_empty();
        let width = if own { theme.stroke } else { 0.7 * theme.stroke };
        let (mut sized, mut zeros) = (Vec::new(), Vec::new());
        for (gradient, layer) in strand.chain.gradients().zip((1..=self.factors + 1).rev()) {
            match gradient.outcome {
                Outcome::Zero(_) => zeros.push(units((plan.x(layer), plan.zero))),
                _ => {
                    let (_, y) = plan.gradient.to_picture((0.0, gradient.decimal.log10()));
                    sized.push(units((plan.x(layer), y)));
                }
            }
        }
        if let (Some(last), Some(first)) = (sized.last(), zeros.first()) {
            let points = vec![*last, *first];
            sheet.draw(&Dashed { points, style: stroke(theme.muted, 1.0), dashes: &[4.0, 3.0] })?;
        }
        let radius = (1.5 * width).min(0.36 * plan.column);
        sheet.draw(&Marks { points: &sized, shape: Shape::Disc, radius, style: colour.filled() })?;
        sheet.draw(&Dashed { points: sized, style: stroke(colour, width), dashes })?;
        let radius = (0.3 * theme.text).min(0.36 * plan.column);
        sheet.draw(&Marks { points: &zeros, shape: Shape::Cross, radius, style: stroke(theme.ink, 1.5) })
    }

    /// The names of the chains, at their ends.
    fn draw_names<B: Target>(&self, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        let place = |strand: &Strand| match strand.end().outcome {
            Outcome::Zero(_) => plan.zero,
            _ => plan.gradient.to_picture((0.0, strand.end().decimal.log10())).1,
        };
        let mut named: Vec<(f64, &Strand)> = self.strands().map(|strand| (place(strand), strand)).collect();
        // A handful: sorted as one sorts cards, which keeps equals in their order.
        for sorted in 1..named.len() {
            let mut index = sorted;
            while index > 0 && named[index].0 < named[index - 1].0 {
                named.swap(index, index - 1);
                index -= 1;
            }
        }
        let mut places: Vec<f64> = named.iter().map(|(y, _)| *y).collect();
        spread(&mut places, 1.1 * theme.text);
        let right = plan.x(1) - plan.radius(theme).max(0.5 * theme.text) - 0.2 * theme.text;
        for ((_, strand), y) in named.iter().zip(places) {
            let name = match strand.activation {
                Activation::Sigmoid => "sigmoid",
                Activation::Tanh => "tanh",
                Activation::LeakyRelu { .. } => "leaky",
                _ if self.alternating => "ReLU, σ",
                _ => "ReLU",
            };
            // No line of the grid runs through a name.
            let (left, half) = (right - 1.1 * text::width(name, theme.text), 0.55 * theme.text);
            let ground = [units((left, y - half)), units((right + 0.2 * theme.text, y + half))];
            sheet.draw(&Rectangle::new(ground, theme.background.filled()))?;
            let style = text_style(theme.text, theme.ink, HPos::Right, VPos::Center);
            sheet.draw(&Text::new(name, units((right, y)), style))?;
        }
        Ok(())
    }

    /// Each layer's factor in two bars: what the weight does, and from there on what the slope does.
    fn draw_factors<B: Target>(&self, plan: &Plan, sheet: &Sheet<B>, theme: &Theme) -> Drawn<B> {
        let strands = self.strands_in_bars(plan);
        let one = plan.factor_y(0.0);
        let weighted = plan.factor_y(libm::log10(self.weight));
        let labelled = plan.column > 5.6 * theme.text * strands as f64;
        let mut weights = Vec::new();
        for (index, strand) in self.strands().take(strands).enumerate() {
            let (mut slopes, mut saturating, mut zeros) = (Vec::new(), Vec::new(), Vec::new());
            for step in strand.chain.steps() {
                let ([left, middle], width) = plan.bars(step.layer, index, strands, theme);
                weights.extend([units((left, one)), units((middle, weighted))]);
                if step.slope == 0.0 {
                    zeros.push([(middle, weighted), (middle + width, plan.factor.bottom)]);
                } else {
                    let y = plan.factor_y((libm::log10(self.weight) + libm::log10(step.slope)).max(plan.factor.y.start));
                    // A slope of 1 takes nothing, and is seen to take nothing.
                    let low = y.max(weighted + 2.0);
                    let activation = strand.chain.layers()[step.layer - 1].activation;
                    let of_its_kind = if activation == Activation::Sigmoid { &mut saturating } else { &mut slopes };
                    of_its_kind.extend([units((middle, weighted)), units((middle + width, low))]);
                }
                if labelled {
                    let style = text_style(theme.text, theme.muted, HPos::Center, VPos::Bottom);
                    let y = one.min(weighted) - 0.25 * theme.text;
                    for (bar, aside, number) in [(left, -0.5, step.weight), (middle, 0.5, step.slope)] {
                        let at = units((bar + 0.5 * width + aside * theme.text, y));
                        sheet.draw(&Text::new(brief(number, 3), at, style.clone()))?;
                    }
                }
            }
            let (colour, _) = self.pen(strand, theme);
            sheet.draw(&Bars { points: &slopes, style: colour.filled() })?;
            sheet.draw(&Bars { points: &saturating, style: theme.rival.filled() })?;
            let hatched: Vec<_> = zeros.into_iter().flat_map(|area| hatch(area, HATCH)).collect();
            sheet.draw(&Strokes { points: &hatched, style: stroke(theme.muted, 1.0) })?;
        }
        sheet.draw(&Bars { points: &weights, style: theme.muted.filled() })?;
        let at = units(self.weight_handle(plan, theme));
        disc(sheet, at, 3.0 * theme.stroke, theme.background)?;
        disc(sheet, at, 2.5 * theme.stroke, theme.ink)
    }

    /// How many chains have room for their bars in a column: the own and the first beside it always.
    fn strands_in_bars(&self, plan: &Plan) -> usize {
        let room = (plan.column / 6.0) as usize;
        (1 + self.beside.len()).min(room.max(2))
    }

    /// The end of the weight's bar that a hand can pull: that of the layer next to the output.
    fn weight_handle(&self, plan: &Plan, theme: &Theme) -> (f64, f64) {
        let ([left, _], width) = plan.bars(self.factors, 0, self.strands_in_bars(plan), theme);
        (left + 0.5 * width, plan.factor_y(libm::log10(self.weight)))
    }

    fn size(gradient: Gradient) -> String {
        significant(gradient.decimal, 6)
    }

    /// How many times larger the own gradient at layer 1 is than a rival's; none where it is exactly 0.
    fn ratio(&self, rival: &Strand) -> Option<Decimal> {
        let ratio = self.own.end().decimal.divided_by(rival.end().decimal)?;
        (!ratio.is_zero()).then_some(ratio)
    }

    /// What became of a rival's gradient, beside the own one.
    fn compared(&self, rival: &Strand) -> Sentence {
        let named = |key: &str| Sentence::new(key).with_word("name", self.name(rival));
        let end = ChainPicture::size(rival.end());
        let Some(ratio) = self.ratio(rival) else {
            // No slope of a rival is ever 0.
            return named("chain.verdict.some").with("end", end);
        };
        let exponent = ratio.log10();
        if exponent == 0.0 {
            return named("chain.verdict.equal");
        }
        let (key, ratio) = if exponent > 0.0 {
            ("chain.verdict.larger", Some(ratio))
        } else {
            ("chain.verdict.smaller", Decimal::ONE.divided_by(ratio))
        };
        named(key).with("ratio", times(ratio)).with("end", end)
    }

    /// What the weight does to all chains alike.
    fn of_the_weight(&self) -> Sentence {
        let many = ["one", "both", "all"][self.beside.len().min(2)];
        let weight = Decimal::of_finite(self.weight);
        let (what, factor) = if self.weight < 1.0 {
            ("lose", Decimal::ONE.divided_by(weight))
        } else if self.weight > 1.0 {
            ("gain", Some(weight))
        } else {
            return Sentence::new("chain.verdict.keep").with("weight", brief(self.weight, 4));
        };
        Sentence::new(format!("chain.verdict.{what}.{many}")).with("factor", times(factor))
    }
}

/// A ratio as it is said: whole where it is whole, to three digits elsewhere.
fn times(ratio: Option<Decimal>) -> String {
    let Some(ratio) = ratio else { return String::new() };
    let whole = ratio.value();
    let digits = if whole < 1e7 && libm::round(whole) == whole { 7 } else { 3 };
    significant(ratio, digits)
}

impl Picture for ChainPicture {
    const NAME: &'static str = "chain";
    const PARAMETERS: &'static [Parameter] = &PARAMETERS;
    const LAYERS: usize = 2;
    const PRESETS: &'static [Preset] = &PRESETS;

    fn read(state: &State, _before: Option<&Self>) -> Self {
        let factors = (state.number(FACTORS) as usize).clamp(1, MOST_LAYERS);
        let (weight, z, output) = (state.number(WEIGHT), state.number(Z), state.number(OUTPUT));
        let (alternating, same) = (state.choice(KIND) == 1, state.choice(AT) == 1);
        let off = state.bits(OFF);
        let layer = |activation: Activation, number: usize| {
            let z = match activation {
                Activation::Sigmoid | Activation::Tanh if !same => 0.0,
                _ if off >> (number - 1) & 1 == 1 => OFF_Z,
                _ => z,
            };
            Layer { activation, z, weight }
        };
        let strand = |activation: Activation| {
            let alternates = alternating && activation == Activation::RELU;
            let of = |number| ChainPicture::activation(activation, alternates, number);
            let layers = (1..=factors).map(|number| layer(of(number), number)).collect();
            Strand { activation, chain: Chain::multiplied(layers, output) }
        };
        let rivals = [Activation::Sigmoid, Activation::Tanh, LEAKY].into_iter().enumerate();
        let beside: Vec<Strand> =
            rivals.filter(|(index, _)| state.has(BESIDE, *index)).map(|(_, rival)| strand(rival)).collect();
        let own = strand(Activation::RELU);
        let sigmoid = match beside.first() {
            Some(first) if first.activation == Activation::Sigmoid => first.clone(),
            _ => strand(Activation::Sigmoid),
        };
        let all = || std::iter::once(&own).chain(&beside);
        let sizes = all().flat_map(|strand| strand.chain.gradients());
        let exponents = sizes.filter(|gradient| !gradient.decimal.is_zero()).map(|gradient| gradient.decimal.log10());
        let (low, high) = exponents.fold((0.0f64, 0.0f64), |(low, high), x| (low.min(x), high.max(x)));
        let mut slopes = all().flat_map(|strand| strand.chain.steps()).map(|step| step.slope);
        let floor = if slopes.any(|slope| slope != 0.0 && slope < 0.1) { -5 } else { -3 };
        ChainPicture {
            factors,
            weight,
            z,
            output,
            count: LayerCount::ALL[state.choice(LAYERS).min(2)],
            alternating,
            same,
            off,
            low: -end(-low).max(2),
            high: end(high),
            floor,
            own,
            sigmoid,
            beside,
        }
    }

    fn draw<B: Target>(&self, layer: usize, sheet: &Sheet<B>, frame: &Frame, theme: &Theme) -> Drawn<B> {
        let plan = Plan::new(self, frame, theme);
        if layer == 0 {
            return self.draw_ground(&plan, sheet, theme);
        }
        if self.own.end().decimal.is_zero() {
            let zeros = self.own.chain.gradients().filter(|gradient| gradient.decimal.is_zero()).count();
            let right = plan.x(zeros) + 0.5 * plan.column;
            let half = 0.6 * theme.text;
            let band = hatch([(plan.x(1) - 0.5 * plan.column, plan.zero - half), (right, plan.zero + half)], HATCH);
            sheet.draw(&Strokes { points: &band, style: stroke(theme.muted, 1.0) })?;
        }
        self.draw_factors(&plan, sheet, theme)?;
        self.draw_units(&plan, sheet, theme)?;
        for strand in self.beside.iter().chain([&self.own]) {
            self.draw_strand(strand, &plan, sheet, theme)?;
        }
        self.draw_names(&plan, sheet, theme)
    }

    fn ground(&self) -> [i32; 3] {
        [self.factors as i32, self.low << 16 | self.high, self.floor]
    }

    fn verdict(&self) -> Vec<Sentence> {
        let end = self.own.end();
        let mut said = match end.outcome {
            Outcome::Zero(Cause::Slope(layer)) => {
                vec![Sentence::new("chain.verdict.zero").with("layer", layer.to_string())]
            }
            _ => {
                let name = self.name(&self.own);
                vec![Sentence::new("chain.verdict.end").with("end", ChainPicture::size(end)).with_word("name", name)]
            }
        };
        said.extend(self.beside.iter().map(|rival| self.compared(rival)));
        said.push(self.of_the_weight());
        if self.alternating {
            let sigmoids = self.own.chain.layers().iter().filter(|layer| layer.activation == Activation::Sigmoid);
            let slope = Activation::Sigmoid.derivative(if self.same { self.z } else { 0.0 });
            said.push(
                Sentence::new("chain.verdict.alternating")
                    .with("count", sigmoids.count().to_string())
                    .with("factors", self.factors.to_string())
                    .with("slope", brief(slope, 4)),
            );
        }
        said
    }

    fn description(&self) -> Vec<Sentence> {
        let at = if self.same { "chain.at.same" } else { "chain.at.best" };
        let mut said = vec![
            Sentence::new("chain.description")
                .with("factors", self.factors.to_string())
                .with("weight", brief(self.weight, 4))
                .with("z", brief(self.z, 4))
                .with("output", brief(self.output, 4))
                .with_word("at", at),
        ];
        if self.off_layers().next().is_some() {
            let numbers: Vec<String> = self.off_layers().map(|layer| layer.to_string()).collect();
            said.push(Sentence::new("chain.description.off").with("layers", numbers.join(", ")));
        }
        said.extend(self.verdict());
        said
    }

    fn legend(&self, theme: &Theme) -> Vec<LegendEntry> {
        let entry = |strand: &Strand| {
            let (colour, dashes) = self.pen(strand, theme);
            LegendEntry { colour, dashes, sentence: Sentence::new(self.name(strand)) }
        };
        let weight =
            LegendEntry { colour: theme.muted, dashes: &[], sentence: Sentence::new("chain.legend.weight") };
        self.strands().map(entry).chain([weight]).collect()
    }

    fn readouts(&self) -> Vec<Readout> {
        let last = self.own.chain.steps().first();
        let ratio = match self.ratio(&self.sigmoid) {
            Some(ratio) => times(Some(ratio)),
            None => "–".to_string(),
        };
        vec![
            Readout::number("layers", self.count.layers(self.factors).to_string()),
            Readout::number("factors", self.factors.to_string()),
            Readout::number("weight", brief(self.weight, 4)),
            Readout::number("slope", last.map_or(String::new(), |step| brief(step.slope, 4))),
            Readout::number("end", ChainPicture::size(self.own.end())),
            Readout::number("sigmoid", ChainPicture::size(self.sigmoid.end())),
            Readout::number("ratio", ratio),
        ]
    }

    fn table(&self) -> Table {
        let mut columns = vec![Sentence::new("chain.table.delta"), Sentence::new("chain.table.weight")];
        for strand in self.strands() {
            for column in ["chain.table.slope", "chain.table.gradient"] {
                columns.push(Sentence::new(column).with_word("name", self.name(strand)));
            }
        }
        let row = |back: usize| {
            let mut cells = vec![indexed("δ", self.factors + 1 - back)];
            // The output has no factor of its own.
            let step = |strand: &Strand| back.checked_sub(1).map(|index| strand.chain.steps()[index]);
            cells.push(step(&self.own).map_or(String::new(), |step| brief(step.weight, 4)));
            for strand in self.strands() {
                let step = step(strand);
                cells.push(step.map_or(String::new(), |step| brief(step.slope, 6)));
                cells.push(ChainPicture::size(step.map_or(strand.chain.output(), |step| step.gradient)));
            }
            cells
        };
        Table {
            caption: Sentence::new("chain.table.caption")
                .with("factors", self.factors.to_string())
                .with("layers", self.count.layers(self.factors).to_string())
                .with_word("count", format!("chain.count.{}", self.count.name())),
            columns,
            rows: (0..=self.factors).map(row).collect(),
            current: None,
        }
    }

    fn value_text(&self, index: usize) -> Option<Sentence> {
        match index {
            FACTORS => Some(
                Sentence::new("chain.factors.value")
                    .with("factors", self.factors.to_string())
                    .with("layers", self.count.layers(self.factors).to_string())
                    .with_word("count", format!("chain.count.{}", self.count.name())),
            ),
            Z => Some(
                Sentence::new("chain.z.value")
                    .with("z", brief(self.z, 4))
                    .with("slope", brief(Activation::RELU.derivative(self.z), 4)),
            ),
            _ => None,
        }
    }

    fn relevant(&self, index: usize) -> bool {
        let saturating = |strand: &Strand| matches!(strand.activation, Activation::Sigmoid | Activation::Tanh);
        index != AT || self.alternating || self.beside.iter().any(saturating)
    }

    fn numbers(&self, index: usize) -> usize {
        if index == OFF { self.factors } else { 0 }
    }

    fn handles(&self, frame: &Frame, theme: &Theme) -> Vec<Handle> {
        let plan = Plan::new(self, frame, theme);
        vec![Handle { at: self.weight_handle(&plan, theme), parameter: WEIGHT }]
    }

    fn drag(&self, _handle: usize, to: (f64, f64), frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let panel = Plan::new(self, frame, theme).factor;
        let (_, exponent) = panel.to_plane(to);
        let reach = 3.0 * (panel.y.end - panel.y.start) / (panel.bottom - panel.top);
        vec![(WEIGHT, Value::Number(PARAMETERS[WEIGHT].at_position(exponent, reach, false)))]
    }

    fn tap(&self, (x, _): (f64, f64), frame: &Frame, theme: &Theme) -> Vec<(usize, Value)> {
        let plan = Plan::new(self, frame, theme);
        let column = libm::floor((x - plan.first) / plan.column);
        let inside = column >= 0.0 && column < self.factors as f64;
        inside.then(|| (OFF, Value::Set(self.off ^ 1 << column as u32))).into_iter().collect()
    }
}
