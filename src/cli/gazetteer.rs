//! `rolegraph gazetteer`: the lists.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::gazetteer::Gazetteer;
use crate::pipeline::Pipeline;

use super::args::{GazetteerCommand, Shared};
use super::articles;

/// Sources and licences of the built-in lists.
const SOURCES: &str = include_str!("../../gazetteers/SOURCES.tsv");

pub(super) fn run(command: &GazetteerCommand) -> Result<ExitCode> {
    match command {
        GazetteerCommand::Check { paths, no_builtin } => check(paths, *no_builtin),
        GazetteerCommand::Lookup { name, lists } => lookup(name, load(&lists.gazetteer, lists.no_builtin)?.gazetteer()),
        GazetteerCommand::List { licences: true, .. } => {
            io::stdout().lock().write_all(SOURCES.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        GazetteerCommand::List { lists, .. } => list(load(&lists.gazetteer, lists.no_builtin)?.gazetteer()),
        GazetteerCommand::Suggest { shared, kind, min_articles } => suggest(shared, kind, *min_articles),
    }
}

fn load(lists: &[PathBuf], no_builtin: bool) -> Result<Pipeline> {
    articles::with_files(Pipeline::builder().no_builtin(no_builtin), lists, &[])
}

fn check(paths: &[PathBuf], no_builtin: bool) -> Result<ExitCode> {
    let gazetteer = load(paths, no_builtin)?;
    writeln!(io::stdout(), "no fault; {} rows are loaded", gazetteer.gazetteer().len())?;
    Ok(ExitCode::SUCCESS)
}

fn lookup(name: &str, gazetteer: &Gazetteer) -> Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let found = gazetteer.lookup(name);
    writeln!(out, "kind\tid\tname\tcountry\tas")?;
    for c in &found {
        let row = gazetteer.entry(c.entry);
        let kind = match row.subkind() {
            "" => row.kind().as_str().to_owned(),
            sub => format!("{} ({sub})", row.kind().as_str()),
        };
        let country = gazetteer.country(c.entry).map_or("", |e| gazetteer.entry(e).name());
        let weak = if c.weak() { ", counts only with support" } else { "" };
        let via = format!("{:?}", c.via()).to_lowercase();
        writeln!(out, "{kind}\t{}\t{}\t{country}\t{via}{weak}", row.id(), row.name())?;
    }
    out.flush()?;
    if found.is_empty() {
        writeln!(io::stderr(), "no list has `{name}`")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn list(gazetteer: &Gazetteer) -> Result<ExitCode> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in (0..gazetteer.len()).map(|e| gazetteer.entry(e)) {
        *counts.entry((row.kind().as_str(), row.subkind())).or_default() += 1;
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "kind\tsubkind\trows")?;
    for ((kind, subkind), rows) in counts {
        writeln!(out, "{kind}\t{subkind}\t{rows}")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A name or role that no list has.
#[derive(Default)]
struct Unlisted {
    articles: usize,
    mentions: usize,
    aliases: BTreeSet<String>,
}

fn suggest(shared: &Shared, kind: &str, min_articles: usize) -> Result<ExitCode> {
    let pipeline = articles::pipeline(shared)?;
    let (records, tally) = articles::records(shared, &pipeline)?;
    let mut names: BTreeMap<String, Unlisted> = BTreeMap::new();
    for record in &records {
        for e in record.entities.iter().filter(|e| e.gazetteer.is_none() && e.kind == kind) {
            let known = names.entry(e.name.clone()).or_default();
            known.articles += 1;
            known.mentions += record.mentions.iter().filter(|m| m.entity.as_ref() == Some(&e.id)).count();
            known.aliases.extend(e.aliases.iter().cloned());
        }
        let roles = record.assertions.iter().filter_map(|a| a.role.as_ref()).filter(|r| r.id.is_none());
        let roles: Vec<&str> = roles.filter(|_| kind == "role").map(|r| r.name.as_str()).collect();
        for role in roles.iter().collect::<BTreeSet<_>>() {
            let known = names.entry((*role).to_owned()).or_default();
            known.articles += 1;
            known.mentions += roles.iter().filter(|r| *r == role).count();
        }
    }
    let mut ranked: Vec<_> = names.into_iter().filter(|(_, n)| n.articles >= min_articles).collect();
    ranked.sort_by(|a, b| (b.1.articles, b.1.mentions, &a.0).cmp(&(a.1.articles, a.1.mentions, &b.0)));
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "name\taliases\tnote")?;
    for (name, n) in ranked {
        let aliases: Vec<&str> = n.aliases.iter().map(String::as_str).collect();
        writeln!(out, "{name}\t{}\t{} articles, {} times", aliases.join("|"), n.articles, n.mentions)?;
    }
    out.flush()?;
    Ok(ExitCode::from(tally.status(shared.strict)))
}
