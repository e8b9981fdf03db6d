//! Roles as articles word them: a listed role with words of rank and field around it ("deputy emergencies minister",
//! "associate professor of mechanical engineering").

use crate::gazetteer::{Flags, Hit, Modifier, Via, WordSet};
use crate::text::{Shape, token};

use super::context::Context;

/// A role mention: its words, and the row it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleWords {
    /// Entry of the whole wording, if a list has it; of a candidacy, the office sought.
    pub entry: Option<u32>,
    /// Entry of the head ("minister" in "deputy minister of health").
    pub head: u32,
    /// Canonical wording: the entry's name, else the words in lower case.
    pub name: String,
    /// Whether the wording is plural ("Senators").
    pub plural: bool,
    /// Whether it names somebody who stands for the office ("presidential candidate"); `name` is then the office.
    pub candidate: bool,
    /// Whether it counts only beside a name.
    pub needs_name: bool,
    /// Whether it says what somebody is, but is no position.
    pub label: bool,
}

/// The tokens of a role before its wording is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// First token of the listed part.
    pub(super) head: u32,
    /// Token after the listed part.
    pub(super) head_end: u32,
    /// Token after the whole.
    pub(super) end: u32,
    /// Reading of the listed part.
    pub(super) entry: u32,
    pub(super) plural: bool,
    pub(super) weak: bool,
    /// An ordinary word too: counts only next to a name.
    pub(super) needs_name: bool,
}

/// Most words that name the field of a role.
const MAX_FIELDS: u32 = 5;

/// Roles of a field, beside those of universities and media.
const FIELDED: &[&str] = &["analyst", "expert", "researcher", "scientist", "consultant", "specialist", "engineer"];

/// Most words before a listed role.
const MAX_BEFORE: u32 = 4;

/// The role that begins at a token; its listed part may begin later.
pub(super) fn find(cx: &Context<'_>, at: u32, end: u32) -> Option<Span> {
    let first = cx.found(at);
    let fields = fields(cx, at, end);
    if first.role.is_none() && first.phrase.is_none() && !cx.set(at).has(WordSet::RANK) && fields == at {
        return None;
    }
    // "General" in "treasurer-general" is no role of its own; "director" in "actor-director" is.
    if at > 1 && cx.is(at - 1, &["-"]) && cx.glued(at) && cx.glued(at - 1) {
        let left = cx.found(at - 2);
        if left.role.is_none() && left.phrase.is_none() && !cx.set(at - 2).has(WordSet::RANK) {
            return None;
        }
    }
    let mut i = fields;
    let limit = end.min(fields + MAX_BEFORE + 1);
    while i < limit {
        let tokens = cx.tokens(i..end);
        let found = cx.found(i);
        // "Deputy" is a role of its own only if no role stands behind it.
        let lowers = |m| matches!(m, Some(Modifier::Deputy | Modifier::Shadow | Modifier::Honorary | Modifier::Joint));
        let deputy = found.phrase.filter(|(_, p)| lowers(p.modifier)).map(|(n, _)| i + n);
        let deputy = deputy.map(|k| if k < end && cx.text(k) == "-" { k + 1 } else { k });
        let longer = found.role.is_some_and(|hit| Some(i + hit.len) > deputy);
        // "Deputy Middle East director".
        let region =
            deputy.filter(|&k| k < end && !longer && cx.capital(k)).and_then(|k| Some(k + cx.found(k).name?.len));
        if let Some(k) = region.filter(|&k| k < limit && !cx.capital(k) && cx.found(k).role.is_some()) {
            i = k;
            continue;
        }
        if let Some(k) = deputy.filter(|&k| k < limit && !longer && cx.found(k).role.is_some()) {
            i = k;
            continue;
        }
        if let Some(officer) = chief_officer(cx, i, end) {
            let hit = cx.found(officer).role?;
            let best = cx.gazetteer.readings(hit, cx.tokens(officer..end), false, true).next()?;
            let plural = best.via() == Via::Plural;
            let end = officer + hit.len;
            return Some(Span {
                head: officer,
                head_end: end,
                end,
                entry: best.entry,
                plural,
                weak: false,
                needs_name: false,
            });
        }
        // "Executive president": a word of rank that is a role of its own elsewhere.
        let rank = cx.set(i).has(WordSet::RANK) && found.role.is_some_and(|hit| hit.len == 1);
        if rank
            && i + 1 < limit
            && cx.found(i + 1).role.is_some()
            && !(cx.is(i, &["chief"]) && is_officer(cx, i + 1, end))
        {
            i += 1;
            continue;
        }
        if cx.is(i, &["Major", "Minor"]) && i + 1 < end && cx.is(i + 1, &["League", "Leagues", "Leaguer", "League's"]) {
            return None;
        }
        const RULING: &[&str] =
            &["committee", "board", "council", "order", "orders", "branch", "body", "power", "powers", "bureau"];
        if cx.is(i, &["executive", "Executive"]) && i + 1 < end && cx.is(i + 1, RULING) {
            return None;
        }
        if let Some(hit) = found.role.map(|hit| before_body(cx, i, hit, end)) {
            let best = cx.gazetteer.readings(hit, tokens, false, true).min_by_key(|c| (c.weak(), c.via(), c.entry))?;
            let head_end = i + hit.len;
            let weak = best.weak() && i == at;
            // "An analyst of TD Cowen": letters that are a body's rather than a deputy's.
            let letters =
                weak && head_end == i + 1 && cx.shape(i).has(Shape::ALL_CAPS) && head_end < end && cx.capital(head_end);
            if letters && at > 0 && cx.is(at - 1, &["of", "at", "with", "from", "for"]) {
                return None;
            }
            let plural = best.via() == Via::Plural;
            let needs_name = (weak || cx.gazetteer.entry(best.entry).flags().has(Flags::NEEDS_NAME)) && i == at;
            let field_end = second_field(cx, best.entry, i..head_end, end)
                .unwrap_or_else(|| of_field(cx, best.entry, head_end, end));
            return Some(Span { head: i, head_end, end: field_end, entry: best.entry, plural, weak, needs_name });
        }
        let step = match found.phrase {
            Some((n, p))
                if matches!(
                    p.modifier,
                    Some(Modifier::Deputy | Modifier::Shadow | Modifier::Honorary | Modifier::Joint)
                ) =>
            {
                n
            }
            _ if cx.set(i).has(WordSet::RANK) => 1,
            _ => return None,
        };
        i += step;
        if i < end && cx.text(i) == "-" {
            i += 1;
        }
    }
    None
}

