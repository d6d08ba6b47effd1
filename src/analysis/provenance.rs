//! How the inputs of a scenario are known.

use crate::diagnostics::SourceText;
use crate::results::{InputSummary, ProvenanceSummary};
use crate::scenario::{Input, Status};

/// The inputs with their provenance, counted by how they are known.
pub fn provenance(inputs: &[Input], source: &SourceText) -> ProvenanceSummary {
    let count = |status: Status| {
        let known = inputs.iter().filter(|i| i.provenance.status == status);
        known.count()
    };
    ProvenanceSummary {
        stated: count(Status::Stated),
        derived: count(Status::Derived),
        assumed: count(Status::Assumed),
        inputs: inputs.iter().map(|input| entry(input, source)).collect(),
    }
}

fn entry(input: &Input, source: &SourceText) -> InputSummary {
    let known = &input.provenance;
    InputSummary {
        path: input.path.clone(),
        written: source.excerpt(input.span).trim_matches('"').to_owned(),
        status: known.status.as_str().to_owned(),
        source: known.source.clone(),
        quote: known.quote.clone(),
        note: known.note.clone(),
        line: Some(source.line(input.span)),
    }
}
