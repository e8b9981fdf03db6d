//! WARC, the archives of web crawlers: each page that was fetched well is one article. (ISO 28500:2017.)

use std::io::{self, BufRead, Read};

use super::{Article, Bytes, InputError, InputOptions, Item, Items, Notes, Origin, Page, Reader};

pub(crate) struct Warc;

/// Longest page that is read, in bytes (16 MiB); longer records are left out.
const MAX_BYTES: u64 = 16 << 20;

/// Longest header of a record or an answer, in bytes.
const MAX_HEADER: u64 = 1 << 16;

impl Reader for Warc {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["warc", "wet"]
    }

    fn help(&self) -> &'static str {
        "an archive of a web crawler, one article per page"
    }

    fn read(&self, bytes: Bytes, origin: Origin, options: &InputOptions) -> Items {
        Box::new(Records { bytes, origin, notes: options.notes.clone(), number: 0, broken: 0, other: 0, done: false })
    }
}

struct Records {
    bytes: Bytes,
    origin: Origin,
    notes: Notes,
    /// Number of the record read last, from 1.
    number: u32,
    /// Places that were no record.
    broken: u32,
    /// Records that are no page.
    other: u32,
    done: bool,
}

/// Header fields, names in lower case.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The fields up to an empty line.
    fn read(from: &mut dyn BufRead) -> io::Result<Fields> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut from = from.take(MAX_HEADER);
        loop {
            let mut line = Vec::new();
            if from.read_until(b'\n', &mut line)? == 0 || line.trim_ascii().is_empty() {
                return Ok(Fields(fields));
            }
            let text = String::from_utf8_lossy(&line);
            match text.split_once(':') {
                _ if text.starts_with([' ', '\t']) => {
                    if let Some((_, value)) = fields.last_mut() {
                        value.push_str(text.trim());
                    }
                }
                Some((name, value)) => fields.push((name.trim().to_lowercase(), value.trim().to_owned())),
                None => {}
            }
        }
    }
}

impl Records {
    /// The next page or text; `None` at the end.
    fn item(&mut self) -> io::Result<Option<Item>> {
        while self.begin()? {
            self.number = self.number.saturating_add(1);
            let head = Fields::read(&mut self.bytes)?;
            let Some(length) = head.get("content-length").and_then(|l| l.parse::<u64>().ok()) else {
                self.broken += 1;
                continue;
            };
            let wanted =
                matches!(head.get("warc-type"), Some("response" | "resource" | "conversion")) && length <= MAX_BYTES;
            let mut content = self.bytes.by_ref().take(length);
            if !wanted {
                self.other += u32::from(head.get("warc-type") == Some("response"));
                io::copy(&mut content, &mut io::sink())?;
                continue;
            }
            let mut raw = Vec::new();
            content.read_to_end(&mut raw)?;
            if (raw.len() as u64) < length {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the last record is cut off"));
            }
            let origin =
                Origin { id: format!("{}#{}", self.origin.id, self.number), source: self.origin.source.clone() };
            match of_record(&head, &raw, origin) {
                Some(item) => return Ok(Some(item)),
                None => self.other += 1,
            }
        }
        Ok(None)
    }

    /// Reads to behind the first line of the next record; false at the end.
    fn begin(&mut self) -> io::Result<bool> {
        let mut astray = false;
        loop {
            let mut line = Vec::new();
            if self.bytes.by_ref().take(MAX_HEADER).read_until(b'\n', &mut line)? == 0 {
                self.broken += u32::from(astray);
                return Ok(false);
            }
            if line.starts_with(b"WARC/") {
                self.broken += u32::from(astray);
                return Ok(true);
            }
            astray |= !line.trim_ascii().is_empty();
        }
    }

    fn close(&mut self) {
        self.done = true;
        let path = self.origin.path();
        if self.broken > 0 {
            self.notes.say(format!("{path}: {} broken records left out", self.broken));
        }
        if self.other > 0 {
            self.notes
                .say(format!("{path}: {} records that are no page, or none that was found, left out", self.other));
        }
    }
}

impl Iterator for Records {
    type Item = Result<Item, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.item() {
            Ok(Some(item)) => Some(Ok(item)),
            Ok(None) => {
                self.close();
                None
            }
            Err(error) => {
                self.close();
                Some(Err(InputError::io(self.origin.path(), error)))
            }
        }
    }
}

