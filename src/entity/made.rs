//! Clusters -> entities: corrections, names, ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::{Gazetteer, Kind, Via};
use crate::record::Record;
use crate::text::normalize::slug;

use super::local::{Local, Office};
use super::overrides::{Override, Overrides};
use super::{Entity, body, person};

/// An entity under construction.
#[derive(Clone, Debug)]
pub(super) struct Made {
    kind: String,
    /// Indices of the local entities, with the reason why each is here.
    pub(super) members: Vec<(usize, String)>,
    rows: BTreeSet<u32>,
    /// The country that tells a body from others of its name.
    country: Option<u32>,
    /// The name that an override gives.
    renamed: Option<String>,
}

impl Made {
    pub(super) fn person(c: person::Cluster) -> Made {
        let rows = c.row.into_iter().collect();
        Made { kind: "person".into(), members: c.members, rows, country: None, renamed: None }
    }

    pub(super) fn body(kind: &str, c: body::Cluster) -> Made {
        let rows = c.row.into_iter().collect();
        Made { kind: kind.into(), members: c.members, rows, country: c.country, renamed: None }
    }

    /// The entity, but for its final id.
    pub(super) fn entity(&self, locals: &[Local], gazetteer: &Gazetteer) -> Entity {
        let mut forms: BTreeSet<&String> = BTreeSet::new();
        for (i, _) in &self.members {
            forms.extend(std::iter::once(&locals[*i].name).chain(&locals[*i].aliases));
        }
        let row = self.row();
        let name = self.renamed.clone().unwrap_or_else(|| match row {
            Some(row) => gazetteer.entry(row).name().to_owned(),
            None => fullest(self.members.iter().map(|(i, _)| &locals[*i].name)),
        });
        let mut id = format!("{}:{}", self.kind, slug(&name));
        if let (Some(row), None) = (row, &self.renamed) {
            id.push_str(&distinction(row, gazetteer));
        }
        let aliases = forms.into_iter().filter(|f| **f != name).cloned().collect();
        let link = self.rows.iter().map(|&r| gazetteer.entry(r).id().to_owned()).collect();
        Entity { id, kind: self.kind.clone(), name, aliases, link }
    }

    /// The row that names it.
    fn row(&self) -> Option<u32> {
        self.rows.first().copied()
    }

    /// What tells it from others of its id: the country, the earliest office, else the first article.
    fn difference(&self, locals: &[Local], records: &[Record], gazetteer: &Gazetteer) -> String {
        if let Some(country) = self.country {
            return slug(gazetteer.entry(country).name());
        }
        let members = || self.members.iter().map(|(i, _)| &locals[*i]);
        let office: Option<&Office> = members().flat_map(|l| &l.offices).min();
        match office {
            Some(o) => slug(&format!("{} {}", o.role, o.scope)),
            None => slug(members().map(|l| &records[l.record].document.id).min().map_or("", String::as_str)),
        }
    }
}

/// The form with most parts, then most letters, then the first in code point order.
fn fullest<'a>(forms: impl Iterator<Item = &'a String>) -> String {
    let rank = |f: &String| (f.split_whitespace().count(), f.chars().filter(|c| c.is_alphabetic()).count());
    forms.max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.cmp(a))).cloned().unwrap_or_default()
}

/// The ids of all, each once.
pub(super) fn ids(all: &[Made], locals: &[Local], records: &[Record], gazetteer: &Gazetteer) -> Vec<String> {
    let plain: Vec<String> = all.iter().map(|m| m.entity(locals, gazetteer).id).collect();
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, id) in plain.iter().enumerate() {
        groups.entry(id).or_default().push(i);
    }
    let mut ids = plain.clone();
    for (id, members) in groups.into_iter().filter(|(_, m)| m.len() > 1) {
        for &i in members.iter().filter(|&&i| all[i].rows.is_empty()) {
            ids[i] = format!("{id}~{}", all[i].difference(locals, records, gazetteer));
        }
    }
    // Two that nothing tells apart are counted, in the order of their first article.
    let mut order: Vec<usize> = (0..all.len()).collect();
    let first = |i: usize| all[i].members.iter().map(|(l, _)| (locals[*l].record, locals[*l].at)).min();
    order.sort_by_key(|&i| (all[i].rows.is_empty(), first(i)));
    let mut taken = BTreeSet::new();
    for i in order {
        let (base, mut n) = (ids[i].clone(), 2);
        while !taken.insert(ids[i].clone()) {
            ids[i] = format!("{base}~{n}");
            n += 1;
        }
    }
    ids
}

