//! `rolegraph dump`: what a stage makes of an article.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;

use crate::entity::{self, Overrides};
use crate::gazetteer::Gazetteer;
use crate::input::{Article, InputOptions, Inputs, Item};

use crate::pattern::Kinds;
use crate::pipeline::{Pipeline, Worker, said};
use crate::record::Record;
use crate::text::Document;

use super::args::{DumpArgs, Stage};

pub(crate) fn run(args: &DumpArgs) -> Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let pipeline = Pipeline::builder().build().map_err(|f| anyhow::anyhow!("{f:?}"))?;
    for item in Inputs::open([&args.file], InputOptions::default()) {
        let (article, left_out) = match item? {
            Item::Article(article) => (article, Vec::new()),
            #[cfg(feature = "html")]
            Item::Page(page) => {
                let left_out = page.left_out();
                (page.article()?, left_out)
            }
            Item::Record { place, .. } => {
                anyhow::bail!("{place}: a record of `extract` has no stages\n  help: give the article")
            }
        };
        match args.stage {
            Stage::Article => write_article(&article, &mut out)?,
            Stage::Text => write_text(&Document::new(article, None), &left_out, &mut out)?,
            Stage::Tokens => write_tokens(&Document::new(article, None), &mut out)?,
            Stage::Mentions => write_mentions(&pipeline, article, &mut out)?,
            Stage::Assertions => write_assertions(&pipeline, article, &mut out)?,
            Stage::Links => {
                let record = pipeline.record(article, &mut Worker::default());
                write_links(&record, pipeline.gazetteer(), &mut out)?;
            }
            Stage::Record => {
                serde_json::to_writer_pretty(&mut out, &pipeline.record(article, &mut Worker::default()))?;
                writeln!(out)?;
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

/// The blocks of an article, and those of its page that were no main text, with the reason.
fn write_text(document: &Document, left_out: &[(String, &str)], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "title: {}", document.title.as_deref().unwrap_or("-"))?;
    writeln!(out, "date: {}", document.date.map_or("-".into(), |d| d.to_string()))?;
    writeln!(out, "language: {}", document.language)?;
    for block in &document.blocks {
        let text = block.span.of(&document.text);
        match block.left_out {
            None => writeln!(out, "+ {:?}: {text}", block.kind)?,
            Some(reason) => writeln!(out, "- ({reason}): {text}")?,
        }
    }
    for (text, reason) in left_out {
        writeln!(out, "- ({reason}): {text}")?;
    }
    Ok(())
}

fn write_tokens(document: &Document, out: &mut impl Write) -> io::Result<()> {
    for sentence in &document.sentences {
        let tokens: Vec<_> = sentence.tokens.clone().map(|t| document.token_text(t as usize)).collect();
        writeln!(out, "{}", tokens.join("|"))?;
    }
    Ok(())
}

fn write_mentions(pipeline: &Pipeline, article: Article, out: &mut impl Write) -> Result<()> {
    let analysis = pipeline.analyse(pipeline.document(article), &mut Worker::default());
    let (document, mentions) = (&analysis.document, &analysis.mentions);
    let mut sentence = u32::MAX;
    for piece in &mentions.pieces {
        let at = document.sentences.partition_point(|s| s.tokens.end <= piece.tokens.start);
        if at as u32 != sentence {
            sentence = at as u32;
            writeln!(out, "\n{}", document.sentences[at].span.of(&document.text))?;
        }
        let kinds: Vec<_> = Kinds::ALL.iter().filter(|k| piece.kinds.any(k.1)).map(|k| k.0).collect();
        write!(out, "  {:12} {}", kinds.join("|"), document.tokens_span(piece.tokens.clone()).of(&document.text))?;
        if let Some(m) = piece.mention.map(|m| &mentions.mentions[m as usize]) {
            if let Some(role) = &m.role {
                write!(out, " = {}{}", role.name, if role.plural { " (plural)" } else { "" })?;
            }
            if let Some(e) = m.entity.map(|e| &mentions.entities[e as usize]) {
                let row = e.entry.map_or("-", |e| pipeline.gazetteer().entry(e).id());
                write!(
                    out,
                    " = {} [{row}] {}{}",
                    e.name,
                    m.via.as_str(),
                    m.rule.map_or(String::new(), |r| format!(" {r}"))
                )?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_links(record: &Record, gazetteer: &Gazetteer, out: &mut impl Write) -> io::Result<()> {
    let linked = entity::link(std::slice::from_ref(record), gazetteer, &Overrides::default());
    for (local, link) in record.entities.iter().zip(&linked.of_record[0]) {
        let Some(link) = link else { continue };
        let entity = &linked.entities[link.entity];
        writeln!(out, "{} = {} \"{}\": {}", local.id, entity.id, entity.name, link.reason)?;
    }
    Ok(())
}

fn write_assertions(pipeline: &Pipeline, article: Article, out: &mut impl Write) -> Result<()> {
    let record = pipeline.record(article, &mut Worker::default());
    for (a, (rule, line)) in record.assertions.iter().zip(said(&record)) {
        writeln!(out, "{}:{}  {line}", a.evidence.line, a.evidence.column)?;
        let dates = [("since", &a.since), ("until", &a.until)];
        let dates: String = dates.iter().filter_map(|(w, d)| Some(format!(", {w} {}", d.as_ref()?))).collect();
        writeln!(out, "    {rule}, confidence {}{dates}: \"{}\"", a.confidence, a.evidence.text)?;
    }
    Ok(())
}
