//! The site: every file but the pages under a name that carries the hash of its content, so that
//! it may be cached for ever, and every reference between files following these names.
//!
//! A name depends on the content, and the content on the names of what it refers to: files are
//! named in the order of their references, and a cycle of references cannot be named at all.
//!
//! A static import comes with the page: a module script and all that it reaches by static imports is one file, under
//! the name of that script. `import('./later.js')` starts a file of its own, with the static imports of that module.
//! A module that two files of one page would hold is refused, for it would run twice, each time with a state of its own.
//! `relu-figure.js` is such a file too, for other pages; `carried` makes those that hold everything they need.
//! A script whose address a module makes, `new URL('./worker.js', import.meta.url)`, is a worker's: a file of its own, again
//! with all that it imports, in a scope of its own.

mod bundle;
mod carried;
mod embedding;
pub mod offline;
mod pack;
mod page;
mod reference;
mod script;
mod style;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::base_url::BaseUrl;

use embedding::Embedding;
pub use page::with_head_end;
use reference::{Reference, Role, Target};

/// A finished file.
#[derive(Clone, Debug)]
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
    /// Whether a browser fetches it when it opens the page for the first time.
    pub first_visit: bool,
}

#[derive(Debug)]
pub struct Site {
    pub files: Vec<File>,
    /// Sources that no page leads to; they are left out.
    pub unreferenced: Vec<String>,
}

/// Where the site will be published, and what only a published one has.
#[derive(Clone, Debug)]
pub struct Published {
    pub base: BaseUrl,
    pub picture: Picture,
}

/// The picture that links to the pages show. No browser fetches it with them.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its path among the sources.
    pub source: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// What it shows, in words.
    pub alt: String,
}

/// Makes the site from its sources, given by their path. Without a place where it is published it has no absolute
/// address in it.
pub fn assemble(sources: BTreeMap<String, Vec<u8>>, published: Option<&Published>) -> Result<Site> {
    let mut assembly = Assembly {
        graph: graph(&sources)?,
        sources,
        published,
        embedding: Embedding::default(),
        done: BTreeMap::new(),
    };
    let address = published.map(|published| published.base.of(FIRST_PAGE));
    let mut carried = carried::files(&assembly.sources, &assembly.graph, address.as_deref())?;
    if let Some(Published { picture, .. }) = published {
        if !assembly.sources.contains_key(&picture.source) {
            bail!("the picture that links show, {}, does not exist", picture.source);
        }
        assembly.finish(&picture.source, &mut Vec::new())?;
    }
    if assembly.sources.contains_key(ELEMENT) {
        assembly.finish(ELEMENT, &mut Vec::new())?;
        carried
            .extend(assembly.reached(ELEMENT, |_| true)?.iter().map(|source| assembly.done[source].clone()));
    }
    let integrity = carried::integrity(&carried);
    if !carried.is_empty() {
        carried.push(carried::list(&integrity));
    }
    assembly.embedding = Embedding::new(integrity, published);
    let pages: Vec<String> =
        assembly.sources.keys().filter(|path| is_page(path) && !carried::is_carried(path)).cloned().collect();
    for page in &pages {
        assembly.check_that_modules_run_once(page)?;
        assembly.finish(page, &mut Vec::new())?;
    }
    for source in assembly.reached(FIRST_PAGE, Role::is_fetched)? {
        if let Some(file) = assembly.done.get_mut(&source) {
            file.first_visit = true;
        }
    }
    let service_worker = assembly.service_worker()?;
    let mut referenced = carried::sources(&assembly.sources);
    referenced.insert(offline::SOURCE.to_string());
    for source in assembly.done.keys() {
        referenced.extend(assembly.parts(source)?);
    }
    let pictures = carried::pictures(&assembly.sources);
    let Assembly { sources, done, .. } = assembly;
    let unreferenced = sources.into_keys().filter(|path| !referenced.contains(path)).collect();
    let mut files: Vec<File> = done.into_values().chain(service_worker).collect();
    if !carried.is_empty() {
        files.extend(pictures.into_iter().map(File::into_version));
    }
    for file in carried {
        if file.path != carried::ARTICLE {
            files.push(file.clone().into_version());
        }
        if !files.iter().any(|done| done.path == file.path) {
            files.push(file);
        }
    }
    Ok(Site { files, unreferenced })
}

/// What other pages link to changes no more under the address that they use.
pub const VERSION: &str = "v1";

