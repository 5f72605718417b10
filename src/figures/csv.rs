//! A figure's table as comma-separated values, for export: in all digits, under lines that say what it is of.

use super::digits::PERCENT;
use super::{Digits, Figure, PROGRAM, Table};
use crate::words::Sentence;

/// Raised digits, and the sign, of an exponent.
const RAISED: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];

/// Whether a text is a decimal number as programs read it.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let unsigned = |text: &str| digits(text.strip_prefix('-').unwrap_or(text));
    unsigned(whole) && digits(part) && unsigned(exponent)
}

/// The exponent that raised digits stand for; none if there are others.
fn lowered(raised: &str) -> Option<String> {
    let digit = |raised: char| match RAISED.iter().position(|known| *known == raised)? {
        10 => Some('-'),
        digit => char::from_digit(digit as u32, 10),
    };
    raised.chars().map(digit).collect()
}

/// A cell as programs read it, if it is a number or nothing; other text stays as it is.
fn plain(cell: &str) -> String {
    if cell == "–" {
        return String::new();
    }
    let mut text = cell.replace('−', "-").replace(',', "");
    if text == "∞" || text == "-∞" {
        return text.replace('∞', "inf");
    }
    // A power of ten, with a factor before it or without.
    let power = match (text.split_once('·'), text.strip_prefix("-10")) {
        (Some((factor, power)), _) => power.strip_prefix("10").map(|raised| (factor, raised)),
        (None, Some(raised)) => Some(("-1", raised)),
        (None, None) => text.strip_prefix("10").map(|raised| ("1", raised)),
    };
    if let Some((factor, raised)) = power
        && let Some(exponent) = lowered(raised).filter(|exponent| !exponent.is_empty())
    {
        text = format!("{factor}e{exponent}");
    }
    if is_number(&text) { text } else { cell.to_string() }
}

/// A field as RFC 4180 has it: in quotes if it holds a comma, a quote or a line's end, its quotes doubled.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_string()
    }
}

/// A line of fields.
fn line(csv: &mut String, fields: impl Iterator<Item = String>) {
    for (place, text) in fields.enumerate() {
        if place > 0 {
            csv.push(',');
        }
        csv.push_str(&field(&text));
    }
    csv.push_str("\r\n");
}

/// A line of the head.
fn remark(csv: &mut String, text: &str) {
    csv.push_str("# ");
    csv.push_str(&text.replace(['\r', '\n'], " "));
    csv.push_str("\r\n");
}

/// A column of a group, under a name that no other has.
#[cfg(feature = "all-pictures")]
#[inline(never)]
pub(super) fn of_group(group: &str, column: &str) -> Sentence {
    Sentence::new("share.csv.column").with_word("group", group).with_word("column", column)
}

/// The table's head and rows. The sign of a column in percent stands in its head.
fn body(csv: &mut String, table: &Table, say: &impl Fn(&Sentence) -> String) {
    let share = |column: usize| {
        let mut cells =
            table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| *cell != "–").peekable();
        cells.peek().is_some() && cells.all(|cell| cell.ends_with(PERCENT))
    };
    let shares: Vec<bool> = (0..table.columns.len()).map(share).collect();
    let in_percent = |column: usize| shares.get(column) == Some(&true);
    line(
        csv,
        table.columns.iter().enumerate().map(|(column, head)| {
            let head = say(head);
            if in_percent(column) { format!("{head} (%)") } else { head }
        }),
    );
    for row in &table.rows {
        line(
            csv,
            row.iter().enumerate().map(|(column, cell)| {
                let bare = cell.strip_suffix(PERCENT).filter(|_| in_percent(column));
                plain(bare.unwrap_or(cell))
            }),
        );
    }
}

impl Figure {
    /// The table as comma-separated values (RFC 4180, UTF-8), its numbers in all digits and written as programs read them.
    /// Lines that begin with `# ` come first: what it is of, every parameter with its value, what of the set-up no parameter
    /// says, and whence it is; `address` is a link to the figure in this state. No two columns have the same name. `say` makes the sentences, as [`Sentence::render`] does.
    ///
    /// ```
    /// use relu_explainer::figures::Figure;
    ///
    /// let figure = Figure::new("curves")?;
    /// let csv = figure.to_csv("a link", |sentence| sentence.render(|_| None));
    /// assert!(csv.contains("# z = 0.5 (curves.z)\r\n"));
    /// assert!(csv.contains("\r\n0.5,0.5,1\r\n"));
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn to_csv(&self, address: &str, say: impl Fn(&Sentence) -> String) -> String {
        let name = self.name();
        let table = self.tabled(Digits::All);
        let mut csv = String::new();
        remark(&mut csv, &say(&Sentence::new(format!("{name}.name"))));
        remark(&mut csv, &say(&table.caption));
        for (index, parameter) in self.parameters().iter().enumerate() {
            let Some(value) = self.state().get(index) else { continue };
            let key = format!("{name}.{}", parameter.key);
            let label = if self.relevant(index) {
                Sentence::new(key)
            } else {
                Sentence::new("share.csv.idle").with_word("name", key)
            };
            let label = say(&label);
            remark(&mut csv, &format!("{} = {} ({label})", parameter.key, parameter.text(value)));
        }
        #[cfg(feature = "all-pictures")]
        for sentence in self.fixed() {
            remark(&mut csv, &say(&sentence));
        }
        remark(&mut csv, PROGRAM);
        remark(&mut csv, address);
        body(&mut csv, &table, &say);
        csv
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_programs_read_them() {
        for (shown, written) in [
            ("−0.2500", "-0.2500"),
            ("1,048,576", "1048576"),
            ("6.25·10⁻⁴⁰⁰", "6.25e-400"),
            ("−10⁻¹⁶", "-1e-16"),
            ("10¹²", "1e12"),
            ("10", "10"),
            ("6.103515625·10⁻¹⁹", "6.103515625e-19"),
            ("−∞", "-inf"),
            ("–", ""),
            ("1e-7", "1e-7"),
        ] {
            assert_eq!(plain(shown), written, "{shown}");
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for text in ["", "(0, −1)", "δ₁₂", "< 10⁻³⁰⁰", "3 + 1", "NaN", "1.2.3", "10ᵃ"] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn fields_with_commas_quotes_and_lines_stand_in_quotes() {
        for (text, written) in [
            ("ReLU(z)", "ReLU(z)"),
            ("(0, 1)", "\"(0, 1)\""),
            ("the \u{201c}pair\u{201d}", "the \u{201c}pair\u{201d}"),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(field(text), written);
        }
    }
}
