//! All readers of input formats, and the parsers of corrections and dates.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolegraph::entity::Overrides;
use rolegraph::input::{InputOptions, Origin, READERS, date};

fuzz_target!(|bytes: &[u8]| {
    for reader in READERS {
        let origin = Origin { id: "a".into(), source: None };
        let _ = reader.read(Box::new(std::io::Cursor::new(bytes.to_vec())), origin, &InputOptions::default()).count();
    }
    let text = String::from_utf8_lossy(bytes);
    let _ = Overrides::parse("fix.txt", &text);
    let _ = (date::parse(&text), date::find(&text), date::in_file_name(&text));
});
