//! The pictures are those that were looked at and committed. `GOLDEN=write cargo test --test golden` draws them anew;
//! the difference is then to be looked at.

mod support;

use support::{path, pictures};

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
