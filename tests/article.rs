//! The committed article: no number in its prose but what the crate computes, and each as independent facts have it.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{StartTag, Token, Tokenizer};
use relu_explainer::article::predict;
use relu_explainer::article::quote::quote;
use relu_explainer::exercises::{EXERCISES, QUESTIONS};
use support::read;

/// The numbers of the prose as the literature, the closed forms by hand and runs of other programs have them: what a bound
/// number names, and what has to stand there.
const FACTS: &[(&str, &str)] = &[
    // max(0, z) and its slope.
    ("value relu -1", "0"),
    ("slope relu 1", "1"),
    ("slope relu -1", "0"),
    // s(1 − s) with s = 1/(1 + e⁻ᶻ), and 1 − tanh².
    ("slope sigmoid 0", "0.25"),
    ("slope sigmoid 1", "0.1966"),
    ("slope sigmoid 3", "0.0452"),
    ("slope tanh 0", "1"),
    ("slope tanh 3", "0.0099"),
    // 0.1³, 0.5³, 0.5¹⁸, 1²⁰, 0.25²⁰ = 9.0949·10⁻¹³.
    ("chain relu 0.1 3", "0.001"),
    ("chain relu 0.5 3", "0.125"),
    ("chain relu 0.5 18", "3.81·10⁻⁶"),
    ("chain relu 1 20", "1"),
    ("chain sigmoid 1 20", "9.09·10⁻¹³"),
    // 4ᵏ.
    ("ratio 1", "4"),
    ("ratio 3", "64"),
    ("ratio 4", "256"),
    // w = (0.01, 0.01), b = −10: z from −10 to −9.98, above 0 where x₁ + x₂ > 1000; 0.01 · 1200 − 10 = 2.
    ("dead weight", "0.01"),
    ("dead bias", "−10"),
    ("dead smallest", "−10"),
    ("dead largest", "−9.98"),
    ("dead threshold", "1000"),
    ("dead z 600", "2"),
    ("dead share", "0\u{a0}%"),
    ("given 600", "600"),
    // 2⁻².
    ("silent 2", "25\u{a0}%"),
    // √(2/n), s√(n/2), 2/s², 2⁻¹⁰.
    ("he 1", "1.41"),
    ("he 8", "0.5"),
    ("he 64", "0.177"),
    ("he 256", "0.0884"),
    ("factor he 64", "1"),
    ("factor xavier 64", "0.707"),
    ("factor 0.1 64", "0.566"),
    ("factor 0.1 256", "1.13"),
    ("factor 1 256", "11.3"),
    ("gain xavier 64 20", "9.77·10⁻⁴"),
    ("neutral 0.1", "200"),
    ("given 64", "64"),
    ("given 256", "256"),
    ("given 20", "20"),
    // exp(−2.005/2) = 0.367 and a little more for the skewness; 1 − (15/16)⁵⁰ = 0.9603.
    ("typical 64 50", "0.37"),
    ("silent-networks 4 50", "96\u{a0}%"),
    ("given 4", "4"),
    ("given 50", "50"),
    // Steps that can be chosen.
    ("given 1", "1"),
    ("given 10", "10"),
    ("given 100", "100"),
    ("given 1000", "1000"),
    ("given 10000", "10000"),
    // 1/(1 − s).
    ("saving 50", "2"),
    ("saving 90", "10"),
    // 1/√(2π), ln 2.
    ("mean relu", "0.399"),
    ("constant-loss", "0.6931"),
    // What the figures begin with.
    ("domain chain weight default", "0.1"),
    ("domain chain output default", "1"),
    ("domain curves leaky default", "0.01"),
    ("domain neuron w1 default", "1"),
    ("domain neuron b default", "−1"),
    ("domain neuron x1 min", "0"),
    ("domain neuron x1 max", "1"),
    ("predict neuron", "−1.5"),
    // What the exercises set.
    ("given 0", "0"),
    ("given 0.1", "0.1"),
    ("given 0.3", "0.3"),
    ("given 0.4", "0.4"),
    ("given 0.5", "0.5"),
    ("given 0.6", "0.6"),
    ("given -0.8", "−0.8"),
    // The figures as they stand: z = 0.5.
    ("curves.z", "0.5"),
    ("curves.value", "0.5"),
    ("curves.state", "active"),
    ("curves.convention", "0"),
    // w = 0.1, three factors: 0.001 against 0.025³ = 1.5625·10⁻⁵, and 4³ = 64.
    ("chain.layers", "5"),
    ("chain.factors", "3"),
    ("chain.weight", "0.1"),
    ("chain.kind", "ReLU in every layer"),
    ("chain.end", "0.001"),
    ("chain.sigmoid", "1.5625·10⁻⁵"),
    ("chain.ratio", "64"),
    // w = (1, 1), b = −1: half of the square; numpy's default_rng(42) puts 47 of 100 points there.
    ("neuron.bias", "−1"),
    ("neuron.state", "active on a part"),
    ("neuron.share", "50\u{a0}%"),
    ("neuron.sample", "47\u{a0}%"),
    ("neuron.largest", "1"),
    // One example: all signs agree. 0.1·√128 = 1.131, √(2/256) = 0.0884.
    ("limits.batch", "1"),
    ("limits.activation", "ReLU"),
    ("limits.deviation", "0.1"),
    ("limits.width", "256"),
    ("limits.agreement", "100\u{a0}%"),
    ("limits.sampled", "0.396"),
    ("limits.factor", "1.13"),
    ("limits.neutral", "0.0884"),
];

