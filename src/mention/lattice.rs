//! All pieces that a sentence could be cut into: listed names, roles, modifiers, and names that no list has.

use std::ops::Range;

use crate::gazetteer::{Found, Kind, Modifier, Via, WordSet};
use crate::text::Shape;

use super::context::{Context, Sentence, Style};
use super::segment::{Label, Segment, Source};
use super::{role, unlisted};

/// The next region of a sentence at or behind `from`: a row of tokens that can be cut for itself, because no segment reaches over
/// its edges; `lattice` gets its segments, sorted by start. Between regions stand words of which nothing is known.
pub(super) fn next_region(
    cx: &Context<'_>,
    sentence: &Sentence,
    from: u32,
    lattice: &mut Vec<Segment>,
) -> Option<Range<u32>> {
    lattice.clear();
    let tokens = sentence.tokens.clone();
    let start = (from..tokens.end).find(|&i| !cx.is_inert(i))?;
    let mut names = Names { cx, tokens: tokens.clone(), style: sentence.style, lattice };
    let (mut i, mut reach) = (start, start);
    while i < tokens.end && (i < reach || !cx.is_inert(i)) {
        let before = names.lattice.len();
        names.at(i);
        reach = names.lattice[before..].iter().map(|s| s.end).max().unwrap_or(i).max(reach);
        i += 1;
    }
    Some(start..i)
}

/// A segment of a sentence that begins at token `first`.
pub(super) fn segment(
    cx: &Context<'_>,
    first: u32,
    (tokens, label, score): (Range<u32>, Label, f32),
    source: Source,
) -> Segment {
    let at = tokens.start;
    let plain = label == Label::Plain;
    // "de la" behind a name, and an initial, are parts of it unless something else explains them.
    let particle = plain && cx.set(at).has(WordSet::PARTICLE) && at > first && cx.capital(at - 1);
    let stop = plain && cx.set(at).has(WordSet::STOP) && !cx.shape(at).has(Shape::INITIAL);
    let capital = (cx.capital(at) || particle) && !stop;
    Segment { start: at, end: tokens.end, label, score, capital, source }
}

/// The word of a listed place or body that could be a surname instead: "Davie", "Kellogg's".
pub(super) fn surname(cx: &Context<'_>, s: &Segment, lattice: &[Segment]) -> Option<u64> {
    let listed = matches!(s.source, Source::Listed { weak: false, .. });
    let one = s.end == s.start + 1 || s.end == s.start + 2 && cx.shape(s.start + 1).has(Shape::POSSESSIVE);
    if !listed || !one || !matches!(s.label, Label::Place | Label::Organization) {
        return None;
    }
    let person = |p: &&Segment| p.start == s.start && p.end == s.start + 1 && p.label == Label::Person;
    lattice.iter().find(person).map(|_| cx.token(s.start).word)
}

/// Collects the segments of one sentence.
pub(super) struct Names<'a, 'b> {
    pub(super) cx: &'b Context<'a>,
    pub(super) tokens: Range<u32>,
    pub(super) style: Style,
    lattice: &'b mut Vec<Segment>,
}

impl Names<'_, '_> {
    pub(super) fn push(&mut self, tokens: Range<u32>, label: Label, score: f32, source: Source) {
        self.lattice.push(segment(self.cx, self.tokens.start, (tokens, label, score), source));
    }

    /// All segments that begin at a token.
    fn at(&mut self, i: u32) {
        let shape = self.cx.shape(i);
        self.push(i..i + 1, Label::Plain, 0.0, Source::Plain);
        if !shape.has(Shape::WORD) {
            if shape.has(Shape::DIGIT) {
                let label = if self.is_year(i) { Label::Date } else { Label::Number };
                self.push(i..i + 1, label, 0.1, Source::Plain);
                self.listed(i, self.cx.found(i));
            } else if shape.has(Shape::PUNCT) {
                self.marks(i, self.cx.found(i));
            }
            return;
        }
        let found = self.cx.found(i);
        self.listed(i, found);
        self.role(i);
        self.marks(i, found);
        if self.style != Style::Shouting {
            unlisted::at(self, i);
        }
    }

    fn is_year(&self, i: u32) -> bool {
        let text = self.cx.text(i);
        text.len() == 4 && text.parse::<u16>().is_ok_and(|y| (1500..2100).contains(&y))
    }

    /// Listed names: the longest at this place, and shorter ones that it hides.
    fn listed(&mut self, i: u32, found: Found) {
        let mut hit = found.name;
        if let Some(h) = hit {
            self.branch(i, h);
        }
        while let Some(h) = hit {
            self.readings(i, h);
            let end = i + h.len - 1;
            if end <= i {
                return;
            }
            hit = self.cx.gazetteer.at(self.cx.tokens(i..end), self.style == Style::Shouting).name;
        }
    }

