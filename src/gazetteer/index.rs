//! Rows of all tables -> [`Gazetteer`]: patterns with their readings, texts in a pool, references as indices.

use std::borrow::Cow;

use crate::base::date::PartialDate;
use crate::base::diag::Diagnostic;
use crate::base::hash::FastSet;
use crate::text::{Shape, Token, token};

use super::entry::{Flags, Kind, Modifier, NONE, Stored, StoredPosition, Text};
use super::flat::{HashTable, PoolBuilder};
use super::matcher::{self, MAX_WORDS};
use super::parse::{Lists, NewEntry};
use super::{Candidate, Gazetteer, StoredPhrase, Via, WordSet};

/// Builds the index; refuses names that cannot be matched and references that lead to several rows.
pub(super) fn build(mut lists: Lists, fingerprint: &str) -> Result<Gazetteer, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let refs = super::refs::resolve(&mut lists, &mut faults);
    let mut pool = PoolBuilder::default();
    let mut patterns = Patterns::default();
    let mut entries = Vec::with_capacity(lists.entries.len());
    for ((i, e), links) in (0u32..).zip(&lists.entries).zip(&refs.of_entry) {
        patterns.entry(e, i, &mut faults);
        entries.push(stored(e, links, &mut pool));
    }
    let mut phrases = Vec::with_capacity(lists.phrases.len());
    for (i, p) in (0u32..).zip(&lists.phrases) {
        let modifier = p.modifier.map_or(NONE, |m| m as u32);
        patterns.phrase(&p.name, i);
        phrases.push(StoredPhrase { set: p.set, name: pool.add(&p.name), modifier, flags: p.flags });
    }
    let mut positions: Vec<StoredPosition> = lists
        .positions
        .iter()
        .zip(&refs.of_position)
        .map(|(p, &[person, role, of, party])| StoredPosition {
            person,
            role,
            of,
            start: day(p.start),
            end: day(p.end),
            as_of: day(p.as_of),
            party,
            flags: p.flags,
            file: pool.add(&p.place.file),
            line: p.place.line,
        })
        .collect();
    positions.sort_by_key(|p| (p.person, p.start));
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    let mut by_id: Vec<u32> = (0..u32::try_from(entries.len()).unwrap_or(NONE)).collect();
    by_id.sort_by(|&a, &b| lists.entries[a as usize].id.cmp(&lists.entries[b as usize].id));
    let (matcher, candidates, starts) = patterns.finish();
    let names: Vec<_> = lists.words.iter().map(|(&w, &set)| (w, set.only_names())).filter(|w| w.1.0 != 0).collect();
    let words: Vec<_> =
        lists.words.into_iter().map(|(w, set)| (w, set.without_names())).filter(|w| w.1.0 != 0).collect();
    let groups: Vec<_> = lists.groups.into_iter().collect();
    let nicknames = lists.nicknames.into_iter().collect();
    Ok(Gazetteer {
        fingerprint: pool.add(fingerprint),
        text: Cow::Owned(pool.text),
        entries: Cow::Owned(entries),
        by_id: Cow::Owned(by_id),
        matcher,
        candidates: Cow::Owned(candidates),
        starts: Cow::Owned(starts),
        phrases: Cow::Owned(phrases),
        words: HashTable::build(&words),
        names: HashTable::build(&names),
        groups: HashTable::build(&groups),
        nicknames: Cow::Owned(nicknames),
        positions: Cow::Owned(positions),
        stands_for: Cow::Owned(refs.stands_for),
    })
}

fn day(date: Option<PartialDate>) -> u32 {
    date.map_or(0, PartialDate::packed)
}

fn stored(e: &NewEntry, &[country, parent, seat]: &[u32; 3], pool: &mut PoolBuilder) -> Stored {
    let mut add = |text: &str| -> Text { pool.add(text) };
    Stored {
        id: add(&e.id),
        name: add(&e.name),
        subkind: add(&e.subkind),
        aliases: add(&e.aliases.join("|")),
        weak: add(&e.weak.join("|")),
        forms: add(&e.forms.join("|")),
        category: add(&e.category),
        scope: add(&e.scope),
        seats: add(&e.seats),
        rank: add(&e.rank),
        file: add(&e.place.file),
        line: e.place.line,
        kind: u32::try_from(e.kind).unwrap_or(0),
        flags: e.flags,
        country,
        parent,
        seat,
        population: e.population,
        born: day(e.born),
        died: day(e.died),
    }
}

