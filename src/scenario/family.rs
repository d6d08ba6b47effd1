//! A scenario with its variants: each variant is the tree of the file with values put in other values' places, read and checked like any
//! other scenario.

use super::document::Table;
use super::parse::{Reader, VariantSpec, assemble};
use super::setting::Setting;
use super::validate;
use super::{Change, Input, Scenario, Variant};
use crate::calendar::Horizon;
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
    /// Every number of the file.
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
    let inputs = reader.every_input(root);
    let specs = reader.variants;
    let coherence = validate::coherence(&base);
    if coherence.iter().any(is_error) {
        let idle = validate::idle(&base);
        let found = reader.incoherent.into_iter().chain(coherence);
        return Err(found
            .chain(idle.into_iter().filter(|_| specs.is_empty()))
            .collect());
    }
    let kin = Kin {
        root,
        source,
        read_near,
        base: &base,
    };
    let changed = match set {
        [] => None,
        _ => Some(kin.changed(set, &Origin::CommandLine)?),
    };
    let mut variants = Vec::new();
    let mut found = Vec::new();
    for spec in &specs {
        match kin.variant(spec, set) {
            Ok(variant) => variants.push(variant),
            Err(errors) => found.extend(errors),
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    let mut of_base = reader.incoherent;
    of_base.extend(coherence);
    of_base.extend(idle_in_all(&base, &variants));
    if of_base.iter().any(is_error) {
        return Err(of_base);
    }
    let mut notes = of_base;
    let idle = |scenario: &Scenario, origin: &Origin<'_>| {
        let known: Vec<_> = validate::idle(&base).iter().map(place).collect();
        let new = validate::idle(scenario).into_iter();
        new.filter(|finding| !known.contains(&place(finding)))
            .map(|finding| origin.note(finding))
            .collect::<Vec<_>>()
    };
    for (variant, spec) in variants.iter_mut().zip(&specs) {
        notes.extend(idle(&variant.scenario, &Origin::Variant(spec)));
        variant.scenario.drop_idle_seeds();
    }
    let (scenario, unchanged) = match changed {
        None => (base, None),
        Some(mut changed) => {
            notes.extend(idle(&changed, &Origin::CommandLine));
            changed.drop_idle_seeds();
            (changed, Some(base))
        }
    };
    Ok(Family {
        scenario,
        unchanged,
        variants,
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
    let (mut scenario, _) = read(root, read_near)?;
    let errors = validate::coherence(&scenario).into_iter().filter(is_error);
    let errors: Vec<Diagnostic> = errors.collect();
    scenario.drop_idle_seeds();
    if errors.is_empty() {
        Ok(scenario)
    } else {
        Err(errors)
    }
}

/// What is idle in the file as it is and in every variant: a setting that some variant uses is not idle.
fn idle_in_all(base: &Scenario, variants: &[Variant]) -> Vec<Diagnostic> {
    let unused: Vec<Vec<(Code, Span)>> = variants
        .iter()
        .map(|variant| {
            validate::idle(&variant.scenario)
                .iter()
                .map(place)
                .collect()
        })
        .collect();
    let never_used =
        |finding: &Diagnostic| unused.iter().all(|idle| idle.contains(&place(finding)));
    validate::idle(base)
        .into_iter()
        .filter(never_used)
        .collect()
}

fn place(finding: &Diagnostic) -> (Code, Span) {
    (finding.code, finding.primary.span)
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}

/// Reads a tree up to the second stage.
fn read<'f>(
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
    fn horizon(&self) -> Option<Horizon> {
        Some(self.base.horizon)
    }

    /// A declared variant, on top of the changes of the command line.
    fn variant(&self, spec: &VariantSpec, set: &[Setting]) -> Result<Variant, Vec<Diagnostic>> {
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
        let scenario = self.changed(&all, &origin)?;
        Ok(Variant {
            id: spec.id.clone(),
            name: spec.name.clone(),
            changes: changes_of(&own, self.source),
            scenario,
        })
    }

    /// The scenario with changes.
    ///
    /// # Errors
    /// Paths that name nothing, changes that change nothing, and every mistake that the changes bring about.
    fn changed(
        &self,
        settings: &[Setting],
        origin: &Origin<'_>,
    ) -> Result<Scenario, Vec<Diagnostic>> {
        let mut tree = self.root.clone();
        let mut found = Vec::new();
        let singly = settings.len() * self.source.text().len() <= COMPARED_BYTES;
        let mut before = Some(self.base.clone());
        for setting in settings {
            if let Err(finding) = setting.apply(&mut tree, self.horizon()) {
                found.push(origin.finding(*finding));
                continue;
            }
            if singly {
                let after = assemble(&tree, self.read_near).0;
                if after.is_some() && before == after {
                    found.push(origin.finding(no_change(setting)));
                }
                before = after;
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
        let (scenario, _) = read(&tree, self.read_near).map_err(&located)?;
        let errors: Vec<Diagnostic> = validate::coherence(&scenario)
            .into_iter()
            .filter(is_error)
            .collect();
        if errors.is_empty() {
            Ok(scenario)
        } else {
            Err(located(errors))
        }
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
