//! Walks a program over a row of units: a bounded backtracker that looks at every state once and keeps the longest match.
//!
//! From one start each pair of step and unit is visited at most once, so the cost is bounded by their product, whatever the
//! pattern. Alternatives are tried in order; among matches of one start the longest wins, then the first found.

use super::kind::Kinds;
use super::program::{Bits, Check, NO_SLOT, Op, Program};

/// One unit of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// What it can be.
    pub kinds: Kinds,
    /// Its word's symbol, by [`super::RuleSet::symbol`].
    pub symbol: u16,
    /// Whether its word has a capital.
    pub capital: bool,
}

/// Units that went into a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    /// Number of the slot.
    pub slot: u8,
    /// Repetition of the group it stands in, from 1; 0 outside any.
    pub round: u8,
    /// First unit.
    pub start: u32,
    /// Unit after the last.
    pub end: u32,
}

/// A row of units with what it holds, and the buffers of the walk.
#[derive(Debug, Default)]
pub struct Tape {
    /// The units.
    pub units: Vec<Unit>,
    kinds: Kinds,
    symbols: Bits,
    /// Round in which a state was last seen.
    seen: Vec<u32>,
    round: u32,
    stack: Vec<Job>,
    captures: Vec<Capture>,
    best: Vec<Capture>,
}

#[derive(Clone, Copy, Debug)]
enum Job {
    /// Goes on at a step and unit.
    Visit { op: u32, at: u32, iteration: u8, ahead: u32 },
    /// Forgets captures behind a length.
    Truncate(usize),
}

const NOT_AHEAD: u32 = u32::MAX;

impl Tape {
    /// To be called when the units have been filled.
    pub fn close(&mut self) {
        self.kinds = Kinds::default();
        self.symbols.clear();
        for unit in &self.units {
            self.kinds = self.kinds.with(unit.kinds);
            if unit.symbol != 0 {
                self.symbols.set(unit.symbol);
            }
        }
    }

    /// All kinds that occur in the row.
    #[must_use]
    pub fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// Calls `hit(start, end, captures)` for the longest match of each start.
    pub(super) fn find(&mut self, program: &Program, mut hit: impl FnMut(u32, u32, &[Capture])) {
        let possible =
            program.needs.iter().all(|n| n.is_void() || n.kinds.any(self.kinds) || n.words.meets(&self.symbols));
        if !possible {
            return;
        }
        for start in 0..self.units.len() {
            let unit = self.units[start];
            if program.first.as_ref().is_some_and(|f| !f.met_by(unit.kinds, unit.symbol)) {
                continue;
            }
            let start = u32::try_from(start).unwrap_or(u32::MAX);
            if let Some(end) = self.longest(program, start) {
                hit(start, end, &self.best);
            }
        }
    }

    /// The end of the longest match that begins at a unit; its captures are in `best`.
    fn longest(&mut self, program: &Program, start: u32) -> Option<u32> {
        let width = self.units.len() + 1;
        if self.seen.len() < program.ops.len() * width {
            self.seen.resize(program.ops.len() * width, 0);
        }
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.seen.fill(0);
            self.round = 1;
        }
        self.stack.clear();
        self.captures.clear();
        self.stack.push(Job::Visit { op: 0, at: start, iteration: 0, ahead: NOT_AHEAD });
        let mut best = None;
        while let Some(job) = self.stack.pop() {
            match job {
                Job::Truncate(length) => self.captures.truncate(length),
                Job::Visit { op, at, iteration, ahead } => {
                    if let Some(end) = self.walk(program, (op, at, iteration, ahead))
                        && best.is_none_or(|b| end > b)
                    {
                        best = Some(end);
                        self.best.clear();
                        self.best.extend_from_slice(&self.captures);
                    }
                }
            }
        }
        best.filter(|&end| end > start)
    }

    /// Follows one path to its end; alternatives are put on the stack. The end of the match, if there is one.
    fn walk(&mut self, program: &Program, (op, at, iteration, ahead): (u32, u32, u8, u32)) -> Option<u32> {
        let width = self.units.len() + 1;
        let (mut op, mut at, mut iteration, mut ahead) = (op, at, iteration, ahead);
        loop {
            let state = &mut self.seen[op as usize * width + at as usize];
            if *state == self.round {
                return None;
            }
            *state = self.round;
            match program.ops[op as usize] {
                Op::Unit { check, slot } => {
                    let unit = self.units.get(at as usize)?;
                    if !program.checks[check as usize].passes(unit) {
                        return None;
                    }
                    if slot != NO_SLOT {
                        self.captures.push(Capture { slot, round: iteration, start: at, end: at + 1 });
                    }
                    at += 1;
                    op += 1;
                }
                Op::Split { first, second } => {
                    self.stack.push(Job::Visit { op: second, at, iteration, ahead });
                    self.stack.push(Job::Truncate(self.captures.len()));
                    op = first;
                }
                Op::Jump(to) => op = to,
                Op::Open(slot) => {
                    self.captures.push(Capture { slot, round: iteration, start: at, end: at });
                    op += 1;
                }
                Op::Close(slot) => {
                    let open = self.captures.iter().rposition(|c| c.slot == slot && c.start == c.end);
                    if let Some(open) = open {
                        // A copy, so that an earlier path finds its capture still open.
                        let closed = Capture { end: at, ..self.captures[open] };
                        self.captures.push(closed);
                    }
                    op += 1;
                }
                Op::Iterate => {
                    iteration += 1;
                    op += 1;
                }
                Op::Leave => {
                    iteration = 0;
                    op += 1;
                }
                Op::Start => {
                    if at != 0 {
                        return None;
                    }
                    op += 1;
                }
                Op::End => {
                    if at as usize != self.units.len() {
                        return None;
                    }
                    op += 1;
                }
                Op::Ahead => {
                    ahead = at;
                    op += 1;
                }
                Op::Match => return Some(if ahead == NOT_AHEAD { at } else { ahead }),
            }
        }
    }
}

impl Check {
    fn passes(&self, unit: &Unit) -> bool {
        let capital = unit.capital || !self.capitals.has(unit.symbol);
        (self.kinds == Kinds::default() || self.kinds.any(unit.kinds))
            && self.words.as_ref().is_none_or(|w| w.has(unit.symbol) && capital)
            && !(self.except.has(unit.symbol) && capital)
    }
}
