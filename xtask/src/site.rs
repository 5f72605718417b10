//! The site: every file but the pages under a name that carries the hash of its content, so that
//! it may be cached for ever, and every reference between files following these names.
//!
//! A name depends on the content, and the content on the names of what it refers to: files are
//! named in the order of their references, and a cycle of references cannot be named at all.

mod page;
mod reference;
mod script;
mod style;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

pub use page::with_head_end;
use reference::{Reference, Role, Target};

/// A finished file.
#[derive(Debug)]
pub struct File {
    /// Its path in the sources.
    pub source: String,
    /// Its path in the site.
    pub path: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub struct Site {
    pub files: Vec<File>,
    /// Sources that no page leads to; they are left out.
    pub unreferenced: Vec<String>,
}

/// Makes the site from its sources, given by their path.
pub fn assemble(sources: BTreeMap<String, Vec<u8>>) -> Result<Site> {
    let mut assembly = Assembly { graph: graph(&sources)?, sources, done: BTreeMap::new() };
    let pages: Vec<String> = assembly.sources.keys().filter(|path| is_page(path)).cloned().collect();
    for page in &pages {
        assembly.finish(page, &mut Vec::new())?;
    }
    let Assembly { sources, done, .. } = assembly;
    let unreferenced = sources.into_keys().filter(|path| !done.contains_key(path)).collect();
    Ok(Site { files: done.into_values().collect(), unreferenced })
}

type Graph = BTreeMap<String, Vec<Reference>>;

fn graph(sources: &BTreeMap<String, Vec<u8>>) -> Result<Graph> {
    let mut graph = Graph::new();
    for (path, bytes) in sources {
        let find = match extension(path) {
            "html" => page::references,
            "css" => style::references,
            "js" => script::references,
            _ => continue,
        };
        let exists = |file: &str| sources.contains_key(file);
        let references = text(path, bytes).and_then(|text| find(path, text, &exists));
        graph.insert(path.clone(), references.with_context(|| path.clone())?);
    }
    Ok(graph)
}

struct Assembly {
    sources: BTreeMap<String, Vec<u8>>,
    graph: Graph,
    done: BTreeMap<String, File>,
}

impl Assembly {
    /// Finishes all that a file refers to, then the file. `path_to_it` is the chain of references
    /// that led here.
    fn finish(&mut self, source: &str, path_to_it: &mut Vec<String>) -> Result<()> {
        if self.done.contains_key(source) {
            return Ok(());
        }
        let round = path_to_it.iter().position(|earlier| earlier == source);
        path_to_it.push(source.to_string());
        if let Some(start) = round {
            bail!(
                "these files refer to each other in a circle, so none of their names can carry \
                 the hash of its content: {}",
                path_to_it[start..].join(" -> ")
            );
        }
        let references = self.graph.get(source).cloned().unwrap_or_default();
        for reference in &references {
            // The name of a page carries no hash: nobody has to wait for it.
            if !is_page(&reference.target.file) {
                self.finish(&reference.target.file, path_to_it)?;
            }
        }
        path_to_it.pop();
        let bytes = self.rewritten(source, &references)?;
        let path = if is_page(source) { source.to_string() } else { hashed(source, &bytes) };
        self.done.insert(source.to_string(), File { source: source.to_string(), path, bytes });
        Ok(())
    }

    /// A file with its references following the names of their targets.
    fn rewritten(&self, source: &str, references: &[Reference]) -> Result<Vec<u8>> {
        let bytes = &self.sources[source];
        if !self.graph.contains_key(source) {
            return Ok(bytes.clone());
        }
        let mut written = text(source, bytes)?.to_string();
        let mut from_the_end: Vec<&Reference> = references.iter().collect();
        from_the_end.sort_by_key(|reference| std::cmp::Reverse(reference.span.start));
        for reference in from_the_end {
            let renamed = self.specifier(source, &reference.target, reference.role);
            written.replace_range(reference.span.clone(), &renamed);
        }
        let finished = match extension(source) {
            "html" => page::with_preloads(&written, &self.preloads(source, references))
                .with_context(|| source.to_string())?,
            "js" => script::compact(&written).with_context(|| source.to_string())?,
            "css" => style::compact(&written),
            _ => written,
        };
        Ok(finished.into_bytes())
    }

    fn specifier(&self, from: &str, target: &Target, role: Role) -> String {
        let path = self.done.get(&target.file).map_or(&target.file, |file| &file.path);
        let relative = reference::relative(from, path);
        let dot = if role.needs_dot() && !relative.starts_with("../") { "./" } else { "" };
        format!("{dot}{relative}{}", target.suffix)
    }

    /// What the scripts of a page are going to ask for: the browser may fetch it at once,
    /// instead of finding it module by module.
    fn preloads(&self, page: &str, references: &[Reference]) -> Vec<page::Preload> {
        let entries: Vec<&String> = references
            .iter()
            .filter(|reference| reference.role == Role::ModuleScript)
            .map(|reference| &reference.target.file)
            .collect();
        let mut seen: BTreeSet<&String> = entries.iter().copied().collect();
        let mut queue = entries;
        let (mut modules, mut binaries) = (Vec::new(), Vec::new());
        let mut next = 0;
        while next < queue.len() {
            for reference in self.graph.get(queue[next]).into_iter().flatten() {
                let file = &reference.target.file;
                let name = || self.specifier(page, &reference.target, Role::Link);
                match reference.role {
                    Role::Import if seen.insert(file) => {
                        modules.push(page::Preload::Module(name()));
                        queue.push(file);
                    }
                    Role::Url if extension(file) == "wasm" && seen.insert(file) => {
                        binaries.push(page::Preload::Wasm(name()));
                    }
                    _ => {}
                }
            }
            next += 1;
        }
        modules.extend(binaries);
        modules
    }
}

/// `name-HASH.extension`
fn hashed(path: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash: String = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let file = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[file..].rfind('.') {
        Some(dot) => format!("{}-{hash}{}", &path[..file + dot], &path[file + dot..]),
        None => format!("{path}-{hash}"),
    }
}

fn is_page(path: &str) -> bool {
    extension(path) == "html"
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn text<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str> {
    std::str::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))
}

#[cfg(test)]
mod tests;
