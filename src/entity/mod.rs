//! Layer 8: [`Record`]s x [`Gazetteer`] x [`Overrides`] -> [`Linked`]: which names of which articles are the same person, place or body.
//!
//! Every decision has a reason. Only records and lists are seen, never a document.

mod body;
mod forms;
mod local;
mod made;
mod name;
mod overrides;
mod person;

use crate::gazetteer::Gazetteer;
use crate::record::Record;

use made::Made;

pub use made::find;
pub use overrides::Overrides;

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

/// What an article's own entity is in the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Index into [`Linked::entities`].
    pub entity: usize,
    /// Why.
    pub reason: String,
}

/// The entities of a corpus, and which of them each article's own entities are.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// Sorted by id.
    pub entities: Vec<Entity>,
    /// For each record, in the order given, the link of each of its entities; none for what an override drops.
    pub of_record: Vec<Vec<Option<Link>>>,
    /// Overrides that could not be followed, one plain sentence each.
    pub warnings: Vec<String>,
}

/// Joins the entities of all records.
#[must_use]
pub fn link(records: &[Record], gazetteer: &Gazetteer, overrides: &Overrides) -> Linked {
    let mut locals = local::of_records(records, gazetteer);
    local::agree(&mut locals);
    let apart = |a: &str, b: &str| overrides.apart(a, b);
    let mut all: Vec<Made> = person::cluster(&locals, gazetteer, &apart).into_iter().map(Made::person).collect();
    for kind in ["place", "organization"] {
        all.extend(body::cluster(&locals, kind, gazetteer, &apart).into_iter().map(|c| Made::body(kind, c)));
    }
    let warnings = made::correct(&mut all, &locals, records, gazetteer, overrides);
    let ids = made::ids(&all, &locals, records, gazetteer);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&a, &b| ids[a].cmp(&ids[b]));
    let mut of_record: Vec<Vec<Option<Link>>> = records.iter().map(|r| vec![None; r.entities.len()]).collect();
    let mut entities = Vec::with_capacity(all.len());
    for made in order {
        for (i, reason) in &all[made].members {
            let l = &locals[*i];
            of_record[l.record][l.at] = Some(Link { entity: entities.len(), reason: reason.clone() });
        }
        entities.push(Entity { id: ids[made].clone(), ..all[made].entity(&locals, gazetteer) });
    }
    Linked { entities, of_record, warnings }
}
