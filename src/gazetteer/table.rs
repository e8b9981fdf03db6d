//! Reads one list file into rows of named cells, with every fault in its place.

use std::borrow::Cow;

use crate::base::diag::Diagnostic;

use super::entry::Flags;
use super::parse::Place;

/// A list file as text.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// Name as the user knows it; the part of the file name before the first dot picks the table.
    pub path: String,
    /// Content.
    pub text: Cow<'a, str>,
    /// Whether a user gave it: user rows win over built-in ones.
    pub user: bool,
}

/// The tables of the contract (section 5), with their columns.
pub const TABLES: &[(&str, &[&str])] = &[
    ("people", &["given", "family", "gender", "country", "born", "died"]),
    ("roles", &["plural", "category", "scope", "of", "seats", "rank", "broader"]),
    ("places", &["country", "parent", "population", "demonyms", "capital"]),
    ("organizations", &["country", "place", "parent"]),
    ("positions", &["person", "role", "of", "start", "end", "party"]),
    ("metonyms", &["refers_to", "via"]),
    ("modifiers", &["class"]),
    ("names", &["gender"]),
    ("variants", &["group", "spellings"]),
    ("words", &[]),
];

const COMMON: &[&str] = &["id", "name", "kind", "aliases", "weak", "flags", "xref", "note"];

/// The flags of each table that end up in [`Flags`]; those of `names` and `words` are word sets.
pub(super) const FLAGS: &[(&str, &str, Flags)] = &[
    ("people", "weak-name", Flags::WEAK_NAME),
    ("places", "weak-name", Flags::WEAK_NAME),
    ("organizations", "weak-name", Flags::WEAK_NAME),
    ("metonyms", "weak-name", Flags::WEAK_NAME),
    ("roles", "needs-name", Flags::NEEDS_NAME),
    ("roles", "head-word", Flags::HEAD_WORD),
    ("roles", "label", Flags::LABEL),
    ("roles", "also-name", Flags::ALSO_NAME),
    ("roles", "candidate", Flags::CANDIDATE),
    ("modifiers", "after", Flags::AFTER),
    ("modifiers", "prefix", Flags::PREFIX),
    ("modifiers", "suffix", Flags::SUFFIX),
    ("modifiers", "needs-determiner", Flags::NEEDS_DETERMINER),
    ("modifiers", "acting", Flags::ACTING),
    ("positions", "acting", Flags::ACTING),
];

/// One row: its line and its cells, in the order of the table's columns.
pub(super) struct Row<'a> {
    pub(super) line: u32,
    cells: Vec<Cow<'a, str>>,
}

/// A list file cut into rows.
pub(super) struct Table<'a> {
    pub(super) name: &'static str,
    path: &'a str,
    pub(super) user: bool,
    /// `# as-of:` comment, as written.
    pub(super) as_of: Option<String>,
    columns: Vec<String>,
    pub(super) rows: Vec<Row<'a>>,
}

impl Table<'_> {
    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// A cell; empty if the file has no such column.
    pub(super) fn get<'r>(&self, row: &'r Row<'_>, column: &str) -> &'r str {
        self.column(column).and_then(|c| row.cells.get(c)).map_or("", |c| c.trim())
    }

    /// The values of a cell that holds several.
    pub(super) fn list(&self, row: &Row<'_>, column: &str) -> Vec<String> {
        values(self.get(row, column)).map(str::to_owned).collect()
    }

    /// Where a row stands.
    pub(super) fn place(&self, row: &Row<'_>) -> Place {
        Place { file: self.path.to_owned(), line: row.line }
    }

    /// A fault of one cell.
    pub(super) fn fault(&self, row: &Row<'_>, column: &str, message: String, help: &str) -> Diagnostic {
        let before = |c: usize| row.cells.iter().take(c).map(|x| x.chars().count() + 1).sum::<usize>() + 1;
        let column = self.column(column).map_or(0, before);
        let column = u32::try_from(column).unwrap_or(0);
        Diagnostic { path: self.path.to_owned(), line: row.line, column, message, help: help.to_owned() }
    }
}

/// Values of a cell that holds several.
pub(super) fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|v| !v.is_empty())
}

