//! The graph: the same bytes whatever the order, and readable by those who are to read it.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Random, folder, program, python};

fn build(inputs: &[&Path], more: &[&str], output: &Path) -> Vec<u8> {
    let out = program().arg("build").args(inputs).args(more).arg("-q").arg("-o").arg(output).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    fs::read(output).unwrap()
}

fn articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles")
}

#[test]
fn same_bytes_for_any_jobs_order_and_from_records() {
    let at = folder("same");
    let inputs = articles();
    let mut files: Vec<PathBuf> = fs::read_dir(&inputs).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let records = at.join("records.jsonl");
    let out = program().arg("extract").arg("-q").arg("-o").arg(&records).args(&files).output().unwrap();
    assert!(out.status.success());
    for extension in ["json", "dot"] {
        let file = |name: &str| at.join(format!("{name}.{extension}"));
        let first = build(&[&inputs], &["--jobs", "1"], &file("one"));
        assert_eq!(first, build(&[&inputs], &["--jobs", "2"], &file("two")));
        let mut reversed: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        reversed.reverse();
        assert_eq!(first, build(&reversed, &["--jobs", "2"], &file("reversed")));
        assert_eq!(first, build(&[&records], &[], &file("records")));
        assert_eq!(first, build(&[&inputs, &records], &[], &file("twice")));
    }
}

/// Articles about a few persons whose names and offices are often alike, as JSON Lines; some share an id, some have no date.
fn alike(random: &mut Random) -> Vec<String> {
    let given = ["Anna", "Ann", "Peter", "Pete", "William", "Bill", "J.", "James", "James Q."];
    let surnames = ["Krell", "Adwek", "Zelensky", "Zelenskyy", "Lindmark"];
    let offices =
        ["mayor of Toronto", "mayor of Lyon", "Swedish finance minister", "director of the museum", "striker"];
    let more = [
        "Mr {} smiled.",
        "The WTA, the World Tram Association, thanked {}.",
        "{} left Paris, Texas.",
        "WTA members met.",
    ];
    let article = |n: u64| {
        let (one, two) = (*random.pick(&surnames), *random.pick(&surnames));
        let mut text = format!(
            "{} {one}, the {}, met {} {two}. ",
            random.pick(&given),
            random.pick(&offices),
            random.pick(&given)
        );
        text += &random.pick(&more).replace("{}", one);
        let id = if random.next().is_multiple_of(9) { "shared".to_owned() } else { format!("n{n}") };
        let date = ["2024-01-05", "2024-02", "2023", ""][n as usize % 4];
        serde_json::json!({"id": id, "date": date, "text": text}).to_string()
    };
    (0..40).map(article).collect()
}

#[test]
fn same_bytes_however_a_corpus_is_cut() {
    let at = folder("cut");
    for seed in 0..12 {
        let mut random = Random(seed);
        let mut lines = alike(&mut random);
        let whole = at.join("whole.jsonl");
        fs::write(&whole, lines.join("\n")).unwrap();
        let want = build(&[&whole], &[], &at.join("whole.json"));
        random.shuffle(&mut lines);
        let (first, second) = lines.split_at(random.next() as usize % lines.len());
        let parts = [at.join("first.jsonl"), at.join("second.jsonl")];
        fs::write(&parts[0], first.join("\n")).unwrap();
        fs::write(&parts[1], second.join("\n")).unwrap();
        let records = at.join("first.records.jsonl");
        assert!(program().arg("extract").arg("-qo").arg(&records).arg(&parts[0]).status().unwrap().success());
        let cut = [(&parts[0], &parts[1]), (&parts[1], &parts[0]), (&records, &parts[1]), (&parts[1], &records)];
        for (a, b) in cut {
            let jobs = (1 + random.next() % 4).to_string();
            let got = build(&[a, b], &["--jobs", &jobs], &at.join("cut.json"));
            assert!(want == got, "seed {seed}: {} and {} with {jobs} jobs", a.display(), b.display());
        }
    }
}

