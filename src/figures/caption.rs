//! The caption of an exported picture: title, legend and what the picture shows. On the page these are HTML.

use plotters::style::text_anchor::{HPos, VPos};

use super::pencil::{Pencil, hatch};
use super::surface::Target;
use super::{LegendEntry, Mark, Theme, text};

/// Fonts differ in width by a sixth.
const ALLOWANCE: f64 = 1.17;

/// The size of the title, in that of the text.
const TITLE: f64 = 1.3;

/// From the beginning of a mark of the legend to its label, in the size of the text.
const LABEL: f64 = 2.9;

/// A caption laid out for a picture of a certain width.
pub(super) struct Caption {
    title: Vec<String>,
    entries: Vec<(LegendEntry, Vec<String>)>,
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
        let room = (width - 2.0 * size) / ALLOWANCE;
        let title = wrapped(&title, room, TITLE * size);
        // What stands beside a mark has less.
        let beside = room - LABEL * size / ALLOWANCE;
        let entries =
            entries.into_iter().map(|(entry, label)| (entry, wrapped(&label, beside, size))).collect();
        Caption { title, entries, lines: wrapped(words, room, size), width, size }
    }

    fn line(&self) -> f64 {
        1.45 * self.size
    }

    /// Where each entry of the legend begins, and on which line; and how many lines there are.
    fn places(&self) -> (Vec<(f64, usize)>, usize) {
        let (mut left, mut line, mut end) = (self.size, 0, 0);
        let place = |(_, label): &(LegendEntry, Vec<String>)| {
            let widest = label.iter().map(|text| text::width(text, self.size)).fold(0.0, f64::max);
            let width = (LABEL + 1.5) * self.size + ALLOWANCE * widest;
            if left + width > self.width && left > self.size {
                (left, line) = (self.size, end);
            }
            let here = (left, line);
            left += width;
            end = end.max(line + label.len());
            here
        };
        let places = self.entries.iter().map(place).collect();
        (places, end)
    }

    /// The height of the title.
    fn head(&self) -> f64 {
        2.6 * self.size + self.title.len().saturating_sub(1) as f64 * TITLE * self.line()
    }

    /// The height the caption takes above the picture.
    pub fn height(&self) -> f64 {
        let (_, legend) = self.places();
        self.head() + self.line() * (legend + self.lines.len()) as f64
    }

    pub fn draw<B: Target>(&self, pencil: &Pencil<B>, theme: &Theme) {
        let write = |text: &str, size: f64, at: (f64, f64)| {
            pencil.write(text, at, size, theme.ink, HPos::Left, VPos::Center);
        };
        for (i, line) in self.title.iter().enumerate() {
            let middle = TITLE * (self.size + i as f64 * self.line());
            write(line, TITLE * self.size, (self.size, middle));
        }
        let top = self.head() + 0.5 * self.line();
        let (places, legend) = self.places();
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
            for (i, text) in label.iter().enumerate() {
                write(text, self.size, (left + LABEL * self.size, middle + i as f64 * self.line()));
            }
        }
        let below = top + legend as f64 * self.line();
        for (i, line) in self.lines.iter().enumerate() {
            write(line, self.size, (self.size, below + i as f64 * self.line()));
        }
    }
}
