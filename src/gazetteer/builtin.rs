//! The lists inside the binary (feature `builtin`).

use super::Source;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../gazetteers/", $name)))),*]
    };
}

/// Name and content of every built-in list, in the order in which they are read.
#[cfg(feature = "builtin")]
pub const FILES: &[(&str, &str)] = files![
    "roles.tsv",
];

/// Without the feature there are none.
#[cfg(not(feature = "builtin"))]
pub const FILES: &[(&str, &str)] = &[];

/// The built-in lists as sources.
#[must_use]
pub fn sources() -> Vec<Source<'static>> {
    FILES.iter().map(|(name, text)| super::parse::builtin_source(name, text)).collect()
}
