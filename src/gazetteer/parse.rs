//! List files -> entries, positions, metonyms and word sets, or all their faults at once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::date::PartialDate;
use crate::base::diag::Diagnostic;
use crate::base::hash::FastMap;
use crate::text::normalize::fold;

use super::entry::{Details, Entry, Kind, Modifier};
use super::table::{self, Row, Source, Table, values};
use super::words::Words;

/// A row of `positions` before its references are resolved.
#[derive(Clone, Debug)]
pub(crate) struct RawPosition {
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) of: String,
    pub(crate) start: Option<PartialDate>,
    pub(crate) end: Option<PartialDate>,
    pub(crate) as_of: Option<PartialDate>,
    pub(crate) row: String,
    pub(crate) user: bool,
}

/// A row of `metonyms` before its reference is resolved.
#[derive(Clone, Debug)]
pub(crate) struct RawMetonym {
    pub(crate) name: String,
    pub(crate) refers_to: String,
    pub(crate) via: String,
    pub(crate) row: String,
}

/// All lists together, references still as written.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) entries: Vec<Entry>,
    pub(crate) positions: Vec<RawPosition>,
    pub(crate) metonyms: Vec<RawMetonym>,
    pub(crate) words: Words,
}

/// Reads all files; built-in ones come before the user's.
pub(crate) fn read(sources: &[Source<'_>]) -> Result<Lists, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut builder = Builder::default();
    for source in sources {
        if let Some(table) = table::read(source, &mut faults) {
            builder.table(&table, &mut faults);
        }
    }
    faults.sort();
    if faults.is_empty() { Ok(builder.finish()) } else { Err(faults) }
}

#[derive(Default)]
struct Builder {
    lists: Lists,
    /// Entry by id, and by kind and folded name.
    by_id: FastMap<String, usize>,
    by_name: FastMap<(Kind, String), usize>,
    removed: Vec<bool>,
}

impl Builder {
    fn table(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        match table.name {
            "people" => self.entries(table, Kind::Person, "p:", faults),
            "roles" => self.entries(table, Kind::Role, "r:", faults),
            "places" => self.entries(table, Kind::Place, "l:", faults),
            "organizations" => self.entries(table, Kind::Organization, "o:", faults),
            "positions" => self.positions(table, faults),
            "metonyms" => self.metonyms(table, faults),
            "modifiers" => self.modifiers(table, faults),
            "names" => self.names(table, faults),
            "variants" => self.variants(table),
            _ => self.words(table, faults),
        }
    }

    fn entries(&mut self, table: &Table<'_>, kind: Kind, prefix: &str, faults: &mut Vec<Diagnostic>) {
        let columns = Columns::of(table);
        let mut here: FastMap<String, u32> = FastMap::default();
        for row in &table.rows {
            let name = row.get(columns.name);
            let given_id = row.get(columns.id);
            if let Some(id) = given_id.strip_prefix('-') {
                match self.by_id.get(id) {
                    Some(&i) => self.removed[i] = true,
                    None => faults.push(table.fault(row, columns.id, format!("no row `{id}` to remove"), "check the id")),
                }
                continue;
            }
            if name.is_empty() {
                faults.push(table.fault(row, columns.name, "no name".into(), "give the name, or remove the row"));
                continue;
            }
            let Some(entry) = columns.entry(table, row, kind, prefix, faults) else { continue };
            if let Some(first) = here.insert(entry.id.clone(), row.line) {
                let message = format!("id `{}` is also that of line {first}", entry.id);
                faults.push(table.fault(row, columns.id, message, "ids are unique: join the rows, or give another id"));
                continue;
            }
            self.add(entry, !given_id.is_empty());
        }
    }

    /// A row with an explicit id replaces an earlier one; a row without adds its cells to a row of its name and kind.
    fn add(&mut self, entry: Entry, explicit: bool) {
        let name = (entry.kind, fold(&entry.name).into_owned());
        if explicit && let Some(&i) = self.by_id.get(&entry.id) {
            self.by_name.insert(name, i);
            self.lists.entries[i] = entry;
            self.removed[i] = false;
            return;
        }
        if !explicit && let Some(&i) = self.by_name.get(&name) {
            let old = &mut self.lists.entries[i];
            old.aliases.extend(entry.aliases);
            old.weak.extend(entry.weak);
            old.details.merge(entry.details);
            return;
        }
        let i = self.lists.entries.len();
        self.by_id.insert(entry.id.clone(), i);
        self.by_name.entry(name).or_insert(i);
        self.lists.entries.push(entry);
        self.removed.push(false);
    }

    fn positions(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        let column = |name| table.column(name);
        let (person, role, of) = (column("person"), column("role"), column("of"));
        let as_of = table.as_of.as_ref().and_then(|d| d.parse().ok());
        for row in &table.rows {
            let start = date(table, row, column("start"), faults);
            let end = date(table, row, column("end"), faults);
            for (name, at) in [("person", person), ("role", role)] {
                if row.get(at).is_empty() {
                    faults.push(table.fault(row, at, format!("no {name}"), "a position needs a person and a role"));
                }
            }
            if let (Some(s), Some(e)) = (start, end)
                && s.days().0 > e.days().1
            {
                faults.push(table.fault(row, column("end"), format!("ends ({e}) before it begins ({s})"), "check both dates"));
            }
            self.lists.positions.push(RawPosition {
                person: row.get(person).to_owned(),
                role: row.get(role).to_owned(),
                of: row.get(of).to_owned(),
                start,
                end,
                as_of,
                row: format!("{}:{}", table.path, row.line),
                user: table.user,
            });
        }
    }

    fn metonyms(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        let (name, refers) = (table.column("name"), table.column("refers_to"));
        for row in &table.rows {
            if row.get(refers).is_empty() {
                faults.push(table.fault(row, refers, "no `refers_to`".into(), "say what the metonym stands for"));
                continue;
            }
            self.lists.metonyms.push(RawMetonym {
                name: row.get(name).to_owned(),
                refers_to: row.get(refers).to_owned(),
                via: row.get(table.column("via")).to_owned(),
                row: format!("{}:{}", table.path, row.line),
            });
        }
    }

    fn modifiers(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        let (name, class) = (table.column("name"), table.column("class"));
        for row in &table.rows {
            let modifier = match row.get(class) {
                "past" => Modifier::Past,
                "acting" => Modifier::Acting,
                "elect" => Modifier::Elect,
                "candidate" => Modifier::Candidate,
                "deputy" => Modifier::Deputy,
                "joint" => Modifier::Joint,
                "honorary" => Modifier::Honorary,
                "shadow" => Modifier::Shadow,
                "neutral" => Modifier::Neutral,
                other => {
                    let help = "classes: past, acting, elect, candidate, deputy, joint, honorary, shadow, neutral";
                    faults.push(table.fault(row, class, format!("unknown class `{other}`"), help));
                    continue;
                }
            };
            self.lists.words.modifiers.push((row.get(name).to_owned(), modifier));
        }
    }

    fn names(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        let (name, kind) = (table.column("name"), table.column("kind"));
        let (gender, flag) = (table.column("gender"), table.column("flag"));
        for row in &table.rows {
            if !self.lists.words.add_name(row.get(name), row.get(kind), row.get(gender), row.get(flag)) {
                let message = format!("unknown kind `{}`", row.get(kind));
                faults.push(table.fault(row, kind, message, "kinds of names: first, last, particle"));
            }
        }
    }

    fn variants(&mut self, table: &Table<'_>) {
        let spellings = table.column("spellings");
        for row in &table.rows {
            self.lists.words.add_variants(values(row.get(spellings)));
        }
    }

    fn words(&mut self, table: &Table<'_>, faults: &mut Vec<Diagnostic>) {
        let (name, kind) = (table.column("name"), table.column("kind"));
        for row in &table.rows {
            if !self.lists.words.add_word(row.get(name), row.get(kind)) {
                let message = format!("unknown kind `{}`", row.get(kind));
                let help = format!("kinds of words: {}", super::words::WORD_KINDS.map(|k| k.0).join(", "));
                faults.push(table.fault(row, kind, message, &help));
            }
        }
    }

    fn finish(mut self) -> Lists {
        let mut removed = self.removed.into_iter();
        self.lists.entries.retain(|_| !removed.next().unwrap_or(false));
        self.lists
    }
}

/// Positions of the columns that entries use.
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    kind: Option<usize>,
    aliases: Option<usize>,
    weak: Option<usize>,
    own: BTreeMap<&'static str, usize>,
}

