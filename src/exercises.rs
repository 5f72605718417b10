//! The article's five exercises: what is asked, what an answer says about how it was found, and the worked solutions.
//!
//! An answer is a number. It is right, or it is the number that a known mistake leads to, and then the mistake is
//! named:
//!
//! ```
//! use relu_explainer::exercises::judge;
//!
//! // One layer more or less is a way of counting, not a mistake.
//! assert!(judge("chain.relu", 6.56e-5)?.right);
//! assert!(judge("chain.relu", 0.3f64.powi(9))?.right);
//!
//! // This is what the sigmoid chain leaves.
//! let judgement = judge("chain.relu", 1e-9)?;
//! assert!(!judgement.right);
//! assert_eq!(judgement.sentence.key, "exercise.chain.relu.sigmoid");
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```
//!
//! Nothing here is a table of answers: answers, the numbers of mistakes and those of the solutions are computed by
//! [`chain`](crate::chain), [`neuron`](crate::neuron) and [`activation`](crate::activation).

mod chain;
mod corner;
mod mixed;
mod plateau;
mod unit;

use crate::decimal::Decimal;
use crate::error::ParameterError;
use crate::words::{Sentence, brief, significant};

/// The exercises, in the article's order. `plateau` and `corner` ask for an argument, the others for numbers.
pub const EXERCISES: [&str; 5] = ["chain", "unit", "plateau", "corner", "mixed"];

/// Everything that is answered by a number. What stands before the point is the exercise.
///
/// | question | what is asked |
/// |---|---|
/// | `chain.relu` | δ₁ of a network of ten layers, w = 0.3, the gradient 1 at the output, with active ReLUs |
/// | `chain.sigmoid` | the same with sigmoids at their best, z = 0 |
/// | `chain.ratio` | how many times larger the first is |
/// | `unit.z` | w = (0.5, −0.8, 0.3), b = 0, x = (0.4, 0.6, 0.1): the pre-activation |
/// | `unit.output` | its output |
/// | `unit.slope` | ReLU′(z) |
/// | `unit.gradient` | ∂L/∂w₁, if the gradient at the output of the unit is 1 |
/// | `unit.share` | on which share of the unit cube the unit is active, as a fraction or in percent |
/// | `unit.leaky` | the output with Leaky ReLU of slope 0.01 |
/// | `plateau.loss` | the cross-entropy of the best constant guess, two classes of equal size |
/// | `mixed.four` | what the slopes of ReLU, sigmoid, ReLU, sigmoid leave of a gradient at best |
/// | `mixed.ten` | the same for ten such layers |
/// | `mixed.all` | the same for ten layers of sigmoids |
pub const QUESTIONS: [&str; 13] = [
    "chain.relu",
    "chain.sigmoid",
    "chain.ratio",
    "unit.z",
    "unit.output",
    "unit.slope",
    "unit.gradient",
    "unit.share",
    "unit.leaky",
    "plateau.loss",
    "mixed.four",
    "mixed.ten",
    "mixed.all",
];

/// How far an answer may lie from a number and still be that number, relative to it: half a unit of the third
/// significant digit, where that unit is largest (1.00). So 6.56·10⁻⁵ and 6.561·10⁻⁵ are one answer.
///
/// 0 and ±1 are not the result of rounding anything here, and must be met to within 10⁻⁹.
pub const TOLERANCE: f64 = 0.005;

/// How far an answer may lie from the right one and be told that it is nearly there, relative to it.
const CLOSE: f64 = 0.05;

/// By how many places the point may have slipped.
const MOST_PLACES: usize = 3;

/// What is said of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Whether the answer is right, also under another way of counting layers.
    pub right: bool,
    /// What there is to say: to a right answer how it comes about, to another one what seems to have happened and what
    /// to do next.
    pub sentence: Sentence,
}

/// An answer that is expected, and what is said to it.
struct Case {
    answer: f64,
    judgement: Judgement,
}

impl Case {
    fn right(answer: f64, sentence: Sentence) -> Self {
        Case { answer, judgement: Judgement { right: true, sentence } }
    }

    fn mistake(answer: f64, sentence: Sentence) -> Self {
        Case { answer, judgement: Judgement { right: false, sentence } }
    }
}

/// Judges an answer to one of [`QUESTIONS`].
///
/// Right answers come first, then the mistakes of this question, the likelier before the others, then those that one can
/// make anywhere: a sign, a reciprocal, a slipped point, a number nearly right. Whatever is left gets a hint where to
/// begin.
///
/// # Errors
/// If there is no such question, or if the answer is not finite.
///
/// ```
/// use relu_explainer::exercises::judge;
///
/// assert!(judge("unit.share", 0.5)?.right && judge("unit.share", 50.0)?.right);
/// assert_eq!(judge("unit.output", -0.25)?.sentence.key, "exercise.unit.output.clamp");
///
/// let error = judge("unit.z", f64::NAN).unwrap_err();
/// assert_eq!(error.to_string(), "answer is NaN; it must be a finite number");
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn judge(question: &str, answer: f64) -> Result<Judgement, ParameterError> {
    let cases = cases(question)?;
    if !answer.is_finite() {
        return Err(ParameterError::number("answer", answer, "a finite number"));
    }
    let mut found = cases.iter().filter(|case| is_meant(answer, case.answer));
    let known = found.clone().find(|case| case.judgement.right).or_else(|| found.next());
    if let Some(case) = known {
        return Ok(case.judgement.clone());
    }
    let mut right = cases.iter().filter(|case| case.judgement.right);
    let slip = right.find_map(|case| slip(answer, case.answer));
    let key = match slip {
        Some(slip) => format!("exercise.{slip}"),
        None => format!("exercise.{question}.hint"),
    };
    Ok(Judgement { right: false, sentence: Sentence::new(key) })
}

