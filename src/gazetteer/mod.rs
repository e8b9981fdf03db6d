//! Layer 3: list files -> [`Gazetteer`]: what every listed name can stand for, and a matcher that finds the names.
//!
//! All lists are read at once and all their faults reported together. Names, roles and modifiers stand in one matcher over
//! folded words; a candidate remembers which capitals its name needs, so that "us" is no country. Given names, surnames and head
//! words are sets asked token by token. The text is never changed: hits are ranges of tokens.
//!
//! The built-in lists are compiled when the program is built and lie in the binary as they are used; nothing is parsed at start.

mod blob;
#[cfg(builtin_lists)]
mod builtin;
mod entry;
mod flat;
mod index;
mod matcher;
mod parse;
mod refs;
mod table;
mod view;
mod words;

use std::borrow::Cow;

use bytemuck::{Pod, Zeroable};
use sha2::{Digest, Sha256};

use crate::base::diag::Diagnostic;
use crate::base::hash::hex;
use crate::text::{Shape, Token};

pub use entry::{Flags, Kind, Modifier};
pub use matcher::MAX_WORDS;
pub use table::{Source, TABLES};
pub use view::{Entry, Position};
pub use words::WordSet;

use entry::{NONE, Stored, StoredPosition, Text};
use flat::{Flat, HashTable};

/// How a name leads to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u16)]
pub enum Via {
    /// The row's own name.
    Name,
    /// One of its aliases.
    Alias,
    /// The plural of a role.
    Plural,
    /// A demonym of a place.
    Demonym,
    /// A phrase that is no name: a modifier, or a word of several words.
    Phrase,
}

/// One reading of a listed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Candidate {
    /// Index of the entry.
    pub entry: u32,
    via: u16,
    weak: u16,
    /// Bit n: word n needs a capital.
    capitals: u16,
    /// Bit n: word n needs to be all capitals.
    acronym: u16,
}

/// A phrase that is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
struct StoredPhrase {
    set: WordSet,
    name: Text,
    modifier: u32,
    flags: Flags,
}

/// What a listed phrase that is no name can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its class, if it modifies roles.
    pub modifier: Option<Modifier>,
    /// Flags of a modifier.
    pub flags: Flags,
    /// What is known of a word of several words.
    pub set: WordSet,
}

/// A name found at some place: its length in tokens and its pattern, for [`Gazetteer::readings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Length in tokens.
    pub len: u32,
    pattern: u32,
}

/// The longest of each that begins at one place of a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    /// A name of a person, place or organization, or a demonym.
    pub name: Option<Hit>,
    /// A role.
    pub role: Option<Hit>,
    /// Another phrase.
    pub phrase: Option<(u32, Phrase)>,
}

/// All lists, ready to match.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    text: Cow<'static, str>,
    fingerprint: Text,
    entries: Flat<Stored>,
    /// Entries sorted by id.
    by_id: Flat<u32>,
    matcher: matcher::Matcher,
    /// Candidates of pattern `p`: `candidates[starts[p]..starts[p + 1]]`.
    candidates: Flat<Candidate>,
    starts: Flat<u32>,
    phrases: Flat<StoredPhrase>,
    /// What is known of words of any case.
    words: HashTable<WordSet>,
    /// What is known of words with a capital: given names and surnames.
    names: HashTable<WordSet>,
    groups: HashTable<u32>,
    /// Short and full forms of given names, sorted.
    nicknames: Flat<[u64; 2]>,
    /// Sorted by person.
    positions: Flat<StoredPosition>,
    /// What a body or place stands for; pairs sorted by the first.
    stands_for: Flat<[u32; 2]>,
}

impl Gazetteer {
    /// The lists inside the binary.
    #[cfg(builtin_lists)]
    #[must_use]
    pub fn builtin() -> Self {
        builtin::gazetteer()
    }