impl Columns {
    fn of(table: &Table<'_>) -> Self {
        let own = table::table_of(table.path).map_or(&[][..], |t| t.1);
        Columns {
            id: table.column("id"),
            name: table.column("name"),
            kind: table.column("kind"),
            aliases: table.column("aliases"),
            weak: table.column("weak"),
            own: own.iter().filter_map(|&c| Some((c, table.column(c)?))).collect(),
        }
    }

    fn entry(
        &self,
        table: &Table<'_>,
        row: &Row<'_>,
        kind: Kind,
        prefix: &str,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Entry> {
        let cell = |name: &str| row.get(self.own.get(name).copied()).to_owned();
        let name = row.get(self.name).to_owned();
        let id = match row.get(self.id) {
            "" => format!("{prefix}{}", crate::text::normalize::slug(&name)),
            id => id.to_owned(),
        };
        let list = |at| values(row.get(at)).map(str::to_owned).collect::<Vec<_>>();
        let population = cell("population");
        let population = match population.parse() {
            Ok(n) => n,
            Err(_) if population.is_empty() => 0,
            Err(_) => {
                let at = self.own.get("population").copied();
                faults.push(table.fault(row, at, format!("population `{population}` is no whole number"), "write digits only"));
                return None;
            }
        };
        let details = Details {
            plural: cell("plural"),
            category: cell("category"),
            scope: cell("scope"),
            seats: cell("seats"),
            rank: cell("rank"),
            broader: cell("broader"),
            seeks: cell("seeks"),
            country: cell("country"),
            parent: cell("parent"),
            population,
            demonyms: values(&cell("demonyms")).map(str::to_owned).collect(),
            family: cell("family"),
            given: cell("given"),
            gender: cell("gender"),
            born: date(table, row, self.own.get("born").copied(), faults),
            died: date(table, row, self.own.get("died").copied(), faults),
        };
        Some(Entry {
            id,
            kind,
            subkind: row.get(self.kind).to_owned(),
            name,
            aliases: list(self.aliases),
            weak: list(self.weak),
            details,
            row: format!("{}:{}", table.path, row.line),
        })
    }
}

fn date(table: &Table<'_>, row: &Row<'_>, column: Option<usize>, faults: &mut Vec<Diagnostic>) -> Option<PartialDate> {
    let cell = row.get(column);
    if cell.is_empty() {
        return None;
    }
    match cell.parse() {
        Ok(d) => Some(d),
        Err(e) => {
            let e: crate::base::date::DateError = e;
            faults.push(table.fault(row, column, e.to_string(), "leave the cell empty if the date is not known"));
            None
        }
    }
}

impl Details {
    /// Fills cells that are empty here, and adds to lists.
    fn merge(&mut self, other: Details) {
        let fill = |to: &mut String, from: String| {
            if to.is_empty() {
                *to = from;
            }
        };
        fill(&mut self.plural, other.plural);
        fill(&mut self.category, other.category);
        fill(&mut self.scope, other.scope);
        fill(&mut self.seats, other.seats);
        fill(&mut self.rank, other.rank);
        fill(&mut self.broader, other.broader);
        fill(&mut self.seeks, other.seeks);
        fill(&mut self.country, other.country);
        fill(&mut self.parent, other.parent);
        fill(&mut self.family, other.family);
        fill(&mut self.given, other.given);
        fill(&mut self.gender, other.gender);
        self.population = self.population.max(other.population);
        self.demonyms.extend(other.demonyms);
        self.born = self.born.or(other.born);
        self.died = self.died.or(other.died);
    }
}

/// Makes a source from borrowed built-in text.
pub(crate) fn builtin_source(path: &str, text: &'static str) -> Source<'static> {
    Source { path: path.to_owned(), text: Cow::Borrowed(text), user: false }
}
