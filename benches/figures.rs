//! Many measurements, told as a few figures.

use std::fmt;

/// At least one measurement, in milliseconds, the smallest first.
pub struct Figures(Vec<f64>);

impl Figures {
    /// # Errors
    /// When nothing was measured: then something went wrong that no figure may hide.
    pub fn of(milliseconds: impl IntoIterator<Item = f64>) -> anyhow::Result<Self> {
        let mut sorted: Vec<f64> = milliseconds.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        anyhow::ensure!(!sorted.is_empty(), "nothing was measured");
        Ok(Self(sorted))
    }

    /// The smallest measurement that is no less than `percent` in a hundred of them.
    pub fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0[rank - 1]
    }

    pub fn max(&self) -> f64 {
        self.percentile(100)
    }

    /// How many times the other's figure at `percent` this one's is.
    pub fn ratio(&self, other: &Self, percent: usize) -> f64 {
        self.percentile(percent) / other.percentile(percent)
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [p50, p99] = [50, 99].map(|percent| self.percentile(percent));
        let (min, max, many) = (self.0[0], self.max(), self.0.len());
        write!(f, "min {min:8.3}  p50 {p50:8.3}  p99 {p99:8.3}  max {max:8.3} ms  (n = {many})")
    }
}

/// Whether a goal is met, for the end of a line. It is told, never enforced: the machine may be busy with something else.
pub fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}
