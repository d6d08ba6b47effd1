//! The report's sections, in the order in which a reader asks.

use maud::{Markup, html};

use super::{Report, Section, answer, figure, milestones, movers, tables};
use crate::charts::{Chance, tier_name};
use crate::results::{Severity, Summary, Warning};

/// All sections that have something to say.
pub(super) fn all(report: &Report<'_>) -> Vec<Section> {
    let lang = report.lang;
    let mut sections = vec![(
        "answer",
        lang.choose("结论", "The answer"),
        the_answer(report),
    )];
    if !report.summary.targets.is_empty() || !report.summary.milestones.is_empty() {
        let heading = lang.choose("目标", "Targets");
        sections.push(("targets", heading, targets(report)));
    }
    if !report.figures.is_empty() {
        let heading = lang.choose("图", "Charts");
        sections.push(("charts", heading, charts(report)));
    }
    if let Some(moving) = movers::section(report) {
        let heading = lang.choose("什么会改变结果", "What moves the result");
        sections.push(("moves", heading, moving));
    }
    if !report.variants.is_empty() {
        let heading = lang.choose("各方案", "The variants");
        sections.push(("variants", heading, variants(report)));
    }
    if !report.summary.audit.is_empty() || !report.summary.warnings.is_empty() {
        let heading = lang.choose("核对与提示", "Checks and remarks");
        sections.push(("checks", heading, checks(report)));
    }
    sections.push(("method", lang.choose("方法", "Method"), method(report)));
    sections.push((
        "inputs",
        lang.choose("输入与依据", "Inputs and their grounds"),
        inputs(report),
    ));
    sections.push((
        "again",
        lang.choose("如何重现", "How to repeat it"),
        again(report),
    ));
    sections
}

fn the_answer(report: &Report<'_>) -> Markup {
    let lang = report.lang;
    html! {
        div.answer { @for sentence in answer::sentences(report) { p { (sentence) } } }
        p.note { (lang.choose(
            "“±”为 95% 区间的一半，只计有限次模拟带来的误差，不计假定本身的对错。概率说的是：如果文件所写的假定成立，成千上万次模拟中有多少次达到。",
            "± is half the 95 % interval and counts only the error of a finite number of simulations, not whether the assumptions are right. A probability says in how many of thousands of simulations a target is met if the file's assumptions hold.",
        )) }
    }
}

fn targets(report: &Report<'_>) -> Markup {
    let (summary, lang) = (report.summary, report.lang);
    html! {
        @if !summary.targets.is_empty() { (tables::targets(summary, lang)) }
        @if let Some(joint) = summary.joint.as_ref().filter(|joint| joint.targets.len() > 1) {
            @let (count, chance) = (joint.targets.len(), Chance::from(joint).with_error());
            @let once = answer::counted_once(summary, joint, lang);
            p { (lang.choose(
                format!("{count} 个目标{once}一同实现：{chance}。"),
                format!("{}{once} together: {chance}.", answer::all_of(count)),
            )) }
        }
        @for tier in summary.tiers.iter().filter(|it| it.joint.targets.len() > 1) {
            @let (name, chance) = (tier_name(&tier.tier, lang), Chance::from(&tier.joint).with_error());
            p { (lang.choose(
                format!("“{name}”档的 {} 个一同实现：{chance}。", tier.joint.targets.len()),
                format!("The {} of the tier “{name}” together: {chance}.", tier.joint.targets.len()),
            )) }
        }
        @if !summary.milestones.is_empty() {
            h3 { (lang.choose("何时达到", "Reached when")) }
            (milestones::table(summary, lang))
        }
        @if !summary.targets.is_empty() {
            h3 { (lang.choose("各年", "Year by year")) }
            (tables::indicators(summary, lang))
        }
    }
}

fn charts(report: &Report<'_>) -> Markup {
    html! { @for (place, it) in report.figures.iter().enumerate() { (figure(it, place + 1, report.lang)) } }
}

fn variants(report: &Report<'_>) -> Markup {
    let first = report.figures.len() + report.moved.len() + 1;
    html! {
        (tables::variants(report))
        @for (place, it) in report.compared.iter().enumerate() { (figure(it, first + place, report.lang)) }
    }
}

/// The remarks that are not a finding of the arithmetic over again.
fn remarks(summary: &Summary) -> Vec<&Warning> {
    let told = |warning: &&Warning| {
        let mut findings = summary.audit.iter();
        findings.any(|it| it.code == warning.code && it.statement == warning.message)
    };
    let warnings = summary.warnings.iter();
    warnings.filter(|warning| !told(warning)).collect()
}