    /// "Greenpeace Kenya": a body of many countries with the country behind it.
    fn branch(&mut self, i: u32, hit: crate::gazetteer::Hit) {
        const WORLDWIDE: &[&str] = &["company", "ngo", "igo", "union", "media"];
        let (cx, end) = (self.cx, i + hit.len);
        let worldwide = |e: u32| WORLDWIDE.contains(&cx.gazetteer.entry(e).subkind());
        let mut readings = cx.gazetteer.readings(hit, cx.tokens(i..end), false, false);
        if end >= self.tokens.end || !readings.any(|c| worldwide(c.entry)) {
            return;
        }
        let Some(place) = cx.found(end).name else { return };
        let country = |c: crate::gazetteer::Candidate| {
            c.via() != Via::Demonym && !c.weak() && cx.gazetteer.country(c.entry) == Some(c.entry)
        };
        let behind = end + place.len;
        if cx.gazetteer.readings(place, cx.tokens(end..behind), false, false).any(country)
            && !self.capital_follows(behind)
        {
            let score = 2.2 + 2.3 * f32::from(u8::try_from(behind - i).unwrap_or(8));
            self.push(i..behind, Label::Organization, score, Source::Rule("branch"));
        }
    }

    fn readings(&mut self, i: u32, hit: crate::gazetteer::Hit) {
        let cx = self.cx;
        let tokens = i..i + hit.len;
        let words = cx.tokens(tokens.clone()).iter().filter(|t| t.shape.has(Shape::WORD)).count();
        let words = f32::from(u8::try_from(words).unwrap_or(8));
        let shouting = self.style == Style::Shouting;
        // Per label: is there a reading, and one that needs no support?
        let mut labels =
            [(Label::Person, None), (Label::Place, None), (Label::Organization, None), (Label::Demonym, None)];
        for c in cx.gazetteer.readings(hit, cx.tokens(tokens.clone()), shouting, false) {
            let label = if c.via() == Via::Demonym { Label::Demonym } else { Label::of(cx.gazetteer.kind(c.entry)) };
            let weak = c.weak() || shouting && c.acronym();
            for (l, strong) in &mut labels {
                if *l == label {
                    *strong = Some(strong.unwrap_or(false) | !weak);
                }
            }
        }
        // "Two Democratic senators": a party's adjective before a role needs no support.
        let end = tokens.end;
        let before_role = end < self.tokens.end && cx.found(end).role.is_some();
        let party = before_role
            && hit.len == 1
            && cx
                .gazetteer
                .readings(hit, cx.tokens(tokens.clone()), shouting, false)
                .any(|c| cx.gazetteer.entry(c.entry).subkind() == "party");
        for (label, strong) in labels {
            let Some(strong) = strong else { continue };
            let longer = 2.3 * (words - 1.0);
            let score = match (label, strong) {
                (_, true) => 2.2 + longer,
                (Label::Person, false) => -1.0 + 0.6 * longer,
                (Label::Organization, false) if party => 0.6,
                (_, false) => -0.8 + 0.6 * longer,
            };
            self.push(tokens.clone(), label, score, Source::Listed { hit, weak: !strong });
        }
    }

