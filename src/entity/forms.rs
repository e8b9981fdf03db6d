//! Persons whose names differ in form: spelling, short form, initial, order, a name more.
//!
//! Two of them are compared only where something leads from one to the other: a given name that some spelling joins, an initial
//! with an office that both hold, a form that one article has for both. So the work grows with the persons, not with their pairs.

use std::collections::{BTreeMap, BTreeSet};

use super::name::{Likeness, Name};
use super::person::{Cluster, Linker, PRIOR, agreement};

/// Something that two persons of one surname must share to be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clue<'a> {
    /// The first given name, in letters or by a list.
    Given(u64),
    /// The first letter of it and an office, of names that have only the letter.
    Letter(char, &'a (String, String)),
    /// The same, of names that have more.
    Whole(char, &'a (String, String)),
    /// A form that an article has.
    Form(&'a Name),
}

impl Linker<'_> {
    /// Joins clusters of one surname whose names differ in form.
    pub(super) fn other_forms(&self, clusters: &mut Vec<Cluster>) {
        loop {
            let mut joins = self.joins(clusters);
            // Each cluster joins once in a round; what is known of it has changed then.
            let mut touched = BTreeSet::new();
            joins.retain(|(a, b, _)| {
                !touched.contains(a) && !touched.contains(b) && touched.insert(*a) && touched.insert(*b)
            });
            if joins.is_empty() {
                return;
            }
            self.join(clusters, joins);
        }
    }

    /// The pairs that are one, with the reason.
    fn joins(&self, clusters: &[Cluster]) -> Vec<(usize, usize, String)> {
        let mut index: BTreeMap<Clue<'_>, Vec<usize>> = BTreeMap::new();
        for (c, cluster) in clusters.iter().enumerate() {
            for clue in self.clues(cluster).into_iter().chain(cluster.forms.iter().map(Clue::Form)) {
                index.entry(clue).or_default().push(c);
            }
        }
        let mut joins: Vec<(usize, usize, String)> = Vec::new();
        for (b, cluster) in clusters.iter().enumerate() {
            let sought = self.clues(cluster).into_iter().map(|clue| match clue {
                Clue::Letter(letter, office) => Clue::Whole(letter, office),
                Clue::Whole(letter, office) => Clue::Letter(letter, office),
                same => same,
            });
            let named = cluster.names.iter().filter(|n| n.words.len() > 1).map(Clue::Form);
            let found: BTreeSet<usize> = sought
                .chain(named)
                .filter_map(|clue| index.get(&clue))
                .flatten()
                .copied()
                .filter(|&a| a != b)
                .collect();
            let fitting = found.into_iter().filter_map(|a| Some((a, self.reason(&clusters[a], cluster)?)));
            // A name that fits two people stays open.
            if let [(a, reason)] = fitting.take(2).collect::<Vec<_>>().as_slice() {
                joins.push((*a.min(&b), *a.max(&b), reason.clone()));
            }
        }
        joins.sort();
        joins
    }

    fn clues<'c>(&self, cluster: &'c Cluster) -> Vec<Clue<'c>> {
        let mut clues = Vec::new();
        for name in cluster.names.iter().filter(|n| n.words.len() > 1) {
            clues.extend(name.given_keys(self.gazetteer).into_iter().map(Clue::Given));
            let mut letters = name.words[0].chars();
            if let (Some(first), alone) = (letters.next(), letters.next().is_none()) {
                let offices = cluster.offices.iter().filter(|o| !o.1.is_empty());
                clues.extend(offices.map(|o| if alone { Clue::Letter(first, o) } else { Clue::Whole(first, o) }));
            }
        }
        clues
    }

    /// Joins pairs, each cluster being in one of them.
    fn join(&self, clusters: &mut Vec<Cluster>, pairs: Vec<(usize, usize, String)>) {
        for (a, b, reason) in pairs {
            let taken = std::mem::take(&mut clusters[b]);
            self.merge(&mut clusters[a], taken, &reason);
        }
        clusters.retain(|c| !c.members.is_empty());
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
        let in_one_article = || b.names.iter().any(|n| n.words.len() > 1 && a.forms.contains(n));
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

    /// Joins "Doe Jane" and "Jane Doe Roe" to "Jane Doe" where they have one office.
    pub(super) fn turned_names(&self, clusters: &mut Vec<Cluster>) {
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
        let mut touched = BTreeSet::new();
        let mut joins = Vec::new();
        for all in turned.values_mut() {
            all.dedup();
            if let [a, b] = *all.as_slice()
                && !touched.contains(&a)
                && !touched.contains(&b)
                && let Some(reason) = self.reason(&clusters[a], &clusters[b])
            {
                touched.extend([a, b]);
                joins.push((a.min(b), a.max(b), reason));
            }
        }
        self.join(clusters, joins);
    }
}
