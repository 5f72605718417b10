//! HTML pages: what they refer to, and what their head asks the browser to fetch early.

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, State, Token, Tokenizer};
use sha2::{Digest, Sha256};

use super::Published;
use super::reference::{self, Reference, Role};
use crate::html::escaped;

/// The references of a page, found in the attributes that name files.
pub fn references(path: &str, text: &str, exists: &dyn Fn(&str) -> bool) -> Result<Vec<Reference>> {
    let mut found = Vec::new();
    for token in tokens(text) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        for name in ["href", "src", "poster", "srcset", "imagesrcset"] {
            let Some(value) = tag.attributes.get(name.as_bytes()) else {
                continue;
            };
            let attribute = value.span.start..value.span.end.min(text.len());
            let value = std::str::from_utf8(&value.value)?;
            for address in addresses(name, value) {
                let Some(target) = reference::resolve(path, &value[address.clone()], exists)? else {
                    continue;
                };
                // The value is what the attribute ends with, but for a quote.
                let Some(start) = text[attribute.clone()].rfind(value) else {
                    bail!("the address `{value}` is written with character references");
                };
                let start = attribute.start + start;
                let span = start + address.start..start + address.end;
                found.push(Reference { whole: span.clone(), span, target, role: role(&tag) });
            }
        }
    }
    Ok(found)
}

fn role(tag: &StartTag<usize>) -> Role {
    let kind = tag.attributes.get(&b"type"[..]);
    let is_module = kind.is_some_and(|kind| kind.value.eq_ignore_ascii_case(b"module"));
    let is_lazy = tag.attributes.get(&b"loading"[..]).is_some_and(|loading| *loading.value == b"lazy"[..]);
    match &tag.name[..] {
        b"script" if is_module => Role::ModuleScript,
        b"source" => Role::Alternative,
        b"img" if is_lazy => Role::Alternative,
        b"a" | b"area" => Role::Link,
        _ => Role::Part,
    }
}

/// The page with the WebAssembly that its scripts are going to ask for announced at the end of its head, behind the
/// policies and styles that come first.
pub fn with_preloads(text: &str, binaries: &[String]) -> Result<String> {
    let lines: String = binaries
        .iter()
        // `crossorigin` because fetch() asks in this mode: only then is it the same request.
        .map(|href| {
            format!(
                "<link rel=\"preload\" href=\"{href}\" as=\"fetch\" \
                 type=\"application/wasm\" crossorigin>\n"
            )
        })
        .collect();
    if lines.is_empty() { Ok(text.to_string()) } else { with_head_end(text, &lines) }
}

/// The page with the address that it is known by: a copy of it that was taken elsewhere links there.
pub fn with_canonical(text: &str, address: &str) -> Result<String> {
    with_head_end(text, &canonical(address))
}

fn canonical(address: &str) -> String {
    format!("<link rel=\"canonical\" href=\"{}\">\n", escaped(address))
}

/// The page with its own address, and that of the picture that links to it show, at the end of its head: only an
/// absolute address serves those who read them. `picture` is the picture's path in the site.
pub fn with_addresses(text: &str, path: &str, picture: &str, published: &Published) -> Result<String> {
    let address = published.base.of(path);
    let (here, card) = (escaped(&address), escaped(&published.base.of(picture)));
    let (width, height) = published.picture.size;
    let alt = escaped(&published.picture.alt);
    with_head_end(
        text,
        &format!(
            "{}<meta property=\"og:url\" content=\"{here}\">\n\
             <meta property=\"og:image\" content=\"{card}\">\n\
             <meta property=\"og:image:width\" content=\"{width}\">\n\
             <meta property=\"og:image:height\" content=\"{height}\">\n\
             <meta property=\"og:image:alt\" content=\"{alt}\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">\n",
            canonical(&address)
        ),
    )
}

/// The page with something added at the end of its head.
pub fn with_head_end(text: &str, addition: &str) -> Result<String> {
    for token in tokens(text) {
        if let Token::EndTag(tag) = token
            && *tag.name == b"head"[..]
        {
            let (before, after) = text.split_at(tag.span.start);
            return Ok(format!("{before}{addition}{after}"));
        }
    }
    bail!("the page has no </head>")
}

