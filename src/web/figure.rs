//! A figure on a canvas, for JavaScript.

use js_sys::Error;
use plotters::prelude::IntoDrawingArea;
use wasm_bindgen::prelude::*;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

use super::canvas::Canvas;
use super::convert::Message;
#[cfg(feature = "light-figures")]
use super::paper::{OnPaper, Paper};
use crate::error::ParameterError;
use crate::figures::surface::{Sheet, Surface, UNITS};
use crate::figures::{self, Frame, Layers, Mark, Step, Theme};
use crate::state::{Domain, Parameter, Stride, Value, limited};
#[cfg(feature = "light-figures")]
use crate::words::Sentence;

/// What is on a canvas now.
fn snapshot(canvas: &HtmlCanvasElement) -> Result<ImageBitmap, JsValue> {
    let copy = OffscreenCanvas::new(canvas.width(), canvas.height())?;
    let context = copy.get_context("2d")?.and_then(|context| context.dyn_into().ok());
    let context: OffscreenCanvasRenderingContext2d =
        context.ok_or_else(|| Error::new("the canvas gives no 2D context"))?;
    context.draw_image_with_html_canvas_element(canvas, 0.0, 0.0)?;
    copy.transfer_to_image_bitmap()
}

/// What the sheet of a figure lies on. The first screen's takes nothing along, and knows no SVG.
#[cfg(feature = "light-figures")]
type Shown = Paper<'static>;
#[cfg(not(feature = "light-figures"))]
type Shown = Canvas;

fn shown(canvas: Canvas) -> Shown {
    #[cfg(feature = "light-figures")]
    return Paper::Canvas(canvas);
    #[cfg(not(feature = "light-figures"))]
    canvas
}

/// A figure that draws on a canvas.
#[wasm_bindgen]
pub struct Figure {
    figure: figures::Figure,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// The layers below those that move. An image bitmap is drawn faster than a canvas, which could change.
    kept: Option<ImageBitmap>,
    /// None until the canvas has a size.
    sheet: Option<Sheet<Shown>>,
    layers: Layers,
    /// What the lowest layer was drawn for.
    ground: [i32; 3],
    touched: usize,
    /// Bit i: parameter i has been set since `changed` was last asked.
    changed: u32,
    size: (u32, u32),
    ratio: f64,
    theme: Theme,
}

