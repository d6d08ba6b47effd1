//! The mistakes that resolving a formula finds.

use std::ops::Range;

use super::dimension::Type;
use super::resolve::{MOST_PARTS, Resolver, span};
use crate::diagnostics::{Candidate, Code, Diagnostic, closest, escape};
use crate::quantity::{Localized, bilingual};
use crate::scenario::Series;

/// Longest piece of a formula that a message repeats, in characters.
const LONGEST_PIECE: usize = 24;

impl Resolver<'_> {
    pub(super) fn report(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: Localized,
        help: Localized,
    ) {
        self.found
            .push(Diagnostic::error(code, span(range), message).help(help));
    }

    /// A piece of the formula for a message.
    pub(super) fn piece(&self, range: &Range<usize>) -> String {
        let text = escape(&self.text[range.clone()]);
        if text.chars().count() <= LONGEST_PIECE {
            return text;
        }
        text.chars().take(LONGEST_PIECE).collect::<String>() + "…"
    }

    pub(super) fn truth_expected(&mut self, range: &Range<usize>, kind: &Type) {
        let (piece, words) = (self.piece(range), kind.words(self.names.money));
        let (zh, en) = (words.zh, words.en);
        self.report(
            Code::FormulaUnit,
            range,
            bilingual!(
                "“{piece}”是{zh}，这里应为比较",
                "`{piece}` is {en}; a comparison is expected"
            ),
            bilingual!("如 {piece} > 0", "such as {piece} > 0"),
        );
    }

    pub(super) fn number_expected(&mut self, range: &Range<usize>) {
        let piece = self.piece(range);
        self.report(
            Code::FormulaUnit,
            range,
            bilingual!(
                "“{piece}”是比较的结果，不能计算",
                "`{piece}` is true or false and cannot be calculated with"
            ),
            bilingual!("写成 if({piece}, 1, 0)", "write if({piece}, 1, 0)"),
        );
    }

    pub(super) fn plain_expected(&mut self, range: &Range<usize>, kind: &Type) {
        let (piece, words) = (self.piece(range), kind.words(self.names.money));
        let (zh, en) = (words.zh, words.en);
        self.report(
            Code::FormulaUnit,
            range,
            bilingual!(
                "“{piece}”的单位是{zh}，exp、ln、^ 只能用于不带单位的数",
                "`{piece}` is in {en}; exp, ln and ^ take plain numbers only"
            ),
            bilingual!(
                "先除以同单位的量，如 {piece} / lag({piece})",
                "divide by something of the same unit first, such as {piece} / lag({piece})"
            ),
        );
    }

    pub(super) fn no_earlier_value(&mut self, range: &Range<usize>) {
        let piece = self.piece(range);
        self.report(
            Code::FormulaStart,
            range,
            bilingual!(
                "“{piece}”在基年没有值，第一个模拟年无从回看",
                "`{piece}` has no value in the base year for the first simulated year to look back at"
            ),
            bilingual!(
                "写明起始值 lag({piece}, 起始值)，或给该指标加上 `base`",
                "give the first value, lag({piece}, initial), or give the indicator its `base`"
            ),
        );
    }

    pub(super) fn unknown_name(&mut self, name: &str, range: &Range<usize>) {
        let names = self.names;
        self.compared += names.by_name.len();
        // Far beyond what is ever shown, only the count of findings matters.
        let meant = (self.compared <= MOST_PARTS)
            .then(|| {
                let known = names
                    .by_name
                    .iter()
                    .map(|(word, indicator)| match indicator.series {
                        Series::Declared(k) => {
                            let name = &names.ids.declared[k].name;
                            Candidate {
                                word,
                                names: [&name.zh, &name.en],
                            }
                        }
                        _ => Candidate::plain(word),
                    });
                let words = ["year", "noise"].map(Candidate::plain);
                closest(name, known.chain(words))
            })
            .flatten();
        let written = escape(name);
        self.report(
            Code::UnknownIndicator,
            range,
            bilingual!("没有名为 \"{written}\" 的指标", "there is no indicator \"{written}\""),
            match meant {
                Some(word) => bilingual!("是否想写 {word}？", "did you mean {word}?"),
                None => bilingual!(
                    "形如 gdp.nominal、fai.total、sector.<编号>.growth，或另一 [[indicator]] 的编号",
                    "such as gdp.nominal, fai.total, sector.<id>.growth, or the id of another [[indicator]]"
                ),
            },
        );
    }

    pub(super) fn unknown_group(&mut self, id: &str, range: &Range<usize>) {
        let groups = &self.names.groups;
        self.compared += groups.len();
        let meant = (self.compared <= MOST_PARTS)
            .then(|| closest(id, groups.keys().copied().map(Candidate::plain)))
            .flatten();
        let written = escape(id);
        self.report(
            Code::UnknownReference,
            range,
            bilingual!(
                "没有编号为 `{written}` 的产业组",
                "there is no group of sectors `{written}`"
            ),
            match meant {
                Some(word) => bilingual!("是否想写 `{word}`？", "did you mean `{word}`?"),
                None => bilingual!(
                    "组写在产业的 groups 里；all 是全部产业",
                    "groups stand in `groups` of the sectors; all is every sector"
                ),
            },
        );
    }
}
