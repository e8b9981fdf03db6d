//! The INPUT arguments -> a stream of items: files, folders (walked, sorted), `-`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::open::{Named, Opener};
use super::{Bytes, Exclude, Fields, InputError, Item, Items, Notes, Origin, Reader};

/// How inputs are read.
#[derive(Clone, Default)]
pub struct InputOptions {
    /// Reads everything in this format, whatever the extension; hidden files of folders stay out.
    pub format: Option<&'static dyn Reader>,
    /// Files and folders of folders and archives that are left out.
    pub exclude: Exclude,
    /// Names of fields in tables and JSON.
    pub fields: Fields,
    /// What readers have to say.
    pub notes: Notes,
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
///         Ok(_) => println!("a page"),
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// ```
pub struct Inputs {
    opener: Opener,
    pending: Vec<Pending>,
    current: Option<Items>,
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
        Inputs { opener: Opener::new(options), pending, current: None, read: Arc::default() }
    }

    /// How many files in folders and archives were left out so far because no reader knows their extension, by extension
    /// (lower case, without dot).
    #[must_use]
    pub fn skipped(&self) -> BTreeMap<String, usize> {
        self.opener.skipped()
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
                self.opener.open(bytes, origin, None).map(Some)
            }
            Pending::Named(path) => {
                let shown = path.display().to_string();
                let found = fs::metadata(&path).map_err(|e| InputError::io(&shown, e))?;
                if found.is_dir() {
                    return self.folder(&path, "").map(|()| None);
                }
                let named = Named::of(&path.file_name().unwrap_or_default().to_string_lossy());
                self.file(&path, Origin { id: named.stem, source: Some(shown) }, named.reader).map(Some)
            }
            Pending::Found(path, below) => {
                let shown = path.display().to_string();
                let link = fs::symlink_metadata(&path).map_err(|e| InputError::io(&shown, e))?;
                if self.opener.options.exclude.has(&below, link.is_dir()) {
                    return Ok(None);
                }
                if link.is_dir() {
                    return self.folder(&path, &below).map(|()| None);
                }
                let named = Named::of(&path.file_name().unwrap_or_default().to_string_lossy());
                let plain = fs::metadata(&path).map_err(|e| InputError::io(&shown, e))?.is_file();
                if !plain || !named.is_known() && self.opener.options.format.is_none() {
                    self.opener.skip(&shown);
                    return Ok(None);
                }
                let folder = below.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
                self.file(&path, Origin { id: folder + &named.stem, source: Some(shown) }, named.reader).map(Some)
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
        self.pending.extend(
            names.into_iter().rev().map(|name| Pending::Found(path.join(&name), child(below, &name.to_string_lossy()))),
        );
        Ok(())
    }

    fn file(&self, path: &Path, origin: Origin, known: Option<&'static dyn Reader>) -> Result<Items, InputError> {
        let file = File::open(path).map_err(|e| InputError::io(origin.path(), e))?;
        let counted = Counted(file, Arc::clone(&self.read));
        self.opener.open(Box::new(BufReader::with_capacity(1 << 16, counted)), origin, known)
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

/// Bytes of all files below the paths, but hidden and excluded ones; what cannot be looked at counts nothing.
#[must_use]
pub fn total_bytes(paths: &[PathBuf], exclude: &Exclude) -> u64 {
    let mut total = 0;
    let mut pending: Vec<(PathBuf, String)> = paths.iter().map(|p| (p.clone(), String::new())).collect();
    while let Some((path, below)) = pending.pop() {
        let Ok(found) = fs::metadata(&path) else { continue };
        if !below.is_empty() && exclude.has(&below, found.is_dir()) {
            continue;
        }
        if !found.is_dir() {
            total += found.len();
            continue;
        }
        for entry in fs::read_dir(&path).into_iter().flatten().flatten() {
            let (inside, name) = (entry.path(), entry.file_name());
            // Links to folders are not followed, as when reading.
            if !(name.as_encoded_bytes().starts_with(b".") || inside.is_symlink() && inside.is_dir()) {
                pending.push((inside, child(&below, &name.to_string_lossy())));
            }
        }
    }
    total
}

/// A path below an argument, one step deeper.
fn child(below: &str, name: &str) -> String {
    if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") }
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
            Ok(other) => panic!("{other:?}"),
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
        let want = "a/deep/y=y|a/z=z|a=a|b=b|bad=this is not packed|g=packed|j#1=j1|j#2=j2|v1.2=v";
        assert_eq!(ids(&mut inputs).join("|"), want);
        assert_eq!(inputs.skipped(), BTreeMap::from([("pdf".into(), 1)]));
        let sizes = [&root].map(|r| total_bytes(std::slice::from_ref(r), &Exclude::default()));
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
        assert_eq!(got[4], "error p.json: no article: the object has no field `text`");
        let options = InputOptions { format: crate::input::reader("jsonl"), ..InputOptions::default() };
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
