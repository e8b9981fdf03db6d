//! One file per format, each written by another program (`tests/data/formats.py`).
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

use std::fs::{self, File};
use std::io::{BufReader, Read};

use rolegraph::input::{Article, InputOptions, Inputs, Item};

const TITLE: &str = "Harbour board elects Ruth Amani";
const TEXT: &str = "Ruth Amani, the former mayor of Selma, was elected chairwoman of the harbour board on Monday.\n\n\
                    She succeeds Bent Aker, who had held the post “for nine years & a day”, and who retires in May.";
const URL: &str = "https://coast.example/2024/03/harbour-board";
const DATE: &str = "2024-03-05";

/// What each file holds: id, whether it has title, date and address as fields.
const FILES: &[(&str, &str, bool, bool, bool)] = &[
    ("book.epub", "book#2", true, false, false),
    ("box.mbox", "box#1", true, true, false),
    ("crawl.warc.gz", "crawl#2", true, true, true),
    ("export.csv", "export#2", true, true, true),
    ("export.json", "export#1", true, true, true),
    ("export.jsonl", "export#1", true, true, true),
    ("export.tsv", "export#2", true, true, true),
    ("feed.atom", "feed#1", true, true, true),
    ("feed.rss", "feed#1", true, true, true),
    ("message.eml", "message", true, true, false),
    ("pages.tar.xz", "pages/2024/page", true, true, false),
    ("pages.zip", "pages/2024/page", true, true, false),
    ("word.docx", "word", false, false, false),
    ("writer.odt", "writer", false, false, false),
];

fn articles(path: &str) -> Vec<Article> {
    let read = |item| match item {
        Ok(Item::Article(article)) => article,
        Ok(Item::Page(page)) => page.article().unwrap(),
        other => panic!("{path}: {other:?}"),
    };
    Inputs::open([path], InputOptions::default()).map(read).collect()
}

#[test]
fn files_of_other_programs() {
    let count = fs::read_dir("tests/cases/input/formats").unwrap().count();
    assert_eq!(count, FILES.len());
    for (file, id, title, date, url) in FILES {
        let all = articles(&format!("tests/cases/input/formats/{file}"));
        assert_eq!(all.len(), if *file == "box.mbox" { 2 } else { 1 }, "{file}");
        assert_eq!(all[0].id, *id);
        for article in &all {
            assert!(article.text.contains(TEXT), "{file}: {}", article.text);
            assert_eq!(article.title.as_deref(), title.then_some(TITLE), "{file}");
            assert_eq!(article.date.map(|d| d.to_string()).as_deref(), date.then_some(DATE), "{file}");
            assert_eq!(article.url.as_deref(), url.then_some(URL), "{file}");
            assert!(article.warnings.is_empty(), "{file}: {:?}", article.warnings);
        }
    }
}

#[test]
fn headings_lists_and_tables_of_word_processors() {
    for file in ["word.docx", "writer.odt"] {
        let article = &articles(&format!("tests/cases/input/formats/{file}"))[0];
        assert_eq!(article.text, format!("{TITLE}\n\n{TEXT}\n\n• Votes for Amani: 9\n\nSelma | 9 votes"), "{file}");
    }
}

/// The format is found by the content when no name tells it.
#[test]
fn formats_without_names() {
    for (file, ..) in FILES.iter().filter(|f| !f.0.starts_with("export") && !f.0.starts_with("pages")) {
        let mut bytes = Vec::new();
        BufReader::new(File::open(format!("tests/cases/input/formats/{file}")).unwrap())
            .read_to_end(&mut bytes)
            .unwrap();
        let path = std::env::temp_dir().join(format!("rolegraph-nameless-{}-{file}.x", std::process::id()));
        fs::write(&path, bytes).unwrap();
        let all = articles(&path.display().to_string());
        fs::remove_file(&path).unwrap();
        assert!(!all.is_empty() && all[0].text.contains(TEXT), "{file}: {all:?}");
    }
}
