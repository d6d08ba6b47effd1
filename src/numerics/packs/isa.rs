//! Which instruction set is used: the best the machine has, unless one is asked for.

use core::fmt;
use core::sync::atomic::{AtomicU8, Ordering};

use thiserror::Error;

use super::Kernel;
#[cfg(target_arch = "x86_64")]
use super::avx2::Avx2;
#[cfg(target_arch = "x86_64")]
use super::avx512::Avx512;
use super::portable::Portable;

/// An instruction set that kernels are compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isa {
    /// Vectors of eight doubles.
    Avx512,
    /// Vectors of four doubles, with fused multiplication.
    Avx2,
    /// No vectors in particular.
    Portable,
}

/// An instruction set was asked for that this machine lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this processor has no {0}")]
pub struct MissingIsa(pub Isa);

/// What was asked for or, once it has been looked for, the best there is, as its position in [`Isa::ALL`] and one; 0: neither yet.
static CHOSEN: AtomicU8 = AtomicU8::new(0);

impl Isa {
    /// All of them, the best first.
    pub const ALL: [Self; 3] = [Self::Avx512, Self::Avx2, Self::Portable];

    /// Whether this machine has it.
    pub fn is_here(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => Avx512::seen().is_some(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => Avx2::seen().is_some(),
            #[cfg(not(target_arch = "x86_64"))]
            Self::Avx512 | Self::Avx2 => false,
            Self::Portable => true,
        }
    }

    /// What [`run`] uses now.
    pub fn current() -> Self {
        match CHOSEN.load(Ordering::Relaxed) {
            0 => {
                let mut here = Self::ALL.into_iter().filter(|isa| isa.is_here());
                let best = here.next().unwrap_or(Self::Portable);
                // Whoever looks at the same time finds the same; what was chosen meanwhile stays.
                let found = best as u8 + 1;
                let _ = CHOSEN.compare_exchange(0, found, Ordering::Relaxed, Ordering::Relaxed);
                best
            }
            place => Self::ALL[usize::from(place) - 1],
        }
    }

    /// Makes the whole program use this set. It never changes a result: it is for tests of just that.
    ///
    /// # Errors
    /// When this machine lacks it.
    pub fn choose(self) -> Result<(), MissingIsa> {
        if !self.is_here() {
            return Err(MissingIsa(self));
        }
        CHOSEN.store(self as u8 + 1, Ordering::Relaxed);
        Ok(())
    }

    /// As it is written on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Avx512 => "avx512",
            Self::Avx2 => "avx2",
            Self::Portable => "portable",
        }
    }
}

impl fmt::Display for Isa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Runs a kernel on the packs of the [current](Isa::current) instruction set.
#[inline]
pub fn run<K: Kernel>(kernel: K) -> K::Output {
    run_on(Isa::current(), kernel)
}

/// Runs a kernel on the packs of one instruction set, of a lesser one where the machine lacks it.
#[inline]
pub fn run_on<K: Kernel>(isa: Isa, kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    {
        if isa == Isa::Avx512
            && let Some(vectors) = Avx512::seen()
        {
            return vectors.run(kernel);
        }
        if isa != Isa::Portable
            && let Some(vectors) = Avx2::seen()
        {
            return vectors.run(kernel);
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = isa;
    Portable::seen().run(kernel)
}
