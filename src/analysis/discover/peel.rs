//! The patient rule induction method: peeling and pasting.

use super::region::{Paths, Region};

/// How patiently a box is found; all are shares in (0, 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peeling {
    /// Of the paths inside that one step peels off.
    pub peel: f64,
    /// Of the paths inside that one step pastes back.
    pub paste: f64,
    /// Of all paths that a box has at least.
    pub least_mass: f64,
}

impl Default for Peeling {
    /// A twentieth each.
    fn default() -> Self {
        Self {
            peel: 0.05,
            paste: 0.05,
            least_mass: 0.05,
        }
    }
}

/// A step: the driver, its new ends, and the value of what it is worth.
struct Step {
    driver: usize,
    ends: [f64; 2],
    worth: f64,
}

/// The trajectory of boxes on some of the paths, from the whole to the smallest: each step takes the end of a driver whose loss gains
/// most density for the mass that it costs. What is tied with the last path of a step goes with it or stays with the rest, so that drivers of few values can be
/// peeled; an end lies half way between the last path outside and the first inside.
pub fn peel(paths: Paths<'_>, among: &[usize], how: Peeling) -> Vec<Region> {
    let mut region = Region::whole(paths.drivers.len());
    let mut trajectory = vec![region.clone()];
    let mut inside = among.to_vec();
    let least = how.least_mass * among.len() as f64;
    while let Some(step) = best_peel(paths, &region, &inside, how.peel, least) {
        region = region.with(step.driver, step.ends);
        let values = &paths.drivers[step.driver];
        let [low, high] = step.ends;
        inside.retain(|&path| (low..=high).contains(&values[path]));
        trajectory.push(region.clone());
    }
    trajectory
}

fn best_peel(
    paths: Paths<'_>,
    region: &Region,
    inside: &[usize],
    part: f64,
    least: f64,
) -> Option<Step> {
    let hits = inside.iter().filter(|&&path| paths.interest[path]).count();
    let (n, h) = (inside.len() as f64, hits as f64);
    let mut best: Option<Step> = None;
    let mut order: Vec<(f64, bool)> = Vec::with_capacity(inside.len());
    for (driver, values) in paths.drivers.iter().enumerate() {
        order.clear();
        order.extend(
            inside
                .iter()
                .map(|&path| (values[path], paths.interest[path])),
        );
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        for upper in [false, true] {
            if upper {
                order.reverse();
            }
            for cut in cuts(&order, part) {
                let lost = order[..cut].iter().filter(|(_, hit)| *hit).count() as f64;
                let (left, kept) = (n - cut as f64, h - lost);
                let gain = kept / left - h / n;
                let worth = gain / cut as f64;
                let better = best.as_ref().is_none_or(|best| worth > best.worth);
                if left >= least && gain > 0.0 && better {
                    let end = f64::midpoint(order[cut - 1].0, order[cut].0);
                    let mut ends = region.ends[driver];
                    ends[usize::from(upper)] = end;
                    best = Some(Step {
                        driver,
                        ends,
                        worth,
                    });
                }
            }
        }
    }
    best
}

/// How many paths may be cut off the beginning of an ordered list: a part of it, without and with what is tied with its last.
fn cuts(order: &[(f64, bool)], part: f64) -> Vec<usize> {
    let most = ((part * order.len() as f64) as usize).max(1);
    let Some((edge, _)) = order.get(most - 1).copied() else {
        return Vec::new();
    };
    let before = order[..most].iter().take_while(|(v, _)| *v != edge).count();
    let tied = order[before..].iter().take_while(|(v, _)| *v == edge);
    let after = before + tied.count();
    let possible = |cut: &usize| *cut > 0 && *cut < order.len();
    [before, after].into_iter().filter(possible).collect()
}

/// Moves ends of a box outwards, by a part of its paths each time, as long as its density on these paths does not fall: the move
/// that leaves it densest first.
pub fn paste(paths: Paths<'_>, among: &[usize], region: &Region, part: f64) -> Region {
    let mut region = region.clone();
    while let Some(step) = best_paste(paths, among, &region, part) {
        region = region.with(step.driver, step.ends);
    }
    region
}

