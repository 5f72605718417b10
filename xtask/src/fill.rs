//! What the crate writes into the committed article: numbers, sentences, tables and still pictures, so that the
//! article reads without JavaScript and WebAssembly. The same functions answer on the live page.

mod inner;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use inner::Element;
use relu_explainer::article::quote::quote;
use relu_explainer::article::zeros::{SHARE, table_to_come};
use relu_explainer::article::{CORNER_STEPS, corner_table};
use relu_explainer::demo::{Language, Program};
use relu_explainer::exercises::{checklist, worked};
use relu_explainer::figures::{Figure, NAMES, Table, Theme};
use relu_explainer::state::Value;
use relu_explainer::words::{Filling, Sentence};

use crate::card;
use crate::html::escaped;

/// Size of the still pictures, in CSS pixels.
const SIZE: (u32, u32) = (960, 432);

/// That of the figure that is more than a few curves.
const LARGE: (u32, u32) = (960, 640);

/// So many rows has a still table at the most; of a longer one it has every second, or third. The whole comes with the figure.
const MOST_ROWS: usize = 9;

/// Every figure at its defaults, with its work done, which may take long: once is enough.
type Figures = HashMap<&'static str, Figure>;

/// The templates of `www/words`.
pub struct Words(HashMap<String, String>);

impl Words {
    pub fn read(root: &Path) -> Result<Self> {
        let mut words = HashMap::new();
        for file in ["www/words/en.json", "www/words/en.later.json", "www/words/en.article.json"] {
            let path = root.join(file);
            let json =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let part: HashMap<String, String> =
                serde_json::from_str(&json).with_context(|| format!("{file} is not a map of texts"))?;
            words.extend(part);
        }
        Ok(Words(words))
    }

    pub fn say(&self, sentence: &Sentence) -> String {
        sentence.render(|key| self.0.get(key).cloned())
    }

    pub fn say_all(&self, sentences: &[Sentence]) -> String {
        sentences.iter().map(|sentence| self.say(sentence)).collect::<Vec<_>>().join(" ")
    }

    fn filling(&self, filling: &Filling) -> String {
        match filling {
            Filling::Text(text) => text.clone(),
            Filling::Word(key) => self.say(&Sentence::new(key.clone())),
        }
    }
}

/// Writes every generated file anew; returns those that changed.
pub fn fill(root: &Path) -> Result<Vec<PathBuf>> {
    let changed = differing(root)?;
    for (path, text) in &changed {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(changed.into_iter().map(|(path, _)| path).collect())
}

/// The generated files that are not what the crate would write now.
pub fn stale(root: &Path) -> Result<Vec<PathBuf>> {
    Ok(differing(root)?.into_iter().map(|(path, _)| path).collect())
}

/// The generated files that differ from those on the disk, with what they should be.
fn differing(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    let mut figures = Figures::new();
    for name in NAMES {
        let figure = finished(Figure::new(name)?);
        for (suffix, theme) in [("", Theme::LIGHT), (".dark", Theme::DARK)] {
            files.push((
                root.join(format!("www/figures/{name}{suffix}.svg")),
                figure.to_svg(size_of(name), &theme),
            ));
        }
        figures.insert(name, figure);
    }
    let page = root.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let words = Words::read(root)?;
    files.push((root.join(card::SVG), card::svg(&html, &words)?));
    files.push((page, filled(&html, &words, &figures)?));
    files.retain(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text));
    Ok(files)
}

/// The article with every generated part filled in.
fn filled(html: &str, words: &Words, figures: &Figures) -> Result<String> {
    inner::rewrite(html, |element| {
        if element.name == "relu-figure" {
            still(element, words, figures).map(Some)
        } else if let Some(bound) = element.attributes.get("data-bind") {
            readout(bound, words, figures).map(|text| Some(escaped(&text)))
        } else if let Some(expression) = element.attributes.get("data-quote") {
            Ok(Some(escaped(&quote(expression)?)))
        } else if let Some(what) = element.attributes.get("data-program") {
            program(what).map(|text| Some(escaped(&text)))
        } else if let Some(exercise) = element.attributes.get("data-worked") {
            Ok(Some(items(&worked(exercise)?, words)))
        } else if let Some(exercise) = element.attributes.get("data-checklist") {
            Ok(Some(items(&checklist(exercise)?, words)))
        } else if element.attributes.contains_key("data-corner") {
            Ok(Some(format!("\n{}          ", rows(&corner_table(CORNER_STEPS)?, words))))
        } else if element.attributes.contains_key("data-zeros") {
            Ok(Some(format!("\n{}          ", rows(&table_to_come(SHARE)?, words))))
        } else {
            Ok(None)
        }
    })
}

