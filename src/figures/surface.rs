//! The one backend that every figure draws on.
//!
//! plotters counts in whole pixels: a curve drawn so is a staircase. [`Surface`] reports a size [`UNITS`] times larger
//! than the picture and lets the backend beneath scale it back. It puts axis-parallel lines on device pixels, answers
//! for the width of text from a table, and offers the dashes that plotters' backends lack.

use plotters::prelude::*;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontFamily, FontStyle,
    FontTransform,
};

use super::text;

pub(crate) mod element;

/// Units of a [`Surface`] per CSS pixel.
pub const UNITS: f64 = 16.0;

/// A drawing area of a figure: plotters' own, on a [`Surface`].
pub type Sheet<B> = DrawingArea<Surface<B>, plotters::coord::Shift>;

/// What drawing can fail with: the error of the backend beneath.
pub type DrawingError<B> = DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>;

/// What drawing returns.
pub type Drawn<B> = Result<(), DrawingError<B>>;

type Result2<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// A plotters backend that a [`Surface`] can stand on.
///
/// The methods have defaults in terms of [`DrawingBackend`]; a backend that can do better overrides them.
pub trait Target: DrawingBackend {
    /// What a font size must be multiplied by, because the backend divides it.
    fn font_scale(&self) -> f64 {
        1.0
    }
    /// How far below the middle of its box, in font sizes, the backend puts vertically centred text.
    fn text_drop(&self) -> f64 {
        0.0
    }

    /// Whether the backend draws dashes itself; if not, the surface cuts a path into them.
    fn dashes(&self) -> bool {
        false
    }

    /// Sets the dash pattern of the following paths, in the target's units; an empty one is a solid line.
    fn set_dashes(&mut self, _pattern: &[f64]) {}

    /// Strokes, or fills, many paths in one style: each run of `length` points is a path of its own.
    ///
    /// # Errors
    /// Those of the backend.
    fn draw_paths<S: BackendStyle>(
        &mut self,
        points: &[BackendCoord],
        length: usize,
        style: &S,
        fill: bool,
    ) -> Result2<Self> {
        for path in points.chunks_exact(length.max(1)) {
            if fill {
                self.fill_polygon(path.iter().copied(), style)?;
            } else {
                self.draw_path(path.iter().copied(), style)?;
            }
        }
        Ok(())
    }

    /// Fills many circles of one radius in one style.
    ///
    /// # Errors
    /// Those of the backend.
    fn draw_discs<S: BackendStyle>(
        &mut self,
        centres: &[BackendCoord],
        radius: u32,
        style: &S,
    ) -> Result2<Self> {
        centres.iter().try_for_each(|centre| self.draw_circle(*centre, radius, style, true))
    }

    /// Draws a raster: by default a polygon for each colour, so that few elements tell of many cells.
    ///
    /// # Errors
    /// Those of the backend.
    fn draw_cells(&mut self, raster: &Raster) -> Result2<Self> {
        for (kind, colour) in raster.colours.iter().enumerate().skip(1) {
            let outline = raster.outline(kind);
            if !outline.is_empty() {
                self.fill_polygon(outline, &Pen { color: colour.to_backend_color(), width: 0 })?;
            }
        }
        Ok(())
    }
}

/// A raster of cells in a target's units. The first colour is what lies beneath already: cells of that kind, and what is
/// left between rows, show it.
pub struct Raster<'r> {
    /// The edges of the columns, as many as there are columns and one more.
    pub columns: Vec<i32>,
    /// The upper and the lower edge of each row.
    pub rows: Vec<(i32, i32)>,
    /// The place of each cell's colour, row by row.
    pub kinds: &'r [u8],
    /// The colours.
    pub colours: &'r [RGBColor],
}

impl Raster<'_> {
    /// The cells of each row, with the row's edges.
    pub fn rows(&self) -> impl Iterator<Item = ((i32, i32), &[u8])> {
        let columns = self.columns.len().saturating_sub(1).max(1);
        self.rows.iter().copied().zip(self.kinds.chunks_exact(columns))
    }

    /// One polygon about all cells of a kind. From row to row it runs down the left side, and along the foot of a row from
    /// run to run of such cells; as it comes back the same way, it encloses nothing there.
    fn outline(&self, kind: usize) -> Vec<BackendCoord> {
        let mut outline = Vec::new();
        let Some(left) = self.columns.first().copied() else { return outline };
        for ((top, foot), cells) in self.rows() {
            let start = outline.len();
            let mut from = None;
            for (column, edge) in self.columns.iter().enumerate() {
                let is_in = cells.get(column).is_some_and(|cell| usize::from(*cell) == kind);
                match from {
                    None if is_in => from = Some(*edge),
                    Some(begin) if !is_in => {
                        if outline.len() == start {
                            outline.push((left, foot));
                        }
                        outline.extend_from_slice(&[
                            (begin, foot),
                            (begin, top),
                            (*edge, top),
                            (*edge, foot),
                        ]);
                        from = None;
                    }
                    _ => {}
                }
            }
            if outline.len() > start {
                outline.push((left, foot));
            }
        }
        outline
    }
}

