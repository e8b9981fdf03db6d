//! Trains the second opinion on names: `cargo run --release --example train_names > src/mention/model/names.tsv`.
//!
//! It learns from `examples/names`; the F1 for texts that stand behind `--test` (JSON lines of `text` and `entities` with `start` and `end` in
//! code points and `type`) is printed. The same input gives the same weights: the order of the chains is drawn from a fixed seed, and all
//! sums run in one thread.

#![expect(clippy::print_stderr, reason = "progress and figures are for whoever trains")]

use std::collections::BTreeMap;
use std::error::Error;

use rolegraph::gazetteer::Gazetteer;
use rolegraph::input::Article;
use rolegraph::mention::model::{Chain, LABELS, Marginals, Weights, chains};
use rolegraph::text::Document;
use serde::Deserialize;

/// Passes over all chains.
const PASSES: usize = 20;
/// Step of AdaGrad (Duchi, Hazan and Singer 2011).
const STEP: f64 = 0.1;
/// Weight of the sum of all absolute weights (L1).
const SPARSE: f64 = 0.003;
/// How often a feature must occur.
const COUNT: usize = 3;
/// Weights are written in these parts.
const SCALE: f64 = 32.0;

#[derive(Deserialize)]
struct Text {
    text: String,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    r#type: String,
}

/// A weight with what AdaGrad remembers of its gradients.
#[derive(Clone, Copy, Default)]
struct Cell {
    weight: f64,
    squares: f64,
}

impl Cell {
    /// One step against a gradient, then towards zero.
    fn step(&mut self, gradient: f64, sparse: f64) {
        self.squares += gradient * gradient;
        let rate = STEP / (1e-6 + self.squares.sqrt());
        let moved = self.weight - rate * gradient;
        self.weight = moved.signum() * (moved.abs() - rate * sparse).max(0.0);
    }
}

/// A chain with the label of each token.
struct Example {
    chain: Chain,
    labels: Vec<usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let gazetteer = Gazetteer::builtin();
    let load = |path: &str| -> Result<Vec<Example>, Box<dyn Error>> {
        let content = std::fs::read_to_string(path)?;
        let mut all = Vec::new();
        for line in content.lines().filter(|l| !l.starts_with('#')) {
            let text = if path.ends_with(".txt") { braced(line) } else { serde_json::from_str(line)? };
            all.extend(read(&text, &gazetteer));
        }
        Ok(all)
    };
    let test_on: Vec<String> = std::env::args().skip_while(|a| a != "--test").skip(1).collect();
    let mut examples = Vec::new();
    for path in ["examples/names/wikigold.jsonl", "examples/names/own.txt"] {
        examples.extend(load(path)?);
    }
    let weights = train(&examples);
    write(&weights);
    let mut all = Vec::new();
    for path in test_on {
        let f1 = test(&load(&path)?, &weights);
        eprintln!("{path}: {:.3} {:.3} {:.3}", f1[0], f1[1], f1[2]);
        all.extend(f1);
    }
    if !all.is_empty() {
        eprintln!("mean {:.4}", all.iter().sum::<f64>() / all.len() as f64);
    }
    Ok(())
}