impl File {
    /// The copy that other pages link to.
    fn into_version(self) -> Self {
        Self { path: format!("{VERSION}/{}", self.path), first_visit: false, ..self }
    }
}

/// The element, for other pages: a file of its own, under a name that stays.
const ELEMENT: &str = "www/relu-figure.js";

/// Where a source's file lies that has a name of its own.
fn lasting_name(source: &str) -> Option<&str> {
    match source {
        ELEMENT => source.strip_prefix("www/"),
        _ if is_page(source) => Some(source),
        _ => None,
    }
}

/// The page that is opened first.
const FIRST_PAGE: &str = "index.html";

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

struct Assembly<'a> {
    sources: BTreeMap<String, Vec<u8>>,
    graph: Graph,
    published: Option<&'a Published>,
    embedding: Embedding,
    done: BTreeMap<String, File>,
}

impl Assembly<'_> {
    fn parts(&self, source: &str) -> Result<Vec<String>> {
        parts(&self.graph, source)
    }

    fn references(&self, source: &str) -> &[Reference] {
        self.graph.get(source).map_or(&[], Vec::as_slice)
    }

    /// Whether it is run as a module: something starts or imports it as one, or it imports one itself. Who makes the address
    /// of a script starts a worker with it, which is a module too.
    fn is_module(&self, source: &str) -> bool {
        let is_script = extension(source) == "js";
        let starts = |role| match role {
            Role::ModuleScript | Role::Import | Role::Later => true,
            Role::Url => is_script,
            _ => false,
        };
        let mut all = self.graph.values().flatten();
        all.any(|reference| starts(reference.role) && reference.target.file == source)
            || self.references(source).iter().any(|reference| reference.role == Role::Import)
    }

    /// What a file refers to, all of its sources together, but for what comes with it.
    fn references_of_file(&self, source: &str) -> Result<Vec<Reference>> {
        let parts = self.parts(source)?;
        let all = parts.iter().flat_map(|part| self.references(part));
        Ok(all.filter(|reference| reference.role != Role::Import).cloned().collect())
    }

    /// The files that a page leads to by references of some roles.
    fn reached(&self, page: &str, leads_on: fn(Role) -> bool) -> Result<BTreeSet<String>> {
        let mut reached = BTreeSet::new();
        let mut queue = vec![page.to_string()];
        while let Some(source) = queue.pop() {
            let references = self.references_of_file(&source)?;
            if reached.insert(source) {
                let next = references.into_iter().filter(|reference| leads_on(reference.role));
                queue.extend(next.map(|reference| reference.target.file));
            }
        }
        Ok(reached)
    }

    /// Where the sources hold one: what keeps the first page and all that it can come to ask for.
    fn service_worker(&self) -> Result<Option<File>> {
        let Some(source) = self.sources.get(offline::SOURCE) else {
            return Ok(None);
        };
        let reached = self.reached(FIRST_PAGE, |role| role != Role::Link)?;
        let files: Vec<&File> = reached.iter().filter_map(|source| self.done.get(source)).collect();
        let worker = offline::worker(text(offline::SOURCE, source)?, &files);
        worker.map(Some).context(offline::SOURCE)
    }

    fn check_that_modules_run_once(&self, page: &str) -> Result<()> {
        let mut holders: BTreeMap<String, String> = BTreeMap::new();
        for file in self.reached(page, |role| matches!(role, Role::ModuleScript | Role::Later))? {
            for part in self.parts(&file)? {
                if let Some(other) = holders.insert(part.clone(), file.clone()) {
                    bail!(
                        "{page}: {part} would run twice, each time with a state of its own: with {other} and with \
                         {file}, which are files of their own. Let one of them hand it to the other"
                    );
                }
            }
        }
        Ok(())
    }

    /// Finishes all that a file refers to, then the file. `path_to_it` is the chain of references
    /// that led here.
    fn finish(&mut self, source: &str, path_to_it: &mut Vec<String>) -> Result<()> {
        if self.done.contains_key(source) {
            return Ok(());
        }
        let circle = "these files refer to each other in a circle, so none of their names can carry \
                      the hash of its content";
        step_to(source, path_to_it, circle)?;
        let references = self.references_of_file(source)?;
        for reference in &references {
            // The name of a page carries no hash: nobody has to wait for it.
            if !is_page(&reference.target.file) {
                self.finish(&reference.target.file, path_to_it)?;
            }
        }
        path_to_it.pop();
        let bytes = match self.graph.contains_key(source) {
            true => self.rewritten(source).with_context(|| source.to_string())?.into_bytes(),
            false => self.sources[source].clone(),
        };
        let path = lasting_name(source).map_or_else(|| hashed(source, &bytes), str::to_string);
        self.done.insert(source.to_string(), File { path, bytes, first_visit: false });
        Ok(())
    }

    /// A file with its references following the names of their targets.
    fn rewritten(&self, source: &str) -> Result<String> {
        let own = text(source, &self.sources[source])?;
        let specifier = |reference: &Reference| self.specifier(source, &reference.target, reference.role);
        if self.is_module(source) {
            let mut modules = Vec::new();
            let parts = self.parts(source)?;
            for path in &parts {
                let text = text(path, &self.sources[path])?;
                modules.push(bundle::Module { path, text, references: self.references(path) });
            }
            let named = |reference: &Reference| (reference.span.clone(), specifier(reference));
            return script::compact_module(&bundle::join(&modules, &named, bundle::Ending::Exported)?);
        }
        let mut written = own.to_string();
        let mut from_the_end: Vec<&Reference> = self.references(source).iter().collect();
        from_the_end.sort_by_key(|reference| std::cmp::Reverse(reference.span.start));
        for reference in from_the_end {
            written.replace_range(reference.span.clone(), &specifier(reference));
        }
        match extension(source) {
            "html" => {
                let written = self.embedding.filled(&written)?;
                let mut page = page::with_preloads(&written, &self.preloads(source)?)?;
                if source == FIRST_PAGE && self.sources.contains_key(offline::SOURCE) {
                    page = offline::announced(&page)?;
                }
                match self.published {
                    Some(published) => {
                        let picture = &self.done[&published.picture.source].path;
                        page::with_addresses(&page, source, picture, published)
                    }
                    None => Ok(page),
                }
            }
            "js" => script::compact_script(&written),
            "css" => Ok(style::compact(&written)),
            _ => Ok(written),
        }
    }

    fn specifier(&self, from: &str, target: &Target, role: Role) -> String {
        let path = self.done.get(&target.file).map_or(&target.file, |file| &file.path);
        let relative = reference::relative(lasting_name(from).unwrap_or(from), path);
        let dot = if role.needs_dot() && !relative.starts_with("../") { "./" } else { "" };
        format!("{dot}{relative}{}", target.suffix)
    }

    /// The WebAssembly that the scripts of a page are going to ask for: the browser may fetch it at once, instead of
    /// waiting until they run.
    fn preloads(&self, page: &str) -> Result<Vec<String>> {
        let mut binaries = BTreeSet::new();
        for script in self.references(page).iter().filter(|reference| reference.role == Role::ModuleScript) {
            for reference in self.references_of_file(&script.target.file)? {
                if reference.role == Role::Url && extension(&reference.target.file) == "wasm" {
                    binaries.insert(self.specifier(page, &reference.target, Role::Part));
                }
            }
        }
        Ok(binaries.into_iter().collect())
    }
}

