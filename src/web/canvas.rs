//! plotters-canvas as a [`Target`]: with native dashes, and many shapes in one path.

use js_sys::Array;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::figures::surface::Target;

/// The canvas beneath a surface.
pub(super) struct Canvas {
    backend: CanvasBackend,
    context: CanvasRenderingContext2d,
}

type Drawn = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl Canvas {
    /// A target on a canvas; none if the canvas gives no 2D context.
    pub(super) fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        Some(Canvas {
            context: context(canvas)?,
            backend: CanvasBackend::with_canvas_object(canvas.clone())?,
        })
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
        self.backend.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.backend.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.backend.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.backend.fill_polygon(vert, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn {
        self.backend.draw_text(text, style, pos)
    }
}

impl Target for Canvas {
    const DASHES: bool = true;

    fn set_dashes(&mut self, pattern: &[f64]) {
        let lengths = Array::new();
        for length in pattern {
            lengths.push(&JsValue::from_f64(*length));
        }
        // Refused only by contexts that draw no dashes: a solid line is what is left.
        let _ = self.context.set_line_dash(&lengths);
    }
    fn draw_paths<S: BackendStyle>(
        &mut self,
        points: &[BackendCoord],
        length: usize,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let length = length.max(1);
        // The first path goes through plotters-canvas, which leaves its style in the context for the rest.
        let Some((first, rest)) = points.split_at_checked(length) else { return Ok(()) };
        if fill {
            self.backend.fill_polygon(first.iter().copied(), style)?;
        } else {
            self.backend.draw_path(first.iter().copied(), style)?;
        }
        self.context.begin_path();
        for path in rest.chunks_exact(length) {
            let mut points = path.iter().map(|(x, y)| (f64::from(*x), f64::from(*y)));
            if let Some((x, y)) = points.next() {
                self.context.move_to(x, y);
            }
            for (x, y) in points {
                self.context.line_to(x, y);
            }
        }
        if fill {
            self.context.fill();
        } else {
            self.context.stroke();
        }
        Ok(())
    }

    fn draw_discs<S: BackendStyle>(&mut self, centres: &[BackendCoord], radius: u32, style: &S) -> Drawn {
        let Some((first, rest)) = centres.split_first() else { return Ok(()) };
        self.backend.draw_circle(*first, radius, style, true)?;
        self.context.begin_path();
        let radius = f64::from(radius);
        for (x, y) in rest {
            let (x, y) = (f64::from(*x), f64::from(*y));
            self.context.move_to(x + radius, y);
            // Refused only for a negative radius.
            let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
        }
        self.context.fill();
        Ok(())
    }
}
