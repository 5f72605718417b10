//! The exercises: which answers are right, and which mistake a wrong one is told of.
//!
//! Answers and mistakes are computed here in doubles and by hand; the crate computes in decimals, by its chains and units.

mod support;

use std::collections::BTreeMap;

use relu_explainer::exercises::{EXERCISES, QUESTIONS, checklist, foreseen, judge, worked};
use support::say;

/// Half a unit of the third digit of 1.00, relative to it.
const HALF_UNIT: f64 = 0.005;

/// The key of what is said, without "exercise.", and whether the answer is right.
fn judged(question: &str, answer: f64) -> (bool, String) {
    let judgement = judge(question, answer).unwrap();
    let key = judgement.sentence.key.strip_prefix("exercise.").unwrap().to_string();
    (judgement.right, key)
}

fn said(question: &str, answer: f64) -> String {
    say(&judge(question, answer).unwrap().sentence)
}

#[track_caller]
fn is_right(question: &str, answers: &[f64]) {
    for answer in answers {
        assert!(judged(question, *answer).0, "{question} {answer}: {}", said(question, *answer));
    }
}

#[track_caller]
fn is_told(question: &str, answers: &[f64], key: &str) {
    for answer in answers {
        assert_eq!(judged(question, *answer), (false, key.to_string()), "{question} {answer}");
    }
}

/// a^k for the three ways of counting ten layers.
fn powers(factor: f64) -> [f64; 3] {
    [8, 9, 10].map(|k| factor.powi(k))
}

// Exercise 1: ten layers, w = 0.3.

#[test]
fn the_chain_is_right_in_any_usual_rounding() {
    is_right("chain.relu", &[6.561e-5, 6.56e-5, 0.000_065_6, 0.3f64.powi(8)]);
    is_right("chain.sigmoid", &[1.001_13e-9, 1.00e-9, 1e-9, 0.075f64.powi(8)]);
    is_right("chain.ratio", &[65_536.0, 65_500.0, 6.55e4, 6.56e4]);
}

#[test]
fn other_ways_of_counting_layers_are_right_and_recognised() {
    for (question, factor) in [("chain.relu", 0.3), ("chain.sigmoid", 0.075), ("chain.ratio", 4.0)] {
        for (answer, count) in powers(factor).into_iter().zip(["with-input", "of-weights", "of-factors"]) {
            assert_eq!(judged(question, answer), (true, format!("chain.right.{count}")), "{question}");
        }
    }
}

#[test]
fn and_beside_them_stands_the_answer_of_the_worked_example() {
    assert!(said("chain.relu", 1.9683e-5).contains("counts its layers of weights"));
    assert!(said("chain.relu", 1.9683e-5).contains("6.561·10⁻⁵"));
    assert!(said("chain.sigmoid", 5.63135e-12).contains("one factor per layer"));
    assert!(said("chain.sigmoid", 5.63135e-12).contains("1.00113·10⁻⁹"));
    assert!(
        said("chain.ratio", 262_144.0).contains("262,144")
            && said("chain.ratio", 262_144.0).contains("65,536")
    );
    assert!(said("chain.ratio", 1_048_576.0).contains("1,048,576"));
}

#[test]
fn a_factor_too_few_or_too_many_is_noticed() {
    for (question, factor) in [("chain.relu", 0.3f64), ("chain.sigmoid", 0.075), ("chain.ratio", 4.0)] {
        is_told(question, &[factor.powi(7)], "chain.few");
        is_told(question, &[factor.powi(11)], "chain.many");
        is_told(question, &[8.0 * factor, 9.0 * factor, 10.0 * factor], "chain.added");
        is_told(question, &[factor], "chain.one");
    }
    assert!(said("chain.relu", 0.3f64.powi(7)).contains("7 factors"));
    assert!(said("chain.relu", 0.3f64.powi(11)).contains("11 factors"));
}

#[test]
fn one_activation_taken_for_the_other_is_noticed() {
    is_told("chain.relu", &powers(0.075), "chain.relu.sigmoid");
    is_told("chain.sigmoid", &powers(0.3), "chain.sigmoid.relu");
}

#[test]
fn a_weight_or_a_slope_left_out_is_noticed() {
    is_told("chain.relu", &[1.0], "chain.relu.weight");
    is_told("chain.sigmoid", &powers(0.25), "chain.sigmoid.weight");
    is_told("chain.sigmoid", &powers(0.3).map(|relu| 0.25 * relu), "chain.sigmoid.once");
    is_told("chain.sigmoid", &powers(0.3 * 0.5), "chain.sigmoid.value");
    is_told("chain.ratio", &powers(0.3 / 0.25), "chain.ratio.weight");
    is_told("chain.ratio", &powers(1.0 / 0.075), "chain.ratio.weight");
    is_told("chain.ratio", &powers(1.0 / 0.5), "chain.sigmoid.value");
}

