//! The parser of lists: any text is a list or has faults with their place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolegraph::gazetteer::{Gazetteer, Source, TABLES};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let table = TABLES[usize::from(*first) % TABLES.len()].0;
    let ending = ["tsv", "csv", "txt"][usize::from(*first) / TABLES.len() % 3];
    let path = format!("{table}.mine.{ending}");
    let text = String::from_utf8_lossy(rest).into_owned();
    if let Err(faults) = Gazetteer::load(&[Source { path, text: text.into(), user: true }]) {
        assert!(faults.iter().all(|f| !f.message.is_empty()));
    }
});
