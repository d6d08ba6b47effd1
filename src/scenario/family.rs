//! A scenario with its variants: each variant is the tree of the file with values put in other values' places, read and checked like any
//! other scenario.

use super::document::Table;
use super::parse::{Reader, VariantSpec, assemble};
use super::setting::Setting;
use super::validate;
use super::{Change, Input, Scenario, Variant};
use crate::diagnostics::{Code, Diagnostic, Label, Severity, SourceText, Span};
use crate::quantity::{Localized, bilingual};

/// Up to this many bytes of scenario text are read to find which single change of a variant changes nothing; beyond, only whole
/// variants are looked at.
const COMPARED_BYTES: usize = 64 * 1024 * 1024;

type ReadNear<'f> = dyn Fn(Span, &str) -> std::io::Result<Vec<u8>> + 'f;
/// A scenario with its variants.
pub(super) struct Family {
    pub(super) scenario: Scenario,
    /// The scenario as the file has it, when the command line changes it.
    pub(super) unchanged: Option<Scenario>,
    pub(super) variants: Vec<Variant>,
    /// The tree of the scenario, with the changes of the command line.
    pub(super) tree: Table,
    /// Every number of that tree.
    pub(super) inputs: Vec<Input>,
    /// Warnings and notes.
    pub(super) notes: Vec<Diagnostic>,
}

