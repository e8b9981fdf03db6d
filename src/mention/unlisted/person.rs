//! People that no list has: given names and surnames, initials, particles, nicknames.

use crate::gazetteer::WordSet;
use crate::mention::context::Style;
use crate::mention::lattice::Names;
use crate::mention::segment::{Label, Source};
use crate::text::Shape;

use super::{MAX, goes_on, is_somebodys, part};

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
pub(super) fn persons(names: &mut Names<'_, '_>, start: u32) {
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

pub(in crate::mention) fn is_generation(text: &str) -> bool {
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
