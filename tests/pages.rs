//! Pages as text: each line is marked `+` for the article or `-` for furniture.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::fs;

use rolegraph::input::Article;
use rolegraph::text::Document;

/// Precision and recall of what is kept, in characters, with the lines that went wrong.
fn score(folder: &str, count: usize) -> (f64, f64, String) {
    let (mut right, mut lost, mut noise) = (0, 0, 0);
    let mut faults = Vec::new();
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), count);
    for path in files {
        let page = fs::read_to_string(&path).unwrap();
        let text: String = page.lines().map(|l| format!("{}\n\n", &l[1..])).collect();
        let document = Document::new(Article { id: "p".into(), text, ..Article::default() }, None);
        for line in page.lines() {
            let (mark, line) = line.split_at(1);
            let written = line.trim().trim_start_matches(['*', '•', ' ']);
            let kept = document.blocks.iter().filter(|b| b.left_out.is_none());
            let kept = kept.map(|b| b.span.of(&document.text)).any(|b| b.trim() == written || b.trim() == line.trim());
            match (mark, kept) {
                ("+", true) => right += line.len(),
                ("+", false) => lost += line.len(),
                (_, true) => noise += line.len(),
                (_, false) => continue,
            }
            if (mark == "+") != kept {
                faults.push(format!("{}: {mark}{line}", path.display()));
            }
        }
    }
    (right as f64 / (right + noise) as f64, right as f64 / (right + lost) as f64, faults.join("\n"))
}

#[test]
fn furniture_of_pages_saved_by_browsers() {
    let (precision, recall, faults) = score("tests/cases/input/pages", 20);
    assert!(precision >= 0.97 && recall >= 0.99, "precision {precision:.3}, recall {recall:.3}\n{faults}");
}

/// What `inscriptis` makes of the pages in `tests/cases/input/html`. Of text alone, comments and teasers that are whole
/// sentences cannot be told from the article.
#[test]
fn furniture_of_pages_that_another_program_made_text() {
    let (precision, recall, faults) = score("tests/cases/input/dumps", 40);
    assert!(precision >= 0.75 && recall >= 0.98, "precision {precision:.3}, recall {recall:.3}\n{faults}");
}
