//! Which programs can match in a row at all: asked for all programs at once, before any is walked.

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
    /// Numbers of needs by what meets them.
    needs: Table,
    /// The needs of each program.
    needed: Vec<u64>,
}

impl Prefilter {
    pub(super) fn new<'a>(programs: impl Iterator<Item = &'a Program> + Clone, symbols: usize) -> Self {
        let mut needs: Vec<&Need> = Vec::new();
        let mut number = |need: &'a Need| {
            needs.iter().position(|n| *n == need).unwrap_or_else(|| {
                needs.push(need);
                needs.len() - 1
            })
        };
        let of_program: Vec<Vec<usize>> = programs.map(|p| p.needs.iter().map(&mut number).collect()).collect();
        let needs = Table::new(needs.len(), symbols, needs.iter().copied().enumerate());
        let mut needed = vec![0; of_program.len() * needs.width];
        for (program, all) in of_program.iter().enumerate() {
            all.iter().for_each(|n| needed[program * needs.width + n / 64] |= 1 << (n % 64));
        }
        Prefilter { needs, needed }
    }

    /// The numbers of the programs of which each need is met by some unit; `present` is a buffer.
    pub(super) fn possible<'a>(
        &'a self,
        units: &[Unit],
        present: &'a mut Vec<u64>,
    ) -> impl Iterator<Item = usize> + use<'a> {
        present.clear();
        present.resize(self.needs.width, 0);
        let mut kinds = units.iter().fold(0, |all, u| all | u.kinds.0);
        while kinds != 0 {
            self.needs.join(kinds.trailing_zeros() as usize, present);
            kinds &= kinds - 1;
        }
        for symbol in units.iter().map(|u| u.symbol).filter(|&s| s != 0) {
            self.needs.join(KINDS + usize::from(symbol), present);
        }
        let programs = self.needed.chunks_exact(self.needs.width).enumerate();
        let met = |needed: &[u64], present: &[u64]| needed.iter().zip(present).all(|(n, p)| n & !p == 0);
        programs.filter(move |(_, needed)| met(needed, present)).map(|(program, _)| program)
    }
}
