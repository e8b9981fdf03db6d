//! Which field of a table or JSON object is the text, the title, the date, the address and the id of an article.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::{Article, DateBasis, InputError, MAX_BYTES, Origin, date, decode};
use crate::base::date::PartialDate;

/// What is looked for, and the names that it goes by; case, `_` and `-` do not count.
const KNOWN: [(&str, &[&str]); 5] = [
    (
        "text",
        &[
            "text",
            "body",
            "content",
            "articlebody",
            "articletext",
            "bodytext",
            "fulltext",
            "maintext",
            "textcontent",
            "plaintext",
            "cleanedtext",
            "article",
            "story",
        ],
    ),
    ("title", &["title", "headline", "articletitle", "webtitle", "heading"]),
    (
        "date",
        &[
            "date",
            "published",
            "publishedat",
            "datepublished",
            "publisheddate",
            "publicationdate",
            "pubdate",
            "publishdate",
            "datepublish",
            "webpublicationdate",
            "publicationtime",
            "publishedtime",
            "timestamp",
            "createdat",
        ],
    ),
    ("url", &["url", "link", "weburl", "permalink", "canonicalurl", "uri", "sourceurl"]),
    ("id", &["id", "guid", "articleid", "docid", "documentid", "uid", "uuid"]),
];

/// A user's names of fields: `title=headline,text=body`; a dot leads into an object.
///
/// ```
/// use rolegraph::input::Fields;
/// assert!("title=headline,text=content.body".parse::<Fields>().is_ok());
/// assert!("headline".parse::<Fields>().is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Arc<Vec<(String, String)>>);

impl FromStr for Fields {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all: Result<Vec<_>, String> = text
            .split(',')
            .map(|pair| {
                let (field, name) = pair.split_once('=').ok_or("write FIELD=NAME, such as text=body,date=published")?;
                let (field, name) = (field.trim(), name.trim());
                if KNOWN.iter().all(|(k, _)| *k != field) {
                    return Err(format!("no field `{field}`; fields: text, title, date, url, id"));
                }
                Ok((field.to_owned(), name.to_owned()))
            })
            .collect();
        Ok(Fields(Arc::new(all?)))
    }
}

/// What was guessed or left out while reading, for the user.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Mutex<BTreeSet<String>>>);

impl Notes {
    /// Says something once.
    pub(crate) fn say(&self, note: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(note);
    }

    /// Everything that was said so far, sorted; it is said only once.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect()
    }
}

/// The fields of an article as they were written.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    pub(crate) text: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) id: Option<String>,
}

impl Raw {
    fn slot(&mut self, field: &str) -> &mut Option<String> {
        match field {
            "text" => &mut self.text,
            "title" => &mut self.title,
            "date" => &mut self.date,
            "url" => &mut self.url,
            _ => &mut self.id,
        }
    }
}

impl Fields {
    /// Whether the user named none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The place of each field among the columns of a table; what is guessed by another name than the field's is said.
    pub(crate) fn columns(&self, header: &[String], path: &str, notes: &Notes) -> Vec<(&'static str, usize)> {
        KNOWN
            .iter()
            .filter_map(|(field, names)| {
                if let Some((_, name)) = self.0.iter().find(|(f, _)| f == field) {
                    let at = header.iter().position(|h| h.trim() == name);
                    if at.is_none() {
                        notes.say(format!("{path}: no column is called `{name}`; columns: {}", header.join(", ")));
                    }
                    return at.map(|at| (*field, at));
                }
                let at = names.iter().find_map(|name| header.iter().position(|h| plain(h) == *name))?;
                guessed(field, &header[at], notes);
                Some((*field, at))
            })
            .collect()
    }

    /// The fields of an object.
    pub(crate) fn of_object(&self, value: &Value, notes: &Notes) -> Raw {
        let mut raw = Raw::default();
        let Value::Object(object) = value else { return raw };
        for (field, names) in KNOWN {
            let found = if let Some((_, name)) = self.0.iter().find(|(f, _)| f == field) {
                name.split('.').try_fold(value, |v, key| v.get(key)).and_then(written)
            } else {
                let by_name = |name: &&str| object.iter().find(|(key, v)| plain(key) == **name && written(v).is_some());
                names.iter().find_map(by_name).and_then(|(key, v)| {
                    guessed(field, key, notes);
                    written(v)
                })
            };
            *raw.slot(field) = found;
        }
        raw
    }

    /// The fields of a row of a table.
    pub(crate) fn of_row(columns: &[(&'static str, usize)], row: &[String]) -> Raw {
        let mut raw = Raw::default();
        for (field, at) in columns {
            *raw.slot(field) = row.get(*at).cloned();
        }
        raw
    }
}

fn guessed(field: &str, name: &str, notes: &Notes) {
    if field != name {
        notes.say(format!("the field `{name}` is taken for the {field}; `--fields {field}=NAME` names another"));
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A string or number as text; lists of strings are paragraphs.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) if !all.is_empty() => {
            all.iter().map(Value::as_str).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n\n"))
        }
        _ => None,
    }
}

/// The article of some fields; `number` is that of the line or element, from 1.
pub(crate) fn article(raw: Raw, replaced: usize, origin: &Origin, number: u32) -> Result<Article, InputError> {
    let help = "put the article's text into `text`, or name its field with --fields text=NAME";
    let text = raw
        .text
        .ok_or_else(|| InputError::new(origin.path(), number, "no article: the field `text` is missing", help))?;
    let title = raw.title.filter(|t| !t.trim().is_empty());
    if text.len() + title.as_ref().map_or(0, String::len) > MAX_BYTES {
        return Err(decode::too_long(origin.path(), number, MAX_BYTES));
    }
    let mut warnings: Vec<String> = decode::warning(replaced).into_iter().collect();
    if text.trim().is_empty() {
        warnings.push("the text is empty".into());
    }
    let written = raw.date.filter(|d| !d.trim().is_empty());
    let date = written.as_deref().and_then(|d| date::parse(d).or_else(|| epoch(d)));
    if let (None, Some(written)) = (date, written) {
        warnings.push(format!("`{written}` in the field `date` is no date, or could be two; write YYYY-MM-DD"));
    }
    Ok(Article {
        id: raw.id.filter(|id| !id.trim().is_empty()).unwrap_or_else(|| format!("{}#{number}", origin.id)),
        source: origin.source.clone(),
        title,
        date,
        date_basis: if date.is_some() { DateBasis::Metadata } else { DateBasis::Unknown },
        url: raw.url.filter(|u| !u.trim().is_empty()),
        text,
        warnings,
    })
}

/// Seconds or milliseconds since 1970, of the years 1973 to 2100.
fn epoch(text: &str) -> Option<PartialDate> {
    let number: i64 = text.trim().split('.').next()?.parse().ok()?;
    let seconds = if number > 100_000_000_000 { number / 1000 } else { number };
    (100_000_000..4_102_444_800).contains(&seconds).then(|| PartialDate::of_unix_day(seconds / 86_400)).flatten()
}
