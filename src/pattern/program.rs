//! Tree -> program: a flat list of operations that [`super::run`] walks.

use crate::base::hash::{FastMap, HashedMap};

use super::ast::{Node, Test, Word};
use super::kind::Kinds;
use super::run::Unit;

/// A slot of the rules, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(u16);

/// Numbers of the words that some rule names (0 stands for all others), and of the slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Symbols {
    numbers: HashedMap<u16>,
    count: u16,
    slots: Vec<String>,
}

impl Symbols {
    pub(super) fn get(&self, word: u64) -> u16 {
        self.numbers.get(word).unwrap_or(0)
    }

    /// How many numbers there are, 0 included.
    pub(super) fn len(&self) -> usize {
        usize::from(self.count) + 1
    }

    /// The slot of a name; the same name has the same slot in all rules.
    pub(super) fn slot(&mut self, name: &str) -> Slot {
        let known = self.slots.iter().position(|s| s == name).unwrap_or_else(|| {
            self.slots.push(name.to_owned());
            self.slots.len() - 1
        });
        Slot(u16::try_from(known).unwrap_or(u16::MAX))
    }

    /// The slot of a name, if a rule has it.
    pub(super) fn find_slot(&self, name: &str) -> Option<Slot> {
        let at = self.slots.iter().position(|s| s == name)?;
        u16::try_from(at).ok().map(Slot)
    }

    /// The name of a slot.
    pub(super) fn slot_name(&self, slot: Slot) -> &str {
        &self.slots[usize::from(slot.0)]
    }

    fn add(&mut self, word: u64) -> u16 {
        let next = self.count.saturating_add(1);
        let number = self.numbers.get_or_insert(word, next);
        self.count = self.count.max(number);
        number
    }
}

/// A set of symbols.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn set(&mut self, symbol: u16) {
        let at = usize::from(symbol) / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (symbol % 64);
    }

    pub(super) fn has(&self, symbol: u16) -> bool {
        self.0.get(usize::from(symbol) / 64).is_some_and(|w| w >> (symbol % 64) & 1 == 1)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.0.len() * 64).filter(|&at| self.0[at / 64] >> (at % 64) & 1 == 1)
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|&w| w == 0)
    }

    fn join(&mut self, other: &Bits) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }
}

/// A test with its words as symbols.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Check {
    pub(super) kinds: Kinds,
    pub(super) words: Option<Bits>,
    /// Those of `words` and `except` that need a capital.
    pub(super) capitals: Bits,
    pub(super) except: Bits,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    Unit {
        check: u32,
        slot: u8,
    },
    Split {
        first: u32,
        second: u32,
    },
    Jump(u32),
    Open(u8),
    Close(u8),
    /// The next repetition of an `each` group begins.
    Iterate,
    /// Such a group is left.
    Leave,
    Start,
    End,
    Ahead,
    Match,
}

/// No slot.
pub(super) const NO_SLOT: u8 = u8::MAX;

/// Something of which a match needs one: a unit of some kind, or some word.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Need {
    pub(super) kinds: Kinds,
    pub(super) words: Bits,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) checks: Vec<Check>,
    /// What the next unit can be, by the numbers in `guard_of`.
    guards: Vec<Need>,
    /// For each step that is an alternative: its guard, or [`ANY`].
    guard_of: Vec<u32>,
    /// Every match has one of each.
    pub(super) needs: Vec<Need>,
    /// What the first unit of a match can be; `None` if anything.
    pub(super) first: Option<Need>,
    /// What the second unit can be, if the first is one that always stands there.
    pub(super) second: Option<Need>,
    /// The slots of the program, by the number that its steps use.
    pub(super) slots: Vec<Slot>,
}

/// Compiles a tree.
pub(super) fn compile(node: &Node, symbols: &mut Symbols) -> Program {
    let mut c = Compiler { ops: Vec::new(), checks: Vec::new(), slots: Vec::new(), symbols };
    c.node(node);
    c.ops.push(Op::Match);
    let mut needs = c.needs(node);
    needs.retain(|n| n.kinds != Kinds::WORD && !n.kinds.has(Kinds::MARK) && !n.is_void());
    let first = c.first(node).0;
    let second = c.second(node);
    let (guards, guard_of) = guards(&c.ops, &c.checks);
    Program { ops: c.ops, checks: c.checks, guards, guard_of, needs, first, second, slots: c.slots }
}

/// A step that may end the match, or go on with any unit.
const ANY: u32 = u32::MAX;

