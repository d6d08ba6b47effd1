//! Direction numbers of Joe and Kuo (2008).

use super::scramble::BITS;

/// Dimensions that direction numbers are known for.
pub const MOST_DIMENSIONS: usize = 21_201;

/// Polynomials and initial numbers, packed as `assets/sobol/LICENCE.txt` says.
static TABLE: &[u8] = include_bytes!("../../../assets/sobol/new-joe-kuo-6.21201.bin");

/// Primitive polynomials over the integers modulo 2 of degree 1, 2, …: φ(2ˢ − 1) / s; of the last degree those in the table.
const POLYNOMIALS: [usize; 18] = [
    1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630, 756, 1800, 2048, 7710, 7776,
];

/// The direction numbers of the first dimensions, the number of bit k of a point at [k].
///
/// Bit j of a number (from the lowest) is digit j + 1 of the coordinate after the binary point: the other way round than a
/// number is written, which is the way scrambling wants them.
///
/// # Panics
/// If more dimensions are asked for than [`MOST_DIMENSIONS`].
pub(in crate::random) fn directions(dimensions: usize) -> Vec<[u32; BITS]> {
    assert!(
        dimensions <= MOST_DIMENSIONS,
        "{dimensions} dimensions of {MOST_DIMENSIONS}"
    );
    let mut bits = Bits {
        table: TABLE,
        at: 0,
    };
    let van_der_corput = core::array::from_fn(|k| 1 << k);
    let degrees = POLYNOMIALS
        .iter()
        .zip(1..)
        .flat_map(|(count, degree)| core::iter::repeat_n(degree, *count));
    let rest = degrees.map(|degree| one(degree, &mut bits));
    core::iter::once(van_der_corput)
        .chain(rest)
        .take(dimensions)
        .collect()
}

/// The next dimension of the table: m_k = 2 a_1 m_{k−1} ⊕ … ⊕ 2^{s−1} a_{s−1} m_{k−s+1} ⊕ 2ˢ m_{k−s} ⊕ m_{k−s}.
fn one(degree: usize, bits: &mut Bits<'_>) -> [u32; BITS] {
    let coefficients = bits.take(degree - 1);
    let mut m = [0_u64; BITS];
    for (k, number) in m.iter_mut().enumerate().take(degree) {
        *number = bits.take(k) << 1 | 1;
    }
    for k in degree..BITS {
        m[k] = m[k - degree] ^ m[k - degree] << degree;
        for j in 1..degree {
            if coefficients >> (degree - 1 - j) & 1 == 1 {
                m[k] ^= m[k - j] << j;
            }
        }
    }
    // m_{k+1} / 2^{k+1} as 32 digits, then the digits the other way round.
    core::array::from_fn(|k| ((m[k] as u32) << (BITS - 1 - k)).reverse_bits())
}

/// A reader of bits, highest first.
struct Bits<'t> {
    table: &'t [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> u64 {
        (0..count).fold(0, |number, _| {
            let bit = self.table[self.at / 8] >> (7 - self.at % 8) & 1;
            self.at += 1;
            number << 1 | u64::from(bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_polynomial_count_is_that_of_the_table() {
        assert_eq!(1 + POLYNOMIALS.iter().sum::<usize>(), MOST_DIMENSIONS);
        let bits = POLYNOMIALS.iter().zip(1_usize..);
        let bits: usize = bits.map(|(n, s)| n * (s - 1 + s * (s - 1) / 2)).sum();
        assert_eq!(TABLE.len(), bits.div_ceil(8));
    }

    #[test]
    fn the_first_dimensions_are_those_of_the_paper() {
        // m_1, m_2, … of dimensions 2 to 5, from the polynomials 1, 1, 1, 2 and the initial numbers 1 | 1 3 | 1 3 1 | 1 1 1.
        let expected: [[u32; 5]; 4] = [
            [1, 3, 5, 15, 17],
            [1, 3, 3, 9, 29],
            [1, 3, 1, 5, 31],
            [1, 1, 1, 11, 31],
        ];
        for (ours, numbers) in directions(5)[1..].iter().zip(expected) {
            for (k, m) in numbers.iter().enumerate() {
                assert_eq!(ours[k].reverse_bits() >> (BITS - 1 - k), *m);
            }
        }
    }

    #[test]
    fn every_matrix_is_upper_triangular_with_ones() {
        // Digit k + 1 of number k is 1 and no later digit is: one point in every interval of 2⁻ᵐ.
        for numbers in directions(MOST_DIMENSIONS) {
            for (k, number) in numbers.iter().enumerate() {
                assert_eq!(number >> k, 1);
            }
        }
    }
}
