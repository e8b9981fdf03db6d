//! Names of persons: their parts, and whether two of them can be one person's.

use crate::gazetteer::{Gazetteer, WordSet};
use crate::text::normalize::{fold, word_hash};

/// A person's name, word by word.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    /// Folded words without particles and generation; the last is the surname.
    pub(super) words: Vec<String>,
    /// "jr", "iii".
    pub(super) generation: Option<String>,
}

/// How two names differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// In no word.
    Same,
    /// In spellings that a list joins.
    Spelling,
    /// In a short form of a given name that a list has.
    Nickname,
    /// One has more: an initial, a middle name, Jr; or the order is another.
    Fuller,
    /// In a few letters that no list explains.
    Letters,
}

impl Name {
    pub(super) fn new(name: &str, gazetteer: &Gazetteer) -> Name {
        let parts = name.split([' ', '\u{a0}', '-']).flat_map(initials).map(|w| fold(w).into_owned());
        let mut words: Vec<String> = parts.filter(|w| w.chars().any(char::is_alphanumeric)).collect();
        let generation = if words.len() > 1 { words.pop_if(|w| is_generation(w)) } else { None };
        let particle = |w: &str| gazetteer.word(word_hash(w), false).has(WordSet::PARTICLE);
        let last = words.len().saturating_sub(1);
        let mut at = 0;
        words.retain(|w| {
            at += 1;
            at - 1 == last || !particle(w)
        });
        Name { words, generation }
    }

