//! The kinds of units that rules can name.

/// A set of unit kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(pub u32);

macro_rules! kinds {
    ($($(#[$doc:meta])* $constant:ident $name:literal;)*) => {
        impl Kinds {
            kinds!(@constants 0; $($(#[$doc])* $constant;)*);
            /// All kinds with the names that rules use.
            pub const ALL: &'static [(&'static str, Kinds)] = &[$(($name, Kinds::$constant)),*];
        }
    };
    (@constants $bit:expr; $(#[$doc:meta])* $constant:ident; $($rest:tt)*) => {
        $(#[$doc])* pub const $constant: Kinds = Kinds(1 << ($bit));
        kinds!(@constants $bit + 1; $($rest)*);
    };
    (@constants $bit:expr;) => {};
}

kinds! {
    /// A person's name.
    PERSON "Person";
    /// An office, title or occupation.
    ROLE "Role";
    /// A role in the plural.
    ROLES "Roles";
    /// A role with what stands around it, as a `chunk` line defines it.
    OFFICE "Office";
    /// A role in the plural with what stands around it.
    OFFICES "Offices";
    /// A place's name.
    PLACE "Place";
    /// An organization's name.
    ORGANIZATION "Organization";
    /// A party's name (an organization too).
    PARTY "Party";
    /// An adjective or inhabitant of a place.
    DEMONYM "Demonym";
    /// former, acting, -elect
    STATUS "Status";
    /// current, longtime: changes nothing.
    NEUTRAL "Neutral";
    /// Mr, Dr
    TITLE "Title";
    /// Jr, MP
    SUFFIX "Suffix";
    /// A date or a part of one.
    DATE "Date";
    /// A number.
    NUMBER "Number";
    /// said, told
    SPEECH "Speech";
    /// A capitalised run that no list has and whose kind is open (first stage only), or that is none of the four kinds.
    NAME "Name";
    /// A capitalised word that is no name.
    CAP "Cap";
    /// 's
    POSSESSIVE "Possessive";
    /// Punctuation.
    MARK "Mark";
    /// A plain word.
    WORD "Word";
}

impl Kinds {
    /// Whether the sets share a kind.
    #[must_use]
    pub fn any(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all kinds of `other` are here.
    #[must_use]
    pub fn has(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// The kind that rules call so.
    #[must_use]
    pub fn parse(name: &str) -> Option<Kinds> {
        Kinds::ALL.iter().find(|k| k.0 == name).map(|k| k.1)
    }
}
