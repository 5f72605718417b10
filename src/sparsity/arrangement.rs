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

use std::cmp::Ordering;

use super::exact::{Coefficients, Minors, sign_at, sign_of_determinant};
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
    let (mut count, sides) = (1, window.sides());
    let mut earlier: Vec<&Line> = Vec::new();
    for line in lines {
        if line.meets(window)
            && let Some(crossings) = Crossing::all(line, &earlier, &sides)
        {
            count += 1 + distinct(line, crossings);
            earlier.push(line);
        }
    }
    count
}

/// A point inside a window at which a line crosses another one.
struct Crossing<'l> {
    other: &'l Line,
    /// The sign of the determinant of both directions.
    orientation: i32,
    /// Between which numbers lies the coordinate that grows, or falls, the faster along the line.
    bounds: (f64, f64),
}

impl<'l> Crossing<'l> {
    /// The crossings of a line with others; none if it is one of these.
    fn all(line: &Line, others: &[&'l Line], sides: &[Coefficients; 4]) -> Option<Vec<Self>> {
        let [a, b, _] = line.coefficients;
        let coordinate = usize::from(libm::fabs(a) > libm::fabs(b));
        let mut crossings = Vec::new();
        for other in others {
            let minors = Minors::of(&line.coefficients, &other.coefficients);
            let orientation = minors.sign(2);
            if orientation == 0 {
                if minors.sign(0) == 0 && minors.sign(1) == 0 {
                    return None;
                }
            } else if sides.iter().all(|side| minors.sign_with(side) * orientation > 0) {
                crossings.push(Crossing { other, orientation, bounds: minors.bounds(coordinate) });
            }
        }
        Some(crossings)
    }

    /// Which of two crossings comes first along the line, without rounding.
    fn order(&self, next: &Crossing, line: &Line) -> Ordering {
        let rows = [&line.coefficients, &self.other.coefficients, &next.other.coefficients];
        (sign_of_determinant(rows) * self.orientation * next.orientation).cmp(&0)
    }
}

/// How many of a line's crossings are different points. Where their bounds are apart, they are; only those that may
/// coincide are compared without rounding.
fn distinct(line: &Line, mut crossings: Vec<Crossing>) -> usize {
    crossings.sort_by(|one, other| one.bounds.0.total_cmp(&other.bounds.0));
    let mut count = 0;
    let mut rest = crossings.as_mut_slice();
    while let Some(first) = rest.first() {
        let (mut reach, mut near) = (first.bounds.1, 1);
        while let Some(next) = rest.get(near).filter(|next| next.bounds.0 <= reach) {
            reach = reach.max(next.bounds.1);
            near += 1;
        }
        let lowest = first.bounds.0;
        let (close, others) = rest.split_at_mut(near);
        count += 1;
        // Bounds without a width are exact: the lines of units without bias all cross at 0.
        if lowest < reach {
            close.sort_by(|one, other| one.order(other, line));
            count += close.windows(2).filter(|pair| pair[0].order(&pair[1], line).is_ne()).count();
        }
        rest = others;
    }
    count
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
