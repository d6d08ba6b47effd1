//! The mathematics against the reference cases: numbers from other programs and from arithmetic with up to 60 digits,
//! each with its own tolerance. A failure names the case.

use kapok::analysis::discover::{Paths, Region};
use kapok::analysis::{Moment, TiltError, effective_size, normalised, tilt};
use kapok::distribution::{Beta, LogNormal, Pert, ShapeError, StudentT, Triangular, TwoPiece};
use kapok::numerics::{ln, normal_cdf, normal_quantile, open_uniform, student_t_cdf};
use kapok::random::philox4x32_10;

mod reference;

use reference::{Case, number, numbers, words};

#[test]
fn philox_gives_the_known_answers() {
    for case in Case::starting_with("RNG-philox4x32-10") {
        let got = philox4x32_10(words(case.input("counter")), words(case.input("key")));
        assert_eq!(got, words::<4>(case.expected("output_hex")), "{}", case.id);
    }
    let case = Case::find("RNG-layout-1");
    let vectors = case.input("vectors").as_array().expect("vectors");
    let outputs = case.expected("output_hex").as_array().expect("outputs");
    assert_eq!(vectors.len(), outputs.len());
    for (vector, output) in vectors.iter().zip(outputs) {
        let of = |name: &str| vector[name].as_u64().expect("a whole number");
        let (path, seed) = (of("path"), of("seed"));
        let counter = [
            of("block") as u32,
            of("stream") as u32,
            path as u32,
            (path >> 32) as u32,
        ];
        let got = philox4x32_10(counter, [seed as u32, (seed >> 32) as u32]);
        assert_eq!(got, words::<4>(output), "{} {vector}", case.id);
    }
}

#[test]
fn bits_become_open_uniforms() {
    let case = Case::find("RNG-u64-to-f64");
    let raw = case.input("raw").as_array().expect("words");
    let expected = case
        .expected("open_open_hexfloat")
        .as_array()
        .expect("numbers");
    for (raw, expected) in raw.iter().zip(expected) {
        let bits = u64::from_str_radix(raw.as_str().unwrap_or_default(), 16).expect("hexadecimal");
        let expected = hexadecimal_float(expected.as_str().unwrap_or_default());
        assert_eq!(open_uniform(bits), expected, "{} {raw}", case.id);
    }
}

/// 0x1.<13 digits>p<exponent>
fn hexadecimal_float(text: &str) -> f64 {
    let (digits, exponent) = text
        .trim_start_matches("0x1.")
        .split_once('p')
        .expect("an exponent");
    let mantissa = u64::from_str_radix(digits, 16).expect("hexadecimal digits");
    let exponent: i64 = exponent.parse().expect("a decimal exponent");
    f64::from_bits(((exponent + 1023) as u64) << 52 | mantissa)
}

#[test]
fn normal_distribution_and_its_inverse() {
    let case = Case::find("NORM-ppf");
    let p = numbers(case.input("p"));
    case.check("x", &p.into_iter().map(normal_quantile).collect::<Vec<_>>());
    let case = Case::find("NORM-cdf");
    let x = numbers(case.input("x"));
    case.check("p", &x.into_iter().map(normal_cdf).collect::<Vec<_>>());
}

#[test]
fn triangular_and_pert() {
    let case = Case::find("DIST-tri");
    let [low, mode, high] = ["a", "mode", "b"].map(|name| case.input_number(name));
    let shape = Triangular::new(low, mode, high).expect("a triangular distribution");
    case.check("mean", &[shape.mean()]);
    case.check("var", &[shape.variance()]);
    let p = numbers(case.input("p"));
    case.check(
        "q",
        &p.iter().map(|p| shape.quantile(*p)).collect::<Vec<_>>(),
    );
    case.check(
        "q",
        &p.iter()
            .map(|p| shape.quantile_upper(1.0 - p))
            .collect::<Vec<_>>(),
    );

    let case = Case::find("DIST-pert");
    let [low, mode, high] = ["a", "mode", "b"].map(|name| case.input_number(name));
    let shape = Pert::new(low, mode, high).expect("a PERT distribution");
    case.check("mean", &[shape.mean()]);
    case.check("var", &[shape.variance()]);
    let p = numbers(case.input("p"));
    case.check(
        "q",
        &p.iter().map(|p| shape.quantile(*p)).collect::<Vec<_>>(),
    );
    case.check(
        "q",
        &p.iter()
            .map(|p| shape.quantile_upper(1.0 - p))
            .collect::<Vec<_>>(),
    );
}