/// Whether a capitalised rank of soldiers or nobles begins at a token: "army chief | General Doe", "athletics chief | Lord Doe".
fn is_officer(cx: &Context<'_>, at: u32, end: u32) -> bool {
    let Some(hit) = cx.found(at).role.filter(|_| cx.capital(at)) else { return false };
    let mut readings = cx.gazetteer.readings(hit, cx.tokens(at..end), false, true);
    readings.any(|c| matches!(cx.gazetteer.entry(c.entry).category(), "military" | "royalty"))
}

/// The listed part of a role without the beginning of a body's name: of "member of the House Budget Committee" only "member",
/// of "leader of the opposition party" only "leader".
fn before_body(cx: &Context<'_>, at: u32, hit: Hit, end: u32) -> Hit {
    let behind = at + hit.len;
    const CHAMBERS: &[&str] = &["House", "Senate", "Parliament", "Congress", "Assembly", "Council", "Board"];
    let chamber = hit.len > 2 && cx.is(behind - 1, CHAMBERS) && !cx.capital(behind - 2);
    let goes_on = |i: u32| cx.capital(i) && !cx.set(i).has(WordSet::GIVEN) || cx.is(i, &["and", "&", "on"]);
    let mut name = (behind..end.min(behind + 6)).take_while(|&i| goes_on(i));
    let of_body = chamber && name.any(|i| cx.set(i).has(WordSet::ORG_TAIL));
    // "Leader of the | opposition party Hask".
    const BLOCS: &[&str] = &["party", "bloc", "coalition", "alliance", "movement", "group"];
    let of_party = hit.len > 2 && behind < end && cx.is(behind - 1, &["opposition"]) && cx.is(behind, BLOCS);
    if !of_body && !of_party {
        return hit;
    }
    cx.gazetteer.at(cx.tokens(at..behind - 1), false).role.unwrap_or(hit)
}

