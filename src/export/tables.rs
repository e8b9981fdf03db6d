//! CSV tables for pandas, DuckDB and spreadsheets: nodes, edges, claims, evidence and articles.

use std::io::{self, Write};

use csv::Writer;
use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::graph::{Edge, Evidence, KnowledgeGraph, Stated};

/// Writes a table, without the co-mention edges lighter than the number.
pub type WriteTable = fn(&KnowledgeGraph, u32, &mut dyn Write) -> io::Result<()>;

/// All tables: the name of the file without extension, and what writes it. Each begins with a row of column names; a field
/// that is not known is empty; lists are joined by `|`.
pub static TABLES: &[(&str, WriteTable)] =
    &[("nodes", nodes), ("edges", edges), ("claims", claims), ("evidence", evidence), ("articles", articles)];

fn nodes(graph: &KnowledgeGraph, _: u32, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Writer::from_writer(out);
    out.write_record(["id", "kind", "name", "aliases", "mentions", "articles", "first_seen", "last_seen", "link"])?;
    for n in graph.graph.node_weights() {
        let (mentions, documents) = (n.mentions.to_string(), n.documents.to_string());
        let (aliases, link) = (n.aliases.join("|"), n.link.join("|"));
        let seen = [some(&n.first_seen), some(&n.last_seen)];
        out.write_record([&n.id, &n.kind, &n.name, &aliases, &mentions, &documents, seen[0], seen[1], &link])?;
    }
    out.flush()
}

fn edges(graph: &KnowledgeGraph, min_weight: u32, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Writer::from_writer(out);
    let columns = ["source", "target", "kind", "class", "status", "role", "articles", "first_seen", "last_seen"];
    out.write_record(columns.iter().chain(&[
        "since",
        "until",
        "confidence",
        "weight",
        "sentences",
        "paragraphs",
        "npmi",
    ]))?;
    for e in graph.graph.edge_references() {
        let mut row = vec![id(graph, e.source()).to_owned(), id(graph, e.target()).to_owned()];
        row.extend(match e.weight() {
            Edge::CoMention(c) if c.weight < min_weight => continue,
            Edge::CoMention(c) => [
                c.kind.to_owned(),
                c.class.to_owned(),
                String::new(),
                String::new(),
                c.documents.to_string(),
                some(&c.first_seen).to_owned(),
                some(&c.last_seen).to_owned(),
                String::new(),
                String::new(),
                String::new(),
                c.weight.to_string(),
                c.sentences.to_string(),
                c.paragraphs.to_string(),
                c.npmi.map_or(String::new(), |n| n.to_string()),
            ],
            Edge::Stated(s) => [
                s.kind.clone(),
                s.class.to_owned(),
                some(&s.status).to_owned(),
                some(&s.role).to_owned(),
                s.documents.to_string(),
                some(&s.first_seen).to_owned(),
                some(&s.last_seen).to_owned(),
                some(&s.since).to_owned(),
                some(&s.until).to_owned(),
                s.confidence.to_string(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ],
        });
        out.write_record(&row)?;
    }
    out.flush()
}

/// One row for each piece of evidence of a held role: who, what, of what.
fn claims(graph: &KnowledgeGraph, _: u32, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Writer::from_writer(out);
    let columns = ["person", "role", "scope", "status", "since", "until", "article", "date", "confidence", "text"];
    out.write_record(columns)?;
    for (e, stated) in stated(graph).filter(|(_, s)| s.kind == "holds_role") {
        let target = &graph.graph[e.target()];
        let (role, scope) = match &stated.role {
            Some(role) => (role, target.name.as_str()),
            None => (&target.name, super::picture::scope(graph, e.target()).map_or("", |s| &graph.graph[s].name)),
        };
        let person = &graph.graph[e.source()].name;
        for v in &stated.evidence {
            let confidence = v.confidence.to_string();
            let (status, since, until) = (some(&stated.status), some(&stated.since), some(&stated.until));
            out.write_record([
                person,
                role,
                scope,
                status,
                since,
                until,
                &v.document,
                some(&v.date),
                &confidence,
                &v.text,
            ])?;
        }
    }
    out.flush()
}

fn evidence(graph: &KnowledgeGraph, _: u32, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Writer::from_writer(out);
    let edge = ["source", "target", "key", "article", "date", "field", "start", "end"];
    out.write_record(edge.iter().chain(&["text", "rule", "basis", "confidence"]))?;
    for (e, stated) in stated(graph) {
        let (source, target, key) = (id(graph, e.source()), id(graph, e.target()), e.weight().key());
        for v in &stated.evidence {
            let Evidence { document, field, text, rule, .. } = v;
            let [start, end, confidence] = [v.start.to_string(), v.end.to_string(), v.confidence.to_string()];
            out.write_record([
                source,
                target,
                &key,
                document,
                some(&v.date),
                field,
                &start,
                &end,
                text,
                rule,
                some(&v.basis),
                &confidence,
            ])?;
        }
    }
    out.flush()
}

fn articles(graph: &KnowledgeGraph, _: u32, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Writer::from_writer(out);
    out.write_record(["id", "title", "date", "date_basis", "url", "language", "sha256"])?;
    for d in &graph.documents {
        out.write_record([&d.id, some(&d.title), some(&d.date), &d.date_basis, some(&d.url), &d.language, &d.sha256])?;
    }
    out.flush()
}

fn stated(graph: &KnowledgeGraph) -> impl Iterator<Item = (EdgeReference<'_, Edge>, &Stated)> {
    graph.graph.edge_references().filter_map(|e| match e.weight() {
        Edge::Stated(stated) => Some((e, stated)),
        Edge::CoMention(_) => None,
    })
}

fn id(graph: &KnowledgeGraph, n: NodeIndex) -> &str {
    &graph.graph[n].id
}

fn some(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or_default()
}
