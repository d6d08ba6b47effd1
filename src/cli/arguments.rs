//! The command line: commands and options, with their help in either language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, Command, value_parser};

use super::{
    attribute, backtest, bench, chart, compare, condition, contributions, count, discover, drawing,
    import_table, joint, list, new, save_paths, schema, sensitivity, solve, track, until,
};
use crate::numerics::packs::Isa;
use crate::quantity::Language;
use crate::scenario::Sampler;

/// The language asked for by `--lang` anywhere on the command line, before it is parsed; Chinese otherwise.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let mut english = false;
    let mut arguments = arguments.iter().map(|a| a.to_string_lossy());
    while let Some(argument) = arguments.next() {
        match argument.as_ref() {
            "--lang" => english = arguments.next().is_some_and(|value| value == "en"),
            "--" => break,
            _ => {
                if let Some(value) = argument.strip_prefix("--lang=") {
                    english = value == "en";
                }
            }
        }
    }
    if english {
        Language::English
    } else {
        Language::Chinese
    }
}

/// A text in the language of the help.
#[derive(Clone, Copy)]
pub(super) struct Words(Language);

impl Words {
    pub(super) fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// A command with help in this language.
    pub(super) fn command(
        self,
        name: &'static str,
        usage: &'static str,
        zh: &'static str,
        en: &'static str,
    ) -> Command {
        let template = self.say(
            "{about}\n\n用法：{usage}\n\n{all-args}{after-help}",
            "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}",
        );
        let help = Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(self.say("显示帮助", "Show help"));
        let language = self.option(
            "lang",
            "zh|en",
            "界面语言：zh（默认）或 en",
            "Language: zh (default) or en",
        );
        Command::new(name)
            .about(self.say(zh, en))
            .override_usage(usage)
            .help_template(template)
            .next_help_heading(self.say("选项", "Options"))
            .subcommand_help_heading(self.say("命令", "Commands"))
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .max_term_width(80)
            .arg(
                language
                    .value_parser(["zh", "en"])
                    .hide_possible_values(true),
            )
            .arg(help)
    }

    pub(super) fn option(
        self,
        name: &'static str,
        value: &'static str,
        zh: &'static str,
        en: &'static str,
    ) -> Arg {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(self.say(zh, en))
    }

    pub(super) fn flag(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(self.say(zh, en))
    }

    pub(super) fn file(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(name)
            .value_name(self.say("情景文件", "FILE"))
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help(self.say(zh, en))
            .help_heading(self.say("参数", "Arguments"))
    }

    /// Changes to the scenario.
    pub(super) fn set(self) -> Arg {
        self.option(
            "set",
            "PATH=VALUE",
            "改动设置，如 sector.beauty.trend=2%（可多次）",
            "Change a setting, such as sector.beauty.trend=2% (may be repeated)",
        )
        .action(ArgAction::Append)
    }

    /// One variant of the scenario.
    pub(super) fn variant(self) -> Arg {
        self.option(
            "variant",
            "ID",
            "看这个变体（默认情景本身）",
            "A variant (default: the scenario itself)",
        )
    }

    /// Options of everything that prints.
    pub(super) fn printing(self, command: Command) -> Command {
        command
            .arg(
                self.flag(
                    "quiet",
                    "不显示进度和表格；错误照常显示",
                    "No progress and no tables; errors all the same",
                )
                .short('q'),
            )
            .arg(self.flag(
                "no-color",
                "不用颜色（也可设环境变量 NO_COLOR）",
                "No colours (or set NO_COLOR)",
            ))
    }

    /// The same for a command whose folder has its name.
    pub(super) fn simulating_as(self, name: &'static str, command: Command) -> Command {
        let words = self;
        self.simulating(command).mut_arg("out", |out| {
            out.help(format!(
                "{}-{name}{}",
                words.say(
                    "结果文件夹（默认 output/情景名",
                    "Result folder (default: output/<scenario>"
                ),
                words.say("）", ")")
            ))
        })
    }

