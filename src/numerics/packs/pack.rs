//! A pack as four vectors or two: what one vector can do, done to each of them.

/// `row[at..][..lanes]`. How far `at` may go is computed once where many are taken of a row: what is left for each is one comparison.
#[inline(always)]
pub(super) fn behind<T>(row: &[T], at: usize, lanes: usize) -> &[T] {
    let places = row.len().saturating_sub(lanes - 1);
    assert!(at < places, "the row ends before");
    // SAFETY: at < len − (lanes − 1).
    unsafe { row.get_unchecked(at..at + lanes) }
}

/// The same, to write to.
#[inline(always)]
pub(super) fn behind_mut<T>(row: &mut [T], at: usize, lanes: usize) -> &mut [T] {
    let places = row.len().saturating_sub(lanes - 1);
    assert!(at < places, "the row ends before");
    // SAFETY: at < len − (lanes − 1).
    unsafe { row.get_unchecked_mut(at..at + lanes) }
}

/// Defines the pack types of a token, `$width` vectors each, from the functions of one vector in `$one`: `F` doubles, `B` words,
/// `M` truth.
macro_rules! packs {
    ($token:ident, narrow $narrow:ident, $width:tt of $lanes:literal lanes by $one:ident) => {
        /// Vectors of doubles.
        #[derive(Clone, Copy)]
        pub(in crate::numerics::packs) struct Doubles([$one::F; $width]);
        /// Vectors of 64-bit words.
        #[derive(Clone, Copy)]
        pub(in crate::numerics::packs) struct Words([$one::B; $width]);
        /// Vectors of truth.
        #[derive(Clone, Copy)]
        pub(in crate::numerics::packs) struct Truth([$one::M; $width]);

        impl Vectors for $token {
            type Pack = Doubles;
            type Bits = Words;
            type Narrow = $narrow;
            const LANES: usize = $width * $lanes;

            #[inline(always)]
            fn narrow(self) -> $narrow {
                $narrow(self.0)
            }

            #[inline(always)]
            fn fill(self, x: f64) -> Doubles {
                Doubles([$one::fill(x); $width])
            }
            #[inline(always)]
            fn load(self, row: &[f64], at: usize) -> Doubles {
                let from = behind(row, at, $width * $lanes).as_ptr();
                // SAFETY: the slice above holds the pack.
                unsafe {
                    Doubles(parts!($width $one::load(from), $lanes))
                }
            }
            #[inline(always)]
            fn store(self, pack: Doubles, row: &mut [f64], at: usize) {
                let to = behind_mut(row, at, $width * $lanes).as_mut_ptr();
                // SAFETY: the slice above has room for the pack.
                unsafe {
                    store!($width $one::store(pack.0, to), $lanes);
                }
            }
            #[inline(always)]
            fn fill_bits(self, word: u64) -> Words {
                Words([$one::fill_bits(word); $width])
            }
            #[inline(always)]
            fn load_bits(self, row: &[u64], at: usize) -> Words {
                let from = behind(row, at, $width * $lanes).as_ptr().cast::<f64>();
                // SAFETY: the slice above holds the pack; any 64 bits are a double.
                unsafe {
                    Words(each!($width $one::bits(parts!($width $one::load(from), $lanes))))
                }
            }
            #[inline(always)]
            fn store_bits(self, pack: Words, row: &mut [u64], at: usize) {
                let to = behind_mut(row, at, $width * $lanes).as_mut_ptr().cast::<f64>();
                // SAFETY: the slice above has room for the pack; any 64 bits are a double.
                unsafe {
                    let doubles = each!($width $one::of_bits(pack.0));
                    store!($width $one::store(doubles, to), $lanes);
                }
            }
            #[inline(always)]
            fn store_lowest(self, pack: Words, row: &mut [u16], at: usize) {
                lowest!($width $one(self, pack, behind_mut(row, at, $width * $lanes)));
            }
        }

        impl Pack for Doubles {
            type Bits = Words;
            type Mask = Truth;

            #[inline(always)]
            fn like(self, x: f64) -> Self {
                Self([$one::fill(x); $width])
            }
            #[inline(always)]
            fn times_plus(self, by: Self, plus: Self) -> Self {
                Self(each!($width $one::times_plus(self.0, by.0, plus.0)))
            }
            #[inline(always)]
            fn abreast(self) -> Self {
                Self(abreast!($width $one(self.0)))
            }
            #[inline(always)]
            fn below(self, other: Self) -> Truth {
                Truth(each!($width $one::below(self.0, other.0)))
            }
            #[inline(always)]
            fn at_most(self, other: Self) -> Truth {
                Truth(each!($width $one::at_most(self.0, other.0)))
            }
            #[inline(always)]
            fn choose(mask: Truth, yes: Self, no: Self) -> Self {
                Self(each!($width $one::choose(mask.0, yes.0, no.0)))
            }
            #[inline(always)]
            fn lesser(self, other: Self) -> Self {
                Self(each!($width $one::lesser(self.0, other.0)))
            }
            #[inline(always)]
            fn greater(self, other: Self) -> Self {
                Self(each!($width $one::greater(self.0, other.0)))
            }
            #[inline(always)]
            fn bits(self) -> Words {
                Words(each!($width $one::bits(self.0)))
            }
            #[inline(always)]
            fn of_bits(bits: Words) -> Self {
                Self(each!($width $one::of_bits(bits.0)))
            }
        }

        impl BitPack for Words {
            #[inline(always)]
            fn abreast(self) -> Self {
                let doubles = each!($width $one::of_bits(self.0));
                let doubles = abreast!($width $one(doubles));
                Self(each!($width $one::bits(doubles)))
            }
            #[inline(always)]
            fn up<const BY: u32>(self) -> Self {
                Self(each!($width $one::up::<BY>(self.0)))
            }
            #[inline(always)]
            fn down<const BY: u32>(self) -> Self {
                Self(each!($width $one::down::<BY>(self.0)))
            }
            #[inline(always)]
            fn half_product(self, other: Self) -> Self {
                Self(each!($width $one::half_product(self.0, other.0)))
            }
        }

        operator!($width Doubles, Add, add, $one::add, f64, $one::fill);
        operator!($width Doubles, Sub, sub, $one::subtract, f64, $one::fill);
        operator!($width Doubles, Mul, mul, $one::multiply, f64, $one::fill);
        operator!($width Doubles, Div, div, $one::divide, f64, $one::fill);
        operator!($width Words, Add, add, $one::add_bits, u64, $one::fill_bits);
        operator!($width Words, BitAnd, bitand, $one::and, u64, $one::fill_bits);
        operator!($width Words, BitOr, bitor, $one::or, u64, $one::fill_bits);
        operator!($width Words, BitXor, bitxor, $one::xor, u64, $one::fill_bits);

        impl core::ops::Neg for Doubles {
            type Output = Self;
            #[inline(always)]
            fn neg(self) -> Self {
                Self::of_bits(self.bits() ^ (1 << 63))
            }
        }
    };
}

