//! Declared indicators: their heads first, then their formulas, which may name each other.

use super::cycles::cycles;
use super::fields::Fields;
use super::indicator_head::Head;
use super::judgement::by_name;
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::bilingual;
use crate::scenario::formula::{Declared, Names, Outcome, Resolver, Type, mentions};
use crate::scenario::{
    DeclaredIndicator, DeclaredName, Expression, Formula, IndicatorNames, Rule, Scenario, Stated,
    Unit,
};

impl Reader<'_> {
    /// The declared indicators. One with a mistake in it, which is reported, keeps its place.
    pub(super) fn indicators(
        &mut self,
        blocks: &[Fields],
        scenario: &Scenario,
    ) -> Vec<DeclaredIndicator> {
        if blocks.is_empty() {
            return Vec::new();
        }
        let heads: Vec<Head> = blocks.iter().map(|fields| self.head(fields)).collect();
        let names = names(scenario, blocks, &heads);
        let by_name = by_name(&names);
        let names = Names::new(&names, &by_name, self.money);
        let known = |head: &Head| Declared {
            kind: head.unit.map_or(Type::Zero, Type::of),
            has_base: head.base.is_some(),
        };
        let mut resolver = Resolver::new(&names, heads.iter().map(known).collect());
        let mut outcomes: Vec<Option<Outcome>> = heads.iter().map(|_| None).collect();
        for k in self.in_order_of_units(&heads, &names) {
            let head = &heads[k];
            let Some(tree) = &head.tree else { continue };
            let has_noise = head.noise_span.is_some();
            let outcome = resolver.resolve(&head.text.value, tree, has_noise);
            if let Some(formula) = outcome
                .formula
                .as_ref()
                .filter(|_| head.unit.is_none() && !head.grows)
            {
                resolver.declared[k].kind = formula.kind.clone();
            }
            outcomes[k] = Some(outcome);
        }
        self.report_cycles(&heads, &outcomes);
        let pairs = blocks.iter().zip(heads).zip(outcomes);
        pairs
            .map(|((fields, head), outcome)| self.declared(fields, head, outcome))
            .collect()
    }

    /// Reports findings inside a formula where they stand in the file.
    pub(super) fn place(&mut self, found: Vec<Diagnostic>, text: &Stated<String>) {
        for mut finding in found {
            finding.primary.span = placed(finding.primary.span, text);
            for label in &mut finding.further {
                label.span = placed(label.span, text);
            }
            // Where the place inside is not known all labels would underline the same words.
            if finding.primary.span == text.span {
                finding.further.clear();
            }
            self.report(finding);
        }
    }

    /// Positions in an order in which the unit of an indicator that states none is told before another needs it.
    fn in_order_of_units(&mut self, heads: &[Head], names: &Names<'_>) -> Vec<usize> {
        // What grows has the unit of its base; where that could not be read there is a mistake already.
        let untold = |k: &usize| heads[*k].unit.is_none() && !heads[*k].grows;
        let mut needs: Vec<Vec<usize>> = heads
            .iter()
            .map(|head| match &head.tree {
                Some(tree) => mentions(tree, &head.text.value, names),
                None => Vec::new(),
            })
            .collect();
        for needs in &mut needs {
            needs.retain(untold);
        }
        let (mut order, mut placed) = (Vec::new(), vec![false; heads.len()]);
        loop {
            let ready: Vec<usize> = (0..heads.len())
                .filter(|&k| !placed[k] && needs[k].iter().all(|&other| placed[other]))
                .collect();
            if ready.is_empty() {
                break;
            }
            for &k in &ready {
                placed[k] = true;
            }
            order.extend(ready);
        }
        for k in (0..heads.len()).filter(|&k| !placed[k] && untold(&k)) {
            let id = &heads[k].id;
            self.error(
                Code::MissingKey,
                heads[k].text.span,
                bilingual!(
                    "指标 `{id}` 的公式直接或间接用到自己，单位无从得知",
                    "the formula of `{id}` names itself, directly or through others: its unit cannot be told"
                ),
                bilingual!("加上 `unit` 或带单位的 `base`", "add `unit`, or a `base` with its unit"),
            );
        }
        order
    }

    /// Reports indicators that depend on each other in the same year.
    fn report_cycles(&mut self, heads: &[Head], outcomes: &[Option<Outcome>]) {
        let needs: Vec<Vec<usize>> = outcomes
            .iter()
            .map(|outcome| match outcome {
                Some(outcome) => outcome.same_year.iter().map(|(other, _)| *other).collect(),
                None => Vec::new(),
            })
            .collect();
        for cycle in cycles(&needs) {
            let (first, next) = (cycle[0], *cycle.get(1).unwrap_or(&cycle[0]));
            let outcome = outcomes[first].as_ref().expect("it has edges");
            let named = outcome.same_year.iter().find(|(other, _)| *other == next);
            let range = named.map(|(_, range)| range.clone()).unwrap_or_default();
            let mut ids: Vec<&str> = cycle.iter().map(|&k| heads[k].id.as_str()).collect();
            ids.push(ids[0]);
            let path = ids.join(" → ");
            let looked_at = &heads[next].id;
            self.report(
                Diagnostic::error(
                    Code::FormulaCycle,
                    placed(Span::new(range.start, range.end), &heads[first].text),
                    bilingual!(
                        "同一年内循环依赖：{path}",
                        "a cycle within the same year: {path}"
                    ),
                )
                .help(bilingual!(
                    "其中一处改用上年的值，如 lag({looked_at})",
                    "let one of them look at the year before, such as lag({looked_at})"
                )),
            );
        }
    }

    /// The indicator of a head whose formula has been resolved; stand-ins where there was a mistake.
    fn declared(
        &mut self,
        fields: &Fields,
        head: Head,
        outcome: Option<Outcome>,
    ) -> DeclaredIndicator {
        let mut expression = Expression::Number(0.0);
        let mut unit = head.unit;
        if let Some(outcome) = outcome {
            if let Some(resolved) = outcome.formula {
                unit = self.checked_unit(&head, &resolved.kind);
                expression = resolved.expression;
            }
            if let (Some(span), false) = (head.noise_span, outcome.uses_noise) {
                self.error(
                    Code::Idle,
                    span,
                    bilingual!("公式没有用到 `noise`", "the formula does not use `noise`"),
                    bilingual!(
                        "在公式中写上 noise，如 … + noise，或删去这个键",
                        "use noise in the formula, as in … + noise, or remove the key"
                    ),
                );
            }
            self.place(outcome.found, &head.text);
        }
        let formula = Stated {
            value: Formula {
                text: head.text.value,
                expression,
            },
            span: head.text.span,
            provenance: head.text.provenance,
        };
        DeclaredIndicator {
            name: fields.name_or("name", &head.id),
            id: head.id,
            span: head.span,
            unit: unit.unwrap_or(Unit::Number),
            base: head.base,
            rule: if head.grows {
                Rule::Growth(formula)
            } else {
                Rule::Value(formula)
            },
            noise: head.noise,
        }
    }

    /// The unit of the indicator; reports a formula that gives something else.
    fn checked_unit(&mut self, head: &Head, kind: &Type) -> Option<Unit> {
        let words = kind.words(self.money);
        let (zh, en) = (words.zh, words.en);
        let span = head.text.span;
        if head.grows {
            if !kind.is_plain() {
                self.error(
                    Code::FormulaUnit,
                    span,
                    bilingual!("`growth` 的公式应是比率，得到的是{zh}", "the formula of `growth` should be a rate, not {en}"),
                    bilingual!("写增速，如 growth(x)；若公式给出数值，改用 `value`", "write a growth rate, such as growth(x); use `value` for a formula of the value"),
                );
            }
            return head.unit;
        }
        let Some(unit) = head.unit else {
            let told = kind.unit();
            if told.is_none() {
                self.error(
                    Code::FormulaUnit,
                    span,
                    bilingual!("公式得到的是{zh}，不能作指标", "the formula gives {en}, which no indicator can be"),
                    bilingual!(
                        "除以同单位的量使其成为数，如 / (1亿元 / 1万户)；比较写成 if(…, 1, 0)",
                        "divide by something of the same unit, such as / (1亿元 / 1万户); write a comparison as if(…, 1, 0)"
                    ),
                );
            }
            return told;
        };
        let bare = head
            .tree
            .as_ref()
            .is_some_and(|tree| tree.is_bare_number(&head.text.value));
        let stated = Type::of(unit);
        let agrees = bare
            || *kind == Type::Zero
            || (stated.is_plain() && kind.is_plain())
            || stated == *kind;
        if !agrees {
            let wanted = stated.words(self.money);
            let (wanted_zh, wanted_en) = (wanted.zh, wanted.en);
            self.error(
                Code::FormulaUnit,
                span,
                bilingual!(
                    "指标的单位是{wanted_zh}，公式得到的是{zh}",
                    "the indicator is {wanted_en}, the formula gives {en}"
                ),
                bilingual!(
                    "改公式，或改 `unit` 与 `base` 的单位",
                    "change the formula, or the unit of `unit` and `base`"
                ),
            );
        }
        // A rate in percent is still a rate: it may be above 1 or below 0 without further ado.
        match (unit, kind.unit()) {
            (Unit::Share, Some(Unit::Rate)) => Some(Unit::Rate),
            _ => Some(unit),
        }
    }
}

/// Where bytes of a formula stand in the file: inside the quotes when the text stands there as it is, else the whole value.
fn placed(inside: Span, text: &Stated<String>) -> Span {
    let whole = text.span;
    // A text with escapes or on several lines is longer in the file than its characters and two quotes.
    if whole.end - whole.start != text.value.len() + 2 {
        return whole;
    }
    Span::new(whole.start + 1 + inside.start, whole.start + 1 + inside.end)
}

/// Names of the scenario with its declared indicators; units that are not yet told do not matter for names.
fn names(scenario: &Scenario, blocks: &[Fields], heads: &[Head]) -> IndicatorNames {
    let mut names = scenario.indicator_names();
    names.declared = blocks
        .iter()
        .zip(heads)
        .map(|(fields, head)| DeclaredName {
            id: head.id.clone(),
            name: fields.name_or("name", &head.id),
            unit: head.unit.unwrap_or(Unit::Number),
            has_growth: head.has_growth(),
        })
        .collect();
    names
}
