//! `rolegraph diff`: what changed between two graphs.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::graph::diff::{Diff, Saved, Statement, diff};

use super::args::{DiffArgs, DiffFormat};
use super::output::Output;

pub(super) fn run(args: &DiffArgs) -> Result<ExitCode> {
    let found = diff(&saved(&args.old)?, &saved(&args.new)?);
    let mut out = Output::open(args.output.as_deref())?;
    match args.format {
        DiffFormat::Human => human(&found, &mut out)?,
        DiffFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &found)?;
            writeln!(out)?;
        }
    }
    out.close()?;
    Ok(ExitCode::SUCCESS)
}

fn saved(path: &Path) -> Result<Saved> {
    let file = File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    serde_json::from_reader(BufReader::new(file))
        .with_context(|| format!("{}: no graph\n  help: give a JSON file that `rolegraph build` wrote", path.display()))
}

fn human(found: &Diff, out: &mut dyn Write) -> Result<()> {
    let mut say = |sign: &str, s: &Statement| -> Result<()> {
        writeln!(out, "{sign} {}", s.words)?;
        if let Some(quote) = &s.quote {
            writeln!(out, "      {quote}")?;
        }
        Ok(())
    };
    for s in &found.new {
        say("new    ", s)?;
    }
    for s in &found.gone {
        say("gone   ", s)?;
    }
    for [was, is] in &found.changed {
        say("was    ", was)?;
        say("is now ", is)?;
    }
    for [was, is] in &found.renamed {
        writeln!(out, "renamed {was} is now {is}")?;
    }
    let Diff { new, gone, changed, renamed } = found;
    writeln!(out, "{} new, {} gone, {} changed, {} renamed", new.len(), gone.len(), changed.len(), renamed.len())?;
    Ok(())
}