/// The lognormal distribution with this mean and standard deviation of the variable itself: σ² = ln(1 + (sd/mean)²).
fn from_mean_and_sd(mean: f64, sd: f64) -> Result<LogNormal, ShapeError> {
    let variance = libm::log1p((sd / mean) * (sd / mean));
    LogNormal::new(mean * libm::exp(-0.5 * variance), variance.sqrt())
}

/// The lognormal distribution with these values at probabilities 0.1 and 0.9.
fn from_two_quantiles(p10: f64, p90: f64) -> Result<LogNormal, ShapeError> {
    LogNormal::new(
        (p10 * p90).sqrt(),
        ln(p90 / p10) / (2.0 * normal_quantile(0.9)),
    )
}

/// The two-piece normal of a central bank's published mode, uncertainty and skew (mean less mode):
/// γ = √(1 − 4((√(1 + b) − 1)/b)²) with b = π (skew/uncertainty)², and the scales are uncertainty/√(1 ± γ).
fn from_published_figures(mode: f64, uncertainty: f64, skew: f64) -> Result<TwoPiece, ShapeError> {
    let b = std::f64::consts::PI * (skew / uncertainty) * (skew / uncertainty);
    let root = ((1.0 + b).sqrt() - 1.0) / b;
    let gamma = (1.0 - 4.0 * root * root).sqrt().copysign(skew);
    TwoPiece::new(
        mode,
        uncertainty / (1.0 + gamma).sqrt(),
        uncertainty / (1.0 - gamma).sqrt(),
    )
}

#[test]
fn lognormal_from_moments_and_from_quantiles() {
    let case = Case::find("DIST-lognormal-ms");
    let [mean, sd, p10, p90] = ["mean", "sd", "p10", "p90"].map(|name| case.input_number(name));
    let log_sd = |shape: &LogNormal| ln(shape.quantile(normal_cdf(1.0)) / shape.quantile(0.5));
    let shape = from_mean_and_sd(mean, sd).expect("a lognormal distribution");
    case.check("mu", &[ln(shape.quantile(0.5))]);
    case.check("sigma", &[log_sd(&shape)]);
    assert!((shape.mean() / mean - 1.0).abs() < 1e-15, "{}", case.id);
    assert!(
        (shape.variance() / (sd * sd) - 1.0).abs() < 1e-14,
        "{}",
        case.id
    );
    let shape = from_two_quantiles(p10, p90).expect("a lognormal distribution");
    case.check("mu_q", &[ln(shape.quantile(0.5))]);
    case.check("sigma_q", &[log_sd(&shape)]);
}

#[test]
fn two_piece_normal() {
    for case in Case::starting_with("TPN-") {
        let shape = if case.input("sigma1").is_null() {
            let names = ["mode", "uncertainty", "skew_mean_minus_mode"];
            let [mode, uncertainty, skew] = names.map(|name| case.input_number(name));
            from_published_figures(mode, uncertainty, skew)
        } else {
            let [mode, down, up] = ["mode", "sigma1", "sigma2"].map(|name| case.input_number(name));
            TwoPiece::new(mode, down, up)
        }
        .expect("a two-piece normal distribution");
        case.check("mean", &[shape.mean()]);
        case.check("variance", &[shape.variance()]);
        let p = numbers(case.input("p"));
        case.check(
            "quantiles",
            &p.iter().map(|p| shape.quantile(*p)).collect::<Vec<_>>(),
        );
        case.check(
            "quantiles",
            &p.iter()
                .map(|p| shape.quantile_upper(1.0 - p))
                .collect::<Vec<_>>(),
        );
        let mode_at = shape.quantile(number(case.expected("prob_below_mode")));
        assert!(
            (mode_at - case.input_number("mode")).abs() < 1e-12,
            "{}",
            case.id
        );
    }
}

