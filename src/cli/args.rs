//! The command line as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::base::date::PartialDate;
use crate::check::{self, CHECKS, Check, Level};
use crate::export::{Cluster, Engine};
use crate::graph;
use crate::input::{self, Fields, READERS, Reader};
use crate::report::{self, REPORTERS, Reporter};

/// Who holds which role, for whom, according to which article, and where do the articles disagree?
#[derive(Parser)]
#[command(name = "rolegraph", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Build the graph of who holds which role and who is named together: a picture, JSON or tables
    Build(BuildArgs),
    /// Say where the articles disagree about who holds which role: findings with both quotes, like a linter's
    Check(CheckArgs),
    /// Say why a person, place, body or edge stands in the graph: every sentence, rule and list row behind it
    Explain(ExplainArgs),
    /// Write one JSON record per article: its people, roles, places, organizations and what it says of them
    Extract(ExtractArgs),
    /// Check lists of names, look names up, show what is loaded, find names that no list has
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
    /// Check rules by their examples, list them, try a sentence
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Show what changed between two graphs: new, gone and changed statements, renamed entities
    Diff(DiffArgs),
    /// Show who held an office, or what a person held, by which articles
    Timeline(TimelineArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Print the result of one stage for the articles of a file
    Dump(DumpArgs),
}

#[derive(clap::Args)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) shared: Shared,
    /// File to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Put the text of each article into its record
    #[arg(long)]
    pub(crate) with_text: bool,
}

#[derive(clap::Args)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) shared: Shared,
    /// File to write; its extension says what: .html (a page to look around in), .svg or .png (a picture), .dot (for Graphviz), .json (node-link, for notebooks),
    /// .cyjs (for Cytoscape); may be repeated. Without it, JSON goes to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Folder for CSV tables: nodes, edges, claims, evidence, mentions and articles
    #[arg(long, value_name = "FOLDER")]
    pub(crate) tables: Option<PathBuf>,
    /// Format of the output, instead of what the extension says: html, svg, png, dot, json, d3 or cytoscape
    #[arg(long, value_name = "NAME")]
    pub(crate) format: Option<String>,
    /// What makes a co-mention edge: names in one sentence, paragraph or article
    #[arg(long, value_name = "LEVEL", default_value = "sentence")]
    pub(crate) co_mentions: CoMentions,
    /// Lightest co-mention edge to write [default: 1; in pictures of more than 200 articles 2]
    #[arg(long, value_name = "N")]
    pub(crate) min_weight: Option<u32>,
    #[command(flatten)]
    pub(crate) corpus: Corpus,
    /// Only what is near this one: an id, a name or an alias; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) focus: Vec<String>,
    /// How near: stated edges to go, an office with what it is of being one; who is only named together is near at the first
    #[arg(long, value_name = "N", default_value_t = 2, requires = "focus")]
    pub(crate) depth: usize,
    /// Only so many people, places and organizations, those that most articles name, with what they hold
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// Only these kinds: person, role, place, organization
    #[arg(long, value_name = "KIND,...", value_delimiter = ',', value_parser = ["person", "role", "place", "organization"])]
    pub(crate) only: Vec<String>,
    /// What a role is in the graph: an office of its scope, or an edge from its holder to the scope
    #[arg(long, value_name = "AS", default_value = "node")]
    pub(crate) roles: Roles,
    /// Mark in pictures what `check` finds
    #[arg(long, value_name = "WHAT")]
    pub(crate) highlight: Option<Highlight>,
    /// Draw frames in pictures around places or organizations, with their offices and those who hold them
    #[arg(long, value_name = "BY", value_parser = cluster)]
    pub(crate) cluster: Option<Cluster>,
    /// Let an engine of Graphviz, if that is installed, draw SVG and PNG: dot, neato, fdp or sfdp
    #[arg(long, value_name = "NAME", value_parser = engine)]
    pub(crate) engine: Option<Engine>,
    /// Put what `check` finds into the JSON
    #[arg(long)]
    pub(crate) findings: bool,
    /// Pieces of evidence that an edge keeps
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) max_evidence: usize,
}

/// What roles are in the graph.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Roles {
    Node,
    Edge,
}

/// What pictures mark.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Highlight {
    /// People and offices about which articles disagree
    Findings,
}

fn cluster(name: &str) -> Result<Cluster, String> {
    match name {
        "place" => Ok(Cluster::Place),
        "organization" => Ok(Cluster::Organization),
        _ => Err("frames: place, organization".into()),
    }
}

fn engine(name: &str) -> Result<Engine, String> {
    Engine::ALL.into_iter().find(|e| e.as_str() == name).ok_or_else(|| "engines: dot, neato, fdp, sfdp".into())
}

