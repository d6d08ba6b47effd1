//! The scrambled coordinates of one dimension.

use super::scramble::{BITS, further_digits, scramble};
use crate::numerics::open_uniform;
use crate::numerics::packs::{Kernel, Vectors, run};

/// Independent scramblings of the points; path i belongs to replicate i modulo this.
pub const REPLICATES: usize = 16;

/// Paths before the points of a replicate repeat.
pub const MOST_PATHS: u64 = (REPLICATES as u64) << BITS;

/// One dimension of the Sobol points in every replicate: a uniform number for every path.
///
/// Points come in the order of the Gray code (Antonov and Saleev 1979): point n is the exclusive or of the direction numbers at the
/// ones of n ⊕ n ÷ 2. So 2ᵐ points that start at a multiple of 2ᵐ are a net, and each point is one step from the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// As [`directions`](super::directions()) gives them.
    numbers: [u32; BITS],
    /// Words of each replicate's seed, `[word][replicate]`.
    seeds: [[u32; REPLICATES]; 4],
}

impl Dimension {
    /// A dimension with these direction numbers, scrambled by the seed of each replicate.
    pub(in crate::random) fn new(numbers: [u32; BITS], seed: impl Fn(usize) -> [u32; 4]) -> Self {
        let seeds: [[u32; 4]; REPLICATES] = core::array::from_fn(seed);
        Self {
            numbers,
            seeds: core::array::from_fn(|word| seeds.map(|seed| seed[word])),
        }
    }

    /// The uniform number of one path, strictly between 0 and 1: 32 scrambled digits and 20 that are as good as random.
    ///
    /// # Panics
    /// If the path is not below [`MOST_PATHS`].
    pub fn uniform(&self, path: u64) -> f64 {
        let replicate = (path % REPLICATES as u64) as usize;
        let seed = core::array::from_fn(|word| self.seeds[word][replicate]);
        coordinate(self.digits(point(path)), seed)
    }

    /// The uniform numbers of the paths `first_path`, `first_path` + 1, … as many as `out` holds: the same bits as
    /// [`uniform`](Self::uniform) path by path.
    ///
    /// # Panics
    /// If a path is not below [`MOST_PATHS`].
    pub fn fill_uniform(&self, first_path: u64, out: &mut [f64]) {
        let replicates = REPLICATES as u64;
        let before = (first_path.next_multiple_of(replicates) - first_path) as usize;
        let (head, rest) = out.split_at_mut(before.min(out.len()));
        let (groups, tail) = rest.as_chunks_mut::<REPLICATES>();
        for (value, path) in head.iter_mut().zip(first_path..) {
            *value = self.uniform(path);
        }
        let groups_from = first_path + before as u64;
        if let Some(last) = groups.len().checked_sub(1) {
            let first = point(groups_from);
            // The last point exists as well.
            point(groups_from + last as u64 * replicates);
            run(FillPoints {
                groups,
                first_point: first,
                digits: self.digits(first),
                dimension: self,
            });
        }
        let tail_from = groups_from + (groups.len() * REPLICATES) as u64;
        for (value, path) in tail.iter_mut().zip(tail_from..) {
            *value = self.uniform(path);
        }
    }

    /// The digits of a point before scrambling, the first in the lowest bit.
    fn digits(&self, point: u32) -> u32 {
        let gray = point ^ point >> 1;
        let used = self.numbers.iter().enumerate();
        used.filter(|(k, _)| gray >> k & 1 == 1)
            .fold(0, |digits, (_, number)| digits ^ number)
    }
}

/// The number of a path's point.
fn point(path: u64) -> u32 {
    let point = u32::try_from(path / REPLICATES as u64);
    point.expect("a run has no more paths than there are points")
}

/// Every replicate of consecutive points; `digits` are those of the first. Plain loops, which the compiler turns into vectors.
struct FillPoints<'p> {
    groups: &'p mut [[f64; REPLICATES]],
    first_point: u32,
    digits: u32,
    dimension: &'p Dimension,
}

impl Kernel for FillPoints<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) {
        let [s0, s1, s2, s3] = &self.dimension.seeds;
        let (mut point, mut digits) = (self.first_point, self.digits);
        for group in self.groups {
            for (replicate, value) in group.iter_mut().enumerate() {
                let seed = [s0[replicate], s1[replicate], s2[replicate], s3[replicate]];
                *value = coordinate(digits, seed);
            }
            point = point.wrapping_add(1);
            digits ^= self.dimension.numbers[point.trailing_zeros() as usize % BITS];
        }
    }
}