#[test]
fn a_ratio_upside_down_or_a_difference_is_noticed() {
    is_told("chain.ratio", &powers(0.25), "chain.ratio.inverted");
    is_told("chain.ratio", &powers(0.075), "chain.ratio.second");
    is_told("chain.ratio", &[0.3f64.powi(8) - 0.075f64.powi(8), 0.3f64.powi(9)], "chain.ratio.difference");
}

// Exercise 2: w = (0.5, −0.8, 0.3), x = (0.4, 0.6, 0.1).

#[test]
fn the_unit_is_right_in_any_usual_rounding() {
    is_right("unit.z", &[-0.25, 0.5 * 0.4 - 0.8 * 0.6 + 0.3 * 0.1]);
    is_right("unit.output", &[0.0, -0.0]);
    is_right("unit.slope", &[0.0]);
    is_right("unit.gradient", &[0.0]);
    is_right("unit.share", &[0.5, 50.0, 49.9]);
    is_right("unit.leaky", &[-0.0025, -2.5e-3]);
}

#[test]
fn mistakes_in_the_weighted_sum_are_noticed() {
    is_told("unit.z", &[0.0], "unit.z.clamped");
    is_told("unit.z", &[0.25], "unit.z.sign");
    is_told("unit.z", &[-0.0025], "unit.z.leaky");
    is_told("unit.z", &[0.20 + 0.48 + 0.03, -0.20 - 0.48 + 0.03, 0.20 - 0.48 - 0.03], "unit.z.flipped");
    is_told("unit.z", &[-0.48 + 0.03, 0.20 + 0.03, 0.20 - 0.48], "unit.z.missing");
    is_told("unit.z", &[0.4 + 0.6 + 0.1], "unit.z.weights");
    is_told("unit.z", &[0.20 * -0.48 * 0.03], "unit.z.multiplied");
    assert!(said("unit.z", 0.71).contains("w₂x₂"));
    assert!(said("unit.z", -0.28).contains("w₃x₃"));
}

#[test]
fn mistakes_in_the_output_are_noticed() {
    is_told("unit.output", &[-0.25], "unit.output.clamp");
    is_told("unit.output", &[0.25], "unit.output.size");
    is_told("unit.output", &[-0.0025], "unit.output.leaky");
    is_told("unit.output", &[0.71], "unit.output.flipped");
    is_told("unit.output", &[1.0 / (1.0 + 0.25f64.exp())], "unit.output.sigmoid");
    is_told("unit.output", &[1.0], "unit.output.slope");
    is_told("unit.leaky", &[0.0], "unit.leaky.relu");
    is_told("unit.leaky", &[-0.25], "unit.leaky.z");
    is_told("unit.leaky", &[0.0025], "sign");
    is_told("unit.leaky", &[0.01], "unit.leaky.slope");
    is_told("unit.leaky", &[0.71], "unit.leaky.flipped");
}

#[test]
fn mistakes_in_the_slope_are_noticed() {
    let sigmoid = 1.0 / (1.0 + 0.25f64.exp());
    let slopes_of_sigmoid = [0.25, sigmoid * (1.0 - sigmoid)];
    is_told("unit.slope", &[1.0], "unit.slope.active");
    is_told("unit.slope", &[0.01], "unit.slope.leaky");
    is_told("unit.slope", &[-0.25], "unit.slope.z");
    is_told("unit.slope", &[0.5], "unit.slope.corner");
    is_told("unit.slope", &slopes_of_sigmoid, "unit.slope.sigmoid");
    is_told("unit.gradient", &[0.4], "unit.gradient.slope");
    is_told("unit.gradient", &[0.5], "unit.gradient.weight");
    is_told("unit.gradient", &[1.0], "unit.gradient.above");
    is_told("unit.gradient", &[0.01 * 0.4], "unit.gradient.leaky");
    is_told("unit.gradient", &[-0.25 * 0.4, -0.25], "unit.gradient.z");
    is_told("unit.gradient", &slopes_of_sigmoid.map(|slope| 0.4 * slope), "unit.gradient.sigmoid");
}

