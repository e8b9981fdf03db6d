//! What the whole article says for a name's being a person's, a place's or a body's.

use std::ops::Range;

use crate::base::hash::{FastMap, FastSet};
use crate::gazetteer::{Hit, Kind};
use crate::pattern::Kinds;

use super::context::Context;
use super::lattice::fits;
use super::model::Opinion;
use super::segment::{Label, Segment, Source};
use super::unlisted::{TEAM, is_generation};

/// Most points that evidence can give.
const MAX: f32 = 5.0;
/// Points of tag rules that say what a name is.
const TOLD: f32 = 3.0;

/// Evidence of one article; empty in the first pass.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// What the model says; empty in the first pass and without a model.
    pub(super) opinion: Opinion,
    /// Points of each wording for person, place, organization, none.
    points: FastMap<u64, [f32; 4]>,
    /// Entries that stand under a name that needs no support.
    safe: FastMap<u32, u32>,
    /// How often each country is meant.
    countries: FastMap<u32, u32>,
    /// The country that is meant most often.
    leading: Option<u32>,
    /// Last words of the persons that were found by a fuller name.
    surnames: FastMap<u64, u32>,
    /// Tokens at which listed places and bodies that could be surnames first stand alone.
    pub(super) alone: FastMap<u64, u32>,
    /// First words of such persons.
    givens: FastSet<u64>,
    /// Wordings of names that were found for sure, with their label.
    sure: FastMap<u64, Label>,
    /// Last words of teams.
    teams: FastSet<u64>,
}

impl Evidence {
    /// Points of an unlisted name for a label.
    pub(super) fn wording(&self, cx: &Context<'_>, tokens: Range<u32>, label: Label) -> f32 {
        let wording = cx.wording(tokens.clone());
        let mut sum = self.points.get(&wording).map_or(0.0, |p| p[place_of(label)]);
        match self.sure.get(&wording) {
            Some(&l) if l == label => sum += 2.0,
            Some(_) => sum -= 1.5,
            None => {}
        }
        if label == Label::Organization && tokens.len() == 1 && self.is_team(cx, tokens.start) {
            sum += 4.0;
        }
        if label == Label::Person && tokens.len() == 1 {
            let word = cx.token(tokens.start).word;
            if self.surnames.contains_key(&word) {
                sum += 4.0;
            } else if self.givens.contains(&word) {
                sum += 2.2;
            }
        }
        sum.clamp(-MAX, MAX)
    }

    /// Points of a listed name for a label.
    pub(super) fn of(&self, cx: &Context<'_>, tokens: &Range<u32>, label: Label, (hit, strong): (Hit, bool)) -> f32 {
        let mut sum = self.wording(cx, tokens.clone(), label);
        if strong {
            // Enough to tell two readings apart, too little to break up a longer name.
            let somebody = matches!(label, Label::Place | Label::Organization)
                && tokens.len() <= 2
                && self.is_surname(cx.token(tokens.start).word)
                && !(tokens.start > 0 && cx.is(tokens.start - 1, &["in", "at", "from", "near", "of", "to", "the"]));
            let surname = if somebody { -2.0 } else { 0.0 };
            return if label == Label::Demonym { 0.0 } else { sum.clamp(-1.0, 0.3) + surname };
        }
        let mut best: f32 = 0.0;
        for c in cx.gazetteer.readings(hit, cx.tokens(tokens.clone()), false, false) {
            if !fits(cx, label, c.entry, c.via()) || !c.weak() {
                continue;
            }
            if self.safe.contains_key(&c.entry) {
                best = best.max(3.0);
            } else if is_public(cx, c.entry) && self.leads(cx, c.entry) {
                best = best.max(1.2);
            }
        }
        sum += best;
        sum.clamp(-MAX, MAX)
    }

    /// Whether the country of an entry is the one that the article is mostly about.
    fn leads(&self, cx: &Context<'_>, entry: u32) -> bool {
        cx.gazetteer.country(entry).is_some_and(|c| self.leading == Some(c))
    }

    /// How often the country of an entry is meant.
    pub(super) fn country(&self, cx: &Context<'_>, entry: u32) -> u32 {
        cx.gazetteer.country(entry).and_then(|c| self.countries.get(&c)).copied().unwrap_or(0)
    }

    /// Points of the model for a name; few where a construction says what the name is.
    pub(super) fn model(&self, cx: &Context<'_>, tokens: &Range<u32>, label: Label) -> f32 {
        let kind = place_of(label);
        let said = if kind < 3 { self.opinion.of(tokens) } else { None };
        let Some(p) = said else { return 0.0 };
        let told = self.points.get(&cx.wording(tokens.clone())).is_some_and(|p| p[..2].iter().any(|&p| p >= TOLD));
        model_points(p[kind]) * if told { 0.4 } else { 1.0 }
    }

