//! References between rows: cells that hold the id or the name of another row.

use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;
use crate::text::normalize::{fold, slug};

use super::entry::{Flags, Kind, NONE};
use super::parse::{Lists, NewEntry, NewMetonym, Place};

/// What the cells of all rows refer to, as indices of entries.
pub(super) struct Refs {
    /// Country, parent and seat of each entry.
    pub(super) of_entry: Vec<[u32; 3]>,
    /// Person, role, scope and party of each position.
    pub(super) of_position: Vec<[u32; 4]>,
    /// Pairs of a metonym and what it stands for, sorted.
    pub(super) stands_for: Vec<[u32; 2]>,
}

/// Resolves all references; names in no list become rows of their own.
pub(super) fn resolve(lists: &mut Lists, faults: &mut Vec<Diagnostic>) -> Refs {
    let mut r = Resolver { by_id: FastMap::default(), by_name: FastMap::default(), faults };
    for (i, e) in (0u32..).zip(&lists.entries) {
        r.add(i, e);
    }
    let entries = &mut lists.entries;
    let mut of_position = Vec::with_capacity(lists.positions.len());
    let bodies: &[Kind] = &[Kind::Place, Kind::Organization];
    for p in &lists.positions {
        let of = [
            (&p.person, &[Kind::Person] as &[Kind]),
            (&p.role, &[Kind::Role]),
            (&p.of, bodies),
            (&p.party, &[Kind::Organization]),
        ];
        of_position.push(of.map(|(text, kinds)| r.find_or_add(text, kinds, entries, &p.place)));
    }
    let mut stands_for = Vec::new();
    for m in &lists.metonyms {
        let from = r.metonym(m, entries);
        let to = r.find_or_add(&m.refers_to, bodies, entries, &m.place);
        if from != to && to != NONE {
            stands_for.push([from, to]);
        }
    }
    stands_for.sort_unstable();
    stands_for.dedup_by_key(|s| s[0]);
    let mut of_entry = Vec::with_capacity(entries.len());
    for e in entries.iter() {
        let is = |kind: Kind| e.kind == kind as usize;
        let parent: &[Kind] = if is(Kind::Role) { &[Kind::Role] } else { &[Kind::Organization, Kind::Place] };
        let seat: &[Kind] = if is(Kind::Role) { bodies } else { &[Kind::Place] };
        let cells = [(&e.country, &[Kind::Place] as &[Kind]), (&e.parent, parent), (&e.seat, seat)];
        of_entry.push(cells.map(|(text, kinds)| r.find(text, kinds, entries, &e.place).unwrap_or(NONE)));
    }
    Refs { of_entry, of_position, stands_for }
}

struct Resolver<'a> {
    by_id: FastMap<String, u32>,
    by_name: FastMap<String, Vec<u32>>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn add(&mut self, index: u32, entry: &NewEntry) {
        self.by_id.insert(entry.id.clone(), index);
        self.by_name.entry(fold(&entry.name).into_owned()).or_default().push(index);
    }

    /// The row that `text` names: by id, else by name among `kinds`. A user's row goes before a built-in one, a country before a
    /// region before the largest city. Several that fit equally are a fault.
    fn find(&mut self, text: &str, kinds: &[Kind], entries: &[NewEntry], place: &Place) -> Option<u32> {
        // A cell with several references counts by its first.
        let text = text.split('|').next().unwrap_or_default();
        if text.is_empty() {
            return None;
        }
        if let Some(&i) = self.by_id.get(text) {
            return Some(i);
        }
        let rank = |i: u32| {
            let e = &entries[i as usize];
            let order = match e.subkind.as_str() {
                "country" => 0,
                "territory" => 1,
                "historical" | "region" => 2,
                _ => 3,
            };
            let kind = kinds.iter().position(|&k| k as usize == e.kind);
            (!e.flags.has(Flags::USER), kind, order, std::cmp::Reverse(e.population))
        };
        let named = self.by_name.get(fold(text).as_ref()).into_iter().flatten().copied();
        let mut found: Vec<u32> = named.filter(|&i| rank(i).1.is_some()).collect();
        found.sort_by_key(|&i| (rank(i), i));
        if let [first, second, ..] = found[..]
            && rank(first) == rank(second)
        {
            let ids: Vec<_> = found.iter().map(|&i| entries[i as usize].id.as_str()).collect();
            let message = format!("`{text}` fits several rows: {}", ids.join(", "));
            self.faults.push(place.fault(message, "write one of these ids instead of the name"));
        }
        found.first().copied()
    }

    /// Like `find`; a name that stands in no list becomes a row of its own. `NONE` for an empty cell.
    fn find_or_add(&mut self, text: &str, kinds: &[Kind], entries: &mut Vec<NewEntry>, place: &Place) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        if let Some(i) = self.find(text, kinds, entries, place) {
            return i;
        }
        let kind = if kinds.contains(&Kind::Organization) { Kind::Organization } else { kinds[0] };
        let id = format!("{}{}", kind.prefix(), slug(text));
        let name = text.to_owned();
        let new = NewEntry { id, kind: kind as usize, name, place: place.clone(), ..NewEntry::default() };
        self.push(new, entries)
    }

    fn push(&mut self, entry: NewEntry, entries: &mut Vec<NewEntry>) -> u32 {
        let index = u32::try_from(entries.len()).expect("internal: fewer than 2^32 rows");
        self.add(index, &entry);
        entries.push(entry);
        index
    }

    /// The row of a metonym: the place or body of that name, else a body of its own.
    fn metonym(&mut self, m: &NewMetonym, entries: &mut Vec<NewEntry>) -> u32 {
        if let Some(i) = self.find(&m.name, &[Kind::Organization, Kind::Place], entries, &m.place) {
            return i;
        }
        let new = NewEntry {
            id: format!("{}{}", Kind::Organization.prefix(), slug(&m.name)),
            kind: Kind::Organization as usize,
            name: m.name.clone(),
            aliases: m.aliases.clone(),
            weak: m.weak.clone(),
            flags: m.flags,
            place: m.place.clone(),
            ..NewEntry::default()
        };
        self.push(new, entries)
    }
}
