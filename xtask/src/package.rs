//! What a registry would get of the crate: the files that its sources and documents name are among them.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::project::Project;

/// Fails if a file is left out of the package that another one in it names.
pub fn check(project: &Project) -> Result<()> {
    let listed = project.cargo().args(["package", "--list", "--allow-dirty"]).output()?;
    let complaint = String::from_utf8_lossy(&listed.stderr);
    ensure!(listed.status.success(), "cargo package --list failed: {complaint}");
    let files: BTreeSet<String> =
        String::from_utf8(listed.stdout)?.lines().map(|line| line.replace('\\', "/")).collect();
    let mut missing = Vec::new();
    let mut named = 0;
    for file in files.iter().filter(|file| file.ends_with(".rs") || file.ends_with(".md")) {
        let text = fs::read_to_string(project.root.join(file)).with_context(|| file.clone())?;
        for name in names(file, &text) {
            named += 1;
            if !files.contains(&name) {
                missing.push(format!("{file} names {name}"));
            }
        }
    }
    ensure!(named > 0, "no file of the package names another: they are looked for in the wrong way");
    if !missing.is_empty() {
        bail!("the `include` of Cargo.toml leaves out: {}", missing.join("; "));
    }
    Ok(())
}

/// The files that a file names: a source to be compiled in, a document to be shown or followed.
fn names(file: &str, text: &str) -> Vec<String> {
    let starts: &[&str] =
        if file.ends_with(".rs") { &["include_str!(\"", "include_bytes!(\""] } else { &["]("] };
    let mut found = Vec::new();
    for start in starts {
        for rest in text.split(start).skip(1) {
            let name = rest.split(['"', ')', '#', '\n']).next().unwrap_or_default();
            if !name.is_empty() && !name.contains(':') {
                found.push(resolved(file, name));
            }
        }
    }
    found
}

/// A path as seen from a file.
fn resolved(file: &str, name: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_in_or_linked_is_found() {
        for (file, text, name) in [
            ("src/lib.rs", "#[doc = include_str!(\"../README.md\")]", "README.md"),
            ("src/demo.rs", "=> include_str!(\"demo/a.py.template\"),", "src/demo/a.py.template"),
            ("tests/oracle/mod.rs", "include_bytes!(\"./b.csv\")", "tests/oracle/b.csv"),
            ("README.md", "![words](www/a.svg), and [map](ARCHITECTURE.md#map)", "www/a.svg"),
            ("README.md", "[map](ARCHITECTURE.md#map)", "ARCHITECTURE.md"),
        ] {
            assert_eq!(names(file, text).first().map(String::as_str), Some(name), "{text}");
        }
    }

    #[test]
    fn what_lies_elsewhere_is_no_file_of_the_package() {
        for text in ["[Node](https://nodejs.org)", "[above](#see-it)", "no link (here)"] {
            assert!(names("README.md", text).is_empty(), "{text}");
        }
        assert!(names("src/lib.rs", "[a](b.md)").is_empty());
    }
}
