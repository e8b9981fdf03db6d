//! What is an unlisted run: a person, a place, an organization or nothing? Evidence is added up over all its occurrences in
//! the article, so that one "Dr" or one acronym in brackets decides for the plain occurrences too.

use crate::base::hash::FastMap;
use crate::gazetteer::{Kind, Via, WordSet};
use crate::text::normalize::fold;
use crate::text::Shape;

use super::piece::{Context, Piece, PieceKind};
use super::scan::Scan;

/// The kinds of the article's runs, by folded wording.
#[derive(Debug, Default)]
pub(crate) struct Kinds {
    decided: FastMap<String, (Kind, &'static str)>,
}

impl Kinds {
    pub(crate) fn get(&self, wording: &str) -> Option<(Kind, &'static str)> {
        self.decided.get(fold(wording).as_ref()).copied()
    }
}

/// Points for each kind, with the construction that gave the most.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    person: f32,
    place: f32,
    organization: f32,
    none: f32,
    best: (f32, &'static str),
}

impl Evidence {
    fn add(&mut self, kind: Kind, points: f32, rule: &'static str) {
        let to = match kind {
            Kind::Person => &mut self.person,
            Kind::Place => &mut self.place,
            _ => &mut self.organization,
        };
        *to += points;
        if points > self.best.0 {
            self.best = (points, rule);
        }
    }

    /// The kind with the most points, if they are enough.
    fn decide(&self, words: usize) -> Option<(Kind, &'static str)> {
        let need = if words >= 2 { 2.0 } else { 2.4 };
        let scores = [(self.person, Kind::Person), (self.organization, Kind::Organization), (self.place, Kind::Place)];
        let (score, kind) = scores.into_iter().fold((0.0, Kind::Person), |best, s| if s.0 > best.0 { s } else { best });
        (score >= need && score > self.none).then_some((kind, self.best.1))
    }
}

/// Decides on every run of the article.
pub(crate) fn classify(scan: &Scan<'_>) -> Kinds {
    let cx = &scan.cx;
    let mut evidence: FastMap<String, (Evidence, usize)> = FastMap::default();
    let mut order = Vec::new();
    for (at, piece) in scan.pieces.iter().enumerate() {
        if !matches!(piece.kind, PieceKind::Run) {
            continue;
        }
        let wording = fold(cx.phrase(piece.tokens.clone())).into_owned();
        let title = scan.title_case[piece.sentence as usize];
        let (found, words) = evidence.entry(wording.clone()).or_insert_with(|| {
            order.push(wording);
            let mut e = Evidence::default();
            let words = inside(cx, piece, &mut e);
            (e, words)
        });
        let _ = words;
        around(scan, at, title, found);
    }
    let mut kinds = Kinds::default();
    for wording in order {
        let (e, words) = evidence[&wording];
        if let Some(decision) = e.decide(words) {
            kinds.decided.insert(wording, decision);
        }
    }
    kinds
}

/// Evidence from the words of the run itself; gives the number of words.
fn inside(cx: &Context<'_>, piece: &Piece, e: &mut Evidence) -> usize {
    let tokens = piece.tokens.clone();
    let words: Vec<u32> = tokens.clone().filter(|&i| cx.token(i).shape.has(Shape::WORD)).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return 0 };
    let (head, tail) = (cx.set(first), cx.set(last));
    let several = words.len() >= 2;
    if several {
        if head.has(WordSet::GIVEN) {
            let points = if head.has(WordSet::WORDLIKE) { 1.3 } else { 2.5 };
            e.add(Kind::Person, points, "given-name");
        }
        if tail.has(WordSet::SURNAME) {
            e.add(Kind::Person, if tail.has(WordSet::WORDLIKE) { 0.5 } else { 1.2 }, "surname");
        }
        organization_words(cx, &words, e);
        if tail.has(WordSet::PLACE_TAIL) {
            e.add(Kind::Place, 4.0, "place-word");
        } else if head.has(WordSet::PLACE_HEAD) {
            e.add(Kind::Place, 3.5, "place-word");
        } else if is_compass(cx.text(first)) && words.len() == 2 && listed_place(cx, last) {
            e.add(Kind::Place, 4.5, "compass-place");
        }
        if tail.has(WordSet::EVENT_TAIL) {
            e.none += 6.0;
        }
    } else if cx.token(first).shape.has(Shape::ALL_CAPS) && (2..=6).contains(&cx.text(first).replace('.', "").len()) {
        e.add(Kind::Organization, 1.6, "acronym");
    }
    for &i in &words {
        let set = cx.set(i);
        if cx.token(i).shape.has(Shape::INITIAL) && several {
            e.add(Kind::Person, 2.0, "initial");
        }
        if set.has(WordSet::PARTICLE) && i != first && !cx.capital(i) {
            e.add(Kind::Person, 1.5, "name-particle");
        }
        if set.any(WordSet::STOP.with(WordSet::FIELD)) && !set.any(WordSet::GIVEN.with(WordSet::SURNAME)) {
            e.person -= 1.5;
        }
    }
    if tokens.clone().any(|i| cx.token(i).shape.has(Shape::DIGIT)) || words.len() > 5 {
        e.person -= 3.0;
    }
    words.len()
}

fn organization_words(cx: &Context<'_>, words: &[u32], e: &mut Evidence) {
    let (first, last) = (words[0], words[words.len() - 1]);
    if cx.set(last).has(WordSet::ORG_TAIL) {
        let name_too = cx.set(last).has(WordSet::SURNAME) && cx.set(first).has(WordSet::GIVEN) && words.len() == 2;
        e.add(Kind::Organization, if name_too { 1.0 } else { 4.5 }, "organization-word");
    }
    let of = words.iter().skip(1).any(|&i| cx.is(i, &["of", "for", "on"]));
    if words.iter().any(|&i| cx.set(i).has(WordSet::ORG_HEAD)) && of {
        e.add(Kind::Organization, 5.0, "organization-head");
    } else if cx.set(first).has(WordSet::ORG_HEAD) {
        e.add(Kind::Organization, 1.5, "organization-head");
    }
    if words.iter().any(|&i| cx.text(i).contains('&')) || (words[0]..last).any(|i| cx.text(i) == "&") {
        e.add(Kind::Organization, 3.0, "ampersand");
    }
}

