//! How pictures are asked for: colours, fineness; and what came before.

use kapok::charts::{Lang, NamedChart, Palette, Size, Style, fan, standard_set};
use kapok::results::HistorySummary;

use crate::pictures::{texts, untidy};
use crate::sample;

/// Width and height that a PNG says it has, at bytes 16 to 24.
fn pixels(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn a_palette_changes_colours_and_nothing_else() {
    let summary = sample::flagship();
    let drawn = |palette: Palette| {
        let style = Style {
            palette,
            ..Style::default()
        };
        fan(&summary, "gdp.growth", &style).expect("the run has it")
    };
    let light = drawn(Palette::Light);
    for palette in [Palette::Dark, Palette::Print] {
        let other = drawn(palette);
        assert_eq!(light.texts(), other.texts());
        assert_ne!(light.png(), other.png());
    }
    let paper = |palette| {
        let svg = drawn(palette).svg();
        let rect = svg
            .lines()
            .find(|line| line.starts_with("<rect"))
            .expect("it has paper");
        rect.to_owned()
    };
    assert!(paper(Palette::Light).contains("#ffffff") && paper(Palette::Print).contains("#ffffff"));
    assert!(paper(Palette::Dark).contains("\"#1") || paper(Palette::Dark).contains("\"#2"));
}

#[test]
fn a_finer_picture_is_the_same_with_more_dots() {
    let summary = sample::flagship();
    for scale in [1, 2, 4] {
        let style = Style {
            scale,
            ..Style::new(Lang::Zh, Size::new(800, 500).expect("it is possible"))
        };
        let chart = fan(&summary, "gdp.growth", &style).expect("the run has it");
        let times = u32::from(scale);
        assert_eq!(pixels(&chart.png()), (800 * times, 500 * times));
        assert_eq!(chart.dimensions(), (800, 500));
    }
}

#[test]
fn what_came_before_is_drawn_and_its_vintage_named() {
    let mut summary = sample::flagship();
    let base = summary.scenario.base_year;
    let history = |indicator: &str, values: Vec<f64>, last: i32| HistorySummary {
        indicator: indicator.to_owned(),
        years: (last + 1 - values.len() as i32..=last).collect(),
        values,
        vintage: Some(sample::text("2024年公布，未修订", "as published in 2024")),
        source: None,
        quote: None,
    };
    summary.history = vec![
        history("gdp.growth", vec![0.081, 0.025, 0.01, 0.046], base),
        history(
            "gdp.nominal",
            vec![2400.0, 2450.0, 2600.0, 2650.0, 2700.0],
            base - 1,
        ),
    ];
    for (lang, word, vintage) in [
        (Lang::Zh, "历史", "历史：2024年公布，未修订"),
        (Lang::En, "history", "history: as published in 2024"),
    ] {
        for size in [
            Size::default(),
            Size::new(800, 500).expect("it is possible"),
        ] {
            for indicator in ["gdp.growth", "gdp.nominal"] {
                let chart = fan(&summary, indicator, &Style::new(lang, size)).expect("drawn");
                assert_eq!(untidy(&chart), None, "{indicator}");
                let said = texts(&chart);
                assert!(said.contains(&word), "{said:?}");
                assert!(said.concat().contains(vintage), "{said:?}");
            }
        }
    }
    let before = (base - 3).to_string();
    let chart = fan(&summary, "gdp.growth", &Style::default()).expect("drawn");
    assert!(
        texts(&chart).contains(&before.as_str()),
        "{:?}",
        texts(&chart)
    );
}

#[test]
fn every_picture_says_what_it_shows() {
    for NamedChart { stem, chart, .. } in standard_set(&sample::flagship(), &Style::default()) {
        assert!(!chart.title().is_empty(), "{stem}");
    }
}