#[wasm_bindgen]
impl Figure {
    /// The figure of that name on `canvas`.
    ///
    /// # Errors
    /// Names the figures that exist, if this is none; says so if a canvas gives no 2D context.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, canvas: HtmlCanvasElement) -> Result<Figure, JsValue> {
        let figure = figures::Figure::new(name).map_err(JsValue::from)?;
        let context =
            super::canvas::context(&canvas).ok_or_else(|| Error::new("the canvas gives no 2D context"))?;
        let layers = Layers::new(figure.layers());
        Ok(Figure {
            figure,
            canvas,
            context,
            kept: None,
            sheet: None,
            layers,
            ground: [0; 3],
            touched: 0,
            changed: u32::MAX,
            size: (0, 0),
            ratio: 1.0,
            theme: Theme::LIGHT,
        })
    }

    /// What the figure consists of, in groups separated by U+001D: its parameters in the order of the page, the
    /// names of the states worth a button, the names of the values beside the picture, the names of the colours that
    /// `setTheme` takes, and whether it can have long work (1 or 0); of a later figure also the parameters that are folded
    /// away, by the name of each group and the place of its first parameter, the names of its actions, and the place of the
    /// parameter that time moves with the paces at which it can. Their members are separated by U+001E, the parts of one by
    /// U+001F.
    pub fn outline(&self) -> String {
        let mut message = Message::new();
        for parameter in self.figure.parameters() {
            message.parameter(parameter);
        }
        message.group();
        for preset in self.figure.presets() {
            message.member(preset.key);
        }
        message.group();
        for readout in self.figure.readouts() {
            message.member(readout.key);
        }
        message.group();
        for name in Theme::COLOURS {
            message.member(name);
        }
        message.group();
        message.member(if self.figure.has_work() { "1" } else { "0" });
        #[cfg(feature = "later-figures")]
        message.outline_more(&self.figure);
        message.into_text()
    }

    /// The value of a parameter: a number, or the text that a link carries.
    #[wasm_bindgen(unchecked_return_type = "number | string")]
    pub fn value(&self, index: f64) -> JsValue {
        match (self.parameter(index), self.figure.state().get(index as usize)) {
            (Some(_), Some(Value::Number(number))) => JsValue::from_f64(number),
            (Some(parameter), Some(value)) => JsValue::from_str(&parameter.text(value)),
            _ => JsValue::UNDEFINED,
        }
    }

    /// Sets a parameter to a number or to the text that a link carries; the old value stays if it is refused.
    ///
    /// # Errors
    /// Names the value and what is allowed.
    pub fn assign(
        &mut self,
        index: f64,
        #[wasm_bindgen(unchecked_param_type = "number | string")] value: JsValue,
    ) -> Result<(), JsValue> {
        let (parameter, value) = self.read(index, &value)?;
        parameter.check(value).map_err(JsValue::from)?;
        self.set(index, value);
        Ok(())
    }

    /// As `assign`, but a finite number out of range becomes the nearest that is allowed.
    ///
    /// # Errors
    /// Names the value and what is allowed.
    pub fn clamp(
        &mut self,
        index: f64,
        #[wasm_bindgen(unchecked_param_type = "number | string")] value: JsValue,
    ) -> Result<(), JsValue> {
        let (parameter, value) = self.read(index, &value)?;
        let value = parameter.clamp(value).map_err(JsValue::from)?;
        self.set(index, value);
        Ok(())
    }

    /// Sets a numeric parameter from a place on its slider; anchors within `reach` of it are met exactly.
    pub fn slide(&mut self, index: f64, position: f64, reach: f64, fine: bool) {
        if let Some(parameter) = self.parameter(index).filter(|_| position.is_finite()) {
            let reach = if reach.is_finite() { reach } else { 0.0 };
            let number = parameter.at_position(position, reach, fine);
            self.set(index, Value::Number(self.reached(index, number)));
        }
    }

    /// Moves a numeric parameter by a key press: `"fine"`, `"step"`, `"page"` or `"end"`.
    pub fn step(&mut self, index: f64, stride: &str, up: bool) {
        let stride = match stride {
            "fine" => Stride::Fine,
            "page" => Stride::Page,
            "end" => Stride::End,
            _ => Stride::Step,
        };
        let number = self.figure.state().get(index as usize);
        if let (Some(parameter), Some(Value::Number(number))) = (self.parameter(index), number) {
            let next = match (self.epoch(index), stride) {
                (Some(epoch), Stride::Page) if up => number + epoch,
                (Some(epoch), Stride::Page) => limited(number - epoch, 0.0, number),
                _ => parameter.stepped(number, stride, up),
            };
            self.set(index, Value::Number(self.reached(index, next)));
        }
    }

    /// The size of the picture in CSS pixels and the device pixels per CSS pixel. Nothing is drawn while a
    /// side is zero.
    pub fn resize(&mut self, width: f64, height: f64, ratio: f64) {
        let side = |length: f64| if length >= 1.0 { length.min(8192.0) as u32 } else { 0 };
        let ratio = if ratio.is_finite() { limited(ratio, 0.25, 8.0) } else { 1.0 };
        let size = (side(width), side(height));
        if (size, ratio) != (self.size, self.ratio) {
            (self.size, self.ratio) = (size, ratio);
            self.canvas.set_width(libm::round(f64::from(size.0) * ratio) as u32);
            self.canvas.set_height(libm::round(f64::from(size.1) * ratio) as u32);
            let drawable = size.0 > 0 && size.1 > 0;
            let target = Canvas::new(&self.canvas).filter(|_| drawable).map(shown);
            self.sheet = target.map(|target| Surface::new(target, size, ratio).into_drawing_area());
            self.start_over();
        }
    }

    /// The colours, each `0xRRGGBB`, in the order of `colourNames`; the size of the text and the width of the
    /// main stroke in CSS pixels.
    #[wasm_bindgen(js_name = setTheme)]
    pub fn set_theme(&mut self, colours: &[u32], text: f64, stroke: f64) {
        let length = |given: f64, default: f64| if given > 0.0 && given < 200.0 { given } else { default };
        self.theme = Theme {
            text: length(text, Theme::LIGHT.text),
            stroke: length(stroke, Theme::LIGHT.stroke),
            ..Theme::LIGHT.with_colours(colours)
        };
        self.start_over();
    }

    /// Draws what has changed since the last call; all of it after a change of size or theme.
    ///
    /// # Errors
    /// What the canvas refused.
    pub fn draw(&mut self) -> Result<(), JsValue> {
        let Some(sheet) = self.sheet.as_ref().filter(|_| self.touched < self.figure.layers()) else {
            return Ok(());
        };
        let ground = self.figure.ground();
        if ground != self.ground {
            self.ground = ground;
            self.touched = 0;
        }
        let touched = std::mem::replace(&mut self.touched, self.figure.layers());
        let frame = self.frame();
        for step in self.layers.redraw(touched) {
            match step {
                Step::Restore => {
                    if let Some(kept) = &self.kept {
                        self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
                        self.context.draw_image_with_image_bitmap(kept, 0.0, 0.0)?;
                    }
                }
                Step::Keep => {
                    if let Some(old) = self.kept.replace(snapshot(&self.canvas)?) {
                        old.close();
                    }
                }
                Step::Draw(layer) => {
                    let scale = 1.0 / UNITS;
                    self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)?;
                    self.figure
                        .draw(layer, sheet, &frame, &self.theme)
                        .map_err(|_| Error::new("the canvas refuses to be drawn on"))?;
                }
            }
        }
        Ok(())
    }

    /// Draws everything anew at the next `draw`.
    #[wasm_bindgen(js_name = startOver)]
    pub fn start_over(&mut self) {
        self.touched = 0;
        self.layers.forget();
    }

    /// Has the marks that a parameter governs stand out: while its control has the focus, or a hand holds it. A number that
    /// is no parameter's place lets none stand out.
    pub fn attend(&mut self, index: f64) {
        self.figure.attend(self.parameter(index).map(|_| index as usize));
        self.touched = self.touched.min(self.figure.layers() - 1);
    }

    /// Takes over the preset at a place.
    #[wasm_bindgen(js_name = adoptPreset)]
    pub fn adopt_preset(&mut self, place: usize) {
        // The presets are the figure's own: none of their values is refused.
        if let Some(preset) = self.figure.presets().get(place)
            && self.figure.state_mut().adopt(preset).is_ok()
        {
            self.touched = 0;
            self.changed = u32::MAX;
        }
    }

    /// What a click at a place does that took hold of nothing; says whether it changed anything.
    pub fn tap(&mut self, x: f64, y: f64) -> bool {
        self.moved(|figure, frame, theme| figure.tap((x, y), frame, theme))
    }

    /// The handle that a press takes hold of, or -1. A finger takes only what is within reach.
    pub fn grab(&self, x: f64, y: f64, finger: bool) -> i32 {
        self.figure.grab((x, y), finger, &self.frame(), &self.theme).map_or(-1, |handle| handle as i32)
    }

    /// The parameter behind a handle, or -1.
    #[wasm_bindgen(js_name = handleParameter)]
    pub fn handle_parameter(&self, handle: f64) -> i32 {
        let handles = self.figure.handles(&self.frame(), &self.theme);
        handles.get(handle as usize).map_or(-1, |handle| handle.parameter as i32)
    }

    /// Moves a handle to a place in the picture.
    pub fn drag(&mut self, handle: f64, x: f64, y: f64) {
        if x.is_finite() && y.is_finite() {
            self.moved(|figure, frame, theme| figure.drag(handle as usize, (x, y), frame, theme));
        }
    }

    /// What is to be written beside the picture, in two groups separated by U+001D: the sentences of the verdict, and the
    /// values in the order of `outline`. Their members are separated by U+001E, the parts of a sentence by U+001F.
    pub fn report(&self) -> String {
        let mut message = Message::new();
        message.sentences(&self.figure.verdict());
        message.group();
        for readout in self.figure.readouts() {
            message.member_filling(&readout.filling);
        }
        message.into_text()
    }

    /// Which parameters' controls must be brought up to date since this was last asked: bit i for parameter i. A
    /// choice may change what others mean, so it stands for all of them.
    pub fn changed(&mut self) -> u32 {
        std::mem::take(&mut self.changed)
    }

    /// What a parameter's control shows, in five groups separated by U+001D: the value as a link carries it, where its
    /// slider stands, whether the parameter has an effect now (1 or 0), how many of the numbers that it chooses among have
    /// one, and what the value means, a sentence whose parts are separated by U+001F, empty if the value says it.
    pub fn control(&self, index: f64) -> String {
        let mut message = Message::new();
        let Some((parameter, value)) = self.parameter(index).zip(self.figure.state().get(index as usize))
        else {
            return message.into_text();
        };
        let index = index as usize;
        message.member(&parameter.text(value));
        message.group();
        if let Value::Number(number) = value {
            message.member(&format!("{}", parameter.position(number)));
        }
        message.group();
        message.member(if self.figure.relevant(index) { "1" } else { "0" });
        message.group();
        message.member(&self.figure.numbers(index).to_string());
        message.group();
        if let Some(sentence) = self.figure.value_text(index) {
            message.sentence(&sentence);
        }
        message.into_text()
    }

    /// What is told when a gesture has ended, in two groups separated by U+001D: the place of the preset that the figure
    /// shows now, or -1, and the text alternative of the picture, in sentences separated by U+001E, their parts by U+001F.
    pub fn description(&self) -> String {
        let mut message = Message::new();
        let place = self.figure.presets().iter().position(|preset| self.figure.state().is(preset));
        message.member(&place.map_or(-1, |place| place as i32).to_string());
        message.group();
        message.sentences(&self.figure.description());
        message.into_text()
    }

    /// The numbers as a table, in four groups separated by U+001D: its caption, the heads of its columns, the place of the
    /// row that the handle stands at (or -1), and its rows. Their members are separated by U+001E, parts by U+001F.
    pub fn table(&self) -> String {
        let mut message = Message::new();
        message.table(&self.figure.table());
        message.into_text()
    }

    /// How many steps of a parameter make an epoch, if it is the one that time moves.
    fn epoch(&self, index: f64) -> Option<f64> {
        let played = self.figure.played().filter(|played| played.parameter as f64 == index);
        played.map(|_| self.figure.stride())
    }

    /// A number brought to where the run ends, if it is of the parameter that time moves.
    fn reached(&self, index: f64, number: f64) -> f64 {
        if self.epoch(index).is_some() { limited(number, 0.0, self.figure.end()) } else { number }
    }

    fn frame(&self) -> Frame {
        Frame::whole(self.size)
    }

    fn parameter(&self, index: f64) -> Option<&'static Parameter> {
        // A fraction, a negative number or NaN names no parameter.
        let whole = index >= 0.0 && libm::floor(index) == index;
        self.figure.parameters().get(index as usize).filter(|_| whole)
    }

    fn read(&self, index: f64, value: &JsValue) -> Result<(&'static Parameter, Value), JsValue> {
        let parameter = self.parameter(index).ok_or_else(|| {
            JsValue::from(ParameterError::new(
                "index",
                format!("{index}"),
                "the place of a parameter".to_string(),
            ))
        })?;
        let read = match (parameter.domain, value.as_f64(), value.as_string()) {
            (Domain::Number { .. }, Some(number), _) => Value::Number(number),
            (_, _, Some(text)) => parameter.parse_name(&text).map_err(JsValue::from)?,
            _ => Err(ParameterError::new(parameter.key, "a value of another kind", parameter.allowed()))?,
        };
        Ok((parameter, read))
    }

    fn set(&mut self, index: f64, value: Value) {
        let index = index as usize;
        if let Some(parameter) = self.figure.parameters().get(index)
            && self.figure.state().get(index) != Some(value)
            && self.figure.state_mut().set(index, value).is_ok()
        {
            self.touched = self.touched.min(parameter.layer);
            self.mark_changed(index);
        }
    }

    /// Notes what a hand has changed; says whether that is anything.
    fn moved(&mut self, by: impl FnOnce(&mut figures::Figure, &Frame, &Theme) -> Option<usize>) -> bool {
        let frame = self.frame();
        let before = self.figure.state().clone();
        let Some(layer) = by(&mut self.figure, &frame, &self.theme) else { return false };
        self.touched = self.touched.min(layer);
        for index in 0..self.figure.parameters().len() {
            if self.figure.state().get(index) != before.get(index) {
                self.mark_changed(index);
            }
        }
        true
    }

    fn mark_changed(&mut self, index: usize) {
        let alone = matches!(self.figure.state().get(index), Some(Value::Number(_)));
        self.changed |= if alone { 1 << (index % 32) } else { u32::MAX };
    }
}

