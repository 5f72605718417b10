//! What a figure says: the key of a sentence and what fills its gaps. The sentences themselves stand in
//! `www/words/en.json`; this module never knows a language.

use crate::decimal::Decimal;

/// A sentence to be made from a template: `key` names the template, each slot fills one `{gap}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The template's key.
    pub key: String,
    /// The gaps' names and what fills them.
    pub slots: Vec<(&'static str, Filling)>,
}

/// What fills a gap.
#[derive(Clone, Debug, PartialEq)]
pub enum Filling {
    /// A number or a symbol, as it is to be shown.
    Text(String),
    /// The key of another template, one without gaps.
    Word(String),
}

impl Sentence {
    /// A sentence whose gaps are still empty.
    pub fn new(key: impl Into<String>) -> Self {
        Sentence { key: key.into(), slots: Vec::new() }
    }

    /// Fills a gap with a number or symbol as shown.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.slots.push((name, Filling::Text(text.into())));
        self
    }

    /// Fills a gap with a word of the language.
    #[must_use]
    pub fn with_word(mut self, name: &'static str, key: impl Into<String>) -> Self {
        self.slots.push((name, Filling::Word(key.into())));
        self
    }

    /// The sentence in words. `template` gives the template of a key; where it gives none, the key
    /// itself stands in its place, so that a missing word is seen.
    ///
    /// ```
    /// use relu_explainer::words::Sentence;
    ///
    /// let words = |key: &str| (key == "slope").then(|| "The slope at z = {z} is {slope}.".to_string());
    /// let sentence = Sentence::new("slope").with("z", "0.5").with("slope", "1");
    /// assert_eq!(sentence.render(words), "The slope at z = 0.5 is 1.");
    /// ```
    pub fn render(&self, template: impl Fn(&str) -> Option<String>) -> String {
        let word = |key: &str| template(key).unwrap_or_else(|| key.to_string());
        let mut text = word(&self.key);
        for (name, filling) in &self.slots {
            let filling = match filling {
                Filling::Text(text) => text.clone(),
                Filling::Word(key) => word(key),
            };
            text = text.replace(&format!("{{{name}}}"), &filling);
        }
        text
    }
}

/// A number with a fixed count of decimals and a true minus sign, rounded as one rounds by hand what is written: halves
/// away from zero. −0 is shown as 0, and what is not finite as a symbol.
///
/// ```
/// use relu_explainer::words::decimals;
///
/// assert_eq!(decimals(-0.25, 4), "−0.2500");
/// assert_eq!(decimals(-0.00001, 2), "0.00");
/// assert_eq!(decimals(0.125, 2), "0.13");
/// ```
pub fn decimals(number: f64, places: usize) -> String {
    if !number.is_finite() {
        let sign = if number < 0.0 { "−" } else { "" };
        return format!("{sign}{}", if number.is_nan() { "NaN" } else { "∞" });
    }
    let size = Decimal::of_finite(libm::fabs(number));
    let mut text = match size.in_units(-(places as i32)) {
        Some(0) => "0".repeat(places + 1),
        Some(units) => {
            // Put together by hand: this is done for every number that is shown, in every frame.
            let digits = units.to_string();
            let mut text = String::with_capacity(digits.len() + places + 5);
            if number < 0.0 {
                text.push('−');
            }
            for _ in digits.len()..=places {
                text.push('0');
            }
            text.push_str(&digits);
            text
        }
        // So large that it has no decimals.
        None => format!("{number}{}", "0".repeat(places)).replace('-', "−"),
    };
    if places > 0 {
        text.insert(text.len() - places, '.');
    }
    text
}

/// A number with as few decimals as tell it exactly, at most `places`.
///
/// ```
/// use relu_explainer::words::brief;
///
/// assert_eq!(brief(0.5, 4), "0.5");
/// assert_eq!(brief(-3.0, 4), "−3");
/// assert_eq!(brief(0.23500371, 4), "0.235");
/// ```
pub fn brief(number: f64, places: usize) -> String {
    let mut text = decimals(number, places);
    if places > 0 && number.is_finite() {
        while text.ends_with('0') {
            text.pop();
        }
        if text.ends_with('.') {
            text.pop();
        }
    }
    text
}

/// Digits of an exponent or an index, in the order of the digits.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

fn digits(number: u32, of: &[char; 10]) -> String {
    number.to_string().bytes().map(|digit| of[usize::from(digit - b'0') % 10]).collect()
}

/// A power of ten, with a raised exponent.
///
/// ```
/// use relu_explainer::words::power_of_ten;
///
/// assert_eq!(power_of_ten(-16), "10⁻¹⁶");
/// ```
pub fn power_of_ten(exponent: i32) -> String {
    let minus = if exponent < 0 { "⁻" } else { "" };
    format!("10{minus}{}", digits(exponent.unsigned_abs(), &RAISED))
}

