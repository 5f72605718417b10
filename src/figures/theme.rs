//! Colours and sizes: one colour per meaning, the same in every figure.

use plotters::style::RGBColor;

use crate::activation::Activation;

/// The colours and sizes a figure is drawn with. Lengths are CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// The ground of the picture.
    pub background: RGBColor,
    /// Axes and text.
    pub ink: RGBColor,
    /// Tick labels and guide lines.
    pub muted: RGBColor,
    /// Grid lines.
    pub grid: RGBColor,
    /// The half of the plane where the unit is silent.
    pub shade: RGBColor,
    /// The forward signal.
    pub signal: RGBColor,
    /// Slopes and gradients.
    pub gradient: RGBColor,
    /// The saturating rivals: sigmoid and tanh.
    pub rival: RGBColor,
    /// The relatives of ReLU.
    pub relative: RGBColor,
    /// Size of the text.
    pub text: f64,
    /// Width of the main curve; other strokes are parts of it.
    pub stroke: f64,
}

const fn rgb(colour: u32) -> RGBColor {
    RGBColor((colour >> 16) as u8, (colour >> 8) as u8, colour as u8)
}

impl Theme {
    /// The names of the colours, in the order in which [`Theme::with_colours`] takes them. A style sheet
    /// sets them as custom properties `--relu-NAME`.
    pub const COLOURS: [&'static str; 9] =
        ["background", "ink", "muted", "grid", "shade", "signal", "gradient", "rival", "relative"];

    /// Dark on white.
    pub const LIGHT: Theme = Theme {
        background: rgb(0xffffff),
        ink: rgb(0x1a1a1a),
        muted: rgb(0x595959),
        grid: rgb(0xe4e4e4),
        shade: rgb(0xf4f4f4),
        signal: rgb(0x0072b2),
        gradient: rgb(0xd55e00),
        rival: rgb(0xcc79a7),
        relative: rgb(0x009e73),
        text: 14.0,
        stroke: 3.0,
    };

    /// Light on near-black.
    pub const DARK: Theme = Theme {
        background: rgb(0x121417),
        ink: rgb(0xececec),
        muted: rgb(0xa8a8a8),
        grid: rgb(0x2b2f34),
        shade: rgb(0x1a1d21),
        signal: rgb(0x0072b2),
        gradient: rgb(0xd55e00),
        rival: rgb(0xcc79a7),
        relative: rgb(0x009e73),
        text: 14.0,
        stroke: 3.0,
    };

    /// The width of a stroke that shows something, but is finer than the main curve's. Where that is made bolder than usual,
    /// for those who sit far away, no stroke stays a hairline, axes and grid included. The strokes of a hatch do: they are a
    /// texture, which would close.
    #[inline(never)]
    pub(super) fn fine(&self, width: f64) -> f64 {
        width.max(self.stroke - 2.0)
    }

    /// The same theme with other colours, each `0xRRGGBB`, in the order of [`Theme::COLOURS`]; where the
    /// list ends early, the rest stays.
    #[must_use]
    pub fn with_colours(mut self, colours: &[u32]) -> Theme {
        let slots = [
            &mut self.background,
            &mut self.ink,
            &mut self.muted,
            &mut self.grid,
            &mut self.shade,
            &mut self.signal,
            &mut self.gradient,
            &mut self.rival,
            &mut self.relative,
        ];
        for (slot, colour) in slots.into_iter().zip(colours) {
            *slot = rgb(*colour);
        }
        self
    }

    /// The colours as `0xRRGGBB`, in the order of [`Theme::COLOURS`].
    pub fn colours(&self) -> [u32; 9] {
        let colours = [
            self.background,
            self.ink,
            self.muted,
            self.grid,
            self.shade,
            self.signal,
            self.gradient,
            self.rival,
            self.relative,
        ];
        colours.map(|RGBColor(r, g, b)| u32::from(r) << 16 | u32::from(g) << 8 | u32::from(b))
    }
}

/// A colour so much of the way from one to another.
pub(super) fn between(from: RGBColor, to: RGBColor, part: f64) -> RGBColor {
    let mixed =
        |from: u8, to: u8| libm::round(f64::from(from) + part * (f64::from(to) - f64::from(from))) as u8;
    RGBColor(mixed(from.0, to.0), mixed(from.1, to.1), mixed(from.2, to.2))
}

/// How an activation is told from the others: a colour by family, a dash pattern within it. Only ReLU is solid, so
/// that it stands out without colour too.
pub(super) fn pen(activation: Activation, theme: &Theme) -> (RGBColor, &'static [f64]) {
    match activation {
        Activation::LeakyRelu { .. } => (theme.relative, &[9.0, 4.0]),
        Activation::Elu { .. } => (theme.relative, &[2.0, 3.0]),
        Activation::Gelu => (theme.relative, &[9.0, 3.0, 2.0, 3.0]),
        Activation::Silu => (theme.relative, &[14.0, 3.0]),
        Activation::Sigmoid => (theme.rival, &[12.0, 3.0]),
        Activation::Tanh => (theme.rival, &[5.0, 4.0]),
        _ => (theme.signal, &[]),
    }
}
