//! Which of several readings of one role stays.

use crate::base::hash::{FastMap, FastSet};
use crate::mention::Mentions;

use super::assertion::{Assertion, Object, Status};

/// Keeps one assertion per subject and role mention, the one that says most; a role mention that several rules give to several
/// people stays with those of the surest rule.
pub(super) fn settle(raw: Vec<Assertion>, mentions: &Mentions) -> Vec<Assertion> {
    let mut kept: Vec<Assertion> = Vec::new();
    let mut at: FastMap<Key, usize> = FastMap::default();
    for a in raw {
        let key = key(&a, mentions);
        match at.get(&key) {
            Some(&i) if says_more(&a, &kept[i]) => kept[i] = a,
            Some(_) => {}
            None => {
                at.insert(key, kept.len());
                kept.push(a);
            }
        }
    }
    let sure = |a: &Assertion| (a.confidence * 1000.0) as u32;
    let mut best: FastMap<u32, (u32, u32)> = FastMap::default();
    for a in kept.iter().filter(|a| a.role.is_some()) {
        let entry = best.entry(a.role.unwrap_or(0)).or_insert((sure(a), a.rule));
        if sure(a) > entry.0 {
            *entry = (sure(a), a.rule);
        }
    }
    let entity = |a: &Assertion| mentions.mentions[a.subject as usize].entity;
    let of_best: FastSet<(u32, Option<u32>)> =
        kept.iter().filter_map(|a| a.role.filter(|r| best[r].1 == a.rule).map(|r| (r, entity(a)))).collect();
    kept.retain(|a| match a.role {
        Some(role) => best[&role].1 == a.rule || best[&role].0 == sure(a) || of_best.contains(&(role, entity(a))),
        None => true,
    });
    kept.sort_by_key(|a| (a.sentence, a.tokens.start, a.tokens.end, a.subject, a.role));
    kept
}

/// Relation, subject, and what it is said of.
type Key = (String, u32, Option<u32>, Option<String>, bool);

fn key(a: &Assertion, mentions: &Mentions) -> Key {
    let other = match a.object {
        Some(Object::Mention(m)) if a.relation != "holds_role" || a.role.is_none() => {
            mentions.mentions[m as usize].entity
        }
        _ => a.role,
    };
    (a.relation.clone(), a.subject, other, a.implied.clone(), a.attribution.is_some())
}

fn says_more(new: &Assertion, old: &Assertion) -> bool {
    let rank = |a: &Assertion| {
        (
            a.object.is_some(),
            a.event.is_some(),
            a.tokens.len(),
            a.status != Status::Current,
            (a.confidence * 1000.0) as u32,
        )
    };
    rank(new) > rank(old)
}
