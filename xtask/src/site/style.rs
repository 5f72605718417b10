//! Style sheets: what they refer to, and their text without comments and needless space.

use std::ops::Range;

use anyhow::Result;

use super::reference::{self, Reference, Role};

/// A stretch of a style sheet.
#[derive(Clone, Copy, PartialEq)]
enum Piece {
    Code,
    Comment,
    /// With its quotes.
    Quoted,
    /// The address inside `url(...)` that has no quotes.
    Address,
}

/// The references of a style sheet: `url(...)` and `@import`.
pub fn references(path: &str, text: &str, exists: &dyn Fn(&str) -> bool) -> Result<Vec<Reference>> {
    let mut found = Vec::new();
    let mut before = "";
    for (piece, span) in pieces(text) {
        let span = match piece {
            Piece::Address => span,
            Piece::Quoted if names_a_file(before) => span.start + 1..span.end - 1,
            Piece::Comment => continue,
            _ => {
                before = &text[span];
                continue;
            }
        };
        if let Some(target) = reference::resolve(path, &text[span.clone()], exists)? {
            found.push(Reference { whole: span.clone(), span, target, role: Role::Part });
        }
    }
    Ok(found)
}

/// Whether a string after this code is the address of a file.
fn names_a_file(code: &str) -> bool {
    let code = code.trim_end().to_ascii_lowercase();
    code.ends_with("url(") || code.ends_with("@import")
}

/// The same style sheet without comments and needless space.
pub fn compact(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for (piece, span) in pieces(text) {
        match piece {
            Piece::Quoted | Piece::Address => written.push_str(&text[span]),
            Piece::Comment => {
                let at_a_gap = written.is_empty()
                    || written.ends_with(is_space)
                    || text[span.end..].starts_with(is_space);
                // Between two words a comment parts them.
                written.push_str(if at_a_gap { "" } else { "/**/" });
            }
            Piece::Code => {
                for character in text[span].chars() {
                    if !is_space(character) {
                        if matches!(character, '{' | '}' | ';') && written.ends_with(is_space) {
                            written.pop();
                        }
                        written.push(character);
                    } else if !written.ends_with(is_space) && !parts_by_itself(&written) {
                        written.push(' ');
                    }
                }
            }
        }
    }
    written
}

/// A compact style sheet without the selectors that name any of some classes, and without the rules that have no other.
pub fn without(text: &str, classes: &[&str]) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(brace) = rest.find(['{', '}', ';']) {
        let (head, tail) = rest.split_at(brace);
        if head.starts_with('@') || !tail.starts_with('{') {
            // A group of rules begins or ends, or a statement does.
            written.push_str(&rest[..=brace]);
            rest = &tail[1..];
            continue;
        }
        let end = tail.find('}').map_or(tail.len(), |end| end + 1);
        let kept: Vec<&str> = selectors(head).into_iter().filter(|one| !names_any(one, classes)).collect();
        if !kept.is_empty() {
            written.push_str(&kept.join(","));
            written.push_str(&tail[..end]);
        }
        rest = &tail[end..];
    }
    written + rest
}

/// The selectors of a list.
fn selectors(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_i32, 0, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&list[start..]);
    found
}

/// Whether a selector has a class of these.
fn names_any(selector: &str, classes: &[&str]) -> bool {
    let is_word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let named =
        selector.split('.').skip(1).map(|rest| &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())]);
    named.into_iter().any(|name| classes.contains(&name))
}

/// Whether a style sheet ends in what needs no space behind it.
fn parts_by_itself(written: &str) -> bool {
    match written.strip_suffix(['{', '}', ';', ':', ',']) {
        Some(before) => !before.ends_with('\\'),
        None => written.is_empty(),
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn pieces(text: &str) -> Vec<(Piece, Range<usize>)> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let (piece, length) = if let Some(comment) = rest.strip_prefix("/*") {
            (Piece::Comment, comment.find("*/").map_or(rest.len(), |end| end + 4))
        } else if rest.starts_with(['"', '\'']) {
            (Piece::Quoted, quoted_length(rest))
        } else if let Some((skip, length)) = bare_address(rest) {
            at += skip;
            (Piece::Address, length)
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if start < at {
            pieces.push((Piece::Code, start..at));
        }
        pieces.push((piece, at..at + length));
        at += length;
        start = at;
    }
    if start < at {
        pieces.push((Piece::Code, start..at));
    }
    pieces
}

fn quoted_length(rest: &str) -> usize {
    let quote = rest.as_bytes()[0];
    let mut escaped = false;
    for (index, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return index + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Where in `url(address)` the address starts, and its length.
fn bare_address(rest: &str) -> Option<(usize, usize)> {
    if !rest.get(..4)?.eq_ignore_ascii_case("url(") {
        return None;
    }
    let inside = &rest[4..];
    let skip = inside.len() - inside.trim_start_matches(is_space).len();
    let address = &inside[skip..inside.find(')')?.max(skip)];
    if address.starts_with(['"', '\'']) {
        return None;
    }
    Some((4 + skip, address.trim_end_matches(is_space).len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        references("www/page.css", text, &|_| true)
            .unwrap()
            .iter()
            .map(|reference| format!("{}={}", &text[reference.span.clone()], reference.target.file))
            .collect()
    }

    #[test]
    fn addresses_and_imports_are_found() {
        assert_eq!(found("@import 'base.css';"), ["base.css=www/base.css"]);
        assert_eq!(found("@import url(\"./base.css\") print;"), ["./base.css=www/base.css"]);
        assert_eq!(found("a { b: URL( ../a.svg#x ) }"), ["../a.svg#x=a.svg"]);
        assert_eq!(found("a{b:url(a.svg),url('b.svg')}"), ["a.svg=www/a.svg", "b.svg=www/b.svg"]);
    }

    #[test]
    fn other_strings_comments_and_data_are_no_references() {
        let text = "/* url(a.svg) \"*/ a::after { content: 'url(b.svg)' } \
                    b { c: url(data:image/svg+xml,x) } d { e: url(\"#f\") }";
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn comments_and_needless_space_are_not_shipped() {
        let text = "/* Page. */\n\n:root {\n  --a: 'x  /* y */';\n\n  --b:   1px; /* why */\n}\n\
                    a/* descendant */b { c: d }\n";
        assert_eq!(compact(text), ":root{--a:'x  /* y */';--b:1px;}a/**/b{c:d}");
    }

    #[test]
    fn a_space_that_means_something_stays() {
        for text in ["a :hover>b + c{d:calc(1px - 2px)e}", ".a\\: b{c:d}", "@media (x) and (y){}"] {
            assert_eq!(compact(text), text);
        }
    }

    #[test]
    fn what_is_left_open_ends_with_the_file() {
        for text in ["a { b: 'c", "a { } /* b", "a { b: url(c", "'", "/*", "é url("] {
            let covered: usize = pieces(text).iter().map(|(_, span)| span.len()).sum();
            assert_eq!(covered, text.len(), "{text}");
        }
    }

    #[test]
    fn rules_for_what_is_not_there_go_and_nothing_else() {
        let text = ".a canvas{x:y}.b .verdict,.words,:is(.b,.c) p{x:y}@media print{.b{x:y}.a{x:y}}@import 'x';.b-c{x:y}";
        let left = ".a canvas{x:y}.words{x:y}@media print{.a{x:y}}@import 'x';.b-c{x:y}";
        assert_eq!(without(text, &["b"]), left);
    }
}
