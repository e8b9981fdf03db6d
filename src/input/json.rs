//! JSON: an array of articles, one article, or an object that holds an array of articles. Elements of an array are read one by one.

use std::io::BufRead;

use serde_json::Value;

use super::fields::{self, Raw};
use super::{Bytes, InputError, InputOptions, Item, Items, MAX_BYTES, Origin, Reader, decode};

pub(crate) struct Json;

impl Reader for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn help(&self) -> &'static str {
        "JSON, an array of articles with the fields of JSON Lines, or one article"
    }

    fn read(&self, bytes: Bytes, origin: Origin, options: &InputOptions) -> Items {
        let fault = |error| -> Items { Box::new(std::iter::once(Err(InputError::io(origin.path(), error)))) };
        match decode::to_utf8(bytes).and_then(|bytes| decode::peek(bytes, 1 << 12)) {
            Err(error) => fault(error),
            Ok((head, bytes)) if head.trim_ascii_start().starts_with(b"[") => {
                Box::new(Elements { bytes, origin, options: options.clone(), number: 0, open: false, done: false })
            }
            Ok((_, bytes)) => match whole(bytes, &origin, options) {
                Ok(items) => Box::new(items.into_iter()),
                Err(error) => Box::new(std::iter::once(Err(error))),
            },
        }
    }
}

const HELP: &str =
    "give an array of objects such as [{\"text\": \"...\"}], or one object a line (`--input-format jsonl`)";

/// The articles of one object.
fn whole(bytes: Bytes, origin: &Origin, options: &InputOptions) -> Result<Vec<Result<Item, InputError>>, InputError> {
    let (text, replaced) = decode::decode(decode::bytes(bytes, MAX_BYTES, origin)?);
    let value: Value = serde_json::from_str(&decode::repair_surrogates(&text)).map_err(|e| {
        InputError::new(origin.path(), u32::try_from(e.line()).unwrap_or(0), format!("no article: {e}"), HELP)
    })?;
    let alone = options.fields.of_object(&value, &options.notes);
    if alone.text.is_some() {
        let id = alone.id.clone().unwrap_or_else(|| origin.id.clone());
        let article = fields::article(Raw { id: Some(id), ..alone }, replaced, origin, 1)?;
        return Ok(vec![Ok(Item::Article(article))]);
    }
    let has_text = |v: &Value| options.fields.of_object(v, &options.notes).text.is_some();
    let is_list = |v: &&Value| v.as_array().is_some_and(|all| all.iter().any(has_text));
    let inner: Vec<&Value> = inside(&value).flat_map(inside).collect();
    let list = inside(&value).chain(inner).find(is_list).and_then(Value::as_array);
    let list =
        list.ok_or_else(|| InputError::new(origin.path(), 0, "no article: the object has no field `text`", HELP))?;
    Ok((1u32..).zip(list).map(|(n, v)| element(v, replaced, origin, n, options)).collect())
}

/// The values of an object.
fn inside(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_object().into_iter().flat_map(|o| o.values())
}

fn element(
    value: &Value,
    replaced: usize,
    origin: &Origin,
    number: u32,
    options: &InputOptions,
) -> Result<Item, InputError> {
    let raw = options.fields.of_object(value, &options.notes);
    fields::article(raw, replaced, origin, number).map(Item::Article)
}

/// The elements of an array, cut at its own commas.
struct Elements {
    bytes: Bytes,
    origin: Origin,
    options: InputOptions,
    /// Number of the element read last, from 1.
    number: u32,
    open: bool,
    done: bool,
}

