//! Keys of factors and events.

use super::key::{Fallback, TableKeys, optional, required, with_default};
use super::kind::{Kind, Quantity, Range, Thing};

/// `[factor.<id>]`
pub static FACTOR: TableKeys = TableKeys {
    heading: "[factor.<id>]",
    zh: "因子",
    en: "factor",
    sections: &[&[
        optional(
            "name",
            Kind::Name,
            "名称：不写则用编号",
            "name; the id when there is none",
        ),
        with_default(
            "persistence",
            Kind::Number(Quantity::Number, Range::BELOW_ONE),
            Fallback::Number(0.0),
            "持续性 φ：上年冲击留到今年的比例",
            "φ: what is left of last year's shock",
        ),
        with_default(
            "shape",
            Kind::Choice(&[
                "normal",
                "student-t",
                "two-piece",
                "triangular",
                "pert",
                "uniform",
                "empirical",
            ]),
            Fallback::Word("normal"),
            "冲击的分布形状",
            "shape of the innovation",
        ),
        optional(
            "sd",
            Kind::Number(Quantity::Rate, Range::NOT_NEGATIVE),
            "标准差：对数点；normal 与 student-t 必填",
            "standard deviation, log points; for normal and student-t",
        ),
        optional(
            "dof",
            Kind::Number(Quantity::Number, Range::above(2.0)),
            "自由度：student-t 必填",
            "degrees of freedom; for student-t",
        ),
        optional(
            "sd_down",
            Kind::Number(Quantity::Rate, Range::POSITIVE),
            "下侧标准差：two-piece 必填",
            "scale below the mode; for two-piece",
        ),
        optional(
            "sd_up",
            Kind::Number(Quantity::Rate, Range::POSITIVE),
            "上侧标准差：two-piece 必填",
            "scale above the mode; for two-piece",
        ),
        with_default(
            "centre",
            Kind::Choice(&["mode", "mean"]),
            Fallback::Word("mode"),
            "居中方式：two-piece 的众数或均值为 0",
            "whether the mode or the mean of a two-piece is 0",
        ),
        optional(
            "low",
            Kind::Number(Quantity::Rate, Range::ANY),
            "下限：triangular、pert、uniform 必填",
            "lower end; for triangular, pert, uniform",
        ),
        optional(
            "mode",
            Kind::Number(Quantity::Rate, Range::ANY),
            "众数：triangular、pert 必填",
            "mode; for triangular, pert",
        ),
        optional(
            "high",
            Kind::Number(Quantity::Rate, Range::ANY),
            "上限：triangular、pert、uniform 必填",
            "upper end; for triangular, pert, uniform",
        ),
        optional(
            "values",
            Kind::Numbers(Quantity::Rate, Range::ANY, 10_000),
            "样本：empirical 必填",
            "sample; for empirical",
        ),
    ]],
    limit: 1000,
    takes_defaults: false,
};

/// `[[event]]`
pub static EVENT: TableKeys = TableKeys {
    heading: "[[event]]",
    zh: "突发事件",
    en: "event",
    sections: &[&[
        required("id", Kind::Id { hyphen: false }, "编号", "identifier"),
        optional(
            "name",
            Kind::Name,
            "名称：不写则用编号",
            "name; the id when there is none",
        ),
        required(
            "probability",
            Kind::Path(Quantity::Share, Range::UNIT),
            "每年发生的概率",
            "probability of an occurrence in a year",
        ),
        required(
            "severity",
            Kind::Distribution,
            "严重程度：发生时抽取",
            "severity of an occurrence",
        ),
        optional(
            "decay",
            Kind::Number(Quantity::Number, Range::BELOW_ONE),
            "衰减：上年状态留到今年的比例，不写为 0；与 profile 写一个",
            "what is left of last year's state, 0 when absent; this or profile",
        ),
        optional(
            "profile",
            Kind::Numbers(Quantity::Number, Range::closed(-2.0, 2.0), 100),
            "逐年影响：发生当年、次年……的倍数，其后为 0",
            "multiples in the year itself, the next, …; 0 beyond the list",
        ),
        with_default(
            "effect",
            Kind::Map(Thing::Factor, Quantity::Rate, Range::ANY),
            Fallback::Empty,
            "对因子的影响：对数点",
            "effect on factors, log points",
        ),
        with_default(
            "supply",
            Kind::Map(Thing::SectorOrGroup, Quantity::Rate, Range::ANY),
            Fallback::Empty,
            "对产业产能增速的影响：对数点",
            "effect on the capacity growth of sectors or groups, log points",
        ),
        with_default(
            "outside_demand",
            Kind::Map(Thing::SectorOrGroup, Quantity::Rate, Range::ANY),
            Fallback::Empty,
            "对产业外部需求增速的影响：对数点",
            "effect on the outside-demand growth of sectors or groups, log points",
        ),
    ]],
    limit: 1000,
    takes_defaults: false,
};
