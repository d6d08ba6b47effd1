//! A finished picture and how it is asked for.

use thiserror::Error;

use super::Kind;
use super::backend::{Fonts, PlacedText, Scene, png, svg};
use super::page::{MissingCharacters, Palette};
use super::words::Lang;

/// Width and height of a picture in pixels: 600 × 400 to 4000 × 3000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    width: u32,
    height: u32,
}

impl Size {
    /// A size, if it is one a picture can have.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let possible = (600..=4000).contains(&width) && (400..=3000).contains(&height);
        possible.then_some(Self { width, height })
    }

    /// Pixels across.
    pub const fn width(self) -> u32 {
        self.width
    }

    /// Pixels down. A picture with many rows grows beyond it rather than crowd them.
    pub const fn height(self) -> u32 {
        self.height
    }
}

impl Default for Size {
    /// 1600 × 1000: the width of a page or a slide.
    fn default() -> Self {
        Self {
            width: 1600,
            height: 1000,
        }
    }
}

/// How pictures are to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The language they speak.
    pub lang: Lang,
    /// Their size.
    pub size: Size,
    /// Their colours.
    pub palette: Palette,
    /// Dots of the PNG across each pixel of the size, 1 to [`MOST_SCALE`](Self::MOST_SCALE): the same picture, finer. An SVG is as fine as the screen
    /// it is on.
    pub scale: u8,
}

impl Style {
    /// The finest scale.
    pub const MOST_SCALE: u8 = 4;

    /// A language and a size, in colours on white paper.
    pub const fn new(lang: Lang, size: Size) -> Self {
        Self {
            lang,
            size,
            palette: Palette::Light,
            scale: 1,
        }
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::new(Lang::default(), Size::default())
    }
}

/// Why there is no picture. The run itself is not affected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChartError {
    /// The run has no such indicator, or none of its years has finite numbers.
    #[error("the run has no numbers for the indicator `{0}`")]
    NoIndicator(String),
    /// The run judges no such target.
    #[error("the run has no target `{0}`")]
    NoTarget(String),
    /// The run has no such milestone, or no year to draw it in.
    #[error("the run has no milestone `{0}`")]
    NoMilestone(String),
    /// The run has nothing of the kind that the picture shows.
    #[error("the run has no {} to draw", .0.name(Lang::En))]
    Nothing(Content),
}

impl ChartError {
    /// The reason in a language.
    pub fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, Self::NoIndicator(name)) => format!("结果中没有指标 `{name}` 的数值"),
            (Lang::Zh, Self::NoTarget(id)) => format!("结果中没有目标 `{id}`"),
            (Lang::Zh, Self::NoMilestone(id)) => format!("结果中没有门槛目标 `{id}`"),
            (Lang::Zh, Self::Nothing(content)) => {
                format!("结果中没有可画的{}", content.name(lang))
            }
        }
    }
}

/// What a picture may find nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Judged targets.
    Targets,
    /// Targets that two runs have in common.
    CommonTargets,
    /// Growth of sectors.
    SectorGrowth,
    /// Investment categories.
    Investment,
    /// Batches of key projects.
    Projects,
    /// Members of a group that a threshold is asked of.
    Members,
    /// Cases of a back-test, as many as are tested.
    Cases,
    /// Drivers that are shifted beyond the error.
    Drivers,
    /// Points of a response curve.
    Curve,
    /// Paths on which two runs differ.
    Differences,
    /// What changes contribute.
    Contributions,
    /// Boxes of a discovery.
    Boxes,
    /// Inputs that sectors, or regions, buy from each other.
    Linkages,
}

impl Content {
    /// Its name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Targets => ("目标", "targets"),
            Self::CommonTargets => ("共同目标", "common targets"),
            Self::SectorGrowth => ("行业增速", "sector growth"),
            Self::Investment => ("投资类别", "investment categories"),
            Self::Projects => ("重点项目", "batches of key projects"),
            Self::Members => ("分组成员", "members of a group"),
            Self::Cases => ("足够的案例", "cases, or too few,"),
            Self::Drivers => ("有移动的因素", "shifted drivers"),
            Self::Curve => ("响应曲线", "response curve"),
            Self::Differences => ("有差别的路径", "paths that differ"),
            Self::Contributions => ("各项改动的贡献", "contributions"),
            Self::Boxes => ("盒子", "boxes"),
            Self::Linkages => ("产业关联", "linkages"),
        };
        lang.choose(zh, en)
    }
}

/// A finished picture, ready to become a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    scene: Scene,
    scale: u8,
    missing: Vec<MissingCharacters>,
}

impl Chart {
    pub(crate) fn new(scene: Scene, scale: u8, missing: Vec<MissingCharacters>) -> Self {
        Self {
            scene,
            scale,
            missing,
        }
    }

    /// The PNG file. The same picture always has the same bytes.
    pub fn png(&self) -> Vec<u8> {
        png(&self.scene, &Fonts::embedded(), self.scale)
    }

    /// The SVG file: letters are outlines, so it looks the same everywhere; each text is its own label.
    pub fn svg(&self) -> String {
        svg(&self.scene, &Fonts::embedded())
    }

    /// What it shows.
    pub fn title(&self) -> &str {
        &self.scene.title
    }

    /// Texts that could not be drawn because the fonts lack a character. When there are any, the picture shows them in the chart's place.
    pub fn missing_characters(&self) -> &[MissingCharacters] {
        &self.missing
    }

    /// Pixels across and down, before its scale.
    pub fn dimensions(&self) -> (u32, u32) {
        (self.scene.width, self.scene.height)
    }

    /// Every text of the picture with its box.
    pub fn texts(&self) -> &[PlacedText] {
        &self.scene.texts
    }
}

/// A picture with the stem of its file name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedChart {
    /// What it shows.
    pub kind: Kind,
    /// File name without its extension, such as `fan-gdp-nominal`.
    pub stem: String,
    /// The picture.
    pub chart: Chart,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_bounds() {
        assert!(Size::new(600, 400).is_some());
        assert!(Size::new(4000, 3000).is_some());
        assert!(Size::new(599, 400).is_none());
        assert!(Size::new(600, 3001).is_none());
    }
}
