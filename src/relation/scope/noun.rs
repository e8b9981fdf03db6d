//! Scopes by a plain noun: "the company's chairman", "its chairman".

use crate::gazetteer::Kind;
use crate::mention::{Mention, Via};
use crate::relation::assertion::Assertion;
use crate::relation::world::Level;
use crate::text::normalize::fold;

use super::Scopes;

impl Scopes<'_> {
    /// The body or place that a plain noun beside the role stands for, or that the role's own first word names.
    pub(super) fn by_noun(&self, a: &Assertion) -> Option<u32> {
        let text;
        let noun = match a.noun {
            Some(token) => self.document.token_text(token as usize),
            None => {
                const BODIES: &[&str] =
                    &["council", "board", "committee", "society", "court", "caucus", "party", "commission", "company"];
                text = self.wording(a);
                text.split(' ').next().filter(|w| BODIES.contains(w))?
            }
        };
        let noun = fold(noun);
        if noun == "its" {
            let before = self.mentions.mentions.partition_point(|m| m.tokens.start < a.tokens.start);
            let all = &self.mentions.mentions[..before];
            let placed = self.role(a).is_none_or(|r| !self.levels(a, r).is_empty());
            let country =
                |m: &Mention| placed && m.kind == Kind::Place && m.sentence == a.sentence && m.via != Via::Demonym;
            let body = all.iter().rposition(|m| m.kind == Kind::Organization || country(m))?;
            let near = self.mentions.mentions[body].sentence + 1 >= a.sentence;
            return u32::try_from(body).ok().filter(|_| near);
        }
        let level = match noun.as_ref() {
            "country" | "nation" => Some(Level::Country),
            "state" | "province" | "region" | "territory" => Some(Level::Region),
            "city" | "town" => Some(Level::City),
            _ => None,
        };
        if let Some(level) = level {
            let main = self.world.main(level, a.tokens.start).or_else(|| self.last_of(level, a.tokens.start));
            return main.filter(|&m| self.may_serve(a, m));
        }
        let mut known = self.bodies.borrow_mut();
        let bodies = known.entry(noun.to_string()).or_insert_with(|| {
            let site = |i: u32| self.mentions.entry(i, self.gazetteer).is_some_and(|e| e.subkind() == "facility");
            let all = (0u32..).zip(&self.mentions.mentions);
            let all = all.filter(|(i, m)| m.kind == Kind::Organization || m.kind == Kind::Place && site(*i));
            all.map(|(i, _)| i).filter(|&i| self.is_such_body(i, &noun)).collect()
        });
        let at = bodies.partition_point(|&i| self.mentions.mentions[i as usize].tokens.start < a.tokens.end);
        at.checked_sub(1).map(|i| bodies[i]).or_else(|| self.last_unknown(a, &noun))
    }

    /// "Water First opened a clinic. The charity's head …": the last body before that no list tells to be something else.
    fn last_unknown(&self, a: &Assertion, noun: &str) -> Option<u32> {
        let fits: &[&str] = match noun {
            "charity" | "foundation" | "nonprofit" | "group" | "organisation" | "organization" => &["", "ngo"],
            "club" | "team" => &["", "club"],
            "union" => &["", "union"],
            "agency" => &["", "agency", "company", "igo"],
            "museum" | "gallery" | "festival" | "orchestra" | "theatre" => &[""],
            "company" | "firm" | "airline" | "bank" | "carmaker" | "retailer" | "studio" => &["", "company"],
            "broadcaster" | "magazine" | "network" | "newspaper" | "publisher" => &["", "company", "media"],
            _ => return None,
        };
        let all = &self.mentions.mentions;
        let before = all.partition_point(|m| m.tokens.start < a.tokens.start);
        let near = |m: &Mention| m.sentence + 2 >= a.sentence;
        let body = (0..before).rev().find(|&i| all[i].kind == Kind::Organization)?;
        let body = u32::try_from(body).ok().filter(|_| near(&all[body]))?;
        let kind = self.mentions.entry(body, self.gazetteer).map_or("", |e| e.subkind());
        fits.contains(&kind).then_some(body)
    }

    /// The last place of a level before a token.
    fn last_of(&self, level: Level, before: u32) -> Option<u32> {
        let end = self.mentions.mentions.partition_point(|m| m.tokens.start < before);
        let of_level =
            |i: &u32| self.mentions.entry(*i, self.gazetteer).and_then(|e| Level::of(e, self.gazetteer)) == Some(level);
        (0..u32::try_from(end).unwrap_or(0)).rev().find(of_level)
    }

    fn is_such_body(&self, mention: u32, noun: &str) -> bool {
        let m = &self.mentions.mentions[mention as usize];
        let named = |name: &str| name.split(' ').map(fold).any(|w| w == noun || w.strip_suffix('s') == Some(noun));
        let entity = m.entity.map_or("", |e| self.mentions.entities[e as usize].name.as_str());
        let entry = self.mentions.entry(mention, self.gazetteer);
        let subkind = entry.map_or("", |e| e.subkind());
        match noun {
            "company" | "firm" => subkind == "company",
            "party" => subkind == "party" || named(entity),
            "newspaper" | "magazine" | "broadcaster" | "network" => subkind == "media",
            "team" | "club" => subkind == "club",
            "museum" | "gallery" | "hospital" | "theatre" => subkind == "facility" || named(entity),
            "chamber" | "legislature" => {
                subkind == "parliament"
                    || ["House ", "Senate", "Assembly", "Chamber "].iter().any(|c| entity.contains(c))
            }
            _ => named(entity),
        }
    }
}
