//! `rolegraph.toml`: defaults for options. Its keys are the options' long names.

use std::any::TypeId;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, CommandFactory, FromArgMatches};
use toml::{Table, Value};

use super::args::Args;

const FILE: &str = "rolegraph.toml";

/// The command line, completed by the defaults of the file.
pub(super) fn parse(mut args: Vec<OsString>) -> Result<Args> {
    let matches = Args::command().try_get_matches_from(&args)?;
    let Some((name, given)) = matches.subcommand() else { return Ok(Args::from_arg_matches(&matches)?) };
    let (command, given, at) = match given.subcommand() {
        Some((inner, deeper)) => (find(find(Args::command(), name), inner), deeper, 3),
        None => (find(Args::command(), name), given, 2),
    };
    if !reads_config(&command) {
        return Ok(Args::from_arg_matches(&matches)?);
    }
    let named = given.get_one::<PathBuf>("config");
    let path = named.map_or(Path::new(FILE), PathBuf::as_path);
    if named.is_none() && !path.exists() {
        return Ok(Args::from_arg_matches(&matches)?);
    }
    let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    args.splice(at..at, defaults(path, &text, &command, given)?);
    let matches = Args::command().try_get_matches_from(&args)?;
    Ok(Args::from_arg_matches(&matches)?)
}

fn find(command: clap::Command, name: &str) -> clap::Command {
    command.find_subcommand(name).cloned().expect("internal: a command that was given")
}

fn reads_config(command: &clap::Command) -> bool {
    command.get_arguments().any(|a| a.get_long() == Some("config"))
}

/// What the file adds to the command line of `command`: options that were not given.
fn defaults(path: &Path, text: &str, command: &clap::Command, given: &ArgMatches) -> Result<Vec<OsString>> {
    let table: Table = text.parse().map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
    let mut more = Vec::new();
    for (key, value) in &table {
        let line = 1 + text.lines().position(|l| l.trim_start().starts_with(key.as_str())).unwrap_or_default();
        let place = format!("{}:{line}", path.display());
        let Some(option) = command.get_arguments().find(|a| is_option(a, key)) else {
            let known = options();
            if !known.contains(key) {
                bail!("{place}: no option is called `{key}`\n  help: options: {}", known.join(", "));
            }
            continue;
        };
        if given.value_source(option.get_id().as_str()) == Some(ValueSource::CommandLine) {
            continue;
        }
        let values = match value {
            Value::Array(several) => several.iter().collect(),
            one => vec![one],
        };
        for value in values {
            more.extend(written(option, value, path.parent()).with_context(|| format!("{place}: `{key}`"))?);
        }
    }
    Ok(more)
}

/// An option of a command line with a value of the file; paths are below the file's folder.
fn written(option: &Arg, value: &Value, folder: Option<&Path>) -> Result<Option<OsString>> {
    let long = option.get_long().unwrap_or_default();
    let flag = matches!(option.get_action(), ArgAction::SetTrue | ArgAction::Count);
    let value = match value {
        Value::Boolean(on) if flag => return Ok(on.then(|| format!("--{long}").into())),
        _ if flag => bail!("must be true or false"),
        Value::String(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Datetime(date) => date.to_string(),
        _ => bail!("must be a text or a number"),
    };
    let is_path = option.get_value_parser().type_id() == TypeId::of::<PathBuf>();
    let value: OsString = match folder {
        Some(folder) if is_path => folder.join(value).into(),
        _ => value.into(),
    };
    let mut whole = OsString::from(format!("--{long}="));
    whole.push(value);
    Ok(Some(whole))
}

fn is_option(arg: &Arg, key: &str) -> bool {
    arg.get_long() == Some(key) && key != "config" && key != "help"
}

/// The long names of all options that the file may have.
fn options() -> Vec<String> {
    let root = Args::command();
    let inner = root.get_subcommands().flat_map(clap::Command::get_subcommands);
    let commands = root.get_subcommands().chain(inner).filter(|c| reads_config(c));
    let args = commands.flat_map(clap::Command::get_arguments);
    let mut all: Vec<String> =
        args.filter_map(Arg::get_long).filter(|l| *l != "config" && *l != "help").map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}
