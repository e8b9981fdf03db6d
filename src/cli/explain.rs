//! `rolegraph explain`: everything behind a node or an edge.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::base::span::LineIndex;
use crate::entity::{Entity, Linked};
use crate::gazetteer::Gazetteer;
use crate::input::Article;
use crate::pattern::RuleSet;
use crate::record::Record;
use crate::record::v1::Assertion;
use crate::text::Document;
use crate::text::normalize::one_line;

use super::args::ExplainArgs;
use super::{articles, tell};

pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode> {
    if let Some(check) = args.check {
        writeln!(io::stdout(), "{}", check.manual())?;
        return Ok(ExitCode::SUCCESS);
    }
    let begin = Instant::now();
    let overrides = articles::overrides(args.overrides.as_deref())?;
    let pipeline = articles::pipeline_with(&args.shared, Vec::new(), true)?;
    let (records, linked, tally) = articles::linked(&args.shared, &pipeline, &overrides)?;
    if tally.read > 0 {
        let (about, and) = (
            articles::one(&linked, args.about.as_deref().unwrap_or_default())?,
            args.and.as_deref().map(|n| articles::one(&linked, n)).transpose()?,
        );
        let corpus =
            Corpus { records: &records, linked: &linked, gazetteer: pipeline.gazetteer(), rules: pipeline.rules() };
        let mut out = String::new();
        corpus.explain(about, and, &mut out)?;
        io::stdout().lock().write_all(out.as_bytes())?;
    }
    tally.close(begin, args.shared.quiet);
    Ok(ExitCode::from(tally.status(args.shared.strict)))
}

/// Records with their links.
struct Corpus<'a> {
    records: &'a [Record],
    linked: &'a Linked,
    gazetteer: &'a Gazetteer,
    rules: &'a RuleSet,
}

