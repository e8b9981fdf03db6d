//! Folds records into a graph: entities, offices, stated edges with their evidence, co-mentions.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};

use crate::entity::{Link, Linked};
use crate::kb;
use crate::record::Record;
use crate::record::v1::Assertion;
use crate::text::normalize::slug;

use super::model::{CoMention, Document, Edge, Evidence, KnowledgeGraph, Level, Node, Stated};

/// Most mentioned entities of an article that count as standing together in it.
const MAX_ENTITIES: usize = 30;

/// What goes into a graph.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Which co-mentions make an edge.
    pub level: Level,
    /// Pieces of evidence that an edge keeps.
    pub max_evidence: usize,
    /// Whether copies of one story count each for itself.
    pub keep_copies: bool,
    /// Whether roles that are only reported or disputed by somebody stand in the graph too.
    pub reported: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { level: Level::Sentence, max_evidence: 50, keep_copies: false, reported: false }
    }
}

/// Builds the graph of records that were [united](unite) and linked.
#[must_use]
pub fn build(records: &[Record], linked: &Linked, options: Options) -> KnowledgeGraph {
    let (nodes, stated, pairs) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut fold = Fold { linked, reported: options.reported, nodes, stated, pairs };
    let first = if options.keep_copies { Vec::new() } else { kb::stories(records) };
    let mut stories = 0;
    for (i, (record, entities)) in records.iter().zip(&linked.of_record).enumerate() {
        let is_first = first.get(i).is_none_or(|&f| f == i);
        stories += u32::from(is_first);
        fold.record(record, entities, is_first);
    }
    let graph = fold.finish(stories, options);
    let documents = records.iter().map(document).collect();
    KnowledgeGraph { graph, documents, stories, level: options.level, findings: Vec::new() }
}

/// Sorts records by id and makes ids unique: records of one article (same id and hash) count once, articles that share an id get
/// `~` and the first six digits of their hash behind it. Gives what was renamed, one plain sentence each.
#[must_use]
pub fn unite(records: &mut Vec<Record>) -> Vec<String> {
    let whole = |r: &Record| serde_json::to_string(r).unwrap_or_default();
    let rank = |r: &Record| (r.document.date.is_none(), r.document.date.clone());
    let same = |a: &Record, b: &Record| a.document.id == b.document.id && a.document.sha256 == b.document.sha256;
    records.sort_by(|a, b| (&a.document.id, &a.document.sha256).cmp(&(&b.document.id, &b.document.sha256)));
    for copies in records.chunk_by_mut(same).filter(|c| c.len() > 1) {
        copies.sort_by_cached_key(|r| (rank(r), whole(r)));
    }
    records.dedup_by(|b, a| same(a, b));
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for r in records.iter() {
        *times.entry(r.document.id.clone()).or_default() += 1;
    }
    let mut warnings = Vec::new();
    for r in records.iter_mut().filter(|r| times[&r.document.id] > 1) {
        let id = format!("{}~{}", r.document.id, r.document.sha256.get(..6).unwrap_or_default());
        warnings.push(format!("several articles have the id `{}`; one is now `{id}`", r.document.id));
        r.document.id = id;
    }
    records.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    warnings
}

fn document(r: &Record) -> Document {
    let d = r.document.clone();
    let (id, title, date, date_basis) = (d.id, d.title, d.date, d.date_basis.into_owned());
    Document { id, title, date, date_basis, url: d.url, language: d.language.into_owned(), sha256: d.sha256 }
}

/// Source, target and key of an edge.
type EdgeKey = (String, String, String);

struct Fold<'a> {
    linked: &'a Linked,
    reported: bool,
    nodes: BTreeMap<String, Seen>,
    stated: BTreeMap<EdgeKey, Gathered>,
    pairs: BTreeMap<(usize, usize), Pair>,
}

/// A node under construction.
#[derive(Default)]
struct Seen {
    entity: Option<usize>,
    /// For an office: its wording.
    role: String,
    link: BTreeSet<String>,
    mentions: u32,
    documents: Span,
    /// Stories with it.
    stories: u32,
}

/// How many articles, and of which dates.
#[derive(Clone, Default)]
struct Span {
    count: u32,
    last: Option<String>,
    first_seen: Option<String>,
    last_seen: Option<String>,
}

impl Span {
    /// Counts an article once, and says whether it was new; articles come one after the other.
    fn add(&mut self, record: &Record) -> bool {
        if self.last.as_ref() == Some(&record.document.id) {
            return false;
        }
        self.last = Some(record.document.id.clone());
        self.count += 1;
        if let Some(date) = &record.document.date {
            if self.first_seen.as_ref().is_none_or(|d| date < d) {
                self.first_seen = Some(date.clone());
            }
            if self.last_seen.as_ref().is_none_or(|d| date > d) {
                self.last_seen = Some(date.clone());
            }
        }
        true
    }
}

/// A stated edge under construction.
#[derive(Default)]
struct Gathered {
    kind: String,
    status: Option<String>,
    documents: Span,
    since: BTreeSet<String>,
    until: BTreeSet<String>,
    evidence: Vec<Evidence>,
}

