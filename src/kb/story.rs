//! Which articles are copies of one story.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::record::Record;
use crate::text::minhash::SIZE;

/// Equal numbers of two sketches from which two articles are copies: half of their 5-word shingles in common.
const COPY: usize = SIZE / 2;
/// Numbers of a sketch that must be equal for two articles to be compared. Of copies that share half of their shingles 94% are found,
/// of those that share three quarters all but one in 100,000.
const BAND: usize = 3;

/// For each article the one that stands for its story: the earliest of its copies (those without date last, then by id). Records
/// must be sorted by id.
#[must_use]
pub fn stories(records: &[Record]) -> Vec<usize> {
    let sketches: Vec<Option<Vec<u8>>> = records.iter().map(sketch).collect();
    let mut stories = Stories { of: (0..records.len()).collect() };
    let mut bands: BTreeMap<(usize, &[u8]), Vec<usize>> = BTreeMap::new();
    for (i, sketch) in sketches.iter().enumerate() {
        for (band, numbers) in sketch.iter().flat_map(|s| s.chunks_exact(4 * BAND)).enumerate() {
            // The first few of a band stand for it, so that many copies are no more work than few.
            let known = bands.entry((band, numbers)).or_default();
            let copy =
                known.iter().find(|&&k| sketches[k].as_ref().zip(sketch.as_ref()).is_some_and(|(a, b)| alike(a, b)));
            match copy {
                Some(&k) => stories.join(i, k),
                None if known.len() < 8 => known.push(i),
                None => {}
            }
        }
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let rank = |i: usize| (records[i].document.date.is_none(), &records[i].document.date, i);
    let roots: Vec<usize> = (0..records.len()).map(|i| stories.root(i)).collect();
    for (i, &root) in roots.iter().enumerate() {
        let best = first.entry(root).or_insert(i);
        if rank(i) < rank(*best) {
            *best = i;
        }
    }
    roots.iter().map(|root| first[root]).collect()
}

/// The bytes of a record's sketch.
fn sketch(record: &Record) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(record.document.minhash.as_deref()?).ok()?;
    let empty = bytes.iter().all(|&b| b == u8::MAX);
    (bytes.len() == 4 * SIZE && !empty).then_some(bytes)
}

fn alike(a: &[u8], b: &[u8]) -> bool {
    a.chunks_exact(4).zip(b.chunks_exact(4)).filter(|(x, y)| x == y).count() >= COPY
}

/// Articles joined to stories (disjoint sets).
struct Stories {
    of: Vec<usize>,
}

impl Stories {
    fn root(&mut self, i: usize) -> usize {
        let mut at = i;
        while self.of[at] != at {
            self.of[at] = self.of[self.of[at]];
            at = self.of[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.of[a.max(b)] = a.min(b);
    }
}
