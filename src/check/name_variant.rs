//! # name-variant
//!
//! Two spellings of a name that look like one person: articles give both the same office, or linking has joined them by office or
//! article and not by a list. A surname alone and forms that a list has are none.
//!
//! ## Why
//!
//! One house writes a name one way. Two spellings are two persons in every index and every count.
//!
//! ## Example
//!
//! > *22 May:* Agriculture Minister Valeriy Doenko said so.
//! > *23 May:* Agriculture Minister Valery Doenko left.
//!
//! ## What to do
//!
//! Choose a spelling. Give the other as an alias in a `people` list, or both in a `variants` list; `not-same A != B` in the
//! overrides if they are two persons.

use std::collections::{BTreeMap, BTreeSet};

use crate::kb::{Claim, KnowledgeBase};
use crate::text::normalize::fold;

use super::finding::{Finding, Level};
use super::{Check, Reference, manual_of};

pub(super) struct NameVariant;

impl Check for NameVariant {
    fn id(&self) -> &'static str {
        "name-variant"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn manual(&self) -> String {
        manual_of(include_str!("name_variant.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let mut found = apart(kb);
        found.extend(joined(kb));
        found
    }
}

/// Persons of one office whose names are alike.
fn apart(kb: &KnowledgeBase<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for mut all in kb.by_office().into_values() {
        // One claim of each person; they come person by person.
        all.dedup_by_key(|c| c.person);
        let mut by_sound: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
        for claim in all {
            by_sound.entry(sound(kb.name(claim.person))).or_default().push(claim);
        }
        for same in by_sound.values() {
            for (i, a) in same.iter().enumerate() {
                for b in same[i + 1..].iter().filter(|b| b.person != a.person) {
                    let (one, other) = (kb.name(a.person), kb.name(b.person));
                    if one == other
                        || !alike(one, other)
                        || !seen.insert((a.person.min(b.person), a.person.max(b.person)))
                    {
                        continue;
                    }
                    let message = format!("{one} and {other}, both {}, look like one person", kb.office_of(a));
                    let sides = [vec![*a], vec![*b]];
                    let finding = Finding::new("name-variant", Level::Info, kb, &[a.person, b.person], &sides);
                    found.push(finding.say(message, FINE));
                }
            }
        }
    }
    found
}

const FINE: &str = "they are two people, or both spellings are wanted";

/// Full names of one person that differ, where no list joins them.
fn joined(kb: &KnowledgeBase<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (person, claims) in kb.by_person() {
        let entity = &kb.linked.entities[person];
        if !entity.link.is_empty() {
            continue;
        }
        let name = |c: &Claim| local_name(kb, c);
        let linked_by_form = |c: &&&Claim| {
            let reason = reason(kb, c);
            reason.starts_with("a like name") || reason.starts_with("one article has both")
        };
        let Some(other) = claims.iter().find(linked_by_form) else { continue };
        let full = |n: &str| n.contains(' ');
        let differs = |c: &&&Claim| full(name(c)) && fold(name(c)) != fold(name(other));
        let Some(one) = claims.iter().find(differs).filter(|_| full(name(other))) else { continue };
        let message = format!("{} and {} are taken for one person, and no list joins them", name(one), name(other));
        let mut finding = Finding::new("name-variant", Level::Info, kb, &[person], &[vec![*one], vec![*other]]);
        finding.persons = vec![name(one).to_owned(), name(other).to_owned()];
        found.push(finding.say(message, FINE));
    }
    found
}

/// The name that a claim's article has for its person.
fn local_name<'a>(kb: &KnowledgeBase<'a>, claim: &Claim) -> &'a str {
    kb.local(claim).map_or("", |at| &kb.records[claim.record].entities[at].name)
}

/// Why a claim's person is the one of the corpus.
fn reason<'a>(kb: &KnowledgeBase<'a>, claim: &Claim) -> &'a str {
    kb.local(claim).and_then(|at| kb.linked.of_record[claim.record][at].as_ref()).map_or("", |link| &link.reason)
}

/// Whether two full names can be two spellings of one: as many words (or one more), each equal but for vowels and doubled letters.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let words = |n: &str| -> Vec<String> { n.split([' ', '-']).map(|w| consonants(&fold(w))).collect() };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let ends = short.first() == long.first() && short.last() == long.last();
    short.len() > 1 && long.len() <= short.len() + 1 && ends && short.iter().all(|w| long.contains(w))
}

/// What alike names have in common: their first and last words' consonants.
fn sound(name: &str) -> String {
    let words: Vec<String> = name.split([' ', '-']).map(|w| consonants(&fold(w))).collect();
    match words.as_slice() {
        [first, .., last] => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

/// First letter and consonants, alike ones as one, none doubled; a vowel at the beginning counts.
fn consonants(word: &str) -> String {
    let mut out = String::new();
    for (i, c) in word.chars().filter(|c| c.is_alphanumeric()).enumerate() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' | 'w' | 'h' if i > 0 => continue,
            'q' | 'c' | 'g' => 'k',
            'z' => 's',
            'v' => 'f',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike() {
        for (a, b, want) in [
            ("Valeriy Doenkivskyy", "Valery Doenkivsky", true),
            ("Yusuf al-Doqi", "Youssef Al Duki", true),
            ("Jane Mary Doe", "Jane Doe", true),
            ("Jane Doe", "John Roe", false),
            ("Jane Doe", "June Dole", false),
            ("Doe", "Jane Doe", false),
        ] {
            assert_eq!(alike(a, b), want, "{a} / {b}");
        }
    }
}
