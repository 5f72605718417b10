//! The address that the site is published at, for the few places that need an absolute one.

use std::fmt;

use anyhow::{Result, bail};

/// The address of the folder that the site lies in; ends in a slash.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address as it is typed; a slash is added where it ends without one.
    pub fn parse(typed: &str) -> Result<Self> {
        match read(typed) {
            Ok(address) => Ok(Self(address)),
            Err(fault) => bail!(
                "--base-url takes the address of the folder that the site will lie in, such as \
                 https://example.org/relu/; `{typed}` {fault}"
            ),
        }
    }

    /// The address of a file of the site. A page named `index.html` is known by its folder.
    pub fn of(&self, path: &str) -> String {
        let shown = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        format!("{}{shown}", self.0)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The address with a slash at its end, or what is wrong with it.
fn read(typed: &str) -> Result<String, &'static str> {
    let Some((scheme, rest)) = typed.split_once("://") else {
        return Err("is not absolute: it begins with neither http:// nor https://");
    };
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return Err("begins with neither http:// nor https://");
    }
    if rest.contains('?') {
        return Err("has a query");
    }
    if rest.contains('#') {
        return Err("has a fragment");
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    if !is_host(host) {
        return Err("names no host: a host has letters a to z, digits, dots and hyphens");
    }
    if port.is_some_and(|port| !is_port(port)) {
        return Err("has a port that is no number from 1 to 65535");
    }
    let mut segments: Vec<&str> = path.split('/').skip(1).collect();
    if segments.last() == Some(&"") {
        segments.pop();
    }
    if segments.iter().any(|segment| matches!(*segment, "" | "." | "..")) {
        return Err("has a part `.`, `..` or nothing between two slashes");
    }
    if !segments.iter().all(|segment| is_escaped(segment)) {
        return Err("has a character that an address writes as % and two hexadecimal digits");
    }
    if segments.last().is_some_and(|last| last.ends_with(".html")) {
        return Err("names a page, not its folder");
    }
    let authority = authority.to_ascii_lowercase();
    Ok(format!("{scheme}://{authority}/")
        + &segments.iter().map(|segment| format!("{segment}/")).collect::<String>())
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(inside) && !label.starts_with('-') && !label.ends_with('-')
    };
    host.split('.').all(is_label)
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|c| c.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Whether a part of a path holds only what may stand in one (RFC 3986, section 3.3).
fn is_escaped(segment: &str) -> bool {
    let mut parts = segment.split('%');
    let plain =
        |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c));
    let hexadecimal = |part: &str| part.len() >= 2 && part.bytes().take(2).all(|c| c.is_ascii_hexdigit());
    parts.next().is_none_or(plain) && parts.all(|part| hexadecimal(part) && plain(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_in_one_slash_however_it_is_typed() {
        for (typed, read) in [
            ("https://example.org", "https://example.org/"),
            ("https://example.org/", "https://example.org/"),
            ("https://example.org/relu", "https://example.org/relu/"),
            ("http://localhost:8080/a/b/", "http://localhost:8080/a/b/"),
            ("HTTPS://Example.ORG/ReLU", "https://example.org/ReLU/"),
            ("https://example.org/~me/a%20b", "https://example.org/~me/a%20b/"),
        ] {
            assert_eq!(BaseUrl::parse(typed).unwrap().to_string(), read);
        }
    }

    #[test]
    fn what_is_no_address_of_a_folder_is_named_and_refused() {
        for (typed, fault) in [
            ("", "is not absolute"),
            ("example.org/relu/", "is not absolute"),
            ("/relu/", "is not absolute"),
            ("//example.org/", "is not absolute"),
            ("ftp://example.org/", "neither http:// nor https://"),
            ("javascript://example.org/", "neither http:// nor https://"),
            ("https://example.org/?a=1", "has a query"),
            ("https://example.org/?", "has a query"),
            ("https://example.org/#top", "has a fragment"),
            ("https:///relu/", "names no host"),
            ("https://-/", "names no host"),
            ("https://a..b/", "names no host"),
            ("https://me@example.org/", "names no host"),
            ("https://exämple.org/", "names no host"),
            ("https://exa mple.org/", "names no host"),
            ("https://example.org:/", "a port that is no number"),
            ("https://example.org:0/", "a port that is no number"),
            ("https://example.org:65536/", "a port that is no number"),
            ("https://example.org:+80/", "a port that is no number"),
            ("https://example.org//relu/", "between two slashes"),
            ("https://example.org/relu//", "between two slashes"),
            ("https://example.org//", "between two slashes"),
            ("https://example.org/a/../b", "a part `.`"),
            ("https://example.org/a b/", "% and two hexadecimal digits"),
            ("https://example.org/\"><script>", "% and two hexadecimal digits"),
            ("https://example.org/100%/", "% and two hexadecimal digits"),
            ("https://example.org/%zz/", "% and two hexadecimal digits"),
            ("https://example.org/é/", "% and two hexadecimal digits"),
            ("https://example.org/index.html", "names a page, not its folder"),
        ] {
            let error = BaseUrl::parse(typed).unwrap_err().to_string();
            assert!(error.contains(&format!("`{typed}` ")) && error.contains(fault), "{error}");
            assert!(error.contains("https://example.org/relu/"), "{error}");
        }
    }

    #[test]
    fn a_page_is_known_by_its_folder_and_any_other_file_by_its_name() {
        let base = BaseUrl::parse("https://example.org/relu").unwrap();
        for (path, address) in [
            ("index.html", "https://example.org/relu/"),
            ("de/index.html", "https://example.org/relu/de/"),
            ("notes.html", "https://example.org/relu/notes.html"),
            ("reindex.html", "https://example.org/relu/reindex.html"),
            ("www/og-01.png", "https://example.org/relu/www/og-01.png"),
        ] {
            assert_eq!(base.of(path), address);
        }
    }
}
