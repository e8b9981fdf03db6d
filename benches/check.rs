//! 100,000 articles with 500 seeded conflicts: `cargo bench --bench check`. Prints the seconds of linking and checking, after extraction,
//! and the memory of the whole process (Linux).
#![expect(clippy::print_stdout, reason = "the figures are the purpose")]

#[path = "../tests/common/seeded.rs"]
mod seeded;

use std::time::Instant;

use rolegraph::check::{self, CHECKS, Level, Options};
use rolegraph::entity::{self, Overrides};
use rolegraph::graph;
use rolegraph::input::{Article, DateBasis};
use rolegraph::kb::{self, KnowledgeBase};
use rolegraph::pipeline::{Pipeline, Worker};
use rolegraph::record::Record;

fn main() {
    let pipeline = Pipeline::builder().build().expect("the built-in lists");
    let (articles, seeded) = seeded::articles(100_000, 500);
    let begin = Instant::now();
    let mut worker = Worker::default();
    let article = |(i, (date, text)): (usize, (String, String))| Article {
        id: i.to_string(),
        date: date.parse().ok(),
        date_basis: DateBasis::Metadata,
        text,
        ..Article::default()
    };
    let mut records: Vec<Record> =
        articles.into_iter().enumerate().map(|a| pipeline.record(article(a), &mut worker)).collect();
    println!("extraction, one thread: {:.1} s", begin.elapsed().as_secs_f64());
    let begin = Instant::now();
    let _ = graph::unite(&mut records);
    let linked = entity::link(&records, pipeline.gazetteer(), &Overrides::default());
    println!("linking: {:.1} s", begin.elapsed().as_secs_f64());
    let kb = KnowledgeBase::new(&records, &linked, pipeline.gazetteer(), kb::Options::default());
    let checks = CHECKS.iter().copied().filter(|c| c.level() < Level::Note).collect();
    let found = check::run(&kb, &Options { checks, ..Options::default() });
    println!("linking and checking: {:.1} s", begin.elapsed().as_secs_f64());
    let holders = found.iter().filter(|f| f.check == "conflicting-holder");
    let right = holders.clone().filter(|f| f.scope.as_ref().is_some_and(|s| seeded.contains(s))).count();
    println!("{right} of {} seeded conflicts found, {} findings in all", seeded.len(), found.len());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("memory not known"));
    assert!(right == seeded.len(), "not all were found");
}
