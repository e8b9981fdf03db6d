//! Names that no list has, by the looks of their words: given names and surnames, initials, particles, head and tail words.

mod body;
mod person;

use crate::gazetteer::{Modifier, Via, WordSet};
use crate::text::Shape;

use super::context::Context;
use super::lattice::Names;

pub(super) use body::{TEAM, is_trade};
pub(super) use person::is_generation;

/// Longest name in tokens.
const MAX: u32 = 12;

/// Adds the names that can begin at a token.
pub(super) fn at(names: &mut Names<'_, '_>, i: u32) {
    let cx = names.cx;
    if cx.is(i, body::COUNTRIES) && !cx.hyphen_follows(i, names.tokens.end) {
        body::others(names, i);
    } else if cx.capital(i) {
        if starts(names, i) {
            person::persons(names, i);
            body::others(names, i);
        }
    } else if cx.set(i).has(WordSet::PARTICLE) && (i == names.tokens.start || !cx.capital(i - 1)) {
        person::persons(names, i);
    }
}

/// Whether an unlisted name can begin with a capitalised word.
fn starts(names: &Names<'_, '_>, i: u32) -> bool {
    let set = names.cx.set(i);
    let title = set.any(WordSet::TITLE.with(WordSet::SUFFIX)) && !set.any(WordSet::SURNAME.with(WordSet::GIVEN));
    // "Former Acme chairman": a word of status is no part of the name behind it.
    let past = names.cx.found(i).phrase.and_then(|(_, p)| p.modifier);
    let status = matches!(past, Some(Modifier::Past | Modifier::Acting | Modifier::Elect))
        && names.cx.is(i, &["Former", "Acting", "Interim", "Outgoing", "Incoming", "Ex"]);
    (!set.has(WordSet::STOP) || set.has(WordSet::ALSO_NAME)) && !title && !status
}

/// Whether a capitalised word can go on a name.
fn goes_on(names: &Names<'_, '_>, i: u32) -> bool {
    let cx = names.cx;
    let set = cx.set(i);
    let month = set.has(WordSet::TIME) && !set.has(WordSet::SURNAME);
    let stop = set.has(WordSet::STOP) && !set.has(WordSet::ALSO_NAME);
    // "Sun-hee" is no Sunday.
    cx.capital(i) && (!month && !stop || cx.hyphen_follows(i, names.tokens.end))
}

/// What stands behind a hyphen that is no part of a name.
const COMPOUNDS: &[&str] = &[
    "area", "based", "born", "bound", "day", "era", "led", "like", "made", "owned", "run", "style", "time", "wide",
    "wing",
];

/// The token behind one more word of a person's name that begins at `i`: a capitalised word with its hyphenated parts.
fn part(names: &Names<'_, '_>, i: u32) -> Option<u32> {
    let cx = names.cx;
    if !goes_on(names, i) {
        return None;
    }
    let mut end = i + 1;
    // "Jean-Paul", "Jong-un"; not "Trump-Putin", whose parts stand for themselves.
    while let Some(next) = hyphenated(cx, end, names.tokens.end) {
        end = next;
    }
    Some(end)
}

/// The token behind a hyphen and one more part of a name.
pub(in crate::mention) fn hyphenated(cx: &Context<'_>, i: u32, end: u32) -> Option<u32> {
    let hyphen = i > 0 && i + 1 < end && cx.hyphen_follows(i - 1, end) && cx.glued(i + 1);
    let tail = |k: u32| cx.shape(k).has(Shape::WORD) && cx.token(k).span.len() <= 5 && !cx.is(k, COMPOUNDS);
    (hyphen && (cx.capital(i + 1) || tail(i + 1))).then_some(i + 2)
}

/// "Democrat", "Swede": a listed word that says whose somebody is, and is no given name.
fn is_somebodys(cx: &Context<'_>, i: u32) -> bool {
    let Some(hit) = cx.found(i).name.filter(|h| h.len == 1 && !cx.set(i).has(WordSet::GIVEN)) else { return false };
    let readings = cx.gazetteer.readings(hit, cx.tokens(i..i + 1), false, false);
    readings.filter(|c| !c.weak()).any(|c| c.via() == Via::Demonym || cx.gazetteer.entry(c.entry).subkind() == "party")
}
