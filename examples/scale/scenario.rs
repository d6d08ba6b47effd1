//! The text of a scenario of any size: regions with the same sectors, dense inputs within a region, sparse between.

use std::fmt::Write as _;

use kapok::diagnostics::Style;
use kapok::quantity::Language;

/// How mistakes would be told.
pub(crate) const STYLE: Style = Style {
    language: Language::English,
    colour: false,
    width: 100,
};

const BASE_YEAR: usize = 2023;
/// Value added of a sector, on average.
const VALUE_ADDED: f64 = 100.0;
/// Inputs from the sectors of the region itself, per unit of output.
const WITHIN: f64 = 0.34;
/// Inputs from the same sector of each of the next two regions.
const BETWEEN: f64 = 0.02;

/// A scenario of `regions` × `sectors` nodes over `years` years, with a seeding target in each region.
pub(crate) fn text(regions: usize, sectors: usize, years: usize) -> String {
    let mut text = head(regions * sectors, years);
    for r in 0..regions {
        region(&mut text, r, sectors);
    }
    text.push_str("[io]\n");
    for r in 0..regions {
        for s in 0..sectors {
            inputs(&mut text, (r, s), regions, sectors);
        }
    }
    text.push_str(FACTORS);
    text
}

fn head(nodes: usize, years: usize) -> String {
    let horizon = BASE_YEAR + years;
    format!(
        r#"schema    = 1
id        = "scale-{nodes}-{years}"
title     = {{ zh = "规模测试：{nodes} 个部门，{years} 年", en = "Scale: {nodes} sectors, {years} years" }}
base_year = {BASE_YEAR}
horizon   = {horizon}

[defaults.sector]
value_added_ratio    = 0.45
capital_output_ratio = 2.6
capital_share        = 0.4
depreciation         = "6%"
utilisation          = "78%"
consumption_share    = 0.3
market_pass_through  = 0.5
catch_up             = 0.2
supply_sd            = "1.5%"
demand_sd            = "3%"

"#
    )
}

/// Sizes differ from sector to sector and from region to region, in a fixed way.
fn value_added(r: usize, s: usize) -> f64 {
    VALUE_ADDED * (0.8 + 0.05 * ((3 * r + 5 * s) % 9) as f64)
}

fn region(text: &mut String, r: usize, sectors: usize) {
    let gdp: f64 = (0..sectors).map(|s| value_added(r, s)).sum();
    let (plants, works) = (0.12 * gdp, 0.2 * gdp);
    let first = BASE_YEAR + 1;
    let written = write!(
        text,
        r#"[region.r{r}]
name      = {{ zh = "地区{r}", en = "Region {r}" }}
gdp       = {gdp}
trend     = "4.5%"
trend_sd  = "0.5%"
inflation = "1%"

[investment.plants{r}]
name      = {{ zh = "工业投资{r}", en = "Plants {r}" }}
region    = "r{r}"
base      = {plants}
growth    = "6%"
formation = 0.8
sd        = "9%"
spent_on  = {{ s{r}_0 = 0.1, s{r}_1 = 0.1 }}

[investment.works{r}]
name      = {{ zh = "其他投资{r}", en = "Works {r}" }}
region    = "r{r}"
base      = {works}
growth    = "4%"
formation = 0.65
sd        = "8%"
spent_on  = {{ s{r}_2 = 0.1 }}

[[pipeline]]
id        = "projects{r}"
name      = {{ zh = "重点项目{r}", en = "Key projects {r}" }}
category  = "works{r}"
planned   = {{ {first} = {planned} }}
execution = {{ shape = "pert", low = 0.7, mode = 0.95, high = 1.1 }}

[[target]]
id        = "growth{r}"
indicator = "{prefix}gdp.growth"
year      = {first}
at_least  = "5.5%"
seed      = true

"#,
        planned = 0.3 * works,
        prefix = format_args!("r{r}."),
    );
    written.expect("a string takes all that is written to it");
    for s in 0..sectors {
        let value_added = value_added(r, s);
        let written = write!(
            text,
            "[[sector]]\nid = \"s{r}_{s}\"\nname = {{ zh = \"行业{r}-{s}\", en = \"Sector {r}-{s}\" }}\nregion = \"r{r}\"\n\
             groups = [\"chain{s}\"]\nvalue_added = {value_added}\n\n"
        );
        written.expect("a string takes all that is written to it");
    }
}

/// What a node buys: of every sector in its region, and of its own kind in the next two regions.
fn inputs(text: &mut String, (r, s): (usize, usize), regions: usize, sectors: usize) {
    let weight = |supplier: usize| 1.0 + ((supplier + 2 * s) % 5) as f64;
    let all: f64 = (0..sectors).map(weight).sum();
    let mut bought: Vec<String> = (0..sectors)
        .map(|supplier| format!("s{r}_{supplier} = {:.5}", WITHIN * weight(supplier) / all))
        .collect();
    for next in 1..=2_usize.min(regions - 1) {
        bought.push(format!("s{}_{s} = {BETWEEN}", (r + next) % regions));
    }
    let written = writeln!(text, "s{r}_{s} = {{ {} }}", bought.join(", "));
    written.expect("a string takes all that is written to it");
}

const FACTORS: &str = r#"
[factor.demand]
name        = { zh = "外部需求", en = "Outside demand" }
sd          = "2%"
persistence = 0.35

[factor.consumption]
name        = { zh = "居民消费", en = "Consumption" }
sd          = "1.5%"
persistence = 0.4

[factor.productivity]
name        = { zh = "生产率", en = "Productivity" }
persistence = 0.3
shape       = "student-t"
sd          = "0.8%"
dof         = 5

[factor.investment]
name        = { zh = "投资景气", en = "Investment climate" }
sd          = "5%"
persistence = 0.4

[factor.prices]
name        = { zh = "价格", en = "Deflator" }
sd          = "0.6%"
persistence = 0.5

[correlation]
demand = { consumption = 0.4, investment = 0.4 }

[run]
paths = 100000
seed  = 1
"#;
