//! The bar that shows how far a long run has come.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input::{self, Exclude, Inputs};

use super::args::When;

/// A bar on standard error, or nothing.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar over the bytes of the inputs; of standard input the end is not known.
    pub(super) fn start(when: When, paths: &[PathBuf], exclude: &Exclude) -> Progress {
        let wanted = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => io::stderr().is_terminal(),
        };
        if !wanted {
            return Progress(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
        let total = input::total_bytes(paths, exclude);
        let known = total > 0 && paths.iter().all(|p| p.as_os_str() != "-");
        let template = if known {
            bar.set_length(total);
            "{bar:30} {percent:>3}%  {msg}  {binary_bytes_per_sec}  {eta} left"
        } else {
            "{spinner} {msg}  {binary_bytes_per_sec}  {elapsed}"
        };
        bar.set_style(ProgressStyle::with_template(template).expect("internal: a template of this file"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }

    pub(super) fn show(&self, inputs: &Inputs, read: usize, skipped: usize) {
        self.0.set_position(inputs.bytes_read());
        self.0.set_message(format!("{read} articles, {skipped} skipped"));
    }

    /// Lets something be said on standard error, above the bar.
    pub(super) fn above(&self, say: impl FnOnce()) {
        self.0.suspend(say);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
