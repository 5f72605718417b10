//! How exactly the numbers of a table are written.

/// How exactly the numbers of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// As the page shows them.
    Few,
    /// With as many as tell each double from all others. What the first screen loads takes nothing along, and needs none.
    #[cfg(feature = "light-pictures")]
    All,
}

impl Digits {
    /// A number; `shown` is how the page writes it, which is also how it is written where it is not finite.
    pub(super) fn of(self, number: f64, shown: impl FnOnce(f64) -> String) -> String {
        match self {
            #[cfg(feature = "light-pictures")]
            Digits::All if number.is_finite() => {
                let size = libm::fabs(number);
                let is_plain = size == 0.0 || (1e-5..1e16).contains(&size);
                if is_plain { format!("{number}") } else { format!("{number:e}") }
            }
            _ => shown(number),
        }
    }

    /// A share from 0 to 1 in percent, with its sign.
    #[cfg(feature = "all-pictures")]
    pub(super) fn percent(self, share: f64, shown: impl FnOnce(f64) -> String) -> String {
        if self == Digits::Few || !share.is_finite() {
            return shown(share);
        }
        let mut text = self.of(100.0 * share, |_| String::new());
        text.push_str(PERCENT);
        text
    }
}

/// What follows a number in percent.
#[cfg(feature = "light-pictures")]
pub(super) const PERCENT: &str = "\u{a0}%";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_digits_tell_a_number_from_its_neighbours() {
        for number in [0.1_f64 + 0.2, -1.0 / 3.0, 5e-324, f64::MAX, 1e16, 1e-5, 0.0, -2.0] {
            let text = Digits::All.of(number, |_| unreachable!());
            assert_eq!(text.parse::<f64>(), Ok(number), "{text}");
        }
        assert_eq!(Digits::All.of(f64::NAN, |_| "–".into()), "–");
        assert_eq!(Digits::Few.of(0.1 + 0.2, |_| "0.3".into()), "0.3");
    }
}
