//! Rule files -> [`RuleSet`], or all their faults with path, line and column.

use sha2::{Digest, Sha256};

use crate::base::diag::Diagnostic;
use crate::base::hash::hex;

use super::kind::Kinds;
use super::prefilter::Prefilter;
use super::program::{Need, Program, Slot, Symbols};
use super::reader::Reader;
use super::run::{Capture, Tape};

/// An argument of an `emit` line.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Nothing (`-`).
    None,
    /// What a slot of each pattern caught; the emission falls away if it caught nothing, unless it is optional (`?`).
    Slot {
        /// The slot.
        slot: Slot,
        /// Whether it may be missing.
        optional: bool,
    },
    /// A quoted text: the name of a role, or the id of a listed row.
    Text(String),
}

/// An `emit` line.
#[derive(Clone, Debug, PartialEq)]
pub struct Emit {
    /// What is asserted.
    pub relation: String,
    /// For `holds_role`: person, role, scope, status; else subject and object.
    pub args: Vec<Arg>,
    /// `status=former` and the like.
    pub settings: Vec<(String, String)>,
}

impl Emit {
    /// The value of a setting.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.iter().find(|s| s.0 == name).map(|s| s.1.as_str())
    }
}

/// A `tag` line: the unit in the slot named after the kind is evidence for that kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Person, Place or Organization; no kind says that it is none of them.
    pub kind: Option<Kinds>,
    /// Slot with the name.
    pub slot: Slot,
    /// Weight of the evidence.
    pub points: f32,
}

/// An example of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Whether the rule must fire.
    pub yes: bool,
    /// The sentence.
    pub text: String,
    /// What must come out (of `yes`), or must not (of `no`; empty: anything by this rule).
    pub want: String,
    /// Line of the file.
    pub line: u32,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name: the construction.
    pub id: String,
    /// 0 to 1.
    pub confidence: f64,
    /// What it asserts.
    pub emits: Vec<Emit>,
    /// What it tags.
    pub tags: Vec<Tag>,
    /// Its examples.
    pub examples: Vec<Example>,
    /// `file:line`.
    pub place: String,
    pub(super) programs: Vec<Program>,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Index of the rule.
    pub rule: u32,
    /// First unit.
    pub start: u32,
    /// Unit after the last.
    pub end: u32,
    /// The slots of the pattern that matched, with the units they caught.
    pub slots: Vec<(Slot, Capture)>,
}

impl Hit {
    /// The captures of a slot.
    pub fn captures(&self, slot: Slot) -> impl Iterator<Item = Capture> + '_ {
        self.slots.iter().filter(move |s| s.0 == slot && s.1.end > s.1.start).map(|s| s.1)
    }
}

/// A phrase that rules see as one unit.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) kind: Kinds,
    /// What stands in every chunk, and is looked for first.
    pub(super) anchor: Kinds,
    /// What can stand in it before the anchor.
    pub(super) before: Need,
    pub(super) program: Program,
}

/// Most units of a chunk before its anchor.
const MAX_BEFORE: usize = 16;

/// Compiled rules.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    chunks: Vec<Chunk>,
    /// All programs by rule and by place in the rule.
    programs: Vec<(u32, u32)>,
    prefilter: Prefilter,
    symbols: Symbols,
    fingerprint: String,
}

impl RuleSet {
    /// Reads rule files, each a name and its text.
    ///
    /// # Errors
    /// All faults of all files.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader::default();
        let mut hash = Sha256::new();
        for (path, text) in files {
            reader.file(path, text);
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        if !reader.faults.is_empty() {
            reader.faults.sort();
            return Err(reader.faults);
        }
        let fingerprint = hex(&hash.finalize()[..6]);
        let Reader { rules, chunks, symbols, .. } = reader;
        let prefilter = Prefilter::new(rules.iter().flat_map(|r| &r.programs), symbols.len());
        let numbers = (0u32..).zip(&rules).flat_map(|(r, rule)| (0u32..).zip(&rule.programs).map(move |(p, _)| (r, p)));
        let programs = numbers.collect();
        Ok(RuleSet { rules, chunks, programs, prefilter, symbols, fingerprint })
    }

    /// All rules, in the order of the files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// First 12 hexadecimal digits of a SHA-256 over the files.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The slot of a name, if a rule has it.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<Slot> {
        self.symbols.find_slot(name)
    }

    /// The number of a word (by its hash) for [`super::Unit::symbol`].
    #[must_use]
    pub fn symbol(&self, word: u64) -> u16 {
        self.symbols.get(word)
    }

    /// Adds all hits in a row of units to `hits`; their units are those of the row as it was given.
    ///
    /// Chunks are found first, from left to right, each as long as it can be; the rules see them as one unit.
    pub fn find(&self, tape: &mut Tape, hits: &mut Vec<Hit>) {
        self.chunk(tape);
        let (chunks, mut present) = (&self.chunks, std::mem::take(&mut tape.present));
        for number in self.prefilter.possible(tape.row(), &mut present) {
            let (rule, at) = self.programs[number];
            let program = &self.rules[rule as usize].programs[at as usize];
            tape.find(program, |row, start, end, captures| {
                let mut slots = Vec::with_capacity(captures.len());
                for c in captures {
                    row.expand(*c, |chunk, slot, capture| {
                        let names = chunk.map_or(&program.slots, |c| &chunks[c].program.slots);
                        if let Some(name) = names.get(usize::from(slot)) {
                            slots.push((*name, capture));
                        }
                    });
                }
                hits.push(Hit { rule, start: row.begin(start), end: row.begin(end), slots });
            });
        }
        tape.present = present;
    }

    /// Puts chunks in the place of their units.
    fn chunk(&self, tape: &mut Tape) {
        tape.begin_chunks();
        let anchors = self.chunks.iter().fold(Kinds::default(), |all, c| all.with(c.anchor));
        for at in 0..tape.units.len() {
            let unit = tape.units[at];
            if !unit.kinds.any(anchors) || at < tape.chunked() {
                continue;
            }
            let fits = |c: &&Chunk| unit.kinds.any(c.anchor);
            for (number, chunk) in self.chunks.iter().enumerate().filter(|(_, c)| fits(c)) {
                let mut from = at;
                while from > tape.chunked() && at - from < MAX_BEFORE && tape.units[from - 1].can_be(&chunk.before) {
                    from -= 1;
                }
                if (from..=at).any(|start| tape.add_chunk(&chunk.program, (number, chunk.kind), start, at)) {
                    break;
                }
            }
        }
        tape.end_chunks();
    }
}

