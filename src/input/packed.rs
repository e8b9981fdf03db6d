//! Unpacks what is compressed, by its first bytes, with a guard against bombs.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::{Bytes, decode};

/// File name extensions of compressed files.
#[cfg(feature = "archives")]
pub(super) const EXTENSIONS: &[&str] = &["gz", "zst", "bz2", "xz"];
#[cfg(not(feature = "archives"))]
pub(super) const EXTENSIONS: &[&str] = &["gz"];

/// File name extensions of archives.
#[cfg(feature = "archives")]
pub(super) const ARCHIVES: &[&str] = &["zip", "tar", "tgz"];
#[cfg(not(feature = "archives"))]
pub(super) const ARCHIVES: &[&str] = &[];

/// Compressions around each other: one in one is unpacked.
const MAX_LAYERS: usize = 2;

/// Bytes that may come out of whatever goes in.
const FREE: u64 = 32 << 20;

/// Times that more may come out than went in.
const MAX_RATIO: u64 = 100;

/// The bytes of an input without its compression.
pub(super) fn unpack(mut bytes: Bytes) -> io::Result<Bytes> {
    for _ in 0..MAX_LAYERS {
        let (head, whole) = decode::peek(bytes, 10)?;
        let counted = |bytes: Bytes| {
            let taken = Arc::new(AtomicU64::new(0));
            (BufReader::with_capacity(1 << 16, Counted { bytes, taken: Arc::clone(&taken) }), taken)
        };
        bytes = if head.starts_with(b"\x1f\x8b") {
            let (inner, taken) = counted(whole);
            guarded(MultiGzDecoder::new(inner), taken)
        } else if let Some(kind) = other(&head) {
            #[cfg(feature = "archives")]
            {
                let (inner, taken) = counted(whole);
                match kind {
                    Other::Bzip2 => guarded(bzip2::bufread::MultiBzDecoder::new(inner), taken),
                    Other::Xz => guarded(lzma_rust2::XzReader::new(inner, true), taken),
                    Other::Zstd => {
                        guarded(ruzstd::decoding::StreamingDecoder::new(inner).map_err(io::Error::other)?, taken)
                    }
                }
            }
            #[cfg(not(feature = "archives"))]
            {
                let _ = (whole, kind);
                return Err(io::Error::other("this build of rolegraph does not unpack it (feature `archives`)"));
            }
        } else {
            return Ok(whole);
        };
    }
    Ok(bytes)
}

/// Compressions beside gzip.
enum Other {
    Bzip2,
    Xz,
    Zstd,
}

fn other(head: &[u8]) -> Option<Other> {
    match head {
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59] => Some(Other::Bzip2),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Other::Xz),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Other::Zstd),
        _ => None,
    }
}

/// Counts the bytes that are taken.
struct Counted {
    bytes: Bytes,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn guarded(unpacker: impl Read + Send + 'static, taken: Arc<AtomicU64>) -> Bytes {
    Box::new(BufReader::with_capacity(1 << 16, Guard { unpacker, taken, given: 0 }))
}

/// Stops what grows too much.
struct Guard<R> {
    unpacker: R,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacker.read(buffer)?;
        self.given += read as u64;
        check(self.given, self.taken.load(Ordering::Relaxed))?;
        Ok(read)
    }
}

/// An error if so many bytes come out of so few.
pub(super) fn check(given: u64, taken: u64) -> io::Result<()> {
    if given > FREE && given / MAX_RATIO > taken {
        return Err(io::Error::other(format!("grows more than {MAX_RATIO} times when unpacked, as no article does")));
    }
    Ok(())
}
