//! The distributions and their parameters.

use super::key::{Key, TableKeys, required};
use super::kind::{Kind, Quantity, Range};

/// A distribution's name and parameters.
#[derive(Debug, Clone, Copy)]
pub struct DistributionKeys {
    /// Value of `shape`.
    pub shape: &'static str,
    /// `shape` and the parameters, all required.
    pub table: TableKeys,
}

const SHAPE: &[Key] = &[required(
    "shape",
    Kind::Text,
    "形状",
    "name of the distribution",
)];
const ANY: Kind = Kind::Number(Quantity::Number, Range::ANY);
const NOT_NEGATIVE: Kind = Kind::Number(Quantity::Number, Range::NOT_NEGATIVE);
const POSITIVE: Kind = Kind::Number(Quantity::Number, Range::POSITIVE);

const LOW: Key = required("low", ANY, "下限", "lower end");
const MODE: Key = required("mode", ANY, "众数", "mode");
const HIGH: Key = required("high", ANY, "上限", "upper end");
const MEAN: Key = required("mean", ANY, "均值", "mean");
const SD: Key = required("sd", NOT_NEGATIVE, "标准差", "standard deviation");

/// Every distribution, in the order of the documentation.
pub static DISTRIBUTIONS: &[DistributionKeys] = &[
    of(
        "pert",
        &[SHAPE, &[LOW, MODE, HIGH]],
        "PERT 分布：三点估计，下限 ≤ 众数 ≤ 上限",
        "PERT distribution: a three-point estimate, low ≤ mode ≤ high",
    ),
    of(
        "triangular",
        &[SHAPE, &[LOW, MODE, HIGH]],
        "三角分布：下限 ≤ 众数 ≤ 上限",
        "triangular distribution, low ≤ mode ≤ high",
    ),
    of(
        "uniform",
        &[SHAPE, &[LOW, HIGH]],
        "均匀分布",
        "uniform distribution",
    ),
    of(
        "normal",
        &[SHAPE, &[MEAN, SD]],
        "正态分布",
        "normal distribution",
    ),
    of(
        "lognormal",
        &[
            SHAPE,
            &[
                required("median", POSITIVE, "中位数", "median"),
                required(
                    "sigma",
                    NOT_NEGATIVE,
                    "对数的标准差",
                    "standard deviation of the logarithm",
                ),
            ],
        ],
        "对数正态分布",
        "lognormal distribution",
    ),
    of(
        "student-t",
        &[
            SHAPE,
            &[
                MEAN,
                SD,
                required(
                    "dof",
                    Kind::Number(Quantity::Number, Range::above(2.0)),
                    "自由度",
                    "degrees of freedom",
                ),
            ],
        ],
        "t 分布：厚尾，sd 就是标准差",
        "Student's t distribution: heavy tails; sd is the standard deviation",
    ),
    of(
        "two-piece",
        &[
            SHAPE,
            &[
                MODE,
                required(
                    "sd_down",
                    POSITIVE,
                    "众数以下的标准差",
                    "scale below the mode",
                ),
                required(
                    "sd_up",
                    POSITIVE,
                    "众数以上的标准差",
                    "scale above the mode",
                ),
            ],
        ],
        "两段正态分布：上下不对称",
        "two-piece normal distribution: unequal risks",
    ),
    of(
        "beta",
        &[SHAPE, &[MEAN, SD, LOW, HIGH]],
        "贝塔分布：限于上下限之间",
        "beta distribution between two ends",
    ),
    of(
        "fixed",
        &[SHAPE, &[required("value", ANY, "值", "value")]],
        "固定值",
        "fixed value",
    ),
    of(
        "empirical",
        &[
            SHAPE,
            &[required(
                "values",
                Kind::Numbers(Quantity::Number, Range::ANY, 10_000),
                "样本",
                "sample",
            )],
        ],
        "经验分布",
        "empirical distribution",
    ),
];

const fn of(
    shape: &'static str,
    sections: &'static [&'static [Key]],
    zh: &'static str,
    en: &'static str,
) -> DistributionKeys {
    DistributionKeys {
        shape,
        table: TableKeys {
            heading: shape,
            zh,
            en,
            sections,
            limit: 1,
            takes_defaults: false,
        },
    }
}
