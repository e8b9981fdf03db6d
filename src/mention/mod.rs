//! Layer 5: [`Document`] x [`Gazetteer`] x tag rules -> [`Mentions`]: which words name a person, place, organization or role, and
//! which of them name the same one.
//!
//! Each sentence becomes a lattice of all pieces that it could be cut into (listed names, roles, names that no list has), each with
//! a weight; the heaviest path wins. A first pass weighs each sentence alone. Then tag rules and the names that were
//! safe say, for the whole article, what each wording is likely to be, and a second pass decides. `cluster` takes full names,
//! surnames, acronyms and demonyms together to the article's entities. Nothing is decided across articles here; that is linking.

mod cluster;
mod context;
mod evidence;
mod lattice;
pub mod model;
mod reading;
mod role;
mod row;
mod segment;
mod unlisted;
mod weigh;

use std::ops::Range;

use crate::base::hash::FastMap;
use crate::gazetteer::{Entry, Gazetteer, Kind, Modifier, WordSet};
use crate::pattern::{Hit, Kinds, RuleSet, Tape};
use crate::text::Document;

pub use role::RoleWords;
pub use row::{Piece, Place, fill};

use cluster::Name;
use context::{Context, Style};
use evidence::Evidence;
use model::{Opinion, Weights};
use segment::{Label, Segment, Source};

/// The built-in tag rules.
pub const RULES: (&str, &str) = ("names.rules", include_str!("rules/names.rules"));

/// How a mention was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// A list has the name.
    Gazetteer,
    /// A construction shows that it is a name.
    Rule,
    /// The model takes it for one.
    Model,
    /// A shorter form of a name in the same article.
    Alias,
    /// An adjective or noun of origin ("Greek"), or a state in brackets ("R-TX").
    Demonym,
    /// A description ("the prime minister").
    Coreference,
}

impl Via {
    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Via::Gazetteer => "gazetteer",
            Via::Rule => "rule",
            Via::Model => "model",
            Via::Alias => "alias",
            Via::Demonym => "demonym",
            Via::Coreference => "coreference",
        }
    }
}

/// A row of words that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// What it names.
    pub kind: Kind,
    /// Tokens of the document.
    pub tokens: Range<u32>,
    /// Sentence of the document.
    pub sentence: u32,
    /// How it was found.
    pub via: Via,
    /// The construction, if no list has the name.
    pub rule: Option<&'static str>,
    /// Index into [`Mentions::entities`]; none for roles.
    pub entity: Option<u32>,
    /// The role, for roles.
    pub role: Option<RoleWords>,
    /// Whether it can name a party.
    pub party: bool,
}

/// A person, place or organization of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: Kind,
    /// Row of the gazetteer.
    pub entry: Option<u32>,
    /// Fullest form of the article for a person, else the row's name or the fullest form.
    pub name: String,
}

/// All that was found in one article.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In the order of the text; they do not overlap.
    pub mentions: Vec<Mention>,
    /// The article's entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Mentions and marks (modifiers, dates, open names) as rules see them, in the order of the text.
    pub pieces: Vec<Piece>,
    /// What is known of each token of the document.
    pub sets: Vec<WordSet>,
}

impl Mentions {
    /// The list row of a mention's entity.
    #[must_use]
    pub fn entry<'a>(&self, mention: u32, gazetteer: &'a Gazetteer) -> Option<Entry<'a>> {
        let entity = self.mentions[mention as usize].entity?;
        self.entities[entity as usize].entry.map(|e| gazetteer.entry(e))
    }
}

/// A row of tokens that is cut for itself.
struct Region {
    tokens: Range<u32>,
    /// Its pieces after the first pass.
    segments: Range<usize>,
    /// All that it could be cut into, if it has names that the article may decide about.
    lattice: Range<usize>,
    /// The only words that it has to decide about, if they are surnames of the article's people ("Davie", also a town).
    surnames: Vec<u64>,
}

impl Region {
    /// Whether the article may cut it anew.
    fn is_open(&self, evidence: &Evidence) -> bool {
        !self.lattice.is_empty() && (self.surnames.is_empty() || self.surnames.iter().any(|&w| evidence.is_surname(w)))
    }
}

/// The first pass over an article.
struct First {
    segments: Vec<Segment>,
    regions: Vec<Region>,
    /// The segments of each sentence.
    cuts: Vec<Range<usize>>,
    evidence: Evidence,
}

/// Finds mentions; keeps its buffers between articles.
#[derive(Debug, Default)]
pub struct Finder {
    lattice: Vec<Segment>,
    /// Lattices of the open regions of the first pass.
    open: Vec<Segment>,
    buffers: segment::Buffers,
    tape: Tape,
    places: Vec<Place>,
    hits: Vec<Hit>,
}

