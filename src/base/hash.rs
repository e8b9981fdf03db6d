//! Hashes that are the same in every run and on every machine.

use std::hash::{BuildHasherDefault, Hasher};

const SEED: u64 = 0x517c_c1b7_2722_0a95;

/// Mixes one more word into a running hash (folded multiply).
#[must_use]
pub fn mix(state: u64, word: u64) -> u64 {
    let wide = u128::from(state ^ word ^ SEED) * u128::from(0x9e37_79b9_7f4a_7c15_u64 ^ word.rotate_left(32));
    ((wide >> 64) as u64) ^ (wide as u64) ^ word.rotate_left(17)
}

/// A hash of some bytes, never 0.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut state = words.iter().fold(bytes.len() as u64, |state, &w| mix(state, u64::from_le_bytes(w)));
    if !rest.is_empty() {
        let word = rest.iter().rev().fold(0, |word, &b| word << 8 | u64::from(b));
        state = mix(state, word);
    }
    state.max(1)
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Hasher for maps whose keys are short or hashed already; fast, and the same in every run.
#[derive(Clone, Copy, Debug, Default)]
pub struct FastHasher(u64);

impl Hasher for FastHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0, of_bytes(bytes));
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = mix(self.0, u64::from(n));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = mix(self.0, n);
    }
    fn write_usize(&mut self, n: usize) {
        self.0 = mix(self.0, n as u64);
    }
}

/// A hash map with [`FastHasher`]. Its order means nothing: never iterate it into an output.
pub type FastMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<FastHasher>>;
/// A hash set with [`FastHasher`]. Its order means nothing: never iterate it into an output.
pub type FastSet<K> = std::collections::HashSet<K, BuildHasherDefault<FastHasher>>;
