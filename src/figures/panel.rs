//! A panel: a rectangle of the picture with an axis along x and one along y.

use std::ops::Range;

use plotters::style::text_anchor::{HPos, VPos};

use super::pencil::{Pencil, Place};
use super::surface::Target;
use super::theme::Theme;
use crate::words::power_of_ten;

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
    /// Where a point of the plane lies in the picture.
    pub fn to_picture(&self, (x, y): (f64, f64)) -> Place {
        let across = (x - self.x.start) / (self.x.end - self.x.start);
        let up = (y - self.y.start) / (self.y.end - self.y.start);
        (self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top))
    }

    /// Where points of the plane lie in the picture.
    pub fn all_to_picture(&self, points: &[(f64, f64)]) -> Vec<Place> {
        let mut places = Vec::with_capacity(points.len());
        for point in points {
            places.push(self.to_picture(*point));
        }
        places
    }

    /// The point of the plane at a place of the picture.
    pub fn to_plane(&self, (left, top): Place) -> (f64, f64) {
        let across = (left - self.left) / (self.right - self.left);
        let up = (self.bottom - top) / (self.bottom - self.top);
        (self.x.start + across * (self.x.end - self.x.start), self.y.start + up * (self.y.end - self.y.start))
    }

    /// How many pixels a unit of the vertical axis takes.
    pub fn pixels_up(&self) -> f64 {
        (self.bottom - self.top) / (self.y.end - self.y.start)
    }

    /// How many pixels a unit of the horizontal axis takes.
    pub fn pixels_across(&self) -> f64 {
        (self.right - self.left) / (self.x.end - self.x.start)
    }

    /// Ticks of the vertical axis at powers of ten: a unit of it is a decade.
    pub fn powers(&self, low: i32, high: i32, theme: &Theme) -> Vec<Tick> {
        let step = spacing(self.pixels_up(), 1.25 * theme.text);
        let mut ticks = Vec::new();
        for exponent in low..=high {
            if exponent % step == 0 {
                let label = if exponent == 0 { "1".to_string() } else { power_of_ten(exponent) };
                ticks.push(Tick { at: f64::from(exponent), label });
            }
        }
        ticks
    }

    /// Grid lines at the ticks, the two axes through the origin, and the labels left of and below the panel.
    /// An axis whose ticks have empty labels gets its grid alone.
    pub fn grid<B: Target>(&self, pencil: &Pencil<B>, theme: &Theme, x: &[Tick], y: &[Tick]) {
        let text = theme.text;
        let colour = |tick: &Tick| if tick.at == 0.0 { theme.muted } else { theme.grid };
        for tick in x {
            let (left, _) = self.to_picture((tick.at, 0.0));
            pencil.line((left, self.top), (left, self.bottom), colour(tick), theme.fine(1.0));
            let at = (left, self.bottom + 0.4 * text);
            pencil.write(&tick.label, at, text, theme.muted, HPos::Center, VPos::Top);
        }
        for tick in y {
            let (_, top) = self.to_picture((0.0, tick.at));
            pencil.line((self.left, top), (self.right, top), colour(tick), theme.fine(1.0));
            let at = (self.left - 0.5 * text, top);
            pencil.write(&tick.label, at, text, theme.muted, HPos::Right, VPos::Center);
        }
    }
}

/// The least of the round distances between ticks that leaves each label its room.
pub(super) fn spacing(pixels: f64, room: f64) -> i32 {
    [1, 2, 4, 8, 16, 32, 64].into_iter().find(|step| f64::from(*step) * pixels >= room).unwrap_or(128)
}

/// The largest of 1, 2 and 5 times a power of ten that is at most `most`.
pub(super) fn round_below(most: f64) -> f64 {
    let mut unit = 1.0;
    while unit * 10.0 <= most {
        unit *= 10.0;
    }
    if 5.0 * unit <= most {
        5.0 * unit
    } else if 2.0 * unit <= most {
        2.0 * unit
    } else {
        unit
    }
}