/// The page with all that it needs in it: styles and scripts stand in the page, and `boot` starts at its end what the script
/// `entry` would have. What stands in for figures that do not run is left out, pictures that are files among it, and links to
/// other files are mere text. `content` gives a file; `scripts` are those that `boot` runs.
pub fn holding_all(
    text: &str,
    references: &[Reference],
    content: &dyn Fn(&str) -> Result<Vec<u8>>,
    entry: &str,
    boot: &str,
    scripts: &[&[u8]],
) -> Result<String> {
    let file_in = |span: &Range<usize>| {
        let mut inside = references.iter().filter(|reference| span.contains(&reference.span.start));
        inside.next().map(|reference| reference.target.file.as_str())
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut hashes = Hashes::default();
    hashes.scripts.extend(scripts.iter().copied().chain([boot.as_bytes()]).map(hash));
    let mut policy = None;
    let mut left_out: Option<usize> = None;
    let mut open: Option<(usize, String)> = None;
    let mut is_unlinked = false;
    for token in tokens(text) {
        match token {
            Token::StartTag(tag) => {
                let span = tag.span.start..tag.span.end;
                let is = |name: &str, value: &str| {
                    tag.attributes.get(name.as_bytes()).is_some_and(|found| *found.value == *value.as_bytes())
                };
                match &tag.name[..] {
                    b"meta" if is("http-equiv", "Content-Security-Policy") => policy = Some(span),
                    b"relu-figure" => left_out = Some(span.end),
                    b"a" if left_out.is_none() && file_in(&span).is_some() => {
                        is_unlinked = true;
                        edits.push((span, String::new()));
                    }
                    b"link" if is("rel", "stylesheet") => {
                        let file = file_in(&span).context("a style sheet that is no file")?;
                        let style = String::from_utf8(content(file)?)?;
                        hashes.styles.push(hash(style.as_bytes()));
                        edits.push((span, format!("<style>{style}</style>")));
                    }
                    b"link" if is("rel", "icon") => {
                        let file = file_in(&span).context("an icon that is no file")?;
                        let icon = BASE64_STANDARD.encode(content(file)?);
                        let icon = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">");
                        edits.push((span, icon));
                    }
                    b"script" => {
                        let file = file_in(&span).context("a script that is no file")?;
                        let mut inline = String::new();
                        if file != entry {
                            let script = String::from_utf8(content(file)?)?;
                            hashes.scripts.push(hash(script.as_bytes()));
                            inline = format!("<script>{script}</script>");
                        }
                        open = Some((span.start, inline));
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) => match &tag.name[..] {
                b"relu-figure" => {
                    let start = left_out.take().context("a figure ends that has not begun")?;
                    edits.push((start..tag.span.start, String::new()));
                }
                b"a" if std::mem::take(&mut is_unlinked) => {
                    edits.push((tag.span.start..tag.span.end, String::new()));
                }
                b"script" => {
                    let (start, inline) = open.take().context("a script ends that has not begun")?;
                    edits.push((start..tag.span.end, inline));
                }
                b"body" => {
                    edits.push((tag.span.start..tag.span.start, format!("<script>{boot}</script>\n")));
                }
                b"head" if policy.is_none() => policy = Some(tag.span.start..tag.span.start),
                _ => {}
            },
            _ => {}
        }
    }
    let policy = policy.context("the page has no head")?;
    edits.push((policy, hashes.policy()));
    for reference in references {
        let is_gone = edits.iter().any(|(span, _)| span.contains(&reference.span.start));
        ensure!(is_gone, "{} is not in the page that was to hold everything", reference.target.file);
    }
    edits.sort_by_key(|(span, _)| span.start);
    let (mut page, mut at) = (String::new(), 0);
    for (span, replacement) in edits {
        page.push_str(&unindented(&text[at..span.start]));
        page.push_str(&replacement);
        at = span.end;
    }
    page.push_str(&unindented(&text[at..]));
    Ok(page)
}

/// A part of a page without the space at the beginning of its lines, which means nothing but in a <pre>.
fn unindented(text: &str) -> String {
    let (mut plain, mut is_kept) = (String::new(), false);
    for (index, line) in text.split('\n').enumerate() {
        let shown = if is_kept || index == 0 { line } else { line.trim_start() };
        plain.push_str(if index == 0 { "" } else { "\n" });
        plain.push_str(shown);
        is_kept = match (line.rfind("<pre"), line.rfind("</pre>")) {
            (Some(start), Some(end)) => start > end,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => is_kept,
        };
    }
    plain
}

/// The hashes of what stands in a page, for its policy.
#[derive(Default)]
struct Hashes {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Hashes {
    fn policy(&self) -> String {
        let (scripts, styles) = (self.scripts.join(" "), self.styles.join(" "));
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             script-src {scripts} 'wasm-unsafe-eval'; style-src {styles}; img-src data: blob:; \
             worker-src blob:; base-uri 'none'; form-action 'none'\">"
        )
    }
}

fn hash(content: &[u8]) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(content)))
}

