//! What changed between two graphs of the same articles, or of one day's and the next.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A graph as its JSON file has it: what is needed to compare two.
#[derive(Debug, Default, Deserialize)]
pub struct Saved {
    nodes: Vec<SavedNode>,
    edges: Vec<SavedEdge>,
}

#[derive(Debug, Deserialize)]
struct SavedNode {
    id: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct SavedEdge {
    source: String,
    target: String,
    kind: String,
    class: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    evidence: Vec<SavedEvidence>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct SavedEvidence {
    document: String,
    field: String,
    start: u32,
    end: u32,
    text: String,
}

/// A statement of a graph.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// Id of who or what it is about.
    pub source: String,
    /// Id of the office, place or body.
    pub target: String,
    /// `holds_role`, `member_of`, ...
    pub kind: String,
    /// Of a held role.
    pub status: Option<String>,
    /// It in words: "Jane Doe, mayor of Lima (current)".
    pub words: String,
    /// A sentence that says it, with its article.
    pub quote: Option<String>,
}

/// Differences of two graphs; co-mentions are not compared.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Diff {
    /// Statements that only the new graph has.
    pub new: Vec<Statement>,
    /// Statements that only the old graph has.
    pub gone: Vec<Statement>,
    /// Held roles whose status is another.
    pub changed: Vec<[Statement; 2]>,
    /// Ids of one person, place or body in the old and in the new graph.
    pub renamed: Vec<[String; 2]>,
}

/// Compares two graphs. An entity whose statements rest on the same words under another id is renamed, and its statements are the same.
#[must_use]
pub fn diff(old: &Saved, new: &Saved) -> Diff {
    let renamed = renamed(old, new);
    let current = |id: &str| rename(id, &renamed);
    let before: BTreeMap<Key, Statement> = statements(old)
        .map(|s| ((current(&s.source), current(&s.target), s.kind.clone(), s.status.clone()), s))
        .collect();
    let after: BTreeMap<Key, Statement> =
        statements(new).map(|s| ((s.source.clone(), s.target.clone(), s.kind.clone(), s.status.clone()), s)).collect();
    let mut found = Diff { renamed: renamed.into_iter().map(|(a, b)| [a, b]).collect(), ..Diff::default() };
    let mut left: BTreeMap<(String, String), Statement> = BTreeMap::new();
    for (key, s) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
        if s.kind == "holds_role" {
            left.insert((key.0.clone(), key.1.clone()), s.clone());
        } else {
            found.gone.push(s.clone());
        }
    }
    for (key, s) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        match left.remove(&(key.0.clone(), key.1.clone())) {
            Some(was) => found.changed.push([was, s.clone()]),
            None => found.new.push(s.clone()),
        }
    }
    found.gone.extend(left.into_values());
    found.gone.sort();
    found
}

/// Source, target, kind and status.
type Key = (String, String, String, Option<String>);

fn statements(graph: &Saved) -> impl Iterator<Item = Statement> + '_ {
    let names: BTreeMap<&str, &str> = graph.nodes.iter().map(|n| (n.id.as_str(), n.name.as_str())).collect();
    let stated = graph.edges.iter().filter(|e| e.class == "stated" && e.kind != "role_of");
    stated.map(move |e| {
        let name = |id: &str| names.get(id).copied().unwrap_or_default().to_owned();
        let (what, scope) = e.target.split_once('@').unwrap_or((&e.target, ""));
        let words = match (&e.status, name(scope)) {
            (Some(status), of) if of.is_empty() || scope == e.source => {
                format!("{}, {} ({status})", name(&e.source), name(&e.target))
            }
            (Some(status), of) => format!("{}, {} of {of} ({status})", name(&e.source), name(&e.target)),
            (None, _) => format!("{} {} {}", name(&e.source), e.kind.replace('_', " "), name(what)),
        };
        let quote = e.evidence.first().map(|e| format!("{}: {}", e.document, e.text));
        Statement {
            source: e.source.clone(),
            target: e.target.clone(),
            kind: e.kind.clone(),
            status: e.status.clone(),
            words,
            quote,
        }
    })
}

/// Sources of statements that rest on the same words under two ids, the old one being in the old graph only.
fn renamed(old: &Saved, new: &Saved) -> BTreeMap<String, String> {
    let ids = |g: &Saved| g.nodes.iter().map(|n| n.id.clone()).collect::<BTreeSet<_>>();
    let (old_ids, new_ids) = (ids(old), ids(new));
    let mut said: BTreeMap<(&str, &SavedEvidence), &str> = BTreeMap::new();
    for e in new.edges.iter().filter(|e| e.class == "stated") {
        said.extend(e.evidence.iter().map(|x| ((e.kind.as_str(), x), e.source.as_str())));
    }
    let mut renamed = BTreeMap::new();
    for e in old.edges.iter().filter(|e| e.class == "stated" && e.kind != "role_of") {
        let now = e.evidence.iter().find_map(|x| said.get(&(e.kind.as_str(), x)));
        if let Some(&now) = now
            && now != e.source
            && !new_ids.contains(&e.source)
            && !old_ids.contains(now)
        {
            renamed.insert(e.source.clone(), now.to_owned());
        }
    }
    renamed
}

/// An id, or an office's, with the name that its entity has now.
fn rename(id: &str, renamed: &BTreeMap<String, String>) -> String {
    let of = |id: &str| renamed.get(id).cloned().unwrap_or_else(|| id.to_owned());
    match id.split_once('@') {
        Some((role, scope)) => format!("{role}@{}", of(scope)),
        None => of(id),
    }
}
