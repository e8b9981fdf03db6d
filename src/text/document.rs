//! The analysed layout of one article.

use std::ops::Range;

use crate::base::date::PartialDate;
use crate::base::span::Span;
use crate::input::{Article, DateBasis};

use super::token::{self, Token};
use super::{block, boilerplate, language, published, sentence};

/// What a block looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A title or heading line.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list (glued bullets are split into items).
    ListItem,
    /// A line of a table, or any other short line.
    Line,
}

/// A paragraph-like piece of the text; no sentence runs over its edge. "Paragraph" in co-mentions means a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands, in bytes of [`Document::text`].
    pub span: Span,
    /// What it looks like.
    pub kind: BlockKind,
    /// Why it is no text of the article: menus, share buttons, forms, footers, link lists, which are kept out of mentions,
    /// assertions and co-mentions. `None` for all others.
    pub left_out: Option<&'static str>,
    /// Its sentences, as indices into [`Document::sentences`].
    pub sentences: Range<u32>,
}

/// A sentence, as a run of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes of [`Document::text`].
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<u32>,
    /// Its block, as an index into [`Document::blocks`].
    pub block: u32,
}

/// One article cut into blocks, sentences and tokens.
#[derive(Clone, Debug)]
pub struct Document {
    /// The article as read, but for its text, which is in `text`.
    pub article: Article,
    /// The separate title field (if there is one that the text does not begin with), a line feed, then the article's text.
    /// All spans point into this string.
    pub text: String,
    /// Byte of `text` where the article's own text begins; 0 without a separate title.
    pub body_start: u32,
    /// Title: the separate field, else the heading found in the text.
    pub title: Option<String>,
    /// Date by the order of the contract: metadata, text, file name, "last updated", option.
    pub date: Option<PartialDate>,
    /// Where the date is from.
    pub date_basis: DateBasis,
    /// The language that it looks written in, as two letters (ISO 639-1; three where there are no two).
    pub language: &'static str,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Tokens in order.
    pub tokens: Vec<Token>,
}

impl Document {
    /// The article's own text.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.text[self.body_start as usize..]
    }

    /// Cuts an article. `given` is the date of articles that have none (option `--date`).
    ///
    /// ```
    /// use rolegraph::input::Article;
    /// use rolegraph::text::Document;
    /// let text = "Jane Doe resigned. John Roe did not.".to_owned();
    /// let document = Document::new(Article { text, ..Article::default() }, None);
    /// assert_eq!(document.sentences.len(), 2);
    /// assert_eq!(document.token_text(1), "Doe");
    /// ```
    #[must_use]
    pub fn new(mut article: Article, given: Option<PartialDate>) -> Self {
        let text = std::mem::take(&mut article.text);
        let mut document = Document {
            article,
            text,
            body_start: 0,
            title: None,
            date: None,
            date_basis: DateBasis::Unknown,
            language: "en",
            blocks: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
        };
        document.place_title();
        document.blocks.extend(block::blocks(&document.text, document.body_start as usize));
        let body = usize::from(document.body_start > 0);
        boilerplate::mark(&document.text, &mut document.blocks[body..]);
        if document.title.is_none() {
            let lines = document.blocks.iter().filter(|b| b.left_out.is_none()).map(|b| (b, b.span.of(&document.text)));
            let heading = lines.into_iter().find(|(_, line)| !published::is_date_line(line));
            document.title = heading.filter(|(b, _)| b.kind == BlockKind::Heading).map(|(_, line)| line.to_owned());
        }
        document.find_date(given);
        document.cut_blocks();
        document.language = language::of(&document.text, &document.blocks, &document.sentences, &document.tokens);
        document
    }

    /// A separate title that the text does not begin with becomes a block of its own before the text.
    fn place_title(&mut self) {
        let Some(title) = self.article.title.as_deref().map(str::trim).filter(|t| !t.is_empty()) else { return };
        self.title = Some(title.to_owned());
        if self.text.lines().map(str::trim).find(|l| !l.is_empty()) == Some(title) {
            return;
        }
        let field = self.article.title.clone().unwrap_or_default();
        let span = Span::new(0, field.len());
        self.body_start = span.end + 1;
        self.text.insert_str(0, &(field + "\n"));
        self.blocks.push(Block { span, kind: BlockKind::Heading, left_out: None, sentences: 0..0 });
    }

    fn find_date(&mut self, given: Option<PartialDate>) {
        let in_text = published::find(&self.text, &self.blocks);
        let in_name = self.article.source.as_deref().and_then(crate::input::date::in_file_name);
        let found = [
            (self.article.date, DateBasis::Metadata),
            (in_text.stated, DateBasis::Text),
            (in_name, DateBasis::Filename),
            (in_text.updated, DateBasis::Text),
            (given, DateBasis::Option),
        ];
        if let Some((date, basis)) = found.into_iter().find(|f| f.0.is_some()) {
            (self.date, self.date_basis) = (date, basis);
        }
    }

    fn cut_blocks(&mut self) {
        for (number, block) in (0u32..).zip(&mut self.blocks) {
            let first = self.tokens.len();
            token::append(&self.text, block.span.range(), &mut self.tokens);
            let begin = self.sentences.len();
            sentence::split(&self.text, &self.tokens[first..], |range| {
                let (start, end) = (first + range.start, first + range.end);
                self.sentences.push(Sentence {
                    span: self.tokens[start].span.join(self.tokens[end - 1].span),
                    tokens: index(start)..index(end),
                    block: number,
                });
            });
            block.sentences = index(begin)..index(self.sentences.len());
        }
    }

    /// The text of a token, as written.
    #[must_use]
    pub fn token_text(&self, token: usize) -> &str {
        self.tokens[token].span.of(&self.text)
    }

    /// The span from the first to the last token of a range.
    ///
    /// # Panics
    /// If the range is empty or out of bounds.
    #[must_use]
    pub fn tokens_span(&self, tokens: Range<u32>) -> Span {
        self.tokens[tokens.start as usize].span.join(self.tokens[tokens.end as usize - 1].span)
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).expect("internal: an article has fewer tokens than bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: Option<&str>, text: &str) -> Document {
        let article = Article { title: title.map(Into::into), text: text.into(), ..Article::default() };
        Document::new(article, None)
    }

    #[test]
    fn titles() {
        let apart = article(Some("Mayor resigns"), "Jane Doe left.");
        assert_eq!((apart.text.as_str(), apart.body_start), ("Mayor resigns\nJane Doe left.", 14));
        let same = article(Some("Mayor resigns"), "Mayor resigns\n\nJane Doe left.");
        assert_eq!((same.body_start, same.blocks.len()), (0, 2));
        assert_eq!(article(None, "Mayor resigns\n\nJane Doe left.").title.as_deref(), Some("Mayor resigns"));
        assert_eq!(article(None, "Jane Doe left. She smiled.").title, None);
        assert_eq!(article(None, "Published 5 March 2024\n\nJane Doe left. She smiled.").title, None);
        let dated = article(None, "Published 5 March 2024\n\nMayor resigns\n\nJane Doe left.");
        assert_eq!(dated.title.as_deref(), Some("Mayor resigns"));
    }

    #[test]
    fn sentences_cover_all_tokens() {
        let d = article(None, "One. Two\n\n• Three\r\nFour.");
        let all: usize = d.sentences.iter().map(|s| s.tokens.len()).sum();
        assert_eq!((d.sentences.len(), all), (4, d.tokens.len()));
        assert!(d.sentences.iter().all(|s| d.blocks[s.block as usize].span.contains(s.span)));
    }
}
