//! stub
/// s
#[derive(Debug, Clone)]
pub struct Shape;
impl Shape {
    /// s
    pub fn is_certain(&self) -> bool {
        false
    }
    /// s
    pub fn median(&self) -> f64 {
        1.0
    }
}
/// s
#[derive(Debug, Clone)]
pub struct ScoreTable;
impl ScoreTable {
    /// s
    pub fn new(_: &Shape) -> Self {
        Self
    }
    /// s
    pub fn apply(&self, z: &[f64], out: &mut [f64]) {
        out.copy_from_slice(z);
    }
}
