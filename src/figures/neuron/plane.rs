//! The geometry of a unit's boundary w·x + b = 0 beside the unit square.

/// How much of its surroundings the square is shown with.
pub(super) const MARGIN: f64 = 0.12;

/// The middle of the square.
const CENTRE: f64 = 0.5;

/// How far from the centre, along either axis, the square and its surroundings are shown.
const SHOWN: f64 = 0.5 + MARGIN;

/// How far along the boundary from its foot it is taken hold of to be turned.
const ARM: f64 = 0.27;

/// How near to an axis or a diagonal a direction snaps to it: about two degrees.
const SNAP: f64 = 0.035;

/// A point of the plane of inputs.
pub(super) type Point = (f64, f64);

/// A boundary by its normal, which points to where the unit fires, and its distance from the centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Boundary {
    /// The length of w.
    size: f64,
    normal: Point,
    /// How far the boundary lies from the centre of the square, along the normal.
    offset: f64,
}

impl Boundary {
    /// None where both weights are 0: the unit has no boundary then.
    pub fn new([w1, w2]: [f64; 2], bias: f64) -> Option<Self> {
        let size = libm::hypot(w1, w2);
        let offset = -(CENTRE * (w1 + w2) + bias) / size;
        (size > 0.0).then_some(Boundary { size, normal: (w1 / size, w2 / size), offset })
    }

    pub fn size(&self) -> f64 {
        self.size
    }

    fn place(&self, ahead: f64, aside: f64) -> Point {
        let (x, y) = self.normal;
        (CENTRE + ahead * x + aside * y, CENTRE + ahead * y - aside * x)
    }

    /// A point some way in front of the foot, on the side that fires, and some way along the boundary.
    pub fn beside_foot(&self, ahead: f64, aside: f64) -> Point {
        self.place(self.offset + ahead, aside)
    }

    /// The point of the boundary that is nearest to the centre of the square.
    pub fn foot(&self) -> Point {
        self.beside_foot(0.0, 0.0)
    }

    /// Where the boundary is taken hold of to be turned.
    pub fn turning_point(&self) -> Point {
        self.beside_foot(0.0, ARM)
    }

    /// Whether the foot is among what is shown.
    pub fn is_near(&self) -> bool {
        let (x, y) = self.foot();
        libm::fabs(x - CENTRE).max(libm::fabs(y - CENTRE)) <= SHOWN
    }

    /// A point some way behind the one where the way from the centre to the boundary leaves what is shown, and some
    /// way aside.
    pub fn behind_edge(&self, by: f64, aside: f64) -> Point {
        let (x, y) = self.normal;
        let reach = SHOWN / libm::fabs(x).max(libm::fabs(y));
        let sign = if self.offset < 0.0 { -1.0 } else { 1.0 };
        self.place(sign * (reach - by), aside)
    }

    /// How far a point lies from the boundary; positive where the unit fires.
    pub fn distance_to(&self, (x, y): Point) -> f64 {
        self.normal.0 * (x - CENTRE) + self.normal.1 * (y - CENTRE) - self.offset
    }

    /// The part of the boundary between two values of both coordinates.
    pub fn within(&self, from: f64, to: f64) -> Option<(Point, Point)> {
        let corners = [(from, from), (to, from), (to, to), (from, to)];
        let mut ends = Vec::new();
        for side in 0..4 {
            let (a, b) = (corners[side], corners[(side + 1) % 4]);
            ends.extend(crossing(a, b, self.distance_to(a), self.distance_to(b)));
        }
        Some((*ends.first()?, *ends.last()?))
    }

    /// The bias with which the boundary passes through a point.
    pub fn bias_through(&self, (x, y): Point) -> f64 {
        -self.size * (self.normal.0 * x + self.normal.1 * y)
    }

    /// The weights and the bias after the turning point has been dragged towards a place. The length of w stays, and so
    /// does the distance from the centre of the square; no weight exceeds `most` in size.
    pub fn turned(&self, to: Point, most: f64) -> ([f64; 2], f64) {
        let (from, to) = (direction(self.turning_point()), direction(to));
        let (cosine, sine) = (from.0 * to.0 + from.1 * to.1, from.0 * to.1 - from.1 * to.0);
        let (mut x, mut y) = self.normal;
        (x, y) = (cosine * x - sine * y, sine * x + cosine * y);
        if libm::fabs(x) < SNAP {
            x = 0.0;
        } else if libm::fabs(y) < SNAP {
            y = 0.0;
        } else if libm::fabs(libm::fabs(x) - libm::fabs(y)) < SNAP {
            (x, y) = (libm::copysign(1.0, x), libm::copysign(1.0, y));
        }
        let length = libm::hypot(x, y);
        let (mut w1, mut w2) = (self.size * x / length, self.size * y / length);
        let rest = libm::sqrt((self.size * self.size - most * most).max(0.0)).min(most);
        if libm::fabs(w1) > most {
            (w1, w2) = (libm::copysign(most, w1), libm::copysign(rest, w2));
        } else if libm::fabs(w2) > most {
            (w1, w2) = (libm::copysign(rest, w1), libm::copysign(most, w2));
        }
        ([w1, w2], -(self.offset * self.size + CENTRE * (w1 + w2)))
    }
}

/// The direction of a point from the centre; any at the centre itself.
fn direction((x, y): Point) -> Point {
    let (x, y) = (x - CENTRE, y - CENTRE);
    let length = libm::hypot(x, y);
    if length > 0.0 { (x / length, y / length) } else { (1.0, 0.0) }
}

/// Where a side between two points crosses from one sign to the other.
fn crossing(a: Point, b: Point, at_a: f64, at_b: f64) -> Option<Point> {
    ((at_a > 0.0) != (at_b > 0.0)).then(|| {
        let part = at_a / (at_a - at_b);
        (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1))
    })
}

/// The part of a convex polygon in which a linear function is positive.
pub(super) fn clipped(polygon: &[Point], height: &dyn Fn(Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::new();
    for (index, a) in polygon.iter().enumerate() {
        let b = polygon[(index + 1) % polygon.len()];
        let (at_a, at_b) = (height(*a), height(b));
        if at_a > 0.0 {
            kept.push(*a);
        }
        kept.extend(crossing(*a, b, at_a, at_b));
    }
    kept
}