/// Collects the patterns of the matcher with what each can stand for.
#[derive(Default)]
struct Patterns {
    builder: matcher::Builder,
    readings: Vec<(u32, Candidate)>,
    tokens: Vec<Token>,
}

impl Patterns {
    fn entry(&mut self, entry: &NewEntry, index: u32, faults: &mut Vec<Diagnostic>) {
        let mut seen: FastSet<u32> = FastSet::default();
        let weak_name = entry.flags.has(Flags::WEAK_NAME);
        let is = |kind: Kind| entry.kind == kind as usize;
        let forms: &[String] = if is(Kind::Person) { &[] } else { &entry.forms };
        let form = if is(Kind::Role) { Via::Plural } else { Via::Demonym };
        let names = std::iter::once((&entry.name, Via::Name, weak_name))
            .chain(entry.aliases.iter().map(|a| (a, Via::Alias, false)))
            .chain(entry.weak.iter().map(|w| (w, Via::Alias, true)))
            .chain(forms.iter().map(|f| (f, form, false)));
        for (name, via, weak) in names {
            for spelling in spellings(name, is(Kind::Role)) {
                if !self.name(&spelling, index, (via, weak), is(Kind::Role), &mut seen) {
                    let message = format!("`{name}` cannot be matched: a name has 1 to {MAX_WORDS} words");
                    faults.push(entry.place.fault(message, "shorten the name, or remove it"));
                    break;
                }
            }
        }
    }

    fn name(&mut self, name: &str, entry: u32, (via, weak): (Via, bool), role: bool, seen: &mut FastSet<u32>) -> bool {
        let Some(pattern) = self.words(name) else { return false };
        if seen.insert(pattern) {
            // A role needs no capitals, but for acronyms and abbreviations ("PM", "Sen.").
            let abbreviated = |t: &Token| {
                t.shape.has(Shape::ALL_CAPS) || t.shape.has(Shape::ABBREVIATION) || t.shape.has(Shape::INITIAL)
            };
            let mut capitals = self.mask(|t| t.shape.has(Shape::CAPITAL) && (!role || abbreviated(t)));
            // "The Labour party", "the Nobel committee".
            if self.tokens.len() > 1 && [" Party", " Committee"].iter().any(|tail| name.ends_with(tail)) {
                capitals &= !(1 << (self.tokens.len() - 1).min(15));
            }
            let acronym = self.mask(|t| t.shape.has(Shape::ALL_CAPS) && t.span.len() <= 5);
            let weak = u16::from(weak);
            if (capitals | acronym) & 1 == 0 {
                self.builder.begins_small(self.tokens[0].word);
            }
            self.readings.push((pattern, Candidate { entry, via: via as u16, weak, capitals, acronym }));
        }
        true
    }

    fn phrase(&mut self, name: &str, index: u32) {
        if let Some(pattern) = self.words(name) {
            self.builder.begins_small(self.tokens[0].word);
            let via = Via::Phrase as u16;
            self.readings.push((pattern, Candidate { entry: index, via, weak: 0, capitals: 0, acronym: 0 }));
        }
    }

    /// Adds a name as a pattern; its tokens stay in `self.tokens`. `None` if it is empty or too long.
    fn words(&mut self, name: &str) -> Option<u32> {
        self.tokens = token::tokenize(name);
        let words: Vec<u64> = self.tokens.iter().map(|t| t.word).collect();
        (1..=MAX_WORDS).contains(&words.len()).then(|| self.builder.add(&words))
    }

    /// Bit n is set if word n is such a word.
    fn mask(&self, is: impl Fn(&Token) -> bool) -> u16 {
        self.tokens.iter().enumerate().filter(|(_, t)| is(t)).fold(0, |m, (i, _)| m | 1 << i.min(15))
    }

