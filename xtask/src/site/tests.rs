//! What holds for a site as a whole.

use super::*;

fn sources(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
}

fn toy() -> BTreeMap<String, Vec<u8>> {
    sources(&[
        (
            "index.html",
            "<head><link rel=stylesheet href=www/page.css><script src=www/theme.js></script></head>\
             <picture><source media=x srcset=www/f.dark.svg><img src=www/f.svg></picture>\
             <script type=module src=www/boot.js></script><a href=www/paper.pdf>",
        ),
        ("www/page.css", "a { b: url(f.svg) }"),
        ("www/f.svg", "<svg/>"),
        ("www/f.dark.svg", "<svg />"),
        ("www/paper.pdf", "paper"),
        ("www/theme.js", "function theme() {}"),
        (
            "www/boot.js",
            "import { x } from './deep/x.js'; import './wasm/glue.js'; x(() => import('./deep/later.js'))",
        ),
        (
            "www/deep/x.js",
            "import './y.js'; export let x = () => fetch(new URL('../words.json', import.meta.url))",
        ),
        ("www/deep/y.js", "say('y')"),
        ("www/words.json", "{}"),
        ("www/wasm/glue.js", "new URL('glue_bg.wasm', import.meta.url)"),
        ("www/wasm/glue_bg.wasm", "wasm"),
        (
            "www/deep/later.js",
            "import { z } from '../z.js'; export const later = [z, new URL('../l.wasm', import.meta.url)]",
        ),
        ("www/z.js", "export const z = say('z')"),
        ("www/l.wasm", "wasm of later"),
        ("www/forgotten.svg", "<svg/>"),
    ])
}

/// The file that was made from a source.
fn find<'s>(site: &'s Site, source: &str) -> Option<&'s File> {
    site.files.iter().find(|file| file.path == source || file.path == hashed(source, &file.bytes))
}

fn file<'s>(site: &'s Site, source: &str) -> (&'s str, &'s str) {
    let file = find(site, source).expect(source);
    (&file.path, std::str::from_utf8(&file.bytes).unwrap())
}

/// A page with one module script, and further modules.
fn page_with(modules: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let mut all = vec![("index.html", "<head></head><script type=module src=www/main.js></script>")];
    all.extend(modules);
    sources(&all)
}

#[test]
fn every_reference_follows_the_name_of_its_file() {
    let site = assemble(toy(), None).unwrap();
    let (picture, _) = file(&site, "www/f.svg");
    let (words, _) = file(&site, "www/words.json");
    let (wasm, _) = file(&site, "www/wasm/glue_bg.wasm");
    let (later, later_text) = file(&site, "www/deep/later.js");
    let (later_wasm, _) = file(&site, "www/l.wasm");
    let (boot, boot_text) = file(&site, "www/boot.js");
    let (style, style_text) = file(&site, "www/page.css");
    let (page, page_text) = file(&site, "index.html");
    assert_eq!(page, "index.html");
    for path in [words, wasm, later] {
        assert!(boot_text.contains(&path.replace("www/", "./")), "{boot_text}");
    }
    assert!(later_text.contains(&later_wasm.replace("www/", "../")), "{later_text}");
    assert!(style_text.contains(&picture.replace("www/", "")), "{style_text}");
    for path in [picture, style, boot] {
        assert_eq!(page_text.matches(path).count(), 1, "{page_text}");
    }
}

#[test]
fn a_module_script_and_what_it_imports_statically_are_one_file() {
    let site = assemble(toy(), None).unwrap();
    for part in ["www/deep/x.js", "www/deep/y.js", "www/wasm/glue.js"] {
        assert!(find(&site, part).is_none(), "{part}");
        assert!(!site.unreferenced.contains(&part.to_string()), "{part}");
    }
    let (_, boot) = file(&site, "www/boot.js");
    assert!(boot.contains("say(`y`)") || boot.contains("say(\"y\")"), "{boot}");
    assert!(!boot.contains("import ") && !boot.contains("import{") && !boot.contains("export"), "{boot}");
}

#[test]
fn modules_run_once_each_and_behind_those_that_they_import() {
    let site = assemble(
        page_with(&[
            ("www/main.js", "import './left.js'; import { r } from './right.js'; say('main', r)"),
            ("www/left.js", "import './shared.js'; say('left')"),
            (
                "www/right.js",
                "import { s } from './shared.js'; import './last.js'; export const r = say('right', s)",
            ),
            ("www/shared.js", "export const s = say('shared')"),
            ("www/last.js", "say('last')"),
        ]),
        None,
    )
    .unwrap();
    let (_, text) = file(&site, "www/main.js");
    let said: Vec<&str> =
        text.split("say(").skip(1).map(|call| call[1..].split(['`', '"']).next().unwrap()).collect();
    assert_eq!(said, ["shared", "left", "last", "right", "main"], "{text}");
}

