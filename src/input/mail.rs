//! Mail: one message is one article, its plain text or else its page; mailboxes; and MHTML, the pages that browsers save as mail.

use std::io::BufRead;

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::{Article, Bytes, DateBasis, InputError, InputOptions, Item, Items, Origin, Page, Reader, decode, html};
use crate::base::date::PartialDate;

pub(crate) struct Mail;
pub(crate) struct Mailbox;
pub(crate) struct Mhtml;

/// Longest message that is read, in bytes (64 MiB).
const MAX_BYTES: usize = 64 << 20;

/// The parser has decoded the text of all parts.
const CHARSET: &str = "utf-8";

const HELP: &str = "give messages as RFC 5322 has them, with `From:` and `Date:` lines";

impl Reader for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml"]
    }

    fn help(&self) -> &'static str {
        "a mail message"
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        let item = decode::bytes(bytes, MAX_BYTES, &origin).and_then(|raw| {
            let message = parse(&raw, &origin, 0)?;
            Ok(Item::Article(Article { id: origin.id.clone(), source: origin.source.clone(), ..article(&message) }))
        });
        Box::new(std::iter::once(item))
    }
}

impl Reader for Mhtml {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mhtml", "mht"]
    }

    fn help(&self) -> &'static str {
        "a web page saved with its pictures"
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        let item = decode::bytes(bytes, MAX_BYTES, &origin).and_then(|raw| {
            let message = parse(&raw, &origin, 0)?;
            let url = message.header_raw("Snapshot-Content-Location").map(|u| u.trim().to_owned());
            let part = page(&message).ok_or_else(|| InputError::new(origin.path(), 0, "no page in it", HELP))?;
            let (raw, charset) = (part.to_vec(), Some(CHARSET.to_owned()));
            Ok(Item::Page(Page { raw, charset, url, origin: origin.clone() }))
        });
        Box::new(std::iter::once(item))
    }
}

impl Reader for Mailbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mbox", "mbx"]
    }

    fn help(&self) -> &'static str {
        "a mailbox, one article per message"
    }

    fn read(&self, bytes: Bytes, origin: Origin, _: &InputOptions) -> Items {
        Box::new(Messages { bytes, origin, number: 0, started: false, done: false })
    }
}

/// The messages of a mailbox, cut at lines that begin with `From `.
struct Messages {
    bytes: Bytes,
    origin: Origin,
    /// Number of the message read last, from 1.
    number: u32,
    /// The `From ` line of the next message was read.
    started: bool,
    done: bool,
}

impl Messages {
    /// The bytes of the next message; empty at the end.
    fn cut(&mut self) -> std::io::Result<Vec<u8>> {
        let (mut out, mut line, mut blank) = (Vec::new(), Vec::new(), true);
        loop {
            line.clear();
            if self.bytes.read_until(b'\n', &mut line)? == 0 {
                self.done = true;
                return Ok(out);
            }
            if blank && line.starts_with(b"From ") {
                if self.started && !out.is_empty() {
                    return Ok(out);
                }
                self.started = true;
                continue;
            }
            blank = line.trim_ascii().is_empty();
            // ">From" was "From" before it came into the box.
            let quoted = line.strip_prefix(b">").filter(|l| l.starts_with(b"From "));
            if out.len() <= MAX_BYTES {
                out.extend_from_slice(quoted.unwrap_or(&line));
            }
        }
    }
}

impl Iterator for Messages {
    type Item = Result<Item, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = loop {
            if self.done {
                return None;
            }
            match self.cut() {
                Err(error) => {
                    self.done = true;
                    return Some(Err(InputError::io(self.origin.path(), error)));
                }
                Ok(raw) if raw.trim_ascii().is_empty() => {}
                Ok(raw) => break raw,
            }
        };
        self.number = self.number.saturating_add(1);
        if raw.len() > MAX_BYTES {
            return Some(Err(decode::too_long(self.origin.path(), self.number, MAX_BYTES)));
        }
        Some(parse(&raw, &self.origin, self.number).map(|message| {
            let id = format!("{}#{}", self.origin.id, self.number);
            Item::Article(Article { id, source: self.origin.source.clone(), ..article(&message) })
        }))
    }
}

fn parse<'a>(raw: &'a [u8], origin: &Origin, number: u32) -> Result<Message<'a>, InputError> {
    let message = MessageParser::default().parse(raw).filter(|m| !m.headers().is_empty());
    message.ok_or_else(|| InputError::new(origin.path(), number, "no mail message", HELP))
}

/// A message as an article, without id and source.
fn article(message: &Message<'_>) -> Article {
    let written = message.text_bodies().find(|p| p.is_text() && !p.is_text_html());
    let text = written.and_then(|p| p.text_contents()).map(str::to_owned).filter(|t| !t.trim().is_empty());
    let shown = page(message).filter(|_| text.is_none()).and_then(|raw| html::of_page(raw, Some(CHARSET)));
    let date = message.date().and_then(|d| PartialDate::new(d.year, d.month, d.day).filter(|_| d.is_valid()));
    let text = text.or(shown.map(|p| p.text)).unwrap_or_default();
    let warnings = if text.is_empty() { vec!["the message has no text".into()] } else { Vec::new() };
    Article {
        title: message.subject().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()),
        date,
        date_basis: if date.is_some() { DateBasis::Metadata } else { DateBasis::Unknown },
        text,
        warnings,
        ..Article::default()
    }
}

/// The first page of a message.
fn page<'a>(message: &'a Message<'_>) -> Option<&'a [u8]> {
    let is_page = |p: &&mail_parser::MessagePart<'_>| {
        p.is_text_html() || p.content_type().is_some_and(|t| t.ctype() == "text" && t.subtype() == Some("html"))
    };
    message.parts.iter().find(is_page).map(mail_parser::MessagePart::contents)
}