/// A symbol with a lowered index.
///
/// ```
/// use relu_explainer::words::indexed;
///
/// assert_eq!(indexed("δ", 12), "δ₁₂");
/// ```
pub fn indexed(symbol: &str, index: usize) -> String {
    format!("{symbol}{}", digits(index as u32, &LOWERED))
}

/// A number rounded to so many significant digits, without trailing zeros: plain from 0.001 to below ten million, with a
/// power of ten elsewhere.
///
/// ```
/// use relu_explainer::decimal::Decimal;
/// use relu_explainer::words::significant;
///
/// let shown = |number| Decimal::new(number).map(|number| significant(number, 6));
/// assert_eq!(shown(0.025)?, "0.025");
/// assert_eq!(shown(-0.000_625)?, "−6.25·10⁻⁴");
/// assert_eq!(shown(65_536.0)?, "65,536");
/// assert_eq!(shown(1e12)?, "10¹²");
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn significant(number: Decimal, digits: usize) -> String {
    let last = digits.max(1) - 1;
    let (significand, exponent) = number.scientific(last);
    if (-3..7).contains(&exponent) {
        let places = (last as i32 - exponent).max(0) as usize;
        // Rounded by hand already: what is left to do is to write it.
        let mut unit = significand;
        for _ in 0..exponent {
            unit *= 10.0;
        }
        for _ in exponent..0 {
            unit /= 10.0;
        }
        return grouped(brief(unit, places));
    }
    let power = power_of_ten(exponent);
    match brief(significand, last) {
        one if one == "1" => power,
        one if one == "−1" => format!("−{power}"),
        many => format!("{many}·{power}"),
    }
}

/// A double so rounded. It must be finite.
pub(crate) fn in_digits(number: f64, digits: usize) -> String {
    significant(Decimal::of_finite(number), digits)
}

/// A share from 0 to 1 in percent, with as few decimals as tell it, at most `places`.
///
/// ```
/// use relu_explainer::words::percent;
///
/// assert_eq!(percent(0.125, 1), "12.5\u{a0}%");
/// ```
pub fn percent(share: f64, places: usize) -> String {
    format!("{}\u{a0}%", brief(100.0 * share, places))
}

/// A number with a comma between its thousands, where it has more than four digits before the point.
fn grouped(mut text: String) -> String {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let end = text.find('.').unwrap_or(text.len());
    if end - start > 4 {
        for place in (start + 1..end).rev().filter(|place| (end - place).is_multiple_of(3)) {
            text.insert(place, ',');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn significant_digits_are_those_of_the_decimal() {
        let shown = in_digits;
        for (number, digits, text) in [
            (0.001, 6, "0.001"),
            (0.000_999, 6, "9.99·10⁻⁴"),
            (1.562_5e-5, 6, "1.5625·10⁻⁵"),
            (1.001_13e-9, 6, "1.00113·10⁻⁹"),
            (9.094_947e-13, 3, "9.09·10⁻¹³"),
            (0.999_999_9, 6, "1"),
            (26.552, 3, "26.6"),
            (1_048_576.0, 7, "1,048,576"),
            (1_048_576.0, 3, "1,050,000"),
            (9_999_999.9, 7, "10⁷"),
            (1024.0, 6, "1024"),
            (12_345.678, 7, "12,345.68"),
            (-2.0, 6, "−2"),
            (0.0, 6, "0"),
            (-1e-300, 6, "−10⁻³⁰⁰"),
        ] {
            assert_eq!(shown(number, digits), text);
        }
        let tiny = Decimal::of_finite(2.5e-200);
        assert_eq!(significant(tiny * tiny, 3), "6.25·10⁻⁴⁰⁰");
    }

    #[test]
    fn decimals_are_those_of_the_standard_library_but_for_halves() {
        let mut generator = crate::random::Generator::new(3);
        for i in 0..20_000 {
            let number = (generator.uniform() - 0.5) * [1e-4, 1.0, 40.0, 1e3][i % 4];
            for places in 0..9 {
                let oracle = format!("{number:.places$}").replace('-', "−");
                let zero = oracle.chars().all(|c| matches!(c, '−' | '0' | '.'));
                let oracle = if zero { oracle.replace('−', "") } else { oracle };
                assert_eq!(decimals(number, places), oracle, "{number} {places}");
            }
        }
        assert_eq!(decimals(2.675, 2), "2.68");
        assert_eq!(decimals(-0.5, 0), "−1");
        assert_eq!(decimals(-1e21, 2), "−1000000000000000000000.00");
        assert_eq!(decimals(5e-324, 4), "0.0000");
    }

    #[test]
    fn what_is_not_finite_is_still_shown() {
        assert_eq!(decimals(f64::NAN, 2), "NaN");
        assert_eq!(decimals(f64::NEG_INFINITY, 2), "−∞");
        assert_eq!(brief(f64::INFINITY, 2), "∞");
    }
}
