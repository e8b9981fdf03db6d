//! Rows of the lists, as typed values.

use crate::base::date::PartialDate;

/// What a name can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A human being.
    Person,
    /// An office, title, rank or occupation.
    Role,
    /// A country, city, region, natural feature or facility.
    Place,
    /// A body, company, party, team, medium or armed group.
    Organization,
}

impl Kind {
    /// The word used in records, ids and overrides.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Role => "role",
            Kind::Place => "place",
            Kind::Organization => "organization",
        }
    }
}

/// Columns that only some tables have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Plural of a role ("foreign ministers").
    pub plural: String,
    /// Area of life of a role (government, media, sport, ...).
    pub category: String,
    /// What a role is of: country, region, city, org or any.
    pub scope: String,
    /// One holder at a time, with exceptions by country (`1|BA:3`).
    pub seats: String,
    /// Place of a role in its body: head, minister, deputy, member, staff.
    pub rank: String,
    /// The office that a role is a case of.
    pub broader: String,
    /// The office that a candidate stands for (`r:president` of "presidential candidate").
    pub seeks: String,
    /// Id of the country of a place, organization or person.
    pub country: String,
    /// Larger place or body.
    pub parent: String,
    /// Inhabitants of a place.
    pub population: u64,
    /// Adjectives and inhabitants of a place.
    pub demonyms: Vec<String>,
    /// Family name of a person.
    pub family: String,
    /// Given name of a person.
    pub given: String,
    /// m or f.
    pub gender: String,
    /// Birth of a person.
    pub born: Option<PartialDate>,
    /// Death of a person.
    pub died: Option<PartialDate>,
}

/// One row: a thing with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Stable id, unique over all tables.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// The table's own finer kind (country, city, party, office, rank, ...).
    pub subkind: String,
    /// Canonical name.
    pub name: String,
    /// Names that are safe anywhere.
    pub aliases: Vec<String>,
    /// Names that count only with support in the article.
    pub weak: Vec<String>,
    /// Further columns.
    pub details: Details,
    /// `file:line` of the row.
    pub row: String,
}

/// Who held what, of which body or place, from when to when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Entry of the person.
    pub person: u32,
    /// Entry of the role.
    pub role: u32,
    /// Entry of the scope.
    pub of: Option<u32>,
    /// First day.
    pub start: Option<PartialDate>,
    /// Last day; `None`: in office at `as_of`.
    pub end: Option<PartialDate>,
    /// Date of the list.
    pub as_of: Option<PartialDate>,
    /// `file:line` of the row.
    pub row: String,
    /// Whether a user's list says it.
    pub user: bool,
}

/// Class of a word that modifies a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modifier {
    /// former, ex-, late
    Past,
    /// acting, interim
    Acting,
    /// -elect, designate, incoming
    Elect,
    /// candidate, nominee
    Candidate,
    /// deputy, vice
    Deputy,
    /// co-, joint
    Joint,
    /// honorary, emeritus
    Honorary,
    /// shadow
    Shadow,
    /// current, veteran, controversial: changes nothing
    Neutral,
}
