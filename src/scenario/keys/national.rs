//! Keys of the national table that local inputs are taken from, and of coefficients that change.

use super::key::{Fallback, TableKeys, optional, required, with_default};
use super::kind::{Kind, Quantity, Range, Thing};

/// The name of the national table among the rows of `[io]`: no sector can have it as its id.
pub const NATIONAL_NAME: &str = "national";

/// Most pre-computed cases of an uncertain δ.
const MOST_CASES: u64 = 64;

/// `[io.national]`
pub static NATIONAL: TableKeys = TableKeys {
    heading: "[io.national]",
    zh: "全国投入产出表",
    en: "the national input–output table",
    sections: &[&[
        required(
            "sectors",
            Kind::Text,
            "部门文件：CSV，相对于写它的文件；列为 code、gross_output、value_added",
            "CSV of the table's industries, relative to the file that names it, with the columns code, gross_output and value_added",
        ),
        required(
            "flows",
            Kind::Text,
            "流量文件：CSV，列为 from_code、to_code、flow_domestic（国内中间使用，单位同部门文件）",
            "CSV of domestic intermediate flows with the columns from_code, to_code, flow_domestic, in the unit of the industries' file",
        ),
        with_default(
            "method",
            Kind::Choice(&["flq", "slq", "cilq"]),
            Fallback::Word("flq"),
            "区域化方法：区位商 FLQ、SLQ 或 CILQ",
            "location quotient that scales the national coefficients",
        ),
        optional(
            "delta",
            Kind::Distribution,
            "δ：FLQ 中地区规模的作用，文献多在 0.15 至 0.3；method 为 flq 时必填，可以是分布",
            "δ: how much a region's size counts in FLQ, mostly 0.15 to 0.3 in the literature; required by flq, and may be a distribution",
        ),
        optional(
            "cases",
            Kind::Integer(2, MOST_CASES),
            "情形数：δ 为分布时必填，取其等概率的若干点，各预先求一个逆矩阵，每条路径抽一个",
            "required when δ is a distribution: so many points of equal probability, an inverse for each, one drawn a path",
        ),
        required(
            "map",
            Kind::Weights(Thing::Sector),
            "对应关系：产业 = { \"全国部门代码\" = 权重 }，即该产业总产出的构成，合计为 1；每个产业都要写",
            "sector = { \"national code\" = weight }: what the sector's output is made of, summing to 1; every sector needs one",
        ),
    ]],
    limit: 1,
    takes_defaults: false,
};

/// `[[io_change]]`
pub(super) static IO_CHANGE: TableKeys = TableKeys {
    heading: "[[io_change]]",
    zh: "投入系数的变化",
    en: "a change of input coefficients",
    sections: &[&[
        required(
            "user",
            Kind::Reference(Thing::SectorOrGroup),
            "使用者：产业，或产业组（其中每个产业）",
            "the using sector, or a group: each of its sectors",
        ),
        required(
            "supplier",
            Kind::Reference(Thing::SectorOrGroup),
            "供应者：产业，或产业组（其中每个产业）",
            "the supplying sector, or a group: each of its sectors",
        ),
        required(
            "from",
            Kind::Year,
            "起始年：从这一年起，直到同一对产业的下一个变化",
            "the year it holds from, until the next change of the same pair",
        ),
        optional(
            "coefficient",
            Kind::Number(Quantity::Share, Range::UNIT),
            "新的系数：与 factor 写一个，只能用于一对产业",
            "the new coefficient; this or factor, and for a single pair of sectors only",
        ),
        optional(
            "factor",
            Kind::Number(Quantity::Number, Range::NOT_NEGATIVE),
            "倍数：乘以基年系数（不累乘）",
            "multiplies the base-year coefficient (not the one before)",
        ),
    ]],
    limit: 10_000,
    takes_defaults: false,
};