/// The token behind the words that name the field of a role: "civil and environmental" before "engineering professor"; the same token
/// if no such role follows, or if the words belong to something before them.
fn fields(cx: &Context<'_>, at: u32, end: u32) -> u32 {
    let field = |i: u32| i < end && cx.set(i).has(WordSet::FIELD) && !cx.capital(i) && cx.found(i).role.is_none();
    if !field(at) || at > 0 && (field(at - 1) || cx.is(at - 1, &["and", "&"]) && at > 1 && field(at - 2)) {
        return at;
    }
    let mut i = at;
    while i < at + MAX_FIELDS && field(i) {
        i += if field(i + 2) && cx.is(i + 1, &["and", "&"]) { 2 } else { 1 };
    }
    let of_field = |entry: u32| {
        let row = cx.gazetteer.entry(entry);
        matches!(row.category(), "academia" | "science" | "media") || FIELDED.iter().any(|f| row.name().ends_with(f))
    };
    let role = (i < end).then(|| cx.found(i).role).flatten();
    let entry = role.and_then(|hit| cx.gazetteer.readings(hit, cx.tokens(i..end), false, true).next());
    if entry.is_some_and(|c| of_field(c.entry)) { i } else { at }
}

/// The token "officer" of a "chief wholesale banking officer" that begins at a token.
fn chief_officer(cx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    if !cx.is(at, &["chief", "Chief"]) {
        return None;
    }
    let officer = (at + 2..end.min(at + 7)).find(|&i| cx.is(i, &["officer", "Officer", "officers", "Officers"]))?;
    let inside = |i: u32| {
        let word = cx.shape(i).has(Shape::WORD) && cx.capital(i) == cx.capital(at) && !cx.set(i).any(WordSet::STOP);
        word || cx.is(i, &["and", "&", ",", "-"])
    };
    (at + 1..officer).all(inside).then_some(officer)
}

/// Nouns that stand before the name of a body rather than for a field.
const BODIES: &[&str] = &[
    "agency",
    "airline",
    "bank",
    "broadcaster",
    "charity",
    "company",
    "club",
    "consultancy",
    "firm",
    "group",
    "label",
    "magazine",
    "network",
    "newspaper",
    "nonprofit",
    "party",
    "publisher",
    "startup",
    "tank",
    "union",
    "watchdog",
    "website",
];

/// The end of "of foreign affairs", "of mechanical engineering" behind a role: small words that name its field.
fn of_field(cx: &Context<'_>, entry: u32, at: u32, end: u32) -> u32 {
    const OPEN: &[&str] = &[
        "minister",
        "secretary",
        "undersecretary",
        "commissioner",
        "professor",
        "director",
        "head",
        "chief",
        "lecturer",
        "vice president",
    ];
    let name = cx.gazetteer.entry(entry).name();
    // "Chair in Modern History at the University of Leeds", "Senior Lecturer in Law".
    let chair = matches!(cx.gazetteer.entry(entry).category(), "academia") || name == "chairman";
    if chair && cx.capital(at - 1) && at + 1 < end && cx.is(at, &["in", "In"]) && cx.found(at + 1).name.is_none() {
        let goes_on = |i: u32| cx.capital(i) && cx.found(i).name.is_none() || cx.is(i, &["and", "&"]);
        let last = (at + 1..end).take_while(|&i| goes_on(i)).filter(|&i| cx.capital(i)).last();
        return last.map_or(at, |i| i + 1);
    }
    if at + 1 >= end || !OPEN.iter().any(|o| name.ends_with(o)) {
        return at;
    }
    let field =
        |i: u32| cx.capital(i) && !cx.set(i).any(WordSet::GIVEN.with(WordSet::TITLE)) && cx.found(i).role.is_none();
    // "Minister for community | safety".
    let small = |i: u32| cx.set(i).has(WordSet::FIELD) && !cx.capital(i) && cx.found(i).role.is_none();
    if at > 2 && small(at) && small(at - 1) && (cx.is(at - 2, &["of", "for"])) {
        return at + 1;
    }
    if !cx.is(at, &["of", "for"]) {
        // "Minister of Gender Equality and Family | Welfare,"
        let rest = (at..end).find(|&i| !field(i)).unwrap_or(end);
        let goes_on = cx.capital(at - 1) && rest < end && cx.is(rest, &[","]) && name.ends_with("minister");
        return if goes_on { rest } else { at };
    }
    // "Minister of Gender Equality and Family Welfare" goes on in capitals, up to a comma or a given name.
    let capital = cx.capital(at - 1) && cx.capital(at + 1) && name.ends_with("minister");
    let word = |i: u32| {
        let t = cx.token(i);
        let small = !t.shape.has(Shape::CAPITAL) && t.span.len() > 3 && !cx.set(i).any(WordSet::STOP);
        let field = capital && field(i) && cx.found(i).name.is_none();
        t.shape.has(Shape::WORD) && (small || field) && !cx.is(i, BODIES)
    };
    let mut i = at + 1;
    let mut last = at;
    while i < end && i < at + 8 && word(i) && cx.found(i).role.is_none() {
        last = i + 1;
        i += 1;
        if i + 1 < end && cx.is(i, &["and", "&"]) {
            i += 1;
        }
    }
    if i < end && cx.is(i, BODIES) { at } else { last }
}

