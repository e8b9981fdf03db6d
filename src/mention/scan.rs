//! Cuts the sentences of an article into pieces: listed names, roles, modifiers, honorifics, dates, and runs of capitals.

use crate::gazetteer::{Candidate, Found, Gazetteer, Kind, Modifier, Phrase, Via, WordSet};
use crate::text::{Document, Shape};

use super::piece::{Context, Piece, PieceKind};
use super::{role, run};

/// The pieces of an article, in the order of the text.
pub(crate) struct Scan<'a> {
    pub(crate) cx: Context<'a>,
    pub(crate) pieces: Vec<Piece>,
    /// Per sentence: a headline whose words nearly all have capitals, so that capitals say little.
    pub(crate) title_case: Vec<bool>,
}

/// Scans all sentences that are no boilerplate.
pub(crate) fn scan<'a>(document: &'a Document, gazetteer: &'a Gazetteer) -> Scan<'a> {
    let cx = Context::new(document, gazetteer);
    let mut scan = Scan { cx, pieces: Vec::new(), title_case: vec![false; document.sentences.len()] };
    for block in document.blocks.iter().filter(|b| !b.boilerplate) {
        for s in block.sentences.clone() {
            let tokens = document.sentences[s as usize].tokens.clone();
            let style = Style::of(&scan.cx, tokens.clone());
            scan.title_case[s as usize] = style != Style::Plain;
            let mut sentence = Sentence { cx: &scan.cx, index: s, start: tokens.start, end: tokens.end, style };
            sentence.cut(&mut scan.pieces);
        }
    }
    scan
}

/// How a line uses capitals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    /// Nearly all words begin with a capital.
    Title,
    /// All letters are capitals.
    Shouting,
}

impl Style {
    fn of(cx: &Context<'_>, tokens: std::ops::Range<u32>) -> Style {
        let (mut words, mut capitals, mut shouted) = (0, 0, 0);
        for i in tokens {
            let shape = cx.token(i).shape;
            if shape.has(Shape::WORD) && cx.token(i).span.len() > 3 {
                words += 1;
                capitals += usize::from(shape.has(Shape::CAPITAL));
                shouted += usize::from(shape.has(Shape::ALL_CAPS));
            }
        }
        if words >= 3 && shouted * 10 >= words * 9 {
            Style::Shouting
        } else if words >= 4 && capitals * 10 >= words * 8 {
            Style::Title
        } else {
            Style::Plain
        }
    }
}

struct Sentence<'a, 'b> {
    cx: &'b Context<'a>,
    index: u32,
    start: u32,
    end: u32,
    style: Style,
}

impl Sentence<'_, '_> {
    fn cut(&mut self, pieces: &mut Vec<Piece>) {
        let mut i = self.start;
        while i < self.end {
            let (next, kind) = self.piece(i);
            if let Some(kind) = kind {
                pieces.push(Piece { tokens: i..next, sentence: self.index, kind });
            }
            i = next;
        }
    }

    /// The piece that begins at a token, and where the next can begin.
    fn piece(&self, i: u32) -> (u32, Option<PieceKind>) {
        let cx = self.cx;
        let shape = cx.token(i).shape;
        if !shape.has(Shape::WORD) {
            let number = shape.has(Shape::DIGIT);
            return (i + 1, number.then_some(if self.is_year(i) { PieceKind::Date } else { PieceKind::Number }));
        }
        let found = cx.gazetteer.at(&cx.document.tokens[i as usize..self.end as usize], self.style == Style::Shouting);
        let name_end = found.name.as_ref().map_or(i, |(n, _)| i + len(*n));
        if let Some((end, words)) = role::compose(cx, i, self.end)
            && end >= name_end
            && !self.role_is_surname(i, end)
        {
            return (end, Some(PieceKind::Role(words)));
        }
        if let Some((n, Phrase::Modifier(m))) = found.phrase
            && i + len(n) >= name_end
        {
            return (self.after_hyphen(i + len(n), m), Some(PieceKind::Modifier(m)));
        }
        let set = cx.set(i);
        if set.has(WordSet::TITLE) && shape.has(Shape::CAPITAL) {
            return (i + 1, Some(PieceKind::Honorific));
        }
        if set.has(WordSet::DATE) && shape.has(Shape::CAPITAL) && !self.month_is_name(i) {
            return (i + 1, Some(PieceKind::Date));
        }
        if self.style == Style::Shouting {
            return match found.name {
                Some((n, c)) => (i + len(n), Some(PieceKind::Listed(c))),
                None => (i + 1, None),
            };
        }
        self.name(i, found)
    }

