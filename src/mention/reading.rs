//! Which row of the lists a listed name stands for in this article.

use crate::gazetteer::{Candidate, Entry, Kind};
use crate::text::Shape;

use super::context::Context;
use super::evidence::{Evidence, is_public};
use super::lattice::fits;
use super::segment::{Label, Segment, Source};

/// The row, if one reading is safe or supported. `after` is a place named behind a comma ("Paris, Texas").
pub(super) fn choose(cx: &Context<'_>, evidence: &Evidence, s: &Segment, after: Option<&Segment>) -> Option<u32> {
    let Source::Listed { hit, .. } = s.source else { return None };
    let readings = cx.gazetteer.readings(hit, cx.tokens(s.tokens()), true, false);
    let fitting = readings.filter(|c| fits(cx, s.label, c.entry, c.via()));
    let mut best: Option<(i64, u32)> = None;
    let mut rivals = 0;
    for c in fitting {
        let Some(points) = points(cx, evidence, s, &c, after) else { continue };
        match best {
            Some((p, _)) if points < p => {}
            Some((p, _)) if points == p => rivals += 1,
            _ => {
                best = Some((points, c.entry));
                rivals = 0;
            }
        }
    }
    // Several rows that nothing tells apart are no row.
    best.filter(|_| rivals == 0 || s.label == Label::Demonym).map(|b| b.1)
}

/// Points of a reading; none if it needs support and has none.
fn points(cx: &Context<'_>, evidence: &Evidence, s: &Segment, c: &Candidate, after: Option<&Segment>) -> Option<i64> {
    let entry = cx.gazetteer.entry(c.entry);
    let country = i64::from(evidence.country(cx, c.entry).min(20));
    let safe = i64::from(evidence.safe(c.entry).min(5));
    let mut points = country * 3 + safe * 10;
    let mut supported = safe > 0;
    match s.label {
        Label::Person => supported |= country > 0,
        Label::Place | Label::Demonym => {
            points += i64::from(entry.population().checked_ilog10().unwrap_or(0)) * 3;
            points += match entry.subkind() {
                "country" => 20,
                "region" | "territory" => 4,
                _ => 0,
            };
            // "D-New York" is the state.
            let state =
                s.start >= 2 && cx.is(s.start - 1, &["-"]) && cx.is(s.start - 2, &["D", "R", "I", "Dem", "Rep"]);
            if entry.subkind() == "region" && (state || of_state(cx, s, entry)) {
                points += 100;
            }
            if let Some(after) = after {
                if contains(cx, after, c.entry) {
                    points += 100;
                } else if entry.subkind() == "city" && is_address(cx, after) {
                    return None;
                }
            }
            supported = true;
        }
        _ => supported |= country > 0 && is_public(cx, c.entry) || evidence.is_body(cx, s.tokens()),
    }
    let place = matches!(s.label, Label::Place | Label::Demonym);
    if !c.weak() || place && country > 0 {
        return Some(points + 30);
    }
    supported.then_some(points)
}

/// Whether an office beside a name is one of American states: "Washington Governor Jane Doe", "the senator from Georgia".
fn of_state(cx: &Context<'_>, s: &Segment, region: Entry<'_>) -> bool {
    const OFFICES: &[&str] = &[
        "governor",
        "lieutenant governor",
        "attorney general",
        "secretary of state",
        "senator",
        "representative",
        "congressman",
        "congresswoman",
        "state senator",
        "state representative",
        "treasurer",
    ];
    let office = |at: u32| {
        let Some(hit) = cx.found(at).role else { return 0 };
        let mut rows = cx.gazetteer.readings(hit, cx.tokens(at..at + hit.len), false, true);
        if rows.any(|c| OFFICES.contains(&cx.gazetteer.entry(c.entry).name())) { hit.len } else { 0 }
    };
    let country = region.country_cell().map(|c| cx.gazetteer.entry(c).id());
    if country != Some("US") {
        return false;
    }
    let end = u32::try_from(cx.document.tokens.len()).unwrap_or(u32::MAX);
    let ahead = s.end + u32::from(s.end < end && cx.shape(s.end).has(Shape::POSSESSIVE));
    let mut behind = (2..6).filter(|&n| n <= s.start).map(|n| (s.start - n, n));
    let is_of = s.start > 0 && cx.is(s.start - 1, &["of", "for", "from"]);
    ahead < end && office(ahead) > 0 || is_of && behind.any(|(at, n)| office(at) == n - 1)
}

/// Whether a place lies in one that a listed name can stand for.
fn contains(cx: &Context<'_>, larger: &Segment, smaller: u32) -> bool {
    let Source::Listed { hit, .. } = larger.source else { return false };
    let small = cx.gazetteer.entry(smaller);
    let inside = |e: u32| e != smaller && (small.country_cell() == Some(e) || small.parent() == Some(e));
    let mut readings = cx.gazetteer.readings(hit, cx.tokens(larger.tokens()), true, false);
    readings.any(|c| cx.gazetteer.kind(c.entry) == Kind::Place && inside(c.entry))
}

/// Whether the place behind a comma says where the one before it lies: a region or country that begins no list of places.
fn is_address(cx: &Context<'_>, after: &Segment) -> bool {
    let Source::Listed { hit, .. } = after.source else { return false };
    let mut readings = cx.gazetteer.readings(hit, cx.tokens(after.tokens()), true, false);
    let larger = readings.any(|c| matches!(cx.gazetteer.entry(c.entry).subkind(), "region" | "country"));
    let (next, end) = (after.end, u32::try_from(cx.document.tokens.len()).unwrap_or(u32::MAX));
    let list = next < end
        && (cx.is(next, &["and", "or", "&"]) || cx.is(next, &[","]) && next + 1 < end && cx.capital(next + 1));
    larger && !list
}

/// The place behind a comma or in brackets behind a segment.
pub(super) fn place_after<'a>(cx: &Context<'_>, segments: &'a [Segment], at: usize) -> Option<&'a Segment> {
    let comma = segments[at].end;
    let place = segments[at + 1..].iter().take(2).find(|s| s.start == comma + 1 && s.label == Label::Place)?;
    if !cx.is(comma, &[",", "("]) {
        return None;
    }
    cx.shape(place.start).has(Shape::CAPITAL).then_some(place)
}
