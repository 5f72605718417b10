//! From sources to `dist/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result};

use crate::base_url::BaseUrl;
use crate::bindings::Artefact;
use crate::project::Project;
use crate::site::{self, Published, Site};
use crate::step::{seconds, step};
use crate::{bindings, card, cores, npm, toolchain, weight};

/// Builds the site, and remembers what need not be done twice.
pub struct Builder {
    project: Project,
    /// Where the site will be published, if that is known.
    base: Option<BaseUrl>,
    /// Whether browsers are to keep the page for when there is no network.
    kept: bool,
    /// The raw modules whose bindings lie in the folder, as they were then.
    bound: BTreeSet<(&'static str, SystemTime)>,
}

impl Builder {
    pub fn new(project: Project) -> Self {
        Self { project, base: None, kept: false, bound: BTreeSet::new() }
    }

    /// Builds the site for that address.
    pub fn at(self, base: Option<BaseUrl>) -> Self {
        Self { base, ..self }
    }

    /// Builds a site that browsers keep for when there is no network; one that is worked on must not be.
    pub fn kept(self) -> Self {
        Self { kept: true, ..self }
    }

    /// Compiles, binds, assembles, and replaces `dist/` as a whole.
    pub fn build(&mut self) -> Result<Site> {
        let start = Instant::now();
        toolchain::ensure_wasm_target(&self.project)?;
        let folder = bindings::folder(&self.project);
        let patience = if folder.exists() { "" } else { " (this first time it takes about a minute)" };
        for (artefact, module) in compiled(&self.project, patience)? {
            let version = (artefact.name, fs::metadata(&module)?.modified()?);
            if !self.bound.contains(&version) {
                step(&format!("Making the JavaScript bindings of {}", artefact.name), || {
                    bindings::bind(&module, artefact, &folder)
                })?;
                self.bound.retain(|(bound, _)| *bound != artefact.name);
                self.bound.insert(version);
            }
        }
        let site = step("Assembling dist/", || {
            let site = self.assemble(sources(&self.project.root, &folder)?)?;
            publish(&site, &self.project.root)?;
            npm::assemble(&self.project, &site)?;
            Ok(site)
        })?;
        for path in &site.unreferenced {
            println!("   note: nothing refers to {path}, so it is left out");
        }
        println!(
            "   {} files, {} bytes; all in {}",
            site.files.len(),
            weight::grouped(site.files.iter().map(|file| file.bytes.len()).sum()),
            seconds(start.elapsed())
        );
        Ok(site)
    }

    fn assemble(&self, mut sources: BTreeMap<String, Vec<u8>>) -> Result<Site> {
        if !self.kept {
            sources.remove(site::offline::SOURCE);
        }
        let Some(base) = self.base.clone() else {
            return site::assemble(sources, None);
        };
        sources.insert(card::PNG.into(), read(&self.project.root.join(card::PNG))?);
        site::assemble(sources, Some(&Published { base, picture: card::picture(&self.project)? }))
    }
}

/// Compiles all artefacts side by side, from the last, which takes longest: to optimise one as a whole takes one core.
fn compiled(project: &Project, patience: &str) -> Result<Vec<(&'static Artefact, PathBuf)>> {
    let artefacts: Vec<&'static Artefact> = bindings::ARTEFACTS.iter().rev().collect();
    cores::on_all(&artefacts, |artefact| {
        let start = Instant::now();
        println!("-> Compiling {} to WebAssembly{patience}", artefact.name);
        let module = bindings::compile(project, artefact)?;
        println!("   {} is compiled, in {}", artefact.name, seconds(start.elapsed()));
        Ok((*artefact, module))
    })
}

/// Builds `dist/` and prints what it weighs.
pub fn build_and_weigh(project: &Project, base: Option<BaseUrl>) -> Result<()> {
    let site = Builder::new(project.clone()).at(base).kept().build()?;
    let table = step("Weighing it", || weight::table(&site))?;
    println!("\n{table}");
    Ok(())
}

/// The pages of the site.
const PAGES: [&str; 2] = ["index.html", "recipes.html"];

/// The files that make the site, by their path in it; without the card, which only a published one has.
fn sources(root: &Path, bindings: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut sources = BTreeMap::new();
    for page in PAGES {
        sources.insert(page.to_string(), read(&root.join(page))?);
    }
    collect(&root.join("www"), "www", &mut sources)?;
    collect(bindings, "www/wasm", &mut sources)?;
    Ok(sources)
}

fn collect(folder: &Path, name: &str, sources: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{file}");
        if path.is_dir() {
            collect(&path, &name, sources)?;
        } else if !belongs_to_tools(&file) && ![card::SVG, card::PNG].contains(&name.as_str()) {
            sources.insert(name, read(&path)?);
        }
    }
    Ok(())
}

/// Whether a file is there for editors and checkers only.
fn belongs_to_tools(file: &str) -> bool {
    file.starts_with('.')
        || file.ends_with(".d.ts")
        || file.ends_with(".md")
        || matches!(file, "tsconfig.json" | "jsconfig.json" | "package.json" | "package-lock.json")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Replaces `dist/` in one move, so that a server beside it never sees half of a site.
fn publish(site: &Site, root: &Path) -> Result<()> {
    let (dist, next, last) =
        (root.join("dist"), root.join("target/dist.next"), root.join("target/dist.last"));
    write(site, &next)?;
    remove(&last)?;
    let swapped = match dist.exists() {
        true => fs::rename(&dist, &last).and_then(|()| fs::rename(&next, &dist)),
        false => fs::rename(&next, &dist),
    };
    if swapped.is_err() {
        // target/ may lie on another disk, where nothing can be moved to.
        write(site, &dist)?;
        remove(&next)?;
    }
    remove(&last)?;
    // For the test that a browser fetches these and no others.
    let first_visit: Vec<&str> =
        site.files.iter().filter(|file| file.first_visit).map(|file| file.path.as_str()).collect();
    fs::write(root.join("target/first-visit.txt"), first_visit.join("\n"))?;
    Ok(())
}

fn write(site: &Site, folder: &Path) -> Result<()> {
    remove(folder)?;
    for file in &site.files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, &file.bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    Ok(())
}
