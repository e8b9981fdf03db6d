//! Which names of an article mean the same thing: listed forms, fuller and shorter forms of a person's name, acronyms.

use std::ops::Range;

use crate::base::hash::{FastMap, FastSet};
use crate::gazetteer::{Candidate, Kind, WordSet};
use crate::text::Shape;
use crate::text::normalize::fold;

use super::choose::{Support, choose};
use super::classify::{Kinds, is_acronym_of};
use super::piece::{Context, Piece, PieceKind};
use super::scan::Scan;
use super::{LocalEntity, Mark, MarkKind, Mention, Mentions, Via};

/// Builds the article's mentions and entities from its pieces.
pub(crate) fn cluster(scan: &Scan<'_>, kinds: &Kinds) -> Mentions {
    let mut c = Cluster { scan, support: Support::of(scan), names: Vec::new(), table: Table::default(), acronyms: FastMap::default() };
    c.collect(kinds);
    c.full_names();
    c.short_names();
    c.finish()
}

/// A row of words that is taken for a name, before its entity is known.
#[derive(Clone, Debug)]
struct Name {
    tokens: Range<u32>,
    sentence: u32,
    /// None for a run that nothing speaks for: it may still be a short form of a name.
    kind: Option<Kind>,
    reading: Option<Candidate>,
    rule: Option<&'static str>,
    entity: Option<u32>,
    via: Via,
}

struct Cluster<'a, 'b> {
    scan: &'b Scan<'a>,
    support: Support,
    names: Vec<Name>,
    table: Table,
    /// Acronyms that the article introduces, by folded form.
    acronyms: FastMap<String, u32>,
}

