//! The service worker, which keeps the page for when there is no network: the site's one script with a fixed name, at its root,
//! because it may keep nothing outside its folder. It names the files of one version, with their hashes.

use std::collections::BTreeMap;

use anyhow::Result;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::{File, page, script};

/// The script among the sources. A site whose sources lack it is not kept.
pub const SOURCE: &str = "www/offline/worker.js";

/// The worker in the site.
pub const PATH: &str = "sw.js";

/// The script, preceded by what it keeps.
pub fn worker(source: &str, files: &[&File]) -> Result<File> {
    let integrity = |file: &File| format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(&file.bytes)));
    let kept: BTreeMap<&str, String> =
        files.iter().map(|file| (file.path.as_str(), integrity(file))).collect();
    let kept = serde_json::to_string(&kept)?;
    let code = script::compact_script(source)?;
    let digest = Sha256::digest(format!("{kept}{code}"));
    let version: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let text = format!("const VERSION=\"{version}\",FILES={kept};{code}");
    Ok(File { path: PATH.into(), bytes: text.into_bytes(), first_visit: false })
}

/// The page, which says that it may be kept, and by whom.
pub fn announced(page: &str) -> Result<String> {
    page::with_head_end(page, &format!("<meta name=\"relu-offline\" content=\"{PATH}\">\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), bytes: text.as_bytes().to_vec(), first_visit: true }
    }

    fn text(files: &[&File]) -> String {
        let made = worker("say(VERSION, FILES)", files).unwrap();
        assert_eq!((made.path.as_str(), made.first_visit), ("sw.js", false));
        String::from_utf8(made.bytes).unwrap()
    }

    fn version(files: &[&File]) -> String {
        text(files).split('"').nth(1).unwrap().to_string()
    }

    #[test]
    fn every_file_stands_in_it_with_the_hash_that_a_browser_asks_for() {
        // printf abc | openssl dgst -sha256 -binary | base64
        let hash = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        let text = text(&[&file("www/a-01234567.js", "abc"), &file("index.html", "abc")]);
        let files = format!("{{\"index.html\":\"sha256-{hash}\",\"www/a-01234567.js\":\"sha256-{hash}\"}}");
        assert!(text.contains(&format!(",FILES={files};say(")), "{text}");
    }

    #[test]
    fn the_version_follows_what_is_kept() {
        let (page, other, script) = (file("index.html", "a"), file("index.html", "b"), file("a.js", "a"));
        let first = version(&[&page, &script]);
        assert_eq!(first.len(), 16);
        assert_eq!(version(&[&script, &page]), first, "whatever the order");
        for changed in [version(&[&other, &script]), version(&[&page])] {
            assert_ne!(changed, first);
        }
    }
}
