//! Twenty pages as browsers save them: each line of `tests/pages` is marked `+` for the article or `-` for furniture.

use rolegraph::input::Article;
use rolegraph::text::Document;

#[test]
fn furniture_is_left_out_and_articles_are_kept() {
    // Characters of kept article, left out article, kept furniture.
    let (mut right, mut lost, mut noise) = (0, 0, 0);
    let mut faults = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir("tests/pages").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 20);
    for path in files {
        let page = std::fs::read_to_string(&path).unwrap();
        let text: String = page.lines().map(|l| format!("{}\n\n", &l[1..])).collect();
        let document = Document::new(Article { id: "p".into(), text, ..Article::default() }, None);
        for line in page.lines() {
            let (mark, line) = line.split_at(1);
            let kept = document.blocks.iter().filter(|b| b.left_out.is_none());
            let kept = kept.map(|b| b.span.of(&document.text)).any(|b| b.trim() == line.trim());
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
    let (precision, recall) = (right as f64 / (right + noise) as f64, right as f64 / (right + lost) as f64);
    let report = faults.join("\n");
    assert!(precision >= 0.97 && recall >= 0.99, "precision {precision:.3}, recall {recall:.3}\n{report}");
}
