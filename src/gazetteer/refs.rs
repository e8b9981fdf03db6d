//! References between rows: cells that hold the id or the name of another row.

use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;

use super::entry::{Details, Entry, Kind, Position};
use super::index::name_key;
use super::parse::Lists;

/// Finds rows by id or name.
pub(crate) struct Resolver {
    by_id: FastMap<String, u32>,
    by_name: FastMap<String, Vec<u32>>,
}

impl Resolver {
    pub(crate) fn new(entries: &[Entry]) -> Self {
        let mut r = Resolver { by_id: FastMap::default(), by_name: FastMap::default() };
        for (i, e) in (0u32..).zip(entries) {
            r.add(i, e);
        }
        r
    }

    fn add(&mut self, index: u32, entry: &Entry) {
        self.by_id.insert(entry.id.clone(), index);
        self.by_name.entry(name_key(&entry.name)).or_default().push(index);
    }

    pub(crate) fn into_maps(self) -> (FastMap<String, u32>, FastMap<String, Vec<u32>>) {
        (self.by_id, self.by_name)
    }

    /// The row that `text` names: by id, else by name among `kinds`; a country before a region before the largest city.
    /// `Err` lists the ids of several that fit equally.
    fn find(&self, text: &str, kinds: &[Kind], entries: &[Entry]) -> Result<Option<u32>, String> {
        if let Some(&i) = self.by_id.get(text) {
            return Ok(Some(i));
        }
        let fits = |i: &u32| kinds.contains(&entries[*i as usize].kind);
        let mut found: Vec<u32> =
            self.by_name.get(&name_key(text)).into_iter().flatten().copied().filter(fits).collect();
        if found.is_empty() {
            let alias = |e: &Entry| kinds.contains(&e.kind) && e.aliases.iter().any(|a| a == text);
            found = (0u32..).zip(entries).filter(|(_, e)| alias(e)).map(|(i, _)| i).collect();
        }
        let rank = |i: u32| {
            let e = &entries[i as usize];
            let order = match e.subkind.as_str() {
                "country" => 0,
                "territory" => 1,
                "historical" | "region" => 2,
                _ => 3,
            };
            (kinds.iter().position(|&k| k == e.kind), order, std::cmp::Reverse(e.details.population))
        };
        found.sort_by_key(|&i| (rank(i), i));
        match found[..] {
            [] => Ok(None),
            [first, second, ..] if rank(first) == rank(second) => {
                let ids: Vec<_> = found.iter().map(|&i| entries[i as usize].id.as_str()).collect();
                Err(ids.join(", "))
            }
            [first, ..] => Ok(Some(first)),
        }
    }

    /// Like `find`; a name that stands in no list becomes a row of its own.
    fn find_or_add(&mut self, text: &str, kinds: &[Kind], entries: &mut Vec<Entry>, row: &str) -> Result<u32, String> {
        if let Some(i) = self.find(text, kinds, entries)? {
            return Ok(i);
        }
        let kind = kinds[0];
        let prefix = match kind {
            Kind::Person => "p:",
            Kind::Role => "r:",
            Kind::Place => "l:",
            Kind::Organization => "o:",
        };
        let entry = Entry {
            id: format!("{prefix}{}", crate::text::normalize::slug(text)),
            kind,
            subkind: String::new(),
            name: text.to_owned(),
            aliases: Vec::new(),
            weak: Vec::new(),
            details: Details::default(),
            row: row.to_owned(),
        };
        let index = u32::try_from(entries.len()).expect("internal: fewer than 2^32 entries");
        self.add(index, &entry);
        entries.push(entry);
        Ok(index)
    }
}

/// Resolves positions and metonyms, and brings the reference cells of entries to ids.
pub(crate) fn resolve(
    lists: &mut Lists,
    resolver: &mut Resolver,
    faults: &mut Vec<Diagnostic>,
) -> (Vec<Position>, FastMap<u32, u32>) {
    let mut ambiguous = |row: &str, text: &str, ids: String| {
        let (path, line) = row.rsplit_once(':').unwrap_or((row, "0"));
        faults.push(Diagnostic {
            path: path.to_owned(),
            line: line.parse().unwrap_or(0),
            column: 0,
            message: format!("`{text}` fits several rows: {ids}"),
            help: "write one of these ids instead of the name".into(),
        });
    };
    let mut positions = Vec::new();
    for p in std::mem::take(&mut lists.positions) {
        let entries = &mut lists.entries;
        let mut find = |text: &str, kinds: &[Kind]| {
            resolver.find_or_add(text, kinds, entries, &p.row).map_err(|ids| ambiguous(&p.row, text, ids)).ok()
        };
        let (Some(person), Some(role)) = (find(&p.person, &[Kind::Person]), find(&p.role, &[Kind::Role])) else { continue };
        let of = if p.of.is_empty() { None } else { find(&p.of, &[Kind::Organization, Kind::Place]) };
        positions.push(Position { person, role, of, start: p.start, end: p.end, as_of: p.as_of, row: p.row, user: p.user });
    }
    let mut stands_for = FastMap::default();
    for m in std::mem::take(&mut lists.metonyms) {
        let mut find = |text: &str, kinds: &[Kind]| {
            resolver.find_or_add(text, kinds, &mut lists.entries, &m.row).map_err(|ids| ambiguous(&m.row, text, ids)).ok()
        };
        let target = find(&m.refers_to, &[Kind::Place, Kind::Organization]);
        // A capital stays a place; any other metonym is a body of its own that stands for its country or body.
        let kinds: &[Kind] =
            if m.via == "capital" { &[Kind::Place] } else { &[Kind::Organization, Kind::Place] };
        if let (Some(from), Some(to)) = (find(&m.name, kinds), target)
            && from != to
        {
            stands_for.insert(from, to);
        }
    }
    for i in 0..lists.entries.len() {
        for cell in [CellOf::Country, CellOf::Parent, CellOf::Broader, CellOf::Seeks] {
            let text = cell.get(&mut lists.entries[i].details).clone();
            if text.is_empty() || resolver.by_id.contains_key(&text) {
                continue;
            }
            let kinds: &[Kind] = match cell {
                CellOf::Country => &[Kind::Place],
                CellOf::Parent => &[Kind::Place, Kind::Organization],
                CellOf::Broader | CellOf::Seeks => &[Kind::Role],
            };
            match resolver.find(&text, kinds, &lists.entries) {
                Ok(Some(to)) => *cell.get(&mut lists.entries[i].details) = lists.entries[to as usize].id.clone(),
                Ok(None) => {}
                Err(ids) => ambiguous(&lists.entries[i].row, &text, ids),
            }
        }
    }
    (positions, stands_for)
}

/// The cells of an entry that refer to another.
#[derive(Clone, Copy)]
enum CellOf {
    Country,
    Parent,
    Broader,
    Seeks,
}

impl CellOf {
    fn get(self, details: &mut Details) -> &mut String {
        match self {
            CellOf::Country => &mut details.country,
            CellOf::Parent => &mut details.parent,
            CellOf::Broader => &mut details.broader,
            CellOf::Seeks => &mut details.seeks,
        }
    }
}
