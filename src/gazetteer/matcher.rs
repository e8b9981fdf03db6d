//! Finds listed names in a row of tokens: a flat table of word-prefix hashes behind a bitmap of first words.
//!
//! The table is a token trie without nodes: the hash of "Sergey" leads on to that of "Sergey Lavrov". A slot holds a
//! 32-bit tag of the prefix's hash and a value (pattern, "longer names exist"). Most tokens end at the bitmap, which has 16 bits
//! for each distinct first word, so the cost hardly depends on the size of the lists. Words are compared by their 64-bit hashes,
//! the whole hit once more word by word.

use crate::base::hash::{FastMap, mix};

const NONE: u32 = u32::MAX >> 1;

/// A set of patterns, each a row of word hashes.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    bitmap: Vec<u64>,
    tags: Vec<u32>,
    /// Pattern number (`NONE` if only a prefix), shifted by one; the low bit says that longer patterns exist.
    values: Vec<u32>,
    /// Words of pattern `p`: `words[starts[p]..starts[p + 1]]`.
    words: Vec<u64>,
    starts: Vec<u32>,
}

/// Collects patterns for a [`Matcher`].
#[derive(Debug, Default)]
pub struct Builder {
    ids: FastMap<u64, u32>,
    words: Vec<u64>,
    starts: Vec<u32>,
}

fn extend(prefix: u64, word: u64) -> u64 {
    mix(prefix, word)
}

impl Builder {
    /// Adds a pattern and gives its number; the same words get the same number.
    ///
    /// # Panics
    /// If `pattern` is empty.
    pub fn add(&mut self, pattern: &[u64]) -> u32 {
        assert!(!pattern.is_empty(), "internal: an empty name is no pattern");
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let hash = pattern.iter().fold(0, |h, &w| extend(h, w));
        let next = u32::try_from(self.starts.len() - 1).expect("internal: fewer than 2^31 names");
        *self.ids.entry(hash).or_insert_with(|| {
            self.words.extend_from_slice(pattern);
            self.starts.push(u32::try_from(self.words.len()).expect("internal: fewer than 2^32 words"));
            next
        })
    }

    /// Builds the table in one pass over the patterns.
    #[must_use]
    pub fn build(self) -> Matcher {
        let mut prefixes: FastMap<u64, u32> = FastMap::default();
        let mut first = Vec::new();
        let patterns = self.starts.len().saturating_sub(1);
        for p in 0..patterns {
            let words = &self.words[self.starts[p] as usize..self.starts[p + 1] as usize];
            let mut prefix = 0;
            for (i, &word) in words.iter().enumerate() {
                prefix = extend(prefix, word);
                let value = prefixes.entry(prefix).or_insert(NONE << 1);
                if i == 0 && *value == NONE << 1 {
                    first.push(prefix);
                }
                if i + 1 < words.len() {
                    *value |= 1;
                } else {
                    *value = (u32::try_from(p).expect("internal: fewer than 2^31 names") << 1) | (*value & 1);
                }
            }
        }
        let slots = (prefixes.len() * 2).next_power_of_two().max(2);
        let bits = (first.len() * 16).next_power_of_two().max(64);
        let mut matcher = Matcher {
            bitmap: vec![0; bits / 64],
            tags: vec![0; slots],
            values: vec![0; slots],
            words: self.words,
            starts: self.starts,
        };
        for hash in first {
            let bit = bit_of(hash, matcher.bitmap.len());
            matcher.bitmap[bit / 64] |= 1 << (bit % 64);
        }
        for (hash, value) in prefixes {
            matcher.insert(hash, value);
        }
        matcher
    }
}

fn bit_of(hash: u64, words: usize) -> usize {
    (hash >> 20) as usize & (words * 64 - 1)
}

fn tag_of(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

impl Matcher {
    fn insert(&mut self, hash: u64, value: u32) {
        let mask = self.tags.len() - 1;
        let mut slot = hash as usize & mask;
        while self.tags[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.tags[slot] = tag_of(hash);
        self.values[slot] = value;
    }

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
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether it holds no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `hit(length in words, pattern)` for every pattern that begins at the first word, shortest first.
    ///
    /// `words` yields the hashes of the words from the start on.
    pub fn at(&self, mut words: impl Iterator<Item = u64>, mut hit: impl FnMut(usize, u32)) {
        let Some(first) = words.next() else { return };
        let mut prefix = extend(0, first);
        if self.bitmap.is_empty() {
            return;
        }
        let bit = bit_of(prefix, self.bitmap.len());
        if self.bitmap[bit / 64] >> (bit % 64) & 1 == 0 {
            return;
        }
        let mut seen = [0; 16];
        seen[0] = first;
        let mut length = 1;
        while let Some(value) = self.get(prefix) {
            if value >> 1 != NONE && self.pattern(value >> 1) == &seen[..length] {
                hit(length, value >> 1);
            }
            if value & 1 == 0 || length == seen.len() {
                return;
            }
            let Some(next) = words.next() else { return };
            prefix = extend(prefix, next);
            seen[length] = next;
            length += 1;
        }
    }

    fn pattern(&self, p: u32) -> &[u64] {
        &self.words[self.starts[p as usize] as usize..self.starts[p as usize + 1] as usize]
    }
}

/// Longest pattern in words; longer names are refused by the lists' check.
pub const MAX_WORDS: usize = 16;

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
            matcher.at(text[at..].iter().copied(), |n, p| best = Some((n, p)));
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
