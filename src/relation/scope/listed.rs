//! Scopes and ends of office by the lists of positions.

use crate::gazetteer::Entry;
use crate::relation::assertion::{Assertion, Basis, Object};
use crate::relation::world::Level;

use super::Scopes;

/// Days after which an office that a list ended counts as former in an article that does not say so.
const GRACE_DAYS: i64 = 100;

impl Scopes<'_> {
    pub(super) fn by_positions(&self, a: &Assertion, role: Entry<'_>) -> Option<(Object, Basis)> {
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
        let named = self.world.first(of).or_else(|| {
            let country = self.gazetteer.country(of)?;
            self.world.first(country).filter(|_| self.level(a, role) == Some(Level::Country))
        });
        Some(match named {
            Some(m) => (Object::Mention(m), Basis::Context),
            None => (Object::Listed { entry: of, position: Some(position) }, Basis::Gazetteer),
        })
    }

    /// The listed person of a common name who alone held the office that the article gives the name.
    fn by_office(&self, a: &Assertion, role: Entry<'_>, scope: u32) -> Option<u32> {
        let tokens = &self.mentions.mentions[a.subject as usize].tokens;
        let tokens = &self.document.tokens[tokens.start as usize..tokens.end as usize];
        let hit = self.gazetteer.at(tokens, false).name.filter(|hit| hit.len as usize == tokens.len())?;
        let held = |&person: &u32| {
            self.gazetteer.positions_of(person).any(|p| p.of() == Some(scope) && self.same_office(p.role(), role))
        };
        let mut holders = self.gazetteer.readings(hit, tokens, false, false).map(|c| c.entry).filter(held);
        holders.next().filter(|_| holders.next().is_none())
    }

    fn same_office(&self, listed: u32, role: Entry<'_>) -> bool {
        let listed = self.gazetteer.entry(listed);
        listed.index == role.index || listed.parent() == Some(role.index) || role.parent() == Some(listed.index)
    }

    /// Whether all listed terms of the person in this role were over well before the article's date. "Leader" and "ruler" are any
    /// office at a country's head.
    pub(super) fn has_ended(&self, a: &Assertion) -> bool {
        let (Some(date), Some(role)) = (self.document.date, self.role(a)) else { return false };
        let scope = match a.object {
            Some(Object::Mention(m)) => self.mentions.entry(m, self.gazetteer).map(|e| e.index),
            Some(Object::Listed { entry, .. }) => Some(entry),
            None => None,
        };
        let linked = self.mentions.entry(a.subject, self.gazetteer).map(|e| e.index);
        let Some(person) = linked.or_else(|| self.by_office(a, role, scope?)) else { return false };
        let leader = matches!(role.name(), "leader" | "ruler" | "dictator" | "strongman") && scope.is_some();
        let fits = |p: &crate::gazetteer::Position<'_>| {
            self.same_office(p.role(), role)
                || leader && p.of() == scope && self.gazetteer.entry(p.role()).rank() == "head"
        };
        let mut terms = self.gazetteer.positions_of(person).filter(fits).peekable();
        if terms.peek().is_none() {
            return false;
        }
        let day = date.ordinal();
        terms.all(|p| p.end().is_some_and(|end| day - end.ordinal() > GRACE_DAYS))
    }
}
