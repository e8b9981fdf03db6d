//! A second opinion on names: a linear-chain CRF (Lafferty, McCallum and Pereira 2001) over capitalised words.
//!
//! It says how likely a row of words is a person, a place or an organization. Its features come from the lists, the shapes of the words
//! and the article, not from the words themselves; its weights are a small file, trained by `cargo run --release --example train_names`.

mod chain;
mod features;

use std::ops::Range;

use crate::gazetteer::Gazetteer;
use crate::text::Document;

use super::context::{Context, Style};

pub use chain::{Chain, Features, LABELS, Marginals, Row, Weights};

/// Names under this probability are as good as impossible.
const LEAST: f64 = 0.01;

/// What the model says of the names of an article.
#[derive(Debug, Default)]
pub(super) struct Opinion {
    /// Names with a probability over [`LEAST`], sorted, each with that of its being a person, a place, an organization.
    names: Vec<(Range<u32>, [f32; 3])>,
    /// For each token of a run: 1 and the number of names that begin before it. For others 0.
    first: Vec<u32>,
}

impl Opinion {
    /// What the model says of the runs that lie in one of the `open` rows of tokens, which are sorted.
    pub(super) fn new(cx: &Context<'_>, open: impl Iterator<Item = Range<u32>>, weights: &Weights) -> Self {
        let mut opinion = Opinion::default();
        let mut sums = Marginals::default();
        sums.set_transitions(weights);
        let mut open = open.peekable();
        if open.peek().is_none() {
            return opinion;
        }
        opinion.first.resize(cx.document.tokens.len(), 0);
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        each(cx, open, |run, features| {
            sums.compute(features, weights);
            for from in 0..run.len() {
                let (start, known) = (run.start + number(from), opinion.names.len());
                opinion.first[start as usize] = number(known) + 1;
                for kind in 0..3 {
                    sums.names(from, kind, LEAST, |range, p| {
                        let name = start..run.start + number(range.end);
                        let at = opinion.names[known..].partition_point(|n| n.0.end < name.end) + known;
                        if opinion.names.get(at).is_none_or(|n| n.0 != name) {
                            opinion.names.insert(at, (name, [0.0; 3]));
                        }
                        opinion.names[at].1[kind] = p as f32;
                    });
                }
            }
        });
        opinion
    }

    /// Probability that a row of tokens is a person, a place, an organization; none if the model saw nothing of it.
    pub(super) fn of(&self, tokens: &Range<u32>) -> Option<[f32; 3]> {
        let seen = self.first.get(tokens.start as usize..tokens.end as usize)?.iter().any(|&f| f > 0);
        let name = self.at(tokens.start).find(|n| n.0 == *tokens);
        seen.then(|| name.map_or([0.0; 3], |n| n.1))
    }

    /// The likely names that begin at a token.
    pub(super) fn at(&self, token: u32) -> impl Iterator<Item = &(Range<u32>, [f32; 3])> {
        let first = self.first.get(token as usize).and_then(|f| f.checked_sub(1));
        let names = first.map_or(&[][..], |f| &self.names[f as usize..]);
        names.iter().take_while(move |n| n.0.start == token)
    }
}

/// The runs of an article with the features of each of their tokens; what the trainer learns from.
#[must_use]
pub fn chains(document: &Document, gazetteer: &Gazetteer) -> Vec<Chain> {
    let cx = Context::new(document, gazetteer);
    let mut found = Vec::new();
    each(&cx, std::iter::once(0..u32::MAX), |tokens, features| {
        found.push(Chain { tokens, features: features.to_vec() })
    });
    found
}

/// Calls `see` for each run of an article that lies in an open row of tokens.
fn each(cx: &Context<'_>, open: impl Iterator<Item = Range<u32>>, mut see: impl FnMut(Range<u32>, &[Vec<u64>])) {
    let mut runs: Vec<(usize, Range<u32>)> = Vec::new();
    let mut covers = vec![[0; 2]; cx.document.tokens.len()];
    let mut of_sentence = Vec::new();
    for (s, sentence) in cx.sentences.iter().enumerate().filter(|(_, s)| s.style != Style::Shouting) {
        of_sentence.clear();
        features::runs(cx, sentence.tokens.clone(), &mut of_sentence);
        features::covers(cx, sentence.tokens.clone(), &mut covers);
        runs.extend(of_sentence.drain(..).map(|r| (s, r)));
    }
    let rows: Vec<Range<u32>> = runs.iter().map(|r| r.1.clone()).collect();
    let uses = features::uses(cx, &rows);
    let article = features::Article { uses, covers };
    let mut buffer: Vec<Vec<u64>> = Vec::new();
    let mut open = open.peekable();
    for (s, run) in runs {
        while open.next_if(|o| o.end <= run.start).is_some() {}
        if open.peek().is_none_or(|o| o.start >= run.end) {
            continue;
        }
        let sentence = &cx.sentences[s];
        buffer.resize(run.len(), Vec::new());
        for (i, features) in run.clone().zip(&mut buffer) {
            features.clear();
            features::features(cx, (&sentence.tokens, sentence.style), &run, i, &article, features);
        }
        see(run, &buffer);
    }
}
