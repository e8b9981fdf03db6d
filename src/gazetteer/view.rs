//! Rows as their readers see them.

use crate::base::date::PartialDate;

use super::entry::{Flags, Kind, NONE, Stored, StoredPosition, Text};
use super::{Gazetteer, table};

/// One row of `people`, `roles`, `places` or `organizations`.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    gazetteer: &'a Gazetteer,
    row: &'a Stored,
    /// Its index.
    pub index: u32,
}

impl<'a> Entry<'a> {
    fn text(self, t: Text) -> &'a str {
        self.gazetteer.text(t)
    }

    /// Stable id, unique over all tables.
    #[must_use]
    pub fn id(self) -> &'a str {
        self.text(self.row.id)
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        Kind::ALL[self.row.kind as usize]
    }

    /// The table's own finer kind (country, city, party, company, ...).
    #[must_use]
    pub fn subkind(self) -> &'a str {
        self.text(self.row.subkind)
    }

    /// Canonical name.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.text(self.row.name)
    }

    /// Names that are safe anywhere.
    pub fn aliases(self) -> impl Iterator<Item = &'a str> {
        table::values(self.text(self.row.aliases))
    }

    /// Names that count only with support in the article.
    pub fn weak(self) -> impl Iterator<Item = &'a str> {
        table::values(self.text(self.row.weak))
    }

    /// Plurals of a role, demonyms of a place, family name of a person.
    pub fn forms(self) -> impl Iterator<Item = &'a str> {
        table::values(self.text(self.row.forms))
    }

    /// Flags of the row.
    #[must_use]
    pub fn flags(self) -> Flags {
        self.row.flags
    }

    /// Area of life of a role (government, party, sport, ...).
    #[must_use]
    pub fn category(self) -> &'a str {
        self.text(self.row.category)
    }

    /// What a role is of: country, region, city, org, any.
    pub fn scopes(self) -> impl Iterator<Item = &'a str> {
        table::values(self.text(self.row.scope))
    }

    /// Place of a role in its body: head, minister, deputy, member, staff; empty if not known.
    #[must_use]
    pub fn rank(self) -> &'a str {
        self.text(self.row.rank)
    }

    /// How many hold a role at a time, in a country (two letters) or anywhere; `None` if not known.
    #[must_use]
    pub fn seats(self, country: &str) -> Option<u32> {
        let mut general = None;
        for part in table::values(self.text(self.row.seats)) {
            match part.split_once(':') {
                Some((at, n)) if at == country => return n.parse().ok(),
                Some(_) => {}
                None => general = part.parse().ok(),
            }
        }
        general
    }

    /// Country of a person, place or body, as its cell says.
    #[must_use]
    pub fn country_cell(self) -> Option<u32> {
        some(self.row.country)
    }

    /// Larger place or body; wider office of a role.
    #[must_use]
    pub fn parent(self) -> Option<u32> {
        some(self.row.parent)
    }

    /// Capital of a place, place of a body, default scope of a role.
    #[must_use]
    pub fn seat(self) -> Option<u32> {
        some(self.row.seat)
    }

    /// Inhabitants of a place; 0 if not known.
    #[must_use]
    pub fn population(self) -> u32 {
        self.row.population
    }

    /// Birth and death of a person.
    #[must_use]
    pub fn life(self) -> (Option<PartialDate>, Option<PartialDate>) {
        (PartialDate::from_packed(self.row.born), PartialDate::from_packed(self.row.died))
    }

    /// `file:line` of the row.
    #[must_use]
    pub fn row(self) -> String {
        format!("{}:{}", self.text(self.row.file), self.row.line)
    }
}

/// Who held what, of which body or place, from when to when; entries by index.
#[derive(Clone, Copy)]
pub struct Position<'a> {
    gazetteer: &'a Gazetteer,
    row: &'a StoredPosition,
    /// Its index.
    pub index: u32,
}

impl Position<'_> {
    /// The person.
    #[must_use]
    pub fn person(self) -> u32 {
        self.row.person
    }

    /// The role.
    #[must_use]
    pub fn role(self) -> u32 {
        self.row.role
    }

    /// The scope.
    #[must_use]
    pub fn of(self) -> Option<u32> {
        some(self.row.of)
    }

    /// The party that the person belonged to.
    #[must_use]
    pub fn party(self) -> Option<u32> {
        some(self.row.party)
    }

    /// First day.
    #[must_use]
    pub fn start(self) -> Option<PartialDate> {
        PartialDate::from_packed(self.row.start)
    }

    /// Last day; `None`: in office at `as_of`.
    #[must_use]
    pub fn end(self) -> Option<PartialDate> {
        PartialDate::from_packed(self.row.end)
    }

    /// Date of the list.
    #[must_use]
    pub fn as_of(self) -> Option<PartialDate> {
        PartialDate::from_packed(self.row.as_of)
    }

    /// Whether it was held in an acting capacity, and whether a user's list says so.
    #[must_use]
    pub fn flags(self) -> Flags {
        self.row.flags
    }

    /// `file:line` of the row.
    #[must_use]
    pub fn row(self) -> String {
        format!("{}:{}", self.gazetteer.text(self.row.file), self.row.line)
    }
}

fn some(index: u32) -> Option<u32> {
    (index != NONE).then_some(index)
}

impl Gazetteer {
    /// One entry.
    #[must_use]
    pub fn entry(&self, index: u32) -> Entry<'_> {
        Entry { gazetteer: self, row: &self.entries[index as usize], index }
    }

    /// What an entry is.
    #[must_use]
    pub fn kind(&self, index: u32) -> Kind {
        Kind::ALL[self.entries[index as usize].kind as usize]
    }

    /// The entry with an id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<u32> {
        let found = self.by_id.binary_search_by(|&i| self.text(self.entries[i as usize].id).cmp(id));
        found.ok().map(|at| self.by_id[at])
    }

    /// A position by its index.
    #[must_use]
    pub fn position(&self, index: u32) -> Position<'_> {
        Position { gazetteer: self, row: &self.positions[index as usize], index }
    }

    /// All positions, those of a person together.
    pub fn positions(&self) -> impl Iterator<Item = Position<'_>> {
        (0..self.positions.len()).map(|i| self.position(u32::try_from(i).unwrap_or(NONE)))
    }

    /// The positions that a person held, the earliest first.
    pub fn positions_of(&self, person: u32) -> impl Iterator<Item = Position<'_>> + Clone {
        let start = self.positions.partition_point(|p| p.person < person);
        let end = self.positions.partition_point(|p| p.person <= person);
        (start..end).map(|i| self.position(u32::try_from(i).unwrap_or(NONE)))
    }

    /// What a metonym stands for ("Kremlin" for Russia).
    #[must_use]
    pub fn stands_for(&self, entry: u32) -> Option<u32> {
        let at = self.stands_for.binary_search_by_key(&entry, |s| s[0]).ok()?;
        Some(self.stands_for[at][1])
    }

    /// The country of an entry: its own row if it is one, else that of its `country` cell, else what it stands for.
    #[must_use]
    pub fn country(&self, entry: u32) -> Option<u32> {
        let e = self.entry(entry);
        if e.kind() == Kind::Place && matches!(e.subkind(), "country" | "historical" | "territory") {
            return Some(entry);
        }
        e.country_cell().or_else(|| {
            let to = self.stands_for(entry)?;
            matches!(self.entry(to).subkind(), "country" | "territory").then_some(to)
        })
    }
}