fn tokens(text: &str) -> Vec<Token<usize>> {
    let emitter = DefaultEmitter::<usize>::new_with_span();
    let mut tokenizer = Tokenizer::new_with_emitter(text, emitter);
    let mut tokens = Vec::new();
    while let Some(Ok(token)) = tokenizer.next() {
        if let Token::StartTag(tag) = &token {
            // In these, what looks like a tag is text. (What <noscript> holds is read as tags:
            // it is for readers without scripts, and their browsers do so.)
            match &tag.name[..] {
                b"script" => tokenizer.set_state(State::ScriptData),
                b"style" => tokenizer.set_state(State::RawText),
                b"title" | b"textarea" => tokenizer.set_state(State::RcData),
                _ => {}
            }
        }
        tokens.push(token);
    }
    tokens
}

/// Where the addresses stand in the value of an attribute.
fn addresses(attribute: &str, value: &str) -> Vec<Range<usize>> {
    if !attribute.ends_with("srcset") {
        return std::iter::once(0..value.len()).collect();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for candidate in value.split_inclusive(',') {
        let address = candidate.trim_start();
        let start = at + candidate.len() - address.len();
        let is_end = |c: char| c == ',' || c.is_ascii_whitespace();
        let length = address.find(is_end).unwrap_or(address.len());
        if length > 0 {
            found.push(start..start + length);
        }
        at += candidate.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Role)> {
        references("index.html", text, &|_| true)
            .unwrap()
            .into_iter()
            .map(|reference| {
                assert_eq!(text[reference.span], reference.target.file);
                (reference.target.file, reference.role)
            })
            .collect()
    }

    #[test]
    fn the_attributes_that_name_files_are_read() {
        for (text, file, role) in [
            ("<script type=module src=\"www/a.js\"></script>", "www/a.js", Role::ModuleScript),
            ("<script src='www/a.js' defer></script>", "www/a.js", Role::Part),
            ("<link rel=stylesheet href=www/page.css>", "www/page.css", Role::Part),
            ("<img alt='a' src = \"a.svg\" width=1>", "a.svg", Role::Part),
            ("<noscript><img src=a.svg></noscript>", "a.svg", Role::Part),
            ("<source media=print srcset=a.svg>", "a.svg", Role::Alternative),
            ("<img src=a.svg loading=lazy>", "a.svg", Role::Alternative),
            ("<a href=\"href\">href</a>", "href", Role::Link),
            ("<img\nalt=\"é\"\nsrc=a.svg>", "a.svg", Role::Part),
        ] {
            assert_eq!(found(text), [(file.to_string(), role)], "{text}");
        }
    }

    #[test]
    fn every_candidate_of_a_srcset_is_read() {
        let text = "<source srcset=\"a.png 1x, b.png 2x,c.png\" media=\"(x)\">";
        let files: Vec<String> = found(text).into_iter().map(|(file, _)| file).collect();
        assert_eq!(files, ["a.png", "b.png", "c.png"]);
    }

    #[test]
    fn text_comments_and_other_attributes_are_no_references() {
        let text = "<!-- <img src=a.svg> --><p data-src=b.svg>src=c.svg</p>\
                    <script>'<img src=d.svg>'</script><title><img src=e.svg></title><a href=#slope></a><a href=https://x/?a&amp;b></a>";
        assert_eq!(found(text), []);
    }

    #[test]
    fn an_address_of_the_site_that_cannot_be_replaced_is_refused() {
        let error = references("index.html", "<img src='a&#46;svg'>", &|_| true).unwrap_err();
        assert!(error.to_string().contains("`a.svg` is written with character references"));
    }

    #[test]
    fn the_head_ends_with_what_is_fetched_early() {
        let preloads = ["b.wasm".to_string()];
        let page = with_preloads("<head><!-- </head> --><title>x</title></head>", &preloads);
        assert_eq!(
            page.unwrap(),
            "<head><!-- </head> --><title>x</title>\
             <link rel=\"preload\" href=\"b.wasm\" as=\"fetch\" type=\"application/wasm\" \
             crossorigin>\n</head>"
        );
        assert!(with_preloads("<p>", &preloads).is_err());
        assert_eq!(with_preloads("<p>", &[]).unwrap(), "<p>");
    }
}
