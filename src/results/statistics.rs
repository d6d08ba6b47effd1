//! Statistics of one series over paths that stream in any order and merge exactly: integer counts and fixed-point sums.
//!
//! Every value is turned into integers by itself, on a grid that a pilot of the same series fixed; integers add up to the
//! same total in any order, so the result does not depend on threads, blocks or shards.

use super::bins::Bins;
use super::grid::{Grid, PER_SCALE, SIDE, bin, edge, is_near};
use super::sweep::Look;
use crate::numerics::packs::run;

/// Unit of the fixed-point first moment: 2⁻⁴⁸ of the grid's scale. In the linear zone |d| < 8, so that d · 2⁴⁸ < 2⁵¹.
pub(super) const FIRST: f64 = (1_u64 << 48) as f64;
/// Unit of the fixed-point second moment: 2⁻⁴⁵ of the scale squared; d² · 2⁴⁵ < 2⁵¹ in the linear zone.
pub(super) const SECOND: f64 = (1_u64 << 45) as f64;
/// Beyond this many scales squares are counted in whole scales squared: 10¹⁰ squares in units of 2⁻⁴⁵ up to here, and 10¹⁰ in
/// units of 1 beyond, add up in 127 bits each, and neither loses a digit that a double has.
const FAR: f64 = (1_u64 << 24) as f64;
/// What is farther from the centre counts as this many scales in the moments.
const FARTHEST: f64 = (1_u64 << 44) as f64;
/// Values looked through together; the sums of their fixed-point moments fit 64 bits.
const CHUNK: usize = 256;

/// Moments, extremes and a quantile sketch of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    grid: Grid,
    count: u64,
    first: i128,
    second: i128,
    second_far: i128,
    min: f64,
    max: f64,
    bins: Bins,
}

impl Statistics {
    /// Nothing counted yet.
    pub fn new(grid: Grid) -> Self {
        Self {
            grid,
            count: 0,
            first: 0,
            second: 0,
            second_far: 0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            bins: Bins::new(),
        }
    }

    /// Counts finite values.
    pub fn add(&mut self, values: &[f64]) {
        let mut places = [0; CHUNK];
        for chunk in values.chunks(CHUNK) {
            let places = &mut places[..chunk.len()];
            self.measure(chunk, places);
            self.count_in(places);
        }
    }

    /// The first half of [`add`](Self::add): extremes, moments and, in `places`, the bins of the values, in any order. The bins of many series do not
    /// fit the nearer caches together: who has many of them collects the places of some blocks before he lets them be counted.
    ///
    /// # Panics
    /// When there are not as many places as values.
    pub fn measure(&mut self, values: &[f64], places: &mut [u16]) {
        assert_eq!(values.len(), places.len(), "one place a value");
        for (values, places) in values.chunks(CHUNK).zip(places.chunks_mut(CHUNK)) {
            let survey = run(Look {
                values,
                grid: self.grid,
                places,
            });
            self.min = self.min.min(survey.low);
            self.max = self.max.max(survey.high);
            if is_near(self.grid, survey.low) && is_near(self.grid, survey.high) {
                self.first += i128::from(survey.first);
                self.second += i128::from(survey.second);
            } else {
                for (value, place) in values.iter().zip(places) {
                    *place = self.measure_far(*value);
                }
            }
        }
        self.count += values.len() as u64;
    }

    /// The second half of [`add`](Self::add).
    pub fn count_in(&mut self, places: &[u16]) {
        self.bins.count(places);
    }

    /// Any finite value, one by one: the same integers, in 128 bits.
    fn measure_far(&mut self, value: f64) -> u16 {
        let d = (value - self.grid.centre) * (1.0 / self.grid.scale);
        let far = d.clamp(-FARTHEST, FARTHEST);
        self.first += (far * FIRST).round_ties_even() as i128;
        if far.abs() < FAR {
            self.second += (far * far * SECOND).round_ties_even() as i128;
        } else {
            self.second_far += (far * far).round_ties_even() as i128;
        }
        (bin(d) + SIDE) as u16
    }

