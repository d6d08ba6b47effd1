//! `kapok run --until`: how precise the probabilities are to be, and what is said of it.

use clap::{ArgAction, ArgMatches, Command};

use super::arguments::Words;
use super::given::{judged, usage};
use super::outcome::Failure;
use super::terminal::Terminal;
use crate::analysis::{Aim, Probability, probabilities};
use crate::quantity::Localized;
use crate::results::{Column, Convergence, ProbabilityCourse};
use crate::scenario::Scenario;
use crate::simulation::Prepared;

/// Most paths of a run that stops when it is precise enough, unless the command line asks for another number.
pub(super) const MOST_PATHS: u64 = 10_000_000;

/// What the command line asks of a run that is watched as it goes on.
pub(super) struct Watching {
    /// Precisions asked for; none: only the convergence is looked at.
    asked: Vec<Asked>,
}

/// A standard error, of one probability or (`None`) of all.
struct Asked {
    of: Option<(Probability, String)>,
    std_error: f64,
}

/// How a watched run came to rest.
pub(super) struct Course {
    pub(super) convergence: Convergence,
    pub(super) reached: bool,
}

/// Adds the options.
pub(super) fn options(words: Words, command: Command) -> Command {
    command
        .arg(
            words
                .option(
                    "until",
                    "[ID:]se=0.1pp",
                    "标准误小到这样就停（可多次；不写 ID：全部；\n--paths 为上限，默认 1000万）",
                    "Stop when standard errors of probabilities are this small (repeatable; without ID: all; --paths is the cap, default 10 million)",
                )
                .action(ArgAction::Append),
        )
        .arg(words.flag(
            "convergence",
            "另存概率随路径数收敛的图和表（--until 自带）",
            "Add how the probabilities converge (part of --until)",
        ))
}

impl Watching {
    /// As the options say; `None`: the run is not watched.
    ///
    /// # Errors
    /// A precision that is none, and a target that the scenario has not.
    pub(super) fn of(scenario: &Scenario, matches: &ArgMatches) -> Result<Option<Self>, Failure> {
        let texts = matches.get_many::<String>("until");
        let asked = texts.into_iter().flatten();
        let asked: Vec<Asked> = asked
            .map(|text| precision(scenario, text))
            .collect::<Result<_, Failure>>()?;
        let watched = !asked.is_empty() || matches.get_flag("convergence");
        if watched && scenario.targets.is_empty() && scenario.milestones.is_empty() {
            return Err(usage(
                "情景没有目标，没有概率可看；去掉 --until 和 --convergence".to_owned(),
                "the scenario has no targets, and so no probability to watch: drop --until and --convergence".to_owned(),
            ));
        }
        Ok(watched.then_some(Self { asked }))
    }

    /// Whether the run ends when it is precise enough.
    pub(super) fn stops(&self) -> bool {
        !self.asked.is_empty()
    }

    /// What is asked of a prepared scenario.
    pub(super) fn aims(&self, prepared: &Prepared) -> Vec<Aim> {
        let aims = self.asked.iter().flat_map(|asked| {
            let of = match &asked.of {
                Some((probability, _)) => vec![*probability],
                None => probabilities(prepared),
            };
            of.into_iter().map(|probability| Aim {
                probability,
                std_error: asked.std_error,
            })
        });
        aims.collect()
    }

    /// Says where the run stopped, and why.
    pub(super) fn tell(&self, course: &Course, terminal: &Terminal) {
        if !self.stops() {
            return;
        }
        let paths = course.convergence.run.paths;
        let said = match (course.reached, self.worst(&course.convergence)) {
            (false, Some((name, error))) => Localized::new(
                format!(
                    "到了上限 {paths} 条路径，精度仍不够：标准误最大的是 {}，{error} 个百分点；用 --paths 提高上限",
                    name.zh
                ),
                format!(
                    "The cap of {paths} paths was reached before the precision: the largest standard error is that of {}, {error} points; raise it with --paths",
                    name.en
                ),
            ),
            (_, Some((name, error))) => Localized::new(
                format!(
                    "--until：{paths} 条路径后精度已够，标准误最大的是 {}，{error} 个百分点",
                    name.zh
                ),
                format!(
                    "--until: precise enough after {paths} paths; the largest standard error is that of {}, {error} points",
                    name.en
                ),
            ),
            (_, None) => return,
        };
        terminal.line(terminal.say(&said));
    }

