//! Inputs -> records, in the order of the inputs, on several threads.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{fs, thread};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use crate::base::date::PartialDate;
use crate::base::diag::Diagnostic;
use crate::entity::{self, Linked, Overrides};
use crate::gazetteer::Source;
use crate::graph;
use crate::input::{Article, Exclude, InputError, InputOptions, Inputs, Item};
use crate::pipeline::{Builder, Pipeline, Worker};
use crate::record::Record;

use super::args::{Language, Shared, When};
use super::progress::Progress;
use super::tell;

/// Articles that are read before the first of them is handed on.
const WINDOW: usize = 64;

/// Bytes of articles that are read before the first of them is handed on, but for the last article (32 MiB).
const WINDOW_BYTES: usize = 32 << 20;

/// What came of one input item.
pub(super) enum Outcome {
    /// An article was analysed; with what was repaired or missing in it.
    Record(Box<Record>, Vec<String>),
    /// A record of an earlier run, as its line.
    Line { line: String, place: String },
}

/// Why nothing came of an input item.
enum Left {
    /// It could not be read: a message.
    Unread(String),
    /// Its language is not read.
    Foreign(&'static str),
}

/// What a run counted, for its last line.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) read: usize,
    pub(super) skipped: usize,
    /// Articles that `--since` and `--until` leave out.
    pub(super) other_times: usize,
    /// Articles in languages that are not read.
    pub(super) foreign: BTreeMap<&'static str, usize>,
    pub(super) persons: usize,
    pub(super) roles: usize,
}

/// Lists and rules of a run.
pub(super) fn pipeline(args: &Shared) -> Result<Pipeline> {
    pipeline_with(args, Vec::new(), false)
}

/// Lists and rules of a run, with more lists; `with_text` is for records that hold the text.
pub(super) fn pipeline_with(args: &Shared, mut lists: Vec<PathBuf>, with_text: bool) -> Result<Pipeline> {
    tell::set_color(args.color);
    let builder = Pipeline::builder().no_builtin(args.no_builtin).no_model(args.no_model);
    lists.extend(args.gazetteer.iter().cloned());
    let pipeline = with_files(builder.date(args.date).with_text(with_text), &lists, &args.rules)?;
    if args.verbose {
        let (rows, rules) = (pipeline.gazetteer().len(), pipeline.rules().rules().len());
        tell::note(format_args!("{rows} rows of lists and {rules} rules are loaded"));
    }
    Ok(pipeline)
}

/// A pipeline with a user's lists and rules.
pub(super) fn with_files(mut builder: Builder, lists: &[PathBuf], rules: &[PathBuf]) -> Result<Pipeline> {
    for path in files(lists, &["tsv", "csv", "txt"])? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("README") || name.starts_with("SOURCES") {
            continue;
        }
        builder = builder.list(Source { path: path.display().to_string(), text: read(&path)?.into(), user: true });
    }
    for path in files(rules, &["rules"])? {
        builder = builder.rules(path.display().to_string(), read(&path)?);
    }
    builder.build().map_err(all_faults)
}

/// The corrections of a file, or none.
pub(super) fn overrides(path: Option<&Path>) -> Result<Overrides> {
    let Some(path) = path else { return Ok(Overrides::default()) };
    Overrides::parse(&path.display().to_string(), &read(path)?).map_err(all_faults)
}

/// All faults of a file as one error.
pub(super) fn all_faults(faults: Vec<Diagnostic>) -> anyhow::Error {
    let all: Vec<String> = faults.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("{}", all.join("\n"))
}

/// A file's text.
pub(super) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}

/// Named files, and those of named folders that have one of the extensions, sorted.
fn files(paths: &[PathBuf], extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).with_context(|| format!("{}: cannot be read", path.display()))? {
            let file = entry.with_context(|| format!("{}: cannot be read", path.display()))?.path();
            if file.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
                inside.push(file);
            }
        }
        inside.sort();
        if inside.is_empty() {
            bail!("{}: no file ends in .{}", path.display(), extensions.join(" or ."));
        }
        all.append(&mut inside);
    }
    Ok(all)
}