#[test]
fn a_dynamic_import_starts_a_file_of_its_own_with_the_names_that_it_exports() {
    let site = assemble(toy(), None).unwrap();
    let (_, boot) = file(&site, "www/boot.js");
    let (_, later) = file(&site, "www/deep/later.js");
    assert!(later.contains("`z`") || later.contains("\"z\""), "{later}");
    assert!(later.contains(" as later"), "{later}");
    assert!(!boot.contains("`z`") && !boot.contains("\"z\""), "{boot}");
}

#[test]
fn a_module_that_would_run_twice_on_a_page_is_refused() {
    for (main, later) in [
        ("import './shared.js'; import('./later.js')", "import './shared.js'"),
        ("import './later.js'; import('./later.js')", ""),
        ("import('./shared.js'); import('./later.js')", "import './shared.js'"),
    ] {
        let files = [("www/main.js", main), ("www/later.js", later), ("www/shared.js", "let state")];
        let error = format!("{:#}", assemble(page_with(&files), None).unwrap_err());
        assert!(error.contains("would run twice, each time with a state of its own"), "{error}");
        assert!(error.starts_with("index.html: www/"), "{error}");
    }
    let error = assemble(
        sources(&[
            (
                "index.html",
                "<head></head><script type=module src=a.js></script><script type=module src=b.js></script>",
            ),
            ("a.js", "import './shared.js'"),
            ("b.js", "import './shared.js'"),
            ("shared.js", "let state"),
        ]),
        None,
    )
    .unwrap_err()
    .to_string();
    assert!(error.starts_with("index.html: shared.js would run twice"), "{error}");
    assert!(error.contains("with a.js and with b.js"), "{error}");
}

#[test]
fn a_worker_is_one_file_with_what_it_imports() {
    let site = assemble(
        page_with(&[
            ("www/main.js", "new Worker(new URL('./work/worker.js', import.meta.url), { type: 'module' })"),
            ("www/work/worker.js", "import { z } from '../z.js'; import './wasm.js'; say(z)"),
            ("www/work/wasm.js", "say(new URL('./w.wasm', import.meta.url))"),
            ("www/work/w.wasm", "wasm"),
            ("www/z.js", "export const z = say('z')"),
        ]),
        None,
    )
    .unwrap();
    let (worker, text) = file(&site, "www/work/worker.js");
    let (wasm, _) = file(&site, "www/work/w.wasm");
    assert!(text.contains("`z`") || text.contains("\"z\""), "{text}");
    assert!(!text.contains("import ") && !text.contains("export") && !text.contains("import{"), "{text}");
    assert!(text.contains(&wasm.replace("www/work/", "./")), "{text}");
    let (_, main) = file(&site, "www/main.js");
    assert!(main.contains(&worker.replace("www/", "./")), "{main}");
    for part in ["www/z.js", "www/work/wasm.js"] {
        assert!(find(&site, part).is_none(), "{part}");
    }
}

#[test]
fn a_worker_that_imports_nothing_is_a_module_too() {
    let site = assemble(
        page_with(&[
            ("www/main.js", "new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })"),
            ("www/worker.js", "const nobodyWantsThis = 1; say('work')"),
        ]),
        None,
    )
    .unwrap();
    let (_, worker) = file(&site, "www/worker.js");
    assert!(worker.contains("work") && !worker.contains("nobodyWantsThis"), "{worker}");
}

#[test]
fn the_page_may_import_what_it_starts_as_a_worker_and_the_worker_what_the_page_has() {
    // A worker has a scope of its own: what it shares with the page runs once in each.
    let site = assemble(
        page_with(&[
            (
                "www/main.js",
                "import './shared.js'; new Worker(new URL('./worker.js', import.meta.url)); import('./slices.js')",
            ),
            ("www/slices.js", "import('./both.js'); new Worker(new URL('./both.js', import.meta.url))"),
            ("www/worker.js", "import './shared.js'; say('worker')"),
            ("www/both.js", "import { n } from './alone.js'; export const both = n"),
            ("www/alone.js", "export const n = say('alone')"),
            ("www/shared.js", "say('shared')"),
        ]),
        None,
    )
    .unwrap();
    assert!(file(&site, "www/worker.js").1.contains("shared"));
    let (both, text) = file(&site, "www/both.js");
    assert!(text.contains(" as both"), "{text}");
    assert_eq!(file(&site, "www/slices.js").1.matches(&both.replace("www/", "./")).count(), 2);
}

