//! `kapok attribute`, from outside.

use super::*;

/// The small scenario with a variant of two changes.
fn family(place: &Path) {
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let variants = "\n[[variant]]\nid = \"push\"\nname = { zh = \"加力\", en = \"Push\" }\nset = { \"investment.all.growth\" = \"9%\", \"region.plain.price_slope\" = 0.2 }\n\n[[variant]]\nid = \"more\"\nset = { \"investment.all.growth\" = \"12%\" }\n";
    fs::write(place.join("a.toml"), format!("{text}{variants}")).expect("it can be written");
}

#[test]
fn a_gap_is_put_down_to_its_changes() {
    let place = workplace();
    family(place.path());
    for (lang, words) in [
        ("zh", ["夏普利值", "相差", "(2)"]),
        ("en", ["Shapley", "a gap of", "(2)"]),
    ] {
        let arguments = [
            "attribute",
            "a.toml",
            "--variant",
            "push",
            "--paths",
            FEW,
            "--lang",
            lang,
            "--out",
            "c",
            "--svg",
        ];
        let told = said(&ends_with(0, place.path(), &arguments));
        for word in words {
            assert!(told.contains(word), "{word}: {told}");
        }
        assert!(told.lines().all(|line| line.width() <= 80), "{told}");
    }
    let left = files(&place.path().join("c"));
    for name in [
        "attribution.json",
        "contributions.csv",
        "manifest.json",
        "charts/attribution-growth-2024.png",
        "charts/attribution-growth-2024.svg",
    ] {
        assert!(left.contains_key(name), "{name}: {:?}", left.keys());
    }
    let found = json(&left["attribution.json"]);
    assert_eq!(
        (&found["method"], &found["combinations"]),
        (&Value::from("shapley"), &Value::from(4))
    );
    let value = |it: &Value| it["value"].as_f64().expect("a number");
    for quantity in found["quantities"].as_array().expect("quantities") {
        let parts = quantity["contributions"].as_array().expect("contributions");
        let total: f64 = parts.iter().map(value).sum();
        assert!(
            (total - value(&quantity["difference"])).abs() < 1e-9,
            "{quantity}"
        );
    }
    let manifest = json(&left["manifest.json"]);
    assert_eq!(
        (&manifest["id"], &manifest["paths"]),
        (&Value::from("margins-attribute"), &Value::from(2000))
    );
}

#[test]
fn the_same_changes_give_the_same_ends_however_they_are_asked_for() {
    let place = workplace();
    family(place.path());
    let of = |out: &str, more: &[&str]| {
        let arguments = ["attribute", "a.toml", "--paths", FEW, "-q", "--out", out];
        ends_with(0, place.path(), &[&arguments[..], more].concat());
        files(&place.path().join(out))["attribution.json"].clone()
    };
    let bytes = of("c", &["--variant", "push"]);
    let found = json(&bytes);
    // The same bytes with one thread, and with the changes on the command line instead.
    assert!(of("d", &["--variant", "push", "--threads", "1"]) == bytes);
    let set = [
        "--set",
        "investment.all.growth=9%",
        "--set",
        "region.plain.price_slope=0.2",
    ];
    let by_set = json(&of("e", &[&set[..], &["--stated-order"]].concat()));
    assert_eq!(by_set["method"], "stated_order");
    assert_eq!(by_set["to"]["id"], "set");
    for (a, b) in by_set["quantities"]
        .as_array()
        .expect("a list")
        .iter()
        .zip(found["quantities"].as_array().expect("a list"))
    {
        assert_eq!(a["to"], b["to"], "the same ends");
    }
    // From a variant to another.
    let between = json(&of("f", &["--from", "more", "--variant", "push"]));
    assert_eq!(between["changes"][0]["settings"][0]["from"], "12%");
}

#[test]
fn questions_without_an_answer_are_refused() {
    let place = workplace();
    family(place.path());
    for (arguments, word) in [
        (&["attribute", "a.toml"][..], "--variant"),
        (&["attribute", "a.toml", "--variant", "pull"], "push"),
        (
            &["attribute", "a.toml", "--from", "push", "--variant", "push"],
            "--from",
        ),
        (
            &[
                "attribute",
                "a.toml",
                "--from",
                "push",
                "--set",
                "investment.all.growth=9%",
            ],
            "--from",
        ),
        (
            &["attribute", "a.toml", "--variant", "push", "--paths", "100"],
            "--paths",
        ),
        (
            &["attribute", "a.toml", "--set", "investment.all.growht=9%"],
            "growth",
        ),
    ] {
        let output = ends_with(2, place.path(), arguments);
        assert!(
            complained(&output).contains(word),
            "{}",
            complained(&output)
        );
    }
    assert_eq!(entries(place.path()), ["a.toml"]);
}
