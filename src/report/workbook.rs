//! `summary.xlsx`: a run as a spreadsheet, with numbers as numbers in their own formats, frozen headers, and the pictures.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Image, Workbook, Worksheet,
    XlsxError,
};

use super::html::Figure;
use crate::charts::{Lang, demand, indicator_label, measure_of, tier_name};
use crate::results::{IndicatorSummary, Summary, TargetSummary};

/// Statistics of an indicator, with their names.
const STATISTICS: [(&str, &str, &str); 8] = [
    ("central", "中心路径", "central path"),
    ("mean", "均值", "mean"),
    ("0.05", "5% 分位", "5 % point"),
    ("0.25", "25% 分位", "25 % point"),
    ("0.5", "中位数", "median"),
    ("0.75", "75% 分位", "75 % point"),
    ("0.95", "95% 分位", "95 % point"),
    ("std_error", "均值的标准误", "standard error of the mean"),
];

/// Width of a picture on its sheet, in pixels.
const PICTURE: u32 = 960;
/// Rows of 20 pixels that a picture and the gap below it take.
const PICTURE_ROWS: u32 = 32;

/// The spreadsheet: targets, indicators, sectors, inputs with provenance, pictures. The same run gives the same bytes.
///
/// # Panics
/// Never: no sheet has more rows or longer texts than a spreadsheet takes.
pub fn summary_xlsx(summary: &Summary, figures: &[Figure], lang: Lang) -> Vec<u8> {
    let book = Book {
        summary,
        lang,
        formats: Formats::of(summary, lang),
    };
    book.bytes(figures).expect("a summary fits a spreadsheet")
}

/// How cells look.
struct Formats {
    head: Format,
    text: Format,
    plain: Format,
    percent: Format,
    points: Format,
    chance: Format,
    money: Format,
}

impl Formats {
    fn of(summary: &Summary, lang: Lang) -> Self {
        let number = |code: &str| Format::new().set_num_format(code);
        let money = lang.choose(summary.scenario.money.as_str(), "");
        let head = Format::new().set_bold().set_text_wrap();
        Self {
            head: head
                .set_border_bottom(FormatBorder::Medium)
                .set_align(FormatAlign::Top),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            plain: number("#,##0.000"),
            percent: number("0.00%"),
            points: number(lang.choose("0.00\"个百分点\"", "0.00\" pp\"")),
            chance: number("0.0%"),
            money: number(&format!("#,##0.0\"{money}\"")),
        }
    }

    fn of_unit(&self, unit: &str) -> &Format {
        match unit {
            "rate" | "share" => &self.percent,
            "points" => &self.points,
            "money" => &self.money,
            _ => &self.plain,
        }
    }
}

/// A value as a cell holds it: no format of a spreadsheet shows a fraction in percentage points, so that these are written in them.
fn in_cell(value: f64, unit: &str) -> f64 {
    if unit == "points" {
        100.0 * value
    } else {
        value
    }
}

struct Book<'a> {
    summary: &'a Summary,
    lang: Lang,
    formats: Formats,
}