/// A text with its names in braces.
fn braced(line: &str) -> Text {
    let mut text = String::new();
    let mut entities = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map_or(rest.len(), |at| open + at);
        let kind = match &rest[open - 1..open] {
            "P" => "person",
            "O" => "organization",
            _ => "place",
        };
        text.push_str(&rest[..open - 1]);
        let start = text.chars().count();
        text.push_str(&rest[open + 1..close]);
        entities.push(Entity { start, end: text.chars().count(), r#type: kind.into() });
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    Text { text, entities }
}

/// F1 of the names that are likelier than not, for persons, places and organizations.
fn test(examples: &[Example], weights: &Weights) -> [f64; 3] {
    let mut sums = Marginals::default();
    sums.set_transitions(weights);
    let mut counts = [[0.0; 3]; 3];
    for e in examples {
        sums.compute(&e.chain.features, weights);
        let n = e.labels.len();
        for (kind, count) in counts.iter_mut().enumerate() {
            let begins = |at: usize| e.labels[at] == 1 + 2 * kind;
            let end = |at: usize| (at + 1..n).find(|&k| e.labels[k] != 2 + 2 * kind).unwrap_or(n);
            for at in 0..n {
                let mut found = None;
                sums.names(at, kind, 0.5, |range, _| found = Some(range.end));
                count[0] += f64::from(u8::from(begins(at) && found == Some(end(at))));
                count[1] += f64::from(u8::from(found.is_some()));
                count[2] += f64::from(u8::from(begins(at)));
            }
        }
    }
    counts.map(|[right, found, gold]| 2.0 * right / (found + gold).max(1.0))
}

/// The chains of a text with the labels of its annotation.
fn read(text: &Text, gazetteer: &Gazetteer) -> Vec<Example> {
    let article = Article { id: "t".into(), text: text.text.clone(), ..Article::default() };
    let document = Document::new(article, None);
    let points: Vec<usize> = text.text.char_indices().map(|(at, _)| at).chain([text.text.len()]).collect();
    let begin = document.body_start as usize;
    let example = |chain: Chain| {
        let mut labels = vec![0; chain.tokens.len()];
        for e in &text.entities {
            let Some(kind) = ["person", "place", "organization"].iter().position(|k| *k == e.r#type) else { continue };
            let (from, to) = (points[e.start] + begin, points[e.end] + begin);
            let inside = |t: u32| {
                let span = document.tokens[t as usize].span;
                span.start as usize >= from && span.end as usize <= to
            };
            let all: Vec<usize> =
                chain.tokens.clone().enumerate().filter(|(_, t)| inside(*t)).map(|(i, _)| i).collect();
            let whole = all.first().is_some_and(|&i| {
                let first = document.tokens[chain.tokens.start as usize + i].span.start as usize;
                let last = document.tokens[chain.tokens.start as usize + all[all.len() - 1]].span.end as usize;
                first == from && last == to
            });
            for (n, &i) in all.iter().enumerate().filter(|_| whole) {
                labels[i] = 1 + 2 * kind + usize::from(n > 0);
            }
        }
        Example { chain, labels }
    };
    chains(&document, gazetteer).into_iter().map(example).collect()
}

fn train(examples: &[Example]) -> Weights {
    let mut cells: BTreeMap<u64, [Cell; LABELS]> = BTreeMap::new();
    let mut count: BTreeMap<u64, usize> = BTreeMap::new();
    for f in examples.iter().flat_map(|e| e.chain.features.iter().flatten()) {
        *count.entry(*f).or_default() += 1;
    }
    let mut moves = [[Cell::default(); LABELS]; LABELS];
    let mut weights = Weights::default();
    for (feature, _) in count.iter().filter(|(_, n)| **n >= COUNT) {
        cells.insert(*feature, [Cell::default(); LABELS]);
        weights.features.entry(*feature);
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed: u64 = 7;
    let mut sums = Marginals::default();
    let mut mean = Weights::default();
    for pass in 0..PASSES {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (seed >> 33) as usize % (i + 1));
        }
        let mut loss = 0.0;
        for &i in &order {
            loss += learn(&examples[i], &mut weights, &mut cells, &mut moves, &mut sums, SPARSE);
        }
        eprintln!("pass {pass}: loss {loss:.1}");
        let share = 1.0 / (pass as f32 + 1.0);
        for f in cells.keys() {
            let row = weights.features.get(*f).copied().unwrap_or_default();
            blend(mean.features.entry(*f), &row, share);
        }
        for (to, row) in mean.transitions.iter_mut().zip(&weights.transitions) {
            blend(to, row, share);
        }
    }
    mean
}

/// Moves weights towards others; over all passes this makes their mean.
fn blend(to: &mut [f32; LABELS], row: &[f32; LABELS], share: f32) {
    for (to, w) in to.iter_mut().zip(row) {
        *to += (w - *to) * share;
    }
}

/// One step for one chain; the loss before it.
fn learn(
    example: &Example,
    weights: &mut Weights,
    cells: &mut BTreeMap<u64, [Cell; LABELS]>,
    moves: &mut [[Cell; LABELS]; LABELS],
    sums: &mut Marginals,
    sparse: f64,
) -> f64 {
    let (features, labels) = (&example.chain.features, &example.labels);
    sums.set_transitions(weights);
    sums.compute(features, weights);
    let loss = -sums.of_labels(labels);
    let n = labels.len();
    let truth = |yes: bool| f64::from(u8::from(yes));
    let mut pairs = [[0.0; LABELS]; LABELS];
    for (left, row) in pairs.iter_mut().enumerate() {
        for (right, gradient) in row.iter_mut().enumerate() {
            if left == 0 {
                *gradient += sums.of(0, right) - truth(labels[0] == right);
            }
            for at in 1..n {
                let gold = labels[at - 1] == left && labels[at] == right;
                *gradient += sums.of_pair(at - 1, left, right) - truth(gold);
            }
        }
    }
    for at in 0..n {
        for label in 0..LABELS {
            let gradient = sums.of(at, label) - truth(labels[at] == label);
            for f in &features[at] {
                let Some(cell) = cells.get_mut(f) else { continue };
                cell[label].step(gradient, sparse);
                weights.features.entry(*f)[label] = cell[label].weight as f32;
            }
        }
    }
    for left in 0..LABELS {
        for right in 0..LABELS {
            if pairs[left][right] != 0.0 {
                moves[left][right].step(pairs[left][right], 0.0);
                weights.transitions[left][right] = moves[left][right].weight as f32;
            }
        }
    }
    loss
}

#[expect(clippy::print_stdout, reason = "the weights are the output")]
fn write(weights: &Weights) {
    println!(
        "# source: trained by examples/train_names.rs on Wikigold (Balasuriya et al. 2009) and sentences of our own"
    );
    println!("# licence: CC BY 4.0");
    let parts = |row: &[f32; LABELS]| row.map(|w| (f64::from(w) * SCALE).round().clamp(-127.0, 127.0) as i8);
    let show = |row: [i8; LABELS]| row.iter().map(i8::to_string).collect::<Vec<_>>().join("\t");
    println!("feature\tnone\tperson\tperson+\tplace\tplace+\torganization\torganization+");
    for (label, row) in weights.transitions.iter().enumerate() {
        println!("{label}\t{}", show(parts(row)));
    }
    let rows: BTreeMap<u64, [i8; LABELS]> = weights.features.iter().map(|(f, row)| (f, parts(row))).collect();
    for (feature, row) in rows.iter().filter(|(_, row)| row.iter().any(|w| *w != 0)) {
        println!("{feature:016x}\t{}", show(*row));
    }
}
