//! `rolegraph build`: the graph.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::export::{self, EXPORTERS, Exporter};
use crate::graph::{self, KnowledgeGraph, Options};

use super::args::BuildArgs;
use super::articles;
use super::output::Output;

pub(super) fn run(args: &BuildArgs) -> Result<ExitCode> {
    let begin = Instant::now();
    let formats = formats(args)?;
    let overrides = articles::overrides(args.overrides.as_deref())?;
    let pipeline = articles::pipeline(&args.shared, false)?;
    let (records, tally) = articles::records(&args.shared, &pipeline)?;
    if tally.any() {
        let options =
            Options { level: args.co_mentions.into(), max_evidence: args.max_evidence, keep_copies: args.keep_copies };
        let (graph, warnings) = graph::build(records, pipeline.gazetteer(), &overrides, options);
        for warning in warnings {
            let _ = writeln!(io::stderr(), "warning: {warning}");
        }
        if args.output.is_empty() {
            write(&graph, formats[0], args, None)?;
        }
        for (path, format) in args.output.iter().zip(formats) {
            write(&graph, format, args, Some(path))?;
        }
    }
    tally.close(begin, args.shared.quiet);
    Ok(ExitCode::from(tally.status(args.shared.strict)))
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
    let min_weight = args.min_weight.unwrap_or_else(|| format.min_weight(graph.documents.len()));
    format.write(graph, min_weight, &mut out)?;
    out.close()
}
