//! CSV tables for pandas, DuckDB and spreadsheets: nodes, edges, claims, evidence, mentions and articles. Each begins with a row of
//! column names; a field that is not known is empty; lists are joined by `|`.

use std::io::{self, Write};

use csv::Writer;
use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::entity::Linked;
use crate::graph::{CoMention, Document, Edge, Evidence, KnowledgeGraph, Node, Stated};
use crate::record::Record;
use crate::record::v1::Mention;

/// What tables are made of.
pub struct Source<'a> {
    /// The graph.
    pub graph: &'a KnowledgeGraph,
    /// The articles it was built from.
    pub records: &'a [Record],
    /// What their entities are in the graph.
    pub linked: &'a Linked,
    /// Lightest co-mention edge that is written.
    pub min_weight: u32,
}

/// Writes a table.
pub type WriteTable = fn(&Source<'_>, &mut dyn Write) -> io::Result<()>;

/// All tables: the name of the file without extension, and what writes it.
pub static TABLES: &[(&str, WriteTable)] = &[
    ("nodes", nodes),
    ("edges", edges),
    ("claims", claims),
    ("evidence", evidence),
    ("mentions", mentions),
    ("articles", articles),
];

/// Names of columns, and what stands in them.
type Columns<'a, Row> = &'a [(&'a str, fn(&Row) -> String)];

fn table<Row>(rows: impl Iterator<Item = Row>, columns: Columns<'_, Row>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Writer::from_writer(out);
    out.write_record(columns.iter().map(|c| c.0))?;
    for row in rows {
        out.write_record(columns.iter().map(|c| c.1(&row)))?;
    }
    out.flush()
}

fn nodes(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: Columns<'_, &Node> = &[
        ("id", |n| n.id.clone()),
        ("kind", |n| n.kind.clone()),
        ("name", |n| n.name.clone()),
        ("aliases", |n| n.aliases.join("|")),
        ("mentions", |n| n.mentions.to_string()),
        ("articles", |n| n.documents.to_string()),
        ("first_seen", |n| some(&n.first_seen)),
        ("last_seen", |n| some(&n.last_seen)),
        ("link", |n| n.link.join("|")),
    ];
    table(source.graph.graph.node_weights(), columns, out)
}

/// An edge between two nodes.
struct Link<'a> {
    source: &'a Node,
    target: &'a Node,
    edge: &'a Edge,
}

impl Link<'_> {
    fn stated(&self) -> Option<&Stated> {
        if let Edge::Stated(stated) = self.edge { Some(stated) } else { None }
    }

    fn pair(&self) -> Option<&CoMention> {
        if let Edge::CoMention(pair) = self.edge { Some(pair) } else { None }
    }

    /// A field that edges of both classes have.
    fn both<T>(&self, stated: impl Fn(&Stated) -> T, pair: impl Fn(&CoMention) -> T) -> T {
        match self.edge {
            Edge::Stated(edge) => stated(edge),
            Edge::CoMention(edge) => pair(edge),
        }
    }
}

fn edges(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: Columns<'_, Link<'_>> = &[
        ("source", |l| l.source.id.clone()),
        ("target", |l| l.target.id.clone()),
        ("kind", |l| l.both(|s| s.kind.clone(), |c| c.kind.to_owned())),
        ("class", |l| l.both(|s| s.class, |c| c.class).to_owned()),
        ("status", |l| l.stated().map_or(String::new(), |s| some(&s.status))),
        ("role", |l| l.stated().map_or(String::new(), |s| some(&s.role))),
        ("articles", |l| l.both(|s| s.documents, |c| c.documents).to_string()),
        ("first_seen", |l| l.both(|s| some(&s.first_seen), |c| some(&c.first_seen))),
        ("last_seen", |l| l.both(|s| some(&s.last_seen), |c| some(&c.last_seen))),
        ("since", |l| l.stated().map_or(String::new(), |s| some(&s.since))),
        ("until", |l| l.stated().map_or(String::new(), |s| some(&s.until))),
        ("confidence", |l| l.stated().map_or(String::new(), |s| s.confidence.to_string())),
        ("weight", |l| l.pair().map_or(String::new(), |c| c.weight.to_string())),
        ("sentences", |l| l.pair().map_or(String::new(), |c| c.sentences.to_string())),
        ("paragraphs", |l| l.pair().map_or(String::new(), |c| c.paragraphs.to_string())),
        ("npmi", |l| l.pair().and_then(|c| c.npmi).map_or(String::new(), |n| n.to_string())),
    ];
    let graph = &source.graph.graph;
    let of = |e: EdgeReference<'_, Edge>| Link {
        source: &graph[e.source()],
        target: &graph[e.target()],
        edge: &graph[e.id()],
    };
    let heavy = |l: &Link<'_>| l.pair().is_none_or(|c| c.weight >= source.min_weight);
    table(graph.edge_references().map(of).filter(heavy), columns, out)
}

