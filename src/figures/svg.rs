//! Pictures as SVG: bare, as the page shows them while the figure does not run, and captioned, for export.

use plotters::prelude::{IntoDrawingArea, SVGBackend};

use super::caption::Caption;
use super::pencil::Pencil;
use super::surface::{Drawn, Sheet, Surface, Target, UNITS};
use super::{Figure, Frame, PROGRAM, Theme};
use crate::state::append;
use crate::words::Sentence;

/// What an SVG is written through: plotters' backend for SVG, or one that stands on it. A program that draws on another
/// backend besides has its figures compiled once if it names one type that can be either.
pub trait Medium {
    /// The backend.
    type On<'s>: Target;

    /// The backend that stands on plotters'.
    fn on(svg: SVGBackend<'_>) -> Self::On<'_>;
}

/// plotters' backend itself.
struct Bare;

impl Medium for Bare {
    type On<'s> = SVGBackend<'s>;

    fn on(svg: SVGBackend<'_>) -> SVGBackend<'_> {
        svg
    }
}

/// Draws into an SVG of `size` CSS pixels.
fn document<'s, M: Medium>(
    size: (u32, u32),
    svg: &'s mut String,
    draw: impl FnOnce(&Sheet<M::On<'s>>) -> Drawn<M::On<'s>>,
) {
    let units = UNITS as u32;
    let target = M::on(SVGBackend::with_string(svg, (size.0 * units, size.1 * units)));
    let sheet = Surface::new(target, size, 1.0).into_drawing_area();
    // Writing into a string cannot fail: the backend's only errors are those of files.
    let _ = draw(&sheet);
    let _ = sheet.present();
}

/// The SVG with its outer size in CSS pixels; the view box keeps the surface's units.
fn sized(svg: &str, size: (u32, u32)) -> String {
    let units = UNITS as u32;
    let head = format!("<svg width=\"{}\" height=\"{}\"", size.0 * units, size.1 * units);
    // No code that looks for texts within texts is brought on board for what stands at the beginning.
    let rest = svg.strip_prefix(head.as_str()).unwrap_or_default();
    format!("<svg width=\"{}\" height=\"{}\"{rest}", size.0, size.1)
}

/// Adds a text with what XML would read as markup written as entities, and without the characters that it does not allow.
fn escape(xml: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            control if control < ' ' => xml.push(' '),
            other => xml.push(other),
        }
    }
}

impl Figure {
    /// The bare picture as an SVG of `size` CSS pixels.
    pub fn to_svg(&self, size: (u32, u32), theme: &Theme) -> String {
        let mut svg = String::new();
        document::<Bare>(size, &mut svg, |sheet| {
            (0..self.layers()).try_for_each(|layer| self.draw(layer, sheet, &Frame::whole(size), theme))
        });
        sized(&svg, size)
    }

