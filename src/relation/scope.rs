//! Scopes that the phrase leaves out: taken from the sentence, the article or a list, and marked as such.

use crate::base::hash::FastMap;
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::Mentions;
use crate::text::Document;

use super::assertion::{Assertion, Basis, Object};

/// Gives roles without scope the one that the article or a list gives them.
pub(crate) fn complete(assertions: &mut [Assertion], document: &Document, mentions: &Mentions, gazetteer: &Gazetteer) {
    from_same_role(assertions, mentions);
    let world = World::of(document, mentions, gazetteer);
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role" && a.object.is_none()) {
        let Some(role) = a.role.and_then(|r| mentions.mentions[r as usize].role.as_ref()) else { continue };
        let entry = gazetteer.entry(role.entry.unwrap_or(role.head));
        if entry.subkind == "occupation" || entry.details.scope == "any" || entry.details.scope.is_empty() {
            continue;
        }
        if let Some((object, basis)) = world.scope(a, role.head, &entry.details.scope) {
            a.object = Some(object);
            a.basis = Some(basis);
        }
    }
}

/// The same person in the same role elsewhere in the article, with a scope.
fn from_same_role(assertions: &mut [Assertion], mentions: &Mentions) {
    let key = |a: &Assertion| {
        let role = mentions.mentions[a.role? as usize].role.as_ref()?;
        Some((mentions.mentions[a.subject as usize].entity?, role.name.clone()))
    };
    let mut known: FastMap<(u32, String), Object> = FastMap::default();
    for a in assertions.iter().filter(|a| a.relation == "holds_role") {
        if let (Some(k), Some(o)) = (key(a), a.object) {
            known.entry(k).or_insert(o);
        }
    }
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role" && a.object.is_none()) {
        if let Some(&o) = key(a).and_then(|k| known.get(&k)) {
            a.object = Some(o);
            a.basis = Some(Basis::Context);
        }
    }
}

/// The places of an article, as far as scopes need them.
struct World<'a> {
    document: &'a Document,
    mentions: &'a Mentions,
    gazetteer: &'a Gazetteer,
    /// Country of each mention.
    countries: Vec<Option<u32>>,
    /// The country that the article is mostly about, with its first mention.
    main: Option<(u32, u32)>,
}

impl<'a> World<'a> {
    fn of(document: &'a Document, mentions: &'a Mentions, gazetteer: &'a Gazetteer) -> Self {
        let entry = |m: &crate::mention::Mention| mentions.entities[m.entity? as usize].entry;
        let countries: Vec<Option<u32>> =
            mentions.mentions.iter().map(|m| entry(m).filter(|_| m.kind != Kind::Person).and_then(|e| gazetteer.country(e))).collect();
        let mut counts: FastMap<u32, u32> = FastMap::default();
        for c in countries.iter().flatten() {
            *counts.entry(*c).or_default() += 1;
        }
        let total: u32 = counts.values().sum();
        let mut ranked: Vec<(u32, u32)> = counts.into_iter().map(|(c, n)| (n, c)).collect();
        ranked.sort_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
        let main = ranked.first().filter(|&&(n, _)| n * 10 >= total * 6).and_then(|&(_, c)| {
            let named = (0u32..).zip(&mentions.mentions).find(|(_, m)| entry(m) == Some(c))?;
            Some((c, named.0))
        });
        World { document, mentions, gazetteer, countries, main }
    }

    fn entry_of(&self, mention: u32) -> Option<u32> {
        self.mentions.entities[self.mentions.mentions[mention as usize].entity? as usize].entry
    }

    fn scope(&self, a: &Assertion, head: u32, kind: &str) -> Option<(Object, Basis)> {
        if let Some(found) = self.from_list(a, head) {
            return Some(found);
        }
        if kind != "country" {
            return None;
        }
        if let Some(m) = self.in_sentence(a) {
            return Some((Object::Mention(m), Basis::Stated));
        }
        self.main.map(|(_, m)| (Object::Mention(m), Basis::Context))
    }

    /// The only country of the sentence, if it is named before the role.
    fn in_sentence(&self, a: &Assertion) -> Option<u32> {
        let sentence = &self.document.sentences[a.sentence as usize].tokens;
        let from = self.mentions.mentions.partition_point(|m| m.tokens.start < sentence.start);
        let mut found: Option<u32> = None;
        for (i, m) in self.mentions.mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.tokens.start < sentence.end) {
            let Some(country) = self.countries[i] else { continue };
            let i = u32::try_from(i).ok()?;
            if self.entry_of(i) != Some(country) {
                continue;
            }
            match found {
                Some(f) if self.countries[f as usize] != Some(country) => return None,
                None if m.span.start < a.span.start => found = Some(i),
                _ => {}
            }
        }
        found
    }

    /// A listed position of the person: named in the article (context), else from the list alone.
    fn from_list(&self, a: &Assertion, head: u32) -> Option<(Object, Basis)> {
        let person = self.entry_of(a.subject)?;
        let mut found = None;
        for p in self.gazetteer.positions_of(person).filter(|p| p.role == head || self.same_office(p.role, head)) {
            let Some(of) = p.of else { continue };
            if found.is_some_and(|f: u32| self.gazetteer.positions()[f as usize].of != Some(of)) {
                return None;
            }
            found = self.gazetteer.positions().iter().position(|q| std::ptr::eq(q, p)).and_then(|i| u32::try_from(i).ok());
        }
        let position = found?;
        let of = self.gazetteer.positions()[position as usize].of?;
        let named = (0u32..).zip(&self.mentions.mentions).find(|&(i, _)| self.entry_of(i) == Some(of));
        Some(match named {
            Some((m, _)) => (Object::Mention(m), Basis::Context),
            None => (Object::Listed { entry: of, position }, Basis::Gazetteer),
        })
    }

    fn same_office(&self, a: u32, b: u32) -> bool {
        let broader = |e: u32| self.gazetteer.by_id(&self.gazetteer.entry(e).details.broader);
        broader(a) == Some(b) || broader(b) == Some(a)
    }
}
