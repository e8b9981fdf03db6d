//! Every rule passes its own examples.

use rolegraph::input::Article;
use rolegraph::mention;
use rolegraph::pattern::RuleSet;
use rolegraph::pipeline::{Pipeline, Worker};

#[test]
fn emit_rules() {
    let pipeline = Pipeline::builder().build().unwrap();
    for rule in pipeline.rules().rules() {
        assert!(rule.examples.iter().filter(|e| e.yes).count() >= 2, "{} has fewer than two `yes`", rule.id);
    }
    let failures: Vec<String> = pipeline.failed_examples().iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn tag_rules() {
    let pipeline = Pipeline::builder().no_model(true).build().unwrap();
    let rules = RuleSet::load(&[mention::RULES]).unwrap();
    let mut worker = Worker::default();
    let mut faults = Vec::new();
    for rule in rules.rules() {
        for example in &rule.examples {
            let article = Article { id: "x".into(), text: example.text.clone(), ..Article::default() };
            let record = pipeline.record(article, &mut worker);
            let (name, kind) = example.want.rsplit_once(' ').expect("`=> NAME kind`");
            let found = record.mentions.iter().any(|m| m.text == name && m.kind == kind);
            if found != example.yes {
                let all: Vec<_> = record.mentions.iter().map(|m| format!("{} {}", m.text, m.kind)).collect();
                faults.push(format!("{} line {}: {}\n    got {all:?}", rule.id, example.line, example.text));
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}