/// The sources that make a file: those of a module come before it.
fn parts(graph: &Graph, source: &str) -> Result<Vec<String>> {
    let mut parts = Vec::new();
    add_parts(graph, source, &mut parts, &mut Vec::new())?;
    Ok(parts)
}

/// Adds a source behind those that it imports. `path_to_it` is the chain of imports that led here.
fn add_parts(
    graph: &Graph,
    source: &str,
    parts: &mut Vec<String>,
    path_to_it: &mut Vec<String>,
) -> Result<()> {
    if parts.iter().any(|part| part == source) {
        return Ok(());
    }
    step_to(source, path_to_it, "these modules import each other in a circle")?;
    for reference in graph.get(source).into_iter().flatten() {
        if reference.role == Role::Import {
            add_parts(graph, &reference.target.file, parts, path_to_it)?;
        }
    }
    path_to_it.pop();
    parts.push(source.to_string());
    Ok(())
}

/// Goes on to a source; refuses to come to one again.
fn step_to(source: &str, path_to_it: &mut Vec<String>, circle: &str) -> Result<()> {
    let round = path_to_it.iter().position(|earlier| earlier == source);
    path_to_it.push(source.to_string());
    match round {
        Some(start) => bail!("{circle}: {}", path_to_it[start..].join(" -> ")),
        None => Ok(()),
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
