//! Seconds and bytes of each output format for a graph of some 5,000 nodes and 20,000 edges: `cargo bench --bench formats`.
//! `cargo bench --bench formats -- FILE.html` writes the page, to be tried in a browser.
#![expect(clippy::print_stdout, reason = "the figures are the purpose")]

use std::time::Instant;

use rolegraph::entity::{self, Overrides};
use rolegraph::export::{self, EXPORTERS, Options, TABLES};
use rolegraph::graph;
use rolegraph::input::Article;
use rolegraph::pipeline::{Pipeline, Worker};
use rolegraph::record::Record;

/// Cities, each with a mayor.
const CITIES: usize = 1667;

/// Articles of one sentence about three mayors.
const ARTICLES: usize = 1250;

fn word(mut n: usize) -> String {
    const SYLLABLES: &[&str] = &["ba", "ro", "mi", "ten", "la", "su", "ko", "nel", "di", "va", "gar", "lo"];
    let mut word = String::new();
    for _ in 0..4 {
        word += SYLLABLES[n % SYLLABLES.len()];
        n /= SYLLABLES.len();
    }
    word[..1].to_uppercase() + &word[1..]
}

fn article(n: usize) -> Article {
    let mayor = |n: usize| {
        let n = n % CITIES;
        let given = ["Anna", "Peter", "Maria", "John", "Laura"][n % 5];
        format!("the mayor of {}burg, {given} {}sen", word(n), word(n * 7 + 3))
    };
    let text =
        format!("On Monday {}, met {}, and {}, in the north.", mayor(n * 3), mayor(n * 3 + 1), mayor(n * 11 + 2));
    let date = format!("2024-{:02}-{:02}", 1 + n % 12, 1 + n % 28).parse().ok();
    Article { id: n.to_string(), date, text, ..Article::default() }
}

fn main() {
    let pipeline = Pipeline::builder().build().expect("the built-in lists");
    let mut worker = Worker::default();
    let mut records: Vec<Record> = (0..ARTICLES).map(|n| pipeline.record(article(n), &mut worker)).collect();
    let _ = graph::unite(&mut records);
    let linked = entity::link(&records, pipeline.gazetteer(), &Overrides::default());
    let graph = graph::build(&records, &linked, graph::Options { max_evidence: 50, ..graph::Options::default() });
    println!("{} nodes, {} edges", graph.graph.node_count(), graph.graph.edge_count());
    for format in EXPORTERS {
        let mut bytes = Vec::new();
        let begin = Instant::now();
        format.write(&graph, &Options::default(), &mut bytes).expect("memory");
        let seconds = begin.elapsed().as_secs_f64();
        println!("{:<10} {seconds:6.3} s {:7.2} MB", format.name(), bytes.len() as f64 / 1e6);
        if let (Some(path), "html") = (std::env::args().nth(1).filter(|a| a.ends_with(".html")), format.name()) {
            std::fs::write(path, &bytes).expect("the page is written");
        }
    }
    let begin = Instant::now();
    let mut bytes = Vec::new();
    let source = export::Source { graph: &graph, records: &records, linked: &linked, min_weight: 1 };
    TABLES.iter().for_each(|(_, write)| write(&source, &mut bytes).expect("memory"));
    println!("{:<10} {:6.3} s {:7.2} MB", "tables", begin.elapsed().as_secs_f64(), bytes.len() as f64 / 1e6);
}
