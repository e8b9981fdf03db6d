//! Tables of real language: what checks find in a few articles, and what they must leave alone.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod common;
#[path = "common/seeded.rs"]
mod seeded;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{folder, program, python};
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

/// Two articles that name two mayors, one of them in a hostile wording, as files.
fn disagreement(name: &str) -> PathBuf {
    let at = folder(name);
    fs::create_dir(at.join("news")).unwrap();
    for (file, text) in [
        (
            "a <b>.txt",
            "Published 5 March 2024\n\n\"<script>alert('%0A')</script>,\" said Toronto Mayor Wanda Krell & Co.\n",
        ),
        ("b.txt", "Published 5 March 2024\n\nThe mayor of Toronto, Tomas Berg, opened the bridge.\n"),
    ] {
        fs::write(at.join("news").join(file), text).unwrap();
    }
    at
}

/// Status, standard output and standard error of a run in a folder.
fn run(at: &Path, args: &[&str]) -> (i32, String, String) {
    let done = program().current_dir(at).args(["check", "news"]).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code().unwrap(), text(&done.stdout), text(&done.stderr))
}

#[test]
fn people_read_findings() {
    let at = disagreement("check-human");
    let (status, out, error) = run(&at, &[]);
    assert_eq!(status, 1, "{error}");
    let want = "  --> news/b.txt:3:5 (2024-03-05, by its text)\n    \
                | The mayor of Toronto, Tomas Berg, opened the bridge.\n    \
                |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Tomas Berg: current mayor of Toronto\n";
    assert!(out.contains(want), "{out}");
    assert!(
        out.starts_with("warning[conflicting-holder]: Tomas Berg and Wanda Krell are both mayor of Toronto"),
        "{out}"
    );
    assert!(out.ends_with("0 errors, 1 warning, 0 infos in 2 articles and 2 claims\n"), "{out}");
    let (_, colored, _) = run(&at, &["--color", "always"]);
    assert!(colored.starts_with("\u{1b}[1;33mwarning[conflicting-holder]\u{1b}[0m: "), "{colored}");
}

#[test]
fn sarif_is_valid() {
    let at = disagreement("check-sarif");
    let (status, out, _) = run(&at, &["--format", "sarif", "-o", "f.sarif"]);
    assert_eq!((status, out.as_str()), (1, ""));
    let script = "import json, sys, jsonschema\n\
                  schema, found = (json.load(open(p, encoding='utf-8')) for p in sys.argv[1:])\n\
                  jsonschema.Draft7Validator(schema).validate(found)\n\
                  result = found['runs'][0]['results'][0]\n\
                  print(result['locations'][0]['physicalLocation']['artifactLocation']['uri'])\n";
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sarif-schema-2.1.0.json");
    let done = python().args(["-c", script]).arg(schema).arg(at.join("f.sarif")).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "news/b.txt");
    let sarif: Value = serde_json::from_slice(&fs::read(at.join("f.sarif")).unwrap()).unwrap();
    let related = &sarif["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "news/a%20%3Cb%3E.txt");
    assert_eq!(related["region"]["startLine"], 3);
}

