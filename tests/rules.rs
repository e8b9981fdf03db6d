//! Every rule passes its own examples.

use rolegraph::input::Article;
use rolegraph::mention;
use rolegraph::pattern::RuleSet;
use rolegraph::pipeline::{Pipeline, Worker};
use rolegraph::record::Record;
use rolegraph::relation;

/// `person | role | scope | status`, or `relation: subject | object`, as examples write them, for each assertion.
fn said(record: &Record) -> Vec<(String, String)> {
    let name = |id: &str| record.entities.iter().find(|e| e.id == id).map_or("-", |e| e.name.as_str()).to_owned();
    let assertions = record.assertions.iter().map(|a| {
        let object = a.object.as_deref().map_or("-".to_owned(), name);
        let line = match &a.role {
            Some(role) => {
                let status = a.status.clone().unwrap_or_default();
                format!("{} | {} | {object} | {status}", name(&a.subject), role.name)
            }
            None => format!("{}: {} | {object}", a.relation, name(&a.subject)),
        };
        (a.rule.clone(), line)
    });
    assertions.collect()
}

#[test]
fn emit_rules() {
    let pipeline = Pipeline::builder().build().unwrap();
    let rules = RuleSet::load(relation::RULES).unwrap();
    let mut worker = Worker::default();
    let mut faults = Vec::new();
    for rule in rules.rules() {
        assert!(rule.examples.iter().filter(|e| e.yes).count() >= 2, "{} has fewer than two `yes`", rule.id);
        for example in &rule.examples {
            let article = Article { id: "x".into(), text: example.text.clone(), ..Article::default() };
            let all = said(&pipeline.record(article, &mut worker));
            let fault = if example.yes {
                !all.iter().any(|(_, line)| *line == example.want)
            } else if example.want.is_empty() {
                all.iter().any(|(by, _)| *by == rule.id)
            } else {
                all.iter().any(|(by, line)| *by == rule.id && *line == example.want)
            };
            if fault {
                let kind = if example.yes { "yes" } else { "no" };
                faults.push(format!("{} line {} {kind}: {}\n    got {all:?}", rule.id, example.line, example.text));
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
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
