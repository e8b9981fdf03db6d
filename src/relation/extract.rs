//! Runs the rules over the sentences of an article and makes assertions of their hits.

use std::ops::Range;

use crate::gazetteer::{Gazetteer, Kind, Modifier};
use crate::mention::{self, Mentions, Place};
use crate::pattern::{Arg, Capture, Emit, Hit, Kinds, RuleSet, Tape};
use crate::text::{Document, Shape};

use super::assertion::{Assertion, Attribution, Basis, Object, Status};
use super::tenure::{self, Verb};
use super::{coreference, pronoun, scope, settle};

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
];

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
        scope::complete(&mut kept, document, mentions, gazetteer);
        coreference::resolve(&kept, document, mentions);
        kept
    }
}

/// A sentence with its row of units.
struct Sentence<'a> {
    document: &'a Document,
    mentions: &'a Mentions,
    gazetteer: &'a Gazetteer,
    rules: &'a RuleSet,
    places: &'a [Place],
    index: u32,
}

impl Sentence<'_> {
    fn mention(&self, c: Capture) -> Option<u32> {
        let piece = self.places.get(c.start as usize)?.piece?;
        self.mentions.pieces[piece as usize].mention
    }

    fn modifier(&self, c: Capture) -> Option<Modifier> {
        let piece = self.places.get(c.start as usize)?.piece?;
        self.mentions.pieces[piece as usize].modifier
    }

    fn word(&self, unit: usize) -> &str {
        let tokens = self.places[unit].tokens.clone();
        self.document.tokens_span(tokens).of(&self.document.text)
    }

    fn is_any(&self, unit: usize, words: &[&str]) -> bool {
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
            } else {
                self.relates(hit, emit, &subjects, out);
            }
        }
    }

    /// A question, a wish, a denial or a condition.
    fn is_unreal(&self, hit: &Hit) -> bool {
        let last = self.places.len().saturating_sub(1);
        let from = (hit.start as usize).saturating_sub(3);
        self.word(last) == "?" || (from..hit.start as usize).any(|u| self.is_any(u, UNREAL))
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
        let verb = match emit.setting("date") {
            Some("since") => Verb::Begins,
            Some("until") => Verb::Ends,
            _ => Verb::None,
        };
        let sentence = &self.document.sentences[self.index as usize].tokens;
        let (since, until) = tenure::of(self.document, &span, sentence.end, verb);
        let assertion = Assertion {
            role: role_mention,
            implied: implied.cloned(),
            object: scope,
            noun: self.noun(hit, anchor),
            status,
            since,
            until,
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

    /// Whether an adjective before an occupation says whose citizen somebody is.
    fn is_nationality(&self, land: u32, role: u32) -> bool {
        const OCCUPATIONS: &[&str] =
            &["arts", "sport", "media", "academia", "science", "business", "law", "health", "occupation"];
        let mention = &self.mentions.mentions[land as usize];
        let words = self.mentions.mentions[role as usize].role.as_ref();
        mention.via == mention::Via::Demonym
            && mention.kind == Kind::Place
            && mention.tokens.end <= self.mentions.mentions[role as usize].tokens.start
            && words.is_some_and(|w| OCCUPATIONS.contains(&self.gazetteer.entry(w.head).category()))
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

    /// The plain noun beside a role that stands for its scope.
    fn noun(&self, hit: &Hit, role: Capture) -> Option<u32> {
        let beside = |c: &Capture| c.round == role.round || c.round == 0;
        hit.captures(self.rules.slot("noun")?).find(beside).map(|c| self.places[c.start as usize].tokens.start)
    }

    /// The scope of a role among what the slot caught around it, and a party that is none but a membership.
    fn scope(
        &self,
        hit: &Hit,
        slot: Option<&Arg>,
        (subject, role): (Capture, Capture),
        roles: &[Capture],
        role_mention: Option<u32>,
    ) -> (Option<Object>, Option<u32>) {
        let all = captures(hit, slot);
        let words = role_mention.and_then(|r| self.mentions.mentions[r as usize].role.as_ref());
        // In a list of people each has a scope of its own, in a list of roles each role.
        let round = if role.round == 0 { subject.round } else { role.round };
        let own = |c: &&Capture| c.round == round;
        let mut before: Vec<u32> =
            all.iter().filter(own).filter(|c| c.start < role.start).filter_map(|&c| self.mention(c)).collect();
        let mut after: Vec<u32> =
            all.iter().filter(own).filter(|c| c.start > role.start).filter_map(|&c| self.mention(c)).collect();
        if before.is_empty() && after.is_empty() {
            // What stands around the whole list belongs to each of its parts; what stands behind the next role to this one too.
            let shared = |c: &&Capture| c.round == 0 && round > 0;
            let first = roles.iter().map(|r| r.start).min().unwrap_or(role.start);
            let own_article =
                role.start > 0 && self.is_any(role.start as usize - 1, &["a", "an", "his", "her", "former"]);
            let first = if own_article { 0 } else { first };
            before.extend(all.iter().filter(shared).filter(|c| c.start < first).filter_map(|&c| self.mention(c)));
            let next = roles.iter().position(|r| *r == role).and_then(|i| roles.get(i + 1));
            let follows = |c: &&Capture| match next {
                // "Director and chairman of Maersk", not "minister, mayor of Cork".
                Some(n) => c.start > n.start && c.round == n.round && !self.is_any(n.start as usize - 1, &[","]),
                None => shared(c) && c.start > role.start && roles.len() == 1,
            };
            after.extend(all.iter().filter(follows).filter_map(|&c| self.mention(c)));
        }
        // "Lead author Professor Jane Doe of Leeds" is professor there.
        let next = roles.iter().position(|r| *r == role).and_then(|i| roles.get(i + 1));
        if next.is_some_and(|n| n.start == role.end && n.end <= subject.start) {
            after.retain(|&m| {
                self.mentions.mentions[m as usize].tokens.start < self.places[role.end as usize].tokens.start
            });
        }
        let mut membership = None;
        before.retain(|&m| {
            // "Republican senator" is a membership, "Labour leader" and "Labour Party's treasurer" are roles of the party.
            let adjective = self.is_party(m) && words.is_some_and(|w| !self.is_party_role(w, m));
            if adjective {
                membership = Some(m);
            }
            !adjective
        });
        let sends =
            words.is_some_and(|w| ["ambassador", "envoy", "emissary", "consul"].iter().any(|e| w.name.contains(e)));
        let chosen = if sends { before.last().or(after.first()) } else { after.first().or(before.last()) };
        (chosen.map(|&m| Object::Mention(m)), membership)
    }

    /// Whether the lists allow that one place lies in another.
    fn may_lie_in(&self, inner: u32, outer: u32) -> bool {
        let entry = |m: u32| self.mentions.entry(m, self.gazetteer);
        let (Some(inner), Some(outer)) = (entry(inner), entry(outer)) else { return true };
        let parents = std::iter::successors(inner.parent(), |&p| self.gazetteer.entry(p).parent());
        self.gazetteer.country(inner.index) == Some(outer.index) || parents.take(8).any(|p| p == outer.index)
    }

    fn is_party(&self, mention: u32) -> bool {
        self.mentions.mentions[mention as usize].party
    }

    /// Whether a role behind a party's name is one of the party.
    fn is_party_role(&self, words: &mention::RoleWords, party: u32) -> bool {
        const OWN: &str = "leader|chair|chairman|chairwoman|chairperson|spokesperson|spokesman|spokeswoman|whip|founder|treasurer|\
            activist|strategist|organizer|operative|secretary-general|general secretary|co-leader|donor";
        const WHOLE: &str = "president|vice president|official|member|head|chief|director|candidate";
        let name = words.name.as_str();
        let among =
            |list: &str| list.split('|').any(|o| name == o || name.strip_suffix(o).is_some_and(|n| n.ends_with(' ')));
        let end = self.mentions.mentions[party as usize].tokens.end as usize;
        let last = self.document.token_text(end - 1);
        let whole = matches!(last, "Party" | "Alliance" | "Congress" | "Union" | "Front" | "Movement");
        let possessive = self.document.tokens.get(end).is_some_and(|t| t.shape.has(Shape::POSSESSIVE));
        let of_party = self.gazetteer.entry(words.head).category() == "party";
        let of_chamber = name.contains("majority") || name.contains("minority");
        words.candidate || among(OWN) && !of_chamber || (whole || possessive) && (among(WHOLE) || of_party)
    }

    /// Status by the emit line, the modifier beside the role, or the role itself.
    fn status(&self, hit: &Hit, emit: &Emit, role: Capture, role_mention: Option<u32>) -> Status {
        let slot = emit.args.get(3);
        let all = captures(hit, slot);
        let own: Vec<Capture> = all.iter().copied().filter(|c| c.round == role.round).collect();
        // "Former mayor and senator" shares its status, "former candidate Senator" does not.
        let joined = role.start > 0 && self.is_any(role.start as usize - 1, &["and", ",", "or", "&", "/"]);
        let shared = || all.iter().copied().filter(|c| c.round == 0 && joined).collect::<Vec<_>>();
        let mut found = None;
        for c in if own.is_empty() { shared() } else { own } {
            match self.modifier(c).map(Status::of) {
                Some(Some(status)) => found = Some(found.map_or(status, |old| stronger(old, status))),
                Some(None) => found = found.or(Some(Status::Current)),
                None => {}
            }
        }
        let candidate =
            role_mention.and_then(|r| self.mentions.mentions[r as usize].role.as_ref()).is_some_and(|r| r.candidate);
        let set = emit.setting("status").and_then(Status::parse);
        match found {
            Some(Status::Former) => Status::Former,
            _ if candidate => set.filter(|s| *s == Status::Former).unwrap_or(Status::Candidate),
            Some(status) => {
                if set == Some(Status::Former) && status == Status::Current {
                    Status::Former
                } else {
                    status
                }
            }
            None => set.unwrap_or(Status::Current),
        }
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

/// Of two modifiers of one role ("former acting") the one that decides.
fn stronger(a: Status, b: Status) -> Status {
    if a == Status::Former || b == Status::Former { Status::Former } else { b }
}

/// What the slot of an argument caught.
fn captures(hit: &Hit, arg: Option<&Arg>) -> Vec<Capture> {
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
