//! Keys of variants.

use super::key::{TableKeys, optional, required};
use super::kind::Kind;

/// `[[variant]]`
pub(super) static VARIANT: TableKeys = TableKeys {
    heading: "[[variant]]",
    zh: "变体",
    en: "variant",
    sections: &[&[
        required(
            "id",
            Kind::Id { hyphen: true },
            "编号：结果在 variants/<编号>/",
            "identifier; its results are in variants/<id>/",
        ),
        optional(
            "name",
            Kind::Name,
            "名称：显示在图表上，不写则用编号",
            "name shown to people; the id when there is none",
        ),
        required(
            "set",
            Kind::Settings,
            "改动：{ \"点分路径\" = 值 }，如 { \"sector.beauty.trend\" = \"2%\" }；路径按编号取列表中的一项，`*` 指全部，年份指那一年",
            "changes: { \"dotted.path\" = value } such as { \"sector.beauty.trend\" = \"2%\" }; entries of a list go by id, `*` is all of them, a year is that year alone",
        ),
    ]],
    limit: 64,
    takes_defaults: false,
};
