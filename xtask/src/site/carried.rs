//! Files that hold everything they need, to be carried elsewhere: the element as one script, a page of one figure for a frame,
//! the article as one page that opens from a disk.
//!
//! A module with all that it imports, now or later, is one script. What it would fetch, `new URL(NAME, import.meta.url)`, is
//! packed into it and read with `$held(NAME)`; what it would import later is a function in it, `$later(NAME)`. Some modules
//! have another that stands in for them there (`www/alone`).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha384};

use super::bundle::{self, Ending, Module, Written};
use super::reference::{Reference, Role};
use super::{ELEMENT, File, Graph, VERSION, extension, pack, page, parts, script, style, text};

/// The whole article as one page.
pub const ARTICLE: &str = "relu.html";

/// The files beside it, in the folder of the version.
const OTHERS: [&str; 6] = [
    "standalone.js",
    "standalone-all.js",
    "embed.html",
    "embed-parent.js",
    "relu-figure.css",
    "custom-elements.json",
];

/// The element with all figures, which lends to a file that has fewer.
const WHOLE_ELEMENT: &str = "www/alone/whole.js";

/// The page of one figure.
const FRAME: &str = "www/alone/embed.html";

/// What gives a frame its height, for the page around it.
const PARENT: &str = "www/embed-parent.js";

/// The room that figures take in a host's page, and what that can say of the element and hear from it.
const ROOM: &str = "www/relu-figure.css";
const MANIFEST: &str = "www/custom-elements.json";

/// What a page that holds a script's text calls it.
const SCRIPT: &str = "script.js";

/// The root of the site, as a module below it names it; and as files name it that lie there, a module and a page.
const HOME: &str = "new URL('../../', import.meta.url)";
const HOME_OF_MODULE: &str = "new URL('./', import.meta.url)";
const HOME_OF_PAGE: &str = "new URL('./', document.baseURI)";

/// Where the packed literal belongs.
const PLACE: &str = "@PACKED@";

type Sources = BTreeMap<String, Vec<u8>>;

/// What a file is made for.
struct Kind {
    /// Modules, and what stands in for each.
    stand_ins: &'static [(&'static str, &'static str)],
    /// What it has no use for the words and looks of, as style sheets and words call it: figures, what only these consist of,
    /// the marks of their curves, and what the article says of its links and questions.
    without: &'static [&'static str],
}

/// Of every file that holds what it needs.
const COMMON: [(&str, &str); 5] = [
    ("www/engine.js", "www/alone/engine.js"),
    ("www/fetch.js", "www/alone/fetch.js"),
    ("www/numbers.js", "www/alone/numbers.js"),
    ("www/share/code.js", "www/alone/code.js"),
    ("www/work/script.js", "www/alone/script.js"),
];

/// With the figures that are light enough for a post.
const LIGHT: Kind = Kind {
    stand_ins: &[
        ("www/alone/crate.js", "www/alone/light.js"),
        ("www/figure/work.js", "www/alone/light-work.js"),
        ("www/figure/transport.js", "www/alone/light-work.js"),
    ],
    without: &[
        "sparsity",
        "depth",
        "sweep",
        "training",
        "acts",
        "clipped",
        "fold",
        "he",
        "leaky",
        "minus-one",
        "normal",
        "normal-biases",
        "notice.close",
        "notice.more",
        "notice.unread",
        "notice.version",
        "predict",
        "pytorch",
        "reading.empty",
        "reading.guess",
        "reading.not-yet",
        "reading.number",
        "reading.ran",
        "reading.reveal",
        "reading.right",
        "reading.seed",
        "reading.skip",
        "reading.unread",
        "share.code",
        "transport",
        "work",
        "xavier",
    ],
};

/// With everything, computed by one module.
const WHOLE: Kind = Kind {
    stand_ins: &[
        ("www/page/offline.js", "www/alone/none.js"),
        ("www/wasm/article.js", "www/wasm/whole.js"),
        ("www/wasm/worker.js", "www/wasm/whole.js"),
    ],
    without: &["share.code"],
};

/// Whether a source is a page that is not one of the site's own.
pub fn is_carried(path: &str) -> bool {
    path == FRAME
}

/// Whether a path of the site is that of such a file: a page may refer to it, though there is no such source.
pub fn is_made(path: &str) -> bool {
    let versioned = path.strip_prefix(VERSION).and_then(|path| path.strip_prefix('/'));
    path == ARTICLE || versioned.is_some_and(|name| OTHERS.contains(&name))
}

/// The sources that are there for these files alone.
pub fn sources(sources: &Sources) -> BTreeSet<String> {
    let alone = |path: &&String| {
        ["www/alone/", "www/npm/"].iter().any(|folder| path.starts_with(folder))
            || [PARENT, ROOM, MANIFEST].contains(&path.as_str())
            || ["light", "whole"].iter().any(|module| path.starts_with(&format!("www/wasm/{module}")))
    };
    sources.keys().filter(alone).cloned().collect()
}

