//! What a first-passage picture says: how likely it has been reached, by when half of the paths have, and what the central path does.

use super::super::page::Heading;
use super::super::words::short_percent;
use super::milestone::Milestone;
use super::milestones::phrase;
use super::names::subtitle;

/// Where fewer of the paths have arrived by the central path's year, or so few are left, it lies outside their 95 % interval.
const SCARCE: f64 = 0.025;

impl Milestone<'_> {
    pub(super) fn heading(&self) -> Heading {
        let phrase = phrase(self.summary, self.judged, self.lang);
        Heading {
            title: self.lang.choose(
                format!("{phrase}：何时达到"),
                format!("{phrase}: when is it reached"),
            ),
            subtitle: subtitle(self.summary, self.lang),
            sentences: self.sentences(),
        }
    }

    fn sentences(&self) -> Vec<String> {
        let lang = self.lang;
        let last = self.summary.years[self.summary.years.len() - 1];
        let told = self.deadline().unwrap_or(last);
        let chance = self.by(told).with_error();
        if self.before() {
            let (base, first) = (self.summary.scenario.base_year, self.summary.years[0]);
            return vec![lang.choose(
                format!("{base}年（基年）已经达到；下图只从{first}年起算，不说明何时首次达到。"),
                format!("Reached already in {base}, the base year; the picture counts from {first} only and does not say when it was first reached."),
            )];
        }
        let mut parts = vec![lang.choose(
            format!("到{told}年已经达到的概率为 {chance}。"),
            format!("The probability of having reached it by {told} is {chance}."),
        )];
        parts.push(match self.judged.median_year {
            Some(year) if self.is_close_to_half(year) => lang.choose(
                format!("约一半的路径到{year}年已达到（与一半之差在误差之内）。"),
                format!("About half of the paths have reached it by {year} (within the error)."),
            ),
            Some(year) => lang.choose(
                format!("一半的路径到{year}年已达到。"),
                format!("Half of the paths have reached it by {year}."),
            ),
            None => lang.choose(
                format!("到{last}年达到的路径不足一半。"),
                format!("Fewer than half of the paths reach it by {last}."),
            ),
        });
        parts.push(self.central());
        parts
    }

    /// Whether the error leaves open on which side of a half the share of a year, or of the year before, lies: another draw might name another median year.
    fn is_close_to_half(&self, year: i32) -> bool {
        [year, year - 1].into_iter().any(|year| {
            let known = self.summary.years.contains(&year);
            let [low, high] = self.by(year).interval;
            known && low < 0.5 && high > 0.5
        })
    }

    /// Whether it stood there in the base year.
    pub(super) fn before(&self) -> bool {
        self.judged.met_in_base(self.summary)
    }

    /// What the central path does, as the supposition that it is; and how few of the paths do, where hardly any does.
    fn central(&self) -> String {
        let lang = self.lang;
        let last = self.summary.years[self.summary.years.len() - 1];
        let supposed = lang.choose(
            "假如没有冲击和事件，投资按情景安排完成（中心路径）",
            "Without shocks or events and with investment as scheduled (central path)",
        );
        let Some(year) = self.judged.central_year else {
            let most = self.by(last);
            if most.share > 1.0 - SCARCE {
                let most = format!("{}%", short_percent(most.share, self.decimals()));
                return lang.choose(
                    format!("{supposed}，到{last}年仍未达到，而 {most} 的路径已达到。"),
                    format!(
                        "{supposed}, it is not reached by {last}, when {most} of the paths have."
                    ),
                );
            }
            return lang.choose(
                format!("{supposed}，到{last}年仍未达到。"),
                format!("{supposed}, it is not reached by {last}."),
            );
        };
        let chance = self.by(year);
        if chance.share < SCARCE {
            let few = format!("{}%", short_percent(chance.share, self.decimals()));
            return lang.choose(
                format!("{supposed}，{year}年就会达到，但到那时达到的路径只有 {few}。"),
                format!("{supposed}, it is reached in {year}, when only {few} of the paths have."),
            );
        }
        lang.choose(
            format!("{supposed}，{year}年达到。"),
            format!("{supposed}, it is reached in {year}."),
        )
    }
}
