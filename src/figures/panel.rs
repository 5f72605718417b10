//! A panel: a rectangle of the picture with an axis along x and one along y.

use std::ops::Range;

use plotters::coord::CoordTranslate;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters_backend::BackendCoord;
use plotters_backend::text_anchor::{HPos, VPos};

use super::surface::{Drawn, Sheet, Surface, Target, UNITS, stroke, text_style};
use super::theme::Theme;

/// The part of a picture that a figure is drawn in, in CSS pixels: all of it on the page, what lies below the
/// caption in an export.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Distance from the picture's left edge.
    pub left: f64,
    /// Distance from the picture's upper edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Frame {
    /// All of a picture of that size.
    pub fn whole((width, height): (u32, u32)) -> Self {
        Frame { left: 0.0, top: 0.0, width: f64::from(width), height: f64::from(height) }
    }
}

/// A place in the picture, in the surface's units.
pub(crate) fn units((left, top): (f64, f64)) -> BackendCoord {
    (libm::round(left * UNITS) as i32, libm::round(top * UNITS) as i32)
}

/// A panel's coordinates as plotters knows them.
pub(crate) type Plane<B> = DrawingArea<Surface<B>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A tick of an axis: where it stands and what is written there.
pub(crate) struct Tick {
    pub at: f64,
    pub label: String,
}

/// A rectangle of the picture, in CSS pixels from its upper left corner, and what it shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Panel {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub x: Range<f64>,
    pub y: Range<f64>,
}

impl Panel {
    /// Where a point of the plane lies in the picture, in CSS pixels.
    pub fn to_picture(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let across = (x - self.x.start) / (self.x.end - self.x.start);
        let up = (y - self.y.start) / (self.y.end - self.y.start);
        (self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top))
    }

    /// The point of the plane at a place of the picture.
    pub fn to_plane(&self, (left, top): (f64, f64)) -> (f64, f64) {
        let across = (left - self.left) / (self.right - self.left);
        let up = (self.bottom - top) / (self.bottom - self.top);
        (self.x.start + across * (self.x.end - self.x.start), self.y.start + up * (self.y.end - self.y.start))
    }

    /// The plane that elements are drawn on, in the panel's own numbers.
    pub fn plane<B: Target>(&self, sheet: &Sheet<B>) -> Plane<B> {
        let (left, top) = units((self.left, self.top));
        let (right, bottom) = units((self.right, self.bottom));
        sheet.apply_coord_spec(Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
            self.x.clone(),
            self.y.clone(),
            (left..right, bottom..top),
        ))
    }

    /// Fills the part of the panel between two values of x.
    pub fn band<B: Target>(&self, sheet: &Sheet<B>, x: Range<f64>, colour: RGBColor) -> Drawn<B> {
        let corners = [(x.start, self.y.end), (x.end, self.y.start)];
        self.plane(sheet).draw(&Rectangle::new(corners, colour.filled()))
    }

    /// Grid lines at the ticks, the two axes through the origin, and the labels left of and below the panel.
    /// An axis whose ticks have empty labels gets its grid alone.
    pub fn grid<B: Target>(&self, sheet: &Sheet<B>, theme: &Theme, x: &[Tick], y: &[Tick]) -> Drawn<B> {
        let plane = self.plane(sheet);
        let line = |from: (f64, f64), to: (f64, f64), style: ShapeStyle| {
            plane.draw(&PathElement::new(vec![from, to], style))
        };
        let label = |text: &str, (left, top): (f64, f64), h_pos: HPos, v_pos: VPos| {
            if text.is_empty() {
                return Ok(());
            }
            let at = units((left, top));
            sheet.draw(&Text::new(text.to_string(), at, text_style(theme.text, theme.muted, h_pos, v_pos)))
        };
        for tick in x {
            let colour = if tick.at == 0.0 { theme.muted } else { theme.grid };
            line((tick.at, self.y.start), (tick.at, self.y.end), stroke(colour, 1.0))?;
            let (left, _) = self.to_picture((tick.at, 0.0));
            label(&tick.label, (left, self.bottom + 0.4 * theme.text), HPos::Center, VPos::Top)?;
        }
        for tick in y {
            let colour = if tick.at == 0.0 { theme.muted } else { theme.grid };
            line((self.x.start, tick.at), (self.x.end, tick.at), stroke(colour, 1.0))?;
            let (_, top) = self.to_picture((0.0, tick.at));
            label(&tick.label, (self.left - 0.5 * theme.text, top), HPos::Right, VPos::Center)?;
        }
        Ok(())
    }
}

/// A filled circle; the radius is in CSS pixels.
pub(crate) fn disc<B: Target, C: CoordTranslate>(
    area: &DrawingArea<Surface<B>, C>,
    at: C::From,
    radius: f64,
    colour: RGBColor,
) -> Drawn<B> {
    area.draw(&Circle::new(at, libm::round(radius * UNITS) as i32, colour.filled()))
}

/// A circle; the radius is in CSS pixels.
pub(crate) fn ring<B: Target, C: CoordTranslate>(
    area: &DrawingArea<Surface<B>, C>,
    at: C::From,
    radius: f64,
    style: ShapeStyle,
) -> Drawn<B> {
    area.draw(&Circle::new(at, libm::round(radius * UNITS) as i32, style))
}

/// The strokes that hatch a rectangle, as pairs of ends: what is dead is hatched. They are `apart` CSS pixels apart along
/// either axis, and those of neighbouring rectangles continue each other.
pub(crate) fn hatch([(left, top), (right, bottom)]: [(f64, f64); 2], apart: f64) -> Vec<BackendCoord> {
    let mut ends = Vec::new();
    // A stroke rises to the right: x + y is the same at both ends.
    let mut sum = libm::ceil((left + top) / apart) * apart;
    while sum < right + bottom {
        let from = (sum - bottom).max(left);
        let to = (sum - top).min(right);
        ends.extend([units((from, sum - from)), units((to, sum - to))]);
        sum += apart;
    }
    ends
}
