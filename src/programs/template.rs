//! Programs as they lie in the folder: with names between dollar signs where values stand, and parts that only some states need.
//!
//! A line `%if NAME` begins such a part, `%else` what stands there otherwise, `%end` ends it; parts may lie within parts. A
//! name means the same to a value that is set by [`Filling::set`] and to a condition that is set by [`Filling::when`], and what
//! is not set does not hold.

use std::fmt::Display;

/// What a template is filled with.
#[derive(Clone, Debug, Default)]
pub(super) struct Filling {
    values: Vec<(&'static str, String)>,
    conditions: Vec<&'static str>,
}

impl Filling {
    /// What stands where the template has this name.
    pub fn set(&mut self, name: &'static str, value: impl Display) {
        self.values.push((name, value.to_string()));
    }

    /// Whether the parts of this name are needed.
    pub fn when(&mut self, name: &'static str, holds: bool) {
        if holds {
            self.conditions.push(name);
        }
    }

    /// The program. A name that is not known stays as it is; no language takes it.
    pub fn fill(&self, template: &str) -> String {
        let mut filled = String::with_capacity(2 * template.len());
        // Whether the parts hold that the line lies in, the outermost first.
        let mut parts: Vec<bool> = Vec::new();
        for line in template.lines() {
            if let Some(name) = line.strip_prefix("%if ") {
                parts.push(self.conditions.contains(&name));
            } else if line == "%else" {
                parts.last_mut().into_iter().for_each(|holds| *holds = !*holds);
            } else if line == "%end" {
                parts.pop();
            } else if parts.iter().all(|holds| *holds) {
                self.fill_line(line, &mut filled);
            }
        }
        filled
    }

    fn fill_line(&self, line: &str, filled: &mut String) {
        for (index, part) in line.split('$').enumerate() {
            let value = self.values.iter().find(|(name, _)| *name == part);
            match value {
                Some((_, value)) if index % 2 == 1 => filled.push_str(value),
                _ if index % 2 == 1 => {
                    filled.push('$');
                    filled.push_str(part);
                    filled.push('$');
                }
                _ => filled.push_str(part),
            }
        }
        // A value of several lines ends with one already, and an empty one leaves no line behind.
        let alone = line.starts_with('$') && line.ends_with('$');
        if !(alone && (filled.ends_with('\n') || filled.is_empty())) {
            filled.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str =
        "a = $a$\n%if deep\nb = $b$, $a$\n%if deeper\nc\n%else\nd\n%end\n%else\ne\n%end\n$rest$\n";

    fn filled(conditions: &[&'static str]) -> String {
        let mut filling = Filling::default();
        filling.set("a", 1.5);
        filling.set("b", "two");
        filling.set("rest", "f\ng\n");
        conditions.iter().for_each(|name| filling.when(name, true));
        filling.when("other", false);
        filling.fill(TEMPLATE)
    }

    #[test]
    fn parts_stand_where_they_are_needed_and_nowhere_else() {
        assert_eq!(filled(&[]), "a = 1.5\ne\nf\ng\n");
        assert_eq!(filled(&["deeper"]), "a = 1.5\ne\nf\ng\n");
        assert_eq!(filled(&["deep"]), "a = 1.5\nb = two, 1.5\nd\nf\ng\n");
        assert_eq!(filled(&["deep", "deeper"]), "a = 1.5\nb = two, 1.5\nc\nf\ng\n");
    }

    #[test]
    fn a_name_that_is_not_known_stays() {
        assert_eq!(Filling::default().fill("x = $x$\n"), "x = $x$\n");
    }
}
