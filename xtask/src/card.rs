//! The card: the picture that a link to the published page shows where such links are unfolded (Open Graph's
//! `og:image`). The crate draws it as an SVG; what shows cards reads none, so Chromium makes a PNG of it, which carries
//! the hash of the SVG that it was made from.

use anyhow::{Context, Result, bail};
use relu_explainer::figures::{Figure, Theme};

use crate::browser;
use crate::fill::{self, Words};
use crate::project::Project;
use crate::site::Picture;

/// The drawing, from the folder of the project.
pub const SVG: &str = "www/og.svg";
/// The picture made from it.
pub const PNG: &str = "www/og.png";
/// What those who show cards ask for, in pixels.
const SIZE: (u32, u32) = (1200, 630);

/// Large, for it is seen at half of its size and less.
const THEME: Theme = Theme { text: 28.0, stroke: 5.0, ..Theme::LIGHT };

/// What is on it: ReLU, and what it was a reply to.
fn figure() -> Result<Figure> {
    let mut figure = Figure::new("curves")?;
    figure.state_mut().assign("over", "sigmoid")?;
    Ok(figure)
}

/// The drawing, under the title of the page.
pub fn svg(html: &str, words: &Words) -> Result<String> {
    Ok(figure()?.to_card_svg(SIZE, &THEME, title(html)?, |sentence| words.say(sentence)))
}

/// The picture as the pages name it.
pub fn picture(project: &Project) -> Result<Picture> {
    let words = Words::read(&project.root)?;
    Ok(Picture { source: PNG.into(), size: SIZE, alt: words.say_all(&figure()?.description()) })
}

fn title(html: &str) -> Result<&str> {
    let rest = html.split_once("<title>").map(|(_, rest)| rest);
    let title = rest.and_then(|rest| rest.split_once("</title>")).map(|(title, _)| title.trim());
    match title.context("the page has no <title>")? {
        title if title.contains('&') => bail!("the title `{title}` is written with character references"),
        title => Ok(title),
    }
}

/// Draws both anew.
pub fn draw(project: &Project, install: bool) -> Result<()> {
    fill::fill(&project.root)?;
    browser::run_script(project, "card.js", install)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use sha2::{Digest, Sha256};

    use super::*;

    const MOST_BYTES: usize = 60_000;
    /// Where `tests/browser/card.js` writes what the picture was made from.
    const KEYWORD: &str = "SHA-256 of the SVG";

    /// The chunks of a PNG: its signature, then length, kind, content and checksum of each.
    fn chunks(png: &[u8]) -> Vec<(&[u8], &[u8])> {
        let (signature, mut rest) = png.split_at(8);
        assert_eq!(signature, b"\x89PNG\r\n\x1a\n");
        let mut found = Vec::new();
        while !rest.is_empty() {
            let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
            found.push((&rest[4..8], &rest[8..8 + length]));
            rest = &rest[12 + length..];
        }
        found
    }

    #[test]
    fn the_card_is_a_png_of_the_size_asked_for_made_from_the_drawing_as_it_is() {
        let root = Project::find().unwrap().root;
        let svg = fs::read(root.join(SVG)).unwrap();
        let png = fs::read(root.join(PNG)).unwrap();
        let chunks = chunks(&png);
        let (kind, header) = chunks[0];
        assert_eq!(kind, b"IHDR");
        assert_eq!(header[..4], SIZE.0.to_be_bytes());
        assert_eq!(header[4..8], SIZE.1.to_be_bytes());
        assert!(png.len() <= MOST_BYTES, "{} bytes are more than {MOST_BYTES}", png.len());
        let hash: String = Sha256::digest(&svg).iter().map(|byte| format!("{byte:02x}")).collect();
        let stated = chunks.iter().find_map(|(kind, content)| match *kind == b"tEXt" {
            true => content.strip_prefix(KEYWORD.as_bytes())?.strip_prefix(b"\0"),
            false => None,
        });
        let stated = stated.map(|stated| String::from_utf8_lossy(stated).into_owned());
        assert_eq!(stated, Some(hash), "{PNG} was made from another {SVG}: run `cargo xtask card`");
    }

    #[test]
    fn the_drawing_has_the_size_and_the_title_of_the_page() {
        let words = Words::read(&Project::find().unwrap().root).unwrap();
        let svg = svg("<title> One unit </title>", &words).unwrap();
        assert!(svg.starts_with("<svg width=\"1200\" height=\"630\""), "{}", &svg[..80]);
        assert!(svg.contains("One unit"));
        assert!(
            super::svg("<p>", &words).is_err() && super::svg("<title>a &amp; b</title>", &words).is_err()
        );
    }

    #[test]
    fn what_a_link_shows_is_titled_and_described_as_the_page_is() {
        let html = fs::read_to_string(Project::find().unwrap().root.join("index.html")).unwrap();
        let content = |name: &str| {
            let (_, rest) = html.split_once(&format!("<meta {name} content=\"")).expect(name);
            rest.split_once('"').unwrap().0
        };
        assert_eq!(content("property=\"og:title\""), title(&html).unwrap());
        assert_eq!(content("property=\"og:description\""), content("name=\"description\""));
    }
}
