//! The places of an article: which country, region and city it is mostly about.

use crate::base::hash::{FastMap, FastSet};
use crate::gazetteer::{Entry, Gazetteer, Kind};
use crate::mention::Mentions;

/// How large a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Country,
    Region,
    City,
}

impl Level {
    /// The level of a place.
    pub(super) fn of(entry: Entry<'_>, gazetteer: &Gazetteer) -> Option<Level> {
        if entry.kind() != Kind::Place {
            return None;
        }
        match entry.subkind() {
            "territory" => Some(Level::Country),
            "region" => Some(Level::Region),
            "city" => Some(Level::City),
            _ if gazetteer.country(entry.index) == Some(entry.index) => Some(Level::Country),
            _ => None,
        }
    }
}

/// First mentions and main places of one article.
pub(super) struct World {
    first: FastMap<u32, u32>,
    /// The main place of each level, and the token behind which it counts.
    main: [Option<(u32, u32)>; 3],
}

impl World {
    /// `used` are mentions that are the scope of somebody's role: they say little about the article.
    pub(super) fn of(mentions: &Mentions, gazetteer: &Gazetteer, used: &FastSet<u32>) -> Self {
        let mut first: FastMap<u32, u32> = FastMap::default();
        let mut counts: [FastMap<u32, u32>; 3] = Default::default();
        let mut owners: FastSet<u32> = FastSet::default();
        for (i, m) in (0u32..).zip(&mentions.mentions) {
            let Some(entry) = mentions.entry(i, gazetteer) else { continue };
            first.entry(entry.index).or_insert(i);
            if m.kind == Kind::Person {
                continue;
            }
            if used.contains(&i) {
                if let Some(country) = gazetteer.country(entry.index) {
                    owners.insert(country);
                }
                continue;
            }
            // Puerto Rico has a governor and senators of its own.
            let territory = (entry.subkind() == "territory").then_some(entry.index);
            if let Some(country) = territory.or(gazetteer.country(entry.index)) {
                *counts[0].entry(country).or_default() += 1;
            }
            match Level::of(entry, gazetteer) {
                Some(Level::Region) => *counts[1].entry(entry.index).or_default() += 1,
                Some(Level::City) => {
                    *counts[2].entry(entry.index).or_default() += 1;
                    if let Some(region) = entry.parent().filter(|&p| gazetteer.entry(p).subkind() == "region") {
                        *counts[1].entry(region).or_default() += 1;
                    }
                }
                _ => {}
            }
        }
        // An article that names one country only names that, if as the scope of roles.
        if counts[0].is_empty() && owners.len() == 1 {
            counts[0].extend(owners.into_iter().map(|country| (country, 1)));
        }
        // The main place is the one of at least half of what is named of its level, and it must be named itself; what is named only
        // once must stand alone, and says nothing about what stands before it.
        let main = counts.map(|counts| {
            let total: u32 = counts.values().sum();
            let mut ranked: Vec<(u32, u32)> = counts.into_iter().map(|(c, n)| (n, c)).collect();
            ranked.sort_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
            let &(n, place) = ranked.first().filter(|&&(n, _)| n >= 2 && n * 2 >= total || n == total)?;
            let &mention = first.get(&place)?;
            let from = if n == 1 { mentions.mentions[mention as usize].tokens.end } else { 0 };
            Some((mention, from))
        });
        World { first, main }
    }

    /// The first mention of a listed entity.
    pub(super) fn first(&self, entry: u32) -> Option<u32> {
        self.first.get(&entry).copied()
    }

    /// The first mention of the main place of a level, for a role that begins at a token.
    pub(super) fn main(&self, level: Level, token: u32) -> Option<u32> {
        self.main[level as usize].filter(|m| m.1 <= token).map(|m| m.0)
    }
}
