//! From one scenario of a file to another, change by change: the scenario with any of the changes that separate the two.

use super::family::{changed_tree, changes_of, read};
use super::files::settings;
use super::setting::Setting;
use super::{Loaded, Scenario, Span};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceText};
use crate::quantity::bilingual;

/// Name of the text that holds the changes of the command line.
const OPTION: &str = "--set";

/// A setting that differs between two scenarios of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Dotted path of the setting.
    pub path: String,
    /// Its value at the start, as written; `None`: as the file has it.
    pub from: Option<String>,
    /// Its value at the end, as written; `None`: as the file has it.
    pub to: Option<String>,
}

/// The way from one scenario of a file to another.
#[derive(Debug, Clone)]
pub struct Transition<'l> {
    loaded: &'l Loaded,
    source: SourceText,
    /// What both ends set alike, then what only the start sets, or sets otherwise.
    start: Vec<Setting>,
    /// What the end sets.
    end: Vec<Setting>,
    steps: Vec<Step>,
}

impl<'l> Transition<'l> {
    /// From the scenario itself (`None`) or a variant of this id to another variant.
    ///
    /// # Errors
    /// When the two are the same.
    ///
    /// # Panics
    /// When the file has no such variant.
    pub fn between(
        loaded: &'l Loaded,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<Self, Diagnostics> {
        let source = loaded.source.clone();
        let again = |place: Span, file: &str| loaded.read_again(place, file);
        let read = read(&loaded.tree, &again);
        let specs = read.expect("it has been read before").1.variants;
        let of = |id: Option<&str>| -> Vec<Setting> {
            let Some(id) = id else {
                return Vec::new();
            };
            let spec = specs.iter().find(|spec| spec.id == id);
            Setting::all(&spec.expect("the variant is the file's").set)
        };
        Self::of_settings(loaded, source, of(from), of(to))
    }

    /// From the scenario as its file has it to what the texts `path=value` make of it.
    ///
    /// # Errors
    /// Texts of another form, paths that name nothing, and what the changes break.
    pub fn by_changes(loaded: &'l Loaded, changes: &[String]) -> Result<Self, Diagnostics> {
        let mut source = loaded.source.clone();
        let end = settings(&mut source, OPTION, changes);
        let end = end.map_err(|found| Diagnostics::new(source.clone(), found))?;
        Self::of_settings(loaded, source, Vec::new(), end)
    }

    fn of_settings(
        loaded: &'l Loaded,
        source: SourceText,
        start: Vec<Setting>,
        end: Vec<Setting>,
    ) -> Result<Self, Diagnostics> {
        let steps = steps(&source, &start, &end);
        let transition = Self {
            loaded,
            source,
            start,
            end,
            steps,
        };
        let refused = |found| Diagnostics::new(transition.source.clone(), found);
        let all = vec![true; transition.steps.len()];
        let none = vec![false; transition.steps.len()];
        let start = transition.at(&none).map_err(refused)?;
        let end = transition.at(&all).map_err(refused)?;
        if start == end {
            let same = bilingual!("两端是同一个情景", "both ends are the same scenario");
            let finding = Diagnostic::error(Code::NoChange, Span::default(), same);
            return Err(refused(vec![finding]));
        }
        Ok(transition)
    }

    /// The settings that differ: those that the end sets in its order, then those that only the start sets.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The scenario whose settings are changed.
    pub fn loaded(&self) -> &Loaded {
        self.loaded
    }

    /// The texts that findings point into.
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// The scenario with those of the steps that are taken.
    ///
    /// # Errors
    /// What they break.
    ///
    /// # Panics
    /// When there is not one entry a step.
    pub fn at(&self, taken: &[bool]) -> Result<Scenario, Vec<Diagnostic>> {
        assert_eq!(taken.len(), self.steps.len(), "an entry a step");
        let is_taken = |setting: &&Setting| {
            let place = self.steps.iter().position(|step| step.path == setting.path);
            place.map(|place| taken[place])
        };
        let kept = self.start.iter().filter(|it| is_taken(it) != Some(true));
        let set = self.end.iter().filter(|it| is_taken(it) == Some(true));
        let mut tree = self.loaded.tree.clone();
        let horizon = self.loaded.scenario.horizon;
        for setting in kept.chain(set) {
            setting
                .apply(&mut tree, horizon)
                .map_err(|finding| vec![*finding])?;
        }
        changed_tree(&tree, &|place, file| self.loaded.read_again(place, file))
    }
}

/// What differs between two lists of settings.
fn steps(source: &SourceText, start: &[Setting], end: &[Setting]) -> Vec<Step> {
    let written = |settings: &[Setting], path: &str| {
        let changes = changes_of(settings, source).into_iter();
        let mut own = changes.filter(|change| change.path == path);
        own.next().map(|change| change.written)
    };
    let mut steps: Vec<Step> = Vec::new();
    for setting in end.iter().chain(start) {
        let path = &setting.path;
        let step = Step {
            path: path.clone(),
            from: written(start, path),
            to: written(end, path),
        };
        if step.from != step.to && !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps
}
