//! `rolegraph rules`: the rules and their examples.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::input::Article;
use crate::pipeline::{Pipeline, Worker, said};

use super::args::RulesCommand;
use super::{articles, tell};

pub(super) fn run(command: &RulesCommand) -> Result<ExitCode> {
    match command {
        RulesCommand::Check { paths } => check(paths),
        RulesCommand::List { rules } => list(rules),
        RulesCommand::Try { sentence, rules } => try_sentence(sentence, rules),
    }
}

fn load(rules: &[PathBuf]) -> Result<Pipeline> {
    articles::with_files(Pipeline::builder(), &[], rules)
}

fn check(paths: &[PathBuf]) -> Result<ExitCode> {
    let pipeline = load(paths)?;
    let failures = pipeline.failed_examples();
    for failure in &failures {
        tell::error(failure);
    }
    let rules = pipeline.rules().rules();
    let examples: usize = rules.iter().map(|r| r.examples.len()).sum();
    let failed = failures.len();
    writeln!(io::stdout(), "{} rules, {examples} examples, {failed} fail", rules.len())?;
    Ok(ExitCode::from(if failed == 0 { 0 } else { 2 }))
}

fn list(paths: &[PathBuf]) -> Result<ExitCode> {
    let pipeline = load(paths)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "rule\trelation\tconfidence\tplace\texample")?;
    for rule in pipeline.rules().rules() {
        let relation = rule.emits.first().map_or("", |e| e.relation.as_str());
        let example = rule.examples.iter().find(|e| e.yes).map_or("", |e| e.text.as_str());
        writeln!(out, "{}\t{relation}\t{}\t{}\t{example}", rule.id, rule.confidence, rule.place)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn try_sentence(sentence: &str, paths: &[PathBuf]) -> Result<ExitCode> {
    let pipeline = load(paths)?;
    let article = Article { id: "sentence".into(), text: sentence.to_owned(), ..Article::default() };
    let record = pipeline.record(article, &mut Worker::default());
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "names and roles")?;
    for m in &record.mentions {
        let what = m.rule.as_deref().or(m.role.as_deref()).map_or(String::new(), |w| format!(" {w}"));
        writeln!(out, "  {} ({}, {}{what})", m.text, m.kind, m.via)?;
    }
    writeln!(out, "statements")?;
    for (rule, line) in said(&record) {
        writeln!(out, "  {line} ({rule})")?;
    }
    if record.assertions.is_empty() {
        writeln!(out, "  none")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
