//! What one sentence says of two mentions.

use crate::base::date::PartialDate;
use crate::base::span::Span;
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
    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Current => "current",
            Status::Former => "former",
            Status::Acting => "acting",
            Status::Elect => "elect",
            Status::Candidate => "candidate",
        }
    }

    /// The status that a word of the record names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Status::Current, Status::Former, Status::Acting, Status::Elect, Status::Candidate]
            .into_iter()
            .find(|s| s.as_str() == word)
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
    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Context => "context",
            Basis::Gazetteer => "gazetteer",
        }
    }
}

/// The object of an assertion: a mention of the article, or a row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// Index into the mentions.
    Mention(u32),
    /// Entry of the gazetteer and the position that names it.
    Listed {
        /// The scope's entry.
        entry: u32,
        /// Index into the gazetteer's positions.
        position: u32,
    },
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
    /// The role that the verb implies.
    pub implied: Option<String>,
    /// The other side: the scope of a role, the body of a membership.
    pub object: Option<Object>,
    /// For held roles.
    pub status: Status,
    /// Stated begin.
    pub since: Option<PartialDate>,
    /// Stated end.
    pub until: Option<PartialDate>,
    /// Where the object is from.
    pub basis: Option<Basis>,
    /// 0 to 1.
    pub confidence: f64,
    /// Rule that fired.
    pub rule: String,
    /// The words that make it somebody's claim, and whether they dispute it.
    pub attribution: Option<(Span, bool)>,
    /// Sentence of the document.
    pub sentence: u32,
    /// Bytes that say it.
    pub span: Span,
}
