//! A module uses only lower layers; from `entity` up nothing sees a document.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the lowest; modules of one line use each other's names no more than upward.
const LAYERS: &[&[&str]] = &[
    &["base"],
    &["input"],
    &["text"],
    &["gazetteer"],
    &["pattern"],
    &["mention"],
    &["relation"],
    &["record"],
    &["entity"],
    &["kb"],
    &["check"],
    &["report"],
    &["graph"],
    &["export"],
    &["pipeline"],
    &["cli"],
];

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|l| l.contains(&module))
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push(path);
        }
    }
}

#[test]
fn modules_use_lower_layers_only() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut faults = Vec::new();
    for path in all {
        let below = path.strip_prefix(&source).unwrap();
        let module = below.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let own = rank(&module).unwrap_or_else(|| panic!("{module} stands in no layer"));
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for part in line.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let high = rank(&used).is_some_and(|r| r > own);
                let document = own >= rank("entity").unwrap()
                    && own <= rank("export").unwrap()
                    && part.starts_with("text::Document");
                if high || document {
                    faults.push(format!("{}:{}: {}", below.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "upward uses:\n{}", faults.join("\n"));
}
