//! Which places and bodies of which articles are one.

use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::Gazetteer;
use crate::text::normalize::slug;

use super::local::Local;

/// Names that are taken for one place or body.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    /// Indices of the local entities, with the reason why each is here.
    pub(super) members: Vec<(usize, String)>,
    pub(super) row: Option<u32>,
    /// The country that tells it from others of its name.
    pub(super) country: Option<u32>,
    forms: BTreeSet<String>,
}

/// What joins names: a row, or a folded name with the country for names that many countries have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Row(u32),
    Name(String, Option<u32>),
}

/// First and only words of public bodies that every country has.
const PUBLIC: &str = "affairs agency agriculture air alliance and army assembly attorney auditor bank bureau cabinet central chamber \
    christian commission communications communist conservative conservatives constitutional council court culture defence \
    defense democratic democrats department development education election elections electoral energy environment federal \
    finance for force foreign front general government green greens guard health high home house human in information \
    intelligence interior justice labor labour liberal lower military ministry national navy of office opposition \
    parliament party people peoples planning police progressive prosecutor public radical reform republican republicans \
    rights s security senate service social socialist socialists state statistics supreme the tourism trade transport \
    treasury unity upper welfare workers";

/// The places or bodies of a corpus; `apart` tells pairs of forms that may not be joined.
pub(super) fn cluster(
    locals: &[Local],
    kind: &str,
    gazetteer: &Gazetteer,
    apart: &dyn Fn(&str, &str) -> bool,
) -> Vec<Cluster> {
    let mut clusters: BTreeMap<Key, Cluster> = BTreeMap::new();
    let mut acronyms = Vec::new();
    for (i, l) in locals.iter().enumerate().filter(|(_, l)| l.kind == kind) {
        let key = key(l);
        if matches!(key, Key::Name(_, None)) && is_acronym(&l.name) {
            acronyms.push(i);
            continue;
        }
        let reason = match &key {
            Key::Row(row) => format!("the list has the name: {}", gazetteer.entry(*row).id()),
            Key::Name(_, Some(c)) => format!("the same name in articles about {}", gazetteer.entry(*c).name()),
            Key::Name(_, None) => "the same name".to_owned(),
        };
        let cluster = clusters.entry(key.clone()).or_default();
        match key {
            Key::Row(row) => cluster.row = Some(row),
            Key::Name(_, country) => cluster.country = country,
        }
        cluster.add(i, l, reason);
    }
    let introduced = introduced(&acronyms, locals, &clusters);
    for i in acronyms {
        let l = &locals[i];
        let allowed = |k: &&Key| !clusters[*k].forms.iter().any(|f| apart(f, &l.name));
        let known: Vec<&Key> = introduced[l.name.as_str()].iter().filter(allowed).collect();
        let (key, reason) = match known.as_slice() {
            [one] => ((*one).clone(), "another article introduces these initials for it"),
            _ => (key(l), "the same initials"),
        };
        clusters.entry(key).or_default().add(i, l, reason.to_owned());
    }
    clusters.into_values().collect()
}

/// For each of the `acronyms`, the clusters of full names for which an article introduces it.
fn introduced<'a>(
    acronyms: &[usize],
    locals: &'a [Local],
    clusters: &BTreeMap<Key, Cluster>,
) -> BTreeMap<&'a str, Vec<Key>> {
    let mut found: BTreeMap<&str, Vec<Key>> = acronyms.iter().map(|&i| (locals[i].name.as_str(), Vec::new())).collect();
    for (key, cluster) in clusters.iter().filter(|(_, c)| c.forms.iter().any(|f| !is_acronym(f))) {
        for form in &cluster.forms {
            if let Some(keys) = found.get_mut(form.as_str()) {
                keys.push(key.clone());
            }
        }
    }
    found
}

fn key(l: &Local) -> Key {
    match l.row {
        Some(row) => Key::Row(row),
        None => {
            let name = slug(l.name.trim_start_matches("The ").trim_start_matches("the "));
            let public = l.kind == "organization" && name.split('-').all(|w| PUBLIC.split(' ').any(|p| p == w));
            let country = l.countries.first().copied().filter(|_| public);
            Key::Name(name, country)
        }
    }
}

fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    (2..=7).contains(&letters.clone().count()) && letters.clone().all(char::is_uppercase) && !name.contains(' ')
}

impl Cluster {
    fn add(&mut self, i: usize, l: &Local, reason: String) {
        self.members.push((i, reason));
        self.forms.extend(std::iter::once(&l.name).chain(&l.aliases).cloned());
    }
}
