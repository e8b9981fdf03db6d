//! Runs the rules over the sentences of an article and makes assertions of their hits.

use std::ops::Range;

use crate::gazetteer::{Gazetteer, Modifier};
use crate::mention::{self, Mentions, Place};
use crate::pattern::{Arg, Capture, Emit, Hit, Kinds, RuleSet, Tape};
use crate::text::Document;

use super::assertion::{Assertion, Attribution, Basis, Event, Object, Status};
use super::tenure;
use super::{coreference, departure, handover, pronoun, scope, settle};

/// Words that turn what follows into a wish, a denial or a condition.
const UNREAL: &[&str] = &[
    "if",
    "whether",
    "not",
    "never",
    "denied",
    "denies",
    "could",
    "would",
    "should",
    "might",
    "may",
    "cannot",
    "unless",
    "wish",
    "wants",
    "hopes",
    "wanted",
    "hoped",
    "pretended",
    "posed",
    "nor",
    "without",
    "demand",
    "demands",
    "demanded",
    "demanding",
    "seek",
    "seeking",
    "sought",
    "urge",
    "urged",
    "urging",
    "refused",
    "rejected",
];

/// Words that make a wish together with a "for" behind them.
const CALLS: &[&str] = &["call", "calls", "called", "calling", "push", "pushed", "pushing"];

/// Words of somebody's claim.
const CLAIMED: &[&str] =
    &["claims", "claimed", "claim", "claiming", "alleges", "alleged", "allegedly", "purportedly", "supposedly"];

/// Words of a claim that is called false.
const DISPUTED: &[&str] = &["falsely", "false", "forged", "fake", "hoax", "bogus", "fabricated", "self-proclaimed"];

/// Runs rules over articles; keeps its buffers between them.
#[derive(Debug, Default)]
pub struct Extractor {
    tape: Tape,
    places: Vec<Place>,
    hits: Vec<Hit>,
}

impl Extractor {
    /// The assertions of an article; mentions by description ("the prime minister") are added to `mentions`.
    pub fn extract(
        &mut self,
        document: &Document,
        mentions: &mut Mentions,
        gazetteer: &Gazetteer,
        rules: &RuleSet,
    ) -> Vec<Assertion> {
        pronoun::resolve(document, mentions);
        let mut raw = Vec::new();
        let mut from = 0;
        for (index, sentence) in (0u32..).zip(&document.sentences) {
            let tokens = sentence.tokens.clone();
            while mentions.pieces.get(from).is_some_and(|p| p.tokens.start < tokens.start) {
                from += 1;
            }
            let here = mentions.pieces[from..].iter().take_while(|p| p.tokens.start < tokens.end);
            if !here.clone().any(|p| p.kinds.any(Kinds::PERSON.with(Kinds::ORGANIZATION).with(Kinds::PLACE))) {
                continue;
            }
            let buffers = (&mut self.tape.units, &mut self.places);
            mention::fill((document, &mentions.sets, rules), tokens, (&mentions.pieces, from), false, buffers);
            self.hits.clear();
            rules.find(&mut self.tape, &mut self.hits);
            let sentence = Sentence { document, mentions, gazetteer, rules, places: &self.places, index };
            for hit in &self.hits {
                sentence.assertions(hit, &mut raw);
            }
        }
        let mut kept = settle::settle(raw, mentions);
        departure::apply(&mut kept, document, mentions, gazetteer);
        scope::complete(&mut kept, document, mentions, gazetteer);
        handover::apply(&mut kept, document, mentions, gazetteer);
        coreference::resolve(&kept, document, mentions);
        kept
    }
}

/// A sentence with its row of units.
pub(super) struct Sentence<'a> {
    pub(super) document: &'a Document,
    pub(super) mentions: &'a Mentions,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) rules: &'a RuleSet,
    pub(super) places: &'a [Place],
    pub(super) index: u32,
}