/// What does not add up first, then what a reader must know.
fn checks(report: &Report<'_>) -> Markup {
    let (summary, lang) = (report.summary, report.lang);
    html! {
        @if !summary.audit.is_empty() {
            h3 { (lang.choose("所载数字之间的算术", "Arithmetic between the stated numbers")) }
            ul { @for finding in &summary.audit { li {
                @let open = !finding.holds && finding.covered_by.is_none();
                @if open { span.bad { (lang.choose("不一致　", "Does not add up. ")) } }
                (lang.pick(&finding.statement))
                @if open { @if let Some(remedy) = finding.remedies.first() {
                    p.note { (lang.choose("例如：", "For instance: ")) (lang.choose(&remedy.zh, &remedy.en)) }
                } }
            } } }
        }
        @if !remarks(summary).is_empty() {
            h3 { (lang.choose("读数之前", "Before the numbers are used")) }
            ul { @for warning in remarks(summary) { li {
                @if warning.severity == Severity::Warning { span.bad { (lang.choose("注意　", "Mind. ")) } }
                (lang.pick(&warning.message))
            } } }
        }
    }
}

fn method(report: &Report<'_>) -> Markup {
    let (summary, lang) = (report.summary, report.lang);
    let (zh, en): (&[&str], &[&str]) = (
        &[
            "每个行业有资本、生产率和需求三方面：产出取能力与需求中较小的一方（平滑处理），需求来自消费、投资、区外销售和其他行业的投入（列昂惕夫）。",
            "投资按计划逐年落实：执行率、未完成部分的结转和建设期决定何时形成资本；资本提高能力，投资品采购提高需求。",
            "公共因子、突发事件、执行率、各行业的供需冲击和趋势本身都不确定，按文件所写的分布抽取；同一种子给出同样的结果。",
            "中心路径没有冲击和事件，投资按情景安排完成；以目标为锚时，作为模型输入的目标决定中心路径上看不见的生产率调整，因此另给出不以规划为前提的概率。",
            "概率是达到目标的路径所占的比例，误差为其蒙特卡罗误差。模型不描述财政、金融和价格的全部反馈，也不预测政策。",
        ],
        &[
            "Every sector has capital, productivity and demand: output is the smaller of what it can make and what is asked of it (smoothed); demand comes from consumption, investment, sales outside and the inputs of other sectors (Leontief).",
            "Investment follows its plans year by year: execution, what is carried over and the time to build decide when capital is formed; capital raises capacity, buying capital goods raises demand.",
            "Common factors, events, execution, shocks to each sector and the trend itself are uncertain and drawn from the distributions in the file; the same seed gives the same result.",
            "The central path is the one without shocks or events, with investment as scheduled. Anchored at targets that are inputs, it presumes a productivity that nobody has seen: hence the probability that does not assume the plan.",
            "A probability is the share of paths that meet a target, its error the Monte Carlo error. The model does not describe all feedbacks of budgets, finance and prices, and does not forecast policy.",
        ],
    );
    let known = &summary.provenance;
    html! {
        ul { @for line in lang.choose(zh, en) { li { (line) } } }
        p { (lang.choose(
            format!("输入共 {} 个：文件所载 {}，推算 {}，假定 {}。", known.stated + known.derived + known.assumed, known.stated, known.derived, known.assumed),
            format!("{} inputs: {} stated by a document, {} derived, {} assumed.", known.stated + known.derived + known.assumed, known.stated, known.derived, known.assumed),
        )) }
    }
}

fn inputs(report: &Report<'_>) -> Markup {
    let (summary, lang) = (report.summary, report.lang);
    let kinds = [
        ("stated", lang.choose("文件所载", "Stated by a document")),
        (
            "derived",
            lang.choose("由所载数字推算", "Derived from stated numbers"),
        ),
        ("assumed", lang.choose("假定", "Assumed")),
    ];
    html! {
        @for (status, heading) in kinds {
            @let count = summary.provenance.inputs.iter().filter(|it| it.status == status).count();
            @if count > 0 {
                h3 { (heading) (lang.choose(format!("（{count} 个）"), format!(" ({count})"))) }
                (tables::inputs(summary, status, lang))
            }
        }
    }
}

fn again(report: &Report<'_>) -> Markup {
    let (summary, lang) = (report.summary, report.lang);
    let (scenario, run) = (&summary.scenario, &summary.run);
    let sampler = if run.replicates.is_some() {
        format!(" --sampler {}", run.sampler)
    } else {
        String::new()
    };
    html! {
        pre { code { "kapok run " (scenario.id) ".toml --paths " (run.paths) " --seed " (run.seed) (sampler) } }
        p.note { (lang.choose(
            format!("kapok {}；情景文件的 SHA-256 为 {}。同样的文件、种子和版本给出同样的数字。", run.version, scenario.sha256),
            format!("kapok {}; SHA-256 of the scenario file: {}. The same file, seed and version give the same numbers.", run.version, scenario.sha256),
        )) }
        @if run.failed_paths.count > 0 { p.bad { (lang.choose(
            format!("{} 条路径数值溢出，按未达到计。", run.failed_paths.count),
            format!("{} paths overflowed and count as missed.", run.failed_paths.count),
        )) } }
    }
}