/// Elements whose text is no prose: headings, citations, formulas, and what a figure says of itself.
const NO_PROSE: [&str; 10] =
    ["head", "h1", "h2", "h3", "q", "cite", "math", "relu-figure", "script", "style"];

/// Attributes of elements that the crate fills in, or that hold sources.
const FILLED: [&str; 8] = [
    "data-bind",
    "data-quote",
    "data-program",
    "data-worked",
    "data-checklist",
    "data-corner",
    "data-zeros",
    "data-exempt",
];

/// Elements without an end.
const VOID: [&str; 8] = ["meta", "link", "img", "source", "br", "hr", "input", "wbr"];

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name.as_bytes());
    found.map(|(_, value)| text(&value.value))
}

/// Every text of a page with the elements that it stands in, from the outside in: their names, and " filled" behind the
/// name of one that the crate fills.
fn texts(html: &str) -> Vec<(Vec<String>, String)> {
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for token in Tokenizer::new(html) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                if tag.self_closing || VOID.contains(&name.as_str()) {
                    continue;
                }
                let filled = FILLED.iter().any(|key| attribute(&tag, key).is_some());
                open.push(if filled { format!("{name} filled") } else { name });
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                let at = open.iter().rposition(|open| open.split(' ').next() == Some(&name));
                open.truncate(at.unwrap_or_else(|| panic!("</{name}> closes nothing")));
            }
            Token::String(string) => found.push((open.clone(), text(&string))),
            _ => {}
        }
    }
    found
}

/// The prose of a page.
fn prose(html: &str) -> Vec<String> {
    let spoken = |path: &Vec<String>| {
        !path.iter().any(|element| element.ends_with(" filled") || NO_PROSE.contains(&element.as_str()))
    };
    // A list of contents repeats headings.
    let listed = |path: &Vec<String>| path.iter().any(|element| element == "nav");
    texts(html).into_iter().filter(|(path, _)| spoken(path) && !listed(path)).map(|(_, text)| text).collect()
}

/// A digit, a fraction or a raised digit. Lowered digits are indices: they belong to the name, as in x₁.
fn is_number(c: char) -> bool {
    c.is_numeric() && !('₀'..='₉').contains(&c)
}

/// What every bound element of the page names, and what stands in it.
fn bound(html: &str) -> Vec<(String, String)> {
    let mut bound = Vec::new();
    let mut open = None;
    for token in Tokenizer::new(html) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                let named = attribute(&tag, "data-bind").or_else(|| attribute(&tag, "data-quote"));
                open = named.or(open);
            }
            Token::String(string) => {
                if let Some(named) = open.take() {
                    bound.push((named, text(&string)));
                }
            }
            _ => {}
        }
    }
    bound
}

