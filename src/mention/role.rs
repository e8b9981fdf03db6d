//! Roles as articles word them: a listed head with words of rank and field around it ("deputy emergencies minister",
//! "associate professor of mechanical engineering").

use crate::gazetteer::{Gazetteer, Modifier, Phrase, Via, WordSet};
use crate::text::normalize::fold;
use crate::text::{Shape, token};

use super::piece::Context;

/// A role mention: its words, and the row it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleWords {
    /// Entry of the whole wording, if a list has it.
    pub entry: Option<u32>,
    /// Entry of the head ("minister" in "deputy minister of health").
    pub head: u32,
    /// Canonical wording: the entry's name, else the words in lower case.
    pub name: String,
    /// Whether the wording is plural ("Senators").
    pub plural: bool,
    /// Whether a word of rank below the head (deputy, vice, assistant) belongs to it.
    pub deputy: bool,
    /// Whether it counts only beside a name (PM, general).
    pub weak: bool,
    /// Whether it names somebody who stands for the office ("presidential candidate"); `name` is then the office.
    pub candidate: bool,
}

const MAX_PREFIX: u32 = 9;
const RANK_WORDS: &[&str] = &[
    "senior", "chief", "lead", "principal", "first", "junior", "top", "general", "executive", "managing", "regional",
    "national", "federal", "state", "local", "special", "personal", "private", "permanent", "head", "second", "third",
];
/// Heads that may take capitalised words of no list as their field ("Minister of Emergency Situations").
const OPEN_HEADS: &[&str] = &["minister", "secretary", "undersecretary", "commissioner", "professor", "director"];

/// The role that begins at token `at`, with the token after its end.
pub(crate) fn compose(cx: &Context<'_>, at: u32, end: u32) -> Option<(u32, RoleWords)> {
    let mut i = at;
    let mut deputy = false;
    let limit = end.min(at + MAX_PREFIX);
    loop {
        let found = cx.gazetteer.at(&cx.document.tokens[i as usize..end as usize], false);
        if let Some((n, candidates)) = &found.role {
            let best = candidates.iter().min_by_key(|c| (c.weak, c.via, c.entry)).copied()?;
            let n = u32::try_from(*n).unwrap_or(1);
            let mut words = RoleWords {
                entry: (i == at).then_some(best.entry),
                head: best.entry,
                name: String::new(),
                plural: best.via == Via::Plural,
                deputy,
                weak: best.weak && i == at,
                candidate: false,
            };
            let stop = suffix(cx, &mut words, i + n, end);
            if stop > i + n {
                words.entry = None;
            }
            name(cx, &mut words, at, i, i + n, stop);
            return Some((stop, words));
        }
        let n = prefix(cx, i, limit, &mut deputy, found.phrase)?;
        i += n;
        if i >= limit {
            return None;
        }
    }
}

/// Length of a word of rank or field that may stand before a head.
fn prefix(cx: &Context<'_>, i: u32, end: u32, deputy: &mut bool, phrase: Option<(usize, Phrase)>) -> Option<u32> {
    let hyphen = |n: u32| n + u32::from(i + n < end && cx.text(i + n) == "-");
    match phrase {
        Some((n, Phrase::Modifier(m))) => {
            if matches!(m, Modifier::Deputy | Modifier::Shadow | Modifier::Honorary | Modifier::Joint) {
                *deputy |= m == Modifier::Deputy;
                return Some(hyphen(u32::try_from(n).ok()?));
            }
        }
        Some((n, Phrase::Field)) => return joined(cx, i + u32::try_from(n).ok()?, end).map(|j| j - i),
        _ => {}
    }
    if cx.set(i).has(WordSet::FIELD) {
        return joined(cx, i + 1, end).map(|j| j - i);
    }
    RANK_WORDS.contains(&fold(cx.text(i)).as_ref()).then(|| hyphen(1))
}

/// Skips what may join two fields ("civil and environmental engineering", "business, energy and industry").
fn joined(cx: &Context<'_>, mut i: u32, end: u32) -> Option<u32> {
    if i >= end {
        return None;
    }
    if cx.is(i, &[",", "and", "&", "-"]) && i + 1 < end && is_field(cx, i + 1, end) {
        i += 1;
    }
    Some(i)
}

