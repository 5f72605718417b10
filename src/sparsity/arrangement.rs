//! The lines on which the units of a layer with two inputs change between off and on, and the regions into which they cut
//! the plane. Within a region the same units are on: there the layer is linear.
//!
//! ```
//! use relu_explainer::sparsity::{Line, Window, regions};
//!
//! let square = Window::new((-1.0, -1.0), (1.0, 1.0))?;
//! let line = |a, b, c| Line::new(a, b, c);
//! // Three lines through one point make six regions, in general position seven.
//! assert_eq!(regions(&[line(1.0, 0.0, 0.0)?, line(0.0, 1.0, 0.0)?, line(1.0, 1.0, 0.0)?], &square), 6);
//! assert_eq!(regions(&[line(1.0, 0.0, 0.0)?, line(0.0, 1.0, 0.0)?, line(1.0, 1.0, -0.5)?], &square), 7);
//! # Ok::<(), relu_explainer::error::ParameterError>(())
//! ```

use super::exact::{Coefficients, sign_at, sign_of_determinant, sign_of_minor};
use crate::error::ParameterError;

/// A point of the plane.
pub type Point = (f64, f64);

/// A coefficient that is not 0 has at least this size, so that no product of three is lost.
const LEAST: f64 = 1e-60;
/// And at most this.
const MOST: f64 = 1e60;

/// The line a x + b y + c = 0. On its positive side a unit with these weights and this bias fires.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    coefficients: Coefficients,
}

impl Line {
    /// The line with these coefficients.
    ///
    /// # Errors
    /// Unless each is 0 or of a size from 1e-60 to 1e60, and `a` or `b` is not 0.
    ///
    /// ```
    /// use relu_explainer::sparsity::Line;
    ///
    /// assert_eq!(Line::new(1.0, 2.0, -3.0)?.height((1.0, 2.0)), 2.0);
    /// let error = Line::new(0.0, 0.0, 1.0).unwrap_err();
    /// assert_eq!(error.to_string(), "coefficient a is 0.0; it must be other than 0 where b is 0");
    /// # Ok::<(), relu_explainer::error::ParameterError>(())
    /// ```
    pub fn new(a: f64, b: f64, c: f64) -> Result<Self, ParameterError> {
        for (name, coefficient) in [("coefficient a", a), ("coefficient b", b), ("coefficient c", c)] {
            checked(name, coefficient)?;
        }
        if a == 0.0 && b == 0.0 {
            return Err(ParameterError::number("coefficient a", a, "other than 0 where b is 0"));
        }
        Ok(Line { coefficients: [a, b, c] })
    }

    /// a x + b y + c, rounded.
    pub fn height(&self, (x, y): Point) -> f64 {
        let [a, b, c] = self.coefficients;
        a * x + b * y + c
    }

    /// Whether it passes through the inside of a window.
    pub fn meets(&self, window: &Window) -> bool {
        let signs = window.corners().map(|corner| sign_at(&self.coefficients, corner));
        signs.contains(&1) && signs.contains(&-1)
    }

    fn is_same(&self, other: &Line) -> bool {
        let ([a, b, c], [d, e, f]) = (self.coefficients, other.coefficients);
        sign_of_minor(a, e, b, d) == 0 && sign_of_minor(a, f, c, d) == 0 && sign_of_minor(b, f, c, e) == 0
    }
}

fn checked(name: &'static str, number: f64) -> Result<(), ParameterError> {
    if number == 0.0 || (LEAST..=MOST).contains(&libm::fabs(number)) {
        Ok(())
    } else {
        Err(ParameterError::number(name, number, "0, or a number of a size from 1e-60 to 1e60"))
    }
}

/// A rectangle of the plane with sides along the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    from: Point,
    to: Point,
}

impl Window {
    /// The rectangle from one corner to the opposite one.
    ///
    /// # Errors
    /// Unless both coordinates grow, and each is 0 or of a size from 1e-60 to 1e60.
    pub fn new(from: Point, to: Point) -> Result<Self, ParameterError> {
        for (name, coordinate) in [("from", from.0), ("from", from.1), ("to", to.0), ("to", to.1)] {
            checked(name, coordinate)?;
        }
        for (from, to) in [(from.0, to.0), (from.1, to.1)] {
            if from >= to {
                return Err(ParameterError::number("to", to, format!("more than {from:?}")));
            }
        }
        Ok(Window { from, to })
    }

    fn corners(&self) -> [Point; 4] {
        let ((left, low), (right, high)) = (self.from, self.to);
        [(left, low), (right, low), (right, high), (left, high)]
    }

    /// The sides, each positive inside.
    fn sides(&self) -> [Coefficients; 4] {
        let ((left, low), (right, high)) = (self.from, self.to);
        [[1.0, 0.0, -left], [-1.0, 0.0, right], [0.0, 1.0, -low], [0.0, -1.0, high]]
    }

