//! Which entities stand together in a sentence or paragraph.

use std::collections::BTreeMap;

use crate::mention::{Mentions, Via};
use crate::text::Document;

/// A sentence or paragraph with more entities than this says nothing about any pair of them.
pub const MAX_ENTITIES: usize = 30;

/// How often two entities of one article stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoMention {
    /// Indices into the article's entities, the smaller first.
    pub pair: (u32, u32),
    /// Sentences with both.
    pub sentences: u32,
    /// Paragraphs with both.
    pub paragraphs: u32,
}

/// Counts pairs of names and demonyms; roles and descriptions do not count.
#[must_use]
pub fn count(document: &Document, mentions: &Mentions) -> Vec<CoMention> {
    let mut pairs: BTreeMap<(u32, u32), (u32, u32)> = BTreeMap::new();
    let (mut sentence, mut paragraph): (Group, Group) = (Group::default(), Group::default());
    for m in mentions.mentions.iter().filter(|m| m.via != Via::Coreference) {
        let Some(entity) = m.entity else { continue };
        let block = document.sentences[m.sentence as usize].block;
        if sentence.number != Some(m.sentence) {
            sentence.close(m.sentence, |p| pairs.entry(p).or_default().0 += 1);
        }
        if paragraph.number != Some(block) {
            paragraph.close(block, |p| pairs.entry(p).or_default().1 += 1);
        }
        sentence.entities.push(entity);
        paragraph.entities.push(entity);
    }
    sentence.close(0, |p| pairs.entry(p).or_default().0 += 1);
    paragraph.close(0, |p| pairs.entry(p).or_default().1 += 1);
    pairs.into_iter().map(|(pair, (sentences, paragraphs))| CoMention { pair, sentences, paragraphs }).collect()
}

/// The entities of the sentence or paragraph that is being read.
#[derive(Default)]
struct Group {
    number: Option<u32>,
    entities: Vec<u32>,
}

impl Group {
    /// Counts the pairs of the group, and opens the next.
    fn close(&mut self, next: u32, mut pair: impl FnMut((u32, u32))) {
        self.entities.sort_unstable();
        self.entities.dedup();
        if self.entities.len() <= MAX_ENTITIES {
            for (i, &a) in self.entities.iter().enumerate() {
                for &b in &self.entities[i + 1..] {
                    pair((a, b));
                }
            }
        }
        self.entities.clear();
        self.number = Some(next);
    }
}
