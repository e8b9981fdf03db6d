//! What a picture shows: caps keep it readable. The people, places and bodies that sentences connect, the strongest co-mentions
//! between them, what findings are about, and what belongs into a frame.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::graph::{Edge, KnowledgeGraph, Node};
use crate::report::Found;

use super::Cluster;

/// Most entities in a picture; those named in most articles stay.
const MAX_ENTITIES: usize = 80;

/// What is drawn.
pub(super) struct Shown {
    pub(super) nodes: BTreeSet<NodeIndex>,
    /// Indices of co-mention edges.
    pub(super) pairs: BTreeSet<usize>,
}

/// Chooses what is drawn.
pub(super) fn shown(graph: &KnowledgeGraph, min_weight: u32) -> Shown {
    let g = &graph.graph;
    let stated = |n: NodeIndex| {
        let edges = || g.edges(n).chain(g.edges_directed(n, petgraph::Direction::Incoming));
        edges().any(|e| matches!(e.weight(), Edge::Stated(_)))
    };
    let mut entities: Vec<NodeIndex> = g.node_indices().filter(|&n| g[n].kind != "role").collect();
    let persons_only = |n: NodeIndex| g[n].kind != "person";
    entities.sort_by_key(|&n| {
        let node = &g[n];
        (!stated(n), persons_only(n), std::cmp::Reverse((node.documents, node.mentions)), node.id.clone())
    });
    let connected = entities.iter().filter(|&&n| stated(n)).count();
    entities.truncate(if connected == 0 { MAX_ENTITIES / 2 } else { connected.clamp(1, MAX_ENTITIES) });
    let mut nodes: BTreeSet<NodeIndex> = entities.into_iter().collect();
    // An office is drawn if a shown person holds it; one without scope is a line of the person's label.
    let offices: Vec<NodeIndex> = g
        .node_indices()
        .filter(|&n| g[n].kind == "role" && !is_trait(&g[n]))
        .filter(|&n| g.edges_directed(n, petgraph::Direction::Incoming).any(|e| nodes.contains(&e.source())))
        .collect();
    nodes.extend(offices);
    let mut pairs: Vec<(u32, usize)> = g
        .edge_references()
        .filter(|e| nodes.contains(&e.source()) && nodes.contains(&e.target()))
        .filter_map(|e| match e.weight() {
            Edge::CoMention(c) if c.weight >= min_weight.max(1) => Some((c.weight, e.id().index())),
            _ => None,
        })
        .collect();
    pairs.sort_by_key(|&(w, i)| (std::cmp::Reverse(w), i));
    pairs.truncate(nodes.len());
    Shown { nodes, pairs: pairs.into_iter().map(|p| p.1).collect() }
}

/// A role without scope ("actor").
fn is_trait(node: &Node) -> bool {
    node.kind == "role" && node.id.split_once('@').is_some_and(|(_, of)| of.starts_with("person:"))
}

/// The roles without scope of a person, with their status.
pub(super) fn traits(graph: &KnowledgeGraph, person: NodeIndex) -> Vec<(&str, Option<&str>)> {
    let listed = graph.graph[person].roles.iter().map(|r| (r.name.as_str(), r.status.as_deref()));
    let linked = graph.graph.edges(person).filter_map(|e| match e.weight() {
        Edge::Stated(s) if is_trait(&graph.graph[e.target()]) => {
            Some((graph.graph[e.target()].name.as_str(), s.status.as_deref()))
        }
        _ => None,
    });
    listed.chain(linked).collect()
}

/// The people and offices among `nodes` that findings are about, with what they say. A person of the same name whom none of the
/// articles of the finding is about is another one.
pub(super) fn marks<'a>(graph: &'a KnowledgeGraph, nodes: &BTreeSet<NodeIndex>) -> BTreeMap<NodeIndex, Vec<&'a str>> {
    let mut marks: BTreeMap<NodeIndex, Vec<&str>> = BTreeMap::new();
    for &n in nodes {
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

/// The shown nodes by the scope in whose frame they stand; `None` holds those in no frame.
pub(super) fn frames(
    graph: &KnowledgeGraph,
    nodes: &BTreeSet<NodeIndex>,
    by: Option<Cluster>,
) -> BTreeMap<Option<NodeIndex>, Vec<NodeIndex>> {
    let kind = match by {
        None => "",
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
    let mut frames: BTreeMap<Option<NodeIndex>, Vec<NodeIndex>> = BTreeMap::new();
    for &n in nodes {
        let frame = if graph.graph[n].kind == "person" {
            let held = frames_of_holder(n);
            held.first().copied().filter(|_| held.len() == 1)
        } else {
            frame_of_office(n).or(Some(n).filter(|n| scopes.contains(n)))
        };
        frames.entry(frame).or_default().push(n);
    }
    frames
}
