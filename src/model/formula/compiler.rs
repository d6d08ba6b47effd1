//! From expressions to programs: "a year before" becomes an earlier row or the base-year value, and steps are put in an order in
//! which each finds what it needs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::compile::Model;
use super::super::indicators::Evaluator;
use super::machine::Instruction;
use super::{Formulas, Outcome, Step};
use crate::scenario::{
    BinaryOperation, DeclaredIndicator, Expression, Indicator, Rule, Scenario, Series,
};

/// The declared indicators that these are or need, in the order of the file.
pub(super) fn needed(scenario: &Scenario, wanted: &[Indicator]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut rest: Vec<usize> = wanted.iter().filter_map(declared).collect();
    while let Some(k) = rest.pop() {
        if found.insert(k) {
            let expression = &scenario.indicators[k].rule.formula().value.expression;
            expression.each_series(&mut |indicator| rest.extend(declared(indicator)));
        }
    }
    found
}

fn declared(indicator: &Indicator) -> Option<usize> {
    match indicator.series {
        Series::Declared(k) | Series::DeclaredGrowth(k) => Some(k),
        _ => None,
    }
}

/// Compiles the formulas of a scenario.
pub(super) struct Compiler<'s> {
    model: &'s Model,
    scenario: &'s Scenario,
    formulas: Formulas,
    /// Places of declared indicators and growth rates.
    own: BTreeMap<(usize, bool), usize>,
    /// Places and base-year values of the model's series.
    series: BTreeMap<Indicator, (usize, f64)>,
    /// Places of sums over the years, by the address of what is summed: it may be read for two years.
    sums: BTreeMap<usize, usize>,
    /// The declared indicator in hand.
    owner: usize,
}

impl<'s> Compiler<'s> {
    pub(super) fn new(model: &'s Model, scenario: &'s Scenario, needed: &BTreeSet<usize>) -> Self {
        let mut owners = Vec::new();
        for &k in needed {
            owners.push((k, false));
            owners.extend(scenario.indicators[k].has_growth().then_some((k, true)));
        }
        let own = owners.iter().copied().zip(0..).collect();
        Self {
            model,
            scenario,
            formulas: Formulas {
                base_year: scenario.horizon.base_year(),
                places: owners.len(),
                owners,
                inputs: Vec::new(),
                noises: Vec::new(),
                steps: Vec::new(),
                stack: 1,
            },
            own,
            series: BTreeMap::new(),
            sums: BTreeMap::new(),
            owner: 0,
        }
    }

    fn place(&mut self) -> usize {
        self.formulas.places += 1;
        self.formulas.places - 1
    }

    pub(super) fn indicator(&mut self, k: usize) {
        let scenario = self.scenario;
        let indicator = &scenario.indicators[k];
        self.owner = k;
        if let Some(noise) = &indicator.noise {
            let place = self.place();
            self.formulas.noises.push((k, place, noise.value.median()));
        }
        let program = self.program(&indicator.rule.formula().value.expression);
        let level = self.own[&(k, false)];
        let growth = self.own.get(&(k, true)).copied();
        let base = base_of(indicator);
        let outcome = match (&indicator.rule, growth) {
            (Rule::Growth(_), Some(growth)) => Outcome::Growth {
                level,
                growth,
                base,
            },
            (_, growth) => Outcome::Level {
                level,
                growth,
                base,
            },
        };
        self.formulas.steps.push(Step { program, outcome });
    }

    fn program(&mut self, expression: &Expression) -> Vec<Instruction> {
        let mut program = Program::default();
        self.emit(expression, 0, &mut program);
        self.formulas.stack = self.formulas.stack.max(program.deepest);
        program.instructions
    }

    /// Appends the instructions that push an expression's value of `back` years before.
    fn emit(&mut self, expression: &Expression, back: usize, program: &mut Program) {
        match expression {
            Expression::Number(value) => program.push(Instruction::Constant(*value)),
            Expression::Year => program.push(Instruction::Calendar { back }),
            Expression::Noise => {
                let mut noises = self.formulas.noises.iter();
                let found = noises.find(|(k, ..)| *k == self.owner);
                let (_, place, _) = *found.expect("a formula with noise has its distribution");
                program.push(load(place, back, f64::NAN));
            }
            Expression::Series(indicator) => {
                let (place, base) = self.series(indicator);
                program.push(load(place, back, base));
            }
            Expression::Unary(operation, of) => {
                self.emit(of, back, program);
                program.then(Instruction::Unary(*operation), 0);
            }
            Expression::Binary(operation, left, right) => {
                self.emit(left, back, program);
                self.emit(right, back, program);
                program.then(Instruction::Binary(*operation), 1);
            }
            Expression::If(parts) => {
                for part in parts.iter() {
                    self.emit(part, back, program);
                }
                program.then(Instruction::Select, 2);
            }
            Expression::Lag { of, initial: None } => self.emit(of, back + 1, program),
            Expression::Lag {
                of,
                initial: Some(initial),
            } => self.lag(of, initial, back, program),
            Expression::Growth(of) => {
                self.emit(of, back, program);
                self.emit(of, back + 1, program);
                program.then(Instruction::Binary(BinaryOperation::Divide), 1);
                program.push(Instruction::Constant(1.0));
                program.then(Instruction::Binary(BinaryOperation::Subtract), 1);
            }
            Expression::Cumulated(of) => {
                let place = self.sum_of_years(of);
                program.push(load(place, back, 0.0));
            }
            Expression::Sum(parts) => {
                for (position, part) in parts.iter().enumerate() {
                    self.emit(part, back, program);
                    if position > 0 {
                        program.then(Instruction::Binary(BinaryOperation::Add), 1);
                    }
                }
            }
        }
    }

