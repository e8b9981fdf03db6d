//! Bodies and places that no list has: head and tail words, teams; and what looks like one, but is an event or a law.

use crate::gazetteer::{Via, WordSet};
use crate::mention::context::{Context, Style};
use crate::mention::lattice::Names;
use crate::mention::segment::{Label, Source};
use crate::text::Shape;

use super::{MAX, goes_on, is_somebodys, part};

/// Short names of countries that begin the names of bodies ("U.S. District Court"); "us" is a small word otherwise.
pub(super) const COUNTRIES: &[&str] = &["U.S.", "US", "U.K.", "UK"];

/// Organizations, places, and names of open kind.
pub(super) fn others(names: &mut Names<'_, '_>, start: u32) {
    let cx = names.cx;
    let limit = names.tokens.end.min(start + MAX);
    let mut seen = Seen::default();
    let mut i = start;
    loop {
        let end = if goes_on(names, i) || i == start { part(names, i).unwrap_or(i + 1) } else { break };
        seen.add(names, i, end);
        seen.emit(names, start..end);
        i = end;
        // "Governor of the Bank of England | Jane Doe".
        let person = |i: u32| cx.set(i).has(WordSet::GIVEN) && i + 1 < limit && cx.capital(i + 1);
        if i >= limit || seen.connected > 0 && cx.capital(i) && person(i) {
            break;
        }
        // "of", "for", "and", "&" inside the name of a body.
        if whose(cx, i, limit) {
            i += 1;
        } else if !cx.capital(i) {
            let Some(next) = seen.connector(names, i, limit) else { break };
            seen.connected += 1;
            i = next;
        }
    }
}

/// "People's Party", "Teachers' Union": a possessive ending inside the name of a body.
fn whose(cx: &Context<'_>, i: u32, limit: u32) -> bool {
    const WHOSE: &str = "People|Women|Men|Workers|Children|Teachers|Farmers|Doctors|Nurses|Writers|Lawyers|Students|Veterans|Journalists|\
        Mothers|Patriots|Peasants|Citizens|Pensioners";
    // "Hoteliers' Association": whose it is can be any plural.
    let plural = || cx.is(i, &["'", "’"]) && cx.set(i + 1).has(WordSet::ORG_TAIL);
    cx.shape(i).has(Shape::POSSESSIVE)
        && i + 1 < limit
        && cx.capital(i + 1)
        && (WHOSE.split('|').any(|w| w == cx.text(i - 1)) || plural())
}

/// Heads of names to which an adjective of the country belongs.
const CIVIL: &[&str] = &[
    "Academy",
    "Alliance",
    "Association",
    "Campaign",
    "Centre",
    "Center",
    "Coalition",
    "Confederation",
    "Federation",
    "Foundation",
    "Institute",
    "League",
    "Movement",
    "Network",
    "Observatory",
    "Organisation",
    "Organization",
    "Society",
    "Union",
];

/// The construction of a team's name.
pub(in crate::mention) const TEAM: &str = "team";

/// "Otago Mariners": a place, and what its players are.
fn is_team(names: &Names<'_, '_>, tokens: &std::ops::Range<u32>) -> bool {
    let (cx, last) = (names.cx, tokens.end - 1);
    // Not "the Toronto Bakers' Association".
    let behind = |i: u32| i < names.tokens.end && cx.capital(i);
    let whose = tokens.end < names.tokens.end && cx.shape(tokens.end).has(Shape::POSSESSIVE);
    let alone = !(behind(tokens.end) || whose && behind(tokens.end + 1));
    let found = cx.found(tokens.start);
    let place = found.name.is_some_and(|hit| tokens.start + hit.len == last) && !is_somebodys(cx, tokens.start);
    names.style == Style::Plain && alone && place && is_trade(cx, last)
}

