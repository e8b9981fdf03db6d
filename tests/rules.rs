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

/// `docs/rules.md` holds the opening comment of `src/pattern/mod.rs` with the kinds of `src/pattern/kind.rs`; `UPDATE_DOCS=1` writes it.
#[test]
fn the_language_is_in_the_docs() {
    let comment = |source: &str, mark: &str| -> Vec<String> {
        let lines = source.lines().map(str::trim_start).filter_map(|l| l.strip_prefix(mark));
        lines.map(|l| l.strip_prefix(' ').unwrap_or(l).to_owned()).collect()
    };
    let page = comment(include_str!("../src/pattern/mod.rs"), "//!");
    let begin = page.iter().position(|l| l.starts_with("# ")).unwrap();
    let mut want = page[begin..].join("\n") + "\n\n## Kinds\n\n| kind | what it is |\n|---|---|\n";
    let source = include_str!("../src/pattern/kind.rs");
    for (name, _) in rolegraph::pattern::Kinds::ALL {
        let before = source.split(&format!("\"{name}\";")).next().unwrap();
        let about = comment(before, "///").pop().unwrap();
        want.push_str(&format!("| `{name}` | {about} |\n"));
    }
    let path = "docs/rules.md";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &want).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == want, "{path} is old: UPDATE_DOCS=1 cargo test --test rules");
    // The example of the page is a file of rules that passes its examples.
    let example = want.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let pipeline = Pipeline::builder().rules("example.rules".into(), example.into()).build().unwrap();
    assert!(pipeline.rules().rules().iter().any(|r| r.id == "own-appositive"));
    assert!(pipeline.failed_examples().is_empty());
}