/// What the next unit behind each step can be: the different needs, and the number of each step's.
fn guards(ops: &[Op], checks: &[Check]) -> (Vec<Need>, Vec<u32>) {
    let mut guards: Vec<Need> = checks.iter().map(Check::need).collect();
    let mut unions: FastMap<u64, u32> = FastMap::default();
    let mut of = vec![ANY; ops.len()];
    // Steps only lead on, so those behind one are known when it is looked at.
    for (step, op) in ops.iter().enumerate().rev() {
        of[step] = match *op {
            Op::Unit { check, .. } if guards[check as usize].is_void() => ANY,
            Op::Unit { check, .. } => check,
            Op::Split { first, second } => match (of[first as usize], of[second as usize]) {
                (ANY, _) | (_, ANY) => ANY,
                (a, b) if a == b => a,
                (a, b) => *unions.entry(u64::from(a) << 32 | u64::from(b)).or_insert_with(|| {
                    let mut joined = guards[a as usize].clone();
                    joined.join(&guards[b as usize]);
                    guards.push(joined);
                    at(guards.len() - 1)
                }),
            },
            Op::Jump(to) => of[to as usize],
            Op::End | Op::Match => ANY,
            _ => of[step + 1],
        };
    }
    (guards, of)
}

struct Compiler<'a> {
    ops: Vec<Op>,
    checks: Vec<Check>,
    slots: Vec<Slot>,
    symbols: &'a mut Symbols,
}

impl Compiler<'_> {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Unit { test, slot } => {
                let check = self.check(test);
                let slot = slot.as_deref().map_or(NO_SLOT, |s| self.slot(s));
                self.ops.push(Op::Unit { check, slot });
            }
            Node::Seq(all) => all.iter().for_each(|n| self.node(n)),
            Node::Alt(all) => self.alternatives(all),
            Node::Repeat { node, min, max, each } => self.repeat(node, *min, *max, *each),
            Node::Slot { node, slot } => {
                let slot = self.slot(slot);
                self.ops.push(Op::Open(slot));
                self.node(node);
                self.ops.push(Op::Close(slot));
            }
            Node::Start => self.ops.push(Op::Start),
            Node::End => self.ops.push(Op::End),
            Node::Ahead => self.ops.push(Op::Ahead),
        }
    }

    fn alternatives(&mut self, all: &[Node]) {
        let mut jumps = Vec::new();
        for (i, node) in all.iter().enumerate() {
            let last = i + 1 == all.len();
            let split = self.ops.len();
            if !last {
                self.ops.push(Op::Split { first: at(split + 1), second: 0 });
            }
            self.node(node);
            if !last {
                jumps.push(self.ops.len());
                self.ops.push(Op::Jump(0));
                self.ops[split] = Op::Split { first: at(split + 1), second: at(self.ops.len()) };
            }
        }
        for jump in jumps {
            self.ops[jump] = Op::Jump(at(self.ops.len()));
        }
    }

    fn repeat(&mut self, node: &Node, min: u8, max: u8, each: bool) {
        let mut splits = Vec::new();
        for i in 0..max {
            if i >= min {
                splits.push(self.ops.len());
                self.ops.push(Op::Split { first: at(self.ops.len() + 1), second: 0 });
            }
            if each {
                self.ops.push(Op::Iterate);
            }
            self.node(node);
        }
        let end = at(self.ops.len());
        for split in splits {
            self.ops[split] = Op::Split { first: at(split + 1), second: end };
        }
        if each {
            self.ops.push(Op::Leave);
        }
    }

    fn slot(&mut self, name: &str) -> u8 {
        let slot = self.symbols.slot(name);
        let known = self.slots.iter().position(|s| *s == slot).unwrap_or_else(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        });
        u8::try_from(known).unwrap_or(NO_SLOT)
    }

    fn check(&mut self, test: &Test) -> u32 {
        let mut capitals = Bits::default();
        let mut bits = |words: &[Word]| {
            let mut bits = Bits::default();
            for w in words {
                let symbol = self.symbols.add(w.hash);
                bits.set(symbol);
                if w.capital {
                    capitals.set(symbol);
                }
            }
            bits
        };
        let words = (!test.words.is_empty()).then(|| bits(&test.words));
        let except = bits(&test.except);
        let check = Check { kinds: test.kinds, words, capitals, except };
        let known = self.checks.iter().position(|c| *c == check).unwrap_or_else(|| {
            self.checks.push(check);
            self.checks.len() - 1
        });
        at(known)
    }

    fn need(&mut self, test: &Test) -> Need {
        let check = self.check(test);
        self.checks[check as usize].need()
    }

    /// What every match of a node has.
    fn needs(&mut self, node: &Node) -> Vec<Need> {
        match node {
            Node::Unit { test, .. } => vec![self.need(test)],
            Node::Seq(all) => {
                let end = all.iter().position(|n| *n == Node::Ahead).unwrap_or(all.len());
                all[..end].iter().flat_map(|n| self.needs(n)).collect()
            }
            Node::Slot { node, .. } => self.needs(node),
            Node::Repeat { node, min, .. } if *min > 0 => self.needs(node),
            Node::Alt(all) => {
                // One need for all alternatives: the first of each. An alternative without any makes it void.
                let mut joined = Need::default();
                for n in all {
                    let Some(need) = self.needs(n).into_iter().next() else { return Vec::new() };
                    joined.join(&need);
                }
                vec![joined]
            }
            _ => Vec::new(),
        }
    }

    /// What a match of a node can begin with, and whether it can be empty.
    fn first(&mut self, node: &Node) -> (Option<Need>, bool) {
        match node {
            Node::Unit { test, .. } => (Some(self.need(test)), false),
            Node::Slot { node, .. } => self.first(node),
            Node::Repeat { node, min, .. } => {
                let (need, empty) = self.first(node);
                (need, empty || *min == 0)
            }
            Node::Alt(all) => {
                let mut joined = (Some(Need::default()), false);
                for n in all {
                    let (need, empty) = self.first(n);
                    joined = (union(joined.0, need), joined.1 || empty);
                }
                joined
            }
            Node::Seq(all) => {
                let mut joined = Some(Need::default());
                for n in all {
                    // What an end or a look-ahead allows is not known.
                    if matches!(n, Node::End | Node::Ahead) {
                        return (None, true);
                    }
                    let (need, empty) = self.first(n);
                    joined = union(joined, need);
                    if !empty {
                        return (joined, false);
                    }
                }
                (joined, true)
            }
            Node::Start | Node::End | Node::Ahead => (Some(Need::default()), true),
        }
    }
}

