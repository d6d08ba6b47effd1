//! Draws of every shape against independent knowledge of it: its distribution function where that is elementary, or
//! another library's sampler. Fixed seeds, so a test that passes always passes; planted mistakes must be caught.

use kapok::distribution::{
    Beta, Empirical, Fixed, LogNormal, Normal, Pert, ScoreTable, Shape, StudentT, Triangular,
    TwoPiece, Uniform,
};
use kapok::numerics::{incomplete_beta, ln, normal_cdf, student_t_cdf};
use kapok::random::{KeyedRng, Stream};
use rand_distr::Distribution;

const DRAWS: usize = 100_000;
/// Enough for a standard deviation wrong by 2 % to show (it shifts the statistic by 3).
const MANY_DRAWS: usize = 400_000;
/// The Kolmogorov–Smirnov statistic times √n stays below this with probability 0.999.
const CRITICAL: f64 = 1.9495;

/// Draws through the score table, as the simulation makes them, in increasing order.
fn drawn(shape: &Shape, id: &str) -> Vec<f64> {
    let mut scores = vec![0.0; DRAWS];
    Stream::new(11, "test", id).fill_normal(2026, 0, &mut scores);
    let mut out = vec![0.0; DRAWS];
    ScoreTable::new(shape).apply(&scores, &mut out);
    sorted(out)
}

