//! Finds listed names in a row of tokens: a flat table of word-prefix hashes behind a bitmap of first words.
//!
//! The table is a token trie without nodes: the hash of "Sergey" leads on to that of "Sergey Lavrov". A slot holds a
//! 32-bit tag of the prefix's hash and a value (pattern, "longer names exist"). Most tokens end at the bitmap, which has 16 bits
//! for each distinct first word, so the cost hardly depends on the size of the lists. A hit is compared word by word, by hash.

use std::borrow::Cow;

use crate::base::hash::{FastMap, mix};

use super::flat::Flat;

const NO_PATTERN: u32 = u32::MAX >> 1;

/// Longest pattern in words; longer names are refused by the lists' check.
pub const MAX_WORDS: usize = 16;

/// A set of patterns, each a row of word hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    /// First words of all patterns, and of those that may begin with a small letter.
    pub(super) bitmap: Flat<u64>,
    pub(super) small: Flat<u64>,
    pub(super) tags: Flat<u32>,
    /// Pattern number (`NO_PATTERN` if only a prefix), shifted by one; the low bit says that longer patterns exist.
    pub(super) values: Flat<u32>,
    /// Low halves of the hashes of pattern `p`'s words: `words[starts[p]..starts[p + 1]]`.
    pub(super) words: Flat<u32>,
    pub(super) starts: Flat<u32>,
}

/// Collects patterns for a [`Matcher`].
#[derive(Debug)]
pub(super) struct Builder {
    ids: FastMap<u64, u32>,
    words: Vec<u64>,
    starts: Vec<u32>,
    /// First words of patterns that may begin with a small letter.
    small: Vec<u64>,
}

impl Default for Builder {
    fn default() -> Self {
        Builder { ids: FastMap::default(), words: Vec::new(), starts: vec![0], small: Vec::new() }
    }
}

impl Builder {
    /// Adds a pattern of at least one word and gives its number; the same words get the same number.
    pub(super) fn add(&mut self, pattern: &[u64]) -> u32 {
        let hash = pattern.iter().fold(0, |h, &w| mix(h, w));
        let next = number(self.starts.len() - 1);
        *self.ids.entry(hash).or_insert_with(|| {
            self.words.extend_from_slice(pattern);
            self.starts.push(number(self.words.len()));
            next
        })
    }

    /// Says that patterns with this first word may begin with a small letter.
    pub(super) fn begins_small(&mut self, word: u64) {
        self.small.push(mix(0, word));
    }

