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

#[cfg(feature = "office")]
pub(crate) use blocks::{Block, Kind};
#[cfg(feature = "office")]
pub(crate) use main_text::write;

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
        let page = |raw| Item::Page(Page { raw, charset: None, url: None, origin: origin.clone() });
        Box::new(std::iter::once(decode::bytes(bytes, MAX_BYTES, &origin).map(page)))
    }
}

/// A page as it was read; to find its article takes far longer, and can be done by another thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub(super) raw: Vec<u8>,
    /// What was said of its encoding beside it.
    pub(super) charset: Option<String>,
    /// Where it was fetched; else its own word counts.
    pub(super) url: Option<String>,
    pub(super) origin: Origin,
}

impl Page {
    /// Size of the page in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.raw.len()
    }

    /// What the article leaves out, in the order of the page: the text of each block, and why it is no main text (the name of
    /// an element, class or role that marks it, or a property of the block). Nothing if the libraries that read pages fail.
    #[must_use]
    pub fn left_out(&self) -> Vec<(String, &'static str)> {
        panic::catch_unwind(|| left_out(&self.raw, self.charset.as_deref())).unwrap_or_default()
    }

    /// The article of the page.
    ///
    /// # Errors
    /// If the libraries that read pages fail.
    pub fn article(self) -> Result<Article, InputError> {
        let article = of_page(&self.raw, self.charset.as_deref()).ok_or_else(|| {
            let message = "the page is left out, because of a fault in rolegraph";
            InputError::new(self.origin.path(), 0, message, "please report it with the page")
        })?;
        let url = self.url.or(article.url);
        Ok(Article { id: self.origin.id, source: self.origin.source, url, ..article })
    }
}

/// The article of a page, without id and source; `None` if the libraries that read it fail, which must not stop the others.
/// `charset` is what was said of its encoding beside it.
pub(crate) fn of_page(raw: &[u8], charset: Option<&str>) -> Option<Article> {
    panic::catch_unwind(|| read_page(raw, charset)).ok()
}

/// What is no main text of a page, in its order, each block with the reason.
fn left_out(raw: &[u8], charset: Option<&str>) -> Vec<(String, &'static str)> {
    let (html, _) = charset::page(raw, charset);
    let page = dom_query::Document::from(depth::cap(&html).as_ref());
    let title = meta::of(&page).title;
    main_text::of(page, title.as_deref()).left_out()
}

fn read_page(raw: &[u8], charset: Option<&str>) -> Article {
    let (html, replaced) = charset::page(raw, charset);
    let page = dom_query::Document::from(depth::cap(&html).as_ref());
    let meta = meta::of(&page);
    let text = main_text::of(page, meta.title.as_deref()).text();
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
