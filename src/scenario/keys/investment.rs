//! Keys of investment categories and key projects.

use super::key::{Fallback, TableKeys, optional, required, with_default};
use super::kind::{Kind, Quantity, Range, Thing};

const ZERO: Fallback = Fallback::Number(0.0);
const ONE: Fallback = Fallback::Number(1.0);

/// `[investment.<id>]`
pub static CATEGORY: TableKeys = TableKeys {
    heading: "[investment.<id>]",
    zh: "投资类别",
    en: "investment category",
    sections: &[&[
        optional(
            "name",
            Kind::Name,
            "名称：不写则用编号",
            "name; the id when there is none",
        ),
        optional(
            "region",
            Kind::Reference(Thing::Region),
            "所在地区：有多个地区时必填",
            "its region; required when there are several",
        ),
        with_default(
            "groups",
            Kind::Groups,
            Fallback::Empty,
            "所属投资组",
            "groups it belongs to",
        ),
        required(
            "base",
            Kind::Number(Quantity::Money, Range::POSITIVE),
            "基年投资额",
            "base-year investment",
        ),
        required(
            "growth",
            Kind::Path(Quantity::Rate, Range::above(-1.0)),
            "计划增速：名义",
            "planned growth, nominal",
        ),
        with_default(
            "formation",
            Kind::Number(Quantity::Share, Range::UNIT),
            ONE,
            "形成率 φ：投资中成为生产性资本的比例（土地与转让不算）",
            "φ: share that becomes productive capital (land and transfers do not)",
        ),
        with_default(
            "sd",
            Kind::Number(Quantity::Rate, Range::NOT_NEGATIVE),
            ZERO,
            "自身冲击标准差：对数点",
            "sd of the category's own shock, log points",
        ),
        with_default(
            "investment_load",
            Kind::Number(Quantity::Number, Range::ANY),
            ONE,
            "投资因子载荷",
            "load on the investment factor",
        ),
        with_default(
            "spent_on",
            Kind::Map(Thing::Sector, Quantity::Share, Range::UNIT),
            Fallback::Empty,
            "支出去向：每元投资对各产业的需求，合计不超过 1",
            "demand on each sector per yuan invested; sums to at most 1",
        ),
        optional(
            "builds",
            Kind::Map(Thing::Sector, Quantity::Share, Range::UNIT),
            "形成资本：投资为各产业形成资本的份额，合计不超过 1；不写则按地区内各产业资本存量",
            "share that builds each sector's capital, sums to at most 1; absent: by the region's capital stocks",
        ),
    ]],
    limit: 500,
    takes_defaults: false,
};

/// `[[pipeline]]`
pub static PIPELINE: TableKeys = TableKeys {
    heading: "[[pipeline]]",
    zh: "重点项目批次",
    en: "pipeline",
    sections: &[&[
        required("id", Kind::Id { hyphen: false }, "编号", "identifier"),
        optional(
            "name",
            Kind::Name,
            "名称：不写则用编号",
            "name; the id when there is none",
        ),
        required(
            "category",
            Kind::Reference(Thing::Category),
            "所在投资类别",
            "the investment category it is part of",
        ),
        required(
            "planned",
            Kind::MoneyByYear,
            "年度计划投资：没有写的年份为 0",
            "planned spending by year; nothing in a year not stated",
        ),
        required(
            "execution",
            Kind::Distribution,
            "执行率：实际支出与应支出之比",
            "execution rate: spent over due",
        ),
        with_default(
            "ceiling",
            Kind::Number(Quantity::Number, Range::closed(1.0, 2.0)),
            ONE,
            "执行率上限",
            "upper bound on the execution rate",
        ),
        with_default(
            "carry",
            Kind::Number(Quantity::Share, Range::UNIT),
            ONE,
            "结转比例：未支出部分转到下一年的比例",
            "share of unspent money carried to the next year",
        ),
        with_default(
            "investment_load",
            Kind::Number(Quantity::Number, Range::ANY),
            ZERO,
            "投资因子载荷：执行率随投资景气变动",
            "load of the execution rate on the investment factor",
        ),
    ]],
    limit: 1000,
    takes_defaults: false,
};
