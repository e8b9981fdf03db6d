//! Tables of real language: every sentence of `tests/cases/roles` gives the roles that stand below it, and no others.

use std::path::Path;

use rolegraph::input::Article;
use rolegraph::pipeline::{Pipeline, Worker};
use rolegraph::record::Record;

/// A text, where it stands, and what it should give: lines of `person | role | scope | status`, with `| since | until` if dates matter.
struct Case {
    place: String,
    text: String,
    want: Vec<String>,
}

/// Cases are lines of text with `>` lines below; `#` lines name the construction.
fn read(path: &Path) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in (1..).zip(std::fs::read_to_string(path).expect("a table of cases").lines()) {
        match line.strip_prefix('>') {
            Some(want) => cases.last_mut().expect("a text above").want.push(want.trim().to_owned()),
            None if line.is_empty() || line.starts_with('#') => {}
            None => cases.push(Case {
                place: format!("{}:{number}", path.display()),
                text: line.to_owned(),
                want: Vec::new(),
            }),
        }
    }
    cases
}

/// Each role that a record holds: as worded and under the name of the list, without and with its dates.
fn said(record: &Record) -> Vec<[String; 4]> {
    let name = |id: &str| record.entities.iter().find(|e| e.id == id).map_or("-", |e| e.name.as_str());
    let held = record.assertions.iter().filter_map(|a| Some((a, a.role.as_ref()?)));
    held.map(|(a, role)| {
        let object = a.object.as_deref().map_or("-", name);
        let line = |role: &str| {
            let status = a.status.as_deref().unwrap_or_default();
            format!("{} | {} | {object} | {status}", name(&a.subject), role.to_lowercase())
        };
        let date = |date: &Option<String>| date.clone().unwrap_or("-".into());
        let dated = |role: &str| format!("{} | {} | {}", line(role), date(&a.since), date(&a.until));
        [line(&role.text), line(&role.name), dated(&role.text), dated(&role.name)]
    })
    .collect()
}

#[test]
fn roles() {
    let pipeline = Pipeline::builder().build().unwrap();
    let mut worker = Worker::default();
    let mut files: Vec<_> = std::fs::read_dir("tests/cases/roles").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let cases: Vec<Case> = files.iter().flat_map(|path| read(path)).collect();
    assert!(cases.len() > 200, "{} cases", cases.len());
    let mut faults = Vec::new();
    for case in &cases {
        let article = Article { id: "x".into(), text: case.text.clone(), ..Article::default() };
        let mut left = said(&pipeline.record(article, &mut worker));
        let mut missed = Vec::new();
        for want in &case.want {
            let (person, rest) = want.split_once(" | ").expect("`person | role | scope | status`");
            let (role, rest) = rest.split_once(" | ").expect("`person | role | scope | status`");
            let want = format!("{person} | {} | {rest}", role.to_lowercase());
            match left.iter().position(|lines| lines.contains(&want)) {
                Some(at) => drop(left.remove(at)),
                None => missed.push(want),
            }
        }
        if !missed.is_empty() || !left.is_empty() {
            faults.push(format!("{}: {}\n    missed {missed:?}\n    wrong {left:?}", case.place, case.text));
        }
    }
    assert!(faults.is_empty(), "{} of {} cases fail:\n{}", faults.len(), cases.len(), faults.join("\n"));
}
