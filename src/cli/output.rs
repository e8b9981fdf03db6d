//! Results to standard output, or to a file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, process};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

/// Temporary files that are not yet whole.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets Ctrl-C and the like leave nothing behind but what was finished before.
pub(super) fn end_cleanly() {
    // A second handler is refused; the first does the same.
    let _ = ctrlc::set_handler(|| {
        for path in unfinished().iter() {
            let _ = fs::remove_file(path);
        }
        let _ = writeln!(io::stderr(), "error: interrupted; no unfinished file was left behind");
        #[expect(clippy::exit, reason = "the other threads are to be stopped where they are")]
        process::exit(130);
    });
}

/// Where results go.
pub(super) enum Output {
    /// Standard output.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A file under a temporary name beside its own.
    File { writer: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Output {
    /// Opens a file, or standard output.
    pub(super) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else { return Ok(Output::Stdout(BufWriter::new(io::stdout().lock()))) };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder)
            .with_context(|| format!("{}: cannot be written; does the folder exist?", path.display()))?;
        unfinished().push(file.path().to_owned());
        Ok(Output::File { writer: BufWriter::new(file), path: path.to_owned() })
    }

    /// Writes what is left and gives the file its name.
    pub(super) fn close(self) -> Result<()> {
        match self {
            Output::Stdout(mut out) => Ok(out.flush()?),
            Output::File { writer, path } => {
                let failed = || format!("{}: cannot be written", path.display());
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
                file.as_file().sync_all().with_context(failed)?;
                set_permissions(&file).with_context(failed)?;
                let hidden = file.path().to_owned();
                file.persist(&path).map_err(|e| e.error).with_context(failed)?;
                unfinished().retain(|p| *p != hidden);
                Ok(())
            }
        }
    }
}

/// Gives a temporary file, which only its owner may read, the rights of an ordinary new file.
#[cfg(unix)]
fn set_permissions(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_permissions(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

fn failed(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: cannot be written: {error}", path.display()))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::File { writer, path } => writer.write(bytes).map_err(|e| failed(path, &e)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::File { writer, path } => writer.flush().map_err(|e| failed(path, &e)),
        }
    }
}
