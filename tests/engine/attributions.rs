//! What a gap is put down to: planted effects, exact sums, changes that only work together, and the calibration that is kept.

use kapok::analysis::Identity;
use kapok::analysis::attribution::{Attribute, NotAttributed, attribute};
use kapok::numerics::normal_cdf;
use kapok::results::{
    AttributedQuantity, Attribution, ProvenanceSummary, QuantityKind, SharingOut, Text, VariantInfo,
};
use kapok::scenario::{Loaded, Sampler, Transition, parse_with};
use kapok::simulation::{Design, SamplingPlan, Silent};

use crate::support::{close, judged, one_sector, package};

const PATHS: u64 = 8_000;

fn load(text: &str) -> Loaded {
    let beside = |file: &str| std::fs::read(package("tests/reference").join(file));
    parse_with("test.toml", text, &[], &beside)
        .unwrap_or_else(|found| panic!("{:#?}", found.list()))
}

/// Two indicators that are noise of their own alone, N(0, 1), their sum, and targets on each; variants move the means.
fn planted() -> Loaded {
    let noisy = |id: &str| {
        format!(
            "\n[[indicator]]\nid = \"{id}\"\nvalue = \"noise\"\nnoise = {{ shape = \"normal\", mean = 0, sd = 1 }}\n"
        )
    };
    let sum = "\n[[indicator]]\nid = \"sum\"\nvalue = \"left + right\"\n";
    let targets =
        ["left", "right", "sum"].map(|id| judged(&format!("{id}_high"), id, 2024, "at_least = 1"));
    let variants = r#"
[[variant]]
id = "both"
set = { "indicator.left.noise.mean" = 0.5, "indicator.right.noise.mean" = 0.25, "factor.unfelt.sd" = 0.05 }

[[variant]]
id = "left"
set = { "indicator.left.noise.mean" = 0.75, "indicator.right.noise.mean" = 0.25 }
"#;
    let unfelt = "\n[factor.unfelt]\nsd = 0.03\n\n[[indicator]]\nid = \"aside\"\nvalue = \"factor.unfelt\"\n";
    let rest = [
        unfelt,
        &noisy("left"),
        &noisy("right"),
        sum,
        &targets.concat(),
        variants,
    ]
    .concat();
    load(&one_sector(2024, "0", &rest))
}

fn asked(
    transition: &Transition<'_>,
    stated_order: bool,
    sampler: Sampler,
) -> Result<Attribution, NotAttributed> {
    let identity = Identity {
        sha256: String::new(),
        seed: 1,
        variant: None,
        provenance: ProvenanceSummary::default(),
    };
    attribute(&Attribute {
        transition,
        from: None,
        to: VariantInfo {
            id: "to".to_owned(),
            name: Text::default(),
            changes: Vec::new(),
        },
        stated_order,
        design: Design { seed: 1, sampler },
        plan: SamplingPlan::of_paths(PATHS),
        identity: &identity,
        observer: &Silent,
    })
}

fn between(loaded: &Loaded, from: Option<&str>, to: &str, stated_order: bool) -> Attribution {
    let transition = Transition::between(loaded, from, Some(to)).expect("the variants are sound");
    asked(&transition, stated_order, Sampler::Philox).expect("both ends can be simulated")
}

fn quantity<'a>(found: &'a Attribution, kind: QuantityKind, id: &str) -> &'a AttributedQuantity {
    let mut all = found.quantities.iter();
    all.find(|it| it.kind == kind && it.id == id)
        .unwrap_or_else(|| panic!("no {id}"))
}

/// Every quantity's contributions sum to its difference, and that is what separates its ends.
fn sums_exactly(found: &Attribution) {
    assert!(!found.quantities.is_empty());
    for it in &found.quantities {
        let total: f64 = it.contributions.iter().map(|it| it.estimate.value).sum();
        let gap = it.to.estimate.value - it.from.estimate.value;
        let scale = it.to.estimate.value.abs().max(1.0);
        assert!(
            (total - it.difference.estimate.value).abs() <= 1e-9 * scale,
            "{}",
            it.id
        );
        assert!((total - gap).abs() <= 1e-9 * scale, "{}", it.id);
    }
}