#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) shared: Shared,
    /// Format of the findings
    #[arg(long, value_name = "NAME", default_value = "human", value_parser = report_format)]
    pub(crate) format: &'static dyn Reporter,
    /// File to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Only these checks
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = check_id)]
    pub(crate) select: Vec<&'static dyn Check>,
    /// All checks but these
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = check_id)]
    pub(crate) ignore: Vec<&'static dyn Check>,
    /// Exit status is 1 if a finding of this level or a worse one is new
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    pub(crate) fail_on: FailOn,
    /// Level of a check's findings, such as `rank-mismatch=warning`; may be repeated
    #[arg(long, value_name = "CHECK=LEVEL", value_delimiter = ',', value_parser = check_level)]
    pub(crate) level: Vec<(&'static str, Level)>,
    /// A file of known findings, which are not shown and do not fail; see `--write-baseline`
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the findings of this run to the file of `--baseline`; dates and reasons in it stay
    #[arg(long, requires = "baseline")]
    pub(crate) write_baseline: bool,
    #[command(flatten)]
    pub(crate) corpus: Corpus,
    /// A dated list of who holds what (a `positions` table), or `builtin` for the built-in one; may be repeated
    #[arg(long, value_name = "FILE|builtin")]
    pub(crate) reference: Vec<PathBuf>,
}

/// Options of the commands that count over articles.
#[derive(clap::Args)]
pub(crate) struct Corpus {
    /// A file of corrections: same A = B; not-same A != B; drop A; retype A place; rename A = NAME
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,
    /// Count every copy of a story for itself
    #[arg(long)]
    pub(crate) keep_copies: bool,
    /// Take roles too that articles only report somebody to claim, or dispute
    #[arg(long)]
    pub(crate) reported: bool,
}

#[derive(clap::Args)]
pub(crate) struct DiffArgs {
    /// The older graph, a JSON file that `build` wrote
    pub(crate) old: PathBuf,
    /// The newer graph
    pub(crate) new: PathBuf,
    /// Format of the output
    #[arg(long, value_name = "NAME", default_value = "human")]
    pub(crate) format: DiffFormat,
    /// File to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Lines for people
    Human,
    Json,
}

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("of").args(["office", "person"]).required(true)))]
pub(crate) struct TimelineArgs {
    #[command(flatten)]
    pub(crate) shared: Shared,
    /// The office: "mayor of Lima", or its id in the graph
    #[arg(long, value_name = "OFFICE")]
    pub(crate) office: Option<String>,
    /// The person: an id, a name or an alias
    #[arg(long, value_name = "NAME")]
    pub(crate) person: Option<String>,
    /// Format of the output
    #[arg(long, value_name = "NAME", default_value = "table")]
    pub(crate) format: TimelineFormat,
    /// File to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A file of corrections, as for `build`
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimelineFormat {
    /// Lines for people
    Table,
    Json,
    /// A picture for Graphviz
    Dot,
    /// A picture with a scale of time
    Svg,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

fn check_id(id: &str) -> Result<&'static dyn Check, String> {
    check::by_id(id).ok_or_else(|| {
        let all: Vec<_> = CHECKS.iter().map(|c| c.id()).collect();
        format!("checks: {}", all.join(", "))
    })
}

fn check_level(text: &str) -> Result<(&'static str, Level), String> {
    let (id, level) = text.split_once('=').ok_or("write CHECK=LEVEL, such as rank-mismatch=warning")?;
    let level = Level::parse(level).ok_or("levels: error, warning, info, note")?;
    Ok((check_id(id)?.id(), level))
}

fn report_format(name: &str) -> Result<&'static dyn Reporter, String> {
    report::reporter(name).ok_or_else(|| {
        let all: Vec<_> = REPORTERS.iter().map(|r| r.name()).collect();
        format!("formats: {}", all.join(", "))
    })
}

#[derive(clap::Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) shared: Shared,
    /// Whom or what to explain: an id, a name or an alias
    #[arg(long, value_name = "NAME", required = true)]
    pub(crate) about: Option<String>,
    /// Print the manual page of a check, without any INPUT
    #[arg(long, value_name = "CHECK", exclusive = true, value_parser = check_id)]
    pub(crate) check: Option<&'static dyn Check>,
    /// Only what joins it to this one
    #[arg(long, value_name = "NAME")]
    pub(crate) and: Option<String>,
    /// A file of corrections, as for `build`
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum CoMentions {
    Sentence,
    Paragraph,
    Article,
    None,
}

impl From<CoMentions> for graph::Level {
    fn from(level: CoMentions) -> graph::Level {
        match level {
            CoMentions::Sentence => graph::Level::Sentence,
            CoMentions::Paragraph => graph::Level::Paragraph,
            CoMentions::Article => graph::Level::Article,
            CoMentions::None => graph::Level::None,
        }
    }
}

