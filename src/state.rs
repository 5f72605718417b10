//! The state of a figure: named parameters, each with a domain, a default and a value.
//!
//! A figure declares its parameters once, as a constant table. Sliders, number fields, attributes,
//! links, undo and the native build all read that table, so that no second place can disagree about
//! what a parameter may be.

use crate::error::ParameterError;

/// How a numeric parameter is spread along its slider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// The slider holds the value. The fields are the grid points per unit that a step, and a fine
    /// step, of the keyboard or the pointer move by: 10 means steps of 0.1.
    Linear {
        /// Grid points per unit for an ordinary step.
        per_unit: f64,
        /// Grid points per unit for a fine step (with Shift, or by dragging).
        fine: f64,
    },
    /// The slider holds the decimal exponent. A step is one `per_decade`-th of a factor of ten; values
    /// are rounded to three significant digits.
    Logarithmic {
        /// Steps per factor of ten.
        per_decade: f64,
        /// Fine steps per factor of ten.
        fine: f64,
    },
}

/// What values a parameter may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// A finite number from `min` to `max`.
    Number {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// How the slider is divided.
        scale: Scale,
        /// Values that must be reachable exactly: pointer and slider snap to them.
        anchors: &'static [f64],
    },
    /// Exactly one of these names.
    Choice(&'static [&'static str]),
    /// Any of these names, none included, in this order.
    Set(&'static [&'static str]),
    /// A seed of the random generator: any `u64`.
    Seed,
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// Of a [`Domain::Number`].
    Number(f64),
    /// Of a [`Domain::Choice`]: the index of the name.
    Choice(usize),
    /// Of a [`Domain::Set`]: bit `i` stands for the name at index `i`.
    Set(u32),
    /// Of a [`Domain::Seed`].
    Seed(u64),
}

/// How far a key press moves a numeric parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// An arrow key with Shift.
    Fine,
    /// An arrow key.
    Step,
    /// Page Up or Page Down: a tenth of the range.
    Page,
    /// Home or End: the end of the range.
    End,
}

/// A parameter of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// The name in links and attributes: lower case, words joined by hyphens.
    pub key: &'static str,
    /// What it may be.
    pub domain: Domain,
    /// What it is unless said otherwise.
    pub default: Value,
    /// The lowest layer of the drawing that depends on it; see [`crate::figures::Layers`].
    pub layer: usize,
}

/// Nearest multiple of 1/`per_unit`, as the double nearest to that decimal.
fn on_grid(value: f64, per_unit: f64) -> f64 {
    libm::round(value * per_unit) / per_unit + 0.0
}

/// 10^`exponent`, rounded to three significant digits.
fn three_digits(exponent: f64) -> f64 {
    // An exponential with base e is exact far beyond three digits, and the page carries it anyway.
    let value = libm::exp(exponent * std::f64::consts::LN_10);
    let places = 2.0 - libm::floor(exponent);
    let mut unit = 1.0;
    for _ in 0..libm::fabs(places) as u32 {
        unit *= 10.0;
    }
    if places >= 0.0 { on_grid(value, unit) } else { libm::round(value / unit) * unit }
}

/// Names one after the other.
pub(crate) fn joined<'a>(names: impl Iterator<Item = &'a str>, separator: &str) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push_str(separator);
        }
        text.push_str(name);
    }
    text
}

impl Parameter {
    fn refuse(&self, value: &str) -> ParameterError {
        ParameterError::new(self.key, value, self.allowed())
    }

    /// What is allowed, in words that complete "it must be …".
    pub fn allowed(&self) -> String {
        match self.domain {
            Domain::Number { min, max, .. } => format!("a number from {min} to {max}"),
            Domain::Choice(names) => format!("one of {}", joined(names.iter().copied(), ", ")),
            Domain::Set(names) => format!("any of {}, joined by +", joined(names.iter().copied(), ", ")),
            Domain::Seed => "a whole number from 0 to 18446744073709551615".to_string(),
        }
    }

    /// Reads a name, a list of names joined by `+`, or a decimal seed.
    ///
    /// # Errors
    /// Says what is allowed, if the text is none of it. Numbers are read by [`Parameter::parse`].
    pub fn parse_name(&self, text: &str) -> Result<Value, ParameterError> {
        let refused = || self.refuse(text);
        match self.domain {
            Domain::Number { .. } => Err(refused()),
            Domain::Choice(names) => {
                let index = names.iter().position(|name| *name == text);
                index.map(Value::Choice).ok_or_else(refused)
            }
            Domain::Set(names) => {
                let mut bits = 0;
                for part in text.split('+').filter(|part| !part.is_empty()) {
                    if part != "none" {
                        let index = names.iter().position(|name| *name == part);
                        bits |= 1 << index.ok_or_else(refused)?;
                    }
                }
                Ok(Value::Set(bits))
            }
            Domain::Seed => {
                let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                let seed = if digits { text.parse().ok() } else { None };
                seed.map(Value::Seed).ok_or_else(refused)
            }
        }
    }

