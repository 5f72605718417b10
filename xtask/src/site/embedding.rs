//! What a page tells other pages to paste: the addresses and hashes of the files that they link to, as this build made them.
//!
//! `@ADDRESS@` stands for where the site is published, `@INTEGRITY NAME@` for the hash of a script there.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::Published;

/// Where a site lies that does not say where it is published.
const ELSEWHERE: &str = "https://example.org/relu/";

const ADDRESS: &str = "@ADDRESS@";
const INTEGRITY: &str = "@INTEGRITY ";

/// What is known of the files for other pages.
#[derive(Debug, Default)]
pub struct Embedding {
    address: String,
    integrity: BTreeMap<String, String>,
}

impl Embedding {
    /// `integrity` has the hashes of scripts by their names.
    pub fn new(integrity: BTreeMap<String, String>, published: Option<&Published>) -> Self {
        let address = published.map_or_else(|| ELSEWHERE.to_string(), |published| published.base.of(""));
        Self { address, integrity }
    }

    /// The page with what stands in it for addresses and hashes replaced.
    pub fn filled(&self, page: &str) -> Result<String> {
        let page = page.replace(ADDRESS, &self.address);
        let mut filled = String::with_capacity(page.len());
        let mut rest = page.as_str();
        while let Some((before, after)) = rest.split_once(INTEGRITY) {
            let Some((name, after)) = after.split_once('@') else {
                bail!("`{INTEGRITY}` does not end");
            };
            let hash = self.integrity.get(name).with_context(|| format!("there is no script {name}"))?;
            filled.push_str(before);
            filled.push_str(hash);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Picture;
    use super::*;
    use crate::base_url::BaseUrl;

    fn embedding() -> Embedding {
        let list = [("a.js", "sha384-A"), ("b.js", "sha384-B")];
        Embedding::new(list.map(|(name, hash)| (name.to_string(), hash.to_string())).into(), None)
    }

    #[test]
    fn addresses_and_hashes_are_filled_in() {
        let page = "<pre>@ADDRESS@v1/a.js @INTEGRITY a.js@ @INTEGRITY b.js@</pre> me@example.org";
        let filled = "<pre>https://example.org/relu/v1/a.js sha384-A sha384-B</pre> me@example.org";
        assert_eq!(embedding().filled(page).unwrap(), filled);
    }

    #[test]
    fn a_published_page_names_where_it_is() {
        let picture = Picture { source: "p.png".into(), size: (1, 1), alt: String::new() };
        let base = BaseUrl::parse("https://a.example/relu").unwrap();
        let embedding = Embedding::new(BTreeMap::new(), Some(&Published { base, picture }));
        assert_eq!(embedding.filled("@ADDRESS@v1/").unwrap(), "https://a.example/relu/v1/");
    }

    #[test]
    fn a_script_that_is_not_there_is_named() {
        let error = embedding().filled("@INTEGRITY c.js@").unwrap_err();
        assert_eq!(error.to_string(), "there is no script c.js");
        assert!(embedding().filled("@INTEGRITY a.js").is_err());
    }
}