/// Follows the overrides; gives those that could not be followed, one plain sentence each.
pub(super) fn correct(
    all: &mut Vec<Made>,
    locals: &[Local],
    records: &[Record],
    gazetteer: &Gazetteer,
    overrides: &Overrides,
) -> Vec<String> {
    let mut warnings = Vec::new();
    if overrides.all.is_empty() {
        return warnings;
    }
    let first = ids(all, locals, records, gazetteer);
    let entity = |m: &Made, id: &str| Entity { id: id.to_owned(), ..m.entity(locals, gazetteer) };
    // What each is called, by the ids that it has without the corrections.
    let mut known: Vec<Entity> = all.iter().zip(&first).map(|(m, id)| entity(m, id)).collect();
    for (line, o) in &overrides.all {
        let mut one = |name: &str| match find(&known, name).as_slice() {
            [one] => Some(*one),
            [] => {
                warnings.push(format!("overrides, line {line}: nothing is called `{name}`"));
                None
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|&i| known[i].id.as_str()).collect();
                warnings.push(format!("overrides, line {line}: `{name}` can be {}", ids.join(", ")));
                None
            }
        };
        match o {
            Override::Same(a, b) => {
                if let (Some(a), Some(b)) = (one(a), one(b))
                    && a != b
                {
                    let (a, b) = (a.min(b), a.max(b));
                    let from = all.remove(b);
                    known.remove(b);
                    all[a].rows.extend(from.rows);
                    let reason = |(i, _)| (i, format!("overrides, line {line}"));
                    all[a].members.extend(from.members.into_iter().map(reason));
                    known[a] = entity(&all[a], &known[a].id);
                }
            }
            // Linking has kept them apart, unless one article itself calls one thing so.
            Override::NotSame(a, b) => {
                if let (Some(one_of), Some(other)) = (one(a), one(b))
                    && one_of == other
                {
                    let id = &known[one_of].id;
                    warnings.push(format!(
                        "overrides, line {line}: one article or list row has both `{a}` and `{b}` for {id}"
                    ));
                }
            }
            Override::Drop(a) => {
                if let Some(a) = one(a) {
                    all.remove(a);
                    known.remove(a);
                }
            }
            Override::Retype(a, kind) => {
                if let Some(a) = one(a) {
                    all[a].kind.clone_from(kind);
                    all[a].rows.retain(|&r| gazetteer.entry(r).kind().as_str() == kind);
                }
            }
            Override::Rename(a, name) => {
                if let Some(a) = one(a) {
                    all[a].renamed = Some(name.clone());
                    known[a] = entity(&all[a], &known[a].id);
                }
            }
        }
    }
    warnings
}

/// The entities that an id, a name or an alias means; ids before names, names before aliases.
#[must_use]
pub fn find(all: &[Entity], name: &str) -> Vec<usize> {
    let wanted = slug(name);
    let fits = |test: &dyn Fn(&Entity) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, e)| test(e)).map(|(i, _)| i).collect()
    };
    let tests: [&dyn Fn(&Entity) -> bool; 4] =
        [&|e| e.id == name, &|e| e.name == name, &|e| slug(&e.name) == wanted, &|e| {
            e.aliases.iter().any(|a| a == name)
        }];
    tests.into_iter().map(fits).find(|found| !found.is_empty()).unwrap_or_default()
}

/// What is added to the id of a row that shares its slug with another: nothing for a country, else for the most populous;
/// the others add their country or parent, or their row.
fn distinction(row: u32, gazetteer: &Gazetteer) -> String {
    let entry = gazetteer.entry(row);
    let same = |e: u32| gazetteer.kind(e) == entry.kind() && slug(gazetteer.entry(e).name()) == slug(entry.name());
    let named = gazetteer.lookup(entry.name()).into_iter().filter(|c| c.via() == Via::Name).map(|c| c.entry);
    let mut rivals: Vec<u32> = named.filter(|&e| same(e)).collect();
    let rank = |e: u32| {
        let entry = gazetteer.entry(e);
        (entry.subkind() != "country", std::cmp::Reverse(entry.population()), entry.id().to_owned())
    };
    rivals.sort_by_key(|&e| rank(e));
    if rivals.first().is_none_or(|&first| first == row) {
        return String::new();
    }
    let taken: Vec<String> = rivals.iter().take_while(|&&e| e != row).map(|&e| country_code(e, gazetteer)).collect();
    let code = country_code(row, gazetteer);
    if entry.kind() != Kind::Person && !code.is_empty() && !taken.contains(&code) {
        return format!("-{code}");
    }
    format!("-{}", slug(entry.id().rsplit(':').next().unwrap_or_default()))
}

/// The id of a row's country, in small letters.
fn country_code(row: u32, gazetteer: &Gazetteer) -> String {
    let country = gazetteer.entry(row).country_cell().or(gazetteer.entry(row).parent());
    country.map_or(String::new(), |c| slug(gazetteer.entry(c).id()))
}
