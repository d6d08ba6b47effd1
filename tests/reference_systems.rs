//! Dependence and input-output mathematics against the reference cases, some of it by simulation. A failure names the
//! case.

use kapok::dependence::{CorrelationError, CorrelationMatrix, nearest_correlation};
use kapok::input_output::{
    InputOutputError, LuFactors, NationalTable, Quotient, industry_coefficients, leontief_inverse,
    output_multipliers, simple_quotients, spectral_radius,
};
use kapok::numerics::normal_cdf;
use kapok::random::Stream;
use ndarray::Array2;

mod reference;

use reference::{Case, DRAWS, SIGMAS, matrix, number, numbers};

/// Normal draws of a variable, one for each path.
fn draws(id: &str) -> Vec<f64> {
    let mut out = vec![0.0; DRAWS];
    Stream::new(20_260_101, "reference", id).fill_normal(0, 0, &mut out);
    out
}

/// Pairs of scores with the correlations of a 2 × 2 matrix.
fn correlated(rho: f64) -> impl Iterator<Item = (f64, f64)> {
    let table = Array2::from_shape_vec((2, 2), vec![1.0, rho, rho, 1.0]).expect("a matrix");
    let l = CorrelationMatrix::new(table)
        .expect("a correlation matrix")
        .cholesky();
    let pairs = draws("first").into_iter().zip(draws("second"));
    pairs.map(move |(a, b)| (l[[0, 0]] * a, l[[1, 0]] * a + l[[1, 1]] * b))
}

#[test]
fn nearest_correlation_matrices() {
    for case in Case::starting_with("HIGHAM-") {
        let given = matrix(case.input("A"));
        let nearest = nearest_correlation(&given);
        case.check("X", nearest.as_slice().expect("in standard order"));
        let distance = (&nearest - &given)
            .iter()
            .map(|d| d * d)
            .sum::<f64>()
            .sqrt();
        case.check("frobenius_distance", &[distance]);
    }
}

#[test]
fn impossible_correlations_are_refused() {
    let case = Case::find("COP-nonpsd");
    let matrices = case.input("matrices").as_array().expect("matrices");
    let verdicts: Vec<_> = matrices
        .iter()
        .map(|m| CorrelationMatrix::new(matrix(m)))
        .collect();
    let [impossible, skewed, too_large, diagonal, edge] = verdicts.as_slice() else {
        panic!("{}: five matrices", case.id)
    };
    let Err(CorrelationError::Impossible {
        smallest_eigenvalue,
        ..
    }) = impossible
    else {
        panic!("{}: {impossible:?}", case.id)
    };
    case.check("min_eig_first", &[*smallest_eigenvalue]);
    assert!(
        matches!(skewed, Err(CorrelationError::NotSymmetric { .. })),
        "{}",
        case.id
    );
    assert!(
        matches!(too_large, Err(CorrelationError::OutOfRange { .. })),
        "{}",
        case.id
    );
    assert!(
        matches!(diagonal, Err(CorrelationError::Diagonal { .. })),
        "{}",
        case.id
    );
    assert!(edge.is_ok(), "{}", case.id);
}

#[test]
fn gaussian_copula_by_simulation() {
    let case = Case::find("COP-gauss");
    let expected = |name: &str| numbers(case.expected(name));
    let exact = expected("spearman").into_iter().zip(expected("orthant"));
    for (rho, (spearman, orthant)) in numbers(case.input("rho")).into_iter().zip(exact) {
        let both = correlated(rho)
            .filter(|(a, b)| *a > 0.0 && *b > 0.0)
            .count();
        case.check_share(both, orthant);
        // 12 (U − ½)(V − ½) has Spearman's correlation as its mean, and the sample tells its error.
        let products =
            correlated(rho).map(|(a, b)| 12.0 * (normal_cdf(a) - 0.5) * (normal_cdf(b) - 0.5));
        let (sum, squares) = products.fold((0.0, 0.0), |(s, q), x| (s + x, q + x * x));
        let mean = sum / DRAWS as f64;
        let error = ((squares / DRAWS as f64 - mean * mean) / DRAWS as f64).sqrt();
        let off = (mean - spearman) / error;
        assert!(
            off.abs() <= SIGMAS,
            "{}: rho {rho}: {mean} is {off:.1} sigma off",
            case.id
        );
    }
}

#[test]
fn a_correlation_of_the_wrong_sign_would_be_noticed() {
    let case = Case::find("COP-gauss");
    let planted = correlated(-0.3)
        .filter(|(a, b)| *a > 0.0 && *b > 0.0)
        .count() as f64;
    let exact = numbers(case.expected("orthant"))[3] * DRAWS as f64;
    assert!(
        (planted - exact).abs() > 10.0 * SIGMAS * (DRAWS as f64).sqrt(),
        "{}",
        case.id
    );
}

#[test]
fn regional_coefficients_by_location_quotients() {
    let case = Case::find("IO-LQ");
    let national = matrix(case.input("A_national"));
    let table = NationalTable {
        codes: (1..=4).map(|code| code.to_string()).collect(),
        gross_output: numbers(case.input("national_employment")),
        value_added: vec![1.0; 4],
        coefficients: national.clone(),
    };
    let regional = numbers(case.input("regional_employment"));
    let share = regional.iter().sum::<f64>() / table.total_output();
    let simple = simple_quotients(&table, &regional);
    case.check("slq", &simple);
    let flegg = Quotient::flegg(share, number(case.input("delta")));
    if let Quotient::Flegg { size } = flegg {
        case.check("lambda_star", &[size]);
    }
    let multipliers = |coefficients: &Array2<f64>| {
        output_multipliers(&leontief_inverse(coefficients).expect("productive"))
    };
    case.check("mult_national", &multipliers(&national));
    for (quotient, coefficients, expected) in [
        (Quotient::Simple, "A_slq", "mult_slq"),
        (Quotient::CrossIndustry, "A_cilq", "mult_cilq"),
        (flegg, "A_flq", "mult_flq"),
    ] {
        let found = industry_coefficients(&table, &simple, quotient);
        case.check(coefficients, found.as_slice().expect("in standard order"));
        case.check(expected, &multipliers(&found));
    }
}

