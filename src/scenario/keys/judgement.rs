//! Keys of sources, targets, outcomes and the run.

use super::economy::SECTOR;
use super::key::{Fallback, TableKeys, optional, required, with_default};
use super::kind::{Kind, Thing};
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
