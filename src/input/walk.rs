//! The INPUT arguments -> a stream of items: files, folders (walked, sorted), `-`, each perhaps gzip.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::{Bytes, InputError, Item, Items, Origin, READERS, Reader, decode, reader};

/// How inputs are read.
#[derive(Clone, Copy, Default)]
pub struct InputOptions {
    /// Reads everything in this format, whatever the extension; hidden files of folders stay out.
    pub format: Option<&'static dyn Reader>,
}

/// Something that waits to be read; the last is next.
enum Pending {
    Stdin,
    /// An argument.
    Named(PathBuf),
    /// Something in a folder, with its path below the argument, without extension for files.
    Found(PathBuf, String),
}

/// Streams the items of all inputs, in the order of the arguments.
///
/// Nothing is opened before it is asked for. A path that does not exist is an `Err` at its turn.
///
/// ```no_run
/// use rolegraph::input::{InputOptions, Inputs, Item};
/// for item in Inputs::open(["articles/", "more.jsonl.gz"], InputOptions::default()) {
///     match item {
///         Ok(Item::Article(article)) => println!("{}", article.id),
///         Ok(Item::Record { place, .. }) => println!("{place}: read before"),
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// ```
pub struct Inputs {
    options: InputOptions,
    pending: Vec<Pending>,
    current: Option<Items>,
    skipped: usize,
    read: Arc<AtomicU64>,
}

/// A file, with the bytes that were read of it counted.
struct Counted(File, Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Inputs {
    /// Prepares to read `paths`; `-` is standard input.
    #[must_use]
    pub fn open<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>, options: InputOptions) -> Self {
        let named = |path: PathBuf| if path == Path::new("-") { Pending::Stdin } else { Pending::Named(path) };
        let mut pending: Vec<Pending> = paths.into_iter().map(|path| named(path.into())).collect();
        pending.reverse();
        Inputs { options, pending, current: None, skipped: 0, read: Arc::default() }
    }

    /// Number of files in folders that were left out so far because no reader knows their extension.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// Bytes of files, as they lie on the disk, that were read so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    fn start(&mut self, next: Pending) -> Result<Option<Items>, InputError> {
        match next {
            Pending::Stdin => {
                let origin = Origin { id: "stdin".into(), source: None };
                let bytes: Bytes = Box::new(BufReader::new(io::stdin()));
                self.sniff(bytes, origin).map(Some)
            }
            Pending::Named(path) => {
                let shown = path.display().to_string();
                let found = fs::metadata(&path).map_err(|e| InputError::io(&shown, e))?;
                if found.is_dir() {
                    return self.folder(&path, "").map(|()| None);
                }
                let (stem, known) = by_name(path.file_name().unwrap_or_default());
                self.file(&path, Origin { id: stem, source: Some(shown) }, known).map(Some)
            }
            Pending::Found(path, below) => {
                let shown = path.display().to_string();
                let link = fs::symlink_metadata(&path).map_err(|e| InputError::io(&shown, e))?;
                if link.is_dir() {
                    return self.folder(&path, &below).map(|()| None);
                }
                let (stem, known) = by_name(path.file_name().unwrap_or_default());
                let plain = fs::metadata(&path).map_err(|e| InputError::io(&shown, e))?.is_file();
                if !plain || (known.is_none() && self.options.format.is_none()) {
                    self.skipped += 1;
                    return Ok(None);
                }
                let folder = below.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
                self.file(&path, Origin { id: folder + &stem, source: Some(shown) }, known).map(Some)
            }
        }
    }

    /// Puts what a folder holds in line, sorted by name; links to folders are not followed.
    fn folder(&mut self, path: &Path, below: &str) -> Result<(), InputError> {
        let failed = |e| InputError::io(&path.display().to_string(), e);
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(failed)? {
            names.push(entry.map_err(failed)?.file_name());
        }
        names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
        names.sort_unstable();
        self.pending.extend(names.into_iter().rev().map(|name| {
            let shown = name.to_string_lossy();
            let below = if below.is_empty() { shown.into_owned() } else { format!("{below}/{shown}") };
            Pending::Found(path.join(&name), below)
        }));
        Ok(())
    }

    fn file(&self, path: &Path, origin: Origin, known: Option<&'static dyn Reader>) -> Result<Items, InputError> {
        let failed = |e| InputError::io(origin.path(), e);
        let file = Counted(File::open(path).map_err(failed)?, Arc::clone(&self.read));
        let mut bytes: Bytes = Box::new(BufReader::with_capacity(1 << 16, file));
        if is_gzip(path.as_os_str()) {
            bytes = Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(bytes)));
        }
        match self.options.format.or(known) {
            Some(reader) => Ok(reader.read(bytes, origin)),
            None => self.sniff(bytes, origin),
        }
    }

    /// Reads what has no telling name: gzip is unpacked, lines of JSON objects are JSON Lines, the rest is text.
    fn sniff(&self, bytes: Bytes, origin: Origin) -> Result<Items, InputError> {
        let failed = |e| InputError::io(origin.path(), e);
        let (head, mut bytes) = decode::peek(bytes, 2).map_err(failed)?;
        if head == b"\x1f\x8b" {
            bytes = Box::new(BufReader::new(MultiGzDecoder::new(bytes)));
        }
        if let Some(reader) = self.options.format {
            return Ok(reader.read(bytes, origin));
        }
        let (head, bytes) = decode::peek(bytes, 1 << 16).map_err(failed)?;
        let name = if looks_like_json_lines(&head) { "jsonl" } else { "text" };
        Ok(reader(name).expect("internal: a built-in format").read(bytes, origin))
    }
}