/// Options of all commands that read articles.
#[derive(clap::Args)]
pub(crate) struct Shared {
    /// Files, folders (walked, sorted), `-` for standard input, or records that `extract` wrote
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// A list of names (TSV, CSV or TXT), or a folder of lists; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) gazetteer: Vec<PathBuf>,
    /// Leave the built-in lists out
    #[arg(long)]
    pub(crate) no_builtin: bool,
    /// Leave names to lists and rules alone, without the model
    #[arg(long)]
    pub(crate) no_model: bool,
    /// A file of rules, or a folder of them; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    /// Read every input in this format, whatever its name
    #[arg(long, value_name = "NAME", value_parser = input_format)]
    pub(crate) input_format: Option<&'static dyn Reader>,
    /// Fields of JSON and tables that go by other names, such as `title=headline,text=body`
    #[arg(long, value_name = "FIELD=NAME,...")]
    pub(crate) fields: Option<Fields>,
    /// Leave such files and folders out, written as in a .gitignore (`*.bak`, `drafts/`); may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Articles of which languages are read; the rules know English
    #[arg(long, value_name = "NAME", default_value = "en")]
    pub(crate) language: Language,
    /// Date of articles that have none: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<PartialDate>,
    /// Only articles of this day or later; articles without a date are left out
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<PartialDate>,
    /// Only articles of this day or earlier; articles without a date are left out
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<PartialDate>,
    /// Threads; all cores if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// An unreadable article makes the exit status 2
    #[arg(long)]
    pub(crate) strict: bool,
    /// Show how far the run has come
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) progress: When,
    /// Colours in what is meant for people
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// A file with defaults for the options [default: rolegraph.toml in the working folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say too what each article lacks, and what is loaded
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Which articles are read.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Those in English, or too short to tell
    En,
    /// All
    Any,
}

/// When to do something that is meant for terminals.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    Always,
    Never,
}

fn input_format(name: &str) -> Result<&'static dyn Reader, String> {
    input::reader(name).ok_or_else(|| {
        let all: Vec<_> = READERS.iter().map(|r| r.name()).collect();
        format!("formats: {}", all.join(", "))
    })
}

#[derive(Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Report every fault of lists, with line and column
    Check {
        /// Lists (TSV, CSV or TXT), or folders of them
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Check them without the built-in lists
        #[arg(long)]
        no_builtin: bool,
    },
    /// Show everything that a name can stand for
    Lookup {
        /// The name
        name: String,
        #[command(flatten)]
        lists: Lists,
    },
    /// Show what is loaded
    List {
        /// Show source and licence of each built-in list
        #[arg(long)]
        licences: bool,
        #[command(flatten)]
        lists: Lists,
    },
    /// Names or roles of the articles that rules found but no list has, as a list ready to use
    Suggest {
        #[command(flatten)]
        shared: Shared,
        /// Which names: person, role, place or organization
        #[arg(long, value_name = "KIND", default_value = "person", value_parser = ["person", "role", "place", "organization"])]
        kind: String,
        /// Fewest articles that have the name
        #[arg(long, value_name = "N", default_value_t = 2)]
        min_articles: usize,
    },
}

/// Which lists are loaded.
#[derive(clap::Args)]
pub(crate) struct Lists {
    /// A list of names (TSV, CSV or TXT), or a folder of lists; may be repeated
    #[arg(long, value_name = "PATH")]
    pub(crate) gazetteer: Vec<PathBuf>,
    /// Leave the built-in lists out
    #[arg(long)]
    pub(crate) no_builtin: bool,
}

#[derive(Subcommand)]
pub(crate) enum RulesCommand {
    /// Read rules and run their examples, the built-in ones too
    Check {
        /// Files of rules, or folders of them
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// List all rules with their relation, confidence and an example
    List {
        /// A file of rules, or a folder of them; may be repeated
        #[arg(long, value_name = "PATH")]
        rules: Vec<PathBuf>,
    },
    /// Show what a sentence gives
    Try {
        /// The sentence
        sentence: String,
        /// A file of rules, or a folder of them; may be repeated
        #[arg(long, value_name = "PATH")]
        rules: Vec<PathBuf>,
    },
}

#[derive(clap::Args)]
pub(crate) struct DumpArgs {
    /// The stage
    pub(crate) stage: Stage,
    /// A file, or `-` for standard input
    pub(crate) file: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Stage {
    /// The article as read: id, title, date, text
    Article,
    /// Its blocks, those that are left out marked `-`; of a page also what is no main text, and why
    Text,
    /// Its sentences, one a line, tokens between bars
    Tokens,
    /// Its mentions with their entities, and the marks between them
    Mentions,
    /// What its sentences state, with the rule
    Assertions,
    /// What each of its entities is in the graph, and why
    Links,
    /// Its record, as JSON
    Record,
}
