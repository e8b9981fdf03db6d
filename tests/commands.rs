//! The commands as a user types them.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{folder, program};

/// Status, standard output and standard error of a run in a folder.
fn run(at: &Path, args: &[&str]) -> (i32, String, String) {
    let done = program().current_dir(at).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code().unwrap(), text(&done.stdout), text(&done.stderr))
}

/// Three articles about two persons of one name and a third.
fn articles(name: &str) -> PathBuf {
    let at = folder(name);
    fs::create_dir(at.join("news")).unwrap();
    for (file, text) in [
        ("a.txt", "Published 5 January 2024\n\nWanda Krell, the mayor of Toronto, met Moses Adwek on Friday.\n"),
        ("b.txt", "Published 6 March 2024\n\nToronto Mayor Krell said that she would stay.\n"),
        ("c.txt", "Published 7 March 2024\n\nThe singer Wanda Maria Krell gave a concert in Lyon.\n"),
    ] {
        fs::write(at.join("news").join(file), text).unwrap();
    }
    at
}

#[test]
fn explain_says_why() {
    let at = articles("explain");
    let (status, out, _) = run(&at, &["explain", "news", "--about", "Wanda Krell", "-q"]);
    assert_eq!(status, 0);
    for part in [
        "Wanda Krell (person:wanda-krell)",
        "a surname alone, with the office of the only bearer that holds it: b (\"Krell\")",
        "Wanda Krell holds: mayor of Toronto (current)",
        "a:3:1 (2024-01-05)",
        "rule appositive (roles.rules:",
        "Moses Adwek (person:moses-adwek)",
    ] {
        assert!(out.contains(part), "{part} is not in\n{out}");
    }
    let (_, out, _) = run(&at, &["explain", "news", "--about", "Wanda Krell", "--and", "Moses Adwek", "-q"]);
    assert!(out.contains("a: Wanda Krell, the mayor of Toronto, met Moses Adwek on Friday."), "{out}");
}

#[test]
fn explain_asks_back() {
    let at = articles("explain-several");
    let (status, _, error) = run(&at, &["explain", "news", "--about", "Krell Wanda Krell"]);
    assert_eq!(status, 2);
    assert!(error.contains("nothing in these articles is called `Krell Wanda Krell`"), "{error}");
}

