//! Keys of sources, targets, outcomes, half-years and the run.

use super::economy::SECTOR;
use super::key::{Fallback, TableKeys, optional, required, with_default};
use super::kind::{Kind, Quantity, Range, Thing};
use crate::scenario::Sampler;

/// `[[source]]`
pub(super) static SOURCE: TableKeys = TableKeys {
    heading: "[[source]]",
    zh: "资料来源",
    en: "source",
    sections: &[&[
        required("id", Kind::Id { hyphen: true }, "编号", "identifier"),
        required(
            "title",
            Kind::Quote,
            "标题：含发布者与日期",
            "title with publication and date",
        ),
    ]],
    limit: 1000,
    takes_defaults: false,
};

/// `[[target]]`
pub static TARGET: TableKeys = TableKeys {
    heading: "[[target]]",
    zh: "目标",
    en: "target",
    sections: &[&[
        required("id", Kind::Id { hyphen: true }, "编号", "identifier"),
        required(
            "indicator",
            Kind::Indicator,
            "指标：也可用 `group.<组>.*.<量>` 指一组产业中的每一个",
            "indicator that is judged; `group.<id>.*.<measure>` names each sector of a group",
        ),
        optional(
            "year",
            Kind::Year,
            "年份：须在模拟期内；不写则判断哪一年首次达到",
            "year, inside the simulated years; without it, the question is in which year it is first reached",
        ),
        optional(
            "at_least",
            Kind::Judged,
            "不低于：以上、突破",
            "met at this value or above",
        ),
        optional(
            "at_most",
            Kind::Judged,
            "不高于：以内、控制在",
            "met at this value or below",
        ),
        optional(
            "about",
            Kind::Judged,
            "左右：与 within 同用",
            "met within a distance of this value; with within",
        ),
        optional(
            "within",
            Kind::Judged,
            "允许偏差：与 about 同用，大于 0",
            "the distance for about, above 0",
        ),
        optional(
            "between",
            Kind::JudgedPair,
            "区间：[下限, 上限]",
            "met from the first to the second",
        ),
        optional(
            "count",
            Kind::Integer(1, SECTOR.limit as u64),
            "个数：一组产业中要有几个达到，不写则为全部",
            "how many sectors of the group must have reached it; all of them when absent",
        ),
        with_default(
            "seed",
            Kind::Flag,
            Fallback::No,
            "作为输入：是否决定中心路径",
            "whether the target is an input of the central path",
        ),
        optional(
            "source",
            Kind::Reference(Thing::Source),
            "来源：[[source]] 中的编号",
            "id of a declared source",
        ),
        optional("quote", Kind::Quote, "原文", "the source's own words"),
        optional(
            "tier",
            Kind::Id { hyphen: true },
            "档次：floor 底线、plan 计划、pledge 力争、stretch 冲刺，five_year 五年规划，yardstick 参照（无人公布，只作对照），或自定的编号",
            "tier: floor, plan, pledge, stretch; five_year; yardstick for what nobody announced; or a word of your own",
        ),
    ]],
    limit: 200,
    takes_defaults: false,
};

/// `[[actual]]`
pub(super) static ACTUAL: TableKeys = TableKeys {
    heading: "[[actual]]",
    zh: "事后实际值",
    en: "outcome",
    sections: &[&[
        required("indicator", Kind::Indicator, "指标", "indicator"),
        required(
            "year",
            Kind::Year,
            "年份：须在模拟期内",
            "year, inside the simulated years",
        ),
        required(
            "value",
            Kind::Judged,
            "实际值：单位随指标",
            "what came to be, in the indicator's unit",
        ),
        with_default(
            "other_base",
            Kind::Flag,
            Fallback::No,
            "口径不同：如基数已修订；照样画出和列出，但不据以评判目标",
            "on another base than the scenario's levels, such as one revised since: drawn and listed, but no target is judged by it",
        ),
        optional(
            "source",
            Kind::Reference(Thing::Source),
            "来源：[[source]] 中的编号",
            "id of a declared source",
        ),
        optional("quote", Kind::Quote, "原文", "the source's own words"),
        optional("note", Kind::Quote, "备注", "a remark"),
    ]],
    limit: 1000,
    takes_defaults: false,
};

