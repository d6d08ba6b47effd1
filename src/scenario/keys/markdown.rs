//! The table of keys as documentation.

use std::fmt::Write as _;

use super::distributions::DISTRIBUTIONS;
use super::economy::{BETA, SECTOR};
use super::key::{Fallback, Key, Presence, TableKeys};
use super::kind::{Kind, MOST_GROUPS, Quantity, Range, Thing};
use super::national::NATIONAL;
use super::region::{RECORD_FILE, RECORD_YEAR};
use super::root::{PROVENANCE, ROOT};
use crate::quantity::Language;

/// Every table of the format in Markdown: one section a table, one row a key.
pub fn markdown(language: Language) -> String {
    let page = Page { language };
    let mut text = String::new();
    page.section(
        &mut text,
        page.pick("文件开头", "Top of the file"),
        1,
        ROOT.sections,
    );
    for keys in documented_tables() {
        let (own, shared) = keys.sections.split_at(if keys.takes_defaults {
            1
        } else {
            keys.sections.len()
        });
        let heading = format!("`{}` {}", keys.heading, page.pick(keys.zh, keys.en));
        page.section(&mut text, &heading, keys.limit, own);
        if !shared.is_empty() {
            let heading = format!(
                "`{}` {}",
                keys.heading,
                page.pick(
                    "及 `[defaults.sector]` 都可写的键",
                    "and `[defaults.sector]`: keys that both may give"
                )
            );
            page.section(&mut text, &heading, 1, shared);
        }
    }
    page.distributions(&mut text);
    text.trim_end().to_owned() + "\n"
}

/// The tables in the order of the file, each followed by those that stand inside it.
fn documented_tables() -> Vec<&'static TableKeys> {
    let mut tables: Vec<&'static TableKeys> = vec![&PROVENANCE];
    for key in ROOT.keys() {
        if let Kind::Table(keys) | Kind::Tables(keys) | Kind::Blocks(keys) | Kind::Inputs(keys) =
            key.kind
        {
            tables.push(keys);
            if keys.key("record").is_some() {
                tables.extend([&RECORD_FILE, &RECORD_YEAR]);
            }
            if keys.heading == SECTOR.heading {
                tables.push(&BETA);
            }
        }
    }
    tables
}

/// A page in one language.
struct Page {
    language: Language,
}

impl Page {
    fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn section(&self, text: &mut String, heading: &str, limit: usize, sections: &[&[Key]]) {
        let _ = writeln!(text, "### {heading}\n");
        if limit > 1 {
            let most = match self.language {
                Language::Chinese => format!("最多 {limit} 个。"),
                Language::English => format!("At most {limit}."),
            };
            let _ = writeln!(text, "{most}\n");
        }
        let _ = writeln!(
            text,
            "{}\n|---|---|---|---|---|---|",
            self.pick(
                "| 键 | 术语 | 值 | 范围 | 不写时 | 说明 |",
                "| key | 中文 | value | range | when absent | meaning |"
            )
        );
        for key in sections.iter().copied().flatten() {
            let _ = writeln!(text, "{}", self.row(key));
        }
        text.push('\n');
    }

    fn row(&self, key: &Key) -> String {
        let (term, explained) = key.zh.split_once('：').unwrap_or((key.zh, ""));
        let meaning = self.pick(explained, key.en);
        let (name, value, range) = (key.name, self.value(&key.kind), range(&key.kind));
        let absent = self.absent(key.presence);
        format!("| `{name}` | {term} | {value} | {range} | {absent} | {meaning} |")
    }

    fn absent(&self, presence: Presence) -> String {
        match presence {
            Presence::Required => self.pick("**必填**", "**required**").to_owned(),
            Presence::Optional => "–".to_owned(),
            Presence::Default(Fallback::Number(value)) => value.to_string(),
            Presence::Default(Fallback::Word(word)) => word.to_owned(),
            Presence::Default(Fallback::Numbers(numbers)) => {
                format!("{numbers:?}").replace(".0", "")
            }
            Presence::Default(Fallback::No) => "false".to_owned(),
            Presence::Default(Fallback::Empty) => self.pick("空", "empty").to_owned(),
        }
    }

