//! What it takes, in sentences: which value of which lever, how well the paths tell it, and what there is instead where none reaches it.

use super::language::Lang;
use super::measure::Measure;
use super::probability::Chance;
use super::spoken::spoken_indicator;
use super::target::demand;
use super::tier::bracketed_tier;
use crate::results::{
    CentralReaching, Ending, LeverInfo, PointOfCurve, Reaching, Shape, Solution, Summary,
};

/// The answer in sentences, the most important first.
pub fn solution_sentences(summary: &Summary, solution: &Solution, lang: Lang) -> Vec<String> {
    let words = Words {
        summary,
        solution,
        lang,
    };
    let mut sentences = Vec::new();
    if let Some(reaching) = &solution.reaching {
        sentences.extend(words.reaching(reaching));
    }
    if let Some(central) = &solution.central {
        sentences.push(words.central(central));
    }
    sentences
}

/// What is to be reached: 2024年地区生产总值增速 ≥ 6.5%.
pub(crate) fn aim_phrase(summary: &Summary, solution: &Solution, lang: Lang) -> String {
    let aim = &solution.aim;
    let year = lang.year(aim.year);
    let target = summary.targets.iter().find(|target| target.id == aim.id);
    if let Some(target) = target {
        let label = spoken_indicator(summary, &target.indicator, lang);
        let tier = bracketed_tier(target.tier.as_deref(), lang);
        let asked = demand(target, &aim_measure(summary, solution, lang), lang);
        return lang.choose(
            format!("{year}{label} {asked}{tier}"),
            format!("{label} {asked} in {year}{tier}"),
        );
    }
    let milestone = summary.milestones.iter().find(|it| it.id == aim.id);
    let name = milestone.map_or(aim.id.as_str(), |it| lang.pick(&it.label));
    let measure = aim_measure(summary, solution, lang);
    let asked = milestone.map_or_else(String::new, |milestone| {
        super::target::threshold(milestone, &measure, lang)
    });
    lang.choose(
        format!("{name} {asked}（到{year}）"),
        format!("{name} {asked} by {year}"),
    )
}

fn aim_measure(summary: &Summary, solution: &Solution, lang: Lang) -> Measure {
    use crate::results::TargetValue;
    let aim = &solution.aim;
    let magnitude = match aim.value {
        TargetValue::One(value) => value,
        TargetValue::Range([_, high]) => high,
    };
    match &aim.counted_in {
        Some(counted) => Measure::count(counted, lang, magnitude),
        None => Measure::new(&aim.unit, &summary.scenario.money, lang, magnitude),
    }
}

/// A value of a lever as a scenario file has it, with as many decimals as its solution, or as its range deserves.
pub(crate) fn lever_value(summary: &Summary, solution: &Solution, k: usize, value: f64) -> String {
    let lever = &solution.levers[k];
    let shown = if is_percent(lever) { 100.0 } else { 1.0 };
    let written = solution.reaching.as_ref().and_then(|it| it.written.get(k));
    let step = (lever.high - lever.low) * shown / 100.0;
    let deserved = (-libm::log10(step)).ceil().clamp(0.0, 12.0) as usize;
    let decimals = written.map_or(deserved, |text| decimals_of(text));
    let suffix = suffix(summary, lever);
    format!("{:.decimals$}{suffix}", value * shown)
}

fn is_percent(lever: &LeverInfo) -> bool {
    matches!(lever.unit.as_str(), "rate" | "share")
}

fn suffix(summary: &Summary, lever: &LeverInfo) -> String {
    match lever.unit.as_str() {
        "rate" | "share" => "%".to_owned(),
        "money" => summary.scenario.money.clone(),
        "count" => lever.counted_in.clone().unwrap_or_default(),
        _ => String::new(),
    }
}

fn decimals_of(text: &str) -> usize {
    let digits = text.trim_end_matches('%');
    digits.split_once('.').map_or(0, |(_, part)| part.len())
}

