//! What many networks have in common: medians and bands, layer by layer.

use std::rc::Rc;

use crate::signal::Passage;

/// The numbers that networks have in one layer, sorted. Those that are not finite are counted and left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    sorted: Vec<f64>,
    /// How many networks have −∞: nothing is left there.
    pub nothing: usize,
}

impl Column {
    fn take(&mut self, number: f64) {
        if number == f64::NEG_INFINITY {
            self.nothing += 1;
        } else if number.is_finite() {
            let place = self.sorted.partition_point(|other| *other < number);
            self.sorted.insert(place, number);
        }
    }

    /// The number below which a share of the others lie, between two of them where it falls there; NaN if there is none.
    pub fn quantile(&self, share: f64) -> f64 {
        let Some(last) = self.sorted.len().checked_sub(1) else { return f64::NAN };
        let place = share * last as f64;
        let below = (libm::floor(place) as usize).min(last);
        let above = (below + 1).min(last);
        self.sorted[below] + (place - below as f64) * (self.sorted[above] - self.sorted[below])
    }

    /// The number in the middle.
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The least and the largest.
    pub fn ends(&self) -> Option<(f64, f64)> {
        Some((*self.sorted.first()?, *self.sorted.last()?))
    }
}

/// Networks, and the columns of their numbers. Layer 0 is the input; `mean` and `active` begin with layer 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Crowd {
    pub passages: Vec<Rc<Passage>>,
    /// The logarithm of the root mean square.
    pub signal: Vec<Column>,
    /// The logarithm of the gradient's norm.
    pub gradient: Vec<Column>,
    pub active: Vec<Column>,
    /// The mean relative to the root mean square.
    pub mean: Vec<Column>,
}

impl Crowd {
    /// The networks of which these are the results. `before` are the first of them, if they have been taken in already.
    pub fn of(results: &[Vec<f64>], depth: usize, before: Option<&Rc<Crowd>>) -> Rc<Self> {
        let known = before.filter(|before| before.count() <= results.len());
        if let Some(known) = known.filter(|known| known.count() == results.len()) {
            return Rc::clone(known);
        }
        let mut crowd = match known {
            Some(known) => Crowd::clone(known),
            None => Crowd {
                passages: Vec::new(),
                signal: vec![Column::default(); depth + 1],
                gradient: vec![Column::default(); depth + 1],
                active: vec![Column::default(); depth],
                mean: vec![Column::default(); depth],
            },
        };
        for numbers in &results[crowd.count()..] {
            crowd.take(Passage::from_numbers(numbers, depth).unwrap_or_default());
        }
        Rc::new(crowd)
    }

    fn take(&mut self, passage: Passage) {
        fn fill(columns: &mut [Column], numbers: impl Iterator<Item = f64>) {
            for (column, number) in columns.iter_mut().zip(numbers) {
                column.take(number);
            }
        }
        fill(&mut self.signal, passage.log_rms.iter().copied());
        fill(&mut self.gradient, passage.log_gradient.iter().copied());
        // A layer that is silent has neither, and would hide what the others do.
        let sizes = || passage.log_rms.iter().skip(1).map(|log| libm::exp(*log));
        let heard = |(share, size): (&f64, f64)| if size > 0.0 { *share } else { f64::NAN };
        fill(&mut self.active, passage.active.iter().zip(sizes()).map(heard));
        fill(&mut self.mean, passage.mean.iter().zip(sizes()).map(|(mean, size)| mean / size));
        self.passages.push(Rc::new(passage));
    }

    /// How many networks there are.
    pub fn count(&self) -> usize {
        self.passages.len()
    }

    /// From where to where the logarithms of the sizes reach, that of the input included.
    pub fn range(&self) -> (f64, f64) {
        let (mut low, mut high) = (0.0f64, 0.0f64);
        for (least, most) in self.signal.iter().chain(&self.gradient).filter_map(Column::ends) {
            (low, high) = (low.min(least), high.max(most));
        }
        (low, high)
    }
}
