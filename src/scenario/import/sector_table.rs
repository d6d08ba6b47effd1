//! What a table of sectors says, before it is put into a scenario.

use super::ImportedNumber;

/// What a table says of its sectors.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) struct SectorTable {
    pub(in crate::scenario) file: String,
    /// File and sheet.
    pub(super) place: String,
    pub(in crate::scenario) sectors: Vec<ImportedSector>,
    /// Whether it says which region each is in.
    pub(in crate::scenario) has_regions: bool,
}

/// What a row says of a sector.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::scenario) struct ImportedSector {
    pub(in crate::scenario) id: String,
    /// As the table has it, where it has codes.
    pub(super) code: Option<String>,
    pub(in crate::scenario) name: Option<String>,
    pub(in crate::scenario) name_en: Option<String>,
    pub(in crate::scenario) groups: Vec<String>,
    pub(in crate::scenario) region: Option<String>,
    pub(in crate::scenario) numbers: Vec<(&'static str, ImportedNumber)>,
}

impl SectorTable {
    /// What a square table may call each of its sectors.
    pub(super) fn names(&self) -> Vec<(String, Vec<String>)> {
        let called = |sector: &ImportedSector| {
            let names = [&sector.code, &sector.name, &sector.name_en];
            (
                sector.id.clone(),
                names.into_iter().flatten().cloned().collect(),
            )
        };
        self.sectors.iter().map(called).collect()
    }
}
