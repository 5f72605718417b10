//! Elements that only a [`Surface`] can draw: dashed lines, and many marks in one path.

use plotters::element::{Drawable, PointCollection};
use plotters::style::ShapeStyle;

use super::{BackendCoord, Result2, Surface, Target, UNITS, snapped, whole_pixels};
use plotters_backend::DrawingBackend;

/// Lets plotters find the points of an element in its field of that name.
macro_rules! points_of {
    ($Element:ident) => {
        impl<'a, Coord> PointCollection<'a, Coord> for &'a $Element<'_, Coord> {
            type Point = &'a Coord;
            type IntoIter = &'a [Coord];

            fn point_iter(self) -> Self::IntoIter {
                &self.points
            }
        }
    };
}

/// A line through points, solid or dashed; the pattern is in CSS pixels.
pub(crate) struct Dashed<'a, Coord> {
    pub points: Vec<Coord>,
    pub style: ShapeStyle,
    pub dashes: &'a [f64],
}

points_of!(Dashed);

impl<B: Target, Coord> Drawable<Surface<B>> for Dashed<'_, Coord> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        if self.dashes.is_empty() {
            surface.draw_path(points, &self.style)
        } else {
            surface.draw_dashed(points, self.dashes, &self.style)
        }
    }
}

/// The shape of a mark: told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A filled circle.
    Disc,
    /// A short horizontal stroke, as a minus sign.
    Minus,
    /// Two crossed strokes.
    Cross,
}

/// Marks at points, all in one path.
pub(crate) struct Marks<'a, Coord> {
    pub points: &'a [Coord],
    pub shape: Shape,
    /// Half the width of a mark, in CSS pixels.
    pub radius: f64,
    pub style: ShapeStyle,
}

points_of!(Marks);

impl<B: Target, Coord> Drawable<Surface<B>> for Marks<'_, Coord> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        let r = surface.scaled(self.radius * UNITS) as i32;
        let centres = points.map(|point| surface.placed(point));
        let pen = surface.pen(&self.style);
        match self.shape {
            Shape::Disc => {
                let centres: Vec<BackendCoord> = centres.collect();
                surface.target.draw_discs(&centres, r as u32, &pen)
            }
            Shape::Minus => {
                let ends: Vec<BackendCoord> = centres.flat_map(|(x, y)| [(x - r, y), (x + r, y)]).collect();
                surface.target.draw_paths(&ends, 2, &pen, false)
            }
            Shape::Cross => {
                let arms = |(x, y)| [(x - r, y - r), (x + r, y + r), (x - r, y + r), (x + r, y - r)];
                let ends: Vec<BackendCoord> = centres.flat_map(arms).collect();
                surface.target.draw_paths(&ends, 2, &pen, false)
            }
        }
    }
}

/// Rectangles between pairs of opposite corners, filled, all in one path. Their edges lie on device pixels.
pub(crate) struct Bars<'a, Coord> {
    pub points: &'a [Coord],
    pub style: ShapeStyle,
}

points_of!(Bars);

impl<B: Target, Coord> Drawable<Surface<B>> for Bars<'_, Coord> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        let place = |point| {
            let (x, y) = surface.placed(point);
            (snapped(x, 0), snapped(y, 0))
        };
        let ends: Vec<BackendCoord> = points.map(place).collect();
        let corners = |pair: &[BackendCoord]| {
            let [(left, top), (right, bottom)] = [pair[0], pair[1]];
            [(left, top), (right, top), (right, bottom), (left, bottom)]
        };
        let corners: Vec<BackendCoord> = ends.chunks_exact(2).flat_map(corners).collect();
        let pen = surface.pen(&self.style);
        surface.target.draw_paths(&corners, 4, &pen, true)
    }
}

/// Separate strokes between pairs of points, all in one path.
pub(crate) struct Strokes<'a, Coord> {
    pub points: &'a [Coord],
    pub style: ShapeStyle,
}

points_of!(Strokes);

impl<B: Target, Coord> Drawable<Surface<B>> for Strokes<'_, Coord> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        let ends: Vec<BackendCoord> = points.map(|point| surface.placed(point)).collect();
        let mut pen = surface.pen(&self.style);
        pen.width = whole_pixels(pen.width);
        surface.target.draw_paths(&ends, 2, &pen, false)
    }
}
