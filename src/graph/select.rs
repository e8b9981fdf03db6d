//! Parts of a graph: around some nodes, of some kinds, the most named.

use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};

use petgraph::graph::NodeIndex;

use super::{Edge, KnowledgeGraph};

/// Which nodes of a graph are kept; the default keeps all.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Ids of nodes from which to go.
    pub focus: Vec<String>,
    /// Steps to go from them, over edges of any direction; an office is a step between its holder and its scope.
    pub depth: usize,
    /// Kinds of nodes; none means all.
    pub kinds: Vec<String>,
    /// Most people, places and organizations; those named in most articles are kept.
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
            for n in entities.iter().skip(top) {
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
                let counts = !matches!(&self.graph[edge], Edge::CoMention(c) if c.weight < selection.min_weight);
                if counts && found.insert(next) {
                    pending.push_back((next, steps + 1));
                }
            }
        }
        found
    }
}