/// All answers to a question that [`judge`] has an answer of its own to: the right ones, and those of its mistakes.
///
/// # Errors
/// If there is no such question.
///
/// ```
/// use relu_explainer::exercises::foreseen;
///
/// assert!(foreseen("unit.z")?.contains(&-0.25));
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn foreseen(question: &str) -> Result<Vec<f64>, ParameterError> {
    Ok(cases(question)?.into_iter().map(|case| case.answer).collect())
}

/// The worked solution of one of [`EXERCISES`], step by step; of an essay, an answer one could give.
///
/// # Errors
/// If there is no such exercise.
///
/// ```
/// use relu_explainer::exercises::worked;
///
/// assert_eq!(worked("unit")?[0].key, "exercise.unit.worked.product");
/// assert!(worked("sixth").is_err());
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn worked(exercise: &str) -> Result<Vec<Sentence>, ParameterError> {
    match exercise {
        "chain" => chain::worked(),
        "unit" => unit::worked(),
        "plateau" => Ok(plateau::worked()),
        "corner" => corner::worked(),
        "mixed" => mixed::worked(),
        _ => Err(ParameterError::new("exercise", exercise, EXERCISES.join(", "))),
    }
}

/// What a good answer to an essay has, for readers to hold their own against.
///
/// # Errors
/// If the exercise is neither `plateau` nor `corner`.
///
/// ```
/// use relu_explainer::exercises::checklist;
///
/// assert!((4..=6).contains(&checklist("plateau")?.len()));
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn checklist(exercise: &str) -> Result<Vec<Sentence>, ParameterError> {
    match exercise {
        "plateau" => Ok(plateau::checklist()),
        "corner" => Ok(corner::checklist()),
        _ => Err(ParameterError::new("exercise", exercise, "plateau or corner")),
    }
}

fn cases(question: &str) -> Result<Vec<Case>, ParameterError> {
    match question {
        "chain.relu" => chain::relu(),
        "chain.sigmoid" => chain::sigmoid(),
        "chain.ratio" => chain::ratio(),
        "unit.z" => unit::z(),
        "unit.output" => unit::output(),
        "unit.slope" => unit::slope(),
        "unit.gradient" => unit::gradient(),
        "unit.share" => unit::share(),
        "unit.leaky" => unit::leaky(),
        "plateau.loss" => Ok(plateau::loss()),
        "mixed.four" => mixed::four(),
        "mixed.ten" => mixed::ten(),
        "mixed.all" => mixed::all(),
        _ => Err(ParameterError::new("question", question, QUESTIONS.join(", "))),
    }
}

/// Whether an answer is this number, rounded as one may round it.
fn is_meant(answer: f64, number: f64) -> bool {
    let size = libm::fabs(number);
    let allowed = if size == 0.0 || size == 1.0 { 1e-9 } else { TOLERANCE * size };
    libm::fabs(answer - number) <= allowed
}

/// What went wrong on the way from a right answer to the paper, if that explains another answer.
fn slip(answer: f64, right: f64) -> Option<&'static str> {
    if right == 0.0 {
        return None;
    }
    let mut unit = 1.0;
    let slipped = (0..MOST_PLACES).any(|_| {
        unit *= 10.0;
        is_meant(answer, right * unit) || is_meant(answer, right / unit)
    });
    if is_meant(answer, -right) {
        Some("sign")
    } else if is_meant(answer, 1.0 / right) {
        Some("inverse")
    } else if slipped {
        Some("point")
    } else if libm::fabs(answer - right) <= CLOSE * libm::fabs(right) {
        Some("close")
    } else {
        None
    }
}

/// A short number as it is written by hand.
fn plain(number: f64) -> String {
    brief(number, 6)
}

/// A number to six significant digits, whatever its size.
fn sized(number: Decimal) -> String {
    significant(number, 6)
}

/// A product of decimals.
fn product(factors: impl IntoIterator<Item = f64>) -> Decimal {
    factors.into_iter().fold(Decimal::ONE, |product, factor| product * Decimal::of_finite(factor))
}

/// A power of a decimal.
fn power(factor: f64, exponent: usize) -> Decimal {
    product(std::iter::repeat_n(factor, exponent))
}
