//! Pictures of who feeds whom.

use kapok::charts::{Lang, NamedChart, Size, Style, linkage_set};
use kapok::results::{
    LINKAGES_SCHEMA, LinkageSummary, RequirementsTable, SectorInfo, Spilling, SpillingRegion,
    Spillovers, Summary,
};

use crate::pictures::{texts, untidy};
use crate::sample::{flagship, text};
use crate::ugly;

/// The flagship with this many sectors in so many regions; some names are long.
pub(crate) fn peopled(sectors: usize, regions: usize) -> Summary {
    let mut summary = flagship();
    let sector = |k: usize| SectorInfo {
        id: format!("s{k}"),
        name: if k % 5 == 1 {
            text(
                "战略性新兴产业和未来产业融合集群发展示范区规模以上工业",
                "Strategic emerging and future industries in the demonstration zone",
            )
        } else {
            text(&format!("产业{k}"), &format!("Sector {k}"))
        },
        region: format!("r{}", k * regions / sectors),
        groups: Vec::new(),
    };
    summary.sectors = (0..sectors).map(sector).collect();
    summary
}

/// Requirements that fall with the distance of two sectors; `strong` scales what is bought.
fn table(sectors: usize, strong: f64, from: Option<i32>) -> RequirementsTable {
    let requirement = |j: usize, i: usize| {
        let own = if i == j { 1.0 } else { 0.0 };
        own + strong * (1 + (3 * i + 5 * j) % 7) as f64 / (8.0 * (1 + i.abs_diff(j)) as f64)
    };
    let requirements: Vec<Vec<f64>> = (0..sectors)
        .map(|j| (0..sectors).map(|i| requirement(j, i)).collect())
        .collect();
    let rows: Vec<f64> = requirements.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..sectors)
        .map(|i| requirements.iter().map(|row| row[i]).sum())
        .collect();
    let mean = rows.iter().sum::<f64>() / sectors as f64;
    RequirementsTable {
        from,
        backward: columns.iter().map(|sum| sum / mean).collect(),
        forward: rows.iter().map(|sum| sum / mean).collect(),
        multipliers: columns,
        requirements,
    }
}

pub(crate) fn linkages(
    summary: &Summary,
    regions: usize,
    strong: f64,
    changes: bool,
) -> LinkageSummary {
    let n = summary.sectors.len();
    let spilling = |home: usize, k: usize| {
        let away = strong * 0.1 / (k + 1) as f64;
        let mut output = vec![away; regions];
        output[home] = 1.3 + 0.02 * strong;
        let mut value_added = vec![0.04 * strong; regions];
        value_added[home] = 0.55;
        Spilling {
            home,
            own: 1.3,
            feedback: 0.02 * strong,
            output,
            value_added,
        }
    };
    let region = |r: usize| SpillingRegion {
        id: format!("r{r}"),
        name: text(&format!("第{r}区"), &format!("District {r}")),
        spilling: spilling(r, r),
    };
    let last = changes.then(|| table(n, 0.5 * strong, Some(2030)));
    LinkageSummary {
        schema: LINKAGES_SCHEMA,
        scenario: summary.scenario.id.clone(),
        variant: None,
        sha256: String::new(),
        version: "0.1.0".to_owned(),
        uncertain: changes,
        sectors: summary.sectors.iter().map(|it| it.id.clone()).collect(),
        gross_output: (0..n).map(|k| 100.0 + ((k * 37) % n) as f64).collect(),
        tables: std::iter::once(table(n, strong, None))
            .chain(last)
            .collect(),
        spillovers: (regions > 1).then(|| Spillovers {
            regions: (0..regions).map(region).collect(),
            sectors: (0..n).map(|k| spilling(k * regions / n, k)).collect(),
        }),
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    let kinds = [(1, 1), (2, 2), (8, 2), (16, 1), (31, 12), (60, 3)];
    for (sectors, regions) in kinds {
        let summary = peopled(sectors, regions);
        for (strong, changes) in [(1.0, true), (0.0, false), (30.0, false)] {
            let found = linkages(&summary, regions, strong, changes);
            for size in [(600, 400), (800, 500), (1600, 1000), (600, 3000)] {
                let size = Size::new(size.0, size.1).expect("possible");
                for lang in [Lang::Zh, Lang::En] {
                    for NamedChart { stem, chart, .. } in
                        linkage_set(&summary, &found, &Style::new(lang, size))
                    {
                        let complaint = untidy(&chart);
                        assert_eq!(
                            complaint, None,
                            "{stem} {sectors} {strong} {lang:?} {size:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn each_run_has_the_pictures_that_it_deserves() {
    let stems = |sectors: usize, regions: usize| -> Vec<String> {
        let summary = peopled(sectors, regions);
        let found = linkages(&summary, regions, 1.0, false);
        let set = linkage_set(&summary, &found, &Style::default());
        set.into_iter().map(|named| named.stem).collect()
    };
    assert_eq!(stems(8, 1), ["linkages", "linkages-ranking"]);
    let two_sheets = [
        "linkages",
        "linkages-ranking",
        "linkages-ranking-2",
        "spillover",
    ];
    assert_eq!(stems(32, 2), two_sheets);
    assert_eq!(stems(60, 2), two_sheets);
    // Linkages of other sectors than the run's are not drawn.
    let (summary, other) = (peopled(8, 2), peopled(9, 2));
    let found = linkages(&other, 2, 1.0, false);
    assert!(linkage_set(&summary, &found, &Style::default()).is_empty());
}

#[test]
fn pictures_say_keys_totals_and_shares() {
    let summary = peopled(40, 2);
    let found = linkages(&summary, 2, 1.0, true);
    let set = linkage_set(&summary, &found, &Style::new(Lang::En, Size::default()));
    let said = |stem: &str| {
        let named = set.iter().find(|named| named.stem == stem);
        texts(&named.expect("it is drawn").chart).join(" ")
    };
    let keys = (0..40).filter(|i| found.tables[0].is_key(*i)).count();
    assert!(keys > 0);
    let ranking = said("linkages-ranking");
    for word in [
        format!("Above the mean in both (1.00 does not count), of 40 sectors: {keys}."),
        "With the coefficients from 2030:".to_owned(),
        "from 2030".to_owned(),
        "8 sectors further down".to_owned(),
        "median case".to_owned(),
    ] {
        assert!(ranking.contains(&word), "{word}: {ranking}");
    }
    let matrix = said("linkages");
    for word in ["10 smaller sectors", "in all", "calls for most"] {
        assert!(matrix.contains(word), "{word}: {matrix}");
    }
    let spillover = said("spillover");
    for word in [
        "1.32 yuan of output there and 0.10 yuan elsewhere",
        "55% / 4%",
        "District 1",
    ] {
        assert!(spillover.contains(word), "{word}: {spillover}");
    }
}

/// Without sectors there is nothing to name.
#[test]
fn a_summary_without_sectors_has_no_linkages() {
    let mut summary = ugly::one_target();
    summary.sectors.clear();
    let found = linkages(&peopled(4, 2), 2, 1.0, false);
    assert!(linkage_set(&summary, &found, &Style::default()).is_empty());
}