/// Two entities under construction of their co-mention.
#[derive(Default)]
struct Pair {
    sentences: u32,
    paragraphs: u32,
    documents: Span,
    articles: u32,
}

impl Fold<'_> {
    /// `is_first`: the article stands for its story, and its co-mentions count.
    fn record(&mut self, record: &Record, links: &[Option<Link>], is_first: bool) {
        let all = record.entities.iter().zip(links);
        let index: BTreeMap<&str, usize> =
            all.filter_map(|(e, link)| Some((e.id.as_str(), link.as_ref()?.entity))).collect();
        let mut mentions: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for (at, m) in (0u32..).zip(&record.mentions) {
            if let Some(&i) = m.entity.as_deref().and_then(|e| index.get(e))
                && m.via != "coreference"
            {
                mentions.entry(i).or_insert((0, at)).0 += 1;
            }
        }
        for (&i, &(n, _)) in &mentions {
            self.entity(i, record, n, is_first);
        }
        let reported = self.reported;
        for a in record.assertions.iter().filter(|a| reported || a.attribution.is_none()) {
            self.assertion(a, (record, is_first), &index);
        }
        self.co_mentions(record, &index, &mentions, is_first);
    }

    fn entity(&mut self, i: usize, record: &Record, mentions: u32, is_first: bool) {
        let node = self.nodes.entry(self.linked.entities[i].id.clone()).or_default();
        node.entity = Some(i);
        node.mentions += mentions;
        if node.documents.add(record) {
            node.stories += u32::from(is_first);
        }
    }

    fn assertion(&mut self, a: &Assertion, (record, is_first): (&Record, bool), index: &BTreeMap<&str, usize>) {
        let Some(&subject) = index.get(a.subject.as_str()) else { return };
        let object = a.object.as_deref().and_then(|o| index.get(o)).copied();
        for i in std::iter::once(subject).chain(object) {
            self.entity(i, record, 0, is_first);
        }
        let id = |i: usize| self.linked.entities[i].id.clone();
        let Some(role) = &a.role else {
            if let Some(object) = object {
                self.edge((id(subject), id(object)), &a.relation, None, a, record);
            }
            return;
        };
        let holder = object.unwrap_or(subject);
        let office = format!("role:{}@{}", slug(&role.name), id(holder));
        let node = self.nodes.entry(office.clone()).or_default();
        node.role.clone_from(&role.name);
        node.link.extend(role.id.clone());
        node.mentions += 1;
        node.documents.add(record);
        self.edge((id(subject), office.clone()), "holds_role", a.status.as_deref(), a, record);
        if let Some(object) = object {
            self.edge((office, id(object)), "role_of", None, a, record);
        }
    }

    fn edge(&mut self, ends: (String, String), kind: &str, status: Option<&str>, a: &Assertion, record: &Record) {
        let key = status.map_or(kind.to_owned(), |s| format!("{kind}:{s}"));
        let edge = self.stated.entry((ends.0, ends.1, key)).or_default();
        kind.clone_into(&mut edge.kind);
        edge.status = status.map(str::to_owned);
        edge.documents.add(record);
        edge.since.extend(a.since.clone());
        edge.until.extend(a.until.clone());
        edge.evidence.push(Evidence {
            document: record.document.id.clone(),
            date: record.document.date.clone(),
            field: a.evidence.field.to_string(),
            start: a.evidence.start,
            end: a.evidence.end,
            text: a.evidence.text.clone(),
            sentence: a.evidence.sentence.clone(),
            rule: a.rule.clone(),
            basis: a.basis.as_deref().map(str::to_owned),
            confidence: a.confidence,
            attribution: a.attribution.clone(),
        });
    }

    fn co_mentions(
        &mut self,
        record: &Record,
        index: &BTreeMap<&str, usize>,
        mentions: &BTreeMap<usize, (u32, u32)>,
        is_first: bool,
    ) {
        let mut together: BTreeSet<(usize, usize)> = BTreeSet::new();
        for c in &record.co_mentions {
            let (Some(&a), Some(&b)) = (index.get(c.a.as_str()), index.get(c.b.as_str())) else { continue };
            if a == b {
                continue;
            }
            let pair = self.pairs.entry((a.min(b), a.max(b))).or_default();
            if is_first {
                pair.sentences += c.sentences;
                pair.paragraphs += c.paragraphs;
            }
            together.insert((a.min(b), a.max(b)));
        }
        let mut ranked: Vec<(u32, u32, usize)> = mentions.iter().map(|(&i, &(n, at))| (n, at, i)).collect();
        ranked.sort_by_key(|&(n, at, _)| (std::cmp::Reverse(n), at));
        ranked.truncate(MAX_ENTITIES);
        for (i, a) in ranked.iter().enumerate() {
            for b in &ranked[i + 1..] {
                together.insert((a.2.min(b.2), a.2.max(b.2)));
            }
        }
        for key in together {
            let pair = self.pairs.entry(key).or_default();
            pair.articles += u32::from(is_first);
            pair.documents.add(record);
        }
    }

    fn finish(self, stories: u32, options: Options) -> DiGraph<Node, Edge> {
        let mut graph = DiGraph::new();
        let mut at: BTreeMap<String, NodeIndex> = BTreeMap::new();
        let mut article_counts: BTreeMap<usize, u32> = BTreeMap::new();
        for (id, seen) in self.nodes {
            if let Some(e) = seen.entity {
                article_counts.insert(e, seen.stories);
            }
            let node = seen.node(id.clone(), self.linked);
            at.insert(id, graph.add_node(node));
        }
        let mut edges: BTreeMap<EdgeKey, Edge> = BTreeMap::new();
        for (key, gathered) in self.stated {
            edges.insert(key, Edge::Stated(gathered.edge(options.max_evidence)));
        }
        for ((a, b), pair) in self.pairs {
            let counts = [a, b].map(|e| article_counts.get(&e).copied().unwrap_or(0));
            if let Some(edge) = pair.edge(options.level, counts, stories) {
                let [a, b] = [a, b].map(|e| self.linked.entities[e].id.clone());
                edges.insert((a, b, "co_mention".into()), Edge::CoMention(edge));
            }
        }
        for ((source, target, _), edge) in edges {
            if let (Some(&s), Some(&t)) = (at.get(&source), at.get(&target)) {
                graph.add_edge(s, t, edge);
            }
        }
        graph
    }
}

