//! `rolegraph dump`: what a stage makes of an article.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;

use crate::input::{Article, InputOptions, Inputs, Item};

use super::args::{DumpArgs, Stage};

pub(crate) fn run(args: &DumpArgs) -> Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for item in Inputs::open([&args.file], InputOptions::default()) {
        match item? {
            Item::Article(article) => match args.stage {
                Stage::Article => write_article(&article, &mut out)?,
            },
            Item::Record { place, .. } => {
                anyhow::bail!("{place}: a record of `extract` has no stages\n  help: give the article")
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_article(article: &Article, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "id: {}", article.id)?;
    writeln!(out, "title: {}", article.title.as_deref().unwrap_or("-"))?;
    writeln!(out, "date: {}", article.date.map_or("-".into(), |d| d.to_string()))?;
    for warning in &article.warnings {
        writeln!(out, "warning: {warning}")?;
    }
    writeln!(out, "\n{}", article.text)
}