#[test]
fn independent_changes_have_their_own_effects() {
    let loaded = planted();
    let found = between(&loaded, None, "both", false);
    assert_eq!((found.method, found.combinations), (SharingOut::Shapley, 8));
    assert!(found.calibration_kept);
    sums_exactly(&found);
    let parts = |kind, id: &str| -> Vec<f64> {
        let it = quantity(&found, kind, id);
        it.contributions
            .iter()
            .map(|it| it.estimate.value)
            .collect()
    };
    // The mean of the sum moves by what each is moved by; what nothing feels has exactly nothing.
    let mean = parts(QuantityKind::Mean, "sum");
    assert!(
        close(mean[0], 0.5, 1e-9, 0.0) && close(mean[1], 0.25, 1e-9, 0.0),
        "{mean:?}"
    );
    assert_eq!(mean[2], 0.0);
    let left = parts(QuantityKind::Mean, "left");
    assert!(close(left[0], 0.5, 1e-9, 0.0));
    assert_eq!(left[1..], [0.0, 0.0]);
    assert_eq!(
        quantity(&found, QuantityKind::Mean, "left").contributions[1].half_width,
        0.0
    );
    // On the right target only the right change does anything, and the error is never nothing.
    let right = quantity(&found, QuantityKind::Target, "right_high");
    assert_eq!(right.contributions[0].estimate.value, 0.0);
    assert!(right.contributions[0].half_width > 0.0);
    let exact = normal_cdf(-0.75) - normal_cdf(-1.0);
    let off = right.contributions[1].estimate;
    assert!(
        (off.value - exact).abs() < 4.5 * off.std_error.max(1e-3),
        "{off:?} {exact}"
    );
}

#[test]
fn shares_of_a_probability_are_shapleys() {
    let loaded = planted();
    let found = between(&loaded, None, "both", false);
    // The sum is N(m, 2): with v(m) = P(sum ≥ 1), the left change is worth the mean of v(.5) − v(0) and v(.75) − v(.25).
    let v = |mean: f64| normal_cdf((mean - 1.0) / std::f64::consts::SQRT_2);
    let left = f64::midpoint(v(0.5) - v(0.0), v(0.75) - v(0.25));
    let right = f64::midpoint(v(0.25) - v(0.0), v(0.75) - v(0.5));
    let it = quantity(&found, QuantityKind::Target, "sum_high");
    for (part, exact) in it.contributions.iter().zip([left, right]) {
        let error = part.estimate.std_error;
        assert!(
            error > 0.0 && (part.estimate.value - exact).abs() < 4.5 * error,
            "{part:?} {exact}"
        );
    }
    assert_eq!(it.contributions[2].estimate.value, 0.0);
    // In the stated order the left change comes first, and the right one finds the left's done.
    let stated = between(&loaded, None, "both", true);
    assert_eq!(
        (stated.method, stated.combinations),
        (SharingOut::StatedOrder, 4)
    );
    sums_exactly(&stated);
    let it = quantity(&stated, QuantityKind::Target, "sum_high");
    for (part, exact) in it
        .contributions
        .iter()
        .zip([v(0.5) - v(0.0), v(0.75) - v(0.5)])
    {
        assert!(
            (part.estimate.value - exact).abs() < 4.5 * part.estimate.std_error,
            "{part:?}"
        );
    }
}