impl Iterator for Inputs {
    type Item = Result<Item, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            let next = self.pending.pop()?;
            match self.start(next) {
                Ok(items) => self.current = items,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Bytes of all files below the paths, but hidden ones; what cannot be looked at counts nothing.
#[must_use]
pub fn total_bytes(paths: &[PathBuf]) -> u64 {
    let mut total = 0;
    let mut pending: Vec<PathBuf> = paths.to_vec();
    while let Some(path) = pending.pop() {
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => {
                let inside = fs::read_dir(&path).into_iter().flatten().flatten();
                // Links to folders are not followed, as when reading.
                let wanted = inside.filter(|e| !e.file_name().as_encoded_bytes().starts_with(b".")).map(|e| e.path());
                pending.extend(wanted.filter(|p| !(p.is_symlink() && p.is_dir())));
            }
            Ok(found) => total += found.len(),
            Err(_) => {}
        }
    }
    total
}

fn is_gzip(name: &OsStr) -> bool {
    Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("gz"))
}

/// A file name without its extensions (`.gz` and the format's), and the reader of its extension.
fn by_name(name: &OsStr) -> (String, Option<&'static dyn Reader>) {
    let mut path = PathBuf::from(name);
    if is_gzip(name) {
        path.set_extension("");
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let known = READERS.iter().copied().find(|r| r.extensions().contains(&extension.as_str()));
    (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), known)
}

/// Whether the first line is one JSON object.
fn looks_like_json_lines(head: &[u8]) -> bool {
    let line = head.trim_ascii_start();
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let (line, whole) = match line.iter().position(|&b| b == b'\n') {
        Some(end) => (line[..end].trim_ascii(), true),
        None => (line.trim_ascii(), head.len() < 1 << 16),
    };
    line.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
        && (line.ends_with(b"}") || !whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// A folder of its own for one test.
    fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
        let root = std::env::temp_dir().join(format!("rolegraph-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        for (path, bytes) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        root
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn ids(inputs: &mut Inputs) -> Vec<String> {
        let show = |item| match item {
            Ok(Item::Article(a)) => format!("{}={}", a.id, a.text),
            Ok(Item::Record { place, .. }) => format!("record {}", place.rsplit('/').next().unwrap()),
            Err(e) => {
                format!("error {}", InputError::to_string(&e).lines().next().unwrap().rsplit('/').next().unwrap())
            }
        };
        inputs.by_ref().map(show).collect()
    }

    #[test]
    fn folders_are_walked_in_order() {
        let two = [gzip(b"{\"text\": \"j1\"}\n"), gzip(b"{\"text\": \"j2\"}\n")].concat();
        let root = folder(
            "walk",
            &[
                ("b.txt", b"b"),
                ("a/z.md", b"z"),
                ("a/deep/y.TXT", b"y"),
                ("a.txt", b"a"),
                ("c.pdf", b"no"),
                (".hidden.txt", b"no"),
                (".git/x.txt", b"no"),
                ("g.txt.gz", &gzip(b"packed")),
                ("j.jsonl.gz", &two),
                ("v1.2.txt", b"v"),
                ("bad.txt.gz", b"this is not packed"),
            ],
        );
        let mut inputs = Inputs::open([&root], InputOptions::default());
        let want = "a/deep/y=y|a/z=z|a=a|b=b|error bad.txt.gz: cannot be read: invalid gzip header|g=packed|j#1=j1|j#2=j2|v1.2=v";
        assert_eq!(ids(&mut inputs).join("|"), want);
        assert_eq!(inputs.skipped(), 1);
        let sizes = [&root].map(|r| total_bytes(std::slice::from_ref(r)));
        assert_eq!(sizes, [inputs.bytes_read() + 2]);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn files_named_directly() {
        let record = b"{\"format\": 1, \"document\": {}}\n";
        let root =
            folder("named", &[("a.txt", b"a"), ("odd.xyz", b"o"), ("r.out", record), ("p.json", b"{\n\"a\": 1}")]);
        let paths = ["a.txt", "odd.xyz", "r.out", "none.txt", "p.json"].map(|name| root.join(name));
        let got = ids(&mut Inputs::open(&paths, InputOptions::default()));
        assert_eq!(got[..3], ["a=a", "odd=o", "record r.out:1"]);
        assert!(got[3].starts_with("error none.txt: cannot be read: "), "{got:?}");
        assert_eq!(got[4], "p={\n\"a\": 1}");
        let options = InputOptions { format: reader("jsonl") };
        assert!(ids(&mut Inputs::open(&paths[..1], options))[0].starts_with("error a.txt:1: no article"));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn sources_are_as_the_user_wrote_them() {
        let root = folder("source", &[("x/a.txt", b"a")]);
        let first = Inputs::open([&root], InputOptions::default()).next().unwrap().unwrap();
        let Item::Article(article) = first else { panic!("an article") };
        assert_eq!(article.source, Some(root.join("x/a.txt").display().to_string()));
        fs::remove_dir_all(root).unwrap();
    }
}
