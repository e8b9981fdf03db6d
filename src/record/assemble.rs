//! Document, mentions, assertions and co-mentions -> [`Record`]: bytes become code points, indices become ids.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::base::hash::{FastMap, hex};
use crate::base::span::{LineIndex, Span};
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Mentions, Via};
use crate::pattern::RuleSet;
use crate::relation::{self, CoMention, Object};
use crate::text::normalize::{one_line, slug};
use crate::text::{Document, minhash};

use super::v1::{
    Arguments, Assertion, Attribution, CoMention as CoMentionRecord, DocumentInfo, Entity, Evidence, MadeBy, Mention,
    ObjectEvidence, Quote, Record, Role,
};

/// Everything that is known of one article.
pub struct Parts<'a> {
    /// The article's layout.
    pub document: &'a Document,
    /// Its names and roles.
    pub mentions: &'a Mentions,
    /// What its sentences say.
    pub assertions: &'a [relation::Assertion],
    /// Who stands with whom.
    pub co_mentions: &'a [CoMention],
    /// The lists.
    pub gazetteer: &'a Gazetteer,
    /// The rules.
    pub rules: &'a RuleSet,
    /// What made it.
    pub made_by: &'a MadeBy,
    /// Whether the record holds the text.
    pub with_text: bool,
}

/// Builds the record of an article.
#[must_use]
pub fn assemble(parts: &Parts<'_>) -> Record {
    Assembler::new(parts).record()
}

struct Assembler<'a> {
    p: &'a Parts<'a>,
    /// Line index of the title field and of the text.
    title: LineIndex,
    body: LineIndex,
    ids: Vec<String>,
    /// Entities that only a list names.
    listed: FastMap<u32, String>,
    extra: Vec<Entity>,
}

impl<'a> Assembler<'a> {
    fn new(p: &'a Parts<'a>) -> Self {
        let (title, body) = p.document.text.split_at(p.document.body_start as usize);
        let mut a = Assembler {
            p,
            title: LineIndex::new(title),
            body: LineIndex::new(body),
            ids: Vec::new(),
            listed: FastMap::default(),
            extra: Vec::new(),
        };
        let mut taken = BTreeSet::new();
        for e in &p.mentions.entities {
            let id = unique(&mut taken, format!("{}:{}", e.kind.as_str(), slug(&e.name)));
            a.ids.push(id);
        }
        a.list_objects(&mut taken);
        a
    }

    /// Scopes that a list gives become entities of the record too.
    fn list_objects(&mut self, taken: &mut BTreeSet<String>) {
        for a in self.p.assertions {
            let Some(Object::Listed { entry, .. }) = a.object else { continue };
            if self.listed.contains_key(&entry) {
                continue;
            }
            let row = self.p.gazetteer.entry(entry);
            let id = unique(taken, format!("{}:{}", row.kind().as_str(), slug(row.name())));
            self.extra.push(Entity {
                id: id.clone(),
                kind: row.kind().as_str().into(),
                name: row.name().to_owned(),
                aliases: Vec::new(),
                gazetteer: Some(row.id().to_owned()),
            });
            self.listed.insert(entry, id);
        }
    }

    fn record(self) -> Record {
        let mentions = self.p.mentions.mentions.iter().map(|m| self.mention(m)).collect();
        let assertions = self.p.assertions.iter().map(|a| self.assertion(a)).collect();
        let mut co_mentions: Vec<CoMentionRecord> = self.p.co_mentions.iter().map(|c| self.co_mention(c)).collect();
        co_mentions.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
        let mut entities = self.entities();
        entities.extend(self.extra.iter().cloned());
        entities.sort_by(|x, y| x.id.cmp(&y.id));
        Record {
            format: 1,
            made_by: self.p.made_by.clone(),
            document: self.document(),
            entities,
            mentions,
            assertions,
            co_mentions,
        }
    }