/// The scenario of a tree with its variants, after the changes `set` of the command line.
///
/// # Errors
/// All mistakes of the first of these that has any: the file as it is, the changes, each variant.
pub(super) fn family(
    root: &Table,
    set: &[Setting],
    source: &SourceText,
    read_near: &ReadNear<'_>,
) -> Result<Family, Vec<Diagnostic>> {
    let (base, mut reader) = read(root, read_near)?;
    let mut inputs = reader.every_input(root);
    let specs = reader.variants;
    let base = Checked::new(base, reader.incoherent);
    if base.findings.iter().any(is_error) {
        let idle = base.idle.into_iter().filter(|_| specs.is_empty());
        return Err(base.findings.into_iter().chain(idle).collect());
    }
    let kin = Kin {
        root,
        source,
        read_near,
        base: &base.scenario,
    };
    let (mut tree, mut changed) = (root.clone(), None);
    if !set.is_empty() {
        changed = Some(kin.changed(set, &Origin::CommandLine)?);
        for setting in set {
            setting
                .apply(&mut tree, kin.base.horizon)
                .expect("it has been applied before");
        }
        inputs = read(&tree, read_near)?.1.every_input(&tree);
    }
    let (mut variants, mut found) = (Vec::new(), Vec::new());
    for spec in &specs {
        match kin.variant(spec, set) {
            Ok(variant) => variants.push(variant),
            Err(errors) => found.extend(errors),
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    let mut notes = base.findings.clone();
    notes.extend(base.idle_in_all(&variants));
    if notes.iter().any(is_error) {
        return Err(notes);
    }
    for ((_, idle), spec) in variants.iter().zip(&specs) {
        notes.extend(base.idle_only_in(idle, &Origin::Variant(spec)));
    }
    let mut itself = base.scenario.clone();
    itself.drop_idle_seeds();
    let (scenario, unchanged) = match changed {
        None => (itself, None),
        Some(changed) => {
            notes.extend(base.idle_only_in(&changed.idle, &Origin::CommandLine));
            (changed.scenario, Some(itself))
        }
    };
    Ok(Family {
        scenario,
        unchanged,
        tree,
        variants: variants.into_iter().map(|(variant, _)| variant).collect(),
        inputs,
        notes,
    })
}

/// The scenario of a tree that differs from one read before.
///
/// # Errors
/// What the difference breaks.
pub(super) fn changed_tree(
    root: &Table,
    read_near: &ReadNear<'_>,
) -> Result<Scenario, Vec<Diagnostic>> {
    let (scenario, reader) = read(root, read_near)?;
    Checked::new(scenario, reader.incoherent)
        .sound()
        .map(|checked| checked.scenario)
}

/// A scenario and what the third stage says of it.
struct Checked {
    scenario: Scenario,
    /// All but what is idle.
    findings: Vec<Diagnostic>,
    /// Settings that nothing in this scenario would use, and sources that nothing cites.
    idle: Vec<Diagnostic>,
}

impl Checked {
    /// `read` is what reading has come upon that belongs to this stage.
    fn new(scenario: Scenario, read: Vec<Diagnostic>) -> Self {
        let is_idle =
            |finding: &Diagnostic| matches!(finding.code, Code::Idle | Code::UncitedSource);
        let (mut idle, mut findings): (Vec<_>, Vec<_>) = read.into_iter().partition(is_idle);
        idle.extend(validate::idle(&scenario));
        findings.extend(validate::coherence(&scenario));
        Self {
            scenario,
            findings,
            idle,
        }
    }

    /// The scenario of a change, its idle seeds dropped.
    ///
    /// # Errors
    /// What is wrong with it; what is idle in it is no error.
    fn sound(mut self) -> Result<Self, Vec<Diagnostic>> {
        let errors: Vec<Diagnostic> = self.findings.drain(..).filter(is_error).collect();
        self.scenario.drop_idle_seeds();
        if errors.is_empty() {
            Ok(self)
        } else {
            Err(errors)
        }
    }

    /// What is idle in the file as it is and in every variant: a setting that some variant uses is not idle.
    fn idle_in_all(&self, variants: &[(Variant, Vec<Diagnostic>)]) -> Vec<Diagnostic> {
        let idle = self.idle.iter().filter(|finding| {
            let mut others = variants.iter();
            others.all(|(_, idle)| idle.iter().any(|other| place(other) == place(finding)))
        });
        idle.cloned().collect()
    }

    /// What only a change makes idle, as notes.
    fn idle_only_in(&self, idle: &[Diagnostic], origin: &Origin<'_>) -> Vec<Diagnostic> {
        let known = |finding: &&Diagnostic| {
            let mut own = self.idle.iter();
            !own.any(|other| place(other) == place(finding))
        };
        // A source whose value a change replaces is cited all the same: by the file.
        let settings = idle.iter().filter(|finding| finding.code == Code::Idle);
        let new = settings.filter(known);
        new.map(|finding| origin.note(finding.clone())).collect()
    }
}

fn place(finding: &Diagnostic) -> (Code, Span) {
    (finding.code, finding.primary.span)
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}

/// Reads a tree up to the second stage.
pub(super) fn read<'f>(
    root: &Table,
    read_near: &'f ReadNear<'f>,
) -> Result<(Scenario, Reader<'f>), Vec<Diagnostic>> {
    let (scenario, reader) = assemble(root, read_near);
    match scenario {
        Some(scenario) => Ok((scenario, reader)),
        None => Err(reader.found),
    }
}

/// Who asks for a change.
enum Origin<'s> {
    CommandLine,
    Variant(&'s VariantSpec),
}

impl Origin<'_> {
    /// A finding about a changed scenario, which says whose change it is.
    fn finding(&self, finding: Diagnostic) -> Diagnostic {
        let (zh, en) = match self {
            Self::CommandLine => ("--set".to_owned(), "--set".to_owned()),
            Self::Variant(spec) => (
                format!("变体 `{}`", spec.id),
                format!("variant `{}`", spec.id),
            ),
        };
        let message = Localized::new(
            format!("{zh}：{}", finding.message.zh),
            format!("{en}: {}", finding.message.en),
        );
        Diagnostic { message, ..finding }
    }

    /// A mistake that a change brings about elsewhere in the file: the variant is what would be edited.
    fn brought_about(&self, finding: Diagnostic) -> Diagnostic {
        let finding = self.finding(finding);
        let Self::Variant(spec) = self else {
            return finding;
        };
        let (place, own) = (finding.primary.span, Setting::all(&spec.set));
        let holds = |span: Span| span.start <= place.start && place.end <= span.end;
        if spec.span == place || own.iter().any(|s| holds(s.node.span) || holds(s.path_span)) {
            return finding;
        }
        let variant = Label {
            span: spec.span,
            text: bilingual!("这个变体", "this variant"),
        };
        let mut finding = finding;
        let elsewhere = std::mem::replace(&mut finding.primary, variant);
        finding.further.insert(0, elsewhere);
        finding
    }

    /// What a change makes idle is worth a note, no more.
    fn note(&self, finding: Diagnostic) -> Diagnostic {
        Diagnostic {
            severity: Severity::Note,
            help: None,
            ..self.finding(finding)
        }
    }
}

