//! Runs: stretches of capitalised words, with the small words that names hold ("Ministry of Foreign Affairs", "Ursula von der
//! Leyen", "Kim Jong-un").

use crate::gazetteer::WordSet;
use crate::text::Shape;

use super::piece::Context;
use super::role;

/// Longest run in tokens; longer rows of capitals are headlines or lists.
const MAX_RUN: u32 = 14;

/// Whether a name can begin at a token.
pub(crate) fn can_start(cx: &Context<'_>, i: u32) -> bool {
    let t = cx.token(i);
    t.shape.has(Shape::WORD) && t.shape.has(Shape::CAPITAL) && !cx.set(i).any(WordSet::DATE.with(WordSet::TITLE))
}

/// The end of the run that begins at `at`.
pub(crate) fn end_of_run(cx: &Context<'_>, at: u32, end: u32) -> u32 {
    let end = end.min(at + MAX_RUN);
    let mut i = at + 1;
    while i < end {
        let next = step(cx, at, i, end);
        if next == i {
            break;
        }
        i = next;
    }
    i
}

/// The token after the next part of the run, or `i` if the run ends before it.
fn step(cx: &Context<'_>, at: u32, i: u32, end: u32) -> u32 {
    let shape = cx.token(i).shape;
    if shape.has(Shape::WORD) && shape.has(Shape::CAPITAL) {
        let set = cx.set(i);
        if set.has(WordSet::DATE) && !names_month(cx, i) || set.has(WordSet::TITLE) && !shape.has(Shape::INITIAL) {
            return i;
        }
        if !role_surname(cx, at, i, end) && role::compose(cx, i, end).is_some() {
            return i;
        }
        return i + 1;
    }
    let next_capital = |k: u32| k < end && can_start(cx, k);
    match cx.text(i) {
        "-" | "‑" | "–" if !shape.has(Shape::SPACE_BEFORE) => {
            let joined = i + 1 < end && !cx.token(i + 1).shape.has(Shape::SPACE_BEFORE);
            // "Jean-Claude", "Jong-un", "al-Assad"; not "U.S.-Russia", whose parts are names of their own.
            let short_tail = joined && cx.token(i + 1).span.len() <= 4 && cx.token(i + 1).shape.has(Shape::WORD);
            if joined && (next_capital(i + 1) || short_tail) && !listed(cx, i - 1, end) { i + 2 } else { i }
        }
        "&" if next_capital(i + 1) => i + 2,
        "," if i + 1 < end && cx.is(i + 1, &["Jr", "Jr.", "Sr", "Sr.", "Inc", "Inc.", "Ltd", "Ltd.", "LLC"]) => i + 2,
        "of" | "for" | "on" | "in" | "to" if opens_organization(cx, at, i) => {
            let k = if i + 1 < end && cx.is(i + 1, &["the", "The"]) { i + 2 } else { i + 1 };
            if next_capital(k) && role::compose(cx, k, end).is_none() { k + 1 } else { i }
        }
        "and" | "," if opens_organization(cx, at, i) && continues(cx, at, i) => {
            let k = if cx.is(i, &[","]) && i + 1 < end && cx.is(i + 1, &["and"]) { i + 2 } else { i + 1 };
            let plain = next_capital(k) && !listed(cx, k, end) && role::compose(cx, k, end).is_none();
            if plain && !cx.set(k).has(WordSet::GIVEN) { k + 1 } else { i }
        }
        _ => particle(cx, i, end),
    }
}

/// de, van der, bin, al- before a capital.
fn particle(cx: &Context<'_>, i: u32, end: u32) -> u32 {
    let mut k = i;
    while k < end && k < i + 3 && cx.set(k).has(WordSet::PARTICLE) {
        k += 1;
        if k < end && cx.text(k) == "-" {
            k += 1;
        }
    }
    if k > i && k < end && can_start(cx, k) && !listed(cx, k, end) { k + 1 } else { i }
}

/// "May", "April" and "August" can be names.
fn names_month(cx: &Context<'_>, i: u32) -> bool {
    cx.set(i).any(WordSet::GIVEN.with(WordSet::SURNAME)) && cx.set(i - 1).has(WordSet::GIVEN)
}

/// A role word that is the surname of the name before it: "Larry King", "Tim Cook".
fn role_surname(cx: &Context<'_>, at: u32, i: u32, end: u32) -> bool {
    let one = role::compose(cx, i, end).is_some_and(|(stop, _)| stop == i + 1);
    let given = |k: u32| cx.set(k).has(WordSet::GIVEN) && !cx.set(k).has(WordSet::ORG_TAIL);
    let initial = cx.token(i - 1).shape.has(Shape::INITIAL) && i - 1 > at;
    one && cx.set(i).has(WordSet::SURNAME) && (given(i - 1) || initial) && !(i + 1 < end && can_start(cx, i + 1))
}

fn opens_organization(cx: &Context<'_>, at: u32, i: u32) -> bool {
    (at..i).any(|k| cx.set(k).has(WordSet::ORG_HEAD))
}

/// Whether "and" may go on a field list: something stands between the head word and it ("Department of Health and ...").
fn continues(cx: &Context<'_>, at: u32, i: u32) -> bool {
    (at..i).any(|k| cx.is(k, &["of", "for", "on"]))
}

fn listed(cx: &Context<'_>, i: u32, end: u32) -> bool {
    cx.gazetteer
        .at(&cx.document.tokens[i as usize..end as usize], false)
        .name
        .is_some_and(|(_, c)| c.iter().any(|c| !c.weak))
}
