//! A picture, for all formats that are drawn: shapes and lines with their labels and tooltips. Of co-mentions it has the strongest between
//! those that nothing else connects.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::graph::{CoMention, Edge, Evidence, KnowledgeGraph, Node, Stated};

use super::Options;
use super::choice::{frames, marks, shown, traits, with_status};

/// Shapes for each line that leads to its like, and for each co-mention.
const MAX_SIDE: usize = 6;

/// Lines from like to like with a label each; of more, the legend tells what they are.
const MAX_SIDE_LABELS: usize = 6;

/// Quotations in a tooltip.
const QUOTES: usize = 3;

/// Everything that is drawn.
pub(super) struct Picture<'a> {
    pub(super) title: String,
    pub(super) shapes: Vec<Shape<'a>>,
    /// Names of the scopes with a frame, by index of the shape.
    pub(super) frames: BTreeMap<usize, &'a str>,
    pub(super) lines: Vec<Line<'a>>,
    /// Rows of the legend.
    pub(super) legend: Vec<String>,
}

/// A node.
pub(super) struct Shape<'a> {
    pub(super) node: &'a Node,
    /// Roles without scope, with their status.
    pub(super) traits: Vec<String>,
    pub(super) tooltip: String,
    /// Whether a finding is about it.
    pub(super) is_marked: bool,
    /// Index of the shape in whose frame it stands.
    pub(super) frame: Option<usize>,
    /// 0 to 1: how much of the articles it takes, by that which takes most.
    pub(super) prominence: f64,
}

/// An edge.
pub(super) struct Line<'a> {
    /// Indices of shapes.
    pub(super) ends: (usize, usize),
    pub(super) look: Look,
    /// Whether it leads to its like, from person to person, and has no say in where they stand.
    pub(super) is_side: bool,
    pub(super) label: String,
    pub(super) tooltip: String,
    /// Address of the first article on the web that states it.
    pub(super) url: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    Solid,
    /// Former.
    Dashed,
    /// Not yet.
    Dotted,
    /// A co-mention, by its weight.
    Together(u32),
}