/// Whether a name is that of a storm, an operation, a war, a law or a prize: neither a person, a place nor a body.
fn is_event(cx: &Context<'_>, tokens: &std::ops::Range<u32>) -> bool {
    const FIRST: &[&str] = &["Hurricane", "Typhoon", "Cyclone", "Operation"];
    const LAST: &[&str] = &[
        "Act",
        "War",
        "Wars",
        "Treaty",
        "Accord",
        "Accords",
        "Agreement",
        "Convention",
        "Amendment",
        "Prize",
        "Award",
        "Awards",
        "Cup",
        "Championship",
        "Championships",
        "Campaign",
        "Trophy",
        "Medal",
        "Games",
    ];
    cx.is(tokens.start, FIRST) || cx.is(tokens.end - 1, LAST)
}

/// Whether a capitalised word is the plural of a trade or of a player, or of kings and pirates.
pub(in crate::mention) fn is_trade(cx: &Context<'_>, i: u32) -> bool {
    let Some(hit) = cx.found(i).role.filter(|hit| hit.len == 1 && cx.capital(i)) else { return false };
    let mut readings = cx.gazetteer.readings(hit, cx.tokens(i..i + 1), false, true);
    readings.any(|c| {
        let category = cx.gazetteer.entry(c.entry).category();
        c.via() == Via::Plural && matches!(category, "occupation" | "sport" | "royalty" | "security")
    })
}

/// What the words of a name say for its being a body's or a place's.
#[derive(Default)]
struct Seen {
    words: u32,
    head: WordSet,
    first: WordSet,
    last: WordSet,
    /// Small words inside.
    connected: u8,
    ampersand: bool,
    acronym: bool,
    digit: bool,
}

impl Seen {
    fn add(&mut self, names: &Names<'_, '_>, i: u32, end: u32) {
        let set = names.cx.set(i).with(names.cx.set(end - 1));
        if self.words == 0 {
            self.first = set;
        }
        // "House Select Committee on Ethics": the last head before the small words has them.
        if set.has(WordSet::ORG_HEAD) && (self.connected == 0 || self.head == WordSet::default()) {
            self.head = set;
        }
        self.last = set;
        self.words += 1;
        let shape = names.cx.shape(i);
        self.acronym = self.words == 1 && shape.has(Shape::ALL_CAPS) && end == i + 1;
        self.digit |= shape.has(Shape::DIGIT);
    }

    /// The token behind a small word that goes on the name of a body.
    fn connector(&mut self, names: &Names<'_, '_>, i: u32, limit: u32) -> Option<u32> {
        let cx = names.cx;
        let capital = |k: u32| k < limit && goes_on(names, k) && !cx.set(k).has(WordSet::TITLE);
        let allowed = |set: WordSet| self.head.has(set);
        let the = |k: u32| if k < limit && cx.is(k, &["the"]) { k + 1 } else { k };
        let next = match cx.text(i) {
            "&" => {
                self.ampersand = capital(i + 1);
                i + 1
            }
            "of" if allowed(WordSet::OF) || self.connected > 0 => the(i + 1),
            "for" if allowed(WordSet::FOR) || self.connected > 0 => the(i + 1),
            "on" if allowed(WordSet::ON) => the(i + 1),
            "against" if allowed(WordSet::AGAINST) => i + 1,
            "without" if allowed(WordSet::WITHOUT) => i + 1,
            "and" if self.connected > 0 && self.head != WordSet::default() => i + 1,
            "," if self.connected > 0 && self.head != WordSet::default() => {
                let and = i + 2 < limit && capital(i + 1) && (cx.is(i + 2, &["and", ","]));
                return (and && !cx.set(i + 1).any(WordSet::GIVEN)).then_some(i + 1);
            }
            _ => return None,
        };
        capital(next).then_some(next)
    }