    pub(super) fn surname(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// What names of one person share in all spellings: the surname by its group of variants, else by its sound in plain letters.
    pub(super) fn key(&self, gazetteer: &Gazetteer) -> String {
        match gazetteer.spelling_group(word_hash(self.surname())) {
            Some(group) => format!("#{group}"),
            None => plain(self.surname()),
        }
    }

    /// What the first given names of one person share in all spellings and short forms, but for initials.
    pub(super) fn given_keys(&self, gazetteer: &Gazetteer) -> Vec<u64> {
        let Some(first) = self.words.first().filter(|_| self.words.len() > 1) else { return Vec::new() };
        let word = word_hash(first);
        let spelling = gazetteer.spelling_group(word).map(u64::from);
        let full = gazetteer.full_forms(word);
        [word, word_hash(&plain(first))].into_iter().chain(spelling).chain(full).collect()
    }

    /// How the name differs from another that can be the same person's; none if it cannot.
    pub(super) fn likeness(&self, other: &Name, gazetteer: &Gazetteer) -> Option<Likeness> {
        if let (Some(a), Some(b)) = (&self.generation, &other.generation)
            && a != b
        {
            return None;
        }
        if self.words == other.words {
            let same = self.generation == other.generation;
            return Some(if same { Likeness::Same } else { Likeness::Fuller });
        }
        let turned =
            || self.words.iter().all(|w| other.words.contains(w)) && other.words.iter().all(|w| self.words.contains(w));
        if self.words.len() == other.words.len() && turned() {
            return Some(Likeness::Fuller);
        }
        // A name that marriage has made longer.
        let (first, second) = (&self.words, &other.words);
        let (less, more) = if first.len() < second.len() { (first, second) } else { (second, first) };
        if less.len() > 1 && more.len() == less.len() + 1 && more.starts_with(less) {
            return Some(Likeness::Fuller);
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let [given @ .., last] = short.words.as_slice() else { return None };
        let mut worst = word(last, long.surname(), gazetteer)?;
        if short.generation != long.generation || given.len() + 1 < long.words.len() {
            worst = worst.max(Likeness::Fuller);
        }
        let mut rest = long.words[..long.words.len() - 1].iter();
        for (at, g) in given.iter().enumerate() {
            // The first given name answers to the first, the others to any behind it.
            let answer = if at == 0 {
                rest.next().and_then(|l| word(g, l, gazetteer))
            } else {
                rest.find_map(|l| word(g, l, gazetteer))
            };
            worst = worst.max(answer?);
        }
        (!given.is_empty()).then_some(worst)
    }
}

/// "J.K." is two words.
fn initials(word: &str) -> impl Iterator<Item = &str> {
    let dotted = word.len() > 2 && word.split_inclusive('.').all(|p| p.chars().count() == 2 && p.ends_with('.'));
    let parts: Vec<&str> = if dotted { word.split_inclusive('.').collect() } else { vec![word] };
    parts.into_iter()
}

/// How two words of names differ.
fn word(a: &str, b: &str, gazetteer: &Gazetteer) -> Option<Likeness> {
    let (x, y) = (word_hash(a), word_hash(b));
    let group = gazetteer.spelling_group(x);
    match () {
        () if a == b => Some(Likeness::Same),
        () if group.is_some() && group == gazetteer.spelling_group(y) => Some(Likeness::Spelling),
        () if gazetteer.is_nickname(x, y) || gazetteer.is_nickname(y, x) => Some(Likeness::Nickname),
        () if is_initial_of(a, b) || is_initial_of(b, a) => Some(Likeness::Fuller),
        () if plain(a) == plain(b) && a.chars().count() > 3 => Some(Likeness::Letters),
        () => None,
    }
}

fn is_initial_of(a: &str, b: &str) -> bool {
    a.chars().count() == 1 && b.starts_with(a)
}

pub(super) fn is_generation(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// A word in letters that transliterations share: "Qaddafi" and "Gaddafi", "Sergei" and "Sergey", "Zelenskyy" and "Zelensky".
fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut letters = word.chars().filter(|c| c.is_alphanumeric()).peekable();
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        let c = match (c, next) {
            ('k' | 'g', Some('h')) | ('c', Some('k')) => {
                letters.next();
                'k'
            }
            ('p', Some('h')) => {
                letters.next();
                'f'
            }
            ('q' | 'g' | 'c', _) => 'k',
            ('y' | 'j' | 'e', _) => 'i',
            ('w', _) => 'v',
            ('o', Some('u')) => continue,
            ('z', _) => 's',
            _ => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Source;

    #[test]
    fn names_that_can_be_one() {
        let variants = Source {
            path: "variants.tsv".into(),
            text: "group\tspellings\tnote\nSergei\tSergei|Sergey\t\nWilliam\tBill|Will\tnickname\n".into(),
            user: true,
        };
        let particles =
            Source { path: "names.tsv".into(), text: "name\tkind\nde\tparticle\nal\tparticle\n".into(), user: true };
        let gazetteer = Gazetteer::load(&[variants, particles]).unwrap();
        for (a, b, want) in [
            ("Jane Doe", "Jane Doe", Some(Likeness::Same)),
            ("Sergei Roe", "Sergey Roe", Some(Likeness::Spelling)),
            ("Bill Roe", "William Roe", Some(Likeness::Nickname)),
            ("Jane Q. Doe", "Jane Doe", Some(Likeness::Fuller)),
            ("J. Doe", "Jane Doe", Some(Likeness::Fuller)),
            ("John Doe Jr.", "John Doe", Some(Likeness::Fuller)),
            ("John Doe Jr.", "John Doe Sr.", None),
            ("Doe Jane", "Jane Doe", Some(Likeness::Fuller)),
            ("Muammar Qaddafi", "Muammar Gaddafi", Some(Likeness::Letters)),
            ("Ana de Lopez", "Ana Lopez", Some(Likeness::Same)),
            ("J.R. Roe", "John Robert Roe", Some(Likeness::Fuller)),
            ("Jane Doe", "Jane Doe Roe", Some(Likeness::Fuller)),
            ("Jane Doe", "John Doe", None),
            ("Melania Roe", "Donald Roe", None),
            ("Jane Doe", "Jane Dole", None),
        ] {
            let of = |n: &str| Name::new(n, &gazetteer);
            assert_eq!(of(a).likeness(&of(b), &gazetteer), want, "{a} / {b}");
            assert_eq!(of(b).likeness(&of(a), &gazetteer), want, "{b} / {a}");
        }
    }
}
