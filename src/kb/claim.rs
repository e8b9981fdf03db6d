//! What one article says of one person in one office.

use std::collections::BTreeMap;

use crate::base::date::PartialDate;
use crate::entity::Link;
use crate::gazetteer::Gazetteer;
use crate::record::Record;
use crate::record::v1::Assertion;
use crate::relation::{Event, Status};

use super::Days;

/// Where an article has a person with an office, all its sentences taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Holds it.
    Current,
    /// Holds it for the time being.
    Acting,
    /// Held it before; the article does not say that this is news.
    Former,
    /// Leaves or left it, as the article reports.
    Left,
    /// Takes it, as the article reports.
    Took,
    /// Will hold it.
    Elect,
    /// Stands for it.
    Candidate,
    /// The article has it both ways.
    Unclear,
}

/// One person in one office, by one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Index of the article.
    pub record: usize,
    /// Indices of the article's assertions that say it, in the order of the text.
    pub assertions: Vec<usize>,
    /// Index of the person among the corpus entities.
    pub person: usize,
    /// Row of the role, else its wording.
    pub role: String,
    /// The role as it is shown.
    pub role_name: String,
    /// Row of the role.
    pub row: Option<u32>,
    /// `head`, `minister`, `deputy`, `member`, `staff`, or empty.
    pub rank: String,
    /// Index of the scope among the corpus entities.
    pub scope: Option<usize>,
    /// Whether the article's own sentence names the scope.
    pub scope_stated: bool,
    /// What the article makes of it.
    pub standing: Standing,
    /// Stated begin.
    pub since: Option<PartialDate>,
    /// Stated end.
    pub until: Option<PartialDate>,
    /// Whether the article has it as current and only a list of positions as over.
    pub ended_by_list: bool,
    /// Whether a list has the person as dead before the article's day.
    pub dead: bool,
    /// Whether a sentence has the role in the plural, for several people: "the former presidents John Roe and Jane Doe".
    pub plural: bool,
    /// The highest of its assertions, 0 to 1.
    pub confidence: f64,
}

impl Claim {
    /// Compares by person, role, scope and article, which no two claims share.
    pub(crate) fn cmp_key(&self, other: &Claim) -> std::cmp::Ordering {
        let key = |c: &Claim| (c.person, c.scope, c.record);
        (key(self), &self.role).cmp(&(key(other), &other.role))
    }

    /// Whether the person holds the office on the article's day.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self.standing, Standing::Current | Standing::Took) && !self.is_over()
    }

    /// Whether a list says that this was long ago, as with "President" before the name of a dead one.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended_by_list || self.dead
    }

    /// The days on which the person held the office for certain, the article being of `date`.
    #[must_use]
    pub fn held(&self, date: Option<Days>) -> Option<Days> {
        let since = self.since.map(|d| Days::of(d).last);
        let until = self.until.map(|d| Days::of(d).first);
        let days = match self.standing {
            Standing::Current | Standing::Took => {
                let last = until.filter(|&u| date.is_none_or(|d| u < d.first)).or(date.map(|d| d.first))?;
                Days { first: since.unwrap_or(last), last }
            }
            Standing::Former | Standing::Left => Days { first: since?, last: until? },
            _ => return None,
        };
        (days.first <= days.last).then_some(days)
    }
}

/// The claims of one article.
pub(super) fn of_record(
    number: usize,
    record: &Record,
    (links, reported): (&[Option<Link>], bool),
    gazetteer: &Gazetteer,
) -> Vec<Claim> {
    let linked = record.entities.iter().zip(links);
    let index: BTreeMap<&str, usize> =
        linked.filter_map(|(e, link)| Some((e.id.as_str(), link.as_ref()?.entity))).collect();
    let mut groups: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (i, a) in record.assertions.iter().enumerate().filter(|(_, a)| reported || a.attribution.is_none()) {
        if let (Some(&person), Some(role)) = (index.get(a.subject.as_str()), &a.role) {
            let key = role.id.clone().unwrap_or_else(|| role.name.clone());
            groups.entry((person, key)).or_default().push(i);
        }
    }
    let mut claims = Vec::new();
    for ((person, role), all) in groups {
        let scope_of = |i: usize| record.assertions[i].object.as_deref().and_then(|o| index.get(o)).copied();
        let mut scopes: Vec<Option<usize>> = all.iter().map(|&i| scope_of(i)).filter(Option::is_some).collect();
        scopes.sort_unstable();
        scopes.dedup();
        // A sentence without a scope speaks of the office that the others name.
        if scopes.len() != 1 && (scopes.is_empty() || all.iter().any(|&i| scope_of(i).is_none())) {
            scopes.push(None);
        }
        let single = scopes.len() == 1;
        for scope in scopes {
            let own: Vec<usize> = all.iter().copied().filter(|&i| single || scope_of(i) == scope).collect();
            claims.push(claim(number, record, own, (person, role.clone(), scope), gazetteer));
        }
    }
    claims
}

