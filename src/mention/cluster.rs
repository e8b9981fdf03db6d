//! Which names of an article mean the same thing: listed forms, fuller and shorter forms of a person's name, acronyms.

use std::ops::Range;

use crate::base::hash::FastMap;
use crate::gazetteer::{Gazetteer, Kind, WordSet};
use crate::text::Shape;
use crate::text::normalize::fold;

use super::context::Context;
use super::segment::Label;
use super::unlisted::is_trade;
use super::{Entity, Via};

/// A name of the article with what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) tokens: Range<u32>,
    /// Token after the last of its sentence.
    pub(super) sentence_end: u32,
    pub(super) label: Label,
    pub(super) entry: Option<u32>,
    /// Whether its place in the lists needs no support.
    pub(super) strong: bool,
    pub(super) rule: Option<&'static str>,
    /// Whether it names a party by its adjective or adherents ("Republican", "Socialists").
    pub(super) adherent: bool,
}

/// Entity and way of each name, and the entities in the order of their first mention.
pub(super) fn cluster(cx: &Context<'_>, names: &[Name]) -> (Vec<(u32, Via)>, Vec<Entity>) {
    let mut c = Cluster { cx, table: Table::default(), acronyms: FastMap::default() };
    let mut found: Vec<Option<(u32, Via)>> = vec![None; names.len()];
    for (name, found) in names.iter().zip(&mut found) {
        *found = c.full(name);
    }
    for (name, found) in names.iter().zip(&mut found) {
        if found.is_none() {
            *found = Some(c.short(name));
        }
    }
    c.finish(found.into_iter().flatten().collect())
}

struct Cluster<'a, 'b> {
    cx: &'b Context<'a>,
    table: Table,
    /// Acronyms that the article introduces, by folded form.
    acronyms: FastMap<String, u32>,
}

impl Cluster<'_, '_> {
    /// The entity of a name that stands for itself: listed safely, or of two words or more.
    fn full(&mut self, name: &Name) -> Option<(u32, Via)> {
        let kind = name.label.kind()?;
        let words = self.words(&name.tokens);
        let short = match kind {
            Kind::Person => words.len() < 2 && !name.strong,
            Kind::Organization => words.len() < 2 && (name.entry.is_none() || self.is_general(name)),
            _ => false,
        };
        if short {
            return None;
        }
        let via = match (name.label, name.entry) {
            (Label::Demonym, _) => Via::Demonym,
            _ if name.adherent => Via::Demonym,
            _ => found_by(name),
        };
        let entity = self.table.find_or_add(kind, name.entry, words, self.cx.phrase(name.tokens.clone()));
        if kind == Kind::Organization {
            self.introduce_acronym(name, entity);
        }
        Some((entity, via))
    }

    /// Remembers "(FSB)" behind "Federal Security Service".
    fn introduce_acronym(&mut self, name: &Name, entity: u32) {
        let (cx, open) = (self.cx, name.tokens.end);
        if open + 2 < name.sentence_end && cx.text(open) == "(" && cx.text(open + 2) == ")" {
            let word = cx.text(open + 1);
            if cx.shape(open + 1).has(Shape::ALL_CAPS) || is_acronym_of(cx, &name.tokens, word) {
                self.acronyms.entry(fold(word).into_owned()).or_insert(entity);
            }
        }
    }

    /// The entity of a short form: a surname, an acronym, the first words of a body's name; else one of its own.
    fn short(&mut self, name: &Name) -> (u32, Via) {
        let kind = name.label.kind().unwrap_or(Kind::Organization);
        let words = self.words(&name.tokens);
        let written = self.cx.phrase(name.tokens.clone());
        let known = match kind {
            Kind::Person => words.first().and_then(|w| self.table.person_of_word(w, name.entry)),
            _ => {
                let general = if self.is_general(name) { self.table.body_by_noun(&words[0]) } else { None };
                let acronym = || self.acronyms.get(fold(written).as_ref()).copied();
                general.or_else(acronym).or_else(|| self.table.body_of(self.cx, name, &words))
            }
        };
        if let Some(entity) = known {
            return (entity, Via::Alias);
        }
        let via = found_by(name);
        (self.table.find_or_add(kind, name.entry, words, written), via)
    }

    /// "The Senate", "the Court", "the Mariners": one noun that a whole name of the article may end in.
    fn is_general(&self, name: &Name) -> bool {
        name.label == Label::Organization
            && !name.strong
            && name.tokens.len() == 1
            && (self.cx.set(name.tokens.start).has(WordSet::LONE) || is_trade(self.cx, name.tokens.start))
    }

    /// The folded words of a name.
    fn words(&self, tokens: &Range<u32>) -> Vec<String> {
        let word = |&i: &u32| self.cx.shape(i).has(Shape::WORD) || self.cx.shape(i).has(Shape::DIGIT);
        tokens.clone().filter(word).map(|i| fold(self.cx.text(i)).into_owned()).collect()
    }

