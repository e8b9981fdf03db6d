//! Plain text: one file is one article.

use super::{Article, Bytes, InputError, InputOptions, Item, Items, Origin, Reader, decode};

pub(crate) struct Text;

impl Reader for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn help(&self) -> &'static str {
        "plain text, one article per file; saved web pages may keep their menus"
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        Box::new(std::iter::once(article(bytes, origin)))
    }
}

/// The whole input as the text of one article.
pub(crate) fn article(bytes: Bytes, origin: Origin) -> Result<Item, InputError> {
    let (text, warnings) = decode::whole(bytes, &origin)?;
    Ok(Item::Article(Article { id: origin.id, source: origin.source, text, warnings, ..Article::default() }))
}