#[cfg(test)]
mod tests {
    use super::super::run::Unit;
    use super::*;
    use crate::text::token::tokenize;

    const HEAD: &str = "relation holds_role\nrule r\n  yes a\n  no b\n  emit holds_role(person, role)\n";

    /// `P` is a person, `R` a role, anything else a word.
    fn hits(pattern: &str, row: &str) -> Vec<String> {
        let rules = RuleSet::load(&[("t.rules", &format!("{HEAD}  match {pattern}\n"))]).unwrap();
        let mut tape = Tape::default();
        tape.units = tokenize(row)
            .iter()
            .map(|t| match t.span.of(row) {
                "P" => Unit { kinds: Kinds::PERSON, ..Unit::default() },
                "R" => Unit { kinds: Kinds::ROLE, ..Unit::default() },
                _ => Unit { kinds: Kinds::WORD, symbol: rules.symbol(t.word), capital: false },
            })
            .collect();
        let mut found = Vec::new();
        rules.find(&mut tape, &mut found);
        let show = |h: &Hit| {
            let slot = |name: &str| {
                h.captures(rules.slot(name).unwrap()).map(|c| format!("{}/{}", c.start, c.round)).collect::<Vec<_>>()
            };
            format!("{}..{} {} {}", h.start, h.end, slot("person").join(","), slot("role").join(","))
        };
        found.iter().map(show).collect()
    }

    #[test]
    fn patterns() {
        for (pattern, row, want) in [
            ("[Role] [Person]", "the R P came", vec!["1..3 2/0 1/0"]),
            ("[Person] , the? [Role] (of _)?", "P , R of x", vec!["0..5 0/0 2/0"]),
            ("[Person] (is|is not) [Role]", "P is not R", vec!["0..4 0/0 3/0"]),
            ("[Person] (is|is not){1,1} [Role - x]", "P is R", vec!["0..3 0/0 2/0"]),
            ("[Role] each([Person] (,|and)?){2,4}", "R P , P and P", vec!["0..6 1/1,3/2,5/3 0/0"]),
            ("^ [Role] [Person] $", "R P", vec!["0..2 1/0 0/0"]),
            ("^ [Role] [Person] $", "a R P", vec![]),
            ("[Role] [Person] >> x", "R P x", vec!["0..2 1/0 0/0"]),
            ("[Role] [Person] >> x", "R P y", vec![]),
            ("[Person] _{0,2} [Role]", "P a b R and P c d e R", vec!["0..4 0/0 3/0"]),
            ("([Person] and [Person] as person) , [Role]", "P and P , R", vec!["0..5 0/0,2/0,0/0 4/0"]),
        ] {
            assert_eq!(hits(pattern, row), want, "{pattern} on {row}");
        }
    }

    #[test]
    fn faults() {
        for (text, message) in [
            ("rule a\n", "no `match`"),
            ("match [Person]\n", "stands in no rule"),
            ("relation r\nrule a\n  match [Person]?\n", "can match nothing"),
            ("rule a\n  match [Person]\n  emit x(person)\n", "unknown relation `x`"),
            ("relation r\nrule a\n  match [Person]\n  emit r(role)\n", "sets the slot `role`"),
            ("rule a\n  tag Persn 1\n", "no tag"),
            ("rule a\n  confidence 2\n", "no number from 0 to 1"),
            ("macro x\n", "no macro"),
            ("rule a\n  wrong\n", "unknown keyword"),
        ] {
            let faults = RuleSet::load(&[("t.rules", text)]).unwrap_err();
            assert!(faults.iter().any(|f| f.message.contains(message)), "{text}: {faults:?}");
            assert!(faults.iter().all(|f| f.line > 0 && f.path == "t.rules"));
        }
    }

    #[test]
    fn white_space_behind_a_line() {
        let faults = RuleSet::load(&[("t.rules", "rule a\n  match [Persn]é \u{3000} \u{2003}\n")]).unwrap_err();
        assert!(faults.iter().any(|f| (f.line, f.column) == (2, 9)), "{faults:?}");
    }

    #[test]
    fn columns_of_faults() {
        let faults = RuleSet::load(&[("t.rules", "rule a\n  match  [Persn]\n")]).unwrap_err();
        assert!(faults.iter().any(|f| (f.line, f.column) == (2, 10)), "{faults:?}");
    }
}
