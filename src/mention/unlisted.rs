//! Names that no list has, by the looks of their words: given names and surnames, initials, particles, head and tail words.

use crate::gazetteer::{Modifier, Via, WordSet};
use crate::text::Shape;

use super::context::{Context, Style};
use super::lattice::Names;
use super::segment::{Label, Source};

/// Longest name in tokens.
const MAX: u32 = 12;

/// Short names of countries that begin the names of bodies ("U.S. District Court"); "us" is a small word otherwise.
const COUNTRIES: &[&str] = &["U.S.", "US", "U.K.", "UK"];

/// Adds the names that can begin at a token.
pub(super) fn at(names: &mut Names<'_, '_>, i: u32) {
    let cx = names.cx;
    if cx.is(i, COUNTRIES) && !cx.hyphen_follows(i, names.tokens.end) {
        others(names, i);
    } else if cx.capital(i) {
        if starts(names, i) {
            persons(names, i);
            others(names, i);
        }
    } else if cx.set(i).has(WordSet::PARTICLE) && (i == names.tokens.start || !cx.capital(i - 1)) {
        persons(names, i);
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
pub(super) fn hyphenated(cx: &Context<'_>, i: u32, end: u32) -> Option<u32> {
    let hyphen = i > 0 && i + 1 < end && cx.hyphen_follows(i - 1, end) && cx.glued(i + 1);
    let tail = |k: u32| cx.shape(k).has(Shape::WORD) && cx.token(k).span.len() <= 5 && !cx.is(k, COMPOUNDS);
    (hyphen && (cx.capital(i + 1) || tail(i + 1))).then_some(i + 2)
}

/// The token behind particles (de la, van der, bin, al-) if a capitalised word follows.
fn particles(names: &Names<'_, '_>, i: u32) -> Option<u32> {
    let cx = names.cx;
    let mut k = i;
    while k < names.tokens.end && k < i + 4 && cx.set(k).has(WordSet::PARTICLE) && !cx.capital(k) {
        k += 1;
        if k < names.tokens.end && cx.text(k) == "-" && cx.glued(k) {
            k += 1;
        }
    }
    (k > i && k < names.tokens.end && goes_on(names, k)).then_some(k)
}

/// Persons of all lengths.
fn persons(names: &mut Names<'_, '_>, start: u32) {
    let cx = names.cx;
    let limit = names.tokens.end.min(start + MAX);
    let mut points = Person::default();
    let mut i = start;
    while i < limit && points.words < 6 {
        let shape = cx.shape(i);
        let end;
        if shape.has(Shape::INITIAL) && !(shape.has(Shape::ALL_CAPS) && cx.token(i).span.len() > 5) {
            points.initials += 1;
            i += 1;
            continue;
        }
        if let Some(k) = particles(names, i) {
            points.particles += 1;
            end = part(names, k);
        } else {
            end = part(names, i);
        }
        let Some(end) = end else { break };
        points.add(names, end - 1, i);
        // Jr, III
        let mut whole = end;
        if whole < limit && is_generation(cx.text(whole)) && (points.words >= 2 || cx.text(whole).starts_with('I')) {
            whole += 1;
        } else if whole + 1 < limit && cx.text(whole) == "," && is_generation(cx.text(whole + 1)) && points.words >= 2 {
            whole += 2;
        }
        let (score, rule) = (points.score(names, start), points.rule());
        names.push(start..whole, Label::Person, score, Source::Rule(rule));
        i = nickname(names, end);
        points.nickname |= i > end;
    }
}

/// The token behind a nickname in quotes or brackets ("Pasquale "Pat" Di Cicco"), else `i`.
fn nickname(names: &Names<'_, '_>, i: u32) -> u32 {
    let cx = names.cx;
    let inside = i + 3 < names.tokens.end && cx.capital(i + 1) && goes_on(names, i + 3);
    let quoted = inside
        && matches!(cx.text(i), "\"" | "“" | "‘" | "'" | "``")
        && matches!(cx.text(i + 2), "\"" | "”" | "’" | "'" | "''")
        && cx.glued(i + 1)
        && cx.glued(i + 2);
    if quoted { i + 3 } else { i }
}

pub(super) fn is_generation(text: &str) -> bool {
    matches!(text, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
}

/// What the words of a name say for its being a person's.
#[derive(Default)]
struct Person {
    words: u32,
    initials: u32,
    particles: u32,
    nickname: bool,
    first: f32,
    middle: f32,
    last: f32,
    given: bool,
    acronym: bool,
    /// The last word is a listed given name or surname.
    known_last: bool,
    /// Every word is a listed given name or surname and nothing else.
    only_name: bool,
}

impl Person {
    fn add(&mut self, names: &Names<'_, '_>, i: u32, begin: u32) {
        let cx = names.cx;
        let set = cx.set(i).with(cx.set(begin));
        let shape = cx.shape(i);
        let known = set.any(WordSet::GIVEN.with(WordSet::SURNAME));
        let mut against = 0.0;
        if set.any(WordSet::ORG_TAIL.with(WordSet::PLACE_TAIL).with(WordSet::ORG_HEAD).with(WordSet::PLACE_HEAD)) {
            against += if known { 0.7 } else { 1.8 };
        }
        let surname = i + 1 < names.tokens.end && cx.capital(i + 1) && cx.set(i + 1).has(WordSet::SURNAME);
        if set.has(WordSet::TIME) && !(set.has(WordSet::GIVEN) && surname) {
            against += 0.8;
        }
        if shape.has(Shape::DIGIT) {
            against += 3.0;
        }
        self.acronym |= shape.has(Shape::ALL_CAPS) && !shape.has(Shape::INITIAL);
        let other = WordSet::SURNAME_WORD.with(WordSet::GIVEN_WORD).with(WordSet::NAME_PLACE).with(WordSet::STOP);
        self.known_last = known;
        self.only_name = known && !set.any(other) && against == 0.0;
        let last = if set.has(WordSet::SURNAME) {
            if set.has(WordSet::SURNAME_WORD) { 0.8 } else { 1.5 }
        } else if set.has(WordSet::GIVEN) {
            0.5
        } else {
            0.3
        };
        let first = if set.has(WordSet::GIVEN) {
            self.given |= self.words == 0;
            if set.has(WordSet::GIVEN_WORD) {
                1.0
            } else if set.has(WordSet::MOSTLY_LAST) {
                1.2
            } else {
                2.4
            }
        } else {
            0.2
        };
        if self.words == 0 {
            self.first = first - against;
        } else {
            if self.words > 1 {
                self.middle += self.last.min(0.3);
            }
        }
        self.last = last - against;
        self.words += 1;
    }

    fn score(&self, names: &Names<'_, '_>, start: u32) -> f32 {
        let cx = names.cx;
        let mut score = if self.words == 1 {
            let initials = if self.initials > 0 { 2.2 } else { 0.0 };
            let particle = if self.particles > 0 { 0.8 } else { 0.0 };
            self.last.min(1.0) + 0.3 * self.first.min(1.0) - 2.0 + initials + particle
        } else {
            let initials = if self.initials > 0 { 1.6 } else { 0.0 };
            let particle = if self.particles > 0 { 1.0 } else { 0.0 };
            let nickname = if self.nickname { 5.0 } else { 0.0 };
            self.first + self.middle + self.last - 1.6 + initials + particle + nickname
        };
        if self.words >= 4 {
            score -= f32::from(u8::try_from(self.words - 3).unwrap_or(9));
        }
        if self.acronym {
            score -= 1.5;
        }
        if names.style == Style::Title {
            // "Jane Doe Rises": behind a whole name the verbs of headlines have capitals too.
            score -= if self.words >= 3 && !self.known_last { 3.0 } else { 1.2 };
        }
        if self.words == 1 && self.only_name && names.style == Style::Plain {
            score += 1.1;
        }
        if start == names.tokens.start && self.words == 1 && self.initials == 0 {
            score -= if self.only_name { 0.3 } else { 0.8 };
        }
        if start > names.tokens.start && cx.is(start - 1, &["the", "The", "a", "an"]) {
            score -= 2.0;
        }
        if self.words > 1 && is_somebodys(cx, start) {
            score -= 3.0;
        }
        // "Paul Sun-Hyung Lee" is one name.
        if self.words > 1
            && start > 1
            && cx.hyphen_follows(start - 2, start)
            && cx.capital(start - 2)
            && cx.glued(start)
        {
            score -= 2.5;
        }
        score
    }

    fn rule(&self) -> &'static str {
        if self.nickname {
            "nickname"
        } else if self.initials > 0 {
            "initials"
        } else if self.particles > 0 {
            "name-particle"
        } else if self.given && self.words > 1 {
            "given-name"
        } else {
            "person-name"
        }
    }
}

/// Organizations, places, and names of open kind.
fn others(names: &mut Names<'_, '_>, start: u32) {
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
pub(super) const TEAM: &str = "team";

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
pub(super) fn is_trade(cx: &Context<'_>, i: u32) -> bool {
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

/// "Democrat", "Swede": a listed word that says whose somebody is, and is no given name.
fn is_somebodys(cx: &Context<'_>, i: u32) -> bool {
    let Some(hit) = cx.found(i).name.filter(|h| h.len == 1 && !cx.set(i).has(WordSet::GIVEN)) else { return false };
    let readings = cx.gazetteer.readings(hit, cx.tokens(i..i + 1), false, false);
    readings.filter(|c| !c.weak()).any(|c| c.via() == Via::Demonym || cx.gazetteer.entry(c.entry).subkind() == "party")
}
