//! Elements that only a [`Surface`] can draw: dashed lines, and many shapes in one path.

use plotters::element::{Drawable, PointCollection};
use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::DrawingBackend;

use super::{BackendCoord, Raster, Result2, Surface, Target, UNITS, snapped, whole_pixels};

/// Lets plotters find the points of an element in its field of that name.
macro_rules! points_of {
    ($Element:ty) => {
        impl<'a> PointCollection<'a, BackendCoord> for &'a $Element {
            type Point = &'a BackendCoord;
            type IntoIter = &'a [BackendCoord];

            fn point_iter(self) -> Self::IntoIter {
                &self.points
            }
        }
    };
}

/// A line through points, solid or dashed; the pattern is in CSS pixels.
pub(crate) struct Dashed<'d> {
    pub points: Vec<BackendCoord>,
    pub style: ShapeStyle,
    pub dashes: &'d [f64],
}

points_of!(Dashed<'_>);

impl<B: Target> Drawable<Surface<B>> for Dashed<'_> {
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

/// Filled circles, all in one path; the radius is in CSS pixels.
pub(crate) struct Discs {
    pub points: Vec<BackendCoord>,
    pub radius: f64,
    pub style: ShapeStyle,
}

points_of!(Discs);

impl<B: Target> Drawable<Surface<B>> for Discs {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        let centres = surface.all_placed(points);
        let radius = surface.scaled(self.radius * UNITS) as u32;
        let pen = surface.pen(&self.style);
        surface.target.draw_discs(&centres, radius, &pen)
    }
}

/// Rectangles between pairs of opposite corners, filled, all in one path. Their edges lie on device pixels.
pub(crate) struct Bars {
    pub points: Vec<BackendCoord>,
    pub style: ShapeStyle,
}

points_of!(Bars);

impl<B: Target> Drawable<Surface<B>> for Bars {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        let mut ends = surface.all_placed(points);
        for (x, y) in &mut ends {
            (*x, *y) = (snapped(*x, 0), snapped(*y, 0));
        }
        let mut corners = Vec::with_capacity(2 * ends.len());
        for pair in ends.chunks_exact(2) {
            let [(left, top), (right, bottom)] = [pair[0], pair[1]];
            corners.extend_from_slice(&[(left, top), (right, top), (right, bottom), (left, bottom)]);
        }
        let pen = surface.pen(&self.style);
        surface.target.draw_paths(&corners, 4, &pen, true)
    }
}

/// Separate lines, each through so many of the points, all in one path.
pub(crate) struct Strokes {
    pub points: Vec<BackendCoord>,
    pub each: usize,
    pub style: ShapeStyle,
}

points_of!(Strokes);

impl<B: Target> Drawable<Surface<B>> for Strokes {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        let ends = surface.all_placed(points);
        let mut pen = surface.pen(&self.style);
        pen.width = whole_pixels(pen.width);
        surface.target.draw_paths(&ends, self.each, &pen, false)
    }
}

/// A raster. Its points are the edges of the columns, as many as there are columns and one more, and then for each row its
/// upper and its lower edge.
pub(crate) struct Cells<'c> {
    pub points: Vec<BackendCoord>,
    pub columns: usize,
    pub kinds: &'c [u8],
    pub colours: &'c [RGBColor],
}

points_of!(Cells<'_>);

impl<B: Target> Drawable<Surface<B>> for Cells<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        surface: &mut Surface<B>,
        _: (u32, u32),
    ) -> Result2<B> {
        let mut columns = surface.all_placed(points);
        let mut rows = columns.split_off((self.columns + 1).min(columns.len()));
        for edge in &mut columns {
            edge.0 = snapped(edge.0, 0);
        }
        for edge in &mut rows {
            edge.1 = snapped(edge.1, 0);
        }
        surface.target.draw_cells(&Raster {
            columns: columns.into_iter().map(|(x, _)| x).collect(),
            rows: rows.chunks_exact(2).map(|row| (row[0].1, row[1].1)).collect(),
            kinds: self.kinds,
            colours: self.colours,
        })
    }
}
