//! Regional input coefficients from a national table by location quotients.
//!
//! A region buys of each input at most what the nation does, and less where it makes less of it than the nation: what is
//! missing comes from outside. With output x by industry, national X, and totals without index,
//!
//! - SLQ_i = (x_i / x) / (X_i / X): how much more of the region than of the nation the industry is;
//! - CILQ_ij = SLQ_i / SLQ_j, on the diagonal SLQ_i: the supplier against the user;
//! - FLQ_ij = λ CILQ_ij with λ = [log₂(1 + s)]^δ, s the region's share of the nation: the smaller the region, the more it imports;
//!
//! and a^R_ij = min(1, quotient) · a^N_ij.
//!
//! Sources: Flegg, Webber and Elliott (1995), *Regional Studies* 29(6); Flegg and Webber (1997), *Regional Studies* 31(8); Miller
//! and Blair (2009), *Input-Output Analysis*, 2nd edition, section 8.2.

use ndarray::Array2;

use super::national::NationalTable;

/// Which quotient scales the national coefficients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quotient {
    /// Simple: the supplier's quotient.
    Simple,
    /// Cross-industry: the supplier's over the user's.
    CrossIndustry,
    /// Flegg's: cross-industry, times a factor for the region's size.
    Flegg {
        /// λ = [log₂(1 + s)]^δ, in (0, 1].
        size: f64,
    },
}

impl Quotient {
    /// Flegg's quotient of a region with this share of the nation, in (0, 1], and this δ ≥ 0.
    pub fn flegg(share: f64, delta: f64) -> Self {
        Self::Flegg {
            size: libm::pow(libm::log2(1.0 + share), delta),
        }
    }

    /// The quotient of supplier `i` and user `j`, before it is cut at 1.
    fn of(self, simple: &[f64], i: usize, j: usize) -> f64 {
        let cross = if i == j {
            simple[i]
        } else {
            simple[i] / simple[j]
        };
        match self {
            Self::Simple => simple[i],
            Self::CrossIndustry => cross,
            Self::Flegg { size } => size * cross,
        }
    }
}

/// SLQ of every industry: 0 where the region has none of it.
///
/// `output` is the region's gross output by industry, ≥ 0 and not all zero; its prices need not be the table's, only shares count.
pub fn simple_quotients(table: &NationalTable, output: &[f64]) -> Vec<f64> {
    let (here, nation) = (output.iter().sum::<f64>(), table.total_output());
    let pairs = output.iter().zip(&table.gross_output);
    pairs
        .map(|(local, national)| (local / here) / (national / nation))
        .collect()
}

/// a^R, `[supplier, user]` by national industry. Columns of industries that the region does not have are 0.
pub fn industry_coefficients(
    table: &NationalTable,
    simple: &[f64],
    quotient: Quotient,
) -> Array2<f64> {
    Array2::from_shape_fn(table.coefficients.dim(), |(i, j)| {
        if simple[j] > 0.0 {
            quotient.of(simple, i, j).min(1.0) * table.coefficients[[i, j]]
        } else {
            0.0
        }
    })
}

/// How a region's sectors are made of national industries.
#[derive(Debug, Clone, PartialEq)]
pub struct Composition {
    /// Share of each sector's output in each industry, `[sector, industry]`; rows sum to 1.
    pub weights: Array2<f64>,
    /// Gross output of each sector, > 0.
    pub output: Vec<f64>,
}

impl Composition {
    /// The region's output by national industry.
    pub fn by_industry(&self) -> Vec<f64> {
        let columns = self.weights.columns().into_iter();
        columns
            .map(|weights| weights.iter().zip(&self.output).map(|(w, x)| w * x).sum())
            .collect()
    }

