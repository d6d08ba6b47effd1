//! Keys of declared indicators.

use super::key::{TableKeys, optional, required};
use super::kind::Kind;

/// `[[indicator]]`
pub static INDICATOR: TableKeys = TableKeys {
    heading: "[[indicator]]",
    zh: "另加的指标",
    en: "indicator",
    sections: &[&[
        required(
            "id",
            Kind::Id { hyphen: false },
            "编号：也是指标名，不能与已有的指标名、地区编号或公式中的词相同",
            "identifier, and the indicator's name; not a word of other indicators' names, a region's id or a word of formulas",
        ),
        optional(
            "name",
            Kind::Name,
            "名称：不写则用编号",
            "name; the id when there is none",
        ),
        optional(
            "unit",
            Kind::Text,
            "单位：亿元（即 `money`）、%、个百分点（增速或占比之差），或 户、个、家、人、套、项、辆、台、件、人次、吨、平方米、公里；不写则由 base 或公式得出",
            "the scenario's `money`, %, 个百分点 (pp: a difference of rates or shares), or 户 个 家 人 套 项 辆 台 件 人次 吨 平方米 公里; absent: that of `base` or of the formula",
        ),
        optional(
            "base",
            Kind::Judged,
            "基年值：有 growth 时必填",
            "base-year value; required with `growth`",
        ),
        optional(
            "growth",
            Kind::Formula,
            "增速公式：每年比上年的增速；与 value 只写其一",
            "formula of the growth over the year before; exactly one of `growth` and `value`",
        ),
        optional(
            "value",
            Kind::Formula,
            "数值公式：与 growth 只写其一",
            "formula of the value; exactly one of `growth` and `value`",
        ),
        optional(
            "noise",
            Kind::Distribution,
            "随机项：公式中的 noise，每条路径每年各抽一次；公式须用到它",
            "distribution of `noise` in the formula, drawn for every path and year; the formula must use it",
        ),
    ]],
    limit: 256,
    takes_defaults: false,
};