impl Elements {
    /// The bytes of the next element; `None` behind the last.
    fn cut(&mut self) -> Result<Option<Vec<u8>>, InputError> {
        let failed = |e| InputError::io(self.origin.path(), e);
        let (mut out, mut depth, mut text, mut escaped) = (Vec::new(), 0usize, false, false);
        loop {
            let part = self.bytes.fill_buf().map_err(failed)?;
            if part.is_empty() {
                let message = "the array does not end; the file may be cut off";
                return Err(InputError::new(self.origin.path(), self.number, message, HELP));
            }
            let (mut used, mut end) = (0, false);
            for &b in part {
                used += 1;
                match b {
                    _ if escaped => escaped = false,
                    b'\\' if text => escaped = true,
                    b'"' => text = !text,
                    _ if text => {}
                    b'[' if !self.open => {
                        self.open = true;
                        continue;
                    }
                    b'[' | b'{' => depth += 1,
                    b']' if depth == 0 => {
                        (end, self.done) = (true, true);
                        break;
                    }
                    b']' | b'}' => depth = depth.saturating_sub(1),
                    b',' if depth == 0 => {
                        end = true;
                        break;
                    }
                    _ => {}
                }
                out.push(b);
            }
            self.bytes.consume(used);
            if out.len() > 2 * MAX_BYTES {
                self.done = true;
                return Err(decode::too_long(self.origin.path(), self.number + 1, 2 * MAX_BYTES));
            }
            if end {
                return Ok(Some(out).filter(|o| !o.trim_ascii().is_empty()));
            }
        }
    }
}

impl Iterator for Elements {
    type Item = Result<Item, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.cut() {
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
                Ok(None) => {}
                Ok(Some(raw)) => {
                    self.number = self.number.saturating_add(1);
                    let (text, replaced) = decode::decode(raw);
                    let value = serde_json::from_str::<Value>(&decode::repair_surrogates(&text));
                    return Some(match value {
                        Ok(value) => element(&value, replaced, &self.origin, self.number, &self.options),
                        Err(error) => {
                            Err(InputError::new(self.origin.path(), self.number, format!("no article: {error}"), HELP))
                        }
                    });
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(json: &str, fields: &str) -> Vec<String> {
        let origin = Origin { id: "in".into(), source: Some("in.json".into()) };
        let fields = if fields.is_empty() { Default::default() } else { fields.parse().unwrap() };
        let options = InputOptions { fields, ..InputOptions::default() };
        let items = Json.read(Box::new(Cursor::new(json.to_owned())), origin, &options);
        let show = |item| match item {
            Ok(Item::Article(a)) => {
                format!(
                    "{} {} {}",
                    a.id,
                    a.date.map_or("-".into(), |d: crate::base::date::PartialDate| d.to_string()),
                    a.text
                )
            }
            Ok(other) => panic!("{other:?}"),
            Err(e) => InputError::to_string(&e).lines().next().unwrap().to_owned(),
        };
        items.map(show).collect()
    }

    #[test]
    fn arrays_and_objects() {
        let array = r#" [ {"text": "a, [b]\"}", "id": 1}, {"body": "c", "published_at": "2020-01-05T00:00Z"},{"x": 1} , {"text":"d","timestamp":1583020800}]"#;
        assert_eq!(
            read(array, ""),
            [
                "1 - a, [b]\"}",
                "in#2 2020-01-05 c",
                "in.json:3: no article: the field `text` is missing",
                "in#4 2020-03-01 d"
            ]
        );
        assert_eq!(read(r#"{"headline": "h", "text": ["one", "two"]}"#, ""), ["in - one\n\ntwo"]);
        assert_eq!(
            read(
                r#"{"response": {"n": 1, "results": [{"webTitle": "t", "fields": {"bodyText": "b"}}]}}"#,
                "text=fields.bodyText"
            ),
            ["in#1 - b"]
        );
        assert_eq!(read("[]", ""), [] as [&str; 0]);
        assert_eq!(
            read(r#"[{"text": "a"}, {"text": "#, "")[1],
            "in.json:1: the array does not end; the file may be cut off"
        );
        assert_eq!(read(r#"{"a": 1}"#, "").len(), 1);
        assert_eq!(read(r##"{"id": "x#1", "text": "b"}"##, ""), ["x#1 - b"]);
    }
}
