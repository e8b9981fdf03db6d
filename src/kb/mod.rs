//! Layer 9: [`Record`]s x [`Linked`] x [`Gazetteer`] -> [`KnowledgeBase`]: who holds what, when, according to which article.
//!
//! What one article says of one person in one office is one [`Claim`], whatever the number of its sentences. Reported and disputed
//! words are no claims of the article, unless [`Options::reported`]. A claim is an observation: it says what held on the article's day, or between days that the
//! article names, and nothing of the time in between articles.

mod claim;
mod days;
mod story;
mod timeline;

use std::collections::BTreeMap;

use crate::entity::{Link, Linked};
use crate::gazetteer::Gazetteer;
use crate::record::Record;

pub use claim::{Claim, Standing};
pub use days::Days;
pub use story::stories;
pub use timeline::Tenure;

/// What counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether copies of one story count each for itself.
    pub keep_copies: bool,
    /// Whether roles that are only reported or disputed by somebody are claims too.
    pub reported: bool,
}

/// All claims of a corpus.
#[derive(Debug)]
pub struct KnowledgeBase<'a> {
    /// The articles, sorted by id.
    pub records: &'a [Record],
    /// What their entities are.
    pub linked: &'a Linked,
    /// The lists.
    pub gazetteer: &'a Gazetteer,
    /// Sorted by person, scope, article and role.
    pub claims: Vec<Claim>,
    /// For each article the one that stands for its story.
    pub stories: Vec<usize>,
}

impl<'a> KnowledgeBase<'a> {
    /// Gathers the claims of all records; with `keep_copies` every article is a story of its own, with `reported` the claims of
    /// others that articles report or dispute count too.
    #[must_use]
    pub fn new(records: &'a [Record], linked: &'a Linked, gazetteer: &'a Gazetteer, options: Options) -> Self {
        let mut claims: Vec<Claim> = records
            .iter()
            .enumerate()
            .flat_map(|(i, r)| claim::of_record(i, r, (&linked.of_record[i], options.reported), gazetteer))
            .collect();
        claims.sort_by(Claim::cmp_key);
        let stories = if options.keep_copies { (0..records.len()).collect() } else { stories(records) };
        KnowledgeBase { records, linked, gazetteer, claims, stories }
    }

    /// Name of an entity.
    #[must_use]
    pub fn name(&self, entity: usize) -> &'a str {
        &self.linked.entities[entity].name
    }

    /// The list row of an entity.
    #[must_use]
    pub fn row(&self, entity: usize) -> Option<u32> {
        self.linked.entities[entity].link.first().and_then(|id| self.gazetteer.by_id(id))
    }

    /// Day or days of the article of a claim.
    #[must_use]
    pub fn date(&self, claim: &Claim) -> Option<Days> {
        self.records[claim.record].document.date.as_deref().and_then(|d| d.parse().ok()).map(Days::of)
    }

    /// The first article that names an entity.
    #[must_use]
    pub fn article_of(&self, entity: usize) -> Option<&'a Record> {
        let names = |links: &Vec<Option<Link>>| links.iter().flatten().any(|l| l.entity == entity);
        self.linked.of_record.iter().position(names).map(|record| &self.records[record])
    }

    /// The claims of one person.
    #[must_use]
    pub fn of_person(&self, person: usize) -> &[Claim] {
        let first = self.claims.partition_point(|c| c.person < person);
        let end = self.claims.partition_point(|c| c.person <= person);
        &self.claims[first..end]
    }

    /// The claims of each person, by the person's index.
    #[must_use]
    pub fn by_person(&self) -> BTreeMap<usize, Vec<&Claim>> {
        let mut all: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
        for claim in &self.claims {
            all.entry(claim.person).or_default().push(claim);
        }
        all
    }

    /// The claims of each office, by role and scope; roles without scope are none.
    #[must_use]
    pub fn by_office(&self) -> BTreeMap<(&str, usize), Vec<&Claim>> {
        let mut all: BTreeMap<(&str, usize), Vec<&Claim>> = BTreeMap::new();
        for claim in &self.claims {
            if let Some(scope) = claim.scope {
                all.entry((&claim.role, scope)).or_default().push(claim);
            }
        }
        all
    }

    /// Index of a claim's person among the entities of its article.
    #[must_use]
    pub fn local(&self, claim: &Claim) -> Option<usize> {
        let record = &self.records[claim.record];
        let subject = &record.assertions[*claim.assertions.first()?].subject;
        record.entities.iter().position(|e| e.id == *subject)
    }

    /// How many hold a role of a scope at a time; none if no list says.
    #[must_use]
    pub fn seats(&self, claim: &Claim) -> Option<u32> {
        let role = self.gazetteer.entry(claim.row?);
        let country = claim.scope.and_then(|s| self.row(s)).and_then(|r| self.gazetteer.country(r));
        role.seats(country.map_or("", |c| self.gazetteer.entry(c).id()))
    }

    /// Whether two scopes can be one and the same office's: equal, unknown, a body and its place, country or parent, or names of
    /// which one holds the other.
    #[must_use]
    pub fn compatible(&self, a: Option<usize>, b: Option<usize>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return true };
        if a == b {
            return true;
        }
        let holds = |x: &str, y: &str| {
            let (x, y) = (x.to_lowercase(), y.to_lowercase());
            x.split(' ').any(|w| w == y) || x.starts_with(&format!("{y} ")) || x.ends_with(&format!(" {y}"))
        };
        let (x, y) = (self.name(a), self.name(b));
        holds(x, y) || holds(y, x) || self.is_within(a, b) || self.is_within(b, a)
    }

    /// Whether a list has one entity in or under another.
    fn is_within(&self, inner: usize, outer: usize) -> bool {
        let (Some(mut row), Some(outer)) = (self.row(inner), self.row(outer)) else { return false };
        if self.gazetteer.stands_for(row) == Some(outer) {
            return true;
        }
        // A state and its country are two offices; a body and its country can be one.
        let body = self.linked.entities[inner].kind == "organization";
        if body && self.gazetteer.country(row) == Some(outer) {
            return true;
        }
        for _ in 0..8 {
            let Some(parent) = self.gazetteer.entry(row).parent() else { return false };
            if body && parent == outer {
                return true;
            }
            row = parent;
        }
        false
    }

    /// Whether one of two roles is a case of the other, or both of the same.
    #[must_use]
    pub fn same_role(&self, a: &Claim, b: &Claim) -> bool {
        let broader = |row: u32| {
            std::iter::successors(Some(row), |&r| self.gazetteer.entry(r).parent()).take(6).collect::<Vec<_>>()
        };
        match (a.row, b.row) {
            (Some(x), Some(y)) => x == y || broader(x).contains(&y) || broader(y).contains(&x),
            _ => a.role == b.role,
        }
    }
}
