//! Files are written whole or not at all.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{folder, program};

const OLD: &str = "what was there before\n";

fn corpus(at: &Path, articles: usize) {
    let text = "Jane Doe, the mayor of Springfield, met French President Emmanuel Macron and John Roe. ".repeat(20);
    let lines = (0..articles).map(|n| format!("{}\n", serde_json::json!({"id": n.to_string(), "text": text})));
    fs::write(at.join("news.jsonl"), lines.collect::<String>()).unwrap();
    fs::write(at.join("out.jsonl"), OLD).unwrap();
}

/// What lies in the folder, and what the output holds.
fn left(at: &Path) -> (Vec<String>, String) {
    let mut names: Vec<String> =
        fs::read_dir(at).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    (names, fs::read_to_string(at.join("out.jsonl")).unwrap())
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    let at = folder("full");
    corpus(&at, 200);
    // No file may grow past 20 KB; the signal that says so is ignored, so writing fails as on a full disk.
    let shell = "trap '' XFSZ; ulimit -f 20; exec \"$0\" extract -q -o out.jsonl news.jsonl";
    let out =
        Command::new("bash").args(["-c", shell, env!("CARGO_BIN_EXE_rolegraph")]).current_dir(&at).output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("out.jsonl: cannot be written"), "{said}");
    assert_eq!(left(&at), (vec!["news.jsonl".to_owned(), "out.jsonl".to_owned()], OLD.to_owned()));
}

#[test]
fn a_killed_run_leaves_the_old_file() {
    let at = folder("killed");
    corpus(&at, 20_000);
    let mut run = program();
    run.args(["extract", "-q", "-o", "out.jsonl", "news.jsonl"]).current_dir(&at).stderr(Stdio::null());
    let mut child = run.spawn().unwrap();
    std::thread::sleep(Duration::from_millis(400));
    assert!(child.try_wait().unwrap().is_none(), "the run must be under way");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(left(&at).1, OLD);
}

#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let at = folder("interrupted");
    corpus(&at, 20_000);
    let mut run = program();
    run.args(["extract", "-q", "-o", "out.jsonl", "news.jsonl"]).current_dir(&at).stderr(Stdio::null());
    let mut child = run.spawn().unwrap();
    std::thread::sleep(Duration::from_millis(400));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(left(&at), (vec!["news.jsonl".to_owned(), "out.jsonl".to_owned()], OLD.to_owned()));
}
