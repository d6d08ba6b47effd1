//! A probability that was counted on paths, and how it is written: never without its error, never as certainty.

use crate::results::{JointSummary, RunInfo, TargetSummary};

use super::language::Lang;

/// A probability estimated from paths, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Chance {
    /// Share of the paths.
    pub(crate) share: f64,
    /// Its 95 % interval.
    pub(crate) interval: [f64; 2],
}

impl From<&TargetSummary> for Chance {
    fn from(target: &TargetSummary) -> Self {
        Self {
            share: target.probability,
            interval: target.ci95,
        }
    }
}

impl From<&JointSummary> for Chance {
    fn from(joint: &JointSummary) -> Self {
        Self {
            share: joint.probability,
            interval: joint.ci95,
        }
    }
}

/// The probability of a target that does not presume it; `None` for one that seeds nothing, and where both would read the same.
pub(crate) fn not_presumed(target: &TargetSummary, run: &RunInfo) -> Option<Chance> {
    let share = target.not_presumed()?;
    let other = Chance::counted(share, target.not_presumed_error(), run);
    (!other.reads_as(&Chance::from(target))).then_some(other)
}

impl Chance {
    /// A share of a run's paths, with the error it has where paths are not independent.
    pub(crate) fn counted(share: f64, std_error: Option<f64>, run: &RunInfo) -> Self {
        Self {
            share,
            interval: run.interval95(share, std_error.unwrap_or(0.0)),
        }
    }

    /// Half the 95 % interval.
    pub(crate) fn half_width(&self) -> f64 {
        (self.interval[1] - self.interval[0]).abs() / 2.0
    }

    /// One decimal of a percent, two when the error is smaller than that shows.
    fn decimals(&self) -> usize {
        if self.half_width() < 0.0005 { 2 } else { 1 }
    }

    /// The bound to state when the share cannot be told from 0 or 1: no path of few, or nearly none of many, is not never.
    fn bound(&self) -> Option<String> {
        let decimals = self.decimals();
        let step = if decimals == 1 { 0.1 } else { 0.01 };
        let percent = self.share * 100.0;
        let up = |value: f64| ((value / step - 1e-9).ceil() * step).max(step);
        // Where the error is as large as what it is the error of, "± " would reach beyond 0 or 1.
        let half = self.half_width() * 100.0;
        if percent < half.max(step / 2.0) {
            Some(format!("<{:.decimals$}%", up(self.interval[1] * 100.0)))
        } else if percent > 100.0 - half.max(step / 2.0) {
            let short = up(100.0 - self.interval[0] * 100.0);
            Some(format!(">{:.decimals$}%", 100.0 - short))
        } else {
            None
        }
    }

    /// Whether both print the same number, to as many decimals as either deserves.
    fn reads_as(&self, other: &Self) -> bool {
        let decimals = self.decimals().min(other.decimals());
        let [mine, its] = [self, other].map(|it| format!("{:.decimals$}", it.share * 100.0));
        match (self.bound(), other.bound()) {
            (None, None) => mine == its,
            (mine, its) => mine == its,
        }
    }

    /// 36.1%, or the bound <0.1%.
    pub(crate) fn percent(&self) -> String {
        let decimals = self.decimals();
        self.bound()
            .unwrap_or_else(|| format!("{:.decimals$}%", self.share * 100.0))
    }

    /// The error alone, in percentage points: ± 0.1; nothing beside a bound.
    pub(crate) fn error(&self) -> Option<String> {
        let decimals = self.decimals();
        let half = self.half_width() * 100.0;
        self.bound()
            .is_none()
            .then(|| format!("± {half:.decimals$}"))
    }

    /// 36.1% ± 0.1, or the bound <0.1%.
    pub(crate) fn with_error(&self) -> String {
        match self.error() {
            Some(error) => format!("{} {error}", self.percent()),
            None => self.percent(),
        }
    }

    /// As an equation: P = 36.1% ± 0.1, P < 0.1%.
    pub(crate) fn equation(&self) -> String {
        let text = self.with_error();
        match text.strip_prefix(['<', '>']) {
            Some(bound) => format!("P {} {bound}", &text[..1]),
            None => format!("P = {text}"),
        }
    }

    /// As an equation, the error's unit spelled out.
    pub(crate) fn spelled(&self, lang: Lang) -> String {
        let unit = lang.choose(" 个百分点", " percentage points");
        let unit = if self.error().is_some() { unit } else { "" };
        format!("{}{unit}", self.equation())
    }
}