fn claim(
    number: usize,
    record: &Record,
    assertions: Vec<usize>,
    (person, role, scope): (usize, String, Option<usize>),
    gazetteer: &Gazetteer,
) -> Claim {
    let subject = &record.assertions[assertions[0]].subject;
    let entity = record.entities.iter().find(|e| e.id == *subject);
    let listed = entity.and_then(|e| e.gazetteer.as_deref()).and_then(|id| gazetteer.by_id(id));
    let died = listed.and_then(|row| gazetteer.entry(row).life().1);
    let written = record.document.date.as_deref().and_then(|d| d.parse::<PartialDate>().ok());
    let all: Vec<&Assertion> = assertions.iter().map(|&i| &record.assertions[i]).collect();
    let words = all.iter().find_map(|a| a.role.as_ref());
    let row = words.and_then(|r| r.id.as_deref()).and_then(|id| gazetteer.by_id(id));
    let date = |text: &Option<String>| text.as_deref().and_then(|d| d.parse::<PartialDate>().ok());
    Claim {
        record: number,
        person,
        role,
        role_name: words.map(|r| r.name.clone()).unwrap_or_default(),
        row,
        rank: words.and_then(|r| r.rank.clone()).unwrap_or_default(),
        scope,
        scope_stated: all.iter().any(|a| a.object.is_some() && a.basis.as_deref() == Some("stated")),
        standing: if all.iter().all(|a| is_of_the_past(a, written)) { Standing::Unclear } else { standing(&all) },
        since: all.iter().find_map(|a| date(&a.since)),
        until: all.iter().find_map(|a| date(&a.until)),
        ended_by_list: all.iter().any(|a| a.status_basis.is_some()),
        dead: died.zip(written).is_some_and(|(d, w)| Days::of(d).last < Days::of(w).first),
        plural: all.iter().any(|a| is_plural(record, a)),
        confidence: all.iter().map(|a| a.confidence).fold(0.0, f64::max),
        assertions,
    }
}

/// Whether a sentence tells of another year: "In 1952, Mayor Jane Doe cut the ribbon".
fn is_of_the_past(a: &Assertion, written: Option<PartialDate>) -> bool {
    let Some(written) = written.filter(|_| a.since.is_none() && a.rule.starts_with("title-name")) else { return false };
    let mut words = a.evidence.sentence.text.split_whitespace();
    let begins = matches!(words.next(), Some("In" | "On" | "By" | "During"));
    let year = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).parse::<u16>().ok();
    begins && words.take(4).filter_map(year).any(|y| (1000..written.year()).contains(&y))
}

fn is_plural(record: &Record, a: &Assertion) -> bool {
    let (Some(role), Some(mention)) = (&a.role, a.arguments.role) else { return false };
    let written = record.mentions.get(mention as usize).map(|m| m.text.to_lowercase());
    written.is_some_and(|w| w.ends_with('s') && !role.text.to_lowercase().ends_with('s'))
}

/// What several sentences of one article come to.
fn standing(all: &[&Assertion]) -> Standing {
    let event = |e: Event| all.iter().any(|a| a.event.as_deref().and_then(Event::parse) == Some(e));
    let status = |s: Status| {
        // What only a list has as over, the article has as current.
        all.iter().any(|a| {
            let own = a.status.as_deref().and_then(Status::parse);
            if a.status_basis.is_some() { s == Status::Current } else { own == Some(s) }
        })
    };
    let (current, former) = (status(Status::Current), status(Status::Former));
    match () {
        () if event(Event::Ends) && event(Event::Begins) => Standing::Unclear,
        () if event(Event::Ends) => Standing::Left,
        () if former && current => Standing::Unclear,
        () if former => Standing::Former,
        () if status(Status::Acting) => Standing::Acting,
        () if status(Status::Elect) => Standing::Elect,
        () if event(Event::Begins) => Standing::Took,
        () if current => Standing::Current,
        () => Standing::Candidate,
    }
}
