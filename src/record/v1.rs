//! Version 1 of the extraction record: one JSON line per article (contract, section 2).
//!
//! Field order here is the order in the file. Offsets are code points of their field, end exclusive.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A word of a closed set.
pub type Word = Cow<'static, str>;

/// Everything that one article says, and where it says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Record {
    /// Always 1.
    pub format: u32,
    /// Program, lists and rules that made it.
    pub made_by: MadeBy,
    /// The article.
    pub document: DocumentInfo,
    /// Persons, places and organizations, sorted by id; every id used below stands here.
    pub entities: Vec<Entity>,
    /// Names and roles in the order of the text.
    pub mentions: Vec<Mention>,
    /// What the sentences say.
    pub assertions: Vec<Assertion>,
    /// Pairs of entities that stand together, sorted, `a < b`.
    pub co_mentions: Vec<CoMention>,
}

/// What made a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MadeBy {
    /// Name and version of the program.
    pub program: String,
    /// Hash of the loaded lists.
    pub gazetteer: String,
    /// Hash of the loaded rules.
    pub rules: String,
}

/// The article that a record is of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentInfo {
    /// Id of the article.
    pub id: String,
    /// Path of the file.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Title, from a field or the text.
    pub title: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
    /// `metadata`, `text`, `filename`, `option` or `unknown`.
    pub date_basis: Word,
    /// ISO 639-1 code.
    pub language: Word,
    /// Hex SHA-256 of title, line feed, text.
    pub sha256: String,
    /// Base64 of the 64 numbers (32 bits, little endian) of [`crate::text::minhash::sketch`].
    #[serde(default)]
    pub minhash: Option<String>,
    /// The text itself, with `--with-text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A person, place or organization of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Entity {
    /// Unique within the record.
    pub id: String,
    /// `person`, `place` or `organization`.
    pub kind: Word,
    /// Fullest form in the article (person), or usual English name (listed place or organization).
    pub name: String,
    /// Every other form that occurs in the article, sorted.
    pub aliases: Vec<String>,
    /// Row of the gazetteer.
    pub gazetteer: Option<String>,
}

/// A span that names an entity or a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Mention {
    /// The entity; null for roles.
    pub entity: Option<String>,
    /// Row of the role, for roles found in the lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `person`, `role`, `place` or `organization`.
    pub kind: Word,
    /// `text` or `title`.
    pub field: Word,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// The words as written.
    pub text: String,
    /// `gazetteer`, `rule`, `alias` (names), `demonym`, `coreference` (not names).
    pub via: Word,
    /// What found it, if no list did.
    pub rule: Option<Word>,
}

/// What one sentence says of two things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Assertion {
    /// `holds_role`, `member_of`, `works_for`, ...
    pub relation: Word,
    /// Id of the subject's entity.
    pub subject: String,
    /// Id of the object's entity: for `holds_role` the scope, which may be missing.
    pub object: Option<String>,
    /// The role, for `holds_role`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Indices into `mentions`.
    pub arguments: Arguments,
    /// `current`, `former`, `acting`, `elect`, `candidate`; null for relations without status.
    pub status: Option<Word>,
    /// `gazetteer` where the article's words have the role as current and a list of positions as over; else absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_basis: Option<Word>,
    /// Stated begin, as a partial date.
    pub since: Option<String>,
    /// Stated end, as a partial date.
    pub until: Option<String>,
    /// `begins` or `ends`: the sentence reports that the role is taken or left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Word>,
    /// Where the object is from: `stated`, `context`, `gazetteer`; null without object.
    pub basis: Option<Word>,
    /// 0 to 1: the share of such readings that are right.
    pub confidence: f64,
    /// Id of the rule that fired.
    pub rule: String,
    /// Somebody's claim, not the article's.
    pub attribution: Option<Attribution>,
    /// The words that say it.
    pub evidence: Evidence,
    /// Where the object is from, if not from the same sentence.
    pub object_evidence: Option<ObjectEvidence>,
}

/// A role as an article words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Role {
    /// The article's own words, singular, without status words.
    pub text: String,
    /// Canonical wording of the list, else the text in lower case.
    pub name: String,
    /// Row of the list.
    pub id: Option<String>,
    /// `head`, `minister`, `deputy`, `member`, `staff`.
    pub rank: Option<String>,
}

/// The mentions that an assertion connects, as indices into the record's mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Arguments {
    /// Mention of the subject.
    pub subject: Option<u32>,
    /// Mention of the role; null if the verb implies it.
    pub role: Option<u32>,
    /// Mention of the object.
    pub object: Option<u32>,
}

/// Whose claim an assertion is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Attribution {
    /// The words that attribute it.
    pub text: String,
    /// `reported` or `disputed`.
    pub stance: Word,
}

/// A quotation with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Evidence {
    /// `text` or `title`.
    pub field: Word,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in code points.
    pub column: u32,
    /// The words as written.
    pub text: String,
    /// The sentence around them.
    pub sentence: Quote,
}

/// A span and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Quote {
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// The words as written.
    pub text: String,
}

/// Where an object that its own sentence does not name is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ObjectEvidence {
    /// Field of the quotation; null if a list says it.
    pub field: Option<Word>,
    /// First code point; null if a list says it.
    pub start: Option<u32>,
    /// Code point after the last; null if a list says it.
    pub end: Option<u32>,
    /// The words as written, or the row of the list.
    pub text: String,
}

/// How often two entities stand together in one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoMention {
    /// The smaller id.
    pub a: String,
    /// The larger id.
    pub b: String,
    /// Sentences with both.
    pub sentences: u32,
    /// Paragraphs with both.
    pub paragraphs: u32,
}
