//! `rolegraph build`: the graph.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::check;
use crate::entity::Linked;
use crate::export::{self, EXPORTERS, Exporter, Options, Source, TABLES};
use crate::graph::{self, KnowledgeGraph, Selection};
use crate::kb::{self, KnowledgeBase};
use crate::report::{Found, Report};

use super::args::{BuildArgs, Corpus, Roles};
use super::articles;
use super::output::Output;

pub(super) fn run(args: &BuildArgs) -> Result<ExitCode> {
    let begin = Instant::now();
    let formats = formats(args)?;
    if args.engine.is_some() && !formats.iter().any(|f| ["svg", "png"].contains(&f.name())) {
        bail!("--engine draws SVG and PNG, and no output is one\n  help: give -o FILE.svg");
    }
    let overrides = articles::overrides(args.corpus.overrides.as_deref())?;
    let pipeline = articles::pipeline(&args.shared)?;
    let (records, linked, tally) = articles::linked(&args.shared, &pipeline, &overrides)?;
    if tally.any() {
        let Corpus { keep_copies, reported, .. } = args.corpus;
        let (level, max_evidence) = (args.co_mentions.into(), args.max_evidence);
        let mut graph = graph::build(&records, &linked, graph::Options { level, max_evidence, keep_copies, reported });
        let is_page = formats.iter().any(|f| f.name() == "html");
        if args.findings || args.highlight.is_some() || is_page {
            let options = kb::Options { keep_copies, reported };
            graph.findings = findings(&KnowledgeBase::new(&records, &linked, pipeline.gazetteer(), options));
        }
        let graph = if args.roles == Roles::Edge { graph.roles_as_edges() } else { graph };
        let selection = selection(args, &graph, &linked)?;
        let graph = graph.select(&selection);
        if let Some(folder) = &args.tables {
            let min_weight = args.min_weight.unwrap_or(1);
            write_tables(&Source { graph: &graph, records: &records, linked: &linked, min_weight }, folder)?;
        }
        if args.output.is_empty() && args.tables.is_none() {
            write(&graph, formats[0], args, None)?;
        }
        for (path, format) in args.output.iter().zip(formats) {
            write(&graph, format, args, Some(path))?;
        }
    }
    tally.close(begin, args.shared.quiet);
    Ok(ExitCode::from(tally.status(args.shared.strict)))
}

/// Which part of the graph is asked for.
fn selection(args: &BuildArgs, graph: &KnowledgeGraph, linked: &Linked) -> Result<Selection> {
    let is_office = |name: &String| name.starts_with("role:") && graph.graph.node_weights().any(|n| n.id == *name);
    let focus = args.focus.iter().map(|name| match is_office(name) {
        true => Ok(name.clone()),
        false => Ok(linked.entities[articles::one(linked, name)?].id.clone()),
    });
    Ok(Selection {
        focus: focus.collect::<Result<_>>()?,
        depth: args.depth,
        kinds: args.only.clone(),
        top: args.top,
        min_weight: args.min_weight.unwrap_or(1),
    })
}

/// What the checks find that run when none is named; a graph holds no paths of the run.
fn findings(kb: &KnowledgeBase<'_>) -> Vec<Found> {
    let findings = check::run(kb, &check::Options { checks: check::usual().collect(), ..check::Options::default() });
    let report = Report { kb, known: vec![false; findings.len()], findings };
    let mut found = report.found();
    found.iter_mut().flat_map(|f| &mut f.claims).for_each(|c| c.source = None);
    found
}

/// The format of each output, by its extension or `--format`.
fn formats(args: &BuildArgs) -> Result<Vec<&'static dyn Exporter>> {
    let named = args.format.as_deref().map(|n| export::exporter(n).with_context(|| unknown(n))).transpose()?;
    if args.output.is_empty() {
        return Ok(vec![named.or(export::exporter("json")).context("internal: JSON is a format")?]);
    }
    let of = |path: &Path| {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match named.or_else(|| export::by_extension(&extension)) {
            Some(format) => Ok(format),
            None => bail!("{}: {}", path.display(), unknown(&extension)),
        }
    };
    args.output.iter().map(|p| of(p)).collect()
}

fn unknown(name: &str) -> String {
    let all: Vec<_> = EXPORTERS.iter().map(|e| e.name()).collect();
    format!("no format `{name}`\n  help: formats: {}; give one with --format", all.join(", "))
}

fn write(graph: &KnowledgeGraph, format: &dyn Exporter, args: &BuildArgs, path: Option<&Path>) -> Result<()> {
    let mut out = Output::open(path)?;
    let options = Options {
        min_weight: args.min_weight,
        findings: args.findings,
        highlight: args.highlight.is_some(),
        cluster: args.cluster,
        engine: args.engine,
        all: !args.focus.is_empty() || args.top.is_some(),
    };
    format.write(graph, &options, &mut out)?;
    out.close()
}

fn write_tables(source: &Source<'_>, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    for (name, write) in TABLES {
        let mut out = Output::open(Some(&folder.join(format!("{name}.csv"))))?;
        write(source, &mut out)?;
        out.close()?;
    }
    Ok(())
}
