//! The worked solutions of the exercises: every number in them against its closed form.

use relu_explainer::exercises::{EXERCISES, checklist, worked};
use relu_explainer::words::Filling;

/// The gaps of every sentence of a solution, in their order: key, gap and filling.
fn filled(exercise: &str) -> Vec<(String, &'static str, String)> {
    let mut filled = Vec::new();
    for sentence in worked(exercise).unwrap() {
        for (name, filling) in sentence.slots {
            let Filling::Text(text) = filling else { panic!("a word in {}", sentence.key) };
            filled.push((sentence.key.replace("exercise.", ""), name, text));
        }
    }
    filled
}

/// The fillings of one gap, wherever a sentence with this key has it.
fn fillings(exercise: &str, key: &str, gap: &str) -> Vec<String> {
    let filled = filled(exercise).into_iter().filter(|(of, name, _)| of == key && *name == gap);
    filled.map(|(_, _, text)| text).collect()
}

/// A number as text, with as many digits as the page shows: 6.561·10⁻⁵.
fn scientific(number: f64, digits: usize) -> String {
    let text = format!("{number:.*e}", digits - 1);
    let (significand, exponent) = text.split_once('e').unwrap();
    let significand = significand.trim_end_matches('0').trim_end_matches('.');
    let raised = exponent.chars().map(|c| match c {
        '-' => '⁻',
        _ => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][c.to_digit(10).unwrap() as usize],
    });
    format!("{significand}·10{}", raised.collect::<String>())
}

#[test]
fn the_solution_of_the_chain_shows_all_three_ways_of_counting() {
    assert_eq!(fillings("chain", "chain.worked.factor", "relu"), ["0.3"]);
    assert_eq!(fillings("chain", "chain.worked.factor", "sigmoid"), ["0.075"]);
    for (k, count) in [(8, "with-input"), (9, "of-weights"), (10, "of-factors")] {
        let key = format!("chain.worked.{count}");
        assert_eq!(fillings("chain", &key, "factors"), [k.to_string()]);
        assert_eq!(fillings("chain", &key, "relu"), [scientific(0.3f64.powi(k), 6)]);
        assert_eq!(fillings("chain", &key, "sigmoid"), [scientific(0.075f64.powi(k), 6)]);
        let ratio = fillings("chain", &key, "ratio")[0].replace(',', "");
        assert_eq!(ratio, 4u64.pow(k as u32).to_string());
    }
    assert_eq!(fillings("chain", "chain.worked.width", "width"), ["22.2"]);
}

#[test]
fn the_solution_of_the_unit_is_that_by_hand() {
    assert_eq!(fillings("unit", "unit.worked.product", "result"), ["0.2", "−0.48", "0.03"]);
    assert_eq!(fillings("unit", "unit.worked.sum", "sum"), ["0.2 − 0.48 + 0.03"]);
    assert_eq!(fillings("unit", "unit.worked.sum", "z"), ["−0.25"]);
    for (key, gap, text) in [
        ("output", "output", "0"),
        ("output", "slope", "0"),
        ("gradient", "gradient", "0"),
        ("share", "smallest", "−0.8"),
        ("share", "largest", "0.8"),
        ("share", "share", "50"),
        ("leaky", "slope", "0.01"),
        ("leaky", "output", "−0.0025"),
    ] {
        assert_eq!(fillings("unit", &format!("unit.worked.{key}"), gap), [text], "{key} {gap}");
    }
}

#[test]
fn the_solution_of_the_mixed_layers_goes_to_fifty() {
    assert_eq!(fillings("mixed", "mixed.worked.four", "result"), ["0.0625"]);
    assert_eq!(fillings("mixed", "mixed.worked.four", "fraction"), ["1/16"]);
    let depths = [10, 20, 50];
    assert_eq!(fillings("mixed", "mixed.worked.depth", "layers"), depths.map(|depth| depth.to_string()));
    let in_turn = depths.map(|depth| scientific(0.5f64.powi(depth), 3));
    assert_eq!(fillings("mixed", "mixed.worked.depth", "turn"), in_turn);
    assert_eq!(in_turn, ["9.77·10⁻⁴", "9.54·10⁻⁷", "8.88·10⁻¹⁶"]);
    let sigmoid = depths.map(|depth| scientific(0.25f64.powi(depth), 3));
    assert_eq!(fillings("mixed", "mixed.worked.depth", "sigmoid"), sigmoid);
    assert_eq!(sigmoid[1], "9.09·10⁻¹³");
    let limits = ["low", "high"].map(|gap| fillings("mixed", "mixed.worked.uncentred", gap).concat());
    assert_eq!(limits, ["0", "1"]);
}

#[test]
fn the_essays_quote_what_is_computed() {
    assert_eq!(fillings("plateau", "plateau.worked.constant", "loss"), [format!("{:.4}", 2f64.ln())]);
    let corner: Vec<String> = worked("corner").unwrap().into_iter().map(|sentence| sentence.key).collect();
    assert!(corner.contains(&"corner.same".to_string()));
    assert_eq!(corner.iter().filter(|key| *key == "corner.choice").count(), 3);
}

#[test]
fn the_essays_have_lists_of_what_a_good_answer_has() {
    for exercise in EXERCISES {
        let essay = ["plateau", "corner"].contains(&exercise);
        assert_eq!(checklist(exercise).is_ok(), essay);
        assert!(!worked(exercise).unwrap().is_empty());
    }
    assert_eq!(checklist("plateau").unwrap().len(), 6);
    assert_eq!(checklist("corner").unwrap().len(), 5);
}
