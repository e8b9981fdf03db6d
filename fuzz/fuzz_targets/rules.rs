//! The parser of rules: any text is a set of rules or has faults with their place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rolegraph::pattern::RuleSet;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Err(faults) = RuleSet::load(&[("mine.rules", &text)]) {
        assert!(faults.iter().all(|f| f.line > 0 && f.column > 0), "{faults:?}");
    }
});
