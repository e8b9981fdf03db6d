//! # mixed-kind
//!
//! One name of several words is a person in one article and a place or an organization in another.
//!
//! ## Why
//!
//! One of the two readings is wrong, and its node in the graph with it; or a ship, a prize or a school bears a person's name.
//!
//! ## Example
//!
//! > *a:* Marlow Quay said the harbour would be dredged.
//! > *b:* The ferry calls at Marlow Quay.
//!
//! ## What to do
//!
//! Give the name a row in a list, or its kind in the overrides (`retype`).

use std::collections::BTreeMap;

use crate::kb::KnowledgeBase;
use crate::record::Record;

use super::finding::{Finding, Level};
use super::{Check, Reference, manual_of};

pub(super) struct MixedKind;

impl Check for MixedKind {
    fn id(&self) -> &'static str {
        "mixed-kind"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn manual(&self) -> String {
        manual_of(include_str!("mixed_kind.rs"))
    }

    fn find(&self, kb: &KnowledgeBase<'_>, _: Reference) -> Vec<Finding> {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, e) in kb.linked.entities.iter().enumerate().filter(|(_, e)| e.name.contains(' ')) {
            names.entry(e.name.to_lowercase()).or_default().push(i);
        }
        let mut found = Vec::new();
        for all in names.values().filter(|all| all.len() > 1) {
            let is_person = |i: &&usize| kb.linked.entities[**i].kind == "person";
            let (Some(&person), Some(&other)) = (all.iter().find(is_person), all.iter().find(|i| !is_person(i))) else {
                continue;
            };
            let kind = &kb.linked.entities[other].kind;
            let name = kb.name(person);
            let of_person = kb.of_person(person).iter().take(1).collect();
            let of_other = kb.claims.iter().filter(|c| c.scope == Some(other)).take(1).collect();
            let finding = Finding::new("mixed-kind", Level::Info, kb, &[person], &[of_person, of_other]);
            let article = if kind == "organization" { "an" } else { "a" };
            let article_of = |entity: usize| kb.article_of(entity).map_or(String::new(), named);
            let (one, another) = (article_of(person), article_of(other));
            let message = if one == another {
                format!("{name} is a person and {article} {kind} in one article{one}")
            } else {
                format!("{name} is a person in one article{one} and {article} {kind} in another{another}")
            };
            found.push(finding.of_no_role().say(message, "a person and a thing have this name"));
        }
        found
    }
}

/// An article and its date: " (a, 2024-03-05)".
fn named(record: &Record) -> String {
    let d = &record.document;
    let date = d.date.as_deref().map_or(String::new(), |date| format!(", {date}"));
    format!(" ({}{date})", d.id)
}