#[test]
fn other_formats_escape_what_articles_say() {
    let at = disagreement("check-formats");
    let (_, github, _) = run(&at, &["--format", "github"]);
    assert!(
        github.starts_with("::warning file=news/b.txt,line=3,col=5,title=conflicting-holder::Tomas Berg and"),
        "{github}"
    );
    assert_eq!(github.lines().count(), 1);
    let (_, table, _) = run(&at, &["--format", "csv"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let persons: Vec<String> = rows.records().map(|r| r.unwrap()[15].to_owned()).collect();
    assert_eq!(persons, ["Tomas Berg", "Wanda Krell"]);
    let (_, page, _) = run(&at, &["--format", "html"]);
    assert!(page.contains("&lt;script&gt;alert(&#39;") && !page.contains("<script"), "{page}");
    assert!(page.contains("<mark>mayor of Toronto, Tomas Berg</mark>"), "{page}");
}

/// The page in a real browser, as `scripts/test` sets it up.
#[test]
fn a_browser_shows_the_page() {
    let at = disagreement("check-page");
    run(&at, &["--format", "html", "-o", "page.html"]);
    let mut browser = Command::new("chromium");
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"]);
    let done = browser.arg(format!("file://{}", at.join("page.html").display())).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (page, log) = (text(&done.stdout), text(&done.stderr));
    assert!(!log.contains("CONSOLE"), "{log}");
    for part in
        ["<mark>mayor of Toronto, Tomas Berg</mark>", "<mark>Toronto Mayor Wanda Krell</mark>", "&lt;script&gt;"]
    {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn baselines_keep_what_is_known() {
    let at = disagreement("check-baseline");
    let known = ["--baseline", "known.tsv"];
    let (status, _, error) = run(&at, &known);
    assert!(status == 2 && error.contains("a baseline is made with --write-baseline"), "{error}");
    let (status, ..) = run(&at, &[&known[..], &["--write-baseline"]].concat());
    assert_eq!(status, 0);
    let (status, out, _) = run(&at, &known);
    assert!(status == 0 && out.contains("1 known from the baseline"), "{out}");
    // The finding stays the same when files are renamed, texts move and articles are added.
    fs::rename(at.join("news/b.txt"), at.join("news/z.txt")).unwrap();
    let text = "Published 5 March 2024\n\nIt rained. The mayor of Toronto, Tomas Berg, opened the bridge.\n";
    fs::write(at.join("news/z.txt"), text).unwrap();
    fs::write(at.join("news/c.txt"), "Published 5 March 2024\n\nToronto Mayor Tomas Berg was late.\n").unwrap();
    assert_eq!(run(&at, &known).0, 0);
    // A date in the line makes it count for older articles only.
    let lines = fs::read_to_string(at.join("known.tsv")).unwrap().replace("holder\t\t", "holder\t2024-03-04\t");
    fs::write(at.join("known.tsv"), lines).unwrap();
    assert_eq!(run(&at, &known).0, 1);
    fs::remove_file(at.join("news/a <b>.txt")).unwrap();
    let (status, _, error) = run(&at, &known);
    assert!(
        status == 0 && error.contains("known.tsv, line 2: conflicting-holder") && error.contains("no longer occurs")
    );
    fs::write(at.join("known.tsv"), "12\tstale-role\t\t\n0123456789abcdef\tstale-role\tMay\t\n").unwrap();
    let (status, _, error) = run(&at, &known);
    assert!(status == 2 && error.contains("known.tsv:1:1: `12` is no fingerprint"), "{error}");
    assert!(error.contains("known.tsv:2:29: `May` is no date"), "{error}");
}

#[test]
fn levels_and_selection() {
    let at = disagreement("check-levels");
    assert_eq!(run(&at, &["--fail-on", "error"]).0, 0);
    assert_eq!(run(&at, &["--fail-on", "never"]).0, 0);
    assert_eq!(run(&at, &["--ignore", "conflicting-holder"]).0, 0);
    assert_eq!(run(&at, &["--select", "stale-role,mixed-kind"]).0, 0);
    assert_eq!(run(&at, &["--level", "conflicting-holder=info"]).0, 0);
    fs::write(at.join("rolegraph.toml"), "level = [\"conflicting-holder=error\"]\nfail-on = \"error\"\n").unwrap();
    let (status, out, _) = run(&at, &[]);
    assert!(status == 1 && out.starts_with("error[conflicting-holder]"), "{out}");
    let (_, out, _) = run(&at, &["--select", "succession"]);
    assert!(out.contains("0 errors, 0 warnings"), "{out}");
}

#[test]
fn copies_are_one_story() {
    let at = folder("check-copies");
    let story = "The council of the old port voted on Monday to close the ferry line that has joined both banks of the river \
                 for ninety years, after engineers had found cracks in the hull and in the landing stage. Toronto Mayor Wanda \
                 Krell said that a bridge would be cheaper than a new boat, and that work could begin in the spring.";
    let other = "The mayor of Toronto, Tomas Berg, opened a library.";
    let articles =
        [("a", story.to_owned()), ("b", format!("{story} Readers can write to us.")), ("c", other.to_owned())];
    let lines =
        articles.map(|(id, text)| serde_json::json!({"id": id, "date": "2024-03-05", "text": text}).to_string());
    fs::write(at.join("news"), lines.join("\n")).unwrap();
    let stories = |args: &[&str]| {
        let (_, out, _) = run(&at, &[&["--format", "json"], args].concat());
        let report: Value = serde_json::from_str(&out).unwrap();
        report["findings"][0]["stories"].to_string()
    };
    assert_eq!(stories(&[]), "[1,1]");
    assert_eq!(stories(&["--keep-copies"]), "[1,2]");
}

#[test]
fn manual_pages() {
    let done = program().args(["explain", "--check", "stale-role"]).output().unwrap();
    assert!(String::from_utf8_lossy(&done.stdout).starts_with("# stale-role\n"));
}

/// `docs/checks.md` holds the manual pages; `UPDATE_DOCS=1 cargo test` writes it.
#[test]
fn manual_pages_are_in_the_docs() {
    let pages: Vec<String> = rolegraph::check::CHECKS.iter().map(|c| c.manual()).collect();
    let shift = |page: &String| {
        page.lines().map(|l| if l.starts_with('#') { format!("#{l}\n") } else { format!("{l}\n") }).collect()
    };
    let shifted: Vec<String> = pages.iter().map(shift).collect();
    let head =
        "# Checks\n\nWhat `rolegraph check` looks for; the pages are the opening comments of `src/check/*.rs`.\n\n";
    let want = format!("{head}{}", shifted.join("\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &want).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == want, "docs/checks.md is old: UPDATE_DOCS=1 cargo test --test check");
}

#[test]
fn seeded_conflicts_are_found() {
    let at = folder("check-seeded");
    let (articles, mut cities) = seeded::articles(3000, 60);
    let line = |(i, (date, text)): (usize, (String, String))| {
        serde_json::json!({"id": i.to_string(), "date": date, "text": text}).to_string()
    };
    let lines: Vec<String> = articles.into_iter().enumerate().map(line).collect();
    fs::write(at.join("news"), lines.join("\n")).unwrap();
    let (_, out, _) = run(&at, &["--format", "json", "--select", "conflicting-holder"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let scope = |f: &Value| f["scope"].as_str().unwrap().to_owned();
    let mut found: Vec<String> = report["findings"].as_array().unwrap().iter().map(scope).collect();
    found.sort();
    cities.sort();
    assert_eq!(found, cities);
}

/// A person of whom thousands of articles speak costs no more per article than others.
#[test]
fn many_claims_of_one_person() {
    let at = folder("check-one-person");
    let day = |i: usize| format!("20{:02}-{:02}-{:02}", 5 + i % 20, 1 + i / 20 % 12, 1 + i / 240 % 28);
    let of = |articles: usize| {
        let line = |i: usize| {
            let text = match i % 40 {
                7 => "Wanda Krell, the former governor of Ohio, met farmers.",
                9 => "Ohio Deputy Governor Wanda Krell met farmers.",
                _ => "Ohio Governor Wanda Krell met farmers.",
            };
            serde_json::json!({"id": i.to_string(), "date": day(i), "text": text}).to_string()
        };
        fs::write(at.join("news"), (0..articles).map(line).collect::<Vec<_>>().join("\n")).unwrap();
        let begin = std::time::Instant::now();
        let (status, out, error) = run(&at, &["-q"]);
        assert!(status == 1 && out.contains("conflicting-status"), "{error}");
        begin.elapsed().as_secs_f64()
    };
    let [few, more, many] = [1000, 3000, 9000].map(of);
    assert!(more < few * 6.0 && many < more * 6.0, "{few} {more} {many}");
}

#[test]
fn graphs_hold_findings_and_reported_roles_when_asked_for() {
    let at = disagreement("check-graph");
    let graph = |args: &[&str]| {
        let done = program().current_dir(&at).args(["build", "news"]).args(args).output().unwrap();
        serde_json::from_slice::<Value>(&done.stdout).unwrap()
    };
    assert_eq!(graph(&[])["findings"], serde_json::json!([]));
    let found = &graph(&["--findings"])["findings"][0];
    assert_eq!(found["check"], "conflicting-holder");
    assert!(found["claims"][0].get("source").is_none(), "{found}");

    fs::write(at.join("news/b.txt"), "Ana Moreira, a clerk, claims that Bo Ekström is the mayor of Lisbon.").unwrap();
    let stances = |args: &[&str]| -> Vec<Value> {
        let graph = graph(args);
        let edges = graph["edges"].as_array().unwrap().iter();
        let mayors = edges.filter(|e| e["target"] == "role:mayor@place:lisbon");
        mayors.map(|e| e["evidence"][0]["attribution"]["stance"].clone()).collect()
    };
    assert_eq!(stances(&[]), [] as [Value; 0]);
    assert_eq!(stances(&["--reported"]), ["reported"]);
}
