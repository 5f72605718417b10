//! A canvas as a [`Target`]: plotters-canvas, but for what is drawn in every frame. There, strings that are kept, native
//! dashes and many shapes in one path.

use js_sys::Array;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::figures::surface::{Raster, Target, UNITS};

#[wasm_bindgen]
extern "C" {
    /// A context whose properties are set to strings of JavaScript. web-sys takes Rust's: to hand over one of these takes
    /// longer than to draw a mark.
    #[wasm_bindgen(extends = CanvasRenderingContext2d)]
    type Context;

    #[wasm_bindgen(method, setter, js_name = fillStyle)]
    fn set_fill(this: &Context, colour: &JsValue);
    #[wasm_bindgen(method, setter, js_name = strokeStyle)]
    fn set_stroke(this: &Context, colour: &JsValue);
    #[wasm_bindgen(method, setter, js_name = font)]
    fn set_type(this: &Context, font: &JsValue);
    #[wasm_bindgen(method, setter, js_name = textAlign)]
    fn set_alignment(this: &Context, side: &JsValue);
    #[wasm_bindgen(method, setter, js_name = lineCap)]
    fn set_cap(this: &Context, cap: &JsValue);
    #[wasm_bindgen(method, js_name = fillText)]
    fn write(this: &Context, text: &JsValue, x: f64, y: f64);
}

/// The canvas beneath a surface.
pub(super) struct Canvas {
    backend: CanvasBackend,
    context: Context,
    colours: Vec<((u8, u8, u8), JsValue)>,
    /// The size of the font that the context has: every text is of one family.
    font: f64,
    /// Which of the sides texts are anchored at.
    side: Option<usize>,
    /// What the context fills with, as far as it is known.
    filling: Option<(u8, u8, u8)>,
    /// Left, right, centred.
    sides: [JsValue; 3],
    /// How a stroke ends: cut off, round.
    caps: [JsValue; 2],
    solid: Array,
    /// Texts as the context takes them, each at its own place: most texts of a picture stand in the next one too.
    texts: Vec<(String, JsValue)>,
}

/// How many texts are kept at most: a few times as many as a picture has, so that few have the same place.
const TEXTS: usize = 128;

type Drawn = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl Canvas {
    /// A target on a canvas; none if the canvas gives no 2D context.
    pub(super) fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = context(canvas)?;
        // A surface puts every text's middle where it belongs.
        context.set_text_baseline("middle");
        Some(Canvas {
            context: context.unchecked_into(),
            backend: CanvasBackend::with_canvas_object(canvas.clone())?,
            colours: Vec::new(),
            font: 0.0,
            side: None,
            filling: None,
            sides: ["left", "right", "center"].map(JsValue::from),
            caps: ["butt", "round"].map(JsValue::from),
            solid: Array::new(),
            texts: vec![(String::new(), JsValue::UNDEFINED); TEXTS],
        })
    }

    /// Makes a colour that of all fillings, or of all strokes.
    fn set_colour(&mut self, BackendColor { rgb, .. }: BackendColor, fill: bool) {
        if fill && self.filling == Some(rgb) {
            return;
        }
        let known = self.colours.iter().position(|(known, _)| *known == rgb);
        let place = known.unwrap_or(self.colours.len());
        if known.is_none() {
            let (red, green, blue) = rgb;
            self.colours.push((rgb, JsValue::from(format!("rgb({red},{green},{blue})"))));
        }
        let colour = &self.colours[place].1;
        if fill {
            self.filling = Some(rgb);
            self.context.set_fill(colour);
        } else {
            self.context.set_stroke(colour);
        }
    }

    /// Writes a text at a place.
    fn write(&mut self, text: &str, x: f64, y: f64) {
        let place = text.bytes().fold(0, |place: usize, byte| 31 * place % TEXTS + usize::from(byte)) % TEXTS;
        let (known, kept) = &mut self.texts[place];
        if known != text {
            known.clear();
            known.push_str(text);
            *kept = JsValue::from_str(text);
        }
        self.context.write(kept, x, y);
    }

    fn finish<S: BackendStyle>(&mut self, style: &S, fill: bool) {
        self.set_colour(style.color(), fill);
        if fill {
            self.context.fill();
        } else {
            self.context.set_line_width(f64::from(style.stroke_width()));
            self.context.stroke();
        }
    }
}

/// The 2D context of a canvas, if it gives one.
pub(super) fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