    /// A listed name or a run.
    fn name(&self, i: u32, found: Found) -> (u32, Option<PieceKind>) {
        let cx = self.cx;
        if !run::can_start(cx, i) {
            return match found.name {
                Some((n, c)) => (i + len(n), Some(PieceKind::Listed(c))),
                None => (i + 1, None),
            };
        }
        let run_end = run::end_of_run(cx, i, self.end);
        if let Some((n, candidates)) = found.name {
            let end = i + len(n);
            if end >= run_end || !self.run_is_one_name(i, end, run_end, &candidates) {
                return (end, Some(PieceKind::Listed(candidates)));
            }
            return (run_end, Some(PieceKind::Run));
        }
        // A plain word with a capital only because it opens the sentence.
        if i == self.start && cx.set(i).has(WordSet::STOP) && !(cx.set(i).has(WordSet::GIVEN) && run_end > i + 1) {
            return (i + 1, None);
        }
        if cx.set(i).has(WordSet::STOP) && run_end == i + 1 {
            return (i + 1, None);
        }
        let end = self.cut_before_listed(i, run_end);
        (end, Some(PieceKind::Run))
    }

    /// Whether a run that begins with a listed name is a longer name of its own.
    fn run_is_one_name(&self, i: u32, end: u32, run_end: u32, candidates: &[Candidate]) -> bool {
        let cx = self.cx;
        let last = run_end - 1;
        if self.style == Style::Title {
            return false;
        }
        if cx.set(last).any(WordSet::ORG_TAIL.with(WordSet::PLACE_TAIL).with(WordSet::EVENT_TAIL)) {
            // "Moscow State University"; but "Russia Today TV" style rows of two names stay with the longest list entry.
            return !self.listed_inside(end, run_end);
        }
        let demonym = candidates.iter().all(|c| c.via == Via::Demonym);
        let organization = candidates.iter().any(|c| cx.gazetteer.entry(c.entry).kind == Kind::Organization && !c.weak);
        if demonym || organization {
            return false;
        }
        // "Paris Hilton", "Jordan Peele": a given name that is also a place, then a word that no list has.
        let given = end == i + 1 && cx.set(i).has(WordSet::GIVEN);
        let person = candidates.iter().any(|c| cx.gazetteer.entry(c.entry).kind == Kind::Person);
        let follows = run_end - end <= 2 && !self.listed_inside(end, run_end);
        follows && (given || person || cx.set(last).has(WordSet::SURNAME) && candidates.iter().all(|c| c.weak))
    }

    /// Whether a listed name of a place or organization that needs no support stands in a part of a run.
    fn listed_inside(&self, from: u32, to: u32) -> bool {
        (from..to).any(|k| {
            let tokens = &self.cx.document.tokens[k as usize..to as usize];
            self.cx.gazetteer.at(tokens, false).name.is_some_and(|(n, c)| {
                let strong = |c: &Candidate| !c.weak && self.cx.gazetteer.entry(c.entry).kind != Kind::Person;
                (n > 1 || k + 1 == to) && c.iter().any(strong)
            })
        })
    }

    /// Ends a run before a listed person or body of two words or more ("Apple Tim Cook" style rows).
    fn cut_before_listed(&self, i: u32, run_end: u32) -> u32 {
        if self.cx.set(i).any(WordSet::ORG_HEAD.with(WordSet::PLACE_HEAD)) {
            return run_end;
        }
        for k in i + 1..run_end {
            let tokens = &self.cx.document.tokens[k as usize..run_end as usize];
            if let Some((n, c)) = self.cx.gazetteer.at(tokens, false).name
                && n >= 2
                && c.iter().any(|c| !c.weak)
                && k + len(n) == run_end
                && !self.cx.set(run_end - 1).has(WordSet::ORG_TAIL)
                && !self.cx.set(k - 1).has(WordSet::GIVEN)
                && self.cx.text(k - 1) != "-"
            {
                return k;
            }
        }
        run_end
    }

    /// "Larry King" keeps its King, and "Cook said" its cook.
    fn role_is_surname(&self, i: u32, end: u32) -> bool {
        let cx = self.cx;
        let one = end == i + 1 && cx.capital(i) && cx.set(i).has(WordSet::SURNAME);
        let given_before = i > self.start && cx.set(i - 1).has(WordSet::GIVEN) && cx.capital(i - 1);
        let capital_after = end < self.end && run::can_start(cx, end);
        one && !capital_after && (given_before || i > self.start && self.style == Style::Plain && self.title_before(i))
    }

    fn title_before(&self, i: u32) -> bool {
        self.cx.set(i - 1).has(WordSet::TITLE)
    }

    fn month_is_name(&self, i: u32) -> bool {
        let before = i > self.start && self.cx.set(i - 1).any(WordSet::GIVEN.with(WordSet::TITLE)) && self.cx.capital(i - 1);
        let set = self.cx.set(i);
        let after = set.has(WordSet::GIVEN) && i + 1 < self.end && run::can_start(self.cx, i + 1);
        before && set.has(WordSet::SURNAME) || after
    }

    fn is_year(&self, i: u32) -> bool {
        let text = self.cx.text(i);
        text.len() == 4 && text.parse::<u16>().is_ok_and(|y| (1500..2100).contains(&y))
    }

    /// "ex-" takes its hyphen along.
    fn after_hyphen(&self, i: u32, modifier: Modifier) -> u32 {
        let hyphen = modifier != Modifier::Neutral
            && i < self.end
            && self.cx.text(i) == "-"
            && !self.cx.token(i).shape.has(Shape::SPACE_BEFORE);
        i + u32::from(hyphen)
    }
}

fn len(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