const HOSTILE: &[&str] = &[
    "Jane \"Q\" Doe",
    "Back\\slash\\",
    "<b>Bold</b> & Sons",
    "Newline\nName",
    "Fox 🦊 Doe",
    "node",
    "\\N",
    "{a|b}",
    "trailing \\",
];

/// Records whose names are hostile: as a list of a user could bring them in.
fn hostile_records() -> String {
    let mut names: Vec<String> = HOSTILE.iter().map(|n| (*n).to_owned()).collect();
    names.push("x".repeat(500));
    let record = |i: usize, name: &str| {
        let span = |start: usize| serde_json::json!({"field": "text", "start": start, "end": start + 1, "text": name});
        let entity = |id: &str, kind: &str, name: &str| serde_json::json!({"id": id, "kind": kind, "name": name, "aliases": [], "gazetteer": null});
        let mention = |id: &str, kind: &str, start: usize| {
            let mut m = span(start);
            m["entity"] = id.into();
            m["kind"] = kind.into();
            m["via"] = "rule".into();
            m["rule"] = serde_json::Value::Null;
            m
        };
        let mut evidence = span(0);
        evidence["line"] = 1.into();
        evidence["column"] = 1.into();
        evidence["sentence"] = serde_json::json!({"start": 0, "end": 1, "text": name});
        serde_json::json!({
            "format": 1,
            "made_by": {"program": "test", "gazetteer": "", "rules": ""},
            "document": {"id": format!("d{i}"), "source": null, "url": null, "title": name, "date": "2020-01-02",
                "date_basis": "metadata", "language": "en", "sha256": format!("{i}")},
            "entities": [entity("person:p", "person", name), entity("place:s", "place", "Springfield")],
            "mentions": [mention("person:p", "person", 0), mention("place:s", "place", 2)],
            "assertions": [{"relation": "holds_role", "subject": "person:p", "object": "place:s",
                "role": {"text": name, "name": name, "id": null, "rank": null},
                "arguments": {"subject": 0, "role": null, "object": 1}, "status": "former", "since": null, "until": null,
                "basis": "stated", "confidence": 0.9, "rule": "r", "attribution": null, "evidence": evidence,
                "object_evidence": null}],
            "co_mentions": [{"a": "person:p", "b": "place:s", "sentences": 1, "paragraphs": 1}]
        })
        .to_string()
    };
    names.iter().enumerate().map(|(i, n)| record(i, n) + "\n").collect()
}

#[test]
fn outputs_load_where_they_are_meant_for() {
    let at = folder("consumers");
    let records = at.join("hostile.jsonl");
    fs::write(&records, hostile_records()).unwrap();
    let inputs = articles();
    for (name, input) in [("hostile", records.as_path()), ("examples", inputs.as_path())] {
        let (json, dot) = (at.join(format!("{name}.json")), at.join(format!("{name}.dot")));
        let bytes = build(&[input], &[], &json);
        let data: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let counts = |key: &str| data[key].as_array().unwrap().len();
        let (tables, cytoscape, d3) = (at.join("tables"), at.join("graph.cyjs"), at.join("d3.json"));
        build(&[input], &["--tables", tables.to_str().unwrap()], &cytoscape);
        build(&[input], &["--format", "d3"], &d3);
        let python = python().arg("tests/data/consumers.py").args([&json, &tables]).output().unwrap();
        let node =
            Command::new("node").args(["tests/data/consumers.js", ".venv"]).args([&cytoscape, &d3]).output().unwrap();
        let first =
            data["nodes"].as_array().unwrap().iter().min_by_key(|n| n["id"].as_str().unwrap().to_owned()).unwrap();
        let first = format!("{}\t{}", first["id"].as_str().unwrap(), first["kind"].as_str().unwrap());
        let want = |program: &str| format!("{program}\t{}\t{}\t{first}\n", counts("nodes"), counts("edges"));
        let wanted = [["networkx", "pandas", "duckdb"].map(want).concat(), ["cytoscape", "d3"].map(want).concat()];
        for (out, want) in [python, node].iter().zip(wanted) {
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            assert_eq!(String::from_utf8_lossy(&out.stdout), want);
        }
        build(&[input], &[], &dot);
        let out = Command::new("dot").arg("-Tsvg").arg(&dot).output().expect("Graphviz is installed");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success() && !said.to_lowercase().contains("syntax"), "{name}: {said}");
        let svg = String::from_utf8_lossy(&out.stdout);
        let text = fs::read_to_string(&dot).unwrap();
        let drawn = |what: &str| svg.matches(&format!("class=\"{what}\"")).count();
        let edges = text.lines().filter(|l| l.starts_with("  \"") && l.contains("\" -> \"")).count();
        let nodes = text.lines().filter(|l| l.starts_with("  \"") && !l.contains("\" -> \"")).count();
        assert_eq!((drawn("node"), drawn("edge")), (nodes, edges), "{name}");
    }
}

