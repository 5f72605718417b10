//! What zeros buy, as the article tells it: the comparison of [`crate::zeros::timing`] as a table and in sentences.

use crate::error::ParameterError;
use crate::figures::Table;
use crate::words::{Sentence, in_digits, percent};
use crate::zeros::timing::{Comparison, ROUNDS, SIZES, Spread, Timed};

/// The share of zeros that is timed unless a figure shows another: that of a layer whose pre-activations are symmetric.
pub const SHARE: f64 = 0.5;

/// What stands where nothing has been measured.
const NOTHING: &str = "–";

/// A ratio beyond what the count of multiply-adds allows has to exceed it by so much.
const CLEARLY: f64 = 1.02;

/// The table before anything is measured: what counting gives.
///
/// ```
/// use relu_explainer::article::zeros::{SHARE, table_to_come};
///
/// let table = table_to_come(SHARE)?;
/// assert_eq!(table.rows.len(), 9);
/// assert_eq!(table.rows[0], ["64", "50\u{a0}%", "2", "–", "–"]);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
///
/// # Errors
/// Unless the share is one that [`Comparison::new`] takes.
pub fn table_to_come(share: f64) -> Result<Table, ParameterError> {
    Ok(table(&Comparison::new(share, 0.0, f64::INFINITY)?.results()))
}

/// The table of what was measured: for each layer and share of zeros, how many times fewer multiply-adds there are, and
/// how many times as fast skipping columns and testing each number are.
pub fn table(results: &[Timed]) -> Table {
    let rows = results.iter().map(|result| {
        vec![
            result.size.to_string(),
            percent(result.share, 1),
            ratio(result.saving, 3),
            spread(result.skipping),
            spread(result.testing),
        ]
    });
    let columns = ["size", "zeros", "counted", "skipping", "testing"];
    Table {
        caption: Sentence::new("zeros.table.caption").with("rounds", ROUNDS.to_string()),
        columns: columns.iter().map(|column| Sentence::new(format!("zeros.table.{column}"))).collect(),
        rows: rows.collect(),
        current: None,
    }
}

/// What was measured, in sentences; none until all of it is. `same` says whether the products with and without zeros were
/// equal to the last bit.
pub fn verdict(results: &[Timed], same: bool) -> Vec<Sentence> {
    let measured: Option<Vec<(&Timed, Spread, Spread)>> =
        results.iter().map(|result| Some((result, result.skipping?, result.testing?))).collect();
    let Some(measured) = measured else { return Vec::new() };
    let first = |size| measured.iter().find(|(result, ..)| result.size == size);
    let [Some(few), Some(more), Some(most)] = SIZES.map(first) else { return Vec::new() };

    let faster = |(_, skipping, _): &(&Timed, Spread, Spread)| ratio(skipping.median, 2);
    let mut said = vec![
        Sentence::new("zeros.measured")
            .with("share", percent(few.0.share, 1))
            .with("few", few.0.size.to_string())
            .with("few-faster", faster(few))
            .with("more", more.0.size.to_string())
            .with("more-faster", faster(more))
            .with("most", most.0.size.to_string())
            .with("most-faster", faster(most))
            .with("saving", ratio(most.0.saving, 2)),
    ];
    if measured.iter().any(|(result, skipping, _)| skipping.low > CLEARLY * result.saving) {
        said.push(Sentence::new("zeros.above"));
    }
    if measured.iter().any(|(_, skipping, _)| skipping.median < 1.0) {
        said.push(Sentence::new("zeros.lost"));
    }
    let tested = measured.iter().map(|(_, _, testing)| testing.median);
    said.push(
        Sentence::new("zeros.testing")
            .with("least", ratio(tested.clone().fold(f64::INFINITY, f64::min), 2))
            .with("greatest", ratio(tested.fold(0.0, f64::max), 2)),
    );
    if same {
        said.push(Sentence::new("zeros.same"));
    }
    said
}

/// The median, and the range in brackets.
fn spread(spread: Option<Spread>) -> String {
    spread.map_or_else(
        || NOTHING.to_string(),
        |Spread { low, median, high }| format!("{} ({}–{})", ratio(median, 2), ratio(low, 2), ratio(high, 2)),
    )
}

/// A ratio, which is infinite if a duration vanished.
fn ratio(ratio: f64, digits: usize) -> String {
    if ratio.is_finite() { in_digits(ratio, digits) } else { "∞".to_string() }
}
