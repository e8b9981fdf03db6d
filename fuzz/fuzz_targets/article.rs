//! The whole way of one article, and the graph of its record.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rolegraph::entity::Overrides;
use rolegraph::graph::{Options, build};
use rolegraph::input::Article;
use rolegraph::pipeline::{Pipeline, Worker};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::builder().with_text(true).build().expect("built-in lists"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let record =
        PIPELINE.record(Article { id: "a".into(), text: text.clone(), ..Article::default() }, &mut Worker::default());
    let points: Vec<char> = text.chars().collect();
    for m in &record.mentions {
        let written: String = points[m.start as usize..m.end as usize].iter().collect();
        assert_eq!(written, m.text);
    }
    let (graph, _) = build(vec![record], PIPELINE.gazetteer(), &Overrides::default(), Options::default());
    assert!(graph.documents.len() == 1);
});
