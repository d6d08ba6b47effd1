//! The way that levers take together, from where they start.

use crate::scenario::Lever;

/// A way: each lever moves at its own speed until it is at an end of its range, and stays there.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where the levers start.
    pub from: Vec<f64>,
    /// Where the way ends.
    pub to: Vec<f64>,
    /// How far each would go on the whole way, signed; it stops at `to`.
    speed: Vec<f64>,
}

impl Line {
    /// The way of a single lever: from the lower end of its range to the upper.
    pub fn of_one(lever: &Lever) -> Self {
        Self {
            from: vec![lever.low],
            to: vec![lever.high],
            speed: vec![lever.high - lever.low],
        }
    }

    /// From these values in a direction (in parts of each lever's range) until no lever can go on; of no direction at all every lever
    /// goes up alike.
    pub fn along(levers: &[Lever], from: &[f64], direction: &[f64]) -> Self {
        let still = direction.iter().all(|part| *part == 0.0);
        let direction: Vec<f64> = if still {
            vec![1.0; levers.len()]
        } else {
            direction.to_vec()
        };
        let ends = levers.iter().zip(from).zip(&direction);
        let to: Vec<f64> = ends
            .map(|((lever, from), part)| match part.total_cmp(&0.0) {
                std::cmp::Ordering::Greater => lever.high,
                std::cmp::Ordering::Less => lever.low,
                std::cmp::Ordering::Equal => *from,
            })
            .collect();
        let steps = levers.iter().zip(&direction);
        let steps: Vec<f64> = steps
            .map(|(lever, part)| part * (lever.high - lever.low))
            .collect();
        let room = to.iter().zip(from).map(|(to, from)| to - from);
        let most = room
            .zip(&steps)
            .filter(|(_, step)| **step != 0.0)
            .map(|(room, step)| room / step)
            .fold(0.0, f64::max);
        Self {
            from: from.to_vec(),
            to,
            speed: steps.iter().map(|step| step * most).collect(),
        }
    }

    /// The values of the levers after this part of the way, 0 to 1; its ends are exact.
    pub fn at(&self, part: f64) -> Vec<f64> {
        if part >= 1.0 {
            return self.to.clone();
        }
        let levers = self.from.iter().zip(&self.to).zip(&self.speed);
        levers
            .map(|((from, to), speed)| {
                let (low, high) = if from < to { (from, to) } else { (to, from) };
                (from + part * speed).clamp(*low, *high)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::keys::Quantity;

    fn lever(low: f64, high: f64) -> Lever {
        Lever {
            path: String::new(),
            quantity: Quantity::Number,
            low,
            high,
            present: None,
        }
    }

    #[test]
    fn levers_go_at_their_own_speed_and_stop_at_their_ends() {
        let levers = [lever(0.0, 1.0), lever(0.0, 10.0), lever(-1.0, 1.0)];
        // The second gets half as far in its range as the first; the third goes down and is there after a quarter of the way.
        let line = Line::along(&levers, &[0.0, 0.0, 0.0], &[1.0, 0.5, -1.0]);
        assert_eq!(line.at(0.0), [0.0, 0.0, 0.0]);
        assert_eq!(line.at(0.25), [0.5, 2.5, -1.0]);
        assert_eq!(line.at(0.5), [1.0, 5.0, -1.0]);
        assert_eq!(line.at(1.0), [1.0, 10.0, -1.0]);
    }

    #[test]
    fn a_lever_without_direction_stays() {
        let levers = [lever(0.0, 1.0), lever(0.0, 1.0)];
        let line = Line::along(&levers, &[0.5, 0.25], &[1.0, 0.0]);
        assert_eq!(line.at(0.5), [0.75, 0.25]);
        assert_eq!(line.to, [1.0, 0.25]);
    }
}
