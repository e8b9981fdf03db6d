//! A sentence as the rules see it: a row of units, each a mention, a mark or a plain word.

use std::ops::Range;

use crate::gazetteer::{Kind, Modifier};
use crate::mention::{MarkKind, Mentions, Via};
use crate::pattern::{self, KindSet, Unit};
use crate::text::{Document, Shape};

/// What stands behind a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Mention(u32),
    Mark(u32),
    Token,
}

/// The row of one sentence.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) units: Vec<Unit>,
    pub(crate) sources: Vec<Source>,
    pub(crate) tokens: Vec<Range<u32>>,
}

/// Kind sets that occur in rows.
pub const KIND_SETS: &[KindSet] = &[
    KindSet::of(pattern::Kind::Person),
    KindSet::of(pattern::Kind::Role),
    KindSet::of(pattern::Kind::Roles),
    KindSet::of(pattern::Kind::Place),
    KindSet::of(pattern::Kind::Organization),
    KindSet::of(pattern::Kind::Demonym),
    KindSet::of(pattern::Kind::Date),
    KindSet::of(pattern::Kind::Status),
    KindSet::of(pattern::Kind::Neutral),
    KindSet::of(pattern::Kind::Number),
    KindSet::of(pattern::Kind::Name),
];

impl Row {
    /// Fills the row with a sentence; `mention` and `mark` are where the sentence's first ones are.
    pub(crate) fn fill(&mut self, document: &Document, mentions: &Mentions, sentence: &Range<u32>, from: (usize, usize)) {
        self.units.clear();
        self.sources.clear();
        self.tokens.clear();
        let (mut mention, mut mark) = from;
        let mut i = sentence.start;
        while i < sentence.end {
            while mentions.mentions.get(mention).is_some_and(|m| m.tokens.start < i) {
                mention += 1;
            }
            while mentions.marks.get(mark).is_some_and(|m| m.tokens.start < i) {
                mark += 1;
            }
            if let Some(m) = mentions.mentions.get(mention).filter(|m| m.tokens.start == i) {
                let kind = match (m.kind, m.via) {
                    (Kind::Person, _) => pattern::Kind::Person,
                    (Kind::Role, _) if m.role.as_ref().is_some_and(|r| r.plural) => pattern::Kind::Roles,
                    (Kind::Role, _) => pattern::Kind::Role,
                    (Kind::Place, Via::Demonym) => pattern::Kind::Demonym,
                    (Kind::Place, _) => pattern::Kind::Place,
                    (Kind::Organization, _) => pattern::Kind::Organization,
                };
                self.push(kind, Source::Mention(index(mention)), m.tokens.clone());
                i = m.tokens.end;
                continue;
            }
            if let Some(m) = mentions.marks.get(mark).filter(|m| m.tokens.start == i) {
                let mut end = m.tokens.end;
                let kind = match m.kind {
                    MarkKind::Honorific => None,
                    MarkKind::Modifier(Modifier::Past | Modifier::Acting | Modifier::Elect | Modifier::Candidate) => Some(pattern::Kind::Status),
                    MarkKind::Modifier(_) => Some(pattern::Kind::Neutral),
                    MarkKind::Date => {
                        end = date_end(document, mentions, mark, sentence.end);
                        Some(pattern::Kind::Date)
                    }
                    MarkKind::Number => Some(pattern::Kind::Number),
                    MarkKind::Name => Some(pattern::Kind::Name),
                };
                if let Some(kind) = kind {
                    self.push(kind, Source::Mark(index(mark)), m.tokens.start..end);
                }
                i = end;
                continue;
            }
            let token = &document.tokens[i as usize];
            let quote = token.shape.has(Shape::PUNCT) && matches!(token.span.of(&document.text), "\"" | "“" | "”");
            if !quote {
                self.units.push(Unit { kinds: KindSet::default(), word: token.word });
                self.sources.push(Source::Token);
                self.tokens.push(i..i + 1);
            }
            i += 1;
        }
    }

    fn push(&mut self, kind: pattern::Kind, source: Source, tokens: Range<u32>) {
        self.units.push(Unit { kinds: KindSet::of(kind), word: 0 });
        self.sources.push(source);
        self.tokens.push(tokens);
    }

    /// The mention behind a unit.
    pub(crate) fn mention(&self, unit: u32) -> Option<u32> {
        match self.sources.get(unit as usize)? {
            Source::Mention(m) => Some(*m),
            _ => None,
        }
    }
}

/// Takes "15 January 2019" and "January 15, 2019" together.
fn date_end(document: &Document, mentions: &Mentions, mark: usize, end: u32) -> u32 {
    let mut last = mentions.marks[mark].tokens.end;
    for next in &mentions.marks[mark + 1..] {
        let comma = last < end && document.token_text(last as usize) == ",";
        let adjacent = next.tokens.start == last || comma && next.tokens.start == last + 1 && next.kind == MarkKind::Date;
        if !adjacent || next.tokens.end > end || !matches!(next.kind, MarkKind::Date | MarkKind::Number) {
            break;
        }
        last = next.tokens.end;
    }
    last
}

fn index(i: usize) -> u32 {
    u32::try_from(i).expect("internal: fewer than 2^32 mentions")
}
