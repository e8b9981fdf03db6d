//! Tables of real language: what checks find in a few articles, and what they must leave alone.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod common;

use std::fs;

use common::{folder, program};
use serde_json::Value;

/// Articles, lists and what checks should make of them.
#[derive(Default)]
struct Case {
    place: String,
    articles: Vec<Value>,
    lists: Vec<(String, String)>,
    wanted: Vec<String>,
}

fn read(path: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in (1..).zip(fs::read_to_string(path).unwrap().lines()) {
        let is_list = cases.last().is_some_and(|c| !c.lists.is_empty() && c.articles.is_empty());
        if line.is_empty() || line.starts_with("# ") && !is_list {
            if cases.last().is_none_or(|c| !c.wanted.is_empty()) {
                cases.push(Case { place: format!("{path}:{}", number + 1), ..Case::default() });
            }
            continue;
        }
        let case = cases.last_mut().unwrap();
        let head = line.split(':').next().unwrap();
        let letter = head.split(' ').next().unwrap();
        if line.starts_with(['+', '-']) {
            case.wanted.push(line.to_owned());
        } else if let Some(name) = line.strip_prefix("> ") {
            case.lists.push((name.to_owned(), String::new()));
        } else if letter.len() == 1 && letter.starts_with(char::is_alphabetic) && line.contains(": ") {
            let date = head.split_once(' ').map(|(_, d)| d);
            let text = line.split_once(": ").unwrap().1;
            case.articles.push(serde_json::json!({"id": letter, "date": date, "text": text}));
        } else {
            let list = &mut case.lists.last_mut().unwrap().1;
            *list += line;
            list.push('\n');
        }
    }
    cases.retain(|c| !c.wanted.is_empty());
    cases
}

/// The findings of a case, as `check level message`.
fn findings(case: &Case) -> Vec<String> {
    let at = folder("check-case");
    let lines: Vec<String> = case.articles.iter().map(Value::to_string).collect();
    fs::write(at.join("articles.jsonl"), lines.join("\n")).unwrap();
    let mut run = program();
    run.current_dir(&at).args(["check", "articles.jsonl", "--format", "json", "--fail-on", "never", "-q"]);
    if !case.lists.is_empty() {
        fs::create_dir(at.join("lists")).unwrap();
        for (name, text) in &case.lists {
            fs::write(at.join("lists").join(name), text).unwrap();
        }
        run.args(["--gazetteer", "lists"]);
    }
    let out = run.output().unwrap();
    assert!(out.status.success(), "{}: {}", case.place, String::from_utf8_lossy(&out.stderr));
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    let shown = |f: &Value| ["check", "level", "message"].map(|k| f[k].as_str().unwrap().to_owned()).join(" ");
    report["findings"].as_array().unwrap().iter().map(shown).collect()
}

#[test]
fn cases() {
    let all = read("tests/cases/check/findings.txt");
    let mut faults = Vec::new();
    for case in &all {
        let found = findings(case);
        for want in &case.wanted {
            let holds = match want.split_once(' ') {
                None => found.is_empty(),
                Some(("-", check)) => !found.iter().any(|f| f.starts_with(check)),
                Some((_, part)) => {
                    let (check, rest) = part.split_once(' ').unwrap();
                    let (level, message) = rest.split_once(' ').unwrap();
                    found.iter().any(|f| f.starts_with(&format!("{check} {level} ")) && f.contains(message))
                }
            };
            if !holds {
                faults.push(format!("{}: `{want}`, found: {found:?}", case.place));
            }
        }
    }
    assert!(all.len() >= 40, "{} cases", all.len());
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