/// The end of "minister for tourism and for consumer protection": the field of a second ministry behind a listed one.
fn second_field(cx: &Context<'_>, entry: u32, head: std::ops::Range<u32>, end: u32) -> Option<u32> {
    let at = head.end;
    let fielded = (head.start + 1..at).any(|i| cx.is(i, &["of", "for"]));
    if !fielded || at + 1 >= end || !cx.is(at, &["and", "&"]) || !cx.gazetteer.entry(entry).name().ends_with("minister")
    {
        return None;
    }
    let from = if cx.is(at + 1, &["of", "for"]) { at + 2 } else { at + 1 };
    (from + 1..=end.min(from + 4)).rev().find(|&to| listed(cx, &format!("{} minister", cx.phrase(from..to))).is_some())
}

/// The wording of a role.
pub(super) fn words(cx: &Context<'_>, at: u32, span: Span) -> RoleWords {
    let row = cx.gazetteer.entry(span.entry);
    let flags = row.flags();
    let mut words = RoleWords {
        entry: None,
        head: span.entry,
        name: String::new(),
        plural: span.plural,
        candidate: false,
        needs_name: span.needs_name,
        label: flags.has(Flags::LABEL),
    };
    if at == span.head && span.end == span.head_end {
        words.entry = Some(span.entry);
        words.name = row.name().to_owned();
        words.candidate = flags.has(Flags::CANDIDATE);
        if words.candidate
            && let Some(office) = row.parent()
        {
            words.entry = Some(office);
            words.name = cx.gazetteer.entry(office).name().to_owned();
        }
        return words;
    }
    let before = lower(if span.head > at { cx.phrase(at..span.head) } else { "" });
    let after = lower(if span.end > span.head_end { cx.phrase(span.head_end..span.end) } else { "" });
    // "minister of health" is "health minister" where a list has that.
    if before.is_empty() && !after.is_empty() {
        let field = after.trim_start_matches("of ").trim_start_matches("for ");
        if let Some(entry) = listed(cx, &format!("{field} {}", row.name())) {
            words.entry = Some(entry);
            words.name = cx.gazetteer.entry(entry).name().to_owned();
            return words;
        }
    }
    // A chair in history is no chairman.
    let written = lower(cx.phrase(span.head..span.head_end));
    let head = if after.starts_with("in ") { written.as_str() } else { row.name() };
    let parts = [before.as_str(), head, after.as_str()];
    words.name = parts.iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(" ").replace("- ", "-");
    if let Some(entry) = listed(cx, &words.name) {
        words.entry = Some(entry);
        words.name = cx.gazetteer.entry(entry).name().to_owned();
    }
    words
}

fn lower(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The role that a list has under a wording.
fn listed(cx: &Context<'_>, name: &str) -> Option<u32> {
    let tokens = token::tokenize(name);
    let hit = cx.gazetteer.at(&tokens, false).role.filter(|h| h.len as usize == tokens.len())?;
    cx.gazetteer.readings(hit, &tokens, false, true).filter(|c| !c.weak()).map(|c| c.entry).min()
}
