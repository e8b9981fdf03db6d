//! Parts of a graph: around some nodes, of some kinds, the most named.

use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Edge, KnowledgeGraph};

/// Which nodes of a graph are kept; the default keeps all.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Ids of nodes from which to go.
    pub focus: Vec<String>,
    /// Steps to go from them, over stated edges of any direction and, for the first step, over co-mentions; an office and its scope
    /// are one step.
    pub depth: usize,
    /// Kinds of nodes; none means all.
    pub kinds: Vec<String>,
    /// Most people, places and organizations; those named in most articles are kept, with the scopes of what they hold.
    pub top: Option<usize>,
    /// Lightest co-mention edge that is a step.
    pub min_weight: u32,
}

impl KnowledgeGraph {
    /// Leaves out the nodes that are not selected, with their edges, and the offices that nobody holds any more. Articles and
    /// findings stay.
    #[must_use]
    pub fn select(mut self, selection: &Selection) -> KnowledgeGraph {
        let mut kept: BTreeSet<NodeIndex> =
            if selection.focus.is_empty() { self.graph.node_indices().collect() } else { self.around(selection) };
        let of_kind = |kind: &String| selection.kinds.is_empty() || selection.kinds.contains(kind);
        kept.retain(|&n| of_kind(&self.graph[n].kind));
        if let Some(top) = selection.top {
            let mut entities: Vec<NodeIndex> = kept.iter().copied().filter(|&n| self.graph[n].kind != "role").collect();
            let rank = |n: &NodeIndex| {
                let node = &self.graph[*n];
                (!selection.focus.contains(&node.id), Reverse((node.documents, node.mentions)), node.id.clone())
            };
            entities.sort_by_cached_key(rank);
            let (first, rest) = entities.split_at(top.min(entities.len()));
            let scopes: BTreeSet<NodeIndex> = first.iter().flat_map(|&n| self.scopes(n)).collect();
            for n in rest.iter().filter(|n| !scopes.contains(n)) {
                kept.remove(n);
            }
        }
        let partial = kept.len() < self.graph.node_count();
        if partial && selection.kinds.is_empty() {
            let held = |n: NodeIndex| {
                let mut holders = self.graph.neighbors_directed(n, petgraph::Direction::Incoming);
                self.graph[n].kind != "role"
                    || selection.focus.contains(&self.graph[n].id)
                    || holders.any(|h| kept.contains(&h))
            };
            kept = kept.iter().copied().filter(|&n| held(n)).collect();
        }
        self.graph = self.graph.filter_map_owned(|n, node| kept.contains(&n).then_some(node), |_, edge| Some(edge));
        self
    }

    /// What the offices of a node are of.
    fn scopes(&self, n: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        let stated =
            |n: NodeIndex| self.graph.edges(n).filter(|e| matches!(e.weight(), Edge::Stated(_))).map(|e| e.target());
        stated(n).filter(|&o| self.graph[o].kind == "role").flat_map(stated)
    }

    /// The nodes that can be reached.
    fn around(&self, selection: &Selection) -> BTreeSet<NodeIndex> {
        let is_start = |n: &NodeIndex| selection.focus.contains(&self.graph[*n].id);
        let starts: Vec<NodeIndex> = self.graph.node_indices().filter(is_start).collect();
        let mut found: BTreeSet<NodeIndex> = starts.iter().copied().collect();
        let mut pending: VecDeque<(NodeIndex, usize)> = starts.into_iter().map(|n| (n, 0)).collect();
        while let Some((n, steps)) = pending.pop_front() {
            if steps == selection.depth {
                continue;
            }
            let mut edges = self.graph.neighbors_undirected(n).detach();
            while let Some((edge, next)) = edges.next(&self.graph) {
                let counts = match &self.graph[edge] {
                    Edge::CoMention(c) => steps == 0 && c.weight >= selection.min_weight,
                    Edge::Stated(_) => true,
                };
                if !counts {
                    continue;
                }
                let of = self.graph.edges(next).filter(|e| e.weight().key() == "role_of").map(|e| e.target());
                let with = std::iter::once(next).chain(of.filter(|_| self.graph[next].kind == "role"));
                pending.extend(with.filter(|&n| found.insert(n)).map(|n| (n, steps + 1)));
            }
        }
        found
    }
}
