//! What holds for a site as a whole.

use super::*;

fn sources(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
}

fn toy() -> BTreeMap<String, Vec<u8>> {
    sources(&[
        (
            "index.html",
            "<head><link rel=stylesheet href=www/page.css></head>\
             <img src=www/f.svg><script type=module src=www/boot.js></script>",
        ),
        ("www/page.css", "a { b: url(f.svg) }"),
        ("www/f.svg", "<svg/>"),
        ("www/boot.js", "import { x } from './deep/x.js'; import('./wasm/glue.js'); x()"),
        ("www/deep/x.js", "export let x = () => fetch(new URL('../words.json', import.meta.url))"),
        ("www/words.json", "{}"),
        ("www/wasm/glue.js", "new URL('glue_bg.wasm', import.meta.url)"),
        ("www/wasm/glue_bg.wasm", "wasm"),
        ("www/forgotten.svg", "<svg/>"),
    ])
}

fn file<'s>(site: &'s Site, source: &str) -> (&'s str, &'s str) {
    let file = site.files.iter().find(|file| file.source == source).expect(source);
    (&file.path, std::str::from_utf8(&file.bytes).unwrap())
}

#[test]
fn every_reference_follows_the_name_of_its_file() {
    let site = assemble(toy()).unwrap();
    let (picture, _) = file(&site, "www/f.svg");
    let (words, _) = file(&site, "www/words.json");
    let (deep, deep_text) = file(&site, "www/deep/x.js");
    let (glue, glue_text) = file(&site, "www/wasm/glue.js");
    let (wasm, _) = file(&site, "www/wasm/glue_bg.wasm");
    let (boot, boot_text) = file(&site, "www/boot.js");
    let (style, style_text) = file(&site, "www/page.css");
    let (page, page_text) = file(&site, "index.html");
    assert_eq!(page, "index.html");
    assert!(deep_text.contains(&words.replace("www/", "../")), "{deep_text}");
    assert!(glue_text.contains(&wasm.replace("www/wasm/", "./")), "{glue_text}");
    assert!(boot_text.contains(&deep.replace("www/", "./")), "{boot_text}");
    assert!(boot_text.contains(&glue.replace("www/", "./")), "{boot_text}");
    assert!(style_text.contains(&picture.replace("www/", "")), "{style_text}");
    for path in [picture, style, boot] {
        assert_eq!(page_text.matches(path).count(), 1, "{page_text}");
    }
}

#[test]
fn modules_are_fetched_early_once_each_and_the_wasm_as_fetch_asks_for_it() {
    let site = assemble(toy()).unwrap();
    let (_, page) = file(&site, "index.html");
    for source in ["www/deep/x.js", "www/wasm/glue.js"] {
        let link = format!("<link rel=\"modulepreload\" href=\"{}\">", file(&site, source).0);
        assert_eq!(page.matches(&link).count(), 1, "{page}");
    }
    let wasm = file(&site, "www/wasm/glue_bg.wasm").0;
    assert!(page.contains(&format!("<link rel=\"preload\" href=\"{wasm}\" as=\"fetch\"")));
    assert_eq!(page.matches("preload\"").count(), 3, "the entry itself stands in the page");
}

#[test]
fn a_name_changes_with_what_the_file_leads_to_and_with_nothing_else() {
    let before = assemble(toy()).unwrap();
    let mut changed = toy();
    changed.insert("www/words.json".into(), b"{\"a\":1}".to_vec());
    let after = assemble(changed).unwrap();
    for (source, moves) in [
        ("www/words.json", true),
        ("www/deep/x.js", true),
        ("www/boot.js", true),
        ("www/f.svg", false),
        ("www/page.css", false),
        ("www/wasm/glue.js", false),
        ("index.html", false),
    ] {
        assert_eq!(file(&before, source).0 != file(&after, source).0, moves, "{source}");
    }
}

#[test]
fn what_nothing_leads_to_is_left_out_and_said() {
    let site = assemble(toy()).unwrap();
    assert_eq!(site.unreferenced, ["www/forgotten.svg"]);
    assert!(site.files.iter().all(|file| file.source != "www/forgotten.svg"));
}

#[test]
fn a_circle_of_modules_is_named() {
    let error = assemble(sources(&[
        ("index.html", "<head></head><script type=module src=a.js></script>"),
        ("a.js", "import './b.js'"),
        ("b.js", "import './c.js'"),
        ("c.js", "import './b.js'"),
    ]))
    .unwrap_err();
    assert!(error.to_string().ends_with("b.js -> c.js -> b.js"), "{error}");
}

#[test]
fn a_reference_to_nothing_names_the_file_that_holds_it() {
    let error = assemble(sources(&[("index.html", "<img src=none.svg>")])).unwrap_err();
    assert_eq!(format!("{error:#}"), "index.html: `none.svg` leads to none.svg, which does not exist");
}

#[test]
fn a_script_may_lead_back_to_the_page() {
    let site = assemble(sources(&[
        ("index.html", "<head></head><script type=module src=a.js></script>"),
        ("a.js", "open(new URL('./index.html#x', import.meta.url))"),
    ]))
    .unwrap();
    assert!(file(&site, "a.js").1.contains("./index.html#x"));
}

#[test]
fn the_hash_stands_before_the_last_extension() {
    assert_eq!(hashed("www/f.dark.svg", b""), "www/f.dark-e3b0c442.svg");
    assert_eq!(hashed("www.d/LICENSE", b""), "www.d/LICENSE-e3b0c442");
}
