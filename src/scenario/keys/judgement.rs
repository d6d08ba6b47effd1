//! Keys of sources, targets and the run.

use super::key::{Fallback, TableKeys, later, optional, required, with_default};
use super::kind::{Kind, Thing};

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
            "指标",
            "indicator that is judged",
        ),
        optional(
            "year",
            Kind::Year,
            "年份：须在模拟期内；不写年份的目标本版本尚不支持",
            "year, inside the simulated years; targets without a year are not supported in this version",
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
        later("tier", "档次", "floor, stretch, …"),
    ]],
    limit: 200,
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
        later("sampler", "抽样方式", "sampling design"),
    ]],
    limit: 1,
    takes_defaults: false,
};
