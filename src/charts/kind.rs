//! The kinds of pictures there are, and how each is read: percentiles are easily taken the wrong way round.

use super::words::Lang;

/// One line for each kind: the variant, what it is called in documents, and how to read it in Chinese and English.
macro_rules! kinds {
    ($($(#[$shows:meta])* $kind:ident = $word:literal: $zh:literal, $en:literal;)*) => {
        /// What a picture shows, whatever it is drawn from.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$shows])* $kind,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Its name in documents, which its pictures' files are called after: `fan`.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// How pictures of this kind are read, in a sentence or two.
            pub const fn how_to_read(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$kind, Lang::Zh) => $zh, (Self::$kind, Lang::En) => $en,)* }
            }
        }
    };
}

kinds! {
    /// An indicator over the years, with history, targets and outcomes.
    Fan = "fan":
        "颜色最深的一带容纳一半的模拟结果，最宽的一带容纳 95%：每 20 次中约有 1 次落在最宽的带之外。带是每一年各自的，不是说一条路径会一直留在带内。粗线为中位数，一半的路径在其上，一半在其下；虚线是中心路径：没有冲击和事件，投资按情景安排完成，不是预测。红色菱形为目标，旁边是达到它的概率。",
        "The darkest band holds half of the simulated outcomes, the widest 95 %: about one in twenty lies outside it. Bands are of each year by itself: no path need stay inside them throughout. The thick line is the median, with half of the paths above it and half below; the broken line is the central path, without shocks or events and with investment as scheduled: not a forecast. A red diamond is a target, with the chance of meeting it beside.";
    /// What a target judges, in its year.
    Distribution = "distribution":
        "柱高为结果落在该处的路径占比；深色部分达到目标，浅色部分没有。概率是深色部分的面积，不是某一根柱的高度。",
        "The height of a bar is the share of paths that end there; the dark part meets the target, the pale part does not. The probability is the area of the dark part, not the height of any bar.";
    /// The chance of at least each value.
    Exceedance = "exceedance":
        "从横轴上任一数值向上看到曲线，高度就是结果至少这么高的概率（只有上限类目标时为不超过它的概率，曲线上升）。要求越高，概率越低：90% 线上的数值是九成路径都能达到的低水平，不是第 90 百分位。竖线的长度为达到目标的概率；区间目标的竖线是两个边界之间曲线的落差。",
        "Go up from a value to the curve: its height is the chance of at least that much (of at most it where all targets are ceilings; the curve then rises). The more is asked, the less likely: the value at the 90 % line is the low one that nine paths in ten reach, not the 90th percentile. An upright line is as long as the chance of its target; of a range it is the drop of the curve between its bounds.";
    /// Every target with its probability.
    Targets = "targets":
        "每行一个目标，横条为达到它的模拟占比。两个目标都过半，不等于一同达到过半：见同时实现的概率。",
        "One row a target; the bar is the share of simulations that meet it. Two targets may each be likely and yet not be likely together: see the joint probability.";
    /// A small fan of each region.
    Regions = "regions":
        "每格一个地区，画法相同：粗线为中位数，深带容纳一半的模拟结果，浅带容纳 90%。增速各格纵轴相同，可以互比；总量各格纵轴不同，只比形状。两格的带大幅重叠时，不能说一个地区必定高于另一个。",
        "One panel a region, all drawn alike: the thick line is the median, the dark band holds half of the simulated outcomes, the pale one 90 %. Growth has one vertical axis for all; levels have their own, so compare shapes. Where the bands of two regions overlap widely, neither is sure to be above the other.";
    /// A threshold without a year.
    Milestone = "milestone":
        "曲线为到该年为止已经达到过门槛的路径占比，只增不减；柱为首次达到恰在该年的路径占比，各柱相加即为曲线。",
        "The curve is the share of paths that have reached the threshold by that year; it never falls. A bar is the share that do so in that year for the first time: the bars add up to the curve.";
    /// The same threshold for the members of a group.
    MilestoneLadder = "milestone-ladder":
        "每行一个成员，格子为到该年为止达到过门槛的路径占比，颜色越深越有把握，沿行只增不减。",
        "One row a member; a cell is the share of paths on which it has reached the threshold by that year. Darker means more likely; along a row it never falls.";
    /// How many members have reached it.
    MilestoneCount = "milestone-count":
        "每列一年，各色为恰有这么多个成员达到过门槛的路径占比，合计为 1。",
        "One column a year; the shades are the shares of paths on which exactly so many members have reached the threshold, and add up to one.";
    /// A small fan of each member of a group, with the threshold.
    MilestoneMembers = "milestone-members":
        "每格一个成员，门槛横穿其中：粗线为中位数，深带容纳一半的模拟结果，浅带容纳 90%。中位数越过门槛的那一年，约有一半的路径在门槛之上。",
        "One panel a member with the threshold across it: the thick line is the median, the dark band holds half of the simulated outcomes, the pale one 90 %. In the year in which the median crosses, about half of the paths are above the threshold.";
    /// Sectors beside each other.
    SectorGrowth = "sector-growth":
        "每行一个行业，点为中位数，横条为 90% 的模拟结果所在的范围。",
        "One row a sector; the dot is the median, the bar holds 90 % of the simulations.";
    /// Investment by category.
    Investment = "investment":
        "每类投资在情景中的安排额与模拟完成额；两者之差是执行率和冲击的结果。",
        "Scheduled and simulated spending of each category of investment; execution and shocks make the difference.";
    /// Cumulative investment of key projects.
    Pipelines = "pipelines":
        "虚线为计划累计投资；粗线为中位数，一半的路径到该年至少完成这么多，带的下沿是绝大多数路径都能完成的数额。先把每条路径逐年累计，再取分位数：各年分位数相加得不到它。超出计划总额，是执行率可以高于 100%。",
        "The broken line is the plan to date. The thick line is the median: half of the paths have done at least so much by that year; the lower edge of a band is what nearly all of them have. Each path is added up first and quantiles are taken after: quantiles of the years do not add up to these. More than the plan is possible where execution may exceed 100 %.";
    /// The same of each batch.
    PipelineBatches = "pipelines-batches":
        "每格一批项目，画法与总图相同：虚线为计划累计，粗线为中位数，深带容纳一半的路径，浅带容纳 90%。各批的分位数相加，不等于总图的分位数。",
        "One panel a batch, drawn like the whole: the broken line is the plan to date, the thick line the median, the dark band holds half of the paths, the pale one 90 %. Quantiles of the batches do not add up to those of the whole.";
    /// What the good and the bad tenth of paths have in common.
    Drivers = "drivers":
        "每行一个因素：方块为结果坏的（或最低的）十分之一路径里的平均，圆点为好的（或最高的）十分之一，中间的环为全部路径；离中间越远，这个因素与结果好坏越是一同出现。一同出现不等于因果：相关的因素会一起变动，几个因素合起来才有的影响也算在每一个头上。",
        "One row a driver: the square is its mean on the tenth of paths that end badly (or lowest), the dot on the tenth that ends well (or highest), the ring in the middle over all paths; the further from the middle, the more the driver goes together with how it ends. Going together is not causing: correlated factors move as one, and what several do together counts for each.";
    /// Forward and backward linkages of sectors.
    LinkagesRanking = "linkages-ranking":
        "每行一个产业：圆点为后向关联（它的最终需求拉动全部产业多少），方块为前向关联（各产业都增产时它被需要多少），都除以各产业的平均。两项都在 1 的右边，是关键产业：扶持它带动别人，它跟不上也卡住别人。",
        "One row a sector: the dot is its backward linkage (how much its final demand pulls all sectors), the square its forward linkage (how much it is needed when all expand), each over the mean of all. Both right of 1: a key sector, which pulls the others along and holds them back when it falls behind.";
    /// Who feeds whom: requirements of final demand.
    Linkages = "linkages":
        "每行一个产业：对它的 100 元最终需求，要每个列产业另外产出多少元；颜色越深越多，右端为连同这 100 元本身的合计。只算情景里的地区，是需求一侧的数字，产能不足时达不到。",
        "One row a sector: what 100 yuan of final demand for it call for in each column's sector besides; the darker, the more. At the right the total with the 100 yuan themselves. It is the demand side within the scenario's regions: without capacity it is not reached.";
    /// What final demand in one region calls for in others.
    Spillover = "spillover":
        "每行 1 元最终需求：横条为这 1 元之外的产出，依次为本地带动的、经别的地区回流到本地的、外溢到别的地区的。增加值一栏为这 1 元里成为本地和别的地区增加值的份额，其余买了各地区之外的投入。居民收入增加后的再消费不在其中，产能也不设上限。",
        "One row, one yuan of final demand: the bar is the output called for besides that yuan, at home, at home by way of other regions, and in other regions. The column of value added says how much of the yuan is earned at home and elsewhere; the rest buys inputs from outside all regions. Spending of higher incomes is not in it, nor are limits of capacity.";
    /// Medians and bands of several runs.
    CompareFan = "compare-fan":
        "各方案用同样的随机数，差别来自方案而不是运气。",
        "All variants use the same random draws: what differs is the variant, not luck.";
    /// Targets in several runs.
    CompareTargets = "compare-targets":
        "每个目标一行，点为各方案下的概率；两点之间的差按同样的抽样配对计算误差。",
        "One row a target, one dot a variant; the errors of differences are paired on the same draws.";
    /// Targets × runs.
    CompareTargetGrid = "compare-target-grid":
        "格子为每个方案下达到目标的概率，颜色为与基准之差；误差之内的差没有颜色。",
        "A cell is the probability of a target under a variant, its colour the difference from the base; a difference within its error has none.";
    /// The difference of two runs path by path.
    Difference = "difference":
        "同一条路径上两个方案之差的分布；零线右侧为方案更高的路径。",
        "The difference of two variants on the same path; right of zero are the paths on which the variant is higher.";
    /// A gap between two runs, by change.
    Attribution = "attribution":
        "从一个方案到另一个方案，每一步为一项改动的份额，各步恰好加到两端之差。",
        "From one variant to the other: each step is the share of one change, and the steps add up to the gap exactly.";
    /// What growth is made of.
    Growth = "growth":
        "每条为一项对增速的平均贡献（百分点），一条接一条，恰好加成增速；括号内为 80% 的模拟结果所在的范围。",
        "Each bar is the mean contribution of an item in percentage points; one after the other they add up to growth exactly. The range in brackets holds 80 % of the simulations.";
    /// How many targets are met together.
    AtLeast = "at-least":
        "横条为至少达到这么多个目标的路径占比；红色菱形为假如各目标互不相干时的占比，两者之差是目标同起同落的结果。",
        "The bar is the share of paths that meet at least so many targets; the red diamond is what it would be if targets were independent. They differ because targets rise and fall together.";
    /// One target given another.
    Conditional = "conditional":
        "格子为：在达到列上目标的路径里，达到行上目标的占比。是一同出现，不是谁引起谁。",
        "A cell: among the paths that meet the target of the column, the share that meets the target of the row. It says what goes together, not what causes what.";
    /// Which target to relax.
    WeakestLink = "weakest-link":
        "每行一个目标：圆点为现在全部一同实现的概率，方块为放宽它之后，三角为去掉它之后；增加最多的是最弱的一环。",
        "One row a target: the dot is the chance of all together now, the square once this target is relaxed, the triangle once it is dropped. The one that gains most is the weakest link.";
    /// Shares of the variance by driver.
    Variance = "variance":
        "每行一个（组）因素。深色为它单独解释的方差份额，浅色为连同与别的因素的共同作用；须线为 95% 区间。",
        "One row a driver or group of drivers. Dark is the share of the variance that it explains alone, pale with its interactions; the whiskers are 95 % intervals.";
    /// The same, year by year.
    VarianceOverYears = "variance-over-years":
        "每年的方差由哪些因素分担；份额是估计值，合计可略超过 100%。",
        "Which drivers share the variance of each year; the shares are estimates and may add up to a little more than 100 %.";
    /// One driver at a time.
    Tornado = "tornado":
        "每行一个因素：它在低处（使结果排在 10% 处）和高处（90% 处）时，结果的均值或目标的概率；最上面的影响最大。几个因素合起来才有的影响不在图中。",
        "One row a driver: the mean, or the chance of the target, where the driver alone puts the result at its 10 % and at its 90 % point; the largest is on top. What several drivers do together is not shown.";
    /// Boxes that hold the misses.
    Box = "box":
        "每行一个因素，深色条为盒子所取的范围（在全部路径中的位置），右边为单看这一个因素时的比例。盒子里外的比例写在标题下，都是在没有参与寻找的路径上数的。",
        "One row a driver: the dark bar is the range of the box, as a place among all paths; on the right the shares by this driver alone. Those inside and outside the box stand under the title, counted on paths that had no part in finding it.";
    /// What a box gains and costs.
    TradeOff = "trade-off":
        "曲线上每一点是一个盒子：越靠右，含有的所关心路径越多；越高，盒内越纯。两者不可兼得；菱形为选中的一个在另一半路径上的检验。",
        "Each point of the curve is a box: further right it holds more of the paths in question, higher up it is purer. One is paid for with the other; the diamond is the chosen box, tested on the other half of the paths.";
    /// A sample of paths in two drivers.
    Scatter = "scatter":
        "每点一条路径，红色为所关心的一类；方框为盒子在这两个因素上的范围，盒子还可有别的限制。",
        "One point a path, red where it is of the kind in question; the frame is the box in these two drivers, which may be bounded in others as well.";
    /// Targets before and after something is known.
    TargetsBeforeAfter = "targets-before-after":
        "每行一个目标：圆点为原来的概率，方块为知道所给条件之后的概率，右边为变化和误差。",
        "One row a target: the dot is its probability before, the square once what is given is known; on the right the change with its error.";
    /// Drivers before and after.
    DriversBeforeAfter = "drivers-before-after":
        "每行一个因素，灰条为原来的 5%–95%，线和点为知道所给条件之后：要有这样的结果，因素多半得在这里。是一同出现，不是谁引起谁。",
        "One row a driver: the grey bar is its 5–95 % before, line and dot once what is given is known. For such an outcome the driver mostly has to be there. It says what goes together, not what causes what.";
    /// A lever's response curve.
    Response = "response":
        "横轴为杠杆，曲线为目标的概率，带为 95% 区间；与所求概率相交处为所需的数值。",
        "The lever is across, the curve is the target's probability and the band its 95 % interval; where it crosses the probability asked for is what it takes.";
    /// How probabilities come to rest.
    Convergence = "convergence":
        "横轴为路径数。概率随路径增多而稳定，带为 95% 区间；它只说模拟够不够多，不说假定对不对。",
        "Probabilities settle as paths grow; the band is the 95 % interval. It tells whether there are enough simulations, not whether the assumptions are right.";
    /// How long a precise answer takes.
    TimeToPrecision = "time-to-precision":
        "每行一个目标，横条为概率准到 ±0.1 个百分点要多少秒；是在画图的那台机器上量的。",
        "One row a target; the bar is the seconds until its probability is known to ±0.1 points, measured on the machine that made the picture.";
    /// Targets against outcomes of past years.
    TargetsAndOutcomes = "targets-and-outcomes":
        "每点一地一年：横轴为目标，纵轴为实际。落在虚线之下就是没有达到，离线越远差得越多。",
        "One mark a place and year: the target across, the outcome up. Below the broken line the target was missed, the further the worse.";
    /// Probability integral transforms.
    Pit = "pit":
        "每格为一种预测法：实际落在它事前预测分布的什么位置。预测得当，各柱大致等高（淡色带内）；左高为预测偏高，中间高为过宽，两端高为过窄。",
        "One panel a way of forecasting: where outcomes fell within what it had forecast. Done right, the bars are about equally high (within the pale band); high on the left it forecast too much, in the middle it was too wide, at both ends too narrow.";
    /// Coverage of intervals.
    Coverage = "coverage":
        "每组一种区间：记号为各预测法的区间实际容下的比例，虚线为应有的比例，淡条为预测正确时 95% 会落在的范围。在淡条之下为过窄。",
        "One group an interval: the mark is the share that it held, the broken line what it should hold, the pale bar where 95 % would be if forecasts were right. Below the bar they were too narrow.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own_and_says_how_it_is_read() {
        let mut words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            for (lang, end) in [(Lang::Zh, '。'), (Lang::En, '.')] {
                assert!(kind.how_to_read(lang).ends_with(end), "{kind:?}");
            }
        }
    }
}
