//! Pictures as SVG: bare, as the page shows them while the figure does not run, and captioned, for export.

use plotters::prelude::{IntoDrawingArea, SVGBackend};

use super::caption::Caption;
use super::pencil::Pencil;
use super::surface::{Drawn, Sheet, Surface, UNITS};
use super::{Figure, Frame, Theme};
use crate::words::Sentence;

/// Draws into an SVG of `size` CSS pixels.
fn document<'a>(
    size: (u32, u32),
    svg: &'a mut String,
    draw: impl FnOnce(&Sheet<SVGBackend<'a>>) -> Drawn<SVGBackend<'a>>,
) {
    let units = UNITS as u32;
    let target = SVGBackend::with_string(svg, (size.0 * units, size.1 * units));
    let sheet = Surface::new(target, size, 1.0).into_drawing_area();
    // Writing into a string cannot fail: the backend's only errors are those of files.
    let _ = draw(&sheet);
    let _ = sheet.present();
}

/// The SVG with its outer size in CSS pixels; the view box keeps the surface's units.
fn sized(svg: &str, size: (u32, u32)) -> String {
    let units = UNITS as u32;
    let head = format!("<svg width=\"{}\" height=\"{}\"", size.0 * units, size.1 * units);
    svg.replacen(&head, &format!("<svg width=\"{}\" height=\"{}\"", size.0, size.1), 1)
}

impl Figure {
    /// The bare picture as an SVG of `size` CSS pixels.
    pub fn to_svg(&self, size: (u32, u32), theme: &Theme) -> String {
        let mut svg = String::new();
        document(size, &mut svg, |sheet| {
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
        let title = say(&Sentence::new(format!("{}.name", self.name())));
        let verdict: Vec<String> = self.verdict().iter().map(&say).collect();
        let caption = self.caption(title, &verdict.join(" "), size.0, theme, say);
        let whole = (size.0, size.1.saturating_add(libm::ceil(caption.height()) as u32));
        self.captioned(whole, &caption, theme)
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
        self.captioned(size, &self.caption(title.to_string(), "", size.0, theme, say), theme)
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
    fn captioned(&self, whole: (u32, u32), caption: &Caption, theme: &Theme) -> String {
        let top = libm::ceil(caption.height());
        let height = whole.1.saturating_sub(top as u32);
        let frame = Frame { top, ..Frame::whole((whole.0, height)) };
        let mut svg = String::new();
        document(whole, &mut svg, |sheet| {
            (0..self.layers()).try_for_each(|layer| self.draw(layer, sheet, &frame, theme))?;
            let pencil = Pencil::new(sheet);
            caption.draw(&pencil, theme);
            pencil.finish()
        });
        sized(&svg, whole)
    }
}
