//! Which of a listed name's readings holds in this article, if any.

use crate::base::hash::FastMap;
use crate::gazetteer::{Candidate, Kind, Via, WordSet};

use super::piece::{Piece, PieceKind};
use super::scan::Scan;

/// What the article's safe names say about its world.
#[derive(Debug, Default)]
pub(crate) struct Support {
    /// Times that each country is meant, by itself or by a place, body or demonym of it.
    countries: FastMap<u32, u32>,
    /// Entries that stand under a safe name.
    safe: FastMap<u32, u32>,
    /// All countries by count, most first.
    ranked: Vec<u32>,
}

impl Support {
    /// Counts the safe readings of the article.
    pub(crate) fn of(scan: &Scan<'_>) -> Self {
        let mut support = Support::default();
        for piece in &scan.pieces {
            let PieceKind::Listed(candidates) = &piece.kind else { continue };
            let safe: Vec<&Candidate> = candidates.iter().filter(|c| !c.weak).collect();
            for c in &safe {
                *support.safe.entry(c.entry).or_default() += 1;
            }
            if let [one] = safe[..]
                && let Some(country) = scan.cx.gazetteer.country(one.entry)
            {
                *support.countries.entry(country).or_default() += 1;
            }
        }
        let mut counted: Vec<(u32, u32)> = support.countries.iter().map(|(&c, &n)| (n, c)).collect();
        counted.sort_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
        support.ranked = counted.into_iter().map(|(_, c)| c).collect();
        support
    }

    /// How often a country is meant.
    fn country(&self, entry: Option<u32>) -> u32 {
        entry.and_then(|e| self.countries.get(&e)).copied().unwrap_or(0)
    }
}

/// The reading of a piece, or none if no reading is supported.
pub(crate) fn choose(scan: &Scan<'_>, support: &Support, at: usize) -> Option<Candidate> {
    let PieceKind::Listed(candidates) = &scan.pieces[at].kind else { return None };
    let around = Around::of(scan, at);
    let mut best: Option<(i64, Candidate)> = None;
    for &c in candidates {
        let Some(score) = score(scan, support, &around, &c, &scan.pieces[at]) else { continue };
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, c));
        }
    }
    best.map(|(_, c)| c)
}

/// The words beside a piece.
struct Around {
    title: bool,
    role: bool,
    speech: bool,
    place_word: bool,
    place_after: Option<Vec<u32>>,
    first: bool,
    the: bool,
    title_case: bool,
}

impl Around {
    fn of(scan: &Scan<'_>, at: usize) -> Self {
        let (cx, piece) = (&scan.cx, &scan.pieces[at]);
        let sentence = &cx.document.sentences[piece.sentence as usize].tokens;
        let before = (piece.tokens.start > sentence.start).then(|| piece.tokens.start - 1);
        let after = piece.tokens.end;
        let previous = at.checked_sub(1).map(|p| &scan.pieces[p]).filter(|p| p.tokens.end == piece.tokens.start);
        let next = scan.pieces.get(at + 1).filter(|n| n.sentence == piece.sentence && n.tokens.start == after + 1);
        let comma = after < sentence.end && cx.text(after) == ",";
        let place_after = next.filter(|_| comma).and_then(|n| match &n.kind {
            PieceKind::Listed(c) => {
                let places = c.iter().filter(|c| c.via != Via::Demonym && cx.gazetteer.entry(c.entry).kind == Kind::Place);
                Some(places.map(|c| c.entry).collect::<Vec<_>>()).filter(|p| !p.is_empty())
            }
            _ => None,
        });
        Around {
            title: matches!(previous.map(|p| &p.kind), Some(PieceKind::Honorific)),
            role: matches!(previous.map(|p| &p.kind), Some(PieceKind::Role(_))),
            speech: after < sentence.end && cx.set(after).has(WordSet::SPEECH),
            place_word: before.is_some_and(|b| {
                cx.is(b, &["in", "In", "near", "from", "From", "at", "to", "across", "outside", "around", "of", "over", "via", "toward", "towards"])
            }),
            place_after,
            first: before.is_none(),
            the: before.is_some_and(|b| cx.is(b, &["the", "The"])),
            title_case: scan.title_case[piece.sentence as usize],
        }
    }
}

/// Points of one reading; none if it needs support and has none.
fn score(scan: &Scan<'_>, support: &Support, around: &Around, c: &Candidate, piece: &Piece) -> Option<i64> {
    let gazetteer = scan.cx.gazetteer;
    let entry = gazetteer.entry(c.entry);
    let country = support.country(gazetteer.country(c.entry));
    let mut points = i64::from(country.min(20)) * 3;
    points += i64::from(support.safe.get(&c.entry).copied().unwrap_or(0).min(5)) * 10;
    match entry.kind {
        Kind::Person => {
            if around.title || around.role {
                points += 60;
            }
            if around.speech {
                points += 15;
            }
            if c.weak && around.place_word && support.safe.get(&c.entry).is_none() {
                points -= 25;
            }
        }
        Kind::Place => {
            points += population_points(entry.details.population) + if entry.subkind == "country" { 20 } else { 0 };
            if around.place_word {
                points += 15;
            }
            if around.title || around.role && c.via != Via::Demonym {
                points -= 40;
            }
            if let Some(after) = &around.place_after {
                let inside = after.iter().any(|&larger| contains(scan, larger, c.entry));
                points += if inside { 60 } else { 0 };
            }
        }
        _ => points += if around.the { 10 } else { 5 },
    }
    if !c.weak {
        return Some(points + 30);
    }
    supported(scan, support, around, c, piece).then_some(points)
}

/// Whether a weak name has the support that it needs.
fn supported(scan: &Scan<'_>, support: &Support, around: &Around, c: &Candidate, piece: &Piece) -> bool {
    let gazetteer = scan.cx.gazetteer;
    let entry = gazetteer.entry(c.entry);
    if support.safe.contains_key(&c.entry) {
        return true;
    }
    let country = support.country(gazetteer.country(c.entry)) > 0;
    let sets = || piece.tokens.clone().map(|i| scan.cx.set(i));
    let stop = sets().all(|s| s.any(WordSet::STOP.with(WordSet::DATE)));
    match entry.kind {
        Kind::Person => around.title || around.role || (country || around.speech) && !around.first && !stop,
        Kind::Place if entry.subkind == "city" => {
            let inside = around.place_after.as_ref().is_some_and(|a| a.iter().any(|&l| contains(scan, l, c.entry)));
            inside || around.place_word && (country || entry.details.population > 500_000) && !around.title_case
        }
        Kind::Place => !around.first && !around.title && !around.title_case || country || around.place_word,
        _ => country && !(around.first && stop),
    }
}

/// Whether a place lies in a larger one, by country or parent.
fn contains(scan: &Scan<'_>, larger: u32, smaller: u32) -> bool {
    let gazetteer = scan.cx.gazetteer;
    let (large, small) = (gazetteer.entry(larger), gazetteer.entry(smaller));
    larger != smaller && (small.details.country == large.id || small.details.parent == large.id)
}

fn population_points(population: u64) -> i64 {
    i64::from(population.checked_ilog10().unwrap_or(0)) * 3
}
