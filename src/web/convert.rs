//! How a figure's words, tables and parameters cross to JavaScript: as one text each, since every string that crosses by
//! itself costs as much as drawing a mark. U+001D stands between groups, U+001E between their members, U+001F between the
//! parts of one.

#[cfg(feature = "later-figures")]
use crate::figures::Figure;
use crate::figures::Table;
use crate::state::{Domain, Parameter, joined};
use crate::words::{Filling, Sentence};

const GROUP: char = '\u{1d}';
const MEMBER: char = '\u{1e}';
const PART: char = '\u{1f}';

/// A text that is being put together.
#[derive(Default)]
pub(super) struct Message {
    text: String,
    /// Whether the next thing needs no separator before it.
    fresh: bool,
}

impl Message {
    pub fn new() -> Self {
        Message { text: String::new(), fresh: true }
    }

    pub fn into_text(self) -> String {
        self.text
    }

    fn separate(&mut self, separator: char) {
        if !self.fresh {
            self.text.push(separator);
        }
        self.fresh = false;
    }

    /// Begins the next group.
    pub fn group(&mut self) {
        self.text.push(GROUP);
        self.fresh = true;
    }

    /// Adds a member of one part.
    pub fn member(&mut self, text: &str) {
        self.separate(MEMBER);
        self.text.push_str(text);
    }

    /// Adds a part to the member.
    pub fn part(&mut self, text: &str) {
        self.text.push(PART);
        self.text.push_str(text);
    }

    fn filling(&mut self, filling: &Filling) {
        match filling {
            Filling::Text(shown) => self.text.push_str(shown),
            // A filling that begins with "@" is the key of a word.
            Filling::Word(key) => {
                self.text.push('@');
                self.text.push_str(key);
            }
        }
    }

    /// Adds a filling as a member.
    pub fn member_filling(&mut self, filling: &Filling) {
        self.separate(MEMBER);
        self.filling(filling);
    }

    /// Adds a sentence: the key of its template, then name and filling of each gap in turn.
    pub fn sentence(&mut self, sentence: &Sentence) {
        self.member(&sentence.key);
        for (name, filling) in &sentence.slots {
            self.part(name);
            self.text.push(PART);
            self.filling(filling);
        }
    }

    pub fn sentences(&mut self, sentences: &[Sentence]) {
        for sentence in sentences {
            self.sentence(sentence);
        }
    }

    /// Adds a parameter: key, kind, the slider's positions of the smallest and the largest number, how many numbers there
    /// are to choose from, the names joined by "+", the default as a link carries it, and what is allowed.
    pub fn parameter(&mut self, parameter: &Parameter) {
        let (kind, from, to, most, names): (_, _, _, _, &[&str]) = match parameter.domain {
            Domain::Number { min, max, .. } => {
                ("number", parameter.position(min), parameter.position(max), 0, &[])
            }
            Domain::Choice(names) => ("choice", 0.0, 0.0, 0, names),
            Domain::Set(names) => ("set", 0.0, 0.0, 0, names),
            Domain::Numbered(most) => ("numbered", 0.0, 0.0, most, &[]),
            Domain::Seed => ("seed", 0.0, 0.0, 0, &[]),
        };
        self.member(parameter.key);
        self.part(kind);
        self.part(&format!("{from}"));
        self.part(&format!("{to}"));
        self.part(&most.to_string());
        self.part(&joined(names, "+"));
        self.part(&parameter.text(parameter.default));
        self.part(&parameter.allowed());
    }

    /// Adds what later figures alone consist of, in three groups: the names of the groups of parameters that are folded away,
    /// each with the place of its first; the names of the actions; and the place of the parameter that time moves, followed
    /// by its paces, if there is one.
    #[cfg(feature = "later-figures")]
    pub fn outline_more(&mut self, figure: &Figure) {
        self.group();
        for group in figure.groups() {
            self.member(group.key);
            self.part(&group.first.to_string());
        }
        self.group();
        for action in figure.actions() {
            self.member(action);
        }
        self.group();
        if let Some(played) = figure.played() {
            self.member(&played.parameter.to_string());
            for pace in played.paces {
                self.member(&pace.to_string());
            }
        }
    }

    /// Adds a table in four groups: its caption, the heads of its columns, the place of the row that the handle stands at
    /// (or -1), and its rows.
    pub fn table(&mut self, table: &Table) {
        self.sentence(&table.caption);
        self.group();
        self.sentences(&table.columns);
        self.group();
        self.member(&table.current.map_or(-1, |row| row as i32).to_string());
        self.group();
        for row in &table.rows {
            for (index, cell) in row.iter().enumerate() {
                if index == 0 {
                    self.member(cell);
                } else {
                    self.part(cell);
                }
            }
        }
    }
}
