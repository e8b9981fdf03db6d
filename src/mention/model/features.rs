//! What a chain model sees of each word: shapes, lists, neighbours, and what the rest of the article does with the same word.

use std::ops::Range;

use crate::base::hash::{FastMap, mix};
use crate::gazetteer::{Via, WordSet};
use crate::text::Shape;

use super::super::context::{Context, Style};
use super::super::segment::Label;
use super::super::unlisted::hyphenated;

/// Words of a sentence that may be one name or several: capitalised words and the small words between them.
pub(super) fn runs(cx: &Context<'_>, tokens: Range<u32>, out: &mut Vec<Range<u32>>) {
    let mut i = tokens.start;
    while i < tokens.end {
        if !opens(cx, i) {
            i += 1;
            continue;
        }
        let start = i;
        i += 1;
        while let Some(next) = goes_on(cx, i, tokens.end) {
            i = next;
        }
        out.push(start..i);
    }
}

/// A capitalised word that can be part of a name; "Mr" and "Dr" are none.
fn opens(cx: &Context<'_>, i: u32) -> bool {
    let set = cx.set(i);
    cx.capital(i) && (!set.has(WordSet::TITLE) || set.any(WordSet::GIVEN.with(WordSet::SURNAME)))
}

/// The token behind the next capitalised word, if at most three joining words stand before it.
fn goes_on(cx: &Context<'_>, i: u32, end: u32) -> Option<u32> {
    const JOINING: &[&str] = &["of", "the", "for", "and", "&", "-", "on", "'s", "’s", "'", "’"];
    if let Some(next) = hyphenated(cx, i, end) {
        return Some(next);
    }
    let joins = |k: u32| cx.is(k, JOINING) || cx.set(k).has(WordSet::PARTICLE) || cx.shape(k).has(Shape::INITIAL);
    let next = (i..end.min(i + 4)).find(|&k| !joins(k) || cx.capital(k))?;
    opens(cx, next).then_some(next + 1)
}

/// Templates of features; a feature is the hash of a template and a value.
#[derive(Clone, Copy)]
enum T {
    Own,
    Before,
    After,
    OwnPair,
    Position,
    RunBefore,
    RunAfter,
    RunFirst,
    RunLast,
    RunLength,
    Listed,
    ListedBefore,
    ListedAfter,
    Suffix,
    Article,
    ArticleSingle,
    Style,
    Role,
    Edges,
    BeforeListed,
    LengthPosition,
    Neighbours,
}

/// Bits of what an article does with a word.
mod used {
    pub(super) const AFTER_TITLE: u64 = 1;
    pub(super) const BESIDE_SPEECH: u64 = 1 << 1;
    pub(super) const AFTER_IN: u64 = 1 << 2;
    pub(super) const AFTER_THE: u64 = 1 << 3;
    pub(super) const BEHIND_GIVEN: u64 = 1 << 4;
    pub(super) const POSSESSIVE: u64 = 1 << 5;
    pub(super) const SMALL: u64 = 1 << 6;
    pub(super) const INSIDE: u64 = 1 << 7;
    pub(super) const IN_BRACKETS: u64 = 1 << 8;
    pub(super) const BEFORE_TAIL: u64 = 1 << 9;
    pub(super) const WHO: u64 = 1 << 10;
    pub(super) const AFTER_OF: u64 = 1 << 11;
}

/// What the whole article does with each of its capitalised words.
pub(super) fn uses(cx: &Context<'_>, runs: &[Range<u32>]) -> FastMap<u64, u64> {
    let mut uses: FastMap<u64, u64> = FastMap::default();
    for run in runs {
        for i in run.clone().filter(|&i| cx.capital(i)) {
            *uses.entry(cx.token(i).word).or_default() |= use_of(cx, i, run);
        }
    }
    // Most words are none of them: a bit for each tells that.
    let mut known = [0_u64; 64];
    let bit = |word: u64| ((word >> 6) as usize % 64, 1 << (word % 64));
    for (at, bit) in uses.keys().map(|&w| bit(w)) {
        known[at] |= bit;
    }
    for t in cx.document.tokens.iter().filter(|t| t.shape.has(Shape::WORD) && !t.shape.has(Shape::CAPITAL)) {
        let (at, bit) = bit(t.word);
        if known[at] & bit != 0
            && let Some(bits) = uses.get_mut(&t.word)
        {
            *bits |= used::SMALL;
        }
    }
    uses
}

