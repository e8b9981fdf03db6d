//! What is known of single words: given names, surnames, head words of organizations, titles, ...

use bytemuck::{Pod, Zeroable};

/// What is known of one word, as a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(transparent)]
pub struct WordSet(pub u64);

macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident $bit:literal;)*) => {
        impl WordSet {
            $($(#[$doc])* pub const $name: WordSet = WordSet(1 << $bit);)*
        }
    };
}

sets! {
    /// Listed given name.
    GIVEN 0;
    /// Listed surname.
    SURNAME 1;
    /// de la, van, bin, al
    PARTICLE 2;
    /// Opens names of organizations (Ministry, University).
    ORG_HEAD 3;
    /// Closes names of organizations (Party, Inc).
    ORG_TAIL 4;
    /// Opens names of places (Mount, Lake).
    PLACE_HEAD 5;
    /// Closes names of places (River, County).
    PLACE_TAIL 6;
    /// Mr, Mrs, Dr.
    TITLE 7;
    /// Jr, MP, PhD: behind a name.
    SUFFIX 8;
    /// said, told.
    SPEECH 9;
    /// Capitalised words that are no name (The, However).
    STOP 10;
    /// A given name that is also an ordinary word.
    GIVEN_WORD 11;
    /// A surname that is also an ordinary word.
    SURNAME_WORD 12;
    /// A given name or surname that is also a place.
    NAME_PLACE 13;
    /// A given name that is much more often a surname.
    MOSTLY_LAST 14;
    /// A particle that is written small.
    LOWER 15;
    /// A particle that has a capital.
    CAPITAL 16;
    /// Feminine given name.
    FEMALE 17;
    /// Masculine given name.
    MALE 18;
    /// An organization's head or tail word that is ordinary too.
    ORG_COMMON 19;
    /// A place's head or tail word that is ordinary too.
    PLACE_COMMON 20;
    /// A speech verb that is ordinary too.
    SPEECH_COMMON 21;
    /// A title that counts only before a name.
    TITLE_NEEDS_NAME 22;
    /// An organization's head word only if a tail word ends the name.
    WITH_ORG_TAIL 23;
    /// A stop word that is also a name.
    ALSO_NAME 24;
    /// A suffix that counts only behind a comma or a full name.
    AFTER_COMMA 25;
    /// Weekdays, months and the like.
    TIME 26;
    /// Words of web pages.
    WEB 27;
    /// Plural nouns that open sentences (Officials, Police).
    NOUN 28;
    /// Numbers as words.
    NUMBER 29;
    /// An organization's head word that may be followed by "of".
    OF 30;
    /// ... by "for".
    FOR 31;
    /// ... by "on".
    ON 32;
    /// ... by "against".
    AGAINST 33;
    /// ... by "without".
    WITHOUT 34;
    /// A word of rank that belongs to the role behind it (senior, chief).
    RANK 35;
    /// Names a body when it stands alone with a capital (the Senate).
    LONE 36;
    /// Names a field of study or work before a role (mechanical, media).
    FIELD 37;
}

impl WordSet {
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

    /// What the table `names` says of given names and surnames.
    const NAMES: WordSet = WordSet::GIVEN
        .with(WordSet::SURNAME)
        .with(WordSet::GIVEN_WORD)
        .with(WordSet::SURNAME_WORD)
        .with(WordSet::NAME_PLACE)
        .with(WordSet::MOSTLY_LAST)
        .with(WordSet::FEMALE)
        .with(WordSet::MALE);

    /// What is said of given names and surnames only.
    pub(super) fn only_names(self) -> WordSet {
        WordSet(self.0 & WordSet::NAMES.0)
    }

    /// All else.
    pub(super) fn without_names(self) -> WordSet {
        WordSet(self.0 & !WordSet::NAMES.0)
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: WordSet) -> WordSet {
        WordSet(self.0 | other.0)
    }
}

/// The set of a row of `names` or `words`, from its kind and flags; `Err` names what is not known.
pub(super) fn set_of<'a>(
    kind: &'a str,
    gender: &str,
    flags: impl Iterator<Item = &'a str>,
) -> Result<WordSet, &'a str> {
    let mut set = match kind {
        "first" => WordSet::GIVEN,
        "last" => WordSet::SURNAME,
        "particle" => WordSet::PARTICLE,
        "org-head" => WordSet::ORG_HEAD,
        "org-tail" => WordSet::ORG_TAIL,
        "place-head" => WordSet::PLACE_HEAD,
        "place-tail" => WordSet::PLACE_TAIL,
        "title" => WordSet::TITLE,
        "suffix" => WordSet::SUFFIX,
        "speech" => WordSet::SPEECH,
        "stop" => WordSet::STOP,
        "rank" => WordSet::RANK,
        "lone" => WordSet::LONE,
        "field" => WordSet::FIELD,
        other => return Err(other),
    };
    match gender {
        "f" => set = set.with(WordSet::FEMALE),
        "m" => set = set.with(WordSet::MALE),
        _ => {}
    }
    for flag in flags {
        set = set.with(match (flag, kind) {
            ("word", "first") => WordSet::GIVEN_WORD,
            ("word", _) => WordSet::SURNAME_WORD,
            ("place", _) => WordSet::NAME_PLACE,
            ("last", _) => WordSet::MOSTLY_LAST,
            // "also a given name": the list of given names says so too.
            ("first" | "either", _) => WordSet::default(),
            ("lower", _) => WordSet::LOWER,
            ("capital", _) => WordSet::CAPITAL,
            ("common-word", "org-head" | "org-tail") => WordSet::ORG_COMMON,
            ("common-word", "place-head" | "place-tail") => WordSet::PLACE_COMMON,
            ("common-word", _) => WordSet::SPEECH_COMMON,
            ("needs-name", _) => WordSet::TITLE_NEEDS_NAME,
            ("with-org-tail", _) => WordSet::WITH_ORG_TAIL,
            ("also-name", _) => WordSet::ALSO_NAME,
            ("after-comma-or-full-name", _) => WordSet::AFTER_COMMA,
            ("time", _) => WordSet::TIME,
            ("web", _) => WordSet::WEB,
            ("noun", _) => WordSet::NOUN,
            ("number", _) => WordSet::NUMBER,
            ("of", _) => WordSet::OF,
            ("for", _) => WordSet::FOR,
            ("on", _) => WordSet::ON,
            ("against", _) => WordSet::AGAINST,
            ("without", _) => WordSet::WITHOUT,
            (other, _) => return Err(other),
        });
    }
    Ok(set)
}
