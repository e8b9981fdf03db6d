//! `rolegraph check`: where the articles disagree.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::check::{self, Baseline, Check, Finding, Level, Options, Reference};
use crate::kb::{self, KnowledgeBase};
use crate::report::{Report, Style};

use super::args::{CheckArgs, FailOn};
use super::output::Output;
use super::{articles, tell};

pub(super) fn run(args: &CheckArgs) -> Result<ExitCode> {
    let begin = Instant::now();
    let overrides = articles::overrides(args.corpus.overrides.as_deref())?;
    let lists = args.reference.iter().filter(|r| !is_builtin(r)).cloned();
    let pipeline = articles::pipeline_with(&args.shared, lists.collect(), false)?;
    let (records, linked, tally) = articles::linked(&args.shared, &pipeline, &overrides)?;
    let mut status = tally.status(args.shared.strict);
    if tally.any() {
        let options = kb::Options { keep_copies: args.corpus.keep_copies, reported: args.corpus.reported };
        let kb = KnowledgeBase::new(&records, &linked, pipeline.gazetteer(), options);
        let builtin = args.reference.iter().any(|r| is_builtin(r));
        let reference = if builtin { Reference::Builtin } else { Reference::User };
        let options = Options { checks: selected(args), reference, levels: args.level.clone() };
        let report = known(args, &kb, check::run(&kb, &options))?;
        let mut out = Output::open(args.output.as_deref())?;
        args.format.write(&report, style(args), &mut out)?;
        out.close()?;
        if status == 0 && fails(args.fail_on, &report) {
            status = 1;
        }
    }
    tally.close(begin, args.shared.quiet);
    Ok(ExitCode::from(status))
}

/// The findings with those marked that the baseline has; writes it if asked to.
fn known<'a>(args: &CheckArgs, kb: &'a KnowledgeBase<'a>, findings: Vec<Finding>) -> Result<Report<'a>> {
    let Some(path) = &args.baseline else {
        return Ok(Report { known: vec![false; findings.len()], kb, findings });
    };
    let shown = path.display().to_string();
    let baseline = if args.write_baseline && !path.exists() {
        Baseline::default()
    } else {
        let text = articles::read(path).context("a baseline is made with --write-baseline")?;
        Baseline::parse(&shown, &text).map_err(articles::all_faults)?
    };
    if args.write_baseline {
        let mut out = Output::open(Some(path))?;
        out.write_all(baseline.write(&findings).as_bytes())?;
        out.close()?;
        return Ok(Report { known: vec![true; findings.len()], kb, findings });
    }
    for gone in baseline.gone(&findings) {
        tell::note(format_args!("{shown}, {gone}; `--write-baseline` removes it"));
    }
    let newest = |f: &Finding| {
        let dates = f.sides.iter().flatten().map(|&c| &kb.records[kb.claims[c].record].document.date);
        dates.flatten().filter_map(|d| d.parse().ok()).max()
    };
    let known = findings.iter().map(|f| baseline.has(f, newest(f))).collect();
    Ok(Report { known, kb, findings })
}

/// Colours as asked for, on a terminal otherwise unless `NO_COLOR` is set; lines as wide as the terminal.
fn style(args: &CheckArgs) -> Style {
    let terminal = io::stdout().is_terminal() && args.output.is_none();
    let color = tell::has_color(terminal);
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    Style { color, width: if terminal { width.clamp(60, 160) } else { 100 } }
}

fn is_builtin(reference: &std::path::Path) -> bool {
    reference.as_os_str() == "builtin"
}

/// The checks that the options leave; what is no fault runs only when it is asked for.
fn selected(args: &CheckArgs) -> Vec<&'static dyn Check> {
    let is_in = |all: &[&dyn Check], c: &dyn Check| all.iter().any(|o| o.id() == c.id());
    let wanted: Vec<_> = if args.select.is_empty() { check::usual().collect() } else { args.select.clone() };
    wanted.into_iter().filter(|c| !is_in(&args.ignore, *c)).collect()
}

fn fails(on: FailOn, report: &Report<'_>) -> bool {
    let levels: &[Level] = match on {
        FailOn::Error => &[Level::Error],
        FailOn::Warning => &[Level::Error, Level::Warning],
        FailOn::Info => &[Level::Error, Level::Warning, Level::Info],
        FailOn::Never => &[],
    };
    levels.iter().any(|&l| report.count(l) > 0)
}