fn use_of(cx: &Context<'_>, i: u32, run: &Range<u32>) -> u64 {
    let mut bits = 0;
    if i > 0 {
        let before = i - 1;
        let set = cx.set(before);
        if set.has(WordSet::TITLE) {
            bits |= used::AFTER_TITLE;
        }
        if set.has(WordSet::SPEECH) && i == run.start {
            bits |= used::BESIDE_SPEECH;
        }
        if i == run.start && cx.is(before, &["in", "near", "across"]) {
            bits |= used::AFTER_IN;
        }
        if i == run.start && cx.is(before, &["the", "The"]) {
            bits |= used::AFTER_THE;
        }
        if cx.is(before, &["of", "at", "for", "by"]) {
            bits |= used::AFTER_OF;
        }
        if i > run.start && set.has(WordSet::GIVEN) && cx.capital(before) {
            bits |= used::BEHIND_GIVEN;
        }
        if cx.is(before, &["("]) {
            bits |= used::IN_BRACKETS;
        }
    }
    if (i as usize) + 1 < cx.document.tokens.len() {
        let set = cx.set(i + 1);
        if cx.shape(i + 1).has(Shape::POSSESSIVE) {
            bits |= used::POSSESSIVE;
        }
        if set.has(WordSet::SPEECH) && i + 1 == run.end {
            bits |= used::BESIDE_SPEECH;
        }
        if cx.is(i + 1, &["who", "whose", "himself", "herself"]) {
            bits |= used::WHO;
        }
        if set.any(WordSet::ORG_TAIL.with(WordSet::PLACE_TAIL)) && i + 1 < run.end {
            bits |= used::BEFORE_TAIL;
        }
    }
    if run.end - run.start > 1 {
        bits |= used::INSIDE;
    }
    bits
}

/// A small number for what a token looks like; function words and punctuation are themselves.
fn class(cx: &Context<'_>, i: u32) -> u64 {
    let shape = cx.shape(i);
    if cx.capital(i) {
        return match () {
            () if shape.has(Shape::INITIAL) => 1,
            () if shape.has(Shape::ALL_CAPS) => 2,
            () if cx.set(i).has(WordSet::STOP) => 3,
            () => 4,
        };
    }
    if shape.has(Shape::DIGIT) {
        return 5;
    }
    let text = cx.text(i);
    if shape.has(Shape::WORD) && text.len() > 5 && !cx.set(i).has(WordSet::SPEECH) {
        return match () {
            () if text.ends_with("ed") => 6,
            () if text.ends_with("ing") => 7,
            () if text.ends_with('s') => 8,
            () => 9,
        };
    }
    if cx.set(i).has(WordSet::SPEECH) {
        return 10;
    }
    16 + cx.token(i).word % 0xffff_ffff
}

const EDGE: u64 = 11;

/// The sets that a model may look at.
const SETS: u64 = WordSet::GIVEN
    .with(WordSet::SURNAME)
    .with(WordSet::PARTICLE)
    .with(WordSet::ORG_HEAD)
    .with(WordSet::ORG_TAIL)
    .with(WordSet::PLACE_HEAD)
    .with(WordSet::PLACE_TAIL)
    .with(WordSet::TITLE)
    .with(WordSet::SUFFIX)
    .with(WordSet::STOP)
    .with(WordSet::GIVEN_WORD)
    .with(WordSet::SURNAME_WORD)
    .with(WordSet::NAME_PLACE)
    .with(WordSet::MOSTLY_LAST)
    .with(WordSet::ORG_COMMON)
    .with(WordSet::PLACE_COMMON)
    .with(WordSet::ALSO_NAME)
    .with(WordSet::TIME)
    .with(WordSet::LONE)
    .0;

/// What lists have of each token: the labels of the longest name that covers it, and its place in that name.
pub(super) type Covers = Vec<[u64; 2]>;

/// Marks what listed names cover.
pub(super) fn covers(cx: &Context<'_>, tokens: Range<u32>, covers: &mut Covers) {
    let mut reach = tokens.start;
    for i in tokens.clone() {
        let Some(hit) = cx.found(i).name.filter(|h| i + h.len > reach) else { continue };
        let mut labels = 0;
        for c in cx.gazetteer.readings(hit, cx.tokens(i..i + hit.len), false, false) {
            let label = if c.via() == Via::Demonym { Label::Demonym } else { Label::of(cx.gazetteer.kind(c.entry)) };
            labels |= 1 << (label as u64 * 2 + u64::from(c.weak()));
        }
        for k in i..i + hit.len {
            let place = u64::from(k == i) + 2 * u64::from(k + 1 == i + hit.len);
            covers[k as usize] = [labels, place];
        }
        reach = i + hit.len;
    }
}