/// The file that changes are made to.
struct Kin<'f> {
    root: &'f Table,
    source: &'f SourceText,
    read_near: &'f ReadNear<'f>,
    base: &'f Scenario,
}

impl Kin<'_> {
    /// A declared variant, on top of the changes of the command line, and what is idle in it.
    fn variant(
        &self,
        spec: &VariantSpec,
        set: &[Setting],
    ) -> Result<(Variant, Vec<Diagnostic>), Vec<Diagnostic>> {
        let origin = Origin::Variant(spec);
        let own = Setting::all(&spec.set);
        if own.is_empty() {
            let nothing = Diagnostic::error(
                Code::NoChange,
                spec.span,
                bilingual!("没有改动任何设置", "it changes nothing"),
            )
            .help(bilingual!(
                "在 `set` 中写出改动，如 {{ \"region.x.trend\" = \"4%\" }}",
                "write a change into `set`, such as {{ \"region.x.trend\" = \"4%\" }}"
            ));
            return Err(vec![origin.finding(nothing)]);
        }
        let before = set
            .iter()
            .filter(|theirs| own.iter().all(|mine| mine.path != theirs.path));
        let all: Vec<Setting> = before.chain(&own).cloned().collect();
        let checked = self.changed(&all, &origin)?;
        let variant = Variant {
            id: spec.id.clone(),
            name: spec.name.clone(),
            changes: changes_of(&own, self.source),
            scenario: checked.scenario,
        };
        Ok((variant, checked.idle))
    }

    /// The scenario with changes.
    ///
    /// # Errors
    /// Paths that name nothing, changes that change nothing, and every mistake that the changes bring about.
    fn changed(
        &self,
        settings: &[Setting],
        origin: &Origin<'_>,
    ) -> Result<Checked, Vec<Diagnostic>> {
        let mut tree = self.root.clone();
        let mut found = Vec::new();
        let singly = settings.len() * self.source.text().len() <= COMPARED_BYTES;
        let mut before = Some(self.base.clone());
        // How the tree was read with all changes so far.
        let mut last = None;
        for setting in settings {
            if let Err(finding) = setting.apply(&mut tree, self.base.horizon) {
                found.push(origin.finding(*finding));
                continue;
            }
            if singly {
                let (after, reader) = assemble(&tree, self.read_near);
                if after.is_some() && before == after {
                    let mut whys = reader.incoherent.iter();
                    let why = whys.find(|finding| setting.holds(finding)).cloned();
                    found.push(origin.finding(why.unwrap_or_else(|| no_change(setting))));
                }
                before = after;
                last = Some(reader);
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let located = |found: Vec<Diagnostic>| -> Vec<Diagnostic> {
            found
                .into_iter()
                .map(|finding| origin.brought_about(finding))
                .collect()
        };
        let (scenario, reader) = match (before, last) {
            (Some(scenario), Some(reader)) => (scenario, reader),
            (None, Some(reader)) => return Err(located(reader.found)),
            (_, None) => read(&tree, self.read_near).map_err(&located)?,
        };
        let checked = Checked::new(scenario, reader.incoherent);
        checked.sound().map_err(&located)
    }
}

fn no_change(setting: &Setting) -> Diagnostic {
    let path = crate::diagnostics::escape(&setting.path);
    Diagnostic::error(
        Code::NoChange,
        setting.node.span,
        bilingual!("`{path}` 本来就是这个值", "`{path}` has this value already"),
    )
    .help(bilingual!(
        "删去这项改动，或写另一个值",
        "remove the change, or write another value"
    ))
}

/// Settings as they are written.
pub(super) fn changes_of(settings: &[Setting], source: &SourceText) -> Vec<Change> {
    let of = |setting: &Setting| Change {
        path: setting.path.clone(),
        written: source
            .excerpt(setting.node.span)
            .trim_matches('"')
            .to_owned(),
    };
    settings.iter().map(of).collect()
}
