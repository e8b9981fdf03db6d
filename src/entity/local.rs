//! What linking looks at: the entities of single articles with their offices and their company.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::Gazetteer;
use crate::record::Record;
use crate::record::v1::{self, Assertion};
use crate::text::normalize::slug;

/// A role with its scope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Office {
    /// Date of the article; those without one come last.
    pub(super) date: (bool, String),
    /// The role in the record's wording.
    pub(super) role: String,
    /// The scope's name; empty without one.
    pub(super) scope: String,
}

impl Office {
    /// What two articles have in common that give one office.
    pub(super) fn key(&self) -> (&str, &str) {
        (&self.role, &self.scope)
    }
}

/// An entity of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Local {
    /// Index of the record.
    pub(super) record: usize,
    /// Index of the entity in the record.
    pub(super) at: usize,
    pub(super) kind: String,
    pub(super) name: String,
    /// Its other forms in the article.
    pub(super) aliases: Vec<String>,
    /// Its row in a list.
    pub(super) row: Option<u32>,
    /// Of a person: what the article says it holds or held.
    pub(super) offices: BTreeSet<Office>,
    /// Of a person: countries of its scopes and citizenships. Of a body: the country of its seat, or the article's.
    pub(super) countries: BTreeSet<u32>,
    /// Of a person: fields of its roles (sport, government).
    pub(super) fields: BTreeSet<String>,
    /// Persons and bodies that stand in a sentence with it.
    pub(super) company: BTreeSet<String>,
    /// Places and bodies that the article names.
    pub(super) around: BTreeSet<String>,
}

/// Fields in which one person is at home at the same time.
const PUBLIC: &[&str] = &[
    "government",
    "party",
    "legislature",
    "local",
    "royalty",
    "igo",
    "law",
    "judiciary",
    "business",
    "civil-society",
    "diplomacy",
    "military",
    "security",
    "occupation",
    "academia",
    "media",
];

/// The entities of all records, record by record.
pub(super) fn of_records(records: &[Record], gazetteer: &Gazetteer) -> Vec<Local> {
    let mut all = Vec::new();
    for (number, record) in records.iter().enumerate() {
        one(number, record, gazetteer, &mut all);
    }
    all
}

/// A name that no list has is one thing: of place and organization it is what most articles take it for.
pub(super) fn agree(locals: &mut [Local]) {
    let mut kinds: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    let kind_of = |l: &Local| ["place", "organization"].iter().position(|k| *k == l.kind).filter(|_| l.row.is_none());
    for l in locals.iter() {
        if let Some(kind) = kind_of(l) {
            kinds.entry(slug(&l.name)).or_default()[kind] += 1;
        }
    }
    for l in locals.iter_mut().filter(|l| kind_of(l).is_some()) {
        let [places, organizations] = kinds[&slug(&l.name)];
        match places.cmp(&organizations) {
            Ordering::Greater => "place".clone_into(&mut l.kind),
            Ordering::Less => "organization".clone_into(&mut l.kind),
            Ordering::Equal => {}
        }
    }
}

fn one(number: usize, record: &Record, gazetteer: &Gazetteer, all: &mut Vec<Local>) {
    let first = all.len();
    let index: BTreeMap<&str, usize> =
        record.entities.iter().enumerate().map(|(i, e)| (e.id.as_str(), first + i)).collect();
    let around: BTreeSet<String> =
        record.entities.iter().filter(|e| e.kind != "person").map(|e| slug(&e.name)).collect();
    for (at, e) in record.entities.iter().enumerate() {
        all.push(local(number, at, e, gazetteer, &around));
    }
    let country = leading_country(record, gazetteer);
    for l in &mut all[first..] {
        if l.kind == "organization" {
            let own = l.row.and_then(|r| gazetteer.country(r));
            l.countries.extend(own.or(country));
        }
    }
    for a in &record.assertions {
        let Some(&subject) = index.get(a.subject.as_str()) else { continue };
        let object = a.object.as_deref().and_then(|o| index.get(o)).map(|&o| all[o].clone());
        learn(&mut all[subject], a, object.as_ref(), record, gazetteer);
    }
    for c in record.co_mentions.iter().filter(|c| c.sentences > 0) {
        let (Some(&a), Some(&b)) = (index.get(c.a.as_str()), index.get(c.b.as_str())) else { continue };
        let names = [a, b].map(|i| (all[i].kind != "place").then(|| slug(&all[i].name)));
        let [from, to] = names;
        all[a].company.extend(to);
        all[b].company.extend(from);
    }
}

