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
    /// Whole numbers: the slider holds the number, and every step is 1.
    Whole,
    /// The slider holds the decimal exponent. A step leads to the next number with one significant digit, a fine step
    /// to the next with two; the pointer moves among numbers with two, or three.
    Logarithmic,
    /// Whole numbers on a logarithmic slider: as there, but every step is at least 1.
    WholeLogarithmic,
}

impl Scale {
    fn is_whole(self) -> bool {
        matches!(self, Scale::Whole | Scale::WholeLogarithmic)
    }
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
    /// Any of the whole numbers from 1 to this one, at most 64, none included.
    Numbered(usize),
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
    /// Of a [`Domain::Set`]: bit `i` stands for the name at index `i`. Of a [`Domain::Numbered`]: bit `i` stands for
    /// the number `i + 1`.
    Set(u64),
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

/// A state worth a button of its own: every parameter at its default but these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// Its name within the figure: lower case, words joined by hyphens.
    pub key: &'static str,
    /// The place of each parameter that differs, and its value.
    pub values: &'static [(usize, Value)],
}

/// A number brought to the nearest end of a range. (The standard library's `clamp` panics with a text that brings
/// another way of writing numbers on board.)
pub(crate) fn limited(number: f64, min: f64, max: f64) -> f64 {
    libm::fmin(libm::fmax(number, min), max)
}

/// Nearest multiple of 1/`per_unit`, as the double nearest to that decimal.
pub(crate) fn on_grid(value: f64, per_unit: f64) -> f64 {
    libm::round(value * per_unit) / per_unit + 0.0
}

/// `count`·10^`place`, as the double nearest to that decimal.
fn decimal(count: f64, place: i32) -> f64 {
    let mut unit = 1.0;
    for _ in 0..place.unsigned_abs() {
        unit *= 10.0;
    }
    if place < 0 { count / unit } else { count * unit }
}

/// The place of the last of so many significant digits of a number above 0, and the number counted in units of it. The
/// allowance is for logarithms just below a whole number.
fn counted(value: f64, digits: i32) -> (f64, i32) {
    let place = libm::floor(libm::log10(value) + 1e-12) as i32 + 1 - digits;
    (decimal(value, -place), place)
}

/// A number above 0 rounded to so many significant digits.
fn significant(value: f64, digits: i32) -> f64 {
    let (count, place) = counted(value, digits);
    decimal(libm::round(count), place)
}

/// The next number above, or below, a number above 0 that has so many significant digits.
fn next_significant(value: f64, digits: i32, up: bool) -> f64 {
    const ALLOWANCE: f64 = 1e-9;
    let (count, place) = counted(value, digits);
    if up {
        return decimal(libm::floor(count + ALLOWANCE) + 1.0, place);
    }
    // Below a power of ten the steps are ten times smaller.
    let (count, place) =
        if decimal(1.0, digits - 1) < count - ALLOWANCE { (count, place) } else { (10.0 * count, place - 1) };
    decimal(libm::ceil(count - ALLOWANCE) - 1.0, place)
}

/// Names one after the other.
pub(crate) fn joined(names: &[&str], separator: &str) -> String {
    let mut text = String::new();
    for name in names {
        append(&mut text, separator, name);
    }
    text
}

/// Adds a part to a text whose parts are separated.
pub(crate) fn append(text: &mut String, separator: &str, part: &str) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.push_str(part);
}

/// The bits of the parts of a text joined by `+`; none if a part has no place.
fn chosen(text: &str, place: impl Fn(&str) -> Option<usize>) -> Option<u64> {
    let parts = text.split('+').filter(|part| !part.is_empty() && *part != "none");
    parts.map(place).try_fold(0, |bits, index| Some(bits | 1 << index?))
}

