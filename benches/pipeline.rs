//! Megabytes of generated news text per CPU second, stage by stage and the whole way: `cargo bench`.
//!
//! The text is made of sentence frames with listed and unlisted names, so that about every second sentence holds a name and every
//! fourth a role. All stages run in one process, one after the other, on one thread; the best of five rounds counts.
//! `cargo bench --bench pipeline -- 10` takes 10 MB instead of 4; above 10 MB there is one round.

use std::time::Instant;

use rolegraph::gazetteer::Gazetteer;
use rolegraph::input::Article;
use rolegraph::mention::model::Weights;
use rolegraph::mention::{self, Finder};
use rolegraph::pattern::RuleSet;
use rolegraph::pipeline::{Pipeline, Worker};
use rolegraph::record::Record;
use rolegraph::relation::{self, Extractor};
use rolegraph::text::Document;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FRAMES: &[&str] = &[
    "The government said on {day} that it would present the budget in the coming weeks, after months of talks.",
    "{demonym} {role} {person} said on {day} that the talks had gone well.",
    "Nobody was hurt in the accident, which closed the road between the two villages for several hours.",
    "{person}, the former {role} of {place}, did not comment on the report.",
    "Prices rose by 3.4 percent in the first quarter, more than most analysts had expected.",
    "The company, which employs about 1,200 people in {place}, said that it was looking into the matter.",
    "\"We have no time to lose,\" {surname} told reporters in {place}.",
    "Heavy rain is expected along the coast until the weekend, and schools will stay closed on {day}.",
    "The {role}, who took office last year, is expected in {place} next week.",
    "Police said that they were still looking for two men who had left the scene in a white van.",
    "{person} and {person} met in {place} to sign the agreement.",
    "It was the third time this year that the court had to deal with a case of this kind.",
];
const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const DEMONYMS: &[&str] = &["French", "German", "Chilean", "Japanese", "Kenyan", "Canadian"];
const ROLES: &[&str] =
    &["Foreign Minister", "prime minister", "finance minister", "spokeswoman", "mayor", "chief executive", "senator"];
const PLACES: &[&str] = &["Paris", "Nairobi", "Lima", "Ohio", "Springfield", "Kyoto", "Brask"];
const GIVEN: &[&str] = &["Jane", "Emmanuel", "Ana", "Kofi", "Elena", "Tomas"];
const SURNAMES: &[&str] = &["Doe", "Macron", "Lopez", "Mensah", "Ward", "Lindqvist", "Haddad"];

struct Random(u64);

impl Random {
    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        of[(self.0 >> 33) as usize % of.len()]
    }
}

fn articles(bytes: usize) -> Vec<String> {
    let mut random = Random(1);
    let mut all = Vec::new();
    let mut total = 0;
    while total < bytes {
        let mut text = String::new();
        for i in 0..24 {
            let mut sentence = random.pick(FRAMES).to_owned();
            while let Some(open) = sentence.find('{') {
                let close = sentence.find('}').unwrap_or(open);
                let filled = match &sentence[open..=close] {
                    "{day}" => random.pick(DAYS).to_owned(),
                    "{demonym}" => random.pick(DEMONYMS).to_owned(),
                    "{role}" => random.pick(ROLES).to_owned(),
                    "{place}" => random.pick(PLACES).to_owned(),
                    "{surname}" => random.pick(SURNAMES).to_owned(),
                    _ => format!("{} {}", random.pick(GIVEN), random.pick(SURNAMES)),
                };
                sentence.replace_range(open..=close, &filled);
            }
            text.push_str(&sentence);
            text.push_str(if i % 4 == 3 { "\n\n" } else { " " });
        }
        total += text.len();
        all.push(text);
    }
    all
}

/// Seconds of the fastest of some rounds.
fn fastest(rounds: usize, round: &mut dyn FnMut()) -> f64 {
    (0..rounds)
        .map(|_| {
            let begin = Instant::now();
            round();
            begin.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let asked = std::env::args().skip(1).find_map(|a| a.parse::<usize>().ok()).unwrap_or(4);
    let texts = articles(asked * 1_000_000);
    let rounds = if asked > 10 { 1 } else { 5 };
    let best = |round: &mut dyn FnMut()| fastest(rounds, round);
    let megabytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let article = |text: &String| Article { id: "a".into(), text: text.clone(), ..Article::default() };
    let gazetteer = Gazetteer::builtin();
    let names = RuleSet::load(&[mention::RULES]).expect("built-in rules");
    let model = Weights::builtin();
    let rules = RuleSet::load(relation::RULES).expect("built-in rules");
    let pipeline = Pipeline::builder().build().expect("built-in lists and rules");
    let documents: Vec<Document> = texts.iter().map(|t| Document::new(article(t), None)).collect();
    let mut finder = Finder::default();
    let mentions: Vec<_> = documents.iter().map(|d| finder.find(d, &gazetteer, &names, Some(&model))).collect();
    let show = |stage: &str, seconds: f64| println!("{stage:28}{:8.1} MB/s", megabytes / seconds);
    println!("{megabytes:.1} MB of generated news, one thread, best of {rounds} rounds");
    println!("{:28}{:8.1} ms", "start: lists and rules", best(&mut || drop(Pipeline::builder().build())) * 1e3);
    show("text", best(&mut || texts.iter().for_each(|t| drop(Document::new(article(t), None)))));
    show(
        "mentions",
        best(&mut || documents.iter().for_each(|d| drop(finder.find(d, &gazetteer, &names, Some(&model))))),
    );
    show(
        "mentions without the model",
        best(&mut || documents.iter().for_each(|d| drop(finder.find(d, &gazetteer, &names, None)))),
    );
    let mut extractor = Extractor::default();
    show(
        "relations",
        best(&mut || {
            for (document, mentions) in documents.iter().zip(&mentions) {
                drop(extractor.extract(document, &mut mentions.clone(), &gazetteer, &rules));
            }
        }),
    );
    let mut worker = Worker::default();
    let analyses: Vec<_> = texts.iter().map(|t| pipeline.analyse(pipeline.document(article(t)), &mut worker)).collect();
    show("records", best(&mut || analyses.iter().for_each(|a| drop(pipeline.assemble(a)))));
    let records: Vec<_> = analyses.iter().map(|a| pipeline.assemble(a)).collect();
    let mut out = Vec::new();
    let mut write = |record: &Record| {
        out.clear();
        serde_json::to_writer(&mut out, record).expect("memory is writable");
    };
    show("JSON lines", best(&mut || records.iter().for_each(&mut write)));
    show(
        "from articles to records",
        best(&mut || texts.iter().for_each(|t| drop(pipeline.record(article(t), &mut worker)))),
    );
    show(
        "whole way, with JSON lines",
        best(&mut || {
            for text in &texts {
                write(&pipeline.record(article(text), &mut worker));
            }
        }),
    );
}