/// The article's program in a language, or what it prints.
fn program(what: &str) -> Result<String> {
    let program = Program::default();
    match Language::ALL.into_iter().find(|language| language.name() == what) {
        Some(language) => Ok(program.source(language)?),
        None if what == "output" => Ok(program.run()?),
        None => Err(anyhow!("data-program=\"{what}\" names no language, and is not \"output\"")),
    }
}

fn items(sentences: &[Sentence], words: &Words) -> String {
    let items =
        sentences.iter().map(|sentence| format!("\n            <li>{}</li>", escaped(&words.say(sentence))));
    format!("{}\n          ", items.collect::<String>())
}

/// The value that a figure shows under a name such as `curves.slope`, or that its parameter of that name has, at its
/// defaults.
fn readout(bound: &str, words: &Words, figures: &Figures) -> Result<String> {
    let unknown = || anyhow!("data-bind=\"{bound}\" names no value of a figure");
    let (name, key) = bound.split_once('.').ok_or_else(unknown)?;
    let figure = figures.get(name).ok_or_else(unknown)?;
    if let Some(readout) = figure.readouts().iter().find(|readout| readout.key == key) {
        return Ok(words.filling(&readout.filling));
    }
    let index = figure.state().index(key).map_err(|_| unknown())?;
    match figure.state().get(index) {
        Some(Value::Number(number)) => Ok(format!("{number}").replace('-', "−")),
        Some(Value::Choice(_)) => {
            Ok(words.say(&Sentence::new(format!("{bound}.{}", figure.state().text(key)?))))
        }
        _ => Err(unknown()),
    }
}

/// The size of a still picture.
fn size_of(name: &str) -> (u32, u32) {
    if name == "training" { LARGE } else { SIZE }
}

/// A figure whose work is done: nothing will come later.
fn finished(mut figure: Figure) -> Figure {
    figure.complete();
    figure
}

/// What stands in a figure's element until it runs: its still picture, what it says and its table.
fn still(element: &Element, words: &Words, figures: &Figures) -> Result<String> {
    let name = element.attributes.get("name").map(String::as_str).unwrap_or_default();
    let mut figure = Figure::new(name)?;
    for parameter in figure.parameters() {
        if let Some(text) = element.attributes.get(parameter.key) {
            figure.state_mut().assign(parameter.key, text)?;
        }
    }
    let default = figures.get(name).filter(|default| default.state() == figure.state());
    let figure = default.cloned().unwrap_or_else(|| finished(figure));
    let (width, height) = size_of(name);
    // What the picture shows now stands below it.
    let mut description = figure.description();
    description.truncate(description.len() - figure.verdict().len());
    // The first figure is on the first screen. The others run before anybody sees them, so the page shows their pictures
    // only where they do not.
    let first = NAMES.first() == Some(&name);
    let (later, lazy) = if first { ("", "") } else { (" class=\"later\"", " loading=\"lazy\"") };
    Ok(format!(
        "
          <picture{later}>
            <source media=\"screen and (prefers-color-scheme: dark)\" srcset=\"www/figures/{name}.dark.svg\">
            <img src=\"www/figures/{name}.svg\" width=\"{width}\" height=\"{height}\"{lazy} alt=\"{alt}\">
          </picture>
          <p>{verdict}</p>
          <section class=\"scroll\" tabindex=\"0\" aria-label=\"{caption}\">
          <table>
{table}          </table>
          </section>
          <p class=\"still\">{note}</p>
        ",
        alt = escaped(&words.say_all(&description)),
        verdict = escaped(&words.say_all(&figure.verdict())),
        caption = escaped(
            &[format!("{name}.name"), "table.open".to_string()]
                .map(|key| words.say(&Sentence::new(key)))
                .join(": ")
        ),
        table = rows(&figure.table(), words),
        note = escaped(&words.say(&Sentence::new("figure.still"))),
    ))
}

fn rows(table: &Table, words: &Words) -> String {
    let head = |scope: &str, text: &str| format!("<th scope=\"{scope}\">{}</th>", escaped(text));
    let columns: String = table.columns.iter().map(|column| head("col", &words.say(column))).collect();
    let mut html = format!(
        "            <caption>{}</caption>\n            <thead>\n              <tr>{columns}</tr>\n            \
         </thead>\n            <tbody>\n",
        escaped(&words.say(&table.caption))
    );
    for row in table.rows.iter().step_by(table.rows.len().div_ceil(MOST_ROWS).max(1)) {
        let cells = row.iter().enumerate().map(|(i, cell)| match i {
            0 => head("row", cell),
            _ => format!("<td>{}</td>", escaped(cell)),
        });
        html.push_str(&format!("              <tr>{}</tr>\n", cells.collect::<String>()));
    }
    html + "            </tbody>\n"
}
