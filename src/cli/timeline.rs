//! `rolegraph timeline`: who held an office, or what a person held, by which articles.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::kb::{self, KnowledgeBase};
use crate::report::timeline;

use super::args::{TimelineArgs, TimelineFormat};
use super::articles;
use super::output::Output;

pub(super) fn run(args: &TimelineArgs) -> Result<ExitCode> {
    let begin = Instant::now();
    let overrides = articles::overrides(args.overrides.as_deref())?;
    let pipeline = articles::pipeline(&args.shared)?;
    let (records, linked, tally) = articles::linked(&args.shared, &pipeline, &overrides)?;
    if tally.any() {
        let kb = KnowledgeBase::new(
            &records,
            &linked,
            pipeline.gazetteer(),
            kb::Options { keep_copies: true, reported: false },
        );
        let tenures = match (&args.office, &args.person) {
            (Some(office), _) => kb.office(office),
            (None, Some(person)) => kb.career(articles::one(&linked, person)?),
            (None, None) => bail!("give --office or --person"),
        };
        if let (true, Some(office)) = (tenures.is_empty(), &args.office) {
            bail!(
                "no article names a holder of `{office}`\n  help: write it as `build` has it, such as \"mayor of Lima\" or role:mayor@place:lima"
            );
        }
        let mut out = Output::open(args.output.as_deref())?;
        let write = match args.format {
            TimelineFormat::Table => timeline::table,
            TimelineFormat::Json => timeline::json,
            TimelineFormat::Dot => timeline::dot,
            TimelineFormat::Svg => timeline::svg,
        };
        write(&kb, &tenures, &mut out)?;
        out.flush()?;
        out.close()?;
    }
    tally.close(begin, args.shared.quiet);
    Ok(ExitCode::from(tally.status(args.shared.strict)))
}
