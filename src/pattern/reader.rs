//! Reads rule files line by line: relations, macros, chunks, rules with their patterns and examples.

use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;

use super::ast::{self, Node};
use super::kind::Kinds;
use super::program::{self, Slot, Symbols};
use super::ruleset::{Arg, Chunk, Emit, Example, Rule, Tag};

/// Rules and faults so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) rules: Vec<Rule>,
    pub(super) chunks: Vec<Chunk>,
    pub(super) symbols: Symbols,
    pub(super) faults: Vec<Diagnostic>,
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

    /// Reads one file; faults are gathered.
    pub(super) fn file(&mut self, path: &str, text: &str) {
        self.path = path.to_owned();
        let first = self.rules.len();
        for (number, line) in (1u32..).zip(text.lines()) {
            self.line = number;
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let (keyword, rest) =
                content.split_once(char::is_whitespace).unwrap_or((content, &content[content.len()..]));
            let rest = rest.trim_start();
            let before = rest.as_ptr() as usize - line.as_ptr() as usize;
            let column = line[..before].chars().count();
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
            Some(need) => {
                let (anchor, before) = (need.kinds, program.before(need.kinds));
                self.chunks.push(Chunk { kind, anchor, before, program });
            }
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
