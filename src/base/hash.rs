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

/// A map from hashes, which are evenly spread already and never 0, to small values.
#[derive(Clone, Debug, Default)]
pub struct HashedMap<V> {
    /// Keys at or behind the place that their low bits name; 0 is a free place.
    keys: Vec<u64>,
    values: Vec<V>,
    count: usize,
}

impl<V: Copy + Default> HashedMap<V> {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: u64) -> Option<V> {
        if self.keys.is_empty() {
            return None;
        }
        let at = self.place(key);
        (self.keys[at] == key).then(|| self.values[at])
    }

    /// The value of a key; a new key gets `value`.
    pub fn get_or_insert(&mut self, key: u64, value: V) -> V {
        if self.count * 2 >= self.keys.len() {
            let size = (self.keys.len() * 2).max(64);
            let keys = std::mem::replace(&mut self.keys, vec![0; size]);
            let values = std::mem::replace(&mut self.values, vec![V::default(); size]);
            for (key, value) in keys.into_iter().zip(values).filter(|e| e.0 != 0) {
                let at = self.place(key);
                (self.keys[at], self.values[at]) = (key, value);
            }
        }
        let at = self.place(key);
        if self.keys[at] == 0 {
            (self.keys[at], self.values[at]) = (key, value);
            self.count += 1;
        }
        self.values[at]
    }

    /// All keys with their values, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = (u64, V)> {
        self.keys.iter().zip(&self.values).filter(|e| *e.0 != 0).map(|(k, v)| (*k, *v))
    }

    /// Where a key stands, or the free place where it would.
    fn place(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut at = key as usize & mask;
        while self.keys[at] != 0 && self.keys[at] != key {
            at = (at + 1) & mask;
        }
        at
    }
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
