//! Sets of words that are asked for single tokens while tagging: given names, surnames, head words of organizations, ...

use crate::base::hash::FastMap;
use crate::text::normalize::word_hash;

use super::entry::Modifier;

/// What is known of one word, as a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordSet(pub u32);

impl WordSet {
    /// Listed given name.
    pub const GIVEN: WordSet = WordSet(1);
    /// Listed surname.
    pub const SURNAME: WordSet = WordSet(1 << 1);
    /// A name that is also a plain word or a place: no evidence on its own.
    pub const WORDLIKE: WordSet = WordSet(1 << 2);
    /// de la, van, bin, al
    pub const PARTICLE: WordSet = WordSet(1 << 3);
    /// Opens names of organizations (Ministry, University).
    pub const ORG_HEAD: WordSet = WordSet(1 << 4);
    /// Closes names of organizations (Party, Inc).
    pub const ORG_TAIL: WordSet = WordSet(1 << 5);
    /// Opens names of places (Mount, Lake).
    pub const PLACE_HEAD: WordSet = WordSet(1 << 6);
    /// Closes names of places (River, County).
    pub const PLACE_TAIL: WordSet = WordSet(1 << 7);
    /// Closes names of events, works and laws (Summit, Act).
    pub const EVENT_TAIL: WordSet = WordSet(1 << 8);
    /// Mr, Mrs, Dr.
    pub const TITLE: WordSet = WordSet(1 << 9);
    /// said, told.
    pub const SPEECH: WordSet = WordSet(1 << 10);
    /// Portfolio or subject beside a role's head (health, finance).
    pub const FIELD: WordSet = WordSet(1 << 11);
    /// Capitalised words that are no name (The, However).
    pub const STOP: WordSet = WordSet(1 << 12);
    /// Weekdays and months.
    pub const DATE: WordSet = WordSet(1 << 13);
    /// Feminine given name.
    pub const FEMALE: WordSet = WordSet(1 << 14);
    /// Masculine given name.
    pub const MALE: WordSet = WordSet(1 << 15);

    /// Whether all flags of `other` are set.
    #[must_use]
    pub fn has(self, other: WordSet) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any flag of `other` is set.
    #[must_use]
    pub fn any(self, other: WordSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: WordSet) -> WordSet {
        WordSet(self.0 | other.0)
    }
}

/// Kinds of the table `words`.
pub(crate) const WORD_KINDS: [(&str, WordSet); 10] = [
    ("org-head", WordSet::ORG_HEAD),
    ("org-tail", WordSet::ORG_TAIL),
    ("place-head", WordSet::PLACE_HEAD),
    ("place-tail", WordSet::PLACE_TAIL),
    ("event-tail", WordSet::EVENT_TAIL),
    ("title", WordSet::TITLE),
    ("speech", WordSet::SPEECH),
    ("field", WordSet::FIELD),
    ("stop", WordSet::STOP),
    ("date", WordSet::DATE),
];

/// All word sets of the loaded lists.
#[derive(Debug, Default)]
pub(crate) struct Words {
    sets: FastMap<u64, WordSet>,
    /// Group of spellings by word.
    groups: FastMap<u64, u32>,
    next_group: u32,
    /// Names and classes of the table `modifiers`.
    pub(crate) modifiers: Vec<(String, Modifier)>,
    /// Phrases of several words with their kind (fields, heads).
    pub(crate) phrases: Vec<(String, WordSet)>,
}

impl Words {
    pub(crate) fn get(&self, word: u64) -> WordSet {
        self.sets.get(&word).copied().unwrap_or_default()
    }

    /// Number of the group of spellings that a word belongs to.
    pub(crate) fn group(&self, word: u64) -> Option<u32> {
        self.groups.get(&word).copied()
    }

    pub(crate) fn add_name(&mut self, name: &str, kind: &str, gender: &str, flag: &str) -> bool {
        let mut set = match kind {
            "first" => WordSet::GIVEN,
            "last" => WordSet::SURNAME,
            "particle" => WordSet::PARTICLE,
            _ => return false,
        };
        if !flag.is_empty() {
            set = set.with(WordSet::WORDLIKE);
        }
        match gender {
            "f" => set = set.with(WordSet::FEMALE),
            "m" => set = set.with(WordSet::MALE),
            _ => {}
        }
        self.add(name, set);
        true
    }

    pub(crate) fn add_word(&mut self, name: &str, kind: &str) -> bool {
        let Some(&(_, set)) = WORD_KINDS.iter().find(|k| k.0 == kind) else { return false };
        self.add(name, set);
        true
    }

    fn add(&mut self, name: &str, set: WordSet) {
        if name.contains([' ', '-']) {
            self.phrases.push((name.to_owned(), set));
            return;
        }
        let old = self.sets.entry(word_hash(name)).or_default();
        *old = old.with(set);
    }

    pub(crate) fn add_variants<'a>(&mut self, spellings: impl Iterator<Item = &'a str>) {
        let group = self.next_group;
        self.next_group += 1;
        for s in spellings {
            self.groups.entry(word_hash(s)).or_insert(group);
        }
    }
}
