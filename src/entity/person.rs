//! Which persons of which articles are one.
//!
//! Articles are joined in three steps: the same row or name, unless offices, countries or fields speak against it; then names that
//! differ in spelling, an initial or a short form, if a list, an article or an office says so; last surnames alone, if an office or
//! the article's places leave one bearer only. What stays open is a person of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::Gazetteer;
use crate::text::normalize::slug;

use super::local::Local;
use super::name::{Likeness, Name};

/// Persons that are taken for one, with what is known of them together.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    /// Indices of the local entities, with the reason why each is here.
    pub(super) members: Vec<(usize, String)>,
    pub(super) row: Option<u32>,
    names: Vec<Name>,
    /// What each article calls it.
    called: BTreeSet<String>,
    forms: BTreeSet<String>,
    offices: BTreeSet<(String, String)>,
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

struct Linker<'a> {
    locals: &'a [Local],
    /// The name of each.
    names: Vec<Name>,
    gazetteer: &'a Gazetteer,
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
        for i in rest {
            let (name, alone) = (&self.names[i], self.alone(i));
            let same = |c: &Cluster| c.names.contains(name) && self.may_join(c, &alone);
            let fitting = (0..clusters.len()).filter(|&c| same(&clusters[c]));
            let scored = fitting.map(|c| (PRIOR + agreement(&clusters[c], &alone), c));
            let best = scored.max_by_key(|&(score, c)| (score, std::cmp::Reverse(c))).filter(|b| b.0 >= 0);
            let (at, reason) = match best {
                Some((_, c)) => (c, "the same name, and nothing speaks against it".to_owned()),
                None => {
                    let others = clusters.iter().any(|c| c.names.contains(name));
                    clusters.push(Cluster::default());
                    let reason = if others {
                        "the name of another, whose office, country or field does not agree"
                    } else {
                        "a name of its own"
                    };
                    (clusters.len() - 1, reason.to_owned())
                }
            };
            self.add(&mut clusters[at], i, reason);
        }
        clusters
    }

    fn alone(&self, i: usize) -> Cluster {
        let mut c = Cluster::default();
        self.add(&mut c, i, String::new());
        c
    }

    fn add(&self, c: &mut Cluster, i: usize, reason: String) {
        let l = &self.locals[i];
        c.members.push((i, reason));
        let name = &self.names[i];
        if !c.names.contains(name) && (name.words.len() > 1 || c.names.is_empty()) {
            c.names.push(name.clone());
        }
        c.called.insert(l.name.clone());
        c.forms.extend(std::iter::once(&l.name).chain(&l.aliases).cloned());
        c.offices.extend(l.offices.iter().map(|o| (o.key().0.to_owned(), o.key().1.to_owned())));
        c.countries.extend(&l.countries);
        c.fields.extend(l.fields.iter().cloned());
        c.company.extend(l.company.iter().cloned());
    }

    /// Whether neither their rows nor an override keep two clusters apart.
    fn may_join(&self, a: &Cluster, b: &Cluster) -> bool {
        (a.row.is_none() || b.row.is_none()) && self.is_allowed(a, b)
    }

    fn is_allowed(&self, a: &Cluster, b: &Cluster) -> bool {
        let mut pairs = a.called.iter().flat_map(|x| b.called.iter().map(move |y| (x, y)));
        pairs.all(|(x, y)| !(self.apart)(x, y))
    }

    /// Joins clusters whose names differ in form.
    fn other_forms(&self, clusters: &mut Vec<Cluster>) {
        loop {
            let mut joins: Vec<(usize, usize, String)> = Vec::new();
            for b in 0..clusters.len() {
                let fitting: Vec<(usize, String)> = (0..clusters.len())
                    .filter(|&a| a != b)
                    .filter_map(|a| Some((a, self.reason(&clusters[a], &clusters[b])?)))
                    .collect();
                // A name that fits two people stays open.
                if let [(a, reason)] = fitting.as_slice() {
                    joins.push((*a.min(&b), *a.max(&b), reason.clone()));
                }
            }
            joins.sort();
            // Each cluster joins once in a round; what is known of it has changed then.
            let mut touched = BTreeSet::new();
            joins.retain(|(a, b, _)| {
                !touched.contains(a) && !touched.contains(b) && touched.insert(*a) && touched.insert(*b)
            });
            if joins.is_empty() {
                return;
            }
            joins.sort_by_key(|j| std::cmp::Reverse(j.1));
            for (a, b, reason) in joins {
                let taken = clusters.remove(b);
                self.merge(&mut clusters[a], taken, &reason);
            }
        }
    }

    fn merge(&self, into: &mut Cluster, from: Cluster, reason: &str) {
        into.row = into.row.or(from.row);
        for (i, _) in from.members {
            self.add(into, i, reason.to_owned());
        }
    }

    /// Why two clusters of different names are one person, if they are.
    fn reason(&self, a: &Cluster, b: &Cluster) -> Option<String> {
        let pairs = a.names.iter().flat_map(|x| b.names.iter().map(move |y| (x, y)));
        let likeness = pairs.filter_map(|(x, y)| x.likeness(y, self.gazetteer)).min()?;
        if !self.may_join(a, b) {
            return None;
        }
        let office = a.offices.intersection(&b.offices).find(|o| !o.1.is_empty());
        let in_one_article =
            || a.forms.iter().any(|f| b.names.iter().any(|n| Name::new(f, self.gazetteer) == *n && n.words.len() > 1));
        match (likeness, office) {
            (Likeness::Same, _) => None,
            (_, Some((role, scope))) => Some(format!("a like name and the same office: {role}, {scope}")),
            (_, None) if PRIOR + agreement(a, b) < 0 => None,
            (Likeness::Spelling, None) => Some("spellings that the list of variants joins".to_owned()),
            (Likeness::Nickname, None) => Some("a short form that the list of variants has".to_owned()),
            (_, None) if in_one_article() => Some("one article has both forms".to_owned()),
            _ => None,
        }
    }

    /// Adds surnames alone to the person that they can only mean.
    fn surnames(&self, short: &[usize], clusters: &mut Vec<Cluster>) {
        let whole = clusters.len();
        for &i in short {
            let (l, alone) = (&self.locals[i], self.alone(i));
            let fits = |c: &Cluster| {
                let bears = c.names.iter().any(|n| n.words.len() > 1 && n.surname() == self.names[i].surname());
                (bears || c.forms.contains(&l.name)) && self.may_join(c, &alone)
            };
            let bearers: Vec<usize> = (0..whole).filter(|&c| fits(&clusters[c])).collect();
            let by_office = |&c: &usize| !alone.offices.is_disjoint(&clusters[c].offices);
            let near = |&c: &usize| {
                let c = &clusters[c];
                let scoped = c.offices.iter().any(|o| !o.1.is_empty() && l.around.contains(&slug(&o.1)));
                (scoped || !c.company.is_disjoint(&l.company)) && PRIOR + agreement(c, &alone) >= 0
            };
            let same: Vec<usize> = bearers.iter().copied().filter(by_office).collect();
            let close: Vec<usize> = bearers.iter().copied().filter(near).collect();
            let found = match (same.as_slice(), close.as_slice()) {
                ([one], _) => Some((*one, "a surname alone, with the office of the only bearer that holds it")),
                ([], [one]) => {
                    Some((*one, "a surname alone, of the only bearer whose office or company the article names"))
                }
                _ => None,
            };
            match found {
                Some((c, reason)) => self.add(&mut clusters[c], i, reason.to_owned()),
                None => self.open(i, whole, clusters),
            }
        }
    }

    /// A surname alone that nothing leads to a fuller name.
    fn open(&self, i: usize, whole: usize, clusters: &mut Vec<Cluster>) {
        let alone = self.alone(i);
        let same = |c: &Cluster| {
            c.names.contains(&self.names[i]) && self.may_join(c, &alone) && PRIOR + agreement(c, &alone) >= 0
        };
        let at = (whole..clusters.len()).find(|&c| same(&clusters[c])).unwrap_or_else(|| {
            clusters.push(Cluster::default());
            clusters.len() - 1
        });
        self.add(&mut clusters[at], i, "a name alone that nothing leads to a fuller one".to_owned());
    }

    /// Joins "Doe Jane" and "Jane Doe Roe" to "Jane Doe" where they have one office.
    fn turned_names(&self, clusters: &mut Vec<Cluster>) {
        let mut turned: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (c, cluster) in clusters.iter().enumerate() {
            for n in cluster.names.iter().filter(|n| n.words.len() > 1) {
                let mut words = n.words.clone();
                if words.len() > 2 {
                    turned.entry(words[..words.len() - 1].to_vec()).or_default().push(c);
                }
                turned.entry(words.clone()).or_default().push(c);
                words.sort();
                turned.entry(words).or_default().push(c);
            }
        }
        let mut gone: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        for all in turned.values_mut() {
            all.dedup();
            if let [a, b] = all.as_slice()
                && let Some(reason) = self.reason(&clusters[*a], &clusters[*b])
            {
                gone.entry(*b.max(a)).or_insert((*a.min(b), reason));
            }
        }
        for (b, (a, reason)) in gone.into_iter().rev() {
            let taken = clusters.remove(b);
            self.merge(&mut clusters[a], taken, &reason);
        }
    }
}

/// Points for two persons of one name being one, before anything else is known; below zero they stay two.
const PRIOR: i32 = 3;

/// What speaks for two persons of like names being one (above zero) or two (below).
fn agreement(a: &Cluster, b: &Cluster) -> i32 {
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