    /// Coefficients between sectors, `[supplier, user]`, from those between industries.
    ///
    /// A user buys as its industries do, by its shares in them; what is bought of an industry is divided among the sectors that make
    /// it as they share in the region's output of it: A_jk = Σ_c (w_jc x_j / x_c) Σ_d a_cd w_kd.
    pub fn between_sectors(&self, between_industries: &Array2<f64>) -> Array2<f64> {
        let made = self.by_industry();
        let shares = Array2::from_shape_fn(self.weights.dim(), |(j, c)| {
            if made[c] > 0.0 {
                self.weights[[j, c]] * self.output[j] / made[c]
            } else {
                0.0
            }
        });
        shares.dot(between_industries).dot(&self.weights.t())
    }

    /// A sector's average of something known by industry, by its shares in them.
    pub fn average(&self, sector: usize, of_industry: &[f64]) -> f64 {
        let weights = self.weights.row(sector);
        weights.iter().zip(of_industry).map(|(w, x)| w * x).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    /// One industry a sector, so that sectors and industries are the same.
    fn plain(output: Vec<f64>) -> Composition {
        let n = output.len();
        Composition {
            weights: Array2::eye(n),
            output,
        }
    }

    fn table() -> NationalTable {
        NationalTable {
            codes: ["1", "2", "3", "4"].map(str::to_owned).to_vec(),
            gross_output: vec![500.0, 1500.0, 2000.0, 6000.0],
            value_added: vec![250.0, 700.0, 900.0, 3000.0],
            coefficients: array![
                [0.10, 0.05, 0.02, 0.01],
                [0.15, 0.25, 0.10, 0.05],
                [0.05, 0.10, 0.15, 0.10],
                [0.10, 0.12, 0.18, 0.22]
            ],
        }
    }

    #[test]
    fn splitting_a_sector_in_two_changes_nothing_in_sum() {
        let whole = plain(vec![30.0, 60.0, 150.0, 260.0]);
        let split = Composition {
            weights: array![
                [1.0, 0.0, 0.0, 0.0],
                [0.0, 1.0, 0.0, 0.0],
                [0.0, 0.0, 1.0, 0.0],
                [0.0, 0.0, 1.0, 0.0],
                [0.0, 0.0, 0.0, 1.0]
            ],
            output: vec![30.0, 60.0, 100.0, 50.0, 260.0],
        };
        let simple = simple_quotients(&table(), &whole.by_industry());
        let industries = industry_coefficients(&table(), &simple, Quotient::flegg(0.05, 0.25));
        let (whole, split) = (
            whole.between_sectors(&industries),
            split.between_sectors(&industries),
        );
        for user in 0..4 {
            let sectors = [[0].as_slice(), &[1], &[2, 3], &[4]];
            for supplier in 0..4 {
                let sum: f64 = sectors[supplier]
                    .iter()
                    .map(|&j| split[[j, sectors[user][0]]])
                    .sum();
                assert!((sum - whole[[supplier, user]]).abs() < 1e-15);
            }
        }
        assert!((split[[2, 0]] / split[[3, 0]] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn an_industry_that_is_not_there_supplies_and_buys_nothing() {
        let absent = plain(vec![0.0, 60.0, 150.0, 260.0]);
        let simple = simple_quotients(&table(), &absent.by_industry());
        let coefficients = industry_coefficients(&table(), &simple, Quotient::CrossIndustry);
        assert!(coefficients.row(0).iter().all(|a| *a == 0.0));
        assert!(coefficients.column(0).iter().all(|a| *a == 0.0));
    }

    #[test]
    fn no_region_buys_more_at_home_than_the_nation() {
        let composition = plain(vec![90.0, 10.0, 150.0, 260.0]);
        let simple = simple_quotients(&table(), &composition.by_industry());
        let all = [
            Quotient::Simple,
            Quotient::CrossIndustry,
            Quotient::flegg(0.02, 0.2),
        ];
        for quotient in all {
            let coefficients = industry_coefficients(&table(), &simple, quotient);
            for (place, national) in table().coefficients.indexed_iter() {
                let regional = &coefficients[place];
                assert!((0.0..=*national).contains(regional));
            }
        }
        // At δ = 0 size does not count.
        assert_eq!(
            industry_coefficients(&table(), &simple, Quotient::flegg(0.02, 0.0)),
            industry_coefficients(&table(), &simple, Quotient::CrossIndustry)
        );
    }
}