impl Book<'_> {
    fn bytes(&self, figures: &[Figure]) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed date: the file must not tell when it was made.
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let title = self.lang.pick(&self.summary.scenario.title);
        let properties = DocProperties::new()
            .set_title(title)
            .set_creation_datetime(&date);
        workbook.set_properties(&properties);
        self.targets(workbook.add_worksheet())?;
        self.indicators(workbook.add_worksheet())?;
        self.sectors(workbook.add_worksheet())?;
        self.inputs(workbook.add_worksheet())?;
        if !figures.is_empty() {
            self.pictures(workbook.add_worksheet(), figures)?;
        }
        workbook.save_to_buffer()
    }

    /// A sheet's name and header, with widths in characters; the first row and columns stay in sight.
    fn begin(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        header: &[(String, f64)],
        frozen: u16,
    ) -> Result<(), XlsxError> {
        sheet.set_name(name)?;
        for (column, (text, width)) in (0_u16..).zip(header) {
            sheet.write_with_format(0, column, text, &self.formats.head)?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, frozen)?;
        Ok(())
    }

    fn filter(sheet: &mut Worksheet, rows: u32, columns: usize) -> Result<(), XlsxError> {
        if rows > 0 {
            sheet.autofilter(0, 0, rows, columns as u16 - 1)?;
        }
        Ok(())
    }

    fn say(&self, zh: &str, en: &str) -> String {
        self.lang.choose(zh, en).to_owned()
    }

    fn targets(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = [
            ("目标", "Target", 16.0),
            ("指标", "Indicator", 26.0),
            ("年份", "Year", 7.0),
            ("档次", "Tier", 9.0),
            ("要求", "Asked", 18.0),
            ("概率", "Probability", 10.0),
            ("概率的标准误", "Its standard error", 10.0),
            ("95% 下限", "95 % from", 10.0),
            ("95% 上限", "95 % to", 10.0),
            ("不以规划为前提", "Not assuming the plan", 10.0),
            ("中位数", "Median", 14.0),
            ("中心路径", "Central path", 14.0),
            ("实际", "Outcome", 14.0),
            ("来源", "Source", 30.0),
            ("原文", "Quote", 60.0),
        ];
        let header: Vec<(String, f64)> = words
            .iter()
            .map(|(zh, en, width)| (self.say(zh, en), *width))
            .collect();
        let name = self.lang.choose("目标", "Targets");
        self.begin(sheet, name, &header, 2)?;
        for (row, target) in (1..).zip(&self.summary.targets) {
            self.target(sheet, row, target)?;
        }
        Self::filter(sheet, self.summary.targets.len() as u32, header.len())
    }

    fn target(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        target: &TargetSummary,
    ) -> Result<(), XlsxError> {
        let (summary, lang, formats) = (self.summary, self.lang, &self.formats);
        let measure = measure_of(summary, &target.indicator, lang);
        let label = indicator_label(summary, &target.indicator, lang);
        let tier = target.tier.as_deref().map(|tier| tier_name(tier, lang));
        let texts = [
            (0, target.id.clone()),
            (1, label.to_owned()),
            (3, tier.unwrap_or_default()),
            (4, demand(target, &measure, lang)),
            (13, target.source.clone().unwrap_or_default()),
            (14, target.quote.clone().unwrap_or_default()),
        ];
        for (column, text) in texts {
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
        sheet.write_number(row, 2, f64::from(target.year))?;
        let name = &summary.indicators[&target.indicator].unit;
        let (unit, shown) = (formats.of_unit(name), |value| in_cell(value, name));
        let numbers = [
            (5, Some(target.probability), &formats.chance),
            (6, Some(target.std_error), &formats.percent),
            (7, Some(target.ci95[0]), &formats.percent),
            (8, Some(target.ci95[1]), &formats.percent),
            (9, target.not_presumed(), &formats.chance),
            (10, Some(shown(target.median)), unit),
            (11, Some(shown(target.central)), unit),
            (12, target.actual.map(shown), unit),
        ];
        for (column, value, format) in numbers {
            if let Some(value) = value.filter(|value| value.is_finite()) {
                sheet.write_number_with_format(row, column, value, format)?;
            }
        }
        Ok(())
    }

    /// Header of a sheet whose columns are years: names, then the base year and the simulated ones.
    fn years(&self, names: &[(&str, &str, f64)]) -> Vec<(String, f64)> {
        let names = names
            .iter()
            .map(|(zh, en, width)| (self.say(zh, en), *width));
        let years = std::iter::once(self.summary.scenario.base_year)
            .chain(self.summary.years.iter().copied());
        names
            .chain(years.map(|year| (year.to_string(), 13.0)))
            .collect()
    }

    /// The base year's value and a statistic of the simulated years, from this column on.
    fn series(
        &self,
        sheet: &mut Worksheet,
        (row, from): (u32, u16),
        indicator: &IndicatorSummary,
        statistic: &str,
    ) -> Result<(), XlsxError> {
        let format = self.formats.of_unit(&indicator.unit);
        let values = match statistic {
            "central" => &indicator.central,
            "mean" => &indicator.mean,
            "std_error" => &indicator.std_error,
            quantile => &indicator.quantiles[quantile],
        };
        let base = indicator.base.filter(|_| statistic != "std_error");
        let all = std::iter::once(base).chain(values.iter().copied().map(Some));
        for (column, value) in (from..).zip(all) {
            if let Some(value) = value.filter(|value| value.is_finite()) {
                let value = in_cell(value, &indicator.unit);
                sheet.write_number_with_format(row, column, value, format)?;
            }
        }
        Ok(())
    }

    fn indicators(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let header = self.years(&[
            ("名称", "Name", 30.0),
            ("指标", "Indicator", 30.0),
            ("统计量", "Statistic", 14.0),
        ]);
        self.begin(sheet, self.lang.choose("指标", "Indicators"), &header, 3)?;
        let mut row = 1;
        for (name, indicator) in &self.summary.indicators {
            for (statistic, zh, en) in STATISTICS {
                sheet.write(row, 0, indicator_label(self.summary, name, self.lang))?;
                sheet.write(row, 1, name)?;
                sheet.write(row, 2, self.lang.choose(zh, en))?;
                self.series(sheet, (row, 3), indicator, statistic)?;
                row += 1;
            }
        }
        Self::filter(sheet, row - 1, header.len())
    }

    /// Medians of each sector's value added, growth and share.
    fn sectors(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let header = self.years(&[
            ("产业", "Sector", 24.0),
            ("地区", "Region", 14.0),
            ("中位数", "Median of", 30.0),
        ]);
        self.begin(sheet, self.lang.choose("产业", "Sectors"), &header, 3)?;
        let mut row = 1;
        for sector in &self.summary.sectors {
            for measure in ["value_added", "growth", "share"] {
                let name = format!("sector.{}.{measure}", sector.id);
                let Some(indicator) = self.summary.indicators.get(&name) else {
                    continue;
                };
                sheet.write(row, 0, self.lang.pick(&sector.name))?;
                sheet.write(row, 1, &sector.region)?;
                sheet.write(row, 2, indicator_label(self.summary, &name, self.lang))?;
                self.series(sheet, (row, 3), indicator, "0.5")?;
                row += 1;
            }
        }
        Self::filter(sheet, row - 1, header.len())
    }

    fn inputs(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = [
            ("输入", "Input", 44.0),
            ("值", "Value", 16.0),
            ("依据", "Status", 9.0),
            ("来源", "Source", 30.0),
            ("原文", "Quote", 60.0),
            ("备注", "Note", 60.0),
            ("行", "Line", 6.0),
        ];
        let header: Vec<(String, f64)> = words
            .iter()
            .map(|(zh, en, width)| (self.say(zh, en), *width))
            .collect();
        self.begin(sheet, self.lang.choose("输入", "Inputs"), &header, 1)?;
        let inputs = &self.summary.provenance.inputs;
        for (row, input) in (1..).zip(inputs) {
            let status = match input.status.as_str() {
                "stated" => self.lang.choose("所载", "stated"),
                "derived" => self.lang.choose("推算", "derived"),
                _ => self.lang.choose("假定", "assumed"),
            };
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let texts = [
                input.path.clone(),
                input.written.clone(),
                status.to_owned(),
                text(&input.source),
                text(&input.quote),
                text(&input.note),
            ];
            for (column, text) in (0..).zip(texts) {
                sheet.write_string_with_format(row, column, text, &self.formats.text)?;
            }
            if let Some(line) = input.line {
                sheet.write_number(row, 6, line as f64)?;
            }
        }
        Self::filter(sheet, inputs.len() as u32, header.len())
    }

    fn pictures(&self, sheet: &mut Worksheet, figures: &[Figure]) -> Result<(), XlsxError> {
        sheet.set_name(self.lang.choose("图", "Charts"))?;
        let mut row = 0;
        for figure in figures {
            let image = Image::new_from_buffer(&figure.png)?.set_alt_text(&figure.title);
            let scale = f64::from(PICTURE) / image.width();
            let tall = image.height() / image.width() / 0.625;
            let image = image.set_scale_width(scale).set_scale_height(scale);
            sheet.insert_image(row, 0, &image)?;
            row += (f64::from(PICTURE_ROWS) * tall).ceil() as u32;
        }
        Ok(())
    }
}
