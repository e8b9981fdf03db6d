//! Layer 15: the commands.

mod args;
mod articles;
mod build;
mod check;
mod config;
mod diff;
mod dump;
mod explain;
mod extract;
mod gazetteer;
mod output;
mod progress;
mod rules;
mod tell;
mod timeline;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Error;
use clap::CommandFactory;

use args::{Args, Command};

/// Runs the program: results to standard output, everything else to standard error.
///
/// Exit status: 0 done, 2 usage or input fault, 3 no readable article, 130 interrupted.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    output::end_cleanly();
    match config::parse(args.into_iter().collect()).and_then(|args| dispatch(args.command)) {
        Ok(status) => status,
        Err(error) if broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => match error.downcast::<clap::Error>() {
            Ok(error) => {
                // Help and version go to standard output with status 0; if they cannot be written, nobody is there to be told.
                let _ = error.print();
                ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
            }
            Err(error) => {
                tell::error(format_args!("{error:#}"));
                ExitCode::from(2)
            }
        },
    }
}

fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Gazetteer(command) => gazetteer::run(&command),
        Command::Rules(command) => rules::run(&command),
        Command::Diff(args) => diff::run(&args),
        Command::Timeline(args) => timeline::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "rolegraph", &mut script);
            print(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page).map_err(Error::from).and_then(|()| print(&page))
        }
        Command::Dump(args) => dump::run(&args),
    }
}

fn print(bytes: &[u8]) -> anyhow::Result<ExitCode> {
    io::stdout().lock().write_all(bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether the reader of our output has gone away (`rolegraph ... | head`), which is no fault.
fn broken_pipe(error: &Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
