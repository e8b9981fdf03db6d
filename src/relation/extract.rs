//! Runs the rules over the sentences of an article.

use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{MarkKind, Mentions};
use crate::pattern::{Emission, Emit, Hit, RuleSet, Tape};
use crate::text::Document;

use super::assertion::{Assertion, Basis, Object, Status};
use super::units::{Row, Source};
use super::{coreference, filter, scope};

/// Runs rules over documents; keeps its buffers between them.
pub struct Extractor<'a> {
    rules: &'a RuleSet,
    gazetteer: &'a Gazetteer,
    row: Row,
    tape: Tape,
    hits: Vec<Hit>,
}

/// The assertions of an article; mentions by description ("the prime minister") are added to `mentions`.
#[must_use]
pub fn extract(document: &Document, mentions: &mut Mentions, rules: &RuleSet, gazetteer: &Gazetteer) -> Vec<Assertion> {
    Extractor::new(rules, gazetteer).extract(document, mentions)
}

impl<'a> Extractor<'a> {
    /// An extractor with empty buffers.
    #[must_use]
    pub fn new(rules: &'a RuleSet, gazetteer: &'a Gazetteer) -> Self {
        Extractor { rules, gazetteer, row: Row::default(), tape: Tape::default(), hits: Vec::new() }
    }

    /// See [`extract`].
    pub fn extract(&mut self, document: &Document, mentions: &mut Mentions) -> Vec<Assertion> {
        let mut raw = Vec::new();
        let (mut mention, mut mark) = (0, 0);
        for (s, sentence) in (0u32..).zip(&document.sentences) {
            let tokens = &sentence.tokens;
            while mentions.mentions.get(mention).is_some_and(|m| m.tokens.start < tokens.start) {
                mention += 1;
            }
            while mentions.marks.get(mark).is_some_and(|m| m.tokens.start < tokens.start) {
                mark += 1;
            }
            let here = mentions.mentions[mention..].iter().take_while(|m| m.tokens.start < tokens.end);
            if !here.clone().any(|m| m.kind == Kind::Person) {
                continue;
            }
            self.row.fill(document, mentions, tokens, (mention, mark));
            self.hits.clear();
            self.rules.find(&self.row.units, &mut self.tape, &mut self.hits);
            let sentence = filter::Sentence { document, mentions, row: &self.row, index: s };
            for hit in &self.hits {
                for emission in &hit.emissions {
                    raw.extend(self.assertion(&sentence, hit, emission));
                }
            }
        }
        let mut kept = filter::settle(raw, mentions, self.gazetteer);
        scope::complete(&mut kept, document, mentions, self.gazetteer);
        coreference::resolve(&kept, document, mentions);
        kept
    }

    fn assertion(&self, sentence: &filter::Sentence<'_>, hit: &Hit, emission: &Emission) -> Option<Assertion> {
        let rule = &self.rules.rules()[hit.rule as usize];
        let emit = &rule.emits[emission.emit as usize];
        let row = sentence.row;
        let subject = row.mention(emission.subject)?;
        let role = match emission.role {
            Some(unit) => Some(row.mention(unit)?),
            None => None,
        };
        let implied = emit.setting("role").map(str::to_owned);
        if emit.relation == "holds_role" && role.is_none() && implied.is_none() {
            return None;
        }
        let object = emission.object.and_then(|u| row.mention(u));
        if !filter::allows(sentence, rule, hit, emission, subject, role) {
            return None;
        }
        let status = self.status(sentence, emit, emission, role);
        let confidence = emit.setting("confidence").and_then(|c| c.parse().ok()).unwrap_or(rule.confidence);
        Some(Assertion {
            relation: emit.relation.clone(),
            subject,
            role,
            implied,
            object: object.map(Object::Mention),
            status,
            since: None,
            until: None,
            basis: object.map(|_| Basis::Stated),
            confidence,
            rule: rule.id.clone(),
            attribution: filter::attribution(sentence, rule, hit),
            sentence: sentence.index,
            span: evidence(sentence, hit, emission),
        })
    }

    /// Status by the rule's setting, the modifier in the status slot, or the role's own last word.
    fn status(&self, sentence: &filter::Sentence<'_>, emit: &Emit, emission: &Emission, role: Option<u32>) -> Status {
        if let Some(word) = emit.setting("status") {
            return Status::parse(word).unwrap_or(Status::Current);
        }
        let unit = emission.status.map(|u| sentence.row.sources[u as usize]);
        if let Some(Source::Mark(m)) = unit
            && let MarkKind::Modifier(modifier) = sentence.mentions.marks[m as usize].kind
            && let Some(status) = Status::of(modifier)
        {
            return status;
        }
        let name = role.and_then(|r| sentence.mentions.mentions[r as usize].role.as_ref()).map_or("", |r| r.name.as_str());
        let last = name.rsplit(' ').next().unwrap_or_default();
        if matches!(last, "candidate" | "nominee" | "contender" | "hopeful") && emission.status.is_none() {
            Status::Candidate
        } else {
            Status::Current
        }
    }
}

/// The bytes from the first to the last slot of an emission.
fn evidence(sentence: &filter::Sentence<'_>, hit: &Hit, emission: &Emission) -> crate::base::span::Span {
    let slots = [Some(emission.subject), emission.role, emission.object, emission.status];
    let units: Vec<u32> = slots.into_iter().flatten().collect();
    let first = units.iter().copied().min().unwrap_or(hit.start);
    let last = units.iter().copied().max().unwrap_or(hit.end.saturating_sub(1));
    let row = sentence.row;
    let tokens = row.tokens[first as usize].start..row.tokens[last as usize].end;
    sentence.document.tokens_span(tokens)
}
