//! A second opinion on names: a linear-chain CRF (Lafferty, McCallum and Pereira 2001) over capitalised words.
//!
//! It says how likely a row of words is a person, a place or an organization. Its features come from the lists, the shapes of the words
//! and the article, not from the words themselves; its weights are a small file, trained by `cargo run --release --example train_names`.

mod chain;
mod features;

use std::ops::Range;

use crate::base::hash::{FastMap, FastSet};

use crate::gazetteer::Gazetteer;
use crate::text::Document;

use super::context::{Context, Style};

pub use chain::{Chain, LABELS, Marginals, Weights};

/// Longest name that is asked for, in tokens.
const MAX: u32 = 12;
/// Names under this probability are as good as impossible.
const LEAST: f64 = 0.01;

/// What the model says of the names of an article.
#[derive(Debug, Default)]
pub(super) struct Opinion {
    /// Probability of person, place, organization, of rows of tokens for which one is over [`LEAST`].
    names: FastMap<(u32, u32), [f32; 3]>,
    /// Tokens of runs.
    seen: FastSet<u32>,
}

impl Opinion {
    /// What the model says of the runs that lie in one of the `open` rows of tokens, which are sorted.
    pub(super) fn new(cx: &Context<'_>, open: impl Iterator<Item = Range<u32>>, weights: &Weights) -> Self {
        let mut opinion = Opinion::default();
        let mut sums = Marginals::default();
        sums.set_transitions(weights);
        each(cx, open, |run, features| {
            sums.compute(features, weights);
            opinion.seen.extend(run.clone());
            for from in 0..run.len() {
                for kind in 0..3 {
                    sums.names(from, kind, LEAST, |range, p| {
                        let at = |i: usize| run.start + u32::try_from(i).unwrap_or(0);
                        opinion.names.entry((at(range.start), at(range.end))).or_default()[kind] = p as f32;
                    });
                }
            }
        });
        opinion
    }

    /// Probability that a row of tokens is a person, a place, an organization; none if the model saw nothing of it.
    pub(super) fn of(&self, tokens: &Range<u32>) -> Option<[f32; 3]> {
        let seen = tokens.clone().any(|i| self.seen.contains(&i));
        seen.then(|| self.names.get(&(tokens.start, tokens.end)).copied().unwrap_or_default())
    }

    /// The likely names that begin at a token.
    pub(super) fn at(&self, token: u32) -> impl Iterator<Item = (Range<u32>, [f32; 3])> + '_ {
        (token + 1..=token + MAX).filter_map(move |end| Some((token..end, *self.names.get(&(token, end))?)))
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
    let mut covers = features::Covers::default();
    let mut of_sentence = Vec::new();
    for (s, sentence) in cx.sentences.iter().enumerate().filter(|(_, s)| s.style != Style::Shouting) {
        of_sentence.clear();
        features::runs(cx, sentence.tokens.clone(), &mut of_sentence);
        features::covers(cx, sentence.tokens.clone(), &mut covers);
        runs.extend(of_sentence.drain(..).map(|r| (s, r)));
    }
    let rows: Vec<Range<u32>> = runs.iter().map(|r| r.1.clone()).collect();
    let uses: FastMap<u64, u64> = features::uses(cx, &rows);
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