fn chance(point: &PointOfCurve) -> String {
    let chance = Chance {
        share: point.probability,
        interval: point.ci95,
    };
    chance.with_error()
}

/// A distance between two values of an indicator: of rates and shares in percentage points.
fn distance(unit: &str, value: f64, measure: &Measure, lang: Lang) -> String {
    if !matches!(unit, "rate" | "share") {
        return measure.stated(value);
    }
    let points = super::number::trimmed(100.0 * value, 3);
    lang.choose(
        format!("{points} 个百分点"),
        format!("{points} percentage points"),
    )
}

struct Words<'a> {
    summary: &'a Summary,
    solution: &'a Solution,
    lang: Lang,
}

impl Words<'_> {
    /// The values of all levers: `a = 3%`, several apart.
    fn values(&self, values: &[f64]) -> String {
        let told = values.iter().enumerate().map(|(k, value)| {
            let path = &self.solution.levers[k].path;
            let value = lever_value(self.summary, self.solution, k, *value);
            format!("{path} = {value}")
        });
        let told: Vec<String> = told.collect();
        told.join(self.lang.choose("，", ", "))
    }

    /// As [`values`](Self::values) where the lever has been named: of a single one only the value.
    fn bare(&self, values: &[f64]) -> String {
        match values {
            [value] => lever_value(self.summary, self.solution, 0, *value),
            _ => self.values(values),
        }
    }

    fn percent(&self, share: f64) -> String {
        Measure::new("share", "", self.lang, 1.0).stated(share)
    }

    fn reaching(&self, reaching: &Reaching) -> Vec<String> {
        let mut sentences = vec![match (&reaching.solution, reaching.ending) {
            (Some(solution), Ending::AtStart) => self.at_start(reaching, solution),
            (Some(solution), _) => self.reached(reaching, solution),
            (None, _) => self.out_of_reach(reaching),
        }];
        if reaching.ending == Ending::Reached {
            sentences.push(self.interval(reaching));
        }
        if let Some(until) = &reaching.holds_until {
            let (until, asked) = (self.bare(until), self.percent(reaching.asked));
            sentences.push(self.lang.choose(
                format!("到 {until} 为止成立，再往后低于 {asked}。"),
                format!("It holds until {until}; beyond, it is below {asked} again."),
            ));
        }
        sentences.extend(self.shape(reaching));
        sentences
    }

    fn reached(&self, reaching: &Reaching, solution: &PointOfCurve) -> String {
        let aim = aim_phrase(self.summary, self.solution, self.lang);
        let (values, asked) = (self.values(&solution.values), self.percent(reaching.asked));
        let chance = chance(solution);
        self.lang.choose(
            format!("{aim}的概率要达到 {asked}，需要 {values}；这时概率为 {chance}。"),
            format!("A probability of {asked} for {aim} takes {values}; it is then {chance}."),
        )
    }

    fn at_start(&self, reaching: &Reaching, solution: &PointOfCurve) -> String {
        let aim = aim_phrase(self.summary, self.solution, self.lang);
        let (values, asked) = (self.values(&solution.values), self.percent(reaching.asked));
        let chance = chance(solution);
        let (zh, en) = if self.solution.levers.len() == 1 {
            ("范围的下端", "the lower end of the range")
        } else {
            ("起点", "the start")
        };
        self.lang.choose(
            format!("在{zh}（{values}）已经达到：{aim}的概率为 {chance}，不低于 {asked}。"),
            format!("Reached already at {en} ({values}): the probability of {aim} is {chance}, no less than {asked}."),
        )
    }

    fn out_of_reach(&self, reaching: &Reaching) -> String {
        let aim = aim_phrase(self.summary, self.solution, self.lang);
        let asked = self.percent(reaching.asked);
        let best = &reaching.best;
        let (chance, at) = (chance(best), self.values(&best.values));
        let short = 100.0 * (reaching.asked - best.probability);
        self.lang.choose(
            format!("范围之内达不到 {asked}：{aim}的概率最高为 {chance}（{at}），还差 {short:.1} 个百分点。"),
            format!("{asked} is out of reach inside the range: the probability of {aim} is at most {chance} (at {at}), {short:.1} points short."),
        )
    }

    /// How well the paths tell the solution.
    fn interval(&self, reaching: &Reaching) -> String {
        let lang = self.lang;
        let end = |values: &Option<Vec<f64>>, zh: &str, en: &str| match values {
            Some(values) => self.bare(values),
            None => lang.choose(zh.to_owned(), en.to_owned()),
        };
        let [low, high] = &reaching.interval;
        let low = end(low, "起点", "the start");
        let high = end(high, "范围以外的某处", "somewhere beyond the range");
        let paths = super::number::grouped(self.solution.run.paths as f64, 0);
        lang.choose(
            format!("只计 {paths} 条路径的抽样误差，解的 95% 区间为 {low} 到 {high}。"),
            format!("Counting only the sampling error of {paths} paths, its 95% interval runs from {low} to {high}."),
        )
    }

    fn shape(&self, reaching: &Reaching) -> Option<String> {
        let lang = self.lang;
        let told = match reaching.shape {
            Shape::Rising => return None,
            Shape::Falling => lang.choose(
                "概率随它的增大而降低。",
                "The probability falls as it grows.",
            ),
            Shape::Flat => lang.choose(
                "在误差之内，它不影响这个目标：范围内各点的概率没有差别。",
                "Within the error it does not move this target: the probability is the same all over the range.",
            ),
            Shape::Mixed => lang.choose(
                "概率有升有降：给出的是最先达到的值；曲线每隔范围的十六分之一取一点，更窄的起伏看不到。",
                "The probability rises and falls: given is the first value that reaches it. The curve has a point at every sixteenth of the range and misses what is narrower.",
            ),
        };
        Some(told.to_owned())
    }

    fn central(&self, central: &CentralReaching) -> String {
        let lang = self.lang;
        let aim = aim_phrase(self.summary, self.solution, lang);
        let measure = aim_measure(self.summary, self.solution, lang);
        let value = measure.stated(central.central);
        let exact = |values: &[f64]| -> String {
            let told = values
                .iter()
                .zip(&self.solution.levers)
                .map(|(value, lever)| {
                    let shown = if is_percent(lever) { 100.0 } else { 1.0 };
                    let suffix = suffix(self.summary, lever);
                    let digits = super::number::trimmed(value * shown, 4);
                    format!("{} = {digits}{suffix}", lever.path)
                });
            told.collect::<Vec<_>>().join(lang.choose("，", ", "))
        };
        match (&central.values, central.ending) {
            (Some(values), Ending::AtStart) => lang.choose(
                format!(
                    "中心路径（无冲击和事件，投资按情景安排完成）在 {} 已经达到 {aim}：{value}。",
                    exact(values)
                ),
                format!(
                    "The central path (no shocks or events, investment as scheduled) meets {aim} already at {}: {value}.",
                    exact(values)
                ),
            ),
            (Some(values), _) => lang.choose(
                format!("中心路径（无冲击和事件，投资按情景安排完成）要达到 {aim}，需要 {}。", exact(values)),
                format!(
                    "For the central path (no shocks or events, investment as scheduled) to meet {aim} it takes {}.",
                    exact(values)
                ),
            ),
            (None, _) => {
                let short = distance(&self.solution.aim.unit, central.shortfall, &measure, lang);
                lang.choose(
                    format!("中心路径（无冲击和事件，投资按情景安排完成）在范围之内达不到 {aim}：最接近为 {value}（{}），还差 {short}。", exact(&central.nearest)),
                    format!("The central path (no shocks or events, investment as scheduled) does not meet {aim} inside the range: nearest is {value} (at {}), {short} away.", exact(&central.nearest)),
                )
            }
        }
    }
}