/// Evidence from the words around one occurrence.
fn around(scan: &Scan<'_>, at: usize, title_case: bool, e: &mut Evidence) {
    let cx = &scan.cx;
    let piece = &scan.pieces[at];
    let sentence = &cx.document.sentences[piece.sentence as usize].tokens;
    let before = (piece.tokens.start > sentence.start).then(|| piece.tokens.start - 1);
    let after = piece.tokens.end;
    let text = |i: u32| if i < sentence.end { cx.text(i) } else { "" };
    let previous = at.checked_sub(1).map(|p| &scan.pieces[p]).filter(|p| p.tokens.end == piece.tokens.start && p.sentence == piece.sentence);
    match previous.map(|p| &p.kind) {
        Some(PieceKind::Honorific) => e.add(Kind::Person, 5.0, "honorific"),
        Some(PieceKind::Role(r)) => {
            e.add(Kind::Person, if r.weak { 1.5 } else { 3.5 }, "title-name");
        }
        Some(PieceKind::Listed(c)) if c.iter().any(|c| c.via == Via::Demonym) => e.add(Kind::Person, 0.4, "demonym-name"),
        _ => {}
    }
    if title_case {
        return;
    }
    if let Some(b) = before {
        match cx.text(b) {
            "in" | "near" | "outside" | "across" | "around" => {
                e.add(Kind::Place, 1.6, "in-place");
                e.person -= 1.0;
            }
            "from" | "at" | "to" => e.add(Kind::Place, 0.5, "at-place"),
            "the" | "The" | "a" | "an" => {
                e.person -= 2.5;
                e.add(Kind::Organization, 0.6, "the-name");
            }
            _ if cx.set(b).has(WordSet::SPEECH) => e.add(Kind::Person, 1.5, "speech-verb"),
            _ => {}
        }
    }
    match text(after) {
        "," => after_comma(scan, at, after, e),
        "(" => acronym_follows(cx, piece, after, sentence.end, e),
        "who" | "whose" => e.add(Kind::Person, 2.0, "who"),
        _ if after < sentence.end && cx.set(after).has(WordSet::SPEECH) => e.add(Kind::Person, 1.5, "speech-verb"),
        _ => {}
    }
}

/// An age, a role or a larger place after a comma.
fn after_comma(scan: &Scan<'_>, at: usize, comma: u32, e: &mut Evidence) {
    let Some(next) = scan.pieces.get(at + 1).filter(|n| n.sentence == scan.pieces[at].sentence) else { return };
    let gap = next.tokens.start.saturating_sub(comma + 1);
    let cx = &scan.cx;
    match &next.kind {
        PieceKind::Number if gap == 0 && cx.text(next.tokens.start).len() <= 3 && cx.text(next.tokens.end) == "," => {
            e.add(Kind::Person, 4.0, "age");
        }
        PieceKind::Role(_) if gap <= 2 => e.add(Kind::Person, 2.0, "apposition"),
        PieceKind::Modifier(_) if gap <= 1 => e.add(Kind::Person, 1.5, "apposition"),
        PieceKind::Listed(c) if gap == 0 && c.iter().any(|c| cx.gazetteer.entry(c.entry).kind == Kind::Place && c.via != Via::Demonym) => {
            e.add(Kind::Place, 1.5, "place-comma-place");
        }
        _ if cx.is(comma + 1, &["who", "whose"]) => e.add(Kind::Person, 2.0, "who"),
        _ => {}
    }
}

/// "Federal Security Service (FSB)".
fn acronym_follows(cx: &Context<'_>, piece: &Piece, open: u32, end: u32, e: &mut Evidence) {
    if open + 2 < end && cx.text(open + 2) == ")" && is_acronym_of(cx, piece, cx.text(open + 1)) {
        e.add(Kind::Organization, 5.0, "acronym-in-brackets");
    }
}

/// Whether a word consists of the initials of the run's words (small words may be left out).
pub(crate) fn is_acronym_of(cx: &Context<'_>, piece: &Piece, word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 2 || !letters.iter().any(|c| c.is_uppercase()) {
        return false;
    }
    let initials: Vec<(char, bool)> = piece
        .tokens
        .clone()
        .filter(|&i| cx.token(i).shape.has(Shape::WORD))
        .filter_map(|i| Some((cx.text(i).chars().next()?, cx.capital(i))))
        .collect();
    let mut wanted = letters.iter().map(|c| c.to_ascii_lowercase()).peekable();
    for (c, capital) in &initials {
        if wanted.peek() == Some(&c.to_ascii_lowercase()) {
            wanted.next();
        } else if *capital {
            return false;
        }
    }
    wanted.peek().is_none()
}

fn is_compass(word: &str) -> bool {
    const COMPASS: &[&str] = &[
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast", "northwest",
        "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "upper", "lower", "greater",
    ];
    COMPASS.contains(&fold(word).as_ref())
}

fn listed_place(cx: &Context<'_>, token: u32) -> bool {
    let tokens = &cx.document.tokens[token as usize..=token as usize];
    cx.gazetteer.at(tokens, false).name.is_some_and(|(_, c)| {
        c.iter().any(|c| c.via != Via::Demonym && cx.gazetteer.entry(c.entry).kind == Kind::Place)
    })
}