/// What takes too long for a frame, and what time moves; no figure of the first screen has any.
#[cfg(feature = "later-figures")]
#[wasm_bindgen]
impl Figure {
    /// The work of the present values that takes too long for a frame, as numbers, if it is not what was last begun; none
    /// means that there is nothing to do any more. Undefined if nothing has changed.
    #[wasm_bindgen(js_name = beginWork)]
    pub fn begin_work(&mut self) -> Option<Vec<f64>> {
        let job = self.figure.begin_work()?;
        Some(job.map_or_else(Vec::new, |job| job.to_numbers()))
    }

    /// How many pieces the work of the present values has, and whether their results come in parts (1 or 0).
    pub fn pieces(&self) -> Vec<u32> {
        self.figure
            .work()
            .map_or_else(|| vec![0, 0], |job| vec![job.pieces() as u32, u32::from(job.streams())])
    }

    /// Takes what has come of a piece of the work that was last begun: its result, or a part of it that `from` numbers came
    /// before. After the `last`, which a whole result is, none will come.
    pub fn take(&mut self, piece: usize, from: usize, part: Vec<f64>, last: bool) {
        let streams = self.figure.work().is_some_and(|job| job.streams());
        let lowest = if streams {
            self.figure.take_part(piece, from, &part, last)
        } else {
            self.figure.take(piece, part)
        };
        if let Some(layer) = lowest {
            self.touched = self.touched.min(layer);
        }
    }

