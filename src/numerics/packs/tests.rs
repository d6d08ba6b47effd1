//! Every operation of every instruction set this machine has, against single numbers.

use super::{BitPack, Isa, Kernel, MOST_LANES, Pack, Vectors, Word, run_on};

/// Ordinary and awkward numbers, one a lane, and the same in another order.
fn numbers() -> [[f64; MOST_LANES]; 3] {
    let awkward = [
        0.0,
        -0.0,
        1.0,
        -1.5,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        f64::MIN_POSITIVE,
        1e-310,
        1e300,
        0.1,
    ];
    let at = |step: usize| core::array::from_fn(|lane| awkward[lane * step % awkward.len()]);
    [at(1), at(3), at(7)]
}

fn words() -> [[u64; MOST_LANES]; 2] {
    let word = |lane: usize, by: u64| (lane as u64 + 1).wrapping_mul(by).rotate_left(lane as u32);
    [0x9e37_79b9_7f4a_7c15, 0xd1b5_4a32_d192_ed03]
        .map(|by| core::array::from_fn(|lane| word(lane, by)))
}

/// What every operation makes of three packs of doubles and two of words, as bits.
#[inline(always)]
fn operations<P: Pack>([a, b, c]: [P; 3], [m, n]: [P::Bits; 2]) -> [P::Bits; 26] {
    [
        (a + b).bits(),
        (a - b).bits(),
        (a * b).bits(),
        (a / b).bits(),
        (-a).bits(),
        (a + 2.5).bits(),
        (a - 2.5).bits(),
        (a * 2.5).bits(),
        a.times_plus(b, c).bits(),
        a.scaled_plus(0.3, c).bits(),
        a.size().bits(),
        P::choose(a.below(b), a, c).bits(),
        P::choose(a.at_most(b), a, c).bits(),
        a.lesser(b).bits(),
        a.greater(b).bits(),
        a.like(0.7).bits(),
        m & n,
        m | n,
        m ^ n,
        m + n,
        m.up::<12>(),
        m.down::<52>(),
        m.half_product(n),
        (m & 0xff) + 7,
        a.abreast().bits(),
        m.abreast(),
    ]
}

struct Try {
    narrow: bool,
}

impl Try {
    #[inline(always)]
    fn on<V: Vectors>(v: V) {
        let (numbers, words) = (numbers(), words());
        for at in (0..MOST_LANES).step_by(V::LANES) {
            let doubles = numbers.map(|row| v.load(&row, at));
            let bits = words.map(|row| v.load_bits(&row, at));
            let mut found = [0; MOST_LANES];
            for (k, result) in operations(doubles, bits).into_iter().enumerate() {
                v.store_bits(result, &mut found, 0);
                for (lane, found) in found[..V::LANES].iter().enumerate() {
                    let one = numbers.map(|row| row[at + lane]);
                    let expected = operations(one, words.map(|row| Word(row[at + lane])))[k].0;
                    let both_nan =
                        f64::from_bits(*found).is_nan() && f64::from_bits(expected).is_nan();
                    assert!(
                        *found == expected || (k < 16 && both_nan),
                        "operation {k}: {found:x} for {expected:x} of {one:?}"
                    );
                }
            }
            let places = bits[0] & 0xffff | 0x4338 << 48;
            let mut lowest = [0_u16; MOST_LANES];
            v.store_lowest(places, &mut lowest, 0);
            let mut expected: Vec<u16> = (at..at + V::LANES).map(|k| words[0][k] as u16).collect();
            expected.sort_unstable();
            lowest[..V::LANES].sort_unstable();
            assert_eq!(lowest[..V::LANES], expected);
        }
    }
}

impl Kernel for Try {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, v: V) {
        if self.narrow {
            Self::on(v.narrow());
        } else {
            Self::on(v);
        }
    }
}

#[test]
fn every_set_does_what_single_numbers_do() {
    for isa in Isa::ALL {
        run_on(isa, Try { narrow: false });
        run_on(isa, Try { narrow: true });
    }
    assert!(Isa::Portable.is_here());
}
