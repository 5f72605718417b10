//! What a figure draws on in the browser: a canvas, or an SVG that is being written. One type for both, so that the code of
//! every figure is in the module once.

use std::fmt;

use plotters::prelude::SVGBackend;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::canvas::Canvas;
use crate::figures::Medium;
use crate::figures::surface::{Raster, Target};

/// A canvas or an SVG.
pub(super) enum Paper<'s> {
    /// What is shown.
    Canvas(Canvas),
    /// What is taken along.
    Svg(SVGBackend<'s>),
}

/// Says that a figure's SVG is written through a [`Paper`].
pub(super) struct OnPaper;

impl Medium for OnPaper {
    type On<'s> = Paper<'s>;

    fn on(svg: SVGBackend<'_>) -> Paper<'_> {
        Paper::Svg(svg)
    }
}

/// The backend refused to draw; why is of no use to anybody here.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

type Drawn = Result<(), DrawingErrorKind<Refused>>;

fn drawn<E: std::error::Error + Send + Sync>(result: Result<(), DrawingErrorKind<E>>) -> Drawn {
    result.map_err(|_| DrawingErrorKind::DrawingError(Refused))
}

/// A stroke. All that is written into an SVG goes through functions of one type each, which stand in the module once: it is
/// seldom done, and need not be fast.
struct Stroke {
    color: BackendColor,
    width: u32,
}

impl Stroke {
    fn of(style: &impl BackendStyle) -> Self {
        Stroke { color: style.color(), width: style.stroke_width() }
    }
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

#[cold]
#[inline(never)]
fn write_path(svg: &mut SVGBackend, points: Vec<BackendCoord>, stroke: Stroke, fill: bool) -> Drawn {
    drawn(if fill { svg.fill_polygon(points, &stroke) } else { svg.draw_path(points, &stroke) })
}

#[cold]
#[inline(never)]
fn write_rect(
    svg: &mut SVGBackend,
    from: BackendCoord,
    to: BackendCoord,
    stroke: Stroke,
    fill: bool,
) -> Drawn {
    drawn(svg.draw_rect(from, to, &stroke, fill))
}

#[cold]
#[inline(never)]
fn write_circle(svg: &mut SVGBackend, at: BackendCoord, radius: u32, stroke: Stroke, fill: bool) -> Drawn {
    drawn(svg.draw_circle(at, radius, &stroke, fill))
}

#[cold]
#[inline(never)]
fn write_text<S: BackendTextStyle>(svg: &mut SVGBackend, text: &str, style: &S, at: BackendCoord) -> Drawn {
    drawn(svg.draw_text(text, style, at))
}

impl DrawingBackend for Paper<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Paper::Canvas(canvas) => canvas.get_size(),
            Paper::Svg(svg) => svg.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.ensure_prepared()),
            Paper::Svg(svg) => drawn(svg.ensure_prepared()),
        }
    }

    fn present(&mut self) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.present()),
            Paper::Svg(svg) => drawn(svg.present()),
        }
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_pixel(point, color)),
            Paper::Svg(svg) => drawn(svg.draw_pixel(point, color)),
        }
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_line(from, to, style)),
            Paper::Svg(svg) => drawn(svg.draw_line(from, to, &Stroke::of(style))),
        }
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_rect(upper_left, bottom_right, style, fill)),
            Paper::Svg(svg) => write_rect(svg, upper_left, bottom_right, Stroke::of(style), fill),
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_path(path, style)),
            Paper::Svg(svg) => write_path(svg, path.into_iter().collect(), Stroke::of(style), false),
        }
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_circle(center, radius, style, fill)),
            Paper::Svg(svg) => write_circle(svg, center, radius, Stroke::of(style), fill),
        }
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.fill_polygon(path, style)),
            Paper::Svg(svg) => write_path(svg, path.into_iter().collect(), Stroke::of(style), true),
        }
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_text(text, style, at)),
            Paper::Svg(svg) => write_text(svg, text, style, at),
        }
    }
}

impl Target for Paper<'_> {
    fn font_scale(&self) -> f64 {
        match self {
            Paper::Canvas(canvas) => canvas.font_scale(),
            Paper::Svg(svg) => svg.font_scale(),
        }
    }

    fn text_drop(&self) -> f64 {
        match self {
            Paper::Canvas(canvas) => canvas.text_drop(),
            Paper::Svg(svg) => svg.text_drop(),
        }
    }

    fn dashes(&self) -> bool {
        match self {
            Paper::Canvas(canvas) => canvas.dashes(),
            Paper::Svg(svg) => svg.dashes(),
        }
    }

    fn set_dashes(&mut self, pattern: &[f64]) {
        match self {
            Paper::Canvas(canvas) => canvas.set_dashes(pattern),
            Paper::Svg(svg) => svg.set_dashes(pattern),
        }
    }

    fn draw_paths<S: BackendStyle>(
        &mut self,
        points: &[BackendCoord],
        length: usize,
        style: &S,
        fill: bool,
    ) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_paths(points, length, style, fill)),
            Paper::Svg(svg) => points
                .chunks_exact(length.max(1))
                .try_for_each(|path| write_path(svg, path.to_vec(), Stroke::of(style), fill)),
        }
    }

    fn draw_discs<S: BackendStyle>(&mut self, centres: &[BackendCoord], radius: u32, style: &S) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_discs(centres, radius, style)),
            Paper::Svg(svg) => centres
                .iter()
                .try_for_each(|centre| write_circle(svg, *centre, radius, Stroke::of(style), true)),
        }
    }

    fn draw_cells(&mut self, raster: &Raster) -> Drawn {
        match self {
            Paper::Canvas(canvas) => drawn(canvas.draw_cells(raster)),
            Paper::Svg(svg) => drawn(svg.draw_cells(raster)),
        }
    }
}
