//! A stream's path and year as an ordinary generator.

use core::convert::Infallible;

use rand::TryRng;

use super::Stream;

/// A generator (a [`rand::Rng`]) over the random bits that belong to one stream, path and year, for samplers that
/// take as many numbers as they like.
///
/// It counts blocks in the fourth word of the counter, from 1: block 0 belongs to the stream's own draws, so the two
/// never share bits. There are 2³² − 1 blocks of four words each before it repeats.
#[derive(Debug, Clone)]
pub struct KeyedRng {
    stream: Stream,
    path: u64,
    year: u32,
    block: u32,
    words: [u32; 4],
    used: usize,
}

impl KeyedRng {
    /// The generator of a stream's path and year, at its beginning.
    pub fn new(stream: Stream, path: u64, year: u32) -> Self {
        Self {
            stream,
            path,
            year,
            block: 0,
            words: [0; 4],
            used: 4,
        }
    }

    fn next_word(&mut self) -> u32 {
        if self.used == self.words.len() {
            self.block = self.block.wrapping_add(1);
            let counter = [
                self.path as u32,
                (self.path >> 32) as u32,
                self.year,
                self.block,
            ];
            self.words = self.stream.block(counter);
            self.used = 0;
        }
        self.used += 1;
        self.words[self.used - 1]
    }
}

impl TryRng for KeyedRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next_word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = self.next_word();
        Ok(u64::from(low) | u64::from(self.next_word()) << 32)
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for some in out.chunks_mut(4) {
            some.copy_from_slice(&self.next_word().to_le_bytes()[..some.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn is_repeatable_and_never_meets_the_streams_own_draws() {
        let stream = Stream::new(1, "test", "rng");
        let mut first = KeyedRng::new(stream, 3, 2026);
        let mut again = KeyedRng::new(stream, 3, 2026);
        let words: Vec<u32> = (0..64).map(|_| first.next_u32()).collect();
        assert!(words.iter().all(|word| *word == again.next_u32()));
        let own = stream.block([3, 0, 2026, 0]);
        assert_ne!(words[..4], own);
        assert_eq!(words[..4], stream.block([3, 0, 2026, 1]));
        assert_eq!(words[4..8], stream.block([3, 0, 2026, 2]));
    }

    #[test]
    fn wider_draws_are_the_same_words_low_first() {
        let stream = Stream::new(1, "test", "rng");
        let block = stream.block([3, 0, 2026, 1]);
        let low_first = u64::from(block[0]) | u64::from(block[1]) << 32;
        assert_eq!(KeyedRng::new(stream, 3, 2026).next_u64(), low_first);
        let mut bytes = [0; 6];
        KeyedRng::new(stream, 3, 2026).fill_bytes(&mut bytes);
        assert_eq!(bytes, low_first.to_le_bytes()[..6]);
    }
}
