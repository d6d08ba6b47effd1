//! Labels that keep clear of each other and of what is drawn.

use super::super::backend::{Area, Point};
use super::clip::Range;

/// What a label and the leader to it may not cover, inside the rectangle they may not leave.
#[derive(Debug, Clone)]
pub(crate) struct Obstacles {
    bounds: Area,
    /// What no label may cover.
    blocked: Vec<Area>,
    /// What no leader may cross: labels and marks.
    uncrossed: Vec<Area>,
    /// The leaders drawn so far, which no label may cover.
    leaders: Vec<(Point, Point)>,
}

/// The parts of its width at which a label may be held over its point: its middle first, then beside the point.
const PARTS: [f64; 11] = [0.5, 0.25, 0.75, 0.0, 1.0, -0.3, 1.3, -0.6, 1.6, -1.0, 2.0];

impl Obstacles {
    /// Nothing is blocked inside these bounds.
    pub(crate) fn within(bounds: Area) -> Self {
        Self {
            bounds,
            blocked: Vec::new(),
            uncrossed: Vec::new(),
            leaders: Vec::new(),
        }
    }

    /// Blocks a rectangle for labels.
    pub(crate) fn block(&mut self, area: Area) {
        self.blocked.push(area);
    }

    /// Blocks a rectangle for labels and for leaders that do not begin in it.
    pub(crate) fn block_mark(&mut self, area: Area) {
        self.blocked.push(area);
        self.uncrossed.push(area);
    }

    fn free(&self, area: &Area) -> bool {
        self.bounds.contains(area)
            && self.blocked.iter().all(|taken| !taken.overlaps(area))
            && self
                .leaders
                .iter()
                .all(|(from, to)| !crosses(area, *from, *to))
    }

    fn reachable(&self, area: &Area, from: Point) -> bool {
        let to = nearest(area, from);
        let begun = |taken: &&Area| !holds(taken, from);
        let mut others = self.uncrossed.iter().filter(begun);
        others.all(|taken| !crosses(taken, from, to))
    }

    /// The free place for a label of this extent that is nearest to a point, at least `gap` from it, whose leader crosses no other label or
    /// mark; the place is then taken.
    pub(crate) fn place(&mut self, extent: (f64, f64), near: Point, gap: f64) -> Option<Area> {
        let area = self.nearest_free(extent, near, gap)?;
        self.blocked.push(area.grown(gap / 2.0));
        self.uncrossed.push(area.grown(gap / 4.0));
        self.leaders.push((near, nearest(&area, near)));
        Some(area)
    }

    fn nearest_free(&self, extent: (f64, f64), near: Point, gap: f64) -> Option<Area> {
        let mut best: Option<(f64, Area)> = None;
        for (area, aside) in self.candidates(extent, near, gap) {
            let far = distance(&area, near) + aside;
            let nearer = best.is_none_or(|(least, _)| far < least);
            if nearer && self.free(&area) && self.reachable(&area, near) {
                best = Some((far, area));
            }
        }
        best.map(|(_, area)| area)
    }

    /// Places above and below a point, held at different parts of their width, and how much the part counts against them.
    fn candidates(&self, (width, height): (f64, f64), near: Point, gap: f64) -> Vec<(Area, f64)> {
        let step = (height / 4.0).max(1.0);
        let count = (self.bounds.height() / step).ceil() as i32;
        let mut candidates = Vec::new();
        for part in PARTS {
            let left = near.x - part * width;
            for index in 0..=count {
                let away = gap + f64::from(index) * step;
                for top in [near.y - away - height, near.y + away] {
                    let area = Area::new(left, top, left + width, top + height);
                    candidates.push((area, (part - 0.5).abs() * step));
                }
            }
        }
        candidates
    }
}

fn holds(area: &Area, point: Point) -> bool {
    area.contains(&Area::new(point.x, point.y, point.x, point.y))
}

/// The point of a rectangle nearest to a point.
pub(crate) fn nearest(area: &Area, from: Point) -> Point {
    Point::new(
        from.x.clamp(area.left, area.right),
        from.y.clamp(area.top, area.bottom),
    )
}

