//! Nasty inputs: no panic, no hang, and the other articles are read all the same.

mod common;

use std::fs;
use std::path::Path;

use common::{Random, folder, program, within};
use rolegraph::input::Article;
use rolegraph::pipeline::{Pipeline, Worker};

fn nasty() -> Vec<(&'static str, Vec<u8>)> {
    let mut random = Random(42);
    let sentence = "Jane Doe, the former mayor of Springfield, met French President Emmanuel Macron and John Roe. ";
    let words =
        ["Doe", "President", "Paris", "Ministry", "of", "U.S.", "-", ",", "(", "King", "’s", "and", "the", "Dr."];
    let mix = (0..200_000).map(|_| words[random.next() as usize % words.len()]).collect::<Vec<_>>().join(" ");
    vec![
        ("empty", Vec::new()),
        ("one-byte", b"x".to_vec()),
        ("random-bytes", (0..300_000).map(|_| random.next() as u8).collect()),
        ("one-line", sentence.repeat(5_000_000 / sentence.len()).into_bytes()),
        ("no-space", "a".repeat(2_000_000).into_bytes()),
        ("capitals", (0..50_000).map(|i| format!("Word{i} ")).collect::<String>().into_bytes()),
        ("listed-capitals", "President Emmanuel Macron Paris ".repeat(12_500).into_bytes()),
        ("no-end-marks", "Jane Doe President of France and ".repeat(20_000).into_bytes()),
        ("mixed", mix.into_bytes()),
        ("punctuation", "((((\"'’,-–—…".repeat(20_000).into_bytes()),
        ("controls", (0..20_000).flat_map(|i| [(i % 32) as u8, b'A']).collect()),
        ("bidi", "\u{202e}Jane\u{2066} Doe\u{200d} \u{feff}President\u{ad} Macron ".repeat(5_000).into_bytes()),
        ("lines", "Jane Doe\n\nJohn Roe\n".repeat(50_000).into_bytes()),
        ("private-use", "\u{e000}\u{f8ff} President \u{10fffd} Macron".repeat(5_000).into_bytes()),
    ]
}

#[test]
fn nasty_inputs_end_well() {
    let at = folder("nasty");
    for (name, bytes) in nasty() {
        let path = at.join(format!("{name}.txt"));
        fs::write(&path, bytes).unwrap();
        let out = within(60, program().arg("extract").arg(&path), name);
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(matches!(out.status.code(), Some(0 | 3)), "{name}: {:?} {said}", out.status);
        assert!(!said.contains("panicked") && !said.contains("fault in rolegraph"), "{name}: {said}");
    }
    let out = within(120, program().args(["build", "-q", "-o"]).arg(at.join("all.json")).arg(&at), "all together");
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}

/// A short text of pieces that trip programs up.
fn snippet(random: &mut Random) -> String {
    const PIECES: &[&str] = &[
        "Jane Doe",
        "President",
        "of",
        "the",
        "Ministry",
        "U.S.",
        "D.C.",
        "J.K.",
        "Gen.",
        "St.",
        "Macron",
        "Paris",
        ",",
        ".",
        "?",
        "!",
        "(",
        ")",
        "[",
        "]",
        "\"",
        "“",
        "”",
        "'",
        "’s",
        "—",
        "-",
        "…",
        "#",
        "- ",
        "* ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "\u{0}",
        "\u{7}",
        "\u{85}",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{200d}",
        "\u{202e}",
        "\u{2028}",
        "\u{2066}",
        "\u{feff}",
        "\u{fffd}",
        "é",
        "e\u{301}",
        "ﬁ",
        "İ",
        "ß",
        "中文",
        "Владимир",
        "مرحبا",
        "🦊",
        "👩‍👩‍👧",
        "1234",
        "3.5",
        "2024-01-05",
        "Jan. 5,",
        "former",
        "minister",
        "and",
        "who",
        "was",
        "AND",
        "MINISTER",
        "ex-",
        "-elect",
        "www.x.y/z",
        "http://",
        "said",
        "mayor",
        "Mr",
        "Jr.",
        "III",
    ];
    let length = 1 + random.next() as usize % 60;
    let mut text = String::new();
    for _ in 0..length {
        text.push_str(PIECES[random.next() as usize % PIECES.len()]);
        if !random.next().is_multiple_of(4) {
            text.push(' ');
        }
    }
    text
}

#[test]
fn a_thousand_nasty_articles() {
    let at = folder("thousand");
    let mut random = Random(7);
    let line = |n: usize, text: String| format!("{}\n", serde_json::json!({"id": n.to_string(), "text": text}));
    let lines: String = (0..1000).map(|n| line(n, snippet(&mut random))).collect();
    fs::write(at.join("all.jsonl"), lines).unwrap();
    for (command, output) in [("extract", "out.jsonl"), ("build", "out.json")] {
        let out = within(
            60,
            program().args([command, "all.jsonl", "--language", "any", "-o", output]).current_dir(&at),
            command,
        );
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(said.contains("1000 articles read, 0 skipped"), "{command}: {said}");
    }
}