/// What is known of an article as a whole.
pub(super) struct Article {
    /// What it does with each word.
    pub(super) uses: FastMap<u64, u64>,
    /// What lists cover.
    pub(super) covers: Covers,
}

/// The numbers of the bits that are set.
fn bits(mut set: u64) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| u64::from(set.trailing_zeros()))?;
        set &= set - 1;
        Some(bit)
    })
}

/// The features of one token of a run.
pub(super) fn features(
    cx: &Context<'_>,
    (sentence, style): (&Range<u32>, Style),
    run: &Range<u32>,
    i: u32,
    article: &Article,
    out: &mut Vec<u64>,
) {
    let mut add = |t: T, value: u64| out.push(mix(t as u64 + 1, value));
    let inside = |k: u32| k >= sentence.start && k < sentence.end;
    let class_at = |k: Option<u32>| k.filter(|&k| inside(k)).map_or(EDGE, |k| class(cx, k));
    let (before, after) = (i.checked_sub(1), Some(i + 1));
    let known_of = |set: u64| bits(set & SETS);
    let set_at = |k: Option<u32>| k.filter(|&k| inside(k)).map_or(0, |k| cx.set(k).0 & SETS);
    let own = cx.set(i).0 & SETS;
    let known = WordSet(own).any(WordSet::GIVEN.with(WordSet::SURNAME));
    let own_class = class(cx, i);
    add(T::Own, own_class);
    add(T::OwnPair, mix(own, own_class));
    add(T::Own, 1000 + u64::from(known));
    for b in known_of(own) {
        add(T::Own, 100 + b);
    }
    for b in known_of(set_at(before)) {
        add(T::Before, 100 + b);
    }
    for b in known_of(set_at(after)) {
        add(T::After, 100 + b);
    }
    let (left, right) = (class_at(before), class_at(after));
    add(T::Before, left);
    add(T::After, right);
    add(T::Neighbours, mix(left, right));
    let (first, last) = (i == run.start, i + 1 == run.end);
    let place = u64::from(first) + 2 * u64::from(last);
    let length = u64::from((run.end - run.start).min(5));
    add(T::Position, place);
    add(T::RunLength, length);
    add(T::LengthPosition, length * 8 + u64::from((i - run.start).min(5)));
    let ahead = class_at(run.start.checked_sub(1));
    let behind = class_at(Some(run.end));
    add(T::RunBefore, ahead);
    add(T::RunBefore, mix(ahead, length));
    add(T::RunAfter, behind);
    add(T::RunAfter, mix(behind, length));
    add(T::Edges, mix(ahead, behind));
    for b in known_of(cx.set(run.start).0) {
        add(T::RunFirst, b * 4 + place);
    }
    for b in known_of(cx.set(run.end - 1).0) {
        add(T::RunLast, b * 4 + place);
    }
    let listed = |k: Option<u32>| k.and_then(|k| article.covers.get(k as usize).copied()).unwrap_or([0, 0]);
    let [labels, part] = listed(Some(i));
    add(T::Listed, labels * 4 + part);
    add(T::BeforeListed, mix(labels * 4 + part, ahead));
    add(T::ListedBefore, listed(before)[0]);
    add(T::ListedAfter, listed(after)[0]);
    let text = cx.text(i);
    if cx.capital(i) && text.is_ascii() {
        let lower = |b: &u8| u64::from(b.to_ascii_lowercase());
        for n in [2, 3, 4] {
            if text.len() > n {
                let ending = text.as_bytes()[text.len() - n..].iter().map(lower);
                add(T::Suffix, ending.fold(0, |word, b| word << 8 | b));
            }
        }
    }
    let all = article.uses.get(&cx.token(i).word).copied().unwrap_or(0);
    for b in bits(all) {
        add(T::Article, b);
        if length == 1 {
            add(T::ArticleSingle, b);
        }
    }
    add(T::Style, u64::from(style == Style::Title) + 2 * u64::from(i == sentence.start));
    let role = |k: Option<u32>| k.is_some_and(|k| inside(k) && cx.found(k).role.is_some());
    add(T::Role, u64::from(role(run.start.checked_sub(1))));
    add(T::Role, 2 + u64::from(role(Some(i))));
    add(T::Role, 4 + u64::from(role(Some(run.end)) || role(Some(run.end + 1))));
}
