//! Replaces what stands inside elements of an HTML page; everything else stays as it is, to the letter.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// An element's start tag.
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// The page with the content of every element replaced for which `content` gives HTML. What stands inside a replaced
/// element is not asked about.
pub fn rewrite(html: &str, content: impl Fn(&Element) -> Result<Option<String>>) -> Result<String> {
    let mut written = String::with_capacity(html.len());
    let mut copied = 0;
    // The element whose content is being replaced, and how many of its name are open within it.
    let mut open: Option<(String, usize)> = None;
    for token in Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span()) {
        match token? {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if let Some((replaced, depth)) = &mut open {
                    *depth += usize::from(*replaced == name);
                    continue;
                }
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let attributes =
                    tag.attributes.iter().map(|(name, value)| (text(name), text(&value.value))).collect();
                let element = Element { name, attributes };
                if let Some(new) = content(&element)? {
                    written.push_str(&html[copied..tag.span.end]);
                    written.push_str(&new);
                    open = Some((element.name, 0));
                }
            }
            Token::EndTag(tag) => {
                let Some((replaced, depth)) = &mut open else { continue };
                if tag.name.as_slice() != replaced.as_bytes() {
                    continue;
                }
                if *depth > 0 {
                    *depth -= 1;
                    continue;
                }
                copied = tag.span.start;
                open = None;
            }
            _ => {}
        }
    }
    if let Some((name, _)) = open {
        bail!("<{name}> is not closed");
    }
    written.push_str(&html[copied..]);
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(html: &str) -> Result<String> {
        rewrite(html, |element| Ok(element.attributes.get("data-x").map(|x| format!("<{x}>"))))
    }

    #[test]
    fn only_the_content_of_the_named_elements_changes() {
        let page =
            "<!doctype html><p  CLASS=a>1 &lt; <b data-x=y>old</b> <!-- <b data-x=n> --> <b>2</b></p>\n";
        let filled = page.replace("old", "<y>");
        assert_eq!(dates(page).unwrap(), filled);
        assert_eq!(dates(&filled).unwrap(), filled);
    }

    #[test]
    fn elements_of_the_same_name_inside_are_replaced_with_the_rest() {
        assert_eq!(dates("<i data-x=y><i data-x=z>1</i>2</i>3").unwrap(), "<i data-x=y><y></i>3");
    }

    #[test]
    fn an_element_that_is_not_closed_is_an_error() {
        assert_eq!(dates("<i data-x=y>1").unwrap_err().to_string(), "<i> is not closed");
    }
}
