//! Walks a program over a row of units: a bounded backtracker that looks at every choice once and keeps the longest match.
//!
//! From one start each pair of a choice and a unit is visited at most once, so the cost is bounded, whatever the pattern; an
//! alternative that the next unit rules out is not tried. Alternatives are tried in order; among matches of one start the longest wins,
//! then the first found.

use super::kind::Kinds;
use super::program::{Check, NO_SLOT, Need, Op, Program};

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
    /// The units, to be filled before [`super::RuleSet::find`].
    pub units: Vec<Unit>,
    row: Row,
    walk: Walk,
    /// Buffer of the prefilter.
    pub(super) present: Vec<u64>,
}

/// The row that rules see: units and chunks.
#[derive(Debug, Default)]
pub(super) struct Row {
    units: Vec<Unit>,
    /// First unit of the given row that each stands for, and the length of that row.
    begins: Vec<u32>,
    /// Index of the chunk, or `NO_CHUNK`.
    chunk_of: Vec<u32>,
    /// Number and range of captures of each chunk.
    chunks: Vec<(usize, std::ops::Range<usize>)>,
    captures: Vec<Capture>,
}

const NO_CHUNK: u32 = u32::MAX;

impl Row {
    /// The unit of the given row at which a unit of this row begins.
    pub(super) fn begin(&self, at: u32) -> u32 {
        self.begins[at as usize]
    }

    /// Calls `found(chunk, slot, capture)` for a capture of this row and, if it caught a chunk, for what that holds; captures are in
    /// units of the given row.
    pub(super) fn expand(&self, c: Capture, mut found: impl FnMut(Option<usize>, u8, Capture)) {
        found(None, c.slot, Capture { start: self.begin(c.start), end: self.begin(c.end), ..c });
        if c.end != c.start + 1 || self.chunk_of[c.start as usize] == NO_CHUNK {
            return;
        }
        let (chunk, range) = &self.chunks[self.chunk_of[c.start as usize] as usize];
        for inner in &self.captures[range.clone()] {
            found(Some(*chunk), inner.slot, Capture { round: c.round, ..*inner });
        }
    }

    fn push(&mut self, unit: Unit, begin: u32, chunk: u32) {
        self.units.push(unit);
        self.begins.push(begin);
        self.chunk_of.push(chunk);
    }
}

/// Buffers of the backtracker.
#[derive(Debug, Default)]
struct Walk {
    /// Round in which a choice was last seen at a unit.
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
    /// Forgets the chunks of the row before.
    pub(super) fn begin_chunks(&mut self) {
        let row = &mut self.row;
        row.units.clear();
        row.begins.clear();
        row.chunk_of.clear();
        row.chunks.clear();
        row.captures.clear();
    }

    /// Units of the given row that are in the row of chunks already.
    pub(super) fn chunked(&self) -> usize {
        match (self.row.begins.last(), self.row.chunk_of.last()) {
            (Some(&begin), Some(&NO_CHUNK)) => begin as usize + 1,
            (Some(_), Some(&chunk)) => {
                let (_, range) = &self.row.chunks[chunk as usize];
                self.row.captures[range.clone()].last().map_or(0, |c| c.end as usize)
            }
            _ => 0,
        }
    }

    /// Adds a chunk that begins at `start` and holds the unit `anchor`, if the program finds one.
    pub(super) fn add_chunk(
        &mut self,
        program: &Program,
        (number, kind): (usize, Kinds),
        start: usize,
        anchor: usize,
    ) -> bool {
        let unit = self.units[start];
        if program.first.as_ref().is_some_and(|f| !unit.can_be(f)) {
            return false;
        }
        let begin = u32::try_from(start).unwrap_or(u32::MAX);
        let Some(end) = self.walk.longest(program, &self.units, begin) else { return false };
        if end as usize <= anchor {
            return false;
        }
        for at in self.chunked()..start {
            self.row.push(self.units[at], u32::try_from(at).unwrap_or(0), NO_CHUNK);
        }
        let first = self.row.captures.len();
        self.row.captures.extend_from_slice(&self.walk.best);
        // A capture without a name at the end says where the chunk ends.
        let slot = super::program::NO_SLOT;
        self.row.captures.push(Capture { slot, round: 0, start: begin, end });
        let chunk = u32::try_from(self.row.chunks.len()).unwrap_or(NO_CHUNK);
        self.row.chunks.push((number, first..self.row.captures.len()));
        let last = self.units[anchor];
        self.row.push(Unit { kinds: kind, symbol: last.symbol, capital: last.capital }, begin, chunk);
        true
    }

    /// Takes over the units behind the last chunk.
    pub(super) fn end_chunks(&mut self) {
        for at in self.chunked()..self.units.len() {
            self.row.push(self.units[at], u32::try_from(at).unwrap_or(0), NO_CHUNK);
        }
        self.row.begins.push(u32::try_from(self.units.len()).unwrap_or(0));
    }

    /// The row that rules see.
    pub(super) fn row(&self) -> &[Unit] {
        &self.row.units
    }

    /// Calls `hit(row, start, end, captures)` for the longest match of each start; all in units of the row of chunks.
    pub(super) fn find(&mut self, program: &Program, mut hit: impl FnMut(&Row, u32, u32, &[Capture])) {
        for (start, unit) in (0u32..).zip(&self.row.units) {
            if program.first.as_ref().is_some_and(|f| !unit.can_be(f)) {
                continue;
            }
            let next = self.row.units.get(start as usize + 1);
            if program.second.as_ref().is_some_and(|s| !next.is_some_and(|n| n.can_be(s))) {
                continue;
            }
            if let Some(end) = self.walk.longest(program, &self.row.units, start) {
                hit(&self.row, start, end, &self.walk.best);
            }
        }
    }
}

impl Walk {
    /// The end of the longest match that begins at a unit; its captures are in `best`.
    fn longest(&mut self, program: &Program, units: &[Unit], start: u32) -> Option<u32> {
        let width = units.len() + 1;
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
                    if let Some(end) = self.walk(program, units, (op, at, iteration, ahead))
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
    fn walk(
        &mut self,
        program: &Program,
        units: &[Unit],
        (op, at, iteration, ahead): (u32, u32, u8, u32),
    ) -> Option<u32> {
        let width = units.len() + 1;
        let (mut op, mut at, mut iteration, mut ahead) = (op, at, iteration, ahead);
        loop {
            match program.ops[op as usize] {
                Op::Unit { check, slot } => {
                    let unit = units.get(at as usize)?;
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
                    let state = &mut self.seen[op as usize * width + at as usize];
                    if *state == self.round {
                        return None;
                    }
                    *state = self.round;
                    let unit = units.get(at as usize);
                    op = match (program.may_go_on(first, unit), program.may_go_on(second, unit)) {
                        (false, false) => return None,
                        (true, false) => first,
                        (false, true) => second,
                        (true, true) => {
                            self.stack.push(Job::Visit { op: second, at, iteration, ahead });
                            self.stack.push(Job::Truncate(self.captures.len()));
                            first
                        }
                    };
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
                    if at as usize != units.len() {
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

impl Unit {
    /// Whether it can be what is needed.
    pub(super) fn can_be(&self, need: &Need) -> bool {
        need.kinds.any(self.kinds) || need.words.has(self.symbol)
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