    fn document(&self) -> DocumentInfo {
        let d = self.p.document;
        let article = &d.article;
        let mut hash = Sha256::new();
        hash.update(d.title.as_deref().unwrap_or_default());
        hash.update("\n");
        hash.update(d.body());
        DocumentInfo {
            id: article.id.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            title: d.title.clone(),
            date: d.date.map(|d| d.to_string()),
            date_basis: d.date_basis.as_str().into(),
            language: d.language.into(),
            sha256: hex(&hash.finalize()),
            minhash: Some(STANDARD.encode(minhash::sketch(d).map(u32::to_le_bytes).as_flattened())),
            text: self.p.with_text.then(|| d.body().to_owned()),
        }
    }

    fn entities(&self) -> Vec<Entity> {
        let mut aliases: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); self.ids.len()];
        for m in self.p.mentions.mentions.iter().filter(|m| m.via != Via::Coreference) {
            if let Some(e) = m.entity {
                aliases[e as usize].insert(self.written(m));
            }
        }
        let all = self.p.mentions.entities.iter().zip(&self.ids).zip(aliases);
        all.map(|((e, id), aliases)| Entity {
            id: id.clone(),
            kind: e.kind.as_str().into(),
            name: one_line(&e.name),
            aliases: aliases.into_iter().filter(|a| *a != e.name).map(one_line).collect(),
            gazetteer: e.entry.map(|i| self.p.gazetteer.entry(i).id().to_owned()),
        })
        .collect()
    }

    fn mention(&self, m: &crate::mention::Mention) -> Mention {
        let (field, start, end) = self.points(self.span(m));
        let role = m.role.as_ref().and_then(|r| r.entry).map(|e| self.p.gazetteer.entry(e).id().to_owned());
        Mention {
            entity: m.entity.map(|e| self.ids[e as usize].clone()),
            role,
            kind: m.kind.as_str().into(),
            field: field.into(),
            start,
            end,
            text: self.written(m).into(),
            via: m.via.as_str().into(),
            rule: m.rule.map(Into::into),
        }
    }

    fn assertion(&self, a: &relation::Assertion) -> Assertion {
        let mentions = &self.p.mentions.mentions;
        let id_of = |m: u32| mentions[m as usize].entity.map(|e| self.ids[e as usize].clone());
        let object = match a.object {
            Some(Object::Mention(m)) => id_of(m),
            Some(Object::Listed { entry, .. }) => self.listed.get(&entry).cloned(),
            None => None,
        };
        let held = a.relation == "holds_role";
        Assertion {
            relation: a.relation.clone().into(),
            subject: id_of(a.subject).unwrap_or_default(),
            role: held.then(|| self.role(a)).flatten(),
            arguments: Arguments {
                subject: Some(a.subject),
                role: a.role,
                object: if let Some(Object::Mention(m)) = a.object { Some(m) } else { None },
            },
            status: held.then(|| a.status.as_str().into()),
            status_basis: a.ended_by_list.then_some("gazetteer".into()),
            since: a.since.map(|d| d.to_string()),
            until: a.until.map(|d| d.to_string()),
            event: a.event.map(|e| e.as_str().into()),
            basis: object.as_ref().and(a.basis).map(|b| b.as_str().into()),
            object,
            confidence: a.confidence,
            rule: self.p.rules.rules()[a.rule as usize].id.clone(),
            attribution: a.attribution.as_ref().map(|by| Attribution {
                text: self.p.document.tokens_span(by.tokens.clone()).of(&self.p.document.text).into(),
                stance: if by.disputed { "disputed" } else { "reported" }.into(),
            }),
            evidence: self.evidence(self.p.document.tokens_span(a.tokens.clone()), a.sentence),
            object_evidence: self.object_evidence(a),
        }
    }

    fn role(&self, a: &relation::Assertion) -> Option<Role> {
        let gazetteer = self.p.gazetteer;
        let rank_of = |e: u32| Some(gazetteer.entry(e).rank().to_owned()).filter(|r| !r.is_empty());
        let Some(r) = a.role else {
            let name = a.implied.clone()?;
            let roles = gazetteer.lookup(&name).into_iter().map(|c| c.entry);
            let entry = roles.filter(|&e| gazetteer.kind(e) == Kind::Role).min();
            let id = entry.map(|e| gazetteer.entry(e).id().to_owned());
            return Some(Role { text: name.clone(), name, id, rank: entry.and_then(rank_of) });
        };
        let mention = &self.p.mentions.mentions[r as usize];
        let words = mention.role.as_ref()?;
        let written = one_line(self.written(mention));
        Some(Role {
            text: if words.plural { words.name.clone() } else { written },
            name: words.name.clone(),
            id: words.entry.map(|e| gazetteer.entry(e).id().to_owned()),
            rank: if words.entry.is_none() && is_deputy(&words.name) {
                Some("deputy".to_owned())
            } else {
                rank_of(words.entry.unwrap_or(words.head))
            },
        })
    }

    fn span(&self, m: &crate::mention::Mention) -> Span {
        self.p.document.tokens_span(m.tokens.clone())
    }

    fn written(&self, m: &crate::mention::Mention) -> &str {
        self.span(m).of(&self.p.document.text)
    }

    fn evidence(&self, span: Span, sentence: u32) -> Evidence {
        let text = &self.p.document.text;
        let (field, start, end) = self.points(span);
        let (index, field_text, offset) = self.field(span);
        let (line, column) = index.line_column(field_text, span.start - offset);
        let around = self.p.document.sentences[sentence as usize].span.join(span);
        let (_, from, to) = self.points(around);
        let sentence = Quote { start: from, end: to, text: around.of(text).into() };
        Evidence { field: field.into(), start, end, line, column, text: span.of(text).into(), sentence }
    }

    fn object_evidence(&self, a: &relation::Assertion) -> Option<ObjectEvidence> {
        match a.object? {
            Object::Listed { position, .. } => {
                let text = self.p.gazetteer.position(position?).row();
                Some(ObjectEvidence { field: None, start: None, end: None, text })
            }
            Object::Mention(m) if a.basis == Some(relation::Basis::Context) => {
                let span = self.span(&self.p.mentions.mentions[m as usize]);
                let (field, start, end) = self.points(span);
                let text = span.of(&self.p.document.text).into();
                Some(ObjectEvidence { field: Some(field.into()), start: Some(start), end: Some(end), text })
            }
            Object::Mention(_) => None,
        }
    }

    fn co_mention(&self, c: &CoMention) -> CoMentionRecord {
        let (a, b) = (&self.ids[c.pair.0 as usize], &self.ids[c.pair.1 as usize]);
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        CoMentionRecord { a: a.clone(), b: b.clone(), sentences: c.sentences, paragraphs: c.paragraphs }
    }

    /// Line index, text and first byte of the field that a span lies in.
    fn field(&self, span: Span) -> (&LineIndex, &str, u32) {
        let (title, body) = self.p.document.text.split_at(self.p.document.body_start as usize);
        if span.start < self.p.document.body_start {
            (&self.title, title, 0)
        } else {
            (&self.body, body, self.p.document.body_start)
        }
    }

    /// Field and code points of a span.
    fn points(&self, span: Span) -> (&'static str, u32, u32) {
        let (index, text, offset) = self.field(span);
        let name = if span.start < self.p.document.body_start { "title" } else { "text" };
        let end = (span.end - offset).min(Span::new(0, text.len()).end);
        (name, index.code_point(text, span.start - offset), index.code_point(text, end))
    }
}

fn unique(taken: &mut BTreeSet<String>, id: String) -> String {
    let mut n = 2;
    let mut candidate = id.clone();
    while !taken.insert(candidate.clone()) {
        candidate = format!("{id}~{n}");
        n += 1;
    }
    candidate
}
/// Whether a wording that no list has begins with a word that makes it another's deputy.
fn is_deputy(role: &str) -> bool {
    ["deputy ", "vice ", "vice-", "assistant ", "associate "].iter().any(|w| role.starts_with(w))
}
