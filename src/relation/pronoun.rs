//! "He" and "she" lead back to a person: the one named first in the sentence before, if the given name does not speak against it.

use std::collections::BTreeMap;

use crate::gazetteer::{Kind, WordSet};
use crate::mention::{Mention, Mentions, Piece, Via};
use crate::pattern::Kinds;
use crate::text::Document;

/// Sentences without a name over which a pronoun still reaches back.
const MAX_GAP: u32 = 3;

/// Adds a mention, and a piece that rules see, for each pronoun that has an antecedent.
pub(super) fn resolve(document: &Document, mentions: &mut Mentions) {
    let mut found: Vec<(Piece, Mention)> = Vec::new();
    // Mention of the person spoken of, and the sentence that names it.
    let mut topic: Option<(u32, u32)> = None;
    let main = main_person(mentions);
    let genders = Genders::of(mentions);
    let mut next = 0;
    for (index, sentence) in (0u32..).zip(&document.sentences) {
        let mut here: Option<u32> = None;
        let mut last = None;
        let begin = next;
        while let Some(m) = mentions.mentions.get(next).filter(|m| m.tokens.start < sentence.tokens.end) {
            if m.kind == Kind::Person {
                // Who speaks is spoken of, else who is named first.
                let speaks = mentions.sets.get(m.tokens.end as usize).is_some_and(|s| s.has(WordSet::SPEECH));
                here = if speaks { u32::try_from(next).ok() } else { here.or(u32::try_from(next).ok()) };
            }
            next += 1;
        }
        for token in sentence.tokens.clone() {
            let male = match document.token_text(token as usize) {
                "he" | "He" => true,
                "she" | "She" => false,
                _ => continue,
            };
            // Somebody named before it in the sentence is rather meant.
            let named = mentions.mentions[begin..next]
                .iter()
                .rposition(|m| m.kind == Kind::Person && m.tokens.end <= token)
                .and_then(|at| u32::try_from(begin + at).ok());
            let reach = topic.filter(|t| index - t.1 <= MAX_GAP).map(|t| t.0);
            let main = main
                .filter(|&m| mentions.mentions[m as usize].tokens.start < token && genders.agree(mentions, m, male));
            let near = named.or(reach).filter(|&m| genders.agree(mentions, m, male));
            let Some(antecedent) = main.or(near) else { continue };
            last = Some(antecedent);
            let tokens = token..token + 1;
            let entity = mentions.mentions[antecedent as usize].entity;
            let mention = Mention {
                kind: Kind::Person,
                tokens: tokens.clone(),
                sentence: index,
                via: Via::Coreference,
                rule: None,
                entity,
                role: None,
                party: false,
            };
            found.push((Piece { tokens, kinds: Kinds::PERSON, mention: None, modifier: None }, mention));
        }
        if let Some(m) = here.or(last) {
            topic = Some((m, index));
        }
    }
    merge(mentions, found);
}

/// The first mention of the person who is named in at least half of all mentions of people, and at least four times.
fn main_person(mentions: &Mentions) -> Option<u32> {
    let mut counts: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    let mut all = 0;
    for (i, m) in (0u32..).zip(&mentions.mentions).filter(|(_, m)| m.kind == Kind::Person) {
        all += 1;
        counts.entry(m.entity?).or_insert((0, i)).0 += 1;
    }
    let &(count, first) = counts.values().max_by_key(|c| (c.0, std::cmp::Reverse(c.1)))?;
    (count >= 4 && count * 2 >= all).then_some(first)
}

/// Puts new mentions and pieces in their places.
fn merge(mentions: &mut Mentions, found: Vec<(Piece, Mention)>) {
    if found.is_empty() {
        return;
    }
    let old = std::mem::take(&mut mentions.mentions);
    let mut new = found.into_iter().peekable();
    let mut moved = Vec::with_capacity(old.len());
    let at = |n: usize| u32::try_from(n).ok();
    let mut pieces = Vec::new();
    for m in old {
        while let Some((piece, pronoun)) = new.next_if(|n| n.1.tokens.start < m.tokens.start) {
            pieces.push(Piece { mention: at(mentions.mentions.len()), ..piece });
            mentions.mentions.push(pronoun);
        }
        moved.push(at(mentions.mentions.len()));
        mentions.mentions.push(m);
    }
    for (piece, pronoun) in new {
        pieces.push(Piece { mention: at(mentions.mentions.len()), ..piece });
        mentions.mentions.push(pronoun);
    }
    for piece in &mut mentions.pieces {
        piece.mention = piece.mention.and_then(|m| moved[m as usize]);
    }
    mentions.pieces.extend(pieces);
    mentions.pieces.sort_by_key(|p| p.tokens.start);
}

/// The genders that the given names of an article's people speak for.
struct Genders(BTreeMap<u32, WordSet>);

impl Genders {
    fn of(mentions: &Mentions) -> Self {
        let mut found: BTreeMap<u32, WordSet> = BTreeMap::new();
        let whole = |m: &&Mention| m.kind == Kind::Person && m.tokens.len() > 1;
        for m in mentions.mentions.iter().filter(whole) {
            let Some(entity) = m.entity else { continue };
            let first = mentions.sets[m.tokens.start as usize];
            let (male, female) = (first.has(WordSet::MALE), first.has(WordSet::FEMALE));
            if male != female {
                let one = if male { WordSet::MALE } else { WordSet::FEMALE };
                let all = found.entry(entity).or_default();
                *all = all.with(one);
            }
        }
        Genders(found)
    }

    /// Whether no given name of the person of a mention speaks against the pronoun.
    fn agree(&self, mentions: &Mentions, mention: u32, male: bool) -> bool {
        let entity = mentions.mentions[mention as usize].entity;
        let against = if male { WordSet::FEMALE } else { WordSet::MALE };
        !entity.and_then(|e| self.0.get(&e)).is_some_and(|g| g.has(against))
    }
}