/// `[[history]]`
pub(super) static HISTORY: TableKeys = TableKeys {
    heading: "[[history]]",
    zh: "历史数值",
    en: "history",
    sections: &[&[
        required("indicator", Kind::Indicator, "指标", "indicator"),
        required(
            "values",
            Kind::JudgedByYear,
            "历年数值：年份不晚于基年",
            "values by year, none after the base year",
        ),
        optional(
            "vintage",
            Kind::Name,
            "口径：何时公布、是否修订，写在图下",
            "which vintage: when published, whether revised; named under the chart",
        ),
        optional(
            "source",
            Kind::Reference(Thing::Source),
            "来源：[[source]] 中的编号",
            "id of a declared source",
        ),
        optional("quote", Kind::Quote, "原文", "the source's own words"),
    ]],
    limit: 200,
    takes_defaults: false,
};

/// Weight of the first half of the year where a file does not state it.
const HALF: f64 = 0.5;

/// `[half_year]`
pub(super) static HALF_YEAR: TableKeys = TableKeys {
    heading: "[half_year]",
    zh: "上半年与全年",
    en: "the first half of a year",
    sections: &[&[
        with_default(
            "weight",
            Kind::Number(Quantity::Share, Range::INSIDE_UNIT),
            Fallback::Number(HALF),
            "上半年的权重：上年全年总量中上半年所占的份额",
            "share of the first half in the amount of the year before",
        ),
        optional(
            "spread",
            Kind::Number(Quantity::Rate, Range::POSITIVE),
            "两个半年增速之差的标准差：每个指标都要有，自己的或这里的；上半年增速 = 全年增速 + (1 − weight)·d，d ~ N(0, spread²)",
            "standard deviation of the growth of the first half less that of the second, which every indicator needs, its own or this: growth in the first half = growth of the year + (1 − weight)·d, d ~ N(0, spread²)",
        ),
        optional(
            "of",
            Kind::Blocks(&HALF_YEAR_OF),
            "某个指标另有的权重和标准差",
            "weight and spread of an indicator that has its own",
        ),
    ]],
    limit: 1,
    takes_defaults: false,
};

/// `[[half_year.of]]`
static HALF_YEAR_OF: TableKeys = TableKeys {
    heading: "[[half_year.of]]",
    zh: "某个指标的上半年",
    en: "the first half of a year of an indicator",
    sections: &[&[
        required(
            "indicator",
            Kind::Indicator,
            "指标：增速一类，如 fai.growth",
            "a rate of growth, such as fai.growth",
        ),
        optional(
            "weight",
            Kind::Number(Quantity::Share, Range::INSIDE_UNIT),
            "上半年的权重：不写则同 [half_year]",
            "share of the first half; that of [half_year] when absent",
        ),
        optional(
            "spread",
            Kind::Number(Quantity::Rate, Range::POSITIVE),
            "两个半年增速之差的标准差：不写则同 [half_year]",
            "standard deviation of the difference of the halves; that of [half_year] when absent",
        ),
    ]],
    limit: 1000,
    takes_defaults: false,
};

/// `[run]`
pub static RUN: TableKeys = TableKeys {
    heading: "[run]",
    zh: "运行设置",
    en: "the run",
    sections: &[&[
        required(
            "paths",
            Kind::Integer(1, 10_000_000_000),
            "路径数",
            "number of paths",
        ),
        required(
            "seed",
            Kind::Integer(0, u64::MAX),
            "随机种子",
            "seed of every draw",
        ),
        with_default(
            "sampler",
            Kind::Choice(Sampler::WORDS),
            Fallback::Word("philox"),
            "抽样方式：伪随机（philox），或在全部抽样空间里铺得更均匀的拟随机点（sobol，分 16 个独立的重复，见 docs/sampling.md）",
            "how draws are made: pseudo-random (philox), or quasi-random points that fill the space of all draws more evenly (sobol, in 16 independent replicates, docs/sampling.md)",
        ),
    ]],
    limit: 1,
    takes_defaults: false,
};