    /// The same for a command that keeps single paths.
    pub(super) fn keeping_paths(self, name: &'static str, command: Command) -> Command {
        self.simulating_as(name, command).mut_arg("paths", |paths| {
            paths.help(self.say(
                "路径数，如 100000、10万（默认 2万；逐条保留）",
                "Paths, such as 100000 or 1e5 (default: 20000; all of them are kept)",
            ))
        })
    }

    /// Options of everything that simulates and leaves a folder.
    pub(super) fn simulating(self, command: Command) -> Command {
        let count = || ValueParser::new(count::parse);
        let command = command
            .arg(
                self.option(
                    "paths",
                    "N",
                    "路径数，如 100000、10万、1e6（默认按情景文件）",
                    "Paths, such as 100000 or 1e6 (default: the scenario's)",
                )
                .value_parser(count()),
            )
            .arg(
                self.option(
                    "seed",
                    "N",
                    "随机种子（默认按情景文件）",
                    "Seed (default: the scenario's)",
                )
                .value_parser(value_parser!(u64)),
            )
            .arg(
                self.option(
                    "sampler",
                    "philox|sobol",
                    "抽样方式：伪随机或拟随机（默认按情景文件）",
                    "Draws: pseudo- or quasi-random (default: the scenario's)",
                )
                .value_parser(PossibleValuesParser::new(Sampler::WORDS.iter().copied()))
                .hide_possible_values(true),
            )
            .arg(
                self.option(
                    "threads",
                    "N",
                    "线程数（默认用全部核；不影响结果）",
                    "Threads (default: all cores; never changes a result)",
                )
                .value_parser(value_parser!(u16).range(1..=1024)),
            )
            .arg(
                self.option(
                    "out",
                    "DIR",
                    "结果文件夹（默认 output/情景名）",
                    "Result folder (default: output/<scenario>)",
                )
                .value_parser(value_parser!(PathBuf)),
            )
            .arg(self.flag(
                "force",
                "文件夹里有别的内容也替换",
                "Replace the folder whatever it holds",
            ));
        self.printing(drawing::arguments(self, command))
    }
}

/// The whole command line in one language.
pub(super) fn command(language: Language) -> Command {
    with_run(language, Command::args)
}

/// The command line without the options that are not for planners: completion scripts would offer them.
pub(super) fn offered(language: Language) -> Command {
    with_run(language, |run, _| run)
}

/// The whole command line; `complete` is given the command `run` and its hidden options, which never change a result.
fn with_run(language: Language, complete: impl FnOnce(Command, [Arg; 2]) -> Command) -> Command {
    let words = Words(language);
    let hidden = |name: &'static str| Arg::new(name).long(name).hide(true);
    let block = hidden("block").value_parser(ValueParser::new(count::block));
    let isa = hidden("isa").value_parser(ValueParser::new(isa));
    words
        .command(
            "kapok",
            words.say("kapok <命令> [选项]", "kapok <COMMAND> [OPTIONS]"),
            "木棉 kapok：经济情景模拟器。写下一个地区、它的产业链、投资计划和公布的目标，\n看每个目标实现的概率、原因和条件。",
            "kapok: an economic scenario simulator. Write down a place, its industries, its plans and\nits announced targets; see how likely each of them is, and why.",
        )
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(words.say("显示版本", "Show the version")),
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .after_help(words.say(
            "例：\n  kapok list                                      自带的情景，各回答什么问题\n  kapok new mine.toml                             从模板开始写自己的情景\n  kapok run scenarios/baiyun-2024.toml            模拟并画图\n  kapok check scenarios/baiyun-2024.toml          只检查文件，列出基年账户\n  kapok compare 甲.toml 乙.toml                   两个情景对比\n  kapok solve --help                              某个概率要靠多大的投入才达到",
            "Examples:\n  kapok list                                      bundled scenarios and their questions\n  kapok new mine.toml                             start a scenario from a template\n  kapok run scenarios/baiyun-2024.toml            simulate and draw\n  kapok check scenarios/baiyun-2024.toml          check the file, list base-year accounts\n  kapok compare a.toml b.toml                     two scenarios side by side\n  kapok solve --help                              what a probability takes",
        ))
        .subcommands([
            complete(run(words), [block, isa]),
            check(words),
            compare::arguments(words),
            attribute::arguments(words),
            condition::arguments(words),
            track::arguments(words),
            sensitivity::arguments(words),
            solve::arguments(words),
            contributions::arguments(words),
            joint::arguments(words),
            discover::arguments(words),
            bench::arguments(words),
            backtest::arguments(words),
            chart::arguments(words),
            import_table::arguments(words),
            list::arguments(words),
            new::arguments(words),
            schema::arguments(words),
            completions(words),
        ])
}

