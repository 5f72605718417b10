//! The element as an npm package: files that the site has for other pages, with what a registry and a bundler want to know.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::project::Project;
use crate::site::{Site, VERSION};

/// Files of the site that are no part of the package: pages, and what is only for them.
const LEFT_OUT: [&str; 3] = ["embed.html", "embed-parent.js", "integrity.json"];

/// Files of the project that are a part of it, and what they are called there.
const TAKEN: [(&str, &str); 3] = [
    ("www/npm/README.md", "README.md"),
    ("www/npm/relu-figure.d.ts", "relu-figure.d.ts"),
    ("LICENSE", "LICENSE"),
];

/// Writes the package to target/npm.
pub fn assemble(project: &Project, site: &Site) -> Result<()> {
    let folder = project.root.join("target").join("npm");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("target/npm cannot be emptied")?;
    }
    let version = format!("{VERSION}/");
    for file in &site.files {
        let Some(name) = file.path.strip_prefix(&version).filter(|name| !LEFT_OUT.contains(name)) else {
            continue;
        };
        write(&folder.join(name), &file.bytes)?;
    }
    for (from, to) in TAKEN {
        write(&folder.join(to), &fs::read(project.root.join(from)).with_context(|| from.to_string())?)?;
    }
    write(&folder.join("package.json"), format!("{:#}\n", manifest()).as_bytes())
}

/// What the package says of itself: name, version and licence are the crate's.
fn manifest() -> Value {
    let entry = |script: &str| json!({ "types": "./relu-figure.d.ts", "default": script });
    json!({
        "name": "relu-explainer",
        "version": relu_explainer::VERSION,
        "description": "Interactive figures of the ReLU activation function as a custom element.",
        "license": "MIT",
        "keywords": ["relu", "activation", "neural-network", "explainer", "custom-element", "wasm"],
        "type": "module",
        "types": "./relu-figure.d.ts",
        "exports": {
            ".": entry("./relu-figure.js"),
            "./standalone": entry("./standalone.js"),
            "./standalone-all": entry("./standalone-all.js"),
            "./relu-figure.css": "./relu-figure.css",
            "./custom-elements.json": "./custom-elements.json",
            "./package.json": "./package.json",
        },
        "customElements": "custom-elements.json",
        // To import a script makes the element known.
        "sideEffects": ["./relu-figure.js", "./standalone.js", "./standalone-all.js", "*.css"],
    })
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}
