//! What the gallery shows.

use kapok::charts::Kind;

/// A picture of the gallery.
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    /// Its heading, in Chinese.
    pub(crate) title: &'static str,
    /// What draws it.
    pub(crate) command: &'static str,
    /// Its file in the folder that the command leaves.
    pub(crate) picture: &'static str,
    /// What to see in it, in Chinese and English.
    pub(crate) see: [&'static str; 2],
}

const BAIYUN: &str = "kapok run scenarios/baiyun-2024.toml";
const GUANGZHOU: &str = "kapok run scenarios/guangzhou-2023.toml";
const CHAINS: &str = "kapok run scenarios/guangzhou-chains-2035.toml";
const SHOCK: &str = "kapok run scenarios/guangzhou-2020-shock.toml";
const JOINT: &str = "kapok joint scenarios/baiyun-2024.toml --tier plan";
const SENSITIVITY: &str = "kapok sensitivity scenarios/baiyun-2024.toml --target gdp_growth";
const DISCOVER: &str = "kapok discover scenarios/baiyun-2024.toml --target gdp_growth";
const CONDITION: &str = "kapok condition scenarios/guangzhou-2023.toml --met gdp_growth";
const BACKTEST: &str = "kapok backtest";

/// Every kind once.
pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        kind: Kind::Fan,
        title: "一张图说清一个指标",
        command: GUANGZHOU,
        picture: "charts/fan-gdp-growth.png",
        see: [
            "历年实绩之后接上模拟的范围，年初宣布的目标、达到它的概率和后来的实绩都在图上。",
            "Past years, then what may come; the announced target with its chance, and what came of it.",
        ],
    },
    Entry {
        kind: Kind::Distribution,
        title: "目标落在分布的什么位置",
        command: BAIYUN,
        picture: "charts/distribution-gdp-growth-2024.png",
        see: [
            "“力争”和“计划”两档在同一幅图上，各有各的概率；实绩用星标出。",
            "The pledge and the adopted plan on one picture, each with its own chance; a star marks the outcome.",
        ],
    },
    Entry {
        kind: Kind::Exceedance,
        title: "至少达到多少",
        command: BAIYUN,
        picture: "charts/exceedance-gdp-growth-2024.png",
        see: [
            "九成把握能守住多少，一半把握是多少；两档目标各站在曲线的哪里。",
            "What is safe nine times in ten, what is even odds, and where on the curve the two tiers of the target stand.",
        ],
    },
    Entry {
        kind: Kind::Targets,
        title: "所有目标一览",
        command: BAIYUN,
        picture: "charts/targets.png",
        see: [
            "哪些目标把握大、哪些小，后来达到没有；最下面是一同实现的概率，远小于任何一个。",
            "Which targets are likely, which are not, and what became of them; at the end the chance of all together, far below any single one.",
        ],
    },
    Entry {
        kind: Kind::Regions,
        title: "各区一览",
        command: "kapok run scenarios/districts-2023.toml",
        picture: "charts/regions-growth.png",
        see: [
            "十一个区的增速画在同一把尺子上，目标和实绩都在格里。",
            "Growth of eleven districts on one scale, each with its target and what came of it.",
        ],
    },
    Entry {
        kind: Kind::Milestone,
        title: "何时翻番",
        command: "kapok run scenarios/guangzhou-1312.toml",
        picture: "charts/milestone-doubled-real.png",
        see: [
            "“再造一个新广州”没有写年份：图上读出到哪一年有多大把握，以及到最后一年还没有达到的占比。",
            "“Another Guangzhou” came without a year: how likely by when, and the share of paths that are not there in the last.",
        ],
    },
    Entry {
        kind: Kind::MilestoneLadder,
        title: "产业链阶梯",
        command: CHAINS,
        picture: "charts/milestone-trillion-8-strict-ladder.png",
        see: [
            "八个万亿级产业链群，哪条链先到、哪条链悬。",
            "Eight chains of a trillion: which are there first, and which hardly at all.",
        ],
    },
    Entry {
        kind: Kind::MilestoneCount,
        title: "到时有几条链",
        command: CHAINS,
        picture: "charts/milestone-trillion-8-strict-count.png",
        see: [
            "到各年恰有几条链达到万亿，所要求的个数有标记。",
            "How many chains are there by each year, beside the number that was announced.",
        ],
    },
    Entry {
        kind: Kind::MilestoneMembers,
        title: "每条链走到哪里",
        command: CHAINS,
        picture: "charts/milestone-trillion-8-strict-members.png",
        see: [
            "门槛横穿每一格：哪条链的中位数过线，哪条链连带子都够不着。",
            "The threshold crosses every panel: which chain passes it by its median, and which not even by its band.",
        ],
    },
    Entry {
        kind: Kind::SectorGrowth,
        title: "各行业增速",
        command: SHOCK,
        picture: "charts/sector-growth-2020.png",
        see: [
            "疫情之年，哪些行业的范围在零以下。",
            "In the year of the pandemic: the sectors whose range lies below nothing.",
        ],
    },
    Entry {
        kind: Kind::Investment,
        title: "投资计划与完成",
        command: "kapok run scenarios/starter.toml",
        picture: "charts/investment-2025.png",
        see: [
            "计划额在模拟范围的什么位置。",
            "Where the plan stands in the range of what is spent.",
        ],
    },
    Entry {
        kind: Kind::Pipelines,
        title: "重点项目累计投资",
        command: BAIYUN,
        picture: "charts/pipelines.png",
        see: [
            "计划到哪一年完成，模拟到那一年完成了多少。",
            "When the plan is done, and how much is by then.",
        ],
    },
    Entry {
        kind: Kind::PipelineBatches,
        title: "各批重点项目",
        command: BAIYUN,
        picture: "charts/pipelines-batches.png",
        see: ["哪一批项目最拖。", "Which batch falls behind most."],
    },
    Entry {
        kind: Kind::Drivers,
        title: "好的路径和坏的路径有何不同",
        command: BAIYUN,
        picture: "charts/drivers-gdp-growth-2024.png",
        see: [
            "增速最差的十分之一路径里，外部冲击发生得多，外部需求也差。",
            "Among the tenth of paths with the least growth the external shock is frequent and outside demand poor.",
        ],
    },
    Entry {
        kind: Kind::Linkages,
        title: "谁带动谁",
        command: BAIYUN,
        picture: "charts/linkages.png",
        see: [
            "一行看一个产业拉动哪些产业，一列看一个产业被哪些产业需要。",
            "A row: whom a sector pulls. A column: who needs it.",
        ],
    },
    Entry {
        kind: Kind::LinkagesRanking,
        title: "关键产业",
        command: BAIYUN,
        picture: "charts/linkages-ranking.png",
        see: [
            "既拉动别人、又被别人需要的产业排在最前。",
            "Sectors that pull the others and are needed by them come first.",
        ],
    },
    Entry {
        kind: Kind::Spillover,
        title: "带动留在本地还是外溢",
        command: "kapok run scenarios/twin-city-2020.toml",
        picture: "charts/spillover.png",
        see: [
            "广州的最终需求有多少成为深圳的产出，反过来又有多少。",
            "How much of final demand in Guangzhou becomes output in Shenzhen, and the other way round.",
        ],
    },
    Entry {
        kind: Kind::CompareFan,
        title: "几种情景的走势",
        command: SHOCK,
        picture: "compare/charts/compare-fan-gdp-nominal.png",
        see: [
            "没有疫情、恢复快慢、第二轮冲击，产出各走到哪里。",
            "Without the pandemic, with a fast or slow recovery, with a second wave: where output gets.",
        ],
    },
    Entry {
        kind: Kind::CompareTargets,
        title: "几种情景的目标概率",
        command: "kapok run scenarios/haizhu-renewal-2023.toml",
        picture: "compare/charts/compare-targets.png",
        see: [
            "同一目标在各方案下的概率，与基准的差和它的误差。",
            "A target's chance under each variant, with the difference from the base and its error.",
        ],
    },
    Entry {
        kind: Kind::CompareTargetGrid,
        title: "目标与情景的热力图",
        command: BAIYUN,
        picture: "compare/charts/compare-target-grid.png",
        see: [
            "一眼看出哪个方案动得了哪些目标。",
            "At a glance: which variant moves which targets.",
        ],
    },
    Entry {
        kind: Kind::Difference,
        title: "同一条路径上差多少",
        command: "kapok compare scenarios/baiyun-2024.toml --variant on_time",
        picture: "charts/difference-fai-total-2024.png",
        see: [
            "重点项目按期完成，在每一条路径上多出多少投资。",
            "With key projects on time: how much more is invested, path by path.",
        ],
    },
    Entry {
        kind: Kind::Attribution,
        title: "差距归到每项改动",
        command: "kapok attribute scenarios/guangzhou-1312.toml --variant three_engines --paths 2000",
        picture: "charts/attribution-growth-2025.png",
        see: [
            "改革、开放、创新同时发力，目标概率提高的部分各归多少。",
            "Reform, opening and innovation together: how much of the gain is whose.",
        ],
    },
    Entry {
        kind: Kind::Growth,
        title: "增长从哪里来",
        command: "kapok contributions scenarios/guangzhou-2023.toml",
        picture: "charts/growth-sectors-2023.png",
        see: [
            "各行业对增速的贡献，合计就是增速。",
            "What each sector adds to growth; the sum is growth.",
        ],
    },
    Entry {
        kind: Kind::AtLeast,
        title: "至少达到几个",
        command: JOINT,
        picture: "charts/at-least.png",
        see: [
            "全部达到的概率，比各目标互不相干时大还是小。",
            "Whether all together are likelier than independent targets would be.",
        ],
    },
    Entry {
        kind: Kind::Conditional,
        title: "一个达到时，另一个呢",
        command: JOINT,
        picture: "charts/conditional.png",
        see: [
            "同一行里数字差得多的，就是相互牵连的目标。",
            "Where the numbers of a row differ much, targets hang together.",
        ],
    },
    Entry {
        kind: Kind::WeakestLink,
        title: "最弱的一环",
        command: JOINT,
        picture: "charts/weakest-link.png",
        see: [
            "放掉哪一个目标，其余一同实现的把握提高最多。",
            "Which target, once dropped, frees the others most.",
        ],
    },
    Entry {
        kind: Kind::Variance,
        title: "波动由谁引起",
        command: SENSITIVITY,
        picture: "charts/variance-gdp-growth-2024.png",
        see: [
            "增速的不确定，多半来自哪几个因素。",
            "Which few drivers most of the uncertainty of growth comes from.",
        ],
    },
    Entry {
        kind: Kind::VarianceOverYears,
        title: "各年的波动由谁引起",
        command: SENSITIVITY,
        picture: "charts/variance-over-years-gdp-growth.png",
        see: [
            "头一年和后几年，起作用的因素不同。",
            "What matters in the first year is not what matters later.",
        ],
    },
    Entry {
        kind: Kind::Tornado,
        title: "龙卷风图",
        command: SENSITIVITY,
        picture: "charts/tornado-gdp-growth.png",
        see: [
            "一个因素从低到高，目标的概率从多少到多少。",
            "As one driver goes from low to high: from what to what the chance of the target goes.",
        ],
    },
    Entry {
        kind: Kind::Box,
        title: "什么时候会落空",
        command: DISCOVER,
        picture: "charts/box.png",
        see: [
            "哪几个因素落在什么范围，目标多半达不到；用话写出，并在没有参与寻找的路径上数过。",
            "The ranges of a few drivers in which the target is mostly missed, in words, counted on paths that had no part in finding them.",
        ],
    },
    Entry {
        kind: Kind::TradeOff,
        title: "纯与全的取舍",
        command: DISCOVER,
        picture: "charts/trade-off.png",
        see: [
            "为什么选了这个箱子而不是更大或更小的。",
            "Why this box and not a larger or a smaller one.",
        ],
    },
    Entry {
        kind: Kind::Scatter,
        title: "落空的路径在哪里",
        command: DISCOVER,
        picture: "charts/scatter.png",
        see: [
            "达不到的路径聚在一角，不是到处都有。",
            "The paths that miss crowd in a corner, not everywhere.",
        ],
    },
    Entry {
        kind: Kind::TargetsBeforeAfter,
        title: "知道一件事之后，目标如何",
        command: CONDITION,
        picture: "charts/targets-before-after.png",
        see: [
            "增长达标的那些路径里，别的目标有多大把握。",
            "Where growth is met, what the chance of the other targets is.",
        ],
    },
    Entry {
        kind: Kind::DriversBeforeAfter,
        title: "要达标，各因素得怎样",
        command: CONDITION,
        picture: "charts/drivers-before-after.png",
        see: [
            "增长达标，外部需求等因素多半要好到什么程度。",
            "For growth to be met: how good outside demand and the rest mostly have to be.",
        ],
    },
    Entry {
        kind: Kind::Response,
        title: "投多少才够",
        command: "kapok solve scenarios/starter.toml --target fai_level --probability 0.8 --lever investment.infrastructure.growth.2025 --between 0%..20%",
        picture: "charts/response-fai-level.png",
        see: [
            "达到所要的把握，增速至少要多少。",
            "The least growth of investment that gives the chance asked for.",
        ],
    },
    Entry {
        kind: Kind::Convergence,
        title: "模拟够不够多",
        command: "kapok run scenarios/starter.toml --convergence",
        picture: "charts/convergence.png",
        see: [
            "再加路径，概率还动不动。",
            "Whether more paths would still move the numbers.",
        ],
    },
    Entry {
        kind: Kind::TimeToPrecision,
        title: "要多少时间",
        command: "kapok bench scenarios/baiyun-2024.toml",
        picture: "charts/time-to-precision.png",
        see: [
            "每个目标要算多久才准到 0.1 个百分点；换一台机器就不同。",
            "How long until each target is known to 0.1 points; another machine gives other times.",
        ],
    },
    Entry {
        kind: Kind::TargetsAndOutcomes,
        title: "历年目标与实绩",
        command: BACKTEST,
        picture: "charts/targets-and-outcomes.png",
        see: [
            "历年目标有多少达到，差得最远的是哪几年。",
            "How many announced targets were met, and the years that missed by most.",
        ],
    },
    Entry {
        kind: Kind::Pit,
        title: "实绩在预测中的位次",
        command: BACKTEST,
        picture: "charts/pit.png",
        see: [
            "哪一种预测法过宽或过窄。",
            "Which way of forecasting is too wide or too narrow.",
        ],
    },
    Entry {
        kind: Kind::Coverage,
        title: "区间容得下多少实绩",
        command: BACKTEST,
        picture: "charts/coverage.png",
        see: [
            "所说 90% 的区间，实际容下了多少。",
            "What intervals of 90 % really held.",
        ],
    },
];
