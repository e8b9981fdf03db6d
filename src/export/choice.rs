//! What a picture shows of a graph, and what it says of each node: the people of most articles with what they hold, their roles without
//! scope, what findings are about, and what belongs into a frame.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::graph::{Edge, KnowledgeGraph, Node};
use crate::report::Found;

use super::Cluster;

/// Names in a picture of the whole graph, about; those in most articles stay.
const MAX_NAMES: usize = 60;

/// Most roles without scope under a name.
const MAX_TRAITS: usize = 3;

/// Chooses the nodes: people by how many articles name them, those of findings first, each with what they hold and of what.
pub(super) fn shown(graph: &KnowledgeGraph, marked: &dyn Fn(NodeIndex) -> bool, all: bool) -> BTreeSet<NodeIndex> {
    let g = &graph.graph;
    let stated = |n: NodeIndex| g.edges(n).filter(|e| matches!(e.weight(), Edge::Stated(_))).map(|e| e.target());
    let is_office = |n: NodeIndex| g[n].kind == "role";
    if all {
        let is_held = |n: NodeIndex| g.neighbors_directed(n, Incoming).next().is_some();
        return g.node_indices().filter(|&n| !is_trait(&g[n]) && (!is_office(n) || is_held(n))).collect();
    }
    let mut ranked: Vec<NodeIndex> = g.node_indices().filter(|&n| !is_office(n)).collect();
    ranked.sort_by_cached_key(|&n| {
        let node = &g[n];
        (!marked(n), Reverse((node.documents, node.mentions)), node.id.clone())
    });
    let (mut nodes, mut names) = (BTreeSet::new(), 0);
    let is_person = |n: NodeIndex| g[n].kind == "person";
    let has_role = |n| is_person(n) && (stated(n).any(|o| !is_person(o)) || !g[n].roles.is_empty());
    for &n in ranked.iter().filter(|&&n| has_role(n)) {
        if names >= MAX_NAMES {
            break;
        }
        let held = stated(n).filter(|&o| !is_person(o) && !is_trait(&g[o]));
        let with = held.flat_map(|o| [Some(o), scope(graph, o)]).flatten().chain([n]);
        names += with.filter(|&n| nodes.insert(n) && !is_office(n)).count();
    }
    // Then what else is connected; if nothing is, what is named most.
    let into = |n: NodeIndex| g.edges_directed(n, Incoming).filter(|e| matches!(e.weight(), Edge::Stated(_)));
    let near: BTreeSet<NodeIndex> = nodes.iter().flat_map(|&n| stated(n).chain(into(n).map(|e| e.source()))).collect();
    let more = ranked.into_iter().filter(|n| near.contains(n) || near.is_empty()).filter(|n| !nodes.contains(n));
    let more: Vec<NodeIndex> = more.take(MAX_NAMES.saturating_sub(names)).collect();
    nodes.extend(more);
    nodes
}

/// A role without scope ("actor").
fn is_trait(node: &Node) -> bool {
    node.kind == "role" && node.id.split_once('@').is_some_and(|(_, of)| of.starts_with("person:"))
}

/// The roles without scope of a person, with their status.
pub(super) fn traits(graph: &KnowledgeGraph, person: NodeIndex) -> Vec<String> {
    let listed = graph.graph[person].roles.iter().map(|r| (r.name.as_str(), r.status.as_deref()));
    let linked = graph.graph.edges(person).filter_map(|e| match e.weight() {
        Edge::Stated(s) if is_trait(&graph.graph[e.target()]) => {
            Some((graph.graph[e.target()].name.as_str(), s.status.as_deref()))
        }
        _ => None,
    });
    let held = |role: &str| {
        graph.graph.edges(person).any(|e| match e.weight() {
            Edge::Stated(s) => {
                s.role.as_deref().unwrap_or(&graph.graph[e.target()].name) == role
                    && !is_trait(&graph.graph[e.target()])
            }
            Edge::CoMention(_) => false,
        })
    };
    // One of which the scope is told elsewhere is not said twice.
    let unheld = listed.chain(linked).filter(|(role, _)| !held(role));
    let mut all: Vec<String> = unheld.map(|(role, status)| with_status(role, status)).collect();
    let more = all.len().saturating_sub(MAX_TRAITS);
    if more > 1 {
        all.truncate(MAX_TRAITS);
        all.push(format!("and {more} more"));
    }
    all
}

pub(super) fn with_status(role: &str, status: Option<&str>) -> String {
    status.filter(|s| *s != "current").map_or(role.to_owned(), |s| format!("{s} {role}"))
}

/// The people and offices that findings are about, with what they say. A person of the same name whom none of the
/// articles of the finding is about is another one.
pub(super) fn marks(graph: &KnowledgeGraph) -> BTreeMap<NodeIndex, Vec<&str>> {
    let mut marks: BTreeMap<NodeIndex, Vec<&str>> = BTreeMap::new();
    for n in graph.graph.node_indices() {
        let node = &graph.graph[n];
        let scope = scope(graph, n).map(|s| graph.graph[s].name.as_str());
        for f in &graph.findings {
            let is_meant = match node.kind.as_str() {
                "person" => f.persons.contains(&node.name) && is_in_claims(graph, n, f),
                "role" => f.role.as_ref() == Some(&node.name) && f.scope.as_deref() == scope && scope.is_some(),
                _ => false,
            };
            if is_meant {
                marks.entry(n).or_default().push(&f.message);
            }
        }
    }
    marks
}

/// Whether an article of a finding states something of a node.
fn is_in_claims(graph: &KnowledgeGraph, n: NodeIndex, found: &Found) -> bool {
    graph.graph.edges(n).any(|e| match e.weight() {
        Edge::Stated(s) => s.evidence.iter().any(|e| found.claims.iter().any(|c| c.document == e.document)),
        Edge::CoMention(_) => false,
    })
}

/// What an office is of.
pub(super) fn scope(graph: &KnowledgeGraph, office: NodeIndex) -> Option<NodeIndex> {
    graph.graph.edges(office).find(|e| e.weight().key() == "role_of").map(|e| e.target())
}

/// The shown nodes that stand in a frame, with the scope whose frame it is.
pub(super) fn frames(
    graph: &KnowledgeGraph,
    nodes: &BTreeSet<NodeIndex>,
    by: Option<Cluster>,
) -> BTreeMap<NodeIndex, NodeIndex> {
    let kind = match by {
        None => return BTreeMap::new(),
        Some(Cluster::Place) => "place",
        Some(Cluster::Organization) => "organization",
    };
    let is_frame = |s: &NodeIndex| graph.graph[*s].kind == kind && nodes.contains(s);
    let frame_of_office = |o| scope(graph, o).filter(is_frame);
    // Where offices are edges, they lead to the scope at once.
    let frames_of_holder = |n| -> BTreeSet<NodeIndex> {
        let held = graph.graph.edges(n).filter_map(|e| match e.weight() {
            Edge::Stated(s) if s.role.is_some() => Some(e.target()).filter(is_frame),
            _ => frame_of_office(e.target()),
        });
        held.collect()
    };
    let scopes: BTreeSet<NodeIndex> = nodes.iter().flat_map(|&n| frames_of_holder(n)).collect();
    let frame = |n: NodeIndex| {
        if graph.graph[n].kind == "person" {
            let held = frames_of_holder(n);
            held.first().copied().filter(|_| held.len() == 1)
        } else {
            frame_of_office(n).or(Some(n).filter(|n| scopes.contains(n)))
        }
    };
    nodes.iter().filter_map(|&n| Some((n, frame(n)?))).collect()
}
