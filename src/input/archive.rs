//! Archives: ZIP and tar. Each file in them is read as one in a folder.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use super::open::{Named, Opener};
use super::{Bytes, InputError, Item, Items, MAX_BYTES, Origin, decode, packed, pushed};

/// Bytes of an archive that are held in memory; more go to a temporary file.
const IN_MEMORY: usize = 64 << 20;

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Tar,
    Zip,
}

impl Kind {
    /// What an archive begins with.
    pub(super) fn of(head: &[u8]) -> Option<Kind> {
        match head {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Kind::Zip),
            _ if head.get(257..262) == Some(b"ustar") => Some(Kind::Tar),
            _ => None,
        }
    }
}

type Give<'a> = &'a mut dyn FnMut(Result<Item, InputError>) -> bool;

/// The items of all files of an archive, in its order.
pub(super) fn read(kind: Kind, bytes: Bytes, origin: Origin, opener: Opener) -> Items {
    pushed(move |give| {
        let done = match kind {
            Kind::Tar => tar(bytes, &origin, &opener, give),
            Kind::Zip => zip(bytes, &origin, &opener, give),
        };
        if let Err(error) = done {
            give(Err(InputError::io(origin.path(), error)));
        }
    })
}

fn tar(bytes: Bytes, origin: &Origin, opener: &Opener, give: Give<'_>) -> io::Result<()> {
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let size = entry.size();
        if entry.header().entry_type().is_file() && !file(&name, &mut entry, size, origin, opener, give) {
            break;
        }
    }
    Ok(())
}

/// A ZIP archive; its list of contents stands at its end, so all of it is read first.
pub(super) fn open_zip(mut bytes: Bytes) -> io::Result<zip::ZipArchive<tempfile::SpooledTempFile>> {
    let mut spool = tempfile::SpooledTempFile::new(IN_MEMORY);
    io::copy(&mut bytes, &mut spool)?;
    spool.flush()?;
    spool.seek(SeekFrom::Start(0))?;
    Ok(zip::ZipArchive::new(spool)?)
}

fn zip(bytes: Bytes, origin: &Origin, opener: &Opener, give: Give<'_>) -> io::Result<()> {
    let mut archive = open_zip(bytes)?;
    for at in 0..archive.len() {
        let mut entry = match archive.by_index(at) {
            Ok(entry) => entry,
            Err(error) => {
                let place = format!("{}!{at}", origin.path());
                if !give(Err(InputError::io(&place, io::Error::other(error)))) {
                    break;
                }
                continue;
            }
        };
        let (name, size) = (entry.name().to_owned(), entry.compressed_size());
        if entry.is_file() && !file(&name, &mut entry, size, origin, opener, give) {
            break;
        }
    }
    Ok(())
}

/// Hands on the items of one file of `packed` bytes; false when nobody wants more.
fn file(name: &str, content: &mut dyn Read, packed: u64, origin: &Origin, opener: &Opener, give: Give<'_>) -> bool {
    let (folder, last) = name.rsplit_once('/').map_or(("", name), |(f, l)| (f, l));
    if last.starts_with('.')
        || folder.split('/').any(|f| f.starts_with('.') || f == "__MACOSX")
        || opener.options.exclude.has_file(name)
    {
        return true;
    }
    let named = Named::of(last);
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let source = Some(format!("{}!{name}", origin.path()));
    let inner = Origin { id: format!("{}/{folder}{}", origin.id, named.stem), source };
    let bytes = match all(content, packed) {
        Ok(bytes) => bytes,
        Err(error) => return give(Err(InputError::io(inner.path(), error))),
    };
    if bytes.len() > MAX_BYTES {
        return give(Err(decode::too_long(inner.path(), 0, MAX_BYTES)));
    }
    match opener.found(Box::new(Cursor::new(bytes)), &named, inner) {
        None => true,
        Some(Err(error)) => give(Err(error)),
        Some(Ok(mut items)) => items.all(&mut *give),
    }
}

/// All bytes of a file of `packed` bytes, or some more than [`MAX_BYTES`].
pub(super) fn all(content: &mut dyn Read, packed: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut part = vec![0; 1 << 16];
    while bytes.len() <= MAX_BYTES {
        let read = content.read(&mut part)?;
        if read == 0 {
            break;
        }
        bytes.extend_from_slice(&part[..read]);
        packed::check(bytes.len() as u64, packed)?;
    }
    Ok(bytes)
}
