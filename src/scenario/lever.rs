//! Levers: single numbers of a scenario that are moved over a range, with all else as it is.

use super::document::Table;
use super::family::{changed_tree, read};
use super::files::settings;
use super::inputs::with_number;
use super::keys::Quantity;
use super::setting::Setting;
use super::validate;
use super::{Input, Loaded, Scenario, Span};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceText, escape};
use crate::quantity::{Written, bilingual};

/// Name of the text that holds the levers of the command line.
const OPTION: &str = "--lever";

/// A lever as it is asked for: a dotted path and the two ends of its range, written as in a scenario file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeverRange {
    /// Dotted path, as a variant names it.
    pub path: String,
    /// The lower end.
    pub low: String,
    /// The upper end.
    pub high: String,
}

/// A number that can be moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Dotted path, as a variant names it.
    pub path: String,
    /// What it measures.
    pub quantity: Quantity,
    /// The lower end of its range.
    pub low: f64,
    /// The upper end, above the lower.
    pub high: f64,
    /// What the file has there; `None` where it has no single number at this very path.
    pub present: Option<f64>,
}

impl Lever {
    /// How many of the numbers that people read one unit of the value is: a rate is read in percent.
    pub fn shown(&self) -> f64 {
        match self.quantity {
            Quantity::Rate | Quantity::Share => 100.0,
            _ => 1.0,
        }
    }

    /// A value as a scenario file has it, with so many decimals, and the number that this is exactly.
    ///
    /// # Panics
    /// When the value is not finite.
    pub fn written(&self, value: f64, decimals: usize) -> (String, f64) {
        let digits = format!("{:.decimals$}", value * self.shown());
        let suffix = if self.shown() > 1.0 { "%" } else { "" };
        let text = format!("{digits}{suffix}");
        let written = Written::parse(&text).expect("digits are a number");
        let exact = if self.shown() > 1.0 {
            written.proportion()
        } else {
            written.bare()
        };
        (text, exact.expect("a finite number has a value"))
    }
}

/// A scenario and the levers on it.
#[derive(Debug, Clone)]
pub struct Levers<'l> {
    loaded: &'l Loaded,
    /// With every lever at the lower end.
    tree: Table,
    places: Vec<Span>,
    known: Vec<Lever>,
    /// The texts of the scenario and of the levers.
    source: SourceText,
    idle: Vec<Diagnostic>,
}

impl<'l> Levers<'l> {
    /// Finds the numbers that the levers move, and checks both ends of every range.
    ///
    /// # Errors
    /// Paths that name nothing or no single number, ranges whose ends are no values or not in order, and what the ends would break.
    pub fn new(loaded: &'l Loaded, asked: &[LeverRange]) -> Result<Self, Diagnostics> {
        let mut source = loaded.source.clone();
        match Self::found(loaded, asked, &mut source) {
            Ok(levers) => Ok(Self { source, ..levers }),
            Err(found) => Err(Diagnostics::new(source, found)),
        }
    }

    fn found(
        loaded: &'l Loaded,
        asked: &[LeverRange],
        source: &mut SourceText,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut end = |value: fn(&LeverRange) -> &String| {
            let written = asked.iter();
            let written = written.map(|it| format!("{}={}", it.path, value(it)));
            let set = settings(source, OPTION, &written.collect::<Vec<_>>())?;
            End::read(loaded, &set)
        };
        let low = end(|range| &range.low)?;
        let high = end(|range| &range.high)?;
        let ends = low.inputs.iter().zip(&high.inputs);
        let pairs: Vec<Result<Lever, Box<Diagnostic>>> = asked
            .iter()
            .zip(ends)
            .map(|(range, (low, high))| lever(loaded, &range.path, low, high))
            .collect();
        let found = pairs.iter().filter_map(|it| it.as_ref().err());
        let found: Vec<Diagnostic> = found.map(|finding| (**finding).clone()).collect();
        if !found.is_empty() {
            return Err(found);
        }
        Ok(Self {
            loaded,
            tree: low.tree,
            places: low.inputs.iter().map(|input| input.span).collect(),
            known: pairs.into_iter().flatten().collect(),
            source: source.clone(),
            idle: low.idle,
        })
    }

    /// The levers, in the order they were asked for.
    pub fn levers(&self) -> &[Lever] {
        &self.known
    }

    /// The scenario whose numbers are moved.
    pub fn loaded(&self) -> &Loaded {
        self.loaded
    }

