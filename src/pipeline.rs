//! Layer 13: the whole way of one article, with the resources that it needs.

use crate::base::date::PartialDate;
use crate::base::diag::Diagnostic;
use crate::gazetteer::{Gazetteer, Source, builtin};
use crate::input::Article;
use crate::mention::{self, Mentions};
use crate::pattern::RuleSet;
use crate::record::v1::MadeBy;
use crate::record::{Parts, Record, assemble};
use crate::relation::{self, Assertion, CoMention, comention};
use crate::text::Document;

/// Lists and rules, compiled once and shared by all threads.
///
/// ```
/// use rolegraph::input::Article;
/// use rolegraph::pipeline::Pipeline;
///
/// let pipeline = Pipeline::builder().build().unwrap();
/// let text = "French President Emmanuel Macron met Olaf Scholz in Berlin.";
/// let record = pipeline.record(Article { id: "a1".into(), text: text.into(), ..Article::default() });
/// let held = &record.assertions[0];
/// assert_eq!((held.subject.as_str(), held.object.as_deref()), ("person:emmanuel-macron", Some("place:france")));
/// assert_eq!(held.evidence.text, "French President Emmanuel Macron");
/// ```
pub struct Pipeline {
    gazetteer: Gazetteer,
    rules: RuleSet,
    made_by: MadeBy,
    date: Option<PartialDate>,
    with_text: bool,
}

/// Collects what a [`Pipeline`] is made of.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    no_builtin: bool,
    lists: Vec<Source<'static>>,
    rules: Vec<(String, String)>,
    date: Option<PartialDate>,
    with_text: bool,
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
        let mut sources = if self.no_builtin { Vec::new() } else { builtin::sources() };
        sources.extend(self.lists);
        let gazetteer = Gazetteer::load(&sources)?;
        let rules = relation::rules::load(&self.rules)?;
        let made_by = MadeBy {
            program: concat!("rolegraph ", env!("CARGO_PKG_VERSION")).into(),
            gazetteer: gazetteer.fingerprint().into(),
            rules: rules.fingerprint(),
        };
        Ok(Pipeline { gazetteer, rules, made_by, date: self.date, with_text: self.with_text })
    }
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

    /// Runs all stages over one article.
    #[must_use]
    pub fn analyse(&self, article: Article) -> Analysis {
        let document = Document::new(article, self.date);
        let mut mentions = mention::find(&document, &self.gazetteer);
        let assertions = relation::extract(&document, &mut mentions, &self.rules, &self.gazetteer);
        let co_mentions = comention::count(&document, &mentions);
        Analysis { document, mentions, assertions, co_mentions }
    }

    /// The record of one article.
    #[must_use]
    pub fn record(&self, article: Article) -> Record {
        let analysis = self.analyse(article);
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
            made_by: &self.made_by,
            with_text: self.with_text,
        })
    }
}
