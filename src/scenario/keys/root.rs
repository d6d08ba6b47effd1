//! The top of the file, and the provenance any value may carry.

use super::economy::{DEFAULTS, GROUP, LINK, MODEL, SECTOR};
use super::indicator::INDICATOR;
use super::investment::{CATEGORY, PIPELINE};
use super::judgement::{ACTUAL, HALF_YEAR, HISTORY, RUN, SOURCE, TARGET};
use super::key::{Fallback, Key, TableKeys, optional, required, with_default};
use super::kind::{Kind, Quantity, Range, Thing};
use super::national::{IO_CHANGE, NATIONAL};
use super::region::REGION;
use super::uncertainty::{EVENT, FACTOR};
use super::variant::VARIANT;

/// The top level of the file.
pub static ROOT: TableKeys = TableKeys {
    heading: "",
    zh: "情景文件",
    en: "the scenario file",
    sections: &[HEAD, TABLES],
    limit: 1,
    takes_defaults: false,
};

const HEAD: &[Key] = &[
    required(
        "schema",
        Kind::Integer(1, 1),
        "格式版本：目前是 1",
        "version of the format, now 1",
    ),
    required(
        "id",
        Kind::Id { hyphen: true },
        "情景编号：结果文件夹以此命名",
        "identifier; names the folder of results",
    ),
    optional(
        "title",
        Kind::Name,
        "情景标题：显示在图表上，不写则用编号",
        "title, shown on charts; the id when there is none",
    ),
    optional(
        "question",
        Kind::Sentence,
        "所问的问题：这个情景要回答什么，显示在 `kapok list` 与结果开头",
        "the question it answers, shown by `kapok list` and above the results",
    ),
    required(
        "base_year",
        Kind::Year,
        "基年：以这一年的账户为起点，不模拟",
        "base year: its accounts are the start; it is not simulated",
    ),
    required(
        "horizon",
        Kind::Year,
        "终年：最后一个模拟年，最多 100 年",
        "last simulated year; at most 100 years",
    ),
    optional(
        "extends",
        Kind::Text,
        "继承：另一个情景文件（相对路径），本文件只写不同之处；编号与标题不继承，列表按编号合并，值整个替换",
        "another scenario file (relative path) that this one overrides: id and title are not taken over, lists merge by id, values are replaced whole",
    ),
    with_default(
        "money",
        Kind::MoneyUnit,
        Fallback::Word("亿元"),
        "金额单位：不带单位的金额都以此计",
        "unit of money: amounts without a unit are in it",
    ),
];

const TABLES: &[Key] = &[
    optional(
        "source",
        Kind::Blocks(&SOURCE),
        "资料来源：数值与目标所引用的文件",
        "documents that values and targets cite",
    ),
    optional(
        "model",
        Kind::Table(&MODEL),
        "模型参数",
        "parameters of the model as a whole",
    ),
    required(
        "region",
        Kind::Tables(&REGION),
        "地区：至少一个",
        "regions, at least one",
    ),
    optional(
        "defaults",
        Kind::Table(&DEFAULTS),
        "默认值：各产业没有写出的参数取这里的值",
        "defaults: what a sector does not state is taken from here",
    ),
    required(
        "sector",
        Kind::Blocks(&SECTOR),
        "产业：至少一个",
        "sectors, at least one",
    ),
    optional(
        "group",
        Kind::Tables(&GROUP),
        "组的名称：不写则用编号",
        "names of groups; the id where there is none",
    ),
    with_default(
        "io",
        Kind::Inputs(&NATIONAL),
        Fallback::Empty,
        "本地投入系数：使用者 = { 供应者 = 每元产出所用的本地投入 }；有 [io.national] 时，写出的系数代替由它得出的",
        "local input coefficients: user = { supplier = local input per yuan of the user's output }; beside [io.national], a coefficient that is written replaces the table's",
    ),
    optional(
        "io_change",
        Kind::Blocks(&IO_CHANGE),
        "投入系数自某年起的变化：基年账户仍用基年系数",
        "coefficients that change from a year on; base-year accounts keep those of the base year",
    ),
    optional(
        "link",
        Kind::Blocks(&LINK),
        "关键投入：上游短缺会拖住下游",
        "critical inputs: a shortage upstream holds the user back",
    ),
    optional(
        "investment",
        Kind::Tables(&CATEGORY),
        "固定资产投资类别",
        "categories of fixed-asset investment",
    ),
    optional(
        "pipeline",
        Kind::Blocks(&PIPELINE),
        "重点项目批次",
        "batches of key projects",
    ),
    optional(
        "factor",
        Kind::Tables(&FACTOR),
        "共同冲击因子：demand、consumption、productivity、investment、prices 为模型所知，也可另加",
        "common shocks: demand, consumption, productivity, investment and prices are known to the model, others may be added",
    ),
    with_default(
        "correlation",
        Kind::Rows(Thing::Factor, Quantity::Number, Range::closed(-1.0, 1.0)),
        Fallback::Empty,
        "因子相关系数：因子 = { 因子 = 系数 }，未写的为 0",
        "correlations: factor = { factor = coefficient }, 0 where not given",
    ),
    optional("event", Kind::Blocks(&EVENT), "突发事件", "jumps"),
    optional(
        "indicator",
        Kind::Blocks(&INDICATOR),
        "另加的指标：以公式写出的序列",
        "further series, given by formulas",
    ),
    optional("target", Kind::Blocks(&TARGET), "目标", "targets"),
    optional(
        "actual",
        Kind::Blocks(&ACTUAL),
        "事后实际值：只用来对照，从不参与模拟",
        "outcomes known since: compared with the paths, never used in the simulation",
    ),
    optional(
        "history",
        Kind::Blocks(&HISTORY),
        "历史数值：只画在图上，从不参与模拟",
        "past values of an indicator: drawn, never used in the simulation",
    ),
    optional(
        "half_year",
        Kind::Table(&HALF_YEAR),
        "上半年与全年：`kapok track` 据此由上半年的实际值推断全年，从不参与模拟",
        "what the first half of a year says about all of it: for `kapok track`, never used in the simulation",
    ),
    optional(
        "variant",
        Kind::Blocks(&VARIANT),
        "变体：改动若干设置的同一情景，用同样的随机数",
        "the same scenario with changes, run on the same draws",
    ),
    required("run", Kind::Table(&RUN), "运行设置", "how to run"),
];
/// The provenance of a value, written in the value's place.
pub static PROVENANCE: TableKeys = TableKeys {
    heading: "{ value = … }",
    zh: "带来历的值",
    en: "a value with its provenance",
    sections: &[&[
        required(
            "value",
            Kind::Any,
            "值：这里应有的值本身",
            "the value itself, of the kind its place asks for",
        ),
        with_default(
            "status",
            Kind::Choice(&["stated", "derived", "assumed"]),
            Fallback::Word("assumed"),
            "依据：文件所载、由文件数推算、建模者判断",
            "how it is known: a document says so, arithmetic on stated numbers, a modeller's judgement",
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
    limit: 1,
    takes_defaults: false,
};
