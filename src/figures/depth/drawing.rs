//! The picture of the depth: the signal on its way forward, the gradient on its way back.

use std::f64::consts::LN_10;

use plotters::style::text_anchor::{HPos, VPos};

use super::super::panel::{Panel, Tick};
use super::super::pencil::{Pencil, Place};
use super::super::surface::Target;
use super::super::theme::{Theme, between};
use super::axes::{self, Plan};
use super::crowd::Column;
use super::{DepthPicture, FLOAT_LARGEST, FLOAT_SMALLEST};
use crate::state::limited;
use crate::words::brief;

/// How lines are told apart that are not of networks.
pub(super) const FIELD: &[f64] = &[6.0, 4.0];
pub(super) const TYPICAL: &[f64] = &[1.5, 3.5];
pub(super) const CHAIN: &[f64] = &[12.0, 3.0, 2.0, 3.0];
pub(super) const LIMIT: &[f64] = &[3.0, 6.0];

/// The points of the picture where a function of the layer has a finite value.
fn line(
    panel: &Panel,
    layers: std::ops::RangeInclusive<usize>,
    of: impl Fn(usize) -> Option<f64>,
) -> Vec<Place> {
    let point = |layer: usize| Some((layer as f64, of(layer).filter(|y| y.is_finite())?));
    layers.filter_map(point).map(|point| panel.to_picture(point)).collect()
}

