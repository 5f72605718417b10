//! The crate compiled to WebAssembly, and the JavaScript that binds it to a page.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use walrus::{FunctionBuilder, FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

use crate::project::{Project, WASM};

const CRATE: &str = "relu_explainer";

/// A WebAssembly module that is made of the crate.
pub struct Artefact {
    /// What it and its bindings are called.
    pub name: &'static str,
    /// What of the crate it gives to JavaScript.
    pub feature: &'static str,
    /// Of its own, for cargo would let the one overwrite the other, and compile both anew each time.
    profile: &'static str,
    /// What of WebAssembly it uses beyond what every browser of the last years has.
    instructions: Option<&'static str>,
}

/// The page starts with the first and loads the last when the reader comes to it, the second when an answer is checked or the
/// article's program is run, the third when a figure's programs are asked for, the fifth when a figure has long work; the
/// fourth is for scripts. Two are for files that hold everything they need: the figures that are light enough for a post, and
/// all there is. The last take longest to compile.
pub const ARTEFACTS: [Artefact; 8] = [
    Artefact { name: CRATE, feature: "figures-for-js", profile: "page", instructions: None },
    Artefact { name: "article", feature: "article-for-js", profile: "article", instructions: None },
    Artefact { name: "programs", feature: "programs-for-js", profile: "programs", instructions: None },
    Artefact { name: "numbers", feature: "numbers-for-js", profile: "numbers", instructions: None },
    Artefact { name: "worker", feature: "worker-for-js", profile: "worker", instructions: Some("+simd128") },
    Artefact { name: "light", feature: "light-figures", profile: "light", instructions: None },
    Artefact {
        name: "whole",
        feature: "later-figures,article-for-js,worker-for-js",
        profile: "whole",
        instructions: None,
    },
    Artefact { name: "later", feature: "later-figures", profile: "later", instructions: None },
];

/// What `cargo xtask bench` measures of long work, compiled as the module of the page that does it.
pub const BENCH: Artefact =
    Artefact { name: "bench", feature: "bench-for-js", profile: "worker", instructions: Some("+simd128") };

/// Where the bindings lie, whatever cargo's target folder is: the type check of the page looks
/// for their declarations there.
pub fn folder(project: &Project) -> PathBuf {
    project.root.join("target").join("bindings").join("wasm")
}

/// Where those lie that are of no page.
pub fn bench_folder(project: &Project) -> PathBuf {
    project.root.join("target").join("bindings").join("bench")
}

/// Compiles the crate as it is downloaded, and returns the path of the raw module.
pub fn compile(project: &Project, artefact: &Artefact) -> Result<PathBuf> {
    let mut cargo = project.cargo();
    cargo
        .args(["rustc", "--lib", "--locked", "--target", WASM, "--profile", artefact.profile])
        .args(["--no-default-features", "--features", artefact.feature])
        .arg("--message-format=json-render-diagnostics");
    if let Some(instructions) = artefact.instructions {
        cargo.args(["--", &format!("-Ctarget-feature={instructions}")]);
    }
    let mut cargo = cargo.stdout(Stdio::piped()).spawn().context("cargo cannot be started")?;
    let messages = cargo.stdout.take().context("cargo's output cannot be read")?;
    let mut module = None;
    for line in BufReader::new(messages).lines() {
        module = module_in(&line?).or(module);
    }
    ensure!(cargo.wait()?.success(), "the crate does not compile to WebAssembly");
    module.context("cargo named no WebAssembly module")
}

/// The module that one of cargo's messages tells of.
fn module_in(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    if message["reason"] != "compiler-artifact" || message["target"]["name"] != CRATE {
        return None;
    }
    let files = message["filenames"].as_array()?.iter();
    files
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"))
}

/// Writes the bindings of a module.
pub fn bind(module: &Path, artefact: &Artefact, folder: &Path) -> Result<()> {
    let mut output = Bindgen::new()
        .input_path(module)
        .out_name(artefact.name)
        .web(true)?
        .typescript(true)
        // The glue knows where its module is.
        .omit_default_module_path(false)
        // A trap leaves an instance in an unknown state: the page must be able to replace it.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("the bindings cannot be made")?;
    snip(output.wasm_mut());
    let names = shorten_imports(output.wasm_mut());
    output.emit(folder).context("the bindings cannot be written")?;
    let glue = folder.join(format!("{}.js", artefact.name));
    let script = in_few_words(&with_short_loading(&fs::read_to_string(&glue)?)?);
    fs::write(&glue, renamed(&script, &names)).context("the bindings cannot be written")
}

