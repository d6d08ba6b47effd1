//! Variants as the file declares them: what they are called and what they set, not yet what becomes of the scenario.

use super::fields::Fields;
use crate::diagnostics::Span;
use crate::quantity::Localized;
use crate::scenario::Stated;
use crate::scenario::document::Table;

/// A declared variant.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct VariantSpec {
    pub(in crate::scenario) id: String,
    /// Where it is declared.
    pub(in crate::scenario) span: Span,
    pub(in crate::scenario) name: Localized,
    /// Dotted paths and their values.
    pub(in crate::scenario) set: Table,
}

impl VariantSpec {
    /// The variant of a block, where the block is whole.
    pub(super) fn of(fields: &Fields) -> Option<Self> {
        let id: Stated<String> = fields.optional("id")?;
        Some(Self {
            name: fields.name_or("name", &id.value),
            span: id.span,
            id: id.value,
            set: fields.raw("set")?.as_table()?.clone(),
        })
    }
}
