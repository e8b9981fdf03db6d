//! Rule files -> [`RuleSet`], or all their faults with path, line and column.

use sha2::{Digest, Sha256};

use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;

use super::ast::{self, Node};
use super::kind::Kinds;
use super::program::{self, Program, Slot, Symbols};
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
    programs: Vec<Program>,
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
struct Chunk {
    kind: Kinds,
    /// What stands in every chunk, and is looked for first.
    anchor: Kinds,
    program: Program,
}

/// Most units of a chunk before its anchor.
const MAX_BEFORE: usize = 16;

/// Compiled rules.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    chunks: Vec<Chunk>,
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
        let fingerprint = hash.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect();
        Ok(RuleSet { rules: reader.rules, chunks: reader.chunks, symbols: reader.symbols, fingerprint })
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
        tape.close();
        self.chunk(tape);
        let (rules, chunks) = (&self.rules, &self.chunks);
        for (number, rule) in (0u32..).zip(rules) {
            for program in &rule.programs {
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
                    hits.push(Hit { rule: number, start: row.begin(start), end: row.begin(end), slots });
                });
            }
        }
    }

    /// Puts chunks in the place of their units.
    fn chunk(&self, tape: &mut Tape) {
        tape.begin_chunks();
        let anchors = self.chunks.iter().fold(Kinds::default(), |all, c| all.with(c.anchor));
        if tape.kinds().any(anchors) {
            for at in 0..tape.units.len() {
                let unit = tape.units[at];
                if !unit.kinds.any(anchors) || at < tape.chunked() {
                    continue;
                }
                let fits = |c: &&Chunk| unit.kinds.any(c.anchor);
                for (number, chunk) in self.chunks.iter().enumerate().filter(|(_, c)| fits(c)) {
                    let from = tape.chunked().max(at.saturating_sub(MAX_BEFORE));
                    if (from..=at).any(|start| tape.add_chunk(&chunk.program, (number, chunk.kind), start, at)) {
                        break;
                    }
                }
            }
        }
        tape.end_chunks();
    }
}

#[derive(Default)]
struct Reader {
    rules: Vec<Rule>,
    chunks: Vec<Chunk>,
    symbols: Symbols,
    faults: Vec<Diagnostic>,
    macros: FastMap<String, Node>,
    relations: Vec<String>,
    path: String,
    line: u32,
}

impl Reader {
    fn fault(&mut self, column: usize, message: impl Into<String>, help: &str) {
        self.faults.push(Diagnostic {
            path: self.path.clone(),
            line: self.line,
            column: u32::try_from(column).unwrap_or(0),
            message: message.into(),
            help: help.to_owned(),
        });
    }

    fn file(&mut self, path: &str, text: &str) {
        self.path = path.to_owned();
        let first = self.rules.len();
        for (number, line) in (1u32..).zip(text.lines()) {
            self.line = number;
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let (keyword, rest) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
            let rest = rest.trim_start();
            let column = line[..line.len() - rest.len().min(line.len())].chars().count();
            self.directive(keyword, rest, column, first);
        }
        for at in first..self.rules.len() {
            self.whole_rule(at);
        }
    }

    fn directive(&mut self, keyword: &str, rest: &str, column: usize, first: usize) {
        match keyword {
            "relation" => self.relations.extend(rest.split_whitespace().next().map(str::to_owned)),
            "macro" => self.definition(rest, column),
            "chunk" => self.chunk(rest, column),
            "rule" => self.rule(rest),
            _ if self.rules.len() == first => {
                self.fault(1, format!("`{keyword}` stands in no rule"), "begin with `rule NAME`");
            }
            "confidence" => match rest.parse::<f64>().ok().filter(|c| (0.0..=1.0).contains(c)) {
                Some(c) => self.last().confidence = c,
                None => self.fault(column + 1, format!("`{rest}` is no number from 0 to 1"), ""),
            },
            "match" => self.pattern(rest, column),
            "emit" => self.emit(rest, column),
            "tag" => self.tag(rest, column),
            "yes" | "no" => {
                let (text, want) = rest.split_once("=>").unwrap_or((rest, ""));
                let (text, want) = (text.trim().to_owned(), want.trim().to_owned());
                let line = self.line;
                self.last().examples.push(Example { yes: keyword == "yes", text, want, line });
            }
            _ => {
                let help = "keywords: relation, macro, chunk, rule, confidence, match, emit, tag, yes, no";
                self.fault(1, format!("unknown keyword `{keyword}`"), help);
            }
        }
    }

    fn last(&mut self) -> &mut Rule {
        self.rules.last_mut().expect("internal: a rule has begun")
    }

    fn rule(&mut self, id: &str) {
        if let Some(other) = self.rules.iter().find(|r| r.id == id) {
            let message = format!("rule `{id}` stands at {} too", other.place);
            self.fault(1, message, "rule names are unique");
        }
        self.rules.push(Rule {
            id: id.to_owned(),
            confidence: 0.9,
            emits: Vec::new(),
            tags: Vec::new(),
            examples: Vec::new(),
            place: format!("{}:{}", self.path, self.line),
            programs: Vec::new(),
        });
    }

    fn definition(&mut self, rest: &str, column: usize) {
        let Some((name, pattern)) = rest.strip_prefix('@').and_then(|r| r.split_once('=')) else {
            self.fault(column + 1, "no macro", "write `macro @name = pattern`");
            return;
        };
        let offset = column + rest.len() - pattern.len();
        if let Some(node) = self.tree(pattern, offset) {
            self.macros.insert(name.trim().to_owned(), node);
        }
    }