/// How the glue loads its module. wasm-bindgen's own way also understands what earlier versions of it were given, and warns of
/// servers and callers in sentences that every reader would download.
const LOADING: [(&str, &str); 2] = [
    (
        "async function __wbg_load(",
        r#"async function __wbg_load(module, imports) {
    if (module instanceof WebAssembly.Module) {
        return { instance: await WebAssembly.instantiate(module, imports), module };
    }
    if (!(module instanceof Response)) return WebAssembly.instantiate(module, imports);
    if (!module.ok) throw new Error(`${module.url} answered ${module.status}`);
    try {
        return await WebAssembly.instantiateStreaming(module, imports);
    } catch (reason) {
        // A server that does not know the type: nothing has been read of the answer yet.
        if (module.bodyUsed) throw reason;
        return WebAssembly.instantiate(await module.arrayBuffer(), imports);
    }
}
"#,
    ),
    (
        "async function __wbg_init_once(",
        r#"async function __wbg_init_once(given = new URL('MODULE', import.meta.url)) {
    const imports = __wbg_get_imports();
    const { instance, module } = await __wbg_load(await (given instanceof URL ? fetch(given) : given), imports);
    return __wbg_finalize_init(instance, module);
}
"#,
    ),
];

/// What stands in every method of a class of the glue, and what says it once.
const STALE: [&str; 3] = [
    "if (this.__wbg_inst !== undefined && this.__wbg_inst !== __wbg_instance_id) {",
    "throw new Error('Invalid stale object from previous Wasm instance');",
    "}",
];
const OF_THIS_INSTANCE: &str = "
function __wbg_of_this_instance({ __wbg_inst }) {
    if (__wbg_inst !== undefined && __wbg_inst !== __wbg_instance_id) throw new Error('Invalid stale object from previous Wasm instance');
}
";

/// What the glue does without in browsers that do not know it; whatever runs the page does.
const FOR_OLD_BROWSERS: [(&str, &str); 2] = [
    ("if (!('encodeInto' in cachedTextEncoder)) {", "\n}\n"),
    ("(typeof FinalizationRegistry === 'undefined')", "\n    : "),
];

/// The glue without what it repeats, and without what old browsers would need.
fn in_few_words(glue: &str) -> String {
    let stale = |depth: usize| {
        let indented = STALE.join("\n").replace("throw", "    throw");
        indented.replace('\n', &format!("\n{}", " ".repeat(depth)))
    };
    // Where what is returned has to be given back, in a block of its own.
    let mut script = [8, 12].iter().fold(glue.to_string(), |script, &depth| {
        script.replace(&stale(depth), "__wbg_of_this_instance(this);")
    });
    if script != glue {
        script.push_str(OF_THIS_INSTANCE);
    }
    for (head, tail) in FOR_OLD_BROWSERS {
        while let Some(start) = script.find(head) {
            let Some(end) = script[start..].find(tail) else { break };
            script.replace_range(start..start + end + tail.len(), "");
        }
    }
    script
}

/// The glue with functions of [`LOADING`] in the place of its own.
fn with_short_loading(glue: &str) -> Result<String> {
    let address = "new URL('";
    let module = glue.split_once(address).and_then(|(_, rest)| rest.split_once('\'')).map(|(name, _)| name);
    let module = module.context("the glue does not say where its module is")?;
    let mut script = glue.to_string();
    for (head, function) in LOADING {
        let start = script.find(head).with_context(|| format!("the glue has no `{head}`"))?;
        let end = script[start..].find("\n}\n").with_context(|| format!("`{head}` does not end"))?;
        script.replace_range(start..start + end + 3, &function.replace("MODULE", module));
    }
    Ok(script)
}

/// JavaScript would call Rust's closures through these. wasm-bindgen keeps one for every kind of closure that any interface
/// of the browser could take; the crate hands out none.
const CLOSURES: &str = "wasm_bindgen::convert::closures";

/// What writes numbers with a fixed count of decimals. The crate rounds by itself (`words::decimals`, and `demo` as Python
/// does), and plotters writes none.
const DECIMALS: &str = "_common_exact";

/// What a panic says goes nowhere on this target. What it does, to trap, stays.
const PANICS: [&str; 5] = [
    "core::panicking::",
    "std::panicking::",
    "core::result::unwrap_failed",
    "core::slice::index::slice_index_fail",
    "rust_begin_unwind",
];

/// Makes functions trap that are not called, and those that panic; removes what only they had needed.
/// `tests/architecture.rs` holds what is said above of the crate.
fn snip(module: &mut Module) {
    let mut uncalled = Vec::new();
    for function in module.funcs.iter() {
        let name = without_hashes(function.name.as_deref().unwrap_or_default());
        if PANICS.iter().chain(&[CLOSURES, DECIMALS]).any(|part| name.contains(part)) {
            uncalled.push((function.id(), function.ty()));
        }
    }
    for (function, kind) in uncalled {
        let (parameters, results) = module.types.params_results(kind);
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let mut trap = FunctionBuilder::new(&mut module.types, &parameters, &results);
        trap.func_body().unreachable();
        let arguments = parameters.iter().map(|kind| module.locals.add(*kind)).collect();
        module.funcs.get_mut(function).kind = FunctionKind::Local(trap.local_func(arguments));
    }
    walrus::passes::gc::run(module);
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in data {
        blank_paths(&mut module.data.get_mut(id).value);
    }
}

