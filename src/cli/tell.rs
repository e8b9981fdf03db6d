//! What goes to standard error, and colours.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use super::args::When;

/// When colours were asked for; set once, before the first word is said.
static COLOR: OnceLock<When> = OnceLock::new();

/// Keeps what `--color` says for the run.
pub(super) fn set_color(when: When) {
    // A second call says the same: a run has one set of options.
    let _ = COLOR.set(when);
}

/// Whether something that is meant for people has colours: as asked for, else on a terminal unless `NO_COLOR` is set.
pub(super) fn has_color(terminal: bool) -> bool {
    match COLOR.get() {
        Some(When::Always) => true,
        Some(When::Never) => false,
        Some(When::Auto) | None => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    }
}

/// A note on standard error. Nobody is there to be told if it cannot be written.
pub(super) fn note(text: impl Display) {
    say("36", "note:", &text);
}

/// A warning on standard error.
pub(super) fn warning(text: impl Display) {
    say("1;33", "warning:", &text);
}

/// An error on standard error.
pub(super) fn error(text: impl Display) {
    say("1;31", "error:", &text);
}

fn say(code: &str, word: &str, text: &dyn Display) {
    let word =
        if has_color(io::stderr().is_terminal()) { format!("\u{1b}[{code}m{word}\u{1b}[0m") } else { word.to_owned() };
    let _ = writeln!(io::stderr(), "{word} {text}");
}

/// A heading of what goes to standard output: bold where there are colours.
pub(super) fn heading(text: &str) -> String {
    if has_color(io::stdout().is_terminal()) { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}