    /// The largest standard error at the end among those asked for, in percentage points, and whose it is.
    fn worst(&self, convergence: &Convergence) -> Option<(Localized, String)> {
        let error =
            |course: &ProbabilityCourse| course.points.last().map_or(0.0, |it| it.std_error);
        let is_asked = |course: &&ProbabilityCourse| {
            let mut asked = self.asked.iter();
            asked.any(|it| {
                it.of
                    .as_ref()
                    .is_none_or(|(_, id)| course.id.as_ref() == Some(id))
            })
        };
        let asked = convergence.probabilities.iter().filter(is_asked);
        let largest = asked.max_by(|a, b| error(a).total_cmp(&error(b)))?;
        let name = match &largest.id {
            Some(id) => Localized::same(id.clone()),
            None => Localized::new("全部同时实现", "all together"),
        };
        Some((name, two_digits(100.0 * error(largest))))
    }
}

/// Two significant digits.
fn two_digits(value: f64) -> String {
    let size = if value > 0.0 {
        libm::floor(libm::log10(value))
    } else {
        0.0
    };
    let decimals = (1.0 - size).clamp(0.0, 8.0) as usize;
    format!("{value:.decimals$}")
}

/// What is asked: `gdp:se=0.1pp`, `se=0.1pp`.
fn precision(scenario: &Scenario, text: &str) -> Result<Asked, Failure> {
    let (target, asked) = match text.rsplit_once([':', '：']) {
        Some((target, asked)) => (Some(target.trim()), asked.trim()),
        None => (None, text.trim()),
    };
    let written = asked.strip_prefix("se=").ok_or_else(|| wording(text))?;
    let std_error = points(written, text)?;
    let of = target.map(|id| {
        let probability = match judged(scenario, id)? {
            Column::Met(k) => Probability::Target(k),
            Column::Reached(m) => Probability::Milestone(m),
            Column::Driver(..) | Column::Indicator(..) => unreachable!("neither is judged"),
        };
        Ok((probability, id.to_owned()))
    });
    Ok(Asked {
        of: of.transpose()?,
        std_error,
    })
}

/// Percentage points, as a probability.
fn points(written: &str, text: &str) -> Result<f64, Failure> {
    let units = ["pp", "个百分点", "百分点"];
    let number = units.iter().find_map(|unit| written.strip_suffix(unit));
    let Some(number) = number else {
        let bare: Option<f64> = written.trim_end_matches(['%', '％']).trim().parse().ok();
        return Err(match bare {
            Some(number) if number > 0.0 => usage(
                format!(
                    "--until {text} 要写明单位：se={number}pp 为 {number} 个百分点（概率的 1 即 100pp）"
                ),
                format!(
                    "--until {text} lacks its unit: se={number}pp is {number} percentage points (a probability of 1 is 100pp)"
                ),
            ),
            Some(_) => no_error(text),
            None => wording(text),
        });
    };
    let value: f64 = number.trim().parse().map_err(|_| wording(text))?;
    if value > 0.0 && value < 50.0 {
        return Ok(value / 100.0);
    }
    Err(no_error(text))
}

fn no_error(text: &str) -> Failure {
    usage(
        format!(
            "--until {text}：标准误应大于 0、小于 50 个百分点，如 se=0.1pp；等于 0 要无穷多条路径"
        ),
        format!(
            "--until {text}: a standard error lies between 0 and 50 points, such as se=0.1pp; none at all takes infinitely many paths"
        ),
    )
}

fn wording(text: &str) -> Failure {
    usage(
        format!("看不懂 --until {text}：写成 se=0.1pp（全部目标）或 目标编号:se=0.1pp"),
        format!(
            "--until {text} says nothing known: write se=0.1pp (all targets) or TARGET:se=0.1pp"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_with_their_unit() {
        for (text, value) in [("0.1pp", 0.001), ("2个百分点", 0.02), ("0.5 百分点", 0.005)] {
            assert_eq!(points(text, "").ok(), Some(value), "{text}");
        }
        for text in ["0.1", "0.1%", "0pp", "-1pp", "50pp", "nanpp", "pp", ""] {
            assert!(points(text, "").is_err(), "{text}");
        }
    }

    #[test]
    fn an_error_is_told_in_two_digits() {
        for (value, text) in [
            (0.0999, "0.100"),
            (0.0123, "0.012"),
            (1.5, "1.5"),
            (0.0, "0.0"),
        ] {
            assert_eq!(two_digits(value), text);
        }
    }
}
