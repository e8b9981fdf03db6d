//! JSON Lines: one object a line, with `text` and perhaps `id`, `title`, `date`, `url`; or a record of `extract`.

use std::io::{BufRead, Read};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::fields::{self, Raw};
use super::{Bytes, InputError, InputOptions, Item, Items, MAX_BYTES, Origin, Reader, decode};

pub(crate) struct JsonLines;

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn help(&self) -> &'static str {
        "JSON Lines, one article per line with `text` and perhaps `id`, `title`, `date`, `url`; or output of `extract`"
    }

    fn read(&self, bytes: Bytes, origin: Origin, options: &InputOptions) -> Items {
        match decode::to_utf8(bytes) {
            Ok(bytes) => Box::new(Lines { bytes, origin, options: options.clone(), line: 0, done: false }),
            Err(error) => Box::new(std::iter::once(Err(InputError::io(origin.path(), error)))),
        }
    }
}

/// The fields that are looked at; others may stand beside them.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    format: Option<IgnoredAny>,
    document: Option<IgnoredAny>,
    id: Option<Value>,
    title: Option<String>,
    date: Option<Value>,
    url: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(serde_json::Number),
}

impl Value {
    fn into_string(self) -> String {
        match self {
            Value::Text(text) => text,
            Value::Number(number) => number.to_string(),
        }
    }
}

const OBJECT: &str = "every line must be one JSON object, such as {\"text\": \"...\"}";
const FIELDS: &str = "`text`, `title` and `url` are strings, `id` and `date` strings or numbers";

struct Lines {
    bytes: Bytes,
    origin: Origin,
    options: InputOptions,
    /// Number of the line read last, from 1.
    line: u32,
    done: bool,
}

impl Iterator for Lines {
    type Item = Result<Item, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut raw = Vec::new();
            let read = self.bytes.by_ref().take(2 * MAX_BYTES as u64).read_until(b'\n', &mut raw);
            self.line = self.line.saturating_add(1);
            match read {
                Err(error) => {
                    self.done = true;
                    return Some(Err(InputError::io(self.origin.path(), error)));
                }
                Ok(0) => self.done = true,
                Ok(n) if n == 2 * MAX_BYTES => {
                    self.done = true;
                    return Some(Err(decode::too_long(self.origin.path(), self.line, MAX_BYTES)));
                }
                Ok(_) if raw.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(self.item(raw)),
            }
        }
        None
    }
}

impl Lines {
    fn item(&self, raw: Vec<u8>) -> Result<Item, InputError> {
        let (text, replaced) = decode::decode(raw);
        let json = decode::repair_surrogates(text.trim());
        if !json.starts_with('{') {
            return Err(self.error("no article: the line is no JSON object", OBJECT));
        }
        let line: Line = serde_json::from_str(&json).map_err(|error| {
            let help = if error.is_data() { FIELDS } else { OBJECT };
            self.error(format!("no article: {error}"), help)
        })?;
        if line.format.is_some() && line.document.is_some() {
            let place = format!("{}:{}", self.origin.path(), self.line);
            return Ok(Item::Record { line: json.into_owned(), place });
        }
        if line.text.is_none() || !self.options.fields.is_empty() {
            let value = serde_json::from_str(&json).map_err(|e| self.error(format!("no article: {e}"), OBJECT))?;
            let raw = self.options.fields.of_object(&value, &self.options.notes);
            return fields::article(raw, replaced, &self.origin, self.line).map(Item::Article);
        }
        self.article(line, replaced)
    }

    fn article(&self, line: Line, replaced: usize) -> Result<Item, InputError> {
        let (id, date) = (line.id.map(Value::into_string), line.date.map(Value::into_string));
        let raw = Raw { text: line.text, title: line.title, date, url: line.url, id };
        fields::article(raw, replaced, &self.origin, self.line).map(Item::Article)
    }

    fn error(&self, message: impl Into<String>, help: &str) -> InputError {
        InputError::new(self.origin.path(), self.line, message, help)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Article, DateBasis};
    use super::*;
    use std::io::Cursor;