fn is_field(cx: &Context<'_>, i: u32, end: u32) -> bool {
    field_length(cx, i, end) > 0
}

fn field_length(cx: &Context<'_>, i: u32, end: u32) -> u32 {
    if i >= end {
        return 0;
    }
    if let Some((n, Phrase::Field)) = cx.gazetteer.at(&cx.document.tokens[i as usize..end as usize], false).phrase {
        return u32::try_from(n).unwrap_or(0);
    }
    u32::from(cx.set(i).has(WordSet::FIELD))
}

/// The end of "of health", "for foreign affairs", "of mechanical engineering and design" after a head.
fn suffix(cx: &Context<'_>, words: &mut RoleWords, at: u32, end: u32) -> u32 {
    let mut i = at;
    if i + 1 >= end || !cx.is(i, &["of", "for", "Of", "For"]) {
        return at;
    }
    i += 1;
    if cx.is(i, &["the", "The"]) {
        i += 1;
    }
    let head = &cx.gazetteer.entry(words.head).name;
    let open = OPEN_HEADS.iter().any(|h| head.ends_with(h));
    let mut last = at;
    while i < end {
        let mut n = field_length(cx, i, end);
        if n == 0 && open && last == at && cx.capital(i) && !names_something(cx, i, end) {
            n = 1;
            while i + n < end && cx.capital(i + n) && !names_something(cx, i + n, end) {
                n += 1;
            }
        }
        if n == 0 {
            break;
        }
        i += n;
        last = i;
        if i + 1 < end && cx.is(i, &[",", "and", "&"]) {
            i += 1;
        }
    }
    last
}

fn names_something(cx: &Context<'_>, i: u32, end: u32) -> bool {
    let set = cx.set(i);
    set.any(WordSet::ORG_HEAD.with(WordSet::ORG_TAIL).with(WordSet::DATE))
        || cx.gazetteer.at(&cx.document.tokens[i as usize..end as usize], false).name.is_some()
}

/// Fills the canonical wording.
fn name(cx: &Context<'_>, words: &mut RoleWords, at: u32, head: u32, head_end: u32, end: u32) {
    let row = cx.gazetteer.entry(words.head);
    if at == head && end == head_end {
        words.name.clone_from(&row.name);
        if let Some(office) = cx.gazetteer.by_id(&row.details.seeks) {
            words.candidate = true;
            words.entry = Some(office);
            words.name.clone_from(&cx.gazetteer.entry(office).name);
        }
        return;
    }
    let head_name = &row.name;
    let before = fold_words(if head > at { cx.phrase(at..head) } else { "" });
    let after = if end > head_end { fold_words(cx.phrase(head_end..end)) } else { String::new() };
    // "minister of health" is "health minister" where a list has that.
    if before.is_empty() && !after.is_empty() {
        let field = after.trim_start_matches("of ").trim_start_matches("for ").trim_start_matches("the ");
        if let Some(entry) = listed_role(cx.gazetteer, &format!("{field} {head_name}")) {
            words.entry = Some(entry);
            words.name.clone_from(&cx.gazetteer.entry(entry).name);
            return;
        }
    }
    words.name = [before.as_str(), head_name, after.as_str()].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(" ");
}

/// Lower case, with single spaces; hyphens without spaces around them stay.
fn fold_words(text: &str) -> String {
    text.split_whitespace().map(|w| w.to_lowercase()).collect::<Vec<_>>().join(" ").replace("- ", "-")
}

fn listed_role(gazetteer: &Gazetteer, name: &str) -> Option<u32> {
    let tokens = token::tokenize(name);
    let (n, candidates) = gazetteer.at(&tokens, false).role?;
    let whole = n == tokens.len() && tokens.iter().all(|t| !t.shape.has(Shape::PUNCT));
    candidates.iter().filter(|c| whole && !c.weak).map(|c| c.entry).min()
}