    /// Reads any value from its text, as a link or an attribute carries it.
    ///
    /// # Errors
    /// Says what is allowed, if the text is none of it.
    pub fn parse(&self, text: &str) -> Result<Value, ParameterError> {
        match self.domain {
            Domain::Number { .. } => {
                let number = text.trim().parse().map_err(|_| self.refuse(text))?;
                self.check(Value::Number(number))
            }
            _ => self.parse_name(text),
        }
    }

    /// The value as a link or an attribute carries it; [`Parameter::parse`] reads it back.
    pub fn text(&self, value: Value) -> String {
        match (value, self.domain) {
            (Value::Number(number), _) => format!("{number}"),
            (Value::Choice(index), Domain::Choice(names)) => {
                names.get(index).copied().unwrap_or_default().to_string()
            }
            (Value::Set(0), _) => "none".to_string(),
            (Value::Set(bits), Domain::Set(names)) => {
                let chosen = names.iter().enumerate();
                let chosen = chosen.filter(|(index, _)| bits >> index & 1 == 1);
                joined(chosen.map(|(_, name)| *name), "+")
            }
            (Value::Seed(seed), _) => seed.to_string(),
            _ => String::new(),
        }
    }

    /// Accepts a value that lies in the domain, with −0 made 0.
    ///
    /// # Errors
    /// Names the value and what is allowed, if it does not.
    pub fn check(&self, value: Value) -> Result<Value, ParameterError> {
        match (value, self.domain) {
            (Value::Number(number), Domain::Number { min, max, .. }) => {
                if number >= min && number <= max {
                    Ok(Value::Number(number + 0.0))
                } else {
                    Err(self.refuse(&format!("{number}")))
                }
            }
            (Value::Choice(index), Domain::Choice(names)) if index < names.len() => Ok(value),
            (Value::Set(bits), Domain::Set(names)) if bits >> names.len() == 0 => Ok(value),
            (Value::Seed(_), Domain::Seed) => Ok(value),
            _ => Err(self.refuse("a value of another kind")),
        }
    }

    /// Brings a finite number that lies outside the domain to its nearest end.
    ///
    /// # Errors
    /// As [`Parameter::check`], for what has no nearest end.
    pub fn clamp(&self, value: Value) -> Result<Value, ParameterError> {
        match (value, self.domain) {
            (Value::Number(number), Domain::Number { min, max, .. }) if number.is_finite() => {
                Ok(Value::Number(number.clamp(min, max) + 0.0))
            }
            _ => self.check(value),
        }
    }

    /// Where the slider stands for a number: the number itself, or its decimal exponent.
    pub fn position(&self, number: f64) -> f64 {
        match self.domain {
            Domain::Number { scale: Scale::Logarithmic { .. }, .. } => libm::log10(number),
            _ => number,
        }
    }

    /// The number for a place on the slider, on the grid of steps; anchors within `reach` of that place
    /// (in the slider's units) win over the grid.
    pub fn at_position(&self, position: f64, reach: f64, fine: bool) -> f64 {
        let Domain::Number { min, max, scale, anchors } = self.domain else {
            return f64::NAN;
        };
        let distance = |anchor: &f64| libm::fabs(self.position(*anchor) - position);
        let nearest = anchors.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(anchor) = nearest.filter(|anchor| distance(anchor) <= reach) {
            return *anchor;
        }
        let number = match scale {
            Scale::Linear { per_unit, fine: finer } => on_grid(position, if fine { finer } else { per_unit }),
            Scale::Logarithmic { per_decade, fine: finer } => {
                let exponent = on_grid(position, if fine { finer } else { per_decade });
                three_digits(exponent)
            }
        };
        number.clamp(min, max)
    }

    /// The number that a key press leads to from `number`; `up` is towards the larger.
    pub fn stepped(&self, number: f64, stride: Stride, up: bool) -> f64 {
        let Domain::Number { min, max, scale, .. } = self.domain else {
            return number;
        };
        let (per_unit, fine) = match scale {
            Scale::Linear { per_unit, fine } => (per_unit, fine),
            Scale::Logarithmic { per_decade, fine } => (per_decade, fine),
        };
        let sign = if up { 1.0 } else { -1.0 };
        let position = self.position(number);
        let tenth = (self.position(max) - self.position(min)) / 10.0;
        match stride {
            Stride::End => {
                if up {
                    max
                } else {
                    min
                }
            }
            Stride::Page => self.at_position(position + sign * tenth, 0.0, false),
            Stride::Fine => self.at_position(position + sign / fine, 0.0, true),
            Stride::Step => self.at_position(position + sign / per_unit, 0.0, false),
        }
    }
}