#[test]
fn overrides_correct_links() {
    let at = articles("overrides");
    let persons = |corrections: &str| {
        fs::write(at.join("fix.txt"), corrections).unwrap();
        let (status, out, error) = run(&at, &["build", "news", "--overrides", "fix.txt", "-q"]);
        assert_eq!(status, 0, "{error}");
        let graph: serde_json::Value = serde_json::from_str(&out).unwrap();
        let nodes = graph["nodes"].as_array().unwrap().iter().filter(|n| n["kind"] == "person");
        nodes.map(|n| n["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let plain = ["person:moses-adwek", "person:wanda-krell", "person:wanda-maria-krell"];
    assert_eq!(persons("# nothing\n"), plain);
    assert_eq!(persons("same Wanda Krell = Wanda Maria Krell\n"), ["person:moses-adwek", "person:wanda-maria-krell"]);
    assert_eq!(persons("not-same Wanda Krell != Krell\n"), ["person:krell", plain[0], plain[1], plain[2]]);
    assert_eq!(persons("drop Moses Adwek\n"), plain[1..]);
    assert_eq!(persons("retype Moses Adwek organization\n"), plain[1..]);
    assert_eq!(persons("rename person:moses-adwek = Adwek Moses\n")[0], "person:adwek-moses");
}

#[test]
fn overrides_have_faults() {
    let at = articles("overrides-faults");
    fs::write(at.join("fix.txt"), "same Wanda Krell\n  unite A = B\n rename\u{a0}A\n").unwrap();
    let (status, _, error) = run(&at, &["build", "news", "--overrides", "fix.txt"]);
    assert_eq!(status, 2);
    assert!(error.contains("fix.txt:1:6: no second name"), "{error}");
    assert!(error.contains("fix.txt:2:3: unknown keyword `unite`"), "{error}");
    assert!(error.contains("fix.txt:3:9: no second name"), "{error}");
    fs::write(at.join("fix.txt"), "not-same Moses Adwek != person:moses-adwek\n").unwrap();
    let (_, _, error) = run(&at, &["build", "news", "--overrides", "fix.txt"]);
    assert!(error.contains("line 1: one article or list row has both `Moses Adwek` and"), "{error}");
    fs::write(at.join("fix.txt"), "drop Nobody Known\n").unwrap();
    let (status, _, error) = run(&at, &["build", "news", "--overrides", "fix.txt"]);
    assert_eq!(status, 0);
    assert!(error.contains("warning: overrides, line 1: nothing is called `Nobody Known`"), "{error}");
}

#[test]
fn articles_of_a_time() {
    let at = articles("times");
    for (options, count) in [
        (vec!["--since", "2024-02"], 2),
        (vec!["--until", "2024-01-05"], 1),
        (vec!["--since", "2024-03-06", "--until", "2024-03-06"], 1),
        (vec!["--since", "2025"], 0),
    ] {
        let (status, out, error) = run(&at, &[vec!["extract", "news"], options].concat());
        assert_eq!((status, out.lines().count()), (0, count), "{error}");
        assert!(error.contains(&format!("note: {} articles of another time", 3 - count)), "{error}");
    }
}

#[test]
fn own_lists() {
    let at = articles("own-lists");
    fs::write(at.join("people.mine.tsv"), "name\taliases\nMoses Okello Adwek\tMoses Adwek\n").unwrap();
    fs::write(at.join("people.bad.tsv"), "name\tcolour\nJane\tred\n").unwrap();
    let (status, _, error) = run(&at, &["gazetteer", "check", "people.bad.tsv"]);
    assert_eq!(status, 2);
    assert!(error.contains("people.bad.tsv:1:2: unknown column `colour`"), "{error}");
    let (status, out, _) = run(&at, &["gazetteer", "lookup", "Moses Adwek", "--gazetteer", "people.mine.tsv"]);
    assert!(status == 0 && out.contains("p:moses-okello-adwek"), "{out}");
    let (_, out, _) = run(&at, &["build", "news", "--gazetteer", "people.mine.tsv", "-q"]);
    assert!(out.contains("person:moses-okello-adwek"), "{out}");
    let (_, out, _) = run(&at, &["gazetteer", "suggest", "news", "--min-articles", "1", "-q"]);
    assert!(out.contains("Wanda Krell\t\t1 articles, 1 times"), "{out}");
    fs::write(at.join("people.again.tsv"), out).unwrap();
    assert_eq!(run(&at, &["gazetteer", "check", "people.again.tsv"]).0, 0);
    let (_, out, _) = run(&at, &["gazetteer", "list", "--licences"]);
    assert!(out.contains("metonyms.tsv"), "{out}");
}

#[test]
fn own_rules() {
    let at = folder("own-rules");
    let rule = "relation helps subject Person object Person\nrule helper\n  match [Person] helped [Person as object]\n  \
                emit helps(person, object)\n  yes Jane Doe helped John Roe. => helps: Jane Doe | John Roe\n  \
                no Jane Doe met John Roe.\n";
    fs::write(at.join("mine.rules"), rule).unwrap();
    let (status, out, error) = run(&at, &["rules", "check", "mine.rules"]);
    assert!(status == 0 && out.contains(" 0 fail"), "{out}{error}");
    let (_, out, _) = run(&at, &["rules", "try", "Wanda Krell helped Moses Adwek.", "--rules", "mine.rules"]);
    assert!(out.contains("helps: Wanda Krell | Moses Adwek (helper)"), "{out}");
    let (_, out, _) = run(&at, &["rules", "list", "--rules", "mine.rules"]);
    assert!(out.contains("helper\thelps\t0.9\tmine.rules:2\tJane Doe helped John Roe."), "{out}");
    fs::write(at.join("mine.rules"), rule.replace("=> helps", "=> helped")).unwrap();
    let (status, _, error) = run(&at, &["rules", "check", "mine.rules"]);
    assert_eq!(status, 2);
    assert!(error.contains("mine.rules:5: rule helper"), "{error}");
}

#[test]
fn options_from_a_file() {
    let at = articles("config");
    let articles_of = |args: &[&str]| {
        let (status, out, error) = run(&at, args);
        assert_eq!(status, 0, "{error}");
        out.lines().count()
    };
    fs::create_dir(at.join("set")).unwrap();
    fs::write(at.join("set/mine.toml"), "since = 2024-03-01\nquiet = true\ngazetteer = [\"lists\"]\nmin-weight = 2\n")
        .unwrap();
    fs::create_dir(at.join("set/lists")).unwrap();
    fs::write(at.join("set/lists/people.mine.tsv"), "name\nMoses Adwek\n").unwrap();
    assert_eq!(articles_of(&["extract", "news"]), 3);
    assert_eq!(articles_of(&["extract", "news", "--config", "set/mine.toml"]), 2);
    assert_eq!(articles_of(&["extract", "news", "--config", "set/mine.toml", "--since", "2024-03-07"]), 1);
    fs::write(at.join("rolegraph.toml"), "since = \"2024-03-07\"\n").unwrap();
    assert_eq!(articles_of(&["extract", "news"]), 1);
    for (text, fault) in [
        ("jobs = 1\nsinse = 2024\n", "rolegraph.toml:2: no option is called `sinse`"),
        ("strict = 3\n", "rolegraph.toml:1: `strict`: must be true or false"),
        ("jobs = \n", "rolegraph.toml: TOML parse error at line 1"),
        ("since = \"soon\"\n", "invalid value 'soon' for '--since <DATE>'"),
    ] {
        fs::write(at.join("rolegraph.toml"), text).unwrap();
        let (status, _, error) = run(&at, &["extract", "news"]);
        assert!(status == 2 && error.contains(fault), "{fault} is not in\n{error}");
    }
}

#[test]
fn progress_is_shown_when_asked_for() {
    let at = articles("progress");
    let (status, _, error) = run(&at, &["extract", "news", "--progress", "always"]);
    assert!(status == 0 && error.contains("3 articles read, 0 skipped"), "{error}");
    let (_, _, error) = run(&at, &["extract", "news"]);
    assert!(error.lines().count() == 1, "{error}");
}

/// A folder with dated articles as JSON Lines in `NAME.jsonl`.
fn dated(at: &Path, name: &str, articles: &[(&str, &str)]) {
    let line = |(n, (date, text)): (usize, &(&str, &str))| {
        serde_json::json!({"id": format!("{name}{n}"), "date": date, "text": text}).to_string()
    };
    let lines: Vec<String> = articles.iter().enumerate().map(line).collect();
    fs::write(at.join(format!("{name}.jsonl")), lines.join("\n")).unwrap();
}

#[test]
fn timelines_of_offices_and_persons() {
    let at = folder("timeline");
    dated(
        &at,
        "n",
        &[
            ("2013-06-18", "Ohio Governor Wanda Krell opened the bridge."),
            ("2015-06-18", "Ohio Governor Wanda Krell met farmers. Krell is also a painter."),
            ("2017-10-10", "Tomas Berg, governor of Ohio since 2016, met Wanda Krell, the former governor of Ohio."),
            ("2019-03-19", "Ohio Governor Wanda Krell met farmers."),
        ],
    );
    let lines = |args: &[&str]| {
        let (status, out, error) = run(&at, &[&["timeline", "n.jsonl", "-q"], args].concat());
        assert_eq!(status, 0, "{error}");
        out.lines().filter(|l| !l.starts_with(' ')).map(str::to_owned).collect::<Vec<_>>()
    };
    let terms = [
        "2013-06-18 to 2015-06-18  Wanda Krell, governor of Ohio",
        "2016 to 2017-10-10  Tomas Berg, governor of Ohio",
        "2019-03-19  Wanda Krell, governor of Ohio",
    ];
    assert_eq!(lines(&["--office", "governor of Ohio"]), terms);
    assert_eq!(lines(&["--office", "role:governor@place:ohio"]), terms);
    let career = lines(&["--person", "Wanda Krell"]);
    assert_eq!(career, ["2013-06-18 to 2019-03-19  Wanda Krell, governor of Ohio", "2015-06-18  Wanda Krell, painter"]);
    let (_, json, _) = run(&at, &["timeline", "n.jsonl", "--office", "governor of Ohio", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["tenures"][1]["claims"][0]["since"], "2016");
    let (_, dot, _) = run(&at, &["timeline", "n.jsonl", "--office", "governor of Ohio", "--format", "dot"]);
    assert!(dot.contains("t1 [label=\"Tomas Berg\\ngovernor of Ohio\\n2016 to 2017-10-10\"]"), "{dot}");
    let (_, svg, _) = run(&at, &["timeline", "n.jsonl", "--office", "governor of Ohio", "--format", "svg"]);
    assert!(svg.contains(">Tomas Berg, governor of Ohio (2016 to 2017-10-10)</text>"), "{svg}");
    // A bar for each of three terms, a dot for each article that names one; lines for the years.
    assert_eq!((svg.matches("rx=\"6\"").count(), svg.matches("<circle").count()), (3, 5), "{svg}");
    assert!(svg.contains(">2014</text>") && svg.contains(">2018</text>"), "{svg}");
    let (status, _, error) = run(&at, &["timeline", "n.jsonl", "--office", "king of Ohio"]);
    assert!(status == 2 && error.contains("no article names a holder of `king of Ohio`"), "{error}");
}

#[test]
fn colours_where_they_are_asked_for() {
    let at = folder("colours");
    dated(&at, "n", &[("2013-06-18", "Ohio Governor Wanda Krell opened the bridge.")]);
    let (_, plain, _) = run(&at, &["explain", "n.jsonl", "--about", "Wanda Krell"]);
    assert!(plain.starts_with("Wanda Krell (person:wanda-krell)"), "{plain}");
    let (_, bold, _) = run(&at, &["explain", "n.jsonl", "--about", "Wanda Krell", "--color", "always"]);
    assert!(bold.starts_with("\u{1b}[1mWanda Krell\u{1b}[0m (person:wanda-krell)"), "{bold}");
    fs::write(at.join("broken.jsonl"), "{\n").unwrap();
    let (_, _, error) = run(&at, &["extract", "n.jsonl", "broken.jsonl", "--color", "always"]);
    assert!(error.contains("\u{1b}[1;33mwarning:\u{1b}[0m broken.jsonl"), "{error}");
}

#[test]
fn diff_says_what_changed() {
    let at = folder("diff");
    let old = (
        "2024-03-05",
        "Danish Transport Minister Wanda Krell met Tomas Berg, the mayor of Toronto. Moses Adwek, a baker, smiled.",
    );
    dated(&at, "old", &[old]);
    dated(
        &at,
        "new",
        &[
            (
                "2024-03-06",
                "Wanda Krell, the former Danish transport minister, left. Kenyan Foreign Minister Moses Okello met reporters.",
            ),
            ("2024-03-06", "Tomas Berg, the mayor of Toronto, spoke."),
        ],
    );
    for name in ["old", "new"] {
        let (input, output) = (format!("{name}.jsonl"), format!("{name}.json"));
        assert_eq!(run(&at, &["build", "-q", &input, "-o", &output]).0, 0);
    }
    let (status, out, _) = run(&at, &["diff", "old.json", "new.json"]);
    assert_eq!(status, 0);
    for part in [
        "new     Moses Okello, foreign minister of Kenya (current)\n      new0: Kenyan Foreign Minister Moses Okello",
        "gone    Moses Adwek, baker (current)",
        "was     Wanda Krell, transport minister of Denmark (current)",
        "is now  Wanda Krell, transport minister of Denmark (former)",
        "1 new, 2 gone, 1 changed, 0 renamed",
    ] {
        assert!(out.contains(part), "{part} is not in\n{out}");
    }
    // A homonym of a later article gives the first an id of its own.
    let both = [old, ("2024-03-07", "Peruvian striker Tomas Berg scored twice.")];
    dated(&at, "old", &both);
    assert_eq!(run(&at, &["build", "-q", "old.jsonl", "-o", "later.json"]).0, 0);
    let (_, out, _) = run(&at, &["diff", "old.json", "later.json"]);
    assert!(out.contains("renamed person:tomas-berg is now person:tomas-berg~mayor-toronto"), "{out}");
    let (status, _, error) = run(&at, &["diff", "old.jsonl", "later.json"]);
    assert!(status == 2 && error.contains("old.jsonl: no graph"), "{error}");
}

#[test]
fn files_are_left_out_and_their_faults_are_said() {
    let at = articles("exclude");
    fs::create_dir(at.join("news/drafts")).unwrap();
    fs::write(at.join("news/drafts/d.txt"), "Jane Doe left.").unwrap();
    fs::write(at.join("news/scan.tiff"), "II*").unwrap();
    fs::write(at.join("news/empty.html"), "<html><body><nav>Home</nav></body></html>").unwrap();
    let lines = |more: &[&str]| run(&at, &[&["extract", "news"], more].concat()).1.lines().count();
    assert_eq!((lines(&[]), lines(&["--exclude", "drafts/", "--exclude", "*.html"])), (5, 3));
    let (_, _, error) = run(&at, &["extract", "news", "-v"]);
    for said in ["note: empty: no main text was found in the page", "rules are loaded", "left out: 1 .tiff"] {
        assert!(error.contains(said), "{said} is not in\n{error}");
    }
    let (status, _, error) = run(&at, &["extract", "news", "--exclude", "[a"]);
    assert!(status == 2 && error.contains("--exclude `[a`: unclosed character class"), "{error}");
}

#[test]
fn dump_says_what_is_left_out_of_a_page_and_why() {
    let at = articles("dump");
    let page = "<html><head><title>Mayor leaves</title></head><body><nav><a href=/>Home</a></nav><article><h1>Mayor leaves</h1>\
                <p>Jane Doe, the mayor of Lima, left her office on Monday after a long quarrel with the council.</p>\
                <p>She had been in office for six years, and she will be missed, said the head of the council.</p>\
                <figure><figcaption>Jane Doe in 2020</figcaption></figure></article><footer>Imprint</footer></body></html>";
    fs::write(at.join("p.html"), page).unwrap();
    let (_, out, _) = run(&at, &["dump", "text", "p.html"]);
    for line in
        ["+ Paragraph: Jane Doe, the mayor", "- (nav): Home", "- (figcaption): Jane Doe in 2020", "- (footer): Imprint"]
    {
        assert!(out.contains(line), "{line} is not in\n{out}");
    }
}

#[test]
fn articles_in_other_languages_are_left_out() {
    let at = articles("language");
    let german = "Der Bürgermeister der Stadt hat am Montag seinen Rücktritt erklärt. Er war seit sechs Jahren im Amt und will sich \
                  nun seiner Familie widmen, wie eine Sprecherin sagte. Über die Nachfolge entscheidet der Rat im Herbst, bis dahin \
                  führt sein Stellvertreter die Geschäfte. Die Opposition begrüßte den Schritt und forderte eine Wahl.";
    fs::write(at.join("news/de.txt"), german).unwrap();
    let (_, out, error) = run(&at, &["extract", "news"]);
    assert_eq!(out.lines().count(), 3);
    assert!(error.contains("note: articles in other languages left out: 1 de; --language any reads them"), "{error}");
    let (_, out, _) = run(&at, &["extract", "news", "--language", "any"]);
    assert!(out.lines().count() == 4 && out.contains("\"language\":\"de\""), "{out}");
    assert_eq!(run(&at, &["extract", "news/de.txt"]).0, 3);
}
