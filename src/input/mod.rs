//! Layer 1: files, folders, standard input -> [`Article`].
//!
//! [`Inputs`] walks what the user named and streams [`Item`]s: articles, and lines that an earlier `extract` wrote. A fault
//! is one `Err` with its place and a remedy, and reading goes on behind it. Nothing here looks at the language of the text,
//! except that [`date`] knows how dates are written.

#[cfg(feature = "archives")]
mod archive;
#[cfg(feature = "html")]
mod charset;
pub mod date;
mod decode;
mod error;
mod exclude;
#[cfg(feature = "feeds")]
mod feed;
mod fields;
pub(crate) mod furniture;
#[cfg(feature = "html")]
mod html;
mod json;
mod jsonl;
#[cfg(feature = "mail")]
mod mail;
mod markdown;
#[cfg(feature = "office")]
mod office;
mod open;
mod packed;
mod table;
mod text;
mod walk;
#[cfg(feature = "html")]
mod warc;

use std::io::BufRead;

use crate::base::date::PartialDate;

pub use error::InputError;
pub use exclude::Exclude;
pub use fields::{Fields, Notes};
#[cfg(feature = "html")]
pub use html::Page;
pub use walk::{InputOptions, Inputs, total_bytes};

/// Longest article that is read, in bytes of UTF-8 (256 MiB).
pub const MAX_BYTES: usize = 256 << 20;

/// Where an article's date was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateBasis {
    /// A field of the input (`date` of a JSON line).
    Metadata,
    /// A dateline, "Published" or "Last updated" in the text.
    Text,
    /// The file name.
    Filename,
    /// The option `--date`.
    Option,
    /// Nowhere.
    #[default]
    Unknown,
}

impl DateBasis {
    /// The word in the record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DateBasis::Metadata => "metadata",
            DateBasis::Text => "text",
            DateBasis::Filename => "filename",
            DateBasis::Option => "option",
            DateBasis::Unknown => "unknown",
        }
    }
}

/// One article as read, before any analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The `id` field, else the path below the input without extension, `#line` for lines.
    pub id: String,
    /// Path of the file as the user gave it; `None` for standard input.
    pub source: Option<String>,
    /// A separate title field (JSON Lines, HTML); a title found in the text is [`crate::text::Document`]'s.
    pub title: Option<String>,
    /// Publication date from a field of the input; other dates are found by [`crate::text::Document`].
    pub date: Option<PartialDate>,
    /// [`DateBasis::Metadata`] with a date, [`DateBasis::Unknown`] without.
    pub date_basis: DateBasis,
    /// Address of the article.
    pub url: Option<String>,
    /// The decoded text: no byte order mark, invalid bytes as U+FFFD, line ends kept.
    pub text: String,
    /// What was repaired or ignored while reading, one plain sentence each.
    pub warnings: Vec<String>,
}

/// What an input holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// An article to be analysed.
    Article(Article),
    /// A page whose article is still to be found.
    #[cfg(feature = "html")]
    Page(Page),
    /// A line of an earlier `extract`: JSON with both `format` and `document`, not looked at further.
    Record {
        /// The line without its line end; lone surrogates are replaced.
        line: String,
        /// `path:line`, for messages.
        place: String,
    },
}

impl Item {
    /// Size of the article, page or line in bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Item::Article(article) => article.text.len(),
            #[cfg(feature = "html")]
            Item::Page(page) => page.bytes(),
            Item::Record { line, .. } => line.len(),
        }
    }
}

/// The bytes of one input, decompressed.
pub type Bytes = Box<dyn BufRead + Send>;

/// The items of one input, read as they are asked for.
pub type Items = Box<dyn Iterator<Item = Result<Item, InputError>> + Send>;

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Path below the input without extension, `stdin` for standard input.
    pub id: String,
    /// Path as the user gave it; `None` for standard input.
    pub source: Option<String>,
}

impl Origin {
    /// The path for messages.
    #[must_use]
    pub fn path(&self) -> &str {
        self.source.as_deref().unwrap_or("<stdin>")
    }
}

/// An input format.
pub trait Reader: Sync {
    /// Name for `--input-format`.
    fn name(&self) -> &'static str;
    /// File name extensions, lower case, without dot and without `.gz` and the like, which every format may add.
    fn extensions(&self) -> &'static [&'static str];
    /// One line for `--help`.
    fn help(&self) -> &'static str;
    /// Reads the items of one input.
    fn read(&self, bytes: Bytes, origin: Origin, options: &InputOptions) -> Items;
}

/// All input formats.
pub static READERS: &[&dyn Reader] = &[
    &text::Text,
    &markdown::Markdown,
    &jsonl::JsonLines,
    &json::Json,
    &table::Csv,
    &table::Tsv,
    #[cfg(feature = "html")]
    &html::Html,
    #[cfg(feature = "feeds")]
    &feed::Feed,
    #[cfg(feature = "html")]
    &warc::Warc,
    #[cfg(feature = "mail")]
    &mail::Mail,
    #[cfg(feature = "mail")]
    &mail::Mailbox,
    #[cfg(feature = "mail")]
    &mail::Mhtml,
    #[cfg(feature = "office")]
    &office::DOCX,
    #[cfg(feature = "office")]
    &office::ODT,
    #[cfg(feature = "office")]
    &office::Epub,
];

/// The reader of that name.
///
/// ```
/// assert!(rolegraph::input::reader("jsonl").is_some());
/// assert!(rolegraph::input::reader("tiff").is_none());
/// ```
#[must_use]
pub fn reader(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|r| r.name() == name)
}

/// The items that another thread makes, a few ahead; it is told when nobody wants more.
#[cfg(feature = "archives")]
fn pushed(make: impl FnOnce(&mut dyn FnMut(Result<Item, InputError>) -> bool) + Send + 'static) -> Items {
    let (sender, receiver) = std::sync::mpsc::sync_channel(16);
    std::thread::spawn(move || make(&mut |item| sender.send(item).is_ok()));
    Box::new(receiver.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_are_unique() {
        let names: Vec<_> = READERS.iter().map(|r| r.name()).collect();
        let extensions: Vec<_> = READERS.iter().flat_map(|r| r.extensions()).collect();
        for list in [names, extensions.into_iter().copied().collect()] {
            let mut unique = list.clone();
            unique.sort_unstable();
            unique.dedup();
            assert_eq!(unique.len(), list.len());
        }
    }
}
