//! How a picture is read: percentiles are easily taken the wrong way round.

use crate::charts::Lang;

/// The beginning of a stem, and how pictures of this kind are read.
const KINDS: [(&str, &str, &str); 15] = [
    (
        "fan-",
        "颜色最深的一带容纳一半的模拟结果，最宽的一带容纳 95%：每 20 次中约有 1 次落在最宽的带之外。粗线为中位数，一半的路径在其上，一半在其下；虚线是没有冲击、计划全部兑现的一条路径，不是预测。红色菱形为目标，旁边是达到它的概率。",
        "The darkest band holds half of the simulated outcomes, the widest 95 %: about one in twenty lies outside it. The thick line is the median, with half of the paths above it and half below; the broken line is the one path without shocks on which every plan is met, not a forecast. A red diamond is a target, with the chance of meeting it beside.",
    ),
    (
        "distribution-",
        "柱高为结果落在该处的路径占比；深色部分达到目标，浅色部分没有。概率是深色部分的面积，不是某一根柱的高度。",
        "The height of a bar is the share of paths that end there; the dark part meets the target, the pale part does not. The probability is the area of the dark part, not the height of any bar.",
    ),
    (
        "targets",
        "每行一个目标，横条为达到它的模拟占比。两个目标都过半，不等于一同达到过半：见同时实现的概率。",
        "One row a target; the bar is the share of simulations that meet it. Two targets may each be likely and yet not be likely together: see the joint probability.",
    ),
    (
        "milestone-",
        "曲线（或格子）为到该年为止已经达到过门槛的路径占比，只增不减；柱为首次达到恰在该年的路径占比，各柱相加即为曲线。",
        "The curve, or cell, is the share of paths that have reached the threshold by that year; it never falls. A bar is the share that do so in that year for the first time: the bars add up to the curve.",
    ),
    (
        "sector-growth",
        "每行一个行业，点为中位数，横条为 90% 的模拟结果所在的范围。",
        "One row a sector; the dot is the median, the bar holds 90 % of the simulations.",
    ),
    (
        "investment",
        "每类投资的计划额与模拟完成额；两者之差是执行率和冲击的结果。",
        "Planned and simulated spending of each category of investment; execution and shocks make the difference.",
    ),
    (
        "convergence",
        "横轴为路径数。概率随路径增多而稳定，带为 95% 区间；它只说模拟够不够多，不说假定对不对。",
        "Probabilities settle as paths grow; the band is the 95 % interval. It tells whether there are enough simulations, not whether the assumptions are right.",
    ),
    (
        "compare-fan-",
        "各方案用同样的随机数，差别来自方案而不是运气。",
        "All variants use the same random draws: what differs is the variant, not luck.",
    ),
    (
        "compare-target-grid",
        "格子为每个方案下达到目标的概率，颜色为与基准之差。",
        "A cell is the probability of a target under a variant, its colour the difference from the base.",
    ),
    (
        "compare-targets",
        "每个目标一行，点为各方案下的概率；两点之间的差按同样的抽样配对计算误差。",
        "One row a target, one dot a variant; the errors of differences are paired on the same draws.",
    ),
    (
        "difference-",
        "同一条路径上两个方案之差的分布；零线右侧为方案更高的路径。",
        "The difference of two variants on the same path; right of zero are the paths on which the variant is higher.",
    ),
    (
        "contributions-",
        "各部分之和恰为合计。",
        "The parts add up to the total exactly.",
    ),
    (
        "exceedance-",
        "从横轴上任一数值向上看到曲线，高度就是结果至少这么高的概率（只有上限类目标时为不超过它的概率，曲线上升）。要求越高，概率越低：90% 线上的数值是九成路径都能达到的低水平，不是第 90 百分位。竖线的长度为达到目标的概率；区间目标的竖线是两个边界之间曲线的落差。",
        "Go up from a value to the curve: its height is the chance of at least that much (of at most it where all targets are ceilings; the curve then rises). The more is asked, the less likely: the value at the 90 % line is the low one that nine paths in ten reach, not the 90th percentile. An upright line is as long as the chance of its target; of a range it is the drop of the curve between its bounds.",
    ),
    (
        "pipeline",
        "虚线为计划累计投资；粗线为中位数，一半的路径到该年至少完成这么多，带的下沿是绝大多数路径都能完成的数额。先把每条路径逐年累计，再取分位数：各年分位数相加得不到它。超出计划总额，是执行率可以高于 100%。",
        "The broken line is the plan to date. The thick line is the median: half of the paths have done at least so much by that year; the lower edge of a band is what nearly all of them have. Each path is added up first and quantiles are taken after: quantiles of the years do not add up to these. More than the plan is possible where execution may exceed 100 %.",
    ),
    (
        "regions-",
        "每格一个地区，画法相同：粗线为中位数，深带容纳一半的模拟结果，浅带容纳 90%。增速各格纵轴相同，可以互比；总量各格纵轴不同，只比形状。两格的带大幅重叠时，不能说一个地区必定高于另一个。",
        "One panel a region, all drawn alike: the thick line is the median, the dark band holds half of the simulated outcomes, the pale one 90 %. Growth has one vertical axis for all; levels have their own, so compare shapes. Where the bands of two regions overlap widely, neither is sure to be above the other.",
    ),
];

/// How a picture with this stem is read; empty for a kind that explains itself.
pub(super) fn how_to_read(stem: &str, lang: Lang) -> &'static str {
    let kind = KINDS.iter().find(|(start, ..)| stem.starts_with(start));
    kind.map_or("", |(_, zh, en)| lang.choose(*zh, *en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_not_taken_for_another_that_begins_alike() {
        assert!(how_to_read("compare-targets-2", Lang::En).contains("one dot a variant"));
        assert!(how_to_read("compare-target-grid", Lang::En).starts_with("A cell"));
        assert_eq!(how_to_read("unheard-of", Lang::Zh), "");
    }
}