    fn finish(self, found: Vec<(u32, Via)>) -> (Vec<(u32, Via)>, Vec<Entity>) {
        let mut order: Vec<Option<u32>> = vec![None; self.table.entities.len()];
        let mut entities = Vec::new();
        let mut out = Vec::with_capacity(found.len());
        for (made, via) in found {
            let id = *order[made as usize].get_or_insert_with(|| {
                entities.push(self.table.entities[made as usize].entity(self.cx.gazetteer));
                u32::try_from(entities.len() - 1).expect("internal: fewer entities than tokens")
            });
            out.push((id, via));
        }
        (out, entities)
    }
}

/// Whether a word consists of the initials of a name's words (small words may be left out).
fn found_by(name: &Name) -> Via {
    match (name.entry, name.rule) {
        (Some(_), _) | (_, None) => Via::Gazetteer,
        (None, Some("model")) => Via::Model,
        (None, Some(_)) => Via::Rule,
    }
}

fn is_acronym_of(cx: &Context<'_>, tokens: &Range<u32>, word: &str) -> bool {
    let mut wanted = word.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).peekable();
    for i in tokens.clone().filter(|&i| cx.shape(i).has(Shape::WORD)) {
        let first = cx.text(i).chars().next().map(|c| c.to_ascii_lowercase());
        if wanted.peek() == first.as_ref() {
            wanted.next();
        } else if cx.capital(i) {
            return false;
        }
    }
    wanted.peek().is_none() && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Entities under construction.
#[derive(Debug, Default)]
struct Table {
    entities: Vec<Made>,
    by_entry: FastMap<u32, u32>,
    by_words: FastMap<(Kind, String), u32>,
    /// Persons by last name, in the order of their first mention.
    surnames: FastMap<String, Vec<u32>>,
    /// Persons by any word of their name.
    parts: FastMap<String, Vec<u32>>,
    /// Bodies by first word, and by the initials of their words.
    bodies: FastMap<String, Vec<u32>>,
    /// Bodies by what they are: the last word of their name, or the one before "of".
    nouns: FastMap<String, Vec<u32>>,
}

#[derive(Debug)]
struct Made {
    kind: Kind,
    entry: Option<u32>,
    /// Folded words of the fullest form.
    words: Vec<String>,
    /// The fullest form as written.
    name: String,
}

impl Made {
    fn entity(&self, gazetteer: &Gazetteer) -> Entity {
        let listed = self.entry.filter(|_| self.kind != Kind::Person).map(|e| gazetteer.entry(e).name().to_owned());
        Entity { kind: self.kind, entry: self.entry, name: listed.unwrap_or_else(|| self.name.clone()) }
    }
}

impl Table {
    fn find_or_add(&mut self, kind: Kind, entry: Option<u32>, words: Vec<String>, written: &str) -> u32 {
        let key = (kind, words.join(" "));
        let found = entry.and_then(|e| self.by_entry.get(&e).copied()).or_else(|| {
            let same = self.by_words.get(&key).copied();
            let same = same.or_else(|| if kind == Kind::Person { self.compatible(&words, entry) } else { None });
            same.filter(|&e| entry.is_none() || self.entities[e as usize].entry.is_none_or(|old| Some(old) == entry))
        });
        let id = found.unwrap_or_else(|| {
            self.entities.push(Made { kind, entry, words: Vec::new(), name: String::new() });
            u32::try_from(self.entities.len() - 1).expect("internal: fewer entities than tokens")
        });
        self.by_words.entry(key).or_insert(id);
        if let Some(e) = entry {
            self.by_entry.entry(e).or_insert(id);
            self.entities[id as usize].entry.get_or_insert(e);
        }
        self.remember(kind, &words, written, id);
        let made = &mut self.entities[id as usize];
        if (words.len(), written.len()) > (made.words.len(), made.name.len()) {
            made.words = words;
            written.clone_into(&mut made.name);
        }
        id
    }

