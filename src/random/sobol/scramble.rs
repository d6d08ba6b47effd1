//! Nested uniform scrambling (Owen 1995) by a hash.

// A function that is not inlined into the loop around it keeps that loop from becoming vector code.
#![allow(clippy::inline_always)]

/// Binary digits of a coordinate that are scrambled.
pub(super) const BITS: usize = 32;

/// Scrambles the digits of a coordinate, the first digit in the lowest bit, and returns them the usual way round, the first
/// digit in the highest.
///
/// Owen's scrambling flips each digit by a random bit that belongs to the digits before it. Every step here (adding,
/// multiplying by an odd number, x ⊕ x · even) lets a bit depend on itself and on lower ones alone, and can be undone: digits
/// that agree up to some place agree up to there afterwards, and differ next if they differed next. Such steps are due to Laine
/// and Karras (2011); the even numbers are those of Vegdahl (2021). Four words of seed stand where they have one: with one
/// word, three or four flips together are far from independent, here they nearly are (`flips_are_independent` below).
#[inline(always)]
pub(super) fn scramble(digits: u32, seed: [u32; 4]) -> u32 {
    let mut x = digits.wrapping_add(seed[0]).wrapping_mul(seed[1] | 1);
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(seed[2]).wrapping_mul(seed[3] | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x = x.wrapping_add(seed[1].rotate_left(16));
    x ^= x.wrapping_mul(0x53a2_2864);
    reverse(x)
}

/// Digits that follow the scrambled ones: as good as random, and a function of them and the seed.
#[inline(always)]
pub(super) fn further_digits(scrambled: u32, seed: [u32; 4]) -> u32 {
    let mut x = scrambled ^ seed[1];
    x = (x ^ x >> 16)
        .wrapping_mul(0x85eb_ca6b)
        .wrapping_add(seed[3]);
    x = (x ^ x >> 13).wrapping_mul(0xc2b2_ae35);
    x ^ x >> 16
}

/// The bits in reverse order, by steps that a vector unit has.
#[inline(always)]
fn reverse(mut x: u32) -> u32 {
    x = (x >> 1 & 0x5555_5555) | (x & 0x5555_5555) << 1;
    x = (x >> 2 & 0x3333_3333) | (x & 0x3333_3333) << 2;
    x = (x >> 4 & 0x0f0f_0f0f) | (x & 0x0f0f_0f0f) << 4;
    x = (x >> 8 & 0x00ff_00ff) | (x & 0x00ff_00ff) << 8;
    x >> 16 | x << 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::philox4x32_10;

    fn seed(number: u32) -> [u32; 4] {
        philox4x32_10([number, 0, 0, 0], [1, 2])
    }

    #[test]
    fn digits_after_a_difference_do_not_touch_those_before() {
        for n in 0..2000_u32 {
            let [a, b, ..] = seed(n);
            let common = n % 33;
            // The first `common` digits of both are the same, the next differs.
            let keep = if common == 32 {
                u32::MAX
            } else {
                (1 << common) - 1
            };
            let other = (a & keep) | (b & !keep);
            let other = if common < 32 {
                other & !(1 << common) | !a & 1 << common
            } else {
                a
            };
            let [x, y] = [a, other].map(|digits| scramble(digits, seed(n + 5000)));
            assert_eq!((x ^ y).leading_zeros(), common);
        }
    }

    #[test]
    fn flips_are_independent() {
        // The flips of the first digit, of the second after 0 and after 1, and so on: 31 of them over many seeds. Any one, two or
        // three of them together have the sums of fair coins, within 5.5 standard deviations; four together, of which some are
        // linked a little, stay below a correlation of 0.12.
        const SEEDS: u32 = 20_000;
        let flips: Vec<Vec<i8>> = (0..5_u32)
            .flat_map(|level| (0..1_u32 << level).map(move |before| (level, before)))
            .map(|(level, before)| {
                let flip = |n| (scramble(before, seed(n)) >> (31 - level) & 1) as i8 * 2 - 1;
                (0..SEEDS).map(flip).collect()
            })
            .collect();
        let chance = (5.5 * f64::from(SEEDS).sqrt()) as i32;
        let small = (0.12 * f64::from(SEEDS)) as i32;
        let sum = |of: &[i8]| of.iter().map(|flip| i32::from(*flip)).sum::<i32>().abs();
        let times = |a: &[i8], b: &[i8]| a.iter().zip(b).map(|(a, b)| a * b).collect::<Vec<i8>>();
        for a in 0..flips.len() {
            assert!(sum(&flips[a]) < chance, "{a}");
            for b in 0..a {
                let two = times(&flips[a], &flips[b]);
                assert!(sum(&two) < chance, "{a} {b}");
                for c in 0..b {
                    let three = times(&two, &flips[c]);
                    assert!(sum(&three) < chance, "{a} {b} {c}");
                    for (d, flip) in flips.iter().enumerate().take(c) {
                        assert!(sum(&times(&three, flip)) < small, "{a} {b} {c} {d}");
                    }
                }
            }
        }
    }

    #[test]
    fn further_digits_are_fair_and_follow_from_nothing_before() {
        let mut ones = [0_i32; 32];
        let mut with_first = [0_i32; 32];
        for n in 0..40_000_u32 {
            let scrambled = scramble(n % 64, seed(n / 64));
            let further = further_digits(scrambled, seed(n / 64));
            for (k, (one, with)) in ones.iter_mut().zip(&mut with_first).enumerate() {
                let sign = (further >> k & 1) as i32 * 2 - 1;
                *one += sign;
                *with += sign * ((scrambled >> 31) as i32 * 2 - 1);
            }
        }
        assert!(ones.iter().chain(&with_first).all(|sum| sum.abs() < 900));
    }
}