#[test]
fn parts_of_a_graph() {
    let at = folder("parts");
    let text = "Jane Doe, the mayor of Lima, left. Jane Doe met John Roe. John Roe knows Max Poe. Max Poe is the mayor of Oslo.";
    fs::write(at.join("a.txt"), text).unwrap();
    let ids = |options: &str| {
        let options: Vec<&str> = options.split(';').filter(|o| !o.is_empty()).collect();
        let json = build(&[&at.join("a.txt")], &options, &at.join("graph.json"));
        let graph: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let nodes = graph["nodes"].as_array().unwrap().iter();
        nodes.map(|n| n["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    for (options, want) in [
        ("--focus=Jane Doe;--depth=1", "person:jane-doe person:john-roe place:lima role:mayor@place:lima"),
        (
            "--focus=Jane Doe;--depth=1;--min-weight=2",
            "person:jane-doe person:john-roe place:lima role:mayor@place:lima",
        ),
        ("--focus=Oslo", "person:max-poe place:oslo role:mayor@place:oslo"),
        ("--only=person,place", "person:jane-doe person:john-roe person:max-poe place:lima place:oslo"),
        ("--only=person,place;--roles=edge;--focus=Lima;--depth=1;--min-weight=2", "person:jane-doe place:lima"),
        ("--top=2", "person:jane-doe person:john-roe place:lima role:mayor@place:lima"),
    ] {
        assert_eq!(ids(options), want, "{options}");
    }
    assert_eq!(ids("").split(' ').count(), 7);
}

#[test]
fn roles_as_edges() {
    let at = folder("edges");
    let text = "Jane Doe, the mayor of Lima and a former actress, left. John Roe was the mayor of Lima until 2019.";
    fs::write(at.join("a.txt"), text).unwrap();
    let tables = at.join("tables");
    let more = ["--roles", "edge", "--co-mentions", "none", "--tables", tables.to_str().unwrap()];
    let graph: serde_json::Value =
        serde_json::from_slice(&build(&[&at.join("a.txt")], &more, &at.join("g.json"))).unwrap();
    let of = |list: &str, fields: &[&str]| {
        let row =
            |n: &serde_json::Value| fields.iter().map(|f| n[*f].as_str().unwrap_or("-")).collect::<Vec<_>>().join(" ");
        graph[list].as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(of("nodes", &["id"]), ["person:jane-doe", "person:john-roe", "place:lima"]);
    let want = [
        "person:jane-doe place:lima mayor current holds_role:current:mayor",
        "person:john-roe place:lima mayor former holds_role:former:mayor",
    ];
    assert_eq!(of("edges", &["source", "target", "role", "status", "key"]), want);
    assert_eq!(graph["nodes"][0]["roles"], serde_json::json!([{"name": "actor", "status": "former"}]));
    let claims = fs::read_to_string(tables.join("claims.csv")).unwrap();
    assert!(claims.contains("Jane Doe,mayor,Lima,current,"), "{claims}");
    let dot = String::from_utf8(build(&[&at.join("a.txt")], &["--roles", "edge"], &at.join("g.dot"))).unwrap();
    for part in ["label=\"former mayor\"", "label=\"mayor\"", "label=\"Jane Doe\\nformer actor\""] {
        assert!(dot.contains(part), "{part} is not in\n{dot}");
    }
}
