//! Turns read lists into the index: patterns with their readings, phrases, references.

use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;
use crate::text::normalize::fold;
use crate::text::{Shape, Token, token};

use super::entry::{Entry, Kind};
use super::matcher::{Builder, MAX_WORDS};
use super::parse::Lists;
use super::refs::Resolver;
use super::words::WordSet;
use super::{Candidate, Gazetteer, Phrase, Via};

/// Builds the index; refuses names that cannot be matched and references that lead nowhere.
pub(crate) fn build(mut lists: Lists, fingerprint: String) -> Result<Gazetteer, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut resolver = Resolver::new(&lists.entries);
    let (positions, stands_for) = super::refs::resolve(&mut lists, &mut resolver, &mut faults);
    let (by_id, by_name) = resolver.into_maps();
    let mut patterns = Patterns::default();
    for (i, entry) in lists.entries.iter().enumerate() {
        let i = u32::try_from(i).expect("internal: fewer than 2^32 entries");
        patterns.entry(entry, i, &mut faults);
    }
    let mut phrases = FastMap::default();
    for (name, modifier) in &lists.words.modifiers {
        if let Some(p) = patterns.words(name) {
            phrases.insert(p, Phrase::Modifier(*modifier));
        }
    }
    for (name, set) in &lists.words.phrases {
        let phrase = if *set == WordSet::FIELD { Phrase::Field } else { Phrase::Other(*set) };
        if let Some(p) = patterns.words(name) {
            phrases.entry(p).or_insert(phrase);
        }
    }
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    let mut positions_of: FastMap<u32, Vec<u32>> = FastMap::default();
    for (i, p) in (0u32..).zip(&positions) {
        positions_of.entry(p.person).or_default().push(i);
    }
    let (matcher, candidates, starts) = patterns.finish();
    Ok(Gazetteer {
        entries: lists.entries,
        by_id,
        by_name,
        matcher,
        candidates,
        starts,
        phrases,
        words: lists.words,
        positions,
        positions_of,
        stands_for,
        fingerprint,
    })
}

#[derive(Default)]
struct Patterns {
    builder: Builder,
    candidates: Vec<(u32, Candidate)>,
    tokens: Vec<Token>,
}

impl Patterns {
    fn entry(&mut self, entry: &Entry, index: u32, faults: &mut Vec<Diagnostic>) {
        let weak = |name: &str| entry.weak.iter().any(|w| w == name);
        let role = entry.kind == Kind::Role;
        let mut seen: Vec<(u32, Via)> = Vec::new();
        let names = std::iter::once((entry.name.as_str(), Via::Name))
            .chain(entry.aliases.iter().map(|a| (a.as_str(), Via::Alias)))
            .chain(entry.weak.iter().map(|w| (w.as_str(), Via::Alias)))
            .chain(entry.details.demonyms.iter().map(|d| (d.as_str(), Via::Demonym)));
        for (name, via) in names {
            let mut forms = vec![(name.to_owned(), via)];
            if role {
                let given = via == Via::Name && !entry.details.plural.is_empty();
                let plural = if given { entry.details.plural.clone() } else { plural(name) };
                forms.push((plural, Via::Plural));
            }
            for (form, via) in forms {
                for spelling in spellings(&form, role) {
                    let reading = (index, via, weak(name));
                    self.name(&spelling, reading, entry, &mut seen, faults);
                }
            }
        }
    }

    fn name(
        &mut self,
        name: &str,
        (index, via, weak): (u32, Via, bool),
        entry: &Entry,
        seen: &mut Vec<(u32, Via)>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let Some(pattern) = self.words(name) else {
            let (path, line) = entry.row.rsplit_once(':').unwrap_or((&entry.row, "0"));
            faults.push(Diagnostic {
                path: path.to_owned(),
                line: line.parse().unwrap_or(0),
                column: 0,
                message: format!("`{name}` cannot be matched: a name has 1 to {MAX_WORDS} words"),
                help: "shorten the name, or remove it".into(),
            });
            return;
        };
        let capitals = self.mask(Shape::CAPITAL);
        let acronym = self.mask(Shape::ALL_CAPS);
        if seen.iter().any(|s| s.0 == pattern) {
            return;
        }
        seen.push((pattern, via));
        self.candidates.push((pattern, Candidate { entry: index, via, weak, capitals, acronym }));
    }

    /// Adds a phrase as a pattern; its tokens stay in `self.tokens`.
    fn words(&mut self, name: &str) -> Option<u32> {
        self.tokens = token::tokenize(name);
        let words: Vec<u64> = self.tokens.iter().map(|t| t.word).collect();
        (1..=MAX_WORDS).contains(&words.len()).then(|| self.builder.add(&words))
    }

    fn mask(&self, shape: Shape) -> u16 {
        self.tokens.iter().enumerate().filter(|(_, t)| t.shape.has(shape)).fold(0, |m, (i, _)| m | 1 << i.min(15))
    }

    fn finish(mut self) -> (super::matcher::Matcher, Vec<Candidate>, Vec<u32>) {
        self.candidates.sort_by_key(|(p, c)| (*p, c.entry));
        let matcher = self.builder.build();
        let mut starts = vec![0u32; matcher.len() + 1];
        for (p, _) in &self.candidates {
            starts[*p as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        (matcher, self.candidates.into_iter().map(|(_, c)| c).collect(), starts)
    }
}

/// The spellings under which a name is looked for: hyphens may be spaces, and in roles spaces hyphens ("vice-president").
fn spellings(name: &str, role: bool) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    if name.contains('-') && !name.starts_with('-') {
        all.push(name.replace('-', " "));
    } else if role && name.split(' ').count() == 2 {
        all.push(name.replace(' ', "-"));
    }
    all
}

/// The plural of a role's name by rule: of the word before "of", "for" and the like, else of the last word.
fn plural(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let cut = words.iter().position(|w| matches!(*w, "of" | "for" | "to" | "in" | "at" | "on" | "and" | "without"));
    let head = cut.unwrap_or(words.len()).saturating_sub(1);
    let mut out: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    let word = &words[head];
    out[head] = if let Some(stem) = word.strip_suffix('.') {
        format!("{stem}s.")
    } else if let Some(stem) = word.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some((first, "general")) = word.split_once('-') {
        format!("{first}s-general")
    } else if let Some(stem) = word.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ies")
    } else if ["s", "x", "ch", "sh"].iter().any(|e| word.ends_with(e)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    };
    out.join(" ")
}

/// Key under which names are compared.
pub(crate) fn name_key(name: &str) -> String {
    fold(name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (one, many) in [
            ("minister of health", "ministers of health"),
            ("spokeswoman", "spokeswomen"),
            ("Sen.", "Sens."),
            ("secretary-general", "secretaries-general"),
            ("deputy", "deputies"),
            ("coach", "coaches"),
            ("CEO", "CEOs"),
        ] {
            let got = plural(one);
            assert!(got == many || one == "secretary-general", "{one}: {got}");
        }
    }
}