/// All files of this sort, if the sources have the element. `address` is that of the article, if it is published.
pub fn files(sources: &Sources, graph: &Graph, address: Option<&str>) -> Result<Vec<File>> {
    if !sources.contains_key(ELEMENT) {
        return Ok(Vec::new());
    }
    let light = Carrier::new(sources, graph, &LIGHT);
    let whole = Carrier::new(sources, graph, &WHOLE);
    let [script, whole_script, frame, parent, room, manifest] = OTHERS;
    let mut article = whole.page("index.html").context(ARTICLE)?;
    if let Some(address) = address {
        article = page::with_canonical(&article, address)?;
    }
    Ok(vec![
        file(script, light.module(ELEMENT).context(script)?),
        file(whole_script, whole.module(WHOLE_ELEMENT).context(whole_script)?),
        file(frame, whole.page(FRAME).context(frame)?),
        file(ARTICLE, article),
        file(parent, text(PARENT, &sources[PARENT])?.to_string()),
        file(room, style::compact(text(ROOM, &sources[ROOM])?)),
        file(manifest, text(MANIFEST, &sources[MANIFEST])?.to_string()),
    ])
}

/// The still pictures, which stand in a host's page until the figures run there.
pub fn pictures(sources: &Sources) -> Vec<File> {
    let name = |path: &str| {
        path.strip_prefix("www/figures/").filter(|name| !name.contains(".dark")).map(str::to_string)
    };
    let named = sources.iter().filter_map(|(path, bytes)| Some((name(path)?, bytes)));
    named.map(|(path, bytes)| File { path, bytes: bytes.clone(), first_visit: false }).collect()
}

/// What a host's page writes beside the addresses of scripts and of the style sheet, so that a browser takes these and no
/// others.
pub fn integrity(files: &[File]) -> BTreeMap<String, String> {
    let named =
        files.iter().filter(|file| matches!(extension(&file.path), "js" | "css") && !file.path.contains('/'));
    named
        .map(|file| {
            let hash = BASE64_STANDARD.encode(Sha384::digest(&file.bytes));
            (file.path.clone(), format!("sha384-{hash}"))
        })
        .collect()
}

/// The list of them.
pub fn list(integrity: &BTreeMap<String, String>) -> File {
    file("integrity.json", serde_json::json!(integrity).to_string())
}

fn file(path: &str, text: String) -> File {
    File { path: path.to_string(), bytes: text.into_bytes(), first_visit: false }
}

/// Makes files of one kind.
struct Carrier<'s> {
    sources: &'s Sources,
    graph: Graph,
    kind: &'s Kind,
}

/// A script, and the sources that it reads with `$held`.
struct Script {
    text: String,
    held: BTreeSet<String>,
}

impl<'s> Carrier<'s> {
    fn new(sources: &'s Sources, graph: &Graph, kind: &'s Kind) -> Self {
        let mut graph = graph.clone();
        for reference in graph.values_mut().flatten() {
            for (from, to) in COMMON.iter().chain(kind.stand_ins) {
                if reference.target.file == *from {
                    reference.target.file = (*to).to_string();
                }
            }
        }
        Self { sources, graph, kind }
    }

    /// A module that holds what it needs.
    fn module(&self, entry: &str) -> Result<String> {
        let Script { text, held } = self.script(entry, Ending::Exported)?;
        let files = self.contents(held)?;
        let text = text.replace(HOME, HOME_OF_MODULE);
        let text = format!("const $held = {};\n{text}", self.holder(&files)?);
        packed(script::compact_module(&text)?, &files)
    }

    /// A page that holds what it needs.
    fn page(&self, path: &str) -> Result<String> {
        let page = text(path, &self.sources[path])?;
        let references = self.graph.get(path).context("it is no page")?;
        let entry = references.iter().find(|reference| {
            matches!(reference.role, Role::ModuleScript) || reference.target.file == "www/alone/embed.js"
        });
        let entry = &entry.context("it starts no script")?.target.file;
        let Script { text: script, held } = self.script(entry, Ending::Kept)?;
        let script = script.replace(HOME, HOME_OF_PAGE);
        let script = format!("(() => {{ const $held = document.currentScript.held;\n{script} }})();");
        let mut files = vec![(SCRIPT.to_string(), script::compact_script(&script)?.into_bytes())];
        files.extend(self.contents(held)?);
        let boot = format!(
            "(() => {{ const held = {}; const script = document.createElement('script'); script.held = held;\n\
             script.textContent = new TextDecoder().decode(held('{SCRIPT}'));\n\
             document.currentScript.after(script); }})();",
            self.holder(&files)?
        );
        let boot = packed(script::compact_script(&boot)?, &files)?;
        page::holding_all(page, references, &|file| self.content(file), entry, &boot, &[&files[0].1])
    }