    /// Whether the words around a name show that it is a body's.
    pub(super) fn is_body(&self, cx: &Context<'_>, tokens: Range<u32>) -> bool {
        self.points.get(&cx.wording(tokens)).is_some_and(|p| p[2] >= 1.0 && p[2] > p[0] && p[2] > p[1])
    }

    /// Whether a word is the short form of a team of the article ("the Mariners").
    pub(super) fn is_team(&self, cx: &Context<'_>, i: u32) -> bool {
        cx.capital(i) && self.teams.contains(&cx.token(i).word)
    }

    /// Whether a word is the surname of somebody whom the article named before it first has the word alone.
    pub(super) fn is_surname(&self, word: u64) -> bool {
        let first = self.alone.get(&word).copied().unwrap_or(0);
        self.surnames.get(&word).is_some_and(|&named| named < first)
    }

    /// How often an entry stands under a name that needs no support.
    pub(super) fn safe(&self, entry: u32) -> u32 {
        self.safe.get(&entry).copied().unwrap_or(0)
    }

    /// Adds points for the wording of a name.
    pub(super) fn add(&mut self, wording: u64, kind: Option<Kinds>, points: f32) {
        let place = match kind {
            Some(Kinds::PERSON) => 0,
            Some(Kinds::PLACE) => 1,
            Some(_) => 2,
            None => 3,
        };
        self.points.entry(wording).or_default()[place] += points;
    }

    /// Learns from the first pass over the article.
    pub(super) fn learn(&mut self, cx: &Context<'_>, segments: &[Segment]) {
        for s in segments {
            match (s.label, s.source) {
                (Label::Person, Source::Listed { weak: true, .. } | Source::Rule(_)) if s.score < 1.0 => {}
                (Label::Person, _) => self.person(cx, s),
                (_, Source::Rule(TEAM)) => {
                    self.teams.insert(cx.token(s.end - 1).word);
                }
                _ => {}
            }
            if let Source::Listed { hit, weak: false } = s.source {
                self.listed(cx, s, hit);
            }
            if s.label.is_name() && s.label != Label::Name && s.score > 2.0 {
                self.sure.entry(cx.wording(s.tokens())).or_insert(s.label);
            }
        }
        self.close();
    }

    /// To be called when all segments are known.
    fn close(&mut self) {
        let mut counts: Vec<(u32, u32)> = self.countries.iter().map(|(&c, &n)| (n, c)).collect();
        counts.sort_unstable_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
        self.leading = counts.first().map(|c| c.1);
    }

    fn person(&mut self, cx: &Context<'_>, s: &Segment) {
        let words: Vec<u32> = s.tokens().filter(|&i| cx.capital(i)).collect();
        if let (Some(&first), Some(last)) = (words.first(), words.iter().rfind(|&&i| !is_generation(cx.text(i))))
            && words.len() >= 2
        {
            self.surnames.entry(cx.token(*last).word).or_insert(s.start);
            self.givens.insert(cx.token(first).word);
        }
    }

    fn listed(&mut self, cx: &Context<'_>, s: &Segment, hit: Hit) {
        let fitting = || {
            let all = cx.gazetteer.readings(hit, cx.tokens(s.tokens()), false, false);
            all.filter(|c| !c.weak() && fits(cx, s.label, c.entry, c.via()))
        };
        // A name that may mean something else of its kind supports nothing.
        let mut all = cx.gazetteer.readings(hit, cx.tokens(s.tokens()), false, false);
        if all.any(|c| c.weak() && fits(cx, s.label, c.entry, c.via())) {
            return;
        }
        let mut one = None;
        for (n, c) in fitting().enumerate() {
            *self.safe.entry(c.entry).or_default() += 1;
            one = (n == 0).then_some(c.entry);
        }
        if let Some(entry) = one
            && let Some(country) = cx.gazetteer.country(entry)
        {
            *self.countries.entry(country).or_default() += 1;
        }
    }
}

fn place_of(label: Label) -> usize {
    match label.kind() {
        Some(Kind::Person) => 0,
        Some(Kind::Place) => 1,
        Some(_) => 2,
        None => 3,
    }
}

/// Bodies and places whose weak name is safe in an article about their country.
pub(super) fn is_public(cx: &Context<'_>, entry: u32) -> bool {
    const PUBLIC: &[&str] = &[
        "government",
        "ministry",
        "agency",
        "parliament",
        "court",
        "central-bank",
        "military",
        "party",
        "city",
        "region",
        "area",
        "country",
        "territory",
    ];
    PUBLIC.contains(&cx.gazetteer.entry(entry).subkind())
}

/// Points of a probability: none for a quarter, below zero for less.
fn model_points(p: f32) -> f32 {
    (1.5 * ((p + 0.02).ln() - 0.25_f32.ln())).max(-3.0)
}