impl DepthPicture {
    pub(super) fn draw_ground<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        let text = theme.text;
        let title = |name: &str, panel: &Panel, right: bool, colour| {
            let (x, h_pos) = if right { (panel.right, HPos::Right) } else { (panel.left, HPos::Left) };
            pencil.write(name, (x, panel.top - 0.5 * text), text, colour, h_pos, VPos::Bottom);
        };
        title("rms(a) →", &plan.signal, false, theme.ink);
        title("← |∂L/∂a|", &plan.gradient, false, theme.ink);
        title("E(a) / rms(a)", &plan.mean, false, theme.ink);
        title("P(z > 0)", &plan.active, false, theme.ink);
        for (sizes, shares) in [(&plan.signal, &plan.mean), (&plan.gradient, &plan.active)] {
            let columns = axes::layers(shares, self.depth(), theme);
            let unnamed: Vec<Tick> =
                columns.iter().map(|tick| Tick { at: tick.at, label: String::new() }).collect();
            sizes.grid(pencil, theme, &unnamed, &axes::powers(sizes, theme));
            let (least, most) = (shares.y.start, shares.y.end);
            let rows: Vec<Tick> = [least, 0.5 * (least + most), most]
                .into_iter()
                .map(|at| Tick { at, label: brief(at, 1) })
                .collect();
            shares.grid(pencil, theme, &columns, &rows);
            let at = (shares.left - 1.2 * text, shares.bottom + 0.4 * text);
            pencil.write("ℓ", at, text, theme.ink, HPos::Right, VPos::Top);
            for limit in [FLOAT_LARGEST, FLOAT_SMALLEST] {
                let decades = limit / LN_10;
                if decades > sizes.y.start && decades < sizes.y.end {
                    let (_, y) = sizes.to_picture((0.0, decades));
                    pencil.path(&[(sizes.left, y), (sizes.right, y)], theme.muted, theme.fine(1.5), LIMIT);
                }
            }
        }
    }

    pub(super) fn draw_crowd<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let depth = self.depth();
        self.draw_sizes(&plan.signal, false, pencil, theme);
        self.draw_sizes(&plan.gradient, true, pencil, theme);
        let (crowd, expected) = (&self.crowd, &self.expected);

        let strip = |panel: &Panel, columns: &[Column], theory: &dyn Fn(usize) -> Option<f64>| {
            let median = line(panel, 1..=depth, |layer| Some(columns.get(layer - 1)?.median()));
            pencil.path(&median, theme.signal, 0.7 * theme.stroke, &[]);
            pencil.path(&line(panel, 1..=depth, theory), theme.ink, theme.fine(1.5), FIELD);
            if depth == 1 {
                pencil.discs(&median, 0.7 * theme.stroke, theme.signal);
            }
        };
        strip(&plan.mean, &crowd.mean, &|layer| expected.mean(layer));
        if self.is_silence_shown() {
            let panel = &plan.active;
            let at = (panel.right, panel.top - 0.5 * theme.text);
            pencil.write("P(a = 0)", at, theme.text, theme.muted, HPos::Right, VPos::Bottom);
            if let Some(all) = Some(crowd.count() as f64).filter(|all| *all > 0.0) {
                let mut bars = Vec::new();
                for (layer, column) in crowd.signal.iter().enumerate().skip(1).filter(|(_, c)| c.nothing > 0)
                {
                    let (from, to) = ((layer as f64 - 0.5).max(0.0), (layer as f64 + 0.5).min(depth as f64));
                    bars.push(panel.to_picture((from, column.nothing as f64 / all)));
                    bars.push(panel.to_picture((to, 0.0)));
                }
                pencil.bars(&bars, between(theme.background, theme.muted, 0.4));
            }
            let exact = line(panel, 0..=depth, |layer| expected.silent(layer));
            pencil.path(&exact, theme.muted, theme.fine(1.5), TYPICAL);
        }
        strip(&plan.active, &crowd.active, &|layer| expected.active(layer));
    }

    fn draw_sizes<B: Target>(&self, panel: &Panel, back: bool, pencil: &Pencil<B>, theme: &Theme) {
        let (depth, crowd, expected) = (self.depth(), &self.crowd, &self.expected);
        let (columns, colour) =
            if back { (&crowd.gradient, theme.gradient) } else { (&crowd.signal, theme.signal) };
        let quantile =
            |share| line(panel, 0..=depth, move |layer| Some(columns.get(layer)?.quantile(share) / LN_10));
        if crowd.count() > 0 {
            let mut band = quantile(0.1);
            band.extend(quantile(0.9).into_iter().rev());
            pencil.polygon(&band, between(theme.background, colour, 0.25));
            let (mut lines, mut ends) = (Vec::with_capacity((depth + 1) * crowd.count()), Vec::new());
            for passage in &crowd.passages {
                let logs = if back { &passage.log_gradient } else { &passage.log_rms };
                let mut layer = 0;
                // As long as a network is heard, its line goes on.
                for heard in logs.chunk_by(|one, next| one.is_finite() == next.is_finite()) {
                    if heard[0].is_finite() {
                        let place = |at: usize| panel.to_picture(((layer + at) as f64, heard[at] / LN_10));
                        lines.extend((0..heard.len()).map(place));
                        let (first, last) = (place(0), place(heard.len() - 1));
                        // Every line has as many points.
                        lines.extend(std::iter::repeat_n(last, depth + 1 - heard.len()));
                        ends.extend((layer > 0).then_some(first));
                        ends.extend((layer + heard.len() <= depth).then_some(last));
                    }
                    layer += heard.len();
                }
            }
            pencil.lines(&lines, depth + 1, between(theme.background, colour, 0.5), theme.fine(1.0));
            let half = 0.25 * theme.text;
            let cross = |(x, y): Place| {
                [(x - half, y - half), (x + half, y + half), (x - half, y + half), (x + half, y - half)]
            };
            let crosses: Vec<Place> = ends.into_iter().flat_map(cross).collect();
            pencil.strokes(&crosses, theme.muted, theme.fine(1.5));
            let median = quantile(0.5);
            pencil.path(&median, theme.background, theme.stroke + 2.0, &[]);
            pencil.path(&median, colour, theme.stroke, &[]);
        }

        let decades = |log: Option<f64>| log.map(|log| log / LN_10);
        let passed = |layer: usize| if back { depth - layer } else { layer };
        let typical = line(panel, 0..=depth, |layer| decades(expected.typical(passed(layer))));
        pencil.path(&typical, theme.ink, theme.fine(2.0), TYPICAL);
        let field = line(panel, 0..=depth, |layer| {
            decades(if back { expected.gradient(layer) } else { expected.signal(layer) })
        });
        pencil.path(&field, theme.ink, theme.fine(1.5), FIELD);
        let chain = if back { Some(expected.chain_gradient) } else { expected.chain_signal };
        if let Some(log) = chain {
            self.draw_chain(panel, log / LN_10, back, pencil, theme);
        }
    }

    /// The chain of single units, as far as the axis reaches.
    fn draw_chain<B: Target>(
        &self,
        panel: &Panel,
        slope: f64,
        back: bool,
        pencil: &Pencil<B>,
        theme: &Theme,
    ) {
        let (text, depth) = (theme.text, self.depth() as f64);
        let end = if slope < 0.0 { panel.y.start } else { panel.y.end };
        let layers = if slope == 0.0 { depth } else { depth.min(end / slope) };
        let place = |layers: f64| {
            let x = if back { depth - layers } else { layers };
            panel.to_picture((x, slope * layers))
        };
        pencil.path(&[place(0.0), place(layers)], theme.ink, theme.fine(1.5), CHAIN);
        let (x, y) = place(0.62 * layers);
        // Beside the line, on the side that networks rarely take.
        let beside = if back { 0.6 } else { -0.6 };
        let (below, v_pos) = if slope < 0.0 { (0.1, VPos::Top) } else { (-0.1, VPos::Bottom) };
        let h_pos = if back { HPos::Left } else { HPos::Right };
        pencil.write(
            self.chain_name(back),
            (x + beside * text, y + below * text),
            text,
            theme.ink,
            h_pos,
            v_pos,
        );
    }

    pub(super) fn draw_at<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        for (sizes, shares, back) in [(&plan.signal, &plan.mean, false), (&plan.gradient, &plan.active, true)]
        {
            let (x, y) = self.handle_at(sizes, back);
            for panel in [sizes, shares] {
                pencil.line((x, panel.top), (x, panel.bottom), theme.muted, theme.fine(1.0));
            }
            let colour = if back { theme.gradient } else { theme.signal };
            pencil.handle((x, y), 2.3 * theme.stroke, theme.ink, theme.background);
            pencil.discs(&[(x, y)], 1.3 * theme.stroke, colour);
        }
    }

    /// Where the handle of a panel is: at the size that the layer has, or at the bottom where it has none.
    pub(super) fn handle_at(&self, panel: &Panel, back: bool) -> Place {
        let decades = self.reached(back, self.at).0.map_or(panel.y.start, |log| log / LN_10);
        panel.to_picture((self.at as f64, limited(decades, panel.y.start, panel.y.end)))
    }
}