impl Target for SVGBackend<'_> {
    // plotters-svg divides every font size by 1.24 and centres text on half its x-height.
    fn font_scale(&self) -> f64 {
        1.24
    }

    fn text_drop(&self) -> f64 {
        0.09
    }
}

/// A backend that scales, snaps and measures for the backend beneath; see the module's words.
///
/// Figures count in [`UNITS`] to the CSS pixel, the backend beneath in [`UNITS`] to the device pixel, so that the edge of
/// a device pixel is a whole number at every ratio.
pub struct Surface<B> {
    target: B,
    size: (u32, u32),
    ratio: f64,
}

impl<B: Target> Surface<B> {
    /// A surface of `size` CSS pixels at `ratio` device pixels per CSS pixel, over a target that has been made to draw
    /// [`UNITS`] to the device pixel.
    pub fn new(target: B, size: (u32, u32), ratio: f64) -> Self {
        Surface { target, size, ratio }
    }

    /// A length in the target's units.
    fn scaled(&self, length: f64) -> i32 {
        nearest(length * self.ratio)
    }

    fn placed(&self, (x, y): BackendCoord) -> BackendCoord {
        (self.scaled(x.into()), self.scaled(y.into()))
    }

    fn all_placed(&self, points: impl IntoIterator<Item = BackendCoord>) -> Vec<BackendCoord> {
        let points = points.into_iter();
        let mut placed = Vec::with_capacity(points.size_hint().0);
        for point in points {
            placed.push(self.placed(point));
        }
        placed
    }

    fn pen<S: BackendStyle>(&self, style: &S) -> Pen {
        Pen { color: style.color(), width: self.scaled(f64::from(style.stroke_width())) as u32 }
    }

    /// The points of a path in the target's units, and its pen. A single line that is parallel to an axis gets a width
    /// of whole device pixels and lies on them.
    fn path<S: BackendStyle>(
        &self,
        path: impl IntoIterator<Item = BackendCoord>,
        style: &S,
    ) -> (Vec<BackendCoord>, Pen) {
        let mut points = self.all_placed(path);
        let mut pen = self.pen(style);
        if let [from, to] = &mut points[..]
            && (from.0 == to.0 || from.1 == to.1)
        {
            pen.width = whole_pixels(pen.width);
            if from.0 == to.0 {
                from.0 = snapped(from.0, pen.width);
                to.0 = from.0;
            }
            if from.1 == to.1 {
                from.1 = snapped(from.1, pen.width);
                to.1 = from.1;
            }
        }
        (points, pen)
    }

    fn draw_dashed<S: BackendStyle>(
        &mut self,
        path: impl IntoIterator<Item = BackendCoord>,
        dashes: &[f64],
        style: &S,
    ) -> Result2<B> {
        let (points, pen) = self.path(path, style);
        let mut pattern = Vec::with_capacity(dashes.len());
        for length in dashes {
            pattern.push(length * UNITS * self.ratio);
        }
        if self.target.dashes() {
            self.target.set_dashes(&pattern);
            let drawn = self.target.draw_path(points, &pen);
            self.target.set_dashes(&[]);
            drawn
        } else {
            for piece in cut_into_dashes(&points, &pattern) {
                self.target.draw_path(piece, &pen)?;
            }
            Ok(())
        }
    }
}

