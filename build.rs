//! Compiles the lists of `gazetteers/` into one index that the binary holds (feature `builtin`).
//!
//! It uses the library's own list parser, so that built-in lists and a user's are read by the same code.

#[path = "src/base/mod.rs"]
pub mod base;
#[path = "src/gazetteer/mod.rs"]
pub mod gazetteer;
#[path = "src/text"]
pub mod text {
    //! The part of the text layer that list names pass through.
    pub mod normalize;
    pub mod token;
    pub use token::{Shape, Token};
}

use std::path::{Path, PathBuf};
use std::{env, fs};

use gazetteer::{Gazetteer, Source};

fn main() {
    if env::var_os("CARGO_FEATURE_BUILTIN").is_none() {
        return;
    }
    println!("cargo::rustc-cfg=builtin_lists");
    println!("cargo::rerun-if-changed=gazetteers");
    println!("cargo::rerun-if-changed=src/gazetteer");
    println!("cargo::rerun-if-changed=src/text");
    let mut files: Vec<PathBuf> = fs::read_dir("gazetteers")
        .expect("the folder gazetteers/ stands beside Cargo.toml")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv") && !path.ends_with("SOURCES.tsv"))
        .collect();
    files.sort();
    let sources: Vec<Source<'_>> = files
        .iter()
        .map(|path| Source {
            path: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            text: fs::read_to_string(path).expect("a readable list in UTF-8").into(),
            user: false,
        })
        .collect();
    let gazetteer = Gazetteer::load(&sources).unwrap_or_else(|faults| {
        let all: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("faults in gazetteers/:\n{}", all.join("\n"));
    });
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(Path::new(&out).join("gazetteer.bin"), gazetteer.to_bytes()).expect("a writable OUT_DIR");
}
