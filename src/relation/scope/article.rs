//! Scopes by the sentence or the article: the country it is about, the body it speaks of.

use crate::base::hash::{FastMap, FastSet};
use crate::gazetteer::{Entry, Kind};
use crate::relation::assertion::{Assertion, Basis, Object};
use crate::relation::world::Level;

use super::Scopes;

impl Scopes<'_> {
    /// The only country of the sentence, if it is named before the role; for a region's role the only region.
    pub(super) fn in_sentence(&self, a: &Assertion, used: &FastSet<u32>) -> Option<u32> {
        let role = self.role(a)?;
        let level = self.level(a, role)?;
        let sentence = &self.document.sentences[a.sentence as usize].tokens;
        let from = self.mentions.mentions.partition_point(|m| m.tokens.start < sentence.start);
        let mut found: Option<(u32, u32)> = None;
        let here = self.mentions.mentions[from..].iter().take_while(|m| m.tokens.start < sentence.end);
        for (i, m) in (u32::try_from(from).unwrap_or(u32::MAX)..).zip(here) {
            let Some(entry) = self.mentions.entry(i, self.gazetteer) else { continue };
            if Level::of(entry, self.gazetteer) != Some(level) {
                continue;
            }
            match found {
                Some((_, c)) if c != entry.index => return None,
                None if m.tokens.start < a.tokens.start && !used.contains(&i) => found = Some((i, entry.index)),
                _ => {}
            }
        }
        found.map(|f| f.0)
    }

    /// The countries that people of the article hold an office of, by person; `None` for people with several.
    pub(super) fn owners(&self, assertions: &[Assertion]) -> FastMap<u32, Option<(Object, u32)>> {
        let mut owners: FastMap<u32, Option<(Object, u32)>> = FastMap::default();
        for a in assertions.iter().filter(|a| a.relation == "holds_role") {
            self.add_owner(a, &mut owners);
        }
        owners
    }

    pub(super) fn add_owner(&self, a: &Assertion, owners: &mut FastMap<u32, Option<(Object, u32)>>) {
        let (Some(object), Some(role)) = (a.object, self.role(a)) else { return };
        let place = match object {
            Object::Mention(m) => self.mentions.entry(m, self.gazetteer),
            Object::Listed { entry, .. } => Some(self.gazetteer.entry(entry)),
        };
        let (Some(person), Some(place)) = (self.mentions.mentions[a.subject as usize].entity, place) else { return };
        if self.level(a, role) == Some(Level::Country) && Level::of(place, self.gazetteer) == Some(Level::Country) {
            let one = owners.entry(person).or_insert(Some((object, place.index)));
            *one = one.filter(|o| o.1 == place.index);
        }
    }

    /// The country of the person's other offices: "Kenya's president … had been the health minister".
    pub(super) fn by_owner(
        &self,
        a: &Assertion,
        owners: &FastMap<u32, Option<(Object, u32)>>,
    ) -> Option<(Object, Basis)> {
        let level = self.level(a, self.role(a)?)?;
        let (object, _) = (*owners.get(&self.mentions.mentions[a.subject as usize].entity?)?)?;
        let basis = if let Object::Listed { .. } = object { Basis::Gazetteer } else { Basis::Context };
        (level == Level::Country).then_some((object, basis))
    }

    /// A listed position of the person whose body or country the article names, else the article's main place of that level.
    pub(super) fn by_article(&self, a: &Assertion) -> Option<(Object, Basis)> {
        let role = self.role(a)?;
        if let Some(found) = self.by_positions(a, role) {
            return Some(found);
        }
        if let Some(m) = role.seat().and_then(|of| self.world.first(of)) {
            return Some((Object::Mention(m), Basis::Context));
        }
        let place = self.levels(a, role).iter().find_map(|&level| self.world.main(level, a.tokens.start));
        let place = place.filter(|&p| self.may_serve(a, p));
        let body = || self.only_body(a, role).or_else(|| self.near_body(a, role));
        Some((Object::Mention(place.or_else(body)?), Basis::Context))
    }

    /// Whether the lists let a person hold an office of a place: a Chilean general in an article about Spain is not of Spain.
    pub(super) fn may_serve(&self, a: &Assertion, place: u32) -> bool {
        let entry = |m: u32| self.mentions.entry(m, self.gazetteer);
        let country = |m: u32| entry(m).and_then(|e| self.gazetteer.country(e.index));
        let territory = entry(place).is_some_and(|e| e.subkind() == "territory");
        territory || country(a.subject).zip(country(place)).is_none_or(|(own, of)| own == of)
    }

    /// The only body that the sentence of a head's role names before it, or the sentence before: "Acme will close its shops.
    /// Chief executive Jane Doe said …".
    fn near_body(&self, a: &Assertion, role: Entry<'_>) -> Option<u32> {
        let head = match role.category() {
            "business" => role.seats("") == Some(1) && role.name() != "central bank governor",
            "academia" => role.seats("") == Some(1) && role.rank() == "head",
            _ => false,
        };
        if !head {
            return None;
        }
        let all = &self.mentions.mentions;
        let role_at = all[a.role? as usize].tokens.start;
        let mut found: Option<u32> = None;
        for i in (0..all.partition_point(|m| m.tokens.start < role_at)).rev() {
            let m = &all[i];
            if m.sentence + 1 < a.sentence {
                break;
            }
            if m.kind != Kind::Organization
                || self
                    .mentions
                    .entry(u32::try_from(i).ok()?, self.gazetteer)
                    .is_some_and(|e| !matches!(e.subkind(), "company" | "university" | "club" | "media" | ""))
            {
                continue;
            }
            match found {
                Some(f) if all[f as usize].entity != m.entity => return None,
                _ => found = u32::try_from(i).ok(),
            }
        }
        found
    }

    /// The only company or university that an article names before the role of a head.
    fn only_body(&self, a: &Assertion, role: Entry<'_>) -> Option<u32> {
        let subkind = match (role.category(), role.rank()) {
            ("business", "head") if role.name().contains("chief") || role.name().contains("chair") => "company",
            ("academia", "head") => "university",
            ("legislature", "head") => "parliament",
            _ => return None,
        };
        let mut found: Option<(u32, u32)> = None;
        for (i, m) in (0u32..).zip(&self.mentions.mentions) {
            let Some(entry) = self.mentions.entry(i, self.gazetteer).filter(|e| e.subkind() == subkind) else {
                continue;
            };
            match found {
                Some((_, e)) if e != entry.index => return None,
                None if m.tokens.start < a.tokens.start => found = Some((i, entry.index)),
                None => return None,
                _ => {}
            }
        }
        found.map(|f| f.0)
    }
}
