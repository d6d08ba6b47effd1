//! TOML's syntax errors in the planner's words.

use std::collections::BTreeSet;

use toml::de::Error;

use crate::diagnostics::{Code, Diagnostic, SourceText, Span, escape};
use crate::quantity::{Localized, bilingual};

/// The parser's description (its beginning), and the same in Chinese.
const CHINESE: &[(&str, &str)] = &[
    ("`_` may only go between digits", "下划线只能写在数字之间"),
    ("cannot recurse further", "嵌套过深"),
    ("recursion limit", "嵌套过深"),
    (
        "carriage return must be followed by newline",
        "回车符之后必须换行",
    ),
    ("extra `=`", "多了一个等号"),
    (
        "extra assignment between key-value pairs",
        "两项之间应写逗号",
    ),
    ("extra comma in array", "列表中多了逗号"),
    ("extra comma in inline table", "表中多了逗号"),
    (
        "integers with a radix cannot be signed",
        "非十进制整数不能带符号",
    ),
    ("invalid comment character", "注释中有不允许的字符"),
    ("invalid inline table element", "行内表中的一项写法不对"),
    ("invalid key-value pair", "“键 = 值”写法不对"),
    (
        "invalid unquoted key",
        "不加引号的键名只能用英文字母、数字、- 和 _",
    ),
    ("invalid basic string", "双引号文本未写完或含不允许的字符"),
    ("invalid literal string", "单引号文本未写完或含不允许的字符"),
    ("invalid multi-line", "多行文本未写完或含不允许的字符"),
    ("invalid float", "小数写法不对"),
    ("invalid mantissa", "小数点前后都要有数字"),
    ("invalid integer", "整数写法不对"),
    ("invalid value", "值的写法不对"),
    ("key with no value", "键之后缺少“= 值”"),
    ("keys cannot be multi-line", "键名不能用多行文本"),
    ("missing array opening", "缺少 ["),
    (
        "missing assignment between key-value pairs",
        "键与值之间缺少 =",
    ),
    (
        "missing comma between array elements",
        "列表各项之间缺少逗号",
    ),
    ("missing comma between key-value pairs", "各项之间缺少逗号"),
    ("missing comment start", "注释应以 # 开头"),
    ("missing escaped value", "反斜杠之后的转义字符不对"),
    ("missing inline table opening", "缺少 {"),
    ("missing key for inline table element", "行内表中缺少键名"),
    ("missing opening quote", "缺少开头的引号"),
    ("missing table open", "缺少表头的 ["),
    ("missing value", "缺少值"),
    ("radix must be lowercase", "进制前缀须用小写字母"),
    ("redundant integer number prefix", "进制前缀重复"),
    ("redundant numeric sign", "正负号重复"),
    ("string values must be quoted", "文本和带单位的数要加引号"),
    ("too few unicode value digits", "Unicode 转义的位数不足"),
    ("unclosed array table", "表头缺少 ]]"),
    ("unclosed array", "列表缺少 ]"),
    ("unclosed inline table", "行内表缺少 }"),
    ("unclosed table", "表头缺少 ]"),
    ("unexpected `=` in array", "列表中不能有等号"),
    ("unexpected content", "此处有多余的内容"),
    ("unexpected key or value", "此处有多余的内容，应换行"),
    ("unexpected leading zero", "整数不能以 0 开头"),
    ("unexpected sign", "此处不能有正负号"),
    ("unquoted keys cannot be empty", "键名不能为空"),
];

/// How many errors are worded one by one.
const WORDED: usize = 1000;

/// One finding for every error of the file that begins at byte `start`, those at the same place and of the same code once; beyond [`WORDED`] only their number.
pub(super) fn findings(source: &SourceText, start: usize, errors: &[Error]) -> Vec<Diagnostic> {
    let mut known = BTreeSet::new();
    let worded = errors.iter().take(WORDED);
    let mut findings: Vec<Diagnostic> = worded
        .map(|error| finding(source, start, error))
        .filter(|finding| known.insert((finding.primary.span, finding.code)))
        .collect();
    if let Some(next) = errors.get(WORDED) {
        let rest = errors.len() - WORDED;
        findings.push(Diagnostic::error(
            Code::Syntax,
            visible(source, place(next, start)),
            bilingual!(
                "此外还有 {rest} 处语法错误",
                "and {rest} more syntax errors"
            ),
        ));
    }
    findings
}