#[test]
fn mistakes_in_the_share_are_noticed() {
    is_told("unit.share", &[0.0], "unit.share.none");
    is_told("unit.share", &[1.0, 100.0], "unit.share.all");
    is_told("unit.share", &[2.0 / 3.0, 66.7], "unit.share.weights");
    // Of the eight corners x₁ alone, x₃ alone and both make z positive.
    is_told("unit.share", &[3.0 / 8.0, 37.5], "unit.share.corners");
    // x₃ = 0.1: 0.5 x₁ − 0.8 x₂ + 0.03 > 0 where x₂ < (0.5 x₁ + 0.03)/0.8, on average 0.28/0.8.
    is_told("unit.share", &[0.28 / 0.8, 35.0], "unit.share.slice");
    is_told("unit.share", &[0.005, 5000.0], "unit.share.percent");
}

// Exercise 3: the loss of a constant guess.

#[test]
fn the_loss_of_a_constant_guess_is_the_logarithm_of_two() {
    is_right("plateau.loss", &[2f64.ln(), 0.693, 0.69]);
    assert!(said("plateau.loss", 0.693).contains("0.6931"));
}

#[test]
fn other_losses_are_noticed() {
    is_told("plateau.loss", &[2f64.log10(), 0.301], "plateau.loss.common");
    is_told("plateau.loss", &[1.0], "plateau.loss.binary");
    is_told("plateau.loss", &[0.5], "plateau.loss.probability");
    is_told("plateau.loss", &[0.25], "plateau.loss.variance");
    is_told("plateau.loss", &[-2f64.ln()], "plateau.loss.sign");
    is_told("plateau.loss", &[2f64.ln() / 2.0], "plateau.loss.one-class");
    is_told("plateau.loss", &[4f64.ln()], "plateau.loss.added");
    is_told("plateau.loss", &[0.0], "plateau.loss.zero");
}

// Exercise 5: ReLU and sigmoid in turn.

#[test]
fn layers_in_turn_leave_half_the_exponent() {
    is_right("mixed.four", &[1.0 / 16.0, 0.0625, 0.0624]);
    is_right("mixed.ten", &[0.5f64.powi(10), 9.77e-4, 0.000_977, 9.8e-4]);
    is_right("mixed.all", &[0.25f64.powi(10), 9.54e-7]);
}

#[test]
fn sigmoids_counted_wrongly_are_noticed() {
    is_told("mixed.four", &[0.25], "mixed.few");
    is_told("mixed.four", &[0.25f64.powi(3)], "mixed.many");
    is_told("mixed.four", &[0.25f64.powi(4)], "mixed.all-slopes");
    is_told("mixed.ten", &[0.25f64.powi(4)], "mixed.few");
    is_told("mixed.ten", &[0.25f64.powi(6)], "mixed.many");
    is_told("mixed.ten", &[0.25f64.powi(10)], "mixed.all-slopes");
    is_told("mixed.ten", &[0.25], "mixed.one");
    is_told("mixed.ten", &[0.5f64.powi(5)], "mixed.value");
    is_told("mixed.all", &[0.25f64.powi(9)], "mixed.few");
    is_told("mixed.all", &[0.25f64.powi(11)], "mixed.many");
    // Also what the sigmoid's value, 0.5, would give; the likelier mistake is named.
    is_told("mixed.all", &[0.5f64.powi(10)], "mixed.all.in-turn");
    is_told("mixed.all", &[0.25], "mixed.one");
}

#[test]
fn slopes_added_left_out_or_off_are_noticed() {
    is_told("mixed.four", &[0.5, 2.5], "mixed.added");
    is_told("mixed.ten", &[1.25, 6.25], "mixed.added");
    is_told("mixed.all", &[2.5], "mixed.added");
    for question in ["mixed.four", "mixed.ten", "mixed.all"] {
        is_told(question, &[1.0], "mixed.relu");
    }
    is_told("mixed.four", &[0.0], "mixed.off");
    is_told("mixed.ten", &[0.0], "mixed.off");
}

// What can happen anywhere.

#[test]
fn a_sign_a_reciprocal_and_a_slipped_point_are_noticed() {
    is_told("chain.relu", &powers(0.3).map(|right| -right), "sign");
    is_told("mixed.ten", &[-9.77e-4], "sign");
    is_told("mixed.ten", &[1024.0], "inverse");
    is_told("chain.sigmoid", &[1e9], "inverse");
    is_told("chain.relu", &[6.56e-4, 6.56e-6, 6.56e-2, 6.56e-8], "point");
    is_told("chain.relu", &[0.656, 6.56e-9], "chain.relu.hint");
    is_told("unit.z", &[-2.5, -0.025], "point");
}

