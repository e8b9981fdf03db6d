//! Scopes that the phrase leaves out: taken from the sentence, the article or a list, and marked as such.

use crate::base::hash::FastMap;
use crate::gazetteer::{Entry, Gazetteer, Kind};
use crate::mention::{Mention, Mentions};
use crate::text::Document;

use super::assertion::{Assertion, Basis, Object, Status};

/// Days after which an office that a list ended counts as former in an article that does not say so.
const GRACE_DAYS: i64 = 100;

/// Gives roles without scope the one that the article or a list gives them, and the status that a list shows.
pub(super) fn complete(assertions: &mut [Assertion], document: &Document, mentions: &Mentions, gazetteer: &Gazetteer) {
    let world = World::of(document, mentions, gazetteer);
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role") {
        if a.object.is_none()
            && let Some(m) = world.in_sentence(a)
        {
            (a.object, a.basis) = (Some(Object::Mention(m)), Some(Basis::Stated));
        }
    }
    from_same_role(assertions, mentions);
    for a in assertions.iter_mut().filter(|a| a.relation == "holds_role") {
        if a.object.is_none()
            && let Some((object, basis)) = world.from_article(a)
        {
            (a.object, a.basis) = (Some(object), Some(basis));
        }
        if a.status == Status::Current && world.has_ended(a) {
            a.status = Status::Former;
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
    /// First mention of each listed entity.
    first: FastMap<u32, u32>,
    /// The country that the article is mostly about.
    main: Option<u32>,
}

impl<'a> World<'a> {
    fn of(document: &'a Document, mentions: &'a Mentions, gazetteer: &'a Gazetteer) -> Self {
        let mut counts: FastMap<u32, u32> = FastMap::default();
        let mut first: FastMap<u32, u32> = FastMap::default();
        for (i, m) in (0u32..).zip(&mentions.mentions) {
            let Some(entry) = mentions.entry(i, gazetteer) else { continue };
            first.entry(entry.index).or_insert(i);
            if m.kind != Kind::Person
                && let Some(country) = gazetteer.country(entry.index)
            {
                *counts.entry(country).or_default() += 1;
            }
        }
        let total: u32 = counts.values().sum();
        let mut ranked: Vec<(u32, u32)> = counts.into_iter().map(|(c, n)| (n, c)).collect();
        ranked.sort_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
        let main = ranked.first().filter(|&&(n, _)| n * 2 >= total).map(|r| r.1);
        World { document, mentions, gazetteer, first, main }
    }

    fn role(&self, a: &Assertion) -> Option<Entry<'a>> {
        let role = self.mentions.mentions[a.role? as usize].role.as_ref()?;
        Some(self.gazetteer.entry(role.entry.unwrap_or(role.head)))
    }

    /// Whether a role can be a country's.
    fn is_of_country(entry: Entry<'_>) -> bool {
        entry.scopes().any(|s| s == "country") && entry.category() != "sport" && entry.category() != "religion"
    }

    /// The only country of the sentence, if it is named before the role.
    fn in_sentence(&self, a: &Assertion) -> Option<u32> {
        self.role(a).filter(|&r| Self::is_of_country(r) && !r.scopes().any(|s| s == "region" || s == "city"))?;
        let sentence = &self.document.sentences[a.sentence as usize].tokens;
        let from = self.mentions.mentions.partition_point(|m| m.tokens.start < sentence.start);
        let mut found: Option<(u32, u32)> = None;
        let here = |m: &&Mention| m.tokens.start < sentence.end;
        for (i, m) in (0u32..).zip(&self.mentions.mentions).skip(from).take_while(|(_, m)| here(m)) {
            let Some(entry) = self.mentions.entry(i, self.gazetteer) else { continue };
            let Some(country) = self.gazetteer.country(entry.index).filter(|&c| c == entry.index) else { continue };
            match found {
                Some((_, c)) if c != country => return None,
                None if m.tokens.start < a.tokens.start => found = Some((i, country)),
                _ => {}
            }
        }
        found.map(|f| f.0)
    }

    /// A listed position of the person whose body or country the article names, else the article's main country.
    fn from_article(&self, a: &Assertion) -> Option<(Object, Basis)> {
        let role = self.role(a)?;
        if let Some(found) = self.from_positions(a, role.index) {
            return Some(found);
        }
        if let Some(of) = role.seat()
            && let Some(&m) = self.first.get(&of)
        {
            return Some((Object::Mention(m), Basis::Context));
        }
        if !Self::is_of_country(role) || role.category() == "party" {
            return None;
        }
        let main = self.main?;
        self.first.get(&main).map(|&m| (Object::Mention(m), Basis::Context))
    }

    fn from_positions(&self, a: &Assertion, role: u32) -> Option<(Object, Basis)> {
        let person = self.mentions.entry(a.subject, self.gazetteer)?.index;
        let mut found: Option<(u32, u32)> = None;
        for p in self.gazetteer.positions_of(person).filter(|p| self.same_office(p.role(), role)) {
            let Some(of) = p.of() else { continue };
            if found.is_some_and(|(f, _)| f != of) {
                return None;
            }
            found = Some((of, p.index));
        }
        let (of, position) = found?;
        let country = self.gazetteer.country(of);
        let named = self
            .first
            .get(&of)
            .or_else(|| self.first.get(&country?).filter(|_| Self::is_of_country(self.gazetteer.entry(role))));
        Some(match named {
            Some(&m) => (Object::Mention(m), Basis::Context),
            None => (Object::Listed { entry: of, position: Some(position) }, Basis::Gazetteer),
        })
    }

    fn same_office(&self, a: u32, b: u32) -> bool {
        let broader = |e: u32| self.gazetteer.entry(e).parent();
        a == b || broader(a) == Some(b) || broader(b) == Some(a)
    }

    /// Whether all listed terms of the person in this role were over well before the article's date.
    fn has_ended(&self, a: &Assertion) -> bool {
        let (Some(date), Some(role)) = (self.document.date, self.role(a)) else { return false };
        let Some(person) = self.mentions.entry(a.subject, self.gazetteer) else { return false };
        let mut terms =
            self.gazetteer.positions_of(person.index).filter(|p| self.same_office(p.role(), role.index)).peekable();
        if terms.peek().is_none() {
            return false;
        }
        let day = date.ordinal();
        terms.all(|p| p.end().is_some_and(|end| day - end.ordinal() > GRACE_DAYS))
    }
}
