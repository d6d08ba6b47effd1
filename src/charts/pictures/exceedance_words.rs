//! What an exceedance curve says: its title, the values read off, the outcome, and what its axes show.

use super::super::backend::Area;
use super::super::page::{Canvas, Frame, Heading};
use super::super::words::{Chance, Lang, indicator_label, spoken_indicator};
use super::exceedance::{Exceedance, Side};
use super::histogram::captions;
use super::names::subtitle;

impl Exceedance<'_> {
    pub(super) fn heading(&self) -> Heading {
        let label = spoken_indicator(self.summary, &self.target.indicator, self.lang);
        let year = self.lang.year(self.target.year);
        let title = match (self.side, self.lang) {
            (Side::AtLeast, Lang::Zh) => format!("{year}{label}：至少达到各水平的概率"),
            (Side::AtLeast, Lang::En) => {
                format!("{label} in {year}: chance of reaching each level")
            }
            (Side::AtMost, Lang::Zh) => format!("{year}{label}：不超过各水平的概率"),
            (Side::AtMost, Lang::En) => {
                format!("{label} in {year}: chance of staying at or below each level")
            }
        };
        let sentences = [self.read(), self.outcome()];
        Heading {
            title,
            subtitle: subtitle(self.summary, self.lang),
            sentences: sentences.into_iter().flatten().collect(),
        }
    }

    fn read(&self) -> Option<String> {
        let decimals = self.decimals();
        let values = self.quantiles()?;
        if values[0] == values[2] {
            return None;
        }
        let [many, half, few] = values.map(|value| self.measure.value(value, decimals));
        Some(match (self.side, self.lang) {
            (Side::AtLeast, Lang::Zh) => {
                format!("九成路径不低于 {many}，一半不低于 {half}，一成不低于 {few}。")
            }
            (Side::AtLeast, Lang::En) => {
                format!(
                    "Nine in ten paths reach {many} or more, half reach {half} or more, one in ten {few} or more."
                )
            }
            (Side::AtMost, Lang::Zh) => {
                format!("九成路径不高于 {many}，一半不高于 {half}，一成不高于 {few}。")
            }
            (Side::AtMost, Lang::En) => {
                format!(
                    "Nine in ten paths stay at or below {many}, half at or below {half}, one in ten at or below {few}."
                )
            }
        })
    }

    /// How likely, beforehand, so much as came to be was; nothing of an outcome on another base.
    fn outcome(&self) -> Option<String> {
        let actual = self.actual.filter(|actual| !actual.other_base)?;
        let share = match self.side {
            Side::AtLeast => 1.0 - actual.percentile,
            Side::AtMost => actual.percentile,
        };
        let error = Some(actual.std_error);
        let chance = Chance::counted(share, error, &self.summary.run).with_error();
        let value = self.measure.stated(actual.value);
        Some(match (self.side, self.lang) {
            (Side::AtLeast, Lang::Zh) => {
                format!("实际为 {value}，不低于它的路径占 {chance}。")
            }
            (Side::AtLeast, Lang::En) => {
                format!("The outcome was {value}; {chance} of the paths are as high or higher.")
            }
            (Side::AtMost, Lang::Zh) => {
                format!("实际为 {value}，不高于它的路径占 {chance}。")
            }
            (Side::AtMost, Lang::En) => {
                format!("The outcome was {value}; {chance} of the paths are as low or lower.")
            }
        })
    }

    /// What both axes show, under the plot.
    pub(super) fn captions(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        let lang = self.lang;
        let up = match (self.side, lang) {
            (Side::AtLeast, Lang::Zh) => "纵轴：结果不低于横轴数值的路径占比",
            (Side::AtLeast, Lang::En) => "height: share of paths at or above the value on the axis",
            (Side::AtMost, Lang::Zh) => "纵轴：结果不高于横轴数值的路径占比",
            (Side::AtMost, Lang::En) => "height: share of paths at or below the value on the axis",
        };
        let label = indicator_label(self.summary, &self.target.indicator, lang);
        let unit = match self.measure.caption() {
            "" => String::new(),
            unit => lang.choose(format!("（{unit}）"), format!(" ({unit})")),
        };
        captions(
            canvas,
            frame,
            body,
            &[up.to_owned(), format!("{label}{unit}")],
        );
    }
}