#[test]
fn two_pages_may_use_one_module() {
    let site = assemble(
        sources(&[
            ("index.html", "<head></head><script type=module src=a.js></script>"),
            ("other.html", "<head></head><script type=module src=b.js></script>"),
            ("a.js", "import './shared.js'; say('a')"),
            ("b.js", "import './shared.js'; say('b')"),
            ("shared.js", "say('shared')"),
        ]),
        None,
    )
    .unwrap();
    for source in ["a.js", "b.js"] {
        assert!(file(&site, source).1.contains("shared"));
    }
}

#[test]
fn an_error_names_the_module_that_it_is_in() {
    let error = assemble(
        page_with(&[
            ("www/main.js", "import { x } from './deep/x.js'"),
            ("www/deep/x.js", "\nexport default 1"),
        ]),
        None,
    )
    .unwrap_err();
    let error = format!("{error:#}");
    assert!(error.starts_with("www/main.js: www/deep/x.js: line 2: what is exported by default"), "{error}");
}

#[test]
fn the_wasm_of_the_page_is_fetched_early_as_fetch_asks_for_it() {
    let site = assemble(toy(), None).unwrap();
    let (_, page) = file(&site, "index.html");
    let wasm = file(&site, "www/wasm/glue_bg.wasm").0;
    assert!(page.contains(&format!("<link rel=\"preload\" href=\"{wasm}\" as=\"fetch\"")));
    assert_eq!(page.matches("preload").count(), 1, "not the scripts, and not what is loaded later: {page}");
}

#[test]
fn a_first_visit_fetches_what_the_page_leads_to_at_once() {
    let site = assemble(toy(), None).unwrap();
    for fetched in [
        "index.html",
        "www/boot.js",
        "www/f.svg",
        "www/page.css",
        "www/theme.js",
        "www/wasm/glue_bg.wasm",
        "www/words.json",
    ] {
        assert!(find(&site, fetched).unwrap().first_visit, "{fetched}");
    }
    for left in ["www/f.dark.svg", "www/paper.pdf", "www/deep/later.js", "www/l.wasm"] {
        assert!(!find(&site, left).unwrap().first_visit, "{left}");
    }
}

#[test]
fn a_name_changes_with_what_the_file_leads_to_and_with_nothing_else() {
    let before = assemble(toy(), None).unwrap();
    let mut changed = toy();
    changed.insert("www/words.json".into(), b"{\"a\":1}".to_vec());
    let after = assemble(changed, None).unwrap();
    for (source, moves) in [
        ("www/words.json", true),
        ("www/boot.js", true),
        ("www/f.svg", false),
        ("www/page.css", false),
        ("www/theme.js", false),
        ("www/deep/later.js", false),
        ("index.html", false),
    ] {
        assert_eq!(file(&before, source).0 != file(&after, source).0, moves, "{source}");
    }
}

#[test]
fn what_nothing_leads_to_is_left_out_and_said() {
    let site = assemble(toy(), None).unwrap();
    assert_eq!(site.unreferenced, ["www/forgotten.svg"]);
    assert!(find(&site, "www/forgotten.svg").is_none());
}

#[test]
fn a_circle_of_modules_is_named() {
    let error = assemble(
        sources(&[
            ("index.html", "<head></head><script type=module src=a.js></script>"),
            ("a.js", "import './b.js'"),
            ("b.js", "import './c.js'"),
            ("c.js", "import './b.js'"),
        ]),
        None,
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "these modules import each other in a circle: b.js -> c.js -> b.js");
}

#[test]
fn a_circle_of_files_is_named() {
    let error = assemble(
        sources(&[
            ("index.html", "<head></head><script type=module src=a.js></script>"),
            ("a.js", "new Worker(new URL('./b.js', import.meta.url))"),
            ("b.js", "new Worker(new URL('./a.js', import.meta.url))"),
        ]),
        None,
    )
    .unwrap_err();
    assert!(error.to_string().ends_with("the hash of its content: a.js -> b.js -> a.js"), "{error}");
}

#[test]
fn a_reference_to_nothing_names_the_file_that_holds_it() {
    let error = assemble(sources(&[("index.html", "<img src=none.svg>")]), None).unwrap_err();
    assert_eq!(format!("{error:#}"), "index.html: `none.svg` leads to none.svg, which does not exist");
}

#[test]
fn a_script_may_lead_back_to_the_page() {
    let site = assemble(
        sources(&[
            ("index.html", "<head></head><script type=module src=a.js></script>"),
            ("a.js", "open(new URL('./index.html#x', import.meta.url))"),
        ]),
        None,
    )
    .unwrap();
    assert!(file(&site, "a.js").1.contains("./index.html#x"));
}