/// The values of all parameters of one figure.
///
/// ```
/// use relu_explainer::figures::Figure;
///
/// let mut figure = Figure::new("curves")?;
/// figure.state_mut().assign("z", "-0.5")?;
/// assert_eq!(figure.state().text("z")?, "-0.5");
/// assert!(figure.state_mut().assign("z", "1e999").is_err());
/// assert_eq!(figure.state().text("z")?, "-0.5");
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    parameters: &'static [Parameter],
    values: Vec<Value>,
}

impl State {
    /// Every parameter at its default.
    pub fn new(parameters: &'static [Parameter]) -> Self {
        let values = parameters.iter().map(|parameter| parameter.default).collect();
        State { parameters, values }
    }

    /// The parameters, in the order of the page.
    pub fn parameters(&self) -> &'static [Parameter] {
        self.parameters
    }

    /// The place of a parameter in that order.
    ///
    /// # Errors
    /// Names the keys that exist, if this is none.
    pub fn index(&self, key: &str) -> Result<usize, ParameterError> {
        let index = self.parameters.iter().position(|parameter| parameter.key == key);
        index.ok_or_else(|| {
            let keys = joined(self.parameters.iter().map(|parameter| parameter.key), ", ");
            ParameterError::new("key", key, format!("one of {keys}"))
        })
    }

    /// The value at a place, if there is such a place.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.values.get(index).copied()
    }

    /// Sets the value at a place. The old value stays if the new one is refused.
    ///
    /// # Errors
    /// Names the value and what is allowed.
    pub fn set(&mut self, index: usize, value: Value) -> Result<(), ParameterError> {
        if let (Some(parameter), Some(slot)) = (self.parameters.get(index), self.values.get_mut(index)) {
            *slot = parameter.check(value)?;
        }
        Ok(())
    }

    /// Sets a parameter from its text.
    ///
    /// # Errors
    /// Names the key or the value, and what is allowed.
    pub fn assign(&mut self, key: &str, text: &str) -> Result<(), ParameterError> {
        let index = self.index(key)?;
        self.set(index, self.parameters[index].parse(text)?)
    }

    /// The value of a parameter as text.
    ///
    /// # Errors
    /// Names the keys that exist, if this is none.
    pub fn text(&self, key: &str) -> Result<String, ParameterError> {
        let index = self.index(key)?;
        Ok(self.parameters[index].text(self.values[index]))
    }

    /// The number at a place; NaN where there is none.
    pub(crate) fn number(&self, index: usize) -> f64 {
        match self.get(index) {
            Some(Value::Number(number)) => number,
            _ => f64::NAN,
        }
    }

    /// The chosen name's index at a place; 0 where there is none.
    pub(crate) fn choice(&self, index: usize) -> usize {
        match self.get(index) {
            Some(Value::Choice(choice)) => choice,
            _ => 0,
        }
    }

    /// Whether the name at index `name` is in the set at a place.
    pub(crate) fn has(&self, index: usize, name: usize) -> bool {
        matches!(self.get(index), Some(Value::Set(bits)) if bits >> name & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHT: Parameter = Parameter {
        key: "w",
        domain: Domain::Number {
            min: 0.01,
            max: 2000.0,
            scale: Scale::Logarithmic { per_decade: 20.0, fine: 100.0 },
            anchors: &[0.3],
        },
        default: Value::Number(0.1),
        layer: 0,
    };

    #[test]
    fn a_logarithmic_slider_holds_the_exponent_and_rounds_to_three_digits() {
        assert_eq!(WEIGHT.position(100.0), 2.0);
        for (exponent, value) in
            [(-2.0, 0.01), (-1.0, 0.1), (0.0, 1.0), (1.0, 10.0), (2.0, 100.0), (3.0, 1000.0)]
        {
            assert_eq!(WEIGHT.at_position(exponent, 0.0, false), value);
        }
        assert_eq!(WEIGHT.at_position(-0.3, 0.0, false), 0.501);
        assert_eq!(WEIGHT.at_position(-1.7, 0.0, false), 0.02);
        assert_eq!(WEIGHT.at_position(1.55, 0.0, false), 35.5);
        assert_eq!(WEIGHT.at_position(3.25, 0.0, false), 1780.0);
        assert_eq!(WEIGHT.at_position(-0.52, 0.01, false), 0.3);
        assert_eq!(WEIGHT.at_position(9.0, 0.0, false), 2000.0);
    }

    #[test]
    fn steps_on_a_logarithmic_slider_are_equal_factors() {
        let up = WEIGHT.stepped(0.1, Stride::Step, true);
        assert_eq!(up, 0.112);
        assert_eq!(WEIGHT.stepped(0.1, Stride::Fine, true), 0.102);
        assert_eq!(WEIGHT.stepped(0.1, Stride::End, false), 0.01);
    }
}
