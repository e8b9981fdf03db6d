//! Which programs can begin at which unit: asked before any is walked, with one operation on sets for all programs at once.

use super::kind::Kinds;
use super::program::{Need, Program};
use super::run::Unit;

/// For each kind and each symbol a set of numbers.
#[derive(Debug, Default)]
struct Table {
    /// Words of a set.
    width: usize,
    /// The sets of the kinds, bit by bit, and behind them those of the symbols.
    sets: Vec<u64>,
}

/// Bits of [`Kinds`].
const KINDS: usize = 32;

impl Table {
    /// A table of the needs that `needs` gives with their numbers.
    fn new<'a>(numbers: usize, symbols: usize, needs: impl Iterator<Item = (usize, &'a Need)>) -> Self {
        let width = numbers.div_ceil(64).max(1);
        let mut table = Table { width, sets: vec![0; (KINDS + symbols) * width] };
        for (number, need) in needs {
            let (word, bit) = (number / 64, 1 << (number % 64));
            for kind in (0..KINDS).filter(|k| need.kinds.any(Kinds(1 << k))) {
                table.sets[kind * width + word] |= bit;
            }
            for symbol in need.words.iter() {
                table.sets[(KINDS + symbol) * width + word] |= bit;
            }
        }
        table
    }

    /// Adds to `set` the numbers whose need a unit meets.
    fn add(&self, unit: &Unit, set: &mut [u64]) {
        let mut kinds = unit.kinds.0;
        while kinds != 0 {
            self.join(kinds.trailing_zeros() as usize, set);
            kinds &= kinds - 1;
        }
        if unit.symbol != 0 {
            self.join(KINDS + usize::from(unit.symbol), set);
        }
    }

    fn join(&self, row: usize, set: &mut [u64]) {
        let from = &self.sets[row * self.width..][..self.width];
        for (a, b) in set.iter_mut().zip(from) {
            *a |= b;
        }
    }
}

/// What the programs of a rule set ask of a row.
#[derive(Debug, Default)]
pub(super) struct Prefilter {
    /// Programs by their first unit.
    first: Table,
    /// Programs whose first unit can be any.
    any_first: Vec<u64>,
    /// Programs by their second unit.
    second: Table,
    any_second: Vec<u64>,
    /// Numbers of needs.
    needs: Table,
    /// The needs of each program.
    needed: Vec<u64>,
}

/// Buffers of [`Prefilter::starts`].
#[derive(Debug, Default)]
pub(super) struct Sets {
    present: Vec<u64>,
    possible: Vec<u64>,
    here: Vec<u64>,
    next: Vec<u64>,
}

impl Prefilter {
    pub(super) fn new<'a>(programs: impl Iterator<Item = &'a Program> + Clone, symbols: usize) -> Self {
        let count = programs.clone().count();
        let mut needs: Vec<&Need> = Vec::new();
        let number = |need: &'a Need, needs: &mut Vec<&'a Need>| {
            needs.iter().position(|n| *n == need).unwrap_or_else(|| {
                needs.push(need);
                needs.len() - 1
            })
        };
        let of_program: Vec<Vec<usize>> =
            programs.clone().map(|p| p.needs.iter().map(|n| number(n, &mut needs)).collect()).collect();
        let needs = Table::new(needs.len(), symbols, needs.iter().copied().enumerate());
        let mut needed = vec![0; count * needs.width];
        for (program, all) in of_program.iter().enumerate() {
            all.iter().for_each(|n| needed[program * needs.width + n / 64] |= 1 << (n % 64));
        }
        let given = |of: fn(&Program) -> &Option<Need>| {
            let some = programs.clone().enumerate().filter_map(|(i, p)| Some((i, of(p).as_ref()?)));
            let table = Table::new(count, symbols, some);
            let mut any = vec![0u64; table.width];
            for (i, _) in programs.clone().enumerate().filter(|(_, p)| of(p).is_none()) {
                any[i / 64] |= 1 << (i % 64);
            }
            (table, any)
        };
        let (first, any_first) = given(|p| &p.first);
        let (second, any_second) = given(|p| &p.second);
        Prefilter { first, any_first, second, any_second, needs, needed }
    }

    /// Calls `start(unit, program)` for every unit at which a program may begin.
    pub(super) fn starts(&self, units: &[Unit], sets: &mut Sets, mut start: impl FnMut(usize, usize)) {
        zero(&mut sets.present, self.needs.width);
        units.iter().for_each(|u| self.needs.add(u, &mut sets.present));
        zero(&mut sets.possible, self.first.width);
        for (program, needed) in self.needed.chunks_exact(self.needs.width).enumerate() {
            if needed.iter().zip(&sets.present).all(|(n, p)| n & !p == 0) {
                sets.possible[program / 64] |= 1 << (program % 64);
            }
        }
        if sets.possible.iter().all(|&w| w == 0) {
            return;
        }
        for (at, unit) in units.iter().enumerate() {
            refill(&mut sets.here, &self.any_first);
            self.first.add(unit, &mut sets.here);
            and(&mut sets.here, &sets.possible);
            if sets.here.iter().all(|&w| w == 0) {
                continue;
            }
            refill(&mut sets.next, &self.any_second);
            if let Some(next) = units.get(at + 1) {
                self.second.add(next, &mut sets.next);
            }
            and(&mut sets.here, &sets.next);
            for (word, &bits) in sets.here.iter().enumerate() {
                let mut bits = bits;
                while bits != 0 {
                    start(at, word * 64 + bits.trailing_zeros() as usize);
                    bits &= bits - 1;
                }
            }
        }
    }
}

fn zero(set: &mut Vec<u64>, width: usize) {
    set.clear();
    set.resize(width, 0);
}

fn refill(set: &mut Vec<u64>, with: &[u64]) {
    set.clear();
    set.extend_from_slice(with);
}

fn and(set: &mut [u64], with: &[u64]) {
    for (a, b) in set.iter_mut().zip(with) {
        *a &= b;
    }
}