    fn read(bytes: &[u8]) -> Vec<Result<Item, String>> {
        let origin = Origin { id: "daily/news".into(), source: Some("in/daily/news.jsonl".into()) };
        let items = JsonLines.read(Box::new(Cursor::new(bytes.to_vec())), origin, &InputOptions::default());
        items.map(|item| item.map_err(|e| e.to_string())).collect()
    }

    fn one(line: &str) -> Article {
        match read(line.as_bytes()).remove(0) {
            Ok(Item::Article(article)) => article,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn fields() {
        let full =
            one(r#"{"id": "a1", "title": "Vote", "date": "2020-01-05T08:00Z", "url": "u", "text": "Hi.", "x": [1]}"#);
        assert_eq!((full.id.as_str(), full.title.as_deref(), full.url.as_deref()), ("a1", Some("Vote"), Some("u")));
        assert_eq!((full.date.unwrap().to_string().as_str(), full.date_basis), ("2020-01-05", DateBasis::Metadata));
        assert_eq!(full.source.as_deref(), Some("in/daily/news.jsonl"));
        let bare = one(r#"{"text": "Hi.", "id": null, "title": null, "date": null, "url": null}"#);
        assert_eq!((bare.id.as_str(), bare.title, bare.date_basis), ("daily/news#1", None, DateBasis::Unknown));
        assert_eq!(one(r#"{"text": "", "id": 7}"#).id, "7");
        assert_eq!(one(r#"{"text": "", "id": 7}"#).warnings, ["the text is empty"]);
        assert_eq!(one(r#"{"text": "x", "date": 2019}"#).date.unwrap().to_string(), "2019");
        assert_eq!(one(r#"{"text": "x", "date": "03/04/2020"}"#).warnings.len(), 1);
        assert_eq!(one("{\"text\": \"nul \\u0000 bell \\u0007\"}").text, "nul \0 bell \u{7}");
    }

    #[test]
    fn surrogates() {
        for (json, want) in [
            (r#"{"text": "a\ud800b"}"#, "a\u{fffd}b"),
            (r#"{"text": "a\udc00b"}"#, "a\u{fffd}b"),
            (r#"{"text": "\ud83d\ude00"}"#, "😀"),
            (r#"{"text": "\uD83D\uD83D\uDE00"}"#, "\u{fffd}😀"),
            (r#"{"text": "\\ud800"}"#, "\\ud800"),
            (r#"{"text": "\\\ud800"}"#, "\\\u{fffd}"),
            (r#"{"text": "end\ud83d"}"#, "end\u{fffd}"),
        ] {
            assert_eq!(one(json).text, want, "{json}");
        }
    }

    #[test]
    fn a_bad_line_is_reported_and_reading_goes_on() {
        let got = read(
            b"\xef\xbb\xbf{\"text\": \"one\"}\r\n\n{\"title\": \"no text\"}\n{broken\n[1]\n{\"text\": 5}\n{\"text\": \"\xff\"}\n\
              {\"format\": 1, \"document\": {\"id\": \"d\\udc00\"}}\n{\"format\": 1, \"text\": \"last\"}",
        );
        let ids: Vec<String> = got
            .iter()
            .map(|item| match item {
                Ok(Item::Article(a)) => format!("{} {:?} {}", a.id, a.text, a.warnings.len()),
                Ok(Item::Record { line, place }) => format!("{place} {line}"),
                Ok(other) => panic!("{other:?}"),
                Err(error) => error.lines().next().unwrap().chars().take(38).collect(),
            })
            .collect();
        assert_eq!(
            ids,
            [
                "daily/news#1 \"one\" 0",
                "in/daily/news.jsonl:3: no article: the",
                "in/daily/news.jsonl:4: no article: key",
                "in/daily/news.jsonl:5: no article: the",
                "in/daily/news.jsonl:6: no article: inv",
                "daily/news#7 \"\u{fffd}\" 1",
                "in/daily/news.jsonl:8 {\"format\": 1, \"document\": {\"id\": \"d\\ufffd\"}}",
                "daily/news#9 \"last\" 0",
            ]
        );
        assert!(got[1].as_ref().unwrap_err().contains("help: put the article's text into `text`"));
    }

    #[test]
    fn utf16() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend("{\"text\": \"é\"}\n".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(matches!(&read(&bytes)[0], Ok(Item::Article(a)) if a.text == "é"));
    }
}
