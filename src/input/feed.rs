//! RSS, Atom and JSON feeds: one entry is one article, with its content or, without one, its summary.

use super::{Article, Bytes, DateBasis, InputError, InputOptions, Item, Items, Origin, Reader, decode, html};
use crate::input::date;

pub(crate) struct Feed;

/// Longest feed that is read, in bytes (64 MiB).
const MAX_BYTES: usize = 64 << 20;

impl Reader for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom", "rdf", "xml"]
    }

    fn help(&self) -> &'static str {
        "RSS or Atom, one article per entry"
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        match entries(bytes, &origin) {
            Ok(items) => Box::new(items.into_iter().map(Ok)),
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    }
}

fn entries(bytes: Bytes, origin: &Origin) -> Result<Vec<Item>, InputError> {
    let raw = decode::bytes(bytes, MAX_BYTES, origin)?;
    let feed =
        feed_rs::parser::Builder::new().sanitize_content(false).build().parse(raw.as_slice()).map_err(|error| {
            let help = "is it a feed? for other XML give its text in another format";
            InputError::new(origin.path(), 0, format!("no feed: {error}"), help)
        })?;
    Ok((1u32..).zip(feed.entries).map(|(n, entry)| Item::Article(article(entry, origin, n))).collect())
}

fn article(entry: feed_rs::model::Entry, origin: &Origin, number: u32) -> Article {
    let content = entry.content.and_then(|c| c.body).filter(|b| !b.trim().is_empty());
    let body = content.or_else(|| entry.summary.map(|s| s.content)).unwrap_or_default();
    let title = entry.title.map(|t| html::fragment(&t.content)).filter(|t| !t.is_empty());
    let date = entry.published.or(entry.updated).and_then(|d| date::parse(&d.to_rfc3339()));
    let text = html::fragment(&body);
    let warnings = if text.is_empty() { vec!["the text is empty".into()] } else { Vec::new() };
    Article {
        id: format!("{}#{number}", origin.id),
        source: origin.source.clone(),
        title,
        date,
        date_basis: if date.is_some() { DateBasis::Metadata } else { DateBasis::Unknown },
        url: entry.links.into_iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate")).map(|l| l.href),
        text,
        warnings,
    }
}
