//! Where the panels of the depth lie, and what their axes show.

use std::f64::consts::LN_10;

use super::super::panel::{Frame, Panel, Tick, spacing};
use super::super::theme::Theme;
use super::crowd::Crowd;
use super::expected::Expected;
use crate::words::power_of_ten;

/// The panels: the sizes and below each a strip of shares; beside each other, or the gradient below the signal.
pub(super) struct Plan {
    pub(super) signal: Panel,
    pub(super) mean: Panel,
    pub(super) gradient: Panel,
    pub(super) active: Panel,
}

impl Plan {
    pub(super) fn new(depth: usize, (low, high): (i32, i32), frame: &Frame, theme: &Theme) -> Self {
        let text = theme.text;
        let (left, top) = (frame.left + 3.6 * text, frame.top + 1.8 * text);
        let (right, bottom) = (frame.left + frame.width - 1.2 * text, frame.top + frame.height - 1.9 * text);
        let x = 0.0..depth as f64;
        let pair = |left: f64, right: f64, top: f64, bottom: f64, shares| {
            let strip = bottom - (0.22 * (bottom - top)).max(3.2 * text);
            let panel = |top, bottom, y| Panel { left, right, top, bottom, x: x.clone(), y };
            let sizes = panel(top, strip - 2.2 * text, f64::from(low)..f64::from(high));
            (sizes, panel(strip, bottom, shares))
        };
        let ((signal, mean), (gradient, active)) = if frame.width > 40.0 * text {
            let each = 0.5 * (right - left - 4.8 * text);
            (
                pair(left, left + each, top, bottom, -1.0..1.0),
                pair(right - each, right, top, bottom, 0.0..1.0),
            )
        } else {
            let each = 0.5 * (bottom - top - 3.9 * text);
            (
                pair(left, right, top, top + each, -1.0..1.0),
                pair(left, right, bottom - each, bottom, 0.0..1.0),
            )
        };
        Plan { signal, mean, gradient, active }
    }
}

/// The distances between ticks of an axis of powers of ten, in decades.
const DECADES: [i32; 7] = [1, 2, 5, 10, 20, 50, 100];

/// The least of them that divides a range into so many parts at most.
fn step_of(range: f64, most: f64) -> i32 {
    DECADES.into_iter().find(|step| range <= most * f64::from(*step)).unwrap_or(200)
}

/// From which decade to which the axes of the sizes reach: as far as networks and theory do, and towards the end of the
/// chain as far as that leaves the networks a part that can be looked at.
pub(super) fn decades(crowd: &Crowd, expected: &Expected) -> (i32, i32) {
    let depth = expected.setup.depth;
    let (mut low, mut high) = crowd.range();
    let mut reach = |log: f64| {
        if log.is_finite() {
            (low, high) = (low.min(log), high.max(log));
        }
    };
    for layer in 0..=depth {
        expected.signal(layer).into_iter().chain(expected.gradient(layer)).for_each(&mut reach);
        if let Some(typical) = expected.typical(layer) {
            // What one in a hundred networks exceeds on either side.
            let scatter = 2.33 * expected.scatter(layer);
            reach(typical - scatter);
            reach(typical + scatter);
        }
    }
    let (mut low, mut high) = (low / LN_10 - 0.1, high / LN_10 + 0.1);
    let beyond = (3.0 * (high - low)).max(6.0);
    let (least, most) = (low - beyond, high + beyond);
    for log in expected.chain_signal.into_iter().chain([expected.chain_gradient]) {
        let end = log / LN_10 * depth as f64;
        (low, high) = (low.min(end.max(least)), high.max(end.min(most)));
    }
    let step = f64::from(step_of(high - low, 7.0));
    // What a last digit adds must not add a part.
    let low = libm::floor(low / step + 1e-9) * step;
    let high = libm::ceil(high / step - 1e-9) * step;
    ((low as i32).min(-1), (high as i32).max(1))
}

/// Ticks at powers of ten, about eight at the most and as many as there is room for.
pub(super) fn powers(panel: &Panel, theme: &Theme) -> Vec<Tick> {
    let (low, high) = (panel.y.start as i32, panel.y.end as i32);
    let room = ((panel.bottom - panel.top) / (1.3 * theme.text)).clamp(1.0, 9.0);
    let step = step_of(f64::from(high - low), room);
    let first = low - low.rem_euclid(step) + if low.rem_euclid(step) == 0 { 0 } else { step };
    let mut ticks = Vec::new();
    let mut exponent = first;
    while exponent <= high {
        let label = if exponent == 0 { "1".to_string() } else { power_of_ten(exponent) };
        ticks.push(Tick { at: f64::from(exponent), label });
        exponent += step;
    }
    ticks
}

/// Ticks at layers, a dozen at the most.
pub(super) fn layers(panel: &Panel, depth: usize, theme: &Theme) -> Vec<Tick> {
    let fits = spacing(panel.pixels_across(), 2.4 * theme.text) as usize;
    let step =
        [1, 2, 5, 10, 20, 50].into_iter().find(|step| *step >= fits && depth <= 11 * step).unwrap_or(100);
    let layers = (0..=depth).step_by(step);
    layers.map(|layer| Tick { at: layer as f64, label: layer.to_string() }).collect()
}
