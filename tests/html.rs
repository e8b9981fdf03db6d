//! Pages in the styles of news sites, written for these tests: what is read of them, and what is left out.
//!
//! The first line of a page holds what must be found, `⟦` and `⟧` stand around the main text; neither is shown to the reader.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]
#![cfg(feature = "html")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use rolegraph::input::{self, Article, InputOptions, Item, Origin};

struct Page {
    name: String,
    title: String,
    date: String,
    /// The marked text.
    text: String,
    article: Article,
}

fn pages() -> Vec<Page> {
    let mut files: Vec<_> = fs::read_dir("tests/cases/input/html").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|path| page(path.file_stem().unwrap().to_str().unwrap(), &fs::read_to_string(path).unwrap()))
        .collect()
}

fn page(name: &str, file: &str) -> Page {
    let (head, html) = file.split_once('\n').unwrap();
    let mut facts = head.strip_prefix("<!-- title: ").unwrap().split(" | ");
    let title = facts.next().unwrap().to_owned();
    let date = facts.next().unwrap().strip_prefix("date:").unwrap().trim().to_owned();
    let text =
        html.split('⟦').skip(1).map(|p| without_tags(p.split('⟧').next().unwrap())).collect::<Vec<_>>().join("\n");
    Page { name: name.to_owned(), title, date, text, article: read(&html.replace(['⟦', '⟧'], "")) }
}

fn read(html: &str) -> Article {
    let origin = Origin { id: "page".into(), source: None };
    let reader = input::reader("html").unwrap();
    match reader.read(Box::new(Cursor::new(html.as_bytes().to_vec())), origin, &InputOptions::default()).next() {
        Some(Ok(Item::Page(page))) => page.article().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => out.push(c),
            _ => {}
        }
    }
    out.replace("&amp;", "&").replace("&nbsp;", " ").replace("&#8217;", "’")
}

fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *all.entry(word).or_default() += 1;
    }
    all
}

/// F1 of the words of a page; a page without text must give hardly any.
fn f1(page: &Page) -> f64 {
    let (want, got) = (words(&page.text), words(&page.article.text));
    let count = |w: &BTreeMap<&str, usize>| w.values().sum::<usize>() as f64;
    if want.is_empty() {
        return f64::from(count(&got) < 20.0);
    }
    let both: usize = want.iter().map(|(w, n)| (*n).min(got.get(w).copied().unwrap_or(0))).sum();
    2.0 * both as f64 / (count(&want) + count(&got))
}

#[test]
fn main_text_title_and_date() {
    let pages = pages();
    let mut report = String::new();
    let (mut sum, mut titles, mut known, mut wrong) = (0.0, 0, 0, 0);
    for page in &pages {
        let score = f1(page);
        let title = page.article.title.as_deref().unwrap_or_default();
        let date = page.article.date.map_or(String::new(), |d| d.to_string());
        sum += score;
        titles += usize::from(title == page.title);
        known += usize::from(date == page.date);
        wrong += usize::from(!date.is_empty() && date != page.date);
        if score < 0.98 || title != page.title || date != page.date {
            report += &format!("{}: {score:.3} `{title}` {date}\n", page.name);
        }
    }
    let n = pages.len() as f64;
    let (f1, titles, wrong) = (sum / n, titles as f64 / n, wrong as f64 / n);
    println!(
        "{} pages: word F1 {f1:.4}, titles {titles:.3}, dates right {known}, wrong {wrong:.3}\n{report}",
        pages.len()
    );
    assert!(
        f1 >= 0.97 && titles >= 0.97 && wrong <= 0.02,
        "F1 {f1:.4}, titles {titles:.3}, wrong dates {wrong:.3}\n{report}"
    );
}
