//! Inputs that are made to hurt: each ends with a clear message, and the others are read all the same.

mod common;

use std::fs;

use common::{folder, program, python, within};

/// Most memory that any of them may take, in KiB.
const MAX_MEMORY: u64 = 1_300_000;

#[test]
fn hostile_inputs_end_well() {
    let at = folder("hostile");
    assert!(python().arg("tests/data/hostile.py").arg(&at).status().unwrap().success());
    let mut names: Vec<_> = fs::read_dir(&at).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    for path in &names {
        let shown = path.file_name().unwrap().to_string_lossy().into_owned();
        let out = within(60, program().args(["extract", "--jobs", "1"]).arg(path), &shown);
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(matches!(out.status.code(), Some(0 | 3)), "{shown}: {:?} {said}", out.status);
        assert!(!said.contains("panicked") && !said.contains("fault in rolegraph"), "{shown}: {said}");
    }
    let done = program().args(["extract", "-o"]).arg(at.join("all.out")).arg(&at).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{said}");
    let records = fs::read_to_string(at.join("all.out")).unwrap();
    for id in ["good", "two/c/a", "charset", "nested", "spans", "cut#1"] {
        assert!(records.contains(&format!("\"document\":{{\"id\":\"{id}\"")), "{id} is missing: {said}");
    }
    for reason in [
        "bomb.txt.gz: cannot be read: grows more than",
        "bomb.zip!a.txt: cannot be read: grows more than",
        "three.zip!b.zip!c.zip: an archive in an archive in an archive",
        "bomb.odt: no such document: grows more than",
        "laughs.odt: no such document",
        "empty.epub: no such document: it has no book",
        "cut.txt.gz: cannot be read",
        "cut.json:1: the array does not end",
        "long.jsonl:1: longer than 256 MiB",
    ] {
        assert!(said.contains(reason), "no `{reason}` in\n{said}");
    }
}

/// Peak memory of a run, in KiB.
#[cfg(target_os = "linux")]
#[test]
fn memory_of_hostile_inputs_is_bounded() {
    let at = folder("hostile-memory");
    assert!(python().arg("tests/data/hostile.py").arg(&at).status().unwrap().success());
    for name in ["bomb.txt.gz", "bomb.zip", "long.jsonl", "quote.csv", "nested.html"] {
        let script = "import resource,subprocess,sys;subprocess.run(sys.argv[1:],capture_output=True);\
                      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
        let mut run = python();
        run.args(["-c", script]).arg(program().get_program()).args(["extract", "--jobs", "1"]).arg(at.join(name));
        let peak: u64 = String::from_utf8(run.output().unwrap().stdout).unwrap().trim().parse().unwrap();
        assert!(peak < MAX_MEMORY, "{name}: {peak} KiB");
    }
}
