//! The caption of an exported picture: title, legend and what the picture shows. On the page these are HTML.

use plotters::style::text_anchor::{HPos, VPos};

use super::pencil::{Pencil, hatch};
use super::surface::Target;
use super::{LegendEntry, Mark, Theme, text};

/// Fonts differ in width by a sixth.
const ALLOWANCE: f64 = 1.17;

/// A caption laid out for a picture of a certain width.
pub(super) struct Caption {
    title: String,
    entries: Vec<(LegendEntry, String)>,
    lines: Vec<String>,
    width: f64,
    size: f64,
}

/// Lines of text no longer than `width`, broken at spaces.
fn wrapped(words: &str, width: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line)
                if text::width(line, size) + text::width(" ", size) + text::width(word, size) <= width =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

impl Caption {
    pub fn new(
        title: String,
        entries: Vec<(LegendEntry, String)>,
        words: &str,
        width: f64,
        theme: &Theme,
    ) -> Self {
        let size = theme.text;
        let lines = wrapped(words, (width - 2.0 * size) / ALLOWANCE, size);
        Caption { title, entries, lines, width, size }
    }

    fn line(&self) -> f64 {
        1.45 * self.size
    }

    /// Where each entry of the legend begins, and on which line.
    fn places(&self) -> Vec<(f64, usize)> {
        let (mut left, mut line) = (self.size, 0);
        let place = |(_, label): &(LegendEntry, String)| {
            let width = 4.4 * self.size + ALLOWANCE * text::width(label, self.size);
            if left + width > self.width && left > self.size {
                (left, line) = (self.size, line + 1);
            }
            let here = (left, line);
            left += width;
            here
        };
        self.entries.iter().map(place).collect()
    }

    /// The height the caption takes above the picture.
    pub fn height(&self) -> f64 {
        let legend = self.places().last().map_or(0, |(_, line)| line + 1);
        2.6 * self.size + self.line() * (legend + self.lines.len()) as f64
    }

    pub fn draw<B: Target>(&self, pencil: &Pencil<B>, theme: &Theme) {
        let write = |text: &str, size: f64, at: (f64, f64)| {
            pencil.write(text, at, size, theme.ink, HPos::Left, VPos::Center);
        };
        write(&self.title, 1.3 * self.size, (self.size, 1.3 * self.size));
        let top = 2.6 * self.size + 0.5 * self.line();
        let places = self.places();
        for ((entry, label), (left, line)) in self.entries.iter().zip(&places) {
            let middle = top + *line as f64 * self.line();
            let (right, width, radius) = (left + 2.4 * self.size, 0.8 * theme.stroke, 0.35 * self.size);
            match entry.mark {
                Mark::Line(dashes) => {
                    pencil.path(&[(*left, middle), (right, middle)], entry.colour, width, dashes);
                }
                Mark::Hatched => {
                    let strokes = hatch((*left, middle - radius), (right, middle + radius), 5.0);
                    pencil.strokes(&strokes, entry.colour, 1.0);
                }
                #[cfg(feature = "all-pictures")]
                Mark::Disc => pencil.discs(&[(0.5 * (left + right), middle)], radius, entry.colour),
                #[cfg(feature = "all-pictures")]
                Mark::Ring => pencil.ring((0.5 * (left + right), middle), radius, entry.colour, width),
            }
            write(label, self.size, (left + 2.9 * self.size, middle));
        }
        let below = top + places.last().map_or(0.0, |(_, line)| (line + 1) as f64) * self.line();
        for (i, line) in self.lines.iter().enumerate() {
            write(line, self.size, (self.size, below + i as f64 * self.line()));
        }
    }
}