#[test]
fn leontief_inverse_of_the_textbook() {
    let case = Case::find("IO-MB-2sector");
    let (flows, output) = (matrix(case.input("Z")), numbers(case.input("x")));
    let coefficients = Array2::from_shape_fn(flows.dim(), |(j, i)| flows[[j, i]] / output[i]);
    case.check("A", coefficients.as_slice().expect("in standard order"));
    case.check("spectral_radius_A", &[spectral_radius(&coefficients)]);
    let inverse = leontief_inverse(&coefficients).expect("a productive economy");
    case.check("L", inverse.as_slice().expect("in standard order"));
    case.check("output_multipliers", &output_multipliers(&inverse));
    let demand = numbers(case.input("f_new"));
    let net = Array2::<f64>::eye(2) - &coefficients;
    case.check(
        "x_new",
        &LuFactors::factor(&net).expect("regular").solve(&demand),
    );
    case.check("x_new", &times(&inverse, &demand));

    let closed = Case::find("IO-MB-closed");
    let inverse = leontief_inverse(&matrix(closed.input("A_bar"))).expect("a productive economy");
    closed.check("L_bar", inverse.as_slice().expect("in standard order"));
    closed.check("x", &times(&inverse, &numbers(closed.input("f"))));
}

fn times(matrix: &Array2<f64>, vector: &[f64]) -> Vec<f64> {
    let row = |row: ndarray::ArrayView1<f64>| row.iter().zip(vector).map(|(a, x)| a * x).sum();
    matrix.rows().into_iter().map(row).collect()
}

#[test]
fn rounds_of_supply_lead_to_the_inverse() {
    let case = Case::find("IO-MB-rounds");
    let (coefficients, demand) = (matrix(case.input("A")), numbers(case.input("f")));
    let round = |x: &[f64]| -> Vec<f64> {
        times(&coefficients, x)
            .iter()
            .zip(&demand)
            .map(|(own, f)| own + f)
            .collect()
    };
    let mut rounds = std::iter::successors(Some(round(&demand)), |x| Some(round(x)));
    let got: Vec<f64> = rounds.clone().take(7).flatten().collect();
    case.check("x_after_round", &got);
    let inverse = leontief_inverse(&coefficients).expect("a productive economy");
    let limit = rounds.nth(60).expect("the rounds never end");
    for (x, direct) in limit.iter().zip(times(&inverse, &demand)) {
        assert!((x / direct - 1.0).abs() < 1e-14, "{}", case.id);
    }
}

#[test]
fn hawkins_simon_verdicts() {
    let case = Case::find("IO-HS");
    let tables: Vec<_> = case
        .input("A")
        .as_array()
        .expect("tables")
        .iter()
        .map(matrix)
        .collect();
    case.check(
        "spectral_radius",
        &tables.iter().map(spectral_radius).collect::<Vec<_>>(),
    );
    let verdicts: Vec<_> = tables.iter().map(leontief_inverse).collect();
    assert!(
        matches!(verdicts[0], Err(InputOutputError::NotProductive { .. })),
        "{}",
        case.id
    );
    let second = verdicts[1]
        .as_ref()
        .expect("productive in spite of a column above 1");
    case.check("L_of_second", second.as_slice().expect("in standard order"));
    assert!(
        matches!(verdicts[2], Err(InputOutputError::NotProductive { .. })),
        "{}",
        case.id
    );
    assert!(verdicts[3].is_ok(), "{}: barely productive", case.id);
}

#[test]
fn multipliers_of_location_quotient_tables() {
    let case = Case::find("IO-LQ");
    for (table, expected) in [("A_slq", "mult_slq"), ("A_flq", "mult_flq")] {
        let inverse = leontief_inverse(&matrix(case.expected(table))).expect("productive");
        case.check(expected, &output_multipliers(&inverse));
    }
    let inverse = leontief_inverse(&matrix(case.input("A_national"))).expect("productive");
    case.check("mult_national", &output_multipliers(&inverse));
}

#[test]
fn joint_targets_of_an_uncertain_economy() {
    let case = Case::find("IO-stoch");
    let inverse = leontief_inverse(&matrix(case.input("A"))).expect("a productive economy");
    let [mean, sd, targets] = ["f_mean", "f_sd", "targets"].map(|name| numbers(case.input(name)));
    case.check("mean", &times(&inverse, &mean));
    let mut hits = [0; 4];
    for (a, b) in correlated(case.input_number("f_corr")) {
        let output = times(&inverse, &[mean[0] + sd[0] * a, mean[1] + sd[1] * b]);
        let (first, second) = (output[0] >= targets[0], output[1] >= targets[1]);
        for (hits, hit) in hits
            .iter_mut()
            .zip([first, second, first && second, first || second])
        {
            *hits += usize::from(hit);
        }
    }
    let each = numbers(case.expected("p_each"));
    let [joint, any] = ["p_joint", "p_any"].map(|name| number(case.expected(name)));
    for (hits, exact) in hits.into_iter().zip([each[0], each[1], joint, any]) {
        case.check_share(hits, exact);
    }
}