/// Draws by the `rand_distr` interface, in increasing order.
fn sampled(distribution: &impl Distribution<f64>, id: &str, count: usize) -> Vec<f64> {
    let mut rng = KeyedRng::new(Stream::new(12, "test", id), 0, 0);
    sorted((0..count).map(|_| distribution.sample(&mut rng)).collect())
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// √n times the largest gap between the sample's distribution function and the exact one.
fn one_sample(sample: &[f64], cdf: impl Fn(f64) -> f64) -> f64 {
    let n = sample.len() as f64;
    let gap = sample.iter().enumerate().map(|(i, x)| {
        let p = cdf(*x);
        (p - i as f64 / n).abs().max(((i + 1) as f64 / n - p).abs())
    });
    gap.fold(0.0, f64::max) * n.sqrt()
}

/// The same statistic between two samples of equal size.
fn two_samples(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len();
    let gap = a.iter().enumerate().map(|(i, x)| {
        let below = b.partition_point(|y| y <= x);
        (i + 1).abs_diff(below)
    });
    gap.max().unwrap_or(0) as f64 / n as f64 * (n as f64 / 2.0).sqrt()
}

fn shape<E: std::fmt::Debug>(made: Result<impl Into<Shape>, E>) -> Shape {
    made.expect("these parameters are right").into()
}

/// Name, shape and exact distribution function.
type Exact = (&'static str, Shape, Box<dyn Fn(f64) -> f64>);

fn exact() -> Vec<Exact> {
    let student_scale = 2.0 * (3.0_f64 / 5.0).sqrt();
    vec![
        (
            "normal",
            shape(Normal::new(1.0, 2.0)),
            Box::new(|x| normal_cdf((x - 1.0) / 2.0)),
        ),
        (
            "two-piece",
            shape(TwoPiece::new(2.0, 1.0, 2.0)),
            Box::new(|x| {
                if x < 2.0 {
                    2.0 / 3.0 * normal_cdf(x - 2.0)
                } else {
                    1.0 - 4.0 / 3.0 * normal_cdf((2.0 - x) / 2.0)
                }
            }),
        ),
        (
            "student-t",
            shape(StudentT::new(1.0, 2.0, 5.0)),
            Box::new(move |x| student_t_cdf((x - 1.0) / student_scale, 5.0)),
        ),
        (
            "triangular",
            shape(Triangular::new(2.0, 3.0, 7.0)),
            Box::new(|x| {
                if x < 3.0 {
                    (x - 2.0) * (x - 2.0) / 5.0
                } else {
                    1.0 - (7.0 - x) * (7.0 - x) / 20.0
                }
            }),
        ),
        (
            "pert",
            shape(Pert::new(2.0, 3.0, 7.0)),
            Box::new(|x| incomplete_beta(1.8, 4.2, (x - 2.0) / 5.0)),
        ),
        (
            "uniform",
            shape(Uniform::new(-3.0, 1.0)),
            Box::new(|x| (x + 3.0) / 4.0),
        ),
        (
            "lognormal",
            shape(LogNormal::new(1.15, 0.164)),
            Box::new(|x| normal_cdf(ln(x / 1.15) / 0.164)),
        ),
        (
            "beta",
            shape(Beta::new(0.85, 0.12, 0.0, 1.0)),
            Box::new(|x| incomplete_beta(6.676_041_666_666_666, 1.178_125, x)),
        ),
    ]
}

#[test]
fn draws_follow_the_exact_distribution() {
    for (name, shape, cdf) in exact() {
        let by_score = one_sample(&drawn(&shape, name), &cdf);
        assert!(by_score < CRITICAL, "{name} by scores: {by_score}");
        let by_sampler = one_sample(&sampled(&shape, name, DRAWS), &cdf);
        assert!(by_sampler < CRITICAL, "{name} by sampler: {by_sampler}");
    }
}

#[test]
fn draws_agree_with_another_librarys_samplers() {
    use rand_distr as other;
    let t_scale = 2.0 * (3.0_f64 / 5.0).sqrt();
    let t = other::StudentT::new(5.0)
        .expect("a t distribution")
        .map(|t| 1.0 + t_scale * t);
    let pert = other::Pert::new(2.0, 7.0)
        .with_mode(3.0)
        .expect("a PERT distribution");
    let cases = [
        (
            "normal",
            sampled(
                &other::Normal::new(1.0, 2.0).expect("normal"),
                "other normal",
                DRAWS,
            ),
        ),
        ("student-t", sampled(&t, "other t", DRAWS)),
        (
            "triangular",
            sampled(
                &other::Triangular::new(2.0, 7.0, 3.0).expect("triangular"),
                "other triangular",
                DRAWS,
            ),
        ),
        ("pert", sampled(&pert, "other pert", DRAWS)),
        (
            "uniform",
            sampled(
                &other::Uniform::new(-3.0, 1.0).expect("uniform"),
                "other uniform",
                DRAWS,
            ),
        ),
        (
            "lognormal",
            sampled(
                &other::LogNormal::new(libm::log(1.15), 0.164).expect("lognormal"),
                "other lognormal",
                DRAWS,
            ),
        ),
        (
            "beta",
            sampled(
                &other::Beta::new(6.676_041_666_666_666, 1.178_125).expect("beta"),
                "other beta",
                DRAWS,
            ),
        ),
    ];
    let ours = exact();
    for (name, theirs) in cases {
        let (_, shape, _) = ours
            .iter()
            .find(|(ours, ..)| *ours == name)
            .expect("the same shape");
        let statistic = two_samples(&drawn(shape, name), &theirs);
        assert!(statistic < CRITICAL, "{name}: {statistic}");
    }
}

#[test]
fn mean_variance_and_median_are_those_of_the_draws() {
    let list = Empirical::new(vec![3.0, -1.0, 4.0, 1.0, 5.0]);
    let others = [
        ("fixed", shape(Fixed::new(2.5))),
        ("empirical", shape(list)),
    ];
    let all = exact()
        .into_iter()
        .map(|(name, shape, _)| (name, shape))
        .chain(others);
    for (name, shape) in all {
        let draws = drawn(&shape, name);
        let n = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / n;
        let moment = |power: i32| {
            draws
                .iter()
                .map(|x| libm::pow(x - mean, f64::from(power)))
                .sum::<f64>()
                / n
        };
        let (variance, fourth) = (moment(2), moment(4));
        let mean_error = (shape.variance() / n).sqrt();
        let variance_error = ((fourth - variance * variance) / n).sqrt();
        assert!(
            (mean - shape.mean()).abs() <= 4.5 * mean_error,
            "{name}: mean {mean}"
        );
        assert!(
            (variance - shape.variance()).abs() <= 4.5 * variance_error,
            "{name}: {variance}"
        );
        let below = draws.partition_point(|x| *x < shape.median()) as f64 / n;
        let up_to = draws.partition_point(|x| *x <= shape.median()) as f64 / n;
        let half = 4.5 * 0.5 / n.sqrt();
        assert!(
            below <= 0.5 + half && up_to >= 0.5 - half,
            "{name}: {below} to {up_to}"
        );
        assert_eq!(shape.is_certain(), name == "fixed");
    }
}

#[test]
fn planted_mistakes_are_caught() {
    let planted = |shape: Shape, count| sampled(&shape, "planted", count);
    let student = shape(StudentT::new(1.0, 2.0 / 0.6_f64.sqrt(), 5.0));
    let cases = [
        (
            "sd off by 2 %",
            "normal",
            planted(shape(Normal::new(1.0, 2.04)), MANY_DRAWS),
        ),
        (
            "mean off by 2 % of sd",
            "normal",
            planted(shape(Normal::new(1.04, 2.0)), MANY_DRAWS),
        ),
        (
            "sides exchanged",
            "two-piece",
            planted(shape(TwoPiece::new(2.0, 2.0, 1.0)), DRAWS),
        ),
        ("scale taken for sd", "student-t", planted(student, DRAWS)),
        (
            "mean taken for mode",
            "pert",
            planted(shape(Pert::new(2.0, 3.5, 7.0)), DRAWS),
        ),
    ];
    let exact = exact();
    for (mistake, name, sample) in cases {
        let (_, _, cdf) = exact
            .iter()
            .find(|(exact, ..)| *exact == name)
            .expect("the right shape");
        let statistic = one_sample(&sample, cdf);
        assert!(
            statistic > CRITICAL,
            "{mistake}: {statistic} goes unnoticed"
        );
    }
}
