//! Floors on the articles of `examples/articles`: they may only rise.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rolegraph::input::{InputOptions, Inputs, Item};
use rolegraph::pipeline::{Pipeline, Worker};

#[test]
fn roles_of_the_example_articles() {
    let table = std::fs::read_to_string("tests/quality/roles.tsv").unwrap();
    let gold: BTreeSet<String> = table.lines().filter(|l| !l.starts_with('#')).map(str::to_lowercase).collect();
    let pipeline = Pipeline::builder().build().unwrap();
    let mut worker = Worker::default();
    let mut found = BTreeSet::new();
    let mut right = 0;
    for item in Inputs::open([PathBuf::from("examples/articles")], InputOptions::default()) {
        let Ok(Item::Article(article)) = item else { continue };
        let record = pipeline.record(article, &mut worker);
        let name = |id: &str| record.entities.iter().find(|e| e.id == id).map_or("-", |e| e.name.as_str());
        for a in record.assertions.iter().filter(|a| a.role.is_some()) {
            let role = a.role.as_ref().unwrap();
            let object = a.object.as_deref().map_or("-", name);
            let line = |role: &str| {
                let status = a.status.as_deref().unwrap_or_default();
                format!("{}\t{}\t{role}\t{object}\t{status}", record.document.id, name(&a.subject)).to_lowercase()
            };
            if found.insert(line(&role.name)) {
                right += usize::from(gold.contains(&line(&role.text)) || gold.contains(&line(&role.name)));
            }
        }
    }
    let (precision, recall) = (right as f64 / found.len() as f64, right as f64 / gold.len() as f64);
    assert!(
        precision >= 0.85 && recall >= 0.80,
        "precision {precision:.3}, recall {recall:.3} of {} roles",
        gold.len()
    );
}
