//! What a scenario file says becomes the value it means.

use kapok::distribution::Shape;
use kapok::scenario::{EventDecay, EventTarget, Loaded, Status, parse_text};

const TEXT: &str = r#"
schema = 1
id = "values"
title = "值"
base_year = 2023
horizon = 2026
money = "万元"

[[source]]
id = "survey"
title = "调查"

[region.north]
gdp = "100亿"
trend = { value = { 2024 = "5%", 2026 = "４％" }, status = "derived", note = "推算" }
anchor = "record"
record = { file = "record.csv", geo = "北区", shrink = 2 }
revision = { shape = "pert", low = { value = 0.98, status = "stated", source = "survey" }, mode = 1, high = 1.07 }

[region.south]
gdp = 500000
trend = "3%"
labour = "-0.5个百分点"

[defaults.sector]
value_added_ratio = "50%"
capital_output_ratio = 2
capital_share = 0.4
depreciation = 0.05
utilisation = 0.8
beta = { demand = 2, productivity = 3 }

[[sector]]
id = "mills"
region = "north"
groups = ["heavy"]
share = 1
beta = { demand = 5 }

[[sector]]
id = "docks"
region = "south"
groups = ["heavy"]
value_added = { value = "50亿元", status = "stated", source = "survey" }
utilisation = 0.9

[factor.demand]
sd = "2%"

[factor.productivity]
shape = "student-t"
sd = "1%"
dof = 5

[factor.consumption]
shape = "two-piece"
sd_down = "2%"
sd_up = "1%"

[factor.investment]
shape = "two-piece"
sd_down = "2%"
sd_up = "1%"
centre = "mean"

[factor.prices]
shape = "triangular"
low = "-1%"
mode = "0.5%"
high = "1%"

[factor.rain]
shape = "uniform"
low = "-1%"
high = "3%"

[factor.snow]
shape = "empirical"
values = ["-1%", "1%", "4%"]

[[event]]
id = "storm"
probability = { 2024 = "1%", 2025 = "2%" }
severity = 1
profile = [1, -0.5]
supply = { heavy = "-3%" }
effect = { rain = "1%", snow = "2%" }

[[target]]
id = "growth"
indicator = "south.gdp.growth"
year = 2025
about = { value = "4%", status = "stated", source = "survey" }
within = "0.5个百分点"

[[target]]
id = "level"
indicator = "gdp.nominal"
year = 2026
between = ["150亿", "1600000"]

[run]
paths = "10万"
seed = 18446744073709551615
"#;

fn loaded() -> Loaded {
    let csv = "geo,year,indicator,target_low,target_high,target_kind,actual\n".to_owned()
        + &(2015..2021)
            .map(|year| format!("北区,{year},gdp_growth,6,7,annual_plan,6\n"))
            .collect::<Vec<_>>()
            .concat();
    parse_text("values.toml", TEXT, &|file| {
        assert_eq!(file, "record.csv");
        Ok(csv.clone().into_bytes())
    })
    .unwrap_or_else(|found| panic!("{:#?}", found.list()))
}

#[test]
fn money_is_in_the_unit_of_the_scenario() {
    let scenario = loaded().scenario;
    assert_eq!(scenario.money, "万元");
    assert_eq!(scenario.regions[0].gdp.value.get(), 1_000_000.0);
    assert_eq!(scenario.regions[1].gdp.value.get(), 500_000.0);
    assert_eq!(
        scenario.sectors[0].value_added.value.get(),
        1_000_000.0,
        "a share of the region"
    );
    assert_eq!(scenario.sectors[1].value_added.value.get(), 500_000.0);
    assert_eq!((scenario.run.paths, scenario.run.seed), (100_000, u64::MAX));
}

#[test]
fn a_path_holds_until_the_next_stated_year() {
    let scenario = loaded().scenario;
    assert_eq!(scenario.regions[0].trend.value.values(), [0.05, 0.05, 0.04]);
    assert_eq!(scenario.regions[1].trend.value.values(), [0.03; 3]);
    assert_eq!(scenario.regions[1].labour.value.values(), [-0.005; 3]);
    assert_eq!(
        scenario.events[0].probability.value.values(),
        [0.01, 0.02, 0.02]
    );
}