    /// The texts of the scenario and of the levers: what findings point into.
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// Why levers are of no use: what says that nothing in the scenario would use them.
    pub fn idle(&self) -> &[Diagnostic] {
        &self.idle
    }

    /// The scenario with the levers at these values, one a lever.
    ///
    /// # Errors
    /// What the values break.
    pub fn at(&self, values: &[f64]) -> Result<Scenario, Vec<Diagnostic>> {
        let mut tree = self.tree.clone();
        let moved = self.known.iter().zip(&self.places).zip(values);
        for ((lever, place), value) in moved {
            tree = with_number(&tree, *place, *value, lever.quantity);
        }
        changed_tree(&tree, &|place, file| self.loaded.read_again(place, file))
    }
}

/// Every lever at one end of its range.
struct End {
    tree: Table,
    /// The number of each lever.
    inputs: Vec<Input>,
    /// What says that a lever is of no use.
    idle: Vec<Diagnostic>,
}

impl End {
    fn read(loaded: &Loaded, set: &[Setting]) -> Result<Self, Vec<Diagnostic>> {
        let again = |place: Span, file: &str| loaded.read_again(place, file);
        let mut tree = loaded.tree.clone();
        let horizon = loaded.scenario.horizon;
        let refused: Vec<Diagnostic> = set
            .iter()
            .filter_map(|setting| setting.apply(&mut tree, horizon).err())
            .map(|finding| *finding)
            .collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        let (scenario, mut reader) = read(&tree, &again)?;
        let known = reader.every_input(&tree);
        let mut inputs = Vec::new();
        let mut found = Vec::new();
        for setting in set {
            let mut own = known.iter().filter(|it| it.span == setting.node.span);
            match own.find(|input| input.scalar.is_some()) {
                Some(input) => inputs.push(input.clone()),
                None => found.push(no_number(setting)),
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let findings = reader.incoherent.into_iter();
        let idle = findings.chain(validate::idle(&scenario));
        let of_lever = |finding: &Diagnostic| set.iter().any(|setting| setting.holds(finding));
        let idle = idle.filter(|it| it.code == Code::Idle && of_lever(it));
        let idle = idle.collect();
        changed_tree(&tree, &again)?;
        Ok(Self { tree, inputs, idle })
    }
}

/// Why a path does not lead to a lever.
fn no_number(setting: &Setting) -> Diagnostic {
    let path = escape(&setting.path);
    let finding = |message| Diagnostic::error(Code::WrongKind, setting.path_span, message);
    if setting.path.starts_with("target.") {
        return finding(bilingual!(
            "`{path}` 是目标，不是杠杆：要求本身不能移动，作前提的目标还会让校准重新求解",
            "`{path}` is a target, no lever: what is asked is not moved, and of a seed the calibration would be solved anew"
        ))
        .help(bilingual!(
            "移动情景的假设；要求用 --probability 写",
            "move what the scenario assumes; what is asked goes into --probability"
        ));
    }
    finding(bilingual!(
        "`{path}` 不是可以移动的单个数",
        "`{path}` is no single number that could be moved"
    ))
    .help(bilingual!(
        "写到一个数为止，如 investment.x.growth.2024、sector.x.trend、factor.x.sd",
        "go down to one number, such as investment.x.growth.2024, sector.x.trend, factor.x.sd"
    ))
}

/// A lever from the numbers at its ends.
fn lever(loaded: &Loaded, path: &str, low: &Input, high: &Input) -> Result<Lever, Box<Diagnostic>> {
    let number = |input: &Input| input.scalar.expect("only single numbers are ends");
    let ((from, quantity), (to, _)) = (number(low), number(high));
    if from >= to {
        let message = bilingual!(
            "范围的下端不小于上端",
            "the lower end of the range is not below the upper"
        );
        let finding = Diagnostic::error(Code::OutOfRange, low.span, message)
            .also(high.span, bilingual!("上端", "the upper end"))
            .help(bilingual!(
                "写成 较小值..较大值，如 20%..80%",
                "write smaller..larger, such as 20%..80%"
            ));
        return Err(Box::new(finding));
    }
    let mut known = loaded.inputs.iter();
    let present = known.find(|input| input.path == path);
    Ok(Lever {
        path: path.to_owned(),
        quantity,
        low: from,
        high: to,
        present: present.and_then(|input| Some(input.scalar?.0)),
    })
}