    /// How many steps of the work are shown, and how many there are: `[shown, all]`.
    pub fn progress(&self) -> Vec<u32> {
        let (shown, all) = self.figure.progress();
        vec![shown as u32, all as u32]
    }

    /// Which actions are possible now: bit i for the action at place i.
    pub fn can(&self) -> u32 {
        (0..self.figure.actions().len())
            .filter(|&action| self.figure.can(action))
            .fold(0, |bits, action| bits | 1 << (action % 32))
    }

    /// Does the action at a place.
    pub fn act(&mut self, place: usize) {
        self.moved(|figure, _, _| figure.act(place));
    }

    /// How far the parameter that time moves can be moved at present.
    pub fn end(&self) -> f64 {
        self.figure.end()
    }

    /// How many of its steps make a longer one, such as an epoch.
    pub fn stride(&self) -> f64 {
        self.figure.stride().max(1.0)
    }
}

/// What is taken along of a figure; what the first screen loads cannot.
#[cfg(feature = "light-figures")]
#[wasm_bindgen]
impl Figure {
    /// The picture as an SVG, `width` by `height` CSS pixels large, under a title, a legend and what it shows, and with an
    /// `address` at which it can be had again. `theme` is "light" or "dark"; any other means the colours that `setTheme` has
    /// set. `say` makes a text of the parts of a sentence, which U+001F separates.
    pub fn svg(&self, width: f64, height: f64, theme: &str, address: &str, say: &js_sys::Function) -> String {
        let side = |length: f64| if length >= 1.0 { length.min(8192.0) as u32 } else { 1 };
        let theme = match theme {
            "light" => self.theme.with_colours(&Theme::LIGHT.colours()),
            "dark" => self.theme.with_colours(&Theme::DARK.colours()),
            _ => self.theme,
        };
        self.figure.exported_svg_on::<OnPaper>((side(width), side(height)), &theme, address, |sentence| {
            said(say, sentence)
        })
    }