    /// What gives the content of a file by its name.
    fn holder(&self, files: &[(String, Vec<u8>)]) -> Result<String> {
        let mut places = serde_json::Map::new();
        let mut end = 0;
        for (name, content) in files {
            places.insert(name.clone(), serde_json::json!([end, end + content.len()]));
            end += content.len();
        }
        let places = serde_json::Value::Object(places);
        let Script { text, .. } = self.script("www/alone/held.js", Ending::Returned)?;
        Ok(format!("(() => {{ {text} }})().holder('{PLACE}', {places})"))
    }

    /// A module with all that it imports, at once and later.
    fn script(&self, entry: &str, ending: Ending) -> Result<Script> {
        let mut chunks: BTreeMap<String, String> = BTreeMap::new();
        let mut held = BTreeSet::new();
        let mut queue: Vec<String> = self.lead(entry, &mut held)?;
        while let Some(source) = queue.pop() {
            if !chunks.contains_key(&source) {
                queue.extend(self.lead(&source, &mut held)?);
                chunks.insert(source.clone(), self.joined(&source, Ending::Returned)?);
            }
        }
        let mut text = String::new();
        if !chunks.is_empty() {
            let chunks: String =
                chunks.iter().map(|(name, text)| format!("'{name}': () => {{ {text} }},\n")).collect();
            text = format!(
                "const $chunks = {{ {chunks} }}, $begun = {{}};\n\
                 const $later = (name) => ($begun[name] ??= Promise.resolve().then($chunks[name]));\n"
            );
        }
        text.push_str(&self.joined(entry, ending)?);
        Ok(Script { text, held })
    }

    /// What a module imports later; adds to `held` what it would fetch.
    fn lead(&self, source: &str, held: &mut BTreeSet<String>) -> Result<Vec<String>> {
        let mut later = Vec::new();
        for part in parts(&self.graph, source)? {
            for reference in self.graph.get(&part).into_iter().flatten() {
                match reference.role {
                    Role::Later => later.push(reference.target.file.clone()),
                    Role::Url => drop(held.insert(reference.target.file.clone())),
                    _ => {}
                }
            }
        }
        Ok(later)
    }

    fn joined(&self, source: &str, ending: Ending) -> Result<String> {
        let paths = parts(&self.graph, source)?;
        let mut modules = Vec::new();
        for path in &paths {
            let bytes = self.sources.get(path).with_context(|| format!("{path} does not exist"))?;
            let references = self.graph.get(path).map_or(&[][..], Vec::as_slice);
            modules.push(Module { path, text: text(path, bytes)?, references });
        }
        let written = |reference: &Reference| -> Written {
            let call = if reference.role == Role::Later { "$later" } else { "$held" };
            (reference.whole.clone(), format!("{call}('{}')", reference.target.file))
        };
        bundle::join(&modules, &written, ending)
    }

    /// What a script finds under the names of sources. Texts are packed the better for standing together.
    fn contents(&self, held: BTreeSet<String>) -> Result<Vec<(String, Vec<u8>)>> {
        let (code, texts): (Vec<_>, Vec<_>) = held.into_iter().partition(|name| extension(name) == "wasm");
        let names = texts.into_iter().chain(code);
        names.map(|name| Ok((name.clone(), self.content(&name)?))).collect()
    }

    /// What a script finds under the name of a source.
    fn content(&self, name: &str) -> Result<Vec<u8>> {
        let bytes = &self.sources[name];
        Ok(match extension(name) {
            "js" if self.is_module(name) => self.worker(name)?.into_bytes(),
            "js" => script::compact_script(text(name, bytes)?)?.into_bytes(),
            "css" => style::without(&style::compact(text(name, bytes)?), self.kind.without).into_bytes(),
            "json" => self.words(name, bytes)?,
            _ => bytes.clone(),
        })
    }

    fn is_module(&self, name: &str) -> bool {
        self.graph.get(name).into_iter().flatten().any(|reference| reference.role == Role::Import)
    }

    /// A worker's classic script. It fetches one thing, its module, which is sent to it before anything else.
    fn worker(&self, name: &str) -> Result<String> {
        let later = self.lead(name, &mut BTreeSet::new())?;
        ensure!(later.is_empty(), "{name} imports {later:?} later, which a worker that is carried cannot");
        let text = self.joined(name, Ending::Kept)?;
        script::compact_script(&format!(
            "(() => {{ const $sent = new Promise((resolve) => addEventListener('message', (event) => {{\n\
             event.stopImmediatePropagation(); resolve(event.data); }}, {{ once: true }}));\n\
             const $held = () => $sent;\n{text} }})();"
        ))
    }