    /// The picture, `size` CSS pixels large, under a title, a legend and what it shows. `say` makes the sentences,
    /// as [`Sentence::render`] does.
    ///
    /// ```
    /// use relu_explainer::figures::{Figure, Theme};
    ///
    /// let words = |key: &str| (key == "curves.name").then(|| "ReLU and its slope".to_string());
    /// let figure = Figure::new("curves")?;
    /// let svg = figure.to_captioned_svg((640, 400), &Theme::LIGHT, |sentence| sentence.render(words));
    /// assert!(svg.contains("ReLU and its slope"));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn to_captioned_svg(
        &self,
        size: (u32, u32),
        theme: &Theme,
        say: impl Fn(&Sentence) -> String,
    ) -> String {
        self.captioned_svg_on::<Bare>(size, theme, &say)
    }

    fn captioned_svg_on<M: Medium>(
        &self,
        size: (u32, u32),
        theme: &Theme,
        say: &impl Fn(&Sentence) -> String,
    ) -> String {
        let title = say(&Sentence::new(format!("{}.name", self.name())));
        let mut verdict = String::new();
        for sentence in self.verdict() {
            append(&mut verdict, " ", &say(&sentence));
        }
        let caption = self.caption(title, &verdict, size.0, theme, say);
        let whole = (size.0, size.1.saturating_add(libm::ceil(caption.height()) as u32));
        self.captioned::<M>(whole, &caption, theme)
    }

    /// A title, a legend and the picture, `size` CSS pixels large all together: the picture takes the height that the
    /// words leave. For where a size is prescribed and a glance must do, such as the pictures that links show.
    ///
    /// ```
    /// use relu_explainer::figures::{Figure, Theme};
    ///
    /// let figure = Figure::new("curves")?;
    /// let say = |sentence: &relu_explainer::words::Sentence| sentence.render(|_| None);
    /// let svg = figure.to_card_svg((1200, 630), &Theme::LIGHT, "The rectifier", say);
    /// assert!(svg.starts_with("<svg width=\"1200\" height=\"630\"") && svg.contains("The rectifier"));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn to_card_svg(
        &self,
        size: (u32, u32),
        theme: &Theme,
        title: &str,
        say: impl Fn(&Sentence) -> String,
    ) -> String {
        self.captioned::<Bare>(size, &self.caption(title.to_string(), "", size.0, theme, say), theme)
    }

    /// The [captioned](Figure::to_captioned_svg) picture for whoever takes it along: it says in its own text (`<title>` and
    /// `<desc>`) what it shows, and by what program and at what `address` it can be had again. No mark stands out in it.
    ///
    /// ```
    /// use relu_explainer::figures::{Figure, Theme};
    ///
    /// let figure = Figure::new("curves")?;
    /// let say = |sentence: &relu_explainer::words::Sentence| sentence.render(|_| None);
    /// let svg = figure.to_exported_svg((640, 400), &Theme::LIGHT, "https://example.org/?a&b", say);
    /// assert!(svg.contains("<title>curves.name</title>") && svg.contains("https://example.org/?a&amp;b</desc>"));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn to_exported_svg(
        &self,
        size: (u32, u32),
        theme: &Theme,
        address: &str,
        say: impl Fn(&Sentence) -> String,
    ) -> String {
        self.exported_svg_on::<Bare>(size, theme, address, say)
    }

    /// As [`Figure::to_exported_svg`], written through a medium.
    pub fn exported_svg_on<M: Medium>(
        &self,
        size: (u32, u32),
        theme: &Theme,
        address: &str,
        say: impl Fn(&Sentence) -> String,
    ) -> String {
        let svg = self.captioned_svg_on::<M>(size, theme, &say);
        let (head, rest) = svg.split_once('>').unwrap_or_default();
        let mut exported = String::with_capacity(svg.len() + 2000);
        exported.push_str(head);
        exported.push_str(">\n<title>");
        escape(&mut exported, &say(&Sentence::new(format!("{}.name", self.name()))));
        exported.push_str("</title>\n<desc>");
        for sentence in self.description() {
            escape(&mut exported, &say(&sentence));
            exported.push(' ');
        }
        exported.push_str(PROGRAM);
        exported.push(' ');
        escape(&mut exported, address);
        exported.push_str("</desc>");
        exported.push_str(rest);
        exported
    }

    fn caption(
        &self,
        title: String,
        words: &str,
        width: u32,
        theme: &Theme,
        say: impl Fn(&Sentence) -> String,
    ) -> Caption {
        let legend = self.legend(theme).into_iter().map(|entry| {
            let label = say(&entry.sentence);
            (entry, label)
        });
        Caption::new(title, legend.collect(), words, f64::from(width), theme)
    }

    /// The picture under its caption; `whole` is the size of both.
    fn captioned<M: Medium>(&self, whole: (u32, u32), caption: &Caption, theme: &Theme) -> String {
        let top = libm::ceil(caption.height());
        let height = whole.1.saturating_sub(top as u32);
        let frame = Frame { top, ..Frame::whole((whole.0, height)) };
        let mut svg = String::new();
        document::<M>(whole, &mut svg, |sheet| {
            for layer in 0..self.layers() {
                let pencil = Pencil::new(sheet);
                self.pencil_in(layer, &pencil, &frame, theme);
                pencil.finish()?;
            }
            let pencil = Pencil::new(sheet);
            caption.draw(&pencil, theme);
            pencil.finish()
        });
        sized(&svg, whole)
    }
}
