//! Runs the examples that rules bring along, and says in one line each what a record states.

use crate::input::Article;
use crate::record::Record;

use super::{Pipeline, Worker};

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// `file:line` of the example.
    pub place: String,
    /// The rule.
    pub rule: String,
    /// The sentence.
    pub text: String,
    /// What should come out (or, of a `no`, should not; empty: anything).
    pub want: String,
    /// Whether it is a `yes`.
    pub yes: bool,
    /// What came out, line by line, each with its rule.
    pub got: Vec<(String, String)>,
}

/// What a record states: the rule, and `person | role | scope | status` or `relation: subject | object`, as examples write it.
///
/// ```
/// use rolegraph::input::Article;
/// use rolegraph::pipeline::{Pipeline, Worker, said};
///
/// let pipeline = Pipeline::builder().build().unwrap();
/// let article = Article { id: "a".into(), text: "French President Emmanuel Macron spoke.".into(), ..Article::default() };
/// let lines = said(&pipeline.record(article, &mut Worker::default()));
/// assert_eq!(lines[0].1, "Emmanuel Macron | president | France | current");
/// ```
#[must_use]
pub fn said(record: &Record) -> Vec<(String, String)> {
    let name = |id: &str| record.entities.iter().find(|e| e.id == id).map_or("-", |e| e.name.as_str()).to_owned();
    let line = |a: &crate::record::v1::Assertion| {
        let object = a.object.as_deref().map_or("-".to_owned(), name);
        match &a.role {
            Some(role) => {
                let status = a.status.as_deref().unwrap_or_default();
                format!("{} | {} | {object} | {status}", name(&a.subject), role.name)
            }
            None => format!("{}: {} | {object}", a.relation, name(&a.subject)),
        }
    };
    record.assertions.iter().map(|a| (a.rule.clone(), line(a))).collect()
}

impl Pipeline {
    /// The examples of all emit rules that do not hold, in the order of the files.
    #[must_use]
    pub fn failed_examples(&self) -> Vec<Failure> {
        let mut worker = Worker::default();
        let mut failures = Vec::new();
        for rule in self.rules().rules() {
            for example in &rule.examples {
                let article = Article { id: "x".into(), text: example.text.clone(), ..Article::default() };
                let got = said(&self.record(article, &mut worker));
                let by_rule =
                    |want: &str| got.iter().any(|(by, line)| *by == rule.id && (want.is_empty() || line == want));
                let holds = match example.yes {
                    true => got.iter().any(|(_, line)| *line == example.want),
                    false => !by_rule(&example.want),
                };
                if !holds {
                    let file = rule.place.rsplit_once(':').map_or(rule.place.as_str(), |p| p.0);
                    failures.push(Failure {
                        place: format!("{file}:{}", example.line),
                        rule: rule.id.clone(),
                        text: example.text.clone(),
                        want: example.want.clone(),
                        yes: example.yes,
                        got,
                    });
                }
            }
        }
        failures
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Failure { place, rule, text, want, .. } = self;
        let what = match (self.yes, want.as_str()) {
            (true, _) => format!("does not give `{want}`"),
            (false, "") => "gives something by this rule".to_owned(),
            (false, _) => format!("gives `{want}`"),
        };
        write!(f, "{place}: rule {rule}: `{text}` {what}")?;
        for (by, line) in &self.got {
            write!(f, "\n  it gives `{line}` ({by})")?;
        }
        Ok(())
    }
}
