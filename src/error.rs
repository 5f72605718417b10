//! What the crate says when it is given something that it cannot use.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// How many characters of a refused value are repeated in the sentence about it.
const LONGEST_SHOWN: usize = 60;

/// A parameter was refused.
///
/// Its [`Display`](fmt::Display) is one sentence without a full stop, which names the parameter, the value
/// that was given and what is allowed:
///
/// ```
/// use relu_explainer::activation::Activation;
///
/// let error = Activation::elu(-1.0).unwrap_err();
/// assert_eq!(error.to_string(), "alpha is -1.0; it must be a finite number, at least 0");
/// assert_eq!(error.parameter(), "alpha");
/// assert_eq!(error.value(), "-1.0");
/// assert_eq!(error.allowed(), "a finite number, at least 0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterError {
    parameter: Cow<'static, str>,
    value: String,
    allowed: Cow<'static, str>,
}

impl ParameterError {
    /// Refuses `value` for `parameter`; `allowed` completes the words "it must be".
    ///
    /// ```
    /// use relu_explainer::error::ParameterError;
    ///
    /// let error = ParameterError::new("depth", "-3", "a whole number from 1 to 100");
    /// assert_eq!(error.to_string(), "depth is -3; it must be a whole number from 1 to 100");
    /// ```
    pub fn new(
        parameter: impl Into<Cow<'static, str>>,
        value: impl Into<String>,
        allowed: impl Into<Cow<'static, str>>,
    ) -> Self {
        ParameterError { parameter: parameter.into(), value: value.into(), allowed: allowed.into() }
    }

    /// Refuses a number.
    ///
    /// ```
    /// use relu_explainer::error::ParameterError;
    ///
    /// let error = ParameterError::number("slope", f64::NAN, "a finite number");
    /// assert_eq!(error.to_string(), "slope is NaN; it must be a finite number");
    /// ```
    pub fn number(
        parameter: impl Into<Cow<'static, str>>,
        value: f64,
        allowed: impl Into<Cow<'static, str>>,
    ) -> Self {
        // Debug writes 1e300 where Display writes 301 digits.
        ParameterError::new(parameter, format!("{value:?}"), allowed)
    }

    /// The name of the parameter.
    pub fn parameter(&self) -> &str {
        &self.parameter
    }

    /// The value that was refused, whole, as text.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What is allowed, in words that complete "it must be".
    pub fn allowed(&self) -> &str {
        &self.allowed
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parameter)?;
        f.write_str(" is ")?;
        if self.value.is_empty() {
            f.write_str("empty")?;
        }
        // The value may come from a stranger's link: neither its length nor its line breaks may reach
        // the reader.
        let mut characters = self.value.chars();
        for character in characters.by_ref().take(LONGEST_SHOWN) {
            let shown = if character.is_control() { char::REPLACEMENT_CHARACTER } else { character };
            fmt::Write::write_char(f, shown)?;
        }
        if characters.next().is_some() {
            f.write_str("…")?;
        }
        f.write_str("; it must be ")?;
        f.write_str(&self.allowed)
    }
}

impl Error for ParameterError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_value_is_named_as_such() {
        let error = ParameterError::new("seed", "", "a whole number");
        assert_eq!(error.to_string(), "seed is empty; it must be a whole number");
    }

    #[test]
    fn a_long_value_is_cut_and_its_line_breaks_are_replaced() {
        let error = ParameterError::new("seed", "\n".repeat(10_000), "a whole number");
        let shown = "\u{FFFD}".repeat(LONGEST_SHOWN);
        assert_eq!(error.to_string(), format!("seed is {shown}…; it must be a whole number"));
        assert_eq!(error.value().len(), 10_000);
    }

    #[test]
    fn a_value_of_the_longest_length_is_shown_whole() {
        let error = ParameterError::new("seed", "7".repeat(LONGEST_SHOWN), "even");
        assert_eq!(error.to_string(), format!("seed is {}; it must be even", "7".repeat(LONGEST_SHOWN)));
    }

    #[test]
    fn numbers_of_any_size_are_short() {
        let error = ParameterError::number("slope", f64::MAX, "small");
        assert_eq!(error.to_string(), "slope is 1.7976931348623157e308; it must be small");
    }
}
