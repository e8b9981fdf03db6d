//! Who held an office, or what a person held, in the order of time.

use crate::text::normalize::slug;

use super::{Claim, KnowledgeBase, Standing};

/// Claims of one person in one office that follow each other.
#[derive(Clone, Debug)]
pub struct Tenure<'a> {
    /// Index of the person among the corpus entities.
    pub person: usize,
    /// The office: role and scope.
    pub office: String,
    /// Earliest date of these claims' articles, or the stated begin.
    pub first: Option<String>,
    /// Latest date of these claims' articles, or the stated end.
    pub last: Option<String>,
    /// Its claims, by date.
    pub claims: Vec<&'a Claim>,
}

impl KnowledgeBase<'_> {
    /// The tenures of an office such as "mayor of Lima" or `role:mayor@place:lima`, by date.
    #[must_use]
    pub fn office(&self, name: &str) -> Vec<Tenure<'_>> {
        let wanted = slug(name);
        let is = |c: &&Claim| wanted == slug(&self.office_of(c)) || self.office_id(c).as_deref() == Some(name);
        self.tenures(self.claims.iter().filter(is).collect())
    }

    /// The tenures of a person, by date.
    #[must_use]
    pub fn career(&self, person: usize) -> Vec<Tenure<'_>> {
        self.tenures(self.of_person(person).iter().collect())
    }

    /// An office as sentences name it: "mayor of Lima".
    #[must_use]
    pub fn office_of(&self, claim: &Claim) -> String {
        match claim.scope {
            Some(scope) => format!("{} of {}", claim.role_name, self.name(scope)),
            None => claim.role_name.clone(),
        }
    }

    /// The id of an office in the graph.
    fn office_id(&self, claim: &Claim) -> Option<String> {
        let scope = &self.linked.entities[claim.scope?].id;
        Some(format!("role:{}@{scope}", slug(&claim.role_name)))
    }

    fn tenures<'a>(&self, mut claims: Vec<&'a Claim>) -> Vec<Tenure<'a>> {
        let date = |c: &Claim| self.records[c.record].document.date.clone();
        claims.retain(|c| !matches!(c.standing, Standing::Candidate | Standing::Unclear));
        claims.sort_by_key(|c| (date(c).is_none(), date(c), c.record, c.person));
        let mut all: Vec<Tenure<'a>> = Vec::new();
        for claim in claims {
            let (office, when) = (self.office_of(claim), date(claim));
            // What was interrupted by another holder is a term of its own.
            let last = all.iter_mut().rev().find(|t| t.office == office);
            let open = last.filter(|t| t.person == claim.person);
            let (begin, end) = (claim.since.map(|d| d.to_string()), claim.until.map(|d| d.to_string()));
            let held = !matches!(claim.standing, Standing::Former | Standing::Left | Standing::Elect);
            let (first, last) =
                (begin.or_else(|| when.clone().filter(|_| held)), end.or_else(|| when.filter(|_| held)));
            match open {
                Some(tenure) => {
                    tenure.first = [tenure.first.take(), first].into_iter().flatten().min();
                    tenure.last = [tenure.last.take(), last].into_iter().flatten().max();
                    tenure.claims.push(claim);
                }
                None => all.push(Tenure { person: claim.person, office, first, last, claims: vec![claim] }),
            }
        }
        all
    }
}
