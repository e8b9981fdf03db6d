//! What the program writes is as `docs/schema` says, with nothing more and nothing less.

mod common;

use std::fs;

use common::{folder, program, python};

#[test]
fn outputs_are_as_their_schemas_say() {
    let at = folder("schema");
    let line = |id: &str, date: &str, text: &str| {
        format!(
            "{}\n",
            serde_json::json!({"id": id, "date": date, "title": id, "url": "https://x.example/", "text": text})
        )
    };
    let lines = [
        line(
            "a",
            "2024-03-05",
            "Toronto Mayor Wanda Krell, a former actor, opened the bridge. Jane Doe of Lima was there.",
        ),
        line(
            "b",
            "2024-03-05",
            "The mayor of Toronto, Tomas Berg, met Jane Doe. Aides claimed that Jane Doe is the mayor of Lima.",
        ),
        line("c", "2024", "\u{1F98A} \"quotes\" <b>&amp;</b> Jane Doe\u{2028}"),
    ];
    fs::write(at.join("news.jsonl"), lines.concat()).unwrap();
    for (schema, output, command) in [
        ("record", "records.jsonl", "extract news.jsonl --with-text -o records.jsonl"),
        ("record", "plain.jsonl", "extract news.jsonl -o plain.jsonl"),
        ("graph", "graph.json", "build news.jsonl --findings -o graph.json"),
        ("graph", "edges.json", "build news.jsonl --roles edge --reported -o edges.json"),
        ("findings", "findings.json", "check news.jsonl --fail-on never --format json -o findings.json"),
    ] {
        let done = program().args(command.split(' ')).current_dir(&at).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let schema = format!("docs/schema/{schema}.json");
        let done = python().arg("tests/data/validate.py").arg(schema).arg(at.join(output)).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command}: {said}");
        assert_ne!(String::from_utf8_lossy(&done.stdout).trim(), "0", "{command}");
    }
}
