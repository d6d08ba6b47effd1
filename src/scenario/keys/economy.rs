//! Keys of the model, the sectors, their groups and the critical inputs.

use super::key::{Fallback, Key, TableKeys, optional, required, with_default};
use super::kind::{Kind, Quantity, Range, Thing};

const ZERO: Fallback = Fallback::Number(0.0);
const ONE: Fallback = Fallback::Number(1.0);

/// `[model]`
pub(super) static MODEL: TableKeys = TableKeys {
    heading: "[model]",
    zh: "模型",
    en: "the model",
    sections: &[&[
        with_default(
            "mismatch",
            Kind::Number(Quantity::Number, Range::POSITIVE),
            Fallback::Number(8.0),
            "供需错配参数 ρ：越大，产出越接近供给与需求中的短边",
            "ρ of the short-side rule: the larger, the nearer output is to the smaller of supply and demand",
        ),
        with_default(
            "gestation",
            Kind::Numbers(Quantity::Share, Range::UNIT, 4),
            Fallback::Numbers(&[1.0]),
            "投产比例：当年形成的资本在 0、1、2、3 年后进入产能的比例，合计为 1",
            "share of a year's formation that becomes capacity after 0, 1, 2, 3 years; sums to 1",
        ),
    ]],
    limit: 1,
    takes_defaults: false,
};

/// `[group.<id>]`
pub(super) static GROUP: TableKeys = TableKeys {
    heading: "[group.<id>]",
    zh: "组",
    en: "group",
    sections: &[&[required(
        "name",
        Kind::Name,
        "名称：产业组或投资类别组在图表中的称呼",
        "what charts call a group of sectors or of investment categories",
    )]],
    limit: 200,
    takes_defaults: false,
};

/// `[defaults]`
pub(super) static DEFAULTS: TableKeys = TableKeys {
    heading: "[defaults]",
    zh: "默认值",
    en: "defaults",
    sections: &[&[optional(
        "sector",
        Kind::Defaults(&SECTOR_DEFAULTS),
        "产业默认值",
        "what a sector does not state",
    )]],
    limit: 1,
    takes_defaults: false,
};

/// `[defaults.sector]`
pub static SECTOR_DEFAULTS: TableKeys = TableKeys {
    heading: "[defaults.sector]",
    zh: "产业默认值",
    en: "defaults of sectors",
    sections: &[SECTOR_PARAMETERS],
    limit: 1,
    takes_defaults: false,
};

/// `[[sector]]`
pub static SECTOR: TableKeys = TableKeys {
    heading: "[[sector]]",
    zh: "产业",
    en: "sector",
    sections: &[SECTOR_HEAD, SECTOR_PARAMETERS],
    limit: 500,
    takes_defaults: true,
};

const SECTOR_HEAD: &[Key] = &[
    required(
        "id",
        Kind::Id { hyphen: false },
        "编号：在所有地区中唯一",
        "identifier, unique over all regions",
    ),
    optional(
        "region",
        Kind::Reference(Thing::Region),
        "所在地区：有多个地区时必填",
        "its region; required when there are several",
    ),
    optional(
        "name",
        Kind::Name,
        "名称：不写则用编号",
        "name; the id when there is none",
    ),
    with_default(
        "groups",
        Kind::Groups,
        Fallback::Empty,
        "所属产业组",
        "groups it belongs to",
    ),
    optional(
        "value_added",
        Kind::Number(Quantity::Money, Range::POSITIVE),
        "基年增加值：与 share 写一个",
        "base-year value added; this or share",
    ),
    optional(
        "share",
        Kind::Number(
            Quantity::Share,
            Range {
                low: super::kind::Bound::Excluded(0.0),
                high: super::kind::Bound::Included(1.0),
            },
        ),
        "占地区生产总值的份额：代替 value_added",
        "share of the region's GDP, instead of value_added",
    ),
];