/// The number with these digits, scrambled.
#[inline(always)]
fn coordinate(digits: u32, seed: [u32; 4]) -> f64 {
    let scrambled = scramble(digits, seed);
    let further = further_digits(scrambled, seed);
    open_uniform(u64::from(scrambled) << 32 | u64::from(further))
}

#[cfg(test)]
mod tests {
    use super::super::directions;
    use super::*;
    use crate::random::philox4x32_10;

    fn dimension(number: usize) -> Dimension {
        let numbers = directions(number + 1)[number];
        Dimension::new(numbers, |replicate| {
            philox4x32_10([replicate as u32, number as u32, 0, 0], [5, 6])
        })
    }

    /// The points 0..n of one replicate.
    fn replicate(dimension: &Dimension, replicate: u64, n: u64) -> Vec<f64> {
        (0..n)
            .map(|point| dimension.uniform(REPLICATES as u64 * point + replicate))
            .collect()
    }

    #[test]
    fn runs_of_paths_give_the_bits_of_single_paths() {
        let dimension = dimension(41);
        for length in [0, 1, 15, 16, 17, 31, 256, 1000] {
            for first in [0, 1, 15, 16, 4096, 65_537, MOST_PATHS - 1024] {
                let mut run = vec![0.0; length];
                dimension.fill_uniform(first, &mut run);
                for (value, path) in run.iter().zip(first..) {
                    assert_eq!(value.to_bits(), dimension.uniform(path).to_bits());
                }
            }
        }
    }

    #[test]
    fn every_replicate_has_one_point_in_every_interval() {
        for number in [0, 1, 2, 77, 1200, 21_200] {
            let dimension = dimension(number);
            for k in [0, 7, 15] {
                for m in 0..=12 {
                    let n = 1_u64 << m;
                    // Also from any later multiple of 2ᵐ on.
                    let points = replicate(&dimension, k, 3 * n);
                    for part in points.chunks(n as usize) {
                        let mut seen = vec![false; n as usize];
                        for u in part {
                            seen[(u * n as f64) as usize] = true;
                        }
                        assert!(seen.iter().all(|seen| *seen), "{number} {k} {m}");
                    }
                }
            }
        }
    }

    /// Points in the box of every shape 2⁻ᵃ × 2⁻ᵇ, a + b = `volume`: the greatest and the least number in one.
    fn boxes(points: &[[f64; 2]], volume: u32) -> (u32, u32) {
        let (mut least, mut greatest) = (u32::MAX, 0);
        for a in 0..=volume {
            let mut inside = vec![0; 1 << volume];
            for [u, v] in points {
                let side = |x: f64, digits: u32| (x * f64::from(1_u32 << digits)) as usize;
                inside[side(*u, a) << (volume - a) | side(*v, volume - a)] += 1;
            }
            least = least.min(*inside.iter().min().unwrap());
            greatest = greatest.max(*inside.iter().max().unwrap());
        }
        (least, greatest)
    }

    #[test]
    fn pairs_are_nets_as_good_as_before_scrambling() {
        // The least volume in which some box has not its share tells t.
        let quality = |points: &[[f64; 2]], m: u32| {
            let fair =
                |volume: &u32| boxes(points, *volume) == (1 << (m - volume), 1 << (m - volume));
            m - (0..=m).take_while(fair).last().unwrap()
        };
        let m = 8;
        for pair in [[0, 1], [1, 2], [3, 4], [0, 6], [5, 9], [40, 41]] {
            let [a, b] = pair.map(dimension);
            let plain: Vec<[f64; 2]> = (0..1 << m)
                .map(|n| [&a, &b].map(|d| f64::from(d.digits(n).reverse_bits()) / 4_294_967_296.0))
                .collect();
            let t = quality(&plain, m);
            if pair == [0, 1] {
                assert_eq!(t, 0);
            }
            for k in [0, 3, 15] {
                let scrambled: Vec<[f64; 2]> = replicate(&a, k, 1 << m)
                    .into_iter()
                    .zip(replicate(&b, k, 1 << m))
                    .map(|(u, v)| [u, v])
                    .collect();
                assert_eq!(quality(&scrambled, m), t, "{pair:?} {k}");
            }
        }
    }

