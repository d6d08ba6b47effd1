//! A measure of each sector of a group: `group.<id>.*.<measure>`.

use super::indicator::{Indicator, IndicatorNames, Measure, NodeScope, Series, Unit};

/// One series for each sector of a group, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EachMember {
    /// Position of the region whose sectors are meant; `None`: those of all regions.
    pub region: Option<usize>,
    /// Id of the group.
    pub group: String,
    /// What is measured of each.
    pub measure: Measure,
}

impl EachMember {
    /// The pattern's name in files; with several regions the region's id stands first.
    pub fn name(&self, names: &IndicatorNames) -> String {
        let pattern = format!("group.{}.*.{}", self.group, self.measure.as_str());
        match self.region {
            Some(region) => format!("{}.{pattern}", names.regions[region]),
            None => pattern,
        }
    }

    /// The unit of each member's series.
    pub fn unit(&self) -> Unit {
        self.series(0).unit()
    }

    /// The members' indicators, at least one for a pattern of [`IndicatorNames::member_patterns`].
    pub fn indicators(&self, names: &IndicatorNames) -> Vec<Indicator> {
        let inside = |sector: &usize| {
            names.sector_groups[*sector].contains(&self.group)
                && self
                    .region
                    .is_none_or(|region| names.sector_regions[*sector] == region)
        };
        (0..names.sectors.len())
            .filter(inside)
            .map(|sector| self.series(sector))
            .collect()
    }

    fn series(&self, sector: usize) -> Indicator {
        Indicator {
            region: self.region,
            series: Series::Node(NodeScope::Sector(sector), self.measure),
        }
    }
}

impl IndicatorNames {
    /// Every pattern that names the members of a group: of all regions together, then (with several regions) of each region.
    pub fn member_patterns(&self) -> Vec<EachMember> {
        self.all()
            .into_iter()
            .filter_map(|indicator| match indicator.series {
                Series::Node(NodeScope::Group(group), measure) => Some(EachMember {
                    region: indicator.region,
                    group,
                    measure,
                }),
                _ => None,
            })
            .collect()
    }
}