    /// Reads and indexes list files.
    ///
    /// ```
    /// use rolegraph::gazetteer::{Gazetteer, Source};
    /// let mine = Source { path: "people.mine.tsv".into(), text: "name\nJane Doe\n".into(), user: true };
    /// let gazetteer = Gazetteer::load(&[mine]).unwrap();
    /// assert_eq!(gazetteer.entry(0).id(), "p:jane-doe");
    /// ```
    ///
    /// # Errors
    /// All faults of all files, each with path, line, column and remedy.
    pub fn load(sources: &[Source<'_>]) -> Result<Self, Vec<Diagnostic>> {
        Self::index(parse::Lists::default(), "", sources)
    }

    /// These lists with more of them: rows with an id that is known replace, others add.
    ///
    /// # Errors
    /// As [`Gazetteer::load`].
    pub fn with(&self, sources: &[Source<'_>]) -> Result<Self, Vec<Diagnostic>> {
        Self::index(self.to_lists(), self.fingerprint(), sources)
    }

    fn index(lists: parse::Lists, before: &str, sources: &[Source<'_>]) -> Result<Self, Vec<Diagnostic>> {
        let lists = parse::read(lists, sources)?;
        let mut hash = Sha256::new();
        hash.update(before);
        for s in sources {
            hash.update(s.path.rsplit(['/', '\\']).next().unwrap_or_default());
            hash.update([0]);
            hash.update(s.text.as_bytes());
            hash.update([0]);
        }
        let fingerprint = hex(&hash.finalize()[..6]);
        index::build(lists, &fingerprint)
    }

    fn text(&self, t: Text) -> &str {
        &self.text[t.start as usize..(t.start + t.len) as usize]
    }

    /// First 12 hexadecimal digits of a SHA-256 over names and contents of the loaded files.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        self.text(self.fingerprint)
    }

    /// Number of entries; their indices are `0..len()`.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(NONE)
    }

    /// Whether no list has an entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is known of one word; of given names and surnames only if it has a capital.
    #[must_use]
    pub fn word(&self, word: u64, capital: bool) -> WordSet {
        let set = self.words.get(word).unwrap_or_default();
        if capital { set.with(self.names.get(word).unwrap_or_default()) } else { set }
    }

    /// The group of spellings of one name that a word belongs to (Sergei, Sergey).
    #[must_use]
    pub fn spelling_group(&self, word: u64) -> Option<u32> {
        self.groups.get(word)
    }

    /// Whether a word is a short form of another (Bill, William).
    #[must_use]
    pub fn is_nickname(&self, short: u64, full: u64) -> bool {
        self.nicknames.binary_search(&[short, full]).is_ok()
    }

    /// Hashes of the full forms of a short form of a given name (Bill: William).
    pub fn full_forms(&self, short: u64) -> impl Iterator<Item = u64> {
        let from = self.nicknames.partition_point(|n| n[0] < short);
        self.nicknames[from..].iter().take_while(move |n| n[0] == short).map(|n| n[1])
    }

    /// The longest name, role and phrase that begin at the first of `tokens`.
    ///
    /// With `shouting` (a line in capitals only) capitals say nothing: names match without them.
    #[must_use]
    pub fn at(&self, tokens: &[Token], shouting: bool) -> Found {
        let mut found = Found::default();
        let capital = shouting || tokens.first().is_some_and(|t| t.shape.has(Shape::CAPITAL));
        self.matcher.at(tokens.iter().map(|t| t.word), capital, |length, pattern| {
            let hit = Hit { len: u32::try_from(length).unwrap_or(0), pattern };
            for c in self.candidates_of(pattern) {
                if c.via == Via::Phrase as u16 {
                    found.phrase = Some((hit.len, self.phrase(c.entry)));
                } else if shouting || c.fits(&tokens[..length]) {
                    let role = self.entries[c.entry as usize].kind == Kind::Role as u32;
                    let slot = if role { &mut found.role } else { &mut found.name };
                    *slot = Some(hit);
                }
            }
        });
        found
    }

    fn phrase(&self, index: u32) -> Phrase {
        let p = &self.phrases[index as usize];
        let modifier = Modifier::ALL.get(p.modifier as usize).map(|m| m.0);
        Phrase { modifier, flags: p.flags, set: p.set }
    }

    /// The readings of a hit that fit its tokens: roles if `roles`, else names and demonyms.
    pub fn readings(
        &self,
        hit: Hit,
        tokens: &[Token],
        shouting: bool,
        roles: bool,
    ) -> impl Iterator<Item = Candidate> + Clone {
        let tokens = &tokens[..(hit.len as usize).min(tokens.len())];
        self.candidates_of(hit.pattern).iter().copied().filter(move |c| {
            c.via != Via::Phrase as u16
                && (self.entries[c.entry as usize].kind == Kind::Role as u32) == roles
                && (shouting || c.fits(tokens))
        })
    }

    fn candidates_of(&self, pattern: u32) -> &[Candidate] {
        let p = pattern as usize;
        &self.candidates[self.starts[p] as usize..self.starts[p + 1] as usize]
    }

    /// Every reading of a whole name, whatever its capitals.
    ///
    /// ```
    /// use rolegraph::gazetteer::{Gazetteer, Source};
    /// let mine = Source { path: "places.tsv".into(), text: "name\tdemonyms\nSpringfield\tSpringfielder\n".into(), user: true };
    /// let gazetteer = Gazetteer::load(&[mine]).unwrap();
    /// assert_eq!(gazetteer.lookup("springfielder").len(), 1);
    /// assert_eq!(gazetteer.lookup("Springfield Elementary").len(), 0);
    /// ```
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let tokens = crate::text::token::tokenize(name);
        let mut all = Vec::new();
        self.matcher.at(tokens.iter().map(|t| t.word), true, |length, pattern| {
            if length == tokens.len() {
                all.extend(self.candidates_of(pattern).iter().filter(|c| c.via != Via::Phrase as u16));
            }
        });
        all
    }
}

impl Candidate {
    /// How the name leads to its entry.
    #[must_use]
    pub fn via(&self) -> Via {
        [Via::Name, Via::Alias, Via::Plural, Via::Demonym, Via::Phrase][self.via as usize]
    }

    /// Whether the name counts only with support in the article.
    #[must_use]
    pub fn weak(&self) -> bool {
        self.weak != 0
    }

    /// Whether the name is an acronym, at least in part.
    #[must_use]
    pub fn acronym(&self) -> bool {
        self.acronym != 0
    }

    fn fits(&self, tokens: &[Token]) -> bool {
        (self.capitals | self.acronym) == 0
            || tokens.iter().enumerate().all(|(i, t)| {
                let bit = 1u16 << i.min(15);
                (self.capitals & bit == 0 || t.shape.has(Shape::CAPITAL))
                    && (self.acronym & bit == 0 || t.shape.has(Shape::ALL_CAPS))
            })
    }
}