impl Finder {
    /// Finds the mentions of an article and groups them into entities.
    pub fn find(
        &mut self,
        document: &Document,
        gazetteer: &Gazetteer,
        rules: &RuleSet,
        model: Option<&Weights>,
    ) -> Mentions {
        let cx = Context::new(document, gazetteer);
        let First { segments: first, regions, cuts, mut evidence } = self.first(&cx, rules);
        if let Some(weights) = model {
            let opened = regions.iter().filter(|r| r.is_open(&evidence)).map(|r| r.tokens.clone());
            evidence.opinion = Opinion::new(&cx, opened, weights);
        }
        let mut segments = Vec::with_capacity(first.len());
        let mut of_sentence = Vec::with_capacity(cuts.len());
        let mut regions = regions.into_iter().peekable();
        for (sentence, cut) in cx.sentences.iter().zip(cuts) {
            let begin = segments.len();
            while let Some(region) = regions.next_if(|r| r.segments.end <= cut.end) {
                if !region.is_open(&evidence) {
                    segments.extend_from_slice(&first[region.segments]);
                } else {
                    let Region { tokens, lattice, .. } = region;
                    let pieces = (&self.open[lattice], tokens.clone());
                    weigh::weigh(&cx, sentence, pieces, &evidence, &mut self.lattice);
                    segment::best_path(&self.lattice, tokens, &mut self.buffers, &mut segments);
                }
            }
            of_sentence.push(begin..segments.len());
        }
        agree(&cx, &mut segments);
        let mentions = assemble(&cx, &segments, &of_sentence, &evidence);
        Mentions { sets: cx.into_sets(), ..mentions }
    }

    /// The first pass: each sentence for itself, and what the article makes of that.
    fn first(&mut self, cx: &Context<'_>, rules: &RuleSet) -> First {
        // A region without a name that could be something else stays as it is.
        let trade = |s: &Segment| s.label == Label::Role && unlisted::is_trade(cx, s.start);
        let open = |s: &Segment| is_open(s) || s.label == Label::Plain && cx.capital(s.start) || trade(s);
        let mut evidence = Evidence::default();
        let mut first = Vec::new();
        let mut regions = Vec::new();
        self.open.clear();
        let mut cuts = Vec::with_capacity(cx.sentences.len());
        for sentence in &cx.sentences {
            let begin = first.len();
            let mut from = sentence.tokens.start;
            while let Some(tokens) = lattice::next_region(cx, sentence, from, &mut self.lattice) {
                let (start, kept) = (first.len(), self.open.len());
                segment::best_path(&self.lattice, tokens.clone(), &mut self.buffers, &mut first);
                let opened = first[start..].iter().any(open);
                let mut surnames = Vec::new();
                for s in &first[start..] {
                    if let Some(word) = lattice::surname(cx, s, &self.lattice) {
                        evidence.alone.entry(word).or_insert(s.start);
                        if !opened {
                            surnames.push(word);
                        }
                    }
                }
                if opened || !surnames.is_empty() {
                    self.open.extend_from_slice(&self.lattice);
                }
                from = tokens.end;
                let lattice = kept..self.open.len();
                regions.push(Region { tokens, segments: start..first.len(), lattice, surnames });
            }
            cuts.push(begin..first.len());
        }
        evidence.learn(cx, &first);
        self.tag(cx, rules, (&first, &cuts), &mut evidence);
        First { segments: first, regions, cuts, evidence }
    }

    /// Lets the tag rules say what names are.
    fn tag(
        &mut self,
        cx: &Context<'_>,
        rules: &RuleSet,
        (segments, cuts): (&[Segment], &[Range<usize>]),
        evidence: &mut Evidence,
    ) {
        let mut pieces = Vec::new();
        for (sentence, cut) in cx.sentences.iter().zip(cuts) {
            let segments = &segments[cut.clone()];
            if sentence.style != Style::Plain || !segments.iter().any(is_open) {
                continue;
            }
            pieces.clear();
            pieces.extend(segments.iter().filter_map(|s| piece(cx, s)));
            let resources = (cx.document, cx.sets(), rules);
            fill(resources, sentence.tokens.clone(), (&pieces, 0), true, (&mut self.tape.units, &mut self.places));
            self.hits.clear();
            rules.find(&mut self.tape, &mut self.hits);
            for hit in &self.hits {
                let rule = &rules.rules()[hit.rule as usize];
                for tag in &rule.tags {
                    for capture in hit.captures(tag.slot) {
                        let at = &self.places[capture.start as usize].tokens;
                        // The first word of a sentence has its capital anyway.
                        let first = at.start == sentence.tokens.start && at.len() == 1;
                        let points = if first && tag.points > 0.0 { tag.points * 0.7 } else { tag.points };
                        evidence.add(cx.wording(at.clone()), tag.kind, points);
                    }
                }
            }
        }
    }
}

