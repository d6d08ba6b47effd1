//! Planted mistakes: each makes a check of `closed_forms` fail. A check that cannot see a 2 % error of a standard deviation
//! or a wrong sign would prove nothing by passing.

use crate::closed_forms::distributions::{student, two_piece};
use crate::closed_forms::growth::{autoregression, every_year, jump, lognormal, revision};
use crate::closed_forms::investment::execution;
use crate::closed_forms::record::record;
use crate::closed_forms::targets::{SIX_TARGETS, equicorrelated, orthant};
use crate::solving::lever;
use crate::support::{Checks, growth};

const PATHS: u64 = 1_000_000;

fn caught(checks: &Checks) {
    let worst = checks.worst();
    assert!(
        worst > Checks::THRESHOLD,
        "the mistake is within {worst:.2} standard errors of the truth"
    );
}

#[test]
fn a_standard_deviation_two_per_cent_too_wide_is_caught() {
    caught(&lognormal(0.02 * 1.02, growth(0.03), 2028, PATHS));
}

#[test]
fn proportional_growth_taken_for_log_growth_is_caught() {
    caught(&lognormal(0.02, 0.03, 2028, PATHS));
}

#[test]
fn the_year_before_is_caught() {
    caught(&lognormal(0.02, growth(0.03), 2027, PATHS));
}

#[test]
fn a_shock_that_lasts_too_long_is_caught() {
    caught(&autoregression(0.61, PATHS));
    caught(&every_year(0.61, PATHS));
}

#[test]
fn an_event_two_per_cent_too_frequent_is_caught() {
    let effect = "effect = { productivity = \"-6%\" }";
    caught(&jump(0.102, effect, 2028, PATHS));
}

#[test]
fn an_event_that_hits_twice_is_caught() {
    let both = "effect = { productivity = \"-6%\" }\nsupply = { s1 = \"-6%\" }";
    caught(&jump(0.1, both, 2028, PATHS));
}

#[test]
fn another_number_of_degrees_of_freedom_is_caught() {
    caught(&student(5.5, PATHS));
}

#[test]
fn a_slightly_weaker_correlation_of_targets_is_caught() {
    caught(&equicorrelated(0.29, &SIX_TARGETS, PATHS));
}

#[test]
fn one_stream_for_all_sectors_is_caught() {
    // As if every sector's own shock were the same draw.
    caught(&equicorrelated(0.999_999, &SIX_TARGETS, PATHS));
}

#[test]
fn a_wrong_sign_of_a_correlation_is_caught() {
    // ¼ + asin(0.3)/2π.
    let exact = 0.298_493_342_010_339_17;
    caught(&orthant(-0.3, exact, PATHS));
    caught(&orthant(0.27, exact, PATHS));
}

#[test]
fn an_execution_rate_half_a_point_too_high_is_caught() {
    caught(&execution(0.855, PATHS));
}

#[test]
fn two_pieces_the_wrong_way_round_or_about_the_wrong_centre_are_caught() {
    caught(&two_piece(0.02, 0.01, "mode", "mode", PATHS));
    caught(&two_piece(0.01, 0.02, "mode", "mean", PATHS));
    caught(&two_piece(0.01, 0.02, "mean", "mode", PATHS));
    caught(&two_piece(0.0101, 0.02, "mode", "mode", PATHS));
}

#[test]
fn a_revision_two_per_cent_too_wide_is_caught() {
    caught(&revision(0.03 * 1.02, PATHS));
}

#[test]
fn a_predictive_spread_without_the_means_own_error_is_caught() {
    // s instead of s √(1 + 1/6), and with divisor n instead of n − 1.
    caught(&record((6.0_f64 / 7.0).sqrt(), PATHS));
    caught(&record((5.0_f64 / 6.0).sqrt(), PATHS));
}

#[test]
fn a_lever_for_another_target_or_probability_is_caught() {
    caught(&lever(0.046, 0.7));
    caught(&lever(0.045, 0.72));
}
