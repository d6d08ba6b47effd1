//! From a variable's name to its key.

/// A 64-bit number for the pair (kind, id) that never changes between machines or versions.
///
/// FNV-1a over the bytes of both with a separator that no text contains, so that ("ab", "c") and ("a", "bc") differ,
/// then mixed so that every bit counts.
pub(super) fn identity(kind: &str, id: &str) -> u64 {
    /// Not a byte of any UTF-8 text.
    const SEPARATOR: u8 = 0xff;
    let bytes = kind.bytes().chain([SEPARATOR]).chain(id.bytes());
    mix(bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }))
}

/// The Philox key of a variable under a seed: for one seed, different identities always have different keys.
pub(super) fn key(seed: u64, identity: u64) -> u64 {
    mix(mix(seed.wrapping_add(0x9e37_79b9_7f4a_7c15)) ^ identity)
}

/// A bijection of the 64-bit numbers in which every output bit depends on every input bit.
///
/// Source: the finaliser of `SplitMix64`, Steele, Lea and Flood (2014), "Fast splittable pseudorandom number
/// generators".
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boundary_between_kind_and_id_counts() {
        assert_ne!(identity("ab", "c"), identity("a", "bc"));
        assert_ne!(identity("", "abc"), identity("abc", ""));
    }

    #[test]
    fn identities_and_keys_are_frozen() {
        // Changing these changes every result of every scenario.
        assert_eq!(identity("factor", "demand"), FROZEN[0]);
        assert_eq!(key(42, identity("factor", "demand")), FROZEN[1]);
        assert_eq!(key(0, identity("", "")), FROZEN[2]);
    }

    /// From a second implementation, in another language.
    const FROZEN: [u64; 3] = [
        14_370_866_577_715_242_505,
        10_177_432_932_810_455_214,
        13_512_679_400_573_899_284,
    ];
}