impl Compiler<'_> {
    /// What can stand behind a leading unit that is not optional.
    fn second(&mut self, node: &Node) -> Option<Need> {
        let Node::Seq(all) = node else { return None };
        if !matches!(all.first(), Some(Node::Unit { .. })) {
            return None;
        }
        let (need, empty) = self.first(&Node::Seq(all[1..].to_vec()));
        need.filter(|_| !empty)
    }
}

fn union(a: Option<Need>, b: Option<Need>) -> Option<Need> {
    let (mut a, b) = (a?, b?);
    a.join(&b);
    Some(a)
}

/// Whether a match may be empty.
pub(super) fn may_be_empty(node: &Node) -> bool {
    match node {
        Node::Unit { .. } => false,
        Node::Seq(all) => all.iter().all(may_be_empty),
        Node::Alt(all) => all.iter().any(may_be_empty),
        Node::Repeat { node, min, .. } => *min == 0 || may_be_empty(node),
        Node::Slot { node, .. } => may_be_empty(node),
        Node::Start | Node::End | Node::Ahead => true,
    }
}

fn at(n: usize) -> u32 {
    u32::try_from(n).expect("internal: a pattern has fewer than 2^32 steps")
}

impl Program {
    /// What can stand in a match before a unit of some kinds.
    pub(super) fn before(&self, anchor: Kinds) -> Need {
        let mut before = Need::default();
        // Steps only lead on, so those behind one are known when it is looked at.
        let mut leads = vec![false; self.ops.len() + 1];
        for (at, op) in self.ops.iter().enumerate().rev() {
            leads[at] = match *op {
                Op::Unit { check, .. } => {
                    let check = &self.checks[check as usize];
                    if leads[at + 1] {
                        before.join(&check.need());
                    }
                    leads[at + 1] || check.kinds.any(anchor)
                }
                Op::Split { first, second } => leads[first as usize] || leads[second as usize],
                Op::Jump(to) => leads[to as usize],
                _ => leads[at + 1],
            };
        }
        before
    }

    /// Whether a match can go on with a step, and this unit (none at the end of the row).
    pub(super) fn may_go_on(&self, step: u32, unit: Option<&Unit>) -> bool {
        let guard = self.guard_of[step as usize];
        guard == ANY || unit.is_some_and(|u| u.can_be(&self.guards[guard as usize]))
    }
}

impl Check {
    /// What a unit that passes is: of its words, or of its kinds.
    fn need(&self) -> Need {
        match &self.words {
            Some(words) => Need { kinds: Kinds::default(), words: words.clone() },
            None => Need { kinds: self.kinds, words: Bits::default() },
        }
    }
}

impl Need {
    fn join(&mut self, other: &Need) {
        self.kinds = self.kinds.with(other.kinds);
        self.words.join(&other.words);
    }

    /// Whether nothing is known of what is needed.
    pub(super) fn is_void(&self) -> bool {
        self.kinds == Kinds::default() && self.words.is_empty()
    }
}