impl Cluster<'_, '_> {
    /// Turns pieces into names.
    fn collect(&mut self, kinds: &Kinds) {
        for (at, piece) in self.scan.pieces.iter().enumerate() {
            match &piece.kind {
                PieceKind::Listed(_) => {
                    let reading = choose(self.scan, &self.support, at);
                    let kind = reading.map(|c| self.scan.cx.gazetteer.entry(c.entry).kind);
                    self.push(piece.tokens.clone(), piece.sentence, kind, reading, None);
                }
                PieceKind::Run => self.run(piece, kinds),
                PieceKind::Role(_) => {
                    // "Cook said": a role word with a capital inside a sentence may be a surname of the article.
                    let cx = &self.scan.cx;
                    let first = cx.document.sentences[piece.sentence as usize].tokens.start == piece.tokens.start;
                    let one = piece.tokens.len() == 1 && cx.capital(piece.tokens.start) && !first;
                    if one && cx.set(piece.tokens.start).has(WordSet::SURNAME) && !self.scan.title_case[piece.sentence as usize] {
                        self.push(piece.tokens.clone(), piece.sentence, None, None, None);
                    }
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, tokens: Range<u32>, sentence: u32, kind: Option<Kind>, reading: Option<Candidate>, rule: Option<&'static str>) {
        self.names.push(Name { tokens, sentence, kind, reading, rule, entity: None, via: Via::Rule });
    }

    fn run(&mut self, piece: &Piece, kinds: &Kinds) {
        let cx = &self.scan.cx;
        let decided = kinds.get(cx.phrase(piece.tokens.clone()));
        if piece.tokens.len() == 1 || decided.is_some() {
            let (kind, rule) = decided.map_or((None, None), |(k, r)| (Some(k), Some(r)));
            self.push(piece.tokens.clone(), piece.sentence, kind, None, rule);
            return;
        }
        // Nothing speaks for the run as a whole: look for listed names inside; the rest may be short forms.
        let end = piece.tokens.end;
        if cx.set(end - 1).has(WordSet::EVENT_TAIL) {
            self.push(piece.tokens.clone(), piece.sentence, None, None, None);
            return;
        }
        let (mut i, mut rest) = (piece.tokens.start, piece.tokens.start);
        while i < end {
            let found = cx.gazetteer.at(&cx.document.tokens[i as usize..end as usize], false).name;
            let strong = found.and_then(|(n, c)| Some((n, c.into_iter().filter(|c| !c.weak).min_by_key(|c| c.entry)?)));
            let Some((n, c)) = strong else {
                i += 1;
                continue;
            };
            if rest < i {
                self.push(rest..i, piece.sentence, None, None, None);
            }
            let stop = i + u32::try_from(n).unwrap_or(1);
            self.push(i..stop, piece.sentence, Some(cx.gazetteer.entry(c.entry).kind), Some(c), None);
            (i, rest) = (stop, stop);
        }
        if rest < end {
            self.push(rest..end, piece.sentence, None, None, None);
        }
    }

    /// Entities of names that stand for themselves: listed safely, or of two words or more.
    fn full_names(&mut self) {
        for n in 0..self.names.len() {
            let name = self.names[n].clone();
            let Some(kind) = name.kind else { continue };
            let words = self.words(&name);
            let short = words.len() < 2 && kind == Kind::Person && name.reading.is_none_or(|c| c.weak);
            if short || (kind == Kind::Organization && self.is_bare_acronym(&name)) {
                continue;
            }
            let entry = name.reading.map(|c| c.entry);
            let entity = self.table.find_or_add(kind, entry, words, self.scan.cx.phrase(name.tokens.clone()));
            self.names[n].entity = Some(entity);
            self.names[n].via = match name.reading {
                Some(c) if c.via == crate::gazetteer::Via::Demonym => Via::Demonym,
                Some(_) => Via::Gazetteer,
                None => Via::Rule,
            };
            if kind == Kind::Organization {
                self.introduce_acronym(&name, entity);
            }
        }
    }

    fn is_bare_acronym(&self, name: &Name) -> bool {
        name.reading.is_none() && name.tokens.len() == 1 && self.scan.cx.token(name.tokens.start).shape.has(Shape::ALL_CAPS)
    }

    /// Remembers "(FSB)" behind "Federal Security Service".
    fn introduce_acronym(&mut self, name: &Name, entity: u32) {
        let cx = &self.scan.cx;
        let open = name.tokens.end;
        let end = cx.document.sentences[name.sentence as usize].tokens.end;
        if open + 2 >= end || cx.text(open) != "(" || cx.text(open + 2) != ")" {
            return;
        }
        let piece = Piece { tokens: name.tokens.clone(), sentence: name.sentence, kind: PieceKind::Run };
        let word = cx.text(open + 1);
        if is_acronym_of(cx, &piece, word) || cx.token(open + 1).shape.has(Shape::ALL_CAPS) {
            self.acronyms.entry(fold(word).into_owned()).or_insert(entity);
        }
    }

    /// Short forms: a surname, an acronym, the first words of an organization's name.
    fn short_names(&mut self) {
        for n in 0..self.names.len() {
            if self.names[n].entity.is_some() {
                continue;
            }
            let name = self.names[n].clone();
            let words = self.words(&name);
            let wording = self.scan.cx.phrase(name.tokens.clone());
            let found = self.short_form(&name, &words, wording);
            let (entity, via) = match (found, name.kind) {
                (Some(e), _) => (e, Via::Alias),
                (None, Some(kind)) => {
                    let entry = name.reading.map(|c| c.entry);
                    let via = if entry.is_some() { Via::Gazetteer } else { Via::Rule };
                    (self.table.find_or_add(kind, entry, words, wording), via)
                }
                (None, None) => continue,
            };
            self.names[n].entity = Some(entity);
            self.names[n].via = via;
        }
    }

    fn short_form(&self, name: &Name, words: &[String], wording: &str) -> Option<u32> {
        if name.kind != Some(Kind::Person)
            && let Some(&e) = self.acronyms.get(fold(wording).as_ref())
        {
            return Some(e);
        }
        if let Some(e) = self.table.same_words(name.kind, words) {
            return Some(e);
        }
        if name.kind.is_none_or(|k| k == Kind::Person) && words.len() == 1 {
            let before = |e: u32| self.names.iter().any(|o| o.entity == Some(e) && o.tokens.start < name.tokens.start);
            let listed = name.reading.map(|c| c.entry);
            if let Some(e) = self.table.person_of_surname(&words[0], listed, before) {
                return Some(e);
            }
        }
        if name.kind.is_none_or(|k| k == Kind::Organization) {
            let piece = Piece { tokens: name.tokens.clone(), sentence: name.sentence, kind: PieceKind::Run };
            return self.table.organization_of_short_form(&self.scan.cx, &piece, words, wording);
        }
        None
    }

    /// The folded words of a name.
    fn words(&self, name: &Name) -> Vec<String> {
        let cx = &self.scan.cx;
        name.tokens
            .clone()
            .filter(|&i| cx.token(i).shape.has(Shape::WORD) && !cx.token(i).shape.has(Shape::POSSESSIVE))
            .map(|i| fold(cx.text(i)).into_owned())
            .collect()
    }

    fn finish(self) -> Mentions {
        let scan = self.scan;
        let mut mentions = Vec::new();
        let mut taken: FastSet<u32> = FastSet::default();
        let mut undecided = Vec::new();
        let mut order: Vec<Option<u32>> = vec![None; self.table.entities.len()];
        let mut entities = Vec::new();
        for name in &self.names {
            let Some(entity) = name.entity else {
                undecided.push(Mark { kind: MarkKind::Name, tokens: name.tokens.clone() });
                continue;
            };
            let made = &self.table.entities[entity as usize];
            let id = *order[entity as usize].get_or_insert_with(|| {
                entities.push(made.finish(scan));
                u32::try_from(entities.len() - 1).expect("internal: fewer than 2^32 entities")
            });
            taken.insert(name.tokens.start);
            mentions.push(Mention {
                kind: made.kind,
                span: scan.cx.document.tokens_span(name.tokens.clone()),
                tokens: name.tokens.clone(),
                sentence: name.sentence,
                via: name.via,
                rule: name.rule.filter(|_| name.via == Via::Rule),
                entity: Some(id),
                role: None,
            });
        }
        let mut marks = Vec::new();
        for piece in &scan.pieces {
            let kind = match &piece.kind {
                PieceKind::Role(words) if !taken.contains(&piece.tokens.start) => {
                    mentions.push(Mention {
                        kind: Kind::Role,
                        span: scan.cx.document.tokens_span(piece.tokens.clone()),
                        tokens: piece.tokens.clone(),
                        sentence: piece.sentence,
                        via: Via::Gazetteer,
                        rule: None,
                        entity: None,
                        role: Some(words.clone()),
                    });
                    continue;
                }
                PieceKind::Modifier(m) => MarkKind::Modifier(*m),
                PieceKind::Honorific => MarkKind::Honorific,
                PieceKind::Date => MarkKind::Date,
                PieceKind::Number => MarkKind::Number,
                _ => continue,
            };
            marks.push(Mark { kind, tokens: piece.tokens.clone() });
        }
        let roles: FastSet<u32> = mentions.iter().filter(|m| m.kind == Kind::Role).map(|m| m.tokens.start).collect();
        marks.extend(undecided.into_iter().filter(|m| !roles.contains(&m.tokens.start)));
        mentions.sort_by_key(|m| m.tokens.start);
        marks.sort_by_key(|m| m.tokens.start);
        Mentions { mentions, entities, marks }
    }
}

/// Entities under construction.
#[derive(Debug, Default)]
struct Table {
    entities: Vec<Made>,
    by_entry: FastMap<u32, u32>,
    by_words: FastMap<(Kind, String), u32>,
    /// Persons by last name.
    surnames: FastMap<String, Vec<u32>>,
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
    fn finish(&self, scan: &Scan<'_>) -> LocalEntity {
        let listed = self.entry.filter(|_| self.kind != Kind::Person).map(|e| scan.cx.gazetteer.entry(e).name.clone());
        LocalEntity { kind: self.kind, entry: self.entry, name: listed.unwrap_or_else(|| self.name.clone()) }
    }
}

impl Table {
    fn find_or_add(&mut self, kind: Kind, entry: Option<u32>, words: Vec<String>, written: &str) -> u32 {
        let found = entry.and_then(|e| self.by_entry.get(&e).copied()).or_else(|| {
            let same = self.by_words.get(&(kind, words.join(" "))).copied();
            same.or_else(|| if kind == Kind::Person { self.compatible_person(&words, entry) } else { None })
                .filter(|&e| entry.is_none() || self.entities[e as usize].entry.is_none_or(|old| Some(old) == entry))
        });
        let id = found.unwrap_or_else(|| {
            self.entities.push(Made { kind, entry, words: Vec::new(), name: String::new() });
            u32::try_from(self.entities.len() - 1).expect("internal: fewer than 2^32 entities")
        });
        self.by_words.entry((kind, words.join(" "))).or_insert(id);
        if let Some(e) = entry {
            self.by_entry.entry(e).or_insert(id);
            self.entities[id as usize].entry.get_or_insert(e);
        }
        if kind == Kind::Person {
            let same = self.surnames.entry(surname(&words).to_owned()).or_default();
            if !same.contains(&id) {
                same.push(id);
            }
        }
        let made = &mut self.entities[id as usize];
        if (words.len(), written.len()) > (made.words.len(), made.name.len()) {
            made.words = words;
            written.clone_into(&mut made.name);
        }
        id
    }

    /// A person of the same last name whose other names agree ("John Conyers", "John James Conyers Jr.").
    fn compatible_person(&self, words: &[String], entry: Option<u32>) -> Option<u32> {
        if words.len() < 2 {
            return None;
        }
        let candidates = self.surnames.get(surname(words))?;
        candidates.iter().copied().find(|&e| {
            let made = &self.entities[e as usize];
            (entry.is_none() || made.entry.is_none()) && made.words.len() >= 2 && given_names_agree(&made.words, words)
        })
    }

    fn same_words(&self, kind: Option<Kind>, words: &[String]) -> Option<u32> {
        let key = words.join(" ");
        let kinds = [Kind::Person, Kind::Organization, Kind::Place];
        kinds.iter().filter(|&&k| kind.is_none_or(|want| want == k)).find_map(|&k| self.by_words.get(&(k, key.clone())).copied())
    }

    /// The person meant by a surname alone: the only one, else the listed one, else the last named before.
    fn person_of_surname(&self, word: &str, listed: Option<u32>, before: impl Fn(u32) -> bool) -> Option<u32> {
        let all: Vec<u32> = match self.surnames.get(word) {
            Some(v) => v.iter().copied().filter(|&e| self.entities[e as usize].words.len() >= 2).collect(),
            None => self.by_part(word),
        };
        if let Some(l) = listed {
            if let Some(&e) = self.by_entry.get(&l) {
                return Some(e);
            }
            // A listed name of its own ("Trump") is not handed to another listed person of the family.
            return all.iter().copied().find(|&e| self.entities[e as usize].entry.is_none() && all.len() == 1);
        }
        match all[..] {
            [] => None,
            [one] => Some(one),
            _ => all.iter().copied().filter(|&e| before(e)).next_back(),
        }
    }

    /// Persons with the word as first name, or as part of a hyphenated or several-word surname; only if there is one.
    fn by_part(&self, word: &str) -> Vec<u32> {
        let has = |m: &Made| m.kind == Kind::Person && m.words.len() >= 2 && m.words.iter().any(|w| w == word);
        let found: Vec<u32> = (0u32..).zip(&self.entities).filter(|(_, m)| has(m)).map(|(i, _)| i).collect();
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// "Novatek" for "Novatek Holdings", "WWF" for "World Wildlife Fund".
    fn organization_of_short_form(&self, cx: &Context<'_>, piece: &Piece, words: &[String], wording: &str) -> Option<u32> {
        let acronym = piece.tokens.len() == 1 && cx.token(piece.tokens.start).shape.has(Shape::ALL_CAPS);
        (0u32..).zip(&self.entities).find_map(|(i, made)| {
            if made.kind != Kind::Organization || made.words.len() <= words.len() {
                return None;
            }
            let initials: String = made.name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
            let short = acronym && initials.len() >= 2 && initials == wording.replace('.', "");
            let head = !words.is_empty()
                && made.words.starts_with(words)
                && made.entry.is_none()
                && piece.tokens.clone().all(|i| !cx.set(i).any(WordSet::ORG_HEAD.with(WordSet::ORG_TAIL).with(WordSet::STOP)));
            (short || head).then_some(i)
        })
    }
}

/// The last name: the last word that is no suffix (Jr, III).
fn surname(words: &[String]) -> &str {
    words.iter().rev().find(|w| !matches!(w.as_str(), "jr" | "sr" | "ii" | "iii" | "iv")).map_or("", String::as_str)
}

/// Whether the given names of two people of one last name can be those of one person.
fn given_names_agree(a: &[String], b: &[String]) -> bool {
    let given = |w: &[String]| -> Vec<String> {
        let last = surname(w).to_owned();
        w.iter().filter(|x| **x != last && !matches!(x.as_str(), "jr" | "sr" | "ii" | "iii" | "iv")).cloned().collect()
    };
    let (a, b) = (given(a), given(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let agree = |x: &str, y: &str| x == y || x.len() == 1 && y.starts_with(x) || y.len() == 1 && x.starts_with(y);
    let mut rest = long.iter();
    short.iter().all(|s| rest.any(|l| agree(s, l))) && short.first().is_some_and(|s| long.first().is_some_and(|l| agree(s, l) || long.contains(s)))
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
    }
}
