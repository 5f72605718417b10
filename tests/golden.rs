//! The pictures are those that were looked at and committed. `GOLDEN=write cargo test --test golden` draws them anew;
//! the difference is then to be looked at.

mod support;

use relu_explainer::figures::{NAMES, Theme};
use support::{figure, finished, path, pictures};

#[test]
fn every_picture_is_the_committed_one() {
    let pictures = pictures();
    assert!(pictures.len() >= 5);
    let write = std::env::var_os("GOLDEN").is_some_and(|mode| mode == "write");
    for (file, svg) in pictures {
        if write {
            std::fs::write(path(&file), &svg).unwrap();
        }
        let committed = std::fs::read_to_string(path(&file)).unwrap_or_default();
        assert!(
            svg == committed,
            "{file} differs from what is drawn now: look at it, then GOLDEN=write cargo test --test golden"
        );
    }
}

#[test]
fn no_other_picture_lies_among_them() {
    let known: Vec<String> = pictures().into_iter().map(|(file, _)| file).collect();
    for entry in std::fs::read_dir(path("tests/golden")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".svg") {
            assert!(known.contains(&format!("tests/golden/{name}")), "states.txt does not name {name}");
        }
    }
}

/// Whether the points of a stroke are the ends of one of a hatch: it rises as far as it goes to the right.
fn hatches(points: &str) -> bool {
    let sums: Vec<i32> = points
        .split_whitespace()
        .map(|point| point.split(',').map(|at| at.parse::<i32>().unwrap()).sum())
        .collect();
    sums.len() == 2 && (sums[0] - sums[1]).abs() <= 16
}

#[test]
fn where_strokes_are_bold_none_but_a_hatch_s_is_thinner_than_half_of_them() {
    let bold = Theme { stroke: 4.0, ..Theme::LIGHT };
    let richer = [
        ("curves", "over=tanh+elu"),
        ("chain", "off=2"),
        ("depth", "networks=20"),
        ("training", "twin=clip"),
    ];
    for (name, state) in NAMES.iter().map(|name| (*name, "")).chain(richer) {
        let svg = finished(figure(name, state)).to_svg((626, 257), &bold);
        let within = |line: &str, name: &str| {
            let (_, rest) = line.split_once(&format!(" {name}=\""))?;
            Some(rest.split_once('"')?.0.to_string())
        };
        for line in svg.lines().filter(|line| line.contains("fill=\"none\"")) {
            let Some(width) = within(line, "stroke-width") else { continue };
            let thin = width.parse::<u32>().unwrap() < 2 * 16;
            assert!(
                !thin || within(line, "points").is_some_and(|points| hatches(&points)),
                "{name} {state}: {line}"
            );
        }
    }
}
