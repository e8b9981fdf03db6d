//! The second look at a region: its pieces with what the whole article and the model say for each.

use std::ops::Range;

use crate::text::Shape;

use super::context::{Context, Sentence, Style};
use super::evidence::Evidence;
use super::lattice::segment;
use super::segment::{Label, Segment, Source};

/// The pieces of a region with evidence added to their weights, and names that only the model sees; sorted by start as `pieces` are.
pub(super) fn weigh(
    cx: &Context<'_>,
    sentence: &Sentence,
    (pieces, region): (&[Segment], Range<u32>),
    evidence: &Evidence,
    out: &mut Vec<Segment>,
) {
    out.clear();
    let style = sentence.style;
    for here in pieces.chunk_by(|a, b| a.start == b.start) {
        let first = out.len();
        out.extend(here.iter().map(|s| Segment { score: s.score + points(cx, sentence, evidence, s), ..*s }));
        let at = here[0].start;
        if style == Style::Shouting || !cx.shape(at).has(Shape::WORD) {
            continue;
        }
        for (tokens, p) in evidence.opinion.at(at).filter(|(tokens, _)| tokens.end <= region.end) {
            const NAMES: [Label; 3] = [Label::Person, Label::Place, Label::Organization];
            for (label, _) in NAMES.into_iter().zip(p).filter(|(_, p)| **p > 0.4) {
                if !out[first..].iter().any(|s| s.label == label && s.tokens() == *tokens) {
                    let name = segment(cx, sentence.tokens.start, (tokens.clone(), label, -0.9), Source::Rule("model"));
                    out.push(Segment {
                        score: name.score + share(style, name.source) * evidence.model(cx, tokens, label),
                        ..name
                    });
                }
            }
        }
    }
}

/// Points of the article and the model for a piece.
fn points(cx: &Context<'_>, sentence: &Sentence, evidence: &Evidence, s: &Segment) -> f32 {
    let tokens = s.tokens();
    let article = match s.source {
        Source::Listed { hit, weak } => evidence.of(cx, &tokens, s.label, (hit, !weak)),
        Source::Rule("branch") => 0.0,
        Source::Rule(_) => evidence.wording(cx, tokens.clone(), s.label),
        Source::Role(_) if tokens.len() == 1 && evidence.is_team(cx, s.start) => -4.0,
        Source::Plain if s.label == Label::Name => evidence.wording(cx, tokens.clone(), s.label),
        _ => 0.0,
    };
    // The model knows names, and a demonym is none; before a capital it may be the first word of one.
    let alone = s.label == Label::Demonym && !(s.end < sentence.tokens.end && cx.capital(s.end));
    // It takes the quotation marks of a nickname for the edges of names.
    let model = if alone || s.source == Source::Rule("nickname") { 0.0 } else { evidence.model(cx, &tokens, s.label) };
    article + share(sentence.style, s.source) * model
}

/// How much the model counts.
fn share(style: Style, source: Source) -> f32 {
    let listed = if matches!(source, Source::Listed { weak: false, .. }) { 0.8 } else { 1.0 };
    if style == Style::Title { listed * 0.5 } else { listed }
}