impl DrawingBackend for Canvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.backend.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.backend.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.backend.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.filling = None;
        self.backend.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.backend.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.filling = None;
        self.backend.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        self.draw_paths(&points, points.len(), style, false)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.context.begin_path();
        // Refused only for a negative radius.
        let _ = self.context.arc(x.into(), y.into(), radius.into(), 0.0, std::f64::consts::TAU);
        self.finish(style, fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        self.draw_paths(&points, points.len(), style, true)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        if self.font != style.size() {
            self.font = style.size();
            let font = format!("{}px {}", style.size(), style.family().as_str());
            self.context.set_type(&JsValue::from(font));
        }
        self.set_colour(style.color(), true);
        let side = match style.anchor().h_pos {
            HPos::Left => 0,
            HPos::Right => 1,
            HPos::Center => 2,
        };
        if self.side != Some(side) {
            self.side = Some(side);
            self.context.set_alignment(&self.sides[side]);
        }
        self.write(text, x.into(), y.into());
        Ok(())
    }
}

impl Target for Canvas {
    fn dashes(&self) -> bool {
        true
    }

    fn set_dashes(&mut self, pattern: &[f64]) {
        // Refused only by contexts that draw no dashes: a solid line is what is left.
        let _ = if pattern.is_empty() {
            self.context.set_line_dash(&self.solid)
        } else {
            let lengths = Array::new();
            for length in pattern {
                lengths.push(&JsValue::from_f64(*length));
            }
            self.context.set_line_dash(&lengths)
        };
    }

    fn draw_paths<S: BackendStyle>(
        &mut self,
        points: &[BackendCoord],
        length: usize,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if points.is_empty() {
            return Ok(());
        }
        self.context.begin_path();
        for path in points.chunks_exact(length.max(1)) {
            for (index, (x, y)) in path.iter().enumerate() {
                let (x, y) = (f64::from(*x), f64::from(*y));
                if index == 0 {
                    self.context.move_to(x, y);
                } else {
                    self.context.line_to(x, y);
                }
            }
        }
        self.finish(style, fill);
        Ok(())
    }

    fn draw_discs<S: BackendStyle>(&mut self, centres: &[BackendCoord], radius: u32, style: &S) -> Drawn {
        if centres.is_empty() {
            return Ok(());
        }
        // The round ends of a stroke as short as can be: that takes a fraction of an arc's time.
        self.context.begin_path();
        for (x, y) in centres {
            let (x, y) = (f64::from(*x), f64::from(*y));
            self.context.move_to(x, y);
            self.context.line_to(x + 1.0, y);
        }
        self.set_colour(style.color(), false);
        self.context.set_line_width(f64::from(2 * radius));
        self.context.set_cap(&self.caps[1]);
        self.context.stroke();
        self.context.set_cap(&self.caps[0]);
        Ok(())
    }

    /// As image data: a raster has more cells than a path has edges to spare.
    fn draw_cells(&mut self, raster: &Raster) -> Drawn {
        let pixel = |at: i32| (f64::from(at) / UNITS) as i32;
        let ends = (raster.columns.first(), raster.columns.last(), raster.rows.first(), raster.rows.last());
        let (Some(left), Some(right), Some((top, _)), Some((_, foot))) = ends else { return Ok(()) };
        let (left, right, top, foot) = (pixel(*left), pixel(*right), pixel(*top), pixel(*foot));
        let (width, height) = ((right - left).max(0) as usize, (foot - top).max(0) as usize);
        if width == 0 || height == 0 {
            return Ok(());
        }
        let colours: Vec<[u8; 4]> =
            raster.colours.iter().map(|colour| [colour.0, colour.1, colour.2, 255]).collect();
        let ground = colours.first().copied().unwrap_or_default();
        let mut image = ground.repeat(width * height);
        let mut line = Vec::with_capacity(4 * width);
        for ((from, to), cells) in raster.rows() {
            line.clear();
            for (kind, edges) in cells.iter().zip(raster.columns.windows(2)) {
                let colour = colours.get(usize::from(*kind)).unwrap_or(&ground);
                for _ in pixel(edges[0])..pixel(edges[1]) {
                    line.extend_from_slice(colour);
                }
            }
            for y in pixel(from) - top..pixel(to) - top {
                let start = 4 * width * y.max(0) as usize;
                if let Some(place) = image.get_mut(start..start + line.len()) {
                    place.copy_from_slice(&line);
                }
            }
        }
        // Refused only for a size of 0, or where there is no memory: the raster is then not seen.
        if let Ok(data) =
            ImageData::new_with_u8_clamped_array_and_sh(Clamped(&image), width as u32, height as u32)
        {
            let _ = self.context.put_image_data(&data, f64::from(left), f64::from(top));
        }
        Ok(())
    }
}