/// Whether a straight line passes through a rectangle.
fn crosses(area: &Area, from: Point, to: Point) -> bool {
    let range = Range {
        low: (area.left, area.top),
        high: (area.right, area.bottom),
    };
    let line = [(from.x, from.y), (to.x, to.y)];
    !range.polyline(&line).is_empty()
}

/// From a point to the nearest point of a rectangle; what lies aside counts more, since an upright leader reads best.
fn distance(area: &Area, from: Point) -> f64 {
    let to = nearest(area, from);
    3.0 * (to.x - from.x).abs() + (to.y - from.y).abs()
}

/// Moves labels apart along a line until none covers another and all lie in `low..=high`, as little as that takes; the order is kept.
///
/// A label is its wanted middle and its extent. The sum of the squared moves is least: with the extents taken out, the places must only
/// ascend, which is isotonic regression (pool adjacent violators, Ayer et al. 1955). Without room for all, the overlap is shared out.
pub(crate) fn spread(labels: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|&a, &b| labels[a].0.total_cmp(&labels[b].0));
    let total: f64 = labels.iter().map(|label| label.1).sum();
    let squeeze = ((high - low) / total.max(1e-9)).min(1.0);
    let mut used = 0.0;
    let mut offsets = Vec::with_capacity(labels.len());
    for &index in &order {
        let extent = labels[index].1 * squeeze;
        offsets.push(used + extent / 2.0);
        used += extent;
    }
    let wanted: Vec<f64> = order
        .iter()
        .zip(&offsets)
        .map(|(&index, offset)| labels[index].0 - offset)
        .collect();
    let mut placed = vec![0.0; labels.len()];
    for ((start, offset), index) in ascending(&wanted).into_iter().zip(&offsets).zip(order) {
        placed[index] = start.clamp(low, (high - used).max(low)) + offset;
    }
    placed
}

/// The ascending sequence nearest to this one.
fn ascending(wanted: &[f64]) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for &value in wanted {
        let mut pool = (value, 1);
        while let Some(&(before, count)) = pools.last() {
            if before <= pool.0 {
                break;
            }
            let size = count + pool.1;
            pool = (
                (before * count as f64 + pool.0 * pool.1 as f64) / size as f64,
                size,
            );
            pools.pop();
        }
        pools.push(pool);
    }
    pools
        .into_iter()
        .flat_map(|(mean, count)| std::iter::repeat_n(mean, count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_and_stay_inside() {
        let placed = spread(&[(10.0, 5.0), (12.0, 5.0), (11.0, 5.0)], 0.0, 100.0);
        assert_eq!(placed, [6.0, 16.0, 11.0]);
        assert_eq!(
            spread(&[(99.0, 5.0), (99.5, 5.0)], 0.0, 100.0),
            [92.5, 97.5]
        );
        assert_eq!(spread(&[(3.0, 5.0), (50.0, 9.0)], 0.0, 100.0), [3.0, 50.0]);
        assert_eq!(spread(&[(1.0, 10.0), (2.0, 30.0)], 0.0, 20.0), [2.5, 12.5]);
        assert!(spread(&[], 0.0, 1.0).is_empty());
    }

    #[test]
    fn a_label_takes_the_nearest_free_place() {
        let mut obstacles = Obstacles::within(Area::new(0.0, 0.0, 100.0, 100.0));
        obstacles.block(Area::new(0.0, 30.0, 100.0, 70.0));
        let near = Point::new(50.0, 40.0);
        let first = obstacles.place((40.0, 10.0), near, 2.0).unwrap();
        assert!(first.bottom <= 30.0 && first.bottom >= 26.0, "{first:?}");
        let second = obstacles.place((90.0, 10.0), near, 2.0).unwrap();
        assert!(!second.overlaps(&first));
        assert!(
            second.top >= 70.0,
            "above, the leader would cross the first label"
        );
        assert!(obstacles.place((101.0, 10.0), near, 2.0).is_none());
    }
}
