//! The index as bytes, so that the built-in one can be compiled ahead of time and lie in the binary.
//!
//! Arrays one after the other, each with its length before it and padded to eight bytes, in the byte order of the machine that
//! it is built for.

use std::borrow::Cow;

use bytemuck::Pod;

use super::Gazetteer;
use super::entry::Text;
use super::flat::{Flat, HashTable};
use super::matcher::Matcher;

impl Gazetteer {
    /// Writes the index.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.text.as_bytes());
        put(&mut out, &[self.fingerprint]);
        put(&mut out, &self.entries);
        put(&mut out, &self.by_id);
        put(&mut out, &self.matcher.bitmap);
        put(&mut out, &self.matcher.small);
        put(&mut out, &self.matcher.tags);
        put(&mut out, &self.matcher.values);
        put(&mut out, &self.matcher.words);
        put(&mut out, &self.matcher.starts);
        put(&mut out, &self.candidates);
        put(&mut out, &self.starts);
        put(&mut out, &self.phrases);
        put(&mut out, &self.words.keys);
        put(&mut out, &self.words.values);
        put(&mut out, &self.names.keys);
        put(&mut out, &self.names.values);
        put(&mut out, &self.groups.keys);
        put(&mut out, &self.groups.values);
        put(&mut out, &self.nicknames);
        put(&mut out, &self.positions);
        put(&mut out, &self.stands_for);
        out
    }

    /// The index that [`Gazetteer::to_bytes`] wrote, without copying; `bytes` begin at a multiple of eight.
    ///
    /// # Panics
    /// If the bytes are not such an index.
    #[must_use]
    pub fn from_bytes(bytes: &'static [u8]) -> Self {
        let mut rest = bytes;
        let text = std::str::from_utf8(take(&mut rest)).expect("internal: the lists' text is UTF-8");
        let [fingerprint]: [Text; 1] = take(&mut rest).try_into().expect("internal: one fingerprint");
        Gazetteer {
            text: Cow::Borrowed(text),
            fingerprint,
            entries: flat(&mut rest),
            by_id: flat(&mut rest),
            matcher: Matcher {
                bitmap: flat(&mut rest),
                small: flat(&mut rest),
                tags: flat(&mut rest),
                values: flat(&mut rest),
                words: flat(&mut rest),
                starts: flat(&mut rest),
            },
            candidates: flat(&mut rest),
            starts: flat(&mut rest),
            phrases: flat(&mut rest),
            words: HashTable { keys: flat(&mut rest), values: flat(&mut rest) },
            names: HashTable { keys: flat(&mut rest), values: flat(&mut rest) },
            groups: HashTable { keys: flat(&mut rest), values: flat(&mut rest) },
            nicknames: flat(&mut rest),
            positions: flat(&mut rest),
            stands_for: flat(&mut rest),
        }
    }
}

fn put<T: Pod>(out: &mut Vec<u8>, array: &[T]) {
    let bytes: &[u8] = bytemuck::cast_slice(array);
    out.extend((bytes.len() as u64).to_ne_bytes());
    out.extend(bytes);
    out.resize(out.len().next_multiple_of(8), 0);
}

fn take<T: Pod>(rest: &mut &'static [u8]) -> &'static [T] {
    let (length, after) = rest.split_at(8);
    let length = u64::from_ne_bytes(length.try_into().expect("internal: eight bytes"));
    let length = usize::try_from(length).expect("internal: the index fits in memory");
    *rest = &after[length.next_multiple_of(8)..];
    bytemuck::cast_slice(&after[..length])
}

fn flat<T: Pod>(rest: &mut &'static [u8]) -> Flat<T> {
    Cow::Borrowed(take(rest))
}
