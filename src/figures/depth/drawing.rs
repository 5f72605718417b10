//! The picture of the depth: the signal on its way forward, the gradient on its way back.

use std::f64::consts::LN_10;

use plotters::style::text_anchor::{HPos, VPos};

use super::super::panel::{Frame, Panel, Tick, spacing};
use super::super::pencil::{Pencil, Place};
use super::super::surface::Target;
use super::super::theme::Theme;
use super::DepthPicture;
use super::crowd::Column;

/// The panels: beside each other, or the gradient below the signal.
pub(super) struct Plan {
    pub(super) signal: Panel,
    pub(super) gradient: Panel,
}

impl Plan {
    pub(super) fn new(picture: &DepthPicture, frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let (left, top) = (frame.left + 3.6 * text, frame.top + 1.8 * text);
        let (right, bottom) = (frame.left + frame.width - text, frame.top + frame.height - 1.9 * text);
        let (low, high) = picture.decades;
        let panel = |left, right, top, bottom| Panel {
            left,
            right,
            top,
            bottom,
            x: 0.0..picture.depth() as f64,
            y: f64::from(low)..f64::from(high),
        };
        if frame.width > 40.0 * text {
            let each = 0.5 * (right - left - 4.6 * text);
            Plan {
                signal: panel(left, left + each, top, bottom),
                gradient: panel(right - each, right, top, bottom),
            }
        } else {
            let each = 0.5 * (bottom - top - 3.7 * text);
            Plan {
                signal: panel(left, right, top, top + each),
                gradient: panel(left, right, bottom - each, bottom),
            }
        }
    }
}

impl DepthPicture {
    pub(super) fn draw_ground<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        pencil.fill(theme.background);
        let text = theme.text;
        for (name, panel) in [("rms", &plan.signal), ("|∂L/∂a|", &plan.gradient)] {
            let at = (panel.left, panel.top - 0.5 * text);
            pencil.write(name, at, text, theme.ink, HPos::Left, VPos::Bottom);
            let step = spacing(panel.pixels_across(), 2.4 * text) as usize;
            let mut columns = Vec::new();
            for layer in (0..=self.depth()).step_by(step) {
                columns.push(Tick { at: layer as f64, label: layer.to_string() });
            }
            panel.grid(pencil, theme, &columns, &panel.powers(self.decades.0, self.decades.1, theme));
        }
    }

    pub(super) fn draw_crowd<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        let medians = |columns: &[Column]| -> Vec<(f64, f64)> {
            let decades = columns.iter().map(|column| column.median() / LN_10);
            decades.enumerate().map(|(layer, y)| (layer as f64, y)).filter(|(_, y)| y.is_finite()).collect()
        };
        let crowd = &self.crowd;
        for (panel, columns, colour) in
            [(&plan.signal, &crowd.signal, theme.signal), (&plan.gradient, &crowd.gradient, theme.gradient)]
        {
            let mut strokes: Vec<Place> = Vec::new();
            for passage in &crowd.passages {
                let logs = if panel == &plan.signal { &passage.log_rms } else { &passage.log_gradient };
                for (layer, pair) in logs.windows(2).enumerate() {
                    if pair[0].is_finite() && pair[1].is_finite() {
                        strokes.push(panel.to_picture((layer as f64, pair[0] / LN_10)));
                        strokes.push(panel.to_picture((layer as f64 + 1.0, pair[1] / LN_10)));
                    }
                }
            }
            pencil.strokes(&strokes, theme.grid, 1.0);
            pencil.path(&panel.all_to_picture(&medians(columns)), colour, theme.stroke, &[]);
        }
    }

    pub(super) fn draw_at<B: Target>(&self, plan: &Plan, pencil: &Pencil<B>, theme: &Theme) {
        for panel in [&plan.signal, &plan.gradient] {
            let (x, _) = panel.to_picture((self.at as f64, 0.0));
            pencil.line((x, panel.top), (x, panel.bottom), theme.muted, 1.0);
            pencil.handle((x, panel.bottom), 2.5 * theme.stroke, theme.ink, theme.background);
        }
    }
}
