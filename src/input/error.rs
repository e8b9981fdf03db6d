//! What can go wrong while reading articles.

use std::fmt;
use std::io;

use crate::base::diag::Diagnostic;

/// An article, or a whole input, that could not be read; says where, why, and what to do.
#[derive(Debug)]
pub struct InputError {
    diagnostic: Box<Diagnostic>,
    cause: Option<io::Error>,
}

impl InputError {
    pub(crate) fn new(path: &str, line: u32, message: impl Into<String>, help: &str) -> Self {
        let diagnostic = Diagnostic { path: path.into(), line, column: 0, message: message.into(), help: help.into() };
        InputError { diagnostic: Box::new(diagnostic), cause: None }
    }

    pub(crate) fn io(path: &str, cause: io::Error) -> Self {
        let help = match cause.kind() {
            io::ErrorKind::NotFound => "check the spelling of the path",
            io::ErrorKind::PermissionDenied => "check who may read it",
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                "the file seems damaged or cut off"
            }
            _ => "check that the file can be read",
        };
        let error = InputError::new(path, 0, format!("cannot be read: {cause}"), help);
        InputError { cause: Some(cause), ..error }
    }

    /// Path, line and remedy.
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }

    /// Whether the system refused to open or read the file, as opposed to a fault in its content.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.cause.is_some()
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl std::error::Error for InputError {}
