//! Markdown: one file is one article. The text stays as it is, marks included, so that offsets point into the file;
//! the marks themselves (`#`, `**`, link targets) are understood where blocks and tokens are made. Front matter gives title,
//! date and address, and is blank in the text.

use super::{Article, Bytes, Fields, InputError, InputOptions, Item, Items, Origin, Reader, decode, fields};

pub(crate) struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn help(&self) -> &'static str {
        "Markdown, one article per file; offsets count the marks"
    }

    fn read(&self, bytes: Bytes, origin: Origin, options: &InputOptions) -> Items {
        Box::new(std::iter::once(article(bytes, &origin, options).map(Item::Article)))
    }
}

fn article(bytes: Bytes, origin: &Origin, options: &InputOptions) -> Result<Article, InputError> {
    let (text, warnings) = decode::whole(bytes, origin)?;
    let Some(end) = front_matter(&text) else {
        let (id, source) = (origin.id.clone(), origin.source.clone());
        return Ok(Article { id, source, text, warnings, ..Article::default() });
    };
    let (names, values): (Vec<String>, Vec<String>) = text[..end].lines().filter_map(field).unzip();
    let columns = options.fields.columns(&names, origin.path(), &options.notes);
    let raw = Fields::of_row(&columns, &values);
    let text = blank(&text[..end]) + &text[end..];
    let id = raw.id.clone().or_else(|| Some(origin.id.clone()));
    let mut article = fields::article(fields::Raw { text: Some(text), id, ..raw }, 0, origin, 0)?;
    article.warnings.extend(warnings);
    Ok(article)
}

/// Where the front matter ends: a block of fields between two lines `---` (YAML) or `+++` (TOML) at the very start.
fn front_matter(text: &str) -> Option<usize> {
    let mark = ["---", "+++"].into_iter().find(|m| text.lines().next().is_some_and(|l| l.trim_end() == *m))?;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if number > 0 && line.trim_end() == mark {
            return Some(at);
        }
    }
    None
}

/// A field of one line; lists and what is nested are passed over.
fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once([':', '='])?;
    let name = name.trim_end();
    let value = value.trim();
    let inner = ['"', '\''].into_iter().find_map(|q| value.strip_prefix(q)?.strip_suffix(q)).unwrap_or(value);
    let plain = name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) && !name.is_empty();
    (plain && !inner.is_empty() && !inner.starts_with(['[', '{', '|', '>'])).then(|| (name.into(), inner.into()))
}

/// As many blanks as characters, so that the offsets behind point into the file.
fn blank(head: &str) -> String {
    head.chars().map(|c| if c == '\n' || c == '\r' { c } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::base::date::PartialDate;

    fn read(text: &str) -> Article {
        let origin = Origin { id: "a".into(), source: None };
        article(Box::new(Cursor::new(text.to_owned())), &origin, &InputOptions::default()).unwrap()
    }

    #[test]
    fn front_matter_gives_title_date_and_address() {
        let yaml =
            "---\ntitle: \"Mayor: gone\"\r\ndate: 2024-03-01T10:00:00Z\ntags: [a]\nnested:\n  - x\n---\nJane Doe left.";
        let article = read(yaml);
        assert_eq!(article.title.as_deref(), Some("Mayor: gone"));
        assert_eq!((article.date, article.id.as_str()), (PartialDate::new(2024, 3, 1), "a"));
        assert_eq!(article.text.find("Jane"), yaml.find("Jane"));
        assert!(!article.text.contains("tags"));
        let toml = read("+++\ntitle = 'Mayor'\npermalink = \"http://x.example/1\"\n+++\n\nJane Doe left.");
        assert_eq!((toml.title.as_deref(), toml.url.as_deref()), (Some("Mayor"), Some("http://x.example/1")));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let text = "---\n\nJane Doe left.";
        assert_eq!(read(text).text, text);
    }
}