#[test]
fn student_t_with_unit_variance() {
    let case = Case::find("AN-student");
    let dof = case.input_number("nu");
    let shape = StudentT::new(0.0, 1.0, dof).expect("a Student distribution");
    let p = [0.01, 0.05, 0.95, 0.99];
    case.check("q", &p.map(|p| shape.quantile(p)));
    case.check("q", &p.map(|p| shape.quantile_upper(1.0 - p)));
    case.check(
        "p_lt_m3",
        &[student_t_cdf(-3.0 * (dof / (dof - 2.0)).sqrt(), dof)],
    );
}

#[test]
fn beta_by_mean_and_standard_deviation() {
    let case = Case::find("EXEC-beta");
    let [mean, sd] = ["mean", "sd"].map(|name| case.input_number(name));
    let shape = Beta::new(mean, sd, 0.0, 1.0).expect("a beta distribution");
    for (name, p) in [("q05", 0.05), ("q50", 0.5), ("q95", 0.95)] {
        case.check(name, &[shape.quantile(p)]);
        case.check(name, &[shape.quantile_upper(1.0 - p)]);
    }
    assert!((shape.mean() / mean - 1.0).abs() < 1e-14, "{}", case.id);
    assert!(
        (shape.variance() / (sd * sd) - 1.0).abs() < 1e-13,
        "{}",
        case.id
    );
    let reached = shape.quantile_upper(number(case.expected("p_ge_095")));
    assert!((reached - 0.95).abs() < 1e-12, "{}", case.id);
}

/// Equal weights.
fn even(count: usize) -> Vec<f64> {
    vec![1.0 / count as f64; count]
}

#[test]
fn tilting_to_a_mean_agrees() {
    let case = Case::find("ET-mean");
    let values = numbers(case.input("x"));
    let moment = Moment {
        values: values.clone(),
        mean: case.input_number("target_mean"),
    };
    let tilted = tilt(&even(6), &[moment]).expect("the mean is inside");
    case.check("gamma", &tilted.multipliers);
    case.check("weights", &tilted.weights);
    case.check("kl", &[tilted.divergence]);
    case.check("ess_kish", &[effective_size(&tilted.weights)]);
    let mean = case.input_number("target_mean");
    let squares = tilted.weights.iter().zip(&values);
    let variance: f64 = squares.map(|(w, x)| w * (x - mean) * (x - mean)).sum();
    case.check("tilted_var", &[variance]);
}

#[test]
fn tilting_to_a_probability_is_the_closed_form() {
    let case = Case::find("ET-prob");
    let (n, k) = (
        case.input_number("n") as usize,
        case.input_number("k") as usize,
    );
    let values: Vec<f64> = (0..n).map(|i| f64::from(u8::from(i < k))).collect();
    let mean = case.input_number("p");
    let tilted = tilt(&even(n), &[Moment { values, mean }]).expect("some hit, some miss");
    case.check("weight_hit", &tilted.weights[..1]);
    case.check("weight_miss", &tilted.weights[n - 1..]);
    case.check("gamma", &tilted.multipliers);
    case.check("kl", &[tilted.divergence]);
    case.check("ess_kish", &[effective_size(&tilted.weights)]);
}

/// ET-meanvar: the draws of ET-mean to mean 2 and variance 1.5, by the moments x and (x − 2)².
#[test]
fn tilting_to_mean_and_variance_has_the_reference_multipliers() {
    let values = numbers(Case::find("ET-mean").input("x"));
    let squares = values.iter().map(|x| (x - 2.0) * (x - 2.0)).collect();
    let mean = Moment { values, mean: 2.0 };
    let square = Moment {
        values: squares,
        mean: 1.5,
    };
    let tilted = tilt(&even(6), &[mean, square]).expect("both are possible");
    let expected = [0.057_450_579_344_306_48, -0.257_316_246_071_395_6];
    for (got, expected) in tilted.multipliers.iter().zip(expected) {
        assert!(
            (got / expected - 1.0).abs() < 1e-11,
            "{got:e}, not {expected:e}"
        );
    }
}

