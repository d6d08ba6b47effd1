//! The ways in which draws can be made.

/// How the uniform numbers behind every draw are made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sampler {
    /// Pseudo-random: every path is independent of every other.
    #[default]
    Philox,
    /// Quasi-random: scrambled Sobol points in sixteen independent replicates, which fill the space of all draws more evenly.
    Sobol,
}

impl Sampler {
    /// The words of all samplers, as files and command lines write them.
    pub const WORDS: &'static [&'static str] = &["philox", "sobol"];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Philox => Self::WORDS[0],
            Self::Sobol => Self::WORDS[1],
        }
    }

    /// The sampler of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Philox, Self::Sobol]
            .into_iter()
            .find(|sampler| sampler.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_its_sampler() {
        for word in Sampler::WORDS {
            assert_eq!(Sampler::from_word(word).map(Sampler::as_str), Some(*word));
        }
        assert_eq!(Sampler::from_word("halton"), None);
        assert_eq!(Sampler::default(), Sampler::Philox);
    }
}
