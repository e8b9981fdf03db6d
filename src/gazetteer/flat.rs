//! Flat arrays: built in memory, or lying inside the binary without a copy.

use std::borrow::Cow;

use bytemuck::Pod;

use super::entry::Text;

/// An array that is owned, or borrowed from the binary.
pub(super) type Flat<T> = Cow<'static, [T]>;

/// A map from word hashes to values; open addressing, a hash of 0 is an empty slot.
#[derive(Clone, Debug, Default)]
pub(super) struct HashTable<V: Pod> {
    pub(super) keys: Flat<u64>,
    pub(super) values: Flat<V>,
}

impl<V: Pod> HashTable<V> {
    /// Builds the table from pairs with distinct keys that are not 0; their order decides about slots.
    pub(super) fn build(pairs: &[(u64, V)]) -> Self {
        let slots = (pairs.len() * 2).next_power_of_two().max(2);
        let (mut keys, mut values) = (vec![0; slots], vec![V::zeroed(); slots]);
        for &(key, value) in pairs {
            let mut slot = key as usize & (slots - 1);
            while keys[slot] != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            (keys[slot], values[slot]) = (key, value);
        }
        HashTable { keys: Cow::Owned(keys), values: Cow::Owned(values) }
    }

    /// All pairs, in no order that means anything.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u64, V)> {
        self.keys.iter().zip(self.values.iter()).filter(|p| *p.0 != 0).map(|(&k, &v)| (k, v))
    }

    /// The value of a key.
    pub(super) fn get(&self, key: u64) -> Option<V> {
        let mask = self.keys.len().checked_sub(1)?;
        let mut slot = key as usize & mask;
        loop {
            match self.keys[slot] {
                0 => return None,
                k if k == key => return Some(self.values[slot]),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

/// Texts, each kept once.
#[derive(Debug, Default)]
pub(super) struct PoolBuilder {
    pub(super) text: String,
    known: std::collections::HashMap<String, Text>,
}

impl PoolBuilder {
    pub(super) fn add(&mut self, text: &str) -> Text {
        if text.is_empty() {
            return Text::default();
        }
        if let Some(&known) = self.known.get(text) {
            return known;
        }
        let at = |n: usize| u32::try_from(n).expect("internal: lists are below 4 GiB");
        let new = Text { start: at(self.text.len()), len: at(text.len()) };
        self.text.push_str(text);
        self.known.insert(text.to_owned(), new);
        new
    }
}
