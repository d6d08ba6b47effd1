//! The mean of one variable over the paths on which another is lowest, or highest, with the error of that.
//!
//! With q the p-quantile of y, the tail mean E[x | y ≤ q] has the influence function ((x − m(q)) 1[y ≤ q]) / p − (E[x | y ≤ q] − m(q)), m(q) = E[x | y = q]: where
//! the tail begins is estimated as well, and moves paths in and out whose x is m(q). Its standard deviation ÷ √n is the standard error (induced order
//! statistics, Yang 1977; the functional delta method, van der Vaart 1998, ch. 20). m(q) is estimated by the mean of x over the paths next to the cut, half a tail on each
//! side.

/// A mean over a part of the paths, and what each path says of its error.
#[derive(Debug, Clone, PartialEq)]
pub struct TailMean {
    /// The mean.
    pub mean: f64,
    /// The influence of each path on it; the standard error is that of their mean.
    pub influence: Vec<f64>,
}

/// The mean of `x` over the first `count` paths of `order`, in which the paths stand by the other variable from the tail's end on.
///
/// # Panics
/// When the tail is empty, or twice as long and more than the order.
pub fn tail_mean(x: &[f64], order: &[usize], count: usize) -> TailMean {
    let n = order.len();
    assert!(
        0 < count && 2 * count <= n && n == x.len(),
        "a tail is a part of the paths"
    );
    let mean_of = |places: &[usize]| {
        let sum: f64 = places.iter().map(|place| x[*place]).sum();
        sum / places.len() as f64
    };
    let mean = mean_of(&order[..count]);
    let half = count.div_ceil(2);
    let at_cut = mean_of(&order[count - half..(count + half).min(n)]);
    let scale = n as f64 / count as f64;
    let mut influence = vec![at_cut - mean; n];
    for place in &order[..count] {
        influence[*place] += scale * (x[*place] - at_cut);
    }
    TailMean { mean, influence }
}
