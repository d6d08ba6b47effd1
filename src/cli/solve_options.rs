//! The options of `kapok solve`: what is asked, of which levers.

use clap::builder::ValueParser;
use clap::{ArgAction, ArgMatches, Command};

use super::arguments::Words;
use super::outcome::Failure;
use crate::quantity::{Localized, Written};
use crate::scenario::LeverRange;

/// A lever with what its change weighs.
pub(super) struct Asked {
    pub(super) range: LeverRange,
    pub(super) weight: f64,
}

/// Adds the options.
pub(super) fn options(command: Command, words: Words) -> Command {
    let several = |name, value, zh, en| {
        words
            .option(name, value, zh, en)
            .action(ArgAction::Append)
            .allow_hyphen_values(true)
    };
    command
        .arg(
            words
                .option(
                    "target",
                    "ID",
                    "目标（或门槛目标）的编号",
                    "Id of the target (or milestone)",
                )
                .required(true),
        )
        .arg(
            words
                .option(
                    "probability",
                    "P",
                    "要达到的概率，如 0.7 或 70%",
                    "Probability to be reached, such as 0.7 or 70%",
                )
                .value_parser(ValueParser::new(probability))
                .required_unless_present("central"),
        )
        .arg(
            several(
                "lever",
                "PATH",
                "可调的数，路径同 --set（可多次）",
                "A number to move, a path as in --set (may be repeated)",
            )
            .required(true),
        )
        .arg(several(
            "between",
            "LOW..HIGH",
            "前一个 --lever 的范围，如 20%..80%",
            "Range of the lever before it, such as 20%..80%",
        ))
        .arg(several(
            "weight",
            "W",
            "前一个 --lever 的权重：越大越不愿动它（默认 1）",
            "Weight of the lever before it: the greater, the less it is moved (default 1)",
        ))
        .arg(words.flag(
            "central",
            "求中心路径恰好达到目标的值（不计冲击）",
            "The value at which the central path itself meets the target",
        ))
        .arg(words.set())
        .arg(words.option(
            "variant",
            "ID",
            "在这个变体上求解",
            "Of this variant of the scenario",
        ))
}

/// A probability between 0 and 1, neither included: never and always take no paths to know, or more than there are.
fn probability(text: &str) -> Result<f64, String> {
    let value = Written::parse(text).and_then(|written| written.proportion());
    let inside = value.ok().filter(|value| *value > 0.0 && *value < 1.0);
    inside.ok_or_else(|| "0 < P < 1, 70%".to_owned())
}

/// An option and where it stands on the command line.
fn placed(matches: &ArgMatches, name: &str) -> Vec<(usize, String)> {
    let places = matches.indices_of(name).into_iter().flatten();
    let values = matches.get_many::<String>(name).into_iter().flatten();
    places.zip(values.cloned()).collect()
}

/// The levers, each with its own range and weight: those that stand behind it and before the next.
///
/// # Errors
/// A lever without a range, or with two; a range that is none; a weight that is no positive number.
pub(super) fn levers(matches: &ArgMatches) -> Result<Vec<Asked>, Failure> {
    let levers = placed(matches, "lever");
    let (ranges, weights) = (placed(matches, "between"), placed(matches, "weight"));
    let first = levers.first().map_or(0, |lever| lever.0);
    for (name, given) in [("--between", &ranges), ("--weight", &weights)] {
        if let Some((_, stray)) = given.iter().find(|(place, _)| *place < first) {
            return Err(Failure::Usage(Localized::new(
                format!("{name} {stray} 前面没有 --lever；写成 --lever 路径 {name} {stray}"),
                format!("{name} {stray} follows no --lever; write --lever PATH {name} {stray}"),
            )));
        }
    }
    let mut asked = Vec::new();
    for (k, (place, path)) in levers.iter().enumerate() {
        let next = levers.get(k + 1).map_or(usize::MAX, |lever| lever.0);
        let own = |given: &[(usize, String)]| -> Vec<String> {
            let own = given.iter().filter(|(at, _)| (*place..next).contains(at));
            own.map(|(_, text)| text.clone()).collect()
        };
        let (low, high) = range(path, &own(&ranges))?;
        asked.push(Asked {
            weight: weight(path, &own(&weights))?,
            range: LeverRange {
                path: path.trim().to_owned(),
                low,
                high,
            },
        });
    }
    Ok(asked)
}

/// The ends of a lever's only range.
fn range(path: &str, given: &[String]) -> Result<(String, String), Failure> {
    let [text] = given else {
        let count = given.len();
        return Err(Failure::Usage(Localized::new(
            format!(
                "--lever {path} 要有一个范围，现有 {count} 个；写成 --lever {path} --between 20%..80%"
            ),
            format!(
                "--lever {path} needs one range and has {count}; write --lever {path} --between 20%..80%"
            ),
        )));
    };
    let ends = text.split_once("..").or_else(|| text.split_once('～'));
    let ends = ends.map(|(low, high)| (low.trim().to_owned(), high.trim().to_owned()));
    ends.filter(|(low, high)| !low.is_empty() && !high.is_empty())
        .ok_or_else(|| {
            Failure::Usage(Localized::new(
                format!("--between {text} 不是范围；写成 下端..上端，如 20%..80%"),
                format!("--between {text} is no range; write low..high, such as 20%..80%"),
            ))
        })
}

/// A lever's weight; 1 where none is given.
fn weight(path: &str, given: &[String]) -> Result<f64, Failure> {
    let text = match given {
        [] => return Ok(1.0),
        [text] => text,
        _ => {
            return Err(Failure::Usage(Localized::new(
                format!("--lever {path} 有不止一个 --weight；只留一个"),
                format!("--lever {path} has more than one --weight; keep one"),
            )));
        }
    };
    let weight = Written::parse(text).and_then(|written| written.bare());
    let positive = weight.ok().filter(|weight| *weight > 0.0);
    positive.ok_or_else(|| {
        Failure::Usage(Localized::new(
            format!("--weight {text} 应为大于 0 的数，如 2"),
            format!("--weight {text} should be a number above 0, such as 2"),
        ))
    })
}