/// A stroke in the target's units.
struct Pen {
    color: BackendColor,
    width: u32,
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// The nearest whole number. WebAssembly takes one step for it, and many for halves away from 0.
pub(crate) fn nearest(number: f64) -> i32 {
    (number + 0.5).floor() as i32
}

/// A width as a whole number of device pixels, at least one.
fn whole_pixels(width: u32) -> u32 {
    (libm::round(f64::from(width) / UNITS).max(1.0) * UNITS) as u32
}

/// The place nearest to `at` where a line of `width`, a whole number of device pixels, has its edges on their edges.
fn snapped(at: i32, width: u32) -> i32 {
    let unit = UNITS as i32;
    let half = (width as i32 / 2).rem_euclid(unit);
    (at - half + unit / 2).div_euclid(unit) * unit + half
}

/// The pieces of a path that a dash pattern leaves.
fn cut_into_dashes(path: &[BackendCoord], pattern: &[f64]) -> Vec<Vec<BackendCoord>> {
    let mut pieces = Vec::new();
    let Some((first, rest)) = path.split_first() else {
        return pieces;
    };
    if pattern.is_empty() || pattern.iter().any(|length| *length <= 0.0 || length.is_nan()) {
        return vec![path.to_vec()];
    }
    let (mut here, mut piece) = (*first, vec![*first]);
    let (mut phase, mut left) = (0, pattern[0]);
    for corner in rest {
        loop {
            let (dx, dy) = (f64::from(corner.0 - here.0), f64::from(corner.1 - here.1));
            let length = libm::hypot(dx, dy);
            if length < left {
                left -= length;
                here = *corner;
                piece.push(here);
                break;
            }
            let part = left / length;
            here = (here.0 + libm::round(dx * part) as i32, here.1 + libm::round(dy * part) as i32);
            piece.push(here);
            if phase % 2 == 0 {
                pieces.push(std::mem::take(&mut piece));
            }
            piece = vec![here];
            phase += 1;
            left = pattern[phase % pattern.len()];
        }
    }
    if phase % 2 == 0 && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

impl<B: Target> DrawingBackend for Surface<B> {
    type ErrorType = B::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        let units = UNITS as u32;
        (self.size.0 * units, self.size.1 * units)
    }

    fn ensure_prepared(&mut self) -> Result2<B> {
        self.target.ensure_prepared()
    }

    fn present(&mut self) -> Result2<B> {
        self.target.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Result2<B> {
        self.target.draw_pixel(self.placed(point), color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Result2<B> {
        // Through draw_path: plotters-canvas moves axis-parallel lines by half a unit of its own.
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result2<B> {
        let mut pen = self.pen(style);
        pen.width = if fill { 0 } else { whole_pixels(pen.width) };
        let corner = |at: BackendCoord| {
            let (x, y) = self.placed(at);
            (snapped(x, pen.width), snapped(y, pen.width))
        };
        let (upper_left, bottom_right) = (corner(upper_left), corner(bottom_right));
        self.target.draw_rect(upper_left, bottom_right, &pen, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result2<B> {
        let (points, pen) = self.path(path, style);
        self.target.draw_path(points, &pen)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result2<B> {
        let radius = self.scaled(f64::from(radius)) as u32;
        self.target.draw_circle(self.placed(center), radius, &self.pen(style), fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Result2<B> {
        let corners = self.all_placed(vert);
        self.target.fill_polygon(corners, &self.pen(style))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Result2<B> {
        let size = style.size() * self.ratio;
        // Backends disagree about tops and bottoms of text; all agree about its middle, up to a constant.
        let lift = match style.anchor().v_pos {
            VPos::Top => 0.5,
            VPos::Center => 0.0,
            VPos::Bottom => -0.5,
        };
        let (left, top) = self.placed(at);
        let at = (left, top + libm::round((lift + self.target.text_drop()) * size) as i32);
        let centred = Centred { style, size: size * self.target.font_scale() };
        self.target.draw_text(text, &centred, at)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        Ok((text::width(text, style.size()) as u32, style.size() as u32))
    }
}

/// A text style of another size, anchored at its vertical middle.
struct Centred<'a, S> {
    style: &'a S,
    size: f64,
}

impl<S: BackendTextStyle> BackendTextStyle for Centred<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.style.color()
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.style.anchor().h_pos, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        self.style.family()
    }

    fn style(&self) -> FontStyle {
        self.style.style()
    }

    fn transform(&self) -> FontTransform {
        self.style.transform()
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        let width = text::width(text, self.size) as i32;
        Ok(((0, 0), (width, self.size as i32)))
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        pos: (i32, i32),
        draw: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.style.draw(text, pos, draw)
    }
}

/// A text style: `size` in CSS pixels.
pub(crate) fn text_style(size: f64, colour: RGBColor, h_pos: HPos, v_pos: VPos) -> TextStyle<'static> {
    TextStyle {
        font: FontDesc::new(FontFamily::Name("system-ui, sans-serif"), size * UNITS, FontStyle::Normal),
        color: colour.to_backend_color(),
        pos: Pos::new(h_pos, v_pos),
    }
}

/// A stroke: `width` in CSS pixels.
pub(crate) fn stroke(colour: RGBColor, width: f64) -> ShapeStyle {
    ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: libm::round(width * UNITS) as u32 }
}