/// One name has one kind in an article: the one for which most speaks. Listed names and single words may be two things.
fn agree(cx: &Context<'_>, segments: &mut [Segment]) {
    let open = |s: &Segment| {
        matches!(s.source, Source::Rule(_)) && s.label != Label::Name && s.label.is_name() && s.end > s.start + 1
    };
    let mut names: FastMap<u64, Vec<(Label, f32, Source)>> = FastMap::default();
    for s in segments.iter().filter(|s| open(s)) {
        let kinds = names.entry(cx.wording(s.tokens())).or_default();
        match kinds.iter_mut().find(|k| k.0 == s.label) {
            Some(kind) => kind.1 += s.score,
            None => kinds.push((s.label, s.score, s.source)),
        }
    }
    for s in segments.iter_mut().filter(|s| open(s)) {
        let kinds = &names[&cx.wording(s.tokens())];
        let best = kinds.iter().fold(kinds[0], |best, k| if k.1 > best.1 { *k } else { best });
        if best.0 != s.label {
            (s.label, s.source) = (best.0, best.2);
        }
    }
}

/// Whether a segment is a name that the article may decide about.
fn is_open(s: &Segment) -> bool {
    match s.source {
        Source::Listed { weak, .. } => weak,
        _ => s.label.is_name(),
    }
}

/// A segment as a piece that rules see; plain words are none.
fn piece(cx: &Context<'_>, s: &Segment) -> Option<Piece> {
    let mut modifier = None;
    let kinds = match s.label {
        Label::Person => Kinds::PERSON,
        Label::Place => Kinds::PLACE,
        Label::Organization => Kinds::ORGANIZATION,
        Label::Demonym => Kinds::DEMONYM,
        Label::Role => match s.source {
            Source::Role(span) if span.plural => Kinds::ROLES,
            _ => Kinds::ROLE,
        },
        Label::Modifier => {
            let Source::Modifier(class, _) = s.source else { return None };
            modifier = Some(class);
            match class {
                Modifier::Past | Modifier::Acting | Modifier::Elect | Modifier::Candidate => Kinds::STATUS,
                _ => Kinds::NEUTRAL,
            }
        }
        Label::Title => Kinds::TITLE,
        Label::Suffix => Kinds::SUFFIX,
        Label::Date => Kinds::DATE,
        Label::Number => Kinds::NUMBER,
        Label::Name => Kinds::NAME,
        Label::Plain => return None,
    };
    let open = s.label != Label::Name && s.label.is_name() && is_open(s);
    let kinds = if open { kinds.with(Kinds::NAME) } else { kinds };
    let party = s.label == Label::Organization && is_party(cx, s);
    let kinds = if party { kinds.with(Kinds::PARTY) } else { kinds };
    Some(Piece { tokens: s.tokens(), kinds, mention: None, modifier })
}

fn is_party(cx: &Context<'_>, s: &Segment) -> bool {
    let Source::Listed { hit, .. } = s.source else { return cx.is(s.end - 1, &["Party"]) };
    let mut readings = cx.gazetteer.readings(hit, cx.tokens(s.tokens()), true, false);
    readings.any(|c| cx.gazetteer.entry(c.entry).subkind() == "party")
}

/// Whether a party's name is the adjective or the plural of its adherents.
fn is_adherent(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    ["an", "ic", "ive", "ist", "al", "crat"].iter().any(|ending| one.ends_with(ending))
}

/// Makes mentions, entities and pieces of the final segments.
fn assemble(cx: &Context<'_>, segments: &[Segment], of_sentence: &[Range<usize>], evidence: &Evidence) -> Mentions {
    let mut out = Mentions::default();
    let mut names = Vec::new();
    for (sentence, cut) in cx.sentences.iter().zip(of_sentence) {
        let segments = &segments[cut.clone()];
        for (at, s) in segments.iter().enumerate() {
            let Some(mut piece) = piece(cx, s) else { continue };
            piece.kinds = if s.label == Label::Name { piece.kinds } else { Kinds(piece.kinds.0 & !Kinds::NAME.0) };
            let mut mention = Mention {
                kind: Kind::Role,
                tokens: s.tokens(),
                sentence: sentence.index,
                via: Via::Gazetteer,
                rule: None,
                entity: None,
                role: None,
                party: piece.kinds.any(Kinds::PARTY),
            };
            if let Source::Role(span) = s.source {
                mention.role = Some(role::words(cx, s.start, span));
            } else if let Some(kind) = s.label.kind() {
                mention.kind = kind;
                names.push(Name {
                    tokens: s.tokens(),
                    sentence_end: sentence.tokens.end,
                    label: s.label,
                    entry: reading::choose(cx, evidence, s, reading::place_after(cx, segments, at)),
                    strong: matches!(s.source, Source::Listed { weak: false, .. }),
                    rule: if let Source::Rule(rule) = s.source { Some(rule) } else { None },
                    adherent: mention.party && s.tokens().len() == 1 && is_adherent(cx.text(s.start)),
                });
            } else {
                out.pieces.push(piece);
                continue;
            }
            piece.mention = u32::try_from(out.mentions.len()).ok();
            out.pieces.push(piece);
            out.mentions.push(mention);
        }
    }
    let (found, entities) = cluster::cluster(cx, &names);
    out.entities = entities;
    let named = out.mentions.iter_mut().filter(|m| m.role.is_none());
    for (mention, (name, (entity, via))) in named.zip(names.iter().zip(found)) {
        mention.entity = Some(entity);
        mention.via = via;
        mention.rule = name.rule.filter(|_| via == Via::Rule);
    }
    out
}