/// A whole number written in decimal digits alone.
fn whole(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

impl Parameter {
    /// A count, from `min` to `max`.
    pub(crate) const fn count(key: &'static str, min: f64, max: f64, default: f64, layer: usize) -> Self {
        Parameter {
            key,
            domain: Domain::Number { min, max, scale: Scale::Whole, anchors: &[] },
            default: Value::Number(default),
            layer,
        }
    }

    /// One of several names; `default` is the place of one.
    pub(crate) const fn choice(
        key: &'static str,
        names: &'static [&'static str],
        default: usize,
        layer: usize,
    ) -> Self {
        Parameter { key, domain: Domain::Choice(names), default: Value::Choice(default), layer }
    }

    fn refuse(&self, value: &str) -> ParameterError {
        ParameterError::new(self.key, value, self.allowed())
    }

    /// What is allowed, in words that complete "it must be …".
    pub fn allowed(&self) -> String {
        match self.domain {
            Domain::Number { min, max, scale, .. } => {
                let kind = if scale.is_whole() { "whole number" } else { "number" };
                format!("a {kind} from {min} to {max}")
            }
            Domain::Choice(names) => format!("one of {}", joined(names, ", ")),
            Domain::Set(names) => format!("any of {}, joined by +", joined(names, ", ")),
            Domain::Numbered(most) => format!("any of the numbers 1 to {most}, joined by +"),
            Domain::Seed => "a whole number from 0 to 18446744073709551615".to_string(),
        }
    }

    /// Reads a name, names or numbers joined by `+`, or a decimal seed.
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
                let place = |part: &str| names.iter().position(|name| *name == part);
                chosen(text, place).map(Value::Set).ok_or_else(refused)
            }
            Domain::Numbered(most) => {
                let place = |part: &str| whole(part).filter(|number| (1..=most as u64).contains(number));
                chosen(text, |part| place(part).map(|number| number as usize - 1))
                    .map(Value::Set)
                    .ok_or_else(refused)
            }
            Domain::Seed => whole(text).map(Value::Seed).ok_or_else(refused),
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
                let mut text = String::new();
                for (index, name) in names.iter().enumerate() {
                    if bits >> index & 1 == 1 {
                        append(&mut text, "+", name);
                    }
                }
                text
            }
            (Value::Set(bits), Domain::Numbered(most)) => {
                let mut text = String::new();
                for number in 1..=most {
                    if bits >> (number - 1) & 1 == 1 {
                        append(&mut text, "+", &number.to_string());
                    }
                }
                text
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
            (Value::Number(number), Domain::Number { min, max, scale, .. }) => {
                let fits = !scale.is_whole() || libm::floor(number) == number;
                if fits && number >= min && number <= max {
                    Ok(Value::Number(number + 0.0))
                } else {
                    Err(self.refuse(&format!("{number}")))
                }
            }
            (Value::Choice(index), Domain::Choice(names)) if index < names.len() => Ok(value),
            (Value::Set(bits), Domain::Set(names)) if bits >> names.len() == 0 => Ok(value),
            (Value::Set(bits), Domain::Numbered(most)) if most == 64 || bits >> most == 0 => Ok(value),
            (Value::Seed(_), Domain::Seed) => Ok(value),
            _ => Err(self.refuse("a value of another kind")),
        }
    }

    /// Brings a finite number that lies outside the domain to the nearest that is allowed.
    ///
    /// # Errors
    /// As [`Parameter::check`], for what has no nearest end.
    pub fn clamp(&self, value: Value) -> Result<Value, ParameterError> {
        match (value, self.domain) {
            (Value::Number(number), Domain::Number { min, max, scale, .. }) if number.is_finite() => {
                let number = if scale.is_whole() { libm::round(number) } else { number };
                Ok(Value::Number(limited(number, min, max) + 0.0))
            }
            _ => self.check(value),
        }
    }

    /// Where the slider stands for a number: the number itself, or its decimal exponent.
    pub fn position(&self, number: f64) -> f64 {
        match self.domain {
            Domain::Number { scale: Scale::Logarithmic | Scale::WholeLogarithmic, .. } => libm::log10(number),
            _ => number,
        }
    }

    /// The number for a place on the slider, on the grid of steps; anchors within `reach` of that place
    /// (in the slider's units) win over the grid.
    pub fn at_position(&self, position: f64, reach: f64, fine: bool) -> f64 {
        let Domain::Number { min, max, scale, anchors } = self.domain else {
            return f64::NAN;
        };
        let position = limited(position, self.position(min), self.position(max));
        let distance = |anchor: &f64| libm::fabs(self.position(*anchor) - position);
        let nearest = anchors.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(anchor) = nearest.filter(|anchor| distance(anchor) <= reach) {
            return *anchor;
        }
        let number = match scale {
            Scale::Linear { per_unit, fine: finer } => on_grid(position, if fine { finer } else { per_unit }),
            Scale::Whole => libm::round(position),
            // An exponential with base e is exact far beyond three digits, and the page carries it anyway.
            Scale::Logarithmic | Scale::WholeLogarithmic => {
                let number =
                    significant(libm::exp(position * std::f64::consts::LN_10), if fine { 3 } else { 2 });
                if scale.is_whole() { libm::round(number) } else { number }
            }
        };
        limited(number, min, max)
    }

    /// The number that a key press leads to from `number`; `up` is towards the larger.
    pub fn stepped(&self, number: f64, stride: Stride, up: bool) -> f64 {
        let Domain::Number { min, max, scale, .. } = self.domain else {
            return number;
        };
        let sign = if up { 1.0 } else { -1.0 };
        let position = self.position(number);
        match (stride, scale) {
            (Stride::End, _) => {
                if up {
                    max
                } else {
                    min
                }
            }
            (Stride::Page, _) => {
                let tenth = (self.position(max) - self.position(min)) / 10.0;
                self.at_position(position + sign * tenth, 0.0, false)
            }
            (_, Scale::Logarithmic | Scale::WholeLogarithmic) => {
                let digits = if stride == Stride::Fine { 2 } else { 1 };
                let mut next = next_significant(number, digits, up);
                if scale.is_whole() {
                    let least = number + sign;
                    next = libm::round(next);
                    next = if up { libm::fmax(next, least) } else { libm::fmin(next, least) };
                }
                limited(next, min, max)
            }
            (_, Scale::Whole) => self.at_position(position + sign, 0.0, false),
            (Stride::Fine, Scale::Linear { fine, .. }) => self.at_position(position + sign / fine, 0.0, true),
            (Stride::Step, Scale::Linear { per_unit, .. }) => {
                self.at_position(position + sign / per_unit, 0.0, false)
            }
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
            let keys: Vec<&str> = self.parameters.iter().map(|parameter| parameter.key).collect();
            let keys = joined(&keys, ", ");
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

    /// Takes a preset over: every parameter at its default but those that it names.
    ///
    /// # Errors
    /// Names the value that the preset should not have, and what is allowed; the old state then stays.
    pub fn adopt(&mut self, preset: &Preset) -> Result<(), ParameterError> {
        let mut state = State::new(self.parameters);
        for (index, value) in preset.values {
            state.set(*index, *value)?;
        }
        *self = state;
        Ok(())
    }

    /// Whether this is the state that a preset leads to.
    pub fn is(&self, preset: &Preset) -> bool {
        let wanted = |index: usize| preset.values.iter().find(|(place, _)| *place == index).map(|(_, v)| *v);
        let mut pairs = self.parameters.iter().zip(&self.values).enumerate();
        pairs.all(|(index, (parameter, value))| *value == wanted(index).unwrap_or(parameter.default))
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

    /// The seed at a place; 0 where there is none.
    pub(crate) fn seed(&self, index: usize) -> u64 {
        match self.get(index) {
            Some(Value::Seed(seed)) => seed,
            _ => 0,
        }
    }

    /// The bits of the set at a place; none where there is no set.
    pub(crate) fn bits(&self, index: usize) -> u64 {
        match self.get(index) {
            Some(Value::Set(bits)) => bits,
            _ => 0,
        }
    }

    /// Whether the name at index `name` is in the set at a place.
    pub(crate) fn has(&self, index: usize, name: usize) -> bool {
        self.bits(index) >> name & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn parameter(domain: Domain, default: Value) -> Parameter {
        Parameter { key: "p", domain, default, layer: 0 }
    }

    const WEIGHT: Parameter = parameter(
        Domain::Number { min: 0.01, max: 2000.0, scale: Scale::Logarithmic, anchors: &[0.3] },
        Value::Number(0.1),
    );

    const COUNT: Parameter = parameter(
        Domain::Number { min: 1.0, max: 50.0, scale: Scale::Whole, anchors: &[] },
        Value::Number(3.0),
    );

    const WIDTH: Parameter = parameter(
        Domain::Number { min: 4.0, max: 1024.0, scale: Scale::WholeLogarithmic, anchors: &[256.0, 1024.0] },
        Value::Number(256.0),
    );

    const LAYERS: Parameter = parameter(Domain::Numbered(50), Value::Set(0));

    #[test]
    fn a_logarithmic_slider_holds_the_exponent_and_rounds_to_two_digits() {
        assert_eq!(WEIGHT.position(100.0), 2.0);
        for (exponent, value) in
            [(-2.0, 0.01), (-1.0, 0.1), (0.0, 1.0), (1.0, 10.0), (2.0, 100.0), (3.0, 1000.0)]
        {
            assert_eq!(WEIGHT.at_position(exponent, 0.0, false), value);
        }
        assert_eq!(WEIGHT.at_position(-0.3, 0.0, false), 0.5);
        assert_eq!(WEIGHT.at_position(-0.3, 0.0, true), 0.501);
        assert_eq!(WEIGHT.at_position(-1.7, 0.0, false), 0.02);
        assert_eq!(WEIGHT.at_position(1.55, 0.0, false), 35.0);
        assert_eq!(WEIGHT.at_position(3.25, 0.0, false), 1800.0);
        assert_eq!(WEIGHT.at_position(-0.52, 0.01, false), 0.3);
        assert_eq!(WEIGHT.at_position(9.0, 0.0, false), 2000.0);
    }

    #[test]
    fn keys_on_a_logarithmic_slider_walk_through_the_round_numbers() {
        let walk = |from: f64, stride: Stride, up: bool| {
            let mut number = from;
            std::array::from_fn::<f64, 4, _>(|_| {
                number = WEIGHT.stepped(number, stride, up);
                number
            })
        };
        assert_eq!(walk(0.08, Stride::Step, true), [0.09, 0.1, 0.2, 0.3]);
        assert_eq!(walk(0.2, Stride::Step, false), [0.1, 0.09, 0.08, 0.07]);
        assert_eq!(walk(0.123, Stride::Step, true), [0.2, 0.3, 0.4, 0.5]);
        assert_eq!(walk(0.123, Stride::Step, false), [0.1, 0.09, 0.08, 0.07]);
        assert_eq!(walk(0.98, Stride::Fine, true), [0.99, 1.0, 1.1, 1.2]);
        assert_eq!(walk(1.1, Stride::Fine, false), [1.0, 0.99, 0.98, 0.97]);
        assert_eq!(walk(900.0, Stride::Step, true), [1000.0, 2000.0, 2000.0, 2000.0]);
        assert_eq!(walk(0.02, Stride::Step, false), [0.01, 0.01, 0.01, 0.01]);
        assert_eq!(WEIGHT.stepped(0.1, Stride::End, false), 0.01);
    }

    #[test]
    fn a_count_takes_whole_numbers_alone() {
        assert_eq!(COUNT.check(Value::Number(20.0)), Ok(Value::Number(20.0)));
        let error = COUNT.check(Value::Number(2.5)).unwrap_err();
        assert_eq!(error.to_string(), "p is 2.5; it must be a whole number from 1 to 50");
        assert_eq!(COUNT.clamp(Value::Number(2.6)), Ok(Value::Number(3.0)));
        assert_eq!(COUNT.clamp(Value::Number(1e9)), Ok(Value::Number(50.0)));
        assert_eq!(COUNT.at_position(7.4, 0.0, true), 7.0);
        let strides = [Stride::Fine, Stride::Step, Stride::Page, Stride::End];
        assert_eq!(strides.map(|stride| COUNT.stepped(3.0, stride, true)), [4.0, 4.0, 8.0, 50.0]);
    }

    #[test]
    fn a_count_on_a_logarithmic_slider_is_whole_and_every_step_is_one_at_least() {
        assert_eq!(WIDTH.position(100.0), 2.0);
        assert_eq!(WIDTH.at_position(2.0, 0.0, false), 100.0);
        assert_eq!(WIDTH.at_position(2.41, 0.01, false), 256.0);
        assert_eq!(WIDTH.at_position(2.35, 0.0, false), 220.0);
        assert_eq!(WIDTH.at_position(2.35, 0.0, true), 224.0);
        assert_eq!(WIDTH.at_position(0.65, 0.0, true), 4.0);
        assert_eq!(WIDTH.at_position(0.654, 0.0, true), 5.0);
        assert_eq!(WIDTH.at_position(9.0, 0.0, false), 1024.0);
        for (from, stride, up, to) in [
            (4.0, Stride::Fine, true, 5.0),
            (4.0, Stride::Step, false, 4.0),
            (10.0, Stride::Fine, false, 9.0),
            (10.0, Stride::Step, true, 20.0),
            (64.0, Stride::Fine, true, 65.0),
            (64.0, Stride::Step, true, 70.0),
            (256.0, Stride::Fine, false, 250.0),
            (1000.0, Stride::Step, true, 1024.0),
            (256.0, Stride::End, false, 4.0),
        ] {
            assert_eq!(WIDTH.stepped(from, stride, up), to, "{from} {stride:?}");
        }
        let error = WIDTH.check(Value::Number(4.5)).unwrap_err();
        assert_eq!(error.to_string(), "p is 4.5; it must be a whole number from 4 to 1024");
        assert_eq!(WIDTH.clamp(Value::Number(4.6)), Ok(Value::Number(5.0)));
    }

    #[test]
    fn numbers_joined_by_plus_are_read_and_written_in_order() {
        let read = LAYERS.parse("50+2+1").unwrap();
        assert_eq!(read, Value::Set(1 << 49 | 0b11));
        assert_eq!(LAYERS.text(read), "1+2+50");
        assert_eq!(LAYERS.parse("none"), Ok(Value::Set(0)));
        assert_eq!(LAYERS.text(Value::Set(0)), "none");
        for text in ["0", "51", "1+x", "-1", "1.0", "18446744073709551616"] {
            assert!(LAYERS.parse(text).is_err(), "{text}");
        }
        assert!(LAYERS.check(Value::Set(1 << 50)).is_err());
    }
}
