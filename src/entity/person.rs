//! Which persons of which articles are one.
//!
//! Articles are joined in three steps: the same row or name, unless offices, countries or fields speak against it; then names that
//! differ in spelling, an initial or a short form, if a list, an article or an office says so; last surnames alone, if an office or
//! the article's places leave one bearer only. What stays open is a person of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::Gazetteer;
use crate::text::normalize::slug;

use super::local::Local;
use super::name::Name;

/// Persons that are taken for one, with what is known of them together.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    /// Indices of the local entities, with the reason why each is here.
    pub(super) members: Vec<(usize, String)>,
    pub(super) row: Option<u32>,
    pub(super) names: Vec<Name>,
    /// What each article calls it.
    called: BTreeSet<String>,
    /// Every form that an article has.
    pub(super) forms: BTreeSet<Name>,
    /// Roles with their scopes.
    pub(super) offices: BTreeSet<(String, String)>,
    countries: BTreeSet<u32>,
    fields: BTreeSet<String>,
    company: BTreeSet<String>,
}

/// The persons of a corpus. `locals` are those of all kinds; `apart` are pairs of forms that may not be joined.
pub(super) fn cluster(locals: &[Local], gazetteer: &Gazetteer, apart: &dyn Fn(&str, &str) -> bool) -> Vec<Cluster> {
    let names: Vec<Name> = locals.iter().map(|l| Name::new(&l.name, gazetteer)).collect();
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, _) in locals.iter().enumerate().filter(|(_, l)| l.kind == "person") {
        blocks.entry(names[i].key(gazetteer)).or_default().push(i);
    }
    let linker = Linker { locals, names, gazetteer, apart };
    let mut all: Vec<Cluster> = Vec::new();
    for block in blocks.values() {
        let (whole, short): (Vec<usize>, Vec<usize>) = block.iter().partition(|&&i| !linker.is_short(i));
        let mut clusters = linker.same_names(&whole);
        linker.other_forms(&mut clusters);
        linker.surnames(&short, &mut clusters);
        all.append(&mut clusters);
    }
    linker.turned_names(&mut all);
    all
}

pub(super) struct Linker<'a> {
    locals: &'a [Local],
    /// The name of each.
    names: Vec<Name>,
    pub(super) gazetteer: &'a Gazetteer,
    apart: &'a dyn Fn(&str, &str) -> bool,
}

