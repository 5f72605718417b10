//! What a figure says: the key of a sentence and what fills its gaps. The sentences themselves stand in
//! `www/words/en.json`; this module never knows a language.

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

/// A number with a fixed count of decimals and a true minus sign; −0 is shown as 0, and what is not
/// finite as a symbol.
///
/// ```
/// use relu_explainer::words::decimals;
///
/// assert_eq!(decimals(-0.25, 4), "−0.2500");
/// assert_eq!(decimals(-0.00001, 2), "0.00");
/// ```
pub fn decimals(number: f64, places: usize) -> String {
    let digits = match libm::fabs(number) {
        f64::INFINITY => "∞".to_string(),
        size => format!("{size:.places$}"),
    };
    let zero = digits.bytes().all(|byte| byte == b'0' || byte == b'.');
    if number < 0.0 && !zero { format!("−{digits}") } else { digits }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finite_is_still_shown() {
        assert_eq!(decimals(f64::NAN, 2), "NaN");
        assert_eq!(decimals(f64::NEG_INFINITY, 2), "−∞");
        assert_eq!(brief(f64::INFINITY, 2), "∞");
    }
}