fn local(record: usize, at: usize, e: &v1::Entity, gazetteer: &Gazetteer, around: &BTreeSet<String>) -> Local {
    Local {
        record,
        at,
        kind: e.kind.to_string(),
        name: e.name.clone(),
        aliases: e.aliases.clone(),
        row: e.gazetteer.as_deref().and_then(|id| gazetteer.by_id(id)),
        offices: BTreeSet::new(),
        countries: BTreeSet::new(),
        fields: BTreeSet::new(),
        company: BTreeSet::new(),
        around: if e.kind == "person" { around.clone() } else { BTreeSet::new() },
    }
}

/// Takes from an assertion what it says of its subject.
fn learn(l: &mut Local, a: &Assertion, object: Option<&Local>, record: &Record, gazetteer: &Gazetteer) {
    let country = object.and_then(|o| o.row).and_then(|r| gazetteer.country(r));
    let Some(role) = &a.role else {
        if a.relation == "citizen_of" {
            l.countries.extend(country);
        }
        return;
    };
    let entry = role.id.as_deref().and_then(|id| gazetteer.by_id(id)).map(|r| gazetteer.entry(r));
    let field = entry.map_or("", |e| e.category());
    let field = if PUBLIC.contains(&field) { "public" } else { field };
    if !field.is_empty() {
        l.fields.insert(field.to_owned());
    }
    // An ambassador is named after either country, and players play abroad.
    if entry.is_none_or(|e| !matches!(e.category(), "diplomacy" | "sport" | "igo")) {
        l.countries.extend(country);
    }
    l.offices.insert(Office {
        date: (record.document.date.is_none(), record.document.date.clone().unwrap_or_default()),
        role: role.name.clone(),
        scope: object.map(|o| o.name.clone()).unwrap_or_default(),
    });
}

/// The country that most of an article's place names mean.
fn leading_country(record: &Record, gazetteer: &Gazetteer) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let row = |e: &v1::Entity| e.gazetteer.as_deref().and_then(|id| gazetteer.by_id(id));
    let of: BTreeMap<&str, u32> = record
        .entities
        .iter()
        .filter(|e| e.kind == "place")
        .filter_map(|e| Some((e.id.as_str(), gazetteer.country(row(e)?)?)))
        .collect();
    for country in record.mentions.iter().filter_map(|m| of.get(m.entity.as_deref()?)) {
        *counts.entry(*country).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(country, n)| (n, std::cmp::Reverse(country))).map(|c| c.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_most_articles_take_it_for() {
        let local =
            |kind: &str, name: &str, row| Local { kind: kind.into(), name: name.into(), row, ..Local::default() };
        let (place, body) = ("place", "organization");
        for (kinds, want) in [
            ([place, place, body], [place; 3]),
            ([body, "person", body], [body, "person", body]),
            ([place, body, "person"], [place, body, "person"]),
        ] {
            let mut locals: Vec<Local> = kinds.iter().map(|k| local(k, "Velmoor", None)).collect();
            locals.push(local(body, "Velmoor", Some(1)));
            agree(&mut locals);
            let kinds: Vec<&str> = locals.iter().map(|l| l.kind.as_str()).collect();
            assert_eq!((&kinds[..3], kinds[3]), (&want[..], body));
        }
    }
}
