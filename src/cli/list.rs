//! `kapok list`: the bundled scenarios, and the question each answers.

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use super::arguments::Words;
use super::outcome::{Failure, Outcome};
use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::quantity::Localized;
use crate::scenario::{Bundled, Loaded, bundled};

/// What stands below a scenario's id begins here.
const INDENT: &str = "    ";

/// The command's options.
pub(super) fn arguments(words: Words) -> Command {
    words
        .command(
            "list",
            words.say("kapok list [选项]", "kapok list [OPTIONS]"),
            "列出自带的情景，以及各自回答的问题",
            "List the bundled scenarios and the question each answers",
        )
        .arg(words.flag("json", "以 JSON 输出，供程序读取", "As JSON, for programs"))
        .after_help(words.say(
            "用 kapok new --from <情景> <文件> 复制一份，改成自己的。",
            "kapok new --from <ID> <PATH> copies one, to be changed.",
        ))
}

/// Lists the bundled scenarios.
pub(super) fn list(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    let scenarios = bundled()
        .map(Bundled::read)
        .collect::<Result<Vec<Loaded>, _>>()
        .map_err(|found| Failure::Scenario(Box::new(found)))?;
    if matches.get_flag("json") {
        let entries: Vec<Value> = scenarios.iter().map(entry).collect();
        terminal.line(&format!(
            "{:#}",
            json!({ "schema": 1, "scenarios": entries })
        ));
        return Ok(());
    }
    for loaded in &scenarios {
        show(loaded, terminal);
    }
    terminal.line(terminal.say(&Localized::new(
        "复制一份：kapok new --from <情景> <文件>",
        "To copy one: kapok new --from <ID> <PATH>",
    )));
    Ok(())
}

/// A scenario's id and title, its size, and its question below.
fn show(loaded: &Loaded, terminal: &Terminal) {
    let scenario = &loaded.scenario;
    let (id, title) = (&scenario.id, terminal.say(&scenario.title));
    terminal.line(&format!("{id}  {title}"));
    let (first, last) = (scenario.horizon.base_year(), scenario.horizon.last_year());
    let (targets, variants) = (scenario.targets.len(), loaded.variants.len());
    let size = Localized::new(
        format!("{first}–{last}，{targets} 项目标，{variants} 个变体"),
        format!("{first}–{last}, {targets} targets, {variants} variants"),
    );
    let asked = scenario.question.as_ref();
    for text in [Some(&size), asked].into_iter().flatten() {
        for line in wrap(terminal.say(text), PAGE - INDENT.len(), "") {
            terminal.line(&format!("{INDENT}{line}"));
        }
    }
    terminal.line("");
}

fn entry(loaded: &Loaded) -> Value {
    let scenario = &loaded.scenario;
    let text = |text: &Localized| json!({ "zh": text.zh, "en": text.en });
    json!({
        "id": scenario.id,
        "title": text(&scenario.title),
        "question": scenario.question.as_ref().map(text),
        "base_year": scenario.horizon.base_year(),
        "horizon": scenario.horizon.last_year(),
        "targets": scenario.targets.len(),
        "variants": loaded.variants.iter().map(|variant| &variant.id).collect::<Vec<_>>(),
    })
}
