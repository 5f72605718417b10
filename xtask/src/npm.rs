//! The element as an npm package: files that the site has for other pages, with what a registry and a bundler want to know.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::bindings;
use crate::project::Project;
use crate::site::{Site, VERSION};

/// Files of the site that are no part of the package: pages, and what is only for them.
const LEFT_OUT: [&str; 3] = ["embed.html", "embed-parent.js", "integrity.json"];

/// Files of the project that are a part of it, and what they are called there. Beside each script lie its types.
const TAKEN: [(&str, &str); 5] = [
    ("www/npm/README.md", "README.md"),
    ("www/npm/standalone.d.ts", "standalone.d.ts"),
    ("www/npm/standalone.d.ts", "standalone-all.d.ts"),
    ("www/npm/relu-figure.css.d.ts", "relu-figure.css.d.ts"),
    ("LICENSE", "LICENSE"),
];

/// The element's types, and where in them those of the numbers are, in the project and in the package.
const ELEMENT: &str = "relu-figure.d.ts";
const NUMBERS: [&str; 2] = ["../wasm/numbers.js", "./numbers.js"];

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
    let element = fs::read_to_string(project.root.join("www/npm").join(ELEMENT)).context(ELEMENT)?;
    let [here, there] = NUMBERS;
    ensure!(element.contains(here), "{ELEMENT} does not say where the types of the numbers are");
    write(&folder.join(ELEMENT), element.replace(here, there).as_bytes())?;
    write(
        &folder.join("numbers.d.ts"),
        numbers(&fs::read_to_string(bindings::folder(project).join("numbers.d.ts"))?).as_bytes(),
    )?;
    write(&folder.join("package.json"), manifest().as_bytes())
}

/// The types of the numbers, without how their module is loaded, and without what only the newest libraries of types know.
fn numbers(types: &str) -> String {
    let own = types.split("export type InitInput").next().unwrap_or(types);
    let lines = own.lines().filter(|line| !line.contains("[Symbol.dispose]"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What the package says of itself: its version is the crate's. Of the conditions of an entry the first that fits counts.
fn manifest() -> String {
    include_str!("../../www/npm/package.json").replace("0.0.0", relu_explainer::VERSION)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}