#[test]
fn the_hash_stands_before_the_last_extension() {
    assert_eq!(hashed("www/f.dark.svg", b""), "www/f.dark-e3b0c442.svg");
    assert_eq!(hashed("www.d/LICENSE", b""), "www.d/LICENSE-e3b0c442");
}

/// The toy with the picture that links show, published.
fn published(base: &str) -> Result<Site> {
    let mut sources = toy();
    sources.insert("www/card.png".into(), b"picture".to_vec());
    sources.insert("de/index.html".into(), b"<head><title>x</title></head>".to_vec());
    let picture = Picture { source: "www/card.png".into(), size: (1200, 630), alt: "\"a\" < b & c".into() };
    assemble(sources, Some(&Published { base: BaseUrl::parse(base)?, picture }))
}

#[test]
fn a_published_page_names_itself_and_the_picture_of_its_links_absolutely() {
    let site = published("https://example.org/a&b").unwrap();
    let (picture, _) = file(&site, "www/card.png");
    for (page, address) in
        [("index.html", "https://example.org/a&amp;b/"), ("de/index.html", "https://example.org/a&amp;b/de/")]
    {
        let (_, text) = file(&site, page);
        let (head, _) = text.split_once("</head>").unwrap();
        for line in [
            format!("<link rel=\"canonical\" href=\"{address}\">"),
            format!("<meta property=\"og:url\" content=\"{address}\">"),
            format!("<meta property=\"og:image\" content=\"https://example.org/a&amp;b/{picture}\">"),
            "<meta property=\"og:image:width\" content=\"1200\">".into(),
            "<meta property=\"og:image:height\" content=\"630\">".into(),
            "<meta property=\"og:image:alt\" content=\"&quot;a&quot; &lt; b &amp; c\">".into(),
            "<meta name=\"twitter:card\" content=\"summary_large_image\">".into(),
        ] {
            assert_eq!(head.matches(&line).count(), 1, "{line} in {head}");
        }
    }
}

#[test]
fn the_picture_of_links_has_a_hashed_name_and_no_first_visit_fetches_it() {
    let site = published("https://example.org/").unwrap();
    let picture = find(&site, "www/card.png").unwrap();
    assert_eq!(picture.path, hashed("www/card.png", b"picture"));
    assert!(!picture.first_visit);
    assert_eq!(site.unreferenced, ["www/forgotten.svg"]);
}

#[test]
fn a_picture_of_links_that_is_missing_is_named() {
    let picture = Picture { source: "www/none.png".into(), size: (1, 1), alt: String::new() };
    let published = Published { base: BaseUrl::parse("https://example.org/").unwrap(), picture };
    let error = assemble(toy(), Some(&published)).unwrap_err().to_string();
    assert_eq!(error, "the picture that links show, www/none.png, does not exist");
}

#[test]
fn a_page_that_is_published_nowhere_holds_no_absolute_address() {
    let site = assemble(toy(), None).unwrap();
    let (_, page) = file(&site, "index.html");
    for word in ["canonical", "og:", "twitter:", "://"] {
        assert!(!page.contains(word), "{page}");
    }
}

/// The toy with a service worker.
fn kept_toy() -> BTreeMap<String, Vec<u8>> {
    let mut files = toy();
    files.insert(offline::SOURCE.into(), b"say(VERSION, FILES)".to_vec());
    files.insert("embed.html".into(), b"<head></head><img src=www/forgotten.svg>".to_vec());
    files
}

#[test]
fn the_service_worker_keeps_all_that_the_first_page_can_come_to_ask_for() {
    let site = assemble(kept_toy(), None).unwrap();
    let (path, worker) = file(&site, offline::PATH);
    assert_eq!(path, "sw.js");
    for file in &site.files {
        // A document to go to is no part of the page, and neither is another page.
        let apart = ["www/paper", "embed.html", "www/forgotten", "sw.js"];
        let is_apart = apart.iter().any(|start| file.path.starts_with(start));
        assert_eq!(worker.contains(&format!("\"{}\"", file.path)), !is_apart, "{}", file.path);
    }
    assert!(!site.unreferenced.contains(&offline::SOURCE.to_string()));
}

#[test]
fn only_the_first_page_of_a_kept_site_is_announced_to_be_kept() {
    let announcement = "<meta name=\"relu-offline\" content=\"sw.js\">";
    let site = assemble(kept_toy(), None).unwrap();
    assert!(file(&site, "index.html").1.contains(announcement));
    assert!(!file(&site, "embed.html").1.contains("relu-offline"));
    let site = assemble(toy(), None).unwrap();
    assert!(!file(&site, "index.html").1.contains("relu-offline"));
    assert!(find(&site, offline::PATH).is_none());
}
