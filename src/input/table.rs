//! CSV and TSV: one article a row, its fields by the names of the columns.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Bytes, InputError, InputOptions, Item, Items, MAX_BYTES, Origin, Reader, decode, fields};

pub(crate) struct Csv;
pub(crate) struct Tsv;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn help(&self) -> &'static str {
        "a table with commas or semicolons and a header, one article per row"
    }

    fn read(&self, bytes: Bytes, origin: Origin, options: &InputOptions) -> Items {
        rows(bytes, origin, options, None)
    }
}

impl Reader for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn help(&self) -> &'static str {
        "a table with tabs and a header, one article per row"
    }

    fn read(&self, bytes: Bytes, origin: Origin, options: &InputOptions) -> Items {
        rows(bytes, origin, options, Some(b'\t'))
    }
}

fn rows(bytes: Bytes, origin: Origin, options: &InputOptions, delimiter: Option<u8>) -> Items {
    match open(bytes, &origin, options, delimiter) {
        Ok(rows) => Box::new(rows),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

struct Rows {
    records: csv::ByteRecordsIntoIter<Limited>,
    columns: Vec<(&'static str, usize)>,
    origin: Origin,
    left: Arc<AtomicU64>,
    /// Number of the row read last; the header is 1.
    row: u32,
    done: bool,
}

fn open(bytes: Bytes, origin: &Origin, options: &InputOptions, delimiter: Option<u8>) -> Result<Rows, InputError> {
    let failed = |e| InputError::io(origin.path(), e);
    let (head, bytes) = decode::to_utf8(bytes).and_then(|b| decode::peek(b, 1 << 14)).map_err(failed)?;
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |d: &u8| line.iter().filter(|b| *b == d).count();
    let delimiter = delimiter.or_else(|| [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(count)).unwrap_or(b',');
    let left = Arc::new(AtomicU64::new(ROW));
    let limited = Limited { bytes, left: Arc::clone(&left) };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(limited);
    let header = reader.byte_headers().map_err(|e| InputError::io(origin.path(), io::Error::other(e)))?;
    let header: Vec<String> = header.iter().map(|f| String::from_utf8_lossy(f).trim().to_owned()).collect();
    let columns = options.fields.columns(&header, origin.path(), &options.notes);
    if !columns.iter().any(|(field, _)| *field == "text") {
        let message = format!("no column is the text of the articles; columns: {}", header.join(", "));
        let help = "name it with --fields text=NAME";
        return Err(InputError::new(origin.path(), 1, message.chars().take(400).collect::<String>(), help));
    }
    Ok(Rows { records: reader.into_byte_records(), columns, origin: origin.clone(), left, row: 1, done: false })
}

impl Iterator for Rows {
    type Item = Result<Item, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.left.store(ROW, Ordering::Relaxed);
        Some(match self.records.next()? {
            Err(error) => {
                self.done = true;
                Err(InputError::io(self.origin.path(), io::Error::other(error)))
            }
            Ok(record) => {
                self.row = self.row.saturating_add(1);
                let decoded: Vec<(String, usize)> = record.iter().map(|f| decode::decode(f.to_vec())).collect();
                let replaced = decoded.iter().map(|(_, n)| n).sum();
                let row: Vec<String> = decoded.into_iter().map(|(text, _)| text).collect();
                fields::article(fields::Fields::of_row(&self.columns, &row), replaced, &self.origin, self.row)
                    .map(Item::Article)
            }
        })
    }
}

/// Bytes that may be read for one row.
const ROW: u64 = 2 * MAX_BYTES as u64;

/// Ends with an error when one row takes too much: a quote that is never closed would read everything.
struct Limited {
    bytes: Bytes,
    left: Arc<AtomicU64>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed).saturating_sub(read as u64);
        self.left.store(left, Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other(format!("a row is longer than {} MiB; is a quote not closed?", ROW >> 20)));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables() {
        let read = |text: &str, fields: &str| -> Vec<String> {
            let origin = Origin { id: "in".into(), source: Some("in.csv".into()) };
            let fields = if fields.is_empty() { Default::default() } else { fields.parse().unwrap() };
            let options = InputOptions { fields, ..InputOptions::default() };
            let items = Csv.read(Box::new(io::Cursor::new(text.to_owned())), origin, &options);
            let show = |item| match item {
                Ok(Item::Article(a)) => format!("{}|{}|{}", a.id, a.title.unwrap_or_default(), a.text),
                Ok(other) => panic!("{other:?}"),
                Err(e) => InputError::to_string(&e).lines().next().unwrap().to_owned(),
            };
            items.map(show).collect()
        };
        let text = "\u{feff}id,Headline,Body\r\n7,\"A, b\",\"One\nline \"\"x\"\"\"\r\n,Short\r\n9,C,Three\r\n";
        assert_eq!(
            read(text, ""),
            ["7|A, b|One\nline \"x\"", "in.csv:3: no article: the field `text` is missing", "9|C|Three"]
        );
        assert_eq!(read("Titel;Inhalt\nA;B, c\n", "title=Titel,text=Inhalt"), ["in#2|A|B, c"]);
        assert_eq!(read("a,b\n1,2\n", ""), ["in.csv:1: no column is the text of the articles; columns: a, b"]);
    }
}