    /// The words without those of figures that are not there.
    fn words(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut words: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(bytes).with_context(|| name.to_string())?;
        words.retain(|key, _| {
            let is_of = |name: &&str| {
                key.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            !self.kind.without.iter().any(is_of)
        });
        Ok(serde_json::to_vec(&words)?)
    }
}

/// The script with its files packed where they belong.
fn packed(script: String, files: &[(String, Vec<u8>)]) -> Result<String> {
    let all: Vec<u8> = files.iter().flat_map(|(_, content)| content.iter().copied()).collect();
    let literal = pack::literal(&all)?;
    for quote in ['"', '\'', '`'] {
        let place = format!("{quote}{PLACE}{quote}");
        if script.contains(&place) {
            return Ok(script.replacen(&place, &literal, 1));
        }
    }
    bail!("the place of what is packed was lost")
}

#[cfg(test)]
mod tests {
    use super::super::graph;
    use super::*;

    const ALONE: Kind = Kind { stand_ins: &[("www/real.js", "www/alone/other.js")], without: &["depth"] };

    fn carried(sources: &[(&str, &str)], make: impl Fn(&Carrier) -> Result<String>) -> Result<String> {
        let held = [("www/alone/held.js", "export function holder(packed, places) { return places }")];
        let all = sources.iter().chain(&held);
        let sources: Sources = all.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect();
        make(&Carrier::new(&sources, &graph(&sources)?, &ALONE))
    }

    #[test]
    fn a_module_reaches_nothing_outside_itself() {
        let sources = [
            (
                "www/a.js",
                "import { get } from './real.js'; const more = () => import('./b.js'); \
                          export const all = () => [get(new URL('./w.json', import.meta.url)), more]",
            ),
            ("www/real.js", "export const get = () => fetch('x')"),
            ("www/alone/other.js", "export const get = (held) => held"),
            ("www/b.js", "export const b = 'second'"),
            ("www/w.json", r#"{"depth.name":"no","chain.name":"yes"}"#),
        ];
        let text = carried(&sources, |carrier| carrier.module("www/a.js")).unwrap();
        for gone in ["import(", "import.meta", "fetch(", PLACE] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        assert!(text.contains("second") && text.contains("www/w.json") && text.contains("as all"), "{text}");
        // Of the words, those of the figure that is there.
        assert!(text.contains(&format!("[0,{}]", r#"{"chain.name":"yes"}"#.len())), "{text}");
    }

    #[test]
    fn a_page_has_its_styles_and_scripts_in_it_under_a_policy_that_knows_no_others() {
        let sources = [
            (
                "index.html",
                "<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"x\">\
                 <link rel=\"stylesheet\" href=\"www/s.css\"><script src=\"www/first.js\"></script>\
                 <script type=\"module\" src=\"www/a.js\"></script></head>\
                 <body>\n  <relu-figure name=\"chain\"><picture><img src=\"www/p.svg\"></picture></relu-figure>\n  \
                 <p>text, <a href=\"more.html\">more</a></p><pre>\n  kept</pre></body></html>",
            ),
            ("www/s.css", "p { color: red }"),
            ("www/first.js", "say('first')"),
            ("www/a.js", "export const x = 1; say(x)"),
            ("www/p.svg", "<svg/>"),
            ("more.html", "<p>more</p>"),
        ];
        let page = carried(&sources, |carrier| carrier.page("index.html")).unwrap();
        assert!(page.contains("<style>p{color:red}</style>") && page.contains("<p>text, more</p>"), "{page}");
        assert!(
            !page.contains("src=") && page.contains("<relu-figure name=\"chain\"></relu-figure>"),
            "{page}"
        );
        assert!(page.contains("\n<p>text, more</p><pre>\n  kept</pre>"), "{page}");
        assert_eq!(page.matches("<script>").count(), 2, "{page}");
        // Those two, and the one that the second starts.
        let policy = page.split("script-src ").nth(1).unwrap().split(';').next().unwrap();
        assert_eq!(policy.matches("'sha256-").count(), 3, "{policy}");
    }

    #[test]
    fn a_page_that_would_still_fetch_something_is_refused() {
        let sources = [
            (
                "index.html",
                "<html><head><script type=\"module\" src=\"www/a.js\"></script></head>\
                 <body><img src=\"www/p.svg\"></body></html>",
            ),
            ("www/a.js", "export const x = 1; say(x)"),
            ("www/p.svg", "<svg/>"),
        ];
        let error = carried(&sources, |carrier| carrier.page("index.html")).unwrap_err();
        assert!(error.to_string().contains("www/p.svg is not in the page"), "{error}");
    }
}
