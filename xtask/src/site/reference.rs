//! What a reference from one file of the site to another is.

use std::ops::Range;

use anyhow::{Result, bail};

use super::carried;

/// A place in a file that names another file of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Where in the text the name stands, without its quotes.
    pub span: Range<usize>,
    /// Where in a script all stands that the browser follows it by: `import(NAME)`, `new URL(NAME, import.meta.url)`. Elsewhere
    /// the name alone.
    pub whole: Range<usize>,
    pub target: Target,
    pub role: Role,
}

/// What the browser does with the file that is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// A page starts it.
    ModuleScript,
    /// A module imports it statically: it comes with the module.
    Import,
    /// A module imports it dynamically: it is loaded later, if at all.
    Later,
    /// A module makes its address: `new URL(NAME, import.meta.url)`.
    Url,
    /// It is a part of what names it: a picture, a style, a script.
    Part,
    /// It may take the place of such a part, or wait until it is wanted: the dark picture instead of the light one, a picture
    /// far below.
    Alternative,
    /// The reader may go there.
    Link,
}

impl Role {
    /// Whether a name without a path would mean something else.
    pub fn needs_dot(self) -> bool {
        matches!(self, Self::Import | Self::Later | Self::Url)
    }

    /// Whether it is fetched with what names it.
    pub fn is_fetched(self) -> bool {
        !matches!(self, Self::Later | Self::Alternative | Self::Link)
    }
}

/// The file that a reference names.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub file: String,
    /// Query and fragment, as they were written.
    pub suffix: String,
}

/// Resolves a reference; `None` where it leaves the site, stays on the page, or leads to a file that is made under that name.
pub fn resolve(from: &str, specifier: &str, exists: &dyn Fn(&str) -> bool) -> Result<Option<Target>> {
    let end = specifier.find(['?', '#']).unwrap_or(specifier.len());
    let (path, suffix) = specifier.split_at(end);
    if path.is_empty() || has_scheme(path) || path.starts_with("//") {
        return Ok(None);
    }
    if path.starts_with('/') {
        bail!("`{specifier}` must be relative: the site may lie under any path");
    }
    let Some(mut file) = joined(from, path) else {
        bail!("`{specifier}` leads out of the site");
    };
    if file.is_empty() || file.ends_with('/') {
        file.push_str("index.html");
        if exists(&file) {
            // A folder is named as it is: the server finds the page in it.
            return Ok(None);
        }
    }
    if carried::is_made(&file) {
        // It has a name that stays.
        return Ok(None);
    }
    if !exists(&file) {
        bail!("`{specifier}` leads to {file}, which does not exist");
    }
    Ok(Some(Target { file, suffix: suffix.to_string() }))
}

fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// A relative path as seen from a file.
fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let mut is_folder = false;
    for part in path.split('/') {
        is_folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let mut file = parts.join("/");
    if is_folder && !file.is_empty() {
        file.push('/');
    }
    Some(file)
}

/// How a file is named from another.
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = (from.len() - 1).min(to.len() - 1);
    let shared = (0..folders).take_while(|&index| from[index] == to[index]).count();
    let up = vec![".."; from.len() - 1 - shared];
    [&up[..], &to[shared..]].concat().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(from: &str, specifier: &str) -> Result<Option<Target>, String> {
        let exists = |file: &str| matches!(file, "index.html" | "www/a.js" | "www/words/en.json");
        resolve(from, specifier, &exists).map_err(|error| error.to_string())
    }

    fn found(file: &str, suffix: &str) -> Result<Option<Target>, String> {
        Ok(Some(Target { file: file.into(), suffix: suffix.into() }))
    }

    #[test]
    fn a_relative_path_is_seen_from_the_file_that_names_it() {
        assert_eq!(target("index.html", "www/a.js"), found("www/a.js", ""));
        assert_eq!(target("www/b.js", "./a.js"), found("www/a.js", ""));
        assert_eq!(target("www/words/b.js", "../a.js?v=1#x"), found("www/a.js", "?v=1#x"));
        assert_eq!(target("www/b.js", "words/./en.json"), found("www/words/en.json", ""));
        assert_eq!(target("www/b.js", "../index.html"), found("index.html", ""));
    }

    #[test]
    fn what_leaves_the_site_or_stays_on_the_page_is_left_alone() {
        for outside in ["https://example.org/a.js", "mailto:a@b.c", "data:,x", "//cdn/a.js"] {
            assert_eq!(target("index.html", outside), Ok(None));
        }
        for same in ["", "#slope", "?z=1", "./", "."] {
            assert_eq!(target("index.html", same), Ok(None));
        }
    }

    #[test]
    fn what_is_made_for_other_pages_may_be_named_too() {
        for made in ["v1/standalone.js", "v1/embed.html?figure=chain", "relu.html#chain"] {
            assert_eq!(target("recipes.html", made), Ok(None));
        }
        assert!(target("recipes.html", "v1/alone.js").is_err());
    }

    #[test]
    fn a_reference_to_nothing_is_an_error_that_names_it() {
        for (specifier, sentence) in [
            ("./c.js", "`./c.js` leads to www/c.js, which does not exist"),
            ("../../a.js", "`../../a.js` leads out of the site"),
            ("/www/a.js", "`/www/a.js` must be relative: the site may lie under any path"),
            ("words/", "`words/` leads to www/words/index.html, which does not exist"),
        ] {
            assert_eq!(target("www/b.js", specifier), Err(sentence.to_string()));
        }
    }

    #[test]
    fn names_are_relative_to_the_file_that_holds_them() {
        assert_eq!(relative("index.html", "www/a.js"), "www/a.js");
        assert_eq!(relative("www/a.js", "www/words/en.json"), "words/en.json");
        assert_eq!(relative("www/figure/a.js", "www/b.js"), "../b.js");
        assert_eq!(relative("www/figure/a.js", "www/page/b.js"), "../page/b.js");
        assert_eq!(relative("www/www.js", "www/www/b.js"), "www/b.js");
    }
}
