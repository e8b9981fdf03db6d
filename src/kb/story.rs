//! Which articles are copies of one story.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::base::hash;
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
    let sketches: Vec<Option<Sketch>> = records.iter().map(sketch).collect();
    let mut stories = Stories { of: (0..records.len()).collect() };
    for band in 0..SIZE / BAND {
        let numbers = |s: &Sketch| s[BAND * band..BAND * (band + 1)].iter().fold(0, |h, &n| hash::mix(h, n.into()));
        let mut all: Vec<(u64, usize)> =
            sketches.iter().enumerate().filter_map(|(i, s)| Some((numbers(s.as_ref()?), i))).collect();
        all.sort_unstable();
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            // The first few stand for the others, so that many copies are no more work than few.
            let mut known: Vec<usize> = Vec::new();
            for &(_, i) in same {
                let copy = known.iter().find(|&&k| sketches[k].as_ref().zip(sketches[i].as_ref()).is_some_and(alike));
                match copy {
                    Some(&k) => stories.join(i, k),
                    None if known.len() < 8 => known.push(i),
                    None => {}
                }
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

type Sketch = [u32; SIZE];

/// The sketch of a record; none of an empty article.
fn sketch(record: &Record) -> Option<Sketch> {
    let bytes = STANDARD.decode(record.document.minhash.as_deref()?).ok()?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    let sketch: Sketch = numbers.iter().map(|&n| u32::from_le_bytes(n)).collect::<Vec<_>>().try_into().ok()?;
    (rest.is_empty() && sketch.iter().any(|&n| n != u32::MAX)).then_some(sketch)
}

fn alike((a, b): (&Sketch, &Sketch)) -> bool {
    a.iter().zip(b).filter(|(x, y)| x == y).count() >= COPY
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
