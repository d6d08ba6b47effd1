//! `kapok list`: the bundled scenarios, and the question each answers.

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use super::arguments::Words;
use super::outcome::{Failure, Outcome};
use super::terminal::Terminal;
use crate::quantity::{Language, Localized};
use crate::scenario::{Bundled, Loaded, bundled};

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
    let header = if terminal.language() == Language::Chinese {
        ["情景", "回答的问题", "年份", "目标", "变体"]
    } else {
        [
            "Scenario",
            "Question it answers",
            "Years",
            "Targets",
            "Variants",
        ]
    };
    let rows: Vec<Vec<String>> = scenarios
        .iter()
        .map(|loaded| row(loaded, terminal))
        .collect();
    terminal.catalogue(&header.map(str::to_owned), &rows, &[3, 4]);
    terminal.line(terminal.say(&Localized::new(
        "复制一份：kapok new --from <情景> <文件>",
        "To copy one: kapok new --from <ID> <PATH>",
    )));
    Ok(())
}

fn row(loaded: &Loaded, terminal: &Terminal) -> Vec<String> {
    let scenario = &loaded.scenario;
    let title = terminal.say(&scenario.title);
    let asked = scenario
        .question
        .as_ref()
        .map(|question| terminal.say(question));
    vec![
        scenario.id.clone(),
        asked.map_or_else(|| title.to_owned(), |asked| format!("{title}\n{asked}")),
        format!(
            "{}–{}",
            scenario.horizon.base_year(),
            scenario.horizon.last_year()
        ),
        scenario.targets.len().to_string(),
        loaded.variants.len().to_string(),
    ]
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
