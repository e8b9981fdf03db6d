//! Offices as edges instead of nodes.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::model::{Edge, HeldRole, KnowledgeGraph};

impl KnowledgeGraph {
    /// The same graph without nodes for offices: an edge leads from the holder to the scope and has the role; a role without
    /// scope is listed at its holder.
    #[must_use]
    pub fn roles_as_edges(self) -> KnowledgeGraph {
        let old = &self.graph;
        let mut graph = DiGraph::new();
        let mut new: BTreeMap<NodeIndex, NodeIndex> = BTreeMap::new();
        for n in old.node_indices().filter(|&n| old[n].kind != "role") {
            new.insert(n, graph.add_node(old[n].clone()));
        }
        let mut edges = Vec::new();
        for e in old.edge_references() {
            let Some(&source) = new.get(&e.source()) else { continue };
            if let Some(&target) = new.get(&e.target()) {
                edges.push((source, target, e.weight().clone()));
                continue;
            }
            let Edge::Stated(held) = e.weight() else { continue };
            let name = &old[e.target()].name;
            let scope = old.edges(e.target()).find(|o| o.weight().key() == "role_of").map(|o| o.target());
            match scope.and_then(|s| new.get(&s)) {
                Some(&scope) => {
                    let mut held = held.clone();
                    held.role = Some(name.clone());
                    edges.push((source, scope, Edge::Stated(held)));
                }
                None => graph[source].roles.push(HeldRole { name: name.clone(), status: held.status.clone() }),
            }
        }
        edges.sort_by_cached_key(|(source, target, edge)| (*source, *target, edge.key()));
        for (source, target, edge) in edges {
            graph.add_edge(source, target, edge);
        }
        KnowledgeGraph { graph, ..self }
    }
}