impl Sentence<'_> {
    pub(super) fn mention(&self, c: Capture) -> Option<u32> {
        let piece = self.places.get(c.start as usize)?.piece?;
        self.mentions.pieces[piece as usize].mention
    }

    pub(super) fn modifier(&self, c: Capture) -> Option<Modifier> {
        let piece = self.places.get(c.start as usize)?.piece?;
        self.mentions.pieces[piece as usize].modifier
    }

    fn word(&self, unit: usize) -> &str {
        let tokens = self.places[unit].tokens.clone();
        self.document.tokens_span(tokens).of(&self.document.text)
    }

    pub(super) fn is_any(&self, unit: usize, words: &[&str]) -> bool {
        words.iter().any(|w| w.eq_ignore_ascii_case(self.word(unit)))
    }

    /// The assertions of one hit: one for each pair of subject and role (or object) that belong together.
    fn assertions(&self, hit: &Hit, out: &mut Vec<Assertion>) {
        let rule = &self.rules.rules()[hit.rule as usize];
        let verbal = rule.emits.iter().any(|e| e.setting("verbal").is_some());
        if verbal && self.is_unreal(hit) {
            return;
        }
        for emit in &rule.emits {
            let subjects = captures(hit, emit.args.first());
            if emit.relation == "holds_role" {
                let roles = captures(hit, emit.args.get(1));
                if let Some(Arg::Text(implied)) = emit.args.get(1) {
                    for &subject in &subjects {
                        self.holds(hit, emit, (subject, None, Some(implied)), &roles, out);
                    }
                }
                for (subject, role) in pairs(&subjects, &roles) {
                    self.holds(hit, emit, (subject, Some(role), None), &roles, out);
                }
            } else if emit.relation == departure::RELATION {
                out.extend(subjects.iter().filter_map(|&subject| self.departs(hit, emit, subject)));
            } else {
                self.relates(hit, emit, &subjects, out);
            }
        }
    }

    /// A question, a wish, a denial or a condition.
    fn is_unreal(&self, hit: &Hit) -> bool {
        let last = self.places.len().saturating_sub(1);
        let from = (hit.start as usize).saturating_sub(3);
        let wish = |u: usize| self.is_any(u, CALLS) && self.is_any(u + 1, &["for"]);
        self.word(last) == "?" || (from..hit.start as usize).any(|u| self.is_any(u, UNREAL) || wish(u))
    }

    fn holds(
        &self,
        hit: &Hit,
        emit: &Emit,
        (subject, role, implied): (Capture, Option<Capture>, Option<&String>),
        roles: &[Capture],
        out: &mut Vec<Assertion>,
    ) {
        let Some(person) = self.mention(subject) else { return };
        let role_mention = role.and_then(|r| self.mention(r));
        if role.is_some() && role_mention.is_none() {
            return;
        }
        let copied =
            emit.setting("copied").and(role_mention).and_then(|r| self.mentions.mentions[r as usize].role.as_ref());
        let (implied, role_mention) = match copied {
            Some(words) => (Some(&words.name), None),
            None => (implied, role_mention),
        };
        let anchor = role.unwrap_or(subject);
        if role_mention.is_some_and(|r| self.mentions.mentions[r as usize].role.as_ref().is_some_and(|w| w.label)) {
            return;
        }
        let (scope, membership) = match emit.args.get(2) {
            Some(Arg::Text(id)) => (self.listed(id), None),
            slot => self.scope(hit, slot, (subject, anchor), roles, role_mention),
        };
        if matches!(emit.args.get(2), Some(Arg::Slot { optional: false, .. }))
            && scope.is_none()
            && membership.is_none()
        {
            return;
        }
        let status = self.status(hit, emit, anchor, role_mention);
        let span = self.span(hit, subject, anchor, scope);
        let event = emit.setting("event").and_then(Event::parse);
        let sentence = &self.document.sentences[self.index as usize].tokens;
        // "A painter from Saxony, has led the party since 2022": a clause of its own says nothing of a trade.
        let words = role_mention.and_then(|r| self.mentions.mentions[r as usize].role.as_ref());
        let comma = || (span.end..sentence.end).find(|&i| self.document.token_text(i as usize) == ",");
        let lone = |w: &mention::RoleWords| self.is_trade(w) && self.gazetteer.entry(w.head).rank() != "head";
        let end = if words.is_some_and(lone) { comma() } else { None };
        let (since, until) = tenure::of(self.document, &span, end.unwrap_or(sentence.end), event);
        let assertion = Assertion {
            role: role_mention,
            implied: implied.cloned(),
            object: scope,
            noun: self.noun(hit, anchor),
            status,
            since,
            until,
            event,
            basis: scope.map(|_| Basis::Stated),
            ..self.assertion(hit, emit, person, span)
        };
        if let Some(party) = membership {
            out.push(Assertion {
                relation: "member_of".into(),
                role: None,
                implied: None,
                object: Some(Object::Mention(party)),
                status: Status::Current,
                basis: Some(Basis::Stated),
                ..assertion.clone()
            });
        }
        // "A Danish painter" is Danish; "the Danish president" says what she presides over.
        if let (Some(Object::Mention(land)), Some(role)) = (scope, role_mention)
            && self.is_nationality(land, role)
        {
            out.push(Assertion {
                relation: "citizen_of".into(),
                role: None,
                implied: None,
                status: Status::Current,
                ..assertion.clone()
            });
        }
        // "A member of the Green Party" is a membership.
        let member = role_mention
            .and_then(|r| self.mentions.mentions[r as usize].role.as_ref())
            .is_some_and(|w| w.name == "member");
        if member
            && let Some(Object::Mention(m)) = scope
            && self.is_party(m)
        {
            out.push(Assertion { relation: "member_of".into(), role: None, status: Status::Current, ..assertion });
            return;
        }
        out.push(assertion);
    }

    /// The departure of a person, with its date.
    fn departs(&self, hit: &Hit, emit: &Emit, subject: Capture) -> Option<Assertion> {
        let span = self.span(hit, subject, Capture { end: hit.end, ..subject }, None);
        let end = self.document.sentences[self.index as usize].tokens.end;
        let (_, until) = tenure::of(self.document, &span, end, Some(Event::Ends));
        Some(Assertion { until, ..self.assertion(hit, emit, self.mention(subject)?, span) })
    }

    fn relates(&self, hit: &Hit, emit: &Emit, subjects: &[Capture], out: &mut Vec<Assertion>) {
        let objects = captures(hit, emit.args.get(1));
        let listed = match emit.args.get(1) {
            Some(Arg::Text(id)) => self.listed(id),
            _ => None,
        };
        for &subject in subjects {
            let Some(from) = self.mention(subject) else { continue };
            let object = objects.iter().find(|o| o.round == subject.round).or(objects.first());
            let to = object.and_then(|&o| self.mention(o)).map(Object::Mention).or(listed);
            if to.is_none() || to == Some(Object::Mention(from)) {
                continue;
            }
            let span = self.span(hit, subject, object.copied().unwrap_or(subject), None);
            let mut assertion = self.assertion(hit, emit, from, span);
            assertion.status = emit.setting("status").and_then(Status::parse).unwrap_or(Status::Current);
            assertion.event = emit.setting("event").and_then(Event::parse);
            if let Some(Object::Mention(to)) = to {
                // Who is "of" a party belongs to it; "London, Paris" is a list.
                if assertion.relation == "works_for" && self.is_party(to) {
                    assertion.relation = "member_of".into();
                }
                if assertion.relation == "located_in" && !self.may_lie_in(from, to) {
                    continue;
                }
            }
            out.push(Assertion { object: to, basis: Some(Basis::Stated), ..assertion });
        }
    }

    fn assertion(&self, hit: &Hit, emit: &Emit, subject: u32, tokens: Range<u32>) -> Assertion {
        let rule = &self.rules.rules()[hit.rule as usize];
        Assertion {
            relation: emit.relation.clone(),
            subject,
            role: None,
            implied: None,
            object: None,
            noun: None,
            status: Status::Current,
            since: None,
            until: None,
            event: None,
            ended_by_list: false,
            basis: None,
            confidence: emit.setting("confidence").and_then(|c| c.parse().ok()).unwrap_or(rule.confidence),
            rule: hit.rule,
            attribution: if emit.setting("verbal").is_some() { self.attribution(hit) } else { None },
            sentence: self.index,
            tokens,
        }
    }

    fn listed(&self, id: &str) -> Option<Object> {
        let entry = self.gazetteer.by_id(id)?;
        let named = |m: u32| self.mentions.entry(m, self.gazetteer).is_some_and(|e| e.index == entry);
        let all = &self.mentions.mentions;
        let from = all.partition_point(|m| m.sentence < self.index);
        let to = from + all[from..].partition_point(|m| m.sentence == self.index);
        let mention = (from..to).filter_map(|m| u32::try_from(m).ok()).find(|&m| named(m));
        Some(mention.map_or(Object::Listed { entry, position: None }, Object::Mention))
    }

    /// The words that make a hit somebody's claim.
    fn attribution(&self, hit: &Hit) -> Option<Attribution> {
        let from = (hit.start as usize).saturating_sub(8);
        (from..hit.end as usize).find_map(|u| {
            let disputed = self.is_any(u, DISPUTED);
            (disputed || self.is_any(u, CLAIMED))
                .then(|| Attribution { tokens: self.places[u].tokens.clone(), disputed })
        })
    }

    /// The tokens from the first to the last part of an assertion.
    fn span(&self, hit: &Hit, a: Capture, b: Capture, scope: Option<Object>) -> Range<u32> {
        let (mut first, mut last) = (a.start.min(b.start), a.end.max(b.end));
        if let Some(Object::Mention(m)) = scope {
            let tokens = &self.mentions.mentions[m as usize].tokens;
            let unit = |u: u32| self.places.get(u as usize).is_some_and(|p| p.tokens == *tokens);
            if let Some(u) = (hit.start..hit.end).find(|&u| unit(u)) {
                (first, last) = (first.min(u), last.max(u + 1));
            }
        }
        self.places[first as usize].tokens.start..self.places[last as usize - 1].tokens.end
    }
}

/// What the slot of an argument caught.
pub(super) fn captures(hit: &Hit, arg: Option<&Arg>) -> Vec<Capture> {
    match arg {
        Some(Arg::Slot { slot, .. }) => hit.captures(*slot).collect(),
        _ => Vec::new(),
    }
}

/// The subjects and roles that belong together.
fn pairs(subjects: &[Capture], roles: &[Capture]) -> Vec<(Capture, Capture)> {
    if subjects.len() > 1 && roles.len() > 1 {
        let by_round = |s: &Capture| roles.iter().find(|r| r.round == s.round).or(roles.iter().find(|r| r.round == 0));
        return subjects.iter().filter_map(|s| Some((*s, *by_round(s)?))).collect();
    }
    subjects.iter().flat_map(|s| roles.iter().map(move |r| (*s, *r))).collect()
}
