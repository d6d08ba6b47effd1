//! What `kapok compare` says on the terminal: the targets in both runs, the indicators they judge, and how the two hang together.

use std::collections::BTreeSet;

use super::milestone_table;
use super::operands::Compared;
use super::target_table::{Numbers, asked, with_tier};
use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::analysis::{
    Comparison, IndicatorDifference, NotShared, Pairing, State, TargetDifference, estimate,
};
use crate::quantity::{Language, Localized};
use crate::results::{Errors, Estimate, Summary, TargetSummary, Text};

/// Names that are listed of what is not shared.
const LISTED: usize = 6;

/// Prints each comparison with the reference.
pub(super) fn show(compared: &Compared, terminal: &Terminal) {
    let reference = &compared.runs[0].summary;
    for (run, comparison) in compared.runs[1..].iter().zip(&compared.comparisons) {
        let pair = Beside {
            a: reference,
            b: &run.summary,
            comparison,
            alone: compared.comparisons.len() == 1,
            terminal,
        };
        pair.show();
    }
}

/// A run beside the reference.
struct Beside<'a> {
    a: &'a Summary,
    b: &'a Summary,
    comparison: &'a Comparison,
    /// Whether it is the only one: of several the indicators are in the files.
    alone: bool,
    terminal: &'a Terminal,
}

/// Whether both have the same value on every path, so that the target has the same chance in both if it asks the same.
fn is_same(it: &TargetDifference) -> bool {
    let better = it.paths.as_ref().and_then(|paths| paths.better.as_ref());
    it.difference == 0.0 && better.is_some_and(|better| better.equal.value >= 1.0)
}

