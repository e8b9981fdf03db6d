//! What one sentence says of two mentions.

use std::ops::Range;

use crate::base::date::PartialDate;
use crate::gazetteer::Modifier;

/// Where somebody stands with a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Holds it at the article's date.
    Current,
    /// Held it before.
    Former,
    /// Holds it for the time being.
    Acting,
    /// Will hold it.
    Elect,
    /// Stands for it.
    Candidate,
}

impl Status {
    /// All, with their words in the record.
    pub const ALL: [(Status, &'static str); 5] = [
        (Status::Current, "current"),
        (Status::Former, "former"),
        (Status::Acting, "acting"),
        (Status::Elect, "elect"),
        (Status::Candidate, "candidate"),
    ];

    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Status::ALL[self as usize].1
    }

    /// The status that a word of the record names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Status::ALL.into_iter().find(|s| s.1 == word).map(|s| s.0)
    }

    /// The status that a modifier gives; none for words that change nothing.
    #[must_use]
    pub fn of(modifier: Modifier) -> Option<Self> {
        match modifier {
            Modifier::Past => Some(Status::Former),
            Modifier::Acting => Some(Status::Acting),
            Modifier::Elect => Some(Status::Elect),
            Modifier::Candidate => Some(Status::Candidate),
            _ => None,
        }
    }
}

/// The change of an office that a sentence reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    /// Somebody takes it: "was appointed in 2012".
    Begins,
    /// Somebody leaves it: "resigned in 2012".
    Ends,
}

impl Event {
    /// The word in rules and in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Event::Begins => "begins",
            Event::Ends => "ends",
        }
    }

    /// The event that a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Event::Begins, Event::Ends].into_iter().find(|e| e.as_str() == word)
    }
}

/// Where an assertion's object is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// The same sentence.
    Stated,
    /// The rest of the article.
    Context,
    /// A list.
    Gazetteer,
}

impl Basis {
    /// All, with their words in the record.
    pub const ALL: [(Basis, &'static str); 3] =
        [(Basis::Stated, "stated"), (Basis::Context, "context"), (Basis::Gazetteer, "gazetteer")];

    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Basis::ALL[self as usize].1
    }

    /// The basis that a word of the record names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Basis::ALL.into_iter().find(|b| b.1 == word).map(|b| b.0)
    }
}

/// The object of an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// A mention of the article.
    Mention(u32),
    /// A row of the lists that no mention of the article names; for held roles with the position that names it.
    Listed {
        /// The row.
        entry: u32,
        /// Index of the position.
        position: Option<u32>,
    },
}

/// Somebody's claim, not the article's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The tokens that say so.
    pub tokens: Range<u32>,
    /// Whether the article calls it false.
    pub disputed: bool,
}

/// What one sentence says.
#[derive(Clone, Debug, PartialEq)]
pub struct Assertion {
    /// `holds_role`, `member_of`, ...
    pub relation: String,
    /// Index into the mentions.
    pub subject: u32,
    /// Index into the mentions, for held roles that are named.
    pub role: Option<u32>,
    /// The role that the verb implies ("founder" of "founded").
    pub implied: Option<String>,
    /// The other side: the scope of a role, the body of a membership.
    pub object: Option<Object>,
    /// Token of a plain noun that stands for the scope ("the company's chairman").
    pub noun: Option<u32>,
    /// For held roles.
    pub status: Status,
    /// Whether a list of positions alone makes it former.
    pub ended_by_list: bool,
    /// Stated begin.
    pub since: Option<PartialDate>,
    /// Stated end.
    pub until: Option<PartialDate>,
    /// The change that it reports.
    pub event: Option<Event>,
    /// Where the object is from.
    pub basis: Option<Basis>,
    /// 0 to 1.
    pub confidence: f64,
    /// Index of the rule that fired.
    pub rule: u32,
    /// Somebody's claim.
    pub attribution: Option<Attribution>,
    /// Sentence of the document.
    pub sentence: u32,
    /// Tokens that say it.
    pub tokens: Range<u32>,
}