impl Corpus<'_> {
    fn explain(&self, about: usize, and: Option<usize>, out: &mut String) -> Result<()> {
        self.head(about, out)?;
        if let Some(and) = and {
            writeln!(out)?;
            self.head(and, out)?;
        }
        self.stated(about, and, out)?;
        self.together(about, and, out)?;
        if and.is_none() {
            self.not_taken(about, out)?;
        }
        Ok(())
    }

    fn entity(&self, i: usize) -> &Entity {
        &self.linked.entities[i]
    }

    /// The ids that an entity has in a record.
    fn local_ids(&self, record: usize, entity: usize) -> BTreeSet<&str> {
        let links = self.records[record].entities.iter().zip(&self.linked.of_record[record]);
        links.filter(|(_, l)| l.as_ref().is_some_and(|l| l.entity == entity)).map(|(e, _)| e.id.as_str()).collect()
    }

    /// What it is called, and why its articles' names are one.
    fn head(&self, i: usize, out: &mut String) -> Result<()> {
        let e = self.entity(i);
        writeln!(out, "{} ({})", tell::heading(&e.name), e.id)?;
        if !e.aliases.is_empty() {
            writeln!(out, "  also written: {}", e.aliases.join("; "))?;
        }
        let mut reasons: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (record, links) in self.records.iter().zip(&self.linked.of_record) {
            for (local, link) in record.entities.iter().zip(links) {
                if let Some(link) = link.as_ref().filter(|l| l.entity == i) {
                    let place = format!("{} (\"{}\")", record.document.id, local.name);
                    reasons.entry(&link.reason).or_default().insert(place);
                }
            }
        }
        for (reason, places) in reasons {
            writeln!(out, "  joined, {reason}: {}", shortened(&places))?;
        }
        Ok(())
    }

    /// Every assertion about it, or about both.
    fn stated(&self, about: usize, and: Option<usize>, out: &mut String) -> Result<()> {
        let mut found: Vec<(&Record, &Assertion, String)> = Vec::new();
        for (number, record) in self.records.iter().enumerate() {
            let ids = self.local_ids(number, about);
            let others = and.map(|a| self.local_ids(number, a));
            for a in &record.assertions {
                let ends = [Some(a.subject.as_str()), a.object.as_deref()];
                let is = |ids: &BTreeSet<&str>| ends.iter().flatten().any(|e| ids.contains(e));
                if is(&ids) && others.as_ref().is_none_or(is) {
                    found.push((record, a, self.sentence_of(number, a)));
                }
            }
        }
        found.sort_by_key(|(r, a, _)| {
            (r.document.date.is_none(), r.document.date.clone(), r.document.id.clone(), a.evidence.start)
        });
        writeln!(out, "\n{}", tell::heading(&format!("{} statements", found.len())))?;
        for (record, a, claim) in found {
            writeln!(out, "\n  {}", tell::heading(&claim))?;
            let d = &record.document;
            let (date, at) = (d.date.as_deref().unwrap_or("no date"), &a.evidence);
            writeln!(out, "    {}:{}:{} ({date})", d.id, at.line, at.column)?;
            writeln!(out, "    \"{}\"", one_line(&at.text))?;
            if at.sentence.text != at.text {
                writeln!(out, "    in: {}", one_line(&at.sentence.text))?;
            }
            let place = self.rules.rules().iter().find(|r| r.id == a.rule).map_or("", |r| r.place.as_str());
            write!(out, "    rule {} ({place}), confidence {}", a.rule, a.confidence)?;
            if let Some(basis) = &a.basis {
                write!(out, "; {} {basis}", if a.role.is_some() { "scope" } else { "object" })?;
            }
            writeln!(out)?;
            if let Some(from) = &a.object_evidence {
                writeln!(out, "    scope from: {}", one_line(&from.text))?;
            }
            if let Some(by) = &a.attribution {
                writeln!(out, "    {}: \"{}\"; left out of the graph", by.stance, by.text)?;
            }
        }
        Ok(())
    }

    /// An assertion in plain words.
    fn sentence_of(&self, record: usize, a: &Assertion) -> String {
        let name = |id: &str| {
            let at = self.records[record].entities.iter().position(|e| e.id == id);
            let link = at.and_then(|at| self.linked.of_record[record][at].as_ref());
            link.map_or(id, |l| self.entity(l.entity).name.as_str()).to_owned()
        };
        let object = a.object.as_deref().map(name);
        match (&a.role, object) {
            (Some(role), object) => {
                let scope = object.map_or(String::new(), |o| format!(" of {o}"));
                let status = a.status.as_deref().unwrap_or_default();
                let dates = [("since", &a.since), ("until", &a.until)];
                let dates: String = dates.iter().filter_map(|(w, d)| Some(format!(", {w} {}", d.as_ref()?))).collect();
                format!("{} holds: {}{scope} ({status}{dates})", name(&a.subject), role.name)
            }
            (None, object) => format!("{} {} {}", name(&a.subject), a.relation, object.unwrap_or_default()),
        }
    }

    /// Co-mentions, the strongest first, with their sentences where the text is known.
    fn together(&self, about: usize, and: Option<usize>, out: &mut String) -> Result<()> {
        let mut pairs: BTreeMap<usize, (u32, Vec<String>)> = BTreeMap::new();
        for (number, record) in self.records.iter().enumerate() {
            let ids = self.local_ids(number, about);
            let entity_of = |id: &str| {
                let at = record.entities.iter().position(|e| e.id == id)?;
                Some(self.linked.of_record[number][at].as_ref()?.entity)
            };
            for c in record.co_mentions.iter().filter(|c| c.sentences > 0) {
                let other = match (ids.contains(c.a.as_str()), ids.contains(c.b.as_str())) {
                    (true, false) => &c.b,
                    (false, true) => &c.a,
                    _ => continue,
                };
                let Some(entity) = entity_of(other).filter(|&e| and.is_none_or(|a| a == e)) else { continue };
                let pair = pairs.entry(entity).or_default();
                pair.0 += c.sentences;
                if and.is_some() {
                    pair.1.extend(sentences(record, &c.a, &c.b));
                }
            }
        }
        let mut ranked: Vec<_> = pairs.into_iter().collect();
        ranked.sort_by_key(|(e, (n, _))| (std::cmp::Reverse(*n), *e));
        writeln!(out, "\n{}", tell::heading("named in a sentence with"))?;
        for (entity, (count, quotes)) in &ranked {
            writeln!(out, "  {count:>4}  {} ({})", self.entity(*entity).name, self.entity(*entity).id)?;
            for quote in quotes {
                writeln!(out, "        {quote}")?;
            }
        }
        if ranked.is_empty() {
            writeln!(out, "  nobody")?;
        }
        Ok(())
    }

    /// What its names could also stand for.
    fn not_taken(&self, about: usize, out: &mut String) -> Result<()> {
        let e = self.entity(about);
        let mut lines = BTreeSet::new();
        for form in std::iter::once(&e.name).chain(&e.aliases) {
            for c in self.gazetteer.lookup(form) {
                let row = self.gazetteer.entry(c.entry);
                if e.link.iter().any(|l| l == row.id()) || row.kind().as_str() == "role" {
                    continue;
                }
                let why =
                    if c.weak() { "counts only with support in the article" } else { "weighed less in these articles" };
                lines.insert(format!("  \"{form}\" can be {} ({}): {why}", row.name(), row.id()));
            }
        }
        if !lines.is_empty() {
            writeln!(out, "\n{}", tell::heading("readings that were not taken"))?;
        }
        for line in lines {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// The sentences of an article that name two of its entities; none if the record has no text.
fn sentences(record: &Record, a: &str, b: &str) -> Vec<String> {
    let Some(text) = &record.document.text else {
        return vec![format!("{}: the record holds no text", record.document.id)];
    };
    let title = record.mentions.iter().any(|m| m.field == "title").then(|| record.document.title.clone()).flatten();
    let document = Document::new(Article { text: text.clone(), title, ..Article::default() }, None);
    let index = LineIndex::new(&document.text);
    let point = |byte: u32| index.code_point(&document.text, byte);
    let body = point(document.body_start);
    let named = |id: &str, range: &std::ops::Range<u32>| {
        record.mentions.iter().any(|m| {
            let at = m.start + if m.field == "title" { 0 } else { body };
            m.entity.as_deref() == Some(id) && range.contains(&at)
        })
    };
    let ranges = document.sentences.iter().map(|s| (s, point(s.span.start)..point(s.span.end)));
    let both = ranges.filter(|(_, range)| named(a, range) && named(b, range));
    both.map(|(s, _)| format!("{}: {}", record.document.id, one_line(s.span.of(&document.text)))).collect()
}

/// The first of many places.
fn shortened(places: &BTreeSet<String>) -> String {
    const MOST: usize = 6;
    let first: Vec<&str> = places.iter().take(MOST).map(String::as_str).collect();
    let rest = places.len().saturating_sub(MOST);
    if rest > 0 { format!("{} and {rest} more", first.join(", ")) } else { first.join(", ") }
}