    /// The initial value in the first simulated year, the year before's in every other.
    fn lag(&mut self, of: &Expression, initial: &Expression, back: usize, program: &mut Program) {
        let branch = program.instructions.len();
        program.then(Instruction::UnlessYear { t: back, to: 0 }, 0);
        self.emit(initial, back, program);
        let jump = program.instructions.len();
        program.then(Instruction::Jump { to: 0 }, 0);
        let otherwise = program.instructions.len();
        program.depth -= 1;
        self.emit(of, back + 1, program);
        let end = program.instructions.len();
        program.instructions[branch] = Instruction::UnlessYear {
            t: back,
            to: otherwise,
        };
        program.instructions[jump] = Instruction::Jump { to: end };
    }

    /// Place and base-year value of a series.
    fn series(&mut self, indicator: &Indicator) -> (usize, f64) {
        match indicator.series {
            Series::Declared(k) => {
                let base = base_of(&self.scenario.indicators[k]);
                (self.own[&(k, false)], base)
            }
            Series::DeclaredGrowth(k) => (self.own[&(k, true)], f64::NAN),
            _ => {
                if let Some(known) = self.series.get(indicator) {
                    return *known;
                }
                let evaluator = Evaluator::new(self.model, self.scenario, indicator);
                let known = (self.place(), evaluator.base.unwrap_or(f64::NAN));
                self.formulas.inputs.push((known.0, evaluator));
                self.series.insert(indicator.clone(), known);
                known
            }
        }
    }

    /// The place of the sum over the years of an expression.
    fn sum_of_years(&mut self, of: &Expression) -> usize {
        let address = std::ptr::from_ref(of).addr();
        if let Some(place) = self.sums.get(&address) {
            return *place;
        }
        let place = self.place();
        self.sums.insert(address, place);
        let program = self.program(of);
        self.formulas.steps.push(Step {
            program,
            outcome: Outcome::Cumulated { place },
        });
        place
    }

    /// The formulas with their steps in an order in which each finds what it needs.
    pub(super) fn finish(mut self) -> Formulas {
        let makers: BTreeMap<usize, usize> = self
            .formulas
            .steps
            .iter()
            .enumerate()
            .flat_map(|(k, step)| {
                step.outcome
                    .places()
                    .into_iter()
                    .flatten()
                    .map(move |p| (p, k))
            })
            .collect();
        let needs: Vec<BTreeSet<usize>> = self
            .formulas
            .steps
            .iter()
            .map(|step| {
                let same_year = step
                    .program
                    .iter()
                    .filter_map(|instruction| match instruction {
                        Instruction::Load { place, back: 0, .. } => makers.get(place).copied(),
                        _ => None,
                    });
                same_year.collect()
            })
            .collect();
        let mut steps: Vec<Option<Step>> = self.formulas.steps.into_iter().map(Some).collect();
        let mut ordered = Vec::with_capacity(steps.len());
        while ordered.len() < steps.len() {
            let before = ordered.len();
            for k in 0..steps.len() {
                if needs[k].iter().all(|other| steps[*other].is_none()) {
                    ordered.extend(steps[k].take());
                }
            }
            assert!(ordered.len() > before, "validation has refused cycles");
        }
        self.formulas.steps = ordered;
        self.formulas
    }
}

/// The base-year value of a declared indicator; where there is none, nothing looks back at it.
fn base_of(indicator: &DeclaredIndicator) -> f64 {
    indicator.base.as_ref().map_or(f64::NAN, |base| base.value)
}

fn load(place: usize, back: usize, base: f64) -> Instruction {
    Instruction::Load { place, back, base }
}

/// Instructions under way, and how many rows the stack has and had at most.
#[derive(Default)]
struct Program {
    instructions: Vec<Instruction>,
    depth: usize,
    deepest: usize,
}

impl Program {
    fn push(&mut self, instruction: Instruction) {
        self.instructions.push(instruction);
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
    }

    /// An instruction that leaves this many rows fewer.
    fn then(&mut self, instruction: Instruction, fewer: usize) {
        self.instructions.push(instruction);
        self.depth -= fewer;
    }
}
