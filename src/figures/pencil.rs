//! What figures draw with: lines, areas and text at places of the picture, in CSS pixels.
//!
//! Here the elements of plotters are made, once for all figures. A pencil remembers the first thing that the backend
//! refused, so that drawing reads as drawing.

use std::cell::RefCell;

use plotters::element::{Drawable, PointCollection};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::BackendCoord;

use super::surface::element::{Bars, Cells, Dashed, Discs, Strokes};
use super::surface::{DrawingError, Drawn, Sheet, Surface, Target, UNITS, nearest, stroke, text_style};

/// A place in the picture: CSS pixels from its left and its upper edge.
pub(super) type Place = (f64, f64);

fn units((left, top): Place) -> BackendCoord {
    (nearest(left * UNITS), nearest(top * UNITS))
}

fn all_units(places: &[Place]) -> Vec<BackendCoord> {
    let mut points = Vec::with_capacity(places.len());
    for place in places {
        points.push(units(*place));
    }
    points
}

/// Draws on a sheet.
pub(super) struct Pencil<'a, B: Target> {
    sheet: &'a Sheet<B>,
    refused: RefCell<Option<DrawingError<B>>>,
}

impl<'a, B: Target> Pencil<'a, B> {
    /// A pencil for a sheet.
    pub fn new(sheet: &'a Sheet<B>) -> Self {
        Pencil { sheet, refused: RefCell::new(None) }
    }

    /// What the backend refused first, if anything.
    pub fn finish(self) -> Drawn<B> {
        self.refused.into_inner().map_or(Ok(()), Err)
    }

    fn note(&self, drawn: Drawn<B>) {
        if let Err(refused) = drawn {
            self.refused.borrow_mut().get_or_insert(refused);
        }
    }

    fn draw<E>(&self, element: &E)
    where
        E: Drawable<Surface<B>>,
        for<'e> &'e E: PointCollection<'e, BackendCoord>,
    {
        self.note(self.sheet.draw(element));
    }

    /// Covers the whole sheet.
    pub fn fill(&self, colour: RGBColor) {
        self.note(self.sheet.fill(&colour));
    }

    /// Text of a size, its anchor at the place; nothing for an empty text.
    pub fn write(&self, text: &str, at: Place, size: f64, colour: RGBColor, h_pos: HPos, v_pos: VPos) {
        if !text.is_empty() {
            self.draw(&Text::new(text.to_string(), units(at), text_style(size, colour, h_pos, v_pos)));
        }
    }

    /// A line between two places. One that is parallel to an axis lies on device pixels.
    pub fn line(&self, from: Place, to: Place, colour: RGBColor, width: f64) {
        self.path(&[from, to], colour, width, &[]);
    }

    /// A line through places, dashed by a pattern; an empty one is a solid line.
    pub fn path(&self, places: &[Place], colour: RGBColor, width: f64, dashes: &[f64]) {
        self.draw(&Dashed { points: all_units(places), style: stroke(colour, width), dashes });
    }

    /// Separate lines between pairs of places, all in one path.
    pub fn strokes(&self, ends: &[Place], colour: RGBColor, width: f64) {
        self.lines(ends, 2, colour, width);
    }

    /// Separate lines, each through so many of the places, all in one path.
    pub fn lines(&self, places: &[Place], each: usize, colour: RGBColor, width: f64) {
        self.draw(&Strokes { points: all_units(places), each, style: stroke(colour, width) });
    }

    /// A filled polygon.
    pub fn polygon(&self, corners: &[Place], colour: RGBColor) {
        self.draw(&Polygon::new(all_units(corners), colour.filled()));
    }

    /// Filled rectangles between pairs of opposite corners, all in one path. Their edges lie on device pixels.
    pub fn bars(&self, corners: &[Place], colour: RGBColor) {
        self.draw(&Bars { points: all_units(corners), style: colour.filled() });
    }

    /// A raster: the edges of its columns, the upper and lower edges of its rows, and the place of each cell's colour, row
    /// by row. The first colour is that of the ground. All edges lie on device pixels.
    pub fn cells(&self, columns: &[f64], rows: &[(f64, f64)], kinds: &[u8], colours: &[RGBColor]) {
        let mut edges = Vec::with_capacity(columns.len() + 2 * rows.len());
        for x in columns {
            edges.push((*x, 0.0));
        }
        for (top, foot) in rows {
            edges.extend_from_slice(&[(0.0, *top), (0.0, *foot)]);
        }
        let columns = columns.len().saturating_sub(1);
        self.draw(&Cells { points: all_units(&edges), columns, kinds, colours });
    }

    /// Filled circles of one size, all in one path.
    pub fn discs(&self, centres: &[Place], radius: f64, colour: RGBColor) {
        self.draw(&Discs { points: all_units(centres), radius, style: colour.filled() });
    }

    /// A circle.
    pub fn ring(&self, centre: Place, radius: f64, colour: RGBColor, width: f64) {
        self.draw(&Circle::new(units(centre), nearest(radius * UNITS), stroke(colour, width)));
    }

    /// A filled circle that stands out from what is beneath: a handle.
    pub fn handle(&self, at: Place, radius: f64, colour: RGBColor, ground: RGBColor) {
        self.discs(&[at], radius + 1.5, ground);
        self.discs(&[at], radius, colour);
    }
}

/// The strokes that mark places with a minus sign of a width.
pub(super) fn minus_signs(places: &[Place], half: f64) -> Vec<Place> {
    let mut ends = Vec::with_capacity(2 * places.len());
    for (x, y) in places {
        ends.push((x - half, *y));
        ends.push((x + half, *y));
    }
    ends
}

/// The strokes that hatch a rectangle: what is dead is hatched. They are `apart` pixels apart along either axis, and
/// those of neighbouring rectangles continue each other.
pub(super) fn hatch((left, top): Place, (right, bottom): Place, apart: f64) -> Vec<Place> {
    let mut ends = Vec::new();
    // A stroke rises to the right: x + y is the same at both ends.
    let mut sum = libm::ceil((left + top) / apart) * apart;
    while sum < right + bottom {
        let from = (sum - bottom).max(left);
        let to = (sum - top).min(right);
        ends.push((from, sum - from));
        ends.push((to, sum - to));
        sum += apart;
    }
    ends
}