/// The table that a file's name picks.
pub(super) fn table_of(path: &str) -> Option<(&'static str, &'static [&'static str])> {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.split('.').next().unwrap_or(file);
    TABLES.iter().find(|(name, _)| *name == stem).copied()
}

/// Cuts a file into rows; faults are added to `faults` and their rows left out.
pub(super) fn read<'a>(source: &'a Source<'_>, faults: &mut Vec<Diagnostic>) -> Option<Table<'a>> {
    let path = source.path.as_str();
    let fault = |line: usize, column: usize, message: String, help: &str| Diagnostic {
        path: path.to_owned(),
        line: u32::try_from(line).unwrap_or(0),
        column: u32::try_from(column).unwrap_or(0),
        message,
        help: help.to_owned(),
    };
    let Some((name, own)) = table_of(path) else {
        let known: Vec<_> = TABLES.iter().map(|t| t.0).collect();
        let help = format!("name the file after its table, as in people.mine.tsv; tables: {}", known.join(", "));
        faults.push(fault(0, 0, "the file name picks no table".into(), &help));
        return None;
    };
    let mut table = Table { name, path, user: source.user, as_of: None, columns: Vec::new(), rows: Vec::new() };
    let extension = path.rsplit('.').next().unwrap_or_default();
    if extension == "txt" {
        table.columns.push("name".into());
    }
    let lines: Vec<(usize, Vec<Cow<'a, str>>)> = if extension == "csv" {
        csv_lines(source, faults)
    } else {
        let keep = |l: &&str| !l.trim().is_empty();
        let body = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
        body.lines()
            .enumerate()
            .filter(|(_, l)| keep(l))
            .map(|(i, l)| (i + 1, l.trim_end_matches('\r').split('\t').map(Cow::Borrowed).collect()))
            .collect()
    };
    for (line, cells) in lines {
        if cells[0].starts_with('#') {
            if let Some(date) = cells[0].trim_start_matches('#').trim().strip_prefix("as-of:") {
                table.as_of = Some(date.trim().to_owned());
            }
            continue;
        }
        if table.columns.is_empty() {
            for (i, c) in cells.iter().enumerate() {
                let c = c.trim();
                if !COMMON.contains(&c) && !own.contains(&c) {
                    let all = COMMON.iter().chain(own).copied().collect::<Vec<_>>().join(", ");
                    let help =
                        format!("columns of `{name}`: {all}; the first line that is no comment names the columns");
                    faults.push(fault(line, i + 1, format!("unknown column `{c}`"), &help));
                }
                table.columns.push(c.to_owned());
            }
            continue;
        }
        if cells.len() > table.columns.len() {
            let (have, want) = (cells.len(), table.columns.len());
            let help = "one tab (or comma) between cells; `|` between values in a cell";
            faults.push(fault(line, 1, format!("{have} cells, but the header names {want} columns"), help));
            continue;
        }
        table.rows.push(Row { line: u32::try_from(line).unwrap_or(0), cells });
    }
    let key = match name {
        "positions" => "person",
        "variants" => "spellings",
        _ => "name",
    };
    if table.column(key).is_none() && (!table.rows.is_empty() || !table.columns.is_empty()) {
        faults.push(fault(1, 1, format!("no column `{key}`"), "the first line that is no comment names the columns"));
        return None;
    }
    Some(table)
}

fn csv_lines<'a>(source: &'a Source<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(usize, Vec<Cow<'a, str>>)> {
    let body = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        match record {
            Ok(r) => {
                let line = r.position().map_or(0, csv::Position::line);
                let cells: Vec<Cow<'a, str>> = r.iter().map(|c| Cow::Owned(c.to_owned())).collect();
                if cells.iter().any(|c| !c.trim().is_empty()) {
                    lines.push((usize::try_from(line).unwrap_or(0), cells));
                }
            }
            Err(e) => {
                let line = e.position().map_or(0, csv::Position::line);
                faults.push(Diagnostic {
                    path: source.path.clone(),
                    line: u32::try_from(line).unwrap_or(0),
                    column: 0,
                    message: format!("not readable as CSV: {e}"),
                    help: "quote cells that hold commas or quotes".into(),
                });
            }
        }
    }
    lines
}