    fn chunk(&mut self, rest: &str, column: usize) {
        let parts = rest.split_once('=').and_then(|(kind, p)| Some((Kinds::parse(kind.trim())?, p)));
        let Some((kind, pattern)) = parts else {
            self.fault(column + 1, "no chunk", "write `chunk Office = pattern`");
            return;
        };
        let offset = column + rest.len() - pattern.len();
        let Some(node) = self.tree(pattern, offset) else { return };
        let program = program::compile(&node, &mut self.symbols);
        match program.needs.iter().find(|n| n.kinds != Kinds::default()) {
            Some(need) => self.chunks.push(Chunk { kind, anchor: need.kinds, program }),
            None => self.fault(column + 1, "a chunk needs a kind that it always holds", "such as [Role]"),
        }
    }

    fn tree(&mut self, pattern: &str, column: usize) -> Option<Node> {
        match ast::parse(pattern, &|name| self.macros.get(name).cloned()) {
            Ok(node) => Some(node),
            Err(f) => {
                let at = column + pattern[..f.at.min(pattern.len())].chars().count() + 1;
                self.fault(at, f.message, "");
                None
            }
        }
    }

    fn pattern(&mut self, rest: &str, column: usize) {
        let Some(node) = self.tree(rest, column) else { return };
        if program::may_be_empty(&node) {
            self.fault(column + 1, "the pattern can match nothing", "one part must not be optional");
            return;
        }
        let program = program::compile(&node, &mut self.symbols);
        self.last().programs.push(program);
    }

    fn emit(&mut self, rest: &str, column: usize) {
        let parts = rest.split_once('(').and_then(|(r, a)| a.split_once(')').map(|(a, s)| (r.trim(), a, s)));
        let Some((relation, args, settings)) = parts else {
            self.fault(column + 1, "no assertion", "write `emit relation(subject, ...)`");
            return;
        };
        if !self.relations.iter().any(|r| r == relation) {
            let help = format!("declared with `relation`: {}", self.relations.join(", "));
            self.fault(column + 1, format!("unknown relation `{relation}`"), &help);
        }
        let args = args.split(',').map(str::trim).map(|a| {
            if a == "-" {
                Arg::None
            } else if let Some(text) = a.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
                Arg::Text(text.to_owned())
            } else {
                Arg::Slot { slot: self.symbols.slot(a.trim_end_matches('?')), optional: a.ends_with('?') }
            }
        });
        let emit = Emit { relation: relation.to_owned(), args: args.collect(), settings: settings_of(settings) };
        self.last().emits.push(emit);
    }

    fn tag(&mut self, rest: &str, column: usize) {
        let mut words = rest.split_whitespace();
        let (kind, points) = (words.next().unwrap_or_default(), words.next().and_then(|p| p.parse::<f32>().ok()));
        let allowed = [Kinds::PERSON, Kinds::PLACE, Kinds::ORGANIZATION];
        let known = Kinds::parse(kind).filter(|k| allowed.contains(k));
        let (Some(points), true) = (points, known.is_some() || kind == "None") else {
            self.fault(column + 1, "no tag", "write `tag Person 3.5`; kinds: Person, Place, Organization, None");
            return;
        };
        let slot = self.symbols.slot("name");
        self.last().tags.push(Tag { kind: known, slot, points });
    }

    /// What can only be said of a rule when all its lines are read.
    fn whole_rule(&mut self, at: usize) {
        let rule = &self.rules[at];
        self.line = rule.place.rsplit(':').next().and_then(|l| l.parse().ok()).unwrap_or(0);
        let mut faults = Vec::new();
        if rule.programs.is_empty() {
            faults.push(format!("rule `{}` has no `match`", rule.id));
        }
        if rule.emits.is_empty() && rule.tags.is_empty() {
            faults.push(format!("rule `{}` has neither `emit` nor `tag`", rule.id));
        }
        for yes in [true, false] {
            if !rule.examples.iter().any(|e| e.yes == yes) {
                faults.push(format!("rule `{}` has no `{}` example", rule.id, if yes { "yes" } else { "no" }));
            }
        }
        let programs = || rule.programs.iter().chain(self.chunks.iter().map(|c| &c.program));
        let set = |slot: Slot| programs().any(|p| p.slots.contains(&slot));
        let args = rule.emits.iter().flat_map(|e| &e.args);
        let named = args.filter_map(|a| if let Arg::Slot { slot, .. } = a { Some(*slot) } else { None });
        for slot in named.chain(rule.tags.iter().map(|t| t.slot)).filter(|&s| !set(s)) {
            let name = self.symbols.slot_name(slot);
            faults.push(format!("no pattern of rule `{}` sets the slot `{name}`", rule.id));
        }
        for message in faults {
            self.fault(1, message, "a rule has `match`, `emit` or `tag`, `yes` and `no` lines");
        }
    }
}

fn settings_of(text: &str) -> Vec<(String, String)> {
    let pairs = text.split_whitespace().filter_map(|s| s.split_once('='));
    pairs.map(|(k, v)| (k.to_owned(), v.trim_matches('"').replace('_', " "))).collect()
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
    fn columns_of_faults() {
        let faults = RuleSet::load(&[("t.rules", "rule a\n  match  [Persn]\n")]).unwrap_err();
        assert!(faults.iter().any(|f| (f.line, f.column) == (2, 10)), "{faults:?}");
    }
}