/// A piece of evidence of an edge.
struct Piece<'a> {
    graph: &'a KnowledgeGraph,
    source: NodeIndex,
    target: NodeIndex,
    edge: &'a Edge,
    stated: &'a Stated,
    evidence: &'a Evidence,
}

fn pieces(graph: &KnowledgeGraph) -> impl Iterator<Item = Piece<'_>> {
    graph.graph.edge_references().flat_map(move |e| {
        let edge = &graph.graph[e.id()];
        let stated = if let Edge::Stated(stated) = edge { Some(stated) } else { None };
        let (source, target) = (e.source(), e.target());
        let of = move |stated| move |evidence| Piece { graph, source, target, edge, stated, evidence };
        stated.into_iter().flat_map(move |stated| stated.evidence.iter().map(of(stated)))
    })
}

/// One row for each piece of evidence of a held role: who, what, of what.
fn claims(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: Columns<'_, Piece<'_>> = &[
        ("person", |p| p.graph.graph[p.source].name.clone()),
        ("role", |p| p.stated.role.as_ref().unwrap_or(&p.graph.graph[p.target].name).clone()),
        ("scope", |p| {
            let scope = Some(p.target).filter(|_| p.stated.role.is_some());
            let scope = scope.or_else(|| super::choice::scope(p.graph, p.target));
            scope.map_or(String::new(), |s| p.graph.graph[s].name.clone())
        }),
        ("status", |p| some(&p.stated.status)),
        ("since", |p| some(&p.stated.since)),
        ("until", |p| some(&p.stated.until)),
        ("article", |p| p.evidence.document.clone()),
        ("date", |p| some(&p.evidence.date)),
        ("confidence", |p| p.evidence.confidence.to_string()),
        ("text", |p| p.evidence.text.clone()),
        ("sentence", |p| p.evidence.sentence.text.clone()),
    ];
    table(pieces(source.graph).filter(|p| p.stated.kind == "holds_role"), columns, out)
}

fn evidence(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: Columns<'_, Piece<'_>> = &[
        ("source", |p| p.graph.graph[p.source].id.clone()),
        ("target", |p| p.graph.graph[p.target].id.clone()),
        ("key", |p| p.edge.key()),
        ("article", |p| p.evidence.document.clone()),
        ("date", |p| some(&p.evidence.date)),
        ("field", |p| p.evidence.field.clone()),
        ("start", |p| p.evidence.start.to_string()),
        ("end", |p| p.evidence.end.to_string()),
        ("text", |p| p.evidence.text.clone()),
        ("sentence", |p| p.evidence.sentence.text.clone()),
        ("rule", |p| p.evidence.rule.clone()),
        ("basis", |p| some(&p.evidence.basis)),
        ("confidence", |p| p.evidence.confidence.to_string()),
    ];
    table(pieces(source.graph), columns, out)
}

/// A place where an entity of the graph stands.
struct Named<'a> {
    node: &'a Node,
    record: &'a Record,
    mention: &'a Mention,
}

fn mentions(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: Columns<'_, Named<'_>> = &[
        ("node", |n| n.node.id.clone()),
        ("kind", |n| n.mention.kind.to_string()),
        ("article", |n| n.record.document.id.clone()),
        ("date", |n| some(&n.record.document.date)),
        ("field", |n| n.mention.field.to_string()),
        ("start", |n| n.mention.start.to_string()),
        ("end", |n| n.mention.end.to_string()),
        ("text", |n| n.mention.text.clone()),
        ("via", |n| n.mention.via.to_string()),
    ];
    let nodes = source.graph.graph.node_weights();
    let nodes: std::collections::BTreeMap<&str, &Node> = nodes.map(|n| (n.id.as_str(), n)).collect();
    let rows = source.records.iter().zip(&source.linked.of_record).flat_map(|(record, links)| {
        let node = |m: &Mention| {
            let local = m.entity.as_ref()?;
            let at = record.entities.iter().position(|e| e.id == *local)?;
            let entity = links[at].as_ref()?.entity;
            nodes.get(source.linked.entities[entity].id.as_str()).copied()
        };
        record.mentions.iter().filter_map(move |mention| Some(Named { node: node(mention)?, record, mention }))
    });
    table(rows.collect::<Vec<_>>().into_iter(), columns, out)
}

fn articles(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: Columns<'_, &Document> = &[
        ("id", |d| d.id.clone()),
        ("title", |d| some(&d.title)),
        ("date", |d| some(&d.date)),
        ("date_basis", |d| d.date_basis.clone()),
        ("url", |d| some(&d.url)),
        ("language", |d| d.language.clone()),
        ("sha256", |d| d.sha256.clone()),
    ];
    table(source.graph.documents.iter(), columns, out)
}

fn some(field: &Option<String>) -> String {
    field.clone().unwrap_or_default()
}
