//! Markdown: one file is one article. The text stays as it is, marks included, so that offsets point into the file;
//! the marks themselves (`#`, `**`, link targets) are understood where blocks and tokens are made.

use super::{Bytes, InputOptions, Items, Origin, Reader, text};

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

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        Box::new(std::iter::once(text::article(bytes, origin)))
    }
}