    fn role(&mut self, i: u32) {
        let cx = self.cx;
        let Some(span) = role::find(cx, i, self.tokens.end) else { return };
        // "Fellow senator", "fellow Democrat" say nothing of a fellowship.
        let found = |k: u32| k < self.tokens.end && (cx.found(k).role.is_some() || cx.found(k).name.is_some());
        if span.end == i + 1 && cx.is(i, &["fellow"]) && found(i + 1) {
            return;
        }
        // A role alone under a rank word ("first") is looked for at its own place too; the longer one wins by its length.
        let words = f32::from(u8::try_from(span.end - i).unwrap_or(8));
        let mut score = 2.2 + 2.3 * (words - 1.0);
        if span.weak {
            score -= 1.5;
        }
        // "The state's | attorney general", not "state's attorney".
        let owned = (i + 1..span.end).find(|&k| cx.shape(k).has(Shape::POSSESSIVE)).map(|k| k + 1);
        if owned.is_some_and(|k| cx.found(k).role.is_some_and(|hit| k + hit.len > span.end)) {
            score -= 5.0;
        }
        // "Larry King", "Mr Cook": one capitalised word behind a given name or a title is a surname.
        let one = span.end == i + 1 && cx.capital(i) && cx.set(i).has(WordSet::SURNAME);
        if one && i > self.tokens.start && cx.capital(i - 1) {
            let before = cx.set(i - 1);
            let named = !before.any(WordSet::STOP) && self.style == Style::Plain;
            if named && !self.capital_follows(span.end) || before.has(WordSet::TITLE) {
                score -= if before.any(WordSet::GIVEN.with(WordSet::TITLE)) { 3.0 } else { 1.5 };
            }
        }
        // "Department of Public Safety": an ordinary word that counts only beside a name.
        let common = span.needs_name && span.end == i + 1 && cx.capital(i) && self.style == Style::Plain;
        // "Two Representatives", "Democratic Representatives": what stands before is no part of a name with it.
        let named = i > self.tokens.start + 1 && cx.capital(i - 1) && cx.found(i - 1).name.is_none();
        if common && named && !self.capital_follows(span.end) {
            score -= 3.0;
        }
        // "Otago Mariners", "Windsor Locks".
        let after_name = i > self.tokens.start && cx.found(i - 1).name.is_some() && !self.capital_follows(span.end);
        if span.plural && span.end == i + 1 && after_name && unlisted::is_trade(cx, i) && self.style == Style::Plain {
            score -= 3.0;
        }
        // "National Union of Nurses".
        let behind = i > self.tokens.start + 1 && cx.is(i - 1, &["of", "for"]) && cx.capital(i - 2);
        if span.plural && behind && cx.capital(i) && self.style == Style::Plain {
            score -= 1.5;
        }
        // "Superintendent Earl Biddle": between a role and a surname stands a given name.
        if span.end == i + 1
            && i > self.tokens.start
            && cx.capital(i)
            && cx.set(i).has(WordSet::GIVEN)
            && self.capital_follows(i + 1)
            && cx.capital(i - 1)
            && cx.found(i - 1).role.is_some()
        {
            score -= 4.0;
        }
        self.push(i..span.end, Label::Role, score, Source::Role(span));
    }

    fn capital_follows(&self, i: u32) -> bool {
        i < self.tokens.end && self.cx.capital(i)
    }

    /// Modifiers, titles, suffixes and dates.
    fn marks(&mut self, i: u32, found: Found) {
        let cx = self.cx;
        let mut title = cx.set(i).has(WordSet::TITLE) && cx.capital(i);
        let mut title_end = i + 1;
        if let Some((n, phrase)) = found.phrase {
            let mut end = i + n;
            if let Some(modifier) = phrase.modifier {
                // "ex-" takes its hyphen along, "-elect" brings it.
                if end < self.tokens.end
                    && cx.text(end) == "-"
                    && cx.glued(end)
                    && end + 1 < self.tokens.end
                    && cx.glued(end + 1)
                {
                    end += 1;
                }
                let of_role =
                    matches!(modifier, Modifier::Deputy | Modifier::Joint | Modifier::Honorary | Modifier::Shadow);
                let score = if of_role { 0.0 } else { 0.9 };
                self.push(i..end, Label::Modifier, score, Source::Modifier(modifier, phrase.flags));
            } else if phrase.set.has(WordSet::TITLE) && cx.capital(i) {
                title = true;
                title_end = end;
            }
        }
        if title {
            let needs = cx.set(i).has(WordSet::TITLE_NEEDS_NAME);
            let follows = self.capital_follows(title_end);
            let score = if follows && !needs { 0.8 } else { -0.8 };
            self.push(i..title_end, Label::Title, score, Source::Plain);
        }
        // "Jan" and "May" before a surname are given names, and so is "Sun-hee".
        let given =
            cx.hyphen_follows(i, self.tokens.end) || cx.set(i).has(WordSet::GIVEN) && self.capital_follows(i + 1);
        if cx.set(i).has(WordSet::TIME) && cx.capital(i) && !given {
            self.push(i..i + 1, Label::Date, 0.8, Source::Plain);
        }
        if cx.set(i).has(WordSet::SUFFIX) && i > self.tokens.start && cx.capital(i) {
            let score = if cx.set(i).has(WordSet::AFTER_COMMA) { -0.4 } else { 0.2 };
            self.push(i..i + 1, Label::Suffix, score, Source::Plain);
        }
    }
}

/// The kinds that a label of a listed name stands for.
pub(super) fn fits(cx: &Context<'_>, label: Label, entry: u32, via: Via) -> bool {
    match label {
        Label::Demonym => via == Via::Demonym,
        Label::Place => via != Via::Demonym && cx.gazetteer.kind(entry) == Kind::Place,
        Label::Person => cx.gazetteer.kind(entry) == Kind::Person,
        Label::Organization => cx.gazetteer.kind(entry) == Kind::Organization,
        _ => false,
    }
}