/// The values of an attribute, in the order of the page.
fn values(html: &str, name: &str) -> Vec<String> {
    let tags = Tokenizer::new(html).filter_map(|token| match token.unwrap() {
        Token::StartTag(tag) => attribute(&tag, name),
        _ => None,
    });
    tags.collect()
}

#[test]
fn no_number_stands_in_the_prose_but_those_that_the_crate_computes() {
    for text in prose(&read("index.html")) {
        assert!(!text.contains(is_number), "a number that nothing computes: {}", text.trim());
    }
}

#[test]
fn a_number_in_the_prose_would_be_found() {
    let found = |html: &str| prose(html).iter().any(|text| text.contains(is_number));
    for with in
        ["<p>about 40 %</p>", "<p>10⁻³</p>", "<p>a ½</p>", "<li><b>9</b></li>", "<figcaption>3</figcaption>"]
    {
        assert!(found(with), "{with}");
    }
    for without in [
        "<h2>1</h2>",
        "<p>x₁ + <data data-quote=a>1</data></p>",
        "<math><mn>2</mn></math>",
        "<q>as much as 40%</q>",
    ] {
        assert!(!found(without), "{without}");
    }
}

#[test]
fn every_bound_number_is_what_the_facts_say() {
    let facts: BTreeMap<&str, &str> = FACTS.iter().copied().collect();
    assert_eq!(facts.len(), FACTS.len(), "each is named once");
    let page = bound(&read("index.html"));
    for (named, shown) in &page {
        let fact =
            facts.get(named.as_str()).unwrap_or_else(|| panic!("no fact is known for {named}: {shown}"));
        assert_eq!(shown, fact, "{named}");
    }
    let used: BTreeSet<&str> = page.iter().map(|(named, _)| named.as_str()).collect();
    let unused: Vec<_> = facts.keys().filter(|named| !used.contains(*named)).collect();
    assert!(unused.is_empty(), "the page does not say {unused:?}");
}

#[test]
fn the_contents_are_the_headings() {
    let html = read("index.html");
    let (mut listed, mut headings) = (Vec::new(), Vec::new());
    for (path, text) in texts(&html) {
        let within = |name: &str| path.iter().any(|element| element == name);
        if within("nav") && within("a") {
            listed.push(text);
        } else if within("h2") {
            headings.push(text);
        }
    }
    assert_eq!(listed, headings);
    let ids: BTreeSet<String> = values(&html, "id").into_iter().collect();
    assert_eq!(ids.len(), values(&html, "id").len(), "no id stands twice");
    for link in values(&html, "href") {
        if let Some(id) = link.strip_prefix('#') {
            assert!(ids.contains(id), "#{id} leads nowhere");
        }
    }
}

#[test]
fn every_exercise_is_asked_and_worked_and_every_guess_is_asked_for() {
    let html = read("index.html");
    assert_eq!(values(&html, "data-exercise"), EXERCISES);
    assert_eq!(values(&html, "data-worked"), EXERCISES);
    assert_eq!(values(&html, "data-question"), QUESTIONS);
    assert_eq!(values(&html, "data-predict"), predict::QUESTIONS);
}

#[test]
fn a_quotation_that_makes_no_sense_is_refused_by_name() {
    for expression in [
        "",
        "slope",
        "slope cosine 0",
        "slope relu x",
        "chain relu 0.1 51",
        "he 0",
        "he 1.5",
        "dead",
        "dead mass",
        "domain curves leaky middle",
        "domain nothing z min",
        "mean silu",
        "gain he 0 3",
        "neutral 0",
        "saving 100",
        "predict curves",
    ] {
        let refused = quote(expression).unwrap_err().to_string();
        assert!(refused.contains("must be"), "{expression:?}: {refused}");
    }
    let sentence = quote("slope cosine 0").unwrap_err().to_string();
    assert_eq!(sentence, "activation is cosine; it must be the name of one that can be quoted");
}
