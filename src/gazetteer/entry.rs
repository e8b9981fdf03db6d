//! What a row of the lists says, as typed values.

use bytemuck::{Pod, Zeroable};

/// What a name can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
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
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Person, Kind::Role, Kind::Place, Kind::Organization];

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

    /// The kind that a word of a record names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|k| k.as_str() == word)
    }

    /// First letters of the ids that rows of this kind get when they bring none.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Kind::Person => "p:",
            Kind::Role => "r:",
            Kind::Place => "pl:",
            Kind::Organization => "o:",
        }
    }
}

/// Flags of a row, a closed set for each table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(transparent)]
pub struct Flags(pub u32);

impl Flags {
    /// The name itself counts only with support.
    pub const WEAK_NAME: Flags = Flags(1);
    /// Role: an ordinary word too; counts only next to a person's name.
    pub const NEEDS_NAME: Flags = Flags(1 << 1);
    /// Role: combines freely with words before it.
    pub const HEAD_WORD: Flags = Flags(1 << 2);
    /// Role: says what somebody is, but is no position.
    pub const LABEL: Flags = Flags(1 << 3);
    /// Also a name (Dean, Mason).
    pub const ALSO_NAME: Flags = Flags(1 << 4);
    /// Role: a candidacy; `broader` is the office sought.
    pub const CANDIDATE: Flags = Flags(1 << 5);
    /// Modifier: stands after the role.
    pub const AFTER: Flags = Flags(1 << 6);
    /// Modifier: is glued before the role.
    pub const PREFIX: Flags = Flags(1 << 7);
    /// Modifier: is glued behind the role.
    pub const SUFFIX: Flags = Flags(1 << 8);
    /// Modifier: only after "the", "a" or a possessive.
    pub const NEEDS_DETERMINER: Flags = Flags(1 << 9);
    /// Modifier: is acting as well as of its class. Position: held in an acting capacity.
    pub const ACTING: Flags = Flags(1 << 10);
    /// The row is a user's.
    pub const USER: Flags = Flags(1 << 11);

    /// Whether every flag of `other` is set.
    #[must_use]
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets of flags.
    #[must_use]
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// A piece of the lists' text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Text {
    pub(super) start: u32,
    pub(super) len: u32,
}

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// One row as it is stored: texts lie in a pool, references are indices of other rows.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Stored {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) subkind: Text,
    pub(super) aliases: Text,
    pub(super) weak: Text,
    /// Plurals of a role, demonyms of a place, family name of a person.
    pub(super) forms: Text,
    /// Of a role: category, scope, seats, rank.
    pub(super) category: Text,
    pub(super) scope: Text,
    pub(super) seats: Text,
    pub(super) rank: Text,
    pub(super) file: Text,
    pub(super) line: u32,
    pub(super) kind: u32,
    pub(super) flags: Flags,
    pub(super) country: u32,
    /// Larger place or body of a place or body; wider office of a role.
    pub(super) parent: u32,
    /// Capital of a place; place of a body; default scope of a role.
    pub(super) seat: u32,
    pub(super) population: u32,
    /// Days as `YYYYMMDD`, 0 for unknown parts.
    pub(super) born: u32,
    pub(super) died: u32,
}

/// Who held what, of which body or place, from when to when; indices of rows.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(super) struct StoredPosition {
    pub(super) person: u32,
    pub(super) role: u32,
    pub(super) of: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) as_of: u32,
    pub(super) party: u32,
    pub(super) flags: Flags,
    pub(super) file: Text,
    pub(super) line: u32,
}

/// Class of a word that modifies a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
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

impl Modifier {
    /// All classes with the words that name them in the table `modifiers`.
    pub const ALL: [(Modifier, &'static str); 9] = [
        (Modifier::Past, "past"),
        (Modifier::Acting, "acting"),
        (Modifier::Elect, "elect"),
        (Modifier::Candidate, "candidate"),
        (Modifier::Deputy, "deputy"),
        (Modifier::Joint, "joint"),
        (Modifier::Honorary, "honorary"),
        (Modifier::Shadow, "shadow"),
        (Modifier::Neutral, "neutral"),
    ];
}