/// A function of one vector, applied to each.
macro_rules! each {
    (4 $($of:ident)::+ $(::<$by:ident>)? ($($pack:expr),+)) => {
        [
            $($of)::+ $(::<$by>)? ($($pack[0]),+),
            $($of)::+ $(::<$by>)? ($($pack[1]),+),
            $($of)::+ $(::<$by>)? ($($pack[2]),+),
            $($of)::+ $(::<$by>)? ($($pack[3]),+),
        ]
    };
    (2 $($of:ident)::+ $(::<$by:ident>)? ($($pack:expr),+)) => {
        [
            $($of)::+ $(::<$by>)? ($($pack[0]),+),
            $($of)::+ $(::<$by>)? ($($pack[1]),+),
        ]
    };
}

/// Vectors that meet.
macro_rules! abreast {
    (4 $one:ident($pack:expr)) => {
        $one::four_abreast($pack)
    };
    (2 $one:ident($pack:expr)) => {
        $one::two_abreast($pack)
    };
}

/// Vectors loaded one behind the other.
macro_rules! parts {
    (4 $one:ident::$load:ident($from:ident), $lanes:literal) => {
        [
            $one::$load($from),
            $one::$load($from.add($lanes)),
            $one::$load($from.add(2 * $lanes)),
            $one::$load($from.add(3 * $lanes)),
        ]
    };
    (2 $one:ident::$load:ident($from:ident), $lanes:literal) => {
        [$one::$load($from), $one::$load($from.add($lanes))]
    };
}

/// Vectors stored one behind the other.
macro_rules! store {
    (4 $one:ident::$store:ident($pack:expr, $to:ident), $lanes:literal) => {
        store!(2 $one::$store($pack, $to), $lanes);
        $one::$store($pack[2], $to.add(2 * $lanes));
        $one::$store($pack[3], $to.add(3 * $lanes));
    };
    (2 $one:ident::$store:ident($pack:expr, $to:ident), $lanes:literal) => {
        $one::$store($pack[0], $to);
        $one::$store($pack[1], $to.add($lanes));
    };
}

/// The lowest 16 bits of every lane: of four vectors each one's beside those of the others, what stands in the highest bits being
/// shifted out or masked; of two lane by lane.
macro_rules! lowest {
    (4 $one:ident($token:expr, $pack:expr, $row:expr)) => {{
        // Stores need no alignment.
        #[allow(clippy::cast_ptr_alignment)]
        let to = $row.as_mut_ptr().cast::<f64>();
        let first = $one::and($pack.0[0], $one::fill_bits(0xffff));
        let second = $one::up::<16>($pack.0[1]);
        let third = $one::up::<32>($pack.0[2]);
        let fourth = $one::up::<48>($pack.0[3]);
        let all = $one::or($one::or(first, second), $one::or(third, fourth));
        // SAFETY: a quarter of four vectors is one, and the slice has room for as many 16 bits as there are lanes.
        unsafe { $one::store($one::of_bits(all), to) }
    }};
    (2 $one:ident($token:expr, $pack:expr, $row:expr)) => {{
        let mut words = [0; MOST_LANES];
        $token.store_bits($pack, &mut words, 0);
        for (short, word) in $row.iter_mut().zip(words) {
            *short = word as u16;
        }
    }};
}

/// An operator between two packs, and between a pack and a number.
macro_rules! operator {
    ($width:tt $pack:ident, $trait:ident, $method:ident, $one:ident::$of:ident, $number:ty, $same:ident::$fill:ident) => {
        impl core::ops::$trait for $pack {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(each!($width $one::$of(self.0, other.0)))
            }
        }
        impl core::ops::$trait<$number> for $pack {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: $number) -> Self {
                core::ops::$trait::$method(self, Self([$same::$fill(other); $width]))
            }
        }
    };
}
