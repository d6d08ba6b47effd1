//! What a region's final demand calls for at home, in other regions, and at home once more because others buy back.

use ndarray::Array2;

use super::leontief::{InputOutputError, leontief_inverse};

/// The inverses of an interregional table: that of all regions, and of each region as if it traded with no other.
///
/// With A partitioned by region, L = (I − A)⁻¹: demand f for products of region r calls for (I − A_rr)⁻¹ f at home by its own inputs, L_rr f − (I − A_rr)⁻¹ f more at home by way of
/// the others (interregional feedback), and L_sr f in region s (spill-over).
///
/// Source: Miller and Blair (2009), *Input-Output Analysis*, 2nd edition, sections 3.3 and 6.6.
#[derive(Debug, Clone, PartialEq)]
pub struct Interregional {
    /// Region of each sector.
    region_of: Vec<usize>,
    regions: usize,
    inverse: Array2<f64>,
    /// By region, over its own sectors in their order.
    alone: Vec<Array2<f64>>,
}

/// What demand for products of one region calls for.
#[derive(Debug, Clone, PartialEq)]
pub struct Arising {
    /// Output at home by home's own inputs, the demand itself included.
    pub own: f64,
    /// Further output at home because other regions, which deliver to it, buy from it.
    pub feedback: f64,
    /// Output by region; home's is `own` + `feedback`, the others' are spill-overs.
    pub output: Vec<f64>,
    /// Value added by region, where ratios to output are given.
    pub value_added: Vec<f64>,
}

impl Interregional {
    /// Of coefficients `[supplier, user]` whose sectors lie in these regions.
    ///
    /// # Errors
    /// As [`leontief_inverse`].
    ///
    /// # Panics
    /// When a sector has no region.
    pub fn new(
        coefficients: &Array2<f64>,
        region_of: &[usize],
        regions: usize,
    ) -> Result<Self, InputOutputError> {
        assert_eq!(
            coefficients.nrows(),
            region_of.len(),
            "a sector has a region"
        );
        let alone = (0..regions).map(|region| {
            let inside: Vec<usize> = (0..region_of.len())
                .filter(|sector| region_of[*sector] == region)
                .collect();
            let n = inside.len();
            let own = Array2::from_shape_fn((n, n), |(j, i)| coefficients[[inside[j], inside[i]]]);
            leontief_inverse(&own)
        });
        Ok(Self {
            region_of: region_of.to_vec(),
            regions,
            inverse: leontief_inverse(coefficients)?,
            alone: alone.collect::<Result<_, _>>()?,
        })
    }

    /// What demand by sector calls for; `ratios` are value added over gross output.
    ///
    /// # Panics
    /// When there is demand for products of another region than `home`.
    pub fn arising(&self, home: usize, demand: &[f64], ratios: &[f64]) -> Arising {
        let sectors = self.region_of.len();
        let elsewhere = (0..sectors).any(|i| self.region_of[i] != home && demand[i] != 0.0);
        assert!(!elsewhere, "demand is for products of one region");
        let mut arising = Arising {
            own: self.own(home, demand),
            feedback: 0.0,
            output: vec![0.0; self.regions],
            value_added: vec![0.0; self.regions],
        };
        for (j, region) in self.region_of.iter().enumerate() {
            let row = self.inverse.row(j);
            let output: f64 = row.iter().zip(demand).map(|(l, f)| l * f).sum();
            arising.output[*region] += output;
            arising.value_added[*region] += ratios[j] * output;
        }
        // Rounding alone may leave less than nothing.
        arising.feedback = (arising.output[home] - arising.own).max(0.0);
        arising
    }

    /// Output of a region that trades with no other.
    fn own(&self, home: usize, demand: &[f64]) -> f64 {
        let inside = (0..demand.len()).filter(|sector| self.region_of[*sector] == home);
        let columns = self.alone[home].columns().into_iter();
        let multipliers = columns.map(|column| column.sum());
        inside
            .zip(multipliers)
            .map(|(sector, multiplier)| demand[sector] * multiplier)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    /// Two regions of one sector each: with A = [[a, b], [c, d]] and D = (1 − a)(1 − d) − b c, L = [[1 − d, b], [c, 1 − a]] / D.
    #[test]
    fn two_regions_of_one_sector_are_scalar_algebra() {
        let (a, b, c, d) = (0.3, 0.1, 0.2, 0.4);
        let determinant = (1.0 - a) * (1.0 - d) - b * c;
        let table = Interregional::new(&array![[a, b], [c, d]], &[0, 1], 2).unwrap();
        let found = table.arising(0, &[1.0, 0.0], &[0.5, 0.25]);
        let own = 1.0 / (1.0 - a);
        // By hand: 1.428571, (0.6 − …)/0.4.
        assert!((found.own - own).abs() < 1e-14);
        assert!((found.output[0] - (1.0 - d) / determinant).abs() < 1e-14);
        assert!((found.feedback - ((1.0 - d) / determinant - own)).abs() < 1e-14);
        // The feedback is own · b · (1 − d)⁻¹ · c at home, times the whole inverse: b c / ((1 − a) D).
        assert!((found.feedback - b * c / ((1.0 - a) * determinant)).abs() < 1e-14);
        assert!((found.output[1] - c / determinant).abs() < 1e-14);
        assert!((found.value_added[0] - 0.5 * found.output[0]).abs() < 1e-14);
        assert!((found.value_added[1] - 0.25 * found.output[1]).abs() < 1e-14);
    }

    #[test]
    fn regions_that_do_not_trade_have_neither_spill_over_nor_feedback() {
        let blocks = array![[0.2, 0.1, 0.0], [0.3, 0.0, 0.0], [0.0, 0.0, 0.5]];
        let table = Interregional::new(&blocks, &[0, 0, 1], 2).unwrap();
        let found = table.arising(0, &[0.25, 0.75, 0.0], &[0.0; 3]);
        assert_eq!((found.feedback < 1e-14, found.output[1]), (true, 0.0));
        assert!((found.own - found.output[0]).abs() < 1e-14);
        // One-way trade spills over and does not come back.
        let one_way = array![[0.2, 0.0], [0.4, 0.0]];
        let table = Interregional::new(&one_way, &[0, 1], 2).unwrap();
        let found = table.arising(0, &[1.0, 0.0], &[0.6, 0.9]);
        assert!(found.feedback < 1e-14 && (found.output[1] - 0.5).abs() < 1e-14);
    }
}