    #[test]
    fn moments_are_those_of_the_uniform_and_replicates_are_independent() {
        // Over 400 dimensions: each number alone is uniform, whichever point it is; two replicates of one point are not correlated.
        let dimensions: Vec<Dimension> = (0..400).map(dimension).collect();
        let n = dimensions.len() as f64;
        for path in [0, 5, 16 * 3 + 2, 16 * 1000 + 9] {
            let deviation = |path: u64| -> Vec<f64> {
                dimensions.iter().map(|d| d.uniform(path) - 0.5).collect()
            };
            let here = deviation(path);
            let other = deviation(path + 1);
            let mean = here.iter().sum::<f64>() / n;
            let square = here.iter().map(|d| d * d).sum::<f64>() / n;
            let product = here.iter().zip(&other).map(|(a, b)| a * b).sum::<f64>() / n;
            let deviations = [
                mean / (1.0_f64 / 12.0 / n).sqrt(),
                (square - 1.0 / 12.0) / (1.0_f64 / 180.0 / n).sqrt(),
                product / (1.0_f64 / 144.0 / n).sqrt(),
            ];
            assert!(
                deviations.iter().all(|z| z.abs() < 4.0),
                "{path} {deviations:?}"
            );
        }
    }

    #[test]
    fn unscrambled_points_are_those_of_another_library() {
        // qmc.Sobol(21201, scramble=False, bits=32) of scipy 1.17.1, times 2³²: dimension, point, value.
        for (number, n, expected) in KNOWN {
            assert_eq!(
                dimension(number).digits(n).reverse_bits(),
                expected,
                "{number} {n}"
            );
        }
    }

    const KNOWN: [(usize, u32, u32); 52] = [
        (0, 1, 2_147_483_648),
        (0, 5, 3_758_096_384),
        (0, 100, 1_778_384_896),
        (0, 1_023, 4_194_304),
        (1, 1, 2_147_483_648),
        (1, 5, 3_758_096_384),
        (1, 100, 1_107_296_256),
        (1, 1_023, 3_233_808_384),
        (2, 1, 2_147_483_648),
        (2, 5, 536_870_912),
        (2, 100, 3_321_888_768),
        (2, 1_023, 2_629_828_608),
        (9, 1, 2_147_483_648),
        (9, 5, 536_870_912),
        (9, 100, 2_986_344_448),
        (9, 1_023, 3_653_238_784),
        (76, 1, 2_147_483_648),
        (76, 5, 1_610_612_736),
        (76, 100, 2_046_820_352),
        (76, 1_023, 801_112_064),
        (301, 1, 2_147_483_648),
        (301, 5, 536_870_912),
        (301, 100, 1_979_711_488),
        (301, 1_023, 960_495_616),
        (999, 1, 2_147_483_648),
        (999, 5, 2_684_354_560),
        (999, 100, 3_925_868_544),
        (999, 1_023, 3_678_404_608),
        (1023, 1, 2_147_483_648),
        (1023, 5, 1_610_612_736),
        (1023, 100, 4_060_086_272),
        (1023, 1_023, 4_273_995_776),
        (1500, 1, 2_147_483_648),
        (1500, 5, 2_684_354_560),
        (1500, 100, 1_644_167_168),
        (1500, 1_023, 2_797_600_768),
        (5000, 1, 2_147_483_648),
        (5000, 5, 2_684_354_560),
        (5000, 100, 2_181_038_080),
        (5000, 1_023, 1_547_698_176),
        (13424, 1, 2_147_483_648),
        (13424, 5, 536_870_912),
        (13424, 100, 637_534_208),
        (13424, 1_023, 4_265_607_168),
        (21200, 1, 2_147_483_648),
        (21200, 5, 536_870_912),
        (21200, 100, 2_449_473_536),
        (21200, 1_023, 1_027_604_480),
        (1, 123_456, 784_891_904),
        (76, 123_456, 1_408_008_192),
        (1500, 123_456, 1_924_562_944),
        (1999, 123_456, 1_736_540_160),
    ];

    #[test]
    fn first_numbers_are_frozen() {
        // Changing these changes every result of the sampler.
        let mut run = [0.0; 3];
        dimension(3).fill_uniform(160, &mut run);
        assert_eq!(run, FROZEN);
    }

    /// From a second implementation, in another language.
    const FROZEN: [f64; 3] = [
        0.105_072_033_758_454_64,
        0.742_236_365_363_670_9,
        0.296_139_415_587_075_46,
    ];
}
