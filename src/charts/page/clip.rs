//! Cutting curves and areas at the edges of a range.
//!
//! Plotters moves a point outside the axes to the nearest edge, which bends the line that leads there. So nothing outside is handed to it.

/// A place in data coordinates.
pub(crate) type Place = (f64, f64);

/// The data range of a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: Place,
    pub(crate) high: Place,
}

/// One side of the range: a half plane.
#[derive(Debug, Clone, Copy)]
enum Side {
    Left(f64),
    Right(f64),
    Bottom(f64),
    Top(f64),
}

impl Side {
    fn holds(self, (x, y): Place) -> bool {
        match self {
            Self::Left(edge) => x >= edge,
            Self::Right(edge) => x <= edge,
            Self::Bottom(edge) => y >= edge,
            Self::Top(edge) => y <= edge,
        }
    }

    /// Where the line from `a` to `b`, which lie on different sides, crosses the edge.
    fn crossing(self, a: Place, b: Place) -> Place {
        match self {
            Self::Left(edge) | Self::Right(edge) => {
                (edge, a.1 + (b.1 - a.1) * (edge - a.0) / (b.0 - a.0))
            }
            Self::Bottom(edge) | Self::Top(edge) => {
                (a.0 + (b.0 - a.0) * (edge - a.1) / (b.1 - a.1), edge)
            }
        }
    }
}

impl Range {
    fn sides(&self) -> [Side; 4] {
        [
            Side::Left(self.low.0),
            Side::Right(self.high.0),
            Side::Bottom(self.low.1),
            Side::Top(self.high.1),
        ]
    }

    /// Whether a place lies in the range.
    pub(crate) fn holds(&self, place: Place) -> bool {
        self.sides().iter().all(|side| side.holds(place))
    }

    /// The parts of a line that lie in the range.
    pub(crate) fn polyline(&self, points: &[Place]) -> Vec<Vec<Place>> {
        let mut parts: Vec<Vec<Place>> = Vec::new();
        for pair in points.windows(2) {
            let Some((from, to)) = self.segment(pair[0], pair[1]) else {
                continue;
            };
            match parts.last_mut() {
                Some(part) if part.last() == Some(&from) => part.push(to),
                _ => parts.push(vec![from, to]),
            }
        }
        parts
    }

    fn segment(&self, mut a: Place, mut b: Place) -> Option<(Place, Place)> {
        for side in self.sides() {
            match (side.holds(a), side.holds(b)) {
                (true, true) => {}
                (true, false) => b = side.crossing(a, b),
                (false, true) => a = side.crossing(a, b),
                (false, false) => return None,
            }
        }
        Some((a, b))
    }

    /// The part of an area that lies in the range (Sutherland & Hodgman 1974).
    pub(crate) fn polygon(&self, corners: &[Place]) -> Vec<Place> {
        let mut kept = corners.to_vec();
        for side in self.sides() {
            let before = std::mem::take(&mut kept);
            for (index, &to) in before.iter().enumerate() {
                let from = before[(index + before.len() - 1) % before.len()];
                if side.holds(from) != side.holds(to) {
                    kept.push(side.crossing(from, to));
                }
                if side.holds(to) {
                    kept.push(to);
                }
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Range = Range {
        low: (0.0, 0.0),
        high: (10.0, 10.0),
    };

    #[test]
    fn a_line_that_leaves_is_cut_where_it_leaves() {
        // y = 3x leaves the top at x = 10/3.
        let parts = UNIT.polyline(&[(0.0, 0.0), (5.0, 15.0)]);
        assert_eq!(parts.len(), 1);
        assert!((parts[0][1].0 - 10.0 / 3.0).abs() < 1e-12);
        assert_eq!(parts[0][1].1, 10.0);
    }

    #[test]
    fn a_line_that_returns_is_two_parts() {
        let parts = UNIT.polyline(&[(1.0, 5.0), (3.0, 15.0), (5.0, 5.0)]);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0], [(1.0, 5.0), (2.0, 10.0)]);
        assert_eq!(parts[1], [(4.0, 10.0), (5.0, 5.0)]);
    }

    #[test]
    fn an_area_is_cut_at_the_edges() {
        let cut = UNIT.polygon(&[(5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)]);
        assert_eq!(cut, [(5.0, 5.0), (10.0, 5.0), (10.0, 8.0), (5.0, 8.0)]);
        assert!(
            UNIT.polygon(&[(11.0, 0.0), (12.0, 0.0), (12.0, 5.0)])
                .is_empty()
        );
    }
}