#[test]
fn between_variants_only_what_differs_counts() {
    let loaded = planted();
    let found = between(&loaded, Some("left"), "both", false);
    // The right mean is the same in both; the left one goes back by a quarter; the factor is set anew.
    let paths: Vec<&str> = found
        .changes
        .iter()
        .map(|it| it.settings[0].path.as_str())
        .collect();
    assert_eq!(paths, ["indicator.left.noise.mean", "factor.unfelt.sd"]);
    let change = &found.changes[0].settings[0];
    assert_eq!(
        (change.from.as_deref(), change.to.as_deref()),
        (Some("0.75"), Some("0.5"))
    );
    let mean = quantity(&found, QuantityKind::Mean, "sum");
    assert!(close(
        mean.contributions[0].estimate.value,
        -0.25,
        1e-9,
        0.0
    ));
    assert!(close(
        mean.from.estimate.value - mean.to.estimate.value,
        0.25,
        1e-9,
        0.0
    ));
    sums_exactly(&found);
    // And back to the scenario itself, a change that only the start makes is taken back.
    let back = Transition::between(&loaded, Some("both"), None).expect("sound");
    let back = asked(&back, false, Sampler::Sobol).expect("both ends can be simulated");
    assert_eq!(back.replicates, Some(16));
    assert_eq!(back.changes[0].settings[0].to, None);
    let mean = quantity(&back, QuantityKind::Mean, "sum");
    assert!(close(mean.difference.estimate.value, -0.75, 1e-9, 0.0));
    sums_exactly(&back);
}

#[test]
fn changes_that_only_work_together_are_one() {
    let text = std::fs::read_to_string(package("tests/reference/baiyun-core.toml"));
    let text = text.expect("the flagship is there");
    // More total without a sector that takes it breaks the accounts, as does the sector without the total.
    let loaded = load(&text);
    let sector = &loaded.scenario.sectors[0];
    let region = &loaded.scenario.regions[0];
    let more = |value: f64| format!("{}亿", value + 12.0);
    let total = format!("region.{}.gdp={}", region.id, more(region.gdp.value.get()));
    let part = format!(
        "sector.{}.value_added={}",
        sector.id,
        more(sector.value_added.value.get())
    );
    let lever = "investment.manufacturing_new.growth.2024=80%".to_owned();
    let transition = Transition::by_changes(&loaded, &[total, lever, part]);
    let transition = transition.expect("together they are sound");
    for stated_order in [false, true] {
        let found =
            asked(&transition, stated_order, Sampler::Philox).expect("the ends can be simulated");
        let sizes: Vec<usize> = found.changes.iter().map(|it| it.settings.len()).collect();
        // In order, the first waits for the second, and both for the third.
        let expected: &[usize] = if stated_order { &[3] } else { &[2, 1] };
        assert_eq!(sizes, expected);
        let because = found.changes[0].because.as_ref().expect("it says why");
        assert!(!because.zh.is_empty() && !because.en.is_empty());
        assert!(
            !found.calibration_kept,
            "an account of the base year is changed"
        );
        sums_exactly(&found);
    }
}

#[test]
fn levers_work_under_the_kept_calibration_and_many_come_in_order() {
    let text = std::fs::read_to_string(package("tests/reference/baiyun-core.toml"));
    let loaded = load(&text.expect("the flagship is there"));
    let lever = |growth: &str| format!("investment.manufacturing_new.growth.2024={growth}");
    let set = [
        lever("80%"),
        "investment.infrastructure.growth.2024=45%".to_owned(),
    ];
    let transition = Transition::by_changes(&loaded, &set).expect("sound");
    let found = asked(&transition, false, Sampler::Philox).expect("the ends can be simulated");
    assert!(found.calibration_kept);
    sums_exactly(&found);
    // Were the anchor solved anew, it would absorb both: growth would stay where the plan puts it.
    let growth = quantity(&found, QuantityKind::Median, "gdp.growth");
    assert!(
        growth
            .contributions
            .iter()
            .all(|it| it.estimate.value > 5.0 * it.half_width),
        "{growth:?}"
    );
    assert!(
        found
            .quantities
            .iter()
            .any(|it| it.kind == QuantityKind::Joint)
    );
}
