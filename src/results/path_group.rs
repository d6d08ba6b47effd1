//! Whole paths: every kept indicator in every year, for a file of single paths.

/// Consecutive paths, every kept indicator in every year.
#[derive(Debug, Clone, PartialEq)]
pub struct PathGroup {
    /// Number of the first path.
    pub first_path: u64,
    /// Its parts, in the order of the paths.
    pub blocks: Vec<PathBlock>,
}

impl PathGroup {
    /// Number of paths, failed ones included.
    pub fn paths(&self) -> usize {
        self.blocks.iter().map(PathBlock::paths).sum()
    }
}

/// Some consecutive paths of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct PathBlock {
    /// Whether each path stayed in the numbers.
    pub valid: Vec<bool>,
    /// Number of years.
    pub years: usize,
    /// `[indicator, path, year]`; of a failed path what it came to, which is no result.
    pub values: Vec<f64>,
}

impl PathBlock {
    /// Number of paths, failed ones included.
    pub fn paths(&self) -> usize {
        self.valid.len()
    }

    /// An indicator by position, path by path and year by year.
    pub fn indicator(&self, k: usize) -> &[f64] {
        let rows = self.paths() * self.years;
        &self.values[k * rows..][..rows]
    }
}
