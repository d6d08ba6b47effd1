//! The Philox generator.

pub(super) const ROUNDS: usize = 10;
/// The multipliers of the first and the third word.
pub(super) const MULTIPLIERS: [u32; 2] = [0xd251_1f53, 0xcd9e_8d57];
/// What the two key words grow by from round to round: the golden ratio and √3 − 1.
const WEYL: [u32; 2] = [0x9e37_79b9, 0xbb67_ae85];

/// Philox4x32 with 10 rounds: 128 well-mixed bits from a 128-bit counter and a 64-bit key.
///
/// Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11.
pub fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    round_keys(key)
        .iter()
        .fold(counter, |[c0, c1, c2, c3], [k0, k1]| {
            let first = u64::from(MULTIPLIERS[0]) * u64::from(c0);
            let second = u64::from(MULTIPLIERS[1]) * u64::from(c2);
            [
                (second >> 32) as u32 ^ c1 ^ *k0 as u32,
                second as u32,
                (first >> 32) as u32 ^ c3 ^ *k1 as u32,
                first as u32,
            ]
        })
}

/// The key of every round.
#[inline(always)]
pub(super) fn round_keys([mut k0, mut k1]: [u32; 2]) -> [[u64; 2]; ROUNDS] {
    let mut keys = [[0; 2]; ROUNDS];
    for key in &mut keys {
        *key = [u64::from(k0), u64::from(k1)];
        k0 = k0.wrapping_add(WEYL[0]);
        k1 = k1.wrapping_add(WEYL[1]);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answer_of_the_authors_for_the_digits_of_pi() {
        let counter = [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344];
        let key = [0xa409_3822, 0x299f_31d0];
        let expected = [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1];
        assert_eq!(philox4x32_10(counter, key), expected);
    }
}
