//! How a picture is read: percentiles are easily taken the wrong way round.

use crate::charts::Lang;

/// The beginning of a stem, and how pictures of this kind are read.
const KINDS: [(&str, &str, &str); 17] = [
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
        "drivers-",
        "每行一个因素：方块为结果坏的（或最低的）十分之一路径里的平均，圆点为好的（或最高的）十分之一，中间的环为全部路径；离中间越远，这个因素与结果好坏越是一同出现。一同出现不等于因果：相关的因素会一起变动，几个因素合起来才有的影响也算在每一个头上。",
        "One row a driver: the square is its mean on the tenth of paths that end badly (or lowest), the dot on the tenth that ends well (or highest), the ring in the middle over all paths; the further from the middle, the more the driver goes together with how it ends. Going together is not causing: correlated factors move as one, and what several do together counts for each.",
    ),
    (
        "linkages-ranking",
        "每行一个产业：圆点为后向关联（它的最终需求拉动全部产业多少），方块为前向关联（各产业都增产时它被需要多少），都除以各产业的平均。两项都在 1 的右边，是关键产业：扶持它带动别人，它跟不上也卡住别人。",
        "One row a sector: the dot is its backward linkage (how much its final demand pulls all sectors), the square its forward linkage (how much it is needed when all expand), each over the mean of all. Both right of 1: a key sector, which pulls the others along and holds them back when it falls behind.",
    ),
    (
        "linkages",
        "每行一个产业：对它的 100 元最终需求，要每个列产业另外产出多少元；颜色越深越多，右端为连同这 100 元本身的合计。只算情景里的地区，是需求一侧的数字，产能不足时达不到。",
        "One row a sector: what 100 yuan of final demand for it call for in each column's sector besides; the darker, the more. At the right the total with the 100 yuan themselves. It is the demand side within the scenario's regions: without capacity it is not reached.",
    ),
    (
        "spillover",
        "每行 1 元最终需求：横条为这 1 元之外的产出，依次为本地带动的、经别的地区回流到本地的、外溢到别的地区的。增加值一栏为这 1 元里成为本地和别的地区增加值的份额，其余买了各地区之外的投入。居民收入增加后的再消费不在其中，产能也不设上限。",
        "One row, one yuan of final demand: the bar is the output called for besides that yuan, at home, at home by way of other regions, and in other regions. The column of value added says how much of the yuan is earned at home and elsewhere; the rest buys inputs from outside all regions. Spending of higher incomes is not in it, nor are limits of capacity.",
    ),
    (
        "milestone-",
        "曲线（或格子）为到该年为止已经达到过门槛的路径占比，只增不减。",
        "The curve, or cell, is the share of paths that have reached the threshold by that year; it never falls.",
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
        "曲线在 x 处的高度为结果至少为 x 的概率。",
        "The height of the curve at x is the probability of at least x.",
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
