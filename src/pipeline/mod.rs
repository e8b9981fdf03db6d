//! Layer 14: the whole way of one article, with the resources that it needs.

mod trial;

use crate::base::date::PartialDate;
use crate::base::diag::Diagnostic;
use crate::gazetteer::{Gazetteer, Source};
use crate::input::Article;
use crate::mention::model::Weights;
use crate::mention::{self, Mentions};
use crate::pattern::RuleSet;
use crate::record::v1::MadeBy;
use crate::record::{Parts, Record, assemble};
use crate::relation::{self, Assertion, CoMention};
use crate::text::Document;

pub use trial::{Failure, said};

/// Lists and rules, compiled once and shared by all threads.
///
/// ```
/// use rolegraph::input::Article;
/// use rolegraph::pipeline::{Pipeline, Worker};
///
/// let pipeline = Pipeline::builder().build().unwrap();
/// let text = "French President Emmanuel Macron met Olaf Scholz in Berlin.";
/// let record = pipeline.record(Article { id: "a1".into(), text: text.into(), ..Article::default() }, &mut Worker::default());
/// let held = &record.assertions[0];
/// assert_eq!((held.subject.as_str(), held.object.as_deref()), ("person:emmanuel-macron", Some("place:france")));
/// assert_eq!(held.evidence.text, "French President Emmanuel Macron");
/// ```
pub struct Pipeline {
    gazetteer: Gazetteer,
    names: RuleSet,
    model: Option<Weights>,
    rules: RuleSet,
    made_by: MadeBy,
    date: Option<PartialDate>,
    with_text: bool,
}

/// Collects what a [`Pipeline`] is made of.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    no_builtin: bool,
    no_model: bool,
    lists: Vec<Source<'static>>,
    rules: Vec<(String, String)>,
    date: Option<PartialDate>,
    with_text: bool,
}

/// Buffers that are used again from article to article; one for each thread.
#[derive(Debug, Default)]
pub struct Worker {
    finder: mention::Finder,
    extractor: relation::Extractor,
}

/// The results of all stages for one article.
pub struct Analysis {
    /// Blocks, sentences, tokens.
    pub document: Document,
    /// Names and roles.
    pub mentions: Mentions,
    /// What the sentences say.
    pub assertions: Vec<Assertion>,
    /// Who stands with whom.
    pub co_mentions: Vec<CoMention>,
}

impl Builder {
    /// Leaves the built-in lists out.
    #[must_use]
    pub fn no_builtin(mut self, yes: bool) -> Self {
        self.no_builtin = yes;
        self
    }

    /// Leaves names to lists and rules alone.
    #[must_use]
    pub fn no_model(mut self, yes: bool) -> Self {
        self.no_model = yes;
        self
    }

    /// Adds a list of the user's.
    #[must_use]
    pub fn list(mut self, source: Source<'static>) -> Self {
        self.lists.push(source);
        self
    }

    /// Adds a rule file (name, content).
    #[must_use]
    pub fn rules(mut self, name: String, text: String) -> Self {
        self.rules.push((name, text));
        self
    }

    /// Date of articles that have none.
    #[must_use]
    pub fn date(mut self, date: Option<PartialDate>) -> Self {
        self.date = date;
        self
    }

    /// Whether records hold the text.
    #[must_use]
    pub fn with_text(mut self, yes: bool) -> Self {
        self.with_text = yes;
        self
    }

    /// Compiles lists and rules.
    ///
    /// # Errors
    /// All faults of all lists, or of all rules.
    pub fn build(self) -> Result<Pipeline, Vec<Diagnostic>> {
        let gazetteer = if self.no_builtin { Gazetteer::load(&self.lists)? } else { built_in(&self.lists)? };
        let mut files: Vec<(&str, &str)> = relation::RULES.to_vec();
        files.extend(self.rules.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let rules = RuleSet::load(&files)?;
        let names = RuleSet::load(&[mention::RULES])?;
        let made_by = MadeBy {
            program: concat!("rolegraph ", env!("CARGO_PKG_VERSION")).into(),
            gazetteer: gazetteer.fingerprint().into(),
            rules: rules.fingerprint().into(),
        };
        let model = (!self.no_model).then(Weights::builtin);
        Ok(Pipeline { gazetteer, names, model, rules, made_by, date: self.date, with_text: self.with_text })
    }
}

/// The built-in lists with a user's.
#[cfg(builtin_lists)]
fn built_in(lists: &[Source<'_>]) -> Result<Gazetteer, Vec<Diagnostic>> {
    let builtin = Gazetteer::builtin();
    if lists.is_empty() { Ok(builtin) } else { builtin.with(lists) }
}

/// A user's lists; this build has no others.
#[cfg(not(builtin_lists))]
fn built_in(lists: &[Source<'_>]) -> Result<Gazetteer, Vec<Diagnostic>> {
    Gazetteer::load(lists)
}

impl Pipeline {
    /// A builder with the built-in lists and rules.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The loaded lists.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The compiled rules.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Program, lists and rules, as records name them.
    #[must_use]
    pub fn made_by(&self) -> &MadeBy {
        &self.made_by
    }

    /// Cuts an article into blocks, sentences and tokens, the first stage.
    #[must_use]
    pub fn document(&self, article: Article) -> Document {
        Document::new(article, self.date)
    }

    /// Runs all other stages over one article.
    #[must_use]
    pub fn analyse(&self, document: Document, worker: &mut Worker) -> Analysis {
        let mut mentions = worker.finder.find(&document, &self.gazetteer, &self.names, self.model.as_ref());
        let assertions = worker.extractor.extract(&document, &mut mentions, &self.gazetteer, &self.rules);
        let co_mentions = relation::count(&document, &mentions);
        Analysis { document, mentions, assertions, co_mentions }
    }

    /// The record of one article.
    #[must_use]
    pub fn record(&self, article: Article, worker: &mut Worker) -> Record {
        let analysis = self.analyse(self.document(article), worker);
        self.assemble(&analysis)
    }

    /// The record of an analysed article.
    #[must_use]
    pub fn assemble(&self, analysis: &Analysis) -> Record {
        assemble(&Parts {
            document: &analysis.document,
            mentions: &analysis.mentions,
            assertions: &analysis.assertions,
            co_mentions: &analysis.co_mentions,
            gazetteer: &self.gazetteer,
            rules: &self.rules,
            made_by: &self.made_by,
            with_text: self.with_text,
        })
    }
}