/// Overwrites the names of source files, which only the message of a panic would tell, and which lead into the builder's own
/// folders.
fn blank_paths(data: &mut [u8]) {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let registry = format!("{}/registry/src/", home.display());
    for folder in ["/rustc/", &registry, "src/"] {
        let mut at = 0;
        while let Some(start) = find(&data[at..], folder.as_bytes()) {
            let start = at + start;
            at = start + folder.len();
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_./-".contains(byte);
            let name = data[start..].iter().take_while(|byte| is_part(byte)).count();
            if let Some(end) = find(&data[start..start + name], b".rs") {
                data[start..start + end + 3].fill(0);
            }
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// A function's name without the hashes of crates, as in `core[0123456789abcdef]::fmt`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for (index, piece) in name.split('[').enumerate() {
        match piece.split_once(']') {
            Some((hash, rest)) if index > 0 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                plain.push_str(rest);
            }
            _ => {
                plain.push_str(if index > 0 { "[" } else { "" });
                plain.push_str(piece);
            }
        }
    }
    plain
}

/// Gives short names to what the module imports from its glue, and returns them by their old names. wasm-bindgen
/// ends each with a hash, to keep crates apart that are linked together; the finished module and its glue are alone
/// with each other, and the hashes, which do not compress, are a fortieth of what the page downloads.
fn shorten_imports(module: &mut Module) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for import in module.imports.iter_mut() {
        if has_hash(&import.name) {
            let next = format!("i{}", names.len());
            import.name = names.entry(import.name.clone()).or_insert(next).clone();
        }
    }
    names
}

/// Whether a name ends in an underscore and 16 hexadecimal digits.
fn has_hash(name: &str) -> bool {
    let tail = name.rsplit_once('_').map_or("", |(_, tail)| tail);
    tail.len() == 16 && tail.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The glue with its names following.
fn renamed(glue: &str, names: &BTreeMap<String, String>) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut written = String::with_capacity(glue.len());
    let mut rest = glue;
    while !rest.is_empty() {
        let end = rest.find(|c| is_word(c) != rest.starts_with(is_word)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        written.push_str(names.get(piece).map_or(piece, String::as_str));
        rest = after;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_follow() {
        let name = "__wbg_set_fillStyle_f2819d67645a21ba".to_string();
        assert!(has_hash(&name));
        assert!(!has_hash("__wbindgen_init_externref_table"));
        let names = BTreeMap::from([(name.clone(), "i0".to_string())]);
        let glue = format!("{{ {name}: f, {name}x: g, {name}(é) }}");
        assert_eq!(renamed(&glue, &names), format!("{{ i0: f, {name}x: g, i0(é) }}"));
    }

    #[test]
    fn the_glue_loads_its_own_module_in_few_words() {
        let own = "before;\nasync function __wbg_load(m) {\n    console.warn('old');\n}\nbetween;\n\
            async function __wbg_init_once(m) {\n    m = new URL('x_bg.wasm', import.meta.url);\n}\nafter;\n";
        let script = with_short_loading(own).unwrap();
        assert!(
            script.starts_with("before;\n")
                && script.contains("\nbetween;\n")
                && script.ends_with("after;\n")
        );
        assert!(script.contains("new URL('x_bg.wasm', import.meta.url)") && !script.contains("warn"));
        assert!(with_short_loading("something else").is_err());
        let [head, body, tail] = STALE;
        let method =
            |indent: &str| format!("{indent}{head}\n    {indent}{body}\n{indent}{tail}\n{indent}w.a();\n");
        let once = in_few_words(&[method("        "), method("            ")].concat());
        assert_eq!(once.matches("__wbg_of_this_instance(this);").count(), 2);
        assert_eq!(once.matches("Invalid stale").count(), 1);
    }

    #[test]
    fn names_of_source_files_are_blanked_and_nothing_else() {
        let mut data = *b"relu/rustc/59807616e1/library/core/src/fmt/mod.rssrc/words.rskey src/none /rustc/x";
        blank_paths(&mut data);
        let shown = data.map(|byte| if byte == 0 { b'.' } else { byte });
        let blank = ".".repeat("/rustc/59807616e1/library/core/src/fmt/mod.rssrc/words.rs".len());
        assert_eq!(String::from_utf8_lossy(&shown), format!("relu{blank}key src/none /rustc/x"));
    }

    #[test]
    fn hashes_of_crates_are_no_part_of_a_name() {
        let name = "<core[59807616e1fa2540]::fmt::Formatter>::pad[1] for [u8]";
        assert_eq!(without_hashes(name), "<core::fmt::Formatter>::pad for [u8]");
    }

    #[test]
    fn the_module_is_found_among_the_messages_of_cargo() {
        let artifact = r#"{"reason":"compiler-artifact","target":{"name":"relu_explainer"},
            "filenames":["/t/librelu_explainer.rlib","/t/relu_explainer.wasm"]}"#;
        assert_eq!(module_in(artifact), Some(PathBuf::from("/t/relu_explainer.wasm")));
        let other = artifact.replace("\"relu_explainer\"", "\"plotters\"");
        assert_eq!(module_in(&other), None);
        assert_eq!(module_in(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(module_in("warning: not a message"), None);
    }
}