    /// Whether two lines cross at one point of the inside.
    fn holds_crossing(&self, one: &Line, other: &Line) -> bool {
        let ([a, b, _], [d, e, _]) = (one.coefficients, other.coefficients);
        let orientation = sign_of_minor(a, e, b, d);
        orientation != 0
            && self.sides().iter().all(|side| {
                sign_of_determinant([&one.coefficients, &other.coefficients, side]) * orientation > 0
            })
    }
}

/// Into how many regions lines cut a window: 1, and for each line that is not there already one more and one for every
/// point of its inside at which it crosses earlier ones.
///
/// Lines that are parallel, coincide, pass through one point or touch a corner are told apart from those that nearly do,
/// without rounding. In general position that is 1 + lines + crossings; of N lines through one point, 2N.
///
/// ```
/// use relu_explainer::sparsity::{Line, Window, regions};
///
/// let square = Window::new((0.0, 0.0), (1.0, 1.0))?;
/// let diagonal = Line::new(1.0, -1.0, 0.0)?;
/// assert_eq!(regions(&[], &square), 1);
/// assert_eq!(regions(&[diagonal, Line::new(-3.0, 3.0, 0.0)?], &square), 2);
/// assert_eq!(regions(&[diagonal, Line::new(1.0, -1.0, 0.5)?], &square), 3);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn regions(lines: &[Line], window: &Window) -> usize {
    let mut count = 1;
    let mut earlier: Vec<&Line> = Vec::new();
    for line in lines {
        if line.meets(window) && !earlier.iter().any(|other| line.is_same(other)) {
            count += 1 + crossings(line, &earlier, window);
            earlier.push(line);
        }
    }
    count
}

/// At how many points of a window's inside a line crosses others that differ from it.
fn crossings(line: &Line, others: &[&Line], window: &Window) -> usize {
    let [a, b, _] = line.coefficients;
    let mut along: Vec<(i32, &Line)> = Vec::new();
    for other in others {
        if window.holds_crossing(line, other) {
            let [d, e, _] = other.coefficients;
            along.push((sign_of_minor(a, e, b, d), other));
        }
    }
    // Which of two crossings comes first along the line, without rounding.
    let order = |(one, m): &(i32, &Line), (other, n): &(i32, &Line)| {
        let rows = [&line.coefficients, &m.coefficients, &n.coefficients];
        (sign_of_determinant(rows) * one * other).cmp(&0)
    };
    along.sort_by(order);
    along.dedup_by(|next, last| order(next, last).is_eq());
    along.len()
}

/// A region of a window: a convex polygon, and how many of the lines have it on their positive side.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its corners in order, rounded.
    pub corners: Vec<Point>,
    /// The number of lines.
    pub active: usize,
}

/// The regions themselves, to be drawn: corners are rounded, and slivers narrower than some 10⁻¹² of the window are left
/// out, so that there may be fewer than [`regions`] counts.
///
/// ```
/// use relu_explainer::sparsity::{Line, Window, cut};
///
/// let square = Window::new((0.0, 0.0), (1.0, 1.0))?;
/// let halves = cut(&[Line::new(1.0, 0.0, -0.5)?], &square);
/// assert_eq!(halves[0].corners, [(0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0)]);
/// assert_eq!([halves[0].active, halves[1].active], [1, 0]);
/// # Ok::<(), relu_explainer::error::ParameterError>(())
/// ```
pub fn cut(lines: &[Line], window: &Window) -> Vec<Region> {
    let mut regions = vec![Region { corners: window.corners().to_vec(), active: 0 }];
    for line in lines {
        let [a, b, c] = line.coefficients;
        let corners = window.corners();
        let reach = |(x, y): Point| libm::fabs(a * x) + libm::fabs(b * y) + libm::fabs(c);
        let slack = 1e-12 * corners.into_iter().map(reach).fold(0.0, f64::max);
        let mut next = Vec::with_capacity(2 * regions.len());
        for region in regions {
            let (mut above, mut below) = (false, false);
            for corner in &region.corners {
                let height = line.height(*corner);
                above |= height > slack;
                below |= height < -slack;
            }
            if above && below {
                let (on, off) = halves(&region.corners, line);
                next.push(Region { corners: on, active: region.active + 1 });
                next.push(Region { corners: off, active: region.active });
            } else {
                next.push(Region { active: region.active + usize::from(above), ..region });
            }
        }
        regions = next;
    }
    regions
}

/// The parts of a convex polygon on the positive and on the negative side of a line that cuts it.
fn halves(corners: &[Point], line: &Line) -> (Vec<Point>, Vec<Point>) {
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for (index, from) in corners.iter().enumerate() {
        let to = corners[(index + 1) % corners.len()];
        let (at_from, at_to) = (line.height(*from), line.height(to));
        if at_from >= 0.0 {
            on.push(*from);
        }
        if at_from <= 0.0 {
            off.push(*from);
        }
        if at_from * at_to < 0.0 {
            let part = at_from / (at_from - at_to);
            let crossing = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
            on.push(crossing);
            off.push(crossing);
        }
    }
    (on, off)
}
