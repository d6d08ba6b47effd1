//! Keys of the regions, and of their records of past targets.

use super::key::{Fallback, TableKeys, optional, required, with_default};
use super::kind::{Bound, Kind, Quantity, Range};

const ZERO: Fallback = Fallback::Number(0.0);
const ONE: Fallback = Fallback::Number(1.0);
const GROWTH: Range = Range::above(-1.0);

/// `[region.<id>]`
pub static REGION: TableKeys = TableKeys {
    heading: "[region.<id>]",
    zh: "地区",
    en: "region",
    sections: &[&[
        optional(
            "name",
            Kind::Name,
            "名称：不写则用编号",
            "name; the id when there is none",
        ),
        required(
            "gdp",
            Kind::Number(Quantity::Money, Range::POSITIVE),
            "基年地区生产总值：与各产业增加值之和相差不超过 0.1%",
            "base-year GDP; within 0.1 % of the sum of its sectors",
        ),
        with_default(
            "anchor",
            Kind::Choice(&["targets", "record", "trend"]),
            Fallback::Word("targets"),
            "锚定方式：中心路径的增速取自目标、取自按历史完成情况修正的目标，或取自趋势",
            "what central growth is pinned to: targets, targets corrected by their record, or the trend",
        ),
        required(
            "trend",
            Kind::Path(Quantity::Rate, GROWTH),
            "趋势增速：目标年份之后增速回归的水平",
            "trend growth, to which growth returns once stated targets run out",
        ),
        with_default(
            "half_life",
            Kind::Number(Quantity::Years, Range::POSITIVE),
            Fallback::Number(2.0),
            "半衰期：与趋势的差距减半所需的年数",
            "years until half of the distance to the trend is gone",
        ),
        with_default(
            "trend_sd",
            Kind::Number(Quantity::Rate, Range::NOT_NEGATIVE),
            ZERO,
            "趋势的标准差：对趋势本身的不确定，每条路径抽一次",
            "sd of the trend itself, one draw a path",
        ),
        with_default(
            "inflation",
            Kind::Path(Quantity::Rate, Range::ANY),
            ZERO,
            "平减指数涨幅：对数点",
            "central growth of the deflator, log points",
        ),
        with_default(
            "price_slope",
            Kind::Number(Quantity::Number, Range::ANY),
            ZERO,
            "价格斜率：供需缺口每一对数点对平减指数的压力",
            "pressure of the demand–capacity gap on the deflator",
        ),
        with_default(
            "labour",
            Kind::Path(Quantity::Rate, Range::ANY),
            ZERO,
            "劳动力增速：对数点",
            "labour growth, log points",
        ),
        optional(
            "consumption",
            Kind::Path(Quantity::Rate, GROWTH),
            "消费增速：不写则与地区生产总值同步",
            "central growth of consumption; absent: with GDP",
        ),
        with_default(
            "income_effect",
            Kind::Number(Quantity::Share, Range::UNIT),
            ZERO,
            "收入效应：收入的意外变化次年带动消费的比例",
            "share of an unexpected income change that consumption follows a year later",
        ),
        with_default(
            "revision",
            Kind::Distribution,
            ONE,
            "基数修订：公布的名义水平所乘的系数，中心值为 1",
            "factor on published nominal levels, central value 1",
        ),
        optional(
            "national_share",
            Kind::Number(
                Quantity::Share,
                Range {
                    low: Bound::Excluded(0.0),
                    high: Bound::Included(1.0),
                },
            ),
            "占全国的份额：地区占全国经济的比重，[io.national] 用 flq 时必填",
            "the region's share of the nation's economy; required by the flq of [io.national]",
        ),
        optional(
            "rd_intensity",
            Kind::Path(Quantity::Share, Range::UNIT),
            "研发强度：研发经费与地区生产总值之比",
            "R&D over GDP",
        ),
        optional(
            "rd_base",
            Kind::Number(Quantity::Share, Range::UNIT),
            "基年研发强度：写 rd_intensity 时必填",
            "R&D over GDP in the base year; required with rd_intensity",
        ),
        optional(
            "record",
            Kind::Record,
            "目标完成情况记录：锚定方式为 record 时必填；增速目标与它对照",
            "past targets and outcomes; required by anchor = \"record\"; growth targets are held against it",
        ),
        with_default(
            "shrink",
            Kind::Number(Quantity::Number, Range::NOT_NEGATIVE),
            Fallback::Number(4.0),
            "收缩参数 n₀：平均误差乘以 n/(n+n₀)",
            "n₀ of the shrinkage n/(n+n₀) of the record's mean error",
        ),
    ]],
    limit: 500,
    takes_defaults: false,
};

/// `record = { … }`
pub static RECORD_FILE: TableKeys = TableKeys {
    heading: "record = { file = … }",
    zh: "目标完成情况的文件",
    en: "a file of past targets and outcomes",
    sections: &[&[
        required(
            "file",
            Kind::Text,
            "CSV 文件：相对于情景文件的路径；要有 year、target、actual 三列，或 geo、year、indicator、target_low、target_high、target_kind、actual 各列，数值为百分数",
            "CSV file, relative to the scenario file, with the columns year, target, actual, or geo, year, indicator, target_low, target_high, target_kind, actual; in percent",
        ),
        optional(
            "geo",
            Kind::Text,
            "地区名：文件有 geo 列时必填",
            "the place, required when the file has a column geo",
        ),
        optional(
            "shrink",
            Kind::Number(Quantity::Number, Range::NOT_NEGATIVE),
            "收缩参数 n₀：也可写在地区表中，只写一处",
            "n₀; may stand in the region's table instead",
        ),
    ]],
    limit: 1,
    takes_defaults: false,
};

/// `record = [{ … }, …]`
pub static RECORD_YEAR: TableKeys = TableKeys {
    heading: "record = [{ year = … }, …]",
    zh: "一年的目标与实际",
    en: "a year's target and outcome",
    sections: &[&[
        required("year", Kind::Year, "年份", "year"),
        required(
            "target",
            Kind::Number(Quantity::Rate, GROWTH),
            "目标增速",
            "announced growth",
        ),
        required(
            "actual",
            Kind::Number(Quantity::Rate, GROWTH),
            "实际增速",
            "growth that came",
        ),
    ]],
    limit: 200,
    takes_defaults: false,
};
