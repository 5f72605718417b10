//! Where everything of the picture lies.

use super::super::Theme;
use super::super::panel::Frame;
use super::super::pencil::Place;
use super::TrainingPicture;

/// The panels of the picture.
pub(super) struct Plan {}

impl Plan {
    pub(super) fn new(_picture: &TrainingPicture, _frame: &Frame, _theme: &Theme) -> Self {
        Plan {}
    }

    /// Whether a place lies in one of the charts over the updates, which the cursor is dragged in.
    pub(super) fn is_in_charts(&self, _at: Place) -> bool {
        false
    }

    /// The update at a place of the charts.
    pub(super) fn update_at(&self, _at: Place) -> f64 {
        0.0
    }

    /// The unit whose mark is at a place, by layer and place in it.
    pub(super) fn unit_at(&self, _at: Place) -> Option<(usize, usize)> {
        None
    }
}