    /// Adds what another part of the same run counted.
    ///
    /// # Panics
    /// When the grids differ: the two are not of the same series and run.
    pub fn merge(&mut self, other: &Self) {
        assert!(
            self.grid == other.grid,
            "statistics of different series cannot be merged"
        );
        self.count += other.count;
        self.first += other.first;
        self.second += other.second;
        self.second_far += other.second_far;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.bins.merge(&other.bins);
    }

    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Least value; NaN of nothing.
    pub fn min(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.min }
    }

    /// Greatest value; NaN of nothing.
    pub fn max(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.max }
    }

    /// Mean, to 2⁻⁴⁹ of the pilot's sd; NaN of nothing.
    pub fn mean(&self) -> f64 {
        if self.min == self.max {
            return self.min;
        }
        self.grid.centre + self.grid.scale * (self.first as f64 / FIRST / self.count as f64)
    }

    /// Standard deviation with divisor n − 1; 0 of a single value, NaN of nothing.
    pub fn sd(&self) -> f64 {
        if self.count == 0 {
            return f64::NAN;
        }
        if self.min == self.max || self.count == 1 {
            return 0.0;
        }
        let n = self.count as f64;
        let mean = self.first as f64 / FIRST / n;
        let squares = (self.second as f64 / SECOND + self.second_far as f64) / n - mean * mean;
        self.grid.scale * (squares.max(0.0) * n / (n - 1.0)).sqrt()
    }

    /// The quantile of probability `p` in (0, 1), interpolated inside its bin, and the width of that bin: the greatest
    /// distance to the sample's own quantile. Of whole numbers a whole number: the least that at least `p` of the values do not exceed, where each has a bin.
    /// NaN of nothing.
    pub fn quantile(&self, p: f64) -> (f64, f64) {
        self.quantiles(&[p])[0]
    }

    /// The [quantiles](Self::quantile) of several probabilities, in rising order.
    ///
    /// # Panics
    /// When they are not in rising order.
    pub fn quantiles(&self, probabilities: &[f64]) -> Vec<(f64, f64)> {
        assert!(probabilities.is_sorted(), "probabilities rise");
        if self.count == 0 {
            return vec![(f64::NAN, f64::NAN); probabilities.len()];
        }
        let mut found = Vec::with_capacity(probabilities.len());
        let mut below = 0_u64;
        for (index, inside) in self.bins.iter().enumerate() {
            let up_to = (below + inside) as f64;
            while inside > 0
                && let Some(p) = probabilities.get(found.len())
                && up_to >= p * self.count as f64
            {
                let (low, high) = self.edges(index as i64 - SIDE);
                let (low, high) = (low.max(self.min), high.min(self.max));
                let rank = p * self.count as f64 - below as f64;
                let part = (rank / inside as f64).clamp(0.0, 1.0);
                let between = (low + (high - low) * part, high - low);
                found.push(self.representable(index as i64 - SIDE, between));
            }
            below += inside;
            if found.len() == probabilities.len() {
                break;
            }
        }
        found.resize(probabilities.len(), (self.max, 0.0));
        found
    }

    /// A place inside a bin and its error; of whole numbers a whole one.
    fn representable(&self, bin: i64, (value, width): (f64, f64)) -> (f64, f64) {
        if self.grid.is_one_number(bin) {
            return (self.edges(bin).0 + 0.5, 0.0);
        }
        if self.grid.whole {
            return (value.round(), (width + 0.5).floor());
        }
        (value, width)
    }

    /// Lower and upper edge of a bin; the outermost reach to the extremes.
    fn edges(&self, bin: i64) -> (f64, f64) {
        let edge = |k: i64| self.grid.centre + self.grid.scale * edge(k);
        let low = if bin == -SIDE { self.min } else { edge(bin) };
        let high = if bin == SIDE - 1 {
            self.max
        } else {
            edge(bin + 1)
        };
        (low, high)
    }

    /// Shares of the values in at most `most` bins of equal width between two quantiles.
    pub fn histogram(&self, tail: f64, most: usize) -> super::Histogram {
        let ends = self.quantiles(&[tail, 1.0 - tail]);
        let (low, high) = (ends[0].0, ends[1].0);
        let fine = self.grid.scale / PER_SCALE;
        let place = |x: f64| (x - self.grid.centre) / fine;
        let per = (((high - low) / fine).ceil() / most as f64).ceil().max(1.0);
        let first = place(low).floor();
        let bins = ((place(high).floor() - first + 1.0) / per).ceil() as usize;
        let mut inside = vec![0.0; bins];
        for (index, count) in self.bins.iter().enumerate().filter(|(_, c)| *c > 0) {
            // Edges are whole numbers of the finest bins. What lies in a wider one, far out, is spread evenly over it.
            let (from, to) = self.edges(index as i64 - SIDE);
            let (from, to) = (place(from).round() - first, place(to).round() - first);
            let bin_of = |x: f64| ((x / per).max(0.0) as usize).min(bins);
            for (k, inside) in (bin_of(from)..).zip(&mut inside[bin_of(from)..]) {
                let (start, end) = (k as f64 * per, (k + 1) as f64 * per);
                if start >= to {
                    break;
                }
                let part = (to.min(end) - from.max(start)) / (to - from).max(1.0);
                *inside += part.clamp(0.0, 1.0) * count as f64;
            }
        }
        let total = self.count.max(1) as f64;
        let shares = inside.into_iter().map(|count| count / total).collect();
        super::Histogram {
            low: self.grid.centre + first * fine,
            width: per * fine,
            shares,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_in_any_order_gives_the_same_bits() {
        let values: Vec<f64> = (0..5000)
            .map(|i| libm::sin(f64::from(i) * 0.7) * 3.0 + if i == 77 { 1e6 } else { 0.0 })
            .collect();
        let grid = Grid::of_sample(&values[..512]);
        let mut whole = Statistics::new(grid);
        whole.add(&values);
        let mut merged = Statistics::new(grid);
        for part in values.chunks(700).rev() {
            let mut one = Statistics::new(grid);
            for few in part.chunks(3) {
                one.add(few);
            }
            merged.merge(&one);
        }
        assert_eq!(whole, merged);
    }

    #[test]
    fn quantiles_lie_within_their_stated_error() {
        let values: Vec<f64> = (0..20_000)
            .map(|i| libm::exp(2.0 * libm::sin(f64::from(i))))
            .collect();
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let mut statistics = Statistics::new(Grid::of_sample(&values[..512]));
        statistics.add(&values);
        for p in [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] {
            let exact = sorted[(p * 20_000.0) as usize - 1];
            let (value, error) = statistics.quantile(p);
            assert!(
                (value - exact).abs() <= error,
                "p {p}: {value} against {exact}, stated {error}"
            );
        }
    }

    #[test]
    fn a_constant_is_reported_as_it_is() {
        let mut statistics = Statistics::new(Grid::of_sample(&[0.065; 8]));
        statistics.add(&[0.065; 100]);
        assert_eq!(
            (
                statistics.mean(),
                statistics.sd(),
                statistics.quantile(0.5).0
            ),
            (0.065, 0.0, 0.065)
        );
    }

    #[test]
    fn quantiles_of_whole_numbers_are_values_that_occur() {
        // 0, 1, 2, 3 on a tenth, two, three and four tenths of the values.
        let values: Vec<f64> = (0..1000)
            .map(|i| [0.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 3.0, 3.0, 3.0][i % 10])
            .collect();
        let mut statistics = Statistics::new(Grid::of_whole_numbers(&values[..500]));
        statistics.add(&values);
        for (p, wanted) in [
            (0.1, 0.0),
            (0.11, 1.0),
            (0.3, 1.0),
            (0.5, 2.0),
            (0.6, 2.0),
            (0.61, 3.0),
        ] {
            assert_eq!(statistics.quantile(p), (wanted, 0.0), "p {p}");
        }
        let histogram = statistics.histogram(0.0005, 80);
        assert_eq!((histogram.low, histogram.width), (-0.5, 1.0));
        assert_eq!(histogram.shares, [0.1, 0.2, 0.3, 0.4]);
        assert_eq!(statistics.mean(), 2.0);
    }

    #[test]
    fn whole_numbers_far_out_or_wide_apart_stay_whole() {
        let values: Vec<f64> = (0..20_000).map(|i| f64::from(i) * 7.0 - 30_000.0).collect();
        let mut statistics = Statistics::new(Grid::of_whole_numbers(&values));
        statistics.add(&values);
        for p in [0.01, 0.5, 0.99] {
            let (value, error) = statistics.quantile(p);
            let exact = values[(p * 20_000.0) as usize - 1];
            assert_eq!(value.fract(), 0.0);
            assert!(
                (value - exact).abs() <= error,
                "p {p}: {value}, not {exact} ± {error}"
            );
        }
        // A pilot that saw one number only, and a rare one far from it.
        let mut statistics = Statistics::new(Grid::of_whole_numbers(&[7.0; 8]));
        statistics.add(&[7.0; 99]);
        statistics.add(&[90_001.0]);
        assert_eq!(statistics.quantile(0.5), (7.0, 0.0));
        let (value, error) = statistics.quantile(0.995);
        assert!(value.fract() == 0.0 && (value - 90_001.0).abs() <= error);
    }

    #[test]
    fn a_value_at_the_edge_of_the_numbers_ends_nothing() {
        let mut statistics = Statistics::new(Grid::of_sample(&[0.0, 1.0]));
        statistics.add(&[1e300, -1e300, 1e300, 0.5]);
        assert!(statistics.mean().is_finite() && statistics.quantile(0.5).0.is_finite());
        assert_eq!((statistics.min(), statistics.max()), (-1e300, 1e300));
    }
}