/// The records of all inputs, with what was counted.
pub(super) fn records(args: &Shared, pipeline: &Pipeline) -> Result<(Vec<Record>, Tally)> {
    let mut records: Vec<Record> = Vec::new();
    let mut counts = Tally::default();
    let tally = each(args, pipeline, |outcome| {
        let record = match outcome {
            Outcome::Record(record, _) => *record,
            Outcome::Line { line, place } => serde_json::from_str(&line).with_context(|| {
                format!("{place}: no record of this version\n  help: run `rolegraph extract` again")
            })?,
        };
        counts.count(&record);
        records.push(record);
        Ok(())
    })?;
    Ok((records, Tally { persons: counts.persons, roles: counts.roles, ..tally }))
}

/// The records of all inputs, each once, with their links; says what had to be renamed or could not be corrected.
pub(super) fn linked(
    args: &Shared,
    pipeline: &Pipeline,
    overrides: &Overrides,
) -> Result<(Vec<Record>, Linked, Tally)> {
    let (mut records, tally) = records(args, pipeline)?;
    let mut warnings = graph::unite(&mut records);
    let linked = entity::link(&records, pipeline.gazetteer(), overrides);
    warnings.extend(linked.warnings.iter().cloned());
    for warning in warnings {
        tell::warning(warning);
    }
    Ok((records, linked, tally))
}

/// The only entity that a name means.
pub(super) fn one(linked: &Linked, name: &str) -> Result<usize> {
    match entity::find(&linked.entities, name).as_slice() {
        [one] => Ok(*one),
        [] => bail!(
            "nothing in these articles is called `{name}`\n  help: give an id, a name or an alias as `build` writes them"
        ),
        several => {
            let ids: Vec<&str> = several.iter().map(|&i| linked.entities[i].id.as_str()).collect();
            bail!("`{name}` can be {}\n  help: give one of these ids", ids.join(", "))
        }
    }
}

/// Hands every record to `take`, in the order of the inputs; articles that cannot be read are reported and counted.
pub(super) fn each(args: &Shared, pipeline: &Pipeline, mut take: impl FnMut(Outcome) -> Result<()>) -> Result<Tally> {
    let jobs = args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let exclude =
        Exclude::new(args.exclude.iter().map(String::as_str)).map_err(|e| anyhow::anyhow!("--exclude {e}"))?;
    let options = InputOptions {
        format: args.input_format,
        exclude,
        fields: args.fields.clone().unwrap_or_default(),
        ..InputOptions::default()
    };
    let mut inputs = Inputs::open(&args.inputs, options.clone());
    let mut tally = Tally::default();
    let progress =
        Progress::start(if args.quiet { When::Never } else { args.progress }, &args.inputs, &options.exclude);
    let mut window = Vec::with_capacity(WINDOW);
    loop {
        let mut bytes = 0;
        while window.len() < WINDOW && bytes < WINDOW_BYTES {
            let Some(item) = inputs.next() else { break };
            bytes += item.as_ref().map_or(0, Item::bytes);
            window.push(item);
        }
        if window.is_empty() {
            break;
        }
        let step = |worker: &mut Worker, item: Result<Item, InputError>| match item {
            Ok(Item::Article(article)) => analyse(pipeline, article, args.language, worker),
            #[cfg(feature = "html")]
            Ok(Item::Page(page)) => page
                .article()
                .map_err(|e| Left::Unread(e.to_string()))
                .and_then(|article| analyse(pipeline, article, args.language, worker)),
            Ok(Item::Record { line, place }) => Ok(Outcome::Line { line, place }),
            Err(error) => Err(Left::Unread(error.to_string())),
        };
        let outcomes: Vec<Result<Outcome, Left>> =
            pool.install(|| window.par_drain(..).map_init(Worker::default, step).collect());
        for outcome in outcomes {
            match outcome {
                Ok(outcome) if !is_wanted(args, &outcome)? => tally.other_times += 1,
                Ok(outcome) => {
                    tally.read += 1;
                    if let Outcome::Record(record, warnings) = &outcome
                        && args.verbose
                    {
                        for warning in warnings {
                            progress.above(|| tell::note(format_args!("{}: {warning}", record.document.id)));
                        }
                    }
                    take(outcome)?;
                }
                Err(Left::Foreign(language)) => *tally.foreign.entry(language).or_default() += 1,
                Err(Left::Unread(reason)) => {
                    tally.skipped += 1;
                    progress.above(|| tell::warning(&reason));
                }
            }
        }
        progress.show(&inputs, tally.read, tally.skipped);
    }
    progress.end();
    if tally.other_times > 0 && !args.quiet {
        tell::note(format_args!("{} articles of another time, or without a date, left out", tally.other_times));
    }
    if !tally.foreign.is_empty() && !args.quiet {
        let by: Vec<String> = tally.foreign.iter().map(|(language, n)| format!("{n} {language}")).collect();
        let by = by.join(", ");
        tell::note(format_args!("articles in other languages left out: {by}; --language any reads them"));
    }
    for note in options.notes.take().iter().filter(|_| !args.quiet) {
        tell::note(note);
    }
    let skipped = inputs.skipped();
    if !skipped.is_empty() && !args.quiet {
        let by: Vec<String> = skipped.iter().map(|(extension, n)| format!("{n} .{extension}")).collect();
        let all: usize = skipped.values().sum();
        tell::note(format_args!("{all} files of unknown formats left out: {}", by.join(", ")));
    }
    Ok(tally)
}

