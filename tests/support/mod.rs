//! What several tests need: the words of the page and the pictures of `tests/golden/states.txt`.

// Every test that includes this uses its own part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use relu_explainer::figures::{Figure, Theme};
use relu_explainer::words::{Filling, Sentence};

/// A path of the repository.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The text of a file of the repository.
pub fn read(relative: &str) -> String {
    fs::read_to_string(path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// The templates of the page's words.
pub fn words() -> BTreeMap<String, String> {
    let parts = ["", ".later", ".article", ".share", ".class", ".host", ".offline"].map(|part| {
        let path = format!("www/words/en{part}.json");
        let part: BTreeMap<String, String> = serde_json::from_str(&read(&path)).expect("a map of texts");
        part
    });
    parts.into_iter().flatten().collect()
}

/// A sentence in the page's words.
pub fn say(sentence: &Sentence) -> String {
    let words = words();
    sentence.render(|key| words.get(key).cloned())
}

/// Every picture of `states.txt`: its file name and its SVG, drawn now.
pub fn pictures() -> Vec<(String, String)> {
    let states = read("tests/golden/states.txt");
    let lines = states.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(picture).collect()
}

fn picture(line: &str) -> (String, String) {
    let mut fields = line.split_whitespace();
    let mut next = || fields.next().unwrap_or_else(|| panic!("too few fields: {line}"));
    let (file, name, size, theme, mode) = (next(), next(), next(), next(), next());
    let (width, height) = size.split_once('x').expect("WIDTHxHEIGHT");
    let size = (width.parse().expect("a width"), height.parse().expect("a height"));
    let theme = if theme == "dark" { Theme::DARK } else { Theme::LIGHT };
    let figure = finished(figure(name, &fields.collect::<Vec<_>>().join(" ")));
    let svg = match mode {
        "captioned" => figure.to_captioned_svg(size, &theme, say),
        "exported" => figure.to_exported_svg(size, &theme, "ADDRESS", say),
        _ => figure.to_svg(size, &theme),
    };
    (format!("tests/golden/{file}.svg"), svg)
}

/// A figure in a state that is written as in `states.txt`: `key=value` pairs.
pub fn figure(name: &str, state: &str) -> Figure {
    let mut figure = Figure::new(name).expect("a figure's name");
    for pair in state.split_whitespace() {
        let (key, value) = pair.split_once('=').expect("key=value");
        figure.state_mut().assign(key, value).expect("a value that is allowed");
    }
    figure
}

/// A figure whose work is done.
pub fn finished(mut figure: Figure) -> Figure {
    figure.complete();
    figure
}

/// The figure as one of its presets shows it.
pub fn preset(name: &str, key: &str) -> Figure {
    let mut figure = Figure::new(name).expect("a figure's name");
    let preset = figure.presets().iter().find(|preset| preset.key == key).expect("a preset's name");
    figure.state_mut().adopt(preset).expect("values that are allowed");
    figure
}

/// The value beside the picture under a name, in the page's words.
pub fn readout(figure: &Figure, key: &str) -> String {
    let readouts = figure.readouts();
    let readout = readouts.iter().find(|readout| readout.key == key).expect("a value's name");
    match &readout.filling {
        Filling::Text(text) => text.clone(),
        Filling::Word(word) => say(&Sentence::new(word.clone())),
    }
}

/// What the picture shows, in the page's words.
pub fn verdict(figure: &Figure) -> String {
    figure.verdict().iter().map(say).collect::<Vec<_>>().join(" ")
}