fn best_paste(paths: Paths<'_>, among: &[usize], region: &Region, part: f64) -> Option<Step> {
    let counts = region.count(paths, among);
    let most = ((part * counts.inside as f64) as usize).max(1);
    let mut best: Option<Step> = None;
    for driver in region.restricted() {
        let open = region.without(driver);
        let values = &paths.drivers[driver];
        for upper in [false, true] {
            let end = region.ends[driver][usize::from(upper)];
            let beyond = |value: f64| if upper { value > end } else { value < end };
            let outside = among.iter().filter(|&&path| beyond(values[path]));
            let outside = outside.filter(|&&path| open.holds(paths.drivers, path));
            let mut order: Vec<(f64, bool)> = outside
                .map(|&path| (values[path], paths.interest[path]))
                .collect();
            // From the end outwards.
            order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            if !upper {
                order.reverse();
            }
            let Some(added) = with_ties(&order, most) else {
                continue;
            };
            let hits = order[..added].iter().filter(|(_, hit)| *hit).count() as u64;
            let inside = (counts.inside + added as u64) as f64;
            let density = (counts.hits_inside + hits) as f64 / inside;
            let better = best.as_ref().is_none_or(|best| density > best.worth);
            if density >= counts.density() && better {
                let mut ends = region.ends[driver];
                ends[usize::from(upper)] = match order.get(added) {
                    Some((next, _)) => f64::midpoint(order[added - 1].0, *next),
                    None if upper => f64::INFINITY,
                    None => f64::NEG_INFINITY,
                };
                best = Some(Step {
                    driver,
                    ends,
                    worth: density,
                });
            }
        }
    }
    best
}

/// So many of an ordered list, with what is tied with the last of them; `None` of an empty one.
fn with_ties(order: &[(f64, bool)], most: usize) -> Option<usize> {
    let last = order.get(most.min(order.len()).checked_sub(1)?)?.0;
    let tied = order.iter().rposition(|(value, _)| *value == last)?;
    Some(tied + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0, 1/n, … in two drivers that run against each other in steps, as a grid.
    fn grid(side: usize) -> Vec<Vec<f64>> {
        let at = |k: usize| k as f64 / side as f64;
        let all = 0..side * side;
        vec![
            all.clone().map(|i| at(i % side)).collect(),
            all.map(|i| at(i / side)).collect(),
        ]
    }

    #[test]
    fn a_planted_corner_is_found_to_its_edges() {
        let drivers = grid(100);
        let interest: Vec<bool> = (0..10_000)
            .map(|i| drivers[0][i] > 0.595 && drivers[1][i] < 0.445)
            .collect();
        let paths = Paths {
            drivers: &drivers,
            interest: &interest,
        };
        let among: Vec<usize> = (0..10_000).collect();
        let trajectory = peel(paths, &among, Peeling::default());
        let best = trajectory
            .iter()
            .max_by(|a, b| {
                let of = |region: &Region| region.count(paths, &among).excess();
                of(a).total_cmp(&of(b))
            })
            .expect("the whole is there");
        let pasted = paste(paths, &among, best, 0.05);
        let counts = pasted.count(paths, &among);
        assert!(
            counts.coverage() > 0.93 && counts.density() > 0.93,
            "{counts:?}"
        );
        assert!((pasted.ends[0][0] - 0.595).abs() < 0.03);
        assert!((pasted.ends[1][1] - 0.445).abs() < 0.03);
        assert_eq!(
            (pasted.ends[0][1], pasted.ends[1][0]),
            (f64::INFINITY, f64::NEG_INFINITY)
        );
        // Density never falls along the way, and the box is never smaller than it may be.
        let densities: Vec<f64> = trajectory
            .iter()
            .map(|region| region.count(paths, &among).density())
            .collect();
        assert!(densities.windows(2).all(|pair| pair[1] > pair[0]));
        assert!(
            trajectory
                .iter()
                .all(|region| region.count(paths, &among).mass() >= 0.05)
        );
    }

    #[test]
    fn a_driver_of_two_values_is_peeled_at_once() {
        // Nine of ten paths have no event, and all that have one are of interest.
        let drivers = vec![
            (0..1000)
                .map(|i| f64::from(u8::from(i % 10 == 0)))
                .collect::<Vec<f64>>(),
        ];
        let interest: Vec<bool> = drivers[0].iter().map(|event| *event > 0.0).collect();
        let paths = Paths {
            drivers: &drivers,
            interest: &interest,
        };
        let among: Vec<usize> = (0..1000).collect();
        let trajectory = peel(paths, &among, Peeling::default());
        assert_eq!(trajectory.len(), 2);
        assert_eq!(trajectory[1].ends[0], [0.5, f64::INFINITY]);
        assert_eq!(trajectory[1].count(paths, &among).density(), 1.0);
    }

    #[test]
    fn pasting_takes_back_what_costs_nothing() {
        let drivers = vec![
            (0..1000)
                .map(|i| f64::from(i) / 1000.0)
                .collect::<Vec<f64>>(),
        ];
        let interest: Vec<bool> = drivers[0].iter().map(|x| *x > 0.4).collect();
        let paths = Paths {
            drivers: &drivers,
            interest: &interest,
        };
        let among: Vec<usize> = (0..1000).collect();
        let narrow = Region::whole(1).with(0, [0.7, f64::INFINITY]);
        let wide = paste(paths, &among, &narrow, 0.05);
        let counts = wide.count(paths, &among);
        assert_eq!(counts.density(), 1.0);
        assert!(counts.coverage() > 0.95, "{counts:?}");
    }
}
