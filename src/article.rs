//! What the article shows beside its figures: the same texts stand in the committed page and come from the live one.

pub mod predict;
pub mod quote;
pub mod zeros;

use crate::activation::relu_derivative;
use crate::corner::{Data, compare};
use crate::error::ParameterError;
use crate::figures::Table;
use crate::words::{Sentence, brief, in_digits, percent};

/// The steps for which the article trains the small network of [`crate::corner`], unless the reader asks for others.
pub const CORNER_STEPS: usize = 100;

/// The seed of its drawn numbers.
const CORNER_SEED: u64 = 42;

/// What the slope at z = 0 does to the small network of [`crate::corner`]: its loss before and after so many steps under
/// each of the three slopes, where zeros are built in and where numbers are drawn.
///
/// ```
/// use relu_explainer::article::corner_table;
///
/// let table = corner_table(100)?;
/// assert_eq!(table.rows.len(), 3);
/// assert_eq!(table.rows[0][..3], ["0", "0.15625", "0.15625"]); // With slope 0 nothing moves.
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
///
/// # Errors
/// Unless the number of steps is one that [`crate::corner::run`] takes.
pub fn corner_table(steps: usize) -> Result<Table, ParameterError> {
    let mut rows = Vec::new();
    let built_in = compare(Data::StructuralZeros, steps)?;
    let drawn = compare(Data::RealValued { seed: CORNER_SEED }, steps)?;
    let share = |of_one: f64| percent(of_one, 1);
    let loss = |number: f64| in_digits(number, 5);
    for ((slope, zeros), (_, numbers)) in built_in.iter().zip(&drawn) {
        rows.push(vec![
            brief(relu_derivative(0.0, *slope), 1),
            loss(zeros.first_loss()),
            loss(zeros.last_loss()),
            share(zeros.share()),
            loss(numbers.last_loss()),
            share(numbers.share()),
        ]);
    }
    let columns = ["slope", "before", "built-in", "zeros", "drawn", "drawn-zeros"];
    Ok(Table {
        caption: Sentence::new("corner.table.caption").with("steps", steps.to_string()),
        columns: columns.iter().map(|column| Sentence::new(format!("corner.table.{column}"))).collect(),
        rows,
        current: None,
    })
}
