//! Layer 8: [`Record`]s x [`Gazetteer`] -> [`Linked`]: which names of which articles are the same person, place or body.
//!
//! A listed name joins by its row, any other by kind and folded name. Only records and lists are seen, never a document.

use std::collections::BTreeMap;

use crate::gazetteer::{Gazetteer, Kind, Via};
use crate::record::Record;
use crate::text::normalize::slug;

/// What joins names of several articles: the row of a list, or kind and folded name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Row(String),
    Name(String, String),
}

/// One entity of the whole corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    /// Kind and slug: `person:sergey-lavrov`.
    pub id: String,
    /// `person`, `place` or `organization`.
    pub kind: String,
    /// Canonical name: the list row's, else the fullest form over the articles.
    pub name: String,
    /// Every other form that occurs.
    pub aliases: Vec<String>,
    /// Ids of list rows.
    pub link: Vec<String>,
}

/// The entities of a corpus, and which of them each article's own entities are.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// Sorted by id.
    pub entities: Vec<Entity>,
    /// For each record, in the order given: the index of the corpus entity of each of its entities.
    pub of_record: Vec<Vec<usize>>,
}

/// Joins the entities of all records.
#[must_use]
pub fn link(records: &[Record], gazetteer: &Gazetteer) -> Linked {
    let mut forms: BTreeMap<Key, Forms> = BTreeMap::new();
    let mut keys: Vec<Vec<Key>> = Vec::with_capacity(records.len());
    for record in records {
        let mut of_record = Vec::with_capacity(record.entities.len());
        for e in &record.entities {
            let key = match &e.gazetteer {
                Some(row) => Key::Row(row.clone()),
                None => Key::Name(e.kind.to_string(), slug(&e.name)),
            };
            let known = forms.entry(key.clone()).or_default();
            known.kind = e.kind.to_string();
            for form in std::iter::once(&e.name).chain(&e.aliases) {
                *known.counts.entry(form.clone()).or_default() += 1;
            }
            of_record.push(key);
        }
        keys.push(of_record);
    }
    let mut made: Vec<(Key, Entity)> =
        forms.into_iter().map(|(key, forms)| (key.clone(), forms.entity(&key, gazetteer))).collect();
    made.sort_by(|a, b| a.1.id.cmp(&b.1.id).then_with(|| a.0.cmp(&b.0)));
    // Two entities of one id: an unlisted name that a list has for another. They stay apart.
    for i in 1..made.len() {
        if made[i].1.id == made[i - 1].1.id {
            let n = made[..i].iter().filter(|m| m.1.name == made[i].1.name).count() + 1;
            made[i].1.id.push_str(&format!("~{n}"));
        }
    }
    made.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let index: BTreeMap<&Key, usize> = made.iter().enumerate().map(|(i, m)| (&m.0, i)).collect();
    let of_record = keys.iter().map(|all| all.iter().map(|k| index[k]).collect()).collect();
    Linked { entities: made.iter().map(|m| m.1.clone()).collect(), of_record }
}

/// The forms of one entity over all articles.
#[derive(Default)]
struct Forms {
    kind: String,
    counts: BTreeMap<String, u32>,
}

impl Forms {
    fn entity(self, key: &Key, gazetteer: &Gazetteer) -> Entity {
        let row = match key {
            Key::Row(id) => gazetteer.by_id(id),
            Key::Name(..) => None,
        };
        let name = match row {
            Some(row) => gazetteer.entry(row).name().to_owned(),
            None => self.fullest(),
        };
        let mut id = format!("{}:{}", self.kind, slug(&name));
        if let Some(row) = row {
            id.push_str(&distinction(row, gazetteer));
        }
        let aliases = self.counts.into_keys().filter(|f| *f != name).collect();
        let link = row.map(|r| gazetteer.entry(r).id().to_owned()).into_iter().collect();
        Entity { id, kind: self.kind, name, aliases, link }
    }

    /// The form with most parts, then most letters, then the first in code point order.
    fn fullest(&self) -> String {
        let rank = |f: &String| (f.split_whitespace().count(), f.chars().filter(|c| c.is_alphabetic()).count());
        let best = self.counts.keys().max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.cmp(a)));
        best.cloned().unwrap_or_default()
    }
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
