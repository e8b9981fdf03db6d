//! List files -> rows of all tables, references still as written, or all their faults at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::{DateError, PartialDate};
use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;
use crate::text::normalize::{fold, slug, word_hash};

use super::entry::{Flags, Kind, Modifier};
use super::table::{self, Row, Source, Table, values};
use super::words::{self, WordSet};

/// A row of `people`, `roles`, `places` or `organizations`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NewEntry {
    pub(super) id: String,
    pub(super) kind: usize,
    pub(super) subkind: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) weak: Vec<String>,
    pub(super) forms: Vec<String>,
    pub(super) category: String,
    pub(super) scope: String,
    pub(super) seats: String,
    pub(super) rank: String,
    pub(super) country: String,
    pub(super) parent: String,
    pub(super) seat: String,
    pub(super) population: u32,
    pub(super) born: Option<PartialDate>,
    pub(super) died: Option<PartialDate>,
    pub(super) flags: Flags,
    pub(super) place: Place,
}

/// Where a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: u32,
}

impl Place {
    pub(super) fn fault(&self, message: String, help: &str) -> Diagnostic {
        Diagnostic { path: self.file.clone(), line: self.line, column: 0, message, help: help.to_owned() }
    }
}

/// A row of `positions`.
#[derive(Clone, Debug)]
pub(super) struct NewPosition {
    pub(super) person: String,
    pub(super) role: String,
    pub(super) of: String,
    pub(super) party: String,
    pub(super) start: Option<PartialDate>,
    pub(super) end: Option<PartialDate>,
    pub(super) as_of: Option<PartialDate>,
    pub(super) flags: Flags,
    pub(super) place: Place,
}

/// A row of `metonyms`.
#[derive(Clone, Debug)]
pub(super) struct NewMetonym {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) weak: Vec<String>,
    pub(super) refers_to: String,
    pub(super) flags: Flags,
    pub(super) place: Place,
}

/// A modifier, or a word of several words.
#[derive(Clone, Debug)]
pub(super) struct NewPhrase {
    pub(super) name: String,
    pub(super) set: WordSet,
    pub(super) modifier: Option<Modifier>,
    pub(super) flags: Flags,
}

/// All lists together.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) entries: Vec<NewEntry>,
    pub(super) positions: Vec<NewPosition>,
    pub(super) metonyms: Vec<NewMetonym>,
    pub(super) phrases: Vec<NewPhrase>,
    pub(super) words: BTreeMap<u64, WordSet>,
    /// Number of the group of spellings of a word.
    pub(super) groups: BTreeMap<u64, u32>,
    /// Short forms of given names with the full form.
    pub(super) nicknames: BTreeSet<[u64; 2]>,
}

