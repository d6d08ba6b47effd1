//! Factors, their correlations, and events.

use std::collections::BTreeMap;

use super::fields::{Fields, MapEntry, Row};
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::distribution::{Normal, StudentT, TwoPiece};
use crate::quantity::{Localized, bilingual};
use crate::scenario::{
    Correlation, Event, EventDecay, EventEffect, EventTarget, Factor, FactorRole, Innovation,
};

impl Reader<'_> {
    /// The factor of a table.
    pub(super) fn factor(&mut self, id: &str, fields: &Fields) -> Factor {
        Factor {
            id: id.to_owned(),
            name: fields.name_or("name", id),
            span: fields.span,
            role: match id {
                "demand" => FactorRole::Demand,
                "consumption" => FactorRole::Consumption,
                "productivity" => FactorRole::Productivity,
                "investment" => FactorRole::Investment,
                "prices" => FactorRole::Prices,
                _ => FactorRole::Added,
            },
            persistence: fields.stated("persistence"),
            innovation: self.innovation(fields),
        }
    }

    /// The innovation's margin: which parameters its shape needs, and which it has no use for.
    fn innovation(&mut self, fields: &Fields) -> Innovation {
        let shape: String = fields.plain("shape");
        let needed: &[&str] = match shape.as_str() {
            "student-t" => &["sd", "dof"],
            "two-piece" => &["sd_down", "sd_up"],
            "triangular" | "pert" => &["low", "mode", "high"],
            "uniform" => &["low", "high"],
            "empirical" => &["values"],
            _ => &["sd"],
        };
        let mut complete = fields
            .field("shape")
            .is_some_and(|field| field.read.is_some());
        for &name in needed {
            if fields.written(name).is_none() {
                self.parameter_missing(fields, &shape, name);
            }
            complete &= fields.optional::<f64>(name).is_some()
                || fields.optional::<Vec<f64>>(name).is_some();
        }
        let parameters = [
            "sd", "dof", "sd_down", "sd_up", "low", "mode", "high", "values",
        ];
        for name in parameters.into_iter().filter(|name| !needed.contains(name)) {
            self.unused_by_shape(fields, &shape, name);
        }
        if shape != "two-piece" {
            self.unused_by_shape(fields, &shape, "centre");
        }
        let margin = if complete {
            self.margin(&shape, fields)
        } else {
            None
        };
        margin.unwrap_or_else(|| Innovation {
            shape: super::distribution::stand_in(),
            shift: 0.0,
            scale: 0.0,
        })
    }

    fn parameter_missing(&mut self, fields: &Fields, shape: &str, name: &str) {
        self.report(
            Diagnostic::error(
                Code::MissingKey,
                fields.span,
                bilingual!(
                    "形状为 {shape} 的因子缺少 `{name}`",
                    "a factor of shape {shape} lacks `{name}`"
                ),
            )
            .help(bilingual!("加上 `{name}`", "add `{name}`")),
        );
    }

    fn unused_by_shape(&mut self, fields: &Fields, shape: &str, name: &str) {
        if let Some(span) = fields.written(name) {
            self.idle(
                span,
                bilingual!(
                    "形状为 {shape} 的因子用不上 `{name}`",
                    "a factor of shape {shape} does not use `{name}`"
                ),
            );
        }
    }

    /// Scale and shift of a shape whose parameters are all there. A factor's margins have no mean or mode of their own: normal and
    /// student-t have mean 0 and the scale `sd`, a two-piece one has mode 0.
    fn margin(&mut self, name: &str, fields: &Fields) -> Option<Innovation> {
        let of = |parameter: &str| fields.plain::<f64>(parameter);
        let (shape, shift, scale) = match name {
            "normal" => (Normal::new(0.0, 1.0).ok()?.into(), 0.0, of("sd")),
            "student-t" => (
                StudentT::new(0.0, 1.0, of("dof")).ok()?.into(),
                0.0,
                of("sd"),
            ),
            "two-piece" => {
                let two_piece = TwoPiece::new(0.0, of("sd_down"), of("sd_up")).ok()?;
                let centre: String = fields.plain("centre");
                let shift = if centre == "mean" {
                    two_piece.mean()
                } else {
                    0.0
                };
                (two_piece.into(), shift, 1.0)
            }
            _ => {
                let shape = self.shape(name, fields)?;
                let shift = match name {
                    "triangular" | "pert" => of("mode"),
                    "uniform" => shape.mean(),
                    _ => shape.median(),
                };
                (shape, shift, 1.0)
            }
        };
        Some(Innovation {
            shape,
            shift,
            scale,
        })
    }

    /// The correlations, each pair once.
    pub(super) fn correlations(&mut self, rows: &[Row]) -> Vec<Correlation> {
        let mut first: BTreeMap<(usize, usize), Span> = BTreeMap::new();
        let mut correlations = Vec::new();
        for row in rows {
            for entry in &row.entries {
                let pair = (row.position, entry.positions[0]);
                let unordered = (pair.0.min(pair.1), pair.0.max(pair.1));
                if pair.0 == pair.1 {
                    self.correlated_with_itself(row, entry);
                } else if let Some(before) = first.get(&unordered) {
                    self.correlated_twice(entry, *before);
                } else {
                    first.insert(unordered, entry.key_span);
                    correlations.push(Correlation {
                        pair,
                        value: entry.value.clone(),
                    });
                }
            }
        }
        correlations
    }

    fn correlated_with_itself(&mut self, row: &Row, entry: &MapEntry) {
        self.report(
            Diagnostic::error(
                Code::SelfReference,
                entry.key_span,
                bilingual!("因子与自身的相关", "a correlation of a factor with itself"),
            )
            .also(row.key_span, Localized::default())
            .help(bilingual!("删去：它总是 1", "remove it: it is always 1")),
        );
    }

    fn correlated_twice(&mut self, entry: &MapEntry, before: Span) {
        self.report(
            Diagnostic::error(
                Code::DuplicatePair,
                entry.key_span,
                bilingual!(
                    "这对因子的相关系数写了两次",
                    "this pair's correlation is given twice"
                ),
            )
            .also(before, bilingual!("首次出现在这里", "first given here"))
            .help(bilingual!(
                "只留一处：相关是对称的",
                "keep one: correlation is symmetric"
            )),
        );
    }

    /// The event of a block.
    pub(super) fn event(&mut self, fields: &Fields) -> Event {
        Event {
            id: fields.plain("id"),
            name: fields.name_or("name", &fields.plain::<String>("id")),
            span: fields.span,
            probability: fields.stated("probability"),
            severity: fields.stated("severity"),
            decay: self.decay(fields),
            effects: effects(fields),
        }
    }

    fn decay(&mut self, fields: &Fields) -> EventDecay {
        if let (Some(decay), Some(profile)) = (fields.written("decay"), fields.written("profile")) {
            self.report(
                Diagnostic::error(
                    Code::Exclusive,
                    decay.max(profile),
                    bilingual!(
                        "`decay` 与 `profile` 只能写一个",
                        "give `decay` or `profile`, not both"
                    ),
                )
                .also(
                    decay.min(profile),
                    bilingual!("这里已写", "the other is here"),
                )
                .help(bilingual!(
                    "逐年影响用 profile，按比例衰减用 decay",
                    "profile for an effect year by year, decay for one that fades"
                )),
            );
        }
        match fields.optional::<Vec<f64>>("profile") {
            Some(profile) => EventDecay::Profile(profile.value),
            None => EventDecay::Decay(fields.plain("decay")),
        }
    }
}

fn effects(fields: &Fields) -> Vec<EventEffect> {
    let mut entries: Vec<(&MapEntry, fn(usize) -> EventTarget)> = Vec::new();
    entries.extend(
        fields
            .map("effect")
            .iter()
            .map(|entry| (entry, EventTarget::Factor as fn(usize) -> _)),
    );
    entries.extend(
        fields
            .map("supply")
            .iter()
            .map(|entry| (entry, EventTarget::Supply as fn(usize) -> _)),
    );
    entries.extend(
        fields
            .map("outside_demand")
            .iter()
            .map(|entry| (entry, EventTarget::OutsideDemand as fn(usize) -> _)),
    );
    entries.sort_by_key(|(entry, _)| entry.key_span);
    entries
        .into_iter()
        .flat_map(|(entry, target)| {
            entry.positions.iter().map(move |&position| EventEffect {
                target: target(position),
                size: entry.value.clone(),
            })
        })
        .collect()
}
