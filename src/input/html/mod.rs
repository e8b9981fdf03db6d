//! HTML: one page is one article, its main text without menus, teasers, comments and forms.
//!
//! The main text is found by the method of Mozilla's Readability (crate `dom_smoothie`) in a page from which its furniture was
//! taken, as far as names of elements and classes tell it; a filter of blocks takes what is left of it. The text of the article
//! is what remains: blocks apart by an empty line, list items behind a bullet, one line a table row.

mod blocks;
mod depth;
mod main_text;
mod meta;

use std::panic;

use super::{Article, Bytes, DateBasis, InputError, InputOptions, Item, Items, Origin, Reader, charset, decode};

/// Longest page that is read, in bytes (16 MiB).
const MAX_BYTES: usize = 16 << 20;

pub(crate) struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn help(&self) -> &'static str {
        "a saved web page; its main text is the article"
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        Box::new(std::iter::once(article(bytes, origin)))
    }
}

fn article(bytes: Bytes, origin: Origin) -> Result<Item, InputError> {
    let raw = decode::bytes(bytes, MAX_BYTES, &origin)?;
    let article = of_page(&raw, None).ok_or_else(|| fault(&origin))?;
    Ok(Item::Article(Article { id: origin.id, source: origin.source, ..article }))
}

/// The error for a page in which [`of_page`] failed.
fn fault(origin: &Origin) -> InputError {
    let message = "the page is left out, because of a fault in rolegraph";
    InputError::new(origin.path(), 0, message, "please report it with the page")
}

/// The article of a page, without id and source; `None` if the libraries that read it fail, which must not stop the others.
/// `charset` is what was said of its encoding beside it.
pub(crate) fn of_page(raw: &[u8], charset: Option<&str>) -> Option<Article> {
    panic::catch_unwind(|| read_page(raw, charset)).ok()
}

fn read_page(raw: &[u8], charset: Option<&str>) -> Article {
    let (html, replaced) = charset::page(raw, charset);
    let page = dom_query::Document::from(depth::cap(&html).as_ref());
    let meta = meta::of(&page);
    let text = main_text::of(page, meta.title.as_deref());
    let mut warnings: Vec<String> = decode::warning(replaced).into_iter().collect();
    if text.is_empty() {
        warnings.push("no main text was found in the page".into());
    }
    Article {
        title: meta.title,
        date: meta.date,
        date_basis: if meta.date.is_some() { DateBasis::Metadata } else { DateBasis::Unknown },
        url: meta.url,
        text,
        warnings,
        ..Article::default()
    }
}

/// The text of a piece of HTML, whole; text without tags stays as it is but for its white space and entities.
#[cfg(feature = "feeds")]
pub(crate) fn fragment(html: &str) -> String {
    main_text::write(&blocks::of(dom_query::Document::fragment(depth::cap(html).as_ref()).root()))
}
