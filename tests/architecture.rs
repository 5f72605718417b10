//! The invariants of ARCHITECTURE.md that can be read off the code.

mod support;

use std::fs;
use std::path::PathBuf;

use relu_explainer::figures::Theme;
use support::{path, read};

/// All files below a folder whose names end so.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![path(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap().path();
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.to_string_lossy().ends_with(ending) {
                found.push(entry);
            }
        }
    }
    found
}

/// The code of a file without its comments.
fn code(file: &PathBuf) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

const BROWSER: [&str; 5] = ["wasm_bindgen", "web_sys", "js_sys", "plotters_canvas", "wasm-bindgen"];
const CLOCK: [&str; 3] = ["std::time", "Instant", "SystemTime"];

#[test]
fn the_numbers_name_no_plotting_no_browser_and_no_clock() {
    for file in files("src", ".rs") {
        let name = file.strip_prefix(path("src")).unwrap().to_string_lossy().into_owned();
        // The article shows the figures, and programs compute what they show.
        let shows = ["figures", "article", "programs", "web"].iter().any(|folder| name.starts_with(folder));
        if shows || name == "lib.rs" {
            continue;
        }
        for word in BROWSER.iter().chain(&CLOCK).chain(&["plotters", "crate::figures", "crate::web"]) {
            assert!(!code(&file).contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn the_figures_name_no_browser_no_clock_and_no_seedless_randomness() {
    for file in files("src/figures", ".rs").into_iter().chain([path("src/figures.rs")]) {
        for word in BROWSER.iter().chain(&CLOCK).chain(&["crate::web", "thread_rng", "getrandom"]) {
            assert!(!code(&file).contains(word), "{} names {word}", file.display());
        }
    }
}

#[test]
fn transcendental_functions_come_from_libm_alone() {
    // The platform's own differ in the last bit between native code, wasm and browsers.
    let methods = [
        ".exp()",
        ".ln()",
        ".tanh()",
        ".powf(",
        ".powi(",
        ".sin()",
        ".cos()",
        ".exp_m1()",
        ".ln_1p()",
        ".sqrt()",
        ".hypot(",
        ".mul_add(",
    ];
    for file in files("src", ".rs") {
        for method in methods {
            assert!(!code(&file).contains(method), "{} calls {method}", file.display());
        }
    }
}

#[test]
fn what_the_build_cuts_out_of_the_page_is_never_called() {
    // xtask/src/bindings.rs makes these trap: closures for JavaScript, and numbers with a fixed count of decimals.
    for file in files("src", ".rs") {
        let name = file.strip_prefix(path("src")).unwrap().to_string_lossy().into_owned();
        let code = code(&file);
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        assert!(!code.contains("Closure"), "{name} hands out a closure");
        let fixed = code.match_indices(":.").any(|(at, _)| {
            let next = code[at + 2..].chars().next().unwrap_or(' ');
            next.is_ascii_digit() || next == '*' || code[at + 2..].starts_with("places")
        });
        assert!(!fixed, "{name} writes a number with a fixed count of decimals");
    }
}

#[test]
fn the_page_writes_no_markup_from_strings_and_no_inline_style() {
    let forbidden = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "setHTML",
        "eval(",
        "new Function",
        ".cssText",
        ".style.",
        "'style'",
    ];
    for file in files("www", ".js") {
        for word in forbidden {
            // A frame in a page of somebody else has to be as high as its figure whatever that page's style sheets say.
            let framing = word == ".style." && file.ends_with("embed-parent.js");
            assert!(framing || !code(&file).contains(word), "{} has {word}", file.display());
        }
    }
    for word in [" style=", " onclick=", "<style"] {
        assert!(!read("index.html").contains(word), "index.html has {word}");
    }
}

#[test]
fn only_the_page_knows_its_address_and_one_module_writes_it() {
    for file in files("www", ".js") {
        // So is the page of one figure, for frames.
        let page = file.starts_with(path("www/page")) || file.ends_with("alone/embed.js");
        assert!(page || !code(&file).contains("location."), "{} reads the address", file.display());
        for word in ["pushState", "replaceState", "location.hash =", "location.href ="] {
            let link = file.ends_with("page/link.js");
            assert!(link || !code(&file).contains(word), "{} uses {word}", file.display());
        }
    }
}

#[test]
fn nothing_asks_another_origin() {
    for ending in [".js", ".css", ".json"] {
        for file in files("www", ending) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("http://") && !text.contains("https://"), "{}", file.display());
        }
    }
}

#[test]
fn the_colours_of_the_style_sheet_are_those_of_the_themes() {
    let css = read("www/figure/figure.css");
    for (theme, blocks) in [(Theme::LIGHT, 1), (Theme::DARK, 2)] {
        for (name, colour) in Theme::COLOURS.iter().zip(theme.colours()) {
            let rule = format!("--own-{name}: #{colour:06x};");
            let shared = theme.colours() == Theme::LIGHT.colours()
                || Theme::LIGHT.colours()[Theme::COLOURS.iter().position(|other| other == name).unwrap()]
                    == colour;
            let expected = if shared { 1 } else { blocks };
            assert_eq!(css.matches(&rule).count(), expected, "{rule}");
        }
    }
}