    fn emit(&self, names: &mut Names<'_, '_>, tokens: std::ops::Range<u32>) {
        if self.words == 1 && self.first.has(WordSet::TIME) {
            return;
        }
        let (organization, rule) = self.organization(names, &tokens);
        let (place, place_rule) = self.place();
        let mut context = 0.0;
        if names.style == Style::Title {
            context -= 1.0;
        }
        if tokens.start == names.tokens.start && self.words == 1 {
            context -= 0.6;
        }
        let country = names.cx.is(tokens.start, COUNTRIES);
        if country && (self.words < 3 || !matches!(rule, "organization-head" | "organization-tail")) {
            return;
        }
        if self.words > 1 && is_event(names.cx, &tokens) {
            let words = f32::from(u8::try_from(self.words).unwrap_or(8));
            names.push(tokens, Label::Name, 2.8 + 0.6 * words, Source::Plain);
            return;
        }
        names.push(tokens.clone(), Label::Organization, organization + context, Source::Rule(rule));
        if self.connected == 0 && !country {
            names.push(tokens.clone(), Label::Place, place + context, Source::Rule(place_rule));
            let words = f32::from(u8::try_from(self.words).unwrap_or(8));
            names.push(tokens, Label::Name, 0.06 * words, Source::Plain);
        }
    }

    fn organization(&self, names: &Names<'_, '_>, tokens: &std::ops::Range<u32>) -> (f32, &'static str) {
        let cx = names.cx;
        let extra = 0.3 * f32::from(u8::try_from(self.words).unwrap_or(8));
        let common = self.last.has(WordSet::ORG_COMMON);
        let glued = tokens.start > names.tokens.start && cx.capital(tokens.start - 1);
        let edge = if glued { -0.8 } else { 0.0 };
        if self.connected > 0 && self.head != WordSet::default() {
            // "Tunisian League for Human Rights", but Tunisian "Ministry of Health".
            let of_land =
                tokens.end - tokens.start > 3 && cx.is(tokens.start + 1, CIVIL) && is_somebodys(cx, tokens.start);
            let land = if of_land { 2.0 } else { 0.0 };
            return (3.0 + extra + edge + land + 2.2 * f32::from(self.connected.min(3)) - 0.6, "organization-head");
        }
        if self.words >= 2 && self.last.has(WordSet::ORG_TAIL) {
            let name = self.is_name();
            let base = if common { 1.4 } else { 2.6 }
                - if self.last.has(WordSet::PLACE_TAIL) && !self.last.has(WordSet::PLACE_COMMON) { 0.6 } else { 0.0 };
            // "Pentagon | Press Secretary Jane Doe".
            let last = tokens.end - 1;
            let role = cx.found(last).role.is_some_and(|hit| hit.len > 1 && cx.capital(tokens.end));
            let against = if name { 1.5 } else { 0.0 } + if role { 4.0 } else { 0.0 };
            return (base + extra + edge - against, "organization-tail");
        }
        if is_team(names, tokens) {
            return (3.2 + extra, TEAM);
        }
        if self.ampersand {
            return (2.0 + extra, "ampersand");
        }
        if self.acronym
            && names.style == Style::Plain
            && (2..=6).contains(&cx.text(tokens.start).replace('.', "").len())
        {
            return (0.4, "acronym");
        }
        if self.words == 1
            && self.first.has(WordSet::LONE)
            && names.style == Style::Plain
            && tokens.start > names.tokens.start
        {
            return (0.5, "lone-body");
        }
        (if self.words == 1 { -1.3 } else { -0.9 }, "organization-name")
    }

    /// A given name and a surname.
    fn is_name(&self) -> bool {
        self.first.has(WordSet::GIVEN) && self.words == 2 && self.last.has(WordSet::SURNAME)
    }

    fn place(&self) -> (f32, &'static str) {
        let extra = 0.3 * f32::from(u8::try_from(self.words).unwrap_or(8));
        if self.words >= 2 && self.last.has(WordSet::PLACE_TAIL) {
            let common = self.last.has(WordSet::PLACE_COMMON);
            let body = if common && self.last.has(WordSet::ORG_TAIL) { 1.0 } else { 0.0 };
            let name = if self.is_name() { 1.5 } else { 0.0 };
            return (if common { 1.3 } else { 2.6 } + extra - body - name, "place-tail");
        }
        if self.words >= 2 && self.words <= 3 && self.first.has(WordSet::PLACE_HEAD) {
            return (if self.first.has(WordSet::PLACE_COMMON) { 0.9 } else { 2.4 } + extra, "place-head");
        }
        (if self.words == 1 { -1.2 } else { -1.1 } - if self.digit { 1.0 } else { 0.0 }, "place-name")
    }
}
