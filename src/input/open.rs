//! What an input is: unpacks it, and finds its format by option, name or content.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Bytes, InputError, InputOptions, Items, Origin, READERS, Reader, decode, packed, reader};

/// Bytes that are looked at to find a format.
const HEAD: usize = 1 << 16;

/// Archives that stand in each other: one in one is read.
#[cfg(feature = "archives")]
const MAX_NESTING: usize = 2;

/// How inputs are opened, and what was left out.
#[derive(Clone, Default)]
pub(super) struct Opener {
    pub(super) options: InputOptions,
    /// Files of unknown formats in folders and archives, by extension.
    skipped: Arc<Mutex<BTreeMap<String, usize>>>,
    /// Archives around what is opened.
    #[cfg(feature = "archives")]
    nesting: usize,
}

/// What a file name says.
pub(super) struct Named {
    /// The name without the extensions of packing and format.
    pub(super) stem: String,
    pub(super) reader: Option<&'static dyn Reader>,
    pub(super) archive: bool,
}

impl Named {
    pub(super) fn of(name: &str) -> Named {
        let mut path = Path::new(name);
        let mut stem = name;
        let extension = |p: &Path| p.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if packed::EXTENSIONS.contains(&extension(path).as_str()) {
            stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or(stem);
            path = Path::new(stem);
        }
        let last = extension(path);
        let reader = READERS.iter().copied().find(|r| r.extensions().contains(&last.as_str()));
        let archive = packed::ARCHIVES.contains(&last.as_str());
        let stem = path.file_stem().map_or(String::new(), |s| s.to_string_lossy().into_owned());
        Named { stem, reader, archive }
    }

    /// Whether something in a folder with this name is read.
    pub(super) fn is_known(&self) -> bool {
        self.reader.is_some() || self.archive
    }
}

impl Opener {
    pub(super) fn new(options: InputOptions) -> Self {
        Opener { options, ..Opener::default() }
    }

    /// The items of an input; `known` is the format that its name tells.
    pub(super) fn open(
        &self,
        bytes: Bytes,
        origin: Origin,
        known: Option<&'static dyn Reader>,
    ) -> Result<Items, InputError> {
        let bytes = packed::unpack(bytes).map_err(|e| InputError::io(origin.path(), e))?;
        if let Some(reader) = self.options.format.or(known) {
            return Ok(reader.read(bytes, origin, &self.options));
        }
        let (head, bytes) = decode::peek(bytes, HEAD).map_err(|e| InputError::io(origin.path(), e))?;
        #[cfg(feature = "office")]
        if let Some(reader) = super::office::sniff(&head) {
            return Ok(reader.read(bytes, origin, &self.options));
        }
        #[cfg(feature = "archives")]
        if let Some(kind) = super::archive::Kind::of(&head) {
            if self.nesting == MAX_NESTING {
                let help = "unpack the outer archive first";
                return Err(InputError::new(
                    origin.path(),
                    0,
                    "an archive in an archive in an archive is not read",
                    help,
                ));
            }
            let inner = Opener { nesting: self.nesting + 1, ..self.clone() };
            return Ok(super::archive::read(kind, bytes, origin, inner));
        }
        let name = sniff(&head);
        Ok(reader(name).unwrap_or(READERS[0]).read(bytes, origin, &self.options))
    }

    /// Counts a file of an unknown format.
    pub(super) fn skip(&self, path: &str) {
        let extension = Path::new(path).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        *self.skipped.lock().unwrap_or_else(PoisonError::into_inner).entry(extension).or_default() += 1;
    }

    pub(super) fn skipped(&self) -> BTreeMap<String, usize> {
        self.skipped.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens what an archive holds; none if its format is not known by its name.
    #[cfg(feature = "archives")]
    pub(super) fn found(&self, bytes: Bytes, name: &Named, origin: Origin) -> Option<Result<Items, InputError>> {
        if !name.is_known() && self.options.format.is_none() {
            self.skip(origin.path());
            return None;
        }
        Some(self.open(bytes, origin, name.reader))
    }
}

/// The name of the format that a content looks like.
fn sniff(head: &[u8]) -> &'static str {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let lower = start[..start.len().min(2000)].to_ascii_lowercase();
    let has = |word: &[u8]| lower.windows(word.len()).any(|w| w == word);
    match () {
        () if looks_like_json_lines(head) => "jsonl",
        () if looks_like_json(start) => "json",
        () if lower.starts_with(b"warc/") => "warc",
        () if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") => "html",
        () if lower.starts_with(b"<") && [&b"<rss"[..], b"<feed", b"<rdf:rdf"].iter().any(|w| has(w)) => "feed",
        () if lower.starts_with(b"<") && has(b"<html") => "html",
        () if lower.starts_with(b"from ") && has(b"\nfrom:") => "mbox",
        () if is_mail(&lower) => "mail",
        () => "text",
    }
}

/// Whether a content begins with several header fields of a mail.
fn is_mail(lower: &[u8]) -> bool {
    let fields: [&[u8]; 8] = [
        b"received:",
        b"return-path:",
        b"delivered-to:",
        b"message-id:",
        b"mime-version:",
        b"from:",
        b"subject:",
        b"date:",
    ];
    let lines = lower.split(|&b| b == b'\n').take(20).take_while(|l| !l.trim_ascii().is_empty());
    lines.filter(|l| fields.iter().any(|f| l.starts_with(f))).count() >= 3
}

/// Whether the first line is one JSON object.
fn looks_like_json_lines(head: &[u8]) -> bool {
    let line = head.trim_ascii_start();
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let (line, whole) = match line.iter().position(|&b| b == b'\n') {
        Some(end) => (line[..end].trim_ascii(), true),
        None => (line.trim_ascii(), head.len() < HEAD),
    };
    line.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
        && (line.ends_with(b"}") || !whole)
}

/// Whether a content is an array of objects, or one object over several lines.
fn looks_like_json(start: &[u8]) -> bool {
    let inner = start.strip_prefix(b"[").map_or(start, <[u8]>::trim_ascii_start);
    inner.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}
