//! The geometry of a unit's boundary w·x + b = 0 beside the unit square.

/// The middle of the square.
const CENTRE: f64 = 0.5;

/// How far from the centre, along either axis, the square and its surroundings are shown.
const SHOWN: f64 = 0.5 + super::MARGIN;

/// How far along the boundary from its foot it is taken hold of to be turned.
const ARM: f64 = 0.27;

/// How near to an axis or a diagonal a direction snaps to it: about two degrees.
const SNAP: f64 = 0.035;

/// A boundary by its normal, which points to where the unit fires, and its distance from the centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Boundary {
    /// The length of w.
    size: f64,
    normal: [f64; 2],
    /// How far the boundary lies from the centre of the square, along the normal.
    offset: f64,
}

impl Boundary {
    /// None where both weights are 0: the unit has no boundary then.
    pub fn new([w1, w2]: [f64; 2], bias: f64) -> Option<Self> {
        let size = libm::hypot(w1, w2);
        let offset = -(CENTRE * (w1 + w2) + bias) / size;
        (size > 0.0).then_some(Boundary { size, normal: [w1 / size, w2 / size], offset })
    }

    pub fn size(&self) -> f64 {
        self.size
    }

    /// The direction along the boundary, towards the side on which the turning point lies.
    pub fn along(&self) -> [f64; 2] {
        [self.normal[1], -self.normal[0]]
    }

    fn from_centre(&self, ahead: f64, aside: f64) -> [f64; 2] {
        let along = self.along();
        [0, 1].map(|i| CENTRE + ahead * self.normal[i] + aside * along[i])
    }

    /// The point of the boundary that is nearest to the centre of the square.
    pub fn foot(&self) -> [f64; 2] {
        self.from_centre(self.offset, 0.0)
    }

    /// A point in front of the foot, on the side that fires.
    pub fn ahead(&self, distance: f64) -> [f64; 2] {
        self.from_centre(self.offset + distance, 0.0)
    }

    /// Where the boundary is taken hold of to be turned.
    pub fn turning_point(&self) -> [f64; 2] {
        self.from_centre(self.offset, ARM)
    }

    /// Whether the foot is among what is shown.
    pub fn is_near(&self) -> bool {
        self.foot().iter().all(|x| libm::fabs(x - CENTRE) <= SHOWN)
    }

    /// From the centre towards the boundary.
    pub fn outward(&self) -> [f64; 2] {
        let sign = if self.offset < 0.0 { -1.0 } else { 1.0 };
        self.normal.map(|x| sign * x)
    }

    /// Where the way from the centre to the boundary leaves what is shown.
    pub fn at_edge(&self) -> [f64; 2] {
        let out = self.outward();
        let reach = SHOWN / libm::fabs(out[0]).max(libm::fabs(out[1]));
        out.map(|x| CENTRE + reach * x)
    }

    /// How far a point lies from the boundary; positive where the unit fires.
    pub fn distance_to(&self, [x, y]: [f64; 2]) -> f64 {
        self.normal[0] * (x - CENTRE) + self.normal[1] * (y - CENTRE) - self.offset
    }

    /// The part of the boundary between two values of both coordinates.
    pub fn within(&self, from: f64, to: f64) -> Option<[[f64; 2]; 2]> {
        let corners = [[from, from], [to, from], [to, to], [from, to]];
        let mut ends = Vec::new();
        for side in 0..4 {
            let (a, b) = (corners[side], corners[(side + 1) % 4]);
            ends.extend(crossing(a, b, self.distance_to(a), self.distance_to(b)));
        }
        let [first, last] = [*ends.first()?, *ends.last()?];
        Some([first, last])
    }

    /// The bias with which the boundary passes through a point.
    pub fn bias_through(&self, [x, y]: [f64; 2]) -> f64 {
        -self.size * (self.normal[0] * x + self.normal[1] * y)
    }

    /// The weights and the bias after the turning point has been dragged towards a place. The length of w stays, and so
    /// does the distance from the centre of the square; no weight exceeds `most` in size.
    pub fn turned(&self, to: [f64; 2], most: f64) -> ([f64; 2], f64) {
        let unit = |[x, y]: [f64; 2]| {
            let length = libm::hypot(x, y);
            if length > 0.0 { [x / length, y / length] } else { [1.0, 0.0] }
        };
        let here = self.turning_point().map(|x| x - CENTRE);
        let (from, to) = (unit(here), unit(to.map(|x| x - CENTRE)));
        let (cosine, sine) = (from[0] * to[0] + from[1] * to[1], from[0] * to[1] - from[1] * to[0]);
        let [x, y] = self.normal;
        let mut normal = [cosine * x - sine * y, sine * x + cosine * y];
        for i in [0, 1] {
            if libm::fabs(normal[i]) < SNAP {
                normal[i] = 0.0;
            }
        }
        if libm::fabs(libm::fabs(normal[0]) - libm::fabs(normal[1])) < SNAP {
            normal = normal.map(|x| libm::copysign(1.0, x));
        }
        let mut weights = unit(normal).map(|x| self.size * x);
        for i in [0, 1] {
            if libm::fabs(weights[i]) > most {
                let rest = libm::sqrt((self.size * self.size - most * most).max(0.0));
                weights[i] = libm::copysign(most, weights[i]);
                weights[1 - i] = libm::copysign(rest.min(most), weights[1 - i]);
            }
        }
        (weights, -(self.offset * self.size + CENTRE * (weights[0] + weights[1])))
    }
}

/// Where a side between two points crosses from one sign to the other.
fn crossing(a: [f64; 2], b: [f64; 2], at_a: f64, at_b: f64) -> Option<[f64; 2]> {
    ((at_a > 0.0) != (at_b > 0.0)).then(|| {
        let part = at_a / (at_a - at_b);
        [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])]
    })
}

/// The part of a convex polygon in which a linear function is positive.
pub(super) fn clipped(polygon: &[[f64; 2]], height: impl Fn([f64; 2]) -> f64) -> Vec<[f64; 2]> {
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
