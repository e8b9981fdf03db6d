//! Megabytes of HTML per CPU second, and which part of it is the search for the main text: `cargo bench --bench pages`.
//!
//! The pages are those of `tests/cases/input/html` many times over, on one thread; the best of five rounds counts.

use std::io::Cursor;
use std::time::Instant;

use rolegraph::input::{self, Article, InputOptions, Item, Origin};
use rolegraph::pipeline::{Pipeline, Worker};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Times that each page is read in a round.
const TIMES: usize = 20;

fn article(html: &str) -> Article {
    let origin = Origin { id: "page".into(), source: None };
    let reader = input::reader("html").expect("the feature html");
    let mut items = reader.read(Box::new(Cursor::new(html.to_owned())), origin, &InputOptions::default());
    match items.next() {
        Some(Ok(Item::Page(page))) => page.article().expect("a page that can be read"),
        _ => panic!("no page"),
    }
}

/// Seconds of the fastest of five rounds.
fn best(round: &mut dyn FnMut()) -> f64 {
    let timed = |_| {
        let begin = Instant::now();
        (0..TIMES).for_each(|_| round());
        begin.elapsed().as_secs_f64()
    };
    (0..5).map(timed).fold(f64::INFINITY, f64::min)
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let folder = std::fs::read_dir("tests/cases/input/html").expect("the pages of the tests");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("a page").path()).collect();
    paths.sort();
    let pages: Vec<String> = paths.iter().map(|p| std::fs::read_to_string(p).expect("a page")).collect();
    let megabytes = (TIMES * pages.iter().map(String::len).sum::<usize>()) as f64 / 1e6;
    let pipeline = Pipeline::builder().build().expect("built-in lists and rules");
    let mut worker = Worker::default();
    let text = best(&mut || pages.iter().for_each(|page| drop(article(page))));
    let whole = best(&mut || pages.iter().for_each(|page| drop(pipeline.record(article(page), &mut worker))));
    println!("{megabytes:.1} MB of HTML, one thread");
    println!("main text            {:8.1} MB/s", megabytes / text);
    println!("from pages to records{:8.1} MB/s", megabytes / whole);
    println!("share of pages       {:8.0} %", 100.0 * text / whole);
}