#[test]
fn provenance_is_kept_with_the_value() {
    let scenario = loaded().scenario;
    assert_eq!(scenario.regions[0].trend.provenance.status, Status::Derived);
    assert_eq!(
        scenario.regions[0].trend.provenance.note.as_deref(),
        Some("推算")
    );
    let revision = &scenario.regions[0].revision;
    assert_eq!(
        revision.provenance.source.as_deref(),
        Some("survey"),
        "of the parameter that has one"
    );
    assert_eq!(
        scenario.sectors[1].value_added.provenance.status,
        Status::Stated
    );
    assert_eq!(
        scenario.targets[0].comparator.provenance.status,
        Status::Stated
    );
    assert_eq!(scenario.regions[1].gdp.provenance.status, Status::Assumed);
}

#[test]
fn defaults_are_merged_and_point_at_their_line() {
    let Loaded {
        scenario, source, ..
    } = loaded();
    let line = |text: &str| {
        TEXT.lines()
            .position(|line| line.starts_with(text))
            .unwrap()
            + 1
    };
    let [mills, docks] = scenario.sectors.as_slice() else {
        panic!("two sectors")
    };
    assert_eq!(
        (
            mills.beta.demand,
            mills.beta.consumption,
            mills.beta.productivity
        ),
        (5.0, 1.0, 3.0)
    );
    assert_eq!((docks.beta.demand, docks.beta.productivity), (2.0, 3.0));
    assert_eq!(
        source.line(mills.utilisation.span),
        line("utilisation = 0.8")
    );
    assert_eq!(
        source.line(docks.utilisation.span),
        line("utilisation = 0.9")
    );
    assert_eq!(
        source.line(mills.catch_up.span),
        line("[[sector]]"),
        "a default of the format"
    );
    assert_eq!(mills.name.zh, "mills", "the id stands in for a name");
}

#[test]
fn innovations_are_centred_as_their_margin_says() {
    let scenario = loaded().scenario;
    let of = |id: &str| {
        &scenario
            .factors
            .iter()
            .find(|factor| factor.id == id)
            .unwrap()
            .innovation
    };
    let normal = of("demand");
    assert_eq!(
        (normal.shape.variance(), normal.shift, normal.scale),
        (1.0, 0.0, 0.02)
    );
    let student = of("productivity");
    assert!((student.shape.variance() - 1.0).abs() < 1e-12);
    assert_eq!((student.shift, student.scale), (0.0, 0.01));
    let two_piece = of("consumption");
    assert_eq!((two_piece.shift, two_piece.scale), (0.0, 1.0));
    let centred = of("investment");
    assert_eq!((centred.shift, centred.scale), (centred.shape.mean(), 1.0));
    assert!(centred.shift < 0.0);
    assert_eq!((of("prices").shift, of("prices").scale), (0.005, 1.0));
    assert!((of("rain").shift - 0.01).abs() < 1e-15);
    assert_eq!(of("snow").shift, 0.01);
}

#[test]
fn a_group_in_an_event_is_each_of_its_sectors() {
    let event = &loaded().scenario.events[0];
    assert_eq!(event.decay, EventDecay::Profile(vec![1.0, -0.5]));
    assert_eq!(
        event.severity.value,
        Shape::from(kapok::distribution::Fixed::new(1.0).unwrap())
    );
    let moved: Vec<EventTarget> = event.effects.iter().map(|effect| effect.target).collect();
    let expected = [
        EventTarget::Supply(0),
        EventTarget::Supply(1),
        EventTarget::Factor(5),
        EventTarget::Factor(6),
    ];
    assert_eq!(moved, expected);
}

#[test]
fn a_record_is_read_from_its_file() {
    let scenario = loaded().scenario;
    let record = scenario.regions[0].record.as_ref().unwrap();
    assert_eq!((record.years.len(), record.shrink), (6, 2.0));
    assert_eq!(record.years[0].target, 0.065);
}