impl<'a> Picture<'a> {
    pub(super) fn new(graph: &'a KnowledgeGraph, options: &Options) -> Picture<'a> {
        let marks = if options.highlight { marks(graph) } else { BTreeMap::new() };
        let nodes = shown(graph, &|n| marks.contains_key(&n), options.all);
        let index: BTreeMap<NodeIndex, usize> = nodes.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        let frame_of = frames(graph, &nodes, options.cluster);
        let most = nodes.iter().map(|&n| graph.graph[n].documents).max().unwrap_or(1).max(1);
        let shape = |&n: &NodeIndex| {
            let node = &graph.graph[n];
            let mut tooltip = format!("{}: {} mentions in {} articles", node.name, node.mentions, node.documents);
            marks.get(&n).into_iter().flatten().for_each(|m| tooltip.push_str(&format!("\n{m}")));
            let traits = traits(graph, n);
            let (is_marked, frame) = (marks.contains_key(&n), frame_of.get(&n).map(|s| index[s]));
            let prominence = f64::from(node.documents) / f64::from(most);
            Shape { node, traits, tooltip, is_marked, frame, prominence }
        };
        let frames = frame_of.values().map(|s| (index[s], graph.graph[*s].name.as_str())).collect();
        let mut lines = lines(graph, &index, options);
        let offices = nodes.iter().any(|&n| graph.graph[n].kind == "role");
        let legend = legend(&mut lines, offices, options.highlight);
        let shapes: Vec<_> = nodes.iter().map(shape).collect();
        Picture { title: title(graph, &nodes), shapes, frames, lines, legend }
    }
}

/// Says what shapes and lines mean, and takes the labels of lines from like to like into it where they are many.
fn legend(lines: &mut [Line<'_>], offices: bool, highlight: bool) -> Vec<String> {
    let role = if offices { "office: text between holder and scope" } else { "role: text on the line" };
    let mut rows: Vec<String> = [
        "person: ellipse; organization: box; place: rounded box",
        role,
        "solid: current; dashed: former; dotted: candidate or elect",
    ]
    .map(str::to_owned)
    .into();
    let pairs = lines.iter().any(|l| matches!(l.look, Look::Together(_)));
    let mut side: Vec<_> = lines.iter_mut().filter(|l| l.is_side && !l.label.is_empty()).collect();
    if side.len() > MAX_SIDE_LABELS {
        let kinds: BTreeSet<String> = side.iter_mut().map(|l| std::mem::take(&mut l.label)).collect();
        rows.push(format!("light, with an arrow: {}", kinds.into_iter().collect::<Vec<_>>().join(", ")));
    }
    if pairs {
        rows.push("grey: named together, not a stated relation".into());
    }
    if highlight {
        rows.push("red: articles disagree".into());
    }
    rows
}

/// How many articles, and of which time.
pub(super) fn period(graph: &KnowledgeGraph) -> String {
    let articles = graph.documents.len();
    let dates = || graph.documents.iter().filter_map(|d| d.date.as_deref());
    let mut title = format!("{articles} article{}", if articles == 1 { "" } else { "s" });
    if let (Some(first), Some(last)) = (dates().min(), dates().max()) {
        title.push_str(&if first == last { format!(", {first}") } else { format!(", {first} to {last}") });
    }
    title
}

/// What is shown, and what is not.
fn title(graph: &KnowledgeGraph, nodes: &BTreeSet<NodeIndex>) -> String {
    let mut title = period(graph);
    let named = |n: &NodeIndex| graph.graph[*n].kind != "role";
    let (all, drawn) = (graph.graph.node_indices().filter(named).count(), nodes.iter().filter(|n| named(n)).count());
    if drawn < all {
        title.push_str(&format!("; {drawn} of {all} names"));
    }
    title
}

/// The stated edges between shapes, then the strongest of those between people or between bodies, then the strongest co-mentions.
fn lines<'a>(graph: &'a KnowledgeGraph, index: &BTreeMap<NodeIndex, usize>, options: &Options) -> Vec<Line<'a>> {
    let urls = graph.documents.iter().filter_map(|d| Some((d.id.as_str(), d.url.as_deref()?)));
    let urls: BTreeMap<&str, &str> = urls.filter(|(_, url)| is_web(url)).collect();
    let ends = |e: &EdgeReference<'_, Edge>| Some((*index.get(&e.source())?, *index.get(&e.target())?));
    let is_person = |n: NodeIndex| graph.graph[n].kind == "person";
    let (mut lines, mut near, mut pairs, mut side) = (Vec::new(), BTreeSet::new(), Vec::new(), Vec::new());
    for e in graph.graph.edge_references() {
        let Some(ends) = ends(&e) else { continue };
        match e.weight() {
            Edge::Stated(edge) => {
                let is_side = graph.graph[e.source()].kind != "role" && is_person(e.source()) == is_person(e.target());
                if is_side { &mut side } else { &mut lines }.push((edge, ends));
                near.insert((e.source(), e.target()));
            }
            Edge::CoMention(edge) => pairs.push((edge, ends, (e.source(), e.target()))),
        }
    }
    side.sort_by_key(|&(edge, ends)| (Reverse(edge.documents), ends));
    side.truncate(index.len() / MAX_SIDE);
    let main = lines.into_iter().map(|(edge, ends)| stated(ends, edge, &urls, false));
    let mut lines: Vec<_> = main.chain(side.into_iter().map(|(edge, ends)| stated(ends, edge, &urls, true))).collect();
    let min_weight = options.min_weight.unwrap_or(if graph.documents.len() > 200 { 2 } else { 1 });
    pairs.retain(|(edge, _, (a, b))| {
        let direct = [(a, b), (b, a)].iter().any(|&(a, b)| {
            near.contains(&(*a, *b))
                || graph.graph.neighbors(*a).any(|n| near.contains(&(*a, n)) && near.contains(&(n, *b)))
        });
        edge.weight >= min_weight.max(1) && !direct
    });
    pairs.sort_by_key(|&(edge, ends, _)| (Reverse(edge.weight), ends));
    pairs.truncate(index.len() / MAX_SIDE);
    lines.extend(pairs.into_iter().map(|(edge, ends, _)| together(ends, edge)));
    lines
}

fn stated<'a>(ends: (usize, usize), edge: &Stated, urls: &BTreeMap<&str, &'a str>, is_side: bool) -> Line<'a> {
    let status = edge.status.as_deref();
    let look = match status {
        Some("former") => Look::Dashed,
        Some("candidate" | "elect") => Look::Dotted,
        _ => Look::Solid,
    };
    let label = match (edge.kind.as_str(), &edge.role) {
        (_, Some(role)) => with_status(role, status),
        ("holds_role" | "role_of", None) => with_status("", status).trim_end().to_owned(),
        (kind, None) => kind.replace('_', " "),
    };
    let quote = |e: &Evidence| {
        let date = e.date.as_ref().map_or(String::new(), |d| format!(", {d}"));
        format!("{} ({}{date})", e.text, e.document)
    };
    let tooltip: Vec<String> = edge.evidence.iter().take(QUOTES).map(quote).collect();
    let url = edge.evidence.iter().find_map(|e| urls.get(e.document.as_str()).copied());
    Line { ends, look, is_side, label, tooltip: tooltip.join("\n"), url }
}

fn together<'a>(ends: (usize, usize), edge: &CoMention) -> Line<'a> {
    let tooltip = format!("together in {} sentences", edge.sentences);
    Line { ends, look: Look::Together(edge.weight), is_side: true, label: String::new(), tooltip, url: None }
}

/// Whether an address is one of the web; others can be hostile.
fn is_web(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}
