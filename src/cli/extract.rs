//! `rolegraph extract`: one JSON record per article.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use super::args::ExtractArgs;
use super::articles::{self, Outcome, Tally};
use super::output::Output;

pub(super) fn run(args: &ExtractArgs) -> Result<ExitCode> {
    let begin = Instant::now();
    let pipeline = articles::pipeline_with(&args.shared, Vec::new(), args.with_text)?;
    let mut out = Output::open(args.output.as_deref())?;
    let mut counts = Tally::default();
    let mut line = Vec::new();
    let tally = articles::each(&args.shared, &pipeline, |outcome| {
        match outcome {
            Outcome::Record(record, _) => {
                counts.count(&record);
                line.clear();
                serde_json::to_writer(&mut line, &record)?;
                line.push(b'\n');
                out.write_all(&line)?;
            }
            Outcome::Line { line, .. } => writeln!(out, "{line}")?,
        }
        Ok(())
    })?;
    let tally = Tally { persons: counts.persons, roles: counts.roles, ..tally };
    if tally.any() {
        out.close()?;
    }
    tally.close(begin, args.shared.quiet);
    Ok(ExitCode::from(tally.status(args.shared.strict)))
}
