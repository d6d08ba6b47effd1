//! Mistakes on the command line, and calls for help, in the language asked for.

use std::process::ExitCode;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::outcome;
use crate::quantity::Language;

/// The best of clap's suggestions, which stands last.
fn closest(suggested: &ContextValue) -> Option<String> {
    match suggested {
        ContextValue::Strings(words) => words.last().cloned(),
        word => Some(word.to_string()).filter(|word| !word.is_empty()),
    }
}

/// Prints what clap has to say and returns the exit code: 0 for help and version, 2 for mistakes.
pub(super) fn explain(error: &Error, language: Language) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // A closed pipe is no mistake of the reader's.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        || language == Language::English
    {
        let _ = error.print();
        return ExitCode::from(outcome::USAGE);
    }
    let told = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = told(ContextKind::InvalidArg);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的参数 {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", told(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::InvalidValue if told(ContextKind::InvalidValue).is_empty() => {
            format!("{argument} 后面要有一个值")
        }
        ErrorKind::InvalidValue => {
            format!(
                "{argument} 不能是“{}”，可以是：{}",
                told(ContextKind::InvalidValue),
                told(ContextKind::ValidValue)
            )
        }
        ErrorKind::ValueValidation => {
            let expected = std::error::Error::source(error)
                .map(ToString::to_string)
                .unwrap_or_default();
            format!(
                "{argument} 不能是“{}”（应为：{expected}）",
                told(ContextKind::InvalidValue)
            )
        }
        ErrorKind::ArgumentConflict => format!("{argument} 重复，或与别的参数冲突"),
        _ => error.kind().to_string(),
    };
    super::terminal::complain(&format!("错误：{sentence}"));
    let suggestion = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| closest(error.get(kind)?));
    if let Some(suggestion) = suggestion {
        super::terminal::complain(&format!("是不是想写 {suggestion}？"));
    }
    super::terminal::complain("用 kapok --help 看全部命令，kapok <命令> --help 看一个命令的选项。");
    ExitCode::from(outcome::USAGE)
}
