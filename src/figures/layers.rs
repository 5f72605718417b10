//! What must be drawn again, and what can be kept.

/// The layers of a figure, from the ground up, and how many of them are kept as a bitmap.
///
/// A drawing is a stack: the frame with its grid and labels, the curves, the marks that move. Each
/// parameter names the lowest layer that depends on it. When layer `m` changes again, everything below `m` comes
/// back as one bitmap, and only `m` and what stands above it is drawn anew. It is kept when `m` has changed twice in a
/// row: making the bitmap takes longer than drawing.
///
/// ```
/// use relu_explainer::figures::{Layers, Step};
///
/// let mut layers = Layers::new(3);
/// assert_eq!(layers.redraw(0), [Step::Draw(0), Step::Draw(1), Step::Draw(2)]);
/// assert_eq!(layers.redraw(2), [Step::Draw(0), Step::Draw(1), Step::Draw(2)]);
/// assert_eq!(layers.redraw(2), [Step::Draw(0), Step::Draw(1), Step::Keep, Step::Draw(2)]);
/// assert_eq!(layers.redraw(2), [Step::Restore, Step::Draw(2)]);
/// ```
#[derive(Clone, Debug)]
pub struct Layers {
    count: usize,
    kept: Option<usize>,
    /// The lowest layer that changed last.
    before: usize,
}

/// One step of a redraw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Put the kept bitmap on the canvas.
    Restore,
    /// Draw a layer over what is there.
    Draw(usize),
    /// Keep what is on the canvas now as the bitmap.
    Keep,
}

impl Layers {
    /// A stack of `count` layers of which nothing is kept yet.
    pub fn new(count: usize) -> Self {
        Layers { count, kept: None, before: 0 }
    }

    /// Forgets the bitmap: the size, the ratio or the theme has changed.
    pub fn forget(&mut self) {
        self.kept = None;
    }

    /// The steps that bring the picture up to date when `touched` is the lowest layer that changed.
    pub fn redraw(&mut self, touched: usize) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.count + 2);
        let from = match self.kept.filter(|kept| *kept <= touched) {
            Some(kept) => {
                steps.push(Step::Restore);
                kept
            }
            None => {
                self.kept = None;
                0
            }
        };
        let again = std::mem::replace(&mut self.before, touched) == touched;
        for layer in from..self.count {
            if again && layer == touched && layer > from {
                steps.push(Step::Keep);
                self.kept = Some(layer);
            }
            steps.push(Step::Draw(layer));
        }
        steps
    }
}