/// Seconds that a command takes with each of the inputs.
fn seconds(at: &Path, command: &str, inputs: [(&str, String); 3]) -> [f64; 3] {
    inputs.map(|(name, text)| {
        let path = at.join(name);
        fs::write(&path, text).expect("a folder of the test's own");
        let begin = std::time::Instant::now();
        let out = within(240, program().args([command, "-q", "-o"]).arg(at.join("out.json")).arg(&path), name);
        assert_eq!(out.status.code(), Some(0));
        begin.elapsed().as_secs_f64()
    })
}

/// Three times the text takes about three times the time; less than six times as long at each step, whatever else the machine does.
#[test]
fn time_is_linear() {
    let at = folder("linear");
    let mut random = Random(3);
    let unit: String = (0..20_000).map(|_| snippet(&mut random) + ". ").collect();
    let unit = &unit[..unit.floor_char_boundary(1_000_000)];
    let [one, three, nine] =
        seconds(&at, "extract", [("1.txt", unit.into()), ("3.txt", unit.repeat(3)), ("9.txt", unit.repeat(9))]);
    assert!(three < one * 6.0 && nine < three * 6.0, "{one} {three} {nine}");
}

/// The same for linking, where all persons have one surname and every office many holders.
#[test]
fn linking_is_linear() {
    let at = folder("smiths");
    let syllables = ["ba", "ro", "mi", "ten", "la", "su", "ko", "nel", "di", "va"];
    let given = |n: usize| {
        let name: String = [n / 1000, n / 100, n / 10, n].iter().map(|d| syllables[d % 10]).collect();
        name[..1].to_uppercase() + &name[1..]
    };
    let cities = ["Boston", "Lima", "Oslo", "Lyon", "Toronto"];
    let article = |n: usize| {
        let (mayor, city) = (given(2 * n), cities[n % 5]);
        let text =
            format!("{mayor} Smith, the mayor of {city}, met {} Smith. Mr Smith of {city} smiled.", given(2 * n + 1));
        format!("{}\n", serde_json::json!({"id": n.to_string(), "text": text}))
    };
    let of = |articles: usize| (0..articles).map(article).collect::<String>();
    let [few, more, many] =
        seconds(&at, "build", [("500.jsonl", of(500)), ("1500.jsonl", of(1500)), ("4500.jsonl", of(4500))]);
    assert!(more < few * 6.0 && many < more * 6.0, "{few} {more} {many}");
}

#[test]
fn broken_lines_do_not_stop_the_others() {
    let at = folder("broken");
    let path = at.join("lines.jsonl");
    fs::write(
        &path,
        "{\"id\": \"a\", \"text\": \"Mayor Jane Doe left.\"}\nnot json\n{\"id\": \"b\", \"text\": \"x\"}\n",
    )
    .unwrap();
    let out = program().args(["extract"]).arg(&path).output().unwrap();
    let (said, records) = (String::from_utf8_lossy(&out.stderr), String::from_utf8_lossy(&out.stdout));
    assert_eq!((out.status.code(), records.lines().count()), (Some(0), 2));
    assert!(said.contains("lines.jsonl:2") && said.contains("2 articles read, 1 skipped"), "{said}");
    let strict = program().args(["extract", "--strict"]).arg(&path).output().unwrap();
    assert_eq!(strict.status.code(), Some(2));
}

#[test]
fn faults_of_lists_and_outputs_are_said() {
    let at = folder("faults");
    let article = at.join("a.txt");
    fs::write(&article, "Mayor Jane Doe left.").unwrap();
    let list = at.join("people.tsv");
    fs::write(&list, "name\tcolour\nJane Doe\tred\n").unwrap();
    let out = program().args(["extract", "--gazetteer"]).arg(&list).arg(&article).output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        said.contains("people.tsv:1") && said.contains("unknown column `colour`") && said.contains("help:"),
        "{said}"
    );
    let out = program().args(["build", "-o"]).arg(at.join("no/such/graph.json")).arg(&article).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    let out = program().args(["build", "-o"]).arg(at.join("graph.docx")).arg(&article).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    let out = program().arg("build").arg(at.join("missing.txt")).output().unwrap();
    assert_eq!(out.status.code(), Some(3));
}

/// Whatever word a text breaks off behind: every word of the sentences of the cases, and every word that the lists know by itself.
#[test]
fn texts_that_break_off() {
    let pipeline = Pipeline::builder().build().unwrap();
    let mut worker = Worker::default();
    let mut read = |text: &str| {
        let article = Article { id: "x".into(), text: text.into(), ..Article::default() };
        pipeline.record(article, &mut worker).document.id
    };
    for file in ["titles", "appositions", "verbs", "mixed"] {
        let sentences = fs::read_to_string(format!("tests/cases/roles/{file}.txt")).unwrap();
        for sentence in sentences.lines().filter(|l| !l.starts_with(['>', '#'])) {
            for (at, _) in sentence.match_indices(' ') {
                assert_eq!(read(&sentence[..at]), "x");
            }
        }
    }
    for file in ["words", "words.fields", "modifiers", "names.particles"] {
        let rows = fs::read_to_string(format!("gazetteers/{file}.tsv")).unwrap();
        for word in rows.lines().filter_map(|l| l.split('\t').next()).filter(|w| !w.starts_with('#')) {
            for text in [word.to_owned(), format!("Jane Doe, the {word}"), format!("He said that {word} and")] {
                assert_eq!(read(&text), "x");
            }
        }
    }
}