impl Linker<'_> {
    /// One name alone, that no list has.
    fn is_short(&self, i: usize) -> bool {
        self.locals[i].row.is_none() && self.names[i].words.len() < 2
    }

    /// Joins those of one row, and those of one name whose offices agree.
    fn same_names(&self, members: &[usize]) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut of_row: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for &i in members {
            if let Some(row) = self.locals[i].row {
                let known = of_row.entry(row).or_default();
                let alone = self.alone(i);
                let allowed = known.iter().copied().find(|&c| self.is_allowed(&clusters[c], &alone));
                let at = allowed.unwrap_or_else(|| {
                    clusters.push(Cluster { row: Some(row), ..Cluster::default() });
                    known.push(clusters.len() - 1);
                    clusters.len() - 1
                });
                self.add(&mut clusters[at], i, format!("the list has the name: {}", self.gazetteer.entry(row).id()));
            }
        }
        // Those with offices first: they tell homonyms apart.
        let mut rest: Vec<usize> = members.iter().copied().filter(|&i| self.locals[i].row.is_none()).collect();
        rest.sort_by_key(|&i| (self.locals[i].countries.is_empty(), self.locals[i].offices.is_empty(), i));
        let mut of_name: BTreeMap<&Name, BTreeSet<usize>> = BTreeMap::new();
        for (c, cluster) in clusters.iter().enumerate() {
            for &(i, _) in &cluster.members {
                of_name.entry(&self.names[i]).or_default().insert(c);
            }
        }
        for i in rest {
            let alone = self.alone(i);
            let others = of_name.entry(&self.names[i]).or_default();
            let fitting = others.iter().copied().filter(|&c| self.may_join(&clusters[c], &alone));
            let scored = fitting.map(|c| (PRIOR + agreement(&clusters[c], &alone), c));
            let best = scored.max_by_key(|&(score, c)| (score, std::cmp::Reverse(c))).filter(|b| b.0 >= 0);
            let (at, reason) = match best {
                Some((_, c)) => (c, "the same name, and nothing speaks against it".to_owned()),
                None => {
                    clusters.push(Cluster::default());
                    let reason = if others.is_empty() {
                        "a name of its own"
                    } else {
                        "the name of another, whose office, country or field does not agree"
                    };
                    (clusters.len() - 1, reason.to_owned())
                }
            };
            others.insert(at);
            self.add(&mut clusters[at], i, reason);
        }
        clusters
    }

    fn alone(&self, i: usize) -> Cluster {
        let mut c = Cluster::default();
        self.add(&mut c, i, String::new());
        c
    }

    pub(super) fn add(&self, c: &mut Cluster, i: usize, reason: String) {
        let l = &self.locals[i];
        c.members.push((i, reason));
        let name = &self.names[i];
        if !c.names.contains(name) && (name.words.len() > 1 || c.names.is_empty()) {
            c.names.push(name.clone());
        }
        c.called.insert(l.name.clone());
        c.forms.insert(name.clone());
        c.forms.extend(l.aliases.iter().map(|a| Name::new(a, self.gazetteer)));
        c.offices.extend(l.offices.iter().map(|o| (o.key().0.to_owned(), o.key().1.to_owned())));
        c.countries.extend(&l.countries);
        c.fields.extend(l.fields.iter().cloned());
        c.company.extend(l.company.iter().cloned());
    }

    /// Whether neither their rows nor an override keep two clusters apart.
    pub(super) fn may_join(&self, a: &Cluster, b: &Cluster) -> bool {
        (a.row.is_none() || b.row.is_none()) && self.is_allowed(a, b)
    }

    fn is_allowed(&self, a: &Cluster, b: &Cluster) -> bool {
        let mut pairs = a.called.iter().flat_map(|x| b.called.iter().map(move |y| (x, y)));
        pairs.all(|(x, y)| !(self.apart)(x, y))
    }

    /// Adds surnames alone to the person that they can only mean.
    fn surnames(&self, short: &[usize], clusters: &mut Vec<Cluster>) {
        let hints = Hints::of(clusters);
        let found: Vec<Option<(usize, &str)>> = short.iter().map(|&i| self.bearer(i, clusters, &hints)).collect();
        let mut open: BTreeMap<&Name, Vec<usize>> = BTreeMap::new();
        for (&i, found) in short.iter().zip(found) {
            match found {
                Some((c, reason)) => self.add(&mut clusters[c], i, reason.to_owned()),
                None => self.open(i, open.entry(&self.names[i]).or_default(), clusters),
            }
        }
    }

    /// The only person that a surname alone can mean, with the reason.
    fn bearer(&self, i: usize, clusters: &[Cluster], hints: &Hints) -> Option<(usize, &'static str)> {
        let (l, alone) = (&self.locals[i], self.alone(i));
        let fits = |c: &&usize| {
            let c = &clusters[**c];
            let bears = c.names.iter().any(|n| n.words.len() > 1 && n.surname() == self.names[i].surname());
            (bears || c.forms.contains(&self.names[i])) && self.may_join(c, &alone)
        };
        let same: BTreeSet<&usize> = alone.offices.iter().flat_map(|o| hints.office(o)).filter(fits).collect();
        if let Some(&&one) = same.first() {
            let reason = "a surname alone, with the office of the only bearer that holds it";
            return (same.len() == 1).then_some((one, reason));
        }
        let near = l.around.iter().flat_map(|s| hints.scope(s)).chain(l.company.iter().flat_map(|n| hints.company(n)));
        let agrees = |c: &&usize| PRIOR + agreement(&clusters[**c], &alone) >= 0;
        let near: BTreeSet<&usize> = near.filter(fits).filter(agrees).collect();
        let reason = "a surname alone, of the only bearer whose office or company the article names";
        near.first().filter(|_| near.len() == 1).map(|&&one| (one, reason))
    }

    /// A surname alone that nothing leads to a fuller name: goes to one of the `open` ones or is a person of its own.
    fn open(&self, i: usize, open: &mut Vec<usize>, clusters: &mut Vec<Cluster>) {
        let alone = self.alone(i);
        let same = |c: &Cluster| self.may_join(c, &alone) && PRIOR + agreement(c, &alone) >= 0;
        let at = open.iter().copied().find(|&c| same(&clusters[c])).unwrap_or_else(|| {
            clusters.push(Cluster::default());
            open.push(clusters.len() - 1);
            clusters.len() - 1
        });
        self.add(&mut clusters[at], i, "a name alone that nothing leads to a fuller one".to_owned());
    }
}

/// What leads from a surname alone to its bearers.
#[derive(Default)]
struct Hints {
    offices: BTreeMap<(String, String), Vec<usize>>,
    scopes: BTreeMap<String, Vec<usize>>,
    company: BTreeMap<String, Vec<usize>>,
}

impl Hints {
    fn of(clusters: &[Cluster]) -> Hints {
        let mut hints = Hints::default();
        for (c, cluster) in clusters.iter().enumerate() {
            for office in &cluster.offices {
                hints.offices.entry(office.clone()).or_default().push(c);
                if !office.1.is_empty() {
                    hints.scopes.entry(slug(&office.1)).or_default().push(c);
                }
            }
            for name in &cluster.company {
                hints.company.entry(name.clone()).or_default().push(c);
            }
        }
        hints
    }

    fn office(&self, office: &(String, String)) -> &[usize] {
        self.offices.get(office).map_or(&[], Vec::as_slice)
    }

    fn scope(&self, scope: &str) -> &[usize] {
        self.scopes.get(scope).map_or(&[], Vec::as_slice)
    }

    fn company(&self, name: &str) -> &[usize] {
        self.company.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Points for two persons of one name being one, before anything else is known; below zero they stay two.
pub(super) const PRIOR: i32 = 3;

/// What speaks for two persons of like names being one (above zero) or two (below).
pub(super) fn agreement(a: &Cluster, b: &Cluster) -> i32 {
    let disjoint = |x: &BTreeSet<u32>, y: &BTreeSet<u32>| !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
    let fields = !a.fields.is_empty() && !b.fields.is_empty() && a.fields.is_disjoint(&b.fields);
    let mut sum = 0;
    if disjoint(&a.countries, &b.countries) {
        sum -= 4;
    }
    if fields {
        sum -= 2;
    }
    if a.offices.iter().any(|o| !o.1.is_empty() && b.offices.contains(o)) {
        sum += 5;
    }
    sum + i32::try_from(a.company.intersection(&b.company).take(2).count()).unwrap_or(0)
}
