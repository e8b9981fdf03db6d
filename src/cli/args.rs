//! The command line as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Who holds which role, for whom, according to which article, and where do the articles disagree?
#[derive(Debug, Parser)]
#[command(name = "rolegraph", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the result of one stage for the articles of a file
    Dump(DumpArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct DumpArgs {
    /// The stage
    pub(crate) stage: Stage,
    /// A file, or `-` for standard input
    pub(crate) file: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Stage {
    /// The article as read: id, title, date, text
    Article,
    /// Its blocks, those that are left out marked `-`
    Text,
    /// Its sentences, one a line, tokens between bars
    Tokens,
    /// Its mentions with their entities, and the marks between them
    Mentions,
}