    /// The table as comma-separated values in all digits, under lines that tell the set-up and an `address` at which it can
    /// be had again. `say` is as for `svg`.
    pub fn csv(&self, address: &str, say: &js_sys::Function) -> String {
        self.figure.to_csv(address, |sentence| said(say, sentence))
    }

    /// What the marks of the picture stand for. Entries are separated by U+001E, their parts by U+001F: the colour as `0xRRGGBB`
    /// in decimal digits; what it looks like, `hatched`, `disc`, `ring` or the dash pattern of a line in CSS pixels with a space
    /// after each length, empty if it is solid; and the key of what it stands for.
    pub fn legend(&self) -> String {
        let mut message = Message::new();
        for entry in self.figure.legend(&self.theme) {
            let [red, green, blue] = [entry.colour.0, entry.colour.1, entry.colour.2].map(u32::from);
            message.member(&(red << 16 | green << 8 | blue).to_string());
            match entry.mark {
                Mark::Line(dashes) => {
                    let mut pattern = String::new();
                    for length in dashes {
                        pattern.push_str(&(*length as u32).to_string());
                        pattern.push(' ');
                    }
                    message.part(&pattern);
                }
                Mark::Hatched => message.part("hatched"),
                #[cfg(feature = "all-pictures")]
                Mark::Disc => message.part("disc"),
                #[cfg(feature = "all-pictures")]
                Mark::Ring => message.part("ring"),
            }
            message.part(&entry.sentence.key);
        }
        message.into_text()
    }

    /// The crate's version.
    pub fn version(&self) -> String {
        crate::VERSION.to_string()
    }
}

/// A sentence in the words that JavaScript has for it; its key if it has none.
#[cfg(feature = "light-figures")]
fn said(say: &js_sys::Function, sentence: &Sentence) -> String {
    let mut message = Message::new();
    message.sentence(sentence);
    let text = say.call1(&JsValue::NULL, &JsValue::from_str(&message.into_text()));
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| sentence.key.clone())
}
