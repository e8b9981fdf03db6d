//! Layer 5: [`Document`] x [`Gazetteer`] -> [`Mentions`]: which words name a person, place, organization or role, and which
//! of them name the same one.
//!
//! Three steps. [`scan`](scan::scan) cuts each sentence into pieces: listed names, roles with their modifiers, runs of
//! capitalised words that no list has. `classify` adds up, over the whole article, what speaks for each unlisted run being a
//! person, a place or an organization. `cluster` takes full names, surnames, acronyms and demonyms together to the
//! article's entities. Nothing is decided across articles here; that is linking.

mod choose;
mod classify;
mod cluster;
mod piece;
mod role;
mod run;
pub mod scan;

use std::ops::Range;

use crate::base::span::Span;
use crate::gazetteer::{Gazetteer, Kind, Modifier};
use crate::text::Document;

pub use role::RoleWords;

/// How a mention was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// A list has the name.
    Gazetteer,
    /// A construction shows that it is a name.
    Rule,
    /// A shorter form of a name in the same article.
    Alias,
    /// An adjective or noun of origin ("Greek"), or a state in brackets ("R-TX").
    Demonym,
    /// A description ("the prime minister").
    Coreference,
}

impl Via {
    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Via::Gazetteer => "gazetteer",
            Via::Rule => "rule",
            Via::Alias => "alias",
            Via::Demonym => "demonym",
            Via::Coreference => "coreference",
        }
    }
}

/// A row of words that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// What it names.
    pub kind: Kind,
    /// Tokens of the document.
    pub tokens: Range<u32>,
    /// Bytes of the document's text.
    pub span: Span,
    /// Sentence of the document.
    pub sentence: u32,
    /// How it was found.
    pub via: Via,
    /// The construction, if no list has the name.
    pub rule: Option<&'static str>,
    /// Index into [`Mentions::entities`]; none for roles.
    pub entity: Option<u32>,
    /// The role, for roles.
    pub role: Option<RoleWords>,
}

/// A person, place or organization of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalEntity {
    /// What it is.
    pub kind: Kind,
    /// Row of the gazetteer.
    pub entry: Option<u32>,
    /// Fullest form of the article, or the row's name.
    pub name: String,
}

/// A word that is no mention but matters to rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// former, acting, -elect, candidate, or neutral (veteran, controversial).
    Modifier(Modifier),
    /// Mr, Dr: rules do not see it.
    Honorific,
    /// A date or part of one.
    Date,
    /// A number.
    Number,
    /// A capitalised name of unknown kind.
    Name,
}

/// A marked word or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Tokens of the document.
    pub tokens: Range<u32>,
}

/// All that was found in one article.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In the order of the text; they do not overlap.
    pub mentions: Vec<Mention>,
    /// The article's entities, in the order of their first mention.
    pub entities: Vec<LocalEntity>,
    /// Marked words, in the order of the text; they overlap no mention.
    pub marks: Vec<Mark>,
}

/// Finds the mentions of an article and groups them into entities.
#[must_use]
pub fn find(document: &Document, gazetteer: &Gazetteer) -> Mentions {
    let scan = scan::scan(document, gazetteer);
    let kinds = classify::classify(&scan);
    cluster::cluster(&scan, &kinds)
}
