//! What a run leaves beside its summary, for its pictures and its report: computed now, or read from its folder.

use std::path::Path;

use super::given::usage;
use super::kept;
use super::outcome::Failure;
use super::simulate::{Member, not_simulated};
use crate::analysis::{
    Identity, PATHS_OF_TENTHS, contributions, linkage_summary, tenths, tenths_columns, usual_year,
};
use crate::model::GrowthAccount;
use crate::report::{
    RunFolder, contributions_csv, contributions_json, linkages_json, tenths_csv, tenths_json,
};
use crate::results::{
    CONTRIBUTIONS_SCHEMA, Contributions, FailedPaths, LINKAGES_SCHEMA, LinkageSummary, Summary,
    TENTHS_SCHEMA, Tenths,
};
use crate::simulation::{RunError, SamplingPlan, Silent, contributions as split, gather};

/// Most paths whose growth is split up: enough to know each part to some hundredths of a point.
const PATHS_OF_GROWTH: u64 = 2048;

/// What each of these files holds, where there is one.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// `drivers.json`.
    pub(super) tenths: Option<Tenths>,
    /// `growth.json`: what the growth of all regions together is made of.
    pub(super) growth: Option<Contributions>,
    /// `linkages.json`.
    pub(super) linkages: Option<LinkageSummary>,
}

impl Beside {
    /// Of a member of a family that was just simulated with this plan: its first paths once more.
    pub(super) fn of_member(
        member: &Member<'_>,
        plan: SamplingPlan,
        identity: &Identity,
        pool: &rayon::ThreadPool,
    ) -> Result<Self, Failure> {
        let (scenario, prepared) = (member.scenario, &member.prepared);
        let first = |most: u64| SamplingPlan {
            paths: plan.paths.min(most),
            ..plan
        };
        let columns = tenths_columns(scenario);
        let tenths = pool.install(|| {
            let table = gather(prepared, columns, first(PATHS_OF_TENTHS), &Silent)?;
            let sampler = prepared.draws.sampler();
            Ok(tenths(scenario, &table, identity, sampler))
        });
        let growth = pool.install(|| growth(member, first(PATHS_OF_GROWTH), identity));
        Ok(Self {
            tenths: tenths.map_err(|error| not_simulated(&error))?,
            growth: Some(growth.map_err(|error| not_simulated(&error))?),
            linkages: linkage_summary(scenario, identity).expect("it has been inverted before"),
        })
    }

    /// Of a finished run; a folder of an earlier version may have none of it.
    pub(super) fn read(folder: &Path, summary: &Summary) -> Result<Self, Failure> {
        let tenths: Option<Tenths> = kept::json_if_any(folder, "drivers.json")?;
        let tenths = tenths.filter(|it| it.schema == TENTHS_SCHEMA);
        let run = (
            &summary.scenario.sha256,
            summary.run.seed,
            &summary.run.sampler,
        );
        if let Some(it) = &tenths {
            let same = (&it.sha256, it.seed, &it.sampler) == run;
            same_run(folder, "drivers.json", same)?;
        }
        let growth: Option<Contributions> = kept::json_if_any(folder, "growth.json")?;
        let growth = growth.filter(|it| it.schema == CONTRIBUTIONS_SCHEMA);
        if let Some(it) = &growth {
            let same = (&it.sha256, it.seed, &it.sampler) == run;
            same_run(folder, "growth.json", same)?;
        }
        let linkages: Option<LinkageSummary> = kept::json_if_any(folder, "linkages.json")?;
        let linkages = linkages.filter(|it| it.schema == LINKAGES_SCHEMA);
        if let Some(linkages) = &linkages {
            let ids = summary.sectors.iter().map(|it| &it.id);
            let same = linkages.sha256 == summary.scenario.sha256 && ids.eq(&linkages.sectors);
            same_run(folder, "linkages.json", same)?;
        }
        Ok(Self {
            tenths,
            growth,
            linkages,
        })
    }

    /// Adds the files, under a path inside the folder.
    pub(super) fn add(&self, path: &str, folder: &mut RunFolder) {
        if let Some(tenths) = &self.tenths {
            folder.add(&format!("{path}drivers.json"), tenths_json(tenths));
            folder.add(&format!("{path}drivers.csv"), tenths_csv(tenths));
        }
        if let Some(growth) = &self.growth {
            folder.add(&format!("{path}growth.json"), contributions_json(growth));
            folder.add(&format!("{path}growth.csv"), contributions_csv(growth));
        }
        if let Some(linkages) = &self.linkages {
            folder.add(&format!("{path}linkages.json"), linkages_json(linkages));
        }
    }
}

/// What the growth of the first paths of a member is made of.
fn growth(
    member: &Member<'_>,
    plan: SamplingPlan,
    identity: &Identity,
) -> Result<Contributions, RunError> {
    let (scenario, prepared) = (member.scenario, &member.prepared);
    let account = GrowthAccount::new(&prepared.arms[0].model, scenario, None);
    let table = split(prepared, &account, plan, &Silent)?;
    let failed = table.valid().into_iter().filter(|valid| !valid).count();
    let failed = FailedPaths {
        count: failed as u64,
        first: None,
    };
    let shown = (None, usual_year(scenario, None));
    Ok(contributions(
        (scenario, prepared),
        &table,
        shown,
        identity,
        &failed,
    ))
}

fn same_run(folder: &Path, name: &str, same: bool) -> Result<(), Failure> {
    if same {
        return Ok(());
    }
    let folder = folder.display();
    Err(usage(
        format!("{folder} 里的 {name} 与 summary.json 不是同一次运行的结果：请重新运行"),
        format!("{name} and summary.json in {folder} are not of the same run: run it again"),
    ))
}