    /// What stands behind a key, in a few words.
    fn value(&self, kind: &Kind) -> String {
        let text = match kind {
            Kind::Number(quantity, _) => return self.quantity(*quantity).to_owned(),
            Kind::Path(quantity, _) => {
                return format!(
                    "{}{}",
                    self.quantity(*quantity),
                    self.pick("，可按年份", ", or by year")
                );
            }
            Kind::Numbers(quantity, _, most) => {
                let unit = self.quantity(*quantity);
                return match self.language {
                    Language::Chinese => format!("{unit}的列表，最多 {most} 项"),
                    Language::English => format!("list of at most {most}: {unit}"),
                };
            }
            Kind::Choice(words) => {
                return words
                    .iter()
                    .map(|word| format!("`{word}`"))
                    .collect::<Vec<_>>()
                    .join(" ");
            }
            Kind::Reference(thing) => {
                return format!("{}{}", self.thing(*thing), self.pick("编号", " id"));
            }
            Kind::Map(thing, quantity, _) => {
                return format!(
                    "{{ {} = {} }}",
                    self.thing(*thing),
                    self.quantity(*quantity)
                );
            }
            Kind::Rows(thing, quantity, _) => {
                let (thing, quantity) = (self.thing(*thing), self.quantity(*quantity));
                return format!("{{ {thing} = {{ {thing} = {quantity} }} }}");
            }
            Kind::Inputs(_) => {
                return format!(
                    "{{ {sector} = {{ {sector} = {} }} }}, `{}`",
                    self.quantity(Quantity::Share),
                    NATIONAL.heading,
                    sector = self.thing(Thing::Sector),
                );
            }
            Kind::Weights(thing) => {
                let (thing, share) = (self.thing(*thing), self.quantity(Quantity::Share));
                let code = self.pick("代码", "code");
                return format!("{{ {thing} = {{ {code} = {share} }} }}");
            }
            Kind::Tables(keys) | Kind::Blocks(keys) | Kind::Table(keys) | Kind::Defaults(keys) => {
                return format!("`{}`", keys.heading);
            }
            Kind::Integer(..) => ("整数", "whole number"),
            Kind::Year => ("年份", "year"),
            Kind::Text | Kind::Quote => ("文本", "text"),
            Kind::Name => ("名称", "name"),
            Kind::Sentence => ("一句话", "sentence"),
            Kind::Id { hyphen: true } => ("编号", "id"),
            Kind::Id { hyphen: false } => ("编号（不含 -）", "id without hyphen"),
            Kind::Flag => ("`true` `false`", "`true` `false`"),
            Kind::MoneyUnit => ("元、万元、亿元、万亿元", "元, 万元, 亿元, 万亿元"),
            Kind::MoneyByYear => ("按年份的金额", "money by year"),
            Kind::Distribution => ("分布", "distribution"),
            Kind::Groups => {
                return match self.language {
                    Language::Chinese => format!("组编号的列表，最多 {MOST_GROUPS} 项"),
                    Language::English => format!("list of at most {MOST_GROUPS} group ids"),
                };
            }
            Kind::Indicator => ("指标名", "indicator"),
            Kind::Formula => ("公式", "formula"),
            Kind::Judged => ("数，单位随指标", "number in the indicator's unit"),
            Kind::JudgedPair => ("[下限, 上限]", "[low, high]"),
            Kind::JudgedByYear => (
                "按年份的数，单位随指标",
                "numbers by year, in the indicator's unit",
            ),
            Kind::Record => ("记录", "record"),
            Kind::Settings => ("路径与值", "paths and values"),
            Kind::Any => ("–", "–"),
        };
        self.pick(text.0, text.1).to_owned()
    }

    fn quantity(&self, quantity: Quantity) -> &'static str {
        match (self.language, quantity) {
            (Language::Chinese, Quantity::Money) => "金额",
            (Language::Chinese, Quantity::Rate) => "比率",
            (Language::Chinese, Quantity::Share) => "份额",
            (Language::Chinese, Quantity::Number) => "数",
            (Language::Chinese, Quantity::Years) => "年数",
            (Language::Chinese, Quantity::Count(_)) => "数量",
            (Language::English, Quantity::Money) => "money",
            (Language::English, Quantity::Rate) => "rate",
            (Language::English, Quantity::Share) => "share",
            (Language::English, Quantity::Number) => "number",
            (Language::English, Quantity::Years) => "years",
            (Language::English, Quantity::Count(_)) => "count",
        }
    }

    fn thing(&self, thing: Thing) -> String {
        thing.noun().in_language(self.language).to_owned()
    }

    fn distributions(&self, text: &mut String) {
        let _ = writeln!(
            text,
            "### {}\n\n{}\n|---|---|---|",
            self.pick("分布 `{ shape = … }`", "Distributions `{ shape = … }`"),
            self.pick("| 形状 | 参数 | 说明 |", "| shape | parameters | meaning |")
        );
        for known in DISTRIBUTIONS {
            let parameters: Vec<String> = known.table.keys().skip(1).map(parameter).collect();
            let meaning = self.pick(known.table.zh, known.table.en);
            let _ = writeln!(
                text,
                "| `{}` | {} | {meaning} |",
                known.shape,
                parameters.join(", ")
            );
        }
    }
}

/// A parameter with its range.
fn parameter(key: &Key) -> String {
    let (range, name) = (range(&key.kind), key.name);
    if range.is_empty() {
        format!("`{name}`")
    } else {
        format!("`{name}` {range}")
    }
}

/// The range of a key's number, empty when there is none.
fn range(kind: &Kind) -> String {
    let range: Range = match kind {
        Kind::Integer(low, high) if *high == u64::MAX => return format!("≥ {low}"),
        Kind::Integer(low, high) if low == high => return low.to_string(),
        Kind::Integer(low, high) => return format!("{low} … {high}"),
        Kind::Number(_, range)
        | Kind::Path(_, range)
        | Kind::Numbers(_, range, _)
        | Kind::Map(_, _, range)
        | Kind::Rows(_, _, range) => *range,
        Kind::MoneyByYear => Range::NOT_NEGATIVE,
        _ => Range::ANY,
    };
    range.to_string()
}
