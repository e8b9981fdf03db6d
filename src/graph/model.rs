//! Nodes and edges, as petgraph holds them.

use petgraph::graph::DiGraph;
use serde::Serialize;

use crate::record::v1::{Attribution, Quote};
use crate::report::Found;

/// A person, place, organization or office.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Node {
    /// `person:sergey-lavrov`, `role:foreign-minister@place:russia`.
    pub id: String,
    /// `person`, `place`, `organization` or `role`.
    pub kind: String,
    /// Canonical name.
    pub name: String,
    /// Every other form that occurs.
    pub aliases: Vec<String>,
    /// How often it is mentioned by name; for an office, how many assertions it has.
    pub mentions: u32,
    /// Articles that name it.
    pub documents: u32,
    /// Earliest date of these articles.
    pub first_seen: Option<String>,
    /// Latest date of these articles.
    pub last_seen: Option<String>,
    /// Ids of list rows.
    pub link: Vec<String>,
    /// Roles without scope, where offices are edges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(default))]
    pub roles: Vec<HeldRole>,
}

/// A role without scope.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeldRole {
    /// Canonical wording.
    pub name: String,
    /// `current`, `former` and so on.
    pub status: Option<String>,
}

/// What an edge says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Edge {
    /// Sentences state it.
    Stated(Stated),
    /// The two stand together.
    CoMention(CoMention),
}

/// An edge that sentences state.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Stated {
    /// `holds_role`, `role_of`, `member_of`.
    pub kind: String,
    /// Always `stated`.
    pub class: &'static str,
    /// Of a held role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The held role, where offices are edges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Articles that state it.
    pub documents: u32,
    /// Earliest date of these articles.
    pub first_seen: Option<String>,
    /// Latest date of these articles.
    pub last_seen: Option<String>,
    /// The strongest of its evidence: `stated`, `context`, `gazetteer`.
    pub basis: Option<String>,
    /// The highest of its evidence.
    pub confidence: f64,
    /// Begin, if all evidence that states one agrees.
    pub since: Option<String>,
    /// End, if all evidence that states one agrees.
    pub until: Option<String>,
    /// The first pieces of evidence by date, document and place.
    pub evidence: Vec<Evidence>,
}

/// One place that states an edge.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Evidence {
    /// Id of the article.
    pub document: String,
    /// Date of the article.
    pub date: Option<String>,
    /// `text` or `title`.
    pub field: String,
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
    /// The words as written.
    pub text: String,
    /// The sentence they stand in.
    pub sentence: Quote,
    /// Rule that fired.
    pub rule: String,
    /// Where the object is from.
    pub basis: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Whose claim it is, if not the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
}

/// An edge between two entities that stand together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoMention {
    /// Always `co_mention`.
    pub kind: &'static str,
    /// Always `co_mention`.
    pub class: &'static str,
    /// Articles with both.
    pub documents: u32,
    /// Earliest date of these articles.
    pub first_seen: Option<String>,
    /// Latest date of these articles.
    pub last_seen: Option<String>,
    /// Sentences with both.
    pub sentences: u32,
    /// Paragraphs with both.
    pub paragraphs: u32,
    /// Articles that count as having both.
    pub articles: u32,
    /// Normalized pointwise mutual information over articles; null where every article has both.
    pub npmi: Option<f64>,
    /// The count of the chosen level.
    pub weight: u32,
}

impl Edge {
    /// What tells parallel edges apart.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Edge::Stated(Stated { kind, status, role: Some(role), .. }) => {
                format!("{kind}:{}:{role}", status.as_deref().unwrap_or_default())
            }
            Edge::Stated(Stated { kind, status: Some(status), .. }) => format!("{kind}:{status}"),
            Edge::Stated(Stated { kind, .. }) => kind.clone(),
            Edge::CoMention(_) => "co_mention".into(),
        }
    }
}

/// An article of the graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Where the date is from.
    pub date_basis: String,
    /// Its address.
    pub url: Option<String>,
    /// Its language.
    pub language: String,
    /// Hash of title and text.
    pub sha256: String,
}

/// Which co-mentions make an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// In one sentence.
    #[default]
    Sentence,
    /// In one paragraph.
    Paragraph,
    /// In one article.
    Article,
    /// None.
    None,
}

impl Level {
    /// The word in options and in the JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Sentence => "sentence",
            Level::Paragraph => "paragraph",
            Level::Article => "article",
            Level::None => "none",
        }
    }
}

/// Who holds what, and who stands with whom.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeGraph {
    /// Nodes sorted by id; edges sorted by source, target and key.
    pub graph: DiGraph<Node, Edge>,
    /// Articles sorted by id.
    pub documents: Vec<Document>,
    /// Independent stories among them.
    pub stories: u32,
    /// Level of the co-mention edges.
    pub level: Level,
    /// What checks found, if they were asked for.
    pub findings: Vec<Found>,
}