#[test]
fn what_is_nearly_right_is_told_so() {
    is_told("chain.relu", &[6.6e-5, 6.3e-5], "close");
    is_told("plateau.loss", &[0.7, 0.68], "close");
    is_told("unit.share", &[0.52, 48.0], "close");
    is_told("mixed.four", &[0.06, 0.0633, 0.951 / 16.0, 1.049 / 16.0], "close");
    is_told("mixed.four", &[0.949 / 16.0, 1.051 / 16.0], "mixed.four.hint");
}

#[test]
fn anything_else_gets_a_hint_where_to_begin() {
    for question in QUESTIONS {
        is_told(question, &[123.456, -77.7, 1e300, -1e-300 - 3.3], &format!("{question}.hint"));
    }
}

#[test]
fn right_ends_half_a_unit_of_the_third_digit_away() {
    for (question, right) in
        [("chain.relu", 0.3f64.powi(8)), ("unit.z", -0.25), ("mixed.all", 0.25f64.powi(10))]
    {
        for sign in [-1.0, 1.0] {
            assert!(judged(question, right * (1.0 + 0.99 * sign * HALF_UNIT)).0);
            assert!(!judged(question, right * (1.0 + 1.01 * sign * HALF_UNIT)).0);
        }
    }
    is_right("unit.output", &[9e-10, -9e-10]);
    is_told("unit.output", &[2e-9, 0.001], "unit.output.hint");
    is_told("chain.relu", &[1.0 + 2e-9], "chain.relu.hint");
}

#[test]
fn no_hint_gives_the_answer_away() {
    // The rounded answer as it would be written in a sentence.
    let answers = [
        ("chain.relu", "6.56"),
        ("chain.sigmoid", "1.001"),
        ("chain.ratio", "65,536"),
        ("unit.z", "−0.25"),
        ("unit.share", "50"),
        ("unit.leaky", "0.0025"),
        ("plateau.loss", "0.69"),
        ("mixed.four", "0.0625"),
        ("mixed.ten", "9.7"),
        ("mixed.all", "9.5"),
    ];
    for (question, written) in answers {
        for answer in foreseen(question).unwrap() {
            let judgement = judge(question, answer).unwrap();
            let sentence = say(&judgement.sentence);
            assert!(judgement.right || !sentence.contains(written), "{question} {answer}: {sentence}");
        }
    }
}

#[test]
fn two_mistakes_that_lead_to_one_number_are_those_known_here() {
    let mut shared = BTreeMap::new();
    for question in QUESTIONS {
        let mut answers = foreseen(question).unwrap();
        answers.sort_by(f64::total_cmp);
        for pair in answers.windows(2) {
            if (pair[1] - pair[0]).abs() <= 2.0 * HALF_UNIT * pair[1].abs() {
                *shared.entry(question).or_insert(0) += 1;
            }
        }
    }
    // One sigmoid forgotten, one sigmoid alone, and two values of a sigmoid are all 0.25 behind four layers; ten values
    // of a sigmoid are what ten layers in turn leave.
    assert_eq!(shared, BTreeMap::from([("mixed.all", 1), ("mixed.four", 2)]));
}

// What cannot be used.

#[test]
fn every_question_belongs_to_an_exercise() {
    for question in QUESTIONS {
        let (exercise, _) = question.split_once('.').unwrap();
        assert!(EXERCISES.contains(&exercise));
        assert!(foreseen(question).unwrap().iter().all(|answer| answer.is_finite()));
    }
}

#[test]
fn answers_that_are_no_numbers_are_refused() {
    for (answer, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let error = judge("unit.output", answer).unwrap_err();
        assert_eq!(error.to_string(), format!("answer is {shown}; it must be a finite number"));
    }
}

#[test]
fn unknown_names_are_refused_with_those_that_are_known() {
    let error = judge("chain.tanh", 0.0).unwrap_err().to_string();
    assert!(error.starts_with("question is chain.tanh; it must be chain.relu, chain.sigmoid,"), "{error}");
    assert_eq!(foreseen("chain.tanh").unwrap_err().to_string(), error);
    let error = worked("").unwrap_err().to_string();
    assert_eq!(error, "exercise is empty; it must be chain, unit, plateau, corner, mixed");
    let error = checklist("unit").unwrap_err().to_string();
    assert_eq!(error, "exercise is unit; it must be plateau or corner");
}