/// A share in percent with this many decimals, without the sign, for where there is little room: 44, and the bounds <1 and >99 for what
/// rounds to 0 or 100.
pub(crate) fn short_percent(share: f64, decimals: usize) -> String {
    let percent = share * 100.0;
    let step = libm::pow(10.0, -(decimals as f64));
    if percent < step / 2.0 {
        format!("<{step:.decimals$}")
    } else if percent > 100.0 - step / 2.0 {
        format!(">{:.decimals$}", 100.0 - step)
    } else {
        format!("{percent:.decimals$}")
    }
}

/// A difference of two probabilities in percentage points, with its sign: +3.2.
pub(crate) fn signed_points(difference: f64) -> String {
    signed(difference, 1)
}

/// A difference of two probabilities with its error, in percentage points: +3.2 ± 0.1.
pub(crate) fn difference(difference: f64, half_width: f64) -> String {
    let decimals = if half_width < 0.0005 { 2 } else { 1 };
    let text = signed(difference, decimals);
    format!("{text} ± {:.decimals$}", half_width * 100.0)
}

fn signed(difference: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", difference.abs() * 100.0);
    let sign = match (
        text.bytes().any(|b| (b'1'..=b'9').contains(&b)),
        difference > 0.0,
    ) {
        (false, _) => "",
        (true, true) => "+",
        (true, false) => "−",
    };
    format!("{sign}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::FailedPaths;

    fn run(paths: u64, replicates: Option<u64>) -> RunInfo {
        RunInfo {
            paths,
            seed: 1,
            sampler: String::new(),
            replicates,
            version: String::new(),
            failed_paths: FailedPaths {
                count: 0,
                first: None,
            },
        }
    }

    /// A share of independent paths.
    fn counted(share: f64, paths: u64) -> Chance {
        Chance::counted(share, None, &run(paths, None))
    }

    #[test]
    fn quasi_random_paths_have_the_error_of_their_replicates() {
        let chance = |share, error| Chance::counted(share, Some(error), &run(100_000, Some(16)));
        assert_eq!(chance(0.361, 0.0005).with_error(), "36.1% ± 0.1");
        assert_eq!(chance(0.361, 0.000_05).with_error(), "36.10% ± 0.01");
        assert_eq!(chance(0.0, 0.0).with_error(), "<0.01%");
    }

    #[test]
    fn an_estimate_is_never_certain() {
        for (share, paths, wanted) in [
            (0.361, 1_000_000, "36.1% ± 0.1"),
            (0.361, 10_000_000, "36.10% ± 0.03"),
            (0.361, 1_000, "36.1% ± 3.0"),
            (0.0, 100_000, "<0.01%"),
            (0.0, 100, "<3.7%"),
            (1.0, 100, ">96.3%"),
            (1.0, 2_000, ">99.8%"),
            (0.000_001, 1_000_000, "<0.01%"),
            // One path in twenty thousand, and all but one: an error as large as itself is a bound.
            (0.000_05, 20_000, "<0.03%"),
            (0.999_95, 20_000, ">99.97%"),
            (0.000_7, 20_000, "0.07% ± 0.04"),
        ] {
            assert_eq!(counted(share, paths).with_error(), wanted);
        }
        assert_eq!(counted(0.0, 2_000).equation(), "P < 0.2%");
        let text = counted(0.5, 1_000_000).spelled(Lang::Zh);
        assert_eq!(text, "P = 50.0% ± 0.1 个百分点");
    }

    #[test]
    fn a_cell_is_never_certain_either() {
        for (share, decimals, wanted) in [
            (0.0, 0, "<1"),
            (0.006, 0, "1"),
            (0.5, 0, "50"),
            (0.994, 0, "99"),
            (1.0, 0, ">99"),
            (0.0, 1, "<0.1"),
            (0.4321, 1, "43.2"),
            (1.0, 1, ">99.9"),
        ] {
            assert_eq!(short_percent(share, decimals), wanted);
        }
    }

    #[test]
    fn differences_carry_their_sign() {
        assert_eq!(difference(0.0321, 0.001), "+3.2 ± 0.1");
        assert_eq!(difference(-0.0321, 0.0001), "−3.21 ± 0.01");
        assert_eq!(difference(-1e-7, 0.0), "0.00 ± 0.00");
    }

    #[test]
    fn the_interval_is_wilsons() {
        // 10 of 100: 0.0552 to 0.1744 (Newcombe 1998, method 3).
        let chance = counted(0.1, 100);
        assert!((chance.interval[0] - 0.0552).abs() < 5e-5);
        assert!((chance.interval[1] - 0.1744).abs() < 5e-5);
    }
}