    fn remember(&mut self, kind: Kind, words: &[String], written: &str, id: u32) {
        let add = |map: &mut FastMap<String, Vec<u32>>, key: &str| {
            let all = map.entry(key.to_owned()).or_default();
            if !all.contains(&id) {
                all.push(id);
            }
        };
        match kind {
            Kind::Person if words.len() >= 2 => {
                // Nobody calls "Mohammed bin Salman" by his father's name.
                let father = words.iter().rposition(|w| matches!(w.as_str(), "bin" | "ibn" | "bint")).map(|i| i + 1);
                let own = |i: usize| father != Some(i);
                if words.iter().rposition(|w| !is_generation(w)).is_some_and(own) {
                    add(&mut self.surnames, surname(words));
                }
                let own_words = words.iter().enumerate().filter(|(i, _)| own(*i));
                own_words.for_each(|(_, w)| add(&mut self.parts, w));
            }
            Kind::Organization if words.len() >= 2 => {
                let capitals = written.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase());
                add(&mut self.bodies, &capitals.collect::<String>().to_lowercase());
                add(&mut self.bodies, &words[0]);
                let of = words.iter().position(|w| w == "of" || w == "for").filter(|&of| of > 0);
                add(&mut self.nouns, &words[of.unwrap_or(words.len()) - 1]);
            }
            _ => {}
        }
    }

    /// A person of the same last name whose other names agree ("John Conyers", "John James Conyers Jr.").
    fn compatible(&self, words: &[String], entry: Option<u32>) -> Option<u32> {
        if words.len() < 2 {
            return None;
        }
        let open = |e: u32| entry.is_none() || self.entities[e as usize].entry.is_none();
        let by = |word: &str| self.surnames.get(word).into_iter().flatten().copied().filter(|&e| open(e));
        let same = by(surname(words)).find(|&e| given_names_agree(&self.entities[e as usize].words, words));
        same.or_else(|| {
            // The second surname may be left out: "Luis Arce Catacora", "Luis Arce".
            let first_surname = words.get(words.len().checked_sub(2)?).filter(|_| words.len() > 2);
            let longer = self.parts.get(surname(words)).into_iter().flatten().copied().filter(|&e| open(e));
            let shorter = first_surname.into_iter().flat_map(|w| by(w));
            let mut found =
                longer.chain(shorter).filter(|&e| is_without_second(&self.entities[e as usize].words, words));
            found.next().filter(|_| found.next().is_none())
        })
    }

    /// The person meant by one word alone: the first bearer of that surname, else the only one with such a name part.
    fn person_of_word(&self, word: &str, listed: Option<u32>) -> Option<u32> {
        if let Some(&e) = listed.and_then(|l| self.by_entry.get(&l)) {
            return Some(e);
        }
        if let Some(all) = self.surnames.get(word) {
            return all.first().copied();
        }
        match self.parts.get(word).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        }
    }

    /// The only body of the article that is a senate, a court, a committee.
    fn body_by_noun(&self, noun: &str) -> Option<u32> {
        match self.nouns.get(noun).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        }
    }

    /// "Novatek" for "Novatek Holdings", "WWF" for "World Wildlife Fund".
    fn body_of(&self, cx: &Context<'_>, name: &Name, words: &[String]) -> Option<u32> {
        let first = words.first()?;
        if name.entry.is_some() || name.label != Label::Organization {
            return None;
        }
        let acronym = cx.shape(name.tokens.start).has(Shape::ALL_CAPS);
        let general = WordSet::ORG_HEAD.with(WordSet::ORG_TAIL).with(WordSet::STOP);
        let plain = name.tokens.clone().all(|i| !cx.set(i).any(general));
        self.bodies.get(first)?.iter().copied().find(|&e| {
            let made = &self.entities[e as usize];
            made.words.len() > words.len()
                && (acronym && made.words[0] != *first || plain && made.words.starts_with(words))
        })
    }
}

/// The last name: the last word that is no suffix (Jr, III).
fn surname(words: &[String]) -> &str {
    words.iter().rev().find(|w| !is_generation(w)).map_or("", String::as_str)
}

fn is_generation(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether the given names of two people of one last name can be those of one person.
fn given_names_agree(a: &[String], b: &[String]) -> bool {
    let given = |w: &[String]| -> Vec<String> {
        let last = surname(w).to_owned();
        w.iter().filter(|x| **x != last && !is_generation(x)).cloned().collect()
    };
    let (a, b) = (given(a), given(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let agree = |x: &str, y: &str| x == y || x.len() == 1 && y.starts_with(x) || y.len() == 1 && x.starts_with(y);
    let mut rest = long.iter();
    let within = short.iter().all(|s| rest.any(|l| agree(s, l)));
    let first = || short.first().is_some_and(|s| long.first().is_some_and(|l| agree(s, l) || long.contains(s)));
    within && first()
}

/// Whether one name is the other without its second surname.
fn is_without_second(a: &[String], b: &[String]) -> bool {
    let full = |w: &[String]| {
        w.iter()
            .filter(|x| x.trim_end_matches('.').chars().count() > 1 && !is_generation(x))
            .cloned()
            .collect::<Vec<_>>()
    };
    let (a, b) = (full(a), full(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    short.len() >= 2 && long.len() == short.len() + 1 && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person() {
        let words = |s: &str| s.split(' ').map(str::to_lowercase).collect::<Vec<_>>();
        for (a, b, same) in [
            ("Ana Maria Lopez", "Ana Lopez", true),
            ("J Doe", "Jane Doe", true),
            ("Jane Doe", "John Doe", false),
            ("William Doe Jr", "William Doe", true),
            ("Melissa Stone", "Donald Stone", false),
        ] {
            assert_eq!(given_names_agree(&words(a), &words(b)), same, "{a} / {b}");
        }
        for (a, b, same) in [
            ("Luis Arce Catacora", "Luis Arce", true),
            ("Pedro Luna", "Pedro R. Luna Ruiz", true),
            ("Ana Lopez", "Ana Maria Lopez", false),
        ] {
            assert_eq!(is_without_second(&words(a), &words(b)), same, "{a} / {b}");
        }
    }
}