fn run(words: Words) -> Command {
    let command = words
        .command(
            "run",
            words.say("kapok run <情景文件> [选项]", "kapok run <FILE> [OPTIONS]"),
            "模拟一个情景：目标概率表、图和数据文件",
            "Simulate a scenario: table of targets, charts and data files",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(
            words
                .option(
                    "variant",
                    "ID",
                    "只运行这个变体（可多次；none 为不运行）",
                    "Only this variant (may be repeated; none: no variant; default: all)",
                )
                .action(ArgAction::Append),
        )
        .arg(
            words
                .flag(
                    "only-summary",
                    "只写 manifest.json 和 summary.json，不画图",
                    "Only manifest.json and summary.json, no charts",
                )
                .conflicts_with_all(["size", "scale", "theme", "svg", "convergence", "save-paths"]),
        )
        .arg(
            words
                .option(
                    "indicators",
                    "default|all",
                    "all：另加资本、产能利用率、因子、事件",
                    "all: capital, utilisation, factors and events as well",
                )
                .value_parser(["default", "all"])
                .hide_possible_values(true),
        );
    words.simulating(save_paths::options(words, until::options(words, command)))
}

fn check(words: Words) -> Command {
    let command = words
        .command(
            "check",
            words.say(
                "kapok check <情景文件> [选项]",
                "kapok check <FILE> [OPTIONS]",
            ),
            "检查情景文件，列出基年账户；不加 --inputs 则不模拟",
            "Check a scenario file and list its base-year accounts; simulates only with --inputs",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(words.flag(
            "inputs",
            "列出输入的依据：哪些假定最影响目标，文件所载的数和原文",
            "How the inputs are known: which of them move the targets most, and what the documents say",
        ))
        .arg(words.flag(
            "io",
            "列出投入系数的来源、乘数和全国乘数",
            "Where the input coefficients come from, their multipliers and the nation's",
        ))
        .arg(
            words
                .option(
                    "io-csv",
                    words.say("文件", "FILE"),
                    "把各年的投入系数与完全需要系数写入 CSV",
                    "Write the coefficients and requirements of all years as CSV",
                )
                .value_parser(value_parser!(PathBuf)),
        );
    words.printing(command)
}

fn completions(words: Words) -> Command {
    words
        .command(
            "completions",
            words.say("kapok completions <SHELL>", "kapok completions <SHELL>"),
            "输出命令补全脚本（bash、zsh、fish、powershell、elvish）",
            "Print a completion script (bash, zsh, fish, powershell, elvish)",
        )
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(clap_complete::Shell))
                .hide_possible_values(true)
                .help("bash | zsh | fish | powershell | elvish")
                .help_heading(words.say("参数", "Arguments")),
        )
}

/// Parses the name of an instruction set that this machine has.
fn isa(name: &str) -> Result<Isa, String> {
    let here = Isa::ALL.into_iter().filter(|isa| isa.is_here());
    let names: Vec<&str> = here.clone().map(Isa::name).collect();
    let found = here.into_iter().find(|isa| isa.name() == name);
    found.ok_or_else(|| names.join(" | "))
}