impl Beside<'_> {
    fn show(&self) {
        let [a, b] = [self.a, self.b].map(|summary| self.title(summary));
        self.say(format!("甲：{a}"), format!("A: {a}"));
        self.say(format!("乙：{b}"), format!("B: {b}"));
        self.targets();
        if self.alone {
            self.indicators();
        }
        self.states();
        self.pairing();
        self.not_shared();
    }

    /// A sentence in lines that fit a page.
    fn say(&self, zh: String, en: String) {
        let text = Localized::new(zh, en);
        for line in wrap(self.terminal.say(&text), PAGE, "  ") {
            self.terminal.line(&line);
        }
    }

    fn headers(&self, zh: &[&str], en: &[&str]) -> Vec<String> {
        let words = match self.terminal.language() {
            Language::Chinese => zh,
            Language::English => en,
        };
        words.iter().map(|it| (*it).to_owned()).collect()
    }

    fn title(&self, summary: &Summary) -> String {
        let pick = |text: &Text| match self.terminal.language() {
            Language::Chinese => text.zh.clone(),
            Language::English => text.en.clone(),
        };
        let scenario = &summary.scenario;
        match &scenario.variant {
            Some(variant) => format!("{} – {}", pick(&scenario.title), pick(&variant.name)),
            None => pick(&scenario.title),
        }
    }

    /// A row for each target that both judge, then for each milestone.
    fn targets(&self) {
        let rows: Vec<Vec<String>> = self.target_rows().chain(self.milestone_rows()).collect();
        if rows.is_empty() && self.comparison.targets.is_empty() {
            return self.say(
                "两者没有相同的目标。".to_owned(),
                "The two have no target in common.".to_owned(),
            );
        }
        if rows.is_empty() {
            return self.same_targets();
        }
        let mut header = self.headers(
            &[
                "目标",
                "年份",
                "概率 甲",
                "概率 乙",
                "差（百分点）",
                "乙更好",
            ],
            &[
                "Target",
                "Year",
                "P in A",
                "P in B",
                "B − A (points)",
                "B better",
            ],
        );
        let known = if self.has_paths() { header.len() } else { 5 };
        header.truncate(known);
        let rows: Vec<Vec<String>> = rows
            .into_iter()
            .map(|row| row.into_iter().take(known).collect())
            .collect();
        self.terminal.narrow_table(&header, &rows);
        self.same_targets();
    }

    /// How many targets are not in the table.
    fn same_targets(&self) {
        let same = self.comparison.targets.iter().filter(|it| is_same(it));
        let count = same.count();
        if count > 0 {
            self.say(
                format!("另有 {count} 个目标的指标在每条路径上都相同。"),
                format!("The indicators of {count} further targets are the same on every path."),
            );
        }
    }

    fn has_paths(&self) -> bool {
        self.comparison.pairing == Pairing::Paths
    }

    fn target_rows(&self) -> impl Iterator<Item = Vec<String>> {
        let numbers = Numbers::new(self.a, self.terminal);
        let differ = self.comparison.targets.iter().filter(|it| !is_same(it));
        differ.map(move |it| {
            let target = &self.a.targets[it.in_a];
            let indicator = &self.a.indicators[&target.indicator];
            let label = numbers.label(&indicator.label);
            let label = with_tier(label, target.tier.as_deref(), self.terminal.language());
            let name = format!("{label} {}", asked(target, indicator, numbers));
            let paths = it.paths.as_ref();
            vec![
                name,
                target.year.to_string(),
                of_target(self.a, target),
                of_target(self.b, &self.b.targets[it.in_b]),
                points(it.difference, it.half_width),
                paths.map_or_else(String::new, |it| {
                    it.better
                        .map_or_else(String::new, |it| self.share(it.above))
                }),
            ]
        })
    }

    fn milestone_rows(&self) -> impl Iterator<Item = Vec<String>> {
        let numbers = Numbers::new(self.a, self.terminal);
        self.comparison.milestones.iter().map(move |it| {
            let milestone = &self.a.milestones[it.in_a];
            vec![
                milestone_table::name(milestone, numbers),
                format!("≤ {}", it.year),
                of_milestone(self.a, it.in_a, it.year),
                of_milestone(self.b, it.in_b, it.year),
                points(it.difference, it.half_width),
                String::new(),
            ]
        })
    }

    /// A share of the paths with its error.
    fn share(&self, share: Estimate) -> String {
        estimate(share.value, share.std_error, &self.a.run)
    }

    fn errors(&self) -> Errors {
        self.a.run.errors()
    }

    /// The indicators in the years that targets judge.
    fn indicators(&self) {
        let judged: BTreeSet<(&str, i32)> = self
            .comparison
            .targets
            .iter()
            .map(|it| &self.a.targets[it.in_a])
            .map(|target| (target.indicator.as_str(), target.year))
            .collect();
        let shown = |it: &&IndicatorDifference| judged.contains(&(it.indicator.as_str(), it.year));
        let found: Vec<&IndicatorDifference> =
            self.comparison.indicators.iter().filter(shown).collect();
        if found.is_empty() {
            return;
        }
        let rows: Vec<Vec<String>> = found.iter().map(|it| self.indicator_row(it)).collect();
        let header = if self.has_paths() {
            self.headers(
                &["乙−甲，逐条路径", "中位数", "5%", "95%", "乙更高", "相等"],
                &[
                    "B − A, path by path",
                    "Median",
                    "5%",
                    "95%",
                    "B higher",
                    "Equal",
                ],
            )
        } else {
            self.headers(
                &["指标", "中位数 甲", "中位数 乙", "均值之差 乙−甲"],
                &["Indicator", "Median A", "Median B", "Means, B − A"],
            )
        };
        self.terminal.narrow_table(&header, &rows);
        self.say(
            "增速和占比之差以百分点计。".to_owned(),
            "Differences of rates and shares are in percentage points.".to_owned(),
        );
    }

    fn indicator_row(&self, it: &IndicatorDifference) -> Vec<String> {
        let numbers = Numbers::new(self.a, self.terminal);
        let indicator = &self.a.indicators[&it.indicator];
        let measured = indicator.measured();
        let mut row = vec![format!("{} {}", numbers.label(&indicator.label), it.year)];
        if let Some(paths) = &it.paths {
            let points = ["0.5", "0.05", "0.95"];
            row.extend(points.map(|p| numbers.change(paths.quantiles[p], None, measured)));
            row.extend([paths.order.above, paths.order.equal].map(|it| self.share(it)));
        } else {
            row.extend([it.median_a, it.median_b].map(|value| numbers.text(value, measured)));
            let half = self.errors().quantile95() * it.mean.std_error;
            row.push(numbers.change(it.mean.value, Some(half), measured));
        }
        row
    }

    /// Which targets turn from more likely than not to less, or the other way; only where the error allows it.
    fn states(&self) {
        let named = |wanted: &dyn Fn(&crate::analysis::TargetDifference) -> bool| {
            let ids = self.comparison.targets.iter().filter(|it| wanted(it));
            ids.map(|it| it.id.as_str()).collect::<Vec<_>>()
        };
        let up = named(&|it| it.changes == Some(true) && it.state_b == State::Likely);
        let down = named(&|it| it.changes == Some(true) && it.state_b == State::Unlikely);
        let open = named(&|it| it.changes.is_none());
        let tell = |ids: &[&str], zh: &str, en: &str| {
            if !ids.is_empty() {
                self.say(
                    format!("{zh}：{}", ids.join("、")),
                    format!("{en}: {}", ids.join(", ")),
                );
            }
        };
        tell(
            &up,
            "由多半落空变为多半达成",
            "Turn from unlikely to likely",
        );
        tell(
            &down,
            "由多半达成变为多半落空",
            "Turn from likely to unlikely",
        );
        tell(
            &open,
            "在误差之内分不出是否过半，不作判断",
            "Not decided, one half is within the error",
        );
        if up.is_empty() && down.is_empty() && !self.comparison.targets.is_empty() {
            self.say(
                "没有目标在误差之外由过半变为不过半，或相反。".to_owned(),
                "No target crosses one half beyond the error.".to_owned(),
            );
        }
    }

    fn pairing(&self) {
        let replicates = self.errors() == Errors::OfReplicates;
        let by_names = self.comparison.draws.is_some();
        match self.comparison.pairing {
            Pairing::Paths if by_names => self.say(
                "两个文件用同一种子，逐条路径比较：差的误差按配对计。".to_owned(),
                "The files are compared path by path under one seed: the errors of the differences are paired.".to_owned(),
            ),
            Pairing::Paths if replicates => self.say(
                "两次用同样的 16 个重复，逐条路径比较：差的误差按配对计。".to_owned(),
                "Both use the same 16 replicates and are compared path by path: the errors of the differences are paired.".to_owned(),
            ),
            Pairing::Paths => self.say(
                "两次用同样的抽样，逐条路径比较：差的误差按配对计。".to_owned(),
                "Both use the same draws and are compared path by path: the errors of the differences are paired.".to_owned(),
            ),
            Pairing::Batches if replicates => self.say(
                "两次用同样的 16 个重复：差的误差按配对计；只有汇总，没有逐条路径的比较，要有就比较情景文件。".to_owned(),
                "Both use the same 16 replicates: the errors of the differences are paired. Only summaries are known: for numbers path by path compare the scenario files.".to_owned(),
            ),
            Pairing::Batches => self.say(
                "两次用同样的抽样：差的误差按配对计（32 批）；只有汇总，没有逐条路径的比较，要有就比较情景文件。".to_owned(),
                "Both use the same draws: the errors of the differences are paired (32 batches). Only summaries are known: for numbers path by path compare the scenario files.".to_owned(),
            ),
            Pairing::Independent => self.say(
                "种子、路径数或抽样方式不同：按相互独立计算误差，没有逐条路径的比较；要有就对情景文件用同样的 --seed、--paths 和 --sampler。".to_owned(),
                "Seed, number of paths or sampler differ: errors are those of independent runs, and there are no numbers path by path; for these compare the scenario files under one --seed, --paths and --sampler.".to_owned(),
            ),
        }
        if let Some(draws) = self.comparison.draws {
            let (shared, a, b) = (draws.shared, draws.only_a, draws.only_b);
            self.say(
                format!("两个文件以变量同名为准共用抽样：同名 {shared} 个，只在甲 {a} 个，只在乙 {b} 个。"),
                format!("The files share draws by the names of variables: {shared} in both, {a} in A alone, {b} in B alone."),
            );
        }
    }

    fn not_shared(&self) {
        let comparison = self.comparison;
        let tell = |ids: &[String], zh: &str, en: &str| {
            if !ids.is_empty() {
                let listed = ids.iter().take(LISTED).map(String::as_str);
                let listed: Vec<&str> = listed.collect();
                let count = ids.len();
                let [more_zh, more_en] = if count > LISTED {
                    [format!(" 等 {count} 个"), format!(" … ({count})")]
                } else {
                    [String::new(), String::new()]
                };
                self.say(
                    format!("{zh}：{}{more_zh}", listed.join("、")),
                    format!("{en}: {}{more_en}", listed.join(", ")),
                );
            }
        };
        tell(
            &comparison.only_in_one,
            "只有一方有、或判断的不是同一件事的目标",
            "Targets of one side only, or that do not judge the same",
        );
        let NotShared {
            years_a,
            years_b,
            indicators_a,
            indicators_b,
            units,
            money,
        } = &comparison.not_shared;
        let years = |years: &[i32]| years.iter().map(i32::to_string).collect::<Vec<_>>();
        tell(&years(years_a), "只有甲有的年份", "Years of A only");
        tell(&years(years_b), "只有乙有的年份", "Years of B only");
        tell(indicators_a, "只有甲有的指标", "Indicators of A only");
        tell(indicators_b, "只有乙有的指标", "Indicators of B only");
        tell(
            units,
            "单位不同、不作比较的指标",
            "Indicators in different units, not compared",
        );
        if let Some([a, b]) = money {
            self.say(
                format!("货币单位不同：甲 {a}，乙 {b}；金额不作比较。"),
                format!("The units of money differ: {a} in A, {b} in B; amounts are not compared."),
            );
        }
    }
}

fn of_target(summary: &Summary, target: &TargetSummary) -> String {
    estimate(target.probability, target.std_error, &summary.run)
}

fn of_milestone(summary: &Summary, place: usize, year: i32) -> String {
    let milestone = &summary.milestones[place];
    let t = summary.years.iter().position(|it| *it == year);
    let t = t.expect("both runs simulate the year");
    estimate(
        milestone.reached_by[t],
        milestone.std_error[t],
        &summary.run,
    )
}

fn points(difference: f64, half_width: f64) -> String {
    format!("{:+.2} ± {:.2}", 100.0 * difference, 100.0 * half_width)
}