/// What `[defaults.sector]` may give as well.
const SECTOR_PARAMETERS: &[Key] = &[
    optional(
        "value_added_ratio",
        Kind::Number(Quantity::Share, Range::INSIDE_UNIT),
        "增加值率：增加值占总产出的比重；有 [io.national] 时可不写，由全国表得出",
        "value added over gross output; required without [io.national], whose table gives it when it is absent",
    ),
    required(
        "capital_output_ratio",
        Kind::Number(Quantity::Number, Range::POSITIVE),
        "资本产出比：资本存量与增加值之比",
        "capital stock over value added",
    ),
    required(
        "capital_share",
        Kind::Number(Quantity::Share, Range::UNIT),
        "资本份额 α：产能对资本的弹性",
        "α: elasticity of capacity to capital",
    ),
    required(
        "depreciation",
        Kind::Number(Quantity::Share, Range::UNIT),
        "折旧率：每年",
        "depreciation per year",
    ),
    required(
        "utilisation",
        Kind::Number(Quantity::Share, Range::INSIDE_UNIT),
        "产能利用率：基年",
        "capacity utilisation in the base year",
    ),
    with_default(
        "consumption_share",
        Kind::Number(Quantity::Share, Range::UNIT),
        ZERO,
        "消费占比：最终需求（扣除投资）中本地消费的比重",
        "share of local consumption in final demand net of investment",
    ),
    with_default(
        "market_pass_through",
        Kind::Number(Quantity::Share, Range::UNIT),
        ONE,
        "市场传导 m：产能的意外变化有多少能找到外部买家",
        "m: how much of an unexpected capacity change finds buyers outside",
    ),
    with_default(
        "catch_up",
        Kind::Number(Quantity::Share, Range::UNIT),
        ZERO,
        "追赶 γ：产能次年跟上意外供需缺口的比例",
        "γ: how much of an unexpected gap capacity follows a year later",
    ),
    with_default(
        "trend",
        Kind::Path(Quantity::Rate, Range::ANY),
        ZERO,
        "相对趋势：生产率相对于地区的趋势增速，对数点",
        "trend productivity growth relative to the region, log points",
    ),
    with_default(
        "rd_effect",
        Kind::Number(Quantity::Number, Range::ANY),
        ZERO,
        "研发效应 θ：研发强度变化对产能增速的作用",
        "θ: effect of a change of R&D intensity on capacity growth",
    ),
    with_default(
        "supply_sd",
        Kind::Number(Quantity::Rate, Range::NOT_NEGATIVE),
        ZERO,
        "供给冲击标准差：对数点",
        "sd of the sector's own supply shock, log points",
    ),
    with_default(
        "demand_sd",
        Kind::Number(Quantity::Rate, Range::NOT_NEGATIVE),
        ZERO,
        "外需冲击标准差：对数点",
        "sd of the sector's own outside-demand shock, log points",
    ),
    optional(
        "beta",
        Kind::Table(&BETA),
        "因子载荷：逐项并入默认值",
        "loads on the factors, merged key by key with the defaults",
    ),
];

/// `beta = { … }`
pub static BETA: TableKeys = TableKeys {
    heading: "beta = { … }",
    zh: "因子载荷",
    en: "loads on the factors",
    sections: &[&[
        with_default(
            "demand",
            Kind::Number(Quantity::Number, Range::ANY),
            ONE,
            "外部需求载荷",
            "on outside demand",
        ),
        with_default(
            "consumption",
            Kind::Number(Quantity::Number, Range::ANY),
            ONE,
            "消费载荷",
            "on consumption",
        ),
        with_default(
            "productivity",
            Kind::Number(Quantity::Number, Range::ANY),
            ONE,
            "生产率载荷",
            "on productivity",
        ),
    ]],
    limit: 1,
    takes_defaults: false,
};

/// `[[link]]`
pub(super) static LINK: TableKeys = TableKeys {
    heading: "[[link]]",
    zh: "关键投入",
    en: "critical input",
    sections: &[&[
        required(
            "supplier",
            Kind::Reference(Thing::Sector),
            "供应者",
            "the supplying sector",
        ),
        required(
            "user",
            Kind::Reference(Thing::Sector),
            "使用者",
            "the using sector",
        ),
        required(
            "strength",
            Kind::Number(Quantity::Number, Range::NOT_NEGATIVE),
            "强度 χ：上游每短缺一对数点，下游当年损失的产能对数点",
            "χ: log points of capacity lost per log point of shortage",
        ),
    ]],
    limit: 10_000,
    takes_defaults: false,
};