/// Sobol points 1, 2, … in two dimensions, unscrambled, in the order of the Gray code (Joe & Kuo 2008).
fn sobol_points(count: u32) -> Vec<Vec<f64>> {
    let mut second = [1_u32 << 31; 32];
    for k in 1..32 {
        second[k] = second[k - 1] ^ (second[k - 1] >> 1);
    }
    let coordinate = |index: u32, dimension: usize| {
        let gray = index ^ (index >> 1);
        let bits = (0..32).filter(|k| gray >> k & 1 == 1);
        let directions = bits.map(|k| [1_u32 << (31 - k), second[k]][dimension]);
        f64::from(directions.fold(0, |x, v| x ^ v)) / 4_294_967_296.0
    };
    [0, 1]
        .map(|dimension| (1..=count).map(|i| coordinate(i, dimension)).collect())
        .to_vec()
}

#[test]
fn a_box_has_the_coverage_density_and_mass_of_the_reference() {
    let case = Case::find("SA-prim-stats");
    let (count, every) = (
        case.input_number("n") as u32,
        case.input_number("flip_every") as usize,
    );
    let drivers = sobol_points(count);
    let interest: Vec<bool> = (0..count as usize)
        .map(|i| (drivers[0][i] > 0.6 && drivers[1][i] < 0.45) != i.is_multiple_of(every))
        .collect();
    let ends = |name: &str| {
        let ends = numbers(&case.input("box")[name]);
        [ends[0], ends[1]]
    };
    let region = Region {
        ends: vec![ends("x1"), ends("x2")],
    };
    let paths = Paths {
        drivers: &drivers,
        interest: &interest,
    };
    let among: Vec<usize> = (0..count as usize).collect();
    let counts = region.count(paths, &among);
    case.check("n_interest", &[counts.hits as f64]);
    case.check("coverage", &[counts.coverage()]);
    case.check("density", &[counts.density()]);
    case.check("mass", &[counts.mass()]);
    case.check("res_dim", &[region.restricted().len() as f64]);
}

#[test]
fn tilting_to_mean_and_variance_reaches_both() {
    // The draws of ET-mean to mean 2.5 and variance 1.2: a second moment of 1.2 + 2.5².
    let values = numbers(Case::find("ET-mean").input("x"));
    let squares = values.iter().map(|x| x * x).collect();
    let mean = Moment { values, mean: 2.5 };
    let square = Moment {
        values: squares,
        mean: 1.2 + 2.5 * 2.5,
    };
    let both = [mean, square];
    let tilted = tilt(&even(6), &both).expect("both are possible");
    for moment in &both {
        let products = tilted.weights.iter().zip(&moment.values);
        let reached: f64 = products.map(|(w, g)| w * g).sum();
        assert!((reached / moment.mean - 1.0).abs() < 1e-11);
    }
    // The weights are of the exponential family: ln w is linear in both moments.
    let of = |i: usize| {
        let tilts = both.iter().zip(&tilted.multipliers);
        ln(tilted.weights[i]) - tilts.map(|(m, g)| g * m.values[i]).sum::<f64>()
    };
    assert!((1..6).all(|i| (of(i) - of(0)).abs() < 1e-10));
    // A variance too small for a mean between two draws, though each alone is possible.
    let values = both[0].values.clone();
    let narrow = Moment {
        values: both[1].values.clone(),
        mean: 2.5 * 2.5 + 0.01,
    };
    let tight = [Moment { values, mean: 2.5 }, narrow];
    assert_eq!(tilt(&even(6), &tight), Err(TiltError::Together));
}

#[test]
fn a_mean_that_no_weights_have_is_refused() {
    let case = Case::find("ET-infeasible");
    let moment = |mean: f64| Moment {
        values: numbers(case.input("x")),
        mean,
    };
    for mean in [case.input_number("target_mean"), 4.1, -1.0, f64::NAN] {
        let found = tilt(&even(6), &[moment(mean)]);
        let expected = TiltError::Outside {
            moment: 0,
            least: -1.0,
            greatest: 4.1,
        };
        assert_eq!(found, Err(expected), "{mean}");
    }
}

#[test]
fn log_weights_near_minus_a_thousand_are_normalised() {
    let case = Case::find("IS-logweights");
    let (weights, sum) = normalised(&numbers(case.input("log_w")));
    case.check("weights", &weights);
    case.check("logsumexp", &[sum]);
    case.check("ess", &[effective_size(&weights)]);
}