    fn finish(mut self) -> (matcher::Matcher, Vec<Candidate>, Vec<u32>) {
        self.readings.sort_by_key(|(p, c)| (*p, c.via == Via::Phrase as u16, c.entry));
        self.readings.dedup_by_key(|(p, c)| (*p, c.entry, c.via == Via::Phrase as u16));
        let matcher = self.builder.build();
        let mut starts = vec![0u32; matcher.len() + 1];
        for (p, _) in &self.readings {
            starts[*p as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        (matcher, self.readings.into_iter().map(|(_, c)| c).collect(), starts)
    }
}

/// The spellings under which a name is looked for: a hyphen may be a space, in a role of two words the space a hyphen
/// ("vice-president"), initials may stand together ("J.K."), and a leading "The" may be missing.
fn spellings(name: &str, role: bool) -> Vec<Cow<'_, str>> {
    let mut all = vec![Cow::Borrowed(name)];
    if name.contains('-') && !name.starts_with('-') && !name.ends_with('-') {
        all.push(Cow::Owned(name.replace('-', " ")));
    } else if role && name.split(' ').count() == 2 && !name.contains('.') {
        all.push(Cow::Owned(name.replace(' ', "-")));
    }
    if !role && name.contains(". ") {
        let joined = join_initials(name);
        if joined != name {
            all.push(Cow::Owned(joined));
        }
    }
    if let Some(rest) = name.strip_prefix("The ").filter(|r| !role && r.contains(' ')) {
        all.push(Cow::Borrowed(rest));
    }
    all
}

/// "J. K. Roe" -> "J.K. Roe".
fn join_initials(name: &str) -> String {
    let mut out = String::new();
    let mut initial = false;
    for word in name.split(' ') {
        let now = word.len() == 2 && word.ends_with('.');
        if !(out.is_empty() || initial && now) {
            out.push(' ');
        }
        out.push_str(word);
        initial = now;
    }
    out
}

impl Gazetteer {
    fn all_words(&self) -> std::collections::BTreeMap<u64, WordSet> {
        let mut all: std::collections::BTreeMap<u64, WordSet> = self.words.pairs().collect();
        for (word, set) in self.names.pairs() {
            let known = all.entry(word).or_default();
            *known = known.with(set);
        }
        all
    }

    /// The rows that this index was built from, so that more lists can be added.
    pub(super) fn to_lists(&self) -> Lists {
        let list = |t: Text| super::table::values(self.text(t)).map(str::to_owned).collect();
        let own = |t: Text| self.text(t).to_owned();
        let id = |i: u32| if i == NONE { String::new() } else { own(self.entries[i as usize].id) };
        let entries = self.entries.iter().map(|e| NewEntry {
            id: own(e.id),
            kind: e.kind as usize,
            subkind: own(e.subkind),
            name: own(e.name),
            aliases: list(e.aliases),
            weak: list(e.weak),
            forms: list(e.forms),
            category: own(e.category),
            scope: own(e.scope),
            seats: own(e.seats),
            rank: own(e.rank),
            country: id(e.country),
            parent: id(e.parent),
            seat: id(e.seat),
            population: e.population,
            born: PartialDate::from_packed(e.born),
            died: PartialDate::from_packed(e.died),
            flags: e.flags,
            place: super::parse::Place { file: own(e.file), line: e.line },
        });
        let positions = self.positions.iter().map(|p| super::parse::NewPosition {
            person: id(p.person),
            role: id(p.role),
            of: id(p.of),
            party: id(p.party),
            start: PartialDate::from_packed(p.start),
            end: PartialDate::from_packed(p.end),
            as_of: PartialDate::from_packed(p.as_of),
            flags: p.flags,
            place: super::parse::Place { file: own(p.file), line: p.line },
        });
        let metonyms = self.stands_for.iter().map(|&[from, to]| super::parse::NewMetonym {
            name: id(from),
            aliases: Vec::new(),
            weak: Vec::new(),
            refers_to: id(to),
            flags: Flags::default(),
            place: super::parse::Place::default(),
        });
        let phrases = self.phrases.iter().map(|p| super::parse::NewPhrase {
            name: own(p.name),
            set: p.set,
            modifier: Modifier::ALL.into_iter().map(|m| m.0).find(|&m| m as u32 == p.modifier),
            flags: p.flags,
        });
        Lists {
            entries: entries.collect(),
            positions: positions.collect(),
            metonyms: metonyms.collect(),
            phrases: phrases.collect(),
            words: self.all_words(),
            groups: self.groups.pairs().collect(),
            nicknames: self.nicknames.iter().copied().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_names() {
        for (name, role, want) in [
            ("J. K. Roe", false, "J. K. Roe/J.K. Roe"),
            ("Abdel Fattah al-Sisi", false, "Abdel Fattah al-Sisi/Abdel Fattah al Sisi"),
            ("vice president", true, "vice president/vice-president"),
            ("The Daily Doe", false, "The Daily Doe/Daily Doe"),
            ("The Hague", false, "The Hague"),
        ] {
            assert_eq!(spellings(name, role).join("/"), want);
        }
    }
}