/// What a record holds; `None` if it is no page, or was not there.
fn of_record(head: &Fields, mut raw: &[u8], origin: Origin) -> Option<Item> {
    let mut kind = head.get("content-type").unwrap_or_default().to_lowercase();
    let mut body = None;
    if kind.starts_with("application/http") {
        let mut status = Vec::new();
        raw.read_until(b'\n', &mut status).ok()?;
        let code = status.split(|&b| b == b' ').nth(1)?;
        let answer = Fields::read(&mut raw).ok()?;
        if code != b"200" {
            return None;
        }
        kind = answer.get("content-type").unwrap_or("text/html").to_lowercase();
        body = decoded(&answer, raw);
    }
    let charset = kind.split("charset=").nth(1).map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let url = head.get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    let raw = body.unwrap_or_else(|| raw.to_vec());
    if kind.contains("html") {
        return Some(Item::Page(Page { raw, charset, url, origin }));
    }
    let text = kind.starts_with("text/plain").then(|| super::charset::page(&raw, charset.as_deref()).0)?;
    Some(Item::Article(Article { id: origin.id, source: origin.source, url, text, ..Article::default() }))
}

/// The body of an answer that was sent in chunks or compressed; `None` if it was sent as it is.
fn decoded(answer: &Fields, raw: &[u8]) -> Option<Vec<u8>> {
    let chunked = answer.get("transfer-encoding").is_some_and(|t| t.eq_ignore_ascii_case("chunked"));
    let whole = if chunked { unchunk(raw) } else { None };
    let packed = whole.as_deref().unwrap_or(raw);
    let mut out = Vec::new();
    let limit = MAX_BYTES * 4;
    let unpacked = match answer.get("content-encoding").unwrap_or_default() {
        "gzip" | "x-gzip" => flate2::read::MultiGzDecoder::new(packed).take(limit).read_to_end(&mut out),
        "deflate" => flate2::read::ZlibDecoder::new(packed).take(limit).read_to_end(&mut out),
        _ => return whole,
    };
    // Many crawlers unpack the body and leave the header as it was.
    if unpacked.is_ok() { Some(out) } else { whole }
}

/// A body without the lengths of its chunks; `None` if there are none.
fn unchunk(mut raw: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = raw.iter().position(|&b| b == b'\n')?;
        let line = std::str::from_utf8(&raw[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        raw = &raw[end + 1..];
        if length == 0 {
            return Some(out);
        }
        out.extend_from_slice(raw.get(..length)?);
        raw = raw[length..].strip_prefix(b"\r\n").unwrap_or(&raw[length..]);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn broken_records_are_left_out() {
        let page =
            "<html><body><p>Jane Doe, the mayor of Lima, left the city on Monday after a vote.</p></body></html>";
        let record = |kind: &str, status: &str, body: &str| {
            let http =
                format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
            let head = format!(
                "WARC-Type: {kind}\r\nWARC-Target-URI: http://x.example/1\r\nContent-Type: application/http\r\n"
            );
            format!("WARC/1.0\r\n{head}Content-Length: {}\r\n\r\n{http}\r\n\r\n", http.len())
        };
        let chunked = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
        let all = [
            record("request", "200 OK", ""),
            record("response", "200 OK", &chunked),
            "garbage\r\nmore\r\n".into(),
            "WARC/1.0\r\nWARC-Type: response\r\n\r\n".into(),
            record("response", "404 Not Found", page),
            record("response", "200 OK", page),
            record("response", "200 OK", page)[..250].into(),
        ];
        let options = InputOptions::default();
        let origin = Origin { id: "w".into(), source: None };
        let got: Vec<String> = Warc
            .read(Box::new(Cursor::new(all.concat())), origin, &options)
            .map(|item| match item {
                Ok(Item::Page(p)) => {
                    let a = p.article().unwrap();
                    format!("{} {} {}", a.id, a.url.unwrap(), &a.text[..8])
                }
                Ok(other) => panic!("{other:?}"),
                Err(e) => e.to_string().lines().next().unwrap().to_owned(),
            })
            .collect();
        let cut = "<stdin>: cannot be read: the last record is cut off";
        assert_eq!(got, ["w#2 http://x.example/1 Jane Doe", "w#5 http://x.example/1 Jane Doe", cut]);
        assert_eq!(options.notes.take().len(), 2);
    }
}