/// Whether an article is of the time that is asked for; a date that is not whole counts with every day that it may mean.
fn is_wanted(args: &Shared, outcome: &Outcome) -> Result<bool> {
    #[derive(serde::Deserialize)]
    struct Head {
        document: DocumentHead,
    }
    #[derive(serde::Deserialize)]
    struct DocumentHead {
        date: Option<String>,
    }
    if args.since.is_none() && args.until.is_none() {
        return Ok(true);
    }
    let date = match outcome {
        Outcome::Record(record, _) => record.document.date.clone(),
        Outcome::Line { line, place } => {
            serde_json::from_str::<Head>(line).with_context(|| format!("{place}: no record"))?.document.date
        }
    };
    let Some(date) = date.and_then(|d| d.parse::<PartialDate>().ok()) else { return Ok(false) };
    let (first, last) = date.days();
    Ok(args.since.is_none_or(|s| last >= s.days().0) && args.until.is_none_or(|u| first <= u.days().1))
}

/// The record of an article; a fault of ours in one article must not stop the others.
fn analyse(pipeline: &Pipeline, article: Article, read: Language, worker: &mut Worker) -> Result<Outcome, Left> {
    let id = article.id.clone();
    let warnings = article.warnings.clone();
    let analysed = panic::catch_unwind(AssertUnwindSafe(|| {
        let document = pipeline.document(article);
        if read == Language::En && document.language != "en" {
            return Err(Left::Foreign(document.language));
        }
        let record = pipeline.assemble(&pipeline.analyse(document, worker));
        Ok(Outcome::Record(Box::new(record), warnings))
    }));
    analysed.unwrap_or_else(|_| {
        *worker = Worker::default();
        let help = "please report it with the article";
        Err(Left::Unread(format!("{id}: left out, because of a fault in rolegraph\n  help: {help}")))
    })
}

impl Tally {
    /// Whether any article could be read, wanted or not.
    pub(super) fn any(&self) -> bool {
        self.read + self.other_times > 0
    }

    /// Counts a record's persons and held roles.
    pub(super) fn count(&mut self, record: &Record) {
        self.persons += record.entities.iter().filter(|e| e.kind == "person").count();
        self.roles += record.assertions.iter().filter(|a| a.relation == "holds_role").count();
    }

    /// The last line of a run.
    pub(super) fn close(&self, since: Instant, quiet: bool) {
        if !quiet {
            let seconds = since.elapsed().as_secs_f64();
            let Tally { read, skipped, persons, roles, .. } = self;
            let _ = writeln!(
                io::stderr(),
                "rolegraph: {read} articles read, {skipped} skipped, {persons} persons, {roles} roles, {seconds:.2} s"
            );
        }
    }

    /// Exit status of a run.
    pub(super) fn status(&self, strict: bool) -> u8 {
        match self.skipped {
            _ if !self.any() => 3,
            1.. if strict => 2,
            _ => 0,
        }
    }
}
