//! Text as HTML.

/// The text as it is written between tags and in an attribute's double quotes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_text_or_an_attribute_is_escaped() {
        assert_eq!(escaped("a < b & \"c\" &lt;"), "a &lt; b &amp; &quot;c&quot; &amp;lt;");
    }
}
