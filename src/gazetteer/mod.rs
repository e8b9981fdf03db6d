//! Layer 3: list files -> [`Gazetteer`]: what every listed name can stand for, and a matcher that finds the names.
//!
//! All lists are read at once and all their faults reported together. Names, roles, modifiers and fields stand in one
//! [`matcher`] over folded words; a candidate remembers which capitals its name needs, so that "us" is no country. Given names,
//! surnames and head words are sets asked token by token. The text is never changed: hits are ranges of tokens.

pub mod builtin;
pub mod entry;
mod index;
pub mod matcher;
mod parse;
mod refs;
pub mod table;
mod words;

use sha2::{Digest, Sha256};

use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;
use crate::text::{Shape, Token};

pub use entry::{Details, Entry, Kind, Modifier, Position};
pub use table::{Source, TABLES};
pub use words::WordSet;

use matcher::Matcher;

/// How a name leads to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Via {
    /// The row's own name.
    Name,
    /// One of its aliases.
    Alias,
    /// The plural of a role.
    Plural,
    /// A demonym of a place.
    Demonym,
}

/// One reading of a listed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index into [`Gazetteer::entries`].
    pub entry: u32,
    /// How the name leads there.
    pub via: Via,
    /// Counts only with support in the article.
    pub weak: bool,
    /// Bit n: word n needs a capital.
    capitals: u16,
    /// Bit n: word n needs to be all capitals.
    acronym: u16,
}

/// What a listed phrase that is no name can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// A modifier of roles.
    Modifier(Modifier),
    /// A portfolio or subject.
    Field,
    /// Another word set (head words of several words, honorifics).
    Other(WordSet),
}

/// The readings that hold at one place of a text.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Length in tokens of the longest name, and its readings.
    pub name: Option<(usize, Vec<Candidate>)>,
    /// Length in tokens of the longest role, and its readings.
    pub role: Option<(usize, Vec<Candidate>)>,
    /// Length in tokens of the longest other phrase.
    pub phrase: Option<(usize, Phrase)>,
}

/// All lists, ready to match.
#[derive(Debug)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    by_id: FastMap<String, u32>,
    /// By folded canonical name.
    by_name: FastMap<String, Vec<u32>>,
    matcher: Matcher,
    /// Candidates of pattern `p`: `candidates[starts[p]..starts[p + 1]]`.
    candidates: Vec<Candidate>,
    starts: Vec<u32>,
    phrases: FastMap<u32, Phrase>,
    words: words::Words,
    positions: Vec<Position>,
    positions_of: FastMap<u32, Vec<u32>>,
    /// What a body or place stands for: "Kremlin" for Russia.
    stands_for: FastMap<u32, u32>,
    fingerprint: String,
}

impl Gazetteer {
    /// Reads and indexes list files; built-in ones first, so that later ones can replace their rows.
    ///
    /// ```
    /// use rolegraph::gazetteer::{Gazetteer, Source};
    /// let mine = Source { path: "people.mine.tsv".into(), text: "name\nJane Doe\n".into(), user: true };
    /// let gazetteer = Gazetteer::load(&[mine]).unwrap();
    /// assert_eq!(gazetteer.entries()[0].id, "p:jane-doe");
    /// ```
    ///
    /// # Errors
    /// All faults of all files, each with path, line, column and remedy.
    pub fn load(sources: &[Source<'_>]) -> Result<Self, Vec<Diagnostic>> {
        let lists = parse::read(sources)?;
        let mut hash = Sha256::new();
        for s in sources {
            hash.update(s.path.rsplit(['/', '\\']).next().unwrap_or_default());
            hash.update([0]);
            hash.update(s.text.as_bytes());
            hash.update([0]);
        }
        let fingerprint = hash.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect();
        index::build(lists, fingerprint)
    }

    /// All entries; indices into this slice stand for them everywhere else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One entry.
    #[must_use]
    pub fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The entry with an id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Entries with a canonical name, compared in folded form.
    #[must_use]
    pub fn by_name(&self, name: &str) -> &[u32] {
        self.by_name.get(crate::text::normalize::fold(name).as_ref()).map_or(&[], Vec::as_slice)
    }

    /// Who held what.
    #[must_use]
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// The positions that a person held.
    pub fn positions_of(&self, person: u32) -> impl Iterator<Item = &Position> {
        self.positions_of.get(&person).into_iter().flatten().map(|&i| &self.positions[i as usize])
    }

    /// What a metonym stands for ("Kremlin" for Russia).
    #[must_use]
    pub fn stands_for(&self, entry: u32) -> Option<u32> {
        self.stands_for.get(&entry).copied()
    }

    /// The country of an entry: its own row if it is one, else that of its `country` cell.
    #[must_use]
    pub fn country(&self, entry: u32) -> Option<u32> {
        let e = self.entry(entry);
        if e.kind == Kind::Place && matches!(e.subkind.as_str(), "country" | "historical") {
            return Some(entry);
        }
        self.by_id(&e.details.country)
    }

    /// What is known of one word.
    #[must_use]
    pub fn word(&self, word: u64) -> WordSet {
        self.words.get(word)
    }

    /// The group of spellings of one name that a word belongs to (Sergei, Sergey).
    #[must_use]
    pub fn spelling_group(&self, word: u64) -> Option<u32> {
        self.words.group(word)
    }

    /// First 12 hexadecimal digits of a SHA-256 over names and contents of the loaded files.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The longest name, role and phrase that begin at the first of `tokens`.
    ///
    /// With `shouting` (a line in capitals only) capitals say nothing: names match without them, and acronyms turn weak.
    #[must_use]
    pub fn at(&self, tokens: &[Token], shouting: bool) -> Found {
        let mut found = Found::default();
        self.matcher.at(tokens.iter().map(|t| t.word), |length, pattern| {
            if let Some(&phrase) = self.phrases.get(&pattern) {
                found.phrase = Some((length, phrase));
            }
            let (mut names, mut roles) = (Vec::new(), Vec::new());
            for c in self.candidates_of(pattern) {
                let mut c = *c;
                if shouting {
                    c.weak |= c.acronym != 0;
                } else if !c.fits(&tokens[..length]) {
                    continue;
                }
                if self.entry(c.entry).kind == Kind::Role { roles.push(c) } else { names.push(c) }
            }
            if !names.is_empty() {
                found.name = Some((length, names));
            }
            if !roles.is_empty() {
                found.role = Some((length, roles));
            }
        });
        found
    }

    fn candidates_of(&self, pattern: u32) -> &[Candidate] {
        let p = pattern as usize;
        &self.candidates[self.starts[p] as usize..self.starts[p + 1] as usize]
    }

    /// Every reading of a name, as `gazetteer lookup` shows them; capitals count.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let tokens = crate::text::token::tokenize(name);
        let mut all = Vec::new();
        if tokens.is_empty() {
            return all;
        }
        self.matcher.at(tokens.iter().map(|t| t.word), |length, pattern| {
            if length == tokens.len() {
                all.extend(self.candidates_of(pattern).iter().filter(|c| c.fits(&tokens)));
            }
        });
        all
    }

    /// Number of patterns in the matcher.
    #[must_use]
    pub fn patterns(&self) -> usize {
        self.matcher.len()
    }
}

impl Candidate {
    fn fits(&self, tokens: &[Token]) -> bool {
        tokens.iter().enumerate().all(|(i, t)| {
            let bit = 1u16 << i.min(15);
            (self.capitals & bit == 0 || t.shape.has(Shape::CAPITAL))
                && (self.acronym & bit == 0 || t.shape.has(Shape::ALL_CAPS))
        })
    }
}