    /// Builds the table in one pass over the patterns.
    pub(super) fn build(mut self) -> Matcher {
        let mut index: FastMap<u64, u32> = FastMap::default();
        let mut prefixes: Vec<(u64, u32)> = Vec::new();
        let mut first = Vec::new();
        for p in 0..self.starts.len() - 1 {
            let words = &self.words[self.starts[p] as usize..self.starts[p + 1] as usize];
            let mut prefix = 0;
            for (i, &word) in words.iter().enumerate() {
                prefix = mix(prefix, word);
                let at = *index.entry(prefix).or_insert_with(|| {
                    prefixes.push((prefix, NO_PATTERN << 1));
                    if i == 0 {
                        first.push(prefix);
                    }
                    number(prefixes.len() - 1)
                });
                let value = &mut prefixes[at as usize].1;
                *value = if i + 1 < words.len() { *value | 1 } else { (number(p) << 1) | (*value & 1) };
            }
        }
        self.small.sort_unstable();
        self.small.dedup();
        let (bitmap, small) = (bitmap_of(&first), bitmap_of(&self.small));
        let slots = (prefixes.len() * 3 / 2).next_power_of_two().max(2);
        let (mut tags, mut values) = (vec![0; slots], vec![0; slots]);
        for (hash, value) in prefixes {
            let mut slot = hash as usize & (slots - 1);
            while tags[slot] != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            (tags[slot], values[slot]) = (tag_of(hash), value);
        }
        Matcher {
            bitmap: Cow::Owned(bitmap),
            small: Cow::Owned(small),
            tags: Cow::Owned(tags),
            values: Cow::Owned(values),
            words: self.words.iter().map(|&w| w as u32).collect(),
            starts: Cow::Owned(self.starts),
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("internal: fewer than 2^31 names")
}

fn bitmap_of(hashes: &[u64]) -> Vec<u64> {
    let mut bitmap = vec![0u64; (hashes.len() * 16).next_power_of_two().max(64) / 64];
    for &hash in hashes {
        let bit = bit_of(hash, bitmap.len());
        bitmap[bit / 64] |= 1 << (bit % 64);
    }
    bitmap
}

fn bit_of(hash: u64, words: usize) -> usize {
    (hash >> 20) as usize & (words * 64 - 1)
}

fn tag_of(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

impl Matcher {
    fn get(&self, hash: u64) -> Option<u32> {
        let mask = self.tags.len() - 1;
        let mut slot = hash as usize & mask;
        while self.tags[slot] != 0 {
            if self.tags[slot] == tag_of(hash) {
                return Some(self.values[slot]);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// How many patterns it holds.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Calls `hit(length in words, pattern)` for every pattern that begins at the first word, shortest first.
    ///
    /// `words` yields the hashes of the words from the start on; `capital` says whether the first has a capital.
    pub(super) fn at(&self, mut words: impl Iterator<Item = u64>, capital: bool, mut hit: impl FnMut(usize, u32)) {
        let Some(first) = words.next() else { return };
        let mut prefix = mix(0, first);
        let bitmap = if capital { &self.bitmap } else { &self.small };
        if bitmap.is_empty() {
            return;
        }
        let bit = bit_of(prefix, bitmap.len());
        if bitmap[bit / 64] >> (bit % 64) & 1 == 0 {
            return;
        }
        let mut seen = [0u32; MAX_WORDS];
        seen[0] = first as u32;
        let mut length = 1;
        while let Some(value) = self.get(prefix) {
            if value >> 1 != NO_PATTERN && self.pattern(value >> 1) == &seen[..length] {
                hit(length, value >> 1);
            }
            if value & 1 == 0 || length == MAX_WORDS {
                return;
            }
            let Some(next) = words.next() else { return };
            prefix = mix(prefix, next);
            seen[length] = next as u32;
            length += 1;
        }
    }

    fn pattern(&self, p: u32) -> &[u32] {
        &self.words[self.starts[p as usize] as usize..self.starts[p as usize + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::{fold, word_hash};

    /// The simple matcher that the table must agree with: every token between marker bytes, one leftmost-longest automaton.
    fn oracle(patterns: &[Vec<String>], text: &[String]) -> Vec<(usize, usize, usize)> {
        let mark = |ws: &[String]| ws.iter().map(|w| format!("\u{2}{w}\u{3}")).collect::<String>();
        let automaton = aho_corasick::AhoCorasick::builder()
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(patterns.iter().map(|p| mark(p)))
            .unwrap();
        let hay = mark(text);
        let token = |byte: usize| hay[..byte].matches('\u{2}').count();
        automaton.find_iter(&hay).map(|m| (token(m.start()), token(m.end()), m.pattern().as_usize())).collect()
    }

    fn scan(matcher: &Matcher, text: &[u64]) -> Vec<(usize, usize, usize)> {
        let (mut out, mut at) = (Vec::new(), 0);
        while at < text.len() {
            let mut best = None;
            matcher.at(text[at..].iter().copied(), true, |n, p| best = Some((n, p)));
            match best {
                Some((n, p)) => {
                    out.push((at, at + n, p as usize));
                    at += n;
                }
                None => at += 1,
            }
        }
        out
    }

    #[test]
    fn agrees_with_the_automaton() {
        let vocabulary = ["new", "york", "city", "times", "bank", "of", "England", "Zoë", "rome", "romero", "a"];
        let mut state = 7u64;
        let mut random = |n: usize| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as usize % n
        };
        for _ in 0..300 {
            let mut patterns: Vec<Vec<String>> = (0..1 + random(12))
                .map(|_| (0..1 + random(4)).map(|_| fold(vocabulary[random(vocabulary.len())]).into_owned()).collect())
                .collect();
            patterns.sort();
            patterns.dedup();
            let text: Vec<String> =
                (0..random(40)).map(|_| fold(vocabulary[random(vocabulary.len())]).into_owned()).collect();
            let mut builder = Builder::default();
            for (i, p) in patterns.iter().enumerate() {
                let words: Vec<u64> = p.iter().map(|w| word_hash(w)).collect();
                assert_eq!(builder.add(&words) as usize, i);
            }
            let matcher = builder.build();
            let words: Vec<u64> = text.iter().map(|w| word_hash(w)).collect();
            assert_eq!(scan(&matcher, &words), oracle(&patterns, &text));
        }
    }
}