impl Seen {
    fn node(self, id: String, linked: &Linked) -> Node {
        let documents = self.documents;
        let base = Node {
            id,
            kind: "role".into(),
            name: self.role,
            aliases: Vec::new(),
            mentions: self.mentions,
            documents: documents.count,
            first_seen: documents.first_seen,
            last_seen: documents.last_seen,
            link: self.link.into_iter().collect(),
            roles: Vec::new(),
        };
        match self.entity.map(|e| &linked.entities[e]) {
            Some(e) => Node {
                kind: e.kind.clone(),
                name: e.name.clone(),
                aliases: e.aliases.clone(),
                link: e.link.clone(),
                ..base
            },
            None => base,
        }
    }
}

impl Gathered {
    fn edge(mut self, max_evidence: usize) -> Stated {
        self.evidence.sort_by(|a, b| {
            let key = |e: &Evidence| (e.date.is_none(), e.date.clone(), e.document.clone(), e.field.clone());
            key(a).cmp(&key(b)).then_with(|| (a.start, a.end, &a.rule).cmp(&(b.start, b.end, &b.rule)))
        });
        let strength = |b: &Option<String>| match b.as_deref() {
            Some("stated") => 3,
            Some("context") => 2,
            Some(_) => 1,
            None => 0,
        };
        let basis = self.evidence.iter().map(|e| e.basis.clone()).max_by_key(strength).flatten();
        let confidence = self.evidence.iter().map(|e| e.confidence).fold(0.0, f64::max);
        let one = |set: BTreeSet<String>| if set.len() == 1 { set.into_iter().next() } else { None };
        self.evidence.truncate(max_evidence);
        Stated {
            kind: self.kind,
            class: "stated",
            status: self.status,
            role: None,
            documents: self.documents.count,
            first_seen: self.documents.first_seen,
            last_seen: self.documents.last_seen,
            basis,
            confidence,
            since: one(self.since),
            until: one(self.until),
            evidence: self.evidence,
        }
    }
}

impl Pair {
    fn edge(self, level: Level, [a, b]: [u32; 2], articles: u32) -> Option<CoMention> {
        let weight = match level {
            Level::Sentence => self.sentences,
            Level::Paragraph => self.paragraphs,
            Level::Article => self.articles,
            Level::None => 0,
        };
        (weight > 0).then(|| CoMention {
            kind: "co_mention",
            class: "co_mention",
            documents: self.documents.count,
            first_seen: self.documents.first_seen,
            last_seen: self.documents.last_seen,
            sentences: self.sentences,
            paragraphs: self.paragraphs,
            articles: self.articles,
            npmi: npmi(self.articles, a, b, articles),
            weight,
        })
    }
}

/// Normalized pointwise mutual information of two entities over articles, base 2, six decimals; none where every article has
/// both. (G. Bouma, "Normalized (Pointwise) Mutual Information in Collocation Extraction", 2009.)
fn npmi(both: u32, a: u32, b: u32, all: u32) -> Option<f64> {
    if both == 0 || both >= all {
        return None;
    }
    let share = |n: u32| f64::from(n) / f64::from(all);
    let value = (share(both) / (share(a) * share(b))).log2() / -share(both).log2();
    Some((value * 1e6).round() / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npmi_of_counts() {
        assert_eq!(npmi(2, 2, 2, 4), Some(1.0));
        assert_eq!(npmi(1, 2, 2, 4), Some(0.0));
        assert_eq!(npmi(4, 4, 4, 4), None);
    }
}