/// Where an error of the file that begins at `start` stands in the source.
fn place(error: &Error, start: usize) -> Span {
    error
        .span()
        .map_or_else(Span::default, Span::from)
        .moved(start)
}

fn finding(source: &SourceText, start: usize, error: &Error) -> Diagnostic {
    let span = visible(source, place(error, start));
    let written = escape(&cut(source.excerpt(span)));
    let message = error.message();
    if message.starts_with("duplicate key") {
        return Diagnostic::error(
            Code::DuplicateKey,
            span,
            bilingual!("“{written}”已经写过", "`{written}` is already given"),
        )
        .help(bilingual!(
            "删去其中一处；若是多个同类条目，请用 [[双方括号]] 表头",
            "remove one of them; several entries of one kind take a [[double bracket]] heading"
        ));
    }
    if message.starts_with("invalid unquoted key") && !written.is_ascii() {
        return Diagnostic::error(
            Code::BareKey,
            span,
            bilingual!(
                "键名“{written}”要加引号",
                "the key `{written}` must be quoted"
            ),
        )
        .help(bilingual!(
            "写成 \"{written}\"（半角引号）；kapok 自己的键名都是英文",
            "write \"{written}\"; kapok's own keys are English words"
        ));
    }
    Diagnostic::error(Code::Syntax, span, described(message)).help_if(hint(source, span, message))
}

/// The message in both languages.
fn described(message: &str) -> Localized {
    let message = escape(&cut(message));
    let zh = CHINESE
        .iter()
        .find(|(english, _)| message.starts_with(english))
        .map_or_else(
            || format!("不符合 TOML 语法：{message}"),
            |(_, zh)| (*zh).to_owned(),
        );
    Localized::new(zh, format!("not valid TOML: {message}"))
}

/// What to write instead, for the slips that are common in scenario files.
fn hint(source: &SourceText, span: Span, message: &str) -> Option<Localized> {
    let line = source.excerpt(source.line_span(span));
    if line.contains(['，', '｛', '｝', '［', '］', '＝', '“', '”', '＂']) {
        return Some(bilingual!(
            "本行有全角标点：TOML 的逗号、括号、等号、引号要用半角 , {{ }} [ ] = \"",
            "this line has full-width punctuation: TOML takes , {{ }} [ ] = \" only"
        ));
    }
    let unquoted = [
        "string values must be quoted",
        "invalid float",
        "invalid integer",
    ];
    if unquoted.iter().any(|start| message.starts_with(start)) {
        let value = written_value(source, span);
        return Some(bilingual!(
            "带单位的数和文本要加引号：\"{value}\"",
            "texts and numbers with a unit are quoted: \"{value}\""
        ));
    }
    message.starts_with("invalid mantissa").then(|| {
        bilingual!(
            "小数点前写上 0，如 0.35",
            "write a digit before the point: 0.35"
        )
    })
}

/// The whole value around an error: what stands between spaces, commas and brackets.
fn written_value(source: &SourceText, span: Span) -> String {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, ',' | '=' | '[' | ']' | '{' | '}' | '#');
    let text = source.text();
    let start = text[..span.start].rfind(is_end).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let end = text[span.end..]
        .find(is_end)
        .map_or(text.len(), |at| span.end + at);
    escape(&cut(&text[start..end]))
}

/// The place, widened to one character when it is empty, so that something is underlined.
fn visible(source: &SourceText, span: Span) -> Span {
    let text = source.text();
    let start = span.start.min(text.len());
    if span.end > start || !text.is_char_boundary(start) {
        return Span::new(start, span.end.min(text.len()).max(start));
    }
    let next = text[start..]
        .chars()
        .next()
        .filter(|c| *c != '\n' && *c != '\r');
    Span::new(start, start + next.map_or(0, char::len_utf8))
}

fn cut(text: &str) -> String {
    text.chars().take(60).collect()
}