/// Adds files to what is there already.
pub(super) fn read(lists: Lists, sources: &[Source<'_>]) -> Result<Lists, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut builder = Builder::new(lists);
    for source in sources {
        if let Some(table) = table::read(source, &mut faults) {
            builder.table(&table, &mut faults);
        }
    }
    faults.sort();
    if faults.is_empty() { Ok(builder.finish()) } else { Err(faults) }
}

struct Builder {
    lists: Lists,
    by_id: FastMap<String, usize>,
    by_name: FastMap<(usize, String), usize>,
    removed: Vec<bool>,
}

impl Builder {
    fn new(lists: Lists) -> Self {
        let mut builder =
            Builder { lists, by_id: FastMap::default(), by_name: FastMap::default(), removed: Vec::new() };
        builder.removed = vec![false; builder.lists.entries.len()];
        for (i, e) in builder.lists.entries.iter().enumerate() {
            builder.by_id.insert(e.id.clone(), i);
            builder.by_name.entry((e.kind, fold(&e.name).into_owned())).or_insert(i);
        }
        builder
    }

    fn table(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        match table.name {
            "people" => self.entries(table, Kind::Person, faults),
            "roles" => self.entries(table, Kind::Role, faults),
            "places" => self.entries(table, Kind::Place, faults),
            "organizations" => self.entries(table, Kind::Organization, faults),
            "positions" => self.positions(table, faults),
            "metonyms" => self.metonyms(table, faults),
            "modifiers" => self.modifiers(table, faults),
            "variants" => self.variants(table),
            _ => self.words(table, faults),
        }
    }

    fn entries(&mut self, table: &Table<'_>, kind: Kind, faults: &mut Vec<Diagnostic>) {
        let mut here: FastMap<String, u32> = FastMap::default();
        for row in &table.rows {
            let given_id = table.get(row, "id");
            if let Some(id) = given_id.strip_prefix('-') {
                match self.by_id.get(id) {
                    Some(&i) => self.removed[i] = true,
                    None => faults.push(table.fault(row, "id", format!("no row `{id}` to remove"), "check the id")),
                }
                continue;
            }
            if table.get(row, "name").is_empty() {
                faults.push(table.fault(row, "name", "no name".into(), "give the name, or remove the row"));
                continue;
            }
            let entry = new_entry(table, row, kind, faults);
            if let Some(first) = here.insert(entry.id.clone(), row.line) {
                let message = format!("id `{}` is also that of line {first}", entry.id);
                faults.push(table.fault(row, "id", message, "ids are unique: join the rows, or give another id"));
                continue;
            }
            if kind == Kind::Person {
                self.given_name(table, row, faults);
            }
            self.add(entry, !given_id.is_empty());
        }
    }

    /// Takes the given name of a person whose row says the gender: what "he" and "she" go back to follows from given names.
    fn given_name(&mut self, table: &Table<'_>, row: &Row<'_>, faults: &mut Vec<Diagnostic>) {
        let (gender, name) = (table.get(row, "gender"), table.get(row, "name"));
        if !matches!(gender, "" | "f" | "m") {
            faults.push(table.fault(
                row,
                "gender",
                format!("unknown gender `{gender}`"),
                "write f or m, or leave it empty",
            ));
        }
        let given = match (table.get(row, "given"), name.split_once(' ')) {
            ("", Some((first, _))) if !table.get(row, "family").starts_with(first) => first,
            (given, _) => given,
        };
        if !given.is_empty()
            && let Ok(set) = words::set_of("first", gender, std::iter::empty())
            && matches!(gender, "f" | "m")
        {
            self.word(given, set);
        }
    }

    /// A row with an explicit id replaces an earlier one; a row without adds its cells to a row of its name and kind.
    fn add(&mut self, entry: NewEntry, explicit: bool) {
        let name = (entry.kind, fold(&entry.name).into_owned());
        if explicit && let Some(&i) = self.by_id.get(&entry.id) {
            self.by_name.insert(name, i);
            self.lists.entries[i] = entry;
            self.removed[i] = false;
            return;
        }
        if !explicit && let Some(&i) = self.by_name.get(&name) {
            self.lists.entries[i].merge(entry);
            return;
        }
        let i = self.lists.entries.len();
        self.by_id.insert(entry.id.clone(), i);
        self.by_name.entry(name).or_insert(i);
        self.lists.entries.push(entry);
        self.removed.push(false);
    }

    fn positions(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        let as_of = table.as_of.as_ref().and_then(|d| d.parse().ok());
        for row in &table.rows {
            let (start, end) = (date(table, row, "start", faults), date(table, row, "end", faults));
            for name in ["person", "role"] {
                if table.get(row, name).is_empty() {
                    faults.push(table.fault(row, name, format!("no {name}"), "a position needs a person and a role"));
                }
            }
            if let (Some(s), Some(e)) = (start, end)
                && s.days().0 > e.days().1
            {
                let message = format!("ends ({e}) before it begins ({s})");
                faults.push(table.fault(row, "end", message, "check both dates"));
            }
            let cell = |name| table.get(row, name).to_owned();
            self.lists.positions.push(NewPosition {
                person: cell("person"),
                role: cell("role"),
                of: cell("of"),
                party: cell("party"),
                start,
                end,
                as_of,
                flags: flags(table, row, faults),
                place: table.place(row),
            });
        }
    }

    fn metonyms(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        for row in &table.rows {
            if table.get(row, "refers_to").is_empty() {
                let help = "say what the metonym stands for";
                faults.push(table.fault(row, "refers_to", "no `refers_to`".into(), help));
                continue;
            }
            self.lists.metonyms.push(NewMetonym {
                name: table.get(row, "name").to_owned(),
                aliases: table.list(row, "aliases"),
                weak: table.list(row, "weak"),
                refers_to: table.get(row, "refers_to").to_owned(),
                flags: flags(table, row, faults),
                place: table.place(row),
            });
        }
    }

    fn modifiers(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        for row in &table.rows {
            let class = table.get(row, "class");
            let Some((modifier, _)) = Modifier::ALL.into_iter().find(|m| m.1 == class) else {
                let help = format!("classes: {}", Modifier::ALL.map(|m| m.1).join(", "));
                faults.push(table.fault(row, "class", format!("unknown class `{class}`"), &help));
                continue;
            };
            let flags = flags(table, row, faults);
            for name in std::iter::once(table.get(row, "name")).chain(values(table.get(row, "aliases"))) {
                let (name, modifier) = (name.to_owned(), Some(modifier));
                self.lists.phrases.push(NewPhrase { name, set: WordSet::default(), modifier, flags });
            }
        }
    }

    fn words(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        for row in &table.rows {
            let flags = values(table.get(row, "flags"));
            match words::set_of(table.get(row, "kind"), table.get(row, "gender"), flags) {
                Ok(set) => self.word(table.get(row, "name"), set),
                Err(unknown) => {
                    let help = format!("kinds and flags of `{}` are listed in gazetteers/README.md", table.name);
                    faults.push(table.fault(row, "kind", format!("unknown kind or flag `{unknown}`"), &help));
                }
            }
        }
    }

    fn word(&mut self, name: &str, set: WordSet) {
        if name.contains([' ', '-']) {
            let (name, modifier) = (name.to_owned(), None);
            self.lists.phrases.push(NewPhrase { name, set, modifier, flags: Flags::default() });
            return;
        }
        let old = self.lists.words.entry(word_hash(name)).or_default();
        *old = old.with(set);
    }

    fn variants(&mut self, table: &Table<'_>) {
        for row in &table.rows {
            if table.get(row, "note") == "nickname" {
                let full = word_hash(table.get(row, "group"));
                self.lists.nicknames.extend(values(table.get(row, "spellings")).map(|short| [word_hash(short), full]));
                continue;
            }
            let names = || values(table.get(row, "spellings")).chain(values(table.get(row, "group")));
            let next = self.lists.groups.values().max().map_or(0, |g| g + 1);
            let known = names().find_map(|n| self.lists.groups.get(&word_hash(n)).copied());
            for name in names() {
                self.lists.groups.entry(word_hash(name)).or_insert(known.unwrap_or(next));
            }
        }
    }

    fn finish(mut self) -> Lists {
        let mut removed = self.removed.into_iter();
        self.lists.entries.retain(|_| !removed.next().unwrap_or(false));
        self.lists
    }
}

fn new_entry(table: &Table<'_>, row: &Row<'_>, kind: Kind, faults: &mut Vec<Diagnostic>) -> NewEntry {
    let cell = |name: &str| table.get(row, name).to_owned();
    let name = cell("name");
    let id = match table.get(row, "id") {
        "" => format!("{}{}", kind.prefix(), slug(&name)),
        id => id.to_owned(),
    };
    let population = table.get(row, "population");
    if !population.is_empty() && population.parse::<u32>().is_err() {
        let message = format!("population `{population}` is no whole number");
        faults.push(table.fault(row, "population", message, "write digits only"));
    }
    let (forms, parent, seat) = match kind {
        Kind::Person => ("family", "", ""),
        Kind::Role => ("plural", "broader", "of"),
        Kind::Place => ("demonyms", "parent", "capital"),
        Kind::Organization => ("", "parent", "place"),
    };
    NewEntry {
        id,
        kind: kind as usize,
        subkind: cell("kind"),
        name,
        aliases: table.list(row, "aliases"),
        weak: table.list(row, "weak"),
        forms: table.list(row, forms),
        category: cell("category"),
        scope: cell("scope"),
        seats: cell("seats"),
        rank: cell("rank"),
        country: cell("country"),
        parent: cell(parent),
        seat: cell(seat),
        population: population.parse().unwrap_or(0),
        born: date(table, row, "born", faults),
        died: date(table, row, "died", faults),
        flags: flags(table, row, faults),
        place: table.place(row),
    }
}

/// The flags of a row, by its table's closed set.
fn flags(table: &Table<'_>, row: &Row<'_>, faults: &mut Vec<Diagnostic>) -> Flags {
    let mut set = if table.user { Flags::USER } else { Flags::default() };
    for flag in values(table.get(row, "flags")) {
        match table::FLAGS.iter().find(|f| f.0 == table.name && f.1 == flag) {
            Some(known) => set = set.with(known.2),
            None => {
                let all: Vec<_> = table::FLAGS.iter().filter(|f| f.0 == table.name).map(|f| f.1).collect();
                let help = format!("flags of `{}`: {}", table.name, all.join(", "));
                faults.push(table.fault(row, "flags", format!("unknown flag `{flag}`"), &help));
            }
        }
    }
    set
}

fn date(table: &Table<'_>, row: &Row<'_>, column: &str, faults: &mut Vec<Diagnostic>) -> Option<PartialDate> {
    let cell = table.get(row, column);
    if cell.is_empty() {
        return None;
    }
    cell.parse()
        .map_err(|e: DateError| {
            faults.push(table.fault(row, column, e.to_string(), "leave the cell empty if the date is not known"));
        })
        .ok()
}

impl NewEntry {
    /// Fills cells that are empty here, and adds to lists.
    fn merge(&mut self, other: NewEntry) {
        for (to, from) in [
            (&mut self.category, other.category),
            (&mut self.scope, other.scope),
            (&mut self.seats, other.seats),
            (&mut self.rank, other.rank),
            (&mut self.country, other.country),
            (&mut self.parent, other.parent),
            (&mut self.seat, other.seat),
        ] {
            if to.is_empty() {
                *to = from;
            }
        }
        for (to, from) in
            [(&mut self.aliases, other.aliases), (&mut self.weak, other.weak), (&mut self.forms, other.forms)]
        {
            to.extend(from);
        }
        self.population = self.population.max(other.population);
        self.born = self.born.or(other.born);
        self.died = self.died.or(other.died);
    }
}
